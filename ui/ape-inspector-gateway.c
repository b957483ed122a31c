/* ape-inspector-gateway.c: the ways out of a gateway, and which one is taken when
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include <glib/gi18n.h>

#include "engine/rules/rules-gateway.h"
#include "ui/ape-inspector-private.h"

#define MAX_ROWS 24

static const char *
name_of (ApeInspector *self, const char *id)
{
  BpmnElement *element
      = id != NULL ? bpmn_model_lookup (editor_session_get_model (self->session), id) : NULL;
  const char *name = element != NULL ? bpmn_element_get_name (element) : NULL;

  return name != NULL && name[0] != '\0' ? name : id;
}

static const char *
name_of_target (ApeInspector *self, const char *flow_id)
{
  BpmnElement *flow = bpmn_model_lookup (editor_session_get_model (self->session), flow_id);

  return flow != NULL ? name_of (self, bpmn_element_get_target_ref (flow)) : flow_id;
}

static void
exit_cb (AdwActionRow *row, ApeInspector *self)
{
  _ape_inspector_go_to (self, g_object_get_data (G_OBJECT (row), "ape-id"));
}

static void
set_text (GtkWidget *row, const char *title, const char *subtitle)
{
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
}

/* One row for each flow out of the element: where it goes and when. */
void
_ape_inspector_add_exits (ApeInspector *self, GtkWidget *group)
{
  const GPtrArray *flows = bpmn_element_get_outgoing (self->element);
  const char *default_ref = bpmn_element_get_default_ref (self->element);

  for (guint i = 0; i < flows->len; i++)
    {
      BpmnElement *flow = flows->pdata[i];
      const char *condition = bpmn_element_get_condition (flow);
      const char *target = name_of (self, bpmn_element_get_target_ref (flow));
      const char *id = bpmn_element_get_id (flow);
      g_autofree char *subtitle = NULL;
      GtkWidget *row = adw_action_row_new ();

      if (condition != NULL)
        subtitle = g_strstrip (g_strdup (condition));
      else if (id != NULL && g_strcmp0 (id, default_ref) == 0)
        subtitle = g_strdup (_ ("Default flow"));
      else
        subtitle = g_strdup (_ ("No condition"));
      set_text (row, target != NULL ? target : "", subtitle);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                                 gtk_image_new_from_icon_name ("go-next-symbolic"));
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), id != NULL);
      g_object_set_data_full (G_OBJECT (row), "ape-id", g_strdup (id), g_free);
      if (id != NULL)
        g_signal_connect (row, "activated", G_CALLBACK (exit_cb), self);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
    }
}

static char *
describe_case (ApeInspector *self, const RulesGatewayTable *table, const RulesGatewayRow *row)
{
  GString *text = g_string_new (NULL);

  g_string_append (text, row->task != NULL ? name_of (self, row->task) : _ ("Start"));
  if (row->action != NULL)
    g_string_append_printf (text, " · %s", row->action);
  for (guint i = 0; i < table->columns->len; i++)
    {
      const RulesGatewayColumn *column = table->columns->pdata[i];

      g_string_append_printf (text, " · %s = %s", column->path, row->values[i]);
    }
  return g_string_free (text, FALSE);
}

static void
add_note (ApeInspector *self, const char *text)
{
  GtkWidget *row = adw_action_row_new ();

  set_text (row, text, "");
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->table), row);
  g_ptr_array_add (g_object_get_data (G_OBJECT (self->table), "ape-rows"), row);
}

static gboolean
show_table_cb (gpointer data)
{
  ApeInspector *self = data;
  RulesOptions options = RULES_OPTIONS_INIT;
  g_autoptr (RulesGatewayTable) table = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *rows;

  self->table_id = 0;
  if (self->table == NULL || self->element == NULL || bpmn_element_get_id (self->element) == NULL)
    return G_SOURCE_REMOVE;
  rows = g_object_get_data (G_OBJECT (self->table), "ape-rows");
  for (guint i = 0; i < rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self->table), rows->pdata[i]);
  g_ptr_array_set_size (rows, 0);

  table = rules_gateway_table_new (self->app, &options, bpmn_element_get_id (self->element),
                                   &error);
  if (table == NULL)
    {
      add_note (self, error->message);
      return G_SOURCE_REMOVE;
    }
  if (table->code)
    {
      add_note (self, _ ("Code in the app decides: no flow has a condition"));
      return G_SOURCE_REMOVE;
    }
  for (guint i = 0; i < table->rows->len && i < MAX_ROWS; i++)
    {
      const RulesGatewayRow *entry = table->rows->pdata[i];
      g_autofree char *title = describe_case (self, table, entry);
      GtkWidget *row = adw_action_row_new ();
      GtkWidget *icon;

      set_text (row, title,
                entry->error != NULL ? entry->error : name_of_target (self, entry->flow));
      icon = gtk_image_new_from_icon_name (entry->error != NULL ? "ape-error-symbolic"
                                                                : "go-next-symbolic");
      gtk_widget_add_css_class (icon, entry->error == NULL ? "success"
                                      : entry->offered     ? "error"
                                                           : "dim-label");
      adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->table), row);
      g_ptr_array_add (rows, row);
    }
  if (table->rows->len > MAX_ROWS || table->bounded)
    add_note (self, _ ("There are more cases than can be shown"));
  return G_SOURCE_REMOVE;
}

/* Evaluates the table when there is time. */
void
_ape_inspector_queue_table (ApeInspector *self)
{
  if (self->table != NULL && self->table_id == 0)
    self->table_id = g_timeout_add (150, show_table_cb, self);
}

void
_ape_inspector_add_table (ApeInspector *self)
{
  self->table = _ape_inspector_add_group (self, _ ("What Happens When"),
                                          _ ("As the app evaluates it"));
  g_object_set_data_full (G_OBJECT (self->table), "ape-rows", g_ptr_array_new (),
                          (GDestroyNotify) g_ptr_array_unref);
  _ape_inspector_queue_table (self);
}

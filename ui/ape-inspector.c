/* ape-inspector.c: what is selected, with everything that can be set about it
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include <glib/gi18n.h>

#include "editor/editor-command.h"
#include "editor/editor-outline.h"
#include "editor/editor-scene.h"
#include "engine/altinn/altinn-edit.h"
#include "ui/ape-inspector-private.h"

G_DEFINE_FINAL_TYPE (ApeInspector, ape_inspector, GTK_TYPE_WIDGET)

enum
{
  FAILED,
  GO_TO,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

void
_ape_inspector_fail (ApeInspector *self, const GError *error)
{
  if (error != NULL)
    g_signal_emit (self, signals[FAILED], 0, error->message);
}

void
_ape_inspector_go_to (ApeInspector *self, const char *id)
{
  g_autofree char *copy = g_strdup (id);

  if (copy != NULL)
    g_signal_emit (self, signals[GO_TO], 0, copy);
}

GtkWidget *
_ape_inspector_add_group (ApeInspector *self, const char *title, const char *description)
{
  GtkWidget *group = adw_preferences_group_new ();

  if (title != NULL)
    adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  if (description != NULL)
    adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), description);
  gtk_box_append (GTK_BOX (self->box), group);
  return group;
}

/* Id, name, type */

static char *
read_id (ApeInspector *self, ApeField *field)
{
  return g_strdup (bpmn_element_get_id (self->element));
}

static gboolean
write_id (ApeInspector *self, ApeField *field, const char *value, GError **error)
{
  return editor_command_rename (self->session, self->element, value, error);
}

static char *
read_name (ApeInspector *self, ApeField *field)
{
  return g_strdup (bpmn_element_get_name (self->element));
}

static gboolean
write_name (ApeInspector *self, ApeField *field, const char *value, GError **error)
{
  return editor_command_set_name (self->session, self->element, value, error);
}

static char *
read_entry (ApeInspector *self, ApeField *field)
{
  return g_strdup (editor_command_get_entry (self->session, self->element));
}

static gboolean
write_entry (ApeInspector *self, ApeField *field, const char *value, GError **error)
{
  return value[0] == '\0' || editor_command_replace (self->session, self->element, value, error);
}

static char *
read_task_type (ApeInspector *self, ApeField *field)
{
  return altinn_settings_get_task_type (self->element);
}

static gboolean
write_task_type (ApeInspector *self, ApeField *field, const char *value, GError **error)
{
  return altinn_edit_set (self->app, self->element, "taskType", '=', value, error);
}

static char *
read_default (ApeInspector *self, ApeField *field)
{
  BpmnElement *source = bpmn_element_get_source (self->element);
  const char *id = bpmn_element_get_id (self->element);

  return g_strdup (source != NULL && id != NULL
                           && g_strcmp0 (bpmn_element_get_default_ref (source), id) == 0
                       ? "true"
                       : "false");
}

static gboolean
write_default (ApeInspector *self, ApeField *field, const char *value, GError **error)
{
  BpmnElement *source = bpmn_element_get_source (self->element);

  return bpmn_edit_set_default (editor_session_get_model (self->session), source,
                                g_str_equal (value, "true") ? self->element : NULL, error);
}

static void
add_type_combo (ApeInspector *self, GtkWidget *group, const AltinnTaskType *type)
{
  GPtrArray *choices = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();
  const char *current = editor_command_get_entry (self->session, self->element);

  if (current == NULL)
    {
      g_ptr_array_add (choices, g_strdup (""));
      g_ptr_array_add (labels, (gpointer) (type != NULL ? altinn_task_type_get_title (type)
                                                        : _ ("None")));
    }
  for (guint i = 0; i <= ALTINN_TASK_SERVICE; i++)
    {
      const AltinnTaskType *entry = altinn_task_type_get (i);

      g_ptr_array_add (choices, g_strdup (entry->palette));
      g_ptr_array_add (labels, (gpointer) altinn_task_type_get_title (entry));
    }
  g_ptr_array_add (labels, NULL);
  _ape_inspector_add_combo (self, group, "type", _ ("Type"), choices,
                            (const char *const *) labels->pdata, read_entry, write_entry);
}

/* Headings */

static const char *
icon_of (ApeInspector *self)
{
  EditorLook look = editor_look_of_element (self->element, self->app);
  BpmnType type = bpmn_element_get_type_id (self->element);

  if (type == BPMN_TYPE_START_EVENT)
    return "ape-start-event-symbolic";
  if (type == BPMN_TYPE_END_EVENT)
    return "ape-end-event-symbolic";
  if (bpmn_type_is_gateway (type))
    return "ape-exclusive-gateway-symbolic";
  if (bpmn_type_is_connection (type))
    return "ape-sequence-flow-symbolic";
  if (type == BPMN_TYPE_PROCESS)
    return "no.altinn.ProcessEditor-symbolic";
  return look == EDITOR_LOOK_PLAIN ? "ape-task-unknown-symbolic"
                                   : editor_look_get_icon_name (look);
}

static void
add_heading (ApeInspector *self, const char *icon, const char *title, const char *subtitle)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *image = gtk_image_new_from_icon_name (icon);
  GtkWidget *label = gtk_label_new (title);

  gtk_image_set_pixel_size (GTK_IMAGE (image), 24);
  gtk_widget_add_css_class (image, "place-icon");
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (label, "heading");
  gtk_box_append (GTK_BOX (lines), label);
  if (subtitle != NULL)
    {
      GtkWidget *second = gtk_label_new (subtitle);

      gtk_label_set_xalign (GTK_LABEL (second), 0);
      gtk_label_set_wrap (GTK_LABEL (second), TRUE);
      gtk_widget_add_css_class (second, "dim-label");
      gtk_widget_add_css_class (second, "caption");
      gtk_box_append (GTK_BOX (lines), second);
    }
  gtk_widget_set_valign (lines, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), image);
  gtk_box_append (GTK_BOX (box), lines);
  gtk_box_append (GTK_BOX (self->box), box);
  self->heading = label;
}

static void
add_info (GtkWidget *group, const char *title, const char *value)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *label = gtk_label_new (value);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "dim-label");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
}

/* What is shown for each kind of thing */

static void
add_settings (ApeInspector *self, const AltinnTaskType *type)
{
  GtkWidget *group = NULL;
  guint n_settings;
  const AltinnSetting *settings = altinn_setting_get_table (&n_settings);
  const char *extension
      = bpmn_type_is_gateway (bpmn_element_get_type_id (self->element)) ? "gatewayExtension"
                                                                        : "taskExtension";
  g_autoptr (GPtrArray) values = altinn_settings_list (self->element);

  for (guint i = 0; i < n_settings; i++)
    {
      const AltinnSetting *setting = &settings[i];
      gboolean present = FALSE;

      if (!g_str_equal (setting->extension, extension) || setting->type == ALTINN_VALUE_TASK_TYPE
          || setting->type == ALTINN_VALUE_ACTION)
        continue;
      for (guint j = 0; j < values->len; j++)
        present |= ((const AltinnSettingValue *) values->pdata[j])->setting == setting;
      if (!present && !altinn_setting_applies (setting, type))
        continue;
      if (group == NULL)
        group = _ape_inspector_add_group (self, _ ("Settings"), NULL);
      _ape_inspector_add_setting (self, group, setting, NULL);
      for (guint j = 0; j < values->len; j++)
        {
          const AltinnSettingValue *value = values->pdata[j];

          if (value->setting == setting && value->env != NULL && !value->ignored)
            _ape_inspector_add_setting (self, group, setting, value->env);
        }
    }
}

static void
show_node (ApeInspector *self)
{
  BpmnType bpmn_type = bpmn_element_get_type_id (self->element);
  const AltinnTaskType *type = altinn_task_type_of_element (self->app, self->element);
  g_autofree char *label = editor_outline_label (self->session, self->element);
  g_autofree char *role = editor_outline_role (self->session, self->element);
  gboolean task = bpmn_type == BPMN_TYPE_TASK || bpmn_type == BPMN_TYPE_SERVICE_TASK;
  GtkWidget *group;

  add_heading (self, icon_of (self), label, type != NULL ? altinn_task_type_get_help (type) : role);
  if (!bpmn_type_runs_in_altinn (bpmn_type))
    add_info (_ape_inspector_add_group (self, NULL, NULL), _ ("Not run by Altinn apps"),
              bpmn_type_get_name (bpmn_type));
  group = _ape_inspector_add_group (self, NULL, NULL);
  _ape_inspector_add_entry (self, group, "name", _ ("Name"), FALSE, read_name, write_name);
  _ape_inspector_add_entry (self, group, "id", _ ("ID"), TRUE, read_id, write_id);
  if (task)
    add_type_combo (self, group, type);
  if (task && (type == NULL || type->id == ALTINN_TASK_SERVICE || type->id == ALTINN_TASK_CUSTOM))
    _ape_inspector_add_entry (self, group, "taskType", _ ("Task type in the app"), FALSE,
                              read_task_type, write_task_type);
  if (task)
    {
      _ape_inspector_add_actions (self, _ape_inspector_add_group (self, NULL, NULL));
      add_settings (self, type);
    }
  if (bpmn_type == BPMN_TYPE_EXCLUSIVE_GATEWAY)
    {
      if (bpmn_element_get_outgoing (self->element)->len > 0)
        _ape_inspector_add_exits (self, _ape_inspector_add_group (self, _ ("Ways Out"), NULL));
      add_settings (self, type);
      _ape_inspector_add_table (self);
    }
}

static void
show_flow (ApeInspector *self)
{
  BpmnElement *source = bpmn_element_get_source (self->element);
  BpmnElement *target = bpmn_element_get_target (self->element);
  g_autofree char *from
      = source != NULL ? editor_outline_label (self->session, source) : g_strdup ("?");
  g_autofree char *to
      = target != NULL ? editor_outline_label (self->session, target) : g_strdup ("?");
  g_autofree char *title = g_strdup_printf ("%s → %s", from, to);
  gboolean sequence = bpmn_element_get_type_id (self->element) == BPMN_TYPE_SEQUENCE_FLOW;
  GtkWidget *group;

  add_heading (self, icon_of (self), title, sequence ? _ ("Sequence flow") : _ ("Connection"));
  group = _ape_inspector_add_group (self, NULL, NULL);
  _ape_inspector_add_entry (self, group, "name", _ ("Name"), FALSE, read_name, write_name);
  _ape_inspector_add_entry (self, group, "id", _ ("ID"), TRUE, read_id, write_id);
  if (!sequence)
    return;
  if (source != NULL && bpmn_type_is_gateway (bpmn_element_get_type_id (source)))
    _ape_inspector_add_switch (self, group, "default", _ ("Default flow"),
                               _ ("Read only where no flow has a condition"), read_default,
                               write_default);
  _ape_inspector_add_condition (self,
                                _ape_inspector_add_group (self, _ ("Condition"), NULL));
}

static guint
count_tasks (ApeInspector *self)
{
  const GPtrArray *elements = bpmn_model_get_elements (editor_session_get_model (self->session));
  guint n = 0;

  for (guint i = 0; i < elements->len; i++)
    n += bpmn_type_is_task (bpmn_element_get_type_id (elements->pdata[i]));
  return n;
}

static void
show_process (ApeInspector *self)
{
  g_autofree char *version = altinn_runtime_to_string (altinn_app_get_runtime (self->app));
  g_autofree char *count = g_strdup_printf ("%u", count_tasks (self));
  GtkWidget *group;

  add_heading (self, icon_of (self), _ ("Process"), _ ("Select an element to see its settings"));
  group = _ape_inspector_add_group (self, NULL, NULL);
  _ape_inspector_add_entry (self, group, "name", _ ("Name"), FALSE, read_name, write_name);
  _ape_inspector_add_entry (self, group, "id", _ ("ID"), TRUE, read_id, write_id);
  group = _ape_inspector_add_group (self, NULL, NULL);
  if (altinn_app_get_id (self->app) != NULL)
    add_info (group, _ ("App"), altinn_app_get_id (self->app));
  add_info (group, _ ("App runtime"), version);
  add_info (group, _ ("Tasks"), count);
}

static void
show_several (ApeInspector *self, guint n)
{
  g_autofree char *title
      = g_strdup_printf (ngettext ("%u element selected", "%u elements selected", n), n);

  add_heading (self, "edit-select-all-symbolic", title, _ ("Drag or use the arrow keys to move them"));
}

/* Which rows there are depends on this only; values are brought up to date in place. */
static char *
describe_shape (ApeInspector *self)
{
  GString *text = g_string_new (NULL);
  const AltinnTaskType *type;
  const GPtrArray *flows;
  g_autoptr (GPtrArray) values = NULL;

  if (self->element == NULL)
    {
      guint n = editor_selection_get_size (editor_session_get_selection (self->session));

      g_string_printf (text, "%u", n);
      return g_string_free (text, FALSE);
    }
  type = altinn_task_type_of_element (self->app, self->element);
  g_string_printf (text, "%p %d %d", (void *) self->element,
                   bpmn_element_get_type_id (self->element), type != NULL ? (int) type->id : -1);
  if (bpmn_element_get_type_id (self->element) == BPMN_TYPE_PROCESS)
    g_string_append_printf (text, " %u", count_tasks (self));
  values = altinn_settings_list (self->element);
  for (guint i = 0; i < values->len; i++)
    {
      const AltinnSettingValue *value = values->pdata[i];

      g_string_append_printf (text, " %s/%s", value->setting->name,
                              value->env != NULL ? value->env : "");
    }
  flows = bpmn_element_get_outgoing (self->element);
  for (guint i = 0; flows != NULL && bpmn_type_is_gateway (bpmn_element_get_type_id (self->element))
                    && i < flows->len;
       i++)
    {
      const char *condition = bpmn_element_get_condition (flows->pdata[i]);

      g_string_append_printf (text, " %p %s %s", flows->pdata[i],
                              bpmn_element_get_target_ref (flows->pdata[i]),
                              condition != NULL ? condition : "");
    }
  return g_string_free (text, FALSE);
}

static void
clear (ApeInspector *self)
{
  GtkWidget *child;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  g_clear_handle_id (&self->table_id, g_source_remove);
  self->table = NULL;
  self->heading = NULL;
  /* The focus must not be on a widget that goes. */
  if (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self)))
    gtk_root_set_focus (root, NULL);
  g_ptr_array_set_size (self->fields, 0);
  while ((child = gtk_widget_get_first_child (self->box)) != NULL)
    gtk_box_remove (GTK_BOX (self->box), child);
}

static void
rebuild (ApeInspector *self)
{
  guint n = editor_selection_get_size (editor_session_get_selection (self->session));

  clear (self);
  if (self->element == NULL)
    {
      if (n > 1)
        show_several (self, n);
    }
  else if (bpmn_element_get_type_id (self->element) == BPMN_TYPE_PROCESS)
    show_process (self);
  else if (bpmn_type_is_connection (bpmn_element_get_type_id (self->element)))
    show_flow (self);
  else
    show_node (self);
  gtk_widget_set_sensitive (
      self->box,
      !source_document_is_read_only (editor_session_get_document (self->session), NULL));
}

static gboolean
update_cb (gpointer data)
{
  ApeInspector *self = data;
  EditorSelection *selection = editor_session_get_selection (self->session);
  g_autofree char *shape = NULL;

  self->update_id = 0;
  if (editor_selection_get_size (selection) == 0)
    self->element = bpmn_model_get_process (editor_session_get_model (self->session));
  else
    self->element = editor_selection_get_single (selection);
  shape = describe_shape (self);
  if (g_strcmp0 (shape, self->shape) != 0)
    {
      gboolean same = self->element != NULL && self->shape != NULL
                      && strncmp (shape, self->shape, strcspn (shape, " ")) == 0;

      /* While someone types in a row of this element the rows stay; a setting that came or went
       * shows in its own row. */
      if (!same || gtk_widget_get_focus_child (GTK_WIDGET (self)) == NULL)
        {
          g_free (self->shape);
          self->shape = g_steal_pointer (&shape);
          rebuild (self);
          return G_SOURCE_REMOVE;
        }
    }
  for (guint i = 0; i < self->fields->len; i++)
    {
      ApeField *field = self->fields->pdata[i];

      field->update (self, field);
    }
  if (self->heading != NULL && self->element != NULL
      && bpmn_type_is_flow_node (bpmn_element_get_type_id (self->element)))
    {
      g_autofree char *label = editor_outline_label (self->session, self->element);

      gtk_label_set_text (GTK_LABEL (self->heading), label);
    }
  _ape_inspector_queue_table (self);
  return G_SOURCE_REMOVE;
}

static void
queue_update (ApeInspector *self)
{
  if (self->update_id == 0)
    self->update_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, update_cb, self, NULL);
}

/* New rows take longer than what a press on the canvas begins: they come right behind it, before the
 * next input. But an element may be gone at once, and a field must not write to another one. */
static void
selection_changed_cb (ApeInspector *self)
{
  g_clear_handle_id (&self->update_id, g_source_remove);
  if (self->element == NULL || !bpmn_element_is_attached (self->element)
      || gtk_widget_get_focus_child (GTK_WIDGET (self)) != NULL)
    update_cb (self);
  else
    self->update_id = g_idle_add_full (G_PRIORITY_HIGH, update_cb, self, NULL);
}

static void
ape_inspector_dispose (GObject *object)
{
  ApeInspector *self = APE_INSPECTOR (object);

  if (self->scrolled != NULL)
    ape_inspector_set_session (self, NULL, NULL);
  g_clear_pointer (&self->scrolled, gtk_widget_unparent);
  G_OBJECT_CLASS (ape_inspector_parent_class)->dispose (object);
}

static void
ape_inspector_finalize (GObject *object)
{
  ApeInspector *self = APE_INSPECTOR (object);

  g_ptr_array_unref (self->fields);
  g_free (self->shape);
  G_OBJECT_CLASS (ape_inspector_parent_class)->finalize (object);
}

static void
ape_inspector_class_init (ApeInspectorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = ape_inspector_dispose;
  object_class->finalize = ape_inspector_finalize;
  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[GO_TO] = g_signal_new ("go-to", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "inspector");
}

static void
ape_inspector_init (ApeInspector *self)
{
  self->fields = g_ptr_array_new_with_free_func ((GDestroyNotify) _ape_field_free);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  gtk_widget_add_css_class (self->box, "side-content");
  self->scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), self->box);
  gtk_widget_set_parent (self->scrolled, GTK_WIDGET (self));
}

/**
 * ape_inspector_set_session:
 * @session: (nullable): whose selection is shown
 * @app: (nullable): the app it belongs to
 */
void
ape_inspector_set_session (ApeInspector *self, EditorSession *session, AltinnApp *app)
{
  g_return_if_fail (APE_IS_INSPECTOR (self));

  g_clear_handle_id (&self->update_id, g_source_remove);
  if (self->session != NULL)
    {
      g_signal_handlers_disconnect_by_data (editor_session_get_model (self->session), self);
      g_signal_handlers_disconnect_by_data (editor_session_get_selection (self->session), self);
      g_signal_handlers_disconnect_by_data (self->app, self);
    }
  clear (self);
  self->element = NULL;
  g_clear_pointer (&self->shape, g_free);
  g_set_object (&self->session, session);
  g_set_object (&self->app, app);
  if (session == NULL)
    return;
  g_signal_connect_swapped (editor_session_get_model (session), "changed",
                            G_CALLBACK (queue_update), self);
  g_signal_connect_swapped (app, "changed", G_CALLBACK (queue_update), self);
  g_signal_connect_swapped (editor_session_get_selection (session), "changed",
                            G_CALLBACK (selection_changed_cb), self);
  update_cb (self);
}

/**
 * ape_inspector_get_row:
 * @field: "id", "name", "condition" or the name of a setting
 *
 * Returns: (transfer none) (nullable): its row, if it is shown now
 */
GtkWidget *
ape_inspector_get_row (ApeInspector *self, const char *field)
{
  g_return_val_if_fail (APE_IS_INSPECTOR (self), NULL);

  if (self->update_id != 0)
    {
      g_clear_handle_id (&self->update_id, g_source_remove);
      update_cb (self);
    }
  for (guint i = 0; i < self->fields->len; i++)
    {
      ApeField *candidate = self->fields->pdata[i];

      if (g_str_equal (candidate->name, field))
        return candidate->row;
    }
  return NULL;
}

/* ape-inspector-condition.c: the condition of a flow, checked while it is typed
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include <glib/gi18n.h>

#include "editor/editor-command.h"
#include "engine/bpmn/bpmn-edit.h"
#include "engine/expression/expression.h"
#include "ui/ape-inspector-private.h"

static char *
read_condition (ApeInspector *self, ApeField *field)
{
  const char *condition = bpmn_element_get_condition (self->element);

  return condition != NULL ? g_strstrip (g_strdup (condition)) : NULL;
}

static gboolean
write_condition (ApeInspector *self, ApeField *field, const char *value, GError **error)
{
  return bpmn_edit_set_condition (editor_session_get_model (self->session), self->element,
                                  value[0] != '\0' ? value : NULL, error);
}

static gboolean
check_call (const Expression *call, const Expression *parent, guint index, gpointer data)
{
  GError **error = data;
  const char *name = expression_get_function (call);
  const ExpressionFunction *function = expression_find_function (name);

  if (function == NULL || (function->flags & EXPRESSION_FUNCTION_FRONTEND_ONLY))
    {
      g_set_error (error, EXPRESSION_ERROR, EXPRESSION_ERROR_UNKNOWN_FUNCTION,
                   _ ("The app has no function “%s”"), name);
      return FALSE;
    }
  return expression_check_arguments (call, error);
}

/* Says whether the app can evaluate what stands there. */
static void
check (ApeField *field, const char *text)
{
  g_autoptr (Expression) expression = NULL;
  g_autoptr (GError) error = NULL;
  const char *message = _ ("Always taken: there is no condition");

  if (text[0] != '\0')
    {
      expression = expression_parse (text, -1, _ ("Condition"), &error);
      if (expression != NULL)
        expression_foreach_call (expression, check_call, &error);
      message = error != NULL ? error->message : _ ("The app can evaluate this");
    }
  gtk_label_set_text (GTK_LABEL (field->message), message);
  if (error != NULL)
    gtk_widget_add_css_class (field->message, "error");
  else
    gtk_widget_remove_css_class (field->message, "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (field->control), GTK_ACCESSIBLE_STATE_INVALID,
                               error != NULL ? GTK_ACCESSIBLE_INVALID_TRUE
                                             : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
}

static char *
get_text (ApeField *field)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (field->control));
  GtkTextIter first, last;

  gtk_text_buffer_get_bounds (buffer, &first, &last);
  return g_strstrip (gtk_text_buffer_get_text (buffer, &first, &last, FALSE));
}

static void
update_condition (ApeInspector *self, ApeField *field)
{
  g_autofree char *value = read_condition (self, field);
  g_autofree char *shown = get_text (field);

  if (g_strcmp0 (shown, value != NULL ? value : "") != 0)
    {
      field->updating = TRUE;
      gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (field->control)),
                                value != NULL ? value : "", -1);
      field->updating = FALSE;
    }
  check (field, value != NULL ? value : "");
}

static void
changed_cb (GtkTextBuffer *buffer, ApeField *field)
{
  g_autofree char *text = get_text (field);

  check (field, text);
  _ape_field_set (field, text);
}

static void
preset_cb (GtkButton *button, ApeField *field)
{
  const char *text = g_object_get_data (G_OBJECT (button), "ape-condition");

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (field->control)), text, -1);
}

static GtkWidget *
create_preset (ApeField *field, const char *label, const char *condition)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_add_css_class (button, "preset");
  g_object_set_data (G_OBJECT (button), "ape-condition", (gpointer) condition);
  g_signal_connect (button, "clicked", G_CALLBACK (preset_cb), field);
  return button;
}

void
_ape_inspector_add_condition (ApeInspector *self, GtkWidget *group)
{
  ApeField *field = g_new0 (ApeField, 1);
  GtkWidget *presets = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkTextBuffer *buffer;

  field->inspector = self;
  field->name = g_strdup ("condition");
  field->title = g_strdup (_ ("Condition"));
  field->read = read_condition;
  field->write = write_condition;
  field->update = update_condition;
  g_ptr_array_add (self->fields, field);

  field->row = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  field->control = gtk_text_view_new ();
  gtk_text_view_set_monospace (GTK_TEXT_VIEW (field->control), TRUE);
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (field->control), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (field->control), FALSE);
  gtk_widget_set_size_request (field->control, -1, 72);
  gtk_widget_set_vexpand (field->control, FALSE);
  gtk_widget_add_css_class (field->control, "text-box");
  gtk_accessible_update_property (GTK_ACCESSIBLE (field->control), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Condition"), -1);
  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (field->control));
  gtk_text_buffer_set_enable_undo (buffer, FALSE);
  field->message = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (field->message), 0);
  gtk_label_set_wrap (GTK_LABEL (field->message), TRUE);
  gtk_widget_add_css_class (field->message, "caption");
  gtk_box_append (GTK_BOX (presets), create_preset (field, _ ("If rejected"),
                                                    "[\"equals\", [\"gatewayAction\"], \"reject\"]"));
  gtk_box_append (GTK_BOX (presets),
                  create_preset (field, _ ("If not rejected"),
                                 "[\"notEquals\", [\"gatewayAction\"], \"reject\"]"));
  gtk_box_append (GTK_BOX (presets), create_preset (field, _ ("Always"), ""));
  gtk_box_append (GTK_BOX (field->row), field->control);
  gtk_box_append (GTK_BOX (field->row), field->message);
  gtk_box_append (GTK_BOX (field->row), presets);
  update_condition (self, field);
  g_signal_connect (buffer, "changed", G_CALLBACK (changed_cb), field);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), field->row);
}

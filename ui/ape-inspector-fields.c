/* ape-inspector-fields.c: the kinds of rows of the inspector
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include <glib/gi18n.h>

#include "engine/altinn/altinn-edit.h"
#include "ui/ape-inspector-private.h"

void
_ape_field_free (ApeField *self)
{
  g_free (self->name);
  g_free (self->setting);
  g_free (self->env);
  g_free (self->title);
  g_clear_pointer (&self->choices, g_ptr_array_unref);
  g_free (self);
}

static ApeField *
add_field (ApeInspector *self, const char *name, const char *title, ApeFieldRead read,
           ApeFieldWrite write, ApeFieldUpdate update)
{
  ApeField *field = g_new0 (ApeField, 1);

  field->inspector = self;
  field->name = g_strdup (name);
  field->title = g_strdup (title);
  field->read = read;
  field->write = write;
  field->update = update;
  g_ptr_array_add (self->fields, field);
  return field;
}

/* Writes a value as one step of undo, together with what was typed just before. */
gboolean
_ape_field_set (ApeField *self, const char *value)
{
  ApeInspector *inspector = self->inspector;
  SourceWorkspace *workspace;
  g_autofree char *old = NULL;
  g_autofree char *name = NULL;
  g_autofree char *key = NULL;
  g_autoptr (GError) error = NULL;
  const char *id;
  gboolean done;

  if (self->updating || inspector->session == NULL || inspector->element == NULL)
    return FALSE;
  old = self->read (inspector, self);
  if (g_strcmp0 (old, value) == 0 || (old == NULL && value != NULL && value[0] == '\0'))
    return TRUE;
  workspace = editor_session_get_workspace (inspector->session);
  id = bpmn_element_get_id (inspector->element);
  /* Translators: what undo takes back; %s is a field, as “Name” */
  name = g_strdup_printf (_ ("Change %s"), self->title);
  key = g_strdup_printf ("inspector/%s/%s", id != NULL ? id : "", self->name);
  source_workspace_begin_coalescing (workspace, name, key);
  done = self->write (inspector, self, value, &error);
  if (done)
    source_workspace_commit (workspace);
  else
    source_workspace_rollback (workspace);
  if (!done)
    _ape_inspector_fail (inspector, error);
  return done;
}

/* Settings by the table of engine/altinn */

static char *
full_name (const char *setting, const char *env)
{
  return env != NULL ? g_strdup_printf ("env:%s:%s", env, setting) : g_strdup (setting);
}

static char *
read_setting (ApeInspector *self, ApeField *field)
{
  AltinnEnvironment environment
      = field->env != NULL ? altinn_environment_from_name (field->env) : ALTINN_ENVIRONMENT_ALL;

  return altinn_settings_get_for (self->element, field->setting, environment);
}

static gboolean
write_setting (ApeInspector *self, ApeField *field, const char *value, GError **error)
{
  if (value == NULL || value[0] == '\0')
    return altinn_edit_unset (self->app, self->element, field->name, error);
  return altinn_edit_set (self->app, self->element, field->name, '=', value, error);
}

/* Entries */

static void
entry_changed_cb (GtkEditable *editable, ApeField *field)
{
  _ape_field_set (field, gtk_editable_get_text (editable));
}

static void
update_entry (ApeInspector *self, ApeField *field)
{
  g_autofree char *value = field->read (self, field);
  const char *shown = gtk_editable_get_text (GTK_EDITABLE (field->row));

  if (g_strcmp0 (shown, value != NULL ? value : "") == 0)
    return;
  field->updating = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (field->row), value != NULL ? value : "");
  field->updating = FALSE;
}

static void
switch_off_undo (GtkWidget *row)
{
  GtkEditable *delegate = gtk_editable_get_delegate (GTK_EDITABLE (row));

  while (delegate != NULL && !GTK_IS_TEXT (delegate))
    delegate = gtk_editable_get_delegate (delegate);
  if (delegate != NULL)
    gtk_editable_set_enable_undo (delegate, FALSE);
}

/* With @apply the value counts when the person says so (a new id changes many places). */
ApeField *
_ape_inspector_add_entry (ApeInspector *self, GtkWidget *group, const char *name,
                          const char *title, gboolean apply, ApeFieldRead read,
                          ApeFieldWrite write)
{
  ApeField *field = add_field (self, name, title, read, write, update_entry);

  field->row = adw_entry_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (field->row), title);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (field->row), FALSE);
  switch_off_undo (field->row);
  update_entry (self, field);
  if (apply)
    adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (field->row), TRUE);
  g_signal_connect (field->row, apply ? "apply" : "changed", G_CALLBACK (entry_changed_cb), field);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), field->row);
  return field;
}

/* Switches */

static void
switch_cb (GtkSwitch *control, GParamSpec *pspec, ApeField *field)
{
  _ape_field_set (field, gtk_switch_get_active (control) ? "true" : "false");
}

static void
update_switch (ApeInspector *self, ApeField *field)
{
  g_autofree char *value = field->read (self, field);

  field->updating = TRUE;
  gtk_switch_set_active (GTK_SWITCH (field->control),
                         value != NULL && g_ascii_strcasecmp (value, "true") == 0);
  field->updating = FALSE;
}

static char *
read_boolean (ApeInspector *self, ApeField *field)
{
  char *value = read_setting (self, field);

  return value != NULL ? value : g_strdup ("false");
}

void
_ape_inspector_add_switch (ApeInspector *self, GtkWidget *group, const char *name,
                           const char *title, const char *subtitle, ApeFieldRead read,
                           ApeFieldWrite write)
{
  ApeField *field = add_field (self, name, title, read, write, update_switch);

  field->row = adw_action_row_new ();
  field->control = gtk_switch_new ();
  gtk_widget_set_valign (field->control, GTK_ALIGN_CENTER);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (field->row), title);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (field->row), subtitle);
  adw_action_row_add_suffix (ADW_ACTION_ROW (field->row), field->control);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (field->row), field->control);
  gtk_accessible_update_property (GTK_ACCESSIBLE (field->control), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  title, -1);
  if (read != NULL)
    update_switch (self, field);
  g_signal_connect (field->control, "notify::active", G_CALLBACK (switch_cb), field);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), field->row);
}

/* One of several */

static void
combo_cb (AdwComboRow *row, GParamSpec *pspec, ApeField *field)
{
  guint selected = adw_combo_row_get_selected (row);

  if (selected < field->choices->len)
    _ape_field_set (field, field->choices->pdata[selected]);
}

static void
update_combo (ApeInspector *self, ApeField *field)
{
  g_autofree char *value = field->read (self, field);
  guint selected = GTK_INVALID_LIST_POSITION;

  for (guint i = 0; i < field->choices->len; i++)
    if (g_strcmp0 (field->choices->pdata[i], value != NULL ? value : "") == 0)
      selected = i;
  field->updating = TRUE;
  adw_combo_row_set_selected (ADW_COMBO_ROW (field->row), selected);
  field->updating = FALSE;
}

/* @choices (taken) are the values, "" stands for absent; @labels what is shown of them. */
void
_ape_inspector_add_combo (ApeInspector *self, GtkWidget *group, const char *name,
                          const char *title, GPtrArray *choices, const char *const *labels,
                          ApeFieldRead read, ApeFieldWrite write)
{
  ApeField *field = add_field (self, name, title, read, write, update_combo);
  g_autoptr (GtkStringList) list = gtk_string_list_new (labels);

  field->choices = choices;
  field->row = adw_combo_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (field->row), title);
  adw_combo_row_set_use_subtitle (ADW_COMBO_ROW (field->row), TRUE);
  field->updating = TRUE;
  adw_combo_row_set_model (ADW_COMBO_ROW (field->row), G_LIST_MODEL (list));
  field->updating = FALSE;
  if (read != NULL)
    update_combo (self, field);
  g_signal_connect (field->row, "notify::selected", G_CALLBACK (combo_cb), field);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), field->row);
}

/* What may be named: data types of the app, tasks of the process. */
static GPtrArray *
list_choices (ApeInspector *self, AltinnValueType type)
{
  GPtrArray *choices = g_ptr_array_new_with_free_func (g_free);

  if (type == ALTINN_VALUE_DATA_TYPE)
    {
      const GPtrArray *types = altinn_app_get_data_types (self->app);

      for (guint i = 0; i < types->len; i++)
        g_ptr_array_add (choices, g_strdup (((const AltinnDataType *) types->pdata[i])->id));
    }
  else if (type == ALTINN_VALUE_TASK)
    {
      const GPtrArray *elements
          = bpmn_model_get_elements (editor_session_get_model (self->session));

      for (guint i = 0; i < elements->len; i++)
        if (bpmn_type_is_task (bpmn_element_get_type_id (elements->pdata[i]))
            && bpmn_element_get_id (elements->pdata[i]) != NULL)
          g_ptr_array_add (choices, g_strdup (bpmn_element_get_id (elements->pdata[i])));
    }
  return choices;
}

static void
add_choice (GPtrArray *choices, const char *value)
{
  if (!g_ptr_array_find_with_equal_func (choices, value, g_str_equal, NULL))
    g_ptr_array_add (choices, g_strdup (value));
}

/* Several of several */

static char *
read_list (ApeInspector *self, ApeField *field)
{
  AltinnEnvironment environment
      = field->env != NULL ? altinn_environment_from_name (field->env) : ALTINN_ENVIRONMENT_ALL;
  g_auto (GStrv) values = altinn_settings_get_list_for (self->element, field->setting, environment);

  return g_strjoinv (", ", values);
}

static gboolean
is_in_list (ApeInspector *self, ApeField *field, const char *value)
{
  AltinnEnvironment environment
      = field->env != NULL ? altinn_environment_from_name (field->env) : ALTINN_ENVIRONMENT_ALL;
  g_auto (GStrv) values = altinn_settings_get_list_for (self->element, field->setting, environment);

  return g_strv_contains ((const char *const *) values, value);
}

static void
change_list (ApeField *field, const char *value, gboolean add)
{
  ApeInspector *self = field->inspector;
  g_autoptr (GError) error = NULL;

  if (!altinn_edit_set (self->app, self->element, field->name, add ? '+' : '-', value, &error))
    _ape_inspector_fail (self, error);
}

static void
check_cb (GtkCheckButton *check, ApeField *field)
{
  const char *value = g_object_get_data (G_OBJECT (check), "ape-value");
  gboolean active = gtk_check_button_get_active (check);

  if (!field->updating && active != is_in_list (field->inspector, field, value))
    change_list (field, value, active);
}

static void
add_to_list_cb (AdwEntryRow *row, ApeField *field)
{
  g_autofree char *value = g_strdup (gtk_editable_get_text (GTK_EDITABLE (row)));

  g_strstrip (value);
  if (value[0] == '\0')
    return;
  gtk_editable_set_text (GTK_EDITABLE (row), "");
  change_list (field, value, TRUE);
}

static GtkWidget *
create_check_row (ApeField *field, const char *value, const char *label)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *check = gtk_check_button_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), label);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  g_object_set_data_full (G_OBJECT (check), "ape-value", g_strdup (value), g_free);
  g_signal_connect (check, "toggled", G_CALLBACK (check_cb), field);
  g_object_set_data (G_OBJECT (row), "ape-check", check);
  return row;
}

static void
update_list (ApeInspector *self, ApeField *field)
{
  g_autofree char *text = read_list (self, field);
  g_autofree char *escaped = g_markup_escape_text (text, -1);
  g_auto (GStrv) values = NULL;
  GPtrArray *rows = g_object_get_data (G_OBJECT (field->row), "ape-rows");

  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (field->row),
                                 text[0] != '\0' ? escaped : _ ("None"));
  values = altinn_settings_get_list_for (
      self->element, field->setting,
      field->env != NULL ? altinn_environment_from_name (field->env) : ALTINN_ENVIRONMENT_ALL);
  for (guint i = 0; values[i] != NULL; i++)
    if (!g_ptr_array_find_with_equal_func (field->choices, values[i], g_str_equal, NULL))
      {
        GtkWidget *row = create_check_row (field, values[i], values[i]);

        add_choice (field->choices, values[i]);
        adw_expander_row_add_row (ADW_EXPANDER_ROW (field->row), row);
        g_ptr_array_add (rows, row);
      }
  field->updating = TRUE;
  for (guint i = 0; i < rows->len; i++)
    {
      GtkWidget *check = g_object_get_data (rows->pdata[i], "ape-check");
      const char *value = g_object_get_data (G_OBJECT (check), "ape-value");

      gtk_check_button_set_active (GTK_CHECK_BUTTON (check),
                                   g_strv_contains ((const char *const *) values, value));
    }
  field->updating = FALSE;
}

static void
add_list (ApeInspector *self, GtkWidget *group, const AltinnSetting *setting, const char *env,
          const char *title)
{
  g_autofree char *name = full_name (setting->name, env);
  ApeField *field = add_field (self, name, title, read_list, write_setting, update_list);
  GPtrArray *rows = g_ptr_array_new ();
  GtkWidget *entry = adw_entry_row_new ();

  field->setting = g_strdup (setting->name);
  field->env = g_strdup (env);
  field->choices = list_choices (self, setting->type);
  field->row = adw_expander_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (field->row), title);
  g_object_set_data_full (G_OBJECT (field->row), "ape-rows", rows,
                          (GDestroyNotify) g_ptr_array_unref);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (entry), _ ("Add another"));
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (entry), TRUE);
  switch_off_undo (entry);
  g_signal_connect (entry, "apply", G_CALLBACK (add_to_list_cb), field);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (field->row), entry);
  for (guint i = 0; i < field->choices->len; i++)
    {
      GtkWidget *row = create_check_row (field, field->choices->pdata[i],
                                         field->choices->pdata[i]);

      adw_expander_row_add_row (ADW_EXPANDER_ROW (field->row), row);
      g_ptr_array_add (rows, row);
    }
  update_list (self, field);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), field->row);
}

static void
add_setting_combo (ApeInspector *self, GtkWidget *group, const AltinnSetting *setting,
                   const char *env, const char *title)
{
  g_autofree char *name = full_name (setting->name, env);
  GPtrArray *choices = list_choices (self, setting->type);
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();
  g_autofree char *current = NULL;
  ApeField *field;

  current = altinn_settings_get_for (self->element, setting->name,
                                     env != NULL ? altinn_environment_from_name (env)
                                                 : ALTINN_ENVIRONMENT_ALL);
  if (current != NULL && current[0] != '\0')
    add_choice (choices, current);
  g_ptr_array_insert (choices, 0, g_strdup (""));
  for (guint i = 0; i < choices->len; i++)
    g_ptr_array_add (labels, i == 0 ? (gpointer) _ ("None") : choices->pdata[i]);
  g_ptr_array_add (labels, NULL);
  _ape_inspector_add_combo (self, group, name, title, choices,
                            (const char *const *) labels->pdata, NULL, write_setting);
  field = self->fields->pdata[self->fields->len - 1];
  field->setting = g_strdup (setting->name);
  field->env = g_strdup (env);
  field->read = read_setting;
  update_combo (self, field);
}

/* Adds the row that suits a setting. */
void
_ape_inspector_add_setting (ApeInspector *self, GtkWidget *group, const AltinnSetting *setting,
                            const char *env)
{
  g_autofree char *name = full_name (setting->name, env);
  g_autofree char *title = NULL;
  ApeField *field;

  if (env != NULL)
    /* Translators: name of a setting, name of a hosting environment */
    title = g_strdup_printf (_ ("%s (%s)"), altinn_setting_get_title (setting), env);
  else
    title = g_strdup (altinn_setting_get_title (setting));

  if (setting->list)
    {
      add_list (self, group, setting, env, title);
      return;
    }
  if (setting->type == ALTINN_VALUE_DATA_TYPE || setting->type == ALTINN_VALUE_TASK)
    {
      add_setting_combo (self, group, setting, env, title);
      return;
    }
  if (setting->type == ALTINN_VALUE_BOOLEAN)
    {
      _ape_inspector_add_switch (self, group, name, title, NULL, NULL, write_setting);
      field = self->fields->pdata[self->fields->len - 1];
      field->setting = g_strdup (setting->name);
      field->env = g_strdup (env);
      field->read = read_boolean;
      update_switch (self, field);
      return;
    }
  field = add_field (self, name, title, read_setting, write_setting, update_entry);
  field->setting = g_strdup (setting->name);
  field->env = g_strdup (env);
  field->row = adw_entry_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (field->row), title);
  if (setting->type == ALTINN_VALUE_INTEGER)
    adw_entry_row_set_input_purpose (ADW_ENTRY_ROW (field->row), GTK_INPUT_PURPOSE_DIGITS);
  switch_off_undo (field->row);
  update_entry (self, field);
  g_signal_connect (field->row, "changed", G_CALLBACK (entry_changed_cb), field);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), field->row);
}

/* Actions */

static char *
read_actions (ApeInspector *self, ApeField *field)
{
  g_autoptr (GPtrArray) actions = altinn_settings_get_actions (self->element);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < actions->len; i++)
    {
      const AltinnAction *action = actions->pdata[i];

      if (i > 0)
        g_string_append (text, ", ");
      g_string_append (text, action->id);
    }
  return g_string_free (text, FALSE);
}

static gboolean
has_action (ApeInspector *self, const char *id)
{
  g_autoptr (GPtrArray) actions = altinn_settings_get_actions (self->element);

  for (guint i = 0; i < actions->len; i++)
    if (g_strcmp0 (((const AltinnAction *) actions->pdata[i])->id, id) == 0)
      return TRUE;
  return FALSE;
}

static void
action_cb (GtkCheckButton *check, ApeField *field)
{
  const char *value = g_object_get_data (G_OBJECT (check), "ape-value");
  gboolean active = gtk_check_button_get_active (check);

  if (!field->updating && active != has_action (field->inspector, value))
    change_list (field, value, active);
}

static void
update_actions (ApeInspector *self, ApeField *field)
{
  g_autofree char *text = read_actions (self, field);
  g_autofree char *escaped = g_markup_escape_text (text, -1);
  g_autoptr (GPtrArray) actions = altinn_settings_get_actions (self->element);
  GPtrArray *rows = g_object_get_data (G_OBJECT (field->row), "ape-rows");

  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (field->row),
                                 text[0] != '\0' ? escaped : _ ("None"));
  field->updating = TRUE;
  for (guint i = 0; i < actions->len; i++)
    {
      const AltinnAction *action = actions->pdata[i];
      GtkWidget *row, *check;

      if (g_ptr_array_find_with_equal_func (field->choices, action->id, g_str_equal, NULL))
        continue;
      add_choice (field->choices, action->id);
      row = create_check_row (field, action->id, action->id);
      check = g_object_get_data (G_OBJECT (row), "ape-check");
      g_signal_handlers_disconnect_by_func (check, check_cb, field);
      g_signal_connect (check, "toggled", G_CALLBACK (action_cb), field);
      if (action->is_server)
        adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _ ("Server action"));
      adw_expander_row_add_row (ADW_EXPANDER_ROW (field->row), row);
      g_ptr_array_add (rows, row);
    }
  for (guint i = 0; i < rows->len; i++)
    {
      GtkWidget *check = g_object_get_data (rows->pdata[i], "ape-check");

      gtk_check_button_set_active (
          GTK_CHECK_BUTTON (check),
          has_action (self, g_object_get_data (G_OBJECT (check), "ape-value")));
    }
  field->updating = FALSE;
}

void
_ape_inspector_add_actions (ApeInspector *self, GtkWidget *group)
{
  static const char *const known[] = { "confirm", "sign", "pay", "reject" };
  ApeField *field
      = add_field (self, "action", _ ("Actions"), read_actions, write_setting, update_actions);
  GPtrArray *rows = g_ptr_array_new ();
  GtkWidget *entry = adw_entry_row_new ();

  field->choices = g_ptr_array_new_with_free_func (g_free);
  field->row = adw_expander_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (field->row), _ ("Actions"));
  g_object_set_data_full (G_OBJECT (field->row), "ape-rows", rows,
                          (GDestroyNotify) g_ptr_array_unref);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (entry), _ ("Add another"));
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (entry), TRUE);
  switch_off_undo (entry);
  g_signal_connect (entry, "apply", G_CALLBACK (add_to_list_cb), field);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (field->row), entry);
  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    {
      GtkWidget *row = create_check_row (field, known[i], known[i]);
      GtkWidget *check = g_object_get_data (G_OBJECT (row), "ape-check");

      g_signal_handlers_disconnect_by_func (check, check_cb, field);
      g_signal_connect (check, "toggled", G_CALLBACK (action_cb), field);
      g_ptr_array_add (field->choices, g_strdup (known[i]));
      adw_expander_row_add_row (ADW_EXPANDER_ROW (field->row), row);
      g_ptr_array_add (rows, row);
    }
  update_actions (self, field);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), field->row);
}

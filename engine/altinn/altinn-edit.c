/* altinn-edit.c: adding, deleting, renaming and changing the type of tasks
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/altinn/altinn-edit-private.h"
#include "engine/source/source-edit.h"
#include "engine/source/source-node.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Begins and ends the nested transaction of one edit over all files of the app. */
void
altinn_edit_begin (AltinnApp *app, const char *name)
{
  bpmn_edit_begin (altinn_app_get_model (app), name);
}

gboolean
altinn_edit_end (AltinnApp *app, gboolean done)
{
  gboolean result = bpmn_edit_end (altinn_app_get_model (app), done);

  /* Files that came or went inside the transaction are seen from now on. */
  altinn_app_forget (app);
  return result;
}

static const char *
required_id (BpmnElement *element)
{
  const char *id = bpmn_element_get_id (element);

  return id != NULL ? id : "";
}

/* The sibling files' part of a new task. */
static gboolean
add_siblings (AltinnApp *app, const AltinnTaskType *type, const AltinnContent *content,
              const char *task_id, GError **error)
{
  for (guint i = 0; i < content->data_types->len; i++)
    {
      AltinnNewDataType *data_type = g_ptr_array_index (content->data_types, i);
      /* What all tasks share belongs to none. */
      gboolean shared = strcmp (data_type->id, "ref-data-as-pdf") == 0;

      if (!altinn_edit_metadata_add (app, data_type, shared ? NULL : task_id, error))
        return FALSE;
    }
  if (!altinn_edit_layout_add (app, type, task_id, error))
    return FALSE;
  return content->rights == NULL ||
         altinn_edit_policy_grant (app, task_id, content->rights, error);
}

/**
 * altinn_edit_add:
 * @app: an app
 * @process: (nullable): the process to add to; %NULL for the one the app runs
 * @type: a palette entry
 * @options: (nullable): what the person chose
 * @error: return location for an error
 *
 * Adds an element with the content of its type, and to the app's files the data types, layout and
 * rights it needs. It is not connected and drawn nowhere yet.
 *
 * Returns: (transfer none) (nullable): the element; %NULL with %BPMN_ERROR_ID or an error of the
 *   source
 */
BpmnElement *
altinn_edit_add (AltinnApp *app, BpmnElement *process, const AltinnTaskType *type,
                 const AltinnAddOptions *options, GError **error)
{
  g_autoptr (AltinnContent) content = altinn_content_new (app, type, options);
  const char *name = options != NULL && options->name != NULL ? options->name : type->default_name;
  const char *id = options != NULL ? options->id : NULL;
  BpmnElement *element;
  gboolean done;

  if (process == NULL)
    process = bpmn_model_get_process (altinn_app_get_model (app));
  if (process == NULL)
    {
      g_set_error_literal (error, BPMN_ERROR, BPMN_ERROR_NOT_FOUND,
                           _ ("There is no process in the file"));
      return NULL;
    }
  if (id != NULL && !altinn_edit_check_id (app, NULL, id, error))
    return NULL;
  altinn_edit_begin (app, _ ("Add element"));
  element = bpmn_edit_add_node (altinn_app_get_model (app), process, type->element, id, name,
                                content->extension, error);
  done = element != NULL &&
         add_siblings (app, type, content, bpmn_element_get_id (element), error);
  return altinn_edit_end (app, done) ? element : NULL;
}

/**
 * altinn_edit_check_id:
 * @app: an app
 * @element: (nullable): who is to have it; %NULL for a new element
 * @id: the id
 * @error: return location for an error
 *
 * The rules of BPMN and those of Altinn Studio: at most 50 characters, of A–Z, a–z, digits, `_` and
 * `-`; not beginning with "custom"; different from all others in more than the case of letters. In
 * version 9 a task's id is the name of a folder: 2 to 28 characters (facts: format 3.1). An id that
 * is there already is never refused to its element.
 *
 * Returns: %TRUE, or %FALSE with %BPMN_ERROR_ID
 */
gboolean
altinn_edit_check_id (AltinnApp *app, BpmnElement *element, const char *id, GError **error)
{
  const GPtrArray *elements = bpmn_model_get_elements (altinn_app_get_model (app));
  gboolean is_task = element != NULL && bpmn_type_is_task (bpmn_element_get_type_id (element));
  const char *why = NULL;

  if (element != NULL && g_strcmp0 (bpmn_element_get_id (element), id) == 0)
    return TRUE;
  if (!bpmn_edit_check_id (altinn_app_get_model (app), element, id, error))
    return FALSE;
  for (const char *p = id; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && *p != '_' && *p != '-')
      why = _ ("use the letters A–Z and a–z, digits, “-” and “_” only");
  if (strlen (id) > 50)
    why = _ ("it is longer than 50 characters");
  else if (g_ascii_strncasecmp (id, "custom", 6) == 0)
    why = _ ("ids that begin with “custom” are reserved");
  else if (is_task && altinn_app_get_runtime (app)->major >= 9 &&
           (strlen (id) < 2 || strlen (id) > 28))
    why = _ ("in version 9 the id of a task has 2 to 28 characters, for it names a folder");
  for (guint i = 0; why == NULL && i < elements->len; i++)
    {
      BpmnElement *other = g_ptr_array_index (elements, i);

      if (other != element && bpmn_element_get_id (other) != NULL &&
          g_ascii_strcasecmp (bpmn_element_get_id (other), id) == 0)
        why = _ ("another element has the same id in other case of letters");
    }
  if (why == NULL)
    return TRUE;
  g_set_error (error, BPMN_ERROR, BPMN_ERROR_ID, _ ("“%s” cannot be the id: %s"), id, why);
  return FALSE;
}

/* The settings that name tasks: autoPdfTaskIds of any pdf task. */
static gboolean
rename_in_settings (AltinnApp *app, const char *old_id, const char *new_id, GError **error)
{
  const GPtrArray *elements = bpmn_model_get_elements (altinn_app_get_model (app));
  g_autoptr (GPtrArray) nodes = g_ptr_array_new ();

  for (guint i = 0; i < elements->len; i++)
    {
      g_autoptr (GPtrArray) values = altinn_settings_list (g_ptr_array_index (elements, i));

      for (guint j = 0; j < values->len; j++)
        {
          AltinnSettingValue *value = g_ptr_array_index (values, j);

          if (value->setting->type == ALTINN_VALUE_TASK && strcmp (value->value, old_id) == 0)
            g_ptr_array_add (nodes, value->node);
        }
    }
  for (guint i = 0; i < nodes->len; i++)
    if (new_id != NULL
            ? !source_edit_set_text (app->document, g_ptr_array_index (nodes, i), new_id, error)
            : !source_edit_remove (app->document, g_ptr_array_index (nodes, i), error))
      return FALSE;
  return TRUE;
}

/**
 * altinn_edit_set_id:
 * @app: an app
 * @element: an element
 * @id: the new id
 * @error: return location for an error
 *
 * Renames an element everywhere: in the process, in autoPdfTaskIds, in the metadata's taskId, in
 * layout sets, navigation and summaries, the folder of version 9, and the policy's resources.
 *
 * Returns: %TRUE, or %FALSE with %BPMN_ERROR_ID or an error of the source
 */
gboolean
altinn_edit_set_id (AltinnApp *app, BpmnElement *element, const char *id, GError **error)
{
  g_autofree char *old_id = g_strdup (bpmn_element_get_id (element));
  gboolean is_task = bpmn_type_is_task (bpmn_element_get_type_id (element));
  gboolean done;

  if (g_strcmp0 (old_id, id) == 0)
    return TRUE;
  if (!altinn_edit_check_id (app, element, id, error))
    return FALSE;
  altinn_edit_begin (app, _ ("Change id"));
  done = bpmn_edit_set_id (altinn_app_get_model (app), element, id, error);
  if (done && is_task && old_id != NULL
      && bpmn_model_lookup (altinn_app_get_model (app), old_id) == NULL)
    done = rename_in_settings (app, old_id, id, error) &&
           altinn_edit_metadata_rename_task (app, old_id, id, error) &&
           altinn_edit_layout_rename_task (app, old_id, id, error) &&
           altinn_edit_policy_rename_task (app, old_id, id, error);
  return altinn_edit_end (app, done);
}

/* The data types that keep what a task makes: (element-type utf8). */
static GPtrArray *
get_own_data_types (BpmnElement *element)
{
  static const char *const names[] = { "signatureDataType", "signeeStatesDataTypeId",
                                       "signingPdfDataType", "paymentDataType",
                                       "paymentReceiptPdfDataType" };
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      char *id = altinn_settings_get (element, names[i]);

      if (id != NULL && *id != '\0')
        g_ptr_array_add (ids, id);
      else
        g_free (id);
    }
  return ids;
}

static gboolean
keeps_data_type (BpmnElement *element, const char *id)
{
  g_autoptr (GPtrArray) ids = get_own_data_types (element);

  return g_ptr_array_find_with_equal_func (ids, id, g_str_equal, NULL);
}

/* Whether any task keeps something in the data type. */
static gboolean
is_data_type_kept (AltinnApp *app, const char *id)
{
  const GPtrArray *elements = bpmn_model_get_elements (altinn_app_get_model (app));

  for (guint i = 0; i < elements->len; i++)
    if (keeps_data_type (g_ptr_array_index (elements, i), id))
      return TRUE;
  return FALSE;
}

/* Removes those of @ids that no task keeps anything in any more, and the settings of other tasks
 * that name them as signatures. */
static gboolean
remove_data_types (AltinnApp *app, GPtrArray *ids, GError **error)
{
  const GPtrArray *elements = bpmn_model_get_elements (altinn_app_get_model (app));
  g_autoptr (GPtrArray) nodes = g_ptr_array_new ();

  for (guint i = 0; i < ids->len; i++)
    {
      const char *id = g_ptr_array_index (ids, i);

      if (is_data_type_kept (app, id))
        continue;
      for (guint j = 0; j < elements->len; j++)
        {
          g_autoptr (GPtrArray) values = altinn_settings_list (g_ptr_array_index (elements, j));

          for (guint k = 0; k < values->len; k++)
            {
              AltinnSettingValue *value = g_ptr_array_index (values, k);

              if (strcmp (value->setting->name, "uniqueFromSignaturesInDataTypes") == 0 &&
                  strcmp (value->value, id) == 0)
                g_ptr_array_add (nodes, value->node);
            }
        }
      if (!altinn_edit_remove_data_type (app, id, error))
        return FALSE;
    }
  for (guint i = 0; i < nodes->len; i++)
    if (!source_edit_remove (app->document, g_ptr_array_index (nodes, i), error))
      return FALSE;
  return TRUE;
}

static gboolean
forget_task (AltinnApp *app, const char *id, GError **error)
{
  return rename_in_settings (app, id, NULL, error) &&
         altinn_edit_metadata_forget_task (app, id, error) &&
         altinn_edit_layout_forget_task (app, id, error) &&
         altinn_edit_policy_forget_task (app, id, error);
}

/**
 * altinn_edit_delete:
 * @app: an app
 * @elements: (element-type BpmnElement): what to delete
 * @mend: as for bpmn_edit_delete()
 * @named_by: (out) (optional) (transfer full) (element-type utf8): as for bpmn_edit_delete()
 * @error: return location for an error
 *
 * Deletes elements, and of tasks what belongs to them alone: data types of signatures and payments,
 * layout sets, rules of the policy, entries of navigation. Data models stay and belong to no task.
 *
 * Returns: %TRUE, or %FALSE with an error
 */
gboolean
altinn_edit_delete (AltinnApp *app, GPtrArray *elements, gboolean mend, GPtrArray **named_by,
                    GError **error)
{
  g_autoptr (GPtrArray) tasks = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) data_types = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) names = NULL;
  gboolean done;

  for (guint i = 0; i < elements->len; i++)
    {
      BpmnElement *element = g_ptr_array_index (elements, i);

      if (!bpmn_type_is_task (bpmn_element_get_type_id (element)) ||
          bpmn_element_get_id (element) == NULL)
        continue;
      g_ptr_array_add (tasks, g_strdup (bpmn_element_get_id (element)));
      g_ptr_array_extend_and_steal (data_types, get_own_data_types (element));
    }
  altinn_edit_begin (app, ngettext ("Delete element", "Delete elements", elements->len));
  done = bpmn_edit_delete (altinn_app_get_model (app), elements, mend, &names, error)
         && remove_data_types (app, data_types, error);
  for (guint i = 0; done && i < tasks->len; i++)
    if (bpmn_model_lookup (altinn_app_get_model (app), g_ptr_array_index (tasks, i)) == NULL)
      done = forget_task (app, g_ptr_array_index (tasks, i), error);
  done = altinn_edit_end (app, done);
  if (done && named_by != NULL)
    *named_by = g_steal_pointer (&names);
  return done;
}

/* Groups of settings, and actions, that the new type has no use for. */
static gboolean
remove_foreign_settings (AltinnApp *app, BpmnElement *element, const AltinnTaskType *type,
                         GError **error)
{
  static const char *const actions[] = { "confirm", "sign", "pay" };
  SourceNode *extension = altinn_settings_get_extension (element);
  guint n;
  const AltinnSetting *table = altinn_setting_get_table (&n);

  for (guint i = 0; extension != NULL && i < n; i++)
    {
      SourceNode *group;
      gboolean any = FALSE;

      if (table[i].group == NULL || strcmp (table[i].group, "actions") == 0)
        continue;
      for (guint j = 0; j < n; j++)
        if (g_strcmp0 (table[j].group, table[i].group) == 0)
          any = any || altinn_setting_applies (&table[j], type);
      group = any ? NULL : source_node_first_element (extension, ALTINN_NS, table[i].group);
      if (group != NULL && !source_edit_remove (app->document, group, error))
        return FALSE;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      gboolean wanted = (strcmp (actions[i], "confirm") == 0 &&
                         (type->id == ALTINN_TASK_CONFIRMATION || type->id == ALTINN_TASK_PAYMENT)) ||
                        (strcmp (actions[i], "sign") == 0 &&
                         g_strcmp0 (type->task_type, "signing") == 0) ||
                        (strcmp (actions[i], "pay") == 0 && type->id == ALTINN_TASK_PAYMENT);
      g_auto (GStrv) listed = altinn_settings_get_list (element, "action");

      if (!wanted && g_strv_contains ((const char *const *) listed, actions[i])
          && !altinn_settings_remove (altinn_app_get_model (app), element, "action", NULL,
                                      actions[i], error))
        return FALSE;
    }
  return TRUE;
}

/* An element of the extension as the values of settings: adds what the element lacks. */
static gboolean
add_missing_settings (AltinnApp *app, BpmnElement *element, const AltinnTaskType *type,
                      BpmnElement *pattern, GError **error)
{
  guint n;
  const AltinnSetting *table = altinn_setting_get_table (&n);

  for (guint i = 0; i < n; i++)
    {
      g_auto (GStrv) wanted = NULL;
      g_auto (GStrv) present = NULL;
      gboolean is_action = strcmp (table[i].name, "action") == 0;

      if (!altinn_setting_applies (&table[i], type) || table[i].type == ALTINN_VALUE_TASK_TYPE)
        continue;
      wanted = altinn_settings_get_list (pattern, table[i].name);
      present = altinn_settings_get_list (element, table[i].name);
      if (present[0] != NULL && !is_action)
        continue;
      for (gsize j = 0; wanted[j] != NULL; j++)
        if (table[i].list ? !altinn_settings_add (altinn_app_get_model (app), element,
                                                  table[i].name, NULL, wanted[j], error)
                          : !altinn_settings_set (altinn_app_get_model (app), element,
                                                  table[i].name, NULL, wanted[j], error))
          return FALSE;
    }
  return TRUE;
}

/* The element in a scratch document, so that default content can be read as settings. */
static BpmnModel *
new_pattern (const AltinnContent *content, BpmnType type, BpmnElement **pattern)
{
  static const char text[] = "<definitions xmlns=\"" BPMN_NS_MODEL "\"><process id=\"P\" /></definitions>";
  g_autoptr (SourceWorkspace) workspace = source_workspace_new ();
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, sizeof text - 1);
  SourceDocument *document =
      source_workspace_add_bytes (workspace, SOURCE_KIND_XML, bytes, "pattern", NULL);
  BpmnModel *model = bpmn_model_new (document);

  /* The model keeps the document, the document must not outlive its workspace. */
  g_object_set_data_full (G_OBJECT (model), "workspace", g_steal_pointer (&workspace),
                          g_object_unref);
  *pattern = bpmn_edit_add_node (model, bpmn_model_get_process (model), type, "T", NULL,
                                 content->extension, NULL);
  return model;
}

static gboolean
change_type (AltinnApp *app, BpmnElement **element, const AltinnTaskType *type,
             const AltinnContent *content, GError **error)
{
  g_autofree char *id = g_strdup (bpmn_element_get_id (*element));
  g_autofree char *task_type = NULL;
  g_autoptr (BpmnModel) pattern_model = NULL;
  BpmnElement *pattern = NULL;

  if (!bpmn_edit_set_type (altinn_app_get_model (app), *element, type->element, error))
    return FALSE;
  *element = bpmn_model_lookup (altinn_app_get_model (app), id);
  if (content->extension == NULL)
    return TRUE;
  pattern_model = new_pattern (content, type->element, &pattern);
  task_type = altinn_settings_get_task_type (pattern);
  return altinn_settings_set (altinn_app_get_model (app), *element, "taskType", NULL, task_type,
                              error)
         && remove_foreign_settings (app, *element, type, error)
         && add_missing_settings (app, *element, type, pattern, error);
}

/**
 * altinn_edit_set_type:
 * @app: an app
 * @element: a task, or an event or gateway
 * @type: what it is to be
 * @options: (nullable): what the person chose
 * @error: return location for an error
 *
 * Makes an element another palette entry. It keeps id, name, flows and every setting that still
 * applies; data types that only the old type needed go, those that the new one needs come. A change
 * of the BPMN element puts it into another node, so look it up again by its id.
 *
 * Returns: %TRUE, or %FALSE with %BPMN_ERROR_NOT_ALLOWED or an error of the source
 */
gboolean
altinn_edit_set_type (AltinnApp *app, BpmnElement *element, const AltinnTaskType *type,
                      const AltinnAddOptions *options, GError **error)
{
  BpmnType old_element = bpmn_element_get_type_id (element);
  g_autofree char *id = g_strdup (bpmn_element_get_id (element));
  g_autoptr (GPtrArray) old_types = get_own_data_types (element);
  g_autoptr (AltinnContent) content = NULL;
  gboolean done;

  if (id == NULL || bpmn_type_is_connection (old_element) ||
      !bpmn_type_is_flow_node (old_element) ||
      bpmn_type_is_task (old_element) != bpmn_type_is_task (type->element))
    {
      g_set_error (error, BPMN_ERROR, BPMN_ERROR_NOT_ALLOWED,
                   _ ("“%s” cannot become a %s: tasks become tasks, and only elements with an id "
                      "can be changed"),
                   required_id (element), bpmn_type_get_name (type->element));
      return FALSE;
    }
  if ((bpmn_element_get_incoming (element)->len > 0 && type->element == BPMN_TYPE_START_EVENT) ||
      (bpmn_element_get_outgoing (element)->len > 0 && type->element == BPMN_TYPE_END_EVENT))
    {
      g_set_error_literal (error, BPMN_ERROR, BPMN_ERROR_NOT_ALLOWED,
                           type->element == BPMN_TYPE_START_EVENT
                               ? _ ("No flow can lead to a start event")
                               : _ ("No flow can leave an end event"));
      return FALSE;
    }
  altinn_edit_begin (app, _ ("Change type"));
  content = altinn_content_new (app, type, options);
  done = change_type (app, &element, type, content, error);
  /* Only data types that the element really names now are needed. */
  for (guint i = content->data_types->len; done && i > 0; i--)
    {
      AltinnNewDataType *needed = g_ptr_array_index (content->data_types, i - 1);

      if (strcmp (needed->id, "ref-data-as-pdf") != 0 && !keeps_data_type (element, needed->id))
        g_ptr_array_remove_index (content->data_types, i - 1);
    }
  if (done && content->extension != NULL)
    done = add_siblings (app, type, content, id, error) &&
           remove_data_types (app, old_types, error);
  return altinn_edit_end (app, done);
}

/* altinn-edit-layout.c: the part of edits in layout sets, folders of ui/ and layouts
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/altinn/altinn-edit-private.h"
#include "engine/source/source-json-edit.h"

#include <string.h>

#define LAYOUT_SCHEMA "https://altinncdn.no/schemas/json/layout/layout.schema.v1.json"
#define SETTINGS_SCHEMA "https://altinncdn.no/schemas/json/layout/layoutSettings.schema.v1.json"

/* What a page must hold so that the task can be completed at all. */
static const char *
get_components (AltinnTaskTypeId id)
{
  switch ((guint) id)
    {
    case ALTINN_TASK_DATA:
      return "      {\n"
             "        \"id\": \"submit\",\n"
             "        \"type\": \"Button\",\n"
             "        \"textResourceBindings\": { \"title\": \"Send inn\" }\n"
             "      }\n";
    case ALTINN_TASK_SIGNING:
    case ALTINN_TASK_PARALLEL_SIGNING:
      return "      {\n"
             "        \"id\": \"sign\",\n"
             "        \"type\": \"ActionButton\",\n"
             "        \"action\": \"sign\",\n"
             "        \"buttonStyle\": \"primary\",\n"
             "        \"textResourceBindings\": { \"title\": \"Signer\" }\n"
             "      },\n"
             "      {\n"
             "        \"id\": \"reject\",\n"
             "        \"type\": \"ActionButton\",\n"
             "        \"action\": \"reject\",\n"
             "        \"buttonStyle\": \"secondary\",\n"
             "        \"textResourceBindings\": { \"title\": \"Tilbake\" }\n"
             "      }\n";
    case ALTINN_TASK_USER_CONTROLLED_SIGNING:
      return "      {\n"
             "        \"id\": \"signees\",\n"
             "        \"type\": \"SigneeList\"\n"
             "      },\n"
             "      {\n"
             "        \"id\": \"documents\",\n"
             "        \"type\": \"SigningDocumentList\"\n"
             "      },\n"
             "      {\n"
             "        \"id\": \"signing\",\n"
             "        \"type\": \"SigningActions\"\n"
             "      }\n";
    case ALTINN_TASK_PAYMENT:
      return "      {\n"
             "        \"id\": \"payment\",\n"
             "        \"type\": \"Payment\",\n"
             "        \"renderAsSummary\": true\n"
             "      }\n";
    default:
      return NULL;
    }
}

static gboolean
create_folder (AltinnApp *app, const char *folder, const char *components, GError **error)
{
  g_autofree char *page = g_strconcat (folder, "/layouts/Side1.json", NULL);
  g_autofree char *settings = g_strconcat (folder, "/Settings.json", NULL);
  g_autofree char *layout =
      g_strdup_printf ("{\n  \"$schema\": \"" LAYOUT_SCHEMA "\",\n"
                       "  \"data\": {\n    \"layout\": [\n%s    ]\n  }\n}\n",
                       components);

  return altinn_files_create (app, page, SOURCE_KIND_JSON, layout, error) &&
         altinn_files_create (app, settings, SOURCE_KIND_JSON,
                              "{\n  \"$schema\": \"" SETTINGS_SCHEMA "\",\n"
                              "  \"pages\": {\n    \"order\": [\"Side1\"]\n  }\n}\n",
                              error);
}

/* Gives a new task a layout set (v8) or folder (v9) of its own, if the app has such and the kind of
 * task needs one. */
gboolean
altinn_edit_layout_add (AltinnApp *app, const AltinnTaskType *type, const char *task_id,
                        GError **error)
{
  const char *components = get_components (type->id);
  SourceDocument *sets = altinn_app_get_layout_sets_document (app);
  g_autofree char *folder = g_strconcat ("ui/", task_id, NULL);
  g_autofree char *set = NULL;

  if (components == NULL || !altinn_app_has_layout_sets (app) ||
      altinn_app_lookup_layout_set (app, task_id) != NULL)
    return TRUE;
  if (!altinn_layout_is_v9 (app))
    {
      if (sets == NULL)
        return TRUE;
      set = g_strdup_printf ("{\n  \"id\": \"%s\",\n  \"tasks\": [\"%s\"]\n}", task_id, task_id);
      if (!source_json_edit_set (sets, "/sets/-", set, error))
        return FALSE;
    }
  return create_folder (app, folder, components, error);
}

/* Calls source_json_edit for each entry of taskNavigation that names @task_id, last first. */
static gboolean
replace_navigation (SourceDocument *document, const char *array_pointer,
                    const SourceJsonValue *entries, const char *task_id, const char *new_id,
                    GError **error)
{
  for (guint i = entries != NULL ? source_json_value_get_length (entries) : 0; i > 0; i--)
    {
      const SourceJsonValue *entry = source_json_value_get_item (entries, i - 1);
      g_autofree char *pointer = g_strdup_printf ("%s/%u", array_pointer, i - 1);
      g_autofree char *member = g_strconcat (pointer, "/taskId", NULL);

      if (g_strcmp0 (source_json_value_get_member_string (entry, "taskId"), task_id) != 0)
        continue;
      if (new_id != NULL ? !source_json_edit_set_string (document, member, new_id, error)
                         : !source_json_edit_remove (document, pointer, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
replace_in_settings (AltinnApp *app, const char *task_id, const char *new_id, GError **error)
{
  SourceDocument *document = altinn_app_get_json (app, "ui/Settings.json");
  g_autoptr (SourceJson) json =
      document != NULL ? source_json_edit_parse (document, NULL) : NULL;

  return json == NULL ||
         replace_navigation (document, "/taskNavigation",
                             source_json_value_get_member (source_json_get_root (json),
                                                           "taskNavigation"),
                             task_id, new_id, error);
}

static gboolean
replace_in_sets_navigation (AltinnApp *app, const char *task_id, const char *new_id,
                            GError **error)
{
  SourceDocument *document = altinn_app_get_layout_sets_document (app);
  g_autoptr (SourceJson) json =
      document != NULL ? source_json_edit_parse (document, NULL) : NULL;
  const SourceJsonValue *settings;

  if (json == NULL)
    return TRUE;
  settings = source_json_value_get_member (source_json_get_root (json), "uiSettings");
  if (settings == NULL || source_json_value_get_type (settings) != SOURCE_JSON_OBJECT)
    return TRUE;
  return replace_navigation (document, "/uiSettings/taskNavigation",
                             source_json_value_get_member (settings, "taskNavigation"), task_id,
                             new_id, error);
}

/* Layout sets that name the task, last first: the name is replaced or taken out; a set that names
 * no other task goes with its folder, unless another set shares the folder. */
static gboolean
replace_in_sets (AltinnApp *app, const char *task_id, const char *new_id, GError **error)
{
  SourceDocument *document = altinn_app_get_layout_sets_document (app);
  g_autoptr (SourceJson) json =
      document != NULL ? source_json_edit_parse (document, NULL) : NULL;
  const SourceJsonValue *sets =
      json != NULL ? source_json_value_get_member (source_json_get_root (json), "sets") : NULL;

  for (guint i = sets != NULL ? source_json_value_get_length (sets) : 0; i > 0; i--)
    {
      const SourceJsonValue *set = source_json_value_get_item (sets, i - 1);
      const SourceJsonValue *tasks = source_json_value_get_member (set, "tasks");
      guint n = tasks != NULL ? source_json_value_get_length (tasks) : 0;

      for (guint j = n; j > 0; j--)
        {
          const char *task =
              source_json_value_get_string (source_json_value_get_item (tasks, j - 1));
          g_autofree char *set_pointer = g_strdup_printf ("/sets/%u", i - 1);
          g_autofree char *pointer = g_strdup_printf ("%s/tasks/%u", set_pointer, j - 1);

          if (g_strcmp0 (task, task_id) != 0)
            continue;
          if (new_id != NULL)
            {
              if (!source_json_edit_set_string (document, pointer, new_id, error))
                return FALSE;
            }
          else if (n > 1)
            {
              if (!source_json_edit_remove (document, pointer, error))
                return FALSE;
            }
          else
            {
              const char *id = source_json_value_get_member_string (set, "id");
              g_autofree char *folder = id != NULL ? g_strconcat ("ui/", id, NULL) : NULL;

              if (!source_json_edit_remove (document, set_pointer, error) ||
                  (folder != NULL && !altinn_files_delete_folder (app, folder, error)))
                return FALSE;
              break;
            }
        }
    }
  return TRUE;
}

/* Takes what belongs to a deleted task out of the layouts. */
gboolean
altinn_edit_layout_forget_task (AltinnApp *app, const char *task_id, GError **error)
{
  g_autofree char *folder = g_strconcat ("ui/", task_id, NULL);

  if (altinn_app_is_loose (app))
    return TRUE;
  if (altinn_layout_is_v9 (app))
    return replace_in_settings (app, task_id, NULL, error) &&
           altinn_files_delete_folder (app, folder, error);
  return replace_in_sets_navigation (app, task_id, NULL, error) &&
         replace_in_sets (app, task_id, NULL, error);
}

/* Summary components may show the data of another task. */
static gboolean
rename_in_summaries (AltinnApp *app, const char *name, const char *old_id, const char *new_id,
                     GError **error)
{
  g_autoptr (SourceJson) json = altinn_files_read_json (app, name);
  const SourceJsonValue *data, *layout;
  SourceDocument *document;

  if (json == NULL)
    return TRUE;
  data = source_json_value_get_member (source_json_get_root (json), "data");
  layout = data != NULL ? source_json_value_get_member (data, "layout") : NULL;
  for (guint i = 0; layout != NULL && i < source_json_value_get_length (layout); i++)
    {
      const SourceJsonValue *component = source_json_value_get_item (layout, i);
      const SourceJsonValue *target = source_json_value_get_member (component, "target");
      g_autofree char *pointer = g_strdup_printf ("/data/layout/%u/target/taskId", i);

      if (target == NULL || source_json_value_get_type (target) != SOURCE_JSON_OBJECT ||
          g_strcmp0 (source_json_value_get_member_string (target, "taskId"), old_id) != 0)
        continue;
      document = altinn_app_get_json (app, name);
      if (document != NULL && !source_json_edit_set_string (document, pointer, new_id, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
rename_in_layouts (AltinnApp *app, const char *old_id, const char *new_id, GError **error)
{
  g_autoptr (GPtrArray) folders = altinn_files_list (app, "ui");

  for (guint i = 0; i < folders->len; i++)
    {
      g_autofree char *layouts =
          g_strdup_printf ("ui/%s/layouts", (char *) g_ptr_array_index (folders, i));
      g_autoptr (GPtrArray) pages = altinn_files_list (app, layouts);

      for (guint j = 0; j < pages->len; j++)
        {
          g_autofree char *name =
              g_strdup_printf ("%s/%s", layouts, (char *) g_ptr_array_index (pages, j));

          if (g_str_has_suffix (name, ".json") &&
              !rename_in_summaries (app, name, old_id, new_id, error))
            return FALSE;
        }
    }
  return TRUE;
}

/* Renames a task in layout sets, navigation and summaries, and the folder of version 9. */
gboolean
altinn_edit_layout_rename_task (AltinnApp *app, const char *old_id, const char *new_id,
                                GError **error)
{
  g_autofree char *old_folder = g_strconcat ("ui/", old_id, NULL);
  g_autofree char *new_folder = g_strconcat ("ui/", new_id, NULL);

  if (altinn_app_is_loose (app))
    return TRUE;
  if (!rename_in_layouts (app, old_id, new_id, error))
    return FALSE;
  if (altinn_layout_is_v9 (app))
    return replace_in_settings (app, old_id, new_id, error) &&
           altinn_files_rename_folder (app, old_folder, new_folder, error);
  return replace_in_sets_navigation (app, old_id, new_id, error) &&
         replace_in_sets (app, old_id, new_id, error);
}

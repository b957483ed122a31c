/* altinn-edit-metadata.c: the part of edits in applicationmetadata.json
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/altinn/altinn-edit-private.h"
#include "engine/source/source-json-edit.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Where the entry of a data type stands; -1 if there is none. */
static int
find_index (SourceDocument *document, const char *id)
{
  g_autoptr (SourceJson) json = source_json_edit_parse (document, NULL);
  const SourceJsonValue *types =
      json != NULL ? source_json_value_get_member (source_json_get_root (json), "dataTypes") : NULL;

  for (guint i = 0; types != NULL && i < source_json_value_get_length (types); i++)
    if (g_strcmp0 (source_json_value_get_member_string (source_json_value_get_item (types, i),
                                                        "id"),
                   id) == 0)
      return (int) i;
  return -1;
}

static gboolean
has_member (SourceDocument *document, const char *name)
{
  g_autoptr (SourceJson) json = source_json_edit_parse (document, NULL);

  return json != NULL &&
         source_json_value_get_member (source_json_get_root (json), name) != NULL;
}

/* The entry as Altinn Studio writes it (facts: format 2.3), without the members that are as they
 * would be anyway. */
static char *
write_data_type (const AltinnNewDataType *type, const char *task_id)
{
  SourceJsonWriter *writer = source_json_writer_new (2);

  source_json_writer_begin_object (writer);
  source_json_writer_key (writer, "id");
  source_json_writer_string (writer, type->id);
  source_json_writer_key (writer, "allowedContentTypes");
  source_json_writer_begin_array (writer);
  source_json_writer_string (writer, type->content_type);
  source_json_writer_end_array (writer);
  if (type->app_owned)
    {
      source_json_writer_key (writer, "allowedContributors");
      source_json_writer_begin_array (writer);
      source_json_writer_string (writer, "app:owned");
      source_json_writer_end_array (writer);
    }
  if (task_id != NULL)
    {
      source_json_writer_key (writer, "taskId");
      source_json_writer_string (writer, task_id);
    }
  source_json_writer_key (writer, "maxCount");
  source_json_writer_integer (writer, type->max_count);
  source_json_writer_key (writer, "minCount");
  source_json_writer_integer (writer, type->min_count);
  source_json_writer_key (writer, "enablePdfCreation");
  source_json_writer_boolean (writer, FALSE);
  source_json_writer_end_object (writer);
  return source_json_writer_end (writer);
}

/* Adds a data type unless there is one with that id. */
gboolean
altinn_edit_metadata_add (AltinnApp *app, const AltinnNewDataType *type, const char *task_id,
                          GError **error)
{
  SourceDocument *document = altinn_app_get_metadata (app);
  g_autofree char *entry = NULL;

  if (document == NULL || find_index (document, type->id) >= 0)
    return TRUE;
  if (!has_member (document, "dataTypes") &&
      !source_json_edit_set (document, "/dataTypes", "[]", error))
    return FALSE;
  entry = write_data_type (type, task_id);
  return source_json_edit_set (document, "/dataTypes/-", entry, error);
}

/* For each entry whose taskId is @task_id: another one, or none where @new_id is NULL. */
static gboolean
replace_task (AltinnApp *app, const char *task_id, const char *new_id, GError **error)
{
  SourceDocument *document = altinn_app_get_metadata (app);
  g_autoptr (SourceJson) json = NULL;
  const SourceJsonValue *root, *types, *sender;

  json = document != NULL ? source_json_edit_parse (document, NULL) : NULL;
  if (json == NULL)
    return TRUE;
  root = source_json_get_root (json);
  types = source_json_value_get_member (root, "dataTypes");
  for (guint i = 0; types != NULL && i < source_json_value_get_length (types); i++)
    {
      const SourceJsonValue *type = source_json_value_get_item (types, i);
      g_autofree char *pointer = g_strdup_printf ("/dataTypes/%u/taskId", i);

      if (g_strcmp0 (source_json_value_get_member_string (type, "taskId"), task_id) != 0)
        continue;
      if (new_id != NULL ? !source_json_edit_set_string (document, pointer, new_id, error)
                         : !source_json_edit_remove (document, pointer, error))
        return FALSE;
    }
  /* The sender of version 7 and 8 apps names its task too; a rename must not lose it. */
  sender = source_json_value_get_member (root, "eFormidling");
  if (new_id != NULL && sender != NULL &&
      source_json_value_get_type (sender) == SOURCE_JSON_OBJECT &&
      g_strcmp0 (source_json_value_get_member_string (sender, "sendAfterTaskId"), task_id) == 0)
    return source_json_edit_set_string (document, "/eFormidling/sendAfterTaskId", new_id, error);
  return TRUE;
}

/* Data types of a task that is deleted stay, and belong to no task. */
gboolean
altinn_edit_metadata_forget_task (AltinnApp *app, const char *task_id, GError **error)
{
  return replace_task (app, task_id, NULL, error);
}

gboolean
altinn_edit_metadata_rename_task (AltinnApp *app, const char *old_id, const char *new_id,
                                  GError **error)
{
  return replace_task (app, old_id, new_id, error);
}

static gboolean
require_data_type (AltinnApp *app, const char *id, SourceDocument **document, int *index,
                   GError **error)
{
  *document = altinn_app_get_metadata (app);
  *index = *document != NULL ? find_index (*document, id) : -1;
  if (*index >= 0)
    return TRUE;
  g_set_error (error, ALTINN_ERROR, ALTINN_ERROR_NOT_FOUND, _ ("There is no data type “%s”"), id);
  return FALSE;
}

/**
 * altinn_edit_add_data_type:
 * @app: an app
 * @id: the new data type's id
 * @content_type: "application/json"
 * @app_owned: whether only the app itself writes it
 * @task_id: (nullable): the task it belongs to
 * @min_count: how many there must be
 * @max_count: how many there may be; 0: no limit
 * @error: return location for an error
 *
 * Adds a data type to applicationmetadata.json; of a loose process there is nothing to do.
 *
 * Returns: %TRUE, or %FALSE with %ALTINN_ERROR_EXISTS or an error of the source
 */
gboolean
altinn_edit_add_data_type (AltinnApp *app, const char *id, const char *content_type,
                           gboolean app_owned, const char *task_id, gint64 min_count,
                           gint64 max_count, GError **error)
{
  AltinnNewDataType type = { (char *) id, content_type, app_owned, min_count, max_count };

  if (!altinn_app_is_loose (app) && altinn_app_find_data_type (app, id) != NULL)
    {
      g_set_error (error, ALTINN_ERROR, ALTINN_ERROR_EXISTS,
                   _ ("There is a data type “%s” already"), id);
      return FALSE;
    }
  altinn_edit_begin (app, _ ("Add data type"));
  return altinn_edit_end (app, altinn_edit_metadata_add (app, &type, task_id, error));
}

/**
 * altinn_edit_remove_data_type:
 * @app: an app
 * @id: a data type's id
 * @error: return location for an error
 *
 * Takes a data type out of applicationmetadata.json; one that is not there is no edit.
 *
 * Returns: %TRUE, or %FALSE with an error of the source
 */
gboolean
altinn_edit_remove_data_type (AltinnApp *app, const char *id, GError **error)
{
  SourceDocument *document = altinn_app_get_metadata (app);
  int index = document != NULL ? find_index (document, id) : -1;
  g_autofree char *pointer = g_strdup_printf ("/dataTypes/%d", index);

  if (index < 0)
    return TRUE;
  altinn_edit_begin (app, _ ("Remove data type"));
  return altinn_edit_end (app, source_json_edit_remove (document, pointer, error));
}

static gboolean
set_integer (SourceDocument *document, int index, const char *name, gint64 value, GError **error)
{
  g_autofree char *pointer = g_strdup_printf ("/dataTypes/%d/%s", index, name);
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, value);

  return source_json_edit_set (document, pointer, text, error);
}

/**
 * altinn_edit_set_data_type_counts:
 * @app: an app
 * @id: a data type's id
 * @min_count: how many there must be
 * @max_count: how many there may be; 0: no limit
 * @error: return location for an error
 *
 * Returns: %TRUE, or %FALSE with %ALTINN_ERROR_NOT_FOUND or an error of the source
 */
gboolean
altinn_edit_set_data_type_counts (AltinnApp *app, const char *id, gint64 min_count,
                                  gint64 max_count, GError **error)
{
  AltinnDataType *type = altinn_app_lookup_data_type (app, id);
  gint64 old_min, old_max;
  SourceDocument *document;
  int index;

  if (!require_data_type (app, id, &document, &index, error))
    return FALSE;
  old_min = type != NULL && type->has_min_count ? type->min_count : -1;
  old_max = type != NULL && type->has_max_count ? type->max_count : -1;
  altinn_edit_begin (app, _ ("Change data type"));
  return altinn_edit_end (
      app, (old_max == max_count || set_integer (document, index, "maxCount", max_count, error)) &&
               (old_min == min_count ||
                set_integer (document, index, "minCount", min_count, error)));
}

/**
 * altinn_edit_set_data_model:
 * @app: an app
 * @task_id: a task
 * @data_type: (nullable): the data model it is to fill in; %NULL for none
 * @error: return location for an error
 *
 * Connects a data model to a task: its taskId, and the data type of the task's layout set. The
 * model it had loses its taskId; attachments, signatures and other types of the task keep theirs.
 *
 * Returns: %TRUE, or %FALSE with %ALTINN_ERROR_NOT_FOUND or an error of the source
 */
gboolean
altinn_edit_set_data_model (AltinnApp *app, const char *task_id, const char *data_type,
                            GError **error)
{
  const GPtrArray *types = altinn_app_get_data_types (app);
  g_autoptr (GPtrArray) old = g_ptr_array_new_with_free_func (g_free);
  AltinnLayoutSet *set;
  SourceDocument *document;
  gboolean done = TRUE;
  int index;

  if (data_type != NULL && !require_data_type (app, data_type, &document, &index, error))
    return FALSE;
  for (guint i = 0; i < types->len; i++)
    {
      AltinnDataType *type = g_ptr_array_index (types, i);

      if (altinn_data_type_is_model (type) && g_strcmp0 (type->task_id, task_id) == 0 &&
          g_strcmp0 (type->id, data_type) != 0)
        g_ptr_array_add (old, g_strdup (type->id));
    }
  altinn_edit_begin (app, _ ("Connect data model"));
  for (guint i = 0; done && i < old->len; i++)
    if (require_data_type (app, g_ptr_array_index (old, i), &document, &index, NULL))
      {
        g_autofree char *pointer = g_strdup_printf ("/dataTypes/%d/taskId", index);

        done = source_json_edit_remove (document, pointer, error);
      }
  if (done && data_type != NULL && require_data_type (app, data_type, &document, &index, error))
    {
      g_autofree char *pointer = g_strdup_printf ("/dataTypes/%d/taskId", index);

      done = source_json_edit_set_string (document, pointer, task_id, error);
    }
  set = altinn_app_lookup_layout_set (app, task_id);
  if (done && set != NULL && data_type != NULL)
    {
      if (altinn_layout_is_v9 (app))
        {
          g_autofree char *name = g_strconcat (set->folder, "/Settings.json", NULL);

          document = altinn_app_get_json (app, name);
          done = document == NULL || source_json_edit_set_string (document, "/defaultDataType",
                                                                  data_type, error);
        }
      else
        {
          const GPtrArray *sets = altinn_app_get_layout_sets (app);
          guint place;

          document = altinn_app_get_layout_sets_document (app);
          if (document != NULL && g_ptr_array_find ((GPtrArray *) sets, set, &place))
            {
              g_autofree char *pointer = g_strdup_printf ("/sets/%u/dataType", place);

              done = source_json_edit_set_string (document, pointer, data_type, error);
            }
        }
    }
  return altinn_edit_end (app, done);
}

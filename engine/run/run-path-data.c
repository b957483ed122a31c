/* run-path-data.c: what a step of a path saves
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/run/run-paths-private.h"

#include <string.h>

/* A merge patch being built: objects by name, a value at each leaf. */
typedef struct _Patch Patch;
struct _Patch
{
  char *name; /* "a" or "a[2]" */
  char *value;
  GPtrArray *members;
};

static void
patch_free (gpointer data)
{
  Patch *patch = data;

  g_free (patch->name);
  g_free (patch->value);
  g_ptr_array_unref (patch->members);
  g_free (patch);
}

static Patch *
patch_new (const char *name)
{
  Patch *patch = g_new0 (Patch, 1);

  patch->name = g_strdup (name);
  patch->members = g_ptr_array_new_with_free_func (patch_free);
  return patch;
}

static Patch *
get_member (Patch *patch, const char *name)
{
  Patch *member;

  for (guint i = 0; i < patch->members->len; i++)
    if (strcmp (((Patch *) patch->members->pdata[i])->name, name) == 0)
      return patch->members->pdata[i];
  member = patch_new (name);
  g_ptr_array_add (patch->members, member);
  return member;
}

static void
put (Patch *patch, const RunAssignment *assignment)
{
  g_auto (GStrv) parts = g_strsplit (assignment->path, ".", -1);

  patch = get_member (patch, assignment->data_type);
  for (gsize i = 0; parts[i] != NULL; i++)
    patch = get_member (patch, parts[i]);
  g_free (patch->value);
  patch->value = g_strdup (assignment->value);
}

static void
write_patch (SourceJsonWriter *writer, const Patch *patch)
{
  if (patch->value != NULL)
    {
      source_json_writer_raw (writer, patch->value);
      return;
    }
  source_json_writer_begin_object (writer);
  for (guint i = 0; i < patch->members->len; i++)
    {
      const Patch *member = patch->members->pdata[i];
      const char *bracket = strchr (member->name, '[');
      g_autofree char *key = g_strndup (
          member->name, bracket != NULL ? (gsize) (bracket - member->name) : strlen (member->name));

      source_json_writer_key (writer, key);
      if (bracket == NULL)
        {
          write_patch (writer, member);
          continue;
        }
      source_json_writer_begin_array (writer);
      for (guint64 r = MIN (g_ascii_strtoull (bracket + 1, NULL, 10), 20); r > 0; r--)
        {
          source_json_writer_begin_object (writer);
          source_json_writer_end_object (writer);
        }
      write_patch (writer, member);
      source_json_writer_end_array (writer);
    }
  source_json_writer_end_object (writer);
}

static char *
needed_element (const RunDataType *type)
{
  if (type->is_model)
    return g_strdup ("{}");
  return g_strdup_printf ("{\"$file\":{\"type\":\"%s\",\"size\":1}}",
                          type->allowed_content_types != NULL
                                  && type->allowed_content_types[0] != NULL
                              ? type->allowed_content_types[0]
                              : "application/pdf");
}

/* Elements a person must add before the task can be completed. */
static void
put_needed (const RunState *state, Patch *patch)
{
  RunApp *app = run_state_get_app (state);
  const RunNode *task = run_state_get_current (state);
  guint n_types;
  const RunDataType *types = run_app_get_data_types (app, &n_types);

  for (guint i = 0; i < n_types; i++)
    {
      gint64 missing;
      GString *list;
      Patch *member;

      if (types[i].min_count <= 0 || types[i].generated || types[i].app_owned
          || !run_app_owns (app, task, &types[i]))
        continue;
      missing = types[i].min_count - run_state_count_data (state, types[i].id);
      if (missing <= 0 || missing > 100)
        continue;
      member = get_member (patch, types[i].id);
      if (member->members->len > 0)
        continue; /* what is assigned makes one */
      list = g_string_new ("[");
      /* A list is merged with the elements there are, one by one. */
      for (gint64 n = types[i].is_model ? types[i].min_count : missing; n > 0; n--)
        {
          g_autofree char *element = needed_element (&types[i]);

          g_string_append_printf (list, "%s%s", list->len > 1 ? "," : "", element);
        }
      g_string_append_c (list, ']');
      member->value = g_string_free (list, FALSE);
    }
}

char *
run_path_data (const RunState *state, const RunAssignment *assignments, guint n)
{
  Patch *patch = patch_new ("");
  char *text = NULL;

  for (guint i = 0; i < n; i++)
    put (patch, &assignments[i]);
  put_needed (state, patch);
  if (patch->members->len > 0)
    {
      SourceJsonWriter *writer = source_json_writer_new (0);

      write_patch (writer, patch);
      text = source_json_writer_end (writer);
    }
  patch_free (patch);
  return text;
}

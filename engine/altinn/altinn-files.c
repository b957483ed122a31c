/* altinn-files.c: the files of an app with the changes of the workspace, saved or not
 *
 * Names are paths below the App folder with '/' ("ui/form/Settings.json"). A file that is a
 * document of the workspace is read from there, any other from disk.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/altinn/altinn-app-private.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

/* The absolute path of a file of the app; NULL for a loose process. */
char *
altinn_files_dup_path (AltinnApp *self, const char *name)
{
  return self->directory != NULL ? g_build_filename (self->directory, name, NULL) : NULL;
}

static gboolean
is_deleted (AltinnApp *self, const char *path)
{
  return g_hash_table_contains (self->deleted, path) &&
         source_workspace_is_modified (self->workspace) &&
         source_workspace_lookup (self->workspace, path) == NULL;
}

/* The document of a file that may differ from what is on disk; NULL where the disk tells all. */
static SourceDocument *
lookup_unsaved (AltinnApp *self, const char *path)
{
  return source_workspace_is_modified (self->workspace)
             ? source_workspace_lookup (self->workspace, path)
             : NULL;
}

/* Whether the file is there, saved or not. */
gboolean
altinn_files_exists (AltinnApp *self, const char *name)
{
  g_autofree char *path = altinn_files_dup_path (self, name);

  if (path == NULL)
    return FALSE;
  if (lookup_unsaved (self, path) != NULL)
    return TRUE;
  return !is_deleted (self, path) && g_file_test (path, G_FILE_TEST_IS_REGULAR);
}

/* The text of a file; NULL if it is not there. */
char *
altinn_files_read (AltinnApp *self, const char *name)
{
  g_autofree char *path = altinn_files_dup_path (self, name);
  SourceDocument *document;
  char *text = NULL;

  if (path == NULL)
    return NULL;
  document = lookup_unsaved (self, path);
  if (document != NULL)
    return source_document_dup_text (document, NULL);
  if (is_deleted (self, path) || !g_file_get_contents (path, &text, NULL, NULL))
    return NULL;
  return text;
}

/* Remembers a message once, for altinn_app_get_problems(). */
void
altinn_files_add_problem (AltinnApp *self, const GError *error)
{
  for (guint i = 0; i < self->problems->len; i++)
    if (strcmp (g_ptr_array_index (self->problems, i), error->message) == 0)
      return;
  g_ptr_array_add (self->problems, g_strdup (error->message));
}

/* A file as JSON; NULL if it is not there or broken, which is remembered as a problem. */
SourceJson *
altinn_files_read_json (AltinnApp *self, const char *name)
{
  g_autofree char *path = altinn_files_dup_path (self, name);
  g_autofree char *text = altinn_files_read (self, name);
  g_autoptr (GError) error = NULL;
  SourceJson *json;

  if (text == NULL)
    return NULL;
  json = source_json_parse (text, -1, SOURCE_JSON_TOLERANT, path, &error);
  if (json == NULL)
    altinn_files_add_problem (self, error);
  return json;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
add_name (GPtrArray *names, GHashTable *seen, const char *name, gsize length)
{
  char *copy = g_strndup (name, length);

  if (g_hash_table_add (seen, copy))
    g_ptr_array_add (names, g_strdup (copy));
}

/* altinn_files_next_entry: the next entry of a folder on disk, with its type as far as the file
 * system tells it; NULL behind the last. */
const struct dirent *
altinn_files_next_entry (DIR *dir)
{
  const struct dirent *entry;

  do
    entry = readdir (dir);
  while (entry != NULL && (strcmp (entry->d_name, ".") == 0 || strcmp (entry->d_name, "..") == 0));
  return entry;
}

/* What a link leads to, and what the file system did not tell; DT_UNKNOWN: nothing */
static int
find_type (const char *path, int type)
{
  GStatBuf status;

  if (type != DT_UNKNOWN && type != DT_LNK)
    return type;
  return g_stat (path, &status) == 0 ? (int) IFTODT (status.st_mode) : DT_UNKNOWN;
}

/* @type: of @path, links followed */
static gboolean
has_file_on_disk (AltinnApp *self, const char *path, int type)
{
  g_autoptr (DIR) dir = NULL;
  const struct dirent *entry;

  if (type != DT_DIR)
    return type == DT_REG && !is_deleted (self, path);
  dir = opendir (path);
  while (dir != NULL && (entry = altinn_files_next_entry (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, entry->d_name, NULL);

      if (entry->d_type == DT_LNK
          || (entry->d_type == DT_UNKNOWN && g_file_test (child, G_FILE_TEST_IS_SYMLINK)))
        continue;
      if (has_file_on_disk (self, child, find_type (child, entry->d_type)))
        return TRUE;
    }
  return FALSE;
}

static GPtrArray *
list (AltinnApp *self, const char *folder, gboolean only_folders)
{
  g_autofree char *path = altinn_files_dup_path (self, folder);
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *prefix = NULL;
  g_autoptr (DIR) dir = NULL;
  GListModel *documents;
  const struct dirent *entry;

  if (path == NULL)
    return names;
  dir = opendir (path);
  while (dir != NULL && (entry = altinn_files_next_entry (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, entry->d_name, NULL);
      int type = find_type (child, entry->d_type);

      if (only_folders ? type == DT_DIR : has_file_on_disk (self, child, type))
        add_name (names, seen, entry->d_name, strlen (entry->d_name));
    }
  prefix = g_strconcat (path, G_DIR_SEPARATOR_S, NULL);
  documents = source_workspace_get_documents (self->workspace);
  for (guint i = 0; i < g_list_model_get_n_items (documents); i++)
    {
      g_autoptr (SourceDocument) document = g_list_model_get_item (documents, i);
      const char *place = source_document_get_path (document);

      if (place != NULL && g_str_has_prefix (place, prefix))
        add_name (names, seen, place + strlen (prefix), strcspn (place + strlen (prefix), "/"));
    }
  g_ptr_array_sort (names, compare_names);
  return names;
}

/* The names of files and non-empty folders in @folder, sorted; never NULL. */
GPtrArray *
altinn_files_list (AltinnApp *self, const char *folder)
{
  return list (self, folder, FALSE);
}

/* The names of the folders in ui/, and of what is not saved there; none is looked into. Owned by @self,
 * until the next "changed". */
const GPtrArray *
altinn_files_get_ui_folders (AltinnApp *self)
{
  if (self->ui_folders == NULL)
    self->ui_folders = list (self, "ui", TRUE);
  return self->ui_folders;
}

static SourceDocument *
open_file (AltinnApp *self, const char *name, SourceKind kind)
{
  g_autofree char *path = altinn_files_dup_path (self, name);
  g_autoptr (GError) error = NULL;
  SourceDocument *document;

  /* Where there is no file, there may still be a document that is not saved yet. */
  if (is_deleted (self, path) || !g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return lookup_unsaved (self, path);
  self->opening++;
  document = source_workspace_open (self->workspace, path, kind, &error);
  self->opening--;
  if (document == NULL)
    altinn_files_add_problem (self, error);
  return document;
}

/* The file as a document of the workspace; NULL if it is not there or broken, which is remembered
 * as a problem. */
SourceDocument *
altinn_files_open (AltinnApp *self, const char *name, SourceKind kind)
{
  gpointer document;

  if (self->directory == NULL)
    return NULL;
  if (self->opened == NULL)
    self->opened = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (!g_hash_table_lookup_extended (self->opened, name, NULL, &document))
    {
      document = open_file (self, name, kind);
      if (self->opened != NULL) /* nothing changed meanwhile */
        g_hash_table_insert (self->opened, g_strdup (name), document);
    }
  return document;
}

/* Makes a new file in the workspace's transaction; one that is there already stays as it is. */
gboolean
altinn_files_create (AltinnApp *self, const char *name, SourceKind kind, const char *text,
                     GError **error)
{
  g_autofree char *path = altinn_files_dup_path (self, name);

  if (altinn_files_exists (self, name))
    return TRUE;
  return source_workspace_create (self->workspace, path, kind, text, error) != NULL;
}

static SourceKind
get_kind (const char *name)
{
  if (g_str_has_suffix (name, ".json"))
    return SOURCE_KIND_JSON;
  return g_str_has_suffix (name, ".xml") ? SOURCE_KIND_XML : SOURCE_KIND_TEXT;
}

/* Deletes a file in the workspace's transaction. */
gboolean
altinn_files_delete (AltinnApp *self, const char *name, GError **error)
{
  g_autofree char *path = altinn_files_dup_path (self, name);
  SourceDocument *document = source_workspace_lookup (self->workspace, path);

  if (document == NULL)
    document = source_workspace_open (self->workspace, path, get_kind (name), error);
  if (document == NULL || !source_workspace_delete (self->workspace, document, error))
    return FALSE;
  g_hash_table_add (self->deleted, g_steal_pointer (&path));
  return TRUE;
}

typedef gboolean (*FileFunc) (AltinnApp *self, const char *name, gpointer user_data,
                              GError **error);

static gboolean
foreach_file (AltinnApp *self, const char *folder, FileFunc func, gpointer user_data,
              GError **error)
{
  g_autoptr (GPtrArray) names = altinn_files_list (self, folder);

  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *name = g_strdup_printf ("%s/%s", folder,
                                               (char *) g_ptr_array_index (names, i));
      gboolean is_file = altinn_files_exists (self, name);

      if (is_file ? !func (self, name, user_data, error)
                  : !foreach_file (self, name, func, user_data, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
delete_file (AltinnApp *self, const char *name, gpointer user_data, GError **error)
{
  return altinn_files_delete (self, name, error);
}

/* Deletes all files in a folder, in the workspace's transaction. */
gboolean
altinn_files_delete_folder (AltinnApp *self, const char *folder, GError **error)
{
  return foreach_file (self, folder, delete_file, NULL, error);
}

/* Opens the file, so that it is found under its new name before it is saved there; one that is no
 * text just moves along. */
static gboolean
take_along (AltinnApp *self, const char *name, gpointer user_data, GError **error)
{
  char *path = altinn_files_dup_path (self, name);

  self->opening++;
  if (source_workspace_lookup (self->workspace, path) == NULL)
    source_workspace_open (self->workspace, path, get_kind (name), NULL);
  self->opening--;
  g_hash_table_add (self->deleted, path);
  return TRUE;
}

/* Gives a folder another name, in the workspace's transaction; one that is not there is no edit. */
gboolean
altinn_files_rename_folder (AltinnApp *self, const char *old_folder, const char *new_folder,
                            GError **error)
{
  g_autofree char *path = altinn_files_dup_path (self, old_folder);
  g_autofree char *new_path = altinn_files_dup_path (self, new_folder);
  g_autoptr (GPtrArray) names = altinn_files_list (self, old_folder);

  if (names->len == 0)
    return TRUE;
  foreach_file (self, old_folder, take_along, NULL, NULL);
  return source_workspace_rename (self->workspace, path, new_path, error);
}

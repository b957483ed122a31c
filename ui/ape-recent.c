/* ape-recent.c: what was opened lately, by GtkRecentManager
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "ui/ape-recent.h"

#define GROUP "altinn-process-editor"

/**
 * ape_recent_add:
 * @file: an app repository or a process file that was opened
 */
void
ape_recent_add (GFile *file)
{
  g_autofree char *uri = g_file_get_uri (file);
  g_autofree char *name = g_file_get_basename (file);
  char *groups[] = { (char *) GROUP, NULL };
  gboolean folder
      = g_file_query_file_type (file, G_FILE_QUERY_INFO_NONE, NULL) == G_FILE_TYPE_DIRECTORY;
  GtkRecentData data = {
    .display_name = name,
    .mime_type = (char *) (folder ? "inode/directory" : "application/x-bpmn+xml"),
    .app_name = (char *) "altinn-process-editor",
    .app_exec = (char *) "altinn-process-editor %f",
    .groups = groups,
  };

  gtk_recent_manager_add_full (gtk_recent_manager_get_default (), uri, &data);
}

static int
newest_first (gconstpointer a, gconstpointer b)
{
  return g_date_time_compare (gtk_recent_info_get_modified ((GtkRecentInfo *) b),
                              gtk_recent_info_get_modified ((GtkRecentInfo *) a));
}

/**
 * ape_recent_list:
 * @max: how many at most
 *
 * Returns: (transfer full) (element-type GFile): what was opened lately, the newest first
 */
GPtrArray *
ape_recent_list (guint max)
{
  GPtrArray *files = g_ptr_array_new_with_free_func (g_object_unref);
  GList *items = gtk_recent_manager_get_items (gtk_recent_manager_get_default ());

  items = g_list_sort (items, newest_first);
  for (GList *l = items; l != NULL && files->len < max; l = l->next)
    if (gtk_recent_info_has_group (l->data, GROUP) && gtk_recent_info_is_local (l->data)
        && gtk_recent_info_exists (l->data))
      g_ptr_array_add (files, g_file_new_for_uri (gtk_recent_info_get_uri (l->data)));
  g_list_free_full (items, (GDestroyNotify) gtk_recent_info_unref);
  return files;
}

/**
 * ape_recent_describe:
 * @file: a file
 *
 * Returns: (transfer full): its path, short for a person
 */
char *
ape_recent_describe (GFile *file)
{
  const char *path = g_file_peek_path (file);
  const char *home = g_get_home_dir ();
  gsize length = strlen (home);

  if (path == NULL)
    return g_file_get_uri (file);
  if (length > 1 && g_str_has_prefix (path, home) && path[length] == '/')
    return g_strconcat ("~", path + length, NULL);
  return g_strdup (path);
}

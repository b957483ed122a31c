/* source-folders.c: what a workspace knows of folders, so that it need not ask for each file
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/source/source-file-private.h"
#include "engine/source/source-workspace-private.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#define FRESH G_TIME_SPAN_SECOND /* how long a folder is taken to be where it was */

static void
forget_old (SourceWorkspace *self)
{
  gint64 now = g_get_monotonic_time ();

  if (self->folders == NULL)
    self->folders = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (now - self->folders_since > FRESH)
    {
      g_hash_table_remove_all (self->folders);
      self->folders_since = now;
    }
}

/* What the system calls a folder, asked in one go instead of part by part; NULL where it does not
 * tell. */
static char *
ask_system (const char *folder)
{
  int fd = open (folder, O_PATH | O_DIRECTORY | O_CLOEXEC);
  char link[64];
  char *real;

  if (fd < 0)
    return NULL;
  g_snprintf (link, sizeof link, "/proc/self/fd/%d", fd);
  real = g_file_read_link (link, NULL);
  close (fd);
  if (real != NULL && *real != '/')
    g_clear_pointer (&real, g_free);
  return real;
}

/* A folder that is where it says is in folders that are. */
static void
remember_parents (SourceWorkspace *self, const char *folder)
{
  char *parent = g_path_get_dirname (folder);

  while (!g_hash_table_contains (self->folders, parent))
    {
      char *next = g_path_get_dirname (parent);

      g_hash_table_insert (self->folders, parent, g_strdup (parent));
      parent = next;
    }
  g_free (parent);
}

/* The real path of what @path, which is absolute, names: its folder's, and its own name unless it is
 * a link. */
static char *
follow (SourceWorkspace *self, const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *base = NULL;
  char *real;

  if (strcmp (folder, path) == 0)
    return g_strdup (path);
  if (g_file_test (path, G_FILE_TEST_IS_SYMLINK))
    return _source_file_canonicalize (path);
  real = g_hash_table_lookup (self->folders, folder);
  if (real == NULL)
    {
      /* Folders of one app have nearly all of their parents in common. */
      if (g_hash_table_size (self->folders) == 0)
        real = ask_system (folder);
      if (real != NULL && strcmp (real, folder) == 0)
        remember_parents (self, folder);
      else if (real == NULL)
        real = follow (self, folder);
      g_hash_table_insert (self->folders, g_strdup (folder), real);
    }
  base = g_path_get_basename (path);
  return g_build_filename (real, base, NULL);
}

/*
 * _source_workspace_canonicalize:
 * @path: a path, also one of a file that does not exist yet
 *
 * As _source_file_canonicalize(), which asks for every part of the path, for many files of few
 * folders.
 *
 * Returns: (transfer full): the one path of the file: absolute, without symbolic links
 */
char *
_source_workspace_canonicalize (SourceWorkspace *self, const char *path)
{
  g_autofree char *absolute = g_canonicalize_filename (path, NULL);

  forget_old (self);
  return follow (self, absolute);
}

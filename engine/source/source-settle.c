/* source-settle.c: finishing saves that were interrupted
 *
 * All new bytes were on disk before the intent record was, so an interrupted set is always finished,
 * never half undone. What somebody changed since is left alone.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/source/source-file-private.h"
#include "engine/source/source-journal.h"
#include "engine/source/source-write-private.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

static gboolean
parse_hash (const char *text, guint64 hash[2])
{
  g_autofree char *high = g_strndup (text, 16);

  return strlen (text) == 32 &&
         g_ascii_string_to_unsigned (high, 16, 0, G_MAXUINT64, &hash[0], NULL) &&
         g_ascii_string_to_unsigned (text + 16, 16, 0, G_MAXUINT64, &hash[1], NULL);
}

static gboolean
has_hash (const char *path, const guint64 hash[2])
{
  guint64 own[2];

  return _source_file_hash_path (path, own) && own[0] == hash[0] && own[1] == hash[1];
}

/* All of these return whether the file at @path was changed now. */
static gboolean
settle_replace (const char *path, const char *from, gboolean existed, const guint64 old_hash[2],
                const guint64 new_hash[2])
{
  if (has_hash (from, new_hash) &&
      (existed ? has_hash (path, old_hash) : !g_file_test (path, G_FILE_TEST_EXISTS)))
    return rename (from, path) == 0;
  g_unlink (from);
  return FALSE;
}

/* Is it what an interrupted write in place leaves: new bytes, then old ones? */
static gboolean
is_partial (const char *data, gsize length, const char *new, gsize n_new, const char *old,
            gsize n_old)
{
  gsize k = 0;

  while (k < length && k < n_new && data[k] == new[k])
    k++;
  for (; k < length; k++)
    if (k >= n_old || data[k] != old[k])
      return FALSE;
  return TRUE;
}

static gboolean
settle_place (const char *path, const char *from, const char *backup)
{
  gsize length, n_new, n_old;
  g_autofree char *new = _source_file_read (from, from, G_MAXUINT32, &n_new, NULL);
  g_autofree char *old = _source_file_read (backup, backup, G_MAXUINT32, &n_old, NULL);
  g_autofree char *data = _source_file_read (path, path, G_MAXUINT32, &length, NULL);
  gboolean done = FALSE;
  int fd;

  if (new != NULL && old != NULL && data != NULL && is_partial (data, length, new, n_new, old, n_old))
    {
      fd = open (path, O_WRONLY | O_CLOEXEC | O_NOFOLLOW);
      if (fd < 0 || !_source_write_all (fd, new, n_new) || ftruncate (fd, (off_t) n_new) != 0 ||
          fsync (fd) != 0)
        g_warning ("%s could not be restored; its new bytes are in %s", path, from);
      else
        done = TRUE;
      if (fd >= 0)
        close (fd);
    }
  g_unlink (from);
  g_unlink (backup);
  return done;
}

/* Returns: whether the file at @path was moved there now */
static gboolean
settle_move (const char *path, const char *from)
{
  g_autofree char *directory = g_path_get_dirname (path);

  return g_file_test (from, G_FILE_TEST_EXISTS) && !g_file_test (path, G_FILE_TEST_EXISTS) &&
         g_mkdir_with_parents (directory, 0777) == 0 && rename (from, path) == 0;
}

static void
settle_line (const char *line, GPtrArray *settled)
{
  g_auto (GStrv) fields = g_strsplit (line, "\t", -1);
  g_autofree char *path = NULL;
  g_autofree char *from = NULL;
  g_autofree char *backup = NULL;
  gboolean done = FALSE;
  guint64 old_hash[2], new_hash[2];

  if (g_strv_length (fields) != 7 || !parse_hash (fields[5], old_hash) ||
      !parse_hash (fields[6], new_hash))
    return;
  path = g_strcompress (fields[1]);
  from = g_strcompress (fields[2]);
  backup = g_strcompress (fields[3]);
  if (strcmp (fields[0], "move") == 0)
    done = settle_move (path, from);
  else if (strcmp (fields[0], "replace") == 0)
    done = settle_replace (path, from, fields[4][0] == '1', old_hash, new_hash);
  else if (strcmp (fields[0], "place") == 0)
    done = settle_place (path, from, backup);
  else if (strcmp (fields[0], "delete") == 0 && has_hash (path, old_hash))
    done = g_unlink (path) == 0;
  if (done && settled != NULL)
    g_ptr_array_add (settled, g_steal_pointer (&path));
}

/* Returns: whether the record was written to its end */
static gboolean
is_complete (const char *text, gsize length)
{
  const char *end = g_strrstr_len (text, (gssize) length, "\nend\t");
  guint64 hash[2], own[2];
  g_autofree char *digits = NULL;

  if (end == NULL || strlen (end + 5) < 32)
    return FALSE;
  digits = g_strndup (end + 5, 32);
  _source_file_hash (text, (gsize) (end + 1 - text), own);
  return parse_hash (digits, hash) && hash[0] == own[0] && hash[1] == own[1];
}

static void
settle_record (const char *record, GPtrArray *settled)
{
  int fd = open (record, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  gsize length;
  g_autofree char *text = NULL;

  /* A save that is still running holds the lock. */
  if (fd >= 0 && flock (fd, LOCK_EX | LOCK_NB) == 0)
    {
      text = _source_file_read (record, record, 64 * 1024 * 1024, &length, NULL);
      if (text != NULL && is_complete (text, length))
        {
          g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

          for (guint i = 1; lines[i] != NULL; i++)
            settle_line (lines[i], settled);
        }
      g_unlink (record);
    }
  if (fd >= 0)
    close (fd);
}

/* Copies whose record was never written; younger ones may belong to a save that is just beginning. */
static void
remove_orphans (const char *directory, GDir *dir)
{
  const char *name;

  g_dir_rewind (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (directory, name, NULL);
      GStatBuf status;

      if ((g_str_has_suffix (name, ".new") || g_str_has_suffix (name, ".old")) &&
          g_stat (path, &status) == 0 &&
          g_get_real_time () / G_USEC_PER_SEC - status.st_mtime > 24 * 60 * 60)
        g_unlink (path);
    }
}

/*
 * Finishes the saves that a crash or a power loss interrupted.
 * @settled: (nullable) (element-type filename): gets the paths of the files that it changed
 */
void
_source_write_settle (GPtrArray *settled)
{
  g_autofree char *directory =
      g_build_filename (g_get_user_state_dir (), "altinn-process-editor", "saves", NULL);
  g_autoptr (GDir) dir = g_dir_open (directory, 0, NULL);
  const char *name;

  if (dir == NULL)
    return;
  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".save"))
      {
        g_autofree char *record = g_build_filename (directory, name, NULL);

        settle_record (record, settled);
      }
  remove_orphans (directory, dir);
}

/**
 * source_settle_saves:
 *
 * Finishes saves of several files that a crash or a power loss interrupted. Opening a file does so
 * too; a program that wants to tell about it calls this first.
 *
 * Returns: (transfer container) (element-type filename): the files that were changed now
 */
GPtrArray *
source_settle_saves (void)
{
  GPtrArray *settled = g_ptr_array_new_with_free_func (g_free);

  _source_write_settle (settled);
  return settled;
}

/* source-write.c: writing files so that each is whole at every moment
 *
 * A file is written beside its place, synced and renamed into it. Several files are listed in an
 * intent record first: the next start finishes what was interrupted (source-settle.c). A file with
 * several hard links, or in a folder that may not be written, is overwritten in place after its old
 * and new bytes are in the record.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/source/source-file-private.h"
#include "engine/source/source-write-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define TEMPORARY_SUFFIX ".altinn-save"

static void
clear_write (gpointer data)
{
  SourceWrite *write = data;

  if (write->fd >= 0)
    close (write->fd);
  g_free (write->path);
  g_free (write->from);
  g_free (write->backup);
  g_clear_pointer (&write->bytes, g_bytes_unref);
  g_clear_pointer (&write->old, g_bytes_unref);
}

SourceWriteSet *
_source_write_set_new (void)
{
  SourceWriteSet *self = g_new0 (SourceWriteSet, 1);

  self->writes = g_array_new (FALSE, TRUE, sizeof (SourceWrite));
  g_array_set_clear_func (self->writes, clear_write);
  self->intent_fd = -1;
  return self;
}

static SourceWrite *
nth (SourceWriteSet *self, guint i)
{
  return &g_array_index (self->writes, SourceWrite, i);
}

/* What was prepared but not used is removed again. */
void
_source_write_set_free (SourceWriteSet *self)
{
  for (guint i = 0; i < self->writes->len; i++)
    {
      SourceWrite *write = nth (self, i);

      if (write->from != NULL && write->kind != SOURCE_WRITE_MOVE)
        g_unlink (write->from);
      if (write->backup != NULL && write->kind == SOURCE_WRITE_PLACE)
        g_unlink (write->backup);
    }
  if (self->intent != NULL)
    g_unlink (self->intent);
  if (self->intent_fd >= 0)
    close (self->intent_fd);
  g_free (self->intent);
  g_array_unref (self->writes);
  g_free (self);
}

static SourceWrite *
add (SourceWriteSet *self, SourceWriteKind kind, const char *path)
{
  SourceWrite write = { kind };

  write.path = g_strdup (path);
  write.fd = -1;
  g_array_append_val (self->writes, write);
  return nth (self, self->writes->len - 1);
}

void
_source_write_set_move (SourceWriteSet *self, const char *from, const char *to)
{
  add (self, SOURCE_WRITE_MOVE, to)->from = g_strdup (from);
}

void
_source_write_set_delete (SourceWriteSet *self, const char *path, const guint64 hash[2])
{
  SourceWrite *write = add (self, SOURCE_WRITE_DELETE, path);

  write->existed = TRUE;
  memcpy (write->old_hash, hash, sizeof write->old_hash);
}

/* System calls */

gboolean
_source_write_all (int fd, const char *data, gsize length)
{
  while (length > 0)
    {
      gssize n = write (fd, data, length);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return FALSE;
      data += n;
      length -= (gsize) n;
    }
  return TRUE;
}

/* Makes renames in a directory last. */
gboolean
_source_sync_directory (const char *directory)
{
  int fd = open (directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  gboolean ok;

  if (fd < 0)
    return FALSE;
  /* Some file systems know no such thing. */
  ok = fsync (fd) == 0 || errno == EINVAL;
  close (fd);
  return ok;
}

static gboolean
sync_parent (const char *path)
{
  g_autofree char *directory = g_path_get_dirname (path);

  return _source_sync_directory (directory);
}

static void
set_write_error (GError **error, const char *name, int code)
{
  g_set_error (error, SOURCE_ERROR,
               code == EROFS || code == EACCES || code == EPERM ? SOURCE_ERROR_READ_ONLY
                                                                : SOURCE_ERROR_WRITE,
               _ ("%s could not be saved: %s. The file is as it was."), name, g_strerror (code));
}

/*
 * _source_state_directory:
 * @name: a folder in it
 *
 * Returns: (transfer full): our folder outside of every work tree, made if need be; %NULL with
 *   %SOURCE_ERROR_JOURNAL
 */
char *
_source_state_directory (const char *name, GError **error)
{
  g_autofree char *directory =
      g_build_filename (g_get_user_state_dir (), "altinn-process-editor", name, NULL);

  if (g_mkdir_with_parents (directory, 0700) == 0)
    return g_steal_pointer (&directory);
  g_set_error (error, SOURCE_ERROR, SOURCE_ERROR_JOURNAL, _ ("The folder %s cannot be made: %s"),
               directory, g_strerror (errno));
  return NULL;
}

/*
 * _source_write_record:
 * @fd: (out) (optional): kept open and locked
 *
 * Writes a new file that only its owner can read, and syncs it.
 */
gboolean
_source_write_record (const char *path, const char *data, gsize length, int *fd, GError **error)
{
  int own = open (path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);

  if (own >= 0)
    flock (own, LOCK_EX | LOCK_NB);
  if (own < 0 || !_source_write_all (own, data, length) || fsync (own) != 0 || !sync_parent (path))
    {
      g_set_error (error, SOURCE_ERROR, SOURCE_ERROR_JOURNAL, _ ("%s could not be written: %s"),
                   path, g_strerror (errno));
      if (own >= 0)
        close (own);
      g_unlink (path);
      return FALSE;
    }
  if (fd != NULL)
    *fd = own;
  else
    close (own);
  return TRUE;
}

/* Preparing */

static char *
temporary_prefix (const char *path)
{
  g_autofree char *base = g_path_get_basename (path);

  return g_strdup_printf (".%.200s.", base);
}

/*
 * Removes temporary files that an interrupted save of @path left behind.
 */
void
_source_write_remove_stale (const char *path)
{
  g_autofree char *directory = g_path_get_dirname (path);
  g_autofree char *prefix = temporary_prefix (path);
  g_autoptr (GDir) dir = g_dir_open (directory, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *stale = NULL;
      int fd;

      if (name[0] != '.' || !g_str_has_prefix (name, prefix) ||
          !g_str_has_suffix (name, TEMPORARY_SUFFIX))
        continue;
      stale = g_build_filename (directory, name, NULL);
      fd = open (stale, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
      /* A running save holds its lock. */
      if (fd >= 0 && flock (fd, LOCK_EX | LOCK_NB) == 0)
        g_unlink (stale);
      if (fd >= 0)
        close (fd);
    }
}

/* Creates the temporary file beside @path. */
static int
create_temporary (const char *path, char **temporary)
{
  g_autofree char *directory = g_path_get_dirname (path);
  g_autofree char *prefix = temporary_prefix (path);

  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *name = g_strdup_printf ("%s/%s%08x" TEMPORARY_SUFFIX, directory, prefix,
                                               g_random_int ());
      int fd = open (name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);

      if (fd >= 0)
        {
          flock (fd, LOCK_EX | LOCK_NB);
          *temporary = g_steal_pointer (&name);
          return fd;
        }
      if (errno != EEXIST)
        return -1;
    }
  return -1;
}

/* Writes the new bytes beside the old file, with its mode and, where we may, its owner. */
static gboolean
fill_temporary (SourceWrite *write, const struct stat *old)
{
  gsize length;
  const char *data = g_bytes_get_data (write->bytes, &length);

  if (old != NULL)
    {
      /* Changing the owner may take away mode bits, so the mode is set last. */
      if (fchown (write->fd, old->st_uid, old->st_gid) != 0 &&
          fchown (write->fd, (uid_t) -1, old->st_gid) != 0)
        errno = 0;
      if (fchmod (write->fd, old->st_mode & 07777) != 0)
        return FALSE;
    }
  return _source_write_all (write->fd, data, length) && fsync (write->fd) == 0;
}

/* Copies the old and the new bytes to where an interrupted write in place finds them. */
static gboolean
prepare_in_place (SourceWrite *write, const char *disk_path, const char *name, GError **error)
{
  g_autofree char *directory = _source_state_directory ("saves", error);
  g_autofree char *old = NULL;
  gsize old_length, length;
  const char *data = g_bytes_get_data (write->bytes, &length);

  if (directory == NULL)
    return FALSE;
  old = _source_file_read (disk_path, name, G_MAXUINT32, &old_length, error);
  if (old == NULL)
    return FALSE;
  write->kind = SOURCE_WRITE_PLACE;
  write->from = g_strdup_printf ("%s/%08x%08x.new", directory, g_random_int (), g_random_int ());
  write->backup = g_strdup_printf ("%s/%08x%08x.old", directory, g_random_int (), g_random_int ());
  if (!_source_write_record (write->backup, old, old_length, NULL, error) ||
      !_source_write_record (write->from, data, length, NULL, error))
    return FALSE;
  write->old = g_bytes_new_take (g_steal_pointer (&old), old_length);
  return TRUE;
}

/* A file that somebody took the right to write from is not replaced by another either. */
static gboolean
is_read_only (const char *path, const struct stat *status)
{
  return (status->st_mode & 0222) == 0 ||
         (faccessat (AT_FDCWD, path, W_OK, AT_EACCESS) != 0 && errno == EACCES);
}

/*
 * _source_write_set_add:
 * @disk_path: where the file is before the moves of the set
 * @path: where it is after them
 * @bytes: what to write
 * @old_hash: (nullable): of what is there, if it was read already
 * @name: what messages call it
 *
 * Prepares the writing of a file: nothing is changed but a temporary file beside it.
 */
gboolean
_source_write_set_add (SourceWriteSet *self, const char *disk_path, const char *path,
                       GBytes *bytes, const guint64 old_hash[2], const char *name, GError **error)
{
  SourceWrite *write = add (self, SOURCE_WRITE_REPLACE, path);
  g_autofree char *temporary = NULL;
  struct stat old;
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  write->bytes = g_bytes_ref (bytes);
  _source_file_hash (data, length, write->new_hash);
  write->existed = lstat (disk_path, &old) == 0;
  if (write->existed && old_hash != NULL)
    memcpy (write->old_hash, old_hash, sizeof write->old_hash);
  else if (write->existed)
    _source_file_hash_path (disk_path, write->old_hash);
  if (write->existed && is_read_only (disk_path, &old))
    {
      g_set_error (error, SOURCE_ERROR, SOURCE_ERROR_READ_ONLY,
                   _ ("%s could not be saved: it is read-only. The file is as it was."), name);
      return FALSE;
    }
  if (write->existed && old.st_nlink > 1)
    return prepare_in_place (write, disk_path, name, error);
  _source_write_remove_stale (disk_path);
  write->fd = create_temporary (disk_path, &temporary);
  if (write->fd < 0 && write->existed && (errno == EACCES || errno == EPERM))
    return prepare_in_place (write, disk_path, name, error);
  if (write->fd < 0)
    {
      set_write_error (error, name, errno);
      return FALSE;
    }
  /* Until it is named here nobody removes it. */
  write->from = g_steal_pointer (&temporary);
  if (!fill_temporary (write, write->existed ? &old : NULL))
    {
      set_write_error (error, name, errno);
      return FALSE;
    }
  return TRUE;
}

/* Where a temporary file is after the folder it is in was moved. */
static void
follow_move (char **path, const SourceWrite *move)
{
  gsize length = strlen (move->from);
  char *moved;

  if (strncmp (*path, move->from, length) != 0 || (*path)[length] != '/')
    return;
  moved = g_strconcat (move->path, *path + length, NULL);
  g_free (*path);
  *path = moved;
}

/* The intent record */

static char *
escape (const char *path)
{
  return g_strescape (path != NULL ? path : "", NULL);
}

static gboolean
write_intent (SourceWriteSet *self, GError **error)
{
  static const char *const names[] = { "move", "replace", "place", "delete" };
  g_autofree char *directory = _source_state_directory ("saves", error);
  g_autoptr (GString) text = g_string_new ("altinn-process-editor save 1\n");
  guint64 hash[2];

  if (directory == NULL)
    return FALSE;
  for (guint i = 0; i < self->writes->len; i++)
    {
      const SourceWrite *write = nth (self, i);
      g_autofree char *place = g_strdup (write->from);
      g_autofree char *path = escape (write->path);
      g_autofree char *from = NULL;
      g_autofree char *backup = escape (write->backup);

      /* Whoever finishes the set does the moves first. */
      for (guint j = 0; j < self->writes->len && write->kind == SOURCE_WRITE_REPLACE; j++)
        if (nth (self, j)->kind == SOURCE_WRITE_MOVE)
          follow_move (&place, nth (self, j));
      from = escape (place);
      g_string_append_printf (text,
                              "%s\t%s\t%s\t%s\t%d\t%016" G_GINT64_MODIFIER
                              "x%016" G_GINT64_MODIFIER "x\t%016" G_GINT64_MODIFIER
                              "x%016" G_GINT64_MODIFIER "x\n",
                              names[write->kind], path, from, backup, write->existed,
                              write->old_hash[0], write->old_hash[1], write->new_hash[0],
                              write->new_hash[1]);
    }
  _source_file_hash (text->str, text->len, hash);
  g_string_append_printf (text, "end\t%016" G_GINT64_MODIFIER "x%016" G_GINT64_MODIFIER "x\n",
                          hash[0], hash[1]);
  self->intent = g_strdup_printf ("%s/%08x%08x.save", directory, g_random_int (), g_random_int ());
  return _source_write_record (self->intent, text->str, text->len, &self->intent_fd, error);
}

/* Doing and taking back */

static gboolean
overwrite (const char *path, GBytes *bytes)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  int fd = open (path, O_WRONLY | O_CLOEXEC | O_NOFOLLOW);
  gboolean ok;
  int code;

  if (fd < 0)
    return FALSE;
  ok = _source_write_all (fd, data, length) && ftruncate (fd, (off_t) length) == 0 &&
       fsync (fd) == 0;
  code = errno;
  close (fd);
  errno = code;
  return ok;
}

static gboolean
move (const char *from, const char *to)
{
  g_autofree char *directory = g_path_get_dirname (to);

  if (g_file_test (to, G_FILE_TEST_EXISTS))
    {
      errno = EEXIST;
      return FALSE;
    }
  return g_mkdir_with_parents (directory, 0777) == 0 && rename (from, to) == 0;
}

static gboolean
do_write (SourceWriteSet *self, SourceWrite *write, gboolean last)
{
  switch (write->kind)
    {
    case SOURCE_WRITE_MOVE:
      write->done = move (write->from, write->path);
      for (guint i = 0; i < self->writes->len && write->done; i++)
        if (nth (self, i)->kind == SOURCE_WRITE_REPLACE)
          follow_move (&nth (self, i)->from, write);
      break;
    case SOURCE_WRITE_REPLACE:
      /* The old file stays at hand until all others are in place too. */
      if (!last && write->existed)
        write->exchanged = write->done =
            renameat2 (AT_FDCWD, write->from, AT_FDCWD, write->path, RENAME_EXCHANGE) == 0;
      if (!write->done)
        write->done = rename (write->from, write->path) == 0;
      break;
    case SOURCE_WRITE_PLACE:
      write->done = overwrite (write->path, write->bytes);
      if (!write->done)
        {
          int code = errno;

          overwrite (write->path, write->old);
          errno = code;
        }
      break;
    case SOURCE_WRITE_DELETE:
      write->done = unlink (write->path) == 0 || errno == ENOENT;
      break;
    }
  return write->done;
}

static void
undo_write (SourceWriteSet *self, SourceWrite *write)
{
  SourceWrite back = { SOURCE_WRITE_MOVE };

  if (!write->done)
    return;
  switch (write->kind)
    {
    case SOURCE_WRITE_MOVE:
      (void) !rename (write->path, write->from);
      /* What was prepared is where it was, to be removed. */
      back.from = write->path;
      back.path = write->from;
      for (guint i = 0; i < self->writes->len; i++)
        if (nth (self, i)->kind == SOURCE_WRITE_REPLACE)
          follow_move (&nth (self, i)->from, &back);
      break;
    case SOURCE_WRITE_REPLACE:
      if (write->exchanged)
        (void) !rename (write->from, write->path);
      else if (!write->existed)
        (void) unlink (write->path);
      break;
    case SOURCE_WRITE_PLACE:
      overwrite (write->path, write->old);
      break;
    case SOURCE_WRITE_DELETE:
      break; /* always last */
    }
}

/* Makes all that was renamed last, each folder once. */
static void
sync_all (SourceWriteSet *self)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < self->writes->len; i++)
    {
      const SourceWrite *write = nth (self, i);
      char *directory = g_path_get_dirname (write->path);

      if (write->kind == SOURCE_WRITE_PLACE)
        g_free (directory);
      else if (g_hash_table_add (seen, directory))
        _source_sync_directory (directory);
      if (write->kind == SOURCE_WRITE_MOVE)
        sync_parent (write->from);
    }
}

/*
 * _source_write_set_run:
 *
 * Does all writes, or none: if one fails, those before it are taken back.
 */
gboolean
_source_write_set_run (SourceWriteSet *self, GError **error)
{
  gboolean in_place = FALSE;

  for (guint i = 0; i < self->writes->len; i++)
    in_place = in_place || nth (self, i)->kind == SOURCE_WRITE_PLACE;
  if ((self->writes->len > 1 || in_place) && !write_intent (self, error))
    return FALSE;
  for (guint i = 0; i < self->writes->len; i++)
    if (!do_write (self, nth (self, i), i + 1 == self->writes->len))
      {
        set_write_error (error, nth (self, i)->path, errno);
        for (guint j = i; j > 0; j--)
          undo_write (self, nth (self, j - 1));
        return FALSE;
      }
  sync_all (self);
  return TRUE;
}

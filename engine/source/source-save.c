/* source-save.c: bringing a workspace to disk
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/source/source-file-private.h"
#include "engine/source/source-journal-private.h"
#include "engine/source/source-workspace-private.h"
#include "engine/source/source-write-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

static gboolean
needs_writing (SourceDocument *document)
{
  return !document->deleted && document->path != NULL &&
         (document->state != document->saved_state || document->disk.path == NULL);
}

/*
 * Is the file on disk what we think it is? @bytes: what we would write; if it says that already,
 * nobody is asked. @exists, @now: (out): whether there is one, and its hash.
 */
static gboolean
check_disk (SourceDocument *document, const char *disk_path, GBytes *bytes, gboolean *exists,
            guint64 now[2], GError **error)
{
  guint64 own[2];

  *exists = g_file_test (disk_path, G_FILE_TEST_EXISTS);
  if (document->disk.path == NULL && !*exists)
    return TRUE;
  if (*exists && _source_file_hash_path (disk_path, now))
    {
      if (document->disk.path != NULL &&
          memcmp (now, document->disk.hash, sizeof own) == 0)
        return TRUE;
      if (bytes != NULL)
        {
          _source_file_hash (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), own);
          if (memcmp (now, own, sizeof own) == 0)
            return TRUE;
        }
    }
  if (!*exists)
    {
      g_autofree char *directory = g_path_get_dirname (disk_path);

      if (!g_file_test (directory, G_FILE_TEST_IS_DIR))
        g_set_error (error, SOURCE_ERROR, SOURCE_ERROR_WRITE,
                     _ ("%s could not be saved: the folder %s does not exist any more"),
                     document->name, directory);
      else if (bytes == NULL)
        return TRUE; /* it was to be deleted */
      else
        g_set_error (error, SOURCE_ERROR, SOURCE_ERROR_CHANGED_ON_DISK,
                     _ ("%s was deleted by another program since it was opened; nothing was saved"),
                     document->name);
      return bytes == NULL;
    }
  g_set_error (error, SOURCE_ERROR, SOURCE_ERROR_CHANGED_ON_DISK,
               document->disk.path != NULL
                   ? _ ("%s was changed by another program since it was opened; nothing was saved")
                   : _ ("%s was made by another program meanwhile; nothing was saved"),
               document->name);
  return FALSE;
}

/* Where what is at a path of the disk will be after the moves. */
static char *
moved_path (SourceWorkspace *self, const char *disk_path)
{
  g_autofree char *path = g_strdup (disk_path);

  for (guint i = 0; i < self->moves->len; i++)
    {
      const SourceMove *move = &g_array_index (self->moves, SourceMove, i);
      char *moved = _source_path_move (path, move->from, move->to);

      if (moved != NULL)
        {
          g_free (path);
          path = moved;
        }
    }
  return g_steal_pointer (&path);
}

static gboolean
add_document (SourceWorkspace *self, SourceWriteSet *set, SourceDocument *document, GError **error)
{
  g_autofree char *disk_path = NULL;
  g_autofree char *directory = NULL;
  g_autoptr (GBytes) bytes = NULL;
  guint64 now[2];
  gboolean existed;

  if (document->deleted)
    return check_disk (document, document->disk.path, NULL, &existed, now, error);
  disk_path = document->disk.path != NULL ? g_strdup (document->disk.path)
                                          : _source_workspace_disk_path (self, document->path);
  bytes = source_document_encode (document, error);
  if (bytes == NULL || !check_disk (document, disk_path, bytes, &existed, now, error))
    return FALSE;
  if (document->disk.path == NULL)
    {
      directory = g_path_get_dirname (disk_path);
      if (g_mkdir_with_parents (directory, 0777) != 0)
        {
          g_set_error (error, SOURCE_ERROR, SOURCE_ERROR_WRITE,
                       _ ("%s could not be saved: the folder %s cannot be made: %s"),
                       document->name, directory, g_strerror (errno));
          return FALSE;
        }
    }
  return _source_write_set_add (set, disk_path, document->path, bytes, existed ? now : NULL,
                                document->name, error);
}

/* The document is on disk as it is now. @hash: (nullable): of the bytes that were written */
static void
settle_document (SourceDocument *document, const guint64 hash[2])
{
  if (document->deleted)
    {
      g_clear_pointer (&document->disk.path, g_free);
    }
  else
    {
      g_free (document->disk.path);
      document->disk.path = g_strdup (document->path);
      if (hash != NULL)
        memcpy (document->disk.hash, hash, sizeof document->disk.hash);
    }
  _source_document_set_saved (document, document->state);
}

static void
settle_documents (SourceWorkspace *self, SourceWriteSet *set)
{
  for (guint i = 0; i < self->all->len; i++)
    {
      SourceDocument *document = self->all->pdata[i];
      const guint64 *hash = NULL;

      if (document->path == NULL || (document->disk.path == NULL && document->deleted) ||
          !source_document_is_modified (document))
        continue;
      for (guint j = 0; j < set->writes->len; j++)
        {
          const SourceWrite *write = &g_array_index (set->writes, SourceWrite, j);

          if (write->bytes != NULL && strcmp (write->path, document->path) == 0)
            hash = write->new_hash;
        }
      settle_document (document, hash);
    }
  g_array_set_size (self->moves, 0);
}

/**
 * source_workspace_save:
 * @error: %SOURCE_ERROR_CHANGED_ON_DISK, _READ_ONLY, _WRITE, _ENCODING or _JOURNAL
 *
 * Writes, moves and deletes files so that the disk says what the workspace says. All happens or
 * nothing: each file is whole at every moment, and an interrupted save of several files is finished
 * by the next start. A file that another program changed is never overwritten; see
 * source_workspace_reload() and source_workspace_keep_mine().
 *
 * Returns: %FALSE if nothing was changed because of @error
 */
gboolean
source_workspace_save (SourceWorkspace *self, GError **error)
{
  g_autoptr (SourceWriteSet) set = _source_write_set_new ();

  g_return_val_if_fail (self->open == NULL, FALSE);
  for (guint i = 0; i < self->moves->len; i++)
    {
      const SourceMove *move = &g_array_index (self->moves, SourceMove, i);
      g_autofree char *disk_path = _source_workspace_disk_path_at (self, move->from, i);

      /* What is new here and was renamed before it was saved has nothing to move. */
      if (g_file_test (disk_path, G_FILE_TEST_EXISTS))
        _source_write_set_move (set, move->from, move->to);
    }
  for (guint i = 0; i < self->all->len; i++)
    {
      SourceDocument *document = self->all->pdata[i];

      if ((needs_writing (document) || (document->deleted && document->disk.path != NULL)) &&
          !add_document (self, set, document, error))
        return FALSE;
    }
  for (guint i = 0; i < self->all->len; i++)
    {
      SourceDocument *document = self->all->pdata[i];

      if (document->deleted && document->disk.path != NULL)
        {
          g_autofree char *path = moved_path (self, document->disk.path);

          _source_write_set_delete (set, path, document->disk.hash);
        }
    }
  if (!_source_write_set_run (set, error))
    return FALSE;
  settle_documents (self, set);
  if (!source_workspace_is_modified (self))
    _source_journal_reset (self->journal);
  source_workspace_barrier (self);
  _source_workspace_emit_history_changed (self);
  return TRUE;
}

/**
 * source_workspace_save_as:
 * @document: an open document, also one without a file
 * @path: where to write it; a file there is replaced
 * @error: %SOURCE_ERROR_INVALID if that file is open, or as source_workspace_save()
 *
 * Writes one document to another file, which it is from then on.
 *
 * Returns: %FALSE if nothing was changed because of @error
 */
gboolean
source_workspace_save_as (SourceWorkspace *self, SourceDocument *document, const char *path,
                          GError **error)
{
  g_autoptr (SourceWriteSet) set = _source_write_set_new ();
  g_autofree char *canonical = _source_file_canonicalize (path);
  g_autoptr (GBytes) bytes = NULL;
  SourceDocument *other = source_workspace_lookup (self, canonical);

  g_return_val_if_fail (self->open == NULL && document->workspace == self, FALSE);
  if (other != NULL && other != document)
    {
      g_set_error (error, SOURCE_ERROR, SOURCE_ERROR_INVALID,
                   _ ("%s is open; choose another name"), path);
      return FALSE;
    }
  bytes = source_document_encode (document, error);
  if (bytes == NULL || !_source_write_set_add (set, canonical, canonical, bytes, NULL, path, error) ||
      !_source_write_set_run (set, error))
    return FALSE;
  _source_document_set_path (document, canonical);
  settle_document (document, g_array_index (set->writes, SourceWrite, 0).new_hash);
  if (!source_workspace_is_modified (self))
    _source_journal_reset (self->journal);
  source_workspace_barrier (self);
  _source_workspace_emit_history_changed (self);
  return TRUE;
}

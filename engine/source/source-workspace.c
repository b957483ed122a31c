/* source-workspace.c: all open files of an app repository
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/source/source-file-private.h"
#include "engine/source/source-journal-private.h"
#include "engine/source/source-workspace-private.h"
#include "engine/source/source-write-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

G_DEFINE_FINAL_TYPE (SourceWorkspace, source_workspace, G_TYPE_OBJECT)

enum
{
  HISTORY_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
source_workspace_finalize (GObject *object)
{
  SourceWorkspace *self = SOURCE_WORKSPACE (object);

  g_clear_pointer (&self->journal, _source_journal_free);
  for (guint i = 0; i < self->all->len; i++)
    ((SourceDocument *) self->all->pdata[i])->workspace = NULL;
  g_clear_pointer (&self->open, _source_transaction_free);
  g_ptr_array_unref (self->undo);
  g_ptr_array_unref (self->redo);
  g_array_unref (self->marks);
  g_object_unref (self->documents);
  g_ptr_array_unref (self->all);
  g_array_unref (self->moves);
  g_clear_pointer (&self->folders, g_hash_table_unref);
  G_OBJECT_CLASS (source_workspace_parent_class)->finalize (object);
}

static void
source_workspace_class_init (SourceWorkspaceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = source_workspace_finalize;

  /**
   * SourceWorkspace::history-changed:
   *
   * Undo or redo became possible or got another name, or the modified state changed.
   */
  signals[HISTORY_CHANGED] = g_signal_new ("history-changed", SOURCE_TYPE_WORKSPACE,
                                           G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
clear_move (gpointer data)
{
  SourceMove *move = data;

  g_free (move->from);
  g_free (move->to);
}

static void
source_workspace_init (SourceWorkspace *self)
{
  self->documents = g_list_store_new (SOURCE_TYPE_DOCUMENT);
  self->all = g_ptr_array_new_with_free_func (g_object_unref);
  self->undo = g_ptr_array_new_with_free_func ((GDestroyNotify) _source_transaction_free);
  self->redo = g_ptr_array_new_with_free_func ((GDestroyNotify) _source_transaction_free);
  self->marks = g_array_new (FALSE, FALSE, sizeof (gsize));
  self->moves = g_array_new (FALSE, FALSE, sizeof (SourceMove));
  g_array_set_clear_func (self->moves, clear_move);
}

void
_source_workspace_emit_history_changed (SourceWorkspace *self)
{
  g_signal_emit (self, signals[HISTORY_CHANGED], 0);
}

/**
 * source_workspace_new:
 *
 * Returns: (transfer full): an empty workspace
 */
SourceWorkspace *
source_workspace_new (void)
{
  return g_object_new (SOURCE_TYPE_WORKSPACE, NULL);
}

/**
 * source_workspace_new_for_reading:
 *
 * For programs that mostly read, and many apps in one go. Opening a file in the usual workspace
 * settles interrupted saves, and removes what they left beside it. A program with this one calls
 * source_settle_saves() once; what is left beside a file is removed when it is saved.
 *
 * Returns: (transfer full): an empty workspace
 */
SourceWorkspace *
source_workspace_new_for_reading (void)
{
  SourceWorkspace *self = source_workspace_new ();

  self->only_reads = TRUE;
  return self;
}

/* Makes the workspace the owner of a document. */
SourceDocument *
_source_workspace_adopt (SourceWorkspace *self, SourceDocument *document)
{
  document->workspace = self;
  g_ptr_array_add (self->all, document);
  if (!document->deleted)
    g_list_store_append (self->documents, document);
  return document;
}

/* Where a path of the workspace is on disk now, before the moves of the next save. */
char *
_source_workspace_disk_path (SourceWorkspace *self, const char *path)
{
  return _source_workspace_disk_path_at (self, path, self->moves->len);
}

/* Where what is at @path after the first @n moves is before them. */
char *
_source_workspace_disk_path_at (SourceWorkspace *self, const char *path, guint n)
{
  g_autofree char *at = g_strdup (path);

  for (guint i = n; i > 0; i--)
    {
      const SourceMove *move = &g_array_index (self->moves, SourceMove, i - 1);
      char *before = _source_path_move (at, move->to, move->from);

      if (before != NULL)
        {
          g_free (at);
          at = before;
        }
    }
  return g_steal_pointer (&at);
}

/*
 * Returns: (transfer full) (nullable): where @path is after @from became @to; %NULL if it stays
 */
char *
_source_path_move (const char *path, const char *from, const char *to)
{
  gsize length = strlen (from);

  if (strncmp (path, from, length) != 0 || (path[length] != '\0' && path[length] != '/'))
    return NULL;
  return g_strconcat (to, path + length, NULL);
}

static SourceDocument *
find_open (SourceWorkspace *self, const char *path)
{
  for (guint i = 0; i < self->all->len; i++)
    {
      SourceDocument *document = self->all->pdata[i];

      if (!document->deleted && g_strcmp0 (document->path, path) == 0)
        return document;
    }
  return NULL;
}

/**
 * source_workspace_open:
 * @path: a file
 * @kind: what to read it as
 * @error: %SOURCE_ERROR_READ, _TOO_LARGE, _ENCODING, _MALFORMED or _DOCTYPE; messages about the
 *   content are a line `FILE:LINE:COLUMN: error: …`
 *
 * Opens a file, or gives the document that is open already. The first call of a workspace also
 * settles saves that were interrupted.
 *
 * Returns: (transfer none): the document, or %NULL
 */
SourceDocument *
source_workspace_open (SourceWorkspace *self, const char *path, SourceKind kind, GError **error)
{
  g_autofree char *canonical = _source_workspace_canonicalize (self, path);
  g_autofree char *disk_path = _source_workspace_disk_path (self, canonical);
  SourceDocument *document = find_open (self, canonical);
  char *data;
  gsize length;
  guint64 hash[2];

  if (document != NULL)
    return document;
  if (!self->only_reads)
    {
      if (!self->settled)
        _source_write_settle (NULL);
      self->settled = TRUE;
      _source_write_remove_stale (disk_path);
    }
  data = _source_file_read (disk_path, path, SOURCE_MAX_BYTES, &length, error);
  if (data == NULL)
    return NULL;
  _source_file_hash (data, length, hash);
  document = _source_document_new_take (kind, data, length, path, error);
  if (document == NULL)
    return NULL;
  document->path = g_steal_pointer (&canonical);
  document->disk.path = g_steal_pointer (&disk_path);
  memcpy (document->disk.hash, hash, sizeof hash);
  return _source_workspace_adopt (self, document);
}

/**
 * source_workspace_add_bytes:
 * @kind: what to read it as
 * @bytes: the bytes of a file
 * @name: what messages call it
 * @error: as source_document_new_for_bytes()
 *
 * Adds a document that has no file, such as a template or a git revision. It can be edited, and
 * saved by source_workspace_save_as().
 *
 * Returns: (transfer none): the document, or %NULL
 */
SourceDocument *
source_workspace_add_bytes (SourceWorkspace *self, SourceKind kind, GBytes *bytes, const char *name,
                            GError **error)
{
  SourceDocument *document = source_document_new_for_bytes (kind, bytes, name, error);

  return document != NULL ? _source_workspace_adopt (self, document) : NULL;
}

/**
 * source_workspace_lookup:
 * @path: a path
 *
 * Returns: (transfer none) (nullable): the open document at that path
 */
SourceDocument *
source_workspace_lookup (SourceWorkspace *self, const char *path)
{
  SourceDocument *document = find_open (self, path);
  g_autofree char *canonical = NULL;

  if (document != NULL)
    return document;
  canonical = _source_workspace_canonicalize (self, path);
  return find_open (self, canonical);
}

/**
 * source_workspace_get_documents:
 *
 * Returns: (transfer none): the open documents, a list of #SourceDocument
 */
GListModel *
source_workspace_get_documents (SourceWorkspace *self)
{
  return G_LIST_MODEL (self->documents);
}

/**
 * source_workspace_is_modified:
 *
 * Returns: whether saving would change anything on disk
 */
gboolean
source_workspace_is_modified (SourceWorkspace *self)
{
  if (self->moves->len > 0)
    return TRUE;
  for (guint i = 0; i < self->all->len; i++)
    if (source_document_is_modified (self->all->pdata[i]))
      return TRUE;
  return FALSE;
}

/* Creating, deleting and renaming, as steps of a transaction */

static void
set_deleted (SourceWorkspace *self, SourceDocument *document, gboolean deleted)
{
  guint position;

  document->deleted = deleted;
  if (!deleted)
    g_list_store_append (self->documents, document);
  else if (g_list_store_find (self->documents, document, &position))
    g_list_store_remove (self->documents, position);
}

/* A move that only takes back the last one cancels it. */
static void
add_move (SourceWorkspace *self, const char *from, const char *to)
{
  SourceMove move = { g_strdup (from), g_strdup (to) };

  if (self->moves->len > 0)
    {
      const SourceMove *last = &g_array_index (self->moves, SourceMove, self->moves->len - 1);

      if (strcmp (last->from, to) == 0 && strcmp (last->to, from) == 0)
        {
          g_array_set_size (self->moves, self->moves->len - 1);
          clear_move (&move);
          return;
        }
    }
  g_array_append_val (self->moves, move);
}

void
_source_workspace_apply_file_step (SourceWorkspace *self, const SourceStep *step, gboolean forward)
{
  const char *from = forward ? step->old_path : step->new_path;
  const char *to = forward ? step->new_path : step->old_path;

  switch (step->kind)
    {
    case SOURCE_STEP_CREATE:
      set_deleted (self, step->document, !forward);
      break;
    case SOURCE_STEP_DELETE:
      set_deleted (self, step->document, forward);
      break;
    default:
      for (guint i = 0; i < self->all->len; i++)
        {
          SourceDocument *document = self->all->pdata[i];
          g_autofree char *path =
              document->path != NULL ? _source_path_move (document->path, from, to) : NULL;

          if (path != NULL)
            _source_document_set_path (document, path);
        }
      add_move (self, from, to);
      break;
    }
}

static gboolean
check_free (SourceWorkspace *self, const char *path, GError **error)
{
  g_autofree char *disk_path = _source_workspace_disk_path (self, path);
  gboolean taken = g_file_test (disk_path, G_FILE_TEST_EXISTS);

  /* What this workspace deleted or moved away is free. */
  for (guint i = 0; i < self->all->len && taken; i++)
    {
      SourceDocument *document = self->all->pdata[i];

      if (document->deleted && g_strcmp0 (document->disk.path, disk_path) == 0)
        taken = FALSE;
    }
  for (guint i = 0; i < self->moves->len && taken; i++)
    if (strcmp (g_array_index (self->moves, SourceMove, i).from, path) == 0)
      taken = FALSE;
  if (!taken && source_workspace_lookup (self, path) == NULL)
    return TRUE;
  g_set_error (error, SOURCE_ERROR, SOURCE_ERROR_INVALID, _ ("%s exists already"), path);
  return FALSE;
}

/**
 * source_workspace_create:
 * @path: where the file will be; missing folders are made when it is saved
 * @kind: what it is
 * @text: its content
 * @error: %SOURCE_ERROR_INVALID if there is such a file, or as source_document_new_for_bytes()
 *
 * Inside a transaction: adds a new file, which saving writes.
 *
 * Returns: (transfer none): the document, or %NULL
 */
SourceDocument *
source_workspace_create (SourceWorkspace *self, const char *path, SourceKind kind,
                         const char *text, GError **error)
{
  g_autofree char *canonical = _source_file_canonicalize (path);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  SourceStep step = { SOURCE_STEP_CREATE };
  SourceDocument *document;

  g_return_val_if_fail (self->open != NULL, NULL);
  if (!check_free (self, canonical, error))
    return NULL;
  document = source_document_new_for_bytes (kind, bytes, path, error);
  if (document == NULL)
    return NULL;
  document->path = g_steal_pointer (&canonical);
  document->deleted = TRUE;
  _source_workspace_adopt (self, document);
  step.document = document;
  _source_workspace_take_step (self, &step);
  return document;
}

/**
 * source_workspace_delete:
 * @document: an open document
 * @error: not set today
 *
 * Inside a transaction: deletes a file; saving removes it from disk.
 *
 * Returns: %TRUE
 */
gboolean
source_workspace_delete (SourceWorkspace *self, SourceDocument *document, GError **error)
{
  SourceStep step = { SOURCE_STEP_DELETE, document };

  g_return_val_if_fail (self->open != NULL && document->workspace == self, FALSE);
  if (!document->deleted)
    _source_workspace_take_step (self, &step);
  return TRUE;
}

/**
 * source_workspace_rename:
 * @old_path: a file or a folder
 * @new_path: its new path
 * @error: %SOURCE_ERROR_READ if there is no such file, %SOURCE_ERROR_INVALID if the new path is
 *   taken
 *
 * Inside a transaction: moves a file, or a folder with all that is in it; saving does it on disk.
 *
 * Returns: %FALSE if nothing was changed because of @error
 */
gboolean
source_workspace_rename (SourceWorkspace *self, const char *old_path, const char *new_path,
                         GError **error)
{
  SourceStep step = { SOURCE_STEP_RENAME };
  g_autofree char *from = _source_file_canonicalize (old_path);
  g_autofree char *to = _source_file_canonicalize (new_path);
  g_autofree char *disk_path = _source_workspace_disk_path (self, from);

  g_return_val_if_fail (self->open != NULL, FALSE);
  if (strcmp (from, to) == 0)
    return TRUE;
  if (!g_file_test (disk_path, G_FILE_TEST_EXISTS) && source_workspace_lookup (self, from) == NULL)
    {
      g_set_error (error, SOURCE_ERROR, SOURCE_ERROR_READ, _ ("%s does not exist"), old_path);
      return FALSE;
    }
  if (!check_free (self, to, error))
    return FALSE;
  step.old_path = g_steal_pointer (&from);
  step.new_path = g_steal_pointer (&to);
  _source_workspace_take_step (self, &step);
  return TRUE;
}

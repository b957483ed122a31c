/* source-reload.c: files that other programs change
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/source/source-edit.h"
#include "engine/source/source-file-private.h"
#include "engine/source/source-journal-private.h"
#include "engine/source/source-workspace-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/**
 * source_document_check_disk:
 *
 * Looks at the file on disk.
 *
 * Returns: whether its bytes are others than those that were read or written last, and others than
 *   those a save would write; %FALSE too for a document without a file
 */
gboolean
source_document_check_disk (SourceDocument *self)
{
  g_autoptr (GBytes) bytes = NULL;
  guint64 now[2], own[2];

  if (self->disk.path == NULL)
    return FALSE;
  if (!_source_file_hash_path (self->disk.path, now))
    return TRUE;
  if (memcmp (now, self->disk.hash, sizeof now) == 0)
    return FALSE;
  bytes = source_document_encode (self, NULL);
  if (bytes == NULL)
    return TRUE;
  _source_file_hash (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), own);
  return memcmp (now, own, sizeof now) != 0;
}

/* Reads the file; gives its text, its encoding and its hash. */
static char *
read_disk (SourceDocument *document, SourceEncoding *encoding, gboolean *exact, guint64 hash[2],
           GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  gsize length;
  char *data;

  memset (encoding, 0, sizeof *encoding);
  data = _source_file_read (document->disk.path, document->name, SOURCE_MAX_BYTES, &length, error);
  if (data == NULL)
    return NULL;
  _source_file_hash (data, length, hash);
  if (!_source_encoding_decode (encoding, document->kind, data, length, document->name, &bytes,
                                exact, error))
    return NULL;
  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static gboolean
set_text (SourceDocument *document, const char *text, GError **error)
{
  SourceWorkspace *workspace = document->workspace;
  g_autoptr (GError) problem = NULL;

  source_workspace_begin (workspace, _ ("Reload from disk"));
  if (!source_edit_set_source (document, text, &problem))
    {
      source_workspace_rollback (workspace);
      /* To the reader of a file it is the file that is wrong, not an edit. */
      g_set_error_literal (error, SOURCE_ERROR,
                           problem->code == SOURCE_ERROR_INVALID ? SOURCE_ERROR_MALFORMED
                                                                 : problem->code,
                           problem->message);
      return FALSE;
    }
  source_workspace_commit (workspace);
  return TRUE;
}

/**
 * source_workspace_reload:
 * @document: a document with a file
 * @error: as source_workspace_open(); the document is then as it was
 *
 * Takes what is on disk. This can be undone like any edit, and nodes that are equal are kept.
 *
 * Returns: whether the document now says what the file says
 */
gboolean
source_workspace_reload (SourceWorkspace *self, SourceDocument *document, GError **error)
{
  SourceEncoding encoding, old = document->encoding;
  g_autofree char *text = NULL;
  g_autofree char *read_only = g_strdup (document->read_only);
  gboolean exact;
  guint64 hash[2];

  g_return_val_if_fail (document->workspace == self && self->open == NULL, FALSE);
  g_return_val_if_fail (document->disk.path != NULL, FALSE);
  text = read_disk (document, &encoding, &exact, hash, error);
  if (text == NULL)
    {
      _source_encoding_clear (&encoding);
      return FALSE;
    }
  document->encoding = encoding;
  document->reloading = TRUE;
  _source_document_set_read_only (document, NULL);
  if (!set_text (document, text, error))
    {
      document->encoding = old;
      document->reloading = FALSE;
      _source_document_set_read_only (document, read_only);
      _source_encoding_clear (&encoding);
      return FALSE;
    }
  document->reloading = FALSE;
  _source_encoding_clear (&old);
  if (!exact)
    _source_document_set_read_only (
        document, _ ("The file is not written as its encoding would write it: saving would change "
                     "bytes that nobody edited"));
  memcpy (document->disk.hash, hash, sizeof hash);
  _source_document_set_saved (document, document->state);
  source_workspace_barrier (self);
  /* Nothing is left that a crash could take. */
  if (!source_workspace_is_modified (self))
    _source_journal_reset (self->journal);
  _source_workspace_emit_history_changed (self);
  return TRUE;
}

/**
 * source_workspace_keep_mine:
 * @document: a document whose file another program changed
 *
 * The person has seen what is on disk and wants it overwritten: the next save does so, unless the
 * file changes once more.
 */
void
source_workspace_keep_mine (SourceWorkspace *self, SourceDocument *document)
{
  g_return_if_fail (document->workspace == self && document->disk.path != NULL);
  if (!_source_file_hash_path (document->disk.path, document->disk.hash))
    g_clear_pointer (&document->disk.path, g_free);
  /* What is on disk is not what was saved. */
  _source_document_set_saved (document, ++self->last_state);
  _source_workspace_emit_history_changed (self);
}

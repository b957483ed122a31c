/* source-pending.c: what a save would change on disk, as a unified diff
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/source/source-diff.h"
#include "engine/source/source-file-private.h"
#include "engine/source/source-workspace-private.h"

/* Returns: (transfer full): the text of the file on disk; "" if it cannot be read */
static char *
dup_disk_text (SourceDocument *document)
{
  SourceEncoding encoding;
  g_autoptr (GBytes) bytes = NULL;
  gboolean exact;
  gsize length;
  char *data = NULL;
  char *text = NULL;

  if (document->disk.path != NULL)
    data = _source_file_read (document->disk.path, document->name, SOURCE_MAX_BYTES, &length, NULL);
  if (data == NULL)
    return g_strdup ("");
  if (_source_encoding_decode (&encoding, document->kind, data, length, document->name, &bytes,
                               &exact, NULL))
    text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  _source_encoding_clear (&encoding);
  return text != NULL ? text : g_strdup ("");
}

static void
append_document (SourceWorkspace *self, SourceDocument *document, GString *diff)
{
  g_autofree char *old_text = NULL;
  g_autofree char *new_text = NULL;
  g_autofree char *text = NULL;

  if (document->path == NULL || !source_document_is_modified (document))
    return;
  old_text = dup_disk_text (document);
  new_text = document->deleted ? g_strdup ("") : source_document_dup_text (document, NULL);
  text = source_diff_unified (old_text, new_text, document->disk.path,
                              document->deleted ? NULL : document->path);
  g_string_append (diff, text);
}

/**
 * source_workspace_dup_pending_diff:
 *
 * Returns: (transfer full): what saving would change on disk: renamed paths as lines "rename from"
 *   and "rename to", contents as `diff -u` writes them; "" if nothing
 */
char *
source_workspace_dup_pending_diff (SourceWorkspace *self)
{
  GString *diff = g_string_new (NULL);

  for (guint i = 0; i < self->moves->len; i++)
    {
      const SourceMove *move = &g_array_index (self->moves, SourceMove, i);

      g_string_append_printf (diff, "rename from %s\nrename to %s\n", move->from, move->to);
    }
  for (guint i = 0; i < self->all->len; i++)
    append_document (self, self->all->pdata[i], diff);
  return g_string_free (diff, FALSE);
}

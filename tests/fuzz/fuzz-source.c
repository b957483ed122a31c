/* fuzz-source.c: any bytes as an XML file: read, edited, undone
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/source/source-edit.h"
#include "engine/source/source-node.h"
#include "engine/source/source-workspace.h"
#include "tests/fuzz/fuzz.h"

#include <string.h>

/* Reads all that can be read of a node and below it. */
static void
read_node (SourceDocument *document, SourceNode *node)
{
  g_autofree char *text G_GNUC_UNUSED = source_node_dup_text (node);
  g_autofree char *id G_GNUC_UNUSED = source_node_dup_attribute (node, NULL, "id");
  guint line, column;

  source_node_locate (document, node, &line, &column);
  g_assert_true (line > 0 && column > 0);
  for (SourceNode *child = source_node_get_first_child (node); child != NULL;
       child = source_node_get_next (child))
    read_node (document, child);
}

/* Edits where the bytes say. */
static void
edit (SourceDocument *document, const guint8 *data, gsize size)
{
  SourceNode *root = source_document_get_root (document);
  SourceNode *child = source_node_get_first_child (root);
  gsize length = source_document_get_text_length (document);
  gsize offset = size > 0 ? data[size - 1] * length / 256 : 0;
  gsize start, n;
  g_autofree char *text = source_document_dup_text (document, NULL);

  source_edit_set_attribute (document, root, NULL, NULL, "id", "fuzz & <x>", NULL);
  source_edit_insert_source (document, root, child, "<fuzz>\n  <x/>\n</fuzz>", NULL);
  if (child != NULL)
    {
      source_edit_move (document, child, root, NULL, NULL);
      source_edit_remove (document, child, NULL);
    }
  source_edit_set_text (document, root, "text", NULL);
  start = offset;
  while (start > 0 && ((guchar) text[start] & 0xc0) == 0x80)
    start--;
  g_free (text);
  text = source_document_dup_text (document, &length);
  start = MIN (start, length);
  while (start > 0 && ((guchar) text[start] & 0xc0) == 0x80)
    start--;
  n = MIN (size % 7, length - start);
  while (((guchar) text[start + n] & 0xc0) == 0x80)
    n++;
  source_edit_replace (document, start, n, "<y>z</y>", NULL);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (SourceWorkspace) workspace = source_workspace_new ();
  g_autoptr (GBytes) encoded = NULL;
  g_autoptr (GBytes) undone = NULL;
  g_autoptr (GBytes) edited = NULL;
  g_autoptr (SourceDocument) fresh = NULL;
  g_autoptr (GError) error = NULL;
  SourceDocument *document =
      source_workspace_add_bytes (workspace, SOURCE_KIND_XML, bytes, "fuzz.xml", &error);

  if (document == NULL)
    {
      g_assert_nonnull (error);
      return 0;
    }
  read_node (document, source_document_get_root (document));
  if (source_document_is_read_only (document, NULL))
    return 0;
  encoded = source_document_encode (document, NULL);
  g_assert_true (g_bytes_equal (encoded, bytes));
  source_workspace_begin (workspace, "Fuzz");
  edit (document, data, size);
  source_workspace_commit (workspace);
  edited = source_document_encode (document, NULL);
  g_assert_nonnull (edited);
  fresh = source_document_new_for_bytes (SOURCE_KIND_XML, edited, "fresh.xml", &error);
  g_assert_no_error (error);
  source_workspace_undo (workspace);
  undone = source_document_encode (document, NULL);
  g_assert_true (g_bytes_equal (undone, bytes));
  return 0;
}

/* source-json-edit.c: edits of JSON documents that touch only the lines they are about
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/source/source-json-edit.h"

#include "engine/source/source-edit.h"
#include "engine/source/source-json-patch.h"

/**
 * source_json_edit_parse:
 * @document: a JSON document
 * @error: return location for a %SOURCE_ERROR_MALFORMED
 *
 * Reads the document as it stands now, tolerantly. Offsets in the tree are offsets in the document.
 *
 * Returns: (transfer full) (nullable): the tree
 */
SourceJson *
source_json_edit_parse (SourceDocument *document, GError **error)
{
  gsize length;
  g_autofree char *text = source_document_dup_text (document, &length);

  return source_json_parse (text, (gssize) length, SOURCE_JSON_TOLERANT,
                            source_document_get_name (document), error);
}

static gboolean
apply (SourceDocument *document, const SourceJsonPatch *patch, GError **error)
{
  return patch->text == NULL ||
         source_edit_replace (document, patch->offset, patch->length, patch->text, error);
}

/**
 * source_json_edit_set:
 * @document: a JSON document
 * @pointer: where: "/dataTypes/0/taskId"; "/sets/-" appends, "" is the whole text
 * @json: the new value, as strict JSON
 * @error: return location for an error
 *
 * Makes the value at @pointer equal to @json. Parts that are equal already stay as they are
 * written, comments too; objects that are missing on the way are made.
 *
 * Returns: %FALSE if the document or @json is malformed, or there is no such place; nothing is
 *   changed then
 */
gboolean
source_json_edit_set (SourceDocument *document,
                      const char *pointer,
                      const char *json,
                      GError **error)
{
  g_autofree char *text = source_document_dup_text (document, NULL);
  g_auto (SourceJsonPatch) patch = { 0 };

  return source_json_patch_set (text, source_document_get_name (document), pointer, json, &patch,
                                error) &&
         apply (document, &patch, error);
}

/**
 * source_json_edit_set_string:
 * @document: a JSON document
 * @pointer: where
 * @value: (nullable): the new string; %NULL sets null
 * @error: return location for an error
 *
 * Returns: %FALSE if the document is malformed or there is no such place
 */
gboolean
source_json_edit_set_string (SourceDocument *document,
                             const char *pointer,
                             const char *value,
                             GError **error)
{
  SourceJsonWriter *writer = source_json_writer_new (0);
  g_autofree char *json = NULL;

  source_json_writer_string (writer, value);
  json = source_json_writer_end (writer);
  return source_json_edit_set (document, pointer, json, error);
}

/**
 * source_json_edit_remove:
 * @document: a JSON document
 * @pointer: what goes: "/dataTypes/0"
 * @error: return location for an error
 *
 * Removes a member or an item with its comma and, where it stands on its own, its lines. What is
 * not there is no edit.
 *
 * Returns: %FALSE if the document is malformed
 */
gboolean
source_json_edit_remove (SourceDocument *document, const char *pointer, GError **error)
{
  g_autofree char *text = source_document_dup_text (document, NULL);
  g_auto (SourceJsonPatch) patch = { 0 };

  return source_json_patch_remove (text, source_document_get_name (document), pointer, &patch,
                                   error) &&
         apply (document, &patch, error);
}

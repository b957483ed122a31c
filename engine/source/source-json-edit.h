/* source-json-edit.h: edits of JSON documents that touch only the lines they are about
 *
 * Paths are written as JSON Pointers (RFC 6901): "/dataTypes/0/taskId", "/sets/-" appends. Each
 * function must be called inside a transaction of the document's workspace and ends in
 * source_edit_replace(). New members and items take the indentation and style of their neighbours.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "engine/source/source-document.h"
#include "engine/source/source-json.h"

G_BEGIN_DECLS

SourceJson *source_json_edit_parse (SourceDocument *document,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean source_json_edit_set (SourceDocument *document,
                               const char *pointer,
                               const char *json,
                               GError **error);
gboolean source_json_edit_set_string (SourceDocument *document,
                                      const char *pointer,
                                      const char *value,
                                      GError **error);
gboolean source_json_edit_remove (SourceDocument *document, const char *pointer, GError **error);

G_END_DECLS

/* source-edit.h: the primitive edits; there is no other way to change a document
 *
 * Every function must be called inside a transaction of the document's workspace
 * (source_workspace_begin()); outside of one is a programming error. A function that fails changes
 * nothing. The same value is no edit and succeeds.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "engine/source/source-error.h"
#include "engine/source/source-types.h"

G_BEGIN_DECLS

gboolean source_edit_set_attribute (SourceDocument *document, SourceNode *element,
                                    const char *namespace_uri, const char *prefix,
                                    const char *name, const char *value, GError **error);
gboolean source_edit_set_name (SourceDocument *document, SourceNode *element, const char *name,
                               GError **error);
gboolean source_edit_set_text (SourceDocument *document, SourceNode *element, const char *text,
                               GError **error);
SourceNode *source_edit_insert (SourceDocument *document, SourceNode *parent, SourceNode *before,
                                const SourceFragment *fragment, GError **error);
SourceNode *source_edit_insert_source (SourceDocument *document, SourceNode *parent,
                                       SourceNode *before, const char *xml, GError **error);
gboolean source_edit_remove (SourceDocument *document, SourceNode *node, GError **error);
gboolean source_edit_move (SourceDocument *document, SourceNode *node, SourceNode *parent,
                           SourceNode *before, GError **error);
gboolean source_edit_replace (SourceDocument *document, gsize offset, gsize length,
                              const char *text, GError **error);
gboolean source_edit_set_source (SourceDocument *document, const char *text, GError **error);

G_END_DECLS

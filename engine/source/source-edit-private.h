/* source-edit-private.h: the steps that edits are made of
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "engine/source/source-document-private.h"
#include "engine/source/source-edit.h"
#include "engine/source/source-node-private.h"

G_BEGIN_DECLS

void _source_edit_span (SourceDocument *document, SourceNode *node, SourceStepKind kind,
                        const char *text, gsize length, const SourceName *name);
void _source_edit_link (SourceDocument *document, SourceNode *node, SourceNode *parent,
                        SourceNode *before, const char *lead, gsize lead_length);
void _source_edit_unlink (SourceDocument *document, SourceNode *node);
void _source_edit_open_tag (SourceDocument *document, SourceNode *element, const char *space);
gboolean _source_edit_check_name (SourceDocument *document, const char *name, GError **error);
const char *_source_edit_declare (SourceDocument *document, SourceNode *element,
                                  const char *namespace_uri, const char *preferred);
void _source_edit_set_tail_space (SourceDocument *document, SourceNode *element,
                                  const char *space);
gsize _source_node_tail_space (const SourceNode *node);

gboolean _source_node_names_equal (const SourceNode *a, const SourceNode *b);

/* Layout; in source-layout.c */
const char *_source_layout_line_break (const char *text, gsize length);
gboolean _source_layout_is_fixed (const SourceNode *parent);
char *_source_layout_lead (SourceDocument *document, const SourceNode *parent,
                           const SourceNode *before, char **tail_space);
char *_source_layout_unit (const SourceNode *element);
SourceNode *_source_layout_with_comments (SourceNode *node);
char *_source_layout_reindent (const char *space, gsize length, const char *from, const char *to,
                               const char *line_end);

/* What can be written in two ways; in source-habit.c */
char _source_habit_quote (const SourceNode *element);
char _source_habit_child_quote (const SourceNode *parent);
const char *_source_habit_empty_space (const SourceNode *parent);

G_END_DECLS

/* source-parser-private.h: from text to a concrete tree
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "engine/source/source-tree-private.h"

#include <libxml/xmlerror.h>

G_BEGIN_DECLS

SourceNode *_source_parse_document (SourceTree *tree, const char *text, gsize length,
                                    const char *name, GError **error);
SourceNode *_source_parse_fragment (SourceTree *tree, const char *text, gsize length,
                                    const SourceNode *context, GError **error);

void _source_text_locate (const char *text, gsize offset, guint *line, guint *column);

char *_source_parser_message (const xmlError *problem, const char *wrapper);

G_END_DECLS

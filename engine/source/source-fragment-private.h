/* source-fragment-private.h: writing a fragment into a document
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "engine/source/source-document.h"
#include "engine/source/source-fragment.h"

G_BEGIN_DECLS

gboolean _source_fragment_check (const SourceFragment *self, SourceDocument *document,
                                 GError **error);
void _source_fragment_declare (const SourceFragment *self, SourceDocument *document,
                               SourceNode *parent);
char *_source_fragment_write (const SourceFragment *self, const SourceNode *parent,
                              const char *lead, const char *unit, const char *line_end);

G_END_DECLS

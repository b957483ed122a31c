/* source-fragment.h: an element to be inserted, described without its layout
 *
 * Inserting writes it with the file's own prefixes, indentation and line ends; namespaces that the
 * place does not know yet are declared once, with the preferred prefix if it is free.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "engine/source/source-types.h"

G_BEGIN_DECLS

SourceFragment *source_fragment_new (const char *namespace_uri, const char *prefix,
                                     const char *name) G_GNUC_WARN_UNUSED_RESULT;
void source_fragment_free (SourceFragment *self);
void source_fragment_set_attribute (SourceFragment *self, const char *namespace_uri,
                                    const char *prefix, const char *name, const char *value);
SourceFragment *source_fragment_add (SourceFragment *self, const char *namespace_uri,
                                     const char *prefix, const char *name);
SourceFragment *source_fragment_add_text_element (SourceFragment *self, const char *namespace_uri,
                                                  const char *prefix, const char *name,
                                                  const char *text);
void source_fragment_set_text (SourceFragment *self, const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SourceFragment, source_fragment_free)

G_END_DECLS

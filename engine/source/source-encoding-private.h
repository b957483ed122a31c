/* source-encoding-private.h: from the bytes of a file to UTF-8 and back
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "engine/source/source-error.h"
#include "engine/source/source-types.h"

G_BEGIN_DECLS

typedef struct
{
  char *name;  /* as a person knows it: "UTF-8", "ISO-8859-1" */
  char *iconv; /* as iconv knows it; NULL: UTF-8, nothing to convert */
  gboolean unicode; /* has every character */
  guint bom_length;
  guint8 bom[4];
} SourceEncoding;

gboolean _source_encoding_decode (SourceEncoding *self, SourceKind kind, char *data, gsize length,
                                  const char *name, GBytes **text, gboolean *exact, GError **error);
GBytes *_source_encoding_encode (const SourceEncoding *self, const char *text, gsize length,
                                 GError **error);
gboolean _source_encoding_has (const SourceEncoding *self, const char *text, gsize length);
char *_source_encoding_escape (const SourceEncoding *self, const char *xml, GError **error);
void _source_encoding_clear (SourceEncoding *self);
char *_source_encoding_declared (const char *data, gsize length);

G_END_DECLS

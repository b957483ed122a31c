/* source-scan-private.h: reading and writing the bytes of well-formed XML
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "engine/source/source-error.h"

G_BEGIN_DECLS

/* An attribute as it stands in a start tag. */
typedef struct
{
  const char *space; /* the white space before the name */
  const char *name;  /* with its prefix */
  guint name_length;
  guint prefix_length; /* without the colon; 0 if there is none */
  const char *value;   /* between the quotes, as written */
  guint value_length;
  char quote;
  const char *next; /* behind the closing quote */
} SourceAttribute;

/* White space of XML */
static inline gboolean
_source_is_space (char c)
{
  return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

gboolean _source_scan_blank (const char *text, gsize length);
const char *_source_scan_attributes (const char *tag, gsize length);
gboolean _source_scan_attribute (const char **at, const char *end, SourceAttribute *attribute);
gboolean _source_attribute_is_namespace (const SourceAttribute *attribute);
guint _source_scan_count_attributes (const char *tag, const char *end);
const char *_source_scan_construct_end (const char *start, const char *end);

void _source_decode_value (GString *into, const char *text, gsize length);
void _source_decode_text (GString *into, const char *text, gsize length);
gboolean _source_value_is_plain (const char *text, gsize length);
void _source_escape_value (GString *into, const char *value, char quote);
void _source_escape_text (GString *into, const char *value, const char *line_end);
gboolean _source_check_characters (const char *text, GError **error);

G_END_DECLS

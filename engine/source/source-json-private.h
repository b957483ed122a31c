/* source-json-private.h: the tree of a JSON text
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "engine/source/source-json.h"

G_BEGIN_DECLS

#define SOURCE_JSON_MAX_DEPTH 64 /* System.Text.Json's default */

/* The name of a member and where it stands, quotes included. */
typedef struct
{
  const char *text; /* unescaped, NUL-terminated */
  gsize text_length;
  gsize offset;
  gsize length;
} SourceJsonKey;

struct _SourceJsonValue
{
  SourceJsonType type;
  guint n_items; /* of an array or object */
  gsize offset;  /* where it stands in the text without byte order mark */
  gsize length;
  union
  {
    struct
    {
      const char *text;
      gsize length;
    } string;
    struct
    {
      const char *text; /* as written, NUL-terminated */
      double value;
    } number;
    struct
    {
      SourceJsonValue *items;
      SourceJsonKey *keys; /* of an object; else NULL */
      guint *sorted;       /* positions ordered by key; NULL where a walk is as fast */
    } container;
  };
};

/* All values, keys and strings live in @blocks and @strings and go with the SourceJson. Strings are
 * unescaped in place in a second copy of the text, which never makes them longer. */
struct _SourceJson
{
  gatomicrefcount ref_count;
  char *text; /* as written, without byte order mark; NUL-terminated */
  gsize length;
  char *strings;
  GPtrArray *blocks;
  char *block;
  gsize block_left;
  gsize end; /* what stands behind was not read (SOURCE_JSON_FIRST_VALUE) */
  gsize line_start; /* of the value that was located last: the next one mostly stands behind it */
  guint lines_before;
  SourceJsonValue root;
};

void source_json_locate_offset (const char *text, gsize offset, guint *line, guint *column);
void source_json_append_string (GString *out, const char *text, gsize length);

G_END_DECLS

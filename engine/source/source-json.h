/* source-json.h: JSON with positions
 *
 * A tree over a text that knows where every value stands, so that edits touch only the lines they
 * are about. Strict is RFC 8259 as the app runtime's reader has it (conditions, scenarios);
 * tolerant also takes comments, trailing commas and a byte order mark (files of an app repository).
 * Depth is limited to 64.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "engine/source/source-error.h"
#include "engine/source/source-types.h"

G_BEGIN_DECLS

typedef struct _SourceJson SourceJson;           /* a parsed text; owns its values */
typedef struct _SourceJsonValue SourceJsonValue; /* lives as long as its SourceJson */

typedef enum
{
  SOURCE_JSON_NULL,
  SOURCE_JSON_FALSE,
  SOURCE_JSON_TRUE,
  SOURCE_JSON_NUMBER,
  SOURCE_JSON_STRING,
  SOURCE_JSON_ARRAY,
  SOURCE_JSON_OBJECT,
} SourceJsonType;

typedef enum
{
  SOURCE_JSON_STRICT = 0,
  SOURCE_JSON_TOLERANT = 1 << 0,
  SOURCE_JSON_FIRST_VALUE = 1 << 1, /* what stands behind the first complete value is not read */
} SourceJsonFlags;

SourceJson *source_json_parse (const char *text, gssize length, SourceJsonFlags flags,
                               const char *name, GError **error) G_GNUC_WARN_UNUSED_RESULT;
SourceJson *source_json_ref (SourceJson *self);
void source_json_unref (SourceJson *self);
const SourceJsonValue *source_json_get_root (const SourceJson *self);

SourceJsonType source_json_value_get_type (const SourceJsonValue *value);
const char *source_json_value_get_string (const SourceJsonValue *value); /* unescaped; NULL if none */
gsize source_json_value_get_string_length (const SourceJsonValue *value); /* may hold NUL */
double source_json_value_get_number (const SourceJsonValue *value);
const char *source_json_value_get_number_text (const SourceJsonValue *value); /* as written */
guint source_json_value_get_length (const SourceJsonValue *value);
const SourceJsonValue *source_json_value_get_item (const SourceJsonValue *value, guint index);
const char *source_json_value_get_key (const SourceJsonValue *value, guint index);
const SourceJsonValue *source_json_value_get_member (const SourceJsonValue *value,
                                                     const char *key);
const char *source_json_value_get_member_string (const SourceJsonValue *value, const char *key);
gboolean source_json_value_get_member_boolean (const SourceJsonValue *value, const char *key,
                                               gboolean fallback);
void source_json_value_get_range (const SourceJsonValue *value, gsize *offset, gsize *length);
void source_json_locate (const SourceJson *self, const SourceJsonValue *value, guint *line,
                         guint *column);
char *source_json_value_to_text (const SourceJsonValue *value) G_GNUC_WARN_UNUSED_RESULT;
gboolean source_json_value_equal (const SourceJsonValue *a, const SourceJsonValue *b);

/* Writing JSON text */
typedef struct _SourceJsonWriter SourceJsonWriter;

SourceJsonWriter *source_json_writer_new (guint indent); /* 0: one line */
void source_json_writer_begin_object (SourceJsonWriter *self);
void source_json_writer_end_object (SourceJsonWriter *self);
void source_json_writer_begin_array (SourceJsonWriter *self);
void source_json_writer_end_array (SourceJsonWriter *self);
void source_json_writer_key (SourceJsonWriter *self, const char *key);
void source_json_writer_string (SourceJsonWriter *self, const char *value); /* NULL writes null */
void source_json_writer_number (SourceJsonWriter *self, double value);
void source_json_writer_integer (SourceJsonWriter *self, gint64 value);
void source_json_writer_boolean (SourceJsonWriter *self, gboolean value);
void source_json_writer_null (SourceJsonWriter *self);
void source_json_writer_value (SourceJsonWriter *self, const SourceJsonValue *value);
void source_json_writer_raw (SourceJsonWriter *self, const char *json);
char *source_json_writer_end (SourceJsonWriter *self) G_GNUC_WARN_UNUSED_RESULT; /* frees it */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SourceJson, source_json_unref)

G_END_DECLS

/* source-json-writer.c: writing JSON text
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/source/source-json-private.h"

#include <math.h>
#include <string.h>

struct _SourceJsonWriter
{
  GString *out;
  guint indent;
  guint depth;
  gboolean empty;     /* nothing was written yet in the innermost container */
  gboolean after_key; /* the next value belongs to the key just written */
};

/**
 * source_json_writer_new:
 * @indent: blanks per level; 0 writes one line without blanks
 *
 * Returns: (transfer full): a writer; source_json_writer_end() gives the text and frees it
 */
SourceJsonWriter *
source_json_writer_new (guint indent)
{
  SourceJsonWriter *self = g_new0 (SourceJsonWriter, 1);

  self->out = g_string_new (NULL);
  self->indent = indent;
  self->empty = TRUE;
  return self;
}

static void
new_line (SourceJsonWriter *self)
{
  if (self->indent == 0)
    return;
  g_string_append_c (self->out, '\n');
  for (guint i = 0; i < self->depth * self->indent; i++)
    g_string_append_c (self->out, ' ');
}

/* What stands before a key or an item. */
static void
begin_item (SourceJsonWriter *self)
{
  if (self->after_key)
    {
      self->after_key = FALSE;
      return;
    }
  if (self->depth == 0)
    return;
  if (!self->empty)
    g_string_append_c (self->out, ',');
  new_line (self);
  self->empty = FALSE;
}

static void
begin_container (SourceJsonWriter *self, char bracket)
{
  begin_item (self);
  g_string_append_c (self->out, bracket);
  self->depth++;
  self->empty = TRUE;
}

static void
end_container (SourceJsonWriter *self, char bracket)
{
  g_return_if_fail (self->depth > 0);

  self->depth--;
  if (!self->empty)
    new_line (self);
  g_string_append_c (self->out, bracket);
  self->empty = FALSE;
}

/**
 * source_json_writer_begin_object:
 * @self: a writer
 *
 * Begins an object as the next value; source_json_writer_end_object() ends it.
 */
void
source_json_writer_begin_object (SourceJsonWriter *self)
{
  begin_container (self, '{');
}

/**
 * source_json_writer_end_object:
 * @self: a writer
 */
void
source_json_writer_end_object (SourceJsonWriter *self)
{
  end_container (self, '}');
}

/**
 * source_json_writer_begin_array:
 * @self: a writer
 *
 * Begins an array as the next value; source_json_writer_end_array() ends it.
 */
void
source_json_writer_begin_array (SourceJsonWriter *self)
{
  begin_container (self, '[');
}

/**
 * source_json_writer_end_array:
 * @self: a writer
 */
void
source_json_writer_end_array (SourceJsonWriter *self)
{
  end_container (self, ']');
}

static gboolean
must_escape (guchar c)
{
  return c < 0x20 || c == '"' || c == '\\' || c == 0x7f;
}

static void
append_escaped (GString *out, guchar c)
{
  if (c == '"' || c == '\\')
    g_string_append_printf (out, "\\%c", c);
  else if (c == '\n')
    g_string_append (out, "\\n");
  else if (c == '\r')
    g_string_append (out, "\\r");
  else if (c == '\t')
    g_string_append (out, "\\t");
  else
    g_string_append_printf (out, "\\u%04x", c);
}

/* A JSON string with its quotes; only what must be escaped is. */
void
source_json_append_string (GString *out, const char *text, gsize length)
{
  g_autofree char *valid = NULL;
  gsize plain = 0; /* what stands before is in @out */

  if (!g_utf8_validate_len (text, length, NULL))
    {
      /* A NUL is valid here, but stops g_utf8_validate_len(). */
      if (memchr (text, '\0', length) == NULL)
        {
          valid = g_utf8_make_valid (text, (gssize) length);
          text = valid;
          length = strlen (valid);
        }
    }
  g_string_append_c (out, '"');
  for (gsize i = 0; i < length; i++)
    if (must_escape ((guchar) text[i]))
      {
        g_string_append_len (out, text + plain, (gssize) (i - plain));
        append_escaped (out, (guchar) text[i]);
        plain = i + 1;
      }
  g_string_append_len (out, text + plain, (gssize) (length - plain));
  g_string_append_c (out, '"');
}

/**
 * source_json_writer_key:
 * @self: a writer inside an object
 * @key: the name of the member whose value is written next
 */
void
source_json_writer_key (SourceJsonWriter *self, const char *key)
{
  begin_item (self);
  source_json_append_string (self->out, key, strlen (key));
  g_string_append (self->out, self->indent > 0 ? ": " : ":");
  self->after_key = TRUE;
}

/**
 * source_json_writer_string:
 * @self: a writer
 * @value: (nullable): a UTF-8 string; %NULL writes null
 */
void
source_json_writer_string (SourceJsonWriter *self, const char *value)
{
  begin_item (self);
  if (value != NULL)
    source_json_append_string (self->out, value, strlen (value));
  else
    g_string_append (self->out, "null");
}

/**
 * source_json_writer_number:
 * @self: a writer
 * @value: a number
 *
 * Writes the shortest decimal text that reads back as @value, in no locale; null for what JSON has
 * no number for.
 */
void
source_json_writer_number (SourceJsonWriter *self, double value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (!isfinite (value))
    {
      source_json_writer_null (self);
      return;
    }
  if (value == floor (value) && fabs (value) < 1e15)
    {
      source_json_writer_integer (self, (gint64) value);
      return;
    }
  begin_item (self);
  for (int digits = 15; digits <= 17; digits++)
    {
      char format[8];

      g_snprintf (format, sizeof format, "%%.%dg", digits);
      g_ascii_formatd (buffer, sizeof buffer, format, value);
      if (g_ascii_strtod (buffer, NULL) == value)
        break;
    }
  g_string_append (self->out, buffer);
}

/**
 * source_json_writer_integer:
 * @self: a writer
 * @value: a whole number
 */
void
source_json_writer_integer (SourceJsonWriter *self, gint64 value)
{
  begin_item (self);
  g_string_append_printf (self->out, "%" G_GINT64_FORMAT, value);
}

/**
 * source_json_writer_boolean:
 * @self: a writer
 * @value: what to write
 */
void
source_json_writer_boolean (SourceJsonWriter *self, gboolean value)
{
  begin_item (self);
  g_string_append (self->out, value ? "true" : "false");
}

/**
 * source_json_writer_null:
 * @self: a writer
 */
void
source_json_writer_null (SourceJsonWriter *self)
{
  begin_item (self);
  g_string_append (self->out, "null");
}

static void
write_object (SourceJsonWriter *self, const SourceJsonValue *value)
{
  source_json_writer_begin_object (self);
  for (guint i = 0; i < value->n_items; i++)
    {
      const SourceJsonKey *key = &value->container.keys[i];

      begin_item (self);
      source_json_append_string (self->out, key->text, key->text_length);
      g_string_append (self->out, self->indent > 0 ? ": " : ":");
      self->after_key = TRUE;
      source_json_writer_value (self, &value->container.items[i]);
    }
  source_json_writer_end_object (self);
}

/**
 * source_json_writer_value:
 * @self: a writer
 * @value: (nullable): a parsed value; %NULL writes null
 *
 * Writes a parsed value in the writer's own layout, numbers as they were written.
 */
void
source_json_writer_value (SourceJsonWriter *self, const SourceJsonValue *value)
{
  switch (source_json_value_get_type (value))
    {
    case SOURCE_JSON_FALSE:
      source_json_writer_boolean (self, FALSE);
      break;
    case SOURCE_JSON_TRUE:
      source_json_writer_boolean (self, TRUE);
      break;
    case SOURCE_JSON_NUMBER:
      source_json_writer_raw (self, value->number.text);
      break;
    case SOURCE_JSON_STRING:
      begin_item (self);
      source_json_append_string (self->out, value->string.text, value->string.length);
      break;
    case SOURCE_JSON_ARRAY:
      source_json_writer_begin_array (self);
      for (guint i = 0; i < value->n_items; i++)
        source_json_writer_value (self, &value->container.items[i]);
      source_json_writer_end_array (self);
      break;
    case SOURCE_JSON_OBJECT:
      write_object (self, value);
      break;
    case SOURCE_JSON_NULL:
    default:
      source_json_writer_null (self);
      break;
    }
}

/**
 * source_json_writer_raw:
 * @self: a writer
 * @json: a complete JSON value, written as it is
 */
void
source_json_writer_raw (SourceJsonWriter *self, const char *json)
{
  begin_item (self);
  g_string_append (self->out, json);
}

/**
 * source_json_writer_end:
 * @self: (transfer full): a writer whose containers are all ended
 *
 * Frees the writer.
 *
 * Returns: (transfer full): the text; no line feed at its end
 */
char *
source_json_writer_end (SourceJsonWriter *self)
{
  char *text = g_string_free (self->out, FALSE);

  g_free (self);
  return text;
}

/* source-json.c: JSON with positions
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/source/source-json-private.h"

#include <string.h>

/**
 * source_json_ref:
 * @self: a parsed text
 *
 * May be called from any thread; a parsed text never changes.
 *
 * Returns: (transfer full): @self
 */
SourceJson *
source_json_ref (SourceJson *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * source_json_unref:
 * @self: (transfer full) (nullable): a parsed text
 *
 * Frees it and all its values with the last reference.
 */
void
source_json_unref (SourceJson *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_ptr_array_unref (self->blocks);
  g_free (self->text);
  g_free (self->strings);
  g_free (self);
}

/**
 * source_json_get_root:
 * @self: a parsed text
 *
 * Returns: (transfer none): its outermost value
 */
const SourceJsonValue *
source_json_get_root (const SourceJson *self)
{
  return &self->root;
}

/**
 * source_json_value_get_type:
 * @value: (nullable): a value
 *
 * Returns: its type; %SOURCE_JSON_NULL for %NULL, so that missing members read as null
 */
SourceJsonType
source_json_value_get_type (const SourceJsonValue *value)
{
  return value != NULL ? value->type : SOURCE_JSON_NULL;
}

/**
 * source_json_value_get_string:
 * @value: (nullable): a value
 *
 * Returns: (transfer none) (nullable): the string without quotes and escapes, NUL-terminated;
 *   %NULL if the value is none
 */
const char *
source_json_value_get_string (const SourceJsonValue *value)
{
  return source_json_value_get_type (value) == SOURCE_JSON_STRING ? value->string.text : NULL;
}

/**
 * source_json_value_get_string_length:
 * @value: (nullable): a value
 *
 * Returns: the length of the string in bytes (it may hold NUL), 0 if the value is none
 */
gsize
source_json_value_get_string_length (const SourceJsonValue *value)
{
  return source_json_value_get_type (value) == SOURCE_JSON_STRING ? value->string.length : 0;
}

/**
 * source_json_value_get_number:
 * @value: (nullable): a value
 *
 * Returns: the nearest double, infinite where it is too large; 0 if the value is no number
 */
double
source_json_value_get_number (const SourceJsonValue *value)
{
  return source_json_value_get_type (value) == SOURCE_JSON_NUMBER ? value->number.value : 0;
}

/**
 * source_json_value_get_number_text:
 * @value: (nullable): a value
 *
 * Returns: (transfer none) (nullable): the number as it is written; %NULL if the value is none
 */
const char *
source_json_value_get_number_text (const SourceJsonValue *value)
{
  return source_json_value_get_type (value) == SOURCE_JSON_NUMBER ? value->number.text : NULL;
}

/**
 * source_json_value_get_length:
 * @value: (nullable): a value
 *
 * Returns: the number of items of an array or members of an object; 0 for others
 */
guint
source_json_value_get_length (const SourceJsonValue *value)
{
  return value != NULL ? value->n_items : 0;
}

/**
 * source_json_value_get_item:
 * @value: (nullable): an array or object
 * @index: which item, from 0
 *
 * Returns: (transfer none) (nullable): the item, or the value of that member; %NULL beyond the end
 */
const SourceJsonValue *
source_json_value_get_item (const SourceJsonValue *value, guint index)
{
  return value != NULL && index < value->n_items ? &value->container.items[index] : NULL;
}

/**
 * source_json_value_get_key:
 * @value: (nullable): an object
 * @index: which member, from 0, in the order of the text
 *
 * Returns: (transfer none) (nullable): its name; %NULL beyond the end or if @value is no object
 */
const char *
source_json_value_get_key (const SourceJsonValue *value, guint index)
{
  return source_json_value_get_type (value) == SOURCE_JSON_OBJECT && index < value->n_items
             ? value->container.keys[index].text
             : NULL;
}

static gboolean
key_equals (const SourceJsonKey *key, const char *text, gsize length)
{
  return key->text_length == length && memcmp (key->text, text, length) == 0;
}

/* The last position whose key is not above the wanted one. */
static gint64
find_sorted (const SourceJsonValue *value, const char *key)
{
  guint low = 0, high = value->n_items;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (strcmp (value->container.keys[value->container.sorted[middle]].text, key) <= 0)
        low = middle + 1;
      else
        high = middle;
    }
  return (gint64) low - 1;
}

/**
 * source_json_value_get_member:
 * @value: (nullable): an object
 * @key: the name of a member
 *
 * Returns: (transfer none) (nullable): its value, the last one where the name is used twice; %NULL
 *   if there is none or @value is no object
 */
const SourceJsonValue *
source_json_value_get_member (const SourceJsonValue *value, const char *key)
{
  gsize length = strlen (key);

  if (source_json_value_get_type (value) != SOURCE_JSON_OBJECT)
    return NULL;
  if (value->container.sorted != NULL)
    {
      for (gint64 i = find_sorted (value, key); i >= 0; i--)
        {
          guint position = value->container.sorted[i];

          if (key_equals (&value->container.keys[position], key, length))
            return &value->container.items[position];
          if (strcmp (value->container.keys[position].text, key) != 0)
            return NULL;
        }
      return NULL;
    }
  for (guint i = value->n_items; i-- > 0;)
    if (key_equals (&value->container.keys[i], key, length))
      return &value->container.items[i];
  return NULL;
}

/**
 * source_json_value_get_member_string:
 * @value: (nullable): an object
 * @key: the name of a member
 *
 * Returns: (transfer none) (nullable): the member's string; %NULL if it is missing or no string
 */
const char *
source_json_value_get_member_string (const SourceJsonValue *value, const char *key)
{
  return source_json_value_get_string (source_json_value_get_member (value, key));
}

/**
 * source_json_value_get_member_boolean:
 * @value: (nullable): an object
 * @key: the name of a member
 * @fallback: the answer if it is missing or no boolean
 *
 * Returns: the member's boolean
 */
gboolean
source_json_value_get_member_boolean (const SourceJsonValue *value,
                                      const char *key,
                                      gboolean fallback)
{
  switch (source_json_value_get_type (source_json_value_get_member (value, key)))
    {
    case SOURCE_JSON_TRUE:
      return TRUE;
    case SOURCE_JSON_FALSE:
      return FALSE;
    case SOURCE_JSON_NULL:
    case SOURCE_JSON_NUMBER:
    case SOURCE_JSON_STRING:
    case SOURCE_JSON_ARRAY:
    case SOURCE_JSON_OBJECT:
    default:
      return fallback;
    }
}

/**
 * source_json_value_get_range:
 * @value: a value
 * @offset: (out): where it begins, in bytes of the text without byte order mark
 * @length: (out): how many bytes it has, quotes and brackets included
 */
void
source_json_value_get_range (const SourceJsonValue *value, gsize *offset, gsize *length)
{
  *offset = value->offset;
  *length = value->length;
}

/**
 * source_json_locate:
 * @self: a parsed text
 * @value: one of its values
 * @line: (out): the line it begins on, from 1
 * @column: (out): the column in Unicode characters, from 1
 */
void
source_json_locate (const SourceJson *self,
                    const SourceJsonValue *value,
                    guint *line,
                    guint *column)
{
  SourceJson *cache = (SourceJson *) self;
  gsize start = value->offset;

  if (value->offset < self->line_start)
    cache->line_start = cache->lines_before = 0;
  source_json_locate_offset (self->text + self->line_start, value->offset - self->line_start, line,
                             column);
  *line += self->lines_before;
  while (start > self->line_start && self->text[start - 1] != '\n' && self->text[start - 1] != '\r')
    start--;
  cache->line_start = start;
  cache->lines_before = *line - 1;
}

/* The start of the line of @offset, where every line ends with LF or CR LF. */
static gsize
find_line (const char *text, gsize offset, guint *line)
{
  const char *start = text;
  const char *end;

  while ((end = memchr (start, '\n', text + offset - start)) != NULL)
    {
      (*line)++;
      start = end + 1;
    }
  return start - text;
}

/* Line and column, from 1, of a byte offset; a line ends with LF, CR or CR LF. */
void
source_json_locate_offset (const char *text, gsize offset, guint *line, guint *column)
{
  gsize start = 0;

  *line = 1;
  *column = 1;
  if (memchr (text, '\r', offset) == NULL)
    start = find_line (text, offset, line);
  for (gsize i = start; i < offset; i++)
    {
      if (text[i] == '\n' || (text[i] == '\r' && text[i + 1] != '\n'))
        {
          (*line)++;
          *column = 1;
        }
      else if (((guchar) text[i] & 0xc0) != 0x80 && text[i] != '\r')
        {
          (*column)++;
        }
    }
}

/**
 * source_json_value_to_text:
 * @value: a value
 *
 * Returns: (transfer full): the value as JSON on one line without blanks, numbers as written
 */
char *
source_json_value_to_text (const SourceJsonValue *value)
{
  SourceJsonWriter *writer = source_json_writer_new (0);

  source_json_writer_value (writer, value);
  return source_json_writer_end (writer);
}

/* Each member of one must be found in the other; of doubled names the last one counts. */
static gboolean
objects_equal (const SourceJsonValue *a, const SourceJsonValue *b)
{
  for (guint i = 0; i < a->n_items; i++)
    {
      const char *key = a->container.keys[i].text;
      const SourceJsonValue *other = source_json_value_get_member (b, key);

      if (other == NULL || !source_json_value_equal (source_json_value_get_member (a, key), other))
        return FALSE;
    }
  for (guint i = 0; i < b->n_items; i++)
    if (source_json_value_get_member (a, b->container.keys[i].text) == NULL)
      return FALSE;
  return TRUE;
}

/**
 * source_json_value_equal:
 * @a: (nullable): a value
 * @b: (nullable): a value
 *
 * Compares what the values mean: numbers by their value, members in any order.
 *
 * Returns: whether they are equal
 */
gboolean
source_json_value_equal (const SourceJsonValue *a, const SourceJsonValue *b)
{
  SourceJsonType type = source_json_value_get_type (a);

  if (type != source_json_value_get_type (b))
    return FALSE;
  switch (type)
    {
    case SOURCE_JSON_NUMBER:
      return a->number.value == b->number.value;
    case SOURCE_JSON_STRING:
      return a->string.length == b->string.length &&
             memcmp (a->string.text, b->string.text, a->string.length) == 0;
    case SOURCE_JSON_ARRAY:
      if (a->n_items != b->n_items)
        return FALSE;
      for (guint i = 0; i < a->n_items; i++)
        if (!source_json_value_equal (&a->container.items[i], &b->container.items[i]))
          return FALSE;
      return TRUE;
    case SOURCE_JSON_OBJECT:
      return objects_equal (a, b);
    case SOURCE_JSON_NULL:
    case SOURCE_JSON_FALSE:
    case SOURCE_JSON_TRUE:
    default:
      return TRUE;
    }
}

/* source-json-parse.c: reading JSON text into a tree with positions
 *
 * What is accepted is what System.Text.Json's Utf8JsonReader accepts without options, because that
 * is what reads the conditions of a process in the app runtime; the tolerant flag adds what its
 * readers of app files allow.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/source/source-json-private.h"
#include "engine/source/source-parser-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define SORT_KEYS_FROM 12 /* a walk over fewer keys is faster than a binary search */

typedef struct
{
  SourceJson *json;
  const char *text;
  gsize length;
  gsize at;
  guint depth;
  SourceJsonFlags flags;
  const char *name;
  GArray *values; /* of SourceJsonValue: the items of containers not closed yet */
  GArray *keys;   /* of SourceJsonKey: likewise */
  GError **error;
} Parser;

static gboolean parse_value (Parser *parser, SourceJsonValue *value);

static gpointer
allocate (SourceJson *json, gsize size)
{
  char *memory;

  size = (size + 15) & ~(gsize) 15;
  if (size > json->block_left)
    {
      /* Conditions are short, and there may be many thousands of them. */
      gsize block_size = MAX (size, CLAMP (8 * json->length, 64, 4000));

      json->block = g_malloc (block_size);
      json->block_left = block_size;
      g_ptr_array_add (json->blocks, json->block);
    }
  memory = json->block;
  json->block += size;
  json->block_left -= size;
  return memory;
}

static gboolean G_GNUC_PRINTF (3, 4) fail_at (Parser *parser, gsize offset, const char *format, ...)
{
  g_autofree char *message = _source_conflict_message (parser->text, parser->length, &offset);
  guint line, column;
  va_list args;

  va_start (args, format);
  if (message == NULL)
    message = g_strdup_vprintf (format, args);
  va_end (args);
  source_json_locate_offset (parser->text, offset, &line, &column);
  if (parser->name != NULL)
    g_set_error (parser->error, SOURCE_ERROR, SOURCE_ERROR_MALFORMED, "%s:%u:%u: error: %s",
                 parser->name, line, column, message);
  else
    g_set_error (parser->error, SOURCE_ERROR, SOURCE_ERROR_MALFORMED, "%u:%u: error: %s", line,
                 column, message);
  return FALSE;
}

/* Says what stands at the place instead of what was expected. */
static gboolean
fail_unexpected (Parser *parser, const char *expected)
{
  const char *found = parser->text + parser->at;
  gunichar c = 0;

  if (parser->at >= parser->length)
    return fail_at (parser, parser->at, _ ("the text ends where %s was expected"), expected);
  if (*found != '\0')
    c = g_utf8_get_char_validated (found, (gssize) (parser->length - parser->at));
  if (c == (gunichar) -1 || c == (gunichar) -2)
    return fail_at (parser, parser->at, _ ("a byte that is not UTF-8 where %s was expected"),
                    expected);
  if (!g_unichar_isgraph (c))
    return fail_at (parser, parser->at, _ ("the character U+%04X where %s was expected"), c,
                    expected);
  return fail_at (parser, parser->at, _ ("“%.*s” where %s was expected"),
                  (int) (g_utf8_next_char (found) - found), found, expected);
}

static gboolean
skip_comment (Parser *parser)
{
  const char *text = parser->text;
  gsize start = parser->at;
  gsize end = start + 2;

  if (start + 1 < parser->length && text[start + 1] == '/')
    {
      while (end < parser->length && text[end] != '\n' && text[end] != '\r')
        end++;
    }
  else if (start + 1 < parser->length && text[start + 1] == '*')
    {
      while (end + 1 < parser->length && !(text[end] == '*' && text[end + 1] == '/'))
        end++;
      if (end + 1 >= parser->length)
        return fail_at (parser, start, _ ("the comment has no end"));
      end += 2;
    }
  else
    {
      return fail_unexpected (parser, _ ("a value"));
    }
  if (!g_utf8_validate_len (text + start, end - start, NULL))
    return fail_at (parser, start, _ ("the comment is not UTF-8"));
  parser->at = end;
  return TRUE;
}

static guint64
read_word (const char *text)
{
  guint64 word;

  memcpy (&word, text, sizeof word);
  return word;
}

#define EACH_BYTE(c) (G_GUINT64_CONSTANT (0x0101010101010101) * (guint64) (c))
#define HIGH_BITS EACH_BYTE (0x80)

/* Whether a byte of @word, whose high bits are clear, is below @c. */
static gboolean
has_less (guint64 word, guchar c)
{
  return ((word - EACH_BYTE (c)) & ~word & HIGH_BITS) != 0;
}

/* Indentation is most of many files: behind a line break, eight blanks at a time. */
static gsize
skip_space (const char *text, gsize length, gsize at)
{
  while (at < length && (guchar) text[at] <= ' ')
    {
      if (text[at] != ' ' && text[at] != '\n' && text[at] != '\t' && text[at] != '\r')
        break;
      if (text[at++] == '\n')
        while (at + 8 <= length && read_word (text + at) == EACH_BYTE (' '))
          at += 8;
    }
  return at;
}

/* White space, and comments where they are allowed. */
static gboolean
skip_blank (Parser *parser)
{
  for (;;)
    {
      parser->at = skip_space (parser->text, parser->length, parser->at);
      if ((parser->flags & SOURCE_JSON_TOLERANT) == 0 || parser->at >= parser->length ||
          parser->text[parser->at] != '/')
        return TRUE;
      if (!skip_comment (parser))
        return FALSE;
    }
}

static gboolean
parse_hex (Parser *parser, gsize at, guint *unit)
{
  guint result = 0;

  for (gsize i = 0; i < 4; i++)
    {
      int digit = at + i < parser->length ? g_ascii_xdigit_value (parser->text[at + i]) : -1;

      if (digit < 0)
        return fail_at (parser, MIN (at + i, parser->length),
                        _ ("“\\u” needs four hexadecimal digits"));
      result = result * 16 + (guint) digit;
    }
  *unit = result;
  return TRUE;
}

/* One escape sequence at parser->at (the backslash), written to *out. */
static gboolean
parse_escape (Parser *parser, char **out)
{
  static const char letters[] = "\"\\/bfnrt";
  static const char meanings[] = "\"\\/\b\f\n\r\t";
  const char *letter;
  gsize at = parser->at;
  guint unit = 0, low = 0; /* compilers do not see that parse_hex() sets them */
  char c = at + 1 < parser->length ? parser->text[at + 1] : '\0';

  if (c != 'u')
    {
      letter = c != '\0' ? strchr (letters, c) : NULL;
      if (letter == NULL)
        return fail_at (parser, at, _ ("not an escape sequence of JSON"));
      *(*out)++ = meanings[letter - letters];
      parser->at += 2;
      return TRUE;
    }
  if (!parse_hex (parser, at + 2, &unit))
    return FALSE;
  parser->at += 6;
  if (unit >= 0xd800 && unit <= 0xdbff && parser->at + 1 < parser->length &&
      parser->text[parser->at] == '\\' && parser->text[parser->at + 1] == 'u')
    {
      if (!parse_hex (parser, parser->at + 2, &low))
        return FALSE;
      if (low >= 0xdc00 && low <= 0xdfff)
        {
          unit = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
          parser->at += 6;
        }
    }
  if (unit >= 0xd800 && unit <= 0xdfff)
    {
      if ((parser->flags & SOURCE_JSON_TOLERANT) == 0)
        return fail_at (parser, at, _ ("half of a surrogate pair"));
      unit = 0xfffd;
    }
  *out += g_unichar_to_utf8 (unit, *out);
  return TRUE;
}

/* What follows @at up to a quote, a backslash or a control character; adds its bits to *@seen. */
static gsize
skip_plain (const Parser *parser, gsize at, guchar *seen)
{
  const guchar *text = (const guchar *) parser->text;

  /* Eight bytes at a time, as long as all are ASCII and none of them is looked for. */
  while (at + 8 <= parser->length)
    {
      guint64 word = read_word (parser->text + at);

      if ((word & HIGH_BITS) != 0 || has_less (word, 0x20) ||
          has_less (word ^ EACH_BYTE ('"'), 1) || has_less (word ^ EACH_BYTE ('\\'), 1))
        break;
      at += 8;
    }
  while (at < parser->length && text[at] >= 0x20 && text[at] != '"' && text[at] != '\\')
    *seen |= text[at++];
  return at;
}

/* The string at parser->at (the quote), unescaped in the second copy. */
static gboolean
parse_string (Parser *parser, const char **result, gsize *result_length)
{
  gsize start = parser->at++;
  char *begin = parser->json->strings + parser->at;
  char *out = begin;
  const char *invalid;
  guchar seen = 0;

  while (parser->at < parser->length)
    {
      gsize at = skip_plain (parser, parser->at, &seen);

      /* Up to the first escape sequence the copy is right as it is. */
      if (out != parser->json->strings + parser->at)
        memmove (out, parser->text + parser->at, at - parser->at);
      out += at - parser->at;
      parser->at = at;
      if (at == parser->length)
        break;
      if (parser->text[at] == '"')
        {
          parser->at++;
          if (seen >= 0x80 &&
              !g_utf8_validate_len (parser->text + start, parser->at - start, &invalid))
            return fail_at (parser, (gsize) (invalid - parser->text),
                            _ ("the string is not UTF-8"));
          *out = '\0';
          *result = begin;
          *result_length = (gsize) (out - begin);
          return TRUE;
        }
      if (parser->text[at] != '\\')
        return fail_at (parser, at, _ ("the control character U+%04X must be escaped in a string"),
                        (guint) (guchar) parser->text[at]);
      if (!parse_escape (parser, &out))
        return FALSE;
    }
  return fail_at (parser, start, _ ("the string has no end"));
}

static gsize
skip_digits (Parser *parser)
{
  gsize start = parser->at;

  while (parser->at < parser->length && g_ascii_isdigit (parser->text[parser->at]))
    parser->at++;
  return parser->at - start;
}

/* Whole numbers that a double holds exactly need no conversion. */
static double
number_value (const char *text)
{
  const char *digits = *text == '-' ? text + 1 : text;
  gint64 whole = 0;
  gsize n = 0;

  while (g_ascii_isdigit (digits[n]) && n < 16)
    whole = whole * 10 + (digits[n++] - '0');
  if (digits[n] != '\0' || n > 15)
    return g_ascii_strtod (text, NULL);
  return *text == '-' ? -(double) whole : (double) whole;
}

static gboolean
parse_number (Parser *parser, SourceJsonValue *value)
{
  gsize start = parser->at;
  char c;

  if (parser->text[parser->at] == '-')
    parser->at++;
  if (parser->at < parser->length && parser->text[parser->at] == '0')
    parser->at++;
  else if (skip_digits (parser) == 0)
    return fail_unexpected (parser, _ ("a digit"));
  if (parser->at < parser->length && parser->text[parser->at] == '.')
    {
      parser->at++;
      if (skip_digits (parser) == 0)
        return fail_unexpected (parser, _ ("a digit"));
    }
  if (parser->at < parser->length && (parser->text[parser->at] | 0x20) == 'e')
    {
      parser->at++;
      if (parser->at < parser->length &&
          (parser->text[parser->at] == '+' || parser->text[parser->at] == '-'))
        parser->at++;
      if (skip_digits (parser) == 0)
        return fail_unexpected (parser, _ ("a digit"));
    }
  c = parser->at < parser->length ? parser->text[parser->at] : ' ';
  if (c == '\0' || strchr (",]} \t\r\n/", c) == NULL)
    return fail_unexpected (parser, _ ("the end of the number"));
  parser->json->strings[parser->at] = '\0';
  value->type = SOURCE_JSON_NUMBER;
  value->number.text = parser->json->strings + start;
  value->number.value = number_value (value->number.text);
  return TRUE;
}

static gboolean
parse_literal (Parser *parser, const char *literal, SourceJsonType type, SourceJsonValue *value)
{
  gsize length = strlen (literal);

  if (parser->length - parser->at < length ||
      memcmp (parser->text + parser->at, literal, length) != 0)
    return fail_unexpected (parser, _ ("a value"));
  parser->at += length;
  value->type = type;
  return TRUE;
}

static int
compare_keys (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const SourceJsonKey *keys = user_data;
  guint first = *(const guint *) a;
  guint second = *(const guint *) b;
  int order = strcmp (keys[first].text, keys[second].text);

  return order != 0 ? order : (first > second) - (first < second);
}

/* Moves the items gathered since the container began to where they stay. */
static void
close_container (Parser *parser, SourceJsonValue *value, guint first_value, guint first_key)
{
  guint n = parser->values->len - first_value;

  value->n_items = n;
  value->container.items = NULL;
  value->container.keys = NULL;
  value->container.sorted = NULL;
  if (n == 0)
    return;
  value->container.items = allocate (parser->json, n * sizeof (SourceJsonValue));
  memcpy (value->container.items, &g_array_index (parser->values, SourceJsonValue, first_value),
          n * sizeof (SourceJsonValue));
  g_array_set_size (parser->values, first_value);
  if (value->type == SOURCE_JSON_ARRAY)
    return;
  value->container.keys = allocate (parser->json, n * sizeof (SourceJsonKey));
  memcpy (value->container.keys, &g_array_index (parser->keys, SourceJsonKey, first_key),
          n * sizeof (SourceJsonKey));
  g_array_set_size (parser->keys, first_key);
  if (n < SORT_KEYS_FROM)
    return;
  value->container.sorted = allocate (parser->json, n * sizeof (guint));
  for (guint i = 0; i < n; i++)
    value->container.sorted[i] = i;
  g_qsort_with_data (value->container.sorted, (int) n, sizeof (guint), compare_keys,
                     value->container.keys);
}

static gboolean
parse_key (Parser *parser)
{
  SourceJsonKey key = { .offset = parser->at };

  if (parser->at >= parser->length || parser->text[parser->at] != '"')
    return fail_unexpected (parser, _ ("the name of a member"));
  if (!parse_string (parser, &key.text, &key.text_length))
    return FALSE;
  key.length = parser->at - key.offset;
  g_array_append_val (parser->keys, key);
  if (!skip_blank (parser))
    return FALSE;
  if (parser->at >= parser->length || parser->text[parser->at] != ':')
    return fail_unexpected (parser, _ ("“:”"));
  parser->at++;
  return skip_blank (parser);
}

static gboolean
parse_container (Parser *parser, SourceJsonValue *value)
{
  guint first_value = parser->values->len;
  guint first_key = parser->keys->len;
  char close = parser->text[parser->at] == '[' ? ']' : '}';

  value->type = close == ']' ? SOURCE_JSON_ARRAY : SOURCE_JSON_OBJECT;
  if (parser->depth == SOURCE_JSON_MAX_DEPTH)
    return fail_at (parser, parser->at, _ ("nested deeper than %d levels"), SOURCE_JSON_MAX_DEPTH);
  parser->depth++;
  parser->at++;
  if (!skip_blank (parser))
    return FALSE;
  while (parser->at >= parser->length || parser->text[parser->at] != close)
    {
      SourceJsonValue item;

      if (close == '}' && !parse_key (parser))
        return FALSE;
      if (!parse_value (parser, &item))
        return FALSE;
      g_array_append_val (parser->values, item);
      if (!skip_blank (parser))
        return FALSE;
      if (parser->at < parser->length && parser->text[parser->at] == close)
        break;
      if (parser->at >= parser->length || parser->text[parser->at] != ',')
        return fail_unexpected (parser, close == ']' ? _ ("“,” or “]”") : _ ("“,” or “}”"));
      parser->at++;
      if (!skip_blank (parser))
        return FALSE;
      if ((parser->flags & SOURCE_JSON_TOLERANT) == 0 && parser->at < parser->length &&
          parser->text[parser->at] == close)
        return fail_at (parser, parser->at, _ ("a comma must not stand before “%c”"), close);
    }
  parser->at++;
  parser->depth--;
  close_container (parser, value, first_value, first_key);
  return TRUE;
}

static gboolean
parse_value (Parser *parser, SourceJsonValue *value)
{
  gboolean ok;
  char c = parser->at < parser->length ? parser->text[parser->at] : '\0';

  memset (value, 0, sizeof *value);
  value->offset = parser->at;
  switch (c)
    {
    case '[':
    case '{':
      ok = parse_container (parser, value);
      break;
    case '"':
      value->type = SOURCE_JSON_STRING;
      ok = parse_string (parser, &value->string.text, &value->string.length);
      break;
    case 't':
      ok = parse_literal (parser, "true", SOURCE_JSON_TRUE, value);
      break;
    case 'f':
      ok = parse_literal (parser, "false", SOURCE_JSON_FALSE, value);
      break;
    case 'n':
      ok = parse_literal (parser, "null", SOURCE_JSON_NULL, value);
      break;
    default:
      ok = c == '-' || g_ascii_isdigit (c) ? parse_number (parser, value)
                                           : fail_unexpected (parser, _ ("a value"));
      break;
    }
  value->length = parser->at - value->offset;
  return ok;
}

static gboolean
parse_text (Parser *parser)
{
  if (!skip_blank (parser) || !parse_value (parser, &parser->json->root))
    return FALSE;
  parser->json->end = parser->at;
  if (parser->flags & SOURCE_JSON_FIRST_VALUE)
    return TRUE;
  if (!skip_blank (parser))
    return FALSE;
  return parser->at == parser->length || fail_unexpected (parser, _ ("the end of the text"));
}

/**
 * source_json_parse:
 * @text: (nullable): the text, in UTF-8; %NULL only if @length is 0
 * @length: its length in bytes, or -1 if NUL-terminated
 * @flags: what is accepted beyond RFC 8259
 * @name: (nullable): what error messages call the text, usually a file name
 * @error: return location for a %SOURCE_ERROR_MALFORMED
 *
 * Reads a JSON text. The text is copied. Offsets count the text without byte order mark. Of members
 * of the same name all are kept, and the last one is found.
 *
 * Returns: (transfer full) (nullable): the tree, or %NULL with @error set to one line,
 *   `NAME:LINE:COLUMN: error: what is wrong` (without `NAME:` where there is none)
 */
SourceJson *
source_json_parse (const char *text,
                   gssize length,
                   SourceJsonFlags flags,
                   const char *name,
                   GError **error)
{
  g_autoptr (SourceJson) json = g_new0 (SourceJson, 1);
  g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (SourceJsonValue));
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (SourceJsonKey));
  gsize size = length < 0 ? strlen (text) : (gsize) length;
  Parser parser = { .flags = flags, .name = name, .error = error };

  if ((flags & SOURCE_JSON_TOLERANT) && size >= 3 && memcmp (text, "\xef\xbb\xbf", 3) == 0)
    {
      text += 3;
      size -= 3;
    }
  g_atomic_ref_count_init (&json->ref_count);
  json->blocks = g_ptr_array_new_with_free_func (g_free);
  json->length = size;
  json->text = g_malloc (size + 1);
  json->strings = g_malloc (size + 1);
  if (size > 0)
    {
      memcpy (json->text, text, size);
      memcpy (json->strings, text, size);
    }
  json->text[size] = json->strings[size] = '\0';
  parser.json = json;
  parser.text = json->text;
  parser.length = size;
  parser.values = values;
  parser.keys = keys;
  return parse_text (&parser) ? g_steal_pointer (&json) : NULL;
}

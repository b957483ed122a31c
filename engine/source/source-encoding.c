/* source-encoding.c: from the bytes of a file to UTF-8 and back
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/source/source-encoding-private.h"
#include "engine/source/source-parser-private.h"
#include "engine/source/source-scan-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define BINARY_SAMPLE 512 /* bytes that are looked at to tell other files from text */

static const struct
{
  const char *name;
  guint length;
  guint8 bytes[4];
} marks[] = {
  { "UTF-8", 3, { 0xef, 0xbb, 0xbf } },
  { "UTF-32LE", 4, { 0xff, 0xfe, 0x00, 0x00 } },
  { "UTF-32BE", 4, { 0x00, 0x00, 0xfe, 0xff } },
  { "UTF-16LE", 2, { 0xff, 0xfe } },
  { "UTF-16BE", 2, { 0xfe, 0xff } },
};

void
_source_encoding_clear (SourceEncoding *self)
{
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->iconv, g_free);
}

/* The names that XML allows; others would reach iconv and messages as they are. */
static gboolean
is_encoding_name (const char *name)
{
  return g_ascii_isalpha (*name) &&
         name[strspn (name, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "._-")] == '\0';
}

/*
 * _source_encoding_declared:
 * @data: bytes of which the declaration at least is ASCII
 *
 * Returns: (transfer full) (nullable): what the XML declaration names; %NULL if that is no name
 */
char *
_source_encoding_declared (const char *data, gsize length)
{
  g_autofree char *name = NULL;
  const char *end, *at;
  char quote;

  if (length < 6 || memcmp (data, "<?xml", 5) != 0 || strchr (" \t\r\n", data[5]) == NULL)
    return NULL;
  end = memmem (data, MIN (length, 1024), "?>", 2);
  at = end != NULL ? memmem (data, (gsize) (end - data), "encoding", 8) : NULL;
  if (at == NULL)
    return NULL;
  for (at += 8; at < end && strchr (" \t\r\n=", *at) != NULL; at++)
    ;
  quote = *at++;
  if ((quote != '"' && quote != '\'') || memchr (at, quote, (gsize) (end - at)) == NULL)
    return NULL;
  name = g_strndup (at, (gsize) ((const char *) memchr (at, quote, (gsize) (end - at)) - at));
  return is_encoding_name (name) ? g_steal_pointer (&name) : NULL;
}

static void
set_encoding (SourceEncoding *self, const char *name)
{
  self->name = g_strdup (name);
  self->unicode = g_ascii_strncasecmp (name, "UTF", 3) == 0 ||
                  g_ascii_strncasecmp (name, "UCS", 3) == 0 ||
                  g_ascii_strcasecmp (name, "GB18030") == 0;
  if (g_ascii_strcasecmp (name, "UTF-8") != 0 && g_ascii_strcasecmp (name, "UTF8") != 0)
    self->iconv = g_strdup (name);
}

static gboolean
is_wide (const char *name)
{
  return g_ascii_strncasecmp (name, "UTF-16", 6) == 0 || g_ascii_strncasecmp (name, "UTF-32", 6) == 0 ||
         g_ascii_strncasecmp (name, "UCS-", 4) == 0 ||
         g_ascii_strncasecmp (name, "ISO-10646-UCS", 13) == 0;
}

/* XML 1.0, appendix F: the byte order mark, else how "<?" is written, else the declaration. */
static gboolean
detect (SourceEncoding *self, SourceKind kind, const char *data, gsize length, const char *name,
        GError **error)
{
  g_autofree char *declared = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    if (length >= marks[i].length && memcmp (data, marks[i].bytes, marks[i].length) == 0)
      {
        set_encoding (self, marks[i].name);
        self->bom_length = marks[i].length;
        memcpy (self->bom, marks[i].bytes, marks[i].length);
        break;
      }
  if (self->name == NULL && length >= 4 && memcmp (data, "<\0?\0", 4) == 0)
    set_encoding (self, "UTF-16LE");
  else if (self->name == NULL && length >= 4 && memcmp (data, "\0<\0?", 4) == 0)
    set_encoding (self, "UTF-16BE");
  if (self->iconv != NULL || kind != SOURCE_KIND_XML)
    {
      if (self->name == NULL)
        set_encoding (self, "UTF-8");
      return TRUE;
    }
  declared = _source_encoding_declared (data + self->bom_length, length - self->bom_length);
  if (declared != NULL && is_wide (declared))
    {
      g_set_error (error, SOURCE_ERROR, SOURCE_ERROR_ENCODING,
                   _ ("%s:1:1: error: the file names the encoding %s but is not written in it; correct the "
                      "XML declaration"),
                   name, declared);
      return FALSE;
    }
  if (self->name == NULL)
    set_encoding (self, declared != NULL ? declared : "UTF-8");
  return TRUE;
}

/* Returns: (nullable): the first byte that is not UTF-8 or is a NUL */
static const char *
find_invalid_utf8 (const char *text, gsize length)
{
  const char *end = text + length;

  while (text < end)
    {
      guint64 word;
      gunichar c;

      if (end - text >= 8)
        {
          memcpy (&word, text, 8);
          /* All ASCII, and no byte that is zero */
          if ((word & G_GUINT64_CONSTANT (0x8080808080808080)) == 0 &&
              ((word - G_GUINT64_CONSTANT (0x0101010101010101)) &
               G_GUINT64_CONSTANT (0x8080808080808080)) == 0)
            {
              text += 8;
              continue;
            }
        }
      if (*text == '\0')
        return text;
      c = g_utf8_get_char_validated (text, end - text);
      if (c == (gunichar) -1 || c == (gunichar) -2)
        return text;
      text = g_utf8_next_char (text);
    }
  return NULL;
}

/* Why the bytes cannot be decoded */
typedef enum
{
  DECODE_INVALID,
  DECODE_NUL,
  DECODE_CUT,    /* they end within a character */
  DECODE_BINARY, /* they are no text */
} DecodeError;

static gboolean
is_binary (const char *data, gsize length)
{
  if (length > 0 && data[0] == '<')
    return FALSE;
  for (gsize i = 0; i < MIN (length, BINARY_SAMPLE); i++)
    if (g_ascii_iscntrl (data[i]) && data[i] != '\0' && strchr ("\t\n\f\r\033", data[i]) == NULL)
      return TRUE;
  return length > 4 && memcmp (data, "%PDF", 4) == 0;
}

/* Why find_invalid_utf8() found something in the bytes */
static DecodeError
classify_invalid (const char *data, gsize length, const char *invalid)
{
  if (is_binary (data, length))
    return DECODE_BINARY;
  if (*invalid == '\0')
    return DECODE_NUL;
  return g_utf8_get_char_validated (invalid, data + length - invalid) == (gunichar) -2
             ? DECODE_CUT
             : DECODE_INVALID;
}

static void
set_decode_error (GError **error, const SourceEncoding *self, const char *before, gsize length,
                  DecodeError reason, const char *name)
{
  guint line, column;

  _source_text_locate (before, length, &line, &column);
  if (reason == DECODE_BINARY)
    g_set_error (error, SOURCE_ERROR, SOURCE_ERROR_ENCODING,
                 _ ("%s:%u:%u: error: this is not a text file"), name, line, column);
  else if (reason == DECODE_NUL && length == 1 && before[0] == '<')
    g_set_error (error, SOURCE_ERROR, SOURCE_ERROR_ENCODING,
                 _ ("%s:%u:%u: error: this looks like UTF-16 without a byte order mark; write the "
                    "file with one, or in UTF-8"),
                 name, line, column);
  else if (reason == DECODE_NUL)
    g_set_error (error, SOURCE_ERROR, SOURCE_ERROR_ENCODING,
                 _ ("%s:%u:%u: error: a NUL byte cannot stand in a text file"), name, line, column);
  else if (reason == DECODE_CUT)
    g_set_error (error, SOURCE_ERROR, SOURCE_ERROR_ENCODING,
                 _ ("%s:%u:%u: error: the file ends within a character of the encoding %s; its end is "
                    "missing"),
                 name, line, column, self->name);
  else if (self->iconv == NULL)
    g_set_error (error, SOURCE_ERROR, SOURCE_ERROR_ENCODING,
                 _ ("%s:%u:%u: error: these bytes are not text in the encoding %s; if the file is in "
                    "another one, its XML declaration must name that"),
                 name, line, column, self->name);
  else
    g_set_error (error, SOURCE_ERROR, SOURCE_ERROR_ENCODING,
                 _ ("%s:%u:%u: error: these bytes are not text in the encoding %s"), name, line,
                 column, self->name);
}

/* The error of g_convert() depends on what the C library happens to find on the way. */
static gboolean
is_known (const char *encoding)
{
  GIConv converter = g_iconv_open ("UTF-8", encoding);

  if (converter == (GIConv) -1)
    return FALSE;
  g_iconv_close (converter);
  return TRUE;
}

static char *
convert (const SourceEncoding *self, const char *data, gsize length, gsize *converted,
         const char *name, GError **error)
{
  g_autofree char *before = NULL;
  gsize read = 0, n_before = 0;
  char *text = g_convert (data, (gssize) length, "UTF-8", self->iconv, &read, converted, NULL);
  gboolean cut = text != NULL;

  /* A character that was cut off at the end is no error to g_convert(). */
  if (text != NULL && read == length)
    return text;
  g_free (text);
  if (!is_known (self->iconv))
    {
      g_set_error (error, SOURCE_ERROR, SOURCE_ERROR_ENCODING,
                   _ ("%s:1:1: error: the encoding %s is not known here; name the one that the file "
                      "is written in"),
                   name, self->name);
      return NULL;
    }
  before = g_convert (data, (gssize) read, "UTF-8", self->iconv, NULL, &n_before, NULL);
  set_decode_error (error, self, before != NULL ? before : "", before != NULL ? n_before : 0,
                    cut ? DECODE_CUT : DECODE_INVALID, name);
  return NULL;
}

/*
 * _source_encoding_decode:
 * @self: (out caller-allocates): what was found
 * @data: (transfer full): the bytes of the file, NUL-terminated behind @length
 * @name: the name of the file, for messages
 * @text: (out): the text without byte order mark; NUL-terminated behind its end
 * @exact: (out): whether encoding the text gives the same bytes again
 */
gboolean
_source_encoding_decode (SourceEncoding *self, SourceKind kind, char *data, gsize length,
                         const char *name, GBytes **text, gboolean *exact, GError **error)
{
  g_autoptr (GBytes) raw = g_bytes_new_take (data, length);
  g_autoptr (GBytes) again = NULL;
  g_autofree char *converted = NULL;
  const char *invalid;
  gsize n_converted;

  memset (self, 0, sizeof *self);
  if (!detect (self, kind, data, length, name, error))
    return FALSE;
  if (self->iconv == NULL)
    {
      const char *start = data + self->bom_length;

      invalid = find_invalid_utf8 (start, length - self->bom_length);
      if (invalid != NULL)
        {
          set_decode_error (error, self, start, (gsize) (invalid - start),
                            classify_invalid (start, length - self->bom_length, invalid), name);
          return FALSE;
        }
      *text = self->bom_length > 0
                  ? g_bytes_new_from_bytes (raw, self->bom_length, length - self->bom_length)
                  : g_bytes_ref (raw);
      *exact = TRUE;
      return TRUE;
    }
  converted = convert (self, data + self->bom_length, length - self->bom_length, &n_converted, name,
                       error);
  if (converted == NULL)
    return FALSE;
  invalid = find_invalid_utf8 (converted, n_converted);
  if (invalid != NULL)
    {
      set_decode_error (error, self, converted, (gsize) (invalid - converted),
                        classify_invalid (converted, n_converted, invalid), name);
      return FALSE;
    }
  again = _source_encoding_encode (self, converted, n_converted, NULL);
  *exact = again != NULL && g_bytes_equal (again, raw);
  *text = g_bytes_new_take (g_steal_pointer (&converted), n_converted);
  return TRUE;
}

/*
 * Returns: (transfer full): the bytes of the file, or %NULL with %SOURCE_ERROR_ENCODING
 */
GBytes *
_source_encoding_encode (const SourceEncoding *self, const char *text, gsize length, GError **error)
{
  g_autoptr (GByteArray) bytes = NULL;
  g_autofree char *converted = NULL;
  gsize n_converted = length;

  if (self->iconv != NULL)
    {
      converted = g_convert (text, (gssize) length, self->iconv, "UTF-8", NULL, &n_converted, NULL);
      if (converted == NULL)
        {
          g_set_error (error, SOURCE_ERROR, SOURCE_ERROR_ENCODING,
                       _ ("The text has characters that the encoding %s lacks"), self->name);
          return NULL;
        }
    }
  bytes = g_byte_array_sized_new ((guint) (n_converted + self->bom_length));
  g_byte_array_append (bytes, self->bom, self->bom_length);
  g_byte_array_append (bytes, (const guint8 *) (converted != NULL ? converted : text),
                       (guint) n_converted);
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

/*
 * Returns: whether the encoding can write the text
 */
gboolean
_source_encoding_has (const SourceEncoding *self, const char *text, gsize length)
{
  g_autofree char *converted = NULL;

  if (self->unicode)
    return TRUE;
  converted = g_convert (text, (gssize) length, self->iconv, "UTF-8", NULL, NULL, NULL);
  return converted != NULL;
}

/*
 * _source_encoding_escape:
 * @xml: well-formed content of an element, or a whole element
 *
 * Writes characters the encoding lacks as character references, where XML has them.
 *
 * Returns: (transfer full): the text, or %NULL with %SOURCE_ERROR_ENCODING if such a character
 *   stands in a name, comment, CDATA section or instruction
 */
char *
_source_encoding_escape (const SourceEncoding *self, const char *xml, GError **error)
{
  const char *end = xml + strlen (xml);
  g_autoptr (GString) text = NULL;
  const char *literal = xml; /* up to here characters stand for themselves */
  char quote = '\0';
  gboolean in_tag = FALSE;

  if (_source_encoding_has (self, xml, (gsize) (end - xml)))
    return g_strdup (xml);
  text = g_string_new (NULL);
  for (const char *p = xml; p < end; p = g_utf8_next_char (p))
    {
      gsize length = (gsize) (g_utf8_next_char (p) - p);

      if (length > 1 && !_source_encoding_has (self, p, length))
        {
          if (p < literal || (in_tag && quote == '\0'))
            {
              g_set_error (error, SOURCE_ERROR, SOURCE_ERROR_ENCODING,
                           _ ("The encoding %s of the file lacks the character “%.*s”, which can "
                              "stand in text and values only"),
                           self->name, (int) length, p);
              return NULL;
            }
          g_string_append_printf (text, "&#%u;", g_utf8_get_char (p));
          continue;
        }
      g_string_append_len (text, p, (gssize) length);
      if (p < literal)
        continue;
      if (quote != '\0')
        quote = *p == quote ? '\0' : quote;
      else if (in_tag && (*p == '"' || *p == '\''))
        quote = *p;
      else if (in_tag)
        in_tag = *p != '>';
      else if (*p == '<')
        {
          const char *construct = _source_scan_construct_end (p, end);

          in_tag = construct == NULL;
          literal = construct != NULL ? construct : literal;
        }
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* source-scan.c: reading and writing the bytes of well-formed XML
 *
 * The parser has accepted every text that is read here, so scanning needs no error handling; it must
 * only never leave the bounds it was given.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/source/source-scan-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/*
 * Returns: whether the text is nothing but white space of XML
 */
gboolean
_source_scan_blank (const char *text, gsize length)
{
  const char *end = text + length;

  while (text < end && _source_is_space (*text))
    text++;
  return text == end;
}

/*
 * Returns: the place behind the element's name, where its attributes begin
 */
const char *
_source_scan_attributes (const char *tag, gsize length)
{
  const char *at = tag + 1;
  const char *end = tag + length;

  while (at < end && !_source_is_space (*at) && *at != '/' && *at != '>')
    at++;
  return at;
}

/*
 * _source_scan_attribute:
 * @at: (inout): where to go on, moved behind the attribute
 * @end: the end of the tag
 * @attribute: (out): what was found
 *
 * Returns: %FALSE behind the last attribute; @at then stands before the tag's closing bytes and the
 *   white space before them
 */
gboolean
_source_scan_attribute (const char **at, const char *end, SourceAttribute *attribute)
{
  const char *p = *at;
  const char *close;

  attribute->space = p;
  while (p < end && _source_is_space (*p))
    p++;
  if (p >= end || *p == '/' || *p == '>')
    return FALSE;
  attribute->name = p;
  attribute->prefix_length = 0;
  while (p < end && *p != '=' && !_source_is_space (*p))
    {
      if (*p == ':')
        attribute->prefix_length = (guint) (p - attribute->name);
      p++;
    }
  attribute->name_length = (guint) (p - attribute->name);
  while (p < end && *p != '"' && *p != '\'')
    p++;
  if (p >= end)
    return FALSE;
  attribute->quote = *p++;
  close = memchr (p, attribute->quote, (gsize) (end - p));
  if (close == NULL)
    return FALSE;
  attribute->value = p;
  attribute->value_length = (guint) (close - p);
  attribute->next = *at = close + 1;
  return TRUE;
}

/*
 * Returns: whether it is xmlns="…" or xmlns:…="…"
 */
gboolean
_source_attribute_is_namespace (const SourceAttribute *attribute)
{
  return strncmp (attribute->name, "xmlns", 5) == 0 &&
         (attribute->name_length == 5 || attribute->prefix_length == 5);
}

/*
 * Counts what looks like attributes, before the parser has seen the text.
 */
guint
_source_scan_count_attributes (const char *tag, const char *end)
{
  const char *at = _source_scan_attributes (tag, (gsize) (end - tag));
  SourceAttribute attribute;
  guint n = 0;

  while (_source_scan_attribute (&at, end, &attribute))
    n++;
  return n;
}

/*
 * _source_scan_construct_end:
 * @start: at the "<" of a comment, CDATA section or processing instruction
 *
 * Returns: (nullable): behind its end, or %NULL if @start is at a tag
 */
const char *
_source_scan_construct_end (const char *start, const char *end)
{
  gsize length = (gsize) (end - start);
  const char *close = NULL;

  if (length >= 7 && memcmp (start, "<!--", 4) == 0)
    {
      close = memmem (start + 4, length - 4, "-->", 3);
      return close != NULL ? close + 3 : end;
    }
  if (length >= 12 && memcmp (start, "<![CDATA[", 9) == 0)
    {
      close = memmem (start + 9, length - 9, "]]>", 3);
      return close != NULL ? close + 3 : end;
    }
  if (length >= 4 && start[1] == '?')
    {
      close = memmem (start + 2, length - 2, "?>", 2);
      return close != NULL ? close + 2 : end;
    }
  return NULL;
}

/* Appends what a reference stands for; returns behind it. */
static const char *
decode_reference (GString *into, const char *at, const char *end)
{
  static const struct
  {
    const char *text;
    char character;
  } named[] = {
    { "&lt;", '<' }, { "&gt;", '>' }, { "&amp;", '&' }, { "&quot;", '"' }, { "&apos;", '\'' },
  };
  const char *close = memchr (at, ';', (gsize) (end - at));

  if (close != NULL && at[1] == '#')
    {
      gboolean hexadecimal = at[2] == 'x';
      gunichar c = 0;

      for (const char *p = at + (hexadecimal ? 3 : 2); p < close && c <= 0x10ffff; p++)
        c = c * (hexadecimal ? 16 : 10) + (guint) g_ascii_xdigit_value (*p);
      if (g_unichar_validate (c) && c != 0)
        g_string_append_unichar (into, c);
      return close + 1;
    }
  for (guint i = 0; i < G_N_ELEMENTS (named) && close != NULL; i++)
    if (strncmp (at, named[i].text, strlen (named[i].text)) == 0)
      {
        g_string_append_c (into, named[i].character);
        return close + 1;
      }
  g_string_append_c (into, *at);
  return at + 1;
}

/*
 * Appends an attribute's value: references resolved, white space normalised (XML 1.0, 3.3.3).
 */
void
_source_decode_value (GString *into, const char *text, gsize length)
{
  const char *end = text + length;

  while (text < end)
    {
      const char *run = text;

      while (text < end && *text != '&' && *text != '\n' && *text != '\t' && *text != '\r')
        text++;
      g_string_append_len (into, run, text - run);
      if (text == end)
        break;
      if (*text == '&')
        {
          text = decode_reference (into, text, end);
          continue;
        }
      if (*text == '\r' && text + 1 < end && text[1] == '\n')
        text++;
      g_string_append_c (into, ' ');
      text++;
    }
}

/*
 * Appends character data: references resolved, line ends normalised (XML 1.0, 2.11).
 */
void
_source_decode_text (GString *into, const char *text, gsize length)
{
  const char *end = text + length;

  while (text < end)
    {
      const char *run = text;

      while (text < end && *text != '&' && *text != '\r')
        text++;
      g_string_append_len (into, run, text - run);
      if (text == end)
        break;
      if (*text == '&')
        {
          text = decode_reference (into, text, end);
          continue;
        }
      text++;
      if (text == end || *text != '\n')
        g_string_append_c (into, '\n');
    }
}

/*
 * Returns: whether the value as written is the value
 */
gboolean
_source_value_is_plain (const char *text, gsize length)
{
  for (const char *end = text + length; text < end; text++)
    if (*text == '&' || *text == '\n' || *text == '\t' || *text == '\r')
      return FALSE;
  return TRUE;
}

/*
 * Appends a value so that it stands between @quote and is read back as it is.
 */
void
_source_escape_value (GString *into, const char *value, char quote)
{
  for (const char *p = value; *p != '\0'; p++)
    {
      if (*p == '&')
        g_string_append (into, "&amp;");
      else if (*p == '<')
        g_string_append (into, "&lt;");
      else if (*p == quote)
        g_string_append (into, quote == '"' ? "&quot;" : "&apos;");
      else if (*p == '\n' || *p == '\t' || *p == '\r')
        g_string_append_printf (into, "&#%d;", *p);
      else
        g_string_append_c (into, *p);
    }
}

/*
 * Appends character data so that it is read back as it is, with the line ends of the file.
 */
void
_source_escape_text (GString *into, const char *value, const char *line_end)
{
  for (const char *p = value; *p != '\0'; p++)
    {
      if (*p == '&')
        g_string_append (into, "&amp;");
      else if (*p == '<')
        g_string_append (into, "&lt;");
      else if (*p == '>' && p - value >= 2 && p[-1] == ']' && p[-2] == ']')
        g_string_append (into, "&gt;");
      else if (*p == '\r')
        g_string_append (into, "&#13;");
      else if (*p == '\n')
        g_string_append (into, line_end);
      else
        g_string_append_c (into, *p);
    }
}

/*
 * _source_check_characters:
 * @text: any bytes
 * @error: %SOURCE_ERROR_INVALID if XML 1.0 cannot hold them
 */
gboolean
_source_check_characters (const char *text, GError **error)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char_validated (p, -1);

      if (c == (gunichar) -1 || c == (gunichar) -2)
        {
          g_set_error_literal (error, SOURCE_ERROR, SOURCE_ERROR_INVALID,
                               _ ("The text is not valid UTF-8"));
          return FALSE;
        }
      if ((c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0xfffe || c == 0xffff)
        {
          g_set_error (error, SOURCE_ERROR, SOURCE_ERROR_INVALID,
                       _ ("The character U+%04X cannot stand in an XML file"), c);
          return FALSE;
        }
    }
  return TRUE;
}

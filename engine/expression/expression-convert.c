/* expression-convert.c: how values become booleans, numbers and texts
 *
 * The rules are those of facts: runtime 5.2.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/expression/expression-private.h"

#include <float.h>
#include <math.h>
#include <string.h>

/* Whether a text is @lower_case, in any case of ASCII letters. */
gboolean
expression_text_is (const char *text, gsize length, const char *lower_case)
{
  for (gsize i = 0; i < length; i++)
    if (g_ascii_tolower (text[i]) != lower_case[i])
      return FALSE;
  return lower_case[length] == '\0';
}

/* The decimal digits of a positive finite number, shortest that read back; @point is how many of
 * them stand before the decimal point. */
static gsize
shortest_digits (double number, char *digits, int *point)
{
  char text[40];
  gsize n = 0;
  const char *exponent;

  /* Fifteen digits are never too many, but of a number this small fewer tell it. */
  for (int precision = number < DBL_MIN ? 0 : 14; precision <= 16; precision++)
    {
      char format[8];

      g_snprintf (format, sizeof format, "%%.%de", precision);
      g_ascii_formatd (text, sizeof text, format, number);
      if (g_ascii_strtod (text, NULL) == number)
        break;
    }
  exponent = strchr (text, 'e');
  for (const char *c = text; c < exponent; c++)
    if (g_ascii_isdigit (*c))
      digits[n++] = *c;
  while (n > 1 && digits[n - 1] == '0')
    n--;
  digits[n] = '\0';
  *point = (int) g_ascii_strtoll (exponent + 1, NULL, 10) + 1;
  return n;
}

static gsize
format_whole (char *buffer, double number)
{
  char reversed[24];
  guint64 rest = (guint64) fabs (number);
  gsize n = 0;
  gsize length = 0;

  do
    {
      reversed[n++] = (char) ('0' + rest % 10);
      rest /= 10;
    }
  while (rest > 0);
  if (number < 0)
    buffer[length++] = '-';
  while (n > 0)
    buffer[length++] = reversed[--n];
  buffer[length] = '\0';
  return length;
}

/**
 * expression_format_number:
 * @buffer: at least 40 bytes
 * @size: its size
 * @number: a number
 *
 * Writes a number as .NET's double.ToString() does in no culture: the shortest digits that read
 * back, with an exponent where they would need more zeros than 15 digits allow (1E+15) or more than
 * four behind the point (1E-05).
 *
 * Returns: the length of the text
 */
gsize
expression_format_number (char *buffer, gsize size, double number)
{
  char digits[24];
  GString text;
  gsize n;
  int point;

  if (isnan (number))
    return g_strlcpy (buffer, "NaN", size);
  if (isinf (number))
    return g_strlcpy (buffer, number > 0 ? "Infinity" : "-Infinity", size);
  if (number == 0)
    return g_strlcpy (buffer, signbit (number) ? "-0" : "0", size);
  if (fabs (number) < 1e15 && number == trunc (number))
    return format_whole (buffer, number);
  n = shortest_digits (fabs (number), digits, &point);
  text = (GString){ .str = buffer, .len = 0, .allocated_len = size };
  if (number < 0)
    g_string_append_c (&text, '-');
  if (point > MAX ((int) n, 15) || point < -3)
    {
      g_string_append_c (&text, digits[0]);
      if (n > 1)
        g_string_append_printf (&text, ".%s", digits + 1);
      g_string_append_printf (&text, "E%c%02d", point > 0 ? '+' : '-', ABS (point - 1));
    }
  else if (point <= 0)
    {
      g_string_append (&text, "0.");
      for (int i = point; i < 0; i++)
        g_string_append_c (&text, '0');
      g_string_append (&text, digits);
    }
  else
    {
      for (int i = 0; i < MAX (point, (int) n); i++)
        {
          if (i == point)
            g_string_append_c (&text, '.');
          g_string_append_c (&text, i < (int) n ? digits[i] : '0');
        }
    }
  return text.len;
}

/* Digits, a point, digits, an exponent: `^[-+]?[0-9]*\.?[0-9]+([eE][-+]?[0-9]+)?$`, where the end
 * of a .NET pattern also stands before a last line feed. */
gboolean
expression_parse_number (const char *text, gsize length, double *number)
{
  gsize at = 0;
  gsize digits = 0;

  if (length > 0 && text[length - 1] == '\n')
    length--;
  if (at < length && (text[at] == '-' || text[at] == '+'))
    at++;
  for (; at < length && g_ascii_isdigit (text[at]); at++)
    digits++;
  if (at < length && text[at] == '.')
    {
      at++;
      for (digits = 0; at < length && g_ascii_isdigit (text[at]); at++)
        digits++;
    }
  if (digits == 0)
    return FALSE;
  if (at < length && (text[at] == 'e' || text[at] == 'E'))
    {
      at++;
      if (at < length && (text[at] == '-' || text[at] == '+'))
        at++;
      if (at == length)
        return FALSE;
      while (at < length && g_ascii_isdigit (text[at]))
        at++;
      if (!g_ascii_isdigit (text[at - 1]))
        return FALSE;
    }
  if (at != length)
    return FALSE;
  *number = g_ascii_strtod (text, NULL);
  return TRUE;
}

/* .NET's names of the kinds of JSON values, which some error texts use. */
const char *
expression_kind_name (const ExpressionValue *value)
{
  static const char *const names[] = { "Null", "True", "Number", "String", "Array", "Object" };

  if (value->type == EXPRESSION_VALUE_BOOLEAN && !value->boolean)
    return "False";
  return names[value->type];
}

static gboolean
fail_expected (GError **error, const char *expected, const ExpressionValue *value)
{
  g_autofree char *json = expression_value_to_json (value);

  return expression_fail (error, "Expected %s, got value %s", expected, json);
}

/* What `and`, `or`, `not` and `if` make of a value. */
gboolean
expression_to_boolean (const ExpressionValue *value, gboolean *boolean, GError **error)
{
  double number;

  switch (value->type)
    {
    case EXPRESSION_VALUE_NULL:
      *boolean = FALSE;
      return TRUE;
    case EXPRESSION_VALUE_BOOLEAN:
      *boolean = value->boolean;
      return TRUE;
    case EXPRESSION_VALUE_NUMBER:
      *boolean = value->number == 1;
      if (value->number == 1 || value->number == 0)
        return TRUE;
      break;
    case EXPRESSION_VALUE_STRING:
      *boolean = expression_text_is (value->string.text, value->string.length, "true");
      if (*boolean || expression_text_is (value->string.text, value->string.length, "false"))
        return TRUE;
      if (expression_parse_number (value->string.text, value->string.length, &number))
        {
          *boolean = number == 1;
          if (number == 1 || number == 0)
            return TRUE;
        }
      break;
    case EXPRESSION_VALUE_LIST:
    case EXPRESSION_VALUE_OBJECT:
    default:
      break;
    }
  return fail_expected (error, "boolean", value);
}

/* What comparisons and arithmetic make of a value. */
gboolean
expression_to_number (const ExpressionValue *value,
                      gboolean *is_null,
                      double *number,
                      GError **error)
{
  *is_null = FALSE;
  *number = 0;
  switch (value->type)
    {
    case EXPRESSION_VALUE_NULL:
      *is_null = TRUE;
      return TRUE;
    case EXPRESSION_VALUE_NUMBER:
      *number = value->number;
      return TRUE;
    case EXPRESSION_VALUE_STRING:
      if (expression_parse_number (value->string.text, value->string.length, number))
        return TRUE;
      return expression_fail (error, "Expected number, got value \"%s\"", value->string.text);
    case EXPRESSION_VALUE_BOOLEAN:
    case EXPRESSION_VALUE_LIST:
    case EXPRESSION_VALUE_OBJECT:
    default:
      return fail_expected (error, "number", value);
    }
}

static void
set_text (ExpressionText *text, const char *string, gsize length)
{
  text->text = string;
  text->length = length;
}

/* A string that says null is null, and true and false are written as the booleans are. */
static void
init_from_string (ExpressionText *text, const char *string, gsize length)
{
  if (length == 4 && expression_text_is (string, length, "null"))
    return;
  if (length == 4 && expression_text_is (string, length, "true"))
    set_text (text, "true", 4);
  else if (length == 5 && expression_text_is (string, length, "false"))
    set_text (text, "false", 5);
  else
    set_text (text, string, length);
}

/* Borrows from @value, which must stay as long as @text. */
void
expression_text_init (ExpressionText *text, const ExpressionValue *value)
{
  GString *json;

  text->text = NULL;
  text->length = 0;
  text->owned = NULL;
  switch (value->type)
    {
    case EXPRESSION_VALUE_BOOLEAN:
      set_text (text, value->boolean ? "true" : "false", value->boolean ? 4 : 5);
      break;
    case EXPRESSION_VALUE_NUMBER:
      set_text (text, text->buffer,
                expression_format_number (text->buffer, sizeof text->buffer, value->number));
      break;
    case EXPRESSION_VALUE_STRING:
      init_from_string (text, value->string.text, value->string.length);
      break;
    case EXPRESSION_VALUE_LIST:
    case EXPRESSION_VALUE_OBJECT:
      json = g_string_new (NULL);
      expression_append_json (json, value, TRUE);
      text->length = json->len;
      text->text = text->owned = g_string_free (json, FALSE);
      break;
    case EXPRESSION_VALUE_NULL:
    default:
      break;
    }
}

void
expression_text_clear (ExpressionText *text)
{
  g_clear_pointer (&text->owned, g_free);
}

/* Ordinal: byte by byte, and null only equals null. */
gboolean
expression_text_equal (const ExpressionText *a, const ExpressionText *b)
{
  if (a->text == NULL || b->text == NULL)
    return a->text == b->text;
  return a->length == b->length && memcmp (a->text, b->text, a->length) == 0;
}

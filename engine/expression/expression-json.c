/* expression-json.c: values as JSON text
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/expression/expression-private.h"

#include <string.h>

static void
append_unit (GString *out, guint unit)
{
  g_string_append_printf (out, "\\u%04X", unit);
}

static void
append_escaped (GString *out, gunichar c)
{
  if (c >= 0x10000)
    {
      append_unit (out, 0xd800 + ((c - 0x10000) >> 10));
      append_unit (out, 0xdc00 + ((c - 0x10000) & 0x3ff));
    }
  else
    {
      append_unit (out, c);
    }
}

/* .NET's default encoder lets only ASCII through, and of that nothing that means something in a
 * web page; its relaxed one escapes what JSON asks for. */
static void
append_character (GString *out, gunichar c, gboolean web_safe)
{
  static const char letters[] = "bfnrt";
  static const char meanings[] = "\b\f\n\r\t";
  const char *meaning = c != 0 && c < 0x20 ? strchr (meanings, (int) c) : NULL;

  if (c == '\\')
    g_string_append (out, "\\\\");
  else if (c == '"' && !web_safe)
    g_string_append (out, "\\\"");
  else if (meaning != NULL)
    g_string_append_printf (out, "\\%c", letters[meaning - meanings]);
  else if (c < 0x20 || c == 0x7f)
    append_unit (out, c);
  else if (web_safe && (c > 0x7f || strchr ("\"&'+<>`", (int) c) != NULL))
    append_escaped (out, c);
  else
    g_string_append_unichar (out, c);
}

static void
append_string (GString *out, const char *text, gsize length, gboolean web_safe)
{
  const char *end = text + length;

  g_string_append_c (out, '"');
  while (text < end)
    {
      append_character (out, g_utf8_get_char (text), web_safe);
      text = g_utf8_next_char (text);
    }
  g_string_append_c (out, '"');
}

void
expression_append_json (GString *out, const ExpressionValue *value, gboolean web_safe)
{
  char buffer[40];

  switch (value->type)
    {
    case EXPRESSION_VALUE_BOOLEAN:
      g_string_append (out, value->boolean ? "true" : "false");
      break;
    case EXPRESSION_VALUE_NUMBER:
      expression_format_number (buffer, sizeof buffer, value->number);
      g_string_append (out, buffer);
      break;
    case EXPRESSION_VALUE_STRING:
      append_string (out, value->string.text, value->string.length, web_safe);
      break;
    case EXPRESSION_VALUE_LIST:
    case EXPRESSION_VALUE_OBJECT:
      g_string_append_c (out, value->type == EXPRESSION_VALUE_LIST ? '[' : '{');
      for (guint i = 0; i < value->n_items; i++)
        {
          const char *key = expression_value_get_key (value, i);

          if (i > 0)
            g_string_append_c (out, ',');
          if (key != NULL)
            {
              append_string (out, key, strlen (key), web_safe);
              g_string_append_c (out, ':');
            }
          expression_append_json (out, expression_value_get_item (value, i), web_safe);
        }
      g_string_append_c (out, value->type == EXPRESSION_VALUE_LIST ? ']' : '}');
      break;
    case EXPRESSION_VALUE_NULL:
    default:
      g_string_append (out, "null");
      break;
    }
}

/**
 * expression_value_to_json:
 * @value: a value
 *
 * Returns: (transfer full): it as JSON on one line without blanks, numbers as .NET writes them
 */
char *
expression_value_to_json (const ExpressionValue *value)
{
  GString *out = g_string_new (NULL);

  expression_append_json (out, value, FALSE);
  return g_string_free (out, FALSE);
}

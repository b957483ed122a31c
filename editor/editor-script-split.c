/* editor-script-split.c: an editing command as words
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "editor/editor-script.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
is_blank (char c)
{
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* "…" with \" and \\; @at stands on the opening quote and comes to stand behind the closing one. */
static gboolean
read_quoted (const char **at, GString *word, GError **error)
{
  const char *p = *at + 1;

  for (; *p != '\0' && *p != '"'; p++)
    {
      if (*p == '\\' && (p[1] == '"' || p[1] == '\\'))
        p++;
      g_string_append_c (word, *p);
    }
  if (*p == '\0')
    {
      g_set_error_literal (error, EDITOR_ERROR, EDITOR_ERROR_SYNTAX,
                           _ ("a closing quotation mark is missing"));
      return FALSE;
    }
  *at = p + 1;
  if (**at != '\0' && !is_blank (**at))
    {
      g_set_error_literal (error, EDITOR_ERROR, EDITOR_ERROR_SYNTAX,
                           _ ("a blank is missing behind a closing quotation mark"));
      return FALSE;
    }
  return TRUE;
}

/* [...] or {...} with everything in it; brackets inside of JSON strings do not count. */
static gboolean
read_bracketed (const char **at, GString *word, GError **error)
{
  g_autoptr (GString) open = g_string_new (NULL);
  gboolean in_string = FALSE;
  const char *p = *at;

  for (; *p != '\0'; p++)
    {
      g_string_append_c (word, *p);
      if (in_string)
        {
          if (*p == '\\' && p[1] != '\0')
            g_string_append_c (word, *++p);
          else if (*p == '"')
            in_string = FALSE;
        }
      else if (*p == '"')
        {
          in_string = TRUE;
        }
      else if (*p == '[' || *p == '{')
        {
          g_string_append_c (open, *p == '[' ? ']' : '}');
        }
      else if (*p == ']' || *p == '}')
        {
          if (open->str[open->len - 1] != *p)
            break;
          g_string_truncate (open, open->len - 1);
          if (open->len == 0)
            {
              *at = p + 1;
              return TRUE;
            }
        }
    }
  g_set_error (error, EDITOR_ERROR, EDITOR_ERROR_SYNTAX, _ ("the closing “%c” is missing"),
               open->str[open->len - 1]);
  return FALSE;
}

static gboolean
read_word (const char **at, GString *word, GError **error)
{
  gboolean at_value = TRUE; /* a value may begin at the word, or behind its first '=' */
  gboolean assigned = FALSE;

  while (**at != '\0' && !is_blank (**at))
    {
      if (at_value && **at == '"')
        return read_quoted (at, word, error);
      if (at_value && (**at == '[' || **at == '{'))
        {
          if (!read_bracketed (at, word, error))
            return FALSE;
          at_value = FALSE;
          continue;
        }
      at_value = **at == '=' && !assigned;
      assigned |= **at == '=';
      g_string_append_c (word, **at);
      (*at)++;
    }
  return TRUE;
}

/**
 * editor_script_split:
 * @command: an editing command
 * @error: return location of an error
 *
 * Words are parted by blanks. A value in double quotes (with `\"` and `\\` in it) stays whole, and
 * one that begins with a bracket runs to the matching one.
 *
 * Returns: (transfer full) (nullable): the words without the quotes
 */
GStrv
editor_script_split (const char *command, GError **error)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  const char *at = command;

  if (!g_utf8_validate (command, -1, NULL))
    {
      g_set_error_literal (error, EDITOR_ERROR, EDITOR_ERROR_SYNTAX,
                           _ ("the command is not UTF-8 text"));
      return NULL;
    }
  for (;;)
    {
      g_autoptr (GString) word = g_string_new (NULL);

      while (is_blank (*at))
        at++;
      if (*at == '\0')
        break;
      if (!read_word (&at, word, error))
        return NULL;
      g_ptr_array_add (words, g_strdup (word->str));
    }
  g_ptr_array_add (words, NULL);
  return (GStrv) g_ptr_array_steal (words, NULL);
}

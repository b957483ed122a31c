/* source-json-layout.c: putting into a JSON text and taking out of it in its own layout
 *
 * Each function is one step: it is given the parsed text and changes @text, which holds the same
 * bytes. What is new takes line ends, indentation and spacing from its neighbours; a comment behind
 * a member on its line goes with it.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/source/source-json-layout.h"

#include <string.h>

/* How a text is laid out. */
typedef struct
{
  const char *line_end; /* "" where all is on one line */
  char *unit;           /* indentation of one level */
  char *colon;          /* what stands between a key and its value */
} Style;

static void
style_clear (Style *style)
{
  g_free (style->unit);
  g_free (style->colon);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Style, style_clear)

static gsize
value_end (const SourceJsonValue *value)
{
  return value->offset + value->length;
}

/* Where a member (with its key) or an item begins. */
static gsize
child_start (const SourceJsonValue *container, guint index)
{
  return container->type == SOURCE_JSON_OBJECT ? container->container.keys[index].offset
                                               : container->container.items[index].offset;
}

static gsize
child_end (const SourceJsonValue *container, guint index)
{
  return value_end (&container->container.items[index]);
}

static gboolean
has_line_end (const char *text, gsize from, gsize to)
{
  return memchr (text + from, '\n', to - from) != NULL ||
         memchr (text + from, '\r', to - from) != NULL;
}

/* Whether a child begins on another line than what stands before it ends on. */
static gboolean
is_on_own_line (const SourceJson *json, const SourceJsonValue *container, guint index)
{
  gsize before = index > 0 ? child_end (container, index - 1) : container->offset;

  return has_line_end (json->text, before, child_start (container, index));
}

/* The blanks that the line of a place begins with. */
static char *
line_indent (const SourceJson *json, gsize offset)
{
  gsize start = offset;

  while (start > 0 && json->text[start - 1] != '\n' && json->text[start - 1] != '\r')
    start--;
  return g_strndup (json->text + start, strspn (json->text + start, " \t"));
}

static gsize
skip_blanks (const char *text, gsize at)
{
  return at + strspn (text + at, " \t");
}

/* Behind a comment at @at; @at itself where none stands there. */
static gsize
skip_comment (const char *text, gsize at)
{
  const char *end;

  if (text[at] != '/')
    return at;
  if (text[at + 1] == '/')
    return at + strcspn (text + at, "\r\n");
  end = strstr (text + at + 2, "*/");
  return end != NULL ? (gsize) (end - text) + 2 : at;
}

/* The comma behind a child, or 0. */
static gsize
find_comma (const SourceJson *json, gsize at)
{
  for (;;)
    {
      gsize next = at + strspn (json->text + at, " \t\r\n");

      next = skip_comment (json->text, next);
      if (next == at)
        return json->text[at] == ',' ? at : 0;
      at = next;
    }
}

/* Behind a comment that ends the line of @at and belongs to what ends there. */
static gsize
skip_line_comment (const SourceJson *json, gsize at)
{
  gsize start = skip_blanks (json->text, at);
  gsize end = skip_comment (json->text, start);

  if (end == start || strchr ("\r\n", json->text[skip_blanks (json->text, end)]) == NULL)
    return at;
  return end;
}

/* Looks for the first child on a line of its own, and the first key. */
static void
find_style (const SourceJson *json, const SourceJsonValue *value, Style *style)
{
  if (value->type != SOURCE_JSON_ARRAY && value->type != SOURCE_JSON_OBJECT)
    return;
  for (guint i = 0; i < value->n_items && (style->unit == NULL || style->colon == NULL); i++)
    {
      if (style->unit == NULL && is_on_own_line (json, value, i))
        {
          g_autofree char *inner = line_indent (json, child_start (value, i));
          g_autofree char *outer = line_indent (json, value->offset);

          if (g_str_has_prefix (inner, outer) && strlen (inner) > strlen (outer))
            style->unit = g_strdup (inner + strlen (outer));
        }
      if (style->colon == NULL && value->type == SOURCE_JSON_OBJECT)
        {
          const SourceJsonKey *key = &value->container.keys[i];
          gsize start = key->offset + key->length;
          gsize length = value->container.items[i].offset - start;

          if (strspn (json->text + start, ": \t") >= length)
            style->colon = g_strndup (json->text + start, length);
        }
      find_style (json, &value->container.items[i], style);
    }
}

static void
style_init (const SourceJson *json, Style *style)
{
  const char *end = strpbrk (json->text, "\r\n");

  memset (style, 0, sizeof *style);
  style->line_end = end == NULL ? "" : *end == '\n' ? "\n" : end[1] == '\n' ? "\r\n" : "\r";
  find_style (json, &json->root, style);
  if (style->unit == NULL)
    style->unit = g_strdup ("  ");
  if (style->colon == NULL)
    style->colon = g_strdup (": ");
}

/* What stands between items on one line. */
static const char *
separator (const Style *style)
{
  return strpbrk (style->colon, " \t") != NULL ? " " : "";
}

/* @indent: of the line the value stands on; NULL writes it on one line. @pad: inside brackets on
 * one line. */
static void
append_value (GString *out,
              const SourceJsonValue *value,
              const Style *style,
              const char *indent,
              const char *pad)
{
  gboolean is_object = value->type == SOURCE_JSON_OBJECT;
  g_autofree char *inner = NULL;
  g_autofree char *text = NULL;

  if ((value->type != SOURCE_JSON_ARRAY && !is_object) || value->n_items == 0)
    {
      text = source_json_value_to_text (value);
      g_string_append (out, text);
      return;
    }
  if (indent != NULL)
    inner = g_strconcat (indent, style->unit, NULL);
  g_string_append_c (out, is_object ? '{' : '[');
  for (guint i = 0; i < value->n_items; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      if (inner != NULL)
        g_string_append_printf (out, "%s%s", style->line_end, inner);
      else
        g_string_append (out, i > 0 ? separator (style) : pad);
      if (is_object)
        {
          source_json_append_string (out, value->container.keys[i].text,
                                     value->container.keys[i].text_length);
          g_string_append (out, style->colon);
        }
      append_value (out, &value->container.items[i], style, inner, pad);
    }
  if (indent != NULL)
    g_string_append_printf (out, "%s%s", style->line_end, indent);
  else
    g_string_append (out, pad);
  g_string_append_c (out, is_object ? '}' : ']');
}

static void
append_member (GString *out,
               const char *key,
               const SourceJsonValue *value,
               const Style *style,
               const char *indent)
{
  if (key != NULL)
    {
      source_json_append_string (out, key, strlen (key));
      g_string_append (out, style->colon);
    }
  append_value (out, value, style, indent, "");
}

static void
splice (GString *text, gsize from, gsize to, const char *replacement)
{
  g_string_erase (text, (gssize) from, (gssize) (to - from));
  g_string_insert (text, (gssize) from, replacement);
}

/* A list or an object that stood on one line stays on one if nothing nests in the new one. */
static gboolean
stays_on_one_line (const SourceJson *json, const SourceJsonValue *old, const SourceJsonValue *value)
{
  if (old->n_items == 0 || has_line_end (json->text, old->offset, value_end (old)))
    return FALSE;
  for (guint i = 0; i < value->n_items; i++)
    if (value->container.items[i].n_items > 0)
      return FALSE;
  return TRUE;
}

/**
 * source_json_layout_replace:
 * @json: the parsed text
 * @old: one of its values
 * @value: what stands there instead
 * @text: the text, changed
 */
void
source_json_layout_replace (const SourceJson *json,
                            const SourceJsonValue *old,
                            const SourceJsonValue *value,
                            GString *text)
{
  g_auto (Style) style;
  g_autofree char *indent = line_indent (json, old->offset);
  g_autofree char *pad = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  gboolean one_line;

  style_init (json, &style);
  one_line = *style.line_end == '\0' || stays_on_one_line (json, old, value);
  if (one_line && old->n_items > 0)
    pad = g_strndup (json->text + old->offset + 1, strspn (json->text + old->offset + 1, " \t"));
  append_value (out, value, &style, one_line ? NULL : indent, pad != NULL ? pad : "");
  splice (text, old->offset, value_end (old), out->str);
}

/* The first child of a container: it opens into lines where the text has lines. */
static void
insert_first (const SourceJson *json,
              const SourceJsonValue *container,
              const char *key,
              const SourceJsonValue *value,
              const Style *style,
              GString *text)
{
  g_autofree char *outer = line_indent (json, container->offset);
  g_autofree char *inner = g_strconcat (outer, style->unit, NULL);
  g_autoptr (GString) out = g_string_new (NULL);
  gsize close = value_end (container) - 1;
  gsize kept = close; /* comments stay */
  gboolean lines = *style->line_end != '\0';

  while (kept > container->offset + 1 && strchr (" \t\r\n", json->text[kept - 1]) != NULL)
    kept--;
  if (lines)
    g_string_append_printf (out, "%s%s", style->line_end, inner);
  append_member (out, key, value, style, lines ? inner : NULL);
  if (lines)
    g_string_append_printf (out, "%s%s", style->line_end, outer);
  splice (text, kept, close, out->str);
}

/* Before the first child. */
static void
insert_before (const SourceJson *json,
               const SourceJsonValue *container,
               const char *key,
               const SourceJsonValue *value,
               const Style *style,
               GString *text)
{
  gsize start = child_start (container, 0);
  g_autofree char *indent = line_indent (json, start);
  g_autoptr (GString) out = g_string_new (NULL);
  gboolean own_line = is_on_own_line (json, container, 0);

  append_member (out, key, value, style, own_line ? indent : NULL);
  g_string_append_printf (out, ",%s%s", own_line ? style->line_end : separator (style),
                          own_line ? indent : "");
  splice (text, start, start, out->str);
}

static void
insert_after (const SourceJson *json,
              const SourceJsonValue *container,
              guint before,
              const char *key,
              const SourceJsonValue *value,
              const Style *style,
              GString *text)
{
  gboolean own_line = is_on_own_line (json, container, before);
  g_autofree char *indent = line_indent (json, child_start (container, before));
  g_autoptr (GString) out = g_string_new (NULL);
  gsize end = child_end (container, before);
  gsize comma = find_comma (json, end);
  gsize from = comma != 0 ? comma + 1 : end;
  gsize to = own_line ? skip_line_comment (json, from) : from;

  if (comma == 0)
    g_string_append_c (out, ',');
  g_string_append_len (out, json->text + from, (gssize) (to - from));
  g_string_append_printf (out, "%s%s", own_line ? style->line_end : separator (style),
                          own_line ? indent : "");
  append_member (out, key, value, style, own_line ? indent : NULL);
  if (comma != 0)
    g_string_append_c (out, ',');
  splice (text, from, to, out->str);
}

/**
 * source_json_layout_insert:
 * @json: the parsed text
 * @container: an object or array of it
 * @index: where the new child stands afterwards, at most at the end
 * @key: (nullable): the name of a member; %NULL in an array
 * @value: the new child
 * @text: the text, changed
 */
void
source_json_layout_insert (const SourceJson *json,
                           const SourceJsonValue *container,
                           guint index,
                           const char *key,
                           const SourceJsonValue *value,
                           GString *text)
{
  g_auto (Style) style;

  style_init (json, &style);
  if (container->n_items == 0)
    insert_first (json, container, key, value, &style, text);
  else if (index == 0)
    insert_before (json, container, key, value, &style, text);
  else
    insert_after (json, container, index - 1, key, value, &style, text);
}

/* Whether the line that ends at @end may end in a comment. */
static gboolean
may_end_in_comment (const SourceJson *json, gsize end)
{
  gsize start = end;

  while (start > 0 && json->text[start - 1] != '\n' && json->text[start - 1] != '\r')
    start--;
  return memmem (json->text + start, end - start, "//", 2) != NULL;
}

/* The blanks before a child, from the line break on if there is one. @end: where what is removed
 * ends; something on its line must not come behind a comment. */
static gsize
lead_start (const SourceJson *json, gsize start, gsize end)
{
  gboolean line_ends = strchr ("\r\n", json->text[skip_blanks (json->text, end)]) != NULL;
  gsize blanks = start;
  gsize at;

  while (blanks > 0 && strchr (" \t", json->text[blanks - 1]) != NULL)
    blanks--;
  at = blanks;
  if (at > 0 && json->text[at - 1] == '\n')
    at--;
  if (at > 0 && json->text[at - 1] == '\r')
    at--;
  return at < blanks && !line_ends && may_end_in_comment (json, at) ? start : at;
}

/* The last child takes the comma before it along. */
static void
remove_last (const SourceJson *json, const SourceJsonValue *container, guint index, GString *text)
{
  gsize comma = find_comma (json, child_end (container, index - 1));
  gsize end = skip_line_comment (json, child_end (container, index));
  gsize start = lead_start (json, child_start (container, index), end);
  g_autofree char *kept = g_strndup (json->text + comma + 1, start - comma - 1);

  splice (text, comma, end, kept);
}

static void
remove_only (const SourceJson *json, const SourceJsonValue *container, GString *text)
{
  gsize start = child_start (container, 0);
  gsize end = child_end (container, 0);
  gsize comma = find_comma (json, end);
  gsize close = value_end (container) - 1;
  gsize from = container->offset + 1;

  if (comma != 0)
    end = comma + 1;
  end = skip_line_comment (json, end);
  /* Only blanks around it: the brackets close up. */
  if (from + strspn (json->text + from, " \t\r\n") == start &&
      end + strspn (json->text + end, " \t\r\n") == close)
    splice (text, from, close, "");
  else
    splice (text, lead_start (json, start, end), end, "");
}

/**
 * source_json_layout_remove:
 * @json: the parsed text
 * @container: an object or array of it
 * @index: which child goes
 * @text: the text, changed
 */
void
source_json_layout_remove (const SourceJson *json,
                           const SourceJsonValue *container,
                           guint index,
                           GString *text)
{
  gsize start = child_start (container, index);
  gsize comma = find_comma (json, child_end (container, index));
  gsize next;

  if (container->n_items == 1)
    {
      remove_only (json, container, text);
      return;
    }
  if (comma == 0)
    {
      remove_last (json, container, index, text);
      return;
    }
  if (index + 1 < container->n_items && !is_on_own_line (json, container, index + 1))
    {
      next = child_start (container, index + 1);
      splice (text, start, next, "");
      return;
    }
  next = skip_line_comment (json, comma + 1);
  splice (text, lead_start (json, start, next), next, "");
}

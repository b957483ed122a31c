/* source-layout.c: how the file at hand breaks and indents its lines
 *
 * A new node takes the line break and indentation of its neighbours. Nothing is added in mixed
 * content, where xml:space="preserve" holds, and where the neighbours stand on one line.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/source/source-edit-private.h"

#include <string.h>

/* Neighbours that are looked at: where so many stand on one line, none of them begins another. */
#define MAX_NEIGHBOURS 64

/*
 * Returns: (nullable): the last line break in white space, with the indentation behind it
 */
const char *
_source_layout_line_break (const char *text, gsize length)
{
  for (const char *p = text + length; p > text; p--)
    {
      if (p[-1] == '\r')
        return p - 1;
      if (p[-1] == '\n')
        return p - 1 > text && p[-2] == '\r' ? p - 2 : p - 1;
    }
  return NULL;
}

static const char *
skip_line_break (const char *text)
{
  return text + (text[0] == '\r' && text[1] == '\n' ? 2 : 1);
}

/* Returns: (nullable): the indentation in a run of white space; %NULL if it breaks no line */
static char *
dup_indentation (const char *text, gsize length)
{
  const char *line_break = _source_layout_line_break (text, length);
  const char *start;

  if (line_break == NULL)
    return NULL;
  start = skip_line_break (line_break);
  return g_strndup (start, (gsize) (text + length - start));
}

/*
 * Returns: whether the white space in the element is none of the layout's business
 */
gboolean
_source_layout_is_fixed (const SourceNode *parent)
{
  return parent->n_texts > 0 || _source_node_preserves_space (parent);
}

/*
 * Returns: (transfer full): one level of indentation, as the file has it near the element
 */
char *
_source_layout_unit (const SourceNode *element)
{
  for (const SourceNode *node = element; node != NULL; node = node->parent)
    {
      guint n = 0;

      for (const SourceNode *child = node->first; child != NULL && n < MAX_NEIGHBOURS;
           child = child->next, n++)
        {
          g_autofree char *inner = dup_indentation (child->lead, child->lead_length);
          g_autofree char *outer = dup_indentation (node->lead, node->lead_length);

          if (inner == NULL || node->kind == SOURCE_NODE_DOCUMENT)
            continue;
          /* An element within a line does not tell how far it is indented. */
          if (outer == NULL && node->parent != NULL && node->parent->kind != SOURCE_NODE_DOCUMENT)
            break;
          if (g_str_has_prefix (inner, outer != NULL ? outer : "") &&
              strlen (inner) > (outer != NULL ? strlen (outer) : 0))
            return g_strdup (inner + (outer != NULL ? strlen (outer) : 0));
          break;
        }
    }
  return g_strdup ("  ");
}

/* Where line ends are mixed, the line before the place keeps its own. */
static char *
with_following_line_break (const SourceNode *parent, const SourceNode *before, const char *lead,
                           const char *lead_end)
{
  const char *text = before != NULL ? before->lead : parent->tail;
  gsize length = before != NULL ? before->lead_length : _source_node_tail_space (parent);
  const char *indentation = skip_line_break (lead);

  for (gsize i = 0; i < length; i++)
    if (text[i] == '\n' || text[i] == '\r')
      {
        const char *end = skip_line_break (text + i);

        return g_strdup_printf ("%.*s%.*s", (int) (end - text - (gssize) i), text + i,
                                (int) (lead_end - indentation), indentation);
      }
  return g_strndup (lead, (gsize) (lead_end - lead));
}

/* The lead of the nearest sibling that begins a line: those before the place first. */
static char *
dup_sibling_lead (const SourceNode *parent, const SourceNode *before)
{
  const SourceNode *start = before != NULL ? before->previous : parent->last;
  const char *found;
  guint n = 0;

  for (const SourceNode *node = start; node != NULL && n < MAX_NEIGHBOURS;
       node = node->previous, n++)
    if ((found = _source_layout_line_break (node->lead, node->lead_length)) != NULL)
      return with_following_line_break (parent, before, found, node->lead + node->lead_length);
  n = 0;
  for (const SourceNode *node = before; node != NULL && n < MAX_NEIGHBOURS; node = node->next, n++)
    if ((found = _source_layout_line_break (node->lead, node->lead_length)) != NULL)
      return with_following_line_break (parent, before, found, node->lead + node->lead_length);
  return g_strdup ("");
}

static char *
dup_line_break (SourceDocument *document, const char *text, gsize length)
{
  const char *found = _source_layout_line_break (text, length);

  if (found == NULL)
    return g_strdup (_source_document_peek_line_end (document));
  return g_strndup (found, (gsize) (skip_line_break (found) - found));
}

/*
 * _source_layout_lead:
 * @before: (nullable): the child it will stand before; %NULL at the end
 * @tail_space: (out) (nullable): white space that the parent's end tag needs then; %NULL if it stays
 *
 * Returns: (transfer full): the white space before a new child; "" where nothing is added
 */
char *
_source_layout_lead (SourceDocument *document, const SourceNode *parent, const SourceNode *before,
                     char **tail_space)
{
  gsize space = _source_node_tail_space (parent);
  g_autofree char *line_break = NULL;
  g_autofree char *indentation = NULL;
  g_autofree char *unit = NULL;
  gboolean is_root = parent->parent != NULL && parent->parent->kind == SOURCE_NODE_DOCUMENT;

  *tail_space = NULL;
  if (_source_layout_is_fixed (parent))
    return g_strdup ("");
  if (parent->first != NULL)
    return dup_sibling_lead (parent, before);

  unit = _source_layout_unit (parent);
  indentation = dup_indentation (parent->tail, space);
  if (indentation != NULL)
    {
      line_break = dup_line_break (document, parent->tail, space);
      return g_strconcat (line_break, indentation, unit, NULL);
    }
  indentation = dup_indentation (parent->lead, parent->lead_length);
  /* White space around it in mixed content is text and says nothing of layout. */
  if (!is_root && (indentation == NULL || _source_layout_is_fixed (parent->parent)))
    return g_strdup ("");
  line_break = dup_line_break (document, parent->lead, parent->lead_length);
  *tail_space = g_strconcat (line_break, indentation != NULL ? indentation : "", NULL);
  return g_strconcat (*tail_space, unit, NULL);
}

static guint
count_line_breaks (const char *text, gsize length)
{
  guint n = 0;

  for (gsize i = 0; i < length; i++)
    if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == length || text[i + 1] != '\n')))
      n++;
  return n;
}

/*
 * Returns: (transfer none): the first of the comments that stand directly above an element, each on
 *   lines of its own; the element itself if there are none
 */
SourceNode *
_source_layout_with_comments (SourceNode *node)
{
  while (node->previous != NULL && node->previous->kind == SOURCE_NODE_COMMENT &&
         count_line_breaks (node->lead, node->lead_length) == 1 &&
         _source_layout_line_break (node->previous->lead, node->previous->lead_length) != NULL)
    node = node->previous;
  return node;
}

/*
 * _source_layout_reindent:
 * @space: white space between tags
 * @from: the indentation that is to be replaced
 * @to: the indentation of the new place
 * @line_end: (nullable): also write line breaks like this
 *
 * Returns: (transfer full) (nullable): the white space for another depth; %NULL if it stays
 */
char *
_source_layout_reindent (const char *space, gsize length, const char *from, const char *to,
                         const char *line_end)
{
  const char *last = _source_layout_line_break (space, length);
  const char *indentation;
  gsize n_from = strlen (from);
  GString *text;

  if (last == NULL)
    return NULL;
  indentation = skip_line_break (last);
  if ((gsize) (space + length - indentation) < n_from || strncmp (indentation, from, n_from) != 0)
    n_from = 0;
  text = g_string_new (NULL);
  for (const char *p = space; p < indentation; p++)
    {
      if (line_end == NULL || (*p != '\r' && *p != '\n'))
        g_string_append_c (text, *p);
      else if (*p == '\n' || p[1] != '\n')
        g_string_append (text, line_end);
    }
  g_string_append (text, to);
  g_string_append_len (text, indentation + n_from, space + length - indentation - (gssize) n_from);
  if (text->len == length && memcmp (text->str, space, length) == 0)
    {
      g_string_free (text, TRUE);
      return NULL;
    }
  return g_string_free (text, FALSE);
}

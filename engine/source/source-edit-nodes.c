/* source-edit-nodes.c: inserting, removing and moving nodes
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/source/source-edit-private.h"
#include "engine/source/source-fragment-private.h"
#include "engine/source/source-parser-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Indentation */

/* The indentation in a lead, or in none of them "". */
static const char *
indentation_of (const char *lead, gsize length)
{
  const char *line_break = _source_layout_line_break (lead, length);

  if (line_break == NULL)
    return NULL;
  return line_break + (line_break[0] == '\r' && line_break[1] == '\n' ? 2 : 1);
}

static char *
dup_indentation (const char *lead, gsize length)
{
  const char *start = indentation_of (lead, length);

  return start != NULL ? g_strndup (start, (gsize) (lead + length - start)) : NULL;
}

/* Where the lines of a piece of XML that was written elsewhere begin: as its end tag does. */
static char *
dup_base_indentation (const SourceNode *node)
{
  gsize space = _source_node_tail_space (node);
  char *base = dup_indentation (node->tail, space);

  return base != NULL ? base : g_strdup ("");
}

static void
reindent_span (SourceDocument *document, SourceNode *node, SourceStepKind kind, const char *from,
               const char *to, const char *line_end)
{
  gsize length = kind == SOURCE_STEP_LEAD ? node->lead_length : _source_node_tail_space (node);
  const char *space = kind == SOURCE_STEP_LEAD ? node->lead : node->tail;
  g_autofree char *new = _source_layout_reindent (space, length, from, to, line_end);

  if (new == NULL)
    return;
  if (kind == SOURCE_STEP_LEAD)
    _source_edit_span (document, node, SOURCE_STEP_LEAD, new, strlen (new), NULL);
  else
    _source_edit_set_tail_space (document, node, new);
}

/* Re-indents what stands in an attached element, where white space is only layout. */
static void
reindent (SourceDocument *document, SourceNode *element, const char *from, const char *to,
          const char *line_end)
{
  if (element->kind != SOURCE_NODE_ELEMENT || _source_layout_is_fixed (element))
    return;
  for (SourceNode *child = element->first; child != NULL; child = child->next)
    {
      reindent_span (document, child, SOURCE_STEP_LEAD, from, to, line_end);
      reindent (document, child, from, to, line_end);
    }
  /* White space that is all an element has may be its text. */
  if (element->tail_length > 0 && element->first != NULL)
    reindent_span (document, element, SOURCE_STEP_TAIL, from, to, line_end);
}

/* Inserting */

static gboolean
check_parent (SourceDocument *document, const SourceNode *parent, const SourceNode *before,
              GError **error)
{
  g_return_val_if_fail (parent != NULL && parent->kind == SOURCE_NODE_ELEMENT, FALSE);
  g_return_val_if_fail (before == NULL || before->parent == parent, FALSE);
  return _source_document_check_edit (document, error);
}

/* Blanks that end the line before the place stay on it: they go from what follows to the new lead. */
static void
keep_blanks (SourceDocument *document, SourceNode *parent, SourceNode *before, char **lead)
{
  const char *text = before != NULL ? before->lead : parent->tail;
  gsize length = before != NULL ? before->lead_length : _source_node_tail_space (parent);
  g_autofree char *rest = NULL;
  g_autofree char *old = NULL;
  gsize n = 0;

  while (n < length && (text[n] == ' ' || text[n] == '\t'))
    n++;
  if (n == 0 || n == length || indentation_of (*lead, strlen (*lead)) == NULL)
    return;
  old = g_steal_pointer (lead);
  *lead = g_strdup_printf ("%.*s%s", (int) n, text, old);
  rest = g_strndup (text + n, length - n);
  if (before != NULL)
    _source_edit_span (document, before, SOURCE_STEP_LEAD, rest, length - n, NULL);
  else
    _source_edit_set_tail_space (document, parent, rest);
}

/* Puts a node without a place into @parent, with the layout of its neighbours. */
static void
place_node (SourceDocument *document, SourceNode *node, SourceNode *parent, SourceNode *before)
{
  g_autofree char *lead = NULL;
  g_autofree char *tail_space = NULL;

  lead = _source_layout_lead (document, parent, before, &tail_space);
  _source_edit_open_tag (document, parent, tail_space);
  keep_blanks (document, parent, before, &lead);
  _source_edit_link (document, node, parent, before, lead, strlen (lead));
}

static SourceNode *
place_before (SourceNode *before)
{
  return before != NULL && before->kind == SOURCE_NODE_ELEMENT ? _source_layout_with_comments (before)
                                                               : before;
}

static gboolean
check_length (SourceDocument *document, gsize more, GError **error)
{
  if (source_document_get_text_length (document) + more <= SOURCE_MAX_BYTES)
    return TRUE;
  g_set_error (error, SOURCE_ERROR, SOURCE_ERROR_TOO_LARGE,
               _ ("The file would be larger than %u MiB"), SOURCE_MAX_BYTES / 1024 / 1024);
  return FALSE;
}

/* Parses @xml as the one node that is to be inserted. */
static SourceNode *
import_source (SourceDocument *document, const SourceNode *parent, const char *xml, GError **error)
{
  g_autoptr (SourceTree) scratch = _source_tree_new ();
  g_autofree char *text = NULL;
  SourceNode *top, *node;

  if (!_source_check_characters (xml, error) || !check_length (document, strlen (xml), error))
    return NULL;
  top = _source_parse_fragment (scratch, xml, strlen (xml), parent, error);
  if (top == NULL)
    return NULL;
  text = _source_encoding_escape (&document->encoding, xml, error);
  if (text == NULL)
    return NULL;
  if (strcmp (text, xml) != 0)
    top = _source_parse_fragment (scratch, text, strlen (text), parent, error);
  node = top != NULL ? top->first : NULL;
  if (node == NULL || node->next != NULL || _source_node_is_text (node))
    {
      g_set_error_literal (error, SOURCE_ERROR, SOURCE_ERROR_INVALID,
                           _ ("The new text must be one element, comment or instruction"));
      return NULL;
    }
  return _source_tree_import (document->tree, node);
}

/**
 * source_edit_insert_source:
 * @parent: an attached element
 * @before: (nullable): the child to insert before; %NULL inserts at the end
 * @xml: one element, comment or processing instruction as XML text; its prefixes mean what they
 *   mean in @parent
 * @error: %SOURCE_ERROR_READ_ONLY, _INVALID, _ENCODING or _TOO_LARGE
 *
 * The text goes in as it is, with the line ends of the place and its lines indented to it. A comment
 * directly above @before stays with it.
 *
 * Returns: (transfer none) (nullable): the new node, or %NULL if nothing was changed because of
 *   @error
 */
SourceNode *
source_edit_insert_source (SourceDocument *document, SourceNode *parent, SourceNode *before,
                           const char *xml, GError **error)
{
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;
  g_autofree char *line_end = NULL;
  const char *line_break;
  SourceNode *node;

  if (!check_parent (document, parent, before, error))
    return NULL;
  node = import_source (document, parent, xml, error);
  if (node == NULL)
    return NULL;
  from = dup_base_indentation (node);
  place_node (document, node, parent, place_before (before));
  to = dup_indentation (node->lead, node->lead_length);
  if (to != NULL)
    {
      line_break = _source_layout_line_break (node->lead, node->lead_length);
      line_end = g_strndup (line_break, (gsize) (indentation_of (node->lead, node->lead_length) -
                                                 line_break));
      reindent (document, node, from, to, line_end);
    }
  return node;
}

/**
 * source_edit_insert:
 * @parent: an attached element
 * @before: (nullable): the child to insert before; %NULL inserts at the end
 * @fragment: what to insert
 * @error: %SOURCE_ERROR_READ_ONLY, _INVALID, _ENCODING or _TOO_LARGE
 *
 * The element is written with the file's prefixes, indentation and line ends. Namespaces that are
 * not known at @parent are declared at the root. A comment directly above @before stays with it.
 *
 * Returns: (transfer none) (nullable): the new element, or %NULL if nothing was changed because of
 *   @error
 */
SourceNode *
source_edit_insert (SourceDocument *document, SourceNode *parent, SourceNode *before,
                    const SourceFragment *fragment, GError **error)
{
  g_autofree char *lead = NULL;
  g_autofree char *tail_space = NULL;
  g_autofree char *unit = NULL;
  g_autofree char *xml = NULL;
  SourceNode *node;
  gsize mark;

  if (!check_parent (document, parent, before, error) ||
      !_source_fragment_check (fragment, document, error))
    return NULL;
  before = place_before (before);
  mark = _source_document_mark (document);
  _source_fragment_declare (fragment, document, parent);
  lead = _source_layout_lead (document, parent, before, &tail_space);
  unit = _source_layout_unit (parent);
  xml = _source_fragment_write (fragment, parent,
                                indentation_of (lead, strlen (lead)) != NULL ? lead : NULL, unit,
                                _source_document_peek_line_end (document));
  node = import_source (document, parent, xml, error);
  if (node == NULL)
    {
      _source_document_revert (document, mark);
      return NULL;
    }
  place_node (document, node, parent, before);
  return node;
}

/* Removing */

/* The white space that ends a text or is a lead. */
static const char *
space_before (const SourceNode *node, gsize *length)
{
  const SourceNode *previous = node->previous;
  gsize start;

  *length = node->lead_length;
  if (previous == NULL || previous->kind != SOURCE_NODE_TEXT)
    return node->lead;
  for (start = previous->tag_length;
       start > 0 && strchr (" \t\r\n", previous->tag[start - 1]) != NULL; start--)
    ;
  *length = previous->tag_length - start;
  return previous->tag + start;
}

/* The text or white space that follows a node. */
static SourceSpan
text_after (const SourceNode *parent, const SourceNode *next)
{
  SourceSpan span = { parent->tail, (guint32) _source_node_tail_space (parent) };

  if (next != NULL && next->kind == SOURCE_NODE_TEXT)
    {
      span.text = next->tag;
      span.length = next->tag_length;
    }
  else if (next != NULL)
    {
      span.text = next->lead;
      span.length = next->lead_length;
    }
  return span;
}

/* Whether nothing but blanks follows on the line; @n_blanks: how many. */
static gboolean
ends_line (const SourceNode *node, gsize *n_blanks)
{
  SourceSpan after = text_after (node->parent, node->next);
  gsize n = 0;

  while (n < after.length && (after.text[n] == ' ' || after.text[n] == '\t'))
    n++;
  *n_blanks = n;
  if (n == after.length)
    return node->next == NULL && node->parent->kind == SOURCE_NODE_DOCUMENT;
  return after.text[n] == '\n' || after.text[n] == '\r';
}

static gsize
line_break_length (const char *text, const char *end)
{
  return text + 1 < end && text[0] == '\r' && text[1] == '\n' ? 2 : 1;
}

/*
 * How much of the white space around the node goes with it: a node alone on its lines takes them.
 * Where line ends are mixed the line before keeps its own, and that of the node goes.
 */
static void
count_dropped (const SourceNode *node, gsize *before, gsize *after)
{
  gsize length, n_blanks;
  const char *space = space_before (node, &length);
  const char *line_break = _source_layout_line_break (space, length);

  *before = *after = 0;
  if (line_break != NULL && ends_line (node, &n_blanks))
    {
      SourceSpan text = text_after (node->parent, node->next);
      const char *next = text.text + n_blanks;
      gsize n = line_break_length (line_break, space + length);
      gsize n_next = line_break_length (next, text.text + text.length);

      *before = (gsize) (space + length - line_break);
      *after = n_blanks;
      if (n_blanks < text.length && (n != n_next || memcmp (line_break, next, n) != 0))
        {
          *before -= n;
          *after += n_next;
        }
    }
}

/* Sets the text or white space that follows a place; text without anything but space is none. */
static void
set_text_after (SourceDocument *document, SourceNode *parent, SourceNode *next, const GString *text)
{
  if (next == NULL)
    _source_edit_set_tail_space (document, parent, text->str);
  else if (next->kind == SOURCE_NODE_TEXT)
    _source_edit_span (document, next, SOURCE_STEP_TAG, text->str, text->len, NULL);
  else
    _source_edit_span (document, next, SOURCE_STEP_LEAD, text->str, text->len, NULL);
}

/*
 * Closes the gap a node left: @space is what stays of its lead, @cut what goes of the end of the
 * text before it, @skip what goes of what follows.
 */
static void
join (SourceDocument *document, SourceNode *parent, SourceNode *previous, SourceNode *next,
      gsize cut, const char *space, gsize skip)
{
  SourceSpan after = text_after (parent, next);
  g_autoptr (GString) text = g_string_new (NULL);

  if (previous == NULL || previous->kind != SOURCE_NODE_TEXT)
    {
      if (*space == '\0' && skip == 0)
        return;
      g_string_append (text, space);
      g_string_append_len (text, after.text + skip, (gssize) (after.length - skip));
      set_text_after (document, parent, next, text);
      return;
    }
  g_string_append_len (text, previous->tag, (gssize) (previous->tag_length - cut));
  g_string_append (text, space);
  g_string_append_len (text, after.text + skip, (gssize) (after.length - skip));
  if (next != NULL && next->kind == SOURCE_NODE_TEXT)
    {
      _source_edit_unlink (document, next);
    }
  else if (after.length > 0)
    {
      g_autoptr (GString) nothing = g_string_new (NULL);

      set_text_after (document, parent, next, nothing);
    }
  _source_edit_span (document, previous, SOURCE_STEP_TAG, text->str, text->len, NULL);
}

/* Takes a node out; what is left between its neighbours is as the parser would read it. */
static void
take_out (SourceDocument *document, SourceNode *node)
{
  SourceNode *parent = node->parent;
  SourceNode *previous = node->previous;
  SourceNode *next = node->next;
  gboolean after_text = previous != NULL && previous->kind == SOURCE_NODE_TEXT;
  g_autofree char *space = NULL;
  gsize before, after;

  count_dropped (node, &before, &after);
  space = after_text ? g_strdup ("") : g_strndup (node->lead, node->lead_length - before);
  _source_edit_unlink (document, node);
  join (document, parent, previous, next, after_text ? before : 0, space, after);
}

static gboolean
check_removable (SourceDocument *document, const SourceNode *node, GError **error)
{
  if (!_source_document_check_edit (document, error))
    return FALSE;
  g_return_val_if_fail (source_node_is_attached (node), FALSE);
  if (node == source_document_get_root (document))
    {
      g_set_error_literal (error, SOURCE_ERROR, SOURCE_ERROR_INVALID,
                           _ ("The root element cannot be removed or moved"));
      return FALSE;
    }
  return TRUE;
}

/**
 * source_edit_remove:
 * @node: an attached node other than the root
 * @error: %SOURCE_ERROR_READ_ONLY or _INVALID
 *
 * A node alone on its lines goes with the line break and indentation before it, else alone. The tags
 * of its parent stay, and so does a comment above it.
 *
 * Returns: %FALSE if nothing was changed because of @error
 */
gboolean
source_edit_remove (SourceDocument *document, SourceNode *node, GError **error)
{
  if (!check_removable (document, node, error))
    return FALSE;
  take_out (document, node);
  return TRUE;
}

/* Moving */

static gboolean
is_inside (const SourceNode *node, const SourceNode *ancestor)
{
  for (; node != NULL; node = node->parent)
    if (node == ancestor)
      return TRUE;
  return FALSE;
}

/* Would the prefixes of the subtree mean the same in @parent? */
static gboolean
check_namespaces (SourceDocument *document, const SourceNode *node, const SourceNode *parent,
                  GError **error)
{
  g_autoptr (SourceTree) scratch = _source_tree_new ();
  g_autoptr (GString) text = g_string_new (NULL);
  SourceNode *copy;

  if (node->parent == parent)
    return TRUE;
  _source_node_append_source (node, FALSE, text);
  copy = _source_parse_fragment (scratch, text->str, text->len, parent, error);
  if (copy == NULL)
    return FALSE;
  if (!_source_node_names_equal (node, copy->first))
    {
      g_set_error_literal (error, SOURCE_ERROR, SOURCE_ERROR_INVALID,
                           _ ("The element cannot be moved there: its prefixes would mean something "
                              "else"));
      return FALSE;
    }
  return TRUE;
}

/* All are taken out before the first is placed, so that they meet the same neighbours. */
static void
move_all (SourceDocument *document, GPtrArray *nodes, SourceNode *parent, SourceNode *before)
{
  g_autoptr (GPtrArray) indentations = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < nodes->len; i++)
    {
      SourceNode *node = nodes->pdata[i];

      g_ptr_array_add (indentations, dup_indentation (node->lead, node->lead_length));
      take_out (document, node);
    }
  for (guint i = 0; i < nodes->len; i++)
    {
      SourceNode *node = nodes->pdata[i];
      const char *from = indentations->pdata[i];
      g_autofree char *to = NULL;

      place_node (document, node, parent, before);
      to = dup_indentation (node->lead, node->lead_length);
      if (from != NULL && to != NULL && strcmp (from, to) != 0)
        reindent (document, node, from, to, NULL);
    }
}

/**
 * source_edit_move:
 * @node: an attached node other than the root
 * @parent: an attached element outside of @node
 * @before: (nullable): the child of @parent to move before; %NULL moves to the end
 * @error: %SOURCE_ERROR_READ_ONLY or _INVALID
 *
 * It stays the same node with the same bytes, indented anew only if the depth differs. Comments
 * directly above it move along.
 *
 * Returns: %FALSE if nothing was changed because of @error
 */
gboolean
source_edit_move (SourceDocument *document, SourceNode *node, SourceNode *parent,
                  SourceNode *before, GError **error)
{
  g_autoptr (GPtrArray) nodes = g_ptr_array_new ();

  if (!check_removable (document, node, error) || !check_parent (document, parent, before, error))
    return FALSE;
  if (_source_node_is_text (node) || is_inside (parent, node))
    {
      g_set_error_literal (error, SOURCE_ERROR, SOURCE_ERROR_INVALID,
                           _ ("A node cannot be moved into itself"));
      return FALSE;
    }
  if (before == node || before == node->next)
    if (parent == node->parent)
      return TRUE;
  if (!check_namespaces (document, node, parent, error))
    return FALSE;
  before = place_before (before);
  for (SourceNode *one = node->kind == SOURCE_NODE_ELEMENT ? _source_layout_with_comments (node) : node;
       one != node; one = one->next)
    g_ptr_array_add (nodes, one);
  g_ptr_array_add (nodes, node);
  if (before != NULL && g_ptr_array_find (nodes, before, NULL))
    return TRUE;
  move_all (document, nodes, parent, before);
  return TRUE;
}

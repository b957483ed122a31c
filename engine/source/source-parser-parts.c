/* source-parser-parts.c: a large document read in two parts at once
 *
 * The text is cut between two children of its root, where an indentation like that of the root's
 * first child suggests so. That the cut is one is not taken for granted: the first part must be
 * well-formed up to its end with nothing open but the root, the second behind the root's start tag.
 * Then the whole is well-formed, for without a DOCTYPE nothing else reaches from one element into
 * another than what the root declares. Whatever else is found, the document is read again as one,
 * so that its errors are told as ever.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/source/source-parser-private.h"
#include "engine/source/source-scan-private.h"

#include <libxml/parser.h>
#include <string.h>

#define REACH (64 * 1024) /* how far to look to one side before the other has its turn */

typedef struct
{
  const char *text;
  gsize length;
  const char *root_tag;
  gsize root_tag_length;
  const char *indent; /* of the root's first child */
  gsize indent_length;
  gsize cut; /* where the line break is */
} Cut;

/* Finds the start tag of the root; FALSE where there is none that has content. */
static gboolean
find_root_tag (Cut *self)
{
  const char *end = self->text + self->length;
  const char *at = memchr (self->text, '<', self->length);
  const char *attributes, *behind;
  SourceAttribute attribute;

  while (at != NULL && (behind = _source_scan_construct_end (at, end)) != NULL)
    at = memchr (behind, '<', (gsize) (end - behind));
  if (at == NULL || at[1] == '!' || at[1] == '/')
    return FALSE;
  attributes = _source_scan_attributes (at, (gsize) (end - at));
  while (_source_scan_attribute (&attributes, end, &attribute))
    ;
  while (_source_is_space (*attributes))
    attributes++;
  if (*attributes != '>')
    return FALSE;
  self->root_tag = at;
  self->root_tag_length = (gsize) (attributes + 1 - at);
  return TRUE;
}

/* Whether the text may be cut at a line break: a tag with the root's indentation follows, and
 * another one ended before. */
static gboolean
is_cut (const Cut *self, const char *line_break)
{
  const char *tag = line_break + 1 + self->indent_length;
  const char *before = line_break;

  if (tag + 1 >= self->text + self->length ||
      memcmp (line_break + 1, self->indent, self->indent_length) != 0 || tag[0] != '<' ||
      tag[1] == '/')
    return FALSE;
  while (_source_is_space (before[-1]))
    before--;
  return before[-1] == '>';
}

static const char *
find_cut_up (const Cut *self, const char *from, const char *to)
{
  for (const char *at = from; at < to; at++)
    {
      at = memchr (at, '\n', (gsize) (to - at));
      if (at == NULL)
        return NULL;
      if (is_cut (self, at))
        return at;
    }
  return NULL;
}

static const char *
find_cut_down (const Cut *self, const char *from, const char *to)
{
  for (const char *at = from; at > to;)
    {
      at = memrchr (to, '\n', (gsize) (at - to));
      if (at == NULL || is_cut (self, at))
        return at;
    }
  return NULL;
}

/* Finds how far the root's first child stands in; FALSE where it stands in the line of the root. */
static gboolean
find_indent (Cut *self)
{
  const char *content = self->root_tag + self->root_tag_length;
  const char *first = content;
  const char *indent;

  while (_source_is_space (*first))
    first++;
  for (indent = first; indent > content && indent[-1] != '\n'; indent--)
    ;
  self->indent = indent;
  self->indent_length = (gsize) (first - indent);
  return *first == '<' && indent > content;
}

/* Looks for a cut in the middle half of the text, the nearer to the middle the better. */
static gboolean
find_cut (Cut *self)
{
  const char *low = MAX (self->text + self->length / 4, self->indent);
  const char *high = MAX (self->text + self->length / 4 * 3, low);
  const char *down = low + (high - low) / 2;
  const char *up = down;
  const char *found = NULL;

  while (found == NULL && (up < high || down > low))
    {
      const char *next_up = up + MIN (REACH, high - up);
      const char *next_down = down - MIN (REACH, down - low);

      found = find_cut_up (self, up, next_up);
      if (found == NULL)
        found = find_cut_down (self, down, next_down);
      up = next_up;
      down = next_down;
    }
  if (found != NULL)
    self->cut = (gsize) (found - self->text);
  return found != NULL;
}

typedef struct
{
  const Cut *cut;
  SourcePart part;
} Second;

static gpointer
read_second (gpointer data)
{
  Second *self = data;
  const Cut *cut = self->cut;

  return GINT_TO_POINTER (_source_parse_second_part (&self->part, cut->text, cut->length,
                                                     cut->cut + 1, cut->root_tag,
                                                     cut->root_tag_length));
}

/* Reads both parts; the line break between them is where the first one must end. */
static gboolean
read_parts (const Cut *cut, SourcePart *first, Second *second)
{
  /* Nobody has the text yet but the two parts, and the second one begins behind the line break. */
  char *line_break = (char *) cut->text + cut->cut;
  GThread *thread;
  gboolean done;

  xmlInitParser ();
  thread = g_thread_try_new ("second part", read_second, second, NULL);
  if (thread == NULL)
    return FALSE;
  *line_break = '\0';
  done = _source_parse_first_part (first, cut->text, cut->cut);
  *line_break = '\n';
  return GPOINTER_TO_INT (g_thread_join (thread)) && done;
}

/* Moves @node and all behind it to the end of @parent. */
static void
append_all (SourceNode *parent, SourceNode *node)
{
  while (node != NULL)
    {
      SourceNode *next = node->next;

      _source_node_append (parent, node);
      node = next;
    }
}

/* Puts what is in and behind the second part's root to the first part's. */
static SourceNode *
join_parts (const Cut *cut, const SourcePart *first, const SourcePart *second)
{
  SourceNode *top = first->top;
  SourceNode *root = first->root;
  SourceNode *node = second->root->first; /* there is one, for no end tag stands behind the cut */
  gsize gap = (gsize) (cut->text + cut->cut + 1 - first->rest);
  const char *end = cut->text + cut->length;

  node->lead = first->rest;
  node->lead_length += gap;
  node->length += gap;
  append_all (root, node);
  root->tail = second->root->tail;
  root->tail_length = second->root->tail_length;
  root->length = (guint32) (root->tail + root->tail_length - root->lead);
  append_all (top, second->root->next);
  top->tail = second->rest;
  top->tail_length = (guint32) (end - second->rest);
  top->length = (guint32) cut->length;
  return top;
}

/*
 * _source_parse_in_parts:
 * @text: as of _source_parse_document(), in memory that may be written to
 *
 * Returns: (transfer none) (nullable): the node above the root, or %NULL where it must be read as
 *   one
 */
SourceNode *
_source_parse_in_parts (SourceTree *tree, const char *text, gsize length)
{
  Cut cut = { text, length };
  SourcePart first = { NULL };
  Second second = { &cut, { NULL } };

  if (!find_root_tag (&cut) || !find_indent (&cut) || !find_cut (&cut))
    return NULL;
  first.tree = _source_tree_new ();
  second.part.tree = _source_tree_new ();
  if (!read_parts (&cut, &first, &second))
    {
      _source_tree_free (first.tree);
      _source_tree_free (second.part.tree);
      return NULL;
    }
  _source_tree_take (tree, first.tree);
  _source_tree_take (tree, second.part.tree);
  return join_parts (&cut, &first, &second.part);
}

/* source-habit.c: how the file at hand writes what can be written in two ways
 *
 * What stands nearest to a place decides: its siblings, those of its ancestors, then the beginning of
 * the file.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/source/source-edit-private.h"

#include <string.h>

#define MAX_SIBLINGS 32
#define MAX_NODES 2000

/* Returns: whether the element tells, and then in @answer what */
typedef gboolean (*AskFunc) (const SourceNode *element, char *answer);

static gboolean
ask_quote (const SourceNode *element, char *answer)
{
  const char *at = _source_scan_attributes (element->tag, element->tag_length);
  SourceAttribute attribute;

  if (!_source_scan_attribute (&at, element->tag + element->tag_length, &attribute))
    return FALSE;
  *answer = attribute.quote;
  return TRUE;
}

/* The character before "/>": a blank, or '\0' for none */
static gboolean
ask_empty (const SourceNode *element, char *answer)
{
  if (element->tail_length > 0 || element->tag_length < 4)
    return FALSE;
  *answer = strchr (" \t\r\n", element->tag[element->tag_length - 3]) != NULL ? ' ' : '\0';
  return TRUE;
}

static gboolean
ask_children (const SourceNode *parent, AskFunc ask, char *answer)
{
  guint n = 0;

  for (const SourceNode *node = parent->last; node != NULL && n < MAX_SIBLINGS;
       node = node->previous, n++)
    if (node->kind == SOURCE_NODE_ELEMENT && ask (node, answer))
      return TRUE;
  return FALSE;
}

static const SourceNode *
next_in_document (const SourceNode *node)
{
  if (node->first != NULL)
    return node->first;
  while (node != NULL && node->next == NULL)
    node = node->parent;
  return node != NULL ? node->next : NULL;
}

static char
find (const SourceNode *parent, AskFunc ask, char otherwise)
{
  const SourceNode *node;
  const SourceNode *root = NULL;
  char answer = otherwise;
  guint n = 0;

  for (node = parent; node != NULL && node->kind == SOURCE_NODE_ELEMENT; node = node->parent)
    {
      if (ask_children (node, ask, &answer) || ask (node, &answer))
        return answer;
      root = node;
    }
  for (node = root; node != NULL && n < MAX_NODES; node = next_in_document (node), n++)
    if (node->kind == SOURCE_NODE_ELEMENT && ask (node, &answer))
      return answer;
  return otherwise;
}

/*
 * Returns: the quote that a new attribute of an element gets
 */
char
_source_habit_quote (const SourceNode *element)
{
  const char *at = _source_scan_attributes (element->tag, element->tag_length);
  char quote = '\0';
  SourceAttribute attribute;

  while (_source_scan_attribute (&at, element->tag + element->tag_length, &attribute))
    quote = attribute.quote;
  return quote != '\0' ? quote : find (element, ask_quote, '"');
}

/*
 * Returns: what stands before the "/>" of new elements without content in an element: " " or ""
 */
const char *
_source_habit_empty_space (const SourceNode *parent)
{
  return find (parent, ask_empty, ' ') != '\0' ? " " : "";
}

/*
 * Returns: the quote that the attributes of new elements in an element get
 */
char
_source_habit_child_quote (const SourceNode *parent)
{
  return find (parent, ask_quote, '"');
}

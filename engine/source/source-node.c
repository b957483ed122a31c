/* source-node.c: reading the concrete tree
 *
 * Nothing but the spans is kept of attributes and text: they are read from the bytes when asked for.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/source/source-node.h"
#include "engine/source/source-node-private.h"
#include "engine/source/source-scan-private.h"
#include "engine/source/source-tree-private.h"

#include <string.h>

/**
 * source_node_get_kind:
 *
 * Returns: what the node is
 */
SourceNodeKind
source_node_get_kind (const SourceNode *node)
{
  return node->kind;
}

/**
 * source_node_is_attached:
 *
 * Returns: whether the node is part of its document's text now; %FALSE after it was removed
 */
gboolean
source_node_is_attached (const SourceNode *node)
{
  while (node->linked)
    node = node->parent;
  return node->kind == SOURCE_NODE_DOCUMENT;
}

/**
 * source_node_get_parent:
 *
 * Returns: (nullable): the element it stands in, or stood in before it was removed; %NULL for the
 *   root and what stands beside it
 */
SourceNode *
source_node_get_parent (const SourceNode *node)
{
  if (node->parent == NULL || node->parent->kind == SOURCE_NODE_DOCUMENT)
    return NULL;
  return node->parent;
}

/**
 * source_node_get_next:
 *
 * Returns: (nullable): the node behind it with the same parent
 */
SourceNode *
source_node_get_next (const SourceNode *node)
{
  return node->next;
}

/**
 * source_node_get_previous:
 *
 * Returns: (nullable): the node before it with the same parent
 */
SourceNode *
source_node_get_previous (const SourceNode *node)
{
  return node->previous;
}

/**
 * source_node_get_first_child:
 *
 * White space that stands alone between tags is no node of its own; text with anything else in it
 * is.
 *
 * Returns: (nullable): its first child: an element, text, CDATA section, comment or instruction
 */
SourceNode *
source_node_get_first_child (const SourceNode *node)
{
  return node->first;
}

/**
 * source_node_get_last_child:
 *
 * Returns: (nullable): its last child
 */
SourceNode *
source_node_get_last_child (const SourceNode *node)
{
  return node->last;
}

/**
 * source_node_get_name:
 *
 * Returns: (nullable): the interned local name of an element or the target of a processing
 *   instruction; %NULL for others
 */
const char *
source_node_get_name (const SourceNode *node)
{
  return node->name != NULL ? node->name->local : NULL;
}

/**
 * source_node_get_namespace:
 *
 * Returns: (nullable): the interned namespace URI of an element; %NULL if it is in none
 */
const char *
source_node_get_namespace (const SourceNode *node)
{
  return node->name != NULL ? node->name->namespace_uri : NULL;
}

/**
 * source_node_get_prefix:
 *
 * Returns: (nullable): the interned prefix an element is written with
 */
const char *
source_node_get_prefix (const SourceNode *node)
{
  return node->name != NULL ? node->name->prefix : NULL;
}

/* Interned strings are nearly always given, so the pointers are compared first. */
static inline gboolean
same (const char *a, const char *b)
{
  return a == b || (a != NULL && b != NULL && *a == *b && strcmp (a, b) == 0);
}

/**
 * source_node_is:
 * @namespace_uri: (nullable): %NULL for no namespace
 * @name: a local name
 *
 * Returns: whether it is an element of that name
 */
gboolean
source_node_is (const SourceNode *node, const char *namespace_uri, const char *name)
{
  return node->kind == SOURCE_NODE_ELEMENT && same (node->name->local, name) &&
         same (node->name->namespace_uri, namespace_uri);
}

static SourceNode *
find_element (SourceNode *node, const char *namespace_uri, const char *name)
{
  for (; node != NULL; node = node->next)
    if (node->kind == SOURCE_NODE_ELEMENT &&
        (name == NULL || source_node_is (node, namespace_uri, name)))
      return node;
  return NULL;
}

/**
 * source_node_first_element:
 * @namespace_uri: (nullable): %NULL for no namespace
 * @name: (nullable): a local name; %NULL for any element
 *
 * Returns: (nullable): the first child element of that name
 */
SourceNode *
source_node_first_element (const SourceNode *parent, const char *namespace_uri, const char *name)
{
  return find_element (parent->first, namespace_uri, name);
}

/**
 * source_node_next_element:
 * @namespace_uri: (nullable): %NULL for no namespace
 * @name: (nullable): a local name; %NULL for any element
 *
 * Returns: (nullable): the next sibling element of that name
 */
SourceNode *
source_node_next_element (const SourceNode *node, const char *namespace_uri, const char *name)
{
  return find_element (node->next, namespace_uri, name);
}

/* Attributes */

static void
attributes_begin (const SourceNode *node, const char **at, const char **end)
{
  *end = node->tag + (node->kind == SOURCE_NODE_ELEMENT ? node->tag_length : 0);
  *at = node->kind == SOURCE_NODE_ELEMENT ? _source_scan_attributes (node->tag, node->tag_length)
                                          : *end;
}

static const char *
lookup_prefix_run (const SourceNode *node, const char *prefix, gsize length)
{
  if (length == 3 && memcmp (prefix, "xml", 3) == 0)
    return g_intern_static_string (SOURCE_XML_NAMESPACE);
  for (; node != NULL && node->kind == SOURCE_NODE_ELEMENT; node = node->parent)
    {
      SourceAttribute attribute;
      const char *at, *end;

      if (!node->declares)
        continue;
      attributes_begin (node, &at, &end);
      while (_source_scan_attribute (&at, end, &attribute))
        {
          g_autoptr (GString) uri = NULL;

          if (!_source_attribute_is_namespace (&attribute))
            continue;
          if (attribute.prefix_length == 0
                  ? length > 0
                  : attribute.name_length - 6 != length ||
                        memcmp (attribute.name + 6, prefix, length) != 0)
            continue;
          uri = g_string_new (NULL);
          _source_decode_value (uri, attribute.value, attribute.value_length);
          return uri->len > 0 ? g_intern_string (uri->str) : NULL;
        }
    }
  return NULL;
}

/**
 * source_node_lookup_namespace:
 * @prefix: (nullable): a prefix; %NULL for the default namespace
 *
 * Returns: (nullable): the interned URI the prefix stands for at this element
 */
const char *
source_node_lookup_namespace (const SourceNode *node, const char *prefix)
{
  return lookup_prefix_run (node, prefix != NULL ? prefix : "",
                            prefix != NULL ? strlen (prefix) : 0);
}

/* The nearest declaration of the namespace whose prefix is not hidden by a nearer one. */
static const char *
find_prefix (const SourceNode *element, const char *namespace_uri, gboolean need_prefix)
{
  for (const SourceNode *node = element; node != NULL && node->kind == SOURCE_NODE_ELEMENT;
       node = node->parent)
    {
      SourceAttribute attribute;
      const char *at, *end;

      if (!node->declares)
        continue;
      attributes_begin (node, &at, &end);
      while (_source_scan_attribute (&at, end, &attribute))
        {
          g_autofree char *prefix = NULL;

          if (!_source_attribute_is_namespace (&attribute) ||
              (need_prefix && attribute.prefix_length == 0))
            continue;
          prefix = attribute.prefix_length == 0
                       ? g_strdup ("")
                       : g_strndup (attribute.name + 6, attribute.name_length - 6);
          if (same (source_node_lookup_namespace (node, prefix), namespace_uri) &&
              same (source_node_lookup_namespace (element, prefix), namespace_uri))
            return g_intern_string (prefix);
        }
    }
  return NULL;
}

/**
 * source_node_lookup_prefix:
 *
 * Returns: (nullable): the interned prefix that stands for the namespace at this element, "" if it
 *   is the default namespace, %NULL if the namespace is not declared
 */
const char *
source_node_lookup_prefix (const SourceNode *node, const char *namespace_uri)
{
  if (same (namespace_uri, SOURCE_XML_NAMESPACE))
    return g_intern_static_string ("xml");
  return find_prefix (node, namespace_uri, FALSE);
}

/*
 * Like source_node_lookup_prefix(), for attributes: these are in no namespace without a prefix.
 */
const char *
_source_node_lookup_attribute_prefix (const SourceNode *node, const char *namespace_uri)
{
  if (same (namespace_uri, SOURCE_XML_NAMESPACE))
    return g_intern_static_string ("xml");
  return find_prefix (node, namespace_uri, TRUE);
}

/*
 * _source_node_find_attribute:
 * @attribute: (out): where it stands
 *
 * Returns: whether the element has that attribute
 */
gboolean
_source_node_find_attribute (const SourceNode *node, const char *namespace_uri, const char *name,
                             SourceAttribute *attribute)
{
  gsize length = strlen (name);
  const char *at, *end;

  attributes_begin (node, &at, &end);
  while (_source_scan_attribute (&at, end, attribute))
    {
      guint skip = attribute->prefix_length > 0 ? attribute->prefix_length + 1 : 0;

      if (attribute->name_length - skip != length ||
          memcmp (attribute->name + skip, name, length) != 0 ||
          (skip > 0) != (namespace_uri != NULL) || _source_attribute_is_namespace (attribute))
        continue;
      if (skip == 0 ||
          same (lookup_prefix_run (node, attribute->name, attribute->prefix_length), namespace_uri))
        return TRUE;
    }
  return FALSE;
}

/**
 * source_node_has_attribute:
 * @namespace_uri: (nullable): %NULL for an attribute without prefix
 * @name: a local name
 *
 * Returns: whether the element has that attribute
 */
gboolean
source_node_has_attribute (const SourceNode *node, const char *namespace_uri, const char *name)
{
  SourceAttribute attribute;

  return _source_node_find_attribute (node, namespace_uri, name, &attribute);
}

/**
 * source_node_dup_attribute:
 * @namespace_uri: (nullable): %NULL for an attribute without prefix
 * @name: a local name
 *
 * Returns: (transfer full) (nullable): its value with references resolved and white space
 *   normalised; %NULL if the element does not have it
 */
char *
source_node_dup_attribute (const SourceNode *node, const char *namespace_uri, const char *name)
{
  SourceAttribute attribute;
  GString *value;

  if (!_source_node_find_attribute (node, namespace_uri, name, &attribute))
    return NULL;
  if (_source_value_is_plain (attribute.value, attribute.value_length))
    return g_strndup (attribute.value, attribute.value_length);
  value = g_string_sized_new (attribute.value_length + 1);
  _source_decode_value (value, attribute.value, attribute.value_length);
  return g_string_free (value, FALSE);
}

/**
 * source_node_peek_attribute:
 * @namespace_uri: (nullable): %NULL for an attribute without prefix
 * @name: a local name
 * @length: (out): the length of the value in bytes
 *
 * For callers that read many values. Ask source_node_dup_attribute() where this gives %NULL.
 *
 * Returns: (transfer none) (nullable): the value, not NUL-terminated, as long as the document
 *   lives; %NULL if there is none or if it is not written as it is (references, line breaks)
 */
const char *
source_node_peek_attribute (const SourceNode *node, const char *namespace_uri, const char *name,
                            gsize *length)
{
  SourceAttribute attribute;

  if (!_source_node_find_attribute (node, namespace_uri, name, &attribute) ||
      !_source_value_is_plain (attribute.value, attribute.value_length))
    return NULL;
  *length = attribute.value_length;
  return attribute.value;
}

/**
 * source_node_attribute_equals:
 * @namespace_uri: (nullable): %NULL for an attribute without prefix
 * @name: a local name
 * @value: (nullable): %NULL asks whether it is absent
 *
 * Returns: whether the attribute has that value
 */
gboolean
source_node_attribute_equals (const SourceNode *node, const char *namespace_uri, const char *name,
                              const char *value)
{
  g_autofree char *own = NULL;
  SourceAttribute attribute;

  if (!_source_node_find_attribute (node, namespace_uri, name, &attribute))
    return value == NULL;
  if (value == NULL)
    return FALSE;
  if (_source_value_is_plain (attribute.value, attribute.value_length))
    return strlen (value) == attribute.value_length &&
           memcmp (value, attribute.value, attribute.value_length) == 0;
  own = source_node_dup_attribute (node, namespace_uri, name);
  return strcmp (own, value) == 0;
}

#define ROOM 64 /* bytes on the stack for a name or value; few are longer */

/* A run of bytes as a string: in @room if it fits, else in @owned. */
static const char *
terminate (const char *text, gsize length, char room[ROOM], char **owned)
{
  if (length >= ROOM)
    return *owned = g_strndup (text, length);
  memcpy (room, text, length);
  room[length] = '\0';
  return room;
}

/* The value as read; in @room if it is short and written as it is, else in @owned. */
static const char *
read_value (const SourceAttribute *attribute, char room[ROOM], char **owned)
{
  GString *value;

  if (_source_value_is_plain (attribute->value, attribute->value_length))
    return terminate (attribute->value, attribute->value_length, room, owned);
  value = g_string_sized_new (attribute->value_length + 1);
  _source_decode_value (value, attribute->value, attribute->value_length);
  return *owned = g_string_free (value, FALSE);
}

static void
foreach_attribute (const SourceNode *node, gboolean namespaces, SourceAttributeFunc func,
                   gpointer user_data)
{
  SourceAttribute attribute;
  const char *at, *end;

  attributes_begin (node, &at, &end);
  while (_source_scan_attribute (&at, end, &attribute))
    {
      guint skip = attribute.prefix_length > 0 ? attribute.prefix_length + 1 : 0;
      char name_room[ROOM], prefix_room[ROOM], value_room[ROOM];
      g_autofree char *own_name = NULL;
      g_autofree char *own_prefix = NULL;
      g_autofree char *own_value = NULL;
      const char *name, *prefix = NULL, *uri = NULL;

      if (_source_attribute_is_namespace (&attribute) != namespaces)
        continue;
      name = terminate (attribute.name + skip, attribute.name_length - skip, name_room, &own_name);
      if (skip > 0)
        {
          prefix = terminate (attribute.name, attribute.prefix_length, prefix_room, &own_prefix);
          uri = lookup_prefix_run (node, prefix, attribute.prefix_length);
        }
      if (namespaces)
        uri = g_intern_static_string (SOURCE_XMLNS_NAMESPACE);
      if (!func (uri, prefix, name, read_value (&attribute, value_room, &own_value), user_data))
        break;
    }
}

/**
 * source_node_foreach_attribute:
 * @func: (scope call): called for each attribute in the order they are written
 *
 * Namespace declarations are not attributes; see source_node_foreach_namespace().
 */
void
source_node_foreach_attribute (const SourceNode *node, SourceAttributeFunc func,
                               gpointer user_data)
{
  foreach_attribute (node, FALSE, func, user_data);
}

/**
 * source_node_foreach_namespace:
 * @func: (scope call): called for each declaration: "xmlns:p" has the prefix "xmlns" and the name
 *   "p", "xmlns" no prefix and the name "xmlns"
 */
void
source_node_foreach_namespace (const SourceNode *node, SourceAttributeFunc func,
                               gpointer user_data)
{
  foreach_attribute (node, TRUE, func, user_data);
}

/* Text */

static void
append_text (GString *text, const SourceNode *node)
{
  if (node->kind == SOURCE_NODE_TEXT)
    _source_decode_text (text, node->tag, node->tag_length);
  else if (node->kind == SOURCE_NODE_CDATA && node->tag_length >= 12)
    {
      /* Line ends are normalised, references are not. */
      const char *at = node->tag + 9;
      const char *end = node->tag + node->tag_length - 3;

      for (; at < end; at++)
        if (*at != '\r')
          g_string_append_c (text, *at);
        else if (at + 1 == end || at[1] != '\n')
          g_string_append_c (text, '\n');
    }
}

/**
 * source_node_peek_text:
 * @node: an element
 * @length: (out): the length of the text in bytes
 *
 * For callers that read many texts. Ask source_node_dup_text() where this gives %NULL.
 *
 * Returns: (transfer none) (nullable): the character data of the element, not NUL-terminated, as
 *   long as the document lives; %NULL if it is not written as it is (references, CDATA, other
 *   line ends) or has anything else beside it
 */
const char *
source_node_peek_text (const SourceNode *node, gsize *length)
{
  const SourceNode *child = node->first;

  if (node->kind != SOURCE_NODE_ELEMENT || child == NULL || child->next != NULL ||
      child->kind != SOURCE_NODE_TEXT || child->lead_length > 0 || node->tail_length == 0 ||
      *node->tail != '<' || memchr (child->tag, '&', child->tag_length) != NULL ||
      memchr (child->tag, '\r', child->tag_length) != NULL)
    return NULL;
  *length = child->tag_length;
  return child->tag;
}

/**
 * source_node_dup_text:
 *
 * Returns: (transfer full): for an element the character data that stands directly in it, white
 *   space between its children included, references resolved, line ends as "\n"; for text and CDATA
 *   their own; for comments and instructions what stands between the delimiters
 */
char *
source_node_dup_text (const SourceNode *node)
{
  g_autoptr (GString) text = NULL;
  const char *tail;
  gsize length;
  const char *plain = source_node_peek_text (node, &length);

  if (plain != NULL)
    return g_strndup (plain, length);
  text = g_string_new (NULL);
  switch (node->kind)
    {
    case SOURCE_NODE_COMMENT:
      return g_strndup (node->tag + 4, node->tag_length - 7);
    case SOURCE_NODE_PI:
      return g_strndup (node->tag + 2, node->tag_length - 4);
    case SOURCE_NODE_TEXT:
    case SOURCE_NODE_CDATA:
      append_text (text, node);
      break;
    default:
      for (const SourceNode *child = node->first; child != NULL; child = child->next)
        {
          _source_decode_text (text, child->lead, child->lead_length);
          append_text (text, child);
        }
      tail = memchr (node->tail, '<', node->tail_length);
      if (tail != NULL)
        _source_decode_text (text, node->tail, (gsize) (tail - node->tail));
      break;
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

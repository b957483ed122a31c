/* source-edit.c: edits of attributes, names and texts
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/source/source-edit-private.h"

#include <glib/gi18n-lib.h>
#include <libxml/tree.h>
#include <string.h>

/* Steps */

static SourceSpan
keep (SourceDocument *document, const char *text, gsize length)
{
  SourceSpan span = { _source_tree_add_bytes (document->tree, text, length), (guint32) length };

  return span;
}

/*
 * _source_edit_span:
 * @kind: which span: SOURCE_STEP_LEAD, _TAG or _TAIL
 * @name: (nullable): for a start tag: the name it has now; %NULL leaves it
 *
 * Gives a span other bytes. The same bytes are no step.
 */
void
_source_edit_span (SourceDocument *document, SourceNode *node, SourceStepKind kind,
                   const char *text, gsize length, const SourceName *name)
{
  SourceStep step = { kind, document, node };
  SourceSpan old = { node->lead, node->lead_length };

  step.offset = _source_document_offset (document, node);
  if (kind == SOURCE_STEP_TAG)
    {
      step.offset += node->lead_length;
      old.text = node->tag;
      old.length = node->tag_length;
    }
  else if (kind == SOURCE_STEP_TAIL)
    {
      step.offset += node->length - node->tail_length;
      old.text = node->tail;
      old.length = node->tail_length;
    }
  step.old_name = node->name;
  step.new_name = name != NULL && !_source_name_equal (name, node->name) ? name : node->name;
  if (old.length == length && memcmp (old.text, text, length) == 0 &&
      step.old_name == step.new_name)
    return;
  step.removed = old;
  step.inserted = keep (document, text, length);
  _source_document_take_step (document, &step);
}

/* The text of a node with a lead, as one run that stays where it is. */
static SourceSpan
keep_node (SourceDocument *document, const SourceNode *node, SourceSpan lead)
{
  SourceSpan span = { node->tag, lead.length + node->length - node->lead_length };
  g_autoptr (GString) text = NULL;

  if (node->contiguous && lead.length == 0)
    return span;
  if (node->contiguous && lead.text + lead.length == node->tag)
    {
      span.text = lead.text;
      return span;
    }
  text = g_string_sized_new (span.length + 1);
  g_string_append_len (text, lead.text, lead.length);
  _source_node_append_source (node, FALSE, text);
  return keep (document, text->str, text->len);
}

static SourceSpan
lead_of (const SourceNode *node)
{
  SourceSpan span = { node->lead, node->lead_length };

  return span;
}

/*
 * _source_edit_link:
 * @lead: (nullable): the white space before the node at its new place; %NULL keeps what it has
 *
 * Gives a node without a place one.
 */
void
_source_edit_link (SourceDocument *document, SourceNode *node, SourceNode *parent,
                   SourceNode *before, const char *lead, gsize lead_length)
{
  SourceStep step = { SOURCE_STEP_LINK, document, node, parent, before };

  g_assert (!node->linked);
  if (before != NULL)
    step.offset = _source_document_offset (document, before);
  else
    step.offset = _source_document_offset (document, parent) + parent->length - parent->tail_length;
  step.old_lead = lead_of (node);
  step.new_lead = lead != NULL ? keep (document, lead, lead_length) : step.old_lead;
  step.inserted = keep_node (document, node, step.new_lead);
  _source_document_take_step (document, &step);
}

/*
 * Takes a node's place, with the white space before it.
 */
void
_source_edit_unlink (SourceDocument *document, SourceNode *node)
{
  SourceStep step = { SOURCE_STEP_UNLINK, document, node, node->parent, node->next };

  step.offset = _source_document_offset (document, node);
  step.removed = keep_node (document, node, lead_of (node));
  _source_document_take_step (document, &step);
}

/*
 * Returns: the length of the white space before the end tag
 */
gsize
_source_node_tail_space (const SourceNode *node)
{
  const char *tag = memchr (node->tail, '<', node->tail_length);

  return tag != NULL ? (gsize) (tag - node->tail) : node->tail_length;
}

/* Sets the white space before the end tag. */
void
_source_edit_set_tail_space (SourceDocument *document, SourceNode *element, const char *space)
{
  gsize old = _source_node_tail_space (element);
  g_autofree char *end_tag = g_strndup (element->tail + old, element->tail_length - old);
  g_autofree char *tail = g_strconcat (space, end_tag, NULL);

  _source_edit_span (document, element, SOURCE_STEP_TAIL, tail, strlen (tail), NULL);
}

/*
 * _source_edit_open_tag:
 * @space: (nullable): white space for before the end tag; %NULL leaves what is there
 *
 * Makes an element ready for content: `<x />` becomes `<x></x>`.
 */
void
_source_edit_open_tag (SourceDocument *document, SourceNode *element, const char *space)
{
  const char *tag = element->tag;
  gsize length = element->tag_length;
  g_autofree char *open = NULL;
  g_autofree char *end = NULL;
  const char *name_end;
  gsize kept;

  if (element->tail_length > 0)
    {
      if (space != NULL)
        _source_edit_set_tail_space (document, element, space);
      return;
    }
  for (kept = length - 2; kept > 1 && strchr (" \t\r\n", tag[kept - 1]) != NULL; kept--)
    ;
  /* A closing bracket on a line of its own keeps it. */
  if (_source_layout_line_break (tag + kept, length - 2 - kept) != NULL)
    kept = length - 2;
  name_end = _source_scan_attributes (tag, length);
  end = g_strdup_printf ("%s</%.*s>", space != NULL ? space : "", (int) (name_end - tag - 1),
                         tag + 1);
  open = g_strdup_printf ("%.*s>", (int) kept, tag);
  _source_edit_span (document, element, SOURCE_STEP_TAG, open, strlen (open), NULL);
  _source_edit_span (document, element, SOURCE_STEP_TAIL, end, strlen (end), NULL);
}

/* Names and namespaces */

/* What the parser would not read again must not be written. */
static gboolean
check_size (const char *text, gsize limit, GError **error)
{
  if (strlen (text) < limit)
    return TRUE;
  g_set_error (error, SOURCE_ERROR, SOURCE_ERROR_TOO_LARGE,
               _ ("The new text is longer than %u bytes"), (guint) limit);
  return FALSE;
}

gboolean
_source_edit_check_name (SourceDocument *document, const char *name, GError **error)
{
  if (name == NULL || xmlValidateNCName ((const xmlChar *) name, 0) != 0)
    {
      g_set_error (error, SOURCE_ERROR, SOURCE_ERROR_INVALID, _ ("“%s” is not a name in XML"),
                   name != NULL ? name : "");
      return FALSE;
    }
  if (!check_size (name, SOURCE_MAX_NAME, error))
    return FALSE;
  if (!_source_encoding_has (&document->encoding, name, strlen (name)))
    {
      g_set_error (error, SOURCE_ERROR, SOURCE_ERROR_ENCODING,
                   _ ("The encoding %s of the file cannot write the name “%s”"),
                   document->encoding.name, name);
      return FALSE;
    }
  return TRUE;
}

/* A start tag with @text put in at @at */
static void
insert_into_tag (SourceDocument *document, SourceNode *element, const char *at, const char *text)
{
  g_autofree char *tag =
      g_strdup_printf ("%.*s%s%.*s", (int) (at - element->tag), element->tag, text,
                       (int) (element->tag + element->tag_length - at), at);

  _source_edit_span (document, element, SOURCE_STEP_TAG, tag, strlen (tag), NULL);
}

/*
 * Where a new attribute goes, and the white space before it: behind the last attribute, separated
 * as that one; a declaration behind the last declaration.
 */
static const char *
find_attribute_place (const SourceNode *element, gboolean declaration, char **space)
{
  const char *at = _source_scan_attributes (element->tag, element->tag_length);
  const char *end = element->tag + element->tag_length;
  const char *place = at;
  const char *declared = NULL;
  g_autofree char *declared_space = NULL;
  SourceAttribute attribute;

  *space = g_strdup (" ");
  while (_source_scan_attribute (&at, end, &attribute))
    {
      place = attribute.next;
      g_free (*space);
      *space = g_strndup (attribute.space, (gsize) (attribute.name - attribute.space));
      if (_source_attribute_is_namespace (&attribute))
        {
          declared = place;
          g_free (declared_space);
          declared_space = g_strdup (*space);
        }
    }
  if (!declaration || declared == NULL)
    return place;
  g_free (*space);
  *space = g_steal_pointer (&declared_space);
  return declared;
}

/*
 * _source_edit_declare:
 * @element: an attached element, at which the namespace is not declared
 * @preferred: (nullable): the prefix to use if it is free
 *
 * Declares a namespace at the root.
 *
 * Returns: (transfer none): the interned prefix
 */
const char *
_source_edit_declare (SourceDocument *document, SourceNode *element, const char *namespace_uri,
                      const char *preferred)
{
  const char *base = preferred != NULL && *preferred != '\0' ? preferred : "ns";
  g_autofree char *prefix = g_strdup (base);
  g_autoptr (GString) text = NULL;
  g_autofree char *space = NULL;
  SourceNode *root = source_document_get_root (document);
  char quote = _source_habit_quote (root);
  const char *place;

  for (guint n = 1; source_node_lookup_namespace (element, prefix) != NULL ||
                    g_ascii_strncasecmp (prefix, "xml", 3) == 0;
       n++)
    {
      g_free (prefix);
      prefix = g_strdup_printf ("%s%u", g_ascii_strncasecmp (base, "xml", 3) == 0 ? "ns" : base, n);
    }
  place = find_attribute_place (root, TRUE, &space);
  text = g_string_new (NULL);
  g_string_append_printf (text, "%sxmlns:%s=%c", space, prefix, quote);
  _source_escape_value (text, namespace_uri, quote);
  g_string_append_c (text, quote);
  insert_into_tag (document, root, place, text->str);
  return g_intern_string (prefix);
}

/* Spellings: a value that is set back is written as it was */

static char *
spelling_key (const SourceNode *node, const char *name, gsize length)
{
  return g_strdup_printf ("%p %.*s", (const void *) node, (int) length, name);
}

/* Remembers how a value was written, if it would be written otherwise now. */
static void
keep_spelling (SourceDocument *document, const SourceNode *node, const char *name, gsize length,
               const char *raw, gsize raw_length, const char *normal)
{
  char *key;

  if (strlen (normal) == raw_length && memcmp (normal, raw, raw_length) == 0)
    return;
  if (document->spellings == NULL)
    document->spellings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  key = spelling_key (node, name, length);
  if (g_hash_table_contains (document->spellings, key))
    g_free (key);
  else
    g_hash_table_insert (document->spellings, key, g_strndup (raw, raw_length));
}

static const char *
find_spelling (SourceDocument *document, const SourceNode *node, const char *name, gsize length)
{
  g_autofree char *key = NULL;

  if (document->spellings == NULL)
    return NULL;
  key = spelling_key (node, name, length);
  return g_hash_table_lookup (document->spellings, key);
}

/* Attributes */

static char *
write_value (SourceDocument *document, const char *value, char quote, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *raw = NULL;

  if (!_source_check_characters (value, error))
    return NULL;
  _source_escape_value (text, value, quote);
  raw = _source_encoding_escape (&document->encoding, text->str, error);
  if (raw == NULL || !check_size (raw, SOURCE_MAX_VALUE, error))
    return NULL;
  return g_steal_pointer (&raw);
}

static gboolean
replace_value (SourceDocument *document, SourceNode *element, const SourceAttribute *attribute,
               const char *value, GError **error)
{
  g_autoptr (GString) old = g_string_new (NULL);
  g_autoptr (GString) spelled = g_string_new (NULL);
  g_autofree char *raw = NULL;
  g_autofree char *normal = NULL;
  g_autofree char *tag = NULL;
  const char *spelling;

  _source_decode_value (old, attribute->value, attribute->value_length);
  if (strcmp (old->str, value) == 0)
    return TRUE;
  raw = write_value (document, value, attribute->quote, error);
  if (raw == NULL)
    return FALSE;
  normal = write_value (document, old->str, attribute->quote, NULL);
  keep_spelling (document, element, attribute->name, attribute->name_length, attribute->value,
                 attribute->value_length, normal != NULL ? normal : "");
  spelling = find_spelling (document, element, attribute->name, attribute->name_length);
  if (spelling != NULL && strchr (spelling, attribute->quote) == NULL)
    {
      _source_decode_value (spelled, spelling, strlen (spelling));
      if (strcmp (spelled->str, value) == 0)
        {
          g_free (raw);
          raw = g_strdup (spelling);
        }
    }
  tag = g_strdup_printf ("%.*s%s%.*s", (int) (attribute->value - element->tag), element->tag, raw,
                         (int) (element->tag + element->tag_length - attribute->value -
                                attribute->value_length),
                         attribute->value + attribute->value_length);
  _source_edit_span (document, element, SOURCE_STEP_TAG, tag, strlen (tag), NULL);
  return TRUE;
}

static void
remove_attribute (SourceDocument *document, SourceNode *element, const SourceAttribute *attribute)
{
  g_autofree char *tag =
      g_strdup_printf ("%.*s%.*s", (int) (attribute->space - element->tag), element->tag,
                       (int) (element->tag + element->tag_length - attribute->next),
                       attribute->next);

  _source_edit_span (document, element, SOURCE_STEP_TAG, tag, strlen (tag), NULL);
}

static gboolean
add_attribute (SourceDocument *document, SourceNode *element, const char *namespace_uri,
               const char *prefix, const char *name, const char *value, GError **error)
{
  g_autofree char *raw = NULL;
  g_autofree char *space = NULL;
  g_autofree char *text = NULL;
  char quote = _source_habit_quote (element);
  const char *place;

  if (!_source_edit_check_name (document, name, error) ||
      (prefix != NULL && *prefix != '\0' && !_source_edit_check_name (document, prefix, error)))
    return FALSE;
  if (_source_scan_count_attributes (element->tag, element->tag + element->tag_length) >=
      SOURCE_MAX_ATTRIBUTES)
    {
      g_set_error (error, SOURCE_ERROR, SOURCE_ERROR_TOO_LARGE,
                   _ ("an element has more than %d attributes"), SOURCE_MAX_ATTRIBUTES);
      return FALSE;
    }
  raw = write_value (document, value, quote, error);
  if (raw == NULL)
    return FALSE;
  if (namespace_uri != NULL)
    {
      const char *known = _source_node_lookup_attribute_prefix (element, namespace_uri);

      prefix = known != NULL ? known : _source_edit_declare (document, element, namespace_uri, prefix);
    }
  place = find_attribute_place (element, FALSE, &space);
  text = g_strdup_printf ("%s%s%s%s=%c%s%c", space, namespace_uri != NULL ? prefix : "",
                          namespace_uri != NULL ? ":" : "", name, quote, raw, quote);
  insert_into_tag (document, element, place, text);
  return TRUE;
}

/**
 * source_edit_set_attribute:
 * @element: an attached element
 * @namespace_uri: (nullable): %NULL for an attribute without prefix
 * @prefix: (nullable): the prefix to declare if the namespace is not known here
 * @name: the local name
 * @value: (nullable): the new value; %NULL removes the attribute
 * @error: %SOURCE_ERROR_READ_ONLY, _INVALID, _ENCODING or _TOO_LARGE
 *
 * The rest of the start tag stays as it is written. A new attribute stands behind the last one and
 * is separated as that one is. A value that is set back is written as it was at first.
 *
 * Returns: %FALSE if nothing was changed because of @error
 */
gboolean
source_edit_set_attribute (SourceDocument *document, SourceNode *element,
                           const char *namespace_uri, const char *prefix, const char *name,
                           const char *value, GError **error)
{
  SourceAttribute attribute;

  g_return_val_if_fail (element->kind == SOURCE_NODE_ELEMENT, FALSE);
  if (!_source_document_check_edit (document, error))
    return FALSE;
  if (_source_node_find_attribute (element, namespace_uri, name, &attribute))
    {
      if (value != NULL)
        return replace_value (document, element, &attribute, value, error);
      remove_attribute (document, element, &attribute);
      return TRUE;
    }
  return value == NULL ||
         add_attribute (document, element, namespace_uri, prefix, name, value, error);
}

/**
 * source_edit_set_name:
 * @element: an attached element
 * @name: the new local name
 * @error: %SOURCE_ERROR_READ_ONLY, _INVALID or _ENCODING
 *
 * Gives an element another local name in the same namespace. It stays the same node.
 *
 * Returns: %FALSE if nothing was changed because of @error
 */
gboolean
source_edit_set_name (SourceDocument *document, SourceNode *element, const char *name,
                      GError **error)
{
  const SourceName *old = element->name;
  g_autofree char *qualified = NULL;
  g_autofree char *tag = NULL;
  const char *rest;

  g_return_val_if_fail (element->kind == SOURCE_NODE_ELEMENT, FALSE);
  if (!_source_document_check_edit (document, error))
    return FALSE;
  if (strcmp (old->local, name) == 0)
    return TRUE;
  if (!_source_edit_check_name (document, name, error))
    return FALSE;
  qualified = g_strconcat (old->prefix != NULL ? old->prefix : "", old->prefix != NULL ? ":" : "",
                           name, NULL);
  rest = _source_scan_attributes (element->tag, element->tag_length);
  tag = g_strdup_printf ("<%s%.*s", qualified, (int) (element->tag + element->tag_length - rest),
                         rest);
  _source_edit_span (document, element, SOURCE_STEP_TAG, tag, strlen (tag),
                     _source_tree_add_name (document->tree, name, old->prefix,
                                            old->namespace_uri));
  if (element->tail_length > 0)
    {
      gsize space = _source_node_tail_space (element);
      const char *end = element->tail + element->tail_length - 1;
      g_autofree char *tail = NULL;

      while (strchr (" \t\r\n", end[-1]) != NULL)
        end--;
      tail = g_strdup_printf ("%.*s</%s%.*s", (int) space, element->tail, qualified,
                              (int) (element->tail + element->tail_length - end), end);
      _source_edit_span (document, element, SOURCE_STEP_TAIL, tail, strlen (tail), NULL);
    }
  return TRUE;
}

/* Text */

static SourceNode *
add_node (SourceDocument *document, SourceNodeKind kind, const char *text)
{
  SourceNode *node = _source_tree_add_node (document->tree, kind);
  SourceSpan span = keep (document, text, strlen (text));

  node->tag = span.text;
  node->tag_length = node->length = span.length;
  return node;
}

/* Removes all character data but @except. */
static void
clear_text (SourceDocument *document, SourceNode *element, SourceNode *except)
{
  SourceNode *child, *next;

  for (child = element->first; child != NULL; child = next)
    {
      next = child->next;
      if (_source_node_is_text (child) && child != except)
        _source_edit_unlink (document, child);
      else
        _source_edit_span (document, child, SOURCE_STEP_LEAD, "", 0, NULL);
    }
  if (_source_node_tail_space (element) > 0)
    _source_edit_set_tail_space (document, element, "");
}

/* Writes CDATA sections in place of the one that is there; "]]>" is parted between two. */
static gboolean
set_cdata (SourceDocument *document, SourceNode *element, SourceNode *section, const char *text,
           GError **error)
{
  g_auto (GStrv) parts = g_strsplit (text, "]]>", -1);
  SourceNode *before;

  /* Line ends may become twice as long. */
  if (!check_size (text, SOURCE_MAX_VALUE / 2, error))
    return FALSE;
  if (!_source_encoding_has (&document->encoding, text, strlen (text)) ||
      strchr (text, '\r') != NULL)
    {
      g_set_error (error, SOURCE_ERROR, SOURCE_ERROR_ENCODING,
                   _ ("The text has characters that cannot stand in the CDATA section of this file"));
      return FALSE;
    }
  clear_text (document, element, section);
  before = section->next;
  if (*text == '\0')
    _source_edit_span (document, section, SOURCE_STEP_TAG, "<![CDATA[]]>", 12, NULL);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_auto (GStrv) part_lines = g_strsplit (parts[i], "\n", -1);
      g_autofree char *part = g_strjoinv (_source_document_peek_line_end (document), part_lines);
      g_autofree char *tag = g_strconcat ("<![CDATA[", i > 0 ? ">" : "", part,
                                          parts[i + 1] != NULL ? "]]" : "", "]]>", NULL);

      if (i == 0)
        _source_edit_span (document, section, SOURCE_STEP_TAG, tag, strlen (tag), NULL);
      else
        _source_edit_link (document, add_node (document, SOURCE_NODE_CDATA, tag), element, before,
                           NULL, 0);
    }
  return TRUE;
}

static char *
write_text (SourceDocument *document, const char *text, GError **error)
{
  g_autoptr (GString) raw = g_string_new (NULL);

  _source_escape_text (raw, text, _source_document_peek_line_end (document));
  return _source_encoding_escape (&document->encoding, raw->str, error);
}

/* How the text node was written at first, if that says @text. */
static void
use_spelling (SourceDocument *document, const SourceNode *node, const char *text, char **raw)
{
  const char *spelling = find_spelling (document, node, "", 0);
  g_autoptr (GString) spelled = g_string_new (NULL);

  if (spelling == NULL)
    return;
  _source_decode_text (spelled, spelling, strlen (spelling));
  if (strcmp (spelled->str, text) == 0)
    {
      g_free (*raw);
      *raw = g_strdup (spelling);
    }
}

static gboolean
set_plain_text (SourceDocument *document, SourceNode *element, SourceNode *node, const char *text,
                GError **error)
{
  g_autofree char *raw = write_text (document, text, error);

  if (raw == NULL)
    return FALSE;
  if (node != NULL)
    {
      g_autofree char *old = source_node_dup_text (node);
      g_autofree char *normal = write_text (document, old, NULL);

      keep_spelling (document, node, "", 0, node->tag, node->tag_length,
                     normal != NULL ? normal : "");
      use_spelling (document, node, text, &raw);
    }
  if (_source_scan_blank (raw, strlen (raw)))
    {
      clear_text (document, element, NULL);
      if (element->tail_length > 0 || *raw != '\0')
        _source_edit_open_tag (document, element, raw);
      return TRUE;
    }
  clear_text (document, element, node);
  if (node != NULL)
    {
      _source_edit_span (document, node, SOURCE_STEP_TAG, raw, strlen (raw), NULL);
      return TRUE;
    }
  _source_edit_open_tag (document, element, "");
  _source_edit_link (document, add_node (document, SOURCE_NODE_TEXT, raw), element, NULL, NULL, 0);
  return TRUE;
}

/**
 * source_edit_set_text:
 * @element: an attached element without child elements
 * @text: its new character data, with "\n" as line end
 * @error: %SOURCE_ERROR_READ_ONLY, _INVALID or _ENCODING
 *
 * Text in a CDATA section stays in one. Comments and instructions in the element stay.
 *
 * Returns: %FALSE if nothing was changed because of @error
 */
gboolean
source_edit_set_text (SourceDocument *document, SourceNode *element, const char *text,
                      GError **error)
{
  SourceNode *node = NULL;
  g_autofree char *old = NULL;

  g_return_val_if_fail (element->kind == SOURCE_NODE_ELEMENT, FALSE);
  if (!_source_document_check_edit (document, error))
    return FALSE;
  for (SourceNode *child = element->first; child != NULL; child = child->next)
    {
      if (child->kind == SOURCE_NODE_ELEMENT)
        {
          g_set_error (error, SOURCE_ERROR, SOURCE_ERROR_INVALID,
                       _ ("The text of “%s” cannot be set: it has child elements"),
                       element->name->local);
          return FALSE;
        }
      if (node == NULL && _source_node_is_text (child))
        node = child;
    }
  old = source_node_dup_text (element);
  if (strcmp (old, text) == 0)
    return TRUE;
  if (!_source_check_characters (text, error))
    return FALSE;
  if (node != NULL && node->kind == SOURCE_NODE_CDATA)
    return set_cdata (document, element, node, text, error);
  return set_plain_text (document, element, node, text, error);
}

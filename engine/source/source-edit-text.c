/* source-edit-text.c: replacing a range of text
 *
 * The smallest enclosing element whose text stays well-formed is parsed again; nodes that say the
 * same as before are kept, so that everybody who holds them need not notice.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/source/source-edit-private.h"
#include "engine/source/source-parser-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Comparing nodes of the document with newly parsed ones */

static gboolean
attribute_names_equal (const SourceNode *a, const SourceNode *b)
{
  const char *at_a = _source_scan_attributes (a->tag, a->tag_length);
  const char *at_b = _source_scan_attributes (b->tag, b->tag_length);
  SourceAttribute one, other;

  for (;;)
    {
      gboolean more_a = _source_scan_attribute (&at_a, a->tag + a->tag_length, &one);
      gboolean more_b = _source_scan_attribute (&at_b, b->tag + b->tag_length, &other);
      g_autofree char *prefix = NULL;

      if (!more_a || !more_b)
        return more_a == more_b;
      if (one.prefix_length == 0 || _source_attribute_is_namespace (&one))
        continue;
      prefix = g_strndup (one.name, one.prefix_length);
      if (source_node_lookup_namespace (a, prefix) != source_node_lookup_namespace (b, prefix))
        return FALSE;
    }
}

/*
 * _source_node_names_equal:
 *
 * Compares subtrees with the same bytes that stand in different places.
 *
 * Returns: whether all names in them mean the same
 */
gboolean
_source_node_names_equal (const SourceNode *a, const SourceNode *b)
{
  const SourceNode *child_a = a->first;
  const SourceNode *child_b = b->first;

  if (a->kind != b->kind)
    return FALSE;
  if (a->kind == SOURCE_NODE_ELEMENT &&
      (a->name->local != b->name->local || a->name->namespace_uri != b->name->namespace_uri ||
       !attribute_names_equal (a, b)))
    return FALSE;
  for (; child_a != NULL && child_b != NULL; child_a = child_a->next, child_b = child_b->next)
    if (!_source_node_names_equal (child_a, child_b))
      return FALSE;
  return child_a == child_b;
}

static gboolean
bytes_equal (const SourceNode *a, const SourceNode *b)
{
  g_autoptr (GString) one = NULL;

  if (a->length != b->length || a->lead_length != b->lead_length ||
      memcmp (a->lead, b->lead, a->lead_length) != 0)
    return FALSE;
  if (a->contiguous && b->contiguous)
    return memcmp (a->tag, b->tag, a->length - a->lead_length) == 0;
  one = g_string_sized_new (a->length + 1);
  _source_node_append_source (a, FALSE, one);
  g_assert (b->contiguous);
  return memcmp (one->str, b->tag, one->len) == 0;
}

static gboolean
nodes_equal (const SourceNode *a, const SourceNode *b, gboolean same_namespaces)
{
  return a->kind == b->kind && bytes_equal (a, b) &&
         (same_namespaces || _source_node_names_equal (a, b));
}

static gboolean
same_kind (const SourceNode *a, const SourceNode *b)
{
  if (a->kind != b->kind)
    return FALSE;
  if (a->kind == SOURCE_NODE_ELEMENT)
    return a->name->local == b->name->local && a->name->namespace_uri == b->name->namespace_uri;
  return a->kind != SOURCE_NODE_PI || a->name->local == b->name->local;
}

/* Matching the children of an element with those it shall have */

typedef struct
{
  SourceDocument *document;
  GPtrArray *old_nodes; /* not matched yet are NULL'd when matched */
  GHashTable *by_id;    /* id → index + 1 in old_nodes */
  guint cursor;         /* where to look for the next one without id */
} Matcher;

static void
matcher_init (Matcher *self, SourceNode *from, SourceNode *to)
{
  self->old_nodes = g_ptr_array_new ();
  self->by_id = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->cursor = 0;
  for (SourceNode *node = from; node != to; node = node->next)
    {
      char *id = source_node_dup_attribute (node, NULL, "id");

      g_ptr_array_add (self->old_nodes, node);
      if (id != NULL && !g_hash_table_contains (self->by_id, id))
        g_hash_table_insert (self->by_id, id, GUINT_TO_POINTER (self->old_nodes->len));
      else
        g_free (id);
    }
}

static void
matcher_clear (Matcher *self)
{
  g_ptr_array_unref (self->old_nodes);
  g_hash_table_unref (self->by_id);
}

/* Returns: (nullable): the old node that becomes @new_node: that with its id, else the next alike */
static SourceNode *
matcher_take (Matcher *self, const SourceNode *new_node)
{
  g_autofree char *id = source_node_dup_attribute (new_node, NULL, "id");
  SourceNode *old;
  guint index;

  if (id != NULL)
    {
      index = GPOINTER_TO_UINT (g_hash_table_lookup (self->by_id, id));
      old = index > 0 ? self->old_nodes->pdata[index - 1] : NULL;
      if (old == NULL || !same_kind (old, new_node))
        return NULL;
      self->old_nodes->pdata[index - 1] = NULL;
      return old;
    }
  for (index = self->cursor; index < self->old_nodes->len; index++)
    {
      old = self->old_nodes->pdata[index];
      if (old == NULL || !same_kind (old, new_node) || source_node_has_attribute (old, NULL, "id"))
        continue;
      self->old_nodes->pdata[index] = NULL;
      self->cursor = index + 1;
      return old;
    }
  return NULL;
}

static void become (SourceDocument *document, SourceNode *old, const SourceNode *new_node,
                    gboolean same_namespaces);

/* Makes the children of @parent from @from up to @to into those from @new_from up to @new_to. */
static void
become_children (SourceDocument *document, SourceNode *parent, SourceNode *from, SourceNode *to,
                 const SourceNode *new_from, const SourceNode *new_to, gboolean same_namespaces)
{
  g_autoptr (GHashTable) matches = g_hash_table_new (NULL, NULL);
  SourceNode *cursor;
  Matcher matcher;

  matcher_init (&matcher, from, to);
  for (const SourceNode *node = new_from; node != new_to; node = node->next)
    {
      SourceNode *old = matcher_take (&matcher, node);

      if (old != NULL)
        g_hash_table_insert (matches, (gpointer) node, old);
    }
  cursor = from;
  for (guint i = 0; i < matcher.old_nodes->len; i++)
    if (matcher.old_nodes->pdata[i] != NULL)
      {
        if (cursor == matcher.old_nodes->pdata[i])
          cursor = cursor->next;
        _source_edit_unlink (document, matcher.old_nodes->pdata[i]);
      }
  for (const SourceNode *node = new_from; node != new_to; node = node->next)
    {
      SourceNode *old = g_hash_table_lookup (matches, node);

      if (old == NULL)
        {
          _source_edit_link (document, _source_tree_import (document->tree, node), parent, cursor,
                             node->lead, node->lead_length);
          continue;
        }
      if (old == cursor)
        {
          cursor = cursor->next;
        }
      else
        {
          _source_edit_unlink (document, old);
          _source_edit_link (document, old, parent, cursor, NULL, 0);
        }
      become (document, old, node, same_namespaces);
    }
  matcher_clear (&matcher);
}

static gboolean
spans_equal (const char *a, gsize n_a, const char *b, gsize n_b)
{
  return n_a == n_b && memcmp (a, b, n_a) == 0;
}

/* Makes @old, lead included, into what @new_node is; nodes in it that are equal are kept. */
static void
become (SourceDocument *document, SourceNode *old, const SourceNode *new_node,
        gboolean same_namespaces)
{
  SourceNode *from = old->first;
  SourceNode *to = NULL;
  const SourceNode *new_from = new_node->first;
  const SourceNode *new_to = NULL;

  if (!spans_equal (old->tag, old->tag_length, new_node->tag, new_node->tag_length) &&
      (old->declares || new_node->declares))
    same_namespaces = FALSE;
  _source_edit_span (document, old, SOURCE_STEP_LEAD, new_node->lead, new_node->lead_length, NULL);
  _source_edit_span (document, old, SOURCE_STEP_TAG, new_node->tag, new_node->tag_length,
                     new_node->name != NULL
                         ? _source_tree_add_name (document->tree, new_node->name->local,
                                                  new_node->name->prefix,
                                                  new_node->name->namespace_uri)
                         : NULL);
  while (from != NULL && new_from != NULL && nodes_equal (from, new_from, same_namespaces))
    {
      from = from->next;
      new_from = new_from->next;
    }
  if (from != NULL && new_from != NULL)
    {
      SourceNode *last = old->last;
      const SourceNode *new_last = new_node->last;

      while (last != from->previous && new_last != new_from->previous &&
             nodes_equal (last, new_last, same_namespaces))
        {
          to = last;
          new_to = new_last;
          last = last->previous;
          new_last = new_last->previous;
        }
      if (last == from->previous)
        from = to;
      if (new_last == new_from->previous)
        new_from = new_to;
    }
  if (from != to || new_from != new_to)
    become_children (document, old, from, to, new_from, new_to, same_namespaces);
  _source_edit_span (document, old, SOURCE_STEP_TAIL, new_node->tail, new_node->tail_length, NULL);
}

/* Finding what must be parsed again */

static SourceNode *
find_enclosing (SourceDocument *document, gsize offset, gsize length)
{
  SourceNode *node = source_document_get_node_at (document, offset);

  if (node == NULL)
    return NULL;
  for (; node != NULL && node->kind != SOURCE_NODE_DOCUMENT; node = node->parent)
    {
      gsize start = source_node_get_offset (document, node);
      gsize end = start + node->length - node->lead_length;

      if (node->kind != SOURCE_NODE_ELEMENT)
        continue;
      if ((offset > start && offset + length < end) ||
          (offset == start && offset + length == end && length > 0))
        return node;
    }
  return NULL;
}

static char *
splice (const char *text, gsize length, gsize offset, gsize removed, const char *inserted)
{
  GString *result = g_string_sized_new (length + strlen (inserted) + 1);

  g_string_append_len (result, text, (gssize) offset);
  g_string_append (result, inserted);
  g_string_append_len (result, text + offset + removed, (gssize) (length - offset - removed));
  return g_string_free (result, FALSE);
}

/* Tries to read the element anew with the change in it. */
static gboolean
replace_in_element (SourceDocument *document, SourceNode *element, gsize offset, gsize length,
                    const char *inserted)
{
  g_autoptr (SourceTree) scratch = _source_tree_new ();
  g_autoptr (GString) old = g_string_sized_new (element->length + 1);
  g_autofree char *text = NULL;
  g_autofree char *escaped = NULL;
  gsize start = source_node_get_offset (document, element);
  SourceNode *top, *node;

  _source_node_append_source (element, FALSE, old);
  text = splice (old->str, old->len, offset - start, length, inserted);
  top = _source_parse_fragment (scratch, text, strlen (text), element->parent, NULL);
  if (top == NULL)
    return FALSE;
  if (!document->encoding.unicode)
    {
      escaped = _source_encoding_escape (&document->encoding, text, NULL);
      top = escaped != NULL ? _source_parse_fragment (scratch, escaped, strlen (escaped),
                                                      element->parent, NULL)
                            : NULL;
    }
  node = top != NULL ? top->first : NULL;
  if (node == NULL || node->next != NULL || node->lead_length > 0 || top->tail_length > 0 ||
      !same_kind (element, node))
    return FALSE;
  /* The element keeps its lead. */
  node->lead = element->lead;
  node->lead_length = element->lead_length;
  node->length += element->lead_length;
  become (document, element, node, TRUE);
  return TRUE;
}

static gboolean
check_declaration (SourceDocument *document, const char *text, GError **error)
{
  g_autofree char *old = _source_encoding_declared (document->top->tag, document->top->tag_length);
  g_autofree char *declared = _source_encoding_declared (text, strlen (text));

  if (document->reloading || g_strcmp0 (old, declared) == 0)
    return TRUE;
  if (document->encoding.iconv == NULL &&
      (declared == NULL || g_ascii_strcasecmp (declared, "UTF-8") == 0) &&
      (old == NULL || g_ascii_strcasecmp (old, "UTF-8") == 0))
    return TRUE;
  g_set_error (error, SOURCE_ERROR, SOURCE_ERROR_INVALID,
               _ ("The encoding that the XML declaration names cannot be changed here; the file is "
                  "written as %s"),
               document->encoding.name);
  return FALSE;
}

static gboolean
replace_document (SourceDocument *document, gsize offset, gsize length, const char *inserted,
                  GError **error)
{
  g_autoptr (SourceTree) scratch = _source_tree_new ();
  g_autoptr (GError) problem = NULL;
  g_autofree char *text = NULL;
  g_autofree char *escaped = NULL;
  gsize old_length;
  const char *old = _source_document_peek_text (document, &old_length);
  SourceNode *top;

  text = splice (old, old_length, offset, length, inserted);
  top = _source_parse_document (scratch, text, strlen (text), document->name, &problem);
  if (top == NULL)
    {
      g_set_error_literal (error, SOURCE_ERROR,
                           problem->code == SOURCE_ERROR_MALFORMED ? SOURCE_ERROR_INVALID
                                                                   : problem->code,
                           problem->message);
      return FALSE;
    }
  if (!check_declaration (document, text, error))
    return FALSE;
  if (!document->encoding.unicode)
    {
      escaped = _source_encoding_escape (&document->encoding, text, error);
      top = escaped != NULL
                ? _source_parse_document (scratch, escaped, strlen (escaped), document->name, error)
                : NULL;
      if (top == NULL)
        return FALSE;
    }
  become (document, document->top, top, TRUE);
  return TRUE;
}

static gboolean
replace_flat (SourceDocument *document, gsize offset, gsize length, const char *text,
              GError **error)
{
  SourceStep step = { SOURCE_STEP_FLAT, document };
  const char *old = document->flat->str + offset;

  if (!_source_encoding_has (&document->encoding, text, strlen (text)))
    {
      g_set_error (error, SOURCE_ERROR, SOURCE_ERROR_ENCODING,
                   _ ("The text has characters that the encoding %s lacks"),
                   document->encoding.name);
      return FALSE;
    }
  step.offset = offset;
  step.removed.text = _source_tree_add_bytes (document->tree, old, length);
  step.removed.length = (guint32) length;
  step.inserted.text = _source_tree_add_bytes (document->tree, text, strlen (text));
  step.inserted.length = (guint32) strlen (text);
  _source_document_take_step (document, &step);
  return TRUE;
}

static gboolean
check_range (SourceDocument *document, gsize offset, gsize length, const char *text,
             GError **error)
{
  gsize old_length;
  const char *old;

  old = _source_document_peek_text (document, &old_length);
  g_return_val_if_fail (offset <= old_length && length <= old_length - offset, FALSE);
  /* Both ends must stand between characters. */
  if (((guchar) old[offset] & 0xc0) == 0x80 || ((guchar) old[offset + length] & 0xc0) == 0x80 ||
      !g_utf8_validate (text, -1, NULL))
    {
      g_set_error_literal (error, SOURCE_ERROR, SOURCE_ERROR_INVALID,
                           _ ("The text is not valid UTF-8"));
      return FALSE;
    }
  if (old_length - length + strlen (text) > SOURCE_MAX_BYTES)
    {
      g_set_error (error, SOURCE_ERROR, SOURCE_ERROR_TOO_LARGE,
                   _ ("The file would be larger than %u MiB"), SOURCE_MAX_BYTES / 1024 / 1024);
      return FALSE;
    }
  return TRUE;
}

/**
 * source_edit_replace:
 * @offset: where, in bytes of the text
 * @length: how many bytes go
 * @text: what stands there then, in UTF-8
 * @error: %SOURCE_ERROR_READ_ONLY, _ENCODING, _TOO_LARGE, _DOCTYPE, or %SOURCE_ERROR_INVALID if an
 *   XML document would not be well-formed; then the message is a line `FILE:LINE:COLUMN: error: …`
 *
 * The smallest element that stays well-formed is read anew; nodes in it that are equal, or have the
 * same name and id, stay the same nodes.
 *
 * Returns: %FALSE if nothing was changed because of @error
 */
gboolean
source_edit_replace (SourceDocument *document, gsize offset, gsize length, const char *text,
                     GError **error)
{
  gsize old_length;
  const char *old;
  SourceNode *element;

  if (!_source_document_check_edit (document, error) ||
      !check_range (document, offset, length, text, error))
    return FALSE;
  old = _source_document_peek_text (document, &old_length);
  if (strlen (text) == length && memcmp (old + offset, text, length) == 0)
    return TRUE;
  if (document->top == NULL)
    return replace_flat (document, offset, length, text, error);
  for (element = find_enclosing (document, offset, length);
       element != NULL && element->kind == SOURCE_NODE_ELEMENT; element = element->parent)
    if (replace_in_element (document, element, offset, length, text))
      return TRUE;
  return replace_document (document, offset, length, text, error);
}

/**
 * source_edit_set_source:
 * @text: the whole new text, in UTF-8 and without byte order mark
 * @error: as source_edit_replace()
 *
 * Makes the document say @text, replacing only the range in which it differs.
 *
 * Returns: %FALSE if nothing was changed because of @error
 */
gboolean
source_edit_set_source (SourceDocument *document, const char *text, GError **error)
{
  gsize old_length;
  gsize new_length = strlen (text);
  const char *old = _source_document_peek_text (document, &old_length);
  gsize limit = MIN (old_length, new_length);
  gsize start = 0, end = 0;
  g_autofree char *inserted = NULL;

  while (start < limit && old[start] == text[start])
    start++;
  while (start > 0 && ((guchar) old[start] & 0xc0) == 0x80)
    start--;
  while (end < limit - start && old[old_length - 1 - end] == text[new_length - 1 - end])
    end++;
  while (end > 0 && ((guchar) old[old_length - end] & 0xc0) == 0x80)
    end--;
  inserted = g_strndup (text + start, new_length - start - end);
  return source_edit_replace (document, start, old_length - start - end, inserted, error);
}

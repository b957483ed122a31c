/* source-document.c: one file as it is written
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/source/source-document-private.h"
#include "engine/source/source-node-private.h"
#include "engine/source/source-parser-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define LINE_END_SAMPLE (256 * 1024) /* bytes that are looked at for the line end */

G_DEFINE_FINAL_TYPE (SourceDocument, source_document, G_TYPE_OBJECT)

enum
{
  CHANGED,
  STATE_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
source_document_finalize (GObject *object)
{
  SourceDocument *self = SOURCE_DOCUMENT (object);

  g_free (self->path);
  g_free (self->name);
  g_free (self->read_only);
  _source_encoding_clear (&self->encoding);
  g_clear_pointer (&self->original, g_bytes_unref);
  g_clear_pointer (&self->tree, _source_tree_free);
  if (self->flat != NULL)
    g_string_free (self->flat, TRUE);
  g_free (self->disk.path);
  g_clear_pointer (&self->spellings, g_hash_table_unref);
  g_free (self->line_end);
  g_free (self->cached_text);
  g_clear_pointer (&self->lines, g_array_unref);
  G_OBJECT_CLASS (source_document_parent_class)->finalize (object);
}

static void
source_document_class_init (SourceDocumentClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = source_document_finalize;

  /**
   * SourceDocument::changed:
   * @change: (type gpointer): a #SourceChange, valid during the emission
   *
   * After a transaction (also one inside another) was committed, after undo, redo and rollback, and
   * after a reload.
   */
  signals[CHANGED] = g_signal_new ("changed", SOURCE_TYPE_DOCUMENT, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  /**
   * SourceDocument::state-changed:
   *
   * Its path, is-modified, read-only or the file on disk changed.
   */
  signals[STATE_CHANGED] = g_signal_new ("state-changed", SOURCE_TYPE_DOCUMENT, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
source_document_init (SourceDocument *self)
{
}

/*
 * _source_document_new_take:
 * @data: (transfer full): the bytes, NUL-terminated behind @length
 */
SourceDocument *
_source_document_new_take (SourceKind kind, char *data, gsize length, const char *name,
                           GError **error)
{
  g_autoptr (SourceDocument) self = g_object_new (SOURCE_TYPE_DOCUMENT, NULL);
  gboolean exact = TRUE;

  self->kind = kind;
  self->name = g_strdup (name);
  if (length > SOURCE_MAX_BYTES)
    {
      g_free (data);
      g_set_error (error, SOURCE_ERROR, SOURCE_ERROR_TOO_LARGE,
                   _ ("%s:1:1: error: the file is larger than %u MiB"), name,
                   SOURCE_MAX_BYTES / 1024 / 1024);
      return NULL;
    }
  if (!_source_encoding_decode (&self->encoding, kind, data, length, name, &self->original, &exact,
                                error))
    return NULL;
  self->text = g_bytes_get_data (self->original, &self->text_length);
  if (self->text == NULL)
    self->text = "";
  self->tree = _source_tree_new ();
  if (!exact)
    self->read_only = g_strdup_printf (
        _ ("The file is not written as its encoding %s would write it: saving would change bytes that "
           "nobody edited"),
        self->encoding.name);
  if (kind == SOURCE_KIND_XML)
    {
      self->top = _source_parse_document (self->tree, self->text, self->text_length, name, error);
      if (self->top == NULL)
        return NULL;
    }
  else
    {
      self->flat = g_string_new_len (self->text, (gssize) self->text_length);
    }
  return g_steal_pointer (&self);
}

/**
 * source_document_new_for_bytes:
 * @kind: what to read it as
 * @bytes: the bytes of a file
 * @name: what messages call it
 * @error: %SOURCE_ERROR_TOO_LARGE, _ENCODING, _MALFORMED or _DOCTYPE; the message is a line
 *   `FILE:LINE:COLUMN: error: …`
 *
 * A document on its own, to be read. To be edited it must be in a workspace: see
 * source_workspace_add_bytes(). May be called in any thread.
 *
 * Returns: (transfer full): the document, or %NULL
 */
SourceDocument *
source_document_new_for_bytes (SourceKind kind, GBytes *bytes, const char *name, GError **error)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  char *copy = g_malloc (length + 1);

  if (length > 0)
    memcpy (copy, data, length);
  copy[length] = '\0';
  return _source_document_new_take (kind, copy, length, name, error);
}

/**
 * source_document_get_kind:
 *
 * Returns: what it is read as
 */
SourceKind
source_document_get_kind (SourceDocument *self)
{
  return self->kind;
}

/**
 * source_document_get_workspace:
 *
 * Returns: (transfer none) (nullable): the workspace that owns it
 */
SourceWorkspace *
source_document_get_workspace (SourceDocument *self)
{
  return self->workspace;
}

/**
 * source_document_get_path:
 *
 * Returns: (nullable): its canonical path; %NULL for bytes without a file
 */
const char *
source_document_get_path (SourceDocument *self)
{
  return self->path;
}

/**
 * source_document_get_name:
 *
 * Returns: what messages call it: the path as it was given
 */
const char *
source_document_get_name (SourceDocument *self)
{
  return self->name;
}

/**
 * source_document_get_encoding:
 *
 * Returns: the encoding of the file: what the byte order mark says, else what it names
 */
const char *
source_document_get_encoding (SourceDocument *self)
{
  return self->encoding.name;
}

/**
 * source_document_has_bom:
 *
 * Returns: whether the file begins with a byte order mark
 */
gboolean
source_document_has_bom (SourceDocument *self)
{
  return self->encoding.bom_length > 0;
}

const char *
_source_document_peek_line_end (SourceDocument *self)
{
  if (self->line_end == NULL)
    {
      const char *end = self->text + MIN (self->text_length, LINE_END_SAMPLE);
      gsize crlf = 0, lf = 0, cr = 0;

      for (const char *p = self->text; (p = memchr (p, '\n', (gsize) (end - p))) != NULL; p++)
        if (p > self->text && p[-1] == '\r')
          crlf++;
        else
          lf++;
      for (const char *p = self->text; (p = memchr (p, '\r', (gsize) (end - p))) != NULL; p++)
        cr += p[1] != '\n';
      self->line_end = g_strdup (crlf > lf ? "\r\n" : cr > lf + crlf ? "\r" : "\n");
    }
  return self->line_end;
}

/**
 * source_document_get_line_end:
 *
 * Returns: the line end that most lines have: "\n", "\r\n" or "\r"; of a very long file most of
 *   the first lines
 */
const char *
source_document_get_line_end (SourceDocument *self)
{
  return _source_document_peek_line_end (self);
}

/**
 * source_document_is_read_only:
 * @reason: (out) (optional) (transfer none): why, for a person
 *
 * Returns: whether no edit is possible
 */
gboolean
source_document_is_read_only (SourceDocument *self, const char **reason)
{
  if (reason != NULL)
    *reason = self->read_only;
  return self->read_only != NULL;
}

/**
 * source_document_is_modified:
 *
 * Returns: whether saving would write it, move it or delete it
 */
gboolean
source_document_is_modified (SourceDocument *self)
{
  return (self->state != self->saved_state && !self->deleted) ||
         g_strcmp0 (self->deleted ? NULL : self->path, self->disk.path) != 0;
}

/**
 * source_document_is_new:
 *
 * Returns: whether it has never been on disk
 */
gboolean
source_document_is_new (SourceDocument *self)
{
  return self->disk.path == NULL;
}

/**
 * source_document_get_revision:
 *
 * Returns: a number that grows with every change, also by undo
 */
guint64
source_document_get_revision (SourceDocument *self)
{
  return self->revision;
}

void
_source_document_set_path (SourceDocument *self, const char *path)
{
  if (g_strcmp0 (self->path, path) == 0)
    return;
  g_free (self->path);
  self->path = g_strdup (path);
  if (path != NULL)
    {
      g_free (self->name);
      self->name = g_strdup (path);
    }
}

void
_source_document_set_read_only (SourceDocument *self, const char *reason)
{
  if (g_strcmp0 (self->read_only, reason) == 0)
    return;
  g_free (self->read_only);
  self->read_only = g_strdup (reason);
  g_signal_emit (self, signals[STATE_CHANGED], 0);
}

void
_source_document_set_state (SourceDocument *self, guint64 state)
{
  if (self->state == state)
    return;
  self->state = state;
  g_signal_emit (self, signals[STATE_CHANGED], 0);
}

void
_source_document_set_saved (SourceDocument *self, guint64 state)
{
  self->saved_state = state;
  g_signal_emit (self, signals[STATE_CHANGED], 0);
}

void
_source_document_emit_changed (SourceDocument *self, SourceChange *change)
{
  g_signal_emit (self, signals[CHANGED], 0, change);
}

/* Text */

/*
 * Calls @func with the whole text in as few runs as memory allows.
 */
void
_source_document_foreach_run (SourceDocument *self, SourceRunFunc func, gpointer user_data)
{
  if (self->top != NULL)
    _source_node_foreach_run (self->top, FALSE, func, user_data);
  else if (self->flat->len > 0)
    func (self->flat->str, self->flat->len, user_data);
}

/**
 * source_document_get_text_length:
 *
 * Returns: the length of the text in bytes of UTF-8
 */
gsize
source_document_get_text_length (SourceDocument *self)
{
  return self->top != NULL ? self->top->length : self->flat->len;
}

static void
append_run (const char *text, gsize length, gpointer user_data)
{
  char **at = user_data;

  memcpy (*at, text, length);
  *at += length;
}

/**
 * source_document_dup_text:
 * @length: (out) (optional): its length in bytes
 *
 * Returns: (transfer full): the text as it stands now, in UTF-8 and without byte order mark
 */
char *
source_document_dup_text (SourceDocument *self, gsize *length)
{
  gsize n = source_document_get_text_length (self);
  char *text = g_malloc (n + 1);
  char *at = text;

  _source_document_foreach_run (self, append_run, &at);
  *at = '\0';
  g_assert (at == text + n);
  if (length != NULL)
    *length = n;
  return text;
}

/*
 * Returns: (transfer none): the text, valid until the next change
 */
const char *
_source_document_peek_text (SourceDocument *self, gsize *length)
{
  if (self->top == NULL)
    {
      *length = self->flat->len;
      return self->flat->str;
    }
  if (self->n_patches == 0)
    {
      *length = self->text_length;
      return self->text;
    }
  if (self->cached_text == NULL || self->cached_patches != self->n_patches)
    {
      g_free (self->cached_text);
      self->cached_text = source_document_dup_text (self, &self->cached_length);
      self->cached_patches = self->n_patches;
    }
  *length = self->cached_length;
  return self->cached_text;
}

/**
 * source_document_encode:
 *
 * Returns: (transfer full): the bytes that saving would write, or %NULL with %SOURCE_ERROR_ENCODING
 */
GBytes *
source_document_encode (SourceDocument *self, GError **error)
{
  gsize length = source_document_get_text_length (self);
  const char *text;
  char *bytes, *at;

  if (self->encoding.iconv != NULL)
    {
      text = _source_document_peek_text (self, &length);
      return _source_encoding_encode (&self->encoding, text, length, error);
    }
  at = bytes = g_malloc (self->encoding.bom_length + length + 1);
  append_run ((const char *) self->encoding.bom, self->encoding.bom_length, &at);
  _source_document_foreach_run (self, append_run, &at);
  return g_bytes_new_take (bytes, self->encoding.bom_length + length);
}

static inline const char *
next_line (const char *text, const char *end, gboolean no_returns)
{
  const char *line_end;

  if (!no_returns)
    return _source_text_next_line (text, end);
  line_end = memchr (text, '\n', (gsize) (end - text));
  return line_end != NULL ? line_end + 1 : NULL;
}

#define LINES_PER_STEP 512

static void
find_lines (SourceDocument *self)
{
  const char *text, *end, *next;
  gboolean no_returns;
  gsize length;
  guint n = 1;

  if (self->lines != NULL && self->lines_patches == self->n_patches)
    return;
  g_clear_pointer (&self->lines, g_array_unref);
  self->lines_patches = self->n_patches;
  text = _source_document_peek_text (self, &length);
  end = text + length;
  self->lines = g_array_sized_new (FALSE, FALSE, sizeof (guint32), (guint) (length / 32) + 16);
  g_array_set_size (self->lines, 1);
  g_array_index (self->lines, guint32, 0) = 0;
  no_returns = memchr (text, '\r', length) == NULL;
  for (const char *p = text; (next = next_line (p, end, no_returns)) != NULL; p = next)
    {
      /* In steps: the array looks at its size in each. */
      if (n == self->lines->len)
        g_array_set_size (self->lines, n + LINES_PER_STEP);
      g_array_index (self->lines, guint32, n++) = (guint32) (next - text);
    }
  g_array_set_size (self->lines, n);
}

/**
 * source_document_locate:
 * @offset: a byte offset; beyond the end it is taken as the end
 * @line: (out) (optional): its line, counted from 1
 * @column: (out) (optional): its column in characters, counted from 1
 */
void
source_document_locate (SourceDocument *self, gsize offset, guint *line, guint *column)
{
  guint low = 0, high;
  gsize length;
  const char *text = _source_document_peek_text (self, &length);

  find_lines (self);
  offset = MIN (offset, length);
  high = self->lines->len;
  while (high - low > 1)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (self->lines, guint32, middle) <= offset)
        low = middle;
      else
        high = middle;
    }
  if (line != NULL)
    *line = low + 1;
  if (column != NULL)
    {
      const char *start = text + g_array_index (self->lines, guint32, low);

      *column = (guint) g_utf8_strlen (start, text + offset - start) + 1;
    }
}

/* Places */

static guint
depth_of (const SourceNode *node)
{
  guint depth = 0;

  for (; node->parent != NULL; node = node->parent)
    depth++;
  return MIN (depth, SOURCE_MAX_DEPTH + 1);
}

static gsize
find_offset (SourceDocument *self, const SourceNode *node, guint depth)
{
  SourcePlace *place = &self->places[depth];
  const SourceNode *back = node;
  const SourceNode *ahead = node;
  gsize before = 0; /* from @back to @node */
  gsize behind = 0; /* from @node to @ahead */
  gsize offset;

  if (node->parent == NULL)
    return 0;
  /* Whatever is nearer: the place that is known, before or behind the node, or the first child. */
  while (back != place->node && back->previous != NULL && ahead != place->node)
    {
      back = back->previous;
      before += back->length;
      if (ahead->next != NULL)
        {
          behind += ahead->length;
          ahead = ahead->next;
        }
    }
  if (back == place->node)
    offset = place->offset + before;
  else if (ahead == place->node)
    offset = place->offset - behind;
  else
    offset = find_offset (self, node->parent, depth > 0 ? depth - 1 : 0) +
             node->parent->lead_length + node->parent->tag_length + before;
  place->node = node;
  place->offset = offset;
  return offset;
}

/*
 * Returns: where the lead of an attached node begins
 */
gsize
_source_document_offset (SourceDocument *self, const SourceNode *node)
{
  if (self->n_patches == 0)
    return node == self->top ? 0 : (gsize) (node->tag - self->text) - node->lead_length;
  return find_offset (self, node, depth_of (node));
}

/*
 * Keeps the places that are known right after a step: what stands behind it moved, what it took out
 * is nowhere.
 */
void
_source_document_shift_places (SourceDocument *self, const SourceStep *step, gboolean forward)
{
  gsize removed = forward ? step->removed.length : step->inserted.length;
  gsize inserted = forward ? step->inserted.length : step->removed.length;

  for (guint i = 0; i < G_N_ELEMENTS (self->places); i++)
    {
      SourcePlace *place = &self->places[i];

      if (place->node == NULL || place->offset < step->offset ||
          (step->kind == SOURCE_STEP_LEAD && place->node == step->node))
        continue;
      /* At one offset may stand what is empty and what is not; only @before surely follows. */
      if (place->offset > step->offset ? place->offset >= step->offset + removed
                                       : removed == 0 && place->node == step->before)
        place->offset = place->offset - removed + inserted;
      else
        place->node = NULL;
    }
}

/**
 * source_document_get_root:
 *
 * Returns: (transfer none) (nullable): the root element; %NULL for JSON and text
 */
SourceNode *
source_document_get_root (SourceDocument *self)
{
  SourceNode *node = self->top != NULL ? self->top->first : NULL;

  while (node != NULL && node->kind != SOURCE_NODE_ELEMENT)
    node = node->next;
  return node;
}

/**
 * source_document_get_node_at:
 * @offset: a byte offset
 *
 * Returns: (transfer none) (nullable): the innermost node whose text covers the offset, the white
 *   space before a node belonging to its parent; %NULL outside the root
 */
SourceNode *
source_document_get_node_at (SourceDocument *self, gsize offset)
{
  SourceNode *found = NULL;
  SourceNode *node = self->top;
  gsize at = 0;

  while (node != NULL)
    {
      SourceNode *child;

      at += node->lead_length + node->tag_length;
      for (child = node->first; child != NULL; child = child->next)
        {
          if (offset < at + child->length)
            break;
          at += child->length;
        }
      if (child == NULL || offset < at + child->lead_length)
        break;
      found = node = child;
    }
  return found;
}

/* The part of source-node.h that needs the document */

/**
 * source_node_get_offset:
 * @node: an attached node
 *
 * Returns: where its text begins, in bytes
 */
gsize
source_node_get_offset (SourceDocument *document, const SourceNode *node)
{
  return _source_document_offset (document, node) + node->lead_length;
}

/**
 * source_node_get_length:
 *
 * Returns: the length of its text in bytes, without the white space before it
 */
gsize
source_node_get_length (SourceDocument *document, const SourceNode *node)
{
  return node->length - node->lead_length;
}

/**
 * source_node_get_tag_length:
 *
 * Returns: the length of an element's start tag; of other nodes the whole length
 */
gsize
source_node_get_tag_length (SourceDocument *document, const SourceNode *node)
{
  return node->tag_length;
}

/**
 * source_node_locate:
 * @node: an attached node
 * @line: (out) (optional): its line, counted from 1
 * @column: (out) (optional): its column in characters, counted from 1
 */
void
source_node_locate (SourceDocument *document, const SourceNode *node, guint *line, guint *column)
{
  source_document_locate (document, source_node_get_offset (document, node), line, column);
}

/**
 * source_node_locate_attribute:
 * @node: an attached element
 * @namespace_uri: (nullable): %NULL for an attribute without prefix
 * @name: a local name
 * @line: (out) (optional): the line its name stands on
 * @column: (out) (optional): the column of its name
 *
 * Returns: whether the element has that attribute
 */
gboolean
source_node_locate_attribute (SourceDocument *document, const SourceNode *node,
                              const char *namespace_uri, const char *name, guint *line,
                              guint *column)
{
  SourceAttribute attribute;

  if (!_source_node_find_attribute (node, namespace_uri, name, &attribute))
    return FALSE;
  source_document_locate (document,
                          source_node_get_offset (document, node) +
                              (gsize) (attribute.name - node->tag),
                          line, column);
  return TRUE;
}

/**
 * source_node_get_attribute_range:
 * @node: an attached element
 * @namespace_uri: (nullable): %NULL for an attribute without prefix
 * @name: a local name
 * @offset: (out) (optional): where its value begins, behind the quote
 * @length: (out) (optional): the length of the value as written
 *
 * Returns: whether the element has that attribute
 */
gboolean
source_node_get_attribute_range (SourceDocument *document, const SourceNode *node,
                                 const char *namespace_uri, const char *name, gsize *offset,
                                 gsize *length)
{
  SourceAttribute attribute;

  if (!_source_node_find_attribute (node, namespace_uri, name, &attribute))
    return FALSE;
  if (offset != NULL)
    *offset = source_node_get_offset (document, node) + (gsize) (attribute.value - node->tag);
  if (length != NULL)
    *length = attribute.value_length;
  return TRUE;
}

/**
 * source_node_dup_source:
 *
 * Returns: (transfer full): the text of the node as written, without the white space before it
 */
char *
source_node_dup_source (SourceDocument *document, const SourceNode *node)
{
  GString *text = g_string_sized_new (node->length + 1);

  _source_node_append_source (node, FALSE, text);
  return g_string_free (text, FALSE);
}

/* source-tree.c: the memory of a concrete tree, and writing it out
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/source/source-memory-private.h"
#include "engine/source/source-node.h"
#include "engine/source/source-tree-private.h"

#include <string.h>

/* The first blocks are small: most trees are fragments of a few nodes. */
#define NODES_PER_BLOCK 1024
#define NODES_PER_LARGE_BLOCK (SOURCE_MEMORY_LARGE / sizeof (SourceNode))
#define SMALL_BLOCKS 12
#define BYTES_PER_BLOCK 8192

struct _SourceTree
{
  GPtrArray *node_blocks; /* of SourceNode[] */
  guint nodes_used;       /* of the last block */
  guint nodes_size;       /* of the last block */
  GPtrArray *byte_blocks; /* of char[] */
  char *bytes_next;
  gsize bytes_left;
  GHashTable *names; /* set of SourceName */
  GPtrArray *taken;  /* (nullable): of SourceTree */
};

static guint
name_hash (gconstpointer data)
{
  const SourceName *name = data;

  return g_direct_hash (name->local) ^ (g_direct_hash (name->prefix) * 31) ^
         (g_direct_hash (name->namespace_uri) * 17);
}

static gboolean
name_equal (gconstpointer a, gconstpointer b)
{
  return _source_name_equal (a, b);
}

/*
 * _source_name_equal:
 *
 * A tree that has taken others may have the same name more than once.
 *
 * Returns: whether both names, either of which may be %NULL, are the same
 */
gboolean
_source_name_equal (const SourceName *one, const SourceName *other)
{
  return one == other ||
         (one != NULL && other != NULL && one->local == other->local &&
          one->prefix == other->prefix && one->namespace_uri == other->namespace_uri);
}

/*
 * Returns: (transfer full): an empty tree: memory for nodes, bytes and names, freed together
 */
SourceTree *
_source_tree_new (void)
{
  SourceTree *self = g_new0 (SourceTree, 1);

  self->node_blocks = g_ptr_array_new_with_free_func (g_free);
  self->byte_blocks = g_ptr_array_new_with_free_func (g_free);
  self->names = g_hash_table_new_full (name_hash, name_equal, g_free, NULL);
  return self;
}

void
_source_tree_free (SourceTree *self)
{
  g_ptr_array_unref (self->node_blocks);
  g_ptr_array_unref (self->byte_blocks);
  g_hash_table_unref (self->names);
  g_clear_pointer (&self->taken, g_ptr_array_unref);
  g_free (self);
}

/*
 * _source_tree_take:
 * @other: (transfer full): a tree whose nodes become nodes of this one
 */
void
_source_tree_take (SourceTree *self, SourceTree *other)
{
  if (self->taken == NULL)
    self->taken = g_ptr_array_new_with_free_func ((GDestroyNotify) _source_tree_free);
  g_ptr_array_add (self->taken, other);
}

static gpointer
new_block (guint n_nodes)
{
  gpointer block = NULL;

  if (n_nodes == NODES_PER_LARGE_BLOCK)
    block = _source_memory_try_new (SOURCE_MEMORY_LARGE);
  return block != NULL ? block : g_new (SourceNode, n_nodes);
}

/*
 * Returns: (transfer none): a new node without text, living as long as the tree
 */
SourceNode *
_source_tree_add_node (SourceTree *self, SourceNodeKind kind)
{
  SourceNode *node;

  if (self->nodes_used == self->nodes_size)
    {
      self->nodes_size = CLAMP (self->nodes_size * 4, 16, NODES_PER_BLOCK);
      if (self->node_blocks->len >= SMALL_BLOCKS)
        self->nodes_size = NODES_PER_LARGE_BLOCK;
      self->nodes_used = 0;
      g_ptr_array_add (self->node_blocks, new_block (self->nodes_size));
    }
  node = (SourceNode *) g_ptr_array_index (self->node_blocks, self->node_blocks->len - 1) +
         self->nodes_used++;
  memset (node, 0, sizeof *node);
  node->kind = kind;
  node->contiguous = TRUE;
  node->lead = node->tag = node->tail = "";
  return node;
}

/*
 * Returns: (transfer none): a copy of the bytes that stays where it is, with a NUL behind it
 */
const char *
_source_tree_add_bytes (SourceTree *self, const char *text, gsize length)
{
  char *copy;

  if (length == 0)
    return "";
  if (length > BYTES_PER_BLOCK / 4)
    {
      /* A large piece gets a block of its own; the current one is filled further. */
      copy = g_malloc (length + 1);
      g_ptr_array_add (self->byte_blocks, copy);
    }
  else
    {
      if (length + 1 > self->bytes_left)
        {
          self->bytes_next = g_malloc (BYTES_PER_BLOCK);
          self->bytes_left = BYTES_PER_BLOCK;
          g_ptr_array_add (self->byte_blocks, self->bytes_next);
        }
      copy = self->bytes_next;
      self->bytes_next += length + 1;
      self->bytes_left -= length + 1;
    }
  memcpy (copy, text, length);
  copy[length] = '\0';
  return copy;
}

/*
 * The strings need not be interned.
 */
const SourceName *
_source_tree_add_name (SourceTree *self, const char *local, const char *prefix,
                       const char *namespace_uri)
{
  return _source_tree_add_interned_name (self, g_intern_string (local), g_intern_string (prefix),
                                         g_intern_string (namespace_uri));
}

const SourceName *
_source_tree_add_interned_name (SourceTree *self, const char *local, const char *prefix,
                                const char *namespace_uri)
{
  SourceName key = { local, prefix, namespace_uri };
  SourceName *name = g_hash_table_lookup (self->names, &key);

  if (name == NULL)
    {
      name = g_memdup2 (&key, sizeof key);
      g_hash_table_add (self->names, name);
    }
  return name;
}

static void
rebase (SourceNode *node, const char *from, const char *to, gsize length)
{
  if (node->lead >= from && node->lead < from + length)
    node->lead = to + (node->lead - from);
  if (node->tag >= from && node->tag < from + length)
    node->tag = to + (node->tag - from);
  if (node->tail >= from && node->tail < from + length)
    node->tail = to + (node->tail - from);
  /* An empty span may stand at the very end of the run. */
  if (node->lead_length == 0)
    node->lead = "";
  if (node->tail_length == 0)
    node->tail = "";
}

static SourceNode *
import_nodes (SourceTree *self, const SourceNode *node, const char *from, const char *to,
              gsize length)
{
  SourceNode *copy = _source_tree_add_node (self, node->kind);
  const SourceNode *child;

  *copy = *node;
  copy->parent = copy->next = copy->previous = copy->first = copy->last = NULL;
  copy->linked = FALSE;
  copy->n_texts = 0;
  if (node->name != NULL)
    copy->name = _source_tree_add_name (self, node->name->local, node->name->prefix,
                                        node->name->namespace_uri);
  rebase (copy, from, to, length);
  for (child = node->first; child != NULL; child = child->next)
    _source_node_append (copy, import_nodes (self, child, from, to, length));
  return copy;
}

/*
 * _source_tree_import:
 * @node: a node of another tree, contiguous as the parser made it
 *
 * Copies a subtree with its bytes, without the lead.
 *
 * Returns: (transfer none): the copy, without parent and lead
 */
SourceNode *
_source_tree_import (SourceTree *self, const SourceNode *node)
{
  gsize length = node->length - node->lead_length;
  const char *bytes;
  SourceNode *copy;

  g_assert (node->contiguous);
  bytes = _source_tree_add_bytes (self, node->tag, length);
  copy = import_nodes (self, node, node->tag, bytes, length);
  copy->length -= copy->lead_length;
  copy->lead = "";
  copy->lead_length = 0;
  return copy;
}

/*
 * Links a node that has no place as the last child; lengths are the caller's business.
 */
void
_source_node_append (SourceNode *parent, SourceNode *node)
{
  node->parent = parent;
  node->linked = TRUE;
  node->previous = parent->last;
  node->next = NULL;
  if (parent->last != NULL)
    parent->last->next = node;
  else
    parent->first = node;
  parent->last = node;
  parent->n_texts += _source_node_is_text (node);
}

gboolean
_source_node_is_text (const SourceNode *node)
{
  return node->kind == SOURCE_NODE_TEXT || node->kind == SOURCE_NODE_CDATA;
}

/*
 * Returns: whether xml:space="preserve" holds in the element
 */
gboolean
_source_node_preserves_space (const SourceNode *node)
{
  for (; node != NULL && node->kind == SOURCE_NODE_ELEMENT; node = node->parent)
    {
      /* Looking for the bytes first spares the scan of nearly every tag. */
      if (memmem (node->tag, node->tag_length, "xml:space", 9) == NULL)
        continue;
      if (source_node_attribute_equals (node, SOURCE_XML_NAMESPACE, "space", "preserve"))
        return TRUE;
      if (source_node_attribute_equals (node, SOURCE_XML_NAMESPACE, "space", "default"))
        return FALSE;
    }
  return FALSE;
}

typedef struct
{
  SourceRunFunc func;
  gpointer user_data;
  const char *start;
  gsize length;
} RunWriter;

/* Joins what follows on in memory: an untouched file is one run. */
static void
write_run (RunWriter *writer, const char *text, gsize length)
{
  if (length == 0)
    return;
  if (writer->length > 0 && writer->start + writer->length == text)
    {
      writer->length += length;
      return;
    }
  if (writer->length > 0)
    writer->func (writer->start, writer->length, writer->user_data);
  writer->start = text;
  writer->length = length;
}

static void
write_node (RunWriter *writer, const SourceNode *node)
{
  const SourceNode *child;

  if (node->contiguous)
    {
      write_run (writer, node->tag, node->length - node->lead_length);
      return;
    }
  write_run (writer, node->tag, node->tag_length);
  for (child = node->first; child != NULL; child = child->next)
    {
      write_run (writer, child->lead, child->lead_length);
      write_node (writer, child);
    }
  write_run (writer, node->tail, node->tail_length);
}

/*
 * Calls @func with the text of a node in as few runs as memory allows.
 */
void
_source_node_foreach_run (const SourceNode *node, gboolean with_lead, SourceRunFunc func,
                          gpointer user_data)
{
  RunWriter writer = { func, user_data, NULL, 0 };

  if (with_lead)
    write_run (&writer, node->lead, node->lead_length);
  write_node (&writer, node);
  if (writer.length > 0)
    func (writer.start, writer.length, user_data);
}

static void
append_run (const char *text, gsize length, gpointer user_data)
{
  g_string_append_len (user_data, text, (gssize) length);
}

void
_source_node_append_source (const SourceNode *node, gboolean with_lead, GString *text)
{
  _source_node_foreach_run (node, with_lead, append_run, text);
}

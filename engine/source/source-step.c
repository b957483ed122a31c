/* source-step.c: the smallest changes of a document and their inverses
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/source/source-document-private.h"
#include "engine/source/source-node.h"

#include <string.h>

static void
grow (SourceNode *node, gssize by)
{
  for (; node != NULL; node = node->linked ? node->parent : NULL)
    {
      node->length = (guint32) ((gssize) node->length + by);
      node->contiguous = FALSE;
    }
}

static void
set_span (const char **text, guint32 *length, SourceSpan span)
{
  *text = span.text;
  *length = span.length;
}

static void
apply_span (const SourceStep *step, gboolean forward)
{
  SourceNode *node = step->node;
  SourceSpan span = forward ? step->inserted : step->removed;
  SourceSpan other = forward ? step->removed : step->inserted;
  gssize by = (gssize) span.length - (gssize) other.length;

  if (step->kind == SOURCE_STEP_LEAD)
    {
      set_span (&node->lead, &node->lead_length, span);
      node->length = (guint32) ((gssize) node->length + by);
      grow (node->parent, by);
      return;
    }
  if (step->kind == SOURCE_STEP_TAG)
    {
      set_span (&node->tag, &node->tag_length, span);
      node->name = forward ? step->new_name : step->old_name;
      node->declares = node->kind == SOURCE_NODE_ELEMENT &&
                       memmem (span.text, span.length, "xmlns", 5) != NULL;
    }
  else
    {
      set_span (&node->tail, &node->tail_length, span);
    }
  grow (node, by);
}

static void
link_node (SourceNode *node, SourceNode *parent, SourceNode *before)
{
  SourceNode *previous = before != NULL ? before->previous : parent->last;

  node->parent = parent;
  node->linked = TRUE;
  node->previous = previous;
  node->next = before;
  if (previous != NULL)
    previous->next = node;
  else
    parent->first = node;
  if (before != NULL)
    before->previous = node;
  else
    parent->last = node;
  parent->n_texts += _source_node_is_text (node);
  grow (parent, node->length);
}

static void
unlink_node (SourceNode *node)
{
  SourceNode *parent = node->parent;

  if (node->previous != NULL)
    node->previous->next = node->next;
  else
    parent->first = node->next;
  if (node->next != NULL)
    node->next->previous = node->previous;
  else
    parent->last = node->previous;
  node->linked = FALSE;
  node->previous = node->next = NULL;
  parent->n_texts -= _source_node_is_text (node);
  grow (parent, -(gssize) node->length);
}

static void
set_lead (SourceNode *node, SourceSpan lead)
{
  node->length += lead.length - node->lead_length;
  set_span (&node->lead, &node->lead_length, lead);
}

static void
apply_flat (const SourceStep *step, gboolean forward)
{
  SourceSpan old = forward ? step->removed : step->inserted;
  SourceSpan new = forward ? step->inserted : step->removed;
  GString *flat = step->document->flat;

  g_string_erase (flat, (gssize) step->offset, (gssize) old.length);
  g_string_insert_len (flat, (gssize) step->offset, new.text, (gssize) new.length);
}

/*
 * Does the step, or its inverse. Steps are done and undone strictly in order.
 */
void
_source_step_apply (const SourceStep *step, gboolean forward)
{
  switch (step->kind)
    {
    case SOURCE_STEP_LEAD:
    case SOURCE_STEP_TAG:
    case SOURCE_STEP_TAIL:
      apply_span (step, forward);
      break;
    case SOURCE_STEP_LINK:
    case SOURCE_STEP_UNLINK:
      if (step->kind == SOURCE_STEP_LINK && forward)
        set_lead (step->node, step->new_lead);
      if ((step->kind == SOURCE_STEP_LINK) == forward)
        link_node (step->node, step->parent, step->before);
      else
        unlink_node (step->node);
      if (step->kind == SOURCE_STEP_LINK && !forward)
        set_lead (step->node, step->old_lead);
      break;
    case SOURCE_STEP_FLAT:
      apply_flat (step, forward);
      break;
    default:
      return; /* files are the workspace's business */
    }
  _source_document_shift_places (step->document, step, forward);
  step->document->n_patches++;
}

void
_source_step_clear (SourceStep *step)
{
  g_clear_object (&step->document);
  g_clear_pointer (&step->old_path, g_free);
  g_clear_pointer (&step->new_path, g_free);
}

/* What happened to a node over several steps */
typedef enum
{
  WAS_ATTACHED = 1 << 0,
  LINKED = 1 << 1, /* or unlinked */
  TOUCHED = 1 << 2,
} Fate;

/* What happened to the nodes of a document over several steps */
typedef struct
{
  GHashTable *nodes; /* SourceNode → Fate */
  GPtrArray *order;
  GHashTable *homes; /* SourceNode → the parent it was first taken from */
} Fates;

static void
note_fate (Fates *fates, SourceNode *node, guint fate)
{
  guint old = GPOINTER_TO_UINT (g_hash_table_lookup (fates->nodes, node));

  if (old == 0)
    g_ptr_array_add (fates->order, node);
  /* Only the first link or unlink tells whether it was attached before. */
  if ((fate & LINKED) && (old & LINKED))
    fate &= ~WAS_ATTACHED;
  g_hash_table_insert (fates->nodes, node, GUINT_TO_POINTER (old | fate));
}

static gboolean
has_ancestor_in (const SourceNode *node, GHashTable *set)
{
  for (node = node->parent; node != NULL; node = node->parent)
    if (g_hash_table_contains (set, node))
      return TRUE;
  return FALSE;
}

/* Whether the white space beside a child (NULL: in an element without) is text of the element. */
static gboolean
is_space_text (const SourceNode *element, const SourceNode *child)
{
  return element != NULL &&
         (child == NULL || element->n_texts > 0 || child->kind != SOURCE_NODE_ELEMENT);
}

static void
note_step (Fates *fates, const SourceStep *step, gboolean forward)
{
  gboolean arrives = (step->kind == SOURCE_STEP_LINK) == forward;

  switch (step->kind)
    {
    case SOURCE_STEP_LEAD:
      if (is_space_text (step->node->parent, step->node))
        note_fate (fates, step->node->parent, TOUCHED);
      break;
    case SOURCE_STEP_TAG:
      if (step->node->kind == SOURCE_NODE_ELEMENT)
        note_fate (fates, step->node, TOUCHED);
      else if (step->node->parent != NULL)
        note_fate (fates, step->node->parent, TOUCHED);
      break;
    case SOURCE_STEP_TAIL:
      if (is_space_text (step->node, step->node->last))
        note_fate (fates, step->node, TOUCHED);
      break;
    case SOURCE_STEP_LINK:
    case SOURCE_STEP_UNLINK:
      if (_source_node_is_text (step->node))
        {
          note_fate (fates, step->parent, TOUCHED);
          break;
        }
      note_fate (fates, step->node, arrives ? LINKED : LINKED | WAS_ATTACHED);
      if (!arrives && !g_hash_table_contains (fates->homes, step->node))
        g_hash_table_insert (fates->homes, step->node, step->parent);
      break;
    default:
      break;
    }
}

static void
add_patch (GArray *patches, const SourceStep *step, gboolean forward)
{
  SourceSpan removed = forward ? step->removed : step->inserted;
  SourceSpan inserted = forward ? step->inserted : step->removed;
  SourcePatch patch = { step->offset, removed.text, removed.length, inserted.text, inserted.length };

  if (step->kind <= SOURCE_STEP_FLAT)
    g_array_append_val (patches, patch);
}

/* Puts each node into the array that says what became of it. */
static void
sort_fates (SourceChange *self, const Fates *fates, const SourceNode *root)
{
  g_autoptr (GHashTable) inserted = g_hash_table_new (NULL, NULL);
  g_autoptr (GHashTable) left = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < fates->order->len; i++)
    {
      SourceNode *node = fates->order->pdata[i];
      guint fate = GPOINTER_TO_UINT (g_hash_table_lookup (fates->nodes, node));

      if ((fate & LINKED) && !(fate & WAS_ATTACHED) && source_node_is_attached (node))
        g_hash_table_add (inserted, node);
    }
  for (guint i = 0; i < fates->order->len; i++)
    {
      SourceNode *node = fates->order->pdata[i];
      guint fate = GPOINTER_TO_UINT (g_hash_table_lookup (fates->nodes, node));
      gboolean attached = source_node_is_attached (node);

      if (node->kind == SOURCE_NODE_DOCUMENT)
        continue;
      if (g_hash_table_contains (inserted, node))
        {
          if (!has_ancestor_in (node, inserted))
            g_ptr_array_add (self->inserted, node);
          if (node == root)
            self->whole = TRUE;
        }
      else if ((fate & LINKED) && (fate & WAS_ATTACHED))
        {
          SourceNode *home = g_hash_table_lookup (fates->homes, node);

          g_ptr_array_add (attached ? self->moved : self->removed, node);
          if (attached && !g_hash_table_contains (left, home))
            {
              g_hash_table_add (left, home);
              g_ptr_array_add (self->left, home);
            }
        }
      else if (attached && !(fate & LINKED) && !has_ancestor_in (node, inserted))
        g_ptr_array_add (self->touched, node);
    }
}

/*
 * _source_change_new:
 * @steps: (array length=n): steps of any documents
 * @forward: whether they were done in this order, or undone in the opposite one
 *
 * Returns: (transfer full): what the steps changed in @document, told as it stands now
 */
SourceChange *
_source_change_new (SourceDocument *document, const char *name, const SourceStep *steps, gsize n,
                    gboolean forward)
{
  SourceChange *self = g_new0 (SourceChange, 1);
  g_autoptr (GHashTable) nodes = g_hash_table_new (NULL, NULL);
  g_autoptr (GPtrArray) order = g_ptr_array_new ();
  g_autoptr (GHashTable) homes = g_hash_table_new (NULL, NULL);
  Fates fates = { nodes, order, homes };

  self->name = name;
  self->touched = g_ptr_array_new ();
  self->inserted = g_ptr_array_new ();
  self->removed = g_ptr_array_new ();
  self->moved = g_ptr_array_new ();
  self->left = g_ptr_array_new ();
  self->patches = g_array_new (FALSE, FALSE, sizeof (SourcePatch));
  for (gsize i = 0; i < n; i++)
    {
      const SourceStep *step = &steps[forward ? i : n - 1 - i];

      if (step->document != document)
        continue;
      note_step (&fates, step, forward);
      if (step->kind == SOURCE_STEP_TAG && step->old_name != step->new_name)
        self->renamed = TRUE;
      add_patch (self->patches, step, forward);
    }
  sort_fates (self, &fates, source_document_get_root (document));
  if (self->whole)
    {
      g_ptr_array_set_size (self->touched, 0);
      g_ptr_array_set_size (self->inserted, 0);
      g_ptr_array_set_size (self->removed, 0);
      g_ptr_array_set_size (self->moved, 0);
      g_ptr_array_set_size (self->left, 0);
    }
  return self;
}

void
_source_change_free (SourceChange *self)
{
  g_ptr_array_unref (self->touched);
  g_ptr_array_unref (self->inserted);
  g_ptr_array_unref (self->removed);
  g_ptr_array_unref (self->moved);
  g_ptr_array_unref (self->left);
  g_array_unref (self->patches);
  g_free (self);
}

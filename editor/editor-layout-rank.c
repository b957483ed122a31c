/* editor-layout-rank.c: the accepting way, and which cell every node gets
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "editor/editor-layout-private.h"

#include <string.h>

/* Whether a condition of a flow asks for a rejection: such a branch is never the accepting one. */
static gboolean
is_rejecting (const BpmnElement *flow)
{
  const char *condition = bpmn_element_get_condition (flow);

  if (condition == NULL || strstr (condition, "reject") == NULL)
    return FALSE;
  return strstr (condition, "notEquals") == NULL && strstr (condition, "\"not\"") == NULL;
}

/* Longest way to an end event over nodes not seen yet, by a walk in depth; a node's value is final
 * when the walk leaves it. Ways back count nothing. */
static GHashTable *
measure_ways (BpmnElement *start)
{
  g_autoptr (GArray) stack = g_array_new (FALSE, FALSE, sizeof (gpointer) * 2);
  g_autoptr (GHashTable) entered = g_hash_table_new (NULL, NULL);
  GHashTable *lengths = g_hash_table_new (NULL, NULL); /* BpmnElement -> steps to an end, 0: none */
  gpointer first[2] = { start, GUINT_TO_POINTER (0) };

  g_array_append_val (stack, first);
  g_hash_table_add (entered, start);
  while (stack->len > 0)
    {
      gpointer *top = &((gpointer *) (gpointer) stack->data)[(stack->len - 1) * 2];
      BpmnElement *node = top[0];
      guint next = GPOINTER_TO_UINT (top[1]);
      const GPtrArray *outgoing = bpmn_element_get_outgoing (node);

      if (outgoing != NULL && next < outgoing->len)
        {
          BpmnElement *target = bpmn_element_get_target (g_ptr_array_index (outgoing, next));

          top[1] = GUINT_TO_POINTER (next + 1);
          if (target != NULL && g_hash_table_add (entered, target))
            {
              gpointer entry[2] = { target, GUINT_TO_POINTER (0) };

              g_array_append_val (stack, entry);
            }
          continue;
        }
      {
        guint best = outgoing == NULL || outgoing->len == 0
                         ? bpmn_element_get_type_id (node) == BPMN_TYPE_END_EVENT
                         : 0;

        for (guint i = 0; outgoing != NULL && i < outgoing->len; i++)
          {
            BpmnElement *target = bpmn_element_get_target (g_ptr_array_index (outgoing, i));
            guint length = GPOINTER_TO_UINT (g_hash_table_lookup (lengths, target));

            if (length > 0)
              best = MAX (best, length + 1);
          }
        g_hash_table_insert (lengths, node, GUINT_TO_POINTER (best));
        g_array_set_size (stack, stack->len - 1);
      }
    }
  return lengths;
}

static BpmnElement *
find_start (BpmnElement *process)
{
  const GPtrArray *children = bpmn_element_get_children (process);

  for (guint i = 0; children != NULL && i < children->len; i++)
    {
      BpmnElement *child = g_ptr_array_index (children, i);

      if (bpmn_element_get_type_id (child) == BPMN_TYPE_START_EVENT)
        return child;
    }
  for (guint i = 0; children != NULL && i < children->len; i++)
    {
      BpmnElement *child = g_ptr_array_index (children, i);
      const GPtrArray *incoming = bpmn_element_get_incoming (child);

      if (bpmn_type_is_flow_node (bpmn_element_get_type_id (child))
          && bpmn_element_get_attached_to (child) == NULL
          && (incoming == NULL || incoming->len == 0))
        return child;
    }
  return NULL;
}

/**
 * editor_layout_find_main_path:
 * @process: a process or sub-process
 *
 * The accepting way: at every branch the way that is not taken on reject and leads on to an end
 * event; of several the one with most steps.
 *
 * Returns: (transfer container) (element-type BpmnElement): its nodes in order; empty if the process
 *   has no node to start at
 */
GPtrArray *
editor_layout_find_main_path (BpmnElement *process)
{
  GPtrArray *path = g_ptr_array_new ();
  BpmnElement *node = find_start (process);
  g_autoptr (GHashTable) on_path = g_hash_table_new (NULL, NULL);
  g_autoptr (GHashTable) lengths = NULL;

  if (node == NULL)
    return path;
  lengths = measure_ways (node);
  while (node != NULL && g_hash_table_add (on_path, node))
    {
      const GPtrArray *outgoing = bpmn_element_get_outgoing (node);
      BpmnElement *best = NULL;
      gint64 best_score = -1;

      g_ptr_array_add (path, node);
      for (guint i = 0; outgoing != NULL && i < outgoing->len; i++)
        {
          BpmnElement *flow = g_ptr_array_index (outgoing, i);
          BpmnElement *target = bpmn_element_get_target (flow);
          gint64 score;

          if (target == NULL || g_hash_table_contains (on_path, target)
              || bpmn_element_get_parent (target) != process)
            continue;
          score = GPOINTER_TO_UINT (g_hash_table_lookup (lengths, target));
          if (score > 0)
            score += (gint64) 1 << 40;
          if (!is_rejecting (flow))
            score += (gint64) 1 << 41;
          if (score > best_score)
            {
              best_score = score;
              best = target;
            }
        }
      node = best;
    }
  return path;
}

/* A walk in depth from one node: numbers the nodes, and marks flows that lead back to a node the
 * walk is still inside of. The accepting way is walked first, so that it never becomes a way back. */
static void
walk (LayoutNode *root, guint *counter, GHashTable *open)
{
  g_autoptr (GArray) stack = g_array_new (FALSE, FALSE, sizeof (gpointer) * 2);
  gpointer first[2] = { root, GUINT_TO_POINTER (0) };

  if (root->order != G_MAXUINT)
    return;
  root->order = (*counter)++;
  g_hash_table_add (open, root);
  g_array_append_val (stack, first);
  while (stack->len > 0)
    {
      gpointer *top = &((gpointer *) (gpointer) stack->data)[(stack->len - 1) * 2];
      LayoutNode *node = top[0];
      guint next = GPOINTER_TO_UINT (top[1]);
      guint n = node->out->len;

      if (next >= 2 * n)
        {
          g_hash_table_remove (open, node);
          g_array_set_size (stack, stack->len - 1);
          continue;
        }
      top[1] = GUINT_TO_POINTER (next + 1);
      {
        LayoutFlow *flow = g_ptr_array_index (node->out, next % n);
        gboolean main = node->on_main_path && flow->to->on_main_path;

        if (main != (next < n)) /* first round: along the accepting way */
          continue;
        if (g_hash_table_contains (open, flow->to))
          flow->back = TRUE;
        else if (flow->to->order == G_MAXUINT)
          {
            gpointer entry[2] = { flow->to, GUINT_TO_POINTER (0) };

            flow->to->order = (*counter)++;
            g_hash_table_add (open, flow->to);
            g_array_append_val (stack, entry);
          }
      }
    }
}

static int
compare_walk (gconstpointer a, gconstpointer b)
{
  const LayoutNode *x = *(LayoutNode *const *) a, *y = *(LayoutNode *const *) b;

  return x->order < y->order ? -1 : x->order > y->order;
}

/* Longest distance from the first nodes over flows that don't lead back. */
static void
assign_columns (LayoutScope *self)
{
  g_autoptr (GPtrArray) ready = g_ptr_array_new ();
  g_autoptr (GHashTable) waiting = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < self->nodes->len; i++)
    {
      LayoutNode *node = g_ptr_array_index (self->nodes, i);
      guint n = 0;

      for (guint k = 0; k < node->in->len; k++)
        n += !((LayoutFlow *) g_ptr_array_index (node->in, k))->back;
      g_hash_table_insert (waiting, node, GUINT_TO_POINTER (n));
      node->column = 0;
      if (n == 0)
        g_ptr_array_add (ready, node);
    }
  g_ptr_array_sort (ready, compare_walk);
  for (guint i = 0; i < ready->len; i++)
    {
      LayoutNode *node = g_ptr_array_index (ready, i);

      self->n_columns = MAX (self->n_columns, (guint) node->column + 1);
      for (guint k = 0; k < node->out->len; k++)
        {
          LayoutFlow *flow = g_ptr_array_index (node->out, k);
          guint n;

          if (flow->back)
            continue;
          flow->to->column = MAX (flow->to->column, node->column + 1);
          n = GPOINTER_TO_UINT (g_hash_table_lookup (waiting, flow->to)) - 1;
          g_hash_table_insert (waiting, flow->to, GUINT_TO_POINTER (n));
          if (n == 0)
            g_ptr_array_add (ready, flow->to);
        }
    }
}

/* Taken stretches of rows. */
typedef struct
{
  guint band;
  int row, from, to;
} Stretch;

static gboolean
is_free (GArray *stretches, guint band, int row, int from, int to)
{
  for (guint i = stretches->len; i > 0; i--)
    {
      const Stretch *s = &g_array_index (stretches, Stretch, i - 1);

      if (s->band == band && s->row == row && s->from <= to && from <= s->to)
        return FALSE;
    }
  return TRUE;
}

static void
take (GArray *stretches, guint band, int row, int from, int to)
{
  Stretch s = { band, row, from, to };

  g_array_append_val (stretches, s);
}

/* A side branch: the node and what follows in the same lane, up to where it joins others. */
static GPtrArray *
collect_branch (LayoutNode *first)
{
  GPtrArray *branch = g_ptr_array_new ();

  for (LayoutNode *node = first; node != NULL;)
    {
      LayoutNode *next = NULL;

      g_ptr_array_add (branch, node);
      node->placed = TRUE;
      for (guint i = 0; i < node->out->len && next == NULL; i++)
        {
          LayoutFlow *flow = g_ptr_array_index (node->out, i);

          if (!flow->back && !flow->to->placed && flow->to->band == first->band
              && flow->boundary == NULL)
            next = flow->to;
        }
      node = next;
    }
  return branch;
}

/* Rows to try, in order: 1, 2, 3 … below, or on both sides beginning above. */
static int
candidate_row (guint n, gboolean above_first)
{
  if (!above_first)
    return (int) n + 1;
  return n % 2 == 0 ? -(int) (n / 2) - 1 : (int) (n / 2) + 1;
}

static gboolean
has_way_back (const LayoutNode *node)
{
  for (guint i = 0; i < node->out->len; i++)
    if (((LayoutFlow *) g_ptr_array_index (node->out, i))->back)
      return TRUE;
  return FALSE;
}

static void
place_branch (LayoutScope *self, GArray *stretches, LayoutNode *first, LayoutBranches branches)
{
  g_autoptr (GPtrArray) branch = collect_branch (first);
  LayoutNode *last = g_ptr_array_index (branch, branch->len - 1), *parent = NULL;
  int from = first->column, to = last->column, row = 0;
  gboolean from_boundary = FALSE, above;

  for (guint i = 0; i < first->in->len; i++)
    {
      LayoutFlow *flow = g_ptr_array_index (first->in, i);

      if (!flow->back && flow->from->placed && flow->from->band == first->band
          && (parent == NULL || flow->from->column > parent->column))
        {
          parent = flow->from;
          from_boundary = flow->boundary != NULL;
        }
    }
  if (parent != NULL)
    from = parent->column;
  for (guint i = 0; i < last->out->len; i++)
    {
      LayoutFlow *flow = g_ptr_array_index (last->out, i);

      if (!flow->back && flow->to->placed && flow->to->band == first->band)
        to = MAX (to, flow->to->column);
    }
  above = self->lanes->len == 0 && parent != NULL && !from_boundary
          && (branches == LAYOUT_BRANCHES_ABOVE
              || (branches == LAYOUT_BRANCHES_ABOVE_LOOPS && has_way_back (parent)));
  if (self->lanes->len > 0 && is_free (stretches, first->band, 0, first->column, last->column))
    {
      row = 0;
      from = first->column;
      to = last->column;
    }
  else
    {
      int base = parent != NULL ? parent->row : 0;
      gboolean found = FALSE;

      if (parent == NULL) /* apart from everything: below all of it */
        {
          for (guint i = 0; i < stretches->len; i++)
            {
              const Stretch *s = &g_array_index (stretches, Stretch, i);

              if (s->band == first->band)
                base = MAX (base, s->row);
            }
        }
      for (guint n = 0; !found; n++)
        {
          row = candidate_row (n, above);
          row += base > 0 && row > 0 ? base : base < 0 && row < 0 ? base : 0;
          found = row != 0 && is_free (stretches, first->band, row, from, to);
        }
    }
  take (stretches, first->band, row, from, to);
  for (guint i = 0; i < branch->len; i++)
    ((LayoutNode *) g_ptr_array_index (branch, i))->row = row;
}

/* Rows are numbered from the top, without gaps, lane after lane. */
static void
number_rows (LayoutScope *self)
{
  int top = 0;

  g_free (self->band_rows);
  self->band_rows = g_new0 (guint, self->n_bands);
  for (guint band = 0; band < self->n_bands; band++)
    {
      g_autoptr (GHashTable) used = g_hash_table_new (NULL, NULL);
      int low = 0, high = 0;

      for (guint i = 0; i < self->nodes->len; i++)
        {
          LayoutNode *node = g_ptr_array_index (self->nodes, i);

          if (node->band != band)
            continue;
          g_hash_table_add (used, GINT_TO_POINTER (node->row));
          low = MIN (low, node->row);
          high = MAX (high, node->row);
        }
      {
        g_autofree int *numbers = g_new (int, high - low + 1);
        int next = top;

        for (int row = low; row <= high; row++)
          numbers[row - low] = g_hash_table_contains (used, GINT_TO_POINTER (row)) ? next++ : next;
        if (next == top) /* an empty lane is one row high */
          next++;
        for (guint i = 0; i < self->nodes->len; i++)
          {
            LayoutNode *node = g_ptr_array_index (self->nodes, i);

            if (node->band == band)
              node->row = numbers[node->row - low];
          }
        self->band_rows[band] = next - top;
        top = next;
      }
    }
  self->n_rows = (guint) top;
}

/**
 * layout_scope_rank:
 * @self: a scope
 * @container: what it was made of
 * @branches: on which side of the main line side branches go
 *
 * Gives every node its column and row, and finds the flows that lead back.
 */
void
layout_scope_rank (LayoutScope *self, BpmnElement *container, LayoutBranches branches)
{
  g_autoptr (GPtrArray) path = editor_layout_find_main_path (container);
  g_autoptr (GPtrArray) sorted = g_ptr_array_new ();
  g_autoptr (GHashTable) open = g_hash_table_new (NULL, NULL);
  g_autoptr (GArray) stretches = g_array_new (FALSE, FALSE, sizeof (Stretch));
  guint counter = 0;

  self->n_columns = 1;
  for (guint i = 0; i < self->nodes->len; i++)
    {
      LayoutNode *node = g_ptr_array_index (self->nodes, i);

      node->order = G_MAXUINT;
      node->placed = node->on_main_path = FALSE;
      node->row = 0;
      g_ptr_array_add (sorted, node);
    }
  for (guint i = 0; i < self->flows->len; i++)
    ((LayoutFlow *) g_ptr_array_index (self->flows, i))->back = FALSE;
  for (guint i = 0; i < path->len; i++)
    {
      LayoutNode *node = g_hash_table_lookup (self->by_element, g_ptr_array_index (path, i));

      if (node != NULL)
        node->on_main_path = TRUE;
    }
  if (path->len > 0)
    {
      LayoutNode *start = g_hash_table_lookup (self->by_element, g_ptr_array_index (path, 0));

      if (start != NULL)
        walk (start, &counter, open);
    }
  for (guint pass = 0; pass < 2; pass++) /* other beginnings first, then circles without one */
    for (guint i = 0; i < self->nodes->len; i++)
      {
        LayoutNode *node = g_ptr_array_index (self->nodes, i);

        if (pass == 1 || node->in->len == 0)
          walk (node, &counter, open);
      }
  for (guint i = 0; i < self->nodes->len; i++)
    layout_node_make_back_room (g_ptr_array_index (self->nodes, i));
  assign_columns (self);
  if (self->lanes->len == 0)
    {
      int first = G_MAXINT, last = -1;

      for (guint i = 0; i < self->nodes->len; i++)
        {
          LayoutNode *node = g_ptr_array_index (self->nodes, i);

          if (!node->on_main_path)
            continue;
          node->placed = TRUE;
          first = MIN (first, node->column);
          last = MAX (last, node->column);
        }
      if (last >= first)
        take (stretches, 0, 0, first, last);
    }
  g_ptr_array_sort (sorted, compare_walk);
  for (guint i = 0; i < sorted->len; i++)
    {
      LayoutNode *node = g_ptr_array_index (sorted, i);

      if (!node->placed)
        place_branch (self, stretches, node, branches);
    }
  number_rows (self);
}

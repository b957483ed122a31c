/* ordering-search.c: shortest runs, forwards and backwards, watched by a monitor
 *
 * Runs have small whole costs (steps), so the queue is a ring of buckets and a search takes time
 * linear in the number of edges and layers.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/rules/ordering-private.h"

#define N_BUCKETS 16
#define MAX_COST (N_BUCKETS - 1)

typedef struct
{
  GArray *buckets[N_BUCKETS]; /* of guint: layer * n_states + state */
  guint current;              /* the distance that is looked at */
  guint n_queued;
} Queue;

static void
queue_init (Queue *self)
{
  for (guint i = 0; i < N_BUCKETS; i++)
    self->buckets[i] = g_array_new (FALSE, FALSE, sizeof (guint));
  self->current = 0;
  self->n_queued = 0;
}

static void
queue_clear (Queue *self)
{
  for (guint i = 0; i < N_BUCKETS; i++)
    g_array_unref (self->buckets[i]);
}

static void
queue_push (Queue *self, guint distance, guint item)
{
  g_array_append_val (self->buckets[distance % N_BUCKETS], item);
  self->n_queued++;
}

static guint
edge_cost (const OrderingEdge *edge)
{
  return edge->exit != NULL ? MIN (edge->exit->cost, MAX_COST) : 0;
}

static OrderingSearch *
search_new (const OrderingGraph *graph, guint n_layers)
{
  OrderingSearch *self = g_new0 (OrderingSearch, 1);
  gsize n = (gsize) graph->states->len * n_layers;

  self->ref_count = 1;
  self->graph = graph;
  self->n_layers = n_layers;
  self->distance = g_new (guint, n + 1);
  self->via = g_new (guint, n + 1);
  self->via_layer = g_new (guint, n + 1);
  for (gsize i = 0; i < n; i++)
    self->distance[i] = ORDERING_NONE;
  return self;
}

OrderingSearch *
ordering_search_ref (OrderingSearch *self)
{
  self->ref_count++;
  return self;
}

void
ordering_search_free (OrderingSearch *self)
{
  if (--self->ref_count > 0)
    return;
  g_free (self->distance);
  g_free (self->via);
  g_free (self->via_layer);
  g_free (self->last);
  g_free (self->tree);
  g_free (self);
}

static void
relax (OrderingSearch *self, Queue *queue, guint item, guint distance, guint edge, guint layer)
{
  if (distance >= self->distance[item])
    return;
  self->distance[item] = distance;
  self->via[item] = edge;
  self->via_layer[item] = layer;
  queue_push (queue, distance, item);
}

typedef void (*VisitFunc) (OrderingSearch *self, Queue *queue, guint layer, guint state,
                           OrderingMonitor monitor, gpointer data);

static void
run_queue (OrderingSearch *self, Queue *queue, VisitFunc visit, OrderingMonitor monitor,
           gpointer data)
{
  guint n_states = self->graph->states->len;

  while (queue->n_queued > 0)
    {
      GArray *bucket = queue->buckets[queue->current % N_BUCKETS];

      /* Edges without cost add to the bucket that is being emptied. */
      for (guint i = 0; i < bucket->len; i++)
        {
          guint item = g_array_index (bucket, guint, i);

          queue->n_queued--;
          if (self->distance[item] == queue->current)
            visit (self, queue, item / n_states, item % n_states, monitor, data);
        }
      g_array_set_size (bucket, 0);
      queue->current++;
    }
}

static void
visit_forward (OrderingSearch *self, Queue *queue, guint layer, guint state,
               OrderingMonitor monitor, gpointer data)
{
  const OrderingGraph *graph = self->graph;
  const OrderingState *from = ordering_graph_state (graph, state);

  for (guint i = from->first_edge; i < from->first_edge + from->n_edges; i++)
    {
      const OrderingEdge *edge = ordering_graph_edge (graph, i);
      guint next = monitor != NULL ? monitor (data, layer, edge) : layer;

      if (next == ORDERING_NONE || edge->to == ORDERING_NONE)
        continue;
      relax (self, queue, next * graph->states->len + edge->to, queue->current + edge_cost (edge),
             i, layer);
    }
}

OrderingSearch *
ordering_search_forward (const OrderingGraph *graph, guint n_layers, OrderingMonitor monitor,
                         gpointer data)
{
  OrderingSearch *self = search_new (graph, n_layers);
  Queue queue;

  queue_init (&queue);
  for (guint i = 0; i < graph->n_start_edges; i++)
    {
      const OrderingEdge *edge = ordering_graph_edge (graph, i);

      if (edge->to != ORDERING_NONE)
        relax (self, &queue, edge->to, 0, i, 0);
    }
  run_queue (self, &queue, visit_forward, monitor, data);
  queue_clear (&queue);
  return self;
}

static void
visit_backward (OrderingSearch *self, Queue *queue, guint layer, guint state,
                OrderingMonitor monitor, gpointer data)
{
  const OrderingGraph *graph = self->graph;

  for (guint i = graph->first_incoming[state]; i < graph->first_incoming[state + 1]; i++)
    {
      guint index = graph->incoming[i];
      const OrderingEdge *edge = ordering_graph_edge (graph, index);

      for (guint before = 0; before < self->n_layers; before++)
        if (monitor (data, before, edge) == layer)
          relax (self, queue, before * graph->states->len + edge->from,
                 queue->current + edge_cost (edge), index, layer);
    }
}

OrderingSearch *
ordering_search_backward (const OrderingGraph *graph, guint n_layers, OrderingMonitor monitor,
                          OrderingGoal goal, gpointer data)
{
  OrderingSearch *self = search_new (graph, n_layers);
  Queue queue;

  self->is_backward = TRUE;
  queue_init (&queue);
  for (guint i = graph->n_start_edges; i < graph->edges->len; i++)
    {
      const OrderingEdge *edge = ordering_graph_edge (graph, i);

      for (guint layer = 0; layer < n_layers; layer++)
        {
          guint next = monitor (data, layer, edge);

          /* The goal is where a run ends, so the layer behind it does not matter. */
          if (goal (data, layer, edge, next))
            relax (self, &queue, layer * graph->states->len + edge->from, edge_cost (edge), i,
                   ORDERING_NONE);
        }
    }
  run_queue (self, &queue, visit_backward, monitor, data);
  queue_clear (&queue);
  return self;
}

void
ordering_search_append_run_to (const OrderingSearch *forward, guint layer, guint state,
                               GArray *edges)
{
  guint first = edges->len;

  for (;;)
    {
      guint item = layer * forward->graph->states->len + state;
      guint index = forward->via[item];
      const OrderingEdge *edge = ordering_graph_edge (forward->graph, index);

      g_array_append_val (edges, index);
      if (edge->from == ORDERING_NONE)
        break;
      layer = forward->via_layer[item];
      state = edge->from;
    }
  for (guint i = first, j = edges->len - 1; i < j; i++, j--)
    {
      guint swap = g_array_index (edges, guint, i);

      g_array_index (edges, guint, i) = g_array_index (edges, guint, j);
      g_array_index (edges, guint, j) = swap;
    }
}

void
ordering_search_append_run_from (const OrderingSearch *backward, guint layer, guint state,
                                 GArray *edges)
{
  while (layer != ORDERING_NONE)
    {
      guint item = layer * backward->graph->states->len + state;
      guint index = backward->via[item];

      g_array_append_val (edges, index);
      layer = backward->via_layer[item];
      state = ordering_graph_edge (backward->graph, index)->to;
    }
}

guint
ordering_search_next_item (const OrderingSearch *self, guint item)
{
  const OrderingEdge *edge = ordering_graph_edge (self->graph, self->via[item]);
  guint state = self->is_backward ? edge->to : edge->from;

  if (state == ORDERING_NONE || self->via_layer[item] == ORDERING_NONE)
    return ORDERING_NONE;
  return self->via_layer[item] * self->graph->states->len + state;
}

/* Items whose runs share a part share it to its end: a forest. Children by parent, as lists. */
static guint
link_children (const OrderingSearch *self, guint *first, guint *next)
{
  guint n = self->graph->states->len * self->n_layers;
  guint n_reached = 0;

  for (guint i = 0; i <= n; i++)
    first[i] = ORDERING_NONE;
  for (guint i = n; i-- > 0;)
    {
      guint parent;

      if (self->distance[i] == ORDERING_NONE)
        continue;
      n_reached++;
      parent = ordering_search_next_item (self, i);
      if (parent == ORDERING_NONE)
        parent = n;
      next[i] = first[parent];
      first[parent] = i;
    }
  return n_reached;
}

GArray *
ordering_search_list (const OrderingSearch *self)
{
  guint n = self->graph->states->len * self->n_layers;
  g_autofree guint *first = g_new (guint, n + 1);
  g_autofree guint *next = g_new (guint, n + 1);
  GArray *items = g_array_sized_new (FALSE, FALSE, sizeof (guint), n + 1);
  guint item = n;

  link_children (self, first, next);
  /* The list is what is still to be visited, too: it grows while it is read. */
  for (guint read = 0;; item = g_array_index (items, guint, read++))
    {
      for (guint child = first[item]; child != ORDERING_NONE; child = next[child])
        g_array_append_val (items, child);
      if (read == items->len)
        return items;
    }
}

guint
ordering_search_last_edge (OrderingSearch *self, guint layer, guint state)
{
  if (self->last == NULL)
    {
      g_autoptr (GArray) items = ordering_search_list (self);

      self->last = g_new (guint, (gsize) self->graph->states->len * self->n_layers + 1);
      for (guint i = 0; i < items->len; i++)
        {
          guint item = g_array_index (items, guint, i);
          guint next = ordering_search_next_item (self, item);

          self->last[item] = next != ORDERING_NONE ? self->last[next] : self->via[item];
        }
    }
  return self->last[layer * self->graph->states->len + state];
}

/* Two numbers for each item: when a walk through the forest comes to it and when it is done with
 * what hangs from it, so that "hangs from" is a comparison. */
static void
number_tree (OrderingSearch *self)
{
  guint n = self->graph->states->len * self->n_layers;
  g_autofree guint *first = g_new (guint, n + 1);
  g_autofree guint *next = g_new (guint, n + 1);
  g_autoptr (GArray) path = g_array_new (FALSE, FALSE, sizeof (guint));
  guint clock = 0;

  self->tree = g_new0 (guint, 2 * ((gsize) n + 1));
  link_children (self, first, next);
  g_array_append_val (path, n);
  while (path->len > 0)
    {
      guint item = g_array_index (path, guint, path->len - 1);
      guint child = first[item];

      if (child == ORDERING_NONE)
        {
          self->tree[2 * item + 1] = clock;
          g_array_set_size (path, path->len - 1);
          continue;
        }
      first[item] = next[child];
      self->tree[2 * child] = ++clock;
      g_array_append_val (path, child);
    }
}

gboolean
ordering_search_passes (OrderingSearch *self, guint item, guint other)
{
  if (self->distance[item] == ORDERING_NONE || self->distance[other] == ORDERING_NONE)
    return FALSE;
  if (self->tree == NULL)
    number_tree (self);
  return self->tree[2 * other] <= self->tree[2 * item] &&
         self->tree[2 * item] <= self->tree[2 * other + 1];
}

gboolean
ordering_search_can_reach (const OrderingGraph *graph, guint n_layers, guint state,
                           OrderingMonitor monitor, OrderingGoal goal, gpointer data,
                           guint64 *work)
{
  guint n_states = graph->states->len;
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  g_autoptr (GArray) queue = g_array_new (FALSE, FALSE, sizeof (guint));

  g_array_append_val (queue, state);
  g_hash_table_add (seen, GUINT_TO_POINTER (state + 1));
  for (guint i = 0; i < queue->len && *work < ORDERING_MAX_WORK; i++)
    {
      guint layer = g_array_index (queue, guint, i) / n_states;
      const OrderingState *from =
          ordering_graph_state (graph, g_array_index (queue, guint, i) % n_states);

      ++*work;
      for (guint k = from->first_edge; k < from->first_edge + from->n_edges; k++)
        {
          const OrderingEdge *edge = ordering_graph_edge (graph, k);
          guint next = monitor (data, layer, edge);
          guint item;

          if (goal (data, layer, edge, next))
            return TRUE;
          if (next == ORDERING_NONE || edge->to == ORDERING_NONE)
            continue;
          item = next * n_states + edge->to;
          if (g_hash_table_add (seen, GUINT_TO_POINTER (item + 1)))
            g_array_append_val (queue, item);
        }
    }
  return FALSE;
}

guint
ordering_any_edge (gpointer data, guint layer, const OrderingEdge *edge)
{
  return layer;
}

guint
ordering_nearest_state (const OrderingSearch *search, guint layer, const OrderingTask *task)
{
  const OrderingGraph *graph = search->graph;
  guint best = ORDERING_NONE, best_distance = ORDERING_NONE;

  for (guint i = 0; i < ordering_graph_n_states_of (graph, task); i++)
    {
      guint state = ordering_graph_state_of (graph, task, i);

      if (ordering_search_distance (search, layer, state) < best_distance)
        {
          best = state;
          best_distance = ordering_search_distance (search, layer, state);
        }
    }
  return best;
}

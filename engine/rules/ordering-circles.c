/* ordering-circles.c: which tasks a run can go round through
 *
 * Tarjan's strongly connected components over the tasks that some run leads to, in a loop of its
 * own instead of calls, for a process may be a chain of many thousand tasks.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/rules/ordering-private.h"

/**
 * Walk:
 * @first: by task: its first place in @targets
 * @targets: indices of the tasks that runs go on to
 * @cursor: by task: the next place in @targets to look at
 * @number: by task: when the walk came to it; 0: not yet
 * @low: by task: the earliest task on @open that it leads back to
 * @open: tasks whose circle is not known yet
 * @path: from the root of the walk to where it stands
 * @circles: by task; %ORDERING_NONE: not known yet
 */
typedef struct
{
  guint *first;
  guint *targets;
  guint *cursor;
  guint *number;
  guint *low;
  GArray *open;
  GArray *path;
  guint *circles;
  guint clock;
  guint n_circles;
} Walk;

static const OrderingTask *
entered_task (const OrderingGraph *graph, const OrderingEdge *edge)
{
  return edge->to != ORDERING_NONE ? ordering_graph_state (graph, edge->to)->task : NULL;
}

static void
list_targets (const OrderingGraph *graph, Walk *walk)
{
  guint n = graph->model->tasks->len;

  walk->first = g_new0 (guint, n + 2);
  walk->targets = g_new (guint, graph->edges->len + 1);
  walk->cursor = g_new0 (guint, n + 1);
  for (guint i = graph->n_start_edges; i < graph->edges->len; i++)
    if (entered_task (graph, ordering_graph_edge (graph, i)) != NULL)
      walk->first[ordering_graph_edge (graph, i)->task->index + 1]++;
  for (guint i = 0; i < n; i++)
    walk->first[i + 1] += walk->first[i];
  for (guint i = 0; i < n; i++)
    walk->cursor[i] = walk->first[i];
  for (guint i = graph->n_start_edges; i < graph->edges->len; i++)
    {
      const OrderingEdge *edge = ordering_graph_edge (graph, i);
      const OrderingTask *target = entered_task (graph, edge);

      if (target != NULL)
        walk->targets[walk->cursor[edge->task->index]++] = target->index;
    }
  for (guint i = 0; i < n; i++)
    walk->cursor[i] = walk->first[i];
}

static void
come_to (Walk *walk, guint task)
{
  walk->number[task] = walk->low[task] = ++walk->clock;
  g_array_append_val (walk->open, task);
  g_array_append_val (walk->path, task);
}

/* All that its ways lead to is known: if none leads further back, a circle ends here. */
static void
leave (Walk *walk, guint task)
{
  guint member;

  g_array_set_size (walk->path, walk->path->len - 1);
  if (walk->path->len > 0)
    {
      guint before = g_array_index (walk->path, guint, walk->path->len - 1);

      walk->low[before] = MIN (walk->low[before], walk->low[task]);
    }
  if (walk->low[task] < walk->number[task])
    return;
  do
    {
      member = g_array_index (walk->open, guint, walk->open->len - 1);
      g_array_set_size (walk->open, walk->open->len - 1);
      walk->circles[member] = walk->n_circles;
    }
  while (member != task);
  walk->n_circles++;
}

static void
walk_from (Walk *walk, guint root)
{
  come_to (walk, root);
  while (walk->path->len > 0)
    {
      guint task = g_array_index (walk->path, guint, walk->path->len - 1);
      guint target;

      if (walk->cursor[task] == walk->first[task + 1])
        {
          leave (walk, task);
          continue;
        }
      target = walk->targets[walk->cursor[task]++];
      if (walk->number[target] == 0)
        come_to (walk, target);
      else if (walk->circles[target] == ORDERING_NONE)
        walk->low[task] = MIN (walk->low[task], walk->number[target]);
    }
}

/* ordering_graph_find_circles: by task, a number that it shares with just those tasks from which
 * runs come to it and to which they go on from it. Runs are taken by their tasks alone, so where
 * data part them it may promise a way round that there is not. */
guint *
ordering_graph_find_circles (const OrderingGraph *self)
{
  guint n = self->model->tasks->len;
  Walk walk = { NULL };

  list_targets (self, &walk);
  walk.number = g_new0 (guint, n + 1);
  walk.low = g_new0 (guint, n + 1);
  walk.circles = g_new (guint, n + 1);
  for (guint i = 0; i < n; i++)
    walk.circles[i] = ORDERING_NONE;
  walk.open = g_array_new (FALSE, FALSE, sizeof (guint));
  walk.path = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < n; i++)
    if (walk.number[i] == 0)
      walk_from (&walk, i);
  g_array_unref (walk.open);
  g_array_unref (walk.path);
  g_free (walk.first);
  g_free (walk.targets);
  g_free (walk.cursor);
  g_free (walk.number);
  g_free (walk.low);
  return walk.circles;
}

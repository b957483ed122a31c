/* ordering-graph.c: all runs under the normal environment, as a graph of visits
 *
 * A state is entering a task with a valuation of the data that conditions read; an edge is a visit:
 * entering, changing data, leaving one way, entering the next (ordering.md M4, M5).
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/rules/ordering-private.h"

#include <string.h>

#define MAX_STATES 40000

typedef struct
{
  OrderingGraph *graph;
  OrderingModel *model;
  guint n_variables;
  GHashTable *valuations; /* bytes -> index + 1 */
  GHashTable *states;     /* (task, valuation) -> index + 1 */
  guint *only;            /* without variables: the state of each task */
  GArray *choices;        /* valuations that one visit can leave behind */
  gboolean forget;        /* too many states: data are anything at the task before a gateway */
} Builder;

static guint
intern_valuation (Builder *self, const guint8 *values)
{
  g_autoptr (GBytes) key = NULL;
  guint index;

  if (self->n_variables == 0)
    {
      if (self->graph->valuations->len == 0)
        g_ptr_array_add (self->graph->valuations, g_malloc0 (1));
      return 0;
    }
  key = g_bytes_new (values, self->n_variables);
  index = GPOINTER_TO_UINT (g_hash_table_lookup (self->valuations, key));
  if (index == 0)
    {
      g_ptr_array_add (self->graph->valuations, g_memdup2 (values, self->n_variables));
      index = self->graph->valuations->len;
      g_hash_table_insert (self->valuations, g_steal_pointer (&key), GUINT_TO_POINTER (index));
    }
  return index - 1;
}

static const guint8 *
get_values (const Builder *self, guint valuation)
{
  return g_ptr_array_index (self->graph->valuations, valuation);
}

static const OrderingVariable *
get_variable (const Builder *self, guint index)
{
  return &g_array_index (self->model->variables, OrderingVariable, index);
}

/* An element of a data type is there for all its data, or for none. */
static void
make_whole (const Builder *self, guint8 *values)
{
  for (guint i = 0; i < self->n_variables; i++)
    for (guint k = 0; values[i] != ORDERING_ABSENT && k < self->n_variables; k++)
      if (values[k] == ORDERING_ABSENT &&
          g_strcmp0 (get_variable (self, i)->data_type, get_variable (self, k)->data_type) == 0)
        values[k] = 0;
}

static guint
enter (Builder *self, OrderingTask *task, const guint8 *values)
{
  g_autofree guint8 *entered = NULL;
  OrderingState state = { task, 0, 0, 0 };
  guint64 *key;
  guint index;

  if (self->n_variables == 0)
    {
      if (self->only[task->index] == ORDERING_NONE)
        {
          state.valuation = intern_valuation (self, values);
          self->only[task->index] = self->graph->states->len;
          g_array_append_val (self->graph->states, state);
        }
      return self->only[task->index];
    }
  entered = g_memdup2 (values, self->n_variables);
  for (guint i = 0; i < self->n_variables; i++)
    {
      const OrderingVariable *variable = get_variable (self, i);

      if (self->forget)
        entered[i] = variable->starts_absent && !variable->created_by_owner ? ORDERING_ABSENT : 0;
      else if (entered[i] == ORDERING_ABSENT && variable->created_by_owner &&
               variable->owner == task->index)
        entered[i] = 0;
    }
  state.valuation = intern_valuation (self, entered);
  key = g_new (guint64, 1);
  *key = ((guint64) task->index << 32) | state.valuation;
  index = GPOINTER_TO_UINT (g_hash_table_lookup (self->states, key));
  if (index > 0)
    {
      g_free (key);
      return index - 1;
    }
  g_array_append_val (self->graph->states, state);
  index = self->graph->states->len;
  g_hash_table_insert (self->states, key, GUINT_TO_POINTER (index));
  return index - 1;
}

/* ---- What a visit may change ---- */

static gboolean
may_write (const Builder *self, const OrderingTask *task, guint variable)
{
  const OrderingVariable *v = get_variable (self, variable);

  if (v->data_type == NULL || task->is_service)
    return FALSE;
  if (self->forget)
    {
      for (guint i = 0; i < task->variables->len; i++)
        if (g_array_index (task->variables, guint, i) == variable)
          return TRUE;
      return FALSE;
    }
  if (v->by_fillers)
    return !ordering_set_is_empty (self->model, task->own);
  return v->owner == task->index || v->owner == ORDERING_NONE;
}

/* Sets the choices to every valuation that the visit can leave behind; what it came with first. */
static void
list_choices (Builder *self, const OrderingTask *task, guint valuation)
{
  g_autofree guint8 *values = NULL;
  g_autofree guint *digits = NULL;
  g_autofree guint *writable = NULL;
  guint n_writable = 0;
  guint64 product = 1;

  g_array_set_size (self->choices, 0);
  g_array_append_val (self->choices, valuation);
  if (self->n_variables == 0)
    return;
  values = g_memdup2 (get_values (self, valuation), self->n_variables);
  digits = g_new0 (guint, self->n_variables + 1);
  writable = g_new (guint, self->n_variables + 1);
  for (guint i = 0; i < self->n_variables; i++)
    if (may_write (self, task, i))
      {
        if (product * get_variable (self, i)->n_values > ORDERING_MAX_PRODUCT)
          {
            self->graph->bounded = TRUE;
            continue;
          }
        product *= get_variable (self, i)->n_values;
        writable[n_writable++] = i;
      }
  if (n_writable == 0)
    return;
  for (;;)
    {
      guint choice, place = n_writable;
      g_autofree guint8 *chosen = g_memdup2 (values, self->n_variables);

      for (guint i = 0; i < n_writable; i++)
        chosen[writable[i]] = digits[i];
      make_whole (self, chosen);
      choice = intern_valuation (self, chosen);
      if (choice != valuation)
        g_array_append_val (self->choices, choice);
      while (place > 0 && ++digits[place - 1] == get_variable (self, writable[place - 1])->n_values)
        digits[--place] = 0;
      if (place == 0)
        break;
    }
}

/* ---- Edges ---- */

static void
add_edges (Builder *self, guint state, OrderingTask *task, guint valuation,
           const OrderingExit *exit)
{
  OrderingGraph *graph = self->graph;
  const OrderingNavigation *navigation =
      ordering_model_navigate (self->model, task, exit, get_values (self, valuation));

  for (guint i = 0; i < navigation->n_targets; i++)
    {
      const OrderingTarget *target = &navigation->targets[i];
      OrderingEdge edge = { state, ORDERING_NONE, task, exit, valuation, target->next,
                            target->takes, navigation };

      if (target->next == NULL)
        {
          OrderingFault fault = { state, task, exit, valuation, navigation, i };

          g_array_append_val (graph->faults, fault);
          continue;
        }
      if (run_node_is_task (target->next))
        edge.to = enter (self, ordering_model_lookup (self->model, target->next),
                         get_values (self, valuation));
      else if (target->next->kind != RUN_NODE_END_EVENT)
        continue;
      g_array_append_val (graph->edges, edge);
    }
}

static void
add_visits (Builder *self, guint state)
{
  OrderingGraph *graph = self->graph;
  OrderingTask *task = ordering_graph_state (graph, state)->task;
  guint first = graph->edges->len;

  list_choices (self, task, ordering_graph_state (graph, state)->valuation);
  for (guint i = 0; i < task->exits->len; i++)
    {
      const OrderingExit *exit = &g_array_index (task->exits, OrderingExit, i);

      for (guint k = 0; exit->offered && k < self->choices->len; k++)
        add_edges (self, state, task, g_array_index (self->choices, guint, k), exit);
    }
  ordering_graph_state (graph, state)->first_edge = first;
  ordering_graph_state (graph, state)->n_edges = graph->edges->len - first;
}

static void
add_start (Builder *self)
{
  OrderingGraph *graph = self->graph;
  guint n_starts;
  const RunNode *const *starts =
      run_process_get_kind (self->model->process, RUN_NODE_START_EVENT, &n_starts);
  g_autofree guint8 *values = g_malloc0 (self->n_variables + 1);

  for (guint i = 0; i < self->n_variables; i++)
    if (get_variable (self, i)->starts_absent)
      values[i] = ORDERING_ABSENT;
  if (n_starts == 0)
    return;
  graph->start = ordering_model_navigate_start (self->model, starts[0]);
  for (guint i = 0; i < graph->start->n_targets; i++)
    {
      const OrderingTarget *target = &graph->start->targets[i];
      OrderingEdge edge = { ORDERING_NONE, ORDERING_NONE, NULL, NULL, 0, target->next,
                            target->takes, graph->start };

      if (target->next == NULL)
        {
          if (graph->start_error == NULL)
            graph->start_error = g_strdup (target->error);
          continue;
        }
      if (run_node_is_task (target->next))
        edge.to = enter (self, ordering_model_lookup (self->model, target->next), values);
      edge.valuation = intern_valuation (self, values);
      g_array_append_val (graph->edges, edge);
    }
  graph->n_start_edges = graph->edges->len;
}

static void
index_incoming (OrderingGraph *self)
{
  guint n_states = self->states->len;
  g_autofree guint *next = g_new0 (guint, n_states + 2);

  self->first_incoming = g_new0 (guint, n_states + 2);
  self->incoming = g_new (guint, self->edges->len + 1);
  for (guint i = self->n_start_edges; i < self->edges->len; i++)
    if (ordering_graph_edge (self, i)->to != ORDERING_NONE)
      self->first_incoming[ordering_graph_edge (self, i)->to + 1]++;
  for (guint i = 0; i < n_states; i++)
    self->first_incoming[i + 1] += self->first_incoming[i];
  memcpy (next, self->first_incoming, sizeof (guint) * (n_states + 1));
  for (guint i = self->n_start_edges; i < self->edges->len; i++)
    if (ordering_graph_edge (self, i)->to != ORDERING_NONE)
      self->incoming[next[ordering_graph_edge (self, i)->to]++] = i;
}

static void
index_states (OrderingGraph *self)
{
  guint n_tasks = self->model->tasks->len;
  g_autofree guint *next = g_new0 (guint, n_tasks + 2);

  self->first_by_task = g_new0 (guint, n_tasks + 2);
  self->by_task = g_new (guint, self->states->len + 1);
  for (guint i = 0; i < self->states->len; i++)
    self->first_by_task[ordering_graph_state (self, i)->task->index + 1]++;
  for (guint i = 0; i < n_tasks; i++)
    self->first_by_task[i + 1] += self->first_by_task[i];
  memcpy (next, self->first_by_task, sizeof (guint) * (n_tasks + 1));
  for (guint i = 0; i < self->states->len; i++)
    self->by_task[next[ordering_graph_state (self, i)->task->index]++] = i;
}

static void
build (OrderingGraph *self, gboolean forget, gboolean *overflow)
{
  Builder builder = { self,
                      self->model,
                      self->model->variables->len,
                      g_hash_table_new_full (g_bytes_hash, g_bytes_equal,
                                             (GDestroyNotify) g_bytes_unref, NULL),
                      g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL),
                      g_new (guint, self->model->tasks->len + 1),
                      g_array_new (FALSE, FALSE, sizeof (guint)),
                      forget };
  guint limit = MAX (MAX_STATES, 4 * self->model->tasks->len);

  for (guint i = 0; i < self->model->tasks->len; i++)
    builder.only[i] = ORDERING_NONE;
  add_start (&builder);
  for (guint i = 0; i < self->states->len && self->states->len <= limit; i++)
    add_visits (&builder, i);
  *overflow = self->states->len > limit;
  g_hash_table_unref (builder.valuations);
  g_hash_table_unref (builder.states);
  g_array_unref (builder.choices);
  g_free (builder.only);
}

static void
graph_clear (OrderingGraph *self)
{
  g_clear_pointer (&self->states, g_array_unref);
  g_clear_pointer (&self->edges, g_array_unref);
  g_clear_pointer (&self->faults, g_array_unref);
  g_clear_pointer (&self->valuations, g_ptr_array_unref);
  g_clear_pointer (&self->start_error, g_free);
  g_clear_pointer (&self->incoming, g_free);
  g_clear_pointer (&self->first_incoming, g_free);
  g_clear_pointer (&self->by_task, g_free);
  g_clear_pointer (&self->first_by_task, g_free);
  g_clear_pointer (&self->start, ordering_navigation_free);
}

static void
graph_init (OrderingGraph *self)
{
  self->states = g_array_new (FALSE, FALSE, sizeof (OrderingState));
  self->edges = g_array_new (FALSE, FALSE, sizeof (OrderingEdge));
  self->faults = g_array_new (FALSE, FALSE, sizeof (OrderingFault));
  self->valuations = g_ptr_array_new_with_free_func (g_free);
  self->n_start_edges = 0;
}

/* ordering_graph_new: all runs of @model, which must outlive the graph. */
OrderingGraph *
ordering_graph_new (OrderingModel *model)
{
  OrderingGraph *self = g_new0 (OrderingGraph, 1);
  gboolean overflow;

  self->model = model;
  self->bounded = model->bounded;
  graph_init (self);
  build (self, FALSE, &overflow);
  if (overflow)
    {
      graph_clear (self);
      graph_init (self);
      self->bounded = TRUE;
      build (self, TRUE, &overflow);
    }
  index_incoming (self);
  index_states (self);
  return self;
}

void
ordering_graph_free (OrderingGraph *self)
{
  graph_clear (self);
  g_free (self);
}

/* ---- What happens in a visit (M6) ---- */

/* A form type is written once in each visit to its owner, however that is left. */
gboolean
ordering_edge_writes (const OrderingEdge *edge, guint form)
{
  return edge->task != NULL && ordering_set_has (edge->task->own, form);
}

gboolean
ordering_edge_hands_in (const OrderingEdge *edge, guint form)
{
  return edge->task != NULL && !edge->exit->rejects && ordering_set_has (edge->task->own, form);
}

gboolean
ordering_edge_signs (const OrderingEdge *edge)
{
  return edge->exit != NULL && edge->exit->signs;
}

gboolean
ordering_edge_approves (const OrderingEdge *edge)
{
  return edge->task != NULL && edge->task->kind == ORDERING_CONFIRMATION && !edge->exit->rejects;
}

gboolean
ordering_edge_pays (const OrderingEdge *edge)
{
  return edge->task != NULL && edge->task->kind == ORDERING_PAYMENT && !edge->exit->rejects;
}

gboolean
ordering_edge_makes (const OrderingEdge *edge)
{
  return edge->task != NULL &&
         (edge->task->kind == ORDERING_PDF || edge->task->kind == ORDERING_SUBFORM_PDF) &&
         edge->exit->outcome != NULL && !edge->exit->rejects;
}

gboolean
ordering_edge_sends (const OrderingModel *model, const OrderingEdge *edge)
{
  if (edge->task == NULL || edge->exit->rejects)
    return FALSE;
  if (edge->task->index == model->send_after)
    return TRUE;
  return (edge->task->kind == ORDERING_EFORMIDLING || edge->task->kind == ORDERING_FIKS_ARKIV) &&
         edge->exit->outcome != NULL;
}

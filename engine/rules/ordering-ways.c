/* ordering-ways.c: rules about where a process goes at all: back, to its end, in circles
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/rules/ordering-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_VISITS 4000000 /* edges that way-back-cannot-edit may look at */

/* ---- no-way-back ---- */

/* Whether every offered way to leave @state with the same values leads to one place; adds to
 * @n_pairs how many pairs with a reject were compared. */
static gboolean
leads_to_one_place (OrderingRules *self, const OrderingState *state, guint *n_pairs)
{
  for (guint i = state->first_edge; i < state->first_edge + state->n_edges; i++)
    {
      const OrderingEdge *reject = ordering_graph_edge (self->graph, i);

      /* A service task that failed and goes on by itself asks nobody. */
      if (!reject->exit->rejects || reject->exit->outcome != NULL)
        continue;
      for (guint k = state->first_edge; k < state->first_edge + state->n_edges; k++)
        {
          const OrderingEdge *other = ordering_graph_edge (self->graph, k);

          if (other->valuation != reject->valuation || k == i)
            continue;
          if (other->target != reject->target)
            return FALSE;
          *n_pairs += !other->exit->rejects;
        }
    }
  return TRUE;
}

static gboolean
has_one_target (OrderingRules *self, const OrderingTask *task)
{
  const RunNode *target = NULL;
  guint n_offered = 0;

  for (guint i = 0; i < task->exits->len; i++)
    n_offered += g_array_index (task->exits, OrderingExit, i).offered;
  for (guint n = 0; n < ordering_graph_n_states_of (self->graph, task); n++)
    {
      const OrderingState *state =
          ordering_graph_state (self->graph, ordering_graph_state_of (self->graph, task, n));

      for (guint i = state->first_edge; i < state->first_edge + state->n_edges; i++)
        {
          const OrderingEdge *edge = ordering_graph_edge (self->graph, i);

          if (target != NULL && edge->target != target)
            return FALSE;
          target = edge->target;
        }
    }
  return target != NULL && n_offered > 0;
}

/* The cheapest visit that leaves @task, by reject if @rejects. */
static guint
nearest_leaving (OrderingRules *self, const OrderingTask *task, gboolean rejects, guint *state)
{
  guint index = ordering_nearest_state (self->plain, 0, task);
  const OrderingState *from;

  if (index == ORDERING_NONE)
    return ORDERING_NONE;
  *state = index;
  from = ordering_graph_state (self->graph, index);
  for (guint i = from->first_edge; i < from->first_edge + from->n_edges; i++)
    if (!rejects || ordering_graph_edge (self->graph, i)->exit->rejects)
      return i;
  return ORDERING_NONE;
}

/* By task: whether a gateway behind it fails on some run. */
static gboolean *
list_faulty (OrderingRules *self)
{
  gboolean *faulty = g_new0 (gboolean, self->model->tasks->len + 1);

  for (guint i = 0; i < self->graph->faults->len; i++)
    {
      const OrderingTask *task = g_array_index (self->graph->faults, OrderingFault, i).task;

      if (task != NULL)
        faulty[task->index] = TRUE;
    }
  return faulty;
}

/* Whether there is one flow to part, and a task before @task that somebody can go back to. */
static gboolean
can_go_back (OrderingRules *self, const OrderingTask *task, guint state)
{
  if (task->node->n_next != 1)
    return FALSE;
  while (state != ORDERING_NONE)
    {
      const OrderingEdge *edge = ordering_graph_edge (self->graph, self->plain->via[state]);

      if (edge->task != NULL && edge->task != task && !edge->task->is_service)
        return TRUE;
      state = edge->from;
    }
  return FALSE;
}

static void
no_way_back (OrderingRules *self, const OrderingTask *task, gboolean is_faulty)
{
  RulesFinding *finding;
  guint state = 0, edge, n_pairs = 0;

  if (task->kind == ORDERING_FEEDBACK)
    {
      if (!has_one_target (self, task))
        return;
      edge = nearest_leaving (self, task, FALSE, &state);
      finding = ordering_report (self, RULE_NO_WAY_BACK, task->node->id,
                                 _ ("Whatever the service owner answers at %s, the process goes "
                                    "the same way"),
                                 ordering_label (self, task->node));
      finding->severity = RULES_SEVERITY_INFO;
      ordering_attach_run (self, finding, self->plain, 0, state, edge, NULL, 0, ORDERING_NONE);
      return;
    }
  for (guint n = 0; n < ordering_graph_n_states_of (self->graph, task); n++)
    if (!leads_to_one_place (
            self,
            ordering_graph_state (self->graph, ordering_graph_state_of (self->graph, task, n)),
            &n_pairs))
      return;
  if (n_pairs == 0 || is_faulty)
    return;
  edge = nearest_leaving (self, task, TRUE, &state);
  finding = ordering_report (self, RULE_NO_WAY_BACK, task->node->id,
                             _ ("Rejecting at %s leads where going on leads"),
                             ordering_label (self, task->node));
  if (can_go_back (self, task, state))
    rules_finding_set_fix (finding, RULES_FIX_ADD_REJECT_BRANCH, task->node->id, NULL,
                           _ ("Add a way back for reject"), FALSE);
  ordering_attach_run (self, finding, self->plain, 0, state, edge, NULL, 0, ORDERING_NONE);
}

/* ---- way-back-cannot-edit ---- */

/* Whether some run from @first enters an owner of what @task looks at before @task or an end. */
static gboolean
can_edit (OrderingRules *self, const OrderingTask *task, guint first, guint *n_visits)
{
  OrderingGraph *graph = self->graph;
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  g_autoptr (GArray) queue = g_array_new (FALSE, FALSE, sizeof (guint));

  g_array_append_val (queue, first);
  g_hash_table_add (seen, GUINT_TO_POINTER (first + 1));
  for (guint i = 0; i < queue->len; i++)
    {
      const OrderingState *state = ordering_graph_state (graph, g_array_index (queue, guint, i));

      if (ordering_set_meets (self->model, state->task->own, task->scope))
        return TRUE;
      if (state->task == task)
        continue;
      for (guint k = state->first_edge; k < state->first_edge + state->n_edges; k++)
        {
          guint to = ordering_graph_edge (graph, k)->to;

          (*n_visits)++;
          if (to != ORDERING_NONE && g_hash_table_add (seen, GUINT_TO_POINTER (to + 1)))
            g_array_append_val (queue, to);
        }
    }
  return FALSE;
}

static void
way_back_cannot_edit (OrderingRules *self, const OrderingTask *task, guint *n_visits)
{
  OrderingGraph *graph = self->graph;
  guint best = ORDERING_NONE, best_state = 0, best_distance = ORDERING_NONE;

  if (task->is_service || !task->has_scope || ordering_set_is_empty (self->model, task->scope))
    return;
  for (guint n = 0; n < ordering_graph_n_states_of (graph, task); n++)
    {
      guint index = ordering_graph_state_of (graph, task, n);
      const OrderingState *state = ordering_graph_state (graph, index);

      for (guint i = state->first_edge; i < state->first_edge + state->n_edges; i++)
        {
          const OrderingEdge *edge = ordering_graph_edge (graph, i);

          if (!edge->exit->rejects)
            continue;
          if (*n_visits > MAX_VISITS)
            {
              self->exhausted = TRUE;
              return;
            }
          if (edge->to != ORDERING_NONE && can_edit (self, task, edge->to, n_visits))
            return;
          if (ordering_search_distance (self->plain, 0, index) < best_distance)
            {
              best = i;
              best_state = index;
              best_distance = ordering_search_distance (self->plain, 0, index);
            }
        }
    }
  if (best == ORDERING_NONE)
    return;
  ordering_attach_run (
      self,
      ordering_report (self, RULE_WAY_BACK_CANNOT_EDIT, task->node->id,
                       _ ("What is rejected at %s stays locked: no run comes back to where it was "
                          "filled in"),
                       ordering_label (self, task->node)),
      self->plain, 0, best_state, best, NULL, 0, ORDERING_NONE);
}

/* ---- no-way-to-end ---- */

static void
add_digit (const OrderingModel *model, const OrderingTask *task, guint8 *values, gboolean *more)
{
  *more = FALSE;
  for (guint i = task->variables->len; i > 0; i--)
    {
      guint index = g_array_index (task->variables, guint, i - 1);

      if (++values[index] < g_array_index (model->variables, OrderingVariable, index).n_values)
        {
          *more = TRUE;
          return;
        }
      values[index] = 0;
    }
}

/* Where @task can go by any action, any data and any choice of code: tasks by index, or the end. */
static gboolean
list_possible (OrderingRules *self, OrderingTask *task, GArray *targets)
{
  OrderingModel *model = self->model;
  gboolean ends = FALSE, more = TRUE;
  g_autofree guint8 *values = g_malloc0 (model->variables->len + 1);

  while (more)
    {
      for (guint i = 0; i < task->exits->len; i++)
        {
          const OrderingNavigation *navigation = ordering_model_navigate (
              model, task, &g_array_index (task->exits, OrderingExit, i), values);

          for (guint k = 0; k < navigation->n_targets; k++)
            {
              const RunNode *next = navigation->targets[k].next;
              const OrderingTask *target = ordering_model_lookup (model, next);

              if (target != NULL)
                g_array_append_val (targets, target->index);
              ends = ends || (next != NULL && next->kind == RUN_NODE_END_EVENT);
            }
        }
      add_digit (model, task, values, &more);
    }
  return ends;
}

static void
no_way_to_end (OrderingRules *self)
{
  OrderingModel *model = self->model;
  guint n = model->tasks->len;
  g_autofree gboolean *ends = g_new0 (gboolean, n + 1);
  g_autoptr (GPtrArray) sources =
      g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  g_autoptr (GArray) queue = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (sources, g_array_new (FALSE, FALSE, sizeof (guint)));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GArray) targets = g_array_new (FALSE, FALSE, sizeof (guint));

      ends[i] = list_possible (self, ordering_model_get (model, i), targets);
      if (ends[i])
        g_array_append_val (queue, i);
      for (guint k = 0; k < targets->len; k++)
        g_array_append_val (
            (GArray *) g_ptr_array_index (sources, g_array_index (targets, guint, k)), i);
    }
  for (guint i = 0; i < queue->len; i++)
    {
      GArray *before = g_ptr_array_index (sources, g_array_index (queue, guint, i));

      for (guint k = 0; k < before->len; k++)
        {
          guint source = g_array_index (before, guint, k);

          if (ends[source])
            continue;
          ends[source] = TRUE;
          g_array_append_val (queue, source);
        }
    }
  for (guint i = 0; i < n; i++)
    {
      const OrderingTask *task = ordering_model_get (model, i);
      guint state = ends[i] ? ORDERING_NONE : ordering_nearest_state (self->plain, 0, task);

      if (state == ORDERING_NONE)
        continue;
      ordering_attach_run (self,
                           ordering_report (self, RULE_NO_WAY_TO_END, task->node->id,
                                            _ ("From %s no way leads to an end"),
                                            ordering_label (self, task->node)),
                           self->plain, 0, state, ORDERING_NONE, NULL, 0, ORDERING_NONE);
    }
}

/* ---- automatic-loop ---- */

static gboolean
is_automatic (const OrderingEdge *edge)
{
  return edge->exit->outcome != NULL && edge->to != ORDERING_NONE;
}

/* A circle of automatic visits through @first, as edges; empty if there is none. */
static void
find_circle (OrderingRules *self, guint first, GArray *circle)
{
  OrderingGraph *graph = self->graph;
  g_autoptr (GHashTable) via = g_hash_table_new (NULL, NULL);
  g_autoptr (GArray) queue = g_array_new (FALSE, FALSE, sizeof (guint));

  g_array_append_val (queue, first);
  for (guint i = 0; i < queue->len; i++)
    {
      guint index = g_array_index (queue, guint, i);
      const OrderingState *state = ordering_graph_state (graph, index);

      for (guint k = state->first_edge; k < state->first_edge + state->n_edges; k++)
        {
          const OrderingEdge *edge = ordering_graph_edge (graph, k);

          if (!is_automatic (edge) || !ordering_graph_state (graph, edge->to)->task->is_service)
            continue;
          if (!g_hash_table_contains (via, GUINT_TO_POINTER (edge->to + 1)))
            {
              g_hash_table_insert (via, GUINT_TO_POINTER (edge->to + 1), GUINT_TO_POINTER (k));
              if (edge->to != first)
                g_array_append_val (queue, edge->to);
            }
        }
      if (g_hash_table_contains (via, GUINT_TO_POINTER (first + 1)))
        break;
    }
  if (!g_hash_table_contains (via, GUINT_TO_POINTER (first + 1)))
    return;
  for (guint state = first;;)
    {
      guint edge = GPOINTER_TO_UINT (g_hash_table_lookup (via, GUINT_TO_POINTER (state + 1)));

      g_array_prepend_val (circle, edge);
      state = ordering_graph_edge (graph, edge)->from;
      if (state == first)
        break;
    }
}

static void
automatic_loop (OrderingRules *self)
{
  OrderingGraph *graph = self->graph;
  g_autofree gboolean *reported = g_new0 (gboolean, self->model->tasks->len + 1);
  guint n_visited = 0;

  for (guint i = 0; i < self->model->tasks->len; i++)
    {
      const OrderingTask *task = ordering_model_get (self->model, i);
      g_autoptr (GArray) circle = NULL;
      g_autoptr (GArray) edges = NULL;
      OrderingWitness witness = { NULL };
      guint state;

      if (!task->is_service || reported[i] || n_visited > MAX_VISITS)
        continue;
      state = ordering_nearest_state (self->plain, 0, task);
      if (state == ORDERING_NONE)
        continue;
      circle = g_array_new (FALSE, FALSE, sizeof (guint));
      find_circle (self, state, circle);
      /* Perhaps only some data lead round. */
      for (guint n = 0; circle->len == 0 && n < ordering_graph_n_states_of (graph, task); n++)
        {
          state = ordering_graph_state_of (graph, task, n);
          find_circle (self, state, circle);
          n_visited++;
        }
      n_visited += circle->len + 1;
      if (circle->len == 0)
        continue;
      edges = g_array_new (FALSE, FALSE, sizeof (guint));
      ordering_search_append_run_to (self->plain, 0, state, edges);
      g_array_append_vals (edges, circle->data, circle->len);
      for (guint k = 0; k < circle->len; k++)
        reported[ordering_graph_edge (graph, g_array_index (circle, guint, k))->task->index] = TRUE;
      witness.edges = edges;
      witness.error = "Process loop detected";
      witness.wrote = ORDERING_NONE;
      ordering_witness_attach (
          self,
          ordering_report (self, RULE_AUTOMATIC_LOOP, task->node->id,
                           _ ("From %s service tasks lead back to it without a person between"),
                           ordering_label (self, task->node)),
          &witness);
    }
}

/* ---- service-task-first, starts-at-end ---- */

static void
first_steps (OrderingRules *self)
{
  OrderingGraph *graph = self->graph;

  for (guint i = 0; i < graph->n_start_edges; i++)
    {
      const OrderingEdge *edge = ordering_graph_edge (graph, i);
      RulesFinding *finding;

      if (edge->to == ORDERING_NONE)
        {
          finding = ordering_report (self, RULE_STARTS_AT_END, edge->target->id,
                                     _ ("The start leads to the end %s without a task between"),
                                     ordering_label (self, edge->target));
          finding->witness = g_strdup ("[]");
          rules_finding_set_claim (finding, "failed", NULL, "Unable to parse taskId");
          return;
        }
      if (ordering_graph_state (graph, edge->to)->task->is_service && self->model->major == 8)
        {
          const OrderingTask *task = ordering_graph_state (graph, edge->to)->task;

          ordering_attach_run (
              self,
              ordering_report (self, RULE_SERVICE_TASK_FIRST, task->node->id,
                               _ ("The process begins with the service task %s, which version 8 "
                                  "does not run by itself"),
                               ordering_label (self, task->node)),
              self->plain, 0, edge->to, ORDERING_NONE, NULL, 0, ORDERING_NONE);
          return;
        }
    }
}

void
ordering_rules_ways (OrderingRules *self)
{
  guint n_visits = 0;
  g_autofree gboolean *faulty = list_faulty (self);

  first_steps (self);
  for (guint i = 0; i < self->model->tasks->len && self->model->major >= 8; i++)
    {
      const OrderingTask *task = ordering_model_get (self->model, i);

      no_way_back (self, task, faulty[i]);
      if (!self->model->is_loose)
        way_back_cannot_edit (self, task, &n_visits);
    }
  no_way_to_end (self);
  if (self->model->major >= 8)
    automatic_loop (self);
}

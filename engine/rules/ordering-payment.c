/* ordering-payment.c: rules about payments
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/rules/ordering-private.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  const OrderingModel *model;
  const OrderingTask *task;
  const char *data_type;
} Watch;

static const char *
payment_type (const OrderingTask *task)
{
  const RunTaskExtension *extension = task->node->extension;

  return task->kind == ORDERING_PAYMENT && extension != NULL ? extension->payment_data_type : NULL;
}

/* ---- paid-before-confirmed ---- */

static guint
unapproved (gpointer data, guint layer, const OrderingEdge *edge)
{
  return ordering_edge_signs (edge) || ordering_edge_approves (edge) ? ORDERING_NONE : 0;
}

static gboolean
approves (gpointer data, guint layer, const OrderingEdge *edge, guint next)
{
  return ordering_edge_signs (edge) || ordering_edge_approves (edge);
}

/* The cheapest way to leave @task with @accept, from a state that @before reaches, such that
 * @behind goes on. */
static guint
find_visit (OrderingRules *self, const OrderingTask *task, OrderingSearch *before,
            guint layer, gboolean rejects, const OrderingSearch *behind, guint layer_behind,
            guint *state_found)
{
  OrderingGraph *graph = self->graph;
  guint best = ORDERING_NONE, best_distance = ORDERING_NONE;

  for (guint n = 0; n < ordering_graph_n_states_of (graph, task); n++)
    {
      guint index = ordering_graph_state_of (graph, task, n);
      const OrderingState *state = ordering_graph_state (graph, index);
      guint reached = ordering_search_distance (before, layer, index);

      for (guint i = state->first_edge;
           reached != ORDERING_NONE && i < state->first_edge + state->n_edges; i++)
        {
          const OrderingEdge *edge = ordering_graph_edge (graph, i);
          guint on = 0;

          if (edge->exit->rejects != rejects)
            continue;
          if (behind != NULL)
            on = edge->to != ORDERING_NONE
                     ? ordering_search_distance (behind, layer_behind, edge->to)
                     : ORDERING_NONE;
          if (on == ORDERING_NONE || reached + edge->exit->cost + on >= best_distance)
            continue;
          best = i;
          best_distance = reached + edge->exit->cost + on;
          *state_found = index;
        }
    }
  return best;
}

static void
paid_before_confirmed (OrderingRules *self)
{
  g_autoptr (OrderingSearch) before = ordering_search_forward (self->graph, 1, unapproved, NULL);
  g_autoptr (OrderingSearch) behind =
      ordering_search_backward (self->graph, 1, ordering_any_edge, approves, NULL);

  for (guint i = 0; i < self->model->tasks->len; i++)
    {
      const OrderingTask *task = ordering_model_get (self->model, i);
      guint state = 0, edge;

      if (task->kind != ORDERING_PAYMENT)
        continue;
      edge = find_visit (self, task, before, 0, FALSE, behind, 0, &state);
      if (edge == ORDERING_NONE)
        continue;
      ordering_attach_run (
          self,
          ordering_report (self, RULE_PAID_BEFORE_CONFIRMED, task->node->id,
                           _ ("The payment at %s comes before the data are confirmed or signed"),
                           ordering_label (self, task->node)),
          before, 0, state, edge, behind, 0, ORDERING_NONE);
    }
}

/* ---- paid-twice ---- */

/* Layer 1: paid with the data type. */
static guint
paid_with (gpointer data, guint layer, const OrderingEdge *edge)
{
  const Watch *watch = data;

  if (ordering_edge_pays (edge) &&
      (edge->task == watch->task ||
       (watch->data_type != NULL && g_strcmp0 (payment_type (edge->task), watch->data_type) == 0)))
    return 1;
  return layer;
}

/* How many payments there are with each data type; one without has its own. */
static GHashTable *
count_types (const OrderingModel *model)
{
  GHashTable *counts = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < model->tasks->len; i++)
    {
      const char *type = payment_type (ordering_model_get (model, i));
      guint n = type != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (counts, type)) : 0;

      if (type != NULL)
        g_hash_table_insert (counts, (gpointer) type, GUINT_TO_POINTER (n + 1));
    }
  return counts;
}

/* Whether a run on from paying at @task can come to a task of its @circle, and so back. */
static gboolean
is_on_circle (const OrderingGraph *graph, const OrderingTask *task, const guint *circles)
{
  for (guint n = 0; n < ordering_graph_n_states_of (graph, task); n++)
    {
      const OrderingState *state =
          ordering_graph_state (graph, ordering_graph_state_of (graph, task, n));

      for (guint i = state->first_edge; i < state->first_edge + state->n_edges; i++)
        {
          const OrderingEdge *edge = ordering_graph_edge (graph, i);

          if (ordering_edge_pays (edge) && edge->to != ORDERING_NONE &&
              circles[ordering_graph_state (graph, edge->to)->task->index] ==
                  circles[task->index])
            return TRUE;
        }
    }
  return FALSE;
}

static void
report_paid_twice (OrderingRules *self, const OrderingTask *task, OrderingSearch *search)
{
  guint state = ordering_nearest_state (search, 1, task);
  RulesFinding *finding;

  if (state == ORDERING_NONE)
    return;
  finding = ordering_report (self, RULE_PAID_TWICE, task->node->id,
                             _ ("The payment at %s is reached again; the first payment stands "
                                "and nobody is asked to pay again"),
                             ordering_label (self, task->node));
  ordering_attach_run (self, finding, search, 1, state, ORDERING_NONE, NULL, 0, ORDERING_NONE);
}

static void
paid_twice (OrderingRules *self)
{
  OrderingModel *model = self->model;
  g_autoptr (GHashTable) counts = count_types (model);
  g_autoptr (GHashTable) searches =
      g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) ordering_search_free);
  g_autofree guint *circles = ordering_graph_find_circles (self->graph);

  for (guint i = 0; i < model->tasks->len; i++)
    {
      const OrderingTask *task = ordering_model_get (model, i);
      const char *type = payment_type (task);
      gboolean is_shared =
          type != NULL && GPOINTER_TO_UINT (g_hash_table_lookup (counts, type)) > 1;
      Watch watch = { model, task, type };
      g_autoptr (OrderingSearch) own = NULL;
      OrderingSearch *search;

      if (task->kind != ORDERING_PAYMENT ||
          (!is_shared && !is_on_circle (self->graph, task, circles)))
        continue;
      search = is_shared ? g_hash_table_lookup (searches, type) : NULL;
      if (search == NULL)
        {
          if (!ordering_may_search (self))
            return;
          search = ordering_search_forward (self->graph, 2, paid_with, &watch);
          if (is_shared)
            g_hash_table_insert (searches, (gpointer) type, search);
          else
            own = search;
        }
      report_paid_twice (self, task, search);
    }
}

/* ---- ends-unpaid, rejected-after-payment ---- */

static guint
until_paid (gpointer data, guint layer, const OrderingEdge *edge)
{
  const Watch *watch = data;

  return ordering_edge_pays (edge) && edge->task == watch->task ? ORDERING_NONE : 0;
}

static gboolean
ends (gpointer data, guint layer, const OrderingEdge *edge, guint next)
{
  return next != ORDERING_NONE && edge->to == ORDERING_NONE;
}

/* Whether a run that passes by a state of @task pays there. @backward says how it is left. */
static gboolean
pays_at (const OrderingSearch *backward, guint item)
{
  return ordering_edge_pays (ordering_graph_edge (backward->graph, backward->via[item]));
}

/* Whether the shortest run that @to_end knows from @state pays at @task. */
static gboolean
pays_on_the_way (OrderingSearch *to_end, guint state, const OrderingTask *task)
{
  for (guint n = 0; n < ordering_graph_n_states_of (to_end->graph, task); n++)
    {
      guint other = ordering_graph_state_of (to_end->graph, task, n);

      if (ordering_search_passes (to_end, state, other) && pays_at (to_end, other))
        return TRUE;
    }
  return FALSE;
}

/* Whether the shortest run to @state of @task has been there before: only where data tell visits
 * apart. */
static gboolean
came_by_before (OrderingRules *self, guint state, const OrderingTask *task)
{
  for (guint n = 0; n < ordering_graph_n_states_of (self->graph, task); n++)
    {
      guint other = ordering_graph_state_of (self->graph, task, n);

      if (other != state && ordering_search_passes (self->plain, state, other))
        return TRUE;
    }
  return FALSE;
}

/* The cheapest reject at @task that @before comes to and from which @behind ends. */
static guint
find_unpaid_end (OrderingRules *self, const OrderingTask *task, OrderingSearch *before,
                 const OrderingSearch *behind, guint *state_found)
{
  OrderingGraph *graph = self->graph;
  guint best = ORDERING_NONE, best_distance = ORDERING_NONE;

  for (guint n = 0; n < ordering_graph_n_states_of (graph, task); n++)
    {
      guint index = ordering_graph_state_of (graph, task, n);
      const OrderingState *state = ordering_graph_state (graph, index);
      guint reached = ordering_search_distance (before, 0, index);

      for (guint i = state->first_edge;
           reached != ORDERING_NONE && i < state->first_edge + state->n_edges; i++)
        {
          const OrderingEdge *edge = ordering_graph_edge (graph, i);
          guint on;

          if (!edge->exit->rejects)
            continue;
          on = edge->to == ORDERING_NONE ? 0 : ordering_search_distance (behind, 0, edge->to);
          if (on == ORDERING_NONE || reached + on + 1 >= best_distance)
            continue;
          best = i;
          *state_found = index;
          best_distance = reached + on + 1;
        }
    }
  return best;
}

static void
report_unpaid (OrderingRules *self, const OrderingTask *task, OrderingSearch *before,
               guint state, guint edge, OrderingSearch *behind)
{
  ordering_attach_run (
      self,
      ordering_report (self, RULE_ENDS_UNPAID, task->node->id,
                       _ ("The process can end after the payment at %s was rejected"),
                       ordering_label (self, task->node)),
      before, 0, state, edge,
      ordering_graph_edge (self->graph, edge)->to == ORDERING_NONE ? NULL : behind, 0,
      ORDERING_NONE);
}

/* Whether any run goes on from a visit of @task (left by reject if @rejects) to @goal. A reject that
 * ends the process is one. */
static gboolean
can_come_to (OrderingRules *self, const OrderingTask *task, gboolean rejects, guint n_layers,
             OrderingMonitor monitor, OrderingGoal goal, Watch *watch)
{
  OrderingGraph *graph = self->graph;

  for (guint n = 0; n < ordering_graph_n_states_of (graph, task); n++)
    {
      const OrderingState *state =
          ordering_graph_state (graph, ordering_graph_state_of (graph, task, n));

      for (guint i = state->first_edge; i < state->first_edge + state->n_edges; i++)
        {
          const OrderingEdge *edge = ordering_graph_edge (graph, i);

          if (edge->exit->rejects != rejects)
            continue;
          if (edge->to == ORDERING_NONE
                  ? rejects
                  : ordering_search_can_reach (graph, n_layers, edge->to, monitor, goal, watch,
                                               &self->work))
            return TRUE;
        }
    }
  return FALSE;
}

/* Rejected at the payment itself, then ended without coming back and paying. @to_end: the shortest
 * run to an end from each state: mostly it does not pay there, and nothing else need be looked for
 * (ordering.md M8). */
static void
ends_unpaid (OrderingRules *self, const OrderingTask *task, OrderingSearch *to_end)
{
  Watch watch = { self->model, task, NULL };
  g_autoptr (OrderingSearch) behind = NULL;
  g_autoptr (OrderingSearch) before = NULL;
  guint state = 0;
  guint edge = find_unpaid_end (self, task, self->plain, to_end, &state);
  guint to;

  if (edge == ORDERING_NONE)
    return;
  to = ordering_graph_edge (self->graph, edge)->to;
  if (!came_by_before (self, state, task) &&
      (to == ORDERING_NONE || !pays_on_the_way (to_end, to, task)))
    {
      report_unpaid (self, task, self->plain, state, edge, to_end);
      return;
    }
  if (!can_come_to (self, task, TRUE, 1, until_paid, ends, &watch) || !ordering_may_search (self))
    return;
  behind = ordering_search_backward (self->graph, 1, until_paid, ends, &watch);
  before = ordering_search_forward (self->graph, 1, until_paid, &watch);
  edge = find_unpaid_end (self, task, before, behind, &state);
  if (edge != ORDERING_NONE)
    report_unpaid (self, task, before, state, edge, behind);
}

/* Layer 0: paid; 1: something was rejected since. Going to the payment again does not count. */
static guint
rejected_since (gpointer data, guint layer, const OrderingEdge *edge)
{
  const Watch *watch = data;

  if (edge->target == watch->task->node)
    return ORDERING_NONE;
  return edge->exit != NULL && edge->exit->rejects && !edge->task->is_service ? 1 : layer;
}

static gboolean
ends_rejected (gpointer data, guint layer, const OrderingEdge *edge, guint next)
{
  return next == 1 && edge->to == ORDERING_NONE;
}

/* The same, wherever else it goes. */
static guint
rejected_ever (gpointer data, guint layer, const OrderingEdge *edge)
{
  return edge->exit != NULL && edge->exit->rejects && !edge->task->is_service ? 1 : layer;
}

static void
report_rejected (OrderingRules *self, const OrderingTask *task, guint state, guint edge,
                 OrderingSearch *behind)
{
  ordering_attach_run (
      self,
      ordering_report (self, RULE_REJECTED_AFTER_PAYMENT, task->node->id,
                       _ ("What was paid at %s can be rejected afterwards; the app returns no "
                          "money"),
                       ordering_label (self, task->node)),
      self->plain, 0, state, edge, behind, 0, ORDERING_NONE);
}

/* Whether the shortest run that @to_end knows from @state comes to @task later on. */
static gboolean
comes_by (OrderingSearch *to_end, guint state, const OrderingTask *task)
{
  guint n_states = to_end->graph->states->len;

  for (guint n = 0; n < ordering_graph_n_states_of (to_end->graph, task); n++)
    for (guint layer = 0; layer < to_end->n_layers; layer++)
      {
        guint other = layer * n_states + ordering_graph_state_of (to_end->graph, task, n);

        if (other != state && ordering_search_passes (to_end, state, other))
          return TRUE;
      }
  return FALSE;
}

/* @to_end: the shortest run with a reject to an end from each state. */
static void
rejected_after_payment (OrderingRules *self, const OrderingTask *task, OrderingSearch *to_end)
{
  Watch watch = { self->model, task, NULL };
  g_autoptr (OrderingSearch) behind = NULL;
  guint state = 0;
  guint edge = find_visit (self, task, self->plain, 0, FALSE, to_end, 0, &state);

  if (edge == ORDERING_NONE)
    return;
  if (!comes_by (to_end, ordering_graph_edge (self->graph, edge)->to, task))
    {
      report_rejected (self, task, state, edge, to_end);
      return;
    }
  if (!can_come_to (self, task, FALSE, 2, rejected_since, ends_rejected, &watch) ||
      !ordering_may_search (self))
    return;
  behind = ordering_search_backward (self->graph, 2, rejected_since, ends_rejected, &watch);
  edge = find_visit (self, task, self->plain, 0, FALSE, behind, 0, &state);
  if (edge != ORDERING_NONE)
    report_rejected (self, task, state, edge, behind);
}

void
ordering_rules_payment (OrderingRules *self)
{
  g_autoptr (OrderingSearch) to_end = NULL;
  g_autoptr (OrderingSearch) to_rejected_end = NULL;
  guint n_payments = 0;

  for (guint i = 0; i < self->model->tasks->len; i++)
    n_payments += ordering_model_get (self->model, i)->kind == ORDERING_PAYMENT;
  if (n_payments == 0)
    return;
  paid_before_confirmed (self);
  paid_twice (self);
  to_end = ordering_search_backward (self->graph, 1, ordering_any_edge, ends, NULL);
  to_rejected_end = ordering_search_backward (self->graph, 2, rejected_ever, ends_rejected, NULL);
  for (guint i = 0; i < self->model->tasks->len; i++)
    {
      const OrderingTask *task = ordering_model_get (self->model, i);

      if (task->kind != ORDERING_PAYMENT || self->plain == NULL ||
          ordering_nearest_state (self->plain, 0, task) == ORDERING_NONE)
        continue;
      ends_unpaid (self, task, to_end);
      rejected_after_payment (self, task, to_rejected_end);
    }
}

/* ordering-changes.c: rules about data that change after somebody relied on them
 *
 * All of them watch one form type: it is clean, a visit to its owner makes it dirty, and something
 * that looks at it anew makes it clean again. The search backwards from the end of the run decides a
 * rule for all tasks at once (ordering.md M8).
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/rules/ordering-private.h"

#include <glib/gi18n-lib.h>

enum
{
  CLEAN,
  DIRTY,
  N_LAYERS,
};

typedef struct
{
  const OrderingModel *model;
  guint form;
  const guint64 *scope;
} Watch;

static gboolean
looks_at (const OrderingEdge *edge, guint form)
{
  return edge->task->has_scope && ordering_set_has (edge->task->scope, form);
}

static gboolean
ends_or_sends (gpointer data, guint layer, const OrderingEdge *edge, guint next)
{
  const Watch *watch = data;

  if (next != DIRTY)
    return FALSE;
  if (edge->to == ORDERING_NONE)
    return TRUE;
  return ordering_edge_sends (watch->model, edge) &&
         (edge->task->index == watch->model->send_after || looks_at (edge, watch->form));
}

/* Signatures alone make it clean. */
static guint
until_signed (gpointer data, guint layer, const OrderingEdge *edge)
{
  const Watch *watch = data;

  if (ordering_edge_writes (edge, watch->form))
    layer = DIRTY;
  if (ordering_edge_signs (edge) && looks_at (edge, watch->form))
    layer = CLEAN;
  return layer;
}

/* Signatures and confirmations do. */
static guint
until_approved (gpointer data, guint layer, const OrderingEdge *edge)
{
  const Watch *watch = data;

  if (ordering_edge_writes (edge, watch->form))
    layer = DIRTY;
  if ((ordering_edge_signs (edge) && looks_at (edge, watch->form)) ||
      ordering_edge_approves (edge))
    layer = CLEAN;
  return layer;
}

static gboolean
is_made_at_end (const OrderingModel *model, const OrderingEdge *edge, guint form)
{
  const char *id = g_array_index (model->forms, OrderingForm, form).id;
  const RunDataType *type = run_app_lookup_data_type (model->app, id);

  return type != NULL && type->is_model && type->enable_pdf_creation && model->major < 9 &&
         ordering_edge_hands_in (edge, form);
}

/* Entering the task removed the old PDF, and no new one is made. */
static gboolean
loses_pdf (const OrderingEdge *edge)
{
  return (edge->task->kind == ORDERING_PDF || edge->task->kind == ORDERING_SUBFORM_PDF) &&
         !ordering_edge_makes (edge);
}

/* A new PDF does. */
static guint
until_printed (gpointer data, guint layer, const OrderingEdge *edge)
{
  const Watch *watch = data;

  if (loses_pdf (edge) && looks_at (edge, watch->form))
    return ORDERING_NONE;
  if (ordering_edge_writes (edge, watch->form))
    layer = DIRTY;
  if ((ordering_edge_makes (edge) && looks_at (edge, watch->form)) ||
      is_made_at_end (watch->model, edge, watch->form))
    layer = CLEAN;
  return layer;
}

static gboolean
ends_or_sends_any (gpointer data, guint layer, const OrderingEdge *edge, guint next)
{
  const Watch *watch = data;

  return next == DIRTY &&
         (edge->to == ORDERING_NONE || ordering_edge_sends (watch->model, edge));
}

/* Whether the form has been handed in: layer 1. */
static guint
handed_in (gpointer data, guint layer, const OrderingEdge *edge)
{
  const Watch *watch = data;

  return ordering_edge_hands_in (edge, watch->form) ? 1 : layer;
}

static guint
keep_layer (gpointer data, guint layer, const OrderingEdge *edge)
{
  return layer;
}

static gboolean
writes (gpointer data, guint layer, const OrderingEdge *edge, guint next)
{
  const Watch *watch = data;

  return ordering_edge_writes (edge, watch->form);
}

static gboolean
leaves_any (const OrderingModel *model, const OrderingEdge *edge)
{
  return TRUE;
}

static gboolean
leaves_approved (const OrderingModel *model, const OrderingEdge *edge)
{
  return ordering_edge_approves (edge);
}

static gboolean
leaves_paid (const OrderingModel *model, const OrderingEdge *edge)
{
  return ordering_edge_pays (edge);
}

static gboolean
leaves_made (const OrderingModel *model, const OrderingEdge *edge)
{
  return ordering_edge_makes (edge);
}

/**
 * ChangeRule:
 *
 * One rule over one form type: for tasks of @kind that look at it, whose visit @leaves (after the
 * form was handed in, if @needs_form), a run on from there reaches @goal watched by @monitor.
 */
typedef struct
{
  RulesRuleId rule;
  OrderingKind kind;
  OrderingKind other_kind;
  gboolean needs_form;
  gboolean (*leaves) (const OrderingModel *model, const OrderingEdge *edge);
  OrderingMonitor monitor;
  OrderingGoal goal;
  gboolean lower_if_loose;
} ChangeRule;

static const ChangeRule change_rules[] = {
  { RULE_CHANGED_AFTER_SIGNING, ORDERING_SIGNING, ORDERING_SIGNING, FALSE, leaves_any, until_signed,
    ends_or_sends, TRUE },
  { RULE_CHANGED_AFTER_CONFIRMING, ORDERING_CONFIRMATION, ORDERING_CONFIRMATION, TRUE,
    leaves_approved, until_approved, ends_or_sends, TRUE },
  { RULE_CHANGED_AFTER_PAYMENT, ORDERING_PAYMENT, ORDERING_PAYMENT, TRUE, leaves_paid, keep_layer,
    writes, TRUE },
  { RULE_PDF_OUT_OF_DATE, ORDERING_PDF, ORDERING_SUBFORM_PDF, FALSE, leaves_made, until_printed,
    ends_or_sends_any, FALSE },
};

/* @data: the form type, quoted, or “the data”. */
static char *
describe (RulesRuleId rule, const char *label, const char *data)
{
  switch (rule)
    {
    case RULE_CHANGED_AFTER_SIGNING:
      return g_strdup_printf (_ ("After %s, %s can be changed and handed in without a new "
                                 "signature"),
                              label, data);
    case RULE_CHANGED_AFTER_CONFIRMING:
      return g_strdup_printf (_ ("After %s, %s can be changed and handed in without a new "
                                 "confirmation"),
                              label, data);
    case RULE_CHANGED_AFTER_PAYMENT:
      return g_strdup_printf (_ ("After the payment at %s, %s can still be changed"), label, data);
    default:
      return g_strdup_printf (_ ("After %s made its PDF, %s can be changed, and no new PDF is made"),
                              label, data);
    }
}

/* The cheapest visit of @task from which a run on reaches the goal. */
static guint
cheapest_visit (OrderingRules *self, const ChangeRule *rule, const OrderingTask *task,
                OrderingSearch *before, const OrderingSearch *behind, guint *state_found)
{
  OrderingGraph *graph = self->graph;
  guint layer = rule->needs_form ? 1 : 0;
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
          guint on;

          if (edge->to == ORDERING_NONE || !rule->leaves (self->model, edge))
            continue;
          on = ordering_search_distance (behind, CLEAN, edge->to);
          if (on == ORDERING_NONE || reached + edge->exit->cost + on >= best_distance)
            continue;
          best = i;
          best_distance = reached + edge->exit->cost + on;
          *state_found = index;
        }
    }
  return best;
}

/* ---- The fix: the way that passes by the task is led through it ---- */

static guint
avoids (gpointer data, guint layer, const OrderingEdge *edge)
{
  return edge->target == data ? ORDERING_NONE : 0;
}

static gboolean
ends_anyhow (gpointer data, guint layer, const OrderingEdge *edge, guint next)
{
  return next != ORDERING_NONE && edge->to == ORDERING_NONE;
}

static gboolean
leaves_without (OrderingRules *self, const OrderingTask *task, const OrderingTask *writer,
                const OrderingSearch *to_end)
{
  OrderingGraph *graph = self->graph;

  for (guint n = 0; n < ordering_graph_n_states_of (graph, task); n++)
    {
      const OrderingState *state =
          ordering_graph_state (graph, ordering_graph_state_of (graph, task, n));

      for (guint i = state->first_edge; i < state->first_edge + state->n_edges; i++)
        {
          const OrderingEdge *edge = ordering_graph_edge (graph, i);

          if (!edge->exit->rejects && edge->target != writer->node &&
              (edge->to == ORDERING_NONE ||
               ordering_search_distance (to_end, 0, edge->to) != ORDERING_NONE))
            return TRUE;
        }
    }
  return FALSE;
}

/**
 * Detours:
 * @writers: by item of a search: the edge that writes last on its run; %ORDERING_NONE: none
 * @around: (nullable): runs to an end that do not enter @avoided; tasks mostly share a writer
 *
 * What the fix needs to know, found out for all tasks at once.
 */
typedef struct
{
  guint *writers;
  OrderingSearch *around;
  const OrderingTask *avoided;
} Detours;

static void
detours_clear (Detours *self)
{
  g_free (self->writers);
  g_clear_pointer (&self->around, ordering_search_free);
}

static guint *
find_last_writers (const OrderingSearch *behind, guint form)
{
  const OrderingGraph *graph = behind->graph;
  guint *writers = g_new (guint, (gsize) graph->states->len * behind->n_layers + 1);
  g_autoptr (GArray) items = ordering_search_list (behind);

  for (guint i = 0; i < items->len; i++)
    {
      guint item = g_array_index (items, guint, i);
      guint next = ordering_search_next_item (behind, item);

      writers[item] = next != ORDERING_NONE ? writers[next] : ORDERING_NONE;
      if (writers[item] == ORDERING_NONE &&
          ordering_edge_writes (ordering_graph_edge (graph, behind->via[item]), form))
        writers[item] = behind->via[item];
    }
  return writers;
}

/* Whether an instance that goes on from @task comes to an end without @writer: else leading
 * @writer to @task would go round for ever. */
static gboolean
ends_without (OrderingRules *self, const OrderingTask *task, const OrderingTask *writer,
              Detours *detours)
{
  if (detours->around == NULL || detours->avoided != writer)
    {
      if (self->work >= ORDERING_MAX_WORK)
        return FALSE;
      self->work += self->graph->states->len;
      g_clear_pointer (&detours->around, ordering_search_free);
      detours->around = ordering_search_backward (self->graph, 1, avoids, ends_anyhow,
                                                  (gpointer) writer->node);
      detours->avoided = writer;
    }
  return leaves_without (self, task, writer, detours->around);
}

static void
offer_route (OrderingRules *self, RulesFinding *finding, const OrderingTask *task, guint form,
             guint first, const OrderingSearch *behind, Detours *detours)
{
  OrderingGraph *graph = self->graph;
  const OrderingTask *writer;
  g_autofree char *title = NULL;
  guint last;

  if (detours->writers == NULL)
    detours->writers = find_last_writers (behind, form);
  last = detours->writers[CLEAN * graph->states->len + ordering_graph_edge (graph, first)->to];
  if (last == ORDERING_NONE)
    return;
  writer = ordering_graph_edge (graph, last)->task;
  if (writer == task || writer->node->n_next != 1 || writer->node->next[0] == task->node ||
      writer->node->next[0]->kind == RUN_NODE_EXCLUSIVE_GATEWAY ||
      writer->node->next_flows[0]->id == NULL || !ends_without (self, task, writer, detours))
    return;
  title = g_strdup_printf (_ ("Lead %s back to %s"), ordering_label (self, writer->node),
                           ordering_label (self, task->node));
  rules_finding_set_fix (finding, RULES_FIX_ROUTE_BY_TASK, task->node->id,
                         writer->node->next_flows[0]->id, title, FALSE);
}

static gboolean
any_task_of (OrderingRules *self, const ChangeRule *rule, guint form)
{
  for (guint i = 0; i < self->model->tasks->len; i++)
    {
      const OrderingTask *task = ordering_model_get (self->model, i);

      if ((task->kind == rule->kind || task->kind == rule->other_kind) &&
          ordering_set_has (task->scope, form))
        return TRUE;
    }
  return FALSE;
}

static void
check_form (OrderingRules *self, const ChangeRule *rule, guint form, OrderingSearch *handed,
            gboolean *reported)
{
  Watch watch = { self->model, form, NULL };
  const char *id = g_array_index (self->model->forms, OrderingForm, form).id;
  OrderingSearch *before = rule->needs_form ? handed : self->plain;
  g_autoptr (OrderingSearch) behind = NULL;
  Detours detours = { NULL };
  g_autofree char *data =
      self->model->is_loose ? g_strdup (_ ("the data")) : g_strdup_printf (_ ("“%s”"), id);

  if (!any_task_of (self, rule, form))
    return;
  behind = ordering_search_backward (self->graph, N_LAYERS, rule->monitor, rule->goal, &watch);
  for (guint i = 0; i < self->model->tasks->len; i++)
    {
      const OrderingTask *task = ordering_model_get (self->model, i);
      g_autofree char *message = NULL;
      RulesFinding *finding;
      guint state = 0, edge;

      if (reported[i] || (task->kind != rule->kind && task->kind != rule->other_kind) ||
          !ordering_set_has (task->scope, form))
        continue;
      edge = cheapest_visit (self, rule, task, before, behind, &state);
      if (edge == ORDERING_NONE)
        continue;
      message = describe (rule->rule, ordering_label (self, task->node), data);
      finding = ordering_report (self, rule->rule, task->node->id, "%s", message);
      if (rule->lower_if_loose)
        ordering_lower_if_loose (self, finding);
      if (rule->rule == RULE_CHANGED_AFTER_SIGNING || rule->rule == RULE_CHANGED_AFTER_CONFIRMING)
        offer_route (self, finding, task, form, edge, behind, &detours);
      reported[i] = ordering_attach_run (self, finding, before, rule->needs_form ? 1 : 0, state,
                                         edge, behind, CLEAN, form);
    }
  detours_clear (&detours);
}

/* ---- sent-before-done ---- */

static guint
until_sent (gpointer data, guint layer, const OrderingEdge *edge)
{
  const Watch *watch = data;

  if (ordering_edge_signs (edge) || ordering_edge_pays (edge) || ordering_edge_approves (edge) ||
      (edge->task != NULL && ordering_set_meets (watch->model, edge->task->own, watch->scope)))
    layer = DIRTY;
  if (ordering_edge_sends (watch->model, edge))
    layer = CLEAN;
  return layer;
}

static gboolean
ends (gpointer data, guint layer, const OrderingEdge *edge, guint next)
{
  return next == DIRTY && edge->to == ORDERING_NONE;
}

static gboolean
leaves_sent (const OrderingModel *model, const OrderingEdge *edge)
{
  return ordering_edge_sends (model, edge);
}

static void
sent_before_done (OrderingRules *self)
{
  OrderingModel *model = self->model;
  g_autofree guint64 *all = g_new0 (guint64, model->n_words);
  ChangeRule rule = { RULE_SENT_BEFORE_DONE };
  g_autoptr (GHashTable) searches =
      g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref,
                             (GDestroyNotify) ordering_search_free);

  rule.leaves = leaves_sent;
  for (guint i = 0; i < model->forms->len; i++)
    ordering_set_add (all, i);
  for (guint i = 0; i < model->tasks->len; i++)
    {
      const OrderingTask *task = ordering_model_get (model, i);
      gboolean is_legacy = i == model->send_after;
      Watch watch = { model, 0, is_legacy ? all : task->scope };
      GBytes *key;
      OrderingSearch *behind;
      RulesFinding *finding;
      guint state = 0, edge;

      if (!is_legacy && task->kind != ORDERING_EFORMIDLING && task->kind != ORDERING_FIKS_ARKIV)
        continue;
      key = g_bytes_new (watch.scope, model->n_words * sizeof (guint64));
      behind = g_hash_table_lookup (searches, key);
      if (behind == NULL)
        {
          behind = ordering_search_backward (self->graph, N_LAYERS, until_sent, ends, &watch);
          g_hash_table_insert (searches, g_bytes_ref (key), behind);
        }
      g_bytes_unref (key);
      edge = cheapest_visit (self, &rule, task, self->plain, behind, &state);
      if (edge == ORDERING_NONE)
        continue;
      finding = ordering_report (self, RULE_SENT_BEFORE_DONE, task->node->id,
                                 _ ("%s sends before the process is done with the data, and "
                                    "nothing is sent again"),
                                 ordering_label (self, task->node));
      ordering_lower_if_loose (self, finding);
      ordering_attach_run (self, finding, self->plain, 0, state, edge, behind, CLEAN,
                           ORDERING_NONE);
    }
}

void
ordering_rules_changes (OrderingRules *self)
{
  OrderingModel *model = self->model;
  guint n_tasks = model->tasks->len;
  g_autofree gboolean *reported = g_new0 (gboolean, n_tasks * G_N_ELEMENTS (change_rules) + 1);

  for (guint form = 0; form < model->forms->len; form++)
    {
      Watch watch = { model, form, NULL };
      g_autoptr (OrderingSearch) handed =
          ordering_search_forward (self->graph, 2, handed_in, &watch);

      for (guint i = 0; i < G_N_ELEMENTS (change_rules); i++)
        check_form (self, &change_rules[i], form, handed, reported + i * n_tasks);
    }
  sent_before_done (self);
}

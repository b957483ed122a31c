/* ordering-data.c: rules about data that are looked at before they are there, or while they can
 * still change
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/rules/ordering-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  const OrderingModel *model;
  const guint64 *scope;
  guint form;
  const OrderingTask *task;
} Watch;

/* ---- nothing-filled-in, feedback-too-early, lookup-without-input ---- */

/* Runs on which nothing of the scope has been handed in. */
static guint
still_empty (gpointer data, guint layer, const OrderingEdge *edge)
{
  const Watch *watch = data;

  if (edge->task != NULL && !edge->exit->rejects &&
      ordering_set_meets (watch->model, edge->task->own, watch->scope))
    return ORDERING_NONE;
  return 0;
}

static OrderingSearch *
search_empty (OrderingRules *self, GHashTable *searches, const guint64 *scope)
{
  OrderingModel *model = self->model;
  GBytes *key = g_bytes_new (scope, model->n_words * sizeof (guint64));
  OrderingSearch *search = g_hash_table_lookup (searches, key);

  if (search == NULL)
    {
      Watch watch = { model, scope, 0, NULL };

      search = ordering_search_forward (self->graph, 1, still_empty, &watch);
      g_hash_table_insert (searches, key, search);
      return search;
    }
  g_bytes_unref (key);
  return search;
}

/* Whether leaving this way acts on the scope: approves, signs, makes or sends. */
static gboolean
acts (const OrderingModel *model, const OrderingEdge *edge)
{
  return ordering_edge_approves (edge) || ordering_edge_signs (edge) ||
         ordering_edge_makes (edge) ||
         (edge->task->is_service && ordering_edge_sends (model, edge));
}

/* The cheapest edge of @state that acts; ORDERING_NONE: none, or @state is not reached. */
static guint
find_edge (OrderingRules *self, const OrderingSearch *search, guint layer, guint state)
{
  const OrderingState *from = ordering_graph_state (self->graph, state);
  guint best = ORDERING_NONE;

  if (ordering_search_distance (search, layer, state) == ORDERING_NONE)
    return ORDERING_NONE;
  for (guint i = from->first_edge; i < from->first_edge + from->n_edges; i++)
    {
      const OrderingEdge *edge = ordering_graph_edge (self->graph, i);

      if (acts (self->model, edge) &&
          (best == ORDERING_NONE ||
           edge->exit->cost < ordering_graph_edge (self->graph, best)->exit->cost))
        best = i;
    }
  return best;
}

static char *
describe_act (OrderingKind kind, const char *label)
{
  switch (kind)
    {
    case ORDERING_CONFIRMATION:
      return g_strdup_printf (_ ("%s can be confirmed before anything is filled in"), label);
    case ORDERING_SIGNING:
      return g_strdup_printf (_ ("%s can be signed before anything is filled in"), label);
    case ORDERING_PDF:
    case ORDERING_SUBFORM_PDF:
      return g_strdup_printf (_ ("%s can make a PDF before anything is filled in"), label);
    default:
      return g_strdup_printf (_ ("%s can send before anything is filled in"), label);
    }
}

static gboolean
any_filling_task (OrderingRules *self)
{
  for (guint i = 0; i < self->graph->states->len; i++)
    if (!ordering_set_is_empty (self->model, ordering_graph_state (self->graph, i)->task->own))
      return TRUE;
  return FALSE;
}

static gboolean
any_acting_task (OrderingRules *self)
{
  for (guint i = self->graph->n_start_edges; i < self->graph->edges->len; i++)
    if (acts (self->model, ordering_graph_edge (self->graph, i)))
      return TRUE;
  return FALSE;
}

static void
nothing_filled_in (OrderingRules *self, GHashTable *searches)
{
  OrderingModel *model = self->model;

  if (!any_filling_task (self))
    {
      if (any_acting_task (self))
        {
          RulesFinding *finding =
              ordering_report (self, RULE_NOTHING_FILLED_IN, run_process_get_id (model->process),
                               _ ("No task of the process fills in any data"));

          finding->severity = RULES_SEVERITY_INFO;
          ordering_attach_run (self, finding, NULL, 0, ORDERING_NONE, ORDERING_NONE, NULL, 0,
                               ORDERING_NONE);
        }
      return;
    }
  for (guint i = 0; i < model->tasks->len; i++)
    {
      const OrderingTask *task = ordering_model_get (model, i);
      OrderingSearch *search;
      guint best = ORDERING_NONE, best_distance = ORDERING_NONE, best_state = 0;
      g_autofree char *message = NULL;
      RulesFinding *finding;

      if (!task->has_scope || task->kind == ORDERING_PAYMENT ||
          task->kind == ORDERING_FEEDBACK || ordering_set_is_empty (model, task->scope) ||
          ordering_set_meets (model, task->own, task->scope))
        continue;
      search = search_empty (self, searches, task->scope);
      for (guint n = 0; n < ordering_graph_n_states_of (self->graph, task); n++)
        {
          guint k = ordering_graph_state_of (self->graph, task, n);
          guint edge = find_edge (self, search, 0, k);

          if (edge != ORDERING_NONE && ordering_search_distance (search, 0, k) < best_distance)
            {
              best = edge;
              best_state = k;
              best_distance = ordering_search_distance (search, 0, k);
            }
        }
      if (best == ORDERING_NONE)
        continue;
      message = describe_act (task->kind, ordering_label (self, task->node));
      finding = ordering_report (self, RULE_NOTHING_FILLED_IN, task->node->id, "%s", message);
      ordering_attach_run (self, finding, search, 0, best_state, best, NULL, 0, ORDERING_NONE);
    }
}

static void
entered_too_early (OrderingRules *self, GHashTable *searches)
{
  OrderingModel *model = self->model;
  g_autofree guint64 *all = g_new0 (guint64, model->n_words);
  OrderingSearch *search = NULL;

  for (guint i = 0; i < model->forms->len; i++)
    ordering_set_add (all, i);
  for (guint i = 0; i < model->tasks->len; i++)
    {
      const OrderingTask *task = ordering_model_get (model, i);
      gboolean is_feedback = task->kind == ORDERING_FEEDBACK;
      RulesFinding *finding;
      guint state;

      if (!is_feedback && (task->kind != ORDERING_LOOKUP || model->is_loose ||
                           !ordering_set_is_empty (model, task->own)))
        continue;
      search = search != NULL ? search : search_empty (self, searches, all);
      state = ordering_nearest_state (search, 0, task);
      if (state == ORDERING_NONE)
        continue;
      finding = is_feedback
                    ? ordering_report (self, RULE_FEEDBACK_TOO_EARLY, task->node->id,
                                       _ ("%s can be reached before anything is handed in"),
                                       ordering_label (self, task->node))
                    : ordering_report (self, RULE_LOOKUP_WITHOUT_INPUT, task->node->id,
                                       _ ("%s can be reached before anything is handed in, and "
                                          "fills in no data itself"),
                                       ordering_label (self, task->node));
      ordering_attach_run (self, finding, search, 0, state, ORDERING_NONE, NULL, 0, ORDERING_NONE);
    }
}

/* ---- feedback-behind-service-task ---- */

/* Whether @task stands behind an eFormidling service task, among others: the worse of two findings
 * about it. */
static gboolean
waits_for_delivery (OrderingRules *self, const OrderingTask *task)
{
  for (guint i = self->graph->n_start_edges; i < self->graph->edges->len; i++)
    {
      const OrderingEdge *edge = ordering_graph_edge (self->graph, i);

      if (edge->target == task->node && edge->task->kind == ORDERING_EFORMIDLING &&
          edge->task->node->kind == RUN_NODE_SERVICE_TASK)
        return TRUE;
    }
  return FALSE;
}

static void
feedback_behind_service (OrderingRules *self)
{
  OrderingModel *model = self->model;
  g_autofree gboolean *seen = g_new0 (gboolean, model->tasks->len + 1);

  if (model->major < 9)
    return;
  for (guint i = self->graph->n_start_edges; i < self->graph->edges->len; i++)
    {
      const OrderingEdge *edge = ordering_graph_edge (self->graph, i);
      const OrderingTask *task;
      RulesFinding *finding;

      if (edge->to == ORDERING_NONE || edge->task->node->kind != RUN_NODE_SERVICE_TASK)
        continue;
      task = ordering_graph_state (self->graph, edge->to)->task;
      if (task->kind != ORDERING_FEEDBACK || seen[task->index] ||
          (edge->task->kind != ORDERING_EFORMIDLING && waits_for_delivery (self, task)))
        continue;
      seen[task->index] = TRUE;
      finding = ordering_report (self, RULE_FEEDBACK_BEHIND_SERVICE_TASK, task->node->id,
                                 _ ("%s stands directly behind the service task %s"),
                                 ordering_label (self, task->node),
                                 ordering_label (self, edge->task->node));
      if (edge->task->kind == ORDERING_EFORMIDLING)
        finding->severity = RULES_SEVERITY_WARNING;
      ordering_attach_run (self, finding, self->plain, 0, edge->from, i, NULL, 0, ORDERING_NONE);
    }
}

/* ---- entering a task later ---- */

static gboolean
enters_task (gpointer data, guint layer, const OrderingEdge *edge, guint next)
{
  const Watch *watch = data;

  return edge->target == watch->task->node;
}

/* ---- signs-unfilled-data ---- */

/* 0: nothing of the scope handed in, 1: something, but not the form; behind the form: cut. */
static guint
without_form (gpointer data, guint layer, const OrderingEdge *edge)
{
  const Watch *watch = data;

  if (ordering_edge_hands_in (edge, watch->form))
    return ORDERING_NONE;
  if (layer == 0 && edge->task != NULL && !edge->exit->rejects &&
      ordering_set_meets (watch->model, edge->task->own, watch->scope))
    return 1;
  return layer;
}

static gboolean
check_signs_unfilled (OrderingRules *self, const OrderingTask *task, guint form,
                      const OrderingTask *owner)
{
  Watch watch = { self->model, task->scope, form, owner };
  g_autoptr (OrderingSearch) later =
      ordering_search_backward (self->graph, 1, ordering_any_edge, enters_task, &watch);
  g_autoptr (OrderingSearch) before = NULL;
  guint best = ORDERING_NONE, best_state = 0, best_distance = ORDERING_NONE;
  RulesFinding *finding;

  for (guint n = 0; n < ordering_graph_n_states_of (self->graph, task); n++)
    {
      guint i = ordering_graph_state_of (self->graph, task, n);
      const OrderingState *state = ordering_graph_state (self->graph, i);

      if (ordering_search_distance (later, 0, i) == ORDERING_NONE)
        continue;
      if (before == NULL)
        before = ordering_search_forward (self->graph, 2, without_form, &watch);
      if (ordering_search_distance (before, 1, i) == ORDERING_NONE)
        continue;
      for (guint k = state->first_edge; k < state->first_edge + state->n_edges; k++)
        {
          const OrderingEdge *edge = ordering_graph_edge (self->graph, k);
          guint distance;

          if (!ordering_edge_signs (edge) || edge->to == ORDERING_NONE)
            continue;
          distance = edge->target == owner->node ? 0 : ordering_search_distance (later, 0, edge->to);
          if (distance == ORDERING_NONE)
            continue;
          distance += ordering_search_distance (before, 1, i) + edge->exit->cost;
          if (distance < best_distance)
            {
              best = k;
              best_state = i;
              best_distance = distance;
            }
        }
    }
  if (best == ORDERING_NONE)
    return FALSE;
  finding = ordering_report (self, RULE_SIGNS_UNFILLED_DATA, task->node->id,
                             _ ("%s signs “%s”, which is filled in only later, at %s"),
                             ordering_label (self, task->node),
                             g_array_index (self->model->forms, OrderingForm, form).id,
                             ordering_label (self, owner->node));
  ordering_attach_run (self, finding, before, 1, best_state, best,
                       ordering_graph_edge (self->graph, best)->target == owner->node ? NULL : later,
                       0, ORDERING_NONE);
  return TRUE;
}

static void
signs_unfilled_data (OrderingRules *self)
{
  OrderingModel *model = self->model;

  for (guint i = 0; i < model->tasks->len && !model->is_loose; i++)
    {
      const OrderingTask *task = ordering_model_get (model, i);

      for (guint form = 0; task->kind == ORDERING_SIGNING && form < model->forms->len; form++)
        {
          guint owner = g_array_index (model->forms, OrderingForm, form).owner;

          if (!ordering_set_has (task->scope, form) || owner == ORDERING_NONE || owner == i)
            continue;
          if (check_signs_unfilled (self, task, form, ordering_model_get (model, owner)))
            break;
        }
    }
}

/* ---- pdf-of-later-task ---- */

static guint
until_ended (gpointer data, guint layer, const OrderingEdge *edge)
{
  const Watch *watch = data;

  return edge->task == watch->task && !edge->exit->rejects ? ORDERING_NONE : 0;
}

static guint
making_edge (OrderingRules *self, const OrderingState *state, const OrderingSearch *later,
             const OrderingTask *shown)
{
  for (guint i = state->first_edge; i < state->first_edge + state->n_edges; i++)
    {
      const OrderingEdge *edge = ordering_graph_edge (self->graph, i);

      if (!ordering_edge_makes (edge))
        continue;
      if (later == NULL || edge->target == shown->node ||
          (edge->to != ORDERING_NONE &&
           ordering_search_distance (later, 0, edge->to) != ORDERING_NONE))
        return i;
    }
  return ORDERING_NONE;
}

static gboolean
check_pdf_of_later (OrderingRules *self, const OrderingTask *pdf, const OrderingTask *shown)
{
  Watch watch = { self->model, NULL, 0, shown };
  g_autoptr (OrderingSearch) before =
      ordering_search_forward (self->graph, 1, until_ended, &watch);
  g_autoptr (OrderingSearch) later =
      ordering_search_backward (self->graph, 1, ordering_any_edge, enters_task, &watch);
  g_autoptr (OrderingSearch) never = NULL;
  gboolean entered_before = FALSE;
  guint first = ORDERING_NONE;
  RulesFinding *finding;

  for (guint n = 0; n < ordering_graph_n_states_of (self->graph, pdf); n++)
    {
      guint i = ordering_graph_state_of (self->graph, pdf, n);
      const OrderingState *state = ordering_graph_state (self->graph, i);
      guint edge;

      first = MIN (first, i);
      if (ordering_search_distance (before, 0, i) == ORDERING_NONE)
        continue;
      edge = making_edge (self, state, later, shown);
      if (edge == ORDERING_NONE)
        continue;
      finding = ordering_report (self, RULE_PDF_OF_LATER_TASK, pdf->node->id,
                                 _ ("%s shows %s, which comes only later"),
                                 ordering_label (self, pdf->node),
                                 ordering_label (self, shown->node));
      ordering_attach_run (
          self, finding, before, 0, i, edge,
          ordering_graph_edge (self->graph, edge)->target == shown->node ? NULL : later, 0,
          ORDERING_NONE);
      return TRUE;
    }
  if (first == ORDERING_NONE)
    return FALSE;
  never = ordering_search_forward (self->graph, 1, ordering_any_edge, NULL);
  /* Does any run come from the shown task to the PDF? */
  {
    Watch to_pdf = { self->model, NULL, 0, pdf };
    g_autoptr (OrderingSearch) onwards =
        ordering_search_backward (self->graph, 1, ordering_any_edge, enters_task, &to_pdf);

    for (guint i = 0; i < self->graph->states->len && !entered_before; i++)
      entered_before = ordering_graph_state (self->graph, i)->task == shown &&
                       ordering_search_distance (onwards, 0, i) != ORDERING_NONE;
  }
  if (entered_before || pdf == shown)
    return FALSE;
  {
    guint edge = making_edge (self, ordering_graph_state (self->graph, first), NULL, shown);

    if (edge == ORDERING_NONE)
      return FALSE;
    finding = ordering_report (self, RULE_PDF_OF_LATER_TASK, pdf->node->id,
                               _ ("%s shows %s, which comes before it on no way through the process"),
                               ordering_label (self, pdf->node),
                               ordering_label (self, shown->node));
    ordering_attach_run (self, finding, never, 0, first, edge, NULL, 0, ORDERING_NONE);
  }
  return TRUE;
}

static void
pdf_of_later_task (OrderingRules *self)
{
  OrderingModel *model = self->model;

  for (guint i = 0; i < model->tasks->len; i++)
    {
      const OrderingTask *pdf = ordering_model_get (model, i);
      const char *const *ids = pdf->kind == ORDERING_PDF && pdf->node->extension != NULL
                                   ? pdf->node->extension->auto_pdf_task_ids
                                   : NULL;

      for (guint k = 0; ids != NULL && ids[k] != NULL; k++)
        {
          const OrderingTask *shown =
              ordering_model_lookup (model, run_process_lookup (model->process, ids[k]));

          if (shown != NULL && check_pdf_of_later (self, pdf, shown))
            break;
        }
    }
}

/* ---- edits-locked-data ---- */

/* 0: the owner has not been ended, 1: it has, and not been entered since. */
static guint
locked_layer (gpointer data, guint layer, const OrderingEdge *edge)
{
  const Watch *watch = data;

  if (ordering_edge_hands_in (edge, watch->form))
    layer = 1;
  if (edge->target != NULL && edge->target == watch->task->node)
    layer = 0;
  return layer;
}

static void
edits_locked_data (OrderingRules *self)
{
  OrderingModel *model = self->model;

  for (guint form = 0; form < model->forms->len && !model->is_loose; form++)
    {
      const OrderingForm *f = &g_array_index (model->forms, OrderingForm, form);
      g_autoptr (OrderingSearch) search = NULL;

      for (guint i = 0; i < model->tasks->len && f->owner != ORDERING_NONE; i++)
        {
          const OrderingTask *task = ordering_model_get (model, i);
          Watch watch = { model, NULL, form, ordering_model_get (model, f->owner) };
          RulesFinding *finding;
          guint state;

          if (!ordering_set_has (task->edits, form))
            continue;
          if (search == NULL)
            search = ordering_search_forward (self->graph, 2, locked_layer, &watch);
          state = ordering_nearest_state (search, 1, task);
          if (state == ORDERING_NONE)
            continue;
          finding = ordering_report (self, RULE_EDITS_LOCKED_DATA, task->node->id,
                                     _ ("The form of %s edits “%s”, which was locked when %s was "
                                        "completed"),
                                     ordering_label (self, task->node), f->id,
                                     ordering_label (self, watch.task->node));
          ordering_attach_run (self, finding, search, 1, state, ORDERING_NONE, NULL, 0,
                               ORDERING_NONE);
        }
    }
}

void
ordering_rules_data (OrderingRules *self)
{
  g_autoptr (GHashTable) searches =
      g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref,
                             (GDestroyNotify) ordering_search_free);

  nothing_filled_in (self, searches);
  entered_too_early (self, searches);
  feedback_behind_service (self);
  signs_unfilled_data (self);
  pdf_of_later_task (self);
  edits_locked_data (self);
}

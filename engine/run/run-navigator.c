/* run-navigator.c: where a process goes from an element
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/run/run-navigator.h"

#include "engine/run/run-condition-private.h"
#include "engine/run/run-state-private.h"

#include <string.h>

#define EXPRESSIONS_GATEWAY "AltinnExpressionsExclusiveGateway"

/* Gateways that pass everything on multiply the ways; the runtime would follow them all. */
#define MAX_PASSED 20000

/* The flows that led to where the walk is, on the stack of the recursion. */
typedef struct _Trail Trail;
struct _Trail
{
  const Trail *previous;
  const RunFlow *flow;
  const RunNode *gateway; /* that @flow leads to, if it is one */
};

typedef struct
{
  const RunNode *node;
  GPtrArray *path;
} Arrival;

typedef struct
{
  const RunQuestion *question;
  const RunApp *app;
  RunNavigation *navigation;
  GArray *arrivals;
  const char *undecided;
  guint n_passed;
} Walk;

const char *
run_decided_by_to_string (RunDecidedBy decided_by)
{
  static const char *const names[] = { "conditions", "default", "single", "code" };

  return names[decided_by];
}

void
run_decision_free (RunDecision *self)
{
  for (guint i = 0; i < self->n_flows; i++)
    {
      g_free (self->flows[i].value);
      g_free (self->flows[i].error);
    }
  g_free (self->flows);
  g_clear_pointer (&self->state, run_state_unref);
  g_free (self->action);
  g_free (self);
}

/**
 * run_decision_explain:
 * @self: a decision
 * @index: which of its flows
 *
 * Evaluates the condition of a flow again, with the data and the action the gateway saw, and keeps
 * every value on the way.
 *
 * Returns: (transfer full) (nullable): the explanation; %NULL where no condition was asked, or it
 *   is no expression of the runtime
 */
ExpressionExplanation *
run_decision_explain (const RunDecision *self, guint index)
{
  g_return_val_if_fail (index < self->n_flows, NULL);

  if (self->state == NULL)
    return NULL;
  return run_condition_explain (self->flows[index].flow, self->state, self->data_type,
                                self->action);
}

void
run_navigation_free (RunNavigation *self)
{
  if (self == NULL)
    return;
  run_failure_free (self->failure);
  g_ptr_array_unref (self->path);
  g_ptr_array_unref (self->decisions);
  g_free (self);
}

static void G_GNUC_PRINTF (2, 3)
throw (Walk *walk, const char *format, ...)
{
  g_autofree char *detail = NULL;
  va_list args;

  va_start (args, format);
  detail = g_strdup_vprintf (format, args);
  va_end (args);
  walk->navigation->failure
      = run_failure_new (RUN_FAILURE_EXCEPTION, 500, "Process next failed.", "%s", detail);
}

static void
arrive (Walk *walk, const RunNode *node, const Trail *trail)
{
  Arrival arrival = { node, g_ptr_array_new () };

  for (const Trail *step = trail; step != NULL; step = step->previous)
    g_ptr_array_insert (arrival.path, 0, (gpointer) step->flow);
  g_array_append_val (walk->arrivals, arrival);
}

static void
arrival_clear (gpointer data)
{
  g_ptr_array_unref (((Arrival *) data)->path);
}

/* ---- Which flows a gateway keeps ---- */

static RunDecision *
decision_new (Walk *walk, const RunNode *gateway)
{
  RunDecision *decision = g_new0 (RunDecision, 1);

  decision->gateway = gateway;
  decision->n_flows = gateway->n_exits;
  decision->flows = g_new0 (RunDecisionFlow, gateway->n_exits);
  for (guint i = 0; i < gateway->n_exits; i++)
    decision->flows[i].flow = gateway->exits[i];
  g_ptr_array_add (walk->navigation->decisions, decision);
  return decision;
}

static gboolean
has_default (const RunNode *gateway)
{
  for (guint i = 0; i < gateway->n_exits; i++)
    if (g_strcmp0 (gateway->exits[i]->id, gateway->default_flow) == 0
        && gateway->default_flow != NULL)
      return TRUE;
  return FALSE;
}

static gboolean
evaluate_conditions (Walk *walk, RunDecision *decision)
{
  const RunQuestion *question = walk->question;

  decision->data_type
      = run_app_get_default_data_type (walk->app, decision->gateway, question->from);
  if (question->instantiating && run_app_get_runtime (walk->app)->major < 9)
    {
      throw (walk, "Object reference not set to an instance of an object.");
      walk->navigation->failure->element = g_strdup (decision->gateway->id);
      return FALSE;
    }
  /* The request goes on changing its state; a branch stays. */
  decision->state = run_state_branch (question->state);
  decision->action = g_strdup (question->action);
  for (guint i = 0; i < decision->n_flows; i++)
    {
      RunDecisionFlow *choice = &decision->flows[i];

      if (choice->flow->condition == NULL)
        choice->selected = TRUE;
      else if (!run_condition_evaluate (choice->flow, question->state, decision->data_type,
                                        question->action, &choice->selected, &choice->value,
                                        &choice->error))
        {
          throw (walk, "%s", choice->error);
          walk->navigation->failure->element = g_strdup (choice->flow->id);
          return FALSE;
        }
    }
  return TRUE;
}

/* What stands in for a filter that the app registers. FALSE: there is none. */
static gboolean
ask_filter (Walk *walk, RunDecision *decision)
{
  const RunQuestion *question = walk->question;
  const char *take = NULL;
  gboolean registered = FALSE;

  if (question->filter != NULL)
    {
      for (guint i = 0; i < decision->n_flows; i++)
        {
          int keep = question->filter (decision->gateway, decision->flows[i].flow,
                                       question->filter_data);

          registered |= keep >= 0;
          decision->flows[i].selected = keep > 0;
        }
      return registered;
    }
  if (question->takes != NULL && decision->gateway->id != NULL)
    take = g_hash_table_lookup (question->takes, decision->gateway->id);
  if (take == NULL || decision->gateway->has_conditions)
    return FALSE;
  decision->decided_by = RUN_DECIDED_BY_CODE;
  for (guint i = 0; i < decision->n_flows; i++)
    decision->flows[i].selected = g_strcmp0 (decision->flows[i].flow->id, take) == 0;
  return TRUE;
}

static guint
count_selected (const RunDecision *decision)
{
  guint count = 0;

  for (guint i = 0; i < decision->n_flows; i++)
    count += decision->flows[i].selected ? 1 : 0;
  return count;
}

/* FALSE: the walk failed. */
static gboolean
decide (Walk *walk, RunDecision *decision)
{
  const RunNode *gateway = decision->gateway;
  gboolean conditions = gateway->has_conditions
                        && run_app_has (walk->app, RUN_FEATURE_TASK_TYPE_ELEMENT);
  gboolean filtered;

  if (conditions)
    decision->decided_by = RUN_DECIDED_BY_CONDITIONS;
  else if (gateway->n_exits <= 1)
    decision->decided_by = RUN_DECIDED_BY_SINGLE;
  else
    decision->decided_by
        = has_default (gateway) ? RUN_DECIDED_BY_DEFAULT : RUN_DECIDED_BY_CODE;
  filtered = ask_filter (walk, decision);
  if (!filtered && conditions)
    {
      if (!evaluate_conditions (walk, decision))
        return FALSE;
      filtered = TRUE;
    }
  if (!filtered)
    {
      for (guint i = 0; i < decision->n_flows; i++)
        decision->flows[i].selected = TRUE;
      if (decision->decided_by == RUN_DECIDED_BY_CODE && walk->undecided == NULL)
        walk->undecided = gateway->id;
      return TRUE;
    }
  if (count_selected (decision) != 1 && run_app_has (walk->app, RUN_FEATURE_EXACTLY_ONE))
    {
      throw (walk, "Exclusive gateway %s returned %u flows. Expected 1",
             conditions ? EXPRESSIONS_GATEWAY : gateway->id, count_selected (decision));
      walk->navigation->failure->element = g_strdup (gateway->id);
      return FALSE;
    }
  return TRUE;
}

/* ---- The walk ---- */

static void follow (Walk *walk, const RunNode *node, const Trail *trail);

static void
fail_cycle (Walk *walk, const RunNode *gateway, const Trail *trail)
{
  GString *names = g_string_new (gateway->id);
  RunFailure *failure;

  for (const Trail *step = trail->previous; step != NULL; step = step->previous)
    if (step->gateway != NULL)
      {
        g_string_prepend (names, " → ");
        g_string_prepend (names, step->gateway->id);
        if (step->gateway == gateway)
          break;
      }
  failure = run_failure_new (RUN_FAILURE_DEFINITION, 500, "Gateways form a cycle",
                             "Gateways form a cycle without a task (%s): the app would follow it "
                             "until it crashes",
                             names->str);
  failure->element = g_strdup (gateway->id);
  walk->navigation->failure = failure;
  g_string_free (names, TRUE);
}

/* Whether the default is followed where the gateway keeps it: version 7 only if the client names
 * no target. */
static gboolean
follows_default (const Walk *walk)
{
  return run_app_has (walk->app, RUN_FEATURE_TASK_TYPE_ELEMENT) || walk->question->to == NULL;
}

static void
follow_gateway (Walk *walk, const RunNode *gateway, const Trail *trail)
{
  RunDecision *decision;
  const RunFlow *only = NULL;

  for (const Trail *step = trail->previous; step != NULL; step = step->previous)
    if (step->gateway == gateway)
      {
        fail_cycle (walk, gateway, trail);
        return;
      }
  if (++walk->n_passed > MAX_PASSED)
    {
      walk->navigation->failure
          = run_failure_new (RUN_FAILURE_DEFINITION, 500, "Too many ways",
                             "More than %d ways lead through gateways that decide nothing",
                             MAX_PASSED);
      return;
    }
  decision = decision_new (walk, gateway);
  if (!decide (walk, decision))
    return;
  for (guint i = 0; i < decision->n_flows && follows_default (walk); i++)
    if (decision->flows[i].selected && gateway->default_flow != NULL
        && g_strcmp0 (decision->flows[i].flow->id, gateway->default_flow) == 0)
      only = decision->flows[i].flow;
  for (guint i = 0; i < gateway->n_exits && walk->navigation->failure == NULL; i++)
    {
      const RunFlow *flow = gateway->exits[i];
      Trail next = { trail, flow, flow->target };

      if ((only != NULL && flow != only) || (only == NULL && !decision->flows[i].selected))
        continue;
      follow (walk, flow->target, &next);
    }
}

static void
follow (Walk *walk, const RunNode *node, const Trail *trail)
{
  if (node == NULL)
    return;
  if (node->kind == RUN_NODE_EXCLUSIVE_GATEWAY)
    follow_gateway (walk, node, trail);
  else
    arrive (walk, node, trail);
}

static void
mark_taken (RunNavigation *navigation)
{
  for (guint d = 0; d < navigation->decisions->len; d++)
    {
      RunDecision *decision = navigation->decisions->pdata[d];

      for (guint i = 0; i < decision->n_flows; i++)
        decision->flows[i].taken
            = g_ptr_array_find (navigation->path, decision->flows[i].flow, NULL);
    }
}

static void
go_to (Walk *walk, const Arrival *arrival)
{
  walk->navigation->next = arrival->node;
  g_ptr_array_extend (walk->navigation->path, arrival->path, NULL, NULL);
  mark_taken (walk->navigation);
}

static void
finish (Walk *walk)
{
  if (walk->arrivals->len == 1)
    go_to (walk, &g_array_index (walk->arrivals, Arrival, 0));
  else if (walk->arrivals->len > 1)
    {
      throw (walk,
             "Multiple next elements found from %s. Please supply action and filters or define a "
             "default flow.",
             walk->question->from->id);
      walk->navigation->failure->undecided = g_strdup (walk->undecided);
      walk->navigation->failure->element
          = g_strdup (walk->undecided != NULL ? walk->undecided : walk->question->from->id);
    }
}

/* Version 7: the client names one of the possible targets. */
static void
finish_v7 (Walk *walk)
{
  const char *to = walk->question->to;

  if (to == NULL && walk->arrivals->len == 1)
    {
      go_to (walk, &g_array_index (walk->arrivals, Arrival, 0));
      return;
    }
  for (guint i = 0; i < walk->arrivals->len; i++)
    {
      const Arrival *arrival = &g_array_index (walk->arrivals, Arrival, i);

      if (g_strcmp0 (arrival->node->id, to) == 0 && to != NULL)
        {
          go_to (walk, arrival);
          return;
        }
    }
  if (to != NULL)
    walk->navigation->failure = run_failure_new (
        RUN_FAILURE_CONFLICT, 409, NULL,
        "The proposed next element id '%s' is not among the available next process elements", to);
  else if (walk->arrivals->len > 1)
    {
      walk->navigation->failure = run_failure_new (
          RUN_FAILURE_CONFLICT, 409, NULL,
          "There are more than one outgoing sequence flows, please select one "
          "'System.Collections.Generic.List`1[System.String]'");
      walk->navigation->failure->undecided = g_strdup (walk->undecided);
    }
  else if (walk->question->from->kind != RUN_NODE_END_EVENT)
    walk->navigation->failure = run_failure_new (
        RUN_FAILURE_CONFLICT, 409, NULL,
        "There are no outgoing sequence flows from current element. Cannot find next process "
        "element!. Error in bpmn file!");
}

/**
 * run_navigate:
 * @question: where from, with what
 *
 * Follows the flows from an element through gateways to the next task or event, as
 * the runtime does, and tells how each gateway decided. A cycle of gateways only,
 * which crashes the app, is a failure of kind %RUN_FAILURE_DEFINITION.
 *
 * Returns: (transfer full): the answer
 */
RunNavigation *
run_navigate (const RunQuestion *question)
{
  RunNavigation *navigation = g_new0 (RunNavigation, 1);
  g_autoptr (GArray) arrivals = g_array_new (FALSE, FALSE, sizeof (Arrival));
  Walk walk = { question, run_state_get_app (question->state), navigation, arrivals, NULL, 0 };

  navigation->path = g_ptr_array_new ();
  navigation->decisions = g_ptr_array_new_with_free_func ((GDestroyNotify) run_decision_free);
  g_array_set_clear_func (arrivals, arrival_clear);
  for (guint i = 0; i < question->from->n_next && navigation->failure == NULL; i++)
    {
      const RunNode *node = question->from->next[i];
      const Trail trail = { NULL, question->from->next_flows[i],
                            node->kind == RUN_NODE_EXCLUSIVE_GATEWAY ? node : NULL };

      follow (&walk, node, &trail);
    }
  if (navigation->failure != NULL)
    return navigation;
  if (run_app_has (walk.app, RUN_FEATURE_TASK_TYPE_ELEMENT))
    finish (&walk);
  else
    finish_v7 (&walk);
  return navigation;
}

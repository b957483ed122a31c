/* ordering-gateways.c: rules about what gateways answer
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/rules/ordering-private.h"
#include "engine/run/run-values.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* What one gateway answered over all runs. */
typedef struct
{
  const RunNode *gateway;
  guint64 selected;
  gboolean evaluated;
  gboolean failed;
  gboolean behind_service;
  guint best_edge; /* the cheapest visit that asks it */
  guint best_distance;
  const OrderingFault *best_fault;
} Answers;

/* How often one way to leave a task finds no flow. */
typedef struct
{
  const OrderingTask *task;
  const OrderingExit *exit;
  const RunNode *gateway;
  guint n_gaps;
  guint n_visits;
  const OrderingFault *best;
  guint best_distance;
} Gap;

static Answers *
get_answers (GHashTable *all, const RunNode *gateway)
{
  Answers *answers = g_hash_table_lookup (all, gateway);

  if (answers == NULL)
    {
      answers = g_new0 (Answers, 1);
      answers->gateway = gateway;
      answers->best_edge = ORDERING_NONE;
      answers->best_distance = ORDERING_NONE;
      g_hash_table_insert (all, (gpointer) gateway, answers);
    }
  return answers;
}

static void
add_answers (GHashTable *all, const OrderingNavigation *navigation, const OrderingTask *task,
             guint distance, guint edge, const OrderingFault *fault)
{
  for (guint i = 0; i < navigation->n_decisions; i++)
    {
      const OrderingDecision *decision = &navigation->decisions[i];
      Answers *answers;

      if (decision->decided_by != RUN_DECIDED_BY_CONDITIONS)
        continue;
      answers = get_answers (all, decision->gateway);
      answers->evaluated = TRUE;
      answers->selected |= decision->selected;
      answers->failed = answers->failed || decision->failed;
      answers->behind_service =
          answers->behind_service || (task != NULL && task->is_service);
      if (distance < answers->best_distance)
        {
          answers->best_distance = distance;
          answers->best_edge = edge;
          answers->best_fault = fault;
        }
    }
}

static guint
fault_distance (OrderingRules *self, const OrderingFault *fault)
{
  guint reached = ordering_search_distance (self->plain, 0, fault->state);

  return reached != ORDERING_NONE ? reached + fault->exit->cost : ORDERING_NONE;
}

static GHashTable *
collect_answers (OrderingRules *self)
{
  OrderingGraph *graph = self->graph;
  GHashTable *all = g_hash_table_new_full (NULL, NULL, NULL, g_free);

  /* A start that comes nowhere has no edge: the fault in it is what can be shown. */
  if (graph->start != NULL)
    add_answers (all, graph->start, NULL, graph->n_start_edges > 0 ? 0 : ORDERING_NONE, 0, NULL);
  /* Version 8 has no instance to evaluate them with: that is another rule's finding. */
  if (graph->start_error != NULL && self->model->major < 9)
    for (guint i = 0; i < graph->start->n_decisions; i++)
      get_answers (all, graph->start->decisions[i].gateway)->failed = TRUE;
  for (guint i = graph->n_start_edges; i < graph->edges->len; i++)
    {
      const OrderingEdge *edge = ordering_graph_edge (graph, i);
      guint reached;

      if (edge->navigation->n_decisions == 0)
        continue;
      reached = ordering_search_distance (self->plain, 0, edge->from);
      add_answers (all, edge->navigation, edge->task, reached + edge->exit->cost, i, NULL);
    }
  for (guint i = 0; i < graph->faults->len; i++)
    {
      const OrderingFault *fault = &g_array_index (graph->faults, OrderingFault, i);

      add_answers (all, fault->navigation, fault->task, fault_distance (self, fault),
                   ORDERING_NONE, fault);
    }
  return all;
}

/* Possible(T) of service tasks: a person may reject there although nothing offers it (M3). */
static void
add_possible_answers (OrderingRules *self, GHashTable *all)
{
  OrderingGraph *graph = self->graph;

  for (guint i = 0; i < graph->states->len; i++)
    {
      OrderingTask *task = ordering_graph_state (graph, i)->task;

      for (guint k = 0; task->is_service && k < task->exits->len; k++)
        {
          const OrderingExit *exit = &g_array_index (task->exits, OrderingExit, k);
          const OrderingNavigation *navigation;

          if (exit->offered)
            continue;
          navigation = ordering_model_navigate (
              self->model, task, exit,
              g_ptr_array_index (graph->valuations, ordering_graph_state (graph, i)->valuation));
          for (guint n = 0; n < navigation->n_decisions; n++)
            {
              const OrderingDecision *decision = &navigation->decisions[n];
              Answers *answers = g_hash_table_lookup (all, decision->gateway);

              if (answers != NULL)
                answers->selected |= decision->selected;
            }
        }
    }
}

/* ---- Witnesses ---- */

static gboolean
attach_fault (OrderingRules *self, RulesFinding *finding, const OrderingFault *fault,
              const char *error)
{
  g_autoptr (GArray) edges = NULL;
  OrderingWitness witness = { NULL, fault->task, fault->exit, fault->valuation, NULL, error,
                              ORDERING_NONE };
  guint n_steps = fault_distance (self, fault);

  if (ordering_is_too_long (self, finding, n_steps))
    {
      ordering_set_expected (self, finding, n_steps, self->plain->via[fault->state], error);
      return TRUE;
    }
  edges = g_array_new (FALSE, FALSE, sizeof (guint));
  witness.edges = edges;
  witness.takes = fault->navigation->targets[fault->target].takes;
  ordering_search_append_run_to (self->plain, 0, fault->state, edges);
  return ordering_witness_attach (self, finding, &witness);
}

/* The part of a runtime's text that does not change with the gateway: "returned 0 flows. Expected
 * 1". */
static const char *
stable_part (const char *error)
{
  const char *returned = strstr (error, "returned ");

  return returned != NULL ? returned : error;
}

/* ---- dead-branch ---- */

static void
dead_branches (OrderingRules *self, GHashTable *all)
{
  guint n_gateways;
  const RunNode *const *gateways =
      run_process_get_kind (self->model->process, RUN_NODE_EXCLUSIVE_GATEWAY, &n_gateways);

  for (guint i = 0; i < n_gateways; i++)
    {
      const Answers *answers = g_hash_table_lookup (all, gateways[i]);

      if (answers == NULL || !answers->evaluated || answers->failed)
        continue;
      for (guint k = 0; k < gateways[i]->n_exits && k < 64; k++)
        {
          const RunFlow *flow = gateways[i]->exits[k];
          RulesFinding *finding;

          if (flow->condition == NULL || ((answers->selected >> k) & 1) != 0)
            continue;
          finding = ordering_report (self, RULE_DEAD_BRANCH, flow->id,
                                     _ ("No action and no data lead from %s along %s"),
                                     ordering_label (self, gateways[i]), flow->id);
          if (answers->behind_service)
            finding->severity = RULES_SEVERITY_INFO;
          if (answers->best_fault != NULL)
            attach_fault (
                self, finding, answers->best_fault,
                stable_part (
                    answers->best_fault->navigation->targets[answers->best_fault->target].error));
          else if (answers->best_edge != ORDERING_NONE)
            {
              const OrderingEdge *edge = ordering_graph_edge (self->graph, answers->best_edge);

              ordering_attach_run (self, finding, edge->from != ORDERING_NONE ? self->plain : NULL,
                                   0, edge->from, answers->best_edge, NULL, 0, ORDERING_NONE);
            }
        }
    }
}

/* ---- gateway-overlap, gateway-gap ---- */

static const OrderingDecision *
last_decision (const OrderingFault *fault)
{
  const OrderingNavigation *navigation = fault->navigation;

  return navigation->n_decisions > 0 ? &navigation->decisions[navigation->n_decisions - 1] : NULL;
}

static gboolean
selects_too_much (OrderingRules *self, const OrderingFault *fault)
{
  const OrderingDecision *decision = last_decision (fault);
  const char *error = fault->navigation->targets[fault->target].error;

  return decision != NULL && !decision->failed && decision->n_selected >= 2 &&
         decision->decided_by == RUN_DECIDED_BY_CONDITIONS && strstr (error, "returned") != NULL;
}

/**
 * nearest_faults:
 * @matters: which faults count
 *
 * Returns: (transfer full) (element-type OrderingFault): of those that @matters lets pass, the
 *   cheapest one at each gateway, in the order in which the gateways are met
 */
static GPtrArray *
nearest_faults (OrderingRules *self, gboolean (*matters) (OrderingRules *, const OrderingFault *))
{
  OrderingGraph *graph = self->graph;
  GPtrArray *nearest = g_ptr_array_new ();
  g_autoptr (GHashTable) places = g_hash_table_new (NULL, NULL); /* gateway -> place + 1 */

  for (guint i = 0; i < graph->faults->len; i++)
    {
      const OrderingFault *fault = &g_array_index (graph->faults, OrderingFault, i);
      const RunNode *gateway;
      guint place;

      if (!matters (self, fault))
        continue;
      gateway = last_decision (fault)->gateway;
      place = GPOINTER_TO_UINT (g_hash_table_lookup (places, gateway));
      if (place == 0)
        {
          g_ptr_array_add (nearest, (gpointer) fault);
          g_hash_table_insert (places, (gpointer) gateway, GUINT_TO_POINTER (nearest->len));
        }
      else if (fault_distance (self, fault) <
               fault_distance (self, g_ptr_array_index (nearest, place - 1)))
        g_ptr_array_index (nearest, place - 1) = (gpointer) fault;
    }
  return nearest;
}

static void
overlaps (OrderingRules *self)
{
  g_autoptr (GPtrArray) faults = nearest_faults (self, selects_too_much);

  for (guint i = 0; i < faults->len; i++)
    {
      const OrderingFault *fault = g_ptr_array_index (faults, i);
      const OrderingDecision *decision = last_decision (fault);
      const char *error = fault->navigation->targets[fault->target].error;

      attach_fault (self,
                    ordering_report (self, RULE_GATEWAY_OVERLAP, decision->gateway->id,
                                     ngettext ("%1$s selects %2$u flow at once when %3$s is left",
                                               "%1$s selects %2$u flows at once when %3$s is left",
                                               decision->n_selected),
                                     ordering_label (self, decision->gateway),
                                     decision->n_selected,
                                     ordering_label (self, fault->task->node)),
                    fault, stable_part (error));
    }
}

static Gap *
get_gap (GPtrArray *gaps, GHashTable *index, const OrderingFault *fault, const RunNode *gateway)
{
  Gap *gap = g_hash_table_lookup (index, fault->exit);

  if (gap == NULL)
    {
      gap = g_new0 (Gap, 1);
      gap->task = fault->task;
      gap->exit = fault->exit;
      gap->gateway = gateway;
      gap->best_distance = ORDERING_NONE;
      g_ptr_array_add (gaps, gap);
      g_hash_table_insert (index, (gpointer) fault->exit, gap);
    }
  return gap;
}

static gboolean
is_gap (const OrderingFault *fault)
{
  const OrderingDecision *decision = last_decision (fault);
  const char *error = fault->navigation->targets[fault->target].error;

  return decision != NULL && !decision->failed && decision->n_selected == 0 &&
         decision->decided_by == RUN_DECIDED_BY_CONDITIONS && strstr (error, "returned") != NULL;
}

/* Whether the other way to sign a task of unknown layout finds a flow. */
static gboolean
other_style_works (OrderingRules *self, GHashTable *index, const Gap *gap)
{
  for (guint i = 0; i < gap->task->exits->len; i++)
    {
      const OrderingExit *exit = &g_array_index (gap->task->exits, OrderingExit, i);
      const Gap *other = g_hash_table_lookup (index, exit);

      if (exit != gap->exit && exit->by_layout &&
          (other == NULL || other->n_gaps < other->n_visits))
        return TRUE;
    }
  return FALSE;
}

static RulesSeverity
gap_severity (OrderingRules *self, GHashTable *index, const Gap *gap)
{
  if (gap->n_gaps < gap->n_visits)
    return RULES_SEVERITY_INFO;
  if (gap->exit->by_layout && other_style_works (self, index, gap))
    return RULES_SEVERITY_INFO;
  if (gap->task->kind == ORDERING_FEEDBACK && gap->exit->action == NULL)
    return RULES_SEVERITY_INFO;
  return RULES_SEVERITY_ERROR;
}

static void
report_gap (OrderingRules *self, const Gap *gap, RulesSeverity severity)
{
  const OrderingTarget *target = &gap->best->navigation->targets[gap->best->target];
  const char *gateway = ordering_label (self, gap->gateway);
  const char *task = ordering_label (self, gap->task->node);
  RulesFinding *finding;

  if (severity == RULES_SEVERITY_INFO && gap->n_gaps < gap->n_visits)
    finding = ordering_report (self, RULE_GATEWAY_GAP, gap->gateway->id,
                               _ ("With some values of the data, %s finds no flow when %s is left"),
                               gateway, task);
  else if (gap->exit->action != NULL)
    finding = ordering_report (self, RULE_GATEWAY_GAP, gap->gateway->id,
                               _ ("%s finds no flow when %s is left with “%s”"), gateway, task,
                               gap->exit->action);
  else
    finding = ordering_report (self, RULE_GATEWAY_GAP, gap->gateway->id,
                               _ ("%s finds no flow when %s is left without an action"), gateway,
                               task);
  finding->severity = severity;
  attach_fault (self, finding, gap->best, stable_part (target->error));
}

static void
gaps (OrderingRules *self)
{
  OrderingGraph *graph = self->graph;
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) index = g_hash_table_new (NULL, NULL);
  g_autoptr (GHashTable) reported = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < graph->faults->len; i++)
    {
      const OrderingFault *fault = &g_array_index (graph->faults, OrderingFault, i);
      Gap *gap;
      guint distance;

      if (!is_gap (fault))
        continue;
      gap = get_gap (list, index, fault, last_decision (fault)->gateway);
      gap->n_gaps++;
      gap->n_visits++;
      distance = fault_distance (self, fault);
      if (distance < gap->best_distance)
        {
          gap->best = fault;
          gap->best_distance = distance;
        }
    }
  /* A visit that finds several flows, or cannot be evaluated, is no gap either. */
  for (guint i = 0; list->len > 0 && i < graph->faults->len; i++)
    {
      const OrderingFault *fault = &g_array_index (graph->faults, OrderingFault, i);
      Gap *gap = is_gap (fault) ? NULL : g_hash_table_lookup (index, fault->exit);

      if (gap != NULL)
        gap->n_visits++;
    }
  for (guint i = graph->n_start_edges; list->len > 0 && i < graph->edges->len; i++)
    {
      Gap *gap = g_hash_table_lookup (index, ordering_graph_edge (graph, i)->exit);

      if (gap != NULL)
        gap->n_visits++;
    }
  for (int pass = RULES_SEVERITY_ERROR; pass >= RULES_SEVERITY_INFO; pass -= 2)
    for (guint i = 0; i < list->len; i++)
      {
        const Gap *gap = g_ptr_array_index (list, i);

        if (gap->best != NULL && gap_severity (self, index, gap) == (RulesSeverity) pass &&
            g_hash_table_add (reported, (gpointer) gap->gateway))
          report_gap (self, gap, pass);
      }
}

/* ---- condition-reads-unfilled-data ---- */

/* The variable that does not exist when the fault happens, though its task will make it. */
static const OrderingVariable *
find_absent (OrderingRules *self, const OrderingFault *fault)
{
  const guint8 *values = g_ptr_array_index (self->graph->valuations, fault->valuation);

  for (guint i = 0; i < fault->task->variables->len; i++)
    {
      guint index = g_array_index (fault->task->variables, guint, i);
      const OrderingVariable *variable =
          &g_array_index (self->model->variables, OrderingVariable, index);

      if (values[index] == ORDERING_ABSENT && variable->created_by_owner)
        return variable;
    }
  return NULL;
}

static gboolean
reads_too_early (OrderingRules *self, const OrderingFault *fault)
{
  const OrderingDecision *decision = last_decision (fault);

  return decision != NULL && decision->failed && find_absent (self, fault) != NULL;
}

/* ---- A datum of a named data type: null while it does not exist ---- */

static gboolean
reads_absent (OrderingRules *self, const OrderingEdge *edge, const RunNode *gateway, guint index)
{
  const guint8 *values = g_ptr_array_index (self->graph->valuations, edge->valuation);

  for (guint i = 0; values[index] == ORDERING_ABSENT && i < edge->navigation->n_decisions; i++)
    {
      const OrderingDecision *decision = &edge->navigation->decisions[i];

      if (decision->gateway == gateway && decision->decided_by == RUN_DECIDED_BY_CONDITIONS &&
          !decision->failed)
        return TRUE;
    }
  return FALSE;
}

/* The cheapest visit by which @gateway reads the variable before it is there. */
static guint
find_reading (OrderingRules *self, const RunNode *gateway, guint index)
{
  OrderingGraph *graph = self->graph;
  guint best = ORDERING_NONE, best_distance = ORDERING_NONE;

  for (guint i = graph->n_start_edges; i < graph->edges->len; i++)
    {
      const OrderingEdge *edge = ordering_graph_edge (graph, i);
      guint distance = ordering_search_distance (self->plain, 0, edge->from);

      if (distance == ORDERING_NONE || distance + edge->exit->cost >= best_distance ||
          !reads_absent (self, edge, gateway, index))
        continue;
      best = i;
      best_distance = distance + edge->exit->cost;
    }
  return best;
}

/* Index of the model's variable that a condition of @gateway reads from a data type it names, that
 * its task makes; ORDERING_NONE: @variable is none. */
static guint
find_named (const OrderingModel *model, const RunNode *gateway, const RunVariable *variable)
{
  if (variable->data_type == NULL ||
      g_strcmp0 (variable->data_type, gateway->connected_data_type) == 0)
    return ORDERING_NONE;
  for (guint i = 0; i < model->variables->len; i++)
    {
      const OrderingVariable *known = &g_array_index (model->variables, OrderingVariable, i);

      if (known->created_by_owner && g_strcmp0 (known->data_type, variable->data_type) == 0 &&
          g_str_equal (known->path, variable->path))
        return i;
    }
  return ORDERING_NONE;
}

static void
check_named (OrderingRules *self, const RunNode *gateway)
{
  g_autoptr (GPtrArray) found = run_values_of_gateway (self->model->app, gateway);

  for (guint i = 0; i < found->len; i++)
    {
      const RunVariable *variable = g_ptr_array_index (found, i);
      guint index = find_named (self->model, gateway, variable);
      guint edge = index != ORDERING_NONE ? find_reading (self, gateway, index) : ORDERING_NONE;
      RulesFinding *finding;

      if (edge == ORDERING_NONE)
        continue;
      finding = ordering_report (
          self, RULE_CONDITION_READS_UNFILLED_DATA, gateway->id,
          _ ("%s reads “%s” when %s is left, before it exists: every value is null"),
          ordering_label (self, gateway), variable->data_type,
          ordering_label (self, ordering_graph_edge (self->graph, edge)->task->node));
      finding->severity = RULES_SEVERITY_INFO;
      ordering_attach_run (self, finding, self->plain, 0,
                           ordering_graph_edge (self->graph, edge)->from, edge, NULL, 0,
                           ORDERING_NONE);
      return;
    }
}

static void
unfilled_names (OrderingRules *self, GHashTable *reported)
{
  guint n_gateways;
  const RunNode *const *gateways =
      run_process_get_kind (self->model->process, RUN_NODE_EXCLUSIVE_GATEWAY, &n_gateways);

  for (guint i = 0; i < n_gateways && self->model->variables->len > 0; i++)
    if (gateways[i]->has_conditions && !g_hash_table_contains (reported, gateways[i]))
      check_named (self, gateways[i]);
}

static void
unfilled_conditions (OrderingRules *self)
{
  OrderingGraph *graph = self->graph;
  g_autoptr (GPtrArray) faults = nearest_faults (self, reads_too_early);
  g_autoptr (GHashTable) reported = g_hash_table_new (NULL, NULL);

  if (graph->start_error != NULL && graph->start->n_decisions > 0 && self->model->major < 9)
    {
      const OrderingDecision *decision = &graph->start->decisions[0];

      if (decision->decided_by == RUN_DECIDED_BY_CONDITIONS)
        {
          RulesFinding *finding =
              ordering_report (self, RULE_CONDITION_READS_UNFILLED_DATA, decision->gateway->id,
                               _ ("%s stands directly behind the start, where there are no data "
                                  "yet"),
                               ordering_label (self, decision->gateway));

          finding->witness = g_strdup ("[]");
          rules_finding_set_claim (finding, "failed", NULL, graph->start_error);
        }
    }
  for (guint i = 0; i < faults->len; i++)
    {
      const OrderingFault *fault = g_ptr_array_index (faults, i);
      const RunNode *gateway = last_decision (fault)->gateway;

      g_hash_table_add (reported, (gpointer) gateway);
      attach_fault (self,
                    ordering_report (self, RULE_CONDITION_READS_UNFILLED_DATA, gateway->id,
                                     _ ("%s reads “%s” when %s is left, before it exists"),
                                     ordering_label (self, gateway),
                                     find_absent (self, fault)->data_type,
                                     ordering_label (self, fault->task->node)),
                    fault, fault->navigation->targets[fault->target].error);
    }
  unfilled_names (self, reported);
}

void
ordering_rules_gateways (OrderingRules *self)
{
  g_autoptr (GHashTable) all = NULL;

  if (self->model->major < 8)
    return;
  all = collect_answers (self);
  add_possible_answers (self, all);
  dead_branches (self, all);
  overlaps (self);
  gaps (self);
  unfilled_conditions (self);
}

/* rules-conditions.c: rules about the conditions of flows, read as expressions
 *
 * Facts: format 1.6 and 3.6, runtime 2.3 and 5.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/expression/expression.h"
#include "engine/rules/rules-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  RulesSink *sink;
  RulesElement *flow;
  SourceNode *node;
  char *label; /* NULL until a message needs it */
  gboolean reads_model; /* `dataModel` without naming the data type */
  GPtrArray *actions;   /* literals compared with gatewayAction */
} Walk;

static SourceNode *
condition_node (const RulesElement *flow)
{
  return source_node_first_element (bpmn_element_get_node (flow->element), BPMN_NS_MODEL,
                                    "conditionExpression");
}

static gboolean
is_blank (const char *text)
{
  return text[strspn (text, " \t\r\n")] == '\0';
}

static void
note_action (Walk *walk, const Expression *literal)
{
  const ExpressionValue *value = expression_get_literal (literal);

  if (value != NULL && value->type == EXPRESSION_VALUE_STRING)
    g_ptr_array_add (walk->actions, g_strndup (value->string.text, value->string.length));
}

static void
note_comparison (Walk *walk, const Expression *call)
{
  const Expression *a, *b;

  if (expression_get_n_arguments (call) != 2)
    return;
  a = expression_get_argument (call, 0);
  b = expression_get_argument (call, 1);
  if (g_strcmp0 (expression_get_function (a), "gatewayAction") == 0)
    note_action (walk, b);
  else if (g_strcmp0 (expression_get_function (b), "gatewayAction") == 0)
    note_action (walk, a);
}

/* "8.6.0" of a function against the app's version. */
static gboolean
is_too_new (const AltinnRuntime *runtime, const char *since)
{
  AltinnRuntime wanted = { 0 };

  return since != NULL && altinn_runtime_parse (since, &wanted) &&
         !altinn_runtime_at_least (runtime, wanted.major, wanted.minor, wanted.patch);
}

static const char *
walk_label (Walk *walk)
{
  if (walk->label == NULL)
    walk->label = rules_label (walk->flow->element);
  return walk->label;
}

static gboolean
check_call (const Expression *call, const Expression *parent, guint index, gpointer user_data)
{
  Walk *walk = user_data;
  const char *name = expression_get_function (call);
  const ExpressionFunction *function = expression_find_function (name);
  const BpmnElement *element = walk->flow->element;
  g_autoptr (GError) error = NULL;

  if (function == NULL)
    {
      rules_report_node (walk->sink, RULE_CONDITION_UNKNOWN_FUNCTION, element, walk->node,
                         _ ("The condition of %s uses “%s”, which the app does not know"),
                         walk_label (walk), name);
      return TRUE;
    }
  if (function->flags & (EXPRESSION_FUNCTION_FRONTEND_ONLY | EXPRESSION_FUNCTION_NEEDS_LAYOUT |
                         EXPRESSION_FUNCTION_NEEDS_ARGUMENTS))
    rules_report_node (walk->sink, RULE_CONDITION_FRONTEND_FUNCTION, element, walk->node,
                       _ ("The condition of %s uses “%s”, which means something only on a page"),
                       walk_label (walk), name);
  else if (is_too_new (walk->sink->facts->runtime, function->since))
    rules_report_node (walk->sink, RULE_APP_VERSION, element, walk->node,
                       _ ("The condition of %s uses “%s”, which version %s brought"),
                       walk_label (walk), name, function->since);
  if (!(function->flags & EXPRESSION_FUNCTION_FRONTEND_ONLY) &&
      !expression_check_arguments (call, &error))
    rules_report_node (walk->sink, RULE_CONDITION_ARITY, element, walk->node,
                       _ ("In the condition of %s, “%s” has the wrong arguments: %s"),
                       walk_label (walk), name, error->message);
  if (g_str_equal (name, "equals") || g_str_equal (name, "notEquals"))
    note_comparison (walk, call);
  if (g_str_equal (name, "dataModel") && expression_get_n_arguments (call) == 1)
    walk->reads_model = TRUE;
  return TRUE;
}

static const RulesElement *
source_gateway (RulesSink *sink, const RulesElement *flow)
{
  const RulesElement *source =
      rules_facts_lookup (sink->facts, bpmn_element_get_source_ref (flow->element));

  return source != NULL && source->type == BPMN_TYPE_EXCLUSIVE_GATEWAY ? source : NULL;
}

static void
report_syntax (RulesSink *sink, RulesElement *flow, SourceNode *node)
{
  g_autofree char *label = rules_label (flow->element);
  const char *text = strstr (flow->condition->error, "error: ");

  rules_report_node (sink, RULE_CONDITION_INVALID, flow->element, node,
                     _ ("The condition of %s is not an expression: %s"), label,
                     text != NULL ? text + strlen ("error: ") : flow->condition->error);
}

static void
check_expression (RulesSink *sink, RulesElement *flow, SourceNode *node)
{
  g_autoptr (GPtrArray) actions = g_ptr_array_new_with_free_func (g_free);
  Walk walk = { sink, flow, node, NULL, FALSE, actions };
  const Expression *expression = flow->condition->expression;
  const ExpressionValue *literal;

  if (expression == NULL)
    {
      report_syntax (sink, flow, node);
      return;
    }
  literal = expression_get_function (expression) == NULL ? expression_get_literal (expression)
                                                         : NULL;
  if (literal != NULL)
    rules_report_node (sink, RULE_CONDITION_NEVER_TRUE, flow->element, node,
                       literal->type == EXPRESSION_VALUE_BOOLEAN && literal->boolean
                           ? _ ("The condition of %s is always true")
                           : _ ("The condition of %s is never true"),
                       walk_label (&walk));
  expression_foreach_call (expression, check_call, &walk);
  g_free (walk.label);
}

/* rules_local_conditions: one flow's condition. */
void
rules_local_conditions (RulesSink *sink, RulesElement *flow)
{
  SourceNode *node;
  g_autofree char *label = NULL;

  if (flow->type != BPMN_TYPE_SEQUENCE_FLOW || flow->condition == NULL ||
      sink->facts->runtime->major < 8)
    return;
  node = condition_node (flow);
  if (is_blank (flow->condition->text))
    {
      label = rules_label (flow->element);
      rules_finding_set_fix (rules_report_node (sink, RULE_STRUCTURE_EMPTY_CONDITION,
                                                flow->element, node,
                                                _ ("The condition of %s is empty"), label),
                             RULES_FIX_REMOVE_CONDITION, bpmn_element_get_id (flow->element), NULL,
                             _ ("Remove the empty condition"), FALSE);
      return;
    }
  check_expression (sink, flow, node);
}

/* ---- Rules that look at what stands before the gateway ---- */

static gboolean
task_knows (const RulesElement *task, const char *action)
{
  static const char *const own[] = { "confirm", "sign", "pay", "reject", "write", NULL };

  /* What the task type itself brings, and what somebody must have thought of. */
  if (altinn_task_has_action (task->task, action))
    return TRUE;
  if (rules_task_is (task, "feedback") || task->type == BPMN_TYPE_SERVICE_TASK ||
      !altinn_task_type_is_known (rules_task_type (task)))
    return TRUE;
  if (rules_task_is (task, "confirmation"))
    return g_str_equal (action, "confirm");
  if (rules_task_is (task, "signing"))
    return g_str_equal (action, "sign");
  if (rules_task_is (task, "payment"))
    return g_strv_contains (own, action);
  return FALSE;
}

/* Whether a task from which @gateway is reached without another task between knows @action; collects
 * into @found whether there is any task, and any service task. */
static gboolean
any_task_knows (RulesSink *sink, const RulesElement *node, const char *action, GHashTable *seen,
                gboolean *any, gboolean *behind_service)
{
  const GPtrArray *flows = bpmn_element_get_incoming (node->element);
  gboolean known = FALSE;

  for (guint i = 0; flows != NULL && i < flows->len; i++)
    {
      const RulesElement *source = rules_facts_lookup (
          sink->facts, bpmn_element_get_source_ref (g_ptr_array_index (flows, i)));

      if (source == NULL || !source->is_reachable || !g_hash_table_add (seen, (gpointer) source))
        continue;
      if (source->type == BPMN_TYPE_EXCLUSIVE_GATEWAY)
        known = any_task_knows (sink, source, action, seen, any, behind_service) || known;
      else if (rules_is_task (source))
        {
          *any = TRUE;
          *behind_service = *behind_service || source->type == BPMN_TYPE_SERVICE_TASK;
          known = known || (action != NULL && task_knows (source, action));
        }
    }
  return known;
}

static gboolean
collect_call (const Expression *call, const Expression *parent, guint index, gpointer user_data)
{
  Walk *walk = user_data;
  const char *name = expression_get_function (call);

  if (g_str_equal (name, "equals") || g_str_equal (name, "notEquals"))
    note_comparison (walk, call);
  if (g_str_equal (name, "dataModel") && expression_get_n_arguments (call) == 1)
    walk->reads_model = TRUE;
  return TRUE;
}

static void
check_actions (RulesSink *sink, RulesElement *flow, const RulesElement *gateway, GPtrArray *actions)
{
  for (guint i = 0; i < actions->len; i++)
    {
      const char *action = g_ptr_array_index (actions, i);
      g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
      gboolean any = FALSE, behind_service = FALSE;
      g_autofree char *label = NULL;

      if (any_task_knows (sink, gateway, action, seen, &any, &behind_service) || !any)
        continue;
      label = rules_label (flow->element);
      rules_report_node (sink, RULE_CONDITION_UNKNOWN_ACTION, flow->element, condition_node (flow),
                         _ ("The condition of %s waits for the action “%s”, which no task before "
                            "it has"),
                         label, action);
      return;
    }
}

/* A task from which @gateway is reached without another task between whose layout names no data
 * model. */
static const RulesElement *
find_without_model (RulesSink *sink, const RulesElement *node, GHashTable *seen)
{
  const GPtrArray *flows = bpmn_element_get_incoming (node->element);
  const RulesElement *found = NULL;

  for (guint i = 0; found == NULL && flows != NULL && i < flows->len; i++)
    {
      const RulesElement *source = rules_facts_lookup (
          sink->facts, bpmn_element_get_source_ref (g_ptr_array_index (flows, i)));

      if (source == NULL || !source->is_reachable || !g_hash_table_add (seen, (gpointer) source))
        continue;
      if (source->type == BPMN_TYPE_EXCLUSIVE_GATEWAY)
        found = find_without_model (sink, source, seen);
      else if (rules_is_task (source) &&
               altinn_app_get_default_data_type (sink->facts->app,
                                                 bpmn_element_get_id (source->element)) == NULL)
        found = source;
    }
  return found;
}

static void
check_data_type (RulesSink *sink, RulesElement *flow, const RulesElement *gateway,
                 GHashTable *reported)
{
  const RulesElement *without = NULL;
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  gboolean any = FALSE, behind_service = FALSE;
  g_autofree char *label = NULL;

  if (gateway->task != NULL && gateway->task->connected_data_type_id != NULL)
    return;
  any_task_knows (sink, gateway, NULL, seen, &any, &behind_service);
  g_hash_table_remove_all (seen);
  if (!behind_service && altinn_app_has_layout_sets (sink->facts->app))
    without = find_without_model (sink, gateway, seen);
  if ((!behind_service && without == NULL) || !g_hash_table_add (reported, (gpointer) gateway))
    return;
  label = rules_label (gateway->element);
  if (without != NULL)
    {
      g_autofree char *task = rules_label (without->element);

      rules_report_element (sink, RULE_CONDITION_DATA_TYPE, gateway->element,
                            _ ("%s does not say which data model its conditions read, and neither "
                               "does a layout of %s"),
                            label, task);
      return;
    }
  rules_report_element (sink, RULE_CONDITION_DATA_TYPE, gateway->element,
                        _ ("%s stands behind a service task and does not say which data model its "
                           "conditions read"),
                        label);
}

static void
report_not_evaluated (RulesSink *sink, RulesElement *flow)
{
  g_autofree char *label = rules_label (flow->element);

  rules_finding_set_fix (rules_report_node (sink, RULE_CONDITION_IGNORED, flow->element,
                                            condition_node (flow),
                                            _ ("The condition of %s is never looked at: the flow "
                                               "does not leave a gateway"),
                                            label),
                         RULES_FIX_REMOVE_CONDITION, bpmn_element_get_id (flow->element), NULL,
                         _ ("Remove the condition"), FALSE);
}

/* rules_whole_conditions: conditions together with what comes before them. */
void
rules_whole_conditions (RulesSink *sink)
{
  RulesFacts *facts = sink->facts;
  g_autoptr (GHashTable) reported = g_hash_table_new (NULL, NULL);

  if (facts->runtime->major < 8)
    return;
  for (guint i = 0; i < facts->flows->len; i++)
    {
      RulesElement *flow = g_ptr_array_index (facts->flows, i);
      const RulesElement *gateway;
      g_autoptr (GPtrArray) actions = NULL;
      Walk walk = { sink };

      if (flow->condition == NULL)
        continue;
      gateway = source_gateway (sink, flow);
      if (gateway == NULL)
        {
          if (!flow->is_reachable) /* no gateway lists it either */
            report_not_evaluated (sink, flow);
          continue;
        }
      if (!gateway->is_reachable || flow->condition->expression == NULL)
        continue;
      actions = g_ptr_array_new_with_free_func (g_free);
      walk.actions = actions;
      expression_foreach_call (flow->condition->expression, collect_call, &walk);
      check_actions (sink, flow, gateway, actions);
      if (walk.reads_model)
        check_data_type (sink, flow, gateway, reported);
    }
}

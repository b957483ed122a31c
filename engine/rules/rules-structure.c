/* rules-structure.c: rules about nodes and flows, as the app follows them
 *
 * Facts: format 0 and 3.5 (1003-1012), runtime 2. Rules about a flow or a way on look only at what
 * is reached from a start event: something put aside is fine.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/rules/rules-private.h"

#include <glib/gi18n-lib.h>
#include <libxml/tree.h>
#include <string.h>

/* What the app can move to (facts: format 0); a start event is no target. */
static gboolean
is_target (const RulesElement *element)
{
  return element != NULL && element->type != BPMN_TYPE_START_EVENT;
}

static RulesElement *
flow_target (RulesSink *sink, const BpmnElement *flow)
{
  return rules_facts_lookup (sink->facts, bpmn_element_get_target_ref (flow));
}

static gboolean
is_listed (const RulesElement *gateway, const char *flow)
{
  for (guint i = 0; i < gateway->outgoing->len; i++)
    if (g_strcmp0 (g_ptr_array_index (gateway->outgoing, i), flow) == 0)
      return TRUE;
  return FALSE;
}

/* The app finds a flow by its id; the element it names as its source. */
static gboolean
is_drawn (const RulesElement *node, const BpmnElement *flow)
{
  return g_strcmp0 (bpmn_element_get_source_ref (flow), bpmn_element_get_id (node->element)) == 0;
}

static void
check_process (RulesSink *sink)
{
  RulesFacts *facts = sink->facts;
  guint n_starts = 0, n_ends = 0;

  for (guint i = 0; i < facts->nodes->len; i++)
    {
      const RulesElement *node = g_ptr_array_index (facts->nodes, i);

      n_starts += node->type == BPMN_TYPE_START_EVENT;
      n_ends += node->type == BPMN_TYPE_END_EVENT;
      if (node->type == BPMN_TYPE_START_EVENT && n_starts == 2)
        rules_report_element (sink, RULE_STRUCTURE_SEVERAL_STARTS, node->element,
                              _ ("The process has more than one start event; the app cannot choose "
                                 "between them"));
    }
  if (n_starts == 0)
    rules_report_element (sink, RULE_STRUCTURE_NO_START, facts->process,
                          _ ("The process has no start event, so no instance can be started"));
  if (n_ends == 0)
    rules_report_element (sink, RULE_STRUCTURE_NO_END, facts->process,
                          _ ("The process has no end event, so no instance is ever completed"));
}

static void
check_processes (RulesSink *sink)
{
  RulesFacts *facts = sink->facts;
  const GPtrArray *elements = bpmn_model_get_elements (facts->model);

  for (guint i = 0; i < elements->len; i++)
    {
      const BpmnElement *element = g_ptr_array_index (elements, i);

      if (bpmn_element_get_type_id (element) != BPMN_TYPE_PROCESS || element == facts->process)
        continue;
      rules_report_element (sink, RULE_STRUCTURE_SEVERAL_PROCESSES, element,
                            _ ("The app runs only the first process of the file; %s is ignored"),
                            bpmn_element_get_id (element) != NULL ? bpmn_element_get_id (element)
                                                                  : _ ("another one"));
    }
}

static void
check_outgoing (RulesSink *sink, RulesElement *node)
{
  const GPtrArray *flows = bpmn_element_get_outgoing (node->element);
  guint n_flows = flows != NULL ? flows->len : 0;
  g_autofree char *label = NULL;
  guint n_targets = 0;

  if (node->type == BPMN_TYPE_EXCLUSIVE_GATEWAY)
    n_flows += node->outgoing->len;
  if (n_flows == 0)
    {
      label = rules_label (node->element);
      rules_report_element (sink, RULE_STRUCTURE_NO_OUTGOING, node->element,
                            _ ("The process cannot go on from %s: no flow leaves it"), label);
      return;
    }
  if (node->type == BPMN_TYPE_EXCLUSIVE_GATEWAY)
    return;
  for (guint i = 0; i < flows->len; i++)
    n_targets += rules_facts_lookup (sink->facts, bpmn_element_get_target_ref (
                                                      g_ptr_array_index (flows, i))) != NULL;
  /* The client of version 7 names the target. */
  if (n_targets > 1 && (sink->facts->runtime->major >= 8 || !rules_is_task (node)))
    {
      label = rules_label (node->element);
      rules_report_element (sink, RULE_STRUCTURE_SEVERAL_OUTGOING, node->element,
                            ngettext ("%2$u flow leaves %1$s; the app cannot choose between them",
                                      "%2$u flows leave %1$s; the app cannot choose between them",
                                      n_targets),
                            label, n_targets);
    }
}

static void
check_gateway_list (RulesSink *sink, RulesElement *node)
{
  const GPtrArray *flows = bpmn_element_get_outgoing (node->element);
  g_autoptr (GString) what = g_string_new (NULL);
  g_autofree char *label = NULL;
  gboolean can_sync = TRUE;

  for (guint i = 0; i < flows->len; i++)
    {
      const char *id = bpmn_element_get_id (g_ptr_array_index (flows, i));

      if (id == NULL || is_listed (node, id))
        continue;
      g_string_append_printf (what, _ ("%s%s leaves it but is not listed"),
                              what->len > 0 ? "; " : "", id);
    }
  for (guint i = 0; i < node->outgoing->len; i++)
    {
      const char *id = g_ptr_array_index (node->outgoing, i);
      const RulesElement *flow = g_hash_table_lookup (sink->facts->flow_by_id, id);

      if (flow != NULL && is_drawn (node, flow->element))
        continue;
      g_string_append_printf (what, _ ("%s%s is listed but does not leave it"),
                              what->len > 0 ? "; " : "", *id != '\0' ? id : "“”");
      /* A flow whose source does not exist runs only because it is listed here: leave it. */
      can_sync = can_sync && (flow == NULL ||
                              rules_facts_lookup (sink->facts, bpmn_element_get_source_ref (
                                                                   flow->element)) != NULL);
    }
  if (what->len == 0)
    return;
  label = rules_label (node->element);
  rules_finding_set_fix (
      rules_report_element (sink, RULE_STRUCTURE_GATEWAY_OUTGOING, node->element,
                            _ ("The list of outgoing flows of %s disagrees with the flows: %s"),
                            label, what->str),
      RULES_FIX_SYNC_OUTGOING, bpmn_element_get_id (node->element), NULL,
      _ ("List exactly the flows that leave the gateway"), can_sync);
}

static void
check_default (RulesSink *sink, RulesElement *node)
{
  const char *id = bpmn_element_get_default_ref (node->element);
  const RulesElement *flow = id != NULL ? g_hash_table_lookup (sink->facts->flow_by_id, id) : NULL;
  g_autofree char *label = NULL;

  if (id == NULL || (flow != NULL && (is_listed (node, id) || is_drawn (node, flow->element))))
    return;
  label = rules_label (node->element);
  rules_finding_set_fix (rules_report_element (sink, RULE_STRUCTURE_GATEWAY_DEFAULT, node->element,
                                               _ ("The default flow “%s” of %s is not one of its "
                                                  "flows"),
                                               id, label),
                         RULES_FIX_REMOVE_DEFAULT, bpmn_element_get_id (node->element), NULL,
                         _ ("Remove the default flow"), flow == NULL);
}

static void
check_mixed (RulesSink *sink, RulesElement *node)
{
  guint n_with = 0, n_without = 0;
  const char *plain = NULL;
  g_autofree char *label = NULL;
  RulesFinding *finding;

  for (guint i = 0; i < node->outgoing->len; i++)
    {
      const RulesElement *flow =
          g_hash_table_lookup (sink->facts->flow_by_id, g_ptr_array_index (node->outgoing, i));

      if (flow == NULL)
        continue;
      n_with += flow->condition != NULL;
      n_without += flow->condition == NULL;
      if (flow->condition == NULL)
        plain = bpmn_element_get_id (flow->element);
    }
  if (n_with == 0 || n_without == 0)
    return;
  label = rules_label (node->element);
  if (n_without > 1)
    {
      rules_report_element (sink, RULE_STRUCTURE_MIXED_CONDITIONS, node->element,
                            _ ("%u flows of %s have no condition and count as true beside those "
                               "that have one: the gateway always fails"),
                            n_without, label);
      return;
    }
  finding = rules_report_element (sink, RULE_STRUCTURE_MIXED_CONDITIONS, node->element,
                                  _ ("The flow %s of %s has no condition and counts as true: the "
                                     "gateway fails whenever another condition holds"),
                                  plain, label);
  rules_finding_set_fix (finding, RULES_FIX_COMPLEMENT, bpmn_element_get_id (node->element), plain,
                         _ ("Give the other flow the opposite condition"),
                         g_strcmp0 (plain, bpmn_element_get_default_ref (node->element)) == 0);
}

static void
check_flow (RulesSink *sink, RulesElement *flow)
{
  const BpmnElement *element = flow->element;
  const char *source_ref = bpmn_element_get_source_ref (element);
  const char *target_ref = bpmn_element_get_target_ref (element);
  const RulesElement *source = rules_facts_lookup (sink->facts, source_ref);
  const RulesElement *target = flow_target (sink, element);
  g_autofree char *label = NULL;
  RulesFinding *finding;

  if (source == NULL && !flow->is_reachable)
    {
      label = rules_label (element);
      rules_report_element (sink, RULE_STRUCTURE_FLOW_SOURCE, element,
                            _ ("The flow %s comes from “%s”, which is nothing the app runs"), label,
                            source_ref != NULL ? source_ref : "");
    }
  if (is_target (target))
    return;
  label = label != NULL ? label : rules_label (element);
  if (target != NULL)
    finding = rules_report_element (sink, RULE_STRUCTURE_FLOW_TARGET, element,
                                    _ ("The flow %s leads to the start event %s"), label,
                                    target_ref);
  else if (target_ref != NULL && bpmn_model_lookup (sink->facts->model, target_ref) != NULL)
    finding = rules_report_element (sink, RULE_STRUCTURE_FLOW_TARGET, element,
                                    _ ("The flow %s leads to %s, which the app ignores"), label,
                                    target_ref);
  else
    finding = rules_report_element (sink, RULE_STRUCTURE_FLOW_TARGET, element,
                                    _ ("The flow %s leads to “%s”, which does not exist"), label,
                                    target_ref != NULL ? target_ref : "");
  if (source == NULL || !source->is_reachable)
    finding->severity = RULES_SEVERITY_WARNING;
}

/* Which flows a gateway lists although their source does not exist: those run. */
static void
mark_listed_flows (RulesSink *sink)
{
  RulesFacts *facts = sink->facts;

  for (guint i = 0; i < facts->nodes->len; i++)
    {
      const RulesElement *node = g_ptr_array_index (facts->nodes, i);

      for (guint k = 0; node->outgoing != NULL && k < node->outgoing->len; k++)
        {
          RulesElement *flow =
              g_hash_table_lookup (facts->flow_by_id, g_ptr_array_index (node->outgoing, k));

          if (flow != NULL)
            flow->is_reachable = TRUE;
        }
    }
}

static void
check_kind (RulesSink *sink, RulesElement *node)
{
  const char *type = rules_task_type (node);
  g_autofree char *label = NULL;
  gboolean is_service = node->type == BPMN_TYPE_SERVICE_TASK;

  if (!altinn_task_type_is_known (type) || altinn_task_type_is_service (type) == is_service ||
      g_str_equal (type, "lookup"))
    return;
  label = rules_label (node->element);
  rules_finding_set_fix (
      is_service
          ? rules_report_element (sink, RULE_STRUCTURE_ELEMENT_KIND, node->element,
                                  _ ("%s is a serviceTask, but “%s” is a task that people do"),
                                  label, type)
          : rules_report_element (sink, RULE_STRUCTURE_ELEMENT_KIND, node->element,
                                  _ ("%s is a task, but “%s” is a service"), label, type),
      RULES_FIX_SET_ELEMENT_KIND, bpmn_element_get_id (node->element), NULL,
      is_service ? _ ("Make it a task") : _ ("Make it a service task"), TRUE);
}

static void
check_id (RulesSink *sink, RulesElement *element)
{
  const char *id = bpmn_element_get_id (element->element);
  g_autofree char *label = NULL;

  if (id == NULL || *id == '\0')
    {
      rules_report_element (sink, RULE_STRUCTURE_INVALID_ID, element->element,
                            _ ("A %s has no id"), bpmn_type_get_name (element->type));
      return;
    }
  if (xmlValidateNCName ((const xmlChar *) id, 0) != 0)
    rules_report_element (sink, RULE_STRUCTURE_INVALID_ID, element->element,
                          _ ("“%s” is not allowed as an id in XML"), id);
  if (sink->facts->runtime->major < 9 || element->type != BPMN_TYPE_TASK ||
      altinn_app_is_loose (sink->facts->app))
    return;
  if (strlen (id) < 2 || strlen (id) > 28 ||
      strspn (id, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "_-") != strlen (id))
    {
      label = rules_label (element->element);
      rules_report_element (sink, RULE_STRUCTURE_LONG_ID, element->element,
                            _ ("The id of %s cannot be the name of its folder in ui: 2 to 28 "
                               "letters, digits, hyphens and underscores"),
                            label);
    }
}

static void
check_duplicates (RulesSink *sink)
{
  RulesFacts *facts = sink->facts;
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  const GPtrArray *lists[] = { facts->nodes, facts->flows };

  for (guint list = 0; list < G_N_ELEMENTS (lists); list++)
    for (guint i = 0; i < lists[list]->len; i++)
      {
        const RulesElement *element = g_ptr_array_index (lists[list], i);
        const char *id = bpmn_element_get_id (element->element);

        if (id != NULL && *id != '\0' && !g_hash_table_add (seen, (gpointer) id))
          rules_report_element (sink, RULE_STRUCTURE_DUPLICATE_ID, element->element,
                                _ ("The id “%s” is in use already; the app finds only one of the "
                                   "elements"),
                                id);
      }
}

/* Looks for a way from @node back to itself over gateways alone. */
static gboolean
gateway_leads_to (RulesSink *sink, RulesElement *node, const RulesElement *goal,
                  GHashTable *visited)
{
  for (guint i = 0; i < node->outgoing->len; i++)
    {
      const RulesElement *flow =
          g_hash_table_lookup (sink->facts->flow_by_id, g_ptr_array_index (node->outgoing, i));
      RulesElement *target = flow != NULL ? flow_target (sink, flow->element) : NULL;

      if (target == goal)
        return TRUE;
      if (target != NULL && target->type == BPMN_TYPE_EXCLUSIVE_GATEWAY &&
          g_hash_table_add (visited, target) && gateway_leads_to (sink, target, goal, visited))
        return TRUE;
    }
  return FALSE;
}

/* One finding for each circle, at its first gateway in document order. */
static void
check_gateway_loops (RulesSink *sink)
{
  RulesFacts *facts = sink->facts;
  g_autoptr (GHashTable) done = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < facts->nodes->len; i++)
    {
      RulesElement *node = g_ptr_array_index (facts->nodes, i);
      g_autoptr (GHashTable) visited = NULL;
      g_autofree char *label = NULL;
      gboolean near = FALSE;
      GHashTableIter iter;
      gpointer member;

      if (node->type != BPMN_TYPE_EXCLUSIVE_GATEWAY || g_hash_table_contains (done, node))
        continue;
      for (guint k = 0; k < node->outgoing->len && !near; k++)
        {
          const RulesElement *flow =
              g_hash_table_lookup (facts->flow_by_id, g_ptr_array_index (node->outgoing, k));
          const RulesElement *target = flow != NULL ? flow_target (sink, flow->element) : NULL;

          near = target != NULL && target->type == BPMN_TYPE_EXCLUSIVE_GATEWAY;
        }
      if (!near)
        continue;
      visited = g_hash_table_new (NULL, NULL);
      if (!gateway_leads_to (sink, node, node, visited))
        {
          g_hash_table_add (done, node);
          continue;
        }
      g_hash_table_iter_init (&iter, visited);
      while (g_hash_table_iter_next (&iter, &member, NULL))
        g_hash_table_add (done, member);
      label = rules_label (node->element);
      rules_report_element (sink, RULE_STRUCTURE_GATEWAY_LOOP, node->element,
                            _ ("From %s gateways lead back to it without a task between; the app "
                               "crashes there"),
                            label);
    }
}

static void
check_unreachable (RulesSink *sink, RulesElement *node)
{
  g_autofree char *label = NULL;

  if (node->is_reachable)
    return;
  label = rules_label (node->element);
  rules_report_element (sink, RULE_STRUCTURE_UNREACHABLE, node->element,
                        _ ("No flow leads from the start to %s"), label);
}

static void
check_other (RulesSink *sink, RulesElement *element)
{
  g_autofree char *label = NULL;

  if (!bpmn_type_is_flow_node (element->type))
    return;
  label = rules_label (element->element);
  rules_report_element (sink, RULE_STRUCTURE_UNSUPPORTED_ELEMENT, element->element,
                        _ ("The app ignores %s: it does not know %s"), label,
                        bpmn_type_get_name (element->type));
}

static void
check_extension (RulesSink *sink, RulesElement *node)
{
  g_autofree char *label = NULL;
  const char *type = rules_task_type (node);

  if (!node->is_reachable || *type != '\0')
    return;
  label = rules_label (node->element);
  if (node->task != NULL && node->task->task_type != NULL)
    rules_report_element (sink, RULE_SETTINGS_NO_TASK_EXTENSION, node->element,
                          _ ("The task type of %s is empty"), label);
  else
    rules_report_element (sink, RULE_SETTINGS_NO_TASK_EXTENSION, node->element,
                          _ ("%s has no task type"), label);
}

/* rules_whole_structure: rules about nodes, flows and ids. */
void
rules_whole_structure (RulesSink *sink)
{
  RulesFacts *facts = sink->facts;

  if (facts->process == NULL)
    {
      BpmnElement *definitions = bpmn_model_get_definitions (facts->model);

      rules_report_node (sink, RULE_STRUCTURE_NO_PROCESS, NULL,
                         definitions != NULL ? bpmn_element_get_node (definitions) : NULL,
                         _ ("The file has no process"));
      return;
    }
  check_process (sink);
  check_processes (sink);
  check_duplicates (sink);
  mark_listed_flows (sink);
  for (guint i = 0; i < facts->nodes->len; i++)
    {
      RulesElement *node = g_ptr_array_index (facts->nodes, i);

      check_unreachable (sink, node);
      check_id (sink, node);
      if (rules_is_task (node))
        {
          check_kind (sink, node);
          check_extension (sink, node);
        }
      if (!node->is_reachable || node->type == BPMN_TYPE_END_EVENT)
        continue;
      check_outgoing (sink, node);
      if (node->type == BPMN_TYPE_EXCLUSIVE_GATEWAY)
        {
          check_gateway_list (sink, node);
          check_default (sink, node);
          if (facts->runtime->major >= 8)
            check_mixed (sink, node);
        }
    }
  for (guint i = 0; i < facts->flows->len; i++)
    {
      RulesElement *flow = g_ptr_array_index (facts->flows, i);

      check_id (sink, flow);
      check_flow (sink, flow);
    }
  for (guint i = 0; i < facts->others->len; i++)
    check_other (sink, g_ptr_array_index (facts->others, i));
  check_gateway_loops (sink);
}

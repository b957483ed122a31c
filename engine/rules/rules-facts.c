/* rules-facts.c: what the rules look at, derived from the model and kept between checks
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/rules/rules-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static void
condition_free (RulesCondition *self)
{
  g_free (self->text);
  g_clear_pointer (&self->expression, expression_unref);
  g_free (self->error);
  g_free (self);
}

static void
element_clear (RulesElement *self)
{
  g_clear_pointer (&self->task, altinn_task_unref);
  g_clear_pointer (&self->condition, condition_free);
  g_clear_pointer (&self->outgoing, g_ptr_array_unref);
  g_clear_pointer (&self->findings, g_ptr_array_unref);
  self->reported = FALSE;
}

static void
element_free (RulesElement *self)
{
  element_clear (self);
  g_free (self);
}

RulesFacts *
rules_facts_new (AltinnApp *app)
{
  RulesFacts *self = g_new0 (RulesFacts, 1);

  self->app = app;
  self->model = altinn_app_get_model (app);
  self->document = altinn_app_get_document (app);
  self->nodes = g_ptr_array_new ();
  self->flows = g_ptr_array_new ();
  self->others = g_ptr_array_new ();
  self->by_element = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) element_free);
  self->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->flow_by_id = g_hash_table_new (g_str_hash, g_str_equal);
  return self;
}

void
rules_facts_free (RulesFacts *self)
{
  g_ptr_array_unref (self->nodes);
  g_ptr_array_unref (self->flows);
  g_ptr_array_unref (self->others);
  g_hash_table_unref (self->by_id);
  g_hash_table_unref (self->flow_by_id);
  g_hash_table_unref (self->by_element);
  g_free (self);
}

/* rules_facts_touch: forget what is known of @element. */
void
rules_facts_touch (RulesFacts *self, BpmnElement *element)
{
  RulesElement *known = g_hash_table_lookup (self->by_element, element);

  if (known != NULL)
    element_clear (known);
}

/* rules_facts_flush: forget everything (a sibling file, or all of the process, changed). */
void
rules_facts_flush (RulesFacts *self)
{
  g_hash_table_remove_all (self->by_id);
  g_hash_table_remove_all (self->flow_by_id);
  g_hash_table_remove_all (self->by_element);
  g_ptr_array_set_size (self->nodes, 0);
  g_ptr_array_set_size (self->flows, 0);
  g_ptr_array_set_size (self->others, 0);
}

/* What the engine made of the same condition; NULL: nothing. */
static Expression *
share_expression (const RulesFacts *self, const BpmnElement *flow, const char *text)
{
  const RunFlow *same = NULL;

  if (self->read != NULL)
    same = run_process_lookup_flow (self->read, bpmn_element_get_id (flow));
  if (same == NULL || run_flow_get_expression (same) == NULL || strcmp (same->condition, text) != 0)
    return NULL;
  return expression_ref (run_flow_get_expression (same));
}

static RulesCondition *
read_condition (const RulesFacts *facts, const BpmnElement *flow)
{
  const char *text = bpmn_element_get_condition (flow);
  g_autoptr (GError) error = NULL;
  RulesCondition *self;

  if (text == NULL)
    return NULL;
  self = g_new0 (RulesCondition, 1);
  self->text = g_strdup (text);
  self->expression = share_expression (facts, flow, text);
  if (self->expression == NULL)
    self->expression = expression_parse (text, -1, "", &error);
  if (self->expression == NULL)
    self->error = g_strdup (error->message);
  return self;
}

static GPtrArray *
read_outgoing (const BpmnElement *gateway)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);
  SourceNode *node = bpmn_element_get_node (gateway);

  for (SourceNode *child = source_node_first_element (node, BPMN_NS_MODEL, "outgoing");
       child != NULL; child = source_node_next_element (child, BPMN_NS_MODEL, "outgoing"))
    g_ptr_array_add (ids, source_node_dup_text (child));
  return ids;
}

static void
read_element (RulesFacts *self, RulesElement *element)
{
  switch (element->type)
    {
    case BPMN_TYPE_TASK:
    case BPMN_TYPE_SERVICE_TASK:
      if (element->task == NULL)
        element->task = altinn_task_read (self->app, element->element);
      break;
    case BPMN_TYPE_EXCLUSIVE_GATEWAY:
      if (element->task == NULL)
        {
          element->task = altinn_task_read (self->app, element->element);
          g_clear_pointer (&element->outgoing, g_ptr_array_unref);
          element->outgoing = read_outgoing (element->element);
        }
      break;
    case BPMN_TYPE_SEQUENCE_FLOW:
      if (element->condition == NULL)
        element->condition = read_condition (self, element->element);
      break;
    default:
      break;
    }
}

static RulesElement *
get_element (RulesFacts *self, BpmnElement *element)
{
  RulesElement *known = g_hash_table_lookup (self->by_element, element);

  if (known == NULL)
    {
      known = g_new0 (RulesElement, 1);
      known->element = element;
      g_hash_table_insert (self->by_element, element, known);
    }
  if (known->type != bpmn_element_get_type_id (element))
    {
      element_clear (known);
      known->type = bpmn_element_get_type_id (element);
    }
  known->serial = self->serial;
  known->is_reachable = FALSE;
  read_element (self, known);
  return known;
}

/* The order in which the app looks for an id (facts: runtime 2.1). */
static guint
lookup_rank (BpmnType type)
{
  switch (type)
    {
    case BPMN_TYPE_TASK:
      return 0;
    case BPMN_TYPE_SERVICE_TASK:
      return 1;
    case BPMN_TYPE_END_EVENT:
      return 2;
    case BPMN_TYPE_START_EVENT:
      return 3;
    default:
      return 4;
    }
}

static void
index_node (RulesFacts *self, RulesElement *node)
{
  const char *id = bpmn_element_get_id (node->element);
  RulesElement *other;

  node->index = self->nodes->len;
  g_ptr_array_add (self->nodes, node);
  if (id == NULL)
    return;
  other = g_hash_table_lookup (self->by_id, id);
  if (other == NULL || lookup_rank (node->type) < lookup_rank (other->type))
    g_hash_table_replace (self->by_id, (gpointer) id, node);
}

static void
index_flow (RulesFacts *self, RulesElement *flow)
{
  const char *id = bpmn_element_get_id (flow->element);

  flow->index = self->flows->len;
  g_ptr_array_add (self->flows, flow);
  if (id != NULL && !g_hash_table_contains (self->flow_by_id, id))
    g_hash_table_insert (self->flow_by_id, (gpointer) id, flow);
}

static void
collect (RulesFacts *self)
{
  const GPtrArray *children;

  g_hash_table_remove_all (self->by_id);
  g_hash_table_remove_all (self->flow_by_id);
  g_ptr_array_set_size (self->nodes, 0);
  g_ptr_array_set_size (self->flows, 0);
  g_ptr_array_set_size (self->others, 0);
  if (self->process == NULL)
    return;
  children = bpmn_element_get_children (self->process);
  for (guint i = 0; i < children->len; i++)
    {
      RulesElement *element = get_element (self, g_ptr_array_index (children, i));

      if (element->type == BPMN_TYPE_SEQUENCE_FLOW)
        index_flow (self, element);
      else if (bpmn_type_runs_in_altinn (element->type))
        index_node (self, element);
      else
        g_ptr_array_add (self->others, element);
    }
}

static gboolean
is_old (gpointer key, gpointer value, gpointer user_data)
{
  const RulesElement *element = value;
  const RulesFacts *self = user_data;

  return element->serial != self->serial;
}

static void
push_target (RulesFacts *self, const char *id, GPtrArray *queue)
{
  RulesElement *target = id != NULL ? g_hash_table_lookup (self->by_id, id) : NULL;

  if (target == NULL || target->is_reachable)
    return;
  target->is_reachable = TRUE;
  g_ptr_array_add (queue, target);
}

/* What flows lead to from a start event: those that are drawn and, of gateways, also those that are
 * listed, so that a broken list is reported once and not at all that follows. */
static void
mark_reachable (RulesFacts *self)
{
  g_autoptr (GPtrArray) queue = g_ptr_array_new ();

  for (guint i = 0; i < self->nodes->len; i++)
    {
      RulesElement *node = g_ptr_array_index (self->nodes, i);

      if (node->type != BPMN_TYPE_START_EVENT)
        continue;
      node->is_reachable = TRUE;
      g_ptr_array_add (queue, node);
    }
  for (guint next = 0; next < queue->len; next++)
    {
      RulesElement *node = g_ptr_array_index (queue, next);
      const GPtrArray *flows = bpmn_element_get_outgoing (node->element);

      for (guint i = 0; flows != NULL && i < flows->len; i++)
        push_target (self, bpmn_element_get_target_ref (g_ptr_array_index (flows, i)), queue);
      for (guint i = 0; node->outgoing != NULL && i < node->outgoing->len; i++)
        {
          RulesElement *flow =
              g_hash_table_lookup (self->flow_by_id, g_ptr_array_index (node->outgoing, i));

          if (flow != NULL)
            push_target (self, bpmn_element_get_target_ref (flow->element), queue);
        }
    }
}

/* rules_facts_update: brings everything in line with the model; cheap where nothing changed. What
 * @read (nullable), the process as the engine read it, has of the same is not made again. */
void
rules_facts_update (RulesFacts *self, const RunProcess *read)
{
  self->read = read;
  self->runtime = altinn_app_get_runtime (self->app);
  self->process = bpmn_model_get_process (self->model);
  self->serial++;
  collect (self);
  g_hash_table_foreach_remove (self->by_element, is_old, self);
  mark_reachable (self);
  self->read = NULL;
}

RulesElement *
rules_facts_lookup (RulesFacts *self, const char *id)
{
  return id != NULL ? g_hash_table_lookup (self->by_id, id) : NULL;
}

RulesElement *
rules_facts_get (RulesFacts *self, const BpmnElement *element)
{
  return element != NULL ? g_hash_table_lookup (self->by_element, element) : NULL;
}

/* rules_label: how messages call an element: “Signering” (Task_2), or its id alone. */
char *
rules_label (const BpmnElement *element)
{
  const char *id = element != NULL ? bpmn_element_get_id (element) : NULL;
  const char *name = element != NULL ? bpmn_element_get_name (element) : NULL;
  g_autofree char *one_line = NULL;

  if (name == NULL || *name == '\0' || g_strcmp0 (name, id) == 0)
    return g_strdup (id != NULL ? id : _ ("an element without id"));
  one_line = g_strdelimit (g_strdup (name), "\n\r\t", ' ');
  /* Translators: name and id of an element of the process */
  return g_strdup_printf (_ ("“%s” (%s)"), one_line, id != NULL ? id : "–");
}

gboolean
rules_is_task (const RulesElement *self)
{
  return self->type == BPMN_TYPE_TASK || self->type == BPMN_TYPE_SERVICE_TASK;
}

const char *
rules_task_type (const RulesElement *self)
{
  return self->task != NULL && self->task->task_type != NULL ? self->task->task_type : "";
}

gboolean
rules_task_is (const RulesElement *self, const char *task_type)
{
  return rules_is_task (self) && g_str_equal (rules_task_type (self), task_type);
}

static RulesFinding *
report (RulesSink *sink, RulesRuleId rule, const BpmnElement *element, SourceNode *node,
        char *message)
{
  RulesFinding *finding = rules_finding_new (rule, message);

  if (element != NULL)
    finding->element = g_strdup (bpmn_element_get_id (element));
  if (node != NULL)
    rules_finding_set_place (finding, sink->facts->document, node);
  g_ptr_array_add (sink->findings, finding);
  return finding;
}

/* rules_report_element: a finding at the element itself. */
RulesFinding *
rules_report_element (RulesSink *sink, RulesRuleId rule, const BpmnElement *element,
                      const char *format, ...)
{
  va_list args;
  char *message;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  return report (sink, rule, element, element != NULL ? bpmn_element_get_node (element) : NULL,
                 message);
}

/* rules_report_node: a finding about @element, at @node. */
RulesFinding *
rules_report_node (RulesSink *sink, RulesRuleId rule, const BpmnElement *element, SourceNode *node,
                   const char *format, ...)
{
  va_list args;
  char *message;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  return report (sink, rule, element, node, message);
}

/* rules_report_file: a finding in a sibling file, at a place of it. */
RulesFinding *
rules_report_file (RulesSink *sink, RulesRuleId rule, SourceDocument *document, guint line,
                   guint column, const char *format, ...)
{
  va_list args;
  char *message;
  RulesFinding *finding;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  finding = report (sink, rule, NULL, NULL, message);
  if (document != NULL)
    rules_finding_set_offset (finding, document, 0, line, column);
  return finding;
}

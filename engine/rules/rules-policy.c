/* rules-policy.c: rules about who may do what, by policy.xml
 *
 * The policy is read by engine/run, which decides in a run what it permits.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/rules/rules-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  RulesSink *sink;
  const RunPolicy *policy;
} Check;

/* Whether anybody has @action at the task; a rule that names nobody is for everybody. */
static gboolean
is_granted (const Check *self, const char *action, const char *task)
{
  g_auto (GStrv) subjects = run_policy_list_subjects (self->policy, action, task);
  g_autoptr (RunActor) anybody = NULL;

  if (subjects[0] != NULL)
    return TRUE;
  anybody = run_actor_new ("anybody", RUN_ACTOR_USER);
  anybody->level = 4;
  return run_policy_permits (self->policy, anybody, action, task, FALSE);
}

/* What process/next without an action needs (facts: runtime 3.2); a list of alternatives. */
static const char *const *
needed_actions (const RulesElement *task)
{
  static const char *const write[] = { "write", NULL };
  static const char *const pay[] = { "pay", "write", NULL };
  static const char *const confirm[] = { "confirm", NULL };
  static const char *const sign[] = { "sign", "write", NULL };
  const char *type = rules_task_type (task);

  if (g_str_equal (type, "payment"))
    return pay;
  if (g_str_equal (type, "confirmation"))
    return confirm;
  if (g_str_equal (type, "signing"))
    return sign;
  return write;
}

static void
check_task_right (const Check *self, const RulesElement *task)
{
  const char *id = bpmn_element_get_id (task->element);
  const char *const *needed = needed_actions (task);
  g_autofree char *label = NULL;

  /* The app itself runs services of version 9; types of its own have rights of their own. */
  if (!altinn_task_type_is_known (rules_task_type (task)) || rules_task_is (task, "lookup") ||
      task->type == BPMN_TYPE_SERVICE_TASK)
    return;
  for (guint i = 0; needed[i] != NULL; i++)
    if (is_granted (self, needed[i], id))
      return;
  label = rules_label (task->element);
  rules_finding_set_fix (rules_report_element (self->sink, RULE_POLICY_TASK_RIGHT, task->element,
                                               _ ("Nobody has the right “%s” at %s"), needed[0],
                                               label),
                         RULES_FIX_GRANT, id, needed[0],
                         _ ("Grant it to those who may write"), FALSE);
}

static void
check_action_rights (const Check *self, const RulesElement *task)
{
  const char *id = bpmn_element_get_id (task->element);
  g_autoptr (GString) missing = g_string_new (NULL);
  g_autofree char *label = NULL;

  for (guint i = 0; task->task->actions != NULL && i < task->task->actions->len; i++)
    {
      const AltinnAction *action = g_ptr_array_index (task->task->actions, i);

      if (*action->id == '\0' || is_granted (self, action->id, id))
        continue;
      g_string_append_printf (missing, "%s%s", missing->len > 0 ? " " : "", action->id);
    }
  if (missing->len == 0)
    return;
  label = rules_label (task->element);
  rules_finding_set_fix (rules_report_element (self->sink, RULE_POLICY_ACTION_RIGHT, task->element,
                                               _ ("Nobody has the right to what %s offers: %s"),
                                               label, missing->str),
                         RULES_FIX_GRANT, id, missing->str, _ ("Grant it to those who may write"),
                         FALSE);
}

/* Whether somebody with this role alone may do it; an organisation of the policy is no role. */
static gboolean
role_may (const Check *self, const char *role, const char *action, const char *task)
{
  g_autoptr (RunActor) actor = run_actor_new ("user", RUN_ACTOR_USER);
  char *roles[] = { (char *) role, NULL };

  actor->roles = g_strdupv (roles);
  actor->level = 4;
  return run_policy_permits (self->policy, actor, action, task, FALSE);
}

static gboolean
owner_may (const Check *self, const char *action, const char *task)
{
  g_autoptr (RunActor) actor = run_actor_new ("owner", RUN_ACTOR_OWNER);

  actor->level = 4;
  return run_policy_permits (self->policy, actor, action, task, FALSE);
}

static void
check_feedback (const Check *self, const RulesElement *task)
{
  const char *id = bpmn_element_get_id (task->element);
  g_auto (GStrv) subjects = run_policy_list_subjects (self->policy, "write", id);

  for (guint i = 0; subjects[i] != NULL; i++)
    {
      g_autofree char *label = NULL;

      if (!role_may (self, subjects[i], "write", id))
        continue;
      label = rules_label (task->element);
      rules_report_element (self->sink, RULE_POLICY_USER_PASSES_FEEDBACK, task->element,
                            _ ("The role %s has write at %s and can answer in the service owner’s "
                               "place"),
                            subjects[i], label);
      return;
    }
}

/* The right that a service task needs of whoever comes into it. */
static const char *
service_right (const RulesElement *task)
{
  const char *type = rules_task_type (task);

  return altinn_task_type_is_known (type) ? "write" : type;
}

/* Collects the user tasks from which a person's step runs into @node. */
static void
collect_sources (const Check *self, const RulesElement *node, GHashTable *seen, GPtrArray *tasks)
{
  const GPtrArray *flows = bpmn_element_get_incoming (node->element);

  for (guint i = 0; flows != NULL && i < flows->len; i++)
    {
      RulesElement *source = rules_facts_lookup (
          self->sink->facts, bpmn_element_get_source_ref (g_ptr_array_index (flows, i)));

      if (source == NULL || !source->is_reachable || !g_hash_table_add (seen, source))
        continue;
      if (source->type == BPMN_TYPE_TASK)
        g_ptr_array_add (tasks, source);
      else
        collect_sources (self, source, seen, tasks);
    }
}

static void
check_service (const Check *self, const RulesElement *task)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  g_autoptr (GPtrArray) tasks = g_ptr_array_new ();
  const char *right = service_right (task);
  const char *id = bpmn_element_get_id (task->element);

  collect_sources (self, task, seen, tasks);
  for (guint i = 0; i < tasks->len; i++)
    {
      const RulesElement *source = g_ptr_array_index (tasks, i);
      const char *source_id = bpmn_element_get_id (source->element);
      const char *needed = needed_actions (source)[0];
      g_auto (GStrv) movers = run_policy_list_subjects (self->policy, needed, source_id);

      for (guint k = 0; movers[k] != NULL; k++)
        {
          g_autofree char *label = NULL;
          g_autofree char *source_label = NULL;

          if (!role_may (self, movers[k], needed, source_id) ||
              role_may (self, movers[k], right, id))
            continue;
          label = rules_label (task->element);
          source_label = rules_label (source->element);
          rules_finding_set_fix (
              rules_report_element (self->sink, RULE_POLICY_SERVICE_TASK_RIGHT, task->element,
                                    _ ("%s can leave %s but lacks “%s” at %s"), movers[k],
                                    source_label, right, label),
              RULES_FIX_GRANT, id, right,
              _ ("Grant it to those who may write"), FALSE);
          return;
        }
    }
}

/* Version 9 writes with the service owner's rights. */
static void
check_owner (const Check *self, const RulesElement *task)
{
  const char *id = bpmn_element_get_id (task->element);
  g_autofree char *label = NULL;

  if (owner_may (self, "write", id))
    return;
  label = rules_label (task->element);
  rules_report_element (self->sink, RULE_POLICY_OWNER_RIGHT, task->element,
                        _ ("The service owner lacks write at %s"), label);
}

/* ---- The rules of policy.xml itself ---- */

static gboolean
is_task_attribute (SourceNode *match)
{
  for (SourceNode *node = source_node_get_first_child (match); node != NULL;
       node = source_node_get_next (node))
    if (g_strcmp0 (source_node_get_name (node), "AttributeDesignator") == 0 &&
        source_node_attribute_equals (node, NULL, "AttributeId", "urn:altinn:task"))
      return TRUE;
  return FALSE;
}

static char *
match_value (SourceNode *match)
{
  for (SourceNode *node = source_node_get_first_child (match); node != NULL;
       node = source_node_get_next (node))
    if (g_strcmp0 (source_node_get_name (node), "AttributeValue") == 0)
      return g_strstrip (source_node_dup_text (node));
  return NULL;
}

/* Names that the platform itself gives, or that old templates left in every app. */
static gboolean
is_no_task_name (const char *value)
{
  static const char *const names[] = { "instansiation", "instantiation", "signing", "EndEvent_1",
                                       "formfilling", "data", "confirm", "confirmation", "Form",
                                       NULL };

  return *value == '\0' || g_strv_contains (names, value);
}

static void
check_matches (const Check *self, SourceDocument *policy, SourceNode *node, GHashTable *reported)
{
  for (SourceNode *child = source_node_get_first_child (node); child != NULL;
       child = source_node_get_next (child))
    {
      g_autofree char *value = NULL;
      RulesFinding *finding;

      if (source_node_get_kind (child) != SOURCE_NODE_ELEMENT)
        continue;
      if (g_strcmp0 (source_node_get_name (child), "Match") != 0)
        {
          check_matches (self, policy, child, reported);
          continue;
        }
      if (!is_task_attribute (child))
        continue;
      value = match_value (child);
      if (value == NULL || is_no_task_name (value) ||
          rules_facts_lookup (self->sink->facts, value) != NULL ||
          g_hash_table_contains (reported, value))
        continue;
      finding = rules_report_file (self->sink, RULE_POLICY_UNKNOWN_TASK, NULL, 0, 0,
                                   _ ("A rule of policy.xml is about the task “%s”, which does not "
                                      "exist"),
                                   value);
      rules_finding_set_place (finding, policy, child);
      g_hash_table_add (reported, g_steal_pointer (&value));
    }
}

static gboolean
rule_has_subject (SourceNode *node)
{
  for (SourceNode *child = source_node_get_first_child (node); child != NULL;
       child = source_node_get_next (child))
    {
      if (source_node_get_kind (child) != SOURCE_NODE_ELEMENT)
        continue;
      if (g_strcmp0 (source_node_get_name (child), "AttributeDesignator") == 0)
        {
          g_autofree char *category = source_node_dup_attribute (child, NULL, "Category");

          if (category != NULL && strstr (category, "subject") != NULL)
            return TRUE;
        }
      if (rule_has_subject (child))
        return TRUE;
    }
  return FALSE;
}

static void
check_rules (const Check *self, SourceDocument *policy)
{
  SourceNode *root = source_document_get_root (policy);
  g_autoptr (GHashTable) reported = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (SourceNode *node = root != NULL ? source_node_get_first_child (root) : NULL; node != NULL;
       node = source_node_get_next (node))
    {
      g_autofree char *id = NULL;
      RulesFinding *finding;

      if (source_node_get_kind (node) != SOURCE_NODE_ELEMENT ||
          g_strcmp0 (source_node_get_name (node), "Rule") != 0)
        continue;
      check_matches (self, policy, node, reported);
      if (rule_has_subject (node))
        continue;
      id = source_node_dup_attribute (node, NULL, "RuleId");
      finding = rules_report_file (self->sink, RULE_POLICY_NO_SUBJECT, NULL, 0, 0,
                                   _ ("The rule “%s” of policy.xml names no role and no "
                                      "organisation"),
                                   id != NULL ? id : "");
      rules_finding_set_place (finding, policy, node);
    }
}

/* rules_whole_policy: rules about policy.xml and the process together. */
void
rules_whole_policy (RulesSink *sink, const RunPolicy *policy)
{
  RulesFacts *facts = sink->facts;
  SourceDocument *document =
      altinn_app_is_loose (facts->app) ? NULL : altinn_app_get_policy (facts->app);
  g_autoptr (RunPolicy) own = NULL;
  Check check = { sink, policy };

  if (document == NULL || facts->process == NULL || facts->runtime->major < 8)
    return;
  if (check.policy == NULL)
    check.policy = own = run_policy_new (document, altinn_app_get_org (facts->app),
                                         altinn_app_get_name (facts->app));
  check_rules (&check, document);
  for (guint i = 0; i < facts->nodes->len; i++)
    {
      const RulesElement *node = g_ptr_array_index (facts->nodes, i);

      if (!rules_is_task (node) || !node->is_reachable ||
          bpmn_element_get_id (node->element) == NULL)
        continue;
      check_task_right (&check, node);
      check_action_rights (&check, node);
      if (rules_task_is (node, "feedback"))
        check_feedback (&check, node);
      if (node->type == BPMN_TYPE_SERVICE_TASK && facts->runtime->major == 8)
        check_service (&check, node);
      if (facts->runtime->major >= 9)
        check_owner (&check, node);
    }
}

/* test-rules-mutations.c: faults put into good real processes are found, where they were put
 *
 * The processes are those of the shipped templates and, where they are, of real apps. Every fault is
 * tried wherever it can be put; each must be found.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/altinn/altinn-template.h"
#include "engine/bpmn/bpmn-edit.h"
#include "engine/source/source-edit.h"
#include "engine/source/source-json-edit.h"
#include "tests/rules/rules-fixture.h"
#include "tests/test-support.h"

#include <string.h>

#define MAX_PLACES 3 /* of one fault in one process */
#define ALWAYS "[\"equals\",1,1]"
#define NEVER "[\"equals\",1,2]"

/**
 * Mutation:
 * @rule: what must be found
 * @inject: puts the fault into @victim, if that is possible; @element: whose finding it is, if not
 *   the victim's; "" for a finding about no element
 */
typedef struct
{
  const char *rule;
  gboolean (*inject) (AltinnApp *app, BpmnElement *victim, char **element);
} Mutation;

static gboolean
is (const BpmnElement *element, BpmnType type)
{
  return bpmn_element_get_type_id (element) == type;
}

static gboolean
is_task (const BpmnElement *element)
{
  return is (element, BPMN_TYPE_TASK) || is (element, BPMN_TYPE_SERVICE_TASK);
}

static gboolean
has_task_type (const BpmnElement *element, const char *wanted)
{
  g_autofree char *type = is_task (element) ? altinn_settings_get_task_type (element) : NULL;

  return g_strcmp0 (type, wanted) == 0;
}

static gboolean
set_attribute (AltinnApp *app, SourceNode *node, const char *name, const char *value)
{
  return source_edit_set_attribute (altinn_app_get_document (app), node, NULL, NULL, name, value,
                                    NULL);
}

static guint
count_conditions (const BpmnElement *gateway)
{
  const GPtrArray *flows = bpmn_element_get_outgoing (gateway);
  guint n = 0;

  for (guint i = 0; i < flows->len; i++)
    n += bpmn_element_get_condition (g_ptr_array_index (flows, i)) != NULL;
  return n;
}

/* A gateway whose flows all have conditions, and which lists them all. */
static gboolean
is_decided (const BpmnElement *element)
{
  guint n = is (element, BPMN_TYPE_EXCLUSIVE_GATEWAY) ? count_conditions (element) : 0;

  return n >= 2 && n == bpmn_element_get_outgoing (element)->len;
}

static gboolean
set_conditions (AltinnApp *app, BpmnElement *gateway, const char *condition)
{
  const GPtrArray *flows = bpmn_element_get_outgoing (gateway);
  gboolean done = TRUE;

  for (guint i = 0; i < flows->len; i++)
    done = done && bpmn_edit_set_condition (altinn_app_get_model (app),
                                            g_ptr_array_index (flows, i), condition, NULL);
  return done;
}

/* ---- Structure ---- */

static gboolean
drop_end (AltinnApp *app, BpmnElement *victim, char **element)
{
  BpmnElement *process = bpmn_model_get_process (altinn_app_get_model (app));
  const GPtrArray *children = bpmn_element_get_children (process);

  for (guint i = 0; i < children->len; i++)
    if (g_ptr_array_index (children, i) != victim &&
        is (g_ptr_array_index (children, i), BPMN_TYPE_END_EVENT))
      return FALSE;
  *element = g_strdup (bpmn_element_get_id (process));
  return is (victim, BPMN_TYPE_END_EVENT) &&
         source_edit_remove (altinn_app_get_document (app), bpmn_element_get_node (victim), NULL);
}

static gboolean
drop_start (AltinnApp *app, BpmnElement *victim, char **element)
{
  *element =
      g_strdup (bpmn_element_get_id (bpmn_model_get_process (altinn_app_get_model (app))));
  return is (victim, BPMN_TYPE_START_EVENT) &&
         source_edit_remove (altinn_app_get_document (app), bpmn_element_get_node (victim), NULL);
}

static BpmnElement *
add_node (AltinnApp *app, BpmnType type, const char *id)
{
  BpmnModel *model = altinn_app_get_model (app);

  return bpmn_edit_add_node (model, bpmn_model_get_process (model), type, id, NULL, NULL, NULL);
}

static gboolean
add_start (AltinnApp *app, BpmnElement *victim, char **element)
{
  *element = g_strdup ("Mutant");
  return is (victim, BPMN_TYPE_START_EVENT) &&
         add_node (app, BPMN_TYPE_START_EVENT, "Mutant") != NULL;
}

static gboolean
add_user_task (AltinnApp *app, BpmnElement *victim, char **element)
{
  *element = g_strdup ("Mutant");
  return is (victim, BPMN_TYPE_START_EVENT) && add_node (app, BPMN_TYPE_USER_TASK, "Mutant") != NULL;
}

static gboolean
fork_task (AltinnApp *app, BpmnElement *victim, char **element)
{
  BpmnElement *end;

  if (!is_task (victim) || bpmn_element_get_outgoing (victim)->len != 1)
    return FALSE;
  end = add_node (app, BPMN_TYPE_END_EVENT, "Mutant");
  return end != NULL &&
         bpmn_edit_connect (altinn_app_get_model (app), victim, end, NULL, NULL) != NULL;
}

static gboolean
cut_task (AltinnApp *app, BpmnElement *victim, char **element)
{
  g_autoptr (GPtrArray) flows = NULL;

  if (!is_task (victim) || bpmn_element_get_outgoing (victim)->len != 1)
    return FALSE;
  flows = g_ptr_array_new ();
  g_ptr_array_add (flows, g_ptr_array_index (bpmn_element_get_outgoing (victim), 0));
  return bpmn_edit_delete (altinn_app_get_model (app), flows, FALSE, NULL, NULL);
}

static gboolean
lose_target (AltinnApp *app, BpmnElement *victim, char **element)
{
  return is (victim, BPMN_TYPE_SEQUENCE_FLOW) &&
         set_attribute (app, bpmn_element_get_node (victim), "targetRef", "Nowhere");
}

static gboolean
lose_source (AltinnApp *app, BpmnElement *victim, char **element)
{
  return is (victim, BPMN_TYPE_SEQUENCE_FLOW) && bpmn_element_get_source (victim) != NULL &&
         !is (bpmn_element_get_source (victim), BPMN_TYPE_EXCLUSIVE_GATEWAY) &&
         set_attribute (app, bpmn_element_get_node (victim), "sourceRef", "Nowhere");
}

static SourceNode *
listed_flow (const BpmnElement *element, const char *list)
{
  return source_node_first_element (bpmn_element_get_node (element), BPMN_NS_MODEL, list);
}

static gboolean
unlist_flow (AltinnApp *app, BpmnElement *victim, char **element)
{
  SourceNode *listed = is (victim, BPMN_TYPE_EXCLUSIVE_GATEWAY) ? listed_flow (victim, "outgoing")
                                                                : NULL;

  return listed != NULL && source_edit_remove (altinn_app_get_document (app), listed, NULL);
}

static gboolean
list_another (AltinnApp *app, BpmnElement *victim, char **element)
{
  SourceNode *listed = is_task (victim) ? listed_flow (victim, "incoming") : NULL;

  return listed != NULL &&
         source_edit_set_text (altinn_app_get_document (app), listed, "Nowhere", NULL);
}

static gboolean
wrong_default (AltinnApp *app, BpmnElement *victim, char **element)
{
  return is (victim, BPMN_TYPE_EXCLUSIVE_GATEWAY) &&
         set_attribute (app, bpmn_element_get_node (victim), "default", "Nowhere");
}

static gboolean
drop_condition (AltinnApp *app, BpmnElement *victim, char **element)
{
  return is_decided (victim) &&
         bpmn_edit_set_condition (altinn_app_get_model (app),
                                  g_ptr_array_index (bpmn_element_get_outgoing (victim), 0), NULL,
                                  NULL);
}

static gboolean
set_condition (AltinnApp *app, BpmnElement *victim, const char *condition)
{
  return is (victim, BPMN_TYPE_SEQUENCE_FLOW) && bpmn_element_get_condition (victim) != NULL &&
         bpmn_edit_set_condition (altinn_app_get_model (app), victim, condition, NULL);
}

static gboolean
blank_condition (AltinnApp *app, BpmnElement *victim, char **element)
{
  return set_condition (app, victim, " ");
}

static gboolean
duplicate_id (AltinnApp *app, BpmnElement *victim, char **element)
{
  BpmnElement *copy = is_task (victim) ? add_node (app, BPMN_TYPE_TASK, "Mutant") : NULL;

  return copy != NULL &&
         set_attribute (app, bpmn_element_get_node (copy), "id", bpmn_element_get_id (victim));
}

static gboolean
invalid_id (AltinnApp *app, BpmnElement *victim, char **element)
{
  *element = g_strdup ("1 x");
  return is (victim, BPMN_TYPE_END_EVENT) &&
         set_attribute (app, bpmn_element_get_node (victim), "id", *element);
}

static gboolean
other_kind (AltinnApp *app, BpmnElement *victim, char **element)
{
  return has_task_type (victim, "data") && is (victim, BPMN_TYPE_TASK) &&
         bpmn_edit_set_type (altinn_app_get_model (app), victim, BPMN_TYPE_SERVICE_TASK, NULL);
}

static gboolean
circle_gateway (AltinnApp *app, BpmnElement *victim, char **element)
{
  return is_decided (victim) &&
         set_attribute (app,
                        bpmn_element_get_node (
                            g_ptr_array_index (bpmn_element_get_outgoing (victim), 0)),
                        "targetRef", bpmn_element_get_id (victim));
}

static gboolean
drop_shape (AltinnApp *app, BpmnElement *victim, char **element)
{
  const BpmnShape *shape = is_task (victim) ? bpmn_element_get_shape (victim) : NULL;

  return shape != NULL &&
         source_edit_remove (altinn_app_get_document (app), bpmn_shape_get_node (shape), NULL);
}

static gboolean
misname_shape (AltinnApp *app, BpmnElement *victim, char **element)
{
  const BpmnShape *shape = is_task (victim) ? bpmn_element_get_shape (victim) : NULL;

  *element = g_strdup ("");
  return shape != NULL && set_attribute (app, bpmn_shape_get_node (shape), "bpmnElement", "Gone");
}

/* ---- Conditions ---- */

static gboolean
break_condition (AltinnApp *app, BpmnElement *victim, char **element)
{
  return set_condition (app, victim, "[\"equals\",");
}

static gboolean
misspell_function (AltinnApp *app, BpmnElement *victim, char **element)
{
  return set_condition (app, victim, "[\"equal\",1,1]");
}

static gboolean
forget_argument (AltinnApp *app, BpmnElement *victim, char **element)
{
  return set_condition (app, victim, "[\"equals\",1]");
}

static gboolean
fixed_value (AltinnApp *app, BpmnElement *victim, char **element)
{
  return set_condition (app, victim, "\"true\"");
}

static gboolean
page_function (AltinnApp *app, BpmnElement *victim, char **element)
{
  return set_condition (app, victim, "[\"component\",\"a\"]");
}

static gboolean
needless_condition (AltinnApp *app, BpmnElement *victim, char **element)
{
  return is (victim, BPMN_TYPE_SEQUENCE_FLOW) && bpmn_element_get_source (victim) != NULL &&
         is_task (bpmn_element_get_source (victim)) &&
         bpmn_edit_set_condition (altinn_app_get_model (app), victim, ALWAYS, NULL);
}

/* ---- Settings ---- */

static gboolean
misspell_type (AltinnApp *app, BpmnElement *victim, char **element)
{
  return has_task_type (victim, "data") &&
         altinn_settings_set (altinn_app_get_model (app), victim, "taskType", NULL, "date", NULL);
}

static gboolean
drop_extension (AltinnApp *app, BpmnElement *victim, char **element)
{
  SourceNode *extension = is_task (victim) ? altinn_settings_get_extension (victim) : NULL;

  return extension != NULL &&
         source_edit_remove (altinn_app_get_document (app), extension, NULL);
}

static gboolean
unknown_setting (AltinnApp *app, BpmnElement *victim, char **element)
{
  SourceNode *extension = is_task (victim) ? altinn_settings_get_extension (victim) : NULL;

  return extension != NULL &&
         source_edit_insert_source (altinn_app_get_document (app), extension, NULL,
                                    "<x:taskTyp xmlns:x=\"" ALTINN_NS "\">data</x:taskTyp>",
                                    NULL) != NULL;
}

static gboolean
drop_signature_type (AltinnApp *app, BpmnElement *victim, char **element)
{
  return has_task_type (victim, "signing") &&
         altinn_settings_unset (altinn_app_get_model (app), victim, "signatureDataType", NULL, NULL);
}

static gboolean
drop_payment_type (AltinnApp *app, BpmnElement *victim, char **element)
{
  return has_task_type (victim, "payment") &&
         altinn_settings_unset (altinn_app_get_model (app), victim, "paymentDataType", NULL, NULL);
}

static gboolean
wrong_signature_type (AltinnApp *app, BpmnElement *victim, char **element)
{
  return has_task_type (victim, "signing") &&
         altinn_settings_set (altinn_app_get_model (app), victim, "signatureDataType", NULL, "gone",
                              NULL);
}

static gboolean
twice_the_action (AltinnApp *app, BpmnElement *victim, char **element)
{
  g_auto (GStrv) actions = is_task (victim) ? altinn_settings_get_list (victim, "action") : NULL;
  const char *const twice[] = { "again", "again", NULL };

  return altinn_app_get_runtime (app)->major == 8 && actions != NULL && actions[0] != NULL &&
         altinn_settings_set_list (altinn_app_get_model (app), victim, "action", NULL, twice, NULL);
}

/* ---- The app ---- */

static gboolean
edit_type (AltinnApp *app, const char *id, const char *member, const char *value)
{
  SourceDocument *metadata = altinn_app_get_metadata (app);
  const GPtrArray *types = altinn_app_get_data_types (app);

  for (guint i = 0; id != NULL && metadata != NULL && i < types->len; i++)
    if (g_str_equal (((AltinnDataType *) g_ptr_array_index (types, i))->id, id))
      {
        g_autofree char *pointer = g_strdup_printf ("/dataTypes/%u/%s", i, member);

        return source_json_edit_set (metadata, pointer, value, NULL);
      }
  return FALSE;
}

static gboolean
free_for_all (AltinnApp *app, BpmnElement *victim, char **element)
{
  g_autofree char *type = has_task_type (victim, "signing")
                              ? altinn_settings_get (victim, "signatureDataType")
                              : NULL;
  const AltinnDataType *found = type != NULL ? altinn_app_lookup_data_type (app, type) : NULL;

  return found != NULL && altinn_data_type_is_app_owned (found) &&
         (edit_type (app, type, "allowedContributers", "[\"anybody\"]"));
}

static gboolean
forget_task (AltinnApp *app, BpmnElement *victim, char **element)
{
  const GPtrArray *types = altinn_app_get_data_types (app);

  *element = g_strdup ("");
  for (guint i = 0; i < types->len; i++)
    {
      const AltinnDataType *type = g_ptr_array_index (types, i);

      if (type->task_id != NULL && g_strcmp0 (type->task_id, bpmn_element_get_id (victim)) == 0)
        return edit_type (app, type->id, "taskId", "\"Gone\"");
    }
  return FALSE;
}

static gboolean
forget_pages (AltinnApp *app, BpmnElement *victim, char **element)
{
  SourceDocument *document = altinn_app_get_layout_sets_document (app);
  const GPtrArray *sets = altinn_app_get_layout_sets (app);
  const char *id = bpmn_element_get_id (victim);

  *element = g_strdup ("");
  for (guint i = 0; document != NULL && altinn_app_get_runtime (app)->major == 8 && i < sets->len; i++)
    {
      const AltinnLayoutSet *set = g_ptr_array_index (sets, i);
      g_autofree char *pointer = g_strdup_printf ("/sets/%u/tasks/0", i);

      if (set->type == NULL && set->tasks[0] != NULL && g_str_equal (set->tasks[0], id))
        return source_json_edit_set (document, pointer, "\"Gone\"", NULL);
    }
  return FALSE;
}

static gboolean
policy_of_none (AltinnApp *app, BpmnElement *victim, char **element)
{
  SourceDocument *policy = altinn_app_get_policy (app);
  const char *id = bpmn_element_get_id (victim);
  g_autofree char *text = NULL;
  g_autofree char *value = g_strdup_printf (">%s<", id);
  const char *at;

  *element = g_strdup ("");
  if (policy == NULL || !is_task (victim))
    return FALSE;
  text = source_document_dup_text (policy, NULL);
  at = strstr (text, value);
  return at != NULL && source_edit_replace (policy, at - text, strlen (value), ">Gone<", NULL);
}

/* ---- Order ---- */

static gboolean
all_ways (AltinnApp *app, BpmnElement *victim, char **element)
{
  return is_decided (victim) && set_conditions (app, victim, ALWAYS);
}

static gboolean
no_way (AltinnApp *app, BpmnElement *victim, char **element)
{
  return is_decided (victim) && set_conditions (app, victim, NEVER);
}

static gboolean
dead_way (AltinnApp *app, BpmnElement *victim, char **element)
{
  return is (victim, BPMN_TYPE_SEQUENCE_FLOW) && bpmn_element_get_source (victim) != NULL &&
         is_decided (bpmn_element_get_source (victim)) && set_condition (app, victim, NEVER);
}

static gboolean
turn_on_the_spot (AltinnApp *app, BpmnElement *victim, char **element)
{
  return is_task (victim) && bpmn_element_get_outgoing (victim)->len == 1 &&
         set_attribute (app,
                        bpmn_element_get_node (
                            g_ptr_array_index (bpmn_element_get_outgoing (victim), 0)),
                        "targetRef", bpmn_element_get_id (victim));
}

/* The first thing that is done is to confirm or sign, and the forms come behind it. */
static gboolean
begin_with (AltinnApp *app, BpmnElement *victim, char **element)
{
  BpmnModel *model = altinn_app_get_model (app);
  const GPtrArray *children = bpmn_element_get_children (bpmn_model_get_process (model));
  BpmnElement *start = NULL, *first, *next;
  g_autofree char *form = NULL;

  if (!has_task_type (victim, "confirmation") && !has_task_type (victim, "signing"))
    return FALSE;
  for (guint i = 0; i < children->len && start == NULL; i++)
    if (is (g_ptr_array_index (children, i), BPMN_TYPE_START_EVENT))
      start = g_ptr_array_index (children, i);
  if (start == NULL || bpmn_element_get_outgoing (start)->len != 1 ||
      bpmn_element_get_outgoing (victim)->len != 1)
    return FALSE;
  first = g_ptr_array_index (bpmn_element_get_outgoing (start), 0);
  next = g_ptr_array_index (bpmn_element_get_outgoing (victim), 0);
  form = g_strdup (bpmn_element_get_target_ref (first));
  return has_task_type (bpmn_element_get_target (first), "data") &&
         set_attribute (app, bpmn_element_get_node (first), "targetRef",
                        bpmn_element_get_id (victim)) &&
         set_attribute (app, bpmn_element_get_node (next), "targetRef", form);
}

/* Whatever is decided behind the task, it goes on to the same place. */
static gboolean
one_way (AltinnApp *app, BpmnElement *victim, char **element)
{
  g_auto (GStrv) actions = is_task (victim) ? altinn_settings_get_list (victim, "action") : NULL;
  BpmnElement *gateway;
  const GPtrArray *flows;

  if (actions == NULL || !g_strv_contains ((const char *const *) actions, "reject") ||
      is (victim, BPMN_TYPE_SERVICE_TASK) || has_task_type (victim, "feedback") ||
      bpmn_element_get_outgoing (victim)->len != 1)
    return FALSE;
  gateway = bpmn_element_get_target (g_ptr_array_index (bpmn_element_get_outgoing (victim), 0));
  if (gateway == NULL || !is_decided (gateway))
    return FALSE;
  flows = bpmn_element_get_outgoing (gateway);
  for (guint i = 1; i < flows->len; i++)
    if (!set_attribute (app, bpmn_element_get_node (g_ptr_array_index (flows, i)), "targetRef",
                        bpmn_element_get_target_ref (g_ptr_array_index (flows, 0))))
      return FALSE;
  return TRUE;
}

static const Mutation mutations[] = {
  { "structure/no-end", drop_end },
  { "structure/no-start", drop_start },
  { "structure/several-starts", add_start },
  { "structure/unsupported-element", add_user_task },
  { "structure/several-outgoing", fork_task },
  { "structure/no-outgoing", cut_task },
  { "structure/flow-target", lose_target },
  { "structure/flow-source", lose_source },
  { "structure/gateway-outgoing", unlist_flow },
  { "structure/flow-list", list_another },
  { "structure/gateway-default", wrong_default },
  { "structure/mixed-conditions", drop_condition },
  { "structure/empty-condition", blank_condition },
  { "structure/duplicate-id", duplicate_id },
  { "structure/invalid-id", invalid_id },
  { "structure/element-kind", other_kind },
  { "structure/gateway-loop", circle_gateway },
  { "structure/missing-diagram", drop_shape },
  { "structure/dangling-diagram", misname_shape },
  { "condition/invalid", break_condition },
  { "condition/unknown-function", misspell_function },
  { "condition/arity", forget_argument },
  { "condition/never-true", fixed_value },
  { "condition/frontend-function", page_function },
  { "condition/ignored", needless_condition },
  { "settings/task-type", misspell_type },
  { "settings/no-task-extension", drop_extension },
  { "settings/ignored-element", unknown_setting },
  { "settings/required", drop_signature_type },
  { "settings/required", drop_payment_type },
  { "settings/unknown-data-type", wrong_signature_type },
  { "settings/action-twice", twice_the_action },
  { "settings/not-app-owned", free_for_all },
  { "app/data-type-task", forget_task },
  { "app/layout-unknown-task", forget_pages },
  { "policy/unknown-task", policy_of_none },
  { "ordering/gateway-overlap", all_ways },
  { "ordering/gateway-gap", no_way },
  { "ordering/dead-branch", dead_way },
  { "ordering/no-way-to-end", turn_on_the_spot },
  { "ordering/nothing-filled-in", begin_with },
  { "ordering/no-way-back", one_way },
};

/* How often each fault was put somewhere, and which were not found. */
typedef struct
{
  guint n_placed[G_N_ELEMENTS (mutations)];
  GString *missed;
} Tally;

static guint
count (AltinnApp *app, const char *rule, const char *element)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RulesReport) report = rules_check (app, NULL, &error);
  const GPtrArray *findings = rules_report_get_findings (report);
  guint n = 0;

  g_assert_no_error (error);
  for (guint i = 0; i < findings->len; i++)
    {
      RulesFinding *finding = g_ptr_array_index (findings, i);

      if (!g_str_equal (finding->rule->id, rule) ||
          g_strcmp0 (finding->element != NULL ? finding->element : "", element) != 0)
        continue;
      n++;
      rules_fixture_assert_witness (app, finding);
    }
  return n;
}

static gboolean
try_mutation (AltinnApp *app, const char *name, const Mutation *mutation, const char *victim,
              GString *missed)
{
  SourceWorkspace *workspace = altinn_app_get_workspace (app);
  BpmnElement *found = bpmn_model_lookup (altinn_app_get_model (app), victim);
  g_autofree char *element = NULL;
  guint before;

  source_workspace_begin (workspace, "Mutate");
  if (!mutation->inject (app, found, &element))
    {
      source_workspace_rollback (workspace);
      return FALSE;
    }
  source_workspace_commit (workspace);
  if (g_strcmp0 (source_workspace_get_undo_name (workspace), "Mutate") != 0)
    return FALSE; /* it is like that already */
  if (element == NULL)
    element = g_strdup (victim);
  g_test_message ("%s: %s at %s", name, mutation->rule, victim);
  g_assert_true (source_workspace_undo (workspace));
  before = count (app, mutation->rule, element);
  if (before > 0)
    return FALSE; /* it has the fault */
  g_assert_true (source_workspace_redo (workspace));
  if (count (app, mutation->rule, element) == 0)
    g_string_append_printf (missed, "%s: %s at %s\n", name, mutation->rule, victim);
  g_assert_true (source_workspace_undo (workspace));
  return TRUE;
}

/* What a person would work on: elements that are reached, by their ids. */
static GPtrArray *
list_victims (AltinnApp *app)
{
  GPtrArray *victims = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (RulesReport) report = rules_check (app, NULL, NULL);
  const GPtrArray *children =
      bpmn_element_get_children (bpmn_model_get_process (altinn_app_get_model (app)));

  for (guint i = 0; i < children->len; i++)
    {
      const char *id = bpmn_element_get_id (g_ptr_array_index (children, i));

      if (id != NULL && rules_report_find (report, "structure/unreachable", id) == NULL)
        g_ptr_array_add (victims, g_strdup (id));
    }
  return victims;
}

static void
mutate (AltinnApp *app, const char *name, Tally *tally)
{
  g_autoptr (GPtrArray) victims = list_victims (app);

  for (guint i = 0; i < G_N_ELEMENTS (mutations); i++)
    {
      guint n = 0;

      for (guint k = 0; k < victims->len && n < MAX_PLACES; k++)
        n += try_mutation (app, name, &mutations[i], g_ptr_array_index (victims, k),
                           tally->missed);
      tally->n_placed[i] += n;
    }
}

static void
test_templates (void)
{
  Tally tally = { { 0 }, g_string_new (NULL) };
  guint n_templates;
  const AltinnTemplate *templates = altinn_template_get_all (&n_templates);

  for (guint i = 0; i < n_templates; i++)
    {
      g_autofree char *directory = test_temp_dir ();
      g_autofree char *path = g_build_filename (directory, "app", NULL);
      g_autoptr (AltinnApp) app = NULL;

      g_assert_true (altinn_template_create (&templates[i], path, NULL, NULL));
      app = altinn_app_open (path, NULL);
      mutate (app, templates[i].name, &tally);
      test_remove_tree (directory);
    }
  g_assert_cmpstr (tally.missed->str, ==, "");
  g_string_free (tally.missed, TRUE);
}

static void
test_apps (void)
{
  Tally tally = { { 0 }, NULL };
  g_autofree char *folder = NULL;
  g_autoptr (GDir) dir = NULL;
  const char *name;

  if (test_skip_without_shared ("corpus/apps"))
    return;
  tally.missed = g_string_new (NULL);
  folder = test_shared ("corpus/apps");
  dir = g_dir_open (folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autoptr (AltinnApp) app = altinn_app_open (path, NULL);

      if (altinn_app_get_runtime (app)->major >= 8)
        mutate (app, name, &tally);
    }
  for (guint i = 0; i < G_N_ELEMENTS (mutations); i++)
    {
      g_test_message ("%s: %u places", mutations[i].rule, tally.n_placed[i]);
      g_assert_cmpuint (tally.n_placed[i], >, 0);
    }
  g_assert_cmpstr (tally.missed->str, ==, "");
  g_string_free (tally.missed, TRUE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rules/mutations/templates", test_templates);
  g_test_add_func ("/rules/mutations/apps", test_apps);
  return g_test_run ();
}

/* rules-settings.c: required settings of tasks, task types and actions
 *
 * Facts: format 1.4 and 3.5 (1020), runtime 4 and 7.2.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/rules/rules-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Where a setting stands; where it should, if it is missing. */
static SourceNode *
setting_node (const RulesElement *element, const char *name)
{
  SourceNode *extension;
  g_autoptr (GPtrArray) values = altinn_settings_list (element->element);

  for (guint i = 0; i < values->len; i++)
    {
      const AltinnSettingValue *value = g_ptr_array_index (values, i);

      if (g_str_equal (value->setting->name, name))
        return value->node;
    }
  extension = altinn_settings_get_extension (element->element);
  return extension != NULL ? extension : bpmn_element_get_node (element->element);
}

static RulesFinding *
report_required (RulesSink *sink, RulesElement *element, const char *name, const char *message)
{
  return rules_report_node (sink, RULE_SETTINGS_REQUIRED, element->element,
                            setting_node (element, name), "%s", message);
}

/* A string that must be there and not be empty. */
static void
require_text (RulesSink *sink, RulesElement *element, const char *name, const char *value)
{
  g_autofree char *label = NULL;
  g_autofree char *message = NULL;

  if (value != NULL && *value != '\0')
    return;
  label = rules_label (element->element);
  message = value == NULL ? g_strdup_printf (_ ("%s lacks the setting %s"), label, name)
                          : g_strdup_printf (_ ("The setting %s of %s is empty"), name, label);
  report_required (sink, element, name, message);
}

static gboolean
is_boolean (const char *text)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));

  return g_str_equal (stripped, "true") || g_str_equal (stripped, "false") ||
         g_str_equal (stripped, "1") || g_str_equal (stripped, "0");
}

static gboolean
is_integer (const char *text)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));

  return g_ascii_string_to_signed (stripped, 10, G_MININT32, G_MAXINT32, NULL, NULL);
}

/* Values whose form is fixed: the app does not start with another (facts: format 0). */
static void
check_value_forms (RulesSink *sink, RulesElement *element)
{
  g_autoptr (GPtrArray) values = NULL;

  if (!element->task->has_signature_config && !element->task->has_eformidling_config)
    return;
  values = altinn_settings_list (element->element);
  for (guint i = 0; i < values->len; i++)
    {
      const AltinnSettingValue *value = g_ptr_array_index (values, i);
      g_autofree char *label = NULL;

      if (value->ignored ||
          (value->setting->type != ALTINN_VALUE_BOOLEAN &&
           value->setting->type != ALTINN_VALUE_INTEGER) ||
          (value->setting->type == ALTINN_VALUE_BOOLEAN && is_boolean (value->value)) ||
          (value->setting->type == ALTINN_VALUE_INTEGER && is_integer (value->value)))
        continue;
      label = rules_label (element->element);
      rules_report_node (sink, RULE_SETTINGS_REQUIRED, element->element, value->node,
                         value->setting->type == ALTINN_VALUE_BOOLEAN
                             ? _ ("The setting %s of %s must be true or false, not “%s”")
                             : _ ("The setting %s of %s must be a whole number, not “%s”"),
                         value->setting->name, label, value->value);
    }
}

static void
check_correspondence (RulesSink *sink, RulesElement *element)
{
  static const AltinnEnvironment needed[] = { ALTINN_ENVIRONMENT_STAGING,
                                              ALTINN_ENVIRONMENT_PRODUCTION };

  for (guint i = 0; i < G_N_ELEMENTS (needed); i++)
    {
      g_autofree char *value =
          altinn_settings_get_in (element->element, "correspondenceResource", needed[i]);
      g_autofree char *label = NULL;
      g_autofree char *message = NULL;

      if (value != NULL && *value != '\0')
        continue;
      label = rules_label (element->element);
      message = g_strdup_printf (_ ("%s has no correspondenceResource for %s, so signees are not "
                                    "told"),
                                 label, altinn_environment_get_name (needed[i]));
      report_required (sink, element, "correspondenceResource", message);
    }
}

static void
check_signing (RulesSink *sink, RulesElement *element)
{
  const AltinnTask *task = element->task;
  gboolean has_provider = task->signee_provider_id != NULL;
  gboolean has_states = task->signee_states_data_type != NULL;
  g_autofree char *label = NULL;

  require_text (sink, element, "signatureDataType", task->signature_data_type);
  if (task->data_types_to_sign[0] == NULL)
    {
      g_autofree char *message = NULL;

      label = rules_label (element->element);
      message = g_strdup_printf (_ ("%s names no data to sign (dataTypesToSign)"), label);
      report_required (sink, element, "dataTypesToSign", message);
    }
  if (!has_provider && !has_states)
    return;
  /* An empty element counts as set (facts: format 3.4). */
  require_text (sink, element, "signeeProviderId", task->signee_provider_id);
  require_text (sink, element, "signeeStatesDataTypeId", task->signee_states_data_type);
  if (has_provider && *task->signee_provider_id != '\0')
    check_correspondence (sink, element);
}

static void
check_eformidling (RulesSink *sink, RulesElement *element)
{
  static const char *const names[] = { "process", "standard", "typeVersion", "type",
                                       "securityLevel" };
  g_autofree char *label = rules_label (element->element);

  if (!element->task->has_eformidling_config)
    {
      g_autofree char *message = g_strdup_printf (_ ("%s lacks its eFormidlingConfig"), label);

      report_required (sink, element, "process", message);
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GString) missing = g_string_new (NULL);
      g_autofree char *message = NULL;

      for (int environment = ALTINN_ENVIRONMENT_DEVELOPMENT;
           environment < ALTINN_N_ENVIRONMENTS; environment++)
        {
          g_autofree char *value =
              altinn_settings_get_in (element->element, names[i], environment);

          if (value == NULL || *value == '\0')
            g_string_append_printf (missing, "%s%s", missing->len > 0 ? ", " : "",
                                    altinn_environment_get_name (environment));
        }
      if (missing->len == 0)
        continue;
      message = g_strdup_printf (_ ("%s lacks the setting %s for %s"), label, names[i],
                                 missing->str);
      report_required (sink, element, names[i], message);
    }
}

/* Task types: known, nearly known, or of the app's own. */
static void
check_task_type (RulesSink *sink, RulesElement *element)
{
  const char *type = rules_task_type (element);
  const char *suggestion;
  g_autofree char *label = NULL;
  RulesFinding *finding;

  if (*type == '\0' || (altinn_task_type_is_known (type) && !g_str_equal (type, "lookup")))
    return;
  label = rules_label (element->element);
  suggestion = g_str_equal (type, "lookup") ? NULL : altinn_task_type_suggest (type);
  if (suggestion == NULL)
    {
      rules_report_node (sink, RULE_SETTINGS_TASK_TYPE, element->element,
                         setting_node (element, "taskType"),
                         _ ("The app itself must provide the task type “%s” of %s"), type, label);
      return;
    }
  finding = rules_report_node (sink, RULE_SETTINGS_TASK_TYPE, element->element,
                               setting_node (element, "taskType"),
                               _ ("%s has the task type “%s”; did you mean “%s”?"), label, type,
                               suggestion);
  finding->severity = RULES_SEVERITY_WARNING;
  label = (g_free (label), g_strdup_printf (_ ("Make the task type “%s”"), suggestion));
  rules_finding_set_fix (finding, RULES_FIX_TASK_TYPE, bpmn_element_get_id (element->element),
                         suggestion, label, FALSE);
}

static void
check_legacy (RulesSink *sink, RulesElement *element)
{
  SourceNode *extension;
  g_autofree char *label = NULL;

  if (sink->facts->runtime->major < 8)
    return;
  extension = source_node_first_element (bpmn_element_get_node (element->element), BPMN_NS_MODEL,
                                         "extensionElements");
  if (!altinn_settings_is_v7 (element->element) &&
      (extension == NULL ||
       source_node_first_element (extension, ALTINN_NS_V7, "taskExtension") == NULL))
    return;
  label = rules_label (element->element);
  rules_report_element (sink, RULE_SETTINGS_LEGACY_TASK_TYPE, element->element,
                        _ ("The task type of %s is written for version 7; version %u does not "
                           "read it"),
                        label, sink->facts->runtime->major);
}

static void
check_version (RulesSink *sink, RulesElement *element)
{
  const AltinnTaskType *type = element->task->type;
  const AltinnRuntime *runtime = sink->facts->runtime;
  g_autofree char *label = NULL;
  g_autofree char *version = NULL;

  if (type == NULL || !altinn_task_type_is_known (rules_task_type (element)) ||
      altinn_runtime_at_least (runtime, type->since_major, type->since_minor, 0))
    return;
  label = rules_label (element->element);
  version = altinn_runtime_to_string (runtime);
  rules_report_element (sink, RULE_APP_VERSION, element->element,
                        _ ("%s has the task type “%s”, which version %u.%u brought; the app has "
                           "%s"),
                        label, rules_task_type (element), type->since_major, type->since_minor,
                        version);
}

static void
check_action (RulesSink *sink, RulesElement *element, SourceNode *node, GHashTable *seen)
{
  g_autofree char *type = source_node_dup_attribute (node, NULL, "type");
  char *action = source_node_dup_text (node);
  g_autofree char *label = NULL;
  gboolean is_own = g_str_equal (action, "read") || g_str_equal (action, "write");
  gboolean is_new = g_hash_table_add (seen, action);

  if (type != NULL && !g_str_equal (type, "processAction") && !g_str_equal (type, "serverAction"))
    {
      label = rules_label (element->element);
      rules_report_node (sink, RULE_SETTINGS_REQUIRED, element->element, node,
                         _ ("The action “%s” of %s has the type “%s”; the app knows only "
                            "processAction and serverAction and does not start"),
                         action, label, type);
    }
  if (sink->facts->runtime->major != 8 || (is_new && !is_own))
    return;
  label = label != NULL ? label : rules_label (element->element);
  rules_finding_set_fix (
      *action != '\0'
          ? rules_report_node (sink, RULE_SETTINGS_ACTION_TWICE, element->element, node,
                               _ ("The action “%s” of %s is there already, so the app cannot show "
                                  "the task"),
                               action, label)
          : rules_report_node (sink, RULE_SETTINGS_ACTION_TWICE, element->element, node,
                               _ ("Another action of %s has no text, so the app cannot show the "
                                  "task"),
                               label),
      RULES_FIX_REMOVE_NODE, bpmn_element_get_id (element->element), action,
      _ ("Remove the action"), TRUE);
}

/* Every `action` element: its kind, and whether the app can tell the actions apart. */
static void
check_actions (RulesSink *sink, RulesElement *element)
{
  g_autoptr (GHashTable) seen = NULL;
  SourceNode *extension;

  if (element->task->actions == NULL || element->task->actions->len == 0)
    return;
  seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  extension = altinn_settings_get_extension (element->element);
  for (SourceNode *list = source_node_first_element (extension, ALTINN_NS, "actions"); list != NULL;
       list = source_node_next_element (list, ALTINN_NS, "actions"))
    for (SourceNode *node = source_node_first_element (list, ALTINN_NS, "action"); node != NULL;
         node = source_node_next_element (node, ALTINN_NS, "action"))
      check_action (sink, element, node, seen);
}

/* rules_local_settings: rules about one task's own settings. */
void
rules_local_settings (RulesSink *sink, RulesElement *element)
{
  if (!rules_is_task (element))
    return;
  check_legacy (sink, element);
  check_task_type (sink, element);
  if (sink->facts->runtime->major < 8)
    return;
  check_version (sink, element);
  check_actions (sink, element);
  check_value_forms (sink, element);
  if (rules_task_is (element, "signing"))
    check_signing (sink, element);
  else if (rules_task_is (element, "payment"))
    {
      require_text (sink, element, "paymentDataType", element->task->payment_data_type);
      require_text (sink, element, "paymentReceiptPdfDataType",
                    element->task->payment_receipt_pdf_data_type);
    }
  else if (rules_task_is (element, "subformPdf"))
    {
      require_text (sink, element, "subformComponentId", element->task->subform_component_id);
      require_text (sink, element, "subformDataTypeId", element->task->subform_data_type_id);
    }
  else if (rules_task_is (element, "eFormidling"))
    check_eformidling (sink, element);
}

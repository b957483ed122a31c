/* rules-data-types.c: rules about data types that settings name, and about pdf tasks
 *
 * Facts: format 2.3 and 3.5 (1000-1002, 1013-1019). They need applicationmetadata.json: a loose file
 * counts as configured.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/rules/rules-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define REF_DATA_AS_PDF "ref-data-as-pdf"

static gboolean
has_metadata (RulesSink *sink)
{
  return !altinn_app_is_loose (sink->facts->app) &&
         altinn_app_get_metadata (sink->facts->app) != NULL;
}

/* The node of the @nth value of a setting; the extension where it is missing. */
static SourceNode *
value_node (const RulesElement *element, const char *name, const char *text)
{
  g_autoptr (GPtrArray) values = altinn_settings_list (element->element);

  for (guint i = 0; i < values->len; i++)
    {
      const AltinnSettingValue *value = g_ptr_array_index (values, i);

      if (g_str_equal (value->setting->name, name) && g_strcmp0 (value->value, text) == 0)
        return value->node;
    }
  return bpmn_element_get_node (element->element);
}

static void
report_unknown (RulesSink *sink, RulesElement *element, const char *setting, const char *id,
                gboolean can_add)
{
  g_autofree char *label = rules_label (element->element);
  RulesFinding *finding =
      rules_report_node (sink, RULE_SETTINGS_UNKNOWN_DATA_TYPE, element->element,
                         value_node (element, setting, id),
                         _ ("%s names the data type “%s” as %s, which applicationmetadata.json "
                            "does not have"),
                         label, id, setting);

  if (!can_add)
    return;
  rules_finding_set_fix (finding, RULES_FIX_ADD_DATA_TYPE, bpmn_element_get_id (element->element),
                         id, _ ("Add the missing data type"), TRUE);
  finding->fix->detail = g_strdup (setting);
}

static void
check_app_owned (RulesSink *sink, RulesElement *element, const char *setting,
                 const AltinnDataType *type)
{
  g_autofree char *label = NULL;

  if (altinn_data_type_is_app_owned (type))
    return;
  label = rules_label (element->element);
  rules_finding_set_fix (rules_report_node (sink, RULE_SETTINGS_NOT_APP_OWNED, element->element,
                                            value_node (element, setting, type->id),
                                            _ ("“%s”, the %s of %s, must belong to the app alone"),
                                            type->id, setting, label),
                         RULES_FIX_OWN_DATA_TYPE, bpmn_element_get_id (element->element), type->id,
                         _ ("Let only the app write it"), TRUE);
}

static void
check_content (RulesSink *sink, RulesElement *element, const char *setting,
               const AltinnDataType *type, const char *content_type)
{
  g_autofree char *label = NULL;

  if (content_type == NULL || (!altinn_data_type_is_model (type) &&
                               altinn_data_type_allows (type, content_type)))
    return;
  label = rules_label (element->element);
  if (altinn_data_type_is_model (type))
    rules_report_node (sink, RULE_SETTINGS_CONTENT_TYPE, element->element,
                       value_node (element, setting, type->id),
                       _ ("“%s”, the %s of %s, is a data model and cannot hold it"), type->id,
                       setting, label);
  else
    rules_report_node (sink, RULE_SETTINGS_CONTENT_TYPE, element->element,
                       value_node (element, setting, type->id),
                       _ ("“%s”, the %s of %s, does not allow %s"), type->id, setting, label,
                       content_type);
}

/* A data type in which the app stores something for the task. */
static AltinnDataType *
check_stored (RulesSink *sink, RulesElement *element, const char *setting, const char *id,
              const char *content_type, gboolean app_owned)
{
  AltinnDataType *type;

  if (id == NULL || *id == '\0')
    return NULL;
  type = altinn_app_lookup_data_type (sink->facts->app, id);
  if (type == NULL)
    {
      report_unknown (sink, element, setting, id, TRUE);
      return NULL;
    }
  check_content (sink, element, setting, type, content_type);
  if (app_owned)
    check_app_owned (sink, element, setting, type);
  return type;
}

static void
check_signature_type (RulesSink *sink, RulesElement *element, const AltinnDataType *type)
{
  const char *id = bpmn_element_get_id (element->element);
  g_autofree char *label = NULL;

  if (type == NULL)
    return;
  label = rules_label (element->element);
  if (type->task_id != NULL && g_strcmp0 (type->task_id, id) != 0)
    rules_report_node (sink, RULE_SETTINGS_CONTENT_TYPE, element->element,
                       value_node (element, "signatureDataType", type->id),
                       _ ("“%s”, the signatureDataType of %s, belongs to the task %s"), type->id,
                       label, type->task_id);
  if (type->max_count > 0 && type->min_count > type->max_count)
    rules_finding_set_fix (
        rules_report_node (sink, RULE_SETTINGS_SIGNATURE_COUNT, element->element,
                           value_node (element, "signatureDataType", type->id),
                           _ ("%s needs %d signatures, but “%s” takes only %d"), label,
                           (int) type->min_count, type->id, (int) type->max_count),
        RULES_FIX_SIGNATURE_COUNT, id, type->id, _ ("Let the data type take all signatures"), TRUE);
  else if (type->max_count == 1 && element->task->signee_provider_id != NULL &&
           *element->task->signee_provider_id != '\0')
    rules_finding_set_fix (
        rules_report_node (sink, RULE_SETTINGS_SIGNATURE_COUNT, element->element,
                           value_node (element, "signatureDataType", type->id),
                           _ ("The app names those who sign at %s, but “%s” takes only one "
                              "signature"),
                           label, type->id),
        RULES_FIX_SIGNATURE_COUNT, id, type->id, _ ("Let the data type take all signatures"), TRUE);
}

static void
check_data_to_sign (RulesSink *sink, RulesElement *element)
{
  GStrv names = element->task->data_types_to_sign;
  guint n_known = 0, n_names = g_strv_length (names);

  for (guint i = 0; i < n_names; i++)
    n_known += altinn_app_find_data_type (sink->facts->app, names[i]) != NULL;
  for (guint i = 0; i < n_names; i++)
    {
      const AltinnDataType *type = altinn_app_find_data_type (sink->facts->app, names[i]);
      g_autofree char *label = NULL;

      if (type != NULL && g_str_equal (type->id, names[i]))
        continue;
      if (n_known == 0)
        {
          report_unknown (sink, element, "dataTypesToSign", names[i], FALSE);
          continue;
        }
      label = rules_label (element->element);
      if (type != NULL)
        rules_report_node (sink, RULE_SETTINGS_SKIPPED_REFERENCE, element->element,
                           value_node (element, "dataTypesToSign", names[i]),
                           _ ("%s signs “%s”, which is written “%s” in applicationmetadata.json"),
                           label, names[i], type->id);
      else
        rules_report_node (sink, RULE_SETTINGS_SKIPPED_REFERENCE, element->element,
                           value_node (element, "dataTypesToSign", names[i]),
                           _ ("%s signs “%s”, which applicationmetadata.json does not have"),
                           label, names[i]);
    }
}

static void
check_unique_from (RulesSink *sink, RulesElement *element)
{
  GStrv names = element->task->unique_from;

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      g_autofree char *label = NULL;

      if (altinn_app_lookup_data_type (sink->facts->app, names[i]) != NULL)
        continue;
      label = rules_label (element->element);
      rules_report_node (sink, RULE_SETTINGS_SKIPPED_REFERENCE, element->element,
                         value_node (element, "uniqueFromSignaturesInDataTypes", names[i]),
                         _ ("%s wants other people than in “%s”, which applicationmetadata.json "
                            "does not have"),
                         label, names[i]);
    }
}

static void
check_signing (RulesSink *sink, RulesElement *element)
{
  const AltinnTask *task = element->task;

  check_signature_type (sink, element,
                        check_stored (sink, element, "signatureDataType",
                                      task->signature_data_type, "application/json", TRUE));
  check_stored (sink, element, "signeeStatesDataTypeId", task->signee_states_data_type,
                "application/json", TRUE);
  check_stored (sink, element, "signingPdfDataType", task->signing_pdf_data_type,
                "application/pdf", FALSE);
  check_data_to_sign (sink, element);
  check_unique_from (sink, element);
}

static void
check_pdf_type (RulesSink *sink, RulesElement *element)
{
  AltinnDataType *type = altinn_app_lookup_data_type (sink->facts->app, REF_DATA_AS_PDF);
  g_autofree char *label = rules_label (element->element);

  if (type == NULL)
    rules_finding_set_fix (
        rules_report_element (sink, RULE_SETTINGS_NO_PDF_DATA_TYPE, element->element,
                              _ ("%s stores its PDF as “%s”, which applicationmetadata.json does "
                                 "not have"),
                              label, REF_DATA_AS_PDF),
        RULES_FIX_ADD_PDF_DATA_TYPE, bpmn_element_get_id (element->element), NULL,
        _ ("Add the data type for PDFs"), TRUE);
  else if (altinn_data_type_is_model (type) || !altinn_data_type_allows (type, "application/pdf"))
    rules_report_element (sink, RULE_SETTINGS_CONTENT_TYPE, element->element,
                          _ ("%s stores its PDF as “%s”, which does not allow application/pdf"),
                          label, REF_DATA_AS_PDF);
}

/* Only a subformPdf task reads it. */
static void
check_idle_subform (RulesSink *sink, RulesElement *element)
{
  const char *id = element->task->subform_data_type_id;
  g_autofree char *label = NULL;

  if (id == NULL || *id == '\0' || altinn_app_lookup_data_type (sink->facts->app, id) != NULL)
    return;
  label = rules_label (element->element);
  rules_report_node (sink, RULE_SETTINGS_SKIPPED_REFERENCE, element->element,
                     value_node (element, "subformDataTypeId", id),
                     _ ("%s names the subform “%s”, which applicationmetadata.json does not have"),
                     label, id);
}

static void
check_eformidling (RulesSink *sink, RulesElement *element)
{
  GStrv names = element->task->eformidling_data_types;

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    if (altinn_app_lookup_data_type (sink->facts->app, names[i]) == NULL)
      report_unknown (sink, element, "dataTypes", names[i], FALSE);
}

static void
check_gateway (RulesSink *sink, RulesElement *element)
{
  const char *id = element->task != NULL ? element->task->connected_data_type_id : NULL;
  g_autofree char *label = NULL;

  if (id == NULL || altinn_app_lookup_data_type (sink->facts->app, id) != NULL)
    return;
  label = rules_label (element->element);
  if (*id == '\0')
    rules_report_node (sink, RULE_SETTINGS_CONNECTED_DATA_TYPE, element->element,
                       value_node (element, "connectedDataTypeId", id),
                       _ ("The connectedDataTypeId of %s is empty"), label);
  else
    rules_report_node (sink, RULE_SETTINGS_CONNECTED_DATA_TYPE, element->element,
                       value_node (element, "connectedDataTypeId", id),
                       _ ("%s reads the data type “%s”, which applicationmetadata.json does not "
                          "have"),
                       label, id);
}

/* rules_local_data_types: data types that one task or gateway names. */
void
rules_local_data_types (RulesSink *sink, RulesElement *element)
{
  const AltinnTask *task = element->task;

  if (task == NULL || sink->facts->runtime->major < 8 || !has_metadata (sink))
    return;
  if (element->type == BPMN_TYPE_EXCLUSIVE_GATEWAY)
    {
      check_gateway (sink, element);
      return;
    }
  if (!rules_task_is (element, "subformPdf"))
    check_idle_subform (sink, element);
  if (rules_task_is (element, "signing"))
    check_signing (sink, element);
  else if (rules_task_is (element, "payment"))
    {
      check_stored (sink, element, "paymentDataType", task->payment_data_type, "application/json",
                    TRUE);
      check_stored (sink, element, "paymentReceiptPdfDataType",
                    task->payment_receipt_pdf_data_type, "application/pdf", FALSE);
    }
  else if (rules_task_is (element, "pdf"))
    check_pdf_type (sink, element);
  else if (rules_task_is (element, "subformPdf"))
    {
      const char *id = task->subform_data_type_id;

      check_pdf_type (sink, element);
      if (id != NULL && *id != '\0' &&
          altinn_app_lookup_data_type (sink->facts->app, id) == NULL)
        report_unknown (sink, element, "subformDataTypeId", id, FALSE);
    }
  else if (rules_task_is (element, "eFormidling"))
    check_eformidling (sink, element);
}

/* ---- pdf tasks ---- */

static gboolean
has_pages (AltinnApp *app, const char *task_id)
{
  AltinnLayoutSet *set = altinn_app_lookup_layout_set (app, task_id);

  return set != NULL && set->exists;
}

static void
check_shown_task (RulesSink *sink, RulesElement *element, const char *id)
{
  const RulesElement *shown = rules_facts_lookup (sink->facts, id);
  g_autofree char *label = NULL;

  if (shown != NULL && rules_is_task (shown) &&
      (!altinn_app_has_layout_sets (sink->facts->app) || has_pages (sink->facts->app, id)))
    return;
  label = rules_label (element->element);
  if (shown == NULL || !rules_is_task (shown))
    rules_report_node (sink, RULE_SETTINGS_PDF_TASK, element->element,
                       value_node (element, "autoPdfTaskIds", id),
                       _ ("%s shows “%s”, which is no task"), label, id);
  else
    rules_report_node (sink, RULE_SETTINGS_PDF_TASK, element->element,
                       value_node (element, "autoPdfTaskIds", id),
                       _ ("%s shows “%s”, which has no layout of its own"), label, id);
}

/* rules_local_pdf: what a pdf task shows. */
void
rules_local_pdf (RulesSink *sink, RulesElement *element)
{
  AltinnApp *app = sink->facts->app;
  const char *id = bpmn_element_get_id (element->element);
  AltinnLayoutSet *set;
  g_autofree char *label = NULL;

  if (!rules_task_is (element, "pdf") || id == NULL)
    return;
  for (guint i = 0; element->task->auto_pdf_task_ids[i] != NULL; i++)
    check_shown_task (sink, element, element->task->auto_pdf_task_ids[i]);
  if (altinn_app_is_loose (app) || !altinn_app_has_layout_sets (app))
    return;
  set = altinn_app_lookup_layout_set (app, id);
  label = rules_label (element->element);
  if (set == NULL || !set->exists)
    {
      RulesFinding *finding;

      if (element->task->auto_pdf_task_ids[0] != NULL)
        return;
      finding = rules_report_element (sink, RULE_SETTINGS_PDF_NOTHING, element->element,
                                      _ ("%s has neither autoPdfTaskIds nor a layout of its own"),
                                      label);
      /* Version 8 then prints the whole app as it is. */
      if (sink->facts->runtime->major < 9)
        finding->severity = RULES_SEVERITY_INFO;
      return;
    }
  if (set->pdf_layout_name == NULL)
    {
      RulesFinding *finding =
          rules_report_element (sink, RULE_SETTINGS_PDF_LAYOUT_NAME, element->element,
                                _ ("The layout of %s does not name its PDF page (pdfLayoutName)"),
                                label);

      if (sink->facts->runtime->major < 9)
        finding->severity = RULES_SEVERITY_WARNING;
    }
}

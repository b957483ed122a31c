/* rules-app.c: rules about the files around the process: metadata, layouts, texts
 *
 * The exceptions are those of facts: users 4: custom receipts, subforms, stateless pages and parked
 * tasks give no finding.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/rules/rules-private.h"
#include "engine/source/source-json-edit.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const SourceJsonValue *
metadata_member (RulesSink *sink, const char *name, const SourceJson **json)
{
  *json = altinn_app_get_metadata_json (sink->facts->app);
  if (*json == NULL ||
      source_json_value_get_type (source_json_get_root (*json)) != SOURCE_JSON_OBJECT)
    return NULL;
  return source_json_value_get_member (source_json_get_root (*json), name);
}

static gboolean
is_task_id (RulesSink *sink, const char *id)
{
  const RulesElement *element = rules_facts_lookup (sink->facts, id);

  return element != NULL && rules_is_task (element);
}

/* Whether something that is no task of the process has this id: then the name is stale. */
static void
check_data_types (RulesSink *sink)
{
  const GPtrArray *types = altinn_app_get_data_types (sink->facts->app);
  SourceDocument *metadata = altinn_app_get_metadata (sink->facts->app);

  for (guint i = 0; metadata != NULL && i < types->len; i++)
    {
      const AltinnDataType *type = g_ptr_array_index (types, i);

      if (type->task_id != NULL && !is_task_id (sink, type->task_id))
        rules_report_file (sink, RULE_APP_DATA_TYPE_TASK, metadata, type->line, type->column,
                           _ ("The data type “%s” belongs to the task “%s”, which does not exist"),
                           type->id, type->task_id);
    }
}

/* Only where it is written: absent is no request (facts: format 2.3). */
static void
check_pdf_creation (RulesSink *sink)
{
  const SourceJson *json;
  const SourceJsonValue *types;

  if (sink->facts->runtime->major < 9)
    return;
  types = metadata_member (sink, "dataTypes", &json);
  for (guint i = 0; types != NULL && i < source_json_value_get_length (types); i++)
    {
      const SourceJsonValue *type = source_json_value_get_item (types, i);
      guint line, column;

      if (source_json_value_get_type (type) != SOURCE_JSON_OBJECT ||
          !source_json_value_get_member_boolean (type, "enablePdfCreation", FALSE))
        continue;
      source_json_locate (json, source_json_value_get_member (type, "enablePdfCreation"), &line,
                          &column);
      rules_report_file (sink, RULE_APP_PDF_CREATION, altinn_app_get_metadata (sink->facts->app),
                         line, column,
                         _ ("The data type “%s” has enablePdfCreation; version 9 makes PDFs in a "
                            "pdf task"),
                         source_json_value_get_member_string (type, "id"));
    }
}

static void
check_eformidling_block (RulesSink *sink)
{
  const SourceJson *json;
  const SourceJsonValue *block;
  guint line, column;

  if (sink->facts->runtime->major < 9)
    return;
  block = metadata_member (sink, "eFormidling", &json);
  if (block == NULL || source_json_value_get_type (block) == SOURCE_JSON_NULL)
    return;
  source_json_locate (json, block, &line, &column);
  rules_report_file (sink, RULE_APP_EFORMIDLING_BLOCK, altinn_app_get_metadata (sink->facts->app),
                     line, column,
                     _ ("applicationmetadata.json has an eFormidling block; version 9 sends from "
                        "an eFormidling task"));
}

/* The page of a stateless app is named by onEntry, not by a task. */
static char *
stateless_set (RulesSink *sink)
{
  const SourceJson *json;
  const SourceJsonValue *entry = metadata_member (sink, "onEntry", &json);

  if (entry == NULL || source_json_value_get_type (entry) != SOURCE_JSON_OBJECT)
    return NULL;
  return g_strdup (source_json_value_get_member_string (entry, "show"));
}

static gboolean
shows_form (const RulesElement *node)
{
  return rules_task_is (node, "data") || rules_task_is (node, "signing") ||
         rules_task_is (node, "payment");
}

static void
check_missing_layouts (RulesSink *sink)
{
  RulesFacts *facts = sink->facts;

  for (guint i = 0; i < facts->nodes->len; i++)
    {
      const RulesElement *node = g_ptr_array_index (facts->nodes, i);
      const char *id = bpmn_element_get_id (node->element);
      AltinnLayoutSet *set;
      RulesFinding *finding;
      g_autofree char *label = NULL;

      if (id == NULL || !node->is_reachable || node->type != BPMN_TYPE_TASK || !shows_form (node))
        continue;
      set = altinn_app_lookup_layout_set (facts->app, id);
      if (set != NULL && set->exists)
        continue;
      label = rules_label (node->element);
      if (set != NULL)
        finding = rules_report_element (sink, RULE_APP_LAYOUT_MISSING, node->element,
                                        _ ("The layout set “%s” of %s has no pages in ui"), set->id,
                                        label);
      else if (facts->runtime->major >= 9)
        finding = rules_report_element (sink, RULE_APP_LAYOUT_MISSING, node->element,
                                        _ ("%s has no folder in ui with its pages"), label);
      else
        finding = rules_report_element (sink, RULE_APP_LAYOUT_MISSING, node->element,
                                        _ ("No layout set names the task %s"), label);
      rules_finding_set_fix (finding, RULES_FIX_ADD_LAYOUT, id, NULL,
                             _ ("Add a layout with one empty page"), FALSE);
    }
}

/* One name in `tasks` of a layout set. */
static void
check_set_task (RulesSink *sink, SourceJson *json, const SourceJsonValue *value, const char *set,
                GHashTable *seen)
{
  const char *task = source_json_value_get_string (value);
  SourceDocument *document = altinn_app_get_layout_sets_document (sink->facts->app);
  guint line, column;

  if (task == NULL || g_str_equal (task, "CustomReceipt"))
    return;
  source_json_locate (json, value, &line, &column);
  if (!is_task_id (sink, task))
    rules_report_file (sink, RULE_APP_LAYOUT_UNKNOWN_TASK, document, line, column,
                       _ ("The layout set “%s” names the task “%s”, which does not exist"), set,
                       task);
  else if (!g_hash_table_add (seen, (gpointer) task))
    rules_report_file (sink, RULE_APP_LAYOUT_TWICE, document, line, column,
                       _ ("The layout set “%s” names the task “%s”, which has a layout set "
                          "already"),
                       set, task);
}

static void
check_layout_sets (RulesSink *sink)
{
  RulesFacts *facts = sink->facts;
  SourceDocument *document = altinn_app_get_layout_sets_document (facts->app);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *stateless = NULL;
  g_autoptr (SourceJson) json = NULL;
  const SourceJsonValue *sets;

  if (facts->runtime->major != 8 || document == NULL)
    return;
  json = source_json_edit_parse (document, NULL);
  sets = json != NULL ? source_json_value_get_member (source_json_get_root (json), "sets") : NULL;
  stateless = stateless_set (sink);
  for (guint i = 0; sets != NULL && i < source_json_value_get_length (sets); i++)
    {
      const SourceJsonValue *set = source_json_value_get_item (sets, i);
      const char *id = source_json_value_get_member_string (set, "id");
      const SourceJsonValue *tasks = source_json_value_get_member (set, "tasks");

      if (id == NULL || g_strcmp0 (id, stateless) == 0 ||
          g_strcmp0 (source_json_value_get_member_string (set, "type"), "subform") == 0)
        continue;
      for (guint k = 0; tasks != NULL && k < source_json_value_get_length (tasks); k++)
        check_set_task (sink, json, source_json_value_get_item (tasks, k), id, seen);
    }
}

static SourceNode *
text_key_node (const RulesElement *node)
{
  g_autoptr (GPtrArray) values = altinn_settings_list (node->element);

  for (guint i = 0; i < values->len; i++)
    {
      const AltinnSettingValue *value = g_ptr_array_index (values, i);

      if (g_str_equal (value->setting->name, "filenameTextResourceKey"))
        return value->node;
    }
  return bpmn_element_get_node (node->element);
}

static gboolean
has_texts (AltinnApp *app)
{
  static const char *const languages[] = { "nb", "nn", "en" };

  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    if (altinn_app_get_texts (app, languages[i]) != NULL)
      return TRUE;
  return FALSE;
}

static void
check_texts (RulesSink *sink)
{
  RulesFacts *facts = sink->facts;

  for (guint i = 0; i < facts->nodes->len; i++)
    {
      const RulesElement *node = g_ptr_array_index (facts->nodes, i);
      g_autofree char *key = NULL;
      g_autofree char *label = NULL;

      if (!rules_task_is (node, "pdf") && !rules_task_is (node, "subformPdf"))
        continue;
      key = altinn_settings_get (node->element, "filenameTextResourceKey");
      if (key == NULL || *key == '\0' || !has_texts (facts->app) ||
          altinn_app_get_text (facts->app, key) != NULL)
        continue;
      label = rules_label (node->element);
      rules_report_node (sink, RULE_APP_TEXT_MISSING, node->element,
                         text_key_node (node), _ ("%s names its file by the text “%s”, which the app does not have"),
                            label, key);
    }
}

/* @problem: `FILE:LINE:COLUMN: error: what is wrong` */
static void
report_problem (RulesSink *sink, const char *problem)
{
  const char *error = strstr (problem, ": error: ");
  g_autofree char *place = error != NULL ? g_strndup (problem, error - problem) : g_strdup ("");
  char *column = strrchr (place, ':');
  char *line = NULL;
  g_autofree char *name = NULL;
  RulesFinding *finding;

  if (column != NULL)
    {
      *column++ = '\0';
      line = strrchr (place, ':');
    }
  if (line == NULL)
    {
      rules_report_file (sink, RULE_APP_UNREADABLE_FILE, NULL, 0, 0, "%s", problem);
      return;
    }
  *line++ = '\0';
  name = g_path_get_basename (place);
  finding = rules_report_file (sink, RULE_APP_UNREADABLE_FILE, NULL, 0, 0,
                               _ ("%s cannot be read: %s"), name, error + strlen (": error: "));
  finding->path = g_strdup (place);
  finding->line = g_ascii_strtoull (line, NULL, 10);
  finding->column = g_ascii_strtoull (column, NULL, 10);
}

static void
check_shared_types (RulesSink *sink)
{
  RulesFacts *facts = sink->facts;
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < facts->nodes->len; i++)
    {
      const RulesElement *node = g_ptr_array_index (facts->nodes, i);
      const char *type = rules_task_is (node, "signing") ? node->task->signee_states_data_type
                                                         : NULL;
      const RulesElement *other;
      g_autofree char *label = NULL;
      g_autofree char *other_label = NULL;

      if (type == NULL || *type == '\0')
        continue;
      other = g_hash_table_lookup (seen, type);
      if (other == NULL)
        {
          g_hash_table_insert (seen, (gpointer) type, (gpointer) node);
          continue;
        }
      label = rules_label (node->element);
      other_label = rules_label (other->element);
      rules_report_element (sink, RULE_SETTINGS_SHARED_DATA_TYPE, node->element,
                            _ ("%s keeps its signees in “%s”, where %s keeps its own"), label, type,
                            other_label);
    }
}

/* rules_whole_app: rules about the app repository. */
void
rules_whole_app (RulesSink *sink)
{
  AltinnApp *app = sink->facts->app;

  if (sink->facts->process == NULL)
    return;
  check_shared_types (sink);
  if (altinn_app_is_loose (app))
    return;
  check_data_types (sink);
  check_pdf_creation (sink);
  check_eformidling_block (sink);
  check_texts (sink);
  if (sink->facts->runtime->major >= 8 && altinn_app_has_layout_sets (app))
    {
      check_missing_layouts (sink);
      check_layout_sets (sink);
    }
}

/* rules_whole_problems: the files that the other rules came upon and that cannot be read; last. */
void
rules_whole_problems (RulesSink *sink)
{
  const GPtrArray *problems = altinn_app_get_problems (sink->facts->app);

  for (guint i = 0; problems != NULL && i < problems->len; i++)
    report_problem (sink, g_ptr_array_index (problems, i));
}

/* rules-fix.c: mending what was found, each as one named transaction
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/altinn/altinn-edit.h"
#include "engine/expression/expression.h"
#include "engine/rules/rules-private.h"
#include "engine/source/source-diff.h"
#include "engine/source/source-edit.h"
#include "engine/source/source-json-edit.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define REJECT "[\"equals\",[\"gatewayAction\"],\"reject\"]"
#define NOT_REJECT "[\"notEquals\",[\"gatewayAction\"],\"reject\"]"

static gboolean
no_longer_fits (GError **error)
{
  g_set_error_literal (error, RULES_ERROR, RULES_ERROR_NO_FIX,
                       _ ("the process has changed, and the fix no longer fits"));
  return FALSE;
}

static BpmnElement *
find_element (AltinnApp *app, const char *id)
{
  return id != NULL ? bpmn_model_lookup (altinn_app_get_model (app), id) : NULL;
}

/* ---- Conditions ---- */

/* The opposite of one condition; `equals` becomes `notEquals`, as people write it. */
static char *
negate (const char *condition)
{
  g_autoptr (SourceJson) json =
      source_json_parse (condition, -1, SOURCE_JSON_STRICT | SOURCE_JSON_FIRST_VALUE, "", NULL);
  const SourceJsonValue *root = json != NULL ? source_json_get_root (json) : NULL;
  const char *function = NULL;
  g_autofree char *a = NULL;
  g_autofree char *b = NULL;
  g_autofree char *whole = NULL;

  if (root == NULL || source_json_value_get_type (root) != SOURCE_JSON_ARRAY)
    return NULL;
  if (source_json_value_get_length (root) > 0)
    function = source_json_value_get_string (source_json_value_get_item (root, 0));
  if (source_json_value_get_length (root) == 3 &&
      (g_strcmp0 (function, "equals") == 0 || g_strcmp0 (function, "notEquals") == 0))
    {
      a = source_json_value_to_text (source_json_value_get_item (root, 1));
      b = source_json_value_to_text (source_json_value_get_item (root, 2));
      return g_strdup_printf ("[\"%s\",%s,%s]",
                              g_str_equal (function, "equals") ? "notEquals" : "equals", a, b);
    }
  whole = source_json_value_to_text (root);
  return g_strdup_printf ("[\"not\",%s]", whole);
}

static gboolean
fix_complement (AltinnApp *app, const RulesFix *fix, GError **error)
{
  BpmnElement *gateway = find_element (app, fix->element);
  BpmnElement *plain = find_element (app, fix->value);
  const GPtrArray *flows;
  g_autoptr (GString) any = g_string_new ("[\"not\",[\"or\"");
  const char *only = NULL;
  guint n = 0;
  g_autofree char *condition = NULL;

  if (gateway == NULL || plain == NULL)
    return no_longer_fits (error);
  flows = bpmn_element_get_outgoing (gateway);
  for (guint i = 0; i < flows->len; i++)
    {
      const char *other = bpmn_element_get_condition (g_ptr_array_index (flows, i));
      g_autofree char *stripped = NULL;

      if (other == NULL)
        continue;
      stripped = g_strstrip (g_strdup (other));
      g_string_append_printf (any, ",%s", stripped);
      only = other;
      n++;
    }
  g_string_append (any, "]]");
  condition = n == 1 ? negate (only) : n > 1 ? g_strdup (any->str) : NULL;
  if (condition == NULL)
    return no_longer_fits (error);
  return bpmn_edit_set_condition (altinn_app_get_model (app), plain, condition, error);
}

/* ---- Elements of a taskExtension ---- */

static gboolean
fix_remove_node (AltinnApp *app, const RulesFix *fix, GError **error)
{
  if (fix->node == NULL || !source_node_is_attached (fix->node))
    return no_longer_fits (error);
  return source_edit_remove (altinn_app_get_document (app), fix->node, error);
}

/* Replaces the local name in the start tag and the end tag. */
static gboolean
fix_rename_node (AltinnApp *app, const RulesFix *fix, GError **error)
{
  SourceDocument *document = altinn_app_get_document (app);
  g_autofree char *text = NULL;
  g_autoptr (GString) renamed = NULL;
  const char *old;
  const char *colon;
  gsize name_length, prefix_length;
  char *end;

  if (fix->node == NULL || !source_node_is_attached (fix->node))
    return no_longer_fits (error);
  old = source_node_get_name (fix->node);
  text = source_node_dup_source (document, fix->node);
  colon = text + 1 + strcspn (text + 1, ": \t\r\n/>");
  prefix_length = *colon == ':' ? colon + 1 - text : 1;
  name_length = strlen (old);
  renamed = g_string_new_len (text, prefix_length);
  g_string_append (renamed, fix->value);
  g_string_append (renamed, text + prefix_length + name_length);
  end = g_strrstr (renamed->str, "</");
  if (end != NULL)
    {
      char *name = g_strstr_len (end, -1, old);

      if (name != NULL)
        {
          gsize at = name - renamed->str;

          g_string_erase (renamed, at, name_length);
          g_string_insert (renamed, at, fix->value);
        }
    }
  return source_edit_replace (document, source_node_get_offset (document, fix->node),
                              source_node_get_length (document, fix->node), renamed->str, error);
}

typedef struct
{
  char *namespace_uri;
  char *name;
} EnvAttribute;

static gboolean
find_env (const char *namespace_uri, const char *prefix, const char *name, const char *value,
          gpointer user_data)
{
  EnvAttribute *found = user_data;

  if (g_ascii_strcasecmp (name, "env") != 0)
    return TRUE;
  found->namespace_uri = g_strdup (namespace_uri);
  found->name = g_strdup (name);
  return FALSE;
}

static gboolean
fix_rename_env (AltinnApp *app, const RulesFix *fix, GError **error)
{
  SourceDocument *document = altinn_app_get_document (app);
  EnvAttribute found = { NULL, NULL };
  gboolean done;

  if (fix->node == NULL || !source_node_is_attached (fix->node))
    return no_longer_fits (error);
  source_node_foreach_attribute (fix->node, find_env, &found);
  done = found.name != NULL &&
         source_edit_set_attribute (document, fix->node, found.namespace_uri, NULL, found.name,
                                    NULL, error) &&
         source_edit_set_attribute (document, fix->node, NULL, NULL, "env", fix->value, error);
  g_free (found.namespace_uri);
  g_free (found.name);
  return done || (error != NULL && *error != NULL) ? done : no_longer_fits (error);
}

/* ---- Data types ---- */

static const struct
{
  const char *setting;
  const char *content_type;
  gboolean app_owned;
  gint64 min_count;
  gint64 max_count;
} stored[] = {
  { "signatureDataType", "application/json", TRUE, 1, 0 },
  { "signeeStatesDataTypeId", "application/json", TRUE, 0, 1 },
  { "signingPdfDataType", "application/pdf", FALSE, 0, 0 },
  { "paymentDataType", "application/json", TRUE, 0, 1 },
  { "paymentReceiptPdfDataType", "application/pdf", FALSE, 0, 1 },
};

static gboolean
fix_add_data_type (AltinnApp *app, const RulesFix *fix, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (stored); i++)
    if (g_strcmp0 (stored[i].setting, fix->detail) == 0)
      return altinn_edit_add_data_type (app, fix->value, stored[i].content_type,
                                        stored[i].app_owned, fix->element, stored[i].min_count,
                                        stored[i].max_count, error);
  return no_longer_fits (error);
}

static gboolean
fix_own_data_type (AltinnApp *app, const RulesFix *fix, GError **error)
{
  SourceDocument *metadata = altinn_app_get_metadata (app);
  g_autoptr (SourceJson) json = NULL;
  const SourceJsonValue *types;

  if (metadata == NULL)
    return no_longer_fits (error);
  json = source_json_edit_parse (metadata, error);
  if (json == NULL)
    return FALSE;
  types = source_json_value_get_member (source_json_get_root (json), "dataTypes");
  for (guint i = 0; types != NULL && i < source_json_value_get_length (types); i++)
    {
      const SourceJsonValue *type = source_json_value_get_item (types, i);
      gboolean legacy;
      g_autofree char *pointer = NULL;

      if (g_strcmp0 (source_json_value_get_member_string (type, "id"), fix->value) != 0)
        continue;
      legacy = source_json_value_get_member (type, "allowedContributers") != NULL;
      pointer = g_strdup_printf ("/dataTypes/%u/%s", i,
                                 legacy ? "allowedContributers" : "allowedContributors");
      return source_json_edit_set (metadata, pointer, "[\"app:owned\"]", error);
    }
  return no_longer_fits (error);
}

static gboolean
fix_signature_count (AltinnApp *app, const char *id, gboolean at_least_one, GError **error)
{
  const AltinnDataType *type = altinn_app_find_data_type (app, id);
  gint64 min_count, max_count;

  if (type == NULL)
    return no_longer_fits (error);
  min_count = at_least_one ? MAX (type->min_count, 1) : type->min_count;
  max_count = at_least_one && type->max_count >= min_count ? type->max_count : 0;
  if (type->has_min_count && type->min_count == min_count && type->max_count == max_count)
    return TRUE;
  {
    g_autofree char *name = g_strdup (type->id);

    return altinn_edit_set_data_type_counts (app, name, min_count, max_count, error);
  }
}

static gboolean
fix_require_signature (AltinnApp *app, const RulesFix *fix, GError **error)
{
  BpmnElement *task = find_element (app, fix->element);
  g_autofree char *type = task != NULL ? altinn_settings_get (task, "signatureDataType") : NULL;

  if (type == NULL)
    return no_longer_fits (error);
  return altinn_settings_set (altinn_app_get_model (app), task, "runDefaultValidator", NULL,
                              "true", error) &&
         (altinn_app_is_loose (app) || altinn_app_find_data_type (app, type) == NULL ||
          fix_signature_count (app, type, TRUE, error));
}

static gboolean
fix_grant (AltinnApp *app, const RulesFix *fix, GError **error)
{
  g_auto (GStrv) actions = g_strsplit (fix->value, " ", -1);

  return altinn_edit_grant (app, fix->element, (const char *const *) actions, error);
}

/* ---- Layouts ---- */

static const char *
model_of_task (AltinnApp *app, const char *task)
{
  const GPtrArray *types = altinn_app_get_data_types (app);

  for (guint i = 0; i < types->len; i++)
    {
      const AltinnDataType *type = g_ptr_array_index (types, i);

      if (g_strcmp0 (type->task_id, task) == 0 && altinn_data_type_is_model (type))
        return type->id;
    }
  return NULL;
}

static gboolean
create_file (AltinnApp *app, const char *folder, const char *name, const char *text,
             GError **error)
{
  g_autofree char *path =
      g_build_filename (altinn_app_get_directory (app), folder, name, NULL);

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  return source_workspace_create (altinn_app_get_workspace (app), path, SOURCE_KIND_JSON, text,
                                  error) != NULL;
}

static gboolean
add_layout_set (AltinnApp *app, const char *task, const char *model, GError **error)
{
  SourceDocument *sets = altinn_app_get_layout_sets_document (app);
  g_autofree char *item =
      model != NULL ? g_strdup_printf ("{\"id\":\"%s\",\"dataType\":\"%s\",\"tasks\":[\"%s\"]}", task,
                                       model, task)
                    : g_strdup_printf ("{\"id\":\"%s\",\"tasks\":[\"%s\"]}", task, task);

  return sets != NULL ? source_json_edit_set (sets, "/sets/-", item, error)
                      : no_longer_fits (error);
}

static gboolean
fix_add_layout (AltinnApp *app, const RulesFix *fix, GError **error)
{
  const char *task = fix->element;
  const char *model = model_of_task (app, task);
  const AltinnLayoutSet *set = altinn_app_lookup_layout_set (app, task);
  gboolean v9 = altinn_app_get_runtime (app)->major >= 9;
  g_autofree char *folder = set != NULL ? g_strdup (set->folder) : g_strdup_printf ("ui/%s", task);
  g_autoptr (GString) settings = g_string_new (
      "{\n  \"$schema\": "
      "\"https://altinncdn.no/schemas/json/layout/layoutSettings.schema.v1.json\",\n");
  static const char page[] =
      "{\n  \"$schema\": \"https://altinncdn.no/schemas/json/layout/layout.schema.v1.json\",\n"
      "  \"data\": {\n    \"layout\": []\n  }\n}\n";

  if (v9 && model != NULL)
    g_string_append_printf (settings, "  \"defaultDataType\": \"%s\",\n", model);
  g_string_append (settings, "  \"pages\": {\n    \"order\": [\"Side1\"]\n  }\n}\n");
  if (!v9 && set == NULL && !add_layout_set (app, task, model, error))
    return FALSE;
  return create_file (app, folder, "Settings.json", settings->str, error) &&
         create_file (app, folder, "layouts/Side1.json", page, error);
}

/* ---- Ways ---- */

/* The task to go back to: the nearest one before @task that people fill in. */
static BpmnElement *
find_way_back (AltinnApp *app, BpmnElement *task)
{
  g_autoptr (GPtrArray) queue = g_ptr_array_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  BpmnElement *any = NULL;

  g_ptr_array_add (queue, task);
  g_hash_table_add (seen, task);
  for (guint i = 0; i < queue->len; i++)
    {
      const GPtrArray *flows = bpmn_element_get_incoming (g_ptr_array_index (queue, i));

      for (guint k = 0; flows != NULL && k < flows->len; k++)
        {
          BpmnElement *source = bpmn_element_get_source (g_ptr_array_index (flows, k));
          g_autofree char *type = NULL;

          if (source == NULL || !g_hash_table_add (seen, source))
            continue;
          g_ptr_array_add (queue, source);
          if (bpmn_element_get_type_id (source) != BPMN_TYPE_TASK)
            continue;
          type = altinn_settings_get_task_type (source);
          if (g_strcmp0 (type, "data") == 0)
            return source;
          any = any != NULL ? any : source;
        }
    }
  return any;
}

static gboolean
fix_add_reject_branch (AltinnApp *app, const RulesFix *fix, GError **error)
{
  BpmnModel *model = altinn_app_get_model (app);
  BpmnElement *task = find_element (app, fix->element);
  BpmnElement *flow, *target, *gateway, *back, *forward, *way_back;
  const GPtrArray *flows = task != NULL ? bpmn_element_get_outgoing (task) : NULL;

  if (flows == NULL || flows->len != 1)
    return no_longer_fits (error);
  flow = g_ptr_array_index (flows, 0);
  target = bpmn_element_get_target (flow);
  back = find_way_back (app, task);
  if (target == NULL || back == NULL)
    return no_longer_fits (error);
  gateway = bpmn_edit_add_node (model, bpmn_model_get_process (model), BPMN_TYPE_EXCLUSIVE_GATEWAY,
                                NULL, NULL, NULL, error);
  if (gateway == NULL || !rules_fix_place_between (app, gateway, task, target, error) ||
      !bpmn_edit_reconnect (model, flow, task, gateway, error))
    return FALSE;
  forward = bpmn_edit_connect (model, gateway, target, NULL, error);
  if (forward == NULL || !bpmn_edit_set_condition (model, forward, NOT_REJECT, error))
    return FALSE;
  way_back = bpmn_edit_connect (model, gateway, back, NULL, error);
  if (way_back == NULL || !bpmn_edit_set_condition (model, way_back, REJECT, error))
    return FALSE;
  return rules_fix_route (app, flow, error) && rules_fix_route (app, forward, error) &&
         rules_fix_route (app, way_back, error);
}

static gboolean
fix_route_by_task (AltinnApp *app, const RulesFix *fix, GError **error)
{
  BpmnModel *model = altinn_app_get_model (app);
  BpmnElement *task = find_element (app, fix->element);
  BpmnElement *flow = find_element (app, fix->value);

  if (task == NULL || flow == NULL || bpmn_element_get_source (flow) == NULL)
    return no_longer_fits (error);
  return bpmn_edit_reconnect (model, flow, bpmn_element_get_source (flow), task, error) &&
         rules_fix_route (app, flow, error);
}

static gboolean
fix_element_kind (AltinnApp *app, const RulesFix *fix, GError **error)
{
  BpmnElement *task = find_element (app, fix->element);

  if (task == NULL)
    return no_longer_fits (error);
  return bpmn_edit_set_type (altinn_app_get_model (app), task,
                             bpmn_element_get_type_id (task) == BPMN_TYPE_TASK
                                 ? BPMN_TYPE_SERVICE_TASK
                                 : BPMN_TYPE_TASK,
                             error);
}

/* ---- All of them ---- */

static gboolean
apply (AltinnApp *app, const RulesFix *fix, GError **error)
{
  BpmnModel *model = altinn_app_get_model (app);
  BpmnElement *element = find_element (app, fix->element);

  switch (fix->kind)
    {
    case RULES_FIX_SYNC_OUTGOING:
      return element != NULL ? bpmn_edit_sync_outgoing (model, element, error)
                             : no_longer_fits (error);
    case RULES_FIX_REMOVE_DEFAULT:
      return element != NULL ? bpmn_edit_set_default (model, element, NULL, error)
                             : no_longer_fits (error);
    case RULES_FIX_REMOVE_CONDITION:
      return element != NULL ? bpmn_edit_set_condition (model, element, NULL, error)
                             : no_longer_fits (error);
    case RULES_FIX_COMPLEMENT:
      return fix_complement (app, fix, error);
    case RULES_FIX_SET_ELEMENT_KIND:
      return fix_element_kind (app, fix, error);
    case RULES_FIX_TASK_TYPE:
      return element != NULL
                 ? altinn_settings_set (model, element, "taskType", NULL, fix->value, error)
                 : no_longer_fits (error);
    case RULES_FIX_ADD_SHAPES:
      return rules_fix_add_shapes (app, error);
    case RULES_FIX_REMOVE_NODE:
      return fix_remove_node (app, fix, error);
    case RULES_FIX_RENAME_NODE:
      return fix_rename_node (app, fix, error);
    case RULES_FIX_RENAME_ENV:
      return fix_rename_env (app, fix, error);
    case RULES_FIX_ADD_DATA_TYPE:
      return fix_add_data_type (app, fix, error);
    case RULES_FIX_ADD_PDF_DATA_TYPE:
      return altinn_edit_add_data_type (app, "ref-data-as-pdf", "application/pdf", FALSE, NULL, 0,
                                        0, error);
    case RULES_FIX_OWN_DATA_TYPE:
      return fix_own_data_type (app, fix, error);
    case RULES_FIX_GRANT:
      return fix_grant (app, fix, error);
    case RULES_FIX_ADD_LAYOUT:
      return fix_add_layout (app, fix, error);
    case RULES_FIX_ADD_REJECT_BRANCH:
      return fix_add_reject_branch (app, fix, error);
    case RULES_FIX_ROUTE_BY_TASK:
      return fix_route_by_task (app, fix, error);
    case RULES_FIX_REQUIRE_SIGNATURE:
      return fix_require_signature (app, fix, error);
    case RULES_FIX_SIGNATURE_COUNT:
      return fix_signature_count (app, fix->value, FALSE, error);
    default:
      return no_longer_fits (error);
    }
}

/**
 * rules_finding_apply_fix:
 * @app: the app that the finding is about
 * @finding: a finding of its latest report
 * @error: return location for %RULES_ERROR_NO_FIX, or why an edit is refused
 *
 * Mends the finding in one transaction that is called as the fix is.
 *
 * Returns: whether it was done; otherwise nothing changed
 */
gboolean
rules_finding_apply_fix (AltinnApp *app, RulesFinding *finding, GError **error)
{
  SourceWorkspace *workspace = altinn_app_get_workspace (app);
  g_autoptr (RulesFinding) kept = rules_finding_ref (finding);

  if (kept->fix == NULL)
    {
      g_set_error (error, RULES_ERROR, RULES_ERROR_NO_FIX, _ ("“%s” has no fix"), kept->rule->id);
      return FALSE;
    }
  source_workspace_begin (workspace, kept->fix_title);
  if (!apply (app, kept->fix, error))
    {
      source_workspace_rollback (workspace);
      return FALSE;
    }
  source_workspace_commit (workspace);
  return TRUE;
}

/* ---- What a fix would change ---- */

typedef void (*CompareFunc) (SourceDocument *document, const char *before, const char *after,
                             gpointer user_data);

static GHashTable *
collect_texts (GListModel *documents)
{
  GHashTable *texts = g_hash_table_new_full (NULL, NULL, g_object_unref, g_free);

  for (guint i = 0; i < g_list_model_get_n_items (documents); i++)
    {
      SourceDocument *document = g_list_model_get_item (documents, i);

      g_hash_table_insert (texts, document, source_document_dup_text (document, NULL));
    }
  return texts;
}

/* Calls @func for each file that the fix makes or changes; @before is %NULL for one that it makes. */
static gboolean
foreach_change (AltinnApp *app, RulesFinding *finding, CompareFunc func, gpointer user_data,
                GError **error)
{
  SourceWorkspace *workspace = altinn_app_get_workspace (app);
  GListModel *documents = source_workspace_get_documents (workspace);
  g_autoptr (RulesFinding) kept = rules_finding_ref (finding);
  g_autoptr (GHashTable) texts = NULL;
  gboolean fits;

  if (kept->fix == NULL)
    {
      g_set_error (error, RULES_ERROR, RULES_ERROR_NO_FIX, _ ("“%s” has no fix"), kept->rule->id);
      return FALSE;
    }
  texts = collect_texts (documents);
  source_workspace_begin (workspace, kept->fix_title);
  fits = apply (app, kept->fix, error);
  for (guint i = 0; fits && i < g_list_model_get_n_items (documents); i++)
    {
      g_autoptr (SourceDocument) document = g_list_model_get_item (documents, i);
      const char *before = g_hash_table_lookup (texts, document);
      g_autofree char *after = source_document_dup_text (document, NULL);

      if (g_strcmp0 (before, after) != 0)
        func (document, before, after, user_data);
    }
  source_workspace_rollback (workspace);
  return fits;
}

static void
add_diff (SourceDocument *document, const char *before, const char *after, gpointer user_data)
{
  const char *name = source_document_get_name (document);
  g_autofree char *diff = source_diff_unified (before != NULL ? before : "", after,
                                               before != NULL ? name : NULL, name);

  g_string_append (user_data, diff);
}

/**
 * rules_finding_dup_fix_preview:
 * @app: the app that the finding is about
 * @finding: a finding of its latest report
 * @error: return location for an error as of rules_finding_apply_fix()
 *
 * Returns: (transfer full) (nullable): what the fix would change, as a unified diff; nothing is
 *   changed
 */
char *
rules_finding_dup_fix_preview (AltinnApp *app, RulesFinding *finding, GError **error)
{
  g_autoptr (GString) diff = g_string_new (NULL);

  if (!foreach_change (app, finding, add_diff, diff, error))
    return NULL;
  return g_string_free (g_steal_pointer (&diff), FALSE);
}

static void
change_free (RulesFixChange *self)
{
  g_clear_object (&self->document);
  g_free (self->name);
  g_free (self->text);
  g_free (self);
}

/* What differs between two texts, as one replacement that cuts no character. */
static void
find_difference (const char *before, const char *after, RulesFixChange *change)
{
  gsize n = strlen (before), m = strlen (after), start = 0, end = 0;

  while (start < n && start < m && before[start] == after[start])
    start++;
  while (start > 0 && (before[start] & 0xc0) == 0x80)
    start--;
  while (end < n - start && end < m - start && before[n - 1 - end] == after[m - 1 - end])
    end++;
  while (end > 0 && (before[n - end] & 0xc0) == 0x80)
    end--;
  change->offset = start;
  change->length = n - start - end;
  change->text = g_strndup (after + start, m - start - end);
}

static void
add_change (SourceDocument *document, const char *before, const char *after, gpointer user_data)
{
  RulesFixChange *change = g_new0 (RulesFixChange, 1);

  change->name = g_strdup (source_document_get_name (document));
  if (before != NULL)
    change->document = g_object_ref (document);
  find_difference (before != NULL ? before : "", after, change);
  g_ptr_array_add (user_data, change);
}

/**
 * rules_finding_list_fix_changes:
 * @app: the app that the finding is about
 * @finding: a finding of its latest report
 * @error: return location for an error as of rules_finding_apply_fix()
 *
 * Returns: (transfer full) (nullable) (element-type RulesFixChange): what the fix would change, one
 *   place for each file; nothing is changed
 */
GPtrArray *
rules_finding_list_fix_changes (AltinnApp *app, RulesFinding *finding, GError **error)
{
  g_autoptr (GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify) change_free);

  return foreach_change (app, finding, add_change, changes, error) ? g_steal_pointer (&changes)
                                                                   : NULL;
}

static RulesFinding *
next_safe (const RulesReport *report, GHashTable *tried)
{
  for (guint i = 0; i < report->findings->len; i++)
    {
      RulesFinding *finding = g_ptr_array_index (report->findings, i);
      g_autofree char *key = NULL;

      if (!finding->fix_safe || finding->fix == NULL)
        continue;
      key = g_strdup_printf ("%s@%s:%s", finding->rule->id,
                             finding->element != NULL ? finding->element : "", finding->message);
      if (g_hash_table_add (tried, g_steal_pointer (&key)))
        return finding;
    }
  return NULL;
}

/**
 * rules_apply_safe_fixes:
 * @app: the app
 * @options: (nullable): as in rules_check()
 * @error: return location for an error as of rules_check()
 *
 * Applies every fix that is marked safe, checking again after each. Nothing is saved.
 *
 * Returns: how many were applied
 */
guint
rules_apply_safe_fixes (AltinnApp *app, const RulesOptions *options, GError **error)
{
  RulesOptions usual = RULES_OPTIONS_INIT;
  g_autoptr (RulesEngine) engine = rules_engine_new (app);
  g_autoptr (GHashTable) tried = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n_applied = 0;

  for (;;)
    {
      g_autoptr (RulesReport) report =
          rules_engine_check (engine, options != NULL ? options : &usual, error);
      RulesFinding *finding = report != NULL ? next_safe (report, tried) : NULL;

      if (finding == NULL)
        return n_applied;
      if (rules_finding_apply_fix (app, finding, NULL))
        n_applied++;
    }
}

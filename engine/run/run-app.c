/* run-app.c: an immutable picture of an app, all that running its process needs
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/run/run-app.h"

#include "engine/run/run-condition-private.h"
#include "engine/source/source-json-edit.h"

#include <string.h>

struct _RunApp
{
  gatomicrefcount ref_count;
  RunProcess *process;
  AltinnRuntime runtime;
  gboolean loose;
  gboolean assumes_types;
  char *id;
  RunPolicy *policy;
  GArray *types; /* RunDataType */
  GHashTable *types_by_id;
  const char **defaults; /* by node index: the layout set's data type; NULL: none */
  GPtrArray *assumed;    /* char *, ends in NULL */
  char *send_after_task;
  gboolean deletes_instance;
  gboolean registers_events;
  gboolean reads_texts;    /* a condition does */
  GPtrArray *texts;        /* SourceJson; only where they are read */
  GHashTable *text_by_key; /* -> SourceJsonValue */
  GStringChunk *strings;
  GPtrArray *blocks;
};

static const char *
keep (RunApp *self, const char *text)
{
  return text != NULL ? g_string_chunk_insert_const (self->strings, text) : NULL;
}

static void
assume (RunApp *self, const char *kind, const char *name)
{
  g_autofree char *text = name != NULL ? g_strconcat (kind, ":", name, NULL) : g_strdup (kind);

  for (guint i = 0; i < self->assumed->len; i++)
    if (strcmp (self->assumed->pdata[i], text) == 0)
      return;
  g_ptr_array_add (self->assumed, g_steal_pointer (&text));
}

/* ---- Data types ---- */

static RunDataType *
find_type (RunApp *self, const char *id)
{
  for (guint i = 0; i < self->types->len; i++)
    {
      RunDataType *type = &g_array_index (self->types, RunDataType, i);

      if (g_ascii_strcasecmp (type->id, id) == 0)
        return type;
    }
  return NULL;
}

static void
add_metadata_type (RunApp *self, const AltinnDataType *type)
{
  RunDataType added = { 0 };

  added.id = keep (self, type->id);
  added.task_id = keep (self, type->task_id);
  added.min_count = type->min_count;
  added.max_count = type->max_count;
  added.action_required_to_write = keep (self, type->action_required_to_write);
  added.auto_create = type->auto_create;
  added.is_model = altinn_data_type_is_model (type);
  added.app_owned = altinn_data_type_is_app_owned (type);
  added.generated = strcmp (added.id, "ref-data-as-pdf") == 0;
  added.enable_pdf_creation = type->enable_pdf_creation;
  added.auto_delete_on_process_end = type->auto_delete_on_process_end;
  if (type->allowed_content_types != NULL)
    {
      guint n = g_strv_length (type->allowed_content_types);
      const char **kept = g_new0 (const char *, n + 1);

      for (guint i = 0; i < n; i++)
        kept[i] = keep (self, type->allowed_content_types[i]);
      g_ptr_array_add (self->blocks, kept);
      added.allowed_content_types = kept;
    }
  g_array_append_val (self->types, added);
}

/* A data type that a file without metadata names: a form, made when the instance starts. */
static RunDataType *
assume_type (RunApp *self, const char *id)
{
  RunDataType *type;

  if (id == NULL || *id == '\0')
    return NULL;
  type = find_type (self, id);
  if (type == NULL && self->assumes_types)
    {
      RunDataType added = { 0 };

      added.id = keep (self, id);
      added.max_count = 1;
      added.auto_create = TRUE;
      added.is_model = TRUE;
      added.assumed = TRUE;
      g_array_append_val (self->types, added);
      assume (self, "dataType", id);
      type = &g_array_index (self->types, RunDataType, self->types->len - 1);
    }
  return type;
}

static void
note_generated (RunApp *self, const char *id, gboolean signature)
{
  RunDataType *type = assume_type (self, id);

  if (type == NULL)
    return;
  type->generated = TRUE;
  if (!type->assumed)
    return;
  type->auto_create = FALSE;
  type->is_model = FALSE;
  type->app_owned = TRUE;
  if (signature)
    {
      type->min_count = 1;
      type->max_count = 0;
    }
}

static gboolean
note_condition (const Expression *call, const Expression *parent, guint index, gpointer user_data)
{
  RunApp *self = user_data;
  const char *function = expression_get_function (call);
  const Expression *argument;
  const ExpressionValue *literal;

  self->reads_texts |= g_strcmp0 (function, "text") == 0;
  if (g_strcmp0 (function, "dataModel") != 0 || expression_get_n_arguments (call) < 2)
    return TRUE;
  argument = expression_get_argument (call, 1);
  literal = expression_get_function (argument) == NULL ? expression_get_literal (argument) : NULL;
  if (literal != NULL && literal->type == EXPRESSION_VALUE_STRING)
    assume_type (self, literal->string.text);
  return TRUE;
}

static void
read_named_types (RunApp *self)
{
  guint n_nodes;
  guint n_flows;
  const RunNode *const *nodes = run_process_get_nodes (self->process, &n_nodes);
  const RunFlow *const *flows = run_process_get_flows (self->process, &n_flows);
  gboolean any_form = FALSE;

  for (guint i = 0; i < n_nodes; i++)
    {
      const RunTaskExtension *extension = nodes[i]->extension;

      if (nodes[i]->connected_data_type != NULL)
        assume_type (self, nodes[i]->connected_data_type);
      if (extension == NULL)
        continue;
      for (guint t = 0; extension->data_types_to_sign[t] != NULL; t++)
        assume_type (self, extension->data_types_to_sign[t]);
      for (guint v = 0; v < extension->n_eformidling; v++)
        for (guint t = 0;
             extension->eformidling[v].values != NULL && extension->eformidling[v].values[t] != NULL;
             t++)
          assume_type (self, extension->eformidling[v].values[t]);
      assume_type (self, extension->subform_data_type_id);
    }
  for (guint i = 0; i < n_flows; i++)
    if (run_flow_get_expression (flows[i]) != NULL)
      expression_foreach_call (run_flow_get_expression (flows[i]), note_condition, self);
  /* Last, because what a task generates is no form, whoever else names it. */
  for (guint i = 0; i < n_nodes; i++)
    {
      const RunTaskExtension *extension = nodes[i]->extension;

      if (extension == NULL)
        continue;
      note_generated (self, extension->signature_data_type, TRUE);
      note_generated (self, extension->signee_states_data_type, FALSE);
      note_generated (self, extension->signing_pdf_data_type, FALSE);
      note_generated (self, extension->payment_data_type, FALSE);
      note_generated (self, extension->payment_receipt_pdf_data_type, FALSE);
    }
  if (!self->assumes_types)
    return;
  note_generated (self, find_type (self, "ref-data-as-pdf") != NULL ? "ref-data-as-pdf" : NULL,
                  FALSE);
  for (guint i = 0; i < self->types->len; i++)
    any_form |= !g_array_index (self->types, RunDataType, i).generated;
  if (!any_form)
    assume_type (self, "model");
}

static void
read_data_types (RunApp *self, AltinnApp *app)
{
  if (!self->assumes_types)
    {
      const GPtrArray *types = altinn_app_get_data_types (app);

      for (guint i = 0; types != NULL && i < types->len; i++)
        add_metadata_type (self, types->pdata[i]);
    }
  read_named_types (self);
  for (guint i = 0; i < self->types->len; i++)
    {
      RunDataType *type = &g_array_index (self->types, RunDataType, i);

      if (!g_hash_table_contains (self->types_by_id, type->id))
        g_hash_table_insert (self->types_by_id, (gpointer) type->id, type);
    }
}

/* ---- The app around the process ---- */

/* The data model of a task that has no layout because nothing has: the one it owns. */
static const char *
assume_default (const RunApp *self, const RunNode *task)
{
  for (guint i = 0; i < self->types->len; i++)
    {
      const RunDataType *type = &g_array_index (self->types, RunDataType, i);

      if (type->is_model && !type->generated && g_strcmp0 (type->task_id, task->id) == 0)
        return type->id;
    }
  return NULL;
}

static void
read_defaults (RunApp *self, AltinnApp *app)
{
  guint n_nodes;
  const RunNode *const *nodes = run_process_get_nodes (self->process, &n_nodes);
  const char *const *assumed = altinn_app_get_assumed (app);
  gboolean no_layouts = assumed != NULL && g_strv_contains (assumed, "layouts");

  self->defaults = g_new0 (const char *, n_nodes + 1);
  for (guint i = 0; i < n_nodes; i++)
    if (run_node_is_task (nodes[i]) && nodes[i]->id != NULL)
      self->defaults[i] = no_layouts
                              ? assume_default (self, nodes[i])
                              : keep (self, altinn_app_get_default_data_type (app, nodes[i]->id));
}

static SourceJson *
parse_json (SourceDocument *document)
{
  return document != NULL ? source_json_edit_parse (document, NULL) : NULL;
}

static void
read_files (RunApp *self, AltinnApp *app)
{
  SourceDocument *policy = altinn_app_get_policy (app);
  const SourceJson *metadata = altinn_app_get_metadata_json (app);
  g_autoptr (SourceJson) settings =
      self->loose ? NULL : parse_json (altinn_app_get_json (app, "appsettings.json"));

  if (policy != NULL)
    self->policy
        = run_policy_new (policy, altinn_app_get_org (app), altinn_app_get_name (app));
  else
    assume (self, "policy", NULL);
  if (metadata != NULL)
    self->deletes_instance = source_json_value_get_member_boolean (
        source_json_get_root (metadata), "autoDeleteOnProcessEnd", FALSE);
  if (settings != NULL)
    self->registers_events = source_json_value_get_member_boolean (
        source_json_value_get_member (source_json_get_root (settings), "AppSettings"),
        "RegisterEventsWithEventsComponent", FALSE);
  if (self->runtime.major < 9)
    self->send_after_task = g_strdup (altinn_app_get_send_after_task (app));
}

static void
read_texts (RunApp *self, AltinnApp *app)
{
  SourceDocument *document = altinn_app_get_texts (app, "nb");
  SourceJson *texts = self->reads_texts ? parse_json (document) : NULL;

  if (texts != NULL)
    {
      const SourceJsonValue *resources
          = source_json_value_get_member (source_json_get_root (texts), "resources");

      for (guint i = 0; i < source_json_value_get_length (resources); i++)
        {
          const SourceJsonValue *item = source_json_value_get_item (resources, i);
          const char *key = source_json_value_get_member_string (item, "id");

          if (key != NULL)
            g_hash_table_insert (self->text_by_key, (gpointer) key, (gpointer) item);
        }
      g_ptr_array_add (self->texts, texts);
    }
}

static void
assume_task_types (RunApp *self)
{
  guint n_nodes;
  const RunNode *const *nodes = run_process_get_nodes (self->process, &n_nodes);

  for (guint i = 0; i < n_nodes; i++)
    {
      const char *type = run_app_get_task_type (self, nodes[i]);

      if (type != NULL && *type != '\0' && self->runtime.major >= 8
          && run_app_has_task_implementation (self, nodes[i])
          && (!altinn_task_type_is_known (type) || strcmp (type, "fiksArkiv") == 0))
        assume (self, "taskType", type);
    }
}

/* Takes @process. */
static RunApp *
app_new (AltinnApp *app, RunProcess *taken, const AltinnRuntime *runtime, GError **error)
{
  g_autoptr (RunProcess) process = taken;
  const char *const *assumed = altinn_app_get_assumed (app);
  g_autoptr (RunApp) self = NULL;

  if (process == NULL)
    return NULL;
  if (!run_process_has_process (process))
    {
      g_set_error (error, RUN_ERROR, RUN_ERROR_LOAD,
                   "%s:1:1: error: there is no process; the app would fail at its first request",
                   run_process_get_file (process));
      return NULL;
    }
  self = g_new0 (RunApp, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->process = g_steal_pointer (&process);
  self->runtime = *runtime;
  self->loose = altinn_app_is_loose (app);
  self->assumes_types = altinn_app_get_metadata (app) == NULL;
  self->id = g_strdup (altinn_app_get_id (app) != NULL ? altinn_app_get_id (app) : "ttd/app");
  self->types = g_array_new (FALSE, FALSE, sizeof (RunDataType));
  self->types_by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->assumed = g_ptr_array_new_with_free_func (g_free);
  self->texts = g_ptr_array_new_with_free_func ((GDestroyNotify) source_json_unref);
  self->text_by_key = g_hash_table_new (g_str_hash, g_str_equal);
  self->strings = g_string_chunk_new (512);
  self->blocks = g_ptr_array_new_with_free_func (g_free);
  for (gsize i = 0; assumed != NULL && assumed[i] != NULL; i++)
    assume (self, assumed[i], NULL);
  if (self->assumes_types)
    assume (self, "metadata", NULL);
  read_files (self, app);
  read_data_types (self, app);
  read_texts (self, app);
  read_defaults (self, app);
  assume_task_types (self);
  g_ptr_array_add (self->assumed, NULL);
  return g_steal_pointer (&self);
}

/**
 * run_app_new:
 * @app: an app
 * @error: return location for an error
 *
 * Takes a picture of @app as it stands. Must be called in the thread that edits it.
 *
 * Returns: (transfer full) (nullable): the picture; %NULL with %RUN_ERROR_LOAD where
 *   the runtime refuses the process
 */
RunApp *
run_app_new (AltinnApp *app, GError **error)
{
  return run_app_new_with_process (app, run_process_new (altinn_app_get_document (app), error),
                                   error);
}

/**
 * run_app_new_with_process:
 * @app: an app
 * @process: (transfer full) (nullable): what run_process_new() gave for its document as it stands
 * @error: return location for an error, not set where @process is %NULL
 *
 * As run_app_new(), where the process was read before or elsewhere.
 *
 * Returns: (transfer full) (nullable): the picture, or %NULL
 */
RunApp *
run_app_new_with_process (AltinnApp *app, RunProcess *process, GError **error)
{
  return app_new (app, process, altinn_app_get_runtime (app), error);
}

/**
 * run_app_new_for_runtime:
 * @app: an app
 * @runtime: (nullable): "v8" or a version; %NULL: what the app says
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the picture, as if the app ran on @runtime
 */
RunApp *
run_app_new_for_runtime (AltinnApp *app, const char *runtime, GError **error)
{
  AltinnRuntime parsed;

  if (runtime == NULL)
    return run_app_new (app, error);
  if (!altinn_runtime_parse (runtime, &parsed))
    {
      g_set_error (error, RUN_ERROR, RUN_ERROR_NOT_FOUND, "there is no app runtime “%s”", runtime);
      return NULL;
    }
  return app_new (app, run_process_new (altinn_app_get_document (app), error), &parsed, error);
}

RunApp *
run_app_ref (RunApp *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
run_app_unref (RunApp *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;
  run_process_unref (self->process);
  run_policy_free (self->policy);
  g_array_unref (self->types);
  g_hash_table_unref (self->types_by_id);
  g_hash_table_unref (self->text_by_key);
  g_ptr_array_unref (self->assumed);
  g_ptr_array_unref (self->texts);
  g_ptr_array_unref (self->blocks);
  g_string_chunk_free (self->strings);
  g_free (self->defaults);
  g_free (self->send_after_task);
  g_free (self->id);
  g_free (self);
}

const RunProcess *
run_app_get_process (const RunApp *self)
{
  return self->process;
}

const AltinnRuntime *
run_app_get_runtime (const RunApp *self)
{
  return &self->runtime;
}

/**
 * run_app_has:
 *
 * Returns: whether the app's runtime has @feature (ordering.md 4)
 */
gboolean
run_app_has (const RunApp *self, RunFeature feature)
{
  const AltinnRuntime *runtime = &self->runtime;

  switch (feature)
    {
    case RUN_FEATURE_TASK_TYPE_ELEMENT:
      return runtime->major >= 8;
    case RUN_FEATURE_DELETE_SIGNATURES:
      return altinn_runtime_at_least (runtime, 8, 2, 0);
    case RUN_FEATURE_EXACTLY_ONE:
      return altinn_runtime_at_least (runtime, 8, 5, 0)
             || (runtime->major == 8 && runtime->minor == 3 && runtime->patch >= 4);
    case RUN_FEATURE_DELEGATED_SIGNING:
    case RUN_FEATURE_REJECT_SKIPS_VALIDATION:
    case RUN_FEATURE_CLEANUP_AT_START:
      return altinn_runtime_at_least (runtime, 8, 6, 0);
    case RUN_FEATURE_SERVICE_TASKS:
    case RUN_FEATURE_SIGNATURE_HASH:
      return altinn_runtime_at_least (runtime, 8, 9, 0);
    case RUN_FEATURE_WORKFLOW:
      return runtime->major >= 9;
    }
  g_return_val_if_reached (FALSE);
}

gboolean
run_app_is_loose (const RunApp *self)
{
  return self->loose;
}

gboolean
run_app_assumes_types (const RunApp *self)
{
  return self->assumes_types;
}

const char *
run_app_get_id (const RunApp *self)
{
  return self->id;
}

const RunPolicy *
run_app_get_policy (const RunApp *self)
{
  return self->policy;
}

const char *const *
run_app_get_assumed (const RunApp *self)
{
  return (const char *const *) self->assumed->pdata;
}

const RunDataType *
run_app_get_data_types (const RunApp *self, guint *n_types)
{
  *n_types = self->types->len;
  return (const RunDataType *) (gpointer) self->types->data;
}

const RunDataType *
run_app_lookup_data_type (const RunApp *self, const char *id)
{
  return id != NULL ? g_hash_table_lookup (self->types_by_id, id) : NULL;
}

const RunDataType *
run_app_find_data_type (const RunApp *self, const char *id)
{
  return id != NULL ? find_type ((RunApp *) self, id) : NULL;
}

/**
 * run_app_owns:
 * @task: (nullable): a task
 * @type: a data type
 *
 * Returns: whether @type belongs to @task
 */
gboolean
run_app_owns (const RunApp *self, const RunNode *task, const RunDataType *type)
{
  const char *task_type;

  if (task == NULL)
    return FALSE;
  if (type->task_id != NULL)
    return g_strcmp0 (type->task_id, task->id) == 0;
  if (!type->assumed)
    return FALSE;
  task_type = run_app_get_task_type (self, task);
  if (type->generated)
    return FALSE;
  return g_strcmp0 (task_type, "data") == 0 || g_strcmp0 (task_type, "lookup") == 0;
}

/**
 * run_app_get_default_data_type:
 * @gateway: (nullable): the gateway
 * @from: (nullable): the task that is left
 *
 * Returns: (transfer none) (nullable): name of the data type its conditions read. Without
 *   an app repository %NULL stands for the form that was written last
 */
const char *
run_app_get_default_data_type (const RunApp *self, const RunNode *gateway, const RunNode *from)
{
  if (gateway != NULL && gateway->connected_data_type != NULL)
    return gateway->connected_data_type;
  return from != NULL ? self->defaults[from->index] : NULL;
}

/* ---- Task types ---- */

static const char *const process_types[]
    = { "data", "confirmation", "feedback", "signing", "payment", NULL };
static const char *const service_types[]
    = { "pdf", "eFormidling", "subformPdf", "fiksArkiv", NULL };

const char *
run_app_get_task_type (const RunApp *self, const RunNode *node)
{
  if (!run_node_is_task (node))
    return NULL;
  if (self->runtime.major < 8)
    return node->task_type_v7;
  return node->extension != NULL ? node->extension->task_type : NULL;
}

static gboolean
contains_any_case (const char *const *names, const char *name)
{
  for (gsize i = 0; names[i] != NULL; i++)
    if (g_ascii_strcasecmp (names[i], name) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
is_app_type (const char *type)
{
  return !contains_any_case (process_types, type) && !contains_any_case (service_types, type);
}

gboolean
run_app_is_service (const RunApp *self, const RunNode *node)
{
  const char *type = run_app_get_task_type (self, node);

  if (type == NULL || *type == '\0' || !run_app_has (self, RUN_FEATURE_SERVICE_TASKS))
    return FALSE;
  return g_strv_contains (service_types, type)
         || (node->kind == RUN_NODE_SERVICE_TASK && is_app_type (type));
}

gboolean
run_app_is_auto_run (const RunApp *self, const RunNode *node)
{
  const char *type = run_app_get_task_type (self, node);

  if (type == NULL || !run_app_has (self, RUN_FEATURE_SERVICE_TASKS))
    return FALSE;
  return run_app_is_service (self, node) || contains_any_case (service_types, type);
}

/**
 * run_app_has_task_implementation:
 * @node: a task
 *
 * The runtime finds the code for a task type by its exact name. What the library
 * does not know is taken to be the app's own, unless it is a known type in another
 * case or of a later version.
 *
 * Returns: whether entering the task finds an implementation
 */
gboolean
run_app_has_task_implementation (const RunApp *self, const RunNode *node)
{
  const char *type = run_app_get_task_type (self, node);

  if (type == NULL || *type == '\0' || self->runtime.major < 8)
    return TRUE;
  if (g_strv_contains (service_types, type))
    return run_app_has (self, RUN_FEATURE_SERVICE_TASKS);
  if (strcmp (type, "payment") == 0)
    return altinn_runtime_at_least (&self->runtime, 8, 2, 0);
  return g_strv_contains (process_types, type) || is_app_type (type);
}

gboolean
run_app_deletes_instance_at_end (const RunApp *self)
{
  return self->deletes_instance;
}

gboolean
run_app_registers_events (const RunApp *self)
{
  return self->registers_events;
}

const SourceJsonValue *
run_app_get_text (const RunApp *self, const char *key)
{
  return g_hash_table_lookup (self->text_by_key, key);
}

const char *
run_app_get_send_after_task (const RunApp *self)
{
  return self->send_after_task;
}

/**
 * run_app_get_default_action:
 * @task: a task
 *
 * Returns: (transfer none) (nullable): what process/next without an action counts as
 *   (facts: runtime 3.2, taskTypeToAction)
 */
const char *
run_app_get_default_action (const RunApp *self, const RunNode *task)
{
  static const char *const written[] = { "data", "feedback", "pdf", "eFormidling", "fiksArkiv",
                                         NULL };
  const char *type = run_app_get_task_type (self, task);

  if (type == NULL)
    return NULL;
  if (g_strv_contains (written, type))
    return "write";
  if (strcmp (type, "confirmation") == 0)
    return "confirm";
  return strcmp (type, "signing") == 0 ? "sign" : type;
}

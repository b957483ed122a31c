/* rules-engine.c: a check of a whole app, and the next one after an edit
 *
 * What one element's rules found is kept until the element changes, what the ordering rules found
 * until the process changes. Rules about the whole process are cheap and run each time.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/rules/ordering-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A smaller process is read and checked before a thread has begun. */
#define MIN_BYTES_FOR_THREAD (256 * 1024)
#define MIN_TASKS_FOR_THREAD 500

struct _RulesEngine
{
  gatomicrefcount ref_count;
  AltinnApp *app;
  BpmnModel *model;    /* NULL before the first check */
  RulesFacts *facts;   /* NULL before the first check */
  GPtrArray *ordering; /* of RulesFinding; NULL: must be found anew */
  guint64 revision;    /* counts changes of any file */
};

static void
on_model_changed (BpmnModel *model, BpmnModelChange *change, gpointer user_data)
{
  RulesEngine *self = user_data;

  self->revision++;
  if (change->whole)
    {
      rules_facts_flush (self->facts);
      g_clear_pointer (&self->ordering, g_ptr_array_unref);
      return;
    }
  for (guint i = 0; i < change->elements->len; i++)
    rules_facts_touch (self->facts, g_ptr_array_index (change->elements, i));
  if (change->elements->len > 0)
    g_clear_pointer (&self->ordering, g_ptr_array_unref);
}

static void
on_app_changed (AltinnApp *app, gpointer user_data)
{
  RulesEngine *self = user_data;

  self->revision++;
  if (self->facts != NULL)
    rules_facts_flush (self->facts);
  g_clear_pointer (&self->ordering, g_ptr_array_unref);
}

RulesEngine *
rules_engine_new (AltinnApp *app)
{
  RulesEngine *self = g_new0 (RulesEngine, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->app = g_object_ref (app);
  g_signal_connect (self->app, "changed", G_CALLBACK (on_app_changed), self);
  return self;
}

static RulesEngine *
rules_engine_ref (RulesEngine *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
rules_engine_free (RulesEngine *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_signal_handlers_disconnect_by_data (self->app, self);
  if (self->model != NULL)
    g_signal_handlers_disconnect_by_data (self->model, self);
  g_clear_pointer (&self->facts, rules_facts_free);
  g_clear_pointer (&self->ordering, g_ptr_array_unref);
  g_clear_object (&self->model);
  g_object_unref (self->app);
  g_free (self);
}

/* rules_engine_get_revision: changes with every change that a check could notice. */
guint64
rules_engine_get_revision (RulesEngine *self)
{
  return self->revision;
}

/* rules_set_runtime: judges @app as if it ran on @runtime; %NULL leaves it as it is. */
gboolean
rules_set_runtime (AltinnApp *app, const char *runtime, GError **error)
{
  AltinnRuntime parsed = { 0 };
  const AltinnRuntime *now;

  if (runtime == NULL)
    return TRUE;
  if (!altinn_runtime_parse (runtime, &parsed))
    {
      g_set_error (error, RULES_ERROR, RULES_ERROR_NOT_FOUND,
                   _ ("“%s” is no version of the app runtime; it is written v8 or 8.5.6"), runtime);
      return FALSE;
    }
  parsed.source = ALTINN_RUNTIME_GIVEN;
  now = altinn_app_get_runtime (app);
  if (now->major != parsed.major || now->minor != parsed.minor || now->patch != parsed.patch ||
      now->source != ALTINN_RUNTIME_GIVEN)
    altinn_app_set_runtime (app, &parsed);
  return TRUE;
}

/* ---- Parts of a check ---- */

static void
check_element (RulesEngine *self, RulesElement *element)
{
  RulesSink sink = { self->facts, NULL };

  if (element->reported)
    return;
  sink.findings = g_ptr_array_new_with_free_func ((GDestroyNotify) rules_finding_unref);
  rules_local_conditions (&sink, element);
  rules_local_settings (&sink, element);
  rules_local_elements (&sink, element);
  rules_local_data_types (&sink, element);
  rules_local_pdf (&sink, element);
  element->reported = TRUE;
  if (sink.findings->len > 0)
    element->findings = sink.findings;
  else
    g_ptr_array_unref (sink.findings);
}

static void
add_copies (GPtrArray *all, GPtrArray *findings)
{
  for (guint i = 0; findings != NULL && i < findings->len; i++)
    g_ptr_array_add (all, rules_finding_copy (g_ptr_array_index (findings, i)));
}

/* A task that is put aside may be unfinished. */
static gboolean
matters (const RulesElement *element)
{
  return element->type == BPMN_TYPE_SEQUENCE_FLOW || element->is_reachable;
}

static void
run_local_rules (RulesEngine *self, GPtrArray *findings)
{
  GPtrArray *lists[] = { self->facts->nodes, self->facts->flows };

  for (guint list = 0; list < G_N_ELEMENTS (lists); list++)
    for (guint i = 0; i < lists[list]->len; i++)
      {
        RulesElement *element = g_ptr_array_index (lists[list], i);

        if (!matters (element))
          continue;
        check_element (self, element);
        add_copies (findings, element->findings);
      }
}

/* Takes @run. */
static GPtrArray *
run_static_rules (RulesEngine *self, RunApp *run)
{
  RulesSink sink = { self->facts, NULL };

  sink.findings = g_ptr_array_new_with_free_func ((GDestroyNotify) rules_finding_unref);
  rules_facts_update (self->facts, run != NULL ? run_app_get_process (run) : NULL);
  if (self->facts->process != NULL)
    rules_whole_policy (&sink, run != NULL ? run_app_get_policy (run) : NULL);
  /* At once, so that a thread with the ordering rules is the one that gives its memory back. */
  run_app_unref (run);
  rules_whole_structure (&sink);
  if (self->facts->process == NULL)
    return sink.findings;
  rules_whole_diagram (&sink);
  rules_whole_conditions (&sink);
  rules_whole_app (&sink);
  run_local_rules (self, sink.findings);
  return sink.findings;
}

static gpointer
read_process (gpointer document)
{
  return run_process_new (document, NULL);
}

static void
read_model (RulesEngine *self)
{
  if (self->model != NULL)
    return;
  self->model = g_object_ref (altinn_app_get_model (self->app));
  self->facts = rules_facts_new (self->app);
  g_signal_connect (self->model, "changed", G_CALLBACK (on_model_changed), self);
}

/* Reads what is not read yet; a thread reads a large process as the app runtime does while its model
 * is built. Gives what the ordering rules look at, made of @run; %NULL where they need not run, or
 * where the app cannot load the process, which other rules tell. */
static OrderingModel *
prepare (RulesEngine *self, gboolean ordering, RunApp **run)
{
  SourceDocument *document = altinn_app_get_document (self->app);
  RunProcess *process = NULL;
  GThread *reading = NULL;

  ordering = ordering && self->ordering == NULL;
  if (ordering && self->model == NULL &&
      source_document_get_text_length (document) >= MIN_BYTES_FOR_THREAD &&
      g_get_num_processors () > 1)
    reading = g_thread_try_new ("process", read_process, document, NULL);
  read_model (self);
  if (reading != NULL)
    process = g_thread_join (reading);
  else if (ordering)
    process = read_process (document);
  *run = process != NULL ? run_app_new_with_process (self->app, process, NULL) : NULL;
  return *run != NULL ? ordering_model_new (self->app, *run) : NULL;
}

/* Files are read when a rule wants them: only now is it known which cannot be. */
static void
add_problems (RulesEngine *self, GPtrArray *findings)
{
  RulesSink sink = { self->facts, findings };

  rules_whole_problems (&sink);
}

/* ---- Putting the report together ---- */

static void
place_ordering (RulesEngine *self, RulesFinding *finding)
{
  const BpmnElement *element =
      finding->element != NULL ? bpmn_model_lookup (self->model, finding->element) : NULL;

  if (element == NULL)
    element = self->facts->process;
  if (finding->node == NULL && element != NULL)
    rules_finding_set_place (finding, self->facts->document, bpmn_element_get_node (element));
}

static void
locate (RulesFinding *finding)
{
  if (finding->node == NULL || finding->document == NULL)
    return;
  finding->offset = source_node_get_offset (finding->document, finding->node);
  source_node_locate (finding->document, finding->node, &finding->line, &finding->column);
}

static RulesConfig *
get_config (RulesEngine *self, const RulesOptions *options, GError **error)
{
  return options->config != NULL ? rules_config_ref (options->config)
                                 : rules_config_load (self->app, error);
}

static RulesReport *
make_report (RulesEngine *self, const RulesConfig *config, GPtrArray *findings)
{
  RulesReport *report = rules_report_new (altinn_app_get_runtime (self->app));
  for (guint i = 0; i < findings->len; i++)
    {
      RulesFinding *finding = g_ptr_array_index (findings, i);

      locate (finding);
      g_ptr_array_add (rules_config_apply (config, finding) ? report->silenced : report->findings,
                       rules_finding_ref (finding));
    }
  g_ptr_array_sort (report->findings, rules_finding_compare);
  g_ptr_array_sort (report->silenced, rules_finding_compare);
  return report;
}

static void
add_ordering (RulesEngine *self, GPtrArray *findings)
{
  for (guint i = 0; self->ordering != NULL && i < self->ordering->len; i++)
    {
      RulesFinding *finding = rules_finding_copy (g_ptr_array_index (self->ordering, i));

      place_ordering (self, finding);
      g_ptr_array_add (findings, finding);
    }
}

/* Takes the model. */
static gpointer
check_ordering (gpointer data)
{
  g_autoptr (OrderingModel) model = data;

  return ordering_check (model, NULL, NULL);
}

/* Takes @run and @model. The ordering rules look at nothing but their model, so they may run beside
 * the others. */
static GPtrArray *
run_all_rules (RulesEngine *self, RunApp *run, OrderingModel *model)
{
  GThread *thread = NULL;
  GPtrArray *findings;

  if (model != NULL && model->tasks->len >= MIN_TASKS_FOR_THREAD && g_get_num_processors () > 1)
    thread = g_thread_try_new ("ordering", check_ordering, model, NULL);
  findings = run_static_rules (self, run);
  if (thread != NULL)
    self->ordering = g_thread_join (thread);
  else if (model != NULL)
    self->ordering = check_ordering (model);
  return findings;
}

RulesReport *
rules_engine_check (RulesEngine *self, const RulesOptions *options, GError **error)
{
  g_autoptr (GPtrArray) findings = NULL;
  g_autoptr (RulesConfig) config = NULL;
  OrderingModel *model;
  RunApp *run;

  if (!rules_set_runtime (self->app, options->runtime, error))
    return NULL;
  /* First, for opening the file counts as a change of the app. */
  config = get_config (self, options, error);
  if (config == NULL)
    return NULL;
  model = prepare (self, options->ordering, &run);
  findings = run_all_rules (self, run, model);
  if (options->ordering)
    add_ordering (self, findings);
  add_problems (self, findings);
  return make_report (self, config, findings);
}

/* ---- In a worker thread ---- */

typedef struct
{
  RulesEngine *engine;
  OrderingModel *model;
  GPtrArray *findings; /* of the other rules */
  RulesConfig *config;
  guint64 revision;
} AsyncCheck;

static void
async_check_free (AsyncCheck *self)
{
  g_clear_pointer (&self->model, ordering_model_free);
  g_clear_pointer (&self->findings, g_ptr_array_unref);
  g_clear_pointer (&self->config, rules_config_unref);
  rules_engine_free (self->engine);
  g_free (self);
}

static void
run_ordering (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  AsyncCheck *check = task_data;

  if (g_task_return_error_if_cancelled (task))
    return;
  g_task_return_pointer (task, ordering_check (check->model, NULL, NULL),
                         (GDestroyNotify) g_ptr_array_unref);
}

void
rules_engine_check_async (RulesEngine *self, const RulesOptions *options,
                          GCancellable *cancellable, GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self->app, cancellable, callback, user_data);
  AsyncCheck *check = g_new0 (AsyncCheck, 1);
  GError *error = NULL;
  RunApp *run;

  check->engine = rules_engine_ref (self);
  g_task_set_task_data (task, check, (GDestroyNotify) async_check_free);
  g_task_set_source_tag (task, rules_engine_check_async);
  if (!rules_set_runtime (self->app, options->runtime, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  check->config = get_config (self, options, &error);
  if (check->config == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  check->model = prepare (self, options->ordering, &run);
  check->findings = run_static_rules (self, run);
  check->revision = self->revision;
  add_problems (self, check->findings);
  if (check->model != NULL)
    g_task_run_in_thread (task, run_ordering);
  else
    g_task_return_pointer (task, self->ordering != NULL ? g_ptr_array_ref (self->ordering) : NULL,
                           (GDestroyNotify) g_ptr_array_unref);
}

RulesReport *
rules_engine_check_finish (RulesEngine *self, GAsyncResult *result, GError **error)
{
  GTask *task = G_TASK (result);
  AsyncCheck *check = g_task_get_task_data (task);
  g_autoptr (GError) failed = NULL;
  g_autoptr (GPtrArray) ordering = g_task_propagate_pointer (task, &failed);

  if (failed != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return NULL;
    }
  if (check->revision != check->engine->revision)
    {
      g_set_error_literal (error, RULES_ERROR, RULES_ERROR_STALE,
                           _ ("the process changed while it was checked"));
      return NULL;
    }
  if (ordering != NULL && check->engine->ordering == NULL)
    check->engine->ordering = g_ptr_array_ref (ordering);
  if (ordering != NULL)
    add_ordering (check->engine, check->findings);
  return make_report (check->engine, check->config, check->findings);
}

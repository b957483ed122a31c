/* run-play.c: playing scenarios, step by step or as a whole
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/run/run-play.h"

#include "engine/run/run-json.h"

#include <string.h>

struct _RunPlay
{
  RunApp *app;
  RunSetup *setup;
  RunScenario *scenario;
  GPtrArray *played; /* RunPlayed; the start first */
  RunFailure *failure;
  guint failed_step;
  char *failed_at;
  gboolean *nodes; /* covered, by index; NULL: not counted yet */
  gboolean *flows;
  guint n_covered; /* of @played */
};

const char *
run_play_status_to_string (RunPlayStatus status)
{
  static const char *const names[] = { "waiting", "ended", "failed" };

  return names[status];
}

/* ---- One step ---- */

static RunFailure *
refuse (const char *format, ...) G_GNUC_PRINTF (1, 2);

/* What cannot be asked at all: a mistake in the scenario, not an answer of the app. */
static RunFailure *
refuse (const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  return run_failure_new (RUN_FAILURE_SCENARIO, 0, NULL, "%s", text);
}

static RunFailure *
check_names (const RunState *state, const RunStep *step)
{
  const RunProcess *process = run_app_get_process (run_state_get_app (state));
  GHashTableIter iter;
  gpointer key;
  gpointer value;

  if (step->takes != NULL)
    for (g_hash_table_iter_init (&iter, step->takes); g_hash_table_iter_next (&iter, &key, &value);)
      {
        const RunNode *gateway = run_process_lookup (process, key);

        if (gateway == NULL || gateway->kind != RUN_NODE_EXCLUSIVE_GATEWAY)
          return refuse ("There is no gateway “%s” in the process", (const char *) key);
        if (run_process_lookup_flow (process, value) == NULL)
          return refuse ("There is no sequence flow “%s” in the process", (const char *) value);
      }
  if (step->services != NULL)
    for (g_hash_table_iter_init (&iter, step->services); g_hash_table_iter_next (&iter, &key, NULL);)
      if (!run_node_is_task (run_process_lookup (process, key)))
        return refuse ("There is no task “%s” in the process", (const char *) key);
  if (step->to != NULL && run_process_lookup (process, step->to) == NULL)
    return refuse ("There is no element “%s” in the process", step->to);
  return NULL;
}

static RunFailure *
check_at (const RunState *state, const char *at)
{
  const RunNode *node = run_state_get_at (state);

  if (at == NULL || (node != NULL && g_strcmp0 (node->id, at) == 0))
    return NULL;
  if (run_process_lookup (run_app_get_process (run_state_get_app (state)), at) == NULL)
    return refuse ("There is no element “%s” in the process", at);
  return refuse ("The instance stands at %s, not at %s", node != NULL ? node->id : "nothing", at);
}

static RunResult *
refusal (const RunState *state, RunFailure *failure)
{
  RunResult *result = g_new0 (RunResult, 1);

  result->state = run_state_ref (state);
  result->failure = failure;
  result->decisions = g_ptr_array_new ();
  result->path = g_ptr_array_new ();
  result->visited = g_ptr_array_new ();
  return result;
}

/* The next request of a step: a second later, from where the one before left the instance. */
static void
go_on (RunRequest *request, gint64 *clock)
{
  *clock += G_USEC_PER_SEC;
  request->time = *clock;
}

static RunResult *
save (const RunState *state, const RunStep *step, RunRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SourceJson) json
      = source_json_parse (step->data, -1, SOURCE_JSON_STRICT, "data", &error);

  if (json == NULL)
    return refusal (state, refuse ("%s", error->message));
  if (source_json_value_get_type (source_json_get_root (json)) != SOURCE_JSON_OBJECT)
    return refusal (state, refuse ("“data” must be an object"));
  return run_save (state, request, source_json_get_root (json));
}

static RunResult *
act (const RunState *state, const RunStep *step, const RunRequest *request)
{
  if (step->resume)
    return run_resume (state, request);
  return step->move ? run_next (state, request) : run_action (state, request);
}

/**
 * run_step_play:
 * @state: where the instance stands
 * @step: what is done
 * @clock: (inout): the time; one second goes by for each request
 *
 * Returns: (transfer full): what came of the last request that was made
 */
RunResult *
run_step_play (const RunState *state, const RunStep *step, gint64 *clock)
{
  RunSetup *setup = run_state_get_setup (state);
  RunFailure *failure = check_at (state, step->at);
  RunRequest request = {
    .action = step->action,
    .to = step->to,
    .takes = step->takes,
    .services = step->services,
    .invalid = !step->valid,
    .new_step = TRUE,
  };
  RunResult *result = NULL;
  RunPaymentStatus status;

  if (failure == NULL)
    failure = check_names (state, step);
  request.actor = step->as != NULL
                      ? run_setup_lookup_actor (setup, step->as)
                      : run_setup_get_default_actor (setup, run_state_get_current (state));
  if (failure == NULL && request.actor == NULL)
    failure = refuse ("There is no actor “%s”", step->as);
  if (failure != NULL)
    return refusal (state, failure);
  if (step->data != NULL)
    {
      go_on (&request, clock);
      result = save (state, step, &request);
      request.new_step = FALSE;
    }
  if (step->payment != NULL && run_payment_status_from_string (step->payment, &status)
      && (result == NULL || result->failure == NULL))
    {
      g_autoptr (RunResult) before = g_steal_pointer (&result);

      go_on (&request, clock);
      result = run_set_payment (before != NULL ? before->state : state, &request, status);
      request.new_step = FALSE;
    }
  if (step->save || (result != NULL && result->failure != NULL))
    return result != NULL ? result
                          : refusal (state, refuse ("A step with “save” needs “data”"));
  {
    g_autoptr (RunResult) before = g_steal_pointer (&result);

    go_on (&request, clock);
    return act (before != NULL ? before->state : state, step, &request);
  }
}

/* ---- Setup ---- */

RunSetup *
run_scenario_make_setup (const RunScenario *scenario, RunApp *app, RunSetupFlags flags)
{
  RunSetup *setup = run_setup_new (app, flags);
  g_autoptr (SourceJson) json = NULL;
  const SourceJsonValue *root;

  for (guint i = 0; i < scenario->actors->len; i++)
    run_setup_add_actor (setup, run_actor_copy (scenario->actors->pdata[i]));
  if (scenario->data == NULL)
    return setup;
  json = source_json_parse (scenario->data, -1, SOURCE_JSON_STRICT, "data", NULL);
  if (json == NULL)
    return setup;
  root = source_json_get_root (json);
  for (guint i = 0; i < source_json_value_get_length (root); i++)
    {
      const RunDataType *type
          = run_app_find_data_type (app, source_json_value_get_key (root, i));

      run_setup_set_prefill (setup,
                             type != NULL ? type->id : source_json_value_get_key (root, i),
                             source_json_value_get_item (root, i));
    }
  return setup;
}

/* ---- Plays ---- */

static void
played_free (gpointer data)
{
  RunPlayed *played = data;

  run_step_free (played->step);
  run_result_free (played->result);
  g_free (played);
}

/* What request @p came by. */
static void
add_coverage (RunPlay *self, guint p)
{
  const RunResult *result = ((const RunPlayed *) self->played->pdata[p])->result;

  if (p == 0 && result->state != NULL)
    self->nodes[run_state_get_process (result->state)->start_event->index] = TRUE;
  for (guint i = 0; i < result->path->len; i++)
    {
      const RunFlow *flow = result->path->pdata[i];

      self->flows[flow->index] = TRUE;
      if (flow->target != NULL)
        self->nodes[flow->target->index] = TRUE;
    }
  for (guint i = 0; i < result->visited->len; i++)
    self->nodes[((const RunNode *) result->visited->pdata[i])->index] = TRUE;
}

/* Counts the steps played since it was last asked for: most plays are never asked. */
static void
update_coverage (const RunPlay *play)
{
  RunPlay *self = (RunPlay *) play;

  if (self->nodes == NULL)
    {
      guint n_nodes;
      guint n_flows;

      run_process_get_nodes (run_app_get_process (self->app), &n_nodes);
      run_process_get_flows (run_app_get_process (self->app), &n_flows);
      self->nodes = g_new0 (gboolean, n_nodes + 1);
      self->flows = g_new0 (gboolean, n_flows + 1);
      self->n_covered = 0;
    }
  while (self->n_covered < self->played->len)
    add_coverage (self, self->n_covered++);
}

static void
set_failure (RunPlay *self, RunFailure *failure)
{
  const RunState *state = run_play_get_state (self);
  const RunNode *at = state != NULL ? run_state_get_at (state) : NULL;

  self->failure = failure;
  self->failed_step = self->played->len - 1;
  self->failed_at = g_strdup (at != NULL ? at->id : NULL);
}

/* Compares what came with what the step announced. */
static void
judge (RunPlay *self, const RunPlayed *played)
{
  const RunFailure *failure = played->result->failure;
  const char *announced = played->step != NULL ? played->step->expect_error : NULL;

  if (failure == NULL)
    {
      if (announced != NULL)
        set_failure (self, refuse ("The step was to answer an error (“%s”), but it did not",
                                   announced));
      return;
    }
  if (announced == NULL || failure->kind == RUN_FAILURE_SCENARIO
      || !run_failure_mentions (failure, announced))
    set_failure (self, run_failure_copy (failure));
}

static const RunPlayed *
keep (RunPlay *self, RunStep *step, RunResult *result, gint64 clock)
{
  RunPlayed *played = g_new0 (RunPlayed, 1);

  played->step = step;
  played->result = result;
  played->clock = clock;
  g_ptr_array_add (self->played, played);
  return played;
}

RunPlay *
run_play_begin (RunApp *app, const RunScenario *scenario, RunSetupFlags flags)
{
  RunPlay *self = g_new0 (RunPlay, 1);
  const RunRequest request = { .time = scenario->clock };

  self->app = run_app_ref (app);
  self->scenario = run_scenario_copy (scenario);
  self->setup = run_scenario_make_setup (scenario, app, flags);
  self->played = g_ptr_array_new_with_free_func (played_free);
  judge (self, keep (self, NULL, run_start (self->setup, scenario->start, &request),
                     scenario->clock));
  return self;
}

static void
check_expectations (RunPlay *self)
{
  const RunScenario *scenario = self->scenario;
  const RunState *state = run_play_get_state (self);
  const RunNode *at = run_state_get_at (state);
  const char *status = run_state_is_ended (state) ? "ended" : "waiting";

  if (scenario->expect_status != NULL && strcmp (scenario->expect_status, status) != 0)
    set_failure (self, refuse ("The scenario was to be %s, but it is %s at %s",
                               scenario->expect_status, status, at->id));
  else if (scenario->expect_end_event != NULL
           && (!run_state_is_ended (state)
               || g_strcmp0 (at->id, scenario->expect_end_event) != 0))
    set_failure (self, refuse ("The scenario was to end at %s, but it stands at %s",
                               scenario->expect_end_event, at->id));
  else if (scenario->expect_at != NULL && g_strcmp0 (at->id, scenario->expect_at) != 0)
    set_failure (self, refuse ("The scenario was to stand at %s, but it stands at %s",
                               scenario->expect_at, at->id));
}

/* A scenario may say that its last step is what makes it fail. */
static gboolean
expects_failure (const RunPlay *self)
{
  return g_strcmp0 (self->scenario->expect_status, "failed") == 0 && self->failure != NULL;
}

RunPlay *
run_play_new (RunApp *app, const RunScenario *scenario)
{
  RunPlay *self = run_play_begin (app, scenario, RUN_SETUP_NONE);

  for (guint i = 0; i < scenario->steps->len && self->failure == NULL; i++)
    run_play_step (self, scenario->steps->pdata[i], FALSE);
  if (self->failure == NULL)
    check_expectations (self);
  else if (expects_failure (self) && self->failed_step == scenario->steps->len)
    {
      g_clear_pointer (&self->failure, run_failure_free);
      g_clear_pointer (&self->failed_at, g_free);
      self->failed_step = 0;
    }
  return self;
}

void
run_play_free (RunPlay *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->played);
  run_scenario_free (self->scenario);
  run_setup_unref (self->setup);
  run_failure_free (self->failure);
  run_app_unref (self->app);
  g_free (self->failed_at);
  g_free (self->nodes);
  g_free (self->flows);
  g_free (self);
}

/**
 * run_play_step:
 * @step: what is done
 * @record: keep the step in the play's scenario, with the error it answers announced
 *
 * Returns: (transfer none) (nullable): what came of it; %NULL where the start failed
 */
const RunResult *
run_play_step (RunPlay *self, const RunStep *step, gboolean record)
{
  const RunPlayed *last = self->played->pdata[self->played->len - 1];
  const RunState *state = run_play_get_state (self);
  gint64 clock = last->clock;
  RunStep *copy;
  RunResult *result;

  if (state == NULL)
    return NULL;
  copy = run_step_copy (step);
  result = run_step_play (state, copy, &clock);
  if (record)
    {
      g_clear_pointer (&copy->expect_error, g_free);
      if (result->failure != NULL)
        copy->expect_error = g_strdup (run_failure_get_message (result->failure));
      g_clear_pointer (&self->failure, run_failure_free);
      g_clear_pointer (&self->failed_at, g_free);
      g_ptr_array_set_size (self->scenario->steps,
                            MIN (self->scenario->steps->len, self->played->len - 1));
      run_scenario_add_step (self->scenario, run_step_copy (copy));
    }
  judge (self, keep (self, copy, result, clock));
  return result;
}

/**
 * run_play_rewind:
 * @n_steps: how many steps stay
 *
 * Forgets the steps behind, and a failure with them.
 */
void
run_play_rewind (RunPlay *self, guint n_steps)
{
  if (n_steps + 1 < self->played->len)
    g_ptr_array_set_size (self->played, n_steps + 1);
  if (n_steps < self->scenario->steps->len)
    g_ptr_array_set_size (self->scenario->steps, n_steps);
  if (self->played->len > 1 || run_play_get_state (self) != NULL)
    {
      g_clear_pointer (&self->failure, run_failure_free);
      g_clear_pointer (&self->failed_at, g_free);
      self->failed_step = 0;
    }
  if (self->n_covered > self->played->len)
    {
      g_clear_pointer (&self->nodes, g_free);
      g_clear_pointer (&self->flows, g_free);
    }
}

RunPlayStatus
run_play_get_status (const RunPlay *self)
{
  if (self->failure != NULL)
    return RUN_PLAY_FAILED;
  return run_play_get_state (self) != NULL && run_state_is_ended (run_play_get_state (self))
             ? RUN_PLAY_ENDED
             : RUN_PLAY_WAITING;
}

guint
run_play_get_n_played (const RunPlay *self)
{
  return self->played->len;
}

const RunPlayed *
run_play_get_played (const RunPlay *self, guint index)
{
  return self->played->pdata[index];
}

const RunState *
run_play_get_state (const RunPlay *self)
{
  return ((const RunPlayed *) self->played->pdata[self->played->len - 1])->result->state;
}

const RunScenario *
run_play_get_scenario (const RunPlay *self)
{
  return self->scenario;
}

RunSetup *
run_play_get_setup (const RunPlay *self)
{
  return self->setup;
}

/**
 * run_play_get_failure:
 * @step: (out) (optional): number of the step from 1; 0: the start
 * @at: (out) (optional) (nullable): where the instance stood
 *
 * Returns: (transfer none) (nullable): why the play failed
 */
const RunFailure *
run_play_get_failure (const RunPlay *self, guint *step, const char **at)
{
  if (step != NULL)
    *step = self->failed_step;
  if (at != NULL)
    *at = self->failed_at;
  return self->failure;
}

gboolean
run_play_covers_node (const RunPlay *self, const RunNode *node)
{
  update_coverage (self);
  return self->nodes[node->index];
}

gboolean
run_play_covers_flow (const RunPlay *self, const RunFlow *flow)
{
  update_coverage (self);
  return self->flows[flow->index];
}

/* ---- The result as JSON ---- */

static void
write_string (SourceJsonWriter *writer, const char *key, const char *value)
{
  source_json_writer_key (writer, key);
  source_json_writer_string (writer, value);
}

static void
write_played_steps (const RunPlay *self, SourceJsonWriter *writer)
{
  source_json_writer_key (writer, "steps");
  source_json_writer_begin_array (writer);
  for (guint i = 1; i < self->played->len; i++)
    {
      const RunPlayed *played = self->played->pdata[i];

      run_step_write (played->step, writer);
    }
  source_json_writer_end_array (writer);
}

/* What each step led to, beside the steps themselves, which stay a scenario that can be played. */
static void
write_results (const RunPlay *self, SourceJsonWriter *writer)
{
  source_json_writer_key (writer, "results");
  source_json_writer_begin_array (writer);
  for (guint i = 1; i < self->played->len; i++)
    {
      const RunPlayed *played = self->played->pdata[i];
      const RunResult *result = played->result;
      const RunNode *at = run_state_get_at (result->state);

      source_json_writer_begin_object (writer);
      write_string (writer, "at", at != NULL ? at->id : NULL);
      write_string (writer, "error",
                    result->failure != NULL ? run_failure_get_message (result->failure) : NULL);
      source_json_writer_key (writer, "http");
      source_json_writer_integer (writer, result->failure != NULL ? result->failure->http : 200);
      source_json_writer_key (writer, "flows");
      source_json_writer_begin_array (writer);
      for (guint f = 0; f < result->path->len; f++)
        source_json_writer_string (writer, ((const RunFlow *) result->path->pdata[f])->id);
      source_json_writer_end_array (writer);
      source_json_writer_end_object (writer);
    }
  source_json_writer_end_array (writer);
}

static void
write_error (const RunPlay *self, SourceJsonWriter *writer)
{
  source_json_writer_key (writer, "error");
  if (self->failure == NULL)
    {
      source_json_writer_null (writer);
      return;
    }
  source_json_writer_begin_object (writer);
  source_json_writer_key (writer, "step");
  source_json_writer_integer (writer, self->failed_step);
  write_string (writer, "at", self->failed_at);
  write_string (writer, "message", run_failure_get_message (self->failure));
  source_json_writer_key (writer, "http");
  if (self->failure->http != 0)
    source_json_writer_integer (writer, self->failure->http);
  else
    source_json_writer_null (writer);
  if (self->failure->issues != NULL)
    {
      source_json_writer_key (writer, "issues");
      source_json_writer_begin_array (writer);
      for (gsize i = 0; self->failure->issues[i] != NULL; i++)
        source_json_writer_string (writer, self->failure->issues[i]);
      source_json_writer_end_array (writer);
    }
  if (self->failure->undecided != NULL)
    write_string (writer, "undecided", self->failure->undecided);
  source_json_writer_end_object (writer);
}

static void
write_covered (const RunPlay *self, SourceJsonWriter *writer)
{
  const RunProcess *process = run_app_get_process (self->app);
  guint n_nodes;
  guint n_flows;
  const RunNode *const *nodes = run_process_get_nodes (process, &n_nodes);
  const RunFlow *const *flows = run_process_get_flows (process, &n_flows);

  source_json_writer_key (writer, "covered");
  source_json_writer_begin_object (writer);
  source_json_writer_key (writer, "nodes");
  source_json_writer_begin_array (writer);
  for (guint i = 0; i < n_nodes; i++)
    if (run_play_covers_node (self, nodes[i]))
      source_json_writer_string (writer, nodes[i]->id);
  source_json_writer_end_array (writer);
  source_json_writer_key (writer, "flows");
  source_json_writer_begin_array (writer);
  for (guint i = 0; i < n_flows; i++)
    if (run_play_covers_flow (self, flows[i]))
      source_json_writer_string (writer, flows[i]->id);
  source_json_writer_end_array (writer);
  source_json_writer_end_object (writer);
}

void
run_play_write_members (const RunPlay *self, SourceJsonWriter *writer)
{
  g_autoptr (RunState) none = NULL;
  const RunState *state = run_play_get_state (self);
  const char *const *assumed = run_app_get_assumed (self->app);
  g_autofree char *runtime = altinn_runtime_to_string (run_app_get_runtime (self->app));
  const RunNode *at;

  if (state == NULL)
    state = none = run_state_new (self->setup);
  at = run_state_get_at (state);
  if (self->scenario->name != NULL)
    write_string (writer, "name", self->scenario->name);
  write_string (writer, "runtime", runtime);
  write_string (writer, "status", run_play_status_to_string (run_play_get_status (self)));
  write_string (writer, "at", at != NULL ? at->id : NULL);
  write_played_steps (self, writer);
  write_results (self, writer);
  source_json_writer_key (writer, "tasks");
  run_json_write_tasks (writer, self->app);
  source_json_writer_key (writer, "process");
  run_json_write_process (writer, run_state_get_process (state));
  source_json_writer_key (writer, "events");
  run_json_write_events (writer, state);
  source_json_writer_key (writer, "instance");
  run_json_write_instance (writer, state);
  source_json_writer_key (writer, "assumed");
  source_json_writer_begin_array (writer);
  for (gsize i = 0; assumed[i] != NULL; i++)
    source_json_writer_string (writer, assumed[i]);
  source_json_writer_end_array (writer);
  write_error (self, writer);
  write_covered (self, writer);
}

void
run_play_write_json (const RunPlay *self, SourceJsonWriter *writer)
{
  source_json_writer_begin_object (writer);
  run_play_write_members (self, writer);
  source_json_writer_end_object (writer);
}

char *
run_play_to_json (const RunPlay *self)
{
  SourceJsonWriter *writer = source_json_writer_new (2);

  run_play_write_json (self, writer);
  return source_json_writer_end (writer);
}

/* run-engine.c: start, next, completeProcess and resume (facts: runtime 3.1 to 3.3)
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/run/run-engine-private.h"

#include <string.h>

#define MAX_ITERATIONS 100

static gboolean
conflict (RunWork *work, const char *title, const char *detail)
{
  return run_work_fail (work, run_failure_new (RUN_FAILURE_CONFLICT, 409, title, "%s", detail));
}

/* ---- Moving ---- */

/* Takes over what the navigator found; FALSE where it threw. */
static gboolean
take_navigation (RunWork *work, RunNavigation *navigation)
{
  g_ptr_array_extend (work->result->decisions, navigation->decisions, NULL, NULL);
  g_ptr_array_set_free_func (navigation->decisions, NULL);
  if (navigation->failure != NULL)
    return run_work_fail (work, g_steal_pointer (&navigation->failure));
  return TRUE;
}

static void
record_way (RunWork *work, const RunNavigation *navigation)
{
  g_ptr_array_extend (work->result->path, navigation->path, NULL, NULL);
  g_ptr_array_add (work->result->visited, (gpointer) navigation->next);
}

static RunProcessState
enter_task (RunWork *work, const RunNode *task, const char *flow_type)
{
  const RunProcessState *old = work->state->process;
  RunProcessState process = { 0 };

  process.started = old->started;
  process.start_event = old->start_event;
  process.current = task;
  process.flow = old->flow + 1;
  process.current_started = work->request->time;
  process.task_type = run_app_get_task_type (work->app, task);
  process.flow_type = flow_type;
  return process;
}

static RunProcessState
enter_end (RunWork *work, const RunNode *end)
{
  const RunProcessState *old = work->state->process;
  RunProcessState process = { 0 };

  process.started = old->started;
  process.start_event = old->start_event;
  process.flow = old->flow;
  process.ended = work->request->time;
  process.end_event = end;
  return process;
}

static void
add_event (RunWork *work, const char *type)
{
  run_state_add_event (work->state, type, FALSE, work->request->time, work->actor,
                       work->state->process);
}

static void
add_altinn_event (RunWork *work, const char *type)
{
  if (run_app_registers_events (work->app))
    run_state_add_event (work->state, type, TRUE, work->request->time, work->actor,
                         work->state->process);
}

/* The handlers run first; the new process state and the events are stored in one go afterwards. */
static gboolean
run_handlers (RunWork *work, const RunNode *next, gboolean abandon)
{
  const RunNode *current = work->state->process->current;

  if (run_node_is_task (current)
      && !(abandon ? run_work_abandon_task (work, current) : run_work_end_task (work, current)))
    return FALSE;
  if (run_node_is_task (next))
    return run_work_start_task (work, next, work->state->process->flow + 1);
  if (next->kind == RUN_NODE_END_EVENT)
    run_work_end_process (work);
  return TRUE;
}

static void
store_move (RunWork *work, const RunNode *next, const char *flow_type, gboolean abandon)
{
  if (run_node_is_task (work->state->process->current))
    add_event (work, abandon ? "process_AbandonTask" : "process_EndTask");
  if (run_node_is_task (next))
    {
      const RunProcessState process = enter_task (work, next, flow_type);

      run_state_set_process (work->state, &process);
      add_event (work, "process_StartTask");
      if (g_strcmp0 (process.task_type, "signing") == 0)
        add_event (work, "SentToSign");
      add_altinn_event (work, "app.instance.process.movedTo");
    }
  else if (next->kind == RUN_NODE_END_EVENT)
    {
      const RunProcessState process = enter_end (work, next);

      run_state_set_process (work->state, &process);
      add_event (work, "process_EndEvent");
      add_event (work, "Submited");
      add_altinn_event (work, "app.instance.process.completed");
    }
}

static gboolean
move_along (RunWork *work, const RunNavigation *navigation, const char *flow_type,
            gboolean abandon)
{
  if (navigation->next == NULL)
    return run_work_throw (work, "Next process element was unexpectedly null");
  if (!run_handlers (work, navigation->next, abandon))
    return FALSE;
  store_move (work, navigation->next, flow_type, abandon);
  work->state->workflow = RUN_WORKFLOW_IDLE;
  record_way (work, navigation);
  return TRUE;
}

static gboolean
move_to_next (RunWork *work, const char *action)
{
  gboolean abandon = g_strcmp0 (action, "reject") == 0;
  const RunQuestion question = {
    .state = work->state,
    .from = work->state->process->current,
    .action = action,
    .takes = work->request->takes,
  };
  g_autoptr (RunNavigation) navigation = run_navigate (&question);

  if (!take_navigation (work, navigation))
    return FALSE;
  return move_along (work, navigation,
                     abandon ? "AbandonCurrentMoveToNext" : "CompleteCurrentMoveToNext", abandon);
}

/* ---- Next ---- */

static gboolean
check_process (RunWork *work)
{
  const RunState *state = work->state;

  if (state->process == NULL)
    return conflict (work, NULL, "The instance is missing process information.");
  if (state->process->ended != 0 || state->process->end_event != NULL)
    return conflict (work, NULL, "Process is ended.");
  if (run_state_get_current (state) == NULL)
    return conflict (work, NULL, "Process is not started. Use start!");
  return TRUE;
}

static gboolean
skips_validation (RunWork *work, const char *checked, gboolean served, gboolean *skips)
{
  const RunNode *task = work->state->process->current;

  *skips = served;
  if (g_strcmp0 (checked, "reject") != 0)
    return TRUE;
  if (task->extension == NULL)
    return run_work_throw (work, "No AltinnTaskExtension found on task");
  if (run_app_has (work->app, RUN_FEATURE_REJECT_SKIPS_VALIDATION)
      && run_node_find_action (task, "reject") != NULL)
    *skips = TRUE;
  /* Version 9 counts every action on a service task as its run. */
  if (run_app_has (work->app, RUN_FEATURE_WORKFLOW) && run_app_is_service (work->app, task))
    *skips = TRUE;
  return TRUE;
}

static gboolean
validate (RunWork *work)
{
  char **issues = run_work_validate (work);
  RunFailure *failure;

  if (issues == NULL)
    return TRUE;
  failure = run_failure_new (RUN_FAILURE_CONFLICT, 409, "Validation failed for task",
                             "%u validation errors found for task %s", g_strv_length (issues),
                             work->state->process->current->id);
  failure->issues = issues;
  return run_work_fail (work, failure);
}

/* What version 9 answers while a service task is not done. */
static gboolean
check_workflow (RunWork *work, const char *action)
{
  const RunNode *task = work->state->process->current;

  if (work->state->workflow == RUN_WORKFLOW_WAITING)
    return conflict (work, "retrying", "Task is still being processed.");
  if (work->state->workflow == RUN_WORKFLOW_FAILED
      && (g_strcmp0 (action, "reject") != 0 || run_node_find_action (task, "reject") == NULL))
    return conflict (work, "resumeRequired", "Task must be resumed before it can continue.");
  return TRUE;
}

typedef enum
{
  MOVED,
  STAYED, /* a service task waits */
  FAILED,
} Step;

/* Runs the service task the instance stands at; @action gets what to go on with. */
static Step
serve (RunWork *work, const char *checked, const char **action)
{
  const RunNode *task = work->state->process->current;

  if (g_strcmp0 (checked, "write") != 0 && g_strcmp0 (checked, work->state->process->task_type) != 0)
    {
      run_work_fail (work,
                     run_failure_new (RUN_FAILURE_CONFLICT, 409, "User action not supported!",
                                      "Service tasks do not support running user actions! "
                                      "Received action param %s.",
                                      checked));
      return FAILED;
    }
  switch (run_work_serve (work, task, action))
    {
    case RUN_SERVED_FAILED:
      return FAILED;
    case RUN_SERVED_WAIT:
      return STAYED;
    default:
      return MOVED;
    }
}

/* processNext of the runtime: one move. */
static Step
process_next (RunWork *work, const char *action)
{
  const RunNode *task;
  const char *checked;
  const char *move_action = action;
  gboolean served = FALSE;
  gboolean skips;

  if (!check_process (work))
    return FAILED;
  task = work->state->process->current;
  if (work->state->process->task_type == NULL)
    {
      conflict (work, NULL, "Instance does not have current altinn task type information!");
      return FAILED;
    }
  if (!run_work_authorize_next (work, action) || !check_workflow (work, action))
    return FAILED;
  if (!run_app_has (work->app, RUN_FEATURE_CLEANUP_AT_START))
    run_work_clean_task (work, task, work->state->process->flow);
  checked = action != NULL ? action : run_app_get_default_action (work->app, task);
  if (g_strcmp0 (action, "reject") != 0)
    {
      if (run_app_is_service (work->app, task))
        {
          Step step = serve (work, checked, &move_action);

          if (step != MOVED)
            return step;
          served = TRUE;
        }
      else if (action != NULL && !run_work_handle_action (work, action, NULL))
        return FAILED;
    }
  if (!skips_validation (work, checked, served, &skips) || (!skips && !validate (work)))
    return FAILED;
  return move_to_next (work, move_action) ? MOVED : FAILED;
}

/* Version 9 goes on with the service owner's rights. */
static void
go_on_as_owner (RunWork *work)
{
  if (run_app_has (work->app, RUN_FEATURE_WORKFLOW))
    work->actor = run_setup_lookup_actor (run_state_get_setup (work->state), "owner");
}

/* Service tasks run by themselves, until a task waits for somebody. @n_done moves were made. */
static void
run_service_tasks (RunWork *work, guint n_done)
{
  for (guint n = n_done; run_app_is_auto_run (work->app, run_state_get_current (work->state)); n++)
    {
      if (n >= MAX_ITERATIONS)
        {
          run_work_fail (work,
                         run_failure_new (RUN_FAILURE_INTERNAL, 500, "Process loop detected",
                                          "More than %d iterations detected in process. Possible "
                                          "loop in process definition.",
                                          MAX_ITERATIONS));
          return;
        }
      go_on_as_owner (work);
      if (process_next (work, NULL) != MOVED)
        return;
    }
}

/* ---- Version 7 ---- */

static const char *
v7_flow_type (const RunNavigation *navigation)
{
  for (guint i = 0; i < navigation->path->len; i++)
    {
      const RunFlow *flow = navigation->path->pdata[i];

      if (g_strcmp0 (flow->flow_type, "AbandonCurrentReturnToNext") == 0)
        return "AbandonCurrentReturnToNext";
      if (g_strcmp0 (flow->flow_type, "AbandonCurrentMoveToNext") == 0)
        return "AbandonCurrentMoveToNext";
    }
  return "CompleteCurrentMoveToNext";
}

/* The client names the target; whether the task is abandoned is the flow's. */
static void
next_v7 (RunWork *work)
{
  const RunNode *task;
  const RunQuestion question = {
    .state = work->state,
    .from = work->state->process != NULL ? work->state->process->current : NULL,
    .takes = work->request->takes,
    .to = work->request->to,
  };
  g_autoptr (RunNavigation) navigation = NULL;
  g_auto (GStrv) issues = NULL;
  const char *flow_type;
  const char *action;

  if (!check_process (work))
    return;
  task = work->state->process->current;
  if (g_strcmp0 (work->request->to, task->id) == 0)
    {
      run_work_fail (work,
                     run_failure_new (RUN_FAILURE_CONFLICT, 409, NULL,
                                      "Requested process element %s is same as instance's "
                                      "current task. Cannot change process.",
                                      task->id));
      return;
    }
  action = run_app_get_default_action (work->app, task);
  if (!run_work_may (work, action != NULL ? action : "write"))
    {
      run_work_fail (work, run_failure_new (RUN_FAILURE_UNAUTHORIZED, 403, "Unauthorized",
                                            "User is not authorized to complete task %s",
                                            task->id));
      return;
    }
  navigation = run_navigate (&question);
  if (!take_navigation (work, navigation))
    return;
  flow_type = v7_flow_type (navigation);
  if (strcmp (flow_type, "CompleteCurrentMoveToNext") == 0
      && (issues = run_work_validate (work)) != NULL)
    {
      RunFailure *failure = run_failure_new (
          RUN_FAILURE_CONFLICT, 409, NULL,
          "Cannot complete/close current task %s. The data element(s) assigned to the task are "
          "not valid!",
          task->id);

      failure->issues = g_steal_pointer (&issues);
      run_work_fail (work, failure);
      return;
    }
  move_along (work, navigation, flow_type, strcmp (flow_type, "CompleteCurrentMoveToNext") != 0);
}

/**
 * run_next:
 * @state: an instance
 * @request: who, with which action
 *
 * PUT process/next: one move, then every service task that runs by itself.
 *
 * Returns: (transfer full): the answer; a failed request keeps what it had done
 */
RunResult *
run_next (const RunState *state, const RunRequest *request)
{
  RunWork work;

  run_work_init (&work, state, request);
  if (!run_app_has (work.app, RUN_FEATURE_TASK_TYPE_ELEMENT))
    next_v7 (&work);
  else if (process_next (&work, request->action) == MOVED)
    run_service_tasks (&work, 1);
  return run_work_finish (&work);
}

/**
 * run_resume:
 * @state: an instance whose service task failed or waits (version 9)
 * @request: who, and how the service task goes now
 *
 * POST process/resume.
 *
 * Returns: (transfer full): the answer
 */
RunResult *
run_resume (const RunState *state, const RunRequest *request)
{
  RunWork work;

  run_work_init (&work, state, request);
  if (!run_app_has (work.app, RUN_FEATURE_WORKFLOW))
    run_work_fail (&work, run_failure_new (RUN_FAILURE_NOT_FOUND, 404, "Not Found",
                                           "Tasks can be resumed from app runtime 9 on"));
  else if (state->workflow == RUN_WORKFLOW_IDLE)
    conflict (&work, NULL, "There is no failed task to resume.");
  else
    {
      work.state->workflow = RUN_WORKFLOW_IDLE;
      run_service_tasks (&work, 0);
    }
  return run_work_finish (&work);
}

/**
 * run_complete_process:
 * @state: an instance
 * @request: who
 *
 * PUT process/completeProcess: next, with the action of each task's type, until the end.
 *
 * Returns: (transfer full): the answer
 */
RunResult *
run_complete_process (const RunState *state, const RunRequest *request)
{
  RunWork work;

  run_work_init (&work, state, request);
  if (state->process == NULL)
    conflict (&work, "Process is not started. Use start!", "Process is not started. Use start!");
  else if (run_state_is_ended (state))
    conflict (&work, NULL, "Process is ended. It cannot be restarted.");
  else if (run_state_get_current (state) == NULL)
    conflict (&work, NULL, "Instance does not have valid currentTask");
  for (guint n = 0; work.failure == NULL && !run_state_is_ended (work.state); n++)
    {
      const RunNode *task = run_state_get_current (work.state);

      if (n >= MAX_ITERATIONS)
        {
          run_work_fail (&work, run_failure_new (RUN_FAILURE_INTERNAL, 500, NULL,
                                                 "More than %d iterations detected in process. "
                                                 "Possible loop. Fix app process definition!",
                                                 MAX_ITERATIONS));
          break;
        }
      work.actor = request->actor != NULL
                       ? request->actor
                       : run_setup_get_default_actor (run_state_get_setup (state), task);
      if (run_work_authorize_next (&work, NULL) && validate (&work)
          && process_next (&work, run_app_get_default_action (work.app, task)) == MOVED)
        run_service_tasks (&work, 1);
      else if (work.failure == NULL)
        break; /* a service task waits */
    }
  return run_work_finish (&work);
}

/* ---- Start ---- */

static char *
list_start_events (const RunNode *const *starts, guint n_starts)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n_starts; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", starts[i]->id);
  return g_string_free (text, FALSE);
}

static const RunNode *
pick_start (RunWork *work, const char *id)
{
  guint n_starts;
  const RunNode *const *starts
      = run_process_get_kind (work->process, RUN_NODE_START_EVENT, &n_starts);
  g_autofree char *names = list_start_events (starts, n_starts);
  g_autofree char *text = NULL;
  RunFailure *failure;

  for (guint i = 0; i < n_starts; i++)
    if (id != NULL ? g_strcmp0 (starts[i]->id, id) == 0 : n_starts == 1)
      return starts[i];
  if (id != NULL)
    text = g_strdup_printf ("There is no such start event as '%s' in the process definition.", id);
  else if (n_starts == 0)
    text = g_strdup ("There is no start events in process definition. Cannot start process!");
  else
    text = g_strdup_printf ("There are more than one start events available. Chose one: [%s]",
                            names);
  if (run_app_has (work->app, RUN_FEATURE_WORKFLOW))
    failure = run_failure_new (RUN_FAILURE_CONFLICT, 409, NULL, "%s", text);
  else
    {
      failure = run_failure_new (RUN_FAILURE_CONFLICT, 409, NULL, "No matching startevent");
      failure->issues = g_new0 (char *, 2);
      failure->issues[0] = g_steal_pointer (&text);
    }
  run_work_fail (work, failure);
  return NULL;
}

static gboolean
start_at (RunWork *work, const RunNode *start)
{
  RunProcessState starting = { 0 };
  RunQuestion question = {
    .from = start,
    .takes = work->request->takes,
    .instantiating = TRUE,
  };
  g_autoptr (RunNavigation) navigation = NULL;
  const RunNode *next;

  starting.started = starting.current_started = work->request->time;
  starting.start_event = starting.current = start;
  starting.flow = 1;
  question.state = work->state;
  navigation = run_navigate (&question);
  if (!take_navigation (work, navigation))
    return FALSE;
  run_state_set_process (work->state, &starting);
  next = navigation->next;
  if (next == NULL)
    return run_work_throw (work, "Next process element was unexpectedly null");
  if (next->kind == RUN_NODE_END_EVENT)
    return run_work_throw (work, "Unable to parse taskId from CurrentTask on instance event "
                                 "process_EndEvent ()");
  if (!run_node_is_task (next))
    return run_work_throw (work, "The process starts at %s, which is no task", next->id);
  add_event (work, "process_StartEvent");
  if (!run_work_start_task (work, next, starting.flow + 1))
    return FALSE;
  {
    const RunProcessState process = enter_task (work, next, "CompleteCurrentMoveToNext");

    run_state_set_process (work->state, &process);
  }
  add_event (work, "process_StartTask");
  if (g_strcmp0 (work->state->process->task_type, "signing") == 0)
    add_event (work, "SentToSign");
  add_altinn_event (work, "app.instance.created");
  record_way (work, navigation);
  return TRUE;
}

/**
 * run_start:
 * @setup: the app and its actors
 * @start_event: (nullable): id of the start event; %NULL: the only one
 * @request: when, who
 *
 * Makes an instance and starts its process. A start that fails leaves no instance,
 * except in version 9 where a service task behind it fails.
 *
 * Returns: (transfer full): the answer; its state is %NULL if there is no instance
 */
RunResult *
run_start (RunSetup *setup, const char *start_event, const RunRequest *request)
{
  g_autoptr (RunState) empty = run_state_new (setup);
  RunWork work;
  const RunNode *start;

  run_work_init (&work, empty, request);
  start = pick_start (&work, start_event);
  if (start != NULL && start_at (&work, start))
    {
      if (run_app_has (work.app, RUN_FEATURE_WORKFLOW))
        run_service_tasks (&work, 0);
    }
  else
    {
      g_autofree char *title = g_strdup_printf (
          "Unable to start the process for instance %s of %s", RUN_INSTANCE_ID,
          run_app_get_id (work.app));

      if (work.failure->kind == RUN_FAILURE_EXCEPTION)
        {
          g_free (work.failure->title);
          work.failure->title = g_steal_pointer (&title);
        }
      g_clear_pointer (&work.state, run_state_unref);
    }
  return run_work_finish (&work);
}

/* run-engine-private.h: one request being answered
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "engine/run/run-engine.h"
#include "engine/run/run-state-private.h"

G_BEGIN_DECLS

/**
 * RunWork:
 * @state: the state being made; nobody else sees it yet
 * @failure: (nullable): why the request failed; nothing more is done then
 * @actor: who asks now: the runtime lets the service owner go on in version 9
 * @served: how often each service task ran in this request
 */
typedef struct
{
  RunState *state;
  RunApp *app;
  const RunProcess *process;
  RunSetupFlags flags;
  const RunRequest *request;
  const RunActor *actor;
  RunFailure *failure;
  RunResult *result;
  GHashTable *served;
} RunWork;

void run_work_init (RunWork *work, const RunState *state, const RunRequest *request);
RunResult *run_work_finish (RunWork *work);

/* Fails the request; the first failure stays. Always FALSE. */
gboolean run_work_fail (RunWork *work, RunFailure *failure);
gboolean run_work_throw (RunWork *work, const char *format, ...) G_GNUC_PRINTF (2, 3);

/* Who may (run-rights.c). */
gboolean run_work_may (RunWork *work, const char *action);
gboolean run_work_authorize_next (RunWork *work, const char *action);
/* Validation of the current task (run-validate.c): issues of severity error; NULL: none. */
char **run_work_validate (RunWork *work);
/* User actions (run-action.c): TRUE also for an action without handler. */
gboolean run_work_handle_action (RunWork *work, const char *action, gboolean *handled);
/* Start, end and abandon of tasks (run-task.c). */
gboolean run_work_start_task (RunWork *work, const RunNode *task, guint visit);
gboolean run_work_end_task (RunWork *work, const RunNode *task);
gboolean run_work_abandon_task (RunWork *work, const RunNode *task);
void run_work_end_process (RunWork *work);
void run_work_clean_task (RunWork *work, const RunNode *task, guint but_visit);
/* Service tasks (run-service.c). */
typedef enum
{
  RUN_SERVED_SUCCESS,
  RUN_SERVED_CONTINUE,
  RUN_SERVED_WAIT,
  RUN_SERVED_FAILED,
} RunServed;
/* @action: what to go on with; NULL: none. Owned by the request or static. */
RunServed run_work_serve (RunWork *work, const RunNode *task, const char **action);
/* The outcome a scenario gives @node next, "success" where it gives none. */
const char *run_work_next_outcome (RunWork *work, const RunNode *node);
RunDataElement *run_work_add_generated (RunWork *work, RunDataKind kind, const char *type,
                                        const RunNode *task);

G_END_DECLS

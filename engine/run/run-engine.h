/* run-engine.h: requests to a process instance, as the app runtime answers them
 *
 * Each function takes a state and a request and returns what came of it: always a new state, also
 * when it failed, because a failed request keeps what it had done (facts: runtime 7.2.14).
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "engine/run/run-navigator.h"
#include "engine/run/run-state.h"

G_BEGIN_DECLS

/**
 * RunRequest:
 * @actor: (nullable): who asks; %NULL: run_setup_get_default_actor() of where the instance stands
 * @action: (nullable): the action the client sends
 * @time: microseconds since 1970 UTC
 * @to: (nullable): target that the client names (version 7)
 * @takes: (nullable) (element-type utf8 utf8): gateway id to flow id, where code decides
 * @services: (nullable) (element-type utf8 GStrv): service task id to its outcomes, one after the
 *   other, the last one again and again: `success`, `abort`, `continue`, `wait` (version 9),
 *   `exception`; `success:ACTION` (version 9) and `continue:ACTION` name the action to go on with
 * @invalid: the validation of the current task fails
 * @new_step: counts as a step of its own (the first request of a step)
 */
typedef struct
{
  const RunActor *actor;
  const char *action;
  gint64 time;
  const char *to;
  GHashTable *takes;
  GHashTable *services;
  gboolean invalid;
  gboolean new_step;
} RunRequest;

/**
 * RunResult:
 * @state: what the instance is now; only %NULL where a start failed
 * @failure: (nullable): the answer, if the request failed
 * @decisions: (element-type RunDecision): gateways passed, in order
 * @path: (element-type RunFlow): flows taken, in order
 * @visited: (element-type RunNode): tasks and end event entered, in order
 */
typedef struct
{
  RunState *state;
  RunFailure *failure;
  GPtrArray *decisions;
  GPtrArray *path;
  GPtrArray *visited;
} RunResult;

void run_result_free (RunResult *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RunResult, run_result_free)

gboolean run_outcome_is_valid (const char *outcome);

/* POST instances: @start_event may be NULL where there is only one. */
RunResult *run_start (RunSetup *setup, const char *start_event, const RunRequest *request)
    G_GNUC_WARN_UNUSED_RESULT;
/* PUT process/next. */
RunResult *run_next (const RunState *state, const RunRequest *request) G_GNUC_WARN_UNUSED_RESULT;
/* POST actions: sign, pay, server actions; the process does not move. */
RunResult *run_action (const RunState *state, const RunRequest *request)
    G_GNUC_WARN_UNUSED_RESULT;
/* PUT process/completeProcess. */
RunResult *run_complete_process (const RunState *state, const RunRequest *request)
    G_GNUC_WARN_UNUSED_RESULT;
/* POST process/resume (version 9): a failed or waiting service task goes on. */
RunResult *run_resume (const RunState *state, const RunRequest *request) G_GNUC_WARN_UNUSED_RESULT;
/* Saves data: an object of data type to merge patch (RFC 7396), list of elements, or file. */
RunResult *run_save (const RunState *state, const RunRequest *request, const SourceJsonValue *data)
    G_GNUC_WARN_UNUSED_RESULT;
/* What the payment provider says about the payment of the current task. */
RunResult *run_set_payment (const RunState *state, const RunRequest *request,
                            RunPaymentStatus status) G_GNUC_WARN_UNUSED_RESULT;

/**
 * RunOffer:
 * @action: (nullable): the action; %NULL: process/next without one
 * @moves: moves the process (process/next), else the actions endpoint
 * @listed: an altinn:action of the task
 * @authorized: @actor may do it
 */
typedef struct
{
  const char *action;
  gboolean moves;
  gboolean listed;
  gboolean authorized;
} RunOffer;

/* What the current task lets @actor do: next without action, the listed actions in document order,
 * and `sign` or `pay` where the task type has it; (element-type RunOffer). Strings live as long as
 * the app. */
GArray *run_list_offers (const RunState *state, const RunActor *actor) G_GNUC_WARN_UNUSED_RESULT;
gboolean run_is_authorized (const RunState *state, const RunActor *actor, const char *action);

G_END_DECLS

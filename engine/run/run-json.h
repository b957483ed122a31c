/* run-json.h: states as JSON, in the forms that Storage and the app's API give
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "engine/run/run-engine.h"
#include "engine/source/source-json.h"

G_BEGIN_DECLS

/* The process as Storage keeps it: null members omitted (facts: runtime 3.6). */
void run_json_write_process (SourceJsonWriter *writer, const RunProcessState *process);
/* GET process: nulls included, with actions as @actor may do them. FALSE: the app answers 500
 * because an action is listed twice, or `read` or `write` is listed (version 8). */
gboolean run_json_write_app_process (SourceJsonWriter *writer, const RunState *state,
                                     const RunActor *actor, RunFailure **failure);
void run_json_write_events (SourceJsonWriter *writer, const RunState *state);
/* Data, signatures, payments, sent, pdfs. */
void run_json_write_instance (SourceJsonWriter *writer, const RunState *state);
void run_json_write_tasks (SourceJsonWriter *writer, const RunApp *app);
void run_json_write_decisions (SourceJsonWriter *writer, const GPtrArray *decisions);

char *run_json_process (const RunState *state) G_GNUC_WARN_UNUSED_RESULT;
char *run_json_app_process (const RunState *state, const RunActor *actor, RunFailure **failure)
    G_GNUC_WARN_UNUSED_RESULT;
char *run_json_time (gint64 time) G_GNUC_WARN_UNUSED_RESULT; /* ISO 8601, UTC */

G_END_DECLS

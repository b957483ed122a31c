/* run-condition-private.h: the conditions of flows
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "engine/expression/expression.h"
#include "engine/run/run-state.h"

G_BEGIN_DECLS

/* Parses the condition once, when the process is read. @known has those that were parsed, by text:
 * most conditions of a process are the same. */
void run_condition_prepare (RunFlow *flow, GHashTable *known);
void run_condition_clear (RunFlow *flow);
/* Whether @flow's condition gives the boolean true. On an error FALSE with the text the runtime
 * answers in @message. @value, if not NULL, gets the value as JSON. */
gboolean run_condition_evaluate (const RunFlow *flow, const RunState *state, const char *data_type,
                                 const char *action, gboolean *is_true, char **value,
                                 char **message);
/* How the value came about; NULL where there is no expression or the runtime lacks a function. */
ExpressionExplanation *run_condition_explain (const RunFlow *flow, const RunState *state,
                                              const char *data_type, const char *action)
    G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

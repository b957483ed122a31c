/* run-navigator.h: where a process goes from an element
 *
 * The runtime's navigator (facts: runtime 2.2): leaving a task or event follows sourceRef, leaving
 * a gateway follows its <outgoing> elements.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "engine/expression/expression.h"
#include "engine/run/run-state.h"

G_BEGIN_DECLS

/**
 * RunDecidedBy:
 * @RUN_DECIDED_BY_CONDITIONS: flows have conditions
 * @RUN_DECIDED_BY_DEFAULT: no conditions, the default flow
 * @RUN_DECIDED_BY_SINGLE: one flow, or none
 * @RUN_DECIDED_BY_CODE: no conditions and no default: code in the app decides, or nobody does
 */
typedef enum
{
  RUN_DECIDED_BY_CONDITIONS,
  RUN_DECIDED_BY_DEFAULT,
  RUN_DECIDED_BY_SINGLE,
  RUN_DECIDED_BY_CODE,
} RunDecidedBy;
const char *run_decided_by_to_string (RunDecidedBy decided_by); /* "conditions" */

/**
 * RunDecisionFlow:
 * @flow: the flow
 * @value: (nullable): what its condition gave, as JSON; %NULL: not evaluated, or an error
 * @error: (nullable): what evaluating it answered
 * @selected: the gateway let it through
 * @taken: the process goes this way
 */
typedef struct
{
  const RunFlow *flow;
  char *value;
  char *error;
  gboolean selected;
  gboolean taken;
} RunDecisionFlow;

/* One gateway that was passed. */
typedef struct
{
  const RunNode *gateway;
  RunDecidedBy decided_by;
  const char *data_type; /* that its conditions read; NULL: none */
  RunState *state;       /* that its conditions looked at; NULL: they were not asked */
  char *action;          /* gatewayAction; NULL: none */
  RunDecisionFlow *flows;
  guint n_flows;
} RunDecision;
void run_decision_free (RunDecision *self);
ExpressionExplanation *run_decision_explain (const RunDecision *self, guint index)
    G_GNUC_WARN_UNUSED_RESULT;

/**
 * RunNavigation:
 * @next: (nullable): where the process goes
 * @failure: (nullable): what the runtime throws
 * @path: (element-type RunFlow): the flows that lead to @next, in order; empty with a failure
 * @decisions: (element-type RunDecision): the gateways on the way, in the order the runtime asks
 *
 * The answer to one question. @next and @failure may both be %NULL: the runtime's null.
 */
typedef struct
{
  const RunNode *next;
  RunFailure *failure;
  GPtrArray *path;
  GPtrArray *decisions;
} RunNavigation;

/**
 * RunNavigatorFilter:
 * @gateway: a gateway with several flows
 * @flow: one of them
 * @user_data: what was given
 *
 * Stands in for the runtime's registered filters in tests: which flows a gateway keeps.
 *
 * Returns: whether to keep @flow; -1: no filter is registered for @gateway
 */
typedef int (*RunNavigatorFilter) (const RunNode *gateway, const RunFlow *flow,
                                   gpointer user_data);

/**
 * RunQuestion:
 * @state: the instance: its data, and the task that is left
 * @from: the element that is left
 * @action: (nullable): gatewayAction
 * @takes: (nullable) (element-type utf8 utf8): gateway id to flow id, for gateways decided in code
 * @to: (nullable): the target the client names (version 7)
 * @instantiating: the instance does not exist yet: conditions cannot be evaluated (version 8)
 * @filter: (nullable): a stand-in for registered filters
 */
typedef struct
{
  const RunState *state;
  const RunNode *from;
  const char *action;
  GHashTable *takes;
  const char *to;
  gboolean instantiating;
  RunNavigatorFilter filter;
  gpointer filter_data;
} RunQuestion;

RunNavigation *run_navigate (const RunQuestion *question) G_GNUC_WARN_UNUSED_RESULT;
void run_navigation_free (RunNavigation *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RunNavigation, run_navigation_free)

G_END_DECLS

/* run-values.h: what the conditions of a process look at, and the values worth trying
 *
 * The abstraction of ordering.md M4.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "engine/run/run-app.h"

G_BEGIN_DECLS

/**
 * RunVariable:
 * @path: the path in `["dataModel", path]`
 * @data_type: (nullable): the data type written in the expression; %NULL: the gateway's default
 * @values: (array zero-terminated=1): JSON texts, "null" first
 */
typedef struct
{
  char *path;
  char *data_type;
  char **values;
} RunVariable;

/* Every datum that @flow's condition reads; (element-type RunVariable). Values come from all
 * conditions of the process that look at the same path. */
GPtrArray *run_values_of_flow (const RunApp *app, const RunFlow *flow) G_GNUC_WARN_UNUSED_RESULT;
/* The same for all exits of a gateway. */
GPtrArray *run_values_of_gateway (const RunApp *app, const RunNode *gateway)
    G_GNUC_WARN_UNUSED_RESULT;
/* Literals compared with gatewayAction in the gateways reached from @node without passing a task;
 * (array zero-terminated=1), document order. */
char **run_values_list_actions (const RunApp *app, const RunNode *node) G_GNUC_WARN_UNUSED_RESULT;
/* A merge patch that puts @json at a dot path with indices: {"a":{"b":JSON}}. */
char *run_values_patch (const char *path, const char *json) G_GNUC_WARN_UNUSED_RESULT;
void run_variable_free (RunVariable *self);

G_END_DECLS

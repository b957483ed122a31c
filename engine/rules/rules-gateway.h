/* rules-gateway.h: the truth table of a gateway, as the engine evaluates it
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "engine/rules/rules.h"

G_BEGIN_DECLS

/**
 * RulesGatewayColumn:
 * @path: the path in `["dataModel", path]`
 * @data_type: (nullable): the data type it reads; %NULL where that is not known
 *
 * One datum that the gateway's conditions read.
 */
typedef struct
{
  char *path;
  char *data_type;
} RulesGatewayColumn;

/**
 * RulesGatewayRow:
 * @task: (nullable): id of the task that is left; %NULL: start of the instance
 * @action: (nullable): the action it is left with; %NULL: process/next without action
 * @values: (array): the value of each column as JSON text ("null", "\"yes\"")
 * @selected: (array): for each flow whether the gateway selects it
 * @flow: (nullable): id of the flow that is taken
 * @error: (nullable): what the app answers where not exactly one flow is selected
 * @offered: whether the app's own screens send this action from @task
 */
typedef struct
{
  char *task;
  char *action;
  char **values;
  gboolean *selected;
  char *flow;
  char *error;
  gboolean offered;
} RulesGatewayRow;

/**
 * RulesGatewayTable:
 * @gateway: id of the gateway
 * @flows: (array zero-terminated=1): ids of the flows in the order the app looks at them
 * @columns: (element-type RulesGatewayColumn): what the conditions read
 * @rows: (element-type RulesGatewayRow): every action and combination of relevant values
 * @code: the app decides it in C#: no flow has a condition
 * @bounded: there are more combinations than the 4 096 that were evaluated
 */
typedef struct
{
  char *gateway;
  char **flows;
  GPtrArray *columns;
  GPtrArray *rows;
  gboolean code;
  gboolean bounded;
} RulesGatewayTable;

RulesGatewayTable *rules_gateway_table_new (AltinnApp *app, const RulesOptions *options,
                                            const char *gateway, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
void rules_gateway_table_free (RulesGatewayTable *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RulesGatewayTable, rules_gateway_table_free)

G_END_DECLS

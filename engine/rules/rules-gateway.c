/* rules-gateway.c: the truth table of a gateway, as the engine evaluates it
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/rules/ordering-private.h"
#include "engine/rules/rules-gateway.h"

#include <glib/gi18n-lib.h>

static void
column_free (RulesGatewayColumn *self)
{
  g_free (self->path);
  g_free (self->data_type);
  g_free (self);
}

static void
row_free (RulesGatewayRow *self)
{
  g_free (self->task);
  g_free (self->action);
  g_strfreev (self->values);
  g_free (self->selected);
  g_free (self->flow);
  g_free (self->error);
  g_free (self);
}

void
rules_gateway_table_free (RulesGatewayTable *self)
{
  g_free (self->gateway);
  g_strfreev (self->flows);
  g_ptr_array_unref (self->columns);
  g_ptr_array_unref (self->rows);
  g_free (self);
}

static gboolean
leads_to (const RunNode *node, const RunNode *gateway, GHashTable *seen)
{
  guint n = node->kind == RUN_NODE_EXCLUSIVE_GATEWAY ? node->n_exits : node->n_next;

  for (guint i = 0; i < n; i++)
    {
      const RunNode *next =
          node->kind == RUN_NODE_EXCLUSIVE_GATEWAY ? node->exits[i]->target : node->next[i];

      if (next == gateway)
        return TRUE;
      if (next != NULL && next->kind == RUN_NODE_EXCLUSIVE_GATEWAY &&
          g_hash_table_add (seen, (gpointer) next) && leads_to (next, gateway, seen))
        return TRUE;
    }
  return FALSE;
}

/* One column for each of the model's variables. */
static void
add_columns (RulesGatewayTable *self, OrderingModel *model)
{
  for (guint i = 0; i < model->variables->len; i++)
    {
      const OrderingVariable *variable = &g_array_index (model->variables, OrderingVariable, i);
      RulesGatewayColumn *column = g_new0 (RulesGatewayColumn, 1);

      column->path = g_strdup (variable->path);
      column->data_type = g_strdup (variable->data_type);
      g_ptr_array_add (self->columns, column);
    }
}

static void
add_row (RulesGatewayTable *self, OrderingModel *model, const RunNode *gateway, OrderingTask *task,
         const OrderingExit *exit, const guint8 *values)
{
  const OrderingNavigation *navigation = ordering_model_navigate (model, task, exit, values);
  const OrderingDecision *decision = NULL;
  RulesGatewayRow *row;

  for (guint i = 0; i < navigation->n_decisions && decision == NULL; i++)
    if (navigation->decisions[i].gateway == gateway)
      decision = &navigation->decisions[i];
  if (decision == NULL)
    return; /* another gateway before it led elsewhere */
  row = g_new0 (RulesGatewayRow, 1);
  row->task = g_strdup (task->node->id);
  row->action = g_strdup (exit->action);
  row->offered = exit->offered;
  row->values = g_new0 (char *, model->variables->len + 1);
  for (guint i = 0; i < model->variables->len; i++)
    row->values[i] = g_strdup (
        g_array_index (model->variables, OrderingVariable, i).values[values[i]]);
  row->selected = g_new0 (gboolean, gateway->n_exits + 1);
  for (guint i = 0; i < gateway->n_exits && i < 64; i++)
    row->selected[i] = (decision->selected >> i) & 1;
  for (guint i = 0; i < gateway->n_exits && decision->n_selected == 1; i++)
    if (row->selected[i])
      row->flow = g_strdup (gateway->exits[i]->id);
  if (decision->n_selected != 1 || decision->failed)
    for (guint i = 0; i < navigation->n_targets && row->error == NULL; i++)
      row->error = g_strdup (navigation->targets[i].error);
  g_ptr_array_add (self->rows, row);
}

static gboolean
next_values (OrderingModel *model, const OrderingTask *task, guint8 *values)
{
  for (guint i = task->variables->len; i > 0; i--)
    {
      guint index = g_array_index (task->variables, guint, i - 1);

      if (++values[index] < g_array_index (model->variables, OrderingVariable, index).n_values)
        return TRUE;
      values[index] = 0;
    }
  return FALSE;
}

static void
add_rows (RulesGatewayTable *self, OrderingModel *model, const RunNode *gateway, OrderingTask *task)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  if (!leads_to (task->node, gateway, seen))
    return;
  for (guint i = 0; i < task->exits->len; i++)
    {
      const OrderingExit *exit = &g_array_index (task->exits, OrderingExit, i);
      g_autofree guint8 *values = g_malloc0 (model->variables->len + 1);
      gboolean is_new = TRUE;

      for (guint k = 0; k < i; k++)
        is_new = is_new && g_array_index (task->exits, OrderingExit, k).action != exit->action;
      if (!is_new)
        continue;
      do
        add_row (self, model, gateway, task, exit, values);
      while (next_values (model, task, values));
    }
}

/**
 * rules_gateway_table_new:
 * @app: the app or loose file
 * @options: (nullable): as in rules_check()
 * @gateway: id of an exclusive gateway
 * @error: return location for %RULES_ERROR_NOT_FOUND, or an error of reading the process
 *
 * Evaluates the gateway for every action that may leave a task before it and every combination of
 * the values that its conditions tell apart.
 *
 * Returns: (transfer full) (nullable): the table
 */
RulesGatewayTable *
rules_gateway_table_new (AltinnApp *app, const RulesOptions *options, const char *gateway,
                         GError **error)
{
  g_autoptr (RunApp) run = NULL;
  g_autoptr (OrderingModel) model = NULL;
  const RunNode *node;
  RulesGatewayTable *self;

  if (options != NULL && !rules_set_runtime (app, options->runtime, error))
    return NULL;
  run = run_app_new (app, error);
  if (run == NULL)
    return NULL;
  node = run_process_lookup (run_app_get_process (run), gateway);
  if (node == NULL || node->kind != RUN_NODE_EXCLUSIVE_GATEWAY)
    {
      g_set_error (error, RULES_ERROR, RULES_ERROR_NOT_FOUND, _ ("“%s” is no exclusive gateway"),
                   gateway);
      return NULL;
    }
  model = ordering_model_new (app, run);
  self = g_new0 (RulesGatewayTable, 1);
  self->gateway = g_strdup (gateway);
  self->flows = g_new0 (char *, node->n_exits + 1);
  for (guint i = 0; i < node->n_exits; i++)
    self->flows[i] = g_strdup (node->exits[i]->id != NULL ? node->exits[i]->id : "");
  self->columns = g_ptr_array_new_with_free_func ((GDestroyNotify) column_free);
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) row_free);
  self->code = !node->has_conditions && node->n_exits > 1;
  self->bounded = model->bounded;
  add_columns (self, model);
  for (guint i = 0; i < model->tasks->len; i++)
    add_rows (self, model, node, ordering_model_get (model, i));
  return self;
}

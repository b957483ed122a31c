/* run-values.c: what the conditions of a process look at, and the values worth trying
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/run/run-values.h"

#include "engine/run/run-condition-private.h"

#include <string.h>

void
run_variable_free (RunVariable *self)
{
  if (self == NULL)
    return;
  g_free (self->path);
  g_free (self->data_type);
  g_strfreev (self->values);
  g_free (self);
}

static const char *
get_string_literal (const Expression *expression)
{
  const ExpressionValue *literal;

  if (expression_get_function (expression) != NULL)
    return NULL;
  literal = expression_get_literal (expression);
  return literal->type == EXPRESSION_VALUE_STRING ? literal->string.text : NULL;
}

/* The path a call reads; NULL if it is not `dataModel` with a path that is written out. */
static const char *
get_path (const Expression *call, const char **data_type)
{
  *data_type = NULL;
  if (g_strcmp0 (expression_get_function (call), "dataModel") != 0
      || expression_get_n_arguments (call) < 1)
    return NULL;
  if (expression_get_n_arguments (call) > 1)
    *data_type = get_string_literal (expression_get_argument (call, 1));
  return get_string_literal (expression_get_argument (call, 0));
}

/* ---- Collecting values ---- */

typedef struct
{
  const char *path;
  const char *data_type;
  GPtrArray *values;
} Wanted;

static void
add_value (GPtrArray *values, char *json)
{
  for (guint i = 0; i < values->len; i++)
    if (strcmp (values->pdata[i], json) == 0)
      {
        g_free (json);
        return;
      }
  g_ptr_array_add (values, json);
}

static char *
number_to_json (double number)
{
  ExpressionValue value = EXPRESSION_VALUE_INIT;
  char *json;

  expression_value_set_number (&value, number);
  json = expression_value_to_json (&value);
  expression_value_clear (&value);
  return json;
}

static char *
string_to_json (const char *text)
{
  ExpressionValue value = EXPRESSION_VALUE_INIT;
  char *json;

  expression_value_set_string (&value, text, -1);
  json = expression_value_to_json (&value);
  expression_value_clear (&value);
  return json;
}

/* A literal that a datum is compared with: itself and what lies beside it. */
static void
add_literal (GPtrArray *values, const ExpressionValue *literal)
{
  switch (literal->type)
    {
    case EXPRESSION_VALUE_BOOLEAN:
      add_value (values, g_strdup ("true"));
      add_value (values, g_strdup ("false"));
      break;
    case EXPRESSION_VALUE_NUMBER:
      add_value (values, number_to_json (literal->number));
      add_value (values, number_to_json (literal->number - 1));
      add_value (values, number_to_json (literal->number + 1));
      break;
    case EXPRESSION_VALUE_STRING:
      {
        g_autofree char *other = g_strconcat (literal->string.text, "-", NULL);

        if (g_ascii_strcasecmp (literal->string.text, "true") == 0
            || g_ascii_strcasecmp (literal->string.text, "false") == 0)
          {
            add_value (values, g_strdup ("true"));
            add_value (values, g_strdup ("false"));
          }
        add_value (values, expression_value_to_json (literal));
        add_value (values, string_to_json (other));
        break;
      }
    default:
      break;
    }
}

static gboolean
decides_truth (const char *function)
{
  static const char *const names[] = { "and", "or", "not", "if", NULL };

  return function == NULL || g_strv_contains (names, function);
}

/* All literals below a call, for data that are compared in a roundabout way. */
static void
add_literals_below (GPtrArray *values, const Expression *expression)
{
  if (expression_get_function (expression) == NULL)
    {
      add_literal (values, expression_get_literal (expression));
      return;
    }
  if (g_strcmp0 (expression_get_function (expression), "dataModel") == 0)
    return;
  for (guint i = 0; i < expression_get_n_arguments (expression); i++)
    add_literals_below (values, expression_get_argument (expression, i));
}

static gboolean
collect_values (const Expression *call, const Expression *parent, guint index, gpointer user_data)
{
  Wanted *wanted = user_data;
  const char *data_type;
  const char *path = get_path (call, &data_type);
  gboolean any = FALSE;

  if (path == NULL || strcmp (path, wanted->path) != 0
      || g_strcmp0 (data_type, wanted->data_type) != 0)
    return TRUE;
  if (parent == NULL || decides_truth (expression_get_function (parent)))
    {
      add_value (wanted->values, g_strdup ("true"));
      add_value (wanted->values, g_strdup ("false"));
      return TRUE;
    }
  for (guint i = 0; i < expression_get_n_arguments (parent); i++)
    {
      const Expression *argument = expression_get_argument (parent, i);

      if (i != index && expression_get_function (argument) == NULL)
        {
          add_literal (wanted->values, expression_get_literal (argument));
          any |= expression_get_literal (argument)->type != EXPRESSION_VALUE_NULL;
        }
    }
  if (!any)
    {
      add_value (wanted->values, g_strdup ("1"));
      add_value (wanted->values, g_strdup ("2"));
      add_value (wanted->values, g_strdup ("\"a\""));
    }
  return TRUE;
}

static char **
list_values (const RunApp *app, const char *path, const char *data_type)
{
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (g_free);
  Wanted wanted = { path, data_type, values };
  guint n_flows;
  const RunFlow *const *flows = run_process_get_flows (run_app_get_process (app), &n_flows);

  g_ptr_array_add (values, g_strdup ("null"));
  for (guint i = 0; i < n_flows; i++)
    {
      const Expression *expression = run_flow_get_expression (flows[i]);
      guint before = values->len;

      if (expression == NULL)
        continue;
      expression_foreach_call (expression, collect_values, &wanted);
      /* Read inside another function (upperCase, plus): any literal of the condition may count. */
      if (values->len > before && values->len < 16)
        add_literals_below (values, expression);
    }
  g_ptr_array_add (values, NULL);
  g_ptr_array_set_free_func (values, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&values), FALSE);
}

/* ---- Variables ---- */

typedef struct
{
  const RunApp *app;
  GPtrArray *variables;
} Collector;

static gboolean
collect_variable (const Expression *call, const Expression *parent, guint index, gpointer user_data)
{
  Collector *collector = user_data;
  const char *data_type;
  const char *path = get_path (call, &data_type);
  RunVariable *variable;

  if (path == NULL || *path == '\0')
    return TRUE;
  for (guint i = 0; i < collector->variables->len; i++)
    {
      const RunVariable *known = collector->variables->pdata[i];

      if (strcmp (known->path, path) == 0 && g_strcmp0 (known->data_type, data_type) == 0)
        return TRUE;
    }
  variable = g_new0 (RunVariable, 1);
  variable->path = g_strdup (path);
  variable->data_type = g_strdup (data_type);
  variable->values = list_values (collector->app, path, data_type);
  g_ptr_array_add (collector->variables, variable);
  return TRUE;
}

static void
collect_flow (Collector *collector, const RunFlow *flow)
{
  const Expression *expression = run_flow_get_expression (flow);

  if (expression != NULL)
    expression_foreach_call (expression, collect_variable, collector);
}

GPtrArray *
run_values_of_flow (const RunApp *app, const RunFlow *flow)
{
  Collector collector
      = { app, g_ptr_array_new_with_free_func ((GDestroyNotify) run_variable_free) };

  collect_flow (&collector, flow);
  return collector.variables;
}

GPtrArray *
run_values_of_gateway (const RunApp *app, const RunNode *gateway)
{
  Collector collector
      = { app, g_ptr_array_new_with_free_func ((GDestroyNotify) run_variable_free) };

  for (guint i = 0; i < gateway->n_exits; i++)
    collect_flow (&collector, gateway->exits[i]);
  return collector.variables;
}

/* ---- Actions ---- */

static gboolean
collect_action (const Expression *call, const Expression *parent, guint index, gpointer user_data)
{
  GPtrArray *actions = user_data;

  if (g_strcmp0 (expression_get_function (call), "gatewayAction") != 0 || parent == NULL)
    return TRUE;
  for (guint i = 0; i < expression_get_n_arguments (parent); i++)
    {
      const char *literal = get_string_literal (expression_get_argument (parent, i));

      if (literal != NULL && *literal != '\0')
        add_value (actions, g_strdup (literal));
    }
  return TRUE;
}

static void
collect_actions (const RunNode *gateway, GPtrArray *actions, GHashTable *seen)
{
  if (gateway == NULL || gateway->kind != RUN_NODE_EXCLUSIVE_GATEWAY
      || !g_hash_table_add (seen, (gpointer) gateway))
    return;
  for (guint i = 0; i < gateway->n_exits; i++)
    {
      const Expression *expression = run_flow_get_expression (gateway->exits[i]);

      if (expression != NULL)
        expression_foreach_call (expression, collect_action, actions);
    }
  for (guint i = 0; i < gateway->n_exits; i++)
    collect_actions (gateway->exits[i]->target, actions, seen);
}

char **
run_values_list_actions (const RunApp *app, const RunNode *node)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  GPtrArray *actions = g_ptr_array_new ();

  for (guint i = 0; i < node->n_next; i++)
    collect_actions (node->next[i], actions, seen);
  g_ptr_array_add (actions, NULL);
  return (char **) g_ptr_array_free (actions, FALSE);
}

/* ---- Patches ---- */

/**
 * run_values_patch:
 * @path: a dot path, with indices
 * @json: the value
 *
 * Rows before an index are empty objects.
 *
 * Returns: (transfer full): a merge patch of the model that puts @json there
 */
char *
run_values_patch (const char *path, const char *json)
{
  g_auto (GStrv) parts = g_strsplit (path, ".", -1);
  g_autofree char *value = g_strdup (json);

  for (guint i = g_strv_length (parts); i > 0; i--)
    {
      char *bracket = strchr (parts[i - 1], '[');
      g_autofree char *inner = g_steal_pointer (&value);
      g_autofree char *key = NULL;

      if (bracket != NULL)
        {
          guint64 row = MIN (g_ascii_strtoull (bracket + 1, NULL, 10), 20);
          GString *list = g_string_new ("[");

          for (guint64 r = 0; r < row; r++)
            g_string_append (list, "{},");
          g_string_append_printf (list, "%s]", inner);
          g_free (inner);
          inner = g_string_free (list, FALSE);
          *bracket = '\0';
        }
      key = string_to_json (parts[i - 1]);
      value = g_strdup_printf ("{%s:%s}", key, inner);
    }
  return g_steal_pointer (&value);
}

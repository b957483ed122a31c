/* run-condition.c: the conditions of flows, and the data they look at
 *
 * What the runtime's expression gateway makes of a condition (facts: runtime 2.3, 5.5, 5.6): the
 * default data element is the first one of the data type, there is no layout, no language and no
 * row.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/run/run-condition-private.h"

#include "engine/run/run-state-private.h"

#include <string.h>

typedef struct
{
  Expression *expression;
  GError *error;         /* why there is no expression */
  const char *since;     /* the first runtime that has all its functions; NULL: any */
  const char *since_name; /* the function that decides @since */
} Condition;

static gboolean
note_function (const Expression *call, const Expression *parent, guint index, gpointer user_data)
{
  Condition *condition = user_data;
  const ExpressionFunction *function = expression_find_function (expression_get_function (call));
  AltinnRuntime needed;
  AltinnRuntime known;

  if (function == NULL || function->since == NULL
      || !altinn_runtime_parse (function->since, &needed))
    return TRUE;
  if (condition->since == NULL
      || (altinn_runtime_parse (condition->since, &known)
          && !altinn_runtime_at_least (&known, needed.major, needed.minor, needed.patch)))
    {
      condition->since = function->since;
      condition->since_name = function->name;
    }
  return TRUE;
}

/* A copy of @known; FALSE where that was no expression, for its error names another flow. */
static gboolean
share_condition (RunFlow *flow, const Condition *known)
{
  Condition *condition;

  if (known == NULL || known->expression == NULL)
    return FALSE;
  flow->expression = condition = g_memdup2 (known, sizeof *known);
  expression_ref (condition->expression);
  return TRUE;
}

void
run_condition_prepare (RunFlow *flow, GHashTable *known)
{
  Condition *condition;

  if (flow->condition == NULL
      || share_condition (flow, g_hash_table_lookup (known, flow->condition)))
    return;
  condition = g_new0 (Condition, 1);
  g_hash_table_insert (known, (gpointer) flow->condition, condition);
  condition->expression
      = expression_parse (flow->condition, -1, flow->id != NULL ? flow->id : "condition",
                          &condition->error);
  if (condition->expression != NULL)
    expression_foreach_call (condition->expression, note_function, condition);
  flow->expression = condition;
}

void
run_condition_clear (RunFlow *flow)
{
  Condition *condition = flow->expression;

  if (condition == NULL)
    return;
  g_clear_pointer (&condition->expression, expression_unref);
  g_clear_error (&condition->error);
  g_clear_pointer (&flow->expression, g_free);
}

const Expression *
run_flow_get_expression (const RunFlow *flow)
{
  const Condition *condition = flow->expression;

  return condition != NULL ? condition->expression : NULL;
}

typedef struct
{
  const RunState *state;
  const char *default_type;
} Lookup;

static const ExpressionValue *
model_of (const RunDataElement *element)
{
  return element != NULL && element->content != NULL ? run_content_get_model (element->content)
                                                     : NULL;
}

/* In a loose file without a data type the gateway names: what was written last. */
static const RunDataElement *
find_latest_form (const RunState *state)
{
  const RunDataElement *latest = NULL;

  for (guint i = 0; i < run_state_get_n_data (state); i++)
    {
      const RunDataElement *element = run_state_get_data (state, i);

      if (element->kind == RUN_DATA_FORM
          && (latest == NULL || element->written_in_step > latest->written_in_step))
        latest = element;
    }
  return latest;
}

static char *
list_data_types (const RunApp *app)
{
  GString *names = g_string_new (NULL);
  guint n_types;
  const RunDataType *types = run_app_get_data_types (app, &n_types);

  for (guint i = 0; i < n_types; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", types[i].id);
  return g_string_free (names, FALSE);
}

static gboolean
find_model (const ExpressionContext *context, const char *data_type, const ExpressionValue **model,
            GError **error)
{
  const Lookup *lookup = context->user_data;
  const RunApp *app = run_state_get_app (lookup->state);
  const RunDataType *type;

  *model = NULL;
  if (data_type == NULL || g_strcmp0 (data_type, lookup->default_type) == 0)
    {
      const RunDataElement *element = NULL;

      if (lookup->default_type != NULL)
        element = run_state_find_data (lookup->state, lookup->default_type);
      else if (run_app_assumes_types (app))
        element = find_latest_form (lookup->state);
      *model = model_of (element);
      if (*model != NULL)
        return TRUE;
      g_set_error_literal (error, EXPRESSION_ERROR, EXPRESSION_ERROR_EVALUATION,
                           "DataModelBindings must either have DataType, or be in a context with a "
                           "defaultDataElementIdentifier");
      return FALSE;
    }
  type = run_app_lookup_data_type (app, data_type);
  if (type == NULL && !run_app_assumes_types (app))
    {
      g_autofree char *names = list_data_types (app);

      g_set_error (error, EXPRESSION_ERROR, EXPRESSION_ERROR_EVALUATION,
                   "Data type %s not found in applicationmetadata.json (found: %s)", data_type,
                   names);
      return FALSE;
    }
  if (type != NULL && !type->assumed && type->max_count != 1)
    {
      g_set_error (error, EXPRESSION_ERROR, EXPRESSION_ERROR_EVALUATION,
                   "%s has maxCount different from 1 in applicationmetadata.json", data_type);
      return FALSE;
    }
  if (type != NULL && !type->is_model)
    {
      g_set_error (error, EXPRESSION_ERROR, EXPRESSION_ERROR_EVALUATION,
                   "%s has no classRef in applicationmetadata.json", data_type);
      return FALSE;
    }
  *model = model_of (run_state_find_data (lookup->state, data_type));
  return TRUE;
}

static guint
count_data_elements (const ExpressionContext *context, const char *data_type)
{
  const Lookup *lookup = context->user_data;

  return run_state_count_data (lookup->state, data_type);
}

static const char *
instance_context (const ExpressionContext *context, const char *key)
{
  const Lookup *lookup = context->user_data;

  if (strcmp (key, "instanceOwnerPartyId") == 0)
    return RUN_PARTY_ID;
  if (strcmp (key, "appId") == 0)
    return run_app_get_id (run_state_get_app (lookup->state));
  if (strcmp (key, "instanceId") == 0)
    return run_state_get_process (lookup->state) != NULL ? RUN_INSTANCE_ID : NULL;
  return "person";
}

static const SourceJsonValue *
text_resource (const ExpressionContext *context, const char *key)
{
  const Lookup *lookup = context->user_data;

  return run_app_get_text (run_state_get_app (lookup->state), key);
}

static gboolean
is_too_new (const Condition *condition, const RunApp *app)
{
  AltinnRuntime needed;

  return condition->since != NULL && altinn_runtime_parse (condition->since, &needed)
         && !altinn_runtime_at_least (run_app_get_runtime (app), needed.major, needed.minor,
                                      needed.patch);
}

static void
init_context (ExpressionContext *context, Lookup *lookup, const char *action)
{
  static const ExpressionContextFuncs funcs = {
    .find_model = find_model,
    .count_data_elements = count_data_elements,
    .instance_context = instance_context,
    .text_resource = text_resource,
  };

  *context = (ExpressionContext) {
    .funcs = &funcs,
    .user_data = lookup,
    .gateway_action = action,
    .v9 = run_app_get_runtime (run_state_get_app (lookup->state))->major >= 9,
  };
}

gboolean
run_condition_evaluate (const RunFlow *flow, const RunState *state, const char *data_type,
                        const char *action, gboolean *is_true, char **value, char **message)
{
  const Condition *condition = flow->expression;
  RunApp *app = run_state_get_app (state);
  Lookup lookup = { state, data_type };
  ExpressionContext context;
  g_auto (ExpressionValue) result = EXPRESSION_VALUE_INIT;
  g_autoptr (GError) error = NULL;

  *is_true = FALSE;
  if (condition->expression == NULL)
    {
      *message = g_strdup (condition->error->message);
      return FALSE;
    }
  if (is_too_new (condition, app))
    {
      *message = g_strdup_printf ("Function \"%s\" not implemented in backend",
                                  condition->since_name);
      return FALSE;
    }
  init_context (&context, &lookup, action);
  if (!expression_evaluate (condition->expression, &context, &result, &error))
    {
      *message = g_strdup (error->message);
      return FALSE;
    }
  *is_true = expression_value_is_true (&result);
  if (value != NULL)
    *value = expression_value_to_json (&result);
  return TRUE;
}

ExpressionExplanation *
run_condition_explain (const RunFlow *flow, const RunState *state, const char *data_type,
                       const char *action)
{
  const Condition *condition = flow->expression;
  Lookup lookup = { state, data_type };
  ExpressionContext context;

  if (condition == NULL || condition->expression == NULL
      || is_too_new (condition, run_state_get_app (state)))
    return NULL;
  init_context (&context, &lookup, action);
  return expression_explain (condition->expression, &context);
}

/* expression-functions.c: the functions of the language
 *
 * What the backend knows, with the number of arguments and the app runtime that first had it
 * (facts: runtime 5.3 and 7.1, format 1.6), and what only the browser knows.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/expression/expression-private.h"

#include <string.h>

#define ANY G_MAXUINT
#define BOOLEAN EXPRESSION_FUNCTION_BOOLEAN
#define NUMBER EXPRESSION_FUNCTION_NUMBER
#define STRING EXPRESSION_FUNCTION_STRING
#define COLLECTION EXPRESSION_FUNCTION_COLLECTION
#define FRONTEND EXPRESSION_FUNCTION_FRONTEND_ONLY

/* Sorted by name; implementations[] has the same order. */
static const ExpressionFunction functions[] = {
  { "_experimentalSelectAndMap", 3, 5, FRONTEND, NULL },
  { "and", 1, ANY, BOOLEAN, "8.0.0" },
  { "argv", 1, 1, EXPRESSION_FUNCTION_NEEDS_ARGUMENTS, "8.0.0" },
  { "authContext", 1, 1, FRONTEND, NULL },
  { "average", 2, 2, NUMBER, "8.12.7" },
  { "commaContains", 2, 2, BOOLEAN, "8.0.0" },
  { "compare", 3, 4, BOOLEAN, "8.6.0" },
  { "component", 1, 1, EXPRESSION_FUNCTION_NEEDS_LAYOUT, "8.0.0" },
  { "concat", 0, ANY, STRING, "8.0.0" },
  { "contains", 2, 2, BOOLEAN, "8.0.0" },
  { "count", 1, 1, NUMBER, "9.0.0" },
  { "countDataElements", 1, 1, NUMBER, "8.6.0" },
  { "dataModel", 1, 2, 0, "8.0.0" },
  { "displayValue", 1, 1, FRONTEND, NULL },
  { "divide", 2, 2, NUMBER, "8.11.0" },
  { "endsWith", 2, 2, BOOLEAN, "8.0.0" },
  { "equals", 2, 2, BOOLEAN, "8.0.0" },
  { "externalApi", 2, 2, FRONTEND, NULL },
  { "formatDate", 1, 2, STRING, "8.6.0" },
  { "frontendSettings", 1, 1, STRING, "8.0.0" },
  { "gatewayAction", 0, 0, STRING, "8.0.0" },
  { "greaterThan", 2, 2, BOOLEAN, "8.0.0" },
  { "greaterThanEq", 2, 2, BOOLEAN, "8.0.0" },
  { "if", 2, 4, 0, "8.0.0" },
  { "instanceContext", 1, 1, STRING, "8.0.0" },
  { "jmespath", 2, 2, 0, "8.12.4" },
  { "language", 0, 0, STRING, "8.5.0" },
  { "lessThan", 2, 2, BOOLEAN, "8.0.0" },
  { "lessThanEq", 2, 2, BOOLEAN, "8.0.0" },
  { "linkToComponent", 2, 2, FRONTEND, NULL },
  { "linkToPage", 2, 2, FRONTEND, NULL },
  { "list", 0, ANY, COLLECTION, "8.12.4" },
  { "lowerCase", 1, 1, STRING, "8.0.0" },
  { "lowerCaseFirst", 1, 1, STRING, "8.6.0" },
  { "minus", 2, 2, NUMBER, "8.11.0" },
  { "multiply", 1, ANY, NUMBER, "8.11.0" },
  { "not", 1, 1, BOOLEAN, "8.0.0" },
  { "notContains", 2, 2, BOOLEAN, "8.0.0" },
  { "notEquals", 2, 2, BOOLEAN, "8.0.0" },
  { "object", 0, ANY, COLLECTION, "8.12.4" },
  { "optionLabel", 2, 2, FRONTEND, NULL },
  { "or", 1, ANY, BOOLEAN, "8.0.0" },
  { "plus", 1, ANY, NUMBER, "8.11.0" },
  { "round", 1, 2, STRING, "8.0.0" },
  { "startsWith", 2, 2, BOOLEAN, "8.0.0" },
  { "stringIndexOf", 2, 2, NUMBER, "8.6.0" },
  { "stringLength", 1, 1, NUMBER, "8.0.0" },
  { "stringReplace", 3, 3, STRING, "8.6.0" },
  { "stringSlice", 2, 3, STRING, "8.6.0" },
  { "sum", 1, 1, NUMBER, "8.12.7" },
  { "text", 1, 1, STRING, "8.9.0" },
  { "upperCase", 1, 1, STRING, "8.0.0" },
  { "upperCaseFirst", 1, 1, STRING, "8.6.0" },
  { "value", 0, 1, FRONTEND, NULL },
};

static const ExpressionImplementation implementations[] = {
  NULL,
  expression_and_or,
  expression_argv,
  NULL,
  expression_average,
  expression_comma_contains,
  expression_compare,
  expression_component,
  expression_concat,
  expression_contains,
  expression_count,
  expression_count_data_elements,
  expression_data_model,
  NULL,
  expression_arithmetic,
  expression_starts_ends,
  expression_equals,
  NULL,
  expression_format_date,
  expression_frontend_settings,
  expression_gateway_action,
  expression_order,
  expression_order,
  expression_if,
  expression_instance_context,
  expression_jmespath,
  expression_language,
  expression_order,
  expression_order,
  NULL,
  NULL,
  expression_list,
  expression_change_case,
  expression_change_case,
  expression_arithmetic,
  expression_arithmetic,
  expression_not,
  expression_contains,
  expression_not_equals,
  expression_object,
  NULL,
  expression_and_or,
  expression_arithmetic,
  expression_round,
  expression_starts_ends,
  expression_string_index_of,
  expression_string_length,
  expression_string_replace,
  expression_string_slice,
  expression_sum,
  expression_text,
  expression_change_case,
  expression_change_case,
  NULL,
};

G_STATIC_ASSERT (G_N_ELEMENTS (functions) == G_N_ELEMENTS (implementations));

/**
 * expression_functions:
 * @n_functions: (out): how many
 *
 * Returns: (transfer none) (array length=n_functions): all functions, sorted by name, those of the
 *   browser too
 */
const ExpressionFunction *
expression_functions (guint *n_functions)
{
  *n_functions = G_N_ELEMENTS (functions);
  return functions;
}

/**
 * expression_find_function:
 * @name: a name, case-sensitive
 *
 * Returns: (transfer none) (nullable): what is known of it, also if only the browser has it
 */
const ExpressionFunction *
expression_find_function (const char *name)
{
  gsize low = 0, high = G_N_ELEMENTS (functions);

  while (low < high)
    {
      gsize middle = low + (high - low) / 2;
      int order = strcmp (name, functions[middle].name);

      if (order == 0)
        return &functions[middle];
      if (order < 0)
        high = middle;
      else
        low = middle + 1;
    }
  return NULL;
}

/* %NULL for a function the backend lacks. */
ExpressionImplementation
expression_function_implementation (const ExpressionFunction *function)
{
  return function != NULL ? implementations[function - functions] : NULL;
}

/**
 * expression_check_arguments:
 * @call: a call
 * @error: return location for the runtime's text
 *
 * Checks, without evaluating, whether the backend has the function, and whether it takes that many
 * arguments and what must be literal is.
 *
 * Returns: %FALSE if evaluating it fails whatever the data
 */
gboolean
expression_check_arguments (const Expression *call, GError **error)
{
  guint n = call->n_arguments;

  if (call->name == NULL)
    return TRUE;
  if (expression_function_implementation (call->function) == NULL)
    {
      g_set_error (error, EXPRESSION_ERROR, EXPRESSION_ERROR_UNKNOWN_FUNCTION,
                   "Function \"%s\" not implemented in backend", call->name);
      return FALSE;
    }
  if (!expression_check_literals (call, error))
    return FALSE;
  if (strcmp (call->name, "gatewayAction") == 0 || strcmp (call->name, "language") == 0)
    return TRUE;
  if (strcmp (call->name, "if") == 0 && n == 3)
    return expression_fail (error, "Expected either 2 arguments (if) or 4 (if + else), got %u", n);
  if (strcmp (call->name, "object") == 0 && n % 2 != 0)
    return expression_fail (error, "The object function must have an even number of arguments.");
  if (n >= call->function->min_arguments && n <= call->function->max_arguments)
    return TRUE;
  if (call->function->max_arguments == ANY)
    return expression_fail (error, "Expected %u+ argument(s), got %u",
                            call->function->min_arguments, n);
  if (call->function->max_arguments != call->function->min_arguments)
    return expression_fail (error, "Expected %u-%u argument(s), got %u",
                            call->function->min_arguments, call->function->max_arguments, n);
  return expression_fail (error, "Expected %u argument(s), got %u", call->function->min_arguments,
                          n);
}

/* expression-logic.c: comparisons, and, or, not, if
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/expression/expression-private.h"

#include <string.h>

static gboolean
equal (const ExpressionValue *a, const ExpressionValue *b)
{
  g_auto (ExpressionText) first;
  g_auto (ExpressionText) second;

  expression_text_init (&first, a);
  expression_text_init (&second, b);
  return expression_text_equal (&first, &second);
}

EXPRESSION_IMPLEMENTATION (equals)
{
  if (n_arguments != 2)
    return expression_fail (error, "Expected 2 argument(s), got %u", n_arguments);
  expression_value_set_boolean (result, equal (&arguments[0], &arguments[1]));
  return TRUE;
}

EXPRESSION_IMPLEMENTATION (not_equals)
{
  if (!expression_equals (context, function, arguments, n_arguments, result, error))
    return FALSE;
  result->boolean = !result->boolean;
  return TRUE;
}

/* Both sides are converted, so that an error on either wins over null. */
static gboolean
order (const char *operator,
       const ExpressionValue * a,
       const ExpressionValue *b,
       gboolean *result,
       GError **error)
{
  gboolean a_null, b_null;
  double first, second;

  if (!expression_to_number (a, &a_null, &first, error) ||
      !expression_to_number (b, &b_null, &second, error))
    return FALSE;
  if (a_null || b_null)
    *result = FALSE;
  else if (strcmp (operator, "greaterThan") == 0)
    *result = first > second;
  else if (strcmp (operator, "greaterThanEq") == 0)
    *result = first >= second;
  else if (strcmp (operator, "lessThan") == 0)
    *result = first < second;
  else
    *result = first <= second;
  return TRUE;
}

/* greaterThan, greaterThanEq, lessThan, lessThanEq */
EXPRESSION_IMPLEMENTATION (order)
{
  gboolean holds;

  if (n_arguments != 2)
    return expression_fail (error, "Invalid number of args for compare");
  if (!order (function, &arguments[0], &arguments[1], &holds, error))
    return FALSE;
  expression_value_set_boolean (result, holds);
  return TRUE;
}

static gboolean
is_order (const char *operator)
{
  return strcmp (operator, "greaterThan") == 0 || strcmp (operator, "greaterThanEq") == 0 ||
         strcmp (operator, "lessThan") == 0 || strcmp (operator, "lessThanEq") == 0;
}

/* Any operator but equals is false where a side is null, before its operands are looked at. */
static gboolean
compare (const ExpressionValue *a,
         const char *
         operator,
         const ExpressionValue * b,
         gboolean *result,
         GError **error)
{
  if (strcmp (operator, "equals") == 0)
    {
      *result = equal (a, b);
      return TRUE;
    }
  *result = FALSE;
  if (a->type == EXPRESSION_VALUE_NULL || b->type == EXPRESSION_VALUE_NULL)
    return TRUE;
  if (is_order (operator))
    return order (operator, a, b, result, error);
  if (expression_is_date_operator (operator))
    return expression_compare_dates (a, operator, b, result, error);
  return expression_fail (error, "Invalid operator \"%s\"", operator);
}

EXPRESSION_IMPLEMENTATION (compare)
{
  gboolean negated = n_arguments == 4;
  gboolean holds;

  if (n_arguments != 3 && n_arguments != 4)
    return expression_fail_with_arguments (error, function, arguments, n_arguments,
                                           "Expected 3-4 argument(s), got %u", n_arguments);
  if (negated && (arguments[1].type != EXPRESSION_VALUE_STRING ||
                  strcmp (arguments[1].string.text, "not") != 0))
    return expression_fail (error,
                            "Second argument must be \"not\" when providing 4 arguments in total");
  if (arguments[n_arguments - 2].type != EXPRESSION_VALUE_STRING)
    return expression_fail (error, "Invalid operator (it cannot be an expression or null)");
  if (!compare (&arguments[0], arguments[n_arguments - 2].string.text, &arguments[n_arguments - 1],
                &holds, error))
    return FALSE;
  expression_value_set_boolean (result, negated ? !holds : holds);
  return TRUE;
}

/* All operands are converted, because each may fail. */
EXPRESSION_IMPLEMENTATION (and_or)
{
  gboolean is_and = strcmp (function, "and") == 0;
  gboolean holds = is_and;

  if (n_arguments == 0)
    return expression_fail (error, "Expected 1+ argument(s), got 0");
  for (guint i = 0; i < n_arguments; i++)
    {
      gboolean operand;

      if (!expression_to_boolean (&arguments[i], &operand, error))
        return FALSE;
      holds = is_and ? holds && operand : holds || operand;
    }
  expression_value_set_boolean (result, holds);
  return TRUE;
}

EXPRESSION_IMPLEMENTATION (not )
{
  gboolean operand;

  if (n_arguments != 1)
    return expression_fail (error, "Expected 1 argument(s), got %u", n_arguments);
  if (!expression_to_boolean (&arguments[0], &operand, error))
    return FALSE;
  expression_value_set_boolean (result, !operand);
  return TRUE;
}

EXPRESSION_IMPLEMENTATION (if)
{
  gboolean condition;
  guint chosen;

  if (n_arguments > 2 &&
      (arguments[2].type != EXPRESSION_VALUE_STRING ||
       !expression_text_is (arguments[2].string.text, arguments[2].string.length, "else")))
    return expression_fail (error, "Expected third argument to be \"else\"");
  if (n_arguments != 2 && n_arguments != 4)
    return expression_fail (error, "Expected either 2 arguments (if) or 4 (if + else), got %u",
                            n_arguments);
  if (!expression_to_boolean (&arguments[0], &condition, error))
    return FALSE;
  chosen = condition ? 1 : 3;
  if (chosen < n_arguments)
    expression_value_copy (&arguments[chosen], result);
  return TRUE;
}

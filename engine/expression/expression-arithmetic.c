/* expression-arithmetic.c: plus, minus, multiply, divide, sum, average, count, round
 *
 * Doubles go in and come out, but in between the app computes with decimals, so that 0.1 and 0.2
 * make 0.3.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/expression/expression-decimal.h"
#include "engine/expression/expression-private.h"

#include <math.h>
#include <string.h>

#define MAX_DECIMALS 100000 /* of round: a longer text helps nobody */

typedef gboolean (*Operation) (const ExpressionDecimal *a,
                               const ExpressionDecimal *b,
                               ExpressionDecimal *result);

static gboolean
subtract (const ExpressionDecimal *a, const ExpressionDecimal *b, ExpressionDecimal *result)
{
  ExpressionDecimal negated = *b;

  negated.negative = !b->negative && b->mantissa != 0;
  return expression_decimal_add (a, &negated, result);
}

/* Null counts as 0. */
static gboolean
to_decimal (const ExpressionValue *value,
            ExpressionDecimal *decimal,
            gboolean *too_large,
            GError **error)
{
  gboolean is_null;
  double number;

  if (!expression_to_number (value, &is_null, &number, error))
    return FALSE;
  *too_large = *too_large || !expression_decimal_from_double (number, decimal);
  return TRUE;
}

static gboolean
fail_overflow (GError **error, const ExpressionValue *values, guint n)
{
  g_autofree char *a = NULL;
  g_autofree char *b = NULL;

  if (n != 2)
    return expression_fail (
        error, "Arithmetic overflow: One of the operands or the result is too large or too small");
  a = expression_value_to_json (&values[0]);
  b = expression_value_to_json (&values[1]);
  return expression_fail (
      error, "Arithmetic overflow: %s and %s, or their result, are too large or too small", a, b);
}

/* Folds the values from the left. */
static gboolean
fold (Operation operation,
      const ExpressionValue *values,
      guint n,
      ExpressionDecimal *total,
      gboolean *too_large,
      GError **error)
{
  memset (total, 0, sizeof *total);
  *too_large = FALSE;
  for (guint i = 0; i < n; i++)
    {
      ExpressionDecimal operand = { 0 };

      if (!to_decimal (&values[i], &operand, too_large, error))
        return FALSE;
      if (i == 0)
        *total = operand;
      else if (!*too_large)
        *too_large = !operation (total, &operand, total);
    }
  return TRUE;
}

static gboolean
is_zero (const ExpressionValue *value)
{
  gboolean is_null;
  double number;

  return expression_to_number (value, &is_null, &number, NULL) && number == 0;
}

/* plus and multiply take any number of operands, minus and divide two. */
EXPRESSION_IMPLEMENTATION (arithmetic)
{
  Operation operation = strcmp (function, "plus") == 0       ? expression_decimal_add
                        : strcmp (function, "multiply") == 0 ? expression_decimal_multiply
                        : strcmp (function, "minus") == 0    ? subtract
                                                             : expression_decimal_divide;
  gboolean binary = operation == subtract || operation == expression_decimal_divide;
  gboolean too_large = FALSE;
  ExpressionDecimal total;
  ExpressionDecimal divisor = { 0 };

  if (binary ? n_arguments != 2 : n_arguments == 0)
    return expression_fail (error, "Invalid number of args");
  if (operation == expression_decimal_divide)
    {
      if (!to_decimal (&arguments[0], &total, &too_large, error) ||
          !to_decimal (&arguments[1], &divisor, &too_large, error))
        return FALSE;
      if (is_zero (&arguments[1]) || (!too_large && expression_decimal_is_zero (&divisor)))
        return expression_fail (error, "The second argument is 0, cannot divide by 0");
    }
  if (!fold (operation, arguments, n_arguments, &total, &too_large, error))
    return FALSE;
  if (too_large)
    return fail_overflow (error, arguments, binary ? 2 : 0);
  expression_value_set_number (result, expression_decimal_to_double (&total));
  return TRUE;
}

static gboolean
check_list (const ExpressionValue *arguments, guint n_arguments, guint expected, GError **error)
{
  if (n_arguments != expected)
    return expression_fail (error, "Expected %u argument(s), got %u", expected, n_arguments);
  if (arguments[0].type != EXPRESSION_VALUE_LIST)
    return expression_fail (error, "Expected argument to be list, got %s",
                            expression_kind_name (&arguments[0]));
  return TRUE;
}

EXPRESSION_IMPLEMENTATION (sum)
{
  ExpressionDecimal total;
  gboolean too_large;

  if (!check_list (arguments, n_arguments, 1, error) ||
      !fold (expression_decimal_add, expression_value_get_item (&arguments[0], 0),
             arguments[0].n_items, &total, &too_large, error))
    return FALSE;
  if (too_large)
    return fail_overflow (error, NULL, 0);
  expression_value_set_number (result, expression_decimal_to_double (&total));
  return TRUE;
}

/* The second argument is the answer for an empty list; it is converted also where it is not used.
 */
EXPRESSION_IMPLEMENTATION (average)
{
  ExpressionDecimal total;
  ExpressionDecimal n = { 0 };
  gboolean too_large;
  gboolean is_null;
  double fallback;

  if (!check_list (arguments, n_arguments, 2, error) ||
      !expression_to_number (&arguments[1], &is_null, &fallback, error))
    return FALSE;
  if (arguments[0].n_items == 0)
    {
      if (!is_null)
        expression_value_set_number (result, fallback);
      return TRUE;
    }
  if (!fold (expression_decimal_add, expression_value_get_item (&arguments[0], 0),
             arguments[0].n_items, &total, &too_large, error))
    return FALSE;
  n.mantissa = arguments[0].n_items;
  if (too_large || !expression_decimal_divide (&total, &n, &total))
    return fail_overflow (error, NULL, 0);
  expression_value_set_number (result, expression_decimal_to_double (&total));
  return TRUE;
}

EXPRESSION_IMPLEMENTATION (count)
{
  if (!check_list (arguments, n_arguments, 1, error))
    return FALSE;
  expression_value_set_number (result, arguments[0].n_items);
  return TRUE;
}

/* Adds one to the last of the digits; a digit more may come in front. */
static void
increment (GString *digits)
{
  for (gsize i = digits->len; i-- > 0;)
    {
      if (digits->str[i] != '9')
        {
          digits->str[i]++;
          return;
        }
      digits->str[i] = '0';
    }
  g_string_prepend_c (digits, '1');
}

/* The digits of a number of no sign with that many decimals and no point, from its exact binary
 * value, halves away from zero. */
static GString *
rounded_digits (double number, gsize decimals)
{
  char exact[1500]; /* a double has at most 309 digits before and 1074 behind the point */
  GString *digits = g_string_new (NULL);
  const char *point;
  gsize n;

  g_ascii_formatd (exact, sizeof exact, "%.1075f", number);
  point = strchr (exact, '.');
  n = strlen (point + 1);
  g_string_append_len (digits, exact, point - exact);
  for (gsize i = 0; i < decimals; i++)
    g_string_append_c (digits, i < n ? point[1 + i] : '0');
  if (decimals < n && point[1 + decimals] >= '5')
    increment (digits);
  return digits;
}

/* As .NET's format N: groups of three with commas, a point. */
static char *
format_fixed (double number, gsize decimals)
{
  g_autoptr (GString) digits = rounded_digits (fabs (number), decimals);
  GString *text = g_string_new (signbit (number) ? "-" : NULL);
  gsize whole = digits->len - decimals;

  for (gsize i = 0; i < whole; i++)
    {
      if (i > 0 && (whole - i) % 3 == 0)
        g_string_append_c (text, ',');
      g_string_append_c (text, digits->str[i]);
    }
  if (decimals > 0)
    g_string_append_printf (text, ".%s", digits->str + whole);
  return g_string_free (text, FALSE);
}

EXPRESSION_IMPLEMENTATION (round)
{
  gboolean is_null;
  double number;
  double decimals = 0;

  if (n_arguments < 1 || n_arguments > 2)
    return expression_fail_with_arguments (error, function, arguments, n_arguments,
                                           "Expected 1-2 argument(s), got %u", n_arguments);
  if (!expression_to_number (&arguments[0], &is_null, &number, error))
    return FALSE;
  if (n_arguments == 2 && !expression_to_number (&arguments[1], &is_null, &decimals, error))
    return FALSE;
  if (!(decimals > -1 && decimals <= MAX_DECIMALS))
    return expression_fail (error, "Format specifier was invalid.");
  if (!isfinite (number))
    {
      expression_value_set_string (result,
                                   isnan (number) ? "NaN"
                                   : number > 0   ? "Infinity"
                                                  : "-Infinity",
                                   -1);
      return TRUE;
    }
  expression_value_take_string (result, format_fixed (number, (gsize) decimals));
  return TRUE;
}

/* expression-evaluate.c: evaluating an expression, and explaining how its value came about
 *
 * All arguments are evaluated before the function, left to right, and the first error ends it
 * (facts: runtime 5.1).
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/expression/expression-private.h"

#include <string.h>

#define FEW_ARGUMENTS 8 /* as many need no allocation */

static gboolean
is_call (const Expression *self, guint index)
{
  return self->arguments[index].name != NULL;
}

/* What must be a literal, said before any argument is evaluated. */
gboolean
expression_check_literals (const Expression *call, GError **error)
{
  guint n = call->n_arguments;

  if (strcmp (call->name, "dataModel") == 0)
    {
      if (n == 2 && is_call (call, 1))
        return expression_fail (error,
                                "The data type must be a string (expressions cannot be used here)");
    }
  else if (strcmp (call->name, "if") == 0)
    {
      if (n == 4 && is_call (call, 2))
        return expression_fail (error, "Expected third argument to be \"else\"");
    }
  else if (strcmp (call->name, "compare") == 0)
    {
      if ((n == 3 && is_call (call, 1)) || (n == 4 && is_call (call, 2)))
        return expression_fail (error, "Invalid operator (it cannot be an expression or null)");
      if (n == 4 && is_call (call, 1))
        return expression_fail (
            error, "Second argument must be \"not\" when providing 4 arguments in total");
    }
  return TRUE;
}

static gboolean
fail_unknown (const Expression *call, const ExpressionValue *arguments, GError **error)
{
  GString *text = g_string_new ("[\"");

  g_string_append_printf (text, "%s\"", call->name);
  for (guint i = 0; i < call->n_arguments; i++)
    {
      g_string_append_c (text, ',');
      expression_append_json (text, &arguments[i], FALSE);
    }
  g_set_error (error, EXPRESSION_ERROR, EXPRESSION_ERROR_UNKNOWN_FUNCTION,
               "Function \"%s\" not implemented in backend %s]", call->name, text->str);
  g_string_free (text, TRUE);
  return FALSE;
}

static gboolean
is_available (const Expression *call, const ExpressionContext *context)
{
  return context->v9 || call->function->since[0] != '9';
}

static gboolean
apply (const Expression *call,
       const ExpressionContext *context,
       const ExpressionValue *arguments,
       ExpressionValue *value,
       GError **error)
{
  ExpressionImplementation implementation = expression_function_implementation (call->function);

  if (implementation == NULL || !is_available (call, context))
    return fail_unknown (call, arguments, error);
  return implementation (context, call->name, arguments, call->n_arguments, value, error);
}

static gboolean
evaluate (const Expression *self,
          const ExpressionContext *context,
          ExpressionValue *value,
          GError **error)
{
  ExpressionValue few[FEW_ARGUMENTS];
  ExpressionValue *arguments = few;
  gboolean ok = TRUE;
  guint n = 0;

  if (self->name == NULL)
    {
      *value = self->literal; /* a literal owns nothing */
      return TRUE;
    }
  memset (value, 0, sizeof *value);
  if (!expression_check_literals (self, error))
    return FALSE;
  if (self->n_arguments > FEW_ARGUMENTS)
    arguments = g_new (ExpressionValue, self->n_arguments);
  while (ok && n < self->n_arguments)
    {
      ok = evaluate (&self->arguments[n], context, &arguments[n], error);
      n++;
    }
  if (ok)
    ok = apply (self, context, arguments, value, error);
  while (n-- > 0)
    expression_value_clear (&arguments[n]);
  if (arguments != few)
    g_free (arguments);
  if (!ok)
    expression_value_clear (value);
  return ok;
}

/**
 * expression_evaluate:
 * @self: an expression
 * @context: where data comes from
 * @value: (out caller-allocates): the value; to be cleared by the caller; null if it failed
 * @error: return location for the app's error
 *
 * Returns: %FALSE if evaluating failed, which in the app aborts the transition
 */
gboolean
expression_evaluate (const Expression *self,
                     const ExpressionContext *context,
                     ExpressionValue *value,
                     GError **error)
{
  memset (value, 0, sizeof *value);
  if (!evaluate (self, context, value, error))
    return FALSE;
  expression_own (value); /* it outlives the expression and the context */
  return TRUE;
}

/**
 * expression_is_true:
 * @self: a condition
 * @context: where data comes from
 * @result: (out): whether its value is the boolean true
 * @error: return location for the app's error
 *
 * Evaluates a condition as the app's gateway does: only the boolean true takes the flow.
 *
 * Returns: %FALSE if evaluating failed
 */
gboolean
expression_is_true (const Expression *self,
                    const ExpressionContext *context,
                    gboolean *result,
                    GError **error)
{
  ExpressionValue value;

  *result = FALSE;
  if (!evaluate (self, context, &value, error))
    return FALSE;
  *result = expression_value_is_true (&value);
  expression_value_clear (&value);
  return TRUE;
}

/* Evaluates the arguments; stops at the first that fails, as the app does. */
static gboolean
explain_arguments (ExpressionExplanation *explanation,
                   const Expression *self,
                   const ExpressionContext *context,
                   GArray *values)
{
  for (guint i = 0; i < self->n_arguments; i++)
    {
      ExpressionExplanation *argument = expression_explain (&self->arguments[i], context);
      ExpressionValue copy;

      g_ptr_array_add (explanation->arguments, argument);
      if (!argument->evaluated)
        return FALSE;
      expression_value_copy (&argument->value, &copy);
      expression_take_item (values, &copy);
    }
  return TRUE;
}

static void
explain_call (ExpressionExplanation *explanation,
              const Expression *self,
              const ExpressionContext *context)
{
  g_autoptr (GArray) values = expression_items_new (self->n_arguments);
  g_autoptr (GError) error = NULL;

  if (expression_check_literals (self, &error) &&
      explain_arguments (explanation, self, context, values))
    explanation->evaluated =
        apply (self, context, (const ExpressionValue *) (gpointer) values->data, &explanation->value, &error);
  if (explanation->evaluated)
    expression_own (&explanation->value);
  else
    expression_value_clear (&explanation->value);
  explanation->error = error != NULL ? g_strdup (error->message) : NULL;
}

/**
 * expression_explain:
 * @self: an expression
 * @context: where data comes from
 *
 * Evaluates and keeps every intermediate value, also when it fails.
 *
 * Returns: (transfer full): the explanation
 */
ExpressionExplanation *
expression_explain (const Expression *self, const ExpressionContext *context)
{
  ExpressionExplanation *explanation = g_new0 (ExpressionExplanation, 1);

  explanation->expression = expression_ref (self);
  explanation->arguments =
      g_ptr_array_new_with_free_func ((GDestroyNotify) expression_explanation_free);
  if (self->name != NULL)
    {
      explain_call (explanation, self, context);
      return explanation;
    }
  expression_value_copy (&self->literal, &explanation->value);
  expression_own (&explanation->value);
  explanation->evaluated = TRUE;
  return explanation;
}

/**
 * expression_explanation_free:
 * @self: (transfer full) (nullable): an explanation
 */
void
expression_explanation_free (ExpressionExplanation *self)
{
  if (self == NULL)
    return;
  expression_unref (self->expression);
  expression_value_clear (&self->value);
  g_ptr_array_unref (self->arguments);
  g_free (self->error);
  g_free (self);
}

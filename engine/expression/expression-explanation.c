/* expression-explanation.c: an explanation as lines to read
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/expression/expression.h"

#define INDENT 2

static gboolean
is_call (const ExpressionExplanation *self)
{
  return expression_get_function (self->expression) != NULL;
}

/* A call whose arguments are all literals fits into the line of the call around it. */
static gboolean
is_compound (const ExpressionExplanation *self)
{
  for (guint i = 0; i < self->arguments->len; i++)
    if (is_call (self->arguments->pdata[i]))
      return TRUE;
  return FALSE;
}

static void
append_value (GString *text, const ExpressionExplanation *self)
{
  g_autofree char *json = self->evaluated ? expression_value_to_json (&self->value) : NULL;

  g_string_append (text, json != NULL ? json : "?");
}

static void append_call (GString *text, const ExpressionExplanation *self);

static void
append_argument (GString *text, const ExpressionExplanation *self)
{
  if (is_call (self) && !is_compound (self))
    {
      append_call (text, self);
      g_string_append (text, " = ");
    }
  append_value (text, self);
}

/* `equals(gatewayAction() = "sign", "reject")`: what was not reached is written as it stands. */
static void
append_call (GString *text, const ExpressionExplanation *self)
{
  guint n_arguments = expression_get_n_arguments (self->expression);

  g_string_append_printf (text, "%s(", expression_get_function (self->expression));
  for (guint i = 0; i < n_arguments; i++)
    {
      if (i > 0)
        g_string_append (text, ", ");
      if (i < self->arguments->len)
        append_argument (text, self->arguments->pdata[i]);
      else
        {
          g_autofree char *json
              = expression_to_json (expression_get_argument (self->expression, i));

          g_string_append (text, json);
        }
    }
  g_string_append_c (text, ')');
}

static void
append_lines (GString *text, const ExpressionExplanation *self, guint depth)
{
  if (text->len > 0)
    g_string_append_c (text, '\n');
  g_string_append_printf (text, "%*s", (int) depth * INDENT, "");
  if (is_call (self))
    {
      append_call (text, self);
      g_string_append (text, " → ");
    }
  append_value (text, self);
  if (self->error != NULL)
    g_string_append_printf (text, " %s", self->error);
  for (guint i = 0; i < self->arguments->len; i++)
    {
      const ExpressionExplanation *argument = self->arguments->pdata[i];

      /* One that failed says why in a line of its own. */
      if (is_compound (argument) || argument->error != NULL)
        append_lines (text, argument, depth + 1);
    }
}

/**
 * expression_explanation_to_text:
 * @self: an explanation
 *
 * One line for the expression, such as `equals(gatewayAction() = "sign", "reject") → false`, and
 * below it one, indented, for each argument that is itself made of calls. `?` stands for a value
 * that could not be computed.
 *
 * Returns: (transfer full): the lines, without a line end behind the last
 */
char *
expression_explanation_to_text (const ExpressionExplanation *self)
{
  GString *text = g_string_new (NULL);

  append_lines (text, self, 0);
  return g_string_free (text, FALSE);
}

/* expression-error.c: the app runtime's error texts
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/expression/expression-private.h"

/**
 * expression_error_quark:
 *
 * Returns: the domain of #ExpressionError
 */
GQuark
expression_error_quark (void)
{
  return g_quark_from_static_string ("expression-error-quark");
}

/* Sets the error of an evaluation. */
gboolean
expression_fail (GError **error, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  if (error != NULL && *error == NULL)
    *error = g_error_new_valist (EXPRESSION_ERROR, EXPRESSION_ERROR_EVALUATION, format, args);
  va_end (args);
  return FALSE;
}

/* A call with its arguments as values: `["name" 1, "a"]`, as the runtime prints them. */
char *
expression_format_arguments (const char *function,
                             const ExpressionValue *arguments,
                             guint n_arguments)
{
  GString *text = g_string_new ("[\"");

  g_string_append_printf (text, "%s\"", function);
  for (guint i = 0; i < n_arguments; i++)
    {
      g_string_append (text, i == 0 ? " " : ", ");
      expression_append_json (text, &arguments[i], FALSE);
    }
  g_string_append_c (text, ']');
  return g_string_free (text, FALSE);
}

/* Sets an error that the runtime reports together with the call. */
gboolean
expression_fail_with_arguments (GError **error,
                                const char *function,
                                const ExpressionValue *arguments,
                                guint n_arguments,
                                const char *format,
                                ...)
{
  g_autofree char *call = expression_format_arguments (function, arguments, n_arguments);
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  return expression_fail (error, "Type error in expression: %s with args: %s", message, call);
}

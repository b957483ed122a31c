/* expression.c: parsed expressions
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/expression/expression-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
fail_syntax (GError **error, const char *message)
{
  g_set_error_literal (error, EXPRESSION_ERROR, EXPRESSION_ERROR_SYNTAX, message);
  return FALSE;
}

/* Literals borrow their strings from the JSON, which stays as long as the expression. */
static void
set_literal (ExpressionValue *literal, const SourceJsonValue *json)
{
  if (source_json_value_get_type (json) == SOURCE_JSON_STRING)
    {
      literal->type = EXPRESSION_VALUE_STRING;
      literal->string.text = source_json_value_get_string (json);
      literal->string.length = source_json_value_get_string_length (json);
    }
  else
    {
      expression_value_set_json (literal, json);
    }
}

static gboolean
fill (Expression *self, Expression *root, const SourceJsonValue *json, GError **error)
{
  guint n = source_json_value_get_length (json);

  self->root = root;
  source_json_value_get_range (json, &self->offset, &self->length);
  switch (source_json_value_get_type (json))
    {
    case SOURCE_JSON_OBJECT:
      return fail_syntax (error, "Invalid type \"object\"");
    case SOURCE_JSON_ARRAY:
      if (n == 0)
        return fail_syntax (error, "Missing function name in expression");
      self->name = source_json_value_get_string (source_json_value_get_item (json, 0));
      if (self->name == NULL)
        return fail_syntax (error, "Function name in expression should be string");
      self->function = expression_find_function (self->name);
      self->arguments = n > 1 ? g_new0 (Expression, n - 1) : NULL;
      for (guint i = 1; i < n; i++)
        {
          self->n_arguments = i;
          if (!fill (&self->arguments[i - 1], root, source_json_value_get_item (json, i), error))
            return FALSE;
        }
      return TRUE;
    case SOURCE_JSON_NULL:
    case SOURCE_JSON_FALSE:
    case SOURCE_JSON_TRUE:
    case SOURCE_JSON_NUMBER:
    case SOURCE_JSON_STRING:
    default:
      set_literal (&self->literal, json);
      return TRUE;
    }
}

static void
clear (Expression *self)
{
  for (guint i = 0; i < self->n_arguments; i++)
    clear (&self->arguments[i]);
  g_free (self->arguments);
}

static Expression *
expression_new_take_json (SourceJson *json, GError **error)
{
  g_autoptr (Expression) self = g_new0 (Expression, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->root = self;
  self->json = json;
  if (!fill (self, self, source_json_get_root (json), error))
    return NULL;
  return g_steal_pointer (&self);
}

static gboolean
is_blank (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (strchr (" \t\r\n", text[i]) == NULL || text[i] == '\0')
      return FALSE;
  return TRUE;
}

/**
 * expression_parse:
 * @text: the text of a condition, references and CDATA resolved
 * @length: its length in bytes, or -1 if it ends with NUL
 * @name: (nullable): what error messages call the text
 * @error: return location for an %EXPRESSION_ERROR_SYNTAX
 *
 * Reads an expression as the app runtime reads a condition: strict JSON; what stands behind the
 * first complete value is not looked at (facts: runtime 2.3). A function that nobody knows is no
 * error here, only when it is evaluated.
 *
 * Returns: (transfer full) (nullable): the expression
 */
Expression *
expression_parse (const char *text, gssize length, const char *name, GError **error)
{
  gsize size = length < 0 ? strlen (text) : (gsize) length;
  g_autoptr (GError) malformed = NULL;
  SourceJson *json;

  if (is_blank (text, size))
    {
      fail_syntax (error, "The input does not contain any JSON tokens. Expected the input to start "
                          "with a valid JSON token, when isFinalBlock is true.");
      return NULL;
    }
  json = source_json_parse (text, (gssize) size, SOURCE_JSON_FIRST_VALUE, name, &malformed);
  if (json == NULL)
    {
      fail_syntax (error, malformed->message);
      return NULL;
    }
  return expression_new_take_json (json, error);
}

/**
 * expression_new_from_json:
 * @json: a JSON value
 * @error: return location for an %EXPRESSION_ERROR_SYNTAX
 *
 * Takes JSON that was already read as an expression, e.g. one that stands in another file. Ranges
 * then count in its text without blanks.
 *
 * Returns: (transfer full) (nullable): the expression
 */
Expression *
expression_new_from_json (const SourceJsonValue *json, GError **error)
{
  g_autofree char *text = source_json_value_to_text (json);

  return expression_parse (text, -1, NULL, error);
}

/**
 * expression_ref:
 * @self: an expression or a part of one
 *
 * Keeps the whole expression. May be called from any thread.
 *
 * Returns: (transfer full): @self, to be given to expression_unref()
 */
Expression *
expression_ref (const Expression *self)
{
  g_atomic_ref_count_inc (&self->root->ref_count);
  return (Expression *) self;
}

/**
 * expression_unref:
 * @self: (transfer full) (nullable): an expression or a part of one
 *
 * Frees the whole expression with the last reference.
 */
void
expression_unref (Expression *self)
{
  Expression *root;

  if (self == NULL)
    return;
  root = self->root;
  if (!g_atomic_ref_count_dec (&root->ref_count))
    return;
  clear (root);
  source_json_unref (root->json);
  g_free (root);
}

/**
 * expression_get_function:
 * @self: an expression
 *
 * Returns: (transfer none) (nullable): the name of the function it calls, known or not; %NULL for a
 *   literal
 */
const char *
expression_get_function (const Expression *self)
{
  return self->name;
}

/**
 * expression_get_literal:
 * @self: an expression
 *
 * Returns: (transfer none): the value of a literal; null for a call
 */
const ExpressionValue *
expression_get_literal (const Expression *self)
{
  return &self->literal;
}

/**
 * expression_get_n_arguments:
 * @self: an expression
 *
 * Returns: the number of arguments of a call; 0 for a literal
 */
guint
expression_get_n_arguments (const Expression *self)
{
  return self->n_arguments;
}

/**
 * expression_get_argument:
 * @self: an expression
 * @index: which argument, from 0
 *
 * Returns: (transfer none) (nullable): the argument; %NULL beyond the end
 */
const Expression *
expression_get_argument (const Expression *self, guint index)
{
  return index < self->n_arguments ? &self->arguments[index] : NULL;
}

/**
 * expression_get_range:
 * @self: an expression or a part of one
 * @offset: (out): where it begins in the text that was parsed, in bytes
 * @length: (out): how many bytes it has
 */
void
expression_get_range (const Expression *self, gsize *offset, gsize *length)
{
  *offset = self->offset;
  *length = self->length;
}

static void
append_expression (GString *out, const Expression *self)
{
  if (self->name == NULL)
    {
      expression_append_json (out, &self->literal, FALSE);
      return;
    }
  g_string_append_c (out, '[');
  expression_append_json (out,
                          &(ExpressionValue){ .type = EXPRESSION_VALUE_STRING,
                                              .string = { self->name, strlen (self->name) } },
                          FALSE);
  for (guint i = 0; i < self->n_arguments; i++)
    {
      g_string_append_c (out, ',');
      append_expression (out, &self->arguments[i]);
    }
  g_string_append_c (out, ']');
}

/**
 * expression_to_json:
 * @self: an expression or a part of one
 *
 * Returns: (transfer full): it as JSON on one line without blanks
 */
char *
expression_to_json (const Expression *self)
{
  GString *out = g_string_new (NULL);

  append_expression (out, self);
  return g_string_free (out, FALSE);
}

static gboolean
foreach_call (const Expression *self,
              const Expression *parent,
              guint index,
              ExpressionCallFunc func,
              gpointer user_data)
{
  if (self->name == NULL)
    return TRUE;
  if (!func (self, parent, index, user_data))
    return FALSE;
  for (guint i = 0; i < self->n_arguments; i++)
    if (!foreach_call (&self->arguments[i], self, i, func, user_data))
      return FALSE;
  return TRUE;
}

/**
 * expression_foreach_call:
 * @self: an expression
 * @func: called for every call in it, outer ones first, left to right
 * @user_data: for @func
 */
void
expression_foreach_call (const Expression *self, ExpressionCallFunc func, gpointer user_data)
{
  foreach_call (self, NULL, 0, func, user_data);
}

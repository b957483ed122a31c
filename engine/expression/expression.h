/* expression.h: Altinn's expression language as the app backend has it
 *
 * An expression is parsed once and never changes; evaluating it needs nothing but the context that
 * is given, keeps no state and may happen in several threads at once. The language is described in
 * facts: runtime 5; the front-end has more functions, which the backend refuses.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "engine/expression/expression-value.h"

G_BEGIN_DECLS

/**
 * ExpressionError:
 * @EXPRESSION_ERROR_SYNTAX: the text is not JSON, or no expression
 * @EXPRESSION_ERROR_UNKNOWN_FUNCTION: the backend has no such function
 * @EXPRESSION_ERROR_EVALUATION: evaluating failed
 *
 * Messages of evaluation are the app runtime's own and not translated. Those of a text that is not
 * JSON are lines `NAME:LINE:COLUMN: error: what is wrong`, counted in the expression's text.
 */
typedef enum
{
  EXPRESSION_ERROR_SYNTAX,
  EXPRESSION_ERROR_UNKNOWN_FUNCTION,
  EXPRESSION_ERROR_EVALUATION,
} ExpressionError;

#define EXPRESSION_ERROR (expression_error_quark ())
GQuark expression_error_quark (void);

/* Parsed expressions. The root is reference counted; its parts live as long as it does. */
typedef struct _Expression Expression;

Expression *expression_parse (const char *text, gssize length, const char *name, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
Expression *expression_new_from_json (const SourceJsonValue *json,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;
Expression *expression_ref (const Expression *self);
void expression_unref (Expression *self);

const char *expression_get_function (const Expression *self); /* NULL: a literal */
const ExpressionValue *expression_get_literal (const Expression *self);
guint expression_get_n_arguments (const Expression *self);
const Expression *expression_get_argument (const Expression *self, guint index);
void expression_get_range (const Expression *self, gsize *offset, gsize *length);
char *expression_to_json (const Expression *self) G_GNUC_WARN_UNUSED_RESULT;

/**
 * ExpressionCallFunc:
 * @call: a call: expression_get_function() is its name
 * @parent: (nullable): the call it is an argument of
 * @index: which argument of @parent it is
 *
 * Returns: %TRUE to go on
 */
typedef gboolean (*ExpressionCallFunc) (const Expression *call,
                                        const Expression *parent,
                                        guint index,
                                        gpointer user_data);
void expression_foreach_call (const Expression *self, ExpressionCallFunc func, gpointer user_data);

/* The functions of the language */

/**
 * ExpressionFunctionFlags:
 * @EXPRESSION_FUNCTION_FRONTEND_ONLY: known in the browser, unknown to the backend
 * @EXPRESSION_FUNCTION_NEEDS_LAYOUT: fails where no layout is loaded, as in a gateway
 * @EXPRESSION_FUNCTION_NEEDS_ARGUMENTS: fails where there are no positional arguments (gateways)
 * @EXPRESSION_FUNCTION_BOOLEAN: the result is a boolean
 * @EXPRESSION_FUNCTION_NUMBER: the result is a number or null
 * @EXPRESSION_FUNCTION_STRING: the result is a string or null
 * @EXPRESSION_FUNCTION_COLLECTION: the result is a list or an object
 */
typedef enum
{
  EXPRESSION_FUNCTION_NONE = 0,
  EXPRESSION_FUNCTION_FRONTEND_ONLY = 1 << 0,
  EXPRESSION_FUNCTION_NEEDS_LAYOUT = 1 << 1,
  EXPRESSION_FUNCTION_NEEDS_ARGUMENTS = 1 << 2,
  EXPRESSION_FUNCTION_BOOLEAN = 1 << 3,
  EXPRESSION_FUNCTION_NUMBER = 1 << 4,
  EXPRESSION_FUNCTION_STRING = 1 << 5,
  EXPRESSION_FUNCTION_COLLECTION = 1 << 6,
} ExpressionFunctionFlags;

/**
 * ExpressionFunction:
 * @name: as it is written, case-sensitive
 * @min_arguments: the fewest arguments
 * @max_arguments: the most; %G_MAXUINT where there is no limit
 * @flags: see #ExpressionFunctionFlags; no result flag: any value
 * @since: the first app runtime that has it ("8.6.0"); %NULL for front-end functions
 *
 * `if` takes 2 or 4, `object` an even number: expression_check_arguments() knows.
 */
typedef struct
{
  const char *name;
  guint min_arguments;
  guint max_arguments;
  ExpressionFunctionFlags flags;
  const char *since;
} ExpressionFunction;

const ExpressionFunction *expression_functions (guint *n_functions);
const ExpressionFunction *expression_find_function (const char *name);
gboolean expression_check_arguments (const Expression *call, GError **error);

/* Evaluation */

typedef struct _ExpressionContext ExpressionContext;

/**
 * ExpressionContextFuncs:
 * @find_model: finds the data of a data type, or of the default data element (@data_type %NULL).
 *   Sets @model to %NULL where there is no element (the value is then null) and returns %TRUE, or
 *   fails with the app's text (facts: runtime 5.5, element choice). The model must stay until the
 *   evaluation ends.
 * @count_data_elements: number of the instance's elements of a data type
 * @instance_context: (nullable) value of `instanceOwnerPartyId`, `appId`, `instanceId` or
 *   `instanceOwnerPartyType`; %NULL is null. Never asked for another key.
 * @frontend_setting: the setting, or %NULL
 * @text_resource: the object `{"id", "value", "variables"?}` of a text resource, or %NULL
 * @component: sets @value to that of a component, as `component` needs it
 *
 * Where an expression gets its data from. Every member may be %NULL: then there is no default data
 * element, no data, no setting, no text, and `component` answers that no layout is loaded. Strings
 * that are returned must stay until the evaluation ends.
 */
typedef struct
{
  gboolean (*find_model) (const ExpressionContext *context,
                          const char *data_type,
                          const ExpressionValue **model,
                          GError **error);
  guint (*count_data_elements) (const ExpressionContext *context, const char *data_type);
  const char *(*instance_context) (const ExpressionContext *context, const char *key);
  const char *(*frontend_setting) (const ExpressionContext *context, const char *key);
  const SourceJsonValue *(*text_resource) (const ExpressionContext *context, const char *key);
  gboolean (*component) (const ExpressionContext *context,
                         const char *id,
                         ExpressionValue *value,
                         GError **error);
} ExpressionContextFuncs;

/**
 * ExpressionContext:
 * @funcs: (nullable): where data comes from
 * @user_data: for @funcs
 * @gateway_action: (nullable): the action the client sent with process/next
 * @language: (nullable): "nb", "nn", "en", ...; %NULL is nb, as in gateways
 * @row_indices: (nullable): the row of each repeating group around; gateways have none
 * @n_row_indices: number of @row_indices
 * @arguments: (nullable): what `argv` reads; gateways have none
 * @n_arguments: number of @arguments
 * @convert_to_utc: `formatDate` shows times with a zone in UTC; gateways keep the value's own zone
 * @v9: the functions that came with app runtime 9 are there
 *
 * What is known while evaluating. A zeroed struct is a valid, empty context.
 */
struct _ExpressionContext
{
  const ExpressionContextFuncs *funcs;
  gpointer user_data;
  const char *gateway_action;
  const char *language;
  const guint *row_indices;
  guint n_row_indices;
  const ExpressionValue *arguments;
  guint n_arguments;
  gboolean convert_to_utc;
  gboolean v9;
};

gboolean expression_evaluate (const Expression *self,
                              const ExpressionContext *context,
                              ExpressionValue *value,
                              GError **error);
gboolean expression_is_true (const Expression *self,
                             const ExpressionContext *context,
                             gboolean *result,
                             GError **error);

/**
 * ExpressionExplanation:
 * @expression: what was evaluated
 * @value: its value, null if it failed
 * @error: (nullable): why it failed; %NULL also where it was not reached because an argument failed
 * @evaluated: whether @value counts
 * @arguments: (element-type ExpressionExplanation): one for each argument of a call that was
 * reached
 *
 * How a value came about: the same tree as the expression.
 */
typedef struct
{
  Expression *expression;
  ExpressionValue value;
  char *error;
  gboolean evaluated;
  GPtrArray *arguments;
} ExpressionExplanation;

ExpressionExplanation *expression_explain (const Expression *self, const ExpressionContext *context)
    G_GNUC_WARN_UNUSED_RESULT;
void expression_explanation_free (ExpressionExplanation *self);
char *expression_explanation_to_text (const ExpressionExplanation *self) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Expression, expression_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ExpressionExplanation, expression_explanation_free)

G_END_DECLS

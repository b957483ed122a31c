/* expression-private.h: what the files of this room share
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "engine/expression/expression.h"

G_BEGIN_DECLS

/* A node of a parsed expression. All nodes of one expression go with its root, and their literals
 * point into the JSON the root keeps. */
struct _Expression
{
  Expression *root;
  const ExpressionFunction *function; /* NULL: a literal, or a function the backend lacks */
  const char *name;                   /* NULL: a literal */
  guint n_arguments;
  Expression *arguments;
  ExpressionValue literal;
  gsize offset;
  gsize length;
  /* of the root only */
  gatomicrefcount ref_count;
  SourceJson *json;
};

/* A function's work: @arguments are evaluated, @result is null. */
typedef gboolean (*ExpressionImplementation) (const ExpressionContext *context,
                                              const char *function,
                                              const ExpressionValue *arguments,
                                              guint n_arguments,
                                              ExpressionValue *result,
                                              GError **error);

ExpressionImplementation expression_function_implementation (const ExpressionFunction *function);

/* The text of a value as `equals`, `concat` and the other text functions see it. */
typedef struct
{
  const char *text; /* NULL is null */
  gsize length;
  char *owned;
  char buffer[40];
} ExpressionText;

void expression_text_init (ExpressionText *text, const ExpressionValue *value);
void expression_text_clear (ExpressionText *text);
gboolean expression_text_equal (const ExpressionText *a, const ExpressionText *b);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ExpressionText, expression_text_clear)

gboolean expression_to_boolean (const ExpressionValue *value, gboolean *boolean, GError **error);
gboolean expression_to_number (const ExpressionValue *value,
                               gboolean *is_null,
                               double *number,
                               GError **error);
gboolean expression_check_literals (const Expression *call, GError **error);
gboolean expression_parse_number (const char *text, gsize length, double *number);
gsize expression_format_number (char *buffer, gsize size, double number);
gboolean expression_text_is (const char *text, gsize length, const char *lower_case);
const char *expression_kind_name (const ExpressionValue *value);

/* For set operations of errors; all return FALSE. */
gboolean expression_fail (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);
gboolean expression_fail_with_arguments (GError **error,
                                         const char *function,
                                         const ExpressionValue *arguments,
                                         guint n_arguments,
                                         const char *format,
                                         ...) G_GNUC_PRINTF (5, 6);
char *expression_format_arguments (const char *function,
                                   const ExpressionValue *arguments,
                                   guint n_arguments);

/* How JSON text is escaped: as .NET does for people, or for web pages (its default). */
void expression_append_json (GString *out, const ExpressionValue *value, gboolean web_safe);

void expression_own (ExpressionValue *value);
guint expression_value_weight (const ExpressionValue *value);
void expression_take_item (GArray *items, ExpressionValue *value);
GArray *expression_items_new (guint reserved);

gboolean expression_lookup_data (const ExpressionContext *context,
                                 const char *path,
                                 const char *data_type,
                                 ExpressionValue *result,
                                 GError **error);

/* Functions, by file */
#define EXPRESSION_IMPLEMENTATION(name)                                                            \
  gboolean expression_##name (const ExpressionContext *context, const char *function,              \
                              const ExpressionValue *arguments, guint n_arguments,                 \
                              ExpressionValue *result, GError **error)

/* expression-logic.c */
EXPRESSION_IMPLEMENTATION (equals);
EXPRESSION_IMPLEMENTATION (not_equals);
EXPRESSION_IMPLEMENTATION (order);
EXPRESSION_IMPLEMENTATION (compare);
EXPRESSION_IMPLEMENTATION (and_or);
EXPRESSION_IMPLEMENTATION (not );
EXPRESSION_IMPLEMENTATION (if);
/* expression-text.c */
EXPRESSION_IMPLEMENTATION (concat);
EXPRESSION_IMPLEMENTATION (contains);
EXPRESSION_IMPLEMENTATION (starts_ends);
EXPRESSION_IMPLEMENTATION (comma_contains);
EXPRESSION_IMPLEMENTATION (string_length);
EXPRESSION_IMPLEMENTATION (string_index_of);
EXPRESSION_IMPLEMENTATION (string_replace);
EXPRESSION_IMPLEMENTATION (string_slice);
EXPRESSION_IMPLEMENTATION (change_case);
/* expression-arithmetic.c */
EXPRESSION_IMPLEMENTATION (arithmetic);
EXPRESSION_IMPLEMENTATION (sum);
EXPRESSION_IMPLEMENTATION (average);
EXPRESSION_IMPLEMENTATION (count);
EXPRESSION_IMPLEMENTATION (round);
/* expression-date.c */
EXPRESSION_IMPLEMENTATION (format_date);
gboolean expression_compare_dates (const ExpressionValue *a,
                                   const char *
                                   operator,
                                   const ExpressionValue * b,
                                   gboolean *result,
                                   GError **error);
gboolean expression_is_date_operator (const char *operator);
/* expression-lookup.c */
EXPRESSION_IMPLEMENTATION (data_model);
EXPRESSION_IMPLEMENTATION (component);
EXPRESSION_IMPLEMENTATION (count_data_elements);
EXPRESSION_IMPLEMENTATION (instance_context);
EXPRESSION_IMPLEMENTATION (frontend_settings);
EXPRESSION_IMPLEMENTATION (gateway_action);
EXPRESSION_IMPLEMENTATION (language);
EXPRESSION_IMPLEMENTATION (text);
EXPRESSION_IMPLEMENTATION (argv);
EXPRESSION_IMPLEMENTATION (list);
EXPRESSION_IMPLEMENTATION (object);
/* expression-jmespath.c */
EXPRESSION_IMPLEMENTATION (jmespath);

G_END_DECLS

/* expression-value.h: what expressions compute with
 *
 * A value is a small struct that lives where its user wants it. It owns what it refers to by
 * reference count; copying is cheap, strings and collections never change.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "engine/source/source-json.h"

G_BEGIN_DECLS

typedef enum
{
  EXPRESSION_VALUE_NULL,
  EXPRESSION_VALUE_BOOLEAN,
  EXPRESSION_VALUE_NUMBER,
  EXPRESSION_VALUE_STRING,
  EXPRESSION_VALUE_LIST,
  EXPRESSION_VALUE_OBJECT,
} ExpressionValueType;

typedef struct _ExpressionBox ExpressionBox; /* shared storage of strings and collections */

/**
 * ExpressionValue:
 * @type: which of the following counts
 * @boolean: a boolean
 * @number: a number; the app computes with doubles
 * @string: a string in UTF-8, NUL-terminated, but it may also hold NUL
 * @n_items: number of items of a list or members of an object
 * @box: (nullable): owner of the string, the items or members; %NULL for a borrowed string
 *
 * Initialise with %EXPRESSION_VALUE_INIT, end with expression_value_clear() or `g_auto`.
 */
typedef struct
{
  ExpressionValueType type;
  union
  {
    gboolean boolean;
    double number;
    struct
    {
      const char *text;
      gsize length;
    } string;
    guint n_items;
  };
  ExpressionBox *box;
} ExpressionValue;

#define EXPRESSION_VALUE_INIT                                                                      \
  {                                                                                                \
    .type = EXPRESSION_VALUE_NULL                                                                  \
  }

void expression_value_clear (ExpressionValue *value);
void expression_value_copy (const ExpressionValue *value, ExpressionValue *copy);
void expression_value_steal (ExpressionValue *value, ExpressionValue *target);

void expression_value_set_null (ExpressionValue *value);
void expression_value_set_boolean (ExpressionValue *value, gboolean boolean);
void expression_value_set_number (ExpressionValue *value, double number);
void expression_value_set_string (ExpressionValue *value, const char *text, gssize length);
void expression_value_take_string (ExpressionValue *value, char *text);
void expression_value_borrow_string (ExpressionValue *value, const char *text);
void expression_value_set_json (ExpressionValue *value, const SourceJsonValue *json);
void expression_value_take_list (ExpressionValue *value, GArray *items);
void expression_value_take_object (ExpressionValue *value, GPtrArray *keys, GArray *members);

const ExpressionValue *expression_value_get_item (const ExpressionValue *value, guint index);
const char *expression_value_get_key (const ExpressionValue *value, guint index);
const ExpressionValue *expression_value_get_member (const ExpressionValue *value, const char *key);

gboolean expression_value_is_true (const ExpressionValue *value);
gboolean expression_value_equal (const ExpressionValue *a, const ExpressionValue *b);
char *expression_value_to_json (const ExpressionValue *value) G_GNUC_WARN_UNUSED_RESULT;

gboolean expression_value_lookup (const ExpressionValue *model,
                                  const char *path,
                                  const guint *row_indices,
                                  guint n_row_indices,
                                  ExpressionValue *value,
                                  GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ExpressionValue, expression_value_clear)

G_END_DECLS

/* expression-jmespath.c: evaluating JMESPath
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/expression/expression-jmespath.h"

#include <string.h>

/* Parts are shared, so a short query can stand for more values than there is memory to print. */
#define MAX_WEIGHT 1000000

gboolean
expression_jmespath_is_true (const ExpressionValue *value)
{
  switch (value->type)
    {
    case EXPRESSION_VALUE_BOOLEAN:
      return value->boolean;
    case EXPRESSION_VALUE_NUMBER:
      return TRUE;
    case EXPRESSION_VALUE_STRING:
      return value->string.length > 0;
    case EXPRESSION_VALUE_LIST:
    case EXPRESSION_VALUE_OBJECT:
      return value->n_items > 0;
    case EXPRESSION_VALUE_NULL:
    default:
      return FALSE;
    }
}

/* Evaluates a child of @node. */
static gboolean
child_value (const JmespathNode *node,
             guint index,
             const ExpressionValue *current,
             ExpressionValue *result,
             GError **error)
{
  return expression_jmespath_evaluate (jmespath_child (node, index), current, result, error);
}

/* Evaluates @right for each item and keeps what is not null. */
static gboolean
project (const JmespathNode *right,
         const ExpressionValue *items,
         ExpressionValue *result,
         GError **error)
{
  g_autoptr (GArray) projected = expression_items_new (items->n_items);

  for (guint i = 0; i < items->n_items; i++)
    {
      ExpressionValue item = EXPRESSION_VALUE_INIT;

      if (!expression_jmespath_evaluate (right, expression_value_get_item (items, i), &item, error))
        return FALSE;
      if (item.type != EXPRESSION_VALUE_NULL)
        expression_take_item (projected, &item);
    }
  expression_value_take_list (result, g_steal_pointer (&projected));
  return TRUE;
}

static gboolean
evaluate_projection (const JmespathNode *node,
                     const ExpressionValue *current,
                     ExpressionValue *result,
                     GError **error)
{
  ExpressionValueType wanted =
      node->kind == JMESPATH_VALUE_PROJECTION ? EXPRESSION_VALUE_OBJECT : EXPRESSION_VALUE_LIST;
  g_auto (ExpressionValue) items = EXPRESSION_VALUE_INIT;

  if (!child_value (node, 0, current, &items, error))
    return FALSE;
  return items.type != wanted || project (jmespath_child (node, 1), &items, result, error);
}

static gboolean
evaluate_filter (const JmespathNode *node,
                 const ExpressionValue *current,
                 ExpressionValue *result,
                 GError **error)
{
  g_auto (ExpressionValue) items = EXPRESSION_VALUE_INIT;
  g_auto (ExpressionValue) kept = EXPRESSION_VALUE_INIT;
  g_autoptr (GArray) passed = NULL;

  if (!child_value (node, 0, current, &items, error))
    return FALSE;
  if (items.type != EXPRESSION_VALUE_LIST)
    return TRUE;
  passed = expression_items_new (0);
  for (guint i = 0; i < items.n_items; i++)
    {
      const ExpressionValue *item = expression_value_get_item (&items, i);
      g_auto (ExpressionValue) condition = EXPRESSION_VALUE_INIT;
      ExpressionValue copy;

      if (!child_value (node, 1, item, &condition, error))
        return FALSE;
      if (!expression_jmespath_is_true (&condition))
        continue;
      expression_value_copy (item, &copy);
      expression_take_item (passed, &copy);
    }
  expression_value_take_list (&kept, g_steal_pointer (&passed));
  return project (jmespath_child (node, 2), &kept, result, error);
}

/* Lists in the list give their items instead of themselves. */
static gboolean
evaluate_flatten (const JmespathNode *node,
                  const ExpressionValue *current,
                  ExpressionValue *result,
                  GError **error)
{
  g_auto (ExpressionValue) items = EXPRESSION_VALUE_INIT;
  GArray *flat;

  if (!child_value (node, 0, current, &items, error))
    return FALSE;
  if (items.type != EXPRESSION_VALUE_LIST)
    return TRUE;
  flat = expression_items_new (items.n_items);
  for (guint i = 0; i < items.n_items; i++)
    {
      const ExpressionValue *item = expression_value_get_item (&items, i);
      gboolean is_list = item->type == EXPRESSION_VALUE_LIST;

      for (guint j = 0; j < (is_list ? item->n_items : 1); j++)
        {
          ExpressionValue copy;

          expression_value_copy (is_list ? expression_value_get_item (item, j) : item, &copy);
          expression_take_item (flat, &copy);
        }
    }
  expression_value_take_list (result, flat);
  return TRUE;
}

static gboolean
evaluate_index (const JmespathNode *node,
                const ExpressionValue *current,
                ExpressionValue *result,
                GError **error)
{
  g_auto (ExpressionValue) list = EXPRESSION_VALUE_INIT;
  gint64 index = node->numbers[0];

  if (!child_value (node, 0, current, &list, error))
    return FALSE;
  if (list.type != EXPRESSION_VALUE_LIST)
    return TRUE;
  if (index < 0)
    index += list.n_items;
  if (index >= 0 && index < list.n_items)
    expression_value_copy (expression_value_get_item (&list, (guint) index), result);
  return TRUE;
}

/* Where a slice begins or ends, between -1 and the length. */
static gint64
slice_bound (const JmespathNode *node, guint part, gint64 length, gint64 step, gint64 fallback)
{
  gint64 bound = node->numbers[part];

  if (!node->has[part])
    return fallback;
  if (bound < 0)
    bound += length;
  return step > 0 ? CLAMP (bound, 0, length) : CLAMP (bound, -1, length - 1);
}

static gboolean
evaluate_slice (const JmespathNode *node,
                const ExpressionValue *current,
                ExpressionValue *result,
                GError **error)
{
  g_auto (ExpressionValue) list = EXPRESSION_VALUE_INIT;
  gint64 step = node->has[2] ? node->numbers[2] : 1;
  gint64 length, start, stop;
  GArray *items;

  if (step == 0)
    return expression_fail (error, "A slice step cannot be 0");
  if (!child_value (node, 0, current, &list, error))
    return FALSE;
  if (list.type != EXPRESSION_VALUE_LIST)
    return TRUE;
  length = list.n_items;
  start = slice_bound (node, 0, length, step, step > 0 ? 0 : length - 1);
  stop = slice_bound (node, 1, length, step, step > 0 ? length : -1);
  items = expression_items_new (0);
  for (gint64 i = start; step > 0 ? i < stop : i > stop; i += step)
    {
      ExpressionValue copy;

      expression_value_copy (expression_value_get_item (&list, (guint) i), &copy);
      expression_take_item (items, &copy);
    }
  expression_value_take_list (result, items);
  return TRUE;
}

static gboolean
evaluate_compare (const JmespathNode *node,
                  const ExpressionValue *current,
                  ExpressionValue *result,
                  GError **error)
{
  g_auto (ExpressionValue) left = EXPRESSION_VALUE_INIT;
  g_auto (ExpressionValue) right = EXPRESSION_VALUE_INIT;
  const char *operator= node->text;

  if (!child_value (node, 0, current, &left, error) ||
      !child_value (node, 1, current, &right, error))
    return FALSE;
  if (operator[0] == '=' || operator[0] == '!')
    {
      expression_value_set_boolean (result,
                                    expression_value_equal (&left, &right) == (operator[0] == '='));
      return TRUE;
    }
  if (left.type != EXPRESSION_VALUE_NUMBER || right.type != EXPRESSION_VALUE_NUMBER)
    return TRUE;
  if (operator[0] == '<')
    expression_value_set_boolean (result, operator[1] == '=' ? left.number <= right.number
                                                             : left.number<right.number);
  else
    expression_value_set_boolean (result, operator[1] == '=' ? left.number >= right.number
                                                             : left.number> right.number);
  return TRUE;
}

/* The left side decides; its own value is the result of && and ||. */
static gboolean
evaluate_logic (const JmespathNode *node,
                const ExpressionValue *current,
                ExpressionValue *result,
                GError **error)
{
  g_auto (ExpressionValue) left = EXPRESSION_VALUE_INIT;

  if (!child_value (node, 0, current, &left, error))
    return FALSE;
  if (node->kind == JMESPATH_NOT)
    {
      expression_value_set_boolean (result, !expression_jmespath_is_true (&left));
      return TRUE;
    }
  if (expression_jmespath_is_true (&left) == (node->kind == JMESPATH_OR))
    {
      expression_value_steal (&left, result);
      return TRUE;
    }
  return child_value (node, 1, current, result, error);
}

static gboolean
evaluate_multi (const JmespathNode *node,
                const ExpressionValue *current,
                ExpressionValue *result,
                GError **error)
{
  g_autoptr (GArray) items = NULL;
  g_autoptr (GPtrArray) keys = NULL;

  if (current->type == EXPRESSION_VALUE_NULL)
    return TRUE;
  items = expression_items_new (node->children->len);
  for (guint i = 0; i < node->children->len; i++)
    {
      ExpressionValue item = EXPRESSION_VALUE_INIT;

      if (!child_value (node, i, current, &item, error))
        return FALSE;
      expression_take_item (items, &item);
    }
  if (node->kind == JMESPATH_MULTI_LIST)
    {
      expression_value_take_list (result, g_steal_pointer (&items));
      return TRUE;
    }
  keys = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < node->keys->len; i++)
    g_ptr_array_add (keys, g_strdup (g_ptr_array_index (node->keys, i)));
  expression_value_take_object (result, g_steal_pointer (&keys), g_steal_pointer (&items));
  return TRUE;
}

static gboolean
evaluate_chain (const JmespathNode *node,
                const ExpressionValue *current,
                ExpressionValue *result,
                GError **error)
{
  g_auto (ExpressionValue) left = EXPRESSION_VALUE_INIT;

  if (!child_value (node, 0, current, &left, error))
    return FALSE;
  if (node->kind == JMESPATH_SUBEXPRESSION && left.type == EXPRESSION_VALUE_NULL)
    return TRUE;
  return child_value (node, 1, &left, result, error);
}

static gboolean
evaluate (const JmespathNode *node,
          const ExpressionValue *current,
          ExpressionValue *result,
          GError **error)
{
  const ExpressionValue *member;

  switch (node->kind)
    {
    case JMESPATH_CURRENT:
      expression_value_copy (current, result);
      return TRUE;
    case JMESPATH_FIELD:
      member = expression_value_get_member (current, node->text);
      if (member != NULL)
        expression_value_copy (member, result);
      return TRUE;
    case JMESPATH_LITERAL:
      expression_value_copy (&node->literal, result);
      return TRUE;
    case JMESPATH_SUBEXPRESSION:
    case JMESPATH_PIPE:
      return evaluate_chain (node, current, result, error);
    case JMESPATH_INDEX:
      return evaluate_index (node, current, result, error);
    case JMESPATH_SLICE:
      return evaluate_slice (node, current, result, error);
    case JMESPATH_PROJECTION:
    case JMESPATH_VALUE_PROJECTION:
      return evaluate_projection (node, current, result, error);
    case JMESPATH_FILTER:
      return evaluate_filter (node, current, result, error);
    case JMESPATH_FLATTEN:
      return evaluate_flatten (node, current, result, error);
    case JMESPATH_OR:
    case JMESPATH_AND:
    case JMESPATH_NOT:
      return evaluate_logic (node, current, result, error);
    case JMESPATH_COMPARE:
      return evaluate_compare (node, current, result, error);
    case JMESPATH_MULTI_LIST:
    case JMESPATH_MULTI_HASH:
      return evaluate_multi (node, current, result, error);
    case JMESPATH_CALL:
      return expression_jmespath_call (node, current, result, error);
    case JMESPATH_EXPRESSION:
    default:
      return expression_fail (error, "An expression reference is only allowed as an argument");
    }
}

/* @result must be null. */
gboolean
expression_jmespath_evaluate (const JmespathNode *node,
                              const ExpressionValue *current,
                              ExpressionValue *result,
                              GError **error)
{
  if (!evaluate (node, current, result, error))
    return FALSE;
  if (expression_value_weight (result) <= MAX_WEIGHT)
    return TRUE;
  expression_value_clear (result);
  return expression_fail (error, "The result has more than %d values", MAX_WEIGHT);
}

EXPRESSION_IMPLEMENTATION (jmespath)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (JmespathNode) query = NULL;
  g_autofree char *json = NULL;

  if (n_arguments != 2)
    return expression_fail (error, "Expected 2 argument(s), got %u", n_arguments);
  if (arguments[1].type != EXPRESSION_VALUE_STRING)
    {
      json = expression_value_to_json (&arguments[1]);
      return expression_fail (error, "Expected argument to be string, got %s", json);
    }
  query = expression_jmespath_parse (arguments[1].string.text, &failure);
  if (query == NULL || !expression_jmespath_evaluate (query, &arguments[0], result, &failure))
    {
      expression_value_clear (result);
      return expression_fail (error, "Jmespath error: \"%s\"", failure->message);
    }
  expression_own (result);
  return TRUE;
}

/* expression-jmespath-functions.c: the functions of JMESPath
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/expression/expression-jmespath.h"

#include <math.h>
#include <string.h>

/* What an argument may be. */
typedef enum
{
  ACCEPT_NUMBER = 1 << 0,
  ACCEPT_STRING = 1 << 1,
  ACCEPT_LIST = 1 << 2,
  ACCEPT_OBJECT = 1 << 3,
  ACCEPT_NUMBERS = 1 << 4, /* a list of numbers */
  ACCEPT_STRINGS = 1 << 5, /* a list of strings */
  ACCEPT_EXPRESSION = 1 << 6,
  ACCEPT_ANY = 1 << 7,
} Accept;

typedef struct
{
  const char *name;
  const ExpressionValue *values;
  guint n;
  const JmespathNode *expression; /* of the argument that is one */
} Call;

typedef gboolean (*Function) (const Call *call, ExpressionValue *result, GError **error);

static gboolean
all_of (const ExpressionValue *list, ExpressionValueType type)
{
  for (guint i = 0; i < list->n_items; i++)
    if (expression_value_get_item (list, i)->type != type)
      return FALSE;
  return TRUE;
}

static gboolean
is_accepted (const ExpressionValue *value, Accept accept)
{
  switch (value->type)
    {
    case EXPRESSION_VALUE_NUMBER:
      return (accept & (ACCEPT_NUMBER | ACCEPT_ANY)) != 0;
    case EXPRESSION_VALUE_STRING:
      return (accept & (ACCEPT_STRING | ACCEPT_ANY)) != 0;
    case EXPRESSION_VALUE_OBJECT:
      return (accept & (ACCEPT_OBJECT | ACCEPT_ANY)) != 0;
    case EXPRESSION_VALUE_LIST:
      return (accept & (ACCEPT_LIST | ACCEPT_ANY)) != 0 ||
             ((accept & ACCEPT_NUMBERS) && all_of (value, EXPRESSION_VALUE_NUMBER)) ||
             ((accept & ACCEPT_STRINGS) && all_of (value, EXPRESSION_VALUE_STRING));
    case EXPRESSION_VALUE_NULL:
    case EXPRESSION_VALUE_BOOLEAN:
    default:
      return (accept & ACCEPT_ANY) != 0;
    }
}

/* Ordinal, by Unicode characters, which UTF-8 keeps the order of. */
static int
compare_strings (const ExpressionValue *a, const ExpressionValue *b)
{
  gsize length = MIN (a->string.length, b->string.length);
  int order = memcmp (a->string.text, b->string.text, length);

  return order != 0 ? order
                    : (a->string.length > b->string.length) - (a->string.length < b->string.length);
}

static int
compare_values (const ExpressionValue *a, const ExpressionValue *b)
{
  if (a->type == EXPRESSION_VALUE_STRING)
    return compare_strings (a, b);
  return (a->number > b->number) - (a->number < b->number);
}

static gboolean
call_number (const Call *call, ExpressionValue *result, GError **error)
{
  double number = call->values[0].number;

  expression_value_set_number (result, strcmp (call->name, "abs") == 0    ? fabs (number)
                                       : strcmp (call->name, "ceil") == 0 ? ceil (number)
                                                                          : floor (number));
  return TRUE;
}

/* avg and sum */
static gboolean
call_sum (const Call *call, ExpressionValue *result, GError **error)
{
  const ExpressionValue *list = &call->values[0];
  gboolean average = strcmp (call->name, "avg") == 0;
  double sum = 0;

  for (guint i = 0; i < list->n_items; i++)
    sum += expression_value_get_item (list, i)->number;
  if (!average)
    expression_value_set_number (result, sum);
  else if (list->n_items > 0)
    expression_value_set_number (result, sum / list->n_items);
  return TRUE;
}

static gboolean
call_contains (const Call *call, ExpressionValue *result, GError **error)
{
  const ExpressionValue *subject = &call->values[0];
  const ExpressionValue *search = &call->values[1];
  gboolean found = FALSE;

  if (subject->type == EXPRESSION_VALUE_STRING)
    found =
        search->type == EXPRESSION_VALUE_STRING &&
        (search->string.length == 0 || memmem (subject->string.text, subject->string.length,
                                               search->string.text, search->string.length) != NULL);
  else
    for (guint i = 0; i < subject->n_items && !found; i++)
      found = expression_value_equal (expression_value_get_item (subject, i), search);
  expression_value_set_boolean (result, found);
  return TRUE;
}

/* starts_with and ends_with */
static gboolean
call_affix (const Call *call, ExpressionValue *result, GError **error)
{
  const ExpressionValue *subject = &call->values[0];
  const ExpressionValue *affix = &call->values[1];
  gboolean fits = affix->string.length <= subject->string.length;
  gsize at = fits && strcmp (call->name, "ends_with") == 0
                 ? subject->string.length - affix->string.length
                 : 0;

  expression_value_set_boolean (
      result,
      fits && memcmp (subject->string.text + at, affix->string.text, affix->string.length) == 0);
  return TRUE;
}

static gboolean
call_join (const Call *call, ExpressionValue *result, GError **error)
{
  const ExpressionValue *list = &call->values[1];
  g_autoptr (GString) joined = g_string_new (NULL);

  for (guint i = 0; i < list->n_items; i++)
    {
      const ExpressionValue *item = expression_value_get_item (list, i);

      if (i > 0)
        g_string_append_len (joined, call->values[0].string.text,
                             (gssize) call->values[0].string.length);
      g_string_append_len (joined, item->string.text, (gssize) item->string.length);
    }
  expression_value_set_string (result, joined->str, (gssize) joined->len);
  return TRUE;
}

/* keys, values, items */
static gboolean
call_members (const Call *call, ExpressionValue *result, GError **error)
{
  const ExpressionValue *object = &call->values[0];
  GArray *items = expression_items_new (object->n_items);

  for (guint i = 0; i < object->n_items; i++)
    {
      ExpressionValue item = EXPRESSION_VALUE_INIT;

      if (strcmp (call->name, "keys") == 0)
        expression_value_set_string (&item, expression_value_get_key (object, i), -1);
      else
        expression_value_copy (expression_value_get_item (object, i), &item);
      expression_take_item (items, &item);
    }
  expression_value_take_list (result, items);
  return TRUE;
}

static gboolean
call_length (const Call *call, ExpressionValue *result, GError **error)
{
  const ExpressionValue *value = &call->values[0];

  expression_value_set_number (
      result, value->type == EXPRESSION_VALUE_STRING
                  ? (double) g_utf8_strlen (value->string.text, (gssize) value->string.length)
                  : value->n_items);
  return TRUE;
}

static gboolean
call_map (const Call *call, ExpressionValue *result, GError **error)
{
  const ExpressionValue *list = &call->values[1];
  g_autoptr (GArray) items = expression_items_new (list->n_items);

  for (guint i = 0; i < list->n_items; i++)
    {
      ExpressionValue item = EXPRESSION_VALUE_INIT;

      if (!expression_jmespath_evaluate (call->expression, expression_value_get_item (list, i),
                                         &item, error))
        return FALSE;
      expression_take_item (items, &item);
    }
  expression_value_take_list (result, g_steal_pointer (&items));
  return TRUE;
}

/* max and min */
static gboolean
call_extreme (const Call *call, ExpressionValue *result, GError **error)
{
  const ExpressionValue *list = &call->values[0];
  const ExpressionValue *best = expression_value_get_item (list, 0);
  int wanted = strcmp (call->name, "max") == 0 ? 1 : -1;

  for (guint i = 1; i < list->n_items; i++)
    if (compare_values (expression_value_get_item (list, i), best) * wanted > 0)
      best = expression_value_get_item (list, i);
  if (best != NULL)
    expression_value_copy (best, result);
  return TRUE;
}

static gboolean
call_merge (const Call *call, ExpressionValue *result, GError **error)
{
  g_autoptr (GHashTable) places = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *keys = g_ptr_array_new_with_free_func (g_free);
  GArray *members = expression_items_new (0);

  for (guint i = 0; i < call->n; i++)
    for (guint j = 0; j < call->values[i].n_items; j++)
      {
        const char *key = expression_value_get_key (&call->values[i], j);
        gpointer place;
        ExpressionValue copy;

        expression_value_copy (expression_value_get_item (&call->values[i], j), &copy);
        if (g_hash_table_lookup_extended (places, key, NULL, &place))
          {
            expression_value_steal (
                &copy, &g_array_index (members, ExpressionValue, GPOINTER_TO_UINT (place)));
            continue;
          }
        g_ptr_array_add (keys, g_strdup (key));
        g_hash_table_insert (places, g_ptr_array_index (keys, keys->len - 1),
                             GUINT_TO_POINTER (members->len));
        expression_take_item (members, &copy);
      }
  expression_value_take_object (result, keys, members);
  return TRUE;
}

static gboolean
call_not_null (const Call *call, ExpressionValue *result, GError **error)
{
  for (guint i = 0; i < call->n; i++)
    if (call->values[i].type != EXPRESSION_VALUE_NULL)
      {
        expression_value_copy (&call->values[i], result);
        break;
      }
  return TRUE;
}

static gboolean
call_reverse (const Call *call, ExpressionValue *result, GError **error)
{
  const ExpressionValue *value = &call->values[0];
  GArray *items;

  if (value->type == EXPRESSION_VALUE_STRING)
    {
      expression_value_take_string (
          result, g_utf8_strreverse (value->string.text, (gssize) value->string.length));
      return TRUE;
    }
  items = expression_items_new (value->n_items);
  for (guint i = value->n_items; i-- > 0;)
    {
      ExpressionValue copy;

      expression_value_copy (expression_value_get_item (value, i), &copy);
      expression_take_item (items, &copy);
    }
  expression_value_take_list (result, items);
  return TRUE;
}

/* A list's item with what it is ordered by and where it stood. */
typedef struct
{
  ExpressionValue key;
  const ExpressionValue *item;
  guint position;
} Entry;

static void
entry_clear (gpointer entry)
{
  expression_value_clear (&((Entry *) entry)->key);
}

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const Entry *first = a;
  const Entry *second = b;
  int order = compare_values (&first->key, &second->key);

  return order != 0 ? order
                    : (first->position > second->position) - (first->position < second->position);
}

/* Keys must all be numbers or all be strings. */
static GArray *
make_entries (const Call *call, const ExpressionValue *list, GError **error)
{
  g_autoptr (GArray) entries = g_array_new (FALSE, TRUE, sizeof (Entry));

  g_array_set_clear_func (entries, entry_clear);
  for (guint i = 0; i < list->n_items; i++)
    {
      Entry entry = { .item = expression_value_get_item (list, i), .position = i };

      if (call->expression == NULL)
        expression_value_copy (entry.item, &entry.key);
      else if (!expression_jmespath_evaluate (call->expression, entry.item, &entry.key, error))
        return NULL;
      g_array_append_val (entries, entry);
      if ((entry.key.type != EXPRESSION_VALUE_NUMBER &&
           entry.key.type != EXPRESSION_VALUE_STRING) ||
          entry.key.type != g_array_index (entries, Entry, 0).key.type)
        {
          expression_fail (error, "The function %s needs keys that are all numbers or all strings",
                           call->name);
          return NULL;
        }
    }
  return g_steal_pointer (&entries);
}

/* sort and sort_by */
static gboolean
call_sort (const Call *call, ExpressionValue *result, GError **error)
{
  g_autoptr (GArray) entries = make_entries (call, &call->values[0], error);
  GArray *items;

  if (entries == NULL)
    return FALSE;
  g_array_sort (entries, compare_entries);
  items = expression_items_new (entries->len);
  for (guint i = 0; i < entries->len; i++)
    {
      ExpressionValue copy;

      expression_value_copy (g_array_index (entries, Entry, i).item, &copy);
      expression_take_item (items, &copy);
    }
  expression_value_take_list (result, items);
  return TRUE;
}

/* max_by and min_by: of equals, the first */
static gboolean
call_extreme_by (const Call *call, ExpressionValue *result, GError **error)
{
  g_autoptr (GArray) entries = make_entries (call, &call->values[0], error);
  int wanted = strcmp (call->name, "max_by") == 0 ? 1 : -1;
  const Entry *best = NULL;

  if (entries == NULL)
    return FALSE;
  for (guint i = 0; i < entries->len; i++)
    {
      const Entry *entry = &g_array_index (entries, Entry, i);

      if (best == NULL || compare_values (&entry->key, &best->key) * wanted > 0)
        best = entry;
    }
  if (best != NULL)
    expression_value_copy (best->item, result);
  return TRUE;
}

static gboolean
call_to_array (const Call *call, ExpressionValue *result, GError **error)
{
  ExpressionValue copy;
  GArray *items;

  expression_value_copy (&call->values[0], &copy);
  if (copy.type == EXPRESSION_VALUE_LIST)
    {
      expression_value_steal (&copy, result);
      return TRUE;
    }
  items = expression_items_new (1);
  expression_take_item (items, &copy);
  expression_value_take_list (result, items);
  return TRUE;
}

static gboolean
call_to_number (const Call *call, ExpressionValue *result, GError **error)
{
  const ExpressionValue *value = &call->values[0];
  double number;

  if (value->type == EXPRESSION_VALUE_NUMBER)
    expression_value_copy (value, result);
  else if (value->type == EXPRESSION_VALUE_STRING &&
           expression_parse_number (value->string.text, value->string.length, &number))
    expression_value_set_number (result, number);
  return TRUE;
}

static gboolean
call_to_string (const Call *call, ExpressionValue *result, GError **error)
{
  if (call->values[0].type == EXPRESSION_VALUE_STRING)
    expression_value_copy (&call->values[0], result);
  else
    expression_value_take_string (result, expression_value_to_json (&call->values[0]));
  return TRUE;
}

static gboolean
call_type (const Call *call, ExpressionValue *result, GError **error)
{
  static const char *const names[] = { "null", "boolean", "number", "string", "array", "object" };

  expression_value_set_string (result, names[call->values[0].type], -1);
  return TRUE;
}

static const struct
{
  const char *name;
  Function function;
  guint min;
  guint max;
  Accept accept[2]; /* of the first and the further arguments */
} functions[] = {
  { "abs", call_number, 1, 1, { ACCEPT_NUMBER } },
  { "avg", call_sum, 1, 1, { ACCEPT_NUMBERS } },
  { "ceil", call_number, 1, 1, { ACCEPT_NUMBER } },
  { "contains", call_contains, 2, 2, { ACCEPT_LIST | ACCEPT_STRING, ACCEPT_ANY } },
  { "ends_with", call_affix, 2, 2, { ACCEPT_STRING, ACCEPT_STRING } },
  { "floor", call_number, 1, 1, { ACCEPT_NUMBER } },
  { "join", call_join, 2, 2, { ACCEPT_STRING, ACCEPT_STRINGS } },
  { "keys", call_members, 1, 1, { ACCEPT_OBJECT } },
  { "length", call_length, 1, 1, { ACCEPT_STRING | ACCEPT_LIST | ACCEPT_OBJECT } },
  { "map", call_map, 2, 2, { ACCEPT_EXPRESSION, ACCEPT_LIST } },
  { "max", call_extreme, 1, 1, { ACCEPT_NUMBERS | ACCEPT_STRINGS } },
  { "max_by", call_extreme_by, 2, 2, { ACCEPT_LIST, ACCEPT_EXPRESSION } },
  { "merge", call_merge, 1, G_MAXUINT, { ACCEPT_OBJECT, ACCEPT_OBJECT } },
  { "min", call_extreme, 1, 1, { ACCEPT_NUMBERS | ACCEPT_STRINGS } },
  { "min_by", call_extreme_by, 2, 2, { ACCEPT_LIST, ACCEPT_EXPRESSION } },
  { "not_null", call_not_null, 1, G_MAXUINT, { ACCEPT_ANY, ACCEPT_ANY } },
  { "reverse", call_reverse, 1, 1, { ACCEPT_STRING | ACCEPT_LIST } },
  { "sort", call_sort, 1, 1, { ACCEPT_NUMBERS | ACCEPT_STRINGS } },
  { "sort_by", call_sort, 2, 2, { ACCEPT_LIST, ACCEPT_EXPRESSION } },
  { "starts_with", call_affix, 2, 2, { ACCEPT_STRING, ACCEPT_STRING } },
  { "sum", call_sum, 1, 1, { ACCEPT_NUMBERS } },
  { "to_array", call_to_array, 1, 1, { ACCEPT_ANY } },
  { "to_number", call_to_number, 1, 1, { ACCEPT_ANY } },
  { "to_string", call_to_string, 1, 1, { ACCEPT_ANY } },
  { "type", call_type, 1, 1, { ACCEPT_ANY } },
  { "values", call_members, 1, 1, { ACCEPT_OBJECT } },
};

/* Evaluates the arguments; an expression reference stays one. */
static gboolean
evaluate_arguments (const JmespathNode *node,
                    gsize index,
                    const ExpressionValue *current,
                    GArray *values,
                    Call *call,
                    GError **error)
{
  for (guint i = 0; i < node->children->len; i++)
    {
      const JmespathNode *child = jmespath_child (node, i);
      Accept accept = functions[index].accept[MIN (i, 1)];
      ExpressionValue value = EXPRESSION_VALUE_INIT;
      gboolean is_expression = child->kind == JMESPATH_EXPRESSION;

      if (is_expression)
        call->expression = jmespath_child (child, 0);
      else if (!expression_jmespath_evaluate (child, current, &value, error))
        return FALSE;
      expression_take_item (values, &value);
      if (is_expression ? (accept & ACCEPT_EXPRESSION) == 0
                        : !is_accepted (&g_array_index (values, ExpressionValue, i), accept))
        return expression_fail (error, "The function %s cannot take argument %u", node->text,
                                i + 1);
    }
  return TRUE;
}

gboolean
expression_jmespath_call (const JmespathNode *node,
                          const ExpressionValue *current,
                          ExpressionValue *result,
                          GError **error)
{
  g_autoptr (GArray) values = expression_items_new (node->children->len);
  Call call = { .name = node->text, .n = node->children->len };
  gsize index = 0;

  while (index < G_N_ELEMENTS (functions) && strcmp (functions[index].name, node->text) != 0)
    index++;
  if (index == G_N_ELEMENTS (functions))
    return expression_fail (error, "Unknown function %s()", node->text);
  if (call.n < functions[index].min || call.n > functions[index].max)
    return expression_fail (error, "The function %s cannot take %u argument(s)", node->text,
                            call.n);
  if (!evaluate_arguments (node, index, current, values, &call, error))
    return FALSE;
  call.values = (const ExpressionValue *) (gpointer) values->data;
  return functions[index].function (&call, result, error);
}

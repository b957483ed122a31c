/* expression-value.c: what expressions compute with
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/expression/expression-private.h"

#include <string.h>

typedef enum
{
  BOX_STRING,
  BOX_LIST,
  BOX_OBJECT,
} BoxKind;

struct _ExpressionBox
{
  gatomicrefcount ref_count;
  BoxKind kind;
  char *string;
  GArray *items;   /* of ExpressionValue */
  GPtrArray *keys; /* of char */
  guint weight;    /* how many values are in it, those of its items too */
};

static ExpressionBox *
box_new (BoxKind kind)
{
  ExpressionBox *box = g_new0 (ExpressionBox, 1);

  g_atomic_ref_count_init (&box->ref_count);
  box->kind = kind;
  return box;
}

static ExpressionBox *
box_ref (ExpressionBox *box)
{
  g_atomic_ref_count_inc (&box->ref_count);
  return box;
}

static void
box_unref (ExpressionBox *box)
{
  if (!g_atomic_ref_count_dec (&box->ref_count))
    return;
  g_free (box->string);
  g_clear_pointer (&box->items, g_array_unref);
  g_clear_pointer (&box->keys, g_ptr_array_unref);
  g_free (box);
}

/**
 * expression_value_clear:
 * @value: a value
 *
 * Lets go of what it owns and makes it null.
 */
void
expression_value_clear (ExpressionValue *value)
{
  if (value->box != NULL)
    box_unref (value->box);
  memset (value, 0, sizeof *value);
}

/**
 * expression_value_copy:
 * @value: a value
 * @copy: (out caller-allocates): another one, cleared or uninitialised
 *
 * Copies without copying strings or collections; a borrowed string stays borrowed.
 */
void
expression_value_copy (const ExpressionValue *value, ExpressionValue *copy)
{
  *copy = *value;
  if (copy->box != NULL)
    box_ref (copy->box);
}

/**
 * expression_value_steal:
 * @value: a value; null afterwards
 * @target: a value; what it owned is let go
 *
 * Moves a value.
 */
void
expression_value_steal (ExpressionValue *value, ExpressionValue *target)
{
  ExpressionValue moved = *value;

  memset (value, 0, sizeof *value);
  expression_value_clear (target);
  *target = moved;
}

/**
 * expression_value_set_null:
 * @value: a value
 */
void
expression_value_set_null (ExpressionValue *value)
{
  expression_value_clear (value);
}

/**
 * expression_value_set_boolean:
 * @value: a value
 * @boolean: what it becomes
 */
void
expression_value_set_boolean (ExpressionValue *value, gboolean boolean)
{
  expression_value_clear (value);
  value->type = EXPRESSION_VALUE_BOOLEAN;
  value->boolean = boolean != FALSE;
}

/**
 * expression_value_set_number:
 * @value: a value
 * @number: what it becomes
 */
void
expression_value_set_number (ExpressionValue *value, double number)
{
  expression_value_clear (value);
  value->type = EXPRESSION_VALUE_NUMBER;
  value->number = number;
}

static void
take_string (ExpressionValue *value, char *text, gsize length)
{
  ExpressionBox *box = box_new (BOX_STRING);

  expression_value_clear (value);
  box->string = text;
  value->type = EXPRESSION_VALUE_STRING;
  value->string.text = text;
  value->string.length = length;
  value->box = box;
}

/**
 * expression_value_set_string:
 * @value: a value
 * @text: (nullable): UTF-8; copied; %NULL makes the value null
 * @length: its length in bytes, or -1 if it ends with NUL
 *
 * Bytes that are not UTF-8 become U+FFFD.
 */
void
expression_value_set_string (ExpressionValue *value, const char *text, gssize length)
{
  gsize size;
  char *copy;

  if (text == NULL)
    {
      expression_value_clear (value);
      return;
    }
  size = length < 0 ? strlen (text) : (gsize) length;
  if (memchr (text, '\0', size) == NULL && !g_utf8_validate_len (text, size, NULL))
    {
      copy = g_utf8_make_valid (text, (gssize) size);
      size = strlen (copy);
    }
  else
    {
      copy = g_malloc (size + 1);
      memcpy (copy, text, size);
      copy[size] = '\0';
    }
  take_string (value, copy, size);
}

/**
 * expression_value_take_string:
 * @value: a value
 * @text: (transfer full) (nullable): valid UTF-8; %NULL makes the value null
 */
void
expression_value_take_string (ExpressionValue *value, char *text)
{
  if (text != NULL)
    take_string (value, text, strlen (text));
  else
    expression_value_clear (value);
}

/**
 * expression_value_borrow_string:
 * @value: a value
 * @text: (nullable): valid UTF-8 that outlives @value and its copies; %NULL makes the value null
 */
void
expression_value_borrow_string (ExpressionValue *value, const char *text)
{
  expression_value_clear (value);
  if (text == NULL)
    return;
  value->type = EXPRESSION_VALUE_STRING;
  value->string.text = text;
  value->string.length = strlen (text);
}

static void
clear_item (gpointer item)
{
  expression_value_clear (item);
}

/* An array whose values are cleared with it. */
GArray *
expression_items_new (guint reserved)
{
  GArray *items = g_array_sized_new (FALSE, TRUE, sizeof (ExpressionValue), reserved);

  g_array_set_clear_func (items, clear_item);
  return items;
}

/* A string that belongs to somebody else is copied. */
void
expression_own (ExpressionValue *value)
{
  if (value->type == EXPRESSION_VALUE_STRING && value->box == NULL)
    expression_value_set_string (value, value->string.text, (gssize) value->string.length);
}

/* Moves @value into a collection, which outlives what it may borrow from. */
void
expression_take_item (GArray *items, ExpressionValue *value)
{
  expression_own (value);
  g_array_append_vals (items, value, 1);
  memset (value, 0, sizeof *value);
}

/* Values share their parts, so a small program can make a huge value: whoever writes one out looks
 * at this first. It stops counting at G_MAXUINT. */
guint
expression_value_weight (const ExpressionValue *value)
{
  return value->type == EXPRESSION_VALUE_LIST || value->type == EXPRESSION_VALUE_OBJECT
             ? value->box->weight
             : 1;
}

static guint
weigh (const GArray *items)
{
  guint64 weight = 1;

  for (guint i = 0; i < items->len; i++)
    weight += expression_value_weight (&g_array_index (items, ExpressionValue, i));
  return (guint) MIN (weight, G_MAXUINT);
}

/**
 * expression_value_take_list:
 * @value: a value
 * @items: (transfer full) (element-type ExpressionValue): its items; they are taken too
 */
void
expression_value_take_list (ExpressionValue *value, GArray *items)
{
  ExpressionBox *box = box_new (BOX_LIST);

  g_array_set_clear_func (items, clear_item);
  expression_value_clear (value);
  box->items = items;
  box->weight = weigh (items);
  value->type = EXPRESSION_VALUE_LIST;
  value->n_items = items->len;
  value->box = box;
}

/**
 * expression_value_take_object:
 * @value: a value
 * @keys: (transfer full) (element-type utf8): the names of its members, each freed with g_free()
 * @members: (transfer full) (element-type ExpressionValue): as many values; they are taken too
 */
void
expression_value_take_object (ExpressionValue *value, GPtrArray *keys, GArray *members)
{
  ExpressionBox *box = box_new (BOX_OBJECT);

  g_return_if_fail (keys->len == members->len);

  g_array_set_clear_func (members, clear_item);
  g_ptr_array_set_free_func (keys, g_free);
  expression_value_clear (value);
  box->items = members;
  box->weight = weigh (members);
  box->keys = keys;
  value->type = EXPRESSION_VALUE_OBJECT;
  value->n_items = members->len;
  value->box = box;
}

static void
set_json_container (ExpressionValue *value, const SourceJsonValue *json)
{
  guint n = source_json_value_get_length (json);
  GArray *items = expression_items_new (n);
  GPtrArray *keys;

  for (guint i = 0; i < n; i++)
    {
      ExpressionValue item = EXPRESSION_VALUE_INIT;

      expression_value_set_json (&item, source_json_value_get_item (json, i));
      expression_take_item (items, &item);
    }
  if (source_json_value_get_type (json) == SOURCE_JSON_ARRAY)
    {
      expression_value_take_list (value, items);
      return;
    }
  keys = g_ptr_array_new_full (n, g_free);
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (keys, g_strdup (source_json_value_get_key (json, i)));
  expression_value_take_object (value, keys, items);
}

/**
 * expression_value_set_json:
 * @value: a value
 * @json: (nullable): what it becomes; copied; %NULL makes the value null
 */
void
expression_value_set_json (ExpressionValue *value, const SourceJsonValue *json)
{
  switch (source_json_value_get_type (json))
    {
    case SOURCE_JSON_FALSE:
    case SOURCE_JSON_TRUE:
      expression_value_set_boolean (value, source_json_value_get_type (json) == SOURCE_JSON_TRUE);
      break;
    case SOURCE_JSON_NUMBER:
      expression_value_set_number (value, source_json_value_get_number (json));
      break;
    case SOURCE_JSON_STRING:
      expression_value_set_string (value, source_json_value_get_string (json),
                                   (gssize) source_json_value_get_string_length (json));
      break;
    case SOURCE_JSON_ARRAY:
    case SOURCE_JSON_OBJECT:
      set_json_container (value, json);
      break;
    case SOURCE_JSON_NULL:
    default:
      expression_value_clear (value);
      break;
    }
}

/**
 * expression_value_get_item:
 * @value: a list or an object
 * @index: which item or member, from 0
 *
 * Returns: (transfer none) (nullable): the item or the member's value; %NULL beyond the end or if
 *   @value is neither
 */
const ExpressionValue *
expression_value_get_item (const ExpressionValue *value, guint index)
{
  if ((value->type != EXPRESSION_VALUE_LIST && value->type != EXPRESSION_VALUE_OBJECT) ||
      index >= value->n_items)
    return NULL;
  return &g_array_index (value->box->items, ExpressionValue, index);
}

/**
 * expression_value_get_key:
 * @value: an object
 * @index: which member, from 0
 *
 * Returns: (transfer none) (nullable): its name; %NULL beyond the end or if @value is no object
 */
const char *
expression_value_get_key (const ExpressionValue *value, guint index)
{
  if (value->type != EXPRESSION_VALUE_OBJECT || index >= value->n_items)
    return NULL;
  return g_ptr_array_index (value->box->keys, index);
}

/**
 * expression_value_get_member:
 * @value: an object
 * @key: the name of a member
 *
 * Returns: (transfer none) (nullable): its value, the last one where the name is used twice; %NULL
 *   if there is none or @value is no object
 */
const ExpressionValue *
expression_value_get_member (const ExpressionValue *value, const char *key)
{
  if (value->type != EXPRESSION_VALUE_OBJECT)
    return NULL;
  for (guint i = value->n_items; i-- > 0;)
    if (strcmp (g_ptr_array_index (value->box->keys, i), key) == 0)
      return &g_array_index (value->box->items, ExpressionValue, i);
  return NULL;
}

/**
 * expression_value_is_true:
 * @value: a value
 *
 * Returns: whether it is the boolean true; the text "true" or the number 1 are not, as the app's
 *   gateways see it (facts: runtime 2.3)
 */
gboolean
expression_value_is_true (const ExpressionValue *value)
{
  return value->type == EXPRESSION_VALUE_BOOLEAN && value->boolean;
}

/**
 * expression_value_equal:
 * @a: a value
 * @b: a value
 *
 * Returns: whether they are the same JSON: same type, numbers equal as doubles, members in any
 * order
 */
gboolean
expression_value_equal (const ExpressionValue *a, const ExpressionValue *b)
{
  if (a->type != b->type)
    return FALSE;
  switch (a->type)
    {
    case EXPRESSION_VALUE_BOOLEAN:
      return a->boolean == b->boolean;
    case EXPRESSION_VALUE_NUMBER:
      return a->number == b->number;
    case EXPRESSION_VALUE_STRING:
      return a->string.length == b->string.length &&
             memcmp (a->string.text, b->string.text, a->string.length) == 0;
    case EXPRESSION_VALUE_LIST:
    case EXPRESSION_VALUE_OBJECT:
      if (a->n_items != b->n_items)
        return FALSE;
      for (guint i = 0; i < a->n_items; i++)
        {
          const ExpressionValue *other =
              a->type == EXPRESSION_VALUE_LIST
                  ? expression_value_get_item (b, i)
                  : expression_value_get_member (b, expression_value_get_key (a, i));

          if (other == NULL || !expression_value_equal (expression_value_get_item (a, i), other))
            return FALSE;
        }
      return TRUE;
    case EXPRESSION_VALUE_NULL:
    default:
      return TRUE;
    }
}

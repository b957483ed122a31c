/* expression-lookup.c: functions that ask the context, and those that build collections
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/expression/expression-private.h"

#include <string.h>

static gboolean
is_string (const ExpressionValue *value)
{
  return value->type == EXPRESSION_VALUE_STRING;
}

static gboolean
find_model (const ExpressionContext *context,
            const char *data_type,
            const ExpressionValue **model,
            GError **error)
{
  *model = NULL;
  if (context->funcs != NULL && context->funcs->find_model != NULL)
    return context->funcs->find_model (context, data_type, model, error);
  if (data_type != NULL)
    return expression_fail (error, "Data type %s not found in applicationmetadata.json (found: )",
                            data_type);
  return expression_fail (error, "DataModelBindings must either have DataType, or be in a context "
                                 "with a defaultDataElementIdentifier");
}

/* The value at a path of the model of a data type, or of the default one. */
gboolean
expression_lookup_data (const ExpressionContext *context,
                        const char *path,
                        const char *data_type,
                        ExpressionValue *result,
                        GError **error)
{
  const ExpressionValue *model;

  if (!find_model (context, data_type, &model, error))
    return FALSE;
  if (model == NULL)
    return TRUE;
  return expression_value_lookup (model, path, context->row_indices, context->n_row_indices, result,
                                  error);
}

/* A data type that is null counts as none. */
EXPRESSION_IMPLEMENTATION (data_model)
{
  const char *data_type = NULL;

  if (n_arguments == 1 && arguments[0].type == EXPRESSION_VALUE_NULL)
    return expression_fail_with_arguments (error, function, arguments, n_arguments,
                                           "Cannot lookup dataModel null");
  if (n_arguments < 1 || n_arguments > 2 || !is_string (&arguments[0]) ||
      (n_arguments == 2 && !is_string (&arguments[1]) &&
       arguments[1].type != EXPRESSION_VALUE_NULL))
    return expression_fail_with_arguments (error, function, arguments, n_arguments,
                                           "expected 1-2 argument(s)");
  if (n_arguments == 2 && is_string (&arguments[1]))
    data_type = arguments[1].string.text;
  return expression_lookup_data (context, arguments[0].string.text, data_type, result, error);
}

EXPRESSION_IMPLEMENTATION (component)
{
  g_autofree char *json = NULL;

  if (n_arguments != 1)
    return expression_fail_with_arguments (error, function, arguments, n_arguments,
                                           "Expected 1 argument");
  if (!is_string (&arguments[0]))
    {
      json = expression_value_to_json (&arguments[0]);
      return expression_fail_with_arguments (error, function, arguments, n_arguments,
                                             "Cannot lookup component %s", json);
    }
  if (context->funcs == NULL || context->funcs->component == NULL)
    return expression_fail (error, "Component model not loaded");
  return context->funcs->component (context, arguments[0].string.text, result, error);
}

EXPRESSION_IMPLEMENTATION (count_data_elements)
{
  guint n = 0;

  if (n_arguments != 1)
    return expression_fail (error, "Expected 1 argument(s), got %u", n_arguments);
  if (!is_string (&arguments[0]))
    return expression_fail (error, "Expected dataType argument to be a string");
  if (context->funcs != NULL && context->funcs->count_data_elements != NULL)
    n = context->funcs->count_data_elements (context, arguments[0].string.text);
  expression_value_set_number (result, n);
  return TRUE;
}

EXPRESSION_IMPLEMENTATION (instance_context)
{
  static const char *const keys[] = {
    "instanceOwnerPartyId", "appId", "instanceId", "instanceOwnerPartyType", NULL,
  };

  if (n_arguments != 1 || !is_string (&arguments[0]))
    return expression_fail_with_arguments (error, function, arguments, n_arguments,
                                           "Unknown Instance context property type");
  if (!g_strv_contains (keys, arguments[0].string.text))
    return expression_fail (error, "Unknown Instance context property %s",
                            arguments[0].string.text);
  if (context->funcs != NULL && context->funcs->instance_context != NULL)
    expression_value_borrow_string (
        result, context->funcs->instance_context (context, arguments[0].string.text));
  return TRUE;
}

EXPRESSION_IMPLEMENTATION (frontend_settings)
{
  if (n_arguments == 1 && arguments[0].type == EXPRESSION_VALUE_NULL)
    return expression_fail_with_arguments (error, function, arguments, n_arguments,
                                           "Value cannot be null. (Parameter 'key')");
  if (n_arguments != 1 || !is_string (&arguments[0]))
    return expression_fail_with_arguments (error, function, arguments, n_arguments,
                                           "Expected 1 argument");
  if (context->funcs != NULL && context->funcs->frontend_setting != NULL)
    expression_value_borrow_string (
        result, context->funcs->frontend_setting (context, arguments[0].string.text));
  return TRUE;
}

EXPRESSION_IMPLEMENTATION (gateway_action)
{
  expression_value_borrow_string (result, context->gateway_action);
  return TRUE;
}

EXPRESSION_IMPLEMENTATION (language)
{
  expression_value_borrow_string (result, context->language != NULL ? context->language : "nb");
  return TRUE;
}

EXPRESSION_IMPLEMENTATION (argv)
{
  gboolean is_null;
  double index;

  if (n_arguments != 1)
    return expression_fail (error, "Expected 1 argument(s), got %u", n_arguments);
  if (!expression_to_number (&arguments[0], &is_null, &index, error))
    return FALSE;
  if (is_null)
    return expression_fail (error, "Expected number, got value \"null\"");
  if (context->arguments == NULL)
    return expression_fail (error, "No positional arguments available");
  if (!(index > -1 && index < context->n_arguments))
    return expression_fail (error, "Index %.0f out of range", CLAMP (index, -1e9, 1e9));
  expression_value_copy (&context->arguments[(guint) index], result);
  return TRUE;
}

EXPRESSION_IMPLEMENTATION (list)
{
  GArray *items = expression_items_new (n_arguments);

  for (guint i = 0; i < n_arguments; i++)
    {
      ExpressionValue item;

      expression_value_copy (&arguments[i], &item);
      expression_take_item (items, &item);
    }
  expression_value_take_list (result, items);
  return TRUE;
}

EXPRESSION_IMPLEMENTATION (object)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *keys;
  GArray *members;

  if (n_arguments % 2 != 0)
    return expression_fail (error, "The object function must have an even number of arguments.");
  for (guint i = 0; i < n_arguments; i += 2)
    if (!is_string (&arguments[i]))
      return expression_fail (error, "Object keys must be strings.");
  for (guint i = 0; i < n_arguments; i += 2)
    if (!g_hash_table_add (seen, (gpointer) arguments[i].string.text))
      return expression_fail (error, "Object keys must be unique.");
  keys = g_ptr_array_new_full (n_arguments / 2, g_free);
  members = expression_items_new (n_arguments / 2);
  for (guint i = 0; i < n_arguments; i += 2)
    {
      ExpressionValue member;

      g_ptr_array_add (keys, g_strdup (arguments[i].string.text));
      expression_value_copy (&arguments[i + 1], &member);
      expression_take_item (members, &member);
    }
  expression_value_take_object (result, keys, members);
  return TRUE;
}

/* A row of a variable's key, "Group[{0}].Field", stands for the context's. */
static char *
fill_rows (const ExpressionContext *context, const char *key)
{
  g_autoptr (GString) filled = g_string_new (key);

  for (guint i = 0; i < context->n_row_indices; i++)
    {
      char place[16], index[16];

      g_snprintf (place, sizeof place, "{%u}", i);
      g_snprintf (index, sizeof index, "%u", context->row_indices[i]);
      g_string_replace (filled, place, index, 0);
    }
  return g_string_free (g_steal_pointer (&filled), FALSE);
}

/* The value of a text resource's variable as text; NULL if its source has none. */
static gboolean
resolve_variable (const ExpressionContext *context,
                  const char *source,
                  const char *key,
                  char **resolved,
                  GError **error)
{
  g_auto (ExpressionValue) value = EXPRESSION_VALUE_INIT;
  g_auto (ExpressionText) text = { 0 };
  g_autofree char *path = NULL;
  const char *found = NULL;

  *resolved = NULL;
  if (g_str_has_prefix (source, "dataModel."))
    {
      const char *type = source + strlen ("dataModel.");

      path = fill_rows (context, key);
      if (!expression_lookup_data (context, path, strcmp (type, "default") == 0 ? NULL : type,
                                   &value, error))
        return FALSE;
      expression_text_init (&text, &value);
      found = text.text;
    }
  else if (strcmp (source, "applicationSettings") == 0)
    {
      if (context->funcs->frontend_setting != NULL)
        found = context->funcs->frontend_setting (context, key);
    }
  else if (strcmp (source, "instanceContext") == 0)
    {
      if (context->funcs->instance_context != NULL)
        found = context->funcs->instance_context (context, key);
    }
  *resolved = g_strdup (found);
  return TRUE;
}

/* Each variable's value, its default, or its key, as the app shows them. */
static gboolean
resolve_variables (const ExpressionContext *context,
                   const SourceJsonValue *variables,
                   GPtrArray *values,
                   GError **error)
{
  for (guint i = 0; i < source_json_value_get_length (variables); i++)
    {
      const SourceJsonValue *variable = source_json_value_get_item (variables, i);
      const char *key = source_json_value_get_member_string (variable, "key");
      const char *source = source_json_value_get_member_string (variable, "dataSource");
      const char *fallback = source_json_value_get_member_string (variable, "defaultValue");
      char *value = NULL;

      if (source != NULL && key != NULL && !resolve_variable (context, source, key, &value, error))
        return FALSE;
      if (value == NULL)
        value = g_strdup (fallback != NULL ? fallback : key != NULL ? key : "");
      g_ptr_array_add (values, value);
    }
  return TRUE;
}

/* Puts values where the template says {0}, {1}, ... */
static char *
fill_template (const char *template, const GPtrArray *values)
{
  GString *out = g_string_new (NULL);

  while (*template != '\0')
    {
      char *end = NULL;
      guint64 index = *template == '{' && g_ascii_isdigit (template[1])
                          ? g_ascii_strtoull (template + 1, &end, 10)
                          : G_MAXUINT64;

      if (end != NULL && *end == '}' && index < values->len)
        {
          g_string_append (out, g_ptr_array_index (values, index));
          template = end + 1;
        }
      else
        {
          g_string_append_c (out, *template ++);
        }
    }
  return g_string_free (out, FALSE);
}

EXPRESSION_IMPLEMENTATION (text)
{
  g_auto (ExpressionText) key = { 0 };
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (g_free);
  const SourceJsonValue *resource = NULL;
  const char *template;

  if (n_arguments != 1)
    return expression_fail (error, "Expected 1 argument(s), got %u", n_arguments);
  expression_text_init (&key, &arguments[0]);
  if (key.text == NULL)
    return TRUE;
  if (context->funcs != NULL && context->funcs->text_resource != NULL)
    resource = context->funcs->text_resource (context, key.text);
  template = source_json_value_get_member_string (resource, "value");
  if (template == NULL)
    {
      expression_value_set_string (result, key.text, (gssize) key.length);
      return TRUE;
    }
  if (!resolve_variables (context, source_json_value_get_member (resource, "variables"), values,
                          error))
    return FALSE;
  expression_value_take_string (result, fill_template (template, values));
  return TRUE;
}

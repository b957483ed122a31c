/* expression-environment.c: a context written as JSON
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/expression/expression-environment.h"

#include "engine/expression/expression-layout.h"
#include "engine/expression/expression-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  char *type;
  ExpressionValue data;
} Model;

struct _ExpressionEnvironment
{
  ExpressionContext context;
  SourceJson *json;
  const SourceJsonValue *root;
  const SourceJsonValue *instance;
  GArray *models; /* of Model; the first is the default one */
  GArray *rows;   /* of guint */
  GArray *arguments;
  ExpressionLayout *layout;
  const char *current_page;
};

static ExpressionEnvironment *
environment_of (const ExpressionContext *context)
{
  return context->user_data;
}

static gboolean
fail_unknown_type (const ExpressionEnvironment *self, const char *data_type, GError **error)
{
  g_autoptr (GString) found = g_string_new (NULL);

  for (guint i = 0; i < self->models->len; i++)
    g_string_append_printf (found, "%s%s", i > 0 ? ", " : "",
                            g_array_index (self->models, Model, i).type);
  return expression_fail (error, "Data type %s not found in applicationmetadata.json (found: %s)",
                          data_type, found->str);
}

static gboolean
find_model (const ExpressionContext *context,
            const char *data_type,
            const ExpressionValue **model,
            GError **error)
{
  ExpressionEnvironment *self = environment_of (context);

  *model = NULL;
  if (data_type == NULL && self->models->len == 0)
    return expression_fail (error, "DataModelBindings must either have DataType, or be in a "
                                   "context with a defaultDataElementIdentifier");
  for (guint i = 0; i < self->models->len && *model == NULL; i++)
    {
      const Model *candidate = &g_array_index (self->models, Model, i);

      if (data_type == NULL || strcmp (candidate->type, data_type) == 0)
        *model = &candidate->data;
    }
  return *model != NULL || fail_unknown_type (self, data_type, error);
}

static guint
count_data_elements (const ExpressionContext *context, const char *data_type)
{
  ExpressionEnvironment *self = environment_of (context);
  const SourceJsonValue *data = source_json_value_get_member (self->instance, "data");
  guint n = 0;

  for (guint i = 0; i < self->models->len; i++)
    n += strcmp (g_array_index (self->models, Model, i).type, data_type) == 0;
  for (guint i = 0; i < source_json_value_get_length (data); i++)
    n += g_strcmp0 (
             source_json_value_get_member_string (source_json_value_get_item (data, i), "dataType"),
             data_type) == 0;
  return n;
}

static const char *
party_type (const SourceJsonValue *owner)
{
  if (source_json_value_get_member_string (owner, "organisationNumber") != NULL)
    return "org";
  if (source_json_value_get_member_string (owner, "personNumber") != NULL)
    return "person";
  if (source_json_value_get_member_string (owner, "username") != NULL)
    return "selfIdentified";
  return "unknown";
}

static const char *
instance_context (const ExpressionContext *context, const char *key)
{
  ExpressionEnvironment *self = environment_of (context);
  const SourceJsonValue *owner = source_json_value_get_member (self->instance, "instanceOwner");

  if (strcmp (key, "instanceOwnerPartyId") == 0)
    return source_json_value_get_member_string (owner, "partyId");
  if (strcmp (key, "instanceOwnerPartyType") == 0)
    return party_type (owner);
  return source_json_value_get_member_string (self->instance,
                                              strcmp (key, "instanceId") == 0 ? "id" : key);
}

static const char *
frontend_setting (const ExpressionContext *context, const char *key)
{
  return source_json_value_get_member_string (
      source_json_value_get_member (environment_of (context)->root, "frontendSettings"), key);
}

static const SourceJsonValue *
text_resource (const ExpressionContext *context, const char *key)
{
  const SourceJsonValue *resources =
      source_json_value_get_member (environment_of (context)->root, "textResources");

  for (guint i = 0; i < source_json_value_get_length (resources); i++)
    {
      const SourceJsonValue *resource = source_json_value_get_item (resources, i);

      if (g_strcmp0 (source_json_value_get_member_string (resource, "id"), key) == 0)
        return resource;
    }
  return NULL;
}

static gboolean
component (const ExpressionContext *context, const char *id, ExpressionValue *value, GError **error)
{
  ExpressionEnvironment *self = environment_of (context);

  if (self->layout == NULL)
    return expression_fail (error, "Component model not loaded");
  return expression_layout_lookup (self->layout, context, self->current_page, id, value, error);
}

static const ExpressionContextFuncs funcs = {
  .find_model = find_model,
  .count_data_elements = count_data_elements,
  .instance_context = instance_context,
  .frontend_setting = frontend_setting,
  .text_resource = text_resource,
  .component = component,
};

static void
add_model (ExpressionEnvironment *self, const char *type, const SourceJsonValue *data)
{
  Model model = { .type = g_strdup (type != NULL ? type : "default") };

  expression_value_set_json (&model.data, data);
  g_array_append_val (self->models, model);
}

static void
model_clear (gpointer data)
{
  Model *model = data;

  g_free (model->type);
  expression_value_clear (&model->data);
}

static void
read_models (ExpressionEnvironment *self)
{
  const SourceJsonValue *model = source_json_value_get_member (self->root, "dataModel");
  const SourceJsonValue *models = source_json_value_get_member (self->root, "dataModels");

  if (model != NULL)
    add_model (self, NULL, model);
  for (guint i = 0; i < source_json_value_get_length (models); i++)
    {
      const SourceJsonValue *item = source_json_value_get_item (models, i);

      add_model (self,
                 source_json_value_get_member_string (
                     source_json_value_get_member (item, "dataElement"), "dataType"),
                 source_json_value_get_member (item, "data"));
    }
}

static void
read_rows (ExpressionEnvironment *self, const SourceJsonValue *rows)
{
  for (guint i = 0; i < source_json_value_get_length (rows); i++)
    {
      guint row = (guint) CLAMP (
          source_json_value_get_number (source_json_value_get_item (rows, i)), 0, G_MAXINT);

      g_array_append_val (self->rows, row);
    }
  self->context.row_indices = (const guint *) (gpointer) self->rows->data;
  self->context.n_row_indices = self->rows->len;
}

static void
read_arguments (ExpressionEnvironment *self)
{
  const SourceJsonValue *arguments =
      source_json_value_get_member (self->root, "positionalArguments");

  if (source_json_value_get_type (arguments) != SOURCE_JSON_ARRAY)
    return;
  self->arguments = expression_items_new (source_json_value_get_length (arguments) + 1);
  for (guint i = 0; i < source_json_value_get_length (arguments); i++)
    {
      ExpressionValue argument = EXPRESSION_VALUE_INIT;

      expression_value_set_json (&argument, source_json_value_get_item (arguments, i));
      expression_take_item (self->arguments, &argument);
    }
  self->context.arguments = (const ExpressionValue *) (gpointer) self->arguments->data;
  self->context.n_arguments = self->arguments->len;
}

static gboolean
read_all (ExpressionEnvironment *self, GError **error)
{
  const SourceJsonValue *root = self->root;
  const SourceJsonValue *where = source_json_value_get_member (root, "context");
  const SourceJsonValue *layouts = source_json_value_get_member (root, "layouts");
  const char *language = source_json_value_get_member_string (
      source_json_value_get_member (root, "profileSettings"), "language");

  if (source_json_value_get_type (root) != SOURCE_JSON_OBJECT)
    {
      g_set_error_literal (error, EXPRESSION_ERROR, EXPRESSION_ERROR_SYNTAX,
                           _ ("a context is a JSON object"));
      return FALSE;
    }
  self->instance = source_json_value_get_member (root, "instance");
  self->current_page = source_json_value_get_member_string (where, "currentLayout");
  self->context.funcs = &funcs;
  self->context.user_data = self;
  self->context.gateway_action = source_json_value_get_member_string (root, "gatewayAction");
  self->context.language = language != NULL ? language : "nb";
  self->context.convert_to_utc = TRUE;
  self->context.v9 = TRUE;
  read_models (self);
  read_rows (self, source_json_value_get_member (where, "rowIndices"));
  read_arguments (self);
  if (layouts == NULL)
    return TRUE;
  self->layout = expression_layout_new (layouts, error);
  return self->layout != NULL;
}

/**
 * expression_environment_new:
 * @json: an object as the header describes it; copied
 * @error: return location for an error
 *
 * Without a language it is nb, times with a zone are shown in UTC, the first data model is the
 * default one, and the instance has an element for each data model.
 *
 * Returns: (transfer full) (nullable): the environment
 */
ExpressionEnvironment *
expression_environment_new (const SourceJsonValue *json, GError **error)
{
  g_autoptr (ExpressionEnvironment) self = g_new0 (ExpressionEnvironment, 1);
  g_autofree char *text = source_json_value_to_text (json);

  self->models = g_array_new (FALSE, TRUE, sizeof (Model));
  g_array_set_clear_func (self->models, model_clear);
  self->rows = g_array_new (FALSE, FALSE, sizeof (guint));
  self->json = source_json_parse (text, -1, SOURCE_JSON_STRICT, NULL, error);
  if (self->json == NULL)
    return NULL;
  self->root = source_json_get_root (self->json);
  return read_all (self, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * expression_environment_free:
 * @self: (transfer full) (nullable): an environment
 */
void
expression_environment_free (ExpressionEnvironment *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->models);
  g_array_unref (self->rows);
  g_clear_pointer (&self->arguments, g_array_unref);
  expression_layout_free (self->layout);
  source_json_unref (self->json);
  g_free (self);
}

/**
 * expression_environment_get_context:
 * @self: an environment
 *
 * Returns: (transfer none): the context, as long as the environment
 */
const ExpressionContext *
expression_environment_get_context (ExpressionEnvironment *self)
{
  return &self->context;
}

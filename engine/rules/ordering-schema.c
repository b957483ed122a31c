/* ordering-schema.c: which of the values worth trying a data model can hold (ordering.md M4)
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/rules/ordering-private.h"

#include <string.h>

#define MAX_DEPTH 32

typedef struct
{
  const SourceJsonValue *root;
  guint depth; /* of references, which may lead in circles */
} Lookup;

static const SourceJsonValue *find_property (Lookup *self, const SourceJsonValue *schema,
                                             const char *name);

/* What "#/$defs/Form" names. */
static const SourceJsonValue *
resolve (Lookup *self, const char *pointer)
{
  const SourceJsonValue *value = self->root;
  g_auto (GStrv) parts = g_strsplit (pointer, "/", -1);

  if (!g_str_has_prefix (pointer, "#"))
    return NULL;
  for (guint i = 1; value != NULL && parts[i] != NULL; i++)
    value = source_json_value_get_member (value, parts[i]);
  return value;
}

static const SourceJsonValue *
follow (Lookup *self, const SourceJsonValue *schema)
{
  const char *reference;

  while (schema != NULL && self->depth < MAX_DEPTH &&
         (reference = source_json_value_get_member_string (schema, "$ref")) != NULL)
    {
      self->depth++;
      schema = resolve (self, reference);
    }
  return schema;
}

/* Among the parts that @schema is put together of. */
static const SourceJsonValue *
find_in_parts (Lookup *self, const SourceJsonValue *schema, const char *name)
{
  static const char *const lists[] = { "allOf", "oneOf", "anyOf" };
  const SourceJsonValue *found = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      const SourceJsonValue *parts = source_json_value_get_member (schema, lists[i]);

      for (guint k = 0; found == NULL && parts != NULL &&
                        source_json_value_get_type (parts) == SOURCE_JSON_ARRAY &&
                        k < source_json_value_get_length (parts);
           k++)
        found = find_property (self, source_json_value_get_item (parts, k), name);
    }
  return found;
}

static const SourceJsonValue *
find_property (Lookup *self, const SourceJsonValue *schema, const char *name)
{
  const SourceJsonValue *properties, *found = NULL;

  if (self->depth++ > MAX_DEPTH)
    return NULL;
  schema = follow (self, schema);
  if (schema == NULL || source_json_value_get_type (schema) != SOURCE_JSON_OBJECT)
    return NULL;
  properties = source_json_value_get_member (schema, "properties");
  if (properties != NULL)
    found = source_json_value_get_member (properties, name);
  if (found == NULL && source_json_value_get_member (schema, "items") != NULL)
    found = find_property (self, source_json_value_get_member (schema, "items"), name);
  return found != NULL ? found : find_in_parts (self, schema, name);
}

/* The object that the model is; older schemas list all types beside each other and name it. */
static const SourceJsonValue *
find_root (Lookup *self)
{
  const SourceJsonValue *info = source_json_value_get_member (self->root, "info");
  const char *pointer = info != NULL && source_json_value_get_type (info) == SOURCE_JSON_OBJECT
                            ? source_json_value_get_member_string (info, "rootNode")
                            : NULL;
  const SourceJsonValue *root = pointer != NULL ? resolve (self, pointer) : NULL;

  return root != NULL ? root : self->root;
}

static const SourceJsonValue *
find_schema (Lookup *self, const char *path)
{
  g_auto (GStrv) parts = g_strsplit (path, ".", -1);
  const SourceJsonValue *schema = find_root (self);

  for (guint i = 0; schema != NULL && parts[i] != NULL; i++)
    {
      char *bracket = strchr (parts[i], '[');

      if (bracket != NULL)
        *bracket = '\0';
      self->depth = 0;
      schema = find_property (self, schema, parts[i]);
    }
  self->depth = 0;
  return follow (self, schema);
}

/* ---- Values ---- */

static gboolean
is_number (const char *json)
{
  return *json == '-' || g_ascii_isdigit (*json);
}

static void
add (GPtrArray *values, char *json)
{
  for (guint i = 0; i < values->len; i++)
    if (g_str_equal (g_ptr_array_index (values, i), json))
      {
        g_free (json);
        return;
      }
  g_ptr_array_add (values, json);
}

/* @json as a value of @type means the same to a condition; NULL: it has none. */
static char *
convert (const char *json, const char *type)
{
  if (g_str_equal (type, "string"))
    return *json == '"' ? g_strdup (json) : g_strdup_printf ("\"%s\"", json);
  if (g_str_equal (type, "boolean"))
    return g_str_equal (json, "true") || g_str_equal (json, "false") ? g_strdup (json) : NULL;
  if (*json == '"')
    {
      g_autofree char *inner = g_strndup (json + 1, strlen (json) - 2);
      char *end;

      g_ascii_strtod (inner, &end);
      return is_number (inner) && *end == '\0' ? g_steal_pointer (&inner) : NULL;
    }
  if (!is_number (json) || (g_str_equal (type, "integer") && strpbrk (json, ".eE") != NULL))
    return NULL;
  return g_strdup (json);
}

static void
keep_type (GPtrArray *kept, char **values, const char *type)
{
  for (guint i = 1; values[i] != NULL; i++)
    {
      char *converted = convert (values[i], type);

      if (converted != NULL)
        add (kept, converted);
    }
  if (g_str_equal (type, "boolean"))
    {
      add (kept, g_strdup ("true"));
      add (kept, g_strdup ("false"));
    }
  else if (kept->len == 1)
    add (kept, g_strdup (g_str_equal (type, "string") ? "\"a\"" : "1"));
}

static char *
json_of (const SourceJsonValue *value)
{
  SourceJsonWriter *writer = source_json_writer_new (0);

  source_json_writer_value (writer, value);
  return source_json_writer_end (writer);
}

/* Whether conditions compare with @json; 1 and "1" are the same to them. */
static gboolean
is_compared (char **values, const char *json)
{
  g_autofree char *text = convert (json, "string");

  for (guint i = 1; values[i] != NULL; i++)
    {
      g_autofree char *other = convert (values[i], "string");

      if (g_str_equal (other, text))
        return TRUE;
    }
  return FALSE;
}

/* Those of the list that conditions compare with, and one other. */
static void
keep_enum (GPtrArray *kept, char **values, const SourceJsonValue *list)
{
  gboolean other = FALSE;

  for (guint i = 0; i < source_json_value_get_length (list); i++)
    {
      g_autofree char *json = json_of (source_json_value_get_item (list, i));
      gboolean compared = is_compared (values, json);

      if (g_str_equal (json, "null") || (!compared && other))
        continue;
      other = other || !compared;
      add (kept, g_steal_pointer (&json));
    }
}

/**
 * ordering_schema_restrict:
 * @schema: JSON schema of a data model
 * @path: path of a datum in it
 * @values: (array zero-terminated=1): JSON texts worth trying; "null" first
 *
 * Returns: (transfer full): those that the datum can have, as the schema's enum and type say; all
 *   of them if the schema does not know the datum
 */
char **
ordering_schema_restrict (SourceJson *schema, const char *path, char **values)
{
  Lookup lookup = { source_json_get_root (schema), 0 };
  const SourceJsonValue *found = find_schema (&lookup, path);
  const SourceJsonValue *list;
  const char *type;
  GPtrArray *kept;

  if (found == NULL || source_json_value_get_type (found) != SOURCE_JSON_OBJECT)
    return g_strdupv (values);
  list = source_json_value_get_member (found, "enum");
  type = source_json_value_get_member_string (found, "type");
  kept = g_ptr_array_new ();
  g_ptr_array_add (kept, g_strdup ("null"));
  if (list != NULL && source_json_value_get_type (list) == SOURCE_JSON_ARRAY &&
      source_json_value_get_length (list) > 0)
    keep_enum (kept, values, list);
  else if (type != NULL && (g_str_equal (type, "string") || g_str_equal (type, "boolean") ||
                            g_str_equal (type, "number") || g_str_equal (type, "integer")))
    keep_type (kept, values, type);
  else
    for (guint i = 1; values[i] != NULL; i++)
      g_ptr_array_add (kept, g_strdup (values[i]));
  g_ptr_array_add (kept, NULL);
  return (char **) g_ptr_array_free (kept, FALSE);
}

/* expression-layout.c: as much of an app's layouts as the function `component` needs
 *
 * Which components there are, what they are bound to, which repeating groups they are in and
 * whether they are hidden. A component inside repeating groups is one for each row; it is found
 * from the rows of the context.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/expression/expression-layout.h"
#include "engine/expression/expression-private.h"

#include <string.h>

typedef struct _Page Page;
typedef struct _Component Component;

struct _Component
{
  const Page *page;
  const Component *parent;
  char *id;
  gboolean is_group;
  gboolean is_repeating;
  char *group_path; /* what the rows of a repeating group are */
  char *group_type;
  char *field; /* of the simple binding */
  char *data_type;
  Expression *hidden;
  Expression *hidden_row;
};

struct _Page
{
  char *name;
  Expression *hidden;
  GPtrArray *components;
};

struct _ExpressionLayout
{
  GPtrArray *pages;
};

static void
component_free (gpointer data)
{
  Component *component = data;

  g_free (component->id);
  g_free (component->group_path);
  g_free (component->group_type);
  g_free (component->field);
  g_free (component->data_type);
  expression_unref (component->hidden);
  expression_unref (component->hidden_row);
  g_free (component);
}

static void
page_free (gpointer data)
{
  Page *page = data;

  g_free (page->name);
  expression_unref (page->hidden);
  g_ptr_array_unref (page->components);
  g_free (page);
}

static gboolean
read_expression (const SourceJsonValue *owner,
                 const char *key,
                 Expression **expression,
                 GError **error)
{
  const SourceJsonValue *json = source_json_value_get_member (owner, key);

  if (json == NULL)
    return TRUE;
  *expression = expression_new_from_json (json, error);
  return *expression != NULL;
}

/* "path" or {"field": "path", "dataType": "type"}. */
static void
read_binding (const SourceJsonValue *component, const char *key, char **field, char **data_type)
{
  const SourceJsonValue *binding = source_json_value_get_member (
      source_json_value_get_member (component, "dataModelBindings"), key);

  *field = g_strdup (source_json_value_get_string (binding));
  if (*field != NULL)
    return;
  *field = g_strdup (source_json_value_get_member_string (binding, "field"));
  *data_type = g_strdup (source_json_value_get_member_string (binding, "dataType"));
}

static Component *
component_new (const Page *page, const SourceJsonValue *json, GError **error)
{
  const char *id = source_json_value_get_member_string (json, "id");
  const char *type = source_json_value_get_member_string (json, "type");
  Component *self;

  if (id == NULL || type == NULL)
    {
      expression_fail (error, "A component of page %s has no id or type", page->name);
      return NULL;
    }
  self = g_new0 (Component, 1);
  self->page = page;
  self->id = g_strdup (id);
  self->is_group = g_ascii_strcasecmp (type, "group") == 0;
  self->is_repeating = g_ascii_strcasecmp (type, "repeatinggroup") == 0 ||
                       (self->is_group && source_json_value_get_number (
                                              source_json_value_get_member (json, "maxCount")) > 1);
  read_binding (json, "simpleBinding", &self->field, &self->data_type);
  read_binding (json, "group", &self->group_path, &self->group_type);
  if (read_expression (json, "hidden", &self->hidden, error) &&
      read_expression (json, "hiddenRow", &self->hidden_row, error))
    return self;
  component_free (self);
  return NULL;
}

static Component *
find_on_page (const Page *page, const char *id)
{
  for (guint i = 0; i < page->components->len; i++)
    {
      Component *component = g_ptr_array_index (page->components, i);

      if (strcmp (component->id, id) == 0)
        return component;
    }
  return NULL;
}

static gboolean
adopt (const Page *page, const Component *parent, const char *child_id, GError **error)
{
  const char *colon = strchr (child_id, ':'); /* "0:id" on the pages of a group */
  const char *id = colon != NULL && strspn (child_id, "0123456789") == (gsize) (colon - child_id)
                       ? colon + 1
                       : child_id;
  Component *child = find_on_page (page, id);

  if (child == NULL)
    return expression_fail (error, "Component %s on page %s has the unknown child %s", parent->id,
                            page->name, id);
  if (child->parent != NULL)
    return expression_fail (error, "Component %s on page %s is a child of both %s and %s", id,
                            page->name, child->parent->id, parent->id);
  for (const Component *above = parent; above != NULL; above = above->parent)
    if (above == child)
      return expression_fail (error, "Component %s on page %s is inside itself", id, page->name);
  child->parent = parent;
  return TRUE;
}

static gboolean
adopt_all (const Page *page, const Component *parent, const SourceJsonValue *ids, GError **error)
{
  for (guint i = 0; i < source_json_value_get_length (ids); i++)
    {
      const char *id = source_json_value_get_string (source_json_value_get_item (ids, i));

      if (id != NULL && !adopt (page, parent, id, error))
        return FALSE;
    }
  return TRUE;
}

/* Children stand in `children`, in those of tabs and cards, and in the cells of a grid. */
static gboolean
adopt_children (const Page *page, const SourceJsonValue *json, GError **error)
{
  static const char *const parts[] = { "tabs", "cards" };
  const Component *parent = find_on_page (page, source_json_value_get_member_string (json, "id"));
  const SourceJsonValue *rows = source_json_value_get_member (json, "rows");

  if (!adopt_all (page, parent, source_json_value_get_member (json, "children"), error))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      const SourceJsonValue *list = source_json_value_get_member (json, parts[i]);

      for (guint j = 0; j < source_json_value_get_length (list); j++)
        if (!adopt_all (
                page, parent,
                source_json_value_get_member (source_json_value_get_item (list, j), "children"),
                error))
          return FALSE;
    }
  for (guint i = 0; i < source_json_value_get_length (rows); i++)
    {
      const SourceJsonValue *cells =
          source_json_value_get_member (source_json_value_get_item (rows, i), "cells");

      for (guint j = 0; j < source_json_value_get_length (cells); j++)
        {
          const char *id = source_json_value_get_member_string (
              source_json_value_get_item (cells, j), "component");

          if (id != NULL && !adopt (page, parent, id, error))
            return FALSE;
        }
    }
  return TRUE;
}

static gboolean
fill_page (Page *page, const SourceJsonValue *json, GError **error)
{
  const SourceJsonValue *data = source_json_value_get_member (json, "data");
  const SourceJsonValue *components = source_json_value_get_member (data, "layout");
  guint n = source_json_value_get_length (components);

  if (!read_expression (data, "hidden", &page->hidden, error))
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      Component *component =
          component_new (page, source_json_value_get_item (components, i), error);

      if (component == NULL)
        return FALSE;
      if (find_on_page (page, component->id) != NULL)
        {
          expression_fail (error, "Page %s has two components with the id %s", page->name,
                           component->id);
          component_free (component);
          return FALSE;
        }
      g_ptr_array_add (page->components, component);
    }
  for (guint i = 0; i < n; i++)
    if (!adopt_children (page, source_json_value_get_item (components, i), error))
      return FALSE;
  return TRUE;
}

/**
 * expression_layout_new:
 * @pages: an object: layout files by page name
 * @error: return location for an error that names the component
 *
 * Returns: (transfer full) (nullable): the layouts; %NULL if they contradict themselves: two
 *   components with one id on a page, a child that is missing or has two parents
 */
ExpressionLayout *
expression_layout_new (const SourceJsonValue *pages, GError **error)
{
  g_autoptr (ExpressionLayout) self = g_new0 (ExpressionLayout, 1);

  self->pages = g_ptr_array_new_with_free_func (page_free);
  for (guint i = 0; i < source_json_value_get_length (pages); i++)
    {
      Page *page = g_new0 (Page, 1);

      page->name = g_strdup (source_json_value_get_key (pages, i));
      page->components = g_ptr_array_new_with_free_func (component_free);
      g_ptr_array_add (self->pages, page);
      if (!fill_page (page, source_json_value_get_item (pages, i), error))
        return NULL;
    }
  return g_steal_pointer (&self);
}

/**
 * expression_layout_free:
 * @self: (transfer full) (nullable): layouts
 */
void
expression_layout_free (ExpressionLayout *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->pages);
  g_free (self);
}

/* How many repeating groups are around a component: as many rows find it. */
static guint
row_depth (const Component *component)
{
  guint depth = 0;

  for (const Component *above = component->parent; above != NULL; above = above->parent)
    depth += above->is_repeating;
  return depth;
}

/* Null is no. */
static gboolean
evaluate_hidden (const Expression *expression,
                 const char *property,
                 const char *page,
                 const char *id,
                 const ExpressionContext *context,
                 guint rows,
                 gboolean *hidden,
                 GError **error)
{
  ExpressionContext inside = *context;
  g_auto (ExpressionValue) value = EXPRESSION_VALUE_INIT;
  g_autoptr (GError) failure = NULL;
  g_autofree char *json = NULL;

  if (expression == NULL)
    return TRUE;
  inside.n_row_indices = rows;
  if (!expression_evaluate (expression, &inside, &value, &failure))
    return expression_fail (error, "Error while evaluating \"%s\" on \"%s.%s\": %s", property, page,
                            id, failure->message);
  *hidden = *hidden || expression_value_is_true (&value);
  if (value.type == EXPRESSION_VALUE_NULL || value.type == EXPRESSION_VALUE_BOOLEAN)
    return TRUE;
  json = expression_value_to_json (&value);
  return expression_fail (error,
                          "Error while evaluating \"%s\" on \"%s.%s\": Return was not boolean. "
                          "Was %s of type %s",
                          property, page, id, json, expression_kind_name (&value));
}

/* A component is hidden by itself, by its page, by a group around it, or by a row of one. */
static gboolean
is_hidden (const Component *component,
           const ExpressionContext *context,
           gboolean *hidden,
           GError **error)
{
  const Page *page = component->page;

  *hidden = FALSE;
  if (!evaluate_hidden (page->hidden, "hidden", page->name, page->name, context, 0, hidden, error))
    return FALSE;
  for (const Component *at = component; at != NULL; at = at->parent)
    {
      guint depth = row_depth (at);

      if (!evaluate_hidden (at->hidden, "hidden", page->name, at->id, context, depth, hidden,
                            error))
        return FALSE;
      if (at != component && at->is_repeating &&
          !evaluate_hidden (at->hidden_row, "hiddenRow", page->name, at->id, context, depth + 1,
                            hidden, error))
        return FALSE;
    }
  return TRUE;
}

/* Whether the data has the rows the context names. */
static gboolean
rows_exist (const Component *component, const ExpressionContext *context)
{
  for (const Component *at = component->parent; at != NULL; at = at->parent)
    {
      ExpressionContext outside = *context;
      g_auto (ExpressionValue) rows = EXPRESSION_VALUE_INIT;
      guint depth = row_depth (at);

      if (!at->is_repeating || at->group_path == NULL)
        continue;
      outside.n_row_indices = depth;
      if (!expression_lookup_data (&outside, at->group_path, at->group_type, &rows, NULL) ||
          rows.type != EXPRESSION_VALUE_LIST || context->row_indices[depth] >= rows.n_items)
        return FALSE;
    }
  return TRUE;
}

static const Component *
find (const ExpressionLayout *self,
      const ExpressionContext *context,
      const char *current_page,
      const char *id)
{
  const Component *found = NULL;

  for (guint i = 0; i < self->pages->len; i++)
    {
      const Page *page = g_ptr_array_index (self->pages, i);
      const Component *component = find_on_page (page, id);

      if (component == NULL || row_depth (component) > context->n_row_indices ||
          !rows_exist (component, context))
        continue;
      if (found == NULL || g_strcmp0 (page->name, current_page) == 0)
        found = component;
    }
  return found;
}

/**
 * expression_layout_lookup:
 * @self: layouts
 * @context: where data comes from, and the rows
 * @current_page: (nullable): the page that is asked first
 * @id: the id of a component
 * @value: the value of its binding; stays null where it is hidden
 * @error: return location for the app's error
 *
 * Returns: %FALSE if there is no such component in those rows, or it has no value
 */
gboolean
expression_layout_lookup (const ExpressionLayout *self,
                          const ExpressionContext *context,
                          const char *current_page,
                          const char *id,
                          ExpressionValue *value,
                          GError **error)
{
  const Component *component = find (self, context, current_page, id);
  ExpressionContext inside = *context;
  gboolean hidden;

  if (component == NULL)
    return expression_fail (error, "Unable to find component with identifier %s", id);
  if (component->is_group || component->is_repeating)
    return expression_fail (error, "Component lookup for components in groups not implemented");
  if (component->field == NULL)
    return expression_fail (
        error, "component lookup requires the target component to have a simpleBinding");
  if (!is_hidden (component, context, &hidden, error))
    return FALSE;
  if (hidden)
    return TRUE;
  inside.n_row_indices = row_depth (component);
  return expression_lookup_data (&inside, component->field, component->data_type, value, error);
}

/* altinn-settings-edit.c: changing settings, each where it stands
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/altinn/altinn-settings-private.h"
#include "engine/bpmn/bpmn-edit.h"
#include "engine/source/source-edit.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  BpmnModel *model;
  SourceDocument *document;
  BpmnElement *element;
  const AltinnSetting *setting;
  const char *env;
  AltinnEnvironment environment;
} Change;

static gboolean
change_init (Change *self, BpmnModel *model, BpmnElement *element, const char *name,
             const char *env, GError **error)
{
  self->model = model;
  self->document = bpmn_model_get_document (model);
  self->element = element;
  self->setting = altinn_setting_lookup (element, name);
  self->env = env != NULL && *env != '\0' ? env : NULL;
  self->environment = altinn_environment_from_name (env);
  if (self->setting == NULL)
    {
      g_set_error (error, ALTINN_ERROR, ALTINN_ERROR_VALUE, _ ("There is no setting “%s”"), name);
      return FALSE;
    }
  if (self->env != NULL && !self->setting->env)
    {
      g_set_error (error, ALTINN_ERROR, ALTINN_ERROR_VALUE,
                   _ ("“%s” cannot differ by environment"), name);
      return FALSE;
    }
  if (self->environment == ALTINN_ENVIRONMENT_UNKNOWN)
    {
      g_set_error (error, ALTINN_ERROR, ALTINN_ERROR_VALUE,
                   _ ("“%s” is no environment; use development, staging or production"), env);
      return FALSE;
    }
  return TRUE;
}

/* Names in the order of writing: where a child of the extension or of a group belongs. */
static int
get_rank (const char *parent_group, const char *name)
{
  guint n;
  const AltinnSetting *table = altinn_setting_get_table (&n);

  for (guint i = 0; i < n; i++)
    if (parent_group == NULL)
      {
        if (g_strcmp0 (table[i].group != NULL ? table[i].group : table[i].name, name) == 0)
          return (int) i;
      }
    else if (g_strcmp0 (table[i].group, parent_group) == 0 && strcmp (table[i].name, name) == 0)
      return (int) i;
  return -1;
}

static SourceNode *
find_place (SourceNode *parent, const char *parent_group, const char *name)
{
  SourceNode *last = NULL;
  int rank = get_rank (parent_group, name);

  for (SourceNode *node = source_node_first_element (parent, ALTINN_NS, name); node != NULL;
       node = source_node_next_element (node, ALTINN_NS, name))
    last = node;
  if (last != NULL)
    return source_node_get_next (last);
  for (SourceNode *node = source_node_get_first_child (parent); node != NULL;
       node = source_node_get_next (node))
    if (source_node_get_kind (node) == SOURCE_NODE_ELEMENT &&
        get_rank (parent_group, source_node_get_name (node)) > rank)
      return node;
  return NULL;
}

static SourceNode *
insert_element (Change *self, SourceNode *parent, const char *parent_group, const char *name,
                const char *env, const char *text, GError **error)
{
  g_autoptr (SourceFragment) fragment = source_fragment_new (ALTINN_NS, "altinn", name);

  if (env != NULL)
    source_fragment_set_attribute (fragment, NULL, NULL, "env", env);
  if (text != NULL)
    source_fragment_set_text (fragment, text);
  return source_edit_insert (self->document, parent, find_place (parent, parent_group, name),
                             fragment, error);
}

/* The extension element, made if it is missing. */
static SourceNode *
ensure_extension (Change *self, GError **error)
{
  SourceNode *found = altinn_settings_find_extension (self->element, self->setting->extension);
  SourceNode *container;

  if (found != NULL)
    return found;
  container = bpmn_edit_ensure_extension_elements (self->model, self->element, error);
  if (container == NULL)
    return NULL;
  return insert_element (self, container, NULL, self->setting->extension, NULL, NULL, error);
}

/* Where the setting stands or is to stand: its group in the extension, made if missing. */
static SourceNode *
ensure_group (Change *self, GError **error)
{
  SourceNode *extension = ensure_extension (self, error);
  SourceNode *group;

  if (extension == NULL || self->setting->group == NULL)
    return extension;
  group = source_node_first_element (extension, ALTINN_NS, self->setting->group);
  return group != NULL ? group
                       : insert_element (self, extension, NULL, self->setting->group, NULL, NULL,
                                         error);
}

/* The nodes of the values for the change's environment; (element-type SourceNode). */
static GPtrArray *
find_nodes (Change *self)
{
  g_autoptr (GPtrArray) values = altinn_settings_read (self->element, self->setting);
  GPtrArray *nodes = g_ptr_array_new ();

  for (guint i = 0; i < values->len; i++)
    {
      AltinnSettingValue *value = g_ptr_array_index (values, i);

      if (!self->setting->env || value->environment == self->environment)
        g_ptr_array_add (nodes, value->node);
    }
  return nodes;
}

static gboolean
check_value (Change *self, const char *value, GError **error)
{
  if (self->setting->type == ALTINN_VALUE_BOOLEAN && strcmp (value, "true") != 0 &&
      strcmp (value, "false") != 0)
    {
      g_set_error (error, ALTINN_ERROR, ALTINN_ERROR_VALUE, _ ("“%s” must be true or false"),
                   self->setting->name);
      return FALSE;
    }
  if (self->setting->type == ALTINN_VALUE_INTEGER)
    {
      gint64 number;

      if (!g_ascii_string_to_signed (value, 10, 0, G_MAXINT32, &number, NULL))
        {
          g_set_error (error, ALTINN_ERROR, ALTINN_ERROR_VALUE, _ ("“%s” must be a whole number"),
                       self->setting->name);
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
set_value (Change *self, const char *value, GError **error)
{
  g_autoptr (GPtrArray) nodes = find_nodes (self);
  SourceNode *group;

  /* Of a repeated single value the first is read, of one environment the last. */
  if (nodes->len > 0)
    return source_edit_set_text (self->document,
                                 g_ptr_array_index (nodes, self->setting->env ? nodes->len - 1 : 0),
                                 value, error);
  group = ensure_group (self, error);
  return group != NULL && insert_element (self, group, self->setting->group, self->setting->name,
                                          self->env, value, error) != NULL;
}

/**
 * altinn_settings_set:
 * @model: the model of @element
 * @element: an element
 * @name: a setting
 * @env: (nullable): the `env` to write, "production"; %NULL for all environments
 * @value: the value; "" is not absent
 * @error: return location for an error
 *
 * Sets a single value where it stands, or adds it at its place. Of a list it is the only value
 * then. The task type of a task of version 7 is set in the form of version 7.
 *
 * Returns: %TRUE, or %FALSE with %ALTINN_ERROR_VALUE or an error of the source
 */
gboolean
altinn_settings_set (BpmnModel *model, BpmnElement *element, const char *name, const char *env,
                     const char *value, GError **error)
{
  const char *const values[] = { value, NULL };
  Change change;

  if (!change_init (&change, model, element, name, env, error) ||
      !check_value (&change, value, error))
    return FALSE;
  if (change.setting->list)
    return altinn_settings_set_list (model, element, name, env, values, error);
  bpmn_edit_begin (model, _ ("Change setting"));
  if (change.setting->type == ALTINN_VALUE_TASK_TYPE && altinn_settings_is_v7 (element))
    return bpmn_edit_end (model, source_edit_set_attribute (
                                     change.document, bpmn_element_get_node (element),
                                     ALTINN_NS_V7, "altinn", "tasktype", value, error));
  return bpmn_edit_end (model, set_value (&change, value, error));
}

/* The wrapper of a list for the change's environment: the last one, made if there is none. */
static SourceNode *
ensure_wrapper (Change *self, GError **error)
{
  SourceNode *group = ensure_group (self, error);
  SourceNode *last = NULL;

  if (group == NULL || self->setting->item == NULL)
    return group;
  for (SourceNode *node = source_node_first_element (group, ALTINN_NS, self->setting->name);
       node != NULL; node = source_node_next_element (node, ALTINN_NS, self->setting->name))
    {
      g_autofree char *env = source_node_dup_attribute (node, NULL, "env");

      if (!self->setting->env || altinn_environment_from_name (env) == self->environment)
        last = node;
    }
  return last != NULL ? last
                      : insert_element (self, group, self->setting->group, self->setting->name,
                                        self->env, NULL, error);
}

static gboolean
insert_item (Change *self, SourceNode *after, const char *value, GError **error)
{
  const char *name = self->setting->item != NULL ? self->setting->item : self->setting->name;
  g_autoptr (SourceFragment) fragment = source_fragment_new (ALTINN_NS, "altinn", name);
  SourceNode *wrapper = after != NULL ? source_node_get_parent (after)
                                      : ensure_wrapper (self, error);
  SourceNode *before = NULL;

  if (wrapper == NULL)
    return FALSE;
  if (after != NULL)
    before = source_node_get_next (after);
  else
    before = source_node_first_element (wrapper, ALTINN_NS, name);
  source_fragment_set_text (fragment, value);
  return source_edit_insert (self->document, wrapper, before, fragment, error) != NULL;
}

static gboolean
text_is (SourceNode *node, const char *value)
{
  g_autofree char *text = source_node_dup_text (node);

  return g_strcmp0 (text, value) == 0;
}

/* What is equal at both ends of the list stays; between them texts are set and the rest is
 * inserted or removed. */
static gboolean
set_values (Change *self, const char *const *values, GError **error)
{
  g_autoptr (GPtrArray) nodes = find_nodes (self);
  guint n_values = g_strv_length ((char **) values);
  guint first = 0, last = 0, shared;

  while (first < nodes->len && first < n_values &&
         text_is (g_ptr_array_index (nodes, first), values[first]))
    first++;
  while (last < nodes->len - first && last < n_values - first &&
         text_is (g_ptr_array_index (nodes, nodes->len - 1 - last), values[n_values - 1 - last]))
    last++;
  shared = MIN (nodes->len, n_values) - first - last;
  for (guint i = first; i < first + shared; i++)
    if (!source_edit_set_text (self->document, g_ptr_array_index (nodes, i), values[i], error))
      return FALSE;
  for (guint i = first + shared; i < nodes->len - last; i++)
    if (!source_edit_remove (self->document, g_ptr_array_index (nodes, i), error))
      return FALSE;
  /* New ones go in back to front behind the last that stays before them. */
  for (guint i = n_values - last; i > first + shared; i--)
    {
      SourceNode *after =
          first + shared > 0 ? g_ptr_array_index (nodes, first + shared - 1) : NULL;

      if (!insert_item (self, after, values[i - 1], error))
        return FALSE;
    }
  return n_values > 0 || ensure_wrapper (self, error) != NULL;
}

/**
 * altinn_settings_set_list:
 * @model: the model of @element
 * @element: an element
 * @name: a setting that is a list
 * @env: (nullable): the `env` to write; %NULL for all environments
 * @values: (array zero-terminated=1): the values; none leaves an empty list
 * @error: return location for an error
 *
 * Returns: %TRUE, or %FALSE with %ALTINN_ERROR_VALUE or an error of the source
 */
gboolean
altinn_settings_set_list (BpmnModel *model, BpmnElement *element, const char *name,
                          const char *env, const char *const *values, GError **error)
{
  Change change;

  if (!change_init (&change, model, element, name, env, error))
    return FALSE;
  if (!change.setting->list)
    {
      g_set_error (error, ALTINN_ERROR, ALTINN_ERROR_VALUE, _ ("“%s” is no list"), name);
      return FALSE;
    }
  bpmn_edit_begin (model, _ ("Change setting"));
  return bpmn_edit_end (model, set_values (&change, values, error));
}

/**
 * altinn_settings_add:
 * @model: the model of @element
 * @element: an element
 * @name: a setting that is a list
 * @env: (nullable): the `env` to write; %NULL for all environments
 * @value: the value to add at the end; one that is there already is not added again
 * @error: return location for an error
 *
 * Returns: %TRUE, or %FALSE with %ALTINN_ERROR_VALUE or an error of the source
 */
gboolean
altinn_settings_add (BpmnModel *model, BpmnElement *element, const char *name, const char *env,
                     const char *value, GError **error)
{
  g_autoptr (GPtrArray) nodes = NULL;
  SourceNode *after = NULL;
  Change change;

  if (!change_init (&change, model, element, name, env, error))
    return FALSE;
  if (!change.setting->list)
    {
      g_set_error (error, ALTINN_ERROR, ALTINN_ERROR_VALUE, _ ("“%s” is no list"), name);
      return FALSE;
    }
  nodes = find_nodes (&change);
  for (guint i = 0; i < nodes->len; i++)
    {
      after = g_ptr_array_index (nodes, i);
      if (text_is (after, value))
        return TRUE;
    }
  bpmn_edit_begin (model, _ ("Change setting"));
  return bpmn_edit_end (model, insert_item (&change, after, value, error));
}

/**
 * altinn_settings_remove:
 * @model: the model of @element
 * @element: an element
 * @name: a setting that is a list
 * @env: (nullable): the `env` it has; %NULL for all environments
 * @value: the value to take out, however often it is there
 * @error: return location for an error
 *
 * Returns: %TRUE, or %FALSE with %ALTINN_ERROR_VALUE if the list has no such value, or an error of
 *   the source
 */
gboolean
altinn_settings_remove (BpmnModel *model, BpmnElement *element, const char *name, const char *env,
                        const char *value, GError **error)
{
  g_autoptr (GPtrArray) nodes = NULL;
  gboolean found = FALSE;
  gboolean done = TRUE;
  Change change;

  if (!change_init (&change, model, element, name, env, error))
    return FALSE;
  nodes = find_nodes (&change);
  bpmn_edit_begin (model, _ ("Change setting"));
  for (guint i = 0; done && i < nodes->len; i++)
    if (text_is (g_ptr_array_index (nodes, i), value))
      {
        found = TRUE;
        done = source_edit_remove (change.document, g_ptr_array_index (nodes, i), error);
      }
  if (done && !found)
    {
      g_set_error (error, ALTINN_ERROR, ALTINN_ERROR_VALUE, _ ("“%s” has no value “%s”"), name,
                   value);
      done = FALSE;
    }
  return bpmn_edit_end (model, done);
}

/* The nodes that are the setting, wrappers included, for the change's environment. */
static GPtrArray *
find_whole (Change *self)
{
  GPtrArray *nodes = g_ptr_array_new ();
  SourceNode *parent = altinn_settings_find_extension (self->element, self->setting->extension);
  /* All actions together are the setting: it goes with its wrapper. */
  gboolean is_actions = self->setting->list && self->setting->item == NULL;
  const char *name = is_actions ? self->setting->group : self->setting->name;

  if (parent != NULL && self->setting->group != NULL && !is_actions)
    parent = source_node_first_element (parent, ALTINN_NS, self->setting->group);
  if (parent == NULL)
    return nodes;
  for (SourceNode *node = source_node_first_element (parent, ALTINN_NS, name); node != NULL;
       node = source_node_next_element (node, ALTINN_NS, name))
    {
      g_autofree char *env = source_node_dup_attribute (node, NULL, "env");

      if (!self->setting->env || altinn_environment_from_name (env) == self->environment)
        g_ptr_array_add (nodes, node);
    }
  return nodes;
}

/**
 * altinn_settings_unset:
 * @model: the model of @element
 * @element: an element
 * @name: a setting
 * @env: (nullable): the `env` it has; %NULL for all environments
 * @error: return location for an error
 *
 * Takes a setting away altogether; one that is absent already is no edit.
 *
 * Returns: %TRUE, or %FALSE with %ALTINN_ERROR_VALUE or an error of the source
 */
gboolean
altinn_settings_unset (BpmnModel *model, BpmnElement *element, const char *name, const char *env,
                       GError **error)
{
  g_autoptr (GPtrArray) nodes = NULL;
  gboolean done = TRUE;
  Change change;

  if (!change_init (&change, model, element, name, env, error))
    return FALSE;
  nodes = find_whole (&change);
  bpmn_edit_begin (model, _ ("Remove setting"));
  for (guint i = 0; done && i < nodes->len; i++)
    done = source_edit_remove (change.document, g_ptr_array_index (nodes, i), error);
  if (done && change.setting->type == ALTINN_VALUE_TASK_TYPE)
    done = source_edit_set_attribute (change.document, bpmn_element_get_node (element),
                                      ALTINN_NS_V7, "altinn", "tasktype", NULL, error);
  return bpmn_edit_end (model, done);
}

/**
 * altinn_settings_set_action_type:
 * @model: the model of @element
 * @element: an element
 * @action: one of its actions
 * @server: whether the action runs code of the app and does not move the process
 * @error: return location for an error
 *
 * Writes `type="serverAction"`, or takes the type away for an action that moves the process.
 *
 * Returns: %TRUE, or %FALSE with %ALTINN_ERROR_VALUE if there is no such action, or an error of the
 *   source
 */
gboolean
altinn_settings_set_action_type (BpmnModel *model, BpmnElement *element, const char *action,
                                 gboolean server, GError **error)
{
  g_autoptr (GPtrArray) nodes = NULL;
  Change change;

  if (!change_init (&change, model, element, "action", NULL, error))
    return FALSE;
  nodes = find_nodes (&change);
  for (guint i = 0; i < nodes->len; i++)
    {
      SourceNode *node = g_ptr_array_index (nodes, i);
      gboolean is_server = source_node_attribute_equals (node, NULL, "type", "serverAction");

      if (!text_is (node, action))
        continue;
      if (is_server == server)
        return TRUE;
      bpmn_edit_begin (model, _ ("Change action"));
      return bpmn_edit_end (
          model, source_edit_set_attribute (change.document, node, NULL, NULL, "type",
                                            server ? "serverAction" : NULL, error));
    }
  g_set_error (error, ALTINN_ERROR, ALTINN_ERROR_VALUE, _ ("“%s” has no value “%s”"), "action",
               action);
  return FALSE;
}

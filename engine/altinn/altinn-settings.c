/* altinn-settings.c: reading every setting of an element by one table
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/altinn/altinn-settings-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define BIT(type) (1u << (type))
#define SIGNING                                                                                   \
  (BIT (ALTINN_TASK_SIGNING) | BIT (ALTINN_TASK_PARALLEL_SIGNING) |                               \
   BIT (ALTINN_TASK_USER_CONTROLLED_SIGNING))
#define USER_SIGNING BIT (ALTINN_TASK_USER_CONTROLLED_SIGNING)
#define TASKS (BIT (ALTINN_TASK_CUSTOM) | (BIT (ALTINN_EXCLUSIVE_GATEWAY) - 1))

#define TASK "taskExtension"
#define GATEWAY "gatewayExtension"

/* In the order in which Altinn Studio writes them (facts: format 1.4): new settings are placed by
 * it. name, group, extension, item, list, env, required, type, task types, title */
static const AltinnSetting table[] = {
  { "taskType", NULL, TASK, NULL, FALSE, FALSE, TRUE, ALTINN_VALUE_TASK_TYPE, TASKS,
    N_ ("Task type") },
  { "action", "actions", TASK, NULL, TRUE, FALSE, FALSE, ALTINN_VALUE_ACTION, TASKS,
    N_ ("Actions") },
  { "dataTypesToSign", "signatureConfig", TASK, "dataType", TRUE, FALSE, TRUE,
    ALTINN_VALUE_DATA_TYPE, SIGNING, N_ ("Data to sign") },
  { "signatureDataType", "signatureConfig", TASK, NULL, FALSE, FALSE, TRUE,
    ALTINN_VALUE_DATA_TYPE, SIGNING, N_ ("Where signatures are kept") },
  { "uniqueFromSignaturesInDataTypes", "signatureConfig", TASK, "dataType", TRUE, FALSE, FALSE,
    ALTINN_VALUE_DATA_TYPE, SIGNING, N_ ("Signed by others than those in") },
  { "signeeStatesDataTypeId", "signatureConfig", TASK, NULL, FALSE, FALSE, TRUE,
    ALTINN_VALUE_DATA_TYPE, USER_SIGNING, N_ ("Where the signees’ states are kept") },
  { "signeeProviderId", "signatureConfig", TASK, NULL, FALSE, FALSE, TRUE, ALTINN_VALUE_STRING,
    USER_SIGNING, N_ ("Signee provider") },
  { "signingPdfDataType", "signatureConfig", TASK, NULL, FALSE, FALSE, FALSE,
    ALTINN_VALUE_DATA_TYPE, SIGNING, N_ ("Where the signed PDF is kept") },
  { "correspondenceResource", "signatureConfig", TASK, NULL, FALSE, TRUE, FALSE,
    ALTINN_VALUE_STRING, USER_SIGNING, N_ ("Correspondence resource") },
  { "runDefaultValidator", "signatureConfig", TASK, NULL, FALSE, FALSE, FALSE,
    ALTINN_VALUE_BOOLEAN, SIGNING, N_ ("Wait for all signatures") },
  { "paymentDataType", "paymentConfig", TASK, NULL, FALSE, FALSE, TRUE, ALTINN_VALUE_DATA_TYPE,
    BIT (ALTINN_TASK_PAYMENT), N_ ("Where the payment is kept") },
  { "paymentReceiptPdfDataType", "paymentConfig", TASK, NULL, FALSE, FALSE, TRUE,
    ALTINN_VALUE_DATA_TYPE, BIT (ALTINN_TASK_PAYMENT), N_ ("Where the receipt is kept") },
  { "filenameTextResourceKey", "pdfConfig", TASK, NULL, FALSE, FALSE, FALSE,
    ALTINN_VALUE_TEXT_KEY, BIT (ALTINN_TASK_PDF), N_ ("File name") },
  { "autoPdfTaskIds", "pdfConfig", TASK, "taskId", TRUE, FALSE, FALSE, ALTINN_VALUE_TASK,
    BIT (ALTINN_TASK_PDF), N_ ("Tasks in the PDF") },
  { "filenameTextResourceKey", "subformPdfConfig", TASK, NULL, FALSE, FALSE, FALSE,
    ALTINN_VALUE_TEXT_KEY, BIT (ALTINN_TASK_SUBFORM_PDF), N_ ("File name") },
  { "subformComponentId", "subformPdfConfig", TASK, NULL, FALSE, FALSE, TRUE,
    ALTINN_VALUE_COMPONENT, BIT (ALTINN_TASK_SUBFORM_PDF), N_ ("Subform component") },
  { "subformDataTypeId", "subformPdfConfig", TASK, NULL, FALSE, FALSE, TRUE,
    ALTINN_VALUE_DATA_TYPE, BIT (ALTINN_TASK_SUBFORM_PDF), N_ ("Data of the subform") },
  { "disabled", "eFormidlingConfig", TASK, NULL, FALSE, TRUE, FALSE, ALTINN_VALUE_BOOLEAN,
    BIT (ALTINN_TASK_EFORMIDLING), N_ ("Switched off") },
  { "receiver", "eFormidlingConfig", TASK, NULL, FALSE, TRUE, FALSE, ALTINN_VALUE_STRING,
    BIT (ALTINN_TASK_EFORMIDLING), N_ ("Receiver") },
  { "process", "eFormidlingConfig", TASK, NULL, FALSE, TRUE, TRUE, ALTINN_VALUE_STRING,
    BIT (ALTINN_TASK_EFORMIDLING), N_ ("Process") },
  { "standard", "eFormidlingConfig", TASK, NULL, FALSE, TRUE, TRUE, ALTINN_VALUE_STRING,
    BIT (ALTINN_TASK_EFORMIDLING), N_ ("Standard") },
  { "typeVersion", "eFormidlingConfig", TASK, NULL, FALSE, TRUE, TRUE, ALTINN_VALUE_STRING,
    BIT (ALTINN_TASK_EFORMIDLING), N_ ("Type version") },
  { "type", "eFormidlingConfig", TASK, NULL, FALSE, TRUE, TRUE, ALTINN_VALUE_STRING,
    BIT (ALTINN_TASK_EFORMIDLING), N_ ("Type") },
  { "securityLevel", "eFormidlingConfig", TASK, NULL, FALSE, TRUE, TRUE, ALTINN_VALUE_INTEGER,
    BIT (ALTINN_TASK_EFORMIDLING), N_ ("Security level") },
  { "dpfShipmentType", "eFormidlingConfig", TASK, NULL, FALSE, TRUE, FALSE, ALTINN_VALUE_STRING,
    BIT (ALTINN_TASK_EFORMIDLING), N_ ("DPF shipment type") },
  { "dataTypes", "eFormidlingConfig", TASK, "dataType", TRUE, TRUE, FALSE,
    ALTINN_VALUE_DATA_TYPE, BIT (ALTINN_TASK_EFORMIDLING), N_ ("Data to send") },
  { "connectedDataTypeId", NULL, GATEWAY, NULL, FALSE, FALSE, FALSE, ALTINN_VALUE_DATA_TYPE,
    BIT (ALTINN_EXCLUSIVE_GATEWAY), N_ ("Data model of the conditions") },
};

/**
 * altinn_setting_get_table:
 * @n_settings: (out): how many
 *
 * Returns: (transfer none) (array length=n_settings): all settings, in the order of writing
 */
const AltinnSetting *
altinn_setting_get_table (guint *n_settings)
{
  *n_settings = G_N_ELEMENTS (table);
  return table;
}

/**
 * altinn_setting_applies:
 * @self: a setting
 * @type: (nullable): what an element is
 *
 * Returns: whether the setting is meant for elements of that type
 */
gboolean
altinn_setting_applies (const AltinnSetting *self, const AltinnTaskType *type)
{
  return type != NULL && (self->task_types == 0 || (self->task_types & BIT (type->id)) != 0);
}

/**
 * altinn_setting_get_title:
 * @self: a setting
 *
 * Returns: its name in the user's language
 */
const char *
altinn_setting_get_title (const AltinnSetting *self)
{
  return _ (self->title);
}

/**
 * altinn_setting_lookup:
 * @element: (nullable): the element it is for: two task types have a setting of the same name
 * @name: a setting's name; "actions" is taken for "action"
 *
 * Returns: (nullable): the row of the table
 */
const AltinnSetting *
altinn_setting_lookup (const BpmnElement *element, const char *name)
{
  const AltinnSetting *first = NULL;
  const AltinnTaskType *type;

  if (strcmp (name, "actions") == 0)
    name = "action";
  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    {
      if (strcmp (table[i].name, name) != 0)
        continue;
      if (first == NULL)
        {
          first = &table[i];
          continue;
        }
      type = element != NULL ? altinn_task_type_of_element (NULL, element) : NULL;
      return altinn_setting_applies (&table[i], type) ? &table[i] : first;
    }
  return first;
}

/* Of a process only what stands before its flow elements is looked at, as the schema orders them:
 * there may be very many. */
static SourceNode *
find_extension_elements (const BpmnElement *element)
{
  SourceNode *node = bpmn_element_get_node (element);

  if (bpmn_element_get_type_id (element) != BPMN_TYPE_PROCESS)
    return source_node_first_element (node, BPMN_NS_MODEL, "extensionElements");
  for (SourceNode *child = source_node_get_first_child (node); child != NULL;
       child = source_node_get_next (child))
    if (source_node_is (child, BPMN_NS_MODEL, "extensionElements"))
      return child;
    else if (source_node_get_kind (child) == SOURCE_NODE_ELEMENT
             && !source_node_is (child, BPMN_NS_MODEL, "documentation"))
      break;
  return NULL;
}

/* The first extension element @name of @element, as the runtime finds it; NULL if none. */
SourceNode *
altinn_settings_find_extension (const BpmnElement *element, const char *name)
{
  SourceNode *container = find_extension_elements (element);

  return container != NULL ? source_node_first_element (container, ALTINN_NS, name) : NULL;
}

/**
 * altinn_settings_get_extension:
 * @element: an element
 *
 * Returns: (nullable): its taskExtension, or gatewayExtension of a gateway
 */
SourceNode *
altinn_settings_get_extension (const BpmnElement *element)
{
  return altinn_settings_find_extension (
      element, bpmn_type_is_gateway (bpmn_element_get_type_id (element)) ? GATEWAY : TASK);
}

/**
 * altinn_settings_has_group:
 * @element: an element
 * @group: "signatureConfig", "pdfConfig" …
 *
 * Returns: whether it has that group of settings, be it empty
 */
gboolean
altinn_settings_has_group (const BpmnElement *element, const char *group)
{
  SourceNode *extension = altinn_settings_find_extension (element, TASK);

  return extension != NULL && source_node_first_element (extension, ALTINN_NS, group) != NULL;
}

static void
value_free (gpointer data)
{
  AltinnSettingValue *self = data;

  g_free ((char *) self->env);
  g_free ((char *) self->value);
  g_free (self);
}

static gboolean
is_nil (const SourceNode *node)
{
  return source_node_attribute_equals (node, BPMN_NS_XSI, "nil", "true") ||
         source_node_attribute_equals (node, BPMN_NS_XSI, "nil", "1");
}

static AltinnSettingValue *
add_value (GPtrArray *values, const AltinnSetting *setting, SourceNode *node, SourceNode *env_node)
{
  AltinnSettingValue *value;
  char *text;

  if (is_nil (node))
    return NULL;
  value = g_new0 (AltinnSettingValue, 1);
  text = source_node_dup_text (node);
  value->setting = setting;
  value->value = text != NULL ? text : g_strdup ("");
  value->env = setting->env ? source_node_dup_attribute (env_node, NULL, "env") : NULL;
  value->environment = altinn_environment_from_name (value->env);
  value->node = node;
  g_ptr_array_add (values, value);
  return value;
}

static void
read_wrapped (GPtrArray *values, const AltinnSetting *setting, SourceNode *wrapper)
{
  for (SourceNode *item = source_node_first_element (wrapper, ALTINN_NS, setting->item);
       item != NULL; item = source_node_next_element (item, ALTINN_NS, setting->item))
    add_value (values, setting, item, wrapper);
}

static void
read_in_group (GPtrArray *values, const AltinnSetting *setting, SourceNode *group)
{
  gboolean first = TRUE;

  for (SourceNode *node = source_node_first_element (group, ALTINN_NS, setting->name);
       node != NULL; node = source_node_next_element (node, ALTINN_NS, setting->name))
    {
      AltinnSettingValue *value;

      if (setting->item != NULL)
        {
          read_wrapped (values, setting, node);
          continue;
        }
      value = add_value (values, setting, node, node);
      if (value != NULL && !setting->list && !setting->env)
        value->ignored = !first;
      first = FALSE;
    }
}

/* All values of one setting, also those that are ignored; (element-type AltinnSettingValue). */
GPtrArray *
altinn_settings_read (const BpmnElement *element, const AltinnSetting *setting)
{
  GPtrArray *values = g_ptr_array_new_with_free_func (value_free);
  SourceNode *extension = altinn_settings_find_extension (element, setting->extension);
  SourceNode *group;

  if (extension == NULL)
    return values;
  if (setting->group == NULL)
    {
      read_in_group (values, setting, extension);
      return values;
    }
  for (group = source_node_first_element (extension, ALTINN_NS, setting->group); group != NULL;
       group = source_node_next_element (group, ALTINN_NS, setting->group))
    {
      read_in_group (values, setting, group);
      /* Of a group of settings the first counts; lists of actions are joined. */
      if (!setting->list || setting->item != NULL)
        break;
    }
  return values;
}

static int
compare_position (gconstpointer a, gconstpointer b, gpointer document)
{
  const AltinnSettingValue *first = *(AltinnSettingValue *const *) a;
  const AltinnSettingValue *second = *(AltinnSettingValue *const *) b;
  gsize one = source_node_get_offset (document, first->node);
  gsize other = source_node_get_offset (document, second->node);

  return one < other ? -1 : one > other;
}

static gboolean
has_group (SourceNode *extension, const char *group)
{
  return extension != NULL &&
         (group == NULL || source_node_first_element (extension, ALTINN_NS, group) != NULL);
}

/**
 * altinn_settings_list:
 * @element: an element
 *
 * Returns: (transfer full) (element-type AltinnSettingValue): all its settings that the table
 *   knows, as they stand, in document order
 */
GPtrArray *
altinn_settings_list (const BpmnElement *element)
{
  GPtrArray *all = g_ptr_array_new_with_free_func (value_free);
  SourceNode *task = altinn_settings_find_extension (element, TASK);
  SourceNode *gateway = altinn_settings_find_extension (element, GATEWAY);

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    {
      SourceNode *extension = strcmp (table[i].extension, TASK) == 0 ? task : gateway;

      if (has_group (extension, table[i].group))
        g_ptr_array_extend_and_steal (all, altinn_settings_read (element, &table[i]));
    }
  if (all->len > 1)
    g_ptr_array_sort_with_data (all, compare_position,
                                bpmn_model_get_document (bpmn_element_get_model (element)));
  return all;
}

/* The last value for exactly this environment that is read; NULL if there is none. */
static AltinnSettingValue *
find_value (GPtrArray *values, AltinnEnvironment environment)
{
  AltinnSettingValue *found = NULL;

  for (guint i = 0; i < values->len; i++)
    {
      AltinnSettingValue *value = g_ptr_array_index (values, i);

      if (!value->ignored && value->environment == environment)
        found = value;
    }
  return found;
}

/* One that is neither a list nor said for environments: the first counts, whatever follows. */
static char *
read_single (const BpmnElement *element, const AltinnSetting *setting)
{
  SourceNode *parent = altinn_settings_find_extension (element, setting->extension);
  SourceNode *node = NULL;
  char *text;

  if (parent != NULL && setting->group != NULL)
    parent = source_node_first_element (parent, ALTINN_NS, setting->group);
  if (parent != NULL)
    node = source_node_first_element (parent, ALTINN_NS, setting->name);
  if (node == NULL || is_nil (node))
    return NULL;
  text = source_node_dup_text (node);
  return text != NULL ? text : g_strdup ("");
}

/**
 * altinn_settings_get:
 * @element: an element
 * @name: a setting
 *
 * Returns: (transfer full) (nullable): its value, of one with environments the one for all; of a
 *   list the first; %NULL: absent
 */
char *
altinn_settings_get (const BpmnElement *element, const char *name)
{
  return altinn_settings_get_for (element, name, ALTINN_ENVIRONMENT_ALL);
}

/**
 * altinn_settings_get_for:
 * @element: an element
 * @name: a setting
 * @environment: an environment
 *
 * Returns: (transfer full) (nullable): what stands for exactly this environment
 */
char *
altinn_settings_get_for (const BpmnElement *element, const char *name,
                         AltinnEnvironment environment)
{
  const AltinnSetting *setting = altinn_setting_lookup (element, name);
  g_autoptr (GPtrArray) values = NULL;
  AltinnSettingValue *value;

  g_return_val_if_fail (setting != NULL, NULL);
  if (!setting->list && !setting->env && setting->item == NULL)
    return environment == ALTINN_ENVIRONMENT_ALL ? read_single (element, setting) : NULL;
  values = altinn_settings_read (element, setting);
  value = find_value (values, environment);
  return value != NULL ? g_strdup (value->value) : NULL;
}

/**
 * altinn_settings_get_in:
 * @element: an element
 * @name: a setting
 * @environment: an environment
 *
 * Returns: (transfer full) (nullable): what an app in this environment reads: the environment's own
 *   value, else the one for all
 */
char *
altinn_settings_get_in (const BpmnElement *element, const char *name,
                        AltinnEnvironment environment)
{
  char *value = altinn_settings_get_for (element, name, environment);

  return value != NULL ? value : altinn_settings_get (element, name);
}

/**
 * altinn_settings_get_list:
 * @element: an element
 * @name: a setting
 *
 * Returns: (transfer full): the values of a list, of all environments; empty if it has none
 */
GStrv
altinn_settings_get_list (const BpmnElement *element, const char *name)
{
  const AltinnSetting *setting = altinn_setting_lookup (element, name);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GPtrArray) values = NULL;

  g_return_val_if_fail (setting != NULL, g_new0 (char *, 1));
  values = altinn_settings_read (element, setting);
  for (guint i = 0; i < values->len; i++)
    {
      AltinnSettingValue *value = g_ptr_array_index (values, i);

      if (!value->ignored)
        g_strv_builder_add (builder, value->value);
    }
  return g_strv_builder_end (builder);
}

/**
 * altinn_settings_get_list_for:
 * @element: an element
 * @name: a setting
 * @environment: an environment
 *
 * Returns: (transfer full): the values of a list that stand for exactly this environment
 */
GStrv
altinn_settings_get_list_for (const BpmnElement *element, const char *name,
                              AltinnEnvironment environment)
{
  const AltinnSetting *setting = altinn_setting_lookup (element, name);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GPtrArray) values = NULL;

  g_return_val_if_fail (setting != NULL, g_new0 (char *, 1));
  values = altinn_settings_read (element, setting);
  for (guint i = 0; i < values->len; i++)
    {
      AltinnSettingValue *value = g_ptr_array_index (values, i);

      if (value->environment == environment)
        g_strv_builder_add (builder, value->value);
    }
  return g_strv_builder_end (builder);
}

/**
 * altinn_settings_get_task_type:
 * @element: an element
 *
 * Returns: (transfer full) (nullable): its altinn:taskType, or the attribute altinn:tasktype of
 *   version 7; %NULL if it has neither
 */
char *
altinn_settings_get_task_type (const BpmnElement *element)
{
  char *task_type = altinn_settings_get (element, "taskType");

  return task_type != NULL ? task_type
                           : source_node_dup_attribute (bpmn_element_get_node (element),
                                                        ALTINN_NS_V7, "tasktype");
}

/**
 * altinn_settings_is_v7:
 * @element: an element
 *
 * Returns: whether its task type is written in the form of version 7 only
 */
gboolean
altinn_settings_is_v7 (const BpmnElement *element)
{
  g_autofree char *task_type = altinn_settings_get (element, "taskType");

  return task_type == NULL &&
         source_node_has_attribute (bpmn_element_get_node (element), ALTINN_NS_V7, "tasktype");
}

static void
action_free (gpointer data)
{
  AltinnAction *self = data;

  g_free (self->id);
  g_free (self);
}

/**
 * altinn_settings_get_actions:
 * @element: an element
 *
 * Returns: (transfer full) (element-type AltinnAction): its actions in document order
 */
GPtrArray *
altinn_settings_get_actions (const BpmnElement *element)
{
  GPtrArray *actions = g_ptr_array_new_with_free_func (action_free);
  SourceNode *extension = altinn_settings_find_extension (element, TASK);
  SourceNode *list = NULL;

  if (extension != NULL)
    list = source_node_first_element (extension, ALTINN_NS, "actions");
  for (; list != NULL; list = source_node_next_element (list, ALTINN_NS, "actions"))
    for (SourceNode *item = source_node_first_element (list, ALTINN_NS, "action"); item != NULL;
         item = source_node_next_element (item, ALTINN_NS, "action"))
      {
        AltinnAction *action;

        if (is_nil (item))
          continue;
        action = g_new0 (AltinnAction, 1);
        action->id = source_node_dup_text (item);
        action->is_server = source_node_attribute_equals (item, NULL, "type", "serverAction");
        g_ptr_array_add (actions, action);
      }
  return actions;
}

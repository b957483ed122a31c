/* altinn-settings.h: every setting of a task, gateway or flow, by one table
 *
 * The table is facts: format 1.4. Reading follows the app runtime: of a single-valued element the
 * first counts, lists are joined over all their occurrences, an empty element is an empty string
 * and not an absent one, `env` is unqualified and case-insensitive and the last of one environment
 * wins. Writing changes only what is asked for, where it already stands if it does, else in the
 * order that Altinn Studio writes.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "engine/altinn/altinn-task-type.h"

G_BEGIN_DECLS

/**
 * AltinnValueType:
 *
 * What a setting's value means, so that a person can be offered the right choice.
 */
typedef enum
{
  ALTINN_VALUE_STRING,
  ALTINN_VALUE_BOOLEAN,
  ALTINN_VALUE_INTEGER,
  ALTINN_VALUE_TASK_TYPE,
  ALTINN_VALUE_ACTION,
  ALTINN_VALUE_DATA_TYPE,
  ALTINN_VALUE_TASK, /* a task's id */
  ALTINN_VALUE_TEXT_KEY,
  ALTINN_VALUE_COMPONENT,
} AltinnValueType;

/**
 * AltinnSetting:
 * @name: the element's name, which is the setting's name in commands ("signatureDataType")
 * @group: the element around it below the extension ("signatureConfig"); %NULL: directly in it
 * @extension: "taskExtension" or "gatewayExtension"
 * @item: for a list with a wrapper, the name of its items ("dataType"); else %NULL
 * @list: has several values
 * @env: may differ by environment
 * @required: must be there for the task types of @task_types
 * @type: what its value is
 * @task_types: bit 1 << AltinnTaskTypeId for those it is meant for; 0: for all
 * @title: its name for people; translate with altinn_setting_get_title()
 */
typedef struct
{
  const char *name;
  const char *group;
  const char *extension;
  const char *item;
  gboolean list;
  gboolean env;
  gboolean required;
  AltinnValueType type;
  guint task_types;
  const char *title;
} AltinnSetting;

const AltinnSetting *altinn_setting_get_table (guint *n_settings);
const AltinnSetting *altinn_setting_lookup (const BpmnElement *element, const char *name);
gboolean altinn_setting_applies (const AltinnSetting *self, const AltinnTaskType *type);
const char *altinn_setting_get_title (const AltinnSetting *self); /* translated */

/**
 * AltinnSettingValue:
 * @setting: the row of the table
 * @environment: which environment it is for
 * @env: (nullable): the attribute as written
 * @value: the text, as the runtime reads it
 * @node: the element whose text it is
 * @ignored: the runtime does not read it (a repeated single-valued element)
 *
 * One value as it stands in the file.
 */
typedef struct
{
  const AltinnSetting *setting;
  AltinnEnvironment environment;
  const char *env;
  const char *value;
  SourceNode *node;
  gboolean ignored;
} AltinnSettingValue;

/* All values of @element in document order; (element-type AltinnSettingValue). */
GPtrArray *altinn_settings_list (const BpmnElement *element) G_GNUC_WARN_UNUSED_RESULT;
SourceNode *altinn_settings_get_extension (const BpmnElement *element); /* NULL if none */
gboolean altinn_settings_has_group (const BpmnElement *element, const char *group);

/* As the runtime reads it; NULL: absent. */
char *altinn_settings_get (const BpmnElement *element, const char *name)
    G_GNUC_WARN_UNUSED_RESULT;
/* What stands for exactly this environment; NULL: nothing. */
char *altinn_settings_get_for (const BpmnElement *element, const char *name,
                               AltinnEnvironment environment) G_GNUC_WARN_UNUSED_RESULT;
/* What an app in this environment reads: its own value, else the one for all. */
char *altinn_settings_get_in (const BpmnElement *element, const char *name,
                              AltinnEnvironment environment) G_GNUC_WARN_UNUSED_RESULT;
GStrv altinn_settings_get_list (const BpmnElement *element, const char *name)
    G_GNUC_WARN_UNUSED_RESULT; /* never NULL */
GStrv altinn_settings_get_list_for (const BpmnElement *element, const char *name,
                                    AltinnEnvironment environment) G_GNUC_WARN_UNUSED_RESULT;

/* altinn:taskType, or the v7 attribute altinn:tasktype; NULL: none */
char *altinn_settings_get_task_type (const BpmnElement *element) G_GNUC_WARN_UNUSED_RESULT;
gboolean altinn_settings_is_v7 (const BpmnElement *element); /* only the v7 attribute */

/* Changes. Each is one nested transaction; same value is no edit. @env is the attribute to write
 * ("production"), NULL for all environments. */
gboolean altinn_settings_set (BpmnModel *model, BpmnElement *element, const char *name,
                              const char *env, const char *value, GError **error);
gboolean altinn_settings_set_list (BpmnModel *model, BpmnElement *element, const char *name,
                                   const char *env, const char *const *values, GError **error);
gboolean altinn_settings_add (BpmnModel *model, BpmnElement *element, const char *name,
                              const char *env, const char *value, GError **error);
gboolean altinn_settings_remove (BpmnModel *model, BpmnElement *element, const char *name,
                                 const char *env, const char *value, GError **error);
gboolean altinn_settings_unset (BpmnModel *model, BpmnElement *element, const char *name,
                                const char *env, GError **error);
/* @server: serverAction, else processAction */
gboolean altinn_settings_set_action_type (BpmnModel *model, BpmnElement *element,
                                          const char *action, gboolean server, GError **error);

/**
 * AltinnAction:
 * @id: the action ("confirm")
 * @is_server: a serverAction, which does not move the process
 */
typedef struct
{
  char *id;
  gboolean is_server;
} AltinnAction;

/* Of the element, in document order; (element-type AltinnAction). */
GPtrArray *altinn_settings_get_actions (const BpmnElement *element) G_GNUC_WARN_UNUSED_RESULT;

/**
 * AltinnTask:
 *
 * What the runtime knows of one task, as a value of its own: it stays as it is when the file
 * changes, and may be read in any thread. Strings are %NULL where the element is absent.
 */
typedef struct
{
  char *id;
  char *name;
  const AltinnTaskType *type; /* NULL: not a task, or without a task type */
  char *task_type;
  BpmnType element;
  GPtrArray *actions; /* of AltinnAction */

  gboolean has_signature_config;
  GStrv data_types_to_sign;
  char *signature_data_type;
  GStrv unique_from;
  char *signee_provider_id;
  char *signee_states_data_type;
  char *signing_pdf_data_type;
  gboolean run_default_validator;

  gboolean has_payment_config;
  char *payment_data_type;
  char *payment_receipt_pdf_data_type;

  GStrv auto_pdf_task_ids;
  char *subform_component_id;
  char *subform_data_type_id;

  gboolean has_eformidling_config;
  GStrv eformidling_data_types; /* of any environment */

  char *connected_data_type_id; /* of a gateway */
} AltinnTask;

AltinnTask *altinn_task_read (AltinnApp *app, const BpmnElement *element)
    G_GNUC_WARN_UNUSED_RESULT;
AltinnTask *altinn_task_ref (AltinnTask *self);
void altinn_task_unref (AltinnTask *self);
gboolean altinn_task_has_action (const AltinnTask *self, const char *action);
gboolean altinn_task_is_service (const AltinnTask *self); /* a bpmn:serviceTask */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AltinnTask, altinn_task_unref)

G_END_DECLS

/* altinn-task.c: what the runtime knows of one task, as a value of its own
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/altinn/altinn-settings-private.h"

#include <string.h>

static void
task_clear (gpointer data)
{
  AltinnTask *self = data;

  g_free (self->id);
  g_free (self->name);
  g_free (self->task_type);
  g_clear_pointer (&self->actions, g_ptr_array_unref);
  g_strfreev (self->data_types_to_sign);
  g_free (self->signature_data_type);
  g_strfreev (self->unique_from);
  g_free (self->signee_provider_id);
  g_free (self->signee_states_data_type);
  g_free (self->signing_pdf_data_type);
  g_free (self->payment_data_type);
  g_free (self->payment_receipt_pdf_data_type);
  g_strfreev (self->auto_pdf_task_ids);
  g_free (self->subform_component_id);
  g_free (self->subform_data_type_id);
  g_strfreev (self->eformidling_data_types);
  g_free (self->connected_data_type_id);
}

/* xs:boolean; anything else keeps the app from starting and counts as false here. */
static gboolean
get_boolean (const BpmnElement *element, const char *name)
{
  g_autofree char *value = altinn_settings_get (element, name);

  if (value == NULL)
    return FALSE;
  g_strstrip (value);
  return strcmp (value, "true") == 0 || strcmp (value, "1") == 0;
}

static GStrv
no_strings (void)
{
  return g_new0 (char *, 1);
}

static gboolean
has_group (const SourceNode *extension, const char *group)
{
  return extension != NULL && source_node_first_element (extension, ALTINN_NS, group) != NULL;
}

/* The settings of a group are looked for only where the group is there: most tasks have none. */
static void
read_signature (AltinnTask *self, const BpmnElement *element, const SourceNode *extension)
{
  self->has_signature_config = has_group (extension, "signatureConfig");
  if (!self->has_signature_config)
    {
      self->data_types_to_sign = no_strings ();
      self->unique_from = no_strings ();
      return;
    }
  self->data_types_to_sign = altinn_settings_get_list (element, "dataTypesToSign");
  self->signature_data_type = altinn_settings_get (element, "signatureDataType");
  self->unique_from = altinn_settings_get_list (element, "uniqueFromSignaturesInDataTypes");
  self->signee_provider_id = altinn_settings_get (element, "signeeProviderId");
  self->signee_states_data_type = altinn_settings_get (element, "signeeStatesDataTypeId");
  self->signing_pdf_data_type = altinn_settings_get (element, "signingPdfDataType");
  self->run_default_validator = get_boolean (element, "runDefaultValidator");
}

static void
read_payment (AltinnTask *self, const BpmnElement *element, const SourceNode *extension)
{
  self->has_payment_config = has_group (extension, "paymentConfig");
  if (!self->has_payment_config)
    return;
  self->payment_data_type = altinn_settings_get (element, "paymentDataType");
  self->payment_receipt_pdf_data_type = altinn_settings_get (element, "paymentReceiptPdfDataType");
}

static void
read_services (AltinnTask *self, const BpmnElement *element, const SourceNode *extension)
{
  self->auto_pdf_task_ids = has_group (extension, "pdfConfig")
                                ? altinn_settings_get_list (element, "autoPdfTaskIds")
                                : no_strings ();
  if (has_group (extension, "subformPdfConfig"))
    {
      self->subform_component_id = altinn_settings_get (element, "subformComponentId");
      self->subform_data_type_id = altinn_settings_get (element, "subformDataTypeId");
    }
  self->has_eformidling_config = has_group (extension, "eFormidlingConfig");
  self->eformidling_data_types = self->has_eformidling_config
                                     ? altinn_settings_get_list (element, "dataTypes")
                                     : no_strings ();
}

/**
 * altinn_task_read:
 * @app: (nullable): the app, to tell parallel signing from plain signing
 * @element: an element of any kind
 *
 * Returns: (transfer full): what its extension says, as the runtime reads it
 */
AltinnTask *
altinn_task_read (AltinnApp *app, const BpmnElement *element)
{
  AltinnTask *self = g_atomic_rc_box_new0 (AltinnTask);
  const SourceNode *extension = altinn_settings_find_extension (element, "taskExtension");

  self->id = g_strdup (bpmn_element_get_id (element));
  self->name = g_strdup (bpmn_element_get_name (element));
  self->element = bpmn_element_get_type_id (element);
  self->task_type = altinn_settings_get_task_type (element);
  if (bpmn_type_is_task (self->element))
    self->type = altinn_task_type_of_read (app, element, self->task_type);
  self->actions = altinn_settings_get_actions (element);
  read_signature (self, element, extension);
  read_payment (self, element, extension);
  read_services (self, element, extension);
  if (altinn_settings_find_extension (element, "gatewayExtension") != NULL)
    self->connected_data_type_id = altinn_settings_get (element, "connectedDataTypeId");
  return self;
}

/**
 * altinn_task_ref:
 * @self: a task
 *
 * Returns: (transfer full): @self
 */
AltinnTask *
altinn_task_ref (AltinnTask *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * altinn_task_unref:
 * @self: (transfer full): a task
 */
void
altinn_task_unref (AltinnTask *self)
{
  g_atomic_rc_box_release_full (self, task_clear);
}

/**
 * altinn_task_has_action:
 * @self: a task
 * @action: an action's id
 *
 * Returns: whether the task lists it, as a process action or a server action
 */
gboolean
altinn_task_has_action (const AltinnTask *self, const char *action)
{
  for (guint i = 0; i < self->actions->len; i++)
    if (strcmp (((AltinnAction *) g_ptr_array_index (self->actions, i))->id, action) == 0)
      return TRUE;
  return FALSE;
}

/**
 * altinn_task_is_service:
 * @self: a task
 *
 * Returns: whether it is written as a serviceTask
 */
gboolean
altinn_task_is_service (const AltinnTask *self)
{
  return self->element == BPMN_TYPE_SERVICE_TASK;
}

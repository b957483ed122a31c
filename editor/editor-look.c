/* editor-look.c: what a task is to an Altinn app, as its picture shows it
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "editor/editor-look.h"

#include "engine/altinn/altinn-settings.h"
#include "engine/altinn/altinn-task-type.h"

/* In the order of AltinnTaskTypeId. */
static const EditorLook look_of_task_type[ALTINN_N_TASK_TYPES] = {
  [ALTINN_TASK_DATA] = EDITOR_LOOK_DATA,
  [ALTINN_TASK_CONFIRMATION] = EDITOR_LOOK_CONFIRMATION,
  [ALTINN_TASK_SIGNING] = EDITOR_LOOK_SIGNING,
  [ALTINN_TASK_PARALLEL_SIGNING] = EDITOR_LOOK_PARALLEL_SIGNING,
  [ALTINN_TASK_USER_CONTROLLED_SIGNING] = EDITOR_LOOK_USER_CONTROLLED_SIGNING,
  [ALTINN_TASK_PAYMENT] = EDITOR_LOOK_PAYMENT,
  [ALTINN_TASK_LOOKUP] = EDITOR_LOOK_LOOKUP,
  [ALTINN_TASK_FEEDBACK] = EDITOR_LOOK_FEEDBACK,
  [ALTINN_TASK_PDF] = EDITOR_LOOK_PDF,
  [ALTINN_TASK_SUBFORM_PDF] = EDITOR_LOOK_SUBFORM_PDF,
  [ALTINN_TASK_EFORMIDLING] = EDITOR_LOOK_EFORMIDLING,
  [ALTINN_TASK_FIKS_ARKIV] = EDITOR_LOOK_FIKS_ARKIV,
  [ALTINN_TASK_SERVICE] = EDITOR_LOOK_SERVICE,
  [ALTINN_EXCLUSIVE_GATEWAY] = EDITOR_LOOK_PLAIN,
  [ALTINN_END_EVENT] = EDITOR_LOOK_PLAIN,
  [ALTINN_START_EVENT] = EDITOR_LOOK_PLAIN,
  [ALTINN_TASK_CUSTOM] = EDITOR_LOOK_SERVICE,
};

/**
 * editor_look_of_element:
 * @element: an element of an Altinn process
 * @app: (nullable): its app, which tells parallel from plain signing
 *
 * Returns: what it is; %EDITOR_LOOK_UNKNOWN for a task without a task type
 */
EditorLook
editor_look_of_element (const BpmnElement *element, AltinnApp *app)
{
  const AltinnTaskType *type = altinn_task_type_of_element (app, element);
  BpmnType bpmn_type = bpmn_element_get_type_id (element);

  if (type != NULL)
    return look_of_task_type[type->id];
  return bpmn_type == BPMN_TYPE_TASK || bpmn_type == BPMN_TYPE_SERVICE_TASK ? EDITOR_LOOK_UNKNOWN
                                                                            : EDITOR_LOOK_PLAIN;
}

/**
 * editor_look_dup_subtitle:
 * @element: a task
 * @look: what it is
 *
 * Returns: (transfer full) (nullable): the words beside its glyph: the kind, or the task type as
 *   written where the app has one of its own
 */
char *
editor_look_dup_subtitle (const BpmnElement *element, EditorLook look)
{
  if (look == EDITOR_LOOK_PLAIN)
    return NULL;
  if (look == EDITOR_LOOK_SERVICE)
    {
      char *task_type = altinn_settings_get_task_type (element);

      if (task_type != NULL && *task_type != '\0')
        return task_type;
      g_free (task_type);
    }
  return g_strdup (editor_look_get_label (look));
}

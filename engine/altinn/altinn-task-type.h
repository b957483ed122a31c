/* altinn-task-type.h: what the palette offers and how an element is recognised
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "engine/altinn/altinn-types.h"

G_BEGIN_DECLS

/**
 * AltinnTaskTypeId:
 *
 * The palette entries, in the palette's order. @ALTINN_TASK_CUSTOM stands for a task type that the
 * app itself implements on a plain task; it is recognised but not offered.
 */
typedef enum
{
  ALTINN_TASK_DATA,
  ALTINN_TASK_CONFIRMATION,
  ALTINN_TASK_SIGNING,
  ALTINN_TASK_PARALLEL_SIGNING,
  ALTINN_TASK_USER_CONTROLLED_SIGNING,
  ALTINN_TASK_PAYMENT,
  ALTINN_TASK_LOOKUP,
  ALTINN_TASK_FEEDBACK,
  ALTINN_TASK_PDF,
  ALTINN_TASK_SUBFORM_PDF,
  ALTINN_TASK_EFORMIDLING,
  ALTINN_TASK_FIKS_ARKIV,
  ALTINN_TASK_SERVICE,
  ALTINN_EXCLUSIVE_GATEWAY,
  ALTINN_END_EVENT,
  ALTINN_START_EVENT,
  ALTINN_N_PALETTE_ENTRIES,
  ALTINN_TASK_CUSTOM = ALTINN_N_PALETTE_ENTRIES,
  ALTINN_N_TASK_TYPES,
} AltinnTaskTypeId;

/**
 * AltinnTaskType:
 * @id: which one
 * @palette: its name in commands ("parallel-signing"); %NULL if it is not offered
 * @task_type: what is written as altinn:taskType; %NULL for gateways and events, "" where the
 *   person names it (service) and for @ALTINN_TASK_CUSTOM
 * @element: the BPMN element
 * @title: its name for people, to be translated with altinn_task_type_get_title()
 * @help: one line about it, to be translated with altinn_task_type_get_help()
 * @icon: symbolic icon name ("ape-task-data-symbolic")
 * @default_name: the `name` of a new element; Norwegian, as the services themselves are
 * @id_stem: what readable ids begin with ("Task_Signering")
 * @since_major: the first runtime version that knows it
 * @since_minor: its minor part
 */
typedef struct
{
  AltinnTaskTypeId id;
  const char *palette;
  const char *task_type;
  BpmnType element;
  const char *title;
  const char *help;
  const char *icon;
  const char *default_name;
  const char *id_stem;
  guint since_major;
  guint since_minor;
} AltinnTaskType;

/* The table; every id below ALTINN_N_TASK_TYPES has a row, never NULL for those. */
const AltinnTaskType *altinn_task_type_get (AltinnTaskTypeId id);
const char *altinn_task_type_get_title (const AltinnTaskType *self); /* translated */
const char *altinn_task_type_get_help (const AltinnTaskType *self);  /* translated */

const AltinnTaskType *altinn_task_type_from_palette (const char *palette);
const AltinnTaskType *altinn_task_type_from_task_type (const char *task_type);
const AltinnTaskType *altinn_task_type_of_element (AltinnApp *app, const BpmnElement *element);

/* Exact, case-sensitive, as the runtime compares */
gboolean altinn_task_type_is_known (const char *task_type);
gboolean altinn_task_type_is_service (const char *task_type);
const char *altinn_task_type_suggest (const char *task_type); /* a known one, or NULL */

G_END_DECLS

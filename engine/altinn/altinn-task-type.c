/* altinn-task-type.c: what the palette offers and how an element is recognised
 *
 * To add a task type: a row in the enumeration, a row here, its settings in altinn-settings.c, its
 * default content in altinn-extension.c and an icon.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/altinn/altinn-app.h"
#include "engine/altinn/altinn-settings-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Default names are Norwegian, for the services are: they are data, not messages. */
static const AltinnTaskType types[ALTINN_N_TASK_TYPES] = {
  [ALTINN_TASK_DATA] = {
    ALTINN_TASK_DATA, "data", "data", BPMN_TYPE_TASK, N_ ("Form filling"),
    N_ ("The user fills in data; done when all data of the task is valid"),
    "ape-task-data-symbolic", "Utfylling", "Task_Utfylling", 7, 0 },
  [ALTINN_TASK_CONFIRMATION] = {
    ALTINN_TASK_CONFIRMATION, "confirmation", "confirmation", BPMN_TYPE_TASK, N_ ("Confirmation"),
    N_ ("The user confirms what was filled in"),
    "ape-task-confirmation-symbolic", "Bekreftelse", "Task_Bekreftelse", 7, 0 },
  [ALTINN_TASK_SIGNING] = {
    ALTINN_TASK_SIGNING, "signing", "signing", BPMN_TYPE_TASK, N_ ("Confirmation and signing"),
    N_ ("The user signs what was filled in"),
    "ape-task-signing-symbolic", "Signering", "Task_Signering", 8, 0 },
  [ALTINN_TASK_PARALLEL_SIGNING] = {
    ALTINN_TASK_PARALLEL_SIGNING, "parallel-signing", "signing", BPMN_TYPE_TASK,
    N_ ("Parallel signing"), N_ ("Several people sign, in any order; done when enough have signed"),
    "ape-task-parallel-signing-symbolic", "Parallell signering", "Task_ParallellSignering", 8, 0 },
  [ALTINN_TASK_USER_CONTROLLED_SIGNING] = {
    ALTINN_TASK_USER_CONTROLLED_SIGNING, "user-controlled-signing", "signing", BPMN_TYPE_TASK,
    N_ ("Signing by people the data names"),
    N_ ("The people that the data names sign; done when all of them have signed"),
    "ape-task-user-controlled-signing-symbolic", "Brukerstyrt signering",
    "Task_BrukerstyrtSignering", 8, 6 },
  [ALTINN_TASK_PAYMENT] = {
    ALTINN_TASK_PAYMENT, "payment", "payment", BPMN_TYPE_TASK, N_ ("Payment"),
    N_ ("The user pays; done when paid or when there is nothing to pay"),
    "ape-task-payment-symbolic", "Betaling", "Task_Betaling", 8, 2 },
  [ALTINN_TASK_LOOKUP] = {
    ALTINN_TASK_LOOKUP, "lookup", "lookup", BPMN_TYPE_TASK, N_ ("Lookup"),
    N_ ("The app looks data up; a task type that the app itself implements"),
    "ape-task-lookup-symbolic", "Oppslag", "Task_Oppslag", 8, 0 },
  [ALTINN_TASK_FEEDBACK] = {
    ALTINN_TASK_FEEDBACK, "feedback", "feedback", BPMN_TYPE_TASK,
    N_ ("External validation or feedback"),
    N_ ("The service owner completes the task, or sends it back"),
    "ape-task-feedback-symbolic", "Tilbakemelding", "Task_Tilbakemelding", 7, 0 },
  [ALTINN_TASK_PDF] = {
    ALTINN_TASK_PDF, "pdf", "pdf", BPMN_TYPE_SERVICE_TASK, N_ ("PDF"),
    N_ ("A PDF is made of what was filled in"),
    "ape-task-pdf-symbolic", "Lag PDF", "Task_PDF", 8, 9 },
  [ALTINN_TASK_SUBFORM_PDF] = {
    ALTINN_TASK_SUBFORM_PDF, "subform-pdf", "subformPdf", BPMN_TYPE_SERVICE_TASK,
    N_ ("Subform PDF"), N_ ("A PDF is made of each entry of a subform"),
    "ape-task-subform-pdf-symbolic", "Lag PDF av underskjema", "Task_UnderskjemaPDF", 8, 9 },
  [ALTINN_TASK_EFORMIDLING] = {
    ALTINN_TASK_EFORMIDLING, "eformidling", "eFormidling", BPMN_TYPE_SERVICE_TASK,
    N_ ("eFormidling"), N_ ("What was filled in is sent through eFormidling"),
    "ape-task-eformidling-symbolic", "Send med eFormidling", "Task_eFormidling", 8, 9 },
  [ALTINN_TASK_FIKS_ARKIV] = {
    ALTINN_TASK_FIKS_ARKIV, "fiks-arkiv", "fiksArkiv", BPMN_TYPE_SERVICE_TASK, N_ ("Fiks Arkiv"),
    N_ ("What was filled in is archived through Fiks Arkiv"),
    "ape-task-fiks-arkiv-symbolic", "Arkiver i Fiks Arkiv", "Task_FiksArkiv", 8, 9 },
  [ALTINN_TASK_SERVICE] = {
    ALTINN_TASK_SERVICE, "service", "", BPMN_TYPE_SERVICE_TASK, N_ ("Service of the app"),
    N_ ("A service that the app itself implements"),
    "ape-task-service-symbolic", "Systemoppgave", "Task_Systemoppgave", 8, 9 },
  [ALTINN_EXCLUSIVE_GATEWAY] = {
    ALTINN_EXCLUSIVE_GATEWAY, "exclusive-gateway", NULL, BPMN_TYPE_EXCLUSIVE_GATEWAY,
    N_ ("Exclusive gateway"), N_ ("The process goes on in exactly one of several ways"),
    "ape-exclusive-gateway-symbolic", NULL, "Gateway", 7, 0 },
  [ALTINN_END_EVENT] = {
    ALTINN_END_EVENT, "end-event", NULL, BPMN_TYPE_END_EVENT, N_ ("End event"),
    N_ ("The process ends here"), "ape-end-event-symbolic", NULL, "EndEvent", 7, 0 },
  [ALTINN_START_EVENT] = {
    ALTINN_START_EVENT, "start-event", NULL, BPMN_TYPE_START_EVENT, N_ ("Start event"),
    N_ ("The process starts here"), "ape-start-event-symbolic", NULL, "StartEvent", 7, 0 },
  [ALTINN_TASK_CUSTOM] = {
    ALTINN_TASK_CUSTOM, NULL, "", BPMN_TYPE_TASK, N_ ("Task type of the app"),
    N_ ("A task type that the app itself implements"),
    "ape-task-service-symbolic", "Oppgave", "Task_Oppgave", 8, 0 },
};

/**
 * altinn_task_type_get:
 * @id: which
 *
 * Returns: (transfer none): its row of the table
 */
const AltinnTaskType *
altinn_task_type_get (AltinnTaskTypeId id)
{
  g_return_val_if_fail (id < ALTINN_N_TASK_TYPES, NULL);
  return &types[id];
}

/**
 * altinn_task_type_get_title:
 * @self: a row
 *
 * Returns: its name in the user's language
 */
const char *
altinn_task_type_get_title (const AltinnTaskType *self)
{
  return _ (self->title);
}

/**
 * altinn_task_type_get_help:
 * @self: a row
 *
 * Returns: one line about it in the user's language
 */
const char *
altinn_task_type_get_help (const AltinnTaskType *self)
{
  return _ (self->help);
}

/**
 * altinn_task_type_from_palette:
 * @palette: a name in commands ("parallel-signing")
 *
 * Returns: (nullable): its row; %NULL if the palette has no such entry
 */
const AltinnTaskType *
altinn_task_type_from_palette (const char *palette)
{
  for (gsize i = 0; i < ALTINN_N_PALETTE_ENTRIES; i++)
    if (strcmp (types[i].palette, palette) == 0)
      return &types[i];
  return NULL;
}

/**
 * altinn_task_type_from_task_type:
 * @task_type: an altinn:taskType as written
 *
 * Returns: (nullable): the row of a known type, plain signing for `signing`; %NULL for any other
 */
const AltinnTaskType *
altinn_task_type_from_task_type (const char *task_type)
{
  if (task_type == NULL || *task_type == '\0')
    return NULL;
  for (gsize i = 0; i < ALTINN_N_TASK_TYPES; i++)
    if (g_strcmp0 (types[i].task_type, task_type) == 0)
      return &types[i];
  return NULL;
}

/* Which of the three kinds of signing it is: the people come from the data if there is a provider
 * or a place for their states; several people sign if the signature's data type asks for more than
 * one. */
static AltinnTaskTypeId
get_signing_kind (AltinnApp *app, const BpmnElement *element)
{
  g_autofree char *provider = altinn_settings_get (element, "signeeProviderId");
  g_autofree char *states = altinn_settings_get (element, "signeeStatesDataTypeId");
  g_autofree char *signature = NULL;
  AltinnDataType *data_type;

  if (provider != NULL || states != NULL)
    return ALTINN_TASK_USER_CONTROLLED_SIGNING;
  signature = altinn_settings_get (element, "signatureDataType");
  if (app == NULL || signature == NULL)
    return ALTINN_TASK_SIGNING;
  data_type = altinn_app_lookup_data_type (app, signature);
  return data_type != NULL && data_type->min_count > 1 ? ALTINN_TASK_PARALLEL_SIGNING
                                                       : ALTINN_TASK_SIGNING;
}

/**
 * altinn_task_type_of_element:
 * @app: (nullable): the app, to tell parallel signing from plain signing
 * @element: an element
 *
 * Returns: (nullable): what it is in the palette's words: a gateway or event by its element, a task
 *   by its task type; the app's own service or task type for a type that the runtime does not know;
 *   %NULL for an element that the runtime does not read and for a task without a type
 */
const AltinnTaskType *
altinn_task_type_of_element (AltinnApp *app, const BpmnElement *element)
{
  g_autofree char *task_type = NULL;

  if (bpmn_type_is_task (bpmn_element_get_type_id (element)))
    task_type = altinn_settings_get_task_type (element);
  return altinn_task_type_of_read (app, element, task_type);
}

/* The same, where the task type of a task has been read already. */
const AltinnTaskType *
altinn_task_type_of_read (AltinnApp *app, const BpmnElement *element, const char *task_type)
{
  BpmnType type = bpmn_element_get_type_id (element);
  const AltinnTaskType *known;

  switch ((guint) type)
    {
    case BPMN_TYPE_EXCLUSIVE_GATEWAY:
      return &types[ALTINN_EXCLUSIVE_GATEWAY];
    case BPMN_TYPE_START_EVENT:
      return &types[ALTINN_START_EVENT];
    case BPMN_TYPE_END_EVENT:
      return &types[ALTINN_END_EVENT];
    case BPMN_TYPE_TASK:
    case BPMN_TYPE_SERVICE_TASK:
      break;
    default:
      return NULL;
    }
  if (task_type == NULL || *task_type == '\0')
    return NULL;
  known = altinn_task_type_from_task_type (task_type);
  if (known == NULL)
    return &types[type == BPMN_TYPE_TASK ? ALTINN_TASK_CUSTOM : ALTINN_TASK_SERVICE];
  return known->id == ALTINN_TASK_SIGNING ? &types[get_signing_kind (app, element)] : known;
}

/**
 * altinn_task_type_is_known:
 * @task_type: (nullable): an altinn:taskType
 *
 * Returns: whether the app runtime knows the type by itself. `lookup` is one that apps implement.
 */
gboolean
altinn_task_type_is_known (const char *task_type)
{
  const AltinnTaskType *type = altinn_task_type_from_task_type (task_type);

  return type != NULL && type->id != ALTINN_TASK_LOOKUP;
}

/**
 * altinn_task_type_is_service:
 * @task_type: (nullable): an altinn:taskType
 *
 * Returns: whether it is one of the runtime's service tasks, which belong on a serviceTask
 */
gboolean
altinn_task_type_is_service (const char *task_type)
{
  const AltinnTaskType *type = altinn_task_type_from_task_type (task_type);

  return type != NULL && type->element == BPMN_TYPE_SERVICE_TASK;
}

/* How many letters must be changed, added, dropped or swapped, in any case of letters. */
static guint
edit_distance (const char *a, const char *b)
{
  gsize n_a = strlen (a), n_b = strlen (b);
  guint rows[3][64];
  guint *before = rows[0], *above = rows[1], *row = rows[2];

  if (n_a >= 63 || n_b >= 63)
    return G_MAXUINT;
  for (gsize j = 0; j <= n_b; j++)
    above[j] = (guint) j;
  for (gsize i = 1; i <= n_a; i++)
    {
      guint *spare = before;

      row[0] = (guint) i;
      for (gsize j = 1; j <= n_b; j++)
        {
          gboolean same = g_ascii_tolower (a[i - 1]) == g_ascii_tolower (b[j - 1]);

          row[j] = MIN (MIN (row[j - 1], above[j]) + 1, above[j - 1] + !same);
          if (i > 1 && j > 1 && g_ascii_tolower (a[i - 1]) == g_ascii_tolower (b[j - 2]) &&
              g_ascii_tolower (a[i - 2]) == g_ascii_tolower (b[j - 1]))
            row[j] = MIN (row[j], before[j - 2] + 1);
        }
      before = above;
      above = row;
      row = spare;
    }
  return above[n_b];
}

/**
 * altinn_task_type_suggest:
 * @task_type: an altinn:taskType that the runtime does not know
 *
 * Returns: (nullable): the known type that was probably meant: the same in another case of letters,
 *   or at most two typing errors away and less than half of the word
 */
const char *
altinn_task_type_suggest (const char *task_type)
{
  const char *best = NULL;
  guint best_distance = 3;
  gsize length = strlen (task_type);

  for (gsize i = 0; i < ALTINN_N_TASK_TYPES; i++)
    {
      const char *candidate = types[i].task_type;
      guint distance;

      if (candidate == NULL || *candidate == '\0')
        continue;
      distance = edit_distance (task_type, candidate);
      if (distance < best_distance && distance * 2 < MAX (length, 1))
        {
          best = candidate;
          best_distance = distance;
        }
    }
  return best;
}

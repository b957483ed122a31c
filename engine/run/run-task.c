/* run-task.c: what happens when a task starts, ends and is abandoned (facts: runtime 3.4, 4)
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/run/run-engine-private.h"

#include <string.h>

#define PDF_DATA_TYPE "ref-data-as-pdf"

static gboolean
is_type (RunWork *work, const RunNode *task, const char *type)
{
  return g_strcmp0 (run_app_get_task_type (work->app, task), type) == 0;
}

static gboolean
is_mended (const RunWork *work)
{
  return (work->flags & RUN_SETUP_MENDED) != 0;
}

/* Storage's lock and unlock touch exactly the elements whose data type belongs to the task. */
static void
set_locked (RunWork *work, const RunNode *task, gboolean locked)
{
  for (guint i = 0; i < run_state_get_n_data (work->state); i++)
    {
      const RunDataElement *element = run_state_get_data (work->state, i);
      RunDataElement *copy;

      /* A signature stays locked and is never copied: a new one replaces it. */
      if (element->locked == locked || element->data_type == NULL || element->signature != NULL
          || !run_app_owns (work->app, task, element->data_type))
        continue;
      copy = run_data_element_copy (element);
      copy->locked = locked;
      run_state_replace_data (work->state, i, copy);
    }
}

typedef struct
{
  const RunNode *task;
  guint but_visit;
} Generated;

static gboolean
is_generated (const RunDataElement *element, gconstpointer user_data)
{
  const Generated *generated = user_data;

  return element->generated_from == generated->task
         && (generated->but_visit == 0 || element->visit != generated->but_visit);
}

/* Removes what was generated from @task, except in the visit @but_visit (0: in any). */
void
run_work_clean_task (RunWork *work, const RunNode *task, guint but_visit)
{
  const Generated generated = { task, but_visit };

  run_state_remove_data (work->state, is_generated, &generated);
}

static void
create_element (RunWork *work, const RunDataType *type)
{
  RunDataElement *element = run_data_element_new (RUN_DATA_FORM, type->id);

  element->data_type = type;
  element->content = run_setup_dup_prefill (run_state_get_setup (work->state), type->id);
  element->written_in_step = work->state->step;
  run_state_add_data (work->state, element);
}

/* A file without an app has its forms from the first task on, whichever that is. */
static void
create_data (RunWork *work, const RunNode *task)
{
  guint n_types;
  const RunDataType *types = run_app_get_data_types (work->app, &n_types);

  for (guint i = 0; i < n_types; i++)
    if (types[i].auto_create && (types[i].assumed || run_app_owns (work->app, task, &types[i]))
        && run_state_count_data (work->state, types[i].id) == 0)
      create_element (work, &types[i]);
}

/* ---- Signing ---- */

static gboolean
is_delegating (RunWork *work, const RunTaskExtension *extension)
{
  return run_app_has (work->app, RUN_FEATURE_DELEGATED_SIGNING) && extension != NULL
         && extension->signee_provider_id != NULL && extension->signee_states_data_type != NULL;
}

static gboolean
start_signing (RunWork *work, const RunNode *task)
{
  const RunTaskExtension *extension = task->extension;

  if (!is_mended (work))
    {
      if (extension->signature_data_type == NULL)
        return run_work_throw (
            work,
            "The SignatureDataType property must be set in the signature configuration.");
      if (run_app_has (work->app, RUN_FEATURE_DELEGATED_SIGNING)
          && (extension->signee_provider_id == NULL)
                 != (extension->signee_states_data_type == NULL))
        return run_work_throw (work, "Both SigneeProviderId and SigneeStatesDataTypeId must either "
                                     "be set together, or left unset. These properties are "
                                     "required to enable delegation based signing.");
      if (is_delegating (work, extension) && *extension->signee_provider_id == '\0')
        return run_work_throw (work, "No signee provider found with ID %s for task with id %s.",
                               extension->signee_provider_id, task->id);
    }
  if (is_delegating (work, extension))
    {
      run_state_set_delegated (work->state, task, TRUE);
      run_work_add_generated (work, RUN_DATA_SIGNEE_STATE, extension->signee_states_data_type,
                              task);
    }
  return TRUE;
}

static void
end_signing (RunWork *work, const RunNode *task)
{
  if (task->extension == NULL)
    return;
  if (task->extension->signing_pdf_data_type != NULL
      && *task->extension->signing_pdf_data_type != '\0')
    run_work_add_generated (work, RUN_DATA_PDF, task->extension->signing_pdf_data_type, task);
  run_state_set_delegated (work->state, task, FALSE);
}

static gboolean
is_abandoned (const RunDataElement *element, gconstpointer user_data)
{
  const RunNode *task = user_data;

  if (element->kind == RUN_DATA_SIGNEE_STATE)
    return element->generated_from == task;
  if (element->signature == NULL)
    return FALSE;
  /* All of the data type, whichever task they are from. */
  return g_ascii_strcasecmp (element->type, task->extension->signature_data_type != NULL
                                                ? task->extension->signature_data_type
                                                : element->type)
         == 0;
}

static void
abandon_signing (RunWork *work, const RunNode *task)
{
  run_state_set_delegated (work->state, task, FALSE);
  if (task->extension != NULL && run_app_has (work->app, RUN_FEATURE_DELETE_SIGNATURES))
    run_state_remove_data (work->state, is_abandoned, task);
}

/* ---- Payment ---- */

static const char *
payment_type (const RunNode *task)
{
  return task->extension != NULL && task->extension->payment_data_type != NULL
             ? task->extension->payment_data_type
             : "";
}

static gboolean
check_payment_config (RunWork *work, const RunNode *task)
{
  if (is_mended (work))
    return TRUE;
  if (task->extension == NULL)
    return run_work_throw (
        work, "PaymentConfig is missing in the payment process task configuration.");
  if (task->extension->payment_data_type == NULL || *task->extension->payment_data_type == '\0')
    return run_work_throw (
        work, "Payment process task configuration is not valid: PaymentDataType is missing.");
  if (task->extension->payment_receipt_pdf_data_type == NULL
      || *task->extension->payment_receipt_pdf_data_type == '\0')
    return run_work_throw (work, "Payment process task configuration is not valid: "
                                 "PaymentReceiptPdfDataType is missing.");
  return TRUE;
}

/* A payment that is not paid is cancelled and deleted, a paid one stands. */
static void
drop_unpaid (RunWork *work, const RunNode *task)
{
  const RunPayment *payment = run_state_find_payment (work->state, task);

  if (payment != NULL && payment->status != RUN_PAYMENT_PAID)
    run_state_set_payment (work->state, task, payment_type (task), RUN_PAYMENT_NONE);
}

static gboolean
end_payment (RunWork *work, const RunNode *task)
{
  const RunPayment *payment = run_state_find_payment (work->state, task);

  if (!check_payment_config (work, task))
    return FALSE;
  if (payment == NULL)
    return run_work_throw (work, "Payment information not found.");
  if (payment->status == RUN_PAYMENT_SKIPPED)
    return TRUE;
  if (payment->status != RUN_PAYMENT_PAID)
    return run_work_throw (work, "The payment is not completed.");
  run_work_add_generated (work, RUN_DATA_RECEIPT,
                          task->extension != NULL
                                  && task->extension->payment_receipt_pdf_data_type != NULL
                              ? task->extension->payment_receipt_pdf_data_type
                              : "",
                          task);
  return TRUE;
}

/* ---- Task types of the app ---- */

/* A scenario may let the app's own implementation of a task fail when it ends. */
static gboolean
end_custom (RunWork *work, const RunNode *task)
{
  const char *type = run_app_get_task_type (work->app, task);

  if (type == NULL || altinn_task_type_is_known (type) || run_app_is_service (work->app, task))
    return TRUE;
  if (g_str_has_prefix (run_work_next_outcome (work, task), "success"))
    return TRUE;
  return run_work_throw (work, "The app's task type %s failed", type);
}

/* ---- Legacy: PDF and eFormidling at the end of a task, until version 8 ---- */

static void
make_legacy_pdf (RunWork *work, const RunNode *task)
{
  guint n_types;
  const RunDataType *types = run_app_get_data_types (work->app, &n_types);

  if (run_app_has (work->app, RUN_FEATURE_WORKFLOW))
    return;
  for (guint i = 0; i < n_types; i++)
    if (types[i].is_model && types[i].enable_pdf_creation
        && run_app_owns (work->app, task, &types[i])
        && run_state_find_data (work->state, types[i].id) != NULL)
      {
        run_work_add_generated (work, RUN_DATA_PDF, PDF_DATA_TYPE, task);
        return;
      }
}

static void
send_legacy (RunWork *work, const RunNode *task)
{
  if (run_app_get_send_after_task (work->app) != NULL
      && !run_app_has (work->app, RUN_FEATURE_WORKFLOW)
      && g_strcmp0 (run_app_get_send_after_task (work->app), task->id) == 0)
    run_state_add_sent (work->state, task);
}

/* ---- Events ---- */

static gboolean
check_implementation (RunWork *work, const RunNode *task)
{
  if (is_mended (work) || run_app_has_task_implementation (work->app, task))
    return TRUE;
  return run_work_throw (work, "No process task instance found for altinnTaskType %s",
                         run_app_get_task_type (work->app, task));
}

/**
 * run_work_start_task:
 * @task: the task that is entered
 * @visit: number of the visit that begins
 *
 * process_StartTask: unlock, clean up, create data, start of the task type.
 *
 * Returns: %FALSE if it failed; what was done stays
 */
gboolean
run_work_start_task (RunWork *work, const RunNode *task, guint visit)
{
  gboolean is_v8 = run_app_has (work->app, RUN_FEATURE_TASK_TYPE_ELEMENT);

  if (!check_implementation (work, task))
    return FALSE;
  set_locked (work, task, FALSE);
  if (run_app_has (work->app, RUN_FEATURE_CLEANUP_AT_START) || !is_v8)
    run_work_clean_task (work, task, visit);
  create_data (work, task);
  if (!is_v8)
    return TRUE;
  if (is_type (work, task, "signing"))
    return start_signing (work, task);
  if (is_type (work, task, "payment"))
    {
      if (!check_payment_config (work, task))
        return FALSE;
      drop_unpaid (work, task);
    }
  return TRUE;
}

/**
 * run_work_end_task:
 * @task: the task that is left
 *
 * process_EndTask: end of the task type, lock, legacy PDF and eFormidling.
 *
 * Returns: %FALSE if it failed; what was done stays
 */
gboolean
run_work_end_task (RunWork *work, const RunNode *task)
{
  if (!check_implementation (work, task))
    return FALSE;
  if (run_app_has (work->app, RUN_FEATURE_TASK_TYPE_ELEMENT))
    {
      if (is_type (work, task, "signing"))
        end_signing (work, task);
      else if (is_type (work, task, "payment") && !end_payment (work, task))
        return FALSE;
      else if (!end_custom (work, task))
        return FALSE;
    }
  set_locked (work, task, TRUE);
  make_legacy_pdf (work, task);
  send_legacy (work, task);
  return TRUE;
}

/**
 * run_work_abandon_task:
 * @task: the task that is left by reject
 *
 * process_AbandonTask: locks nothing and unlocks nothing.
 *
 * Returns: %FALSE if it failed
 */
gboolean
run_work_abandon_task (RunWork *work, const RunNode *task)
{
  if (!check_implementation (work, task))
    return FALSE;
  if (!run_app_has (work->app, RUN_FEATURE_TASK_TYPE_ELEMENT))
    return TRUE;
  if (is_type (work, task, "signing"))
    abandon_signing (work, task);
  else if (is_type (work, task, "payment"))
    drop_unpaid (work, task);
  return TRUE;
}

static gboolean
is_deleted_at_end (const RunDataElement *element, gconstpointer user_data)
{
  return element->data_type != NULL && element->data_type->auto_delete_on_process_end;
}

/* process_EndEvent. */
void
run_work_end_process (RunWork *work)
{
  run_state_remove_data (work->state, is_deleted_at_end, NULL);
  if (run_app_deletes_instance_at_end (work->app))
    work->state->deleted = TRUE;
}

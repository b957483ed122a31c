/* run-action.c: user actions: sign, pay and the app's own (facts: runtime 3.7, 4)
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/run/run-engine-private.h"

#include <string.h>

static gboolean
contains_any_case (const char *const *names, const char *name)
{
  for (gsize i = 0; names[i] != NULL; i++)
    if (g_ascii_strcasecmp (names[i], name) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
fail_handler (RunWork *work, RunFailureKind kind, guint http, const char *title,
              const char *action, const char *code)
{
  RunFailure *failure
      = run_failure_new (kind, http, title, "Action handler for action %s failed!", action);

  failure->issues = g_new0 (char *, 2);
  failure->issues[0] = g_strdup (code);
  return run_work_fail (work, failure);
}

/* ---- sign ---- */

/* Whether the configuration names something that can be signed now. */
static gboolean
can_sign (RunWork *work, const RunTaskExtension *extension)
{
  guint n_types;
  const RunDataType *types = run_app_get_data_types (work->app, &n_types);
  gboolean any_type = FALSE;
  gboolean any_element = FALSE;
  gboolean all_optional = TRUE;

  for (guint i = 0; i < n_types; i++)
    if (contains_any_case (extension->data_types_to_sign, types[i].id))
      {
        any_type = TRUE;
        any_element |= run_state_count_data (work->state, types[i].id) > 0;
        all_optional &= types[i].min_count == 0;
      }
  return any_type && (any_element || all_optional) && extension->signature_data_type != NULL
         && *extension->signature_data_type != '\0';
}

static RunSignature *
make_signature (RunWork *work, const RunNode *task)
{
  RunSignature *signature = g_new0 (RunSignature, 1);
  const RunActor *actor = work->actor;
  GArray *documents = g_array_new (FALSE, FALSE, sizeof (RunSignedDocument));
  gboolean all = task->extension == NULL || task->extension->data_types_to_sign[0] == NULL;

  signature->task = task;
  signature->by = g_strdup (actor->name);
  signature->person = g_strdup (actor->ssn != NULL ? actor->ssn : actor->name);
  signature->on_behalf_of = g_strdup (actor->on_behalf_of);
  signature->step = work->state->step;
  for (guint i = 0; i < run_state_get_n_data (work->state); i++)
    {
      const RunDataElement *element = run_state_get_data (work->state, i);
      RunSignedDocument document;

      if (element->content == NULL
          || !(all || contains_any_case (task->extension->data_types_to_sign, element->type)))
        continue;
      document.element = element->number;
      document.sha256 = g_strdup (run_content_get_sha256 (element->content));
      g_array_append_val (documents, document);
    }
  signature->n_documents = documents->len;
  signature->documents = (RunSignedDocument *) (gpointer) g_array_free (documents, FALSE);
  return signature;
}

/* Storage keeps one signature for each person (acting for the same) and data type. */
static void
store_signature (RunWork *work, const char *type, const RunNode *task, RunSignature *signature)
{
  RunDataElement *element = run_data_element_new (RUN_DATA_SIGNATURE, type);

  element->data_type = run_app_lookup_data_type (work->app, type);
  element->locked = TRUE;
  element->written_in_step = work->state->step;
  element->generated_from = task;
  element->visit = work->state->process->flow;
  element->signature = signature;
  for (guint i = 0; i < run_state_get_n_data (work->state); i++)
    {
      const RunDataElement *old = run_state_get_data (work->state, i);

      if (old->signature != NULL && strcmp (old->type, type) == 0
          && strcmp (old->signature->person, signature->person) == 0
          && g_strcmp0 (old->signature->on_behalf_of, signature->on_behalf_of) == 0)
        {
          element->number = old->number;
          run_state_replace_data (work->state, i, element);
          return;
        }
    }
  run_state_add_data (work->state, element);
}

static gboolean
sign (RunWork *work)
{
  const RunNode *task = work->state->process->current;
  const RunTaskExtension *extension = task->extension;
  gboolean mended = (work->flags & RUN_SETUP_MENDED) != 0;
  const RunDataType *type;
  const char *name;

  if (work->actor->kind == RUN_ACTOR_OWNER || work->actor->kind == RUN_ACTOR_PAYMENT)
    return fail_handler (work, RUN_FAILURE_UNAUTHORIZED, 403, "Unauthorized", "sign", "NoUserId");
  if (!mended && (extension == NULL || !can_sign (work, extension)))
    return run_work_throw (work,
                           "Faulty configuration for signing task %s: check that it has a "
                           "signature configuration and that the data types to sign are defined",
                           task->id);
  name = extension != NULL && extension->signature_data_type != NULL
             ? extension->signature_data_type
             : "signature";
  type = run_app_find_data_type (work->app, name);
  store_signature (work, type != NULL ? type->id : name, task, make_signature (work, task));
  run_state_add_event (work->state, "Signed", FALSE, work->request->time, work->actor,
                       work->state->process);
  return TRUE;
}

/* ---- pay ---- */

static gboolean
pay (RunWork *work)
{
  const RunNode *task = work->state->process->current;
  const RunPayment *payment = run_state_find_payment (work->state, task);
  const char *type
      = task->extension != NULL ? task->extension->payment_data_type : NULL;

  if (!(work->flags & RUN_SETUP_MENDED))
    {
      if (task->extension == NULL)
        return run_work_throw (
            work, "PaymentConfig is missing in the payment process task configuration.");
      if (type == NULL || *type == '\0')
        return run_work_throw (
            work, "Payment process task configuration is not valid: PaymentDataType is missing.");
    }
  if (payment != NULL && payment->status == RUN_PAYMENT_PAID)
    return fail_handler (work, RUN_FAILURE_CONFLICT, 409, NULL, "pay", "PaymentAlreadyCompleted");
  run_state_set_payment (work->state, task, type != NULL ? type : "", RUN_PAYMENT_CREATED);
  return TRUE;
}

/**
 * run_work_handle_action:
 * @action: the action
 * @handled: (out) (optional): whether there is a handler for it
 *
 * Runs the handler of the library for @action. The app's own handlers are taken to succeed.
 *
 * Returns: %FALSE if it failed
 */
gboolean
run_work_handle_action (RunWork *work, const char *action, gboolean *handled)
{
  const RunAction *listed
      = run_node_find_action (work->state->process->current, action);

  if (handled != NULL)
    *handled = TRUE;
  if (g_ascii_strcasecmp (action, "sign") == 0)
    return sign (work);
  if (g_ascii_strcasecmp (action, "pay") == 0)
    return pay (work);
  if (handled != NULL)
    *handled = listed != NULL && listed->server;
  return TRUE;
}

/**
 * run_action:
 * @state: an instance
 * @request: who does what
 *
 * POST to the actions endpoint: the process does not move.
 *
 * Returns: (transfer full): the answer
 */
RunResult *
run_action (const RunState *state, const RunRequest *request)
{
  RunWork work;
  gboolean handled;

  run_work_init (&work, state, request);
  if (request->action == NULL || *request->action == '\0')
    run_work_fail (&work,
                   run_failure_new (RUN_FAILURE_BAD_REQUEST, 400, NULL, "Action is missing"));
  else if (run_state_is_ended (state))
    run_work_fail (&work,
                   run_failure_new (RUN_FAILURE_CONFLICT, 409, NULL, "Process is ended."));
  else if (run_state_get_current (state) == NULL)
    run_work_fail (&work,
                   run_failure_new (RUN_FAILURE_CONFLICT, 409, NULL, "Process is not started."));
  else if (!run_work_may (&work, request->action))
    run_work_fail (&work,
                   run_failure_new (RUN_FAILURE_UNAUTHORIZED, 403, "Unauthorized",
                                    "User is not authorized to perform action %s on task %s",
                                    request->action, run_state_get_current (state)->id));
  else if (run_work_handle_action (&work, request->action, &handled) && !handled)
    run_work_fail (&work,
                   run_failure_new (RUN_FAILURE_NOT_FOUND, 404, "ActionNotFound",
                                    "Action handler with id %s not found", request->action));
  return run_work_finish (&work);
}

/**
 * run_set_payment:
 * @state: an instance that stands at a payment task
 * @request: when
 * @status: what the provider says
 *
 * Returns: (transfer full): the instance with that payment
 */
RunResult *
run_set_payment (const RunState *state, const RunRequest *request, RunPaymentStatus status)
{
  const RunNode *task = run_state_get_current (state);
  RunWork work;

  run_work_init (&work, state, request);
  if (task == NULL || g_strcmp0 (state->process->task_type, "payment") != 0)
    run_work_fail (&work, run_failure_new (RUN_FAILURE_SCENARIO, 0, NULL,
                                           "There is no payment here: %s is not a payment task",
                                           run_state_get_at (state) != NULL
                                               ? run_state_get_at (state)->id
                                               : "the instance"));
  else
    run_state_set_payment (work.state, task,
                           task->extension != NULL && task->extension->payment_data_type != NULL
                               ? task->extension->payment_data_type
                               : "",
                           status);
  return run_work_finish (&work);
}

/* run-rights.c: whether an actor may do what it asks (facts: runtime 3.2; ordering.md 4)
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/run/run-engine-private.h"

#include <string.h>

/* The app delegates reading and signing to signees while the task lasts. */
static gboolean
is_delegated (const RunState *state, const RunActor *actor, const RunNode *task,
              const char *action)
{
  return actor->kind == RUN_ACTOR_SIGNEE && task != NULL
         && g_strcmp0 (actor->for_task, task->id) == 0 && run_state_is_delegated (state, task)
         && (strcmp (action, "read") == 0 || strcmp (action, "sign") == 0);
}

/* UniqueSignatureAuthorizer: who signed any document in the named data types may not sign. */
static gboolean
is_unique_signer (const RunState *state, const RunActor *actor, const RunNode *task)
{
  const char *person = actor->ssn != NULL ? actor->ssn : actor->name;

  if (task == NULL || task->extension == NULL)
    return TRUE;
  for (guint i = 0; i < run_state_get_n_data (state); i++)
    {
      const RunDataElement *element = run_state_get_data (state, i);

      if (element->signature == NULL || strcmp (element->signature->person, person) != 0)
        continue;
      for (guint t = 0; task->extension->unique_from[t] != NULL; t++)
        if (g_ascii_strcasecmp (task->extension->unique_from[t], element->type) == 0)
          return FALSE;
    }
  return TRUE;
}

/**
 * run_is_authorized:
 * @state: an instance
 * @actor: who asks
 * @action: what it wants to do where the instance stands
 *
 * Returns: whether it may: by the policy, if there is one, by delegation, and as a
 *   signer that must differ from others
 */
gboolean
run_is_authorized (const RunState *state, const RunActor *actor, const char *action)
{
  const RunPolicy *policy = run_app_get_policy (run_state_get_app (state));
  const RunNode *task = run_state_get_current (state);
  const RunNode *at = run_state_get_at (state);

  if (strcmp (action, "sign") == 0 && !is_unique_signer (state, actor, task))
    return FALSE;
  if (policy == NULL || (run_setup_get_flags (run_state_get_setup (state)) & RUN_SETUP_NO_RIGHTS))
    return TRUE;
  return run_policy_permits (policy, actor, action, at != NULL ? at->id : NULL,
                             run_state_is_ended (state))
         || is_delegated (state, actor, task, action);
}

gboolean
run_work_may (RunWork *work, const char *action)
{
  return run_is_authorized (work->state, work->actor, action);
}

/* Without an action the runtime asks for what completes the task type. */
static gboolean
is_next_authorized (const RunState *state, const RunActor *actor, const char *action)
{
  static const char *const written[]
      = { "data", "feedback", "pdf", "eFormidling", "fiksArkiv", "subformPdf", NULL };
  const char *type = state->process->task_type;

  if (action != NULL)
    return run_is_authorized (state, actor, action);
  if (type == NULL || g_strv_contains (written, type))
    return run_is_authorized (state, actor, "write");
  if (strcmp (type, "confirmation") == 0)
    return run_is_authorized (state, actor, "confirm");
  if (strcmp (type, "payment") == 0)
    return run_is_authorized (state, actor, "pay") || run_is_authorized (state, actor, "write");
  if (strcmp (type, "signing") == 0)
    return run_is_authorized (state, actor, "sign") || run_is_authorized (state, actor, "write");
  return run_is_authorized (state, actor, type);
}

gboolean
run_work_authorize_next (RunWork *work, const char *action)
{
  const RunNode *task = work->state->process->current;

  if (is_next_authorized (work->state, work->actor, action))
    return TRUE;
  return run_work_fail (
      work, run_failure_new (RUN_FAILURE_UNAUTHORIZED, 403, "Unauthorized",
                             "User is not authorized to perform process next. Task ID: %s. Task "
                             "type: %s. Action: %s.",
                             task->id, work->state->process->task_type,
                             action != NULL ? action : "none"));
}

static void
add_offer (GArray *offers, const RunState *state, const RunActor *actor, const char *action,
           gboolean moves, gboolean listed)
{
  RunOffer offer = { action, moves, listed, FALSE };

  for (guint i = 0; i < offers->len; i++)
    {
      const RunOffer *known = &g_array_index (offers, RunOffer, i);

      if (g_strcmp0 (known->action, action) == 0 && known->moves == moves)
        return;
    }
  offer.authorized = moves ? is_next_authorized (state, actor, action)
                           : run_is_authorized (state, actor, action);
  g_array_append_val (offers, offer);
}

/**
 * run_list_offers:
 * @state: an instance
 * @actor: (nullable): who would ask; %NULL: the usual one
 *
 * Returns: (transfer full) (element-type RunOffer): what can be done where it stands;
 *   empty at an end
 */
GArray *
run_list_offers (const RunState *state, const RunActor *actor)
{
  GArray *offers = g_array_new (FALSE, FALSE, sizeof (RunOffer));
  const RunNode *task = run_state_get_current (state);
  const char *type;

  if (task == NULL || state->process->task_type == NULL)
    return offers;
  type = state->process->task_type;
  if (actor == NULL)
    actor = run_setup_get_default_actor (run_state_get_setup (state), task);
  add_offer (offers, state, actor, NULL, TRUE, FALSE);
  if (strcmp (type, "signing") == 0)
    {
      add_offer (offers, state, actor, "sign", FALSE, run_node_find_action (task, "sign") != NULL);
      add_offer (offers, state, actor, "sign", TRUE, run_node_find_action (task, "sign") != NULL);
    }
  if (strcmp (type, "payment") == 0)
    {
      add_offer (offers, state, actor, "pay", FALSE, run_node_find_action (task, "pay") != NULL);
      add_offer (offers, state, actor, "confirm", TRUE,
                 run_node_find_action (task, "confirm") != NULL);
    }
  for (guint i = 0; task->extension != NULL && i < task->extension->n_actions; i++)
    if (strcmp (type, "payment") != 0 || strcmp (task->extension->actions[i].id, "pay") != 0)
      add_offer (offers, state, actor, task->extension->actions[i].id,
                 !task->extension->actions[i].server, TRUE);
  return offers;
}

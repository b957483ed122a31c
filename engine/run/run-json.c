/* run-json.c: states as JSON, in the forms that Storage and the app's API give
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/run/run-json.h"

#include "engine/run/run-state-private.h"

#include <string.h>

/**
 * run_json_time:
 * @time: microseconds since 1970 UTC
 *
 * Returns: (transfer full): the time as ISO 8601 in UTC, fractions only where there are any
 */
char *
run_json_time (gint64 time)
{
  g_autoptr (GDateTime) seconds = g_date_time_new_from_unix_utc (time / G_USEC_PER_SEC);
  gint64 micro = time % G_USEC_PER_SEC;

  if (seconds == NULL)
    return g_strdup ("0001-01-01T00:00:00Z");
  if (micro > 0)
    return g_strdup_printf (
        "%04d-%02d-%02dT%02d:%02d:%02d.%06dZ", g_date_time_get_year (seconds),
        g_date_time_get_month (seconds), g_date_time_get_day_of_month (seconds),
        g_date_time_get_hour (seconds), g_date_time_get_minute (seconds),
        g_date_time_get_second (seconds), (int) micro);
  return g_strdup_printf ("%04d-%02d-%02dT%02d:%02d:%02dZ", g_date_time_get_year (seconds),
                          g_date_time_get_month (seconds), g_date_time_get_day_of_month (seconds),
                          g_date_time_get_hour (seconds), g_date_time_get_minute (seconds),
                          g_date_time_get_second (seconds));
}

static void
write_string (SourceJsonWriter *writer, const char *key, const char *value)
{
  source_json_writer_key (writer, key);
  source_json_writer_string (writer, value);
}

/* Storage leaves out what is null. */
static void
write_present (SourceJsonWriter *writer, const char *key, const char *value)
{
  if (value != NULL)
    write_string (writer, key, value);
}

static void
write_time (SourceJsonWriter *writer, const char *key, gint64 time)
{
  g_autofree char *text = time != 0 ? run_json_time (time) : NULL;

  write_string (writer, key, text);
}

static const char *
id_of (const RunNode *node)
{
  return node != NULL ? node->id : NULL;
}

void
run_json_write_process (SourceJsonWriter *writer, const RunProcessState *process)
{
  if (process == NULL)
    {
      source_json_writer_null (writer);
      return;
    }
  source_json_writer_begin_object (writer);
  write_time (writer, "started", process->started);
  write_present (writer, "startEvent", id_of (process->start_event));
  if (process->current != NULL)
    {
      source_json_writer_key (writer, "currentTask");
      source_json_writer_begin_object (writer);
      source_json_writer_key (writer, "flow");
      source_json_writer_integer (writer, process->flow);
      write_time (writer, "started", process->current_started);
      write_present (writer, "elementId", process->current->id);
      write_present (writer, "name", process->current->name);
      write_present (writer, "altinnTaskType", process->task_type);
      write_present (writer, "flowType", process->flow_type);
      source_json_writer_end_object (writer);
    }
  if (process->ended != 0)
    write_time (writer, "ended", process->ended);
  write_present (writer, "endEvent", id_of (process->end_event));
  source_json_writer_end_object (writer);
}

char *
run_json_process (const RunState *state)
{
  SourceJsonWriter *writer = source_json_writer_new (0);

  run_json_write_process (writer, run_state_get_process (state));
  return source_json_writer_end (writer);
}

/* ---- The app's API ---- */

typedef struct
{
  const char *id;
  gboolean server;
} Action;

static gboolean
has_action (const GArray *actions, const char *id)
{
  for (guint i = 0; i < actions->len; i++)
    if (strcmp (g_array_index (actions, Action, i).id, id) == 0)
      return TRUE;
  return FALSE;
}

/* read, write, then those of the file. Version 8 puts them into a dictionary and throws at a
 * second one of the same name; version 9 leaves it out. NULL: it throws. */
static GArray *
list_actions (const RunState *state, const RunNode *task, RunFailure **failure)
{
  GArray *actions = g_array_new (FALSE, FALSE, sizeof (Action));
  const Action own[] = { { "read", FALSE }, { "write", FALSE } };
  gboolean is_v9 = run_app_has (run_state_get_app (state), RUN_FEATURE_WORKFLOW);

  g_array_append_vals (actions, own, G_N_ELEMENTS (own));
  for (guint i = 0; task->extension != NULL && i < task->extension->n_actions; i++)
    {
      const Action action
          = { task->extension->actions[i].id, task->extension->actions[i].server };

      if (!has_action (actions, action.id))
        {
          g_array_append_val (actions, action);
          continue;
        }
      if (is_v9)
        continue;
      *failure = run_failure_new (RUN_FAILURE_EXCEPTION, 500, NULL,
                                  "An item with the same key has already been added. Key: %s",
                                  action.id);
      (*failure)->element = g_strdup (task->id);
      g_array_unref (actions);
      return NULL;
    }
  return actions;
}

static void
write_current_task (SourceJsonWriter *writer, const RunState *state, const RunActor *actor,
                    const GArray *actions)
{
  const RunProcessState *process = run_state_get_process (state);

  source_json_writer_begin_object (writer);
  source_json_writer_key (writer, "actions");
  source_json_writer_begin_object (writer);
  for (guint i = 0; i < actions->len; i++)
    {
      const Action *action = &g_array_index (actions, Action, i);

      if (action->server)
        continue;
      source_json_writer_key (writer, action->id);
      source_json_writer_boolean (writer, run_is_authorized (state, actor, action->id));
    }
  source_json_writer_end_object (writer);
  source_json_writer_key (writer, "userActions");
  source_json_writer_begin_array (writer);
  for (guint i = 0; i < actions->len; i++)
    {
      const Action *action = &g_array_index (actions, Action, i);

      source_json_writer_begin_object (writer);
      write_string (writer, "id", action->id);
      source_json_writer_key (writer, "authorized");
      source_json_writer_boolean (writer, run_is_authorized (state, actor, action->id));
      write_string (writer, "type", action->server ? "ServerAction" : "ProcessAction");
      source_json_writer_end_object (writer);
    }
  source_json_writer_end_array (writer);
  source_json_writer_key (writer, "read");
  source_json_writer_boolean (writer, run_is_authorized (state, actor, "read"));
  source_json_writer_key (writer, "write");
  source_json_writer_boolean (writer, run_is_authorized (state, actor, "write"));
  write_string (writer, "elementType",
                process->current->kind == RUN_NODE_SERVICE_TASK ? "ServiceTask" : "Task");
  source_json_writer_key (writer, "flow");
  source_json_writer_integer (writer, process->flow);
  write_time (writer, "started", process->current_started);
  write_string (writer, "elementId", process->current->id);
  write_string (writer, "name", process->current->name);
  write_string (writer, "altinnTaskType", process->task_type);
  write_time (writer, "ended", 0);
  source_json_writer_key (writer, "validated");
  source_json_writer_null (writer);
  write_string (writer, "flowType", process->flow_type);
  source_json_writer_end_object (writer);
}

static void
write_process_tasks (SourceJsonWriter *writer, const RunApp *app)
{
  guint n_nodes;
  const RunNode *const *nodes = run_process_get_nodes (run_app_get_process (app), &n_nodes);

  source_json_writer_begin_array (writer);
  for (guint i = 0; i < n_nodes; i++)
    if (run_node_is_task (nodes[i]))
      {
        source_json_writer_begin_object (writer);
        write_string (writer, "altinnTaskType", run_app_get_task_type (app, nodes[i]));
        write_string (writer, "elementId", nodes[i]->id);
        write_string (writer, "elementType",
                      nodes[i]->kind == RUN_NODE_SERVICE_TASK ? "ServiceTask" : "Task");
        source_json_writer_end_object (writer);
      }
  source_json_writer_end_array (writer);
}

gboolean
run_json_write_app_process (SourceJsonWriter *writer, const RunState *state, const RunActor *actor,
                            RunFailure **failure)
{
  const RunProcessState *process = run_state_get_process (state);
  const RunNode *task = run_state_get_current (state);
  g_autoptr (GArray) actions = NULL;

  if (task != NULL && (actions = list_actions (state, task, failure)) == NULL)
    return FALSE;
  if (actor == NULL)
    actor = run_setup_get_default_actor (run_state_get_setup (state), task);
  source_json_writer_begin_object (writer);
  source_json_writer_key (writer, "currentTask");
  if (task != NULL)
    write_current_task (writer, state, actor, actions);
  else
    source_json_writer_null (writer);
  source_json_writer_key (writer, "processTasks");
  write_process_tasks (writer, run_state_get_app (state));
  write_time (writer, "started", process != NULL ? process->started : 0);
  write_string (writer, "startEvent", process != NULL ? id_of (process->start_event) : NULL);
  write_time (writer, "ended", process != NULL ? process->ended : 0);
  write_string (writer, "endEvent", process != NULL ? id_of (process->end_event) : NULL);
  source_json_writer_end_object (writer);
  return TRUE;
}

/**
 * run_json_app_process:
 * @state: an instance
 * @actor: (nullable): who reads; %NULL: the usual one
 * @failure: (out) (transfer full): what the app answers instead
 *
 * Returns: (transfer full) (nullable): the body of GET process
 */
char *
run_json_app_process (const RunState *state, const RunActor *actor, RunFailure **failure)
{
  SourceJsonWriter *writer = source_json_writer_new (0);
  gboolean ok = run_json_write_app_process (writer, state, actor, failure);
  char *text = source_json_writer_end (writer);

  if (!ok)
    g_clear_pointer (&text, g_free);
  return text;
}

/* ---- Events ---- */

static void
write_user (SourceJsonWriter *writer, const RunActor *actor, const RunState *state)
{
  source_json_writer_begin_object (writer);
  switch (actor->kind)
    {
    case RUN_ACTOR_OWNER:
    case RUN_ACTOR_PAYMENT:
      {
        const char *id = run_app_get_id (run_state_get_app (state));
        g_autofree char *org = g_strndup (id, strcspn (id, "/"));

        write_string (writer, "orgId", org);
        break;
      }
    case RUN_ACTOR_SYSTEM:
      write_string (writer, "systemUserId", actor->name);
      break;
    default:
      write_string (writer, "userId", actor->name);
      break;
    }
  source_json_writer_key (writer, "authenticationLevel");
  source_json_writer_integer (writer, actor->level);
  write_present (writer, "nationalIdentityNumber", actor->ssn);
  source_json_writer_end_object (writer);
}

static void
write_event (SourceJsonWriter *writer, const RunEvent *event, const RunState *state)
{
  g_autofree char *type = NULL;

  if (event->is_altinn && g_str_has_suffix (event->type, ".movedTo"))
    type = g_strconcat (event->type, ".", id_of (event->process->current), NULL);
  source_json_writer_begin_object (writer);
  write_string (writer, "instanceId", RUN_INSTANCE_ID);
  write_string (writer, "instanceOwnerPartyId", RUN_PARTY_ID);
  write_string (writer, "eventType", type != NULL ? type : event->type);
  write_time (writer, "created", event->created);
  if (event->actor != NULL)
    {
      source_json_writer_key (writer, "user");
      write_user (writer, event->actor, state);
    }
  if (!event->is_altinn)
    {
      source_json_writer_key (writer, "processInfo");
      run_json_write_process (writer, event->process);
    }
  source_json_writer_end_object (writer);
}

/**
 * run_json_write_events:
 *
 * Writes the list of instance events, oldest first.
 */
void
run_json_write_events (SourceJsonWriter *writer, const RunState *state)
{
  guint n_events = run_state_get_n_events (state);
  g_autofree const RunEvent **events = g_new (const RunEvent *, n_events + 1);
  guint i = n_events;

  for (const RunEvent *event = run_state_get_last_event (state); event != NULL;
       event = event->previous)
    events[--i] = event;
  source_json_writer_begin_array (writer);
  for (i = 0; i < n_events; i++)
    write_event (writer, events[i], state);
  source_json_writer_end_array (writer);
}

/* ---- The instance ---- */

static void
write_data (SourceJsonWriter *writer, const RunState *state)
{
  source_json_writer_begin_array (writer);
  for (guint i = 0; i < run_state_get_n_data (state); i++)
    {
      const RunDataElement *element = run_state_get_data (state, i);
      g_autofree char *id
          = g_strdup_printf ("00000000-0000-4000-8000-%012x", element->number);

      if (element->kind != RUN_DATA_FORM && element->kind != RUN_DATA_ATTACHMENT)
        continue;
      source_json_writer_begin_object (writer);
      write_string (writer, "id", id);
      write_string (writer, "type", element->type);
      source_json_writer_key (writer, "locked");
      source_json_writer_boolean (writer, element->locked);
      source_json_writer_key (writer, "writtenInStep");
      source_json_writer_integer (writer, element->written_in_step);
      source_json_writer_key (writer, "content");
      if (run_content_get_value (element->content) != NULL)
        source_json_writer_value (writer, run_content_get_value (element->content));
      else
        {
          source_json_writer_begin_object (writer);
          write_string (writer, "type", run_content_get_file_type (element->content));
          source_json_writer_key (writer, "size");
          source_json_writer_integer (writer, run_content_get_file_size (element->content));
          source_json_writer_end_object (writer);
        }
      source_json_writer_end_object (writer);
    }
  source_json_writer_end_array (writer);
}

static void
write_signatures (SourceJsonWriter *writer, const RunState *state)
{
  source_json_writer_begin_array (writer);
  for (guint i = 0; i < run_state_get_n_data (state); i++)
    {
      const RunDataElement *element = run_state_get_data (state, i);
      const RunSignature *signature = element->signature;

      if (signature == NULL)
        continue;
      source_json_writer_begin_object (writer);
      write_string (writer, "task", signature->task->id);
      write_string (writer, "type", element->type);
      write_string (writer, "by", signature->by);
      write_present (writer, "onBehalfOf", signature->on_behalf_of);
      source_json_writer_key (writer, "step");
      source_json_writer_integer (writer, signature->step);
      source_json_writer_key (writer, "valid");
      source_json_writer_boolean (writer, run_state_is_signature_valid (state, element));
      source_json_writer_key (writer, "documents");
      source_json_writer_begin_array (writer);
      for (guint d = 0; d < signature->n_documents; d++)
        {
          g_autofree char *id = g_strdup_printf ("00000000-0000-4000-8000-%012x",
                                                 signature->documents[d].element);

          source_json_writer_begin_object (writer);
          write_string (writer, "dataElementId", id);
          write_string (writer, "sha256Hash", signature->documents[d].sha256);
          source_json_writer_end_object (writer);
        }
      source_json_writer_end_array (writer);
      source_json_writer_end_object (writer);
    }
  source_json_writer_end_array (writer);
}

static void
write_element_object (SourceJsonWriter *writer, const RunNode *node)
{
  source_json_writer_begin_object (writer);
  write_string (writer, "element", node->id);
  source_json_writer_end_object (writer);
}

static void
write_sent (SourceJsonWriter *writer, const RunState *state)
{
  g_autoptr (GPtrArray) sent = g_ptr_array_new ();

  for (const RunDispatch *dispatch = run_state_get_last_sent (state); dispatch != NULL;
       dispatch = dispatch->previous)
    g_ptr_array_add (sent, (gpointer) dispatch->element);
  source_json_writer_begin_array (writer);
  for (guint i = sent->len; i > 0; i--)
    write_element_object (writer, sent->pdata[i - 1]);
  source_json_writer_end_array (writer);
}

void
run_json_write_instance (SourceJsonWriter *writer, const RunState *state)
{
  source_json_writer_begin_object (writer);
  source_json_writer_key (writer, "data");
  write_data (writer, state);
  source_json_writer_key (writer, "signatures");
  write_signatures (writer, state);
  source_json_writer_key (writer, "payments");
  source_json_writer_begin_array (writer);
  for (guint i = 0; i < run_state_get_n_payments (state); i++)
    {
      const RunPayment *payment = run_state_get_payment (state, i);

      source_json_writer_begin_object (writer);
      write_string (writer, "task", payment->task->id);
      write_string (writer, "status", run_payment_status_to_string (payment->status));
      source_json_writer_end_object (writer);
    }
  source_json_writer_end_array (writer);
  source_json_writer_key (writer, "sent");
  write_sent (writer, state);
  source_json_writer_key (writer, "pdfs");
  source_json_writer_begin_array (writer);
  for (guint i = 0; i < run_state_get_n_data (state); i++)
    if (run_state_get_data (state, i)->kind == RUN_DATA_PDF)
      write_element_object (writer, run_state_get_data (state, i)->generated_from);
  source_json_writer_end_array (writer);
  if (run_state_is_deleted (state))
    {
      source_json_writer_key (writer, "deleted");
      source_json_writer_boolean (writer, TRUE);
    }
  source_json_writer_end_object (writer);
}

void
run_json_write_tasks (SourceJsonWriter *writer, const RunApp *app)
{
  guint n_nodes;
  const RunNode *const *nodes = run_process_get_nodes (run_app_get_process (app), &n_nodes);

  source_json_writer_begin_array (writer);
  for (guint i = 0; i < n_nodes; i++)
    if (run_node_is_task (nodes[i]))
      {
        source_json_writer_begin_object (writer);
        write_string (writer, "id", nodes[i]->id);
        write_string (writer, "type", run_app_get_task_type (app, nodes[i]));
        source_json_writer_end_object (writer);
      }
  source_json_writer_end_array (writer);
}

void
run_json_write_decisions (SourceJsonWriter *writer, const GPtrArray *decisions)
{
  source_json_writer_begin_array (writer);
  for (guint d = 0; d < decisions->len; d++)
    {
      const RunDecision *decision = decisions->pdata[d];

      source_json_writer_begin_object (writer);
      write_string (writer, "gateway", decision->gateway->id);
      write_string (writer, "decidedBy", run_decided_by_to_string (decision->decided_by));
      if (decision->data_type != NULL)
        write_string (writer, "dataType", decision->data_type);
      source_json_writer_key (writer, "flows");
      source_json_writer_begin_array (writer);
      for (guint i = 0; i < decision->n_flows; i++)
        {
          const RunDecisionFlow *flow = &decision->flows[i];

          source_json_writer_begin_object (writer);
          write_string (writer, "id", flow->flow->id);
          write_string (writer, "condition", flow->flow->condition);
          source_json_writer_key (writer, "value");
          if (flow->value != NULL)
            source_json_writer_raw (writer, flow->value);
          else
            source_json_writer_null (writer);
          write_present (writer, "error", flow->error);
          source_json_writer_key (writer, "taken");
          source_json_writer_boolean (writer, flow->taken);
          source_json_writer_end_object (writer);
        }
      source_json_writer_end_array (writer);
      source_json_writer_end_object (writer);
    }
  source_json_writer_end_array (writer);
}

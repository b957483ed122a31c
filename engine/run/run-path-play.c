/* run-path-play.c: a scenario for a path
 *
 * Walks along the path through real states: at each task every action, data value and service
 * outcome that may lead on is tried until the engine goes exactly the way the path says. States
 * that led nowhere are remembered.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/run/run-paths-private.h"
#include "engine/run/run-values.h"

#include <string.h>

#define MAX_PLAYS 3000  /* steps tried for one path */
#define MAX_VALUES 512  /* combinations of data values tried at one task */
#define MAX_OUTCOMES 16 /* combinations of service outcomes tried in one step */

typedef struct
{
  RunState *state;
  guint position;
} Place;

typedef struct
{
  RunApp *app;
  const RunPath *path;
  GPtrArray *steps;   /* RunStep: the way so far */
  GHashTable *failed; /* Place */
  guint n_plays;
  guint deepest;
  char *why;
} Search;

static guint
place_hash (gconstpointer key)
{
  const Place *place = key;

  return run_state_hash (place->state) * 31 + place->position;
}

static gboolean
place_equal (gconstpointer a, gconstpointer b)
{
  const Place *x = a;
  const Place *y = b;

  return x->position == y->position && run_state_equal (x->state, y->state);
}

static void
place_free (gpointer data)
{
  Place *place = data;

  run_state_unref (place->state);
  g_free (place);
}

static const RunNode *
node_at (const Search *search, guint position)
{
  return search->path->nodes->pdata[position];
}

static guint
n_flows (const Search *search)
{
  return search->path->flows->len;
}

/* Position of the next task or end behind @position. */
static guint
next_stop (const Search *search, guint position)
{
  do
    position++;
  while (position < n_flows (search)
         && node_at (search, position)->kind == RUN_NODE_EXCLUSIVE_GATEWAY);
  return position;
}

static void
note_failure (Search *search, guint position, const RunFailure *failure, const RunNode *at)
{
  if (search->why != NULL && position < search->deepest)
    return;
  if (search->why != NULL && failure == NULL)
    return;
  search->deepest = position;
  g_free (search->why);
  if (failure != NULL)
    search->why = g_strdup_printf ("%s: %s%s%s%s", at->id, run_failure_get_message (failure),
                                   failure->issues != NULL ? " (" : "",
                                   failure->issues != NULL ? failure->issues[0] : "",
                                   failure->issues != NULL ? ")" : "");
  else
    search->why = g_strdup_printf ("Nothing that can be done at %s leads to %s", at->id,
                                   node_at (search, next_stop (search, position))->id);
}

static gboolean follow (Search *search, const RunState *state, guint position, gint64 clock);

/* ---- One attempt ---- */

static gboolean
goes_along (const Search *search, guint position, const GPtrArray *flows)
{
  if (position + flows->len > n_flows (search))
    return FALSE;
  for (guint i = 0; i < flows->len; i++)
    if (search->path->flows->pdata[position + i] != flows->pdata[i])
      return FALSE;
  return TRUE;
}

/* Gateways that code decides are told what to take; version 7 is told the target. */
static void
give_directions (const Search *search, guint position, RunStep *step)
{
  guint stop = next_stop (search, position);

  if (!run_app_has (search->app, RUN_FEATURE_TASK_TYPE_ELEMENT))
    {
      g_free (step->to);
      step->to = g_strdup (node_at (search, stop)->id);
      return;
    }
  for (guint i = position + 1; i < n_flows (search); i++)
    {
      const RunNode *node = node_at (search, i);
      const RunFlow *flow = search->path->flows->pdata[i];

      if (run_node_is_task (node) && !run_app_is_auto_run (search->app, node))
        break;
      if (node->kind == RUN_NODE_EXCLUSIVE_GATEWAY && !node->has_conditions && node->n_exits > 1
          && (node->default_flow == NULL || g_strcmp0 (node->default_flow, flow->id) != 0)
          && (step->takes == NULL || !g_hash_table_contains (step->takes, node->id)))
        run_step_set_take (step, node->id, flow->id);
    }
}

/* Plays @step (taken) as the first actor that may; goes on from where it leads. */
static gboolean
attempt (Search *search, const RunState *state, guint position, gint64 clock, RunStep *step)
{
  static const char *const actors[] = { NULL, "user", "owner", "system" };
  const RunNode *at = run_state_get_current (state);
  g_autoptr (RunResult) result = NULL;
  guint next;

  g_ptr_array_add (search->steps, step);
  if (step->move && !step->save)
    give_directions (search, position, step);
  for (guint a = 0; a < (step->as != NULL ? 1 : G_N_ELEMENTS (actors)); a++)
    {
      gint64 now = clock;

      g_clear_pointer (&result, run_result_free);
      if (actors[a] != NULL)
        {
          g_free (step->as);
          step->as = g_strdup (actors[a]);
        }
      search->n_plays++;
      result = run_step_play (state, step, &now);
      if (result->failure == NULL || result->failure->kind != RUN_FAILURE_UNAUTHORIZED)
        {
          clock = now;
          break;
        }
    }
  next = position + result->path->len;
  if ((result->failure == NULL) != (step->expect_error == NULL))
    {
      if (result->failure != NULL)
        note_failure (search, position, result->failure, at);
    }
  else if (result->path->len > 0 && goes_along (search, position, result->path)
           && run_state_get_at (result->state) == node_at (search, next)
           && follow (search, result->state, next, clock))
    return TRUE;
  g_ptr_array_set_size (search->steps, search->steps->len - 1);
  return FALSE;
}

/* Like attempt() for an action that does not move; @then goes on. */
typedef gboolean (*Then) (Search *search, const RunState *state, guint position, gint64 clock,
                          gconstpointer user_data);

static gboolean
stay_and (Search *search, const RunState *state, guint position, gint64 clock, RunStep *step,
          Then then, gconstpointer user_data)
{
  g_autoptr (RunResult) result = NULL;

  g_ptr_array_add (search->steps, step);
  search->n_plays++;
  result = run_step_play (state, step, &clock);
  if (result->failure != NULL)
    note_failure (search, position, result->failure, run_state_get_current (state));
  else if (then (search, result->state, position, clock, user_data))
    return TRUE;
  g_ptr_array_set_size (search->steps, search->steps->len - 1);
  return FALSE;
}

/* ---- Service outcomes ---- */

typedef struct
{
  const RunNode *task;
  GPtrArray *outcomes; /* const char * or owned */
} Service;

static void
service_clear (gpointer data)
{
  g_ptr_array_unref (((Service *) data)->outcomes);
}

static gboolean
is_followed_by_choice (const Search *search, guint position)
{
  for (guint i = position + 1; i < next_stop (search, position); i++)
    if (node_at (search, i)->n_exits > 1)
      return TRUE;
  return FALSE;
}

static GPtrArray *
list_outcomes (const Search *search, guint position, guint standing)
{
  const RunNode *task = node_at (search, position);
  const char *type = run_app_get_task_type (search->app, task);
  GPtrArray *outcomes = g_ptr_array_new_with_free_func (g_free);
  gboolean own = type != NULL && !altinn_task_type_is_known (type);

  g_ptr_array_add (outcomes, g_strdup ("success"));
  if (!is_followed_by_choice (search, position))
    return outcomes;
  if (own && run_app_has (search->app, RUN_FEATURE_WORKFLOW))
    {
      g_auto (GStrv) actions = run_values_list_actions (search->app, task);

      for (gsize i = 0; actions[i] != NULL; i++)
        g_ptr_array_add (outcomes, g_strconcat ("success:", actions[i], NULL));
    }
  if (own || g_strcmp0 (type, "fiksArkiv") == 0)
    g_ptr_array_add (outcomes, g_strdup ("continue"));
  /* It fails, and a person rejects it. */
  if (position != standing)
    g_ptr_array_add (outcomes, g_strdup ("abort"));
  return outcomes;
}

/* The service tasks that run by themselves behind @position, or at it when the request runs it. */
static GArray *
list_services (const Search *search, guint position)
{
  GArray *services = g_array_new (FALSE, FALSE, sizeof (Service));
  guint standing = position;

  g_array_set_clear_func (services, service_clear);
  if (!run_app_is_auto_run (search->app, node_at (search, position)))
    position = next_stop (search, position);
  while (position < n_flows (search) && run_app_is_auto_run (search->app, node_at (search, position)))
    {
      const Service service
          = { node_at (search, position), list_outcomes (search, position, standing) };

      g_array_append_val (services, service);
      position = next_stop (search, position);
    }
  return services;
}

/* Gives @step the @nth combination of outcomes; FALSE: there are no more. */
static gboolean
give_outcomes (RunStep *step, const GArray *services, guint nth)
{
  gboolean aborted = FALSE;

  for (guint i = 0; i < services->len; i++)
    {
      const Service *service = &g_array_index (services, Service, i);
      const char *outcome = service->outcomes->pdata[nth % service->outcomes->len];
      const char *const list[] = { outcome, NULL };

      nth /= service->outcomes->len;
      if (strcmp (outcome, "success") == 0)
        continue;
      if (aborted)
        return FALSE;
      run_step_set_outcomes (step, service->task->id, list);
      if (strcmp (outcome, "abort") == 0)
        {
          aborted = TRUE;
          g_free (step->expect_error);
          step->expect_error = g_strdup ("");
        }
    }
  return nth == 0;
}

/* Every combination of outcomes with one action. */
static gboolean
attempt_action (Search *search, const RunState *state, guint position, gint64 clock,
                const char *action, const char *as, const char *data)
{
  g_autoptr (GArray) services = list_services (search, position);
  guint n = 1;

  for (guint i = 0; i < services->len && n < MAX_OUTCOMES; i++)
    n *= g_array_index (services, Service, i).outcomes->len;
  for (guint i = 0; i < MIN (n, MAX_OUTCOMES) && search->n_plays < MAX_PLAYS; i++)
    {
      RunStep *step = run_step_new (node_at (search, position)->id, as, action);

      step->data = g_strdup (data);
      if (!give_outcomes (step, services, i))
        run_step_free (step);
      else if (attempt (search, state, position, clock, step))
        return TRUE;
    }
  return FALSE;
}

/* ---- What each task type offers ---- */

static void
add_action (GPtrArray *actions, const char *action)
{
  for (guint i = 0; i < actions->len; i++)
    if (g_strcmp0 (actions->pdata[i], action) == 0)
      return;
  g_ptr_array_add (actions, (gpointer) action);
}

/* Listed process actions and what the gateways behind ask for. */
static GPtrArray *
list_actions (Search *search, const RunNode *task, const char *first, char **literals)
{
  GPtrArray *actions = g_ptr_array_new ();

  add_action (actions, first);
  add_action (actions, NULL);
  for (guint i = 0; task->extension != NULL && i < task->extension->n_actions; i++)
    if (!task->extension->actions[i].server && *task->extension->actions[i].id != '\0')
      add_action (actions, task->extension->actions[i].id);
  for (gsize i = 0; literals[i] != NULL; i++)
    add_action (actions, literals[i]);
  return actions;
}

typedef struct
{
  const char *first;   /* the action that completes the task type */
  const char *without; /* an action that is not tried here */
  const char *data;
} Leaving;

static gboolean
leave (Search *search, const RunState *state, guint position, gint64 clock,
       gconstpointer user_data)
{
  const Leaving *leaving = user_data;
  const RunNode *task = run_state_get_current (state);
  g_auto (GStrv) literals = run_values_list_actions (search->app, task);
  g_autoptr (GPtrArray) actions = list_actions (search, task, leaving->first, literals);

  for (guint i = 0; i < actions->len && search->n_plays < MAX_PLAYS; i++)
    if ((leaving->without == NULL || g_strcmp0 (actions->pdata[i], leaving->without) != 0)
        && attempt_action (search, state, position, clock, actions->pdata[i], NULL, leaving->data))
      return TRUE;
  return FALSE;
}

typedef struct
{
  guint left; /* persons that still sign without moving */
  guint who;
  gboolean swapped;
  gboolean then_next; /* the last one signs without moving, too */
  const char *data;
} Signing;

static const char *
signer (const Signing *signing, guint who)
{
  static const char *const persons[] = { "user", "system" };

  return persons[(who + (signing->swapped ? 1 : 0)) % G_N_ELEMENTS (persons)];
}

/* All but the last sign without moving; the last one's signature moves, or next follows it. */
static gboolean
sign_on (Search *search, const RunState *state, guint position, gint64 clock,
         gconstpointer user_data)
{
  const Signing *signing = user_data;
  Signing next = *signing;
  const Leaving leaving = { "sign", "sign", signing->data };
  const char *as = signer (signing, signing->who);
  RunStep *step;

  next.who++;
  if (signing->left > 0)
    {
      next.left--;
      step = run_step_new (node_at (search, position)->id, as, "sign");
      step->move = FALSE;
      return stay_and (search, state, position, clock, step, sign_on, &next);
    }
  if (!signing->then_next)
    return attempt_action (search, state, position, clock, "sign", as, signing->data);
  step = run_step_new (node_at (search, position)->id, as, "sign");
  step->move = FALSE;
  return stay_and (search, state, position, clock, step, leave, &leaving);
}

static gboolean
try_signing (Search *search, const RunState *state, guint position, gint64 clock, const char *data)
{
  const RunNode *task = run_state_get_current (state);
  const RunDataType *type
      = task->extension != NULL
            ? run_app_find_data_type (search->app, task->extension->signature_data_type)
            : NULL;
  guint needed = type != NULL ? (guint) CLAMP (type->min_count, 1, 3) : 1;
  const Leaving leaving = { "reject", "sign", data };

  for (guint way = 0; way < 4; way++)
    {
      const Signing signing = { needed - 1, 0, way % 2 == 1, way >= 2, data };

      if (way == 2 && leave (search, state, position, clock, &leaving))
        return TRUE;
      if (sign_on (search, state, position, clock, &signing))
        return TRUE;
    }
  return FALSE;
}

static gboolean
pay_on (Search *search, const RunState *state, guint position, gint64 clock,
        gconstpointer user_data)
{
  static const char *const actions[] = { "confirm", NULL };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      RunStep *step = run_step_new (node_at (search, position)->id, NULL, actions[i]);

      step->payment = g_strdup ("paid");
      if (attempt (search, state, position, clock, step))
        return TRUE;
    }
  return FALSE;
}

static gboolean
try_payment (Search *search, const RunState *state, guint position, gint64 clock, const char *data)
{
  const RunPayment *payment = run_state_find_payment (state, run_state_get_current (state));
  const Leaving leaving = { "confirm", NULL, data };

  if (payment == NULL || payment->status != RUN_PAYMENT_PAID)
    {
      RunStep *step = run_step_new (node_at (search, position)->id, NULL, "pay");

      step->move = FALSE;
      if (stay_and (search, state, position, clock, step, pay_on, NULL))
        return TRUE;
    }
  return leave (search, state, position, clock, &leaving);
}

static gboolean
try_service (Search *search, const RunState *state, guint position, gint64 clock)
{
  if (run_state_get_workflow (state) == RUN_WORKFLOW_IDLE
      && attempt_action (search, state, position, clock, NULL, NULL, NULL))
    return TRUE;
  return attempt (search, state, position, clock,
                  run_step_new (node_at (search, position)->id, "user", "reject"))
         || attempt (search, state, position, clock,
                     run_step_new (node_at (search, position)->id, "owner", "reject"));
}

static gboolean
try_task (Search *search, const RunState *state, guint position, gint64 clock, const char *data)
{
  const char *type = run_state_get_process (state)->task_type;
  const Leaving leaving = { g_strcmp0 (type, "confirmation") == 0 ? "confirm" : NULL, NULL, data };

  if (!run_app_has (search->app, RUN_FEATURE_TASK_TYPE_ELEMENT))
    return attempt_action (search, state, position, clock, NULL, NULL, data);
  if (run_app_is_auto_run (search->app, run_state_get_current (state)))
    return try_service (search, state, position, clock);
  if (g_strcmp0 (type, "signing") == 0)
    return try_signing (search, state, position, clock, data);
  if (g_strcmp0 (type, "payment") == 0)
    return try_payment (search, state, position, clock, data);
  return leave (search, state, position, clock, &leaving);
}

/* ---- Data ---- */

typedef struct
{
  RunVariable *variable;
  const char *data_type;
} Unknown;

static void
unknown_clear (gpointer data)
{
  run_variable_free (((Unknown *) data)->variable);
}

static const char *
first_form (const RunState *state)
{
  for (guint i = 0; i < run_state_get_n_data (state); i++)
    if (run_state_get_data (state, i)->kind == RUN_DATA_FORM)
      return run_state_get_data (state, i)->type;
  return NULL;
}

static gboolean
is_writable (const RunState *state, const char *name)
{
  const RunDataType *type = run_app_lookup_data_type (run_state_get_app (state), name);
  const RunDataElement *element = run_state_find_data (state, name);

  if (type == NULL || type->generated || type->app_owned)
    return FALSE;
  return element == NULL || !element->locked;
}

/* Whether somebody can write @name again at @task, so that its value now does not matter later. */
static gboolean
is_written_at (const Search *search, const RunNode *task, const char *name)
{
  const RunDataType *type = run_app_lookup_data_type (search->app, name);

  return type != NULL && run_app_owns (search->app, task, type);
}

static void
add_unknowns (Search *search, const RunState *state, guint position, guint index,
              const RunNode *from, GArray *unknowns)
{
  const RunNode *gateway = node_at (search, index);
  g_autoptr (GPtrArray) variables = run_values_of_gateway (search->app, gateway);

  for (guint v = 0; v < variables->len; v++)
    {
      RunVariable *variable = variables->pdata[v];
      const char *name = variable->data_type != NULL
                             ? variable->data_type
                             : run_app_get_default_data_type (search->app, gateway, from);
      gboolean known = FALSE;

      if (name == NULL && run_app_assumes_types (search->app))
        name = first_form (state);
      if (name == NULL || !is_writable (state, name))
        continue;
      for (guint i = position + 1; i < index && !known; i++)
        known = run_node_is_task (node_at (search, i))
                && is_written_at (search, node_at (search, i), name);
      for (guint u = 0; u < unknowns->len && !known; u++)
        {
          const Unknown *other = &g_array_index (unknowns, Unknown, u);

          known = strcmp (other->variable->path, variable->path) == 0
                  && strcmp (other->data_type, name) == 0;
        }
      if (!known)
        {
          Unknown unknown = { NULL, name };

          unknown.variable = g_new0 (RunVariable, 1);
          unknown.variable->path = g_strdup (variable->path);
          unknown.variable->data_type = g_strdup (variable->data_type);
          unknown.variable->values = g_strdupv (variable->values);
          g_array_append_val (unknowns, unknown);
          if (variable->data_type != NULL)
            g_array_index (unknowns, Unknown, unknowns->len - 1).data_type
                = g_array_index (unknowns, Unknown, unknowns->len - 1).variable->data_type;
        }
    }
}

/* What the conditions ahead look at and can be written here for the last time before. */
static GArray *
list_unknowns (Search *search, const RunState *state, guint position)
{
  GArray *unknowns = g_array_new (FALSE, FALSE, sizeof (Unknown));
  const RunNode *from = node_at (search, position);

  g_array_set_clear_func (unknowns, unknown_clear);
  for (guint i = position + 1; i < n_flows (search); i++)
    {
      if (node_at (search, i)->kind == RUN_NODE_EXCLUSIVE_GATEWAY
          && node_at (search, i)->has_conditions)
        add_unknowns (search, state, position, i, from, unknowns);
      else if (run_node_is_task (node_at (search, i)))
        from = node_at (search, i);
    }
  return unknowns;
}

static char *
make_data (const RunState *state, const GArray *unknowns, guint nth)
{
  g_autofree RunAssignment *assignments = g_new0 (RunAssignment, unknowns->len + 1);

  for (guint i = 0; i < unknowns->len; i++)
    {
      const Unknown *unknown = &g_array_index (unknowns, Unknown, i);
      guint n_values = g_strv_length (unknown->variable->values);

      assignments[i].data_type = unknown->data_type;
      assignments[i].path = unknown->variable->path;
      assignments[i].value = unknown->variable->values[nth % n_values];
      nth /= n_values;
    }
  return run_path_data (state, assignments, unknowns->len);
}

static gboolean
try_values (Search *search, const RunState *state, guint position, gint64 clock)
{
  g_autoptr (GArray) unknowns = list_unknowns (search, state, position);
  g_autofree char *needed = run_path_data (state, NULL, 0);
  guint n = 1;

  if (try_task (search, state, position, clock, needed))
    return TRUE;
  if (unknowns->len == 0)
    return FALSE;
  for (guint i = 0; i < unknowns->len && n < MAX_VALUES; i++)
    n *= g_strv_length (g_array_index (unknowns, Unknown, i).variable->values);
  for (guint i = 0; i < MIN (n, MAX_VALUES) && search->n_plays < MAX_PLAYS; i++)
    {
      g_autofree char *data = make_data (state, unknowns, i);

      if (try_task (search, state, position, clock, data))
        return TRUE;
    }
  return FALSE;
}

/* ---- The search ---- */

static gboolean
follow (Search *search, const RunState *state, guint position, gint64 clock)
{
  Place *place;

  if (position == n_flows (search))
    return run_state_is_ended (state);
  if (search->n_plays >= MAX_PLAYS)
    return FALSE;
  if (run_state_get_current (state) == NULL)
    {
      /* Flows may be drawn from an end event, but no run takes them. */
      note_failure (search, position, NULL, node_at (search, position));
      return FALSE;
    }
  place = g_new0 (Place, 1);
  place->state = run_state_ref (state);
  place->position = position;
  if (g_hash_table_contains (search->failed, place))
    {
      place_free (place);
      return FALSE;
    }
  if (try_values (search, state, position, clock))
    {
      place_free (place);
      return TRUE;
    }
  note_failure (search, position, NULL, node_at (search, position));
  g_hash_table_add (search->failed, place);
  return FALSE;
}

static void
finish (Search *search, RunPath *path, RunScenario *scenario)
{
  for (guint i = 0; i < search->steps->len; i++)
    run_scenario_add_step (scenario, run_step_copy (search->steps->pdata[i]));
  scenario->expect_status = g_strdup ("ended");
  scenario->expect_end_event = g_strdup (path->end->id);
  path->scenario = scenario;
}

/**
 * run_path_find_scenario:
 * @app: the app
 * @path: a path through its process
 *
 * Finds steps that make the engine go exactly along @path, or says what stops it.
 */
void
run_path_find_scenario (RunApp *app, RunPath *path)
{
  const RunNode *start = path->nodes->pdata[0];
  RunScenario *scenario = run_scenario_new (NULL);
  Search search = { app, path, NULL, NULL, 0, 0, NULL };
  g_autoptr (RunSetup) setup = run_setup_new (app, RUN_SETUP_NONE);
  g_autoptr (RunResult) result = NULL;
  const RunRequest request = { .time = RUN_SCENARIO_CLOCK };

  /* Steps alone must play it, so where there are several start events nothing does: the client
   * would have to name one. */
  search.steps = g_ptr_array_new_with_free_func ((GDestroyNotify) run_step_free);
  search.failed = g_hash_table_new_full (place_hash, place_equal, place_free, NULL);
  result = run_start (setup, NULL, &request);
  if (result->failure != NULL)
    search.why = g_strdup_printf ("%s: %s", start->id, run_failure_get_message (result->failure));
  if (result->failure == NULL && goes_along (&search, 0, result->path)
      && follow (&search, result->state, result->path->len, RUN_SCENARIO_CLOCK))
    finish (&search, path, scenario);
  else
    {
      run_scenario_free (scenario);
      if (search.why == NULL)
        search.why = g_strdup_printf ("The start leads to %s",
                                      result->visited->len > 0
                                          ? ((const RunNode *) result->visited->pdata[0])->id
                                          : "nothing");
      path->why = g_steal_pointer (&search.why);
    }
  g_free (search.why);
  g_ptr_array_unref (search.steps);
  g_hash_table_unref (search.failed);
}

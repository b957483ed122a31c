/* ordering-witness.c: the run that shows a finding, as steps that the engine really plays
 *
 * A run of the graph becomes a scenario step by step: each step is played, and must lead where the
 * graph says. So a finding is only reported with a witness that plays (ordering.md M7).
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/rules/ordering-private.h"

#include <string.h>

/* What was played when the visits before @next were over. */
typedef struct
{
  guint next; /* edge of the witness */
  guint n_played;
  guint n_writes;
} Mark;

/**
 * OrderingStage:
 * @play: the run of the latest witness
 * @edges: its visits
 * @wrote: the form type whose changes it shows
 * @marks: (element-type Mark): where it can be taken up again
 *
 * Runs begin alike, and states are values: a witness goes on from the last step that it shares with
 * the one before.
 */
struct _OrderingStage
{
  RunPlay *play;
  GArray *edges;
  guint wrote;
  GArray *marks;
};

typedef struct
{
  OrderingRules *rules;
  const OrderingWitness *witness;
  RunPlay *play;
  GArray *marks; /* NULL: nothing will be taken up again */
  guint n_writes;
  gboolean runs_on; /* the run ends in a service task, and the engine goes on by itself */
} Player;

static const guint8 *
values_of (const Player *self, guint valuation)
{
  return g_ptr_array_index (self->rules->graph->valuations, valuation);
}

static const OrderingEdge *
edge_of (const Player *self, guint index)
{
  return ordering_graph_edge (self->rules->graph,
                              g_array_index (self->witness->edges, guint, index));
}

/* ---- Data of a step ---- */

static void
write_needed (SourceJsonWriter *writer, const RunDataType *type, gint64 n)
{
  source_json_writer_key (writer, type->id);
  source_json_writer_begin_array (writer);
  for (gint64 i = 0; i < n; i++)
    {
      source_json_writer_begin_object (writer);
      if (!type->is_model)
        {
          source_json_writer_key (writer, "$file");
          source_json_writer_begin_object (writer);
          source_json_writer_key (writer, "type");
          source_json_writer_string (writer, type->allowed_content_types != NULL &&
                                                     type->allowed_content_types[0] != NULL
                                                 ? type->allowed_content_types[0]
                                                 : "application/pdf");
          source_json_writer_key (writer, "size");
          source_json_writer_integer (writer, 1);
          source_json_writer_end_object (writer);
        }
      source_json_writer_end_object (writer);
    }
  source_json_writer_end_array (writer);
}

static const char *
written_type (const Player *self, const OrderingTask *task)
{
  OrderingModel *model = self->rules->model;
  guint form = self->witness->wrote;
  guint n_types;
  const RunDataType *types;

  if (form == ORDERING_NONE || !ordering_set_has (task->own, form))
    return NULL;
  types = run_app_get_data_types (model->app, &n_types);
  for (guint i = 0; i < n_types; i++)
    if (model->is_loose
            ? !types[i].generated && !types[i].app_owned && run_app_owns (model->app, task->node, &types[i])
            : g_str_equal (types[i].id, g_array_index (model->forms, OrderingForm, form).id) &&
                  types[i].is_model)
      return types[i].id;
  return NULL;
}

/* What the person must have filled in so that the task can be completed. */
static void
write_missing (Player *self, SourceJsonWriter *writer, const OrderingTask *task, gboolean rejects,
               const SourceJsonValue *patch, const char *written)
{
  OrderingModel *model = self->rules->model;
  const RunState *state = run_play_get_state (self->play);
  guint n_types;
  const RunDataType *types = run_app_get_data_types (model->app, &n_types);

  for (guint i = 0; i < n_types && !rejects; i++)
    {
      if (types[i].min_count <= 0 || types[i].generated || types[i].app_owned ||
          g_strcmp0 (written, types[i].id) == 0 ||
          (patch != NULL && source_json_value_get_member (patch, types[i].id) != NULL) ||
          !run_app_owns (model->app, task->node, &types[i]) ||
          types[i].min_count <= run_state_count_data (state, types[i].id))
        continue;
      write_needed (writer, &types[i], types[i].min_count);
    }
}

static char *
make_data (Player *self, const OrderingTask *task, guint before, guint after, gboolean rejects)
{
  OrderingModel *model = self->rules->model;
  g_autofree char *patch = NULL;
  g_autoptr (SourceJson) json = NULL;
  const SourceJsonValue *root = NULL;
  const char *written = written_type (self, task);
  SourceJsonWriter *writer;
  char *data;

  if (model->variables->len > 0 && before != after)
    patch = ordering_model_data_patch (model, values_of (self, before), values_of (self, after));
  if (patch != NULL)
    {
      json = source_json_parse (patch, -1, SOURCE_JSON_STRICT, "", NULL);
      root = json != NULL ? source_json_get_root (json) : NULL;
    }
  writer = source_json_writer_new (0);
  source_json_writer_begin_object (writer);
  for (guint i = 0; root != NULL && i < source_json_value_get_length (root); i++)
    {
      source_json_writer_key (writer, source_json_value_get_key (root, i));
      source_json_writer_value (writer, source_json_value_get_item (root, i));
    }
  if (written != NULL && (root == NULL || source_json_value_get_member (root, written) == NULL))
    {
      source_json_writer_key (writer, written);
      source_json_writer_begin_object (writer);
      source_json_writer_key (writer, "version");
      source_json_writer_integer (writer, ++self->n_writes);
      source_json_writer_end_object (writer);
    }
  write_missing (self, writer, task, rejects, root, written);
  source_json_writer_end_object (writer);
  data = source_json_writer_end (writer);
  if (g_str_equal (data, "{}"))
    g_clear_pointer (&data, g_free);
  return data;
}

/* ---- Playing ---- */

/* Without an action, process/next needs the right of the task's type (facts: runtime 3.2). */
static gboolean
may_act (const Player *self, const RunState *state, const RunActor *actor,
         const OrderingTask *task, const char *action)
{
  if (action != NULL)
    return run_is_authorized (state, actor, action);
  if ((task->kind == ORDERING_PAYMENT || task->kind == ORDERING_SIGNING) &&
      run_is_authorized (state, actor, "write"))
    return TRUE;
  action = run_app_get_default_action (self->rules->model->app, task->node);
  return action == NULL || run_is_authorized (state, actor, action);
}

/* Somebody who may do it: whoever usually does, else another. */
static const char *
choose_actor (const Player *self, const OrderingTask *task, const char *action)
{
  static const char *const names[] = { "user", "owner", "system" };
  RunSetup *setup = run_play_get_setup (self->play);
  const RunState *state = run_play_get_state (self->play);
  const RunActor *usual = run_setup_get_default_actor (setup, task->node);

  if (usual == NULL || may_act (self, state, usual, task, action))
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const RunActor *actor = run_setup_lookup_actor (setup, names[i]);

      if (actor != NULL && actor != usual && may_act (self, state, actor, task, action))
        return names[i];
    }
  return NULL;
}

static gboolean
play_step (Player *self, RunStep *step, gboolean may_fail)
{
  const RunResult *result = run_play_step (self->play, step, TRUE);

  run_step_free (step);
  return result != NULL && result->state != NULL && (may_fail || result->failure == NULL);
}

static void
set_takes (RunStep *step, char **takes)
{
  for (guint i = 0; takes != NULL && takes[i] != NULL; i += 2)
    run_step_set_take (step, takes[i], takes[i + 1]);
}

/* All but the last of those who must sign, by `sign` steps that do not move. */
static gboolean
play_signatures (Player *self, const OrderingTask *task, guint n)
{
  static const char *const people[] = { NULL, "system" };

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = i >= G_N_ELEMENTS (people) ? g_strdup_printf ("user%u", i) : NULL;
      RunStep *step = run_step_new (task->node->id, name != NULL ? name : people[i], "sign");

      step->move = FALSE;
      if (!play_step (self, step, FALSE))
        return FALSE;
    }
  return TRUE;
}

static RunPaymentStatus
payment_status (const Player *self, const OrderingTask *task)
{
  const RunPayment *payment = run_state_find_payment (run_play_get_state (self->play), task->node);

  return payment != NULL ? payment->status : RUN_PAYMENT_NONE;
}

static gboolean
play_before_leaving (Player *self, const OrderingTask *task, const OrderingExit *exit,
                     RunStep *step)
{
  static const char *const people[] = { NULL, "system" };

  if (exit->signs)
    {
      guint n = exit->separate_sign ? task->needed : task->needed - 1;

      if (!play_signatures (self, task, n))
        return FALSE;
      if (!exit->separate_sign && n > 0)
        {
          g_free (step->as);
          step->as = n < G_N_ELEMENTS (people) ? g_strdup (people[n]) : g_strdup_printf ("user%u", n);
        }
    }
  if (task->kind == ORDERING_PAYMENT && !exit->rejects &&
      payment_status (self, task) != RUN_PAYMENT_PAID)
    {
      RunStep *pay = run_step_new (task->node->id, choose_actor (self, task, "pay"), "pay");

      pay->move = FALSE;
      if (!play_step (self, pay, FALSE))
        return FALSE;
      step->payment = g_strdup ("paid");
    }
  return TRUE;
}

/* The outcomes and choices of the service tasks that run by themselves behind a step: edges
 * @first to @last (excluded) of the witness. */
static void
set_services (Player *self, RunStep *step, guint first, guint last)
{
  g_autoptr (GHashTable) outcomes =
      g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_ptr_array_unref);
  GHashTableIter iter;
  gpointer id, list;
  gboolean any = FALSE;

  for (guint i = first; i < last; i++)
    {
      const OrderingEdge *edge = edge_of (self, i);
      GPtrArray *of_task = g_hash_table_lookup (outcomes, edge->task->node->id);

      set_takes (step, edge->takes);
      if (of_task == NULL)
        {
          of_task = g_ptr_array_new ();
          g_hash_table_insert (outcomes, (gpointer) edge->task->node->id, of_task);
        }
      g_ptr_array_add (of_task, (gpointer) edge->exit->outcome);
      any = any || !g_str_equal (edge->exit->outcome, "success");
    }
  if (!any)
    return;
  g_hash_table_iter_init (&iter, outcomes);
  while (g_hash_table_iter_next (&iter, &id, &list))
    {
      GPtrArray *of_task = list;

      g_ptr_array_add (of_task, NULL);
      run_step_set_outcomes (step, id, (const char *const *) of_task->pdata);
    }
}

static gboolean
is_automatic (const OrderingEdge *edge)
{
  return edge->exit != NULL && edge->exit->outcome != NULL;
}

/* Whether the last request went through @node. */
static gboolean
came_by (const Player *self, const RunNode *node)
{
  const RunPlayed *played = run_play_get_played (self->play, run_play_get_n_played (self->play) - 1);

  for (guint i = 0; i < played->result->visited->len; i++)
    if (g_ptr_array_index (played->result->visited, i) == node)
      return TRUE;
  return FALSE;
}

/* A person leaves @task by @exit; service tasks behind it run as edges @first to @last say, and
 * where a person then goes on from a failed service task, that one is aborted. */
static gboolean
play_visit (Player *self, const OrderingTask *task, const OrderingExit *exit, guint before,
            guint after, char **takes, guint first, guint last, const OrderingTask *aborted,
            gboolean may_fail)
{
  /* A service task that a person starts goes on with what it answers, not with what they send. */
  gboolean started = exit->outcome != NULL;
  const char *action = started ? NULL : exit->action;
  RunStep *step = run_step_new (task->node->id, choose_actor (self, task, action), action);

  if (!task->is_service)
    step->data = make_data (self, task, before, after, exit->rejects);
  if (exit->to != NULL)
    step->to = g_strdup (exit->to);
  set_takes (step, takes);
  set_services (self, step, started ? first - 1 : first, last);
  if (aborted != NULL)
    {
      static const char *const outcomes[] = { "abort", NULL };

      run_step_set_outcomes (step, aborted->node->id, outcomes);
    }
  if (exit->outcome == NULL && !play_before_leaving (self, task, exit, step))
    {
      run_step_free (step);
      return FALSE;
    }
  return play_step (self, step, may_fail || aborted != NULL);
}

static gboolean
stands_at (const Player *self, const RunNode *node)
{
  const RunState *state = run_play_get_state (self->play);

  return state != NULL && run_state_get_at (state) == node;
}

/* The service task behind edge @last - 1 that a person leaves next. */
static const OrderingTask *
left_by_person (const Player *self, guint last)
{
  const OrderingWitness *witness = self->witness;
  const OrderingTask *task = NULL;

  if (last < witness->edges->len)
    task = edge_of (self, last)->task;
  else if (witness->task != NULL && witness->exit->outcome == NULL)
    task = witness->task;
  return task != NULL && task->is_service ? task : NULL;
}

static void
add_mark (Player *self, guint next)
{
  Mark mark = { next, run_play_get_n_played (self->play), self->n_writes };

  g_array_append_val (self->marks, mark);
}

/* @i: the edges before it have been played */
static gboolean
play_edges (Player *self, guint i)
{
  const OrderingWitness *witness = self->witness;
  OrderingGraph *graph = self->rules->graph;
  guint n = witness->edges->len;

  while (i < n)
    {
      const OrderingEdge *edge = edge_of (self, i);
      guint first = i + 1, last;
      const RunNode *target;
      gboolean ends_in_error;

      for (last = first; last < n && is_automatic (edge_of (self, last)); last++)
        ;
      ends_in_error = last == n && witness->error != NULL &&
                      (witness->task == NULL || witness->exit->outcome != NULL);
      self->runs_on = last == n && !ends_in_error && left_by_person (self, last) == NULL &&
                      edge_of (self, last - 1)->to != ORDERING_NONE &&
                      ordering_graph_state (graph, edge_of (self, last - 1)->to)->task->is_service;
      if (edge->from == ORDERING_NONE)
        {
          /* Version 8 does not run service tasks at the start: a person does the first one. */
          if (first < last && self->rules->model->major < 9)
            last = first;
        }
      else if (!play_visit (self, edge->task, edge->exit,
                            ordering_graph_state (graph, edge->from)->valuation, edge->valuation,
                            edge->takes, first, last, left_by_person (self, last),
                            ends_in_error || self->runs_on))
        return FALSE;
      target = edge_of (self, last - 1)->target;
      if (!ends_in_error && !stands_at (self, target) &&
          !(self->runs_on && came_by (self, target)))
        return FALSE;
      i = last;
      add_mark (self, i);
    }
  return TRUE;
}

static gboolean
play_last (Player *self)
{
  const OrderingWitness *witness = self->witness;
  OrderingGraph *graph = self->rules->graph;
  const OrderingEdge *edge;
  guint before = 0;

  if (witness->task == NULL || witness->exit->outcome != NULL)
    return TRUE;
  if (witness->edges->len > 0)
    {
      edge = edge_of (self, witness->edges->len - 1);
      if (edge->to != ORDERING_NONE)
        before = ordering_graph_state (graph, edge->to)->valuation;
    }
  return play_visit (self, witness->task, witness->exit, before, witness->valuation,
                     witness->takes, 0, 0, NULL, witness->error != NULL);
}

/* Whether the last request answered what the finding claims. */
static gboolean
answered (const Player *self, const char *error)
{
  const RunPlayed *played = run_play_get_played (self->play, run_play_get_n_played (self->play) - 1);
  const RunFailure *failure = played->result->failure;

  if (error == NULL)
    return failure == NULL || self->runs_on;
  return failure != NULL && run_failure_mentions (failure, error);
}

static void
set_result (Player *self, RulesFinding *finding)
{
  const RunState *state = run_play_get_state (self->play);
  const RunScenario *scenario = run_play_get_scenario (self->play);
  const RunPlayed *played = run_play_get_played (self->play, run_play_get_n_played (self->play) - 1);
  const char *at = NULL;
  const char *status = "failed";
  const char *error = self->witness->error;

  if (state != NULL)
    {
      const RunNode *node = run_state_get_at (state);

      at = node != NULL ? node->id : NULL;
      status = run_state_is_ended (state) ? "ended" : "waiting";
    }
  finding->witness = run_scenario_steps_to_json (scenario);
  finding->n_steps = scenario->steps->len;
  if (self->runs_on && played->result->failure != NULL)
    error = run_failure_get_message (played->result->failure);
  if (scenario->steps->len == 0 && played->result->failure != NULL)
    {
      /* No step can announce what the start answers. */
      status = "failed";
      error = run_failure_get_message (played->result->failure);
    }
  rules_finding_set_claim (finding, status, at, error);
  self->rules->n_steps += finding->n_steps;
}

/* ---- Going on from the witness before ---- */

static OrderingStage *
stage_new (OrderingRules *rules, RunSetupFlags flags)
{
  OrderingStage *self = g_new0 (OrderingStage, 1);
  g_autoptr (RunScenario) scenario = run_scenario_new ("w");

  self->play = run_play_begin (rules->model->app, scenario, flags);
  self->edges = g_array_new (FALSE, FALSE, sizeof (guint));
  self->marks = g_array_new (FALSE, FALSE, sizeof (Mark));
  self->wrote = ORDERING_NONE;
  return self;
}

void
ordering_stage_free (OrderingStage *self)
{
  if (self == NULL)
    return;
  run_play_free (self->play);
  g_array_unref (self->edges);
  g_array_unref (self->marks);
  g_free (self);
}

/* How many visits @witness has in common with the one before. */
static guint
count_shared (const OrderingStage *self, const OrderingWitness *witness)
{
  guint n = MIN (self->edges->len, witness->edges->len);
  guint i = 0;

  if (self->wrote != witness->wrote)
    return 0;
  while (i < n && g_array_index (self->edges, guint, i) == g_array_index (witness->edges, guint, i))
    i++;
  return i;
}

/* Takes the play back to where @witness goes another way. How a visit is played depends on the one
 * behind it, so that must be shared too. */
static void
stage_rewind (OrderingStage *self, const OrderingWitness *witness)
{
  guint shared = count_shared (self, witness);
  guint n = self->marks->len;

  while (n > 0 && g_array_index (self->marks, Mark, n - 1).next >= shared)
    n--;
  g_array_set_size (self->marks, n);
  run_play_rewind (self->play, n > 0 ? g_array_index (self->marks, Mark, n - 1).n_played - 1 : 0);
  g_array_set_size (self->edges, 0);
  g_array_append_vals (self->edges, witness->edges->data, witness->edges->len);
  self->wrote = witness->wrote;
}

/* @steps: (out) (optional): what was played */
static gboolean
play (OrderingRules *rules, RulesFinding *finding, const OrderingWitness *witness,
      gboolean mended, RunScenario **steps)
{
  OrderingStage *stage = rules->stages[mended];
  Player player = { rules, witness };
  guint first = 0;

  if (stage == NULL)
    stage = rules->stages[mended] = stage_new (
        rules, mended ? RUN_SETUP_NO_RIGHTS | RUN_SETUP_MENDED : RUN_SETUP_NONE);
  stage_rewind (stage, witness);
  player.play = stage->play;
  player.marks = stage->marks;
  if (stage->marks->len > 0)
    {
      const Mark *mark = &g_array_index (stage->marks, Mark, stage->marks->len - 1);

      first = mark->next;
      player.n_writes = mark->n_writes;
    }
  if (!play_edges (&player, first) || !play_last (&player))
    return FALSE;
  if (!answered (&player, witness->error))
    return FALSE;
  set_result (&player, finding);
  if (steps != NULL)
    *steps = run_scenario_copy (run_play_get_scenario (stage->play));
  return TRUE;
}

static guint
count_steps (OrderingRules *self, const OrderingWitness *witness)
{
  guint n = witness->exit != NULL ? witness->exit->cost : 0;

  for (guint i = 0; i < witness->edges->len; i++)
    {
      const OrderingEdge *edge =
          ordering_graph_edge (self->graph, g_array_index (witness->edges, guint, i));

      n += edge->exit != NULL ? edge->exit->cost : 0;
    }
  return n;
}

void
ordering_set_expected (OrderingRules *self, RulesFinding *finding, guint n_steps, guint last,
                       const char *error)
{
  const OrderingEdge *edge = last != ORDERING_NONE ? ordering_graph_edge (self->graph, last) : NULL;
  gboolean ended = edge != NULL && edge->to == ORDERING_NONE;

  finding->n_steps = n_steps;
  rules_finding_set_claim (finding, ended ? "ended" : "waiting",
                           edge != NULL && edge->target != NULL ? edge->target->id : NULL, error);
}

static gboolean
is_wanted (const OrderingRules *self, const RulesFinding *finding)
{
  return self->only_rule != NULL && g_str_equal (self->only_rule, finding->rule->id) &&
         g_strcmp0 (self->only_element, finding->element) == 0;
}

gboolean
ordering_is_too_long (const OrderingRules *self, const RulesFinding *finding, guint n_steps)
{
  return !is_wanted (self, finding) && self->n_steps + n_steps > ORDERING_MAX_STEPS;
}

/* Where rights or settings stop the run that shows a finding, as `altinn-process run` plays it: those
 * of @steps that play. The others count as well: they are work for a report with a bound. */
static void
cut_where_stopped (OrderingRules *self, RulesFinding *finding, const RunScenario *steps)
{
  g_autoptr (RunScenario) scenario = run_scenario_new ("w");
  g_autoptr (RunPlay) run = run_play_begin (self->model->app, scenario, RUN_SETUP_NONE);
  OrderingWitness witness = { NULL };
  Player player = { self, &witness, run, NULL, 0, FALSE };

  for (guint i = 0; i < steps->steps->len; i++)
    {
      const RunStep *step = g_ptr_array_index (steps->steps, i);
      const RunResult *result = run_play_step (run, step, TRUE);

      if (result == NULL || result->state == NULL ||
          (result->failure != NULL && step->expect_error == NULL))
        {
          run_play_rewind (run, i);
          break;
        }
    }
  g_clear_pointer (&finding->witness, g_free);
  set_result (&player, finding);
}

gboolean
ordering_witness_attach (OrderingRules *self, RulesFinding *finding,
                         const OrderingWitness *witness)
{
  g_autoptr (RunScenario) steps = NULL;
  guint n_steps = count_steps (self, witness);

  if (self->only_rule != NULL && !is_wanted (self, finding))
    return TRUE;
  if (ordering_is_too_long (self, finding, n_steps))
    {
      guint n = witness->edges->len;

      ordering_set_expected (self, finding, n_steps,
                    n > 0 ? g_array_index (witness->edges, guint, n - 1) : ORDERING_NONE,
                    witness->error);
      return TRUE;
    }
  if (play (self, finding, witness, FALSE, NULL))
    return TRUE;
  if (play (self, finding, witness, TRUE, &steps))
    {
      cut_where_stopped (self, finding, steps);
      return TRUE;
    }
  g_ptr_array_remove (self->findings, finding);
  return FALSE;
}

/* A run given by searches, as ordering_attach_run() takes it. */
typedef struct
{
  OrderingSearch *before;
  guint layer_before;
  guint state;
  guint edge;
  OrderingSearch *behind;
  guint layer_behind;
} Run;

/**
 * LongRun:
 * @finding: what it shows
 * @n_steps: its length
 *
 * A witness that is played when all shorter ones are: a report has room for some steps only.
 */
typedef struct
{
  RulesFinding *finding;
  Run run;
  guint wrote;
  guint n_steps;
} LongRun;

static guint
length_of_run (OrderingRules *self, const Run *run)
{
  const OrderingEdge *visit =
      run->edge != ORDERING_NONE ? ordering_graph_edge (self->graph, run->edge) : NULL;
  guint n_steps = 0;

  if (run->before != NULL && run->state != ORDERING_NONE)
    n_steps = ordering_search_distance (run->before, run->layer_before, run->state);
  if (visit != NULL && visit->exit != NULL)
    n_steps += visit->exit->cost;
  if (run->behind != NULL && visit != NULL)
    n_steps += ordering_search_distance (run->behind, run->layer_behind, visit->to);
  return n_steps;
}

/* The edge that it ends with. */
static guint
end_of_run (OrderingRules *self, const Run *run)
{
  if (run->edge == ORDERING_NONE)
    return run->before != NULL && run->state != ORDERING_NONE
               ? run->before->via[run->layer_before * self->graph->states->len + run->state]
               : ORDERING_NONE;
  return run->behind != NULL
             ? ordering_search_last_edge (run->behind, run->layer_behind,
                                          ordering_graph_edge (self->graph, run->edge)->to)
             : run->edge;
}

static gboolean
attach_run (OrderingRules *self, RulesFinding *finding, const Run *run, guint wrote)
{
  g_autoptr (GArray) edges = g_array_new (FALSE, FALSE, sizeof (guint));
  OrderingWitness witness = { edges };

  witness.wrote = wrote;
  if (run->before != NULL && run->state != ORDERING_NONE)
    ordering_search_append_run_to (run->before, run->layer_before, run->state, edges);
  if (run->edge != ORDERING_NONE)
    g_array_append_val (edges, run->edge);
  if (run->behind != NULL && run->edge != ORDERING_NONE)
    ordering_search_append_run_from (run->behind, run->layer_behind,
                                     ordering_graph_edge (self->graph, run->edge)->to, edges);
  return ordering_witness_attach (self, finding, &witness);
}

static void
put_off (OrderingRules *self, RulesFinding *finding, const Run *run, guint wrote, guint n_steps)
{
  LongRun put = { finding, *run, wrote, n_steps };

  if (self->long_runs == NULL)
    self->long_runs = g_array_new (FALSE, FALSE, sizeof (LongRun));
  if (run->before != NULL)
    ordering_search_ref (run->before);
  if (run->behind != NULL)
    ordering_search_ref (run->behind);
  g_array_append_val (self->long_runs, put);
}

gboolean
ordering_attach_run (OrderingRules *self, RulesFinding *finding, OrderingSearch *before,
                     guint layer_before, guint state, guint edge, OrderingSearch *behind,
                     guint layer_behind, guint wrote)
{
  const Run run = { before, layer_before, state, edge, behind, layer_behind };
  guint n_steps;

  if (self->only_rule != NULL && !is_wanted (self, finding))
    return TRUE;
  n_steps = length_of_run (self, &run);
  if (ordering_is_too_long (self, finding, n_steps))
    ordering_set_expected (self, finding, n_steps, end_of_run (self, &run), NULL);
  else if (n_steps > ORDERING_LONG_RUN && !is_wanted (self, finding))
    put_off (self, finding, &run, wrote, n_steps);
  else
    return attach_run (self, finding, &run, wrote);
  return TRUE;
}

static int
compare_lengths (gconstpointer a, gconstpointer b)
{
  const LongRun *one = a, *two = b;

  return (one->n_steps > two->n_steps) - (one->n_steps < two->n_steps);
}

void
ordering_attach_long_runs (OrderingRules *self)
{
  if (self->long_runs == NULL)
    return;
  g_array_sort (self->long_runs, compare_lengths); /* a stable sort */
  for (guint i = 0; i < self->long_runs->len; i++)
    {
      LongRun *put = &g_array_index (self->long_runs, LongRun, i);

      if (ordering_is_too_long (self, put->finding, put->n_steps))
        ordering_set_expected (self, put->finding, put->n_steps, end_of_run (self, &put->run), NULL);
      else
        attach_run (self, put->finding, &put->run, put->wrote);
      g_clear_pointer (&put->run.before, ordering_search_free);
      g_clear_pointer (&put->run.behind, ordering_search_free);
    }
  g_clear_pointer (&self->long_runs, g_array_unref);
}

/* ape-playback.c: a simulated run that follows the process while it is edited
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "ui/ape-playback.h"

/* Typing a condition gives a change per key; one replay behind them is enough. */
#define REPLAY_DELAY_MS 150

struct _ApePlayback
{
  GObject parent_instance;

  EditorSession *session;
  GSignalGroup *model_signals;
  GSignalGroup *app_signals;

  RunPlay *play; /* NULL: not started, or the app would refuse the process */
  guint shown;   /* index into the play's steps, 0 is the start */
  char *error;   /* why there is no play */
  guint replay_id;
  guint cut : 1; /* a replay could not play all steps */
};

G_DEFINE_FINAL_TYPE (ApePlayback, ape_playback, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
forget_play (ApePlayback *self)
{
  g_clear_pointer (&self->play, run_play_free);
  g_clear_pointer (&self->error, g_free);
  self->shown = 0;
  self->cut = FALSE;
}

/* Begins @scenario, without its steps, on the process as it stands now. */
static gboolean
begin (ApePlayback *self, const RunScenario *scenario)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RunApp) app = NULL;
  AltinnApp *altinn = editor_session_get_app (self->session);

  app = scenario->runtime != NULL
            ? run_app_new_for_runtime (altinn, scenario->runtime, &error)
            : run_app_new (altinn, &error);
  if (app == NULL)
    {
      self->error = g_strdup (error->message);
      return FALSE;
    }
  self->play = run_play_begin (app, scenario, RUN_SETUP_NONE);
  return TRUE;
}

/* Plays the steps of @scenario until one is answered by an error that it does not announce. */
static void
play_steps (ApePlayback *self, const RunScenario *scenario)
{
  for (guint i = 0; i < scenario->steps->len; i++)
    {
      if (run_play_get_status (self->play) == RUN_PLAY_FAILED)
        {
          self->cut = TRUE;
          return;
        }
      run_play_step (self->play, g_ptr_array_index (scenario->steps, i), TRUE);
    }
}

static gboolean
replay (gpointer user_data)
{
  ApePlayback *self = user_data;
  g_autoptr (RunScenario) scenario = NULL;
  guint shown = self->shown;

  self->replay_id = 0;
  scenario = self->play != NULL ? run_scenario_copy (run_play_get_scenario (self->play))
                                : run_scenario_new (NULL);
  forget_play (self);
  if (begin (self, scenario))
    {
      play_steps (self, scenario);
      self->shown = MIN (shown, ape_playback_get_n_steps (self));
    }
  g_signal_emit (self, signals[CHANGED], 0);
  return G_SOURCE_REMOVE;
}

static void
process_changed_cb (ApePlayback *self)
{
  if (self->play == NULL && self->error == NULL)
    return;
  g_clear_handle_id (&self->replay_id, g_source_remove);
  self->replay_id = g_timeout_add (REPLAY_DELAY_MS, replay, self);
}

static void
model_changed_cb (BpmnModel *model, gpointer change, ApePlayback *self)
{
  process_changed_cb (self);
}

static void
app_changed_cb (AltinnApp *app, ApePlayback *self)
{
  process_changed_cb (self);
}

static void
ape_playback_dispose (GObject *object)
{
  ApePlayback *self = APE_PLAYBACK (object);

  g_clear_handle_id (&self->replay_id, g_source_remove);
  g_clear_object (&self->model_signals);
  g_clear_object (&self->app_signals);
  forget_play (self);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (ape_playback_parent_class)->dispose (object);
}

static void
ape_playback_class_init (ApePlaybackClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ape_playback_dispose;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
ape_playback_init (ApePlayback *self)
{
  self->model_signals = g_signal_group_new (BPMN_TYPE_MODEL);
  g_signal_group_connect (self->model_signals, "changed", G_CALLBACK (model_changed_cb), self);
  self->app_signals = g_signal_group_new (ALTINN_TYPE_APP);
  g_signal_group_connect (self->app_signals, "changed", G_CALLBACK (app_changed_cb), self);
}

/**
 * ape_playback_new:
 *
 * Returns: (transfer full): a playback without session
 */
ApePlayback *
ape_playback_new (void)
{
  return g_object_new (APE_TYPE_PLAYBACK, NULL);
}

/**
 * ape_playback_set_session:
 * @session: (nullable): whose process is played; forgets what was played before
 */
void
ape_playback_set_session (ApePlayback *self, EditorSession *session)
{
  g_return_if_fail (APE_IS_PLAYBACK (self));

  if (!g_set_object (&self->session, session))
    return;
  g_clear_handle_id (&self->replay_id, g_source_remove);
  forget_play (self);
  g_signal_group_set_target (self->model_signals,
                             session != NULL ? editor_session_get_model (session) : NULL);
  g_signal_group_set_target (self->app_signals,
                             session != NULL ? editor_session_get_app (session) : NULL);
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * ape_playback_restart:
 *
 * Starts a new instance; what was played is forgotten.
 */
void
ape_playback_restart (ApePlayback *self)
{
  g_autoptr (RunScenario) scenario = run_scenario_new (NULL);

  g_return_if_fail (APE_IS_PLAYBACK (self));
  g_return_if_fail (self->session != NULL);

  forget_play (self);
  begin (self, scenario);
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * ape_playback_stop:
 *
 * Forgets the run.
 */
void
ape_playback_stop (ApePlayback *self)
{
  g_return_if_fail (APE_IS_PLAYBACK (self));

  g_clear_handle_id (&self->replay_id, g_source_remove);
  forget_play (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * ape_playback_play:
 * @scenario: what to play, e.g. the witness of a finding
 *
 * Plays all of it and shows its start; ape_playback_show() goes through it.
 */
void
ape_playback_play (ApePlayback *self, const RunScenario *scenario)
{
  g_return_if_fail (APE_IS_PLAYBACK (self));
  g_return_if_fail (self->session != NULL);

  forget_play (self);
  if (begin (self, scenario))
    play_steps (self, scenario);
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * ape_playback_step:
 * @step: what is done
 *
 * Goes on from the step that is shown; what was played behind it is forgotten.
 */
void
ape_playback_step (ApePlayback *self, const RunStep *step)
{
  g_return_if_fail (APE_IS_PLAYBACK (self));
  g_return_if_fail (self->play != NULL);

  run_play_rewind (self->play, self->shown);
  run_play_step (self->play, step, TRUE);
  self->cut = FALSE;
  self->shown = ape_playback_get_n_steps (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * ape_playback_decide:
 * @gateway: a gateway that code in the app decides
 * @flow: the way it takes
 *
 * Repeats the step that is shown with the answer to what it asked.
 *
 * Returns: %FALSE if the start asked, which takes no answer
 */
gboolean
ape_playback_decide (ApePlayback *self, const char *gateway, const char *flow)
{
  g_autoptr (RunStep) step = NULL;
  const RunPlayed *played;

  g_return_val_if_fail (APE_IS_PLAYBACK (self), FALSE);

  played = ape_playback_get_played (self);
  if (played == NULL || played->step == NULL)
    return FALSE;
  step = run_step_copy (played->step);
  g_clear_pointer (&step->expect_error, g_free);
  run_step_set_take (step, gateway, flow);
  self->shown--;
  ape_playback_step (self, step);
  return TRUE;
}

/**
 * ape_playback_get_play:
 *
 * Returns: (transfer none) (nullable): the play; %NULL: not started, or it cannot start
 */
RunPlay *
ape_playback_get_play (ApePlayback *self)
{
  g_return_val_if_fail (APE_IS_PLAYBACK (self), NULL);

  return self->play;
}

/**
 * ape_playback_get_error:
 *
 * Returns: (nullable): why the app would not even load the process
 */
const char *
ape_playback_get_error (ApePlayback *self)
{
  g_return_val_if_fail (APE_IS_PLAYBACK (self), NULL);

  return self->error;
}

/**
 * ape_playback_was_cut:
 *
 * Returns: whether the process changed so that not all steps could be played again
 */
gboolean
ape_playback_was_cut (ApePlayback *self)
{
  g_return_val_if_fail (APE_IS_PLAYBACK (self), FALSE);

  return self->cut;
}

/**
 * ape_playback_get_app:
 *
 * Returns: (transfer none) (nullable): the app as it is played
 */
RunApp *
ape_playback_get_app (ApePlayback *self)
{
  g_return_val_if_fail (APE_IS_PLAYBACK (self), NULL);

  return self->play != NULL ? run_setup_get_app (run_play_get_setup (self->play)) : NULL;
}

/**
 * ape_playback_get_n_steps:
 *
 * Returns: number of steps played, the start not counted
 */
guint
ape_playback_get_n_steps (ApePlayback *self)
{
  guint n;

  g_return_val_if_fail (APE_IS_PLAYBACK (self), 0);

  n = self->play != NULL ? run_play_get_n_played (self->play) : 0;
  return n > 0 ? n - 1 : 0;
}

/**
 * ape_playback_get_shown:
 *
 * Returns: which step is shown; 0 is the start
 */
guint
ape_playback_get_shown (ApePlayback *self)
{
  g_return_val_if_fail (APE_IS_PLAYBACK (self), 0);

  return self->shown;
}

/**
 * ape_playback_show:
 * @step: which step to show; 0 is the start
 */
void
ape_playback_show (ApePlayback *self, guint step)
{
  g_return_if_fail (APE_IS_PLAYBACK (self));

  step = MIN (step, ape_playback_get_n_steps (self));
  if (step == self->shown)
    return;
  self->shown = step;
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * ape_playback_get_played:
 *
 * Returns: (transfer none) (nullable): the step that is shown and what came of it
 */
const RunPlayed *
ape_playback_get_played (ApePlayback *self)
{
  g_return_val_if_fail (APE_IS_PLAYBACK (self), NULL);

  if (self->play == NULL || run_play_get_n_played (self->play) == 0)
    return NULL;
  return run_play_get_played (self->play, self->shown);
}

/**
 * ape_playback_get_state:
 *
 * Returns: (transfer none) (nullable): the instance as it stands after the step that is shown;
 *   %NULL where it could not be started
 */
const RunState *
ape_playback_get_state (ApePlayback *self)
{
  const RunPlayed *played = ape_playback_get_played (self);

  return played != NULL && played->result != NULL ? played->result->state : NULL;
}

/**
 * ape_playback_get_failure:
 *
 * Returns: (transfer none) (nullable): what the app answered to the step that is shown, if it
 *   failed
 */
const RunFailure *
ape_playback_get_failure (ApePlayback *self)
{
  const RunPlayed *played = ape_playback_get_played (self);

  return played != NULL && played->result != NULL ? played->result->failure : NULL;
}

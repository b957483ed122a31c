/* ape-simulation.c: the pane that steps through a run of the process
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "engine/altinn/altinn-task-type.h"
#include "engine/run/run-paths.h"
#include "ui/ape-proposals.h"
#include "ui/ape-simulation-private.h"
#include "ui/ape-simulation-rows.h"

/* How long each step of a witness stands still when it is shown. */
#define SHOW_STEP_MS 900

G_DEFINE_FINAL_TYPE (ApeSimulation, ape_simulation, GTK_TYPE_WIDGET)

enum
{
  CHANGED,
  GO_TO,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* Ends a run that plays by itself. */
void
_ape_simulation_stop_showing (ApeSimulation *self)
{
  g_clear_handle_id (&self->show_id, g_source_remove);
}

static void
update_failure (ApeSimulation *self)
{
  const RunFailure *failure = ape_playback_get_failure (self->playback);
  const char *error = ape_playback_get_error (self->playback);

  gtk_widget_set_visible (self->failure, failure != NULL || error != NULL);
  if (failure != NULL)
    {
      g_autofree char *title = ape_simulation_failure_title (failure);
      g_autofree char *detail = ape_simulation_failure_detail (failure);

      gtk_label_set_text (self->failure_title, title);
      gtk_label_set_text (self->failure_detail, detail);
    }
  else if (error != NULL)
    {
      gtk_label_set_text (self->failure_title, _ ("The app would not start"));
      gtk_label_set_text (self->failure_detail, error);
    }
}

static void
update_place (ApeSimulation *self, const RunState *state)
{
  const RunNode *at = state != NULL ? run_state_get_at (state) : NULL;
  BpmnElement *element = NULL;
  const AltinnTaskType *type = NULL;

  if (at == NULL)
    {
      gtk_image_set_from_icon_name (self->place_icon, "dialog-error-symbolic");
      gtk_label_set_text (self->place_name, _ ("Nowhere"));
      gtk_label_set_text (self->place_detail, _ ("No instance could be started."));
      return;
    }
  element = bpmn_model_lookup (editor_session_get_model (self->session), at->id);
  if (element != NULL)
    type = altinn_task_type_of_element (editor_session_get_app (self->session), element);
  gtk_label_set_text (self->place_name, ape_simulation_node_title (at));
  gtk_image_set_from_icon_name (self->place_icon, type != NULL ? type->icon
                                                               : "ape-task-data-symbolic");
  if (run_state_is_ended (state))
    gtk_label_set_text (self->place_detail, _ ("The instance has ended"));
  else if (run_state_get_workflow (state) == RUN_WORKFLOW_FAILED)
    gtk_label_set_text (self->place_detail, _ ("The service failed"));
  else
    gtk_label_set_text (self->place_detail,
                        type != NULL ? altinn_task_type_get_title (type) : at->id);
}

static void
update_log (ApeSimulation *self)
{
  RunPlay *play = ape_playback_get_play (self->playback);
  guint shown = ape_playback_get_shown (self->playback);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->log))) != NULL)
    gtk_list_box_remove (self->log, child);
  for (guint i = 0; play != NULL && i < run_play_get_n_played (play); i++)
    {
      GtkWidget *row = ape_simulation_log_row (run_play_get_played (play, i), i);

      gtk_list_box_append (self->log, row);
      if (i == shown)
        gtk_list_box_select_row (self->log, GTK_LIST_BOX_ROW (row));
      else if (i > shown)
        gtk_widget_add_css_class (row, "dim-label");
    }
}

static void
update_way (ApeSimulation *self)
{
  const RunPlayed *played = ape_playback_get_played (self->playback);

  g_ptr_array_set_size (self->way, 0);
  if (played == NULL || played->result == NULL || played->result->path == NULL)
    return;
  for (guint i = 0; i < played->result->path->len; i++)
    {
      const RunFlow *flow = g_ptr_array_index (played->result->path, i);

      if (flow->id != NULL)
        g_ptr_array_add (self->way, g_strdup (flow->id));
    }
}

static void
update_bar (ApeSimulation *self)
{
  guint shown = ape_playback_get_shown (self->playback);
  guint n_steps = ape_playback_get_n_steps (self->playback);
  gboolean started = ape_playback_get_play (self->playback) != NULL;
  g_autofree char *text = started ? g_strdup_printf ("%u / %u", shown, n_steps) : NULL;

  gtk_label_set_text (self->position, text != NULL ? text : "");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "simulation.start", self->session != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "simulation.back", shown > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "simulation.forward", shown < n_steps);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "simulation.open", self->session != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "simulation.save", n_steps > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "simulation.propose", self->session != NULL);
}

static void
playback_changed_cb (ApePlayback *playback, ApeSimulation *self)
{
  const RunState *state = ape_playback_get_state (playback);
  gboolean idle = ape_playback_get_play (playback) == NULL
                  && ape_playback_get_error (playback) == NULL;

  gtk_stack_set_visible_child_name (self->stack, idle ? "idle" : "run");
  update_way (self);
  update_bar (self);
  if (!idle)
    {
      _ape_simulation_update_actors (self);
      _ape_simulation_update_options (self, state);
      update_place (self, state);
      update_failure (self);
      _ape_simulation_update_decide (self);
      _ape_simulation_update_actions (self, state);
      update_log (self);
      ape_simulation_fill_instance (self->instance_list, state);
      gtk_widget_set_visible (GTK_WIDGET (self->instance),
                              gtk_widget_get_first_child (GTK_WIDGET (self->instance_list)) != NULL);
    }
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
who_or_what_changed_cb (GObject *object, GParamSpec *pspec, ApeSimulation *self)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self->data_row), "error");
  _ape_simulation_update_actions (self, ape_playback_get_state (self->playback));
}

static void
log_row_activated_cb (GtkListBox *box, GtkListBoxRow *row, ApeSimulation *self)
{
  int index = gtk_list_box_row_get_index (row);
  const RunState *state;

  _ape_simulation_stop_showing (self);
  ape_playback_show (self->playback, (guint) index);
  state = ape_playback_get_state (self->playback);
  if (state != NULL && run_state_get_at (state) != NULL)
    g_signal_emit (self, signals[GO_TO], 0, run_state_get_at (state)->id);
}

/* Actions */

static void
start_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  ape_simulation_start (APE_SIMULATION (widget));
}

static void
back_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  ApeSimulation *self = APE_SIMULATION (widget);
  guint shown = ape_playback_get_shown (self->playback);

  _ape_simulation_stop_showing (self);
  if (shown > 0)
    ape_playback_show (self->playback, shown - 1);
}

static void
forward_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  ApeSimulation *self = APE_SIMULATION (widget);

  _ape_simulation_stop_showing (self);
  ape_playback_show (self->playback, ape_playback_get_shown (self->playback) + 1);
}

static gboolean
show_next (gpointer user_data)
{
  ApeSimulation *self = user_data;

  ape_playback_show (self->playback, ape_playback_get_shown (self->playback) + 1);
  if (ape_playback_get_shown (self->playback) < ape_playback_get_n_steps (self->playback))
    return G_SOURCE_CONTINUE;
  self->show_id = 0;
  return G_SOURCE_REMOVE;
}

/* Says in the pane itself why a scenario could not be opened or saved. */
static void
show_title (ApeSimulation *self, const char *title)
{
  gtk_label_set_text (self->title, title != NULL ? title : "");
  gtk_widget_set_visible (GTK_WIDGET (self->title), title != NULL);
}

static void
chooser_response_cb (GtkNativeDialog *dialog, int response, ApeSimulation *self)
{
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) error = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  if (file != NULL)
    {
      const char *path = g_file_peek_path (file);

      if (gtk_file_chooser_get_action (GTK_FILE_CHOOSER (dialog)) == GTK_FILE_CHOOSER_ACTION_OPEN)
        {
          ape_simulation_play_file (self, path, &error);
        }
      else
        {
          g_autofree char *text = ape_simulation_dup_scenario (self);

          g_file_set_contents (path, text, -1, &error);
        }
      if (error != NULL)
        show_title (self, error->message);
    }
  g_clear_object (&self->chooser);
}

static void
choose (ApeSimulation *self, const char *title, GtkFileChooserAction action, const char *accept)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  const char *top = altinn_app_get_repository (editor_session_get_app (self->session));

  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (title, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                               action, accept, NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  gtk_file_filter_set_name (filter, _ ("Scenarios"));
  gtk_file_filter_add_pattern (filter, "*.scenario.json");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->chooser), filter);
  if (top != NULL)
    {
      g_autoptr (GFile) folder = g_file_new_for_path (top);

      gtk_file_chooser_set_current_folder (GTK_FILE_CHOOSER (self->chooser), folder, NULL);
    }
  if (action == GTK_FILE_CHOOSER_ACTION_SAVE)
    gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), "run.scenario.json");
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (chooser_response_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
open_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  choose (APE_SIMULATION (widget), _ ("Open Scenario"), GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Open"));
}

static void
save_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  choose (APE_SIMULATION (widget), _ ("Save Run as Scenario"), GTK_FILE_CHOOSER_ACTION_SAVE,
          _ ("_Save"));
}

static void
play (ApeSimulation *self, const RunScenario *scenario, const char *title)
{
  _ape_simulation_stop_showing (self);
  show_title (self, title);
  ape_playback_play (self->playback, scenario);
  if (ape_playback_get_n_steps (self->playback) > 0)
    self->show_id = g_timeout_add (SHOW_STEP_MS, show_next, self);
}

static void
proposal_picked_cb (ApeSimulation *self, const RunScenario *scenario)
{
  play (self, scenario, scenario->name);
}

/* A small set of scenarios that together cover the process as it is now. */
static void
propose_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  ApeSimulation *self = APE_SIMULATION (widget);
  g_autoptr (GError) error = NULL;
  g_autoptr (RunApp) app = run_app_new (editor_session_get_app (self->session), &error);
  g_autoptr (GPtrArray) scenarios = NULL;
  graphene_rect_t place;

  if (app == NULL)
    {
      show_title (self, error->message);
      return;
    }
  scenarios = run_paths_propose (app);
  g_clear_pointer (&self->proposals, gtk_widget_unparent);
  self->proposals = ape_proposals_new (scenarios);
  gtk_widget_set_parent (self->proposals, widget);
  gtk_popover_set_position (GTK_POPOVER (self->proposals), GTK_POS_TOP);
  if (gtk_widget_compute_bounds (self->scenarios, widget, &place))
    {
      const GdkRectangle at = { (int) place.origin.x, (int) place.origin.y,
                                (int) place.size.width, (int) place.size.height };

      gtk_popover_set_pointing_to (GTK_POPOVER (self->proposals), &at);
    }
  g_signal_connect_object (self->proposals, "picked", G_CALLBACK (proposal_picked_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_popover_popup (GTK_POPOVER (self->proposals));
}

/* Class */

static void
ape_simulation_dispose (GObject *object)
{
  ApeSimulation *self = APE_SIMULATION (object);
  GtkWidget *child;

  _ape_simulation_stop_showing (self);
  g_clear_object (&self->chooser);
  g_clear_pointer (&self->proposals, gtk_widget_unparent);
  if (self->playback != NULL)
    g_signal_handlers_disconnect_by_data (self->playback, self);
  g_clear_object (&self->playback);
  g_clear_object (&self->session);
  g_clear_pointer (&self->way, g_ptr_array_unref);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (ape_simulation_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, ApeSimulation, stack);
  gtk_widget_class_bind_template_child (widget_class, ApeSimulation, idle);
  gtk_widget_class_bind_template_child (widget_class, ApeSimulation, title);
  gtk_widget_class_bind_template_child (widget_class, ApeSimulation, place_icon);
  gtk_widget_class_bind_template_child (widget_class, ApeSimulation, place_name);
  gtk_widget_class_bind_template_child (widget_class, ApeSimulation, place_detail);
  gtk_widget_class_bind_template_child (widget_class, ApeSimulation, failure);
  gtk_widget_class_bind_template_child (widget_class, ApeSimulation, failure_title);
  gtk_widget_class_bind_template_child (widget_class, ApeSimulation, failure_detail);
  gtk_widget_class_bind_template_child (widget_class, ApeSimulation, decide);
  gtk_widget_class_bind_template_child (widget_class, ApeSimulation, decide_label);
  gtk_widget_class_bind_template_child (widget_class, ApeSimulation, decide_buttons);
  gtk_widget_class_bind_template_child (widget_class, ApeSimulation, actions);
  gtk_widget_class_bind_template_child (widget_class, ApeSimulation, actor_row);
  gtk_widget_class_bind_template_child (widget_class, ApeSimulation, payment_row);
  gtk_widget_class_bind_template_child (widget_class, ApeSimulation, service_row);
  gtk_widget_class_bind_template_child (widget_class, ApeSimulation, valid_switch);
  gtk_widget_class_bind_template_child (widget_class, ApeSimulation, data_row);
  gtk_widget_class_bind_template_child (widget_class, ApeSimulation, options);
  gtk_widget_class_bind_template_child (widget_class, ApeSimulation, instance);
  gtk_widget_class_bind_template_child (widget_class, ApeSimulation, instance_list);
  gtk_widget_class_bind_template_child (widget_class, ApeSimulation, log);
  gtk_widget_class_bind_template_child (widget_class, ApeSimulation, position);
  gtk_widget_class_bind_template_child (widget_class, ApeSimulation, scenarios);
  gtk_widget_class_bind_template_callback (widget_class, log_row_activated_cb);
}

static void
ape_simulation_class_init (ApeSimulationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = ape_simulation_dispose;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  signals[GO_TO] = g_signal_new ("go-to", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/no/altinn/ProcessEditor/ape-simulation.ui");
  bind_template (widget_class);
  gtk_widget_class_set_css_name (widget_class, "simulation");
  gtk_widget_class_install_action (widget_class, "simulation.start", NULL, start_cb);
  gtk_widget_class_install_action (widget_class, "simulation.back", NULL, back_cb);
  gtk_widget_class_install_action (widget_class, "simulation.forward", NULL, forward_cb);
  gtk_widget_class_install_action (widget_class, "simulation.open", NULL, open_cb);
  gtk_widget_class_install_action (widget_class, "simulation.save", NULL, save_cb);
  gtk_widget_class_install_action (widget_class, "simulation.propose", NULL, propose_cb);
}

static void
ape_simulation_init (ApeSimulation *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->way = g_ptr_array_new_with_free_func (g_free);
  self->playback = ape_playback_new ();
  _ape_simulation_fill_choices (self);
  g_signal_connect (self->playback, "changed", G_CALLBACK (playback_changed_cb), self);
  g_signal_connect (self->actor_row, "notify::selected", G_CALLBACK (who_or_what_changed_cb), self);
  g_signal_connect (self->data_row, "notify::text", G_CALLBACK (who_or_what_changed_cb), self);
  update_bar (self);
}

/**
 * ape_simulation_set_session:
 * @session: (nullable): whose process is simulated
 */
void
ape_simulation_set_session (ApeSimulation *self, EditorSession *session)
{
  g_return_if_fail (APE_IS_SIMULATION (self));

  _ape_simulation_stop_showing (self);
  show_title (self, NULL);
  g_set_object (&self->session, session);
  ape_playback_set_session (self->playback, session);
  update_bar (self);
}

/**
 * ape_simulation_start:
 *
 * Starts a new instance.
 */
void
ape_simulation_start (ApeSimulation *self)
{
  g_return_if_fail (APE_IS_SIMULATION (self));

  if (self->session == NULL)
    return;
  _ape_simulation_stop_showing (self);
  show_title (self, NULL);
  ape_playback_restart (self->playback);
}

/**
 * ape_simulation_play:
 * @steps: the steps of a scenario as JSON, e.g. the witness of a finding
 * @title: (nullable): what it shows
 *
 * Plays them and goes through them one after the other, so that a person can follow.
 */
void
ape_simulation_play (ApeSimulation *self, const char *steps, const char *title)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RunScenario) scenario = NULL;

  g_return_if_fail (APE_IS_SIMULATION (self));
  g_return_if_fail (self->session != NULL);

  scenario = run_scenario_parse_steps (steps, &error);
  if (scenario == NULL)
    {
      show_title (self, error->message);
      return;
    }
  play (self, scenario, title);
}

/**
 * ape_simulation_play_file:
 * @path: a scenario file
 *
 * Plays a scenario. Errors are in %RUN_ERROR or %G_FILE_ERROR.
 *
 * Returns: %FALSE if it cannot be read
 */
gboolean
ape_simulation_play_file (ApeSimulation *self, const char *path, GError **error)
{
  g_autofree char *text = NULL;
  g_autoptr (RunScenario) scenario = NULL;
  gsize length;

  g_return_val_if_fail (APE_IS_SIMULATION (self), FALSE);
  g_return_val_if_fail (self->session != NULL, FALSE);

  if (!g_file_get_contents (path, &text, &length, error))
    return FALSE;
  scenario = run_scenario_parse (text, (gssize) length, path, error);
  if (scenario == NULL)
    return FALSE;
  play (self, scenario, scenario->name);
  return TRUE;
}

/**
 * ape_simulation_dup_scenario:
 *
 * Returns: (transfer full) (nullable): what was played, as the text of a scenario file
 */
char *
ape_simulation_dup_scenario (ApeSimulation *self)
{
  RunPlay *played;

  g_return_val_if_fail (APE_IS_SIMULATION (self), NULL);

  played = ape_playback_get_play (self->playback);
  return played != NULL ? run_scenario_to_json (run_play_get_scenario (played)) : NULL;
}

/**
 * ape_simulation_get_at:
 *
 * Returns: (nullable): id of the element the instance stands at
 */
const char *
ape_simulation_get_at (ApeSimulation *self)
{
  const RunState *state;
  const RunNode *at;

  g_return_val_if_fail (APE_IS_SIMULATION (self), NULL);

  state = ape_playback_get_state (self->playback);
  at = state != NULL ? run_state_get_at (state) : NULL;
  return at != NULL ? at->id : NULL;
}

/**
 * ape_simulation_get_way:
 *
 * Returns: (transfer none) (element-type utf8): ids of the flows that the step shown passed, in
 *   order
 */
GPtrArray *
ape_simulation_get_way (ApeSimulation *self)
{
  g_return_val_if_fail (APE_IS_SIMULATION (self), NULL);

  return self->way;
}

/**
 * ape_simulation_get_playback:
 *
 * Returns: (transfer none): the run that is shown
 */
ApePlayback *
ape_simulation_get_playback (ApeSimulation *self)
{
  g_return_val_if_fail (APE_IS_SIMULATION (self), NULL);

  return self->playback;
}

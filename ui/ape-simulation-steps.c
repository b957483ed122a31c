/* ape-simulation-steps.c: what a person chooses for the next step of a run
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ui/ape-simulation-private.h"
#include "ui/ape-simulation-rows.h"

/* The choices of a combo row: what scenarios write, and what a person reads. "" is the default. */
typedef struct
{
  const char *value;
  const char *label;
} Choice;

static const Choice payments[] = {
  { "", N_ ("As it was") },         { "created", N_ ("Begun") },  { "paid", N_ ("Paid") },
  { "failed", N_ ("Failed") },      { "cancelled", N_ ("Cancelled") },
  { "skipped", N_ ("Nothing to pay") },
};

static const Choice outcomes[] = {
  { "", N_ ("Succeed") },
  { "abort", N_ ("Fail and stop") },
  { "continue", N_ ("Fail and go on") },
  { "wait", N_ ("Keep waiting") },
};

static void
set_choices (AdwComboRow *row, const Choice *choices, gsize n_choices)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

  for (gsize i = 0; i < n_choices; i++)
    gtk_string_list_append (list, _ (choices[i].label));
  adw_combo_row_set_model (row, G_LIST_MODEL (list));
}

static const char *
get_choice (AdwComboRow *row, const Choice *choices, gsize n_choices)
{
  guint selected = adw_combo_row_get_selected (row);

  return selected < n_choices && *choices[selected].value != '\0' ? choices[selected].value : NULL;
}

/* The actor that was chosen; NULL: whoever does it by default. */
static const char *
get_actor (ApeSimulation *self)
{
  guint selected = adw_combo_row_get_selected (self->actor_row);
  GListModel *model = adw_combo_row_get_model (self->actor_row);

  if (model == NULL || selected == 0 || selected == GTK_INVALID_LIST_POSITION)
    return NULL;
  return gtk_string_list_get_string (GTK_STRING_LIST (model), selected);
}

static const RunActor *
lookup_actor (ApeSimulation *self, const RunState *state)
{
  const char *name = get_actor (self);
  RunSetup *setup = run_state_get_setup (state);

  return name != NULL ? run_setup_lookup_actor (setup, name)
                      : run_setup_get_default_actor (setup, run_state_get_current (state));
}

/* Reads the data entry; says what is wrong with it on the row. */
static gboolean
get_data (ApeSimulation *self, char **data)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->data_row));
  g_autoptr (SourceJson) json = NULL;
  gboolean good;

  *data = NULL;
  gtk_widget_remove_css_class (GTK_WIDGET (self->data_row), "error");
  if (*text == '\0')
    return TRUE;
  json = source_json_parse (text, -1, SOURCE_JSON_STRICT, "data", NULL);
  good = json != NULL
         && source_json_value_get_type (source_json_get_root (json)) == SOURCE_JSON_OBJECT;
  if (good)
    *data = g_strdup (text);
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->data_row), "error");
  return good;
}

/* The outcome that was chosen holds for every service task the step passes. */
static void
set_outcomes (ApeSimulation *self, RunStep *step)
{
  const char *outcome = get_choice (self->service_row, outcomes, G_N_ELEMENTS (outcomes));
  const char *list[] = { outcome, NULL };
  RunApp *app = ape_playback_get_app (self->playback);
  const RunNode *const *nodes;
  guint n_nodes;

  if (outcome == NULL)
    return;
  nodes = run_process_get_nodes (run_app_get_process (app), &n_nodes);
  for (guint i = 0; i < n_nodes; i++)
    if (run_app_is_service (app, nodes[i]) && nodes[i]->id != NULL)
      run_step_set_outcomes (step, nodes[i]->id, list);
}

/* A step from where the instance stands, with what the options say. */
static RunStep *
new_step (ApeSimulation *self, const char *action)
{
  const RunState *state = ape_playback_get_state (self->playback);
  const RunNode *at = run_state_get_at (state);
  g_autoptr (RunStep) step = NULL;
  g_autofree char *data = NULL;

  if (!get_data (self, &data))
    return NULL;
  step = run_step_new (at != NULL ? at->id : NULL, get_actor (self), action);
  step->data = g_steal_pointer (&data);
  step->payment = g_strdup (get_choice (self->payment_row, payments, G_N_ELEMENTS (payments)));
  step->valid = gtk_switch_get_active (self->valid_switch);
  set_outcomes (self, step);
  return g_steal_pointer (&step);
}

static void
take (ApeSimulation *self, RunStep *step)
{
  if (step == NULL)
    return;
  _ape_simulation_stop_showing (self);
  ape_playback_step (self->playback, step);
  /* What was said for one step does not silently hold for the next. */
  gtk_editable_set_text (GTK_EDITABLE (self->data_row), "");
  adw_combo_row_set_selected (self->payment_row, 0);
  gtk_switch_set_active (self->valid_switch, TRUE);
}

static void
offer_clicked_cb (GtkButton *button, ApeSimulation *self)
{
  const char *action = g_object_get_data (G_OBJECT (button), "action");
  g_autoptr (RunStep) step = new_step (self, action);

  if (step == NULL)
    return;
  step->move = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "moves"));
  take (self, step);
}

static void
save_clicked_cb (GtkButton *button, ApeSimulation *self)
{
  g_autoptr (RunStep) step = new_step (self, NULL);

  if (step == NULL || step->data == NULL)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->data_row), "error");
      return;
    }
  step->save = TRUE;
  take (self, step);
}

static void
resume_clicked_cb (GtkButton *button, ApeSimulation *self)
{
  g_autoptr (RunStep) step = new_step (self, NULL);

  if (step == NULL)
    return;
  step->resume = TRUE;
  take (self, step);
}

static void
flow_clicked_cb (GtkButton *button, ApeSimulation *self)
{
  _ape_simulation_stop_showing (self);
  ape_playback_decide (self->playback, g_object_get_data (G_OBJECT (button), "gateway"),
                       g_object_get_data (G_OBJECT (button), "flow"));
}

static void
clear_box (GtkBox *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
}

static GtkWidget *
add_button (ApeSimulation *self, GtkBox *box, const char *label, GCallback callback)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  g_signal_connect_object (button, "clicked", callback, self, 0);
  gtk_box_append (box, button);
  return button;
}

static void
add_offer (ApeSimulation *self, const RunOffer *offer, gboolean first)
{
  g_autofree char *label = ape_simulation_action_label (offer->action, offer->moves);
  GtkWidget *button = add_button (self, self->actions, label, G_CALLBACK (offer_clicked_cb));

  g_object_set_data_full (G_OBJECT (button), "action", g_strdup (offer->action), g_free);
  g_object_set_data (G_OBJECT (button), "moves", GINT_TO_POINTER (offer->moves));
  if (first)
    gtk_widget_add_css_class (button, "suggested-action");
  if (!offer->authorized)
    gtk_widget_set_tooltip_text (button, _ ("The app will refuse this: the policy gives no right"));
}

/* The first thing a person would do there: the task's own action (sign, confirm), else to move on,
 * but not the way back; -1: nothing is allowed. */
static int
find_first_choice (GArray *offers)
{
  int choice = -1;

  for (guint i = 0; i < offers->len; i++)
    {
      const RunOffer *offer = &g_array_index (offers, RunOffer, i);

      if (!offer->authorized || !offer->moves || g_strcmp0 (offer->action, "reject") == 0)
        continue;
      if (offer->listed)
        return (int) i;
      if (choice < 0)
        choice = (int) i;
    }
  return choice;
}

void
_ape_simulation_update_actions (ApeSimulation *self, const RunState *state)
{
  g_autoptr (GArray) offers = NULL;
  int first;

  clear_box (self->actions);
  if (state == NULL || run_state_is_ended (state) || run_state_get_current (state) == NULL)
    return;
  offers = run_list_offers (state, lookup_actor (self, state));
  first = find_first_choice (offers);
  if (first >= 0)
    add_offer (self, &g_array_index (offers, RunOffer, first), TRUE);
  for (guint i = 0; i < offers->len; i++)
    if ((int) i != first)
      add_offer (self, &g_array_index (offers, RunOffer, i), FALSE);
  if (run_state_get_workflow (state) != RUN_WORKFLOW_IDLE)
    add_button (self, self->actions, _ ("Try Again"), G_CALLBACK (resume_clicked_cb));
  if (*gtk_editable_get_text (GTK_EDITABLE (self->data_row)) != '\0')
    add_button (self, self->actions, _ ("Only Save the Data"), G_CALLBACK (save_clicked_cb));
}

/* A gateway that code in the app decides: ask, and record the answer. */
void
_ape_simulation_update_decide (ApeSimulation *self)
{
  const RunFailure *failure = ape_playback_get_failure (self->playback);
  const RunNode *gateway = NULL;
  g_autofree char *text = NULL;

  clear_box (self->decide_buttons);
  if (failure != NULL && failure->undecided != NULL)
    gateway = run_process_lookup (run_app_get_process (ape_playback_get_app (self->playback)),
                                  failure->undecided);
  gtk_widget_set_visible (self->decide, gateway != NULL);
  if (gateway == NULL)
    return;
  text = g_strdup_printf (_ ("Code in the app decides at “%s”. Which way?"),
                          ape_simulation_node_title (gateway));
  gtk_label_set_text (self->decide_label, text);
  for (guint i = 0; i < gateway->n_exits; i++)
    {
      const RunFlow *flow = gateway->exits[i];
      GtkWidget *button;

      if (flow->id == NULL || flow->target == NULL)
        continue;
      button = add_button (self, self->decide_buttons, ape_simulation_node_title (flow->target),
                           G_CALLBACK (flow_clicked_cb));
      g_object_set_data_full (G_OBJECT (button), "gateway", g_strdup (gateway->id), g_free);
      g_object_set_data_full (G_OBJECT (button), "flow", g_strdup (flow->id), g_free);
    }
}

/* Actors and payment are only asked about where they matter. */
void
_ape_simulation_update_options (ApeSimulation *self, const RunState *state)
{
  const RunNode *current = state != NULL ? run_state_get_current (state) : NULL;
  RunApp *app = ape_playback_get_app (self->playback);
  const char *type = current != NULL ? run_app_get_task_type (app, current) : NULL;
  const RunNode *const *nodes;
  guint n_nodes = 0;
  gboolean services = FALSE;

  gtk_widget_set_visible (GTK_WIDGET (self->options), current != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->payment_row), g_strcmp0 (type, "payment") == 0);
  if (app != NULL)
    {
      nodes = run_process_get_nodes (run_app_get_process (app), &n_nodes);
      for (guint i = 0; i < n_nodes && !services; i++)
        services = run_app_is_service (app, nodes[i]);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->service_row), services);
}

void
_ape_simulation_update_actors (ApeSimulation *self)
{
  RunPlay *play = ape_playback_get_play (self->playback);
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  g_autofree char *chosen = g_strdup (get_actor (self));
  guint selected = 0;

  gtk_string_list_append (list, _ ("Whoever usually does it"));
  if (play != NULL)
    {
      guint n_actors;
      const RunActor *const *actors
          = run_setup_get_actors (run_play_get_setup (play), &n_actors);

      for (guint i = 0; i < n_actors; i++)
        {
          gtk_string_list_append (list, actors[i]->name);
          if (g_strcmp0 (chosen, actors[i]->name) == 0)
            selected = i + 1;
        }
    }
  adw_combo_row_set_model (self->actor_row, G_LIST_MODEL (list));
  adw_combo_row_set_selected (self->actor_row, selected);
}

/* Fills the rows whose choices never change. */
void
_ape_simulation_fill_choices (ApeSimulation *self)
{
  set_choices (self->payment_row, payments, G_N_ELEMENTS (payments));
  set_choices (self->service_row, outcomes, G_N_ELEMENTS (outcomes));
}

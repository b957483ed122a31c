/* ape-simulation-private.h: what the files of the simulation pane share
 *
 * ape-simulation.c is the widget, its commands and what it shows; -steps.c is what a person chooses
 * for the next step.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "ui/ape-simulation.h"

G_BEGIN_DECLS

struct _ApeSimulation
{
  GtkWidget parent_instance;

  /* Template */
  GtkStack *stack;
  AdwStatusPage *idle;
  GtkLabel *title;
  GtkImage *place_icon;
  GtkLabel *place_name;
  GtkLabel *place_detail;
  GtkWidget *failure;
  GtkLabel *failure_title;
  GtkLabel *failure_detail;
  GtkWidget *decide;
  GtkLabel *decide_label;
  GtkBox *decide_buttons;
  GtkBox *actions;
  AdwComboRow *actor_row;
  AdwComboRow *payment_row;
  AdwComboRow *service_row;
  GtkSwitch *valid_switch;
  AdwEntryRow *data_row;
  AdwPreferencesGroup *options;
  AdwPreferencesGroup *instance;
  GtkListBox *instance_list;
  GtkListBox *log;
  GtkLabel *position;
  GtkWidget *scenarios;

  EditorSession *session;
  ApePlayback *playback;
  GPtrArray *way; /* of char *: flows of the step that is shown */
  GtkFileChooserNative *chooser;
  GtkWidget *proposals; /* a popover; NULL: not open */
  guint show_id;
};

/* ape-simulation.c */
void _ape_simulation_stop_showing (ApeSimulation *self);

/* ape-simulation-steps.c */
void _ape_simulation_fill_choices (ApeSimulation *self);
void _ape_simulation_update_actions (ApeSimulation *self, const RunState *state);
void _ape_simulation_update_decide (ApeSimulation *self);
void _ape_simulation_update_options (ApeSimulation *self, const RunState *state);
void _ape_simulation_update_actors (ApeSimulation *self);

G_END_DECLS

/* ape-proposals.c: the scenarios that together cover a process, to choose one
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "ui/ape-proposals.h"

#include <glib/gi18n.h>

#include "ui/ape-simulation-rows.h"

#define WIDTH 420
#define MAX_HEIGHT 320

struct _ApeProposals
{
  GtkPopover parent_instance;

  GPtrArray *scenarios;
  GtkWidget *list;
};

G_DEFINE_FINAL_TYPE (ApeProposals, ape_proposals, GTK_TYPE_POPOVER)

enum
{
  PICKED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
row_activated_cb (ApeProposals *self, GtkListBoxRow *row)
{
  guint index = (guint) gtk_list_box_row_get_index (row);

  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[PICKED], 0, g_ptr_array_index (self->scenarios, index));
}

/* "Next, Sign, Next": what is done in it. */
static char *
dup_actions (const RunScenario *scenario)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < scenario->steps->len; i++)
    {
      const RunStep *step = g_ptr_array_index (scenario->steps, i);
      g_autofree char *action = ape_simulation_action_label (step->action, step->move);

      g_string_append_printf (text, "%s%s", i > 0 ? " · " : "", action);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
add_row (ApeProposals *self, const RunScenario *scenario, guint number)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *numbered = g_strdup_printf (_ ("Scenario %u"), number);
  g_autofree char *actions = dup_actions (scenario);
  g_autofree char *subtitle = g_markup_escape_text (actions, -1);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 scenario->name != NULL ? scenario->name : numbered);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  /* One line each: what wraps gets too little height in a popover. */
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 1);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
  gtk_widget_set_tooltip_text (row, actions);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_list_box_append (GTK_LIST_BOX (self->list), row);
}

static void
ape_proposals_finalize (GObject *object)
{
  ApeProposals *self = APE_PROPOSALS (object);

  g_clear_pointer (&self->scenarios, g_ptr_array_unref);
  G_OBJECT_CLASS (ape_proposals_parent_class)->finalize (object);
}

static void
ape_proposals_class_init (ApeProposalsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ape_proposals_finalize;
  signals[PICKED] = g_signal_new ("picked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
ape_proposals_init (ApeProposals *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *about = gtk_label_new (_ ("Together these pass every flow that a run can take."));
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->list, "boxed-list");
  gtk_list_box_set_placeholder (GTK_LIST_BOX (self->list),
                                gtk_label_new (_ ("No run reaches an end")));
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (row_activated_cb), self);
  gtk_label_set_xalign (GTK_LABEL (about), 0);
  gtk_widget_add_css_class (about, "dim-label");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), MAX_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->list);
  gtk_widget_set_size_request (scrolled, WIDTH, -1);
  gtk_box_append (GTK_BOX (box), about);
  gtk_box_append (GTK_BOX (box), scrolled);
  gtk_widget_add_css_class (GTK_WIDGET (self), "decision-popover");
  gtk_popover_set_child (GTK_POPOVER (self), box);
}

/**
 * ape_proposals_new:
 * @scenarios: (element-type RunScenario): what to choose from
 *
 * Returns: (transfer floating): a popover that lists them
 */
GtkWidget *
ape_proposals_new (GPtrArray *scenarios)
{
  ApeProposals *self = g_object_new (APE_TYPE_PROPOSALS, NULL);

  self->scenarios = g_ptr_array_ref (scenarios);
  for (guint i = 0; i < scenarios->len; i++)
    add_row (self, g_ptr_array_index (scenarios, i), i + 1);
  return GTK_WIDGET (self);
}

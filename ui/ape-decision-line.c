/* ape-decision-line.c: one line about how a gateway decided
 *
 * "Approved?: Archive", and a button that opens the conditions of the gateway with every value they
 * were made of.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "ui/ape-decision-line.h"

#include <glib/gi18n.h>

#include "ui/ape-simulation-rows.h"

#define POPOVER_WIDTH 640
#define POPOVER_HEIGHT 360

static const char *
flow_title (const RunFlow *flow)
{
  if (flow->target != NULL)
    return ape_simulation_node_title (flow->target);
  return flow->target_ref != NULL ? flow->target_ref : "";
}

/* How the condition of one flow came to its value; NULL: it has none. */
static char *
dup_reason (const RunDecision *decision, guint index)
{
  const RunDecisionFlow *flow = &decision->flows[index];
  g_autoptr (ExpressionExplanation) explanation = NULL;

  if (flow->flow->condition == NULL)
    return NULL;
  explanation = run_decision_explain (decision, index);
  if (explanation != NULL)
    return expression_explanation_to_text (explanation);
  /* No expression, or it was not asked. */
  if (flow->error != NULL)
    return g_strdup_printf ("%s → ? %s", flow->flow->condition, flow->error);
  return g_strdup (flow->flow->condition);
}

/* Markup of all flows: where each leads, and why or why not. NULL: no flow has a condition. */
static char *
dup_reasons (const RunDecision *decision)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gboolean any = FALSE;

  for (guint i = 0; i < decision->n_flows; i++)
    {
      const RunDecisionFlow *flow = &decision->flows[i];
      g_autofree char *reason = dup_reason (decision, i);
      g_autofree char *title = g_markup_escape_text (flow_title (flow->flow), -1);
      g_autofree char *escaped
          = reason != NULL ? g_markup_escape_text (reason, -1)
                           : g_strdup (flow->selected ? _ ("No condition: always chosen") : "");

      any |= reason != NULL;
      g_string_append_printf (text, "%s%s<b>%s</b>\n", text->len > 0 ? "\n\n" : "",
                              flow->taken ? "→ " : "", title);
      g_string_append_printf (text, reason != NULL ? "<tt>%s</tt>" : "%s", escaped);
    }
  return any ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

/* Made when it is first opened; the reasons are kept as text because the run may go on. */
static void
create_popover (GtkMenuButton *button, gpointer user_data)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_markup (GTK_LABEL (label), user_data);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_set_can_focus (label, FALSE);
  gtk_scrolled_window_set_propagate_natural_width (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_width (GTK_SCROLLED_WINDOW (scrolled), POPOVER_WIDTH);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), POPOVER_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), label);
  gtk_popover_set_child (GTK_POPOVER (popover), scrolled);
  gtk_widget_add_css_class (popover, "decision-popover");
  gtk_menu_button_set_popover (button, popover);
}

static GtkWidget *
new_why_button (char *reasons)
{
  GtkWidget *button = gtk_menu_button_new ();

  /* A label set as such would come with an arrow. */
  gtk_menu_button_set_child (GTK_MENU_BUTTON (button), gtk_label_new (_ ("Why?")));
  gtk_menu_button_set_has_frame (GTK_MENU_BUTTON (button), FALSE);
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (button), create_popover, reasons, g_free);
  gtk_widget_set_valign (button, GTK_ALIGN_START);
  gtk_widget_set_tooltip_text (button, _ ("Show What the Conditions Saw"));
  gtk_widget_add_css_class (button, "decision-why");
  return button;
}

/**
 * ape_decision_line_new:
 * @decision: how a gateway decided
 *
 * Returns: (transfer floating): a line for the log
 */
GtkWidget *
ape_decision_line_new (const RunDecision *decision)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label;
  g_autoptr (GString) taken = g_string_new (NULL);
  g_autofree char *text = NULL;
  char *reasons = dup_reasons (decision);

  for (guint i = 0; i < decision->n_flows; i++)
    if (decision->flows[i].taken)
      g_string_append_printf (taken, "%s%s", taken->len > 0 ? ", " : "",
                              flow_title (decision->flows[i].flow));
  /* Translators: a gateway and where it leads, e.g. "Approved?: Archive" */
  text = g_strdup_printf (_ ("%s: %s"), ape_simulation_node_title (decision->gateway),
                          taken->len > 0 ? taken->str : "–");
  label = gtk_label_new (text);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (label, "caption");
  gtk_box_append (GTK_BOX (line), label);
  if (reasons != NULL)
    gtk_box_append (GTK_BOX (line), new_why_button (reasons));
  return line;
}

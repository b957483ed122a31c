/* ape-simulation-rows.c: the words and rows of the simulation pane
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "ui/ape-simulation-rows.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ui/ape-decision-line.h"

/* What the palette calls a label of its own; other actions keep the name the app gave them. */
static const struct
{
  const char *action;
  const char *label;
} action_labels[] = {
  { "write", N_ ("Next") },
  { "confirm", N_ ("Confirm") },
  { "sign", N_ ("Sign") },
  { "reject", N_ ("Reject") },
  { "pay", N_ ("Pay") },
};

/**
 * ape_simulation_node_title:
 * @node: (nullable): a node of the process
 *
 * Returns: what a person calls it: its name, else its id
 */
const char *
ape_simulation_node_title (const RunNode *node)
{
  if (node == NULL)
    return "";
  if (node->name != NULL && *node->name != '\0')
    return node->name;
  return node->id != NULL ? node->id : "";
}

/**
 * ape_simulation_action_label:
 * @action: (nullable): an action; %NULL: process/next without one
 * @moves: whether it moves the process
 *
 * Returns: (transfer full): what its button says
 */
char *
ape_simulation_action_label (const char *action, gboolean moves)
{
  const char *label = action;

  if (action == NULL)
    return g_strdup (_ ("Next"));
  for (gsize i = 0; i < G_N_ELEMENTS (action_labels); i++)
    if (strcmp (action_labels[i].action, action) == 0)
      label = _ (action_labels[i].label);
  if (moves)
    return g_strdup (label);
  /* Translators: an action, e.g. "Sign", that does not move the process to the next task */
  return g_strdup_printf (_ ("%s and stay here"), label);
}

/**
 * ape_simulation_failure_title:
 * @failure: what the app answered
 *
 * Returns: (transfer full): one line that says who answers, in the person's language
 */
char *
ape_simulation_failure_title (const RunFailure *failure)
{
  if (failure->http != 0)
    return g_strdup_printf (_ ("The app answers %u"), failure->http);
  if (failure->kind == RUN_FAILURE_DEFINITION)
    return g_strdup (_ ("The app would not survive this"));
  return g_strdup (_ ("This step cannot be played"));
}

/**
 * ape_simulation_failure_detail:
 * @failure: what the app answered
 *
 * Returns: (transfer full): the app's own text, with its validation issues
 */
char *
ape_simulation_failure_detail (const RunFailure *failure)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (failure->title != NULL && failure->detail != NULL)
    g_string_append_printf (text, "%s\n", failure->title);
  g_string_append (text, run_failure_get_message (failure));
  for (gsize i = 0; failure->issues != NULL && failure->issues[i] != NULL; i++)
    g_string_append_printf (text, "\n• %s", failure->issues[i]);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static GtkWidget *
new_line (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return label;
}

static char *
step_title (const RunPlayed *played)
{
  const RunStep *step = played->step;
  g_autofree char *action = NULL;

  if (step == NULL)
    return g_strdup (_ ("Start"));
  if (step->save)
    action = g_strdup (_ ("Save data"));
  else if (step->resume)
    action = g_strdup (_ ("Try again"));
  else
    action = ape_simulation_action_label (step->action, step->move);
  if (step->as != NULL)
    /* Translators: an action and who does it, e.g. "Sign (kari)" */
    return g_strdup_printf (_ ("%s (%s)"), action, step->as);
  return g_steal_pointer (&action);
}

/**
 * ape_simulation_log_row:
 * @played: a step and what came of it
 * @number: its number, 0 is the start
 *
 * Returns: (transfer floating): a row of the log
 */
GtkWidget *
ape_simulation_log_row (const RunPlayed *played, guint number)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  const RunResult *result = played->result;
  g_autofree char *title = step_title (played);
  g_autofree char *numbered = g_strdup_printf ("%u · %s", number, title);

  gtk_widget_add_css_class (box, "simulation-log-row");
  gtk_box_append (GTK_BOX (box), new_line (numbered, NULL));
  if (result != NULL)
    {
      for (guint i = 0; result->decisions != NULL && i < result->decisions->len; i++)
        gtk_box_append (GTK_BOX (box), ape_decision_line_new (g_ptr_array_index (result->decisions, i)));
      for (guint i = 0; result->visited != NULL && i < result->visited->len; i++)
        {
          const RunNode *node = g_ptr_array_index (result->visited, i);
          g_autofree char *entered = g_strdup_printf ("→ %s", ape_simulation_node_title (node));

          gtk_box_append (GTK_BOX (box), new_line (entered, "dim-label"));
        }
      if (result->failure != NULL)
        gtk_box_append (GTK_BOX (box),
                        new_line (run_failure_get_message (result->failure), "error"));
    }
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  return row;
}

static void
add_fact (GtkListBox *list, const char *title, const char *detail, const char *icon,
          const char *icon_meaning)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (detail != NULL)
    {
      g_autofree char *text = g_markup_escape_text (detail, -1);

      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
      adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 3);
    }
  if (icon != NULL)
    {
      GtkWidget *image = gtk_image_new_from_icon_name (icon);

      gtk_widget_set_tooltip_text (image, icon_meaning);
      gtk_accessible_update_property (GTK_ACCESSIBLE (image), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      icon_meaning, -1);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), image);
    }
  gtk_list_box_append (list, row);
}

static void
add_element (GtkListBox *list, const RunState *state, const RunDataElement *element)
{
  g_autofree char *detail = NULL;
  const char *icon = element->locked ? "changes-prevent-symbolic" : NULL;
  const char *meaning = element->locked ? _ ("Locked: the app refuses changes") : NULL;

  switch (element->kind)
    {
    case RUN_DATA_SIGNATURE:
      detail = g_strdup_printf (_ ("Signed by %s at %s"), element->signature->by,
                                ape_simulation_node_title (element->signature->task));
      if (!run_state_is_signature_valid (state, element))
        {
          icon = "dialog-warning-symbolic";
          meaning = _ ("What was signed has been changed since");
        }
      break;
    case RUN_DATA_PDF:
      detail = g_strdup (_ ("PDF"));
      break;
    case RUN_DATA_RECEIPT:
      detail = g_strdup (_ ("Receipt"));
      break;
    case RUN_DATA_SIGNEE_STATE:
      detail = g_strdup (_ ("Who is asked to sign"));
      break;
    case RUN_DATA_ATTACHMENT:
      detail = g_strdup (run_content_get_file_type (element->content));
      break;
    case RUN_DATA_FORM:
    default:
      if (element->content != NULL)
        detail = g_strdup (run_content_get_text (element->content));
      break;
    }
  add_fact (list, element->type, detail, icon, meaning);
}

/**
 * ape_simulation_fill_instance:
 * @list: the list to fill
 * @state: (nullable): the instance
 *
 * Shows what the instance holds: data and their locks, signatures, payments, what was sent.
 */
void
ape_simulation_fill_instance (GtkListBox *list, const RunState *state)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_list_box_remove (list, child);
  if (state == NULL)
    return;
  for (guint i = 0; i < run_state_get_n_data (state); i++)
    add_element (list, state, run_state_get_data (state, i));
  for (guint i = 0; i < run_state_get_n_payments (state); i++)
    {
      const RunPayment *payment = run_state_get_payment (state, i);

      add_fact (list, ape_simulation_node_title (payment->task),
                run_payment_status_to_string (payment->status), "ape-task-payment-symbolic",
                _ ("Payment"));
    }
  for (const RunDispatch *sent = run_state_get_last_sent (state); sent != NULL;
       sent = sent->previous)
    add_fact (list, ape_simulation_node_title (sent->element), NULL, "mail-send-symbolic",
              _ ("Sent"));
}

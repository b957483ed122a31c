/* test-problems.c: silencing a finding, and seeing what is silenced
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include <string.h>

#include "tests/test-support.h"
#include "tests/ui/ui-support.h"
#include "ui/ape-finding-row.h"

static AdwMessageDialog *
find_dialog (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    if (ADW_IS_MESSAGE_DIALOG (l->data) && gtk_widget_get_visible (l->data))
      return l->data;
  return NULL;
}

/* Deletes a flow and selects the first problem of that. */
static ApeProblems *
make_problem (UiFixture *fixture)
{
  ApeProblems *problems = ape_page_get_problems (fixture->page);

  ape_page_go_to (fixture->page, "Flow_pdf_slutt");
  gtk_widget_activate_action (GTK_WIDGET (ape_page_get_canvas (fixture->page)), "canvas.delete",
                              NULL);
  ui_wait_until (ape_problems_get_n_shown (problems) > 0);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "page.next-problem", NULL);
  ui_settle ();
  return problems;
}

/* The button of the selected row. */
static GtkWidget *
find_silence_button (GtkWidget *root)
{
  if (APE_IS_FINDING_ROW (root))
    {
      GtkWidget *button = ape_finding_row_get_silence_button (APE_FINDING_ROW (root));

      return button != NULL && gtk_widget_get_mapped (button) ? button : NULL;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_silence_button (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static char *
read_reasons (UiFixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->directory, ".altinn-process.json", NULL);
  char *text = NULL;

  return g_file_get_contents (path, &text, NULL, NULL) ? text : NULL;
}

static void
silence (UiFixture *fixture, const char *reason)
{
  GtkWidget *button;
  AdwMessageDialog *dialog;

  ui_wait_until (find_silence_button (GTK_WIDGET (ape_page_get_problems (fixture->page))) != NULL);
  button = find_silence_button (GTK_WIDGET (ape_page_get_problems (fixture->page)));
  g_signal_emit_by_name (button, "clicked");
  ui_wait_until (find_dialog () != NULL);
  dialog = find_dialog ();
  g_assert_false (adw_message_dialog_get_response_enabled (dialog, "silence"));
  gtk_editable_set_text (GTK_EDITABLE (adw_message_dialog_get_extra_child (dialog)), reason);
  g_assert_true (adw_message_dialog_get_response_enabled (dialog, "silence"));
  adw_message_dialog_response (dialog, "silence");
  gtk_window_destroy (GTK_WINDOW (dialog));
  ui_settle ();
}

/* What an edit broke for the moment is counted below, and the canvas keeps its size. */
static void
test_panel_stays_shut (UiFixture *fixture, gconstpointer data)
{
  ape_page_go_to (fixture->page, "Flow_pdf_slutt");
  gtk_widget_activate_action (GTK_WIDGET (ape_page_get_canvas (fixture->page)), "canvas.delete",
                              NULL);
  ui_wait_until (ape_problems_get_n_shown (ape_page_get_problems (fixture->page)) > 0);
  ui_settle ();
  g_assert_null (ape_page_get_bottom (fixture->page));
}

static void
test_silence (UiFixture *fixture, gconstpointer data)
{
  ApeProblems *problems = make_problem (fixture);
  GtkWidget *toggle = ape_problems_get_silenced_toggle (problems);
  guint before = ape_problems_get_n_shown (problems);
  g_autofree char *reasons = NULL;

  g_assert_false (gtk_widget_get_visible (toggle));
  silence (fixture, "Kommer i neste versjon");
  ui_wait_until (ape_problems_get_n_shown (problems) == before - 1);
  g_assert_null (read_reasons (fixture));

  /* Seen on request. */
  g_assert_true (gtk_widget_get_visible (toggle));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (toggle), TRUE);
  g_assert_cmpuint (ape_problems_get_n_shown (problems), ==, before);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (toggle), FALSE);

  /* An edit like others. */
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "page.undo", NULL);
  ui_wait_until (ape_problems_get_n_shown (problems) == before);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "page.redo", NULL);
  ui_wait_until (ape_problems_get_n_shown (problems) == before - 1);
  ui_save (fixture);
  reasons = read_reasons (fixture);
  g_assert_nonnull (reasons);
  g_assert_nonnull (strstr (reasons, "Kommer i neste versjon"));
}

static void
count_cb (ApeProblems *problems, RulesFinding *finding, guint *n)
{
  (*n)++;
}

/* Who looked elsewhere meanwhile comes back with a click on the same row. */
static void
test_click_again (UiFixture *fixture, gconstpointer data)
{
  ApeProblems *problems = make_problem (fixture);
  GtkWidget *row;
  guint n = 0;

  ui_wait_until (find_silence_button (GTK_WIDGET (problems)) != NULL);
  row = gtk_widget_get_ancestor (find_silence_button (GTK_WIDGET (problems)),
                                 APE_TYPE_FINDING_ROW);
  g_signal_connect (problems, "selected", G_CALLBACK (count_cb), &n);
  g_signal_emit_by_name (ui_controller (row, GTK_TYPE_GESTURE_CLICK), "pressed", 1, 5.0, 5.0);
  g_assert_cmpuint (n, ==, 1);
}

static void
add_tests (void)
{
  g_test_add ("/problems/silence-with-a-reason", UiFixture, NULL, ui_open_sample, test_silence,
              ui_close);
  g_test_add ("/problems/click-again-goes-there-again", UiFixture, NULL, ui_open_sample,
              test_click_again, ui_close);
  g_test_add ("/problems/panel-stays-shut-while-editing", UiFixture, NULL, ui_open_sample,
              test_panel_stays_shut, ui_close);
}

int
main (int argc, char **argv)
{
  return ui_main (&argc, &argv, add_tests);
}

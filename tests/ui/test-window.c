/* test-window.c: opening, titles, messages, panels, saving
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "tests/test-support.h"
#include "tests/ui/ui-support.h"
#include "ui/ape-banner.h"
#include "ui/ape-element-item.h"
#include "ui/ape-find-bar.h"
#include "ui/ape-canvas.h"
#include "ui/ape-inspector.h"
#include "ui/ape-outline.h"
#include "ui/ape-proposals.h"
#include "ui/ape-source-view.h"
#include "ui/ape-start-page.h"

static const char without_diagram[]
    = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\" "
      "xmlns:altinn=\"http://altinn.no/process\" id=\"d\">\n"
      "  <process id=\"p\">\n"
      "    <startEvent id=\"start\"><outgoing>f1</outgoing></startEvent>\n"
      "    <task id=\"skjema\" name=\"Skjema\">\n"
      "      <extensionElements><altinn:taskExtension>"
      "<altinn:taskType>data</altinn:taskType></altinn:taskExtension></extensionElements>\n"
      "      <incoming>f1</incoming><outgoing>f2</outgoing>\n"
      "    </task>\n"
      "    <endEvent id=\"slutt\"><incoming>f2</incoming></endEvent>\n"
      "    <sequenceFlow id=\"f1\" sourceRef=\"start\" targetRef=\"skjema\"/>\n"
      "    <sequenceFlow id=\"f2\" sourceRef=\"skjema\" targetRef=\"slutt\"/>\n"
      "  </process>\n"
      "</definitions>\n";

static void
act (UiFixture *fixture, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), action, NULL));
  ui_settle ();
}

static void
test_start_page (void)
{
  UiFixture fixture = { 0 };
  GtkWidget *start;

  fixture.window = ape_window_new (NULL);
  gtk_window_present (GTK_WINDOW (fixture.window));
  ui_settle ();
  start = ui_find (GTK_WIDGET (fixture.window), APE_TYPE_START_PAGE);
  g_assert_true (gtk_widget_get_mapped (start));
  g_assert_nonnull (ui_find (start, ADW_TYPE_ACTION_ROW));
  g_assert_null (ape_window_get_page (fixture.window));
  ui_close (&fixture, NULL);
}

static void
test_template (void)
{
  UiFixture fixture = { 0 };

  fixture.window = ape_window_new (NULL);
  gtk_window_present (GTK_WINDOW (fixture.window));
  fixture.page = ape_window_new_from_template (fixture.window, "form-signing");
  ui_settle ();
  g_assert_cmpint (ape_page_get_state (fixture.page), ==, APE_PAGE_READY);
  g_assert_null (ape_page_get_path (fixture.page));
  g_assert_cmpuint (
      editor_scene_get_items (editor_session_get_scene (ape_page_get_session (fixture.page)))->len,
      >, 4);
  ui_close (&fixture, NULL);
}

/* While a file is read its page lies ready, to be looked at only. */
static void
test_page_waits_for_its_process (UiFixture *fixture, gconstpointer data)
{
  g_autofree char *copy = g_strconcat (fixture->file, ".copy.bpmn", NULL);
  g_autoptr (GBytes) bytes = test_read (fixture->file);
  g_autoptr (GFile) file = g_file_new_for_path (copy);
  GtkWidget *canvas;
  ApePage *page;

  g_assert_true (g_file_set_contents (copy, g_bytes_get_data (bytes, NULL),
                                      (gssize) g_bytes_get_size (bytes), NULL));
  page = ape_window_open (fixture->window, file);
  canvas = GTK_WIDGET (ape_page_get_canvas (page));
  g_assert_cmpint (ape_page_get_state (page), ==, APE_PAGE_LOADING);
  g_assert_true (gtk_widget_get_child_visible (canvas));
  g_assert_false (gtk_widget_child_focus (GTK_WIDGET (page), GTK_DIR_TAB_FORWARD));
  ui_wait_until (ape_page_get_state (page) == APE_PAGE_READY);
  ui_settle ();
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (fixture->window)), canvas)
                 || gtk_widget_has_focus (canvas));
}

static void
test_titles (UiFixture *fixture, gconstpointer data)
{
  g_assert_cmpint (ape_page_get_state (fixture->page), ==, APE_PAGE_READY);
  g_assert_cmpstr (ape_page_get_title (fixture->page), ==, "kommune/skjenkebevilling");
  g_assert_cmpstr (ape_page_get_subtitle (fixture->page), ==, "App/config/process/process.bpmn");
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (fixture->window)), ==,
                   "kommune/skjenkebevilling");
}

static void
test_dot_while_unsaved (UiFixture *fixture, gconstpointer data)
{
  GtkWidget *inspector = ui_find (GTK_WIDGET (fixture->page), APE_TYPE_INSPECTOR);
  GtkWidget *row;

  ape_page_go_to (fixture->page, "Task_Soknad");
  row = ape_inspector_get_row (APE_INSPECTOR (inspector), "name");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, "Søknad");
  gtk_editable_set_text (GTK_EDITABLE (row), "Søknad om bevilling");
  ui_settle ();
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (fixture->window)), ==,
                   "• kommune/skjenkebevilling");
  act (fixture, "page.undo");
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (fixture->window)), ==,
                   "kommune/skjenkebevilling");
}

static void
test_typing_is_one_step (UiFixture *fixture, gconstpointer data)
{
  GtkWidget *inspector = ui_find (GTK_WIDGET (fixture->page), APE_TYPE_INSPECTOR);
  g_autofree char *before = ui_text (fixture);
  g_autofree char *after = NULL;
  GtkWidget *row;

  ape_page_go_to (fixture->page, "Task_Soknad");
  row = ape_inspector_get_row (APE_INSPECTOR (inspector), "name");
  gtk_editable_set_text (GTK_EDITABLE (row), "A");
  gtk_editable_set_text (GTK_EDITABLE (row), "Ab");
  gtk_editable_set_text (GTK_EDITABLE (row), "Abc");
  g_assert_cmpstr (bpmn_element_get_name (ui_element (fixture, "Task_Soknad")), ==, "Abc");
  act (fixture, "page.undo");
  after = ui_text (fixture);
  g_assert_cmpstr (after, ==, before);
  row = ape_inspector_get_row (APE_INSPECTOR (inspector), "name");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, "Søknad");
}

/* Whether a label below @root that is seen shows exactly @text. */
static gboolean
shows (GtkWidget *root, const char *text)
{
  if (GTK_IS_LABEL (root) && gtk_widget_is_visible (root)
      && strcmp (gtk_label_get_text (GTK_LABEL (root)), text) == 0)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (shows (child, text))
      return TRUE;
  return FALSE;
}

static void
test_ways_out_show_conditions (UiFixture *fixture, gconstpointer data)
{
  GtkWidget *inspector = ui_find (GTK_WIDGET (fixture->page), APE_TYPE_INSPECTOR);

  ape_page_go_to (fixture->page, "Gateway_Signert");
  ui_settle ();
  g_assert_true (shows (inspector, "[\"equals\",[\"gatewayAction\"],\"reject\"]"));
}

static void
test_tasks_are_counted_anew (UiFixture *fixture, gconstpointer data)
{
  GtkWidget *inspector = ui_find (GTK_WIDGET (fixture->page), APE_TYPE_INSPECTOR);

  GtkWidget *canvas = ui_find (GTK_WIDGET (fixture->page), APE_TYPE_CANVAS);

  ui_settle ();
  g_assert_true (shows (inspector, "3"));
  ape_page_go_to (fixture->page, "Task_Pdf");
  g_assert_true (gtk_widget_activate_action (canvas, "canvas.duplicate", NULL));
  ui_settle ();
  editor_selection_clear (editor_session_get_selection (ape_page_get_session (fixture->page)));
  ui_settle ();
  g_assert_true (shows (inspector, "4"));
  act (fixture, "page.undo");
  g_assert_true (shows (inspector, "3"));
}

static void
test_broken_file (void)
{
  UiFixture fixture = { 0 };
  const char text[] = "<?xml version=\"1.0\"?>\n<definitions>\n  <process\n</definitions>\n";
  g_autofree char *after = NULL;
  GtkWidget *status;

  ui_open_text (&fixture, text);
  g_assert_cmpint (ape_page_get_state (fixture.page), ==, APE_PAGE_FAILED);
  g_assert_nonnull (strstr (ape_page_get_error (fixture.page), "loose.bpmn:"));
  g_assert_nonnull (strstr (ape_page_get_error (fixture.page), "error:"));
  status = ui_find (GTK_WIDGET (fixture.page), ADW_TYPE_STATUS_PAGE);
  g_assert_true (gtk_widget_get_mapped (status));
  g_assert_nonnull (strstr (adw_status_page_get_description (ADW_STATUS_PAGE (status)), "loose"));
  after = ui_read_file (&fixture);
  g_assert_cmpstr (after, ==, text);
  ui_close (&fixture, NULL);
}

static void
test_no_diagram (void)
{
  UiFixture fixture = { 0 };
  GtkWidget *banner;
  g_autofree char *after = NULL;
  g_autofree char *undone = NULL;

  ui_open_text (&fixture, without_diagram);
  banner = ui_find (GTK_WIDGET (fixture.page), APE_TYPE_BANNER);
  g_assert_nonnull (ape_banner_get_text (APE_BANNER (banner)));
  g_assert_false (ape_page_is_modified (fixture.page));
  act (&fixture, "page.add-diagram");
  after = ui_text (&fixture);
  g_assert_nonnull (strstr (after, "BPMNDiagram"));
  g_assert_nonnull (strstr (after, "BPMNShape"));
  g_assert_null (ape_banner_get_text (APE_BANNER (banner)));
  act (&fixture, "page.undo");
  undone = ui_text (&fixture);
  g_assert_cmpstr (undone, ==, without_diagram);
  ui_close (&fixture, NULL);
}

static void
test_save_without_edit (UiFixture *fixture, gconstpointer data)
{
  g_autofree char *before = ui_read_file (fixture);
  g_autofree char *after = NULL;

  act (fixture, "page.save");
  after = ui_read_file (fixture);
  g_assert_cmpstr (after, ==, before);
}

static void
test_problems_follow (UiFixture *fixture, gconstpointer data)
{
  ApeProblems *problems = ape_page_get_problems (fixture->page);
  guint before, n_findings;

  ui_settle ();
  before = ape_problems_get_n_shown (problems);
  ape_page_go_to (fixture->page, "Flow_pdf_slutt");
  g_assert_true (gtk_widget_activate_action (
      GTK_WIDGET (ape_page_get_canvas (fixture->page)), "canvas.delete", NULL));
  ui_wait_until (ape_problems_get_n_shown (problems) > before);
  ape_canvas_get_badge (ape_page_get_canvas (fixture->page), ui_element (fixture, "EndEvent_1"),
                        &n_findings);
  g_assert_cmpuint (n_findings, >, 0);
  act (fixture, "page.undo");
  ui_wait_until (ape_problems_get_n_shown (problems) == before);
}

static void
test_step_through_problems (UiFixture *fixture, gconstpointer data)
{
  ApeProblems *problems = ape_page_get_problems (fixture->page);
  EditorSelection *selection;

  ape_page_go_to (fixture->page, "Flow_pdf_slutt");
  gtk_widget_activate_action (GTK_WIDGET (ape_page_get_canvas (fixture->page)), "canvas.delete",
                              NULL);
  ui_wait_until (ape_problems_get_n_shown (problems) > 0);
  selection = editor_session_get_selection (ape_page_get_session (fixture->page));
  editor_selection_clear (selection);
  for (guint i = 0; i < ape_problems_get_n_shown (problems)
                    && editor_selection_get_size (selection) == 0;
       i++)
    act (fixture, "page.next-problem");
  g_assert_nonnull (editor_selection_get_single (selection));
}

/* The log tells with which values the gateway behind the rejected task decided. */
static void
assert_explains_rejection (GtkWidget *simulation)
{
  GtkWidget *why = ui_find_button (simulation, "Why?");
  GtkWidget *popover;
  GtkWidget *label;

  g_assert_nonnull (why);
  g_signal_emit_by_name (why, "clicked");
  ui_settle ();
  popover = ui_find (gtk_widget_get_parent (why), GTK_TYPE_POPOVER);
  g_assert_nonnull (popover);
  label = ui_find (popover, GTK_TYPE_LABEL);
  g_assert_nonnull (strstr (gtk_label_get_text (GTK_LABEL (label)),
                            "equals(gatewayAction() = \"reject\", \"reject\") → true"));
  gtk_popover_popdown (GTK_POPOVER (popover));
  ui_settle ();
}

static void
test_proposed_scenario_plays (UiFixture *fixture, gconstpointer data)
{
  ApeSimulation *simulation = ape_page_get_simulation (fixture->page);
  GtkWidget *popover;
  GtkListBox *list;
  GtkListBoxRow *row;

  act (fixture, "page.simulate");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (simulation), "simulation.propose", NULL));
  ui_settle ();
  popover = ui_find (GTK_WIDGET (simulation), APE_TYPE_PROPOSALS);
  g_assert_nonnull (popover);
  list = GTK_LIST_BOX (ui_find (popover, GTK_TYPE_LIST_BOX));
  row = gtk_list_box_get_row_at_index (list, 0);
  g_assert_nonnull (row);
  g_signal_emit_by_name (list, "row-activated", row);
  ui_settle ();
  g_assert_nonnull (ape_playback_get_play (ape_simulation_get_playback (simulation)));
  g_assert_cmpuint (ape_playback_get_n_steps (ape_simulation_get_playback (simulation)), >, 0);
}

static void
test_simulation (UiFixture *fixture, gconstpointer data)
{
  ApeSimulation *simulation = ape_page_get_simulation (fixture->page);
  ApeCanvas *canvas = ape_page_get_canvas (fixture->page);
  GtkWidget *button;

  act (fixture, "page.simulate");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (simulation), "simulation.start", NULL));
  ui_settle ();
  g_assert_cmpstr (ape_simulation_get_at (simulation), ==, "Task_Soknad");
  g_assert_true (ape_canvas_get_token (canvas) == ui_element (fixture, "Task_Soknad"));
  button = ui_find_button (GTK_WIDGET (simulation), "Next");
  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  ui_settle ();
  g_assert_cmpstr (ape_simulation_get_at (simulation), ==, "Task_Signering");
  g_assert_true (ape_canvas_get_token (canvas) == ui_element (fixture, "Task_Signering"));
  g_assert_nonnull (ui_find_button (GTK_WIDGET (simulation), "Reject"));
  g_signal_emit_by_name (ui_find_button (GTK_WIDGET (simulation), "Reject"), "clicked");
  ui_settle ();
  g_assert_cmpstr (ape_simulation_get_at (simulation), ==, "Task_Soknad");
  assert_explains_rejection (GTK_WIDGET (simulation));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (simulation), "simulation.back", NULL));
  ui_settle ();
  g_assert_cmpstr (ape_simulation_get_at (simulation), ==, "Task_Signering");
}

static void
test_xml_is_live (UiFixture *fixture, gconstpointer data)
{
  GtkWidget *view = ui_find (GTK_WIDGET (fixture->page), APE_TYPE_SOURCE_VIEW);
  GtkTextBuffer *buffer = ape_source_view_get_buffer (APE_SOURCE_VIEW (view));
  GtkTextIter first, last, start, end;
  g_autofree char *shown = NULL;
  g_autofree char *text = NULL;

  act (fixture, "page.show-source");
  gtk_text_buffer_get_bounds (buffer, &first, &last);
  shown = gtk_text_buffer_get_text (buffer, &first, &last, TRUE);
  text = ui_text (fixture);
  g_assert_cmpstr (shown, ==, text);

  /* What is typed goes into the process … */
  g_assert_true (gtk_text_iter_forward_search (&first, "name=\"Søknad\"", 0, &start, &end, NULL));
  gtk_text_buffer_delete (buffer, &start, &end);
  gtk_text_buffer_insert (buffer, &start, "name=\"Melding\"", -1);
  g_assert_true (ape_source_view_apply (APE_SOURCE_VIEW (view)));
  g_assert_cmpstr (bpmn_element_get_name (ui_element (fixture, "Task_Soknad")), ==, "Melding");

  /* … unless it cannot be read. */
  gtk_text_buffer_get_end_iter (buffer, &last);
  gtk_text_buffer_insert (buffer, &last, "<", -1);
  g_assert_false (ape_source_view_apply (APE_SOURCE_VIEW (view)));
  g_assert_nonnull (ape_source_view_get_message (APE_SOURCE_VIEW (view)));
  act (fixture, "page.undo");
  g_assert_cmpstr (bpmn_element_get_name (ui_element (fixture, "Task_Soknad")), ==, "Søknad");
  g_assert_null (ape_source_view_get_message (APE_SOURCE_VIEW (view)));
}

static void
test_find (UiFixture *fixture, gconstpointer data)
{
  GtkWidget *bar = ui_find (GTK_WIDGET (fixture->page), APE_TYPE_FIND_BAR);

  act (fixture, "page.find");
  ape_find_bar_set_query (APE_FIND_BAR (bar), "kvittering");
  g_assert_cmpuint (ape_find_bar_get_n_hits (APE_FIND_BAR (bar)), ==, 1);
  g_assert_true (editor_selection_get_single (editor_session_get_selection (
                     ape_page_get_session (fixture->page)))
                 == ui_element (fixture, "Task_Pdf"));
  ape_find_bar_set_query (APE_FIND_BAR (bar), "finnes ikke");
  g_assert_cmpuint (ape_find_bar_get_n_hits (APE_FIND_BAR (bar)), ==, 0);
}

static void
test_outline (UiFixture *fixture, gconstpointer data)
{
  GtkWidget *outline = ui_find (GTK_WIDGET (fixture->page), APE_TYPE_OUTLINE);

  GtkWidget *stack = gtk_widget_get_ancestor (outline, ADW_TYPE_VIEW_STACK);
  GListModel *rows = ape_outline_get_model (APE_OUTLINE (outline));
  GtkWidget *view = ui_find (outline, GTK_TYPE_LIST_VIEW);
  g_autoptr (ApeElementItem) item = NULL;

  ui_wait_until (g_list_model_get_n_items (rows) == 6);
  g_assert_null (gtk_list_view_get_model (GTK_LIST_VIEW (view)));
  ape_page_go_to (fixture->page, "Task_Pdf");
  adw_view_stack_set_visible_child_name (ADW_VIEW_STACK (stack), "outline");
  ui_wait_until (gtk_list_view_get_model (GTK_LIST_VIEW (view)) != NULL);
  item = g_object_ref (gtk_single_selection_get_selected_item (
      GTK_SINGLE_SELECTION (gtk_list_view_get_model (GTK_LIST_VIEW (view)))));
  g_assert_true (ape_element_item_get_element (item) == ui_element (fixture, "Task_Pdf"));
  g_assert_cmpstr (ape_element_item_get_title (item), ==, "Lag kvittering");
}

static void
test_condition_is_checked (UiFixture *fixture, gconstpointer data)
{
  GtkWidget *inspector = ui_find (GTK_WIDGET (fixture->page), APE_TYPE_INSPECTOR);
  GtkWidget *row, *view, *message;

  ape_page_go_to (fixture->page, "Flow_tilbake");
  row = ape_inspector_get_row (APE_INSPECTOR (inspector), "condition");
  g_assert_nonnull (row);
  view = ui_find (row, GTK_TYPE_TEXT_VIEW);
  message = ui_find (row, GTK_TYPE_LABEL);
  g_assert_false (gtk_widget_has_css_class (message, "error"));
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)),
                            "[\"equal\", 1, 1]", -1);
  g_assert_true (gtk_widget_has_css_class (message, "error"));
  g_assert_nonnull (strstr (gtk_label_get_text (GTK_LABEL (message)), "equal"));
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)),
                            "[\"equals\", [\"gatewayAction\"], \"reject\"]", -1);
  g_assert_false (gtk_widget_has_css_class (message, "error"));
}

static void
test_changed_on_disk (UiFixture *fixture, gconstpointer data)
{
  g_autofree char *text = ui_read_file (fixture);
  g_auto (GStrv) parts = g_strsplit (text, "name=\"Søknad\"", 2);
  g_autofree char *changed = g_strjoinv ("name=\"Endret\"", parts);

  test_write (fixture->file, changed);
  ape_page_check_disk (fixture->page);
  ui_wait_until (ui_element (fixture, "Task_Soknad") != NULL
                 && g_strcmp0 (bpmn_element_get_name (ui_element (fixture, "Task_Soknad")),
                               "Endret")
                        == 0);
  g_assert_false (ape_page_is_modified (fixture->page));
}

static void
test_real_apps (void)
{
  g_autoptr (GPtrArray) files = NULL;

  if (test_skip_without_shared ("corpus/apps"))
    return;
  files = test_shared_files ("corpus/apps", ".bpmn");
  g_assert_cmpuint (files->len, >, 10);
  for (guint i = 0; i < files->len; i++)
    {
      UiFixture fixture = { 0 };
      g_autoptr (GBytes) bytes = test_read (files->pdata[i]);
      g_autofree char *before
          = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
      g_autofree char *after = NULL;

      ui_open_text (&fixture, before);
      if (ape_page_get_state (fixture.page) == APE_PAGE_READY)
        {
          gtk_widget_activate_action (GTK_WIDGET (ape_page_get_canvas (fixture.page)),
                                      "canvas.select-next", NULL);
          act (&fixture, "page.save");
          after = ui_read_file (&fixture);
          g_assert_cmpstr (after, ==, before);
        }
      else
        g_assert_nonnull (ape_page_get_error (fixture.page));
      ui_close (&fixture, NULL);
    }
}

static gboolean
shows_text (GtkWidget *root, const char *text)
{
  if (GTK_IS_LABEL (root) && gtk_widget_get_mapped (root)
      && g_strcmp0 (gtk_label_get_text (GTK_LABEL (root)), text) == 0)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (shows_text (child, text))
      return TRUE;
  return FALSE;
}

/* What went wrong just now is told now, not when the messages before have had their time. */
static void
test_last_message_is_shown_at_once (UiFixture *fixture, gconstpointer data)
{
  gint64 start = g_get_monotonic_time ();

  for (guint i = 0; i < 4; i++)
    g_signal_emit_by_name (fixture->page, "toast", "One thing");
  g_signal_emit_by_name (fixture->page, "toast", "Another thing");
  ui_wait_until (shows_text (GTK_WIDGET (fixture->window), "Another thing"));
  g_assert_cmpint (g_get_monotonic_time () - start, <, 3 * G_USEC_PER_SEC);
}

static void
add_tests (void)
{
#define ADD(path, function)                                                                        \
  g_test_add (path, UiFixture, NULL, ui_open_sample, function, ui_close)
  g_test_add_func ("/window/start-page", test_start_page);
  g_test_add_func ("/window/template", test_template);
  ADD ("/window/last-message-is-shown-at-once", test_last_message_is_shown_at_once);
  ADD ("/window/title-shows-app-and-file", test_titles);
  ADD ("/window/page-waits-for-its-process", test_page_waits_for_its_process);
  ADD ("/window/dot-while-unsaved", test_dot_while_unsaved);
  ADD ("/window/save-without-edit-keeps-the-bytes", test_save_without_edit);
  ADD ("/window/reloads-what-changed-on-disk", test_changed_on_disk);
  g_test_add_func ("/window/broken-file-shows-a-message", test_broken_file);
  g_test_add_func ("/window/no-diagram-says-so", test_no_diagram);
  ADD ("/inspector/typing-is-one-step-of-undo", test_typing_is_one_step);
  ADD ("/inspector/condition-is-checked", test_condition_is_checked);
  ADD ("/inspector/ways-out-show-conditions", test_ways_out_show_conditions);
  ADD ("/inspector/tasks-are-counted-anew", test_tasks_are_counted_anew);
  ADD ("/problems/follow-edits", test_problems_follow);
  ADD ("/problems/step-through", test_step_through_problems);
  ADD ("/simulation/moves-the-token", test_simulation);
  ADD ("/simulation/proposed-scenario-plays", test_proposed_scenario_plays);
  ADD ("/xml/is-live", test_xml_is_live);
  ADD ("/find/goes-there", test_find);
  ADD ("/outline/is-complete", test_outline);
  g_test_add_func ("/window/real-apps-open-and-stay-as-they-are", test_real_apps);
#undef ADD
}

int
main (int argc, char **argv)
{
  return ui_main (&argc, &argv, add_tests);
}

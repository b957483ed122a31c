/* test-files.c: what other programs and crashes do to files, and how the window takes it
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>

#include "editor/editor-script.h"
#include "engine/source/source-journal.h"
#include "tests/test-support.h"
#include "tests/ui/ui-support.h"
#include "ui/ape-application.h"
#include "ui/ape-banner.h"
#include "ui/ape-conflict-window.h"
#include "ui/ape-inspector.h"
#include "ui/ape-recovery.h"
#include "ui/ape-start-page.h"

static void
rename_task (ApePage *page, const char *name)
{
  GtkWidget *inspector = ui_find (GTK_WIDGET (page), APE_TYPE_INSPECTOR);
  GtkWidget *row;

  ape_page_go_to (page, "Task_Soknad");
  row = ape_inspector_get_row (APE_INSPECTOR (inspector), "name");
  gtk_editable_set_text (GTK_EDITABLE (row), name);
}

static const char *
get_name (ApePage *page)
{
  BpmnModel *model = editor_session_get_model (ape_page_get_session (page));
  BpmnElement *task = bpmn_model_lookup (model, "Task_Soknad");

  return task != NULL ? bpmn_element_get_name (task) : NULL;
}

/* What another program writes. */
static void
write_renamed (UiFixture *fixture, const char *name)
{
  g_autofree char *text = ui_read_file (fixture);
  g_auto (GStrv) parts = g_strsplit (text, "name=\"Søknad\"", 2);
  g_autofree char *with = g_strdup_printf ("name=\"%s\"", name);
  g_autofree char *changed = g_strjoinv (with, parts);

  g_assert_cmpuint (g_strv_length (parts), ==, 2);
  test_write (fixture->file, changed);
}

static const char *
get_banner (UiFixture *fixture)
{
  return ape_banner_get_text (
      APE_BANNER (ui_find (GTK_WIDGET (fixture->page), APE_TYPE_BANNER)));
}

static ApeConflictWindow *
make_conflict (UiFixture *fixture)
{
  rename_task (fixture->page, "Min");
  write_renamed (fixture, "Deres");
  ape_page_check_disk (fixture->page);
  ui_wait_until (get_banner (fixture) != NULL);
  g_assert_null (ape_page_get_conflict_window (fixture->page));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->page),
                                             "page.compare-with-disk", NULL));
  ui_settle ();
  g_assert_nonnull (ape_page_get_conflict_window (fixture->page));
  return APE_CONFLICT_WINDOW (ape_page_get_conflict_window (fixture->page));
}

static void
test_conflict_shows_both (UiFixture *fixture, gconstpointer data)
{
  ApeConflictWindow *window = make_conflict (fixture);

  g_assert_cmpuint (ape_conflict_window_get_n_changed (window), ==, 2);
  g_assert_nonnull (strstr (ape_conflict_window_get_diff (window), "name=\"Min\""));
  g_assert_nonnull (strstr (ape_conflict_window_get_diff (window), "name=\"Deres\""));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "conflict.later", NULL));
  ui_wait_until (ape_page_get_conflict_window (fixture->page) == NULL);
  /* Nothing is decided, and the question stays. */
  g_assert_nonnull (get_banner (fixture));
  g_assert_cmpstr (get_name (fixture->page), ==, "Min");
}

static void
test_conflict_keep_mine (UiFixture *fixture, gconstpointer data)
{
  ApeConflictWindow *window = make_conflict (fixture);
  g_autofree char *mine = ui_text (fixture);
  g_autofree char *after = NULL;

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "conflict.keep-mine", NULL));
  ui_wait_until (get_banner (fixture) == NULL);
  g_assert_true (ape_page_is_modified (fixture->page));
  ui_save (fixture);
  after = ui_read_file (fixture);
  g_assert_cmpstr (after, ==, mine);
}

static void
test_conflict_use_disk (UiFixture *fixture, gconstpointer data)
{
  ApeConflictWindow *window = make_conflict (fixture);

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "conflict.use-disk", NULL));
  ui_wait_until (get_banner (fixture) == NULL);
  g_assert_cmpstr (get_name (fixture->page), ==, "Deres");
  g_assert_false (ape_page_is_modified (fixture->page));
  /* Mine is not lost: it is one undo away. */
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "page.undo", NULL));
  g_assert_cmpstr (get_name (fixture->page), ==, "Min");
}

static SourceDocument *
get_conflicting (UiFixture *fixture)
{
  GtkWidget *window = ape_page_get_conflict_window (fixture->page);

  g_assert_nonnull (window);
  return ape_conflict_window_get_document (APE_CONFLICT_WINDOW (window));
}

static void
choose (UiFixture *fixture, const char *action)
{
  g_assert_true (
      gtk_widget_activate_action (ape_page_get_conflict_window (fixture->page), action, NULL));
  ui_settle ();
}

/* Of several files in conflict each is asked about; nothing is written before all are decided. */
static void
test_several_conflicts (UiFixture *fixture, gconstpointer data)
{
  g_autofree char *metadata = g_build_filename (fixture->directory, "App", "config",
                                                "applicationmetadata.json", NULL);
  g_autofree char *theirs = NULL;
  g_autofree char *untouched = NULL;
  g_autofree char *written = NULL;
  SourceDocument *first;

  g_assert_true (editor_script_run (ape_page_get_session (fixture->page),
                                    "rename Task_Soknad Task_Min", NULL, NULL));
  write_renamed (fixture, "Deres");
  theirs = g_strdup ("{ \"id\": \"deres/app\", \"dataTypes\": [] }\n");
  test_write (metadata, theirs);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "page.save", NULL);
  ui_wait_until (ape_page_get_conflict_window (fixture->page) != NULL);
  first = get_conflicting (fixture);
  choose (fixture, "conflict.keep-mine");
  g_assert_true (get_conflicting (fixture) != first);
  g_assert_true (g_file_get_contents (metadata, &untouched, NULL, NULL));
  g_assert_cmpstr (untouched, ==, theirs);

  /* Later leaves the second question open, also to another save. */
  choose (fixture, "conflict.later");
  g_assert_nonnull (get_banner (fixture));
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "page.save", NULL);
  ui_wait_until (ape_page_get_conflict_window (fixture->page) != NULL);
  g_assert_true (get_conflicting (fixture) != first);
  choose (fixture, "conflict.keep-mine");
  g_assert_null (get_banner (fixture));
  ui_save (fixture);
  g_assert_true (g_file_get_contents (metadata, &written, NULL, NULL));
  g_assert_nonnull (strstr (written, "\"Task_Min\""));
}

static void
test_save_asks (UiFixture *fixture, gconstpointer data)
{
  g_autofree char *theirs = NULL;
  g_autofree char *after = NULL;

  rename_task (fixture->page, "Min");
  write_renamed (fixture, "Deres");
  theirs = ui_read_file (fixture);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "page.save", NULL));
  ui_wait_until (ape_page_get_conflict_window (fixture->page) != NULL);
  after = ui_read_file (fixture);
  g_assert_cmpstr (after, ==, theirs);
  g_assert_true (ape_page_is_modified (fixture->page));
}

static void
test_equal_bytes (UiFixture *fixture, gconstpointer data)
{
  g_autofree char *mine = NULL;

  rename_task (fixture->page, "Min");
  mine = ui_text (fixture);
  test_write (fixture->file, mine);
  ape_page_check_disk (fixture->page);
  ui_settle ();
  g_assert_null (get_banner (fixture));
}

static void
test_unreadable (UiFixture *fixture, gconstpointer data)
{
  EditorSession *session = ape_page_get_session (fixture->page);
  g_autofree char *good = ui_read_file (fixture);

  test_write (fixture->file, "<definitions");
  ape_page_check_disk (fixture->page);
  ui_wait_until (get_banner (fixture) != NULL);
  g_assert_nonnull (strstr (get_banner (fixture), "process.bpmn:1:"));
  /* The last good drawing stays. */
  g_assert_true (ape_page_get_session (fixture->page) == session);
  g_assert_cmpstr (get_name (fixture->page), ==, "Søknad");
  test_write (fixture->file, good);
  ape_page_check_disk (fixture->page);
  ui_wait_until (get_banner (fixture) == NULL);
}

/* Crashes */

static GPtrArray *
find_journals (void)
{
  g_autofree char *folder
      = g_build_filename (g_get_user_state_dir (), "altinn-process-editor", "journals", NULL);

  return g_file_test (folder, G_FILE_TEST_IS_DIR)
             ? test_find_files (folder, ".journal")
             : g_ptr_array_new_with_free_func (g_free);
}

/* The program that will be killed: makes two edits as a person would and says so. */
static gboolean
edit_cb (gpointer data)
{
  GtkWindow *window = gtk_application_get_active_window (data);
  ApePage *page = window != NULL ? ape_window_get_page (APE_WINDOW (window)) : NULL;

  if (page == NULL || ape_page_get_state (page) != APE_PAGE_READY
      || ape_inspector_get_row (APE_INSPECTOR (ui_find (GTK_WIDGET (page), APE_TYPE_INSPECTOR)),
                                "name") == NULL)
    return G_SOURCE_CONTINUE;
  rename_task (page, "Ulagret");
  ape_page_go_to (page, "Task_Pdf");
  gtk_widget_activate_action (GTK_WIDGET (ape_page_get_canvas (page)), "canvas.delete", NULL);
  g_print ("edited\n");
  fflush (stdout);
  return G_SOURCE_REMOVE;
}

static int
run_child (const char *path)
{
  g_autoptr (ApeApplication) application = ape_application_new ();
  char *argv[] = { (char *) "altinn-process-editor", (char *) path, NULL };

  g_application_set_flags (G_APPLICATION (application),
                           G_APPLICATION_HANDLES_OPEN | G_APPLICATION_NON_UNIQUE);
  g_timeout_add (50, edit_cb, application);
  return g_application_run (G_APPLICATION (application), 2, argv);
}

/* Runs the program on a copy of the sample app and kills it when it has edited. */
static char *
crash (char **file)
{
  g_autofree char *sample = g_test_build_filename (G_TEST_DIST, "..", "data", "sample-app", NULL);
  char *directory = test_copy_tree (sample);
  g_autoptr (GSubprocess) child = NULL;
  g_autoptr (GDataInputStream) output = NULL;
  g_autofree char *line = NULL;
  g_autoptr (GError) error = NULL;

  *file = g_build_filename (directory, "App", "config", "process", "process.bpmn", NULL);
  child = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, "/proc/self/exe", "--child",
                            directory, NULL);
  g_assert_no_error (error);
  output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (child));
  line = g_data_input_stream_read_line (output, NULL, NULL, NULL);
  g_assert_cmpstr (line, ==, "edited");
  g_subprocess_send_signal (child, SIGKILL);
  g_subprocess_wait (child, NULL, NULL);
  return directory;
}

static AdwMessageDialog *
find_dialog (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    if (ADW_IS_MESSAGE_DIALOG (l->data) && gtk_widget_get_visible (l->data))
      return l->data;
  return NULL;
}

static void
answer (const char *response)
{
  AdwMessageDialog *dialog = find_dialog ();

  g_assert_nonnull (dialog);
  adw_message_dialog_response (dialog, response);
  gtk_window_close (GTK_WINDOW (dialog));
  ui_wait_until (find_dialog () == NULL);
}

static void
start_after_crash (UiFixture *fixture)
{
  fixture->window = ape_window_new (NULL);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1200, 800);
  gtk_window_present (GTK_WINDOW (fixture->window));
  ape_recovery_start (fixture->window);
  ui_settle ();
}

static void
test_killed_and_restored (void)
{
  UiFixture fixture = { 0 };
  g_autoptr (GPtrArray) left = NULL;
  g_autoptr (GPtrArray) gone = NULL;
  g_autofree char *on_disk = NULL;
  g_autofree char *undone = NULL;
  SourceWorkspace *workspace;

  fixture.directory = crash (&fixture.file);
  left = find_journals ();
  g_assert_cmpuint (left->len, ==, 1);
  start_after_crash (&fixture);
  answer ("restore");
  fixture.page = ape_window_get_page (fixture.window);
  g_assert_nonnull (fixture.page);
  ui_settle ();
  g_assert_true (ape_page_is_modified (fixture.page));
  g_assert_cmpstr (ape_page_get_title (fixture.page), ==, "kommune/skjenkebevilling");
  g_assert_cmpstr (get_name (fixture.page), ==, "Ulagret");
  g_assert_null (ui_element (&fixture, "Task_Pdf"));

  /* The whole history is there … */
  workspace = editor_session_get_workspace (ape_page_get_session (fixture.page));
  gtk_widget_activate_action (GTK_WIDGET (fixture.window), "page.undo", NULL);
  g_assert_nonnull (ui_element (&fixture, "Task_Pdf"));
  g_assert_cmpstr (get_name (fixture.page), ==, "Ulagret");
  gtk_widget_activate_action (GTK_WIDGET (fixture.window), "page.undo", NULL);
  g_assert_false (source_workspace_can_undo (workspace));
  on_disk = ui_read_file (&fixture);
  undone = ui_text (&fixture);
  g_assert_cmpstr (undone, ==, on_disk);
  g_assert_false (ape_page_is_modified (fixture.page));

  /* … and saving ends it. */
  gtk_widget_activate_action (GTK_WIDGET (fixture.window), "page.redo", NULL);
  ui_save (&fixture);
  gone = find_journals ();
  g_assert_cmpuint (gone->len, ==, 0);
  ui_close (&fixture, NULL);
}

/* The offer says that the file changed since; after restoring the person can choose at once. */
static void
test_killed_and_changed (void)
{
  UiFixture fixture = { 0 };
  g_autofree char *offer = NULL;

  fixture.directory = crash (&fixture.file);
  write_renamed (&fixture, "Deres");
  start_after_crash (&fixture);
  g_assert_nonnull (find_dialog ());
  offer = g_strdup (adw_message_dialog_get_body (find_dialog ()));
  g_assert_nonnull (strstr (offer, "another program changed"));
  g_assert_nonnull (strstr (strstr (offer, "another program changed"), "process.bpmn"));
  answer ("restore");
  fixture.page = ape_window_get_page (fixture.window);
  g_assert_nonnull (fixture.page);
  ui_wait_until (get_banner (&fixture) != NULL);
  g_assert_cmpstr (get_name (fixture.page), ==, "Ulagret");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture.page), "page.compare-with-disk",
                                             NULL));
  ui_settle ();
  g_assert_true (gtk_widget_activate_action (ape_page_get_conflict_window (fixture.page),
                                             "conflict.use-disk", NULL));
  ui_wait_until (get_banner (&fixture) == NULL);
  g_assert_cmpstr (get_name (fixture.page), ==, "Deres");
  /* Also this choice takes nothing away for good. */
  gtk_widget_activate_action (GTK_WIDGET (fixture.window), "page.undo", NULL);
  g_assert_cmpstr (get_name (fixture.page), ==, "Ulagret");
  gtk_widget_activate_action (GTK_WIDGET (fixture.window), "page.redo", NULL);
  ui_close (&fixture, NULL);
}

static void
test_killed_and_later (void)
{
  UiFixture fixture = { 0 };
  g_autoptr (GPtrArray) left = NULL;
  g_autoptr (GPtrArray) gone = NULL;
  GtkWidget *start;

  fixture.directory = crash (&fixture.file);
  start_after_crash (&fixture);
  answer ("later");
  left = find_journals ();
  g_assert_cmpuint (left->len, ==, 1);
  /* The start page keeps offering it. */
  start = ui_find (GTK_WIDGET (fixture.window), APE_TYPE_START_PAGE);
  g_assert_nonnull (start);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture.window), "win.restore", "s",
                                             left->pdata[0]));
  ui_settle ();
  answer ("discard");
  gone = find_journals ();
  g_assert_cmpuint (gone->len, ==, 0);
  ui_close (&fixture, NULL);
}

static gboolean
says (GtkWidget *root, const char *text)
{
  if (GTK_IS_LABEL (root) && strstr (gtk_label_get_text (GTK_LABEL (root)), text) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (says (child, text))
      return TRUE;
  return FALSE;
}

static void
test_damaged (void)
{
  UiFixture fixture = { 0 };
  g_autofree char *path = g_build_filename (g_get_user_state_dir (), "altinn-process-editor",
                                            "journals", "skadet.journal", NULL);
  g_autofree char *aside = g_strconcat (path, ".damaged", NULL);
  g_autofree char *folder = g_path_get_dirname (path);

  g_mkdir_with_parents (folder, 0700);
  test_write (path, "altinn-process-editor journal 1\n\377\377\377\377rubbish");
  start_after_crash (&fixture);
  ui_wait_until (says (GTK_WIDGET (fixture.window), "skadet.journal.damaged"));
  g_assert_null (find_dialog ());
  g_assert_true (g_file_test (aside, G_FILE_TEST_EXISTS));
  g_remove (aside);
  ui_close (&fixture, NULL);
}

static void
test_journal_while_edited (UiFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) before = find_journals ();
  g_autoptr (GPtrArray) edited = NULL;
  g_autoptr (GPtrArray) saved = NULL;

  g_assert_cmpuint (before->len, ==, 0);
  rename_task (fixture->page, "Ulagret");
  edited = find_journals ();
  g_assert_cmpuint (edited->len, ==, 1);
  ui_save (fixture);
  saved = find_journals ();
  g_assert_cmpuint (saved->len, ==, 0);
}

static void
add_tests (void)
{
#define ADD(path, function)                                                                        \
  g_test_add (path, UiFixture, NULL, ui_open_sample, function, ui_close)
  ADD ("/disk/conflict-shows-both-versions", test_conflict_shows_both);
  ADD ("/disk/conflict-keep-mine", test_conflict_keep_mine);
  ADD ("/disk/conflict-use-disk-can-be-undone", test_conflict_use_disk);
  ADD ("/disk/several-conflicts", test_several_conflicts);
  ADD ("/disk/save-never-overwrites-unasked", test_save_asks);
  ADD ("/disk/equal-bytes-never-prompt", test_equal_bytes);
  ADD ("/disk/unreadable-keeps-the-drawing", test_unreadable);
  ADD ("/crash/edits-are-in-a-journal-until-saved", test_journal_while_edited);
  g_test_add_func ("/crash/killed-and-restored", test_killed_and_restored);
  g_test_add_func ("/crash/killed-and-changed", test_killed_and_changed);
  g_test_add_func ("/crash/later-and-discard", test_killed_and_later);
  g_test_add_func ("/crash/damaged-journal-is-set-aside", test_damaged);
#undef ADD
}

int
main (int argc, char **argv)
{
  if (argc == 3 && g_str_equal (argv[1], "--child"))
    return run_child (argv[2]);
  return ui_main (&argc, &argv, add_tests);
}

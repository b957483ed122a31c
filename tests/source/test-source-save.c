/* test-source-save.c: no accident on the way to disk loses work
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/source/source-node.h"
#include "engine/source/source-watch.h"
#include "engine/source/source-workspace.h"
#include "tests/source/save-support.h"
#include "tests/test-support.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* Saving */

static void
test_keeps_mode_and_link (void)
{
  g_autofree char *folder = save_make_folder ();
  g_autofree char *path = g_build_filename (folder, "one.xml", NULL);
  g_autofree char *link = g_build_filename (folder, "link.xml", NULL);
  g_autoptr (SourceWorkspace) workspace = source_workspace_new ();
  g_autoptr (GError) error = NULL;
  SourceDocument *document;
  GStatBuf status;

  g_assert_cmpint (g_chmod (path, 0640), ==, 0);
  g_assert_cmpint (symlink ("one.xml", link), ==, 0);
  document = source_workspace_open (workspace, link, SOURCE_KIND_XML, &error);
  g_assert_no_error (error);
  g_assert_true (source_workspace_lookup (workspace, path) == document);
  save_set_version (document, "new");
  g_assert_true (source_document_is_modified (document));
  source_workspace_save (workspace, &error);
  g_assert_no_error (error);
  g_assert_false (source_document_is_modified (document));
  g_assert_true (save_has_text (folder, "one.xml", NEW_TEXT ("one")));
  g_assert_true (g_file_test (link, G_FILE_TEST_IS_SYMLINK));
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0640);
  test_remove_tree (folder);
}

static void
test_changed_on_disk (void)
{
  g_autofree char *folder = save_make_folder ();
  g_autofree char *path = g_build_filename (folder, "one.xml", NULL);
  g_autoptr (SourceWorkspace) workspace = source_workspace_new ();
  g_autoptr (GError) error = NULL;
  SourceDocument *document = save_open_one (workspace, folder);

  save_set_version (document, "new");
  test_write (path, "<a version='other'/>");
  g_assert_true (source_document_check_disk (document));
  g_assert_false (source_workspace_save (workspace, &error));
  g_assert_error (error, SOURCE_ERROR, SOURCE_ERROR_CHANGED_ON_DISK);
  g_clear_error (&error);
  g_assert_true (save_has_text (folder, "one.xml", "<a version='other'/>"));
  source_workspace_keep_mine (workspace, document);
  g_assert_true (source_workspace_save (workspace, &error));
  g_assert_no_error (error);
  g_assert_true (save_has_text (folder, "one.xml", NEW_TEXT ("one")));

  /* Equal bytes never prompt. */
  save_set_version (document, "old");
  test_write (path, OLD_TEXT ("one"));
  g_assert_false (source_document_check_disk (document));
  g_assert_true (source_workspace_save (workspace, &error));
  test_remove_tree (folder);
}

static void
test_reload (void)
{
  g_autofree char *folder = save_make_folder ();
  g_autofree char *path = g_build_filename (folder, "one.xml", NULL);
  g_autoptr (SourceWorkspace) workspace = source_workspace_new ();
  g_autoptr (GError) error = NULL;
  SourceDocument *document = save_open_one (workspace, folder);
  SourceNode *root = source_document_get_root (document);

  test_write (path, "<a version='other'>text</a>");
  g_assert_true (source_workspace_reload (workspace, document, &error));
  g_assert_true (source_document_get_root (document) == root);
  g_assert_true (source_node_attribute_equals (root, NULL, "version", "other"));
  g_assert_false (source_document_is_modified (document));
  test_write (path, "<a");
  g_assert_false (source_workspace_reload (workspace, document, &error));
  g_assert_error (error, SOURCE_ERROR, SOURCE_ERROR_MALFORMED);
  g_assert_true (source_node_attribute_equals (root, NULL, "version", "other"));
  test_remove_tree (folder);
}

static void
test_refuses (void)
{
  g_autofree char *folder = save_make_folder ();
  g_autofree char *path = g_build_filename (folder, "one.xml", NULL);
  g_autoptr (SourceWorkspace) workspace = source_workspace_new ();
  g_autoptr (GError) error = NULL;
  SourceDocument *document = save_open_one (workspace, folder);

  save_set_version (document, "new");
  g_chmod (path, 0444);
  g_assert_false (source_workspace_save (workspace, &error));
  g_assert_error (error, SOURCE_ERROR, SOURCE_ERROR_READ_ONLY);
  g_assert_nonnull (strstr (error->message, "one.xml"));
  g_clear_error (&error);
  g_assert_true (save_has_text (folder, "one.xml", OLD_TEXT ("one")));
  test_remove_tree (folder);
  g_assert_false (source_workspace_save (workspace, &error));
  g_assert_error (error, SOURCE_ERROR, SOURCE_ERROR_WRITE);
  g_assert_true (source_document_is_modified (document));
}

/* In a folder that everybody may write, the file of somebody else is not replaced. */
static void
test_file_of_another (void)
{
  g_autofree char *folder = save_make_folder ();
  g_autofree char *path = g_build_filename (folder, "one.xml", NULL);
  g_autoptr (SourceWorkspace) workspace = source_workspace_new ();
  g_autoptr (GError) error = NULL;

  if (geteuid () != 0)
    {
      g_test_skip ("only root can be another user");
      test_remove_tree (folder);
      return;
    }
  save_set_version (save_open_one (workspace, folder), "new");
  g_chmod (folder, 0777);
  g_chmod (path, 0644);
  g_assert_cmpint (seteuid (65534), ==, 0);
  g_assert_false (source_workspace_save (workspace, &error));
  g_assert_cmpint (seteuid (0), ==, 0);
  g_assert_error (error, SOURCE_ERROR, SOURCE_ERROR_READ_ONLY);
  g_assert_true (save_has_text (folder, "one.xml", OLD_TEXT ("one")));
  test_remove_tree (folder);
}

static void
test_hard_link (void)
{
  g_autofree char *folder = save_make_folder ();
  g_autofree char *path = g_build_filename (folder, "one.xml", NULL);
  g_autofree char *other = g_build_filename (folder, "same.xml", NULL);
  g_autoptr (SourceWorkspace) workspace = source_workspace_new ();
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (link (path, other), ==, 0);
  save_set_version (save_open_one (workspace, folder), "new");
  g_assert_true (source_workspace_save (workspace, &error));
  g_assert_no_error (error);
  g_assert_true (save_has_text (folder, "same.xml", NEW_TEXT ("one")));
  test_remove_tree (folder);
}

/* A file made, deleted and renamed in one transaction comes back with one undo, also on disk. */
static void
test_several_files (void)
{
  g_autofree char *folder = save_make_folder ();
  g_autofree char *created = g_build_filename (folder, "made", "new.xml", NULL);
  g_autofree char *from = g_build_filename (folder, "sub", NULL);
  g_autofree char *to = g_build_filename (folder, "renamed", NULL);
  g_autoptr (SourceWorkspace) workspace = source_workspace_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *diff = NULL;
  SourceDocument *document = save_open_one (workspace, folder);

  source_workspace_begin (workspace, "Several");
  g_assert_nonnull (
      source_workspace_create (workspace, created, SOURCE_KIND_XML, "<new/>\n", &error));
  source_workspace_delete (workspace, document, &error);
  source_workspace_rename (workspace, from, to, &error);
  g_assert_no_error (error);
  source_workspace_commit (workspace);
  g_assert_cmpuint (g_list_model_get_n_items (source_workspace_get_documents (workspace)), ==, 1);
  diff = source_workspace_dup_pending_diff (workspace);
  g_assert_nonnull (strstr (diff, "+<new/>\n"));
  g_assert_nonnull (strstr (diff, "+++ /dev/null\n"));
  g_assert_nonnull (strstr (diff, "rename from "));
  source_workspace_save (workspace, &error);
  g_assert_no_error (error);
  g_assert_true (save_has_text (folder, "made/new.xml", "<new/>\n"));
  g_assert_true (save_has_text (folder, "one.xml", NULL));
  g_assert_true (save_has_text (folder, "renamed/other.txt", "-"));
  source_workspace_undo (workspace);
  g_assert_true (source_workspace_is_modified (workspace));
  source_workspace_save (workspace, &error);
  g_assert_no_error (error);
  g_assert_true (save_has_text (folder, "made/new.xml", NULL));
  g_assert_true (save_has_text (folder, "one.xml", OLD_TEXT ("one")));
  g_assert_true (save_has_text (folder, "sub/other.txt", "-"));
  g_assert_false (source_workspace_is_modified (workspace));
  test_remove_tree (folder);
}

static void
test_removes_stale (void)
{
  g_autofree char *folder = save_make_folder ();
  g_autofree char *stale = g_build_filename (folder, ".one.xml.0123abcd.altinn-save", NULL);
  g_autoptr (SourceWorkspace) workspace = source_workspace_new ();

  test_write (stale, "left behind");
  save_open_one (workspace, folder);
  g_assert_false (g_file_test (stale, G_FILE_TEST_EXISTS));
  test_remove_tree (folder);
}

/* A check changes nothing, not even what an interrupted save left behind. */
static void
test_reading_leaves_the_folder (void)
{
  g_autofree char *folder = save_make_folder ();
  g_autofree char *stale = g_build_filename (folder, ".one.xml.0123abcd.altinn-save", NULL);
  g_autoptr (SourceWorkspace) workspace = source_workspace_new_for_reading ();
  g_autoptr (GError) error = NULL;

  test_write (stale, "left behind");
  save_set_version (save_open_one (workspace, folder), "new");
  g_assert_true (g_file_test (stale, G_FILE_TEST_EXISTS));
  g_assert_true (source_workspace_save (workspace, &error));
  g_assert_no_error (error);
  g_assert_false (g_file_test (stale, G_FILE_TEST_EXISTS));
  test_remove_tree (folder);
}

/* Faults */

/* Returns: 'o' all is old, 'n' all is new, 'm' each file is whole but they are mixed, '!' damaged */
static char
judge (const char *mode, const char *folder)
{
  gboolean old = save_has_text (folder, "one.xml", OLD_TEXT ("one"));
  gboolean new = save_has_text (folder, "one.xml", NEW_TEXT ("one"));
  guint n_old = old, n_new = new, n = 1;

  if (strcmp (mode, "several") == 0)
    {
      const char *two = g_file_test (folder, G_FILE_TEST_IS_DIR) &&
                                save_has_text (folder, "renamed/other.txt", "-")
                            ? "renamed/two.xml"
                            : "sub/two.xml";

      n_old += save_has_text (folder, two, OLD_TEXT ("two"));
      n_new += save_has_text (folder, two, NEW_TEXT ("two"));
      n_old += g_str_has_prefix (two, "sub");
      n_new += g_str_has_prefix (two, "renamed");
      n_old += save_has_text (folder, "three.xml", OLD_TEXT ("three"));
      n_new += save_has_text (folder, "three.xml", NULL);
      n_old += save_has_text (folder, "made/new.xml", NULL);
      n_new += save_has_text (folder, "made/new.xml", "<a version='new'/>\n");
      n = 5;
    }
  if (n_old + n_new != n)
    return '!';
  return n_old == n ? 'o' : n_new == n ? 'n' : 'm';
}

static void
assert_no_leftovers (const char *folder)
{
  g_autoptr (GPtrArray) left = test_find_files (folder, ".altinn-save");
  g_autofree char *saves =
      g_build_filename (g_get_user_state_dir (), "altinn-process-editor", "saves", NULL);
  g_autoptr (GPtrArray) records = test_find_files (saves, ".save");

  g_assert_cmpuint (left->len, ==, 0);
  g_assert_cmpuint (records->len, ==, 0);
}

/* The next start: opens what there is */
static void
start_anew (const char *folder)
{
  static const char *const names[] = { "one.xml", "sub/two.xml", "renamed/two.xml", "three.xml",
                                       "made/new.xml" };
  g_autoptr (SourceWorkspace) workspace = source_workspace_new ();

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (folder, names[i], NULL);

      /* The first call settles, also where that file does not exist. */
      source_workspace_open (workspace, path, SOURCE_KIND_XML, NULL);
    }
}

static void
test_killed (gconstpointer mode)
{
  gboolean in_place = strcmp (mode, "linked") == 0;
  guint n_old = 0, n_new = 0;

  for (guint at = 1; at < 200; at++)
    {
      g_autofree char *folder = save_make_folder ();
      g_autofree char *path = g_build_filename (folder, "one.xml", NULL);
      g_autofree char *other = g_build_filename (folder, "same.xml", NULL);
      int status;
      char found;

      if (in_place)
        g_assert_cmpint (link (path, other), ==, 0);
      status = save_run_helper (mode, folder, at, 0, NULL);
      if (WIFEXITED (status))
        {
          g_assert_cmpint (WEXITSTATUS (status), ==, 0);
          g_assert_cmpint (judge (mode, folder), ==, 'n');
          test_remove_tree (folder);
          g_test_message ("%u calls: %u times old, %u times new files", at - 1, n_old, n_new);
          g_assert_cmpuint (at, >, 5);
          g_assert_cmpuint (n_new, >, 0);
          g_assert_cmpuint (n_old, >, 0);
          return;
        }
      g_assert_cmpint (WTERMSIG (status), ==, SIGKILL);
      if (!in_place)
        g_assert_cmpint (judge (mode, folder), !=, '!');
      start_anew (folder);
      found = judge (mode, folder);
      g_test_message ("killed at call %u: %c", at, found);
      g_assert_true (found == 'o' || found == 'n');
      n_old += found == 'o';
      n_new += found == 'n';
      assert_no_leftovers (folder);
      test_remove_tree (folder);
    }
  g_assert_not_reached ();
}

static void
test_failing (gconstpointer mode)
{
  static const int codes[] = { ENOSPC, EIO, EROFS };

  for (guint at = 1;; at++)
    {
      g_autofree char *folder = save_make_folder ();
      g_autofree char *path = g_build_filename (folder, "one.xml", NULL);
      g_autofree char *other = g_build_filename (folder, "same.xml", NULL);
      g_autofree char *output = NULL;
      int status;
      char found;

      g_assert_cmpuint (at, <, 200);
      if (strcmp (mode, "linked") == 0)
        g_assert_cmpint (link (path, other), ==, 0);
      status = save_run_helper (mode, folder, at, codes[at % G_N_ELEMENTS (codes)], &output);
      g_assert_true (WIFEXITED (status));
      found = judge (mode, folder);
      if (WEXITSTATUS (status) != 3)
        g_assert_cmpint (found, ==, 'n');
      else
        {
          g_assert_cmpint (found, ==, 'o');
          g_assert_cmpuint (strlen (output), >, 10);
        }
      start_anew (folder);
      assert_no_leftovers (folder);
      test_remove_tree (folder);
      if (WEXITSTATUS (status) == 0)
        {
          g_test_message ("%u calls", at - 1);
          g_assert_cmpuint (at, >, 5);
          break;
        }
    }
}

/* Watching */

static void
note_cb (SourceWatch *watch, SourceDocument *document, const char **note)
{
  *note = "reloaded";
}

static void
conflict_cb (SourceWatch *watch, SourceDocument *document, const char **note)
{
  *note = "conflict";
}

static void
unreadable_cb (SourceWatch *watch, SourceDocument *document, const GError *error, const char **note)
{
  *note = "unreadable";
}

/* Waits until the watch says something; five seconds without a word count as nothing. */
static const char *
wait_for (const char **note)
{
  gint64 until = g_get_monotonic_time () + 5 * G_USEC_PER_SEC;

  *note = NULL;
  while (*note == NULL && g_get_monotonic_time () < until)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (5000);
    }
  return *note;
}

static void
test_watch (void)
{
  g_autofree char *folder = save_make_folder ();
  g_autofree char *path = g_build_filename (folder, "one.xml", NULL);
  g_autoptr (SourceWorkspace) workspace = source_workspace_new ();
  SourceDocument *document = save_open_one (workspace, folder);
  SourceNode *root = source_document_get_root (document);
  SourceWatch *watch = source_watch_new (workspace);
  const char *note = NULL;

  g_signal_connect (watch, "reloaded", G_CALLBACK (note_cb), &note);
  g_signal_connect (watch, "conflict", G_CALLBACK (conflict_cb), &note);
  g_signal_connect (watch, "unreadable", G_CALLBACK (unreadable_cb), &note);
  test_write (path, "<a version='other'/>");
  g_assert_cmpstr (wait_for (&note), ==, "reloaded");
  g_assert_true (source_node_attribute_equals (root, NULL, "version", "other"));
  test_write (path, "<a version='oth");
  g_assert_cmpstr (wait_for (&note), ==, "unreadable");
  g_assert_true (source_node_attribute_equals (root, NULL, "version", "other"));
  test_write (path, "<a version='again'/>");
  g_assert_cmpstr (wait_for (&note), ==, "reloaded");
  save_set_version (document, "mine");
  test_write (path, "<a version='theirs'/>");
  g_assert_cmpstr (wait_for (&note), ==, "conflict");
  g_assert_true (source_node_attribute_equals (root, NULL, "version", "mine"));
  g_assert_finalize_object (watch);
  test_remove_tree (folder);
}

int
main (int argc, char **argv)
{
  g_autofree char *state = test_temp_dir ();
  int result;

  g_setenv ("XDG_STATE_HOME", state, TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/save/keeps-mode-and-link", test_keeps_mode_and_link);
  g_test_add_func ("/save/changed-on-disk", test_changed_on_disk);
  g_test_add_func ("/save/reload", test_reload);
  g_test_add_func ("/save/refuses", test_refuses);
  g_test_add_func ("/save/file-of-another", test_file_of_another);
  g_test_add_func ("/save/hard-link", test_hard_link);
  g_test_add_func ("/save/several-files", test_several_files);
  g_test_add_func ("/save/removes-stale", test_removes_stale);
  g_test_add_func ("/save/reading-leaves-the-folder", test_reading_leaves_the_folder);
  g_test_add_data_func ("/save/killed/one", "one", test_killed);
  g_test_add_data_func ("/save/killed/several", "several", test_killed);
  g_test_add_data_func ("/save/killed/linked", "linked", test_killed);
  g_test_add_data_func ("/save/failing/one", "one", test_failing);
  g_test_add_data_func ("/save/failing/several", "several", test_failing);
  g_test_add_data_func ("/save/failing/linked", "linked", test_failing);
  g_test_add_func ("/watch", test_watch);
  result = g_test_run ();
  test_remove_tree (state);
  return result;
}

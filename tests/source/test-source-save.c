/* test-source-save.c: no accident on the way to disk loses work
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/source/source-edit.h"
#include "engine/source/source-journal.h"
#include "engine/source/source-node.h"
#include "engine/source/source-watch.h"
#include "engine/source/source-workspace.h"
#include "tests/test-support.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* Long enough that a write which is cut off is seen */
#define OLD_TEXT(name) "<a version='old'>" name " 0123456789 0123456789 0123456789</a>\n"
#define NEW_TEXT(name) "<a version='new'>" name " 0123456789 0123456789 0123456789</a>\n"

static char *
make_folder (void)
{
  static const char *const names[] = { "one.xml", "sub/two.xml", "three.xml", "sub/other.txt" };
  static const char *const texts[] = { OLD_TEXT ("one"), OLD_TEXT ("two"), OLD_TEXT ("three"), "-" };
  char *folder = test_temp_dir ();

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (folder, names[i], NULL);

      test_write (path, texts[i]);
    }
  return folder;
}

/* Returns: (nullable): the text of a file */
static char *
read_text (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, NULL);
  return text;
}

static gboolean
has_text (const char *folder, const char *name, const char *expected)
{
  g_autofree char *text = read_text (folder, name);

  return g_strcmp0 (text, expected) == 0;
}

static SourceDocument *
open_one (SourceWorkspace *workspace, const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "one.xml", NULL);
  g_autoptr (GError) error = NULL;
  SourceDocument *document = source_workspace_open (workspace, path, SOURCE_KIND_XML, &error);

  g_assert_no_error (error);
  return document;
}

static void
set_version (SourceDocument *document, const char *version)
{
  SourceWorkspace *workspace = source_document_get_workspace (document);
  g_autoptr (GError) error = NULL;

  source_workspace_begin (workspace, "Set the version");
  source_edit_set_attribute (document, source_document_get_root (document), NULL, NULL, "version",
                             version, &error);
  g_assert_no_error (error);
  source_workspace_commit (workspace);
}

/* Saving */

static void
test_keeps_mode_and_link (void)
{
  g_autofree char *folder = make_folder ();
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
  set_version (document, "new");
  g_assert_true (source_document_is_modified (document));
  source_workspace_save (workspace, &error);
  g_assert_no_error (error);
  g_assert_false (source_document_is_modified (document));
  g_assert_true (has_text (folder, "one.xml", NEW_TEXT ("one")));
  g_assert_true (g_file_test (link, G_FILE_TEST_IS_SYMLINK));
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0640);
  test_remove_tree (folder);
}

static void
test_changed_on_disk (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *path = g_build_filename (folder, "one.xml", NULL);
  g_autoptr (SourceWorkspace) workspace = source_workspace_new ();
  g_autoptr (GError) error = NULL;
  SourceDocument *document = open_one (workspace, folder);

  set_version (document, "new");
  test_write (path, "<a version='other'/>");
  g_assert_true (source_document_check_disk (document));
  g_assert_false (source_workspace_save (workspace, &error));
  g_assert_error (error, SOURCE_ERROR, SOURCE_ERROR_CHANGED_ON_DISK);
  g_clear_error (&error);
  g_assert_true (has_text (folder, "one.xml", "<a version='other'/>"));
  source_workspace_keep_mine (workspace, document);
  g_assert_true (source_workspace_save (workspace, &error));
  g_assert_no_error (error);
  g_assert_true (has_text (folder, "one.xml", NEW_TEXT ("one")));

  /* Equal bytes never prompt. */
  set_version (document, "old");
  test_write (path, OLD_TEXT ("one"));
  g_assert_false (source_document_check_disk (document));
  g_assert_true (source_workspace_save (workspace, &error));
  test_remove_tree (folder);
}

static void
test_reload (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *path = g_build_filename (folder, "one.xml", NULL);
  g_autoptr (SourceWorkspace) workspace = source_workspace_new ();
  g_autoptr (GError) error = NULL;
  SourceDocument *document = open_one (workspace, folder);
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
  g_autofree char *folder = make_folder ();
  g_autofree char *path = g_build_filename (folder, "one.xml", NULL);
  g_autoptr (SourceWorkspace) workspace = source_workspace_new ();
  g_autoptr (GError) error = NULL;
  SourceDocument *document = open_one (workspace, folder);

  set_version (document, "new");
  g_chmod (path, 0444);
  g_assert_false (source_workspace_save (workspace, &error));
  g_assert_error (error, SOURCE_ERROR, SOURCE_ERROR_READ_ONLY);
  g_assert_nonnull (strstr (error->message, "one.xml"));
  g_clear_error (&error);
  g_assert_true (has_text (folder, "one.xml", OLD_TEXT ("one")));
  test_remove_tree (folder);
  g_assert_false (source_workspace_save (workspace, &error));
  g_assert_error (error, SOURCE_ERROR, SOURCE_ERROR_WRITE);
  g_assert_true (source_document_is_modified (document));
}

/* In a folder that everybody may write, the file of somebody else is not replaced. */
static void
test_file_of_another (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *path = g_build_filename (folder, "one.xml", NULL);
  g_autoptr (SourceWorkspace) workspace = source_workspace_new ();
  g_autoptr (GError) error = NULL;

  if (geteuid () != 0)
    {
      g_test_skip ("only root can be another user");
      test_remove_tree (folder);
      return;
    }
  set_version (open_one (workspace, folder), "new");
  g_chmod (folder, 0777);
  g_chmod (path, 0644);
  g_assert_cmpint (seteuid (65534), ==, 0);
  g_assert_false (source_workspace_save (workspace, &error));
  g_assert_cmpint (seteuid (0), ==, 0);
  g_assert_error (error, SOURCE_ERROR, SOURCE_ERROR_READ_ONLY);
  g_assert_true (has_text (folder, "one.xml", OLD_TEXT ("one")));
  test_remove_tree (folder);
}

static void
test_hard_link (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *path = g_build_filename (folder, "one.xml", NULL);
  g_autofree char *other = g_build_filename (folder, "same.xml", NULL);
  g_autoptr (SourceWorkspace) workspace = source_workspace_new ();
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (link (path, other), ==, 0);
  set_version (open_one (workspace, folder), "new");
  g_assert_true (source_workspace_save (workspace, &error));
  g_assert_no_error (error);
  g_assert_true (has_text (folder, "same.xml", NEW_TEXT ("one")));
  test_remove_tree (folder);
}

/* A file made, deleted and renamed in one transaction comes back with one undo, also on disk. */
static void
test_several_files (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *created = g_build_filename (folder, "made", "new.xml", NULL);
  g_autofree char *from = g_build_filename (folder, "sub", NULL);
  g_autofree char *to = g_build_filename (folder, "renamed", NULL);
  g_autoptr (SourceWorkspace) workspace = source_workspace_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *diff = NULL;
  SourceDocument *document = open_one (workspace, folder);

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
  g_assert_true (has_text (folder, "made/new.xml", "<new/>\n"));
  g_assert_true (has_text (folder, "one.xml", NULL));
  g_assert_true (has_text (folder, "renamed/other.txt", "-"));
  source_workspace_undo (workspace);
  g_assert_true (source_workspace_is_modified (workspace));
  source_workspace_save (workspace, &error);
  g_assert_no_error (error);
  g_assert_true (has_text (folder, "made/new.xml", NULL));
  g_assert_true (has_text (folder, "one.xml", OLD_TEXT ("one")));
  g_assert_true (has_text (folder, "sub/other.txt", "-"));
  g_assert_false (source_workspace_is_modified (workspace));
  test_remove_tree (folder);
}

static void
test_removes_stale (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *stale = g_build_filename (folder, ".one.xml.0123abcd.altinn-save", NULL);
  g_autoptr (SourceWorkspace) workspace = source_workspace_new ();

  test_write (stale, "left behind");
  open_one (workspace, folder);
  g_assert_false (g_file_test (stale, G_FILE_TEST_EXISTS));
  test_remove_tree (folder);
}

/* A check changes nothing, not even what an interrupted save left behind. */
static void
test_reading_leaves_the_folder (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *stale = g_build_filename (folder, ".one.xml.0123abcd.altinn-save", NULL);
  g_autoptr (SourceWorkspace) workspace = source_workspace_new_for_reading ();
  g_autoptr (GError) error = NULL;

  test_write (stale, "left behind");
  set_version (open_one (workspace, folder), "new");
  g_assert_true (g_file_test (stale, G_FILE_TEST_EXISTS));
  g_assert_true (source_workspace_save (workspace, &error));
  g_assert_no_error (error);
  g_assert_false (g_file_test (stale, G_FILE_TEST_EXISTS));
  test_remove_tree (folder);
}

/* Faults */

static int
run_helper (const char *mode, const char *folder, guint at, int code, char **output)
{
  g_autofree char *helper = g_test_build_filename (G_TEST_BUILT, "source", "save-helper", NULL);
  g_autofree char *shim = g_test_build_filename (G_TEST_BUILT, "source", "libfault-shim.so", NULL);
  g_autofree char *at_text = g_strdup_printf ("%u", at);
  g_autofree char *code_text = g_strdup_printf ("%d", code);
  const char *argv[] = { helper, mode, folder, NULL };
  g_auto (GStrv) environment = g_get_environ ();
  g_autoptr (GError) error = NULL;
  int status;

  environment = g_environ_setenv (environment, "LD_PRELOAD", shim, TRUE);
  environment = g_environ_setenv (environment, "FAULT_AT", at_text, TRUE);
  environment = g_environ_setenv (environment, "FAULT_ERRNO", code_text, TRUE);
  environment = g_environ_setenv (environment, "ASAN_OPTIONS", "verify_asan_link_order=0", TRUE);
  environment = g_environ_setenv (environment, "LSAN_OPTIONS", "detect_leaks=0", TRUE);
  g_spawn_sync (NULL, (char **) argv, environment, 0, NULL, NULL, output, NULL, &status, &error);
  g_assert_no_error (error);
  return status;
}

/* Returns: 'o' all is old, 'n' all is new, 'm' each file is whole but they are mixed, '!' damaged */
static char
judge (const char *mode, const char *folder)
{
  gboolean old = has_text (folder, "one.xml", OLD_TEXT ("one"));
  gboolean new = has_text (folder, "one.xml", NEW_TEXT ("one"));
  guint n_old = old, n_new = new, n = 1;

  if (strcmp (mode, "several") == 0)
    {
      const char *two = g_file_test (folder, G_FILE_TEST_IS_DIR) &&
                                has_text (folder, "renamed/other.txt", "-")
                            ? "renamed/two.xml"
                            : "sub/two.xml";

      n_old += has_text (folder, two, OLD_TEXT ("two"));
      n_new += has_text (folder, two, NEW_TEXT ("two"));
      n_old += g_str_has_prefix (two, "sub");
      n_new += g_str_has_prefix (two, "renamed");
      n_old += has_text (folder, "three.xml", OLD_TEXT ("three"));
      n_new += has_text (folder, "three.xml", NULL);
      n_old += has_text (folder, "made/new.xml", NULL);
      n_new += has_text (folder, "made/new.xml", "<a version='new'/>\n");
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
      g_autofree char *folder = make_folder ();
      g_autofree char *path = g_build_filename (folder, "one.xml", NULL);
      g_autofree char *other = g_build_filename (folder, "same.xml", NULL);
      int status;
      char found;

      if (in_place)
        g_assert_cmpint (link (path, other), ==, 0);
      status = run_helper (mode, folder, at, 0, NULL);
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
      g_autofree char *folder = make_folder ();
      g_autofree char *path = g_build_filename (folder, "one.xml", NULL);
      g_autofree char *other = g_build_filename (folder, "same.xml", NULL);
      g_autofree char *output = NULL;
      int status;
      char found;

      g_assert_cmpuint (at, <, 200);
      if (strcmp (mode, "linked") == 0)
        g_assert_cmpint (link (path, other), ==, 0);
      status = run_helper (mode, folder, at, codes[at % G_N_ELEMENTS (codes)], &output);
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

/* The journal */

static SourceDocument *
restore (SourceWorkspace *workspace, guint *n)
{
  g_autoptr (GPtrArray) journals = source_journal_list ();
  g_autoptr (GError) error = NULL;
  GListModel *documents;
  SourceDocument *document;

  *n = journals->len;
  if (journals->len == 0)
    return NULL;
  g_assert_true (source_workspace_restore (
      workspace, ((SourceJournalInfo *) journals->pdata[0])->path, &error));
  g_assert_no_error (error);
  documents = source_workspace_get_documents (workspace);
  document = g_list_model_get_item (documents, 0);
  g_object_unref (document);
  return document;
}

static int
version_of (SourceDocument *document)
{
  g_autofree char *text =
      source_node_dup_attribute (source_document_get_root (document), NULL, "version");

  return strcmp (text, "old") == 0 ? 0 : (int) g_ascii_strtoll (text, NULL, 10);
}

static void
test_journal_killed (void)
{
  for (guint at = 1; at < 100; at++)
    {
      g_autofree char *folder = make_folder ();
      g_autoptr (SourceWorkspace) workspace = source_workspace_new ();
      g_autofree char *output = NULL;
      int status = run_helper ("journal", folder, at, 0, &output);
      int said = 0, version;
      SourceDocument *document;
      guint n;

      for (const char *p = output; *p != '\0'; p++)
        if (g_ascii_isdigit (*p))
          said = *p - '0';
      document = restore (workspace, &n);
      version = document != NULL ? version_of (document) : 0;
      /* The fourth edit was undone before it was told of. */
      g_test_message ("killed at call %u: said %d, restored %d", at, said, version);
      g_assert_true (version >= (said == 4 ? 3 : said));
      if (document != NULL)
        {
          g_assert_true (source_document_is_modified (document));
          while (source_workspace_undo (workspace))
            ;
          g_assert_cmpint (version_of (document), ==, 0);
          g_assert_false (source_document_is_modified (document));
        }
      test_remove_tree (folder);
      if (WIFEXITED (status))
        {
          g_assert_cmpint (said, ==, 6);
          return;
        }
    }
  g_assert_not_reached ();
}

static void
test_journal_closed (void)
{
  g_autofree char *folder = make_folder ();
  SourceWorkspace *workspace = source_workspace_new ();
  g_autofree char *journals =
      g_build_filename (g_get_user_state_dir (), "altinn-process-editor", "journals", NULL);
  g_autoptr (GPtrArray) files = NULL;
  g_autoptr (GPtrArray) closed = NULL;
  g_autoptr (GPtrArray) listed = NULL;
  GStatBuf status;

  source_workspace_keep_journal (workspace);
  set_version (open_one (workspace, folder), "1");
  files = test_find_files (journals, ".journal");
  g_assert_cmpuint (files->len, ==, 1);
  g_assert_cmpint (g_stat (files->pdata[0], &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  /* One in use is nobody else's to restore. */
  listed = source_journal_list ();
  g_assert_cmpuint (listed->len, ==, 0);
  g_assert_finalize_object (workspace);
  closed = test_find_files (journals, ".journal");
  g_assert_cmpuint (closed->len, ==, 0);
  test_remove_tree (folder);
}

static void
test_journal_damaged (void)
{
  g_autofree char *path = g_build_filename (g_get_user_state_dir (), "altinn-process-editor",
                                            "journals", "damaged.journal", NULL);
  g_autofree char *aside = g_strconcat (path, ".damaged", NULL);
  g_autoptr (GPtrArray) damaged = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) listed = NULL;

  test_write (path, "altinn-process-editor journal 1\n\377\377\377\377rubbish");
  listed = source_journal_find (damaged);
  g_assert_cmpuint (listed->len, ==, 0);
  g_assert_cmpuint (damaged->len, ==, 1);
  g_assert_cmpstr (damaged->pdata[0], ==, aside);
  g_assert_true (g_file_test (aside, G_FILE_TEST_EXISTS));
  g_unlink (aside);
}

/* What a crash leaves: a copy that no program holds. */
static void
copy_journal (const char *name)
{
  g_autofree char *state = g_build_filename (g_get_user_state_dir (), "altinn-process-editor",
                                             "journals", NULL);
  g_autofree char *copy = g_build_filename (state, name, NULL);
  g_autoptr (GPtrArray) files = test_find_files (state, ".journal");
  g_autoptr (GBytes) bytes = NULL;

  g_assert_cmpuint (files->len, ==, 1);
  bytes = test_read (files->pdata[0]);
  g_assert_true (g_file_set_contents (copy, g_bytes_get_data (bytes, NULL),
                                      (gssize) g_bytes_get_size (bytes), NULL));
}

/* What stands before the damage is restored; what stands behind it is not thrown away. */
static void
test_journal_damaged_within (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *path = g_build_filename (g_get_user_state_dir (), "altinn-process-editor",
                                            "journals", "within.journal", NULL);
  g_autofree char *aside = g_strconcat (path, ".damaged", NULL);
  g_autofree char *data = NULL;
  SourceWorkspace *workspace = source_workspace_new ();
  SourceWorkspace *restored = source_workspace_new ();
  g_autoptr (GPtrArray) listed = NULL;
  g_autoptr (GError) error = NULL;
  SourceDocument *document;
  gsize length;

  source_workspace_keep_journal (workspace);
  document = open_one (workspace, folder);
  set_version (document, "1");
  source_workspace_barrier (workspace);
  set_version (document, "2");
  copy_journal ("within.journal");
  g_assert_true (g_file_get_contents (path, &data, &length, NULL));
  data[length - 1] ^= 1;
  g_assert_true (g_file_set_contents (path, data, (gssize) length, NULL));
  listed = source_journal_list ();
  g_assert_cmpuint (listed->len, ==, 1);
  g_assert_true (source_workspace_restore (restored, path, &error));
  g_assert_no_error (error);
  g_assert_true (source_workspace_can_undo (restored));
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (aside, G_FILE_TEST_EXISTS));
  g_unlink (aside);
  g_assert_finalize_object (restored);
  g_assert_finalize_object (workspace);
  test_remove_tree (folder);
}

/* A document that is large enough for a draft. */
static SourceDocument *
open_large (SourceWorkspace *workspace, const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "large.xml", NULL);
  g_autofree char *filling = g_strnfill (600 * 1024, 'x');
  g_autofree char *text = g_strdup_printf ("<a version='0'><!--%s--></a>\n", filling);
  g_autoptr (GError) error = NULL;
  SourceDocument *document;

  test_write (path, text);
  document = source_workspace_open (workspace, path, SOURCE_KIND_XML, &error);
  g_assert_no_error (error);
  return document;
}

static guint
count_journals (void)
{
  g_autofree char *state = g_build_filename (g_get_user_state_dir (), "altinn-process-editor",
                                             "journals", NULL);
  g_autoptr (GPtrArray) files = test_find_files (state, ".journal");

  return files->len;
}

static SourceDocument *
find_document (SourceWorkspace *workspace, const char *name)
{
  GListModel *documents = source_workspace_get_documents (workspace);

  for (guint i = 0; i < g_list_model_get_n_items (documents); i++)
    {
      g_autoptr (SourceDocument) document = g_list_model_get_item (documents, i);

      if (g_str_has_suffix (source_document_get_path (document), name))
        return document;
    }
  return NULL;
}

typedef struct
{
  const char *path;
  gboolean waits;   /* until there is a draft */
  gboolean another; /* another document is edited first */
  gboolean saves;
} DraftCase;

static const DraftCase draft_cases[] = {
  { "/journal/drafted/not-yet", FALSE, FALSE, FALSE },
  { "/journal/drafted/used", TRUE, FALSE, FALSE },
  { "/journal/drafted/another-first", TRUE, TRUE, FALSE },
  { "/journal/drafted/saved", TRUE, FALSE, TRUE },
};

/* Whether the beginning of a journal was drafted or not: nobody sees it before there is an edit,
 * and then it holds the same. */
static void
test_journal_drafted (gconstpointer data)
{
  const DraftCase *how = data;
  g_autofree char *folder = make_folder ();
  SourceWorkspace *workspace = source_workspace_new ();
  g_autoptr (SourceWorkspace) next = source_workspace_new ();
  SourceDocument *document = open_large (workspace, folder);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  guint n;

  source_workspace_keep_journal (workspace);
  if (how->waits)
    g_usleep (G_USEC_PER_SEC);
  g_assert_cmpuint (count_journals (), ==, 0);
  if (how->another)
    set_version (open_one (workspace, folder), "5");
  set_version (document, "1");
  if (how->saves)
    {
      g_assert_true (source_workspace_save (workspace, NULL));
      g_assert_cmpuint (count_journals (), ==, 0);
    }
  set_version (document, "2");
  before = source_document_dup_text (document, NULL);
  copy_journal ("drafted.journal");
  g_assert_finalize_object (workspace);

  g_assert_nonnull (restore (next, &n));
  g_assert_cmpuint (n, ==, 1);
  document = find_document (next, "large.xml");
  after = source_document_dup_text (document, NULL);
  g_assert_cmpstr (after, ==, before);
  g_assert_true (source_workspace_undo (next));
  g_assert_cmpint (version_of (document), ==, 1);
  test_remove_tree (folder);
}

/* Edits that were all undone are nothing to offer. */
static void
test_journal_undone (void)
{
  g_autofree char *folder = make_folder ();
  SourceWorkspace *workspace = source_workspace_new ();
  g_autoptr (GPtrArray) undone = NULL;
  g_autoptr (GPtrArray) redone = NULL;

  source_workspace_keep_journal (workspace);
  set_version (open_one (workspace, folder), "1");
  g_assert_true (source_workspace_undo (workspace));
  copy_journal ("undone.journal");
  undone = source_journal_list ();
  g_assert_cmpuint (undone->len, ==, 0);
  g_assert_true (source_workspace_redo (workspace));
  copy_journal ("redone.journal");
  redone = source_journal_list ();
  g_assert_cmpuint (redone->len, ==, 1);
  g_assert_cmpuint (((SourceJournalInfo *) redone->pdata[0])->n_transactions, ==, 1);
  source_journal_discard (((SourceJournalInfo *) redone->pdata[0])->path);
  g_assert_finalize_object (workspace);
  test_remove_tree (folder);
}

/* Undo beyond the last save is restored too, as an edit. */
static void
test_journal_after_save (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *state = g_build_filename (g_get_user_state_dir (), "altinn-process-editor",
                                             "journals", NULL);
  SourceWorkspace *workspace = source_workspace_new ();
  g_autoptr (SourceWorkspace) next = source_workspace_new ();
  g_autoptr (GPtrArray) files = NULL;
  g_autofree char *copy = g_build_filename (state, "copy.journal", NULL);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  SourceDocument *document = open_one (workspace, folder);
  guint n;

  source_workspace_keep_journal (workspace);
  set_version (document, "1");
  source_workspace_save (workspace, &error);
  g_assert_no_error (error);
  source_workspace_undo (workspace);
  set_version (document, "2");
  source_workspace_undo (workspace);
  files = test_find_files (state, ".journal");
  g_assert_cmpuint (files->len, ==, 1);
  bytes = test_read (files->pdata[0]);
  g_assert_finalize_object (workspace);
  g_file_set_contents (copy, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes),
                       NULL);
  document = restore (next, &n);
  g_assert_cmpint (version_of (document), ==, 0);
  g_assert_true (source_workspace_redo (next));
  g_assert_cmpint (version_of (document), ==, 2);
  test_remove_tree (folder);
}

/* After a save the edits since then come back, one by one, on top of what was saved. */
static void
test_journal_since_save (void)
{
  g_autofree char *folder = make_folder ();
  SourceWorkspace *workspace = source_workspace_new ();
  g_autoptr (SourceWorkspace) next = source_workspace_new ();
  g_autoptr (GError) error = NULL;
  SourceDocument *document = open_one (workspace, folder);
  guint n;

  source_workspace_keep_journal (workspace);
  set_version (document, "1");
  g_assert_true (source_workspace_save (workspace, &error));
  g_assert_no_error (error);
  set_version (document, "2");
  set_version (document, "3");
  copy_journal ("since-save.journal");
  g_assert_finalize_object (workspace);
  document = restore (next, &n);
  g_assert_cmpint (version_of (document), ==, 3);
  g_assert_true (source_workspace_undo (next));
  g_assert_cmpint (version_of (document), ==, 2);
  g_assert_true (source_workspace_undo (next));
  g_assert_cmpint (version_of (document), ==, 1);
  g_assert_false (source_document_is_modified (document));
  g_assert_false (source_workspace_can_undo (next));
  test_remove_tree (folder);
}

/* A file that changed since the crash is told of, restored all the same, and never overwritten
 * unasked. */
static void
test_journal_of_changed_file (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *path = g_build_filename (folder, "one.xml", NULL);
  SourceWorkspace *workspace = source_workspace_new ();
  g_autoptr (SourceWorkspace) next = source_workspace_new ();
  g_autoptr (GPtrArray) same = NULL;
  g_autoptr (GPtrArray) changed = NULL;
  g_autoptr (GError) error = NULL;
  SourceDocument *document;
  guint n;

  source_workspace_keep_journal (workspace);
  set_version (open_one (workspace, folder), "1");
  copy_journal ("changed.journal");
  g_assert_finalize_object (workspace);
  same = source_journal_list ();
  g_assert_cmpuint (same->len, ==, 1);
  g_assert_cmpuint (g_strv_length (((SourceJournalInfo *) same->pdata[0])->changed), ==, 0);
  test_write (path, "<one version=\"other\"/>");
  changed = source_journal_list ();
  g_assert_cmpuint (g_strv_length (((SourceJournalInfo *) changed->pdata[0])->changed), ==, 1);
  document = restore (next, &n);
  g_assert_cmpint (version_of (document), ==, 1);
  g_assert_false (source_workspace_save (next, &error));
  g_assert_error (error, SOURCE_ERROR, SOURCE_ERROR_CHANGED_ON_DISK);
  g_clear_error (&error);
  source_workspace_keep_mine (next, document);
  g_assert_true (source_workspace_save (next, &error));
  g_assert_no_error (error);
  test_remove_tree (folder);
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
  g_autofree char *folder = make_folder ();
  g_autofree char *path = g_build_filename (folder, "one.xml", NULL);
  g_autoptr (SourceWorkspace) workspace = source_workspace_new ();
  SourceDocument *document = open_one (workspace, folder);
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
  set_version (document, "mine");
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
  g_test_add_func ("/journal/killed", test_journal_killed);
  g_test_add_func ("/journal/closed", test_journal_closed);
  g_test_add_func ("/journal/damaged", test_journal_damaged);
  g_test_add_func ("/journal/damaged-within", test_journal_damaged_within);
  g_test_add_func ("/journal/all-undone-is-not-offered", test_journal_undone);
  g_test_add_func ("/journal/after-save", test_journal_after_save);
  g_test_add_func ("/journal/since-save", test_journal_since_save);
  g_test_add_func ("/journal/changed-file", test_journal_of_changed_file);
  for (guint i = 0; i < G_N_ELEMENTS (draft_cases); i++)
    g_test_add_data_func (draft_cases[i].path, &draft_cases[i], test_journal_drafted);
  g_test_add_func ("/watch", test_watch);
  result = g_test_run ();
  test_remove_tree (state);
  return result;
}

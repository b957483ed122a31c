/* test-source-journal.c: what was edited and not saved comes back after a crash
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/source/source-journal.h"
#include "engine/source/source-node.h"
#include "tests/source/save-support.h"
#include "tests/test-support.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/wait.h>

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
      g_autofree char *folder = save_make_folder ();
      g_autoptr (SourceWorkspace) workspace = source_workspace_new ();
      g_autofree char *output = NULL;
      int status = save_run_helper ("journal", folder, at, 0, &output);
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
  g_autofree char *folder = save_make_folder ();
  SourceWorkspace *workspace = source_workspace_new ();
  g_autofree char *journals =
      g_build_filename (g_get_user_state_dir (), "altinn-process-editor", "journals", NULL);
  g_autoptr (GPtrArray) files = NULL;
  g_autoptr (GPtrArray) closed = NULL;
  g_autoptr (GPtrArray) listed = NULL;
  GStatBuf status;

  source_workspace_keep_journal (workspace);
  save_set_version (save_open_one (workspace, folder), "1");
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
  g_autofree char *folder = save_make_folder ();
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
  document = save_open_one (workspace, folder);
  save_set_version (document, "1");
  source_workspace_barrier (workspace);
  save_set_version (document, "2");
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
  g_autofree char *folder = save_make_folder ();
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
    save_set_version (save_open_one (workspace, folder), "5");
  save_set_version (document, "1");
  if (how->saves)
    {
      g_assert_true (source_workspace_save (workspace, NULL));
      g_assert_cmpuint (count_journals (), ==, 0);
    }
  save_set_version (document, "2");
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
  g_autofree char *folder = save_make_folder ();
  SourceWorkspace *workspace = source_workspace_new ();
  g_autoptr (GPtrArray) undone = NULL;
  g_autoptr (GPtrArray) redone = NULL;

  source_workspace_keep_journal (workspace);
  save_set_version (save_open_one (workspace, folder), "1");
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
  g_autofree char *folder = save_make_folder ();
  g_autofree char *state = g_build_filename (g_get_user_state_dir (), "altinn-process-editor",
                                             "journals", NULL);
  SourceWorkspace *workspace = source_workspace_new ();
  g_autoptr (SourceWorkspace) next = source_workspace_new ();
  g_autoptr (GPtrArray) files = NULL;
  g_autofree char *copy = g_build_filename (state, "copy.journal", NULL);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  SourceDocument *document = save_open_one (workspace, folder);
  guint n;

  source_workspace_keep_journal (workspace);
  save_set_version (document, "1");
  source_workspace_save (workspace, &error);
  g_assert_no_error (error);
  source_workspace_undo (workspace);
  save_set_version (document, "2");
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
  g_autofree char *folder = save_make_folder ();
  SourceWorkspace *workspace = source_workspace_new ();
  g_autoptr (SourceWorkspace) next = source_workspace_new ();
  g_autoptr (GError) error = NULL;
  SourceDocument *document = save_open_one (workspace, folder);
  guint n;

  source_workspace_keep_journal (workspace);
  save_set_version (document, "1");
  g_assert_true (source_workspace_save (workspace, &error));
  g_assert_no_error (error);
  save_set_version (document, "2");
  save_set_version (document, "3");
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
  g_autofree char *folder = save_make_folder ();
  g_autofree char *path = g_build_filename (folder, "one.xml", NULL);
  SourceWorkspace *workspace = source_workspace_new ();
  g_autoptr (SourceWorkspace) next = source_workspace_new ();
  g_autoptr (GPtrArray) same = NULL;
  g_autoptr (GPtrArray) changed = NULL;
  g_autoptr (GError) error = NULL;
  SourceDocument *document;
  guint n;

  source_workspace_keep_journal (workspace);
  save_set_version (save_open_one (workspace, folder), "1");
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

int
main (int argc, char **argv)
{
  g_autofree char *state = test_temp_dir ();
  int result;

  g_setenv ("XDG_STATE_HOME", state, TRUE);
  g_test_init (&argc, &argv, NULL);
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
  result = g_test_run ();
  test_remove_tree (state);
  return result;
}

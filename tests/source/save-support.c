/* save-support.c: a folder of small files, and a program that saves them and may die of it
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "tests/source/save-support.h"

#include "engine/source/source-edit.h"
#include "engine/source/source-node.h"
#include "tests/test-support.h"

char *
save_make_folder (void)
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

gboolean
save_has_text (const char *folder, const char *name, const char *expected)
{
  g_autofree char *text = read_text (folder, name);

  return g_strcmp0 (text, expected) == 0;
}

SourceDocument *
save_open_one (SourceWorkspace *workspace, const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "one.xml", NULL);
  g_autoptr (GError) error = NULL;
  SourceDocument *document = source_workspace_open (workspace, path, SOURCE_KIND_XML, &error);

  g_assert_no_error (error);
  return document;
}

void
save_set_version (SourceDocument *document, const char *version)
{
  SourceWorkspace *workspace = source_document_get_workspace (document);
  g_autoptr (GError) error = NULL;

  source_workspace_begin (workspace, "Set the version");
  source_edit_set_attribute (document, source_document_get_root (document), NULL, NULL, "version",
                             version, &error);
  g_assert_no_error (error);
  source_workspace_commit (workspace);
}

int
save_run_helper (const char *mode, const char *folder, guint at, int code, char **output)
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

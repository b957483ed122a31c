/* test-cli-info.c: altinn-process info, save and new, and thumbnails
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/source/source-json.h"
#include "tests/test-support.h"

#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void
test_info_json (void)
{
  g_autofree char *path = test_fixture ("fixtures/bpmn/skjema.bpmn");
  g_autofree char *output = NULL;
  g_autoptr (SourceJson) json = NULL;
  const SourceJsonValue *root, *counts;

  g_assert_cmpint (test_command (&output, NULL, "info", "--format=json", path, NULL), ==, 0);
  json = source_json_parse (output, -1, SOURCE_JSON_STRICT, "info", NULL);
  g_assert_nonnull (json);
  root = source_json_get_root (json);
  counts = source_json_value_get_member (root, "counts");
  g_assert_cmpfloat (source_json_value_get_number (source_json_value_get_member (counts, "tasks")),
                     ==, 2);
  g_assert_true (source_json_value_get_member_boolean (root, "diagram", FALSE));
  g_assert_cmpstr (source_json_value_get_member_string (root, "lineEnds"), ==, "LF");
}

/* What is refused gets one line and exit status 2. */
static void
test_refused (void)
{
  g_autofree char *folder = test_temp_dir ();
  g_autofree char *broken = g_build_filename (folder, "broken.bpmn", NULL);
  g_autofree char *other = g_build_filename (folder, "other.bpmn", NULL);
  const char *const paths[] = { broken, other };

  test_write (broken, "<definitions>\n<a></b></definitions>");
  test_write (other, "<root>process</root>");
  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autofree char *output = NULL;
      g_autofree char *errors = NULL;

      g_assert_cmpint (test_command (&output, &errors, "info", paths[i], NULL), ==, 2);
      g_assert_cmpstr (output, ==, "");
      g_assert_true (g_str_has_prefix (errors, paths[i]));
      g_assert_nonnull (strstr (errors, ": error: "));
      g_assert_true (strchr (errors, '\n') == errors + strlen (errors) - 1);
    }
  test_remove_tree (folder);
}

static void
assert_saves (const char *path)
{
  g_autofree char *folder = test_temp_dir ();
  g_autofree char *copy = g_build_filename (folder, "copy.bpmn", NULL);
  g_autofree char *option = g_strconcat ("--output=", copy, NULL);
  g_autofree char *errors = NULL;
  int status = test_command (NULL, &errors, "save", option, path, NULL);

  if (status == 0)
    {
      g_autoptr (GBytes) before = test_read (path);
      g_autoptr (GBytes) after = test_read (copy);

      g_assert_true (g_bytes_equal (before, after));
    }
  else
    {
      g_assert_cmpint (status, ==, 2);
      g_assert_nonnull (strstr (errors, ": error: "));
      g_assert_false (g_file_test (copy, G_FILE_TEST_EXISTS));
    }
  test_remove_tree (folder);
}

static void
test_save (void)
{
  g_autofree char *folder = test_fixture ("fixtures/bpmn");
  g_autoptr (GPtrArray) own = test_find_files (folder, ".bpmn");
  g_autoptr (GPtrArray) shared = test_shared_files ("corpus", ".bpmn");

  for (guint i = 0; i < own->len; i++)
    assert_saves (g_ptr_array_index (own, i));
  for (guint i = 0; i < shared->len; i++)
    assert_saves (g_ptr_array_index (shared, i));
}

static void
test_new (void)
{
  g_autofree char *folder = test_temp_dir ();
  g_autofree char *file = g_build_filename (folder, "prosess.bpmn", NULL);
  g_autofree char *list = NULL;

  g_assert_cmpint (test_command (&list, NULL, "new", "--list", NULL), ==, 0);
  g_assert_nonnull (strstr (list, "form-confirmation-payment"));
  g_assert_cmpint (test_command (NULL, NULL, "new", "--template=form-signing", file, NULL), ==, 0);
  g_assert_true (g_file_test (file, G_FILE_TEST_EXISTS));
  g_assert_cmpint (test_command (NULL, NULL, "new", "--template=form", file, NULL), ==, 2);
  g_assert_cmpint (test_command (NULL, NULL, "new", "--template=nosuch", folder, NULL), ==, 2);
  test_remove_tree (folder);
}

/* Runs altinn-process by the shell, for its redirections; returns the exit status. */
static int
run_shell (char **output, const char *arguments, const char *path, const char *redirection)
{
  g_autofree char *line = g_strdup_printf ("exec \"$APE_COMMAND\" %s %s", arguments, redirection);
  const char *const argv[] = { "sh", "-c", line, "sh", path, NULL };
  g_autoptr (GError) error = NULL;
  int status;

  g_spawn_sync (NULL, (char **) argv, NULL,
                G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL
                    | (output == NULL ? G_SPAWN_STDOUT_TO_DEV_NULL : 0),
                NULL, NULL, output, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_true (WIFEXITED (status));
  return WEXITSTATUS (status);
}

/* Every command that reads a file reads it from standard input too, and layout writes it. */
static void
test_standard_input (void)
{
  const char *const commands[] = { "info", "save --output=-", "render", "layout", "check" };
  g_autofree char *path = test_fixture ("fixtures/bpmn/skjema.bpmn");

  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_autofree char *piped = NULL;
      g_autofree char *direct = NULL;

      g_assert_cmpint (run_shell (&piped, commands[i], path, "- < \"$1\""), ==,
                       run_shell (&direct, commands[i], path, "\"$1\""));
      g_assert_cmpstr (piped, !=, "");
      if (strcmp (commands[i], "layout") == 0 || g_str_has_prefix (commands[i], "save"))
        g_assert_cmpstr (piped, ==, direct);
    }
}

/* A device is written into, a link stays a link, and a full disk is told. */
static void
test_outputs (void)
{
  g_autofree char *path = test_fixture ("fixtures/bpmn/skjema.bpmn");
  g_autofree char *folder = test_temp_dir ();
  g_autofree char *file = g_build_filename (folder, "file.bpmn", NULL);
  g_autofree char *link = g_build_filename (folder, "link.bpmn", NULL);
  g_autofree char *option = g_strconcat ("--output=", link, NULL);
  g_autoptr (GBytes) before = test_read (path);
  g_autoptr (GBytes) after = NULL;

  test_write (file, "old");
  g_assert_cmpint (symlink (file, link), ==, 0);
  g_assert_cmpint (test_command (NULL, NULL, "save", option, path, NULL), ==, 0);
  g_assert_true (g_file_test (link, G_FILE_TEST_IS_SYMLINK));
  after = test_read (file);
  g_assert_true (g_bytes_equal (before, after));
  if (g_file_test ("/dev/full", G_FILE_TEST_EXISTS))
    {
      g_assert_cmpint (run_shell (NULL, "info", path, "\"$1\" > /dev/full"), ==, 2);
      g_assert_cmpint (test_command (NULL, NULL, "save", "--output=/dev/full", path, NULL), ==, 2);
      g_assert_false (g_file_test ("/dev/full", G_FILE_TEST_IS_REGULAR));
    }
  test_remove_tree (folder);
}

/* Lines and columns count from 1, also where there is none to name. */
static void
test_unreadable_has_a_place (void)
{
  g_autofree char *folder = test_temp_dir ();
  g_autofree char *missing = g_build_filename (folder, "missing.bpmn", NULL);
  g_autofree char *output = NULL;

  g_assert_cmpint (test_command (&output, NULL, "check", "--format=json", missing, NULL), ==, 2);
  g_assert_nonnull (strstr (output, "\"line\": 1,"));
  g_assert_nonnull (strstr (output, "\"column\": 1,"));
  test_remove_tree (folder);
}

/* A file manager names a file without an ending and wants a picture of at most that size. */
static void
test_thumbnail (void)
{
  g_autofree char *path = test_fixture ("fixtures/bpmn/skjema.bpmn");
  g_autofree char *folder = test_temp_dir ();
  g_autofree char *picture = g_build_filename (folder, "thumbnail", NULL);
  g_autofree char *output = g_strconcat ("--output=", picture, NULL);
  g_autoptr (GBytes) bytes = NULL;
  const guint8 *data;
  guint width, height;

  g_assert_cmpint (test_command (NULL, NULL, "render", "--thumbnail=128", output, path, NULL), ==, 0);
  bytes = test_read (picture);
  data = g_bytes_get_data (bytes, NULL);
  g_assert_cmpuint (g_bytes_get_size (bytes), >, 24);
  g_assert_cmpmem (data + 1, 3, "PNG", 3);
  width = (guint) data[18] << 8 | data[19];
  height = (guint) data[22] << 8 | data[23];
  g_assert_cmpuint (MAX (width, height), <=, 128);
  g_assert_cmpuint (MAX (width, height), >=, 120);
  test_remove_tree (folder);
}

/* C.4.0 of the interchange models has four diagrams; here a file with one. */
static void
test_diagram (void)
{
  g_autofree char *path = test_fixture ("fixtures/bpmn/skjema.bpmn");
  g_autofree char *output = NULL, *errors = NULL;

  g_assert_cmpint (test_command (&output, NULL, "render", "--diagram=1", path, NULL), ==, 0);
  g_assert_nonnull (strstr (output, "<svg"));
  g_assert_cmpint (test_command (NULL, &errors, "render", "--diagram=2", path, NULL), ==, 2);
  g_assert_nonnull (strstr (errors, "there is no diagram 2"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/info/json", test_info_json);
  g_test_add_func ("/cli/info/refused-in-one-line", test_refused);
  g_test_add_func ("/cli/save/same-bytes", test_save);
  g_test_add_func ("/cli/render/thumbnail-fits", test_thumbnail);
  g_test_add_func ("/cli/render/diagram-by-number", test_diagram);
  g_test_add_func ("/cli/new/templates", test_new);
  g_test_add_func ("/cli/standard-input", test_standard_input);
  g_test_add_func ("/cli/outputs", test_outputs);
  g_test_add_func ("/cli/check/unreadable-has-a-place", test_unreadable_has_a_place);
  return g_test_run ();
}

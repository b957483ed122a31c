/* test-support.c: what the tests of all rooms share
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "tests/test-support.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>
#include <sys/wait.h>

/* Tests run in the locale of their environment, as the programs do; GLib's do not by themselves. */
static void __attribute__ ((constructor))
use_locale (void)
{
  setlocale (LC_ALL, "");
}

/**
 * test_seed:
 *
 * Returns: what a test with random input begins with, and prints: the number in APE_SEED; something
 *   new each time where that is "random"; else always the same, so that a change is judged and not
 *   the luck of a run
 */
guint32
test_seed (void)
{
  const char *seed = g_getenv ("APE_SEED");

  if (g_strcmp0 (seed, "random") == 0)
    return g_random_int ();
  return seed != NULL ? (guint32) g_ascii_strtoull (seed, NULL, 10) : 20261122;
}

/**
 * test_fixture:
 * @name: a path below tests/
 *
 * Returns: (transfer full): the path of a fixture of ours
 */
char *
test_fixture (const char *name)
{
  return g_test_build_filename (G_TEST_DIST, name, NULL);
}

/**
 * test_shared:
 * @name: a path below the shared data, e.g. "corpus/apps"
 *
 * Returns: (transfer full) (nullable): its path, or %NULL where it does not exist
 */
char *
test_shared (const char *name)
{
  const char *shared = g_getenv ("APE_SHARED");
  g_autofree char *path = NULL;

  if (shared == NULL)
    return NULL;
  path = g_build_filename (shared, name, NULL);
  return g_file_test (path, G_FILE_TEST_EXISTS) ? g_steal_pointer (&path) : NULL;
}

/**
 * test_skip_without_shared:
 * @name: a path below the shared data
 *
 * Marks the running test as skipped where the shared data is missing.
 *
 * Returns: %TRUE if the test must return at once
 */
gboolean
test_skip_without_shared (const char *name)
{
  g_autofree char *path = test_shared (name);

  if (path != NULL)
    return FALSE;
  g_test_skip ("the shared data is not here");
  return TRUE;
}

static void
find_files (const char *directory, const char *suffix, GPtrArray *found)
{
  g_autoptr (GDir) dir = g_dir_open (directory, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (directory, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR) && !g_file_test (path, G_FILE_TEST_IS_SYMLINK))
        find_files (path, suffix, found);
      else if (g_str_has_suffix (name, suffix))
        g_ptr_array_add (found, g_steal_pointer (&path));
    }
}

static int
compare_paths (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/**
 * test_find_files:
 * @directory: where to look, recursively
 * @suffix: how the names end, e.g. ".bpmn"
 *
 * Returns: (transfer container) (element-type filename): the paths, sorted
 */
GPtrArray *
test_find_files (const char *directory, const char *suffix)
{
  GPtrArray *found = g_ptr_array_new_with_free_func (g_free);

  find_files (directory, suffix, found);
  g_ptr_array_sort (found, compare_paths);
  return found;
}

/**
 * test_shared_files:
 * @directory: a folder below the shared data
 * @suffix: how the names end
 *
 * Returns: (transfer container) (element-type filename): the paths, sorted; empty where the
 *   shared data is missing
 */
GPtrArray *
test_shared_files (const char *directory, const char *suffix)
{
  g_autofree char *path = test_shared (directory);

  return path != NULL ? test_find_files (path, suffix) : g_ptr_array_new_with_free_func (g_free);
}

/**
 * test_temp_dir:
 *
 * Returns: (transfer full): a new empty directory; remove it with test_remove_tree()
 */
char *
test_temp_dir (void)
{
  g_autoptr (GError) error = NULL;
  char *path = g_dir_make_tmp ("ape-test-XXXXXX", &error);

  g_assert_no_error (error);
  return path;
}

/**
 * test_remove_tree:
 * @directory: a directory made by test_temp_dir() or test_copy_tree()
 */
void
test_remove_tree (const char *directory)
{
  g_autoptr (GDir) dir = g_dir_open (directory, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (directory, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR) && !g_file_test (path, G_FILE_TEST_IS_SYMLINK))
        test_remove_tree (path);
      else
        g_unlink (path);
    }
  g_rmdir (directory);
}

static void
copy_tree (const char *from, const char *to)
{
  g_autoptr (GDir) dir = g_dir_open (from, 0, NULL);
  const char *name;

  g_assert_cmpint (g_mkdir_with_parents (to, 0755), ==, 0);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *source = g_build_filename (from, name, NULL);
      g_autofree char *target = g_build_filename (to, name, NULL);

      if (g_file_test (source, G_FILE_TEST_IS_DIR))
        {
          copy_tree (source, target);
        }
      else
        {
          g_autoptr (GBytes) bytes = test_read (source);
          g_autoptr (GError) error = NULL;

          g_file_set_contents (target, g_bytes_get_data (bytes, NULL),
                               (gssize) g_bytes_get_size (bytes), &error);
          g_assert_no_error (error);
        }
    }
}

/**
 * test_copy_tree:
 * @directory: a folder, e.g. an app repository of the shared data
 *
 * Returns: (transfer full): a writable copy in a new temporary directory
 */
char *
test_copy_tree (const char *directory)
{
  char *copy = test_temp_dir ();

  copy_tree (directory, copy);
  return copy;
}

/**
 * test_read:
 * @path: a file that must exist
 *
 * Returns: (transfer full): its bytes; NUL-terminated behind the end
 */
GBytes *
test_read (const char *path)
{
  g_autoptr (GError) error = NULL;
  char *contents;
  gsize length;

  g_file_get_contents (path, &contents, &length, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (contents, length);
}

/**
 * test_write:
 * @path: a file; missing folders are made
 * @text: its new content
 */
void
test_write (const char *path, const char *text)
{
  g_autofree char *directory = g_path_get_dirname (path);
  g_autoptr (GError) error = NULL;

  g_mkdir_with_parents (directory, 0755);
  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

/**
 * test_unified_diff:
 * @before: a text
 * @after: another
 *
 * Compares as `diff -U0` does; the lines that a reviewer would see in git.
 *
 * Returns: (transfer full): the changed lines only, each beginning with "-" or "+" and ending with
 *   a line feed; "" when equal
 */
char *
test_unified_diff (const char *before, const char *after)
{
  g_autofree char *directory = test_temp_dir ();
  g_autofree char *old_path = g_build_filename (directory, "old", NULL);
  g_autofree char *new_path = g_build_filename (directory, "new", NULL);
  const char *argv[] = { "diff", "-U0", old_path, new_path, NULL };
  g_autofree char *output = NULL;
  g_autoptr (GString) lines = g_string_new (NULL);
  g_auto (GStrv) all = NULL;

  test_write (old_path, before);
  test_write (new_path, after);
  g_assert_true (g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &output,
                               NULL, NULL, NULL));
  test_remove_tree (directory);
  all = g_strsplit (output, "\n", -1);
  for (gsize i = 0; all[i] != NULL; i++)
    if ((all[i][0] == '-' || all[i][0] == '+') && i > 1)
      g_string_append_printf (lines, "%s\n", all[i]);
  return g_string_free (g_steal_pointer (&lines), FALSE);
}

/**
 * test_command:
 * @standard_output: (out) (optional) (transfer full): what it printed
 * @standard_error: (out) (optional) (transfer full): what it said on standard error
 * @first: the first argument of altinn-process, further ones follow, ended by %NULL
 *
 * Runs the built altinn-process.
 *
 * Returns: its exit status; a death by signal fails the test
 */
int
test_command (char **standard_output, char **standard_error, const char *first, ...)
{
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  const char *command = g_getenv ("APE_COMMAND");
  GSpawnFlags flags = G_SPAWN_SEARCH_PATH;
  const char *argument;
  va_list args;
  int status;

  /* What nobody looks at must not get among the lines of the test's own protocol. */
  if (standard_output == NULL)
    flags |= G_SPAWN_STDOUT_TO_DEV_NULL;
  if (standard_error == NULL)
    flags |= G_SPAWN_STDERR_TO_DEV_NULL;
  g_assert_nonnull (command);
  g_ptr_array_add (argv, (char *) command);
  va_start (args, first);
  for (argument = first; argument != NULL; argument = va_arg (args, const char *))
    g_ptr_array_add (argv, (char *) argument);
  va_end (args);
  g_ptr_array_add (argv, NULL);
  g_spawn_sync (NULL, (char **) argv->pdata, NULL, flags, NULL, NULL, standard_output, standard_error,
                 &status, &error);
  g_assert_no_error (error);
  g_assert_true (WIFEXITED (status));
  return WEXITSTATUS (status);
}

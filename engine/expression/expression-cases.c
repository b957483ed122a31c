/* expression-cases.c: conformance cases of the expression language
 *
 * A file describes a context and one expression with what it gives (`expects`) or the error it ends
 * in (`expectsFailure`), and in `testCases` further ones over the same context.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/expression/expression-environment.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  const char *file;
  ExpressionCaseFunc failed;
  gpointer user_data;
  ExpressionCaseCounts *counts;
} Run;

/* A star at an end of the expected text stands for anything; so does the rest of the message. */
static gboolean
message_matches (const char *message, const char *expected)
{
  g_autofree char *folded = g_utf8_casefold (message, -1);
  g_autofree char *wanted = g_utf8_casefold (expected, -1);
  char *start = wanted;
  gsize length;

  while (*start == '*')
    start++;
  length = strlen (start);
  while (length > 0 && start[length - 1] == '*')
    start[--length] = '\0';
  return strstr (folded, start) != NULL;
}

/* NULL if the case gave what it should, else what came instead. */
static char *
find_problem (const SourceJsonValue *json, const SourceJsonValue *test)
{
  const char *failure = source_json_value_get_member_string (test, "expectsFailure");
  g_autoptr (GError) error = NULL;
  g_autoptr (ExpressionEnvironment) environment = expression_environment_new (json, &error);
  g_autoptr (Expression) expression = NULL;
  g_auto (ExpressionValue) value = EXPRESSION_VALUE_INIT;
  g_auto (ExpressionValue) expected = EXPRESSION_VALUE_INIT;
  g_autofree char *expected_text = NULL;
  g_autofree char *text = NULL;

  if (environment != NULL)
    expression =
        expression_new_from_json (source_json_value_get_member (test, "expression"), &error);
  if (expression != NULL)
    expression_evaluate (expression, expression_environment_get_context (environment), &value,
                         &error);
  text = error != NULL ? g_strdup (error->message) : expression_value_to_json (&value);
  if (failure != NULL)
    {
      if (error != NULL && message_matches (error->message, failure))
        return NULL;
      return g_strdup_printf (error != NULL ? _ ("expected the error “%s”, got the error “%s”")
                                            : _ ("expected the error “%s”, got %s"),
                              failure, text);
    }
  expression_value_set_json (&expected, source_json_value_get_member (test, "expects"));
  if (error == NULL && expression_value_equal (&value, &expected))
    return NULL;
  expected_text = expression_value_to_json (&expected);
  return g_strdup_printf (error != NULL ? _ ("expected %s, got the error “%s”")
                                        : _ ("expected %s, got %s"),
                          expected_text, text);
}

static void
run_case (Run *run, const SourceJsonValue *json, const SourceJsonValue *test, const char *name)
{
  g_autofree char *problem = find_problem (json, test);

  if (problem == NULL)
    {
      run->counts->passed++;
      return;
    }
  run->counts->failed++;
  run->failed (run->file, name, problem, run->user_data);
}

static gboolean
run_file (Run *run, GError **error)
{
  g_autoptr (SourceJson) json = NULL;
  g_autofree char *text = NULL;
  const SourceJsonValue *root;
  const SourceJsonValue *tests;
  const char *name;
  gsize length;

  if (!g_file_get_contents (run->file, &text, &length, error))
    return FALSE;
  json = source_json_parse (text, (gssize) length, SOURCE_JSON_TOLERANT, run->file, error);
  if (json == NULL)
    return FALSE;
  root = source_json_get_root (json);
  name = source_json_value_get_member_string (root, "name");
  tests = source_json_value_get_member (root, "testCases");
  if (source_json_value_get_member (root, "expression") != NULL)
    run_case (run, root, root, name != NULL ? name : "");
  else if (source_json_value_get_length (tests) == 0)
    run->counts->skipped++;
  for (guint i = 0; i < source_json_value_get_length (tests); i++)
    {
      const SourceJsonValue *test = source_json_value_get_item (tests, i);
      const char *test_name = source_json_value_get_member_string (test, "name");
      g_autofree char *number = g_strdup_printf ("%u", i + 1);

      run_case (run, root, test, test_name != NULL ? test_name : number);
    }
  return TRUE;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* The JSON files and folders in a folder, sorted. */
static GPtrArray *
list_folder (const char *path, GError **error)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, error);
  GPtrArray *paths;
  const char *name;

  if (folder == NULL)
    return NULL;
  paths = g_ptr_array_new_with_free_func (g_free);
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_str_has_suffix (name, ".json") ||
          (g_file_test (child, G_FILE_TEST_IS_DIR) && !g_file_test (child, G_FILE_TEST_IS_SYMLINK)))
        g_ptr_array_add (paths, g_steal_pointer (&child));
    }
  g_ptr_array_sort (paths, compare_names);
  return paths;
}

/**
 * expression_cases_run:
 * @path: a case file, or a folder: all JSON files in it and below
 * @failed: (scope call): told of every case that fails
 * @user_data: for @failed
 * @counts: (inout): added to
 * @error: return location for an error about the file
 *
 * Returns: %FALSE if a file could not be read or is not JSON; what was counted so far stands
 */
gboolean
expression_cases_run (const char *path,
                      ExpressionCaseFunc failed,
                      gpointer user_data,
                      ExpressionCaseCounts *counts,
                      GError **error)
{
  Run run = { .file = path, .failed = failed, .user_data = user_data, .counts = counts };
  g_autoptr (GPtrArray) children = NULL;

  if (!g_file_test (path, G_FILE_TEST_IS_DIR))
    return run_file (&run, error);
  children = list_folder (path, error);
  if (children == NULL)
    return FALSE;
  for (guint i = 0; i < children->len; i++)
    if (!expression_cases_run (g_ptr_array_index (children, i), failed, user_data, counts, error))
      return FALSE;
  return TRUE;
}

/* test-cases.c: conformance cases pass, and a wrong one is told
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/expression/expression-environment.h"
#include "tests/test-support.h"

static void
print_problem (const char *file, const char *name, const char *problem, gpointer user_data)
{
  g_string_append_printf (user_data, "%s: %s: %s\n", file, name, problem);
}

static char *
run (const char *path, ExpressionCaseCounts *counts)
{
  g_autoptr (GString) problems = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  expression_cases_run (path, print_problem, problems, counts, &error);
  g_assert_no_error (error);
  return g_string_free (g_steal_pointer (&problems), FALSE);
}

static void
test_own (void)
{
  g_autofree char *path = test_fixture ("fixtures/expressions");
  ExpressionCaseCounts counts = { 0 };
  g_autofree char *problems = run (path, &counts);

  g_assert_cmpstr (problems, ==, "");
  g_assert_cmpuint (counts.passed, ==, 10);
  g_assert_cmpuint (counts.failed, ==, 0);
}

static void
test_shared_cases (void)
{
  g_autofree char *path = test_shared ("expressions");
  ExpressionCaseCounts counts = { 0 };
  g_autofree char *problems = NULL;

  if (test_skip_without_shared ("expressions"))
    return;
  problems = run (path, &counts);
  g_assert_cmpstr (problems, ==, "");
  g_assert_cmpuint (counts.passed, >, 600);
}

static void
test_wrong_ones (void)
{
  g_autofree char *directory = test_temp_dir ();
  g_autofree char *path = g_build_filename (directory, "wrong.json", NULL);
  ExpressionCaseCounts counts = { 0 };
  g_autofree char *problems = NULL;
  g_autofree char *expected = NULL;

  test_write (path, "{\"name\":\"n\",\"expression\":[\"plus\",1,1],\"expects\":3,\"testCases\":["
                    "{\"expression\":[\"plus\"],\"expects\":0},"
                    "{\"expression\":1,\"expectsFailure\":\"x\"},"
                    "{\"expression\":[\"and\"],\"expectsFailure\":\"got 1\"},"
                    "{\"expression\":[\"and\"],\"expectsFailure\":\"*GOT 0*\"},"
                    "{\"expression\":1,\"expects\":1.0}]}");
  problems = run (path, &counts);
  expected = g_strdup_printf ("%1$s: n: expected 3, got 2\n"
                              "%1$s: 1: expected 0, got the error “Invalid number of args”\n"
                              "%1$s: 2: expected the error “x”, got 1\n"
                              "%1$s: 3: expected the error “got 1”, got the error “Expected 1+ "
                              "argument(s), got 0”\n",
                              path);
  g_assert_cmpstr (problems, ==, expected);
  g_assert_cmpuint (counts.passed, ==, 2);
  g_assert_cmpuint (counts.failed, ==, 4);
  test_remove_tree (directory);
}

static void
test_command_line (void)
{
  g_autofree char *cases = test_fixture ("fixtures/expressions");
  g_autofree char *file = g_build_filename (cases, "fishing-quota.json", NULL);
  g_autofree char *context = g_strconcat ("--context=", file, NULL);
  g_autofree char *value = NULL;
  g_autofree char *summary = NULL;
  g_autofree char *said = NULL;
  g_autofree char *nothing = NULL;

  g_assert_cmpint (test_command (&value, NULL, "eval", context, "[\"dataModel\",\"Quota\"]", NULL),
                   ==, 0);
  g_assert_cmpstr (value, ==, "{\"Tons\":12.5}\n");
  g_assert_cmpint (test_command (&summary, NULL, "eval", "--cases", cases, NULL), ==, 0);
  g_assert_cmpstr (summary, ==, "10 passed, 0 failed, 0 skipped\n");
  g_assert_cmpint (test_command (&nothing, &said, "eval", "[\"not\"]", NULL), ==, 1);
  g_assert_cmpstr (nothing, ==, "");
  g_assert_cmpstr (said, ==, "Expected 1 argument(s), got 0\n");
  g_assert_cmpint (test_command (NULL, NULL, "eval", NULL), ==, 2);
  g_assert_cmpint (test_command (NULL, NULL, "eval", "--context=/nonexistent", "1", NULL), ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/expression-cases/our-own", test_own);
  g_test_add_func ("/expression-cases/shared", test_shared_cases);
  g_test_add_func ("/expression-cases/wrong-ones-are-told", test_wrong_ones);
  g_test_add_func ("/expression-cases/command", test_command_line);
  return g_test_run ();
}

/* test-ordering.c: witnesses of several signatures, and long ones
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "tests/rules/rules-fixture.h"
#include "tests/test-support.h"

#include <string.h>

#define SIGN "signing actions=sign,reject sign=model into=sigs validator"

static void
assert_all_play (AltinnApp *app, const RulesReport *report)
{
  const GPtrArray *findings = rules_report_get_findings (report);

  for (guint i = 0; i < findings->len; i++)
    rules_fixture_assert_witness (app, g_ptr_array_index (findings, i));
}

/* Several people sign: the witness of what comes after has all their signatures. */
static char *
check_signatures (const char *data)
{
  g_autofree char *directory = NULL;
  g_autoptr (AltinnApp) app = rules_fixture_open (
      "task Form data\ntask Sign " SIGN "\ntask Pay payment\nend E\nForm>Sign\nSign>Pay\nPay>E",
      data, "8.12.7", NULL, &directory);
  g_autoptr (RulesReport) report = rules_check (app, NULL, NULL);

  assert_all_play (app, report);
  test_remove_tree (directory);
  return rules_fixture_describe (report);
}

/* A form that is signed in its own task breaks the signature when somebody signs first and goes on
 * afterwards: so does the run that shows it. */
static void
test_signed_apart (void)
{
  g_autofree char *directory = NULL;
  g_autoptr (AltinnApp) app = rules_fixture_open ("task Sign " SIGN "\nend E\nSign>E",
                                                  "model:Sign:auto sigs:Sign:owned:min=1", "8.12.7",
                                                  NULL, &directory);
  g_autoptr (RulesReport) report = rules_check (app, NULL, NULL);
  const RulesFinding *finding =
      rules_report_find (report, "ordering/signed-data-not-locked", "Sign");

  g_assert_nonnull (finding);
  g_assert_nonnull (strstr (finding->witness, "\"move\":false"));
  assert_all_play (app, report);
  test_remove_tree (directory);
}

static void
test_many_signatures (void)
{
  g_autofree char *one = check_signatures ("model:Form:auto sigs:Sign:owned:min=1");
  g_autofree char *two = check_signatures ("model:Form:auto sigs:Sign:owned:min=2");
  g_autofree char *four = check_signatures ("model:Form:auto sigs:Sign:owned:min=4");

  g_test_message ("%s", one);
  g_assert_nonnull (strstr (one, "ordering/"));
  g_assert_cmpstr (two, ==, one);
  g_assert_cmpstr (four, ==, one);
}

/* A long report leaves witnesses out, and one finding alone has its whole witness. */
static void
test_long_witness (void)
{
  g_autoptr (GString) lines = g_string_new ("task Form data\n");
  g_autofree char *directory = NULL;
  g_autoptr (AltinnApp) app = NULL;
  g_autoptr (RulesReport) report = NULL;
  g_autoptr (RulesFinding) whole = NULL;
  const RulesFinding *last;
  guint n = 160;

  for (guint i = 0; i < n; i++)
    g_string_append_printf (lines, "task C%u confirmation actions=confirm,reject\n", i);
  g_string_append (lines, "end E\nForm>C0\n");
  for (guint i = 0; i + 1 < n; i++)
    g_string_append_printf (lines, "C%u>C%u\n", i, i + 1);
  g_string_append_printf (lines, "C%u>E\n", n - 1);
  app = rules_fixture_open (lines->str, NULL, NULL, NULL, &directory);
  report = rules_check (app, NULL, NULL);
  last = rules_report_find (report, "ordering/no-way-back", "C159");
  g_assert_nonnull (last);
  g_assert_null (last->witness);
  g_assert_cmpuint (last->n_steps, ==, n + 1);
  whole = rules_find (app, NULL, "ordering/no-way-back", "C159", NULL);
  g_assert_nonnull (whole);
  g_assert_nonnull (whole->witness);
  g_assert_cmpuint (whole->n_steps, ==, n + 1);
  rules_fixture_assert_witness (app, whole);
}

/* A start from which no way leads on is told: version 8 cannot evaluate its gateway, in version 9
 * it has dead branches and no run to show them. */
static void
test_start_leads_nowhere (void)
{
  const char *text =
      "<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\"><process id=\"P\">"
      "<startEvent id=\"S\"><outgoing>f</outgoing></startEvent><exclusiveGateway id=\"G\">"
      "<incoming>f</incoming><outgoing>g</outgoing><outgoing>h</outgoing></exclusiveGateway>"
      "<endEvent id=\"E\"><incoming>g</incoming></endEvent>"
      "<endEvent id=\"F\"><incoming>h</incoming></endEvent>"
      "<sequenceFlow id=\"f\" sourceRef=\"S\" targetRef=\"G\"/>"
      "<sequenceFlow id=\"g\" sourceRef=\"G\" targetRef=\"E\"><conditionExpression>"
      "[\"equals\", 1, 2]</conditionExpression></sequenceFlow>"
      "<sequenceFlow id=\"h\" sourceRef=\"G\" targetRef=\"F\"><conditionExpression>"
      "[\"equals\", 1, 3]</conditionExpression></sequenceFlow></process></definitions>";
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (SourceWorkspace) workspace = source_workspace_new ();
  g_autoptr (GError) error = NULL;
  SourceDocument *document =
      source_workspace_add_bytes (workspace, SOURCE_KIND_XML, bytes, "nowhere.bpmn", &error);
  g_autoptr (AltinnApp) app = altinn_app_new_for_document (document, &error);
  const RulesOptions version_9 = { "v9", NULL, TRUE };
  g_autoptr (RulesReport) report = rules_check (app, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (rules_report_find (report, "ordering/condition-reads-unfilled-data", "G"));
  g_assert_null (rules_report_find (report, "ordering/dead-branch", "g"));
  assert_all_play (app, report);
  g_clear_pointer (&report, rules_report_unref);
  report = rules_check (app, &version_9, &error);
  g_assert_no_error (error);
  g_assert_nonnull (rules_report_find (report, "ordering/dead-branch", "g"));
  assert_all_play (app, report);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rules/ordering/many-signatures", test_many_signatures);
  g_test_add_func ("/rules/ordering/signed-apart", test_signed_apart);
  g_test_add_func ("/rules/ordering/long-witness", test_long_witness);
  g_test_add_func ("/ordering/start-leads-nowhere", test_start_leads_nowhere);
  return g_test_run ();
}

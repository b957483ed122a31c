/* test-rules-corpus.c: real apps and processes: no false alarm, and every witness plays
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/altinn/altinn-template.h"
#include "tests/rules/rules-fixture.h"
#include "tests/test-support.h"

#include <string.h>

/* Findings of severity error, or ordering findings above information, that are true. */
static const struct
{
  const char *app;
  const char *rule;
  const char *reason;
} reviewed[] = {
  { "forer-legeerklaering", "ordering/ends-unsigned", "the only button of the page signs nothing" },
  { "forer-legeerklaering", "ordering/no-way-back", "reject leads to the end, as submitting does" },
  { "payment-test", "settings/required", "made before paymentReceiptPdfDataType was required" },
  { "varemerke", "settings/required", "made before paymentReceiptPdfDataType was required" },
  { "signing-test", "structure/gateway-outgoing",
    "two flows name a gateway that does not exist as their source" },
};

static gboolean
is_reviewed (const char *path, const char *rule)
{
  for (guint i = 0; i < G_N_ELEMENTS (reviewed); i++)
    if (strstr (path, reviewed[i].app) != NULL && g_str_equal (reviewed[i].rule, rule))
      return TRUE;
  return FALSE;
}

static void
check_app (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AltinnApp) app = altinn_app_open (path, &error);
  g_autoptr (RulesReport) report = NULL;
  const GPtrArray *findings;

  g_assert_no_error (error);
  report = rules_check (app, NULL, &error);
  g_assert_no_error (error);
  findings = rules_report_get_findings (report);
  for (guint i = 0; i < findings->len; i++)
    {
      const RulesFinding *finding = g_ptr_array_index (findings, i);
      gboolean is_ordering = g_str_has_prefix (finding->rule->id, "ordering/");

      rules_fixture_assert_witness (app, finding);
      if (finding->severity == RULES_SEVERITY_INFO ||
          (!is_ordering && finding->severity != RULES_SEVERITY_ERROR) ||
          is_reviewed (path, finding->rule->id))
        continue;
      g_error ("%s: %s at %s: %s", path, finding->rule->id, finding->element, finding->message);
    }
}

static void
test_apps (void)
{
  g_autofree char *folder = NULL;
  g_autoptr (GDir) dir = NULL;
  const char *name;
  guint n = 0;

  if (test_skip_without_shared ("corpus/apps"))
    return;
  folder = test_shared ("corpus/apps");
  dir = g_dir_open (folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      check_app (path);
      n++;
    }
  g_assert_cmpuint (n, >, 30);
}

static void
test_processes (void)
{
  g_autoptr (GPtrArray) files = NULL;
  guint n_witnesses = 0;

  if (test_skip_without_shared ("corpus/processes"))
    return;
  files = test_shared_files ("corpus/processes", ".bpmn");
  for (guint i = 0; i < files->len; i++)
    {
      g_autoptr (AltinnApp) app = altinn_app_open (g_ptr_array_index (files, i), NULL);
      g_autoptr (RulesReport) report = app != NULL ? rules_check (app, NULL, NULL) : NULL;

      for (guint k = 0; report != NULL && k < rules_report_get_findings (report)->len; k++)
        {
          const RulesFinding *finding = g_ptr_array_index (rules_report_get_findings (report), k);

          n_witnesses += finding->witness != NULL;
          rules_fixture_assert_witness (app, finding);
        }
    }
  g_test_message ("%u witnesses of %u files play", n_witnesses, files->len);
  g_assert_cmpuint (n_witnesses, >, 10);
}

static void
test_templates (void)
{
  guint n_templates;
  const AltinnTemplate *templates = altinn_template_get_all (&n_templates);

  g_assert_cmpuint (n_templates, >=, 4);
  for (guint i = 0; i < n_templates; i++)
    for (guint loose = 0; loose < 2; loose++)
      {
        g_autofree char *directory = test_temp_dir ();
        g_autofree char *path =
            g_build_filename (directory, loose ? "process.bpmn" : "repository", NULL);
        g_autoptr (GError) error = NULL;
        g_autoptr (AltinnApp) app = NULL;
        g_autoptr (RulesReport) report = NULL;
        g_autofree char *all = NULL;

        g_assert_true (altinn_template_create (&templates[i], path, NULL, &error));
        g_assert_no_error (error);
        app = altinn_app_open (path, &error);
        g_assert_no_error (error);
        report = rules_check (app, NULL, &error);
        g_assert_no_error (error);
        all = rules_fixture_describe (report);
        g_test_message ("%s%s: %s", templates[i].name, loose ? " (loose)" : "", all);
        g_assert_cmpstr (all, ==, "");
        test_remove_tree (directory);
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rules/corpus/apps-have-no-false-alarm", test_apps);
  g_test_add_func ("/rules/corpus/witnesses-of-processes-play", test_processes);
  g_test_add_func ("/rules/corpus/templates-have-no-finding", test_templates);
  return g_test_run ();
}

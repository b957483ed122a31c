/* test-rules.c: safe fixes, configuration, the truth table of a gateway, checking again
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/rules/rules-checker.h"
#include "engine/rules/rules-gateway.h"
#include "engine/bpmn/bpmn-edit.h"
#include "tests/rules/rules-fixture.h"
#include "tests/test-support.h"

#include <string.h>

#define GOOD "task Form data\nend E\nForm>E"

static gboolean
has_rule (const RulesReport *report, const char *rule)
{
  const GPtrArray *findings = rules_report_get_findings (report);

  for (guint i = 0; i < findings->len; i++)
    if (g_str_equal (((RulesFinding *) g_ptr_array_index (findings, i))->rule->id, rule))
      return TRUE;
  return FALSE;
}

/* ---- Fixes ---- */

static void
test_safe_fixes (void)
{
  g_autofree char *directory = NULL;
  g_autoptr (AltinnApp) app = rules_fixture_open (
      "task Form data\ntask Pdf pdf\ngateway G default=Gone\nend E\nForm>Pdf\nPdf>G\nG>E", NULL,
      NULL, NULL, &directory);
  g_autoptr (RulesReport) report = NULL;

  g_assert_cmpuint (rules_apply_safe_fixes (app, NULL, NULL), ==, 2);
  report = rules_check (app, NULL, NULL);
  g_assert_false (has_rule (report, "structure/element-kind"));
  g_assert_false (has_rule (report, "structure/gateway-default"));
}

/* ---- Configuration ---- */

static void
test_config (void)
{
  static const char text[] =
      "{ \"severity\": { \"structure/unreachable\": \"error\" },\n"
      "  \"silence\": [ { \"rule\": \"ordering/no-way-back\", \"element\": \"Check\","
      " \"reason\": \"rejected by phone\" } ] }";
  g_autoptr (RulesConfig) config = rules_config_parse (text, -1, "c.json", NULL);
  RulesOptions options = { NULL, config, TRUE };
  g_autofree char *directory = NULL;
  g_autoptr (AltinnApp) app = rules_fixture_open (
      "task Form data\ntask Aside data\ntask Check confirmation actions=confirm,reject\nend E\n"
      "Form>Check\nCheck>E\nAside>E",
      NULL, NULL, NULL, &directory);
  g_autoptr (RulesReport) report = rules_check (app, &options, NULL);

  g_assert_nonnull (config);
  g_assert_cmpuint (rules_report_get_silenced (report)->len, ==, 1);
  g_assert_cmpstr (
      ((RulesFinding *) g_ptr_array_index (rules_report_get_silenced (report), 0))->silenced, ==,
      "rejected by phone");
  g_assert_false (has_rule (report, "ordering/no-way-back"));
  g_assert_cmpint (rules_report_find (report, "structure/unreachable", "Aside")->severity, ==,
                   RULES_SEVERITY_ERROR);
}

static void
test_config_needs_reason (void)
{
  g_autoptr (GError) error = NULL;
  RulesConfig *config = rules_config_parse ("{\n \"silence\": [ { \"rule\": \"a/b\" } ] }", -1,
                                            "c.json", &error);

  g_assert_null (config);
  g_assert_error (error, RULES_ERROR, RULES_ERROR_CONFIG);
  g_assert_true (g_str_has_prefix (error->message, "c.json:2:"));
}

static void
test_config_misspelled (void)
{
  g_autoptr (GError) error = NULL;
  RulesConfig *config = rules_config_parse ("{ \"silenced\": [] }", -1, "c.json", &error);

  g_assert_null (config);
  g_assert_error (error, RULES_ERROR, RULES_ERROR_CONFIG);
  g_assert_nonnull (strstr (error->message, "silenced"));
}

#define UNDRAWN_WAY_BACK                                                                           \
  "task Form data\ntask Check confirmation actions=confirm,reject\nend E\nForm>Check\nCheck>E"

/* Silences the finding and saves; what the file then is. */
static char *
silence_beside (const char *before)
{
  g_autofree char *directory = NULL;
  g_autoptr (AltinnApp) app =
      rules_fixture_open (UNDRAWN_WAY_BACK, "model:Form:auto", "8.12.7", NULL, &directory);
  g_autofree char *path = g_build_filename (directory, ".altinn-process.json", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (RulesReport) report = NULL;
  char *after = NULL;

  if (before != NULL)
    test_write (path, before);
  report = rules_check (app, NULL, NULL);
  g_assert_true (has_rule (report, "ordering/no-way-back"));
  g_assert_true (rules_config_silence (app, "ordering/no-way-back", "Check", "by phone", &error));
  g_assert_no_error (error);
  g_clear_pointer (&report, rules_report_unref);
  report = rules_check (app, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (has_rule (report, "ordering/no-way-back"));
  g_assert_cmpstr (rules_report_find (report, "ordering/no-way-back", "Check")->silenced, ==,
                   "by phone");
  g_assert_true (source_workspace_save (altinn_app_get_workspace (app), &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &after, NULL, NULL));
  g_assert_true (source_workspace_undo (altinn_app_get_workspace (app)));
  test_remove_tree (directory);
  return after;
}

static void
test_silence (void)
{
  g_autofree char *made = silence_beside (NULL);
  g_autofree char *more = silence_beside (
      "{\r\n    \"severity\": {},\r\n    \"silence\": [\r\n"
      "        {\"rule\": \"a/b\", \"reason\": \"r\"}\r\n    ]\r\n}");

  g_assert_cmpstr (made, ==,
                   "{\n  \"silence\": [\n    {\n      \"rule\": \"ordering/no-way-back\",\n"
                   "      \"element\": \"Check\",\n      \"reason\": \"by phone\"\n    }\n"
                   "  ]\n}\n");
  g_assert_cmpstr (more, ==,
                   "{\r\n    \"severity\": {},\r\n    \"silence\": [\r\n"
                   "        {\"rule\": \"a/b\", \"reason\": \"r\"},\r\n        {\r\n"
                   "            \"rule\": \"ordering/no-way-back\",\r\n"
                   "            \"element\": \"Check\",\r\n"
                   "            \"reason\": \"by phone\"\r\n        }\r\n    ]\r\n}");
}

static void
test_silence_refused (void)
{
  g_autofree char *directory = NULL;
  g_autofree char *none = NULL;
  g_autoptr (AltinnApp) app = rules_fixture_open (GOOD, "model:Form:auto", "8.12.7", NULL, &directory);
  g_autoptr (AltinnApp) loose = rules_fixture_open (GOOD, NULL, NULL, NULL, &none);
  g_autofree char *path = g_build_filename (directory, ".altinn-process.json", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (rules_config_silence (app, "ordering/nothing", NULL, "a reason", &error));
  g_assert_error (error, RULES_ERROR, RULES_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (rules_config_silence (app, "ordering/no-way-back", NULL, " ", &error));
  g_assert_error (error, RULES_ERROR, RULES_ERROR_CONFIG);
  g_clear_error (&error);
  g_assert_false (rules_config_silence (loose, "ordering/no-way-back", NULL, "a reason", &error));
  g_assert_error (error, RULES_ERROR, RULES_ERROR_NOT_FOUND);
  g_clear_error (&error);
  test_write (path, "[");
  g_assert_false (rules_config_silence (app, "ordering/no-way-back", NULL, "a reason", &error));
  g_assert_nonnull (error);
  g_assert_false (source_workspace_is_modified (altinn_app_get_workspace (app)));
  test_remove_tree (directory);
}

/* ---- The truth table ---- */

static const RulesGatewayRow *
find_row (const RulesGatewayTable *table, const char *action)
{
  for (guint i = 0; i < table->rows->len; i++)
    {
      const RulesGatewayRow *row = g_ptr_array_index (table->rows, i);

      if (g_strcmp0 (row->action, action) == 0)
        return row;
    }
  return NULL;
}

static void
test_gateway_table (void)
{
  g_autofree char *directory = NULL;
  g_autoptr (AltinnApp) app = rules_fixture_open (
      "task Form data\ntask Check confirmation actions=confirm,reject,hold\ngateway G\nend E\n"
      "Form>Check\nCheck>G\nG>E eq:confirm\nG>Form eq:reject",
      NULL, NULL, NULL, &directory);
  g_autoptr (GError) error = NULL;
  g_autoptr (RulesGatewayTable) table = rules_gateway_table_new (app, NULL, "G", &error);

  g_assert_no_error (error);
  g_assert_cmpstr (table->flows[0], ==, "G_E");
  g_assert_cmpstr (find_row (table, "confirm")->flow, ==, "G_E");
  g_assert_cmpstr (find_row (table, "reject")->flow, ==, "G_Form");
  g_assert_null (find_row (table, "hold")->flow);
  g_assert_nonnull (strstr (find_row (table, "hold")->error, "returned 0 flows. Expected 1"));
  g_assert_null (rules_gateway_table_new (app, NULL, "Form", NULL));
}

/* ---- Following the editor ---- */

static void
test_recheck_equals_check (void)
{
  g_autofree char *directory = NULL;
  g_autoptr (AltinnApp) app = rules_fixture_open (
      "task Form data\ntask Check confirmation actions=confirm,reject\ngateway G\nend E\n"
      "Form>Check\nCheck>G\nG>E ne:reject\nG>Form eq:reject",
      NULL, NULL, NULL, &directory);
  BpmnModel *model = altinn_app_get_model (app);
  g_autoptr (RulesChecker) checker = rules_checker_new (app);
  static const char *const conditions[] = { "[\"equals\",[\"gatewayAction\"],\"x\"]", "{", NULL,
                                            "[\"notEquals\",[\"gatewayAction\"],\"reject\"]" };

  g_assert_nonnull (rules_checker_check (checker, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (conditions); i++)
    {
      g_autoptr (RulesReport) fresh = NULL;
      g_autofree char *expected = NULL;
      g_autofree char *found = NULL;

      g_assert_true (bpmn_edit_set_condition (model, bpmn_model_lookup (model, "G_E"),
                                              conditions[i], NULL));
      fresh = rules_check (app, NULL, NULL);
      expected = rules_fixture_describe (fresh);
      found = rules_fixture_describe (rules_checker_check (checker, NULL));
      g_assert_cmpstr (found, ==, expected);
    }
}

static void
on_updated (RulesChecker *checker, gpointer user_data)
{
  g_main_loop_quit (user_data);
}

static void
test_checker_follows (void)
{
  g_autofree char *directory = NULL;
  g_autoptr (AltinnApp) app =
      rules_fixture_open ("task Form data\nend E\nForm>E", NULL, NULL, NULL, &directory);
  BpmnModel *model = altinn_app_get_model (app);
  g_autoptr (RulesChecker) checker = rules_checker_new (app);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);

  g_signal_connect (checker, "updated", G_CALLBACK (on_updated), loop);
  g_main_loop_run (loop);
  g_assert_false (has_rule (rules_checker_get_report (checker), "condition/ignored"));
  g_assert_true (bpmn_edit_set_condition (model, bpmn_model_lookup (model, "Form_E"), "[\"not\",true]",
                                          NULL));
  g_main_loop_run (loop);
  g_assert_true (has_rule (rules_checker_get_report (checker), "condition/ignored"));
}

static void
test_catalogue (void)
{
  guint n_rules;
  const RulesRule *rules = rules_catalogue (&n_rules);

  g_assert_cmpuint (n_rules, >, 80);
  for (guint i = 0; i < n_rules; i++)
    {
      g_assert_true (rules_lookup_rule (rules[i].id) == &rules[i]);
      g_assert_cmpuint (strlen (rules[i].summary), >, 10);
      g_assert_cmpuint (strlen (rules[i].why), >, 40);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rules/fix/safe-ones", test_safe_fixes);
  g_test_add_func ("/rules/config/severity-and-silence", test_config);
  g_test_add_func ("/rules/config/silence-needs-reason", test_config_needs_reason);
  g_test_add_func ("/rules/config/misspelled-member", test_config_misspelled);
  g_test_add_func ("/rules/config/silence-writes-file", test_silence);
  g_test_add_func ("/rules/config/silence-refused", test_silence_refused);
  g_test_add_func ("/rules/gateway-table", test_gateway_table);
  g_test_add_func ("/rules/recheck-equals-check", test_recheck_equals_check);
  g_test_add_func ("/rules/checker-follows-edits", test_checker_follows);
  g_test_add_func ("/rules/catalogue", test_catalogue);
  return g_test_run ();
}

/* test-rules.c: rules about what is written, fixes, configuration, the truth table of a gateway
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

/**
 * RuleCase:
 * @name: what the test is called
 * @rule: the rule
 * @element: (nullable): where it finds the fault
 * @bad: a process with the fault
 * @good: one without
 * @bad_types: (nullable): data types of the faulty app; %NULL: a loose file
 * @good_types: (nullable): of the good one
 * @runtime: version
 */
typedef struct
{
  const char *name;
  const char *rule;
  const char *element;
  const char *bad;
  const char *good;
  const char *bad_types;
  const char *good_types;
  const char *runtime;
} RuleCase;

#define SIGN "signing actions=sign,reject sign=model into=sigs validator"
#define GOOD "task Form data\nend E\nForm>E"
#define SIGNED "task Form data\ntask Sign signing actions=sign sign=model into=sigs validator\n" \
               "end E\nForm>Sign\nSign>E"
#define SIGNED_TYPES "model:Form:auto sigs:Sign:owned:min=1"

static const RuleCase cases[] = {

  { "no-end", "structure/no-end", "P", "task Form data", GOOD },
  { "several-starts", "structure/several-starts", "B",
    "start A\nstart B\ntask Form data\nend E\nA>Form\nB>Form\nForm>E", GOOD },
  { "unreachable", "structure/unreachable", "Aside",
    "task Form data\ntask Aside data\nend E\nForm>E\nAside>E", GOOD },
  { "several-outgoing", "structure/several-outgoing", "Form",
    "task Form data\ntask More data\nend E\nForm>More\nForm>E\nMore>E",
    "task Form data\ntask More data\nend E\nForm>More\nMore>E" },
  { "no-outgoing", "structure/no-outgoing", "More",
    "task Form data\ngateway G\ntask More data\nend E\nForm>G\nG>More eq:reject\nG>E ne:reject",
    "task Form data\ngateway G\ntask More data\nend E\nForm>G\nG>More eq:reject\nG>E ne:reject\n"
    "More>E" },
  { "flow-target", "structure/flow-target", "Form_Nowhere",
    "task Form data\nend E\nForm>Nowhere", GOOD },
  { "flow-to-start", "structure/flow-target", "Form_S", "task Form data\nend E\nForm>S", GOOD },
  { "gateway-default", "structure/gateway-default", "G",
    "task Form data\ngateway G default=Nothing\nend E\nForm>G\nG>E",
    "task Form data\ngateway G default=G_E\nend E\nForm>G\nG>E" },
  { "mixed-conditions", "structure/mixed-conditions", "G",
    "task Form data actions=reject\ngateway G default=G_E\nend E\nForm>G\nG>E\nG>Form eq:reject",
    "task Form data actions=reject\ngateway G\nend E\nForm>G\nG>E ne:reject\nG>Form eq:reject" },
  { "gateway-loop", "structure/gateway-loop", "G",
    "task Form data\ngateway G\ngateway H\nend E\nForm>G\nG>H eq:a\nG>E ne:a\nH>G",
    "task Form data\ngateway G\ngateway H\nend E\nForm>G\nG>H eq:a\nG>E ne:a\nH>Form" },
  { "element-kind-service", "structure/element-kind", "Pdf",
    "task Form data\ntask Pdf pdf\nend E\nForm>Pdf\nPdf>E",
    "task Form data\nservice Pdf pdf\nend E\nForm>Pdf\nPdf>E" },
  { "element-kind-task", "structure/element-kind", "Form", "service Form data\nend E\nForm>E",
    GOOD },
  { "duplicate-id", "structure/duplicate-id", "Form",
    "task Form data\ntask Form data\nend E\nForm>E", GOOD },
  { "invalid-id", "structure/invalid-id", "1E", "task Form data\nend 1E\nForm>1E", GOOD },
  { "long-id", "structure/long-id", "Task_with_an_id_beyond_all_measure",
    "task Task_with_an_id_beyond_all_measure data\nend E\nTask_with_an_id_beyond_all_measure>E",
    GOOD, "model::auto", "model:Form:auto", "9.0.0" },
  { "empty-condition", "structure/empty-condition", "G_E",
    "task Form data\ngateway G\nend E\nForm>G\nG>E  ", "task Form data\ngateway G\nend E\nForm>G\nG>E" },

  { "condition-ignored", "condition/ignored", "Form_E", "task Form data\nend E\nForm>E eq:x", GOOD },
  { "condition-invalid", "condition/invalid", "G_E",
    "task Form data\ngateway G\nend E\nForm>G\nG>E {x}",
    "task Form data\ngateway G\nend E\nForm>G\nG>E [\"not\",false]" },
  { "condition-never-true", "condition/never-true", "G_E",
    "task Form data\ngateway G\nend E\nForm>G\nG>E \"yes\"",
    "task Form data\ngateway G\nend E\nForm>G\nG>E [\"not\",false]" },
  { "condition-arity", "condition/arity", "G_E",
    "task Form data\ngateway G\nend E\nForm>G\nG>E [\"not\"]",
    "task Form data\ngateway G\nend E\nForm>G\nG>E [\"not\",false]" },
  { "condition-unknown-function", "condition/unknown-function", "G_E",
    "task Form data\ngateway G\nend E\nForm>G\nG>E [\"nott\",false]",
    "task Form data\ngateway G\nend E\nForm>G\nG>E [\"not\",false]" },
  { "condition-frontend-function", "condition/frontend-function", "G_E",
    "task Form data\ngateway G\nend E\nForm>G\nG>E [\"equals\",[\"displayValue\",\"a\"],\"b\"]",
    "task Form data\ngateway G\nend E\nForm>G\nG>E [\"not\",false]" },
  { "condition-unknown-action", "condition/unknown-action", "G_Form",
    "task Form data\ntask Check confirmation actions=confirm\ngateway G\nend E\nForm>Check\n"
    "Check>G\nG>E eq:confirm\nG>Form eq:refuse",
    "task Form data\ntask Check confirmation actions=confirm,refuse\ngateway G\nend E\n"
    "Form>Check\nCheck>G\nG>E eq:confirm\nG>Form eq:refuse" },
  { "condition-data-type", "condition/data-type", "G",
    "task Form data\nservice Pdf pdf\ngateway G\nend E\nForm>Pdf\nPdf>G\n"
    "G>E [\"notEquals\",[\"dataModel\",\"a\"],\"x\"]\nG>Form [\"equals\",[\"dataModel\",\"a\"],\"x\"]",
    "task Form data\nservice Pdf pdf\ngateway G connected=model\nend E\nForm>Pdf\nPdf>G\n"
    "G>E [\"notEquals\",[\"dataModel\",\"a\"],\"x\"]\nG>Form [\"equals\",[\"dataModel\",\"a\"],\"x\"]" },

  { "no-task-extension", "settings/no-task-extension", "Bare",
    "task Bare\nend E\nBare>E", GOOD },
  { "task-type-typo", "settings/task-type", "Form", "task Form Dat\nend E\nForm>E", GOOD },
  { "required-signing", "settings/required", "Sign",
    "task Form data\ntask Sign signing actions=sign sign=model validator\nend E\nForm>Sign\nSign>E",
    SIGNED },
  { "required-payment", "settings/required", "Pay",
    "task Form data\ntask Pay payment actions=pay,confirm,reject pay=money\nend E\nForm>Pay\nPay>E",
    "task Form data\ntask Pay payment actions=pay,confirm,reject pay=money receipt=r\nend E\n"
    "Form>Pay\nPay>E" },
  { "required-eformidling", "settings/required", "Send",
    "task Form data\nservice Send eFormidling bare\nend E\nForm>Send\nSend>E",
    "task Form data\nservice Send eFormidling\nend E\nForm>Send\nSend>E" },
  { "ignored-element", "settings/ignored-element", "Form",
    "task Form data raw=<altinn:tasktype>data</altinn:tasktype>\nend E\nForm>E", GOOD },
  { "environment", "settings/environment", "Send",
    "task Form data\nservice Send eFormidling bare raw=<altinn:eFormidlingConfig>"
    "<altinn:process>p</altinn:process><altinn:standard>s</altinn:standard>"
    "<altinn:typeVersion>2</altinn:typeVersion><altinn:type>t</altinn:type>"
    "<altinn:securityLevel>3</altinn:securityLevel>"
    "<altinn:receiver env=\"prodd\">1</altinn:receiver></altinn:eFormidlingConfig>\nend E\n"
    "Form>Send\nSend>E",
    "task Form data\nservice Send eFormidling bare raw=<altinn:eFormidlingConfig>"
    "<altinn:process>p</altinn:process><altinn:standard>s</altinn:standard>"
    "<altinn:typeVersion>2</altinn:typeVersion><altinn:type>t</altinn:type>"
    "<altinn:securityLevel>3</altinn:securityLevel>"
    "<altinn:receiver env=\"prod\">1</altinn:receiver></altinn:eFormidlingConfig>\nend E\n"
    "Form>Send\nSend>E" },
  { "action-twice", "settings/action-twice", "Form",
    "task Form data actions=save,save\nend E\nForm>E", "task Form data actions=save\nend E\nForm>E" },
  { "unknown-data-type", "settings/unknown-data-type", "Sign", SIGNED, SIGNED, "model:Form:auto",
    SIGNED_TYPES, "8.12.7" },
  { "content-type", "settings/content-type", "Sign", SIGNED, SIGNED,
    "model:Form:auto sigs:Sign:pdf:owned:min=1", SIGNED_TYPES, "8.12.7" },
  { "not-app-owned", "settings/not-app-owned", "Sign", SIGNED, SIGNED,
    "model:Form:auto sigs:Sign:json:min=1", SIGNED_TYPES, "8.12.7" },
  { "signature-count", "settings/signature-count", "Sign", SIGNED, SIGNED,
    "model:Form:auto sigs:Sign:owned:min=2:max=1", SIGNED_TYPES, "8.12.7" },
  { "skipped-reference", "settings/skipped-reference", "Sign",
    "task Form data\ntask Sign signing actions=sign sign=model,none into=sigs validator\nend E\n"
    "Form>Sign\nSign>E",
    SIGNED, SIGNED_TYPES, SIGNED_TYPES, "8.12.7" },
  { "connected-data-type", "settings/connected-data-type", "G",
    "task Form data\ngateway G connected=none\nend E\nForm>G\nG>E",
    "task Form data\ngateway G connected=model\nend E\nForm>G\nG>E", "model:Form:auto",
    "model:Form:auto", "8.12.7" },
  { "no-pdf-data-type", "settings/no-pdf-data-type", "Pdf",
    "task Form data\nservice Pdf pdf pdf=Form\nend E\nForm>Pdf\nPdf>E",
    "task Form data\nservice Pdf pdf pdf=Form\nend E\nForm>Pdf\nPdf>E", "model:Form:auto",
    "model:Form:auto ref-data-as-pdf::pdf", "8.12.7" },
  { "pdf-task", "settings/pdf-task", "Pdf",
    "task Form data\nservice Pdf pdf pdf=Form,Gone\nend E\nForm>Pdf\nPdf>E",
    "task Form data\nservice Pdf pdf pdf=Form\nend E\nForm>Pdf\nPdf>E" },
  { "data-type-task", "app/data-type-task", NULL, GOOD, GOOD, "model:Gone:auto",
    "model:Form:auto", "8.12.7" },
  { "version", "app/version", "Pdf",
    "task Form data\nservice Pdf pdf pdf=Form\nend E\nForm>Pdf\nPdf>E", GOOD,
    "model:Form:auto ref-data-as-pdf::pdf", "model:Form:auto", "8.5.0" },
};

static gboolean
has_rule (const RulesReport *report, const char *rule)
{
  const GPtrArray *findings = rules_report_get_findings (report);

  for (guint i = 0; i < findings->len; i++)
    if (g_str_equal (((RulesFinding *) g_ptr_array_index (findings, i))->rule->id, rule))
      return TRUE;
  return FALSE;
}

static void
test_found (gconstpointer data)
{
  const RuleCase *c = data;
  g_autofree char *directory = NULL;
  g_autoptr (AltinnApp) app =
      rules_fixture_open (c->bad, c->bad_types, c->runtime, NULL, &directory);
  g_autoptr (RulesReport) report = rules_check (app, NULL, NULL);
  g_autofree char *all = rules_fixture_describe (report);
  const GPtrArray *findings = rules_report_get_findings (report);

  g_test_message ("%s", all);
  g_assert_true (has_rule (report, c->rule));
  for (guint i = 0; i < findings->len; i++)
    {
      const RulesFinding *finding = g_ptr_array_index (findings, i);

      if (!g_str_equal (finding->rule->id, c->rule))
        continue;
      g_assert_cmpstr (finding->element, ==, c->element);
      g_assert_cmpuint (finding->line, >, 0);
      g_assert_cmpuint (finding->column, >, 0);
      g_assert_cmpint (strlen (finding->message), >, 10);
    }
  if (directory != NULL)
    test_remove_tree (directory);
}

static void
test_near_miss (gconstpointer data)
{
  const RuleCase *c = data;
  g_autofree char *directory = NULL;
  const char *runtime = g_str_equal (c->name, "version") ? "8.5.0" : c->runtime;
  g_autoptr (AltinnApp) app = rules_fixture_open (c->good, c->good_types, runtime, NULL, &directory);
  g_autoptr (RulesReport) report = rules_check (app, NULL, NULL);
  g_autofree char *all = rules_fixture_describe (report);

  g_test_message ("%s", all);
  g_assert_false (has_rule (report, c->rule));
  if (directory != NULL)
    test_remove_tree (directory);
}

/* ---- Fixes ---- */

static GHashTable *
keys_of (const RulesReport *report)
{
  GHashTable *keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const GPtrArray *findings = rules_report_get_findings (report);

  for (guint i = 0; i < findings->len; i++)
    {
      const RulesFinding *finding = g_ptr_array_index (findings, i);

      g_hash_table_add (keys, g_strdup_printf ("%s@%s", finding->rule->id, finding->element));
    }
  return keys;
}

/* What is not drawn, and what is only reported because something worse was in the way, is told
 * once the worse thing is gone; a fix must bring nothing else. */
static gboolean
may_come (const char *key)
{
  return g_str_has_prefix (key, "structure/missing-diagram") ||
         g_str_has_prefix (key, "structure/unreachable");
}

static void
check_fix (AltinnApp *app, RulesFinding *finding)
{
  SourceWorkspace *workspace = altinn_app_get_workspace (app);
  SourceDocument *document = altinn_app_get_document (app);
  g_autofree char *before = source_document_dup_text (document, NULL);
  g_autofree char *after_undo = NULL;
  g_autofree char *preview = NULL;
  g_autofree char *previewed = NULL;
  g_autoptr (RulesReport) old = rules_check (app, NULL, NULL);
  g_autoptr (GHashTable) old_keys = keys_of (old);
  g_autoptr (RulesReport) report = NULL;
  g_autoptr (GHashTable) keys = NULL;
  g_autoptr (GError) error = NULL;
  GHashTableIter iter;
  gpointer key;

  g_test_message ("%s at %s: %s", finding->rule->id, finding->element, finding->fix_title);
  preview = rules_finding_dup_fix_preview (app, finding, &error);
  g_assert_no_error (error);
  g_assert_nonnull (preview);
  previewed = source_document_dup_text (document, NULL);
  g_assert_cmpstr (previewed, ==, before);
  g_assert_true (rules_finding_apply_fix (app, finding, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (source_workspace_get_undo_name (workspace), ==, finding->fix_title);
  report = rules_check (app, NULL, NULL);
  keys = keys_of (report);
  {
    g_autofree char *own = g_strdup_printf ("%s@%s", finding->rule->id, finding->element);

    g_assert_false (g_hash_table_contains (keys, own));
  }
  g_hash_table_iter_init (&iter, keys);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (!g_hash_table_contains (old_keys, key) && !may_come (key))
      g_error ("fixing %s brought %s", finding->rule->id, (char *) key);
  g_assert_true (source_workspace_undo (workspace));
  after_undo = source_document_dup_text (document, NULL);
  g_assert_cmpstr (after_undo, ==, before);
}

static void
test_fixes (gconstpointer data)
{
  const RuleCase *c = data;
  g_autofree char *directory = NULL;
  g_autoptr (AltinnApp) app =
      rules_fixture_open (c->bad, c->bad_types, c->runtime, NULL, &directory);
  g_autoptr (RulesReport) report = rules_check (app, NULL, NULL);
  const GPtrArray *findings = rules_report_get_findings (report);

  for (guint i = 0; i < findings->len; i++)
    {
      RulesFinding *finding = g_ptr_array_index (findings, i);

      if (finding->fix_title != NULL && g_str_equal (finding->rule->id, c->rule))
        check_fix (app, finding);
    }
  if (directory != NULL)
    test_remove_tree (directory);
}

static void
test_way_back_fix (void)
{
  g_autofree char *directory = NULL;
  g_autoptr (AltinnApp) app = rules_fixture_open (
      "task Form data\ntask Check confirmation actions=confirm,reject\nend E\nForm>Check\nCheck>E",
      NULL, NULL, NULL, &directory);
  g_autoptr (RulesReport) report = rules_check (app, NULL, NULL);
  RulesFinding *finding = rules_report_find (report, "ordering/no-way-back", "Check");

  g_assert_nonnull (finding);
  check_fix (app, finding);
}

static void
test_route_fix (void)
{
  g_autofree char *directory = NULL;
  g_autoptr (AltinnApp) app = rules_fixture_open (
      "task Form data\ntask Sign " SIGN "\ngateway G\ntask Fix data\nend E\nForm>Sign\nSign>G\n"
      "G>E ne:reject\nG>Fix eq:reject\nFix>E",
      NULL, NULL, NULL, &directory);
  g_autoptr (RulesReport) report = rules_check (app, NULL, NULL);
  RulesFinding *finding = rules_report_find (report, "ordering/changed-after-signing", "Sign");

  g_assert_nonnull (finding);
  g_assert_nonnull (finding->fix_title);
  check_fix (app, finding);
}

static void
test_shapes_fix (void)
{
  g_autofree char *directory = NULL;
  g_autoptr (AltinnApp) app = rules_fixture_open (
      "task Form data\ntask Check confirmation actions=confirm,reject\ngateway G\nend E\n"
      "Form>Check\nCheck>G\nG>E ne:reject\nG>Form eq:reject",
      NULL, NULL, NULL, &directory);
  g_autoptr (RulesReport) report = rules_check (app, NULL, NULL);
  RulesFinding *finding = rules_report_find (report, "structure/missing-diagram", "P");

  g_assert_nonnull (finding);
  g_assert_true (rules_finding_apply_fix (app, finding, NULL));
  g_clear_pointer (&report, rules_report_unref);
  report = rules_check (app, NULL, NULL);
  g_assert_false (has_rule (report, "structure/missing-diagram"));
}

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
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *found = g_strconcat ("/rules/written/", cases[i].name, "/found", NULL);
      g_autofree char *miss = g_strconcat ("/rules/written/", cases[i].name, "/near-miss", NULL);
      g_autofree char *fix = g_strconcat ("/rules/written/", cases[i].name, "/fix", NULL);

      g_test_add_data_func (found, &cases[i], test_found);
      g_test_add_data_func (miss, &cases[i], test_near_miss);
      g_test_add_data_func (fix, &cases[i], test_fixes);
    }
  g_test_add_func ("/rules/fix/way-back", test_way_back_fix);
  g_test_add_func ("/rules/fix/back-by-signing", test_route_fix);
  g_test_add_func ("/rules/fix/missing-shapes", test_shapes_fix);
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

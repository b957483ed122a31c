/* test-ordering.c: each ordering rule finds its fault, exactly there, with a run that plays; and
 * does not find it in a process that is nearly the same and right
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "tests/rules/rules-fixture.h"
#include "tests/test-support.h"

#include <string.h>

/**
 * OrderingCase:
 * @name: what the test is called
 * @rule: the rule, without `ordering/`
 * @element: where it finds the fault
 * @severity: how bad
 * @bad: a process with the fault
 * @good: one without; %NULL where another case has it
 * @data_types: (nullable): of an app repository; %NULL: a loose file
 * @runtime: its version
 * @no_witness: the rule has none here
 */
typedef struct
{
  const char *name;
  const char *rule;
  const char *element;
  RulesSeverity severity;
  const char *bad;
  const char *good;
  const char *data_types;
  const char *runtime;
  gboolean no_witness;
} OrderingCase;

#define E RULES_SEVERITY_ERROR
#define W RULES_SEVERITY_WARNING
#define I RULES_SEVERITY_INFO
#define SIGN "signing actions=sign,reject sign=model into=sigs validator"
#define SIGN_BOTH "signing actions=sign,reject sign=model,fix into=sigs validator"
#define PAY "payment actions=pay,confirm,reject pay=money receipt=receipt"
#define TYPES "model:Form:auto sigs:Sign:owned:min=1 ref-data-as-pdf::pdf"

static const OrderingCase cases[] = {
  { "confirm-empty", "nothing-filled-in", "Check", W,
    "task Check confirmation actions=confirm\ntask Form data\nend E\nCheck>Form\nForm>E",
    "task Form data\ntask Check confirmation actions=confirm\nend E\nForm>Check\nCheck>E" },
  { "sign-empty", "nothing-filled-in", "Sign", W,
    "task Sign " SIGN "\ntask Form data\nend E\nSign>Form\nForm>E",
    "task Form data\ntask Sign " SIGN "\nend E\nForm>Sign\nSign>E" },
  { "no-filling-task", "nothing-filled-in", "P", I,
    "task Check confirmation actions=confirm\nend E\nCheck>E",
    "task Form data\ntask Check confirmation actions=confirm\nend E\nForm>Check\nCheck>E" },
  { "sign-before-filled", "signs-unfilled-data", "Sign", W,
    "task Form data\ntask Sign signing actions=sign sign=model,extra into=sigs validator\n"
    "task More data\nend E\nForm>Sign\nSign>More\nMore>E",
    "task Form data\ntask More data\n"
    "task Sign signing actions=sign sign=model,extra into=sigs validator\nend E\nForm>More\n"
    "More>Sign\nSign>E",
    TYPES " extra:More:auto", "8.12.7" },
  { "corrected-unsigned", "changed-after-signing", "Sign", E,
    "task Form data\ntask Sign " SIGN_BOTH "\ngateway G\ntask Fix data\nend E\nForm>Sign\n"
    "Sign>G\nG>E ne:reject\nG>Fix eq:reject\nFix>E",
    "task Form data\ntask Sign " SIGN_BOTH "\ngateway G\ntask Fix data\nend E\nForm>Sign\n"
    "Sign>G\nG>E ne:reject\nG>Fix eq:reject\nFix>Sign",
    "model:Form:auto fix:Fix:auto sigs:Sign:owned:min=1", "8.12.7" },
  { "corrected-unsigned-loose", "changed-after-signing", "Sign", W,
    "task Form data\ntask Sign " SIGN "\ngateway G\ntask Fix data\nend E\nForm>Sign\nSign>G\n"
    "G>E ne:reject\nG>Fix eq:reject\nFix>E",
    "task Form data\ntask Sign " SIGN "\ngateway G\nend E\nForm>Sign\nSign>G\nG>E ne:reject\n"
    "G>Form eq:reject" },
  { "changed-after-confirming", "changed-after-confirming", "Check", I,
    "task Form data\ntask Check confirmation actions=confirm\ntask More data\nend E\nForm>Check\n"
    "Check>More\nMore>E",
    "task Form data\ntask More data\ntask Check confirmation actions=confirm\nend E\nForm>More\n"
    "More>Check\nCheck>E" },
  { "changed-after-payment", "changed-after-payment", "Pay", I,
    "task Form data\ntask Pay " PAY "\ntask More data\nend E\nForm>Pay\nPay>More\nMore>E",
    "task Form data\ntask More data\ntask Pay " PAY "\nend E\nForm>More\nMore>Pay\nPay>E" },
  { "paid-before-confirmed", "paid-before-confirmed", "Pay", W,
    "task Form data\ntask Pay " PAY "\ntask Check confirmation actions=confirm\nend E\nForm>Pay\n"
    "Pay>Check\nCheck>E",
    "task Form data\ntask Check confirmation actions=confirm\ntask Pay " PAY "\nend E\n"
    "Form>Check\nCheck>Pay\nPay>E" },
  { "paid-twice", "paid-twice", "Pay", W,
    "task Form data\ntask Pay " PAY "\ntask Check confirmation actions=confirm,reject\n"
    "gateway G\nend E\nForm>Pay\nPay>Check\nCheck>G\nG>E ne:reject\nG>Form eq:reject",
    "task Form data\ntask Pay " PAY "\ngateway G\nend E\nForm>Pay\nPay>G\nG>E ne:reject\n"
    "G>Form eq:reject" },
  { "sent-before-done", "sent-before-done", "Send", I,
    "task Form data\nservice Send eFormidling\ntask Check confirmation actions=confirm\nend E\n"
    "Form>Send\nSend>Check\nCheck>E",
    "task Form data\ntask Check confirmation actions=confirm\nservice Send eFormidling\nend E\n"
    "Form>Check\nCheck>Send\nSend>E" },
  { "pdf-out-of-date", "pdf-out-of-date", "Pdf", I,
    "task Form data\nservice Pdf pdf\ntask More data\nend E\nForm>Pdf\nPdf>More\nMore>E",
    "task Form data\ntask More data\nservice Pdf pdf\nend E\nForm>More\nMore>Pdf\nPdf>E" },
  { "feedback-too-early", "feedback-too-early", "Answer", W,
    "task Answer feedback\ntask Form data\nend E\nAnswer>Form\nForm>E",
    "task Form data\ntask Answer feedback\nend E\nForm>Answer\nAnswer>E" },
  { "feedback-behind-service-task", "feedback-behind-service-task", "Answer", W,
    "task Form data\nservice Send eFormidling\ntask Answer feedback\nend E\nForm>Send\n"
    "Send>Answer\nAnswer>E",
    "task Form data\ntask Answer feedback\nservice Send eFormidling\nend E\nForm>Answer\n"
    "Answer>Send\nSend>E",
    "model:Form:auto", "9.0.0" },
  { "lookup-without-input", "lookup-without-input", "Look", I,
    "task Look lookup\ntask Form data\nend E\nLook>Form\nForm>E",
    "task Form data\ntask Look lookup\nend E\nForm>Look\nLook>E", "model:Form:auto", "8.12.7" },
  { "unique-signer-later", "unique-signer-not-before", "Second", W,
    "task Form data\ntask Second signing actions=sign sign=model into=two unique=one validator\n"
    "task First signing actions=sign sign=model into=one validator\nend E\nForm>Second\n"
    "Second>First\nFirst>E",
    "task Form data\ntask First signing actions=sign sign=model into=one validator\n"
    "task Second signing actions=sign sign=model into=two unique=one validator\nend E\n"
    "Form>First\nFirst>Second\nSecond>E" },
  { "unique-signer-never", "unique-signer-not-before", "Second", W,
    "task Form data\ngateway G connected=model\n"
    "task First signing actions=sign sign=model into=one validator\n"
    "task Second signing actions=sign sign=model into=two unique=one validator\nend E\nForm>G\n"
    "G>First [\"equals\",[\"dataModel\",\"a\"],\"x\"]\n"
    "G>Second [\"notEquals\",[\"dataModel\",\"a\"],\"x\"]\nFirst>E\nSecond>E",
    NULL, NULL, NULL, TRUE },
  { "pdf-of-later-task", "pdf-of-later-task", "Pdf", W,
    "task Form data\nservice Pdf pdf pdf=Form,More\ntask More data\nend E\nForm>Pdf\nPdf>More\n"
    "More>E",
    "task Form data\ntask More data\nservice Pdf pdf pdf=Form,More\nend E\nForm>More\nMore>Pdf\n"
    "Pdf>E" },
  { "condition-reads-unfilled-data", "condition-reads-unfilled-data", "G", E,
    "task Form data\ngateway G connected=later\ntask More data\nend E\nForm>G\n"
    "G>More [\"equals\",[\"dataModel\",\"a\"],\"x\"]\n"
    "G>E [\"notEquals\",[\"dataModel\",\"a\"],\"x\"]\nMore>E",
    "task Form data\ngateway G connected=model\ntask More data\nend E\nForm>G\n"
    "G>More [\"equals\",[\"dataModel\",\"a\"],\"x\"]\n"
    "G>E [\"notEquals\",[\"dataModel\",\"a\"],\"x\"]\nMore>E",
    "model:Form:auto later:More:auto", "8.12.7" },
  { "no-way-back", "no-way-back", "Check", W,
    "task Form data\ntask Check confirmation actions=confirm,reject\nend E\nForm>Check\nCheck>E",
    "task Form data\ntask Check confirmation actions=confirm,reject\ngateway G\nend E\n"
    "Form>Check\nCheck>G\nG>E ne:reject\nG>Form eq:reject" },
  { "feedback-one-way", "no-way-back", "Answer", I,
    "task Form data\ntask Answer feedback\nend E\nForm>Answer\nAnswer>E",
    "task Form data\ntask Answer feedback actions=reject\ngateway G\nend E\nForm>Answer\n"
    "Answer>G\nG>E ne:reject\nG>Form eq:reject" },
  { "way-back-cannot-edit", "way-back-cannot-edit", "Check", I,
    "task Form data\ntask Read data\ntask Check confirmation actions=confirm,reject\ngateway G\n"
    "end E\nForm>Read\nRead>Check\nCheck>G\nG>E ne:reject\nG>Read eq:reject",
    "task Form data\ntask Read data\ntask Check confirmation actions=confirm,reject\ngateway G\n"
    "end E\nForm>Read\nRead>Check\nCheck>G\nG>E ne:reject\nG>Form eq:reject",
    "model:Form:auto", "8.12.7" },
  { "no-way-to-end", "no-way-to-end", "More", E,
    "task Form data\ngateway G connected=model\ntask More data\ntask Less data\nend E\nForm>G\n"
    "G>More [\"equals\",[\"dataModel\",\"a\"],\"x\"]\n"
    "G>E [\"notEquals\",[\"dataModel\",\"a\"],\"x\"]\nMore>More\nLess>E",
    "task Form data\ngateway G connected=model\ntask More data\nend E\nForm>G\n"
    "G>More [\"equals\",[\"dataModel\",\"a\"],\"x\"]\n"
    "G>E [\"notEquals\",[\"dataModel\",\"a\"],\"x\"]\nMore>Form" },
  { "dead-branch", "dead-branch", "G_Form", W,
    "task Form data\ntask Check confirmation actions=confirm\ngateway G\nend E\nForm>Check\n"
    "Check>G\nG>E ne:reject\nG>Form eq:reject",
    "task Form data\ntask Check confirmation actions=confirm,reject\ngateway G\nend E\n"
    "Form>Check\nCheck>G\nG>E ne:reject\nG>Form eq:reject" },
  { "gateway-overlap", "gateway-overlap", "G", E,
    "task Form data\ntask Check confirmation actions=confirm,reject\ngateway G default=G_E\nend E\n"
    "Form>Check\nCheck>G\nG>E\nG>Form eq:reject",
    "task Form data\ntask Check confirmation actions=confirm,reject\ngateway G default=G_E\nend E\n"
    "Form>Check\nCheck>G\nG>E ne:reject\nG>Form eq:reject" },
  { "gateway-gap", "gateway-gap", "G", E,
    "task Form data\ntask Check confirmation actions=confirm,reject\ngateway G\nend E\n"
    "Form>Check\nCheck>G\nG>E eq:confirmed\nG>Form eq:reject",
    "task Form data\ntask Check confirmation actions=confirm,reject\ngateway G\nend E\n"
    "Form>Check\nCheck>G\nG>E eq:confirm\nG>Form eq:reject" },
  { "gateway-gap-of-data", "gateway-gap", "G", I,
    "task Form data\ngateway G connected=model\ntask More data\nend E\nForm>G\n"
    "G>More [\"equals\",[\"dataModel\",\"a\"],\"x\"]\n"
    "G>E [\"equals\",[\"dataModel\",\"a\"],\"y\"]\nMore>E",
    "task Form data\ngateway G connected=model\ntask More data\nend E\nForm>G\n"
    "G>More [\"equals\",[\"dataModel\",\"a\"],\"x\"]\n"
    "G>E [\"notEquals\",[\"dataModel\",\"a\"],\"x\"]\nMore>E" },
  { "ends-unsigned", "ends-unsigned", "Sign", W,
    "task Form data\ntask Sign signing actions=sign sign=model into=sigs\nend E\nForm>Sign\nSign>E",
    "task Form data\ntask Sign signing actions=sign sign=model into=sigs validator\nend E\n"
    "Form>Sign\nSign>E",
    "model:Form:auto sigs::owned:min=1", "8.12.7" },
  { "ends-unpaid", "ends-unpaid", "Pay", I,
    "task Form data\ntask Pay " PAY "\nend E\nForm>Pay\nPay>E",
    "task Form data\ntask Pay " PAY "\ngateway G\nend E\nForm>Pay\nPay>G\nG>E ne:reject\n"
    "G>Form eq:reject" },
  { "signed-data-not-locked", "signed-data-not-locked", "Sign", W,
    "task Form data\ntask Sign " SIGN "\nend E\nForm>Sign\nSign>E",
    "task Form data\ntask Sign " SIGN "\nend E\nForm>Sign\nSign>E",
    "other:Form:auto model::auto sigs:Sign:owned:min=1", "8.12.7" },
  { "stale-signature-blocks", "stale-signature-blocks", "Second", W,
    "task Form data\ntask First signing actions=sign sign=model into=one validator\n"
    "task Second signing actions=sign sign=model into=one validator\nend E\nForm>First\n"
    "First>Second\nSecond>E",
    "task Form data\ntask First signing actions=sign sign=model into=one validator\n"
    "task Second signing actions=sign sign=model into=two validator\nend E\nForm>First\n"
    "First>Second\nSecond>E" },
  { "automatic-loop", "automatic-loop", "Archive", E,
    "task Form data\nservice Archive fiksArkiv\ngateway G\nservice Pdf pdf\nend E\nForm>Archive\n"
    "Archive>G\nG>E ne:reject\nG>Pdf eq:reject\nPdf>Archive",
    "task Form data\nservice Archive fiksArkiv\ngateway G\nend E\nForm>Archive\nArchive>G\n"
    "G>E ne:reject\nG>Form eq:reject" },
  { "service-task-first", "service-task-first", "Pdf", W,
    "service Pdf pdf\ntask Form data\nend E\nPdf>Form\nForm>E",
    "task Form data\nservice Pdf pdf\nend E\nForm>Pdf\nPdf>E" },
  { "starts-at-end", "starts-at-end", "E", E, "end E", "task Form data\nend E\nForm>E" },
  { "rejected-after-payment", "rejected-after-payment", "Pay", I,
    "task Form data\ntask Pay " PAY "\ntask Check confirmation actions=confirm,reject\n"
    "gateway G\nend E\nend No\nForm>Pay\nPay>Check\nCheck>G\nG>E ne:reject\nG>No eq:reject",
    "task Form data\ntask Pay " PAY "\ntask Check confirmation actions=confirm\nend E\nForm>Pay\n"
    "Pay>Check\nCheck>E" },
};

static const RulesFinding *
find_only (const RulesReport *report, const char *rule, const char *element)
{
  const GPtrArray *findings = rules_report_get_findings (report);
  const RulesFinding *found = NULL;

  for (guint i = 0; i < findings->len; i++)
    {
      const RulesFinding *finding = g_ptr_array_index (findings, i);

      if (!g_str_equal (finding->rule->id, rule))
        continue;
      g_assert_cmpstr (finding->element, ==, element);
      g_assert_null (found);
      found = finding;
    }
  return found;
}

static void
assert_all_play (AltinnApp *app, const RulesReport *report)
{
  const GPtrArray *findings = rules_report_get_findings (report);

  for (guint i = 0; i < findings->len; i++)
    rules_fixture_assert_witness (app, g_ptr_array_index (findings, i));
}

static void
test_case (gconstpointer data)
{
  const OrderingCase *c = data;
  g_autofree char *rule = g_strconcat ("ordering/", c->rule, NULL);
  g_autofree char *directory = NULL;
  g_autoptr (AltinnApp) app =
      rules_fixture_open (c->bad, c->data_types, c->runtime, NULL, &directory);
  g_autoptr (GError) error = NULL;
  g_autoptr (RulesReport) report = rules_check (app, NULL, &error);
  g_autofree char *all = NULL;
  const RulesFinding *finding;

  g_assert_no_error (error);
  all = rules_fixture_describe (report);
  g_test_message ("found:\n%s", all);
  finding = find_only (report, rule, c->element);
  g_assert_nonnull (finding);
  g_assert_cmpint (finding->severity, ==, c->severity);
  g_assert_cmpuint (finding->line, >, 0);
  if (c->no_witness)
    g_assert_null (finding->witness);
  else
    g_assert_nonnull (finding->witness);
  assert_all_play (app, report);
  if (directory != NULL)
    test_remove_tree (directory);
}

static void
test_near_miss (gconstpointer data)
{
  const OrderingCase *c = data;
  g_autofree char *rule = g_strconcat ("ordering/", c->rule, NULL);
  g_autofree char *directory = NULL;
  const char *types = c->data_types;
  g_autoptr (AltinnApp) app = NULL;
  g_autoptr (RulesReport) report = NULL;
  g_autofree char *all = NULL;

  if (g_str_equal (c->name, "signed-data-not-locked"))
    types = TYPES;
  app = rules_fixture_open (c->good, types, c->runtime, NULL, &directory);
  report = rules_check (app, NULL, NULL);
  all = rules_fixture_describe (report);
  g_test_message ("found:\n%s", all);
  for (guint i = 0; i < rules_report_get_findings (report)->len; i++)
    {
      const RulesFinding *finding = g_ptr_array_index (rules_report_get_findings (report), i);

      g_assert_cmpstr (finding->rule->id, !=, rule);
    }
  assert_all_play (app, report);
  if (directory != NULL)
    test_remove_tree (directory);
}

/* A form that edits what an earlier task owns is told from its layout. */
static void
check_edits (const char *component, gboolean found)
{
  g_autofree char *layout =
      g_strdup_printf ("{\"data\":{\"layout\":[%s,{\"id\":\"b\",\"type\":\"Button\"}]}}", component);
  const char *const files[] = {
    "ui/layout-sets.json",
    "{\"sets\":[{\"id\":\"a\",\"dataType\":\"model\",\"tasks\":[\"Form\"]},"
    "{\"id\":\"c\",\"dataType\":\"model\",\"tasks\":[\"More\"]}]}",
    "ui/a/Settings.json",
    "{\"pages\":{\"order\":[\"p\"]}}",
    "ui/a/layouts/p.json",
    "{\"data\":{\"layout\":[{\"id\":\"b\",\"type\":\"Button\"}]}}",
    "ui/c/Settings.json",
    "{\"pages\":{\"order\":[\"p\"]}}",
    "ui/c/layouts/p.json",
    layout,
    NULL,
  };
  g_autofree char *directory = NULL;
  g_autoptr (AltinnApp) app =
      rules_fixture_open ("task Form data\ntask More data\nend E\nForm>More\nMore>E",
                          "model:Form:auto", "8.12.7", files, &directory);
  g_autoptr (RulesReport) report = rules_check (app, NULL, NULL);
  const RulesFinding *finding = rules_report_find (report, "ordering/edits-locked-data", "More");

  g_assert_cmpint (finding != NULL, ==, found);
  if (finding != NULL)
    rules_fixture_assert_witness (app, finding);
  test_remove_tree (directory);
}

static void
test_edits_locked_data (void)
{
  check_edits ("{\"id\":\"i\",\"type\":\"Input\",\"dataModelBindings\":{\"simpleBinding\":\"a\"}}",
               TRUE);
  check_edits ("{\"id\":\"i\",\"type\":\"Input\",\"readOnly\":true,"
               "\"dataModelBindings\":{\"simpleBinding\":\"a\"}}",
               FALSE);
  check_edits ("{\"id\":\"i\",\"type\":\"Summary2\",\"dataModelBindings\":{\"simpleBinding\":\"a\"}}",
               FALSE);
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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *found = g_strconcat ("/rules/ordering/", cases[i].name, "/found", NULL);
      g_autofree char *miss = g_strconcat ("/rules/ordering/", cases[i].name, "/near-miss", NULL);

      g_test_add_data_func (found, &cases[i], test_case);
      if (cases[i].good != NULL)
        g_test_add_data_func (miss, &cases[i], test_near_miss);
    }
  g_test_add_func ("/rules/ordering/edits-locked-data", test_edits_locked_data);
  g_test_add_func ("/rules/ordering/many-signatures", test_many_signatures);
  g_test_add_func ("/rules/ordering/long-witness", test_long_witness);
  return g_test_run ();
}

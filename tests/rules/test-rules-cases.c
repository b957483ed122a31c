/* test-rules-cases.c: every rule finds its fault exactly there and not in what is nearly the same,
 * with a run that plays, and every fix mends what it is for
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/source/source-node.h"
#include "tests/rules/rules-cases.h"
#include "tests/test-support.h"

#include <string.h>

/* What a test looks at: the app of a case and what is found in it. */
typedef struct
{
  AltinnApp *app;
  RulesReport *report;
  char *directory;
} Checked;

static void
checked_clear (Checked *self)
{
  g_clear_pointer (&self->report, rules_report_unref);
  g_clear_object (&self->app);
  if (self->directory != NULL)
    test_remove_tree (self->directory);
  g_free (self->directory);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Checked, checked_clear)

static void
check (Checked *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *all = NULL;

  g_clear_pointer (&self->report, rules_report_unref);
  self->report = rules_check (self->app, NULL, &error);
  g_assert_no_error (error);
  all = rules_fixture_describe (self->report);
  g_test_message ("found:\n%s", all);
}

static const RulesFinding *
get_finding (const Checked *self, guint index)
{
  const GPtrArray *findings = rules_report_get_findings (self->report);

  return index < findings->len ? g_ptr_array_index (findings, index) : NULL;
}

static const char *
place_in (const char *text, guint line, guint column)
{
  for (guint i = 1; i < line; i++)
    {
      const char *end = strchr (text, '\n');

      g_assert_nonnull (end);
      text = end + 1;
    }
  return g_utf8_offset_to_pointer (text, column - 1);
}

/* Where it is: the very place, or somewhere in the element. */
static void
assert_place (const RulesCase *c, AltinnApp *app, const RulesFinding *finding)
{
  g_autofree char *text = NULL;
  const char *place;

  g_assert_cmpuint (finding->line, >, 0);
  g_assert_cmpuint (finding->column, >, 0);
  if (c->file != NULL)
    {
      const char *name = finding->document != NULL ? source_document_get_name (finding->document)
                                                   : finding->path;

      g_assert_nonnull (name);
      g_assert_true (g_str_has_suffix (name, c->file));
      if (finding->document == NULL)
        return;
    }
  else
    g_assert_true (finding->document == altinn_app_get_document (app));
  text = source_document_dup_text (finding->document, NULL);
  place = place_in (text, finding->line, finding->column);
  if (c->at != NULL)
    {
      g_autofree char *found = g_strndup (place, strlen (c->at));

      g_assert_cmpstr (found, ==, c->at);
    }
  else if (c->element != NULL)
    {
      g_autofree char *id = g_strdup_printf (" id=\"%s\"", c->element);
      const char *element = strstr (text, id);

      /* The element begins shortly before its id; another one's id comes behind it. */
      g_assert_nonnull (element);
      while (*element != '<')
        element--;
      g_assert_true (place >= element);
    }
}

static void
test_found (gconstpointer data)
{
  const RulesCase *c = data;
  g_auto (Checked) bad = { 0 };
  const RulesFinding *finding;
  guint n = 0;

  bad.app = rules_case_open_bad (c, &bad.directory);
  check (&bad);
  for (guint i = 0; (finding = get_finding (&bad, i)) != NULL; i++)
    {
      rules_fixture_assert_witness (bad.app, finding);
      if (!g_str_equal (finding->rule->id, c->rule))
        continue;
      g_assert_cmpstr (finding->element, ==, c->element);
      g_assert_cmpint (finding->severity, ==,
                       c->severity != 0 ? c->severity - 1 : finding->rule->severity);
      g_assert_cmpint (strlen (finding->message), >, 10);
      assert_place (c, bad.app, finding);
      if (g_str_has_prefix (c->rule, "ordering/"))
        g_assert_cmpint (finding->witness == NULL, ==, c->no_witness);
      n++;
    }
  g_assert_cmpuint (n, >, 0);
  if (g_str_has_prefix (c->rule, "ordering/"))
    g_assert_cmpuint (n, ==, 1);
}

static void
test_near_miss (gconstpointer data)
{
  const RulesCase *c = data;
  g_auto (Checked) good = { 0 };
  const RulesFinding *finding;

  good.app = rules_case_open_good (c, &good.directory);
  check (&good);
  for (guint i = 0; (finding = get_finding (&good, i)) != NULL; i++)
    {
      g_assert_cmpstr (finding->rule->id, !=, c->rule);
      rules_fixture_assert_witness (good.app, finding);
    }
}

/* ---- Fixes ---- */

static char *
dup_texts (AltinnApp *app)
{
  GListModel *documents = source_workspace_get_documents (altinn_app_get_workspace (app));
  g_autoptr (GString) texts = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (documents); i++)
    {
      g_autoptr (SourceDocument) document = g_list_model_get_item (documents, i);
      g_autofree char *text = source_document_dup_text (document, NULL);

      g_string_append (texts, text);
    }
  return g_string_free (g_steal_pointer (&texts), FALSE);
}

static char *
key_of (const RulesFinding *finding)
{
  return g_strdup_printf ("%s@%s", finding->rule->id,
                          finding->element != NULL ? finding->element : finding->message);
}

/* How often each rule finds something at each element. */
static GHashTable *
count_findings (const Checked *self)
{
  GHashTable *counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const RulesFinding *finding;

  for (guint i = 0; (finding = get_finding (self, i)) != NULL; i++)
    {
      char *key = key_of (finding);
      guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, key));

      g_hash_table_replace (counts, key, GUINT_TO_POINTER (n + 1));
    }
  return counts;
}

static void
assert_mended (const Checked *self, GHashTable *before, const char *mended)
{
  g_autoptr (GHashTable) after = count_findings (self);
  GHashTableIter iter;
  gpointer key, count;

  g_assert_cmpuint (GPOINTER_TO_UINT (g_hash_table_lookup (after, mended)), <,
                    GPOINTER_TO_UINT (g_hash_table_lookup (before, mended)));
  g_hash_table_iter_init (&iter, after);
  while (g_hash_table_iter_next (&iter, &key, &count))
    if (GPOINTER_TO_UINT (count) > GPOINTER_TO_UINT (g_hash_table_lookup (before, key)))
      g_error ("mending %s brought %s", mended, (char *) key);
}

/* A fix removes its finding, brings none, and can be undone; its preview changes nothing. */
static void
check_fix (Checked *self, guint index)
{
  SourceWorkspace *workspace = altinn_app_get_workspace (self->app);
  g_autoptr (RulesFinding) finding = rules_finding_ref ((RulesFinding *) get_finding (self, index));
  g_autoptr (GHashTable) before = count_findings (self);
  g_autofree char *mended = key_of (finding);
  g_autofree char *texts = dup_texts (self->app);
  g_autofree char *previewed = NULL;
  g_autofree char *undone = NULL;
  g_autofree char *preview = NULL;
  g_autoptr (GError) error = NULL;

  g_test_message ("%s: %s", mended, finding->fix_title);
  preview = rules_finding_dup_fix_preview (self->app, finding, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (preview, !=, "");
  previewed = dup_texts (self->app);
  g_assert_cmpstr (previewed, ==, texts);
  g_assert_true (rules_finding_apply_fix (self->app, finding, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (source_workspace_get_undo_name (workspace), ==, finding->fix_title);
  check (self);
  assert_mended (self, before, mended);
  g_assert_true (source_workspace_undo (workspace));
  undone = dup_texts (self->app);
  g_assert_cmpstr (undone, ==, texts);
  check (self);
}

static void
check_fixes (Checked *self)
{
  const RulesFinding *finding;

  check (self);
  for (guint i = 0; (finding = get_finding (self, i)) != NULL; i++)
    {
      g_assert_cmpint (finding->fix_title != NULL, ==, finding->fix != NULL);
      if (finding->fix_title != NULL)
        check_fix (self, i);
    }
}

/* Every fix that is offered anywhere in the case. */
static void
test_fixes (gconstpointer data)
{
  const RulesCase *c = data;
  g_auto (Checked) bad = { 0 };
  g_auto (Checked) good = { 0 };

  bad.app = rules_case_open_bad (c, &bad.directory);
  check_fixes (&bad);
  good.app = rules_case_open_good (c, &good.directory);
  check_fixes (&good);
}

/* ---- All rules ---- */

static void
test_every_rule (void)
{
  guint n_rules;
  const RulesRule *rules = rules_catalogue (&n_rules);
  g_autoptr (GString) missing = g_string_new (NULL);

  for (guint i = 0; i < n_rules; i++)
    {
      const RulesCase *c;
      gboolean found = FALSE;

      for (guint k = 0; (c = rules_cases_get (k)) != NULL && !found; k++)
        found = g_str_equal (c->rule, rules[i].id);
      if (!found)
        g_string_append_printf (missing, " %s", rules[i].id);
    }
  g_assert_cmpstr (missing->str, ==, "");
}

int
main (int argc, char **argv)
{
  const RulesCase *c;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rules/cases/every-rule-has-one", test_every_rule);
  for (guint i = 0; (c = rules_cases_get (i)) != NULL; i++)
    {
      g_autofree char *found = g_strdup_printf ("/rules/%s/%s/found", c->rule, c->name);
      g_autofree char *miss = g_strdup_printf ("/rules/%s/%s/near-miss", c->rule, c->name);
      g_autofree char *fix = g_strdup_printf ("/rules/%s/%s/fixes", c->rule, c->name);

      g_test_add_data_func (found, c, test_found);
      g_test_add_data_func (miss, c, test_near_miss);
      g_test_add_data_func (fix, c, test_fixes);
    }
  return g_test_run ();
}

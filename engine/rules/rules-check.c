/* rules-check.c: checking an app once
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/rules/ordering-private.h"

#include <glib/gi18n-lib.h>

static const RulesOptions default_options = RULES_OPTIONS_INIT;

/**
 * rules_check:
 * @app: the app or loose file
 * @options: (nullable): %NULL for the usual ones. A runtime is set at @app.
 * @error: return location for a #RulesError or #SourceError about `.altinn-process.json`
 *
 * Judges the whole app by all rules, in the thread that edits it. A process that cannot work is no
 * error but a finding.
 *
 * Returns: (transfer full) (nullable): what was found
 */
RulesReport *
rules_check (AltinnApp *app, const RulesOptions *options, GError **error)
{
  g_autoptr (RulesEngine) engine = rules_engine_new (app);
  RulesReport *report;

  if (options == NULL)
    options = &default_options;
  report = rules_engine_check (engine, options, error);
  if (report != NULL && options->keep)
    report->kept = g_steal_pointer (&engine);
  return report;
}

static RulesFinding *
find_ordering (AltinnApp *app, const char *rule, const char *element)
{
  g_autoptr (RunApp) run = run_app_new (app, NULL);
  g_autoptr (OrderingModel) model = NULL;
  g_autoptr (GPtrArray) findings = NULL;

  if (run == NULL)
    return NULL;
  model = ordering_model_new (app, run);
  findings = ordering_check (model, rule, element);
  for (guint i = 0; i < findings->len; i++)
    {
      RulesFinding *finding = g_ptr_array_index (findings, i);

      if (g_str_equal (finding->rule->id, rule) && g_strcmp0 (finding->element, element) == 0)
        return rules_finding_ref (finding);
    }
  return NULL;
}

/**
 * rules_find:
 * @app: the app or loose file
 * @options: (nullable): as in rules_check()
 * @rule: id of a rule: `ordering/no-way-back`
 * @element: (nullable): id of the element
 * @error: return location for %RULES_ERROR_NOT_FOUND, or as in rules_check()
 *
 * One finding with its whole witness, however long: a report leaves out steps beyond 10 000.
 *
 * Returns: (transfer full) (nullable): the finding
 */
RulesFinding *
rules_find (AltinnApp *app, const RulesOptions *options, const char *rule, const char *element,
            GError **error)
{
  RulesFinding *finding = NULL;

  if (options == NULL)
    options = &default_options;
  if (rules_lookup_rule (rule) == NULL)
    {
      g_set_error (error, RULES_ERROR, RULES_ERROR_NOT_FOUND,
                   _ ("there is no rule “%s”; “altinn-process rules” lists them"), rule);
      return NULL;
    }
  if (!rules_set_runtime (app, options->runtime, error))
    return NULL;
  if (g_str_has_prefix (rule, "ordering/"))
    finding = find_ordering (app, rule, element);
  else
    {
      g_autoptr (RulesReport) report = rules_check (app, options, error);

      if (report == NULL)
        return NULL;
      finding = rules_report_find (report, rule, element);
      if (finding != NULL)
        rules_finding_ref (finding);
    }
  if (finding == NULL)
    g_set_error (error, RULES_ERROR, RULES_ERROR_NOT_FOUND, _ ("“%s” finds nothing at “%s”"), rule,
                 element != NULL ? element : "");
  return finding;
}

/**
 * rules_check_async:
 * @app: the app or loose file
 * @options: (nullable): as in rules_check()
 * @cancellable: (nullable): to stop it
 * @callback: called in the thread's default main context
 * @user_data: for @callback
 *
 * As rules_check(), with the ordering rules in a worker thread on a snapshot.
 */
void
rules_check_async (AltinnApp *app, const RulesOptions *options, GCancellable *cancellable,
                   GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (RulesEngine) engine = rules_engine_new (app);

  rules_engine_check_async (engine, options != NULL ? options : &default_options, cancellable,
                            callback, user_data);
}

/**
 * rules_check_finish:
 * @app: the app
 * @result: what the callback got
 * @error: return location for an error; %RULES_ERROR_STALE if the documents changed meanwhile
 *
 * Returns: (transfer full) (nullable): what was found
 */
RulesReport *
rules_check_finish (AltinnApp *app, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, app), NULL);

  return rules_engine_check_finish (NULL, result, error);
}

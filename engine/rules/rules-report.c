/* rules-report.c: what one check found
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/rules/rules-private.h"

G_DEFINE_QUARK (rules-error-quark, rules_error)

RulesReport *
rules_report_new (const AltinnRuntime *runtime)
{
  RulesReport *self = g_new0 (RulesReport, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->findings = g_ptr_array_new_with_free_func ((GDestroyNotify) rules_finding_unref);
  self->silenced = g_ptr_array_new_with_free_func ((GDestroyNotify) rules_finding_unref);
  self->runtime = altinn_runtime_to_string (runtime);
  return self;
}

RulesReport *
rules_report_ref (RulesReport *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
rules_report_unref (RulesReport *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_ptr_array_unref (self->findings);
  g_ptr_array_unref (self->silenced);
  g_clear_pointer (&self->kept, rules_engine_free);
  g_free (self->runtime);
  g_free (self);
}

/**
 * rules_report_get_findings:
 * @self: a report
 *
 * Returns: (transfer none) (element-type RulesFinding): what was found, by place in the files: the
 *   process first
 */
const GPtrArray *
rules_report_get_findings (const RulesReport *self)
{
  return self->findings;
}

/**
 * rules_report_get_silenced:
 * @self: a report
 *
 * Returns: (transfer none) (element-type RulesFinding): what `.altinn-process.json` silences
 */
const GPtrArray *
rules_report_get_silenced (const RulesReport *self)
{
  return self->silenced;
}

/**
 * rules_report_get_runtime:
 * @self: a report
 *
 * Returns: the version of the app runtime that the rules judged by
 */
const char *
rules_report_get_runtime (const RulesReport *self)
{
  return self->runtime;
}

/**
 * rules_report_count:
 * @self: a report
 * @severity: a severity
 *
 * Returns: how many findings have this severity
 */
guint
rules_report_count (const RulesReport *self, RulesSeverity severity)
{
  guint count = 0;

  for (guint i = 0; i < self->findings->len; i++)
    {
      const RulesFinding *finding = g_ptr_array_index (self->findings, i);

      count += finding->severity == severity;
    }
  return count;
}

static RulesFinding *
find_in (GPtrArray *findings, const char *rule, const char *element)
{
  for (guint i = 0; i < findings->len; i++)
    {
      RulesFinding *finding = g_ptr_array_index (findings, i);

      if (g_str_equal (finding->rule->id, rule) && g_strcmp0 (finding->element, element) == 0)
        return finding;
    }
  return NULL;
}

/**
 * rules_report_find:
 * @self: a report
 * @rule: id of a rule
 * @element: (nullable): id of the element that the finding is about
 *
 * Returns: (transfer none) (nullable): the first finding of the rule there, silenced or not
 */
RulesFinding *
rules_report_find (const RulesReport *self, const char *rule, const char *element)
{
  RulesFinding *finding = find_in (self->findings, rule, element);

  return finding != NULL ? finding : find_in (self->silenced, rule, element);
}

/* ordering.c: the ordering rules, decided by exploring the engine's runs
 *
 * ordering.md is the specification. Each rule is a search over the graph of visits; each finding
 * carries a run that the engine plays.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/rules/ordering-private.h"

#include <glib/gi18n-lib.h>

RulesFinding *
ordering_report (OrderingRules *self, RulesRuleId rule, const char *element, const char *format,
                 ...)
{
  va_list args;
  RulesFinding *finding;

  va_start (args, format);
  finding = rules_finding_new (rule, g_strdup_vprintf (format, args));
  va_end (args);
  finding->element = g_strdup (element);
  g_ptr_array_add (self->findings, finding);
  return finding;
}

/* In a loose file much is taken for granted: rules marked ° say it one degree lower. */
void
ordering_lower_if_loose (OrderingRules *self, RulesFinding *finding)
{
  if (run_app_is_loose (self->model->app) && finding->severity > RULES_SEVERITY_INFO)
    finding->severity--;
}

const char *
ordering_label (OrderingRules *self, const RunNode *node)
{
  char *label = g_hash_table_lookup (self->labels, node);

  if (label != NULL)
    return label;
  if (node->name == NULL || *node->name == '\0' || g_strcmp0 (node->name, node->id) == 0)
    label = g_strdup (node->id != NULL ? node->id : _ ("an element without id"));
  else
    {
      g_autofree char *name = g_strdelimit (g_strdup (node->name), "\n\r\t", ' ');

      /* Translators: name and id of an element of the process */
      label = g_strdup_printf (_ ("“%s” (%s)"), name, node->id != NULL ? node->id : "–");
    }
  g_hash_table_insert (self->labels, (gpointer) node, label);
  return label;
}

gboolean
ordering_may_search (OrderingRules *self)
{
  if (self->work >= ORDERING_MAX_WORK)
    {
      self->exhausted = TRUE;
      return FALSE;
    }
  self->work += self->graph->states->len;
  return TRUE;
}

static void
report_bound (OrderingRules *self)
{
  if (self->exhausted)
    ordering_report (self, RULE_BOUNDED, run_process_get_id (self->model->process),
                     _ ("The process is too large to look at every run: findings about single "
                        "payments and ways back may be missing"));
  if (self->graph->bounded)
    ordering_report (self, RULE_BOUNDED, run_process_get_id (self->model->process),
                     _ ("The conditions tell more combinations of data apart than can be played; "
                        "the ordering rules looked at %d of each"),
                     ORDERING_MAX_PRODUCT);
}

GPtrArray *
ordering_check (OrderingModel *model, const char *only_rule, const char *only_element)
{
  g_autoptr (OrderingGraph) graph = ordering_graph_new (model);
  g_autoptr (GHashTable) labels = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  OrderingRules self = { model, graph };

  self.findings = g_ptr_array_new_with_free_func ((GDestroyNotify) rules_finding_unref);
  self.only_rule = only_rule;
  self.only_element = only_element;
  self.labels = labels;
  self.plain = ordering_search_forward (graph, 1, NULL, NULL);
  ordering_rules_data (&self);
  ordering_rules_changes (&self);
  ordering_rules_payment (&self);
  ordering_rules_signing (&self);
  ordering_rules_gateways (&self);
  ordering_rules_ways (&self);
  ordering_attach_long_runs (&self);
  report_bound (&self);
  ordering_search_free (self.plain);
  for (guint i = 0; i < G_N_ELEMENTS (self.stages); i++)
    ordering_stage_free (self.stages[i]);
  return self.findings;
}

/* rules-finding.c: one finding
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/rules/rules-private.h"

typedef struct
{
  gatomicrefcount ref_count;
  RulesFinding finding;
} Counted;

static Counted *
counted (RulesFinding *self)
{
  return (Counted *) (gpointer) ((char *) self - G_STRUCT_OFFSET (Counted, finding));
}

/* rules_finding_new: @message is taken; the severity is the rule's own. */
RulesFinding *
rules_finding_new (RulesRuleId rule, char *message)
{
  Counted *self = g_new0 (Counted, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->finding.rule = rules_get_rule (rule);
  self->finding.severity = self->finding.rule->severity;
  self->finding.message = message;
  return &self->finding;
}

RulesFinding *
rules_finding_ref (RulesFinding *self)
{
  g_atomic_ref_count_inc (&counted (self)->ref_count);
  return self;
}

static void
rules_claim_free (RulesClaim *self)
{
  g_free (self->at);
  g_free (self->error);
  g_free (self);
}

static void
rules_fix_free (RulesFix *self)
{
  g_free (self->element);
  g_free (self->value);
  g_free (self->detail);
  g_free (self);
}

void
rules_finding_unref (RulesFinding *self)
{
  if (!g_atomic_ref_count_dec (&counted (self)->ref_count))
    return;
  g_free (self->message);
  g_free (self->element);
  g_clear_object (&self->document);
  g_free (self->path);
  g_free (self->witness);
  g_clear_pointer (&self->claim, rules_claim_free);
  g_free (self->fix_title);
  g_free (self->silenced);
  g_clear_pointer (&self->fix, rules_fix_free);
  g_free (counted (self));
}

/* rules_finding_copy: a finding of its own, for a report that gives it another severity or place. */
RulesFinding *
rules_finding_copy (const RulesFinding *self)
{
  Counted *copy = g_new0 (Counted, 1);
  RulesFinding *finding = &copy->finding;

  g_atomic_ref_count_init (&copy->ref_count);
  *finding = *self;
  finding->message = g_strdup (self->message);
  finding->element = g_strdup (self->element);
  if (self->document != NULL)
    finding->document = g_object_ref (self->document);
  finding->path = g_strdup (self->path);
  finding->witness = g_strdup (self->witness);
  finding->fix_title = g_strdup (self->fix_title);
  finding->silenced = g_strdup (self->silenced);
  finding->claim = NULL;
  finding->fix = NULL;
  if (self->claim != NULL)
    rules_finding_set_claim (finding, self->claim->status, self->claim->at, self->claim->error);
  if (self->fix != NULL)
    {
      finding->fix = g_memdup2 (self->fix, sizeof (RulesFix));
      finding->fix->element = g_strdup (self->fix->element);
      finding->fix->value = g_strdup (self->fix->value);
      finding->fix->detail = g_strdup (self->fix->detail);
    }
  return finding;
}

/* rules_finding_set_place: the finding is about @node; line and column follow with the report. */
void
rules_finding_set_place (RulesFinding *self, SourceDocument *document, SourceNode *node)
{
  g_set_object (&self->document, document);
  self->node = node;
}

void
rules_finding_set_offset (RulesFinding *self, SourceDocument *document, gsize offset, guint line,
                          guint column)
{
  g_set_object (&self->document, document);
  self->node = NULL;
  self->offset = offset;
  self->line = line;
  self->column = column;
}

void
rules_finding_set_fix (RulesFinding *self, RulesFixKind kind, const char *element,
                       const char *value, const char *title, gboolean safe)
{
  g_clear_pointer (&self->fix, rules_fix_free);
  self->fix = g_new0 (RulesFix, 1);
  self->fix->kind = kind;
  self->fix->element = g_strdup (element);
  self->fix->node = self->node;
  self->fix->value = g_strdup (value);
  g_free (self->fix_title);
  self->fix_title = g_strdup (title);
  self->fix_safe = safe;
}

void
rules_finding_set_claim (RulesFinding *self, const char *status, const char *at, const char *error)
{
  g_clear_pointer (&self->claim, rules_claim_free);
  self->claim = g_new0 (RulesClaim, 1);
  self->claim->status = g_intern_string (status);
  self->claim->at = g_strdup (at);
  self->claim->error = g_strdup (error);
}

static const char *
file_of (const RulesFinding *self)
{
  if (self->document != NULL)
    return source_document_get_name (self->document);
  return self->path != NULL ? self->path : "";
}

/* rules_finding_compare: by file (the process first), place, severity (worst first), rule. */
int
rules_finding_compare (gconstpointer a, gconstpointer b)
{
  const RulesFinding *one = *(RulesFinding *const *) a;
  const RulesFinding *two = *(RulesFinding *const *) b;
  int order;

  if (one->document != two->document)
    {
      const char *first = file_of (one);
      const char *second = file_of (two);
      gboolean first_bpmn = g_str_has_suffix (first, ".bpmn");
      gboolean second_bpmn = g_str_has_suffix (second, ".bpmn");

      if (first_bpmn != second_bpmn)
        return first_bpmn ? -1 : 1;
      order = g_strcmp0 (first, second);
      if (order != 0)
        return order;
    }
  if (one->line != two->line)
    return one->line < two->line ? -1 : 1;
  if (one->column != two->column)
    return one->column < two->column ? -1 : 1;
  if (one->severity != two->severity)
    return one->severity > two->severity ? -1 : 1;
  if (one->rule != two->rule)
    return one->rule < two->rule ? -1 : 1;
  order = g_strcmp0 (one->element, two->element);
  return order != 0 ? order : g_strcmp0 (one->message, two->message);
}

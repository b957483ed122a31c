/* run-policy.c: who may do what: policy.xml and the actors of a run
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/run/run-policy.h"

#include "engine/source/source-node.h"

#include <string.h>

#define XACML_NS "urn:oasis:names:tc:xacml:3.0:core:schema:wd-17"
#define CATEGORY_SUBJECT "urn:oasis:names:tc:xacml:1.0:subject-category:access-subject"
#define CATEGORY_RESOURCE "urn:oasis:names:tc:xacml:3.0:attribute-category:resource"
#define ATTRIBUTE_ACTION "urn:oasis:names:tc:xacml:1.0:action:action-id"

/* ---- Actors ---- */

/**
 * run_actor_new:
 * @name: what scenarios call it
 * @kind: what it is
 *
 * Returns: (transfer full): an actor with every role and the highest level
 */
RunActor *
run_actor_new (const char *name, RunActorKind kind)
{
  RunActor *self = g_new0 (RunActor, 1);

  self->name = g_strdup (name);
  self->kind = kind;
  self->level = 4;
  return self;
}

RunActor *
run_actor_copy (const RunActor *self)
{
  RunActor *copy = run_actor_new (self->name, self->kind);

  copy->roles = g_strdupv (self->roles);
  copy->level = self->level;
  copy->ssn = g_strdup (self->ssn);
  copy->for_task = g_strdup (self->for_task);
  copy->on_behalf_of = g_strdup (self->on_behalf_of);
  return copy;
}

void
run_actor_free (RunActor *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_strfreev (self->roles);
  g_free (self->ssn);
  g_free (self->for_task);
  g_free (self->on_behalf_of);
  g_free (self);
}

static const char *const actor_kinds[] = { "user", "owner", "system", "signee", "payment" };

const char *
run_actor_kind_to_string (RunActorKind kind)
{
  return actor_kinds[kind];
}

gboolean
run_actor_kind_from_string (const char *text, RunActorKind *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (actor_kinds); i++)
    if (g_strcmp0 (text, actor_kinds[i]) == 0)
      {
        *kind = i;
        return TRUE;
      }
  return FALSE;
}

/**
 * run_actor_is_same_person:
 *
 * Returns: whether @a and @b are the same person or system user: the same national
 *   identity number, or without one the same name
 */
gboolean
run_actor_is_same_person (const RunActor *a, const RunActor *b)
{
  if ((a->kind == RUN_ACTOR_SYSTEM) != (b->kind == RUN_ACTOR_SYSTEM))
    return FALSE;
  return g_strcmp0 (a->ssn != NULL ? a->ssn : a->name, b->ssn != NULL ? b->ssn : b->name) == 0;
}

/* ---- Rules ---- */

typedef enum
{
  CATEGORY_OF_SUBJECT,
  CATEGORY_OF_RESOURCE,
  CATEGORY_OF_ACTION,
  CATEGORY_OF_OTHER,
} Category;

typedef struct
{
  Category category;
  char *attribute;
  char *value;
  gboolean ignore_case;
} Match;

typedef struct
{
  gboolean permit;
  GPtrArray *any_of; /* all must hold: GPtrArray of allOf, one must hold: GArray of Match */
} Rule;

struct _RunPolicy
{
  char *org;
  char *app;
  GPtrArray *target; /* of the policy itself, like Rule.any_of */
  GPtrArray *rules;
  gboolean foreign_org; /* no rule names the app's own organisation: copied from another app */
  gboolean foreign_app;
  int level;     /* minimum authentication level */
  int org_level; /* of organisations */
};

typedef struct
{
  const RunPolicy *policy;
  const RunActor *actor; /* NULL: anybody */
  const char *action;    /* NULL: anything */
  const char *task;
  gboolean ended;
} Question;

static void
match_clear (gpointer data)
{
  Match *match = data;

  g_free (match->attribute);
  g_free (match->value);
}

static void
rule_free (gpointer data)
{
  Rule *rule = data;

  g_ptr_array_unref (rule->any_of);
  g_free (rule);
}

static char *
dup_trimmed_text (const SourceNode *node)
{
  char *text = node != NULL ? source_node_dup_text (node) : NULL;

  return text != NULL ? g_strstrip (text) : g_strdup ("");
}

static Match
read_match (const SourceNode *node)
{
  const SourceNode *value = source_node_first_element (node, XACML_NS, "AttributeValue");
  const SourceNode *designator = source_node_first_element (node, XACML_NS, "AttributeDesignator");
  g_autofree char *function = source_node_dup_attribute (node, NULL, "MatchId");
  g_autofree char *category
      = designator != NULL ? source_node_dup_attribute (designator, NULL, "Category") : NULL;
  Match match = { CATEGORY_OF_OTHER, NULL, NULL, FALSE };

  match.value = dup_trimmed_text (value);
  match.attribute
      = designator != NULL ? source_node_dup_attribute (designator, NULL, "AttributeId") : NULL;
  match.ignore_case = function != NULL && g_str_has_suffix (function, "string-equal-ignore-case");
  if (g_strcmp0 (category, CATEGORY_SUBJECT) == 0)
    match.category = CATEGORY_OF_SUBJECT;
  else if (g_strcmp0 (category, CATEGORY_RESOURCE) == 0)
    match.category = CATEGORY_OF_RESOURCE;
  else if (category != NULL && g_str_has_suffix (category, ":action"))
    match.category = CATEGORY_OF_ACTION;
  return match;
}

static GPtrArray *
read_target (const SourceNode *parent)
{
  const SourceNode *target = source_node_first_element (parent, XACML_NS, "Target");
  GPtrArray *any_ofs = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);

  if (target == NULL)
    return any_ofs;
  for (const SourceNode *any = source_node_first_element (target, XACML_NS, "AnyOf"); any != NULL;
       any = source_node_next_element (any, XACML_NS, "AnyOf"))
    {
      GPtrArray *all_ofs = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);

      for (const SourceNode *all = source_node_first_element (any, XACML_NS, "AllOf");
           all != NULL; all = source_node_next_element (all, XACML_NS, "AllOf"))
        {
          GArray *matches = g_array_new (FALSE, FALSE, sizeof (Match));

          g_array_set_clear_func (matches, match_clear);
          for (const SourceNode *item = source_node_first_element (all, XACML_NS, "Match");
               item != NULL; item = source_node_next_element (item, XACML_NS, "Match"))
            {
              Match match = read_match (item);

              g_array_append_val (matches, match);
            }
          g_ptr_array_add (all_ofs, matches);
        }
      g_ptr_array_add (any_ofs, all_ofs);
    }
  return any_ofs;
}

static void
read_obligations (RunPolicy *self, const SourceNode *root)
{
  const SourceNode *list = source_node_first_element (root, XACML_NS, "ObligationExpressions");

  if (list == NULL)
    return;
  for (const SourceNode *item = source_node_first_element (list, XACML_NS, "ObligationExpression");
       item != NULL; item = source_node_next_element (item, XACML_NS, "ObligationExpression"))
    for (const SourceNode *assignment
         = source_node_first_element (item, XACML_NS, "AttributeAssignmentExpression");
         assignment != NULL;
         assignment
         = source_node_next_element (assignment, XACML_NS, "AttributeAssignmentExpression"))
      {
        g_autofree char *category = source_node_dup_attribute (assignment, NULL, "Category");
        g_autofree char *value = dup_trimmed_text (
            source_node_first_element (assignment, XACML_NS, "AttributeValue"));
        gint64 level = g_ascii_strtoll (value, NULL, 10);

        if (g_strcmp0 (category, "urn:altinn:minimum-authenticationlevel") == 0)
          self->level = CLAMP (level, 0, 9);
        else if (g_strcmp0 (category, "urn:altinn:minimum-authenticationlevel-org") == 0)
          self->org_level = CLAMP (level, 0, 9);
      }
}

static gboolean any_rule_names (const RunPolicy *self, const char *attribute,
                                const char *placeholder, const char *value);

/**
 * run_policy_new:
 * @document: policy.xml
 * @org: (nullable): the service owner, from applicationmetadata.json
 * @app: (nullable): the app's name
 *
 * A policy whose rules all name another organisation or app was copied, or the app was renamed:
 * its names then count as the app's own.
 *
 * Returns: (transfer full): the rules; immutable and independent of @document
 */
RunPolicy *
run_policy_new (SourceDocument *document, const char *org, const char *app)
{
  RunPolicy *self = g_new0 (RunPolicy, 1);
  const SourceNode *root = source_document_get_root (document);

  self->org = g_strdup (org);
  self->app = g_strdup (app);
  self->rules = g_ptr_array_new_with_free_func (rule_free);
  if (root == NULL || !source_node_is (root, XACML_NS, "Policy"))
    {
      self->target = g_ptr_array_new ();
      return self;
    }
  self->target = read_target (root);
  for (const SourceNode *node = source_node_first_element (root, XACML_NS, "Rule"); node != NULL;
       node = source_node_next_element (node, XACML_NS, "Rule"))
    {
      g_autofree char *effect = source_node_dup_attribute (node, NULL, "Effect");
      Rule *rule = g_new0 (Rule, 1);

      rule->permit = g_strcmp0 (effect, "Deny") != 0;
      rule->any_of = read_target (node);
      g_ptr_array_add (self->rules, rule);
    }
  read_obligations (self, root);
  self->foreign_org = !any_rule_names (self, "urn:altinn:org", "[ORG]", org);
  self->foreign_app = !any_rule_names (self, "urn:altinn:app", "[APP]", app);
  return self;
}

void
run_policy_free (RunPolicy *self)
{
  if (self == NULL)
    return;
  g_free (self->org);
  g_free (self->app);
  g_ptr_array_unref (self->target);
  g_ptr_array_unref (self->rules);
  g_free (self);
}

static gboolean
equals (const Match *match, const char *value)
{
  if (value == NULL)
    return FALSE;
  return match->ignore_case ? g_ascii_strcasecmp (match->value, value) == 0
                            : strcmp (match->value, value) == 0;
}

/* Studio writes [ORG] and [APP], which are replaced when the app is deployed. */
static gboolean
names_own (const Match *match, const char *placeholder, const char *value)
{
  return g_ascii_strcasecmp (match->value, placeholder) == 0 || value == NULL
         || equals (match, value);
}

/* Whether any rule is about a resource with the app's own @attribute. */
static gboolean
any_rule_names (const RunPolicy *self, const char *attribute, const char *placeholder,
                const char *value)
{
  for (guint r = 0; r < self->rules->len; r++)
    {
      const Rule *rule = self->rules->pdata[r];

      for (guint i = 0; i < rule->any_of->len; i++)
        {
          const GPtrArray *all_ofs = rule->any_of->pdata[i];

          for (guint j = 0; j < all_ofs->len; j++)
            {
              const GArray *all_of = all_ofs->pdata[j];

              for (guint m = 0; m < all_of->len; m++)
                {
                  const Match *match = &g_array_index (all_of, Match, m);

                  if (match->category == CATEGORY_OF_RESOURCE
                      && g_strcmp0 (match->attribute, attribute) == 0
                      && names_own (match, placeholder, value))
                    return TRUE;
                }
            }
        }
    }
  return FALSE;
}

static gboolean
is_organisation (const RunActor *actor)
{
  return actor->kind == RUN_ACTOR_OWNER || actor->kind == RUN_ACTOR_PAYMENT;
}

static gboolean
matches_subject (const Match *match, const Question *question)
{
  const RunActor *actor = question->actor;

  if (actor == NULL)
    return TRUE;
  if (g_strcmp0 (match->attribute, "urn:altinn:org") == 0)
    return is_organisation (actor)
           && (question->policy->foreign_org || names_own (match, "[ORG]", question->policy->org));
  if (is_organisation (actor))
    return FALSE;
  if (g_strcmp0 (match->attribute, "urn:altinn:orgnumber") == 0
      || g_strcmp0 (match->attribute, "urn:altinn:orgNumber") == 0
      || g_strcmp0 (match->attribute, "urn:altinn:organization:identifier-no") == 0)
    return equals (match, actor->on_behalf_of);
  if (g_strcmp0 (match->attribute, "urn:altinn:rolecode") != 0
      && g_strcmp0 (match->attribute, "urn:altinn:accesspackage") != 0
      && g_strcmp0 (match->attribute, "urn:altinn:groupcode") != 0)
    return FALSE;
  if (actor->roles == NULL)
    return actor->kind != RUN_ACTOR_SIGNEE;
  for (gsize i = 0; actor->roles[i] != NULL; i++)
    if (equals (match, actor->roles[i]))
      return TRUE;
  return FALSE;
}

static gboolean
matches_resource (const Match *match, const Question *question)
{
  const char *attribute = match->attribute != NULL ? match->attribute : "";

  if (strcmp (attribute, "urn:altinn:org") == 0)
    return question->policy->foreign_org || names_own (match, "[ORG]", question->policy->org);
  if (strcmp (attribute, "urn:altinn:app") == 0)
    return question->policy->foreign_app || names_own (match, "[APP]", question->policy->app);
  if (strcmp (attribute, "urn:altinn:task") == 0)
    return !question->ended && equals (match, question->task);
  if (strcmp (attribute, "urn:altinn:end-event") == 0)
    return question->ended && equals (match, question->task);
  if (strcmp (attribute, "urn:altinn:resource") == 0)
    {
      g_autofree char *id = g_strdup_printf (
          "app_%s_%s", question->policy->org != NULL ? question->policy->org : "",
          question->policy->app != NULL ? question->policy->app : "");

      return equals (match, id);
    }
  return FALSE;
}

static gboolean
matches (const Match *match, const Question *question)
{
  switch (match->category)
    {
    case CATEGORY_OF_SUBJECT:
      return matches_subject (match, question);
    case CATEGORY_OF_RESOURCE:
      return matches_resource (match, question);
    case CATEGORY_OF_ACTION:
      return question->action == NULL
             || (g_strcmp0 (match->attribute, ATTRIBUTE_ACTION) == 0
                 && equals (match, question->action));
    default:
      return FALSE;
    }
}

static gboolean
all_hold (const GArray *all_of, const Question *question)
{
  for (guint i = 0; i < all_of->len; i++)
    if (!matches (&g_array_index (all_of, Match, i), question))
      return FALSE;
  return TRUE;
}

static Category
category_of (const GPtrArray *all_ofs)
{
  for (guint i = 0; i < all_ofs->len; i++)
    {
      const GArray *all_of = all_ofs->pdata[i];

      if (all_of->len > 0)
        return g_array_index (all_of, Match, 0).category;
    }
  return CATEGORY_OF_OTHER;
}

/* XACML lets every AnyOf hold. Altinn's decision point matches category by category: among several
 * AnyOf about the resource one is enough, and real policies are written that way. */
static gboolean
applies (const GPtrArray *any_ofs, const Question *question)
{
  gboolean asked[CATEGORY_OF_OTHER + 1] = { FALSE };
  gboolean held[CATEGORY_OF_OTHER + 1] = { FALSE };

  for (guint i = 0; i < any_ofs->len; i++)
    {
      const GPtrArray *all_ofs = any_ofs->pdata[i];
      Category category = category_of (all_ofs);

      asked[category] = TRUE;
      for (guint j = 0; j < all_ofs->len && !held[category]; j++)
        held[category] = all_hold (all_ofs->pdata[j], question);
    }
  for (guint c = 0; c <= CATEGORY_OF_OTHER; c++)
    if (asked[c] && !held[c])
      return FALSE;
  return TRUE;
}

/* Deny overrides; what no rule permits is denied. */
static gboolean
decide (const RunPolicy *self, const Question *question)
{
  gboolean permitted = FALSE;

  if (!applies (self->target, question))
    return FALSE;
  for (guint i = 0; i < self->rules->len; i++)
    {
      const Rule *rule = self->rules->pdata[i];

      if (!applies (rule->any_of, question))
        continue;
      if (!rule->permit)
        return FALSE;
      permitted = TRUE;
    }
  return permitted;
}

/**
 * run_policy_permits:
 * @actor: who asks
 * @action: what it wants to do
 * @task: (nullable): id of the task, or of the end event when @ended
 * @ended: whether the instance is ended
 *
 * Returns: whether the policy lets @actor do it, its authentication level included
 */
gboolean
run_policy_permits (const RunPolicy *self, const RunActor *actor, const char *action,
                    const char *task, gboolean ended)
{
  const Question question = { self, actor, action, task, ended };
  int needed = is_organisation (actor) ? self->org_level : self->level;

  return actor->level >= needed && decide (self, &question);
}

static void
add_once (GPtrArray *names, const char *name)
{
  for (guint i = 0; i < names->len; i++)
    if (strcmp (names->pdata[i], name) == 0)
      return;
  g_ptr_array_add (names, g_strdup (name));
}

/* The values of @category in rules that apply to @question. */
static char **
list_values (const RunPolicy *self, const Question *question, Category category)
{
  GPtrArray *names = g_ptr_array_new ();

  for (guint r = 0; r < self->rules->len; r++)
    {
      const Rule *rule = self->rules->pdata[r];

      if (!rule->permit || !applies (rule->any_of, question))
        continue;
      for (guint i = 0; i < rule->any_of->len; i++)
        {
          const GPtrArray *all_ofs = rule->any_of->pdata[i];

          for (guint j = 0; j < all_ofs->len; j++)
            {
              const GArray *all_of = all_ofs->pdata[j];

              for (guint m = 0; m < all_of->len; m++)
                if (g_array_index (all_of, Match, m).category == category)
                  add_once (names, g_array_index (all_of, Match, m).value);
            }
        }
    }
  g_ptr_array_add (names, NULL);
  return (char **) g_ptr_array_free (names, FALSE);
}

/**
 * run_policy_list_subjects:
 *
 * Returns: (transfer full) (array zero-terminated=1): roles and organisations that may
 *   do @action at @task, as the file names them, in its order
 */
char **
run_policy_list_subjects (const RunPolicy *self, const char *action, const char *task)
{
  const Question question = { self, NULL, action, task, FALSE };

  return list_values (self, &question, CATEGORY_OF_SUBJECT);
}

/**
 * run_policy_list_actions:
 *
 * Returns: (transfer full) (array zero-terminated=1): actions that anybody may do at
 *   @task, in the order of the file
 */
char **
run_policy_list_actions (const RunPolicy *self, const char *task)
{
  const Question question = { self, NULL, NULL, task, FALSE };

  return list_values (self, &question, CATEGORY_OF_ACTION);
}

/* altinn-edit-policy.c: the part of edits in policy.xml
 *
 * A rule of a policy (XACML 3.0) targets subjects, resources and actions, each an AnyOf of AllOf of
 * Match. A rule that names no task is about all tasks.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/altinn/altinn-edit-private.h"
#include "engine/source/source-edit.h"
#include "engine/source/source-node.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define XACML "urn:oasis:names:tc:xacml:3.0:core:schema:wd-17"
#define ATTRIBUTE_TASK "urn:altinn:task"
#define ATTRIBUTE_ACTION "urn:oasis:names:tc:xacml:1.0:action:action-id"
#define CATEGORY_SUBJECT "urn:oasis:names:tc:xacml:1.0:subject-category:access-subject"

static SourceNode *
first (const SourceNode *parent, const char *name)
{
  return parent != NULL ? source_node_first_element (parent, XACML, name) : NULL;
}

static SourceNode *
next (const SourceNode *node)
{
  return source_node_next_element (node, XACML, source_node_get_name (node));
}

static gboolean
match_is (const SourceNode *match, const char *attribute_id)
{
  SourceNode *designator = first (match, "AttributeDesignator");

  return designator != NULL &&
         source_node_attribute_equals (designator, NULL, "AttributeId", attribute_id);
}

static char *
dup_value (const SourceNode *match)
{
  SourceNode *value = first (match, "AttributeValue");
  char *text = value != NULL ? source_node_dup_text (value) : NULL;

  return text != NULL ? g_strstrip (text) : NULL;
}

static gboolean
value_is (const SourceNode *match, const char *wanted)
{
  g_autofree char *value = dup_value (match);

  return value != NULL && strcmp (value, wanted) == 0;
}

/* The Match of an AllOf about an attribute; NULL if it has none. */
static SourceNode *
find_match (const SourceNode *all_of, const char *attribute_id)
{
  for (SourceNode *match = first (all_of, "Match"); match != NULL; match = next (match))
    if (match_is (match, attribute_id))
      return match;
  return NULL;
}

/* Whether the rule is about @task_id: names it, or names no task at all. */
static gboolean
covers_task (const SourceNode *rule, const char *task_id)
{
  gboolean names_any = FALSE;

  for (SourceNode *any_of = first (first (rule, "Target"), "AnyOf"); any_of != NULL;
       any_of = next (any_of))
    for (SourceNode *all_of = first (any_of, "AllOf"); all_of != NULL; all_of = next (all_of))
      {
        SourceNode *match = find_match (all_of, ATTRIBUTE_TASK);

        if (match == NULL)
          continue;
        names_any = TRUE;
        if (value_is (match, task_id))
          return TRUE;
      }
  return !names_any;
}

/* Whether the rule is about @action: names it, or names no action at all. */
static gboolean
covers_action (const SourceNode *rule, const char *action)
{
  gboolean names_any = FALSE;

  for (SourceNode *any_of = first (first (rule, "Target"), "AnyOf"); any_of != NULL;
       any_of = next (any_of))
    for (SourceNode *all_of = first (any_of, "AllOf"); all_of != NULL; all_of = next (all_of))
      {
        SourceNode *match = find_match (all_of, ATTRIBUTE_ACTION);

        if (match == NULL)
          continue;
        names_any = TRUE;
        if (value_is (match, action))
          return TRUE;
      }
  return !names_any;
}

static gboolean
permits (const SourceNode *rule)
{
  return source_node_attribute_equals (rule, NULL, "Effect", "Permit");
}

/* The AnyOf that names the subjects of a rule. */
static SourceNode *
find_subjects (const SourceNode *rule)
{
  for (SourceNode *any_of = first (first (rule, "Target"), "AnyOf"); any_of != NULL;
       any_of = next (any_of))
    for (SourceNode *all_of = first (any_of, "AllOf"); all_of != NULL; all_of = next (all_of))
      for (SourceNode *match = first (all_of, "Match"); match != NULL; match = next (match))
        {
          SourceNode *designator = first (match, "AttributeDesignator");

          if (designator != NULL &&
              source_node_attribute_equals (designator, NULL, "Category", CATEGORY_SUBJECT))
            return any_of;
        }
  return NULL;
}

static gboolean
names_roles (const SourceNode *subjects)
{
  for (SourceNode *all_of = first (subjects, "AllOf"); all_of != NULL; all_of = next (all_of))
    if (find_match (all_of, "urn:altinn:rolecode") != NULL ||
        find_match (all_of, "urn:altinn:accesspackage") != NULL)
      return TRUE;
  return FALSE;
}

/* Whether a rule grants the action at the task to people; what the service owner may do is another
 * matter. */
static gboolean
is_granted (SourceNode *policy, const char *task_id, const char *action)
{
  for (SourceNode *rule = first (policy, "Rule"); rule != NULL; rule = next (rule))
    {
      SourceNode *subjects = find_subjects (rule);

      if (permits (rule) && (subjects == NULL || names_roles (subjects)) &&
          covers_task (rule, task_id) && covers_action (rule, action))
        return TRUE;
    }
  return FALSE;
}

/* Those who may write somewhere in the app: people with roles, not the service owner alone. */
static SourceNode *
find_writers (SourceNode *policy)
{
  for (SourceNode *rule = first (policy, "Rule"); rule != NULL; rule = next (rule))
    {
      SourceNode *subjects = find_subjects (rule);

      if (permits (rule) && subjects != NULL && covers_action (rule, "write") &&
          names_roles (subjects))
        return subjects;
    }
  return NULL;
}

static void
append_match (GString *xml, const char *prefix, const char *indent, const char *match_id,
              const char *value, const char *attribute_id, const char *category)
{
  g_autofree char *escaped = g_markup_escape_text (value, -1);

  g_string_append_printf (
      xml,
      "%1$s<%2$sMatch MatchId=\"%3$s\">\n"
      "%1$s  <%2$sAttributeValue DataType=\"http://www.w3.org/2001/XMLSchema#string\">"
      "%4$s</%2$sAttributeValue>\n"
      "%1$s  <%2$sAttributeDesignator AttributeId=\"%5$s\" Category=\"%6$s\" "
      "DataType=\"http://www.w3.org/2001/XMLSchema#string\" MustBePresent=\"false\" />\n"
      "%1$s</%2$sMatch>\n",
      indent, prefix, match_id, escaped, attribute_id, category);
}

#define EQUAL "urn:oasis:names:tc:xacml:1.0:function:string-equal"
#define EQUAL_IGNORE_CASE "urn:oasis:names:tc:xacml:3.0:function:string-equal-ignore-case"
#define CATEGORY_RESOURCE "urn:oasis:names:tc:xacml:3.0:attribute-category:resource"
#define CATEGORY_ACTION "urn:oasis:names:tc:xacml:3.0:attribute-category:action"

/* The source of a node, with its first line at the place of a rule's AnyOf. */
static void
append_source (GString *xml, SourceDocument *document, SourceNode *node)
{
  g_autofree char *source = source_node_dup_source (document, node);
  g_auto (GStrv) lines = g_strsplit (source, "\n", -1);
  guint line, column;

  source_node_locate (document, node, &line, &column);
  for (gsize i = 0; lines[i] != NULL; i++)
    {
      const char *text = lines[i];

      for (guint j = 1; i > 0 && j < column && (*text == ' ' || *text == '\t'); j++)
        text++;
      g_string_append_printf (xml, "    %s\n", text);
    }
}

static char *
write_rule (AltinnApp *app, SourceDocument *document, SourceNode *policy, const char *task_id,
            GPtrArray *actions)
{
  const char *namespace_prefix = source_node_lookup_prefix (policy, XACML);
  g_autofree char *p = namespace_prefix != NULL && *namespace_prefix != '\0'
                           ? g_strconcat (namespace_prefix, ":", NULL)
                           : g_strdup ("");
  /* The policy of an app template names them by place holders that the deployment fills in. */
  const char *org = altinn_app_get_org (app) != NULL ? altinn_app_get_org (app) : "[ORG]";
  const char *name = altinn_app_get_name (app) != NULL ? altinn_app_get_name (app) : "[APP]";
  SourceNode *writers = find_writers (policy);
  GString *xml = g_string_new (NULL);

  g_string_append_printf (xml,
                          "<%sRule RuleId=\"urn:altinn:resource:app_%s_%s:policyid:1:ruleid:%s\" "
                          "Effect=\"Permit\">\n",
                          p, org, name, task_id);
  g_string_append_printf (xml,
                          "  <%sDescription>What those who may write can do in %s</%sDescription>\n"
                          "  <%sTarget>\n",
                          p, task_id, p, p);
  if (writers != NULL)
    {
      append_source (xml, document, writers);
    }
  g_string_append_printf (xml, "    <%sAnyOf>\n      <%sAllOf>\n", p, p);
  append_match (xml, p, "        ", EQUAL, org, "urn:altinn:org", CATEGORY_RESOURCE);
  append_match (xml, p, "        ", EQUAL, name, "urn:altinn:app", CATEGORY_RESOURCE);
  append_match (xml, p, "        ", EQUAL, task_id, ATTRIBUTE_TASK, CATEGORY_RESOURCE);
  g_string_append_printf (xml, "      </%sAllOf>\n    </%sAnyOf>\n    <%sAnyOf>\n", p, p, p);
  for (guint i = 0; i < actions->len; i++)
    {
      g_string_append_printf (xml, "      <%sAllOf>\n", p);
      append_match (xml, p, "        ", EQUAL_IGNORE_CASE, g_ptr_array_index (actions, i),
                    ATTRIBUTE_ACTION, CATEGORY_ACTION);
      g_string_append_printf (xml, "      </%sAllOf>\n", p);
    }
  g_string_append_printf (xml, "    </%sAnyOf>\n  </%sTarget>\n</%sRule>", p, p, p);
  return g_string_free (xml, FALSE);
}

/* Grants the actions that no rule grants anybody at the task, to those who may write. */
gboolean
altinn_edit_policy_grant (AltinnApp *app, const char *task_id, const char *const *actions,
                          GError **error)
{
  SourceDocument *document = altinn_app_get_policy (app);
  SourceNode *policy = document != NULL ? source_document_get_root (document) : NULL;
  g_autoptr (GPtrArray) missing = g_ptr_array_new ();
  g_autofree char *xml = NULL;
  SourceNode *last = NULL;

  if (policy == NULL || !source_node_is (policy, XACML, "Policy"))
    return TRUE;
  for (gsize i = 0; actions[i] != NULL; i++)
    if (!is_granted (policy, task_id, actions[i]))
      g_ptr_array_add (missing, (char *) actions[i]);
  if (missing->len == 0)
    return TRUE;
  for (SourceNode *rule = first (policy, "Rule"); rule != NULL; rule = next (rule))
    last = rule;
  xml = write_rule (app, document, policy, task_id, missing);
  return source_edit_insert_source (document, policy,
                                    last != NULL ? source_node_get_next (last) : NULL, xml,
                                    error) != NULL;
}

/* Takes a task out of a rule's resources; a rule that was about nothing else goes. */
static gboolean
forget_in_rule (SourceDocument *document, SourceNode *rule, const char *task_id, GError **error)
{
  for (SourceNode *any_of = first (first (rule, "Target"), "AnyOf"); any_of != NULL;
       any_of = next (any_of))
    {
      g_autoptr (GPtrArray) doomed = g_ptr_array_new ();
      guint n = 0;

      for (SourceNode *all_of = first (any_of, "AllOf"); all_of != NULL; all_of = next (all_of))
        {
          SourceNode *match = find_match (all_of, ATTRIBUTE_TASK);

          n++;
          if (match != NULL && value_is (match, task_id))
            g_ptr_array_add (doomed, all_of);
        }
      if (doomed->len == 0)
        continue;
      if (doomed->len == n)
        return source_edit_remove (document, rule, error);
      for (guint i = 0; i < doomed->len; i++)
        if (!source_edit_remove (document, g_ptr_array_index (doomed, i), error))
          return FALSE;
    }
  return TRUE;
}

/* Rules about a deleted task only go; in others it is no longer named. */
gboolean
altinn_edit_policy_forget_task (AltinnApp *app, const char *task_id, GError **error)
{
  SourceDocument *document = altinn_app_get_policy (app);
  SourceNode *policy = document != NULL ? source_document_get_root (document) : NULL;
  SourceNode *rule, *following;

  if (policy == NULL)
    return TRUE;
  for (rule = first (policy, "Rule"); rule != NULL; rule = following)
    {
      following = next (rule);
      if (!forget_in_rule (document, rule, task_id, error))
        return FALSE;
    }
  return TRUE;
}

/* @text with the whole word @old_id replaced: renaming Task_1 leaves Task_10 alone. */
static char *
replace_word (const char *text, const char *old_id, const char *new_id)
{
  GString *result = g_string_new (NULL);
  gsize length = strlen (old_id);
  const char *p = text;

  while (*p != '\0')
    {
      gboolean begins = p == text || (!g_ascii_isalnum (p[-1]) && p[-1] != '_' && p[-1] != '-');

      if (begins && strncmp (p, old_id, length) == 0 && !g_ascii_isalnum (p[length]) &&
          p[length] != '_' && p[length] != '-')
        {
          g_string_append (result, new_id);
          p += length;
        }
      else
        {
          g_string_append_c (result, *p++);
        }
    }
  return g_string_free (result, FALSE);
}

static gboolean
rename_in_rule (SourceDocument *document, SourceNode *rule, const char *old_id,
                const char *new_id, GError **error)
{
  SourceNode *description = first (rule, "Description");
  gboolean named = FALSE;

  for (SourceNode *any_of = first (first (rule, "Target"), "AnyOf"); any_of != NULL;
       any_of = next (any_of))
    for (SourceNode *all_of = first (any_of, "AllOf"); all_of != NULL; all_of = next (all_of))
      {
        SourceNode *match = find_match (all_of, ATTRIBUTE_TASK);

        if (match == NULL || !value_is (match, old_id))
          continue;
        named = TRUE;
        if (!source_edit_set_text (document, first (match, "AttributeValue"), new_id, error))
          return FALSE;
      }
  if (named && description != NULL)
    {
      g_autofree char *text = source_node_dup_text (description);
      g_autofree char *renamed = replace_word (text, old_id, new_id);

      return source_edit_set_text (document, description, renamed, error);
    }
  return TRUE;
}

/* Renames a task in the resources of all rules and in what describes those rules. */
gboolean
altinn_edit_policy_rename_task (AltinnApp *app, const char *old_id, const char *new_id,
                                GError **error)
{
  SourceDocument *document = altinn_app_get_policy (app);
  SourceNode *policy = document != NULL ? source_document_get_root (document) : NULL;

  if (policy == NULL)
    return TRUE;
  for (SourceNode *rule = first (policy, "Rule"); rule != NULL; rule = next (rule))
    if (!rename_in_rule (document, rule, old_id, new_id, error))
      return FALSE;
  return TRUE;
}

/**
 * altinn_edit_grant:
 * @app: an app
 * @task_id: a task
 * @actions: (array zero-terminated=1): actions
 * @error: return location for an error
 *
 * Adds a rule to policy.xml that grants those of @actions which no rule grants at the task yet, to
 * the people who may write somewhere in the app.
 *
 * Returns: %TRUE, also where the app has no policy, or %FALSE with an error of the source
 */
gboolean
altinn_edit_grant (AltinnApp *app, const char *task_id, const char *const *actions, GError **error)
{
  altinn_edit_begin (app, _ ("Grant rights"));
  return altinn_edit_end (app, altinn_edit_policy_grant (app, task_id, actions, error));
}

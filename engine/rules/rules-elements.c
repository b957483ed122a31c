/* rules-elements.c: rules about elements and attributes in a taskExtension that the app skips
 *
 * Facts: format 1.4 and 3.5 (1021, 1022).
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/rules/rules-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  RulesSink *sink;
  RulesElement *element;
  SourceNode *node;
  gboolean takes_env;
} AttributeCheck;

static const AltinnSetting *
find_setting (const char *group, const char *name)
{
  guint n_settings;
  const AltinnSetting *table = altinn_setting_get_table (&n_settings);

  for (guint i = 0; i < n_settings; i++)
    if (g_strcmp0 (table[i].extension, "taskExtension") == 0 &&
        g_strcmp0 (table[i].group, group) == 0 && g_str_equal (table[i].name, name))
      return &table[i];
  return NULL;
}

static gboolean
is_group (const char *name)
{
  guint n_settings;
  const AltinnSetting *table = altinn_setting_get_table (&n_settings);

  for (guint i = 0; i < n_settings; i++)
    if (g_strcmp0 (table[i].group, name) == 0)
      return TRUE;
  return FALSE;
}

/* What the app reads wherever it stands: lists, and settings that differ by environment. */
static gboolean
may_repeat (const AltinnSetting *setting, const char *name)
{
  return setting != NULL ? setting->list || setting->env : g_str_equal (name, "actions");
}

/* Levenshtein's distance, ignoring case; stops to matter above 2. */
static guint
distance (const char *a, const char *b)
{
  gsize n = strlen (a), m = strlen (b);
  g_autofree guint *row = g_new (guint, m + 1);

  for (gsize j = 0; j <= m; j++)
    row[j] = j;
  for (gsize i = 1; i <= n; i++)
    {
      guint diagonal = row[0];

      row[0] = i;
      for (gsize j = 1; j <= m; j++)
        {
          guint above = row[j];
          gboolean same = g_ascii_tolower (a[i - 1]) == g_ascii_tolower (b[j - 1]);

          row[j] = MIN (MIN (above, row[j - 1]) + 1, diagonal + !same);
          diagonal = above;
        }
    }
  return row[m];
}

/* A name that the app knows there and that is nearly @name. */
static const char *
suggest (const char *group, const char *name)
{
  guint n_settings;
  const AltinnSetting *table = altinn_setting_get_table (&n_settings);
  const char *best = NULL;
  guint best_distance = 3;

  for (guint i = 0; i < n_settings; i++)
    {
      const char *candidate = NULL;
      guint d;

      if (g_strcmp0 (table[i].extension, "taskExtension") != 0)
        continue;
      if (g_strcmp0 (table[i].group, group) == 0)
        candidate = table[i].name;
      else if (group == NULL)
        candidate = table[i].group;
      d = candidate != NULL ? distance (candidate, name) : 3;
      if (d < best_distance)
        {
          best = candidate;
          best_distance = d;
        }
    }
  return best;
}

static gboolean
check_attribute (const char *namespace_uri, const char *prefix, const char *name,
                 const char *value, gpointer user_data)
{
  AttributeCheck *check = user_data;
  const BpmnElement *element = check->element->element;
  const char *tag = source_node_get_name (check->node);
  RulesFinding *finding;

  if (g_ascii_strcasecmp (name, "env") != 0)
    return TRUE;
  if (!check->takes_env)
    rules_report_node (check->sink, RULE_SETTINGS_ENVIRONMENT, element, check->node,
                       _ ("%s cannot differ by environment; its env is ignored"), tag);
  else if (namespace_uri != NULL || !g_str_equal (name, "env"))
    {
      finding = rules_report_node (check->sink, RULE_SETTINGS_ENVIRONMENT, element, check->node,
                                   _ ("The attribute of %s must be written env, without prefix and "
                                      "in lower case; the app takes the value for all "
                                      "environments"),
                                   tag);
      rules_finding_set_fix (finding, RULES_FIX_RENAME_ENV, bpmn_element_get_id (element), value,
                             _ ("Write env as the app reads it"), FALSE);
    }
  else if (*value != '\0' && altinn_environment_from_name (value) == ALTINN_ENVIRONMENT_UNKNOWN)
    rules_report_node (check->sink, RULE_SETTINGS_ENVIRONMENT, element, check->node,
                       _ ("“%s” at %s is no environment that the app knows"), value, tag);
  return TRUE;
}

static void
check_attributes (RulesSink *sink, RulesElement *element, SourceNode *node, gboolean takes_env)
{
  AttributeCheck check = { sink, element, node, takes_env };

  source_node_foreach_attribute (node, check_attribute, &check);
}

static void
report_ignored (RulesSink *sink, RulesElement *element, SourceNode *node, const char *group)
{
  const char *name = source_node_get_name (node);
  g_autofree char *label = rules_label (element->element);
  const char *suggestion = suggest (group, name);
  g_autofree char *title = NULL;
  RulesFinding *finding;

  if (!g_str_equal (source_node_get_namespace (node) != NULL ? source_node_get_namespace (node) : "",
                    ALTINN_NS))
    {
      rules_report_node (sink, RULE_SETTINGS_IGNORED_ELEMENT, element->element, node,
                         _ ("The app ignores %s of %s: it is not in the namespace %s"), name, label,
                         ALTINN_NS);
      return;
    }
  if (suggestion == NULL)
    {
      rules_report_node (sink, RULE_SETTINGS_IGNORED_ELEMENT, element->element, node,
                         _ ("The app ignores the setting %s of %s"), name, label);
      return;
    }
  finding = rules_report_node (sink, RULE_SETTINGS_IGNORED_ELEMENT, element->element, node,
                               _ ("The app ignores the setting %s of %s; did you mean %s?"), name,
                               label, suggestion);
  if (source_node_first_element (source_node_get_parent (node), ALTINN_NS, suggestion) != NULL)
    {
      rules_finding_set_fix (finding, RULES_FIX_REMOVE_NODE, bpmn_element_get_id (element->element),
                             NULL, _ ("Remove what is ignored"), FALSE);
      return;
    }
  title = g_strdup_printf (_ ("Write it as %s"), suggestion);
  rules_finding_set_fix (finding, RULES_FIX_RENAME_NODE, bpmn_element_get_id (element->element),
                         suggestion, title, FALSE);
}

static void
report_repeated (RulesSink *sink, RulesElement *element, SourceNode *node)
{
  g_autofree char *label = rules_label (element->element);
  RulesFinding *finding =
      rules_report_node (sink, RULE_SETTINGS_IGNORED_ELEMENT, element->element, node,
                         _ ("%s of %s is there twice; the app reads only the first one"),
                         source_node_get_name (node), label);

  rules_finding_set_fix (finding, RULES_FIX_REMOVE_NODE, bpmn_element_get_id (element->element),
                         NULL, _ ("Remove the second one"), FALSE);
}

static void
check_items (RulesSink *sink, RulesElement *element, SourceNode *list, const AltinnSetting *setting)
{
  for (SourceNode *node = source_node_get_first_child (list); node != NULL;
       node = source_node_get_next (node))
    {
      if (source_node_get_kind (node) != SOURCE_NODE_ELEMENT)
        continue;
      check_attributes (sink, element, node, FALSE);
      if (!source_node_is (node, ALTINN_NS, setting->item))
        {
          g_autofree char *label = rules_label (element->element);

          rules_report_node (sink, RULE_SETTINGS_IGNORED_ELEMENT, element->element, node,
                             _ ("The app ignores %s in %s of %s; the items are called %s"),
                             source_node_get_name (node), setting->name, label, setting->item);
        }
    }
}

static void
check_children (RulesSink *sink, RulesElement *element, SourceNode *parent, const char *group)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  for (SourceNode *node = source_node_get_first_child (parent); node != NULL;
       node = source_node_get_next (node))
    {
      const AltinnSetting *setting;
      const char *name = source_node_get_name (node);
      gboolean group_here;

      if (source_node_get_kind (node) != SOURCE_NODE_ELEMENT)
        continue;
      setting = find_setting (group, name);
      group_here = group == NULL && is_group (name);
      if (!source_node_is (node, ALTINN_NS, name) || (setting == NULL && !group_here))
        {
          report_ignored (sink, element, node, group);
          continue;
        }
      check_attributes (sink, element, node, setting != NULL && setting->env);
      if (!may_repeat (setting, name) && !g_hash_table_add (seen, (gpointer) name))
        report_repeated (sink, element, node);
      if (group_here)
        check_children (sink, element, node, name);
      else if (setting->item != NULL)
        check_items (sink, element, node, setting);
    }
}

/* rules_local_elements: what the app skips in a task's extension. */
void
rules_local_elements (RulesSink *sink, RulesElement *element)
{
  SourceNode *extension;

  if (!rules_is_task (element) || sink->facts->runtime->major < 8)
    return;
  extension = altinn_settings_get_extension (element->element);
  if (extension == NULL)
    return;
  check_children (sink, element, extension, NULL);
  while ((extension = source_node_next_element (extension, ALTINN_NS, "taskExtension")) != NULL)
    report_repeated (sink, element, extension);
}

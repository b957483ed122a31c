/* rules-fixture-files.c: policies and layout sets for the tests of the rules, in a few words
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "tests/rules/rules-fixture.h"

#include <string.h>

static void
add_match (GString *xml, const char *value, const char *attribute, const char *category)
{
  g_string_append_printf (
      xml,
      "        <xacml:Match MatchId=\"urn:oasis:names:tc:xacml:1.0:function:string-equal\">"
      "<xacml:AttributeValue DataType=\"http://www.w3.org/2001/XMLSchema#string\">%s"
      "</xacml:AttributeValue><xacml:AttributeDesignator AttributeId=\"%s\" "
      "Category=\"urn:oasis:names:tc:xacml:%s\" "
      "DataType=\"http://www.w3.org/2001/XMLSchema#string\" MustBePresent=\"false\" />"
      "</xacml:Match>\n",
      value, attribute, category);
}

/* "dagl", "[ttd]" or "-" */
static void
add_subject (GString *xml, const char *subject)
{
  gsize length = strlen (subject);
  g_autofree char *name = NULL;

  if (*subject == '-')
    return;
  name = *subject == '[' ? g_strndup (subject + 1, length - 2) : g_strdup (subject);
  g_string_append (xml, "    <xacml:AnyOf>\n      <xacml:AllOf>\n");
  add_match (xml, name, *subject == '[' ? "urn:altinn:org" : "urn:altinn:rolecode",
             "1.0:subject-category:access-subject");
  g_string_append (xml, "      </xacml:AllOf>\n    </xacml:AnyOf>\n");
}

static void
add_rule (GString *xml, const char *rule, guint number)
{
  g_auto (GStrv) words = g_strsplit (rule, " ", -1);
  g_auto (GStrv) actions = g_strsplit (words[1], ",", -1);

  g_string_append_printf (xml,
                          "  <xacml:Rule RuleId=\"rule:%u\" Effect=\"Permit\">\n"
                          "    <xacml:Target>\n",
                          number);
  add_subject (xml, words[0]);
  g_string_append (xml, "    <xacml:AnyOf>\n      <xacml:AllOf>\n");
  add_match (xml, "ttd", "urn:altinn:org", "3.0:attribute-category:resource");
  add_match (xml, "fixture", "urn:altinn:app", "3.0:attribute-category:resource");
  if (words[2] != NULL)
    add_match (xml, words[2], "urn:altinn:task", "3.0:attribute-category:resource");
  g_string_append (xml, "      </xacml:AllOf>\n    </xacml:AnyOf>\n    <xacml:AnyOf>\n");
  for (guint i = 0; actions[i] != NULL; i++)
    {
      g_string_append (xml, "      <xacml:AllOf>\n");
      add_match (xml, actions[i], "urn:oasis:names:tc:xacml:1.0:action:action-id",
                 "3.0:attribute-category:action");
      g_string_append (xml, "      </xacml:AllOf>\n");
    }
  g_string_append (xml, "    </xacml:AnyOf>\n    </xacml:Target>\n  </xacml:Rule>\n");
}

char *
rules_fixture_policy (const char *text)
{
  g_auto (GStrv) rules = g_strsplit (text, "; ", -1);
  GString *xml = g_string_new (
      "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
      "<xacml:Policy xmlns:xacml=\"urn:oasis:names:tc:xacml:3.0:core:schema:wd-17\" PolicyId=\"p\" "
      "Version=\"1.0\" RuleCombiningAlgId=\"urn:oasis:names:tc:xacml:3.0:rule-combining-algorithm:"
      "deny-overrides\">\n  <xacml:Target />\n");

  for (guint i = 0; rules[i] != NULL; i++)
    add_rule (xml, rules[i], i + 1);
  g_string_append (xml, "</xacml:Policy>\n");
  return g_string_free (xml, FALSE);
}

char *
rules_fixture_layout_sets (const char *text)
{
  g_auto (GStrv) sets = g_strsplit (text, " ", -1);
  GString *json = g_string_new ("{\n  \"sets\": [\n");

  for (guint i = 0; sets[i] != NULL && *sets[i] != '\0'; i++)
    {
      const char *equals = strchr (sets[i], '=');
      g_autofree char *id = g_strndup (sets[i], equals - sets[i]);
      g_auto (GStrv) tasks = g_strsplit (equals + 1, ",", -1);
      g_autofree char *list = g_strjoinv ("\", \"", tasks);

      g_string_append_printf (json, "%s    { \"id\": \"%s\", \"dataType\": \"model\", "
                                    "\"tasks\": [\"%s\"] }",
                              i > 0 ? ",\n" : "", id, list);
    }
  g_string_append (json, "\n  ]\n}\n");
  return g_string_free (json, FALSE);
}

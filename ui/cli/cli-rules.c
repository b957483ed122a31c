/* cli-rules.c: altinn-process rules, the catalogue of rules
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/rules/rules.h"
#include "engine/source/source-json.h"
#include "ui/cli/cli-commands.h"

#include <glib/gi18n.h>
#include <stdio.h>

static void
print_text (const RulesRule *rules, guint n_rules)
{
  for (guint i = 0; i < n_rules; i++)
    {
      printf ("%s (%s", rules[i].id, rules_severity_to_string (rules[i].severity));
      if (rules[i].altinnapp > 0)
        printf (", ALTINNAPP%04u", rules[i].altinnapp);
      printf (")\n  %s\n  %s\n\n", _ (rules[i].summary), _ (rules[i].why));
    }
}

static void
print_json (const RulesRule *rules, guint n_rules)
{
  SourceJsonWriter *writer = source_json_writer_new (2);
  g_autofree char *text = NULL;

  source_json_writer_begin_object (writer);
  source_json_writer_key (writer, "rules");
  source_json_writer_begin_array (writer);
  for (guint i = 0; i < n_rules; i++)
    {
      g_autofree char *number =
          rules[i].altinnapp > 0 ? g_strdup_printf ("ALTINNAPP%04u", rules[i].altinnapp) : NULL;

      source_json_writer_begin_object (writer);
      source_json_writer_key (writer, "id");
      source_json_writer_string (writer, rules[i].id);
      source_json_writer_key (writer, "severity");
      source_json_writer_string (writer, rules_severity_to_string (rules[i].severity));
      source_json_writer_key (writer, "summary");
      source_json_writer_string (writer, _ (rules[i].summary));
      source_json_writer_key (writer, "why");
      source_json_writer_string (writer, _ (rules[i].why));
      source_json_writer_key (writer, "altinnapp");
      source_json_writer_string (writer, number);
      source_json_writer_end_object (writer);
    }
  source_json_writer_end_array (writer);
  source_json_writer_end_object (writer);
  text = source_json_writer_end (writer);
  puts (text);
}

static int
run (int argc, char **argv)
{
  g_autofree char *format = NULL;
  const GOptionEntry entries[] = {
    { "format", 0, 0, G_OPTION_ARG_STRING, &format, N_ ("text or json"), N_ ("FORMAT") },
    { NULL },
  };
  guint n_rules;
  const RulesRule *rules = rules_catalogue (&n_rules);
  int status;

  if (!cli_parse (&argc, &argv, &cli_rules, entries, &status))
    return status;
  if (argc > 1)
    return cli_usage (&cli_rules, _ ("“%s” is too much"), argv[1]);
  if (format == NULL || g_str_equal (format, "text"))
    print_text (rules, n_rules);
  else if (g_str_equal (format, "json"))
    print_json (rules, n_rules);
  else
    return cli_usage (&cli_rules, _ ("there is no format “%s”"), format);
  return CLI_OK;
}

const CliCommand cli_rules = {
  "rules",
  "[--format=text|json]",
  N_ ("List the rules that check knows"),
  run,
};

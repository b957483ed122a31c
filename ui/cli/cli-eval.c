/* cli-eval.c: altinn-process eval: the value of an expression, and conformance cases
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "ui/cli/cli-commands.h"
#include "ui/cli/cli-process.h"

#include "engine/expression/expression-environment.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

/* Without a file, an empty context. */
static ExpressionEnvironment *
read_environment (const char *path, GError **error)
{
  g_autoptr (SourceJson) json = NULL;
  g_autofree char *text = NULL;
  gsize length = 2;

  text = path != NULL ? cli_read_file (path, &length, error) : g_strdup ("{}");
  if (text == NULL)
    return NULL;
  json = source_json_parse (text, (gssize) length, SOURCE_JSON_TOLERANT, path, error);
  return json != NULL ? expression_environment_new (source_json_get_root (json), error) : NULL;
}

static int
evaluate (const char *text, const char *context_path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ExpressionEnvironment) environment = read_environment (context_path, &error);
  g_autoptr (Expression) expression = NULL;
  g_auto (ExpressionValue) value = EXPRESSION_VALUE_INIT;
  g_autofree char *json = NULL;

  if (environment == NULL)
    return cli_fail_with (error);
  expression = expression_parse (text, -1, NULL, &error);
  if (expression == NULL ||
      !expression_evaluate (expression, expression_environment_get_context (environment), &value,
                            &error))
    {
      cli_fail_with (error);
      return CLI_NEGATIVE;
    }
  json = expression_value_to_json (&value);
  puts (json);
  return CLI_OK;
}

static void
print_failed (const char *file, const char *name, const char *problem, gpointer user_data)
{
  printf ("%s: %s: %s\n", file, name, problem);
}

static int
run_cases (char **paths)
{
  ExpressionCaseCounts counts = { 0 };
  int status = CLI_OK;

  for (; *paths != NULL; paths++)
    {
      g_autoptr (GError) error = NULL;

      if (!expression_cases_run (*paths, print_failed, NULL, &counts, &error))
        status = cli_fail_with (error);
    }
  printf ("%u passed, %u failed, %u skipped\n", counts.passed, counts.failed, counts.skipped);
  return status != CLI_OK ? status : counts.failed > 0 ? CLI_NEGATIVE : CLI_OK;
}

static int
run (int argc, char **argv)
{
  g_autofree char *context = NULL;
  gboolean cases = FALSE;
  int status;
  const GOptionEntry entries[] = {
    { "context", 0, 0, G_OPTION_ARG_FILENAME, &context,
      N_ ("Read data, instance and settings from a JSON file"), N_ ("FILE") },
    { "cases", 0, 0, G_OPTION_ARG_NONE, &cases,
      N_ ("Run conformance case files or folders of them"), NULL },
    { NULL },
  };

  if (!cli_parse (&argc, &argv, &cli_eval, entries, &status))
    return status;
  if (cases)
    return argc > 1 ? run_cases (argv + 1)
                    : cli_usage (&cli_eval, _ ("name the case files or folders"));
  if (argc != 2)
    return cli_usage (&cli_eval, _ ("name one expression"));
  return evaluate (argv[1], context);
}

const CliCommand cli_eval = {
  .name = "eval",
  .usage = "[--context=FILE] EXPRESSION | --cases PATH...",
  .summary = N_ ("Evaluate an expression"),
  .run = run,
};

/* cli-paths.c: altinn-process paths: the ways through a process
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "ui/cli/cli-commands.h"
#include "ui/cli/cli-process.h"

#include "engine/run/run-paths.h"

#include <glib/gi18n.h>
#include <stdio.h>

static void
write_path (SourceJsonWriter *writer, const RunPath *path)
{
  source_json_writer_begin_object (writer);
  source_json_writer_key (writer, "nodes");
  source_json_writer_begin_array (writer);
  for (guint i = 0; i < path->nodes->len; i++)
    source_json_writer_string (writer, ((const RunNode *) path->nodes->pdata[i])->id);
  source_json_writer_end_array (writer);
  source_json_writer_key (writer, "flows");
  source_json_writer_begin_array (writer);
  for (guint i = 0; i < path->flows->len; i++)
    source_json_writer_string (writer, ((const RunFlow *) path->flows->pdata[i])->id);
  source_json_writer_end_array (writer);
  cli_write_member (writer, "end", path->end->id);
  source_json_writer_key (writer, "steps");
  if (path->scenario != NULL)
    {
      g_autofree char *steps = run_scenario_steps_to_json (path->scenario);

      source_json_writer_raw (writer, steps);
    }
  else
    source_json_writer_null (writer);
  cli_write_member (writer, "why", path->why);
  source_json_writer_end_object (writer);
}

static void
print_json (const RunPaths *paths)
{
  SourceJsonWriter *writer = source_json_writer_new (2);

  source_json_writer_begin_object (writer);
  source_json_writer_key (writer, "paths");
  source_json_writer_begin_array (writer);
  for (guint i = 0; i < paths->paths->len; i++)
    write_path (writer, paths->paths->pdata[i]);
  source_json_writer_end_array (writer);
  source_json_writer_key (writer, "truncated");
  source_json_writer_boolean (writer, paths->truncated);
  source_json_writer_end_object (writer);
  cli_print_json (writer);
}

static void
print_text (const RunPaths *paths)
{
  for (guint p = 0; p < paths->paths->len; p++)
    {
      const RunPath *path = paths->paths->pdata[p];

      for (guint i = 0; i < path->nodes->len; i++)
        printf ("%s%s", i > 0 ? " → " : "", ((const RunNode *) path->nodes->pdata[i])->id);
      putchar ('\n');
      if (path->why != NULL)
        printf (_ ("    cannot be played: %s\n"), path->why);
    }
  if (paths->truncated)
    printf (_ ("There are more; these are the first %u.\n"), paths->paths->len);
}

/* The scenarios as one document, or as text one after the other. */
static void
print_proposal (RunApp *app, gboolean json)
{
  g_autoptr (GPtrArray) scenarios = run_paths_propose (app);
  SourceJsonWriter *writer;

  if (!json)
    {
      for (guint i = 0; i < scenarios->len; i++)
        {
          g_autofree char *text = run_scenario_to_json (scenarios->pdata[i]);

          fputs (text, stdout);
        }
      return;
    }
  writer = source_json_writer_new (2);
  source_json_writer_begin_object (writer);
  source_json_writer_key (writer, "scenarios");
  source_json_writer_begin_array (writer);
  for (guint i = 0; i < scenarios->len; i++)
    {
      g_autofree char *text = run_scenario_to_json (scenarios->pdata[i]);

      source_json_writer_raw (writer, text);
    }
  source_json_writer_end_array (writer);
  source_json_writer_end_object (writer);
  cli_print_json (writer);
}

static int
run (int argc, char **argv)
{
  g_autofree char *format = NULL;
  g_autofree char *runtime = NULL;
  gboolean propose = FALSE;
  const GOptionEntry entries[] = {
    { "propose", 0, 0, G_OPTION_ARG_NONE, &propose,
      N_ ("Propose a small set of scenarios that covers every flow"), NULL },
    { "runtime", 0, 0, G_OPTION_ARG_STRING, &runtime, N_ ("Version of the app runtime"),
      N_ ("VERSION") },
    { "format", 0, 0, G_OPTION_ARG_STRING, &format, N_ ("text or json"), N_ ("FORMAT") },
    { NULL },
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (RunApp) app = NULL;
  g_autoptr (RunPaths) paths = NULL;
  gboolean json;
  int status;

  if (!cli_parse (&argc, &argv, &cli_paths, entries, &status)
      || !cli_check_format (&cli_paths, format, &json, &status))
    return status;
  if (argc != 2)
    return cli_usage (&cli_paths, "%s", _ ("name one process file or app repository"));
  app = cli_open_process (argv[1], runtime, &error);
  if (app == NULL)
    return cli_fail_with (error);
  if (propose)
    {
      print_proposal (app, json);
      return CLI_OK;
    }
  paths = run_paths_new (app);
  if (json)
    print_json (paths);
  else
    print_text (paths);
  return CLI_OK;
}

const CliCommand cli_paths = {
  .name = "paths",
  .usage = "[--propose] [--format=text|json] PATH",
  .summary = N_ ("List the ways through the process, each with steps that play it"),
  .run = run,
};

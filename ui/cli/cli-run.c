/* cli-run.c: altinn-process run: plays a scenario, or one run to each end event
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "ui/cli/cli-commands.h"
#include "ui/cli/cli-process.h"

#include "engine/rules/rules.h"
#include "engine/run/run-paths.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

/* ---- A scenario ---- */

static void
print_played (const RunPlayed *played, guint index)
{
  const RunState *state = played->result->state;
  const RunNode *at = state != NULL ? run_state_get_at (state) : NULL;
  const char *at_id = at != NULL ? at->id : _ ("nothing");

  if (played->step == NULL)
    printf (_ ("     start → %s\n"), at_id);
  else
    printf ("%4u %s %s %s → %s\n", index, played->step->at != NULL ? played->step->at : "",
            played->step->as != NULL ? played->step->as : "",
            played->step->action != NULL ? played->step->action : "", at_id);
  if (played->result->failure != NULL)
    printf ("       %s\n", run_failure_get_message (played->result->failure));
}

static void
print_play (const RunPlay *play)
{
  const RunFailure *failure;
  const RunState *state = run_play_get_state (play);
  const RunNode *at = state != NULL ? run_state_get_at (state) : NULL;
  const char *failed_at;
  guint step;

  for (guint i = 0; i < run_play_get_n_played (play); i++)
    print_played (run_play_get_played (play, i), i);
  failure = run_play_get_failure (play, &step, &failed_at);
  if (failure != NULL)
    printf (_ ("failed in step %u at %s: %s\n"), step, failed_at != NULL ? failed_at : "–",
            run_failure_get_message (failure));
  else if (run_play_get_status (play) == RUN_PLAY_ENDED)
    printf (_ ("ended at %s\n"), at->id);
  else
    printf (_ ("waiting at %s\n"), at->id);
}

/* A scenario without steps, the witness that the start alone is, cannot announce the error that the
 * start answers: it asks for nothing else. */
static gboolean
asks_for_the_error (const RunPlay *play, const RunScenario *scenario)
{
  const RunFailure *failure = run_play_get_failure (play, NULL, NULL);

  return scenario->steps->len == 0 && scenario->expect_status == NULL &&
         scenario->expect_end_event == NULL && scenario->expect_at == NULL && failure != NULL &&
         failure->kind != RUN_FAILURE_CONFLICT && failure->kind != RUN_FAILURE_SCENARIO;
}

static int
play_scenario (RunApp *app, const RunScenario *scenario, gboolean json)
{
  g_autoptr (RunPlay) play = run_play_new (app, scenario);

  if (json)
    {
      SourceJsonWriter *writer = source_json_writer_new (2);

      run_play_write_json (play, writer);
      cli_print_json (writer);
    }
  else
    print_play (play);
  return run_play_get_status (play) == RUN_PLAY_FAILED && !asks_for_the_error (play, scenario)
             ? CLI_NEGATIVE
             : CLI_OK;
}

/* ---- One run to each end ---- */

typedef struct
{
  const RunNode *end;
  RunPlay *play; /* NULL: no run reaches it */
  const char *why;
} EndRun;

static void
end_run_clear (gpointer data)
{
  run_play_free (((EndRun *) data)->play);
}

static EndRun
find_run (RunApp *app, const RunPaths *paths, const RunNode *end)
{
  EndRun run = { end, NULL, NULL };
  const RunPath *best = NULL;

  for (guint i = 0; i < paths->paths->len; i++)
    {
      const RunPath *path = paths->paths->pdata[i];

      if (path->end != end)
        continue;
      if (path->scenario == NULL)
        run.why = run.why != NULL ? run.why : path->why;
      else if (best == NULL || path->scenario->steps->len < best->scenario->steps->len)
        best = path;
    }
  if (best != NULL)
    run.play = run_play_new (app, best->scenario);
  else if (run.why == NULL)
    run.why = "No sequence flow leads there";
  return run;
}

static gboolean
covers_node (const GArray *runs, const RunNode *node)
{
  for (guint i = 0; i < runs->len; i++)
    if (g_array_index (runs, EndRun, i).play != NULL
        && run_play_covers_node (g_array_index (runs, EndRun, i).play, node))
      return TRUE;
  return FALSE;
}

static gboolean
covers_flow (const GArray *runs, const RunFlow *flow)
{
  for (guint i = 0; i < runs->len; i++)
    if (g_array_index (runs, EndRun, i).play != NULL
        && run_play_covers_flow (g_array_index (runs, EndRun, i).play, flow))
      return TRUE;
  return FALSE;
}

static void
write_covered (SourceJsonWriter *writer, const RunProcess *process, const GArray *runs)
{
  guint n_nodes;
  guint n_flows;
  const RunNode *const *nodes = run_process_get_nodes (process, &n_nodes);
  const RunFlow *const *flows = run_process_get_flows (process, &n_flows);

  source_json_writer_key (writer, "covered");
  source_json_writer_begin_object (writer);
  source_json_writer_key (writer, "nodes");
  source_json_writer_begin_array (writer);
  for (guint i = 0; i < n_nodes; i++)
    if (covers_node (runs, nodes[i]))
      source_json_writer_string (writer, nodes[i]->id);
  source_json_writer_end_array (writer);
  source_json_writer_key (writer, "flows");
  source_json_writer_begin_array (writer);
  for (guint i = 0; i < n_flows; i++)
    if (covers_flow (runs, flows[i]))
      source_json_writer_string (writer, flows[i]->id);
  source_json_writer_end_array (writer);
  source_json_writer_end_object (writer);
}

static void
print_runs_json (const RunApp *app, const GArray *runs)
{
  SourceJsonWriter *writer = source_json_writer_new (2);

  source_json_writer_begin_object (writer);
  source_json_writer_key (writer, "runs");
  source_json_writer_begin_array (writer);
  for (guint i = 0; i < runs->len; i++)
    {
      const EndRun *end_run = &g_array_index (runs, EndRun, i);

      if (end_run->play == NULL)
        continue;
      source_json_writer_begin_object (writer);
      cli_write_member (writer, "end", end_run->end->id);
      run_play_write_members (end_run->play, writer);
      source_json_writer_end_object (writer);
    }
  source_json_writer_end_array (writer);
  source_json_writer_key (writer, "unreached");
  source_json_writer_begin_array (writer);
  for (guint i = 0; i < runs->len; i++)
    {
      const EndRun *end_run = &g_array_index (runs, EndRun, i);

      if (end_run->play != NULL)
        continue;
      source_json_writer_begin_object (writer);
      cli_write_member (writer, "end", end_run->end->id);
      cli_write_member (writer, "why", end_run->why);
      source_json_writer_end_object (writer);
    }
  source_json_writer_end_array (writer);
  write_covered (writer, run_app_get_process (app), runs);
  source_json_writer_end_object (writer);
  cli_print_json (writer);
}

static void
print_runs_text (const GArray *runs)
{
  for (guint i = 0; i < runs->len; i++)
    {
      const EndRun *end_run = &g_array_index (runs, EndRun, i);

      if (end_run->play == NULL)
        {
          printf (_ ("No run reaches %s: %s\n"), end_run->end->id, end_run->why);
          continue;
        }
      printf (_ ("To %s:\n"), end_run->end->id);
      print_play (end_run->play);
    }
}

static int
run_to_ends (RunApp *app, gboolean json)
{
  g_autoptr (RunPaths) paths = run_paths_new (app);
  g_autoptr (GArray) runs = g_array_new (FALSE, FALSE, sizeof (EndRun));
  guint n_ends;
  const RunNode *const *ends
      = run_process_get_kind (run_app_get_process (app), RUN_NODE_END_EVENT, &n_ends);
  int status = CLI_OK;

  g_array_set_clear_func (runs, end_run_clear);
  for (guint i = 0; i < n_ends; i++)
    {
      EndRun end_run = find_run (app, paths, ends[i]);

      if (end_run.play == NULL)
        status = CLI_NEGATIVE;
      g_array_append_val (runs, end_run);
    }
  if (json)
    print_runs_json (app, runs);
  else
    print_runs_text (runs);
  return status;
}

/* ---- The command ---- */

static RunScenario *
read_scenario (const char *path, GError **error)
{
  gsize length;
  g_autofree char *text = cli_read_file (path, &length, error);

  return text != NULL ? run_scenario_parse (text, (gssize) length, path, error) : NULL;
}

static int
run_path (const char *path, const char *runtime, const char *scenario_path, gboolean json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RunScenario) scenario = NULL;
  g_autoptr (RunApp) app = NULL;

  if (scenario_path != NULL)
    {
      scenario = read_scenario (scenario_path, &error);
      if (scenario == NULL)
        return cli_fail_with (error);
      if (runtime == NULL)
        runtime = scenario->runtime;
    }
  app = cli_open_process (path, runtime, &error);
  if (app == NULL)
    return cli_fail_with (error);
  return scenario != NULL ? play_scenario (app, scenario, json) : run_to_ends (app, json);
}

/* The witness of a finding; NULL with the reason, also where the finding has none. */
static RunScenario *
find_witness (AltinnApp *app, const char *path, const char *runtime, const char *finding,
              GError **error)
{
  const RulesOptions options = { runtime, NULL, TRUE };
  g_auto (GStrv) parts = g_strsplit (finding, "@", 2);
  g_autoptr (RulesFinding) found = NULL;

  found = rules_find (app, &options, parts[0], parts[1], error);
  if (found == NULL)
    return NULL;
  if (found->witness != NULL)
    return run_scenario_parse_steps (found->witness, error);
  g_set_error (error, RUN_ERROR, RUN_ERROR_NOT_FOUND,
               _ ("%s: the finding %s needs no run to show it"), path, finding);
  return NULL;
}

static int
run_finding (const char *path, const char *runtime, const char *finding, gboolean json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AltinnApp) altinn = cli_open_app (path, &error);
  g_autoptr (RunScenario) scenario
      = altinn != NULL ? find_witness (altinn, path, runtime, finding, &error) : NULL;
  g_autoptr (RunApp) app
      = scenario != NULL ? run_app_new_for_runtime (altinn, runtime, &error) : NULL;

  if (app == NULL)
    return cli_fail_with (error);
  scenario->name = g_strdup (finding);
  return play_scenario (app, scenario, json);
}

static int
run (int argc, char **argv)
{
  g_autofree char *finding = NULL;
  g_autofree char *scenario = NULL;
  g_autofree char *format = NULL;
  g_autofree char *runtime = NULL;
  const GOptionEntry entries[] = {
    { "scenario", 0, 0, G_OPTION_ARG_FILENAME, &scenario, N_ ("Play this scenario"), N_ ("FILE") },
    { "finding", 0, 0, G_OPTION_ARG_STRING, &finding, N_ ("Play the witness of a finding"),
      N_ ("RULE@ELEMENT") },
    { "runtime", 0, 0, G_OPTION_ARG_STRING, &runtime, N_ ("Version of the app runtime"),
      N_ ("VERSION") },
    { "format", 0, 0, G_OPTION_ARG_STRING, &format, N_ ("text or json"), N_ ("FORMAT") },
    { NULL },
  };
  gboolean json;
  int status;

  if (!cli_parse (&argc, &argv, &cli_run, entries, &status)
      || !cli_check_format (&cli_run, format, &json, &status))
    return status;
  if (argc != 2)
    return cli_usage (&cli_run, "%s", _ ("name one process file or app repository"));
  if (finding != NULL && scenario != NULL)
    return cli_usage (&cli_run, "%s", _ ("name a scenario or a finding, not both"));
  if (finding != NULL)
    return run_finding (argv[1], runtime, finding, json);
  return run_path (argv[1], runtime, scenario, json);
}

const CliCommand cli_run = {
  .name = "run",
  .usage = "[--scenario=FILE] [--finding=RULE@ELEMENT] [--format=text|json] PATH",
  .summary = N_ ("Play a scenario, or one run to each end event"),
  .run = run,
};

/* test-run-corpus.c: paths of real processes end where they say, and replaying gives the same bytes
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/run/run-paths.h"
#include "tests/run/run-fixture.h"

#include <string.h>

/* As somebody would who has nothing but the steps. */
static RunPlay *
play_steps (RunApp *app, const RunScenario *scenario)
{
  g_autofree char *steps = run_scenario_steps_to_json (scenario);
  g_autoptr (GError) error = NULL;
  g_autoptr (RunScenario) bare = run_scenario_parse_steps (steps, &error);

  g_assert_no_error (error);
  bare->start = g_strdup (scenario->start);
  return run_play_new (app, bare);
}

static void
check_path (RunApp *app, const char *file, const RunPath *path)
{
  g_autoptr (RunPlay) play = NULL;
  g_autoptr (RunPlay) again = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  if (path->scenario == NULL)
    {
      g_assert_nonnull (path->why);
      return;
    }
  play = play_steps (app, path->scenario);
  again = play_steps (app, path->scenario);
  if (run_play_get_status (play) != RUN_PLAY_ENDED
      || g_strcmp0 (fixture_at (play), path->end->id) != 0)
    g_error ("%s: a path to %s stands at %s: %s", file, path->end->id, fixture_at (play),
             fixture_error (play));
  for (guint i = 0; i < path->flows->len; i++)
    g_assert_true (run_play_covers_flow (play, path->flows->pdata[i]));
  first = run_play_to_json (play);
  second = run_play_to_json (again);
  g_assert_cmpstr (first, ==, second);
}

static void
check_app (const char *file)
{
  g_autoptr (AltinnApp) altinn = altinn_app_open (file, NULL);
  g_autoptr (RunApp) app = altinn != NULL ? run_app_new (altinn, NULL) : NULL;
  g_autoptr (RunPaths) paths = NULL;
  guint n = 0;

  if (app == NULL)
    return;
  paths = run_paths_new (app);
  for (guint i = 0; i < paths->paths->len; i++)
    {
      check_path (app, file, paths->paths->pdata[i]);
      n += ((const RunPath *) paths->paths->pdata[i])->scenario != NULL ? 1 : 0;
    }
  g_test_message ("%s: %u of %u ways can be played", file, n, paths->paths->len);
}

static void
test_files (gconstpointer folder)
{
  g_autoptr (GPtrArray) files = test_shared_files (folder, ".bpmn");

  if (test_skip_without_shared (folder))
    return;
  for (guint i = 0; i < files->len; i++)
    check_app (files->pdata[i]);
}

static void
test_apps (void)
{
  g_autofree char *folder = test_shared ("corpus/apps");
  g_autoptr (GDir) dir = NULL;
  const char *name;

  if (test_skip_without_shared ("corpus/apps"))
    return;
  dir = g_dir_open (folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      check_app (path);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/run/corpus/processes", "corpus/processes", test_files);
  g_test_add_data_func ("/run/corpus/interchange-models", "corpus/miwg", test_files);
  g_test_add_func ("/run/corpus/apps", test_apps);
  return g_test_run ();
}

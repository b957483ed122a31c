/* bench-run.c: steps a second through a linear process of 100 tasks, bytes a state
 *
 * The process is what peers/generate.py writes, so that the npm package bpmn-engine can run the same
 * file (peers/engine.mjs).
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/run/run-engine.h"
#include "tests/test-support.h"

#define ROUNDS 200

static RunApp *
open_linear (void)
{
  g_autofree char *script = test_shared ("peers/generate.py");
  const char *argv[] = { "python3", script, "102", "linear", NULL };
  g_autofree char *text = NULL;
  g_autofree char *directory = NULL;
  g_autofree char *path = NULL;
  g_autoptr (AltinnApp) altinn = NULL;
  RunApp *app;

  if (script == NULL
      || !g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &text, NULL,
                        NULL, NULL))
    return NULL;
  directory = test_temp_dir ();
  path = g_build_filename (directory, "linear.bpmn", NULL);
  test_write (path, text);
  altinn = altinn_app_open (path, NULL);
  app = altinn != NULL ? run_app_new (altinn, NULL) : NULL;
  test_remove_tree (directory);
  return app;
}

/* One run through; every state is kept until its end. Returns the steps taken. */
static guint
run_once (RunSetup *setup, gsize *bytes)
{
  g_autoptr (GPtrArray) results = g_ptr_array_new_with_free_func ((GDestroyNotify) run_result_free);
  RunRequest request = { .time = G_USEC_PER_SEC, .new_step = TRUE };
  RunResult *last = run_start (setup, NULL, &request);

  g_ptr_array_add (results, last);
  while (last->failure == NULL && !run_state_is_ended (last->state))
    {
      RunResult *next;

      request.time += G_USEC_PER_SEC;
      next = run_next (last->state, &request);
      if (bytes != NULL)
        *bytes += run_state_measure (next->state, last->state);
      g_ptr_array_add (results, next);
      last = next;
    }
  return results->len - 1;
}

int
main (int argc, char **argv)
{
  g_autoptr (RunApp) app = open_linear ();
  g_autoptr (RunSetup) setup = NULL;
  g_autoptr (GTimer) timer = NULL;
  gsize bytes = 0;
  guint steps;
  guint all = 0;

  if (app == NULL)
    {
      g_print ("the shared data is not here\n");
      return 0;
    }
  setup = run_setup_new (app, RUN_SETUP_NONE);
  steps = run_once (setup, &bytes);
  timer = g_timer_new ();
  for (guint i = 0; i < ROUNDS; i++)
    all += run_once (setup, NULL);
  g_print ("%u steps; %.0f steps/s; %.0f bytes a state beyond the one before\n", steps,
           all / g_timer_elapsed (timer, NULL), (double) bytes / MAX (steps, 1));
  return 0;
}

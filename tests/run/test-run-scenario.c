/* test-run-scenario.c: scenarios are read, written, played and recorded
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/run/run-paths.h"
#include "tests/run/run-fixture.h"

#include <string.h>

#define LINEAR                                                                                     \
  FIXTURE_HEAD FIXTURE_START FIXTURE_TASK ("A", "data", "") FIXTURE_TASK ("B", "confirmation", "") \
      FIXTURE_FLOW ("f1", "Start", "A") FIXTURE_FLOW ("f2", "A", "B")                              \
          FIXTURE_FLOW ("f3", "B", "End") FIXTURE_TAIL

static void
test_round_trip (void)
{
  const char *text = "{\"name\":\"Alt\",\"runtime\":\"v8\",\"clock\":\"2024-02-29T12:00:00Z\","
                     "\"start\":\"Start\",\"actors\":{\"kari\":{\"as\":\"signee\",\"roles\":[\"A\"]"
                     ",\"level\":3,\"ssn\":\"1\",\"for\":\"B\",\"onBehalfOf\":\"9\"}},"
                     "\"data\":{\"model\":{\"a\":1}},\"steps\":[{\"at\":\"A\",\"as\":\"kari\","
                     "\"data\":{\"model\":{\"a\":[1,null]}},\"payment\":\"paid\",\"action\":\"x\","
                     "\"move\":false,\"save\":true,\"resume\":true,\"valid\":false,\"to\":\"B\","
                     "\"services\":{\"P\":[\"abort\",\"success\"]},\"take\":{\"G\":\"F\"},"
                     "\"expectError\":\"\"}],\"expect\":{\"status\":\"ended\","
                     "\"endEvent\":\"End\"}}";
  g_autoptr (GError) error = NULL;
  g_autoptr (RunScenario) scenario = run_scenario_parse (text, -1, "a.json", &error);
  g_autofree char *written = run_scenario_to_json (scenario);
  g_autoptr (RunScenario) again = run_scenario_parse (written, -1, "b.json", &error);
  g_autofree char *rewritten = NULL;

  g_assert_no_error (error);
  rewritten = run_scenario_to_json (again);
  g_assert_cmpstr (written, ==, rewritten);
  g_assert_true (g_str_has_suffix (written, "}\n"));
  g_assert_cmpstr (((RunStep *) again->steps->pdata[0])->expect_error, ==, "");
  g_assert_nonnull (strstr (written, "\"onBehalfOf\": \"9\""));
}

static void
test_wrong_shapes (void)
{
  static const char *const texts[] = {
    "",
    "[]",
    "{}",
    "1",
    "{\"steps\":{}}",
    "{\"steps\":[1]}",
    "{\"steps\":[{\"at\":1}]}",
    "{\"steps\":[{\"data\":[]}]}",
    "{\"steps\":[{\"move\":\"no\"}]}",
    "{\"steps\":[{\"services\":{\"A\":\"maybe\"}}]}",
    "{\"steps\":[{\"take\":{\"A\":1}}]}",
    "{\"steps\":[{\"payment\":\"free\"}]}",
    "{\"steps\":[],\"actors\":{\"a\":{\"as\":\"king\"}}}",
    "{\"steps\":[],\"clock\":\"now\"}",
    "{\"steps\":[],\"runtime\":\"v\"}",
    "{\"steps\":[],\"expect\":{\"status\":\"done\"}}",
    "{\"steps\":[],\"data\":{\"model\":1}}",
    "{\"steps\":[] // no comments\n}",
    "{\"steps\":[],}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (run_scenario_parse (texts[i], -1, "bad.scenario.json", &error));
      g_assert_nonnull (error);
      g_assert_true (g_str_has_prefix (error->message, "bad.scenario.json:"));
      g_assert_nonnull (strstr (error->message, ": error: "));
    }
}

static void
test_other_process (void)
{
  static const struct
  {
    const char *scenario;
    const char *message;
  } cases[] = {
    { "{\"steps\":[{\"at\":\"Elsewhere\"}]}", "There is no element “Elsewhere” in the process" },
    { "{\"steps\":[{\"at\":\"B\"}]}", "The instance stands at A, not at B" },
    { "{\"steps\":[{\"as\":\"nobody\"}]}", "There is no actor “nobody”" },
    { "{\"steps\":[{\"take\":{\"G\":\"f1\"}}]}", "There is no gateway “G” in the process" },
    { "{\"steps\":[{\"services\":{\"G\":\"abort\"}}]}", "There is no task “G” in the process" },
    { "{\"steps\":[{\"expectError\":\"x\"}]}",
      "The step was to answer an error (“x”), but it did not" },
    { "{\"steps\":[],\"expect\":{\"status\":\"ended\"}}",
      "The scenario was to be ended, but it is waiting at A" },
  };
  g_autoptr (RunApp) app = fixture_app (LINEAR, "v8");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RunPlay) play = fixture_play (app, cases[i].scenario);

      g_assert_cmpint (run_play_get_status (play), ==, RUN_PLAY_FAILED);
      g_assert_cmpstr (fixture_error (play), ==, cases[i].message);
    }
}

static void
test_record_and_replay (void)
{
  g_autoptr (RunApp) app = fixture_app (LINEAR, "v8");
  g_autoptr (RunScenario) empty = run_scenario_new ("Recorded");
  g_autoptr (RunPlay) recording = run_play_begin (app, empty, RUN_SETUP_NONE);
  g_autoptr (RunStep) form = run_step_new ("A", NULL, NULL);
  g_autoptr (RunStep) confirm = run_step_new ("B", "user", "confirm");
  g_autoptr (RunStep) again = run_step_new ("End", "user", NULL);
  g_autoptr (RunPlay) replayed = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  form->data = g_strdup ("{\"model\":{\"name\":\"Kari\"}}");
  run_play_step (recording, form, TRUE);
  run_play_step (recording, confirm, TRUE);
  run_play_rewind (recording, 1);
  g_assert_cmpstr (fixture_at (recording), ==, "B");
  run_play_step (recording, confirm, TRUE);
  run_play_step (recording, again, TRUE);
  g_assert_cmpuint (run_play_get_scenario (recording)->steps->len, ==, 3);
  replayed = run_play_new (app, run_play_get_scenario (recording));
  g_assert_cmpstr (fixture_error (replayed), ==, NULL);
  first = run_play_to_json (recording);
  second = run_play_to_json (replayed);
  g_assert_cmpstr (first, ==, second);
}

static void
test_coverage (void)
{
  g_autoptr (RunApp) app = fixture_app (LINEAR, "v8");
  g_autoptr (RunPlay) play = fixture_play (app, "{\"steps\":[{\"at\":\"A\"}]}");
  const RunProcess *process = run_app_get_process (app);

  g_assert_true (run_play_covers_flow (play, run_process_lookup_flow (process, "f2")));
  g_assert_false (run_play_covers_flow (play, run_process_lookup_flow (process, "f3")));
  g_assert_true (run_play_covers_node (play, run_process_lookup (process, "Start")));
  g_assert_false (run_play_covers_node (play, run_process_lookup (process, "End")));
}

/* ---- Paths ---- */

#define CHOICE                                                                                     \
  FIXTURE_HEAD FIXTURE_START FIXTURE_TASK ("Form", "data", "") FIXTURE_TASK ("Small", "data", "")  \
      FIXTURE_TASK ("Ok", "confirmation", FIXTURE_ACTIONS (FIXTURE_REJECT)) FIXTURE_GATEWAY (      \
          "G", "", "f3", "f4") FIXTURE_GATEWAY ("H", "", "f7", "f8")                               \
          FIXTURE_FLOW ("f1", "Start", "Form") FIXTURE_FLOW ("f2", "Form", "G")                    \
              FIXTURE_IF ("f3", "G", "Small", "[\"lessThan\",[\"dataModel\",\"sum.total\"],10]")   \
                  FIXTURE_IF ("f4", "G", "Ok",                                                     \
                              "[\"greaterThanEq\",[\"dataModel\",\"sum.total\"],10]")              \
                      FIXTURE_FLOW ("f5", "Small", "End") FIXTURE_FLOW ("f6", "Ok", "H")           \
                          FIXTURE_IF ("f7", "H", "Form",                                           \
                                      "[\"equals\",[\"gatewayAction\"],\"reject\"]")               \
                              FIXTURE_IF ("f8", "H", "End",                                        \
                                          "[\"notEquals\",[\"gatewayAction\"],\"reject\"]")        \
                                  FIXTURE_TAIL

static void
test_paths (void)
{
  g_autoptr (RunApp) app = fixture_app (CHOICE, "v8");
  g_autoptr (RunPaths) paths = run_paths_new (app);

  /* To the end both ways, and once round the loop before each. */
  g_assert_cmpuint (paths->paths->len, ==, 4);
  g_assert_false (paths->truncated);
  for (guint i = 0; i < paths->paths->len; i++)
    {
      const RunPath *path = paths->paths->pdata[i];

      g_assert_cmpstr (path->why, ==, NULL);
      g_assert_nonnull (path->scenario);
      g_assert_cmpuint (path->nodes->len, ==, path->flows->len + 1);
    }
}

static guint
count_covered (RunApp *app, const GPtrArray *scenarios, guint without)
{
  guint n_flows;
  guint count = 0;
  const RunFlow *const *flows = run_process_get_flows (run_app_get_process (app), &n_flows);
  g_autoptr (GPtrArray) plays = g_ptr_array_new_with_free_func ((GDestroyNotify) run_play_free);

  for (guint i = 0; i < scenarios->len; i++)
    if (i != without)
      g_ptr_array_add (plays, run_play_new (app, scenarios->pdata[i]));
  for (guint f = 0; f < n_flows; f++)
    for (guint i = 0; i < plays->len; i++)
      if (run_play_covers_flow (plays->pdata[i], flows[f]))
        {
          count++;
          break;
        }
  return count;
}

static void
test_propose (void)
{
  g_autoptr (RunApp) app = fixture_app (CHOICE, "v8");
  g_autoptr (GPtrArray) scenarios = run_paths_propose (app);
  guint all = count_covered (app, scenarios, G_MAXUINT);

  g_assert_cmpuint (all, ==, 8);
  for (guint i = 0; i < scenarios->len; i++)
    g_assert_cmpuint (count_covered (app, scenarios, i), <, all);
}

static void
test_why_not (void)
{
  g_autoptr (RunApp) app = fixture_app (
      FIXTURE_HEAD FIXTURE_START FIXTURE_TASK ("A", "signing", "")
          FIXTURE_FLOW ("f1", "Start", "A") FIXTURE_FLOW ("f2", "A", "End")
              "<b:endEvent id='Island'/>" FIXTURE_TAIL,
      "v8");
  g_autofree char *why = NULL;
  g_autofree char *island = NULL;
  const RunProcess *process = run_app_get_process (app);

  g_assert_null (run_paths_find_end (app, run_process_lookup (process, "End"), &why));
  g_assert_nonnull (strstr (why, "The SignatureDataType property must be set"));
  g_assert_null (run_paths_find_end (app, run_process_lookup (process, "Island"), &island));
  g_assert_cmpstr (island, ==, "No sequence flow leads there");
}

/* A flow out of an end event is part of a path, and of no run. */
static void
test_beyond_end (void)
{
  g_autoptr (RunApp) app = fixture_app (
      FIXTURE_HEAD FIXTURE_START FIXTURE_TASK ("A", "confirmation", "")
          FIXTURE_TASK ("B", "confirmation", "") FIXTURE_FLOW ("f1", "Start", "A")
              FIXTURE_FLOW ("f2", "A", "End") FIXTURE_FLOW ("f3", "End", "B")
                  FIXTURE_FLOW ("f4", "B", "Last") "<b:endEvent id='Last'/>" FIXTURE_TAIL,
      "v8");
  g_autofree char *why = NULL;

  g_assert_null (run_paths_find_end (app, run_process_lookup (run_app_get_process (app), "Last"),
                                     &why));
  g_assert_cmpstr (why, ==, "Nothing that can be done at End leads to B");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/run/scenario/round-trip", test_round_trip);
  g_test_add_func ("/run/scenario/wrong-shapes-name-their-place", test_wrong_shapes);
  g_test_add_func ("/run/scenario/for-another-process", test_other_process);
  g_test_add_func ("/run/scenario/record-and-replay", test_record_and_replay);
  g_test_add_func ("/run/scenario/coverage", test_coverage);
  g_test_add_func ("/run/paths", test_paths);
  g_test_add_func ("/run/paths/propose", test_propose);
  g_test_add_func ("/run/paths/why-not", test_why_not);
  g_test_add_func ("/run/paths/beyond-end", test_beyond_end);
  return g_test_run ();
}

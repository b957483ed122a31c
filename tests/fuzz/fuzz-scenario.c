/* fuzz-scenario.c: reading scenarios, writing them back and playing them
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "tests/fuzz/fuzz.h"
#include "tests/run/run-fixture.h"

static RunApp *
make_app (void)
{
  return fixture_app (
      FIXTURE_HEAD FIXTURE_START FIXTURE_TASK ("Form", "data", "")
          FIXTURE_TASK ("Sign", "signing", FIXTURE_SIGNING ("signature"))
              FIXTURE_SERVICE ("Pdf", "pdf", "") FIXTURE_GATEWAY ("G", "", "f3", "f4")
                  FIXTURE_FLOW ("f1", "Start", "Form") FIXTURE_FLOW ("f2", "Form", "G")
                      FIXTURE_IF ("f3", "G", "Sign", "[\"dataModel\",\"sign\"]")
                          FIXTURE_IF ("f4", "G", "Pdf", "[\"not\",[\"dataModel\",\"sign\"]]")
                              FIXTURE_FLOW ("f5", "Sign", "Pdf") FIXTURE_FLOW ("f6", "Pdf", "End")
                                  FIXTURE_TAIL,
      "v9");
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RunScenario) scenario
      = run_scenario_parse ((const char *) data, (gssize) size, "fuzz", &error);
  g_autoptr (RunScenario) again = NULL;
  g_autoptr (RunApp) app = NULL;
  g_autoptr (RunPlay) play = NULL;
  g_autoptr (RunPlay) replay = NULL;
  g_autofree char *written = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  g_assert_true ((scenario == NULL) == (error != NULL));
  if (scenario == NULL)
    return 0;
  written = run_scenario_to_json (scenario);
  again = run_scenario_parse (written, -1, "fuzz", NULL);
  g_assert_nonnull (again);
  app = make_app ();
  play = run_play_new (app, scenario);
  replay = run_play_new (app, again);
  first = run_play_to_json (play);
  second = run_play_to_json (replay);
  g_assert_cmpstr (first, ==, second);
  return 0;
}

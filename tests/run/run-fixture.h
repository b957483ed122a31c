/* run-fixture.h: small processes for the tests of the run room
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "engine/run/run-play.h"
#include "tests/test-support.h"

G_BEGIN_DECLS

#define FIXTURE_HEAD                                                                               \
  "<b:definitions xmlns:b='http://www.omg.org/spec/BPMN/20100524/MODEL' "                          \
  "xmlns:a='http://altinn.no/process' xmlns:a7='http://altinn.no' id='d'><b:process id='p'>"
#define FIXTURE_TAIL "</b:process></b:definitions>"
#define FIXTURE_START "<b:startEvent id='Start'/><b:endEvent id='End'/>"
#define FIXTURE_FLOW(id, from, to)                                                                 \
  "<b:sequenceFlow id='" id "' sourceRef='" from "' targetRef='" to "'/>"
#define FIXTURE_IF(id, from, to, condition)                                                        \
  "<b:sequenceFlow id='" id "' sourceRef='" from "' targetRef='" to "'><b:conditionExpression>"    \
  condition "</b:conditionExpression></b:sequenceFlow>"
#define FIXTURE_TASK(id, type, settings)                                                           \
  "<b:task id='" id "'><b:extensionElements><a:taskExtension><a:taskType>" type                    \
  "</a:taskType>" settings "</a:taskExtension></b:extensionElements></b:task>"
#define FIXTURE_SERVICE(id, type, settings)                                                        \
  "<b:serviceTask id='" id "'><b:extensionElements><a:taskExtension><a:taskType>" type             \
  "</a:taskType>" settings "</a:taskExtension></b:extensionElements></b:serviceTask>"
#define FIXTURE_ACTIONS(...) "<a:actions>" __VA_ARGS__ "</a:actions>"
#define FIXTURE_REJECT "<a:action>reject</a:action>"
#define FIXTURE_GATEWAY(id, attributes, first, second)                                             \
  "<b:exclusiveGateway id='" id "' " attributes "><b:outgoing>" first "</b:outgoing><b:outgoing>"  \
  second "</b:outgoing></b:exclusiveGateway>"
#define FIXTURE_SIGNING(type)                                                                      \
  "<a:signatureConfig><a:dataTypesToSign><a:dataType>model</a:dataType></a:dataTypesToSign>"       \
  "<a:signatureDataType>" type "</a:signatureDataType></a:signatureConfig>"

static inline RunApp *
fixture_try (const char *xml, const char *runtime, GError **error)
{
  g_autoptr (SourceWorkspace) workspace = source_workspace_new ();
  g_autoptr (GBytes) bytes = g_bytes_new (xml, strlen (xml));
  SourceDocument *document
      = source_workspace_add_bytes (workspace, SOURCE_KIND_XML, bytes, "fixture.bpmn", error);
  g_autoptr (AltinnApp) app = NULL;

  if (document == NULL || (app = altinn_app_new_for_document (document, error)) == NULL)
    return NULL;
  return run_app_new_for_runtime (app, runtime, error);
}

static inline RunApp *
fixture_app (const char *xml, const char *runtime)
{
  g_autoptr (GError) error = NULL;
  RunApp *app = fixture_try (xml, runtime, &error);

  g_assert_no_error (error);
  return app;
}

/* An app repository in a folder of its own, which is removed. */
static inline RunApp *
fixture_repository (const char *xml, const char *metadata, const char *policy, const char *runtime)
{
  g_autofree char *directory = test_temp_dir ();
  g_autofree char *process = g_build_filename (directory, "App/config/process", NULL);
  g_autofree char *rights = g_build_filename (directory, "App/config/authorization", NULL);
  g_autofree char *process_file = g_build_filename (process, "process.bpmn", NULL);
  g_autofree char *metadata_file
      = g_build_filename (directory, "App/config/applicationmetadata.json", NULL);
  g_autofree char *policy_file = g_build_filename (rights, "policy.xml", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (AltinnApp) app = NULL;
  RunApp *result;

  g_mkdir_with_parents (process, 0700);
  g_mkdir_with_parents (rights, 0700);
  test_write (process_file, xml);
  test_write (metadata_file, metadata);
  if (policy != NULL)
    test_write (policy_file, policy);
  app = altinn_app_open (directory, &error);
  g_assert_no_error (error);
  result = run_app_new_for_runtime (app, runtime, &error);
  g_assert_no_error (error);
  test_remove_tree (directory);
  return result;
}

static inline RunPlay *
fixture_play (RunApp *app, const char *json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RunScenario) scenario = run_scenario_parse (json, -1, "test.scenario.json", &error);

  g_assert_no_error (error);
  return run_play_new (app, scenario);
}

static inline const char *
fixture_at (const RunPlay *play)
{
  const RunState *state = run_play_get_state (play);
  const RunNode *at = state != NULL ? run_state_get_at (state) : NULL;

  return at != NULL ? at->id : NULL;
}

static inline const char *
fixture_error (const RunPlay *play)
{
  const RunFailure *failure = run_play_get_failure (play, NULL, NULL);

  return failure != NULL ? run_failure_get_message (failure) : NULL;
}

static inline guint
fixture_count_signatures (const RunPlay *play)
{
  const RunState *state = run_play_get_state (play);
  guint count = 0;

  for (guint i = 0; i < run_state_get_n_data (state); i++)
    count += run_state_get_data (state, i)->signature != NULL ? 1 : 0;
  return count;
}

/* The types of Storage's events, joined with blanks. */
static inline char *
fixture_events (const RunState *state)
{
  GString *text = g_string_new (NULL);

  for (const RunEvent *event = run_state_get_last_event (state); event != NULL;
       event = event->previous)
    if (!event->is_altinn)
      {
        if (text->len > 0)
          g_string_prepend_c (text, ' ');
        g_string_prepend (text, event->type);
      }
  return g_string_free (text, FALSE);
}

G_END_DECLS

/* run-scenario-read.c: reading scenario files
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/run/run-scenario.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  SourceJson *json;
  const char *file;
  GError *error;
} Reader;

static void G_GNUC_PRINTF (3, 4)
fail (Reader *reader, const SourceJsonValue *value, const char *format, ...)
{
  g_autofree char *message = NULL;
  guint line;
  guint column;
  va_list args;

  if (reader->error != NULL)
    return;
  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  source_json_locate (reader->json, value, &line, &column);
  reader->error = g_error_new (RUN_ERROR, RUN_ERROR_SCENARIO, "%s:%u:%u: error: %s", reader->file,
                               line, column, message);
}

/* A member of @object, NULL where it is absent or null. */
static const SourceJsonValue *
get_member (Reader *reader, const SourceJsonValue *object, const char *key, SourceJsonType type,
            const char *wanted)
{
  const SourceJsonValue *value = source_json_value_get_member (object, key);

  if (value == NULL || source_json_value_get_type (value) == SOURCE_JSON_NULL)
    return NULL;
  if (source_json_value_get_type (value) == type)
    return value;
  /* TRANSLATORS: “steps” must be a list */
  fail (reader, value, _ ("“%s” must be %s"), key, wanted);
  return NULL;
}

static const SourceJsonValue *
get_object (Reader *reader, const SourceJsonValue *object, const char *key)
{
  return get_member (reader, object, key, SOURCE_JSON_OBJECT, _ ("an object"));
}

static char *
dup_string (Reader *reader, const SourceJsonValue *object, const char *key)
{
  const SourceJsonValue *value
      = get_member (reader, object, key, SOURCE_JSON_STRING, _ ("a string"));

  if (value == NULL)
    return NULL;
  if (source_json_value_get_string_length (value) != strlen (source_json_value_get_string (value)))
    fail (reader, value, _ ("“%s” must not contain a NUL character"), key);
  return g_strdup (source_json_value_get_string (value));
}

static gboolean
get_boolean (Reader *reader, const SourceJsonValue *object, const char *key, gboolean fallback)
{
  const SourceJsonValue *value = source_json_value_get_member (object, key);
  SourceJsonType type;

  if (value == NULL)
    return fallback;
  type = source_json_value_get_type (value);
  if (type != SOURCE_JSON_TRUE && type != SOURCE_JSON_FALSE)
    fail (reader, value, _ ("“%s” must be true or false"), key);
  return type == SOURCE_JSON_TRUE;
}

static GStrv
dup_strings (Reader *reader, const SourceJsonValue *value, const char *key)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < source_json_value_get_length (value); i++)
    {
      const SourceJsonValue *item = source_json_value_get_item (value, i);

      if (source_json_value_get_type (item) != SOURCE_JSON_STRING)
        fail (reader, item, _ ("“%s” must be a list of strings"), key);
      else
        g_strv_builder_add (builder, source_json_value_get_string (item));
    }
  return g_strv_builder_end (builder);
}

/* ---- Steps ---- */

static void
read_outcomes (Reader *reader, const SourceJsonValue *services, RunStep *step)
{
  for (guint i = 0; i < source_json_value_get_length (services); i++)
    {
      const char *element = source_json_value_get_key (services, i);
      const SourceJsonValue *value = source_json_value_get_item (services, i);
      g_auto (GStrv) outcomes = NULL;

      if (source_json_value_get_type (value) == SOURCE_JSON_STRING)
        {
          outcomes = g_new0 (char *, 2);
          outcomes[0] = g_strdup (source_json_value_get_string (value));
        }
      else if (source_json_value_get_type (value) == SOURCE_JSON_ARRAY)
        outcomes = dup_strings (reader, value, element);
      else
        fail (reader, value, _ ("the outcome of “%s” must be a string or a list"), element);
      if (reader->error != NULL)
        return;
      for (gsize o = 0; outcomes[o] != NULL; o++)
        if (!run_outcome_is_valid (outcomes[o]))
          fail (reader, value,
                _ ("“%s” is no outcome; there are success, abort, continue, wait and exception"),
                outcomes[o]);
      run_step_set_outcomes (step, element, (const char *const *) outcomes);
    }
}

static void
read_takes (Reader *reader, const SourceJsonValue *takes, RunStep *step)
{
  for (guint i = 0; i < source_json_value_get_length (takes); i++)
    {
      const SourceJsonValue *value = source_json_value_get_item (takes, i);

      if (source_json_value_get_type (value) != SOURCE_JSON_STRING)
        fail (reader, value, _ ("“take” must name a flow for each gateway"));
      else
        run_step_set_take (step, source_json_value_get_key (takes, i),
                           source_json_value_get_string (value));
    }
}

static void
read_step_data (Reader *reader, const SourceJsonValue *data, RunStep *step)
{
  for (guint i = 0; i < source_json_value_get_length (data); i++)
    {
      const SourceJsonValue *value = source_json_value_get_item (data, i);
      SourceJsonType type = source_json_value_get_type (value);

      if (type != SOURCE_JSON_OBJECT && type != SOURCE_JSON_ARRAY && type != SOURCE_JSON_NULL)
        fail (reader, value, _ ("“%s” must be an object or a list of objects"),
              source_json_value_get_key (data, i));
    }
  step->data = source_json_value_to_text (data);
}

static RunStep *
read_step (Reader *reader, const SourceJsonValue *value)
{
  RunStep *step = run_step_new (NULL, NULL, NULL);
  const SourceJsonValue *part;
  RunPaymentStatus status;
  guint column;

  if (source_json_value_get_type (value) != SOURCE_JSON_OBJECT)
    {
      fail (reader, value, _ ("a step must be an object"));
      return step;
    }
  source_json_locate (reader->json, value, &step->line, &column);
  step->at = dup_string (reader, value, "at");
  step->as = dup_string (reader, value, "as");
  step->action = dup_string (reader, value, "action");
  step->payment = dup_string (reader, value, "payment");
  step->expect_error = dup_string (reader, value, "expectError");
  step->to = dup_string (reader, value, "to");
  step->move = get_boolean (reader, value, "move", TRUE);
  step->save = get_boolean (reader, value, "save", FALSE);
  step->valid = get_boolean (reader, value, "valid", TRUE);
  step->resume = get_boolean (reader, value, "resume", FALSE);
  if ((part = get_object (reader, value, "data")) != NULL)
    read_step_data (reader, part, step);
  if ((part = get_object (reader, value, "services")) != NULL)
    read_outcomes (reader, part, step);
  if ((part = get_object (reader, value, "take")) != NULL)
    read_takes (reader, part, step);
  if (step->payment != NULL && !run_payment_status_from_string (step->payment, &status))
    fail (reader, source_json_value_get_member (value, "payment"),
          _ ("“%s” is no payment status; there are created, paid, failed, cancelled and skipped"),
          step->payment);
  return step;
}

static void
read_steps (Reader *reader, const SourceJsonValue *steps, RunScenario *scenario)
{
  for (guint i = 0; i < source_json_value_get_length (steps) && reader->error == NULL; i++)
    run_scenario_add_step (scenario, read_step (reader, source_json_value_get_item (steps, i)));
}

/* ---- The scenario around them ---- */

static void
read_actor (Reader *reader, const char *name, const SourceJsonValue *value, RunScenario *scenario)
{
  RunActor *actor = run_actor_new (name, RUN_ACTOR_USER);
  g_autofree char *kind = NULL;
  const SourceJsonValue *part;

  g_ptr_array_add (scenario->actors, actor);
  if (source_json_value_get_type (value) != SOURCE_JSON_OBJECT)
    {
      fail (reader, value, _ ("the actor “%s” must be an object"), name);
      return;
    }
  kind = dup_string (reader, value, "as");
  if (kind != NULL && !run_actor_kind_from_string (kind, &actor->kind))
    fail (reader, source_json_value_get_member (value, "as"),
          _ ("“%s” is no kind of actor; there are user, owner, system, signee and payment"), kind);
  part = get_member (reader, value, "roles", SOURCE_JSON_ARRAY, _ ("a list"));
  if (part != NULL)
    actor->roles = dup_strings (reader, part, "roles");
  part = get_member (reader, value, "level", SOURCE_JSON_NUMBER, _ ("a number"));
  if (part != NULL)
    actor->level = (int) CLAMP (source_json_value_get_number (part), 0, 9);
  actor->ssn = dup_string (reader, value, "ssn");
  actor->for_task = dup_string (reader, value, "for");
  actor->on_behalf_of = dup_string (reader, value, "onBehalfOf");
}

static void
read_clock (Reader *reader, const SourceJsonValue *root, RunScenario *scenario)
{
  g_autofree char *text = dup_string (reader, root, "clock");
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) time = NULL;

  if (text == NULL)
    return;
  time = g_date_time_new_from_iso8601 (text, utc);
  if (time == NULL)
    {
      fail (reader, source_json_value_get_member (root, "clock"),
            _ ("“%s” is no time; write it as 2000-01-01T00:00:00Z"), text);
      return;
    }
  scenario->clock = g_date_time_to_unix (time) * G_USEC_PER_SEC
                    + g_date_time_get_microsecond (time);
  scenario->has_clock = TRUE;
}

static void
read_expect (Reader *reader, const SourceJsonValue *root, RunScenario *scenario)
{
  static const char *const statuses[] = { "ended", "waiting", "failed", NULL };
  const SourceJsonValue *expect = get_object (reader, root, "expect");

  if (expect == NULL)
    return;
  scenario->expect_status = dup_string (reader, expect, "status");
  scenario->expect_end_event = dup_string (reader, expect, "endEvent");
  scenario->expect_at = dup_string (reader, expect, "at");
  if (scenario->expect_status != NULL && !g_strv_contains (statuses, scenario->expect_status))
    fail (reader, source_json_value_get_member (expect, "status"),
          _ ("“%s” is no status; there are ended, waiting and failed"), scenario->expect_status);
}

static void
read_data (Reader *reader, const SourceJsonValue *root, RunScenario *scenario)
{
  const SourceJsonValue *data = get_object (reader, root, "data");

  if (data == NULL)
    return;
  for (guint i = 0; i < source_json_value_get_length (data); i++)
    if (source_json_value_get_type (source_json_value_get_item (data, i)) != SOURCE_JSON_OBJECT)
      fail (reader, source_json_value_get_item (data, i), _ ("“%s” must be an object"),
            source_json_value_get_key (data, i));
  scenario->data = source_json_value_to_text (data);
}

static void
read_root (Reader *reader, const SourceJsonValue *root, RunScenario *scenario)
{
  const SourceJsonValue *actors;
  const SourceJsonValue *steps;

  if (source_json_value_get_type (root) != SOURCE_JSON_OBJECT)
    {
      fail (reader, root, _ ("a scenario must be an object"));
      return;
    }
  scenario->name = dup_string (reader, root, "name");
  scenario->runtime = dup_string (reader, root, "runtime");
  scenario->start = dup_string (reader, root, "start");
  read_clock (reader, root, scenario);
  read_expect (reader, root, scenario);
  read_data (reader, root, scenario);
  actors = get_object (reader, root, "actors");
  for (guint i = 0; i < source_json_value_get_length (actors); i++)
    read_actor (reader, source_json_value_get_key (actors, i),
                source_json_value_get_item (actors, i), scenario);
  steps = get_member (reader, root, "steps", SOURCE_JSON_ARRAY, _ ("a list"));
  if (steps != NULL)
    read_steps (reader, steps, scenario);
  else
    fail (reader, root, _ ("a scenario must have “steps”"));
  if (scenario->runtime != NULL)
    {
      AltinnRuntime runtime;

      if (!altinn_runtime_parse (scenario->runtime, &runtime))
        fail (reader, source_json_value_get_member (root, "runtime"),
              _ ("there is no app runtime “%s”"), scenario->runtime);
    }
}

static RunScenario *
finish (Reader *reader, RunScenario *scenario, GError **error)
{
  source_json_unref (reader->json);
  if (reader->error == NULL)
    return scenario;
  run_scenario_free (scenario);
  g_propagate_error (error, reader->error);
  return NULL;
}

/**
 * run_scenario_parse:
 * @text: a scenario file
 * @length: its length in bytes; -1: NUL-terminated
 * @file: (nullable): its name, for messages
 * @error: return location for a %SOURCE_ERROR or %RUN_ERROR_SCENARIO
 *
 * Members it does not know are skipped.
 *
 * Returns: (transfer full) (nullable): the scenario; %NULL with one line
 *   `FILE:LINE:COLUMN: error: what is wrong`
 */
RunScenario *
run_scenario_parse (const char *text, gssize length, const char *file, GError **error)
{
  Reader reader = { NULL, file != NULL ? file : "scenario", NULL };
  RunScenario *scenario;

  reader.json = source_json_parse (text, length, SOURCE_JSON_STRICT, reader.file, error);
  if (reader.json == NULL)
    return NULL;
  scenario = run_scenario_new (NULL);
  scenario->file = g_strdup (file);
  read_root (&reader, source_json_get_root (reader.json), scenario);
  return finish (&reader, scenario, error);
}

/**
 * run_scenario_parse_steps:
 * @steps: a JSON list of steps
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): a scenario with nothing but these steps
 */
RunScenario *
run_scenario_parse_steps (const char *steps, GError **error)
{
  Reader reader = { NULL, "steps", NULL };
  RunScenario *scenario;

  reader.json = source_json_parse (steps, -1, SOURCE_JSON_STRICT, reader.file, error);
  if (reader.json == NULL)
    return NULL;
  scenario = run_scenario_new (NULL);
  if (source_json_value_get_type (source_json_get_root (reader.json)) != SOURCE_JSON_ARRAY)
    fail (&reader, source_json_get_root (reader.json), _ ("“%s” must be %s"), "steps", _ ("a list"));
  else
    read_steps (&reader, source_json_get_root (reader.json), scenario);
  return finish (&reader, scenario, error);
}

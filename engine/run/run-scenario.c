/* run-scenario.c: scenarios as values, and writing them
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/run/run-scenario.h"

#include "engine/run/run-json.h"

#include <string.h>

/* ---- Steps ---- */

/**
 * run_step_new:
 * @at: (nullable): id of the element the instance must stand at
 * @as: (nullable): name of the actor
 * @action: (nullable): the action
 *
 * Returns: (transfer full): a step
 */
RunStep *
run_step_new (const char *at, const char *as, const char *action)
{
  RunStep *self = g_new0 (RunStep, 1);

  self->at = g_strdup (at);
  self->as = g_strdup (as);
  self->action = g_strdup (action);
  self->move = TRUE;
  self->valid = TRUE;
  return self;
}

RunStep *
run_step_copy (const RunStep *self)
{
  RunStep *copy = run_step_new (self->at, self->as, self->action);
  GHashTableIter iter;
  gpointer key;
  gpointer value;

  copy->data = g_strdup (self->data);
  copy->move = self->move;
  copy->save = self->save;
  copy->payment = g_strdup (self->payment);
  copy->valid = self->valid;
  copy->expect_error = g_strdup (self->expect_error);
  copy->to = g_strdup (self->to);
  copy->resume = self->resume;
  copy->line = self->line;
  if (self->takes != NULL)
    for (g_hash_table_iter_init (&iter, self->takes); g_hash_table_iter_next (&iter, &key, &value);)
      run_step_set_take (copy, key, value);
  if (self->services != NULL)
    for (g_hash_table_iter_init (&iter, self->services);
         g_hash_table_iter_next (&iter, &key, &value);)
      run_step_set_outcomes (copy, key, value);
  return copy;
}

void
run_step_free (RunStep *self)
{
  if (self == NULL)
    return;
  g_free (self->at);
  g_free (self->as);
  g_free (self->data);
  g_free (self->action);
  g_clear_pointer (&self->services, g_hash_table_unref);
  g_clear_pointer (&self->takes, g_hash_table_unref);
  g_free (self->payment);
  g_free (self->expect_error);
  g_free (self->to);
  g_free (self);
}

/**
 * run_step_set_take:
 * @gateway: id of a gateway that code in the app decides
 * @flow: id of the flow it takes
 */
void
run_step_set_take (RunStep *self, const char *gateway, const char *flow)
{
  if (self->takes == NULL)
    self->takes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_hash_table_replace (self->takes, g_strdup (gateway), g_strdup (flow));
}

/**
 * run_step_set_outcomes:
 * @element: id of a service task
 * @outcomes: (array zero-terminated=1): how it goes, one time after the other
 */
void
run_step_set_outcomes (RunStep *self, const char *element, const char *const *outcomes)
{
  if (self->services == NULL)
    self->services
        = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_strfreev);
  g_hash_table_replace (self->services, g_strdup (element), g_strdupv ((char **) outcomes));
}

static void
write_string (SourceJsonWriter *writer, const char *key, const char *value)
{
  if (value == NULL)
    return;
  source_json_writer_key (writer, key);
  source_json_writer_string (writer, value);
}

static void
write_boolean (SourceJsonWriter *writer, const char *key, gboolean value)
{
  source_json_writer_key (writer, key);
  source_json_writer_boolean (writer, value);
}

static int
compare_keys (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static GPtrArray *
sorted_keys (GHashTable *table)
{
  GPtrArray *keys = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, table);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_ptr_array_add (keys, key);
  g_ptr_array_sort (keys, compare_keys);
  return keys;
}

static void
write_services (SourceJsonWriter *writer, GHashTable *services)
{
  g_autoptr (GPtrArray) keys = sorted_keys (services);

  source_json_writer_key (writer, "services");
  source_json_writer_begin_object (writer);
  for (guint i = 0; i < keys->len; i++)
    {
      char **outcomes = g_hash_table_lookup (services, keys->pdata[i]);

      source_json_writer_key (writer, keys->pdata[i]);
      if (outcomes[0] != NULL && outcomes[1] == NULL)
        {
          source_json_writer_string (writer, outcomes[0]);
          continue;
        }
      source_json_writer_begin_array (writer);
      for (gsize o = 0; outcomes[o] != NULL; o++)
        source_json_writer_string (writer, outcomes[o]);
      source_json_writer_end_array (writer);
    }
  source_json_writer_end_object (writer);
}

static void
write_takes (SourceJsonWriter *writer, GHashTable *takes)
{
  g_autoptr (GPtrArray) keys = sorted_keys (takes);

  source_json_writer_key (writer, "take");
  source_json_writer_begin_object (writer);
  for (guint i = 0; i < keys->len; i++)
    write_string (writer, keys->pdata[i], g_hash_table_lookup (takes, keys->pdata[i]));
  source_json_writer_end_object (writer);
}

/* The members of a step, without the braces, so that results can stand beside them. */
static void
write_members (const RunStep *self, SourceJsonWriter *writer)
{
  write_string (writer, "at", self->at);
  write_string (writer, "as", self->as);
  if (self->data != NULL)
    {
      source_json_writer_key (writer, "data");
      source_json_writer_raw (writer, self->data);
    }
  write_string (writer, "payment", self->payment);
  write_string (writer, "action", self->action);
  if (!self->move)
    write_boolean (writer, "move", FALSE);
  if (self->save)
    write_boolean (writer, "save", TRUE);
  if (self->resume)
    write_boolean (writer, "resume", TRUE);
  if (!self->valid)
    write_boolean (writer, "valid", FALSE);
  write_string (writer, "to", self->to);
  if (self->services != NULL)
    write_services (writer, self->services);
  if (self->takes != NULL)
    write_takes (writer, self->takes);
  write_string (writer, "expectError", self->expect_error);
}

void
run_step_write (const RunStep *self, SourceJsonWriter *writer)
{
  source_json_writer_begin_object (writer);
  write_members (self, writer);
  source_json_writer_end_object (writer);
}

/* ---- Scenarios ---- */

/**
 * run_scenario_new:
 * @name: (nullable): its name
 *
 * Returns: (transfer full): a scenario without steps
 */
RunScenario *
run_scenario_new (const char *name)
{
  RunScenario *self = g_new0 (RunScenario, 1);

  self->name = g_strdup (name);
  self->clock = RUN_SCENARIO_CLOCK;
  self->actors = g_ptr_array_new_with_free_func ((GDestroyNotify) run_actor_free);
  self->steps = g_ptr_array_new_with_free_func ((GDestroyNotify) run_step_free);
  return self;
}

RunScenario *
run_scenario_copy (const RunScenario *self)
{
  RunScenario *copy = run_scenario_new (self->name);

  copy->runtime = g_strdup (self->runtime);
  copy->data = g_strdup (self->data);
  copy->start = g_strdup (self->start);
  copy->clock = self->clock;
  copy->has_clock = self->has_clock;
  copy->expect_status = g_strdup (self->expect_status);
  copy->expect_end_event = g_strdup (self->expect_end_event);
  copy->expect_at = g_strdup (self->expect_at);
  copy->file = g_strdup (self->file);
  for (guint i = 0; i < self->actors->len; i++)
    g_ptr_array_add (copy->actors, run_actor_copy (self->actors->pdata[i]));
  for (guint i = 0; i < self->steps->len; i++)
    g_ptr_array_add (copy->steps, run_step_copy (self->steps->pdata[i]));
  return copy;
}

void
run_scenario_free (RunScenario *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->runtime);
  g_free (self->data);
  g_free (self->start);
  g_ptr_array_unref (self->actors);
  g_ptr_array_unref (self->steps);
  g_free (self->expect_status);
  g_free (self->expect_end_event);
  g_free (self->expect_at);
  g_free (self->file);
  g_free (self);
}

void
run_scenario_add_step (RunScenario *self, RunStep *step)
{
  g_ptr_array_add (self->steps, step);
}

static void
write_actor (const RunActor *actor, SourceJsonWriter *writer)
{
  source_json_writer_key (writer, actor->name);
  source_json_writer_begin_object (writer);
  write_string (writer, "as", run_actor_kind_to_string (actor->kind));
  if (actor->roles != NULL)
    {
      source_json_writer_key (writer, "roles");
      source_json_writer_begin_array (writer);
      for (gsize i = 0; actor->roles[i] != NULL; i++)
        source_json_writer_string (writer, actor->roles[i]);
      source_json_writer_end_array (writer);
    }
  if (actor->level != 4)
    {
      source_json_writer_key (writer, "level");
      source_json_writer_integer (writer, actor->level);
    }
  write_string (writer, "ssn", actor->ssn);
  write_string (writer, "for", actor->for_task);
  write_string (writer, "onBehalfOf", actor->on_behalf_of);
  source_json_writer_end_object (writer);
}

static void
write_steps (const RunScenario *self, SourceJsonWriter *writer)
{
  source_json_writer_begin_array (writer);
  for (guint i = 0; i < self->steps->len; i++)
    run_step_write (self->steps->pdata[i], writer);
  source_json_writer_end_array (writer);
}

/**
 * run_scenario_to_json:
 *
 * Returns: (transfer full): the scenario as a file, made to be diffed: two blanks of
 *   indentation, one member a line, a newline at the end
 */
char *
run_scenario_to_json (const RunScenario *self)
{
  SourceJsonWriter *writer = source_json_writer_new (2);
  g_autofree char *text = NULL;

  source_json_writer_begin_object (writer);
  write_string (writer, "name", self->name);
  write_string (writer, "runtime", self->runtime);
  if (self->has_clock)
    {
      g_autofree char *clock = run_json_time (self->clock);

      write_string (writer, "clock", clock);
    }
  write_string (writer, "start", self->start);
  if (self->actors->len > 0)
    {
      source_json_writer_key (writer, "actors");
      source_json_writer_begin_object (writer);
      for (guint i = 0; i < self->actors->len; i++)
        write_actor (self->actors->pdata[i], writer);
      source_json_writer_end_object (writer);
    }
  if (self->data != NULL)
    {
      source_json_writer_key (writer, "data");
      source_json_writer_raw (writer, self->data);
    }
  source_json_writer_key (writer, "steps");
  write_steps (self, writer);
  if (self->expect_status != NULL || self->expect_end_event != NULL || self->expect_at != NULL)
    {
      source_json_writer_key (writer, "expect");
      source_json_writer_begin_object (writer);
      write_string (writer, "status", self->expect_status);
      write_string (writer, "endEvent", self->expect_end_event);
      write_string (writer, "at", self->expect_at);
      source_json_writer_end_object (writer);
    }
  source_json_writer_end_object (writer);
  text = source_json_writer_end (writer);
  return g_str_has_suffix (text, "\n") ? g_steal_pointer (&text) : g_strconcat (text, "\n", NULL);
}

char *
run_scenario_steps_to_json (const RunScenario *self)
{
  SourceJsonWriter *writer = source_json_writer_new (0);

  write_steps (self, writer);
  return source_json_writer_end (writer);
}

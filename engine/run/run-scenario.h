/* run-scenario.h: scenario files: read, write, record
 *
 * The format is docs/command.md's. Playing is run-play.h.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "engine/run/run-engine.h"
#include "engine/source/source-json.h"

G_BEGIN_DECLS

/**
 * RunStep:
 *
 * One step of a scenario; strings are %NULL where the member is absent. Owned by its scenario or by
 * whoever called run_step_new().
 */
typedef struct
{
  char *at;
  char *as;
  char *data; /* JSON text of an object */
  char *action;
  gboolean move;        /* default TRUE */
  gboolean save;        /* only the data */
  GHashTable *services; /* char * -> GStrv; NULL: none */
  GHashTable *takes;    /* char * -> char *; NULL: none */
  char *payment;
  gboolean valid; /* default TRUE */
  char *expect_error;
  char *to;
  gboolean resume;
  guint line; /* in the file; 0: not read from one */
} RunStep;

RunStep *run_step_new (const char *at, const char *as, const char *action)
    G_GNUC_WARN_UNUSED_RESULT;
RunStep *run_step_copy (const RunStep *self) G_GNUC_WARN_UNUSED_RESULT;
void run_step_free (RunStep *self);
void run_step_set_take (RunStep *self, const char *gateway, const char *flow);
void run_step_set_outcomes (RunStep *self, const char *element, const char *const *outcomes);
void run_step_write (const RunStep *self, SourceJsonWriter *writer);

/**
 * RunScenario:
 *
 * A whole scenario.
 */
typedef struct
{
  char *name;
  char *runtime; /* NULL: as the app says */
  char *data;    /* JSON text of an object: prefill by data type; NULL: none */
  char *start;   /* the start event; NULL: the only one */
  gint64 clock;  /* microseconds since 1970 UTC */
  gboolean has_clock;
  GPtrArray *actors; /* of RunActor */
  GPtrArray *steps;  /* of RunStep */
  char *expect_status; /* NULL: none */
  char *expect_end_event;
  char *expect_at;
  char *file; /* NULL: not read from one */
} RunScenario;

#define RUN_SCENARIO_CLOCK (G_GINT64_CONSTANT (946684800) * G_USEC_PER_SEC) /* 2000-01-01 */

RunScenario *run_scenario_new (const char *name) G_GNUC_WARN_UNUSED_RESULT;
RunScenario *run_scenario_parse (const char *text, gssize length, const char *file, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
/* `steps` alone, as a witness has it. */
RunScenario *run_scenario_parse_steps (const char *steps, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
RunScenario *run_scenario_copy (const RunScenario *self) G_GNUC_WARN_UNUSED_RESULT;
void run_scenario_free (RunScenario *self);
void run_scenario_add_step (RunScenario *self, RunStep *step); /* taken */
char *run_scenario_to_json (const RunScenario *self) G_GNUC_WARN_UNUSED_RESULT; /* ends in a newline */
char *run_scenario_steps_to_json (const RunScenario *self) G_GNUC_WARN_UNUSED_RESULT; /* one line */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RunStep, run_step_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RunScenario, run_scenario_free)

G_END_DECLS

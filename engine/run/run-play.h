/* run-play.h: playing scenarios, step by step or as a whole
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "engine/run/run-scenario.h"

G_BEGIN_DECLS

/**
 * RunPlayed:
 * @step: (nullable): what was played; %NULL for the start
 * @result: what came of it; its failure is the one that was announced, or the one that ended play
 * @clock: the clock after it
 */
typedef struct
{
  RunStep *step;
  RunResult *result;
  gint64 clock;
} RunPlayed;

typedef enum
{
  RUN_PLAY_WAITING, /* stands at a task */
  RUN_PLAY_ENDED,   /* stands at an end event */
  RUN_PLAY_FAILED,  /* not as the scenario says */
} RunPlayStatus;
const char *run_play_status_to_string (RunPlayStatus status); /* "waiting" */

/* One step, from a state that stands anywhere: saves, payment, action, each a request one second
 * after the other. Whether an error was announced is the caller's question. */
RunResult *run_step_play (const RunState *state, const RunStep *step, gint64 *clock)
    G_GNUC_WARN_UNUSED_RESULT;
/* The setup that a scenario's actors and data make. */
RunSetup *run_scenario_make_setup (const RunScenario *scenario, RunApp *app, RunSetupFlags flags)
    G_GNUC_WARN_UNUSED_RESULT;

typedef struct _RunPlay RunPlay;

/* Plays everything; never fails: what is wrong stands in the play. */
RunPlay *run_play_new (RunApp *app, const RunScenario *scenario) G_GNUC_WARN_UNUSED_RESULT;
/* Only the start, to be gone on with; @scenario says actors, data, start and clock. */
RunPlay *run_play_begin (RunApp *app, const RunScenario *scenario, RunSetupFlags flags)
    G_GNUC_WARN_UNUSED_RESULT;
void run_play_free (RunPlay *self);

/* Plays one more step from the last state and keeps it; the result is owned by the play. With
 * @record the play's scenario gets the step too, with the error it answered announced. */
const RunResult *run_play_step (RunPlay *self, const RunStep *step, gboolean record);
/* Forgets the steps behind the first @n_steps: back, and branch off. */
void run_play_rewind (RunPlay *self, guint n_steps);

RunPlayStatus run_play_get_status (const RunPlay *self);
guint run_play_get_n_played (const RunPlay *self); /* with the start */
const RunPlayed *run_play_get_played (const RunPlay *self, guint index);
const RunState *run_play_get_state (const RunPlay *self); /* the last; NULL: the start failed */
const RunScenario *run_play_get_scenario (const RunPlay *self); /* as played or recorded */
RunSetup *run_play_get_setup (const RunPlay *self);
/* Why it failed: the failure, number of the step from 1 (0: the start) and where it stood. */
const RunFailure *run_play_get_failure (const RunPlay *self, guint *step, const char **at);
/* Coverage: whether any step went through the node or flow. */
gboolean run_play_covers_node (const RunPlay *self, const RunNode *node);
gboolean run_play_covers_flow (const RunPlay *self, const RunFlow *flow);

/* The result table of `altinn-process run` (docs/command.md). */
void run_play_write_json (const RunPlay *self, SourceJsonWriter *writer);
void run_play_write_members (const RunPlay *self, SourceJsonWriter *writer); /* without braces */
char *run_play_to_json (const RunPlay *self) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RunPlay, run_play_free)

G_END_DECLS

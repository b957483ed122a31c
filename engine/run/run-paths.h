/* run-paths.h: the ways through a process, each with a scenario that plays it
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "engine/run/run-play.h"

G_BEGIN_DECLS

/**
 * RunPath:
 * @nodes: (element-type RunNode): from the start event to the end event
 * @flows: (element-type RunFlow): between them
 * @end: the end event
 * @scenario: (nullable): plays it; %NULL where no data, action or code can
 * @why: (nullable): what stops it then
 */
typedef struct
{
  GPtrArray *nodes;
  GPtrArray *flows;
  const RunNode *end;
  RunScenario *scenario;
  char *why;
} RunPath;

/**
 * RunPaths:
 * @paths: (element-type RunPath): simple ways first found in document order; a way with a loop goes
 *   round it once
 * @truncated: there are more than %RUN_PATHS_MAX
 */
typedef struct
{
  GPtrArray *paths;
  gboolean truncated;
} RunPaths;

#define RUN_PATHS_MAX 1000

RunPaths *run_paths_new (RunApp *app) G_GNUC_WARN_UNUSED_RESULT;
void run_paths_free (RunPaths *self);
void run_path_free (RunPath *self);

/* The shortest run to an end event; NULL, and why, where none reaches it. */
RunScenario *run_paths_find_end (RunApp *app, const RunNode *end, char **why)
    G_GNUC_WARN_UNUSED_RESULT;
/* A small set of scenarios that together cover every flow that can be covered, none of them
 * dispensable; (element-type RunScenario). */
GPtrArray *run_paths_propose (RunApp *app) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RunPaths, run_paths_free)

G_END_DECLS

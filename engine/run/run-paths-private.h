/* run-paths-private.h: finding a scenario that plays a path
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "engine/run/run-paths.h"

G_BEGIN_DECLS

/* Sets the path's scenario, or why there is none. */
void run_path_find_scenario (RunApp *app, RunPath *path);
/* What a step must save so that a condition on @variables sees @values (both of @n), and so that
 * the task has as many elements as it needs; NULL: nothing. */
typedef struct
{
  const char *data_type;
  const char *path;
  const char *value; /* JSON */
} RunAssignment;
char *run_path_data (const RunState *state, const RunAssignment *assignments, guint n);

G_END_DECLS

/* ape-simulation-rows.h: the words and rows of the simulation pane
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <adwaita.h>

#include "engine/run/run-play.h"

G_BEGIN_DECLS

const char *ape_simulation_node_title (const RunNode *node);
char *ape_simulation_action_label (const char *action, gboolean moves) G_GNUC_WARN_UNUSED_RESULT;
char *ape_simulation_failure_title (const RunFailure *failure) G_GNUC_WARN_UNUSED_RESULT;
char *ape_simulation_failure_detail (const RunFailure *failure) G_GNUC_WARN_UNUSED_RESULT;

GtkWidget *ape_simulation_log_row (const RunPlayed *played, guint number)
    G_GNUC_WARN_UNUSED_RESULT;
void ape_simulation_fill_instance (GtkListBox *list, const RunState *state);

G_END_DECLS

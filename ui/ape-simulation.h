/* ape-simulation.h: the pane that steps through a run of the process
 *
 * Everything it shows and does comes from the engine, through an #ApePlayback.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <adwaita.h>

#include "ui/ape-playback.h"

G_BEGIN_DECLS

#define APE_TYPE_SIMULATION (ape_simulation_get_type ())
G_DECLARE_FINAL_TYPE (ApeSimulation, ape_simulation, APE, SIMULATION, GtkWidget)

/* Signals:
 *   "changed" (ApeSimulation *): where the instance stands, or the way it came, is different
 *   "go-to" (ApeSimulation *, const char *id): the person wants to see an element */

void ape_simulation_set_session (ApeSimulation *self, EditorSession *session);
void ape_simulation_start (ApeSimulation *self);
void ape_simulation_play (ApeSimulation *self, const char *steps, const char *title);
gboolean ape_simulation_play_file (ApeSimulation *self, const char *path, GError **error);
char *ape_simulation_dup_scenario (ApeSimulation *self) G_GNUC_WARN_UNUSED_RESULT;

const char *ape_simulation_get_at (ApeSimulation *self);
GPtrArray *ape_simulation_get_way (ApeSimulation *self);
ApePlayback *ape_simulation_get_playback (ApeSimulation *self);

G_END_DECLS

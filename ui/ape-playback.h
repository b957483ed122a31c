/* ape-playback.h: a simulated run that follows the process while it is edited
 *
 * Holds one play of the engine and which of its steps is shown; knows no widgets. After an edit the
 * recorded steps are played again on the changed process, as far as they go.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "editor/editor-session.h"
#include "engine/run/run-play.h"

G_BEGIN_DECLS

#define APE_TYPE_PLAYBACK (ape_playback_get_type ())
G_DECLARE_FINAL_TYPE (ApePlayback, ape_playback, APE, PLAYBACK, GObject)

/* Signals:
 *   "changed" (ApePlayback *): there is another play, or another of its steps is shown */

ApePlayback *ape_playback_new (void) G_GNUC_WARN_UNUSED_RESULT;

void ape_playback_set_session (ApePlayback *self, EditorSession *session);
void ape_playback_restart (ApePlayback *self);
void ape_playback_stop (ApePlayback *self);
void ape_playback_play (ApePlayback *self, const RunScenario *scenario);
void ape_playback_step (ApePlayback *self, const RunStep *step);
gboolean ape_playback_decide (ApePlayback *self, const char *gateway, const char *flow);

RunPlay *ape_playback_get_play (ApePlayback *self);
const char *ape_playback_get_error (ApePlayback *self);
gboolean ape_playback_was_cut (ApePlayback *self);
RunApp *ape_playback_get_app (ApePlayback *self);

guint ape_playback_get_n_steps (ApePlayback *self);
guint ape_playback_get_shown (ApePlayback *self);
void ape_playback_show (ApePlayback *self, guint step);
const RunPlayed *ape_playback_get_played (ApePlayback *self);
const RunState *ape_playback_get_state (ApePlayback *self);
const RunFailure *ape_playback_get_failure (ApePlayback *self);

G_END_DECLS

/* ape-conflict-window.h: two versions of a file side by side, for the person to choose
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <adwaita.h>

#include "engine/source/source-workspace.h"

G_BEGIN_DECLS

/**
 * ApeConflictChoice:
 * @APE_CONFLICT_LATER: nothing is decided
 * @APE_CONFLICT_KEEP_MINE: the next save overwrites what is on disk
 * @APE_CONFLICT_USE_DISK: what is on disk replaces the document, as an edit that can be undone
 */
typedef enum
{
  APE_CONFLICT_LATER,
  APE_CONFLICT_KEEP_MINE,
  APE_CONFLICT_USE_DISK,
} ApeConflictChoice;

#define APE_TYPE_CONFLICT_WINDOW (ape_conflict_window_get_type ())
G_DECLARE_FINAL_TYPE (ApeConflictWindow, ape_conflict_window, APE, CONFLICT_WINDOW, AdwWindow)

/* Signals:
 *   "decided" (ApeConflictWindow *, ApeConflictChoice): the person chose; the window closes itself */

GtkWidget *ape_conflict_window_new (GtkWindow *parent, SourceDocument *document)
    G_GNUC_WARN_UNUSED_RESULT;
SourceDocument *ape_conflict_window_get_document (ApeConflictWindow *self);
const char *ape_conflict_window_get_diff (ApeConflictWindow *self);
guint ape_conflict_window_get_n_changed (ApeConflictWindow *self);

G_END_DECLS

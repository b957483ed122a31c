/* desk.h: a session with a controller, worked on by events, for the tests of editing
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "editor/editor-controller.h"
#include "editor/editor-scene.h"

G_BEGIN_DECLS

typedef struct
{
  EditorSession *session;
  EditorController *controller;
  BpmnModel *model;
  char *before; /* the text as it was opened */
  GPtrArray *faults; /* char *: references that were broken then */
  gint64 time;
  char *last_error;  /* of "failed" */
  char *announced;   /* the last "announce" */
  guint diagrams_needed;
  BpmnElement *label_element; /* of the last "edit-label" */
  BpmnRect label_area;
  BpmnElement *picked_for; /* of the last "pick-type" */
  int pick_purpose;
  double scrolled_x, scrolled_y;
} Desk;

Desk *desk_open (const char *path) G_GNUC_WARN_UNUSED_RESULT;
Desk *desk_open_fixture (const char *name) G_GNUC_WARN_UNUSED_RESULT;
void desk_close (Desk *self);

BpmnElement *desk_get (Desk *self, const char *id); /* must be there */
char *desk_dup_text (Desk *self) G_GNUC_WARN_UNUSED_RESULT;
char *desk_dup_diff (Desk *self) G_GNUC_WARN_UNUSED_RESULT;
BpmnRect desk_get_bounds (Desk *self, const char *id);
BpmnPoint desk_get_centre (Desk *self, const char *id);
void desk_select (Desk *self, const char *first, ...) G_GNUC_NULL_TERMINATED;

/* Input. Time goes on by itself. */
gboolean desk_event (Desk *self, EditorEventType type, double x, double y,
                     EditorModifiers modifiers);
void desk_press (Desk *self, double x, double y, EditorModifiers modifiers);
void desk_move (Desk *self, double x, double y, EditorModifiers modifiers);
void desk_release (Desk *self, double x, double y);
void desk_drag (Desk *self, BpmnPoint from, BpmnPoint to, EditorModifiers modifiers);
void desk_click (Desk *self, double x, double y, EditorModifiers modifiers);
void desk_double_click (Desk *self, double x, double y);
gboolean desk_key (Desk *self, EditorKey key, EditorModifiers modifiers);
gboolean desk_letter (Desk *self, char letter);
void desk_wait (Desk *self, gint64 milliseconds); /* and sends the timeout that was asked for */

/* Overlays of a kind that are shown */
guint desk_count_overlays (Desk *self, EditorOverlayKind kind);
const EditorOverlay *desk_find_overlay (Desk *self, EditorOverlayKind kind);

/* What is left must be a valid document: it reads, no reference is broken that was whole, and the
 * model is what a new one over the same text would be. */
void desk_check (Desk *self);
/* Undoes everything; the text must be as it was opened. */
void desk_undo_all (Desk *self);
/* Every changed line names one of these (NULL-terminated). */
void desk_assert_only (Desk *self, const char *first, ...) G_GNUC_NULL_TERMINATED;
guint desk_count_lines (const char *diff, const char *begin, const char *containing);

G_END_DECLS

/* editor-controller-private.h: what tools and gestures know of their controller
 *
 * A *tool* says what a press begins; a *gesture* is what goes on from the press to the release.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "editor/editor-controller.h"
#include "editor/editor-plan.h"
#include "editor/editor-scene.h"

G_BEGIN_DECLS

/* In pixels on the screen */
#define EDITOR_DRAG_THRESHOLD 4.0
#define EDITOR_PICK_TOLERANCE 5.0
#define EDITOR_SNAP_DISTANCE 7.0
/* In DI units */
#define EDITOR_GRID 10.0

typedef struct _EditorGesture EditorGesture;

/**
 * EditorGestureClass:
 * @size: of the struct that begins with #EditorGesture
 * @motion: the pointer moved, or a modifier was pressed or let go
 * @press: a further press; the default gives up on the secondary button
 * @release: the primary (or panning) button was let go
 * @timeout: the deadline has come
 * @activate: Return was pressed while an element (nullable) is the primary one: the keyboard's way
 *   to end the gesture there
 * @show: adds overlays
 * @cancel: takes everything back; the document was not touched
 * @finalize: frees what the gesture holds
 *
 * All are optional. A gesture ends by editor_controller_end_gesture().
 */
typedef struct
{
  gsize size;
  void (*motion) (EditorGesture *self, const EditorEvent *event);
  void (*press) (EditorGesture *self, const EditorEvent *event);
  void (*release) (EditorGesture *self, const EditorEvent *event);
  void (*timeout) (EditorGesture *self, const EditorEvent *event);
  void (*activate) (EditorGesture *self, BpmnElement *element);
  void (*show) (EditorGesture *self, GPtrArray *overlays);
  void (*cancel) (EditorGesture *self);
  void (*finalize) (EditorGesture *self);
} EditorGestureClass;

struct _EditorGesture
{
  const EditorGestureClass *klass;
  EditorController *controller;
};

gpointer editor_gesture_new (EditorController *controller, const EditorGestureClass *klass)
    G_GNUC_WARN_UNUSED_RESULT;

/* For gestures and tools */
void editor_controller_begin_gesture (EditorController *self, gpointer gesture);
void editor_controller_end_gesture (EditorController *self);
void editor_controller_set_cursor (EditorController *self, EditorCursor cursor);
void editor_controller_set_deadline (EditorController *self, gint64 deadline);
void editor_controller_update (EditorController *self);
void editor_controller_take_error (EditorController *self, GError *error);
gboolean editor_controller_get_grid (EditorController *self);
BpmnElement *editor_controller_get_hovered (EditorController *self);
void editor_controller_set_hovered (EditorController *self, BpmnElement *element);
BpmnPoint editor_controller_get_pointer (EditorController *self);
void editor_controller_scroll_by (EditorController *self, double dx, double dy);
void editor_controller_reveal (EditorController *self, BpmnElement *element);
void editor_controller_announce (EditorController *self, const char *text);
void editor_controller_request_label (EditorController *self, BpmnElement *element);
void editor_controller_request_type (EditorController *self, BpmnElement *element,
                                     EditorPickPurpose purpose);
void editor_controller_request_menu (EditorController *self, BpmnElement *element, double x,
                                     double y);
/* Selects @element, brings it into view and says what it is. */
void editor_controller_go_to (EditorController *self, BpmnElement *element);

/* Overlays */
EditorOverlay *editor_overlay_add (GPtrArray *overlays, EditorOverlayKind kind,
                                   BpmnElement *element);
void editor_overlay_set_points (EditorOverlay *self, const BpmnPoint *points, guint n_points);
void editor_overlay_free (EditorOverlay *self);

/* Tools */
void editor_tool_select_press (EditorController *self, const EditorEvent *event);
void editor_tool_select_hover (EditorController *self, const EditorEvent *event);
void editor_tool_select_show (EditorController *self, GPtrArray *overlays);
gboolean editor_tool_key (EditorController *self, const EditorEvent *event);

/* Gestures; each begins with the press it is given */
EditorGesture *editor_move_gesture_new (EditorController *controller, BpmnElement *pressed,
                                        const EditorEvent *event);
EditorGesture *editor_band_gesture_new (EditorController *controller, const EditorEvent *event);
EditorGesture *editor_pan_gesture_new (EditorController *controller, const EditorEvent *event);
EditorGesture *editor_space_gesture_new (EditorController *controller, const EditorEvent *event);
EditorGesture *editor_label_gesture_new (EditorController *controller, BpmnElement *element,
                                         const BpmnRect *label, const EditorEvent *event);
EditorGesture *editor_resize_gesture_new (EditorController *controller, BpmnElement *element,
                                          guint corner, const EditorEvent *event);
EditorGesture *editor_bend_gesture_new (EditorController *controller, BpmnElement *connection,
                                        gboolean is_point, guint index, const EditorEvent *event);
EditorGesture *editor_reconnect_gesture_new (EditorController *controller, BpmnElement *connection,
                                             gboolean source_end, const EditorEvent *event);
/* @source NULL: the first press says it. @event NULL: begun by key or menu. */
EditorGesture *editor_connect_gesture_new (EditorController *controller, BpmnElement *source,
                                           const EditorEvent *event);
EditorGesture *editor_create_gesture_new (EditorController *controller, const char *entry,
                                          gboolean dragging);

/* What tools share */
double editor_event_scale (const EditorEvent *event);
gboolean editor_event_is_beyond (const EditorEvent *event, BpmnPoint start, double pixels);
BpmnElement *editor_tool_pick_node (EditorController *self, double x, double y);
/* The sequence flow within @tolerance of a point, not at @except; NULL if none. */
BpmnElement *editor_tool_find_flow (EditorSession *session, BpmnPoint point, double tolerance,
                                    const BpmnElement *except);
gboolean editor_tool_can_resize (EditorSession *session, BpmnElement *element);
void editor_rect_get_corners (const BpmnRect *rect, BpmnPoint corners[4]);

/* Snapping */
typedef struct
{
  double dx, dy;           /* how far to move, snapped */
  gboolean has_x, has_y;   /* a guide was met */
  BpmnPoint x_guide[2], y_guide[2];
} EditorSnap;

EditorSnap editor_snap (EditorSession *session, const BpmnRect *reference, GHashTable *moving,
                        double dx, double dy, gboolean grid, double scale);
void editor_snap_show (const EditorSnap *snap, GPtrArray *overlays);

/* A deliberate hover over a flow: only after it an element is inserted */
typedef struct
{
  BpmnElement *flow;
  gint64 since;
  gboolean armed;
} EditorDwell;

void editor_dwell_hover (EditorDwell *self, EditorController *controller, BpmnElement *flow,
                         gint64 time);
void editor_dwell_clear (EditorDwell *self, EditorController *controller);
void editor_dwell_show (const EditorDwell *self, GPtrArray *overlays);

G_END_DECLS

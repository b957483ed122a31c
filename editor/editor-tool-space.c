/* editor-tool-space.c: making and taking away room, and resizing
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include <math.h>

#include "editor/editor-command-private.h"
#include "editor/editor-controller-private.h"

typedef struct
{
  EditorGesture parent;

  BpmnPoint start;
  EditorAxis axis;
  gboolean dragging; /* the axis is decided */
  double amount;
} SpaceGesture;

static double
to_grid (EditorController *controller, double value)
{
  return editor_controller_get_grid (controller) ? round (value / EDITOR_GRID) * EDITOR_GRID
                                                 : round (value);
}

static void
space_motion (EditorGesture *gesture, const EditorEvent *event)
{
  SpaceGesture *self = (SpaceGesture *) gesture;
  double dx = event->x - self->start.x;
  double dy = event->y - self->start.y;
  gboolean horizontal;
  g_autoptr (EditorPlan) plan = NULL;

  if (!self->dragging)
    {
      if (!editor_event_is_beyond (event, self->start, EDITOR_DRAG_THRESHOLD))
        return;
      self->dragging = TRUE;
      self->axis = fabs (dx) >= fabs (dy) ? EDITOR_AXIS_HORIZONTAL : EDITOR_AXIS_VERTICAL;
    }
  horizontal = self->axis == EDITOR_AXIS_HORIZONTAL;
  editor_controller_set_cursor (gesture->controller,
                                horizontal ? EDITOR_CURSOR_COL_RESIZE : EDITOR_CURSOR_ROW_RESIZE);
  self->amount = to_grid (gesture->controller, horizontal ? dx : dy);
  plan = editor_plan_new (editor_controller_get_session (gesture->controller));
  editor_place_make_room (plan, self->axis, horizontal ? self->start.x : self->start.y,
                          self->amount);
  editor_plan_preview (plan);
}

static void
space_release (EditorGesture *gesture, const EditorEvent *event)
{
  SpaceGesture *self = (SpaceGesture *) gesture;
  EditorSession *session = editor_controller_get_session (gesture->controller);
  GError *error = NULL;

  editor_scene_clear_overrides (editor_session_get_scene (session));
  if (self->dragging && self->amount != 0)
    editor_command_space (session, self->axis,
                          self->axis == EDITOR_AXIS_HORIZONTAL ? self->start.x : self->start.y,
                          self->amount, &error);
  editor_controller_take_error (gesture->controller, error);
  editor_controller_end_gesture (gesture->controller);
}

static void
space_show (EditorGesture *gesture, GPtrArray *overlays)
{
  SpaceGesture *self = (SpaceGesture *) gesture;
  BpmnPoint points[2] = { self->start, self->start };

  if (!self->dragging)
    return;
  if (self->axis == EDITOR_AXIS_HORIZONTAL)
    points[1].x += self->amount;
  else
    points[1].y += self->amount;
  editor_overlay_set_points (editor_overlay_add (overlays, EDITOR_OVERLAY_SPACE, NULL), points, 2);
}

static const EditorGestureClass space_class = {
  .size = sizeof (SpaceGesture),
  .motion = space_motion,
  .release = space_release,
  .show = space_show,
};

/**
 * editor_space_gesture_new:
 * @controller: the controller
 * @event: the press: everything beyond it will move
 *
 * Returns: (transfer full): the gesture
 */
EditorGesture *
editor_space_gesture_new (EditorController *controller, const EditorEvent *event)
{
  SpaceGesture *self = editor_gesture_new (controller, &space_class);

  self->start = (BpmnPoint){ event->x, event->y };
  return &self->parent;
}

/* Smaller than this a shape cannot be made (facts: interop 3.1). */
#define MIN_WIDTH 50.0
#define MIN_HEIGHT 30.0

typedef struct
{
  EditorGesture parent;

  BpmnElement *element;
  guint corner;
  BpmnPoint start;
  BpmnRect before;
  BpmnRect bounds;
} ResizeGesture;

static void
resize_motion (EditorGesture *gesture, const EditorEvent *event)
{
  ResizeGesture *self = (ResizeGesture *) gesture;
  double dx = to_grid (gesture->controller, event->x - self->start.x);
  double dy = to_grid (gesture->controller, event->y - self->start.y);
  gboolean left = self->corner == 0 || self->corner == 3;
  gboolean top = self->corner == 0 || self->corner == 1;
  g_autoptr (EditorPlan) plan = NULL;
  BpmnRect bounds = self->before;

  bounds.width = MAX (bounds.width + (left ? -dx : dx), MIN_WIDTH);
  bounds.height = MAX (bounds.height + (top ? -dy : dy), MIN_HEIGHT);
  if (left)
    bounds.x += self->before.width - bounds.width;
  if (top)
    bounds.y += self->before.height - bounds.height;
  self->bounds = bounds;
  plan = editor_plan_new (editor_controller_get_session (gesture->controller));
  editor_plan_resize (plan, self->element, &bounds);
  editor_plan_preview (plan);
}

static void
resize_release (EditorGesture *gesture, const EditorEvent *event)
{
  ResizeGesture *self = (ResizeGesture *) gesture;
  EditorSession *session = editor_controller_get_session (gesture->controller);
  GError *error = NULL;

  editor_scene_clear_overrides (editor_session_get_scene (session));
  if (!editor_rect_equal (&self->bounds, &self->before))
    editor_command_resize (session, self->element, &self->bounds, &error);
  editor_controller_take_error (gesture->controller, error);
  editor_controller_end_gesture (gesture->controller);
}

static const EditorGestureClass resize_class = {
  .size = sizeof (ResizeGesture),
  .motion = resize_motion,
  .release = resize_release,
};

/**
 * editor_resize_gesture_new:
 * @controller: the controller
 * @element: an annotation, group, pool, lane or expanded sub-process
 * @corner: which corner, as editor_rect_get_corners() counts them
 * @event: the press
 *
 * Returns: (transfer full): the gesture
 */
EditorGesture *
editor_resize_gesture_new (EditorController *controller,
                           BpmnElement *element,
                           guint corner,
                           const EditorEvent *event)
{
  ResizeGesture *self = editor_gesture_new (controller, &resize_class);

  self->element = element;
  self->corner = corner;
  self->start = (BpmnPoint){ event->x, event->y };
  editor_place_get_bounds (editor_controller_get_session (controller), element, &self->before);
  self->bounds = self->before;
  editor_controller_set_cursor (controller, EDITOR_CURSOR_NWSE_RESIZE);
  return &self->parent;
}

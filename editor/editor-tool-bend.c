/* editor-tool-bend.c: dragging bend points, segments and labels
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include <math.h>

#include "editor/editor-controller-private.h"

typedef struct
{
  EditorGesture parent;

  BpmnElement *connection;
  GArray *before;
  GArray *route; /* as dragged; NULL until then */
  gboolean is_point;
  guint index;
  BpmnPoint start;
} BendGesture;

static double
to_grid (EditorController *controller, double value)
{
  return editor_controller_get_grid (controller) ? round (value / EDITOR_GRID) * EDITOR_GRID
                                                 : round (value);
}

static const BpmnPoint *
get_points (const GArray *route)
{
  return (const BpmnPoint *) (gpointer) route->data;
}

static EditorDock
get_dock (BendGesture *self, BpmnElement *end, guint index)
{
  EditorSession *session = editor_controller_get_session (self->parent.controller);
  BpmnPoint at = g_array_index (self->before, BpmnPoint, index);
  BpmnRect bounds = { at.x, at.y, 0, 0 };

  if (end == NULL || !editor_place_get_bounds (session, end, &bounds))
    return (EditorDock){ bounds, EDITOR_OUTLINE_RECT, BPMN_TYPE_OTHER };
  return editor_place_dock (end, &bounds);
}

/* Along a line of the orthogonal kind the whole segment moves; a slanting one gets a new bend. */
static GArray *
drag_segment (BendGesture *self,
              const EditorEvent *event,
              const EditorDock *source,
              const EditorDock *target)
{
  const BpmnPoint *points = get_points (self->before);
  BpmnPoint a = points[self->index];
  BpmnPoint b = points[self->index + 1];
  BpmnPoint to = { to_grid (self->parent.controller, event->x),
                   to_grid (self->parent.controller, event->y) };

  if (fabs (a.y - b.y) < 1)
    return editor_route_move_segment (points, self->before->len, self->index, 0, to.y - a.y, source,
                                      target);
  if (fabs (a.x - b.x) < 1)
    return editor_route_move_segment (points, self->before->len, self->index, to.x - a.x, 0, source,
                                      target);
  return editor_route_insert_point (points, self->before->len, self->index, to);
}

static void
bend_motion (EditorGesture *gesture, const EditorEvent *event)
{
  BendGesture *self = (BendGesture *) gesture;
  EditorSession *session = editor_controller_get_session (gesture->controller);
  g_autoptr (EditorPlan) plan = NULL;
  EditorDock source, target;
  GArray *route;

  if (self->route == NULL && !editor_event_is_beyond (event, self->start, EDITOR_DRAG_THRESHOLD))
    return;
  source = get_dock (self, bpmn_element_get_source (self->connection), 0);
  target = get_dock (self, bpmn_element_get_target (self->connection), self->before->len - 1);
  if (self->is_point)
    {
      BpmnPoint to = { to_grid (gesture->controller, event->x),
                       to_grid (gesture->controller, event->y) };

      route = editor_route_move_point (get_points (self->before), self->before->len, self->index,
                                       to, &source, &target);
    }
  else
    {
      route = drag_segment (self, event, &source, &target);
    }
  g_clear_pointer (&self->route, g_array_unref);
  self->route = route;
  plan = editor_plan_new (session);
  editor_plan_change_route (plan, self->connection, g_array_copy (route));
  editor_plan_preview (plan);
  editor_controller_set_cursor (gesture->controller, EDITOR_CURSOR_MOVE);
}

static void
bend_release (EditorGesture *gesture, const EditorEvent *event)
{
  BendGesture *self = (BendGesture *) gesture;
  EditorSession *session = editor_controller_get_session (gesture->controller);
  GError *error = NULL;

  editor_scene_clear_overrides (editor_session_get_scene (session));
  if (self->route != NULL)
    {
      g_autoptr (GArray) route = editor_route_simplify (get_points (self->route), self->route->len);

      editor_command_set_waypoints (session, self->connection, get_points (route), route->len,
                                    &error);
    }
  editor_controller_take_error (gesture->controller, error);
  editor_controller_end_gesture (gesture->controller);
}

static void
bend_finalize (EditorGesture *gesture)
{
  BendGesture *self = (BendGesture *) gesture;

  g_clear_pointer (&self->before, g_array_unref);
  g_clear_pointer (&self->route, g_array_unref);
}

static const EditorGestureClass bend_class = {
  .size = sizeof (BendGesture),
  .motion = bend_motion,
  .release = bend_release,
  .finalize = bend_finalize,
};

/**
 * editor_bend_gesture_new:
 * @controller: the controller
 * @connection: a drawn connection
 * @is_point: whether a bend point is dragged, else a segment
 * @index: of the point, or of the point before the segment
 * @event: the press
 *
 * Returns: (transfer full): the gesture
 */
EditorGesture *
editor_bend_gesture_new (EditorController *controller,
                         BpmnElement *connection,
                         gboolean is_point,
                         guint index,
                         const EditorEvent *event)
{
  BendGesture *self = editor_gesture_new (controller, &bend_class);

  self->connection = connection;
  self->before = editor_place_dup_route (editor_controller_get_session (controller), connection);
  self->is_point = is_point;
  self->index = MIN (index, self->before->len - 2);
  self->start = (BpmnPoint){ event->x, event->y };
  return &self->parent;
}

typedef struct
{
  EditorGesture parent;

  BpmnElement *element;
  BpmnPoint start;
  BpmnRect before;
  BpmnRect bounds;
  gboolean dragging;
} LabelGesture;

static void
label_motion (EditorGesture *gesture, const EditorEvent *event)
{
  LabelGesture *self = (LabelGesture *) gesture;
  g_autoptr (EditorPlan) plan = NULL;

  self->dragging |= editor_event_is_beyond (event, self->start, EDITOR_DRAG_THRESHOLD);
  if (!self->dragging)
    return;
  self->bounds = self->before;
  self->bounds.x = round (self->before.x + event->x - self->start.x);
  self->bounds.y = round (self->before.y + event->y - self->start.y);
  self->bounds.width = ceil (self->before.width);
  self->bounds.height = ceil (self->before.height);
  plan = editor_plan_new (editor_controller_get_session (gesture->controller));
  editor_plan_set_label (plan, self->element, &self->bounds);
  editor_plan_preview (plan);
  editor_controller_set_cursor (gesture->controller, EDITOR_CURSOR_MOVE);
}

static void
label_release (EditorGesture *gesture, const EditorEvent *event)
{
  LabelGesture *self = (LabelGesture *) gesture;
  EditorSession *session = editor_controller_get_session (gesture->controller);
  GError *error = NULL;

  editor_scene_clear_overrides (editor_session_get_scene (session));
  if (self->dragging)
    editor_command_set_label_bounds (session, self->element, &self->bounds, &error);
  else
    editor_selection_select (editor_session_get_selection (session), self->element);
  editor_controller_take_error (gesture->controller, error);
  editor_controller_end_gesture (gesture->controller);
}

static const EditorGestureClass label_class = {
  .size = sizeof (LabelGesture),
  .motion = label_motion,
  .release = label_release,
};

/**
 * editor_label_gesture_new:
 * @controller: the controller
 * @element: whose external label was pressed
 * @label: where the label is
 * @event: the press
 *
 * Returns: (transfer full): the gesture
 */
EditorGesture *
editor_label_gesture_new (EditorController *controller,
                          BpmnElement *element,
                          const BpmnRect *label,
                          const EditorEvent *event)
{
  LabelGesture *self = editor_gesture_new (controller, &label_class);

  self->element = element;
  self->before = self->bounds = *label;
  self->start = (BpmnPoint){ event->x, event->y };
  return &self->parent;
}

/* editor-tool-move.c: dragging shapes, or a click that selects
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include <math.h>

#include "editor/editor-controller-private.h"

typedef struct
{
  EditorGesture parent;

  BpmnElement *pressed;
  BpmnPoint start;
  BpmnRect reference;  /* where the pressed shape stood */
  GPtrArray *elements; /* what moves; NULL until the drag begins */
  GHashTable *moving;  /* the same with everything that belongs to it */
  EditorSnap snap;
  EditorDwell dwell;
  gboolean adds; /* Shift or Ctrl was held at the press: a click adds or removes */
  gboolean may_insert;
} MoveGesture;

static EditorSession *
get_session (MoveGesture *self)
{
  return editor_controller_get_session (self->parent.controller);
}

/* Only one loose flow node can go into a flow: what is connected is never rewired. */
static gboolean
may_insert (MoveGesture *self)
{
  BpmnElement *element;
  BpmnType type;

  if (self->elements->len != 1)
    return FALSE;
  element = g_ptr_array_index (self->elements, 0);
  type = bpmn_element_get_type_id (element);
  return bpmn_type_is_flow_node (type) && type != BPMN_TYPE_START_EVENT &&
         type != BPMN_TYPE_END_EVENT && type != BPMN_TYPE_BOUNDARY_EVENT &&
         bpmn_element_get_incoming (element)->len == 0 &&
         bpmn_element_get_outgoing (element)->len == 0;
}

static gboolean
begin_drag (MoveGesture *self)
{
  EditorSelection *selection = editor_session_get_selection (get_session (self));
  const GPtrArray *selected;

  if (!editor_place_get_bounds (get_session (self), self->pressed, &self->reference))
    return FALSE;
  if (!editor_selection_contains (selection, self->pressed))
    {
      if (self->adds)
        editor_selection_add (selection, self->pressed);
      else
        editor_selection_select (selection, self->pressed);
    }
  selected = editor_selection_get_elements (selection);
  self->elements = g_ptr_array_copy ((GPtrArray *) selected, NULL, NULL);
  self->moving = editor_shifts_new (
      get_session (self), (BpmnElement *const *) self->elements->pdata, self->elements->len, 0, 0);
  self->may_insert = may_insert (self);
  editor_controller_set_cursor (self->parent.controller, EDITOR_CURSOR_MOVE);
  return TRUE;
}

/* With Shift the move keeps to the axis it went farther along. */
static void
constrain (const EditorEvent *event, double *dx, double *dy)
{
  if ((event->modifiers & EDITOR_MODIFIER_SHIFT) == 0)
    return;
  if (fabs (*dx) >= fabs (*dy))
    *dy = 0;
  else
    *dx = 0;
}

static void
snap (MoveGesture *self, const EditorEvent *event)
{
  double dx = event->x - self->start.x;
  double dy = event->y - self->start.y;
  gboolean free_move = (event->modifiers & EDITOR_MODIFIER_CONTROL) != 0 && !self->adds;

  constrain (event, &dx, &dy);
  if (free_move)
    self->snap = (EditorSnap){ .dx = round (dx), .dy = round (dy) };
  else
    self->snap = editor_snap (get_session (self), &self->reference, self->moving, dx, dy,
                              editor_controller_get_grid (self->parent.controller),
                              editor_event_scale (event));
  if (dx == 0)
    {
      self->snap.dx = 0;
      self->snap.has_x = FALSE;
    }
  if (dy == 0)
    {
      self->snap.dy = 0;
      self->snap.has_y = FALSE;
    }
}

static void
hover_flow (MoveGesture *self, const EditorEvent *event)
{
  BpmnPoint point = { event->x, event->y };

  if (self->may_insert)
    editor_dwell_hover (&self->dwell, self->parent.controller,
                        editor_tool_find_flow (
                            get_session (self), point,
                            2 * EDITOR_PICK_TOLERANCE / editor_event_scale (event), self->pressed),
                        event->time);
}

static void
motion (EditorGesture *gesture, const EditorEvent *event)
{
  MoveGesture *self = (MoveGesture *) gesture;
  g_autoptr (EditorPlan) plan = NULL;
  g_autoptr (GHashTable) shifts = NULL;

  if (self->elements == NULL &&
      (!editor_event_is_beyond (event, self->start, EDITOR_DRAG_THRESHOLD) || !begin_drag (self)))
    return;
  snap (self, event);
  hover_flow (self, event);
  plan = editor_plan_new (get_session (self));
  shifts = editor_shifts_new (get_session (self), (BpmnElement *const *) self->elements->pdata,
                              self->elements->len, self->snap.dx, self->snap.dy);
  editor_plan_shift (plan, shifts);
  editor_plan_preview (plan);
}

static void
timeout (EditorGesture *gesture, const EditorEvent *event)
{
  MoveGesture *self = (MoveGesture *) gesture;

  if (self->dwell.flow != NULL)
    editor_dwell_hover (&self->dwell, gesture->controller, self->dwell.flow, event->time);
}

static void
click (MoveGesture *self)
{
  EditorSelection *selection = editor_session_get_selection (get_session (self));

  if (self->adds)
    editor_selection_toggle (selection, self->pressed);
  else
    editor_selection_select (selection, self->pressed);
}

static void
drop (MoveGesture *self)
{
  GError *error = NULL;

  if (self->dwell.armed)
    {
      BpmnPoint centre = editor_rect_center (&self->reference);

      centre.x += self->snap.dx;
      centre.y += self->snap.dy;
      editor_command_move_into (get_session (self), self->pressed, centre, self->dwell.flow,
                                &error);
    }
  else if (self->snap.dx != 0 || self->snap.dy != 0)
    {
      editor_command_move (get_session (self), (BpmnElement *const *) self->elements->pdata,
                           self->elements->len, self->snap.dx, self->snap.dy, &error);
    }
  editor_controller_take_error (self->parent.controller, error);
}

static void
release (EditorGesture *gesture, const EditorEvent *event)
{
  MoveGesture *self = (MoveGesture *) gesture;

  editor_scene_clear_overrides (editor_session_get_scene (get_session (self)));
  if (self->elements == NULL)
    click (self);
  else
    drop (self);
  editor_controller_end_gesture (gesture->controller);
}

static void
show (EditorGesture *gesture, GPtrArray *overlays)
{
  MoveGesture *self = (MoveGesture *) gesture;

  editor_snap_show (&self->snap, overlays);
  editor_dwell_show (&self->dwell, overlays);
}

static void
finalize (EditorGesture *gesture)
{
  MoveGesture *self = (MoveGesture *) gesture;

  g_clear_pointer (&self->elements, g_ptr_array_unref);
  g_clear_pointer (&self->moving, g_hash_table_unref);
}

static const EditorGestureClass move_class = {
  .size = sizeof (MoveGesture),
  .motion = motion,
  .release = release,
  .timeout = timeout,
  .show = show,
  .finalize = finalize,
};

/**
 * editor_move_gesture_new:
 * @controller: the controller
 * @pressed: the shape that was pressed
 * @event: the press
 *
 * Beyond a few pixels it moves the selection, which @pressed joins; a click selects.
 *
 * Returns: (transfer full): the gesture
 */
EditorGesture *
editor_move_gesture_new (EditorController *controller,
                         BpmnElement *pressed,
                         const EditorEvent *event)
{
  MoveGesture *self = editor_gesture_new (controller, &move_class);

  self->pressed = pressed;
  self->start = (BpmnPoint){ event->x, event->y };
  self->adds = (event->modifiers & (EDITOR_MODIFIER_SHIFT | EDITOR_MODIFIER_CONTROL)) != 0;
  return &self->parent;
}

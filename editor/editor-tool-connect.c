/* editor-tool-connect.c: drawing connections, and putting their ends elsewhere
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "editor/editor-controller-private.h"
#include "engine/bpmn/bpmn-edit.h"

typedef struct
{
  EditorGesture parent;

  BpmnElement *connection; /* whose end is moved; NULL: a new one is drawn */
  gboolean source_end;     /* it is the beginning that is moved */
  BpmnElement *fixed;      /* the end that stays; NULL: it is still to be pressed */
  BpmnPoint start;
  BpmnPoint pointer;
  BpmnElement *hovered;
  EditorVerdict verdict;
  gboolean dragging; /* the button is held since the first end */
  gboolean moved;
} ConnectGesture;

static EditorSession *
get_session (ConnectGesture *self)
{
  return editor_controller_get_session (self->parent.controller);
}

static BpmnElement *
get_source (ConnectGesture *self)
{
  return self->source_end ? self->hovered : self->fixed;
}

static BpmnElement *
get_target (ConnectGesture *self)
{
  return self->source_end ? self->fixed : self->hovered;
}

/* The end is where it was: nothing would change. */
static gboolean
is_unchanged (ConnectGesture *self)
{
  return self->connection != NULL &&
         get_source (self) == bpmn_element_get_source (self->connection) &&
         get_target (self) == bpmn_element_get_target (self->connection);
}

static void
judge (ConnectGesture *self)
{
  BpmnModel *model = editor_session_get_model (get_session (self));

  if (self->hovered == NULL || self->fixed == NULL || is_unchanged (self))
    self->verdict = EDITOR_VERDICT_NEUTRAL;
  else
    self->verdict = bpmn_edit_can_connect (model, get_source (self), get_target (self), NULL)
                        ? EDITOR_VERDICT_ALLOW
                        : EDITOR_VERDICT_DENY;
  editor_controller_set_cursor (self->parent.controller, self->verdict == EDITOR_VERDICT_DENY
                                                             ? EDITOR_CURSOR_NOT_ALLOWED
                                                             : EDITOR_CURSOR_CROSSHAIR);
}

static void
follow (ConnectGesture *self, const EditorEvent *event)
{
  self->pointer = (BpmnPoint){ event->x, event->y };
  self->moved |= editor_event_is_beyond (event, self->start, EDITOR_DRAG_THRESHOLD);
  self->hovered = editor_tool_pick_node (self->parent.controller, event->x, event->y);
  judge (self);
}

static void
motion (EditorGesture *gesture, const EditorEvent *event)
{
  follow ((ConnectGesture *) gesture, event);
}

static void
finish (ConnectGesture *self)
{
  EditorSession *session = get_session (self);
  GError *error = NULL;

  if (self->hovered != NULL && self->connection != NULL && !is_unchanged (self))
    {
      editor_command_reconnect (session, self->connection, get_source (self), get_target (self),
                                &error);
    }
  else if (self->hovered != NULL && self->connection == NULL)
    {
      BpmnElement *flow =
          editor_command_connect (session, self->fixed, self->hovered, NULL, &error);

      if (flow != NULL)
        editor_selection_select (editor_session_get_selection (session), flow);
    }
  editor_controller_take_error (self->parent.controller, error);
  editor_controller_end_gesture (self->parent.controller);
}

static void
press (EditorGesture *gesture, const EditorEvent *event)
{
  ConnectGesture *self = (ConnectGesture *) gesture;

  follow (self, event);
  finish (self);
}

static void
release (EditorGesture *gesture, const EditorEvent *event)
{
  ConnectGesture *self = (ConnectGesture *) gesture;

  if (!self->dragging)
    return;
  follow (self, event);
  if (!self->moved && self->connection == NULL && self->fixed != NULL)
    {
      self->dragging = FALSE; /* a click on the source; one on the target follows */
      return;
    }
  if (self->fixed == NULL || !self->moved)
    editor_controller_end_gesture (gesture->controller);
  else
    finish (self);
}

static void
activate (EditorGesture *gesture, BpmnElement *element)
{
  ConnectGesture *self = (ConnectGesture *) gesture;

  if (element == NULL)
    return;
  if (self->fixed == NULL)
    {
      self->fixed = element;
      return;
    }
  self->hovered = element;
  judge (self);
  finish (self);
}

/* From the outline of one end to the pointer, or a real route to what is under it. */
static GArray *
get_preview (ConnectGesture *self)
{
  EditorSession *session = get_session (self);
  g_autoptr (EditorPlan) plan = editor_plan_new (session);
  GArray *route;
  EditorDock dock;
  BpmnPoint docked, inside;

  if (self->hovered != NULL && self->verdict != EDITOR_VERDICT_DENY)
    {
      route =
          editor_plan_route (plan, get_source (self), get_target (self), EDITOR_ROUTE_ORTHOGONAL);
      if (route != NULL)
        return route;
    }
  if (!editor_plan_get_dock (plan, self->fixed, &dock))
    return NULL;
  inside = editor_rect_center (&dock.bounds);
  if (!editor_outline_crop (dock.outline, &dock.bounds, inside, self->pointer, &docked))
    docked = inside;
  route = g_array_new (FALSE, FALSE, sizeof (BpmnPoint));
  g_array_append_val (route, docked);
  if (self->source_end)
    g_array_prepend_val (route, self->pointer);
  else
    g_array_append_val (route, self->pointer);
  return route;
}

static void
show (EditorGesture *gesture, GPtrArray *overlays)
{
  ConnectGesture *self = (ConnectGesture *) gesture;
  g_autoptr (GArray) route = NULL;

  if (self->hovered != NULL)
    editor_overlay_add (overlays, EDITOR_OVERLAY_TARGET, self->hovered)->verdict = self->verdict;
  if (self->fixed == NULL || !self->moved)
    return;
  route = get_preview (self);
  if (route != NULL)
    {
      EditorOverlay *overlay = editor_overlay_add (overlays, EDITOR_OVERLAY_PATH, NULL);

      overlay->verdict = self->verdict;
      editor_overlay_set_points (overlay, (const BpmnPoint *) (gpointer) route->data, route->len);
    }
}

static const EditorGestureClass connect_class = {
  .size = sizeof (ConnectGesture),
  .motion = motion,
  .press = press,
  .release = release,
  .activate = activate,
  .show = show,
};

/**
 * editor_connect_gesture_new:
 * @controller: the controller
 * @source: (nullable): where the connection begins; %NULL: at what is pressed
 * @event: (nullable): the press; %NULL: begun by key or menu, a later press ends it
 *
 * Press on the source and release on the target, or click both.
 *
 * Returns: (transfer full): the gesture
 */
EditorGesture *
editor_connect_gesture_new (EditorController *controller,
                            BpmnElement *source,
                            const EditorEvent *event)
{
  ConnectGesture *self = editor_gesture_new (controller, &connect_class);

  self->fixed = source;
  self->pointer = editor_controller_get_pointer (controller);
  if (event != NULL)
    {
      self->start = (BpmnPoint){ event->x, event->y };
      self->dragging = TRUE;
      if (source == NULL)
        self->fixed = editor_tool_pick_node (controller, event->x, event->y);
    }
  else
    {
      self->start = self->pointer;
      self->moved = TRUE;
    }
  editor_controller_set_cursor (controller, EDITOR_CURSOR_CROSSHAIR);
  return &self->parent;
}

/**
 * editor_reconnect_gesture_new:
 * @controller: the controller
 * @connection: whose end is dragged
 * @source_end: whether it is the beginning
 * @event: the press
 *
 * Returns: (transfer full): the gesture
 */
EditorGesture *
editor_reconnect_gesture_new (EditorController *controller,
                              BpmnElement *connection,
                              gboolean source_end,
                              const EditorEvent *event)
{
  ConnectGesture *self = editor_gesture_new (controller, &connect_class);

  self->connection = connection;
  self->source_end = source_end;
  self->fixed =
      source_end ? bpmn_element_get_target (connection) : bpmn_element_get_source (connection);
  self->start = self->pointer = (BpmnPoint){ event->x, event->y };
  self->dragging = TRUE;
  return &self->parent;
}

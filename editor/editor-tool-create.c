/* editor-tool-create.c: placing a palette entry
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "editor/editor-command-private.h"
#include "editor/editor-controller-private.h"
#include "engine/altinn/altinn-task-type.h"

typedef struct
{
  EditorGesture parent;

  const char *entry;
  BpmnType type;
  gboolean dragging; /* the release places, not the press */
  gboolean has_pointer;
  BpmnRect bounds;
  EditorSnap snap;
  EditorDwell dwell;
  EditorVerdict verdict;
} CreateGesture;

static EditorSession *
get_session (CreateGesture *self)
{
  return editor_controller_get_session (self->parent.controller);
}

static gboolean
can_be_inserted (BpmnType type)
{
  return type != BPMN_TYPE_START_EVENT && type != BPMN_TYPE_END_EVENT;
}

static void
follow (CreateGesture *self, const EditorEvent *event)
{
  BpmnRect centred = { event->x - self->bounds.width / 2, event->y - self->bounds.height / 2,
                       self->bounds.width, self->bounds.height };
  BpmnPoint pointer = { event->x, event->y };
  double scale = editor_event_scale (event);

  self->has_pointer = TRUE;
  if ((event->modifiers & EDITOR_MODIFIER_CONTROL) != 0)
    self->snap = (EditorSnap){ 0 };
  else
    self->snap = editor_snap (get_session (self), &centred, NULL, 0, 0,
                              editor_controller_get_grid (self->parent.controller), scale);
  self->bounds = centred;
  self->bounds.x += self->snap.dx;
  self->bounds.y += self->snap.dy;
  if (can_be_inserted (self->type))
    editor_dwell_hover (&self->dwell, self->parent.controller,
                        editor_tool_find_flow (get_session (self), pointer,
                                               2 * EDITOR_PICK_TOLERANCE / scale, NULL),
                        event->time);
  if (self->dwell.armed)
    self->verdict = EDITOR_VERDICT_ALLOW;
  else
    self->verdict = editor_place_is_taken (get_session (self), &self->bounds, NULL)
                        ? EDITOR_VERDICT_DENY
                        : EDITOR_VERDICT_NEUTRAL;
  editor_controller_set_cursor (self->parent.controller, self->verdict == EDITOR_VERDICT_DENY
                                                             ? EDITOR_CURSOR_NOT_ALLOWED
                                                             : EDITOR_CURSOR_CROSSHAIR);
}

static void
motion (EditorGesture *gesture, const EditorEvent *event)
{
  follow ((CreateGesture *) gesture, event);
}

static void
timeout (EditorGesture *gesture, const EditorEvent *event)
{
  CreateGesture *self = (CreateGesture *) gesture;

  if (self->dwell.flow == NULL)
    return;
  editor_dwell_hover (&self->dwell, gesture->controller, self->dwell.flow, event->time);
  if (self->dwell.armed)
    {
      self->verdict = EDITOR_VERDICT_ALLOW;
      editor_controller_set_cursor (gesture->controller, EDITOR_CURSOR_CROSSHAIR);
    }
}

static void
place (CreateGesture *self)
{
  EditorSession *session = get_session (self);
  BpmnPoint centre = editor_rect_center (&self->bounds);
  GError *error = NULL;
  BpmnElement *element;

  if (self->dwell.armed)
    element = editor_command_insert (session, self->entry, NULL, self->dwell.flow, &centre, &error);
  else
    element = editor_command_add (session, self->entry, NULL, centre, &error);
  if (element != NULL)
    editor_selection_select (editor_session_get_selection (session), element);
  editor_controller_take_error (self->parent.controller, error);
  editor_controller_end_gesture (self->parent.controller);
}

static void
press (EditorGesture *gesture, const EditorEvent *event)
{
  CreateGesture *self = (CreateGesture *) gesture;

  follow (self, event);
  if (self->verdict != EDITOR_VERDICT_DENY)
    place (self);
}

static void
release (EditorGesture *gesture, const EditorEvent *event)
{
  CreateGesture *self = (CreateGesture *) gesture;

  if (!self->dragging)
    return;
  follow (self, event);
  if (self->verdict == EDITOR_VERDICT_DENY)
    editor_controller_end_gesture (gesture->controller);
  else
    place (self);
}

/* Without a pointer the new element goes beside the primary one. */
static void
activate (EditorGesture *gesture, BpmnElement *element)
{
  CreateGesture *self = (CreateGesture *) gesture;

  if (!self->has_pointer && element != NULL)
    {
      BpmnPoint centre =
          editor_place_after (get_session (self), element, self->bounds.width, self->bounds.height);

      self->bounds.x = centre.x - self->bounds.width / 2;
      self->bounds.y = centre.y - self->bounds.height / 2;
    }
  if (self->verdict != EDITOR_VERDICT_DENY)
    place (self);
}

static void
show (EditorGesture *gesture, GPtrArray *overlays)
{
  CreateGesture *self = (CreateGesture *) gesture;
  EditorOverlay *ghost;

  if (!self->has_pointer)
    return;
  ghost = editor_overlay_add (overlays, EDITOR_OVERLAY_GHOST, NULL);
  ghost->entry = self->entry;
  ghost->rect = self->bounds;
  ghost->verdict = self->verdict;
  editor_snap_show (&self->snap, overlays);
  editor_dwell_show (&self->dwell, overlays);
}

static const EditorGestureClass create_class = {
  .size = sizeof (CreateGesture),
  .motion = motion,
  .press = press,
  .release = release,
  .timeout = timeout,
  .activate = activate,
  .show = show,
};

/**
 * editor_create_gesture_new:
 * @controller: the controller
 * @entry: (not nullable): a palette entry, interned
 * @dragging: the button is held since the palette: the release places it
 *
 * Returns: (transfer full): the gesture
 */
EditorGesture *
editor_create_gesture_new (EditorController *controller, const char *entry, gboolean dragging)
{
  CreateGesture *self = editor_gesture_new (controller, &create_class);
  const AltinnTaskType *type = altinn_task_type_from_palette (entry);

  self->entry = entry;
  self->type = type != NULL ? type->element : BPMN_TYPE_TASK;
  self->dragging = dragging;
  self->bounds.width = 100;
  self->bounds.height = 80;
  editor_type_get_default_size (self->type, &self->bounds.width, &self->bounds.height);
  editor_controller_set_cursor (controller, EDITOR_CURSOR_CROSSHAIR);
  return &self->parent;
}

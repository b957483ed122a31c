/* editor-tool-band.c: the rubber band of the select and lasso tools, and the hand
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "editor/editor-controller-private.h"

typedef struct
{
  EditorGesture parent;

  BpmnPoint start;
  BpmnRect area;
  GPtrArray *before; /* what was selected, if the band adds to it */
  gboolean dragging;
} BandGesture;

static void
select_in_area (BandGesture *self)
{
  EditorSession *session = editor_controller_get_session (self->parent.controller);
  g_autoptr (GPtrArray) items =
      editor_scene_pick_rect (editor_session_get_scene (session), &self->area);
  g_autoptr (GPtrArray) elements = g_ptr_array_new ();

  if (self->before != NULL)
    g_ptr_array_extend (elements, self->before, NULL, NULL);
  for (guint i = 0; i < items->len; i++)
    {
      BpmnElement *element = editor_item_get_element (g_ptr_array_index (items, i));

      if (element != NULL)
        g_ptr_array_add (elements, element);
    }
  editor_selection_set (editor_session_get_selection (session),
                        (BpmnElement *const *) elements->pdata, elements->len);
}

static void
band_motion (EditorGesture *gesture, const EditorEvent *event)
{
  BandGesture *self = (BandGesture *) gesture;
  BpmnPoint corners[2] = { self->start, { event->x, event->y } };

  self->dragging |= editor_event_is_beyond (event, self->start, EDITOR_DRAG_THRESHOLD);
  if (!self->dragging)
    return;
  self->area = editor_rect_of_points (corners, 2);
  select_in_area (self);
}

static void
band_release (EditorGesture *gesture, const EditorEvent *event)
{
  BandGesture *self = (BandGesture *) gesture;
  EditorSession *session = editor_controller_get_session (gesture->controller);

  if (!self->dragging && self->before == NULL)
    editor_selection_clear (editor_session_get_selection (session));
  editor_controller_end_gesture (gesture->controller);
}

static void
band_show (EditorGesture *gesture, GPtrArray *overlays)
{
  BandGesture *self = (BandGesture *) gesture;

  if (self->dragging)
    editor_overlay_add (overlays, EDITOR_OVERLAY_RUBBER_BAND, NULL)->rect = self->area;
}

static void
band_cancel (EditorGesture *gesture)
{
  BandGesture *self = (BandGesture *) gesture;
  EditorSession *session = editor_controller_get_session (gesture->controller);

  if (self->before != NULL)
    editor_selection_set (editor_session_get_selection (session),
                          (BpmnElement *const *) self->before->pdata, self->before->len);
  else
    editor_selection_clear (editor_session_get_selection (session));
}

static void
band_finalize (EditorGesture *gesture)
{
  g_clear_pointer (&((BandGesture *) gesture)->before, g_ptr_array_unref);
}

static const EditorGestureClass band_class = {
  .size = sizeof (BandGesture),
  .motion = band_motion,
  .release = band_release,
  .show = band_show,
  .cancel = band_cancel,
  .finalize = band_finalize,
};

/**
 * editor_band_gesture_new:
 * @controller: the controller
 * @event: the press; with Shift or Ctrl the band adds to the selection
 *
 * Returns: (transfer full): the gesture
 */
EditorGesture *
editor_band_gesture_new (EditorController *controller, const EditorEvent *event)
{
  BandGesture *self = editor_gesture_new (controller, &band_class);
  EditorSelection *selection =
      editor_session_get_selection (editor_controller_get_session (controller));

  self->start = (BpmnPoint){ event->x, event->y };
  if ((event->modifiers & (EDITOR_MODIFIER_SHIFT | EDITOR_MODIFIER_CONTROL)) != 0)
    self->before =
        g_ptr_array_copy ((GPtrArray *) editor_selection_get_elements (selection), NULL, NULL);
  return &self->parent;
}

typedef struct
{
  EditorGesture parent;

  BpmnPoint grabbed; /* this place of the diagram stays under the pointer */
} PanGesture;

static void
pan_motion (EditorGesture *gesture, const EditorEvent *event)
{
  PanGesture *self = (PanGesture *) gesture;

  editor_controller_scroll_by (gesture->controller, self->grabbed.x - event->x,
                               self->grabbed.y - event->y);
}

static void
pan_release (EditorGesture *gesture, const EditorEvent *event)
{
  editor_controller_end_gesture (gesture->controller);
}

static const EditorGestureClass pan_class = {
  .size = sizeof (PanGesture),
  .motion = pan_motion,
  .release = pan_release,
};

/**
 * editor_pan_gesture_new:
 * @controller: the controller
 * @event: the press
 *
 * Drags the view: after each "scroll-by" the same place is under the pointer again.
 *
 * Returns: (transfer full): the gesture
 */
EditorGesture *
editor_pan_gesture_new (EditorController *controller, const EditorEvent *event)
{
  PanGesture *self = editor_gesture_new (controller, &pan_class);

  self->grabbed = (BpmnPoint){ event->x, event->y };
  editor_controller_set_cursor (controller, EDITOR_CURSOR_GRABBING);
  return &self->parent;
}

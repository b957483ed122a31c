/* editor-tool-select.c: what a press on the canvas begins, and what the pointer is over
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "editor/editor-controller-private.h"

/* How near a handle must be pressed, in pixels. */
#define HANDLE_RADIUS 7.0

static EditorSelection *
get_selection (EditorController *self)
{
  return editor_session_get_selection (editor_controller_get_session (self));
}

static EditorItem *
get_single_item (EditorController *self, gboolean connection)
{
  BpmnElement *single = editor_selection_get_single (get_selection (self));
  EditorScene *scene = editor_session_get_scene (editor_controller_get_session (self));
  EditorItem *item = single != NULL ? editor_scene_lookup (scene, single) : NULL;

  return item != NULL && editor_item_is_connection (item) == connection ? item : NULL;
}

static BpmnPoint
middle_of (BpmnPoint a, BpmnPoint b)
{
  return (BpmnPoint){ (a.x + b.x) / 2, (a.y + b.y) / 2 };
}

static void
show_connection_handles (EditorItem *item, GPtrArray *overlays)
{
  guint n_points;
  const BpmnPoint *points = editor_item_get_waypoints (item, &n_points);
  BpmnElement *element = editor_item_get_element (item);

  for (guint i = 0; i < n_points; i++)
    {
      gboolean is_end = i == 0 || i + 1 == n_points;

      editor_overlay_set_points (
          editor_overlay_add (overlays, is_end ? EDITOR_OVERLAY_END : EDITOR_OVERLAY_BEND, element),
          &points[i], 1);
      if (i + 1 < n_points)
        {
          BpmnPoint middle = middle_of (points[i], points[i + 1]);

          editor_overlay_set_points (editor_overlay_add (overlays, EDITOR_OVERLAY_SEGMENT, element),
                                     &middle, 1);
        }
    }
}

static void
show_corners (EditorItem *item, GPtrArray *overlays)
{
  BpmnRect bounds = editor_item_get_bounds (item);
  BpmnPoint corners[4];

  editor_rect_get_corners (&bounds, corners);
  for (guint i = 0; i < 4; i++)
    editor_overlay_set_points (
        editor_overlay_add (overlays, EDITOR_OVERLAY_CORNER, editor_item_get_element (item)),
        &corners[i], 1);
}

/**
 * editor_tool_select_show:
 * @self: the controller
 * @overlays: gets the overlays
 *
 * Without a gesture: handles of the one selected element, and what the pointer is over.
 */
void
editor_tool_select_show (EditorController *self, GPtrArray *overlays)
{
  EditorItem *connection = get_single_item (self, TRUE);
  EditorItem *shape = get_single_item (self, FALSE);
  BpmnElement *hovered = editor_controller_get_hovered (self);

  if (connection != NULL)
    show_connection_handles (connection, overlays);
  if (shape != NULL && editor_tool_can_resize (editor_controller_get_session (self),
                                               editor_item_get_element (shape)))
    show_corners (shape, overlays);
  if (hovered != NULL && !editor_selection_contains (get_selection (self), hovered))
    editor_overlay_add (overlays, EDITOR_OVERLAY_HOVER, hovered);
}

static gboolean
pick (EditorController *self, const EditorEvent *event, EditorHit *hit)
{
  EditorScene *scene = editor_session_get_scene (editor_controller_get_session (self));

  return editor_scene_pick (scene, event->x, event->y,
                            EDITOR_PICK_TOLERANCE / editor_event_scale (event), hit) &&
         editor_item_get_element (hit->item) != NULL;
}

static gboolean
is_near (const EditorEvent *event, BpmnPoint point)
{
  return !editor_event_is_beyond (event, point, HANDLE_RADIUS);
}

/* The gesture of the handle that was pressed; NULL: none was. */
static EditorGesture *
begin_at_connection_handle (EditorController *self, EditorItem *item, const EditorEvent *event)
{
  guint n_points;
  const BpmnPoint *points = editor_item_get_waypoints (item, &n_points);
  BpmnElement *element = editor_item_get_element (item);

  if (is_near (event, points[0]))
    return editor_reconnect_gesture_new (self, element, TRUE, event);
  if (is_near (event, points[n_points - 1]))
    return editor_reconnect_gesture_new (self, element, FALSE, event);
  for (guint i = 1; i + 1 < n_points; i++)
    if (is_near (event, points[i]))
      return editor_bend_gesture_new (self, element, TRUE, i, event);
  for (guint i = 0; i + 1 < n_points; i++)
    if (is_near (event, middle_of (points[i], points[i + 1])))
      return editor_bend_gesture_new (self, element, FALSE, i, event);
  return NULL;
}

static EditorGesture *
begin_at_handle (EditorController *self, const EditorEvent *event)
{
  EditorItem *connection = get_single_item (self, TRUE);
  EditorItem *shape = get_single_item (self, FALSE);
  BpmnPoint corners[4];
  BpmnRect bounds;

  if (connection != NULL)
    return begin_at_connection_handle (self, connection, event);
  if (shape == NULL || !editor_tool_can_resize (editor_controller_get_session (self),
                                                editor_item_get_element (shape)))
    return NULL;
  bounds = editor_item_get_bounds (shape);
  editor_rect_get_corners (&bounds, corners);
  for (guint i = 0; i < 4; i++)
    if (is_near (event, corners[i]))
      return editor_resize_gesture_new (self, editor_item_get_element (shape), i, event);
  return NULL;
}

static EditorGesture *
begin_at_hit (EditorController *self, const EditorHit *hit, const EditorEvent *event)
{
  EditorSelection *selection = get_selection (self);
  EditorScene *scene = editor_session_get_scene (editor_controller_get_session (self));
  BpmnElement *element = editor_item_get_element (hit->item);
  gboolean adds = (event->modifiers & (EDITOR_MODIFIER_SHIFT | EDITOR_MODIFIER_CONTROL)) != 0;
  BpmnRect label;

  if (!adds && !editor_selection_contains (selection, element))
    editor_selection_select (selection, element);
  if (hit->part == EDITOR_HIT_LABEL && !adds &&
      editor_item_get_label_bounds (scene, hit->item, &label))
    return editor_label_gesture_new (self, element, &label, event);
  if (editor_item_is_connection (hit->item) && !adds)
    {
      editor_selection_select (selection, element);
      return editor_bend_gesture_new (self, element, FALSE,
                                      hit->part == EDITOR_HIT_SEGMENT ? hit->index
                                      : hit->index > 0                ? hit->index - 1
                                                                      : 0,
                                      event);
    }
  return editor_move_gesture_new (self, element, event);
}

static void
open_menu (EditorController *self, const EditorEvent *event)
{
  EditorHit hit;
  BpmnElement *element = NULL;

  if (pick (self, event, &hit))
    {
      element = editor_item_get_element (hit.item);
      if (!editor_selection_contains (get_selection (self), element))
        editor_selection_select (get_selection (self), element);
    }
  else
    {
      editor_selection_clear (get_selection (self));
    }
  editor_controller_request_menu (self, element, event->x, event->y);
}

/**
 * editor_tool_select_press:
 * @self: the controller
 * @event: a press
 *
 * Handles come first, then what is drawn topmost, then the ground, where a rubber band begins.
 */
void
editor_tool_select_press (EditorController *self, const EditorEvent *event)
{
  EditorGesture *gesture;
  EditorHit hit;

  if (event->button == 3)
    {
      open_menu (self, event);
      return;
    }
  gesture = event->n_press < 2 ? begin_at_handle (self, event) : NULL;
  if (gesture == NULL && pick (self, event, &hit))
    {
      if (event->n_press >= 2)
        {
          editor_selection_select (get_selection (self), editor_item_get_element (hit.item));
          editor_controller_request_label (self, editor_item_get_element (hit.item));
          return;
        }
      gesture = begin_at_hit (self, &hit, event);
    }
  if (gesture == NULL)
    gesture = editor_band_gesture_new (self, event);
  editor_controller_begin_gesture (self, gesture);
}

/**
 * editor_tool_select_hover:
 * @self: the controller
 * @event: (nullable): a motion; %NULL: the pointer left
 *
 * Remembers what the pointer is over.
 */
void
editor_tool_select_hover (EditorController *self, const EditorEvent *event)
{
  EditorHit hit;

  editor_controller_set_hovered (
      self, event != NULL && pick (self, event, &hit) ? editor_item_get_element (hit.item) : NULL);
}

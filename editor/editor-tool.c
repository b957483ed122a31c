/* editor-tool.c: what tools share
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include <math.h>

#include "editor/editor-controller-private.h"

/* How long the pointer rests on a flow before a drop goes into it. */
#define DWELL_TIME (300 * G_TIME_SPAN_MILLISECOND)

/**
 * editor_event_scale:
 * @event: an event
 *
 * Returns: pixels on the screen per DI unit
 */
double
editor_event_scale (const EditorEvent *event)
{
  return event->scale > 0 ? event->scale : 1;
}

gboolean
editor_event_is_beyond (const EditorEvent *event, BpmnPoint start, double pixels)
{
  return hypot (event->x - start.x, event->y - start.y) * editor_event_scale (event) > pixels;
}

/**
 * editor_tool_pick_node:
 * @self: the controller
 * @x: where
 * @y: where
 *
 * Returns: (transfer none) (nullable): the shape there that connections can dock on
 */
BpmnElement *
editor_tool_pick_node (EditorController *self, double x, double y)
{
  EditorScene *scene = editor_session_get_scene (editor_controller_get_session (self));
  EditorHit hit;

  if (!editor_scene_pick (scene, x, y, 0, &hit) || editor_item_is_connection (hit.item) ||
      hit.part == EDITOR_HIT_LABEL)
    return NULL;
  return editor_item_get_element (hit.item);
}

static double
distance_to_route (EditorItem *item, BpmnPoint point)
{
  guint n_points;
  const BpmnPoint *points = editor_item_get_waypoints (item, &n_points);
  double best = INFINITY;

  for (guint i = 0; i + 1 < n_points; i++)
    {
      BpmnPoint nearest;

      best = MIN (best, editor_segment_distance (points[i], points[i + 1], point, &nearest));
    }
  return best;
}

/**
 * editor_tool_find_flow:
 * @session: the session
 * @point: where
 * @tolerance: how far beside the line still counts, in DI units
 * @except: (nullable): flows at this element do not count
 *
 * Returns: (transfer none) (nullable): the nearest sequence flow with two ends
 */
BpmnElement *
editor_tool_find_flow (EditorSession *session,
                       BpmnPoint point,
                       double tolerance,
                       const BpmnElement *except)
{
  BpmnRect area = { point.x - tolerance, point.y - tolerance, 2 * tolerance, 2 * tolerance };
  g_autoptr (GPtrArray) items = editor_scene_query (editor_session_get_scene (session), &area);
  BpmnElement *found = NULL;
  double best = tolerance;

  for (guint i = 0; i < items->len; i++)
    {
      EditorItem *item = g_ptr_array_index (items, i);
      BpmnElement *element = editor_item_get_element (item);
      double distance;

      if (element == NULL || !editor_item_is_connection (item) ||
          editor_item_get_type_id (item) != BPMN_TYPE_SEQUENCE_FLOW ||
          bpmn_element_get_source (element) == NULL || bpmn_element_get_target (element) == NULL ||
          (except != NULL && (bpmn_element_get_source (element) == except ||
                              bpmn_element_get_target (element) == except)))
        continue;
      distance = distance_to_route (item, point);
      if (distance > best)
        continue;
      best = distance;
      found = element;
    }
  return found;
}

gboolean
editor_tool_can_resize (EditorSession *session, BpmnElement *element)
{
  return bpmn_element_get_type_id (element) == BPMN_TYPE_TEXT_ANNOTATION ||
         editor_place_is_container (session, element);
}

/* Clockwise from the top left. */
void
editor_rect_get_corners (const BpmnRect *rect, BpmnPoint corners[4])
{
  corners[0] = (BpmnPoint){ rect->x, rect->y };
  corners[1] = (BpmnPoint){ rect->x + rect->width, rect->y };
  corners[2] = (BpmnPoint){ rect->x + rect->width, rect->y + rect->height };
  corners[3] = (BpmnPoint){ rect->x, rect->y + rect->height };
}

/**
 * editor_dwell_hover:
 * @self: the dwell of a gesture
 * @controller: its controller
 * @flow: (nullable): the flow that the pointer is over now
 * @time: now, on the events' clock
 *
 * Begins to count when the pointer comes to a flow, and forgets it when it leaves.
 */
void
editor_dwell_hover (EditorDwell *self, EditorController *controller, BpmnElement *flow, gint64 time)
{
  if (flow == NULL)
    {
      editor_dwell_clear (self, controller);
      return;
    }
  if (self->flow != flow)
    {
      self->flow = flow;
      self->since = time;
      self->armed = FALSE;
      editor_controller_set_deadline (controller, time + DWELL_TIME);
    }
  if (!self->armed && time >= self->since + DWELL_TIME)
    {
      self->armed = TRUE;
      editor_controller_set_deadline (controller, -1);
    }
}

void
editor_dwell_clear (EditorDwell *self, EditorController *controller)
{
  self->flow = NULL;
  self->armed = FALSE;
  editor_controller_set_deadline (controller, -1);
}

void
editor_dwell_show (const EditorDwell *self, GPtrArray *overlays)
{
  if (self->flow != NULL)
    editor_overlay_add (overlays, EDITOR_OVERLAY_TARGET, self->flow)->verdict =
        self->armed ? EDITOR_VERDICT_ALLOW : EDITOR_VERDICT_NEUTRAL;
}

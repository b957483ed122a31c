/* editor-lanes.c: a node belongs to the lane it is drawn in
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "editor/editor-lanes.h"

#include <math.h>

#include "editor/editor-geometry.h"
#include "editor/editor-plan.h"
#include "engine/bpmn/bpmn-edit.h"

/* The smallest lane around the point: one without lanes in it, where these fill it. */
static BpmnElement *
find_lane (EditorSession *session, const GPtrArray *lanes, BpmnPoint at)
{
  BpmnElement *found = NULL;
  double smallest = INFINITY;

  for (guint i = 0; i < lanes->len; i++)
    {
      BpmnElement *lane = g_ptr_array_index (lanes, i);
      BpmnRect bounds;

      if (!editor_place_get_bounds (session, lane, &bounds) ||
          !editor_rect_contains (&bounds, at.x, at.y) || bounds.width * bounds.height >= smallest)
        continue;
      smallest = bounds.width * bounds.height;
      found = lane;
    }
  return found;
}

/**
 * editor_lanes_follow:
 * @session: the session
 * @node: an element that was placed; only flow nodes are in lanes
 * @is_new: whether it was not drawn before; one that was and that no lane lists stays so
 * @error: return location of an error
 *
 * Lists a node in the lane that its middle is drawn in, an event on a border in that of its host.
 * One that is drawn in no lane stays where it is listed. Must be called in a transaction, after all
 * places are written.
 *
 * Returns: %FALSE with an error of the source
 */
gboolean
editor_lanes_follow (EditorSession *session, BpmnElement *node, gboolean is_new, GError **error)
{
  BpmnElement *host = bpmn_element_get_attached_to (node);
  g_autoptr (GPtrArray) lanes = NULL;
  BpmnElement *lane;
  BpmnRect bounds;

  if (!bpmn_type_is_flow_node (bpmn_element_get_type_id (node)) ||
      bpmn_element_get_parent (node) == NULL)
    return TRUE;
  lanes = bpmn_element_list_lanes (bpmn_element_get_parent (node));
  if (lanes->len == 0 || !editor_place_get_bounds (session, host != NULL ? host : node, &bounds))
    return TRUE;
  lane = find_lane (session, lanes, editor_rect_center (&bounds));
  return lane == NULL ||
         bpmn_edit_set_lane (editor_session_get_model (session), node, lane, is_new, error);
}

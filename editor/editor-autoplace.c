/* editor-autoplace.c: where new elements go, and how room is made for them
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include <math.h>

#include "editor/editor-command-private.h"
#include "editor/editor-scene.h"

/* Between an element and the one appended to it (facts: interop 5). */
#define GAP 50.0
/* A later branch goes this far below the one before it. */
#define BRANCH_GAP 30.0
/* Spacing of a person's own up to this is taken over. */
#define MAX_OWN_GAP 250.0
/* Less than this beside an inserted element looks broken: room is made. */
#define MIN_GAP 30.0

static gboolean
get_target_bounds (EditorSession *session, BpmnElement *flow, BpmnRect *bounds)
{
  BpmnElement *target = bpmn_element_get_target (flow);

  return target != NULL && editor_place_get_bounds (session, target, bounds);
}

/* Other targets of @after that stand to its right: the new element goes below the lowest of them,
 * in their column. */
static gboolean
find_column (EditorSession *session,
             BpmnElement *after,
             const BpmnRect *source,
             double *left,
             double *bottom)
{
  const GPtrArray *flows = bpmn_element_get_outgoing (after);
  gboolean found = FALSE;

  for (guint i = 0; i < flows->len; i++)
    {
      BpmnRect bounds;

      if (!get_target_bounds (session, g_ptr_array_index (flows, i), &bounds) ||
          bounds.x < source->x + source->width ||
          bounds.x > source->x + source->width + MAX_OWN_GAP)
        continue;
      *left = found ? MIN (*left, bounds.x) : bounds.x;
      *bottom = found ? MAX (*bottom, bounds.y + bounds.height) : bounds.y + bounds.height;
      found = TRUE;
    }
  return found;
}

/**
 * editor_place_after:
 * @session: the session
 * @after: a drawn flow node
 * @width: of what is to be placed
 * @height: likewise
 *
 * To the right at the same height; beside earlier targets below them; then down until the place is
 * free (facts: interop 5).
 *
 * Returns: the centre of the place
 */
BpmnPoint
editor_place_after (EditorSession *session, BpmnElement *after, double width, double height)
{
  BpmnRect source = { 0 };
  BpmnRect place;
  double left, bottom;

  editor_place_get_bounds (session, after, &source);
  place = (BpmnRect){ source.x + source.width + GAP, source.y + (source.height - height) / 2, width,
                      height };
  if (find_column (session, after, &source, &left, &bottom))
    {
      place.x = left;
      place.y = bottom + BRANCH_GAP;
    }
  for (guint tries = 0; tries < 100; tries++)
    {
      BpmnRect area = editor_rect_grow (&place, BRANCH_GAP / 2 - 1);

      if (!editor_place_is_taken (session, &area, after))
        break;
      place.y += BRANCH_GAP;
    }
  return editor_rect_center (&place);
}

static void
grow_container (EditorPlan *plan,
                BpmnElement *element,
                const BpmnRect *bounds,
                EditorAxis axis,
                double amount)
{
  BpmnRect grown = *bounds;

  if (axis == EDITOR_AXIS_HORIZONTAL)
    grown.width += amount;
  else
    grown.height += amount;
  if (grown.width > 0 && grown.height > 0)
    editor_plan_resize (plan, element, &grown);
}

/**
 * editor_place_make_room:
 * @plan: gets the new places
 * @axis: along which
 * @position: where room is made
 * @amount: how much; negative takes room away
 *
 * Everything that begins beyond @position moves; pools, lanes and sub-processes across it grow.
 */
void
editor_place_make_room (EditorPlan *plan, EditorAxis axis, double position, double amount)
{
  EditorSession *session = editor_plan_get_session (plan);
  const GPtrArray *elements = bpmn_model_get_elements (editor_session_get_model (session));
  g_autoptr (GHashTable) shifts = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  double dx = axis == EDITOR_AXIS_HORIZONTAL ? amount : 0;
  double dy = axis == EDITOR_AXIS_HORIZONTAL ? 0 : amount;

  for (guint i = 0; i < elements->len; i++)
    {
      BpmnElement *element = g_ptr_array_index (elements, i);
      BpmnElement *host = bpmn_element_get_attached_to (element);
      BpmnRect bounds;
      double begin, end;

      if (bpmn_type_is_connection (bpmn_element_get_type_id (element)) || host != NULL ||
          !editor_place_get_bounds (session, element, &bounds))
        continue;
      begin = axis == EDITOR_AXIS_HORIZONTAL ? bounds.x : bounds.y;
      end = begin + (axis == EDITOR_AXIS_HORIZONTAL ? bounds.width : bounds.height);
      if (begin >= position)
        {
          if (bpmn_element_get_type_id (element) != BPMN_TYPE_LANE)
            editor_shifts_add (shifts, session, element, dx, dy);
        }
      else if (end > position && editor_place_is_container (session, element))
        {
          grow_container (plan, element, &bounds, axis, amount);
        }
    }
  editor_plan_shift (plan, shifts);
}

static gboolean
is_free (EditorPlan *plan, const BpmnRect *place)
{
  BpmnRect area = editor_rect_grow (place, BRANCH_GAP / 2);

  return !editor_place_is_taken (editor_plan_get_session (plan), &area, NULL);
}

/* The middle of the longest segment, or the nearest free place below it. */
static BpmnPoint
find_free_on_route (EditorPlan *plan, const GArray *route, double width, double height)
{
  guint longest = 0;
  double length = -1;
  BpmnPoint a, b, middle;
  BpmnRect place;

  for (guint i = 0; i + 1 < route->len; i++)
    {
      double distance = editor_point_distance (g_array_index (route, BpmnPoint, i),
                                               g_array_index (route, BpmnPoint, i + 1));

      if (distance <= length)
        continue;
      length = distance;
      longest = i;
    }
  a = g_array_index (route, BpmnPoint, longest);
  b = g_array_index (route, BpmnPoint, longest + 1);
  middle = (BpmnPoint){ round ((a.x + b.x) / 2), round ((a.y + b.y) / 2) };
  place = (BpmnRect){ middle.x - width / 2, middle.y - height / 2, width, height };
  for (guint tries = 0; tries < 200 && !is_free (plan, &place); tries++)
    place.y += 10;
  return editor_rect_center (&place);
}

/* Source and target stand in one row with the line straight between them. */
static gboolean
is_straight_row (const GArray *route, const BpmnRect *source, const BpmnRect *target)
{
  const BpmnPoint *first = &g_array_index (route, BpmnPoint, 0);
  const BpmnPoint *last = &g_array_index (route, BpmnPoint, route->len - 1);

  return target->x >= source->x + source->width && fabs (first->y - last->y) < 1 && route->len == 2;
}

/**
 * editor_place_on_flow:
 * @plan: gets the places of what has to make room
 * @flow: a drawn flow
 * @width: of what is to be inserted
 * @height: likewise
 *
 * Returns: the centre of the place
 */
BpmnPoint
editor_place_on_flow (EditorPlan *plan, BpmnElement *flow, double width, double height)
{
  EditorSession *session = editor_plan_get_session (plan);
  g_autoptr (GArray) route = editor_place_dup_route (session, flow);
  BpmnRect source, target;
  double available;
  BpmnPoint centre;

  if (route == NULL ||
      !editor_place_get_bounds (session, bpmn_element_get_source (flow), &source) ||
      !editor_place_get_bounds (session, bpmn_element_get_target (flow), &target))
    return (BpmnPoint){ 0, 0 };
  if (!is_straight_row (route, &source, &target))
    return find_free_on_route (plan, route, width, height);

  available = target.x - (source.x + source.width);
  centre.y = g_array_index (route, BpmnPoint, 0).y;
  if (available >= width + 2 * MIN_GAP)
    {
      BpmnRect place;

      centre.x = round (source.x + source.width + available / 2);
      place = (BpmnRect){ centre.x - width / 2, centre.y - height / 2, width, height };
      if (is_free (plan, &place))
        return centre;
    }
  centre.x = source.x + source.width + GAP + width / 2;
  editor_place_make_room (plan, EDITOR_AXIS_HORIZONTAL, target.x,
                          ceil (MAX (width + 2 * GAP - available, 0) / 10) * 10);
  return centre;
}

static GArray *
new_route (EditorPlan *plan, BpmnElement *source, BpmnElement *target)
{
  return editor_plan_route (plan, source, target, EDITOR_ROUTE_ORTHOGONAL);
}

static GArray *
crop (EditorPlan *plan, GArray *points, BpmnElement *source, BpmnElement *target)
{
  EditorDock source_dock, target_dock;
  GArray *cropped = NULL;

  if (editor_plan_get_dock (plan, source, &source_dock) &&
      editor_plan_get_dock (plan, target, &target_dock))
    cropped = editor_route_crop ((const BpmnPoint *) (gpointer) points->data, points->len,
                                 &source_dock, &target_dock);
  g_array_unref (points);
  return cropped;
}

/* Which segment of a route goes through a point; -1: none. */
static int
find_segment (const GArray *route, BpmnPoint point)
{
  for (guint i = 0; i + 1 < route->len; i++)
    {
      BpmnPoint nearest;

      if (editor_segment_distance (g_array_index (route, BpmnPoint, i),
                                   g_array_index (route, BpmnPoint, i + 1), point, &nearest) < 1)
        return (int) i;
    }
  return -1;
}

/**
 * editor_place_split_route:
 * @plan: where @node is placed already
 * @source: where the flow began
 * @node: what is put into it
 * @target: where it ended
 * @route: (nullable) (element-type BpmnPoint): how it ran
 * @before: (out) (transfer full) (nullable): from @source to @node
 * @after: (out) (transfer full) (nullable): from @node to @target
 *
 * A node on the line parts it and all bends stay; beside the line both parts are routed anew.
 */
void
editor_place_split_route (EditorPlan *plan,
                          BpmnElement *source,
                          BpmnElement *node,
                          BpmnElement *target,
                          const GArray *route,
                          GArray **before,
                          GArray **after)
{
  EditorDock dock = { 0 };
  BpmnPoint centre;
  int segment = -1;

  *before = NULL;
  *after = NULL;
  if (route != NULL && editor_plan_get_dock (plan, node, &dock))
    {
      centre = editor_rect_center (&dock.bounds);
      segment = find_segment (route, centre);
    }
  if (segment >= 0)
    {
      GArray *first = g_array_new (FALSE, FALSE, sizeof (BpmnPoint));
      GArray *second = g_array_new (FALSE, FALSE, sizeof (BpmnPoint));

      g_array_append_vals (first, route->data, (guint) segment + 1);
      g_array_append_val (first, centre);
      g_array_append_val (second, centre);
      g_array_append_vals (second, &g_array_index (route, BpmnPoint, segment + 1),
                           route->len - (guint) segment - 1);
      *before = crop (plan, first, source, node);
      *after = crop (plan, second, node, target);
    }
  if (*before == NULL || (*before)->len < 2)
    {
      g_clear_pointer (before, g_array_unref);
      *before = new_route (plan, source, node);
    }
  if (*after == NULL || (*after)->len < 2)
    {
      g_clear_pointer (after, g_array_unref);
      *after = new_route (plan, node, target);
    }
}

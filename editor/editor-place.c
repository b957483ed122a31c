/* editor-place.c: where elements stand now, in the file or in the placement in memory
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "editor/editor-plan.h"

#include "editor/editor-layout.h"
#include "editor/editor-scene.h"

/**
 * editor_place_get_bounds:
 * @session: the session
 * @element: any element
 * @bounds: (out): where it is drawn
 *
 * The file counts first: inside of a transaction it may be ahead of the scene. Then the placement
 * in memory: inside of a gesture the scene shows the preview, and what a preview starts from must
 * not be the preview before it.
 *
 * Returns: %FALSE if @element is not drawn as a shape
 */
gboolean
editor_place_get_bounds (EditorSession *session, BpmnElement *element, BpmnRect *bounds)
{
  const BpmnShape *shape = bpmn_element_get_shape (element);
  EditorScene *scene = editor_session_get_scene (session);
  const EditorPlacement *placement = editor_scene_get_placement (scene);
  EditorItem *item;

  if (shape != NULL)
    {
      *bounds = bpmn_shape_get_bounds (shape);
      return TRUE;
    }
  item = editor_scene_lookup (scene, element);
  if (item == NULL || editor_item_is_connection (item))
    return FALSE;
  if (placement == NULL || !editor_placement_get_bounds (placement, element, bounds))
    *bounds = editor_item_get_bounds (item);
  return TRUE;
}

/**
 * editor_place_get_label:
 * @session: the session
 * @element: any element
 * @bounds: (out): where the file puts its external label
 *
 * Returns: %FALSE if the file says nothing: the label then follows its element by itself
 */
gboolean
editor_place_get_label (EditorSession *session, BpmnElement *element, BpmnRect *bounds)
{
  const BpmnShape *shape = bpmn_element_get_shape (element);
  const BpmnEdge *edge = bpmn_element_get_edge (element);

  if (shape != NULL)
    return bpmn_shape_get_label_bounds (shape, bounds);
  if (edge != NULL)
    return bpmn_edge_get_label_bounds (edge, bounds);
  return FALSE;
}

/**
 * editor_place_dup_route:
 * @session: the session
 * @connection: a connection
 *
 * Returns: (transfer full) (nullable) (element-type BpmnPoint): its way points, at least two;
 *   %NULL if it is not drawn
 */
GArray *
editor_place_dup_route (EditorSession *session, BpmnElement *connection)
{
  const BpmnEdge *edge = bpmn_element_get_edge (connection);
  const BpmnPoint *points = NULL;
  guint n_points = 0;
  GArray *route;

  if (edge != NULL)
    {
      points = bpmn_edge_get_waypoints (edge, &n_points);
    }
  else
    {
      EditorScene *scene = editor_session_get_scene (session);
      const EditorPlacement *placement = editor_scene_get_placement (scene);
      EditorItem *item = editor_scene_lookup (scene, connection);

      if (item == NULL || !editor_item_is_connection (item))
        return NULL;
      if (placement != NULL)
        points = editor_placement_get_waypoints (placement, connection, &n_points);
      if (points == NULL)
        points = editor_item_get_waypoints (item, &n_points);
    }
  if (points == NULL || n_points < 2)
    return NULL;
  route = g_array_sized_new (FALSE, FALSE, sizeof (BpmnPoint), n_points);
  g_array_append_vals (route, points, n_points);
  return route;
}

/**
 * editor_place_dock:
 * @element: a drawn element
 * @bounds: where it stands
 *
 * Returns: what connections dock on
 */
EditorDock
editor_place_dock (BpmnElement *element, const BpmnRect *bounds)
{
  BpmnType type = bpmn_element_get_type_id (element);

  return (EditorDock){ *bounds, editor_type_get_outline (type), type };
}

/**
 * editor_place_is_container:
 * @session: the session
 * @element: any element
 *
 * Returns: whether other elements are drawn inside of @element
 */
gboolean
editor_place_is_container (EditorSession *session, BpmnElement *element)
{
  switch (bpmn_element_get_type_id (element))
    {
    case BPMN_TYPE_PARTICIPANT:
    case BPMN_TYPE_LANE:
    case BPMN_TYPE_GROUP:
      return TRUE;
    case BPMN_TYPE_SUB_PROCESS:
    case BPMN_TYPE_AD_HOC_SUB_PROCESS:
    case BPMN_TYPE_TRANSACTION:
    case BPMN_TYPE_SUB_CHOREOGRAPHY:
      {
        const BpmnShape *shape = bpmn_element_get_shape (element);

        return shape != NULL && bpmn_shape_is_expanded (shape);
      }
    default:
      return FALSE;
    }
}

/**
 * editor_place_is_taken:
 * @session: the session
 * @area: where something is to stand
 * @except: (nullable): an element that does not count
 *
 * Returns: whether a flow node, data or annotation stands in @area already
 */
gboolean
editor_place_is_taken (EditorSession *session, const BpmnRect *area, const BpmnElement *except)
{
  g_autoptr (GPtrArray) items = editor_scene_query (editor_session_get_scene (session), area);

  for (guint i = 0; i < items->len; i++)
    {
      EditorItem *item = g_ptr_array_index (items, i);
      BpmnElement *element = editor_item_get_element (item);
      BpmnRect bounds;

      if (element == NULL || element == except || editor_item_is_connection (item) ||
          !bpmn_element_is_attached (element) || editor_place_is_container (session, element))
        continue;
      if (editor_place_get_bounds (session, element, &bounds) &&
          editor_rect_intersects (&bounds, area))
        return TRUE;
    }
  return FALSE;
}

static BpmnElement *
find_pool (EditorSession *session, BpmnElement *lane)
{
  const GPtrArray *elements = bpmn_model_get_elements (editor_session_get_model (session));
  BpmnRect lane_bounds;

  if (!editor_place_get_bounds (session, lane, &lane_bounds))
    return NULL;
  for (guint i = 0; i < elements->len; i++)
    {
      BpmnElement *element = g_ptr_array_index (elements, i);
      BpmnRect bounds;

      if (bpmn_element_get_type_id (element) == BPMN_TYPE_PARTICIPANT &&
          editor_place_get_bounds (session, element, &bounds) &&
          editor_rect_contains_rect (&bounds, &lane_bounds))
        return element;
    }
  return NULL;
}

static void
add_shift (GHashTable *shifts, BpmnElement *element, double dx, double dy)
{
  BpmnPoint *shift = g_new (BpmnPoint, 1);

  shift->x = dx;
  shift->y = dy;
  g_hash_table_insert (shifts, element, shift);
}

/* Everything drawn inside of a container. */
static void
add_contents (GHashTable *shifts,
              EditorSession *session,
              BpmnElement *container,
              const BpmnRect *area,
              double dx,
              double dy)
{
  g_autoptr (GPtrArray) items = editor_scene_query (editor_session_get_scene (session), area);

  for (guint i = 0; i < items->len; i++)
    {
      BpmnElement *element = editor_item_get_element (g_ptr_array_index (items, i));
      BpmnRect bounds;

      if (element != container && editor_place_get_bounds (session, element, &bounds) &&
          editor_rect_contains_rect (area, &bounds))
        editor_shifts_add (shifts, session, element, dx, dy);
    }
}

/**
 * editor_shifts_add:
 * @shifts: a map made by editor_shifts_new()
 * @session: the session
 * @element: a drawn shape; connections are left out, they follow their ends
 * @dx: how far to the right
 * @dy: how far down
 *
 * Adds @element and what moves with it: the events on its border, the contents of an expanded
 * sub-process or pool. A lane moves as its whole pool.
 */
void
editor_shifts_add (GHashTable *shifts,
                   EditorSession *session,
                   BpmnElement *element,
                   double dx,
                   double dy)
{
  BpmnType type = bpmn_element_get_type_id (element);
  BpmnRect bounds;

  if (type == BPMN_TYPE_LANE)
    {
      BpmnElement *pool = find_pool (session, element);

      if (pool != NULL)
        {
          editor_shifts_add (shifts, session, pool, dx, dy);
          return;
        }
    }
  if (bpmn_type_is_connection (type) || g_hash_table_contains (shifts, element) ||
      !editor_place_get_bounds (session, element, &bounds))
    return;
  add_shift (shifts, element, dx, dy);
  if (bpmn_type_is_activity (type))
    {
      const GPtrArray *events = editor_session_get_boundary_events (session);

      for (guint i = 0; i < events->len; i++)
        if (bpmn_element_get_attached_to (g_ptr_array_index (events, i)) == element)
          editor_shifts_add (shifts, session, g_ptr_array_index (events, i), dx, dy);
    }
  if (type != BPMN_TYPE_GROUP && editor_place_is_container (session, element))
    add_contents (shifts, session, element, &bounds, dx, dy);
}

/**
 * editor_shifts_new:
 * @session: the session
 * @elements: (array length=n_elements): what moves
 * @n_elements: how many
 * @dx: how far to the right
 * @dy: how far down
 *
 * Returns: (transfer full): a map BpmnElement -> BpmnPoint for editor_plan_shift()
 */
GHashTable *
editor_shifts_new (EditorSession *session,
                   BpmnElement *const *elements,
                   guint n_elements,
                   double dx,
                   double dy)
{
  GHashTable *shifts = g_hash_table_new_full (NULL, NULL, NULL, g_free);

  for (guint i = 0; i < n_elements; i++)
    editor_shifts_add (shifts, session, elements[i], dx, dy);
  return shifts;
}

/* editor-layout-free.c: routes of message flows and associations, over everything placed
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "editor/editor-layout-private.h"

#include <math.h>

#include "editor/editor-route-grid.h"
#include "editor/editor-shape.h"

#define MARGIN 10.0
#define MAX_SHAPES 160 /* beyond this the grid would be too fine: only what is near counts */

typedef struct
{
  const EditorPlacement *placement;
  GArray *rects; /* of BpmnRect: shapes that a line should not cross */
  GPtrArray *sub_processes; /* of BpmnElement: frames that only lines to their inside may enter */
  EditorRouteGrid *grid;
} Canvas;

static void
add_values (GArray *values, double a, double b)
{
  double low = a - MARGIN, high = b + MARGIN, middle = (a + b) / 2;

  g_array_append_val (values, low);
  g_array_append_val (values, high);
  g_array_append_val (values, middle);
}

static gboolean
is_frame (const BpmnElement *element)
{
  BpmnType type = bpmn_element_get_type_id (element);

  return type == BPMN_TYPE_PARTICIPANT || type == BPMN_TYPE_LANE || layout_is_expanded (element);
}

static EditorRouteGrid *
make_grid (const Canvas *canvas, const BpmnRect *extra, guint n_extra)
{
  const EditorPlacement *placement = canvas->placement;
  const GPtrArray *elements = editor_placement_get_elements (placement);
  EditorRouteGrid *grid;
  g_autoptr (GArray) xs = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) ys = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < elements->len; i++)
    {
      BpmnRect bounds;

      if (!editor_placement_get_bounds (placement, g_ptr_array_index (elements, i), &bounds))
        continue;
      add_values (xs, bounds.x, bounds.x + bounds.width);
      add_values (ys, bounds.y, bounds.y + bounds.height);
    }
  grid = editor_route_grid_new (xs, ys);
  for (guint i = 0; i < canvas->rects->len; i++)
    {
      BpmnRect near = editor_rect_grow (&g_array_index (canvas->rects, BpmnRect, i), MARGIN - 1);

      editor_route_grid_block (grid, &near);
    }
  for (guint i = 0; i < n_extra; i++)
    {
      BpmnRect near = editor_rect_grow (&extra[i], MARGIN - 1);

      editor_route_grid_block (grid, &near);
    }
  for (guint i = 0; i < elements->len; i++)
    {
      guint n;
      const BpmnPoint *points
          = editor_placement_get_waypoints (placement, g_ptr_array_index (elements, i), &n);

      if (points != NULL)
        editor_route_grid_occupy (grid, points, n, FALSE);
    }
  return grid;
}

static void
canvas_init (Canvas *canvas, const EditorPlacement *placement)
{
  const GPtrArray *elements = editor_placement_get_elements (placement);

  canvas->placement = placement;
  canvas->rects = g_array_new (FALSE, FALSE, sizeof (BpmnRect));
  canvas->sub_processes = g_ptr_array_new ();
  canvas->grid = NULL;
  for (guint i = 0; i < elements->len; i++)
    {
      BpmnElement *element = g_ptr_array_index (elements, i);
      BpmnRect bounds;

      if (!editor_placement_get_bounds (placement, element, &bounds))
        continue;
      if (layout_is_expanded (element))
        g_ptr_array_add (canvas->sub_processes, element);
      else if (!is_frame (element))
        g_array_append_val (canvas->rects, bounds);
    }
  if (canvas->rects->len <= MAX_SHAPES)
    canvas->grid = make_grid (canvas, NULL, 0);
}

static void
canvas_clear (Canvas *canvas)
{
  g_array_unref (canvas->rects);
  g_ptr_array_unref (canvas->sub_processes);
  editor_route_grid_free (canvas->grid);
}

/* Ways begin and end on the lines beside the shapes; find_way() adds the docks. */
static void
fill_ports (EditorPort ports[EDITOR_N_SIDES], const BpmnRect *bounds)
{
  BpmnRect around = *bounds;

  around.x -= MARGIN;
  around.y -= MARGIN;
  around.width += 2 * MARGIN;
  around.height += 2 * MARGIN;
  for (EditorSide side = 0; side < EDITOR_N_SIDES; side++)
    {
      ports[side].point = editor_side_point (&around, side);
      ports[side].side = side;
      /* messages and notes come from above or below */
      ports[side].cost = side == EDITOR_SIDE_TOP || side == EDITOR_SIDE_BOTTOM ? 0 : 70;
    }
}

/* Ends in the middle of a frame's side would be far away: dock straight above or below the other
 * end instead. */
static void
narrow_frame (BpmnRect *frame, const BpmnRect *other)
{
  double c = other->x + other->width / 2;

  if (c > frame->x && c < frame->x + frame->width)
    *frame = (BpmnRect){ c, frame->y, 0, frame->height };
}

/* The place of an end; of a connection (a note about a flow) its middle. */
static gboolean
get_end (const EditorPlacement *placement, const BpmnElement *element, BpmnRect *bounds)
{
  const BpmnPoint *points;
  guint n;

  if (element == NULL)
    return FALSE;
  if (editor_placement_get_bounds (placement, element, bounds))
    return TRUE;
  points = editor_placement_get_waypoints (placement, element, &n);
  if (points == NULL)
    return FALSE;
  {
    BpmnPoint middle = editor_route_middle (points, n, NULL);

    *bounds = (BpmnRect){ middle.x, middle.y, 0, 0 };
  }
  return TRUE;
}

static gboolean
is_inside (const BpmnElement *element, const BpmnElement *frame)
{
  for (; element != NULL; element = bpmn_element_get_parent (element))
    if (element == frame || bpmn_element_get_attached_to (element) == frame)
      return TRUE;
  return FALSE;
}

/* Sub-processes that the connection has no business in; blocked only if it would go through one,
 * since that needs a grid of its own. */
static GArray *
foreign_sub_processes (const Canvas *canvas, const BpmnElement *source, const BpmnElement *target)
{
  GArray *foreign = g_array_new (FALSE, FALSE, sizeof (BpmnRect));

  for (guint i = 0; i < canvas->sub_processes->len; i++)
    {
      BpmnElement *frame = g_ptr_array_index (canvas->sub_processes, i);
      BpmnRect bounds;

      if (!is_inside (source, frame) && !is_inside (target, frame)
          && editor_placement_get_bounds (canvas->placement, frame, &bounds))
        g_array_append_val (foreign, bounds);
    }
  return foreign;
}

static gboolean
crosses_any (GArray *way, GArray *rects)
{
  for (guint i = 0; i < rects->len; i++)
    if (editor_route_crosses ((const BpmnPoint *) (gpointer) way->data, way->len,
                              &g_array_index (rects, BpmnRect, i)))
      return TRUE;
  return FALSE;
}

/* The side of @bounds that a point beside it is at. */
static BpmnPoint
dock_beside (const BpmnRect *bounds, BpmnPoint point)
{
  BpmnPoint best = editor_side_point (bounds, EDITOR_SIDE_RIGHT);

  for (EditorSide side = EDITOR_SIDE_BOTTOM; side < EDITOR_N_SIDES; side++)
    {
      BpmnPoint dock = editor_side_point (bounds, side);

      if (editor_point_distance (dock, point) < editor_point_distance (best, point))
        best = dock;
    }
  return best;
}

static GArray *
add_docks (GArray *way, const BpmnRect *a, const BpmnRect *b)
{
  BpmnPoint first = dock_beside (a, g_array_index (way, BpmnPoint, 0));
  BpmnPoint last = dock_beside (b, g_array_index (way, BpmnPoint, way->len - 1));
  GArray *docked;

  g_array_prepend_val (way, first);
  g_array_append_val (way, last);
  docked = editor_route_simplify ((const BpmnPoint *) (gpointer) way->data, way->len);
  g_array_unref (way);
  return docked;
}

static GArray *
find_way (const Canvas *canvas, const BpmnElement *source, const BpmnElement *target,
          const BpmnRect *a, const BpmnRect *b)
{
  EditorPort from[EDITOR_N_SIDES], to[EDITOR_N_SIDES];
  g_autoptr (GArray) foreign = foreign_sub_processes (canvas, source, target);
  GArray *way, *around;

  fill_ports (from, a);
  fill_ports (to, b);
  way = editor_route_grid_find (canvas->grid, from, EDITOR_N_SIDES, to, EDITOR_N_SIDES, FALSE);
  if (way == NULL)
    return NULL;
  way = add_docks (way, a, b);
  if (!crosses_any (way, foreign))
    return way;
  {
    g_autoptr (EditorRouteGrid) grid
        = make_grid (canvas, (const BpmnRect *) (gpointer) foreign->data, foreign->len);

    around = editor_route_grid_find (grid, from, EDITOR_N_SIDES, to, EDITOR_N_SIDES, FALSE);
  }
  if (around == NULL)
    return way;
  g_array_unref (way);
  return add_docks (around, a, b);
}

static void
route_connection (Canvas *canvas, EditorPlacement *placement, BpmnElement *connection)
{
  BpmnElement *source = bpmn_element_get_source (connection);
  BpmnElement *target = bpmn_element_get_target (connection);
  BpmnRect a, b;
  g_autoptr (GArray) way = NULL;

  if (!get_end (placement, source, &a) || !get_end (placement, target, &b))
    return;
  if (bpmn_element_get_type_id (source) == BPMN_TYPE_PARTICIPANT)
    narrow_frame (&a, &b);
  if (bpmn_element_get_type_id (target) == BPMN_TYPE_PARTICIPANT)
    narrow_frame (&b, &a);
  if (canvas->grid != NULL)
    way = find_way (canvas, source, target, &a, &b);
  if (way == NULL)
    {
      const EditorDock from = { a, EDITOR_OUTLINE_RECT, bpmn_element_get_type_id (source) };
      const EditorDock to = { b, EDITOR_OUTLINE_RECT, bpmn_element_get_type_id (target) };

      way = editor_route (&from, &to, (const BpmnRect *) (gpointer) canvas->rects->data,
                          canvas->rects->len, EDITOR_ROUTE_ORTHOGONAL);
    }
  if (way->len < 2)
    return;
  if (canvas->grid != NULL)
    editor_route_grid_occupy (canvas->grid, (const BpmnPoint *) (gpointer) way->data, way->len,
                              FALSE);
  editor_placement_add_points (placement, connection, (const BpmnPoint *) (gpointer) way->data,
                               way->len);
}

/* What a process takes in and gives out: much of that is only for the machine, so the diagram shows
 * no more of it than it did. */
gboolean
layout_is_drawn_interface (const BpmnElement *element)
{
  BpmnType type = bpmn_element_get_type_id (element);

  return (type == BPMN_TYPE_DATA_INPUT || type == BPMN_TYPE_DATA_OUTPUT)
         && bpmn_element_get_shape (element) != NULL;
}

gboolean
layout_is_hidden_mapping (const BpmnElement *connection)
{
  BpmnElement *source = bpmn_element_get_source (connection);
  BpmnElement *target = bpmn_element_get_target (connection);

  return bpmn_element_get_edge (connection) == NULL
         && ((source != NULL && layout_is_drawn_interface (source))
             || (target != NULL && layout_is_drawn_interface (target)));
}

/* Routes every connection that is no sequence flow between what is placed. */
void
layout_route_connections (BpmnModel *model, EditorPlacement *placement)
{
  const GPtrArray *elements = bpmn_model_get_elements (model);
  g_autoptr (GPtrArray) todo = g_ptr_array_new ();
  Canvas canvas;

  for (guint i = 0; i < elements->len; i++)
    {
      BpmnElement *element = g_ptr_array_index (elements, i);
      BpmnType type = bpmn_element_get_type_id (element);
      guint n;

      if (bpmn_type_is_connection (type) && type != BPMN_TYPE_CONVERSATION_LINK
          && editor_placement_get_waypoints (placement, element, &n) == NULL
          && type != BPMN_TYPE_SEQUENCE_FLOW && !layout_is_hidden_mapping (element))
        g_ptr_array_add (todo, element);
    }
  if (todo->len == 0)
    return;
  canvas_init (&canvas, placement);
  for (guint i = 0; i < todo->len; i++)
    route_connection (&canvas, placement, g_ptr_array_index (todo, i));
  canvas_clear (&canvas);
}

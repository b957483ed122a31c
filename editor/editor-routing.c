/* editor-routing.c: new routes, docking and label places
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "editor/editor-routing.h"

#include "editor/editor-route-grid.h"
#include "engine/bpmn/bpmn-model.h"

#include <math.h>

#define MARGIN 20.0    /* of a connection beside a shape; also the shortest first segment */
#define CLEARANCE 10.0  /* that a connection keeps from shapes that are not its own */
#define REACH 160.0    /* obstacles further away than this from both ends don't matter */
#define MAX_OBSTACLES 48
#define STRAIGHT_ENOUGH 6.0 /* centres that differ by less are joined by a straight line */

EditorRouteStyle
editor_route_style_for_type (BpmnType connection)
{
  switch (connection)
    {
    case BPMN_TYPE_ASSOCIATION:
    case BPMN_TYPE_DATA_INPUT_ASSOCIATION:
    case BPMN_TYPE_DATA_OUTPUT_ASSOCIATION:
    case BPMN_TYPE_CONVERSATION_LINK:
      return EDITOR_ROUTE_STRAIGHT;
    default:
      return EDITOR_ROUTE_ORTHOGONAL;
    }
}

/**
 * editor_route_simplify:
 * @points: a route
 * @n_points: how many
 *
 * Returns: (transfer full) (element-type BpmnPoint): the same line without repeated points and
 *   points in the middle of a straight part
 */
GArray *
editor_route_simplify (const BpmnPoint *points, guint n_points)
{
  GArray *out = g_array_new (FALSE, FALSE, sizeof (BpmnPoint));

  for (guint i = 0; i < n_points; i++)
    {
      if (out->len > 0
          && editor_point_distance (g_array_index (out, BpmnPoint, out->len - 1), points[i]) < 0.5
          && !(i + 1 == n_points && out->len == 1))
        {
          if (i + 1 == n_points)
            g_array_index (out, BpmnPoint, out->len - 1) = points[i];
          continue;
        }
      while (out->len >= 2)
        {
          BpmnPoint a = g_array_index (out, BpmnPoint, out->len - 2);
          BpmnPoint b = g_array_index (out, BpmnPoint, out->len - 1);

          if (editor_segment_distance (a, points[i], b, NULL) > 0.01)
            break;
          g_array_set_size (out, out->len - 1);
        }
      g_array_append_val (out, points[i]);
    }
  return out;
}

/**
 * editor_route_crop:
 * @points: a route
 * @n_points: how many; at least 2
 * @source: the shape it begins at
 * @target: the shape it ends at
 *
 * Returns: (transfer full) (element-type BpmnPoint): the route between the outlines. An end that is
 *   not inside of its shape stays where it is.
 */
GArray *
editor_route_crop (const BpmnPoint *points, guint n_points, const EditorDock *source,
                   const EditorDock *target)
{
  guint first = 0, last = n_points - 1;
  g_autofree BpmnPoint *copy = g_memdup2 (points, sizeof (BpmnPoint) * n_points);
  BpmnPoint docked;

  while (first + 1 < last
         && editor_outline_contains (source->outline, &source->bounds, copy[first + 1].x,
                                     copy[first + 1].y))
    first++;
  while (last > first + 1
         && editor_outline_contains (target->outline, &target->bounds, copy[last - 1].x,
                                     copy[last - 1].y))
    last--;
  if (editor_outline_crop (source->outline, &source->bounds, copy[first], copy[first + 1],
                           &docked))
    copy[first] = docked;
  if (editor_outline_crop (target->outline, &target->bounds, copy[last], copy[last - 1], &docked))
    copy[last] = docked;
  return editor_route_simplify (copy + first, last - first + 1);
}

gboolean
editor_route_crosses (const BpmnPoint *points, guint n_points, const BpmnRect *rect)
{
  for (guint i = 0; i + 1 < n_points; i++)
    if (editor_segment_crosses_rect (points[i], points[i + 1], rect))
      return TRUE;
  return FALSE;
}

static GArray *
route_straight (const EditorDock *source, const EditorDock *target)
{
  const BpmnPoint centers[2]
      = { editor_rect_center (&source->bounds), editor_rect_center (&target->bounds) };

  return editor_route_crop (centers, 2, source, target);
}

/* How much a way pays for leaving at (entering) a side. */
static double
side_cost (const EditorDock *dock, EditorSide side, gboolean is_source, gboolean vertical)
{
  if (vertical) /* between pools: from above or below */
    return side == EDITOR_SIDE_TOP || side == EDITOR_SIDE_BOTTOM ? 0 : 90;
  if (is_source ? side == EDITOR_SIDE_RIGHT : side == EDITOR_SIDE_LEFT)
    return 0;
  if (side == EDITOR_SIDE_TOP || side == EDITOR_SIDE_BOTTOM)
    /* below rather than above, where nothing else decides */
    return (bpmn_type_is_gateway (dock->type) ? 0 : 70) + (side == EDITOR_SIDE_TOP ? 4 : 0);
  return 110;
}

static void
make_ports (const EditorDock *dock, gboolean is_source, gboolean vertical,
            EditorPort ports[EDITOR_N_SIDES])
{
  for (EditorSide side = 0; side < EDITOR_N_SIDES; side++)
    {
      ports[side].point = editor_side_point (&dock->bounds, side);
      ports[side].side = side;
      ports[side].cost = side_cost (dock, side, is_source, vertical);
    }
}

static void
add_lines (GArray *xs, GArray *ys, const BpmnRect *r, double margin, gboolean center)
{
  BpmnPoint c = editor_rect_center (r);
  double left = r->x - margin, right = r->x + r->width + margin;
  double top = r->y - margin, bottom = r->y + r->height + margin;

  g_array_append_val (xs, left);
  g_array_append_val (xs, right);
  g_array_append_val (ys, top);
  g_array_append_val (ys, bottom);
  if (center)
    {
      double x1 = r->x + r->width, y1 = r->y + r->height;

      g_array_append_val (xs, c.x);
      g_array_append_val (ys, c.y);
      g_array_append_val (xs, r->x);
      g_array_append_val (xs, x1);
      g_array_append_val (ys, r->y);
      g_array_append_val (ys, y1);
    }
}

/* A line half way between two shapes that leave room there. */
static void
add_middle (GArray *lines, double a, double a_size, double b, double b_size)
{
  double middle;

  if (a + a_size < b)
    middle = (a + a_size + b) / 2;
  else if (b + b_size < a)
    middle = (b + b_size + a) / 2;
  else
    return;
  g_array_append_val (lines, middle);
}

/* Only shapes near the two ends matter; large rings of pools and lanes never are obstacles. */
static GArray *
near_obstacles (const EditorDock *source, const EditorDock *target, const BpmnRect *obstacles,
                guint n_obstacles)
{
  GArray *near = g_array_new (FALSE, FALSE, sizeof (BpmnRect));
  BpmnRect area = editor_rect_union (&source->bounds, &target->bounds);

  area = editor_rect_grow (&area, REACH);
  for (guint i = 0; i < n_obstacles && near->len < MAX_OBSTACLES; i++)
    {
      const BpmnRect *o = &obstacles[i];

      if (editor_rect_intersects (&area, o) && !editor_rect_equal (o, &source->bounds)
          && !editor_rect_equal (o, &target->bounds)
          && !editor_rect_contains_rect (o, &source->bounds)
          && !editor_rect_contains_rect (o, &target->bounds))
        g_array_append_val (near, *o);
    }
  return near;
}

static GArray *
search (const EditorDock *source, const EditorDock *target, const BpmnRect *obstacles,
        guint n_obstacles, double clearance, gboolean vertical)
{
  g_autoptr (GArray) xs = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) ys = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (EditorRouteGrid) grid = NULL;
  const BpmnRect *s = &source->bounds, *t = &target->bounds;
  EditorPort from[EDITOR_N_SIDES], to[EDITOR_N_SIDES];

  add_lines (xs, ys, s, MARGIN, TRUE);
  add_lines (xs, ys, t, MARGIN, TRUE);
  add_middle (xs, s->x, s->width, t->x, t->width);
  add_middle (ys, s->y, s->height, t->y, t->height);
  for (guint i = 0; i < n_obstacles; i++)
    add_lines (xs, ys, &obstacles[i], MAX (clearance, 1) * 2, FALSE);
  grid = editor_route_grid_new (xs, ys);
  editor_route_grid_block (grid, s);
  editor_route_grid_block (grid, t);
  for (guint i = 0; i < n_obstacles; i++)
    {
      BpmnRect grown = editor_rect_grow (&obstacles[i], clearance);

      editor_route_grid_block (grid, &grown);
    }
  make_ports (source, TRUE, vertical, from);
  make_ports (target, FALSE, vertical, to);
  return editor_route_grid_find (grid, from, EDITOR_N_SIDES, to, EDITOR_N_SIDES, FALSE);
}

static gboolean
is_free (BpmnPoint a, BpmnPoint b, const BpmnRect *obstacles, guint n_obstacles)
{
  for (guint i = 0; i < n_obstacles; i++)
    if (editor_segment_crosses_rect (a, b, &obstacles[i]))
      return FALSE;
  return TRUE;
}

/* The middle part of a Z stands half way between its ends, if there is room. */
static void
center_middle_segment (GArray *points, const BpmnRect *obstacles, guint n_obstacles)
{
  BpmnPoint *p = (BpmnPoint *) (gpointer) points->data;
  BpmnPoint b, c;

  if (points->len != 4)
    return;
  b = p[1];
  c = p[2];
  if (b.x == c.x && (b.x - p[0].x) * (p[3].x - c.x) > 0)
    b.x = c.x = round ((p[0].x + p[3].x) / 2);
  else if (b.y == c.y && (b.y - p[0].y) * (p[3].y - c.y) > 0)
    b.y = c.y = round ((p[0].y + p[3].y) / 2);
  else
    return;
  if (is_free (p[0], b, obstacles, n_obstacles) && is_free (b, c, obstacles, n_obstacles)
      && is_free (c, p[3], obstacles, n_obstacles))
    {
      p[1] = b;
      p[2] = c;
    }
}

/* Shapes that stand nearly on one line are joined by a straight one: a tiny step looks like a
 * mistake. NULL if they do not, or something is between. */
static GArray *
route_aligned (const EditorDock *source, const EditorDock *target, const BpmnRect *obstacles,
               guint n_obstacles)
{
  const BpmnRect *s = &source->bounds, *t = &target->bounds;
  BpmnPoint a = editor_rect_center (s), b = editor_rect_center (t);

  if (fabs (a.y - b.y) < STRAIGHT_ENOUGH && s->x + s->width + 4 < t->x)
    {
      /* the smaller shape decides the height: docking off its middle would show */
      if (s->height < t->height)
        b.y = a.y;
      else
        a.y = b.y;
    }
  else if (fabs (a.x - b.x) < STRAIGHT_ENOUGH
           && (s->y + s->height + 4 < t->y || t->y + t->height + 4 < s->y))
    {
      if (s->width < t->width)
        b.x = a.x;
      else
        a.x = b.x;
    }
  else
    return NULL;
  if (!is_free (a, b, obstacles, n_obstacles))
    return NULL;
  {
    const BpmnPoint ends[2] = { a, b };

    return editor_route_crop (ends, 2, source, target);
  }
}

/**
 * editor_route:
 * @source: where it begins
 * @target: where it ends; may be the same shape
 * @obstacles: (nullable): shapes not to cross; the ends and what contains them are ignored
 * @n_obstacles: how many
 * @style: straight or orthogonal
 *
 * Returns: (transfer full) (element-type BpmnPoint): a route of at least two points that ends on the
 *   outlines
 */
GArray *
editor_route (const EditorDock *source, const EditorDock *target, const BpmnRect *obstacles,
              guint n_obstacles, EditorRouteStyle style)
{
  g_autoptr (GArray) near = NULL;
  g_autoptr (GArray) way = NULL;
  const BpmnRect *o;
  gboolean vertical = source->type == BPMN_TYPE_PARTICIPANT
                      || target->type == BPMN_TYPE_PARTICIPANT;
  GArray *result;

  if (style == EDITOR_ROUTE_STRAIGHT)
    return route_straight (source, target);
  near = near_obstacles (source, target, obstacles, n_obstacles);
  o = (const BpmnRect *) (gpointer) near->data;
  if (!editor_rect_equal (&source->bounds, &target->bounds))
    {
      result = route_aligned (source, target, o, near->len);
      if (result != NULL)
        return result;
    }
  way = search (source, target, o, near->len, CLEARANCE, vertical);
  if (way == NULL)
    way = search (source, target, o, near->len, 0, vertical);
  if (way == NULL)
    way = search (source, target, NULL, 0, 0, vertical);
  if (way == NULL || way->len < 2) /* the shapes lie on each other */
    return route_straight (source, target);
  center_middle_segment (way, o, near->len);
  return g_steal_pointer (&way);
}

/**
 * editor_route_middle:
 * @points: a route
 * @n_points: how many; at least one
 * @segment: (out) (optional): index of the point before the middle
 *
 * Returns: the point half way along the route
 */
BpmnPoint
editor_route_middle (const BpmnPoint *points, guint n_points, guint *segment)
{
  double half = 0;

  if (segment != NULL)
    *segment = 0;
  for (guint i = 0; i + 1 < n_points; i++)
    half += editor_point_distance (points[i], points[i + 1]) / 2;
  for (guint i = 0; i + 1 < n_points; i++)
    {
      double length = editor_point_distance (points[i], points[i + 1]);

      if (half <= length && length > 0)
        {
          double t = half / length;

          if (segment != NULL)
            *segment = i;
          return (BpmnPoint){ points[i].x + (points[i + 1].x - points[i].x) * t,
                              points[i].y + (points[i + 1].y - points[i].y) * t };
        }
      half -= length;
    }
  return points[n_points - 1];
}

/* Whether a label may stand here: on no segment of its own route, on no obstacle. */
static gboolean
label_fits (const BpmnRect *label, const BpmnPoint *points, guint n_points,
            const BpmnRect *obstacles, guint n_obstacles)
{
  if (editor_route_crosses (points, n_points, label))
    return FALSE;
  for (guint i = 0; i < n_obstacles; i++)
    if (editor_rect_intersects (label, &obstacles[i]))
      return FALSE;
  return TRUE;
}

/* Beside a segment, @part of the way along it: 0 above or right of it, 1 below or left of it. */
static BpmnRect
beside (BpmnPoint a, BpmnPoint b, double part, double width, double height, guint which)
{
  BpmnPoint c = { a.x + (b.x - a.x) * part, a.y + (b.y - a.y) * part };

  if (fabs (a.y - b.y) <= fabs (a.x - b.x))
    return (BpmnRect){ c.x - width / 2, which == 0 ? c.y - height - 4 : c.y + 4, width, height };
  return (BpmnRect){ which == 0 ? c.x + 6 : c.x - width - 6, c.y - height / 2, width, height };
}

/* The place beside one segment that has room, as near to its middle as can be. */
static gboolean
find_beside (const BpmnPoint *points, guint n_points, guint segment, const BpmnRect *obstacles,
             guint n_obstacles, BpmnRect *label)
{
  static const double parts[] = { 0.5, 0.35, 0.65, 0.2, 0.8 };

  for (guint k = 0; k < G_N_ELEMENTS (parts); k++)
    for (guint which = 0; which < 2; which++)
      {
        *label = beside (points[segment], points[segment + 1], parts[k], label->width,
                         label->height, which);
        if (label_fits (label, points, n_points, obstacles, n_obstacles))
          return TRUE;
      }
  return FALSE;
}

/**
 * editor_route_place_label:
 * @points: a route
 * @n_points: how many; at least 2
 * @width: of the label
 * @height: of the label
 * @obstacles: (nullable): what it should not cover
 * @n_obstacles: how many
 *
 * Returns: a place beside the longest segment that has room for it; above the longest segment if
 *   none has
 */
BpmnRect
editor_route_place_label (const BpmnPoint *points, guint n_points, double width, double height,
                          const BpmnRect *obstacles, guint n_obstacles)
{
  guint longest = 0;
  double best = -1;
  BpmnRect found = { 0, 0, 0, 0 }, label;
  gboolean any = FALSE;

  g_return_val_if_fail (n_points >= 2, found);

  for (guint i = 0; i + 1 < n_points; i++)
    {
      double length = editor_point_distance (points[i], points[i + 1]);

      if (length > editor_point_distance (points[longest], points[longest + 1]) + 0.5)
        longest = i;
      if (length <= best + 0.5)
        continue;
      label = (BpmnRect){ 0, 0, width, height };
      if (find_beside (points, n_points, i, obstacles, n_obstacles, &label))
        {
          found = label;
          best = length;
          any = TRUE;
        }
    }
  if (!any)
    found = beside (points[longest], points[longest + 1], 0.5, width, height, 0);
  return found;
}

/* editor-routing-repair.c: routes after a change: what a person bent stays bent
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "editor/editor-routing.h"

#include <math.h>

#define SHORTEST_END 8.0

static gboolean
is_horizontal (BpmnPoint a, BpmnPoint b)
{
  return fabs (a.y - b.y) < 0.5 && fabs (a.x - b.x) >= 0.5;
}

static gboolean
is_vertical (BpmnPoint a, BpmnPoint b)
{
  return fabs (a.x - b.x) < 0.5 && fabs (a.y - b.y) >= 0.5;
}

static gboolean
same_dock (const EditorDock *a, const EditorDock *b)
{
  return editor_rect_equal (&a->bounds, &b->bounds);
}

/* Where a dock point goes when its shape moves or changes its size. */
static BpmnPoint
follow (BpmnPoint point, const BpmnRect *old, const BpmnRect *now)
{
  double fx = old->width > 0 ? (point.x - old->x) / old->width : 0.5;
  double fy = old->height > 0 ? (point.y - old->y) / old->height : 0.5;

  if (old->width == now->width && old->height == now->height)
    return (BpmnPoint){ point.x + now->x - old->x, point.y + now->y - old->y };
  return (BpmnPoint){ now->x + fx * now->width, now->y + fy * now->height };
}

/* Moves the first point of @p with its shape; the next one follows along its axis only. Works on
 * the other end with a negative @step. */
static void
move_end (BpmnPoint *end, int step, gboolean has_bend, const EditorDock *old, const EditorDock *now)
{
  BpmnPoint *next = end + step;
  gboolean horizontal = is_horizontal (*end, *next), vertical = is_vertical (*end, *next);

  *end = follow (*end, &old->bounds, &now->bounds);
  if (!has_bend)
    return;
  if (horizontal)
    next->y = end->y;
  else if (vertical)
    next->x = end->x;
}

/* Whether the end still leaves its shape outwards, far enough to be seen. */
static gboolean
end_is_sane (BpmnPoint end, BpmnPoint next, const EditorDock *dock)
{
  BpmnRect inner = editor_rect_grow (&dock->bounds, -2);

  return editor_point_distance (end, next) >= SHORTEST_END
         && !editor_rect_contains (&inner, next.x, next.y)
         && !editor_segment_crosses_rect (end, next, &inner);
}

static gboolean
is_sane (const BpmnPoint *points, guint n, const BpmnPoint *old, const EditorDock *source,
         const EditorDock *target)
{
  BpmnRect s = editor_rect_grow (&source->bounds, -2), t = editor_rect_grow (&target->bounds, -2);

  if (!end_is_sane (points[0], points[1], source) || !end_is_sane (points[n - 1], points[n - 2], target))
    return FALSE;
  for (guint i = 0; i + 1 < n; i++)
    {
      /* a right angle must not become a slanted line */
      if ((is_horizontal (old[i], old[i + 1]) || is_vertical (old[i], old[i + 1]))
          && !is_horizontal (points[i], points[i + 1]) && !is_vertical (points[i], points[i + 1])
          && editor_point_distance (points[i], points[i + 1]) >= 0.5)
        return FALSE;
      if (i > 0 && editor_segment_crosses_rect (points[i], points[i + 1], &s))
        return FALSE;
      if (i + 2 < n && editor_segment_crosses_rect (points[i], points[i + 1], &t))
        return FALSE;
    }
  return TRUE;
}

static GArray *
copy_points (const BpmnPoint *points, guint n)
{
  GArray *copy = g_array_sized_new (FALSE, FALSE, sizeof (BpmnPoint), n);

  g_array_append_vals (copy, points, n);
  return copy;
}

/**
 * editor_route_repair:
 * @points: the route before
 * @n_points: how many
 * @old_source: the source before
 * @source: the source now
 * @old_target: the target before
 * @target: the target now
 * @obstacles: (nullable): shapes not to cross, should a new route be needed
 * @n_obstacles: how many
 * @style: straight or orthogonal
 *
 * Returns: (transfer full) (element-type BpmnPoint): the route that fits the shapes as they are now
 */
GArray *
editor_route_repair (const BpmnPoint *points, guint n_points, const EditorDock *old_source,
                     const EditorDock *source, const EditorDock *old_target,
                     const EditorDock *target, const BpmnRect *obstacles, guint n_obstacles,
                     EditorRouteStyle style)
{
  gboolean source_moved = !same_dock (old_source, source);
  gboolean target_moved = !same_dock (old_target, target);
  g_autoptr (GArray) moved = NULL;
  BpmnPoint *p;

  if (n_points < 2)
    return editor_route (source, target, obstacles, n_obstacles, style);
  if (!source_moved && !target_moved)
    return copy_points (points, n_points);
  moved = copy_points (points, n_points);
  p = (BpmnPoint *) (gpointer) moved->data;
  if (source_moved && target_moved
      && source->bounds.x - old_source->bounds.x == target->bounds.x - old_target->bounds.x
      && source->bounds.y - old_source->bounds.y == target->bounds.y - old_target->bounds.y
      && source->bounds.width == old_source->bounds.width
      && source->bounds.height == old_source->bounds.height
      && target->bounds.width == old_target->bounds.width
      && target->bounds.height == old_target->bounds.height)
    {
      for (guint i = 0; i < n_points; i++)
        {
          p[i].x += source->bounds.x - old_source->bounds.x;
          p[i].y += source->bounds.y - old_source->bounds.y;
        }
      return g_steal_pointer (&moved);
    }
  if (n_points == 2 && style == EDITOR_ROUTE_STRAIGHT)
    {
      p[0] = follow (p[0], &old_source->bounds, &source->bounds);
      p[1] = follow (p[1], &old_target->bounds, &target->bounds);
      return editor_route (source, target, NULL, 0, style);
    }
  if (source_moved)
    move_end (p, 1, n_points > 2, old_source, source);
  if (target_moved)
    move_end (p + n_points - 1, -1, n_points > 2, old_target, target);
  if (is_sane (p, n_points, points, source, target))
    return editor_route_simplify (p, n_points);
  return editor_route (source, target, obstacles, n_obstacles, style);
}

/* An end whose first segment moved sideways: still on the same side of the shape if the shape is
 * that wide, else out of its middle with one more bend. */
static void
dock_end (GArray *points, gboolean at_start, const EditorDock *dock)
{
  guint end = at_start ? 0 : points->len - 1, next = at_start ? 1 : points->len - 2;
  BpmnPoint *p = (BpmnPoint *) (gpointer) points->data;
  BpmnPoint c = editor_rect_center (&dock->bounds), inside = p[end], docked;
  gboolean horizontal = is_horizontal (p[end], p[next]);
  BpmnRect narrow = editor_rect_grow (&dock->bounds, -4);

  if (horizontal)
    inside.x = c.x;
  else
    inside.y = c.y;
  if (editor_rect_contains (&narrow, inside.x, inside.y)
      && editor_outline_crop (dock->outline, &dock->bounds, inside, p[next], &docked))
    {
      p[end] = docked;
      return;
    }
  /* beside the shape: begin in its middle and turn */
  p[end] = horizontal ? (BpmnPoint){ c.x, p[end].y } : (BpmnPoint){ p[end].x, c.y };
  if (!editor_outline_crop (dock->outline, &dock->bounds, c, p[end], &docked))
    docked = c;
  if (at_start)
    g_array_prepend_val (points, docked);
  else
    g_array_append_val (points, docked);
}

/**
 * editor_route_move_segment:
 * @points: a route
 * @n_points: how many
 * @segment: index of the point before the segment
 * @dx: how far; used by vertical segments
 * @dy: how far; used by horizontal segments; slanted ones use both
 * @source: where the route begins
 * @target: where it ends
 *
 * Returns: (transfer full) (element-type BpmnPoint): the route with that segment moved sideways
 */
GArray *
editor_route_move_segment (const BpmnPoint *points, guint n_points, guint segment, double dx,
                           double dy, const EditorDock *source, const EditorDock *target)
{
  g_autoptr (GArray) moved = NULL;
  BpmnPoint *a, *b;

  g_return_val_if_fail (n_points >= 2 && segment + 1 < n_points, NULL);

  moved = copy_points (points, n_points);
  a = &g_array_index (moved, BpmnPoint, segment);
  b = &g_array_index (moved, BpmnPoint, segment + 1);
  if (is_horizontal (*a, *b))
    dx = 0;
  else if (is_vertical (*a, *b))
    dy = 0;
  a->x += dx;
  b->x += dx;
  a->y += dy;
  b->y += dy;
  if (segment + 2 == n_points)
    dock_end (moved, FALSE, target);
  if (segment == 0)
    dock_end (moved, TRUE, source);
  return editor_route_simplify ((const BpmnPoint *) (gpointer) moved->data, moved->len);
}

/**
 * editor_route_move_point:
 * @points: a route
 * @n_points: how many
 * @index: of a point; the first and last are where the route docks
 * @to: where it goes
 * @source: where the route begins
 * @target: where it ends
 *
 * Neighbouring bends follow along their axis, so that right angles stay right.
 *
 * Returns: (transfer full) (element-type BpmnPoint): the route with that point moved
 */
GArray *
editor_route_move_point (const BpmnPoint *points, guint n_points, guint index, BpmnPoint to,
                         const EditorDock *source, const EditorDock *target)
{
  g_autoptr (GArray) moved = NULL;
  BpmnPoint *p;

  g_return_val_if_fail (n_points >= 2 && index < n_points, NULL);

  moved = copy_points (points, n_points);
  p = (BpmnPoint *) (gpointer) moved->data;
  p[index] = to;
  for (int step = -1; step <= 1; step += 2)
    {
      gint64 neighbour = (gint64) index + step;

      if (neighbour <= 0 || neighbour + 1 >= n_points)
        continue;
      if (is_horizontal (points[index], points[neighbour]))
        p[neighbour].y = to.y;
      else if (is_vertical (points[index], points[neighbour]))
        p[neighbour].x = to.x;
    }
  if (index + 2 >= n_points && index + 1 < n_points)
    dock_end (moved, FALSE, target);
  if (index == 1)
    dock_end (moved, TRUE, source);
  if (index > 0 && index + 1 < n_points)
    return editor_route_simplify ((const BpmnPoint *) (gpointer) moved->data, moved->len);
  return editor_route_crop ((const BpmnPoint *) (gpointer) moved->data, moved->len, source,
                            target);
}

/**
 * editor_route_insert_point:
 * @points: a route
 * @n_points: how many
 * @segment: index of the point before the segment
 * @point: the new bend
 *
 * Returns: (transfer full) (element-type BpmnPoint): the route with one more point
 */
GArray *
editor_route_insert_point (const BpmnPoint *points, guint n_points, guint segment, BpmnPoint point)
{
  GArray *copy;

  g_return_val_if_fail (segment + 1 < n_points, NULL);

  copy = copy_points (points, n_points);
  g_array_insert_val (copy, segment + 1, point);
  return copy;
}

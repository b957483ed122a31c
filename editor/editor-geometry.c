/* editor-geometry.c: points, rectangles and outlines of the canvas
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "editor/editor-geometry.h"

#include <math.h>

BpmnPoint
editor_rect_center (const BpmnRect *rect)
{
  return (BpmnPoint){ rect->x + rect->width / 2, rect->y + rect->height / 2 };
}

/**
 * editor_rect_is_empty:
 * @rect: a rectangle
 *
 * Returns: whether nothing is inside; a line has no inside
 */
gboolean
editor_rect_is_empty (const BpmnRect *rect)
{
  return !(rect->width > 0 && rect->height > 0);
}

gboolean
editor_rect_contains (const BpmnRect *rect, double x, double y)
{
  return x >= rect->x && y >= rect->y && x <= rect->x + rect->width && y <= rect->y + rect->height;
}

gboolean
editor_rect_contains_rect (const BpmnRect *outer, const BpmnRect *inner)
{
  return inner->x >= outer->x && inner->y >= outer->y
         && inner->x + inner->width <= outer->x + outer->width
         && inner->y + inner->height <= outer->y + outer->height;
}

/**
 * editor_rect_intersects:
 * @a: a rectangle
 * @b: another
 *
 * Returns: whether they share more than an edge
 */
gboolean
editor_rect_intersects (const BpmnRect *a, const BpmnRect *b)
{
  return a->x < b->x + b->width && b->x < a->x + a->width && a->y < b->y + b->height
         && b->y < a->y + a->height;
}

gboolean
editor_rect_equal (const BpmnRect *a, const BpmnRect *b)
{
  return a->x == b->x && a->y == b->y && a->width == b->width && a->height == b->height;
}

/**
 * editor_rect_union:
 * @a: a rectangle; one without width and height counts as nothing
 * @b: another
 *
 * Returns: the smallest rectangle around both
 */
BpmnRect
editor_rect_union (const BpmnRect *a, const BpmnRect *b)
{
  BpmnRect all;

  if (a->width <= 0 && a->height <= 0)
    return *b;
  if (b->width <= 0 && b->height <= 0)
    return *a;
  all.x = MIN (a->x, b->x);
  all.y = MIN (a->y, b->y);
  all.width = MAX (a->x + a->width, b->x + b->width) - all.x;
  all.height = MAX (a->y + a->height, b->y + b->height) - all.y;
  return all;
}

BpmnRect
editor_rect_grow (const BpmnRect *rect, double margin)
{
  return (BpmnRect){ rect->x - margin, rect->y - margin, rect->width + 2 * margin,
                     rect->height + 2 * margin };
}

BpmnRect
editor_rect_of_points (const BpmnPoint *points, guint n_points)
{
  double left, top, right, bottom;

  if (n_points == 0)
    return (BpmnRect){ 0, 0, 0, 0 };
  left = right = points[0].x;
  top = bottom = points[0].y;
  for (guint i = 1; i < n_points; i++)
    {
      left = MIN (left, points[i].x);
      right = MAX (right, points[i].x);
      top = MIN (top, points[i].y);
      bottom = MAX (bottom, points[i].y);
    }
  return (BpmnRect){ left, top, right - left, bottom - top };
}

double
editor_point_distance (BpmnPoint a, BpmnPoint b)
{
  return hypot (a.x - b.x, a.y - b.y);
}

/**
 * editor_segment_distance:
 * @a: one end
 * @b: the other end
 * @point: from where
 * @nearest: (out) (optional): the point of the segment that is nearest
 *
 * Returns: the distance from @point to the segment
 */
double
editor_segment_distance (BpmnPoint a, BpmnPoint b, BpmnPoint point, BpmnPoint *nearest)
{
  double dx = b.x - a.x, dy = b.y - a.y;
  double length = dx * dx + dy * dy;
  double t = length > 0 ? ((point.x - a.x) * dx + (point.y - a.y) * dy) / length : 0;
  BpmnPoint on;

  t = CLAMP (t, 0, 1);
  on.x = a.x + t * dx;
  on.y = a.y + t * dy;
  if (nearest != NULL)
    *nearest = on;
  return editor_point_distance (on, point);
}

/**
 * editor_segment_crosses_rect:
 * @a: one end
 * @b: the other end
 * @rect: a rectangle
 *
 * Returns: whether a part of the segment, longer than a point, is inside of @rect (running along
 *   its edge is not)
 */
gboolean
editor_segment_crosses_rect (BpmnPoint a, BpmnPoint b, const BpmnRect *rect)
{
  const double p[4] = { a.x - b.x, b.x - a.x, a.y - b.y, b.y - a.y };
  const double q[4] = { a.x - rect->x, rect->x + rect->width - a.x, a.y - rect->y,
                        rect->y + rect->height - a.y };
  double from = 0, to = 1;

  for (guint i = 0; i < 4; i++)
    {
      if (p[i] == 0)
        {
          if (q[i] <= 0)
            return FALSE;
        }
      else if (p[i] < 0)
        from = MAX (from, q[i] / p[i]);
      else
        to = MIN (to, q[i] / p[i]);
    }
  return to - from > 1e-9;
}

static double
turn (BpmnPoint a, BpmnPoint b, BpmnPoint c)
{
  return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

/**
 * editor_segments_cross:
 * @a: one end of the first segment
 * @b: its other end
 * @c: one end of the second segment
 * @d: its other end
 *
 * Returns: whether they cross in a point inside of both
 */
gboolean
editor_segments_cross (BpmnPoint a, BpmnPoint b, BpmnPoint c, BpmnPoint d)
{
  double abc = turn (a, b, c), abd = turn (a, b, d), cda = turn (c, d, a), cdb = turn (c, d, b);

  return ((abc > 0 && abd < 0) || (abc < 0 && abd > 0))
         && ((cda > 0 && cdb < 0) || (cda < 0 && cdb > 0));
}

/* The corner square of a rounded rectangle that the point is in, as an offset from the centre of
 * the corner's circle; FALSE if it is in none. */
static gboolean
corner_offset (const BpmnRect *bounds, double x, double y, double *dx, double *dy)
{
  double radius = MIN (EDITOR_CORNER_RADIUS, MIN (bounds->width, bounds->height) / 2);
  double left = bounds->x + radius, right = bounds->x + bounds->width - radius;
  double top = bounds->y + radius, bottom = bounds->y + bounds->height - radius;

  *dx = x < left ? x - left : x > right ? x - right : 0;
  *dy = y < top ? y - top : y > bottom ? y - bottom : 0;
  return *dx != 0 && *dy != 0;
}

/**
 * editor_outline_contains:
 * @outline: the form
 * @bounds: its rectangle
 * @x: a point
 * @y: a point
 *
 * Returns: whether the point is inside of the form or on its line
 */
gboolean
editor_outline_contains (EditorOutline outline, const BpmnRect *bounds, double x, double y)
{
  BpmnPoint c = editor_rect_center (bounds);
  double rx = bounds->width / 2, ry = bounds->height / 2, dx, dy;

  if (!editor_rect_contains (bounds, x, y))
    return FALSE;
  switch (outline)
    {
    case EDITOR_OUTLINE_ELLIPSE:
      if (rx <= 0 || ry <= 0)
        return FALSE;
      dx = (x - c.x) / rx;
      dy = (y - c.y) / ry;
      return dx * dx + dy * dy <= 1 + 1e-9;
    case EDITOR_OUTLINE_DIAMOND:
      if (rx <= 0 || ry <= 0)
        return FALSE;
      return fabs (x - c.x) / rx + fabs (y - c.y) / ry <= 1 + 1e-9;
    case EDITOR_OUTLINE_ROUNDED:
      if (corner_offset (bounds, x, y, &dx, &dy))
        return hypot (dx, dy) <= MIN (EDITOR_CORNER_RADIUS, MIN (bounds->width, bounds->height) / 2)
                                     + 1e-9;
      return TRUE;
    case EDITOR_OUTLINE_RECT:
    default:
      return TRUE;
    }
}

/**
 * editor_outline_distance:
 * @outline: the form
 * @bounds: its rectangle
 * @x: a point
 * @y: a point
 *
 * Returns: how far the point is from the form's line, on either side
 */
double
editor_outline_distance (EditorOutline outline, const BpmnRect *bounds, double x, double y)
{
  BpmnPoint c = editor_rect_center (bounds), point = { x, y };
  double rx = bounds->width / 2, ry = bounds->height / 2, best = G_MAXDOUBLE, dx, dy;
  BpmnPoint corners[4];

  if (outline == EDITOR_OUTLINE_ELLIPSE)
    {
      /* exact for circles, which events are */
      double r = MIN (rx, ry), d = editor_point_distance (c, point);

      if (rx == ry || d == 0)
        return fabs (d - r);
      dx = (x - c.x) / rx;
      dy = (y - c.y) / ry;
      return fabs (d - d / hypot (dx, dy));
    }
  if (outline == EDITOR_OUTLINE_ROUNDED && corner_offset (bounds, x, y, &dx, &dy))
    return fabs (hypot (dx, dy) - MIN (EDITOR_CORNER_RADIUS, MIN (rx, ry)));
  if (outline == EDITOR_OUTLINE_DIAMOND)
    {
      corners[0] = (BpmnPoint){ c.x, bounds->y };
      corners[1] = (BpmnPoint){ bounds->x + bounds->width, c.y };
      corners[2] = (BpmnPoint){ c.x, bounds->y + bounds->height };
      corners[3] = (BpmnPoint){ bounds->x, c.y };
    }
  else
    {
      corners[0] = (BpmnPoint){ bounds->x, bounds->y };
      corners[1] = (BpmnPoint){ bounds->x + bounds->width, bounds->y };
      corners[2] = (BpmnPoint){ bounds->x + bounds->width, bounds->y + bounds->height };
      corners[3] = (BpmnPoint){ bounds->x, bounds->y + bounds->height };
    }
  for (guint i = 0; i < 4; i++)
    best = MIN (best, editor_segment_distance (corners[i], corners[(i + 1) % 4], point, NULL));
  return best;
}

/**
 * editor_outline_crop:
 * @outline: the form
 * @bounds: its rectangle
 * @inside: a point inside of it
 * @outside: a point outside of it
 * @docked: (out): where the segment between them leaves the form
 *
 * Returns: %FALSE (and @docked is @inside) if @inside is not inside or @outside not outside
 */
gboolean
editor_outline_crop (EditorOutline outline, const BpmnRect *bounds, BpmnPoint inside,
                     BpmnPoint outside, BpmnPoint *docked)
{
  double from = 0, to = 1;

  *docked = inside;
  if (!editor_outline_contains (outline, bounds, inside.x, inside.y)
      || editor_outline_contains (outline, bounds, outside.x, outside.y))
    return FALSE;
  /* The forms are convex: there is one crossing, found by halving to far below a pixel. */
  for (guint i = 0; i < 48; i++)
    {
      double middle = (from + to) / 2;

      if (editor_outline_contains (outline, bounds, inside.x + (outside.x - inside.x) * middle,
                                   inside.y + (outside.y - inside.y) * middle))
        from = middle;
      else
        to = middle;
    }
  docked->x = inside.x + (outside.x - inside.x) * from;
  docked->y = inside.y + (outside.y - inside.y) * from;
  /* Full numbers where a full number was meant: 1e-9 of noise must not reach a file. */
  docked->x = round (docked->x * 1000) / 1000;
  docked->y = round (docked->y * 1000) / 1000;
  return TRUE;
}

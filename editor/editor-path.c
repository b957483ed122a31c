/* editor-path.c: lines and curves that a painter draws
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "editor/editor-painter.h"

#include <math.h>

/* A quarter of a circle as one cubic curve: the handle's length for radius 1. */
#define KAPPA 0.5522847498

struct _EditorPath
{
  GArray *ops;    /* of guint8 */
  GArray *points; /* of BpmnPoint */
};

EditorPath *
editor_path_new (void)
{
  EditorPath *self = g_new (EditorPath, 1);

  self->ops = g_array_new (FALSE, FALSE, sizeof (guint8));
  self->points = g_array_new (FALSE, FALSE, sizeof (BpmnPoint));
  return self;
}

void
editor_path_free (EditorPath *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->ops);
  g_array_unref (self->points);
  g_free (self);
}

void
editor_path_clear (EditorPath *self)
{
  g_array_set_size (self->ops, 0);
  g_array_set_size (self->points, 0);
}

static void
append (EditorPath *self, EditorPathOp op, const BpmnPoint *points, guint n_points)
{
  guint8 byte = (guint8) op;

  g_array_append_val (self->ops, byte);
  if (n_points > 0)
    g_array_append_vals (self->points, points, n_points);
}

void
editor_path_move_to (EditorPath *self, double x, double y)
{
  append (self, EDITOR_PATH_MOVE, &(BpmnPoint){ x, y }, 1);
}

void
editor_path_line_to (EditorPath *self, double x, double y)
{
  append (self, EDITOR_PATH_LINE, &(BpmnPoint){ x, y }, 1);
}

void
editor_path_curve_to (EditorPath *self, double x1, double y1, double x2, double y2, double x3,
                      double y3)
{
  const BpmnPoint points[3] = { { x1, y1 }, { x2, y2 }, { x3, y3 } };

  append (self, EDITOR_PATH_CURVE, points, 3);
}

void
editor_path_close (EditorPath *self)
{
  append (self, EDITOR_PATH_CLOSE, NULL, 0);
}

void
editor_path_add_rect (EditorPath *self, const BpmnRect *rect)
{
  editor_path_move_to (self, rect->x, rect->y);
  editor_path_line_to (self, rect->x + rect->width, rect->y);
  editor_path_line_to (self, rect->x + rect->width, rect->y + rect->height);
  editor_path_line_to (self, rect->x, rect->y + rect->height);
  editor_path_close (self);
}

void
editor_path_add_rounded_rect (EditorPath *self, const BpmnRect *rect, double radius)
{
  double l = rect->x, t = rect->y, r = rect->x + rect->width, b = rect->y + rect->height;
  double k;

  radius = MAX (0, MIN (radius, MIN (rect->width, rect->height) / 2));
  k = radius * (1 - KAPPA);
  editor_path_move_to (self, l + radius, t);
  editor_path_line_to (self, r - radius, t);
  editor_path_curve_to (self, r - k, t, r, t + k, r, t + radius);
  editor_path_line_to (self, r, b - radius);
  editor_path_curve_to (self, r, b - k, r - k, b, r - radius, b);
  editor_path_line_to (self, l + radius, b);
  editor_path_curve_to (self, l + k, b, l, b - k, l, b - radius);
  editor_path_line_to (self, l, t + radius);
  editor_path_curve_to (self, l, t + k, l + k, t, l + radius, t);
  editor_path_close (self);
}

void
editor_path_add_ellipse (EditorPath *self, const BpmnRect *rect)
{
  double rx = rect->width / 2, ry = rect->height / 2, x = rect->x + rx, y = rect->y + ry;
  double kx = rx * KAPPA, ky = ry * KAPPA;

  editor_path_move_to (self, x + rx, y);
  editor_path_curve_to (self, x + rx, y + ky, x + kx, y + ry, x, y + ry);
  editor_path_curve_to (self, x - kx, y + ry, x - rx, y + ky, x - rx, y);
  editor_path_curve_to (self, x - rx, y - ky, x - kx, y - ry, x, y - ry);
  editor_path_curve_to (self, x + kx, y - ry, x + rx, y - ky, x + rx, y);
  editor_path_close (self);
}

void
editor_path_add_diamond (EditorPath *self, const BpmnRect *rect)
{
  editor_path_move_to (self, rect->x + rect->width / 2, rect->y);
  editor_path_line_to (self, rect->x + rect->width, rect->y + rect->height / 2);
  editor_path_line_to (self, rect->x + rect->width / 2, rect->y + rect->height);
  editor_path_line_to (self, rect->x, rect->y + rect->height / 2);
  editor_path_close (self);
}

/**
 * editor_path_add_polyline:
 * @self: a path
 * @points: the waypoints
 * @n_points: how many
 * @corner_radius: bends are rounded by at most this, and by half of the shorter segment
 *
 * Adds a line through the points.
 */
void
editor_path_add_polyline (EditorPath *self, const BpmnPoint *points, guint n_points,
                          double corner_radius)
{
  if (n_points < 2)
    return;
  editor_path_move_to (self, points[0].x, points[0].y);
  for (guint i = 1; i + 1 < n_points; i++)
    {
      BpmnPoint p = points[i], a = points[i - 1], b = points[i + 1];
      double before = hypot (p.x - a.x, p.y - a.y), after = hypot (b.x - p.x, b.y - p.y);
      double r = MIN (corner_radius, MIN (before, after) / 2);

      if (r < 0.5)
        {
          editor_path_line_to (self, p.x, p.y);
          continue;
        }
      {
        BpmnPoint in = { p.x + (a.x - p.x) * r / before, p.y + (a.y - p.y) * r / before };
        BpmnPoint out = { p.x + (b.x - p.x) * r / after, p.y + (b.y - p.y) * r / after };

        editor_path_line_to (self, in.x, in.y);
        editor_path_curve_to (self, in.x + (p.x - in.x) * 2 / 3, in.y + (p.y - in.y) * 2 / 3,
                              out.x + (p.x - out.x) * 2 / 3, out.y + (p.y - out.y) * 2 / 3, out.x,
                              out.y);
      }
    }
  editor_path_line_to (self, points[n_points - 1].x, points[n_points - 1].y);
}

/* Reads a number of path data; FALSE at anything else. */
static gboolean
read_number (const char **data, double *value)
{
  char *end;

  while (**data == ' ' || **data == ',' || **data == '\n')
    (*data)++;
  if (!g_ascii_isdigit (**data) && **data != '-' && **data != '.')
    return FALSE;
  *value = g_ascii_strtod (*data, &end);
  if (end == *data)
    return FALSE;
  *data = end;
  return TRUE;
}

/**
 * editor_path_add_data:
 * @self: a path
 * @data: path data as in SVG, of the commands M L H V C Z (absolute) and m l h v c z (relative)
 * @x: where its origin goes
 * @y: where its origin goes
 * @scale: canvas units per unit of the data
 *
 * Adds artwork. The data are tables of ours: an unknown command is a programming error.
 */
void
editor_path_add_data (EditorPath *self, const char *data, double x, double y, double scale)
{
  BpmnPoint at = { 0, 0 }, start = { 0, 0 };
  char command = 0;

#define PX(v) (x + (v) *scale)
#define PY(v) (y + (v) *scale)
  while (*data != '\0')
    {
      double n[6];
      gboolean relative;
      guint wanted;

      while (*data == ' ' || *data == ',' || *data == '\n')
        data++;
      if (g_ascii_isalpha (*data))
        command = *data++;
      else if (*data == '\0')
        break;
      relative = g_ascii_islower (command);
      switch (g_ascii_toupper (command))
        {
        case 'M':
        case 'L':
          wanted = 2;
          break;
        case 'H':
        case 'V':
          wanted = 1;
          break;
        case 'C':
          wanted = 6;
          break;
        case 'Z':
          wanted = 0;
          break;
        default:
          g_return_if_reached ();
        }
      for (guint i = 0; i < wanted; i++)
        g_return_if_fail (read_number (&data, &n[i]));
      if (relative)
        for (guint i = 0; i < wanted; i++)
          n[i] += g_ascii_toupper (command) == 'V' ? at.y : (i % 2 == 0 ? at.x : at.y);
      switch (g_ascii_toupper (command))
        {
        case 'M':
          at = start = (BpmnPoint){ n[0], n[1] };
          editor_path_move_to (self, PX (at.x), PY (at.y));
          command = relative ? 'l' : 'L';
          break;
        case 'L':
          at = (BpmnPoint){ n[0], n[1] };
          editor_path_line_to (self, PX (at.x), PY (at.y));
          break;
        case 'H':
          at.x = n[0];
          editor_path_line_to (self, PX (at.x), PY (at.y));
          break;
        case 'V':
          at.y = n[0];
          editor_path_line_to (self, PX (at.x), PY (at.y));
          break;
        case 'C':
          editor_path_curve_to (self, PX (n[0]), PY (n[1]), PX (n[2]), PY (n[3]), PX (n[4]),
                                PY (n[5]));
          at = (BpmnPoint){ n[4], n[5] };
          break;
        default:
          editor_path_close (self);
          at = start;
          break;
        }
    }
#undef PX
#undef PY
}

void
editor_path_foreach (const EditorPath *self, EditorPathFunc func, gpointer user_data)
{
  static const guint8 counts[] = { 1, 1, 3, 0 };
  const BpmnPoint *points = (const BpmnPoint *) (gpointer) self->points->data;

  for (guint i = 0; i < self->ops->len; i++)
    {
      EditorPathOp op = g_array_index (self->ops, guint8, i);

      func (op, points, user_data);
      points += counts[op];
    }
}

gboolean
editor_path_is_empty (const EditorPath *self)
{
  return self->ops->len == 0;
}

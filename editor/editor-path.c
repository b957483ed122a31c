/* editor-path.c: lines and curves that a painter draws
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "editor/editor-painter.h"

#include <math.h>
#include <string.h>

/* A quarter of a circle as one cubic curve: the handle's length for radius 1. */
#define KAPPA 0.5522847498

#define FEW_OPS 32
#define FEW_POINTS 40

/* Most paths are small and live for a moment: they need no memory but their own. */
struct _EditorPath
{
  guint8 *ops;
  BpmnPoint *points;
  guint n_ops;
  guint n_points;
  guint room_ops;
  guint room_points;
  EditorPathForm form;
  BpmnRect rect; /* of the form */
  double radius;
  guint8 few_ops[FEW_OPS];
  BpmnPoint few_points[FEW_POINTS];
};

EditorPath *
editor_path_new (void)
{
  EditorPath *self = g_new (EditorPath, 1);

  self->ops = self->few_ops;
  self->points = self->few_points;
  self->room_ops = FEW_OPS;
  self->room_points = FEW_POINTS;
  editor_path_clear (self);
  return self;
}

void
editor_path_free (EditorPath *self)
{
  if (self == NULL)
    return;
  if (self->ops != self->few_ops)
    g_free (self->ops);
  if (self->points != self->few_points)
    g_free (self->points);
  g_free (self);
}

void
editor_path_clear (EditorPath *self)
{
  self->n_ops = self->n_points = 0;
  self->form = EDITOR_PATH_FREE;
}

static void
make_room (EditorPath *self, guint n_points)
{
  if (self->n_ops == self->room_ops)
    {
      self->room_ops *= 2;
      if (self->ops != self->few_ops)
        self->ops = g_renew (guint8, self->ops, self->room_ops);
      else
        {
          self->ops = g_new (guint8, self->room_ops);
          memcpy (self->ops, self->few_ops, sizeof self->few_ops);
        }
    }
  if (self->n_points + n_points > self->room_points)
    {
      self->room_points *= 2;
      if (self->points != self->few_points)
        self->points = g_renew (BpmnPoint, self->points, self->room_points);
      else
        {
          self->points = g_new (BpmnPoint, self->room_points);
          memcpy (self->points, self->few_points, sizeof self->few_points);
        }
    }
}

static void
append (EditorPath *self, EditorPathOp op, const BpmnPoint *points, guint n_points)
{
  self->form = EDITOR_PATH_FREE;
  if (self->n_ops == self->room_ops || self->n_points + n_points > self->room_points)
    make_room (self, n_points);
  self->ops[self->n_ops++] = (guint8) op;
  for (guint i = 0; i < n_points; i++)
    self->points[self->n_points++] = points[i];
}

/* The path so far is nothing but one form. */
static void
set_form (EditorPath *self, gboolean alone, EditorPathForm form, const BpmnRect *rect,
          double radius)
{
  self->form = alone ? form : EDITOR_PATH_FREE;
  self->rect = *rect;
  self->radius = radius;
}

/**
 * editor_path_get_form:
 * @self: a path
 * @rect: (out): its box
 * @radius: (out): of rounded corners
 *
 * Returns: what the whole path is; %EDITOR_PATH_FREE where it is no simple form
 */
EditorPathForm
editor_path_get_form (const EditorPath *self, BpmnRect *rect, double *radius)
{
  *rect = self->rect;
  *radius = self->radius;
  return self->form;
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
  gboolean alone = self->n_ops == 0;

  editor_path_move_to (self, rect->x, rect->y);
  editor_path_line_to (self, rect->x + rect->width, rect->y);
  editor_path_line_to (self, rect->x + rect->width, rect->y + rect->height);
  editor_path_line_to (self, rect->x, rect->y + rect->height);
  editor_path_close (self);
  set_form (self, alone, EDITOR_PATH_RECT, rect, 0);
}

void
editor_path_add_rounded_rect (EditorPath *self, const BpmnRect *rect, double radius)
{
  double l = rect->x, t = rect->y, r = rect->x + rect->width, b = rect->y + rect->height;
  gboolean alone = self->n_ops == 0;
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
  set_form (self, alone, EDITOR_PATH_RECT, rect, radius);
}

void
editor_path_add_ellipse (EditorPath *self, const BpmnRect *rect)
{
  double rx = rect->width / 2, ry = rect->height / 2, x = rect->x + rx, y = rect->y + ry;
  double kx = rx * KAPPA, ky = ry * KAPPA;
  gboolean alone = self->n_ops == 0;

  editor_path_move_to (self, x + rx, y);
  editor_path_curve_to (self, x + rx, y + ky, x + kx, y + ry, x, y + ry);
  editor_path_curve_to (self, x - kx, y + ry, x - rx, y + ky, x - rx, y);
  editor_path_curve_to (self, x - rx, y - ky, x - kx, y - ry, x, y - ry);
  editor_path_curve_to (self, x + kx, y - ry, x + rx, y - ky, x + rx, y);
  editor_path_close (self);
  set_form (self, alone, EDITOR_PATH_ELLIPSE, rect, 0);
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

/* Reads a number of path data; FALSE at anything else. Our artwork has no exponents. */
static gboolean
read_number (const char **data, double *value)
{
  const char *p = *data;
  gboolean negative;
  double number = 0, unit = 1;

  while (*p == ' ' || *p == ',' || *p == '\n')
    p++;
  negative = *p == '-';
  if (negative)
    p++;
  if (!g_ascii_isdigit (*p) && *p != '.')
    return FALSE;
  for (; g_ascii_isdigit (*p); p++)
    number = number * 10 + (*p - '0');
  if (*p == '.')
    for (p++; g_ascii_isdigit (*p); p++)
      {
        number = number * 10 + (*p - '0');
        unit *= 10;
      }
  *value = (negative ? -number : number) / unit;
  *data = p;
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
  const BpmnPoint *points = self->points;

  for (guint i = 0; i < self->n_ops; i++)
    {
      EditorPathOp op = self->ops[i];

      func (op, points, user_data);
      points += counts[op];
    }
}

gboolean
editor_path_is_empty (const EditorPath *self)
{
  return self->n_ops == 0;
}

/* editor-shape-connection.c: how connections look
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "editor/editor-routing.h"
#include "editor/editor-shape-private.h"

#include <math.h>

#define BEND_RADIUS 6.0
#define ARROW_LENGTH 10.0
#define ARROW_HALF 4.6

static const double message_dashes[] = { 7, 6 };
static const double dots[] = { 0.1, 4.5 };

/* A unit vector from @a to @b; to the right where they are one point. */
static BpmnPoint
direction (BpmnPoint a, BpmnPoint b)
{
  double length = editor_point_distance (a, b);

  if (length < 1e-6)
    return (BpmnPoint){ 1, 0 };
  return (BpmnPoint){ (b.x - a.x) / length, (b.y - a.y) / length };
}

/* The point @along units from @origin in direction @d and @aside units to its right. */
static BpmnPoint
offset (BpmnPoint origin, BpmnPoint d, double along, double aside)
{
  return (BpmnPoint){ origin.x + d.x * along - d.y * aside, origin.y + d.y * along + d.x * aside };
}

static void
draw_polygon (const EditorPen *pen, const BpmnPoint *points, guint n, gboolean closed,
              const EditorColour *fill, double width)
{
  g_autoptr (EditorPath) path = editor_path_new ();
  EditorStroke stroke = editor_pen_stroke (pen, width);

  editor_path_move_to (path, points[0].x, points[0].y);
  for (guint i = 1; i < n; i++)
    editor_path_line_to (path, points[i].x, points[i].y);
  if (closed)
    editor_path_close (path);
  editor_painter_path (pen->painter, path, fill, width > 0 ? &stroke : NULL);
}

/* An arrowhead with its tip at @tip, pointing along @d. */
static void
draw_arrow (const EditorPen *pen, BpmnPoint tip, BpmnPoint d, const EditorColour *fill)
{
  const BpmnPoint points[3] = { offset (tip, d, -ARROW_LENGTH, -ARROW_HALF), offset (tip, d, -0.8, 0),
                                offset (tip, d, -ARROW_LENGTH, ARROW_HALF) };

  draw_polygon (pen, points, 3, TRUE, fill, 1.2);
}

static void
draw_open_arrow (const EditorPen *pen, BpmnPoint tip, BpmnPoint d)
{
  const BpmnPoint points[3] = { offset (tip, d, -ARROW_LENGTH + 1, -ARROW_HALF - 0.6), tip,
                                offset (tip, d, -ARROW_LENGTH + 1, ARROW_HALF + 0.6) };

  draw_polygon (pen, points, 3, FALSE, NULL, EDITOR_STROKE_FLOW);
}

static void
draw_line (const EditorPen *pen, const BpmnPoint *points, guint n, double width,
           const double *dashes, guint n_dashes)
{
  g_autoptr (EditorPath) path = editor_path_new ();
  EditorStroke stroke = { pen->ink, width, dashes, n_dashes };

  editor_path_add_polyline (path, points, n, BEND_RADIUS);
  editor_painter_path (pen->painter, path, NULL, &stroke);
}

static void
draw_sequence_flow (const EditorPen *pen, BpmnPoint *points, guint n)
{
  BpmnPoint start = points[0], tip = points[n - 1];
  BpmnPoint out = direction (start, points[1]), in = direction (points[n - 2], tip);
  double width = pen->figure->emphasis >= EDITOR_EMPHASIS_VISITED ? 2.6 : EDITOR_STROKE_FLOW;

  /* the line ends inside of its head, not at the tip */
  if (editor_point_distance (points[n - 2], tip) > ARROW_LENGTH)
    points[n - 1] = offset (tip, in, -ARROW_LENGTH / 2, 0);
  draw_line (pen, points, n, width, NULL, 0);
  draw_arrow (pen, tip, in, &pen->ink);
  if (pen->figure->flags & EDITOR_FIGURE_DEFAULT)
    {
      const BpmnPoint slash[2] = { offset (start, out, 6, 6), offset (start, out, 11, -6) };

      draw_polygon (pen, slash, 2, FALSE, NULL, EDITOR_STROKE_FLOW);
    }
  else if (pen->figure->flags & EDITOR_FIGURE_CONDITIONAL)
    {
      const BpmnPoint diamond[4] = { start, offset (start, out, 8, 4.4), offset (start, out, 16, 0),
                                     offset (start, out, 8, -4.4) };

      draw_polygon (pen, diamond, 4, TRUE, &pen->theme->background, 1.4);
    }
}

static void
draw_envelope (const EditorPen *pen, BpmnPoint c, gboolean shaded)
{
  EditorColour grey = editor_colour_mix (&pen->theme->background, &pen->theme->ink, 0.25);

  editor_pen_data (pen, "M-12 -8 H12 V8 H-12 Z M-12 -8 L0 1.5 L12 -8", c.x, c.y, 1,
                   shaded ? &grey : &pen->theme->background, 1.4);
}

static void
draw_message_flow (const EditorPen *pen, BpmnPoint *points, guint n)
{
  g_autoptr (EditorPath) circle = editor_path_new ();
  EditorStroke thin = editor_pen_stroke (pen, 1.3);
  BpmnPoint start = points[0], tip = points[n - 1];
  BpmnPoint out = direction (start, points[1]), in = direction (points[n - 2], tip);
  BpmnPoint c = offset (start, out, 4.5, 0);

  if (editor_point_distance (points[n - 2], tip) > ARROW_LENGTH)
    points[n - 1] = offset (tip, in, -ARROW_LENGTH, 0);
  draw_line (pen, points, n, 1.4, message_dashes, G_N_ELEMENTS (message_dashes));
  editor_path_add_ellipse (circle, &(BpmnRect){ c.x - 4.5, c.y - 4.5, 9, 9 });
  editor_painter_path (pen->painter, circle, &pen->theme->background, &thin);
  draw_arrow (pen, tip, in, &pen->theme->background);
  if (pen->figure->flags & (EDITOR_FIGURE_MESSAGE_INITIATING | EDITOR_FIGURE_MESSAGE_REPLY))
    {
      BpmnPoint middle = editor_route_middle (pen->figure->points, pen->figure->n_points, NULL);

      draw_envelope (pen, middle, (pen->figure->flags & EDITOR_FIGURE_MESSAGE_REPLY) != 0);
    }
}

static void
draw_association (const EditorPen *pen, const BpmnPoint *points, guint n)
{
  draw_line (pen, points, n, 1.8, dots, G_N_ELEMENTS (dots));
  if (pen->figure->flags & EDITOR_FIGURE_ARROW_AT_TARGET)
    draw_open_arrow (pen, points[n - 1], direction (points[n - 2], points[n - 1]));
  if (pen->figure->flags & EDITOR_FIGURE_ARROW_AT_SOURCE)
    draw_open_arrow (pen, points[0], direction (points[1], points[0]));
}

/* A conversation link is a double line (BPMN 2.0, 9.4.6). */
static void
draw_conversation_link (const EditorPen *pen, const BpmnPoint *points, guint n)
{
  EditorPen inner = *pen;

  draw_line (pen, points, n, 4.5, NULL, 0);
  inner.ink = pen->theme->background;
  draw_line (&inner, points, n, 2, NULL, 0);
}

/**
 * editor_connection_draw:
 * @pen: of a connection
 *
 * Draws its line and what stands at its ends.
 */
void
editor_connection_draw (const EditorPen *pen)
{
  const EditorFigure *figure = pen->figure;
  g_autofree BpmnPoint *points = NULL;
  guint n = figure->n_points;

  if (n < 2)
    return;
  if (pen->detail >= EDITOR_DETAIL_OUTLINE)
    {
      g_autoptr (EditorPath) path = editor_path_new ();
      EditorStroke stroke = editor_pen_stroke (pen, EDITOR_STROKE_FLOW);

      editor_path_add_polyline (path, figure->points, n, 0);
      editor_painter_path (pen->painter, path, NULL, &stroke);
      return;
    }
  points = g_memdup2 (figure->points, sizeof (BpmnPoint) * n);
  switch (figure->type)
    {
    case BPMN_TYPE_MESSAGE_FLOW:
      draw_message_flow (pen, points, n);
      break;
    case BPMN_TYPE_ASSOCIATION:
    case BPMN_TYPE_DATA_INPUT_ASSOCIATION:
    case BPMN_TYPE_DATA_OUTPUT_ASSOCIATION:
      draw_association (pen, points, n);
      break;
    case BPMN_TYPE_CONVERSATION_LINK:
      draw_conversation_link (pen, points, n);
      break;
    default:
      draw_sequence_flow (pen, points, n);
      break;
    }
}

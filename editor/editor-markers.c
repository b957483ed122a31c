/* editor-markers.c: the artwork of BPMN: triggers of events, markers of gateways and activities
 *
 * Forms and meanings: BPMN 2.0, tables 10.93 (events), 10.97 (gateways), 10.3 (activity markers);
 * the drawings are ours.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "editor/editor-glyphs.h"
#include "editor/editor-shape-private.h"

#include <math.h>

#define EVENT_SIZE 36.0
#define GATEWAY_SIZE 50.0

/* Around the centre of an event of 36 x 36. @open: filled with the paper when the event catches. */
static const struct
{
  const char *body;
  const char *detail; /* lines; in the paper's colour on a filled body */
  double width;
} triggers[] = {
  [EDITOR_TRIGGER_NONE] = { NULL, NULL, 0 },
  [EDITOR_TRIGGER_MESSAGE]
  = { "M-8.5 -5.7 H8.5 V5.7 H-8.5 Z", "M-8.5 -5.7 L0 1.2 L8.5 -5.7", 1.2 },
  [EDITOR_TRIGGER_TIMER] = { NULL, NULL, 1.2 }, /* drawn by draw_clock() */
  [EDITOR_TRIGGER_ERROR]
  = { "M-8.6 8.6 L-3.4 -7.6 L2.9 2.4 L8.6 -8.6 L3.6 7.8 L-2.9 -1.8 Z", NULL, 1.2 },
  [EDITOR_TRIGGER_ESCALATION] = { "M0 -9.2 L6.9 8.6 L0 1.8 L-6.9 8.6 Z", NULL, 1.2 },
  [EDITOR_TRIGGER_CANCEL]
  = { "M-8.4 -6 L-6 -8.4 L0 -2.4 L6 -8.4 L8.4 -6 L2.4 0 L8.4 6 L6 8.4 L0 2.4 L-6 8.4 L-8.4 6 L-2.4 0 Z",
      NULL, 1.2 },
  [EDITOR_TRIGGER_COMPENSATION]
  = { "M-0.6 -6.2 V6.2 L-9.2 0 Z M8 -6.2 V6.2 L-0.6 0 Z", NULL, 1.2 },
  [EDITOR_TRIGGER_CONDITIONAL]
  = { "M-6.4 -8 H6.4 V8 H-6.4 Z",
      "M-4 -4.8 H4 M-4 -1.6 H4 M-4 1.6 H4 M-4 4.8 H4", 1.2 },
  [EDITOR_TRIGGER_LINK]
  = { "M-8.6 -3.4 H2.4 V-7.2 L9.4 0 L2.4 7.2 V3.4 H-8.6 Z", NULL, 1.2 },
  [EDITOR_TRIGGER_SIGNAL] = { "M0 -8.6 L8.8 6.4 H-8.8 Z", NULL, 1.2 },
  [EDITOR_TRIGGER_TERMINATE]
  = { "M9.6 0 C9.6 5.3 5.3 9.6 0 9.6 C-5.3 9.6 -9.6 5.3 -9.6 0 C-9.6 -5.3 -5.3 -9.6 0 -9.6"
      " C5.3 -9.6 9.6 -5.3 9.6 0 Z",
      NULL, 0 },
  [EDITOR_TRIGGER_MULTIPLE]
  = { "M0 -9.4 L8.94 -2.9 L5.53 7.6 H-5.53 L-8.94 -2.9 Z", NULL, 1.2 },
  [EDITOR_TRIGGER_PARALLEL_MULTIPLE]
  = { "M-2.4 -9 H2.4 V-2.4 H9 V2.4 H2.4 V9 H-2.4 V2.4 H-9 V-2.4 H-2.4 Z", NULL, 1.2 },
};

/* Top left marker of a task, in a square of 16. */
typedef struct
{
  BpmnType type;
  const char *body; /* filled with the shape's fill, or with ink where @solid */
  const char *lines;
  gboolean solid;
  const char *front; /* another body before the first */
} TaskMarker;

static const TaskMarker task_markers[] = {
  { BPMN_TYPE_USER_TASK,
    "M2 14.5 C2 10.6 4 9.2 8 9.2 C12 9.2 14 10.6 14 14.5 Z M11.2 4.9 C11.2 6.8 9.8 8.2 8 8.2"
    " C6.2 8.2 4.8 6.8 4.8 4.9 C4.8 3 6.2 1.6 8 1.6 C9.8 1.6 11.2 3 11.2 4.9 Z",
    NULL, FALSE },
  { BPMN_TYPE_SERVICE_TASK,
    "M5 2.3 L5.3 0.7 L7.1 0.7 L7.4 2.3 L8.1 2.6 L9.5 1.6 L10.8 2.9 L9.8 4.3 L10.1 5 L11.7 "
    "5.3 L11.7 7.1 L10.1 7.4 L9.8 8.1 L10.8 9.5 L9.5 10.8 L8.1 9.8 L7.4 10.1 L7.1 11.7 L5.3 "
    "11.7 L5 10.1 L4.3 9.8 L2.9 10.8 L1.6 9.5 L2.6 8.1 L2.3 7.4 L0.7 7.1 L0.7 5.3 L2.3 5 "
    "L2.6 4.3 L1.6 2.9 L2.9 1.6 L4.3 2.6 Z M8.1 6.2 C8.1 7.2 7.2 8.1 6.2 8.1 C5.2 8.1 4.3 "
    "7.2 4.3 6.2 C4.3 5.2 5.2 4.3 6.2 4.3 C7.2 4.3 8.1 5.2 8.1 6.2 Z",
    NULL, FALSE,
    "M9.9 7.6 L10.2 6.1 L11.8 6.1 L12.1 7.6 L12.7 7.8 L13.9 6.9 L15.1 8.1 L14.2 9.3 L14.4 "
    "9.9 L15.9 10.2 L15.9 11.8 L14.4 12.1 L14.2 12.7 L15.1 13.9 L13.9 15.1 L12.7 14.2 L12.1 "
    "14.4 L11.8 15.9 L10.2 15.9 L9.9 14.4 L9.3 14.2 L8.1 15.1 L6.9 13.9 L7.8 12.7 L7.6 12.1 "
    "L6.1 11.8 L6.1 10.2 L7.6 9.9 L7.8 9.3 L6.9 8.1 L8.1 6.9 L9.3 7.8 Z M12.7 11 C12.7 11.9 "
    "11.9 12.7 11 12.7 C10.1 12.7 9.3 11.9 9.3 11 C9.3 10.1 10.1 9.3 11 9.3 C11.9 9.3 12.7 "
    "10.1 12.7 11 Z" },
  { BPMN_TYPE_SEND_TASK, "M1 3 H15 V13 H1 Z", "M1 3 L8 8.6 L15 3", TRUE },
  { BPMN_TYPE_RECEIVE_TASK, "M1 3 H15 V13 H1 Z", "M1 3 L8 8.6 L15 3", FALSE },
  { BPMN_TYPE_MANUAL_TASK,
    "M1.2 6.6 L5.2 3.4 C5.8 3 6.4 3 7 3.2 H8.6 C9.8 3.2 9.8 4.7 8.6 4.8 L7 5 H14 C15.2 5 15.2 6.8 14"
    " 6.8 H9.4 H14.4 C15.6 6.8 15.6 8.7 14.4 8.7 H9.4 H13.6 C14.8 8.7 14.8 10.5 13.6 10.5 H9.2 H12.4"
    " C13.5 10.5 13.5 12.2 12.4 12.2 H6 C4 12.2 3 11.8 1.2 11 Z",
    NULL, FALSE },
  { BPMN_TYPE_SCRIPT_TASK,
    "M4.6 1.6 H14 C11 4.6 11 6 12.6 8 C14.2 10 13.8 12 11.4 14.4 H2 C4.6 11.8 5 10 3.4 8"
    " C1.8 6 2 4.2 4.6 1.6 Z",
    "M5 4.4 H9.6 M5.2 7.1 H10 M6.2 9.6 H11.4 M5.8 12 H10.4", FALSE },
  { BPMN_TYPE_BUSINESS_RULE_TASK, "M1 2.6 H15 V13.4 H1 Z",
    "M1 6.2 H15 M1 9.8 H15 M5.4 6.2 V13.4 M1 3.4 H15 M1 4.3 H15 M1 5.3 H15", FALSE },
};

/* Around the centre of their place at the bottom of an activity, about 14 wide. */
#define LOOP "M-3.2 5.6 C-6.6 3.8 -7 -0.6 -4.4 -3.2 C-1.8 -5.8 2.4 -5.8 5 -3.2 C7.2 -0.8 6.8 3.6 3.4 5.6 M-7 5.8 L-2.9 6 L-3.2 1.8"
#define PARALLEL_INSTANCES "M-4 -5.5 V5.5 M0 -5.5 V5.5 M4 -5.5 V5.5"
#define SEQUENTIAL_INSTANCES "M-5.5 -4 H5.5 M-5.5 0 H5.5 M-5.5 4 H5.5"
#define COMPENSATION "M-0.4 -5 V5 L-7 0 Z M6.2 -5 V5 L-0.4 0 Z"
#define AD_HOC "M-7 1.6 C-5 -3.6 -2.6 -3.2 0 -0.8 C2.6 1.4 5 1.6 7 -2.4 C5.6 3.6 2.8 3.8 0 1.4 C-2.8 -1 -5 -1 -7 1.6 Z"
#define COLLAPSED "M-6.5 -6.5 H6.5 V6.5 H-6.5 Z M0 -4 V4 M-4 0 H4"

EditorStroke
editor_pen_stroke (const EditorPen *pen, double width)
{
  return (EditorStroke){ pen->ink, width, NULL, 0 };
}

/* Paints artwork; @stroke_width is in canvas units, 0 draws no line. */
void
editor_pen_data (const EditorPen *pen, const char *data, double x, double y, double scale,
                 const EditorColour *fill, double stroke_width)
{
  EditorStroke stroke = editor_pen_stroke (pen, stroke_width);

  editor_painter_data (pen->painter, data, x, y, scale, fill, stroke_width > 0 ? &stroke : NULL);
}

/* What open artwork is filled with: the shape's own colour, unless its lines would be lost on that. */
static EditorColour
get_open_fill (const EditorPen *pen)
{
  double contrast = editor_colour_luminance (&pen->fill) - editor_colour_luminance (&pen->ink);

  return fabs (contrast) < 0.25 ? pen->theme->fill : pen->fill;
}

static void
draw_clock (const EditorPen *pen, BpmnPoint c, double scale)
{
  g_autoptr (EditorPath) face = editor_path_new ();
  g_autoptr (EditorPath) ticks = editor_path_new ();
  EditorStroke thin = editor_pen_stroke (pen, 1.2 * scale);
  EditorColour open = get_open_fill (pen);
  double r = 9.6 * scale;

  editor_path_add_ellipse (face, &(BpmnRect){ c.x - r, c.y - r, 2 * r, 2 * r });
  for (guint i = 0; i < 12; i++)
    {
      double angle = i * G_PI / 6, inner = (i % 3 == 0 ? 7.2 : 8.2) * scale;

      editor_path_move_to (ticks, c.x + sin (angle) * inner, c.y - cos (angle) * inner);
      editor_path_line_to (ticks, c.x + sin (angle) * r, c.y - cos (angle) * r);
    }
  editor_path_add_data (ticks, "M1.8 -6.4 L0 0 L4.6 0.6", c.x, c.y, scale);
  editor_painter_path (pen->painter, face, &open, &thin);
  editor_painter_path (pen->painter, ticks, NULL, &thin);
}

/**
 * editor_markers_draw_trigger:
 * @pen: of an event, or of an event-based gateway
 *
 * Draws what an event waits for (open) or causes (filled).
 */
void
editor_markers_draw_trigger (const EditorPen *pen)
{
  const EditorFigure *figure = pen->figure;
  BpmnPoint c = editor_rect_center (&figure->bounds);
  double scale = MIN (figure->bounds.width, figure->bounds.height) / EVENT_SIZE;
  gboolean solid = (figure->flags & EDITOR_FIGURE_THROWS) != 0;
  EditorColour open = get_open_fill (pen);
  EditorPen inverse = *pen;

  if (figure->trigger == EDITOR_TRIGGER_TIMER)
    {
      draw_clock (pen, c, scale);
      return;
    }
  if (figure->trigger == EDITOR_TRIGGER_TERMINATE)
    solid = TRUE;
  if (figure->trigger == EDITOR_TRIGGER_CONDITIONAL)
    solid = FALSE;
  if (triggers[figure->trigger].body == NULL)
    return;
  editor_pen_data (pen, triggers[figure->trigger].body, c.x, c.y, scale,
                   solid ? &pen->ink : &open, triggers[figure->trigger].width * scale);
  if (triggers[figure->trigger].detail == NULL)
    return;
  if (solid)
    inverse.ink = pen->fill;
  editor_pen_data (&inverse, triggers[figure->trigger].detail, c.x, c.y, scale, NULL,
                   triggers[figure->trigger].width * scale);
}

static void
draw_ring (const EditorPen *pen, double radius, double width)
{
  g_autoptr (EditorPath) path = editor_path_new ();
  BpmnPoint c = editor_rect_center (&pen->figure->bounds);
  EditorStroke stroke = editor_pen_stroke (pen, width);

  editor_path_add_ellipse (path,
                           &(BpmnRect){ c.x - radius, c.y - radius, 2 * radius, 2 * radius });
  editor_painter_path (pen->painter, path, NULL, &stroke);
}

/**
 * editor_markers_draw_gateway:
 * @pen: of a gateway
 *
 * Draws the mark in the diamond.
 */
void
editor_markers_draw_gateway (const EditorPen *pen)
{
  const EditorFigure *figure = pen->figure;
  BpmnPoint c = editor_rect_center (&figure->bounds);
  double scale = MIN (figure->bounds.width, figure->bounds.height) / GATEWAY_SIZE;

  switch (figure->type)
    {
    case BPMN_TYPE_EXCLUSIVE_GATEWAY:
      if (figure->flags & EDITOR_FIGURE_GATEWAY_MARKER)
        editor_pen_data (pen, "M-6 -7.5 L6 7.5 M6 -7.5 L-6 7.5", c.x, c.y, scale, NULL,
                         3.2 * scale);
      break;
    case BPMN_TYPE_PARALLEL_GATEWAY:
      editor_pen_data (pen, "M0 -11.5 V11.5 M-11.5 0 H11.5", c.x, c.y, scale, NULL, 3.2 * scale);
      break;
    case BPMN_TYPE_INCLUSIVE_GATEWAY:
      draw_ring (pen, 11.5 * scale, 2.6 * scale);
      break;
    case BPMN_TYPE_COMPLEX_GATEWAY:
      editor_pen_data (pen,
                       "M0 -12 V12 M-12 0 H12 M-8.4 -8.4 L8.4 8.4 M8.4 -8.4 L-8.4 8.4", c.x, c.y,
                       scale, NULL, 2.8 * scale);
      break;
    case BPMN_TYPE_EVENT_BASED_GATEWAY:
      draw_ring (pen, 13.6 * scale, 1.2 * scale);
      if (!(figure->flags & EDITOR_FIGURE_INSTANTIATE))
        draw_ring (pen, 11 * scale, 1.2 * scale);
      editor_pen_data (pen,
                       figure->flags & EDITOR_FIGURE_PARALLEL
                           ? "M-2 -7.5 H2 V-2 H7.5 V2 H2 V7.5 H-2 V2 H-7.5 V-2 H-2 Z"
                           : "M0 -7.4 L7 -2.3 L4.4 6 H-4.4 L-7 -2.3 Z",
                       c.x, c.y, scale, NULL, 1.2 * scale);
      break;
    default:
      break;
    }
}

static const TaskMarker *
find_task_marker (BpmnType type)
{
  for (guint i = 0; i < G_N_ELEMENTS (task_markers); i++)
    if (task_markers[i].type == type)
      return &task_markers[i];
  return NULL;
}

/* 10.3.3: a call of a global task shows the marker of that task. */
static BpmnType
get_marker_type (const EditorFigure *figure)
{
  return figure->called != BPMN_TYPE_OTHER ? figure->called : figure->type;
}

gboolean
editor_markers_has_task_glyph (const EditorFigure *figure)
{
  return figure->look != EDITOR_LOOK_PLAIN || find_task_marker (get_marker_type (figure)) != NULL;
}

/**
 * editor_markers_draw_task:
 * @pen: of a task
 *
 * Draws the glyph in the top left corner: of the Altinn task type, else of the BPMN kind.
 */
void
editor_markers_draw_task (const EditorPen *pen)
{
  const EditorFigure *figure = pen->figure;
  double x = figure->bounds.x + 7, y = figure->bounds.y + 6;
  const TaskMarker *marker;

  if (figure->look != EDITOR_LOOK_PLAIN)
    {
      gboolean own = figure->stroke != NULL || figure->emphasis != EDITOR_EMPHASIS_NONE
                     || (figure->flags & EDITOR_FIGURE_NOT_RUN);

      editor_glyph_draw (figure->look, pen->painter, x, y, 18,
                         own ? &pen->ink : &pen->theme->accents[figure->look]);
      return;
    }
  marker = find_task_marker (get_marker_type (figure));
  if (marker == NULL)
    return;
  editor_pen_data (pen, marker->body, x - 1, y - 1, 1.1, marker->solid ? &pen->ink : &pen->fill,
                   1.1);
  if (marker->front != NULL)
    editor_pen_data (pen, marker->front, x - 1, y - 1, 1.1, &pen->fill, 1.1);
  if (marker->lines != NULL)
    {
      EditorPen lines = *pen;

      if (marker->solid)
        lines.ink = pen->fill;
      editor_pen_data (&lines, marker->lines, x - 1, y - 1, 1.1, NULL, 1.1);
    }
}

guint
editor_markers_count_bottom (const EditorFigure *figure)
{
  static const guint flags[]
      = { EDITOR_FIGURE_LOOP,      EDITOR_FIGURE_PARALLEL_INSTANCES, EDITOR_FIGURE_SEQUENTIAL_INSTANCES,
          EDITOR_FIGURE_COLLAPSED, EDITOR_FIGURE_COMPENSATION,       EDITOR_FIGURE_AD_HOC };
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (flags); i++)
    if (figure->flags & flags[i])
      n++;
  return n;
}

/**
 * editor_markers_draw_bottom:
 * @pen: of an activity
 *
 * Draws the row of markers at the bottom centre.
 */
void
editor_markers_draw_bottom (const EditorPen *pen)
{
  static const struct
  {
    guint flag;
    const char *data;
    double width;
    gboolean filled;
  } bottom[] = {
    { EDITOR_FIGURE_LOOP, LOOP, 1.5, FALSE },
    { EDITOR_FIGURE_PARALLEL_INSTANCES, PARALLEL_INSTANCES, 2.2, FALSE },
    { EDITOR_FIGURE_SEQUENTIAL_INSTANCES, SEQUENTIAL_INSTANCES, 2.2, FALSE },
    { EDITOR_FIGURE_COLLAPSED, COLLAPSED, 1.3, FALSE },
    { EDITOR_FIGURE_COMPENSATION, COMPENSATION, 1.2, FALSE },
    { EDITOR_FIGURE_AD_HOC, AD_HOC, 0.6, TRUE },
  };
  const BpmnRect *bounds = &pen->figure->bounds;
  guint n = editor_markers_count_bottom (pen->figure);
  /* in a shape too small for the row it is drawn smaller */
  double scale = n > 0 ? MIN (1, MIN (bounds->width / (19 * n), bounds->height / 24)) : 1;
  double x = bounds->x + bounds->width / 2 - (n > 0 ? (n - 1) * 9.5 * scale : 0);
  double y = bounds->y + bounds->height - 10.5 * scale;

  for (guint i = 0; i < G_N_ELEMENTS (bottom); i++)
    if (pen->figure->flags & bottom[i].flag)
      {
        editor_pen_data (pen, bottom[i].data, x, y, scale, bottom[i].filled ? &pen->ink : NULL,
                         bottom[i].width * scale);
        x += 19 * scale;
      }
}

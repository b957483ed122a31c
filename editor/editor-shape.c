/* editor-shape.c: how one element looks: the only place that draws
 *
 * Sizes and strokes follow what modelers have in common (facts: interop 3.1 to 3.6); the type of an
 * Altinn task is added as glyph, word and tint.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "editor/editor-shape-private.h"

#include <math.h>

static const double event_dashes[] = { 4.5, 3.5 };
static const double group_dashes[] = { 10, 5, 0.1, 5 };
static const double sub_process_dots[] = { 0.1, 5 };

/**
 * editor_detail_for_scale:
 * @scale: pixels per canvas unit
 *
 * Returns: how much of an element can be made out at that scale
 */
EditorDetail
editor_detail_for_scale (double scale)
{
  if (scale >= 0.4)
    return EDITOR_DETAIL_FULL;
  if (scale >= 0.25)
    return EDITOR_DETAIL_NO_TEXT;
  if (scale >= 0.14)
    return EDITOR_DETAIL_OUTLINE;
  return EDITOR_DETAIL_BLOCK;
}

EditorOutline
editor_type_get_outline (BpmnType type)
{
  if (bpmn_type_is_event (type))
    return EDITOR_OUTLINE_ELLIPSE;
  if (bpmn_type_is_gateway (type))
    return EDITOR_OUTLINE_DIAMOND;
  if (bpmn_type_is_activity (type) || type == BPMN_TYPE_CHOREOGRAPHY_TASK
      || type == BPMN_TYPE_SUB_CHOREOGRAPHY)
    return EDITOR_OUTLINE_ROUNDED;
  return EDITOR_OUTLINE_RECT;
}

/**
 * editor_type_get_default_size:
 * @type: what an element is
 * @width: (out): of a new one
 * @height: (out): of a new one
 *
 * Returns: %FALSE if it is not drawn as a shape
 */
gboolean
editor_type_get_default_size (BpmnType type, double *width, double *height)
{
  *width = 100;
  *height = 80;
  if (bpmn_type_is_event (type))
    *width = *height = 36;
  else if (bpmn_type_is_gateway (type) || type == BPMN_TYPE_DATA_STORE_REFERENCE)
    *width = *height = 50;
  else if (bpmn_type_is_activity (type))
    ;
  else
    switch (type)
      {
      case BPMN_TYPE_PARTICIPANT:
        *width = 600, *height = 250;
        break;
      case BPMN_TYPE_LANE:
        *width = 400, *height = 100;
        break;
      case BPMN_TYPE_DATA_OBJECT_REFERENCE:
      case BPMN_TYPE_DATA_INPUT:
      case BPMN_TYPE_DATA_OUTPUT:
        *width = 36, *height = 50;
        break;
      case BPMN_TYPE_TEXT_ANNOTATION:
        *width = 100, *height = 40;
        break;
      case BPMN_TYPE_GROUP:
        *width = *height = 300;
        break;
      case BPMN_TYPE_CONVERSATION:
      case BPMN_TYPE_SUB_CONVERSATION:
        *width = 54, *height = 46;
        break;
      case BPMN_TYPE_CHOREOGRAPHY_TASK:
      case BPMN_TYPE_SUB_CHOREOGRAPHY:
        break;
      default:
        return FALSE;
      }
  return TRUE;
}

/* Whether other elements are drawn inside of it. */
gboolean
editor_type_is_container (const EditorFigure *figure)
{
  return figure->type == BPMN_TYPE_PARTICIPANT || figure->type == BPMN_TYPE_LANE
         || (figure->flags & EDITOR_FIGURE_EXPANDED) != 0;
}

/**
 * editor_figure_get_extents:
 * @figure: an element
 * @texts: (nullable): its texts; %NULL estimates their size
 *
 * Returns: a rectangle outside of which nothing of it is painted
 */
BpmnRect
editor_figure_get_extents (const EditorFigure *figure, const EditorFigureTexts *texts)
{
  BpmnRect extents, label;

  if (figure->n_points > 0)
    {
      gboolean message = figure->type == BPMN_TYPE_MESSAGE_FLOW;

      extents = editor_rect_of_points (figure->points, figure->n_points);
      extents = editor_rect_grow (&extents, message ? 14 : 9);
    }
  else
    extents = editor_rect_grow (&figure->bounds, 4);
  if (editor_figure_get_label (figure, texts, &label))
    {
      label = editor_rect_grow (&label, 2);
      extents = editor_rect_union (&extents, &label);
    }
  return extents;
}

static void
draw_form (const EditorPen *pen, EditorOutline outline, const BpmnRect *bounds, double radius,
           const EditorColour *fill, const EditorStroke *stroke)
{
  g_autoptr (EditorPath) path = editor_path_new ();

  switch (outline)
    {
    case EDITOR_OUTLINE_ELLIPSE:
      editor_path_add_ellipse (path, bounds);
      break;
    case EDITOR_OUTLINE_DIAMOND:
      editor_path_add_diamond (path, bounds);
      break;
    case EDITOR_OUTLINE_ROUNDED:
      editor_path_add_rounded_rect (path, bounds, radius);
      break;
    case EDITOR_OUTLINE_RECT:
    default:
      editor_path_add_rect (path, bounds);
      break;
    }
  editor_painter_path (pen->painter, path, fill, stroke);
}

static void
draw_event (const EditorPen *pen)
{
  const EditorFigure *figure = pen->figure;
  gboolean two_rings = figure->type == BPMN_TYPE_INTERMEDIATE_CATCH_EVENT
                       || figure->type == BPMN_TYPE_INTERMEDIATE_THROW_EVENT
                       || figure->type == BPMN_TYPE_BOUNDARY_EVENT;
  double width = figure->type == BPMN_TYPE_END_EVENT ? 3.8 : two_rings ? 1.4 : EDITOR_STROKE_ACTIVITY;
  EditorStroke stroke = editor_pen_stroke (pen, width);
  BpmnRect ring = editor_rect_grow (&figure->bounds, figure->type == BPMN_TYPE_END_EVENT ? -1 : 0);

  if (figure->flags & EDITOR_FIGURE_NON_INTERRUPTING)
    {
      stroke.dashes = event_dashes;
      stroke.n_dashes = G_N_ELEMENTS (event_dashes);
    }
  draw_form (pen, EDITOR_OUTLINE_ELLIPSE, &ring, 0, &pen->fill, &stroke);
  if (two_rings)
    {
      ring = editor_rect_grow (&figure->bounds, -3.2);
      draw_form (pen, EDITOR_OUTLINE_ELLIPSE, &ring, 0, NULL, &stroke);
    }
  if (pen->detail <= EDITOR_DETAIL_NO_TEXT)
    editor_markers_draw_trigger (pen);
}

/* Whether an event sub-process shows what starts it in its corner: nobody sees its start event. */
gboolean
editor_figure_shows_start (const EditorFigure *figure)
{
  return (figure->flags & EDITOR_FIGURE_EVENT_SUB_PROCESS)
         && (figure->flags & EDITOR_FIGURE_COLLAPSED) && figure->trigger != EDITOR_TRIGGER_NONE;
}

static void
draw_start_in_corner (const EditorPen *pen)
{
  EditorFigure event = { .type = BPMN_TYPE_START_EVENT,
                         .trigger = pen->figure->trigger,
                         .flags = pen->figure->flags & EDITOR_FIGURE_NON_INTERRUPTING };
  EditorPen corner = *pen;

  event.bounds = (BpmnRect){ pen->figure->bounds.x + 6, pen->figure->bounds.y + 6, 22, 22 };
  corner.figure = &event;
  draw_event (&corner);
}

static void
draw_gateway (const EditorPen *pen)
{
  EditorStroke stroke = editor_pen_stroke (pen, EDITOR_STROKE_ACTIVITY);

  draw_form (pen, EDITOR_OUTLINE_DIAMOND, &pen->figure->bounds, 0, &pen->fill, &stroke);
  if (pen->detail <= EDITOR_DETAIL_NO_TEXT)
    editor_markers_draw_gateway (pen);
}

static void
draw_activity (const EditorPen *pen)
{
  const EditorFigure *figure = pen->figure;
  gboolean transaction = figure->type == BPMN_TYPE_TRANSACTION;
  double width = figure->flags & EDITOR_FIGURE_CALL ? 4.4 : transaction ? 1.4 : EDITOR_STROKE_ACTIVITY;
  EditorStroke stroke = editor_pen_stroke (pen, width);

  if (figure->flags & EDITOR_FIGURE_EVENT_SUB_PROCESS)
    {
      stroke.width = 2.4;
      stroke.dashes = sub_process_dots;
      stroke.n_dashes = G_N_ELEMENTS (sub_process_dots);
    }
  draw_form (pen, EDITOR_OUTLINE_ROUNDED, &figure->bounds, EDITOR_CORNER_RADIUS, &pen->fill,
             &stroke);
  if (transaction)
    {
      BpmnRect inner = editor_rect_grow (&figure->bounds, -3);

      draw_form (pen, EDITOR_OUTLINE_ROUNDED, &inner, 7, NULL, &stroke);
    }
  if (pen->detail > EDITOR_DETAIL_NO_TEXT)
    return;
  if (bpmn_type_is_task (figure->type) || figure->called != BPMN_TYPE_OTHER)
    editor_markers_draw_task (pen);
  if (editor_figure_shows_start (figure))
    draw_start_in_corner (pen);
  editor_markers_draw_bottom (pen);
}

/* A band is round where its choreography activity is. */
static void
draw_band (const EditorPen *pen, const EditorStroke *stroke)
{
  const BpmnRect *b = &pen->figure->bounds;
  guint flags = pen->figure->flags;
  g_autoptr (EditorPath) path = editor_path_new ();
  EditorColour shade = editor_colour_mix (&pen->theme->fill, &pen->ink, 0.18);
  double r = MIN (EDITOR_CORNER_RADIUS, b->height);
  double right = b->x + b->width;
  double outer = flags & EDITOR_FIGURE_BAND_TOP ? b->y : b->y + b->height;
  double inner = flags & EDITOR_FIGURE_BAND_TOP ? b->y + b->height : b->y;
  double turn = flags & EDITOR_FIGURE_BAND_TOP ? r : -r;

  editor_path_move_to (path, b->x, inner);
  if (flags & (EDITOR_FIGURE_BAND_TOP | EDITOR_FIGURE_BAND_BOTTOM))
    {
      editor_path_line_to (path, b->x, outer + turn);
      editor_path_curve_to (path, b->x, outer + turn * 0.45, b->x + r * 0.45, outer, b->x + r, outer);
      editor_path_line_to (path, right - r, outer);
      editor_path_curve_to (path, right - r * 0.45, outer, right, outer + turn * 0.45, right,
                            outer + turn);
    }
  else
    {
      editor_path_line_to (path, b->x, outer);
      editor_path_line_to (path, right, outer);
    }
  editor_path_line_to (path, right, inner);
  editor_path_close (path);
  editor_painter_path (pen->painter, path,
                       flags & EDITOR_FIGURE_SHADED ? &shade : &pen->theme->fill, stroke);
  if (pen->detail <= EDITOR_DETAIL_NO_TEXT)
    editor_markers_draw_bottom (pen);
}

static void
draw_container (const EditorPen *pen)
{
  const BpmnRect *b = &pen->figure->bounds;
  EditorStroke stroke = editor_pen_stroke (pen, 1.4);
  gboolean lane = pen->figure->type == BPMN_TYPE_LANE;
  BpmnRect header = *b;

  if (pen->figure->flags & EDITOR_FIGURE_BAND)
    {
      draw_band (pen, &stroke);
      return;
    }
  draw_form (pen, EDITOR_OUTLINE_RECT, b, 0, lane ? NULL : &pen->fill, &stroke);
  if (!(pen->figure->flags & EDITOR_FIGURE_BLACK_BOX) && (!lane || pen->figure->name != NULL))
    {
      if (pen->figure->flags & EDITOR_FIGURE_HORIZONTAL)
        header.width = MIN (EDITOR_HEADER_SIZE, b->width);
      else
        header.height = MIN (EDITOR_HEADER_SIZE, b->height);
      draw_form (pen, EDITOR_OUTLINE_RECT, &header, 0,
                 pen->figure->fill != NULL ? NULL : &pen->theme->header_fill, &stroke);
    }
  if (!lane && pen->detail <= EDITOR_DETAIL_NO_TEXT)
    editor_markers_draw_bottom (pen);
}

static void
draw_data (const EditorPen *pen)
{
  const BpmnRect *b = &pen->figure->bounds;
  g_autoptr (EditorPath) page = editor_path_new ();
  EditorStroke stroke = editor_pen_stroke (pen, 1.6);
  double fold = MIN (10, b->width / 3);

  editor_path_move_to (page, b->x, b->y);
  editor_path_line_to (page, b->x + b->width - fold, b->y);
  editor_path_line_to (page, b->x + b->width, b->y + fold);
  editor_path_line_to (page, b->x + b->width, b->y + b->height);
  editor_path_line_to (page, b->x, b->y + b->height);
  editor_path_close (page);
  editor_painter_path (pen->painter, page, &pen->fill, &stroke);
  editor_path_clear (page);
  editor_path_move_to (page, b->x + b->width - fold, b->y);
  editor_path_line_to (page, b->x + b->width - fold, b->y + fold);
  editor_path_line_to (page, b->x + b->width, b->y + fold);
  editor_painter_path (pen->painter, page, NULL, &stroke);
  if (pen->detail > EDITOR_DETAIL_NO_TEXT)
    return;
  if (pen->figure->type == BPMN_TYPE_DATA_INPUT || pen->figure->type == BPMN_TYPE_DATA_OUTPUT)
    editor_pen_data (pen, "M0 2.6 H6.4 V0 L12 4.6 L6.4 9.2 V6.6 H0 Z", b->x + 4, b->y + 4, 1,
                     pen->figure->type == BPMN_TYPE_DATA_OUTPUT ? &pen->ink : NULL, 1.2);
  if (pen->figure->flags & EDITOR_FIGURE_COLLECTION)
    editor_pen_data (pen, "M-4 -8 V0 M0 -8 V0 M4 -8 V0", b->x + b->width / 2,
                     b->y + b->height - 2.5, 1, NULL, 2);
}

static void
draw_data_store (const EditorPen *pen)
{
  const BpmnRect *b = &pen->figure->bounds;
  g_autoptr (EditorPath) path = editor_path_new ();
  EditorStroke stroke = editor_pen_stroke (pen, 1.6);
  double l = b->x, r = b->x + b->width, lid = b->height * 0.12, sag = lid * 1.35;
  double top = b->y + lid, bottom = b->y + b->height - lid;

  editor_path_move_to (path, l, top);
  editor_path_curve_to (path, l, top - sag, r, top - sag, r, top);
  editor_path_line_to (path, r, bottom);
  editor_path_curve_to (path, r, bottom + sag, l, bottom + sag, l, bottom);
  editor_path_close (path);
  editor_painter_path (pen->painter, path, &pen->fill, &stroke);
  editor_path_clear (path);
  for (guint i = 0; i < 3; i++)
    {
      double y = top + i * b->height * 0.09;

      editor_path_move_to (path, l, y);
      editor_path_curve_to (path, l, y + sag, r, y + sag, r, y);
    }
  editor_painter_path (pen->painter, path, NULL, &stroke);
}

static void
draw_annotation (const EditorPen *pen)
{
  const BpmnRect *b = &pen->figure->bounds;
  g_autoptr (EditorPath) path = editor_path_new ();
  EditorStroke stroke = editor_pen_stroke (pen, 1.6);

  if (pen->figure->fill != NULL)
    draw_form (pen, EDITOR_OUTLINE_RECT, b, 0, &pen->fill, NULL);
  editor_path_move_to (path, b->x + MIN (10, b->width), b->y);
  editor_path_line_to (path, b->x, b->y);
  editor_path_line_to (path, b->x, b->y + b->height);
  editor_path_line_to (path, b->x + MIN (10, b->width), b->y + b->height);
  editor_painter_path (pen->painter, path, NULL, &stroke);
}

static void
draw_group (const EditorPen *pen)
{
  EditorStroke stroke = { pen->ink, 1.4, group_dashes, G_N_ELEMENTS (group_dashes) };

  draw_form (pen, EDITOR_OUTLINE_ROUNDED, &pen->figure->bounds, EDITOR_CORNER_RADIUS, NULL,
             &stroke);
}

static void
draw_conversation (const EditorPen *pen)
{
  const BpmnRect *b = &pen->figure->bounds;
  g_autoptr (EditorPath) path = editor_path_new ();
  EditorStroke stroke = editor_pen_stroke (pen, EDITOR_STROKE_ACTIVITY);
  double inset = b->width / 4;

  editor_path_move_to (path, b->x + inset, b->y);
  editor_path_line_to (path, b->x + b->width - inset, b->y);
  editor_path_line_to (path, b->x + b->width, b->y + b->height / 2);
  editor_path_line_to (path, b->x + b->width - inset, b->y + b->height);
  editor_path_line_to (path, b->x + inset, b->y + b->height);
  editor_path_line_to (path, b->x, b->y + b->height / 2);
  editor_path_close (path);
  editor_painter_path (pen->painter, path, &pen->fill, &stroke);
  if (pen->figure->type == BPMN_TYPE_SUB_CONVERSATION)
    editor_markers_draw_bottom (pen);
}

/* Diagonal lines over what apps do not run, cut to the bounds. */
static void
draw_hatching (const EditorPen *pen)
{
  const BpmnRect *b = &pen->figure->bounds;
  g_autoptr (EditorPath) path = editor_path_new ();
  EditorStroke stroke = { pen->theme->muted, 0.7, NULL, 0 };
  BpmnRect in = editor_rect_grow (b, -MIN (b->width, b->height) * 0.16);

  stroke.colour.alpha = 0.35;
  for (double d = 8; d < in.width + in.height; d += 8)
    {
      double x1 = MIN (d, in.width), y1 = d - x1, y2 = MIN (d, in.height), x2 = d - y2;

      editor_path_move_to (path, in.x + x1, in.y + y1);
      editor_path_line_to (path, in.x + x2, in.y + y2);
    }
  editor_painter_path (pen->painter, path, NULL, &stroke);
}

/* A halo behind an element that stands out. */
static void
draw_halo (const EditorPen *pen)
{
  EditorStroke glow = { pen->theme->emphases[pen->figure->emphasis], 7, NULL, 0 };
  EditorOutline outline = editor_type_get_outline (pen->figure->type);

  if (pen->figure->emphasis < EDITOR_EMPHASIS_VISITED || pen->detail > EDITOR_DETAIL_NO_TEXT)
    return;
  glow.colour.alpha = pen->figure->emphasis == EDITOR_EMPHASIS_CURRENT ? 0.45 : 0.25;
  draw_form (pen, outline, &pen->figure->bounds, EDITOR_CORNER_RADIUS, NULL, &glow);
}

static void
draw_shape (const EditorPen *pen)
{
  BpmnType type = pen->figure->type;

  draw_halo (pen);
  if (bpmn_type_is_event (type))
    draw_event (pen);
  else if (bpmn_type_is_gateway (type))
    draw_gateway (pen);
  else if (bpmn_type_is_activity (type))
    draw_activity (pen);
  else
    switch (type)
      {
      case BPMN_TYPE_PARTICIPANT:
      case BPMN_TYPE_LANE:
        draw_container (pen);
        break;
      case BPMN_TYPE_DATA_OBJECT_REFERENCE:
      case BPMN_TYPE_DATA_INPUT:
      case BPMN_TYPE_DATA_OUTPUT:
        draw_data (pen);
        break;
      case BPMN_TYPE_DATA_STORE_REFERENCE:
        draw_data_store (pen);
        break;
      case BPMN_TYPE_TEXT_ANNOTATION:
        draw_annotation (pen);
        break;
      case BPMN_TYPE_GROUP:
        draw_group (pen);
        break;
      case BPMN_TYPE_CONVERSATION:
      case BPMN_TYPE_SUB_CONVERSATION:
        draw_conversation (pen);
        break;
      default:
        draw_activity (pen);
        break;
      }
  if ((pen->figure->flags & EDITOR_FIGURE_NOT_RUN) && pen->detail <= EDITOR_DETAIL_NO_TEXT
      && !editor_type_is_container (pen->figure))
    draw_hatching (pen);
}

/* A name inside of a shape that the file made as dark as the ink, or as light, is written in the
 * other. */
static void
keep_text_readable (EditorPen *pen)
{
  const EditorTheme *theme = pen->theme;
  double dark = editor_colour_luminance (&theme->ink), light = editor_colour_luminance (&theme->fill);
  double fill = editor_colour_luminance (&pen->fill);

  if (pen->fill.alpha < 0.5 || fabs (editor_colour_luminance (&pen->text) - fill) >= 0.25)
    return;
  pen->text = fabs (dark - fill) > fabs (light - fill) ? theme->ink : theme->fill;
}

/* Colours: of the emphasis, else of the file, else of the theme. */
static void
resolve (EditorPen *pen)
{
  const EditorFigure *figure = pen->figure;
  const EditorTheme *theme = pen->theme;
  EditorColour colour;

  pen->ink = pen->text = theme->ink;
  pen->fill = theme->fill;
  if (figure->type == BPMN_TYPE_PARTICIPANT || figure->type == BPMN_TYPE_LANE
      || (figure->flags & EDITOR_FIGURE_EXPANDED))
    pen->fill = theme->container_fill;
  else if (bpmn_type_is_activity (figure->type))
    pen->fill = theme->tints[figure->look];
  if (editor_colour_parse (figure->fill, &colour))
    pen->fill = editor_theme_adapt_fill (theme, &colour);
  if (editor_colour_parse (figure->stroke, &colour))
    pen->ink = pen->text = editor_theme_adapt_stroke (theme, &colour);
  if (editor_colour_parse (figure->label_colour, &colour))
    pen->text = editor_theme_adapt_stroke (theme, &colour);
  if (figure->fill != NULL && figure->n_points == 0
      && !editor_type_has_external_label (figure->type))
    keep_text_readable (pen);
  if (figure->flags & EDITOR_FIGURE_NOT_RUN)
    pen->ink = pen->text = theme->muted;
  if (figure->emphasis != EDITOR_EMPHASIS_NONE)
    {
      pen->ink = theme->emphases[figure->emphasis];
      if (figure->emphasis == EDITOR_EMPHASIS_DIMMED)
        pen->text = pen->ink;
      else if (figure->n_points == 0 && !editor_type_is_container (figure))
        pen->fill = editor_colour_mix (&pen->fill, &pen->ink, 0.08);
    }
}

/**
 * editor_figure_draw:
 * @figure: an element
 * @texts: (nullable): its texts, laid out with editor_figure_lay_out(); %NULL draws none
 * @painter: what to draw with
 * @theme: the colours
 * @detail: how much of it
 *
 * Draws one element at its place on the canvas, within editor_figure_get_extents().
 */
void
editor_figure_draw (const EditorFigure *figure, const EditorFigureTexts *texts,
                    EditorPainter *painter, const EditorTheme *theme, EditorDetail detail)
{
  EditorPen pen = { figure, painter, theme, detail };

  resolve (&pen);
  if (figure->n_points > 0)
    editor_connection_draw (&pen);
  else
    draw_shape (&pen);
  if (texts != NULL && detail == EDITOR_DETAIL_FULL)
    editor_figure_draw_texts (&pen, texts);
}

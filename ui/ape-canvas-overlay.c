/* ape-canvas-overlay.c: what lies over the diagram: selection, handles, the token
 *
 * Each thing is a render node of its own in view coordinates, so lines stay as thin at every zoom
 * and only what changed is painted again.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include <glib/gi18n.h>
#include <math.h>

#include "editor/editor-command.h"
#include "ui/ape-canvas-private.h"

#define TOKEN_RADIUS 9.0

static const EditorColour allow_colour = { 0.15, 0.64, 0.41, 1 };
static const EditorColour deny_colour = { 0.88, 0.11, 0.14, 1 };

static void
set_colour (cairo_t *cr, const EditorColour *colour, double alpha)
{
  cairo_set_source_rgba (cr, colour->red, colour->green, colour->blue, colour->alpha * alpha);
}

static cairo_t *
begin (GtkSnapshot *snapshot, const BpmnRect *area, double margin)
{
  graphene_rect_t bounds;

  graphene_rect_init (&bounds, floor (area->x - margin), floor (area->y - margin),
                      ceil (area->width + 2 * margin) + 1, ceil (area->height + 2 * margin) + 1);
  return gtk_snapshot_append_cairo (snapshot, &bounds);
}

static const EditorColour *
verdict_colour (ApeCanvas *self, EditorVerdict verdict)
{
  switch (verdict)
    {
    case EDITOR_VERDICT_ALLOW:
      return &allow_colour;
    case EDITOR_VERDICT_DENY:
      return &deny_colour;
    case EDITOR_VERDICT_NEUTRAL:
    default:
      return &self->theme->selection;
    }
}

static void
path_rounded (cairo_t *cr, const BpmnRect *rect, double radius)
{
  double r = MIN (radius, MIN (rect->width, rect->height) / 2);

  cairo_new_sub_path (cr);
  cairo_arc (cr, rect->x + rect->width - r, rect->y + r, r, -G_PI_2, 0);
  cairo_arc (cr, rect->x + rect->width - r, rect->y + rect->height - r, r, 0, G_PI_2);
  cairo_arc (cr, rect->x + r, rect->y + rect->height - r, r, G_PI_2, G_PI);
  cairo_arc (cr, rect->x + r, rect->y + r, r, G_PI, 3 * G_PI_2);
  cairo_close_path (cr);
}

/* The outline of a shape, some pixels outside of it. */
static void
path_outline (cairo_t *cr, EditorOutline outline, const BpmnRect *rect, double zoom)
{
  double x = rect->x + rect->width / 2, y = rect->y + rect->height / 2;

  switch (outline)
    {
    case EDITOR_OUTLINE_ELLIPSE:
      cairo_save (cr);
      cairo_translate (cr, x, y);
      cairo_scale (cr, rect->width / 2, rect->height / 2);
      cairo_new_sub_path (cr);
      cairo_arc (cr, 0, 0, 1, 0, 2 * G_PI);
      cairo_restore (cr);
      break;
    case EDITOR_OUTLINE_DIAMOND:
      cairo_move_to (cr, x, rect->y);
      cairo_line_to (cr, rect->x + rect->width, y);
      cairo_line_to (cr, x, rect->y + rect->height);
      cairo_line_to (cr, rect->x, y);
      cairo_close_path (cr);
      break;
    case EDITOR_OUTLINE_ROUNDED:
      path_rounded (cr, rect, EDITOR_CORNER_RADIUS * zoom + 4);
      break;
    case EDITOR_OUTLINE_RECT:
    default:
      path_rounded (cr, rect, 3);
      break;
    }
}

static void
path_points (ApeCanvas *self, cairo_t *cr, const BpmnPoint *points, guint n_points)
{
  for (guint i = 0; i < n_points; i++)
    {
      BpmnPoint place = ape_viewport_to_view (self->viewport, points[i].x, points[i].y);

      cairo_line_to (cr, place.x, place.y);
    }
}

static BpmnRect
area_of_points (ApeCanvas *self, const BpmnPoint *points, guint n_points)
{
  BpmnRect area = editor_rect_of_points (points, n_points);

  return ape_viewport_rect_to_view (self->viewport, &area);
}

/* Draws around (or along) an element. */
static void
snapshot_element (ApeCanvas *self, GtkSnapshot *snapshot, BpmnElement *element,
                  const EditorColour *colour, double alpha, double width)
{
  EditorScene *scene = editor_session_get_scene (self->session);
  double zoom = ape_viewport_get_zoom (self->viewport);
  EditorItem *item = editor_scene_lookup (scene, element);
  cairo_t *cr;

  if (item == NULL)
    return;
  if (editor_item_is_connection (item))
    {
      guint n_points;
      const BpmnPoint *points = editor_item_get_waypoints (item, &n_points);
      BpmnRect area = area_of_points (self, points, n_points);

      cr = begin (snapshot, &area, 6);
      path_points (self, cr, points, n_points);
      width += 1;
    }
  else
    {
      EditorOutline outline = editor_item_get_outline (item);
      BpmnRect area = editor_item_get_bounds (item);

      area = ape_viewport_rect_to_view (self->viewport, &area);
      area = editor_rect_grow (&area, outline == EDITOR_OUTLINE_DIAMOND ? 6 : 4);
      cr = begin (snapshot, &area, 6);
      path_outline (cr, outline, &area, zoom);
    }
  cairo_set_line_width (cr, width);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  set_colour (cr, colour, alpha);
  cairo_stroke (cr);
  cairo_destroy (cr);
}

static void
snapshot_label_frame (ApeCanvas *self, GtkSnapshot *snapshot, BpmnElement *element)
{
  const double dashes[] = { 3, 3 };
  EditorScene *scene = editor_session_get_scene (self->session);
  EditorItem *item = editor_scene_lookup (scene, element);
  BpmnRect area;
  cairo_t *cr;

  if (item == NULL || !editor_item_get_label_bounds (scene, item, &area)
      || editor_rect_is_empty (&area))
    return;
  area = ape_viewport_rect_to_view (self->viewport, &area);
  area = editor_rect_grow (&area, 2);
  cr = begin (snapshot, &area, 2);
  path_rounded (cr, &area, 3);
  set_colour (cr, &self->theme->selection, 0.7);
  cairo_set_line_width (cr, 1);
  cairo_set_dash (cr, dashes, G_N_ELEMENTS (dashes), 0);
  cairo_stroke (cr);
  cairo_destroy (cr);
}

static void
snapshot_selection (ApeCanvas *self, GtkSnapshot *snapshot)
{
  EditorSelection *selection = editor_session_get_selection (self->session);
  const GPtrArray *elements = editor_selection_get_elements (selection);
  BpmnElement *primary = editor_selection_get_primary (selection);
  GtkStateFlags flags = gtk_widget_get_state_flags (GTK_WIDGET (self));
  gboolean focus = (flags & GTK_STATE_FLAG_FOCUS_WITHIN) != 0
                   && (flags & GTK_STATE_FLAG_FOCUS_VISIBLE) != 0;

  for (guint i = 0; i < elements->len; i++)
    {
      BpmnElement *element = elements->pdata[i];

      if (focus && element == primary)
        snapshot_element (self, snapshot, element, &self->theme->selection, 0.35, 7);
      snapshot_element (self, snapshot, element, &self->theme->selection, 1, 2);
      if (elements->len == 1)
        snapshot_label_frame (self, snapshot, element);
    }
}

/* What tools show */

static void
snapshot_rubber_band (ApeCanvas *self, GtkSnapshot *snapshot, const EditorOverlay *overlay)
{
  BpmnRect area = ape_viewport_rect_to_view (self->viewport, &overlay->rect);
  cairo_t *cr = begin (snapshot, &area, 2);

  cairo_rectangle (cr, floor (area.x) + 0.5, floor (area.y) + 0.5, floor (area.width),
                   floor (area.height));
  set_colour (cr, &self->theme->selection, 0.15);
  cairo_fill_preserve (cr);
  set_colour (cr, &self->theme->selection, 0.9);
  cairo_set_line_width (cr, 1);
  cairo_stroke (cr);
  cairo_destroy (cr);
}

static void
snapshot_line (ApeCanvas *self, GtkSnapshot *snapshot, const EditorOverlay *overlay,
               const EditorColour *colour, double width, gboolean arrow)
{
  BpmnRect area;
  cairo_t *cr;

  if (overlay->n_points < 2)
    return;
  area = area_of_points (self, overlay->points, overlay->n_points);
  cr = begin (snapshot, &area, 14);
  set_colour (cr, colour, 1);
  cairo_set_line_width (cr, width);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  path_points (self, cr, overlay->points, overlay->n_points);
  cairo_stroke (cr);
  if (arrow)
    {
      const BpmnPoint *end = &overlay->points[overlay->n_points - 1];
      const BpmnPoint *before = end - 1;
      BpmnPoint tip = ape_viewport_to_view (self->viewport, end->x, end->y);

      cairo_translate (cr, tip.x, tip.y);
      cairo_rotate (cr, atan2 (end->y - before->y, end->x - before->x));
      cairo_move_to (cr, 0, 0);
      cairo_line_to (cr, -10, -5);
      cairo_line_to (cr, -10, 5);
      cairo_close_path (cr);
      cairo_fill (cr);
    }
  cairo_destroy (cr);
}

/* What will be made, drawn as it will look but fainter. */
static void
snapshot_ghost (ApeCanvas *self, GtkSnapshot *snapshot, const EditorOverlay *overlay)
{
  BpmnRect area = ape_viewport_rect_to_view (self->viewport, &overlay->rect);
  double zoom = ape_viewport_get_zoom (self->viewport);
  EditorLook look = EDITOR_LOOK_PLAIN;
  EditorFigure figure = { 0 };
  EditorPainter *painter;
  cairo_t *cr = begin (snapshot, &area, 12);

  if (g_strcmp0 (overlay->entry, "start-event") == 0)
    figure.type = BPMN_TYPE_START_EVENT;
  else if (g_strcmp0 (overlay->entry, "end-event") == 0)
    figure.type = BPMN_TYPE_END_EVENT;
  else if (g_strcmp0 (overlay->entry, "exclusive-gateway") == 0)
    figure.type = BPMN_TYPE_EXCLUSIVE_GATEWAY;
  else
    {
      look = overlay->entry != NULL ? editor_look_from_name (overlay->entry) : EDITOR_LOOK_PLAIN;
      figure.type = BPMN_TYPE_TASK;
    }
  figure.look = look;
  figure.flags = EDITOR_FIGURE_GATEWAY_MARKER;
  figure.bounds = (BpmnRect){ 0, 0, overlay->rect.width, overlay->rect.height };

  cairo_save (cr);
  cairo_push_group (cr);
  cairo_translate (cr, area.x, area.y);
  cairo_scale (cr, zoom, zoom);
  painter = editor_painter_new_cairo (cr);
  editor_figure_draw (&figure, &(EditorFigureTexts){ NULL, NULL }, painter, self->theme,
                      EDITOR_DETAIL_NO_TEXT);
  editor_painter_free (painter);
  cairo_pop_group_to_source (cr);
  cairo_paint_with_alpha (cr, overlay->verdict == EDITOR_VERDICT_DENY ? 0.35 : 0.75);
  cairo_restore (cr);

  if (overlay->verdict != EDITOR_VERDICT_NEUTRAL)
    {
      area = editor_rect_grow (&area, 4);
      path_outline (cr, editor_type_get_outline (figure.type), &area, zoom);
      cairo_set_line_width (cr, 2);
      set_colour (cr, verdict_colour (self, overlay->verdict), 1);
      cairo_stroke (cr);
    }
  cairo_destroy (cr);
}

static void
snapshot_handle (ApeCanvas *self, GtkSnapshot *snapshot, const EditorOverlay *overlay)
{
  double radius = overlay->kind == EDITOR_OVERLAY_SEGMENT ? 3.5 : 4.5;
  BpmnPoint place;
  BpmnRect area;
  cairo_t *cr;

  if (overlay->n_points == 0)
    return;
  place = ape_viewport_to_view (self->viewport, overlay->points[0].x, overlay->points[0].y);
  area = (BpmnRect){ place.x - radius, place.y - radius, 2 * radius, 2 * radius };
  cr = begin (snapshot, &area, 3);
  if (overlay->kind == EDITOR_OVERLAY_CORNER || overlay->kind == EDITOR_OVERLAY_SEGMENT)
    cairo_rectangle (cr, area.x, area.y, area.width, area.height);
  else
    cairo_arc (cr, place.x, place.y, radius, 0, 2 * G_PI);
  if (overlay->kind == EDITOR_OVERLAY_END)
    set_colour (cr, &self->theme->selection, 1);
  else
    set_colour (cr, &self->theme->background, 1);
  cairo_fill_preserve (cr);
  set_colour (cr, &self->theme->selection, 1);
  cairo_set_line_width (cr, 1.5);
  cairo_stroke (cr);
  cairo_destroy (cr);
}

static void
snapshot_overlay (ApeCanvas *self, GtkSnapshot *snapshot, const EditorOverlay *overlay)
{
  switch (overlay->kind)
    {
    case EDITOR_OVERLAY_RUBBER_BAND:
      snapshot_rubber_band (self, snapshot, overlay);
      break;
    case EDITOR_OVERLAY_GUIDE:
      snapshot_line (self, snapshot, overlay, &self->theme->guide, 1, FALSE);
      break;
    case EDITOR_OVERLAY_GHOST:
      snapshot_ghost (self, snapshot, overlay);
      break;
    case EDITOR_OVERLAY_PATH:
      snapshot_line (self, snapshot, overlay, verdict_colour (self, overlay->verdict), 2, TRUE);
      break;
    case EDITOR_OVERLAY_TARGET:
      if (overlay->element != NULL)
        snapshot_element (self, snapshot, overlay->element,
                          verdict_colour (self, overlay->verdict), 1, 3);
      break;
    case EDITOR_OVERLAY_HOVER:
      if (overlay->element != NULL)
        snapshot_element (self, snapshot, overlay->element, &self->theme->selection, 0.4, 1.5);
      break;
    case EDITOR_OVERLAY_BEND:
    case EDITOR_OVERLAY_SEGMENT:
    case EDITOR_OVERLAY_END:
    case EDITOR_OVERLAY_CORNER:
      snapshot_handle (self, snapshot, overlay);
      break;
    case EDITOR_OVERLAY_SPACE:
      snapshot_line (self, snapshot, overlay, &self->theme->selection, 2, FALSE);
      break;
    default:
      break;
    }
}

/* The token */

static BpmnPoint
point_along (const GArray *way, double part)
{
  const BpmnPoint *points = (gconstpointer) way->data;
  double length = 0, wanted;

  for (guint i = 1; i < way->len; i++)
    length += editor_point_distance (points[i - 1], points[i]);
  wanted = length * part;
  for (guint i = 1; i < way->len; i++)
    {
      double step = editor_point_distance (points[i - 1], points[i]);

      if (wanted <= step && step > 0)
        return (BpmnPoint){ points[i - 1].x + (points[i].x - points[i - 1].x) * wanted / step,
                            points[i - 1].y + (points[i].y - points[i - 1].y) * wanted / step };
      wanted -= step;
    }
  return points[way->len - 1];
}

static void
snapshot_token (ApeCanvas *self, GtkSnapshot *snapshot)
{
  const EditorColour *colour = &self->theme->emphases[EDITOR_EMPHASIS_CURRENT];
  BpmnPoint place;
  BpmnRect area;
  cairo_t *cr;

  if (self->token == NULL)
    return;
  if (self->token_progress >= 1)
    {
      if (!_ape_canvas_get_bounds (self, self->token, &area))
        return;
      snapshot_element (self, snapshot, self->token, colour, 1, 3);
      place = ape_viewport_to_view (self->viewport, area.x, area.y);
    }
  else
    {
      place = point_along (self->token_way, self->token_progress);
      place = ape_viewport_to_view (self->viewport, place.x, place.y);
    }
  area = (BpmnRect){ place.x - TOKEN_RADIUS, place.y - TOKEN_RADIUS, 2 * TOKEN_RADIUS,
                     2 * TOKEN_RADIUS };
  cr = begin (snapshot, &area, 4);
  cairo_arc (cr, place.x, place.y, TOKEN_RADIUS, 0, 2 * G_PI);
  set_colour (cr, &self->theme->background, 1);
  cairo_set_line_width (cr, 4);
  cairo_stroke_preserve (cr);
  set_colour (cr, colour, 1);
  cairo_fill (cr);
  /* A "play" mark, so that the token is told from a badge without its colour. */
  cairo_move_to (cr, place.x - 3, place.y - 4.5);
  cairo_line_to (cr, place.x + 5, place.y);
  cairo_line_to (cr, place.x - 3, place.y + 4.5);
  cairo_close_path (cr);
  set_colour (cr, &self->theme->background, 1);
  cairo_fill (cr);
  cairo_destroy (cr);
}

void
_ape_canvas_snapshot_overlays (ApeCanvas *self, GtkSnapshot *snapshot)
{
  const GPtrArray *overlays = editor_controller_get_overlays (self->controller);

  snapshot_selection (self, snapshot);
  for (guint i = 0; overlays != NULL && i < overlays->len; i++)
    snapshot_overlay (self, snapshot, overlays->pdata[i]);
  snapshot_token (self, snapshot);
}

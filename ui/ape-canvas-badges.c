/* ape-canvas-badges.c: the marks of findings on elements
 *
 * There may be thousands in view. They are painted into the tiles of the drawing, so that a frame
 * costs nothing more for them; what changes of them is painted again.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include <math.h>

#include "ui/ape-canvas-private.h"

#define BADGE_SIZE 18.0    /* pixels, at 100 % and above */
#define SMALL_SIZE 11.0    /* where the diagram is small */
#define DOT_SIZE 4.0       /* where it is so small that elements are hardly more */
#define PART_OF_TASK 48.0  /* canvas units that it may cover of a small one */
#define LEAST_DETAILED 8.0 /* pixels */
#define MARGIN 4.0         /* pixels, of its white edge */
#define MAX_CHANGES 64     /* of badges, to be painted one by one */

static const EditorColour colours[] = {
  [RULES_SEVERITY_INFO] = { 0.20, 0.42, 0.75, 1 },
  [RULES_SEVERITY_WARNING] = { 0.90, 0.62, 0.05, 1 },
  [RULES_SEVERITY_ERROR] = { 0.79, 0.10, 0.15, 1 },
};

static void
set_colour (cairo_t *cr, const EditorColour *colour)
{
  cairo_set_source_rgba (cr, colour->red, colour->green, colour->blue, colour->alpha);
}

/* Places */

/* In pixels, which do not shrink as far as the diagram does. */
static double
get_size (double zoom)
{
  return CLAMP (BADGE_SIZE * zoom, CLAMP (PART_OF_TASK * zoom, DOT_SIZE, SMALL_SIZE), BADGE_SIZE);
}

/* In canvas units: the upper right corner of a shape, the middle of a connection. */
static gboolean
get_centre (EditorItem *item, BpmnPoint *centre)
{
  const BpmnPoint *points;
  BpmnRect bounds;
  guint n_points;

  if (!editor_item_is_connection (item))
    {
      bounds = editor_item_get_bounds (item);
      *centre = (BpmnPoint){ bounds.x + bounds.width, bounds.y };
      return TRUE;
    }
  points = editor_item_get_waypoints (item, &n_points);
  if (n_points < 2)
    return FALSE;
  points += n_points / 2;
  *centre = (BpmnPoint){ (points[-1].x + points[0].x) / 2, (points[-1].y + points[0].y) / 2 };
  return TRUE;
}

static gboolean
get_view_rect (ApeCanvas *self, EditorItem *item, BpmnRect *rect)
{
  double size = get_size (ape_viewport_get_zoom (self->viewport));
  BpmnPoint centre;

  if (!get_centre (item, &centre))
    return FALSE;
  centre = ape_viewport_to_view (self->viewport, centre.x, centre.y);
  *rect = (BpmnRect){ centre.x - size / 2, centre.y - size / 2, size, size };
  return TRUE;
}

gboolean
_ape_canvas_get_badge_view_rect (ApeCanvas *self, BpmnElement *element, BpmnRect *rect)
{
  EditorItem *item;

  if (self->session == NULL || g_hash_table_lookup (self->badges, element) == NULL)
    return FALSE;
  item = editor_scene_lookup (editor_session_get_scene (self->session), element);
  return item != NULL && get_view_rect (self, item, rect);
}

/* @area with what a badge on its edge covers beyond it; canvas units. */
static BpmnRect
inflate (const BpmnRect *area, double zoom)
{
  double more = (get_size (zoom) / 2 + MARGIN) / zoom;

  return (BpmnRect){ area->x - more, area->y - more, area->width + 2 * more,
                     area->height + 2 * more };
}

/* The element whose badge is at a point of the view, or NULL. */
BpmnElement *
_ape_canvas_pick_badge (ApeCanvas *self, double x, double y)
{
  g_autoptr (GPtrArray) items = NULL;
  BpmnRect place = { 0 };
  BpmnPoint point;

  if (self->session == NULL || g_hash_table_size (self->badges) == 0)
    return NULL;
  point = ape_viewport_to_canvas (self->viewport, x, y);
  place.x = point.x;
  place.y = point.y;
  place = inflate (&place, ape_viewport_get_zoom (self->viewport));
  items = editor_scene_query (editor_session_get_scene (self->session), &place);
  for (guint i = items->len; i > 0; i--)
    {
      EditorItem *item = items->pdata[i - 1];
      BpmnRect rect;

      if (g_hash_table_contains (self->badges, editor_item_get_element (item))
          && get_view_rect (self, item, &rect) && editor_rect_contains (&rect, x, y))
        return editor_item_get_element (item);
    }
  return NULL;
}

/* Painting */

/* Severities differ in form as well as in colour: circle, triangle, octagon. */
static void
path_badge (cairo_t *cr, RulesSeverity severity, const BpmnRect *rect)
{
  double x = rect->x + rect->width / 2, y = rect->y + rect->height / 2, r = rect->width / 2;

  switch (severity)
    {
    case RULES_SEVERITY_WARNING:
      cairo_move_to (cr, x, y - r * 0.95);
      cairo_line_to (cr, x + r * 1.08, y + r * 0.85);
      cairo_line_to (cr, x - r * 1.08, y + r * 0.85);
      cairo_close_path (cr);
      break;
    case RULES_SEVERITY_ERROR:
      for (guint i = 0; i < 8; i++)
        cairo_line_to (cr, x + r * cos (G_PI / 8 + i * G_PI / 4),
                       y + r * sin (G_PI / 8 + i * G_PI / 4));
      cairo_close_path (cr);
      break;
    case RULES_SEVERITY_INFO:
    default:
      cairo_new_sub_path (cr);
      cairo_arc (cr, x, y, r * 0.9, 0, 2 * G_PI);
      break;
    }
}

/* What a severity is called without colours. */
static void
draw_mark (cairo_t *cr, RulesSeverity severity)
{
  double x = BADGE_SIZE / 2, y = BADGE_SIZE / 2;
  double down = severity == RULES_SEVERITY_WARNING ? 1.5 : 0;

  if (severity == RULES_SEVERITY_WARNING)
    cairo_set_source_rgb (cr, 0.1, 0.1, 0.1);
  else
    cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_width (cr, 2);
  if (severity == RULES_SEVERITY_INFO)
    {
      cairo_move_to (cr, x, y - 0.5);
      cairo_line_to (cr, x, y + 4);
      cairo_stroke (cr);
      cairo_arc (cr, x, y - 4, 1.3, 0, 2 * G_PI);
    }
  else
    {
      cairo_move_to (cr, x, y - 4.5 + down);
      cairo_line_to (cr, x, y + 0.5 + down);
      cairo_stroke (cr);
      cairo_arc (cr, x, y + 4 + down, 1.3, 0, 2 * G_PI);
    }
  cairo_fill (cr);
}

/* In a square of BADGE_SIZE; @detailed: large enough for edge and mark. */
static void
draw_badge (cairo_t *cr, const EditorTheme *theme, RulesSeverity severity, gboolean detailed)
{
  const BpmnRect full = { 0, 0, BADGE_SIZE, BADGE_SIZE };

  path_badge (cr, severity, &full);
  if (!detailed)
    {
      set_colour (cr, &colours[severity]);
      cairo_fill (cr);
      return;
    }
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  set_colour (cr, &theme->background);
  cairo_set_line_width (cr, 5);
  cairo_stroke_preserve (cr);
  set_colour (cr, &colours[severity]);
  cairo_set_line_width (cr, 2);
  cairo_stroke_preserve (cr);
  cairo_fill (cr);
  draw_mark (cr, severity);
}

/* An ApeTilesPainter: the badges of one tile. */
void
_ape_canvas_paint_badges (cairo_t *cr, const BpmnRect *area, double zoom, gpointer canvas)
{
  ApeCanvas *self = canvas;
  double size = get_size (zoom);
  g_autoptr (GPtrArray) items = NULL;
  BpmnRect around = inflate (area, zoom);

  if (self->session == NULL || g_hash_table_size (self->badges) == 0)
    return;
  items = editor_scene_query (editor_session_get_scene (self->session), &around);
  for (guint i = 0; i < items->len; i++)
    {
      EditorItem *item = items->pdata[i];
      const ApeBadge *badge = g_hash_table_lookup (self->badges, editor_item_get_element (item));
      BpmnPoint centre;

      if (badge == NULL || !get_centre (item, &centre))
        continue;
      cairo_save (cr);
      cairo_translate (cr, centre.x - size / 2 / zoom, centre.y - size / 2 / zoom);
      cairo_scale (cr, size / BADGE_SIZE / zoom, size / BADGE_SIZE / zoom);
      draw_badge (cr, self->theme, badge->severity, size >= LEAST_DETAILED);
      cairo_restore (cr);
    }
}

/* Following what changes */

/* Paints anew what is damaged of the drawing, and the badges at its edge. */
void
_ape_canvas_invalidate (ApeCanvas *self, const BpmnRect *damage)
{
  BpmnRect more = inflate (damage, ape_viewport_get_zoom (self->viewport));

  ape_tiles_invalidate (self->tiles, &more);
}

static void
invalidate_badge (ApeCanvas *self, BpmnElement *element)
{
  EditorItem *item = editor_scene_lookup (editor_session_get_scene (self->session), element);
  BpmnRect place = { 0 };
  BpmnPoint centre;

  if (item == NULL || !get_centre (item, &centre))
    return;
  place.x = centre.x;
  place.y = centre.y;
  _ape_canvas_invalidate (self, &place);
}

/* Adds those of @badges that @others has not, or with another severity. */
static void
list_changes (GHashTable *badges, GHashTable *others, GPtrArray *changes)
{
  GHashTableIter iter;
  gpointer element, badge;

  g_hash_table_iter_init (&iter, badges);
  while (g_hash_table_iter_next (&iter, &element, &badge))
    {
      const ApeBadge *other = g_hash_table_lookup (others, element);

      if (other == NULL || other->severity != ((const ApeBadge *) badge)->severity)
        g_ptr_array_add (changes, element);
    }
}

/* Shows @badges (taken) in place of those there are. */
void
_ape_canvas_take_badges (ApeCanvas *self, GHashTable *badges)
{
  g_autoptr (GHashTable) before = self->badges;
  g_autoptr (GPtrArray) changes = g_ptr_array_new ();

  self->badges = badges;
  if (self->session == NULL)
    return;
  list_changes (before, badges, changes);
  list_changes (badges, before, changes);
  if (changes->len > MAX_CHANGES)
    ape_tiles_refresh (self->tiles);
  else
    for (guint i = 0; i < changes->len; i++)
      invalidate_badge (self, changes->pdata[i]);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

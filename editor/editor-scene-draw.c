/* editor-scene-draw.c: paints items one by one, or very many at once
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "editor/editor-scene-private.h"

#include <math.h>

static void
paint_item (EditorScene *self, EditorItem *item, EditorPainter *painter, const EditorTheme *theme,
            EditorDetail detail)
{
  editor_item_complete (item);
  if (detail == EDITOR_DETAIL_FULL)
    editor_scene_ensure_texts (self, item);
  editor_figure_draw (&item->figure, detail == EDITOR_DETAIL_FULL ? &item->texts : NULL, painter,
                      theme, detail);
}

/**
 * editor_scene_draw_item:
 * @self: a scene
 * @item: one of its items
 * @cr: where to draw, in canvas units
 * @theme: the colours
 * @detail: how much of it
 *
 * Draws one item at its place, inside of editor_item_get_extents().
 */
void
editor_scene_draw_item (EditorScene *self, EditorItem *item, cairo_t *cr,
                        const EditorTheme *theme, EditorDetail detail)
{
  g_autoptr (EditorPainter) painter = NULL;

  g_return_if_fail (EDITOR_IS_SCENE (self) && item != NULL);

  painter = editor_painter_new_cairo (cr);
  paint_item (self, item, painter, theme, detail);
}

/* The one colour an item has from far away. */
static EditorColour
get_far_colour (const EditorItem *item, const EditorTheme *theme)
{
  const EditorFigure *figure = &item->figure;
  EditorColour colour;

  if (figure->emphasis != EDITOR_EMPHASIS_NONE)
    return theme->emphases[figure->emphasis];
  if (figure->n_points > 0)
    return theme->ink;
  if (editor_type_is_container (figure))
    return theme->container_fill;
  if (editor_colour_parse (figure->fill, &colour))
    return editor_theme_adapt_fill (theme, &colour);
  if (bpmn_type_is_event (figure->type) || bpmn_type_is_gateway (figure->type))
    return editor_colour_mix (&theme->fill, &theme->ink, 0.55);
  return editor_colour_mix (&theme->tints[figure->look], &theme->accents[figure->look], 0.35);
}

static gboolean
same_colour (const EditorColour *a, const EditorColour *b)
{
  return a->red == b->red && a->green == b->green && a->blue == b->blue && a->alpha == b->alpha;
}

static void
set_colour (cairo_t *cr, const EditorColour *colour)
{
  cairo_set_source_rgba (cr, colour->red, colour->green, colour->blue, colour->alpha);
}

/* Shapes by their colour: of thousands of shapes a handful of colours. */
static void
sort_by_colour (GPtrArray *items, const EditorTheme *theme, GArray *colours, GPtrArray *shapes)
{
  guint k = 0;

  for (guint i = 0; i < items->len; i++)
    {
      EditorItem *item = g_ptr_array_index (items, i);
      EditorColour colour;

      if (item->figure.n_points > 0 || item->figure.type == BPMN_TYPE_GROUP
          || editor_type_is_container (&item->figure))
        continue;
      colour = get_far_colour (item, theme);
      if (k >= colours->len || !same_colour (&g_array_index (colours, EditorColour, k), &colour))
        for (k = 0; k < colours->len; k++)
          if (same_colour (&g_array_index (colours, EditorColour, k), &colour))
            break;
      if (k == colours->len)
        {
          g_array_append_val (colours, colour);
          g_ptr_array_add (shapes, g_ptr_array_new ());
        }
      g_ptr_array_add (g_ptr_array_index (shapes, k), item);
    }
}

static void
draw_far_containers (GPtrArray *items, cairo_t *cr, double scale, const EditorTheme *theme)
{
  for (guint i = 0; i < items->len; i++)
    {
      EditorItem *item = g_ptr_array_index (items, i);
      const BpmnRect *b = &item->figure.bounds;
      EditorColour colour;

      if (item->figure.n_points > 0 || !editor_type_is_container (&item->figure))
        continue;
      colour = get_far_colour (item, theme);
      set_colour (cr, &colour);
      cairo_rectangle (cr, b->x, b->y, b->width, b->height);
      cairo_fill_preserve (cr);
      set_colour (cr, &theme->muted);
      cairo_set_line_width (cr, 1 / scale);
      cairo_stroke (cr);
    }
}

static void
draw_far_lines (GPtrArray *items, cairo_t *cr, double scale, const EditorTheme *theme)
{
  for (guint i = 0; i < items->len; i++)
    {
      EditorItem *item = g_ptr_array_index (items, i);

      for (guint p = 0; p < item->figure.n_points; p++)
        if (p == 0)
          cairo_move_to (cr, item->figure.points[p].x, item->figure.points[p].y);
        else
          cairo_line_to (cr, item->figure.points[p].x, item->figure.points[p].y);
    }
  set_colour (cr, &theme->muted);
  cairo_set_line_width (cr, 1 / scale);
  cairo_stroke (cr);
}

/* Connections as hairlines, all in one stroke; then every shape as a block of its colour. Without
 * antialiasing: the blocks are a few pixels, and there are thousands. */
static void
draw_blocks (GPtrArray *items, cairo_t *cr, double scale, const EditorTheme *theme)
{
  g_autoptr (GArray) colours = g_array_new (FALSE, FALSE, sizeof (EditorColour));
  g_autoptr (GPtrArray) shapes = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);

  cairo_save (cr);
  cairo_set_antialias (cr, CAIRO_ANTIALIAS_NONE);
  cairo_new_path (cr);
  draw_far_containers (items, cr, scale, theme);
  draw_far_lines (items, cr, scale, theme);
  sort_by_colour (items, theme, colours, shapes);
  for (guint k = 0; k < colours->len; k++)
    {
      GPtrArray *own = g_ptr_array_index (shapes, k);

      for (guint i = 0; i < own->len; i++)
        {
          const BpmnRect *b = &((EditorItem *) g_ptr_array_index (own, i))->figure.bounds;

          cairo_rectangle (cr, b->x, b->y, b->width, b->height);
        }
      set_colour (cr, &g_array_index (colours, EditorColour, k));
      cairo_fill (cr);
    }
  cairo_restore (cr);
}

/**
 * editor_scene_draw_region:
 * @self: a scene
 * @cr: where to draw, scaled by @scale already
 * @region: the part of the canvas that is seen
 * @scale: pixels per canvas unit
 * @theme: the colours
 *
 * Draws everything that touches the region, with the detail that can be made out.
 */
void
editor_scene_draw_region (EditorScene *self, cairo_t *cr, const BpmnRect *region, double scale,
                          const EditorTheme *theme)
{
  EditorDetail detail = editor_detail_for_scale (scale);
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (EditorPainter) painter = NULL;

  g_return_if_fail (EDITOR_IS_SCENE (self));

  items = editor_scene_query (self, region);
  if (detail == EDITOR_DETAIL_BLOCK)
    {
      draw_blocks (items, cr, scale, theme);
      return;
    }
  painter = editor_painter_new_cairo (cr);
  for (guint i = 0; i < items->len; i++)
    paint_item (self, g_ptr_array_index (items, i), painter, theme, detail);
}

/* What a reader of the picture hears: the name, else the id. */
static const char *
get_title (EditorItem *item)
{
  editor_item_complete (item);
  return item->figure.name != NULL && *item->figure.name != '\0'
             ? item->figure.name
             : bpmn_element_get_id (item->element);
}

/**
 * editor_scene_paint:
 * @self: a scene
 * @painter: what to draw with
 * @theme: the colours
 *
 * Draws everything in full, each item in a group of its own.
 */
void
editor_scene_paint (EditorScene *self, EditorPainter *painter, const EditorTheme *theme)
{
  g_return_if_fail (EDITOR_IS_SCENE (self));

  for (guint i = 0; i < self->items->len; i++)
    {
      EditorItem *item = g_ptr_array_index (self->items, i);

      editor_painter_begin_group (painter, bpmn_element_get_id (item->element),
                                  bpmn_type_get_name (item->figure.type), get_title (item));
      paint_item (self, item, painter, theme, EDITOR_DETAIL_FULL);
      editor_painter_end_group (painter);
    }
}

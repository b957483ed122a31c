/* ape-tiles.c: a drawing kept as painted tiles
 *
 * A tile is an opaque image surface inside a cairo render node. Nodes keep their identity while the
 * tile is good, so GSK sees that nothing changed there.
 *
 * At another zoom every tile is to be painted anew. What a frame has no time for shows the tiles of
 * the zoom before, scaled, until one of the next frames comes to it. Where only what lies over the
 * drawing is new, a tile itself is seen until then.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include <math.h>

#include "ui/ape-tiles.h"

#define TILE 256       /* device pixels */
#define GRID_STEP 20.0 /* canvas units between the dots of the grid */
#define FRAME_TIME 6000 /* microseconds of a frame for painting tiles that have a stand-in */

typedef struct
{
  gint64 x, y; /* place among the tiles */
} TileKey;

typedef struct
{
  TileKey key; /* first: the hash table looks at it */
  GskRenderNode *node;
  cairo_surface_t *surface;
  BpmnRect area; /* in canvas units */
  guint64 seen;  /* number of the frame it was last part of */
  gboolean stale; /* to be painted anew, but good enough to be seen until then */
} Tile;

struct _ApeTiles
{
  EditorScene *scene;
  const EditorTheme *theme;
  gboolean grid;
  ApeTilesPainter painter;
  gpointer painter_data;

  GHashTable *tiles;  /* TileKey -> Tile */
  GHashTable *before; /* (nullable): those of another zoom, as stand-ins */
  gboolean complete;  /* the last frame lacked no tile, stale ones or not */
  double zoom;
  int scale_factor;
  guint64 frame;
};

static guint
tile_key_hash (gconstpointer data)
{
  const TileKey *key = data;

  return (guint) (key->x * 73856093) ^ (guint) (key->y * 19349663);
}

static gboolean
tile_key_equal (gconstpointer a, gconstpointer b)
{
  const TileKey *one = a, *other = b;

  return one->x == other->x && one->y == other->y;
}

static void
tile_free (gpointer data)
{
  Tile *tile = data;

  g_clear_pointer (&tile->node, gsk_render_node_unref);
  cairo_surface_destroy (tile->surface);
  g_free (tile);
}

static GHashTable *
create_table (void)
{
  return g_hash_table_new_full (tile_key_hash, tile_key_equal, NULL, tile_free);
}

static void
forget_all (ApeTiles *self)
{
  g_hash_table_remove_all (self->tiles);
  g_clear_pointer (&self->before, g_hash_table_unref);
  self->complete = FALSE;
}

/**
 * ape_tiles_new:
 *
 * Returns: (transfer full): no tiles, of no scene
 */
ApeTiles *
ape_tiles_new (void)
{
  ApeTiles *self = g_new0 (ApeTiles, 1);

  self->tiles = create_table ();
  return self;
}

void
ape_tiles_free (ApeTiles *self)
{
  g_clear_object (&self->scene);
  g_hash_table_unref (self->tiles);
  g_clear_pointer (&self->before, g_hash_table_unref);
  g_free (self);
}

/**
 * ape_tiles_set_scene:
 * @scene: (nullable): what to draw
 */
void
ape_tiles_set_scene (ApeTiles *self, EditorScene *scene)
{
  g_set_object (&self->scene, scene);
  forget_all (self);
}

/**
 * ape_tiles_set_theme:
 * @theme: static; colours and fonts
 * @grid: whether the dots of the grid are drawn
 */
void
ape_tiles_set_theme (ApeTiles *self, const EditorTheme *theme, gboolean grid)
{
  if (theme == self->theme && grid == self->grid)
    return;
  self->theme = theme;
  self->grid = grid;
  forget_all (self);
}

/**
 * ape_tiles_set_painter:
 * @painter: (nullable): what to paint over the scene
 * @data: (nullable): for it; must outlive the tiles
 */
void
ape_tiles_set_painter (ApeTiles *self, ApeTilesPainter painter, gpointer data)
{
  self->painter = painter;
  self->painter_data = data;
  forget_all (self);
}

/**
 * ape_tiles_invalidate:
 * @damage: (nullable): the part of the canvas that looks different now; %NULL is everything
 */
void
ape_tiles_invalidate (ApeTiles *self, const BpmnRect *damage)
{
  GHashTableIter iter;
  Tile *tile;

  if (damage == NULL)
    {
      forget_all (self);
      return;
    }
  /* a stand-in must not show what is gone */
  g_clear_pointer (&self->before, g_hash_table_unref);
  g_hash_table_iter_init (&iter, self->tiles);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &tile))
    /* A pixel more on each side: antialiasing reaches beyond the geometry. */
    if (tile->area.x <= damage->x + damage->width + 1 / self->zoom
        && tile->area.y <= damage->y + damage->height + 1 / self->zoom
        && damage->x <= tile->area.x + tile->area.width + 1 / self->zoom
        && damage->y <= tile->area.y + tile->area.height + 1 / self->zoom)
      g_hash_table_iter_remove (&iter);
}

/* Dots that stay a pixel or two wide; they fade away where they would become a carpet. */
static void
draw_grid (cairo_t *cr, const EditorTheme *theme, const BpmnRect *area, double scale)
{
  double alpha = theme->grid.alpha * CLAMP ((scale * GRID_STEP - 8) / 12, 0, 1);
  double size = MAX (1.2 / scale, 0.6);

  if (alpha <= 0)
    return;
  cairo_set_source_rgba (cr, theme->grid.red, theme->grid.green, theme->grid.blue, alpha);
  for (double y = floor (area->y / GRID_STEP) * GRID_STEP; y <= area->y + area->height + size;
       y += GRID_STEP)
    for (double x = floor (area->x / GRID_STEP) * GRID_STEP; x <= area->x + area->width + size;
         x += GRID_STEP)
      cairo_rectangle (cr, x - size / 2, y - size / 2, size, size);
  cairo_fill (cr);
}

static Tile *
paint_tile (ApeTiles *self, const TileKey *key)
{
  const EditorTheme *theme = self->theme;
  double scale = self->zoom * self->scale_factor;
  double side = (double) TILE / self->scale_factor;
  Tile *tile = g_new0 (Tile, 1);
  graphene_rect_t bounds;
  cairo_t *cr;

  tile->key = *key;
  tile->area = (BpmnRect){ key->x * TILE / scale, key->y * TILE / scale, TILE / scale,
                           TILE / scale };

  tile->surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, TILE, TILE);
  cr = cairo_create (tile->surface);
  cairo_set_source_rgb (cr, theme->background.red, theme->background.green,
                        theme->background.blue);
  cairo_paint (cr);
  cairo_scale (cr, scale, scale);
  cairo_translate (cr, -tile->area.x, -tile->area.y);
  if (self->grid)
    draw_grid (cr, theme, &tile->area, scale);
  if (self->scene != NULL)
    editor_scene_draw_region (self->scene, cr, &tile->area, scale, theme);
  if (self->painter != NULL)
    self->painter (cr, &tile->area, self->zoom, self->painter_data);
  cairo_destroy (cr);

  graphene_rect_init (&bounds, 0, 0, side, side);
  tile->node = gsk_cairo_node_new (&bounds);
  cr = gsk_cairo_node_get_draw_context (tile->node);
  cairo_scale (cr, 1.0 / self->scale_factor, 1.0 / self->scale_factor);
  cairo_set_source_surface (cr, tile->surface, 0, 0);
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_NEAREST);
  cairo_set_operator (cr, CAIRO_OPERATOR_SOURCE);
  cairo_paint (cr);
  cairo_destroy (cr);
  return tile;
}

static void
forget_unseen (ApeTiles *self, guint n_visible)
{
  GHashTableIter iter;
  Tile *tile;

  if (g_hash_table_size (self->tiles) <= 3 * n_visible + 16)
    return;
  g_hash_table_iter_init (&iter, self->tiles);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &tile))
    if (tile->seen != self->frame)
      g_hash_table_iter_remove (&iter);
}

/* The tiles so far become stand-ins, if they filled the view; else those from before stay. */
static void
begin_zoom (ApeTiles *self, double zoom, int scale_factor)
{
  if (self->complete && self->scale_factor == scale_factor)
    {
      g_clear_pointer (&self->before, g_hash_table_unref);
      self->before = g_steal_pointer (&self->tiles);
      self->tiles = create_table ();
    }
  else
    g_hash_table_remove_all (self->tiles);
  self->complete = FALSE;
  self->zoom = zoom;
  self->scale_factor = scale_factor;
}

/**
 * ape_tiles_refresh:
 *
 * Paints everything anew, as there is time for. Until then what was painted is seen.
 */
void
ape_tiles_refresh (ApeTiles *self)
{
  GHashTableIter iter;
  Tile *tile;

  g_hash_table_iter_init (&iter, self->tiles);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &tile))
    tile->stale = TRUE;
}

/* What the zoom before had of the view, scaled; paper where it had nothing. All in one node: it is
 * seen for a few frames, and changes with each. */
static void
snapshot_stand_in (ApeTiles *self, GtkSnapshot *snapshot, BpmnPoint origin, double width,
                   double height)
{
  const EditorColour *paper = &self->theme->background;
  BpmnRect view = { origin.x, origin.y, width / self->zoom, height / self->zoom };
  graphene_rect_t bounds;
  GHashTableIter iter;
  Tile *tile;
  cairo_t *cr;

  graphene_rect_init (&bounds, 0, 0, width, height);
  cr = gtk_snapshot_append_cairo (snapshot, &bounds);
  cairo_set_source_rgb (cr, paper->red, paper->green, paper->blue);
  cairo_paint (cr);
  cairo_scale (cr, self->zoom, self->zoom);
  cairo_translate (cr, -origin.x, -origin.y);
  g_hash_table_iter_init (&iter, self->before);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &tile))
    {
      if (tile->area.x > view.x + view.width || view.x > tile->area.x + tile->area.width
          || tile->area.y > view.y + view.height || view.y > tile->area.y + tile->area.height)
        continue;
      cairo_save (cr);
      cairo_translate (cr, tile->area.x, tile->area.y);
      cairo_scale (cr, tile->area.width / TILE, tile->area.height / TILE);
      cairo_set_source_surface (cr, tile->surface, 0, 0);
      cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_NEAREST);
      cairo_rectangle (cr, 0, 0, TILE, TILE);
      cairo_fill (cr);
      cairo_restore (cr);
    }
  cairo_destroy (cr);
}

/* Paints what is missing or stale between the two tiles: all of it, or as much as there is time for
 * where something else can be seen instead.
 * Returns: %FALSE if there was no time for all */
static gboolean
paint_missing (ApeTiles *self, TileKey first, TileKey last)
{
  gint64 end = g_get_monotonic_time () + FRAME_TIME;
  gboolean all = TRUE;
  TileKey key;

  self->complete = TRUE;
  for (key.y = first.y; key.y <= last.y; key.y++)
    for (key.x = first.x; key.x <= last.x; key.x++)
      {
        Tile *tile = g_hash_table_lookup (self->tiles, &key);
        gboolean has_stand_in = tile != NULL || self->before != NULL;

        if ((tile == NULL || tile->stale)
            && (!has_stand_in || g_get_monotonic_time () <= end))
          {
            tile = paint_tile (self, &key);
            g_hash_table_replace (self->tiles, &tile->key, tile);
          }
        if (tile == NULL)
          self->complete = FALSE;
        else
          tile->seen = self->frame;
        all = all && tile != NULL && !tile->stale;
      }
  return all;
}

/**
 * ape_tiles_snapshot:
 * @snapshot: what to add to; its origin is the view's top left corner
 * @origin: the canvas point there
 * @zoom: device-independent pixels per canvas unit
 * @scale_factor: device pixels per device-independent pixel
 * @width: of the view, in device-independent pixels
 * @height: of the view
 *
 * Paints tiles that are missing and adds all that are seen. Tiles lie on whole device pixels.
 *
 * Returns: %FALSE if stand-ins or stale tiles are seen; then another frame should follow
 */
gboolean
ape_tiles_snapshot (ApeTiles *self, GtkSnapshot *snapshot, BpmnPoint origin, double zoom,
                    int scale_factor, double width, double height)
{
  double scale = zoom * scale_factor;
  gint64 left = llround (origin.x * scale), top = llround (origin.y * scale);
  TileKey first, last, key;
  guint n_visible;
  gboolean all;

  if (zoom != self->zoom || scale_factor != self->scale_factor)
    begin_zoom (self, zoom, scale_factor);
  self->frame++;
  first = (TileKey){ (gint64) floor ((double) left / TILE), (gint64) floor ((double) top / TILE) };
  last = (TileKey){ (gint64) floor ((left + width * scale_factor - 1) / TILE),
                    (gint64) floor ((top + height * scale_factor - 1) / TILE) };
  n_visible = (guint) ((last.x - first.x + 1) * (last.y - first.y + 1));

  all = paint_missing (self, first, last);
  if (self->complete)
    g_clear_pointer (&self->before, g_hash_table_unref);
  else
    snapshot_stand_in (self, snapshot, origin, width, height);
  for (key.y = first.y; key.y <= last.y; key.y++)
    for (key.x = first.x; key.x <= last.x; key.x++)
      {
        Tile *tile = g_hash_table_lookup (self->tiles, &key);
        graphene_point_t place;

        if (tile == NULL)
          continue;
        graphene_point_init (&place, (double) (key.x * TILE - left) / scale_factor,
                             (double) (key.y * TILE - top) / scale_factor);
        gtk_snapshot_save (snapshot);
        gtk_snapshot_translate (snapshot, &place);
        gtk_snapshot_append_node (snapshot, tile->node);
        gtk_snapshot_restore (snapshot);
      }
  forget_unseen (self, n_visible);
  return all;
}

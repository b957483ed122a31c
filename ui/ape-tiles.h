/* ape-tiles.h: a drawing kept as painted tiles
 *
 * The canvas is cut into squares of the screen's own pixels at the present zoom. A tile is painted
 * when it is first seen and kept until what it shows changes, so panning paints only what comes into
 * view, and an edit only the squares it touches.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <gtk/gtk.h>

#include "editor/editor-scene.h"

G_BEGIN_DECLS

typedef struct _ApeTiles ApeTiles;

/**
 * ApeTilesPainter:
 * @cr: in canvas units
 * @area: the tile, in canvas units
 * @zoom: device-independent pixels per canvas unit
 *
 * Paints what lies over the scene in one tile.
 */
typedef void (*ApeTilesPainter) (cairo_t *cr, const BpmnRect *area, double zoom, gpointer data);

ApeTiles *ape_tiles_new (void) G_GNUC_WARN_UNUSED_RESULT;
void ape_tiles_free (ApeTiles *self);

void ape_tiles_set_scene (ApeTiles *self, EditorScene *scene);
void ape_tiles_set_theme (ApeTiles *self, const EditorTheme *theme, gboolean grid);
void ape_tiles_set_painter (ApeTiles *self, ApeTilesPainter painter, gpointer data);
void ape_tiles_invalidate (ApeTiles *self, const BpmnRect *damage);
void ape_tiles_refresh (ApeTiles *self);
gboolean ape_tiles_snapshot (ApeTiles *self, GtkSnapshot *snapshot, BpmnPoint origin, double zoom,
                             int scale_factor, double width, double height);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ApeTiles, ape_tiles_free)

G_END_DECLS

/* editor-route-grid.h: cheapest orthogonal ways on a grid of the lines that matter
 *
 * The grid has a line where a connection may sensibly run: beside and through the middle of shapes.
 * A way pays for its length, its bends, and for crossing or covering ways that were laid before.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "editor/editor-geometry.h"

G_BEGIN_DECLS

typedef struct _EditorRouteGrid EditorRouteGrid;

typedef enum
{
  EDITOR_SIDE_RIGHT,
  EDITOR_SIDE_BOTTOM,
  EDITOR_SIDE_LEFT,
  EDITOR_SIDE_TOP,
  EDITOR_N_SIDES,
} EditorSide;

/**
 * EditorPort:
 * @point: where a way begins or ends; both coordinates are lines of the grid
 * @side: of its shape: a way leaves to that side, or comes from there
 * @cost: added to a way through this port
 */
typedef struct
{
  BpmnPoint point;
  EditorSide side;
  double cost;
} EditorPort;

/* @xs and @ys (of double) may be in any order and hold values twice. */
EditorRouteGrid *editor_route_grid_new (GArray *xs, GArray *ys) G_GNUC_WARN_UNUSED_RESULT;
void editor_route_grid_free (EditorRouteGrid *self);
void editor_route_grid_block (EditorRouteGrid *self, const BpmnRect *rect);
void editor_route_grid_occupy (EditorRouteGrid *self, const BpmnPoint *points, guint n_points,
                               gboolean guarded);
GArray *editor_route_grid_find (EditorRouteGrid *self, const EditorPort *from, guint n_from,
                                const EditorPort *to, guint n_to, gboolean heed_guard)
    G_GNUC_WARN_UNUSED_RESULT;

BpmnPoint editor_side_point (const BpmnRect *bounds, EditorSide side);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EditorRouteGrid, editor_route_grid_free)

G_END_DECLS

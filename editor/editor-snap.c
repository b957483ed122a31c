/* editor-snap.c: guides at other shapes, else the grid
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include <math.h>

#include "editor/editor-controller-private.h"

/* Shapes farther away than this do not attract, in DI units. */
#define REACH 1500.0

typedef struct
{
  double shift; /* from the raw to the snapped place */
  double position;
  double from, to; /* extent of the guide across */
  gboolean found;
} Guide;

static void
try_guide (Guide *guide, double wanted, double offered, double from, double to, double distance)
{
  double shift = offered - wanted;

  if (fabs (shift) > distance)
    return;
  if (guide->found && fabs (shift) == fabs (guide->shift) && offered == guide->position)
    {
      guide->from = MIN (guide->from, from);
      guide->to = MAX (guide->to, to);
      return;
    }
  if (guide->found && fabs (shift) >= fabs (guide->shift))
    return;
  *guide = (Guide){ shift, offered, from, to, TRUE };
}

/* Of equal and different shapes alike the middles are what makes a row: edges count only where no
 * middle attracts. */
typedef struct
{
  Guide middle_x, middle_y;
  Guide edge_x, edge_y;
} Guides;

static void
try_shape (Guides *guides, const BpmnRect *moved, const BpmnRect *other, double distance)
{
  double top = MIN (moved->y, other->y);
  double bottom = MAX (moved->y + moved->height, other->y + other->height);
  double left = MIN (moved->x, other->x);
  double right = MAX (moved->x + moved->width, other->x + other->width);

  try_guide (&guides->middle_x, moved->x + moved->width / 2, other->x + other->width / 2, top,
             bottom, distance);
  try_guide (&guides->edge_x, moved->x, other->x, top, bottom, distance);
  try_guide (&guides->edge_x, moved->x + moved->width, other->x + other->width, top, bottom,
             distance);
  try_guide (&guides->middle_y, moved->y + moved->height / 2, other->y + other->height / 2, left,
             right, distance);
  try_guide (&guides->edge_y, moved->y, other->y, left, right, distance);
  try_guide (&guides->edge_y, moved->y + moved->height, other->y + other->height, left, right,
             distance);
}

static void
collect (EditorSession *session,
         const BpmnRect *moved,
         GHashTable *moving,
         double distance,
         Guide *x,
         Guide *y)
{
  BpmnRect reach = editor_rect_grow (moved, REACH);
  g_autoptr (GPtrArray) items = editor_scene_query (editor_session_get_scene (session), &reach);
  Guides guides = { 0 };

  for (guint i = 0; i < items->len; i++)
    {
      EditorItem *item = g_ptr_array_index (items, i);
      BpmnElement *element = editor_item_get_element (item);
      BpmnRect bounds;

      if (element == NULL || editor_item_is_connection (item) ||
          (moving != NULL && g_hash_table_contains (moving, element)))
        continue;
      bounds = editor_item_get_bounds (item);
      try_shape (&guides, moved, &bounds, distance);
    }
  *x = guides.middle_x.found ? guides.middle_x : guides.edge_x;
  *y = guides.middle_y.found ? guides.middle_y : guides.edge_y;
}

static double
to_grid (double value)
{
  return round (value / EDITOR_GRID) * EDITOR_GRID;
}

/**
 * editor_snap:
 * @session: the session
 * @reference: where the shape under the pointer stood
 * @moving: (nullable): a set of elements that do not attract, since they move along
 * @dx: how far the pointer went
 * @dy: likewise
 * @grid: whether the middle goes to the grid where no guide is met
 * @scale: pixels per DI unit
 *
 * Centres and edges of other shapes attract first, then the grid (facts: interop 5). The middle of
 * shapes is on the grid, so shapes of different sizes stay on one line.
 *
 * Returns: how far to move, and the guides that were met
 */
EditorSnap
editor_snap (EditorSession *session,
             const BpmnRect *reference,
             GHashTable *moving,
             double dx,
             double dy,
             gboolean grid,
             double scale)
{
  EditorSnap snap = { .dx = dx, .dy = dy };
  BpmnRect moved = *reference;
  BpmnPoint centre;
  Guide x, y;

  moved.x += dx;
  moved.y += dy;
  collect (session, &moved, moving, EDITOR_SNAP_DISTANCE / scale, &x, &y);
  centre = editor_rect_center (&moved);
  if (x.found)
    {
      snap.dx += x.shift;
      snap.has_x = TRUE;
      snap.x_guide[0] = (BpmnPoint){ x.position, x.from };
      snap.x_guide[1] = (BpmnPoint){ x.position, x.to };
    }
  else if (grid)
    {
      snap.dx += to_grid (centre.x) - centre.x;
    }
  if (y.found)
    {
      snap.dy += y.shift;
      snap.has_y = TRUE;
      snap.y_guide[0] = (BpmnPoint){ y.from, y.position };
      snap.y_guide[1] = (BpmnPoint){ y.to, y.position };
    }
  else if (grid)
    {
      snap.dy += to_grid (centre.y) - centre.y;
    }
  snap.dx = round (snap.dx);
  snap.dy = round (snap.dy);
  return snap;
}

void
editor_snap_show (const EditorSnap *snap, GPtrArray *overlays)
{
  if (snap->has_x)
    editor_overlay_set_points (editor_overlay_add (overlays, EDITOR_OVERLAY_GUIDE, NULL),
                               snap->x_guide, 2);
  if (snap->has_y)
    editor_overlay_set_points (editor_overlay_add (overlays, EDITOR_OVERLAY_GUIDE, NULL),
                               snap->y_guide, 2);
}

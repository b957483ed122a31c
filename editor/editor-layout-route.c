/* editor-layout-route.c: routes the flows of a scope and gives everything its size
 *
 * Flows are routed on a grid of cells of one size; a flow runs along cell centres and along tracks
 * between cells. Afterwards columns get the width of what stands in them, and the room between
 * columns grows with the tracks that are really used.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "editor/editor-layout-private.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "editor/editor-route-grid.h"

#define PITCH 200.0    /* of cells while routing */
#define HALF_CELL 60.0 /* what a node takes of its cell */
#define COLUMN_TRACKS 5
#define MAX_ROW_TRACKS 16
#define MAX_BACK_PORTS 15
#define TRACK_GAP 16.0
#define NAMED_TRACK_GAP 24.0 /* room for a name above each way back */
#define ROW_GAP 34.0
#define COLUMN_GAP EDITOR_LAYOUT_GAP

typedef struct
{
  LayoutScope *scope;
  guint row_tracks;
  gboolean past_above; /* flows past something on the main line run above it, not below */
} Router;

static gboolean
is_on_main_line (const LayoutFlow *flow)
{
  return flow->from->on_main_path && flow->to->on_main_path && !flow->back;
}

static double
cell_center (int index)
{
  return index * PITCH;
}

/* Track @track of @n in the gap before cell @index. */
static double
track_at (int index, guint track, guint n)
{
  return (index - 1) * PITCH + HALF_CELL + (PITCH - 2 * HALF_CELL) * (track + 1) / (n + 1);
}

static double
boundary_line (const LayoutNode *node, const BpmnElement *event)
{
  guint index = 0;

  for (guint i = 0; i < node->boundary->len; i++)
    if (g_ptr_array_index (node->boundary, i) == event)
      index = i;
  /* right of the middle, from the right as the events stand */
  return cell_center (node->column) + HALF_CELL * (1 - (index + 1.0) / (node->boundary->len + 1.0));
}

static EditorPort
make_port (const Router *router, const LayoutNode *node, const BpmnElement *boundary,
           EditorSide side, double cost)
{
  EditorPort port = { { cell_center (node->column), cell_center (node->row) }, side, cost };

  switch (side)
    {
    case EDITOR_SIDE_RIGHT:
      port.point.x = track_at (node->column + 1, 0, COLUMN_TRACKS);
      break;
    case EDITOR_SIDE_LEFT:
      port.point.x = track_at (node->column, COLUMN_TRACKS - 1, COLUMN_TRACKS);
      break;
    case EDITOR_SIDE_BOTTOM:
      port.point.y = track_at (node->row + 1, 0, router->row_tracks);
      break;
    case EDITOR_SIDE_TOP:
    case EDITOR_N_SIDES:
    default:
      port.point.y = track_at (node->row, router->row_tracks - 1, router->row_tracks);
      break;
    }
  if (boundary != NULL)
    port.point.x = boundary_line (node, boundary);
  return port;
}

/* How many ports at its lower side a node has for ways back: a task with several gets several, each
 * left of the one before, so that outer ways end left of inner ones. */
static guint
count_back_ports (const LayoutNode *node)
{
  if (!bpmn_type_is_activity (bpmn_element_get_type_id (node->element)))
    return 1;
  return CLAMP (layout_count_ways_back (node), 1, MAX_BACK_PORTS);
}

/* Where the way back number @i of @n ends: from the middle to the left; more than fit there begin
 * right of it as far as no boundary event stands there, and very many stand closer. */
static double
get_back_line (const LayoutNode *node, guint i, guint n)
{
  double reach = CLAMP (node->width / 2 - 8, LAYOUT_BACK_REACH, HALF_CELL - 2);
  double first = MIN (layout_get_back_limit (node), MAX (0, (n - 1) * LAYOUT_BACK_OFFSET - reach));
  double step = n > 1 ? MIN (LAYOUT_BACK_OFFSET, (first + reach) / (n - 1)) : 0;

  return cell_center (node->column) + first - i * step;
}

static guint
make_from_ports (const Router *router, const LayoutFlow *flow, EditorPort *ports)
{
  gboolean gateway = bpmn_type_is_gateway (bpmn_element_get_type_id (flow->from->element));
  double aside = gateway ? 0 : 80;
  gboolean above = router->past_above && is_on_main_line (flow);
  guint n = 0;

  if (flow->boundary != NULL)
    {
      ports[n++] = make_port (router, flow->from, flow->boundary, EDITOR_SIDE_BOTTOM, 0);
      return n;
    }
  if (flow->from == flow->to) /* a loop ends below or above and must not begin there too */
    {
      ports[n++] = make_port (router, flow->from, NULL, EDITOR_SIDE_RIGHT, 0);
      return n;
    }
  if (flow->back)
    {
      /* events at the lower border would stand on a way out of it */
      if (flow->from->boundary->len == 0)
        ports[n++] = make_port (router, flow->from, NULL, EDITOR_SIDE_BOTTOM, 0);
      ports[n++] = make_port (router, flow->from, NULL, EDITOR_SIDE_RIGHT, 90);
      ports[n++] = make_port (router, flow->from, NULL, EDITOR_SIDE_TOP, 130);
      return n;
    }
  ports[n++] = make_port (router, flow->from, NULL, EDITOR_SIDE_RIGHT, 0);
  if (flow->from->boundary->len == 0)
    ports[n++] = make_port (router, flow->from, NULL, EDITOR_SIDE_BOTTOM, aside + above);
  ports[n++] = make_port (router, flow->from, NULL, EDITOR_SIDE_TOP, aside + !above);
  return n;
}

static guint
make_to_ports (const Router *router, const LayoutFlow *flow, EditorPort *ports)
{
  BpmnType type = bpmn_element_get_type_id (flow->to->element);
  double aside = bpmn_type_is_gateway (type) ? 0 : type == BPMN_TYPE_END_EVENT ? 20 : 70;
  gboolean above = router->past_above && is_on_main_line (flow);
  guint n = 0;

  if (flow->back)
    {
      guint n_lines = count_back_ports (flow->to);

      for (guint i = 0; i < n_lines; i++)
        {
          ports[n] = make_port (router, flow->to, NULL, EDITOR_SIDE_BOTTOM, i);
          ports[n++].point.x = get_back_line (flow->to, i, n_lines);
        }
      ports[n++] = make_port (router, flow->to, NULL, EDITOR_SIDE_LEFT, 60);
      ports[n++] = make_port (router, flow->to, NULL, EDITOR_SIDE_TOP, 130);
      return n;
    }
  ports[n++] = make_port (router, flow->to, NULL, EDITOR_SIDE_LEFT, 0);
  if (flow->to->boundary->len == 0)
    ports[n++] = make_port (router, flow->to, NULL, EDITOR_SIDE_BOTTOM, aside + above);
  ports[n++] = make_port (router, flow->to, NULL, EDITOR_SIDE_TOP, aside);
  return n;
}

/* How many flows at most run beside each other over one column, apart from straight ones. */
static guint
count_row_tracks (const LayoutScope *scope)
{
  g_autofree int *changes = g_new0 (int, scope->n_columns + 2);
  int open = 0, most = 0;

  for (guint i = 0; i < scope->flows->len; i++)
    {
      const LayoutFlow *flow = g_ptr_array_index (scope->flows, i);
      int a = MIN (flow->from->column, flow->to->column);
      int b = MAX (flow->from->column, flow->to->column);

      if (flow->from->row == flow->to->row && b - a <= 1 && !flow->back)
        continue;
      changes[a]++;
      changes[b + 1]--;
    }
  for (guint i = 0; i <= scope->n_columns; i++)
    {
      open += changes[i];
      most = MAX (most, open);
    }
  return CLAMP ((guint) most + 1, 3, MAX_ROW_TRACKS);
}

static EditorRouteGrid *
make_grid (Router *router)
{
  g_autoptr (GArray) xs = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) ys = g_array_new (FALSE, FALSE, sizeof (double));
  LayoutScope *scope = router->scope;
  EditorRouteGrid *grid;

  for (int c = 0; c <= (int) scope->n_columns; c++)
    {
      double center = cell_center (c);

      for (guint t = 0; t < COLUMN_TRACKS; t++)
        {
          double x = track_at (c, t, COLUMN_TRACKS);

          g_array_append_val (xs, x);
        }
      if (c < (int) scope->n_columns)
        g_array_append_val (xs, center);
    }
  for (int r = 0; r <= (int) scope->n_rows; r++)
    {
      double center = cell_center (r);

      for (guint t = 0; t < router->row_tracks; t++)
        {
          double y = track_at (r, t, router->row_tracks);

          g_array_append_val (ys, y);
        }
      if (r < (int) scope->n_rows)
        g_array_append_val (ys, center);
    }
  for (guint i = 0; i < scope->nodes->len; i++)
    {
      const LayoutNode *node = g_ptr_array_index (scope->nodes, i);

      for (guint k = 0; k < node->boundary->len; k++)
        {
          double x = boundary_line (node, g_ptr_array_index (node->boundary, k));

          g_array_append_val (xs, x);
        }
      for (guint k = 0; k < count_back_ports (node); k++)
        {
          double x = get_back_line (node, k, count_back_ports (node));

          g_array_append_val (xs, x);
        }
    }
  grid = editor_route_grid_new (xs, ys);
  for (guint i = 0; i < scope->nodes->len; i++)
    {
      const LayoutNode *node = g_ptr_array_index (scope->nodes, i);
      double x = cell_center (node->column), y = cell_center (node->row);

      /* up to just before the first tracks: nothing but its own flows comes near */
      editor_route_grid_block (grid, &(BpmnRect){ x - HALF_CELL, y - HALF_CELL, 2 * HALF_CELL,
                                                  2 * HALF_CELL });
    }
  return grid;
}

static int
compare_flows (gconstpointer a, gconstpointer b)
{
  const LayoutFlow *x = *(LayoutFlow *const *) a, *y = *(LayoutFlow *const *) b;
  gboolean main_x = is_on_main_line (x), main_y = is_on_main_line (y);
  int length_x = abs (x->to->column - x->from->column) + abs (x->to->row - x->from->row);
  int length_y = abs (y->to->column - y->from->column) + abs (y->to->row - y->from->row);

  if (main_x != main_y)
    return main_x ? -1 : 1;
  if (x->back != y->back)
    return x->back ? 1 : -1;
  if (length_x != length_y)
    return length_x - length_y;
  return x->from->order < y->from->order ? -1 : x->from->order > y->from->order;
}

static EditorSide
side_of (const LayoutNode *node, BpmnPoint port)
{
  double dx = port.x - cell_center (node->column), dy = port.y - cell_center (node->row);

  if (fabs (dy) < HALF_CELL / 2)
    return dx > 0 ? EDITOR_SIDE_RIGHT : EDITOR_SIDE_LEFT;
  return dy > 0 ? EDITOR_SIDE_BOTTOM : EDITOR_SIDE_TOP;
}

static void
route_flow (Router *router, EditorRouteGrid *grid, LayoutFlow *flow)
{
  EditorPort from[EDITOR_N_SIDES + MAX_BACK_PORTS], to[EDITOR_N_SIDES + MAX_BACK_PORTS];
  guint n_from = make_from_ports (router, flow, from), n_to = make_to_ports (router, flow, to);
  GArray *points = editor_route_grid_find (grid, from, n_from, to, n_to, flow->back);
  BpmnPoint first, last;

  g_clear_pointer (&flow->points, g_array_unref);
  if (points == NULL)
    return;
  /* ways back keep clear of the straight line that everything goes well on */
  editor_route_grid_occupy (grid, (const BpmnPoint *) (gpointer) points->data, points->len,
                            is_on_main_line (flow) && points->len == 2);
  first = g_array_index (points, BpmnPoint, 0);
  last = g_array_index (points, BpmnPoint, points->len - 1);
  if (flow->boundary == NULL)
    flow->from->used_sides |= 1 << side_of (flow->from, first);
  flow->to->used_sides |= 1 << side_of (flow->to, last);
  flow->points = points;
}

/* Nominal lines and where they end up. */
typedef struct
{
  double *from, *to;
  guint n;
} Lines;

static double
map_line (const Lines *lines, double value)
{
  guint low = 0, high = lines->n;

  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (lines->from[middle] < value - 0.01)
        low = middle + 1;
      else
        high = middle;
    }
  return low < lines->n ? lines->to[low] : value;
}

/* Lines inside of a cell, beside its middle, keep their distance from it. */
static double
map_column (const Lines *lines, double value)
{
  double center = round (value / PITCH) * PITCH;

  return fabs (value - center) < HALF_CELL ? map_line (lines, center) + value - center
                                           : map_line (lines, value);
}

/* Which tracks are used: bit sets per gap, of lines that run along the gap. */
static guint32 *
find_used_tracks (const LayoutScope *scope, gboolean columns, guint n_gaps, guint n_tracks)
{
  guint32 *used = g_new0 (guint32, n_gaps);

  for (guint i = 0; i < scope->flows->len; i++)
    {
      const LayoutFlow *flow = g_ptr_array_index (scope->flows, i);

      for (guint k = 0; flow->points != NULL && k + 1 < flow->points->len; k++)
        {
          BpmnPoint a = g_array_index (flow->points, BpmnPoint, k);
          BpmnPoint b = g_array_index (flow->points, BpmnPoint, k + 1);
          gboolean along = columns ? a.x == b.x : a.y == b.y;
          double at = columns ? a.x : a.y;
          int gap = (int) floor ((at + PITCH - HALF_CELL + 0.01) / PITCH);

          if (!along || gap < 0 || gap >= (int) n_gaps)
            continue;
          for (guint t = 0; t < n_tracks; t++)
            if (fabs (track_at (gap, t, n_tracks) - at) < 0.01)
              used[gap] |= 1u << t;
        }
    }
  return used;
}

static guint
count_bits (guint32 bits)
{
  guint n = 0;

  for (; bits != 0; bits &= bits - 1)
    n++;
  return n;
}

/* Sizes along one axis: cells as large as their contents (@before and @after their centre line),
 * gaps as their tracks need. @edges gets the middle of every gap. Returns the whole size. */
static double
make_lines (Lines *lines, guint n_cells, guint n_tracks, const guint32 *used, const double *before,
            const double *after, double gap_size, double track_gap, double margin, double *edges)
{
  double at = 0;

  lines->from = g_new (double, (n_cells + 1) * (n_tracks + 1));
  lines->to = g_new (double, (n_cells + 1) * (n_tracks + 1));
  lines->n = 0;
  for (guint c = 0; c <= n_cells; c++)
    {
      guint n_used = count_bits (used[c]), index = 0;
      double size = MAX (c == 0 || c == n_cells ? margin : gap_size, (n_used + 1) * track_gap);

      if ((c == 0 || c == n_cells) && n_used == 0)
        size = margin;
      if (edges != NULL)
        edges[c] = at + size / 2;
      for (guint t = 0; t < n_tracks; t++)
        {
          lines->from[lines->n] = track_at ((int) c, t, n_tracks);
          lines->to[lines->n++] = round (at + size * (index + 1) / (n_used + 1));
          if (used[c] & (1u << t))
            index++;
        }
      at += size;
      if (c == n_cells)
        break;
      lines->from[lines->n] = cell_center ((int) c);
      lines->to[lines->n++] = round (at + before[c]);
      at = round (at + before[c] + after[c]);
    }
  return at;
}

static void
measure_cells (const LayoutScope *scope, double *left, double *right, double *above, double *below)
{
  for (guint i = 0; i < scope->n_columns; i++)
    left[i] = right[i] = 20;
  for (guint i = 0; i < scope->n_rows; i++)
    above[i] = below[i] = 20;
  for (guint i = 0; i < scope->nodes->len; i++)
    {
      const LayoutNode *node = g_ptr_array_index (scope->nodes, i);
      double label_above = node->label_above ? node->label_height : 0;
      double label_below = node->label_above ? 0 : node->label_height;

      left[node->column] = MAX (left[node->column], node->width / 2);
      if (node->label_height > 0 && node->label_aside)
        left[node->column] = MAX (left[node->column], LAYOUT_LABEL_WIDTH + 2 * LAYOUT_LABEL_ASIDE
                                                          - COLUMN_GAP);
      right[node->column] = MAX (right[node->column], node->width / 2);
      above[node->row] = MAX (above[node->row], node->height / 2 + label_above);
      below[node->row] = MAX (below[node->row], node->height / 2 + label_below
                                                    + (node->boundary->len > 0 ? 30 : 0));
    }
}

/* The route between the shapes in its final place. */
static void
finish_flow (LayoutFlow *flow, const Lines *xs, const Lines *ys)
{
  g_autoptr (GArray) way = g_array_new (FALSE, FALSE, sizeof (BpmnPoint));
  BpmnRect from = { flow->from->center.x - flow->from->width / 2,
                    flow->from->center.y - flow->from->height / 2, flow->from->width,
                    flow->from->height };
  BpmnRect to = { flow->to->center.x - flow->to->width / 2,
                  flow->to->center.y - flow->to->height / 2, flow->to->width, flow->to->height };
  BpmnPoint dock;

  if (flow->points == NULL) /* walled in: can't be with free tracks, but never leave it out */
    {
      const EditorDock a = { from, EDITOR_OUTLINE_RECT, BPMN_TYPE_TASK };
      const EditorDock b = { to, EDITOR_OUTLINE_RECT, BPMN_TYPE_TASK };

      flow->points = editor_route (&a, &b, NULL, 0, EDITOR_ROUTE_ORTHOGONAL);
      return;
    }
  if (flow->boundary != NULL)
    {
      BpmnRect event = layout_boundary_bounds (flow->from, flow->boundary);
      BpmnPoint p = g_array_index (flow->points, BpmnPoint, 0);

      dock = editor_side_point (&event, EDITOR_SIDE_BOTTOM);
      g_array_append_val (way, dock);
      p.x = dock.x;
      p.y = map_line (ys, p.y);
      g_array_append_val (way, p);
    }
  else
    {
      dock = editor_side_point (&from, side_of (flow->from, g_array_index (flow->points, BpmnPoint, 0)));
      g_array_append_val (way, dock);
    }
  for (guint i = 0; i < flow->points->len; i++)
    {
      BpmnPoint p = g_array_index (flow->points, BpmnPoint, i);

      /* the line of a boundary event is where the event is */
      if (flow->boundary != NULL && i < 2 && p.x == boundary_line (flow->from, flow->boundary))
        p.x = dock.x;
      else
        p.x = map_column (xs, p.x);
      p.y = map_line (ys, p.y);
      g_array_append_val (way, p);
    }
  dock = editor_side_point (
      &to, side_of (flow->to, g_array_index (flow->points, BpmnPoint, flow->points->len - 1)));
  if (fabs (dock.x - flow->to->center.x) < 1) /* above or below: maybe beside the middle */
    dock.x = g_array_index (way, BpmnPoint, way->len - 1).x;
  g_array_append_val (way, dock);
  g_array_unref (flow->points);
  flow->points = editor_route_simplify ((const BpmnPoint *) (gpointer) way->data, way->len);
}

/* Bends, and three for each crossing of two flows. */
static guint
judge (const LayoutScope *scope)
{
  guint cost = 0;

  if (scope->flows->len > 400) /* not worth the time: one layout is all there will be */
    return 0;
  for (guint i = 0; i < scope->flows->len; i++)
    {
      const LayoutFlow *a = g_ptr_array_index (scope->flows, i);

      cost += a->points->len - 2;
      for (guint k = i + 1; k < scope->flows->len; k++)
        {
          const LayoutFlow *b = g_ptr_array_index (scope->flows, k);

          for (guint p = 0; p + 1 < a->points->len; p++)
            for (guint q = 0; q + 1 < b->points->len; q++)
              if (editor_segments_cross (g_array_index (a->points, BpmnPoint, p),
                                         g_array_index (a->points, BpmnPoint, p + 1),
                                         g_array_index (b->points, BpmnPoint, q),
                                         g_array_index (b->points, BpmnPoint, q + 1)))
                cost += 3;
        }
    }
  return cost;
}

static gboolean
has_named_way_back (const LayoutScope *scope)
{
  for (guint i = 0; i < scope->flows->len; i++)
    {
      const LayoutFlow *flow = g_ptr_array_index (scope->flows, i);
      const char *name = bpmn_element_get_name (flow->element);

      if (flow->back && name != NULL && *name != '\0')
        return TRUE;
    }
  return FALSE;
}

static void
place_everything (LayoutScope *scope, guint row_tracks)
{
  g_autofree guint32 *used_columns
      = find_used_tracks (scope, TRUE, scope->n_columns + 1, COLUMN_TRACKS);
  g_autofree guint32 *used_rows = find_used_tracks (scope, FALSE, scope->n_rows + 1, row_tracks);
  g_autofree double *left = g_new (double, scope->n_columns);
  g_autofree double *right = g_new (double, scope->n_columns);
  g_autofree double *above = g_new (double, scope->n_rows);
  g_autofree double *below = g_new (double, scope->n_rows);
  Lines xs, ys;

  measure_cells (scope, left, right, above, below);
  g_free (scope->row_tops);
  scope->row_tops = g_new (double, scope->n_rows + 1);
  scope->width = make_lines (&xs, scope->n_columns, COLUMN_TRACKS, used_columns, left, right,
                             COLUMN_GAP, TRACK_GAP, scope->lanes->len > 0 ? 30 : 0, NULL);
  scope->height = make_lines (&ys, scope->n_rows, row_tracks, used_rows, above, below, ROW_GAP,
                              has_named_way_back (scope) ? NAMED_TRACK_GAP : TRACK_GAP,
                              scope->lanes->len > 0 ? 20 : 0, scope->row_tops);
  for (guint i = 0; i < scope->nodes->len; i++)
    {
      LayoutNode *node = g_ptr_array_index (scope->nodes, i);

      node->center.x = map_line (&xs, cell_center (node->column));
      node->center.y = map_line (&ys, cell_center (node->row));
    }
  for (guint i = 0; i < scope->flows->len; i++)
    finish_flow (g_ptr_array_index (scope->flows, i), &xs, &ys);
  g_free (xs.from);
  g_free (xs.to);
  g_free (ys.from);
  g_free (ys.to);
}

/* Whether anything can be led past others of the main line, and anything leads back below it. */
static gboolean
may_cross_below (const LayoutScope *scope)
{
  gboolean past = FALSE, back = FALSE;

  for (guint i = 0; i < scope->flows->len; i++)
    {
      const LayoutFlow *flow = g_ptr_array_index (scope->flows, i);

      past |= is_on_main_line (flow) && flow->points != NULL && flow->points->len > 2;
      back |= flow->back;
    }
  return past && back;
}

static guint
route_all (LayoutScope *scope, gboolean past_above)
{
  g_autoptr (GPtrArray) sorted = g_ptr_array_new ();
  g_autoptr (EditorRouteGrid) grid = NULL;
  Router router = { scope, count_row_tracks (scope), past_above };

  for (guint i = 0; i < scope->nodes->len; i++)
    ((LayoutNode *) g_ptr_array_index (scope->nodes, i))->used_sides = 0;
  grid = make_grid (&router);
  for (guint i = 0; i < scope->flows->len; i++)
    g_ptr_array_add (sorted, g_ptr_array_index (scope->flows, i));
  g_ptr_array_sort (sorted, compare_flows);
  for (guint i = 0; i < sorted->len; i++)
    route_flow (&router, grid, g_ptr_array_index (sorted, i));
  for (guint i = 0; i < scope->nodes->len; i++)
    {
      LayoutNode *node = g_ptr_array_index (scope->nodes, i);

      node->label_aside = (node->used_sides & (1 << EDITOR_SIDE_BOTTOM)) != 0
                          && (node->used_sides & (1 << EDITOR_SIDE_TOP)) != 0;
      node->label_above = (node->used_sides & (1 << EDITOR_SIDE_BOTTOM)) != 0
                          && (node->used_sides & (1 << EDITOR_SIDE_TOP)) == 0;
    }
  place_everything (scope, router.row_tracks);
  return judge (scope);
}

/**
 * layout_scope_route:
 * @scope: a ranked scope
 *
 * Routes all flows and gives nodes and flows their places in the scope. What leads past others of
 * the main line runs below it as ways back do, or above where that is easier to follow.
 *
 * Returns: how much the eye has to follow: bends, and three for each crossing
 */
guint
layout_scope_route (LayoutScope *scope)
{
  guint cost = route_all (scope, FALSE);

  if (cost == 0 || !may_cross_below (scope) || route_all (scope, TRUE) < cost)
    return judge (scope);
  return route_all (scope, FALSE);
}

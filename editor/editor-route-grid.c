/* editor-route-grid.c: cheapest orthogonal ways on a grid of the lines that matter
 *
 * A* over states of (line x, line y, direction of travel). Ties are broken by the order in which
 * states were found, so the same input gives the same way everywhere.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "editor/editor-route-grid.h"

#include <math.h>
#include <string.h>

#define BEND_COST 60.0
#define CROSSING_COST 110.0
#define GUARD_COST 1000.0 /* besides, for crossing a guarded way */
#define TOUCH_COST 150.0
#define COVER_COST 600.0 /* per grid edge that another way uses already */
#define N_DIRECTIONS 4   /* as EditorSide: right, down, left, up */

enum
{
  POINT_HORIZONTAL = 1 << 0, /* a way passes from left to right */
  POINT_VERTICAL = 1 << 1,
  POINT_BEND = 1 << 2, /* a way bends or ends here */
  POINT_GUARDED = 1 << 3, /* such a way is to be kept clear */
};

typedef struct
{
  double estimate; /* cost so far and at least to come */
  guint32 order;
  guint32 state;
} HeapEntry;

struct _EditorRouteGrid
{
  double *xs, *ys;
  guint n_xs, n_ys;
  guint8 *blocked_h, *blocked_v; /* edge from a point to the next right / below */
  guint8 *used_h, *used_v;
  guint8 *points;
  /* of one search, valid where stamp is the search's number */
  guint32 *stamps;
  double *costs;
  guint32 *previous;
  guint32 search;
  gboolean heed_guard;
  GArray *heap; /* of HeapEntry */
};

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return x < y ? -1 : x > y;
}

/* Sorted, without values that are the same to a hundredth. */
static double *
unique_sorted (GArray *values, guint *n)
{
  double *out = g_new (double, MAX (values->len, 1));

  g_array_sort (values, compare_doubles);
  *n = 0;
  for (guint i = 0; i < values->len; i++)
    {
      double value = g_array_index (values, double, i);

      if (*n == 0 || value - out[*n - 1] > 0.01)
        out[(*n)++] = value;
    }
  return out;
}

EditorRouteGrid *
editor_route_grid_new (GArray *xs, GArray *ys)
{
  EditorRouteGrid *self = g_new0 (EditorRouteGrid, 1);
  gsize n;

  self->xs = unique_sorted (xs, &self->n_xs);
  self->ys = unique_sorted (ys, &self->n_ys);
  n = (gsize) self->n_xs * self->n_ys;
  self->blocked_h = g_new0 (guint8, n);
  self->blocked_v = g_new0 (guint8, n);
  self->used_h = g_new0 (guint8, n);
  self->used_v = g_new0 (guint8, n);
  self->points = g_new0 (guint8, n);
  self->stamps = g_new0 (guint32, n * N_DIRECTIONS);
  self->costs = g_new (double, n * N_DIRECTIONS);
  self->previous = g_new (guint32, n * N_DIRECTIONS);
  self->heap = g_array_new (FALSE, FALSE, sizeof (HeapEntry));
  return self;
}

void
editor_route_grid_free (EditorRouteGrid *self)
{
  if (self == NULL)
    return;
  g_free (self->xs);
  g_free (self->ys);
  g_free (self->blocked_h);
  g_free (self->blocked_v);
  g_free (self->used_h);
  g_free (self->used_v);
  g_free (self->points);
  g_free (self->stamps);
  g_free (self->costs);
  g_free (self->previous);
  g_array_unref (self->heap);
  g_free (self);
}

/* Index of the first line at or after @value (to a hundredth). */
static guint
lower_bound (const double *values, guint n, double value)
{
  guint low = 0, high = n;

  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (values[middle] < value - 0.01)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static gboolean
find_line (const double *values, guint n, double value, guint *index)
{
  *index = lower_bound (values, n, value);
  return *index < n && fabs (values[*index] - value) <= 0.011;
}

/**
 * editor_route_grid_block:
 * @self: a grid
 * @rect: no way runs through its inside; its edges stay free
 */
void
editor_route_grid_block (EditorRouteGrid *self, const BpmnRect *rect)
{
  double right = rect->x + rect->width, bottom = rect->y + rect->height;
  guint x0 = lower_bound (self->xs, self->n_xs, rect->x);
  guint y0 = lower_bound (self->ys, self->n_ys, rect->y);

  /* edges that begin left of (above) the rectangle may reach into it */
  for (guint y = y0 > 0 ? y0 - 1 : 0; y < self->n_ys && self->ys[y] < bottom - 0.01; y++)
    for (guint x = x0 > 0 ? x0 - 1 : 0; x < self->n_xs && self->xs[x] < right - 0.01; x++)
      {
        gsize at = (gsize) y * self->n_xs + x;

        if (self->ys[y] > rect->y + 0.01 && x + 1 < self->n_xs
            && self->xs[x + 1] > rect->x + 0.01)
          self->blocked_h[at] = 1;
        if (self->xs[x] > rect->x + 0.01 && y + 1 < self->n_ys
            && self->ys[y + 1] > rect->y + 0.01)
          self->blocked_v[at] = 1;
      }
}

/* The last line at or before @value; G_MAXUINT if there is none. */
static guint
last_before (const double *values, guint n, double value)
{
  guint i = lower_bound (values, n, value + 0.02);

  return i > 0 ? i - 1 : G_MAXUINT;
}

/* Along its own line; the ends may lie between lines. */
static void
occupy_segment (EditorRouteGrid *self, BpmnPoint a, BpmnPoint b, gboolean guarded)
{
  gboolean horizontal = fabs (a.y - b.y) < 0.011;
  const double *lines = horizontal ? self->ys : self->xs;
  const double *along = horizontal ? self->xs : self->ys;
  guint n_lines = horizontal ? self->n_ys : self->n_xs, n_along = horizontal ? self->n_xs : self->n_ys;
  guint8 *used = horizontal ? self->used_h : self->used_v;
  double low = horizontal ? MIN (a.x, b.x) : MIN (a.y, b.y);
  double high = horizontal ? MAX (a.x, b.x) : MAX (a.y, b.y);
  guint line, from = lower_bound (along, n_along, low), to = last_before (along, n_along, high);

  if ((!horizontal && fabs (a.x - b.x) >= 0.011)
      || !find_line (lines, n_lines, horizontal ? a.y : a.x, &line) || to == G_MAXUINT)
    return;
  for (guint i = from; i <= to && i < n_along; i++)
    {
      gsize at = horizontal ? (gsize) line * self->n_xs + i : (gsize) i * self->n_xs + line;
      gboolean inside = along[i] > low + 0.02 && along[i] < high - 0.02;

      if (i < to)
        used[at] = 1;
      self->points[at] |= !inside ? POINT_BEND : horizontal ? POINT_HORIZONTAL : POINT_VERTICAL;
      if (guarded)
        self->points[at] |= POINT_GUARDED;
    }
}

/**
 * editor_route_grid_occupy:
 * @self: a grid
 * @points: a way on its lines
 * @n_points: how many
 * @guarded: whether it is to be kept clear of ways that heed that
 *
 * Later ways pay for crossing this one.
 */
void
editor_route_grid_occupy (EditorRouteGrid *self, const BpmnPoint *points, guint n_points,
                          gboolean guarded)
{
  for (guint i = 0; i + 1 < n_points; i++)
    occupy_segment (self, points[i], points[i + 1], guarded);
}

static gboolean
before (const HeapEntry *a, const HeapEntry *b)
{
  return a->estimate < b->estimate || (a->estimate == b->estimate && a->order < b->order);
}

static void
heap_push (GArray *heap, HeapEntry entry)
{
  guint i = heap->len;

  g_array_append_val (heap, entry);
  while (i > 0)
    {
      guint up = (i - 1) / 2;
      HeapEntry *e = (HeapEntry *) (gpointer) heap->data;

      if (!before (&e[i], &e[up]))
        break;
      entry = e[i];
      e[i] = e[up];
      e[up] = entry;
      i = up;
    }
}

static HeapEntry
heap_pop (GArray *heap)
{
  HeapEntry *e = (HeapEntry *) (gpointer) heap->data, top = e[0], swap;
  guint i = 0, n = heap->len - 1;

  e[0] = e[n];
  g_array_set_size (heap, n);
  for (;;)
    {
      guint child = 2 * i + 1;

      if (child >= n)
        return top;
      if (child + 1 < n && before (&e[child + 1], &e[child]))
        child++;
      if (!before (&e[child], &e[i]))
        return top;
      swap = e[i];
      e[i] = e[child];
      e[child] = swap;
      i = child;
    }
}

/* The cost of going on from a point: what is met there. */
static double
point_cost (const EditorRouteGrid *self, gsize at, EditorSide in, EditorSide out)
{
  guint8 point = self->points[at];
  gboolean horizontal = in % 2 == 0;
  double guard = self->heed_guard && (point & POINT_GUARDED) ? GUARD_COST : 0;

  if (in != out)
    return BEND_COST + (point != 0 ? TOUCH_COST : 0);
  if (point & (horizontal ? POINT_VERTICAL : POINT_HORIZONTAL))
    return CROSSING_COST + guard;
  return point & POINT_BEND ? TOUCH_COST + guard : 0;
}

typedef struct
{
  EditorRouteGrid *grid;
  const EditorPort *to;
  guint n_to;
  BpmnRect goal; /* around the end ports */
  guint32 order;
} Search;

/* Never more than what is still to pay: the distance, and a bend where one is certain. */
static double
estimate (const Search *search, double x, double y)
{
  double dx = MAX (0, MAX (search->goal.x - x, x - search->goal.x - search->goal.width));
  double dy = MAX (0, MAX (search->goal.y - y, y - search->goal.y - search->goal.height));

  return dx + dy + (dx > 0 && dy > 0 ? BEND_COST : 0);
}

static void
visit (Search *search, gsize at, EditorSide direction, double cost, guint32 previous)
{
  EditorRouteGrid *self = search->grid;
  guint32 state = (guint32) (at * N_DIRECTIONS + direction);
  HeapEntry entry;

  if (self->stamps[state] == self->search && self->costs[state] <= cost)
    return;
  self->stamps[state] = self->search;
  self->costs[state] = cost;
  self->previous[state] = previous;
  entry.estimate = cost + estimate (search, self->xs[at % self->n_xs], self->ys[at / self->n_xs]);
  entry.order = search->order++;
  entry.state = state;
  heap_push (self->heap, entry);
}

static void
expand (Search *search, guint32 state, double cost)
{
  static const int dx[] = { 1, 0, -1, 0 }, dy[] = { 0, 1, 0, -1 };
  EditorRouteGrid *self = search->grid;
  gsize at = state / N_DIRECTIONS;
  EditorSide in = state % N_DIRECTIONS;
  guint x = at % self->n_xs, y = at / self->n_xs;

  for (EditorSide out = 0; out < N_DIRECTIONS; out++)
    {
      gint64 nx = (gint64) x + dx[out], ny = (gint64) y + dy[out];
      gsize edge, next;
      double step;
      const guint8 *blocked = out % 2 == 0 ? self->blocked_h : self->blocked_v;
      const guint8 *used = out % 2 == 0 ? self->used_h : self->used_v;

      if ((out + 2) % N_DIRECTIONS == in || nx < 0 || ny < 0 || nx >= self->n_xs
          || ny >= self->n_ys || (self->previous[state] == G_MAXUINT32 && out != in))
        continue;
      next = (gsize) ny * self->n_xs + (gsize) nx;
      edge = MIN (at, next);
      if (blocked[edge])
        continue;
      step = fabs (self->xs[nx] - self->xs[x]) + fabs (self->ys[ny] - self->ys[y]);
      visit (search, next, out,
             cost + step + (used[edge] ? COVER_COST : 0) + point_cost (self, at, in, out), state);
    }
}

/* The end port at this state; NULL if it is none. A way arrives against the port's side. */
static const EditorPort *
port_at (const Search *search, guint32 state)
{
  const EditorRouteGrid *self = search->grid;
  gsize at = state / N_DIRECTIONS;

  for (guint i = 0; i < search->n_to; i++)
    if ((search->to[i].side + 2) % N_DIRECTIONS == state % N_DIRECTIONS
        && fabs (search->to[i].point.x - self->xs[at % self->n_xs]) <= 0.011
        && fabs (search->to[i].point.y - self->ys[at / self->n_xs]) <= 0.011)
      return &search->to[i];
  return NULL;
}

static GArray *
trace_back (const EditorRouteGrid *self, guint32 state)
{
  GArray *points = g_array_new (FALSE, FALSE, sizeof (BpmnPoint));
  EditorSide last = N_DIRECTIONS;

  for (;; state = self->previous[state])
    {
      gsize at = state / N_DIRECTIONS;
      BpmnPoint p = { self->xs[at % self->n_xs], self->ys[at / self->n_xs] };
      EditorSide side = state % N_DIRECTIONS;

      /* a state's direction is that of the step into it: a bend shows one step later */
      if (last == N_DIRECTIONS || side != last || self->previous[state] == G_MAXUINT32)
        g_array_append_val (points, p);
      last = side;
      if (self->previous[state] == G_MAXUINT32)
        break;
    }
  for (guint i = 0; i < points->len / 2; i++)
    {
      BpmnPoint *p = (BpmnPoint *) (gpointer) points->data, swap = p[i];

      p[i] = p[points->len - 1 - i];
      p[points->len - 1 - i] = swap;
    }
  return points;
}

/**
 * editor_route_grid_find:
 * @self: a grid
 * @from: where the way may begin
 * @n_from: how many
 * @to: where it may end
 * @n_to: how many
 * @heed_guard: whether crossing a guarded way costs much more than going around
 *
 * Returns: (transfer full) (nullable) (element-type BpmnPoint): the cheapest way; %NULL if there
 *   is none
 */
GArray *
editor_route_grid_find (EditorRouteGrid *self, const EditorPort *from, guint n_from,
                        const EditorPort *to, guint n_to, gboolean heed_guard)
{
  Search search = { self, to, n_to };
  double best = G_MAXDOUBLE;
  guint32 best_state = G_MAXUINT32;

  self->search++;
  self->heed_guard = heed_guard;
  g_array_set_size (self->heap, 0);
  for (guint i = 0; i < n_to; i++)
    {
      BpmnRect r = { to[i].point.x, to[i].point.y, 0, 0 };

      if (i == 0)
        search.goal = r;
      else
        {
          double right = MAX (search.goal.x + search.goal.width, r.x);
          double bottom = MAX (search.goal.y + search.goal.height, r.y);

          search.goal.x = MIN (search.goal.x, r.x);
          search.goal.y = MIN (search.goal.y, r.y);
          search.goal.width = right - search.goal.x;
          search.goal.height = bottom - search.goal.y;
        }
    }
  for (guint i = 0; i < n_from; i++)
    {
      guint x, y;

      if (find_line (self->xs, self->n_xs, from[i].point.x, &x)
          && find_line (self->ys, self->n_ys, from[i].point.y, &y))
        visit (&search, (gsize) y * self->n_xs + x, from[i].side, from[i].cost, G_MAXUINT32);
    }
  while (self->heap->len > 0)
    {
      HeapEntry entry = heap_pop (self->heap);
      double cost = self->costs[entry.state];
      const EditorPort *port;

      if (entry.estimate >= best)
        break;
      if (entry.estimate
          > cost + estimate (&search, self->xs[(entry.state / N_DIRECTIONS) % self->n_xs],
                             self->ys[(entry.state / N_DIRECTIONS) / self->n_xs])
                + 0.01)
        continue; /* a cheaper way to this state was found meanwhile */
      port = port_at (&search, entry.state);
      if (port != NULL && self->previous[entry.state] != G_MAXUINT32 && cost + port->cost < best)
        {
          best = cost + port->cost;
          best_state = entry.state;
        }
      expand (&search, entry.state, cost);
    }
  return best_state != G_MAXUINT32 ? trace_back (self, best_state) : NULL;
}

/* The middle of a side, where connections dock by default. */
BpmnPoint
editor_side_point (const BpmnRect *bounds, EditorSide side)
{
  BpmnPoint c = editor_rect_center (bounds);

  switch (side)
    {
    case EDITOR_SIDE_RIGHT:
      c.x = bounds->x + bounds->width;
      break;
    case EDITOR_SIDE_BOTTOM:
      c.y = bounds->y + bounds->height;
      break;
    case EDITOR_SIDE_LEFT:
      c.x = bounds->x;
      break;
    case EDITOR_SIDE_TOP:
    case EDITOR_N_SIDES:
    default:
      c.y = bounds->y;
      break;
    }
  return c;
}

/* editor-scene-pick.c: what is under the pointer
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "editor/editor-scene-private.h"

static int
compare_by_order (gconstpointer a, gconstpointer b)
{
  guint x = (*(EditorItem *const *) a)->order, y = (*(EditorItem *const *) b)->order;

  return x < y ? -1 : x > y;
}

/* Brings many found items into the order of drawing by marking their places among all of them.
 * Returns: %FALSE if some have no place yet */
static gboolean
order_by_place (EditorScene *self, GPtrArray *found)
{
  const gpointer *items = self->items->pdata;
  guint n_words = (self->items->len + 63) / 64;
  g_autofree guint64 *marks = g_new0 (guint64, n_words);
  guint n = 0;

  for (guint i = 0; i < found->len; i++)
    {
      EditorItem *item = g_ptr_array_index (found, i);

      if (item->order >= self->items->len || items[item->order] != item)
        return FALSE;
      marks[item->order / 64] |= G_GUINT64_CONSTANT (1) << (item->order % 64);
    }
  for (guint word = 0; word < n_words; word++)
    for (guint64 rest = marks[word]; rest != 0; rest &= rest - 1)
      found->pdata[n++] = items[word * 64 + (guint) __builtin_ctzll (rest)];
  return TRUE;
}

/**
 * editor_scene_query:
 * @self: a scene
 * @rect: a part of the canvas
 *
 * Returns: (transfer container) (element-type EditorItem): what is painted there, bottom first
 */
GPtrArray *
editor_scene_query (EditorScene *self, const BpmnRect *rect)
{
  GPtrArray *found = g_ptr_array_new ();

  g_return_val_if_fail (EDITOR_IS_SCENE (self), found);

  editor_scene_settle (self);
  editor_spatial_index_query (self->index, rect, found);
  if (found->len < self->items->len / 64 || !order_by_place (self, found))
    g_ptr_array_sort (found, compare_by_order);
  return found;
}

/* The nearest place on a connection: a waypoint if one is near enough, else a segment. */
static gboolean
hit_connection (EditorItem *item, BpmnPoint at, double tolerance, EditorHit *hit, double *distance)
{
  const EditorFigure *figure = &item->figure;
  double best = tolerance;
  gboolean found = FALSE;

  for (guint i = 0; i + 1 < figure->n_points; i++)
    {
      BpmnPoint nearest;
      double d = editor_segment_distance (figure->points[i], figure->points[i + 1], at, &nearest);

      if (d <= best)
        {
          best = d;
          found = TRUE;
          *hit = (EditorHit){ item, EDITOR_HIT_SEGMENT, i, nearest };
        }
    }
  for (guint i = 0; found && i < figure->n_points; i++)
    if (editor_point_distance (figure->points[i], at) <= tolerance)
      {
        hit->part = EDITOR_HIT_WAYPOINT;
        hit->index = i;
        hit->point = figure->points[i];
        break;
      }
  *distance = best;
  return found;
}

/* Inside of a frame one means what is in it; a group is only its line. */
static gboolean
is_frame (const EditorItem *item)
{
  return item->figure.type == BPMN_TYPE_GROUP || editor_type_is_container (&item->figure);
}

static gboolean
hit_shape (const EditorItem *item, BpmnPoint at, double tolerance)
{
  EditorOutline outline = editor_type_get_outline (item->figure.type);

  if (item->figure.type == BPMN_TYPE_GROUP)
    return editor_outline_distance (outline, &item->figure.bounds, at.x, at.y)
           <= MAX (tolerance, 3);
  return editor_outline_contains (outline, &item->figure.bounds, at.x, at.y)
         || (tolerance > 0
             && editor_outline_distance (outline, &item->figure.bounds, at.x, at.y) <= tolerance);
}

/**
 * editor_scene_pick:
 * @self: a scene
 * @x: where
 * @y: where
 * @tolerance: how near is near enough, in canvas units (some pixels divided by the zoom)
 * @hit: (out): what is there
 *
 * Shapes that contain the point win, the topmost first; then labels, then the nearest connection,
 * then shapes within the tolerance, last the frames around (pools, lanes, groups, expanded
 * sub-processes).
 *
 * Returns: %FALSE if nothing is there
 */
gboolean
editor_scene_pick (EditorScene *self, double x, double y, double tolerance, EditorHit *hit)
{
  BpmnPoint at = { x, y };
  BpmnRect near = { x - tolerance, y - tolerance, 2 * tolerance, 2 * tolerance };
  g_autoptr (GPtrArray) found = NULL;
  EditorHit line = { NULL }, label = { NULL }, close = { NULL }, frame = { NULL };
  double line_distance = G_MAXDOUBLE;

  *hit = (EditorHit){ NULL, EDITOR_HIT_NOTHING, 0, at };
  g_return_val_if_fail (EDITOR_IS_SCENE (self), FALSE);

  found = editor_scene_query (self, &near);
  for (guint i = found->len; i > 0; i--)
    {
      EditorItem *item = g_ptr_array_index (found, i - 1);
      EditorHit this_hit = { NULL };
      BpmnRect bounds;
      double distance;

      if (label.item == NULL && editor_item_get_label_bounds (self, item, &bounds)
          && editor_rect_contains (&bounds, x, y))
        label = (EditorHit){ item, EDITOR_HIT_LABEL, 0, at };
      if (item->figure.n_points > 0)
        {
          if (hit_connection (item, at, MAX (tolerance, 1), &this_hit, &distance)
              && distance < line_distance)
            {
              line = this_hit;
              line_distance = distance;
            }
          continue;
        }
      if (is_frame (item))
        {
          if (frame.item == NULL && hit_shape (item, at, 0))
            frame = (EditorHit){ item, EDITOR_HIT_BODY, 0, at };
          continue;
        }
      if (hit_shape (item, at, 0))
        {
          *hit = (EditorHit){ item, EDITOR_HIT_BODY, 0, at };
          return TRUE;
        }
      if (close.item == NULL && hit_shape (item, at, tolerance))
        close = (EditorHit){ item, EDITOR_HIT_BODY, 0, at };
    }
  if (label.item != NULL)
    *hit = label;
  else if (line.item != NULL)
    *hit = line;
  else if (close.item != NULL)
    *hit = close;
  else if (frame.item != NULL)
    *hit = frame;
  return hit->item != NULL;
}

/**
 * editor_scene_pick_rect:
 * @self: a scene
 * @rect: a rubber band
 *
 * Returns: (transfer container) (element-type EditorItem): shapes wholly inside, and connections
 *   whose every waypoint is
 */
GPtrArray *
editor_scene_pick_rect (EditorScene *self, const BpmnRect *rect)
{
  g_autoptr (GPtrArray) touched = NULL;
  GPtrArray *inside = g_ptr_array_new ();

  g_return_val_if_fail (EDITOR_IS_SCENE (self), inside);

  touched = editor_scene_query (self, rect);
  for (guint i = 0; i < touched->len; i++)
    {
      EditorItem *item = g_ptr_array_index (touched, i);

      if (editor_rect_contains_rect (rect, &item->figure.bounds))
        g_ptr_array_add (inside, item);
    }
  return inside;
}

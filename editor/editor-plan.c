/* editor-plan.c: places that elements are to have, before anybody writes them
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "editor/editor-plan.h"

#include <math.h>

#include "editor/editor-lanes.h"
#include "editor/editor-scene.h"
#include "engine/bpmn/bpmn-edit.h"

/* How far around the two ends a new route looks for shapes to go around, in DI units. */
#define ROUTE_MARGIN 200.0

typedef struct
{
  BpmnElement *element;
  gboolean has_bounds;
  gboolean has_label;
  BpmnRect bounds;
  BpmnRect label;
  GArray *route; /* BpmnPoint */
  gboolean
      is_follow; /* the route only follows its ends: it is not written where the file has none */
} Place;

struct _EditorPlan
{
  EditorSession *session;
  GPtrArray *places;      /* Place, in the order they were planned */
  GHashTable *by_element; /* BpmnElement -> Place */
};

static void
place_free (Place *place)
{
  g_clear_pointer (&place->route, g_array_unref);
  g_free (place);
}

/**
 * editor_plan_new:
 * @session: whose elements are placed; must outlive the plan
 *
 * Returns: (transfer full): an empty plan
 */
EditorPlan *
editor_plan_new (EditorSession *session)
{
  EditorPlan *self = g_new0 (EditorPlan, 1);

  self->session = session;
  self->places = g_ptr_array_new_with_free_func ((GDestroyNotify) place_free);
  self->by_element = g_hash_table_new (NULL, NULL);
  return self;
}

void
editor_plan_free (EditorPlan *self)
{
  g_ptr_array_unref (self->places);
  g_hash_table_unref (self->by_element);
  g_free (self);
}

EditorSession *
editor_plan_get_session (const EditorPlan *self)
{
  return self->session;
}

gboolean
editor_plan_is_empty (const EditorPlan *self)
{
  return self->places->len == 0;
}

static Place *
ensure_place (EditorPlan *self, BpmnElement *element)
{
  Place *place = g_hash_table_lookup (self->by_element, element);

  if (place == NULL)
    {
      place = g_new0 (Place, 1);
      place->element = element;
      g_ptr_array_add (self->places, place);
      g_hash_table_insert (self->by_element, element, place);
    }
  return place;
}

void
editor_plan_set_bounds (EditorPlan *self, BpmnElement *element, const BpmnRect *bounds)
{
  Place *place = ensure_place (self, element);

  place->has_bounds = TRUE;
  place->bounds = *bounds;
}

void
editor_plan_set_label (EditorPlan *self, BpmnElement *element, const BpmnRect *bounds)
{
  Place *place = ensure_place (self, element);

  place->has_label = TRUE;
  place->label = *bounds;
}

/**
 * editor_plan_take_route:
 * @self: a plan
 * @connection: a connection
 * @points: (transfer full) (nullable) (element-type BpmnPoint): its new way points; %NULL or fewer
 *   than two plan nothing
 */
void
editor_plan_take_route (EditorPlan *self, BpmnElement *connection, GArray *points)
{
  Place *place;

  if (points == NULL || points->len < 2)
    {
      g_clear_pointer (&points, g_array_unref);
      return;
    }
  place = ensure_place (self, connection);
  g_clear_pointer (&place->route, g_array_unref);
  place->route = points;
  place->is_follow = FALSE;
}

gboolean
editor_plan_get_bounds (const EditorPlan *self, BpmnElement *element, BpmnRect *bounds)
{
  const Place *place = g_hash_table_lookup (self->by_element, element);

  if (place != NULL && place->has_bounds)
    {
      *bounds = place->bounds;
      return TRUE;
    }
  return editor_place_get_bounds (self->session, element, bounds);
}

gboolean
editor_plan_get_dock (const EditorPlan *self, BpmnElement *element, EditorDock *dock)
{
  BpmnRect bounds;

  if (element == NULL || !editor_plan_get_bounds (self, element, &bounds))
    return FALSE;
  *dock = editor_place_dock (element, &bounds);
  return TRUE;
}

const GArray *
editor_plan_peek_route (const EditorPlan *self, BpmnElement *connection)
{
  const Place *place = g_hash_table_lookup (self->by_element, connection);

  return place != NULL ? place->route : NULL;
}

static gboolean
get_label (const EditorPlan *self, BpmnElement *element, BpmnRect *bounds)
{
  const Place *place = g_hash_table_lookup (self->by_element, element);

  if (place != NULL && place->has_label)
    {
      *bounds = place->label;
      return TRUE;
    }
  return editor_place_get_label (self->session, element, bounds);
}

static GArray *
dup_route (const EditorPlan *self, BpmnElement *connection)
{
  const GArray *planned = editor_plan_peek_route (self, connection);

  return planned != NULL ? g_array_copy ((GArray *) planned)
                         : editor_place_dup_route (self->session, connection);
}

/* Shapes near two docks that a line between them should go around. */
static GArray *
collect_obstacles (const EditorPlan *self,
                   const BpmnElement *source,
                   const EditorDock *source_dock,
                   const BpmnElement *target,
                   const EditorDock *target_dock)
{
  GArray *obstacles = g_array_new (FALSE, FALSE, sizeof (BpmnRect));
  BpmnRect area = editor_rect_union (&source_dock->bounds, &target_dock->bounds);
  g_autoptr (GPtrArray) items = NULL;

  area = editor_rect_grow (&area, ROUTE_MARGIN);
  items = editor_scene_query (editor_session_get_scene (self->session), &area);
  for (guint i = 0; i < items->len; i++)
    {
      EditorItem *item = g_ptr_array_index (items, i);
      BpmnElement *element = editor_item_get_element (item);
      BpmnRect bounds;

      if (editor_item_is_connection (item) || element == NULL || element == source ||
          element == target || !bpmn_element_is_attached (element) ||
          bpmn_element_get_attached_to (element) != NULL ||
          editor_place_is_container (self->session, element))
        continue;
      if (editor_plan_get_bounds (self, element, &bounds))
        g_array_append_val (obstacles, bounds);
    }
  return obstacles;
}

/**
 * editor_plan_route:
 * @self: a plan
 * @source: where the line begins
 * @target: where it ends
 * @style: how it runs
 *
 * Returns: (transfer full) (nullable) (element-type BpmnPoint): a new route between the planned
 *   places, around what stands in between; %NULL if an end is not drawn
 */
GArray *
editor_plan_route (const EditorPlan *self,
                   BpmnElement *source,
                   BpmnElement *target,
                   EditorRouteStyle style)
{
  EditorDock source_dock, target_dock;
  g_autoptr (GArray) obstacles = NULL;

  if (!editor_plan_get_dock (self, source, &source_dock) ||
      !editor_plan_get_dock (self, target, &target_dock))
    return NULL;
  obstacles = collect_obstacles (self, source, &source_dock, target, &target_dock);
  return editor_route (&source_dock, &target_dock, (const BpmnRect *) (gpointer) obstacles->data,
                       obstacles->len, style);
}

static void
translate_route (GArray *route, double dx, double dy)
{
  for (guint i = 0; i < route->len; i++)
    {
      BpmnPoint *point = &g_array_index (route, BpmnPoint, i);

      point->x += dx;
      point->y += dy;
    }
}

/* The point at a part of a segment of a route. */
static BpmnPoint
point_at (const GArray *route, guint segment, double part)
{
  const BpmnPoint *a = &g_array_index (route, BpmnPoint, segment);
  const BpmnPoint *b = &g_array_index (route, BpmnPoint, segment + 1);

  return (BpmnPoint){ a->x + (b->x - a->x) * part, a->y + (b->y - a->y) * part };
}

static BpmnPoint
nearest_on_route (const GArray *route, BpmnPoint to, guint *segment, double *part)
{
  double best = INFINITY;
  BpmnPoint found = to;

  for (guint i = 0; i + 1 < route->len; i++)
    {
      BpmnPoint a = g_array_index (route, BpmnPoint, i);
      BpmnPoint b = g_array_index (route, BpmnPoint, i + 1);
      BpmnPoint nearest;
      double distance = editor_segment_distance (a, b, to, &nearest);
      double length = editor_point_distance (a, b);

      if (distance >= best)
        continue;
      best = distance;
      found = nearest;
      *segment = i;
      *part = length > 0 ? editor_point_distance (a, nearest) / length : 0;
    }
  return found;
}

/* A label keeps its place beside the part of the line that it stood at. */
static void
label_follows (EditorPlan *self, BpmnElement *connection, const GArray *before, const GArray *after)
{
  BpmnRect label;
  BpmnPoint old_anchor, new_anchor;
  guint segment = 0;
  double part = 0;

  if (!get_label (self, connection, &label))
    return;
  old_anchor = nearest_on_route (before, editor_rect_center (&label), &segment, &part);
  if (after->len == before->len)
    new_anchor = point_at (after, segment, part);
  else
    new_anchor = nearest_on_route (after, old_anchor, &segment, &part);
  if (old_anchor.x == new_anchor.x && old_anchor.y == new_anchor.y)
    return;
  label.x += round (new_anchor.x - old_anchor.x);
  label.y += round (new_anchor.y - old_anchor.y);
  editor_plan_set_label (self, connection, &label);
}

static double
measure_length (const GArray *route, guint n_segments)
{
  double length = 0;

  for (guint i = 0; i < n_segments; i++)
    length += editor_point_distance (g_array_index (route, BpmnPoint, i),
                                     g_array_index (route, BpmnPoint, i + 1));
  return length;
}

/* Where a route has gone this share of its length. */
static BpmnPoint
point_at_share (const GArray *route, double share, guint *segment)
{
  double left = share * measure_length (route, route->len - 1);

  for (*segment = 0;; (*segment)++)
    {
      double length = editor_point_distance (g_array_index (route, BpmnPoint, *segment),
                                             g_array_index (route, BpmnPoint, *segment + 1));

      if (left <= length || *segment + 2 == route->len)
        return point_at (route, *segment, length > 0 ? MIN (left / length, 1) : 0);
      left -= length;
    }
}

static gboolean
is_upright (const GArray *route, guint segment)
{
  const BpmnPoint *a = &g_array_index (route, BpmnPoint, segment);
  const BpmnPoint *b = &g_array_index (route, BpmnPoint, segment + 1);

  return fabs (b->y - a->y) > fabs (b->x - a->x);
}

/* A label goes along to the same part of another route: to the same segment if there are as many,
 * else as far along it, unless the line still runs where the label is. Beside a line that runs
 * across, it finds a place as a new one does. */
static void
label_goes_along (EditorPlan *self,
                  BpmnElement *connection,
                  const GArray *before,
                  const GArray *after)
{
  BpmnRect label;
  BpmnPoint old_anchor, new_anchor;
  guint old_segment = 0, segment = 0;
  double part = 0;

  if (!get_label (self, connection, &label))
    return;
  old_anchor = nearest_on_route (before, editor_rect_center (&label), &old_segment, &part);
  if (after->len == before->len)
    {
      segment = old_segment;
      new_anchor = point_at (after, segment, part);
    }
  else
    {
      double so_far = measure_length (before, old_segment) +
                      editor_point_distance (g_array_index (before, BpmnPoint, old_segment),
                                             old_anchor);

      new_anchor = nearest_on_route (after, old_anchor, &segment, &part);
      if (editor_point_distance (old_anchor, new_anchor) < 1)
        return;
      new_anchor = point_at_share (
          after, so_far / MAX (measure_length (before, before->len - 1), 1), &segment);
    }
  if (old_anchor.x == new_anchor.x && old_anchor.y == new_anchor.y)
    return;
  if (is_upright (before, old_segment) == is_upright (after, segment))
    {
      label.x += round (new_anchor.x - old_anchor.x);
      label.y += round (new_anchor.y - old_anchor.y);
    }
  else
    {
      label = editor_route_place_label ((const BpmnPoint *) (gpointer) after->data, after->len,
                                        label.width, label.height, NULL, 0);
    }
  editor_plan_set_label (self, connection, &label);
}

/**
 * editor_plan_change_route:
 * @self: a plan
 * @connection: a drawn connection
 * @points: (transfer full) (nullable) (element-type BpmnPoint): how it is to run
 *
 * As editor_plan_take_route(), and the label goes along.
 */
void
editor_plan_change_route (EditorPlan *self, BpmnElement *connection, GArray *points)
{
  const GArray *planned = editor_plan_peek_route (self, connection);
  g_autoptr (GArray) old_route = planned != NULL
                                     ? g_array_copy ((GArray *) planned)
                                     : editor_place_dup_route (self->session, connection);

  if (old_route != NULL && points != NULL && points->len >= 2)
    {
      g_autoptr (GArray) before =
          editor_route_simplify ((const BpmnPoint *) (gpointer) old_route->data, old_route->len);
      g_autoptr (GArray) after =
          editor_route_simplify ((const BpmnPoint *) (gpointer) points->data, points->len);

      label_goes_along (self, connection, before, after);
    }
  editor_plan_take_route (self, connection, points);
}

/* One end of a connection before and after. What has no shape (a connection that an association
 * points at) docks where the line ended. */
static void
get_docks (EditorPlan *self,
           GHashTable *before,
           BpmnElement *end,
           const BpmnPoint *at,
           EditorDock *old_dock,
           EditorDock *new_dock)
{
  const BpmnRect *old_bounds = end != NULL ? g_hash_table_lookup (before, end) : NULL;

  if (!editor_plan_get_dock (self, end, new_dock))
    *new_dock = (EditorDock){ { at->x, at->y, 0, 0 }, EDITOR_OUTLINE_RECT, BPMN_TYPE_OTHER };
  *old_dock = *new_dock;
  if (old_bounds != NULL)
    old_dock->bounds = *old_bounds;
}

static gboolean
moved_alike (const EditorDock *old_source,
             const EditorDock *source,
             const EditorDock *old_target,
             const EditorDock *target,
             double *dx,
             double *dy)
{
  *dx = source->bounds.x - old_source->bounds.x;
  *dy = source->bounds.y - old_source->bounds.y;
  return target->bounds.x - old_target->bounds.x == *dx &&
         target->bounds.y - old_target->bounds.y == *dy &&
         source->bounds.width == old_source->bounds.width &&
         source->bounds.height == old_source->bounds.height &&
         target->bounds.width == old_target->bounds.width &&
         target->bounds.height == old_target->bounds.height;
}

static void
connection_follows (EditorPlan *self, BpmnElement *connection, GHashTable *before)
{
  BpmnElement *source = bpmn_element_get_source (connection);
  BpmnElement *target = bpmn_element_get_target (connection);
  g_autoptr (GArray) old_route = NULL;
  g_autoptr (GArray) new_route = NULL;
  EditorDock old_source, new_source, old_target, new_target;
  gboolean was_planned;
  double dx, dy;
  Place *place;

  if (!g_hash_table_contains (before, source) && !g_hash_table_contains (before, target))
    return;
  old_route = dup_route (self, connection);
  if (old_route == NULL)
    return;
  get_docks (self, before, source, &g_array_index (old_route, BpmnPoint, 0), &old_source,
             &new_source);
  get_docks (self, before, target, &g_array_index (old_route, BpmnPoint, old_route->len - 1),
             &old_target, &new_target);
  if (moved_alike (&old_source, &new_source, &old_target, &new_target, &dx, &dy))
    {
      new_route = g_array_copy (old_route);
      translate_route (new_route, dx, dy);
    }
  else
    {
      g_autoptr (GArray) obstacles =
          collect_obstacles (self, source, &new_source, target, &new_target);

      new_route = editor_route_repair (
          (const BpmnPoint *) (gpointer) old_route->data, old_route->len, &old_source, &new_source,
          &old_target, &new_target, (const BpmnRect *) (gpointer) obstacles->data, obstacles->len,
          editor_route_style_for_type (bpmn_element_get_type_id (connection)));
    }
  label_follows (self, connection, old_route, new_route);
  was_planned = editor_plan_peek_route (self, connection) != NULL;
  editor_plan_take_route (self, connection, g_steal_pointer (&new_route));
  place = g_hash_table_lookup (self->by_element, connection);
  if (place != NULL)
    place->is_follow = !was_planned;
}

/* Where an element stands in the drawing; what is not drawn comes last. */
static guint
get_order (EditorPlan *self, BpmnElement *element)
{
  EditorItem *item = editor_scene_lookup (editor_session_get_scene (self->session), element);

  return item != NULL ? editor_item_get_order (item) : G_MAXUINT;
}

static int
compare_order (gconstpointer a, gconstpointer b, gpointer data)
{
  EditorPlan *self = data;
  guint x = get_order (self, *(BpmnElement *const *) a);
  guint y = get_order (self, *(BpmnElement *const *) b);

  return x < y ? -1 : x > y;
}

/* The keys of a table, in an order that does not depend on addresses. */
static GPtrArray *
list_elements (EditorPlan *self, GHashTable *table)
{
  GPtrArray *list = g_ptr_array_sized_new (g_hash_table_size (table));
  GHashTableIter iter;
  gpointer element;

  g_hash_table_iter_init (&iter, table);
  while (g_hash_table_iter_next (&iter, &element, NULL))
    g_ptr_array_add (list, element);
  g_ptr_array_sort_with_data (list, compare_order, self);
  return list;
}

static void
connections_follow (EditorPlan *self, GHashTable *before)
{
  const GPtrArray *loose = editor_session_get_loose_connections (self->session);
  g_autoptr (GHashTable) flows = g_hash_table_new (NULL, NULL);
  g_autoptr (GPtrArray) list = NULL;
  GHashTableIter iter;
  gpointer element;

  g_hash_table_iter_init (&iter, before);
  while (g_hash_table_iter_next (&iter, &element, NULL))
    {
      const GPtrArray *lists[2] = { NULL, NULL };

      if (bpmn_type_is_flow_node (bpmn_element_get_type_id (element)))
        {
          lists[0] = bpmn_element_get_incoming (element);
          lists[1] = bpmn_element_get_outgoing (element);
        }
      for (guint k = 0; k < 2; k++)
        for (guint i = 0; lists[k] != NULL && i < lists[k]->len; i++)
          g_hash_table_add (flows, g_ptr_array_index (lists[k], i));
    }
  list = list_elements (self, flows);
  for (guint i = 0; i < list->len; i++)
    connection_follows (self, g_ptr_array_index (list, i), before);
  for (guint i = 0; i < loose->len; i++)
    connection_follows (self, g_ptr_array_index (loose, i), before);
}

static void
remember (GHashTable *before, BpmnElement *element, const BpmnRect *bounds)
{
  BpmnRect *copy = g_new (BpmnRect, 1);

  *copy = *bounds;
  g_hash_table_insert (before, element, copy);
}

/**
 * editor_plan_shift:
 * @self: a plan
 * @shifts: BpmnElement -> BpmnPoint, as editor_shifts_new() makes it
 *
 * Plans new places for the shapes, their external labels and the connections at them: one whose
 * both ends move alike moves as it is, of others only the moved ends follow.
 */
void
editor_plan_shift (EditorPlan *self, GHashTable *shifts)
{
  g_autoptr (GPtrArray) elements = list_elements (self, shifts);
  g_autoptr (GHashTable) before = g_hash_table_new_full (NULL, NULL, NULL, g_free);

  for (guint i = 0; i < elements->len; i++)
    {
      BpmnElement *element = g_ptr_array_index (elements, i);
      const BpmnPoint *shift = g_hash_table_lookup (shifts, element);
      BpmnRect bounds, label;

      if (shift == NULL || (shift->x == 0 && shift->y == 0) ||
          !editor_plan_get_bounds (self, element, &bounds))
        continue;
      remember (before, element, &bounds);
      bounds.x += shift->x;
      bounds.y += shift->y;
      editor_plan_set_bounds (self, element, &bounds);
      if (get_label (self, element, &label))
        {
          label.x += shift->x;
          label.y += shift->y;
          editor_plan_set_label (self, element, &label);
        }
    }
  if (g_hash_table_size (before) > 0)
    connections_follow (self, before);
}

/**
 * editor_plan_resize:
 * @self: a plan
 * @element: a shape
 * @bounds: its new bounds
 *
 * Plans new bounds; the connections at it follow.
 */
void
editor_plan_resize (EditorPlan *self, BpmnElement *element, const BpmnRect *bounds)
{
  g_autoptr (GHashTable) before = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  BpmnRect old_bounds;

  if (!editor_plan_get_bounds (self, element, &old_bounds) ||
      editor_rect_equal (&old_bounds, bounds))
    return;
  remember (before, element, &old_bounds);
  editor_plan_set_bounds (self, element, bounds);
  connections_follow (self, before);
}

/**
 * editor_plan_preview:
 * @self: a plan
 *
 * Shows the plan in the scene, and nothing else that was shown before.
 */
void
editor_plan_preview (const EditorPlan *self)
{
  EditorScene *scene = editor_session_get_scene (self->session);

  editor_scene_clear_overrides (scene);
  for (guint i = 0; i < self->places->len; i++)
    {
      const Place *place = g_ptr_array_index (self->places, i);
      EditorItem *item = editor_scene_lookup (scene, place->element);

      if (item == NULL)
        continue;
      if (place->has_bounds)
        editor_scene_override_bounds (scene, item, &place->bounds);
      if (place->route != NULL)
        editor_scene_override_waypoints (
            scene, item, (const BpmnPoint *) (gpointer) place->route->data, place->route->len);
      if (place->has_label)
        editor_scene_override_label (scene, item, &place->label);
    }
}

static gboolean
has_place_in_file (BpmnElement *element)
{
  return element != NULL &&
         (bpmn_element_get_shape (element) != NULL || bpmn_element_get_edge (element) != NULL);
}

/* A connection that the file does not draw stays out of it when its ends move, and a new one as
 * long as the file does not draw its ends. */
static gboolean
is_worth_writing (const Place *place)
{
  BpmnElement *connection = place->element;

  return bpmn_element_get_edge (connection) != NULL ||
         (!place->is_follow && has_place_in_file (bpmn_element_get_source (connection)) &&
          has_place_in_file (bpmn_element_get_target (connection)));
}

static gboolean
write_place (BpmnModel *model, const Place *place, GError **error)
{
  if (place->has_bounds && !bpmn_edit_set_bounds (model, place->element, &place->bounds, error))
    return FALSE;
  if (place->route != NULL && is_worth_writing (place) &&
      !bpmn_edit_set_waypoints (model, place->element,
                                (const BpmnPoint *) (gpointer) place->route->data,
                                place->route->len, error))
    return FALSE;
  if (place->has_label && has_place_in_file (place->element) &&
      !bpmn_edit_set_label_bounds (model, place->element, &place->label, error))
    return FALSE;
  return TRUE;
}

/* The elements that are not drawn in the file yet. */
static GHashTable *
list_new (const EditorPlan *self)
{
  GHashTable *new = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < self->places->len; i++)
    {
      const Place *place = g_ptr_array_index (self->places, i);

      if (place->has_bounds && bpmn_element_get_shape (place->element) == NULL)
        g_hash_table_add (new, place->element);
    }
  return new;
}

/**
 * editor_plan_apply:
 * @self: a plan
 * @error: return location of an error
 *
 * Writes the plan into the diagram: shapes first, so that connections find their ends. What comes to
 * stand in another lane is listed there. Must be called in a transaction, which is to be rolled back if this fails.
 *
 * Returns: whether all of it was written
 */
gboolean
editor_plan_apply (const EditorPlan *self, GError **error)
{
  BpmnModel *model = editor_session_get_model (self->session);
  g_autoptr (GHashTable) new = list_new (self);

  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < self->places->len; i++)
      {
        const Place *place = g_ptr_array_index (self->places, i);

        if ((place->route != NULL) == (pass == 1) && !write_place (model, place, error))
          return FALSE;
      }
  for (guint i = 0; i < self->places->len; i++)
    {
      const Place *place = g_ptr_array_index (self->places, i);

      if (place->has_bounds
          && !editor_lanes_follow (self->session, place->element,
                                   g_hash_table_contains (new, place->element), error))
        return FALSE;
    }
  return TRUE;
}

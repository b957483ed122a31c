/* editor-layout.c: automatic placement of a whole model
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "editor/editor-layout-private.h"

#include <math.h>
#include <string.h>

#include "editor/editor-route-grid.h"
#include "editor/editor-shape.h"
#include "engine/source/source-node.h"

#define ORIGIN 160.0 /* Altinn Studio places a new process about there */
#define POOL_HEADER 30.0
#define POOL_MARGIN 30.0
#define POOL_GAP 60.0
#define SUB_PROCESS_MARGIN 25.0
#define SUB_PROCESS_TOP 35.0
#define LETTER_WIDTH 6.4

static void place_scope (EditorPlacement *placement, const LayoutScope *scope, double x, double y);

/* Lays a scope out; side branches are tried on both sides of the main line where it is cheap. */
static void
lay_out_scope (LayoutScope *scope, BpmnElement *container)
{
  LayoutBranches best = LAYOUT_BRANCHES_BELOW, last = LAYOUT_BRANCHES_BELOW;
  guint least = 0;

  for (guint i = 0; i < scope->nodes->len; i++)
    {
      LayoutNode *node = g_ptr_array_index (scope->nodes, i);

      if (node->inner == NULL)
        continue;
      lay_out_scope (node->inner, node->element);
      node->width = MAX (node->width, node->inner->width + 2 * SUB_PROCESS_MARGIN);
      node->height = MAX (node->height, node->inner->height + SUB_PROCESS_TOP + SUB_PROCESS_MARGIN);
    }
  for (LayoutBranches way = 0; way < LAYOUT_N_BRANCHES; way++)
    {
      guint cost;

      layout_scope_rank (scope, container, way);
      cost = layout_scope_route (scope);
      if (way == 0 || cost < least)
        {
          least = cost;
          best = way;
        }
      last = way;
      if (scope->lanes->len > 0 || least == 0)
        break;
    }
  if (last == best)
    return;
  layout_scope_rank (scope, container, best);
  layout_scope_route (scope);
}

static void
place_label (EditorPlacement *placement, const LayoutNode *node, const BpmnRect *bounds)
{
  double text = node->label_height - 8;
  BpmnRect label = { bounds->x + bounds->width / 2 - LAYOUT_LABEL_WIDTH / 2,
                     bounds->y + bounds->height + 6, LAYOUT_LABEL_WIDTH, text };

  if (node->label_height <= 0)
    return;
  if (node->label_above)
    label.y = bounds->y - text - 6;
  else if (node->label_aside)
    {
      /* lines above and below: at the upper left, where no line is */
      label.x = bounds->x + bounds->width / 2 - LAYOUT_LABEL_WIDTH - LAYOUT_LABEL_ASIDE;
      label.y = bounds->y - text + 8;
    }
  else
    return; /* the usual place */
  editor_placement_add_label (placement, node->element, &label);
}

/* Beside the line that leaves a boundary event, where no other event is: right of the first, left of
 * the last; between others below, as usual. */
static void
place_boundary_label (EditorPlacement *placement, const LayoutNode *node, guint index,
                      const BpmnRect *event)
{
  BpmnElement *element = g_ptr_array_index (node->boundary, index);
  const GPtrArray *outgoing = bpmn_element_get_outgoing (element);
  const char *name = bpmn_element_get_name (element);
  double width, lines;
  BpmnRect label;

  if (name == NULL || *name == '\0' || outgoing == NULL || outgoing->len == 0
      || (index > 0 && index + 1 < node->boundary->len))
    return;
  width = g_utf8_strlen (name, -1) * LETTER_WIDTH + 4;
  lines = ceil (width / LAYOUT_LABEL_WIDTH);
  label = (BpmnRect){ event->x + event->width / 2 + LAYOUT_LABEL_ASIDE,
                      event->y + event->height + 2, MIN (ceil (width), LAYOUT_LABEL_WIDTH),
                      14 * lines };
  if (index > 0)
    label.x -= label.width + 2 * LAYOUT_LABEL_ASIDE;
  editor_placement_add_label (placement, element, &label);
}

static void
place_node (EditorPlacement *placement, const LayoutNode *node, double x, double y)
{
  BpmnRect bounds = { round (x + node->center.x - node->width / 2),
                      round (y + node->center.y - node->height / 2), node->width, node->height };

  editor_placement_add_bounds (placement, node->element, &bounds);
  place_label (placement, node, &bounds);
  if (node->inner != NULL)
    place_scope (placement, node->inner,
                 bounds.x + (bounds.width - node->inner->width) / 2, bounds.y + SUB_PROCESS_TOP);
  for (guint i = 0; i < node->boundary->len; i++)
    {
      BpmnElement *event = g_ptr_array_index (node->boundary, i);
      BpmnRect place = layout_boundary_bounds (node, event);

      place.x = round (place.x + x);
      place.y = round (place.y + y);
      editor_placement_add_bounds (placement, event, &place);
      place_boundary_label (placement, node, i, &place);
    }
}

static void
place_flow (EditorPlacement *placement, const LayoutFlow *flow, double x, double y)
{
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (BpmnPoint));

  for (guint i = 0; i < flow->points->len; i++)
    {
      BpmnPoint p = g_array_index (flow->points, BpmnPoint, i);

      p.x = round (p.x + x);
      p.y = round (p.y + y);
      g_array_append_val (points, p);
    }
  editor_placement_add_points (placement, flow->element,
                               (const BpmnPoint *) (gpointer) points->data, points->len);
}

static void
place_scope (EditorPlacement *placement, const LayoutScope *scope, double x, double y)
{
  for (guint i = 0; i < scope->nodes->len; i++)
    place_node (placement, g_ptr_array_index (scope->nodes, i), x, y);
  for (guint i = 0; i < scope->flows->len; i++)
    place_flow (placement, g_ptr_array_index (scope->flows, i), x, y);
}

/* The frames of lanes: innermost ones over their rows, outer ones around them. */
static BpmnRect
place_lane (EditorPlacement *placement, const LayoutScope *scope, BpmnElement *lane, double x,
            double y, double width, guint *index, guint *row)
{
  g_autoptr (GPtrArray) children = layout_list_lanes (lane);
  BpmnRect bounds = { x, 0, width, 0 };
  gboolean inner = FALSE;

  for (guint i = 0; i < children->len; i++)
    {
      BpmnRect r = place_lane (placement, scope, g_ptr_array_index (children, i), x + POOL_HEADER,
                               y, width - POOL_HEADER, index, row);

      bounds.y = inner ? bounds.y : r.y;
      bounds.height = r.y + r.height - bounds.y;
      inner = TRUE;
    }
  if (!inner)
    {
      guint end = *row + scope->band_rows[*index];
      double top = *row == 0 ? 0 : scope->row_tops[*row];
      double bottom = end >= scope->n_rows ? scope->height : scope->row_tops[end];

      bounds.y = round (y + top);
      bounds.height = round (y + bottom) - bounds.y;
      *row = end;
      (*index)++;
    }
  editor_placement_add_bounds (placement, lane, &bounds);
  return bounds;
}

static guint
lane_depth (BpmnElement *container)
{
  g_autoptr (GPtrArray) children = layout_list_lanes (container);
  guint depth = 0;

  for (guint i = 0; i < children->len; i++)
    depth = MAX (depth, 1 + lane_depth (g_ptr_array_index (children, i)));
  return depth;
}

static void
place_lanes (EditorPlacement *placement, const LayoutScope *scope, BpmnElement *process, double x,
             double y, double width)
{
  g_autoptr (GPtrArray) children = layout_list_lanes (process);
  guint index = 0, row = 0;

  for (guint i = 0; i < children->len; i++)
    place_lane (placement, scope, g_ptr_array_index (children, i), x, y, width, &index, &row);
}

static double
estimate_note_height (const BpmnElement *note)
{
  const char *text = bpmn_element_get_name (note);

  return text != NULL ? 12 + 15 * ceil (g_utf8_strlen (text, -1) * LETTER_WIDTH / 90) : 0;
}

/* Notes and data of a container; its inputs and outputs may stand one level deeper. */
static GPtrArray *
list_artifacts (BpmnModel *model, BpmnElement *container)
{
  const GPtrArray *all = bpmn_model_get_elements (model);
  GPtrArray *list = g_ptr_array_new ();

  for (guint i = 0; i < all->len; i++)
    {
      BpmnElement *element = g_ptr_array_index (all, i);
      BpmnElement *parent = bpmn_element_get_parent (element);
      BpmnType type = bpmn_element_get_type_id (element);

      if (layout_is_drawn_interface (element))
        {
          if (parent != container && parent != NULL
              && bpmn_element_get_type_id (parent) == BPMN_TYPE_OTHER)
            parent = bpmn_element_get_parent (parent);
        }
      else if (type != BPMN_TYPE_TEXT_ANNOTATION && type != BPMN_TYPE_DATA_OBJECT_REFERENCE
               && type != BPMN_TYPE_DATA_STORE_REFERENCE)
        continue;
      if (parent == container)
        g_ptr_array_add (list, element);
    }
  return list;
}

/* Data and notes near what they are connected to: notes above, data below the flow. */
static void
place_artifacts (EditorPlacement *placement, BpmnModel *model, BpmnElement *container, double left,
                 double top, double bottom, double *used_top, double *used_bottom)
{
  const GPtrArray *all = bpmn_model_get_elements (model);
  g_autoptr (GPtrArray) artifacts = list_artifacts (model, container);
  g_autoptr (GHashTable) partner = g_hash_table_new (NULL, NULL);
  double next_above = left, next_below = left;

  *used_top = top;
  *used_bottom = bottom;
  for (guint i = 0; i < all->len; i++)
    {
      BpmnElement *connection = g_ptr_array_index (all, i);
      BpmnType type = bpmn_element_get_type_id (connection);
      BpmnElement *source, *target;

      if (!bpmn_type_is_connection (type) || type == BPMN_TYPE_SEQUENCE_FLOW
          || type == BPMN_TYPE_MESSAGE_FLOW || layout_is_hidden_mapping (connection))
        continue;
      source = bpmn_element_get_source (connection);
      target = bpmn_element_get_target (connection);
      if (source != NULL && target != NULL)
        {
          g_hash_table_insert (partner, source, target);
          g_hash_table_insert (partner, target, source);
        }
    }
  for (guint i = 0; i < artifacts->len; i++)
    {
      BpmnElement *child = g_ptr_array_index (artifacts, i);
      BpmnType type = bpmn_element_get_type_id (child);
      gboolean above = type == BPMN_TYPE_TEXT_ANNOTATION;
      BpmnElement *other = g_hash_table_lookup (partner, child);
      BpmnRect near, bounds = { left, 0, 0, 0 };
      double *next = above ? &next_above : &next_below;

      editor_type_get_default_size (type, &bounds.width, &bounds.height);
      if (above)
        bounds.height = MAX (bounds.height, estimate_note_height (child));
      if (other != NULL && editor_placement_get_bounds (placement, other, &near))
        bounds.x = near.x + near.width / 2 - bounds.width / 2 + 60;
      bounds.x = round (MAX (bounds.x, *next));
      bounds.y = round (above ? top - bounds.height - 30 : bottom + 30);
      *next = bounds.x + MAX (bounds.width, LAYOUT_LABEL_WIDTH) + 30;
      *used_top = MIN (*used_top, bounds.y);
      *used_bottom = MAX (*used_bottom, bounds.y + bounds.height + (above ? 0 : 40));
      editor_placement_add_bounds (placement, child, &bounds);
    }
}

static BpmnElement *
lookup_process (BpmnModel *model, BpmnElement *participant)
{
  g_autofree char *reference
      = source_node_dup_attribute (bpmn_element_get_node (participant), NULL, "processRef");
  BpmnElement *process;

  if (reference == NULL)
    return NULL;
  process = bpmn_model_lookup (model, reference);
  if (process == NULL && strchr (reference, ':') != NULL)
    process = bpmn_model_lookup (model, strchr (reference, ':') + 1);
  return process != NULL && bpmn_element_get_type_id (process) == BPMN_TYPE_PROCESS ? process
                                                                                   : NULL;
}

static gboolean
has_flow_nodes (const BpmnElement *container)
{
  const GPtrArray *children = bpmn_element_get_children (container);

  for (guint i = 0; children != NULL && i < children->len; i++)
    if (bpmn_type_is_flow_node (bpmn_element_get_type_id (g_ptr_array_index (children, i))))
      return TRUE;
  return FALSE;
}

/* One process at @y; returns where the next may begin. @participant is the pool around it or
 * NULL. */
static double
place_process (EditorPlacement *placement, BpmnModel *model, BpmnElement *process,
               BpmnElement *participant, double y, double *width)
{
  g_autoptr (LayoutScope) scope = layout_scope_new (process);
  gboolean lanes = scope->lanes->len > 0;
  guint depth = lane_depth (process);
  double x = ORIGIN, top, bottom, inner_y = y, used_top, used_bottom;

  lay_out_scope (scope, process);
  if (participant != NULL)
    {
      x += POOL_HEADER;
      if (!lanes)
        inner_y += POOL_MARGIN;
    }
  x += depth * POOL_HEADER;
  if (participant != NULL && !lanes)
    x += POOL_MARGIN;
  if (participant != NULL)
    editor_placement_add_bounds (placement, participant, &(BpmnRect){ 0, 0, 0, 0 });
  place_scope (placement, scope, x, inner_y);
  place_artifacts (placement, model, process, x, inner_y, inner_y + scope->height, &used_top,
                   &used_bottom);
  if (used_top < inner_y) /* notes stand above: move everything below them */
    {
      inner_y += inner_y - used_top;
      place_scope (placement, scope, x, inner_y);
      place_artifacts (placement, model, process, x, inner_y, inner_y + scope->height, &used_top,
                       &used_bottom);
    }
  top = y;
  bottom = used_bottom;
  if (participant != NULL)
    {
      double pool_width = x - ORIGIN + scope->width + (lanes ? 0 : POOL_MARGIN);

      *width = MAX (*width, pool_width);
      if (lanes)
        place_lanes (placement, scope, process, ORIGIN + POOL_HEADER, inner_y,
                     *width - POOL_HEADER);
      else
        bottom += POOL_MARGIN;
      if (lanes && inner_y > y)
        top = MIN (used_top - 10, inner_y);
      editor_placement_add_bounds (placement, participant,
                                   &(BpmnRect){ ORIGIN, round (top), *width, round (bottom - top) });
    }
  return bottom + POOL_GAP;
}

static void
lay_out_whole (BpmnModel *model, EditorPlacement *placement)
{
  const GPtrArray *elements = bpmn_model_get_elements (model);
  g_autoptr (GHashTable) shown = g_hash_table_new (NULL, NULL);
  g_autoptr (GPtrArray) empty_pools = g_ptr_array_new ();
  double y = ORIGIN - 60, width = 300;

  /* twice: the widest pool decides how wide all are */
  for (guint pass = 0; pass < 2; pass++)
    {
      y = ORIGIN - 60;
      g_ptr_array_set_size (empty_pools, 0);
      for (guint i = 0; i < elements->len; i++)
        {
          BpmnElement *participant = g_ptr_array_index (elements, i), *process;

          if (bpmn_element_get_type_id (participant) != BPMN_TYPE_PARTICIPANT)
            continue;
          process = lookup_process (model, participant);
          if (process != NULL && has_flow_nodes (process)
              && (pass == 1 || !g_hash_table_contains (shown, process)))
            {
              g_hash_table_add (shown, process);
              y = place_process (placement, model, process, participant, y, &width);
              continue;
            }
          editor_placement_add_bounds (placement, participant,
                                       &(BpmnRect){ ORIGIN, round (y), width, 60 });
          y += 60 + POOL_GAP;
        }
      if (g_hash_table_size (shown) < 1)
        break;
    }
  for (guint i = 0; i < elements->len; i++)
    {
      BpmnElement *process = g_ptr_array_index (elements, i);
      double any = 0;

      if (bpmn_element_get_type_id (process) == BPMN_TYPE_PROCESS && has_flow_nodes (process)
          && !g_hash_table_contains (shown, process))
        y = place_process (placement, model, process, NULL, y, &any);
    }
  layout_route_connections (model, placement);
}

/* Where the name of an element at @bounds stands if nothing else is said: below it. */
static gboolean
guess_usual_label (const BpmnElement *element, const BpmnRect *bounds, BpmnRect *label)
{
  const char *name = bpmn_element_get_name (element);
  double width;

  if (name == NULL || *name == '\0'
      || !editor_type_has_external_label (bpmn_element_get_type_id (element)))
    return FALSE;
  width = g_utf8_strlen (name, -1) * LETTER_WIDTH;
  *label = (BpmnRect){ bounds->x + (bounds->width - MIN (width, LAYOUT_LABEL_WIDTH)) / 2,
                       bounds->y + bounds->height + 6, MIN (width, LAYOUT_LABEL_WIDTH),
                       14 * ceil (width / LAYOUT_LABEL_WIDTH) };
  return TRUE;
}

/* The lines of all flows as thin rectangles. */
static void
list_lines (EditorPlacement *placement, GArray *lines)
{
  const GPtrArray *elements = editor_placement_get_elements (placement);

  for (guint i = 0; i < elements->len; i++)
    {
      guint n = 0;
      const BpmnPoint *points
          = editor_placement_get_waypoints (placement, g_ptr_array_index (elements, i), &n);

      for (guint k = 0; points != NULL && k + 1 < n; k++)
        {
          BpmnRect line = editor_rect_of_points (points + k, 2);

          line = editor_rect_grow (&line, 1);
          g_array_append_val (lines, line);
        }
    }
}

static gboolean
is_free (const BpmnRect *rect, const GArray *taken)
{
  for (guint i = 0; i < taken->len; i++)
    if (editor_rect_intersects (rect, &g_array_index (taken, BpmnRect, i)))
      return FALSE;
  return TRUE;
}

static double
measure_longest_word (const char *name)
{
  g_auto (GStrv) words = g_strsplit_set (name, " \t\n-", -1);
  glong longest = 0;

  for (guint i = 0; words[i] != NULL; i++)
    longest = MAX (longest, g_utf8_strlen (words[i], -1));
  return longest * LETTER_WIDTH + 4;
}

/* A place on nothing that is @taken for the label, as wide as it would like to be or narrower. */
static gboolean
fit_label (const BpmnPoint *points, guint n_points, const char *name, const GArray *taken,
           BpmnRect *label)
{
  static const double parts[] = { 1, 0.75, 0.55 };
  double length = g_utf8_strlen (name, -1) * LETTER_WIDTH + 4;
  double widest = MIN (ceil (length), LAYOUT_LABEL_WIDTH);
  double word = MIN (measure_longest_word (name), widest);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      double width = MAX (ceil (widest * parts[i]), ceil (word));

      *label = editor_route_place_label (points, n_points, width,
                                         14 * ceil (length / width + (i > 0 ? 0.3 : 0)),
                                         (const BpmnRect *) (gpointer) taken->data, taken->len);
      if (is_free (label, taken))
        return TRUE;
    }
  return FALSE;
}

/* On nothing at all if there is such a place, else on no shape and on no other label. */
static BpmnRect
find_label_place (const BpmnPoint *points, guint n_points, const char *name, const GArray *taken,
                  const GArray *lines)
{
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (BpmnRect));
  BpmnRect label;

  g_array_append_vals (all, taken->data, taken->len);
  g_array_append_vals (all, lines->data, lines->len);
  if (!fit_label (points, n_points, name, all, &label))
    fit_label (points, n_points, name, taken, &label);
  return label;
}

/* Labels of flows stand on no shape and on no other label, and on no line where that can be. */
static void
place_flow_labels (EditorPlacement *placement)
{
  const GPtrArray *elements = editor_placement_get_elements (placement);
  g_autoptr (GArray) taken = g_array_new (FALSE, FALSE, sizeof (BpmnRect));
  g_autoptr (GArray) all_lines = g_array_new (FALSE, FALSE, sizeof (BpmnRect));

  if (elements->len > 4000) /* labels find their usual place when drawn */
    return;
  for (guint i = 0; i < elements->len; i++)
    {
      BpmnElement *element = g_ptr_array_index (elements, i);
      BpmnRect bounds, label;

      if (bpmn_element_get_type_id (element) == BPMN_TYPE_PARTICIPANT
          || bpmn_element_get_type_id (element) == BPMN_TYPE_LANE || layout_is_expanded (element))
        continue;
      if (!editor_placement_get_bounds (placement, element, &bounds))
        continue;
      g_array_append_val (taken, bounds);
      if (editor_placement_get_label_bounds (placement, element, &label)
          || guess_usual_label (element, &bounds, &label))
        g_array_append_val (taken, label);
    }
  if (elements->len <= 1000) /* every label is held against every line */
    list_lines (placement, all_lines);
  for (guint i = 0; i < elements->len; i++)
    {
      BpmnElement *element = g_ptr_array_index (elements, i);
      const char *name = bpmn_element_get_name (element);
      const BpmnPoint *points;
      guint n_points;
      BpmnRect label;

      points = editor_placement_get_waypoints (placement, element, &n_points);
      if (points == NULL || name == NULL || *name == '\0')
        continue;
      label = find_label_place (points, n_points, name, taken, all_lines);
      editor_placement_add_label (placement, element, &label);
      g_array_append_val (taken, label);
    }
}

/**
 * editor_layout_compute:
 * @model: a model
 * @mode: everything, or only what the diagram leaves out
 *
 * Returns: (transfer full): the places; empty where there is nothing to place
 */
EditorPlacement *
editor_layout_compute (BpmnModel *model, EditorLayoutMode mode)
{
  EditorPlacement *placement = editor_placement_new ();

  if (mode == EDITOR_LAYOUT_COMPLETE)
    {
      layout_complete (model, placement);
      return placement;
    }
  lay_out_whole (model, placement);
  place_flow_labels (placement);
  return placement;
}

static gboolean
is_room (const BpmnRect *rect, const BpmnRect *occupied, guint n_occupied)
{
  BpmnRect grown = editor_rect_grow (rect, 8);

  for (guint i = 0; i < n_occupied; i++)
    if (editor_rect_intersects (&grown, &occupied[i]))
      return FALSE;
  return TRUE;
}

/**
 * editor_layout_find_room:
 * @after: the element before
 * @width: of the new one
 * @height: of the new one
 * @occupied: (nullable): shapes not to cover; without frames around
 * @n_occupied: how many
 *
 * Returns: where the new one stands: a gap to the right on the same centre line, else further and
 *   further down and up from there; on whole units
 */
BpmnRect
editor_layout_find_room (const BpmnRect *after, double width, double height,
                         const BpmnRect *occupied, guint n_occupied)
{
  BpmnRect first = { round (after->x + after->width + EDITOR_LAYOUT_GAP),
                     round (after->y + after->height / 2 - height / 2), width, height };

  for (guint n = 0; n < 200; n++)
    {
      BpmnRect below = first, above = first;

      below.y += n * 30 + (n > 0 ? 50 : 0);
      above.y -= n * 30 + (n > 0 ? 50 : 0);
      if (is_room (&below, occupied, n_occupied))
        return below;
      if (n > 3 && is_room (&above, occupied, n_occupied))
        return above;
    }
  return first;
}

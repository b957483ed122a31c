/* rules-fix-diagram.c: shapes and lines for what a fix adds, or what is not drawn
 *
 * A plain placing, good enough to be seen and moved: nodes that no diagram draws stand behind what
 * leads to them, lines run straight or around two corners. Laying a whole process out nicely is the
 * editor's business.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/bpmn/bpmn-edit.h"
#include "engine/rules/rules-private.h"

#define GAP 50.0
#define ROW 120.0

static BpmnRect
size_of (BpmnType type)
{
  if (bpmn_type_is_gateway (type))
    return (BpmnRect){ 0, 0, 50, 50 };
  if (bpmn_type_is_event (type))
    return (BpmnRect){ 0, 0, 36, 36 };
  return (BpmnRect){ 0, 0, 100, 80 };
}

static gboolean
overlaps (const BpmnRect *a, const BpmnRect *b)
{
  return a->x < b->x + b->width && b->x < a->x + a->width && a->y < b->y + b->height &&
         b->y < a->y + a->height;
}

/* Moves @bounds down until nothing that is drawn is in its way. */
static void
find_room (BpmnModel *model, const BpmnElement *process, BpmnRect *bounds)
{
  const GPtrArray *children = bpmn_element_get_children (process);
  gboolean moved = TRUE;

  for (guint guard = 0; moved && guard < 10000; guard++)
    {
      moved = FALSE;
      for (guint i = 0; i < children->len && !moved; i++)
        {
          const BpmnShape *shape = bpmn_element_get_shape (g_ptr_array_index (children, i));
          BpmnRect other;

          if (shape == NULL)
            continue;
          other = bpmn_shape_get_bounds (shape);
          if (overlaps (bounds, &other))
            {
              bounds->y = other.y + other.height + GAP;
              moved = TRUE;
            }
        }
    }
}

static const BpmnElement *
drawn_neighbour (const BpmnElement *element)
{
  const GPtrArray *flows = bpmn_element_get_incoming (element);

  for (guint i = 0; flows != NULL && i < flows->len; i++)
    {
      const BpmnElement *source = bpmn_element_get_source (g_ptr_array_index (flows, i));

      if (source != NULL && source != element && bpmn_element_get_shape (source) != NULL)
        return source;
    }
  return NULL;
}

static gboolean
place_node (BpmnModel *model, BpmnElement *process, BpmnElement *element, GError **error)
{
  const BpmnElement *neighbour = drawn_neighbour (element);
  BpmnRect bounds = size_of (bpmn_element_get_type_id (element));

  bounds.x = 156;
  bounds.y = 99 - bounds.height / 2;
  if (neighbour != NULL)
    {
      BpmnRect before = bpmn_shape_get_bounds (bpmn_element_get_shape (neighbour));

      bounds.x = before.x + before.width + GAP;
      bounds.y = before.y + (before.height - bounds.height) / 2;
    }
  find_room (model, process, &bounds);
  return bpmn_edit_set_bounds (model, element, &bounds, error);
}

/* rules_fix_route: draws @flow from its source to its target. */
gboolean
rules_fix_route (AltinnApp *app, BpmnElement *flow, GError **error)
{
  BpmnModel *model = altinn_app_get_model (app);
  const BpmnElement *source = bpmn_element_get_source (flow);
  const BpmnElement *target = bpmn_element_get_target (flow);
  BpmnRect a, b;
  BpmnPoint points[4];
  guint n = 0;

  if (source == NULL || target == NULL || bpmn_element_get_shape (source) == NULL ||
      bpmn_element_get_shape (target) == NULL)
    return TRUE;
  a = bpmn_shape_get_bounds (bpmn_element_get_shape (source));
  b = bpmn_shape_get_bounds (bpmn_element_get_shape (target));
  if (b.x >= a.x + a.width)
    {
      double middle = (a.x + a.width + b.x) / 2;

      points[n++] = (BpmnPoint){ a.x + a.width, a.y + a.height / 2 };
      if (a.y + a.height / 2 != b.y + b.height / 2)
        {
          points[n++] = (BpmnPoint){ middle, a.y + a.height / 2 };
          points[n++] = (BpmnPoint){ middle, b.y + b.height / 2 };
        }
      points[n++] = (BpmnPoint){ b.x, b.y + b.height / 2 };
    }
  else
    {
      double below = MAX (a.y + a.height, b.y + b.height) + GAP;

      points[n++] = (BpmnPoint){ a.x + a.width / 2, a.y + a.height };
      points[n++] = (BpmnPoint){ a.x + a.width / 2, below };
      points[n++] = (BpmnPoint){ b.x + b.width / 2, below };
      points[n++] = (BpmnPoint){ b.x + b.width / 2, b.y + b.height };
    }
  return bpmn_edit_set_waypoints (model, flow, points, n, error);
}

/* rules_fix_place_between: puts a new node in the middle between two others, if those are drawn. */
gboolean
rules_fix_place_between (AltinnApp *app, BpmnElement *node, BpmnElement *before,
                         BpmnElement *after, GError **error)
{
  BpmnModel *model = altinn_app_get_model (app);
  BpmnRect bounds = size_of (bpmn_element_get_type_id (node));
  BpmnRect a, b;

  if (bpmn_element_get_shape (before) == NULL || bpmn_element_get_shape (after) == NULL)
    return TRUE;
  a = bpmn_shape_get_bounds (bpmn_element_get_shape (before));
  b = bpmn_shape_get_bounds (bpmn_element_get_shape (after));
  bounds.x = (a.x + a.width + b.x) / 2 - bounds.width / 2;
  bounds.y = a.y + (a.height - bounds.height) / 2;
  if (b.x < a.x + a.width + bounds.width + 20)
    bounds.x = a.x + a.width + 10;
  find_room (model, bpmn_model_get_process (model), &bounds);
  return bpmn_edit_set_bounds (model, node, &bounds, error);
}

/* rules_fix_add_shapes: draws what no diagram draws. */
gboolean
rules_fix_add_shapes (AltinnApp *app, GError **error)
{
  BpmnModel *model = altinn_app_get_model (app);
  BpmnElement *process = bpmn_model_get_process (model);
  g_autoptr (GPtrArray) flows = g_ptr_array_new ();
  g_autoptr (GPtrArray) nodes = g_ptr_array_new ();
  const GPtrArray *children;

  if (process == NULL || !bpmn_edit_ensure_diagram (model, error))
    return process != NULL ? FALSE : TRUE;
  children = bpmn_element_get_children (process);
  for (guint i = 0; i < children->len; i++)
    {
      BpmnElement *element = g_ptr_array_index (children, i);
      BpmnType type = bpmn_element_get_type_id (element);

      if (type == BPMN_TYPE_SEQUENCE_FLOW && bpmn_element_get_edge (element) == NULL)
        g_ptr_array_add (flows, element);
      else if (type != BPMN_TYPE_SEQUENCE_FLOW && bpmn_type_runs_in_altinn (type) &&
               bpmn_element_get_shape (element) == NULL)
        g_ptr_array_add (nodes, element);
    }
  for (guint i = 0; i < nodes->len; i++)
    if (!place_node (model, process, g_ptr_array_index (nodes, i), error))
      return FALSE;
  for (guint i = 0; i < flows->len; i++)
    if (!rules_fix_route (app, g_ptr_array_index (flows, i), error))
      return FALSE;
  return TRUE;
}

/* editor-layout-complete.c: places for what a file's diagram leaves out
 *
 * What the file places stays where it is. Elements of a process that the diagram does not show at
 * all (a called process, the inside of a collapsed sub-process) are left out on purpose.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "editor/editor-layout-private.h"

#include "editor/editor-shape.h"

typedef struct
{
  EditorPlacement *placement;
  GArray *occupied; /* of BpmnRect, without frames */
  double bottom;    /* lower edge of everything */
  double left;
} Complete;

static gboolean
get_bounds (const Complete *self, const BpmnElement *element, BpmnRect *bounds)
{
  BpmnShape *shape = bpmn_element_get_shape (element);

  if (shape != NULL)
    {
      *bounds = bpmn_shape_get_bounds (shape);
      return TRUE;
    }
  return editor_placement_get_bounds (self->placement, element, bounds);
}

/* Whether some node of the container is drawn, so that its other nodes are missing. */
static gboolean
is_shown (BpmnElement *container)
{
  const GPtrArray *children = container != NULL ? bpmn_element_get_children (container) : NULL;

  for (guint i = 0; children != NULL && i < children->len; i++)
    if (bpmn_element_get_shape (g_ptr_array_index (children, i)) != NULL)
      return TRUE;
  return FALSE;
}

static gboolean
is_missing (const BpmnElement *element)
{
  BpmnType type = bpmn_element_get_type_id (element);

  if (bpmn_type_is_flow_node (type) || type == BPMN_TYPE_TEXT_ANNOTATION)
    return bpmn_element_get_shape (element) == NULL;
  return FALSE;
}

/* The first neighbour that has a place; before it in the process, or behind it. */
static gboolean
find_neighbour (const Complete *self, const BpmnElement *element, gboolean before,
                BpmnRect *bounds)
{
  const GPtrArray *flows = before ? bpmn_element_get_incoming (element)
                                  : bpmn_element_get_outgoing (element);

  for (guint i = 0; flows != NULL && i < flows->len; i++)
    {
      BpmnElement *flow = g_ptr_array_index (flows, i);
      BpmnElement *other = before ? bpmn_element_get_source (flow) : bpmn_element_get_target (flow);

      if (other != NULL && other != element && get_bounds (self, other, bounds))
        return TRUE;
    }
  return FALSE;
}

static void
place (Complete *self, BpmnElement *element, const BpmnRect *bounds)
{
  editor_placement_add_bounds (self->placement, element, bounds);
  g_array_append_vals (self->occupied, bounds, 1);
  self->bottom = MAX (self->bottom, bounds->y + bounds->height);
}

/* Tries to place one element beside a neighbour. @anywhere takes the ground below everything. */
static gboolean
place_node (Complete *self, BpmnElement *element, gboolean anywhere)
{
  const BpmnRect *occupied = (const BpmnRect *) (gpointer) self->occupied->data;
  BpmnElement *host = bpmn_element_get_attached_to (element);
  double width, height;
  BpmnRect near, bounds;

  editor_type_get_default_size (bpmn_element_get_type_id (element), &width, &height);
  if (host != NULL && get_bounds (self, host, &near))
    bounds = (BpmnRect){ near.x + near.width - 48, near.y + near.height - 18, width, height };
  else if (find_neighbour (self, element, TRUE, &near))
    bounds = editor_layout_find_room (&near, width, height, occupied, self->occupied->len);
  else if (find_neighbour (self, element, FALSE, &near))
    {
      BpmnRect before = { near.x - width - 2 * EDITOR_LAYOUT_GAP, near.y, 0, near.height };

      bounds = editor_layout_find_room (&before, width, height, occupied, self->occupied->len);
    }
  else if (anywhere)
    bounds = (BpmnRect){ self->left, self->bottom + EDITOR_LAYOUT_GAP, width, height };
  else
    return FALSE;
  place (self, element, &bounds);
  return TRUE;
}

static void
place_nodes (Complete *self, const GPtrArray *elements)
{
  g_autoptr (GPtrArray) missing = g_ptr_array_new ();

  for (guint i = 0; i < elements->len; i++)
    {
      BpmnElement *element = g_ptr_array_index (elements, i);

      if (is_missing (element) && is_shown (bpmn_element_get_parent (element)))
        g_ptr_array_add (missing, element);
    }
  /* beside what is placed, as long as that places another one; then one anywhere, and again */
  while (missing->len > 0)
    {
      guint before = missing->len;

      for (guint i = 0; i < missing->len;)
        if (place_node (self, g_ptr_array_index (missing, i), FALSE))
          g_ptr_array_remove_index (missing, i);
        else
          i++;
      if (missing->len == before)
        {
          place_node (self, g_ptr_array_index (missing, 0), TRUE);
          g_ptr_array_remove_index (missing, 0);
        }
    }
}

static gboolean
has_route (const BpmnElement *connection)
{
  BpmnEdge *edge = bpmn_element_get_edge (connection);
  guint n = 0;

  return edge != NULL && bpmn_edge_get_waypoints (edge, &n) != NULL && n >= 2;
}

/* A line out of the bottom of an event or gateway would strike through its name below: then the
 * name stands above. */
static void
move_label_off (Complete *self, BpmnElement *element, const EditorDock *dock, BpmnPoint end)
{
  const char *name = bpmn_element_get_name (element);
  BpmnRect label;

  if (name == NULL || bpmn_element_get_shape (element) != NULL
      || !editor_type_has_external_label (dock->type)
      || end.y < dock->bounds.y + dock->bounds.height - 1)
    return;
  label.width = 90;
  label.height = g_utf8_strlen (name, -1) > 14 ? 28 : 14;
  label.x = dock->bounds.x + dock->bounds.width / 2 - label.width / 2;
  label.y = dock->bounds.y - label.height - 6;
  editor_placement_add_label (self->placement, element, &label);
}

static void
route_missing (Complete *self, const GPtrArray *elements)
{
  for (guint i = 0; i < elements->len; i++)
    {
      BpmnElement *element = g_ptr_array_index (elements, i);
      BpmnType type = bpmn_element_get_type_id (element);
      BpmnElement *source, *target;
      EditorDock from, to;
      g_autoptr (GArray) points = NULL;

      if ((type != BPMN_TYPE_SEQUENCE_FLOW && type != BPMN_TYPE_MESSAGE_FLOW
           && type != BPMN_TYPE_ASSOCIATION)
          || has_route (element))
        continue;
      source = bpmn_element_get_source (element);
      target = bpmn_element_get_target (element);
      if (source == NULL || target == NULL || !get_bounds (self, source, &from.bounds)
          || !get_bounds (self, target, &to.bounds))
        continue;
      from.type = bpmn_element_get_type_id (source);
      from.outline = editor_type_get_outline (from.type);
      to.type = bpmn_element_get_type_id (target);
      to.outline = editor_type_get_outline (to.type);
      points = editor_route (&from, &to, (const BpmnRect *) (gpointer) self->occupied->data,
                             self->occupied->len, editor_route_style_for_type (type));
      editor_placement_add_points (self->placement, element,
                                   (const BpmnPoint *) (gpointer) points->data, points->len);
      move_label_off (self, source, &from, g_array_index (points, BpmnPoint, 0));
      move_label_off (self, target, &to, g_array_index (points, BpmnPoint, points->len - 1));
    }
}

/* Whether anything is missing at all: the usual answer is no, and it must be quick. */
static gboolean
is_complete (const GPtrArray *elements)
{
  for (guint i = 0; i < elements->len; i++)
    {
      BpmnElement *element = g_ptr_array_index (elements, i);
      BpmnType type = bpmn_element_get_type_id (element);

      if (is_missing (element) && is_shown (bpmn_element_get_parent (element)))
        return FALSE;
      if ((type == BPMN_TYPE_SEQUENCE_FLOW || type == BPMN_TYPE_MESSAGE_FLOW
           || type == BPMN_TYPE_ASSOCIATION)
          && !has_route (element))
        return FALSE;
    }
  return TRUE;
}

void
layout_complete (BpmnModel *model, EditorPlacement *placement)
{
  const GPtrArray *elements = bpmn_model_get_elements (model);
  Complete self = { placement, NULL, 0, G_MAXDOUBLE };

  if (is_complete (elements))
    return;
  self.occupied = g_array_new (FALSE, FALSE, sizeof (BpmnRect));
  for (guint i = 0; i < elements->len; i++)
    {
      BpmnElement *element = g_ptr_array_index (elements, i);
      BpmnShape *shape = bpmn_element_get_shape (element);
      BpmnType type = bpmn_element_get_type_id (element);
      BpmnRect bounds;

      if (shape == NULL)
        continue;
      bounds = bpmn_shape_get_bounds (shape);
      self.bottom = MAX (self.bottom, bounds.y + bounds.height);
      self.left = MIN (self.left, bounds.x);
      if (type != BPMN_TYPE_PARTICIPANT && type != BPMN_TYPE_LANE && type != BPMN_TYPE_GROUP
          && !bpmn_shape_is_expanded (shape))
        g_array_append_val (self.occupied, bounds);
    }
  if (self.left == G_MAXDOUBLE)
    self.left = 0;
  place_nodes (&self, elements);
  route_missing (&self, elements);
  g_array_unref (self.occupied);
}

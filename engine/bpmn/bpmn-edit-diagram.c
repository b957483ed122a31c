/* bpmn-edit-diagram.c: changes of the diagram part
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/bpmn/bpmn-edit-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define NUMBER_SIZE 64

/* With '.', without needless decimals, whatever the locale. */
static const char *
format_number (double number, char buffer[NUMBER_SIZE])
{
  char *end;

  if (fabs (number) < 1e-6)
    return "0";
  g_ascii_formatd (buffer, NUMBER_SIZE, "%.6f", CLAMP (number, -1e15, 1e15));
  end = buffer + strlen (buffer);
  while (end[-1] == '0')
    *--end = '\0';
  if (end[-1] == '.')
    *--end = '\0';
  return buffer;
}

static gboolean
set_number (BpmnModel *model, SourceNode *node, const char *name, double number, GError **error)
{
  g_autofree char *old = source_node_dup_attribute (node, NULL, name);
  char buffer[NUMBER_SIZE];
  char *end;

  /* "100.0" is 100: the same value is no edit. */
  if (old != NULL && *old != '\0' && fabs (g_ascii_strtod (old, &end) - number) < 5e-7 &&
      *end == '\0')
    return TRUE;
  return source_edit_set_attribute (model->document, node, NULL, NULL, name,
                                    format_number (number, buffer), error);
}

static gboolean
set_rect (BpmnModel *model, SourceNode *node, const BpmnRect *bounds, GError **error)
{
  return set_number (model, node, "x", bounds->x, error) &&
         set_number (model, node, "y", bounds->y, error) &&
         set_number (model, node, "width", bounds->width, error) &&
         set_number (model, node, "height", bounds->height, error);
}

static void
add_number (SourceFragment *fragment, const char *name, double number)
{
  char buffer[NUMBER_SIZE];

  source_fragment_set_attribute (fragment, NULL, NULL, name, format_number (number, buffer));
}

static void
add_rect (SourceFragment *fragment, const BpmnRect *bounds)
{
  add_number (fragment, "x", bounds->x);
  add_number (fragment, "y", bounds->y);
  add_number (fragment, "width", bounds->width);
  add_number (fragment, "height", bounds->height);
}

/* An id for a new part of the diagram, made from @stem. */
static char *
new_diagram_id (BpmnModel *model, const char *stem)
{
  char *id = g_strdup (stem);

  for (guint i = 1; bpmn_model_lookup (model, id) != NULL || bpmn_model_has_diagram_id (model, id);
       i++)
    {
      g_free (id);
      id = g_strdup_printf ("%s_%u", stem, i);
    }
  return id;
}

static SourceNode *
get_plane (BpmnDiagram *diagram)
{
  return source_node_first_element (diagram->item.node, BPMN_NS_DI, "BPMNPlane");
}

static BpmnElement *
find_collaboration (BpmnModel *model)
{
  BpmnElement *child = model->definitions != NULL ? model->definitions->first_child : NULL;

  while (child != NULL && child->item.type != BPMN_TYPE_COLLABORATION)
    child = child->next;
  return child;
}

/**
 * bpmn_edit_ensure_diagram:
 * @model: a model
 * @error: return location for an error
 *
 * Adds an empty diagram of the process (of the collaboration where there is one) to a file without.
 *
 * Returns: %TRUE, or %FALSE with %BPMN_ERROR_NOT_FOUND if there is nothing to draw, or an error of
 *   the source
 */
gboolean
bpmn_edit_ensure_diagram (BpmnModel *model, GError **error)
{
  g_autoptr (SourceFragment) fragment = NULL;
  g_autofree char *diagram_id = NULL;
  g_autofree char *plane_id = NULL;
  SourceFragment *plane;
  BpmnElement *drawn;

  for (guint i = 0; i < model->diagrams->len; i++)
    if (get_plane (g_ptr_array_index (model->diagrams, i)) != NULL)
      return TRUE;
  drawn = find_collaboration (model);
  if (drawn == NULL || drawn->id == NULL)
    drawn = bpmn_model_get_process (model);
  if (drawn == NULL || drawn->id == NULL)
    {
      g_set_error_literal (error, BPMN_ERROR, BPMN_ERROR_NOT_FOUND,
                           _ ("There is no process with an id to draw"));
      return FALSE;
    }
  diagram_id = new_diagram_id (model, "BPMNDiagram_1");
  plane_id = new_diagram_id (model, "BPMNPlane_1");
  fragment = source_fragment_new (BPMN_NS_DI, "bpmndi", "BPMNDiagram");
  source_fragment_set_attribute (fragment, NULL, NULL, "id", diagram_id);
  plane = source_fragment_add (fragment, BPMN_NS_DI, "bpmndi", "BPMNPlane");
  source_fragment_set_attribute (plane, NULL, NULL, "id", plane_id);
  source_fragment_set_attribute (plane, NULL, NULL, "bpmnElement", drawn->id);
  bpmn_edit_begin (model, _ ("Add diagram"));
  return bpmn_edit_end (model, source_edit_insert (model->document, model->definitions->item.node,
                                                   NULL, fragment, error) != NULL);
}

/* The diagram that is to draw @element: that of its sub-process if it has one of its own, else the
 * first with a plane. NULL if there is none at all. */
static BpmnDiagram *
find_diagram (BpmnModel *model, BpmnElement *element)
{
  BpmnDiagram *first = NULL;

  for (guint i = 0; i < model->diagrams->len; i++)
    {
      BpmnDiagram *diagram = g_ptr_array_index (model->diagrams, i);

      if (get_plane (diagram) == NULL)
        continue;
      if (element->parent != NULL && bpmn_diagram_get_element (diagram) == element->parent)
        return diagram;
      if (first == NULL)
        first = diagram;
    }
  return first;
}

static void
find_plane_order (BpmnDiagram *diagram)
{
  gboolean edges_seen = FALSE;

  diagram->order = BPMN_PLANE_GROUPED;
  diagram->last_shape = NULL;
  for (SourceNode *node = source_node_get_first_child (get_plane (diagram)); node != NULL;
       node = source_node_get_next (node))
    {
      if (source_node_is (node, BPMN_NS_DI, "BPMNEdge"))
        {
          edges_seen = TRUE;
        }
      else if (source_node_is (node, BPMN_NS_DI, "BPMNShape"))
        {
          diagram->last_shape = node;
          if (edges_seen)
            diagram->order = BPMN_PLANE_MIXED;
        }
    }
}

/* Shapes stand together before the edges where the file has it so, else the new one comes last. */
static SourceNode *
place_shape (BpmnDiagram *diagram)
{
  SourceNode *plane = get_plane (diagram);

  /* An edit that was not told yet may have taken the shape away. */
  if (diagram->order == BPMN_PLANE_UNKNOWN ||
      (diagram->order == BPMN_PLANE_GROUPED &&
       (diagram->last_shape == NULL || !source_node_is_attached (diagram->last_shape) ||
        source_node_get_parent (diagram->last_shape) != plane)))
    find_plane_order (diagram);
  if (diagram->order == BPMN_PLANE_MIXED)
    return NULL;
  if (diagram->last_shape != NULL)
    return source_node_get_next (diagram->last_shape);
  return source_node_first_element (plane, BPMN_NS_DI, "BPMNEdge");
}

static gboolean
require_drawable (BpmnElement *element, GError **error)
{
  if (element->id != NULL)
    return TRUE;
  g_set_error_literal (error, BPMN_ERROR, BPMN_ERROR_ID,
                       _ ("An element without id cannot be drawn"));
  return FALSE;
}

static SourceFragment *
new_drawing (BpmnModel *model, const char *name, BpmnElement *element)
{
  SourceFragment *fragment = source_fragment_new (BPMN_NS_DI, "bpmndi", name);
  g_autofree char *stem = g_strconcat (element->id, "_di", NULL);
  g_autofree char *id = new_diagram_id (model, stem);

  source_fragment_set_attribute (fragment, NULL, NULL, "id", id);
  source_fragment_set_attribute (fragment, NULL, NULL, "bpmnElement", element->id);
  return fragment;
}

static gboolean
add_shape (BpmnModel *model, BpmnElement *element, const BpmnRect *bounds, GError **error)
{
  g_autoptr (SourceFragment) fragment = NULL;
  BpmnDiagram *diagram;

  if (!require_drawable (element, error) || !bpmn_edit_ensure_diagram (model, error))
    return FALSE;
  diagram = find_diagram (model, element);
  fragment = new_drawing (model, "BPMNShape", element);
  /* What the kinds need to look as they are meant (facts: format 1.3). */
  if (element->item.type == BPMN_TYPE_EXCLUSIVE_GATEWAY)
    source_fragment_set_attribute (fragment, NULL, NULL, "isMarkerVisible", "true");
  else if (element->item.type == BPMN_TYPE_PARTICIPANT || element->item.type == BPMN_TYPE_LANE)
    source_fragment_set_attribute (fragment, NULL, NULL, "isHorizontal",
                                   bounds->width >= bounds->height ? "true" : "false");
  else if (element->item.type == BPMN_TYPE_SUB_PROCESS)
    source_fragment_set_attribute (fragment, NULL, NULL, "isExpanded", "true");
  add_rect (source_fragment_add (fragment, BPMN_NS_DC, "dc", "Bounds"), bounds);
  return source_edit_insert (model->document, get_plane (diagram), place_shape (diagram), fragment,
                             error) != NULL;
}

static gboolean
set_shape_bounds (BpmnModel *model, BpmnShape *shape, const BpmnRect *bounds, GError **error)
{
  SourceNode *node = source_node_first_element (shape->item.node, BPMN_NS_DC, "Bounds");
  g_autoptr (SourceFragment) fragment = NULL;

  if (node != NULL)
    return set_rect (model, node, bounds, error);
  fragment = source_fragment_new (BPMN_NS_DC, "dc", "Bounds");
  add_rect (fragment, bounds);
  return source_edit_insert (model->document, shape->item.node,
                             source_node_first_element (shape->item.node, BPMN_NS_DI, "BPMNLabel"),
                             fragment, error) != NULL;
}

/**
 * bpmn_edit_set_bounds:
 * @model: a model
 * @element: what is drawn
 * @bounds: where, in DI units
 * @error: return location for an error
 *
 * Sets the bounds of the element's first shape, or adds a shape (and a diagram if the file has
 * none).
 *
 * Returns: %TRUE, or %FALSE with %BPMN_ERROR_ID or an error of the source
 */
gboolean
bpmn_edit_set_bounds (BpmnModel *model, BpmnElement *element, const BpmnRect *bounds,
                      GError **error)
{
  gboolean done;

  bpmn_edit_begin (model, _ ("Move"));
  if (element->shapes != NULL)
    done = set_shape_bounds (model, element->shapes, bounds, error);
  else
    done = add_shape (model, element, bounds, error);
  return bpmn_edit_end (model, done);
}

/* Takes the bounds out of a label, and the label with them if nothing else is in it. */
static gboolean
remove_label_bounds (BpmnModel *model, SourceNode *label, GError **error)
{
  SourceNode *bounds;

  if (label == NULL)
    return TRUE;
  bounds = source_node_first_element (label, BPMN_NS_DC, "Bounds");
  if (bounds == NULL)
    return TRUE;
  if (source_node_get_first_child (label) == bounds &&
      source_node_get_last_child (label) == bounds &&
      !source_node_has_attribute (label, NULL, "labelStyle"))
    return source_edit_remove (model->document, label, error);
  return source_edit_remove (model->document, bounds, error);
}

static gboolean
add_label (BpmnModel *model, SourceNode *drawing, const BpmnRect *bounds, GError **error)
{
  g_autoptr (SourceFragment) fragment = source_fragment_new (BPMN_NS_DI, "bpmndi", "BPMNLabel");

  add_rect (source_fragment_add (fragment, BPMN_NS_DC, "dc", "Bounds"), bounds);
  return source_edit_insert (model->document, drawing, NULL, fragment, error) != NULL;
}

static gboolean
add_label_bounds (BpmnModel *model, SourceNode *label, const BpmnRect *bounds, GError **error)
{
  g_autoptr (SourceFragment) fragment = source_fragment_new (BPMN_NS_DC, "dc", "Bounds");

  add_rect (fragment, bounds);
  return source_edit_insert (model->document, label, NULL, fragment, error) != NULL;
}

/**
 * bpmn_edit_set_label_bounds:
 * @model: a model
 * @element: what is drawn by a shape or an edge
 * @bounds: (nullable): where its label is to be, in DI units; %NULL lets it stand where it falls
 * @error: return location for an error
 *
 * Returns: %TRUE, or %FALSE with %BPMN_ERROR_NOT_FOUND if nothing draws the element, or an error of
 *   the source
 */
gboolean
bpmn_edit_set_label_bounds (BpmnModel *model, BpmnElement *element, const BpmnRect *bounds,
                            GError **error)
{
  SourceNode *drawing = element->shapes != NULL  ? element->shapes->item.node
                        : element->edges != NULL ? element->edges->item.node
                                                 : NULL;
  SourceNode *label, *node;
  gboolean done;

  if (drawing == NULL)
    {
      g_set_error (error, BPMN_ERROR, BPMN_ERROR_NOT_FOUND,
                   _ ("“%s” is not drawn, so its label cannot be placed"),
                   element->id != NULL ? element->id : "");
      return FALSE;
    }
  label = source_node_first_element (drawing, BPMN_NS_DI, "BPMNLabel");
  node = label != NULL ? source_node_first_element (label, BPMN_NS_DC, "Bounds") : NULL;
  bpmn_edit_begin (model, _ ("Move label"));
  if (bounds == NULL)
    done = remove_label_bounds (model, label, error);
  else if (node != NULL)
    done = set_rect (model, node, bounds, error);
  else if (label != NULL)
    done = add_label_bounds (model, label, bounds, error);
  else
    done = add_label (model, drawing, bounds, error);
  return bpmn_edit_end (model, done);
}

static gboolean
add_edge (BpmnModel *model, BpmnElement *connection, const BpmnPoint *points, guint n_points,
          GError **error)
{
  g_autoptr (SourceFragment) fragment = NULL;
  BpmnDiagram *diagram;

  if (!require_drawable (connection, error) || !bpmn_edit_ensure_diagram (model, error))
    return FALSE;
  diagram = find_diagram (model, connection);
  fragment = new_drawing (model, "BPMNEdge", connection);
  for (guint i = 0; i < n_points; i++)
    {
      SourceFragment *waypoint = source_fragment_add (fragment, BPMN_NS_DD_DI, "di", "waypoint");

      add_number (waypoint, "x", points[i].x);
      add_number (waypoint, "y", points[i].y);
    }
  return source_edit_insert (model->document, get_plane (diagram), NULL, fragment, error) != NULL;
}

static gboolean
same_point (BpmnPoint a, BpmnPoint b)
{
  return fabs (a.x - b.x) < 5e-7 && fabs (a.y - b.y) < 5e-7;
}

static gboolean
insert_waypoint (BpmnModel *model, SourceNode *edge, SourceNode *before, BpmnPoint point,
                 GError **error)
{
  g_autoptr (SourceFragment) fragment = source_fragment_new (BPMN_NS_DD_DI, "di", "waypoint");

  add_number (fragment, "x", point.x);
  add_number (fragment, "y", point.y);
  return source_edit_insert (model->document, edge, before, fragment, error) != NULL;
}

/* Keeps the points at both ends that are as they were; between them the first are changed and the
 * rest inserted or removed. */
static gboolean
set_edge_points (BpmnModel *model, BpmnEdge *edge, const BpmnPoint *points, guint n_points,
                 GError **error)
{
  SourceNode *edge_node = edge->item.node;
  g_autoptr (GPtrArray) nodes = g_ptr_array_new ();
  g_autofree BpmnPoint *old = NULL;
  const BpmnPoint *current;
  guint n_old, first = 0, last = 0, n_shared;
  SourceNode *before;
  gboolean done = TRUE;

  current = bpmn_edge_get_waypoints (edge, &n_old);
  old = g_memdup2 (current, sizeof (BpmnPoint) * MAX (n_old, 1));
  for (SourceNode *node = source_node_first_element (edge_node, BPMN_NS_DD_DI, "waypoint");
       node != NULL; node = source_node_next_element (node, BPMN_NS_DD_DI, "waypoint"))
    g_ptr_array_add (nodes, node);
  while (first < n_old && first < n_points && same_point (old[first], points[first]))
    first++;
  while (last < n_old - first && last < n_points - first &&
         same_point (old[n_old - 1 - last], points[n_points - 1 - last]))
    last++;
  n_shared = MIN (n_old, n_points) - first - last;
  for (guint i = first; done && i < first + n_shared; i++)
    done = set_number (model, g_ptr_array_index (nodes, i), "x", points[i].x, error) &&
           set_number (model, g_ptr_array_index (nodes, i), "y", points[i].y, error);
  for (guint i = first + n_shared; done && i < n_old - last; i++)
    done = source_edit_remove (model->document, g_ptr_array_index (nodes, i), error);
  if (last > 0)
    before = g_ptr_array_index (nodes, n_old - last);
  else if (n_old > 0)
    before = source_node_get_next (g_ptr_array_index (nodes, n_old - 1));
  else
    before = source_node_get_first_child (edge_node);
  for (guint i = first + n_shared; done && i < n_points - last; i++)
    done = insert_waypoint (model, edge_node, before, points[i], error);
  return done;
}

/**
 * bpmn_edit_set_waypoints:
 * @model: a model
 * @connection: what is drawn
 * @points: (array length=n_points): its way points in DI units
 * @n_points: how many, at least 2
 * @error: return location for an error
 *
 * Sets the way points of the connection's first edge, changing only those that differ, or adds an
 * edge (and a diagram if the file has none).
 *
 * Returns: %TRUE, or %FALSE with %BPMN_ERROR_ID or an error of the source
 */
gboolean
bpmn_edit_set_waypoints (BpmnModel *model, BpmnElement *connection, const BpmnPoint *points,
                         guint n_points, GError **error)
{
  gboolean done;

  g_return_val_if_fail (n_points >= 2, FALSE);
  bpmn_edit_begin (model, _ ("Move flow"));
  if (connection->edges != NULL)
    done = set_edge_points (model, connection->edges, points, n_points, error);
  else
    done = add_edge (model, connection, points, n_points, error);
  return bpmn_edit_end (model, done);
}

/* layout-measure.c: how good a diagram is, in numbers
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "layout-measure.h"

#include "editor/editor-layout.h"
#include "editor/editor-shape.h"

#include <math.h>
#include <string.h>

typedef struct
{
  BpmnElement *element;
  BpmnRect bounds;
} Shape;

static gboolean
is_frame (const BpmnElement *element)
{
  BpmnType type = bpmn_element_get_type_id (element);
  const GPtrArray *children = bpmn_element_get_children (element);

  if (type == BPMN_TYPE_PARTICIPANT || type == BPMN_TYPE_LANE || type == BPMN_TYPE_GROUP)
    return TRUE;
  for (guint i = 0; bpmn_type_is_activity (type) && children != NULL && i < children->len; i++)
    if (bpmn_element_get_shape (g_ptr_array_index (children, i)) != NULL)
      return TRUE;
  return FALSE;
}

static gboolean
is_inside (const BpmnElement *element, const BpmnElement *frame)
{
  for (; element != NULL; element = bpmn_element_get_parent (element))
    if (element == frame)
      return TRUE;
  return FALSE;
}

static void
measure_shapes (LayoutMeasure *measure, GArray *shapes)
{
  for (guint i = 0; i < shapes->len; i++)
    for (guint k = i + 1; k < shapes->len; k++)
      {
        const Shape *a = &g_array_index (shapes, Shape, i), *b = &g_array_index (shapes, Shape, k);
        BpmnRect inner = editor_rect_grow (&a->bounds, -0.5);

        if (!editor_rect_intersects (&inner, &b->bounds)
            || bpmn_element_get_attached_to (a->element) == b->element
            || bpmn_element_get_attached_to (b->element) == a->element
            || (is_frame (a->element) && is_inside (b->element, a->element))
            || (is_frame (b->element) && is_inside (a->element, b->element))
            || bpmn_element_get_type_id (a->element) == BPMN_TYPE_PARTICIPANT
            || bpmn_element_get_type_id (b->element) == BPMN_TYPE_PARTICIPANT
            || bpmn_element_get_type_id (a->element) == BPMN_TYPE_LANE
            || bpmn_element_get_type_id (b->element) == BPMN_TYPE_LANE
            || bpmn_element_get_type_id (a->element) == BPMN_TYPE_GROUP
            || bpmn_element_get_type_id (b->element) == BPMN_TYPE_GROUP)
          continue;
        measure->overlaps++;
        if (measure->verbose)
          g_printerr ("  overlap: %s %s\n", bpmn_element_get_id (a->element),
                      bpmn_element_get_id (b->element));
      }
}

static gboolean
is_end (const BpmnElement *connection, const BpmnElement *element)
{
  const BpmnElement *ends[2]
      = { bpmn_element_get_source (connection), bpmn_element_get_target (connection) };

  for (guint i = 0; i < 2; i++)
    if (ends[i] != NULL
        && (is_inside (ends[i], element) || bpmn_element_get_attached_to (ends[i]) == element))
      return TRUE;
  return FALSE;
}

static void
measure_flows (LayoutMeasure *measure, GPtrArray *edges, GArray *shapes)
{
  for (guint i = 0; i < edges->len; i++)
    {
      BpmnEdge *edge = g_ptr_array_index (edges, i);
      BpmnElement *connection = bpmn_edge_get_element (edge);
      guint n, m;
      const BpmnPoint *p = bpmn_edge_get_waypoints (edge, &n), *q;

      measure->flows++;
      measure->bends += n > 2 ? n - 2 : 0;
      for (guint s = 0; s < shapes->len; s++)
        {
          const Shape *shape = &g_array_index (shapes, Shape, s);
          BpmnRect inner = editor_rect_grow (&shape->bounds, -1);

          if (is_end (connection, shape->element) || (is_frame (shape->element)
              && bpmn_element_get_type_id (shape->element) != BPMN_TYPE_SUB_PROCESS))
            continue;
          for (guint k = 0; k + 1 < n; k++)
            if (editor_segment_crosses_rect (p[k], p[k + 1], &inner))
              {
                measure->through++;
                if (measure->verbose)
                  g_printerr ("  through: %s %s\n", bpmn_element_get_id (connection),
                              bpmn_element_get_id (shape->element));
                break;
              }
        }
      for (guint k = i + 1; k < edges->len; k++)
        {
          q = bpmn_edge_get_waypoints (g_ptr_array_index (edges, k), &m);
          for (guint a = 0; a + 1 < n; a++)
            for (guint b = 0; b + 1 < m; b++)
              if (editor_segments_cross (p[a], p[a + 1], q[b], q[b + 1]))
                measure->crossings++;
        }
    }
}

static gboolean
has_lanes (const BpmnElement *container)
{
  const GPtrArray *children = bpmn_element_get_children (container);

  for (guint i = 0; children != NULL && i < children->len; i++)
    {
      BpmnElement *child = g_ptr_array_index (children, i);
      BpmnType type = bpmn_element_get_type_id (child);

      if (type == BPMN_TYPE_LANE || (type == BPMN_TYPE_OTHER && has_lanes (child)))
        return TRUE;
    }
  return FALSE;
}

static void
measure_path (LayoutMeasure *measure, BpmnElement *process)
{
  g_autoptr (GPtrArray) path = editor_layout_find_main_path (process);
  double y = 0;

  if (has_lanes (process))
    return;
  if (path->len < 2 || bpmn_element_get_shape (g_ptr_array_index (path, 0)) == NULL)
    return;
  measure->paths++;
  for (guint i = 0; i < path->len; i++)
    {
      BpmnShape *shape = bpmn_element_get_shape (g_ptr_array_index (path, i));
      BpmnRect bounds;

      if (shape == NULL)
        return;
      bounds = bpmn_shape_get_bounds (shape);
      if (i == 0)
        y = bounds.y + bounds.height / 2;
      else if (fabs (bounds.y + bounds.height / 2 - y) > 1)
        {
          if (measure->verbose)
            g_printerr ("  not straight at %s\n", bpmn_element_get_id (g_ptr_array_index (path, i)));
          return;
        }
    }
  measure->straight++;
}

void
layout_measure_add (LayoutMeasure *measure, BpmnModel *model)
{
  const GPtrArray *elements = bpmn_model_get_elements (model);
  g_autoptr (GArray) shapes = g_array_new (FALSE, FALSE, sizeof (Shape));
  g_autoptr (GPtrArray) edges = g_ptr_array_new ();

  for (guint i = 0; i < elements->len; i++)
    {
      BpmnElement *element = g_ptr_array_index (elements, i);
      BpmnShape *shape = bpmn_element_get_shape (element);
      BpmnEdge *edge = bpmn_element_get_edge (element);
      guint n = 0;

      if (shape != NULL)
        {
          Shape entry = { element, bpmn_shape_get_bounds (shape) };

          g_array_append_val (shapes, entry);
        }
      if (edge != NULL && bpmn_edge_get_waypoints (edge, &n) != NULL && n >= 2)
        g_ptr_array_add (edges, edge);
      if (bpmn_element_get_type_id (element) == BPMN_TYPE_PROCESS)
        measure_path (measure, element);
    }
  measure->shapes += shapes->len;
  measure_shapes (measure, shapes);
  measure_flows (measure, edges, shapes);
}

char *
layout_strip_diagram (const char *text)
{
  g_autoptr (GRegex) diagram
      = g_regex_new ("<(?:[\\w.-]+:)?BPMNDiagram\\b.*?</(?:[\\w.-]+:)?BPMNDiagram\\s*>",
                     G_REGEX_DOTALL, 0, NULL);

  return g_regex_replace_literal (diagram, text, -1, 0, "", 0, NULL);
}

/* editor-layout-scope.c: what a process or sub-process holds, ready to be placed
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "editor/editor-layout-private.h"

#include <math.h>
#include <string.h>

#include "editor/editor-shape.h"
#include "engine/source/source-node.h"

#define LETTER_WIDTH 6.4 /* not measured: the same on every machine */
#define LABEL_LINE 14.0
#define BOUNDARY_GAP 12.0

static void
layout_node_free (LayoutNode *node)
{
  g_ptr_array_unref (node->out);
  g_ptr_array_unref (node->in);
  g_ptr_array_unref (node->boundary);
  layout_scope_free (node->inner);
  g_free (node);
}

static void
layout_flow_free (LayoutFlow *flow)
{
  g_clear_pointer (&flow->points, g_array_unref);
  g_free (flow);
}

void
layout_scope_free (LayoutScope *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->nodes);
  g_ptr_array_unref (self->flows);
  g_ptr_array_unref (self->lanes);
  g_hash_table_unref (self->by_element);
  g_free (self->band_rows);
  g_free (self->row_tops);
  g_free (self);
}

/* A sub-process that holds flow nodes shows them. */
gboolean
layout_is_expanded (const BpmnElement *element)
{
  BpmnType type = bpmn_element_get_type_id (element);
  const GPtrArray *children = bpmn_element_get_children (element);

  if (type != BPMN_TYPE_SUB_PROCESS && type != BPMN_TYPE_AD_HOC_SUB_PROCESS
      && type != BPMN_TYPE_TRANSACTION)
    return FALSE;
  for (guint i = 0; children != NULL && i < children->len; i++)
    if (bpmn_type_is_flow_node (bpmn_element_get_type_id (g_ptr_array_index (children, i))))
      return TRUE;
  return FALSE;
}

static double
estimate_label_height (const BpmnElement *element)
{
  const char *name = bpmn_element_get_name (element);
  glong length;

  if (name == NULL || !editor_type_has_external_label (bpmn_element_get_type_id (element)))
    return 0;
  length = g_utf8_strlen (name, -1);
  return length > 0 ? 8 + LABEL_LINE * ceil (length * LETTER_WIDTH / LAYOUT_LABEL_WIDTH) : 0;
}

static LayoutNode *
add_node (LayoutScope *self, BpmnElement *element)
{
  LayoutNode *node = g_new0 (LayoutNode, 1);

  node->element = element;
  node->out = g_ptr_array_new ();
  node->in = g_ptr_array_new ();
  node->boundary = g_ptr_array_new ();
  node->column = -1;
  node->order = G_MAXUINT;
  node->band = G_MAXUINT;
  editor_type_get_default_size (bpmn_element_get_type_id (element), &node->width, &node->height);
  node->label_height = estimate_label_height (element);
  if (layout_is_expanded (element))
    node->inner = layout_scope_new (element);
  g_ptr_array_add (self->nodes, node);
  g_hash_table_insert (self->by_element, element, node);
  return node;
}

static void
add_flow (LayoutScope *self, BpmnElement *element)
{
  BpmnElement *source = bpmn_element_get_source (element);
  BpmnElement *target = bpmn_element_get_target (element);
  LayoutNode *from = source != NULL ? g_hash_table_lookup (self->by_element, source) : NULL;
  LayoutNode *to = target != NULL ? g_hash_table_lookup (self->by_element, target) : NULL;
  LayoutFlow *flow;

  if (from == NULL || to == NULL)
    return;
  flow = g_new0 (LayoutFlow, 1);
  flow->element = element;
  flow->from = from;
  flow->to = to;
  flow->boundary = from->element != source ? source : NULL;
  g_ptr_array_add (self->flows, flow);
  g_ptr_array_add (from->out, flow);
  g_ptr_array_add (to->in, flow);
}

static void
collect_lanes (const BpmnElement *container, GPtrArray *lanes)
{
  const GPtrArray *children = bpmn_element_get_children (container);

  for (guint i = 0; children != NULL && i < children->len; i++)
    {
      BpmnElement *child = g_ptr_array_index (children, i);
      const SourceNode *node = bpmn_element_get_node (child);

      if (bpmn_element_get_type_id (child) == BPMN_TYPE_LANE)
        g_ptr_array_add (lanes, child);
      else if (source_node_is (node, BPMN_NS_MODEL, "laneSet")
               || source_node_is (node, BPMN_NS_MODEL, "childLaneSet"))
        collect_lanes (child, lanes);
    }
}

GPtrArray *
layout_list_lanes (const BpmnElement *container)
{
  GPtrArray *lanes = g_ptr_array_new ();

  collect_lanes (container, lanes);
  return lanes;
}

/* Innermost lanes in document order; every flow node gets the number of its lane. */
static void
read_lanes (LayoutScope *self, BpmnElement *container)
{
  g_autoptr (GPtrArray) children = layout_list_lanes (container);

  for (guint i = 0; i < children->len; i++)
    {
      BpmnElement *lane = g_ptr_array_index (children, i);
      guint before = self->lanes->len;

      read_lanes (self, lane);
      if (self->lanes->len > before)
        continue; /* a lane of lanes: only frames them */
      g_ptr_array_add (self->lanes, lane);
      for (SourceNode *reference = source_node_first_element (bpmn_element_get_node (lane),
                                                              BPMN_NS_MODEL, "flowNodeRef");
           reference != NULL;
           reference = source_node_next_element (reference, BPMN_NS_MODEL, "flowNodeRef"))
        {
          g_autofree char *id = source_node_dup_text (reference);

          g_strstrip (id);
          for (guint k = 0; k < self->nodes->len; k++)
            {
              LayoutNode *inside = g_ptr_array_index (self->nodes, k);

              if (g_strcmp0 (bpmn_element_get_id (inside->element), id) == 0)
                inside->band = self->lanes->len - 1;
            }
        }
    }
}

/* A node that no lane names stands where the flow comes from. */
static void
adopt_into_lanes (LayoutScope *self)
{
  for (guint i = 0; i < self->nodes->len; i++)
    {
      LayoutNode *node = g_ptr_array_index (self->nodes, i);

      if (node->band != G_MAXUINT)
        continue;
      node->band = 0;
      for (guint k = 0; k < node->in->len; k++)
        {
          LayoutFlow *flow = g_ptr_array_index (node->in, k);

          if (flow->from->band != G_MAXUINT)
            {
              node->band = flow->from->band;
              break;
            }
        }
    }
}

/**
 * layout_scope_new:
 * @container: a process or sub-process
 *
 * Returns: (transfer full): its flow nodes and flows, nothing placed yet
 */
LayoutScope *
layout_scope_new (BpmnElement *container)
{
  LayoutScope *self = g_new0 (LayoutScope, 1);
  const GPtrArray *children = bpmn_element_get_children (container);

  self->nodes = g_ptr_array_new_with_free_func ((GDestroyNotify) layout_node_free);
  self->flows = g_ptr_array_new_with_free_func ((GDestroyNotify) layout_flow_free);
  self->lanes = g_ptr_array_new ();
  self->by_element = g_hash_table_new (NULL, NULL);
  for (guint i = 0; children != NULL && i < children->len; i++)
    {
      BpmnElement *child = g_ptr_array_index (children, i);
      BpmnType type = bpmn_element_get_type_id (child);

      if (bpmn_type_is_flow_node (type)
          && (type != BPMN_TYPE_BOUNDARY_EVENT || bpmn_element_get_attached_to (child) == NULL))
        add_node (self, child);
    }
  for (guint i = 0; children != NULL && i < children->len; i++)
    {
      BpmnElement *child = g_ptr_array_index (children, i);
      BpmnElement *host = bpmn_element_get_attached_to (child);
      LayoutNode *node = host != NULL ? g_hash_table_lookup (self->by_element, host) : NULL;

      if (bpmn_element_get_type_id (child) != BPMN_TYPE_BOUNDARY_EVENT || node == NULL)
        continue;
      g_ptr_array_add (node->boundary, child);
      g_hash_table_insert (self->by_element, child, node);
      node->width = MAX (node->width, node->boundary->len * (36 + BOUNDARY_GAP) + BOUNDARY_GAP);
    }
  for (guint i = 0; children != NULL && i < children->len; i++)
    {
      BpmnElement *child = g_ptr_array_index (children, i);

      if (bpmn_element_get_type_id (child) == BPMN_TYPE_SEQUENCE_FLOW)
        add_flow (self, child);
    }
  read_lanes (self, container);
  adopt_into_lanes (self);
  self->n_bands = MAX (self->lanes->len, 1);
  return self;
}

/* An event on the lower border of its placed host, counted from the right. */
BpmnRect
layout_boundary_bounds (const LayoutNode *node, const BpmnElement *event)
{
  guint index = 0;

  for (guint i = 0; i < node->boundary->len; i++)
    if (g_ptr_array_index (node->boundary, i) == event)
      index = i;
  return (BpmnRect){ node->center.x + node->width / 2 - (index + 1) * (36 + BOUNDARY_GAP),
                     node->center.y + node->height / 2 - 18, 36, 36 };
}

guint
layout_count_ways_back (const LayoutNode *node)
{
  guint n = 0;

  for (guint i = 0; i < node->in->len; i++)
    n += ((LayoutFlow *) g_ptr_array_index (node->in, i))->back;
  return n;
}

double
layout_get_back_limit (const LayoutNode *node)
{
  if (node->boundary->len == 0)
    return LAYOUT_BACK_REACH;
  return node->width / 2 - node->boundary->len * (36 + BOUNDARY_GAP) - BOUNDARY_GAP;
}

void
layout_node_make_back_room (LayoutNode *node)
{
  guint n = layout_count_ways_back (node);
  double missing;

  if (n == 0 || node->boundary->len == 0)
    return;
  /* two beside each other at least; very many stand closer */
  missing = MIN (n - 1, 2) * LAYOUT_BACK_OFFSET - LAYOUT_BACK_REACH - layout_get_back_limit (node);
  if (missing > 0)
    node->width += 2 * ceil (missing);
}

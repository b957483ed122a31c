/* bpmn-place.c: where a new child belongs among those that are there
 *
 * The order is that of the schema (BPMN 2.0, Semantic.xsd), but a file that writes incoming and
 * outgoing before extensionElements goes on to do so: many app templates do.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/bpmn/bpmn-edit-private.h"

#include <string.h>

static const char *const child_order[] = {
  "documentation", "extensionElements", "auditing", "monitoring", "categoryValueRef", "incoming",
  "outgoing",
};

static int
get_rank (const SourceNode *node)
{
  if (source_node_get_namespace (node) == g_intern_static_string (BPMN_NS_MODEL))
    for (gsize i = 0; i < G_N_ELEMENTS (child_order); i++)
      if (strcmp (source_node_get_name (node), child_order[i]) == 0)
        return (int) i;
  return G_N_ELEMENTS (child_order);
}

static gboolean
is_element (const SourceNode *node)
{
  return source_node_get_kind (node) == SOURCE_NODE_ELEMENT;
}

/* A comment right above an element is about it: what goes before the element goes before both. */
static SourceNode *
with_comments (SourceNode *node)
{
  SourceNode *previous = source_node_get_previous (node);

  while (previous != NULL && source_node_get_kind (previous) == SOURCE_NODE_COMMENT)
    {
      node = previous;
      previous = source_node_get_previous (node);
    }
  return node;
}

static SourceNode *
last_named (const SourceNode *parent, const char *name)
{
  SourceNode *last = NULL;

  for (SourceNode *node = source_node_first_element (parent, BPMN_NS_MODEL, name); node != NULL;
       node = source_node_next_element (node, BPMN_NS_MODEL, name))
    last = node;
  return last;
}

/* 1: incoming and outgoing stand before extensionElements here, 0: behind, -1: cannot be seen. */
static int
has_late_extension (const SourceNode *node)
{
  gboolean flow_seen = FALSE;
  gboolean extension_seen = FALSE;

  for (SourceNode *child = source_node_get_first_child (node); child != NULL;
       child = source_node_get_next (child))
    {
      if (!is_element (child))
        continue;
      switch (get_rank (child))
        {
        case 1:
          if (flow_seen)
            return 1;
          extension_seen = TRUE;
          break;
        case 5:
        case 6:
          if (extension_seen)
            return 0;
          flow_seen = TRUE;
          break;
        default:
          break;
        }
    }
  return -1;
}

/* What most flow nodes of the file do; as the schema has it where none shows. */
static gboolean
writes_extension_late (BpmnModel *model)
{
  const GPtrArray *elements = bpmn_model_get_elements (model);
  int late = 0, early = 0;

  for (guint i = 0; i < elements->len && late + early < 100; i++)
    {
      BpmnElement *element = g_ptr_array_index (elements, i);
      int answer;

      if (!bpmn_type_is_flow_node (element->item.type))
        continue;
      answer = has_late_extension (element->item.node);
      late += answer == 1;
      early += answer == 0;
    }
  return late > early;
}

static SourceNode *
first_of_higher_rank (const SourceNode *parent, int rank)
{
  for (SourceNode *node = source_node_get_first_child (parent); node != NULL;
       node = source_node_get_next (node))
    if (is_element (node) && get_rank (node) > rank)
      return with_comments (node);
  return NULL;
}

/* Where a late-writing file has incoming and outgoing: before extensionElements and all the rest. */
static SourceNode *
before_extension (SourceNode *parent, SourceNode *extension, gboolean is_outgoing)
{
  SourceNode *incoming = is_outgoing ? last_named (parent, "incoming") : NULL;

  if (incoming != NULL)
    return source_node_get_next (incoming);
  return with_comments (extension);
}

/* The node before which the child @name of a flow node or flow belongs; NULL: it comes last. */
SourceNode *
bpmn_place_child (BpmnModel *model, SourceNode *parent, const char *name)
{
  SourceNode *same = last_named (parent, name);
  SourceNode *extension = source_node_first_element (parent, BPMN_NS_MODEL, "extensionElements");
  SourceNode *flow;
  int rank = G_N_ELEMENTS (child_order);
  int own;

  if (same != NULL)
    return source_node_get_next (same);
  for (gsize i = 0; i < G_N_ELEMENTS (child_order); i++)
    if (strcmp (name, child_order[i]) == 0)
      rank = (int) i;
  if (rank == (int) G_N_ELEMENTS (child_order))
    return NULL;

  own = has_late_extension (parent);
  if (rank >= 5 && extension != NULL && (own == 1 || (own < 0 && writes_extension_late (model))))
    {
      if (rank == 5)
        {
          SourceNode *outgoing = source_node_first_element (parent, BPMN_NS_MODEL, "outgoing");

          if (outgoing != NULL)
            return with_comments (outgoing);
        }
      return before_extension (parent, extension, rank == 6);
    }
  if (rank == 1)
    {
      flow = last_named (parent, "outgoing");
      if (flow == NULL)
        flow = last_named (parent, "incoming");
      if (flow != NULL && writes_extension_late (model))
        return source_node_get_next (flow);
    }
  return first_of_higher_rank (parent, rank);
}

static gboolean
is_flow_element (const SourceNode *node)
{
  BpmnType type;

  if (!is_element (node) ||
      source_node_get_namespace (node) != g_intern_static_string (BPMN_NS_MODEL))
    return FALSE;
  type = bpmn_type_from_name (source_node_get_name (node));
  return bpmn_type_is_flow_node (type) || type == BPMN_TYPE_SEQUENCE_FLOW ||
         type == BPMN_TYPE_DATA_OBJECT_REFERENCE || type == BPMN_TYPE_DATA_STORE_REFERENCE ||
         strcmp (source_node_get_name (node), "dataObject") == 0;
}

/* What the schema has behind the flow elements of a process or sub-process. */
static gboolean
is_behind_flow_elements (const SourceNode *node)
{
  static const char *const names[] = { "association",   "group",
                                       "textAnnotation", "resourceRole",
                                       "performer",     "humanPerformer",
                                       "potentialOwner", "correlationSubscription",
                                       "supports",      "completionCondition" };

  if (!is_element (node))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (source_node_is (node, BPMN_NS_MODEL, names[i]))
      return TRUE;
  return FALSE;
}

/* The node before which a new flow node or flow belongs: behind the last one; NULL: at the end. */
SourceNode *
bpmn_place_flow_element (SourceNode *container)
{
  for (SourceNode *node = source_node_get_last_child (container); node != NULL;
       node = source_node_get_previous (node))
    if (is_flow_element (node))
      return source_node_get_next (node);
  for (SourceNode *node = source_node_get_first_child (container); node != NULL;
       node = source_node_get_next (node))
    if (is_behind_flow_elements (node))
      return with_comments (node);
  return NULL;
}

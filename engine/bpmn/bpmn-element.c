/* bpmn-element.c: what an element says
 *
 * Ids and references are read when the model is built; names, conditions and lists when they are
 * asked for.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/bpmn/bpmn-model-private.h"

#include <string.h>

/* The model changes its caches behind the const of the getters. */
static BpmnElement *
unconst (const BpmnElement *self)
{
  return (BpmnElement *) self;
}

/* Drops the lists of flows of a node. */
void
bpmn_element_forget_flows (BpmnElement *self)
{
  if (bpmn_type_is_connection (self->item.type))
    return;
  g_clear_pointer (&self->node.incoming, g_ptr_array_unref);
  g_clear_pointer (&self->node.outgoing, g_ptr_array_unref);
}

/* Drops everything that is read on demand. */
void
bpmn_element_forget (BpmnElement *self)
{
  g_clear_pointer (&self->children, g_ptr_array_unref);
  g_clear_pointer (&self->name, g_free);
  self->item.read = FALSE;
  if (bpmn_type_is_connection (self->item.type))
    {
      g_clear_pointer (&self->connection.condition, g_free);
      self->item.read_condition = FALSE;
    }
  else
    {
      g_clear_pointer (&self->node.default_ref, g_free);
      self->item.read_default = FALSE;
      bpmn_element_forget_flows (self);
    }
}

/* Frees what an element holds; it could be built again. */
void
bpmn_element_clear (BpmnElement *self)
{
  bpmn_element_forget (self);
  g_clear_pointer (&self->id, g_free);
  if (bpmn_type_is_connection (self->item.type))
    {
      g_free (self->connection.source_ref);
      g_free (self->connection.target_ref);
      memset (&self->connection, 0, sizeof self->connection);
    }
  else
    {
      memset (&self->node, 0, sizeof self->node);
    }
}

/**
 * bpmn_element_get_type_id:
 * @self: an element
 *
 * Returns: what kind of element it is
 */
BpmnType
bpmn_element_get_type_id (const BpmnElement *self)
{
  return self->item.type;
}

/**
 * bpmn_element_get_model:
 * @self: an element
 *
 * Returns: (transfer none): the model that owns it
 */
BpmnModel *
bpmn_element_get_model (const BpmnElement *self)
{
  return self->item.model;
}

/**
 * bpmn_element_get_node:
 * @self: an element
 *
 * Returns: (transfer none): the node it is derived from
 */
SourceNode *
bpmn_element_get_node (const BpmnElement *self)
{
  return self->item.node;
}

/**
 * bpmn_element_is_attached:
 * @self: an element
 *
 * Returns: whether it is in the document now; one that was removed comes back with an undo
 */
gboolean
bpmn_element_is_attached (const BpmnElement *self)
{
  return self->item.attached;
}

/**
 * bpmn_element_get_id:
 * @self: an element
 *
 * Returns: (nullable): its id, %NULL if it has none
 */
const char *
bpmn_element_get_id (const BpmnElement *self)
{
  return self->id;
}

static char *
read_child_text (const BpmnElement *self, const char *name)
{
  SourceNode *child = source_node_first_element (self->item.node, BPMN_NS_MODEL, name);

  return child != NULL ? source_node_dup_text (child) : NULL;
}

/* A group has no name of its own: it shows the value of its category (BPMN 7.2.3). */
static char *
read_group_name (const BpmnElement *self)
{
  g_autofree char *ref = source_node_dup_attribute (self->item.node, NULL, "categoryValueRef");
  BpmnElement *value = bpmn_build_lookup_ref (self->item.model, ref);

  return value != NULL ? source_node_dup_attribute (value->item.node, NULL, "value") : NULL;
}

/**
 * bpmn_element_get_name:
 * @self: an element
 *
 * Returns: (nullable): its name, the text of an annotation, the category value of a group; %NULL if
 *   absent
 */
const char *
bpmn_element_get_name (const BpmnElement *self)
{
  BpmnElement *element = unconst (self);

  /* The value of a group's category may change without the group. */
  if (!self->item.read || self->item.type == BPMN_TYPE_GROUP)
    {
      g_free (element->name);
      if (self->item.type == BPMN_TYPE_TEXT_ANNOTATION)
        element->name = read_child_text (self, "text");
      else if (self->item.type == BPMN_TYPE_GROUP)
        element->name = read_group_name (self);
      else
        element->name = source_node_dup_attribute (self->item.node, NULL, "name");
      element->item.read = TRUE;
    }
  return self->name;
}

/**
 * bpmn_element_get_parent:
 * @self: an element
 *
 * Returns: (nullable): the element it stands in; of a lane the process or lane around its lane set
 */
BpmnElement *
bpmn_element_get_parent (const BpmnElement *self)
{
  return self->parent;
}

/**
 * bpmn_element_get_children:
 * @self: an element
 *
 * Returns: (transfer none) (element-type BpmnElement): the elements that stand in it, in document
 *   order. Valid until the next change.
 */
const GPtrArray *
bpmn_element_get_children (const BpmnElement *self)
{
  BpmnElement *element = unconst (self);

  if (element->children == NULL)
    {
      element->children = g_ptr_array_new ();
      for (BpmnElement *child = self->first_child; child != NULL; child = child->next)
        g_ptr_array_add (element->children, child);
    }
  return element->children;
}

static int
compare_order (gconstpointer a, gconstpointer b)
{
  const BpmnElement *first = *(const BpmnElement *const *) a;
  const BpmnElement *second = *(const BpmnElement *const *) b;

  return first->order < second->order ? -1 : first->order > second->order;
}

static const GPtrArray *
get_flows (const BpmnElement *self, gboolean incoming)
{
  BpmnElement *element = unconst (self);
  GPtrArray **list;
  BpmnElement *flow;

  if (bpmn_type_is_connection (self->item.type))
    {
      /* A connection connects nothing to itself; its children list is empty and always there. */
      static const GPtrArray none = { NULL, 0 };

      return &none;
    }
  list = incoming ? &element->node.incoming : &element->node.outgoing;
  if (*list != NULL)
    return *list;
  *list = g_ptr_array_new ();
  flow = incoming ? self->node.first_incoming : self->node.first_outgoing;
  while (flow != NULL)
    {
      g_ptr_array_add (*list, flow);
      flow = incoming ? flow->connection.next_incoming : flow->connection.next_outgoing;
    }
  if ((*list)->len > 1)
    {
      bpmn_model_ensure_order (self->item.model);
      g_ptr_array_sort (*list, compare_order);
    }
  return *list;
}

/**
 * bpmn_element_get_incoming:
 * @self: a flow node
 *
 * The sequence flows that name it as their target, whatever its own `incoming` children say.
 *
 * Returns: (transfer none) (element-type BpmnElement): the flows in document order, valid until the
 *   next change; empty for what is no flow node
 */
const GPtrArray *
bpmn_element_get_incoming (const BpmnElement *self)
{
  return get_flows (self, TRUE);
}

/**
 * bpmn_element_get_outgoing:
 * @self: a flow node
 *
 * The sequence flows that name it as their source, whatever its own `outgoing` children say.
 *
 * Returns: (transfer none) (element-type BpmnElement): the flows in document order, valid until the
 *   next change; empty for what is no flow node
 */
const GPtrArray *
bpmn_element_get_outgoing (const BpmnElement *self)
{
  return get_flows (self, FALSE);
}

/**
 * bpmn_element_get_source:
 * @self: an element
 *
 * Returns: (nullable): where a connection begins; %NULL if it leads nowhere or to an element of the
 *   wrong kind, or if @self is no connection
 */
BpmnElement *
bpmn_element_get_source (const BpmnElement *self)
{
  return bpmn_type_is_connection (self->item.type) ? self->connection.source : NULL;
}

/**
 * bpmn_element_get_target:
 * @self: an element
 *
 * Returns: (nullable): where a connection ends, as bpmn_element_get_source()
 */
BpmnElement *
bpmn_element_get_target (const BpmnElement *self)
{
  return bpmn_type_is_connection (self->item.type) ? self->connection.target : NULL;
}

/**
 * bpmn_element_get_source_ref:
 * @self: an element
 *
 * Returns: (nullable): the reference of a connection as written; %NULL if absent
 */
const char *
bpmn_element_get_source_ref (const BpmnElement *self)
{
  return bpmn_type_is_connection (self->item.type) ? self->connection.source_ref : NULL;
}

/**
 * bpmn_element_get_target_ref:
 * @self: an element
 *
 * Returns: (nullable): the reference of a connection as written; %NULL if absent
 */
const char *
bpmn_element_get_target_ref (const BpmnElement *self)
{
  return bpmn_type_is_connection (self->item.type) ? self->connection.target_ref : NULL;
}

/**
 * bpmn_element_get_default_ref:
 * @self: an element
 *
 * Returns: (nullable): the attribute `default` of a gateway or activity; %NULL if absent
 */
const char *
bpmn_element_get_default_ref (const BpmnElement *self)
{
  BpmnElement *element = unconst (self);

  if (!bpmn_type_is_gateway (self->item.type) && !bpmn_type_is_activity (self->item.type))
    return NULL;
  if (!self->item.read_default)
    {
      g_free (element->node.default_ref);
      element->node.default_ref = source_node_dup_attribute (self->item.node, NULL, "default");
      element->item.read_default = TRUE;
    }
  return self->node.default_ref;
}

/**
 * bpmn_element_get_condition:
 * @self: an element
 *
 * Returns: (nullable): the text of a sequence flow's first conditionExpression, as written and ""
 *   for an empty one; %NULL if it has none
 */
const char *
bpmn_element_get_condition (const BpmnElement *self)
{
  BpmnElement *element = unconst (self);

  if (self->item.type != BPMN_TYPE_SEQUENCE_FLOW)
    return NULL;
  if (!self->item.read_condition)
    {
      g_free (element->connection.condition);
      element->connection.condition = read_child_text (self, "conditionExpression");
      element->item.read_condition = TRUE;
    }
  return self->connection.condition;
}

/**
 * bpmn_element_get_attached_to:
 * @self: an element
 *
 * Returns: (nullable): the activity that a boundary event is attached to
 */
BpmnElement *
bpmn_element_get_attached_to (const BpmnElement *self)
{
  g_autofree char *ref = NULL;
  BpmnElement *activity;

  if (self->item.type != BPMN_TYPE_BOUNDARY_EVENT)
    return NULL;
  ref = source_node_dup_attribute (self->item.node, NULL, "attachedToRef");
  activity = bpmn_build_lookup_ref (self->item.model, ref);
  return activity != NULL && bpmn_type_is_activity (activity->item.type) ? activity : NULL;
}

/**
 * bpmn_element_get_shape:
 * @self: an element
 *
 * Returns: (nullable): the first shape that draws it, over all diagrams
 */
BpmnShape *
bpmn_element_get_shape (const BpmnElement *self)
{
  return self->shapes;
}

/**
 * bpmn_element_get_edge:
 * @self: an element
 *
 * Returns: (nullable): the first edge that draws it, over all diagrams
 */
BpmnEdge *
bpmn_element_get_edge (const BpmnElement *self)
{
  return self->edges;
}

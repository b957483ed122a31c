/* bpmn-build.c: reading elements, shapes and edges out of the tree of nodes
 *
 * One pass makes all items; references are resolved behind it, for flows often stand before the
 * nodes they connect.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/bpmn/bpmn-model-private.h"

#include <string.h>

/* Whether elements of that name hold no elements of the model: the bulk of a file. */
gboolean
bpmn_build_is_leaf (const char *name)
{
  switch (name[0])
    {
    case 'i':
      return strcmp (name, "incoming") == 0;
    case 'o':
      return strcmp (name, "outgoing") == 0;
    case 'e':
      return strcmp (name, "extensionElements") == 0;
    case 'd':
      return strcmp (name, "documentation") == 0;
    case 'f':
      return strcmp (name, "flowNodeRef") == 0;
    default:
      return FALSE;
    }
}

/* Puts @child behind @after (NULL: first) among the children of @parent. */
void
bpmn_build_link_child (BpmnElement *parent, BpmnElement *child, BpmnElement *after)
{
  child->parent = parent;
  child->previous = after;
  child->next = after != NULL ? after->next : parent->first_child;
  if (child->next != NULL)
    child->next->previous = child;
  else
    parent->last_child = child;
  if (after != NULL)
    after->next = child;
  else
    parent->first_child = child;
  g_clear_pointer (&parent->children, g_ptr_array_unref);
}

/* Takes @child out of its parent's list; it remembers its parent. */
void
bpmn_build_unlink_child (BpmnElement *child)
{
  BpmnElement *parent = child->parent;

  if (parent == NULL)
    return;
  if (child->previous != NULL)
    child->previous->next = child->next;
  else
    parent->first_child = child->next;
  if (child->next != NULL)
    child->next->previous = child->previous;
  else
    parent->last_child = child->previous;
  child->previous = child->next = NULL;
  g_clear_pointer (&parent->children, g_ptr_array_unref);
}

/* The first element in the document keeps the id; the others wait in a list behind it. */
void
bpmn_build_add_id (BpmnModel *self, BpmnElement *element)
{
  BpmnElement *first;

  element->next_same_id = NULL;
  if (element->id == NULL)
    return;
  first = g_hash_table_lookup (self->ids, element->id);
  if (first == NULL)
    {
      g_hash_table_insert (self->ids, element->id, element);
      return;
    }
  while (first->next_same_id != NULL)
    first = first->next_same_id;
  first->next_same_id = element;
}

/* Takes an element out of the map of ids; the next one with the same id, if any, takes its place. */
void
bpmn_build_remove_id (BpmnModel *self, BpmnElement *element)
{
  BpmnElement *first;

  if (element->id == NULL)
    return;
  first = g_hash_table_lookup (self->ids, element->id);
  if (first == element)
    {
      g_hash_table_remove (self->ids, element->id);
      if (element->next_same_id != NULL)
        g_hash_table_insert (self->ids, element->next_same_id->id, element->next_same_id);
    }
  else
    {
      while (first != NULL && first->next_same_id != element)
        first = first->next_same_id;
      if (first != NULL)
        first->next_same_id = element->next_same_id;
    }
  element->next_same_id = NULL;
}

/* A reference may be a QName; the prefix says nothing about a file that imports no other. */
BpmnElement *
bpmn_build_lookup_ref (BpmnModel *self, const char *ref)
{
  BpmnElement *found = bpmn_model_lookup (self, ref);
  const char *colon;

  if (found != NULL || ref == NULL)
    return found;
  colon = strchr (ref, ':');
  return colon != NULL ? bpmn_model_lookup (self, colon + 1) : NULL;
}

/* The text of the first child element @name of @node; NULL if it has none. */
static char *
dup_child_text (const SourceNode *node, const char *name)
{
  SourceNode *child = source_node_first_element (node, BPMN_NS_MODEL, name);
  char *text = child != NULL ? source_node_dup_text (child) : NULL;

  return text != NULL ? g_strstrip (text) : NULL;
}

typedef struct
{
  char *id;
  char *source_ref;
  char *target_ref;
} ReadAttributes;

static gboolean
read_attribute (const char *namespace_uri, const char *prefix, const char *name, const char *value,
                gpointer user_data)
{
  ReadAttributes *read = user_data;
  char **place = NULL;

  if (namespace_uri != NULL)
    return TRUE;
  if (strcmp (name, "id") == 0)
    place = &read->id;
  else if (strcmp (name, "sourceRef") == 0)
    place = &read->source_ref;
  else if (strcmp (name, "targetRef") == 0)
    place = &read->target_ref;
  if (place != NULL && *place == NULL)
    *place = g_strdup (value);
  return TRUE;
}

/* Reads what the maps need: the id and, of a connection, what it connects. */
void
bpmn_build_read_element (BpmnElement *element)
{
  const SourceNode *node = element->item.node;
  ReadAttributes read = { NULL };

  if (!bpmn_type_is_connection (element->item.type))
    {
      g_free (element->id);
      element->id = source_node_dup_attribute (node, NULL, "id");
      return;
    }
  source_node_foreach_attribute (node, read_attribute, &read);
  /* A data association names its ends in child elements, and one of them is the activity or event
   * that holds it (BPMN 10.4.2). */
  if (element->item.type == BPMN_TYPE_DATA_INPUT_ASSOCIATION)
    {
      g_free (read.source_ref);
      read.source_ref = dup_child_text (node, "sourceRef");
    }
  else if (element->item.type == BPMN_TYPE_DATA_OUTPUT_ASSOCIATION)
    {
      g_free (read.target_ref);
      read.target_ref = dup_child_text (node, "targetRef");
    }
  g_free (element->id);
  g_free (element->connection.source_ref);
  g_free (element->connection.target_ref);
  element->id = read.id;
  element->connection.source_ref = read.source_ref;
  element->connection.target_ref = read.target_ref;
}

static gboolean
may_connect (BpmnType connection, const BpmnElement *end)
{
  if (end == NULL)
    return FALSE;
  if (connection == BPMN_TYPE_SEQUENCE_FLOW)
    return bpmn_type_is_flow_node (end->item.type);
  return end->item.type != BPMN_TYPE_DEFINITIONS;
}

static BpmnElement *
find_end (BpmnModel *self, BpmnElement *connection, gboolean source)
{
  BpmnType type = connection->item.type;
  BpmnElement *end;

  if ((type == BPMN_TYPE_DATA_INPUT_ASSOCIATION && !source) ||
      (type == BPMN_TYPE_DATA_OUTPUT_ASSOCIATION && source))
    return connection->parent;
  end = bpmn_build_lookup_ref (self, source ? connection->connection.source_ref
                                            : connection->connection.target_ref);
  return may_connect (type, end) ? end : NULL;
}

static void
unlink_outgoing (BpmnElement *flow)
{
  BpmnElement **place;

  if (flow->connection.source == NULL)
    return;
  place = &flow->connection.source->node.first_outgoing;
  while (*place != NULL && *place != flow)
    place = &(*place)->connection.next_outgoing;
  if (*place != NULL)
    *place = flow->connection.next_outgoing;
  flow->connection.next_outgoing = NULL;
}

static void
unlink_incoming (BpmnElement *flow)
{
  BpmnElement **place;

  if (flow->connection.target == NULL)
    return;
  place = &flow->connection.target->node.first_incoming;
  while (*place != NULL && *place != flow)
    place = &(*place)->connection.next_incoming;
  if (*place != NULL)
    *place = flow->connection.next_incoming;
  flow->connection.next_incoming = NULL;
}

static gboolean
resolve_connection (BpmnModel *self, BpmnElement *connection)
{
  BpmnElement *source = find_end (self, connection, TRUE);
  BpmnElement *target = find_end (self, connection, FALSE);

  connection->connection.source = source;
  connection->connection.target = target;
  if (connection->item.type == BPMN_TYPE_SEQUENCE_FLOW)
    {
      if (source != NULL)
        {
          connection->connection.next_outgoing = source->node.first_outgoing;
          source->node.first_outgoing = connection;
          bpmn_element_forget_flows (source);
        }
      if (target != NULL)
        {
          connection->connection.next_incoming = target->node.first_incoming;
          target->node.first_incoming = connection;
          bpmn_element_forget_flows (target);
        }
    }
  return source != NULL && target != NULL;
}

/* Shapes of one element stand in document order; nearly always there is one. */
static gboolean
stands_before (const BpmnItem *a, const BpmnItem *b)
{
  SourceDocument *document = a->model->document;

  return source_node_get_offset (document, a->node) < source_node_get_offset (document, b->node);
}

static gboolean
resolve_shape (BpmnModel *self, BpmnShape *shape)
{
  BpmnElement *element = bpmn_build_lookup_ref (self, shape->element_ref);
  BpmnShape **place;

  shape->element = element;
  if (element == NULL)
    return FALSE;
  place = &element->shapes;
  while (*place != NULL && !stands_before (&shape->item, &(*place)->item))
    place = &(*place)->next;
  shape->next = *place;
  *place = shape;
  return TRUE;
}

static gboolean
resolve_edge (BpmnModel *self, BpmnEdge *edge)
{
  BpmnElement *element = bpmn_build_lookup_ref (self, edge->element_ref);
  BpmnEdge **place;

  edge->element = element;
  if (element == NULL)
    return FALSE;
  place = &element->edges;
  while (*place != NULL && !stands_before (&edge->item, &(*place)->item))
    place = &(*place)->next;
  edge->next = *place;
  *place = edge;
  return TRUE;
}

/* Finds what an attached connection, shape or edge refers to; it must not be resolved. One that
 * leads nowhere is remembered as dangling. */
void
bpmn_build_resolve (BpmnModel *self, BpmnItem *item)
{
  gboolean whole;

  if (item->kind == BPMN_ITEM_SHAPE)
    whole = resolve_shape (self, (BpmnShape *) item);
  else if (item->kind == BPMN_ITEM_EDGE)
    whole = resolve_edge (self, (BpmnEdge *) item);
  else
    whole = resolve_connection (self, (BpmnElement *) item);
  if (!whole)
    g_hash_table_add (self->dangling, item);
  item->dangling = !whole;
}

/* Undoes bpmn_build_resolve(). */
void
bpmn_build_unresolve (BpmnModel *self, BpmnItem *item)
{
  if (item->dangling)
    g_hash_table_remove (self->dangling, item);
  item->dangling = FALSE;
  if (item->kind == BPMN_ITEM_SHAPE)
    {
      BpmnShape *shape = (BpmnShape *) item;
      BpmnShape **place = shape->element != NULL ? &shape->element->shapes : NULL;

      while (place != NULL && *place != NULL && *place != shape)
        place = &(*place)->next;
      if (place != NULL && *place != NULL)
        *place = shape->next;
      shape->next = NULL;
      shape->element = NULL;
    }
  else if (item->kind == BPMN_ITEM_EDGE)
    {
      BpmnEdge *edge = (BpmnEdge *) item;
      BpmnEdge **place = edge->element != NULL ? &edge->element->edges : NULL;

      while (place != NULL && *place != NULL && *place != edge)
        place = &(*place)->next;
      if (place != NULL && *place != NULL)
        *place = edge->next;
      edge->next = NULL;
      edge->element = NULL;
    }
  else
    {
      BpmnElement *flow = (BpmnElement *) item;

      if (flow->item.type == BPMN_TYPE_SEQUENCE_FLOW)
        {
          if (flow->connection.source != NULL)
            bpmn_element_forget_flows (flow->connection.source);
          if (flow->connection.target != NULL)
            bpmn_element_forget_flows (flow->connection.target);
          unlink_outgoing (flow);
          unlink_incoming (flow);
        }
      flow->connection.source = flow->connection.target = NULL;
    }
}

/* The element that @node is, attached as the last child of @parent, or NULL if it is none. */
static BpmnElement *
build_element (BpmnModel *self, SourceNode *node, BpmnElement *parent, GPtrArray *added)
{
  BpmnType type = bpmn_type_from_name (source_node_get_name (node));
  BpmnElement *element = bpmn_model_get_element_for_node (self, node);

  if (type == BPMN_TYPE_OTHER && !source_node_has_attribute (node, NULL, "id"))
    return NULL;
  if (element == NULL)
    element = (BpmnElement *) bpmn_model_new_item (self, BPMN_ITEM_ELEMENT, node);
  else if (bpmn_type_is_connection (element->item.type) != bpmn_type_is_connection (type))
    bpmn_element_clear (element);
  else
    bpmn_element_forget (element);
  element->item.type = type;
  element->item.attached = TRUE;
  bpmn_build_read_element (element);
  if (parent != NULL)
    bpmn_build_link_child (parent, element, parent->last_child);
  bpmn_build_add_id (self, element);
  if (bpmn_type_is_connection (type) && type != BPMN_TYPE_SEQUENCE_FLOW)
    g_ptr_array_add (self->others, element);
  g_ptr_array_add (added, element);
  return element;
}

/* Builds @node and what is in it below @parent, behind the children it has. @added gets the
 * elements; their references are not resolved yet. */
void
bpmn_build_semantic (BpmnModel *self, SourceNode *node, BpmnElement *parent, GPtrArray *added)
{
  BpmnElement *element;

  if (source_node_get_kind (node) != SOURCE_NODE_ELEMENT ||
      source_node_get_namespace (node) != self->namespace ||
      bpmn_build_is_leaf (source_node_get_name (node)))
    return;
  element = build_element (self, node, parent, added);
  for (SourceNode *child = source_node_get_first_child (node); child != NULL;
       child = source_node_get_next (child))
    bpmn_build_semantic (self, child, element != NULL ? element : parent, added);
}

/* The shape or edge that @node is, attached but not resolved; NULL if it is neither. */
BpmnItem *
bpmn_build_drawing (BpmnModel *self, SourceNode *node, BpmnDiagram *diagram)
{
  gboolean is_shape;
  BpmnItem *item;

  if (source_node_get_kind (node) != SOURCE_NODE_ELEMENT)
    return NULL;
  is_shape = source_node_is (node, BPMN_NS_DI, "BPMNShape");
  if (!is_shape && !source_node_is (node, BPMN_NS_DI, "BPMNEdge"))
    return NULL;
  item = bpmn_model_get_item (self, node);
  if (item == NULL)
    item = bpmn_model_new_item (self, is_shape ? BPMN_ITEM_SHAPE : BPMN_ITEM_EDGE, node);
  item->attached = TRUE;
  if (is_shape)
    {
      BpmnShape *shape = (BpmnShape *) item;

      bpmn_shape_forget (shape);
      shape->diagram = diagram;
      g_free (shape->element_ref);
      shape->element_ref = source_node_dup_attribute (node, NULL, "bpmnElement");
    }
  else
    {
      BpmnEdge *edge = (BpmnEdge *) item;

      bpmn_edge_forget (edge);
      edge->diagram = diagram;
      g_free (edge->element_ref);
      edge->element_ref = source_node_dup_attribute (node, NULL, "bpmnElement");
    }
  return item;
}

/* The diagram that @node is, with its shapes and edges, not resolved; it is not in the list of
 * diagrams yet. */
BpmnDiagram *
bpmn_build_diagram (BpmnModel *self, SourceNode *node)
{
  BpmnDiagram *diagram = (BpmnDiagram *) bpmn_model_get_item (self, node);
  SourceNode *plane = source_node_first_element (node, BPMN_NS_DI, "BPMNPlane");

  if (diagram == NULL)
    {
      diagram = (BpmnDiagram *) bpmn_model_new_item (self, BPMN_ITEM_DIAGRAM, node);
      diagram->shapes = g_ptr_array_new ();
      diagram->edges = g_ptr_array_new ();
    }
  diagram->item.attached = TRUE;
  diagram->item.read = FALSE;
  diagram->listed = TRUE;
  diagram->order = BPMN_PLANE_UNKNOWN;
  g_ptr_array_set_size (diagram->shapes, 0);
  g_ptr_array_set_size (diagram->edges, 0);
  if (plane == NULL)
    return diagram;
  for (SourceNode *child = source_node_get_first_child (plane); child != NULL;
       child = source_node_get_next (child))
    {
      BpmnItem *item = bpmn_build_drawing (self, child, diagram);

      if (item != NULL)
        g_ptr_array_add (item->kind == BPMN_ITEM_SHAPE ? diagram->shapes : diagram->edges, item);
    }
  return diagram;
}

/* Everything that is attached is no longer: before the whole tree is read again. */
static void
detach_all (BpmnModel *self)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_remove_all (self->ids);
  g_hash_table_remove_all (self->dangling);
  g_ptr_array_set_size (self->others, 0);
  g_ptr_array_set_size (self->diagrams, 0);
  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      BpmnItem *item = value;

      item->attached = FALSE;
      item->dangling = FALSE;
      if (item->kind == BPMN_ITEM_ELEMENT)
        {
          BpmnElement *element = value;

          bpmn_element_forget (element);
          element->first_child = element->last_child = NULL;
          element->previous = element->next = element->next_same_id = NULL;
          element->shapes = NULL;
          element->edges = NULL;
          if (bpmn_type_is_connection (element->item.type))
            {
              element->connection.source = element->connection.target = NULL;
              element->connection.next_incoming = element->connection.next_outgoing = NULL;
            }
          else
            {
              element->node.first_incoming = element->node.first_outgoing = NULL;
            }
        }
      else if (item->kind == BPMN_ITEM_SHAPE)
        {
          ((BpmnShape *) item)->element = NULL;
          ((BpmnShape *) item)->next = NULL;
        }
      else if (item->kind == BPMN_ITEM_EDGE)
        {
          ((BpmnEdge *) item)->element = NULL;
          ((BpmnEdge *) item)->next = NULL;
        }
    }
}

static void
resolve_drawings (BpmnModel *self, GPtrArray *drawings)
{
  for (guint i = 0; i < drawings->len; i++)
    bpmn_build_resolve (self, g_ptr_array_index (drawings, i));
}

/* Reads the whole document. Items of nodes that are known keep their identity. */
void
bpmn_build_all (BpmnModel *self)
{
  SourceNode *root = source_document_get_root (self->document);

  detach_all (self);
  g_clear_pointer (&self->diagram_ids, g_hash_table_unref);
  self->definitions = NULL;
  self->process_known = FALSE;
  g_ptr_array_set_size (self->elements, 0);
  self->ordered = TRUE;
  if (root == NULL || !source_node_is (root, BPMN_NS_MODEL, "definitions"))
    return;
  bpmn_build_semantic (self, root, NULL, self->elements);
  self->definitions = bpmn_model_get_element_for_node (self, root);
  for (SourceNode *node = source_node_first_element (root, BPMN_NS_DI, "BPMNDiagram");
       node != NULL; node = source_node_next_element (node, BPMN_NS_DI, "BPMNDiagram"))
    g_ptr_array_add (self->diagrams, bpmn_build_diagram (self, node));

  for (guint i = 0; i < self->elements->len; i++)
    {
      BpmnElement *element = g_ptr_array_index (self->elements, i);

      element->order = i;
      if (bpmn_type_is_connection (element->item.type))
        bpmn_build_resolve (self, &element->item);
    }
  for (guint i = 0; i < self->diagrams->len; i++)
    {
      BpmnDiagram *diagram = g_ptr_array_index (self->diagrams, i);

      resolve_drawings (self, diagram->shapes);
      resolve_drawings (self, diagram->edges);
    }
}

/* bpmn-follow.c: following a change of the document, touching only what was touched
 *
 * In this order: what left the tree is taken out, what came is built and linked at its place, what
 * was touched is read again; then ids and references that may lead elsewhere now are settled. Only
 * the end state counts, so a change may name a node once or in several ways.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/bpmn/bpmn-model-private.h"

typedef struct
{
  BpmnModel *model;
  BpmnModelChange change;
  GHashTable *ids;   /* set of ids whose first holder may be another now; owns them */
  GPtrArray *loose;  /* items whose references must be resolved again */
  gboolean drawings; /* shapes or edges came or went */
} Follow;

static void
note_changed (Follow *follow, BpmnItem *item)
{
  if (item->changed)
    return;
  item->changed = TRUE;
  if (item->kind == BPMN_ITEM_ELEMENT)
    g_ptr_array_add (follow->change.elements, item);
  else if (item->kind == BPMN_ITEM_SHAPE)
    g_ptr_array_add (follow->change.shapes, item);
  else if (item->kind == BPMN_ITEM_EDGE)
    g_ptr_array_add (follow->change.edges, item);
}

static void
note_id (Follow *follow, const char *id)
{
  if (id != NULL)
    g_hash_table_add (follow->ids, g_strdup (id));
}

/* The flow's ends show it in their lists. */
static void
note_ends (Follow *follow, BpmnElement *connection)
{
  if (connection->connection.source != NULL)
    note_changed (follow, &connection->connection.source->item);
  if (connection->connection.target != NULL)
    note_changed (follow, &connection->connection.target->item);
}

static void
loosen (Follow *follow, BpmnItem *item)
{
  if (item->kind == BPMN_ITEM_ELEMENT)
    note_ends (follow, (BpmnElement *) item);
  bpmn_build_unresolve (follow->model, item);
  g_ptr_array_add (follow->loose, item);
}

/* All that refers to @element must look again whether it still does. */
static void
loosen_references (Follow *follow, BpmnElement *element)
{
  while (element->shapes != NULL)
    loosen (follow, &element->shapes->item);
  while (element->edges != NULL)
    loosen (follow, &element->edges->item);
  if (!bpmn_type_is_connection (element->item.type))
    {
      while (element->node.first_outgoing != NULL)
        loosen (follow, &element->node.first_outgoing->item);
      while (element->node.first_incoming != NULL)
        loosen (follow, &element->node.first_incoming->item);
    }
  for (guint i = 0; i < follow->model->others->len; i++)
    {
      BpmnElement *other = g_ptr_array_index (follow->model->others, i);

      if (other->connection.source == element || other->connection.target == element)
        loosen (follow, &other->item);
    }
}

static void
detach_element (Follow *follow, BpmnElement *element)
{
  BpmnModel *model = follow->model;

  if (!element->item.attached)
    return;
  while (element->first_child != NULL)
    detach_element (follow, element->first_child);
  note_id (follow, element->id);
  loosen_references (follow, element);
  if (bpmn_type_is_connection (element->item.type))
    {
      BpmnElement *source = element->connection.source;
      BpmnElement *target = element->connection.target;

      note_ends (follow, element);
      bpmn_build_unresolve (model, &element->item);
      g_ptr_array_remove (model->others, element);
      /* It goes on to answer as it last was. */
      element->connection.source = source;
      element->connection.target = target;
    }
  bpmn_build_remove_id (model, element);
  bpmn_build_unlink_child (element);
  element->item.attached = FALSE;
  if (element == model->definitions)
    model->definitions = NULL;
  note_changed (follow, &element->item);
}

static void
detach_drawing (Follow *follow, BpmnItem *item)
{
  BpmnElement *element;

  if (!item->attached)
    return;
  if (item->kind == BPMN_ITEM_SHAPE)
    {
      BpmnShape *shape = (BpmnShape *) item;

      shape->diagram->listed = FALSE;
      shape->diagram->order = BPMN_PLANE_UNKNOWN;
      element = shape->element;
      bpmn_build_unresolve (follow->model, item);
      shape->element = element;
    }
  else
    {
      BpmnEdge *edge = (BpmnEdge *) item;

      edge->diagram->listed = FALSE;
      edge->diagram->order = BPMN_PLANE_UNKNOWN;
      element = edge->element;
      bpmn_build_unresolve (follow->model, item);
      edge->element = element;
    }
  item->attached = FALSE;
  note_changed (follow, item);
  follow->drawings = follow->change.order = TRUE;
}

static void
detach_diagram (Follow *follow, BpmnDiagram *diagram)
{
  if (!diagram->item.attached)
    return;
  for (guint i = 0; i < diagram->shapes->len; i++)
    detach_drawing (follow, g_ptr_array_index (diagram->shapes, i));
  for (guint i = 0; i < diagram->edges->len; i++)
    detach_drawing (follow, g_ptr_array_index (diagram->edges, i));
  g_ptr_array_remove (follow->model->diagrams, diagram);
  diagram->item.attached = FALSE;
  follow->drawings = follow->change.order = TRUE;
}

/* Takes what @node stands for out of the model, or what the nodes below it stand for. */
static void
detach_node (Follow *follow, SourceNode *node)
{
  BpmnItem *item = bpmn_model_get_item (follow->model, node);

  /* What was an item and is none now may have items in it. */
  if (item != NULL && !item->attached)
    item = NULL;
  if (item != NULL && item->kind == BPMN_ITEM_ELEMENT)
    detach_element (follow, (BpmnElement *) item);
  else if (item != NULL && item->kind == BPMN_ITEM_DIAGRAM)
    detach_diagram (follow, (BpmnDiagram *) item);
  else if (item != NULL)
    detach_drawing (follow, item);
  if (item != NULL && item->kind != BPMN_ITEM_DIAGRAM)
    return;
  for (SourceNode *child = source_node_get_first_child (node); child != NULL;
       child = source_node_get_next (child))
    detach_node (follow, child);
}

/* Reads id and ends again; what refers to an id that changed looks again. */
static void
read_again (Follow *follow, BpmnElement *element)
{
  g_autofree char *old_id = g_strdup (element->id);
  BpmnElement *first;

  bpmn_build_remove_id (follow->model, element);
  bpmn_build_read_element (element);
  bpmn_build_add_id (follow->model, element);
  if (g_strcmp0 (old_id, element->id) == 0)
    {
      /* It may have lost its place among those with the same id. */
      first = bpmn_model_lookup (follow->model, element->id);
      if (first != NULL && first->next_same_id != NULL)
        note_id (follow, element->id);
      return;
    }
  note_id (follow, old_id);
  note_id (follow, element->id);
  loosen_references (follow, element);
}

/* Drops what an item read on demand: something in it changed. */
static void
forget_item (Follow *follow, BpmnItem *item)
{
  switch ((BpmnItemKind) item->kind)
    {
    case BPMN_ITEM_ELEMENT:
      {
        BpmnElement *element = (BpmnElement *) item;
        BpmnType type = item->type;

        /* The lists stay: they do not depend on what an element says of itself. */
        item->read = FALSE;
        /* An expression or text with an id is an element itself, and part of what is around it. */
        if (type == BPMN_TYPE_OTHER && element->parent != NULL)
          forget_item (follow, &element->parent->item);
        if (bpmn_type_is_connection (type))
          item->read_condition = FALSE;
        else
          item->read_default = FALSE;
        if (item->attached &&
            (type == BPMN_TYPE_DATA_INPUT_ASSOCIATION || type == BPMN_TYPE_DATA_OUTPUT_ASSOCIATION))
          {
            loosen (follow, item);
            read_again (follow, element);
          }
        break;
      }
    case BPMN_ITEM_SHAPE:
      bpmn_shape_forget ((BpmnShape *) item);
      break;
    case BPMN_ITEM_EDGE:
      bpmn_edge_forget ((BpmnEdge *) item);
      break;
    case BPMN_ITEM_DIAGRAM:
      item->read = FALSE;
      break;
    default:
      g_assert_not_reached ();
    }
  note_changed (follow, item);
}

/* Whether the model reads elements below @node: it stands in nothing but BPMN. */
static gboolean
is_semantic (const SourceNode *node)
{
  const char *bpmn = g_intern_static_string (BPMN_NS_MODEL);
  const SourceNode *parent;

  for (; node != NULL; node = parent)
    {
      parent = source_node_get_parent (node);
      if (source_node_get_kind (node) != SOURCE_NODE_ELEMENT)
        return parent == NULL;
      if (source_node_get_namespace (node) != bpmn ||
          bpmn_build_is_leaf (source_node_get_name (node)))
        return FALSE;
    }
  return TRUE;
}

/* Whether an attribute made @node another thing for the model than it was: rare, and not worth
 * more than reading everything again. */
static gboolean
is_something_else (const SourceNode *node, const BpmnItem *item)
{
  if (source_node_get_kind (node) != SOURCE_NODE_ELEMENT)
    return FALSE;
  if (item == NULL)
    return source_node_get_namespace (node) == g_intern_static_string (BPMN_NS_MODEL) &&
           !bpmn_build_is_leaf (source_node_get_name (node)) &&
           source_node_has_attribute (node, NULL, "id") && is_semantic (node);
  if (item->kind == BPMN_ITEM_ELEMENT)
    return bpmn_type_from_name (source_node_get_name (node)) != item->type ||
           source_node_get_namespace (node) != g_intern_static_string (BPMN_NS_MODEL) ||
           (item->type == BPMN_TYPE_OTHER && !source_node_has_attribute (node, NULL, "id"));
  return !source_node_is (node, BPMN_NS_DI,
                          item->kind == BPMN_ITEM_SHAPE  ? "BPMNShape"
                          : item->kind == BPMN_ITEM_EDGE ? "BPMNEdge"
                                                         : "BPMNDiagram");
}

/* The innermost item around @node, itself included; NULL if it stands in none. What was one and
 * is nothing to the model any more does not count. */
static BpmnItem *
find_owner (BpmnModel *model, const SourceNode *node)
{
  for (; node != NULL; node = source_node_get_parent (node))
    {
      BpmnItem *item = bpmn_model_get_item (model, node);

      if (item != NULL && (item->attached || !is_something_else (node, item)))
        return item;
    }
  return NULL;
}

/* The last element of the model in the subtree of @node whose parent is @parent. */
static BpmnElement *
last_child_in (BpmnModel *model, SourceNode *node, const BpmnElement *parent)
{
  BpmnElement *element = bpmn_model_get_element_for_node (model, node);

  if (element != NULL && element->item.attached)
    return element->parent == parent ? element : NULL;
  for (SourceNode *child = source_node_get_last_child (node); child != NULL;
       child = source_node_get_previous (child))
    {
      element = last_child_in (model, child, parent);
      if (element != NULL)
        return element;
    }
  return NULL;
}

/* The child of @parent behind which what stands at @node belongs; NULL: it comes first. */
static BpmnElement *
find_previous (BpmnModel *model, SourceNode *node, const BpmnElement *parent)
{
  while (node != NULL && node != parent->item.node)
    {
      for (SourceNode *sibling = source_node_get_previous (node); sibling != NULL;
           sibling = source_node_get_previous (sibling))
        {
          BpmnElement *found = last_child_in (model, sibling, parent);

          if (found != NULL)
            return found;
        }
      node = source_node_get_parent (node);
    }
  return NULL;
}

static void
attach_elements (Follow *follow, SourceNode *node, BpmnElement *parent)
{
  BpmnModel *model = follow->model;
  g_autoptr (GPtrArray) added = g_ptr_array_new ();
  BpmnElement *after = find_previous (model, node, parent);
  GPtrArray *top = g_ptr_array_new ();

  detach_node (follow, node);
  bpmn_build_semantic (model, node, parent, added);
  for (guint i = 0; i < added->len; i++)
    {
      BpmnElement *element = g_ptr_array_index (added, i);

      note_id (follow, element->id);
      note_changed (follow, &element->item);
      if (bpmn_type_is_connection (element->item.type))
        g_ptr_array_add (follow->loose, element);
      if (element->parent == parent)
        g_ptr_array_add (top, element);
    }
  /* They were built behind the other children; their place is where they stand. */
  for (guint i = 0; i < top->len; i++)
    {
      BpmnElement *element = g_ptr_array_index (top, i);

      bpmn_build_unlink_child (element);
      bpmn_build_link_child (parent, element, after);
      after = element;
    }
  g_ptr_array_unref (top);
}

/* Writing a large diagram would take quadratic time if each shape looked for its place anew. */
static void
follow_plane_order (BpmnDiagram *diagram, const BpmnItem *item)
{
  if (diagram->order != BPMN_PLANE_GROUPED)
    return;
  if (item->kind == BPMN_ITEM_SHAPE && source_node_get_previous (item->node) == diagram->last_shape)
    diagram->last_shape = item->node;
  else if (item->kind == BPMN_ITEM_SHAPE || source_node_get_next (item->node) != NULL)
    diagram->order = BPMN_PLANE_UNKNOWN;
}

static void
attach_drawing (Follow *follow, SourceNode *node, BpmnDiagram *diagram)
{
  BpmnItem *item;

  detach_node (follow, node);
  item = bpmn_build_drawing (follow->model, node, diagram);
  if (item == NULL)
    return;
  diagram->listed = FALSE;
  follow_plane_order (diagram, item);
  g_ptr_array_add (follow->loose, item);
  note_changed (follow, item);
  follow->drawings = follow->change.order = TRUE;
}

static void
attach_diagram (Follow *follow, SourceNode *node)
{
  BpmnModel *model = follow->model;
  BpmnDiagram *diagram;
  guint place = 0;

  detach_node (follow, node);
  for (SourceNode *sibling = source_node_get_previous (node); sibling != NULL;
       sibling = source_node_get_previous (sibling))
    {
      BpmnItem *item = bpmn_model_get_item (model, sibling);

      if (item != NULL && item->kind == BPMN_ITEM_DIAGRAM && item->attached)
        place++;
    }
  diagram = bpmn_build_diagram (model, node);
  g_ptr_array_insert (model->diagrams, (int) place, diagram);
  for (guint i = 0; i < diagram->shapes->len; i++)
    {
      g_ptr_array_add (follow->loose, g_ptr_array_index (diagram->shapes, i));
      note_changed (follow, g_ptr_array_index (diagram->shapes, i));
    }
  for (guint i = 0; i < diagram->edges->len; i++)
    {
      g_ptr_array_add (follow->loose, g_ptr_array_index (diagram->edges, i));
      note_changed (follow, g_ptr_array_index (diagram->edges, i));
    }
  follow->drawings = follow->change.order = TRUE;
}

/* Builds what a node that came into the tree stands for. */
static void
attach_node (Follow *follow, SourceNode *node)
{
  BpmnModel *model = follow->model;
  SourceNode *parent = source_node_get_parent (node);
  BpmnItem *owner = find_owner (model, parent);

  if (owner == NULL || !owner->attached)
    return;
  forget_item (follow, owner);
  if (source_node_get_kind (node) != SOURCE_NODE_ELEMENT)
    return;
  if (owner->kind == BPMN_ITEM_ELEMENT)
    {
      if (owner == (BpmnItem *) model->definitions && parent == owner->node &&
          source_node_is (node, BPMN_NS_DI, "BPMNDiagram"))
        attach_diagram (follow, node);
      else if (is_semantic (node))
        attach_elements (follow, node, (BpmnElement *) owner);
    }
  else if (owner->kind == BPMN_ITEM_DIAGRAM)
    {
      BpmnDiagram *diagram = (BpmnDiagram *) owner;
      SourceNode *plane = source_node_first_element (owner->node, BPMN_NS_DI, "BPMNPlane");

      if (node == plane)
        {
          attach_diagram (follow, owner->node);
        }
      else if (parent == plane)
        {
          attach_drawing (follow, node, diagram);
        }
    }
}

static void
read_touched_element (Follow *follow, BpmnElement *element)
{
  if (bpmn_type_is_connection (element->item.type))
    loosen (follow, &element->item);
  read_again (follow, element);
}

static void
read_touched (Follow *follow, SourceNode *node)
{
  BpmnItem *item = bpmn_model_get_item (follow->model, node);

  if (item == NULL || !item->attached)
    {
      item = find_owner (follow->model, node);
      if (item != NULL && item->attached)
        forget_item (follow, item);
      return;
    }
  forget_item (follow, item);
  if (item->kind == BPMN_ITEM_ELEMENT)
    {
      read_touched_element (follow, (BpmnElement *) item);
    }
  else if (item->kind != BPMN_ITEM_DIAGRAM)
    {
      BpmnDiagram *diagram = item->kind == BPMN_ITEM_SHAPE ? ((BpmnShape *) item)->diagram
                                                           : ((BpmnEdge *) item)->diagram;

      bpmn_build_unresolve (follow->model, item);
      bpmn_build_drawing (follow->model, node, diagram);
      g_ptr_array_add (follow->loose, item);
      follow->drawings = TRUE;
    }
}

/* Of several elements with one id the first in the document holds it; all that refers to the id is
 * to look again. */
static void
settle_ids (Follow *follow)
{
  BpmnModel *model = follow->model;
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, follow->ids);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      BpmnElement *first = g_hash_table_lookup (model->ids, key);
      BpmnElement *winner = first;
      BpmnElement *rest = NULL;

      if (first == NULL || first->next_same_id == NULL)
        continue;
      bpmn_model_ensure_order (model);
      for (BpmnElement *other = first; other != NULL; other = other->next_same_id)
        {
          loosen_references (follow, other);
          if (other->order < winner->order)
            winner = other;
        }
      g_hash_table_remove (model->ids, key);
      for (BpmnElement *other = first, *next; other != NULL; other = next)
        {
          next = other->next_same_id;
          if (other == winner)
            continue;
          other->next_same_id = rest;
          rest = other;
        }
      winner->next_same_id = rest;
      g_hash_table_insert (model->ids, winner->id, winner);
    }
}

static void
settle_references (Follow *follow)
{
  BpmnModel *model = follow->model;

  if (g_hash_table_size (follow->ids) > 0 && g_hash_table_size (model->dangling) > 0)
    {
      g_autofree gpointer *items = g_hash_table_get_keys_as_array (model->dangling, NULL);

      for (guint i = 0; items[i] != NULL; i++)
        loosen (follow, items[i]);
    }
  for (guint i = 0; i < follow->loose->len; i++)
    {
      BpmnItem *item = g_ptr_array_index (follow->loose, i);

      if (!item->attached)
        continue;
      /* It may be in the list more than once. */
      bpmn_build_unresolve (model, item);
      bpmn_build_resolve (model, item);
      if (item->kind == BPMN_ITEM_ELEMENT)
        note_ends (follow, (BpmnElement *) item);
      note_changed (follow, item);
    }
}

static void
clear_notes (GPtrArray *items)
{
  for (guint i = 0; i < items->len; i++)
    ((BpmnItem *) g_ptr_array_index (items, i))->changed = FALSE;
}

/* FALSE: the change is of a kind that needs the whole model to be read again. */
static gboolean
follow_change (Follow *follow, SourceChange *change)
{
  BpmnModel *model = follow->model;

  /* A name decides what an element and all below it are. */
  if (change->whole || change->renamed || model->definitions == NULL)
    return FALSE;
  for (guint i = 0; i < change->touched->len; i++)
    {
      SourceNode *node = g_ptr_array_index (change->touched, i);
      BpmnItem *item = bpmn_model_get_item (model, node);

      if (source_node_is_attached (node) &&
          is_something_else (node, item != NULL && item->attached ? item : NULL))
        return FALSE;
    }
  for (guint i = 0; i < change->removed->len; i++)
    {
      SourceNode *node = g_ptr_array_index (change->removed, i);
      SourceNode *parent = source_node_get_parent (node);
      BpmnItem *owner = find_owner (model, parent);

      if (source_node_is (node, BPMN_NS_DI, "BPMNPlane"))
        return FALSE;
      detach_node (follow, node);
      if (owner != NULL && owner->attached)
        forget_item (follow, owner);
    }
  for (guint i = 0; i < change->moved->len; i++)
    {
      SourceNode *node = g_ptr_array_index (change->moved, i);

      if (source_node_is (node, BPMN_NS_DI, "BPMNPlane"))
        return FALSE;
      detach_node (follow, node);
    }
  for (guint i = 0; i < change->left->len; i++)
    {
      BpmnItem *owner = find_owner (model, g_ptr_array_index (change->left, i));

      if (owner != NULL && owner->attached)
        forget_item (follow, owner);
    }
  if (model->definitions == NULL)
    return FALSE;
  for (guint i = 0; i < change->moved->len; i++)
    attach_node (follow, g_ptr_array_index (change->moved, i));
  for (guint i = 0; i < change->inserted->len; i++)
    attach_node (follow, g_ptr_array_index (change->inserted, i));
  if (change->removed->len + change->moved->len + change->inserted->len > 0)
    {
      model->ordered = FALSE;
      model->process_known = FALSE;
    }
  for (guint i = 0; i < change->touched->len; i++)
    if (source_node_is_attached (g_ptr_array_index (change->touched, i)))
      read_touched (follow, g_ptr_array_index (change->touched, i));
  settle_ids (follow);
  settle_references (follow);
  return TRUE;
}

/* The handler of the document's "changed". */
void
bpmn_follow_changed_cb (SourceDocument *document, SourceChange *change, BpmnModel *self)
{
  Follow follow = {
    .model = self,
    .ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
    .loose = g_ptr_array_new (),
  };

  follow.change.elements = g_ptr_array_new ();
  follow.change.shapes = g_ptr_array_new ();
  follow.change.edges = g_ptr_array_new ();
  if (!follow_change (&follow, change))
    follow.change.whole = TRUE;
  clear_notes (follow.change.elements);
  clear_notes (follow.change.shapes);
  clear_notes (follow.change.edges);
  if (follow.change.whole)
    {
      g_ptr_array_set_size (follow.change.elements, 0);
      g_ptr_array_set_size (follow.change.shapes, 0);
      g_ptr_array_set_size (follow.change.edges, 0);
      bpmn_build_all (self);
    }
  if (follow.drawings)
    bpmn_model_update_diagram_ids (self, change);
  g_object_ref (self);
  g_signal_emit_by_name (self, "changed", &follow.change);
  g_object_unref (self);
  g_hash_table_unref (follow.ids);
  g_ptr_array_unref (follow.loose);
  g_ptr_array_unref (follow.change.elements);
  g_ptr_array_unref (follow.change.shapes);
  g_ptr_array_unref (follow.change.edges);
}

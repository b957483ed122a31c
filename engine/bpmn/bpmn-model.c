/* bpmn-model.c: BPMN 2.0 as derived from a source
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/bpmn/bpmn-model-private.h"

#include <string.h>

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

/* Set once, when the class is made. */
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BpmnModel, bpmn_model, G_TYPE_OBJECT)

#define BLOCK_SIZE (64 * 1024)

static const gsize item_sizes[] = {
  [BPMN_ITEM_ELEMENT] = sizeof (BpmnElement),
  [BPMN_ITEM_SHAPE] = sizeof (BpmnShape),
  [BPMN_ITEM_EDGE] = sizeof (BpmnEdge),
  [BPMN_ITEM_DIAGRAM] = sizeof (BpmnDiagram),
};

/* The arena: items are many, small and live as long as the model. */
static gpointer
allocate (BpmnModel *self, gsize size)
{
  char *block;

  if (self->blocks->len == 0 || self->block_used + size > BLOCK_SIZE)
    {
      g_ptr_array_add (self->blocks, g_malloc0 (BLOCK_SIZE));
      self->block_used = 0;
    }
  block = g_ptr_array_index (self->blocks, self->blocks->len - 1);
  block += self->block_used;
  self->block_used += size;
  return block;
}

/* The item of @node, or a new one that is not attached yet. */
BpmnItem *
bpmn_model_new_item (BpmnModel *self, BpmnItemKind kind, SourceNode *node)
{
  BpmnItem *item = allocate (self, item_sizes[kind]);

  item->kind = kind;
  item->model = self;
  item->node = node;
  g_hash_table_insert (self->items, node, item);
  return item;
}

/* What @node stands for, attached or not; NULL if nothing. */
BpmnItem *
bpmn_model_get_item (BpmnModel *self, const SourceNode *node)
{
  return g_hash_table_lookup (self->items, node);
}

static void
clear_item (gpointer key, gpointer value, gpointer user_data)
{
  BpmnItem *item = value;

  switch ((BpmnItemKind) item->kind)
    {
    case BPMN_ITEM_ELEMENT:
      bpmn_element_clear (value);
      break;
    case BPMN_ITEM_SHAPE:
      bpmn_shape_clear (value);
      break;
    case BPMN_ITEM_EDGE:
      bpmn_edge_clear (value);
      break;
    case BPMN_ITEM_DIAGRAM:
      bpmn_diagram_clear (value);
      break;
    default:
      g_assert_not_reached ();
    }
}

static void
bpmn_model_dispose (GObject *object)
{
  BpmnModel *self = BPMN_MODEL (object);

  if (self->document != NULL)
    g_clear_signal_handler (&self->changed_handler, self->document);
  G_OBJECT_CLASS (bpmn_model_parent_class)->dispose (object);
}

static void
bpmn_model_finalize (GObject *object)
{
  BpmnModel *self = BPMN_MODEL (object);

  g_hash_table_foreach (self->items, clear_item, NULL);
  g_hash_table_unref (self->items);
  g_hash_table_unref (self->ids);
  g_hash_table_unref (self->dangling);
  g_clear_pointer (&self->diagram_ids, g_hash_table_unref);
  g_ptr_array_unref (self->elements);
  g_ptr_array_unref (self->diagrams);
  g_ptr_array_unref (self->others);
  g_ptr_array_unref (self->blocks);
  g_clear_pointer (&self->rand, g_rand_free);
  g_clear_object (&self->document);
  G_OBJECT_CLASS (bpmn_model_parent_class)->finalize (object);
}

static void
bpmn_model_class_init (BpmnModelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = bpmn_model_dispose;
  object_class->finalize = bpmn_model_finalize;

  signals[SIGNAL_CHANGED] =
      g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
bpmn_model_init (BpmnModel *self)
{
  self->namespace = g_intern_static_string (BPMN_NS_MODEL);
  self->items = g_hash_table_new (NULL, NULL);
  self->ids = g_hash_table_new (g_str_hash, g_str_equal);
  self->dangling = g_hash_table_new (NULL, NULL);
  self->blocks = g_ptr_array_new_with_free_func (g_free);
  self->elements = g_ptr_array_new ();
  self->diagrams = g_ptr_array_new ();
  self->others = g_ptr_array_new ();
}

/**
 * bpmn_model_new:
 * @document: an XML document
 *
 * Derives the model of a document and follows its changes from now on.
 *
 * Returns: (transfer full): the model; it holds a reference on @document
 */
BpmnModel *
bpmn_model_new (SourceDocument *document)
{
  BpmnModel *self;

  g_return_val_if_fail (SOURCE_IS_DOCUMENT (document), NULL);
  self = g_object_new (BPMN_TYPE_MODEL, NULL);
  self->document = g_object_ref (document);
  bpmn_build_all (self);
  self->changed_handler =
      g_signal_connect (document, "changed", G_CALLBACK (bpmn_follow_changed_cb), self);
  return self;
}

/**
 * bpmn_model_get_document:
 * @self: a model
 *
 * Returns: (transfer none): the document it is derived from
 */
SourceDocument *
bpmn_model_get_document (BpmnModel *self)
{
  return self->document;
}

/**
 * bpmn_model_get_definitions:
 * @self: a model
 *
 * Returns: (transfer none) (nullable): the root; %NULL if the root element is not `definitions` in
 *   the BPMN model namespace
 */
BpmnElement *
bpmn_model_get_definitions (BpmnModel *self)
{
  return self->definitions;
}

/**
 * bpmn_model_get_process:
 * @self: a model
 *
 * Returns: (transfer none) (nullable): the first process, the one that the app runtime binds
 *   (facts: format 0)
 */
BpmnElement *
bpmn_model_get_process (BpmnModel *self)
{
  if (!self->process_known)
    {
      BpmnElement *child = self->definitions != NULL ? self->definitions->first_child : NULL;

      while (child != NULL && child->item.type != BPMN_TYPE_PROCESS)
        child = child->next;
      self->process = child;
      self->process_known = TRUE;
    }
  return self->process;
}

static void
collect (BpmnModel *self, BpmnElement *element)
{
  element->order = self->elements->len;
  g_ptr_array_add (self->elements, element);
  for (BpmnElement *child = element->first_child; child != NULL; child = child->next)
    collect (self, child);
}

/* Makes the list of elements and their order numbers right. */
void
bpmn_model_ensure_order (BpmnModel *self)
{
  if (self->ordered)
    return;
  g_ptr_array_set_size (self->elements, 0);
  if (self->definitions != NULL)
    collect (self, self->definitions);
  self->ordered = TRUE;
}

/**
 * bpmn_model_get_elements:
 * @self: a model
 *
 * Returns: (transfer none) (element-type BpmnElement): all elements of the tree in document order:
 *   those with a type, and any other BPMN element that has an id. Valid until the next change.
 */
const GPtrArray *
bpmn_model_get_elements (BpmnModel *self)
{
  bpmn_model_ensure_order (self);
  return self->elements;
}

/**
 * bpmn_model_get_diagrams:
 * @self: a model
 *
 * Returns: (transfer none) (element-type BpmnDiagram): the diagrams in document order
 */
const GPtrArray *
bpmn_model_get_diagrams (BpmnModel *self)
{
  return self->diagrams;
}

/**
 * bpmn_model_lookup:
 * @self: a model
 * @id: (nullable): an id
 *
 * Returns: (transfer none) (nullable): the first element with that id
 */
BpmnElement *
bpmn_model_lookup (BpmnModel *self, const char *id)
{
  return id != NULL ? g_hash_table_lookup (self->ids, id) : NULL;
}

/**
 * bpmn_model_get_element_for_node:
 * @self: a model
 * @node: a node of its document
 *
 * Returns: (transfer none) (nullable): the element that @node is; also one that left the tree
 */
BpmnElement *
bpmn_model_get_element_for_node (BpmnModel *self, const SourceNode *node)
{
  BpmnItem *item = bpmn_model_get_item (self, node);

  return item != NULL && item->kind == BPMN_ITEM_ELEMENT ? (BpmnElement *) item : NULL;
}

/**
 * bpmn_model_get_element_at:
 * @self: a model
 * @offset: a position in the document's text
 *
 * Returns: (transfer none) (nullable): the innermost element that stands there, or in the diagram
 *   part the element that the shape or edge there draws
 */
BpmnElement *
bpmn_model_get_element_at (BpmnModel *self, gsize offset)
{
  const SourceNode *node = source_document_get_node_at (self->document, offset);

  for (; node != NULL; node = source_node_get_parent (node))
    {
      BpmnItem *item = bpmn_model_get_item (self, node);

      if (item == NULL)
        continue;
      switch ((BpmnItemKind) item->kind)
        {
        case BPMN_ITEM_ELEMENT:
          return (BpmnElement *) item;
        case BPMN_ITEM_SHAPE:
          return ((BpmnShape *) item)->element;
        case BPMN_ITEM_EDGE:
          return ((BpmnEdge *) item)->element;
        case BPMN_ITEM_DIAGRAM:
          return bpmn_diagram_get_element ((BpmnDiagram *) item);
        default:
          g_assert_not_reached ();
        }
    }
  return NULL;
}

static void
collect_diagram_ids (BpmnModel *self, SourceNode *node)
{
  for (; node != NULL; node = source_node_get_next (node))
    {
      char *id;

      if (source_node_get_kind (node) != SOURCE_NODE_ELEMENT)
        continue;
      id = source_node_dup_attribute (node, NULL, "id");
      if (id != NULL)
        g_hash_table_add (self->diagram_ids, id);
      collect_diagram_ids (self, source_node_get_first_child (node));
    }
}

/* Whether the diagram part uses @id; ids are unique over the whole file (xs:ID). */
gboolean
bpmn_model_has_diagram_id (BpmnModel *self, const char *id)
{
  if (self->diagram_ids == NULL)
    {
      self->diagram_ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      for (guint i = 0; i < self->diagrams->len; i++)
        {
          BpmnDiagram *diagram = g_ptr_array_index (self->diagrams, i);
          char *own = source_node_dup_attribute (diagram->item.node, NULL, "id");

          if (own != NULL)
            g_hash_table_add (self->diagram_ids, own);
          collect_diagram_ids (self, source_node_get_first_child (diagram->item.node));
        }
    }
  return g_hash_table_contains (self->diagram_ids, id);
}

/* After a change of the diagram part: new ids are added (writing a whole diagram asks for an id at
 * every shape, and reading all of them again each time would be quadratic), else the set is made
 * anew when it is next asked for. */
void
bpmn_model_update_diagram_ids (BpmnModel *self, const SourceChange *change)
{
  if (self->diagram_ids == NULL)
    return;
  if (change->whole || change->removed->len > 0 || change->touched->len > 0
      || change->moved->len > 0)
    {
      g_clear_pointer (&self->diagram_ids, g_hash_table_unref);
      return;
    }
  for (guint i = 0; i < change->inserted->len; i++)
    {
      SourceNode *node = g_ptr_array_index (change->inserted, i);
      char *id;

      if (source_node_get_kind (node) != SOURCE_NODE_ELEMENT)
        continue;
      id = source_node_dup_attribute (node, NULL, "id");
      if (id != NULL)
        g_hash_table_add (self->diagram_ids, id);
      collect_diagram_ids (self, source_node_get_first_child (node));
    }
}

static const char *
get_id_stem (BpmnType type)
{
  if (bpmn_type_is_activity (type))
    return "Activity";
  if (bpmn_type_is_event (type))
    return "Event";
  if (bpmn_type_is_gateway (type))
    return "Gateway";
  if (type == BPMN_TYPE_SEQUENCE_FLOW || type == BPMN_TYPE_MESSAGE_FLOW)
    return "Flow";
  return NULL;
}

/**
 * bpmn_model_new_id:
 * @self: a model
 * @type: what the id is for
 *
 * Makes an id in the form that the editors of the field use ("Activity_0u8a6zq": the stem and a
 * number of 32 bits in base 36; facts: format 1.3), so that two people who each add an element do
 * not choose the same.
 *
 * Returns: (transfer full): an id that nothing in the file has
 */
char *
bpmn_model_new_id (BpmnModel *self, BpmnType type)
{
  static const char digits[] = "0123456789abcdefghijklmnopqrstuvwxyz";
  const char *stem = get_id_stem (type);
  g_autofree char *own_stem = NULL;

  if (stem == NULL)
    {
      own_stem = g_strdup (bpmn_type_get_name (type));
      own_stem[0] = g_ascii_toupper (own_stem[0]);
      stem = type == BPMN_TYPE_OTHER ? "Id" : own_stem;
    }
  if (self->rand == NULL) /* mostly nothing new is made */
    self->rand = g_rand_new ();
  for (;;)
    {
      guint32 number = g_rand_int (self->rand);
      char suffix[8] = "0000000";
      g_autofree char *id = NULL;

      for (int i = 6; i >= 0; i--, number /= 36)
        suffix[i] = digits[number % 36];
      id = g_strconcat (stem, "_", suffix, NULL);
      if (bpmn_model_lookup (self, id) == NULL && !bpmn_model_has_diagram_id (self, id))
        return g_steal_pointer (&id);
    }
}

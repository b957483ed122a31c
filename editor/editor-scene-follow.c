/* editor-scene-follow.c: brings the scene up to date with what changed in the model
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "editor/editor-scene-private.h"

#include "engine/source/source-node.h"
#include "engine/source/source-workspace.h"

/* Whether the placement in memory has anything for the element. */
static gboolean
is_placed (const EditorPlacement *placement, const BpmnElement *element)
{
  BpmnRect bounds;
  guint n;

  return editor_placement_get_bounds (placement, element, &bounds)
         || editor_placement_get_waypoints (placement, element, &n) != NULL;
}

/* Reads an item again; its old and new places are damaged. */
static void
refresh_item (EditorScene *self, EditorItem *item, EditorSceneChange *change)
{
  guint depth = editor_item_compute_depth (item->element);

  editor_scene_change_add (change, item);
  change->order |= depth != item->depth;
  item->depth = depth;
  item->overridden = FALSE;
  g_hash_table_remove (self->overridden, item);
  editor_item_read (item);
  editor_scene_update_extents (self, item);
  editor_scene_change_add (change, item);
}

static void
forget_item (EditorScene *self, EditorItem *item)
{
  if (g_hash_table_lookup (self->by_element, item->element) == item)
    g_hash_table_remove (self->by_element, item->element);
  g_hash_table_remove (self->overridden, item);
  g_hash_table_remove (self->emphasised, item);
  editor_spatial_index_remove (self->index, &item->entry);
  self->all_known = FALSE;
}

/* Whether a shape or edge is part of the shown diagram now: it stands in the plane of it. */
static gboolean
belongs_here (EditorScene *self, const SourceNode *node)
{
  const BpmnDiagram *diagram = editor_scene_get_bpmn_diagram (self);
  const SourceNode *plane = source_node_get_parent (node);

  return diagram != NULL && source_node_is_attached (node)
         && source_node_is (plane, BPMN_NS_DI, "BPMNPlane")
         && source_node_get_parent (plane) == bpmn_diagram_get_node (diagram);
}

static EditorItem *
find_by_part (EditorScene *self, gpointer part, BpmnElement *element)
{
  EditorItem *item = element != NULL ? g_hash_table_lookup (self->by_element, element) : NULL;

  if (item != NULL && ((gpointer) item->shape == part || (gpointer) item->edge == part))
    return item;
  for (guint i = 0; i < self->items->len; i++)
    {
      item = g_ptr_array_index (self->items, i);
      if ((gpointer) item->shape == part || (gpointer) item->edge == part)
        return item;
    }
  return NULL;
}

static void
drop_item (EditorScene *self, EditorItem *item, EditorSceneChange *change)
{
  change->damage = editor_rect_union (&change->damage, &item->entry.rect);
  g_ptr_array_remove (change->items, item);
  g_ptr_array_add (change->removed, item);
  change->order = TRUE;
  forget_item (self, item);
}

/* A shape or edge changed, came or went. */
static void
follow_part (EditorScene *self, BpmnShape *shape, BpmnEdge *edge, EditorSceneChange *change)
{
  const SourceNode *node = shape != NULL ? bpmn_shape_get_node (shape) : bpmn_edge_get_node (edge);
  BpmnElement *element
      = shape != NULL ? bpmn_shape_get_element (shape) : bpmn_edge_get_element (edge);
  EditorItem *item = find_by_part (self, shape != NULL ? (gpointer) shape : (gpointer) edge, element);
  guint n_points = 2;

  if (edge != NULL)
    bpmn_edge_get_waypoints (edge, &n_points);
  if (item != NULL && g_ptr_array_find (change->removed, item, NULL))
    return;
  if (!belongs_here (self, node) || element == NULL || n_points < 2)
    {
      if (item != NULL)
        drop_item (self, item, change);
      return;
    }
  if (item == NULL)
    {
      EditorItem *placed = g_hash_table_lookup (self->by_element, element);

      if (placed != NULL && placed->shape == NULL && placed->edge == NULL)
        {
          /* what stood in memory is now in the file: the same item */
          placed->shape = shape;
          placed->edge = edge;
          change->order = TRUE;
          refresh_item (self, placed, change);
          return;
        }
      editor_scene_change_add (change, editor_scene_add_item (self, element, shape, edge));
      change->order = TRUE;
      return;
    }
  if (item->element != element)
    {
      forget_item (self, item);
      item->element = element;
      item->depth = editor_item_compute_depth (element);
      g_hash_table_insert (self->by_element, element, item);
      change->order = TRUE;
    }
  refresh_item (self, item, change);
}

static void
refresh_element (EditorScene *self, BpmnElement *element, EditorSceneChange *change)
{
  EditorItem *item = g_hash_table_lookup (self->by_element, element);

  if (item != NULL && bpmn_element_is_attached (element))
    refresh_item (self, item, change);
}

/* An element changed, came or went. What others show of it (the default mark of its flows, the
 * collection mark of references) is read again too. */
static void
follow_element (EditorScene *self, BpmnElement *element, EditorSceneChange *change)
{
  const GPtrArray *outgoing;

  if (!bpmn_element_is_attached (element))
    {
      EditorItem *item = g_hash_table_lookup (self->by_element, element);

      if (item != NULL)
        drop_item (self, item, change);
      return;
    }
  refresh_element (self, element, change);
  outgoing = bpmn_type_is_flow_node (bpmn_element_get_type_id (element))
                 ? bpmn_element_get_outgoing (element)
                 : NULL;
  for (guint i = 0; outgoing != NULL && i < outgoing->len; i++)
    refresh_element (self, g_ptr_array_index (outgoing, i), change);
}

/* After elements or shapes came or went: what has no place gets one in memory. */
static void
complete (EditorScene *self, EditorSceneChange *change)
{
  gboolean had = self->placement != NULL;

  editor_scene_place_missing (self);
  if (!had && self->placement == NULL)
    return;
  for (guint i = 0; i < self->items->len; i++)
    {
      EditorItem *item = g_ptr_array_index (self->items, i);

      if (item->shape != NULL || item->edge != NULL
          || g_ptr_array_find (change->removed, item, NULL))
        continue;
      /* another item may have taken over the element: a shape names it now */
      if (self->placement == NULL || !is_placed (self->placement, item->element)
          || g_hash_table_lookup (self->by_element, item->element) != item)
        drop_item (self, item, change);
      else
        refresh_item (self, item, change);
    }
  editor_scene_add_placed_items (self, change);
  change->order = TRUE;
}

/* Takes the dropped items out of the list, frees them once everybody has heard of it. */
static void
finish_change (EditorScene *self, EditorSceneChange *change)
{
  g_autoptr (GPtrArray) gone = g_ptr_array_new_with_free_func ((GDestroyNotify) editor_item_free);

  if (change->removed->len > 0)
    {
      guint kept = 0;
      g_autoptr (GHashTable) removed = g_hash_table_new (NULL, NULL);

      for (guint i = 0; i < change->removed->len; i++)
        g_hash_table_add (removed, g_ptr_array_index (change->removed, i));
      g_ptr_array_set_free_func (self->items, NULL);
      for (guint i = 0; i < self->items->len; i++)
        {
          EditorItem *item = g_ptr_array_index (self->items, i);

          if (g_hash_table_contains (removed, item))
            g_ptr_array_add (gone, item);
          else
            self->items->pdata[kept++] = item;
        }
      g_ptr_array_set_size (self->items, (int) kept);
      g_ptr_array_set_free_func (self->items, (GDestroyNotify) editor_item_free);
      /* an element drawn twice may still have its other shape */
      for (guint i = 0; i < self->items->len; i++)
        {
          EditorItem *item = g_ptr_array_index (self->items, i);

          if (!g_hash_table_contains (self->by_element, item->element))
            g_hash_table_insert (self->by_element, item->element, item);
        }
    }
  if (change->order)
    editor_scene_sort_items (self);
  if (change->items->len > 0 || change->removed->len > 0 || change->order)
    editor_scene_emit (self, change);
}

static void
model_changed_cb (BpmnModel *model, BpmnModelChange *model_change, EditorScene *self)
{
  EditorSceneChange change;
  guint n_before = self->items->len;

  if (model_change->whole || self->diagram >= MAX (bpmn_model_get_diagrams (model)->len, 1))
    {
      if (self->diagram >= MAX (bpmn_model_get_diagrams (model)->len, 1))
        self->diagram = 0;
      editor_scene_build (self);
      editor_scene_emit_whole (self);
      return;
    }
  editor_scene_change_init (&change);
  change.order = model_change->order;
  for (guint i = 0; i < model_change->shapes->len; i++)
    follow_part (self, g_ptr_array_index (model_change->shapes, i), NULL, &change);
  for (guint i = 0; i < model_change->edges->len; i++)
    follow_part (self, NULL, g_ptr_array_index (model_change->edges, i), &change);
  for (guint i = 0; i < model_change->elements->len; i++)
    follow_element (self, g_ptr_array_index (model_change->elements, i), &change);
  if (self->placement != NULL || change.removed->len > 0 || self->items->len != n_before
      || model_change->elements->len > 0
      || editor_scene_has_diagram (self) != self->had_diagram)
    {
      /* inside of a transaction more is to come: a layout at every step would cost far too much */
      self->incomplete = source_workspace_in_transaction (self->workspace);
      if (!self->incomplete)
        complete (self, &change);
    }
  finish_change (self, &change);
  editor_scene_change_clear (&change);
}

void
editor_scene_settle (EditorScene *self)
{
  EditorSceneChange change;

  if (!self->incomplete || source_workspace_in_transaction (self->workspace))
    return;
  self->incomplete = FALSE;
  editor_scene_change_init (&change);
  complete (self, &change);
  finish_change (self, &change);
  editor_scene_change_clear (&change);
}

static void
history_changed_cb (SourceWorkspace *workspace, EditorScene *self)
{
  editor_scene_settle (self);
}

/* Keeps @self, which was built, up to date from now on. A part of a process on the clipboard is in
 * no workspace, and nobody edits it. */
void
editor_scene_follow_model (EditorScene *self)
{
  SourceWorkspace *workspace
      = source_document_get_workspace (bpmn_model_get_document (self->model));

  self->changed_id
      = g_signal_connect (self->model, "changed", G_CALLBACK (model_changed_cb), self);
  if (workspace == NULL)
    return;
  self->workspace = g_object_ref (workspace);
  self->history_id = g_signal_connect (self->workspace, "history-changed",
                                       G_CALLBACK (history_changed_cb), self);
}

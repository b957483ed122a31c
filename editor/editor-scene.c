/* editor-scene.c: a diagram as things on a canvas, following the model
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "editor/editor-scene-private.h"

#include "engine/source/source-node.h"
#include "engine/source/source-workspace.h"

#include <string.h>

G_DEFINE_FINAL_TYPE (EditorScene, editor_scene, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

void
editor_scene_change_init (EditorSceneChange *change)
{
  memset (change, 0, sizeof *change);
  change->items = g_ptr_array_new ();
  change->removed = g_ptr_array_new ();
}

void
editor_scene_change_clear (EditorSceneChange *change)
{
  g_ptr_array_unref (change->items);
  g_ptr_array_unref (change->removed);
}

void
editor_scene_change_add (EditorSceneChange *change, EditorItem *item)
{
  change->damage = editor_rect_union (&change->damage, &item->entry.rect);
  if (!g_ptr_array_find (change->items, item, NULL))
    g_ptr_array_add (change->items, item);
}

void
editor_scene_emit (EditorScene *self, EditorSceneChange *change)
{
  g_signal_emit (self, signals[CHANGED], 0, change);
}

void
editor_scene_update_extents (EditorScene *self, EditorItem *item)
{
  BpmnRect extents =
      editor_figure_get_extents (&item->figure, item->laid_out ? &item->texts : NULL);

  editor_spatial_index_set (self->index, &item->entry, &extents);
  self->all_known = FALSE;
}

void
editor_scene_ensure_texts (EditorScene *self, EditorItem *item)
{
  if (item->laid_out)
    return;
  editor_item_complete (item);
  editor_figure_lay_out (&item->figure, self->fonts, &item->texts);
  item->laid_out = TRUE;
  /* never larger than the estimate, so the index stays right */
  item->entry.rect = editor_figure_get_extents (&item->figure, &item->texts);
  self->all_known = FALSE;
}

void
editor_scene_ensure_all_texts (EditorScene *self)
{
  for (guint i = 0; i < self->items->len; i++)
    editor_scene_ensure_texts (self, g_ptr_array_index (self->items, i));
}

/**
 * editor_scene_prepare:
 * @self: a scene
 * @next: (inout): where to go on, 0 at first
 * @until: monotonic time to stop at, in microseconds
 *
 * Reads and lays out what nobody has looked at yet, so that it is there when someone does. What an
 * edit brings meanwhile may be left out: it is read when it is seen.
 *
 * Returns: whether there is more to do
 */
gboolean
editor_scene_prepare (EditorScene *self, guint *next, gint64 until)
{
  while (*next < self->items->len)
    {
      editor_scene_ensure_texts (self, g_ptr_array_index (self->items, *next));
      if (++*next % 16 == 0 && g_get_monotonic_time () >= until)
        break;
    }
  return *next < self->items->len;
}

const BpmnDiagram *
editor_scene_get_bpmn_diagram (EditorScene *self)
{
  const GPtrArray *diagrams = bpmn_model_get_diagrams (self->model);

  return self->diagram < diagrams->len ? g_ptr_array_index (diagrams, self->diagram) : NULL;
}

/* Lower is drawn first; of the same depth containers, then shapes, then lines. */
static guint
drawing_class (const EditorItem *item)
{
  switch ((guint) item->figure.type)
    {
    case BPMN_TYPE_PARTICIPANT:
      return item->figure.flags & EDITOR_FIGURE_BAND ? 5 : 0;
    case BPMN_TYPE_LANE:
      return 1;
    case BPMN_TYPE_BOUNDARY_EVENT:
      return 5;
    case BPMN_TYPE_GROUP:
      return 6;
    default:
      if (item->figure.n_points > 0 || bpmn_type_is_connection (item->figure.type))
        return 4;
      return item->figure.flags & EDITOR_FIGURE_EXPANDED ? 2 : 3;
    }
}

static int
compare_order (gconstpointer a, gconstpointer b)
{
  const EditorItem *x = *(EditorItem *const *) a, *y = *(EditorItem *const *) b;
  guint class_x, class_y;

  if (x->depth != y->depth)
    return x->depth < y->depth ? -1 : 1;
  class_x = drawing_class (x);
  class_y = drawing_class (y);
  if (class_x != class_y)
    return class_x < class_y ? -1 : 1;
  return x->document_index < y->document_index ? -1 : x->document_index > y->document_index;
}

#define MIN_BLOCK 16 /* items */
#define MAX_BLOCK 2048

/* Zeroed memory for an item: a large scene takes it in few large pieces. */
static EditorItem *
take_item (EditorScene *self)
{
  EditorItem *item;

  if (self->spare->len > 0)
    {
      item = g_ptr_array_steal_index_fast (self->spare, self->spare->len - 1);
      memset (item, 0, sizeof *item);
      return item;
    }
  if (self->block_left == 0)
    {
      self->block_left = MIN (MIN_BLOCK << MIN (self->blocks->len, 16), MAX_BLOCK);
      self->block = g_new0 (EditorItem, self->block_left);
      g_ptr_array_add (self->blocks, self->block);
    }
  self->block_left--;
  return self->block++;
}

EditorItem *
editor_scene_add_item (EditorScene *self, BpmnElement *element, BpmnShape *shape, BpmnEdge *edge)
{
  EditorItem *item = take_item (self);

  item->scene = self;
  item->element = element;
  item->shape = shape;
  item->edge = edge;
  item->depth = editor_item_compute_depth (element);
  editor_item_read (item);
  editor_scene_update_extents (self, item);
  g_ptr_array_add (self->items, item);
  if (!g_hash_table_contains (self->by_element, element))
    g_hash_table_insert (self->by_element, element, item);
  return item;
}

/* Whether the file has a place for anything in the diagram shown */
gboolean
editor_scene_has_diagram (EditorScene *self)
{
  const BpmnDiagram *diagram = editor_scene_get_bpmn_diagram (self);

  return diagram != NULL && bpmn_diagram_get_shapes (diagram)->len > 0;
}

/* Computes the placement of what the file leaves out. Only the first diagram is completed: further
 * ones show a part on purpose. */
void
editor_scene_place_missing (EditorScene *self)
{
  gboolean has_diagram = editor_scene_has_diagram (self);

  g_clear_pointer (&self->placement, editor_placement_unref);
  self->origin = EDITOR_SCENE_FROM_FILE;
  self->had_diagram = has_diagram;
  if (self->diagram > 0 || bpmn_model_get_definitions (self->model) == NULL)
    return;
  self->placement = editor_layout_compute (self->model, has_diagram ? EDITOR_LAYOUT_COMPLETE
                                                                    : EDITOR_LAYOUT_WHOLE);
  if (editor_placement_get_size (self->placement) == 0)
    g_clear_pointer (&self->placement, editor_placement_unref);
  else
    self->origin = has_diagram ? EDITOR_SCENE_PARTLY_PLACED : EDITOR_SCENE_PLACED;
}

/* Brings the items into the order of drawing, by their places in the file; nearly always they are. */
static void
order_items (EditorScene *self)
{
  gpointer *items = self->items->pdata;
  guint i = 1;

  while (i < self->items->len && compare_order (&items[i - 1], &items[i]) <= 0)
    i++;
  if (i < self->items->len)
    g_ptr_array_sort (self->items, compare_order);
  for (i = 0; i < self->items->len; i++)
    ((EditorItem *) g_ptr_array_index (self->items, i))->order = i;
}

/* Gives every item its place in the file, or behind it in the placement, and sorts. */
void
editor_scene_sort_items (EditorScene *self)
{
  const BpmnDiagram *diagram = editor_scene_get_bpmn_diagram (self);
  const GPtrArray *placed
      = self->placement != NULL ? editor_placement_get_elements (self->placement) : NULL;
  g_autoptr (GHashTable) places = g_hash_table_new (NULL, NULL);
  guint next = 1;

  for (guint kind = 0; diagram != NULL && kind < 2; kind++)
    {
      const GPtrArray *parts
          = kind == 0 ? bpmn_diagram_get_shapes (diagram) : bpmn_diagram_get_edges (diagram);

      for (guint i = 0; i < parts->len; i++)
        g_hash_table_insert (places, g_ptr_array_index (parts, i), GUINT_TO_POINTER (next++));
    }
  for (guint i = 0; placed != NULL && i < placed->len; i++)
    g_hash_table_insert (places, g_ptr_array_index (placed, i), GUINT_TO_POINTER (next++));
  for (guint i = 0; i < self->items->len; i++)
    {
      EditorItem *item = g_ptr_array_index (self->items, i);
      gpointer part = item->shape != NULL  ? (gpointer) item->shape
                      : item->edge != NULL ? (gpointer) item->edge
                                           : (gpointer) item->element;
      guint place = GPOINTER_TO_UINT (g_hash_table_lookup (places, part));

      item->document_index = place > 0 ? place : next + i;
    }
  order_items (self);
}

void
editor_scene_add_placed_items (EditorScene *self, EditorSceneChange *change)
{
  const GPtrArray *placed;

  if (self->placement == NULL)
    return;
  placed = editor_placement_get_elements (self->placement);
  for (guint i = 0; i < placed->len; i++)
    {
      BpmnElement *element = g_ptr_array_index (placed, i);

      if (!g_hash_table_contains (self->by_element, element))
        {
          EditorItem *item = editor_scene_add_item (self, element, NULL, NULL);

          if (change != NULL)
            editor_scene_change_add (change, item);
        }
    }
}

void
editor_scene_build (EditorScene *self)
{
  const BpmnDiagram *diagram;

  g_hash_table_remove_all (self->by_element);
  g_hash_table_remove_all (self->overridden);
  g_hash_table_remove_all (self->emphasised);
  editor_spatial_index_free (self->index);
  self->index = editor_spatial_index_new ();
  g_ptr_array_set_size (self->items, 0);
  self->incomplete = FALSE;
  editor_scene_place_missing (self);
  diagram = editor_scene_get_bpmn_diagram (self);
  if (diagram != NULL)
    {
      const GPtrArray *shapes = bpmn_diagram_get_shapes (diagram);
      const GPtrArray *edges = bpmn_diagram_get_edges (diagram);

      for (guint i = 0; i < shapes->len; i++)
        {
          BpmnShape *shape = g_ptr_array_index (shapes, i);
          BpmnElement *element = bpmn_shape_get_element (shape);

          if (element != NULL)
            editor_scene_add_item (self, element, shape, NULL);
        }
      for (guint i = 0; i < edges->len; i++)
        {
          BpmnEdge *edge = g_ptr_array_index (edges, i);
          BpmnElement *element = bpmn_edge_get_element (edge);
          guint n;

          if (element != NULL && bpmn_edge_get_waypoints (edge, &n) != NULL && n >= 2)
            editor_scene_add_item (self, element, NULL, edge);
        }
    }
  editor_scene_add_placed_items (self, NULL);
  for (guint i = 0; i < self->items->len; i++)
    ((EditorItem *) g_ptr_array_index (self->items, i))->document_index = i;
  order_items (self);
}

void
editor_scene_emit_whole (EditorScene *self)
{
  EditorSceneChange change;

  editor_scene_change_init (&change);
  change.whole = TRUE;
  change.order = TRUE;
  change.damage = editor_scene_get_extents (self);
  editor_scene_emit (self, &change);
  editor_scene_change_clear (&change);
}

static void
editor_scene_finalize (GObject *object)
{
  EditorScene *self = EDITOR_SCENE (object);

  g_clear_signal_handler (&self->changed_id, self->model);
  g_clear_signal_handler (&self->history_id, self->workspace);
  g_clear_object (&self->workspace);
  g_hash_table_unref (self->by_element);
  g_hash_table_unref (self->overridden);
  g_hash_table_unref (self->emphasised);
  g_ptr_array_unref (self->items);
  g_ptr_array_unref (self->spare);
  g_ptr_array_unref (self->blocks);
  editor_spatial_index_free (self->index);
  g_clear_pointer (&self->placement, editor_placement_unref);
  g_clear_pointer (&self->fonts, editor_fonts_unref);
  g_clear_object (&self->model);
  G_OBJECT_CLASS (editor_scene_parent_class)->finalize (object);
}

static void
editor_scene_class_init (EditorSceneClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = editor_scene_finalize;

  /**
   * EditorScene::changed:
   * @self: the scene
   * @change: (type gpointer): the #EditorSceneChange, valid during the emission
   *
   * What the scene shows changed.
   */
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
editor_scene_init (EditorScene *self)
{
  self->items = g_ptr_array_new_with_free_func ((GDestroyNotify) editor_item_free);
  self->spare = g_ptr_array_new ();
  self->blocks = g_ptr_array_new_with_free_func (g_free);
  self->by_element = g_hash_table_new (NULL, NULL);
  self->overridden = g_hash_table_new (NULL, NULL);
  self->emphasised = g_hash_table_new (NULL, NULL);
  self->index = editor_spatial_index_new ();
}

/**
 * editor_scene_new:
 * @model: the model to show; the scene keeps a reference
 * @app: (nullable): the app around it, which must outlive the scene
 *
 * Returns: (transfer full): a scene of the model's first diagram
 */
EditorScene *
editor_scene_new (BpmnModel *model, AltinnApp *app)
{
  EditorScene *self;
  BpmnElement *root;

  g_return_val_if_fail (BPMN_IS_MODEL (model), NULL);

  self = g_object_new (EDITOR_TYPE_SCENE, NULL);
  self->model = g_object_ref (model);
  self->app = app;
  self->fonts = editor_fonts_new (NULL);
  root = bpmn_model_get_definitions (model);
  self->altinn
      = root != NULL
        && (source_node_lookup_prefix (bpmn_element_get_node (root), "http://altinn.no/process") != NULL
            || source_node_lookup_prefix (bpmn_element_get_node (root), "http://altinn.no") != NULL);
  editor_scene_build (self);
  editor_scene_follow_model (self);
  return self;
}

BpmnModel *
editor_scene_get_model (EditorScene *self)
{
  g_return_val_if_fail (EDITOR_IS_SCENE (self), NULL);

  return self->model;
}

EditorFonts *
editor_scene_get_fonts (EditorScene *self)
{
  g_return_val_if_fail (EDITOR_IS_SCENE (self), NULL);

  return self->fonts;
}

/**
 * editor_scene_set_font_family:
 * @self: a scene
 * @family: (nullable): a font family; %NULL as editor_fonts_new()
 *
 * Lays all texts out anew with another font.
 */
void
editor_scene_set_font_family (EditorScene *self, const char *family)
{
  g_return_if_fail (EDITOR_IS_SCENE (self));

  editor_fonts_unref (self->fonts);
  self->fonts = editor_fonts_new (family);
  for (guint i = 0; i < self->items->len; i++)
    {
      EditorItem *item = g_ptr_array_index (self->items, i);

      editor_figure_texts_clear (&item->texts);
      item->laid_out = FALSE;
      editor_scene_update_extents (self, item);
    }
  editor_scene_emit_whole (self);
}

guint
editor_scene_get_n_diagrams (EditorScene *self)
{
  g_return_val_if_fail (EDITOR_IS_SCENE (self), 0);

  return bpmn_model_get_diagrams (self->model)->len;
}

guint
editor_scene_get_diagram (EditorScene *self)
{
  g_return_val_if_fail (EDITOR_IS_SCENE (self), 0);

  return self->diagram;
}

/**
 * editor_scene_set_diagram:
 * @self: a scene
 * @index: of the diagram, below editor_scene_get_n_diagrams()
 *
 * Shows another diagram of the file.
 */
void
editor_scene_set_diagram (EditorScene *self, guint index)
{
  g_return_if_fail (EDITOR_IS_SCENE (self));
  g_return_if_fail (index < MAX (bpmn_model_get_diagrams (self->model)->len, 1));

  if (index == self->diagram)
    return;
  self->diagram = index;
  editor_scene_build (self);
  editor_scene_emit_whole (self);
}

EditorSceneOrigin
editor_scene_get_origin (EditorScene *self)
{
  g_return_val_if_fail (EDITOR_IS_SCENE (self), EDITOR_SCENE_FROM_FILE);

  editor_scene_settle (self);
  return self->origin;
}

const EditorPlacement *
editor_scene_get_placement (EditorScene *self)
{
  g_return_val_if_fail (EDITOR_IS_SCENE (self), NULL);

  editor_scene_settle (self);
  return self->placement;
}

gboolean
editor_scene_is_altinn (EditorScene *self)
{
  g_return_val_if_fail (EDITOR_IS_SCENE (self), FALSE);

  return self->altinn;
}

/**
 * editor_scene_set_altinn:
 * @self: a scene
 * @altinn: whether the file is the process of an Altinn app
 *
 * A new scene finds out by the namespaces of the file. In an Altinn process tasks show their type,
 * and what apps do not run is marked.
 */
void
editor_scene_set_altinn (EditorScene *self, gboolean altinn)
{
  g_return_if_fail (EDITOR_IS_SCENE (self));

  if (self->altinn == !!altinn)
    return;
  self->altinn = !!altinn;
  editor_scene_build (self);
  editor_scene_emit_whole (self);
}

const GPtrArray *
editor_scene_get_items (EditorScene *self)
{
  g_return_val_if_fail (EDITOR_IS_SCENE (self), NULL);

  editor_scene_settle (self);
  return self->items;
}

EditorItem *
editor_scene_lookup (EditorScene *self, const BpmnElement *element)
{
  g_return_val_if_fail (EDITOR_IS_SCENE (self), NULL);

  editor_scene_settle (self);
  return element != NULL ? g_hash_table_lookup (self->by_element, element) : NULL;
}

BpmnRect
editor_scene_get_extents (EditorScene *self)
{
  BpmnRect all = { 0, 0, 0, 0 };

  g_return_val_if_fail (EDITOR_IS_SCENE (self), all);

  editor_scene_settle (self);
  if (self->all_known)
    return self->all;
  for (guint i = 0; i < self->items->len; i++)
    all =
        editor_rect_union (&all, &((EditorItem *) g_ptr_array_index (self->items, i))->entry.rect);
  self->all = all;
  self->all_known = TRUE;
  return all;
}

/* editor-scene-item.c: what one can ask of an item, and its overrides and emphasis
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "editor/editor-scene-private.h"

BpmnElement *
editor_item_get_element (const EditorItem *item)
{
  return item->element;
}

BpmnType
editor_item_get_type_id (const EditorItem *item)
{
  return item->figure.type;
}

gboolean
editor_item_is_connection (const EditorItem *item)
{
  return item->figure.n_points > 0;
}

gboolean
editor_item_is_in_file (const EditorItem *item)
{
  return item->shape != NULL || item->edge != NULL;
}

const EditorFigure *
editor_item_get_figure (EditorItem *item)
{
  editor_item_complete (item);
  return &item->figure;
}

BpmnRect
editor_item_get_bounds (const EditorItem *item)
{
  return item->figure.bounds;
}

EditorOutline
editor_item_get_outline (const EditorItem *item)
{
  return editor_type_get_outline (item->figure.type);
}

const BpmnPoint *
editor_item_get_waypoints (const EditorItem *item, guint *n_points)
{
  *n_points = item->figure.n_points;
  return item->figure.points;
}

/**
 * editor_item_get_label_bounds:
 * @self: the item's scene
 * @item: an item
 * @bounds: (out): where its external label is, as wide as the text
 *
 * Returns: %FALSE if it has no external label
 */
gboolean
editor_item_get_label_bounds (EditorScene *self, EditorItem *item, BpmnRect *bounds)
{
  /* a picked task need not be laid out to say that it has none */
  if (!editor_figure_get_label (&item->figure, NULL, bounds))
    return FALSE;
  editor_scene_ensure_texts (self, item);
  return editor_figure_get_label (&item->figure, &item->texts, bounds);
}

BpmnRect
editor_item_get_extents (const EditorItem *item)
{
  return item->entry.rect;
}

EditorDock
editor_item_get_dock (const EditorItem *item)
{
  return (EditorDock){ item->figure.bounds, editor_item_get_outline (item), item->figure.type };
}

guint
editor_item_get_order (const EditorItem *item)
{
  return item->order;
}

const char *
editor_item_get_cut_text (EditorScene *self, EditorItem *item)
{
  editor_scene_ensure_texts (self, item);
  if (item->texts.name != NULL && editor_text_is_cut (item->texts.name))
    return item->figure.name;
  if (item->texts.subtitle != NULL && editor_text_is_cut (item->texts.subtitle))
    return item->figure.subtitle;
  return NULL;
}

/* One item looks or stands different: both places are damaged. */
static void
emit_item (EditorScene *self, EditorItem *item, const BpmnRect *before)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new ();
  g_autoptr (GPtrArray) removed = g_ptr_array_new ();
  EditorSceneChange change = { .items = items, .removed = removed };

  g_ptr_array_add (items, item);
  change.damage = editor_rect_union (before, &item->entry.rect);
  editor_scene_emit (self, &change);
}

static void
mark_overridden (EditorScene *self, EditorItem *item)
{
  item->overridden = TRUE;
  g_hash_table_add (self->overridden, item);
}

/* The label keeps its place beside what moved. */
static void
move_label (EditorItem *item, const BpmnRect *from, const BpmnRect *to)
{
  if (item->figure.label_bounds.width <= 0)
    return;
  item->figure.label_bounds.x += to->x - from->x;
  item->figure.label_bounds.y += to->y - from->y;
}

/**
 * editor_scene_override_bounds:
 * @self: a scene
 * @item: a shape
 * @bounds: where it is shown for now; its external label moves with it
 */
void
editor_scene_override_bounds (EditorScene *self, EditorItem *item, const BpmnRect *bounds)
{
  BpmnRect before = item->entry.rect, old = item->figure.bounds;

  g_return_if_fail (EDITOR_IS_SCENE (self) && item->figure.n_points == 0);

  if (editor_rect_equal (&old, bounds))
    return;
  item->figure.bounds = *bounds;
  move_label (item, &old, bounds);
  if (old.width != bounds->width || old.height != bounds->height)
    {
      editor_figure_texts_clear (&item->texts);
      item->laid_out = FALSE;
    }
  mark_overridden (self, item);
  editor_scene_update_extents (self, item);
  emit_item (self, item, &before);
}

/**
 * editor_scene_override_waypoints:
 * @self: a scene
 * @item: a connection
 * @points: where it runs for now
 * @n_points: how many; at least 2
 */
void
editor_scene_override_waypoints (EditorScene *self, EditorItem *item, const BpmnPoint *points,
                                 guint n_points)
{
  BpmnRect before = item->entry.rect;
  BpmnPoint old_middle, middle;

  g_return_if_fail (EDITOR_IS_SCENE (self) && item->figure.n_points > 0 && n_points >= 2);

  old_middle = editor_route_middle (item->figure.points, item->figure.n_points, NULL);
  editor_item_set_points (item, points, n_points);
  middle = editor_route_middle (item->figure.points, n_points, NULL);
  move_label (item, &(BpmnRect){ old_middle.x, old_middle.y, 0, 0 },
              &(BpmnRect){ middle.x, middle.y, 0, 0 });
  mark_overridden (self, item);
  editor_scene_update_extents (self, item);
  emit_item (self, item, &before);
}

/**
 * editor_scene_override_label:
 * @self: a scene
 * @item: an item with an external label
 * @bounds: where its label is shown for now
 */
void
editor_scene_override_label (EditorScene *self, EditorItem *item, const BpmnRect *bounds)
{
  BpmnRect before = item->entry.rect;

  g_return_if_fail (EDITOR_IS_SCENE (self));

  item->figure.label_bounds = *bounds;
  editor_figure_texts_clear (&item->texts);
  item->laid_out = FALSE;
  mark_overridden (self, item);
  editor_scene_update_extents (self, item);
  emit_item (self, item, &before);
}

/**
 * editor_scene_clear_overrides:
 * @self: a scene
 *
 * Shows everything where the model has it again.
 */
void
editor_scene_clear_overrides (EditorScene *self)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new ();
  g_autoptr (GPtrArray) removed = g_ptr_array_new ();
  EditorSceneChange change = { .items = items, .removed = removed };
  GHashTableIter iter;
  gpointer key;

  g_return_if_fail (EDITOR_IS_SCENE (self));

  if (g_hash_table_size (self->overridden) == 0)
    return;
  g_hash_table_iter_init (&iter, self->overridden);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      EditorItem *item = key;

      change.damage = editor_rect_union (&change.damage, &item->entry.rect);
      item->overridden = FALSE;
      editor_item_read (item);
      editor_scene_update_extents (self, item);
      change.damage = editor_rect_union (&change.damage, &item->entry.rect);
      g_ptr_array_add (items, item);
    }
  g_hash_table_remove_all (self->overridden);
  editor_scene_emit (self, &change);
}

gboolean
editor_scene_has_overrides (EditorScene *self)
{
  g_return_val_if_fail (EDITOR_IS_SCENE (self), FALSE);

  return g_hash_table_size (self->overridden) > 0;
}

/**
 * editor_scene_set_emphasis:
 * @self: a scene
 * @item: an item
 * @emphasis: how it stands out
 */
void
editor_scene_set_emphasis (EditorScene *self, EditorItem *item, EditorEmphasis emphasis)
{
  g_return_if_fail (EDITOR_IS_SCENE (self) && emphasis < EDITOR_N_EMPHASES);

  if (item->figure.emphasis == emphasis)
    return;
  item->figure.emphasis = emphasis;
  if (emphasis != EDITOR_EMPHASIS_NONE)
    g_hash_table_add (self->emphasised, item);
  else
    g_hash_table_remove (self->emphasised, item);
  emit_item (self, item, &item->entry.rect);
}

void
editor_scene_clear_emphasis (EditorScene *self)
{
  g_autoptr (GPtrArray) items = NULL;

  g_return_if_fail (EDITOR_IS_SCENE (self));

  items = g_ptr_array_new ();
  for (guint i = 0; i < self->items->len; i++)
    if (g_hash_table_contains (self->emphasised, g_ptr_array_index (self->items, i)))
      g_ptr_array_add (items, g_ptr_array_index (self->items, i));
  for (guint i = 0; i < items->len; i++)
    editor_scene_set_emphasis (self, g_ptr_array_index (items, i), EDITOR_EMPHASIS_NONE);
}

/* editor-scene-private.h: what the files of the scene share
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "editor/editor-layout.h"
#include "editor/editor-scene.h"
#include "editor/editor-spatial-index.h"

G_BEGIN_DECLS

/* There are thousands: what a diagram weighs is this. */
struct _EditorItem
{
  EditorSpatialEntry entry; /* the extents */
  EditorScene *scene;
  BpmnElement *element;
  BpmnShape *shape; /* NULL for connections and for what is placed in memory */
  BpmnEdge *edge;
  EditorFigure figure; /* owns what its pointers point to */
  EditorFigureTexts texts;
  guint order;
  guint depth; /* of nesting in sub-processes */
  guint document_index;
  guint in_outline : 1; /* read as far as one sees from afar: editor_item_complete() */
  guint laid_out : 1;
  guint overridden : 1;
};

struct _EditorScene
{
  GObject parent_instance;
  BpmnModel *model;
  AltinnApp *app; /* (unowned) (nullable) */
  EditorFonts *fonts;
  gulong changed_id;
  SourceWorkspace *workspace;
  gulong history_id;
  guint diagram;
  gboolean altinn;
  gboolean incomplete; /* elements came or went, the placement in memory waits for the end of the
                          transaction */
  EditorSceneOrigin origin;
  gboolean had_diagram; /* when what is missing was placed */
  EditorPlacement *placement; /* (nullable) */
  GPtrArray *items;           /* of EditorItem, in drawing order; owns them */
  GPtrArray *spare;           /* of EditorItem: memory of items that are no more */
  GPtrArray *blocks;          /* of EditorItem[]: the memory of all */
  EditorItem *block;          /* what is left of the last one */
  guint block_left;
  GHashTable *by_element;     /* BpmnElement -> EditorItem */
  EditorSpatialIndex *index;
  BpmnRect all; /* extents of everything */
  gboolean all_known;
  GHashTable *overridden; /* set of EditorItem */
  GHashTable *emphasised; /* set of EditorItem */
};

/* editor-figure.c: reads an element into a figure */
void editor_item_read (EditorItem *self);
void editor_item_complete (EditorItem *self);
void editor_item_set_points (EditorItem *self, const BpmnPoint *points, guint n_points);
void editor_item_free (EditorItem *self);
guint editor_item_compute_depth (const BpmnElement *element);

/* editor-scene.c */
void editor_scene_change_init (EditorSceneChange *change);
void editor_scene_change_clear (EditorSceneChange *change);
void editor_scene_change_add (EditorSceneChange *change, EditorItem *item);
const BpmnDiagram *editor_scene_get_bpmn_diagram (EditorScene *self);
EditorItem *editor_scene_add_item (EditorScene *self, BpmnElement *element, BpmnShape *shape,
                                   BpmnEdge *edge);
gboolean editor_scene_has_diagram (EditorScene *self);
void editor_scene_place_missing (EditorScene *self);
void editor_scene_add_placed_items (EditorScene *self, EditorSceneChange *change);
void editor_scene_sort_items (EditorScene *self);
void editor_scene_build (EditorScene *self);
void editor_scene_emit_whole (EditorScene *self);
void editor_scene_ensure_texts (EditorScene *self, EditorItem *item);
void editor_scene_ensure_all_texts (EditorScene *self);
void editor_scene_update_extents (EditorScene *self, EditorItem *item);
void editor_scene_emit (EditorScene *self, EditorSceneChange *change);

/* editor-scene-follow.c */
void editor_scene_follow_model (EditorScene *self);
void editor_scene_settle (EditorScene *self); /* completes what waits, outside of transactions */

G_END_DECLS

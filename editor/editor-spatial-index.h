/* editor-spatial-index.h: which things touch a rectangle
 *
 * A grid of buckets; what covers very many of them is kept in a list of its own.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "editor/editor-geometry.h"

G_BEGIN_DECLS

typedef struct _EditorSpatialIndex EditorSpatialIndex;

/**
 * EditorSpatialEntry:
 * @rect: where the thing is; its owner may make it smaller without telling the index
 *
 * The first member of the thing that is indexed; zeroed before it is first inserted.
 */
typedef struct
{
  BpmnRect rect;
  /*< private >*/
  int left, top, right, bottom; /* buckets */
  guint stamp;
  guint8 state; /* 0: not in the index, 1: in buckets, 2: in the list of large ones */
} EditorSpatialEntry;

EditorSpatialIndex *editor_spatial_index_new (void) G_GNUC_WARN_UNUSED_RESULT;
void editor_spatial_index_free (EditorSpatialIndex *self);
void editor_spatial_index_set (EditorSpatialIndex *self, EditorSpatialEntry *entry,
                               const BpmnRect *rect);
void editor_spatial_index_remove (EditorSpatialIndex *self, EditorSpatialEntry *entry);
/* Appends the things that touch @rect to @found, each once, in no particular order. */
void editor_spatial_index_query (EditorSpatialIndex *self, const BpmnRect *rect,
                                 GPtrArray *found);

G_END_DECLS

/* editor-layout.h: automatic placement
 *
 * Left to right, the accepting way on one straight line, back flows below it in lanes of their
 * own, no overlaps and no lines through shapes. Deterministic: the same model gives the same
 * placement, also on another machine. Never writes by itself.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "editor/editor-routing.h"
#include "engine/bpmn/bpmn-model.h"

G_BEGIN_DECLS

#define EDITOR_LAYOUT_GAP 50.0 /* between an element and the next */

/**
 * EditorPlacement:
 *
 * Places of elements that a layout found, by element. Immutable.
 */
typedef struct _EditorPlacement EditorPlacement;

/**
 * EditorLayoutMode:
 * @EDITOR_LAYOUT_WHOLE: places everything anew, ignoring the diagram
 * @EDITOR_LAYOUT_COMPLETE: places only what the file's diagram leaves out
 */
typedef enum
{
  EDITOR_LAYOUT_WHOLE,
  EDITOR_LAYOUT_COMPLETE,
} EditorLayoutMode;

EditorPlacement *editor_layout_compute (BpmnModel *model, EditorLayoutMode mode)
    G_GNUC_WARN_UNUSED_RESULT;
EditorPlacement *editor_placement_ref (EditorPlacement *self);
void editor_placement_unref (EditorPlacement *self);
guint editor_placement_get_size (const EditorPlacement *self); /* number of placed elements */
gboolean editor_placement_get_bounds (const EditorPlacement *self, const BpmnElement *element,
                                      BpmnRect *bounds);
gboolean editor_placement_get_label_bounds (const EditorPlacement *self,
                                            const BpmnElement *element, BpmnRect *bounds);
const BpmnPoint *editor_placement_get_waypoints (const EditorPlacement *self,
                                                 const BpmnElement *element, guint *n_points);
/* The placed elements, containers before what they hold, shapes before connections. */
const GPtrArray *editor_placement_get_elements (const EditorPlacement *self);
/* Writes the placement as the diagram: one nested transaction. */
gboolean editor_placement_apply (const EditorPlacement *self, BpmnModel *model, GError **error);

/* Where an element of @width x @height appended after @after stands: a gap to the right on the same
 * centre line, else further down (then up) in steps until it touches nothing of @occupied. */
BpmnRect editor_layout_find_room (const BpmnRect *after, double width, double height,
                                  const BpmnRect *occupied, guint n_occupied);

/* The nodes of the accepting way from the start event to an end event, in order; (transfer
 * container), of BpmnElement; empty if there is no start event. */
GPtrArray *editor_layout_find_main_path (BpmnElement *process) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EditorPlacement, editor_placement_unref)

G_END_DECLS

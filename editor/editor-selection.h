/* editor-selection.h: what is selected in one open process
 *
 * An ordered set of drawn elements. The last one added is the *primary* one: it is where keyboard
 * commands start and what the inspector shows first. Elements that leave the model leave the
 * selection by themselves.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "engine/bpmn/bpmn-model.h"

G_BEGIN_DECLS

#define EDITOR_TYPE_SELECTION (editor_selection_get_type ())
G_DECLARE_FINAL_TYPE (EditorSelection, editor_selection, EDITOR, SELECTION, GObject)

/* Signals:
 *   "changed" (EditorSelection *): other elements are selected, or another one is primary */

EditorSelection *editor_selection_new (BpmnModel *model) G_GNUC_WARN_UNUSED_RESULT;

/* (element-type BpmnElement), in the order of selecting; valid until the next change */
const GPtrArray *editor_selection_get_elements (EditorSelection *self);
guint editor_selection_get_size (EditorSelection *self);
gboolean editor_selection_contains (EditorSelection *self, const BpmnElement *element);
BpmnElement *editor_selection_get_primary (EditorSelection *self); /* NULL when empty */
BpmnElement *editor_selection_get_single (EditorSelection *self);  /* NULL unless exactly one */

void editor_selection_clear (EditorSelection *self);
void editor_selection_select (EditorSelection *self, BpmnElement *element); /* only this one */
void editor_selection_set (EditorSelection *self, BpmnElement *const *elements, guint n_elements);
void editor_selection_add (EditorSelection *self, BpmnElement *element);
void editor_selection_remove (EditorSelection *self, BpmnElement *element);
void editor_selection_toggle (EditorSelection *self, BpmnElement *element);
void editor_selection_select_all (EditorSelection *self);

G_END_DECLS

/* bpmn-edit-private.h: what the edits of engine/bpmn share
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "engine/bpmn/bpmn-edit.h"
#include "engine/bpmn/bpmn-model-private.h"
#include "engine/source/source-edit.h"
#include "engine/source/source-workspace.h"

G_BEGIN_DECLS

/* bpmn-place.c: where a new child belongs */
SourceNode *bpmn_place_child (BpmnModel *model, SourceNode *parent, const char *name);
SourceNode *bpmn_place_flow_element (SourceNode *container);

/* bpmn-edit-reference.c: incoming, outgoing and all that names an id */
gboolean bpmn_edit_add_flow_ref (BpmnModel *model, BpmnElement *node, const char *name,
                                 const char *id, GError **error);
gboolean bpmn_edit_remove_flow_ref (BpmnModel *model, BpmnElement *node, const char *name,
                                    const char *id, GError **error);
SourceNode *bpmn_edit_find_flow_ref (BpmnElement *node, const char *name, const char *id);
gboolean bpmn_edit_set_ref_text (BpmnModel *model, SourceNode *node, const char *value,
                                 GError **error);
gboolean bpmn_edit_replace_refs (BpmnModel *model, const char *old_id, const char *new_id,
                                 GError **error);
gboolean bpmn_edit_remove_refs (BpmnModel *model, GHashTable *ids, GPtrArray *named_by,
                                GError **error);
char *bpmn_edit_replace_in_ref (const char *ref, const char *old_id, const char *new_id);

G_END_DECLS

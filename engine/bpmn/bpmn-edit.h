/* bpmn-edit.h: changes of a BPMN document that keep its references whole
 *
 * Every function is one nested transaction on the document's workspace: it either does all of it or
 * nothing. What the file looked like decides how it is written (prefixes, order of children, the
 * place of incoming/outgoing). Numbers are written with '.' and without needless decimals.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "engine/bpmn/bpmn-model.h"
#include "engine/source/source-fragment.h"

G_BEGIN_DECLS

/**
 * BpmnError:
 * @BPMN_ERROR_ID: not a legal id, or already in use
 * @BPMN_ERROR_NOT_ALLOWED: the connection or placement is not allowed by BPMN or by Altinn
 * @BPMN_ERROR_NOT_FOUND: no element has that id
 */
typedef enum
{
  BPMN_ERROR_ID,
  BPMN_ERROR_NOT_ALLOWED,
  BPMN_ERROR_NOT_FOUND,
} BpmnError;
#define BPMN_ERROR (bpmn_error_quark ())
GQuark bpmn_error_quark (void);

/* The frame of an edit: a nested transaction on the model's workspace, committed or taken back. For
 * rooms above that change the same document. bpmn_edit_end() returns @done. */
void bpmn_edit_begin (BpmnModel *model, const char *name);
gboolean bpmn_edit_end (BpmnModel *model, gboolean done);
/* The extensionElements of an element, made where the file would have it; NULL with an error. */
SourceNode *bpmn_edit_ensure_extension_elements (BpmnModel *model, BpmnElement *element,
                                                 GError **error);

/* Semantic part. @extension is the content of extensionElements (may be NULL). */
BpmnElement *bpmn_edit_add_node (BpmnModel *model, BpmnElement *process, BpmnType type,
                                 const char *id, const char *name,
                                 const SourceFragment *extension, GError **error);
/* A whole flow node as described, behind the last flow element; its id must be free. */
BpmnElement *bpmn_edit_insert (BpmnModel *model, BpmnElement *process,
                               const SourceFragment *fragment, GError **error);
gboolean bpmn_edit_can_connect (BpmnModel *model, BpmnElement *source, BpmnElement *target,
                                GError **error);
BpmnElement *bpmn_edit_connect (BpmnModel *model, BpmnElement *source, BpmnElement *target,
                                const char *id, GError **error);
gboolean bpmn_edit_reconnect (BpmnModel *model, BpmnElement *flow, BpmnElement *source,
                              BpmnElement *target, GError **error);
/* Deletes elements with their flows, shapes, edges and references; with @mend a chain whose deleted
 * node had one flow in and one out stays connected (the incoming flow is kept). @named_by, if not
 * NULL, gets what else names them and was left alone: human-readable lines. */
gboolean bpmn_edit_delete (BpmnModel *model, GPtrArray *elements, gboolean mend,
                           GPtrArray **named_by, GError **error);
gboolean bpmn_edit_check_id (BpmnModel *model, BpmnElement *element, const char *id,
                             GError **error);
gboolean bpmn_edit_set_id (BpmnModel *model, BpmnElement *element, const char *id, GError **error);
gboolean bpmn_edit_set_name (BpmnModel *model, BpmnElement *element, const char *name,
                             GError **error);
gboolean bpmn_edit_set_condition (BpmnModel *model, BpmnElement *flow, const char *condition,
                                  GError **error);
gboolean bpmn_edit_set_default (BpmnModel *model, BpmnElement *gateway, BpmnElement *flow,
                                GError **error);
/* Changes the element's kind (task <-> serviceTask ...) and nothing else of it. It stands in another
 * node then, so look the element up again by its id. */
gboolean bpmn_edit_set_type (BpmnModel *model, BpmnElement *element, BpmnType type,
                             GError **error);
GPtrArray *bpmn_element_list_lanes (const BpmnElement *container) G_GNUC_WARN_UNUSED_RESULT;
gboolean bpmn_edit_set_lane (BpmnModel *model, BpmnElement *element, BpmnElement *lane,
                             gboolean add, GError **error);
gboolean bpmn_edit_sync_outgoing (BpmnModel *model, BpmnElement *gateway, GError **error);

/* Diagram part. Setting bounds or waypoints of an element without shape or edge adds it. */
gboolean bpmn_edit_ensure_diagram (BpmnModel *model, GError **error);
gboolean bpmn_edit_set_bounds (BpmnModel *model, BpmnElement *element, const BpmnRect *bounds,
                               GError **error);
gboolean bpmn_edit_set_label_bounds (BpmnModel *model, BpmnElement *element,
                                     const BpmnRect *bounds, GError **error); /* NULL removes */
gboolean bpmn_edit_set_waypoints (BpmnModel *model, BpmnElement *connection,
                                  const BpmnPoint *points, guint n_points, GError **error);

G_END_DECLS

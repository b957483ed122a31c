/* bpmn-model.h: BPMN 2.0 as derived from a source
 *
 * The model holds no truth of its own: every answer comes from the nodes of the document, and it
 * follows the document's "changed" signal, updating the touched elements only. Elements are owned
 * by the model and keep their identity as long as their node does (also across undo); an element
 * that left the tree is not attached and answers as it last was.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "engine/bpmn/bpmn-types.h"

G_BEGIN_DECLS

#define BPMN_TYPE_MODEL (bpmn_model_get_type ())
G_DECLARE_FINAL_TYPE (BpmnModel, bpmn_model, BPMN, MODEL, GObject)

/**
 * BpmnModelChange:
 * @elements: (element-type BpmnElement): added, removed or changed semantic elements
 * @shapes: (element-type BpmnShape): added, removed or changed shapes
 * @edges: (element-type BpmnEdge): added, removed or changed edges
 * @order: shapes or edges came, went or have another place among the others
 * @whole: the model was built anew; the arrays are then empty
 */
typedef struct
{
  GPtrArray *elements;
  GPtrArray *shapes;
  GPtrArray *edges;
  gboolean order;
  gboolean whole;
} BpmnModelChange;

/* Signals:
 *   "changed" (BpmnModel *, BpmnModelChange *): after the model followed a change of its document */

BpmnModel *bpmn_model_new (SourceDocument *document) G_GNUC_WARN_UNUSED_RESULT;
SourceDocument *bpmn_model_get_document (BpmnModel *self);

/* The arrays below belong to the model and are valid until its next change. */
BpmnElement *bpmn_model_get_definitions (BpmnModel *self);   /* NULL if the root is not BPMN */
BpmnElement *bpmn_model_get_process (BpmnModel *self);       /* the first, the one the app runs */
const GPtrArray *bpmn_model_get_elements (BpmnModel *self);  /* document order, all attached */
const GPtrArray *bpmn_model_get_diagrams (BpmnModel *self);  /* of BpmnDiagram */
BpmnElement *bpmn_model_lookup (BpmnModel *self, const char *id); /* first with that id */
BpmnElement *bpmn_model_get_element_for_node (BpmnModel *self, const SourceNode *node);
BpmnElement *bpmn_model_get_element_at (BpmnModel *self, gsize offset);
char *bpmn_model_new_id (BpmnModel *self, BpmnType type) G_GNUC_WARN_UNUSED_RESULT;

/* Elements */
BpmnType bpmn_element_get_type_id (const BpmnElement *self);
BpmnModel *bpmn_element_get_model (const BpmnElement *self);
SourceNode *bpmn_element_get_node (const BpmnElement *self);
gboolean bpmn_element_is_attached (const BpmnElement *self);
const char *bpmn_element_get_id (const BpmnElement *self);   /* NULL if it has none */
const char *bpmn_element_get_name (const BpmnElement *self); /* NULL if absent; text of an annotation */
BpmnElement *bpmn_element_get_parent (const BpmnElement *self);
const GPtrArray *bpmn_element_get_children (const BpmnElement *self);
/* Flow nodes, by sourceRef and targetRef of the flows, in document order */
const GPtrArray *bpmn_element_get_incoming (const BpmnElement *self);
const GPtrArray *bpmn_element_get_outgoing (const BpmnElement *self);
/* Connections (sequence and message flows, associations) */
BpmnElement *bpmn_element_get_source (const BpmnElement *self);
BpmnElement *bpmn_element_get_target (const BpmnElement *self);
const char *bpmn_element_get_source_ref (const BpmnElement *self);
const char *bpmn_element_get_target_ref (const BpmnElement *self);
const char *bpmn_element_get_default_ref (const BpmnElement *self);
const char *bpmn_element_get_condition (const BpmnElement *self); /* NULL: no conditionExpression */
BpmnElement *bpmn_element_get_attached_to (const BpmnElement *self); /* boundary events */
/* The first shape or edge that draws it, over all diagrams; NULL if none does */
BpmnShape *bpmn_element_get_shape (const BpmnElement *self);
BpmnEdge *bpmn_element_get_edge (const BpmnElement *self);

const char *bpmn_type_get_name (BpmnType type);      /* the element name: "exclusiveGateway" */
BpmnType bpmn_type_from_name (const char *name);
gboolean bpmn_type_is_flow_node (BpmnType type);
gboolean bpmn_type_is_activity (BpmnType type);
gboolean bpmn_type_is_task (BpmnType type);
gboolean bpmn_type_is_event (BpmnType type);
gboolean bpmn_type_is_gateway (BpmnType type);
gboolean bpmn_type_is_connection (BpmnType type);
/* The six kinds that the app runtime reads (facts: runtime 1.2) */
gboolean bpmn_type_runs_in_altinn (BpmnType type);

/* Diagram interchange */
const char *bpmn_diagram_get_name (const BpmnDiagram *self);
SourceNode *bpmn_diagram_get_node (const BpmnDiagram *self);
BpmnElement *bpmn_diagram_get_element (const BpmnDiagram *self); /* what the plane draws */
const GPtrArray *bpmn_diagram_get_shapes (const BpmnDiagram *self);
const GPtrArray *bpmn_diagram_get_edges (const BpmnDiagram *self);

SourceNode *bpmn_shape_get_node (const BpmnShape *self);
BpmnElement *bpmn_shape_get_element (const BpmnShape *self); /* NULL: dangling bpmnElement */
const char *bpmn_shape_get_element_ref (const BpmnShape *self);
BpmnRect bpmn_shape_get_bounds (const BpmnShape *self);
gboolean bpmn_shape_get_label_bounds (const BpmnShape *self, BpmnRect *bounds);
char *bpmn_shape_dup_label_colour (const BpmnShape *self) G_GNUC_WARN_UNUSED_RESULT;
gboolean bpmn_shape_is_horizontal (const BpmnShape *self);
gboolean bpmn_shape_is_expanded (const BpmnShape *self);
gboolean bpmn_shape_is_marker_visible (const BpmnShape *self); /* TRUE also when absent */
const char *bpmn_shape_get_fill (const BpmnShape *self);   /* "#rrggbb" or NULL */
const char *bpmn_shape_get_stroke (const BpmnShape *self);

SourceNode *bpmn_edge_get_node (const BpmnEdge *self);
BpmnElement *bpmn_edge_get_element (const BpmnEdge *self);
const char *bpmn_edge_get_element_ref (const BpmnEdge *self);
const BpmnPoint *bpmn_edge_get_waypoints (const BpmnEdge *self, guint *n_points);
gboolean bpmn_edge_get_label_bounds (const BpmnEdge *self, BpmnRect *bounds);
char *bpmn_edge_dup_label_colour (const BpmnEdge *self) G_GNUC_WARN_UNUSED_RESULT;
const char *bpmn_edge_get_stroke (const BpmnEdge *self);

G_END_DECLS

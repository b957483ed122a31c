/* ape-canvas-node.h: an element of the diagram for assistive technology
 *
 * GTK 4.8's accessibility tree is the widget tree, so each element has a widget that draws nothing,
 * takes no pointer and lies where the element is drawn.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <gtk/gtk.h>

#include "engine/bpmn/bpmn-model.h"

G_BEGIN_DECLS

#define APE_TYPE_CANVAS_NODE (ape_canvas_node_get_type ())
G_DECLARE_FINAL_TYPE (ApeCanvasNode, ape_canvas_node, APE, CANVAS_NODE, GtkWidget)

GtkWidget *ape_canvas_node_new (BpmnElement *element) G_GNUC_WARN_UNUSED_RESULT;
BpmnElement *ape_canvas_node_get_element (ApeCanvasNode *self);
void ape_canvas_node_set_label (ApeCanvasNode *self, const char *label);
const char *ape_canvas_node_get_label (ApeCanvasNode *self);
void ape_canvas_node_set_selected (ApeCanvasNode *self, gboolean selected);

G_END_DECLS

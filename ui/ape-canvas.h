/* ape-canvas.h: the widget a process is drawn and edited on
 *
 * The canvas shows the scene of a session and hands input to an EditorController; it decides
 * nothing about editing itself. What a person can do is a widget action ("canvas.delete",
 * "canvas.append" …): the same names in menus, shortcuts and for assistive technology.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <adwaita.h>

#include "editor/editor-controller.h"
#include "editor/editor-scene.h"
#include "engine/rules/rules.h"
#include "ui/ape-viewport.h"

G_BEGIN_DECLS

#define APE_TYPE_CANVAS (ape_canvas_get_type ())
G_DECLARE_FINAL_TYPE (ApeCanvas, ape_canvas, APE, CANVAS, GtkWidget)

/* Signals:
 *   "failed" (ApeCanvas *, const char *message): something could not be done; tell the person
 *   "diagram-needed" (ApeCanvas *): a gesture needs the diagram in the file; ask
 *   "finding-activated" (ApeCanvas *, gpointer element): the badge of an element was pressed */

GtkWidget *ape_canvas_new (void) G_GNUC_WARN_UNUSED_RESULT;

void ape_canvas_set_session (ApeCanvas *self, EditorSession *session);
void ape_canvas_prepare (ApeCanvas *self);
EditorSession *ape_canvas_get_session (ApeCanvas *self);
EditorController *ape_canvas_get_controller (ApeCanvas *self);
ApeViewport *ape_canvas_get_viewport (ApeCanvas *self);

void ape_canvas_zoom_to_fit (ApeCanvas *self);
void ape_canvas_zoom_to_selection (ApeCanvas *self);
void ape_canvas_reveal (ApeCanvas *self, BpmnElement *element);
void ape_canvas_set_grid (ApeCanvas *self, gboolean grid);

void ape_canvas_set_report (ApeCanvas *self, RulesReport *report);
RulesSeverity ape_canvas_get_badge (ApeCanvas *self, BpmnElement *element, guint *n_findings);
gboolean ape_canvas_get_badge_area (ApeCanvas *self, BpmnElement *element, GdkRectangle *area);

void ape_canvas_set_token (ApeCanvas *self, BpmnElement *element, BpmnElement *const *way,
                           guint n_way);
BpmnElement *ape_canvas_get_token (ApeCanvas *self);

/* Placing a palette entry; coordinates are the canvas widget's. */
void ape_canvas_place_entry (ApeCanvas *self, const char *entry);
void ape_canvas_add_entry (ApeCanvas *self, const char *entry);
void ape_canvas_drag_entry_begin (ApeCanvas *self, const char *entry);
void ape_canvas_drag_entry_update (ApeCanvas *self, double x, double y);
void ape_canvas_drag_entry_end (ApeCanvas *self, double x, double y, gboolean cancelled);

GtkWidget *ape_canvas_get_label_editor (ApeCanvas *self);
void ape_canvas_keep_label (ApeCanvas *self);
GtkWidget *ape_canvas_get_node (ApeCanvas *self, BpmnElement *element);

G_END_DECLS

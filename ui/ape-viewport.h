/* ape-viewport.h: which part of a diagram a view shows, and how large
 *
 * A plain object without a widget, so that zooming and panning are tested without a display.
 * "Canvas" coordinates are BPMN DI units; "view" coordinates are device-independent pixels from the
 * top left corner of the view.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "engine/bpmn/bpmn-types.h"

G_BEGIN_DECLS

#define APE_VIEWPORT_MIN_ZOOM 0.02
#define APE_VIEWPORT_MAX_ZOOM 8.0

#define APE_TYPE_VIEWPORT (ape_viewport_get_type ())
G_DECLARE_FINAL_TYPE (ApeViewport, ape_viewport, APE, VIEWPORT, GObject)

/* Properties: "zoom" (double, 1 is 100 %).
 * Signals:
 *   "changed" (ApeViewport *): another part is shown, or at another size */

ApeViewport *ape_viewport_new (void) G_GNUC_WARN_UNUSED_RESULT;

void ape_viewport_set_size (ApeViewport *self, double width, double height);
double ape_viewport_get_width (ApeViewport *self);
double ape_viewport_get_height (ApeViewport *self);

double ape_viewport_get_zoom (ApeViewport *self);
void ape_viewport_set_zoom (ApeViewport *self, double zoom);
void ape_viewport_zoom_at (ApeViewport *self, double zoom, double x, double y);
void ape_viewport_zoom_step (ApeViewport *self, int steps);

BpmnPoint ape_viewport_get_origin (ApeViewport *self);
void ape_viewport_set_origin (ApeViewport *self, BpmnPoint origin);
void ape_viewport_pan (ApeViewport *self, double dx, double dy);
void ape_viewport_center_on (ApeViewport *self, BpmnPoint centre);
void ape_viewport_fit (ApeViewport *self, const BpmnRect *rect, double margin, double max_zoom);
gboolean ape_viewport_reveal (ApeViewport *self, const BpmnRect *rect, double margin);

BpmnPoint ape_viewport_to_canvas (ApeViewport *self, double x, double y);
BpmnPoint ape_viewport_to_view (ApeViewport *self, double x, double y);
BpmnRect ape_viewport_rect_to_view (ApeViewport *self, const BpmnRect *rect);
BpmnRect ape_viewport_get_visible (ApeViewport *self);

G_END_DECLS

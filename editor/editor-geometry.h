/* editor-geometry.h: points, rectangles and outlines of the canvas
 *
 * Everything is in BPMN DI units: one is a pixel at 100 %, x grows to the right, y grows down.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "engine/bpmn/bpmn-types.h"

G_BEGIN_DECLS

/**
 * EditorOutline:
 * @EDITOR_OUTLINE_RECT: the rectangle itself (pools, lanes, data, annotations)
 * @EDITOR_OUTLINE_ROUNDED: a rectangle with corners of radius 10 (activities, groups)
 * @EDITOR_OUTLINE_ELLIPSE: the ellipse in the rectangle (events)
 * @EDITOR_OUTLINE_DIAMOND: the diamond in the rectangle (gateways)
 *
 * What a connection docks on and what a click hits.
 */
typedef enum
{
  EDITOR_OUTLINE_RECT,
  EDITOR_OUTLINE_ROUNDED,
  EDITOR_OUTLINE_ELLIPSE,
  EDITOR_OUTLINE_DIAMOND,
} EditorOutline;

#define EDITOR_CORNER_RADIUS 10.0

BpmnPoint editor_rect_center (const BpmnRect *rect);
gboolean editor_rect_is_empty (const BpmnRect *rect);
gboolean editor_rect_contains (const BpmnRect *rect, double x, double y);
gboolean editor_rect_contains_rect (const BpmnRect *outer, const BpmnRect *inner);
gboolean editor_rect_intersects (const BpmnRect *a, const BpmnRect *b);
gboolean editor_rect_equal (const BpmnRect *a, const BpmnRect *b);
BpmnRect editor_rect_union (const BpmnRect *a, const BpmnRect *b);
BpmnRect editor_rect_grow (const BpmnRect *rect, double margin);
BpmnRect editor_rect_of_points (const BpmnPoint *points, guint n_points);

double editor_point_distance (BpmnPoint a, BpmnPoint b);
double editor_segment_distance (BpmnPoint a, BpmnPoint b, BpmnPoint point, BpmnPoint *nearest);
gboolean editor_segment_crosses_rect (BpmnPoint a, BpmnPoint b, const BpmnRect *rect);
gboolean editor_segments_cross (BpmnPoint a, BpmnPoint b, BpmnPoint c, BpmnPoint d);

gboolean editor_outline_contains (EditorOutline outline, const BpmnRect *bounds, double x,
                                  double y);
double editor_outline_distance (EditorOutline outline, const BpmnRect *bounds, double x, double y);
gboolean editor_outline_crop (EditorOutline outline, const BpmnRect *bounds, BpmnPoint inside,
                              BpmnPoint outside, BpmnPoint *docked);

G_END_DECLS

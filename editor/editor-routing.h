/* editor-routing.h: where connections run
 *
 * Pure geometry: the same input gives the same points. Point arrays are GArrays of BpmnPoint and
 * belong to the caller.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "editor/editor-geometry.h"

G_BEGIN_DECLS

/**
 * EditorDock:
 * @bounds: of the shape
 * @outline: what connections end on
 * @type: decides the preferred sides: out of a gateway vertically first, into it horizontally first
 *
 * One end of a connection.
 */
typedef struct
{
  BpmnRect bounds;
  EditorOutline outline;
  BpmnType type;
} EditorDock;

/**
 * EditorRouteStyle:
 * @EDITOR_ROUTE_ORTHOGONAL: horizontal and vertical segments (sequence and message flows)
 * @EDITOR_ROUTE_STRAIGHT: one segment (associations)
 */
typedef enum
{
  EDITOR_ROUTE_ORTHOGONAL,
  EDITOR_ROUTE_STRAIGHT,
} EditorRouteStyle;

EditorRouteStyle editor_route_style_for_type (BpmnType connection);

/* A new route. @obstacles are shapes it should not cross (neither end among them); where there is
 * no way around, it crosses. */
GArray *editor_route (const EditorDock *source, const EditorDock *target,
                      const BpmnRect *obstacles, guint n_obstacles, EditorRouteStyle style)
    G_GNUC_WARN_UNUSED_RESULT;

/* The route after one or both ends moved: bends a person made are kept, only the segments at the
 * moved ends follow; when both moved by the same amount everything moves. Falls back to a new
 * route where the old one makes no sense any more. */
GArray *editor_route_repair (const BpmnPoint *points, guint n_points, const EditorDock *old_source,
                             const EditorDock *source, const EditorDock *old_target,
                             const EditorDock *target, const BpmnRect *obstacles,
                             guint n_obstacles, EditorRouteStyle style) G_GNUC_WARN_UNUSED_RESULT;

/* Manual changes of a route; the ends stay docked. */
GArray *editor_route_move_segment (const BpmnPoint *points, guint n_points, guint segment,
                                   double dx, double dy, const EditorDock *source,
                                   const EditorDock *target) G_GNUC_WARN_UNUSED_RESULT;
GArray *editor_route_move_point (const BpmnPoint *points, guint n_points, guint index,
                                 BpmnPoint to, const EditorDock *source, const EditorDock *target)
    G_GNUC_WARN_UNUSED_RESULT;
GArray *editor_route_insert_point (const BpmnPoint *points, guint n_points, guint segment,
                                   BpmnPoint point) G_GNUC_WARN_UNUSED_RESULT;

/* Cuts both ends at the outlines and drops repeated points and those on a straight line. */
GArray *editor_route_crop (const BpmnPoint *points, guint n_points, const EditorDock *source,
                           const EditorDock *target) G_GNUC_WARN_UNUSED_RESULT;
GArray *editor_route_simplify (const BpmnPoint *points, guint n_points)
    G_GNUC_WARN_UNUSED_RESULT;
gboolean editor_route_crosses (const BpmnPoint *points, guint n_points, const BpmnRect *rect);

/* Where a label of @width x @height stands: near the middle of the longest segment that has room,
 * on no line and no obstacle. */
BpmnRect editor_route_place_label (const BpmnPoint *points, guint n_points, double width,
                                   double height, const BpmnRect *obstacles, guint n_obstacles);
/* The middle of the route and the segment it is in: where a dropped element is inserted. */
BpmnPoint editor_route_middle (const BpmnPoint *points, guint n_points, guint *segment);

G_END_DECLS

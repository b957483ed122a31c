/* layout-measure.h: how good a diagram is, in numbers
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "engine/bpmn/bpmn-model.h"

G_BEGIN_DECLS

/**
 * LayoutMeasure:
 * @shapes: how many shapes were looked at
 * @flows: how many connections
 * @overlaps: pairs of shapes that cover each other (a frame and what is in it do not count, nor a
 *   boundary event and its host)
 * @through: pairs of a connection and a shape that it runs through
 * @crossings: pairs of segments of different connections that cross
 * @bends: bend points of all connections
 * @straight: processes whose accepting way is on one line
 * @paths: processes that have an accepting way of at least two nodes, and no lanes
 */
typedef struct
{
  guint shapes, flows, overlaps, through, crossings, bends, straight, paths;
  gboolean verbose;
} LayoutMeasure;

/* Adds what the diagram of @model has to @measure. */
void layout_measure_add (LayoutMeasure *measure, BpmnModel *model);
/* The text of a file without its diagram part. */
char *layout_strip_diagram (const char *text) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

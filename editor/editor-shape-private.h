/* editor-shape-private.h: what the files that draw elements share
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "editor/editor-shape.h"

G_BEGIN_DECLS

#define EDITOR_STROKE_ACTIVITY 1.8
#define EDITOR_STROKE_FLOW 1.6
#define EDITOR_HEADER_SIZE 30.0 /* title strip of pools and lanes */

/**
 * EditorPen:
 *
 * The resolved colours of one figure and where to draw it.
 */
typedef struct
{
  const EditorFigure *figure;
  EditorPainter *painter;
  const EditorTheme *theme;
  EditorDetail detail;
  EditorColour ink;  /* lines */
  EditorColour text; /* name */
  EditorColour fill;
} EditorPen;

EditorStroke editor_pen_stroke (const EditorPen *pen, double width);
void editor_pen_data (const EditorPen *pen, const char *data, double x, double y, double scale,
                      const EditorColour *fill, double stroke_width);

/* editor-markers.c: the artwork of BPMN */
void editor_markers_draw_trigger (const EditorPen *pen);
void editor_markers_draw_gateway (const EditorPen *pen);
void editor_markers_draw_task (const EditorPen *pen);
void editor_markers_draw_bottom (const EditorPen *pen);
gboolean editor_markers_has_task_glyph (const EditorFigure *figure);
guint editor_markers_count_bottom (const EditorFigure *figure);

/* editor-shape.c */
gboolean editor_figure_shows_start (const EditorFigure *figure);

/* editor-shape-connection.c */
void editor_connection_draw (const EditorPen *pen);

/* editor-shape-text.c: where texts stand */
void editor_figure_draw_texts (const EditorPen *pen, const EditorFigureTexts *texts);

G_END_DECLS

/* editor-painter.h: what every drawing goes through, whatever it is drawn on
 *
 * One function draws an element (editor-shape.h); a painter puts it on a cairo context (canvas,
 * PNG, PDF, print) or writes it as SVG with real text.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <cairo.h>

#include "editor/editor-text.h"
#include "editor/editor-theme.h"

G_BEGIN_DECLS

typedef struct _EditorPath EditorPath;
typedef struct _EditorPainter EditorPainter;

/**
 * EditorStroke:
 * @colour: of the line
 * @width: in canvas units
 * @dashes: (nullable): lengths on and off
 * @n_dashes: how many
 *
 * Caps and joins are round.
 */
typedef struct
{
  EditorColour colour;
  double width;
  const double *dashes;
  guint n_dashes;
} EditorStroke;

/* Paths: lines and cubic curves */
typedef enum
{
  EDITOR_PATH_MOVE,  /* 1 point */
  EDITOR_PATH_LINE,  /* 1 point */
  EDITOR_PATH_CURVE, /* 3 points */
  EDITOR_PATH_CLOSE, /* none */
} EditorPathOp;

/* What a whole path is, for painters that know the form by name */
typedef enum
{
  EDITOR_PATH_FREE,
  EDITOR_PATH_RECT, /* also with rounded corners */
  EDITOR_PATH_ELLIPSE,
} EditorPathForm;

typedef void (*EditorPathFunc) (EditorPathOp op, const BpmnPoint *points, gpointer user_data);

EditorPath *editor_path_new (void) G_GNUC_WARN_UNUSED_RESULT;
void editor_path_free (EditorPath *self);
void editor_path_clear (EditorPath *self);
void editor_path_move_to (EditorPath *self, double x, double y);
void editor_path_line_to (EditorPath *self, double x, double y);
void editor_path_curve_to (EditorPath *self, double x1, double y1, double x2, double y2, double x3,
                           double y3);
void editor_path_close (EditorPath *self);
void editor_path_add_rect (EditorPath *self, const BpmnRect *rect);
void editor_path_add_rounded_rect (EditorPath *self, const BpmnRect *rect, double radius);
void editor_path_add_ellipse (EditorPath *self, const BpmnRect *rect);
void editor_path_add_diamond (EditorPath *self, const BpmnRect *rect);
void editor_path_add_polyline (EditorPath *self, const BpmnPoint *points, guint n_points,
                               double corner_radius);
void editor_path_add_data (EditorPath *self, const char *data, double x, double y, double scale);
EditorPathForm editor_path_get_form (const EditorPath *self, BpmnRect *rect, double *radius);
void editor_path_foreach (const EditorPath *self, EditorPathFunc func, gpointer user_data);
gboolean editor_path_is_empty (const EditorPath *self);

/* Painters */
EditorPainter *editor_painter_new_cairo (cairo_t *cr) G_GNUC_WARN_UNUSED_RESULT;
EditorPainter *editor_painter_new_svg (const BpmnRect *view_box, double scale, const char *title,
                                       const char *font_family) G_GNUC_WARN_UNUSED_RESULT;
GBytes *editor_painter_end_svg (EditorPainter *self) G_GNUC_WARN_UNUSED_RESULT; /* frees it */
void editor_painter_free (EditorPainter *self);

/* A group is one element: a `<g>` in SVG, nothing on cairo. @id, @kind and @title may be NULL. */
void editor_painter_begin_group (EditorPainter *self, const char *id, const char *kind,
                                 const char *title);
void editor_painter_end_group (EditorPainter *self);
void editor_painter_push_transform (EditorPainter *self, double x, double y, double scale,
                                    double degrees);
void editor_painter_pop_transform (EditorPainter *self);
void editor_painter_push_opacity (EditorPainter *self, double opacity);
void editor_painter_pop_opacity (EditorPainter *self);
void editor_painter_path (EditorPainter *self, const EditorPath *path, const EditorColour *fill,
                          const EditorStroke *stroke);
/* (x, y) is the top left corner of the text's box. */
void editor_painter_data (EditorPainter *self, const char *data, double x, double y, double scale,
                          const EditorColour *fill, const EditorStroke *stroke);
void editor_painter_text (EditorPainter *self, EditorText *text, double x, double y,
                          const EditorColour *colour);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EditorPath, editor_path_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EditorPainter, editor_painter_free)

G_END_DECLS

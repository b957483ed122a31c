/* editor-painter.c: the painter's interface, and the painter on cairo
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "editor/editor-painter-private.h"

typedef struct
{
  EditorPainter parent;
  cairo_t *cr;
  GArray *opacities; /* of double */
} CairoPainter;

void
editor_painter_free (EditorPainter *self)
{
  if (self != NULL)
    self->klass->free (self);
}

/**
 * editor_painter_begin_group:
 * @self: a painter
 * @id: (nullable): id of the element
 * @kind: (nullable): what it is, a class in SVG
 * @title: (nullable): its name in words, for assistive technology
 *
 * What follows up to editor_painter_end_group() is one element.
 */
void
editor_painter_begin_group (EditorPainter *self, const char *id, const char *kind,
                            const char *title)
{
  self->klass->begin_group (self, id, kind, title);
}

void
editor_painter_end_group (EditorPainter *self)
{
  self->klass->end_group (self);
}

/**
 * editor_painter_push_transform:
 * @self: a painter
 * @x: where the origin moves
 * @y: where the origin moves
 * @scale: applied after that
 * @degrees: rotation clockwise, applied last
 *
 * Transforms what follows up to editor_painter_pop_transform().
 */
void
editor_painter_push_transform (EditorPainter *self, double x, double y, double scale,
                               double degrees)
{
  self->klass->push_transform (self, x, y, scale, degrees);
}

void
editor_painter_pop_transform (EditorPainter *self)
{
  self->klass->pop_transform (self);
}

void
editor_painter_push_opacity (EditorPainter *self, double opacity)
{
  self->klass->push_opacity (self, opacity);
}

void
editor_painter_pop_opacity (EditorPainter *self)
{
  self->klass->pop_opacity (self);
}

/**
 * editor_painter_path:
 * @self: a painter
 * @path: the path
 * @fill: (nullable): %NULL does not fill
 * @stroke: (nullable): %NULL draws no line
 *
 * Paints a path, the line above the fill.
 */
void
editor_painter_path (EditorPainter *self, const EditorPath *path, const EditorColour *fill,
                     const EditorStroke *stroke)
{
  if (!editor_path_is_empty (path))
    self->klass->path (self, path, fill, stroke);
}

/**
 * editor_painter_data:
 * @self: a painter
 * @data: artwork, as editor_path_add_data() takes it
 * @x: where its origin goes
 * @y: where its origin goes
 * @scale: canvas units per unit of the data
 * @fill: (nullable): %NULL does not fill
 * @stroke: (nullable): %NULL draws no line; its width is in canvas units
 *
 * Paints artwork that is drawn many times.
 */
void
editor_painter_data (EditorPainter *self, const char *data, double x, double y, double scale,
                     const EditorColour *fill, const EditorStroke *stroke)
{
  self->klass->data (self, data, x, y, scale, fill, stroke);
}

void
editor_painter_text (EditorPainter *self, EditorText *text, double x, double y,
                     const EditorColour *colour)
{
  self->klass->text (self, text, x, y, colour);
}

static void
cairo_painter_free (EditorPainter *painter)
{
  CairoPainter *self = (CairoPainter *) painter;

  cairo_destroy (self->cr);
  g_array_unref (self->opacities);
  g_free (self);
}

static void
cairo_painter_begin_group (EditorPainter *painter, const char *id, const char *kind,
                           const char *title)
{
}

static void
cairo_painter_end_group (EditorPainter *painter)
{
}

static void
cairo_painter_push_transform (EditorPainter *painter, double x, double y, double scale,
                              double degrees)
{
  CairoPainter *self = (CairoPainter *) painter;

  cairo_save (self->cr);
  cairo_translate (self->cr, x, y);
  cairo_scale (self->cr, scale, scale);
  if (degrees != 0)
    cairo_rotate (self->cr, degrees * G_PI / 180);
}

static void
cairo_painter_pop_transform (EditorPainter *painter)
{
  cairo_restore (((CairoPainter *) painter)->cr);
}

static void
cairo_painter_push_opacity (EditorPainter *painter, double opacity)
{
  CairoPainter *self = (CairoPainter *) painter;

  g_array_append_val (self->opacities, opacity);
  if (opacity < 1)
    cairo_push_group (self->cr);
}

static void
cairo_painter_pop_opacity (EditorPainter *painter)
{
  CairoPainter *self = (CairoPainter *) painter;
  double opacity = g_array_index (self->opacities, double, self->opacities->len - 1);

  g_array_set_size (self->opacities, self->opacities->len - 1);
  if (opacity < 1)
    {
      cairo_pop_group_to_source (self->cr);
      cairo_paint_with_alpha (self->cr, opacity);
    }
}

static void
trace (EditorPathOp op, const BpmnPoint *p, gpointer user_data)
{
  cairo_t *cr = user_data;

  switch (op)
    {
    case EDITOR_PATH_MOVE:
      cairo_move_to (cr, p[0].x, p[0].y);
      break;
    case EDITOR_PATH_LINE:
      cairo_line_to (cr, p[0].x, p[0].y);
      break;
    case EDITOR_PATH_CURVE:
      cairo_curve_to (cr, p[0].x, p[0].y, p[1].x, p[1].y, p[2].x, p[2].y);
      break;
    case EDITOR_PATH_CLOSE:
    default:
      cairo_close_path (cr);
      break;
    }
}

static void
set_source (cairo_t *cr, const EditorColour *colour)
{
  cairo_set_source_rgba (cr, colour->red, colour->green, colour->blue, colour->alpha);
}

static void
cairo_painter_path (EditorPainter *painter, const EditorPath *path, const EditorColour *fill,
                    const EditorStroke *stroke)
{
  cairo_t *cr = ((CairoPainter *) painter)->cr;

  cairo_new_path (cr);
  editor_path_foreach (path, trace, cr);
  if (fill != NULL)
    {
      set_source (cr, fill);
      cairo_fill_preserve (cr);
    }
  if (stroke != NULL)
    {
      set_source (cr, &stroke->colour);
      cairo_set_line_width (cr, stroke->width);
      cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
      cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
      cairo_set_dash (cr, stroke->dashes, (int) stroke->n_dashes, 0);
      cairo_stroke_preserve (cr);
    }
  cairo_new_path (cr);
}

static void
cairo_painter_data (EditorPainter *painter, const char *data, double x, double y, double scale,
                    const EditorColour *fill, const EditorStroke *stroke)
{
  g_autoptr (EditorPath) path = editor_path_new ();

  editor_path_add_data (path, data, x, y, scale);
  cairo_painter_path (painter, path, fill, stroke);
}

static void
cairo_painter_text (EditorPainter *painter, EditorText *text, double x, double y,
                    const EditorColour *colour)
{
  cairo_t *cr = ((CairoPainter *) painter)->cr;

  set_source (cr, colour);
  editor_text_draw (text, cr, x, y);
}

static const EditorPainterClass cairo_painter_class = {
  .free = cairo_painter_free,
  .begin_group = cairo_painter_begin_group,
  .end_group = cairo_painter_end_group,
  .push_transform = cairo_painter_push_transform,
  .pop_transform = cairo_painter_pop_transform,
  .push_opacity = cairo_painter_push_opacity,
  .pop_opacity = cairo_painter_pop_opacity,
  .path = cairo_painter_path,
  .data = cairo_painter_data,
  .text = cairo_painter_text,
};

/**
 * editor_painter_new_cairo:
 * @cr: where to paint, in canvas units (the caller scales it)
 *
 * Returns: (transfer full): a painter that holds a reference to @cr
 */
EditorPainter *
editor_painter_new_cairo (cairo_t *cr)
{
  CairoPainter *self = g_new0 (CairoPainter, 1);

  self->parent.klass = &cairo_painter_class;
  self->cr = cairo_reference (cr);
  self->opacities = g_array_new (FALSE, FALSE, sizeof (double));
  return &self->parent;
}

/* editor-painter-private.h: what a backend of the painter implements
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "editor/editor-painter.h"

G_BEGIN_DECLS

typedef struct
{
  void (*free) (EditorPainter *self);
  void (*begin_group) (EditorPainter *self, const char *id, const char *kind, const char *title);
  void (*end_group) (EditorPainter *self);
  void (*push_transform) (EditorPainter *self, double x, double y, double scale, double degrees);
  void (*pop_transform) (EditorPainter *self);
  void (*push_opacity) (EditorPainter *self, double opacity);
  void (*pop_opacity) (EditorPainter *self);
  void (*path) (EditorPainter *self, const EditorPath *path, const EditorColour *fill,
                const EditorStroke *stroke);
  void (*data) (EditorPainter *self, const char *data, double x, double y, double scale,
                const EditorColour *fill, const EditorStroke *stroke);
  void (*text) (EditorPainter *self, EditorText *text, double x, double y,
                const EditorColour *colour);
} EditorPainterClass;

struct _EditorPainter
{
  const EditorPainterClass *klass;
};

G_END_DECLS

/* ape-drawing.h: a whole diagram as a picture that fits its place
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <gtk/gtk.h>

#include "editor/editor-scene.h"

G_BEGIN_DECLS

#define APE_TYPE_DRAWING (ape_drawing_get_type ())
G_DECLARE_FINAL_TYPE (ApeDrawing, ape_drawing, APE, DRAWING, GtkWidget)

GtkWidget *ape_drawing_new (void) G_GNUC_WARN_UNUSED_RESULT;
void ape_drawing_set_scene (ApeDrawing *self, EditorScene *scene);
void ape_drawing_set_margin (ApeDrawing *self, double margin);

/* Where the picture stands in the widget: view = canvas × scale + (x, y). */
gboolean ape_drawing_get_transform (ApeDrawing *self, double *scale, double *x, double *y);

G_END_DECLS

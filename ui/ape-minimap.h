/* ape-minimap.h: the whole diagram in a corner, and which part of it is seen
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "ui/ape-canvas.h"

G_BEGIN_DECLS

#define APE_TYPE_MINIMAP (ape_minimap_get_type ())
G_DECLARE_FINAL_TYPE (ApeMinimap, ape_minimap, APE, MINIMAP, GtkWidget)

void ape_minimap_set_canvas (ApeMinimap *self, ApeCanvas *canvas);
gboolean ape_minimap_is_needed (ApeMinimap *self);
gboolean ape_minimap_get_view_area (ApeMinimap *self, graphene_rect_t *area);

G_END_DECLS

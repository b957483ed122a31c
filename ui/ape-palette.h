/* ape-palette.h: what can be put into a process: what Altinn supports and nothing else
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "ui/ape-canvas.h"

G_BEGIN_DECLS

#define APE_TYPE_PALETTE (ape_palette_get_type ())
G_DECLARE_FINAL_TYPE (ApePalette, ape_palette, APE, PALETTE, GtkWidget)

GtkWidget *ape_palette_new (void) G_GNUC_WARN_UNUSED_RESULT;
void ape_palette_set_canvas (ApePalette *self, ApeCanvas *canvas);
GtkWidget *ape_palette_get_button (ApePalette *self, const char *entry);

G_END_DECLS

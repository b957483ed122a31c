/* ape-banner.h: a line above the canvas that says something about the file
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define APE_TYPE_BANNER (ape_banner_get_type ())
G_DECLARE_FINAL_TYPE (ApeBanner, ape_banner, APE, BANNER, GtkWidget)

void ape_banner_show (ApeBanner *self, const char *text, const char *button, const char *action);
void ape_banner_hide (ApeBanner *self);
const char *ape_banner_get_text (ApeBanner *self); /* NULL while it is hidden */

G_END_DECLS

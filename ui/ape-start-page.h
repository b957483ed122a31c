/* ape-start-page.h: what a window shows when nothing is open
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define APE_TYPE_START_PAGE (ape_start_page_get_type ())
G_DECLARE_FINAL_TYPE (ApeStartPage, ape_start_page, APE, START_PAGE, GtkWidget)

void ape_start_page_update (ApeStartPage *self);
void ape_start_page_list_unsaved (ApeStartPage *self);

G_END_DECLS

/* ape-window.h: a window with processes in tabs, or the start page
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <adwaita.h>

#include "ui/ape-page.h"

G_BEGIN_DECLS

#define APE_TYPE_WINDOW (ape_window_get_type ())
G_DECLARE_FINAL_TYPE (ApeWindow, ape_window, APE, WINDOW, AdwApplicationWindow)

ApeWindow *ape_window_new (GtkApplication *application) G_GNUC_WARN_UNUSED_RESULT;

ApePage *ape_window_open (ApeWindow *self, GFile *file);
ApePage *ape_window_new_from_template (ApeWindow *self, const char *name);
GActionGroup *ape_window_get_view_actions (ApeWindow *self);
void ape_window_open_remembered (ApeWindow *self);
ApePage *ape_window_restore (ApeWindow *self, const char *journal);
void ape_window_tell (ApeWindow *self, const char *text);
void ape_window_update_start_page (ApeWindow *self);
ApePage *ape_window_get_page (ApeWindow *self); /* the visible one; NULL on the start page */
guint ape_window_get_n_pages (ApeWindow *self);

G_END_DECLS

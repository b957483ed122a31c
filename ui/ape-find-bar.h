/* ape-find-bar.h: finds elements by anything their file says about them
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <gtk/gtk.h>

#include "editor/editor-session.h"

G_BEGIN_DECLS

#define APE_TYPE_FIND_BAR (ape_find_bar_get_type ())
G_DECLARE_FINAL_TYPE (ApeFindBar, ape_find_bar, APE, FIND_BAR, GtkWidget)

/* Signals:
 *   "activated" (ApeFindBar *, gpointer element): go to what was found */

void ape_find_bar_set_session (ApeFindBar *self, EditorSession *session);
void ape_find_bar_start (ApeFindBar *self);
void ape_find_bar_set_query (ApeFindBar *self, const char *query);
guint ape_find_bar_get_n_hits (ApeFindBar *self);

G_END_DECLS

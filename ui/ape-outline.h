/* ape-outline.h: the process as a list, in the order it runs
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <gtk/gtk.h>

#include "editor/editor-session.h"

G_BEGIN_DECLS

#define APE_TYPE_OUTLINE (ape_outline_get_type ())
G_DECLARE_FINAL_TYPE (ApeOutline, ape_outline, APE, OUTLINE, GtkWidget)

/* Signals:
 *   "activated" (ApeOutline *, gpointer element): the person chose an element */

void ape_outline_set_session (ApeOutline *self, EditorSession *session);
GListModel *ape_outline_get_model (ApeOutline *self);

G_END_DECLS

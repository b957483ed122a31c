/* ape-diff-window.h: a unified difference to read
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

GtkWidget *ape_diff_view_new (const char *diff) G_GNUC_WARN_UNUSED_RESULT;
GtkWidget *ape_diff_window_new (GtkWindow *parent, const char *title,
                                const char *diff) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

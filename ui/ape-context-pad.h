/* ape-context-pad.h: the buttons beside a selected element
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *ape_context_pad_new (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

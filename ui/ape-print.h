/* ape-print.h: the diagram on paper
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <gtk/gtk.h>

#include "editor/editor-scene.h"

G_BEGIN_DECLS

GtkPrintOperation *ape_print_new (EditorScene *scene, const char *title) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

/* ape-type-popover.h: a searchable list of the palette's entries
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <gtk/gtk.h>

#include "editor/editor-controller.h"

G_BEGIN_DECLS

#define APE_TYPE_TYPE_POPOVER (ape_type_popover_get_type ())
G_DECLARE_FINAL_TYPE (ApeTypePopover, ape_type_popover, APE, TYPE_POPOVER, GtkPopover)

/* Signals:
 *   "picked" (ApeTypePopover *, const char *entry): the person chose a palette entry */

GtkWidget *ape_type_popover_new (EditorPickPurpose purpose, const char *current)
    G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

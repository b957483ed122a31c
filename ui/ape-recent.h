/* ape-recent.h: what was opened lately, by GtkRecentManager
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void ape_recent_add (GFile *file);
/* (element-type GFile): the newest first; those that are gone are left out. */
GPtrArray *ape_recent_list (guint max) G_GNUC_WARN_UNUSED_RESULT;
/* "~/apps/demo" */
char *ape_recent_describe (GFile *file) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

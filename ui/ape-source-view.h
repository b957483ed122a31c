/* ape-source-view.h: the XML of the process, always as it would be saved
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <gtksourceview/gtksource.h>

#include "engine/source/source-document.h"

G_BEGIN_DECLS

#define APE_TYPE_SOURCE_VIEW (ape_source_view_get_type ())
G_DECLARE_FINAL_TYPE (ApeSourceView, ape_source_view, APE, SOURCE_VIEW, GtkWidget)

/* Signals:
 *   "cursor-moved" (ApeSourceView *, guint64 offset): the person put the cursor at a place
 *   "failed" (ApeSourceView *, const char *message): what was typed cannot be taken over */

void ape_source_view_set_document (ApeSourceView *self, SourceDocument *document);
/* Follows the document only while it is seen. */
void ape_source_view_set_active (ApeSourceView *self, gboolean active);
void ape_source_view_go_to (ApeSourceView *self, gsize offset);
void ape_source_view_highlight (ApeSourceView *self, SourceNode *node);
GtkTextBuffer *ape_source_view_get_buffer (ApeSourceView *self);
gboolean ape_source_view_apply (ApeSourceView *self);
const char *ape_source_view_get_message (ApeSourceView *self);

/* Gives a buffer the light or dark colours, now and when they change. */
void ape_source_view_follow_style (GtkSourceBuffer *buffer);

G_END_DECLS

/* source-watch.h: follows the files of a workspace that other programs change
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "engine/source/source-workspace.h"

G_BEGIN_DECLS

#define SOURCE_TYPE_WATCH (source_watch_get_type ())
G_DECLARE_FINAL_TYPE (SourceWatch, source_watch, SOURCE, WATCH, GObject)

/* Signals:
 *   "reloaded" (SourceWatch *, SourceDocument *): the document took over what is on disk
 *   "conflict" (SourceWatch *, SourceDocument *): the file changed and the document has unsaved
 *      edits: the person chooses source_workspace_reload(), source_workspace_keep_mine() or a merge
 *   "settled" (SourceWatch *, SourceDocument *): what was told as a conflict or unreadable is over:
 *      the document and what is on disk agree again, or the person chose
 *   "unreadable" (SourceWatch *, SourceDocument *, const GError *): what is on disk cannot be read,
 *      also not a second later; the document is as it was */

SourceWatch *source_watch_new (SourceWorkspace *workspace) G_GNUC_WARN_UNUSED_RESULT;
void source_watch_check (SourceWatch *self);

G_END_DECLS

/* source-workspace.h: all open files of an app repository and the one undo stack over them
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "engine/source/source-document.h"

G_BEGIN_DECLS

#define SOURCE_TYPE_WORKSPACE (source_workspace_get_type ())
G_DECLARE_FINAL_TYPE (SourceWorkspace, source_workspace, SOURCE, WORKSPACE, GObject)

/* Signals:
 *   "history-changed" (SourceWorkspace *): undo or redo became possible or got another name, or the
 *      modified state changed. */

SourceWorkspace *source_workspace_new (void) G_GNUC_WARN_UNUSED_RESULT;
SourceWorkspace *source_workspace_new_for_reading (void) G_GNUC_WARN_UNUSED_RESULT;

SourceDocument *source_workspace_open (SourceWorkspace *self, const char *path, SourceKind kind,
                                       GError **error);
SourceDocument *source_workspace_add_bytes (SourceWorkspace *self, SourceKind kind, GBytes *bytes,
                                            const char *name, GError **error);
SourceDocument *source_workspace_create (SourceWorkspace *self, const char *path, SourceKind kind,
                                         const char *text, GError **error);
gboolean source_workspace_delete (SourceWorkspace *self, SourceDocument *document, GError **error);
gboolean source_workspace_rename (SourceWorkspace *self, const char *old_path,
                                  const char *new_path, GError **error);
SourceDocument *source_workspace_lookup (SourceWorkspace *self, const char *path);
GListModel *source_workspace_get_documents (SourceWorkspace *self);

/* Transactions nest; the outermost one is what the person undoes. */
void source_workspace_begin (SourceWorkspace *self, const char *name);
void source_workspace_begin_coalescing (SourceWorkspace *self, const char *name, const char *key);
gboolean source_workspace_commit (SourceWorkspace *self);
void source_workspace_flush (SourceWorkspace *self);
void source_workspace_rollback (SourceWorkspace *self);
void source_workspace_barrier (SourceWorkspace *self);
gboolean source_workspace_in_transaction (SourceWorkspace *self);

gboolean source_workspace_can_undo (SourceWorkspace *self);
gboolean source_workspace_can_redo (SourceWorkspace *self);
const char *source_workspace_get_undo_name (SourceWorkspace *self);
const char *source_workspace_get_redo_name (SourceWorkspace *self);
gboolean source_workspace_undo (SourceWorkspace *self);
gboolean source_workspace_redo (SourceWorkspace *self);

gboolean source_workspace_is_modified (SourceWorkspace *self);
gboolean source_workspace_save (SourceWorkspace *self, GError **error);
gboolean source_workspace_save_as (SourceWorkspace *self, SourceDocument *document,
                                   const char *path, GError **error);
gboolean source_workspace_reload (SourceWorkspace *self, SourceDocument *document, GError **error);
void source_workspace_keep_mine (SourceWorkspace *self, SourceDocument *document);
char *source_workspace_dup_pending_diff (SourceWorkspace *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

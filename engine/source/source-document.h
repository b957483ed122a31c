/* source-document.h: one file as it is written
 *
 * The text is the document: what a file says is derived from it, and writing it without an edit
 * gives the same bytes. See engine/source/DESIGN.md.
 *
 * Offsets and lengths count bytes of the decoded UTF-8 text (without byte order mark).
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "engine/source/source-error.h"
#include "engine/source/source-types.h"

G_BEGIN_DECLS

#define SOURCE_TYPE_DOCUMENT (source_document_get_type ())
G_DECLARE_FINAL_TYPE (SourceDocument, source_document, SOURCE, DOCUMENT, GObject)

/* Signals:
 *   "changed" (SourceDocument *, SourceChange *): after a transaction was committed, undone or
 *      redone, and after a reload; the change is valid during the emission only. A nested commit
 *      emits as well, and a rollback if something was emitted before it (edits build on the model
 *      that the edits before them left): each emission tells what changed since the last one.
 *   "state-changed" (SourceDocument *): is-modified, read-only or the file on disk changed. */

SourceDocument *source_document_new_for_bytes (SourceKind kind, GBytes *bytes, const char *name,
                                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

SourceKind source_document_get_kind (SourceDocument *self);
SourceWorkspace *source_document_get_workspace (SourceDocument *self);
const char *source_document_get_path (SourceDocument *self);
const char *source_document_get_name (SourceDocument *self);
const char *source_document_get_encoding (SourceDocument *self);
const char *source_document_get_line_end (SourceDocument *self);
gboolean source_document_has_bom (SourceDocument *self);
gboolean source_document_is_read_only (SourceDocument *self, const char **reason);
gboolean source_document_is_modified (SourceDocument *self);
gboolean source_document_is_new (SourceDocument *self);
guint64 source_document_get_revision (SourceDocument *self);

char *source_document_dup_text (SourceDocument *self, gsize *length) G_GNUC_WARN_UNUSED_RESULT;
gsize source_document_get_text_length (SourceDocument *self);
GBytes *source_document_encode (SourceDocument *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void source_document_locate (SourceDocument *self, gsize offset, guint *line, guint *column);

gboolean source_document_check_disk (SourceDocument *self);

SourceNode *source_document_get_root (SourceDocument *self);
SourceNode *source_document_get_node_at (SourceDocument *self, gsize offset);

G_END_DECLS

/* source-journal-draft-private.h: the beginning of a journal, written before there is an edit
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "engine/source/source-document-private.h"

G_BEGIN_DECLS

typedef struct _SourceJournalDraft SourceJournalDraft;

SourceJournalDraft *_source_journal_draft_new (const char *description, gsize length,
                                               const SourceDocument *document);
void _source_journal_draft_free (SourceJournalDraft *self);
gboolean _source_journal_draft_take (SourceJournalDraft *self, const char *description,
                                     gsize length, const char *path, int *fd);

/* In source-journal.c: what stands before a payload of two parts */
GByteArray *_source_journal_frame (const char *head, gsize head_length, const char *body,
                                   gsize body_length) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

/* source-journal-private.h: what the history writes into the crash journal
 *
 * A journal is the line SOURCE_JOURNAL_HEADER and records: length of the payload (32 bits), its
 * hash (64 bits), the payload. A record that is cut off or does not match its hash ends it. All
 * numbers are little-endian.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "engine/source/source-workspace-private.h"

G_BEGIN_DECLS

#define SOURCE_JOURNAL_HEADER "altinn-process-editor journal 1\n"
#define SOURCE_JOURNAL_SUFFIX ".journal"

/* The first byte of a payload */
enum
{
  SOURCE_JOURNAL_DOCUMENT = 'D',    /* number, kind, path, name, hash on disk, modified, bytes */
  SOURCE_JOURNAL_TRANSACTION = 'T', /* name, key, barrier, operations */
  SOURCE_JOURNAL_UNDO = 'U',
  SOURCE_JOURNAL_REDO = 'R',
};

/* The first byte of an operation of a transaction */
enum
{
  SOURCE_JOURNAL_PATCH = 'P',  /* document, offset, removed, inserted */
  SOURCE_JOURNAL_CREATE = 'C', /* document number, kind, path, text */
  SOURCE_JOURNAL_DELETE = 'X', /* document */
  SOURCE_JOURNAL_RENAME = 'N', /* old path, new path */
};

SourceJournal *_source_journal_new (void);
void _source_journal_free (SourceJournal *self);

/* @self may be NULL in all of these: no journal is kept */
void _source_journal_add_transaction (SourceJournal *self, const SourceTransaction *transaction,
                                      gboolean barrier);
void _source_journal_add_travel (SourceJournal *self, const SourceTransaction *transaction,
                                 gboolean forward);
void _source_journal_reset (SourceJournal *self);
const char *_source_journal_get_problem (SourceJournal *self);

gboolean _source_journal_replay (SourceWorkspace *workspace, const char *data, gsize length,
                                 gboolean *whole, GError **error);
gboolean _source_journal_summarize (const char *data, gsize length, GPtrArray *names,
                                    guint *n_transactions);

G_END_DECLS

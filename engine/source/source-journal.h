/* source-journal.h: what survives a crash
 *
 * A workspace that keeps a journal writes every transaction to a file outside of the work tree
 * before anybody is told of it. The file is locked while its workspace lives, removed by a save and
 * by closing, and found by the next start after a crash.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "engine/source/source-workspace.h"

G_BEGIN_DECLS

/**
 * SourceJournalInfo:
 * @path: the journal
 * @time: when it was written last, in seconds since 1970
 * @files: (array zero-terminated=1): the names of the documents it has edits of
 * @changed: (array zero-terminated=1): those of them whose file another program changed or removed
 *   since; they can be restored, and the person is asked before they are saved
 * @n_transactions: how many edits that is
 *
 * A journal that a crash left behind.
 */
typedef struct
{
  char *path;
  gint64 time;
  GStrv files;
  GStrv changed;
  guint n_transactions;
} SourceJournalInfo;

void source_journal_info_free (SourceJournalInfo *self);
GPtrArray *source_journal_list (void) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *source_journal_find (GPtrArray *damaged) G_GNUC_WARN_UNUSED_RESULT;
void source_journal_discard (const char *path);

void source_workspace_keep_journal (SourceWorkspace *self);
void source_workspace_drop_journal (SourceWorkspace *self);
const char *source_workspace_get_journal_problem (SourceWorkspace *self);
gboolean source_workspace_restore (SourceWorkspace *self, const char *path, GError **error);

GPtrArray *source_settle_saves (void) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SourceJournalInfo, source_journal_info_free)

G_END_DECLS

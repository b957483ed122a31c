/* source-workspace-private.h: what a workspace is made of
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "engine/source/source-document-private.h"
#include "engine/source/source-workspace.h"

G_BEGIN_DECLS

/* What one transaction did to the state of a document */
typedef struct
{
  SourceDocument *document; /* kept alive by the steps */
  guint64 before;
  guint64 after;
} SourceStateChange;

typedef struct
{
  char *name;
  char *key;      /* of coalescing; NULL: none */
  GArray *steps;  /* of SourceStep */
  GArray *states; /* of SourceStateChange */
} SourceTransaction;

typedef struct _SourceJournal SourceJournal;

/* A file or folder that the next save moves */
typedef struct
{
  char *from;
  char *to;
} SourceMove;

struct _SourceWorkspace
{
  GObject parent_instance;

  GListStore *documents; /* those that are not deleted, in the order they were opened */
  GPtrArray *all;        /* also deleted ones */

  GPtrArray *undo; /* of SourceTransaction, the last one on top */
  GPtrArray *redo;
  SourceTransaction *open; /* NULL: none is open */
  GArray *marks;           /* of gsize: number of steps when each open transaction began */
  gsize told;              /* steps of the open transaction that were told as changes */
  gboolean barrier;        /* the next transaction does not coalesce */
  guint64 last_state;

  GArray *moves; /* of SourceMove, in the order they are to be done */

  SourceJournal *journal; /* NULL: none is kept */
  gboolean settled;       /* interrupted saves were looked for */
  gboolean only_reads;    /* opening a file leaves its folder as it is */

  GHashTable *folders;  /* path of a folder -> the same without symbolic links */
  gint64 folders_since; /* when they were looked at */
};

void _source_transaction_free (SourceTransaction *self);
void _source_workspace_take_step (SourceWorkspace *self, SourceStep *step);
char *_source_workspace_canonicalize (SourceWorkspace *self, const char *path);
char *_source_path_move (const char *path, const char *from, const char *to);
char *_source_workspace_disk_path (SourceWorkspace *self, const char *path);
char *_source_workspace_disk_path_at (SourceWorkspace *self, const char *path, guint n);
SourceDocument *_source_workspace_adopt (SourceWorkspace *self, SourceDocument *document);
void _source_workspace_apply_file_step (SourceWorkspace *self, const SourceStep *step,
                                        gboolean forward);
void _source_workspace_emit_history_changed (SourceWorkspace *self);

G_END_DECLS

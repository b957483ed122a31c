/* run-process-private.h: how a process is built
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "engine/run/run-process.h"

G_BEGIN_DECLS

struct _RunProcess
{
  gatomicrefcount ref_count;
  char *file;
  const char *id;
  gboolean has_process;
  GPtrArray *nodes; /* RunNode, in the order of run_process_get_nodes() */
  GPtrArray *flows; /* RunFlow */
  GHashTable *by_id;
  GHashTable *flows_by_id;
  guint first[RUN_NODE_END_EVENT + 2]; /* index in @nodes where a kind begins */
  GStringChunk *strings;
  GPtrArray *blocks; /* memory of nodes, flows and lists */
  char *room;        /* what is free of the last block */
  gsize room_size;
};

/* Reading the document (run-process-read.c). */
gboolean run_process_read (RunProcess *self, SourceDocument *document, GError **error);
gpointer run_process_alloc (RunProcess *self, gsize size);
gpointer run_process_keep_array (RunProcess *self, GPtrArray *array);

G_END_DECLS

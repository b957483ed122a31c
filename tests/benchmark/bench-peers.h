/* bench-peers.h: a large process, and what bpmn-js makes of it in the same run
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <glib.h>

/**
 * BenchPeer:
 *
 * Milliseconds of bpmn-js in Chromium, and megabytes of its renderer process.
 */
typedef struct
{
  double first_frame; /* from importXML */
  double move;
  double svg;
  double memory;
} BenchPeer;

/* Measures with bpmnjs.mjs in the folder that APE_PEERS names; FALSE without it. */
gboolean bench_peer_measure (const char *path, BenchPeer *peer);
/* Writes an app's process with @n flow nodes, a diagram and ways back. */
void bench_write_chain (const char *path, guint n);
/* Megabytes this process had in memory at most, 0 where the system doesn't tell. */
double bench_peak_memory (void);

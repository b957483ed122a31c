/* source-file-private.h: reading and safely writing one file
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "engine/source/source-error.h"

G_BEGIN_DECLS

char *_source_file_read (const char *path, const char *name, gsize limit, gsize *length,
                         GError **error);
void _source_file_hash (const char *data, gsize length, guint64 hash[2]);
void _source_file_hash_parts (const char *head, gsize head_length, const char *body,
                              gsize body_length, guint64 hash[2]);
gboolean _source_file_hash_path (const char *path, guint64 hash[2]);
char *_source_file_canonicalize (const char *path);

G_END_DECLS

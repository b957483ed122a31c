/* source-write-private.h: changes of the disk that can be taken back or finished
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "engine/source/source-error.h"

G_BEGIN_DECLS

typedef enum
{
  SOURCE_WRITE_MOVE,    /* rename from → path */
  SOURCE_WRITE_REPLACE, /* the temporary file becomes path */
  SOURCE_WRITE_PLACE,   /* path is overwritten in place */
  SOURCE_WRITE_DELETE,  /* path is removed */
} SourceWriteKind;

typedef struct
{
  SourceWriteKind kind;
  char *path;
  char *from;      /* MOVE: the old path; REPLACE: the temporary file; PLACE: a copy of the new bytes */
  char *backup;    /* PLACE: a copy of the old bytes; DELETE: where it is put first */
  GBytes *bytes;   /* REPLACE and PLACE: what to write */
  GBytes *old;     /* PLACE: what was there */
  gboolean existed;
  guint64 old_hash[2];
  guint64 new_hash[2];
  int fd;            /* REPLACE: keeps the temporary file locked; -1 */
  gboolean exchanged; /* REPLACE: from holds the old bytes now */
  gboolean done;
} SourceWrite;

/* An ordered list of SourceWrite, of which all or none shall happen */
typedef struct
{
  GArray *writes;
  char *intent; /* the file that lists them while they happen */
  int intent_fd;
} SourceWriteSet;

SourceWriteSet *_source_write_set_new (void);
void _source_write_set_free (SourceWriteSet *self);
void _source_write_set_move (SourceWriteSet *self, const char *from, const char *to);
gboolean _source_write_set_add (SourceWriteSet *self, const char *disk_path, const char *path,
                                GBytes *bytes, const guint64 old_hash[2], const char *name,
                               GError **error);
void _source_write_set_delete (SourceWriteSet *self, const char *path, const guint64 hash[2]);
gboolean _source_write_set_run (SourceWriteSet *self, GError **error);

char *_source_state_directory (const char *name, GError **error);
gboolean _source_write_all (int fd, const char *data, gsize length);
gboolean _source_sync_directory (const char *directory);
gboolean _source_write_record (const char *path, const char *data, gsize length, int *fd,
                               GError **error);
void _source_write_remove_stale (const char *path);
void _source_write_settle (GPtrArray *settled);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SourceWriteSet, _source_write_set_free)

G_END_DECLS

/* source-document-private.h: what the rooms' own files know of a document
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "engine/source/source-change.h"
#include "engine/source/source-document.h"
#include "engine/source/source-encoding-private.h"
#include "engine/source/source-tree-private.h"

G_BEGIN_DECLS

/* Where a node was found last; makes the next question near it cheap. */
typedef struct
{
  const SourceNode *node;
  gsize offset; /* of its lead */
} SourcePlace;

/* What is on disk, as far as we know. */
typedef struct
{
  char *path;      /* where the file is now; NULL: nowhere */
  guint64 hash[2]; /* of its bytes */
} SourceDisk;

struct _SourceDocument
{
  GObject parent_instance;

  SourceKind kind;
  SourceWorkspace *workspace; /* not owned: the workspace owns its documents */
  char *path;                 /* canonical; NULL for bytes without a file, and while deleted */
  char *name;
  char *read_only; /* the reason; NULL if it may be edited */
  gboolean deleted;
  gboolean reloading; /* the encoding follows the file */

  SourceEncoding encoding;
  GBytes *original; /* keeps text */
  const char *text; /* as opened */
  gsize text_length;
  SourceTree *tree;
  SourceNode *top; /* XML: the node above the root */
  GString *flat;   /* JSON and text: what stands now */
  gsize n_patches; /* counts changes of the text */

  guint64 revision;
  guint64 state; /* names a content: the same after undo and redo */
  guint64 saved_state;
  SourceDisk disk;

  SourcePlace places[SOURCE_MAX_DEPTH + 2]; /* by depth */
  GHashTable *spellings; /* how values were written before they were edited */

  char *line_end;
  char *cached_text; /* of cached_patches */
  gsize cached_length;
  gsize cached_patches;
  GArray *lines; /* of guint32: offsets of line starts, of lines_patches */
  gsize lines_patches;
};

typedef enum
{
  SOURCE_STEP_LEAD,   /* a span of a node became another */
  SOURCE_STEP_TAG,
  SOURCE_STEP_TAIL,
  SOURCE_STEP_LINK,   /* a node got a place */
  SOURCE_STEP_UNLINK, /* a node lost its place */
  SOURCE_STEP_FLAT,   /* a range of a text without tree became another */
  SOURCE_STEP_CREATE, /* a file came to be */
  SOURCE_STEP_DELETE, /* a file ceased to be */
  SOURCE_STEP_RENAME, /* files moved; document may be NULL */
} SourceStepKind;

/* The smallest change; each has an inverse. */
typedef struct
{
  SourceStepKind kind;
  SourceDocument *document; /* owned by the step */
  SourceNode *node;
  SourceNode *parent; /* of LINK and UNLINK */
  SourceNode *before;
  SourceSpan old_lead; /* of LINK: the node gets another lead with its place */
  SourceSpan new_lead;
  const SourceName *old_name; /* of TAG */
  const SourceName *new_name;
  gsize offset;
  SourceSpan removed;
  SourceSpan inserted;
  char *old_path; /* of RENAME */
  char *new_path;
} SourceStep;

SourceDocument *_source_document_new_take (SourceKind kind, char *data, gsize length,
                                           const char *name, GError **error);
void _source_document_set_path (SourceDocument *self, const char *path);
void _source_document_set_read_only (SourceDocument *self, const char *reason);
void _source_document_set_state (SourceDocument *self, guint64 state);
void _source_document_set_saved (SourceDocument *self, guint64 state);
void _source_document_emit_changed (SourceDocument *self, SourceChange *change);
const char *_source_document_peek_text (SourceDocument *self, gsize *length);
const char *_source_document_peek_line_end (SourceDocument *self);
gsize _source_document_offset (SourceDocument *self, const SourceNode *node);
void _source_document_foreach_run (SourceDocument *self, SourceRunFunc func, gpointer user_data);

void _source_document_shift_places (SourceDocument *self, const SourceStep *step,
                                    gboolean forward);
void _source_step_apply (const SourceStep *step, gboolean forward);
void _source_step_clear (SourceStep *step);
SourceChange *_source_change_new (SourceDocument *document, const char *name,
                                  const SourceStep *steps, gsize n, gboolean forward);
void _source_change_free (SourceChange *self);

/* Called by the edits; in source-workspace.c */
gboolean _source_document_check_edit (SourceDocument *self, GError **error);
void _source_document_take_step (SourceDocument *self, SourceStep *step);
gsize _source_document_mark (SourceDocument *self);
void _source_document_revert (SourceDocument *self, gsize mark);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SourceChange, _source_change_free)

G_END_DECLS

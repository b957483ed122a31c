/* generated.h: random edits of real files, and what must hold after each
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "tests/source/generated-lines.h"

G_BEGIN_DECLS

/* What an edit does; see generated.c. */
typedef enum
{
  SET_ATTRIBUTE,
  ADD_ATTRIBUTE,
  ADD_QUALIFIED_ATTRIBUTE,
  REMOVE_ATTRIBUTE,
  SET_TEXT,
  SET_NAME,
  INSERT_SOURCE,
  INSERT_FRAGMENT,
  REMOVE,
  MOVE,
  REPLACE,
  SWAP,
  UNDO,
  EDIT_MODEL,
  N_KINDS,
} Kind;

/* An edit as numbers: what they choose depends on the text they meet, so a list can be shortened. */
typedef struct
{
  Kind kind;
  guint32 a, b, c;
} Edit;

/* What stands on a document and follows it; each may be NULL. */
typedef struct
{
  gpointer (*open) (SourceDocument *document);
  void (*close) (gpointer follower);
  /* EDIT_MODEL; returns whether something was done */
  gboolean (*edit) (gpointer follower, const Edit *edit, Forecast *forecast);
  /* Returns: (nullable): how it differs from one that has just opened @fresh */
  char *(*compare) (gpointer follower, SourceDocument *fresh);
} Follower;

/* A file to begin with */
typedef struct
{
  char *name;
  GBytes *bytes;
} Text;

GPtrArray *generated_texts (gsize max_bytes, gboolean processes) G_GNUC_WARN_UNUSED_RESULT;
void generated_run (GPtrArray *texts, const Follower *follower, guint n_edits);

G_END_DECLS

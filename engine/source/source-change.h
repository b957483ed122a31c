/* source-change.h: what a transaction changed, told to those who derive from a document
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "engine/source/source-types.h"

G_BEGIN_DECLS

/**
 * SourceChange:
 * @name: the transaction's name ("Move 3 elements"), translated
 * @touched: (element-type SourceNode): elements whose attributes or own text changed
 * @inserted: (element-type SourceNode): nodes now in the tree that were not (tops of subtrees)
 * @removed: (element-type SourceNode): nodes that left the tree (tops of subtrees); their parent
 *   still answers where they stood
 * @moved: (element-type SourceNode): nodes at another place than before
 * @whole: the whole tree was built anew (a reload that kept no node); the arrays are then empty
 *
 * A node is in one array at most; everything is as it stands after the change.
 */
struct _SourceChange
{
  const char *name;
  GPtrArray *touched;
  GPtrArray *inserted;
  GPtrArray *removed;
  GPtrArray *moved;
  gboolean whole;
};

/**
 * SourcePatch:
 * @offset: where, in bytes of the text before this patch
 * @removed: the bytes that stood there
 * @inserted: the bytes that stand there now
 *
 * The same change as text: what the journal stores and the XML view replays.
 */
typedef struct
{
  gsize offset;
  char *removed;
  char *inserted;
} SourcePatch;

G_END_DECLS

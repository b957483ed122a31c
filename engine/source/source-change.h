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
 * @touched: (element-type SourceNode): elements whose name, attributes or own text changed
 * @inserted: (element-type SourceNode): nodes now in the tree that were not (tops of subtrees)
 * @removed: (element-type SourceNode): nodes that left the tree (tops of subtrees); their parent
 *   still answers where they stood
 * @moved: (element-type SourceNode): nodes at another place than before; their attributes may have
 *   changed too
 * @left: (element-type SourceNode): elements that moved nodes stood in before
 * @renamed: some element has another name or namespace than before
 * @whole: the whole tree was built anew (another root); the arrays of nodes are then empty
 * @patches: (element-type SourcePatch): the same change as text, to be replayed in this order
 *
 * A node is in one of the first four arrays at most; everything is as it stands after the change. Text that
 * comes or goes touches its element and is in no array itself; a change of white space between tags
 * touches nothing.
 */
struct _SourceChange
{
  const char *name;
  GPtrArray *touched;
  GPtrArray *inserted;
  GPtrArray *removed;
  GPtrArray *moved;
  GPtrArray *left;
  gboolean renamed;
  gboolean whole;
  GArray *patches;
};

/**
 * SourcePatch:
 * @offset: where, in bytes of the text before this patch
 * @removed: the bytes that stood there, not NUL-terminated
 * @n_removed: how many
 * @inserted: the bytes that stand there now, not NUL-terminated
 * @n_inserted: how many
 *
 * One piece of a change as text: what the journal stores and the XML view replays. The bytes live
 * as long as the document.
 */
typedef struct
{
  gsize offset;
  const char *removed;
  gsize n_removed;
  const char *inserted;
  gsize n_inserted;
} SourcePatch;

G_END_DECLS

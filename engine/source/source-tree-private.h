/* source-tree-private.h: the nodes of a concrete tree and the memory they stand in
 *
 * A node has three spans: lead (white space between the end of what stands before it and itself),
 * tag (a start tag, or the whole of a text, CDATA section, comment or instruction) and tail (white
 * space after the last child and the end tag). Spans point into buffers that never change and never
 * move. The text of a node is lead, tag, its children and tail, in this order.
 *
 * Kept true by every change:
 *  - a run of character data with anything but white space is one text node, with all the white
 *    space around it; blank runs are leads and tails;
 *  - what stands directly behind a text node has no lead of its own.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "engine/source/source-error.h"
#include "engine/source/source-types.h"

G_BEGIN_DECLS

/* The node above the root: its tag is the XML declaration, its tail what ends the file. */
#define SOURCE_NODE_DOCUMENT ((SourceNodeKind) 7)

#define SOURCE_MAX_BYTES (256u * 1024 * 1024) /* of a file; offsets are kept in 32 bits */
#define SOURCE_MAX_DEPTH 256                  /* of elements */
#define SOURCE_MAX_ATTRIBUTES 256             /* of an element */
#define SOURCE_MAX_NAMESPACES 256             /* declared at one place, ancestors included */

/* What libxml2 reads, in bytes (XML_MAX_NAME_LENGTH and XML_MAX_TEXT_LENGTH) */
#define SOURCE_MAX_NAME 50000
#define SOURCE_MAX_VALUE 10000000 /* of an attribute or a section */

#define SOURCE_XML_NAMESPACE "http://www.w3.org/XML/1998/namespace"
#define SOURCE_XMLNS_NAMESPACE "http://www.w3.org/2000/xmlns/"

typedef struct
{
  const char *local;         /* interned; the target of an instruction */
  const char *prefix;        /* interned, nullable */
  const char *namespace_uri; /* interned, nullable */
} SourceName;

typedef struct
{
  const char *text;
  guint32 length;
} SourceSpan;

struct _SourceNode
{
  SourceNode *parent;
  SourceNode *next;
  SourceNode *previous;
  SourceNode *first;
  SourceNode *last;
  const SourceName *name; /* NULL for text, CDATA, comments */
  const char *lead;
  const char *tag;
  const char *tail;
  guint32 lead_length;
  guint32 tag_length;
  guint32 tail_length;
  guint32 length;         /* of the whole text, lead included */
  guint32 kind : 3;       /* SourceNodeKind */
  guint32 contiguous : 1; /* the text behind the lead is one run from tag on */
  guint32 declares : 1;   /* has namespace declarations */
  guint32 linked : 1;     /* has its place in the parent; one that lost it still knows the parent */
  guint32 n_texts : 26;   /* children that are text or CDATA; 256 MiB hold no more */
};

typedef struct _SourceTree SourceTree;

SourceTree *_source_tree_new (void);
void _source_tree_free (SourceTree *self);
void _source_tree_take (SourceTree *self, SourceTree *other);
SourceNode *_source_tree_add_node (SourceTree *self, SourceNodeKind kind);
const char *_source_tree_add_bytes (SourceTree *self, const char *text, gsize length);
const SourceName *_source_tree_add_name (SourceTree *self, const char *local, const char *prefix,
                                         const char *namespace_uri);
const SourceName *_source_tree_add_interned_name (SourceTree *self, const char *local,
                                                  const char *prefix, const char *namespace_uri);
gboolean _source_name_equal (const SourceName *one, const SourceName *other);
SourceNode *_source_tree_import (SourceTree *self, const SourceNode *node);

void _source_node_append (SourceNode *parent, SourceNode *node);
gboolean _source_node_is_text (const SourceNode *node);
gboolean _source_node_preserves_space (const SourceNode *node);

typedef void (*SourceRunFunc) (const char *text, gsize length, gpointer user_data);
void _source_node_foreach_run (const SourceNode *node, gboolean with_lead, SourceRunFunc func,
                               gpointer user_data);
void _source_node_append_source (const SourceNode *node, gboolean with_lead, GString *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SourceTree, _source_tree_free)

G_END_DECLS

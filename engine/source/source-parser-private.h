/* source-parser-private.h: from text to a concrete tree
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "engine/source/source-tree-private.h"

#include <libxml/xmlerror.h>

G_BEGIN_DECLS

SourceNode *_source_parse_document (SourceTree *tree, const char *text, gsize length,
                                    const char *name, GError **error);

/**
 * SourcePart:
 * @tree: what the part's nodes stand in
 * @top: the node above its root; its children are the root and what stands beside it
 * @root: the root; of the first part without tail and length
 * @rest: behind the last node, where white space may stand that is nobody's yet
 *
 * One of two parts of a document, cut between two children of its root.
 */
typedef struct
{
  SourceTree *tree;
  SourceNode *top;
  SourceNode *root;
  const char *rest;
} SourcePart;

gboolean _source_parse_first_part (SourcePart *part, const char *text, gsize length);
gboolean _source_parse_second_part (SourcePart *part, const char *text, gsize length, gsize cut,
                                    const char *root_tag, gsize root_tag_length);
SourceNode *_source_parse_in_parts (SourceTree *tree, const char *text, gsize length);

SourceNode *_source_parse_whole (SourceTree *tree, const char *text, gsize length, const char *name,
                                 GError **error);
SourceNode *_source_parse_fragment (SourceTree *tree, const char *text, gsize length,
                                    const SourceNode *context, GError **error);

const char *_source_text_next_line (const char *text, const char *end);
void _source_text_locate (const char *text, gsize offset, guint *line, guint *column);

/* Where the parser stopped. */
typedef struct
{
  const char *text;
  const char *end;
  const char *at;        /* what it could not read */
  const char *construct; /* (nullable): the "<" of the tag, comment, … that @at is in or behind */
  const char *wrapper;   /* (nullable): the name of an element around the text, none of the person's */
} SourceMishap;

char *_source_parser_message (const xmlError *problem, const SourceMishap *mishap);
char *_source_conflict_message (const char *text, gsize length, gsize *offset);
char *_source_foreign_message (const char *text, gsize length, gsize *offset);

G_END_DECLS

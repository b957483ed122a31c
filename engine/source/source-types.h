/* source-types.h: the types of the source room
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _SourceDocument SourceDocument;
typedef struct _SourceWorkspace SourceWorkspace;
typedef struct _SourceNode SourceNode;
typedef struct _SourceFragment SourceFragment;
typedef struct _SourceChange SourceChange;

/**
 * SourceKind:
 * @SOURCE_KIND_XML: has a tree of nodes (process.bpmn, policy.xml, csproj)
 * @SOURCE_KIND_JSON: edited by the functions of source-json-edit.h
 * @SOURCE_KIND_TEXT: plain text, edited by ranges only
 */
typedef enum
{
  SOURCE_KIND_XML,
  SOURCE_KIND_JSON,
  SOURCE_KIND_TEXT,
} SourceKind;

/**
 * SourceNodeKind:
 *
 * What a node of the concrete tree is. Everything a file holds is a node; the white space between
 * tags is text.
 */
typedef enum
{
  SOURCE_NODE_ELEMENT,
  SOURCE_NODE_TEXT,
  SOURCE_NODE_CDATA,
  SOURCE_NODE_COMMENT,
  SOURCE_NODE_PI,
} SourceNodeKind;

G_END_DECLS

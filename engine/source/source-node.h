/* source-node.h: the concrete tree over the text of an XML document
 *
 * A node lives as long as its document, also after it was removed (an undo brings the same node
 * back), so other rooms may keep pointers to nodes. Local names and namespace URIs are interned
 * (g_intern_string()): compare pointers where it matters.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "engine/source/source-types.h"

G_BEGIN_DECLS

SourceNodeKind source_node_get_kind (const SourceNode *node);
gboolean source_node_is_attached (const SourceNode *node);
SourceNode *source_node_get_parent (const SourceNode *node);
SourceNode *source_node_get_next (const SourceNode *node);
SourceNode *source_node_get_previous (const SourceNode *node);
SourceNode *source_node_get_first_child (const SourceNode *node);
SourceNode *source_node_get_last_child (const SourceNode *node);

const char *source_node_get_name (const SourceNode *node);
const char *source_node_get_namespace (const SourceNode *node);
const char *source_node_get_prefix (const SourceNode *node);
gboolean source_node_is (const SourceNode *node, const char *namespace_uri, const char *name);
SourceNode *source_node_first_element (const SourceNode *parent, const char *namespace_uri,
                                       const char *name);
SourceNode *source_node_next_element (const SourceNode *node, const char *namespace_uri,
                                      const char *name);

gboolean source_node_has_attribute (const SourceNode *node, const char *namespace_uri,
                                    const char *name);
char *source_node_dup_attribute (const SourceNode *node, const char *namespace_uri,
                                 const char *name) G_GNUC_WARN_UNUSED_RESULT;
const char *source_node_peek_attribute (const SourceNode *node, const char *namespace_uri,
                                        const char *name, gsize *length);
gboolean source_node_attribute_equals (const SourceNode *node, const char *namespace_uri,
                                       const char *name, const char *value);

/**
 * SourceAttributeFunc:
 * @namespace_uri: (nullable): interned; %NULL for an unqualified attribute
 * @prefix: (nullable): as written
 * @name: the local name
 * @value: the value with references resolved and white space normalised
 *
 * Returns: %TRUE to go on
 */
typedef gboolean (*SourceAttributeFunc) (const char *namespace_uri, const char *prefix,
                                         const char *name, const char *value, gpointer user_data);
void source_node_foreach_attribute (const SourceNode *node, SourceAttributeFunc func,
                                    gpointer user_data);
void source_node_foreach_namespace (const SourceNode *node, SourceAttributeFunc func,
                                    gpointer user_data);

const char *source_node_peek_text (const SourceNode *node, gsize *length);
char *source_node_dup_text (const SourceNode *node) G_GNUC_WARN_UNUSED_RESULT;
char *source_node_dup_source (SourceDocument *document, const SourceNode *node)
    G_GNUC_WARN_UNUSED_RESULT;
const char *source_node_lookup_namespace (const SourceNode *node, const char *prefix);
const char *source_node_lookup_prefix (const SourceNode *node, const char *namespace_uri);

gsize source_node_get_offset (SourceDocument *document, const SourceNode *node);
gsize source_node_get_length (SourceDocument *document, const SourceNode *node);
gsize source_node_get_tag_length (SourceDocument *document, const SourceNode *node);
void source_node_locate (SourceDocument *document, const SourceNode *node, guint *line,
                         guint *column);
gboolean source_node_locate_attribute (SourceDocument *document, const SourceNode *node,
                                       const char *namespace_uri, const char *name, guint *line,
                                       guint *column);
gboolean source_node_get_attribute_range (SourceDocument *document, const SourceNode *node,
                                          const char *namespace_uri, const char *name,
                                          gsize *offset, gsize *length);

G_END_DECLS

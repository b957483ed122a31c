/* source-node-private.h: what the edits need of reading a tree
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "engine/source/source-node.h"
#include "engine/source/source-scan-private.h"

G_BEGIN_DECLS

gboolean _source_node_find_attribute (const SourceNode *node, const char *namespace_uri,
                                      const char *name, SourceAttribute *attribute);
const char *_source_node_lookup_attribute_prefix (const SourceNode *node,
                                                  const char *namespace_uri);

G_END_DECLS

/* editor-lanes.h: a node belongs to the lane it is drawn in
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "editor/editor-session.h"

G_BEGIN_DECLS

gboolean editor_lanes_follow (EditorSession *session, BpmnElement *node, gboolean is_new,
                              GError **error);

G_END_DECLS

/* editor-command-private.h: what the commands share
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "editor/editor-command.h"
#include "editor/editor-plan.h"
#include "engine/altinn/altinn-edit.h"

G_BEGIN_DECLS

void editor_command_begin (EditorSession *session, const char *name);
gboolean editor_command_end (EditorSession *session, gboolean success);
gboolean editor_command_require_diagram (EditorSession *session, GError **error);
const char *editor_command_describe (BpmnElement *element);
/* What a new element at a point belongs to; NULL: the file has no process. */
BpmnElement *editor_command_find_parent (EditorSession *session, BpmnPoint at);

/* Automatic placement */
BpmnPoint editor_place_after (EditorSession *session, BpmnElement *after, double width,
                              double height);
void editor_place_make_room (EditorPlan *plan, EditorAxis axis, double position, double amount);
BpmnPoint editor_place_on_flow (EditorPlan *plan, BpmnElement *flow, double width, double height);
/* Parts the route of a flow at @centre where @node stands now, or routes both parts anew. */
void editor_place_split_route (EditorPlan *plan, BpmnElement *source, BpmnElement *node,
                               BpmnElement *target, const GArray *route, GArray **before,
                               GArray **after);

G_END_DECLS

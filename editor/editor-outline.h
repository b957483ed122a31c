/* editor-outline.h: the process in the order it runs, in words
 *
 * What the outline list and screen readers have of a diagram. It is always complete: what no way
 * from a start event reaches comes last.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "editor/editor-session.h"

G_BEGIN_DECLS

/* Flow nodes in the order of the process, from the start events on, the accepting way before the
 * way back (element-type BpmnElement). */
GPtrArray *editor_outline_list (EditorSession *session) G_GNUC_WARN_UNUSED_RESULT;
/* "Signering": the name, else the id. */
char *editor_outline_label (EditorSession *session, BpmnElement *element)
    G_GNUC_WARN_UNUSED_RESULT;
/* "signing task": what it is, translated. */
char *editor_outline_role (EditorSession *session, BpmnElement *element) G_GNUC_WARN_UNUSED_RESULT;
/* "Signering, signing task, step 3 of 5, next: Godkjent?" */
char *editor_outline_describe (EditorSession *session, BpmnElement *element)
    G_GNUC_WARN_UNUSED_RESULT;

/* Walking by keys: the element one step on or back, NULL at an end. From a flow node one comes to
 * the next flow node; @branch is the number of the outgoing flow (0 the first). */
BpmnElement *editor_outline_next (EditorSession *session, BpmnElement *element, guint branch);
BpmnElement *editor_outline_previous (EditorSession *session, BpmnElement *element);
/* The other branches beside this one: @step +1 is the next, -1 the one before. */
BpmnElement *editor_outline_sibling (EditorSession *session, BpmnElement *element, int step);

G_END_DECLS

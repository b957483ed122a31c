/* editor-clipboard.h: a part of a process as text
 *
 * What is copied is a small BPMN file of its own (`definitions` with a process and a diagram), so
 * that it can be pasted into other processes of the editor, into other programs and into a text
 * editor.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "editor/editor-session.h"

G_BEGIN_DECLS

#define EDITOR_CLIPBOARD_MIME_TYPE "application/x-bpmn+xml"

/* Flow nodes and artifacts among @elements, and the connections whose both ends are among them.
 * NULL if there is nothing that can be copied. */
char *editor_clipboard_copy (EditorSession *session, BpmnElement *const *elements,
                             guint n_elements) G_GNUC_WARN_UNUSED_RESULT;
gboolean editor_clipboard_can_paste (const char *text);

G_END_DECLS

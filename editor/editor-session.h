/* editor-session.h: one open process and everything derived from it
 *
 * What a tab of the window and one run of `altinn-process edit` share: the workspace, the document
 * of the process, its model, the app repository around it, the scene and the selection.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "editor/editor-selection.h"
#include "engine/altinn/altinn-app.h"

G_BEGIN_DECLS

typedef struct _EditorScene EditorScene;

/**
 * EditorError:
 * @EDITOR_ERROR_NOT_ALLOWED: BPMN or Altinn does not allow it, or it makes no sense here
 * @EDITOR_ERROR_NOT_FOUND: no element has that id
 * @EDITOR_ERROR_NO_DIAGRAM: the file has no diagram and the command needs one; ask the person, call
 *   editor_command_write_diagram() and run the command again
 * @EDITOR_ERROR_SYNTAX: the editing command or the clipboard's text cannot be read
 *
 * Codes of %EDITOR_ERROR.
 */
typedef enum
{
  EDITOR_ERROR_NOT_ALLOWED,
  EDITOR_ERROR_NOT_FOUND,
  EDITOR_ERROR_NO_DIAGRAM,
  EDITOR_ERROR_SYNTAX,
} EditorError;
#define EDITOR_ERROR (editor_error_quark ())
GQuark editor_error_quark (void);

#define EDITOR_TYPE_SESSION (editor_session_get_type ())
G_DECLARE_FINAL_TYPE (EditorSession, editor_session, EDITOR, SESSION, GObject)

/* Opens a .bpmn file or an app repository (facts: command, PATH). @runtime is NULL or what
 * --runtime says. */
EditorSession *editor_session_open (const char *path, const char *runtime, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
void editor_session_open_async (const char *path, const char *runtime, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data);
EditorSession *editor_session_open_finish (GAsyncResult *result, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
/* From a journal that a crash left behind (source_journal_list()). */
EditorSession *editor_session_restore (const char *journal, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
EditorSession *editor_session_new (AltinnApp *app) G_GNUC_WARN_UNUSED_RESULT;

/* All of these belong to the session. */
SourceWorkspace *editor_session_get_workspace (EditorSession *self);
SourceDocument *editor_session_get_document (EditorSession *self);
BpmnModel *editor_session_get_model (EditorSession *self);
AltinnApp *editor_session_get_app (EditorSession *self); /* of a loose file: without siblings */
EditorScene *editor_session_get_scene (EditorSession *self);
EditorSelection *editor_session_get_selection (EditorSession *self);

/* Whether the file has a diagram part that new shapes can go to; without one the scene holds a
 * placement in memory only. */
gboolean editor_session_has_diagram (EditorSession *self);

/* Undo and redo select what they changed, as far as it is there and can be selected. FALSE: there
 * is nothing to undo or redo. */
gboolean editor_session_undo (EditorSession *self);
gboolean editor_session_redo (EditorSession *self);

/* Where an element is drawn, from the diagram or from the placement in memory, in DI units. FALSE:
 * it is not drawn as a shape. */
gboolean editor_session_get_bounds (EditorSession *self, BpmnElement *element, BpmnRect *bounds);
/* The way points of a connection (element-type BpmnPoint), NULL if it is not drawn. */
GArray *editor_session_dup_route (EditorSession *self, BpmnElement *connection)
    G_GNUC_WARN_UNUSED_RESULT;
/* In document order, valid until the next change: all boundary events; all connections that are no
 * sequence flows (those are in the lists of their ends). */
const GPtrArray *editor_session_get_boundary_events (EditorSession *self);
const GPtrArray *editor_session_get_loose_connections (EditorSession *self);
/* Where the external label of an event, gateway or connection stands; FALSE if it has none. */
gboolean editor_session_get_label_bounds (EditorSession *self, BpmnElement *element,
                                          BpmnRect *bounds);

G_END_DECLS

/* editor-controller.h: hands input events to the tool in use
 *
 * One controller per view of a session. It needs no toolkit: a test feeds it with events as the
 * canvas does.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "editor/editor-command.h"
#include "editor/editor-tool.h"

G_BEGIN_DECLS

#define EDITOR_TYPE_CONTROLLER (editor_controller_get_type ())
G_DECLARE_FINAL_TYPE (EditorController, editor_controller, EDITOR, CONTROLLER, GObject)

/* Signals:
 *   "overlays-changed" (EditorController *): draw the overlays again
 *   "cursor-changed" (EditorController *)
 *   "tool-changed" (EditorController *)
 *   "deadline-changed" (EditorController *): (re)start or stop the timer for an EDITOR_EVENT_TIMEOUT
 *   "scroll-by" (EditorController *, double dx, double dy): move the view, in DI units
 *   "reveal" (EditorController *, gpointer element): bring the element into view (keyboard walking)
 *   "edit-label" (EditorController *, gpointer element, const BpmnRect *area): show an entry with
 *      the element's name over @area; commit with editor_command_set_name()
 *   "pick-type" (EditorController *, gpointer element, int purpose): show the menu of palette
 *      entries: EDITOR_PICK_APPEND or EDITOR_PICK_REPLACE for the element, EDITOR_PICK_CREATE for a
 *      new element (element is NULL)
 *   "context-menu" (EditorController *, gpointer element, double x, double y)
 *   "diagram-needed" (EditorController *): a gesture needs the diagram written; the gesture was
 *      dropped, ask and call editor_command_write_diagram()
 *   "failed" (EditorController *, const GError *error): a command failed; show the message
 *   "announce" (EditorController *, const char *text): for the live region of screen readers */

typedef enum
{
  EDITOR_PICK_APPEND,
  EDITOR_PICK_REPLACE,
  EDITOR_PICK_CREATE,
} EditorPickPurpose;

EditorController *editor_controller_new (EditorSession *session) G_GNUC_WARN_UNUSED_RESULT;
EditorSession *editor_controller_get_session (EditorController *self);

EditorToolKind editor_controller_get_tool (EditorController *self);
void editor_controller_set_tool (EditorController *self, EditorToolKind tool);
/* Begins placing a palette entry: follows the pointer until a press (or, when begun by dragging from
 * the palette, the release) places it; Escape or the secondary button gives up. */
void editor_controller_create (EditorController *self, const char *entry, gboolean dragging);
/* While TRUE the hand tool acts, whatever tool is chosen (space bar held). */
void editor_controller_set_panning (EditorController *self, gboolean panning);
void editor_controller_set_grid (EditorController *self, gboolean snap_to_grid); /* TRUE at first */

/* TRUE: the event was used; FALSE: it means nothing here and may go elsewhere. */
gboolean editor_controller_handle (EditorController *self, const EditorEvent *event);
void editor_controller_cancel (EditorController *self);
gboolean editor_controller_is_busy (EditorController *self); /* in the middle of a gesture */

/* (element-type EditorOverlay), valid until the next event */
const GPtrArray *editor_controller_get_overlays (EditorController *self);
EditorCursor editor_controller_get_cursor (EditorController *self);
/* When to send EDITOR_EVENT_TIMEOUT, in microseconds of the events' clock; -1: no need. */
gint64 editor_controller_get_deadline (EditorController *self);

/* What menus, shortcuts and assistive technology call; they work on the selection and report by
 * "failed" and "announce". */
void editor_controller_delete (EditorController *self);
char *editor_controller_copy (EditorController *self) G_GNUC_WARN_UNUSED_RESULT;
char *editor_controller_cut (EditorController *self) G_GNUC_WARN_UNUSED_RESULT;
void editor_controller_paste (EditorController *self, const char *text); /* at the pointer */
void editor_controller_duplicate (EditorController *self);
void editor_controller_undo (EditorController *self);
void editor_controller_redo (EditorController *self);
void editor_controller_append (EditorController *self, const char *entry);
void editor_controller_replace (EditorController *self, const char *entry);
void editor_controller_align (EditorController *self, EditorAlign align);
void editor_controller_distribute (EditorController *self, EditorAxis axis);
void editor_controller_nudge (EditorController *self, double dx, double dy);
void editor_controller_edit_label (EditorController *self);
void editor_controller_connect_from (EditorController *self, BpmnElement *source);

G_END_DECLS

/* editor-controller-actions.c: what menus, shortcuts and assistive technology call
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "editor/editor-clipboard.h"
#include "editor/editor-controller-private.h"
#include "editor/editor-outline.h"

static EditorSelection *
get_selection (EditorController *self)
{
  return editor_session_get_selection (editor_controller_get_session (self));
}

static BpmnElement *
get_single (EditorController *self)
{
  return editor_selection_get_single (get_selection (self));
}

/* A copy: commands change the selection while they work. */
static GPtrArray *
dup_selected (EditorController *self)
{
  return g_ptr_array_copy ((GPtrArray *) editor_selection_get_elements (get_selection (self)), NULL,
                           NULL);
}

static void
announce_name_of_undo (EditorController *self, const char *name, const char *format)
{
  g_autoptr (GString) text = NULL;

  if (name == NULL)
    return;
  text = g_string_new (format);
  g_string_replace (text, "%s", name, 1);
  editor_controller_announce (self, text->str);
}

/**
 * editor_controller_undo:
 * @self: the controller
 *
 * Undoes one step and says which.
 */
void
editor_controller_undo (EditorController *self)
{
  EditorSession *session = editor_controller_get_session (self);
  g_autofree char *name = NULL;

  editor_controller_cancel (self);
  name = g_strdup (source_workspace_get_undo_name (editor_session_get_workspace (session)));
  if (editor_session_undo (session))
    announce_name_of_undo (self, name, _ ("Undone: %s"));
}

/**
 * editor_controller_redo:
 * @self: the controller
 *
 * Does again what was undone and says what.
 */
void
editor_controller_redo (EditorController *self)
{
  EditorSession *session = editor_controller_get_session (self);
  g_autofree char *name = NULL;

  editor_controller_cancel (self);
  name = g_strdup (source_workspace_get_redo_name (editor_session_get_workspace (session)));
  if (editor_session_redo (session))
    announce_name_of_undo (self, name, _ ("Redone: %s"));
}

/* After deleting, the selection goes on to the element before, so that keys go on working. */
static BpmnElement *
find_neighbour (EditorController *self, const GPtrArray *deleted)
{
  EditorSession *session = editor_controller_get_session (self);
  BpmnElement *element = deleted->len == 1 ? g_ptr_array_index (deleted, 0) : NULL;
  BpmnElement *neighbour;

  if (element == NULL)
    return NULL;
  neighbour = editor_outline_previous (session, element);
  return neighbour != NULL ? neighbour : editor_outline_next (session, element, 0);
}

/**
 * editor_controller_delete:
 * @self: the controller
 *
 * Deletes what is selected and mends the chain.
 */
void
editor_controller_delete (EditorController *self)
{
  EditorSession *session = editor_controller_get_session (self);
  g_autoptr (GPtrArray) elements = dup_selected (self);
  BpmnElement *neighbour;
  GError *error = NULL;

  editor_controller_cancel (self);
  if (elements->len == 0)
    return;
  neighbour = find_neighbour (self, elements);
  if (editor_command_delete (session, (BpmnElement *const *) elements->pdata, elements->len, NULL,
                             &error) &&
      neighbour != NULL && bpmn_element_is_attached (neighbour))
    editor_selection_select (get_selection (self), neighbour);
  editor_controller_take_error (self, error);
}

/**
 * editor_controller_copy:
 * @self: the controller
 *
 * Returns: (transfer full) (nullable): what is selected as text for the clipboard; %NULL if there
 *   is nothing to copy
 */
char *
editor_controller_copy (EditorController *self)
{
  const GPtrArray *elements = editor_selection_get_elements (get_selection (self));

  return editor_clipboard_copy (editor_controller_get_session (self),
                                (BpmnElement *const *) elements->pdata, elements->len);
}

/**
 * editor_controller_cut:
 * @self: the controller
 *
 * Returns: (transfer full) (nullable): what was selected, as text for the clipboard
 */
char *
editor_controller_cut (EditorController *self)
{
  char *text = editor_controller_copy (self);

  if (text != NULL)
    editor_controller_delete (self);
  return text;
}

/* Copies may have found their place away from what is seen. */
static void
go_to_copies (EditorController *self, const GPtrArray *copies)
{
  if (copies == NULL || copies->len == 0)
    return;
  if (copies->len == 1)
    {
      editor_controller_go_to (self, g_ptr_array_index (copies, 0));
      return;
    }
  /* All of them if they fit, else the first. */
  for (guint i = copies->len; i > 0; i--)
    editor_controller_reveal (self, g_ptr_array_index (copies, i - 1));
}

/**
 * editor_controller_paste:
 * @self: the controller
 * @text: what editor_controller_copy() returned, of any process
 *
 * Pastes with the middle at the pointer, or beside it where something stands there already.
 */
void
editor_controller_paste (EditorController *self, const char *text)
{
  BpmnPoint pointer = editor_controller_get_pointer (self);
  gboolean has_pointer = pointer.x != 0 || pointer.y != 0;
  GError *error = NULL;
  g_autoptr (GPtrArray) pasted = NULL;

  editor_controller_cancel (self);
  pasted = editor_command_paste (editor_controller_get_session (self), text,
                                 has_pointer ? &pointer : NULL, &error);
  go_to_copies (self, pasted);
  editor_controller_take_error (self, error);
}

/**
 * editor_controller_duplicate:
 * @self: the controller
 *
 * Copies what is selected to the nearest free place below.
 */
void
editor_controller_duplicate (EditorController *self)
{
  g_autoptr (GPtrArray) elements = dup_selected (self);
  g_autoptr (GPtrArray) copies = NULL;
  GError *error = NULL;

  editor_controller_cancel (self);
  if (elements->len == 0)
    return;
  copies = editor_command_duplicate (editor_controller_get_session (self),
                                     (BpmnElement *const *) elements->pdata, elements->len, &error);
  go_to_copies (self, copies);
  editor_controller_take_error (self, error);
}

/**
 * editor_controller_append:
 * @self: the controller
 * @entry: a palette entry
 *
 * Appends to the one selected element and selects the new one.
 */
void
editor_controller_append (EditorController *self, const char *entry)
{
  BpmnElement *after = get_single (self);
  GError *error = NULL;
  BpmnElement *element;

  editor_controller_cancel (self);
  if (after == NULL)
    return;
  element =
      editor_command_append (editor_controller_get_session (self), entry, NULL, after, &error);
  editor_controller_go_to (self, element);
  editor_controller_take_error (self, error);
}

/**
 * editor_controller_replace:
 * @self: the controller
 * @entry: a palette entry
 *
 * Makes another type of the one selected element.
 */
void
editor_controller_replace (EditorController *self, const char *entry)
{
  BpmnElement *element = get_single (self);
  GError *error = NULL;

  editor_controller_cancel (self);
  if (element != NULL)
    editor_command_replace (editor_controller_get_session (self), element, entry, &error);
  editor_controller_take_error (self, error);
}

void
editor_controller_align (EditorController *self, EditorAlign align)
{
  g_autoptr (GPtrArray) elements = dup_selected (self);
  GError *error = NULL;

  editor_controller_cancel (self);
  editor_command_align (editor_controller_get_session (self),
                        (BpmnElement *const *) elements->pdata, elements->len, align, &error);
  editor_controller_take_error (self, error);
}

void
editor_controller_distribute (EditorController *self, EditorAxis axis)
{
  g_autoptr (GPtrArray) elements = dup_selected (self);
  GError *error = NULL;

  editor_controller_cancel (self);
  editor_command_distribute (editor_controller_get_session (self),
                             (BpmnElement *const *) elements->pdata, elements->len, axis, &error);
  editor_controller_take_error (self, error);
}

/* Steps of the same elements are one move to undo. */
static char *
get_nudge_key (const GPtrArray *elements)
{
  GString *key = g_string_new ("nudge");

  for (guint i = 0; i < elements->len; i++)
    g_string_append_printf (key, " %p", g_ptr_array_index (elements, i));
  return g_string_free (key, FALSE);
}

/**
 * editor_controller_nudge:
 * @self: the controller
 * @dx: how far to the right, in DI units
 * @dy: how far down
 *
 * Moves what is selected by keys.
 */
void
editor_controller_nudge (EditorController *self, double dx, double dy)
{
  EditorSession *session = editor_controller_get_session (self);
  SourceWorkspace *workspace = editor_session_get_workspace (session);
  g_autoptr (GPtrArray) elements = dup_selected (self);
  g_autofree char *key = get_nudge_key (elements);
  GError *error = NULL;

  editor_controller_cancel (self);
  if (elements->len == 0)
    return;
  source_workspace_begin_coalescing (
      workspace, ngettext ("Move element", "Move elements", elements->len), key);
  editor_command_move (session, (BpmnElement *const *) elements->pdata, elements->len, dx, dy,
                       &error);
  source_workspace_commit (workspace);
  editor_controller_take_error (self, error);
}

/**
 * editor_controller_edit_label:
 * @self: the controller
 *
 * Asks the window for an entry over the one selected element.
 */
void
editor_controller_edit_label (EditorController *self)
{
  BpmnElement *element = get_single (self);

  editor_controller_cancel (self);
  if (element != NULL)
    editor_controller_request_label (self, element);
}

/* editor-tool-keys.c: the canvas without a mouse
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "editor/editor-controller-private.h"
#include "editor/editor-outline.h"

static EditorSelection *
get_selection (EditorController *self)
{
  return editor_session_get_selection (editor_controller_get_session (self));
}

static BpmnElement *
get_primary (EditorController *self)
{
  return editor_selection_get_primary (get_selection (self));
}

static BpmnElement *
end_of_outline (EditorController *self, gboolean last)
{
  g_autoptr (GPtrArray) list = editor_outline_list (editor_controller_get_session (self));

  if (list->len == 0)
    return NULL;
  return g_ptr_array_index (list, last ? list->len - 1 : 0);
}

/* Right goes on, left goes back, up and down go to the other branches. */
static gboolean
walk (EditorController *self, EditorKey key)
{
  EditorSession *session = editor_controller_get_session (self);
  BpmnElement *primary = get_primary (self);
  BpmnElement *next;

  if (primary == NULL)
    next = end_of_outline (self, FALSE);
  else if (key == EDITOR_KEY_RIGHT)
    next = editor_outline_next (session, primary, 0);
  else if (key == EDITOR_KEY_LEFT)
    next = editor_outline_previous (session, primary);
  else
    next = editor_outline_sibling (session, primary, key == EDITOR_KEY_DOWN ? 1 : -1);
  if (next != NULL)
    editor_controller_go_to (self, next);
  return TRUE;
}

static gboolean
nudge (EditorController *self, EditorKey key, double step)
{
  if (editor_selection_get_size (get_selection (self)) == 0)
    return FALSE;
  editor_controller_nudge (self,
                           key == EDITOR_KEY_LEFT    ? -step
                           : key == EDITOR_KEY_RIGHT ? step
                                                     : 0,
                           key == EDITOR_KEY_UP     ? -step
                           : key == EDITOR_KEY_DOWN ? step
                                                    : 0);
  return TRUE;
}

static gboolean
arrow (EditorController *self, const EditorEvent *event)
{
  switch (event->modifiers)
    {
    case EDITOR_MODIFIER_NONE:
      return walk (self, event->key);
    case EDITOR_MODIFIER_SHIFT:
      return nudge (self, event->key, EDITOR_GRID);
    case EDITOR_MODIFIER_ALT:
      return nudge (self, event->key, 1);
    default:
      return FALSE;
    }
}

/* At a gateway the digit chooses the way out, in the order of the flows. */
static gboolean
digit (EditorController *self, guint number)
{
  BpmnElement *primary = get_primary (self);
  BpmnElement *next;

  if (primary == NULL || number == 0)
    return FALSE;
  next = editor_outline_next (editor_controller_get_session (self), primary, number - 1);
  if (next == NULL)
    return FALSE;
  editor_controller_go_to (self, next);
  return TRUE;
}

static gboolean
request_type (EditorController *self, EditorPickPurpose purpose)
{
  BpmnElement *element = editor_selection_get_single (get_selection (self));

  if (purpose != EDITOR_PICK_CREATE && element == NULL)
    return FALSE;
  editor_controller_request_type (self, purpose != EDITOR_PICK_CREATE ? element : NULL, purpose);
  return TRUE;
}

static gboolean
connect_from_selection (EditorController *self)
{
  BpmnElement *single = editor_selection_get_single (get_selection (self));

  if (single != NULL && bpmn_type_is_flow_node (bpmn_element_get_type_id (single)))
    editor_controller_connect_from (self, single);
  else
    editor_controller_set_tool (self, EDITOR_TOOL_CONNECT);
  return TRUE;
}

/* Single letters act without modifiers only (facts: interop 5, shortcuts). */
static gboolean
letter (EditorController *self, gunichar character)
{
  switch (character)
    {
    case 'h':
      editor_controller_set_tool (self, EDITOR_TOOL_HAND);
      return TRUE;
    case 'l':
      editor_controller_set_tool (self, EDITOR_TOOL_LASSO);
      return TRUE;
    case 's':
      editor_controller_set_tool (self, EDITOR_TOOL_SPACE);
      return TRUE;
    case 'v':
      editor_controller_set_tool (self, EDITOR_TOOL_SELECT);
      return TRUE;
    case 'c':
      return connect_from_selection (self);
    case 'e':
      editor_controller_edit_label (self);
      return TRUE;
    case 'a':
      return request_type (self, EDITOR_PICK_APPEND);
    case 'r':
      return request_type (self, EDITOR_PICK_REPLACE);
    case 'n':
      return request_type (self, EDITOR_PICK_CREATE);
    default:
      return character >= '1' && character <= '9' && digit (self, character - '0');
    }
}

static gboolean
escape (EditorController *self)
{
  if (editor_selection_get_size (get_selection (self)) == 0)
    return FALSE;
  editor_selection_clear (get_selection (self));
  return TRUE;
}

/* A connection begun by key is ended by Return on the element walked to. */
static gboolean
activate (EditorController *self)
{
  if (editor_selection_get_single (get_selection (self)) == NULL)
    return FALSE;
  editor_controller_edit_label (self);
  return TRUE;
}

/**
 * editor_tool_key:
 * @self: the controller
 * @event: a key
 *
 * Returns: %FALSE if the key means nothing on the canvas
 */
gboolean
editor_tool_key (EditorController *self, const EditorEvent *event)
{
  switch (event->key)
    {
    case EDITOR_KEY_LEFT:
    case EDITOR_KEY_RIGHT:
    case EDITOR_KEY_UP:
    case EDITOR_KEY_DOWN:
      return arrow (self, event);
    case EDITOR_KEY_HOME:
      editor_controller_go_to (self, end_of_outline (self, FALSE));
      return TRUE;
    case EDITOR_KEY_END:
      editor_controller_go_to (self, end_of_outline (self, TRUE));
      return TRUE;
    case EDITOR_KEY_DELETE:
      if (editor_selection_get_size (get_selection (self)) == 0)
        return FALSE;
      editor_controller_delete (self);
      return TRUE;
    case EDITOR_KEY_F2:
    case EDITOR_KEY_RETURN:
      return activate (self);
    case EDITOR_KEY_ESCAPE:
      return escape (self);
    case EDITOR_KEY_NONE:
      return event->modifiers == EDITOR_MODIFIER_NONE && letter (self, event->character);
    case EDITOR_KEY_SPACE:
    default:
      return FALSE;
    }
}

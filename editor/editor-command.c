/* editor-command.c: what the commands share
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "editor/editor-command-private.h"

#include <glib/gi18n-lib.h>

/**
 * editor_command_begin:
 * @session: the session
 * @name: what the person did, translated
 *
 * Opens the transaction of a command; it may stand in one that a caller opened.
 */
void
editor_command_begin (EditorSession *session, const char *name)
{
  source_workspace_begin (editor_session_get_workspace (session), name);
}

/**
 * editor_command_end:
 * @session: the session
 * @success: whether all of the command was done
 *
 * Closes the transaction: keeps all of it, or nothing.
 *
 * Returns: @success
 */
gboolean
editor_command_end (EditorSession *session, gboolean success)
{
  SourceWorkspace *workspace = editor_session_get_workspace (session);

  if (success)
    source_workspace_commit (workspace);
  else
    source_workspace_rollback (workspace);
  return success;
}

/**
 * editor_command_require_diagram:
 * @session: the session
 * @error: return location of an error
 *
 * Returns: whether places can be written; else @error is %EDITOR_ERROR_NO_DIAGRAM
 */
gboolean
editor_command_require_diagram (EditorSession *session, GError **error)
{
  if (editor_session_has_diagram (session))
    return TRUE;
  g_set_error_literal (error, EDITOR_ERROR, EDITOR_ERROR_NO_DIAGRAM,
                       _ ("The file has no diagram yet; it must be written before elements can be "
                          "moved"));
  return FALSE;
}

/**
 * editor_command_describe:
 * @element: any element
 *
 * Returns: (transfer none): its name, else its id, else what it is: for messages
 */
const char *
editor_command_describe (BpmnElement *element)
{
  const char *name = bpmn_element_get_name (element);

  if (name == NULL || *name == '\0')
    name = bpmn_element_get_id (element);
  return name != NULL ? name : bpmn_type_get_name (bpmn_element_get_type_id (element));
}

/**
 * editor_command_get_entry:
 * @session: the session
 * @element: any element
 *
 * Returns: (transfer none) (nullable): the palette entry that makes such elements
 */
const char *
editor_command_get_entry (EditorSession *session, BpmnElement *element)
{
  const AltinnTaskType *type =
      altinn_task_type_of_element (editor_session_get_app (session), element);

  return type != NULL ? type->palette : NULL;
}

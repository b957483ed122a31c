/* editor-script.h: the editing commands of `altinn-process edit`
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "editor/editor-session.h"

G_BEGIN_DECLS

/* Runs one command ("append signing after Task_1 name=\"Signering\""): one transaction. @notes, if
 * not NULL, gets lines (char *) about what a person should look at afterwards. The error says what
 * is wrong without repeating the command. */
gboolean editor_script_run (EditorSession *session, const char *command, GPtrArray *notes,
                            GError **error);
/* The words of a command (NULL-terminated): blanks part them; values in double quotes (with \" and
 * \\) and in matching brackets stay whole. */
GStrv editor_script_split (const char *command, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

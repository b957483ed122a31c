/* ape-inspector.h: what is selected, with everything that can be set about it
 *
 * Every change is a command; changes of one field while typing count as one step of undo.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <adwaita.h>

#include "editor/editor-session.h"
#include "engine/altinn/altinn-app.h"

G_BEGIN_DECLS

#define APE_TYPE_INSPECTOR (ape_inspector_get_type ())
G_DECLARE_FINAL_TYPE (ApeInspector, ape_inspector, APE, INSPECTOR, GtkWidget)

/* Signals:
 *   "failed" (ApeInspector *, const char *message): a change is not possible; tell the person
 *   "go-to" (ApeInspector *, const char *id): show another element */

void ape_inspector_set_session (ApeInspector *self, EditorSession *session, AltinnApp *app);
/* The row of a field ("id", "name", "taskType", "condition", a setting's name); NULL if none. */
GtkWidget *ape_inspector_get_row (ApeInspector *self, const char *field);

G_END_DECLS

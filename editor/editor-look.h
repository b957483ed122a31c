/* editor-look.h: what a task is to an Altinn app, as its picture shows it
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "editor/editor-scene.h"

G_BEGIN_DECLS

/* The words under the glyph; for a service of the app's own its task type. NULL: none. */
char *editor_look_dup_subtitle (const BpmnElement *element, EditorLook look)
    G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

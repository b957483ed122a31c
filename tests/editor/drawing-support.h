/* drawing-support.h: what the tests of the drawing share
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "editor/editor-scene.h"
#include "engine/source/source-workspace.h"

G_BEGIN_DECLS

/* A file opened for a test: its workspace, model and scene. */
typedef struct
{
  SourceWorkspace *workspace;
  SourceDocument *document;
  BpmnModel *model;
  EditorScene *scene;
} Drawing;

/* NULL if the file cannot be read as BPMN. */
Drawing *drawing_open (const char *path) G_GNUC_WARN_UNUSED_RESULT;
Drawing *drawing_open_fixture (const char *name) G_GNUC_WARN_UNUSED_RESULT;
Drawing *drawing_open_text (const char *text) G_GNUC_WARN_UNUSED_RESULT;
void drawing_free (Drawing *self); /* asserts that nothing was leaked */
EditorItem *drawing_item (Drawing *self, const char *id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Drawing, drawing_free)

G_END_DECLS

/* drawing-support.c: what the tests of the drawing share
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "drawing-support.h"

#include "tests/test-support.h"

#include <string.h>

static Drawing *
finish (SourceWorkspace *workspace, SourceDocument *document)
{
  Drawing *self;

  if (document == NULL)
    {
      g_object_unref (workspace);
      return NULL;
    }
  self = g_new0 (Drawing, 1);
  self->workspace = workspace;
  self->document = document;
  self->model = bpmn_model_new (document);
  self->scene = editor_scene_new (self->model, NULL);
  /* the references were made with it */
  editor_scene_set_font_family (self->scene, "DejaVu Sans");
  return self;
}

Drawing *
drawing_open (const char *path)
{
  SourceWorkspace *workspace = source_workspace_new ();

  return finish (workspace, source_workspace_open (workspace, path, SOURCE_KIND_XML, NULL));
}

Drawing *
drawing_open_fixture (const char *name)
{
  g_autofree char *relative = g_build_filename ("fixtures", "editor", name, NULL);
  g_autofree char *path = test_fixture (relative);
  Drawing *self = drawing_open (path);

  g_assert_nonnull (self);
  return self;
}

Drawing *
drawing_open_text (const char *text)
{
  SourceWorkspace *workspace = source_workspace_new ();
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  Drawing *self = finish (workspace, source_workspace_add_bytes (workspace, SOURCE_KIND_XML, bytes,
                                                                 "test.bpmn", NULL));

  g_assert_nonnull (self);
  return self;
}

void
drawing_free (Drawing *self)
{
  if (self == NULL)
    return;
  g_assert_finalize_object (self->scene);
  g_assert_finalize_object (self->model);
  g_object_unref (self->workspace);
  g_free (self);
}

EditorItem *
drawing_item (Drawing *self, const char *id)
{
  EditorItem *item = editor_scene_lookup (self->scene, bpmn_model_lookup (self->model, id));

  g_assert_nonnull (item);
  return item;
}

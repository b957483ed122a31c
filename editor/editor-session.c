/* editor-session.c: one open process and everything derived from it
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "editor/editor-session.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "editor/editor-plan.h"
#include "editor/editor-scene.h"
#include "engine/source/source-journal.h"
#include "engine/source/source-node.h"

struct _EditorSession
{
  GObject parent_instance;

  AltinnApp *app;
  EditorScene *scene;
  EditorSelection *selection;

  /* What has to be looked for among all elements; empty lists are not up to date */
  GPtrArray *boundary_events;
  GPtrArray *loose_connections;
  guint n_listed; /* how many elements there were when they were listed */

  GPtrArray *changed_shapes; /* BpmnElement: while undoing or redoing, else NULL */
  GPtrArray *changed_elements;
};

G_DEFINE_FINAL_TYPE (EditorSession, editor_session, G_TYPE_OBJECT)
G_DEFINE_QUARK (editor - error - quark, editor_error)

static void
collect_shapes (EditorSession *self, const BpmnModelChange *change)
{
  for (guint i = 0; i < change->shapes->len; i++)
    {
      const BpmnShape *shape = g_ptr_array_index (change->shapes, i);
      BpmnElement *element = bpmn_shape_get_element (shape);

      if (element != NULL && source_node_is_attached (bpmn_shape_get_node (shape)))
        g_ptr_array_add (self->changed_shapes, element);
    }
}

static void
model_changed_cb (EditorSession *self, const BpmnModelChange *change)
{
  self->n_listed = 0;
  if (self->changed_shapes == NULL || change->whole)
    return;
  collect_shapes (self, change);
  g_ptr_array_extend (self->changed_elements, change->elements, NULL, NULL);
}

static void
editor_session_dispose (GObject *object)
{
  EditorSession *self = EDITOR_SESSION (object);

  g_clear_object (&self->selection);
  g_clear_object (&self->scene);
  g_clear_object (&self->app);
  g_clear_pointer (&self->boundary_events, g_ptr_array_unref);
  g_clear_pointer (&self->loose_connections, g_ptr_array_unref);
  G_OBJECT_CLASS (editor_session_parent_class)->dispose (object);
}

static void
editor_session_class_init (EditorSessionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = editor_session_dispose;
}

static void
editor_session_init (EditorSession *self)
{
  self->boundary_events = g_ptr_array_new ();
  self->loose_connections = g_ptr_array_new ();
}

/* A gesture asks with every motion, and the model has to be gone through for the answer. */
static void
list_parts (EditorSession *self)
{
  const GPtrArray *elements = bpmn_model_get_elements (altinn_app_get_model (self->app));

  if (self->n_listed == elements->len)
    return;
  self->n_listed = elements->len;
  g_ptr_array_set_size (self->boundary_events, 0);
  g_ptr_array_set_size (self->loose_connections, 0);
  for (guint i = 0; i < elements->len; i++)
    {
      BpmnElement *element = g_ptr_array_index (elements, i);
      BpmnType type = bpmn_element_get_type_id (element);

      if (type == BPMN_TYPE_BOUNDARY_EVENT)
        g_ptr_array_add (self->boundary_events, element);
      else if (type != BPMN_TYPE_SEQUENCE_FLOW && bpmn_type_is_connection (type))
        g_ptr_array_add (self->loose_connections, element);
    }
}

/**
 * editor_session_new:
 * @app: the process and what is around it
 *
 * Returns: (transfer full): a session over @app with nothing selected
 */
EditorSession *
editor_session_new (AltinnApp *app)
{
  EditorSession *self = g_object_new (EDITOR_TYPE_SESSION, NULL);
  BpmnModel *model = altinn_app_get_model (app);

  self->app = g_object_ref (app);
  self->scene = editor_scene_new (model, app);
  self->selection = editor_selection_new (model);
  g_signal_connect_object (model, "changed", G_CALLBACK (model_changed_cb), self,
                           G_CONNECT_SWAPPED);
  list_parts (self); /* now, often in a thread, and not with the first motion */
  return self;
}

/**
 * editor_session_open:
 * @path: a .bpmn file, or an app repository as the command takes it
 * @runtime: (nullable): a version as --runtime takes it ("v8", "8.5.6"); %NULL: as found
 * @error: return location of an error whose message names the file
 *
 * Returns: (transfer full) (nullable): a session over the process, or %NULL with @error set
 */
EditorSession *
editor_session_open (const char *path, const char *runtime, GError **error)
{
  g_autoptr (AltinnApp) app = NULL;
  AltinnRuntime version;

  if (runtime != NULL && !altinn_runtime_parse (runtime, &version))
    {
      g_set_error (error, EDITOR_ERROR, EDITOR_ERROR_SYNTAX,
                   _ ("“%s” is no runtime version; write v7, v8, v9 or a version like 8.5.6"),
                   runtime);
      return NULL;
    }
  app = altinn_app_open (path, error);
  if (app == NULL)
    return NULL;
  if (runtime != NULL)
    altinn_app_set_runtime (app, &version);
  return editor_session_new (app);
}

/* The process among the documents of a restored workspace: a BPMN file, or the one of the app that
 * its other files belong to. */
static AltinnApp *
find_app (SourceWorkspace *workspace, GError **error)
{
  GListModel *documents = source_workspace_get_documents (workspace);
  guint n = g_list_model_get_n_items (documents);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (SourceDocument) document = g_list_model_get_item (documents, i);
      AltinnApp *app;

      if (source_document_get_kind (document) != SOURCE_KIND_XML)
        continue;
      app = altinn_app_new_for_document (document, NULL);
      if (app != NULL)
        return app;
    }
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (SourceDocument) document = g_list_model_get_item (documents, i);
      g_autofree char *folder = g_strdup (source_document_get_path (document));

      while (folder != NULL && strlen (folder) > 1)
        {
          char *parent = g_path_get_dirname (folder);
          g_autofree char *process = altinn_app_find_process (parent, NULL);

          if (process != NULL)
            {
              g_free (parent);
              return altinn_app_new_in_workspace (workspace, process, error);
            }
          g_free (folder);
          folder = parent;
        }
    }
  g_set_error_literal (error, EDITOR_ERROR, EDITOR_ERROR_NOT_FOUND,
                       _ ("The process that the unsaved changes belong to is gone"));
  return NULL;
}

/**
 * editor_session_restore:
 * @journal: the path of a journal that a crash left behind
 * @error: return location of an error
 *
 * Opens what the journal has, with its unsaved edits and their undo history.
 *
 * Returns: (transfer full) (nullable): the session, or %NULL with @error set; the journal is then
 *   still there, or set aside if it is damaged
 */
EditorSession *
editor_session_restore (const char *journal, GError **error)
{
  g_autoptr (SourceWorkspace) workspace = source_workspace_new ();
  g_autofree char *bytes = NULL;
  g_autoptr (AltinnApp) app = NULL;
  gsize length;

  if (!g_file_get_contents (journal, &bytes, &length, error)
      || !source_workspace_restore (workspace, journal, error))
    return NULL;
  app = find_app (workspace, error);
  if (app != NULL)
    return editor_session_new (app);
  /* Restoring took the journal over; without a process to show, it must stay for another try. */
  g_file_set_contents_full (journal, bytes, (gssize) length, G_FILE_SET_CONTENTS_CONSISTENT, 0600,
                            NULL);
  return NULL;
}

typedef struct
{
  char *path;
  char *runtime;
} OpenData;

static void
open_data_free (OpenData *data)
{
  g_free (data->path);
  g_free (data->runtime);
  g_free (data);
}

static void
open_thread (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  const OpenData *data = task_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (EditorSession) session = editor_session_open (data->path, data->runtime, &error);

  if (session != NULL)
    g_task_return_pointer (task, g_steal_pointer (&session), g_object_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * editor_session_open_async:
 * @path: as editor_session_open() takes it
 * @runtime: (nullable): likewise
 * @cancellable: (nullable): a cancelled opening ends with %G_IO_ERROR_CANCELLED
 * @callback: called in the caller's main context
 * @user_data: for @callback
 *
 * Opens in a thread, so that a slow disk or a huge file does not stop the window.
 */
void
editor_session_open_async (const char *path,
                           const char *runtime,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  OpenData *data = g_new (OpenData, 1);

  data->path = g_strdup (path);
  data->runtime = g_strdup (runtime);
  g_task_set_source_tag (task, editor_session_open_async);
  g_task_set_task_data (task, data, (GDestroyNotify) open_data_free);
  g_task_set_return_on_cancel (task, TRUE);
  g_task_run_in_thread (task, open_thread);
}

/**
 * editor_session_open_finish:
 * @result: what the callback was given
 * @error: return location of an error
 *
 * Returns: (transfer full) (nullable): the session, or %NULL with @error set
 */
EditorSession *
editor_session_open_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

const GPtrArray *
editor_session_get_boundary_events (EditorSession *self)
{
  g_return_val_if_fail (EDITOR_IS_SESSION (self), NULL);

  list_parts (self);
  return self->boundary_events;
}

const GPtrArray *
editor_session_get_loose_connections (EditorSession *self)
{
  g_return_val_if_fail (EDITOR_IS_SESSION (self), NULL);

  list_parts (self);
  return self->loose_connections;
}

SourceWorkspace *
editor_session_get_workspace (EditorSession *self)
{
  return altinn_app_get_workspace (self->app);
}

SourceDocument *
editor_session_get_document (EditorSession *self)
{
  return altinn_app_get_document (self->app);
}

BpmnModel *
editor_session_get_model (EditorSession *self)
{
  return altinn_app_get_model (self->app);
}

AltinnApp *
editor_session_get_app (EditorSession *self)
{
  return self->app;
}

EditorScene *
editor_session_get_scene (EditorSession *self)
{
  return self->scene;
}

EditorSelection *
editor_session_get_selection (EditorSession *self)
{
  return self->selection;
}

static gboolean
has_flow_nodes (BpmnModel *model)
{
  const GPtrArray *elements = bpmn_model_get_elements (model);

  for (guint i = 0; i < elements->len; i++)
    if (bpmn_type_is_flow_node (bpmn_element_get_type_id (g_ptr_array_index (elements, i))))
      return TRUE;
  return FALSE;
}

/**
 * editor_session_has_diagram:
 *
 * An empty diagram counts as one only where there is nothing to draw: else everything would be
 * placed in memory but the one new shape.
 *
 * Returns: whether the file has a diagram part that new shapes can go to
 */
gboolean
editor_session_has_diagram (EditorSession *self)
{
  BpmnModel *model = editor_session_get_model (self);
  const GPtrArray *diagrams = bpmn_model_get_diagrams (model);

  for (guint i = 0; i < diagrams->len; i++)
    if (bpmn_diagram_get_shapes (g_ptr_array_index (diagrams, i))->len > 0)
      return TRUE;
  return diagrams->len > 0 && !has_flow_nodes (model);
}

static void
select_unique (EditorSession *self, const GPtrArray *elements, gboolean (*wanted) (BpmnType))
{
  g_autoptr (GPtrArray) chosen = g_ptr_array_new ();

  for (guint i = 0; i < elements->len; i++)
    {
      BpmnElement *element = g_ptr_array_index (elements, i);

      if (bpmn_element_is_attached (element) && wanted (bpmn_element_get_type_id (element)) &&
          !g_ptr_array_find (chosen, element, NULL))
        g_ptr_array_add (chosen, element);
    }
  if (chosen->len > 0)
    editor_selection_set (self->selection, (BpmnElement *const *) chosen->pdata, chosen->len);
}

static gboolean
wants_any (BpmnType type)
{
  return TRUE;
}

/* What was undone is what a person looks at next: moved or new shapes first, else what changed. */
static void
select_changed (EditorSession *self)
{
  static const guint too_many = 200;

  if (self->changed_shapes->len > 0 && self->changed_shapes->len <= too_many)
    select_unique (self, self->changed_shapes, wants_any);
  else if (self->changed_elements->len > 0 && self->changed_elements->len <= too_many)
    select_unique (self, self->changed_elements,
                   self->changed_elements->len == 1 ? wants_any : bpmn_type_is_flow_node);
}

static gboolean
replay (EditorSession *self, gboolean (*replay_func) (SourceWorkspace *))
{
  gboolean done;

  self->changed_shapes = g_ptr_array_new ();
  self->changed_elements = g_ptr_array_new ();
  done = replay_func (editor_session_get_workspace (self));
  if (done)
    select_changed (self);
  g_clear_pointer (&self->changed_shapes, g_ptr_array_unref);
  g_clear_pointer (&self->changed_elements, g_ptr_array_unref);
  return done;
}

/**
 * editor_session_undo:
 *
 * Undoes the last transaction of the workspace and selects what it changed.
 *
 * Returns: %FALSE if there was nothing to undo
 */
gboolean
editor_session_undo (EditorSession *self)
{
  return replay (self, source_workspace_undo);
}

/**
 * editor_session_redo:
 *
 * Does again what was undone last and selects what it changed.
 *
 * Returns: %FALSE if there was nothing to redo
 */
gboolean
editor_session_redo (EditorSession *self)
{
  return replay (self, source_workspace_redo);
}

/**
 * editor_session_get_bounds:
 * @element: any element
 * @bounds: (out): where it is drawn, in DI units
 *
 * Returns: %FALSE if it is not drawn as a shape
 */
gboolean
editor_session_get_bounds (EditorSession *self, BpmnElement *element, BpmnRect *bounds)
{
  return editor_place_get_bounds (self, element, bounds);
}

/**
 * editor_session_dup_route:
 * @connection: a connection
 *
 * Returns: (transfer full) (nullable) (element-type BpmnPoint): its way points; %NULL if it is not
 *   drawn
 */
GArray *
editor_session_dup_route (EditorSession *self, BpmnElement *connection)
{
  return editor_place_dup_route (self, connection);
}

/**
 * editor_session_get_label_bounds:
 * @element: an event, gateway, connection …
 * @bounds: (out): where its external label stands, as it is shown now
 *
 * Returns: %FALSE if it has none
 */
gboolean
editor_session_get_label_bounds (EditorSession *self, BpmnElement *element, BpmnRect *bounds)
{
  EditorItem *item = editor_scene_lookup (self->scene, element);

  return item != NULL && editor_item_get_label_bounds (self->scene, item, bounds);
}

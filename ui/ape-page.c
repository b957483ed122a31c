/* ape-page.c: one open process: canvas, palette, inspector, problems, simulation
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include <glib/gi18n.h>

#include "editor/editor-session.h"
#include "engine/altinn/altinn-template.h"
#include "engine/source/source-journal.h"
#include "ui/ape-page-private.h"

/* Milliseconds until reading is said to take its time; most files are read before. */
#define LOADING_DELAY 200

G_DEFINE_FINAL_TYPE (ApePage, ape_page, GTK_TYPE_WIDGET)

enum
{
  STATE_CHANGED,
  TOAST,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* Titles */

static void
update_titles (ApePage *self)
{
  const char *name = NULL;

  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->subtitle, g_free);
  if (self->app != NULL && !altinn_app_is_loose (self->app))
    {
      g_autofree char *base = g_path_get_basename (altinn_app_get_repository (self->app));
      const char *file = source_document_get_path (editor_session_get_document (self->session));
      const char *top = altinn_app_get_repository (self->app);

      name = altinn_app_get_id (self->app);
      self->title = g_strdup (name != NULL ? name : base);
      if (file != NULL && g_str_has_prefix (file, top) && file[strlen (top)] == '/')
        file += strlen (top) + 1;
      self->subtitle = g_strdup (file);
      return;
    }
  if (self->session != NULL)
    {
      SourceDocument *document = editor_session_get_document (self->session);
      const char *path = source_document_get_path (document);

      if (path != NULL)
        {
          g_autofree char *folder = g_path_get_dirname (path);

          self->title = g_path_get_basename (path);
          self->subtitle = g_steal_pointer (&folder);
        }
      else
        self->title = g_strdup (_ ("New Process"));
      return;
    }
  if (self->path != NULL)
    {
      self->title = g_path_get_basename (self->path);
      self->subtitle = g_path_get_dirname (self->path);
    }
  else
    self->title = g_strdup (_ ("New Process"));
}

static void
update_empty_hint (ApePage *self)
{
  const GPtrArray *items = editor_scene_get_items (editor_session_get_scene (self->session));

  gtk_widget_set_visible (self->empty_hint, items->len == 0);
}

static void
update_banner (ApePage *self)
{
  const char *reason = NULL;

  if (self->session == NULL)
    ape_banner_hide (self->banner);
  else if (self->conflicts->len > 0)
    {
      g_autofree char *name
          = g_path_get_basename (source_document_get_name (self->conflicts->pdata[0]));
      g_autofree char *text = g_strdup_printf (
          _ ("Another program changed “%s” while you have unsaved changes in it."), name);

      ape_banner_show (self->banner, text, _ ("_Compare and Choose…"), "page.compare-with-disk");
    }
  else if (self->unreadable != NULL)
    {
      g_autofree char *text = g_strdup_printf (
          _ ("The file was changed and cannot be read now; this is how it was. %s"),
          self->unreadable);

      ape_banner_show (self->banner, text, _ ("_Try Again"), "page.check-disk");
    }
  else if (source_document_is_read_only (editor_session_get_document (self->session), &reason))
    {
      g_autofree char *text = NULL;

      if (reason != NULL)
        text = g_strdup_printf (_ ("This file is read-only: %s"), reason);
      ape_banner_show (self->banner, text != NULL ? text : _ ("This file is read-only"),
                       _ ("_Save As…"), "page.save-as");
    }
  else if (!editor_session_has_diagram (self->session)
           && editor_scene_get_items (editor_session_get_scene (self->session))->len > 0)
    ape_banner_show (self->banner,
                     _ ("The file has no diagram. It is laid out here without being changed."),
                     _ ("_Add Diagram to File"), "page.add-diagram");
  else
    ape_banner_hide (self->banner);
}

/* Says once that edits are not protected against a crash. */
static void
check_journal (ApePage *self)
{
  const char *problem
      = source_workspace_get_journal_problem (editor_session_get_workspace (self->session));

  if (problem == NULL || self->journal_told)
    return;
  self->journal_told = TRUE;
  _ape_page_toast (self, problem);
}

/* Which of the stack's children is seen. Of the process only the looks may be there before it is. */
static void
show_child (ApePage *self, const char *name)
{
  GtkWidget *content = gtk_stack_get_child_by_name (GTK_STACK (self->stack), "ready");

  g_clear_handle_id (&self->loading_id, g_source_remove);
  gtk_widget_set_can_target (content, self->state == APE_PAGE_READY);
  gtk_widget_set_can_focus (content, self->state == APE_PAGE_READY);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), name);
}

static gboolean
loading_takes_long_cb (gpointer data)
{
  ApePage *self = data;

  self->loading_id = 0;
  show_child (self, "loading");
  _ape_page_update_state (self);
  return G_SOURCE_REMOVE;
}

/* The page lies ready without a process: what is read quickly then has only its drawing to add. */
static void
show_loading (ApePage *self)
{
  self->state = APE_PAGE_LOADING;
  show_child (self, "ready");
  self->loading_id = g_timeout_add (LOADING_DELAY, loading_takes_long_cb, self);
}

/* Tells the window and the page's own bits that something about the page is different. */
void
_ape_page_update_state (ApePage *self)
{
  if (self->session != NULL)
    check_journal (self);
  update_banner (self);
  if (self->session != NULL)
    update_empty_hint (self);
  _ape_page_update_actions (self);
  g_signal_emit (self, signals[STATE_CHANGED], 0);
}

void
_ape_page_toast (ApePage *self, const char *text)
{
  g_signal_emit (self, signals[TOAST], 0, text);
}

static void
select_element (ApePage *self, BpmnElement *element)
{
  editor_selection_select (editor_session_get_selection (self->session), element);
  ape_canvas_reveal (self->canvas, element);
}

static void
canvas_failed_cb (ApePage *self, const char *message)
{
  _ape_page_toast (self, message);
}

static void
outline_activated_cb (ApePage *self, gpointer element)
{
  select_element (self, element);
}

static void
source_cursor_cb (ApePage *self, guint64 offset)
{
  BpmnElement *element;

  element = bpmn_model_get_element_at (editor_session_get_model (self->session), offset);
  while (element != NULL
         && editor_scene_lookup (editor_session_get_scene (self->session), element) == NULL)
    element = bpmn_element_get_parent (element);
  if (element != NULL)
    select_element (self, element);
}

static void
selection_changed_cb (ApePage *self)
{
  BpmnElement *element
      = editor_selection_get_single (editor_session_get_selection (self->session));

  if (element != NULL)
    ape_source_view_highlight (self->source_view, bpmn_element_get_node (element));
  _ape_page_update_actions (self);
}

static void
scene_changed_cb (ApePage *self, const EditorSceneChange *change)
{
  if (change->whole)
    _ape_page_update_diagrams (self);
  /* What only moves says nothing new of the page, and a drag moves with every motion. */
  if (change->whole || change->order || change->removed->len > 0)
    _ape_page_update_state (self);
}

/* Sessions */

static gboolean
show_rest_cb (gpointer data)
{
  ApePage *self = data;

  self->rest_id = 0;
  ape_inspector_set_session (self->inspector, self->session, self->app);
  ape_outline_set_session (self->outline, self->session);
  _ape_page_begin_checks (self);
  ape_canvas_prepare (self->canvas);
  return G_SOURCE_REMOVE;
}

/* The frame that has begun is drawn before anything idle runs. */
static gboolean
first_frame_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  ApePage *self = APE_PAGE (widget);

  self->first_frame_id = 0;
  self->rest_id = g_idle_add_full (G_PRIORITY_LOW, show_rest_cb, self, NULL);
  return G_SOURCE_REMOVE;
}

/* What the drawing need not wait for comes behind its first frame. */
static void
queue_rest (ApePage *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->first_frame_id
        = gtk_widget_add_tick_callback (GTK_WIDGET (self), first_frame_cb, NULL, NULL);
  else
    self->rest_id = g_idle_add_full (G_PRIORITY_LOW, show_rest_cb, self, NULL);
}

static void
forget_rest (ApePage *self)
{
  if (self->first_frame_id != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->first_frame_id);
  self->first_frame_id = 0;
  g_clear_handle_id (&self->rest_id, g_source_remove);
}

static void
release_session (ApePage *self)
{
  if (self->session == NULL)
    return;
  forget_rest (self);
  _ape_page_unwatch (self);
  _ape_page_end_checks (self);
  g_signal_handlers_disconnect_by_data (editor_session_get_workspace (self->session), self);
  g_signal_handlers_disconnect_by_data (editor_session_get_document (self->session), self);
  g_signal_handlers_disconnect_by_data (editor_session_get_scene (self->session), self);
  g_signal_handlers_disconnect_by_data (editor_session_get_selection (self->session), self);
  ape_problems_set_report (self->problems, NULL);
  ape_inspector_set_session (self->inspector, NULL, NULL);
  ape_simulation_set_session (self->simulation, NULL);
  ape_outline_set_session (self->outline, NULL);
  ape_find_bar_set_session (self->find_bar, NULL);
  ape_source_view_set_document (self->source_view, NULL);
  ape_canvas_set_session (self->canvas, NULL);
  g_clear_object (&self->app);
  /* A check in a thread may hold the workspace a little longer. */
  source_workspace_drop_journal (editor_session_get_workspace (self->session));
  g_clear_object (&self->session);
}

static void
update_runtime (ApePage *self)
{
  const AltinnRuntime *runtime = altinn_app_get_runtime (self->app);
  g_autofree char *version = altinn_runtime_to_string (runtime);
  g_autofree char *text = NULL;

  if (altinn_app_is_loose (self->app))
    /* Translators: %s is a version of the Altinn app runtime, as 8.5.6 */
    text = g_strdup_printf (_ ("Loose file · app runtime %s assumed"), version);
  else
    text = g_strdup_printf (_ ("App runtime %s"), version);
  gtk_label_set_text (GTK_LABEL (self->runtime_label), text);
}

void
_ape_page_take_session (ApePage *self, EditorSession *session)
{
  SourceDocument *document = editor_session_get_document (session);
  gboolean first = self->session == NULL;
  GtkWidget *child;

  release_session (self);
  self->session = g_object_ref (session);
  self->journal_told = FALSE;
  self->state = APE_PAGE_READY;
  g_clear_pointer (&self->error, g_free);
  self->app = g_object_ref (editor_session_get_app (session));

  /* Before the first edit: what is shown is then already safe. */
  source_workspace_keep_journal (editor_session_get_workspace (session));
  ape_canvas_set_session (self->canvas, session);
  ape_simulation_set_session (self->simulation, session);
  ape_find_bar_set_session (self->find_bar, session);
  ape_source_view_set_document (self->source_view, document);
  g_signal_connect_swapped (editor_session_get_workspace (session), "history-changed",
                            G_CALLBACK (_ape_page_update_state), self);
  g_signal_connect_swapped (document, "state-changed", G_CALLBACK (_ape_page_update_state), self);
  g_signal_connect_swapped (editor_session_get_scene (session), "changed",
                            G_CALLBACK (scene_changed_cb), self);
  g_signal_connect_swapped (editor_session_get_selection (session), "changed",
                            G_CALLBACK (selection_changed_cb), self);
  _ape_page_watch (self);
  update_titles (self);
  update_runtime (self);
  _ape_page_update_diagrams (self);
  _ape_page_restore_panels (self);
  show_child (self, "ready");
  /* Keys go to the drawing, unless the person was somewhere in the page already. */
  if (first && gtk_widget_get_mapped (GTK_WIDGET (self)))
    gtk_widget_grab_focus (GTK_WIDGET (self));
  _ape_page_update_state (self);
  while ((child = gtk_widget_get_first_child (self->problems_summary)) != NULL)
    gtk_box_remove (GTK_BOX (self->problems_summary), child);
  gtk_box_append (GTK_BOX (self->problems_summary), gtk_label_new (_ ("Checking…")));
  queue_rest (self);
}

void
_ape_page_fail (ApePage *self, const GError *error)
{
  g_autofree char *escaped = g_markup_escape_text (error->message, -1);

  release_session (self);
  self->state = APE_PAGE_FAILED;
  g_free (self->error);
  self->error = g_strdup (error->message);
  adw_status_page_set_description (self->failure, escaped);
  update_titles (self);
  show_child (self, "failed");
  _ape_page_update_state (self);
}

/* A file that is being read. It may be begun before there is a page for it. */
typedef struct
{
  ApePage *page; /* (owned) */
  GCancellable *cancellable;
  char *path;
} Opening;

static void
opening_free (Opening *self)
{
  g_clear_object (&self->page);
  g_object_unref (self->cancellable);
  g_free (self->path);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Opening, opening_free)

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Opening) opening = data;
  ApePage *self = opening->page;
  g_autoptr (GError) error = NULL;
  g_autoptr (EditorSession) session = editor_session_open_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->cancellable);
  if (session == NULL)
    _ape_page_fail (self, error);
  else
    _ape_page_take_session (self, session);
}

/* Returns: (transfer none): must get its page before the main loop runs */
static Opening *
begin_opening (const char *path)
{
  Opening *opening = g_new0 (Opening, 1);

  opening->cancellable = g_cancellable_new ();
  opening->path = g_strdup (path);
  editor_session_open_async (path, NULL, opening->cancellable, opened_cb, opening);
  return opening;
}

static void
take_opening (ApePage *self, Opening *opening)
{
  opening->page = g_object_ref (self);
  g_cancellable_cancel (self->cancellable);
  g_set_object (&self->cancellable, opening->cancellable);
  g_free (self->path);
  self->path = g_strdup (opening->path);
  if (self->session == NULL)
    {
      show_loading (self);
      update_titles (self);
    }
  _ape_page_update_state (self);
}

/* GtkWidget */

static gboolean
ape_page_grab_focus (GtkWidget *widget)
{
  ApePage *self = APE_PAGE (widget);

  if (self->state == APE_PAGE_READY)
    return gtk_widget_grab_focus (GTK_WIDGET (self->canvas));
  return GTK_WIDGET_CLASS (ape_page_parent_class)->grab_focus (widget);
}

static void
ape_page_dispose (GObject *object)
{
  ApePage *self = APE_PAGE (object);

  g_clear_handle_id (&self->loading_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->chooser != NULL)
    gtk_native_dialog_destroy (GTK_NATIVE_DIALOG (self->chooser));
  g_clear_object (&self->chooser);
  if (self->stack != NULL)
    {
      release_session (self);
      g_clear_pointer (&self->stack, gtk_widget_unparent);
    }
  G_OBJECT_CLASS (ape_page_parent_class)->dispose (object);
}

static void
ape_page_finalize (GObject *object)
{
  ApePage *self = APE_PAGE (object);

  g_ptr_array_unref (self->conflicts);
  g_object_unref (self->settings);
  g_free (self->path);
  g_free (self->error);
  g_free (self->title);
  g_free (self->subtitle);
  G_OBJECT_CLASS (ape_page_parent_class)->finalize (object);
}

static void
ape_page_class_init (ApePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = ape_page_dispose;
  object_class->finalize = ape_page_finalize;
  widget_class->grab_focus = ape_page_grab_focus;

  signals[STATE_CHANGED]
      = g_signal_new ("state-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                      NULL, NULL, G_TYPE_NONE, 0);
  signals[TOAST] = g_signal_new ("toast", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (APE_TYPE_BANNER);
  g_type_ensure (APE_TYPE_CANVAS);
  g_type_ensure (APE_TYPE_FIND_BAR);
  g_type_ensure (APE_TYPE_INSPECTOR);
  g_type_ensure (APE_TYPE_MINIMAP);
  g_type_ensure (APE_TYPE_OUTLINE);
  g_type_ensure (APE_TYPE_PALETTE);
  g_type_ensure (APE_TYPE_PROBLEMS);
  g_type_ensure (APE_TYPE_SIMULATION);
  g_type_ensure (APE_TYPE_SOURCE_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/no/altinn/ProcessEditor/ape-page.ui");
  gtk_widget_class_bind_template_child (widget_class, ApePage, stack);
  gtk_widget_class_bind_template_child (widget_class, ApePage, failure);
  gtk_widget_class_bind_template_child (widget_class, ApePage, banner);
  gtk_widget_class_bind_template_child (widget_class, ApePage, find_bar);
  gtk_widget_class_bind_template_child (widget_class, ApePage, palette);
  gtk_widget_class_bind_template_child (widget_class, ApePage, palette_revealer);
  gtk_widget_class_bind_template_child (widget_class, ApePage, side_paned);
  gtk_widget_class_bind_template_child (widget_class, ApePage, bottom_paned);
  gtk_widget_class_bind_template_child (widget_class, ApePage, canvas_overlay);
  gtk_widget_class_bind_template_child (widget_class, ApePage, canvas);
  gtk_widget_class_bind_template_child (widget_class, ApePage, empty_hint);
  gtk_widget_class_bind_template_child (widget_class, ApePage, minimap);
  gtk_widget_class_bind_template_child (widget_class, ApePage, diagram_choice);
  gtk_widget_class_bind_template_child (widget_class, ApePage, sidebar);
  gtk_widget_class_bind_template_child (widget_class, ApePage, sidebar_stack);
  gtk_widget_class_bind_template_child (widget_class, ApePage, inspector);
  gtk_widget_class_bind_template_child (widget_class, ApePage, simulation);
  gtk_widget_class_bind_template_child (widget_class, ApePage, outline);
  gtk_widget_class_bind_template_child (widget_class, ApePage, bottom);
  gtk_widget_class_bind_template_child (widget_class, ApePage, bottom_stack);
  gtk_widget_class_bind_template_child (widget_class, ApePage, problems);
  gtk_widget_class_bind_template_child (widget_class, ApePage, source_view);
  gtk_widget_class_bind_template_child (widget_class, ApePage, problems_button);
  gtk_widget_class_bind_template_child (widget_class, ApePage, problems_summary);
  gtk_widget_class_bind_template_child (widget_class, ApePage, source_button);
  gtk_widget_class_bind_template_child (widget_class, ApePage, runtime_label);
  gtk_widget_class_bind_template_child (widget_class, ApePage, zoom_label);
  _ape_page_install_actions (widget_class);
}

static void
connect (ApePage *self, gpointer instance, const char *signal, GCallback callback)
{
  g_signal_connect_object (instance, signal, callback, self, G_CONNECT_SWAPPED);
}

static void
ape_page_init (ApePage *self)
{
  self->conflicts = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
  ape_palette_set_canvas (self->palette, self->canvas);

  connect (self, self->canvas, "failed", G_CALLBACK (canvas_failed_cb));
  connect (self, self->canvas, "diagram-needed", G_CALLBACK (_ape_page_ask_for_diagram));
  connect (self, self->inspector, "failed", G_CALLBACK (canvas_failed_cb));
  connect (self, self->inspector, "go-to", G_CALLBACK (ape_page_go_to));
  connect (self, self->simulation, "go-to", G_CALLBACK (ape_page_go_to));
  connect (self, self->outline, "activated", G_CALLBACK (outline_activated_cb));
  connect (self, self->find_bar, "activated", G_CALLBACK (outline_activated_cb));
  connect (self, self->source_view, "cursor-moved", G_CALLBACK (source_cursor_cb));
  connect (self, self->source_view, "failed", G_CALLBACK (canvas_failed_cb));
  _ape_page_init_view (self);
  _ape_page_init_findings (self);
  update_titles (self);
  _ape_page_update_actions (self);
}

/**
 * ape_page_new:
 *
 * Returns: (transfer floating): a page without a process
 */
GtkWidget *
ape_page_new (void)
{
  return g_object_new (APE_TYPE_PAGE, NULL);
}

/**
 * ape_page_new_for_path:
 * @path: as ape_page_open() takes it
 *
 * The file is read already while the page is put together.
 *
 * Returns: (transfer floating): a page that opens @path
 */
GtkWidget *
ape_page_new_for_path (const char *path)
{
  Opening *opening;
  GtkWidget *self;

  g_return_val_if_fail (path != NULL, NULL);

  opening = begin_opening (path);
  self = ape_page_new ();
  take_opening (APE_PAGE (self), opening);
  return self;
}

/**
 * ape_page_open:
 * @path: an app repository or a .bpmn file
 *
 * Reads it in the background; the page shows it, or why it cannot be shown.
 */
void
ape_page_open (ApePage *self, const char *path)
{
  g_return_if_fail (APE_IS_PAGE (self));
  g_return_if_fail (path != NULL);

  take_opening (self, begin_opening (path));
}

/**
 * ape_page_open_template:
 * @name: of an #AltinnTemplate
 *
 * Begins a new process, which has no file yet.
 */
void
ape_page_open_template (ApePage *self, const char *name)
{
  const AltinnTemplate *template = altinn_template_lookup (name);
  g_autoptr (SourceWorkspace) workspace = source_workspace_new ();
  g_autoptr (EditorSession) session = NULL;
  g_autoptr (AltinnApp) app = NULL;
  g_autoptr (GError) error = NULL;
  SourceDocument *document;

  g_return_if_fail (APE_IS_PAGE (self));
  g_return_if_fail (template != NULL);

  document = altinn_template_open (template, workspace, &error);
  if (document != NULL)
    app = altinn_app_new_for_document (document, &error);
  if (app == NULL)
    {
      _ape_page_fail (self, error);
      return;
    }
  session = editor_session_new (app);
  _ape_page_take_session (self, session);
}

/**
 * ape_page_restore:
 * @session: what a crash left unsaved, as editor_session_restore() gives it
 *
 * Shows it, also where the page shows or opens the same process already.
 */
void
ape_page_restore (ApePage *self, EditorSession *session)
{
  AltinnApp *app = editor_session_get_app (session);
  const char *path = source_document_get_path (editor_session_get_document (session));

  g_return_if_fail (APE_IS_PAGE (self));

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->path == NULL)
    self->path = g_strdup (altinn_app_is_loose (app) ? path : altinn_app_get_repository (app));
  _ape_page_take_session (self, session);
  /* The file may have changed since the crash. */
  ape_page_check_disk (self);
}

ApePageState
ape_page_get_state (ApePage *self)
{
  g_return_val_if_fail (APE_IS_PAGE (self), APE_PAGE_LOADING);

  return self->state;
}

/**
 * ape_page_takes_long:
 *
 * Returns: whether the file is being read for so long already that one should see it
 */
gboolean
ape_page_takes_long (ApePage *self)
{
  g_return_val_if_fail (APE_IS_PAGE (self), FALSE);

  return self->state == APE_PAGE_LOADING && self->loading_id == 0 && self->cancellable != NULL;
}

/**
 * ape_page_get_error:
 *
 * Returns: (nullable): why the file cannot be shown
 */
const char *
ape_page_get_error (ApePage *self)
{
  g_return_val_if_fail (APE_IS_PAGE (self), NULL);

  return self->error;
}

/**
 * ape_page_get_path:
 *
 * Returns: (nullable): what was opened, as it was asked for; %NULL for a process without a file
 */
const char *
ape_page_get_path (ApePage *self)
{
  g_return_val_if_fail (APE_IS_PAGE (self), NULL);

  return self->path;
}

/**
 * ape_page_get_title:
 *
 * Returns: (transfer none): the app's name, else the file's
 */
const char *
ape_page_get_title (ApePage *self)
{
  g_return_val_if_fail (APE_IS_PAGE (self), NULL);

  return self->title;
}

/**
 * ape_page_get_subtitle:
 *
 * Returns: (nullable): the file in the app, else its folder
 */
const char *
ape_page_get_subtitle (ApePage *self)
{
  g_return_val_if_fail (APE_IS_PAGE (self), NULL);

  return self->subtitle;
}

gboolean
ape_page_is_modified (ApePage *self)
{
  g_return_val_if_fail (APE_IS_PAGE (self), FALSE);

  return self->session != NULL
         && source_workspace_is_modified (editor_session_get_workspace (self->session));
}

/**
 * ape_page_keep_edits:
 *
 * Ends what is being typed in the drawing, so that it counts: before saving and closing.
 */
void
ape_page_keep_edits (ApePage *self)
{
  g_return_if_fail (APE_IS_PAGE (self));

  ape_canvas_keep_label (self->canvas);
}

/**
 * ape_page_dup_action_label:
 * @action: "page.undo" or "page.redo"
 *
 * Returns: (transfer full): what the action would do now: "Undo Move 3 elements"
 */
char *
ape_page_dup_action_label (ApePage *self, const char *action)
{
  gboolean undo = g_str_equal (action, "page.undo");
  const char *name = NULL;

  g_return_val_if_fail (APE_IS_PAGE (self), NULL);

  if (self->session != NULL)
    {
      SourceWorkspace *workspace = editor_session_get_workspace (self->session);

      name = undo ? source_workspace_get_undo_name (workspace)
                  : source_workspace_get_redo_name (workspace);
    }
  if (name == NULL)
    return g_strdup (undo ? _ ("Undo") : _ ("Redo"));
  /* Translators: %s is what was done, as "Move 3 elements" */
  return g_strdup_printf (undo ? _ ("Undo: %s") : _ ("Redo: %s"), name);
}

EditorSession *
ape_page_get_session (ApePage *self)
{
  g_return_val_if_fail (APE_IS_PAGE (self), NULL);

  return self->session;
}

ApeCanvas *
ape_page_get_canvas (ApePage *self)
{
  g_return_val_if_fail (APE_IS_PAGE (self), NULL);

  return self->canvas;
}

ApePalette *
ape_page_get_palette (ApePage *self)
{
  g_return_val_if_fail (APE_IS_PAGE (self), NULL);

  return self->palette;
}

ApeProblems *
ape_page_get_problems (ApePage *self)
{
  g_return_val_if_fail (APE_IS_PAGE (self), NULL);

  return self->problems;
}

ApeSimulation *
ape_page_get_simulation (ApePage *self)
{
  g_return_val_if_fail (APE_IS_PAGE (self), NULL);

  return self->simulation;
}

/**
 * ape_page_go_to:
 * @id: of an element
 *
 * Selects it and brings it into view.
 */
void
ape_page_go_to (ApePage *self, const char *id)
{
  BpmnElement *element;

  g_return_if_fail (APE_IS_PAGE (self));
  g_return_if_fail (id != NULL);

  if (self->session == NULL)
    return;
  element = bpmn_model_lookup (editor_session_get_model (self->session), id);
  if (element != NULL)
    select_element (self, element);
}

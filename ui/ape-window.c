/* ape-window.c: a window with processes in tabs, or the start page
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include <glib/gi18n.h>

#include "engine/altinn/altinn-template.h"
#include "ui/ape-recent.h"
#include "ui/ape-recovery.h"
#include "ui/ape-window-private.h"

#define N_RECENT 8

G_DEFINE_FINAL_TYPE (ApeWindow, ape_window, ADW_TYPE_APPLICATION_WINDOW)

/* The visible page */

static AdwTabPage *
get_tab (ApeWindow *self, ApePage *page)
{
  return adw_tab_view_get_page (self->tabs, GTK_WIDGET (page));
}

ApePage *
_ape_window_get_nth_page (ApeWindow *self, int index)
{
  return APE_PAGE (adw_tab_page_get_child (adw_tab_view_get_nth_page (self->tabs, index)));
}

/* What the title says of a page: a dot when there are unsaved changes. */
static char *
title_of (ApePage *page)
{
  return g_strconcat (ape_page_is_modified (page) ? "• " : "", ape_page_get_title (page), NULL);
}

static void
update_header (ApeWindow *self)
{
  ApePage *page = ape_window_get_page (self);
  gboolean ready = page != NULL && ape_page_get_state (page) == APE_PAGE_READY;
  g_autofree char *undo = NULL;
  g_autofree char *redo = NULL;
  g_autofree char *title = NULL;

  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), page != NULL ? "pages" : "start");
  gtk_widget_set_visible (self->history_box, ready);
  gtk_widget_set_visible (self->page_box, ready);
  ape_page_update_window_actions (page, GTK_WIDGET (self));
  _ape_window_update_view (self);
  if (page == NULL)
    {
      adw_window_title_set_title (self->title, _ ("Altinn Process Editor"));
      adw_window_title_set_subtitle (self->title, "");
      gtk_window_set_title (GTK_WINDOW (self), _ ("Altinn Process Editor"));
      return;
    }
  title = title_of (page);
  adw_window_title_set_title (self->title, title);
  adw_window_title_set_subtitle (self->title, ape_page_get_subtitle (page) != NULL
                                                  ? ape_page_get_subtitle (page)
                                                  : "");
  gtk_window_set_title (GTK_WINDOW (self), title);
  undo = ape_page_dup_action_label (page, "page.undo");
  redo = ape_page_dup_action_label (page, "page.redo");
  gtk_widget_set_tooltip_text (self->undo_button, undo);
  gtk_widget_set_tooltip_text (self->redo_button, redo);
  if (ape_page_is_modified (page))
    gtk_widget_add_css_class (self->save_button, "suggested-action");
  else
    gtk_widget_remove_css_class (self->save_button, "suggested-action");
}

static void
update_save_all (ApeWindow *self)
{
  g_autoptr (GPtrArray) modified = _ape_window_list_modified (self);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.save-all", modified->len > 0);
}

static gboolean
header_cb (gpointer data)
{
  ApeWindow *self = data;

  self->header_id = 0;
  update_header (self);
  return G_SOURCE_REMOVE;
}

/* What can be done is right at once; what is written in the header comes behind the edit that
 * changed it, before the next input. */
static void
queue_header (ApeWindow *self)
{
  ape_page_update_window_actions (ape_window_get_page (self), GTK_WIDGET (self));
  if (self->header_id == 0 && !gtk_widget_in_destruction (GTK_WIDGET (self)))
    self->header_id = g_idle_add_full (G_PRIORITY_HIGH, header_cb, self, NULL);
}

static void
page_state_cb (ApeWindow *self, ApePage *page)
{
  AdwTabPage *tab = get_tab (self, page);
  g_autofree char *title = title_of (page);

  adw_tab_page_set_title (tab, title);
  adw_tab_page_set_tooltip (tab, ape_page_get_subtitle (page) != NULL
                                     ? ape_page_get_subtitle (page)
                                     : "");
  /* What spins makes everything wait for its next frame. */
  adw_tab_page_set_loading (tab, ape_page_takes_long (page));
  if (page == ape_window_get_page (self))
    queue_header (self);
  update_save_all (self);
}

static AdwToast *
add_toast (ApeWindow *self, const char *text, guint seconds)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);
  AdwToast *toast = adw_toast_new (escaped);

  adw_toast_set_timeout (toast, seconds);
  adw_toast_overlay_add_toast (self->toasts, toast);
  return toast;
}

static void
page_toast_cb (ApeWindow *self, const char *text, ApePage *page)
{
  /* It is about what was done just now: it does not wait behind the one before. */
  if (self->page_toast != NULL)
    adw_toast_dismiss (self->page_toast);
  g_set_weak_pointer (&self->page_toast, add_toast (self, text, 4));
}

/* Takes @page (floating) into a tab, which is then seen. */
static ApePage *
add_page (ApeWindow *self, GtkWidget *page)
{
  AdwTabPage *tab = adw_tab_view_append (self->tabs, page);

  g_signal_connect_object (page, "state-changed", G_CALLBACK (page_state_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "toast", G_CALLBACK (page_toast_cb), self, G_CONNECT_SWAPPED);
  adw_tab_view_set_selected_page (self->tabs, tab);
  page_state_cb (self, APE_PAGE (page));
  return APE_PAGE (page);
}

static ApePage *
find_page (ApeWindow *self, GFile *file)
{
  int n = adw_tab_view_get_n_pages (self->tabs);

  for (int i = 0; i < n; i++)
    {
      ApePage *page = _ape_window_get_nth_page (self, i);
      const char *path = ape_page_get_path (page);
      g_autoptr (GFile) other = path != NULL ? g_file_new_for_path (path) : NULL;

      if (other != NULL && g_file_equal (file, other))
        return page;
    }
  return NULL;
}

/* Menus */

static void
update_recent (ApeWindow *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) others = g_menu_new ();
  g_autoptr (GMenu) recent = g_menu_new ();
  g_autoptr (GPtrArray) files = ape_recent_list (N_RECENT);

  g_menu_append (others, _ ("Open App _Repository…"), "win.open-folder");
  g_menu_append (others, _ ("Open _File…"), "win.open-file");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (others));
  for (guint i = 0; i < files->len; i++)
    {
      g_autofree char *path = ape_recent_describe (files->pdata[i]);
      g_autofree char *uri = g_file_get_uri (files->pdata[i]);
      g_autoptr (GMenuItem) item = g_menu_item_new (path, NULL);

      g_menu_item_set_action_and_target (item, "win.open-uri", "s", uri);
      g_menu_append_item (recent, item);
    }
  g_menu_append_section (menu, _ ("Recent"), G_MENU_MODEL (recent));
  adw_split_button_set_menu_model (self->open_button, G_MENU_MODEL (menu));
  ape_start_page_update (self->start_page);
}

static void
fill_new_menu (ApeWindow *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  guint n_templates;
  const AltinnTemplate *templates = altinn_template_get_all (&n_templates);

  for (guint i = 0; i < n_templates; i++)
    {
      g_autoptr (GMenuItem) item
          = g_menu_item_new (altinn_template_get_title (&templates[i]), NULL);

      g_menu_item_set_action_and_target (item, "win.new", "s", templates[i].name);
      g_menu_append_item (menu, item);
    }
  gtk_menu_button_set_menu_model (self->new_button, G_MENU_MODEL (menu));
}

static gboolean
close_page_cb (AdwTabView *tabs, AdwTabPage *tab, ApeWindow *self)
{
  return _ape_window_close_page (self, tab);
}

static gboolean
ape_window_close_request (GtkWindow *window)
{
  ApeWindow *self = APE_WINDOW (window);

  if (_ape_window_ask_before_closing (self))
    return GDK_EVENT_STOP;
  _ape_window_remember (self);
  return GTK_WINDOW_CLASS (ape_window_parent_class)->close_request (window);
}

/* Actions */

static void
forward_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ApePage *page = ape_window_get_page (APE_WINDOW (widget));

  if (page != NULL)
    gtk_widget_activate_action (GTK_WIDGET (page), name, NULL);
}

static void
chooser_response_cb (ApeWindow *self, int response, GtkNativeDialog *dialog)
{
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  g_clear_object (&self->chooser);
  if (file != NULL)
    ape_window_open (self, file);
}

static void
open_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ApeWindow *self = APE_WINDOW (widget);
  gboolean folder = g_str_equal (name, "win.open-folder");

  if (self->chooser != NULL)
    gtk_native_dialog_destroy (GTK_NATIVE_DIALOG (self->chooser));
  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (
      folder ? _ ("Open App Repository") : _ ("Open Process File"), GTK_WINDOW (self),
      folder ? GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER : GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Open"),
      NULL);
  if (!folder)
    {
      g_autoptr (GtkFileFilter) bpmn = gtk_file_filter_new ();
      g_autoptr (GtkFileFilter) all = gtk_file_filter_new ();

      gtk_file_filter_set_name (bpmn, _ ("BPMN Processes"));
      gtk_file_filter_add_pattern (bpmn, "*.bpmn");
      gtk_file_filter_set_name (all, _ ("All Files"));
      gtk_file_filter_add_pattern (all, "*");
      gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->chooser), bpmn);
      gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->chooser), all);
    }
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (chooser_response_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
open_uri_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (GFile) file = g_file_new_for_uri (g_variant_get_string (parameter, NULL));

  ape_window_open (APE_WINDOW (widget), file);
}

static void
save_all_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  _ape_window_save_all (APE_WINDOW (widget));
}

static void
restore_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ape_recovery_ask (APE_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
new_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ape_window_new_from_template (APE_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
new_menu_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_menu_button_popup (APE_WINDOW (widget)->new_button);
}

static void
close_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ApeWindow *self = APE_WINDOW (widget);
  AdwTabPage *tab = adw_tab_view_get_selected_page (self->tabs);

  if (tab != NULL)
    adw_tab_view_close_page (self->tabs, tab);
  else
    gtk_window_close (GTK_WINDOW (self));
}

static void
fullscreen_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  if (gtk_window_is_fullscreen (GTK_WINDOW (widget)))
    gtk_window_unfullscreen (GTK_WINDOW (widget));
  else
    gtk_window_fullscreen (GTK_WINDOW (widget));
}

/* Drops of files */

static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, ApeWindow *self)
{
  GSList *files = g_value_get_boxed (value);

  for (GSList *l = files; l != NULL; l = l->next)
    ape_window_open (self, l->data);
  return files != NULL;
}

static void
active_cb (ApeWindow *self)
{
  ApePage *page = ape_window_get_page (self);

  /* Another program may have had its turn. */
  if (gtk_window_is_active (GTK_WINDOW (self)) && page != NULL)
    ape_page_check_disk (page);
}

static void
selected_cb (ApeWindow *self)
{
  ApePage *page = ape_window_get_page (self);

  update_header (self);
  if (page != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (page));
}

static void
ape_window_dispose (GObject *object)
{
  ApeWindow *self = APE_WINDOW (object);

  if (self->chooser != NULL)
    gtk_native_dialog_destroy (GTK_NATIVE_DIALOG (self->chooser));
  g_clear_handle_id (&self->header_id, g_source_remove);
  g_clear_object (&self->chooser);
  g_clear_weak_pointer (&self->page_toast);
  g_clear_object (&self->settings);
  g_clear_object (&self->view_actions);
  G_OBJECT_CLASS (ape_window_parent_class)->dispose (object);
}

static void
ape_window_class_init (ApeWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ape_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = ape_window_close_request;

  g_type_ensure (APE_TYPE_START_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/no/altinn/ProcessEditor/ape-window.ui");
  gtk_widget_class_bind_template_child (widget_class, ApeWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, ApeWindow, title);
  gtk_widget_class_bind_template_child (widget_class, ApeWindow, open_button);
  gtk_widget_class_bind_template_child (widget_class, ApeWindow, new_button);
  gtk_widget_class_bind_template_child (widget_class, ApeWindow, history_box);
  gtk_widget_class_bind_template_child (widget_class, ApeWindow, undo_button);
  gtk_widget_class_bind_template_child (widget_class, ApeWindow, redo_button);
  gtk_widget_class_bind_template_child (widget_class, ApeWindow, page_box);
  gtk_widget_class_bind_template_child (widget_class, ApeWindow, save_button);
  gtk_widget_class_bind_template_child (widget_class, ApeWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, ApeWindow, start_page);
  gtk_widget_class_bind_template_child (widget_class, ApeWindow, tabs);

  gtk_widget_class_install_action (widget_class, "win.open-folder", NULL, open_cb);
  gtk_widget_class_install_action (widget_class, "win.open-file", NULL, open_cb);
  gtk_widget_class_install_action (widget_class, "win.open-uri", "s", open_uri_cb);
  gtk_widget_class_install_action (widget_class, "win.save-all", NULL, save_all_cb);
  gtk_widget_class_install_action (widget_class, "win.restore", "s", restore_cb);
  gtk_widget_class_install_action (widget_class, "win.new", "s", new_cb);
  gtk_widget_class_install_action (widget_class, "win.new-menu", NULL, new_menu_cb);
  gtk_widget_class_install_action (widget_class, "win.close-tab", NULL, close_cb);
  gtk_widget_class_install_action (widget_class, "win.fullscreen", NULL, fullscreen_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_o, GDK_CONTROL_MASK,
                                       "win.open-folder", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_o, GDK_CONTROL_MASK | GDK_ALT_MASK,
                                       "win.open-file", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_n, GDK_CONTROL_MASK, "win.new-menu",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK | GDK_ALT_MASK,
                                       "win.save-all", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, GDK_CONTROL_MASK, "win.close-tab",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F11, 0, "win.fullscreen", NULL);
  ape_page_install_window_actions (widget_class, forward_cb);
}

static void
ape_window_init (ApeWindow *self)
{
  GtkDropTarget *drop = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  gtk_widget_init_template (GTK_WIDGET (self));
  self->settings = g_settings_new (APPLICATION_ID);
  _ape_window_init_view (self);
  gtk_window_set_default_size (GTK_WINDOW (self),
                               g_settings_get_int (self->settings, "window-width"),
                               g_settings_get_int (self->settings, "window-height"));
  if (g_settings_get_boolean (self->settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));

  g_signal_connect_object (self->tabs, "notify::selected-page", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->tabs, "close-page", G_CALLBACK (close_page_cb), self, 0);
  g_signal_connect_object (gtk_recent_manager_get_default (), "changed",
                           G_CALLBACK (update_recent), self, G_CONNECT_SWAPPED);
  g_signal_connect (self, "notify::is-active", G_CALLBACK (active_cb), NULL);
  g_signal_connect (drop, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drop));
  fill_new_menu (self);
  update_recent (self);
  update_header (self);
  update_save_all (self);
}

/**
 * ape_window_new:
 * @application: the application
 *
 * Returns: (transfer none): a window with the start page
 */
ApeWindow *
ape_window_new (GtkApplication *application)
{
  return g_object_new (APE_TYPE_WINDOW, "application", application, NULL);
}

/**
 * ape_window_open:
 * @file: an app repository or a process file
 *
 * Shows it in a tab: in its own, if it is open already.
 *
 * Returns: (transfer none) (nullable): its page
 */
ApePage *
ape_window_open (ApeWindow *self, GFile *file)
{
  ApePage *page;

  g_return_val_if_fail (APE_IS_WINDOW (self), NULL);
  g_return_val_if_fail (G_IS_FILE (file), NULL);

  if (g_file_peek_path (file) == NULL)
    {
      page_toast_cb (self, _ ("Only files on this computer can be opened"), NULL);
      return NULL;
    }
  page = find_page (self, file);
  if (page != NULL)
    {
      adw_tab_view_set_selected_page (self->tabs, get_tab (self, page));
      return page;
    }
  page = add_page (self, ape_page_new_for_path (g_file_peek_path (file)));
  ape_recent_add (file);
  return page;
}

/**
 * ape_window_new_from_template:
 * @name: of an #AltinnTemplate
 *
 * Returns: (transfer none): the page of the new process
 */
ApePage *
ape_window_new_from_template (ApeWindow *self, const char *name)
{
  ApePage *page;

  g_return_val_if_fail (APE_IS_WINDOW (self), NULL);

  page = add_page (self, ape_page_new ());
  ape_page_open_template (page, name);
  return page;
}

/* The page of the same process, which may have been opened by another path. */
static ApePage *
find_page_of (ApeWindow *self, SourceDocument *document)
{
  const char *path = source_document_get_path (document);
  int n = adw_tab_view_get_n_pages (self->tabs);

  for (int i = 0; path != NULL && i < n; i++)
    {
      ApePage *page = _ape_window_get_nth_page (self, i);
      g_autofree char *process = ape_page_get_path (page) != NULL
                                     ? altinn_app_find_process (ape_page_get_path (page), NULL)
                                     : NULL;
      g_autofree char *canonical
          = process != NULL ? g_canonicalize_filename (process, NULL) : NULL;

      if (g_strcmp0 (canonical, path) == 0 && !ape_page_is_modified (page))
        return page;
    }
  return NULL;
}

/**
 * ape_window_restore:
 * @journal: the path of a journal that a crash left behind
 *
 * Shows what it has, unsaved and with its undo history.
 *
 * Returns: (transfer none) (nullable): the page; %NULL if the journal cannot be read, which the
 *   person is told
 */
ApePage *
ape_window_restore (ApeWindow *self, const char *journal)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EditorSession) session = NULL;
  ApePage *page;

  g_return_val_if_fail (APE_IS_WINDOW (self), NULL);

  session = editor_session_restore (journal, &error);
  if (session == NULL)
    {
      ape_window_tell (self, error->message);
      return NULL;
    }
  page = find_page_of (self, editor_session_get_document (session));
  if (page == NULL)
    page = add_page (self, ape_page_new ());
  else
    adw_tab_view_set_selected_page (self->tabs, get_tab (self, page));
  ape_page_restore (page, session);
  return page;
}

/**
 * ape_window_tell:
 * @text: something the person should not miss
 *
 * Shows it until it is closed.
 */
void
ape_window_tell (ApeWindow *self, const char *text)
{
  g_return_if_fail (APE_IS_WINDOW (self));

  add_toast (self, text, 0);
}

/**
 * ape_window_update_start_page:
 *
 * Lists anew what can be restored.
 */
void
ape_window_update_start_page (ApeWindow *self)
{
  g_return_if_fail (APE_IS_WINDOW (self));

  ape_start_page_list_unsaved (self->start_page);
}

/**
 * ape_window_get_page:
 *
 * Returns: (transfer none) (nullable): the visible page; %NULL on the start page
 */
ApePage *
ape_window_get_page (ApeWindow *self)
{
  AdwTabPage *tab;

  g_return_val_if_fail (APE_IS_WINDOW (self), NULL);

  tab = adw_tab_view_get_selected_page (self->tabs);
  return tab != NULL ? APE_PAGE (adw_tab_page_get_child (tab)) : NULL;
}

guint
ape_window_get_n_pages (ApeWindow *self)
{
  g_return_val_if_fail (APE_IS_WINDOW (self), 0);

  return (guint) adw_tab_view_get_n_pages (self->tabs);
}

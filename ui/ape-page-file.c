/* ape-page-file.c: a page's file: saving, exporting, changes by other programs
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include <glib/gi18n.h>

#include "editor/editor-command.h"
#include "editor/editor-export.h"
#include "ui/ape-diff-window.h"
#include "ui/ape-page-private.h"

#define DISK_DELAY 300 /* milliseconds: programs write in several steps */

static GtkWindow *
get_window (ApePage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

static AdwMessageDialog *
ask (ApePage *self, const char *heading, const char *body)
{
  GtkWidget *dialog = adw_message_dialog_new (get_window (self), heading, body);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"));
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  return ADW_MESSAGE_DIALOG (dialog);
}

/* Saving */

static void
end_saving (ApePage *self, gboolean saved)
{
  ApePageSavedFunc func = g_steal_pointer (&self->saved_func);

  if (func != NULL)
    func (self, saved, g_steal_pointer (&self->saved_data));
}

/* How many lines of a unified diff were added or removed, in how many files. */
static guint
count_changed_lines (const char *diff, guint *n_files)
{
  g_auto (GStrv) lines = g_strsplit (diff, "\n", -1);
  guint added = 0, removed = 0;

  *n_files = 0;
  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (g_str_has_prefix (lines[i], "+++ "))
        (*n_files)++;
      else if (lines[i][0] == '+')
        added++;
      else if (lines[i][0] == '-' && !g_str_has_prefix (lines[i], "--- "))
        removed++;
    }
  return MAX (added, removed);
}

static void
tell_saved (ApePage *self, const char *diff)
{
  g_autofree char *text = NULL;
  guint n_files, n_lines;

  if (diff == NULL || diff[0] == '\0')
    return;
  n_lines = count_changed_lines (diff, &n_files);
  if (n_files > 1)
    text = g_strdup_printf (ngettext ("Saved: %u line changed in %u files",
                                      "Saved: %u lines changed in %u files", n_lines),
                            n_lines, n_files);
  else
    text = g_strdup_printf (ngettext ("Saved: %u line changed", "Saved: %u lines changed",
                                      n_lines),
                            n_lines);
  _ape_page_toast (self, text);
}

static void
save_failed_response_cb (ApePage *self, const char *response)
{
  if (g_str_equal (response, "reload"))
    _ape_page_reload (self);
  else if (g_str_equal (response, "save-as"))
    {
      _ape_page_save_as (self);
      return;
    }
  end_saving (self, FALSE);
}

static void
tell_save_failed (ApePage *self, const GError *error)
{
  gboolean conflict = g_error_matches (error, SOURCE_ERROR, SOURCE_ERROR_CHANGED_ON_DISK);
  AdwMessageDialog *dialog
      = ask (self, conflict ? _ ("Changed by Another Program") : _ ("Not Saved"), error->message);

  if (conflict)
    {
      adw_message_dialog_add_response (dialog, "reload", _ ("_Discard and Reload"));
      adw_message_dialog_set_response_appearance (dialog, "reload", ADW_RESPONSE_DESTRUCTIVE);
    }
  adw_message_dialog_add_response (dialog, "save-as", _ ("Save _As…"));
  adw_message_dialog_set_default_response (dialog, "save-as");
  g_signal_connect_object (dialog, "response", G_CALLBACK (save_failed_response_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static GtkFileFilter *
create_filter (const char *name, const char *const *patterns)
{
  GtkFileFilter *filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, name);
  for (guint i = 0; patterns[i] != NULL; i++)
    gtk_file_filter_add_pattern (filter, patterns[i]);
  return filter;
}

static void
take_chooser (ApePage *self, GtkFileChooserNative *chooser)
{
  if (self->chooser != NULL)
    gtk_native_dialog_destroy (GTK_NATIVE_DIALOG (self->chooser));
  g_clear_object (&self->chooser);
  self->chooser = chooser;
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
save_as_response_cb (ApePage *self, int response, GtkNativeDialog *dialog)
{
  SourceDocument *document = editor_session_get_document (self->session);
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) error = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  g_clear_object (&self->chooser);
  if (file == NULL)
    {
      end_saving (self, FALSE);
      return;
    }
  if (!source_workspace_save_as (editor_session_get_workspace (self->session), document,
                                 g_file_peek_path (file), &error))
    {
      tell_save_failed (self, error);
      return;
    }
  g_free (self->path);
  self->path = g_file_get_path (file);
  end_saving (self, TRUE);
  /* The file may now belong to another app, or to none. */
  ape_page_open (self, self->path);
}

void
_ape_page_save_as (ApePage *self)
{
  static const char *const patterns[] = { "*.bpmn", NULL };
  g_autoptr (GtkFileFilter) filter = create_filter (_ ("BPMN Processes"), patterns);
  const char *path = source_document_get_path (editor_session_get_document (self->session));
  GtkFileChooserNative *chooser;

  chooser = gtk_file_chooser_native_new (_ ("Save As"), get_window (self),
                                         GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), filter);
  if (path != NULL)
    {
      g_autoptr (GFile) file = g_file_new_for_path (path);

      gtk_file_chooser_set_file (GTK_FILE_CHOOSER (chooser), file, NULL);
    }
  else
    gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), "process.bpmn");
  g_signal_connect_object (chooser, "response", G_CALLBACK (save_as_response_cb), self,
                           G_CONNECT_SWAPPED);
  take_chooser (self, chooser);
}

/**
 * ape_page_save:
 * @func: (nullable) (scope async): told when it is done, or given up
 * @user_data: for @func
 *
 * Saves all files of the app that were changed; asks for a name where there is none yet.
 */
void
ape_page_save (ApePage *self, ApePageSavedFunc func, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *diff = NULL;
  SourceWorkspace *workspace;

  g_return_if_fail (APE_IS_PAGE (self));

  self->saved_func = func;
  self->saved_data = user_data;
  if (self->session == NULL)
    {
      end_saving (self, FALSE);
      return;
    }
  if (source_document_get_path (editor_session_get_document (self->session)) == NULL)
    {
      _ape_page_save_as (self);
      return;
    }
  workspace = editor_session_get_workspace (self->session);
  diff = source_workspace_dup_pending_diff (workspace);
  if (!source_workspace_save (workspace, &error))
    {
      tell_save_failed (self, error);
      return;
    }
  self->changed_on_disk = FALSE;
  tell_saved (self, diff);
  _ape_page_update_state (self);
  end_saving (self, TRUE);
}

/* What saving would change */

void
_ape_page_show_changes (ApePage *self)
{
  g_autofree char *diff
      = source_workspace_dup_pending_diff (editor_session_get_workspace (self->session));
  GtkWidget *window;

  if (diff == NULL || diff[0] == '\0')
    {
      _ape_page_toast (self, _ ("There are no unsaved changes"));
      return;
    }
  window = ape_diff_window_new (get_window (self), _ ("Unsaved Changes"), diff);
  gtk_window_present (GTK_WINDOW (window));
}

/* Pictures */

static void
export_response_cb (ApePage *self, int response, GtkNativeDialog *dialog)
{
  EditorScene *scene = editor_session_get_scene (self->session);
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;
  EditorExportOptions options;
  EditorExportFormat format;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  g_clear_object (&self->chooser);
  if (file == NULL)
    return;
  name = g_file_get_basename (file);
  if (!editor_export_format_from_name (name, &format))
    {
      _ape_page_toast (self, _ ("Give the picture a name that ends in .svg, .png or .pdf"));
      return;
    }
  editor_export_options_init (&options);
  options.title = self->title;
  if (format == EDITOR_EXPORT_PNG)
    options.scale = 2;
  bytes = editor_export (scene, format, &options, &error);
  if (bytes == NULL
      || !g_file_replace_contents (file, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                                   NULL, FALSE, G_FILE_CREATE_NONE, NULL, NULL, &error))
    {
      _ape_page_toast (self, error->message);
      return;
    }
  text = g_strdup_printf (_ ("Saved the picture as “%s”"), name);
  _ape_page_toast (self, text);
}

void
_ape_page_export (ApePage *self)
{
  static const char *const patterns[] = { "*.svg", "*.png", "*.pdf", NULL };
  g_autoptr (GtkFileFilter) filter = create_filter (_ ("SVG, PNG and PDF"), patterns);
  GtkFileChooserNative *chooser;

  chooser = gtk_file_chooser_native_new (_ ("Export Picture"), get_window (self),
                                         GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Export"), NULL);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), filter);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), "process.svg");
  g_signal_connect_object (chooser, "response", G_CALLBACK (export_response_cb), self,
                           G_CONNECT_SWAPPED);
  take_chooser (self, chooser);
}

/* Diagram */

static void
diagram_response_cb (ApePage *self, const char *response)
{
  g_autoptr (GError) error = NULL;

  if (!g_str_equal (response, "add") || self->session == NULL)
    return;
  if (!editor_command_write_diagram (self->session, &error))
    _ape_page_toast (self, error->message);
}

/* A gesture needs places in the file, and it has none. */
void
_ape_page_ask_for_diagram (ApePage *self)
{
  AdwMessageDialog *dialog
      = ask (self, _ ("Add a Diagram to the File?"),
             _ ("The file says nothing about where its elements stand. To move them, their places "
                "must be written into it. This can be undone."));

  adw_message_dialog_add_response (dialog, "add", _ ("_Add Diagram"));
  adw_message_dialog_set_response_appearance (dialog, "add", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, "add");
  g_signal_connect_object (dialog, "response", G_CALLBACK (diagram_response_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* The file on disk */

void
_ape_page_reload (ApePage *self)
{
  g_autofree char *path = g_strdup (self->path);

  if (path != NULL)
    ape_page_open (self, path);
}

static gboolean
differs_on_disk (SourceDocument *document)
{
  const char *path = source_document_get_path (document);
  g_autoptr (GBytes) ours = NULL;
  g_autofree char *text = NULL;
  gsize length;

  /* A file that is gone for a moment (being replaced) is no change of it. */
  if (path == NULL || !g_file_get_contents (path, &text, &length, NULL))
    return FALSE;
  ours = source_document_encode (document, NULL);
  return ours != NULL
         && (g_bytes_get_size (ours) != length
             || memcmp (g_bytes_get_data (ours, NULL), text, length) != 0);
}

/**
 * ape_page_check_disk:
 *
 * Looks whether another program changed the file. A page without changes of its own follows
 * silently; else the person is told.
 */
void
ape_page_check_disk (ApePage *self)
{
  g_return_if_fail (APE_IS_PAGE (self));

  g_clear_handle_id (&self->disk_idle_id, g_source_remove);
  if (self->session == NULL)
    return;
  if (ape_page_is_modified (self))
    return;
  if (differs_on_disk (editor_session_get_document (self->session)))
    _ape_page_reload (self);
}

static gboolean
disk_cb (gpointer data)
{
  ApePage *self = data;

  self->disk_idle_id = 0;
  if (!ape_page_is_modified (self))
    ape_page_check_disk (self);
  else if (differs_on_disk (editor_session_get_document (self->session)))
    {
      self->changed_on_disk = TRUE;
      _ape_page_update_state (self);
    }
  return G_SOURCE_REMOVE;
}

static void
disk_changed_cb (ApePage *self)
{
  g_clear_handle_id (&self->disk_idle_id, g_source_remove);
  self->disk_idle_id = g_timeout_add (DISK_DELAY, disk_cb, self);
}

void
_ape_page_watch (ApePage *self)
{
  const char *path = source_document_get_path (editor_session_get_document (self->session));
  g_autoptr (GFile) file = NULL;

  if (path == NULL)
    return;
  file = g_file_new_for_path (path);
  self->monitor = g_file_monitor_file (file, G_FILE_MONITOR_WATCH_MOVES, NULL, NULL);
  if (self->monitor != NULL)
    g_signal_connect_swapped (self->monitor, "changed", G_CALLBACK (disk_changed_cb), self);
}

void
_ape_page_unwatch (ApePage *self)
{
  g_clear_handle_id (&self->disk_idle_id, g_source_remove);
  if (self->monitor != NULL)
    g_signal_handlers_disconnect_by_data (self->monitor, self);
  g_clear_object (&self->monitor);
}

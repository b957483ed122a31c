/* ape-page-file.c: a page's file: saving, exporting, adding a diagram
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include <glib/gi18n.h>

#include "editor/editor-command.h"
#include "editor/editor-export.h"
#include "ui/ape-diff-window.h"
#include "ui/ape-page-private.h"

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
  if (g_str_equal (response, "save-as"))
    {
      _ape_page_save_as (self);
      return;
    }
  end_saving (self, FALSE);
}

static void
tell_save_failed (ApePage *self, const GError *error)
{
  AdwMessageDialog *dialog;

  if (g_error_matches (error, SOURCE_ERROR, SOURCE_ERROR_CHANGED_ON_DISK)
      && _ape_page_find_conflicts (self))
    {
      end_saving (self, FALSE);
      _ape_page_show_conflict (self);
      return;
    }
  dialog = ask (self, _ ("Not Saved"), error->message);
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

  ape_page_keep_edits (self);
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
  g_ptr_array_set_size (self->conflicts, 0);
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

/* Reads the file anew, from its beginning. */
void
_ape_page_reload (ApePage *self)
{
  g_autofree char *path = g_strdup (self->path);

  if (path != NULL)
    ape_page_open (self, path);
}

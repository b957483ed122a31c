/* ape-page-disk.c: a page's files on disk, which other programs change
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "ui/ape-conflict-window.h"
#include "ui/ape-page-private.h"

/* Conflicts: documents with unsaved edits whose file changed */

static void
forget (ApePage *self, SourceDocument *document)
{
  g_ptr_array_remove (self->conflicts, document);
  if (self->unreadable_document == document)
    {
      g_clear_object (&self->unreadable_document);
      g_clear_pointer (&self->unreadable, g_free);
    }
}

static void
decided_cb (ApePage *self, ApeConflictChoice choice, ApeConflictWindow *window)
{
  SourceDocument *document = ape_conflict_window_get_document (window);
  SourceWorkspace *workspace;
  g_autoptr (GError) error = NULL;

  self->conflict_window = NULL;
  if (self->session == NULL || choice == APE_CONFLICT_LATER)
    return;
  workspace = editor_session_get_workspace (self->session);
  if (choice == APE_CONFLICT_KEEP_MINE)
    source_workspace_keep_mine (workspace, document);
  else if (!source_workspace_reload (workspace, document, &error))
    {
      _ape_page_toast (self, error->message);
      return;
    }
  forget (self, document);
  _ape_page_update_state (self);
  if (self->conflicts->len > 0)
    _ape_page_show_conflict (self);
}

/* Shows both versions of the first document in conflict. */
void
_ape_page_show_conflict (ApePage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (self->conflicts->len == 0 || self->conflict_window != NULL || !GTK_IS_WINDOW (root))
    return;
  self->conflict_window = ape_conflict_window_new (GTK_WINDOW (root), self->conflicts->pdata[0]);
  g_signal_connect_object (self->conflict_window, "decided", G_CALLBACK (decided_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (self->conflict_window));
}

/* Saving found that a file changed: it may have done so too lately to be told of. */
gboolean
_ape_page_find_conflicts (ApePage *self)
{
  GListModel *documents
      = source_workspace_get_documents (editor_session_get_workspace (self->session));

  for (guint i = 0; i < g_list_model_get_n_items (documents); i++)
    {
      g_autoptr (SourceDocument) document = g_list_model_get_item (documents, i);

      if (source_document_is_modified (document) && source_document_check_disk (document)
          && !g_ptr_array_find (self->conflicts, document, NULL))
        g_ptr_array_add (self->conflicts, g_object_ref (document));
    }
  _ape_page_update_state (self);
  return self->conflicts->len > 0;
}

/* Watching */

static void
conflict_cb (ApePage *self, SourceDocument *document)
{
  if (!g_ptr_array_find (self->conflicts, document, NULL))
    g_ptr_array_add (self->conflicts, g_object_ref (document));
  _ape_page_update_state (self);
}

static void
unreadable_cb (ApePage *self, SourceDocument *document, const GError *error)
{
  g_free (self->unreadable);
  self->unreadable = g_strdup (error->message);
  g_set_object (&self->unreadable_document, document);
  _ape_page_update_state (self);
}

static void
settled_cb (ApePage *self, SourceDocument *document)
{
  forget (self, document);
  _ape_page_update_state (self);
}

void
_ape_page_watch (ApePage *self)
{
  self->watch = source_watch_new (editor_session_get_workspace (self->session));
  g_signal_connect_swapped (self->watch, "conflict", G_CALLBACK (conflict_cb), self);
  g_signal_connect_swapped (self->watch, "unreadable", G_CALLBACK (unreadable_cb), self);
  g_signal_connect_swapped (self->watch, "reloaded", G_CALLBACK (settled_cb), self);
  g_signal_connect_swapped (self->watch, "settled", G_CALLBACK (settled_cb), self);
}

void
_ape_page_unwatch (ApePage *self)
{
  if (self->conflict_window != NULL)
    gtk_window_destroy (GTK_WINDOW (self->conflict_window));
  self->conflict_window = NULL;
  if (self->watch != NULL)
    g_signal_handlers_disconnect_by_data (self->watch, self);
  g_clear_object (&self->watch);
  g_ptr_array_set_size (self->conflicts, 0);
  g_clear_object (&self->unreadable_document);
  g_clear_pointer (&self->unreadable, g_free);
}

/**
 * ape_page_check_disk:
 *
 * Looks whether another program changed the files. A file without unsaved edits is followed
 * silently; else the person is told and chooses.
 */
void
ape_page_check_disk (ApePage *self)
{
  g_return_if_fail (APE_IS_PAGE (self));

  if (self->watch != NULL)
    source_watch_check (self->watch);
}

/**
 * ape_page_get_conflict_window:
 *
 * Returns: (transfer none) (nullable): the window in which the person chooses a version
 */
GtkWidget *
ape_page_get_conflict_window (ApePage *self)
{
  g_return_val_if_fail (APE_IS_PAGE (self), NULL);

  return self->conflict_window;
}

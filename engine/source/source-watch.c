/* source-watch.c: follows the files of a workspace that other programs change
 *
 * The folders are watched, not the files: programs replace files by renaming.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/source/source-watch.h"

#include <string.h>

#define SETTLE_MS 150 /* git writes many files: look when it is quiet */
#define RETRY_MS 1000

struct _SourceWatch
{
  GObject parent_instance;

  SourceWorkspace *workspace;
  GHashTable *monitors; /* folder → GFileMonitor */
  GHashTable *retried;  /* documents that could not be read the first time */
  GHashTable *reported; /* document → its revision when a conflict was told */
  guint timeout;
};

G_DEFINE_FINAL_TYPE (SourceWatch, source_watch, G_TYPE_OBJECT)

enum
{
  RELOADED,
  CONFLICT,
  UNREADABLE,
  SETTLED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void documents_changed_cb (SourceWatch *self);

static void
source_watch_dispose (GObject *object)
{
  SourceWatch *self = SOURCE_WATCH (object);

  g_clear_handle_id (&self->timeout, g_source_remove);
  if (self->workspace != NULL)
    g_signal_handlers_disconnect_by_data (source_workspace_get_documents (self->workspace), self);
  g_clear_pointer (&self->monitors, g_hash_table_unref);
  g_clear_pointer (&self->retried, g_hash_table_unref);
  g_clear_pointer (&self->reported, g_hash_table_unref);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (source_watch_parent_class)->dispose (object);
}

static void
source_watch_class_init (SourceWatchClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = source_watch_dispose;

  signals[RELOADED] = g_signal_new ("reloaded", SOURCE_TYPE_WATCH, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                    NULL, G_TYPE_NONE, 1, SOURCE_TYPE_DOCUMENT);
  signals[CONFLICT] = g_signal_new ("conflict", SOURCE_TYPE_WATCH, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                    NULL, G_TYPE_NONE, 1, SOURCE_TYPE_DOCUMENT);
  signals[UNREADABLE] =
      g_signal_new ("unreadable", SOURCE_TYPE_WATCH, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 2, SOURCE_TYPE_DOCUMENT, G_TYPE_ERROR);
  signals[SETTLED] = g_signal_new ("settled", SOURCE_TYPE_WATCH, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 1, SOURCE_TYPE_DOCUMENT);
}

static void
free_monitor (gpointer data)
{
  g_file_monitor_cancel (data);
  g_object_unref (data);
}

static void
source_watch_init (SourceWatch *self)
{
  self->monitors = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_monitor);
  self->retried = g_hash_table_new (NULL, NULL);
  self->reported = g_hash_table_new (NULL, NULL);
}

static gboolean
check_cb (gpointer data)
{
  SourceWatch *self = data;

  self->timeout = 0;
  source_watch_check (self);
  return G_SOURCE_REMOVE;
}

static void
check_in (SourceWatch *self, guint milliseconds)
{
  g_clear_handle_id (&self->timeout, g_source_remove);
  self->timeout = g_timeout_add (milliseconds, check_cb, self);
}

static void
file_changed_cb (SourceWatch *self)
{
  check_in (self, SETTLE_MS);
}

/* One monitor for each folder that has an open file */
static void
documents_changed_cb (SourceWatch *self)
{
  GListModel *documents = source_workspace_get_documents (self->workspace);

  for (guint i = 0; i < g_list_model_get_n_items (documents); i++)
    {
      g_autoptr (SourceDocument) document = g_list_model_get_item (documents, i);
      const char *path = source_document_get_path (document);
      g_autofree char *folder = path != NULL ? g_path_get_dirname (path) : NULL;
      g_autoptr (GFile) file = NULL;
      GFileMonitor *monitor;

      if (folder == NULL || g_hash_table_contains (self->monitors, folder))
        continue;
      file = g_file_new_for_path (folder);
      monitor = g_file_monitor_directory (file, G_FILE_MONITOR_WATCH_MOVES, NULL, NULL);
      if (monitor == NULL)
        continue; /* a file system that cannot tell: saving still compares */
      g_signal_connect_object (monitor, "changed", G_CALLBACK (file_changed_cb), self,
                               G_CONNECT_SWAPPED);
      g_hash_table_insert (self->monitors, g_steal_pointer (&folder), monitor);
    }
}

/* Told once for each state of the document, not at every look. */
static gboolean
is_news (SourceWatch *self, SourceDocument *document)
{
  guint revision = (guint) source_document_get_revision (document) + 1;

  if (GPOINTER_TO_UINT (g_hash_table_lookup (self->reported, document)) == revision)
    return FALSE;
  g_hash_table_insert (self->reported, document, GUINT_TO_POINTER (revision));
  return TRUE;
}

static void
check_document (SourceWatch *self, SourceDocument *document)
{
  g_autoptr (GError) error = NULL;

  if (!source_document_check_disk (document))
    {
      g_hash_table_remove (self->retried, document);
      if (g_hash_table_remove (self->reported, document))
        g_signal_emit (self, signals[SETTLED], 0, document);
      return;
    }
  if (source_document_is_modified (document))
    {
      if (is_news (self, document))
        g_signal_emit (self, signals[CONFLICT], 0, document);
      return;
    }
  if (source_workspace_reload (self->workspace, document, &error))
    {
      g_hash_table_remove (self->retried, document);
      g_signal_emit (self, signals[RELOADED], 0, document);
    }
  else if (g_hash_table_add (self->retried, document))
    {
      /* Perhaps it is being written just now. */
      check_in (self, RETRY_MS);
    }
  else if (is_news (self, document))
    {
      g_signal_emit (self, signals[UNREADABLE], 0, document, error);
    }
}

/**
 * source_watch_check:
 *
 * Looks at all files now; windows call it when they get the focus.
 */
void
source_watch_check (SourceWatch *self)
{
  GListModel *documents = source_workspace_get_documents (self->workspace);
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (documents); i++)
    g_ptr_array_add (all, g_list_model_get_item (documents, i));
  for (guint i = 0; i < all->len; i++)
    check_document (self, all->pdata[i]);
}

/**
 * source_watch_new:
 * @workspace: a workspace
 *
 * Begins to watch the files of a workspace, also those it opens later. Needs a main loop.
 *
 * Returns: (transfer full): the watch; it ends when it is released
 */
SourceWatch *
source_watch_new (SourceWorkspace *workspace)
{
  SourceWatch *self = g_object_new (SOURCE_TYPE_WATCH, NULL);

  self->workspace = g_object_ref (workspace);
  g_signal_connect_object (source_workspace_get_documents (workspace), "items-changed",
                           G_CALLBACK (documents_changed_cb), self, G_CONNECT_SWAPPED);
  documents_changed_cb (self);
  return self;
}

/* source-journal.c: writing the crash journal
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/source/source-file-private.h"
#include "engine/source/source-journal-draft-private.h"
#include "engine/source/source-journal-private.h"
#include "engine/source/source-journal.h"
#include "engine/source/source-write-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#define SYNC_DELAY (G_USEC_PER_SEC / 2)
#define DRAFT_SIZE (256 * 1024) /* bytes of a text from which on it is worth a draft */

struct _SourceJournal
{
  char *path; /* NULL: nothing was written since the last save */
  int fd;
  char *problem;          /* why nothing more is written */
  GHashTable *numbers;    /* SourceDocument → number + 1, for those described in the file */
  guint n_documents;
  guint n_undo, n_redo;   /* transactions of the file that can be undone and redone */
  SourceJournalDraft *draft; /* (nullable): until something is written */
  SourceDocument *drafted;   /* (unowned) (nullable): what it is of */

  GThread *thread; /* syncs the file */
  GMutex mutex;
  GCond cond;
  gboolean dirty;
  char *folder; /* (nullable): where a new file is to be synced */
  gboolean stop;
};

static gpointer
sync_thread (gpointer data)
{
  SourceJournal *self = data;

  g_mutex_lock (&self->mutex);
  while (!self->stop)
    {
      gint64 until;

      if (!self->dirty)
        {
          g_cond_wait (&self->cond, &self->mutex);
          continue;
        }
      /* What follows at once is synced along. */
      until = g_get_monotonic_time () + SYNC_DELAY;
      while (!self->stop && g_cond_wait_until (&self->cond, &self->mutex, until))
        ;
      self->dirty = FALSE;
      if (self->fd >= 0)
        {
          int fd = fcntl (self->fd, F_DUPFD_CLOEXEC, 0);
          g_autofree char *folder = g_steal_pointer (&self->folder);

          g_mutex_unlock (&self->mutex);
          if (fd >= 0)
            {
              fdatasync (fd);
              close (fd);
            }
          if (folder != NULL)
            _source_sync_directory (folder);
          g_mutex_lock (&self->mutex);
        }
    }
  g_mutex_unlock (&self->mutex);
  return NULL;
}

SourceJournal *
_source_journal_new (void)
{
  SourceJournal *self = g_new0 (SourceJournal, 1);

  self->fd = -1;
  self->numbers = g_hash_table_new (NULL, NULL);
  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
  self->thread = g_thread_new ("journal", sync_thread, self);
  return self;
}

static void
drop_draft (SourceJournal *self)
{
  g_clear_pointer (&self->draft, _source_journal_draft_free);
  self->drafted = NULL;
}

/*
 * Removes the file: what it holds was saved, or its workspace is closed.
 */
void
_source_journal_reset (SourceJournal *self)
{
  if (self == NULL)
    return;
  drop_draft (self);
  g_mutex_lock (&self->mutex);
  if (self->path != NULL)
    g_unlink (self->path);
  if (self->fd >= 0)
    close (self->fd);
  self->fd = -1;
  self->dirty = FALSE;
  g_clear_pointer (&self->folder, g_free);
  g_mutex_unlock (&self->mutex);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->problem, g_free);
  g_hash_table_remove_all (self->numbers);
  self->n_documents = self->n_undo = self->n_redo = 0;
}

void
_source_journal_free (SourceJournal *self)
{
  _source_journal_reset (self);
  g_mutex_lock (&self->mutex);
  self->stop = TRUE;
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->mutex);
  g_thread_join (self->thread);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);
  g_hash_table_unref (self->numbers);
  g_free (self);
}

const char *
_source_journal_get_problem (SourceJournal *self)
{
  return self != NULL ? self->problem : NULL;
}

/* Records */

static void
put_byte (GByteArray *record, guint8 value)
{
  g_byte_array_append (record, &value, 1);
}

static void
put_number (GByteArray *record, guint64 value)
{
  guint64 little = GUINT64_TO_LE (value);

  g_byte_array_append (record, (const guint8 *) &little, 8);
}

static void
put_bytes (GByteArray *record, const char *data, gsize length)
{
  put_number (record, length);
  g_byte_array_append (record, (const guint8 *) data, (guint) length);
}

static void
put_string (GByteArray *record, const char *text)
{
  put_bytes (record, text != NULL ? text : "", text != NULL ? strlen (text) : 0);
}

static void
fail (SourceJournal *self, const char *what)
{
  if (self->problem == NULL)
    self->problem = g_strdup_printf (
        _ ("Edits are not protected against a crash: %s: %s"), what, g_strerror (errno));
}

static char *
make_path (const char *directory)
{
  return g_strdup_printf ("%s/%08x%08x" SOURCE_JOURNAL_SUFFIX, directory, g_random_int (),
                          g_random_int ());
}

static gboolean
open_file (SourceJournal *self)
{
  g_autofree char *directory = NULL;

  if (self->fd >= 0)
    return TRUE;
  drop_draft (self);
  directory = _source_state_directory ("journals", NULL);
  if (directory == NULL)
    {
      fail (self, g_get_user_state_dir ());
      return FALSE;
    }
  self->path = make_path (directory);
  self->fd = open (self->path, O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0600);
  if (self->fd < 0 || flock (self->fd, LOCK_EX | LOCK_NB) != 0 ||
      !_source_write_all (self->fd, SOURCE_JOURNAL_HEADER, strlen (SOURCE_JOURNAL_HEADER)))
    {
      fail (self, self->path);
      return FALSE;
    }
  g_mutex_lock (&self->mutex);
  self->folder = g_steal_pointer (&directory);
  g_mutex_unlock (&self->mutex);
  return TRUE;
}

/*
 * Returns: (transfer full): what stands before a payload of two parts
 */
GByteArray *
_source_journal_frame (const char *head, gsize head_length, const char *body, gsize body_length)
{
  GByteArray *frame = g_byte_array_sized_new (12);
  guint32 length = GUINT32_TO_LE ((guint32) (head_length + body_length));
  guint64 hash[2], little;

  _source_file_hash_parts (head, head_length, body, body_length, hash);
  little = GUINT64_TO_LE (hash[0]);
  g_byte_array_append (frame, (const guint8 *) &length, 4);
  g_byte_array_append (frame, (const guint8 *) &little, 8);
  return frame;
}

static void
write_record (SourceJournal *self, GByteArray *payload)
{
  g_autoptr (GByteArray) record = NULL;

  if (self->problem != NULL || !open_file (self))
    return;
  record = _source_journal_frame ("", 0, (const char *) payload->data, payload->len);
  g_byte_array_append (record, payload->data, payload->len);
  g_mutex_lock (&self->mutex);
  if (!_source_write_all (self->fd, (const char *) record->data, record->len))
    fail (self, self->path);
  self->dirty = TRUE;
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->mutex);
}

/* Documents */

/* Whether the document was as opened before the steps of a transaction, which are done already */
static gboolean
was_as_opened (const SourceDocument *document, const SourceTransaction *transaction)
{
  gsize n_steps = 0;

  for (guint i = 0; i < transaction->steps->len; i++)
    {
      const SourceStep *step = &g_array_index (transaction->steps, SourceStep, i);

      if (step->document == document && step->kind < SOURCE_STEP_CREATE)
        n_steps++;
    }
  return document->top != NULL && document->n_patches == n_steps;
}

/* The text before the steps of a transaction, which are done already */
static char *
dup_text_before (SourceDocument *document, const SourceTransaction *transaction, gboolean forward)
{
  GString *text = g_string_new (NULL);
  const SourceStep *steps = (const SourceStep *) (gpointer) transaction->steps->data;
  g_autoptr (SourceChange) change =
      _source_change_new (document, NULL, steps, transaction->steps->len, forward);
  gsize length;
  const char *now = _source_document_peek_text (document, &length);

  g_string_append_len (text, now, (gssize) length);
  for (guint i = change->patches->len; i > 0; i--)
    {
      const SourcePatch *patch = &g_array_index (change->patches, SourcePatch, i - 1);

      g_string_erase (text, (gssize) patch->offset, (gssize) patch->n_inserted);
      g_string_insert_len (text, (gssize) patch->offset, patch->removed, (gssize) patch->n_removed);
    }
  return g_string_free (text, FALSE);
}

/* The payload of a document's record up to its bytes. */
static GByteArray *
describe (const SourceDocument *document, guint number)
{
  GByteArray *record = g_byte_array_new ();

  put_byte (record, SOURCE_JOURNAL_DOCUMENT);
  put_number (record, number);
  put_number (record, document->kind);
  put_string (record, document->path);
  put_string (record, document->name);
  put_string (record, document->disk.path);
  put_number (record, document->disk.hash[0]);
  put_number (record, document->disk.hash[1]);
  put_number (record, document->state != document->saved_state);
  return record;
}

/* Goes on in the draft, if the document is the one in it. */
static gboolean
adopt_draft (SourceJournal *self, const SourceDocument *document, const GByteArray *description)
{
  g_autofree char *directory = NULL;
  g_autofree char *path = NULL;
  int fd;

  if (self->draft == NULL || self->drafted != document || self->fd >= 0)
    return FALSE;
  directory = _source_state_directory ("journals", NULL);
  if (directory == NULL)
    return FALSE;
  path = make_path (directory);
  if (!_source_journal_draft_take (self->draft, (const char *) description->data, description->len,
                                   path, &fd))
    return FALSE;
  g_mutex_lock (&self->mutex);
  self->fd = fd;
  self->folder = g_steal_pointer (&directory);
  g_mutex_unlock (&self->mutex);
  self->path = g_steal_pointer (&path);
  drop_draft (self);
  return TRUE;
}

/* Describes a document in the file, once, as it was before the transaction. */
static void
add_document (SourceJournal *self, SourceDocument *document, const SourceTransaction *transaction,
              gboolean forward)
{
  g_autoptr (GByteArray) record = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *made = NULL;
  const char *text = document->text;
  gsize length = document->text_length;

  if (g_hash_table_contains (self->numbers, document))
    return;
  g_hash_table_insert (self->numbers, document, GUINT_TO_POINTER (++self->n_documents));
  record = describe (document, self->n_documents);
  if (!was_as_opened (document, transaction))
    {
      text = made = dup_text_before (document, transaction, forward);
      length = strlen (text);
    }
  else if (adopt_draft (self, document, record))
    return;
  bytes = _source_encoding_encode (&document->encoding, text, length, NULL);
  if (bytes == NULL)
    bytes = g_bytes_new (text, length);
  put_bytes (record, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  write_record (self, record);
}

static guint
number_of (SourceJournal *self, SourceDocument *document)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (self->numbers, document));
}

/* Transactions */

static void
put_step (SourceJournal *self, GByteArray *record, const SourceStep *step, gboolean forward)
{
  SourceSpan removed = forward ? step->removed : step->inserted;
  SourceSpan inserted = forward ? step->inserted : step->removed;
  SourceStepKind kind = step->kind;
  gsize length;
  const char *text;

  if (!forward && kind == SOURCE_STEP_CREATE)
    kind = SOURCE_STEP_DELETE;
  else if (!forward && kind == SOURCE_STEP_DELETE)
    kind = SOURCE_STEP_CREATE;
  switch (kind)
    {
    case SOURCE_STEP_CREATE:
      text = step->document->text;
      length = step->document->text_length;
      if (number_of (self, step->document) == 0)
        g_hash_table_insert (self->numbers, step->document, GUINT_TO_POINTER (++self->n_documents));
      put_byte (record, SOURCE_JOURNAL_CREATE);
      put_number (record, number_of (self, step->document));
      put_number (record, step->document->kind);
      put_string (record, step->document->path);
      put_bytes (record, text, length);
      break;
    case SOURCE_STEP_DELETE:
      put_byte (record, SOURCE_JOURNAL_DELETE);
      put_number (record, number_of (self, step->document));
      break;
    case SOURCE_STEP_RENAME:
      put_byte (record, SOURCE_JOURNAL_RENAME);
      put_string (record, forward ? step->old_path : step->new_path);
      put_string (record, forward ? step->new_path : step->old_path);
      break;
    default:
      put_byte (record, SOURCE_JOURNAL_PATCH);
      put_number (record, number_of (self, step->document));
      put_number (record, step->offset);
      put_bytes (record, removed.text, removed.length);
      put_bytes (record, inserted.text, inserted.length);
      break;
    }
}

static void
add_steps (SourceJournal *self, const SourceTransaction *transaction, gboolean barrier,
           gboolean forward)
{
  g_autoptr (GByteArray) record = g_byte_array_new ();
  g_autoptr (GHashTable) created = g_hash_table_new (NULL, NULL);
  guint n = transaction->steps->len;

  for (guint i = 0; i < n; i++)
    {
      const SourceStep *step =
          &g_array_index (transaction->steps, SourceStep, forward ? i : n - 1 - i);

      if (step->kind == SOURCE_STEP_CREATE && forward)
        g_hash_table_add (created, step->document);
      if (step->document != NULL && !g_hash_table_contains (created, step->document))
        add_document (self, step->document, transaction, forward);
    }
  put_byte (record, SOURCE_JOURNAL_TRANSACTION);
  put_string (record, transaction->name);
  put_string (record, forward ? transaction->key : NULL);
  put_number (record, barrier);
  for (guint i = 0; i < n; i++)
    put_step (self, record,
              &g_array_index (transaction->steps, SourceStep, forward ? i : n - 1 - i), forward);
  write_record (self, record);
  if (barrier || self->n_undo == 0)
    self->n_undo++;
  self->n_redo = 0;
}

/*
 * Writes a transaction that was just done; nobody was told of it yet.
 */
void
_source_journal_add_transaction (SourceJournal *self, const SourceTransaction *transaction,
                                 gboolean barrier)
{
  if (self != NULL && self->problem == NULL)
    add_steps (self, transaction, barrier, TRUE);
}

/*
 * Writes that a transaction was undone or redone. One from before the last save is not in the file
 * and is written as an edit.
 */
void
_source_journal_add_travel (SourceJournal *self, const SourceTransaction *transaction,
                            gboolean forward)
{
  g_autoptr (GByteArray) record = g_byte_array_new ();
  guint *from, *to;

  if (self == NULL || self->problem != NULL)
    return;
  from = forward ? &self->n_redo : &self->n_undo;
  to = forward ? &self->n_undo : &self->n_redo;
  if (*from == 0)
    {
      add_steps (self, transaction, TRUE, forward);
      /* It can be travelled back as an edit only. */
      self->n_undo = self->n_redo = 0;
      return;
    }
  put_byte (record, forward ? SOURCE_JOURNAL_REDO : SOURCE_JOURNAL_UNDO);
  write_record (self, record);
  *from -= 1;
  *to += 1;
}

/* Begins a draft of the first large document, if it is as it was opened. */
static void
begin_draft (SourceJournal *self, SourceWorkspace *workspace)
{
  GListModel *documents = source_workspace_get_documents (workspace);

  for (guint i = 0; i < g_list_model_get_n_items (documents) && self->draft == NULL; i++)
    {
      g_autoptr (SourceDocument) document = g_list_model_get_item (documents, i);
      g_autoptr (GByteArray) description = NULL;

      if (document->top == NULL || document->n_patches > 0 || document->encoding.iconv != NULL
          || document->text_length < DRAFT_SIZE)
        continue;
      description = describe (document, 1);
      self->draft = _source_journal_draft_new ((const char *) description->data, description->len,
                                               document);
      self->drafted = document;
    }
}

/**
 * source_workspace_keep_journal:
 *
 * From now on every transaction is written to a journal before anybody is told of it, and synced
 * within a second.
 */
void
source_workspace_keep_journal (SourceWorkspace *self)
{
  if (self->journal != NULL)
    return;
  self->journal = _source_journal_new ();
  begin_draft (self->journal, self);
}

/**
 * source_workspace_drop_journal:
 *
 * The person is done with the documents: what is not saved is not wanted. Removes the journal, also
 * where something else still holds the workspace.
 */
void
source_workspace_drop_journal (SourceWorkspace *self)
{
  g_clear_pointer (&self->journal, _source_journal_free);
}

/**
 * source_workspace_get_journal_problem:
 *
 * Returns: (nullable): why edits are not protected against a crash, for the person; %NULL if they
 *   are, or if no journal is kept
 */
const char *
source_workspace_get_journal_problem (SourceWorkspace *self)
{
  return _source_journal_get_problem (self->journal);
}

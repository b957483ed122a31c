/* source-journal-read.c: finding and replaying the journals that a crash left behind
 *
 * A journal is untrusted input: what is cut off or damaged ends it, and what stands before counts.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/source/source-edit.h"
#include "engine/source/source-file-private.h"
#include "engine/source/source-journal-private.h"
#include "engine/source/source-journal.h"

#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#define MAX_JOURNAL (1024u * 1024 * 1024)
#define MAX_PIECES 32 /* that are tried one by one; each copies the text */

/* Reading */

typedef struct
{
  const char *at;
  const char *end;
  gboolean failed;
} Reader;

static guint8
get_byte (Reader *self)
{
  if (self->at >= self->end)
    {
      self->failed = TRUE;
      return 0;
    }
  return (guint8) *self->at++;
}

static guint64
get_number (Reader *self)
{
  guint64 little = 0;

  if (self->end - self->at < 8)
    {
      self->failed = TRUE;
      self->at = self->end;
      return 0;
    }
  memcpy (&little, self->at, 8);
  self->at += 8;
  return GUINT64_FROM_LE (little);
}

/* Returns: (transfer full): bytes with a NUL behind them */
static char *
get_bytes (Reader *self, gsize *length)
{
  guint64 n = get_number (self);
  char *data;

  if (n > (guint64) (self->end - self->at))
    {
      self->failed = TRUE;
      n = 0;
    }
  data = g_malloc (n + 1);
  memcpy (data, self->at, n);
  data[n] = '\0';
  self->at += n;
  if (length != NULL)
    *length = n;
  return data;
}

static char *
get_string (Reader *self)
{
  gsize length;
  char *text = get_bytes (self, &length);

  if (strlen (text) != length || !g_utf8_validate (text, -1, NULL))
    self->failed = TRUE;
  return text;
}

/* Paths may be any bytes. */
static char *
get_path (Reader *self)
{
  gsize length;
  char *path = get_bytes (self, &length);

  if (strlen (path) != length || (length > 0 && !g_path_is_absolute (path)))
    self->failed = TRUE;
  return path;
}

/* Takes the next whole record. */
static gboolean
next_record (const char **at, const char *end, Reader *payload)
{
  guint32 length;
  guint64 hash, own[2];

  if (end - *at < 12)
    return FALSE;
  memcpy (&length, *at, 4);
  memcpy (&hash, *at + 4, 8);
  length = GUINT32_FROM_LE (length);
  if (length == 0 || length > (gsize) (end - *at - 12))
    return FALSE;
  _source_file_hash (*at + 12, length, own);
  if (own[0] != GUINT64_FROM_LE (hash))
    return FALSE;
  payload->at = *at + 12;
  payload->end = payload->at + length;
  payload->failed = FALSE;
  *at = payload->end;
  return TRUE;
}

static const char *
first_record (const char *data, gsize length)
{
  gsize n = strlen (SOURCE_JOURNAL_HEADER);

  return length >= n && memcmp (data, SOURCE_JOURNAL_HEADER, n) == 0 ? data + n : NULL;
}

/* Replaying */

typedef struct
{
  SourceWorkspace *workspace;
  GHashTable *documents; /* number → SourceDocument */
  GHashTable *texts;     /* SourceDocument → GString, of the transaction at hand */
  GArray *pieces;        /* of Piece, of the transaction at hand */
} Replay;

/* A patch that was read */
typedef struct
{
  SourceDocument *document;
  gsize offset;
  gsize n_removed;
  char *inserted;
} Piece;

static void
clear_piece (gpointer data)
{
  g_free (((Piece *) data)->inserted);
}

static SourceDocument *
get_document (Replay *self, Reader *reader)
{
  guint64 number = get_number (reader);
  SourceDocument *document =
      number <= G_MAXUINT ? g_hash_table_lookup (self->documents, GUINT_TO_POINTER ((guint) number))
                          : NULL;

  if (document == NULL)
    reader->failed = TRUE;
  return document;
}

static void
replay_document (Replay *self, Reader *reader)
{
  guint64 number = get_number (reader);
  guint64 kind = get_number (reader);
  g_autofree char *path = get_path (reader);
  g_autofree char *name = get_string (reader);
  g_autofree char *disk_path = get_path (reader);
  SourceDocument *document;
  guint64 modified;
  guint64 hash[2];
  gsize length;
  char *bytes;

  hash[0] = get_number (reader);
  hash[1] = get_number (reader);
  modified = get_number (reader);
  bytes = get_bytes (reader, &length);
  if (reader->failed || number == 0 || number > G_MAXUINT || kind > SOURCE_KIND_TEXT ||
      g_hash_table_contains (self->documents, GUINT_TO_POINTER ((guint) number)))
    {
      reader->failed = TRUE;
      g_free (bytes);
      return;
    }
  document = _source_document_new_take ((SourceKind) kind, bytes, length, name, NULL);
  if (document == NULL)
    {
      reader->failed = TRUE;
      return;
    }
  document->path = *path != '\0' ? g_steal_pointer (&path) : NULL;
  document->disk.path = *disk_path != '\0' ? g_steal_pointer (&disk_path) : NULL;
  memcpy (document->disk.hash, hash, sizeof hash);
  if (modified != 0)
    document->saved_state = ++self->workspace->last_state;
  _source_workspace_adopt (self->workspace, document);
  g_hash_table_insert (self->documents, GUINT_TO_POINTER ((guint) number), document);
}

static void
replay_patch (Replay *self, Reader *reader)
{
  SourceDocument *document = get_document (self, reader);
  guint64 offset = get_number (reader);
  gsize n_removed, n_inserted;
  g_autofree char *removed = get_bytes (reader, &n_removed);
  g_autofree char *inserted = get_bytes (reader, &n_inserted);
  Piece piece = { document };
  GString *text;

  if (reader->failed)
    return;
  text = g_hash_table_lookup (self->texts, document);
  if (text == NULL)
    {
      gsize length;
      const char *now = _source_document_peek_text (document, &length);

      text = g_string_new_len (now, (gssize) length);
      g_hash_table_insert (self->texts, document, text);
    }
  if (offset > text->len || n_removed > text->len - offset ||
      memcmp (text->str + offset, removed, n_removed) != 0 ||
      memchr (inserted, '\0', n_inserted) != NULL)
    {
      reader->failed = TRUE;
      return;
    }
  g_string_erase (text, (gssize) offset, (gssize) n_removed);
  g_string_insert_len (text, (gssize) offset, inserted, (gssize) n_inserted);
  piece.offset = offset;
  piece.n_removed = n_removed;
  piece.inserted = g_steal_pointer (&inserted);
  g_array_append_val (self->pieces, piece);
}

static void
replay_create (Replay *self, Reader *reader)
{
  guint64 number = get_number (reader);
  guint64 kind = get_number (reader);
  g_autofree char *path = get_path (reader);
  g_autofree char *text = get_string (reader);
  SourceDocument *document;

  if (reader->failed || number == 0 || number > G_MAXUINT || kind > SOURCE_KIND_TEXT)
    {
      reader->failed = TRUE;
      return;
    }
  /* A deletion that was undone: the document was described with its text. */
  if (g_hash_table_contains (self->documents, GUINT_TO_POINTER ((guint) number)))
    return;
  document = source_workspace_create (self->workspace, path, (SourceKind) kind, text, NULL);
  if (document == NULL)
    reader->failed = TRUE;
  else
    g_hash_table_insert (self->documents, GUINT_TO_POINTER ((guint) number), document);
}

static void
replay_operation (Replay *self, Reader *reader)
{
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;
  SourceDocument *document;

  switch (get_byte (reader))
    {
    case SOURCE_JOURNAL_PATCH:
      replay_patch (self, reader);
      break;
    case SOURCE_JOURNAL_CREATE:
      replay_create (self, reader);
      break;
    case SOURCE_JOURNAL_DELETE:
      document = get_document (self, reader);
      if (document != NULL)
        source_workspace_delete (self->workspace, document, NULL);
      break;
    case SOURCE_JOURNAL_RENAME:
      from = get_path (reader);
      to = get_path (reader);
      if (!reader->failed && !source_workspace_rename (self->workspace, from, to, NULL))
        reader->failed = TRUE;
      break;
    default:
      reader->failed = TRUE;
      break;
    }
}

/* Few pieces are tried one by one: each reads only the element anew that it is in. */
static void
try_pieces (Replay *self)
{
  for (guint i = 0; i < self->pieces->len && self->pieces->len <= MAX_PIECES; i++)
    {
      const Piece *piece = &g_array_index (self->pieces, Piece, i);

      if (!source_edit_replace (piece->document, piece->offset, piece->n_removed, piece->inserted,
                                NULL))
        return;
    }
}

/* Compares a run and moves on; NULL once something differed. */
static void
compare_run (const char *run, gsize length, gpointer user_data)
{
  const char **at = user_data;

  *at = *at != NULL && memcmp (*at, run, length) == 0 ? *at + length : NULL;
}

/* Without joining the whole text of the document */
static gboolean
has_text (SourceDocument *document, const GString *text)
{
  const char *at = text->str;

  if (source_document_get_text_length (document) != text->len)
    return FALSE;
  _source_document_foreach_run (document, compare_run, &at);
  return at != NULL;
}

/* The pieces of a transaction are well-formed together, not always one by one. */
static void
set_texts (Replay *self, Reader *reader)
{
  GHashTableIter iter;
  gpointer document, text;

  if (!reader->failed)
    try_pieces (self);
  g_array_set_size (self->pieces, 0);
  g_hash_table_iter_init (&iter, self->texts);
  while (!reader->failed && g_hash_table_iter_next (&iter, &document, &text))
    if (!has_text (document, text) &&
        !source_edit_set_source (document, ((GString *) text)->str, NULL))
      reader->failed = TRUE;
  g_hash_table_remove_all (self->texts);
}

static void
replay_transaction (Replay *self, Reader *reader)
{
  g_autofree char *name = get_string (reader);
  g_autofree char *key = get_string (reader);
  gboolean barrier = get_number (reader) != 0;

  if (reader->failed)
    return;
  if (barrier)
    source_workspace_barrier (self->workspace);
  source_workspace_begin_coalescing (self->workspace, name, *key != '\0' ? key : NULL);
  while (!reader->failed && reader->at < reader->end)
    replay_operation (self, reader);
  set_texts (self, reader);
  if (reader->failed)
    source_workspace_rollback (self->workspace);
  else
    source_workspace_commit (self->workspace);
}

static void
free_text (gpointer data)
{
  g_string_free (data, TRUE);
}

/*
 * _source_journal_replay:
 * @workspace: an empty workspace
 * @whole: (out) (optional): whether all of it could be read
 * @error: %SOURCE_ERROR_JOURNAL if nothing could be taken from it
 *
 * Does again what the journal tells, as far as it is whole.
 */
gboolean
_source_journal_replay (SourceWorkspace *workspace, const char *data, gsize length,
                        gboolean *whole, GError **error)
{
  Replay self = { workspace };
  const char *at = first_record (data, length);
  Reader reader = { NULL };

  self.documents = g_hash_table_new (NULL, NULL);
  self.texts = g_hash_table_new_full (NULL, NULL, NULL, free_text);
  self.pieces = g_array_new (FALSE, FALSE, sizeof (Piece));
  g_array_set_clear_func (self.pieces, clear_piece);
  while (at != NULL && !reader.failed && next_record (&at, data + length, &reader))
    switch (get_byte (&reader))
      {
      case SOURCE_JOURNAL_DOCUMENT:
        replay_document (&self, &reader);
        break;
      case SOURCE_JOURNAL_TRANSACTION:
        replay_transaction (&self, &reader);
        break;
      case SOURCE_JOURNAL_UNDO:
        reader.failed = !source_workspace_undo (workspace);
        break;
      case SOURCE_JOURNAL_REDO:
        reader.failed = !source_workspace_redo (workspace);
        break;
      default:
        reader.failed = TRUE;
        break;
      }
  g_hash_table_unref (self.documents);
  g_hash_table_unref (self.texts);
  g_array_unref (self.pieces);
  source_workspace_barrier (workspace);
  if (whole != NULL)
    *whole = at == data + length && !reader.failed;
  if (workspace->all->len > 0)
    return TRUE;
  g_set_error_literal (error, SOURCE_ERROR, SOURCE_ERROR_JOURNAL,
                       _ ("The journal of the last session is damaged"));
  return FALSE;
}

/* How a transaction joins the one before it: see source_workspace_begin_coalescing(). */
static gboolean
joins (Reader *reader)
{
  g_free (get_string (reader)); /* its name */
  g_free (get_string (reader)); /* its key */
  return get_number (reader) == 0;
}

/*
 * _source_journal_summarize:
 * @names: (element-type utf8): gets the names of the documents
 * @n_transactions: (out): how many edits there are; none if all were undone
 *
 * Returns: whether the journal is whole enough to tell
 */
gboolean
_source_journal_summarize (const char *data, gsize length, GPtrArray *names, guint *n_transactions)
{
  const char *at = first_record (data, length);
  Reader reader = { NULL };
  gboolean any = FALSE;
  guint n_undone = 0;

  *n_transactions = 0;
  while (at != NULL && !reader.failed && next_record (&at, data + length, &reader))
    switch (get_byte (&reader))
      {
      case SOURCE_JOURNAL_DOCUMENT:
        get_number (&reader);
        get_number (&reader);
        g_free (get_path (&reader));
        g_ptr_array_add (names, get_string (&reader));
        break;
      case SOURCE_JOURNAL_TRANSACTION:
        if (!joins (&reader) || *n_transactions == 0)
          *n_transactions += 1;
        n_undone = 0;
        any = TRUE;
        break;
      case SOURCE_JOURNAL_UNDO:
        if (*n_transactions > 0)
          {
            *n_transactions -= 1;
            n_undone++;
          }
        break;
      case SOURCE_JOURNAL_REDO:
        if (n_undone > 0)
          {
            *n_transactions += 1;
            n_undone--;
          }
        break;
      default:
        break;
      }
  return any;
}

/* Finding */

/* Returns: (transfer full): the names of the files that say something else on disk by now, or are
 * gone */
static GStrv
list_changed (const char *data, gsize length)
{
  GPtrArray *changed = g_ptr_array_new ();
  const char *at = first_record (data, length);
  Reader reader = { NULL };

  while (at != NULL && next_record (&at, data + length, &reader))
    {
      g_autofree char *name = NULL;
      g_autofree char *disk_path = NULL;
      guint64 hash[2], now[2];

      if (get_byte (&reader) != SOURCE_JOURNAL_DOCUMENT)
        continue;
      get_number (&reader);
      get_number (&reader);
      g_free (get_path (&reader));
      name = get_string (&reader);
      disk_path = get_path (&reader);
      hash[0] = get_number (&reader);
      hash[1] = get_number (&reader);
      /* A new file has none yet. */
      if (reader.failed || *disk_path == '\0')
        continue;
      if (!_source_file_hash_path (disk_path, now) || memcmp (now, hash, sizeof hash) != 0)
        g_ptr_array_add (changed, g_steal_pointer (&name));
    }
  g_ptr_array_add (changed, NULL);
  return (GStrv) g_ptr_array_free (changed, FALSE);
}

/**
 * source_journal_info_free:
 * @self: (transfer full): an element of source_journal_list()
 */
void
source_journal_info_free (SourceJournalInfo *self)
{
  g_free (self->path);
  g_strfreev (self->files);
  g_strfreev (self->changed);
  g_free (self);
}

/* Out of the way, but not lost. Returns: (transfer full): where it is now */
static char *
set_aside (const char *path)
{
  char *aside = g_strconcat (path, ".damaged", NULL);

  (void) !rename (path, aside);
  return aside;
}

/* Returns: (nullable): what the journal has; %NULL if it is in use, empty or damaged */
static SourceJournalInfo *
inspect (const char *path, GPtrArray *damaged)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  gboolean free_to_take = fd >= 0 && flock (fd, LOCK_EX | LOCK_NB) == 0;
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *data = NULL;
  SourceJournalInfo *info;
  GStatBuf status;
  gsize length;
  guint n = 0;

  if (free_to_take)
    data = _source_file_read (path, path, MAX_JOURNAL, &length, NULL);
  if (fd >= 0)
    close (fd);
  if (data == NULL)
    return NULL;
  if (!_source_journal_summarize (data, length, names, &n))
    {
      g_ptr_array_foreach (names, (GFunc) (gpointer) g_free, NULL);
      /* One without an edit was cut off at its beginning: nothing is lost with it. */
      if (length <= strlen (SOURCE_JOURNAL_HEADER))
        g_unlink (path);
      else
        {
          char *aside = set_aside (path);

          if (damaged != NULL)
            g_ptr_array_add (damaged, aside);
          else
            g_free (aside);
        }
      return NULL;
    }
  if (n == 0)
    {
      /* Everything was undone: there is nothing that is not on disk. */
      g_ptr_array_foreach (names, (GFunc) (gpointer) g_free, NULL);
      g_unlink (path);
      return NULL;
    }
  g_ptr_array_add (names, NULL);
  info = g_new0 (SourceJournalInfo, 1);
  info->path = g_strdup (path);
  info->files = (GStrv) g_ptr_array_steal (names, NULL);
  info->changed = list_changed (data, length);
  info->n_transactions = n;
  info->time = g_stat (path, &status) == 0 ? status.st_mtime : 0;
  return info;
}

/**
 * source_journal_list:
 *
 * Looks for journals of workspaces that were not closed. Damaged ones are set aside.
 *
 * Returns: (transfer container) (element-type SourceJournalInfo): what can be restored
 */
GPtrArray *
source_journal_list (void)
{
  return source_journal_find (NULL);
}

/**
 * source_journal_find:
 * @damaged: (nullable) (element-type filename): gets the paths (transfer full) of journals that
 *   could not be read and were set aside just now
 *
 * As source_journal_list(), and tells what was set aside.
 *
 * Returns: (transfer container) (element-type SourceJournalInfo): what can be restored
 */
GPtrArray *
source_journal_find (GPtrArray *damaged)
{
  GPtrArray *found = g_ptr_array_new_with_free_func ((GDestroyNotify) source_journal_info_free);
  g_autofree char *directory =
      g_build_filename (g_get_user_state_dir (), "altinn-process-editor", "journals", NULL);
  g_autoptr (GDir) dir = g_dir_open (directory, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, SOURCE_JOURNAL_SUFFIX))
      {
        g_autofree char *path = g_build_filename (directory, name, NULL);
        SourceJournalInfo *info = inspect (path, damaged);

        if (info != NULL)
          g_ptr_array_add (found, info);
      }
  return found;
}

/**
 * source_journal_discard:
 * @path: a journal of source_journal_list()
 *
 * The person does not want these edits: removes the journal.
 */
void
source_journal_discard (const char *path)
{
  g_unlink (path);
}

/**
 * source_workspace_restore:
 * @self: an empty workspace
 * @path: a journal of source_journal_list()
 * @error: %SOURCE_ERROR_JOURNAL; the journal is then set aside
 *
 * Opens the documents as the journal has them, unsaved edits and undo history included. The edits
 * go on into a journal of this workspace, and the old one is removed; if it could not be read to its
 * end, it is set aside. A file that changed since is opened all the same: saving is refused with %SOURCE_ERROR_CHANGED_ON_DISK, and
 * source_document_check_disk() tells it before, until source_workspace_keep_mine() or
 * source_workspace_reload() settles whose text holds.
 *
 * Returns: whether the documents are there
 */
gboolean
source_workspace_restore (SourceWorkspace *self, const char *path, GError **error)
{
  g_autofree char *data = NULL;
  gboolean whole;
  gsize length;

  g_return_val_if_fail (self->all->len == 0 && self->open == NULL, FALSE);
  data = _source_file_read (path, path, MAX_JOURNAL, &length, error);
  if (data == NULL)
    return FALSE;
  source_workspace_keep_journal (self);
  if (!_source_journal_replay (self, data, length, &whole, error))
    {
      g_free (set_aside (path));
      return FALSE;
    }
  if (!whole)
    g_free (set_aside (path));
  else if (_source_journal_get_problem (self->journal) == NULL)
    g_unlink (path);
  return TRUE;
}

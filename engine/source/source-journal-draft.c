/* source-journal-draft.c: the beginning of a journal, written before there is an edit
 *
 * A journal begins with the whole text of a document, and the first edit would have to wait until a
 * large one is written. A thread writes it when the document was open for a moment, to a file without
 * a name, which goes with the process; the first edit gives it its name.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/source/source-journal-draft-private.h"
#include "engine/source/source-journal-private.h"
#include "engine/source/source-write-private.h"

#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#define DELAY (G_USEC_PER_SEC / 2) /* opening has other things to do */
#define WRITE_SIZE (1024 * 1024)   /* bytes between looks whether it is still wanted */

struct _SourceJournalDraft
{
  GBytes *original; /* keeps text */
  const char *text;
  gsize text_length;
  guint8 bom[4];
  guint bom_length;
  GByteArray *description; /* the payload up to the document's bytes */

  GThread *thread;
  GMutex mutex;
  GCond cond;
  gboolean cancelled;
  int fd; /* the finished draft; -1: there is none */
};

static gboolean
is_cancelled (SourceJournalDraft *self)
{
  gboolean cancelled;

  g_mutex_lock (&self->mutex);
  cancelled = self->cancelled;
  g_mutex_unlock (&self->mutex);
  return cancelled;
}

/* Returns: %FALSE if the draft is not wanted any more */
static gboolean
wait_a_moment (SourceJournalDraft *self)
{
  gint64 until = g_get_monotonic_time () + DELAY;
  gboolean cancelled;

  g_mutex_lock (&self->mutex);
  while (!self->cancelled && g_cond_wait_until (&self->cond, &self->mutex, until))
    ;
  cancelled = self->cancelled;
  g_mutex_unlock (&self->mutex);
  return !cancelled;
}

/* The payload up to the text, which is not copied. */
static GByteArray *
make_head (SourceJournalDraft *self)
{
  guint64 little = GUINT64_TO_LE ((guint64) self->bom_length + self->text_length);
  GByteArray *head = g_byte_array_new ();

  g_byte_array_append (head, self->description->data, self->description->len);
  g_byte_array_append (head, (const guint8 *) &little, 8);
  g_byte_array_append (head, self->bom, self->bom_length);
  return head;
}

static gboolean
write_draft (SourceJournalDraft *self, int fd)
{
  g_autoptr (GByteArray) head = make_head (self);
  g_autoptr (GByteArray) frame =
      _source_journal_frame ((const char *) head->data, head->len, self->text, self->text_length);

  if (!_source_write_all (fd, SOURCE_JOURNAL_HEADER, strlen (SOURCE_JOURNAL_HEADER))
      || !_source_write_all (fd, (const char *) frame->data, frame->len)
      || !_source_write_all (fd, (const char *) head->data, head->len))
    return FALSE;
  for (gsize at = 0; at < self->text_length; at += WRITE_SIZE)
    if (is_cancelled (self)
        || !_source_write_all (fd, self->text + at, MIN (WRITE_SIZE, self->text_length - at)))
      return FALSE;
  return TRUE;
}

/* Where files without a name are not known, or there is no room, the first edit writes it all. */
static gpointer
draft_thread (gpointer data)
{
  SourceJournalDraft *self = data;
  g_autofree char *directory = NULL;
  int fd;

  if (!wait_a_moment (self))
    return NULL;
  directory = _source_state_directory ("journals", NULL);
  if (directory == NULL)
    return NULL;
  fd = open (directory, O_TMPFILE | O_WRONLY | O_APPEND | O_CLOEXEC, 0600);
  if (fd < 0)
    return NULL;
  if (flock (fd, LOCK_EX | LOCK_NB) != 0 || !write_draft (self, fd))
    {
      close (fd);
      return NULL;
    }
  g_mutex_lock (&self->mutex);
  self->fd = fd;
  g_mutex_unlock (&self->mutex);
  return NULL;
}

/*
 * _source_journal_draft_new:
 * @description: of the document, the payload of its record up to its bytes
 * @document: a document in UTF-8 that was not edited since it was opened
 *
 * Returns: (transfer full): a draft that is written when there is time
 */
SourceJournalDraft *
_source_journal_draft_new (const char *description, gsize length, const SourceDocument *document)
{
  SourceJournalDraft *self = g_new0 (SourceJournalDraft, 1);

  self->original = g_bytes_ref (document->original);
  self->text = document->text;
  self->text_length = document->text_length;
  self->bom_length = document->encoding.bom_length;
  memcpy (self->bom, document->encoding.bom, sizeof self->bom);
  self->description = g_byte_array_new ();
  g_byte_array_append (self->description, (const guint8 *) description, (guint) length);
  self->fd = -1;
  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
  self->thread = g_thread_new ("journal-draft", draft_thread, self);
  return self;
}

/* Afterwards the thread is gone; what it had not finished is. */
static void
stop (SourceJournalDraft *self)
{
  if (self->thread == NULL)
    return;
  g_mutex_lock (&self->mutex);
  self->cancelled = TRUE;
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->mutex);
  g_thread_join (self->thread);
  self->thread = NULL;
}

void
_source_journal_draft_free (SourceJournalDraft *self)
{
  stop (self);
  if (self->fd >= 0)
    close (self->fd);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);
  g_byte_array_unref (self->description);
  g_bytes_unref (self->original);
  g_free (self);
}

/*
 * _source_journal_draft_take:
 * @description: what the document is now
 * @path: the name the journal is to have
 * @fd: (out): the journal, locked, written up to the document
 *
 * Returns: %FALSE if there is no draft of that; then nothing was written under the name
 */
gboolean
_source_journal_draft_take (SourceJournalDraft *self, const char *description, gsize length,
                            const char *path, int *fd)
{
  g_autofree char *own = NULL;

  stop (self);
  if (self->fd < 0 || self->description->len != length
      || memcmp (self->description->data, description, length) != 0)
    return FALSE;
  own = g_strdup_printf ("/proc/self/fd/%d", self->fd);
  if (linkat (AT_FDCWD, own, AT_FDCWD, path, AT_SYMLINK_FOLLOW) != 0)
    return FALSE;
  *fd = self->fd;
  self->fd = -1;
  return TRUE;
}

/* source-file.c: reading files and telling their contents apart
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/source/source-file-private.h"
#include "engine/source/source-memory-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define HASH_BLOCK 65536 /* a multiple of 16 */

/*
 * _source_file_read:
 * @name: what messages call it
 * @limit: the largest length that is read
 * @length: (out): how many bytes there are
 * @error: %SOURCE_ERROR_READ or _TOO_LARGE
 *
 * Files are read, never mapped: a program that cuts a mapped file short kills its reader.
 *
 * Returns: (transfer full): the bytes, with a NUL behind them
 */
char *
_source_file_read (const char *path, const char *name, gsize limit, gsize *length, GError **error)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  struct stat status;
  g_autofree char *data = NULL;
  gsize size, used = 0;

  if (fd < 0 || fstat (fd, &status) != 0)
    {
      g_set_error (error, SOURCE_ERROR, SOURCE_ERROR_READ, _ ("%s cannot be read: %s"), name,
                   g_strerror (errno));
      if (fd >= 0)
        close (fd);
      return NULL;
    }
  if (!S_ISREG (status.st_mode))
    {
      g_set_error (error, SOURCE_ERROR, SOURCE_ERROR_READ,
                   S_ISDIR (status.st_mode) ? _ ("%s cannot be read: it is a folder")
                                            : _ ("%s cannot be read: it is not a regular file"),
                   name);
      close (fd);
      return NULL;
    }
  size = (gsize) status.st_size;
  data = size <= limit ? _source_memory_try_new (size + 2) : NULL;
  while (data != NULL)
    {
      gssize n = read (fd, data + used, size + 1 - used);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        {
          g_set_error (error, SOURCE_ERROR, SOURCE_ERROR_READ, _ ("%s cannot be read: %s"), name,
                       g_strerror (errno));
          close (fd);
          return NULL;
        }
      used += (gsize) n;
      if (n == 0 || used == size)
        break; /* less than was asked for: the end of a regular file */
      if (used > size)
        {
          /* It grows while it is read. */
          size = size * 2 + 4096;
          data = size <= limit ? g_realloc (data, size + 2) : (g_free (data), NULL);
        }
    }
  close (fd);
  if (data == NULL)
    {
      g_set_error (error, SOURCE_ERROR, SOURCE_ERROR_TOO_LARGE,
                   _ ("%s:1:1: error: the file is larger than %u MiB"), name,
                   (guint) (limit / 1024 / 1024));
      return NULL;
    }
  data[used] = '\0';
  *length = used;
  return g_steal_pointer (&data);
}

static inline guint64
fold (guint64 a, guint64 b)
{
  unsigned __int128 product = (unsigned __int128) a * b;

  return (guint64) product ^ (guint64) (product >> 64);
}

typedef struct
{
  guint64 a;
  guint64 b;
} Hash;

static Hash
hash_begin (gsize length)
{
  Hash hash = { G_GUINT64_CONSTANT (0x9e3779b97f4a7c15) ^ length,
                G_GUINT64_CONSTANT (0xd1b54a32d192ed03) + length };

  return hash;
}

/* Takes whole pairs of words: @length is a multiple of 16. */
static void
hash_add (Hash *hash, const char *data, gsize length)
{
  guint64 a = hash->a, b = hash->b;
  guint64 words[2];

  for (; length >= 16; data += 16, length -= 16)
    {
      memcpy (words, data, 16);
      a = fold (a ^ words[0], G_GUINT64_CONSTANT (0xa0761d6478bd642f)) + words[1];
      b = fold (b ^ words[1], G_GUINT64_CONSTANT (0xe7037ed1a0b428db)) + words[0];
    }
  hash->a = a;
  hash->b = b;
}

/* Takes what is left, less than 16 bytes. */
static void
hash_end (const Hash *hash, const char *data, gsize length, guint64 result[2])
{
  guint64 words[2] = { 0, 0 };
  guint64 a, b;

  memcpy (words, data, length);
  a = fold (hash->a ^ words[0], G_GUINT64_CONSTANT (0x8ebc6af09c88c6e3)) + words[1];
  b = fold (hash->b ^ words[1], G_GUINT64_CONSTANT (0x589965cc75374cc3)) + words[0];
  result[0] = fold (a, G_GUINT64_CONSTANT (0x1d8e4e27c47d124f) ^ b);
  result[1] = fold (b, G_GUINT64_CONSTANT (0xeb44accab455d165) ^ a);
}

/*
 * _source_file_hash:
 * @hash: (out): 128 bits that tell contents apart
 *
 * Made for speed: it must notice that somebody changed a file, not withstand somebody who makes two
 * files with one hash on purpose.
 */
void
_source_file_hash (const char *data, gsize length, guint64 hash[2])
{
  Hash state = hash_begin (length);
  gsize whole = length / 16 * 16;

  hash_add (&state, data, whole);
  hash_end (&state, data + whole, length - whole, hash);
}

/*
 * _source_file_hash_parts:
 * @head: a few bytes
 * @body: what follows them elsewhere
 *
 * Hashes both as if they stood in one place, without putting them there.
 */
void
_source_file_hash_parts (const char *head, gsize head_length, const char *body, gsize body_length,
                         guint64 hash[2])
{
  gsize missing = MIN ((16 - head_length % 16) % 16, body_length); /* to whole words */
  gsize first = head_length + missing;
  gsize whole = (body_length - missing) / 16 * 16;
  Hash state = hash_begin (head_length + body_length);
  g_autofree char *begin = g_malloc (first + 1);

  memcpy (begin, head, head_length);
  memcpy (begin + head_length, body, missing);
  if (first % 16 != 0) /* that was all */
    {
      _source_file_hash (begin, first, hash);
      return;
    }
  hash_add (&state, begin, first);
  hash_add (&state, body + missing, whole);
  hash_end (&state, body + missing + whole, body_length - missing - whole, hash);
}

/* Reads until @size bytes or the end. Returns: how many bytes; -1 with errno set */
static gssize
read_block (int fd, char *block, gsize size)
{
  gsize used = 0;

  while (used < size)
    {
      gssize n = read (fd, block + used, size - used);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return -1;
      if (n == 0)
        break;
      used += (gsize) n;
    }
  return (gssize) used;
}

/*
 * Returns: whether there is such a file; @hash is then of its bytes
 */
gboolean
_source_file_hash_path (const char *path, guint64 hash[2])
{
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  char block[HASH_BLOCK];
  struct stat status;
  gsize used = 0;
  gssize n;
  Hash state;

  if (fd < 0)
    return FALSE;
  if (fstat (fd, &status) != 0 || !S_ISREG (status.st_mode))
    {
      close (fd);
      return FALSE;
    }
  state = hash_begin ((gsize) status.st_size);
  while ((n = read_block (fd, block, sizeof block)) == sizeof block)
    {
      hash_add (&state, block, sizeof block);
      used += sizeof block;
    }
  close (fd);
  if (n < 0)
    return FALSE;
  used += (gsize) n;
  hash_add (&state, block, (gsize) n);
  hash_end (&state, block + n / 16 * 16, (gsize) n % 16, hash);
  /* It is written just now: what we read is nobody's content. */
  if (used != (gsize) status.st_size)
    hash[0] = ~hash[0];
  return TRUE;
}

/*
 * _source_file_canonicalize:
 * @path: a path, also one of a file that does not exist yet
 *
 * Returns: (transfer full): the one path of the file: absolute, without symbolic links
 */
char *
_source_file_canonicalize (const char *path)
{
  g_autofree char *absolute = g_canonicalize_filename (path, NULL);
  g_autoptr (GString) missing = g_string_new (NULL);
  g_autofree char *existing = g_strdup (absolute);

  for (;;)
    {
      char *real = realpath (existing, NULL);
      g_autofree char *base = NULL;
      char *parent;

      if (real != NULL)
        {
          g_autofree char *copy = g_strdup (real);

          free (real);
          return g_strconcat (strcmp (copy, "/") == 0 ? "" : copy, missing->str, NULL);
        }
      parent = g_path_get_dirname (existing);
      if (strcmp (parent, existing) == 0)
        {
          g_free (parent);
          return g_steal_pointer (&absolute);
        }
      base = g_path_get_basename (existing);
      g_string_prepend (missing, base);
      g_string_prepend_c (missing, '/');
      g_free (existing);
      existing = parent;
    }
}

/* fuzz-journal.c: any bytes as the crash journal of a session
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/source/source-file-private.h"
#include "engine/source/source-journal-private.h"
#include "tests/fuzz/fuzz.h"

#include <string.h>

/* Nearly every change breaks a record's hash, so the bytes are also tried with the hashes right. */
static void
repair (char *data, gsize length)
{
  gsize at = strlen (SOURCE_JOURNAL_HEADER);

  while (at + 12 < length)
    {
      guint64 hash[2], little;
      guint32 n;

      memcpy (&n, data + at, 4);
      n = GUINT32_FROM_LE (n);
      if (n == 0 || n > length - at - 12)
        n = (guint32) (length - at - 12);
      _source_file_hash (data + at + 12, n, hash);
      little = GUINT64_TO_LE (hash[0]);
      memcpy (data + at + 4, &little, 8);
      n = GUINT32_TO_LE (n);
      memcpy (data + at, &n, 4);
      at += 12 + (gsize) GUINT32_FROM_LE (n);
    }
}

static void
replay (const char *data, gsize length)
{
  g_autoptr (SourceWorkspace) workspace = source_workspace_new ();
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  guint n;

  _source_journal_summarize (data, length, names, &n);
  if (!_source_journal_replay (workspace, data, length, NULL, NULL))
    return;
  while (source_workspace_undo (workspace))
    ;
  while (source_workspace_redo (workspace))
    ;
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *copy = g_malloc (size + 1);

  memcpy (copy, data, size);
  copy[size] = '\0';
  replay (copy, size);
  if (size > strlen (SOURCE_JOURNAL_HEADER))
    {
      memcpy (copy, SOURCE_JOURNAL_HEADER, strlen (SOURCE_JOURNAL_HEADER));
      repair (copy, size);
      replay (copy, size);
    }
  return 0;
}

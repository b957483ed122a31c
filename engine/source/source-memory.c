/* source-memory.c: memory for what is read of a file
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/source/source-memory-private.h"

#include <sys/mman.h>
#include <unistd.h>

/* One call for what would be a fault at every page. */
static void
take_pages (char *memory, gsize size)
{
#ifdef MADV_POPULATE_WRITE
  gsize page = (gsize) sysconf (_SC_PAGESIZE);
  gsize before = (page - (gsize) memory % page) % page;

  /* Older kernels don't know it: then there are faults. */
  (void) madvise (memory + before, (size - before) / page * page, MADV_POPULATE_WRITE);
#endif
}

/*
 * _source_memory_try_new:
 * @size: in bytes
 *
 * For what is written from end to end at once: a large file's text and nodes, where faults cost as
 * much as what is done with the memory.
 *
 * Returns: (transfer full) (nullable): memory to be given to g_free(); %NULL if there is none
 */
gpointer
_source_memory_try_new (gsize size)
{
  char *memory = g_try_malloc (size);

  if (memory != NULL && size >= SOURCE_MEMORY_LARGE)
    take_pages (memory, size);
  return memory;
}

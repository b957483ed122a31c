/* source-memory.c: memory for what is read of a file
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/source/source-memory-private.h"

#include <stdlib.h>
#include <sys/mman.h>

/*
 * _source_memory_try_new:
 * @size: in bytes
 *
 * A large piece is taken in huge pages where the system has them for those who ask: it is written
 * once from end to end, and a fault for each small page costs as much as what is done with it.
 *
 * Returns: (transfer full) (nullable): memory to be given to g_free(); %NULL if there is none
 */
gpointer
_source_memory_try_new (gsize size)
{
  void *memory = NULL;

  if (size < SOURCE_HUGE_PAGE)
    return g_try_malloc (size);
  if (posix_memalign (&memory, SOURCE_HUGE_PAGE, size) != 0)
    return NULL;
#ifdef MADV_HUGEPAGE
  /* Only as many as are used whole. Without them the memory is just as good. */
  (void) madvise (memory, size - size % SOURCE_HUGE_PAGE, MADV_HUGEPAGE);
#endif
  return memory;
}

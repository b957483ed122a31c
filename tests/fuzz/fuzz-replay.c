/* fuzz-replay.c: runs a fuzz target over its corpus
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "tests/fuzz/fuzz.h"
#include "tests/test-support.h"

#include <string.h>

/* A copy of exactly that size, so that reading beyond it is caught. */
static void
run_one (const char *data, gsize size)
{
  g_autofree guint8 *copy = g_memdup2 (data, size);

  LLVMFuzzerTestOneInput (copy, size);
}

static void
test_corpus (void)
{
  g_autofree char *directory = test_fixture ("fuzz/corpus");
  g_autofree char *name = g_path_get_basename (g_get_prgname ());
  g_autofree char *own = g_build_filename (directory, name, NULL);
  g_autoptr (GPtrArray) files = test_find_files (own, "");

  g_assert_cmpuint (files->len, >, 0);
  for (guint i = 0; i < files->len; i++)
    {
      g_autoptr (GBytes) bytes = test_read (g_ptr_array_index (files, i));
      gsize size;
      const char *data = g_bytes_get_data (bytes, &size);

      g_test_message ("%s", (const char *) g_ptr_array_index (files, i));
      run_one (data, size);
      /* Cut short, and with a byte changed. */
      for (gsize cut = 0; cut < MIN (size, 300); cut++)
        {
          g_autofree char *changed = g_memdup2 (data, size);

          run_one (data, cut);
          changed[cut] = (char) (changed[cut] * 31 + 7);
          run_one (changed, size);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fuzz/corpus", test_corpus);
  return g_test_run ();
}

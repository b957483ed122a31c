/* test-source-generated.c: random edits of real files keep text and tree one
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "tests/source/generated.h"
#include "tests/test-support.h"

static void
test_generated (void)
{
  const Follower nothing = { NULL };
  g_autoptr (GPtrArray) texts = generated_texts (200000, FALSE);

  generated_run (texts, &nothing, 12000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/generated/edits", test_generated);
  return g_test_run ();
}

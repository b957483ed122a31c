/* fuzz-json.c: reading, writing and editing JSON
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/source/source-json-patch.h"
#include "tests/fuzz/fuzz.h"

#include <string.h>

/* What was read, written and read again means the same. */
static void
check_written (const SourceJson *json)
{
  g_autofree char *text = source_json_value_to_text (source_json_get_root (json));
  g_autoptr (SourceJson) again = source_json_parse (text, -1, SOURCE_JSON_STRICT, NULL, NULL);

  g_assert_nonnull (again);
  g_assert_true (
      source_json_value_equal (source_json_get_root (json), source_json_get_root (again)));
}

/* An edit of a readable text leaves a readable text. */
static void
check_edit (const char *text, const char *pointer, const char *value)
{
  g_auto (SourceJsonPatch) patch = { 0 };
  g_autoptr (GString) result = g_string_new (text);
  g_autoptr (SourceJson) json = NULL;
  gboolean ok = value != NULL ? source_json_patch_set (text, NULL, pointer, value, &patch, NULL)
                              : source_json_patch_remove (text, NULL, pointer, &patch, NULL);

  if (!ok || patch.text == NULL)
    return;
  g_string_erase (result, (gssize) patch.offset, (gssize) patch.length);
  g_string_insert (result, (gssize) patch.offset, patch.text);
  json = source_json_parse (result->str, -1, SOURCE_JSON_TOLERANT, NULL, NULL);
  /* An insertion may reach the limit of depth. */
  if (json == NULL && strlen (text) < 60)
    g_error ("an edit at %s made %s of %s", pointer, result->str, text);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  static const char *const pointers[] = { "/0", "/a", "/-", "/a/b", "/0/a", "" };
  const SourceJsonFlags flags[] = { SOURCE_JSON_STRICT, SOURCE_JSON_TOLERANT,
                                    SOURCE_JSON_FIRST_VALUE };
  g_autofree char *text = size > 0 ? g_strndup ((const char *) data, size) : g_strdup ("");

  for (gsize i = 0; i < G_N_ELEMENTS (flags); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SourceJson) json =
          source_json_parse ((const char *) data, (gssize) size, flags[i], "f", &error);

      g_assert_true ((json == NULL) == (error != NULL));
      if (json != NULL)
        check_written (json);
      else
        g_assert_true (g_utf8_validate (error->message, -1, NULL));
    }
  for (gsize i = 0; i < G_N_ELEMENTS (pointers); i++)
    {
      check_edit (text, pointers[i], "[1,{\"a\":null}]");
      check_edit (text, pointers[i], NULL);
    }
  return 0;
}

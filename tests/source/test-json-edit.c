/* test-json-edit.c: an edit of a JSON file changes the lines it is about, in the file's own layout
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/source/source-json-edit.h"
#include "engine/source/source-json-patch.h"
#include "engine/source/source-workspace.h"
#include "tests/test-support.h"

#include <string.h>

static char *
apply (const char *text, const SourceJsonPatch *patch)
{
  GString *result = g_string_new (text);

  if (patch->text != NULL)
    {
      g_string_erase (result, (gssize) patch->offset, (gssize) patch->length);
      g_string_insert (result, (gssize) patch->offset, patch->text);
    }
  return g_string_free (result, FALSE);
}

/* @json NULL removes. */
static char *
edit (const char *text, const char *pointer, const char *json)
{
  g_autoptr (GError) error = NULL;
  g_auto (SourceJsonPatch) patch = { 0 };

  if (json != NULL)
    source_json_patch_set (text, "a.json", pointer, json, &patch, &error);
  else
    source_json_patch_remove (text, "a.json", pointer, &patch, &error);
  g_assert_no_error (error);
  return apply (text, &patch);
}

static void
assert_edit (const char *text, const char *pointer, const char *json, const char *expected)
{
  g_autofree char *result = edit (text, pointer, json);

  g_assert_cmpstr (result, ==, expected);
}

static const char lines[] = "{\n"
                            "  \"id\": \"app\",\n"
                            "  \"list\": [\n"
                            "    {\n"
                            "      \"id\": \"a\"\n"
                            "    },\n"
                            "    {\n"
                            "      \"id\": \"b\"\n"
                            "    }\n"
                            "  ],\n"
                            "  \"none\": []\n"
                            "}\n";

static void
test_replace (void)
{
  assert_edit (lines, "/list/1/id", "\"ø\"",
               "{\n  \"id\": \"app\",\n  \"list\": [\n    {\n      \"id\": \"a\"\n    },\n"
               "    {\n      \"id\": \"ø\"\n    }\n  ],\n  \"none\": []\n}\n");
  assert_edit ("{\"a\": 1.50}", "/a", "2", "{\"a\": 2}");
  assert_edit ("[1]", "", "{\"a\":[1]}", "{\"a\": [1]}");
  assert_edit ("{\"a~/b\": 1}", "/a~0~1b", "2", "{\"a~/b\": 2}");
}

static void
test_same_value (void)
{
  g_auto (SourceJsonPatch) patch = { 0 };
  g_autoptr (GError) error = NULL;

  source_json_patch_set ("{\"a\": [1.0, /* b */ 2]}", NULL, "/a", "[1,2]", &patch, &error);
  g_assert_no_error (error);
  g_assert_null (patch.text);
}

static void
test_append (void)
{
  assert_edit (lines, "/list/-", "{\"id\":\"c\",\"n\":[1]}",
               "{\n  \"id\": \"app\",\n  \"list\": [\n    {\n      \"id\": \"a\"\n    },\n"
               "    {\n      \"id\": \"b\"\n    },\n    {\n      \"id\": \"c\",\n      \"n\": [\n"
               "        1\n      ]\n    }\n  ],\n  \"none\": []\n}\n");
  assert_edit (lines, "/none/0", "1",
               "{\n  \"id\": \"app\",\n  \"list\": [\n    {\n      \"id\": \"a\"\n    },\n"
               "    {\n      \"id\": \"b\"\n    }\n  ],\n  \"none\": [\n    1\n  ]\n}\n");
  assert_edit ("{\"a\":1}", "/b", "[1,2]", "{\"a\":1,\"b\":[1,2]}");
  assert_edit ("{ \"a\": 1 }", "/b", "{\"c\":1}", "{ \"a\": 1, \"b\": {\"c\": 1} }");
  assert_edit ("{}", "/a", "1", "{\"a\": 1}");
  assert_edit ("{}\n", "/a", "1", "{\n  \"a\": 1\n}\n");
}

static void
test_line_ends_and_tabs (void)
{
  assert_edit ("{\r\n\t\"a\": 1\r\n}\r\n", "/b", "[1]",
               "{\r\n\t\"a\": 1,\r\n\t\"b\": [\r\n\t\t1\r\n\t]\r\n}\r\n");
}

static void
test_missing_parents (void)
{
  assert_edit ("{\n    \"a\": 1\n}", "/b/c", "true",
               "{\n    \"a\": 1,\n    \"b\": {\n        \"c\": true\n    }\n}");
}

static void
test_comments (void)
{
  static const char text[] = "{\n"
                             "  // head\n"
                             "  \"a\": 1, // of a\n"
                             "  /* above b */\n"
                             "  \"b\": 2 // of b\n"
                             "}\n";

  assert_edit (text, "/c", "3",
               "{\n  // head\n  \"a\": 1, // of a\n  /* above b */\n  \"b\": 2, // of b\n"
               "  \"c\": 3\n}\n");
  assert_edit (text, "/a", NULL, "{\n  // head\n  /* above b */\n  \"b\": 2 // of b\n}\n");
  assert_edit (text, "/b", NULL, "{\n  // head\n  \"a\": 1 // of a\n  /* above b */\n}\n");
  assert_edit ("{\n  // nothing yet\n}\n", "/a", "1", "{\n  // nothing yet\n  \"a\": 1\n}\n");
}

static void
test_trailing_comma (void)
{
  assert_edit ("[\n  1,\n  2,\n]", "/-", "3", "[\n  1,\n  2,\n  3,\n]");
  assert_edit ("[\n  1,\n  2,\n]", "/1", NULL, "[\n  1,\n]");
  assert_edit ("[1,]", "/0", NULL, "[]");
}

static void
test_remove (void)
{
  assert_edit (lines, "/list/0", NULL,
               "{\n  \"id\": \"app\",\n  \"list\": [\n    {\n      \"id\": \"b\"\n    }\n  ],\n"
               "  \"none\": []\n}\n");
  assert_edit (lines, "/list/1", NULL,
               "{\n  \"id\": \"app\",\n  \"list\": [\n    {\n      \"id\": \"a\"\n    }\n  ],\n"
               "  \"none\": []\n}\n");
  assert_edit (lines, "/none", NULL,
               "{\n  \"id\": \"app\",\n  \"list\": [\n    {\n      \"id\": \"a\"\n    },\n"
               "    {\n      \"id\": \"b\"\n    }\n  ]\n}\n");
  assert_edit (lines, "/list/0/id", NULL,
               "{\n  \"id\": \"app\",\n  \"list\": [\n    {},\n    {\n      \"id\": \"b\"\n"
               "    }\n  ],\n  \"none\": []\n}\n");
  assert_edit ("[1, 2, 3]", "/0", NULL, "[2, 3]");
  assert_edit ("[1, 2, 3]", "/1", NULL, "[1, 3]");
  assert_edit ("[1, 2, 3]", "/2", NULL, "[1, 2]");
  assert_edit (lines, "/nothing/here", NULL, lines);
}

static void
test_byte_order_mark (void)
{
  assert_edit ("\xef\xbb\xbf{\"a\": 1}", "/a", "2", "\xef\xbb\xbf{\"a\": 2}");
  assert_edit ("\xef\xbb\xbf{\"a\": 1}", "/a", NULL, "\xef\xbb\xbf{}");
}

/* A whole new value keeps what the old one has in common with it. */
static void
test_merged (void)
{
  assert_edit ("{\n  \"a\": [ 1, 2 ], // kept\n  \"b\": 1.0,\n  \"c\": 3\n}\n", "",
               "{\"a\":[1,2,3],\"b\":1,\"n\":null}",
               "{\n  \"a\": [ 1, 2, 3 ], // kept\n  \"b\": 1.0,\n  \"n\": null\n}\n");
  assert_edit ("[ \"a\", \"b\", \"c\" ]", "", "[\"b\",\"c\"]", "[ \"b\", \"c\" ]");
  assert_edit ("[ \"a\", \"b\" ]", "", "[\"x\",\"a\",\"b\"]", "[ \"x\", \"a\", \"b\" ]");
}

static void
test_no_such_place (void)
{
  static const char *const pointers[] = { "a", "/a/2", "/a/01", "/a/x", "/s/x", "/a/-/b/c" };

  for (gsize i = 0; i < G_N_ELEMENTS (pointers); i++)
    {
      g_autoptr (GError) error = NULL;
      g_auto (SourceJsonPatch) patch = { 0 };
      gboolean is_new = strcmp (pointers[i], "/a/-/b/c") == 0;

      g_assert_cmpint (source_json_patch_set ("{\"a\":[1],\"s\":\"\"}", "a.json", pointers[i],
                                              "true", &patch, &error),
                       ==, is_new);
      if (!is_new)
        g_assert_error (error, SOURCE_ERROR, SOURCE_ERROR_INVALID);
    }
}

static void
append_random (GRand *rand, GString *out, guint depth)
{
  guint n = (guint) g_rand_int_range (rand, 0, 4);
  gboolean object = g_rand_boolean (rand);

  if (depth == 0 || g_rand_int_range (rand, 0, 3) == 0)
    {
      g_string_append_printf (out, "%d", g_rand_int_range (rand, 0, 5));
      return;
    }
  g_string_append_c (out, object ? '{' : '[');
  for (guint i = 0; i < n; i++)
    {
      static const char *const spaces[] = { "", " ", "\n  ", " /* c */ ", " // d\n", "\r\n" };

      if (i > 0)
        g_string_append_c (out, ',');
      g_string_append (out, spaces[g_rand_int_range (rand, 0, G_N_ELEMENTS (spaces))]);
      if (object)
        g_string_append_printf (out, "\"%c\":", 'a' + g_rand_int_range (rand, 0, 6));
      append_random (rand, out, depth - 1);
      g_string_append (out, spaces[g_rand_int_range (rand, 0, G_N_ELEMENTS (spaces))]);
    }
  if (n > 0 && g_rand_int_range (rand, 0, 5) == 0)
    g_string_append_c (out, ',');
  g_string_append_c (out, object ? '}' : ']');
}

/* Any text can be made to mean any other, and then it does. */
static void
test_random (void)
{
  guint32 seed = test_seed ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (guint i = 0; i < 2000; i++)
    {
      g_autoptr (GString) before = g_string_new (NULL);
      g_autoptr (GString) wanted_text = g_string_new (NULL);
      g_autoptr (SourceJson) wanted = NULL;
      g_autoptr (SourceJson) got = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *json = NULL;
      g_autofree char *after = NULL;

      append_random (rand, before, 4);
      append_random (rand, wanted_text, 4);
      wanted = source_json_parse (wanted_text->str, -1, SOURCE_JSON_TOLERANT, NULL, &error);
      g_assert_no_error (error);
      json = source_json_value_to_text (source_json_get_root (wanted));
      after = edit (before->str, "", json);
      got = source_json_parse (after, -1, SOURCE_JSON_TOLERANT, NULL, &error);
      g_assert_no_error (error);
      if (!source_json_value_equal (source_json_get_root (got), source_json_get_root (wanted)))
        g_error ("from %s\nto %s\ngave %s", before->str, json, after);
    }
}

static void
assert_document (SourceDocument *document, const char *expected)
{
  g_autofree char *text = source_document_dup_text (document, NULL);

  g_assert_cmpstr (text, ==, expected);
}

/* A file of an app, edited, taken back, done again and saved. */
static void
test_document_with_undo (void)
{
  static const char edited[] = "{\n"
                               "  \"id\": \"app\",\n"
                               "  \"list\": [\n"
                               "    {\n"
                               "      \"id\": \"b \\\"2\\\"\"\n"
                               "    },\n"
                               "    {\n"
                               "      \"id\": \"c\"\n"
                               "    }\n"
                               "  ],\n"
                               "  \"none\": []\n"
                               "}\n";
  g_autofree char *directory = test_temp_dir ();
  g_autofree char *path = g_build_filename (directory, "app.json", NULL);
  g_autoptr (SourceWorkspace) workspace = source_workspace_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SourceJson) json = NULL;
  g_autoptr (GBytes) saved = NULL;
  SourceDocument *document;

  test_write (path, lines);
  document = source_workspace_open (workspace, path, SOURCE_KIND_JSON, &error);
  g_assert_no_error (error);
  source_workspace_begin (workspace, "Edit");
  g_assert_true (source_json_edit_set (document, "/list/-", "{\"id\": \"c\"}", &error));
  g_assert_true (source_json_edit_set_string (document, "/list/1/id", "b \"2\"", &error));
  g_assert_true (source_json_edit_remove (document, "/list/0", &error));
  g_assert_no_error (error);
  /* A later edit of the same transaction sees the earlier ones; one that fails changes nothing. */
  g_assert_false (source_json_edit_set (document, "/id/deeper", "1", &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  assert_document (document, edited);
  g_assert_true (source_workspace_commit (workspace));
  json = source_json_edit_parse (document, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (source_json_value_get_length (source_json_value_get_member (
                        source_json_get_root (json), "list")),
                    ==, 2);

  g_assert_true (source_workspace_undo (workspace));
  assert_document (document, lines);
  g_assert_false (source_workspace_is_modified (workspace));
  g_assert_true (source_workspace_redo (workspace));
  assert_document (document, edited);
  g_assert_true (source_workspace_save (workspace, &error));
  g_assert_no_error (error);
  saved = test_read (path);
  g_assert_cmpstr (g_bytes_get_data (saved, NULL), ==, edited);
  test_remove_tree (directory);
}

static void
test_document_rollback (void)
{
  g_autoptr (SourceWorkspace) workspace = source_workspace_new ();
  g_autoptr (GBytes) bytes = g_bytes_new (lines, strlen (lines));
  g_autoptr (GError) error = NULL;
  SourceDocument *document
      = source_workspace_add_bytes (workspace, SOURCE_KIND_JSON, bytes, "app.json", &error);

  g_assert_no_error (error);
  source_workspace_begin (workspace, "Edit");
  g_assert_true (source_json_edit_set (document, "/none/-", "1", &error));
  g_assert_true (source_json_edit_remove (document, "/id", &error));
  source_workspace_rollback (workspace);
  assert_document (document, lines);
  g_assert_false (source_workspace_can_undo (workspace));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json-edit/replace-touches-the-value", test_replace);
  g_test_add_func ("/json-edit/same-value-is-no-edit", test_same_value);
  g_test_add_func ("/json-edit/append-in-the-layout-around", test_append);
  g_test_add_func ("/json-edit/line-ends-and-tabs", test_line_ends_and_tabs);
  g_test_add_func ("/json-edit/missing-parents-are-made", test_missing_parents);
  g_test_add_func ("/json-edit/comments-stay", test_comments);
  g_test_add_func ("/json-edit/trailing-commas-stay", test_trailing_comma);
  g_test_add_func ("/json-edit/remove-takes-lines-and-comma", test_remove);
  g_test_add_func ("/json-edit/byte-order-mark-stays", test_byte_order_mark);
  g_test_add_func ("/json-edit/common-parts-stay-as-written", test_merged);
  g_test_add_func ("/json-edit/no-such-place", test_no_such_place);
  g_test_add_func ("/json-edit/document-with-undo-and-save", test_document_with_undo);
  g_test_add_func ("/json-edit/document-rolled-back", test_document_rollback);
  g_test_add_func ("/json-edit/any-value-from-any-text", test_random);
  return g_test_run ();
}

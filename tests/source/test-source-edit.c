/* test-source-edit.c: an edit changes what it is about and nothing else
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/source/source-change.h"
#include "engine/source/source-edit.h"
#include "engine/source/source-fragment.h"
#include "engine/source/source-node.h"
#include "engine/source/source-workspace.h"

#include <string.h>

typedef struct
{
  SourceWorkspace *workspace;
  SourceDocument *document;
} File;

static File
open_text (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  File file = { source_workspace_new () };

  file.document =
      source_workspace_add_bytes (file.workspace, SOURCE_KIND_XML, bytes, "test.xml", &error);
  g_assert_no_error (error);
  source_workspace_begin (file.workspace, "Test");
  return file;
}

static void
assert_text (File *file, const char *expected)
{
  g_autofree char *text = source_document_dup_text (file->document, NULL);

  g_assert_cmpstr (text, ==, expected);
}

/* Ends the transaction, compares, and looks that undo and redo give the texts again. */
static void
close_file (File *file, const char *before, const char *after)
{
  assert_text (file, after);
  if (source_workspace_commit (file->workspace))
    {
      g_assert_true (source_workspace_undo (file->workspace));
      assert_text (file, before);
      g_assert_true (source_workspace_redo (file->workspace));
      assert_text (file, after);
    }
  else
    {
      g_assert_cmpstr (before, ==, after);
    }
  g_assert_finalize_object (file->workspace);
}

/* The first element with that local name */
static SourceNode *
find (SourceNode *node, const char *name)
{
  SourceNode *found = NULL;

  if (g_strcmp0 (source_node_get_name (node), name) == 0)
    return node;
  for (SourceNode *child = source_node_get_first_child (node); child != NULL && found == NULL;
       child = source_node_get_next (child))
    found = find (child, name);
  return found;
}

static SourceNode *
get (File *file, const char *name)
{
  SourceNode *node = find (source_document_get_root (file->document), name);

  g_assert_nonnull (node);
  return node;
}

typedef struct
{
  const char *name;
  const char *before;
  const char *value; /* NULL removes */
  const char *after;
} ValueCase;

static const ValueCase attribute_cases[] = {
  { "replace", "<r><a x='1'  y = \"2\"/></r>", "3", "<r><a x='3'  y = \"2\"/></r>" },
  { "same", "<r><a x='&#49;'/></r>", "1", "<r><a x='&#49;'/></r>" },
  { "quotes", "<r><a x='1'/></r>", "'\"<&>\n", "<r><a x='&apos;\"&lt;&amp;>&#10;'/></r>" },
  { "remove", "<r><a  x='1'\n y='2' /></r>", NULL, "<r><a\n y='2' /></r>" },
  { "remove-absent", "<r><a y='2' /></r>", NULL, "<r><a y='2' /></r>" },
  { "first", "<r><a/></r>", "1", "<r><a x=\"1\"/></r>" },
  { "first-space", "<r><a /></r>", "1", "<r><a x=\"1\" /></r>" },
  { "lines", "<r><a b='1'\n     c='2'>t</a></r>", "1", "<r><a b='1'\n     c='2'\n     x='1'>t</a></r>" },
};

static void
test_attribute (gconstpointer data)
{
  const ValueCase *test = data;
  File file = open_text (test->before);
  g_autoptr (GError) error = NULL;

  g_assert_true (source_edit_set_attribute (file.document, get (&file, "a"), NULL, NULL, "x",
                                            test->value, &error));
  g_assert_no_error (error);
  g_assert_true (
      source_node_attribute_equals (get (&file, "a"), NULL, "x", test->value));
  close_file (&file, test->before, test->after);
}

static const ValueCase text_cases[] = {
  { "replace", "<r>\n  <a> old </a>\n</r>", "new", "<r>\n  <a>new</a>\n</r>" },
  { "escape", "<r><a>x</a></r>", "a<b>&]]>", "<r><a>a&lt;b>&amp;]]&gt;</a></r>" },
  { "open", "<r><a b='1' /></r>", "x", "<r><a b='1'>x</a></r>" },
  { "clear", "<r><a>x</a></r>", "", "<r><a></a></r>" },
  { "blank", "<r><a>x</a></r>", " ", "<r><a> </a></r>" },
  { "from-blank", "<r><a>\n</a></r>", "x", "<r><a>x</a></r>" },
  { "cdata", "<r><a><![CDATA[x<]]></a></r>", "y]]>z", "<r><a><![CDATA[y]]]]><![CDATA[>z]]></a></r>" },
  { "cdata-clear", "<r><a><![CDATA[x<]]></a></r>", "", "<r><a><![CDATA[]]></a></r>" },
  { "comment", "<r><a>x<!-- c -->y</a></r>", "z", "<r><a>z<!-- c --></a></r>" },
  { "crlf", "<r>\r\n<a>x</a>\r\n</r>", "1\n2", "<r>\r\n<a>1\r\n2</a>\r\n</r>" },
};

static void
test_text (gconstpointer data)
{
  const ValueCase *test = data;
  File file = open_text (test->before);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  g_assert_true (source_edit_set_text (file.document, get (&file, "a"), test->value, &error));
  g_assert_no_error (error);
  text = source_node_dup_text (get (&file, "a"));
  g_assert_cmpstr (text, ==, test->value);
  close_file (&file, test->before, test->after);
}

/* value: the text, where it may be looked at as it is written */
static const ValueCase peek_cases[] = {
  { "plain", "<r><a>x y</a></r>", "x y", "x y" },
  { "spaces", "<r><a>\n x </a></r>", "\n x ", "\n x " },
  { "reference", "<r><a>x&amp;y</a></r>", NULL, "x&y" },
  { "line-ends", "<r><a>x\r\ny</a></r>", NULL, "x\ny" },
  { "cdata", "<r><a><![CDATA[x]]></a></r>", NULL, "x" },
  { "comment", "<r><a>x<!-- y --></a></r>", NULL, "x" },
  { "element", "<r><a>x<b/></a></r>", NULL, "x" },
  { "blank", "<r><a> </a></r>", NULL, " " },
  { "empty", "<r><a/></r>", NULL, "" },
};

static void
test_peek_text (gconstpointer data)
{
  const ValueCase *test = data;
  File file = open_text (test->before);
  SourceNode *node = get (&file, "a");
  g_autofree char *text = source_node_dup_text (node);
  gsize length = 0;
  const char *peeked = source_node_peek_text (node, &length);

  g_assert_cmpstr (text, ==, test->after);
  if (test->value != NULL)
    g_assert_cmpmem (peeked, length, test->value, strlen (test->value));
  else
    g_assert_null (peeked);
  close_file (&file, test->before, test->before);
}

static const ValueCase insert_cases[] = {
  { "end", "<p>\n  <a/>\n  <b/>\n</p>\n", NULL, "<p>\n  <a/>\n  <b/>\n  <n><m /></n>\n</p>\n" },
  { "before", "<p>\n\t<a/>\n\n\t<b/>\n</p>", "b", "<p>\n\t<a/>\n\t<n><m /></n>\n\n\t<b/>\n</p>" },
  { "first", "<p>\n\n  <b/>\n</p>", "b", "<p>\n  <n><m /></n>\n\n  <b/>\n</p>" },
  { "with-comment", "<p>\n <a/>\n <!-- b -->\n <b/>\n</p>", "b",
    "<p>\n <a/>\n <n><m /></n>\n <!-- b -->\n <b/>\n</p>" },
  { "open", "<r>\r\n    <p />\r\n</r>", NULL,
    "<r>\r\n    <p>\r\n        <n><m /></n>\r\n    </p>\r\n</r>" },
  { "open-root", "<p/>", NULL, "<p>\n  <n><m /></n>\n</p>" },
  { "empty-lines", "<r>\n  <p>\n  </p>\n</r>", NULL, "<r>\n  <p>\n    <n><m /></n>\n  </p>\n</r>" },
  { "one-line", "<r>\n  <p><a/><b/></p>\n</r>", "b", "<r>\n  <p><a/><n><m /></n><b/></p>\n</r>" },
  { "mixed", "<p>text\n  <a/> more</p>", NULL, "<p>text\n  <a/> more<n><m /></n></p>" },
  { "in-mixed", "<r>text <a/>\n  <p/>\n</r>", NULL, "<r>text <a/>\n  <p><n><m /></n></p>\n</r>" },
  { "blanks-at-line-end", "<p>\n  <a/> \t\n  <b/>\n</p>", "b",
    "<p>\n  <a/> \t\n  <n><m /></n>\n  <b/>\n</p>" },
  { "mixed-line-ends", "<p>\r\n  <a/>\n  <b/>\r\n</p>", "b",
    "<p>\r\n  <a/>\n  <n><m /></n>\n  <b/>\r\n</p>" },
  { "preserve", "<p xml:space='preserve'>\n <a/>\n</p>", NULL,
    "<p xml:space='preserve'>\n <a/><n><m /></n>\n</p>" },
};

static void
test_insert (gconstpointer data)
{
  const ValueCase *test = data;
  File file = open_text (test->before);
  g_autoptr (GError) error = NULL;
  SourceNode *node;

  node = source_edit_insert_source (file.document, get (&file, "p"),
                                    test->value != NULL ? get (&file, test->value) : NULL,
                                    "<n><m /></n>", &error);
  g_assert_no_error (error);
  g_assert_true (source_node_is_attached (node));
  close_file (&file, test->before, test->after);
}

static const ValueCase remove_cases[] = {
  { "line", "<p>\n  <a/>\n  <x/>\n  <b/>\n</p>", NULL, "<p>\n  <a/>\n  <b/>\n</p>" },
  { "last", "<p>\n  <x/>\n</p>", NULL, "<p>\n</p>" },
  { "lines", "<p>\n  <x>\n  </x>\n</p>", NULL, "<p>\n</p>" },
  { "comment-stays", "<p>\n  <!-- c -->\n  <x/>\n</p>", NULL, "<p>\n  <!-- c -->\n</p>" },
  { "beside", "<p>\n  <a/> <x/> <b/>\n</p>", NULL, "<p>\n  <a/>  <b/>\n</p>" },
  { "line-start", "<p>\n  <x/> <b/>\n</p>", NULL, "<p>\n   <b/>\n</p>" },
  { "one-line", "<p><x/></p>", NULL, "<p></p>" },
  { "mixed", "<p>one <x/> two</p>", NULL, "<p>one  two</p>" },
  { "mixed-line", "<p>one\n  <x/>\n  two</p>", NULL, "<p>one\n  two</p>" },
  { "mixed-space", "<p>one<x/> <b/></p>", NULL, "<p>one <b/></p>" },
  { "crlf", "<p>\r\n\t<x/>\r\n</p>", NULL, "<p>\r\n</p>" },
};

static void
test_remove (gconstpointer data)
{
  const ValueCase *test = data;
  File file = open_text (test->before);
  g_autoptr (GError) error = NULL;
  SourceNode *node = get (&file, "x");

  g_assert_true (source_edit_remove (file.document, node, &error));
  g_assert_no_error (error);
  g_assert_false (source_node_is_attached (node));
  g_assert_cmpstr (source_node_get_name (source_node_get_parent (node)), ==, "p");
  close_file (&file, test->before, test->after);
}

static const ValueCase move_cases[] = {
  { "up", "<r>\n  <a/>\n  <x k='1' />\n  <p>\n  </p>\n</r>", "a",
    "<r>\n  <x k='1' />\n  <a/>\n  <p>\n  </p>\n</r>" },
  { "in", "<r>\n  <x>\n    <y/>\n  </x>\n  <p>\n    <a/>\n  </p>\n</r>", NULL,
    "<r>\n  <p>\n    <a/>\n    <x>\n      <y/>\n    </x>\n  </p>\n</r>" },
  { "comment", "<r>\n  <p>\n    <a/>\n  </p>\n  <!-- of x -->\n  <x/>\n</r>", NULL,
    "<r>\n  <p>\n    <a/>\n    <!-- of x -->\n    <x/>\n  </p>\n</r>" },
  { "comment-from-line", "<r>\n  <!-- x -->\n  <x/><p/>\n</r>", NULL,
    "<r>\n  <p>\n    <!-- x -->\n    <x/>\n  </p>\n</r>" },
  { "nowhere", "<r>\n  <x/>\n  <a/>\n</r>", "a", "<r>\n  <x/>\n  <a/>\n</r>" },
};

static void
test_move (gconstpointer data)
{
  const ValueCase *test = data;
  File file = open_text (test->before);
  g_autoptr (GError) error = NULL;
  SourceNode *node = get (&file, "x");
  SourceNode *before = test->value != NULL ? get (&file, test->value) : NULL;
  SourceNode *parent = before != NULL ? source_node_get_parent (before) : get (&file, "p");

  g_assert_true (source_edit_move (file.document, node, parent, before, &error));
  g_assert_no_error (error);
  g_assert_true (node == get (&file, "x"));
  close_file (&file, test->before, test->after);
}

static void
test_rename_keeps_node (void)
{
  const char *before = "<b:r xmlns:b='urn:b'><b:a k='1' ><b:c/></b:a ></b:r>";
  File file = open_text (before);
  g_autoptr (GError) error = NULL;
  SourceNode *node = get (&file, "a");

  g_assert_true (source_edit_set_name (file.document, node, "z", &error));
  g_assert_no_error (error);
  g_assert_cmpstr (source_node_get_name (node), ==, "z");
  g_assert_false (source_edit_set_name (file.document, node, "1z", &error));
  g_assert_error (error, SOURCE_ERROR, SOURCE_ERROR_INVALID);
  close_file (&file, before, "<b:r xmlns:b='urn:b'><b:z k='1' ><b:c/></b:z ></b:r>");
}

/* A fragment takes the prefixes of the file and declares what is new once, at the root. */
static void
test_fragment (void)
{
  const char *before = "<r xmlns='urn:r' xmlns:k='urn:k'>\r\n\t<p/>\r\n</r>\r\n";
  File file = open_text (before);
  g_autoptr (SourceFragment) fragment = source_fragment_new ("urn:r", "x", "one");
  g_autoptr (GError) error = NULL;
  SourceFragment *child;

  source_fragment_set_attribute (fragment, NULL, NULL, "id", "a\"b");
  source_fragment_set_attribute (fragment, "urn:k", "other", "kind", "1");
  child = source_fragment_add (fragment, "urn:new", "k", "two");
  source_fragment_add_text_element (child, "urn:new", "k", "three", "x<y");
  g_assert_nonnull (source_edit_insert (file.document, get (&file, "p"), NULL, fragment, &error));
  g_assert_no_error (error);
  close_file (&file, before,
              "<r xmlns='urn:r' xmlns:k='urn:k' xmlns:k1='urn:new'>\r\n"
              "\t<p>\r\n"
              "\t\t<one id='a\"b' k:kind='1'>\r\n"
              "\t\t\t<k1:two>\r\n"
              "\t\t\t\t<k1:three>x&lt;y</k1:three>\r\n"
              "\t\t\t</k1:two>\r\n"
              "\t\t</one>\r\n"
              "\t</p>\r\n"
              "</r>\r\n");
}

static void
test_fragment_without_namespace (void)
{
  const char *before = "<r xmlns='urn:r'>\n  <p/>\n</r>";
  File file = open_text (before);
  g_autoptr (SourceFragment) fragment = source_fragment_new (NULL, NULL, "plain");
  g_autoptr (GError) error = NULL;
  SourceNode *node;

  node = source_edit_insert (file.document, get (&file, "p"), NULL, fragment, &error);
  g_assert_no_error (error);
  g_assert_null (source_node_get_namespace (node));
  close_file (&file, before,
              "<r xmlns='urn:r'>\n  <p>\n    <plain xmlns=''/>\n  </p>\n</r>");
}

/* Quotes and the space in empty tags are as they are near the place, or else in the file. */
static void
test_fragment_habits (void)
{
  static const struct
  {
    const char *before;
    const char *after;
  } cases[] = {
    { "<r a='1'>\n  <p><q/></p>\n</r>", "<r a='1'>\n  <p><q/><n k='it&apos;s'/></p>\n</r>" },
    { "<r a='1'>\n  <p><q b=\"2\" /></p>\n</r>",
      "<r a='1'>\n  <p><q b=\"2\" /><n k=\"it's\" /></p>\n</r>" },
    { "<r>\n  <p></p>\n  <s><t u='v'/></s></r>",
      "<r>\n  <p>\n    <n k='it&apos;s'/>\n  </p>\n  <s><t u='v'/></s></r>" },
    { "<r><p></p></r>", "<r><p><n k=\"it's\" /></p></r>" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      File file = open_text (cases[i].before);
      g_autoptr (SourceFragment) fragment = source_fragment_new (NULL, NULL, "n");
      g_autoptr (GError) error = NULL;

      source_fragment_set_attribute (fragment, NULL, NULL, "k", "it's");
      g_assert_nonnull (
          source_edit_insert (file.document, get (&file, "p"), NULL, fragment, &error));
      g_assert_no_error (error);
      close_file (&file, cases[i].before, cases[i].after);
    }
}

/* Pasted text is indented to its new place; texts and CDATA in it are not. */
static void
test_insert_reindents (void)
{
  const char *before = "<p>\r\n\t<a/>\r\n</p>";
  File file = open_text (before);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (source_edit_insert_source (
      file.document, get (&file, "p"), NULL,
      "<n>\n      <m>\n        <t>one\n  two</t>\n      </m>\n    </n>", &error));
  g_assert_no_error (error);
  close_file (&file, before,
              "<p>\r\n\t<a/>\r\n\t<n>\r\n\t  <m>\r\n\t    <t>one\n  two</t>\r\n\t  </m>\r\n\t</n>\r\n</p>");
}

static void
test_refuses (void)
{
  const char *before = "<r><a><b/></a></r>";
  File file = open_text (before);
  g_autoptr (GError) error = NULL;
  static const char *const bad[] = { "<x>", "text", "<x/><y/>", "<u:x/>", "<x a='1' a='2'/>", "" };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_assert_null (
          source_edit_insert_source (file.document, get (&file, "a"), NULL, bad[i], &error));
      g_assert_error (error, SOURCE_ERROR, SOURCE_ERROR_INVALID);
      g_clear_error (&error);
    }
  g_assert_false (source_edit_set_text (file.document, get (&file, "a"), "t", &error));
  g_assert_error (error, SOURCE_ERROR, SOURCE_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (source_edit_remove (file.document, get (&file, "r"), &error));
  g_assert_error (error, SOURCE_ERROR, SOURCE_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (
      source_edit_move (file.document, get (&file, "a"), get (&file, "b"), NULL, &error));
  g_assert_error (error, SOURCE_ERROR, SOURCE_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (source_edit_set_attribute (file.document, get (&file, "a"), NULL, NULL, "x",
                                             "\001", &error));
  g_assert_error (error, SOURCE_ERROR, SOURCE_ERROR_INVALID);
  close_file (&file, before, before);
}

/* Replacing text keeps the nodes that say the same, by place or by id. */
static void
test_replace_keeps_nodes (void)
{
  const char *before = "<r>\n  <a id='1'>x</a>\n  <b id='2'/>\n  <c/>\n</r>";
  const char *after = "<r>\n  <b id='2' k='1'/>\n  <a id='1'>x</a>\n  <d/>\n  <c/>\n</r>";
  File file = open_text (before);
  g_autoptr (GError) error = NULL;
  SourceNode *a = get (&file, "a"), *b = get (&file, "b"), *c = get (&file, "c");

  g_assert_true (source_edit_set_source (file.document, after, &error));
  g_assert_no_error (error);
  g_assert_true (get (&file, "a") == a);
  g_assert_true (get (&file, "b") == b);
  g_assert_true (get (&file, "c") == c);
  close_file (&file, before, after);
}

/* An element within a line does not tell how far one level is indented. */
static void
test_unit_of_outer_level (void)
{
  const char *before = "<r>\n  <!-- c --><p>\n    <q/>\n  </p>\n</r>";
  File file = open_text (before);
  g_autoptr (SourceFragment) fragment = source_fragment_new (NULL, NULL, "n");
  g_autoptr (GError) error = NULL;

  source_fragment_add (fragment, NULL, NULL, "m");
  g_assert_nonnull (source_edit_insert (file.document, get (&file, "p"), NULL, fragment, &error));
  g_assert_no_error (error);
  close_file (&file, before,
              "<r>\n  <!-- c --><p>\n    <q/>\n    <n>\n      <m/>\n    </n>\n  </p>\n</r>");
}

/* What could not be opened again is not written. */
static void
test_refuses_beyond_limits (void)
{
  const char *before = "<r xmlns:u='u'><a/></r>";
  File file = open_text (before);
  g_autofree char *value = g_strnfill (10000000, 'v');
  g_autofree char *name = g_strnfill (50000, 'n');
  g_autoptr (GString) declared = g_string_new ("<b");
  g_autoptr (GError) error = NULL;
  SourceNode *a = get (&file, "a");

  g_assert_false (source_edit_set_attribute (file.document, a, NULL, NULL, "x", value, &error));
  g_assert_error (error, SOURCE_ERROR, SOURCE_ERROR_TOO_LARGE);
  g_clear_error (&error);
  g_assert_false (source_edit_set_attribute (file.document, a, NULL, NULL, name, "x", &error));
  g_assert_error (error, SOURCE_ERROR, SOURCE_ERROR_TOO_LARGE);
  g_clear_error (&error);
  for (guint i = 0; i < 256; i++)
    g_string_append_printf (declared, " xmlns:n%u='n'", i);
  g_string_append (declared, "/>");
  g_assert_null (source_edit_insert_source (file.document, a, NULL, declared->str, &error));
  g_assert_error (error, SOURCE_ERROR, SOURCE_ERROR_TOO_LARGE);
  close_file (&file, before, before);
}

/* Where very many stand on one line they are not all looked at for one that begins another. */
static void
test_insert_in_long_line (void)
{
  g_autoptr (GString) before = g_string_new ("<r>\n  <a/>");
  g_autoptr (GString) after = NULL;
  g_autoptr (GError) error = NULL;
  File file;

  for (guint i = 0; i < 1000; i++)
    g_string_append (before, "<b/>");
  after = g_string_new (before->str);
  g_string_append (before, "</r>");
  g_string_append (after, "<c/></r>");
  file = open_text (before->str);
  source_edit_insert_source (file.document, get (&file, "r"), NULL, "<c/>", &error);
  g_assert_no_error (error);
  close_file (&file, before->str, after->str);
}

static void
test_replace_malformed (void)
{
  const char *before = "<r>\n  <a/>\n</r>";
  File file = open_text (before);
  g_autoptr (GError) error = NULL;

  g_assert_false (source_edit_replace (file.document, 6, 4, "<a>", &error));
  g_assert_error (error, SOURCE_ERROR, SOURCE_ERROR_INVALID);
  g_assert_true (g_str_has_prefix (error->message, "test.xml:3:"));
  close_file (&file, before, before);
}

/* Splitting an element in two needs more than the element itself to be read again. */
static void
test_replace_across (void)
{
  const char *before = "<r><a>one two</a></r>";
  File file = open_text (before);
  g_autoptr (GError) error = NULL;

  g_assert_true (source_edit_replace (file.document, 9, 1, "</a><a>", &error));
  g_assert_no_error (error);
  close_file (&file, before, "<r><a>one</a><a>two</a></r>");
}

static void
changed_cb (SourceDocument *document, SourceChange *change, GString *log)
{
  g_string_append_printf (log, "t%u i%u r%u m%u w%d;", change->touched->len, change->inserted->len,
                          change->removed->len, change->moved->len, change->whole);
}

static void
test_tells_changes (void)
{
  const char *before = "<r>\n  <a/>\n  <b>t</b>\n</r>";
  File file = open_text (before);
  g_autoptr (GString) log = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  g_signal_connect (file.document, "changed", G_CALLBACK (changed_cb), log);
  source_edit_set_attribute (file.document, get (&file, "a"), NULL, NULL, "k", "1", &error);
  source_workspace_begin (file.workspace, "Inner");
  source_edit_set_text (file.document, get (&file, "b"), "u", &error);
  source_workspace_commit (file.workspace);
  g_assert_cmpstr (log->str, ==, "t2 i0 r0 m0 w0;");
  g_string_truncate (log, 0);
  source_workspace_begin (file.workspace, "Inner");
  source_edit_remove (file.document, get (&file, "b"), &error);
  source_workspace_flush (file.workspace);
  g_assert_cmpstr (log->str, ==, "t0 i0 r1 m0 w0;");
  source_workspace_rollback (file.workspace);
  g_assert_cmpstr (log->str, ==, "t0 i0 r1 m0 w0;t0 i1 r0 m0 w0;");
  g_string_truncate (log, 0);
  g_assert_nonnull (
      source_edit_insert_source (file.document, get (&file, "a"), NULL, "<n><m/></n>", &error));
  source_edit_set_attribute (file.document, get (&file, "m"), NULL, NULL, "k", "1", &error);
  source_edit_move (file.document, get (&file, "b"), get (&file, "r"), get (&file, "a"), &error);
  g_assert_no_error (error);
  source_workspace_commit (file.workspace);
  g_assert_cmpstr (log->str, ==, "t1 i1 r0 m1 w0;");
  g_string_truncate (log, 0);
  source_workspace_undo (file.workspace);
  g_assert_cmpstr (log->str, ==, "t1 i0 r1 m1 w0;");
  assert_text (&file, before);
  g_assert_finalize_object (file.workspace);
}

static void
test_series_is_one_undo (void)
{
  const char *before = "<r><a x='0'/></r>";
  File file = open_text (before);
  g_autoptr (GError) error = NULL;

  source_workspace_commit (file.workspace);
  for (int i = 1; i < 5; i++)
    {
      g_autofree char *value = g_strdup_printf ("%d", i);

      if (i == 4)
        source_workspace_barrier (file.workspace);
      source_workspace_begin_coalescing (file.workspace, "Type", "x");
      source_edit_set_attribute (file.document, get (&file, "a"), NULL, NULL, "x", value, &error);
      source_workspace_commit (file.workspace);
    }
  g_assert_no_error (error);
  g_assert_true (source_document_is_modified (file.document));
  source_workspace_undo (file.workspace);
  assert_text (&file, "<r><a x='3'/></r>");
  source_workspace_undo (file.workspace);
  assert_text (&file, before);
  g_assert_false (source_document_is_modified (file.document));
  g_assert_false (source_workspace_can_undo (file.workspace));
  g_assert_finalize_object (file.workspace);
}

/* A value that is set back is written as the file wrote it. */
static void
test_set_back (void)
{
  const char *before = "<r><a x='&#x41;\n&gt;'>&#x42;</a></r>";
  File file = open_text (before);
  g_autoptr (GError) error = NULL;
  SourceNode *a = get (&file, "a");

  source_edit_set_attribute (file.document, a, NULL, NULL, "x", "other", &error);
  source_edit_set_attribute (file.document, a, NULL, NULL, "x", "A >", &error);
  source_edit_set_text (file.document, a, "other", &error);
  source_edit_set_text (file.document, a, "B", &error);
  g_assert_no_error (error);
  assert_text (&file, before);
  source_workspace_rollback (file.workspace);
  g_assert_finalize_object (file.workspace);
}

static void
test_encoding_lacks (void)
{
  g_autoptr (GBytes) bytes =
      g_bytes_new_static ("<?xml version='1.0' encoding='ISO-8859-1'?>\n<a x='\345'>t</a>", 58);
  g_autoptr (SourceWorkspace) workspace = source_workspace_new ();
  g_autoptr (GBytes) encoded = NULL;
  g_autoptr (GError) error = NULL;
  SourceDocument *document =
      source_workspace_add_bytes (workspace, SOURCE_KIND_XML, bytes, "latin.xml", &error);
  SourceNode *a;

  g_assert_no_error (error);
  a = source_document_get_root (document);
  source_workspace_begin (workspace, "Test");
  g_assert_true (source_edit_set_attribute (document, a, NULL, NULL, "x", "ø→", &error));
  g_assert_true (source_edit_set_text (document, a, "€", &error));
  g_assert_false (source_edit_set_attribute (document, a, NULL, NULL, "→", "1", &error));
  g_clear_error (&error);
  g_assert_null (source_edit_insert_source (document, a, NULL, "<!-- → -->", &error));
  g_assert_error (error, SOURCE_ERROR, SOURCE_ERROR_ENCODING);
  source_workspace_commit (workspace);
  encoded = source_document_encode (document, NULL);
  g_assert_cmpmem (g_bytes_get_data (encoded, NULL), g_bytes_get_size (encoded),
                   "<?xml version='1.0' encoding='ISO-8859-1'?>\n<a x='\370&#8594;'>&#8364;</a>", 71);
}

#define ADD_CASES(prefix, cases, func)                                                             \
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)                                                 \
    {                                                                                              \
      g_autofree char *path = g_strconcat (prefix, cases[i].name, NULL);                           \
                                                                                                   \
      g_test_add_data_func (path, &cases[i], func);                                                \
    }

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD_CASES ("/edit/attribute/", attribute_cases, test_attribute);
  ADD_CASES ("/edit/text/", text_cases, test_text);
  ADD_CASES ("/edit/peek-text/", peek_cases, test_peek_text);
  ADD_CASES ("/edit/insert/", insert_cases, test_insert);
  ADD_CASES ("/edit/remove/", remove_cases, test_remove);
  ADD_CASES ("/edit/move/", move_cases, test_move);
  g_test_add_func ("/edit/rename-keeps-node", test_rename_keeps_node);
  g_test_add_func ("/edit/fragment", test_fragment);
  g_test_add_func ("/edit/fragment-without-namespace", test_fragment_without_namespace);
  g_test_add_func ("/edit/fragment-habits", test_fragment_habits);
  g_test_add_func ("/edit/insert-reindents", test_insert_reindents);
  g_test_add_func ("/edit/insert-in-long-line", test_insert_in_long_line);
  g_test_add_func ("/edit/unit-of-outer-level", test_unit_of_outer_level);
  g_test_add_func ("/edit/refuses-beyond-limits", test_refuses_beyond_limits);
  g_test_add_func ("/edit/refuses", test_refuses);
  g_test_add_func ("/edit/replace-keeps-nodes", test_replace_keeps_nodes);
  g_test_add_func ("/edit/replace-malformed", test_replace_malformed);
  g_test_add_func ("/edit/replace-across", test_replace_across);
  g_test_add_func ("/edit/tells-changes", test_tells_changes);
  g_test_add_func ("/edit/series-is-one-undo", test_series_is_one_undo);
  g_test_add_func ("/edit/set-back", test_set_back);
  g_test_add_func ("/edit/encoding-lacks", test_encoding_lacks);
  return g_test_run ();
}

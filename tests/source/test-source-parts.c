/* test-source-parts.c: a document that is read in two parts is the one that is read as a whole
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/source/source-change.h"
#include "engine/source/source-document-private.h"
#include "engine/source/source-edit.h"
#include "engine/source/source-node.h"
#include "engine/source/source-parser-private.h"
#include "engine/source/source-workspace.h"
#include "tests/test-support.h"

#include <string.h>

static void
assert_same_node (const SourceNode *a, const SourceNode *b)
{
  const SourceNode *x = a->first, *y = b->first;

  g_assert_cmpint (a->kind, ==, b->kind);
  g_assert_true ((a->name != NULL) == (b->name != NULL));
  if (a->name != NULL)
    {
      g_assert_true (a->name->local == b->name->local);
      g_assert_true (a->name->prefix == b->name->prefix);
      g_assert_true (a->name->namespace_uri == b->name->namespace_uri);
    }
  g_assert_cmpuint (a->lead_length, ==, b->lead_length);
  g_assert_cmpuint (a->tag_length, ==, b->tag_length);
  g_assert_cmpuint (a->tail_length, ==, b->tail_length);
  g_assert_cmpuint (a->length, ==, b->length);
  g_assert_cmpuint (a->n_texts, ==, b->n_texts);
  g_assert_cmpint (a->declares, ==, b->declares);
  g_assert_cmpint (a->contiguous, ==, b->contiguous);
  g_assert_cmpint (a->linked, ==, b->linked);
  /* Both stand in the same text. */
  g_assert_true (a->lead_length == 0 || a->lead == b->lead);
  g_assert_true (a->tag_length == 0 || a->tag == b->tag);
  g_assert_true (a->tail_length == 0 || a->tail == b->tail);
  for (; x != NULL && y != NULL; x = x->next, y = y->next)
    {
      g_assert_true (x->parent == a && y->parent == b);
      g_assert_true ((x->previous == NULL) == (x == a->first));
      assert_same_node (x, y);
    }
  g_assert_true (x == NULL && y == NULL);
}

/* Whether the text was read in two parts; then as it is read as a whole. */
static gboolean
read_in_parts (const char *text, gsize length)
{
  g_autoptr (SourceTree) parts = _source_tree_new ();
  g_autoptr (SourceTree) whole = _source_tree_new ();
  g_autofree char *copy = g_memdup2 (text, length + 1);
  g_autoptr (GError) error = NULL;
  SourceNode *one, *other;

  one = _source_parse_in_parts (parts, copy, length);
  g_assert_cmpmem (copy, length, text, length);
  if (one == NULL)
    return FALSE;
  other = _source_parse_whole (whole, copy, length, "test.xml", &error);
  g_assert_no_error (error);
  assert_same_node (one, other);
  return TRUE;
}

typedef struct
{
  const char *name;
  const char *text;
} PartsCase;

#define A "    <a x='1'>one</a>\n    <b/>\n"
static const PartsCase cut_cases[] = {
  { "plain", "<r>\n  <p>\n" A "  </p>\n  <q>\n" A "  </q>\n</r>\n" },
  { "namespaces", "<?xml version='1.0'?>\n<p:r xmlns:p='urn:p' xmlns='urn:d' p:a='>'>\n  <p>\n" A
                  "  </p>\n  <p:q>\n" A "  </p:q>\n</p:r>" },
  { "windows", "<r>\r\n  <p>\r\n    <a/>\r\n  </p>\r\n  <q>\r\n    <a/>\r\n  </q>\r\n</r>\r\n" },
  { "tabs", "<r>\n\t<p>\n\t\t<a/>\n\t</p>\n\n \t\n\t<q>\n\t\t<a/>\n\t</q>\n</r>" },
  { "not-indented", "<r>\n<p>1234567890</p>\n<q>1234567890</q>\n</r>" },
  { "comments", "<!-- a --><r>\n  <!-- b -->\n  <p>" A "</p>\n  <!-- c -->\n  <q>" A
                "</q>\n</r>\n<!-- d -->\n<?e f?>\n" },
  { "instruction", "<r>\n  <p>" A A "</p>\n  <?i x?><q>" A A "</q>\n</r>" },
  { "section", "<r>\n  <p>" A A "</p>\n  <![CDATA[x]]>\n  <q>" A "</q>\n</r>" },
  { "text-behind", "<r>\n  <p>" A "</p>\n  <q>" A "</q>text\n</r>" },
};

static void
test_cut (gconstpointer data)
{
  const PartsCase *test = data;

  g_assert_true (read_in_parts (test->text, strlen (test->text)));
}

/* What looks like a cut and is none, and what cannot be read at all */
static const PartsCase whole_cases[] = {
  { "one-line", "<r><p><a/><a/><a/></p><q><b/></q></r>" },
  { "deeper", "<r>\n  <p>\n    <a/>\n    <a/>\n  <a/>\n    <a/>\n    <a/>\n  </p>\n</r>" },
  { "comment", "<r>\n  <p/>\n<!--           >\n  <a/>\n              -->\n</r>" },
  { "section", "<r>\n  <p/>\n<![CDATA[          >\n  <a/>\n           ]]>\n</r>" },
  { "instruction", "<r>\n  <p/>\n<?i           >\n  <a/>\n              ?>\n</r>" },
  { "text-before", "<r>\n  <p>12345678</p>text\n  <q>1234567</q>\n</r>" },
  { "text-like-a-tag", "<r>\n  <p>12345678</p>a>\n  <q>1234567</q>\n</r>" },
  { "no-end", "<r>\n  <p>12345678</p>\n  <q>1234567890</q>\n" },
  { "open", "<r>\n  <p>12345678\n  <q>1234567890</q>\n</r>" },
  { "two-roots", "<r>\n  <p>12345678</p>\n  <q>1234</q>\n</r><r/>" },
  { "doctype", "<!DOCTYPE r [<!ENTITY e 'x'>]>\n<r>\n  <p>123456781234567812345678</p>\n"
               "  <q>&e;34567890123456789</q>\n</r>" },
  { "entity", "<r>\n  <p>12345678</p>\n  <q>&e;567890</q>\n</r>" },
  { "prefix", "<r>\n  <p>12345678</p>\n  <x:q>7890</x:q>\n</r>" },
  { "empty", "" },
  { "blank", "\n \n" },
  { "no-tag", "<" },
  { "empty-root", "<r a='1'\n/>" },
};

static void
test_whole (gconstpointer data)
{
  const PartsCase *test = data;

  g_assert_false (read_in_parts (test->text, strlen (test->text)));
}

/* The files of app repositories and of other editors */
static void
test_corpus (void)
{
  static const char *const folders[] = { "corpus/apps", "corpus/processes", "corpus/miwg" };
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autoptr (GPtrArray) paths = test_shared_files (folders[i], ".bpmn");

      for (guint k = 0; k < paths->len; k++)
        {
          g_autoptr (GBytes) bytes = test_read (paths->pdata[k]);
          gsize length;
          const char *data = g_bytes_get_data (bytes, &length);
          g_autofree char *text = g_strndup (data, length);

          if (g_utf8_validate_len (text, length, NULL) && !g_str_has_prefix (text, "\357\273\277"))
            n += read_in_parts (text, length);
        }
    }
  g_test_message ("%u files were read in parts", n);
}

/* What a random document is made of */
typedef struct
{
  GRand *rand;
  GString *text;
  const char *line_end;
} Generator;

static guint
choose (Generator *self, guint n)
{
  return (guint) g_rand_int_range (self->rand, 0, (gint32) n);
}

#define CHOOSE(self, strings) ((strings)[choose (self, G_N_ELEMENTS (strings))])

static void
append_break (Generator *self, guint depth)
{
  g_string_append_printf (self->text, "%s%s%*s", self->line_end,
                          choose (self, 8) == 0 ? self->line_end : "", 2 * (int) depth, "");
}

static void
append_random (Generator *self, guint depth)
{
  static const char *const pieces[] = {
    "<!-- <x> -->",
    "<?p <x>?>",
    "<![CDATA[<x>\n  <y/>]]>",
    "text",
    "text>",
    ">",
    "a>\n  ",
    "<e/>",
    "<!--\n  <x/>\n-->",
    "<!-- >\n  <x/>\n-->",
    "<?i >\n  <x/>\n?>",
    "&amp;",
    "\n",
    "<e a='>'\n  b=\"'\"/>",
    "<e\n  ></e\n  >",
    "<p:e/>",
    "&#62;",
    "\r",
    "\t ",
    "\303\246>",
  };
  static const char *const tags[] = { "<n>", "<n xmlns:p='urn:other'>", "<n xml:space='preserve'>",
                                      "<n\n  p:a='/>'\n  >" };
  guint n = choose (self, 5);

  for (guint i = 0; i < n; i++)
    {
      if (choose (self, 3) != 0)
        append_break (self, choose (self, 6) == 0 ? 1 : depth);
      if (depth < 5 && choose (self, 2) == 0)
        {
          g_string_append (self->text, CHOOSE (self, tags));
          append_random (self, depth + 1);
          g_string_append (self->text, "</n>");
        }
      else
        {
          g_string_append (self->text, CHOOSE (self, pieces));
        }
    }
}

/* Changes something anywhere, most often near the middle, where the cut is. */
static void
damage (Generator *self)
{
  static const char *const pieces[] = {
    "<",
    ">",
    "'",
    "&",
    "&e;",
    "]]>",
    "-->",
    "<!--",
    "<?",
    "<a>",
    "</n>",
    "\1",
    "</p:r>",
    "<x:y/>",
    "<!DOCTYPE r>",
    "<![CDATA[",
    "\n  <a>",
    "<?xml version='1.0'?>",
    "</p:r>\n  <!-- -->\n  ",
  };
  guint length = (guint) self->text->len;
  guint at = choose (self, length);
  guint n = choose (self, 9);

  if (choose (self, 2) == 0)
    at = (length > 40 ? length / 2 - 20 : 0) + choose (self, MIN (length, 40));
  switch (choose (self, 4))
    {
    case 0:
      self->text->str[at] = "<>/!x'\" \n\r?"[choose (self, 11)];
      break;
    case 1:
      g_string_erase (self->text, at, MIN (n, length - at));
      break;
    case 2:
      g_string_insert (self->text, at, CHOOSE (self, pieces));
      break;
    default:
      if (choose (self, 4) == 0)
        g_string_truncate (self->text, at);
    }
}

/* @size: about how long it is to become */
static void
generate (Generator *self, gsize size)
{
  static const char *const begins[] = { "", "<?xml version='1.0'?>\n", "<!-- <a>\n  <b/> -->\n",
                                        "<?i >\n  <a/>?>" };
  static const char *const roots[] = { "<p:r xmlns:p='urn:p'>", "<p:r xmlns:p='urn:p' p:a='>'>",
                                       "<p:r\n  a='>\n  &lt;'\n  xmlns:p='urn:p' xmlns='urn:d'>",
                                       "<p:r xml:space='preserve'\r\n xmlns:p='p' >" };
  static const char *const line_ends[] = { "\n", "\n", "\n", "\r\n", "\r" };
  static const char *const ends[] = { "", "\n", "\n<!-- > -->\n  <?e f?>\n" };

  self->line_end = CHOOSE (self, line_ends);
  g_string_assign (self->text, CHOOSE (self, begins));
  g_string_append (self->text, CHOOSE (self, roots));
  if (choose (self, 8) != 0)
    append_break (self, 1);
  g_string_append (self->text, "<first/>");
  do
    append_random (self, 1);
  while (self->text->len < size);
  append_break (self, 0);
  g_string_append (self->text, "</p:r>");
  g_string_append (self->text, CHOOSE (self, ends));
  if (choose (self, 3) == 0)
    damage (self);
}

/* Random documents, whole and damaged: what is read in parts is what is read as a whole. */
static void
test_random (void)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  g_autoptr (GString) text = g_string_new (NULL);
  Generator generator = { rand, text };
  guint n = 0;

  g_test_message ("seed %u", seed);
  for (guint i = 0; i < 5000; i++)
    {
      generate (&generator, 400);
      n += read_in_parts (text->str, text->len);
    }
  g_test_message ("%u documents were read in parts", n);
  g_assert_cmpuint (n, >, 300);
}

/* Large ones are read, or refused with the same words, as if they were read as a whole. */
static void
test_large (void)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  g_autoptr (GString) text = g_string_new (NULL);
  Generator generator = { rand, text };

  g_test_message ("seed %u", seed);
  for (guint i = 0; i < 40; i++)
    {
      g_autoptr (SourceTree) parts = _source_tree_new ();
      g_autoptr (SourceTree) whole = _source_tree_new ();
      g_autoptr (GError) error = NULL;
      g_autoptr (GError) expected = NULL;
      SourceNode *one, *other;

      generate (&generator, 280 * 1024);
      one = _source_parse_document (parts, text->str, text->len, "test.xml", &error);
      other = _source_parse_whole (whole, text->str, text->len, "test.xml", &expected);
      g_assert_true ((one != NULL) == (other != NULL));
      if (one != NULL)
        {
          assert_same_node (one, other);
          continue;
        }
      g_assert_cmpstr (error->message, ==, expected->message);
      g_assert_cmpint (error->code, ==, expected->code);
    }
}

/* A document that is edited, and what it told of it */
typedef struct
{
  SourceWorkspace *workspace;
  SourceDocument *document;
  GString *told;
} Edited;

static void
note_change (SourceDocument *document, const SourceChange *change, GString *told)
{
  g_string_append_printf (told, "%u+%u-%u>%u %d %d", change->touched->len, change->inserted->len,
                          change->removed->len, change->moved->len, change->renamed, change->whole);
  for (guint i = 0; i < change->patches->len; i++)
    {
      const SourcePatch *patch = &g_array_index (change->patches, SourcePatch, i);

      g_string_append_printf (told, " @%" G_GSIZE_FORMAT "-%" G_GSIZE_FORMAT "+%" G_GSIZE_FORMAT,
                              patch->offset, patch->n_removed, patch->n_inserted);
    }
  g_string_append_c (told, '\n');
}

static void
edited_open (Edited *self, GBytes *bytes)
{
  g_autoptr (GError) error = NULL;

  self->workspace = source_workspace_new ();
  self->document =
      source_workspace_add_bytes (self->workspace, SOURCE_KIND_XML, bytes, "test.xml", &error);
  g_assert_no_error (error);
  self->told = g_string_new (NULL);
  g_signal_connect (self->document, "changed", G_CALLBACK (note_change), self->told);
}

static void
edited_close (Edited *self)
{
  g_assert_finalize_object (self->workspace);
  g_string_free (self->told, TRUE);
}

/* The same edit for the same @seed */
static void
edited_change (Edited *self, guint32 seed)
{
  static const char *const pieces[] = { "x", "<e/>", " ",    "\n",     "&amp;", "<!-- c -->",
                                        ">", "</b>", "<n/>", " a='2'", "t>\n  " };
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  SourceNode *root = source_document_get_root (self->document);
  SourceNode *node = source_node_get_first_child (root);
  gsize length = source_document_get_text_length (self->document);
  const char *piece = pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))];
  gsize offset = (gsize) g_rand_int_range (rand, 0, (gint32) length - 8);

  for (gint32 i = g_rand_int_range (rand, 0, 400); i > 0 || node->kind != SOURCE_NODE_ELEMENT; i--)
    node = node->next != NULL ? node->next : root->first;
  source_workspace_begin (self->workspace, "Edit");
  switch (g_rand_int_range (rand, 0, 7))
    {
    case 0:
      source_edit_set_attribute (self->document, node, NULL, NULL, "id", piece, NULL);
      break;
    case 1:
      source_edit_remove (self->document, node, NULL);
      break;
    case 2:
      source_edit_move (self->document, node, root, root->first, NULL);
      break;
    case 3:
      source_edit_insert_source (self->document, root, node, "<n>new</n>", NULL);
      break;
    default:
      source_edit_replace (self->document, offset, (gsize) g_rand_int_range (rand, 0, 8), piece,
                           NULL);
    }
  source_workspace_commit (self->workspace);
  if (g_rand_int_range (rand, 0, 6) == 0)
    source_workspace_undo (self->workspace);
}

static void
assert_same_text (const Edited *one, const Edited *other)
{
  g_autofree char *text = source_document_dup_text (one->document, NULL);
  g_autofree char *expected = source_document_dup_text (other->document, NULL);

  g_assert_cmpstr (text, ==, expected);
  g_assert_cmpstr (one->told->str, ==, other->told->str);
}

/* Edits do and tell the same as in a document that was read as a whole. */
static void
test_edits (void)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr (GString) text = g_string_new ("<r xmlns:p='urn:p'>");
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  Edited one, other;

  g_test_message ("seed %u", seed);
  for (guint i = 0; i < 400; i++)
    g_string_append_printf (text, "\n  <p:a id='%u'>\n    <b>%u</b>\n    <c>%0700u</c>\n  </p:a>",
                            i, i, i);
  g_string_append (text, "\n</r>\n");
  bytes = g_bytes_new (text->str, text->len);
  edited_open (&one, bytes);
  edited_open (&other, bytes);
  _source_tree_free (other.document->tree);
  other.document->tree = _source_tree_new ();
  other.document->top = _source_parse_whole (other.document->tree, other.document->text,
                                             other.document->text_length, "test.xml", &error);
  g_assert_no_error (error);
  for (guint i = 0; i < 60; i++)
    {
      edited_change (&one, seed + i);
      edited_change (&other, seed + i);
      assert_same_text (&one, &other);
    }
  while (source_workspace_undo (one.workspace))
    g_assert_true (source_workspace_undo (other.workspace));
  assert_same_text (&one, &other);
  edited_close (&one);
  edited_close (&other);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cut_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/parts/cut/", cut_cases[i].name, NULL);

      g_test_add_data_func (path, &cut_cases[i], test_cut);
    }
  for (guint i = 0; i < G_N_ELEMENTS (whole_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/parts/whole/", whole_cases[i].name, NULL);

      g_test_add_data_func (path, &whole_cases[i], test_whole);
    }
  g_test_add_func ("/parts/corpus", test_corpus);
  g_test_add_func ("/parts/random", test_random);
  g_test_add_func ("/parts/large", test_large);
  g_test_add_func ("/parts/edits", test_edits);
  return g_test_run ();
}

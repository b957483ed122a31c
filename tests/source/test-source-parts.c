/* test-source-parts.c: a document that is read in two parts is the one that is read as a whole
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/source/source-parser-private.h"
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

static void
append_random (GString *text, GRand *rand, guint depth)
{
  static const char *const pieces[] = {
    "<!-- <x> -->", "<?p <x>?>", "<![CDATA[<x>\n  <y/>]]>", "text", "<e/>", "<!--\n  <x/>\n-->",
    "&amp;",        "\n",        "<e a='>'\n  b=\"'\"/>",
  };
  guint n = (guint) g_rand_int_range (rand, 0, 5);

  for (guint i = 0; i < n; i++)
    {
      if (g_rand_boolean (rand))
        g_string_append_printf (text, "\n%*s", 2 * (int) depth, "");
      if (depth < 4 && g_rand_boolean (rand))
        {
          g_string_append (text, "<n xmlns:p='urn:p'>");
          append_random (text, rand, depth + 1);
          g_string_append (text, "</n>");
        }
      else
        {
          g_string_append (text,
                           pieces[g_rand_int_range (rand, 0, (gint32) G_N_ELEMENTS (pieces))]);
        }
    }
}

/* Random documents, whole and damaged: what is read in parts is what is read as a whole. */
static void
test_random (void)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  guint n = 0;

  g_test_message ("seed %u", seed);
  for (guint i = 0; i < 3000; i++)
    {
      g_autoptr (GString) text = g_string_new ("<r>\n  <first/>");

      for (guint k = 0; k < 4; k++)
        append_random (text, rand, 1);
      g_string_append (text, "\n</r>\n");
      if (i % 3 == 2)
        text->str[g_rand_int_range (rand, 0, (gint32) text->len)] = "<>/!x'"[i % 6];
      n += read_in_parts (text->str, text->len);
    }
  g_test_message ("%u documents were read in parts", n);
  g_assert_cmpuint (n, >, 300);
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
  return g_test_run ();
}

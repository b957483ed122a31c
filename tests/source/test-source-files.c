/* test-source-files.c: open and save give the same bytes, in every encoding and with every line end
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/source/source-edit.h"
#include "engine/source/source-node.h"
#include "engine/source/source-workspace.h"
#include "tests/test-support.h"

#include <locale.h>
#include <string.h>

static const char *const folders[] = { "corpus/apps", "corpus/processes", "corpus/miwg" };

typedef void (*FileFunc) (const char *path, GBytes *bytes, gpointer user_data);

static guint
foreach_file (FileFunc func, gpointer user_data)
{
  static const char *const suffixes[] = { ".bpmn", ".xml", ".csproj" };
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    for (guint j = 0; j < G_N_ELEMENTS (suffixes); j++)
      {
        g_autoptr (GPtrArray) paths = test_shared_files (folders[i], suffixes[j]);

        for (guint k = 0; k < paths->len; k++, n++)
          {
            g_autoptr (GBytes) bytes = test_read (paths->pdata[k]);

            func (paths->pdata[k], bytes, user_data);
          }
      }
  return n;
}

static SourceDocument *
open_bytes (SourceWorkspace *workspace, GBytes *bytes, const char *name)
{
  g_autoptr (GError) error = NULL;
  SourceDocument *document =
      source_workspace_add_bytes (workspace, SOURCE_KIND_XML, bytes, name, &error);

  if (document == NULL)
    g_test_message ("%s", error->message);
  return document;
}

static void
assert_identical (SourceDocument *document, GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) encoded = source_document_encode (document, &error);

  g_assert_no_error (error);
  if (!g_bytes_equal (encoded, bytes))
    g_error ("%s is not written as it was read", source_document_get_name (document));
}

/* Lengths and spans of the tree must add up to the text. */
static gsize
check_tree (SourceDocument *document, SourceNode *node, const char *text)
{
  gsize offset = source_node_get_offset (document, node);
  gsize length = source_node_get_length (document, node);
  g_autofree char *source = source_node_dup_source (document, node);
  gsize inner = offset;

  g_assert_cmpuint (strlen (source), ==, length);
  g_assert_true (memcmp (text + offset, source, length) == 0);
  for (SourceNode *child = source_node_get_first_child (node); child != NULL;
       child = source_node_get_next (child))
    {
      g_assert_cmpuint (source_node_get_offset (document, child), >=, inner);
      inner = check_tree (document, child, text);
    }
  return offset + length;
}

static void
check_identity (const char *path, GBytes *bytes, gpointer user_data)
{
  g_autoptr (SourceWorkspace) workspace = source_workspace_new ();
  SourceDocument *document = open_bytes (workspace, bytes, path);
  guint *n_read = user_data;
  g_autofree char *text = NULL;

  if (document == NULL)
    return;
  *n_read += 1;
  assert_identical (document, bytes);
  text = source_document_dup_text (document, NULL);
  check_tree (document, source_document_get_root (document), text);
}

static void
test_identity (void)
{
  guint n_read = 0, n;

  if (test_skip_without_shared ("corpus"))
    return;
  n = foreach_file (check_identity, &n_read);
  g_test_message ("%u of %u files are readable", n_read, n);
  g_assert_cmpuint (n_read * 10, >, n * 9);
}

/* Transcodings */

static char *
replace_all (const char *text, const char *from, const char *to)
{
  g_auto (GStrv) parts = g_strsplit (text, from, -1);

  return g_strjoinv (to, parts);
}

/* The text with LF line ends and a declaration that names the encoding */
static char *
prepare (GBytes *bytes, const char *encoding)
{
  g_autofree char *raw = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  const char *start = g_str_has_prefix (raw, "\357\273\277") ? raw + 3 : raw;
  g_autofree char *text = replace_all (start, "\r\n", "\n");
  const char *rest = g_str_has_prefix (text, "<?xml") ? strstr (text, "?>") + 2 : text;

  if (!g_utf8_validate (start, -1, NULL) || strstr (rest, "<?xml") != NULL)
    return NULL;
  return g_strdup_printf ("<?xml version=\"1.0\" encoding=\"%s\"?>%s%s", encoding,
                          *rest == '\n' ? "" : "\n", rest);
}

static GBytes *
transcode (const char *text, const char *iconv, const char *bom, const char *line_end)
{
  g_autofree char *ended = replace_all (text, "\n", line_end);
  g_autofree char *marked = g_strconcat (bom, ended, NULL);
  gsize length;
  char *data = g_convert (marked, -1, iconv, "UTF-8", NULL, &length, NULL);

  return data != NULL ? g_bytes_new_take (data, length) : NULL;
}

static void
check_transcodings (const char *path, GBytes *bytes, gpointer user_data)
{
  static const struct
  {
    const char *declared, *iconv, *bom;
  } encodings[] = {
    { "UTF-8", "UTF-8", "" },
    { "UTF-8", "UTF-8", "\357\273\277" },
    { "UTF-16", "UTF-16LE", "\357\273\277" },
    { "UTF-16", "UTF-16BE", "\357\273\277" },
    { "UTF-16", "UTF-16LE", "" },
    { "ISO-8859-1", "ISO-8859-1", "" },
    { "windows-1252", "WINDOWS-1252", "" },
    { "IBM850", "IBM850", "" },
    { "Shift_JIS", "SHIFT_JIS", "" },
  };
  static const char *const line_ends[] = { "\n", "\r\n", "\r" };
  guint *n = user_data;
  g_autoptr (SourceWorkspace) original = source_workspace_new ();

  if (open_bytes (original, bytes, path) == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (encodings); i++)
    for (guint j = 0; j < G_N_ELEMENTS (line_ends); j++)
      {
        g_autofree char *text = prepare (bytes, encodings[i].declared);
        g_autoptr (GBytes) coded =
            text != NULL ? transcode (text, encodings[i].iconv, encodings[i].bom, line_ends[j])
                         : NULL;
        g_autoptr (SourceWorkspace) workspace = source_workspace_new ();
        SourceDocument *document;

        if (coded == NULL)
          continue; /* it has characters that this encoding lacks */
        document = open_bytes (workspace, coded, path);
        g_assert_nonnull (document);
        if (source_document_is_read_only (document, NULL))
          continue;
        g_assert_cmpstr (source_document_get_line_end (document), ==, line_ends[j]);
        assert_identical (document, coded);
        n[i]++;
      }
}

static void
test_transcodings (void)
{
  guint n[9] = { 0 };

  if (test_skip_without_shared ("corpus"))
    return;
  foreach_file (check_transcodings, n);
  for (guint i = 0; i < G_N_ELEMENTS (n); i++)
    {
      g_test_message ("encoding %u: %u files", i, n[i]);
      g_assert_cmpuint (n[i], >, 100);
    }
}

/* Re-emission: the writer makes the bytes, not a copy */

typedef struct
{
  SourceDocument *document;
  SourceNode *node;
  GPtrArray *names; /* of namespace, name, value in turn */
} Collect;

static gboolean
collect_attribute (const char *namespace_uri, const char *prefix, const char *name,
                   const char *value, gpointer user_data)
{
  GPtrArray *names = user_data;

  g_ptr_array_add (names, g_strdup (namespace_uri));
  g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_add (names, g_strdup (value));
  return TRUE;
}

static void
set_and_set_back (SourceDocument *document, SourceNode *node)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;

  source_node_foreach_attribute (node, collect_attribute, names);
  for (guint i = 0; i < names->len; i += 3)
    {
      g_autofree char *other = g_strconcat (names->pdata[i + 2], " 'other\" <&>", NULL);

      source_edit_set_attribute (document, node, names->pdata[i], NULL, names->pdata[i + 1], other,
                                 &error);
      g_assert_no_error (error);
      g_assert_true (
          source_node_attribute_equals (node, names->pdata[i], names->pdata[i + 1], other));
    }
  for (guint i = 0; i < names->len; i += 3)
    {
      source_edit_set_attribute (document, node, names->pdata[i], NULL, names->pdata[i + 1],
                                 names->pdata[i + 2], &error);
      g_assert_no_error (error);
    }
}

/* Takes a node away and puts its own text into its place. */
static void
replace_by_own_bytes (SourceDocument *document, SourceNode *node)
{
  g_autofree char *source = source_node_dup_source (document, node);
  gsize offset = source_node_get_offset (document, node);
  g_autoptr (GError) error = NULL;

  source_edit_replace (document, offset, strlen (source), "<!-- gone -->", &error);
  g_assert_no_error (error);
  g_assert_false (source_node_get_kind (node) == SOURCE_NODE_ELEMENT &&
                  source_node_is_attached (node));
  source_edit_replace (document, offset, strlen ("<!-- gone -->"), source, &error);
  g_assert_no_error (error);
}

static void
re_emit (SourceDocument *document, SourceNode *node, guint depth)
{
  SourceNode *next;

  if (source_node_get_kind (node) == SOURCE_NODE_ELEMENT)
    set_and_set_back (document, node);
  for (SourceNode *child = source_node_get_first_child (node); child != NULL; child = next)
    {
      next = source_node_get_next (child);
      re_emit (document, child, depth + 1);
    }
  /* Text is replaced with its element; large elements near the root cost too much to do all. */
  if (depth > 1 && source_node_get_length (document, node) < 2000 &&
      source_node_get_kind (node) == SOURCE_NODE_ELEMENT)
    replace_by_own_bytes (document, node);
}

static void
check_re_emission (const char *path, GBytes *bytes, gpointer user_data)
{
  g_autoptr (SourceWorkspace) workspace = source_workspace_new ();
  SourceDocument *document = open_bytes (workspace, bytes, path);

  if (document == NULL || source_document_is_read_only (document, NULL))
    return;
  source_workspace_begin (workspace, "Re-emit");
  re_emit (document, source_document_get_root (document), 0);
  source_workspace_commit (workspace);
  assert_identical (document, bytes);
}

static void
test_re_emission (void)
{
  if (test_skip_without_shared ("corpus"))
    return;
  foreach_file (check_re_emission, NULL);
}

/* What cannot be read is refused with its place */
static void
test_refused (void)
{
  static const struct
  {
    const char *text;
    gssize length;
    SourceError code;
    const char *place;
  } cases[] = {
    { "<a>\n  <b>\n</a>", -1, SOURCE_ERROR_MALFORMED, "bad.xml:3:" },
    { "<a>\n <u:b/></a>", -1, SOURCE_ERROR_MALFORMED, "bad.xml:2:2: error:" },
    { "<!DOCTYPE a [<!ENTITY x 'y'>]>\n<a>&x;</a>", -1, SOURCE_ERROR_DOCTYPE, "bad.xml:1:1: error:" },
    { "<?xml version='1.1'?><a/>", -1, SOURCE_ERROR_MALFORMED, "bad.xml:1:" },
    { "<a>\n\0</a>", 9, SOURCE_ERROR_ENCODING, "bad.xml:2:1: error:" },
    { "<a>\303(</a>", -1, SOURCE_ERROR_ENCODING, "bad.xml:1:4: error:" },
    { "<?xml version='1.0' encoding='UTF-16'?><a/>", -1, SOURCE_ERROR_ENCODING, "bad.xml:1:1:" },
    { "<?xml version='1.0' encoding='no-such'?><a/>", -1, SOURCE_ERROR_ENCODING, "bad.xml:1:1:" },
    { "<a>\303\245<b x='1' x='2'/></a>", -1, SOURCE_ERROR_MALFORMED, "bad.xml:1:" },
    { "", -1, SOURCE_ERROR_MALFORMED, "bad.xml:1:1: error:" },
    { "<a/><b/>", -1, SOURCE_ERROR_MALFORMED, "bad.xml:1:5: error:" },
    { "<a>&nbsp;</a>", -1, SOURCE_ERROR_MALFORMED, "bad.xml:1:" },
    { "text", -1, SOURCE_ERROR_MALFORMED, "bad.xml:1:1: error:" },
    /* Errors of namespaces, which libxml2 reports and then passes as well-formed */
    { "<a xmlns='http://www.w3.org/2000/xmlns/'/>", -1, SOURCE_ERROR_MALFORMED, "bad.xml:1:1: error:" },
    { "<a xmlns:xml='x'/>", -1, SOURCE_ERROR_MALFORMED, "bad.xml:1:1: error:" },
    { "<a>\n <u:b:c xmlns:u='x'/></a>", -1, SOURCE_ERROR_MALFORMED, "bad.xml:2:2: error:" },
    { "<a xmlns:u='x' xmlns:v='x' u:b='1' v:b='2'/>", -1, SOURCE_ERROR_MALFORMED,
      "bad.xml:1:1: error: the attribute b is given twice" },
    { "<a xmlns:u=''/>", -1, SOURCE_ERROR_MALFORMED, "bad.xml:1:1: error:" },
    { "<a :b='1'/>", -1, SOURCE_ERROR_MALFORMED, "bad.xml:1:1: error:" },
    { "<a><?x:y z?></a>", -1, SOURCE_ERROR_MALFORMED, "bad.xml:1:" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) bytes =
          g_bytes_new (cases[i].text,
                       cases[i].length < 0 ? strlen (cases[i].text) : (gsize) cases[i].length);
      g_autoptr (GError) error = NULL;

      g_assert_null (source_document_new_for_bytes (SOURCE_KIND_XML, bytes, "bad.xml", &error));
      g_test_message ("%s", error->message);
      g_assert_error (error, SOURCE_ERROR, (int) cases[i].code);
      g_assert_true (g_str_has_prefix (error->message, cases[i].place));
      g_assert_null (strchr (error->message, '\n'));
    }
}

static void
assert_too_large (GString *text)
{
  g_autoptr (GBytes) bytes = g_string_free_to_bytes (text);
  g_autoptr (GError) error = NULL;

  g_assert_null (source_document_new_for_bytes (SOURCE_KIND_XML, bytes, "large.xml", &error));
  g_test_message ("%s", error->message);
  g_assert_error (error, SOURCE_ERROR, SOURCE_ERROR_TOO_LARGE);
}

/* What could not be written back as it is opens for reading only, and says why. */
static void
test_not_written_back (void)
{
  const char *text = "<?xml version='1.0' encoding='UTF-7'?><a>+AGE-</a>";
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (SourceWorkspace) workspace = source_workspace_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *content = NULL;
  const char *reason = NULL;
  SourceDocument *document =
      source_workspace_add_bytes (workspace, SOURCE_KIND_XML, bytes, "odd.xml", &error);
  SourceNode *root;

  g_assert_no_error (error);
  root = source_document_get_root (document);
  content = source_node_dup_text (root);
  g_assert_cmpstr (content, ==, "a");
  g_assert_true (source_document_is_read_only (document, &reason));
  g_assert_nonnull (reason);
  source_workspace_begin (workspace, "Edit");
  g_assert_false (source_edit_set_text (document, root, "b", &error));
  g_assert_error (error, SOURCE_ERROR, SOURCE_ERROR_READ_ONLY);
  source_workspace_rollback (workspace);
  g_assert_false (source_document_is_modified (document));
}

#define DECLARATION_ERROR(column)                                                                   \
  "bad.xml:1:" G_STRINGIFY (column) ": error: the XML declaration is not written as it must be; "   \
                                    "write <?xml version=\"1.0\" encoding=\"UTF-8\"?>"

/* What is wrong is told in our words, with its place and what to do. */
static void
test_messages (void)
{
  static const struct
  {
    const char *text;
    const char *message;
  } cases[] = {
    { "<a>\n  <b>\n</a>", "bad.xml:3:5: error: the end tag </a> does not belong to <b> in line 2; "
                          "close that one first with </b>" },
    { "<a>\n <b>x", "bad.xml:2:6: error: <b> in line 2 is never closed; add </b>" },
    { "<a>&nbsp;</a>", "bad.xml:1:10: error: the reference &nbsp; is not known to XML; write the "
                       "character itself" },
    { "<a b=c/>", "bad.xml:1:6: error: the value of an attribute is not in quotes; put quotes around "
                  "it" },
    { "<a b='1' b='2'/>", "bad.xml:1:15: error: the attribute b is given twice; remove one of them" },
    { "<a/>\n<b/>", "bad.xml:2:1: error: the root element ended before this; remove what follows "
                    "it" },
    { "text", "bad.xml:1:1: error: this is not XML: a start tag is expected here" },
    { "<a>x & y</a>", "bad.xml:1:7: error: a lone & cannot stand here; write &amp;" },
    { "<a b></a>", "bad.xml:1:5: error: the attribute b has no value; give it one or remove it" },
    { "<a>\001</a>", "bad.xml:1:4: error: the character U+0001 cannot stand in XML; remove it" },
    { "<a b='1'c='2'/>", "bad.xml:1:9: error: white space is missing here; part the attributes with "
                         "a space" },
    { "<a>1 < 2</a>", "bad.xml:1:7: error: no name follows the <; a lone < is written as &lt;" },
    { "<a><u:b/></a>", "bad.xml:1:4: error: the prefix u is not declared; declare it with xmlns:u" },
    { " <?xml version='1.0'?><a/>", "bad.xml:1:7: error: the XML declaration must be the first in "
                                    "the file; remove what stands before it" },
    /* Not XML at all */
    { "", "bad.xml:1:1: error: the file is empty" },
    { "\357\273\277", "bad.xml:1:1: error: the file is empty" },
    { " \n\n", "bad.xml:1:1: error: the file has nothing but white space" },
    { "<?xml version='1.0'?>\n", "bad.xml:2:1: error: the root element is missing; the file may have "
                                 "been cut off" },
    { "<?xml version='1.0'?>", "bad.xml:1:22: error: the root element is missing; the file may have "
                               "been cut off" },
    { "{\n \"a\": 1 }", "bad.xml:1:1: error: this looks like JSON, not like XML" },
    { "<!doctype HTML>\n<p>", "bad.xml:1:2: error: this looks like a web page in HTML" },
    { "<!DOCTYPE html>\n<p>", "bad.xml:1:1: error: this looks like a web page in HTML" },
    { "version https://git-lfs.github.com/spec/v1\noid sha256:4d\n",
      "bad.xml:1:1: error: this is a pointer to a file in Git LFS; fetch the file with “git lfs pull”" },
    { "%PDF-1.4\n%\342\343", "bad.xml:2:2: error: this is not a text file" },
    { "PK\003\004\377", "bad.xml:1:5: error: this is not a text file" },
    { "<a>\n <b/>\n<<<<<<< HEAD\n <c/>\n=======\n>>>>>>> x\n</a>",
      "bad.xml:3:1: error: the file has merge conflicts; keep one of the two versions at each, and "
      "remove the lines that begin with <<<<<<<, ======= and >>>>>>>" },
    { "<a b='\r\n<<<<<<< HEAD\r\n1\r\n=======\r\n2\r\n>>>>>>> x\r\n'/>",
      "bad.xml:2:1: error: the file has merge conflicts; keep one of the two versions at each, and "
      "remove the lines that begin with <<<<<<<, ======= and >>>>>>>" },
    { "<a><<<<<<<</a>", "bad.xml:1:5: error: no name follows the <; a lone < is written as &lt;" },
    /* Encodings */
    { "<a>\345</a>", "bad.xml:1:4: error: these bytes are not text in the encoding UTF-8; if the file "
                     "is in another one, its XML declaration must name that" },
    { "<a>\303", "bad.xml:1:4: error: the file ends within a character of the encoding UTF-8; its end "
                 "is missing" },
    { "<?xml version='1.0' encoding='foo-9'?><a/>", "bad.xml:1:1: error: the encoding foo-9 is not "
                                                    "known here; name the one that the file is "
                                                    "written in" },
    { "<?xml version='1.0' encoding='UTF-16'?><a/>", "bad.xml:1:1: error: the file names the encoding "
                                                     "UTF-16 but is not written in it; correct the "
                                                     "XML declaration" },
    /* The declaration */
    { "<?xml version='1.0' encoding=''?><a/>", DECLARATION_ERROR (31) },
    { "<?xml version='1.0'encoding='UTF-8'?><a/>", DECLARATION_ERROR (20) },
    { "<?xml version='1.0' standalone='maybe'?><a/>", DECLARATION_ERROR (33) },
    { "<?xml encoding='UTF-8'?><a/>", DECLARATION_ERROR (7) },
    { "<?xml version='1.0'><a/>", DECLARATION_ERROR (20) },
    { "<?xml version='1.0' x='y'?><a/>", DECLARATION_ERROR (21) },
    { "<?xml version \"1.0\"?><a/>", DECLARATION_ERROR (15) },
    { "<?xml ", DECLARATION_ERROR (7) },
    { "<?XML version='1.0'?><a/>", DECLARATION_ERROR (6) },
    { "<?xml version='1.1'?><a/>", "bad.xml:1:15: error: only XML version 1.0 can be read" },
    /* Characters and references */
    { "<a b='\002'/>", "bad.xml:1:7: error: the character U+0002 cannot stand in XML; remove it" },
    { "<a><?p \002?></a>", "bad.xml:1:8: error: the character U+0002 cannot stand in XML; remove it" },
    { "<a>&#0;</a>", "bad.xml:1:8: error: the character U+0000 cannot stand in XML; remove it" },
    { "<a>&#;</a>", "bad.xml:1:7: error: a reference to a character is not finished; write it as &#65; "
                   "or &#x41;" },
    { "<a b='&#x4G;'/>", "bad.xml:1:11: error: a reference to a character is not finished; write it as "
                        "&#65; or &#x41;" },
    { "<a>&#65</a>", "bad.xml:1:8: error: a reference to a character is not finished; write it as "
                    "&#65; or &#x41;" },
    { "<a>]]></a>", "bad.xml:1:4: error: ]]> cannot stand in a text; write ]]&gt;" },
    /* Comments, sections, instructions */
    { "<a><!-- -- --></a>", "bad.xml:1:9: error: two hyphens cannot stand in a comment, nor one before "
                            "its end; remove one or part them" },
    { "<a><!x></a>", "bad.xml:1:5: error: <! begins only comments and CDATA sections; write &lt;! for "
                     "the characters" },
    { "<![CDATA[x]]><a/>", "bad.xml:1:2: error: a CDATA section must stand in an element; remove it" },
    { "<a><? ?></a>", "bad.xml:1:6: error: a name must follow the <? of a processing instruction" },
    { "<a><?p", "bad.xml:1:7: error: a processing instruction is never closed; end it with ?>" },
    { "<a><?p+q?></a>", "bad.xml:1:7: error: white space is missing behind the name of a processing "
                        "instruction" },
    { "<a><?p:q r?></a>", "bad.xml:1:4: error: the name of an instruction has no colon; rename p:q" },
    { "<a><!DOCTYPE a></a>", "bad.xml:1:4: error: document type declarations (DOCTYPE) are not allowed; "
                             "the app refuses them too" },
    /* Tags */
    { "<a>\n\n&#1\n", "bad.xml:3:4: error: a reference to a character is not finished; write it as "
                     "&#65; or &#x41;" },
    { "<a>\n&\n\n", "bad.xml:2:2: error: a lone & cannot stand here; write &amp;" },
    { "<a *=''/>", "bad.xml:1:4: error: an attribute or the end of the tag is expected here" },
    { "<a b=''", "bad.xml:1:8: error: a tag is not closed; end it with >" },
    { "</a>", "bad.xml:1:2: error: an end tag stands before any start tag; remove it" },
    { "<a></>", "bad.xml:1:7: error: an end tag has no name; write </a>" },
    /* Namespaces */
    { "<a xmlns:xml='x'/>", "bad.xml:1:1: error: the prefixes xml and xmlns and their namespaces are "
                            "fixed; remove this declaration" },
    { "<a xmlns:b=''/>", "bad.xml:1:1: error: the prefix b is declared without a namespace; name one" },
    { "<a :b=''/>", "bad.xml:1:1: error: “:b…” is not a name; write NAME or PREFIX:NAME" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (cases[i].text, strlen (cases[i].text));
      g_autoptr (GError) error = NULL;

      g_assert_null (
          source_document_new_for_bytes (SOURCE_KIND_XML, bytes, "bad.xml", &error));
      g_assert_cmpstr (error->message, ==, cases[i].message);
    }
}

static void
check_told (const char *text, gsize length)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, length);
  g_autoptr (GError) error = NULL;
  g_autoptr (SourceDocument) document =
      source_document_new_for_bytes (SOURCE_KIND_XML, bytes, "bad.xml", &error);

  if (document != NULL)
    return;
  g_assert_true (g_str_has_prefix (error->message, "bad.xml:"));
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  if (g_str_has_suffix (error->message, "not well-formed"))
    g_error ("%.*s: %s", (int) length, text, error->message);
}

/* Whatever one character does to a file, what is wrong is told. */
static void
test_every_slip_is_told (void)
{
  static const char text[] = "<?xml version='1.0' encoding='UTF-8' standalone='no'?><!-- c --><?p q?>"
                             "<a xmlns='u' xmlns:b='v'><b:c d='&lt;&#65;' b:e=\"\"/>&#x41;&amp;"
                             "<![CDATA[x]]><!-- y --><?z?>t</a><!-- end -->";
  static const char characters[] = "\0\001 \n!\"#&'-/0:;<=>?A[]x\303";
  gsize length = sizeof text - 1;
  char slip[sizeof text + 1];

  for (gsize i = 0; i < length; i++)
    {
      memcpy (slip, text, i);
      check_told (slip, i);
      memcpy (slip + i, text + i + 1, length - i - 1);
      check_told (slip, length - 1);
      for (gsize c = 0; c < sizeof characters - 1; c++)
        {
          slip[i] = characters[c];
          memcpy (slip + i + 1, text + i, length - i);
          check_told (slip, length + 1);
          memcpy (slip + i + 1, text + i + 1, length - i - 1);
          check_told (slip, length);
        }
    }
}

/* Any text may name a namespace. */
static void
test_odd_namespace (void)
{
  static const char text[] = "<a xmlns='not a URI' xmlns:b='../c'/>";
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (GError) error = NULL;
  g_autoptr (SourceDocument) document =
      source_document_new_for_bytes (SOURCE_KIND_XML, bytes, "odd.xml", &error);

  g_assert_no_error (error);
  g_assert_cmpstr (source_node_get_namespace (source_document_get_root (document)), ==, "not a URI");
}

/* Hostile files are refused quickly. */
static void
test_limits (void)
{
  GString *deep = g_string_new (NULL);
  GString *wide = g_string_new ("<a");
  GString *declared = g_string_new (NULL);

  for (guint i = 0; i < 100000; i++)
    g_string_append (deep, "<a>");
  assert_too_large (deep);
  for (guint i = 0; i < 200000; i++)
    g_string_append_printf (wide, " a%u=''", i);
  g_string_append (wide, "/>");
  assert_too_large (wide);
  for (guint i = 0; i < 200; i++)
    {
      g_string_append (declared, "<a");
      for (guint j = 0; j < 200; j++)
        g_string_append_printf (declared, " xmlns:n%u_%u='u'", i, j);
      g_string_append (declared, ">");
    }
  assert_too_large (declared);
}

static void
test_locates (void)
{
  const char *text = "<?xml version='1.0'?>\n<a>\n  <b x='å' y='1'/>æ<c/>\n</a>";
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  g_autoptr (SourceDocument) document =
      source_document_new_for_bytes (SOURCE_KIND_XML, bytes, "a.xml", &error);
  SourceNode *root, *b, *c;
  guint line, column;

  g_assert_no_error (error);
  root = source_document_get_root (document);
  b = source_node_first_element (root, NULL, "b");
  c = source_node_first_element (root, NULL, "c");
  g_assert_true (source_node_locate_attribute (document, b, NULL, "y", &line, &column));
  g_assert_cmpuint (line, ==, 3);
  g_assert_cmpuint (column, ==, 12);
  source_node_locate (document, c, &line, &column);
  g_assert_cmpuint (line, ==, 3);
  g_assert_cmpuint (column, ==, 20);
  g_assert_true (source_document_get_node_at (document, source_node_get_offset (document, c)) == c);
}

/* A lone carriage return ends a line too; with a line feed it ends one. */
static void
test_locates_with_any_line_end (void)
{
  static const char *const texts[] = { "<a>\n<b/>\n\n<c/></a>", "<a>\r\n<b/>\r\n\r\n<c/></a>",
                                       "<a>\r<b/>\r\r<c/></a>", "<a>\r\n<b/>\r\n<c/></a>" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *broken = g_strconcat (texts[i], "<", NULL);
      g_autoptr (GBytes) bytes = g_bytes_new_static (texts[i], strlen (texts[i]));
      g_autoptr (GBytes) broken_bytes = g_bytes_new_static (broken, strlen (broken));
      g_autoptr (GError) error = NULL;
      g_autoptr (SourceDocument) document =
          source_document_new_for_bytes (SOURCE_KIND_XML, bytes, "a.xml", &error);
      SourceNode *root = source_document_get_root (document);
      guint expected = i == 3 ? 3 : 4;
      guint line, column;
      g_autofree char *place = g_strdup_printf ("a.xml:%u:9: error: ", expected);

      source_node_locate (document, source_node_first_element (root, NULL, "c"), &line, &column);
      g_assert_cmpuint (line, ==, expected);
      g_assert_cmpuint (column, ==, 1);
      g_assert_null (source_document_new_for_bytes (SOURCE_KIND_XML, broken_bytes, "a.xml", &error));
      g_assert_true (g_str_has_prefix (error->message, place));
    }
}

/* The Norwegian setup is worth nothing where the locale is not there. */
static void
test_locale (void)
{
  const char *wanted = g_getenv ("LC_ALL");

  if (wanted != NULL && g_str_has_prefix (wanted, "nb_NO"))
    g_assert_cmpstr (localeconv ()->decimal_point, ==, ",");
  else
    g_test_skip ("LC_ALL is not nb_NO");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/files/identity", test_identity);
  g_test_add_func ("/files/transcodings", test_transcodings);
  g_test_add_func ("/files/re-emission", test_re_emission);
  g_test_add_func ("/files/refused", test_refused);
  g_test_add_func ("/files/not-written-back", test_not_written_back);
  g_test_add_func ("/files/messages", test_messages);
  g_test_add_func ("/files/every-slip-is-told", test_every_slip_is_told);
  g_test_add_func ("/files/odd-namespace", test_odd_namespace);
  g_test_add_func ("/files/limits", test_limits);
  g_test_add_func ("/files/locates", test_locates);
  g_test_add_func ("/files/locates-with-any-line-end", test_locates_with_any_line_end);
  g_test_add_func ("/files/decimal-comma", test_locale);
  return g_test_run ();
}

/* test-source-generated.c: random edits of real files keep text and tree one
 *
 * After each edit the text must parse to the very tree that is in memory, and only the lines the
 * edit is about may have changed. Undoing all gives the first bytes, redoing all the last ones.
 * APE_EDITS sets the number of edits, APE_SEED the seed; a failure is shrunk to few edits.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/source/source-change.h"
#include "engine/source/source-edit.h"
#include "engine/source/source-fragment.h"
#include "engine/source/source-node.h"
#include "engine/source/source-workspace.h"
#include "tests/test-support.h"

#include <string.h>

typedef enum
{
  SET_ATTRIBUTE,
  ADD_ATTRIBUTE,
  REMOVE_ATTRIBUTE,
  SET_TEXT,
  SET_NAME,
  INSERT_SOURCE,
  INSERT_FRAGMENT,
  REMOVE,
  MOVE,
  REPLACE,
  SWAP,
  UNDO,
  N_KINDS,
} Kind;

static const char *const kind_names[] = {
  "set attribute", "add attribute", "remove attribute", "set text", "set name",  "insert source",
  "insert fragment", "remove", "move", "replace", "swap", "undo and redo",
};

/* An edit as numbers: what they choose depends on the text they meet, so a list can be shortened. */
typedef struct
{
  Kind kind;
  guint32 a, b, c;
} Edit;

static guint counts[N_KINDS];

/* Texts to begin with */

static const char *const own_texts[] = {
  "<r><a/><b>one <i>two</i> three</b><c><![CDATA[<x>]]></c></r>",
  "<?xml version='1.0'?>\n<!-- top -->\n<?pi x?>\n<r a='1'\n   b = \"2\" >\n\t<a />\n\n\t<!-- a --><b></b>\n"
  "  <c>\n  </c> <d/>\n</r>\n<!-- end -->",
  "<n:r xmlns:n='urn:n' xmlns='urn:d'>\r\n  <a xmlns='' k='&#x41;&amp;'/>\r\n  <n:b n:k='v'>t</n:b>\r\n"
  "  <p xml:space='preserve'> <q/> </p>\r\n</n:r>\r\n",
  "<r>\n  <s>  </s>\n  <t>a<!-- c -->b<![CDATA[c]]></t>\n  mixed\n  <u/>\n</r>",
};

typedef struct
{
  char *name;
  GBytes *bytes;
} Text;

static void
text_free (gpointer data)
{
  Text *text = data;

  g_free (text->name);
  g_bytes_unref (text->bytes);
  g_free (text);
}

static void
add_text (GPtrArray *texts, const char *name, const char *data, const char *to, const char *bom)
{
  g_autofree char *marked = g_strconcat (bom, data, NULL);
  gsize length;
  char *converted = g_convert (marked, -1, to, "UTF-8", NULL, &length, NULL);
  Text *text;

  if (converted == NULL)
    return;
  text = g_new0 (Text, 1);
  text->name = g_strdup_printf ("%s as %s", name, to);
  text->bytes = g_bytes_new_take (converted, length);
  g_ptr_array_add (texts, text);
}

static char *
replace_all (const char *text, const char *from, const char *to)
{
  g_auto (GStrv) parts = g_strsplit (text, from, -1);

  return g_strjoinv (to, parts);
}

/* Each real file in one of the forms that files come in */
static void
add_variant (GPtrArray *texts, const char *path, guint variant)
{
  g_autoptr (GBytes) bytes = test_read (path);
  g_autofree char *raw = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  const char *start = g_str_has_prefix (raw, "\357\273\277") ? raw + 3 : raw;
  g_autofree char *lf = replace_all (start, "\r\n", "\n");
  g_autofree char *changed = NULL;

  if (!g_utf8_validate (lf, -1, NULL))
    return;
  switch (variant % 8)
    {
    case 1:
      changed = replace_all (lf, "\n", "\r\n");
      break;
    case 2:
      changed = replace_all (lf, "  ", "\t");
      break;
    case 3:
      changed = replace_all (lf, " id=", "\n        id=");
      break;
    case 4:
      changed = replace_all (lf, "UTF-8", "UTF-16");
      add_text (texts, path, changed, "UTF-16LE", "\357\273\277");
      return;
    case 5:
      changed = replace_all (lf, "UTF-8", "ISO-8859-1");
      if (strstr (changed, "ISO-8859-1") != NULL)
        add_text (texts, path, changed, "ISO-8859-1", "");
      return;
    case 6:
      changed = g_strstrip (replace_all (lf, "    ", ""));
      break;
    case 7:
      changed = replace_all (lf, ">\n", ">\r\n");
      add_text (texts, path, changed, "UTF-8", "\357\273\277");
      return;
    default:
      changed = g_strdup (lf);
      break;
    }
  add_text (texts, path, changed, "UTF-8", "");
}

/* The tree */

static void
collect (SourceNode *node, GPtrArray *nodes)
{
  g_ptr_array_add (nodes, node);
  for (SourceNode *child = source_node_get_first_child (node); child != NULL;
       child = source_node_get_next (child))
    collect (child, nodes);
}

static GPtrArray *
all_nodes (SourceDocument *document)
{
  GPtrArray *nodes = g_ptr_array_new ();

  collect (source_document_get_root (document), nodes);
  return nodes;
}

static gboolean
trees_equal (SourceDocument *one, SourceDocument *other)
{
  g_autoptr (GPtrArray) a = all_nodes (one);
  g_autoptr (GPtrArray) b = all_nodes (other);

  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    {
      SourceNode *x = a->pdata[i], *y = b->pdata[i];

      if (source_node_get_kind (x) != source_node_get_kind (y) ||
          source_node_get_name (x) != source_node_get_name (y) ||
          source_node_get_namespace (x) != source_node_get_namespace (y) ||
          source_node_get_prefix (x) != source_node_get_prefix (y) ||
          source_node_get_offset (one, x) != source_node_get_offset (other, y) ||
          source_node_get_length (one, x) != source_node_get_length (other, y) ||
          source_node_get_tag_length (one, x) != source_node_get_tag_length (other, y))
        return FALSE;
    }
  return TRUE;
}

static SourceNode *
pick (SourceDocument *document, guint32 number, gboolean element)
{
  g_autoptr (GPtrArray) nodes = all_nodes (document);

  for (guint i = 0; i < nodes->len; i++)
    {
      SourceNode *node = nodes->pdata[(number + i) % nodes->len];

      if (!element || source_node_get_kind (node) == SOURCE_NODE_ELEMENT)
        return node;
    }
  return source_document_get_root (document);
}

static gboolean
first_attribute (const char *namespace_uri, const char *prefix, const char *name,
                 const char *value, gpointer user_data)
{
  char **found = user_data;

  if (namespace_uri != NULL)
    return TRUE;
  g_free (*found);
  *found = g_strdup (name);
  return FALSE;
}

/* Lines */

typedef struct
{
  gboolean checked;
  gsize first, last; /* offsets in the old text between which it may change */
} Expected;

static void
expect (Expected *expected, gsize first, gsize last)
{
  expected->checked = TRUE;
  expected->first = first;
  expected->last = last;
}

/* Whether the texts are the same before the line of the first offset and behind that of the last */
static gboolean
outside_is_same (const char *old, const char *new, const Expected *expected)
{
  gsize n_old = strlen (old), n_new = strlen (new);
  gsize before = expected->first, after;
  const char *line_end = strchr (old + expected->last, '\n');

  while (before > 0 && old[before - 1] != '\n')
    before--;
  after = line_end != NULL ? n_old - (gsize) (line_end + 1 - old) : 0;
  return before + after <= n_new && memcmp (old, new, before) == 0 &&
         memcmp (old + n_old - after, new + n_new - after, after) == 0;
}

/* Edits */

static const char *const values[] = { "x", "", "a b", "<&>\"'", "æøå", "1\n2", "]]>", " " };
static const char *const sources[] = {
  "<new/>", "<new a='1'>text</new>", "<new>\n  <inner/>\n</new>", "<!-- new -->", "<?new pi?>",
  "<new xmlns='urn:new'><x:y xmlns:x='urn:x'/></new>",
};

static gboolean
insert (SourceDocument *document, const Edit *edit, Expected *expected)
{
  SourceNode *parent = pick (document, edit->a, TRUE);
  SourceNode *before = NULL;
  gsize start = source_node_get_offset (document, parent);
  guint n = 0;

  for (SourceNode *child = source_node_get_first_child (parent); child != NULL;
       child = source_node_get_next (child))
    if (n++ == edit->b % 5)
      before = child;
  expect (expected, start, start + source_node_get_length (document, parent));
  if (edit->kind == INSERT_FRAGMENT)
    {
      g_autoptr (SourceFragment) fragment =
          source_fragment_new (source_node_get_namespace (parent), NULL, "fragment");

      source_fragment_set_attribute (fragment, NULL, NULL, "k", values[edit->c % 8]);
      if (edit->c % 3 > 0)
        source_fragment_add_text_element (fragment, source_node_get_namespace (parent), NULL,
                                          "text", values[edit->b % 8]);
      if (edit->c % 3 > 1)
        {
          source_fragment_add (fragment, "urn:generated", "g", "other");
          expected->checked = FALSE; /* may declare at the root */
        }
      return source_edit_insert (document, parent, before, fragment, NULL) != NULL;
    }
  return source_edit_insert_source (document, parent, before,
                                    sources[edit->c % G_N_ELEMENTS (sources)], NULL) != NULL;
}

static gboolean
set_attribute (SourceDocument *document, const Edit *edit, Expected *expected)
{
  SourceNode *node = pick (document, edit->a, TRUE);
  g_autofree char *name = NULL;
  const char *value = edit->kind == REMOVE_ATTRIBUTE ? NULL : values[edit->b % 8];
  gsize offset = source_node_get_offset (document, node);
  gsize length;

  expect (expected, offset, offset + source_node_get_tag_length (document, node));
  if (edit->kind == ADD_ATTRIBUTE)
    {
      name = g_strdup_printf ("k%u", edit->c % 4);
    }
  else
    {
      source_node_foreach_attribute (node, first_attribute, &name);
      if (name == NULL)
        return FALSE;
      source_node_get_attribute_range (document, node, NULL, name, &offset, &length);
      if (edit->kind == SET_ATTRIBUTE)
        expect (expected, offset, offset + length);
    }
  return source_edit_set_attribute (document, node, NULL, NULL, name, value, NULL);
}

static gboolean
move_node (SourceDocument *document, const Edit *edit)
{
  SourceNode *node = pick (document, edit->a, FALSE);
  SourceNode *parent = pick (document, edit->b, TRUE);
  SourceNode *before = source_node_get_first_child (parent);

  for (guint i = edit->c % 4; i > 0 && before != NULL; i--)
    before = source_node_get_next (before);
  if (node == source_document_get_root (document))
    return FALSE;
  return source_edit_move (document, node, parent, before, NULL);
}

/* Puts a piece of the text somewhere else in it; often that is not well-formed and refused. */
static gboolean
replace (SourceDocument *document, const Edit *edit)
{
  static const char *const pieces[] = { "", " ", "\n", "<z/>", "t", "<!---->", "</z><z>", "'", "&lt;" };
  gsize total = source_document_get_text_length (document);
  SourceNode *node = pick (document, edit->a, FALSE);
  gsize offset = source_node_get_offset (document, node) + edit->b % 9;
  gsize length = edit->c % 3 == 0 ? edit->b % 40 : 0;
  g_autofree char *text = source_document_dup_text (document, NULL);

  offset = MIN (offset, total);
  length = MIN (length, total - offset);
  while (offset > 0 && ((guchar) text[offset] & 0xc0) == 0x80)
    offset--;
  while (((guchar) text[offset + length] & 0xc0) == 0x80)
    length++;
  return source_edit_replace (document, offset, length, pieces[edit->c % G_N_ELEMENTS (pieces)],
                              NULL);
}

/* Exchanges two neighbours by their text, as a merge or a reload would. */
static gboolean
swap (SourceDocument *document, const Edit *edit)
{
  SourceNode *node = pick (document, edit->a, TRUE);
  SourceNode *next = source_node_next_element (node, NULL, NULL);
  g_autofree char *text = NULL;
  g_autofree char *one = NULL;
  g_autofree char *other = NULL;
  g_autofree char *swapped = NULL;
  gsize a, b;

  if (next == NULL)
    return FALSE;
  text = source_document_dup_text (document, NULL);
  one = source_node_dup_source (document, node);
  other = source_node_dup_source (document, next);
  a = source_node_get_offset (document, node);
  b = source_node_get_offset (document, next);
  swapped = g_strdup_printf ("%.*s%s%.*s%s%s", (int) a, text, other,
                             (int) (b - a - strlen (one)), text + a + strlen (one), one,
                             text + b + strlen (other));
  return source_edit_set_source (document, swapped, NULL) && source_node_is_attached (node) &&
         source_node_is_attached (next);
}

static gboolean
apply (SourceDocument *document, const Edit *edit, Expected *expected)
{
  SourceNode *node;
  gsize offset;
  static const char *const names[] = { "name", "other", "renamed" };

  switch (edit->kind)
    {
    case SET_ATTRIBUTE:
    case ADD_ATTRIBUTE:
    case REMOVE_ATTRIBUTE:
      return set_attribute (document, edit, expected);
    case SET_TEXT:
      node = pick (document, edit->a, TRUE);
      offset = source_node_get_offset (document, node);
      expect (expected, offset, offset + source_node_get_length (document, node));
      return source_edit_set_text (document, node, values[edit->b % 8], NULL);
    case SET_NAME:
      return source_edit_set_name (document, pick (document, edit->a, TRUE), names[edit->b % 3],
                                   NULL);
    case INSERT_SOURCE:
    case INSERT_FRAGMENT:
      return insert (document, edit, expected);
    case REMOVE:
      node = pick (document, edit->a, FALSE);
      offset = source_node_get_offset (document, node);
      expect (expected, offset, offset + source_node_get_length (document, node));
      return node != source_document_get_root (document) &&
             source_edit_remove (document, node, NULL);
    case MOVE:
      return move_node (document, edit);
    case REPLACE:
      return replace (document, edit);
    case SWAP:
      return swap (document, edit);
    default:
      return FALSE;
    }
}

/* Replays what a change tells as text, as the crash journal does. */
static void
replay_cb (SourceDocument *document, const SourceChange *change, GString *replica)
{
  for (guint i = 0; i < change->patches->len; i++)
    {
      const SourcePatch *patch = &g_array_index (change->patches, SourcePatch, i);

      if (patch->offset + patch->n_removed > replica->len ||
          (patch->n_removed > 0 &&
           memcmp (replica->str + patch->offset, patch->removed, patch->n_removed) != 0))
        {
          g_string_assign (replica, "a patch does not fit");
          return;
        }
      g_string_erase (replica, (gssize) patch->offset, (gssize) patch->n_removed);
      if (patch->n_inserted > 0)
        g_string_insert_len (replica, (gssize) patch->offset, patch->inserted,
                             (gssize) patch->n_inserted);
    }
}

/* Returns: (nullable): what is wrong with the document as it stands */
static char *
check (SourceDocument *document, const GString *replica)
{
  g_autofree char *text = source_document_dup_text (document, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = source_document_encode (document, &error);
  g_autoptr (SourceDocument) fresh = NULL;

  if (strcmp (text, replica->str) != 0)
    return g_strdup ("the text is not what its changes tell");
  if (bytes == NULL)
    return g_strdup (error->message);
  fresh = source_document_new_for_bytes (SOURCE_KIND_XML, bytes, "fresh", &error);
  if (fresh == NULL)
    return g_strdup_printf ("the text does not parse: %s", error->message);
  return trees_equal (document, fresh) ? NULL : g_strdup ("the text is not the tree");
}

static char *
run_one (SourceWorkspace *workspace, SourceDocument *document, const Edit *edit,
         const GString *replica)
{
  g_autofree char *old = source_document_dup_text (document, NULL);
  g_autofree char *new = NULL;
  Expected expected = { FALSE };
  gboolean done;

  if (edit->kind == UNDO)
    {
      for (guint i = 0; i < 1 + edit->a % 3; i++)
        source_workspace_undo (workspace);
      for (guint i = 0; i < edit->b % 3; i++)
        source_workspace_redo (workspace);
      counts[UNDO]++;
      return check (document, replica);
    }
  source_workspace_begin (workspace, kind_names[edit->kind]);
  done = apply (document, edit, &expected);
  if (edit->c % 16 == 15)
    {
      source_workspace_rollback (workspace);
      new = source_document_dup_text (document, NULL);
      return strcmp (old, new) == 0 ? NULL : g_strdup ("a rollback does not give the text back");
    }
  source_workspace_commit (workspace);
  new = source_document_dup_text (document, NULL);
  if (!done)
    return edit->kind == SWAP || strcmp (old, new) == 0
               ? check (document, replica)
               : g_strdup ("an edit that failed changed the text");
  counts[edit->kind]++;
  if (expected.checked && !outside_is_same (old, new, &expected))
    {
      g_autofree char *diff = test_unified_diff (old, new);

      return g_strdup_printf ("%s changed other lines than its own:\n%s", kind_names[edit->kind],
                              diff);
    }
  return check (document, replica);
}

/* Returns: (nullable): what went wrong */
static char *
run (const Text *text, GArray *edits)
{
  g_autoptr (SourceWorkspace) workspace = source_workspace_new ();
  g_autoptr (GBytes) last = NULL;
  g_autoptr (GBytes) bytes = NULL;
  SourceDocument *document =
      source_workspace_add_bytes (workspace, SOURCE_KIND_XML, text->bytes, text->name, NULL);
  g_autoptr (GString) replica = g_string_new (NULL);
  g_autofree char *first = NULL;

  if (document == NULL || source_document_is_read_only (document, NULL))
    return NULL;
  first = source_document_dup_text (document, NULL);
  g_string_assign (replica, first);
  g_signal_connect (document, "changed", G_CALLBACK (replay_cb), replica);
  for (guint i = 0; i < edits->len; i++)
    {
      char *problem = run_one (workspace, document, &g_array_index (edits, Edit, i), replica);

      if (problem != NULL)
        return problem;
    }
  while (source_workspace_redo (workspace))
    ;
  last = source_document_encode (document, NULL);
  while (source_workspace_undo (workspace))
    ;
  bytes = source_document_encode (document, NULL);
  if (!g_bytes_equal (bytes, text->bytes))
    return g_strdup ("undoing all does not give the first bytes");
  if (source_document_is_modified (document))
    return g_strdup ("it counts as modified after undoing all");
  while (source_workspace_redo (workspace))
    ;
  g_clear_pointer (&bytes, g_bytes_unref);
  bytes = source_document_encode (document, NULL);
  return g_bytes_equal (bytes, last) ? NULL : g_strdup ("redoing all does not give the last bytes");
}

/* Leaves out edits as long as it still fails. */
static void
shrink_and_fail (const Text *text, GArray *edits, guint seed)
{
  g_autofree char *problem = NULL;

  for (guint i = edits->len; i > 0; i--)
    {
      Edit edit = g_array_index (edits, Edit, i - 1);

      g_array_remove_index (edits, i - 1);
      g_free (problem);
      problem = run (text, edits);
      if (problem == NULL)
        g_array_insert_val (edits, i - 1, edit);
    }
  g_free (problem);
  problem = run (text, edits);
  for (guint i = 0; i < edits->len; i++)
    {
      const Edit *edit = &g_array_index (edits, Edit, i);

      g_test_message ("%s (%u, %u, %u)", kind_names[edit->kind], edit->a, edit->b, edit->c);
    }
  g_error ("seed %u, %s: %s", seed, text->name, problem != NULL ? problem : "fails no more");
}

static void
test_generated (void)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (text_free);
  g_autoptr (GPtrArray) paths = test_shared_files ("corpus", ".bpmn");
  const char *wanted = g_getenv ("APE_EDITS");
  const char *seeded = g_getenv ("APE_SEED");
  guint n_edits = wanted != NULL ? (guint) g_ascii_strtoull (wanted, NULL, 10) : 11000;
  guint seed = seeded != NULL ? (guint) g_ascii_strtoull (seeded, NULL, 10)
                              : (guint) g_test_rand_int ();
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  guint n = 0;

  g_test_message ("seed %u", seed);
  for (guint i = 0; i < G_N_ELEMENTS (own_texts); i++)
    add_text (texts, "own", own_texts[i], "UTF-8", "");
  for (guint i = 0; i < paths->len; i++)
    add_variant (texts, paths->pdata[i], i);
  while (n < n_edits)
    {
      /* Our own texts, small and awkward, come as often as all the others. */
      guint index = (guint) g_rand_int_range (random, 0, 2) == 0
                        ? (guint) g_rand_int_range (random, 0, G_N_ELEMENTS (own_texts))
                        : (guint) g_rand_int_range (random, 0, (gint32) texts->len);
      const Text *text = texts->pdata[index];
      g_autoptr (GArray) edits = g_array_new (FALSE, FALSE, sizeof (Edit));
      g_autofree char *problem = NULL;

      if (g_bytes_get_size (text->bytes) > 200000)
        continue;
      for (guint i = 0; i < 25; i++)
        {
          Edit edit = { (Kind) g_rand_int_range (random, 0, N_KINDS), g_rand_int (random),
                        g_rand_int (random), g_rand_int (random) };

          g_array_append_val (edits, edit);
        }
      problem = run (text, edits);
      if (problem != NULL)
        shrink_and_fail (text, edits, seed);
      n += edits->len;
    }
  for (guint i = 0; i < N_KINDS; i++)
    {
      g_test_message ("%6u × %s", counts[i], kind_names[i]);
      g_assert_cmpuint (counts[i], >, 0);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/generated/edits", test_generated);
  return g_test_run ();
}

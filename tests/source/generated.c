/* generated.c: random edits of real files, and what must hold after each
 *
 * After each edit the text must parse to the very tree that is in memory, its changes must tell the
 * new text, only the lines that a forecast from the old text names may have changed, and what
 * follows the document must be as if the text had just been opened. Undoing all gives the first
 * bytes, redoing all the last ones. APE_EDITS sets the number of edits, APE_SEED the seed (see
 * test_seed()); a failure is shrunk to few edits.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "tests/source/generated.h"

#include "engine/source/source-change.h"
#include "engine/source/source-edit.h"
#include "engine/source/source-fragment.h"
#include "tests/test-support.h"

#include <string.h>

static const char *const kind_names[] = {
  "set attribute", "add attribute", "add qualified attribute", "remove attribute", "set text",
  "set name", "insert source", "insert fragment", "remove", "move", "replace", "swap",
  "undo and redo", "edit model",
};

/* A document under test */
typedef struct
{
  SourceWorkspace *workspace;
  SourceDocument *document;
  GString *replica; /* made by replaying changes */
  const Follower *follower;
  gpointer following;
  guint *counts; /* of edits done, by kind */
} Trial;

/* Texts to begin with */

static const char *const own_texts[] = {
  "<r><a/><b>one <i>two</i> three</b><c><![CDATA[<x>]]></c></r>",
  "<?xml version='1.0'?>\n<!-- top -->\n<?pi x?>\n<r a='1'\n   b = \"2\" >\n\t<a />\n\n\t<!-- a --><b></b>\n"
  "  <c>\n  </c> <d/>\n</r>\n<!-- end -->",
  "<n:r xmlns:n='urn:n' xmlns='urn:d'>\r\n  <a xmlns='' k='&#x41;&amp;'/>\r\n  <n:b n:k='v'>t</n:b>\r\n"
  "  <p xml:space='preserve'> <q/> </p>\r\n</n:r>\r\n",
  "<r>\n  <s>  </s>\n  <t>a<!-- c -->b<![CDATA[c]]></t>\n  mixed\n  <u/>\n</r>",
};

static const char *const own_processes[] = {
  "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL'><process id='P'><startEvent id='S'/>"
  "<sequenceFlow id='f' sourceRef='S' targetRef='E'><conditionExpression><![CDATA[[\"a\"]]]>"
  "</conditionExpression></sequenceFlow><endEvent id='E'><incoming>f</incoming></endEvent></process>"
  "</definitions>",
  "<b:definitions xmlns:b=\"http://www.omg.org/spec/BPMN/20100524/MODEL\"\r\n"
  "  xmlns:x=\"http://altinn.no/process\" >\n<!-- all -->\n\t<b:process id=\"P\"\n\t\tname=\"P\">\r\n"
  "\t\t<!-- first --><b:startEvent id=\"S\" /> \n\t\t<b:task id=\"T\" >\n\t\t\t<b:extensionElements>"
  "<x:taskExtension>\n\t\t\t\t<x:taskType>data</x:taskType></x:taskExtension></b:extensionElements>\n"
  "\t\t</b:task>\n\t\t<b:endEvent id=\"E\"></b:endEvent>\n\t\t<b:sequenceFlow id=\"f\" "
  "sourceRef=\"S\" targetRef=\"T\" /><b:sequenceFlow id=\"g\" sourceRef=\"T\" targetRef=\"E\"/>\n"
  "\t</b:process>\n</b:definitions>",
};

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

/* Our own texts and every real file of at most so many bytes, each in one of the forms that files
 * come in. @processes: only those that are BPMN */
GPtrArray *
generated_texts (gsize max_bytes, gboolean processes)
{
  const char *const *own = processes ? own_processes : own_texts;
  gsize n_own = processes ? G_N_ELEMENTS (own_processes) : G_N_ELEMENTS (own_texts);
  GPtrArray *texts = g_ptr_array_new_with_free_func (text_free);
  g_autoptr (GPtrArray) paths = test_shared_files ("corpus", ".bpmn");

  for (guint i = 0; i < n_own; i++)
    add_text (texts, "own", own[i], "UTF-8", "");
  for (guint i = 0; i < paths->len; i++)
    add_variant (texts, paths->pdata[i], i);
  for (guint i = texts->len; i > 0; i--)
    if (g_bytes_get_size (((const Text *) texts->pdata[i - 1])->bytes) > max_bytes)
      g_ptr_array_remove_index (texts, i - 1);
  return texts;
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

/* Edits */

static const char *const values[] = { "x", "", "a b", "<&>\"'", "æøå", "1\n2", "]]>", " " };

static const struct
{
  const char *xml;
  int n_breaks;
} sources[] = {
  { "<new/>", 0 },
  { "<new a='1'>text</new>", 0 },
  { "<new>\n  <inner/>\n</new>", 2 },
  { "<!-- new -->", 0 },
  { "<?new pi?>", 0 },
  { "<new xmlns='urn:new'><x:y xmlns:x='urn:x'/></new>", 0 },
};

static gboolean
insert_fragment (SourceDocument *document, SourceNode *parent, SourceNode *before,
                 const Edit *edit, Forecast *forecast)
{
  const char *uri = source_node_get_namespace (parent);
  const char *text = values[edit->b % 8];
  int n_breaks = 0, n_children = (int) (edit->c % 3);
  g_autoptr (SourceFragment) fragment = source_fragment_new (uri, NULL, "fragment");

  source_fragment_set_attribute (fragment, NULL, NULL, "k", values[edit->c % 8]);
  if (n_children > 0)
    {
      source_fragment_add_text_element (fragment, uri, NULL, "text", text);
      n_breaks = forecast_count_breaks (text, 0, strlen (text));
    }
  if (n_children > 1)
    {
      source_fragment_add (fragment, "urn:generated", "g", "other");
      forecast_declaration (forecast, "urn:generated");
    }
  forecast_insert (forecast, parent, before, n_children > 0 ? n_children + n_breaks + 2 : 1,
                   n_breaks);
  return source_edit_insert (document, parent, before, fragment, NULL) != NULL;
}

static gboolean
insert (SourceDocument *document, const Edit *edit, Forecast *forecast)
{
  SourceNode *parent = pick (document, edit->a, TRUE);
  SourceNode *before = NULL;
  int n_breaks = sources[edit->c % G_N_ELEMENTS (sources)].n_breaks;
  guint n = 0;

  for (SourceNode *child = source_node_get_first_child (parent); child != NULL;
       child = source_node_get_next (child))
    if (n++ == edit->b % 5)
      before = child;
  if (edit->kind == INSERT_FRAGMENT)
    return insert_fragment (document, parent, before, edit, forecast);
  forecast_insert (forecast, parent, before, n_breaks + 1, n_breaks);
  return source_edit_insert_source (document, parent, before,
                                    sources[edit->c % G_N_ELEMENTS (sources)].xml, NULL) != NULL;
}

static gboolean
set_attribute (SourceDocument *document, const Edit *edit, Forecast *forecast)
{
  SourceNode *node = pick (document, edit->a, TRUE);
  g_autofree char *name = NULL;
  const char *value = edit->kind == REMOVE_ATTRIBUTE ? NULL : values[edit->b % 8];

  if (edit->kind == ADD_ATTRIBUTE)
    name = g_strdup_printf ("k%u", edit->c % 4);
  else
    source_node_foreach_attribute (node, first_attribute, &name);
  if (name == NULL)
    return FALSE;
  forecast_attribute (forecast, node, name, value);
  return source_edit_set_attribute (document, node, NULL, NULL, name, value, NULL);
}

/* At elements without it only, which then have it, and declared where it is not known. */
static gboolean
add_qualified_attribute (SourceDocument *document, const Edit *edit, Forecast *forecast)
{
  SourceNode *node = pick (document, edit->a, TRUE);
  g_autofree char *uri = g_strdup_printf ("urn:attribute-%u", edit->c % 3);

  if (source_node_has_attribute (node, uri, "q"))
    return FALSE;
  if (source_node_lookup_prefix (node, uri) == NULL)
    forecast_declaration (forecast, uri);
  forecast_add_attribute (forecast, node, FALSE);
  return source_edit_set_attribute (document, node, uri, "q", "q", values[edit->b % 8], NULL);
}

static gboolean
move_node (SourceDocument *document, const Edit *edit, Forecast *forecast)
{
  SourceNode *node = pick (document, edit->a, FALSE);
  SourceNode *parent = pick (document, edit->b, TRUE);
  SourceNode *before = source_node_get_first_child (parent);

  for (guint i = edit->c % 4; i > 0 && before != NULL; i--)
    before = source_node_get_next (before);
  if (node == source_document_get_root (document))
    return FALSE;
  for (SourceNode *above = parent; above != NULL; above = source_node_get_parent (above))
    if (above == node)
      return source_edit_move (document, node, parent, before, NULL);
  forecast_move (forecast, node, parent, before);
  return source_edit_move (document, node, parent, before, NULL);
}

/* Puts a piece of the text somewhere else in it; often that is not well-formed and refused. */
static gboolean
replace (SourceDocument *document, const Edit *edit, Forecast *forecast)
{
  static const char *const pieces[] = { "", " ", "\n", "<z/>", "t", "<!---->", "</z><z>", "'", "&lt;" };
  const char *piece = pieces[edit->c % G_N_ELEMENTS (pieces)];
  const char *text = forecast->text;
  SourceNode *node = pick (document, edit->a, FALSE);
  gsize offset = source_node_get_offset (document, node) + edit->b % 9;
  gsize length = edit->c % 3 == 0 ? edit->b % 40 : 0;

  offset = MIN (offset, forecast->length);
  length = MIN (length, forecast->length - offset);
  while (offset > 0 && ((guchar) text[offset] & 0xc0) == 0x80)
    offset--;
  while (((guchar) text[offset + length] & 0xc0) == 0x80)
    length++;
  forecast->exact =
      g_strdup_printf ("%.*s%s%s", (int) offset, text, piece, text + offset + length);
  return source_edit_replace (document, offset, length, piece, NULL);
}

/* Exchanges two neighbours by their text, as a merge or a reload would. */
static gboolean
swap (SourceDocument *document, const Edit *edit, Forecast *forecast)
{
  SourceNode *node = pick (document, edit->a, TRUE);
  SourceNode *next = source_node_next_element (node, NULL, NULL);
  const char *text = forecast->text;
  g_autofree char *one = NULL;
  g_autofree char *other = NULL;
  gsize a, b;

  if (next == NULL)
    return FALSE;
  one = source_node_dup_source (document, node);
  other = source_node_dup_source (document, next);
  a = source_node_get_offset (document, node);
  b = source_node_get_offset (document, next);
  forecast->exact = g_strdup_printf ("%.*s%s%.*s%s%s", (int) a, text, other,
                                     (int) (b - a - strlen (one)), text + a + strlen (one), one,
                                     text + b + strlen (other));
  return source_edit_set_source (document, forecast->exact, NULL) &&
         source_node_is_attached (node) && source_node_is_attached (next);
}

static gboolean
apply (Trial *trial, const Edit *edit, Forecast *forecast)
{
  static const char *const names[] = { "name", "other", "renamed" };
  SourceDocument *document = trial->document;
  SourceNode *node;

  switch (edit->kind)
    {
    case SET_ATTRIBUTE:
    case ADD_ATTRIBUTE:
    case REMOVE_ATTRIBUTE:
      return set_attribute (document, edit, forecast);
    case ADD_QUALIFIED_ATTRIBUTE:
      return add_qualified_attribute (document, edit, forecast);
    case SET_TEXT:
      node = pick (document, edit->a, TRUE);
      if (source_node_first_element (node, NULL, NULL) == NULL)
        forecast_text (forecast, node, values[edit->b % 8]);
      return source_edit_set_text (document, node, values[edit->b % 8], NULL);
    case SET_NAME:
      node = pick (document, edit->a, TRUE);
      forecast_rename (forecast, node);
      return source_edit_set_name (document, node, names[edit->b % 3], NULL);
    case INSERT_SOURCE:
    case INSERT_FRAGMENT:
      return insert (document, edit, forecast);
    case REMOVE:
      node = pick (document, edit->a, FALSE);
      forecast_remove (forecast, node);
      return node != source_document_get_root (document) &&
             source_edit_remove (document, node, NULL);
    case MOVE:
      return move_node (document, edit, forecast);
    case REPLACE:
      return replace (document, edit, forecast);
    case SWAP:
      return swap (document, edit, forecast);
    case EDIT_MODEL:
      return trial->follower->edit (trial->following, edit, forecast);
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
check (Trial *trial)
{
  g_autofree char *text = source_document_dup_text (trial->document, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = source_document_encode (trial->document, &error);
  g_autoptr (SourceWorkspace) workspace = source_workspace_new ();
  SourceDocument *fresh;

  if (strcmp (text, trial->replica->str) != 0)
    return g_strdup ("the text is not what its changes tell");
  if (bytes == NULL)
    return g_strdup (error->message);
  fresh = source_workspace_add_bytes (workspace, SOURCE_KIND_XML, bytes,
                                      source_document_get_name (trial->document), &error);
  if (fresh == NULL)
    return g_strdup_printf ("the text does not parse: %s", error->message);
  if (!trees_equal (trial->document, fresh))
    return g_strdup ("the text is not the tree");
  return trial->follower->compare != NULL ? trial->follower->compare (trial->following, fresh)
                                          : NULL;
}

static char *
travel (Trial *trial, const Edit *edit)
{
  for (guint i = 0; i < 1 + edit->a % 3; i++)
    source_workspace_undo (trial->workspace);
  for (guint i = 0; i < edit->b % 3; i++)
    source_workspace_redo (trial->workspace);
  trial->counts[edit->kind]++;
  return check (trial);
}

static char *
run_one (Trial *trial, const Edit *edit)
{
  g_autoptr (Forecast) forecast = forecast_new (trial->document);
  g_autofree char *new = NULL;
  g_autofree char *problem = NULL;
  gboolean done;

  if (edit->kind == UNDO)
    return travel (trial, edit);
  source_workspace_begin (trial->workspace, kind_names[edit->kind]);
  done = apply (trial, edit, forecast);
  if (edit->c % 16 == 15)
    source_workspace_rollback (trial->workspace);
  else
    source_workspace_commit (trial->workspace);
  new = source_document_dup_text (trial->document, NULL);
  if (edit->c % 16 == 15)
    return strcmp (forecast->text, new) == 0
               ? check (trial)
               : g_strdup ("a rollback does not give the text back");
  if (!done)
    return edit->kind == SWAP || edit->kind == EDIT_MODEL || strcmp (forecast->text, new) == 0
               ? check (trial)
               : g_strdup ("an edit that failed changed the text");
  trial->counts[edit->kind]++;
  problem = forecast_check (forecast, new);
  if (problem != NULL)
    {
      g_autofree char *diff = test_unified_diff (forecast->text, new);

      return g_strdup_printf ("%s: %s:\n%s", kind_names[edit->kind], problem, diff);
    }
  return check (trial);
}

static char *
travel_all (Trial *trial, GBytes *first)
{
  g_autoptr (GBytes) last = NULL;
  g_autoptr (GBytes) bytes = NULL;
  char *problem;

  while (source_workspace_redo (trial->workspace))
    ;
  last = source_document_encode (trial->document, NULL);
  while (source_workspace_undo (trial->workspace))
    ;
  bytes = source_document_encode (trial->document, NULL);
  if (!g_bytes_equal (bytes, first))
    return g_strdup ("undoing all does not give the first bytes");
  if (source_document_is_modified (trial->document))
    return g_strdup ("it counts as modified after undoing all");
  problem = check (trial);
  if (problem != NULL)
    return problem;
  while (source_workspace_redo (trial->workspace))
    ;
  g_clear_pointer (&bytes, g_bytes_unref);
  bytes = source_document_encode (trial->document, NULL);
  return g_bytes_equal (bytes, last) ? check (trial)
                                     : g_strdup ("redoing all does not give the last bytes");
}

/* Returns: (nullable): what went wrong */
static char *
run (const Text *text, const Follower *follower, GArray *edits, guint *counts)
{
  g_autoptr (SourceWorkspace) workspace = source_workspace_new ();
  SourceDocument *document =
      source_workspace_add_bytes (workspace, SOURCE_KIND_XML, text->bytes, text->name, NULL);
  g_autofree char *first = NULL;
  Trial trial = { workspace, document, NULL, follower, NULL, counts };
  char *problem = NULL;

  if (document == NULL || source_document_is_read_only (document, NULL))
    return NULL;
  first = source_document_dup_text (document, NULL);
  trial.replica = g_string_new (first);
  g_signal_connect (document, "changed", G_CALLBACK (replay_cb), trial.replica);
  trial.following = follower->open != NULL ? follower->open (document) : NULL;
  for (guint i = 0; i < edits->len && problem == NULL; i++)
    problem = run_one (&trial, &g_array_index (edits, Edit, i));
  if (problem == NULL)
    problem = travel_all (&trial, text->bytes);
  else if (trial.replica->len < 8000)
    g_test_message ("%s", trial.replica->str);
  if (follower->close != NULL)
    follower->close (trial.following);
  g_signal_handlers_disconnect_by_data (document, trial.replica);
  g_string_free (trial.replica, TRUE);
  return problem;
}

/* Leaves out edits as long as it still fails. */
static void
shrink_and_fail (const Text *text, const Follower *follower, GArray *edits, guint seed)
{
  guint counts[N_KINDS] = { 0 };
  g_autofree char *problem = NULL;

  for (guint i = edits->len; i > 0; i--)
    {
      Edit edit = g_array_index (edits, Edit, i - 1);

      g_array_remove_index (edits, i - 1);
      g_free (problem);
      problem = run (text, follower, edits, counts);
      if (problem == NULL)
        g_array_insert_val (edits, i - 1, edit);
    }
  g_free (problem);
  problem = run (text, follower, edits, counts);
  for (guint i = 0; i < edits->len; i++)
    {
      const Edit *edit = &g_array_index (edits, Edit, i);

      g_test_message ("%s (%u, %u, %u)", kind_names[edit->kind], edit->a, edit->b, edit->c);
    }
  g_error ("seed %u, %s: %s", seed, text->name, problem != NULL ? problem : "fails no more");
}

static guint
number_from_environment (const char *name, guint otherwise)
{
  const char *text = g_getenv (name);

  return text != NULL ? (guint) g_ascii_strtoull (text, NULL, 10) : otherwise;
}

static void
report (const guint *counts, const Follower *follower, guint n_files)
{
  guint n = 0;

  for (guint i = 0; i < N_KINDS; i++)
    {
      if (i == EDIT_MODEL && follower->edit == NULL)
        continue;
      g_test_message ("%6u × %s", counts[i], kind_names[i]);
      g_assert_cmpuint (counts[i], >, 0);
      n += counts[i];
    }
  g_test_message ("%6u edits of %u files", n, n_files);
}

/* Edits until @n_edits were done; fails at the first that leaves something untrue. */
void
generated_run (GPtrArray *texts, const Follower *follower, guint n_edits)
{
  guint wanted = number_from_environment ("APE_EDITS", n_edits);
  guint seed = test_seed ();
  int n_kinds = follower->edit != NULL ? N_KINDS : EDIT_MODEL;
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  guint counts[N_KINDS] = { 0 };
  int n_own = 0;

  while (n_own < (int) texts->len &&
         g_str_has_prefix (((const Text *) texts->pdata[n_own])->name, "own"))
    n_own++;
  g_test_message ("seed %u", seed);
  for (guint n = 0; n < wanted;)
    {
      /* Our own texts, small and awkward, come as often as all the others. */
      guint index = g_rand_int_range (random, 0, 2) == 0
                        ? (guint) g_rand_int_range (random, 0, n_own)
                        : (guint) g_rand_int_range (random, 0, (gint32) texts->len);
      const Text *text = texts->pdata[index];
      g_autoptr (GArray) edits = g_array_new (FALSE, FALSE, sizeof (Edit));
      g_autofree char *problem = NULL;

      for (guint i = 0; i < 25; i++)
        {
          Edit edit = { (Kind) g_rand_int_range (random, 0, n_kinds), g_rand_int (random),
                        g_rand_int (random), g_rand_int (random) };

          g_array_append_val (edits, edit);
        }
      g_hash_table_add (seen, (gpointer) text);
      problem = run (text, follower, edits, counts);
      if (problem != NULL)
        shrink_and_fail (text, follower, edits, seed);
      n = 0;
      for (guint i = 0; i < N_KINDS; i++)
        n += counts[i];
    }
  report (counts, follower, g_hash_table_size (seen));
}

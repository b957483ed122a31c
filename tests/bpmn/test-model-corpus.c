/* test-model-corpus.c: random edits of real files leave a model as of a freshly opened one
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/source/source-edit.h"
#include "engine/source/source-node.h"
#include "engine/source/source-workspace.h"
#include "tests/bpmn/bpmn-dump.h"
#include "tests/bpmn/bpmn-random.h"
#include "tests/test-support.h"

static BpmnElement *
pick (BpmnModel *model, GRand *rand)
{
  const GPtrArray *elements = bpmn_model_get_elements (model);

  return elements->len > 0
             ? g_ptr_array_index (elements, g_rand_int_range (rand, 0, (int) elements->len))
             : NULL;
}

/* Into another element, or among its neighbours; shapes and edges too. */
static void
move_node (SourceDocument *document, SourceNode *node, SourceNode *other, GRand *rand)
{
  SourceNode *parent = g_rand_boolean (rand) ? other : source_node_get_parent (other);
  SourceNode *before;

  if (node == source_document_get_root (document) || parent == NULL)
    return;
  before = source_node_get_first_child (parent);
  for (int i = g_rand_int_range (rand, 0, 8); i > 0 && before != NULL; i--)
    before = source_node_get_next (before);
  source_edit_move (document, node, parent, before, NULL);
}

/* Any element of the file: shapes, edges and planes too */
static SourceNode *
pick_node (SourceDocument *document, GRand *rand)
{
  gsize length = source_document_get_text_length (document);
  SourceNode *node = source_document_get_node_at (
      document, (gsize) g_rand_int_range (rand, 0, (gint32) length));

  while (node != NULL && source_node_get_kind (node) != SOURCE_NODE_ELEMENT)
    node = source_node_get_parent (node);
  return node != NULL ? node : source_document_get_root (document);
}

/* The tree's own edits, which know nothing of references: ids appear twice, flows dangle. */
static void
edit_source (BpmnModel *model, GRand *rand)
{
  SourceDocument *document = bpmn_model_get_document (model);
  SourceWorkspace *workspace = source_document_get_workspace (document);
  BpmnElement *one = pick (model, rand);
  BpmnElement *other = pick (model, rand);
  SourceNode *node = bpmn_element_get_node (one);

  source_workspace_begin (workspace, "Edit");
  switch (g_rand_int_range (rand, 0, 5))
    {
    case 0:
      source_edit_set_attribute (document, node, NULL, NULL, "id", bpmn_element_get_id (other),
                                 NULL);
      break;
    case 1:
      if (one != bpmn_model_get_definitions (model) && one != bpmn_model_get_process (model))
        source_edit_remove (document, node, NULL);
      break;
    case 2:
      source_edit_set_attribute (document, node, NULL, NULL, "sourceRef",
                                 bpmn_element_get_id (other), NULL);
      break;
    case 3:
      move_node (document, node, bpmn_element_get_node (other), rand);
      break;
    case 4:
      move_node (document, pick_node (document, rand), pick_node (document, rand), rand);
      break;
    default:
      g_assert_not_reached ();
    }
  source_workspace_commit (workspace);
}

static void
assert_bytes (SourceDocument *document, GBytes *expected)
{
  g_autoptr (GBytes) bytes = source_document_encode (document, NULL);

  g_assert_true (g_bytes_equal (bytes, expected));
}

static void
play (const char *path, guint32 seed)
{
  g_autoptr (SourceWorkspace) workspace = source_workspace_new ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  g_autoptr (BpmnModel) model = NULL;
  g_autoptr (GBytes) first = NULL;
  g_autoptr (GBytes) last = NULL;
  SourceDocument *document = source_workspace_open (workspace, path, SOURCE_KIND_XML, NULL);

  if (document == NULL)
    return;
  first = source_document_encode (document, NULL);
  model = bpmn_model_new (document);
  if (bpmn_model_get_process (model) == NULL)
    return;
  g_test_message ("%s, seed %u", path, seed);
  for (guint i = 0; i < 12; i++)
    {
      if (g_rand_int_range (rand, 0, 4) == 0)
        edit_source (model, rand);
      else
        bpmn_edit_randomly (model, rand);
      bpmn_assert_as_opened (model);
      if (g_rand_int_range (rand, 0, 3) == 0 && source_workspace_undo (workspace))
        bpmn_assert_as_opened (model);
    }
  while (source_workspace_redo (workspace))
    continue;
  last = source_document_encode (document, NULL);
  while (source_workspace_undo (workspace))
    bpmn_assert_as_opened (model);
  assert_bytes (document, first);
  while (source_workspace_redo (workspace))
    continue;
  bpmn_assert_as_opened (model);
  assert_bytes (document, last);
}

static void
play_all (const char *folder)
{
  g_autoptr (GPtrArray) files = test_shared_files (folder, ".bpmn");
  guint32 seed = test_seed () & 0xffff;

  for (guint i = 0; i < files->len; i++)
    play (g_ptr_array_index (files, i), seed + i);
}

static void
test_fixtures (void)
{
  g_autofree char *folder = test_fixture ("fixtures/bpmn");
  g_autoptr (GPtrArray) files = test_find_files (folder, ".bpmn");

  g_assert_cmpuint (files->len, >=, 3);
  for (guint32 seed = 0; seed < 60; seed++)
    for (guint i = 0; i < files->len; i++)
      play (g_ptr_array_index (files, i), seed);
}

static void
test_processes (void)
{
  if (!test_skip_without_shared ("corpus/processes"))
    play_all ("corpus/processes");
}

static void
test_apps (void)
{
  if (!test_skip_without_shared ("corpus/apps"))
    play_all ("corpus/apps");
}

static void
test_interchange (void)
{
  if (!test_skip_without_shared ("corpus/miwg"))
    play_all ("corpus/miwg");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/bpmn/random-edits/fixtures", test_fixtures);
  g_test_add_func ("/bpmn/random-edits/processes", test_processes);
  g_test_add_func ("/bpmn/random-edits/apps", test_apps);
  g_test_add_func ("/bpmn/random-edits/interchange-models", test_interchange);
  return g_test_run ();
}

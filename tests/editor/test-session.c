/* test-session.c: selection, outline, find, and the words of editing commands
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include <string.h>

#include "editor/editor-find.h"
#include "editor/editor-outline.h"
#include "editor/editor-script.h"
#include "tests/editor/desk.h"
#include "tests/test-support.h"

static void
count_cb (guint *count)
{
  (*count)++;
}

static void
test_selection_tells_real_changes_only (void)
{
  Desk *desk = desk_open_fixture ("permit.bpmn");
  EditorSelection *selection = editor_session_get_selection (desk->session);
  BpmnElement *fill = desk_get (desk, "Task_Fill");
  BpmnElement *sign = desk_get (desk, "Task_Sign");
  guint changes = 0;

  g_signal_connect_swapped (selection, "changed", G_CALLBACK (count_cb), &changes);
  editor_selection_select (selection, fill);
  editor_selection_select (selection, fill);
  g_assert_cmpuint (changes, ==, 1);
  editor_selection_add (selection, sign);
  g_assert_cmpuint (changes, ==, 2);
  g_assert_true (editor_selection_get_primary (selection) == sign);
  editor_selection_add (selection, fill); /* becomes the primary one */
  g_assert_cmpuint (changes, ==, 3);
  g_assert_true (editor_selection_get_primary (selection) == fill);
  g_assert_cmpuint (editor_selection_get_size (selection), ==, 2);
  editor_selection_select (selection, bpmn_model_get_process (desk->model));
  g_assert_cmpuint (editor_selection_get_size (selection), ==, 0);
  desk_close (desk);
}

static void
test_deleted_elements_leave_the_selection (void)
{
  Desk *desk = desk_open_fixture ("permit.bpmn");
  EditorSelection *selection = editor_session_get_selection (desk->session);
  BpmnElement *sign = desk_get (desk, "Task_Sign");

  desk_select (desk, "Task_Fill", "Task_Sign", NULL);
  g_assert_true (editor_command_delete (desk->session, &sign, 1, NULL, NULL));
  g_assert_true (editor_selection_get_single (selection) == desk_get (desk, "Task_Fill"));
  g_assert_true (editor_session_undo (desk->session));
  g_assert_true (editor_selection_contains (selection, sign));
  desk_close (desk);
}

static void
test_undo_selects_what_moved (void)
{
  Desk *desk = desk_open_fixture ("permit.bpmn");
  EditorSelection *selection = editor_session_get_selection (desk->session);
  BpmnElement *sign = desk_get (desk, "Task_Sign");

  g_assert_true (editor_command_move (desk->session, &sign, 1, 0, 50, NULL));
  editor_selection_clear (selection);
  g_assert_true (editor_session_undo (desk->session));
  g_assert_true (editor_selection_get_single (selection) == sign);
  g_assert_false (editor_session_undo (desk->session));
  g_assert_true (editor_session_redo (desk->session));
  g_assert_true (editor_selection_get_single (selection) == sign);
  desk_close (desk);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static void
test_opens_in_a_thread (void)
{
  g_autofree char *path = test_fixture ("fixtures/editor/permit.bpmn");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  EditorSession *session;

  editor_session_open_async (path, "v8", NULL, opened_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  session = editor_session_open_finish (result, &error);
  g_assert_no_error (error);
  g_assert_nonnull (bpmn_model_lookup (editor_session_get_model (session), "Task_Sign"));
  g_clear_object (&result);
  g_assert_finalize_object (session);
}

static void
test_missing_file_says_its_name (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (editor_session_open ("/no/such/process.bpmn", NULL, &error));
  g_assert_nonnull (strstr (error->message, "/no/such/process.bpmn"));
}

static void
test_outline_is_in_order_and_complete (void)
{
  Desk *desk = desk_open_fixture ("permit.bpmn");
  static const char *const ids[] = { "StartEvent_1", "Task_Fill", "Task_Sign", "Gateway_Approved",
                                     "EndEvent_1" };
  g_autoptr (GPtrArray) list = editor_outline_list (desk->session);

  g_assert_cmpuint (list->len, ==, G_N_ELEMENTS (ids));
  for (guint i = 0; i < list->len; i++)
    g_assert_cmpstr (bpmn_element_get_id (g_ptr_array_index (list, i)), ==, ids[i]);
  desk_close (desk);
}

static void
test_outline_lists_loose_elements_last (void)
{
  Desk *desk = desk_open_fixture ("permit.bpmn");
  const BpmnPoint at = { 100, 500 };
  BpmnElement *loose = editor_command_add (desk->session, "data", NULL, at, NULL);
  g_autoptr (GPtrArray) list = editor_outline_list (desk->session);

  g_assert_cmpuint (list->len, ==, 6);
  g_assert_true (g_ptr_array_index (list, 5) == loose);
  desk_close (desk);
}

static void
test_outline_in_words (void)
{
  Desk *desk = desk_open_fixture ("permit.bpmn");
  g_autofree char *task = editor_outline_describe (desk->session, desk_get (desk, "Task_Sign"));
  g_autofree char *gateway =
      editor_outline_describe (desk->session, desk_get (desk, "Gateway_Approved"));
  g_autofree char *flow = editor_outline_describe (desk->session, desk_get (desk, "Flow_reject"));
  g_autofree char *end = editor_outline_describe (desk->session, desk_get (desk, "EndEvent_1"));

  g_assert_true (g_str_has_prefix (task, "Signering, "));
  g_assert_true (g_str_has_suffix (task, ", step 3 of 5, next: Godkjent?"));
  g_assert_true (g_str_has_suffix (gateway, ", step 4 of 5, next: EndEvent_1, Utfylling"));
  g_assert_true (g_str_has_suffix (flow, ", from Godkjent? to Utfylling"));
  g_assert_true (g_str_has_suffix (end, ", step 5 of 5"));
  desk_close (desk);
}

static void
test_outline_goes_to_the_other_branch (void)
{
  Desk *desk = desk_open_fixture ("permit.bpmn");
  BpmnElement *end = desk_get (desk, "EndEvent_1");
  BpmnElement *fill = desk_get (desk, "Task_Fill");

  g_assert_true (editor_outline_sibling (desk->session, end, 1) == fill);
  g_assert_null (editor_outline_sibling (desk->session, end, -1));
  g_assert_true (editor_outline_sibling (desk->session, desk_get (desk, "Flow_reject"), -1) ==
                 desk_get (desk, "Flow_approve"));
  desk_close (desk);
}

static void
assert_found (Desk *desk, const char *query, const char *id, EditorFindField field)
{
  g_autoptr (GPtrArray) hits = editor_find (desk->session, query);

  for (guint i = 0; i < hits->len; i++)
    {
      const EditorFindHit *hit = g_ptr_array_index (hits, i);

      if (g_strcmp0 (bpmn_element_get_id (hit->element), id) != 0)
        continue;
      g_assert_cmpint (hit->field, ==, field);
      return;
    }
  g_error ("“%s” does not find %s", query, id);
}

static void
test_find_searches_everything (void)
{
  Desk *desk = desk_open_fixture ("permit.bpmn");
  g_autoptr (GPtrArray) nothing = editor_find (desk->session, "  ");
  g_autoptr (GPtrArray) missing = editor_find (desk->session, "no such thing");

  assert_found (desk, "signering", "Task_Sign", EDITOR_FIND_NAME);
  assert_found (desk, "GODKJENT", "Gateway_Approved", EDITOR_FIND_NAME);
  assert_found (desk, "task_fill", "Task_Fill", EDITOR_FIND_ID);
  assert_found (desk, "exclusivegateway", "Gateway_Approved", EDITOR_FIND_TYPE);
  assert_found (desk, "signatures-permit", "Task_Sign", EDITOR_FIND_SETTING);
  assert_found (desk, "signatureDataType permit", "Task_Sign", EDITOR_FIND_SETTING);
  assert_found (desk, "gatewayAction reject", "Flow_reject", EDITOR_FIND_CONDITION);
  g_assert_cmpuint (nothing->len, ==, 0);
  g_assert_cmpuint (missing->len, ==, 0);
  desk_close (desk);
}

static void
assert_words (const char *command, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) words = editor_script_split (command, &error);
  g_autofree char *joined = NULL;

  g_assert_no_error (error);
  joined = g_strjoinv ("|", words);
  g_assert_cmpstr (joined, ==, expected);
}

static void
test_words_of_commands (void)
{
  assert_words ("delete A  B\tC ", "delete|A|B|C");
  assert_words ("set A name=\"Til signering\"", "set|A|name=Til signering");
  assert_words ("set A name=\"si \\\"ja\\\" \\\\ nei\"", "set|A|name=si \"ja\" \\ nei");
  assert_words ("set A name=\"\"", "set|A|name=");
  assert_words ("connect A B condition=[\"equals\", [\"gatewayAction\"], \"a ] b\"] id=X",
                "connect|A|B|condition=[\"equals\", [\"gatewayAction\"], \"a ] b\"]|id=X");
  assert_words ("set A x={\"a\": [1, 2]}", "set|A|x={\"a\": [1, 2]}");
  assert_words ("set A action+=reject", "set|A|action+=reject");
  assert_words ("set A name=a\"b", "set|A|name=a\"b");
  assert_words ("", "");
}

static void
test_broken_commands (void)
{
  static const char *const broken[] = { "set A name=\"open", "set A name=\"a\"b",
                                        "connect A B condition=[\"equals\"",
                                        "connect A B condition=[\"equals\"}", "set A x=\xff" };

  for (gsize i = 0; i < G_N_ELEMENTS (broken); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (editor_script_split (broken[i], &error));
      g_assert_error (error, EDITOR_ERROR, EDITOR_ERROR_SYNTAX);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/selection-tells-real-changes-only",
                   test_selection_tells_real_changes_only);
  g_test_add_func ("/session/deleted-elements-leave-the-selection",
                   test_deleted_elements_leave_the_selection);
  g_test_add_func ("/session/undo-selects-what-moved", test_undo_selects_what_moved);
  g_test_add_func ("/session/opens-in-a-thread", test_opens_in_a_thread);
  g_test_add_func ("/session/missing-file-says-its-name", test_missing_file_says_its_name);
  g_test_add_func ("/outline/is-in-order-and-complete", test_outline_is_in_order_and_complete);
  g_test_add_func ("/outline/lists-loose-elements-last", test_outline_lists_loose_elements_last);
  g_test_add_func ("/outline/in-words", test_outline_in_words);
  g_test_add_func ("/outline/goes-to-the-other-branch", test_outline_goes_to_the_other_branch);
  g_test_add_func ("/find/searches-everything", test_find_searches_everything);
  g_test_add_func ("/script/words-of-commands", test_words_of_commands);
  g_test_add_func ("/script/broken-commands", test_broken_commands);
  return g_test_run ();
}

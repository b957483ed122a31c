/* test-commands.c: what each command changes in a file, line by line
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include <string.h>

#include "editor/editor-clipboard.h"
#include "editor/editor-command.h"
#include "tests/editor/desk.h"
#include "tests/test-support.h"

static void
test_move_changes_only_its_places (void)
{
  Desk *desk = desk_open_fixture ("permit.bpmn");
  BpmnElement *task = desk_get (desk, "Task_Sign");
  g_autofree char *diff = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (editor_command_move (desk->session, &task, 1, 10, 0, &error));
  g_assert_no_error (error);
  diff = desk_dup_diff (desk);
  g_assert_cmpstr (diff, ==,
                   "-        <dc:Bounds x=\"430\" y=\"80\" width=\"100\" height=\"80\" />\n"
                   "+        <dc:Bounds x=\"440\" y=\"80\" width=\"100\" height=\"80\" />\n"
                   "-        <di:waypoint x=\"430\" y=\"120\" />\n"
                   "+        <di:waypoint x=\"440\" y=\"120\" />\n"
                   "-        <di:waypoint x=\"530\" y=\"120\" />\n"
                   "+        <di:waypoint x=\"540\" y=\"120\" />\n");
  desk_check (desk);
  desk_undo_all (desk);
  desk_close (desk);
}

static void
test_move_of_both_ends_keeps_the_flow (void)
{
  Desk *desk = desk_open_fixture ("permit.bpmn");
  BpmnElement *elements[] = { desk_get (desk, "Gateway_Approved"), desk_get (desk, "Task_Fill") };
  const BpmnPoint *points;
  guint n_points;
  BpmnRect label;

  g_assert_true (editor_command_move (desk->session, elements, 2, 20, 50, NULL));
  points = bpmn_edge_get_waypoints (bpmn_element_get_edge (desk_get (desk, "Flow_reject")),
                                    &n_points);
  g_assert_cmpuint (n_points, ==, 4);
  g_assert_cmpfloat (points[1].x, ==, 650);
  g_assert_cmpfloat (points[1].y, ==, 290);
  g_assert_true (
      bpmn_edge_get_label_bounds (bpmn_element_get_edge (desk_get (desk, "Flow_reject")), &label));
  g_assert_cmpfloat (label.x, ==, 475);
  g_assert_cmpfloat (label.y, ==, 295);
  desk_assert_only (desk, "dc:Bounds", "di:waypoint", NULL);
  desk_check (desk);
  desk_undo_all (desk);
  desk_close (desk);
}

static void
test_move_keeps_manual_bends (void)
{
  Desk *desk = desk_open_fixture ("permit.bpmn");
  BpmnElement *task = desk_get (desk, "Task_Fill");
  const BpmnPoint *points;
  guint n_points;

  g_assert_true (editor_command_move (desk->session, &task, 1, -20, 0, NULL));
  points = bpmn_edge_get_waypoints (bpmn_element_get_edge (desk_get (desk, "Flow_reject")),
                                    &n_points);
  g_assert_cmpuint (n_points, ==, 4);
  g_assert_cmpfloat (points[1].x, ==, 630);
  g_assert_cmpfloat (points[1].y, ==, 240);
  g_assert_cmpfloat (points[2].x, ==, 290);
  g_assert_cmpfloat (points[3].x, ==, 290);
  desk_check (desk);
  desk_close (desk);
}

static void
test_label_moves_with_its_gateway (void)
{
  Desk *desk = desk_open_fixture ("permit.bpmn");
  BpmnElement *gateway = desk_get (desk, "Gateway_Approved");
  BpmnRect label;

  g_assert_true (editor_command_move (desk->session, &gateway, 1, 0, 10, NULL));
  g_assert_true (bpmn_shape_get_label_bounds (bpmn_element_get_shape (gateway), &label));
  g_assert_cmpfloat (label.y, ==, 81);
  desk_close (desk);
}

static void
test_rename_changes_one_attribute (void)
{
  Desk *desk = desk_open_fixture ("permit.bpmn");
  g_autofree char *diff = NULL;

  g_assert_true (
      editor_command_set_name (desk->session, desk_get (desk, "Task_Sign"), "Signér & send", NULL));
  diff = desk_dup_diff (desk);
  g_assert_cmpstr (diff, ==,
                   "-    <bpmn:task id=\"Task_Sign\" name=\"Signering\">\n"
                   "+    <bpmn:task id=\"Task_Sign\" name=\"Signér &amp; send\">\n");
  desk_undo_all (desk);
  desk_close (desk);
}

static void
test_name_with_line_break (void)
{
  Desk *desk = desk_open_fixture ("permit.bpmn");
  BpmnElement *task = desk_get (desk, "Task_Sign");
  g_autofree char *diff = NULL;

  g_assert_true (editor_command_set_name (desk->session, task, "Signer\nher", NULL));
  g_assert_cmpstr (bpmn_element_get_name (task), ==, "Signer\nher");
  diff = desk_dup_diff (desk);
  g_assert_cmpuint (desk_count_lines (diff, "+", "name=\"Signer&#10;her\""), ==, 1);
  desk_check (desk);
  desk_close (desk);
}

static void
test_new_id_reaches_all_references (void)
{
  Desk *desk = desk_open_fixture ("permit.bpmn");
  g_autofree char *text = NULL;

  g_assert_true (editor_command_rename (desk->session, desk_get (desk, "Flow_reject"),
                                        "Flow_avvist", NULL));
  text = desk_dup_text (desk);
  g_assert_null (strstr (text, "\"Flow_reject\""));
  g_assert_null (strstr (text, ">Flow_reject<"));
  desk_check (desk);
  desk_undo_all (desk);
  desk_close (desk);
}

static void
test_append_goes_before_the_old_target (void)
{
  Desk *desk = desk_open_fixture ("permit.bpmn");
  const EditorCreate create = { .id = "Task_Confirm", .name = "Bekreft" };
  g_autoptr (GError) error = NULL;
  BpmnElement *task = editor_command_append (desk->session, "confirmation", &create,
                                             desk_get (desk, "Task_Fill"), &error);
  BpmnRect sign, confirm;

  g_assert_no_error (error);
  g_assert_cmpstr (bpmn_element_get_id (task), ==, "Task_Confirm");
  g_assert_true (bpmn_element_get_target (desk_get (desk, "Flow_fill_sign")) == task);
  g_assert_cmpuint (bpmn_element_get_outgoing (task)->len, ==, 1);
  g_assert_true (bpmn_element_get_target (g_ptr_array_index (bpmn_element_get_outgoing (task),
                                                             0)) == desk_get (desk, "Task_Sign"));
  confirm = desk_get_bounds (desk, "Task_Confirm");
  sign = desk_get_bounds (desk, "Task_Sign");
  g_assert_cmpfloat (confirm.x, ==, 410);
  g_assert_cmpfloat (confirm.y, ==, 80);
  g_assert_cmpfloat (sign.x, >=, confirm.x + confirm.width + 50);
  desk_check (desk);
  desk_undo_all (desk);
  desk_close (desk);
}

static void
test_append_to_gateway_is_a_branch (void)
{
  Desk *desk = desk_open_fixture ("permit.bpmn");
  BpmnElement *gateway = desk_get (desk, "Gateway_Approved");
  BpmnElement *task = editor_command_append (desk->session, "payment", NULL, gateway, NULL);
  const BpmnRect end = desk_get_bounds (desk, "EndEvent_1");
  BpmnRect bounds;

  g_assert_nonnull (task);
  g_assert_cmpuint (bpmn_element_get_outgoing (gateway)->len, ==, 3);
  bounds = desk_get_bounds (desk, bpmn_element_get_id (task));
  g_assert_false (editor_rect_intersects (&bounds, &end));
  g_assert_cmpfloat (bounds.y, >, end.y + end.height);
  desk_check (desk);
  desk_undo_all (desk);
  desk_close (desk);
}

static void
test_nothing_comes_after_an_end (void)
{
  Desk *desk = desk_open_fixture ("permit.bpmn");
  g_autoptr (GError) error = NULL;
  g_autofree char *diff = NULL;

  g_assert_null (editor_command_append (desk->session, "data", NULL,
                                        desk_get (desk, "EndEvent_1"), &error));
  g_assert_error (error, EDITOR_ERROR, EDITOR_ERROR_NOT_ALLOWED);
  diff = desk_dup_diff (desk);
  g_assert_cmpstr (diff, ==, "");
  desk_close (desk);
}

static void
test_insert_on_flow_keeps_its_condition (void)
{
  Desk *desk = desk_open_fixture ("permit.bpmn");
  BpmnElement *flow = desk_get (desk, "Flow_approve");
  BpmnElement *task = editor_command_insert (desk->session, "pdf", NULL, flow, NULL, NULL);

  g_assert_nonnull (task);
  g_assert_true (bpmn_element_get_target (flow) == task);
  g_assert_nonnull (bpmn_element_get_condition (flow));
  g_assert_cmpint (bpmn_element_get_type_id (task), ==, BPMN_TYPE_SERVICE_TASK);
  desk_check (desk);
  desk_undo_all (desk);
  desk_close (desk);
}

static void
test_insert_on_bent_flow_keeps_its_bends (void)
{
  Desk *desk = desk_open_fixture ("permit.bpmn");
  BpmnElement *flow = desk_get (desk, "Flow_reject");
  BpmnElement *task = editor_command_insert (desk->session, "data", NULL, flow, NULL, NULL);
  const BpmnPoint *points;
  guint n_points;

  g_assert_nonnull (task);
  points = bpmn_edge_get_waypoints (bpmn_element_get_edge (flow), &n_points);
  g_assert_cmpuint (n_points, ==, 3);
  g_assert_cmpfloat (points[1].x, ==, 630);
  g_assert_cmpfloat (points[1].y, ==, 240);
  g_assert_cmpfloat (points[2].y, ==, 240);
  desk_check (desk);
  desk_undo_all (desk);
  desk_close (desk);
}

static void
test_connect_writes_the_condition (void)
{
  Desk *desk = desk_open_fixture ("permit.bpmn");
  BpmnElement *flow = editor_command_connect (
      desk->session, desk_get (desk, "Gateway_Approved"), desk_get (desk, "Task_Sign"),
      "[\"equals\", [\"gatewayAction\"], \"again\"]", NULL);

  g_assert_nonnull (flow);
  g_assert_cmpstr (bpmn_element_get_condition (flow), ==,
                   "[\"equals\", [\"gatewayAction\"], \"again\"]");
  g_assert_nonnull (bpmn_element_get_edge (flow));
  desk_check (desk);
  desk_undo_all (desk);
  desk_close (desk);
}

static void
test_reconnect_moves_one_end (void)
{
  Desk *desk = desk_open_fixture ("permit.bpmn");
  BpmnElement *flow = desk_get (desk, "Flow_reject");

  g_assert_true (
      editor_command_reconnect (desk->session, flow, NULL, desk_get (desk, "Task_Sign"), NULL));
  g_assert_true (bpmn_element_get_target (flow) == desk_get (desk, "Task_Sign"));
  desk_check (desk);
  desk_undo_all (desk);
  desk_close (desk);
}

static void
test_delete_mends_the_chain (void)
{
  Desk *desk = desk_open_fixture ("permit.bpmn");
  BpmnElement *task = desk_get (desk, "Task_Sign");
  BpmnElement *flow = desk_get (desk, "Flow_fill_sign");
  const BpmnPoint *points;
  guint n_points;

  g_assert_true (editor_command_delete (desk->session, &task, 1, NULL, NULL));
  g_assert_true (bpmn_element_get_target (flow) == desk_get (desk, "Gateway_Approved"));
  g_assert_null (bpmn_model_lookup (desk->model, "Flow_sign_gateway"));
  points = bpmn_edge_get_waypoints (bpmn_element_get_edge (flow), &n_points);
  g_assert_cmpuint (n_points, ==, 2);
  g_assert_cmpfloat (points[0].x, ==, 360);
  g_assert_cmpfloat (points[1].x, ==, 605);
  desk_check (desk);
  desk_undo_all (desk);
  desk_close (desk);
}

static void
test_delete_of_gateway_takes_its_flows (void)
{
  Desk *desk = desk_open_fixture ("permit.bpmn");
  BpmnElement *gateway = desk_get (desk, "Gateway_Approved");

  g_assert_true (editor_command_delete (desk->session, &gateway, 1, NULL, NULL));
  g_assert_null (bpmn_model_lookup (desk->model, "Flow_reject"));
  g_assert_null (bpmn_model_lookup (desk->model, "Flow_approve"));
  g_assert_cmpuint (bpmn_element_get_outgoing (desk_get (desk, "Task_Sign"))->len, ==, 0);
  desk_check (desk);
  desk_undo_all (desk);
  desk_close (desk);
}

static void
test_replace_keeps_id_name_and_flows (void)
{
  Desk *desk = desk_open_fixture ("permit.bpmn");
  BpmnElement *task = desk_get (desk, "Task_Sign");

  g_assert_cmpstr (editor_command_get_entry (desk->session, task), ==, "signing");
  g_assert_true (editor_command_replace (desk->session, task, "confirmation", NULL));
  g_assert_true (desk_get (desk, "Task_Sign") == task);
  g_assert_cmpstr (editor_command_get_entry (desk->session, task), ==, "confirmation");
  g_assert_cmpstr (bpmn_element_get_name (task), ==, "Signering");
  g_assert_cmpuint (bpmn_element_get_incoming (task)->len, ==, 1);
  desk_check (desk);
  desk_undo_all (desk);
  desk_close (desk);
}

static void
test_align_and_distribute (void)
{
  Desk *desk = desk_open_fixture ("permit.bpmn");
  BpmnElement *elements[] = { desk_get (desk, "Task_Fill"), desk_get (desk, "Task_Sign"),
                              desk_get (desk, "EndEvent_1") };
  BpmnRect first, second, third;

  g_assert_true (editor_command_align (desk->session, elements, 3, EDITOR_ALIGN_TOP, NULL));
  first = desk_get_bounds (desk, "Task_Fill");
  third = desk_get_bounds (desk, "EndEvent_1");
  g_assert_cmpfloat (third.y, ==, first.y);
  g_assert_true (
      editor_command_distribute (desk->session, elements, 3, EDITOR_AXIS_HORIZONTAL, NULL));
  first = desk_get_bounds (desk, "Task_Fill");
  second = desk_get_bounds (desk, "Task_Sign");
  third = desk_get_bounds (desk, "EndEvent_1");
  g_assert_cmpfloat_with_epsilon (second.x - (first.x + first.width),
                                  third.x - (second.x + second.width), 1);
  desk_check (desk);
  desk_undo_all (desk);
  desk_close (desk);
}

static void
test_space_moves_what_is_beyond (void)
{
  Desk *desk = desk_open_fixture ("permit.bpmn");
  BpmnRect fill, sign;

  g_assert_true (editor_command_space (desk->session, EDITOR_AXIS_HORIZONTAL, 400, 100, NULL));
  fill = desk_get_bounds (desk, "Task_Fill");
  sign = desk_get_bounds (desk, "Task_Sign");
  g_assert_cmpfloat (fill.x, ==, 260);
  g_assert_cmpfloat (sign.x, ==, 530);
  desk_assert_only (desk, "dc:Bounds", "di:waypoint", NULL);
  desk_check (desk);
  desk_undo_all (desk);
  desk_close (desk);
}

static void
test_without_diagram_none_is_written (void)
{
  Desk *desk = desk_open_fixture ("no-diagram.bpmn");
  BpmnElement *task = desk_get (desk, "Task_Sign");
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  g_assert_false (editor_session_has_diagram (desk->session));
  g_assert_nonnull (editor_command_append (desk->session, "data", NULL, task, NULL));
  g_assert_true (editor_command_delete (desk->session, &task, 1, NULL, NULL));
  text = desk_dup_text (desk);
  g_assert_null (strstr (text, "BPMNDiagram"));
  task = desk_get (desk, "Task_Fill");
  g_assert_false (editor_command_move (desk->session, &task, 1, 10, 0, &error));
  g_assert_error (error, EDITOR_ERROR, EDITOR_ERROR_NO_DIAGRAM);
  g_assert_true (editor_command_write_diagram (desk->session, NULL));
  g_assert_true (editor_session_has_diagram (desk->session));
  g_assert_true (editor_command_move (desk->session, &task, 1, 10, 0, NULL));
  desk_check (desk);
  desk_undo_all (desk);
  desk_close (desk);
}

static void
test_paste_keeps_free_ids (void)
{
  Desk *desk = desk_open_fixture ("permit.bpmn");
  BpmnElement *elements[] = { desk_get (desk, "Task_Sign"), desk_get (desk, "Gateway_Approved") };
  g_autofree char *text = editor_clipboard_copy (desk->session, elements, 2);
  g_autoptr (GPtrArray) pasted = NULL;
  const BpmnPoint at = { 500, 500 };

  g_assert_nonnull (text);
  g_assert_true (editor_clipboard_can_paste (text));
  g_assert_true (editor_command_delete (desk->session, elements, 2, NULL, NULL));
  pasted = editor_command_paste (desk->session, text, &at, NULL);
  g_assert_nonnull (pasted);
  g_assert_cmpuint (pasted->len, ==, 3); /* with the flow between */
  g_assert_cmpstr (bpmn_element_get_name (desk_get (desk, "Task_Sign")), ==, "Signering");
  g_assert_true (bpmn_element_get_source (desk_get (desk, "Flow_sign_gateway")) ==
                 desk_get (desk, "Task_Sign"));
  desk_check (desk);
  desk_undo_all (desk);
  desk_close (desk);
}

static void
test_duplicate_gets_ids_and_data_types_of_its_own (void)
{
  Desk *desk = desk_open_fixture ("permit.bpmn");
  BpmnElement *task = desk_get (desk, "Task_Sign");
  g_autoptr (GPtrArray) copies = editor_command_duplicate (desk->session, &task, 1, NULL);
  g_autofree char *text = NULL;
  BpmnElement *copy;

  g_assert_nonnull (copies);
  g_assert_cmpuint (copies->len, ==, 1);
  copy = g_ptr_array_index (copies, 0);
  g_assert_cmpstr (bpmn_element_get_id (copy), !=, "Task_Sign");
  g_assert_cmpuint (bpmn_element_get_incoming (copy)->len, ==, 0);
  text = desk_dup_text (desk);
  g_assert_true (strstr (strstr (text, ">signatures-permit<") + 1, ">signatures-permit<") == NULL);
  g_assert_true (editor_selection_get_single (editor_session_get_selection (desk->session)) ==
                 copy);
  desk_check (desk);
  desk_undo_all (desk);
  desk_close (desk);
}

static void
test_paste_of_nonsense_says_so (void)
{
  Desk *desk = desk_open_fixture ("permit.bpmn");
  g_autoptr (GError) error = NULL;

  g_assert_null (editor_command_paste (desk->session, "hello", NULL, &error));
  g_assert_error (error, EDITOR_ERROR, EDITOR_ERROR_SYNTAX);
  desk_close (desk);
}

static void
test_layout_keeps_the_process (void)
{
  Desk *desk = desk_open_fixture ("permit.bpmn");

  g_assert_true (editor_command_layout (desk->session, NULL));
  desk_check (desk);
  desk_undo_all (desk);
  desk_close (desk);
}

/* Each first task of each real file: only its places change, and undo gives the bytes back. */
static void
test_move_in_real_files (void)
{
  g_autoptr (GPtrArray) files = test_shared_files ("corpus", ".bpmn");
  guint moved = 0;

  if (test_skip_without_shared ("corpus"))
    return;
  for (guint i = 0; i < files->len; i++)
    {
      const char *path = g_ptr_array_index (files, i);
      g_autoptr (EditorSession) probe = editor_session_open (path, NULL, NULL);
      const GPtrArray *elements;
      Desk *desk;

      if (probe == NULL || !editor_session_has_diagram (probe))
        continue;
      desk = desk_open (path);
      elements = bpmn_model_get_elements (desk->model);
      for (guint j = 0; j < elements->len; j++)
        {
          BpmnElement *element = g_ptr_array_index (elements, j);
          g_autoptr (GError) error = NULL;

          if (!bpmn_type_is_task (bpmn_element_get_type_id (element)) ||
              bpmn_element_get_shape (element) == NULL)
            continue;
          editor_command_move (desk->session, &element, 1, 30, 10, &error);
          if (error != NULL)
            g_test_message ("%s", path);
          g_assert_no_error (error);
          desk_assert_only (desk, "Bounds", "waypoint", NULL);
          moved++;
          break;
        }
      desk_check (desk);
      desk_undo_all (desk);
      desk_close (desk);
    }
  g_test_message ("moved a task in %u files", moved);
  g_assert_cmpuint (moved, >, 20);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/commands/move-changes-only-its-places", test_move_changes_only_its_places);
  g_test_add_func ("/commands/move-of-both-ends-keeps-the-flow",
                   test_move_of_both_ends_keeps_the_flow);
  g_test_add_func ("/commands/move-keeps-manual-bends", test_move_keeps_manual_bends);
  g_test_add_func ("/commands/label-moves-with-its-gateway", test_label_moves_with_its_gateway);
  g_test_add_func ("/commands/rename-changes-one-attribute", test_rename_changes_one_attribute);
  g_test_add_func ("/commands/name-with-line-break", test_name_with_line_break);
  g_test_add_func ("/commands/new-id-reaches-all-references", test_new_id_reaches_all_references);
  g_test_add_func ("/commands/append-goes-before-the-old-target",
                   test_append_goes_before_the_old_target);
  g_test_add_func ("/commands/append-to-gateway-is-a-branch", test_append_to_gateway_is_a_branch);
  g_test_add_func ("/commands/nothing-comes-after-an-end", test_nothing_comes_after_an_end);
  g_test_add_func ("/commands/insert-on-flow-keeps-its-condition",
                   test_insert_on_flow_keeps_its_condition);
  g_test_add_func ("/commands/insert-on-bent-flow-keeps-its-bends",
                   test_insert_on_bent_flow_keeps_its_bends);
  g_test_add_func ("/commands/connect-writes-the-condition", test_connect_writes_the_condition);
  g_test_add_func ("/commands/reconnect-moves-one-end", test_reconnect_moves_one_end);
  g_test_add_func ("/commands/delete-mends-the-chain", test_delete_mends_the_chain);
  g_test_add_func ("/commands/delete-of-gateway-takes-its-flows",
                   test_delete_of_gateway_takes_its_flows);
  g_test_add_func ("/commands/replace-keeps-id-name-and-flows",
                   test_replace_keeps_id_name_and_flows);
  g_test_add_func ("/commands/align-and-distribute", test_align_and_distribute);
  g_test_add_func ("/commands/space-moves-what-is-beyond", test_space_moves_what_is_beyond);
  g_test_add_func ("/commands/without-diagram-none-is-written",
                   test_without_diagram_none_is_written);
  g_test_add_func ("/commands/paste-keeps-free-ids", test_paste_keeps_free_ids);
  g_test_add_func ("/commands/duplicate-gets-ids-and-data-types-of-its-own",
                   test_duplicate_gets_ids_and_data_types_of_its_own);
  g_test_add_func ("/commands/paste-of-nonsense-says-so", test_paste_of_nonsense_says_so);
  g_test_add_func ("/commands/layout-keeps-the-process", test_layout_keeps_the_process);
  g_test_add_func ("/commands/move-in-real-files", test_move_in_real_files);
  return g_test_run ();
}

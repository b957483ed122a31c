/* test-gestures.c: what a person does with mouse and keys, and what the file says afterwards
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include <string.h>

#include "editor/editor-clipboard.h"
#include "editor/editor-outline.h"
#include "tests/editor/desk.h"
#include "tests/test-support.h"

static EditorSelection *
get_selection (Desk *desk)
{
  return editor_session_get_selection (desk->session);
}

static BpmnElement *
get_single (Desk *desk)
{
  return editor_selection_get_single (get_selection (desk));
}

static void
finish (Desk *desk)
{
  desk_check (desk);
  desk_undo_all (desk);
  desk_close (desk);
}

static void
test_drag_moves (void)
{
  Desk *desk = desk_open_fixture ("permit.bpmn");
  BpmnPoint from = desk_get_centre (desk, "Task_Sign");
  g_autofree char *diff = NULL;

  desk_drag (desk, from, (BpmnPoint) { from.x + 21, from.y + 2 }, EDITOR_MODIFIER_NONE);
  diff = desk_dup_diff (desk);
  g_assert_cmpstr (diff, ==,
                   "-        <dc:Bounds x=\"430\" y=\"80\" width=\"100\" height=\"80\" />\n"
                   "+        <dc:Bounds x=\"450\" y=\"80\" width=\"100\" height=\"80\" />\n"
                   "-        <di:waypoint x=\"430\" y=\"120\" />\n"
                   "+        <di:waypoint x=\"450\" y=\"120\" />\n"
                   "-        <di:waypoint x=\"530\" y=\"120\" />\n"
                   "+        <di:waypoint x=\"550\" y=\"120\" />\n");
  g_assert_true (get_single (desk) == desk_get (desk, "Task_Sign"));
  finish (desk);
}

static void
test_small_movement_is_a_click (void)
{
  Desk *desk = desk_open_fixture ("permit.bpmn");
  BpmnPoint from = desk_get_centre (desk, "Task_Sign");

  desk_drag (desk, from, (BpmnPoint) { from.x + 3, from.y }, EDITOR_MODIFIER_NONE);
  g_assert_false (source_workspace_can_undo (editor_session_get_workspace (desk->session)));
  g_assert_true (get_single (desk) == desk_get (desk, "Task_Sign"));
  desk_close (desk);
}

static void
test_shift_keeps_to_an_axis (void)
{
  Desk *desk = desk_open_fixture ("permit.bpmn");
  BpmnPoint from = desk_get_centre (desk, "Task_Sign");
  BpmnRect bounds;

  desk_drag (desk, from, (BpmnPoint) { from.x + 30, from.y + 90 }, EDITOR_MODIFIER_SHIFT);
  bounds = desk_get_bounds (desk, "Task_Sign");
  g_assert_cmpfloat (bounds.x, ==, 430);
  g_assert_cmpfloat (bounds.y, >, 80);
  finish (desk);
}

static void
test_escape_gives_up_a_move (void)
{
  Desk *desk = desk_open_fixture ("permit.bpmn");
  BpmnPoint from = desk_get_centre (desk, "Task_Sign");
  BpmnRect bounds;

  desk_press (desk, from.x, from.y, EDITOR_MODIFIER_NONE);
  desk_move (desk, from.x + 100, from.y + 100, EDITOR_MODIFIER_NONE);
  bounds = desk_get_bounds (desk, "Task_Sign");
  g_assert_cmpfloat (bounds.x, >, 430); /* shown while it goes on */
  g_assert_true (desk_key (desk, EDITOR_KEY_ESCAPE, EDITOR_MODIFIER_NONE));
  bounds = desk_get_bounds (desk, "Task_Sign");
  g_assert_cmpfloat (bounds.x, ==, 430);
  desk_release (desk, from.x + 100, from.y + 100);
  g_assert_false (source_workspace_can_undo (editor_session_get_workspace (desk->session)));
  desk_close (desk);
}

static void
test_guides_hold_the_row (void)
{
  Desk *desk = desk_open_fixture ("permit.bpmn");
  BpmnPoint from = desk_get_centre (desk, "EndEvent_1");
  BpmnPoint centre;

  desk_press (desk, from.x, from.y, EDITOR_MODIFIER_NONE);
  desk_move (desk, from.x + 50, from.y + 6, EDITOR_MODIFIER_NONE);
  g_assert_cmpuint (desk_count_overlays (desk, EDITOR_OVERLAY_GUIDE), >=, 1);
  desk_release (desk, from.x + 50, from.y + 6);
  centre = desk_get_centre (desk, "EndEvent_1");
  g_assert_cmpfloat (centre.y, ==, 120);
  finish (desk);
}

static void
test_shift_click_adds_and_removes (void)
{
  Desk *desk = desk_open_fixture ("permit.bpmn");
  BpmnPoint fill = desk_get_centre (desk, "Task_Fill");
  BpmnPoint sign = desk_get_centre (desk, "Task_Sign");

  desk_click (desk, fill.x, fill.y, EDITOR_MODIFIER_NONE);
  desk_click (desk, sign.x, sign.y, EDITOR_MODIFIER_SHIFT);
  g_assert_cmpuint (editor_selection_get_size (get_selection (desk)), ==, 2);
  desk_click (desk, fill.x, fill.y, EDITOR_MODIFIER_CONTROL);
  g_assert_true (get_single (desk) == desk_get (desk, "Task_Sign"));
  desk_click (desk, 1000, 1000, EDITOR_MODIFIER_NONE);
  g_assert_cmpuint (editor_selection_get_size (get_selection (desk)), ==, 0);
  desk_close (desk);
}

static void
test_dragging_one_of_several_moves_all (void)
{
  Desk *desk = desk_open_fixture ("permit.bpmn");
  BpmnPoint from = desk_get_centre (desk, "Task_Sign");
  BpmnRect fill, sign;

  desk_select (desk, "Task_Fill", "Task_Sign", NULL);
  desk_drag (desk, from, (BpmnPoint) { from.x, from.y + 100 }, EDITOR_MODIFIER_NONE);
  fill = desk_get_bounds (desk, "Task_Fill");
  sign = desk_get_bounds (desk, "Task_Sign");
  g_assert_cmpfloat (fill.y, ==, sign.y);
  g_assert_cmpfloat (fill.y, >, 150);
  finish (desk);
}

static void
test_rubber_band_selects_what_is_inside (void)
{
  Desk *desk = desk_open_fixture ("permit.bpmn");

  desk_press (desk, 240, 60, EDITOR_MODIFIER_NONE);
  desk_move (desk, 540, 180, EDITOR_MODIFIER_NONE);
  g_assert_cmpuint (desk_count_overlays (desk, EDITOR_OVERLAY_RUBBER_BAND), ==, 1);
  desk_release (desk, 540, 180);
  g_assert_true (editor_selection_contains (get_selection (desk), desk_get (desk, "Task_Fill")));
  g_assert_true (editor_selection_contains (get_selection (desk), desk_get (desk, "Task_Sign")));
  g_assert_false (
      editor_selection_contains (get_selection (desk), desk_get (desk, "StartEvent_1")));
  g_assert_cmpuint (desk_count_overlays (desk, EDITOR_OVERLAY_RUBBER_BAND), ==, 0);
  desk_close (desk);
}

static void
test_lasso_begins_over_elements (void)
{
  Desk *desk = desk_open_fixture ("permit.bpmn");

  g_assert_true (desk_letter (desk, 'l'));
  g_assert_cmpint (editor_controller_get_tool (desk->controller), ==, EDITOR_TOOL_LASSO);
  desk_drag (desk, (BpmnPoint) { 300, 120 }, (BpmnPoint) { 700, 50 }, EDITOR_MODIFIER_NONE);
  g_assert_false (source_workspace_can_undo (editor_session_get_workspace (desk->session)));
  desk_drag (desk, (BpmnPoint) { 400, 60 }, (BpmnPoint) { 700, 180 }, EDITOR_MODIFIER_NONE);
  g_assert_true (editor_selection_contains (get_selection (desk), desk_get (desk, "Task_Sign")));
  desk_close (desk);
}

static void
test_hand_scrolls (void)
{
  Desk *desk = desk_open_fixture ("permit.bpmn");

  desk_letter (desk, 'h');
  g_assert_cmpint (editor_controller_get_cursor (desk->controller), ==, EDITOR_CURSOR_GRAB);
  desk_press (desk, 300, 120, EDITOR_MODIFIER_NONE);
  desk_move (desk, 280, 130, EDITOR_MODIFIER_NONE);
  g_assert_cmpfloat (desk->scrolled_x, ==, 20);
  g_assert_cmpfloat (desk->scrolled_y, ==, -10);
  desk_release (desk, 300, 120);
  desk_key (desk, EDITOR_KEY_ESCAPE, EDITOR_MODIFIER_NONE);
  g_assert_cmpint (editor_controller_get_tool (desk->controller), ==, EDITOR_TOOL_SELECT);
  desk_close (desk);
}

static void
test_space_tool_makes_room (void)
{
  Desk *desk = desk_open_fixture ("permit.bpmn");
  BpmnRect bounds;

  desk_letter (desk, 's');
  desk_drag (desk, (BpmnPoint) { 400, 300 }, (BpmnPoint) { 450, 305 }, EDITOR_MODIFIER_NONE);
  bounds = desk_get_bounds (desk, "Task_Sign");
  g_assert_cmpfloat (bounds.x, ==, 480);
  bounds = desk_get_bounds (desk, "Task_Fill");
  g_assert_cmpfloat (bounds.x, ==, 260);
  desk_assert_only (desk, "dc:Bounds", "di:waypoint", NULL);
  finish (desk);
}

static void
test_connect_by_dragging (void)
{
  Desk *desk = desk_open_fixture ("permit.bpmn");
  guint before = bpmn_element_get_outgoing (desk_get (desk, "Gateway_Approved"))->len;
  BpmnPoint from = desk_get_centre (desk, "Gateway_Approved");
  BpmnPoint to = desk_get_centre (desk, "Task_Sign");
  BpmnElement *flow;

  desk_letter (desk, 'c');
  desk_press (desk, from.x, from.y, EDITOR_MODIFIER_NONE);
  desk_move (desk, to.x, to.y, EDITOR_MODIFIER_NONE);
  g_assert_cmpint (desk_find_overlay (desk, EDITOR_OVERLAY_TARGET)->verdict, ==,
                   EDITOR_VERDICT_ALLOW);
  g_assert_cmpuint (desk_count_overlays (desk, EDITOR_OVERLAY_PATH), ==, 1);
  desk_release (desk, to.x, to.y);
  g_assert_cmpuint (bpmn_element_get_outgoing (desk_get (desk, "Gateway_Approved"))->len, ==,
                    before + 1);
  flow = get_single (desk);
  g_assert_true (bpmn_element_get_target (flow) == desk_get (desk, "Task_Sign"));
  finish (desk);
}

static void
test_connect_denies_the_start (void)
{
  Desk *desk = desk_open_fixture ("permit.bpmn");
  BpmnPoint from = desk_get_centre (desk, "Task_Fill");
  BpmnPoint to = desk_get_centre (desk, "StartEvent_1");

  desk_letter (desk, 'c');
  desk_press (desk, from.x, from.y, EDITOR_MODIFIER_NONE);
  desk_move (desk, to.x, to.y, EDITOR_MODIFIER_NONE);
  g_assert_cmpint (desk_find_overlay (desk, EDITOR_OVERLAY_TARGET)->verdict, ==,
                   EDITOR_VERDICT_DENY);
  g_assert_cmpint (editor_controller_get_cursor (desk->controller), ==, EDITOR_CURSOR_NOT_ALLOWED);
  desk_release (desk, to.x, to.y);
  g_assert_nonnull (desk->last_error);
  g_assert_false (source_workspace_can_undo (editor_session_get_workspace (desk->session)));
  desk_close (desk);
}

static void
test_connect_by_two_clicks (void)
{
  Desk *desk = desk_open_fixture ("permit.bpmn");
  BpmnPoint from = desk_get_centre (desk, "Gateway_Approved");
  BpmnPoint to = desk_get_centre (desk, "Task_Sign");

  editor_controller_set_tool (desk->controller, EDITOR_TOOL_CONNECT);
  desk_click (desk, from.x, from.y, EDITOR_MODIFIER_NONE);
  desk_move (desk, to.x, to.y, EDITOR_MODIFIER_NONE);
  desk_click (desk, to.x, to.y, EDITOR_MODIFIER_NONE);
  g_assert_cmpuint (bpmn_element_get_outgoing (desk_get (desk, "Gateway_Approved"))->len, ==, 3);
  finish (desk);
}

static void
test_end_of_a_flow_goes_elsewhere (void)
{
  Desk *desk = desk_open_fixture ("permit.bpmn");
  BpmnPoint to = desk_get_centre (desk, "Task_Sign");
  BpmnElement *flow = desk_get (desk, "Flow_reject");

  desk_select (desk, "Flow_reject", NULL);
  g_assert_cmpuint (desk_count_overlays (desk, EDITOR_OVERLAY_END), ==, 2);
  g_assert_cmpuint (desk_count_overlays (desk, EDITOR_OVERLAY_BEND), ==, 2);
  desk_drag (desk, (BpmnPoint) { 310, 160 }, to, EDITOR_MODIFIER_NONE);
  g_assert_true (bpmn_element_get_target (flow) == desk_get (desk, "Task_Sign"));
  g_assert_nonnull (bpmn_element_get_condition (flow));
  finish (desk);
}

static void
test_segment_is_dragged (void)
{
  Desk *desk = desk_open_fixture ("permit.bpmn");
  const BpmnPoint *points;
  guint n_points;
  g_autofree char *diff = NULL;

  desk_drag (desk, (BpmnPoint) { 400, 240 }, (BpmnPoint) { 405, 281 }, EDITOR_MODIFIER_NONE);
  points = bpmn_edge_get_waypoints (bpmn_element_get_edge (desk_get (desk, "Flow_reject")),
                                    &n_points);
  g_assert_cmpuint (n_points, ==, 4);
  g_assert_cmpfloat (points[1].y, ==, 280);
  g_assert_cmpfloat (points[2].y, ==, 280);
  diff = desk_dup_diff (desk);
  g_assert_cmpuint (desk_count_lines (diff, "+", "di:waypoint"), ==, 2);
  g_assert_cmpuint (desk_count_lines (diff, "+", "dc:Bounds"), ==, 1); /* of its label */
  desk_assert_only (desk, "di:waypoint", "dc:Bounds", NULL);
  finish (desk);
}

static void
test_bend_point_is_dragged (void)
{
  Desk *desk = desk_open_fixture ("permit.bpmn");

  desk_select (desk, "Flow_reject", NULL);
  desk_drag (desk, (BpmnPoint) { 630, 240 }, (BpmnPoint) { 660, 300 }, EDITOR_MODIFIER_NONE);
  desk_assert_only (desk, "di:waypoint", "dc:Bounds", NULL);
  g_assert_true (source_workspace_can_undo (editor_session_get_workspace (desk->session)));
  finish (desk);
}

static BpmnRect
get_label (Desk *desk, const char *id)
{
  BpmnRect label = { 0 };

  g_assert_true (bpmn_edge_get_label_bounds (bpmn_element_get_edge (desk_get (desk, id)), &label));
  return label;
}

static void
test_label_goes_with_its_segment (void)
{
  Desk *desk = desk_open_fixture ("permit.bpmn");
  EditorScene *scene = editor_session_get_scene (desk->session);
  BpmnRect before = get_label (desk, "Flow_reject"), shown;

  desk_select (desk, "Flow_reject", NULL);
  desk_press (desk, 400, 240, EDITOR_MODIFIER_NONE);
  desk_move (desk, 400, 280, EDITOR_MODIFIER_NONE);
  desk_move (desk, 400, 500, EDITOR_MODIFIER_NONE);
  g_assert_true (editor_item_get_label_bounds (
      scene, editor_scene_lookup (scene, desk_get (desk, "Flow_reject")), &shown));
  g_assert_cmpfloat (shown.y, ==, before.y + 260);
  desk_release (desk, 400, 500);
  g_assert_cmpfloat (get_label (desk, "Flow_reject").x, ==, before.x);
  g_assert_cmpfloat (get_label (desk, "Flow_reject").y, ==, before.y + 260);
  finish (desk);
}

/* How far the label is from its line. */
static double
get_label_distance (Desk *desk, const char *id)
{
  BpmnRect label = get_label (desk, id);
  guint n_points;
  const BpmnPoint *points =
      bpmn_edge_get_waypoints (bpmn_element_get_edge (desk_get (desk, id)), &n_points);
  double distance = G_MAXDOUBLE;

  for (guint i = 0; i + 1 < n_points; i++)
    distance = MIN (distance, editor_segment_distance (points[i], points[i + 1],
                                                       editor_rect_center (&label), NULL));
  return distance;
}

static void
test_label_goes_with_a_new_course (void)
{
  Desk *desk = desk_open_fixture ("permit.bpmn");
  BpmnElement *flow = desk_get (desk, "Flow_reject");

  g_assert_true (editor_command_reconnect (desk->session, flow, NULL, desk_get (desk, "Task_Sign"),
                                           NULL));
  g_assert_cmpfloat (get_label_distance (desk, "Flow_reject"), <, 30);
  g_assert_true (editor_session_undo (desk->session));
  desk_select (desk, "Flow_reject", NULL);
  desk_drag (desk, (BpmnPoint) { 630, 240 }, (BpmnPoint) { 700, 500 }, EDITOR_MODIFIER_NONE);
  g_assert_cmpfloat (get_label_distance (desk, "Flow_reject"), <, 30);
  g_assert_true (editor_command_reroute (desk->session, flow, NULL));
  g_assert_cmpfloat (get_label_distance (desk, "Flow_reject"), <, 30);
  finish (desk);
}

/* The name of the flow stands neither in the new task nor away from the line that it names. */
static void
test_label_gives_way_to_what_is_inserted (void)
{
  Desk *desk = desk_open_fixture ("permit.bpmn");
  BpmnElement *node = editor_command_insert (desk->session, "data", NULL,
                                             desk_get (desk, "Flow_reject"), NULL, NULL);
  BpmnRect place, label = get_label (desk, "Flow_reject");

  g_assert_nonnull (node);
  place = bpmn_shape_get_bounds (bpmn_element_get_shape (node));
  g_assert_false (editor_rect_intersects (&place, &label));
  g_assert_cmpfloat (get_label_distance (desk, "Flow_reject"), <, 30);
  finish (desk);
}

static void
test_label_is_dragged (void)
{
  Desk *desk = desk_open_fixture ("permit.bpmn");
  g_autofree char *diff = NULL;

  desk_drag (desk, (BpmnPoint) { 470, 252 }, (BpmnPoint) { 500, 292 }, EDITOR_MODIFIER_NONE);
  diff = desk_dup_diff (desk);
  g_assert_cmpuint (desk_count_lines (diff, "+", "dc:Bounds"), ==, 1);
  desk_assert_only (desk, "dc:Bounds", NULL);
  finish (desk);
}

static void
test_create_places_on_the_grid (void)
{
  Desk *desk = desk_open_fixture ("permit.bpmn");
  const EditorOverlay *ghost;
  BpmnRect bounds;

  editor_controller_create (desk->controller, "confirmation", FALSE);
  desk_move (desk, 403, 404, EDITOR_MODIFIER_NONE);
  ghost = desk_find_overlay (desk, EDITOR_OVERLAY_GHOST);
  g_assert_nonnull (ghost);
  g_assert_cmpstr (ghost->entry, ==, "confirmation");
  desk_click (desk, 403, 404, EDITOR_MODIFIER_NONE);
  g_assert_nonnull (get_single (desk));
  bounds = desk_get_bounds (desk, bpmn_element_get_id (get_single (desk)));
  g_assert_cmpfloat (bounds.x, ==, 350);
  g_assert_cmpfloat (bounds.y, ==, 360);
  g_assert_cmpint (editor_controller_get_tool (desk->controller), ==, EDITOR_TOOL_SELECT);
  finish (desk);
}

static void
test_create_denies_a_taken_place (void)
{
  Desk *desk = desk_open_fixture ("permit.bpmn");
  BpmnPoint at = desk_get_centre (desk, "Task_Sign");

  editor_controller_create (desk->controller, "data", TRUE);
  desk_move (desk, at.x, at.y, EDITOR_MODIFIER_NONE);
  g_assert_cmpint (desk_find_overlay (desk, EDITOR_OVERLAY_GHOST)->verdict, ==,
                   EDITOR_VERDICT_DENY);
  desk_release (desk, at.x, at.y);
  g_assert_false (source_workspace_can_undo (editor_session_get_workspace (desk->session)));
  desk_close (desk);
}

/* Passing over a flow is not enough: only after a deliberate hover a drop goes into it. */
static void
test_drop_on_flow_needs_a_hover (void)
{
  Desk *desk = desk_open_fixture ("permit.bpmn");
  BpmnElement *flow = desk_get (desk, "Flow_reject");

  editor_controller_create (desk->controller, "data", TRUE);
  desk_move (desk, 460, 240, EDITOR_MODIFIER_NONE);
  g_assert_cmpint (desk_find_overlay (desk, EDITOR_OVERLAY_TARGET)->verdict, ==,
                   EDITOR_VERDICT_NEUTRAL);
  desk_release (desk, 460, 240);
  g_assert_true (bpmn_element_get_target (flow) == desk_get (desk, "Task_Fill"));
  desk_undo_all (desk);

  editor_controller_create (desk->controller, "data", TRUE);
  desk_move (desk, 460, 240, EDITOR_MODIFIER_NONE);
  g_assert_cmpint (editor_controller_get_deadline (desk->controller), >, 0);
  desk_wait (desk, 500);
  g_assert_cmpint (desk_find_overlay (desk, EDITOR_OVERLAY_TARGET)->verdict, ==,
                   EDITOR_VERDICT_ALLOW);
  desk_release (desk, 460, 240);
  g_assert_true (bpmn_element_get_target (flow) == get_single (desk));
  g_assert_cmpuint (bpmn_element_get_outgoing (get_single (desk))->len, ==, 1);
  finish (desk);
}

static void
test_moving_away_from_a_flow_leaves_it_alone (void)
{
  Desk *desk = desk_open_fixture ("permit.bpmn");

  editor_controller_create (desk->controller, "data", TRUE);
  desk_move (desk, 460, 240, EDITOR_MODIFIER_NONE);
  desk_wait (desk, 500);
  desk_move (desk, 460, 400, EDITOR_MODIFIER_NONE);
  g_assert_null (desk_find_overlay (desk, EDITOR_OVERLAY_TARGET));
  desk_release (desk, 460, 400);
  g_assert_true (bpmn_element_get_target (desk_get (desk, "Flow_reject")) ==
                 desk_get (desk, "Task_Fill"));
  g_assert_cmpuint (bpmn_element_get_outgoing (get_single (desk))->len, ==, 0);
  finish (desk);
}

/* The complaint behind it: an end event dragged across a line split the flow. */
static void
test_dragging_across_a_flow_never_rewires (void)
{
  Desk *desk = desk_open_fixture ("permit.bpmn");
  BpmnPoint from = desk_get_centre (desk, "EndEvent_1");

  desk_press (desk, from.x, from.y, EDITOR_MODIFIER_NONE);
  desk_move (desk, 460, 240, EDITOR_MODIFIER_NONE);
  desk_wait (desk, 2000);
  desk_move (desk, 461, 240, EDITOR_MODIFIER_NONE);
  desk_release (desk, 461, 240);
  g_assert_true (bpmn_element_get_target (desk_get (desk, "Flow_reject")) ==
                 desk_get (desk, "Task_Fill"));
  desk_assert_only (desk, "dc:Bounds", "di:waypoint", NULL);
  finish (desk);
}

static void
test_loose_task_goes_into_a_flow (void)
{
  Desk *desk = desk_open_fixture ("permit.bpmn");
  BpmnElement *task, *flow = desk_get (desk, "Flow_reject");
  const BpmnPoint at = { 460, 400 };

  task = editor_command_add (desk->session, "data", NULL, at, NULL);
  g_assert_nonnull (task);
  desk_press (desk, 460, 400, EDITOR_MODIFIER_NONE);
  desk_move (desk, 460, 300, EDITOR_MODIFIER_NONE);
  desk_move (desk, 460, 240, EDITOR_MODIFIER_NONE);
  desk_wait (desk, 500);
  desk_release (desk, 460, 240);
  g_assert_true (bpmn_element_get_target (flow) == task);
  g_assert_cmpuint (bpmn_element_get_outgoing (task)->len, ==, 1);
  finish (desk);
}

static void
test_double_click_and_f2_edit_the_name (void)
{
  Desk *desk = desk_open_fixture ("permit.bpmn");
  BpmnPoint at = desk_get_centre (desk, "Task_Sign");

  desk_double_click (desk, at.x, at.y);
  g_assert_true (desk->label_element == desk_get (desk, "Task_Sign"));
  g_assert_cmpfloat (desk->label_area.x, ==, 430);
  desk_select (desk, "Gateway_Approved", NULL);
  g_assert_true (desk_key (desk, EDITOR_KEY_F2, EDITOR_MODIFIER_NONE));
  g_assert_true (desk->label_element == desk_get (desk, "Gateway_Approved"));
  g_assert_cmpfloat (desk->label_area.y, <, 95); /* over the label above it */
  desk_close (desk);
}

static void
test_arrows_walk_along_flows (void)
{
  Desk *desk = desk_open_fixture ("permit.bpmn");

  g_assert_true (desk_key (desk, EDITOR_KEY_HOME, EDITOR_MODIFIER_NONE));
  g_assert_true (get_single (desk) == desk_get (desk, "StartEvent_1"));
  desk_key (desk, EDITOR_KEY_RIGHT, EDITOR_MODIFIER_NONE);
  g_assert_true (get_single (desk) == desk_get (desk, "Task_Fill"));
  desk_key (desk, EDITOR_KEY_RIGHT, EDITOR_MODIFIER_NONE);
  g_assert_true (g_str_has_prefix (desk->announced, "Signering, "));
  g_assert_true (strstr (desk->announced, "step 3 of 5") != NULL);
  g_assert_true (strstr (desk->announced, "next: Godkjent?") != NULL);
  desk_key (desk, EDITOR_KEY_RIGHT, EDITOR_MODIFIER_NONE);
  g_assert_true (desk_letter (desk, '2'));
  g_assert_true (get_single (desk) == desk_get (desk, "Task_Fill"));
  desk_key (desk, EDITOR_KEY_LEFT, EDITOR_MODIFIER_NONE); /* the way in, not the way back */
  g_assert_true (get_single (desk) == desk_get (desk, "StartEvent_1"));
  desk_close (desk);
}

static void
test_keys_move_as_one_step (void)
{
  Desk *desk = desk_open_fixture ("permit.bpmn");
  BpmnRect bounds;

  desk_select (desk, "Task_Sign", NULL);
  for (int i = 0; i < 3; i++)
    g_assert_true (desk_key (desk, EDITOR_KEY_DOWN, EDITOR_MODIFIER_SHIFT));
  g_assert_true (desk_key (desk, EDITOR_KEY_RIGHT, EDITOR_MODIFIER_ALT));
  bounds = desk_get_bounds (desk, "Task_Sign");
  g_assert_cmpfloat (bounds.y, ==, 110);
  g_assert_cmpfloat (bounds.x, ==, 431);
  desk_check (desk);
  g_assert_true (editor_session_undo (desk->session));
  bounds = desk_get_bounds (desk, "Task_Sign");
  g_assert_cmpfloat (bounds.y, ==, 80);
  desk_close (desk);
}

static void
test_delete_key_mends (void)
{
  Desk *desk = desk_open_fixture ("permit.bpmn");

  desk_select (desk, "Task_Sign", NULL);
  g_assert_true (desk_key (desk, EDITOR_KEY_DELETE, EDITOR_MODIFIER_NONE));
  g_assert_true (bpmn_element_get_target (desk_get (desk, "Flow_fill_sign")) ==
                 desk_get (desk, "Gateway_Approved"));
  g_assert_true (get_single (desk) == desk_get (desk, "Task_Fill"));
  desk_check (desk);
  editor_controller_undo (desk->controller);
  g_assert_true (get_single (desk) == desk_get (desk, "Task_Sign"));
  desk_close (desk);
}

static void
test_letters_ask_for_a_type (void)
{
  Desk *desk = desk_open_fixture ("permit.bpmn");

  desk_select (desk, "Task_Sign", NULL);
  g_assert_true (desk_letter (desk, 'a'));
  g_assert_true (desk->picked_for == desk_get (desk, "Task_Sign"));
  g_assert_cmpint (desk->pick_purpose, ==, EDITOR_PICK_APPEND);
  g_assert_true (desk_letter (desk, 'r'));
  g_assert_cmpint (desk->pick_purpose, ==, EDITOR_PICK_REPLACE);
  g_assert_true (desk_letter (desk, 'n'));
  g_assert_null (desk->picked_for);
  desk_close (desk);
}

static void
test_connect_by_keys (void)
{
  Desk *desk = desk_open_fixture ("permit.bpmn");

  desk_select (desk, "Gateway_Approved", NULL);
  g_assert_true (desk_letter (desk, 'c'));
  desk_key (desk, EDITOR_KEY_LEFT, EDITOR_MODIFIER_NONE);
  g_assert_true (get_single (desk) == desk_get (desk, "Task_Sign"));
  g_assert_true (desk_key (desk, EDITOR_KEY_RETURN, EDITOR_MODIFIER_NONE));
  g_assert_cmpuint (bpmn_element_get_outgoing (desk_get (desk, "Gateway_Approved"))->len, ==, 3);
  finish (desk);
}

static void
test_cut_and_paste_at_the_pointer (void)
{
  Desk *desk = desk_open_fixture ("permit.bpmn");
  g_autofree char *text = NULL;
  BpmnPoint centre;

  desk_select (desk, "Task_Sign", NULL);
  text = editor_controller_cut (desk->controller);
  g_assert_nonnull (text);
  g_assert_null (bpmn_model_lookup (desk->model, "Task_Sign"));
  desk_move (desk, 800, 400, EDITOR_MODIFIER_NONE);
  editor_controller_paste (desk->controller, text);
  centre = desk_get_centre (desk, "Task_Sign");
  g_assert_cmpfloat (centre.x, ==, 800);
  g_assert_cmpfloat (centre.y, ==, 400);
  finish (desk);
}

static void
test_move_without_diagram_follows_the_pointer (void)
{
  Desk *desk = desk_open_fixture ("no-diagram.bpmn");
  BpmnElement *element = desk_get (desk, "Task_Sign");
  BpmnPoint from = desk_get_centre (desk, "Task_Sign");
  EditorScene *scene = editor_session_get_scene (desk->session);
  BpmnRect before = editor_item_get_bounds (editor_scene_lookup (scene, element));
  BpmnRect shown;

  desk_press (desk, from.x, from.y, EDITOR_MODIFIER_NONE);
  for (guint i = 1; i <= 5; i++)
    desk_move (desk, from.x + 20 * i, from.y + 40 * i, EDITOR_MODIFIER_NONE);
  shown = editor_item_get_bounds (editor_scene_lookup (scene, element));
  g_assert_cmpfloat_with_epsilon (shown.x - before.x, 100, 10); /* the grid and the guides */
  g_assert_cmpfloat_with_epsilon (shown.y - before.y, 200, 10);
  desk_close (desk);
}

static void
test_move_without_diagram_asks (void)
{
  Desk *desk = desk_open_fixture ("no-diagram.bpmn");
  BpmnPoint from = desk_get_centre (desk, "Task_Sign");
  g_autofree char *diff = NULL;

  desk_drag (desk, from, (BpmnPoint) { from.x + 50, from.y }, EDITOR_MODIFIER_NONE);
  g_assert_cmpuint (desk->diagrams_needed, ==, 1);
  diff = desk_dup_diff (desk);
  g_assert_cmpstr (diff, ==, "");
  desk_close (desk);
}

static void
test_secondary_button_opens_a_menu_and_gives_up (void)
{
  Desk *desk = desk_open_fixture ("permit.bpmn");
  BpmnPoint from = desk_get_centre (desk, "Task_Sign");
  EditorEvent event = { .type = EDITOR_EVENT_PRESS, .x = from.x, .y = from.y, .button = 3 };

  desk_press (desk, from.x, from.y, EDITOR_MODIFIER_NONE);
  desk_move (desk, from.x + 100, from.y, EDITOR_MODIFIER_NONE);
  editor_controller_handle (desk->controller, &event);
  g_assert_false (editor_controller_is_busy (desk->controller));
  desk_release (desk, from.x + 100, from.y);
  g_assert_false (source_workspace_can_undo (editor_session_get_workspace (desk->session)));
  desk_close (desk);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/gestures/drag-moves", test_drag_moves);
  g_test_add_func ("/gestures/small-movement-is-a-click", test_small_movement_is_a_click);
  g_test_add_func ("/gestures/shift-keeps-to-an-axis", test_shift_keeps_to_an_axis);
  g_test_add_func ("/gestures/escape-gives-up-a-move", test_escape_gives_up_a_move);
  g_test_add_func ("/gestures/guides-hold-the-row", test_guides_hold_the_row);
  g_test_add_func ("/gestures/shift-click-adds-and-removes", test_shift_click_adds_and_removes);
  g_test_add_func ("/gestures/dragging-one-of-several-moves-all",
                   test_dragging_one_of_several_moves_all);
  g_test_add_func ("/gestures/rubber-band-selects-what-is-inside",
                   test_rubber_band_selects_what_is_inside);
  g_test_add_func ("/gestures/lasso-begins-over-elements", test_lasso_begins_over_elements);
  g_test_add_func ("/gestures/hand-scrolls", test_hand_scrolls);
  g_test_add_func ("/gestures/space-tool-makes-room", test_space_tool_makes_room);
  g_test_add_func ("/gestures/connect-by-dragging", test_connect_by_dragging);
  g_test_add_func ("/gestures/connect-denies-the-start", test_connect_denies_the_start);
  g_test_add_func ("/gestures/connect-by-two-clicks", test_connect_by_two_clicks);
  g_test_add_func ("/gestures/end-of-a-flow-goes-elsewhere", test_end_of_a_flow_goes_elsewhere);
  g_test_add_func ("/gestures/segment-is-dragged", test_segment_is_dragged);
  g_test_add_func ("/gestures/bend-point-is-dragged", test_bend_point_is_dragged);
  g_test_add_func ("/gestures/label-goes-with-its-segment", test_label_goes_with_its_segment);
  g_test_add_func ("/gestures/label-goes-with-a-new-course", test_label_goes_with_a_new_course);
  g_test_add_func ("/gestures/label-gives-way-to-what-is-inserted",
                   test_label_gives_way_to_what_is_inserted);
  g_test_add_func ("/gestures/label-is-dragged", test_label_is_dragged);
  g_test_add_func ("/gestures/create-places-on-the-grid", test_create_places_on_the_grid);
  g_test_add_func ("/gestures/create-denies-a-taken-place", test_create_denies_a_taken_place);
  g_test_add_func ("/gestures/drop-on-flow-needs-a-hover", test_drop_on_flow_needs_a_hover);
  g_test_add_func ("/gestures/moving-away-from-a-flow-leaves-it-alone",
                   test_moving_away_from_a_flow_leaves_it_alone);
  g_test_add_func ("/gestures/dragging-across-a-flow-never-rewires",
                   test_dragging_across_a_flow_never_rewires);
  g_test_add_func ("/gestures/loose-task-goes-into-a-flow", test_loose_task_goes_into_a_flow);
  g_test_add_func ("/gestures/double-click-and-f2-edit-the-name",
                   test_double_click_and_f2_edit_the_name);
  g_test_add_func ("/gestures/arrows-walk-along-flows", test_arrows_walk_along_flows);
  g_test_add_func ("/gestures/keys-move-as-one-step", test_keys_move_as_one_step);
  g_test_add_func ("/gestures/delete-key-mends", test_delete_key_mends);
  g_test_add_func ("/gestures/letters-ask-for-a-type", test_letters_ask_for_a_type);
  g_test_add_func ("/gestures/connect-by-keys", test_connect_by_keys);
  g_test_add_func ("/gestures/cut-and-paste-at-the-pointer", test_cut_and_paste_at_the_pointer);
  g_test_add_func ("/gestures/move-without-diagram-follows-the-pointer",
                   test_move_without_diagram_follows_the_pointer);
  g_test_add_func ("/gestures/move-without-diagram-asks", test_move_without_diagram_asks);
  g_test_add_func ("/gestures/secondary-button-opens-a-menu-and-gives-up",
                   test_secondary_button_opens_a_menu_and_gives_up);
  return g_test_run ();
}

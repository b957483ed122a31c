/* test-lanes.c: the lane a node is drawn in lists it
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "editor/editor-command.h"
#include "engine/source/source-node.h"
#include "tests/editor/desk.h"
#include "tests/test-support.h"

static Desk *
open_pools (void)
{
  Desk *desk = desk_open_fixture ("pools.bpmn");

  g_assert_true (editor_command_write_diagram (desk->session, NULL));
  return desk;
}

/* "St Act_1": what the lane lists, in its order */
static char *
list (Desk *desk, const char *lane)
{
  GString *ids = g_string_new (NULL);

  for (SourceNode *node = source_node_first_element (bpmn_element_get_node (desk_get (desk, lane)),
                                                     BPMN_NS_MODEL, "flowNodeRef");
       node != NULL; node = source_node_next_element (node, BPMN_NS_MODEL, "flowNodeRef"))
    {
      g_autofree char *id = source_node_dup_text (node);

      g_string_append_printf (ids, "%s%s", ids->len > 0 ? " " : "", id);
    }
  return g_string_free (ids, FALSE);
}

static void
assert_lists (Desk *desk, const char *first, const char *second)
{
  g_autofree char *one = list (desk, "Lane_1");
  g_autofree char *two = list (desk, "Lane_2");

  g_assert_cmpstr (one, ==, first);
  g_assert_cmpstr (two, ==, second);
}

static void
move (Desk *desk, const char *id, const char *lane)
{
  BpmnElement *element = desk_get (desk, id);
  BpmnPoint from = desk_get_centre (desk, id), to = desk_get_centre (desk, lane);
  g_autoptr (GError) error = NULL;

  editor_command_move (desk->session, &element, 1, 0, to.y - from.y, &error);
  g_assert_no_error (error);
}

static void
finish (Desk *desk)
{
  desk_check (desk);
  desk_undo_all (desk);
  desk_close (desk);
}

#define BEFORE "St Act_1", "Sub En"

static void
test_a_move_to_another_lane_is_a_change_of_lane (void)
{
  Desk *desk = open_pools ();

  assert_lists (desk, BEFORE);
  move (desk, "Act_1", "Lane_2");
  assert_lists (desk, "St", "Sub En Act_1");
  move (desk, "Act_1", "Lane_1");
  assert_lists (desk, BEFORE);
  finish (desk);
}

static void
test_a_move_within_a_lane_leaves_the_lanes (void)
{
  Desk *desk = open_pools ();
  BpmnElement *element = desk_get (desk, "Act_1");
  g_autofree char *diff = NULL;

  g_assert_true (editor_command_move (desk->session, &element, 1, 10, 0, NULL));
  diff = desk_dup_diff (desk);
  g_assert_cmpuint (desk_count_lines (diff, "+", "flowNodeRef"), ==, 0);
  g_assert_cmpuint (desk_count_lines (diff, "-", "flowNodeRef"), ==, 0);
  finish (desk);
}

static void
test_a_move_of_the_pool_leaves_the_lanes (void)
{
  Desk *desk = open_pools ();
  BpmnElement *pool = desk_get (desk, "Pool_A");

  g_assert_true (editor_command_move (desk->session, &pool, 1, 0, 500, NULL));
  assert_lists (desk, BEFORE);
  finish (desk);
}

/* Some editors do not list events on borders, or nothing. */
static void
test_what_no_lane_lists_stays_so (void)
{
  Desk *desk = open_pools ();

  move (desk, "En_Late", "Lane_1");
  assert_lists (desk, BEFORE);
  finish (desk);
}

static void
test_the_new_is_listed_where_it_is_drawn (void)
{
  Desk *desk = open_pools ();
  g_autoptr (GError) error = NULL;
  const EditorCreate create = { .id = "New" };
  BpmnRect lane = desk_get_bounds (desk, "Lane_2");
  const BpmnPoint corner = { lane.x + lane.width - 30, lane.y + lane.height - 30 };
  BpmnElement *node =
      editor_command_add (desk->session, "end-event", &create, corner, &error);

  g_assert_no_error (error);
  g_assert_nonnull (node);
  assert_lists (desk, "St Act_1", "Sub En New");
  finish (desk);
}

static void
test_the_deleted_is_listed_no_more (void)
{
  Desk *desk = open_pools ();

  desk_select (desk, "Act_1", NULL);
  desk_key (desk, EDITOR_KEY_DELETE, 0);
  assert_lists (desk, "St", "Sub En");
  finish (desk);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lanes/move-to-another", test_a_move_to_another_lane_is_a_change_of_lane);
  g_test_add_func ("/lanes/move-within", test_a_move_within_a_lane_leaves_the_lanes);
  g_test_add_func ("/lanes/move-pool", test_a_move_of_the_pool_leaves_the_lanes);
  g_test_add_func ("/lanes/not-listed", test_what_no_lane_lists_stays_so);
  g_test_add_func ("/lanes/new", test_the_new_is_listed_where_it_is_drawn);
  g_test_add_func ("/lanes/deleted", test_the_deleted_is_listed_no_more);
  return g_test_run ();
}

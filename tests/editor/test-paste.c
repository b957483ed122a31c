/* test-paste.c: where pasted and duplicated elements land
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "editor/editor-clipboard.h"
#include "editor/editor-command.h"
#include "editor/editor-plan.h"
#include "tests/editor/desk.h"
#include "tests/test-support.h"

static gboolean
is_one_of (const GPtrArray *list, BpmnElement *element)
{
  return g_ptr_array_find ((GPtrArray *) list, element, NULL);
}

static gboolean
is_inside (BpmnElement *element, BpmnElement *container)
{
  for (; element != NULL; element = bpmn_element_get_parent (element))
    if (element == container)
      return TRUE;
  return FALSE;
}

/* No shape of @pasted stands on another one, on a label, or across the border of a frame. */
static void
assert_covers_nothing (Desk *desk, const GPtrArray *pasted)
{
  EditorScene *scene = editor_session_get_scene (desk->session);
  const GPtrArray *items = editor_scene_get_items (scene);

  for (guint i = 0; i < pasted->len; i++)
    {
      BpmnElement *copy = g_ptr_array_index (pasted, i);
      EditorItem *own = editor_scene_lookup (scene, copy);
      BpmnRect place;

      if (own == NULL || editor_item_is_connection (own)
          || bpmn_element_get_type_id (copy) == BPMN_TYPE_GROUP)
        continue;
      place = editor_item_get_bounds (own);
      for (guint j = 0; j < items->len; j++)
        {
          EditorItem *item = g_ptr_array_index (items, j);
          BpmnElement *other = editor_item_get_element (item);
          BpmnRect bounds = editor_item_get_bounds (item), label;

          if (is_one_of (pasted, other) || is_inside (other, copy))
            continue;
          if (editor_item_get_label_bounds (scene, item, &label))
            g_assert_false (editor_rect_intersects (&place, &label));
          if (editor_item_is_connection (item) || !editor_rect_intersects (&place, &bounds))
            continue;
          g_assert_true (editor_place_is_container (desk->session, other));
          g_assert_true (editor_rect_contains_rect (&bounds, &place));
        }
    }
}

static char *
copy (Desk *desk, const char *id)
{
  BpmnElement *element = desk_get (desk, id);

  return editor_clipboard_copy (desk->session, &element, 1);
}

static GPtrArray *
paste_at (Desk *desk, const char *text, double x, double y)
{
  const BpmnPoint at = { x, y };
  g_autoptr (GError) error = NULL;
  GPtrArray *pasted = editor_command_paste (desk->session, text, &at, &error);

  g_assert_no_error (error);
  return pasted;
}

static BpmnRect
get_bounds (Desk *desk, const GPtrArray *pasted, guint index)
{
  BpmnRect bounds = { 0 };

  g_assert_true (
      editor_place_get_bounds (desk->session, g_ptr_array_index (pasted, index), &bounds));
  return bounds;
}

static void
assert_centre (Desk *desk, const GPtrArray *pasted, double x, double y)
{
  BpmnRect bounds = get_bounds (desk, pasted, 0);
  BpmnPoint centre = editor_rect_center (&bounds);

  g_assert_cmpfloat (centre.x, ==, x);
  g_assert_cmpfloat (centre.y, ==, y);
}

static void
finish (Desk *desk)
{
  desk_check (desk);
  desk_undo_all (desk);
  desk_close (desk);
}

static void
test_a_free_place_is_taken_as_pointed_at (void)
{
  Desk *desk = desk_open_fixture ("permit.bpmn");
  g_autofree char *text = copy (desk, "Task_Sign");
  g_autoptr (GPtrArray) pasted = paste_at (desk, text, 480, 340);

  assert_centre (desk, pasted, 480, 340);
  finish (desk);
}

/* Near, but beside: nobody wants what was put there to jump. */
static void
test_close_beside_another_is_left_there (void)
{
  Desk *desk = desk_open_fixture ("permit.bpmn");
  g_autofree char *text = copy (desk, "Task_Sign");
  g_autoptr (GPtrArray) pasted = paste_at (desk, text, 480, 30);

  g_assert_cmpfloat (get_bounds (desk, pasted, 0).y, ==, -10);
  finish (desk);
}

static void
test_on_a_task_goes_to_the_nearest_free_place (void)
{
  Desk *desk = desk_open_fixture ("permit.bpmn");
  g_autofree char *text = copy (desk, "Task_Sign");
  g_autoptr (GPtrArray) pasted = paste_at (desk, text, 310, 140);

  /* Task_Fill ends at 160 */
  assert_centre (desk, pasted, 310, 220);
  assert_covers_nothing (desk, pasted);
  finish (desk);
}

static void
test_above_the_middle_goes_up (void)
{
  Desk *desk = desk_open_fixture ("permit.bpmn");
  g_autofree char *text = copy (desk, "Task_Fill");
  g_autoptr (GPtrArray) pasted = paste_at (desk, text, 480, 90);

  assert_centre (desk, pasted, 480, 20);
  assert_covers_nothing (desk, pasted);
  finish (desk);
}

static void
test_everywhere_covers_nothing (void)
{
  Desk *desk = desk_open_fixture ("permit.bpmn");
  g_autofree char *text = NULL;

  desk_select (desk, "Task_Sign", "Gateway_Approved", "EndEvent_1", NULL);
  text = editor_controller_copy (desk->controller);
  for (double y = -100; y <= 400; y += 70)
    for (double x = 0; x <= 900; x += 90)
      {
        g_autoptr (GPtrArray) pasted = paste_at (desk, text, x, y);

        assert_covers_nothing (desk, pasted);
        editor_session_undo (desk->session);
      }
  finish (desk);
}

static void
test_several_stay_together (void)
{
  Desk *desk = desk_open_fixture ("permit.bpmn");
  g_autofree char *text = NULL;
  g_autoptr (GPtrArray) pasted = NULL;
  BpmnPoint from, to;

  desk_select (desk, "Task_Sign", "Gateway_Approved", NULL);
  text = editor_controller_copy (desk->controller);
  pasted = paste_at (desk, text, 400, 120);
  g_assert_cmpuint (pasted->len, ==, 3);
  for (guint i = 0; i < pasted->len; i++)
    {
      BpmnElement *element = g_ptr_array_index (pasted, i);
      const BpmnEdge *edge = bpmn_element_get_edge (element);
      guint n_points = 0;

      if (edge == NULL)
        continue;
      from = bpmn_edge_get_waypoints (edge, &n_points)[0];
      to = bpmn_edge_get_waypoints (edge, &n_points)[1];
      g_assert_cmpuint (n_points, ==, 2);
      g_assert_cmpfloat (to.x - from.x, ==, 605 - 530);
      g_assert_cmpfloat (from.y, ==, to.y);
    }
  assert_covers_nothing (desk, pasted);
  finish (desk);
}

/* Nobody pointed: it goes down, as what is appended does, and off the lines, too. */
static void
test_duplicate_stands_free_below (void)
{
  Desk *desk = desk_open_fixture ("permit.bpmn");
  BpmnElement *task = desk_get (desk, "Task_Sign");
  g_autoptr (GPtrArray) copies = editor_command_duplicate (desk->session, &task, 1, NULL);
  BpmnRect bounds = get_bounds (desk, copies, 0);

  g_assert_cmpfloat (bounds.x, ==, 430);
  g_assert_cmpfloat (bounds.y, >, 240); /* where the way back runs */
  assert_covers_nothing (desk, copies);
  finish (desk);
}

static void
test_duplicates_do_not_pile_up (void)
{
  Desk *desk = desk_open_fixture ("permit.bpmn");
  BpmnElement *task = desk_get (desk, "Task_Fill");

  for (guint i = 0; i < 5; i++)
    {
      g_autoptr (GPtrArray) copies = editor_command_duplicate (desk->session, &task, 1, NULL);

      assert_covers_nothing (desk, copies);
    }
  finish (desk);
}

static void
test_cut_and_paste_without_pointer_comes_back (void)
{
  Desk *desk = desk_open_fixture ("permit.bpmn");
  BpmnElement *end = desk_get (desk, "EndEvent_1");
  g_autofree char *text = copy (desk, "EndEvent_1");
  g_autoptr (GPtrArray) pasted = NULL;

  g_assert_true (editor_command_delete (desk->session, &end, 1, NULL, NULL));
  pasted = editor_command_paste (desk->session, text, NULL, NULL);
  assert_centre (desk, pasted, 760, 120);
  finish (desk);
}

static void
reveal_cb (BpmnElement **shown, BpmnElement *element)
{
  *shown = element;
}

static void
test_what_gave_way_is_shown (void)
{
  Desk *desk = desk_open_fixture ("permit.bpmn");
  BpmnElement *shown = NULL;

  g_signal_connect_swapped (desk->controller, "reveal", G_CALLBACK (reveal_cb), &shown);
  desk_select (desk, "Task_Sign", NULL);
  editor_controller_duplicate (desk->controller);
  g_assert_nonnull (shown);
  g_assert_true (shown
                 == editor_selection_get_single (editor_session_get_selection (desk->session)));
  finish (desk);
}

static void
count_cb (guint *n, BpmnElement *element)
{
  (*n)++;
}

static void
test_all_that_was_pasted_is_shown (void)
{
  Desk *desk = desk_open_fixture ("permit.bpmn");
  BpmnElement *last = NULL;
  guint n = 0;

  desk_select (desk, "Task_Sign", "Gateway_Approved", NULL);
  g_signal_connect_swapped (desk->controller, "reveal", G_CALLBACK (count_cb), &n);
  g_signal_connect_swapped (desk->controller, "reveal", G_CALLBACK (reveal_cb), &last);
  editor_controller_duplicate (desk->controller);
  g_assert_cmpuint (n, ==, 3);
  g_assert_cmpint (bpmn_element_get_type_id (last), ==, BPMN_TYPE_TASK);
  finish (desk);
}

static Desk *
open_pools (void)
{
  Desk *desk = desk_open_fixture ("pools.bpmn");

  g_assert_true (editor_command_write_diagram (desk->session, NULL));
  return desk;
}

static void
test_in_an_open_sub_process_belongs_to_it (void)
{
  Desk *desk = open_pools ();
  BpmnElement *sub = desk_get (desk, "Sub");
  g_autofree char *text = copy (desk, "Sub_T");
  BpmnRect bounds, inside;
  g_autoptr (GPtrArray) pasted = NULL;

  editor_place_get_bounds (desk->session, sub, &bounds);
  bounds.height += 200;
  g_assert_true (editor_command_resize (desk->session, sub, &bounds, NULL));
  pasted = paste_at (desk, text, bounds.x + bounds.width / 2, bounds.y + bounds.height - 80);
  g_assert_true (bpmn_element_get_parent (g_ptr_array_index (pasted, 0)) == sub);
  inside = get_bounds (desk, pasted, 0);
  g_assert_true (editor_rect_contains_rect (&bounds, &inside));
  assert_covers_nothing (desk, pasted);
  finish (desk);
}

static void
test_duplicate_in_a_sub_process_stays_in_its_process (void)
{
  Desk *desk = desk_open_fixture ("pools.bpmn");
  BpmnElement *task = desk_get (desk, "Sub_T");
  g_autoptr (GPtrArray) copies = editor_command_duplicate (desk->session, &task, 1, NULL);

  g_assert_true (bpmn_element_get_parent (g_ptr_array_index (copies, 0)) == desk_get (desk, "Sub"));
  finish (desk);
}

/* On the line between two lanes, on the border of the pool and on the name of the lane */
static void
test_in_a_pool_stands_in_one_lane (void)
{
  Desk *desk = open_pools ();
  g_autofree char *text = copy (desk, "Act_1");
  BpmnRect pool = desk_get_bounds (desk, "Pool_A"), lane = desk_get_bounds (desk, "Lane_1");
  const BpmnPoint places[] = { { lane.x + lane.width - 120, lane.y + lane.height },
                               { lane.x + lane.width - 120, pool.y },
                               { pool.x + pool.width, lane.y + lane.height / 2 },
                               { lane.x + 20, lane.y + lane.height / 2 },
                               { pool.x, pool.y } };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autoptr (GPtrArray) pasted = paste_at (desk, text, places[i].x, places[i].y);

      assert_covers_nothing (desk, pasted);
      editor_session_undo (desk->session);
    }
  finish (desk);
}

/* In every app of the corpus each element is duplicated. */
static void
test_real_files_are_never_covered (void)
{
  g_autofree char *apps = NULL;
  g_autoptr (GDir) folder = NULL;
  const char *name;
  guint n_copies = 0;

  if (test_skip_without_shared ("corpus"))
    return;
  apps = test_shared ("corpus/apps");
  folder = g_dir_open (apps, 0, NULL);
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path =
          g_build_filename (apps, name, "App", "config", "process", "process.bpmn", NULL);
      g_autoptr (GPtrArray) elements = NULL;
      Desk *desk;

      if (!g_file_test (path, G_FILE_TEST_EXISTS))
        continue;
      desk = desk_open (path);
      elements = g_ptr_array_copy ((GPtrArray *) bpmn_model_get_elements (desk->model), NULL, NULL);
      for (guint i = 0; editor_session_has_diagram (desk->session) && i < elements->len; i++)
        {
          BpmnElement *element = g_ptr_array_index (elements, i);
          g_autoptr (GPtrArray) copies = NULL;

          if (!bpmn_type_is_flow_node (bpmn_element_get_type_id (element))
              || bpmn_element_get_shape (element) == NULL)
            continue;
          copies = editor_command_duplicate (desk->session, &element, 1, NULL);
          g_assert_nonnull (copies);
          assert_covers_nothing (desk, copies);
          editor_session_undo (desk->session);
          n_copies++;
        }
      desk_undo_all (desk);
      desk_close (desk);
    }
  g_assert_cmpuint (n_copies, >, 100);
}

/* Everything that can be copied at once, with lanes, groups, notes and open sub-processes in it */
static void
test_whole_models_find_room (void)
{
  g_autoptr (GPtrArray) files = NULL;

  if (test_skip_without_shared ("corpus"))
    return;
  files = test_shared_files ("corpus/miwg", ".bpmn");
  for (guint i = 0; i < files->len; i++)
    {
      Desk *desk = desk_open (g_ptr_array_index (files, i));
      const GPtrArray *elements = bpmn_model_get_elements (desk->model);
      g_autoptr (GPtrArray) all = g_ptr_array_copy ((GPtrArray *) elements, NULL, NULL);
      g_autoptr (GPtrArray) copies = NULL;
      g_autoptr (GError) error = NULL;
      gint64 start = g_get_monotonic_time ();

      copies = editor_command_duplicate (desk->session, (BpmnElement *const *) all->pdata, all->len,
                                         &error);
      g_test_message ("%s: %u copies, %.1f ms%s", (char *) g_ptr_array_index (files, i),
                      copies != NULL ? copies->len : 0,
                      (double) (g_get_monotonic_time () - start) / 1000,
                      error != NULL ? error->message : "");
      if (copies != NULL)
        assert_covers_nothing (desk, copies);
      desk_undo_all (desk);
      desk_close (desk);
    }
  g_assert_cmpuint (files->len, >, 10);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/paste/a-free-place-is-taken-as-pointed-at",
                   test_a_free_place_is_taken_as_pointed_at);
  g_test_add_func ("/paste/close-beside-another-is-left-there",
                   test_close_beside_another_is_left_there);
  g_test_add_func ("/paste/on-a-task-goes-to-the-nearest-free-place",
                   test_on_a_task_goes_to_the_nearest_free_place);
  g_test_add_func ("/paste/above-the-middle-goes-up", test_above_the_middle_goes_up);
  g_test_add_func ("/paste/everywhere-covers-nothing", test_everywhere_covers_nothing);
  g_test_add_func ("/paste/several-stay-together", test_several_stay_together);
  g_test_add_func ("/paste/duplicate-stands-free-below", test_duplicate_stands_free_below);
  g_test_add_func ("/paste/duplicates-do-not-pile-up", test_duplicates_do_not_pile_up);
  g_test_add_func ("/paste/cut-and-paste-without-pointer-comes-back",
                   test_cut_and_paste_without_pointer_comes_back);
  g_test_add_func ("/paste/what-gave-way-is-shown", test_what_gave_way_is_shown);
  g_test_add_func ("/paste/all-that-was-pasted-is-shown", test_all_that_was_pasted_is_shown);
  g_test_add_func ("/paste/in-an-open-sub-process-belongs-to-it",
                   test_in_an_open_sub_process_belongs_to_it);
  g_test_add_func ("/paste/duplicate-in-a-sub-process-stays-in-its-process",
                   test_duplicate_in_a_sub_process_stays_in_its_process);
  g_test_add_func ("/paste/in-a-pool-stands-in-one-lane", test_in_a_pool_stands_in_one_lane);
  g_test_add_func ("/paste/real-files-are-never-covered", test_real_files_are_never_covered);
  g_test_add_func ("/paste/whole-models-find-room", test_whole_models_find_room);
  return g_test_run ();
}

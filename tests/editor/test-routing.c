/* test-routing.c: where connections run
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "tests/test-support.h"
#include "editor/editor-routing.h"

#include <math.h>

static EditorDock
task (double x, double y)
{
  return (EditorDock){ { x, y, 100, 80 }, EDITOR_OUTLINE_ROUNDED, BPMN_TYPE_TASK };
}

static EditorDock
gateway (double x, double y)
{
  return (EditorDock){ { x, y, 50, 50 }, EDITOR_OUTLINE_DIAMOND, BPMN_TYPE_EXCLUSIVE_GATEWAY };
}

static EditorDock
event (double x, double y)
{
  return (EditorDock){ { x, y, 36, 36 }, EDITOR_OUTLINE_ELLIPSE, BPMN_TYPE_END_EVENT };
}

static const BpmnPoint *
points_of (GArray *route)
{
  return (const BpmnPoint *) (gpointer) route->data;
}

static void
assert_orthogonal (GArray *route)
{
  for (guint i = 0; i + 1 < route->len; i++)
    {
      BpmnPoint a = points_of (route)[i], b = points_of (route)[i + 1];

      g_assert_true (a.x == b.x || a.y == b.y);
    }
}

static void
assert_docked (GArray *route, const EditorDock *source, const EditorDock *target)
{
  BpmnPoint a = points_of (route)[0], b = points_of (route)[route->len - 1];

  g_assert_cmpfloat (editor_outline_distance (source->outline, &source->bounds, a.x, a.y), <, 0.01);
  g_assert_cmpfloat (editor_outline_distance (target->outline, &target->bounds, b.x, b.y), <, 0.01);
}

static void
test_side_by_side (void)
{
  EditorDock a = task (0, 0), b = task (200, 0);
  g_autoptr (GArray) route = editor_route (&a, &b, NULL, 0, EDITOR_ROUTE_ORTHOGONAL);

  g_assert_cmpuint (route->len, ==, 2);
  g_assert_cmpfloat (points_of (route)[0].x, ==, 100);
  g_assert_cmpfloat (points_of (route)[1].x, ==, 200);
  g_assert_cmpfloat (points_of (route)[0].y, ==, 40);
}

static void
test_nearly_aligned (void)
{
  EditorDock a = task (0, 0), b = event (200, 25);
  g_autoptr (GArray) route = editor_route (&a, &b, NULL, 0, EDITOR_ROUTE_ORTHOGONAL);

  g_assert_cmpuint (route->len, ==, 2);
  assert_orthogonal (route);
  assert_docked (route, &a, &b);
}

static void
test_step_bends_half_way (void)
{
  EditorDock a = task (0, 0), b = task (200, 150);
  g_autoptr (GArray) route = editor_route (&a, &b, NULL, 0, EDITOR_ROUTE_ORTHOGONAL);

  g_assert_cmpuint (route->len, ==, 4);
  g_assert_cmpfloat (points_of (route)[1].x, ==, 150);
  assert_orthogonal (route);
  assert_docked (route, &a, &b);
}

static void
test_gateway_leaves_vertically (void)
{
  EditorDock a = gateway (0, 0), b = task (120, 100);
  g_autoptr (GArray) route = editor_route (&a, &b, NULL, 0, EDITOR_ROUTE_ORTHOGONAL);

  g_assert_cmpuint (route->len, ==, 3);
  g_assert_cmpfloat (points_of (route)[0].x, ==, 25);
  g_assert_cmpfloat (points_of (route)[0].y, ==, 50);
  assert_docked (route, &a, &b);
}

static void
test_around_obstacle (void)
{
  EditorDock a = task (0, 0), b = task (400, 0);
  const BpmnRect wall = { 200, -20, 100, 120 };
  g_autoptr (GArray) route = editor_route (&a, &b, &wall, 1, EDITOR_ROUTE_ORTHOGONAL);

  g_assert_false (editor_route_crosses (points_of (route), route->len, &wall));
  assert_orthogonal (route);
  assert_docked (route, &a, &b);
}

static void
test_back_flow_below (void)
{
  EditorDock a = gateway (400, 15), b = task (0, 0);
  const BpmnRect between = { 200, 0, 100, 80 };
  g_autoptr (GArray) route = editor_route (&a, &b, &between, 1, EDITOR_ROUTE_ORTHOGONAL);

  g_assert_cmpuint (route->len, ==, 4);
  g_assert_cmpfloat (points_of (route)[1].y, >, 80);
  g_assert_false (editor_route_crosses (points_of (route), route->len, &between));
}

static void
test_self_loop (void)
{
  EditorDock a = task (0, 0);
  g_autoptr (GArray) route = editor_route (&a, &a, NULL, 0, EDITOR_ROUTE_ORTHOGONAL);
  BpmnRect inner = editor_rect_grow (&a.bounds, -1);

  g_assert_cmpuint (route->len, >=, 4);
  g_assert_false (editor_route_crosses (points_of (route), route->len, &inner));
}

static void
test_same_input_same_route (void)
{
  EditorDock a = gateway (37, 411), b = task (903, 77);
  const BpmnRect o[] = { { 300, 100, 100, 80 }, { 500, 300, 100, 80 }, { 650, 60, 50, 50 } };
  g_autoptr (GArray) first = editor_route (&a, &b, o, 3, EDITOR_ROUTE_ORTHOGONAL);
  g_autoptr (GArray) second = editor_route (&a, &b, o, 3, EDITOR_ROUTE_ORTHOGONAL);

  g_assert_cmpmem (first->data, first->len * sizeof (BpmnPoint), second->data,
                   second->len * sizeof (BpmnPoint));
}

/* Whatever the places: ends on the outlines, right angles, not through its own shapes. */
static void
test_random_routes (void)
{
  guint32 seed = test_seed ();
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (guint i = 0; i < 300; i++)
    {
      EditorDock a = task (g_rand_int_range (random, 0, 800), g_rand_int_range (random, 0, 800));
      EditorDock b = gateway (g_rand_int_range (random, 0, 800), g_rand_int_range (random, 0, 800));
      BpmnRect apart = editor_rect_grow (&a.bounds, 41);
      BpmnRect inner = editor_rect_grow (&a.bounds, -1);
      g_autoptr (GArray) route = NULL;

      if (editor_rect_intersects (&apart, &b.bounds))
        continue;
      route = editor_route (&a, &b, NULL, 0, EDITOR_ROUTE_ORTHOGONAL);
      assert_orthogonal (route);
      assert_docked (route, &a, &b);
      g_assert_false (editor_route_crosses (points_of (route), route->len, &inner));
    }
}

static void
test_move_keeps_bends (void)
{
  EditorDock a = task (0, 0), b = task (400, 200), moved = task (10, -30);
  const BpmnPoint bent[] = { { 100, 40 }, { 180, 40 }, { 180, 120 }, { 300, 120 }, { 300, 240 },
                             { 400, 240 } };
  g_autoptr (GArray) route = editor_route_repair (bent, 6, &a, &moved, &b, &b, NULL, 0,
                                                  EDITOR_ROUTE_ORTHOGONAL);

  g_assert_cmpuint (route->len, ==, 6);
  g_assert_cmpfloat (points_of (route)[0].x, ==, 110);
  g_assert_cmpfloat (points_of (route)[0].y, ==, 10);
  g_assert_cmpfloat (points_of (route)[1].y, ==, 10);
  for (guint i = 2; i < 6; i++)
    {
      g_assert_cmpfloat (points_of (route)[i].x, ==, bent[i].x);
      g_assert_cmpfloat (points_of (route)[i].y, ==, bent[i].y);
    }
}

static void
test_move_both_moves_all (void)
{
  EditorDock a = task (0, 0), b = task (200, 150), a2 = task (7, 9), b2 = task (207, 159);
  const BpmnPoint bent[] = { { 100, 40 }, { 160, 40 }, { 160, 190 }, { 200, 190 } };
  g_autoptr (GArray) route
      = editor_route_repair (bent, 4, &a, &a2, &b, &b2, NULL, 0, EDITOR_ROUTE_ORTHOGONAL);

  for (guint i = 0; i < 4; i++)
    {
      g_assert_cmpfloat (points_of (route)[i].x, ==, bent[i].x + 7);
      g_assert_cmpfloat (points_of (route)[i].y, ==, bent[i].y + 9);
    }
}

static void
test_move_across_makes_new_route (void)
{
  EditorDock a = task (0, 0), b = task (200, 0), far = task (500, 0);
  const BpmnPoint straight[] = { { 100, 40 }, { 200, 40 } };
  g_autoptr (GArray) route
      = editor_route_repair (straight, 2, &a, &far, &b, &b, NULL, 0, EDITOR_ROUTE_ORTHOGONAL);

  assert_orthogonal (route);
  assert_docked (route, &far, &b);
}

static void
test_drag_segment (void)
{
  EditorDock a = task (0, 0), b = task (200, 150);
  const BpmnPoint bent[] = { { 100, 40 }, { 150, 40 }, { 150, 190 }, { 200, 190 } };
  g_autoptr (GArray) middle = editor_route_move_segment (bent, 4, 1, 20, 5, &a, &b);
  g_autoptr (GArray) first = editor_route_move_segment (bent, 4, 0, 0, 20, &a, &b);
  g_autoptr (GArray) far = editor_route_move_segment (bent, 4, 0, 0, 80, &a, &b);

  g_assert_cmpfloat (points_of (middle)[1].x, ==, 170);
  g_assert_cmpfloat (points_of (middle)[0].y, ==, 40);
  assert_docked (first, &a, &b);
  g_assert_cmpfloat (points_of (first)[0].y, ==, 60);
  assert_docked (far, &a, &b);
  assert_orthogonal (far);
}

static void
test_drag_bend_keeps_right_angles (void)
{
  EditorDock a = task (0, 0), b = task (400, 200);
  const BpmnPoint bent[] = { { 100, 40 }, { 180, 40 }, { 180, 120 }, { 300, 120 }, { 300, 240 },
                             { 400, 240 } };
  g_autoptr (GArray) route
      = editor_route_move_point (bent, 6, 2, (BpmnPoint){ 200, 140 }, &a, &b);

  assert_orthogonal (route);
  g_assert_cmpfloat (points_of (route)[1].x, ==, 200);
  g_assert_cmpfloat (points_of (route)[3].y, ==, 140);
}

static void
test_crop_diamond (void)
{
  EditorDock a = gateway (0, 0), b = event (200, 7);
  const BpmnPoint centers[] = { { 25, 25 }, { 218, 25 } };
  g_autoptr (GArray) route = editor_route_crop (centers, 2, &a, &b);

  g_assert_cmpfloat (points_of (route)[0].x, ==, 50);
  g_assert_cmpfloat (points_of (route)[1].x, ==, 200);
}

static void
test_simplify (void)
{
  const BpmnPoint points[] = { { 0, 0 }, { 10, 0 }, { 10, 0 }, { 20, 0 }, { 20, 30 } };
  g_autoptr (GArray) route = editor_route_simplify (points, 5);

  g_assert_cmpuint (route->len, ==, 3);
}

static void
test_label_beside_line (void)
{
  const BpmnPoint points[] = { { 0, 0 }, { 0, 100 }, { 300, 100 } };
  const BpmnRect above = { 100, 70, 100, 25 };
  BpmnRect free_label = editor_route_place_label (points, 3, 60, 14, NULL, 0);
  BpmnRect label = editor_route_place_label (points, 3, 60, 14, &above, 1);

  g_assert_false (editor_route_crosses (points, 3, &free_label));
  g_assert_cmpfloat (free_label.y, <, 100);
  g_assert_cmpfloat (label.y, >, 100);
  g_assert_false (editor_rect_intersects (&label, &above));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/routing/side-by-side-is-straight", test_side_by_side);
  g_test_add_func ("/routing/nearly-aligned-is-straight", test_nearly_aligned);
  g_test_add_func ("/routing/step-bends-half-way", test_step_bends_half_way);
  g_test_add_func ("/routing/gateway-leaves-vertically", test_gateway_leaves_vertically);
  g_test_add_func ("/routing/around-an-obstacle", test_around_obstacle);
  g_test_add_func ("/routing/back-flow-runs-below", test_back_flow_below);
  g_test_add_func ("/routing/self-loop", test_self_loop);
  g_test_add_func ("/routing/same-input-same-route", test_same_input_same_route);
  g_test_add_func ("/routing/random-places", test_random_routes);
  g_test_add_func ("/routing/move-keeps-manual-bends", test_move_keeps_bends);
  g_test_add_func ("/routing/move-of-both-ends-moves-all", test_move_both_moves_all);
  g_test_add_func ("/routing/move-across-makes-a-new-route", test_move_across_makes_new_route);
  g_test_add_func ("/routing/drag-a-segment", test_drag_segment);
  g_test_add_func ("/routing/drag-a-bend-keeps-right-angles", test_drag_bend_keeps_right_angles);
  g_test_add_func ("/routing/crop-at-the-outline", test_crop_diamond);
  g_test_add_func ("/routing/simplify", test_simplify);
  g_test_add_func ("/routing/label-beside-the-line", test_label_beside_line);
  return g_test_run ();
}

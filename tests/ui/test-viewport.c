/* test-viewport.c: zooming and panning, without a display
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "ui/ape-viewport.h"

static void
count_cb (guint *count)
{
  (*count)++;
}

static ApeViewport *
create (void)
{
  ApeViewport *viewport = ape_viewport_new ();

  ape_viewport_set_size (viewport, 800, 600);
  return viewport;
}

static void
test_zoom_keeps_the_pointer (void)
{
  g_autoptr (ApeViewport) viewport = create ();
  BpmnPoint before, after;

  ape_viewport_set_origin (viewport, (BpmnPoint){ 37, -12 });
  before = ape_viewport_to_canvas (viewport, 300, 200);
  ape_viewport_zoom_at (viewport, 2.5, 300, 200);
  after = ape_viewport_to_canvas (viewport, 300, 200);
  g_assert_cmpfloat_with_epsilon (before.x, after.x, 1e-9);
  g_assert_cmpfloat_with_epsilon (before.y, after.y, 1e-9);
  g_assert_cmpfloat (ape_viewport_get_zoom (viewport), ==, 2.5);
}

static void
test_zoom_has_limits (void)
{
  g_autoptr (ApeViewport) viewport = create ();

  ape_viewport_set_zoom (viewport, 1000);
  g_assert_cmpfloat (ape_viewport_get_zoom (viewport), ==, APE_VIEWPORT_MAX_ZOOM);
  ape_viewport_set_zoom (viewport, 0);
  g_assert_cmpfloat (ape_viewport_get_zoom (viewport), ==, APE_VIEWPORT_MIN_ZOOM);
}

static void
test_steps_come_back (void)
{
  g_autoptr (ApeViewport) viewport = create ();

  ape_viewport_zoom_step (viewport, 3);
  g_assert_cmpfloat (ape_viewport_get_zoom (viewport), ==, 1.5);
  ape_viewport_zoom_step (viewport, -3);
  g_assert_cmpfloat (ape_viewport_get_zoom (viewport), ==, 1);
  ape_viewport_set_zoom (viewport, 1.07);
  ape_viewport_zoom_step (viewport, -1);
  g_assert_cmpfloat (ape_viewport_get_zoom (viewport), ==, 1);
}

static void
test_fit_centres (void)
{
  g_autoptr (ApeViewport) viewport = create ();
  const BpmnRect wide = { 100, 100, 2000, 100 };
  const BpmnRect small = { -50, -50, 20, 20 };
  BpmnPoint centre;

  ape_viewport_fit (viewport, &wide, 50, 1);
  g_assert_cmpfloat (ape_viewport_get_zoom (viewport), ==, 0.35);
  centre = ape_viewport_to_canvas (viewport, 400, 300);
  g_assert_cmpfloat_with_epsilon (centre.x, 1100, 1e-9);
  g_assert_cmpfloat_with_epsilon (centre.y, 150, 1e-9);

  ape_viewport_fit (viewport, &small, 50, 1);
  g_assert_cmpfloat (ape_viewport_get_zoom (viewport), ==, 1);
}

static void
test_reveal_moves_little (void)
{
  g_autoptr (ApeViewport) viewport = create ();
  const BpmnRect inside = { 300, 300, 100, 80 };
  const BpmnRect right = { 900, 300, 100, 80 };
  guint changes = 0;

  g_signal_connect_swapped (viewport, "changed", G_CALLBACK (count_cb), &changes);
  g_assert_false (ape_viewport_reveal (viewport, &inside, 40));
  g_assert_cmpuint (changes, ==, 0);
  g_assert_true (ape_viewport_reveal (viewport, &right, 40));
  g_assert_cmpuint (changes, ==, 1);
  g_assert_cmpfloat (ape_viewport_get_origin (viewport).x, ==, 240);
  g_assert_cmpfloat (ape_viewport_get_origin (viewport).y, ==, 0);
}

static void
test_zoom_is_told_once (void)
{
  g_autoptr (ApeViewport) viewport = create ();
  guint changes = 0, notices = 0;

  g_signal_connect_swapped (viewport, "changed", G_CALLBACK (count_cb), &changes);
  g_signal_connect_swapped (viewport, "notify::zoom", G_CALLBACK (count_cb), &notices);
  ape_viewport_set_zoom (viewport, 2);
  ape_viewport_set_zoom (viewport, 2);
  ape_viewport_pan (viewport, 10, 0);
  ape_viewport_pan (viewport, 0, 0);
  g_assert_cmpuint (notices, ==, 1);
  g_assert_cmpuint (changes, ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/viewport/zoom-keeps-the-pointer", test_zoom_keeps_the_pointer);
  g_test_add_func ("/viewport/zoom-has-limits", test_zoom_has_limits);
  g_test_add_func ("/viewport/steps-come-back", test_steps_come_back);
  g_test_add_func ("/viewport/fit-centres", test_fit_centres);
  g_test_add_func ("/viewport/reveal-moves-little", test_reveal_moves_little);
  g_test_add_func ("/viewport/zoom-is-told-once", test_zoom_is_told_once);
  return g_test_run ();
}

/* test-input.c: mouse and keys as the display server brings them
 *
 * The other tests tell the widgets' controllers what happened; here events come all the way, with
 * modifiers and buttons. Needs xdotool, and a display on which nothing else happens.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include <gdk/x11/gdkx.h>
#include <math.h>
#include <stdarg.h>
#include <string.h>

#include "editor/editor-command.h"
#include "tests/test-support.h"
#include "tests/ui/ui-support.h"
#include "ui/ape-find-bar.h"
#include "ui/ape-inspector.h"
#include "ui/ape-palette.h"
#include "ui/ape-type-popover.h"

static char *xdotool;

static void
run (UiFixture *fixture, const char *format, ...) G_GNUC_PRINTF (2, 3);

static void
run (UiFixture *fixture, const char *format, ...)
{
  g_autofree char *arguments = NULL;
  g_autofree char *line = NULL;
  g_autoptr (GError) error = NULL;
  va_list args;
  int status;

  va_start (args, format);
  arguments = g_strdup_vprintf (format, args);
  va_end (args);
  line = g_strdup_printf ("%s %s", xdotool, arguments);
  g_assert_true (g_spawn_command_line_sync (line, NULL, NULL, &status, &error));
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
  ui_settle ();
}

static gulong
get_xid (UiFixture *fixture)
{
  return gdk_x11_surface_get_xid (gtk_native_get_surface (GTK_NATIVE (fixture->window)));
}

/* Moves the pointer to a place of a widget. */
static void
point_at (UiFixture *fixture, GtkWidget *widget, double x, double y)
{
  graphene_point_t place;
  double dx, dy;

  g_assert_true (gtk_widget_compute_point (widget, GTK_WIDGET (fixture->window),
                                           &GRAPHENE_POINT_INIT ((float) x, (float) y), &place));
  gtk_native_get_surface_transform (GTK_NATIVE (fixture->window), &dx, &dy);
  run (fixture, "mousemove --window %lu %d %d", get_xid (fixture), (int) (place.x + dx),
       (int) (place.y + dy));
}

static void
point_at_element (UiFixture *fixture, const char *id)
{
  double x, y;

  ui_place_of (fixture, id, &x, &y);
  point_at (fixture, GTK_WIDGET (ape_page_get_canvas (fixture->page)), x, y);
}

static void
click_element (UiFixture *fixture, const char *id)
{
  point_at_element (fixture, id);
  run (fixture, "click 1");
}

static BpmnElement *
selected (UiFixture *fixture)
{
  return editor_selection_get_single (
      editor_session_get_selection (ape_page_get_session (fixture->page)));
}

static ApeViewport *
get_viewport (UiFixture *fixture)
{
  return ape_canvas_get_viewport (ape_page_get_canvas (fixture->page));
}

static void
open_sample (UiFixture *fixture, gconstpointer data)
{
  ui_open_sample (fixture, data);
  run (fixture, "windowfocus %lu", get_xid (fixture));
  ui_wait_until (gtk_window_is_active (GTK_WINDOW (fixture->window)));
}

static void
test_wheel (UiFixture *fixture, gconstpointer data)
{
  ApeViewport *viewport = get_viewport (fixture);
  double zoom = ape_viewport_get_zoom (viewport);
  BpmnPoint before, after;

  point_at (fixture, GTK_WIDGET (ape_page_get_canvas (fixture->page)), 300, 200);
  before = ape_viewport_to_canvas (viewport, 300, 200);
  run (fixture, "keydown ctrl click 4 click 4 keyup ctrl");
  ui_wait_until (ape_viewport_get_zoom (viewport) > zoom);
  after = ape_viewport_to_canvas (viewport, 300, 200);
  g_assert_cmpfloat_with_epsilon (after.x, before.x, 1);
  g_assert_cmpfloat_with_epsilon (after.y, before.y, 1);
  zoom = ape_viewport_get_zoom (viewport);
  before = ape_viewport_get_origin (viewport);
  run (fixture, "click 5");
  ui_wait_until (ape_viewport_get_origin (viewport).y > before.y);
  g_assert_cmpfloat (ape_viewport_get_zoom (viewport), ==, zoom);
}

static void
drag_view (UiFixture *fixture, int button)
{
  ApeViewport *viewport = get_viewport (fixture);
  GtkWidget *canvas = GTK_WIDGET (ape_page_get_canvas (fixture->page));
  BpmnPoint before = ape_viewport_get_origin (viewport);
  double zoom = ape_viewport_get_zoom (viewport);

  point_at (fixture, canvas, 300, 300);
  run (fixture, "mousedown %d", button);
  point_at (fixture, canvas, 270, 280);
  point_at (fixture, canvas, 240, 260);
  run (fixture, "mouseup %d", button);
  ui_wait_until (fabs (ape_viewport_get_origin (viewport).x - before.x - 60 / zoom) < 1.5);
  ui_wait_until (fabs (ape_viewport_get_origin (viewport).y - before.y - 40 / zoom) < 1.5);
}

static void
test_panning (UiFixture *fixture, gconstpointer data)
{
  gtk_widget_grab_focus (GTK_WIDGET (ape_page_get_canvas (fixture->page)));
  drag_view (fixture, 2);
  run (fixture, "keydown space");
  drag_view (fixture, 1);
  run (fixture, "keyup space");
  g_assert_false (ape_page_is_modified (fixture->page));
}

static void
test_rename (UiFixture *fixture, gconstpointer data)
{
  click_element (fixture, "Task_Soknad");
  run (fixture, "key F2");
  ui_wait_until (ape_canvas_get_label_editor (ape_page_get_canvas (fixture->page)) != NULL);
  run (fixture, "key ctrl+a");
  run (fixture, "type Skjema");
  run (fixture, "key Return");
  ui_wait_until (g_strcmp0 (bpmn_element_get_name (ui_element (fixture, "Task_Soknad")), "Skjema")
                 == 0);
}

/* Not in a box as high as its letters below each other. */
static void
test_rename_in_place (UiFixture *fixture, gconstpointer data)
{
  ApeCanvas *canvas = ape_page_get_canvas (fixture->page);
  BpmnElement *task = ui_element (fixture, "Task_Signering");
  double height = bpmn_shape_get_bounds (bpmn_element_get_shape (task)).height
                  * ape_viewport_get_zoom (get_viewport (fixture));

  click_element (fixture, "Task_Signering");
  run (fixture, "key F2");
  ui_wait_until (ape_canvas_get_label_editor (canvas) != NULL);
  ui_settle ();
  g_assert_cmpint (gtk_widget_get_height (ape_canvas_get_label_editor (canvas)), <=,
                   (int) ceil (height) + 1);
  run (fixture, "key ctrl+a");
  run (fixture, "type 'Underskrift av alle som har skrevet noe og litt til som er for langt'");
  ui_settle ();
  g_assert_cmpint (gtk_widget_get_height (ape_canvas_get_label_editor (canvas)), >,
                   (int) ceil (height) + 1);
}

/* A press on a setting keeps the name, which renews the inspector while the focus goes there. */
static void
test_rename_ends_elsewhere (UiFixture *fixture, gconstpointer data)
{
  GtkWidget *inspector = ui_find (GTK_WIDGET (fixture->page), APE_TYPE_INSPECTOR);
  GtkWidget *canvas = GTK_WIDGET (ape_page_get_canvas (fixture->page));

  click_element (fixture, "Task_Signering");
  for (double y = 40; y < 320; y += 40)
    {
      g_autofree char *name = g_strdup_printf ("Navn%d", (int) y);

      ui_wait_until (selected (fixture) == ui_element (fixture, "Task_Signering"));
      gtk_widget_grab_focus (canvas);
      run (fixture, "key F2");
      ui_wait_until (ape_canvas_get_label_editor (APE_CANVAS (canvas)) != NULL);
      run (fixture, "key ctrl+a");
      run (fixture, "type %s", name);
      point_at (fixture, inspector, 100, y);
      run (fixture, "click 1");
      if (ape_canvas_get_label_editor (APE_CANVAS (canvas)) != NULL) /* nothing to focus there */
        run (fixture, "key Escape");
      else
        g_assert_cmpstr (bpmn_element_get_name (ui_element (fixture, "Task_Signering")), ==, name);
      /* the focus goes on from where it is */
      run (fixture, "key F10");
      run (fixture, "key Escape");
      run (fixture, "key Escape");
    }
}

static void
test_replace (UiFixture *fixture, gconstpointer data)
{
  GtkWidget *canvas = GTK_WIDGET (ape_page_get_canvas (fixture->page));

  click_element (fixture, "Task_Soknad");
  run (fixture, "key r");
  ui_wait_until (ui_find (canvas, APE_TYPE_TYPE_POPOVER) != NULL
                 && gtk_widget_get_mapped (ui_find (canvas, APE_TYPE_TYPE_POPOVER)));
  run (fixture, "key Escape");
  ui_wait_until (ui_find (canvas, APE_TYPE_TYPE_POPOVER) == NULL);
  g_assert_false (ape_page_is_modified (fixture->page));
}

/* Return right after the last letter means what was typed, not the first of all types. */
static void
test_append_by_name (UiFixture *fixture, gconstpointer data)
{
  GtkWidget *canvas = GTK_WIDGET (ape_page_get_canvas (fixture->page));
  const char *type;

  click_element (fixture, "Task_Soknad");
  run (fixture, "key a");
  ui_wait_until (ui_find (canvas, APE_TYPE_TYPE_POPOVER) != NULL
                 && gtk_widget_get_mapped (ui_find (canvas, APE_TYPE_TYPE_POPOVER)));
  run (fixture, "key --delay 1 p a y m Return");
  ui_wait_until (ape_page_is_modified (fixture->page));
  ui_settle ();
  type = editor_command_get_entry (ape_page_get_session (fixture->page), selected (fixture));
  g_assert_cmpstr (type, ==, "payment");
}

static void
test_numbers (UiFixture *fixture, gconstpointer data)
{
  click_element (fixture, "Gateway_Signert");
  ui_wait_until (selected (fixture) == ui_element (fixture, "Gateway_Signert"));
  run (fixture, "key 2");
  ui_wait_until (selected (fixture) == ui_element (fixture, "Task_Soknad")
                 || selected (fixture) == ui_element (fixture, "Flow_tilbake"));
}

static void
test_drop_on_flow (UiFixture *fixture, gconstpointer data)
{
  GtkWidget *canvas = GTK_WIDGET (ape_page_get_canvas (fixture->page));
  GtkWidget *button
      = ape_palette_get_button (ape_page_get_palette (fixture->page), "confirmation");
  BpmnElement *target;
  double x1, y1, x2, y2;

  ui_place_of (fixture, "Task_Soknad", &x1, &y1);
  ui_place_of (fixture, "Task_Signering", &x2, &y2);
  point_at (fixture, button, 30, 10);
  run (fixture, "mousedown 1");
  point_at (fixture, canvas, 20, y1 - 60);
  point_at (fixture, canvas, (x1 + x2) / 2 - 2, y1);
  point_at (fixture, canvas, (x1 + x2) / 2, y1);
  /* Only who stays there means it. */
  g_usleep (700 * 1000);
  ui_settle ();
  run (fixture, "mouseup 1");
  target = bpmn_element_get_target (ui_element (fixture, "Flow_soknad_signering"));
  g_assert_nonnull (target);
  g_assert_true (target != ui_element (fixture, "Task_Signering"));
  g_assert_cmpuint (bpmn_element_get_outgoing (target)->len, ==, 1);
  g_assert_true (bpmn_element_get_target (bpmn_element_get_outgoing (target)->pdata[0])
                 == ui_element (fixture, "Task_Signering"));
}

static void
test_copy_to_other_tab (UiFixture *fixture, gconstpointer data)
{
  ApePage *other;
  guint before;

  click_element (fixture, "Task_Pdf");
  run (fixture, "key ctrl+c");
  other = ape_window_new_from_template (fixture->window, "form");
  ui_wait_until (ape_page_get_state (other) == APE_PAGE_READY);
  ui_wait_until (gtk_widget_get_width (GTK_WIDGET (ape_page_get_canvas (other))) > 100);
  ui_settle ();
  before = bpmn_model_get_elements (editor_session_get_model (ape_page_get_session (other)))->len;
  run (fixture, "key ctrl+v");
  ui_wait_until (ape_page_is_modified (other));
  g_assert_cmpuint (
      bpmn_model_get_elements (editor_session_get_model (ape_page_get_session (other)))->len, >,
      before);
  g_assert_nonnull (bpmn_model_lookup (editor_session_get_model (ape_page_get_session (other)),
                                       "Task_Pdf"));
}

static void
test_find (UiFixture *fixture, gconstpointer data)
{
  GtkWidget *bar = ui_find (GTK_WIDGET (fixture->page), APE_TYPE_FIND_BAR);

  click_element (fixture, "Task_Soknad");
  run (fixture, "key ctrl+f");
  run (fixture, "type kvittering");
  ui_wait_until (ape_find_bar_get_n_hits (APE_FIND_BAR (bar)) == 1);
  ui_wait_until (selected (fixture) == ui_element (fixture, "Task_Pdf"));
  run (fixture, "key Escape");
  g_assert_false (ape_page_is_modified (fixture->page));
}

/* Also where a pane around the drawing would like the key. */
static void
test_next_problem (UiFixture *fixture, gconstpointer data)
{
  ApeProblems *problems = ape_page_get_problems (fixture->page);

  click_element (fixture, "Flow_pdf_slutt");
  run (fixture, "key Delete");
  ui_wait_until (ape_problems_get_n_shown (problems) > 0);
  gtk_widget_grab_focus (GTK_WIDGET (ape_page_get_canvas (fixture->page)));
  editor_selection_clear (editor_session_get_selection (ape_page_get_session (fixture->page)));
  for (guint i = 0; i < ape_problems_get_n_shown (problems) && selected (fixture) == NULL; i++)
    run (fixture, "key F8");
  g_assert_nonnull (selected (fixture));
}

static void
add_tests (void)
{
#define ADD(path, function) g_test_add (path, UiFixture, NULL, open_sample, function, ui_close)
  ADD ("/input/wheel-scrolls-and-ctrl-wheel-zooms-at-the-pointer", test_wheel);
  ADD ("/input/middle-button-and-space-move-the-view", test_panning);
  ADD ("/input/f2-renames", test_rename);
  ADD ("/input/f2-renames-in-place", test_rename_in_place);
  ADD ("/input/a-press-on-a-setting-ends-renaming", test_rename_ends_elsewhere);
  ADD ("/input/r-offers-types", test_replace);
  ADD ("/input/append-by-name", test_append_by_name);
  ADD ("/input/numbers-choose-a-branch", test_numbers);
  ADD ("/input/drop-on-a-flow-inserts", test_drop_on_flow);
  ADD ("/input/copy-to-another-tab", test_copy_to_other_tab);
  ADD ("/input/find-as-one-types", test_find);
  ADD ("/input/f8-goes-to-the-next-problem", test_next_problem);
#undef ADD
}

int
main (int argc, char **argv)
{
  xdotool = g_find_program_in_path ("xdotool");
  if (xdotool == NULL)
    {
      g_print ("1..0 # SKIP there is no xdotool\n");
      return 77;
    }
  return ui_main (&argc, &argv, add_tests);
}

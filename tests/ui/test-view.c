/* test-view.c: what is shown: overview, diagrams, panels, paper, pictures, the next start
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include <string.h>

#include "tests/test-support.h"
#include "tests/ui/ui-support.h"
#include "ui/ape-minimap.h"
#include "ui/ape-palette.h"
#include "ui/ape-print.h"

static const char two_diagrams[]
    = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\" "
      "xmlns:bpmndi=\"http://www.omg.org/spec/BPMN/20100524/DI\" "
      "xmlns:dc=\"http://www.omg.org/spec/DD/20100524/DC\" id=\"d\">\n"
      "  <process id=\"p\">\n"
      "    <startEvent id=\"start\"/>\n"
      "    <task id=\"skjema\" name=\"Skjema\"/>\n"
      "  </process>\n"
      "  <bpmndi:BPMNDiagram id=\"D1\" name=\"Hele\">\n"
      "    <bpmndi:BPMNPlane id=\"P1\" bpmnElement=\"p\">\n"
      "      <bpmndi:BPMNShape id=\"s1\" bpmnElement=\"start\">"
      "<dc:Bounds x=\"100\" y=\"100\" width=\"36\" height=\"36\"/></bpmndi:BPMNShape>\n"
      "      <bpmndi:BPMNShape id=\"s2\" bpmnElement=\"skjema\">"
      "<dc:Bounds x=\"200\" y=\"80\" width=\"100\" height=\"80\"/></bpmndi:BPMNShape>\n"
      "    </bpmndi:BPMNPlane>\n"
      "  </bpmndi:BPMNDiagram>\n"
      "  <bpmndi:BPMNDiagram id=\"D2\">\n"
      "    <bpmndi:BPMNPlane id=\"P2\" bpmnElement=\"p\">\n"
      "      <bpmndi:BPMNShape id=\"s3\" bpmnElement=\"skjema\">"
      "<dc:Bounds x=\"900\" y=\"700\" width=\"100\" height=\"80\"/></bpmndi:BPMNShape>\n"
      "      <bpmndi:BPMNShape id=\"s4\" bpmnElement=\"start\">"
      "<dc:Bounds x=\"700\" y=\"700\" width=\"36\" height=\"36\"/></bpmndi:BPMNShape>\n"
      "    </bpmndi:BPMNPlane>\n"
      "  </bpmndi:BPMNDiagram>\n"
      "</definitions>\n";

static void
act (UiFixture *fixture, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), action, NULL));
  ui_settle ();
}

/* Overview */

/* Whether a press in its middle is for it, not for the canvas behind it. */
static gboolean
is_pressed_at_its_place (ApeMinimap *minimap)
{
  GtkWidget *widget = GTK_WIDGET (minimap), *overlay = gtk_widget_get_parent (widget), *picked;
  double x, y;

  g_assert_true (gtk_widget_translate_coordinates (widget, overlay,
                                                   gtk_widget_get_width (widget) / 2.0,
                                                   gtk_widget_get_height (widget) / 2.0, &x, &y));
  picked = gtk_widget_pick (overlay, x, y, GTK_PICK_DEFAULT);
  return picked == widget || (picked != NULL && gtk_widget_is_ancestor (picked, widget));
}

static void
test_minimap (UiFixture *fixture, gconstpointer data)
{
  ApeMinimap *minimap = APE_MINIMAP (ui_find (GTK_WIDGET (fixture->page), APE_TYPE_MINIMAP));
  ApeViewport *viewport = ape_canvas_get_viewport (ape_page_get_canvas (fixture->page));
  GtkGesture *drag = ui_controller (GTK_WIDGET (minimap), GTK_TYPE_GESTURE_DRAG);
  graphene_rect_t before, after;
  graphene_point_t centre;
  BpmnPoint origin;

  /* The whole process is seen: nothing to overview. */
  g_assert_false (ape_minimap_is_needed (minimap));
  g_assert_cmpfloat (gtk_widget_get_opacity (GTK_WIDGET (minimap)), ==, 0);
  g_assert_false (is_pressed_at_its_place (minimap));
  ape_viewport_set_zoom (viewport, 3);
  ui_wait_until (gtk_widget_get_opacity (GTK_WIDGET (minimap)) == 1);
  g_assert_true (is_pressed_at_its_place (minimap));
  g_assert_true (ape_minimap_get_view_area (minimap, &before));

  /* The view follows a drag of its frame … */
  graphene_rect_get_center (&before, &centre);
  origin = ape_viewport_get_origin (viewport);
  g_signal_emit_by_name (drag, "drag-begin", (double) centre.x, (double) centre.y);
  g_assert_cmpfloat_with_epsilon (ape_viewport_get_origin (viewport).x, origin.x, 0.01);
  g_signal_emit_by_name (drag, "drag-end", 0., 0.);

  /* … and a press beside it goes there. */
  g_signal_emit_by_name (drag, "drag-begin", 20., 60.);
  g_assert_true (ape_minimap_get_view_area (minimap, &after));
  graphene_rect_get_center (&after, &centre);
  g_assert_cmpfloat_with_epsilon (centre.x, 20, 0.5);
  g_assert_cmpfloat_with_epsilon (centre.y, 60, 0.5);

  act (fixture, "page.show-minimap");
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (minimap)));
  act (fixture, "page.show-minimap");
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (minimap)));
}

/* Diagrams */

static void
test_diagrams (void)
{
  UiFixture fixture = { 0 };
  GtkWidget *choice;
  EditorScene *scene;
  GtkStringObject *second;
  BpmnRect bounds;

  ui_open_text (&fixture, two_diagrams);
  scene = editor_session_get_scene (ape_page_get_session (fixture.page));
  choice = ui_find (GTK_WIDGET (fixture.page), GTK_TYPE_DROP_DOWN);
  while (choice != NULL && !gtk_widget_get_mapped (choice))
    choice = NULL;
  g_assert_nonnull (choice);
  second = g_list_model_get_item (gtk_drop_down_get_model (GTK_DROP_DOWN (choice)), 1);
  g_assert_cmpstr (gtk_string_object_get_string (second), ==, "Diagram 2");
  g_object_unref (second);

  gtk_drop_down_set_selected (GTK_DROP_DOWN (choice), 1);
  ui_settle ();
  g_assert_cmpuint (editor_scene_get_diagram (scene), ==, 1);
  bounds = editor_item_get_bounds (editor_scene_lookup (scene, ui_element (&fixture, "skjema")));
  g_assert_cmpfloat (bounds.x, ==, 900);
  g_assert_false (ape_page_is_modified (fixture.page));

  act (&fixture, "page.next-diagram");
  g_assert_cmpuint (editor_scene_get_diagram (scene), ==, 0);
  g_assert_cmpuint (gtk_drop_down_get_selected (GTK_DROP_DOWN (choice)), ==, 0);
  ui_close (&fixture, NULL);
}

static void
test_one_diagram (UiFixture *fixture, gconstpointer data)
{
  GtkWidget *choice = ui_find (GTK_WIDGET (fixture->page), GTK_TYPE_DROP_DOWN);

  g_assert_nonnull (choice);
  g_assert_false (gtk_widget_get_mapped (choice));
}

/* The View menu */

static gboolean
get_state (UiFixture *fixture, const char *name)
{
  GActionGroup *group = NULL;
  g_autoptr (GVariant) state = NULL;

  group = ape_window_get_view_actions (fixture->window);
  state = g_action_group_get_action_state (group, name);
  return g_variant_get_boolean (state);
}

static void
test_check_marks (UiFixture *fixture, gconstpointer data)
{
  GtkWidget *palette = ui_find (GTK_WIDGET (fixture->page), APE_TYPE_PALETTE);

  g_assert_true (get_state (fixture, "show-palette"));
  g_assert_true (gtk_widget_get_mapped (palette));
  act (fixture, "page.show-palette");
  g_assert_false (get_state (fixture, "show-palette"));
  ui_wait_until (!gtk_widget_get_child_visible (gtk_widget_get_parent (palette)));
  act (fixture, "view.show-palette");
  g_assert_true (get_state (fixture, "show-palette"));
  ui_wait_until (gtk_widget_get_mapped (palette));

  g_assert_false (get_state (fixture, "source"));
  act (fixture, "view.source");
  g_assert_true (get_state (fixture, "source"));
  g_assert_cmpstr (ape_page_get_bottom (fixture->page), ==, "source");
  act (fixture, "page.show-source");
  g_assert_false (get_state (fixture, "source"));
  g_assert_null (ape_page_get_bottom (fixture->page));
}

/* The next start */

static void
test_remembered (UiFixture *fixture, gconstpointer data)
{
  ApeWindow *second;
  ApePage *page;

  act (fixture, "view.source");
  act (fixture, "view.show-sidebar");
  gtk_window_close (GTK_WINDOW (fixture->window));
  ui_settle ();
  second = ape_window_new (NULL);
  gtk_window_present (GTK_WINDOW (second));
  ape_window_open_remembered (second);
  page = ape_window_get_page (second);
  g_assert_nonnull (page);
  g_assert_cmpuint (ape_window_get_n_pages (second), ==, 1);
  g_assert_cmpstr (ape_page_get_path (page), ==, fixture->directory);
  ui_wait_until (ape_page_get_state (page) == APE_PAGE_READY);
  ui_wait_until (gtk_widget_get_width (GTK_WIDGET (ape_page_get_canvas (page))) > 100);
  g_assert_cmpstr (ape_page_get_bottom (page), ==, "source");
  g_assert_false (gtk_widget_get_mapped (GTK_WIDGET (ape_page_get_simulation (page))));
  fixture->window = second;
  fixture->page = page;
  g_assert_false (get_state (fixture, "show-sidebar"));
}

/* Saving all */

static void
test_save_all (UiFixture *fixture, gconstpointer data)
{
  g_autofree char *other = g_build_filename (fixture->directory, "annen.bpmn", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (other);
  g_autoptr (GBytes) after = NULL;
  ApePage *first = fixture->page;
  ApePage *second;

  test_write (other, two_diagrams);
  ape_page_go_to (first, "Task_Pdf");
  gtk_widget_activate_action (GTK_WIDGET (ape_page_get_canvas (first)), "canvas.delete", NULL);
  second = ape_window_open (fixture->window, file);
  ui_wait_until (ape_page_get_state (second) == APE_PAGE_READY);
  ape_page_go_to (second, "skjema");
  gtk_widget_activate_action (GTK_WIDGET (ape_page_get_canvas (second)), "canvas.delete", NULL);
  g_assert_true (ape_page_is_modified (first) && ape_page_is_modified (second));
  act (fixture, "win.save-all");
  ui_wait_until (!ape_page_is_modified (first) && !ape_page_is_modified (second));
  after = test_read (other);
  g_assert_null (g_strstr_len (g_bytes_get_data (after, NULL), (gssize) g_bytes_get_size (after),
                               "skjema"));
}

/* Paper and pictures */

static void
test_print (UiFixture *fixture, gconstpointer data)
{
  EditorScene *scene = editor_session_get_scene (ape_page_get_session (fixture->page));
  g_autoptr (GtkPrintOperation) operation = ape_print_new (scene, "Skjenkebevilling");
  g_autofree char *path = g_build_filename (fixture->directory, "papir.pdf", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;

  gtk_print_operation_set_export_filename (operation, path);
  g_assert_cmpint (gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_EXPORT,
                                            GTK_WINDOW (fixture->window), &error),
                   ==, GTK_PRINT_OPERATION_RESULT_APPLY);
  g_assert_no_error (error);
  bytes = test_read (path);
  g_assert_cmpuint (g_bytes_get_size (bytes), >, 2000);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), 5, "%PDF-", 5);
}

typedef struct
{
  gboolean done;
  char *text;
  GdkTexture *texture;
} Pasted;

static void
bytes_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Pasted *pasted = data;
  g_autoptr (GBytes) bytes
      = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, NULL);

  g_assert_nonnull (bytes);
  pasted->text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  pasted->done = TRUE;
}

/* Whoever offers it writes in this thread too: nothing may block. */
static void
stream_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GInputStream) stream
      = gdk_clipboard_read_finish (GDK_CLIPBOARD (source), result, NULL, NULL);

  g_assert_nonnull (stream);
  g_input_stream_read_bytes_async (stream, 2000, G_PRIORITY_DEFAULT, NULL, bytes_cb, data);
}

static void
texture_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Pasted *pasted = data;

  pasted->texture = gdk_clipboard_read_texture_finish (GDK_CLIPBOARD (source), result, NULL);
  pasted->done = TRUE;
}

static void
test_copy_image (UiFixture *fixture, gconstpointer data)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (fixture->window));
  Pasted svg = { 0 }, picture = { 0 };

  ape_page_go_to (fixture->page, "Task_Soknad");
  act (fixture, "page.copy-image");
  gdk_clipboard_read_async (clipboard, (const char *[]){ "image/svg+xml", NULL },
                            G_PRIORITY_DEFAULT, NULL, stream_cb, &svg);
  ui_wait_until (svg.done);
  g_assert_nonnull (strstr (svg.text, "<svg"));
  gdk_clipboard_read_texture_async (clipboard, NULL, texture_cb, &picture);
  ui_wait_until (picture.done);
  g_assert_nonnull (picture.texture);
  /* Only the task, at double size. */
  g_assert_cmpint (gdk_texture_get_width (picture.texture), >=, 200);
  g_assert_cmpint (gdk_texture_get_width (picture.texture), <, 400);
  g_object_unref (picture.texture);
  g_free (svg.text);
}

static void
add_tests (void)
{
#define ADD(path, function)                                                                        \
  g_test_add (path, UiFixture, NULL, ui_open_sample, function, ui_close)
  ADD ("/view/overview-moves-the-view", test_minimap);
  g_test_add_func ("/view/chooses-among-diagrams", test_diagrams);
  ADD ("/view/one-diagram-has-no-choice", test_one_diagram);
  ADD ("/view/check-marks-tell-what-is-shown", test_check_marks);
  ADD ("/view/next-start-is-as-it-was-left", test_remembered);
  ADD ("/view/save-all", test_save_all);
  ADD ("/view/print-gives-a-page", test_print);
  ADD ("/view/copy-as-image", test_copy_image);
#undef ADD
}

int
main (int argc, char **argv)
{
  return ui_main (&argc, &argv, add_tests);
}

/* test-canvas.c: drawing on the real canvas: palette, drag, names, keys, undo, save
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "tests/test-support.h"
#include "tests/ui/ui-support.h"

static guint
count_tasks (UiFixture *fixture)
{
  const GPtrArray *elements = bpmn_model_get_elements (
      editor_session_get_model (ape_page_get_session (fixture->page)));
  guint n = 0;

  for (guint i = 0; i < elements->len; i++)
    n += bpmn_type_is_task (bpmn_element_get_type_id (elements->pdata[i]));
  return n;
}

static BpmnElement *
selected (UiFixture *fixture)
{
  return editor_selection_get_single (
      editor_session_get_selection (ape_page_get_session (fixture->page)));
}

static void
undo_all (UiFixture *fixture)
{
  SourceWorkspace *workspace
      = editor_session_get_workspace (ape_page_get_session (fixture->page));

  while (source_workspace_can_undo (workspace))
    gtk_widget_activate_action (GTK_WIDGET (fixture->window), "page.undo", NULL);
  ui_settle ();
}

/* Which lines changed: those of the old file and of the new one that a diff names. */
static void
assert_changed_lines (const char *before, const char *after, const char *const *allowed)
{
  g_autofree char *diff = test_unified_diff (before, after);
  g_auto (GStrv) lines = g_strsplit (diff, "\n", -1);
  guint n = 0;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      gboolean good = FALSE;

      if ((lines[i][0] != '+' && lines[i][0] != '-') || g_str_has_prefix (lines[i], "+++")
          || g_str_has_prefix (lines[i], "---"))
        continue;
      n++;
      for (guint j = 0; allowed[j] != NULL; j++)
        good |= strstr (lines[i], allowed[j]) != NULL;
      if (!good)
        g_test_fail_printf ("unexpected change: %s", lines[i]);
    }
  g_assert_cmpuint (n, >, 0);
}

static void
test_click_selects (UiFixture *fixture, gconstpointer data)
{
  double x, y;

  ui_place_of (fixture, "Task_Signering", &x, &y);
  ui_click (ape_page_get_canvas (fixture->page), x, y);
  g_assert_true (selected (fixture) == ui_element (fixture, "Task_Signering"));
  ui_click (ape_page_get_canvas (fixture->page), x, y + 300);
  g_assert_null (selected (fixture));
}

static void
test_palette_click_places (UiFixture *fixture, gconstpointer data)
{
  ApeCanvas *canvas = ape_page_get_canvas (fixture->page);
  GtkWidget *button = ape_palette_get_button (ape_page_get_palette (fixture->page), "payment");
  g_autofree char *before = ui_text (fixture);
  g_autofree char *after = NULL;
  guint n = count_tasks (fixture);

  g_signal_emit_by_name (ui_controller (button, GTK_TYPE_GESTURE_CLICK), "pressed", 1, 5., 5.);
  g_signal_emit_by_name (button, "clicked");
  g_assert_cmpuint (count_tasks (fixture), ==, n);
  ui_click (canvas, 300, 90);
  g_assert_cmpuint (count_tasks (fixture), ==, n + 1);
  g_assert_nonnull (selected (fixture));

  undo_all (fixture);
  after = ui_text (fixture);
  g_assert_cmpstr (after, ==, before);
}

static void
test_palette_drag_inserts_into_flow (UiFixture *fixture, gconstpointer data)
{
  ApeCanvas *canvas = ape_page_get_canvas (fixture->page);
  GtkWidget *button
      = ape_palette_get_button (ape_page_get_palette (fixture->page), "confirmation");
  gpointer drag = ui_controller (button, GTK_TYPE_GESTURE_DRAG);
  guint n = count_tasks (fixture);
  graphene_point_t origin;

  g_assert_true (gtk_widget_compute_point (GTK_WIDGET (canvas), button,
                                           &GRAPHENE_POINT_INIT (300, 90), &origin));
  g_signal_emit_by_name (drag, "drag-begin", 0., 0.);
  for (int i = 1; i <= 8; i++)
    g_signal_emit_by_name (drag, "drag-update", origin.x * i / 8., origin.y * i / 8.);
  g_signal_emit_by_name (drag, "drag-end", (double) origin.x, (double) origin.y);
  ui_settle ();
  g_assert_cmpuint (count_tasks (fixture), ==, n + 1);
}

static void
test_palette_key_appends (UiFixture *fixture, gconstpointer data)
{
  GtkWidget *button
      = ape_palette_get_button (ape_page_get_palette (fixture->page), "confirmation");
  BpmnElement *task = ui_element (fixture, "Task_Soknad");
  guint n = count_tasks (fixture);
  const GPtrArray *flows;

  editor_selection_select (editor_session_get_selection (ape_page_get_session (fixture->page)),
                           task);
  g_signal_emit_by_name (button, "clicked");
  ui_settle ();
  g_assert_cmpuint (count_tasks (fixture), ==, n + 1);
  flows = bpmn_element_get_outgoing (task);
  g_assert_cmpuint (flows->len, ==, 1);
  g_assert_true (bpmn_element_get_target (flows->pdata[0]) == selected (fixture));
}

static void
test_drag_moves_only_places (UiFixture *fixture, gconstpointer data)
{
  static const char *const allowed[] = { "<dc:Bounds", "<di:waypoint", NULL };
  g_autofree char *before = ui_read_file (fixture);
  g_autofree char *after = NULL;
  double x, y;

  ui_place_of (fixture, "Task_Pdf", &x, &y);
  ui_drag (ape_page_get_canvas (fixture->page), x, y, 40, 60);
  g_assert_true (ape_page_is_modified (fixture->page));
  ui_save (fixture);
  after = ui_read_file (fixture);
  assert_changed_lines (before, after, allowed);
}

static void
test_name_in_place (UiFixture *fixture, gconstpointer data)
{
  static const char *const allowed[] = { "id=\"Task_Signering\"", NULL };
  ApeCanvas *canvas = ape_page_get_canvas (fixture->page);
  g_autofree char *before = ui_read_file (fixture);
  g_autofree char *after = NULL;
  GtkWidget *editor;
  double x, y;

  ui_place_of (fixture, "Task_Signering", &x, &y);
  ui_click (canvas, x, y);
  ui_motion (canvas, x, y);
  ui_press (canvas, x, y, 1);
  ui_release (canvas, x, y);
  ui_press (canvas, x, y, 2);
  ui_release (canvas, x, y);
  ui_wait_until (ape_canvas_get_label_editor (canvas) != NULL);
  editor = ape_canvas_get_label_editor (canvas);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (editor)), "Underskrift æøå",
                            -1);
  g_assert_true (ui_key (editor, GDK_KEY_Return, 0));
  g_assert_null (ape_canvas_get_label_editor (canvas));
  g_assert_cmpstr (bpmn_element_get_name (ui_element (fixture, "Task_Signering")), ==,
                   "Underskrift æøå");
  ui_save (fixture);
  after = ui_read_file (fixture);
  assert_changed_lines (before, after, allowed);
}

static GtkTextBuffer *
begin_to_rename (UiFixture *fixture, const char *id)
{
  ApeCanvas *canvas = ape_page_get_canvas (fixture->page);

  editor_selection_select (editor_session_get_selection (ape_page_get_session (fixture->page)),
                           ui_element (fixture, id));
  gtk_widget_activate_action (GTK_WIDGET (canvas), "canvas.rename", NULL);
  ui_settle ();
  g_assert_nonnull (ape_canvas_get_label_editor (canvas));
  return gtk_text_view_get_buffer (GTK_TEXT_VIEW (ape_canvas_get_label_editor (canvas)));
}

static void
test_saving_keeps_the_name_being_typed (UiFixture *fixture, gconstpointer data)
{
  g_autofree char *after = NULL;

  gtk_text_buffer_set_text (begin_to_rename (fixture, "Task_Signering"), "Underskrift", -1);
  ui_save (fixture);
  after = ui_read_file (fixture);
  g_assert_nonnull (strstr (after, "Underskrift"));
}

/* Undo takes back what was typed, and leaves the change before alone. */
static void
test_undo_gives_up_the_name_being_typed (UiFixture *fixture, gconstpointer data)
{
  ApeCanvas *canvas = ape_page_get_canvas (fixture->page);

  gtk_text_buffer_set_text (begin_to_rename (fixture, "Task_Soknad"), "Skjema", -1);
  g_assert_true (ui_key (ape_canvas_get_label_editor (canvas), GDK_KEY_Return, 0));
  gtk_text_buffer_set_text (begin_to_rename (fixture, "Task_Signering"), "X", -1);
  g_assert_true (ui_key (ape_canvas_get_label_editor (canvas), GDK_KEY_z, GDK_CONTROL_MASK));
  g_assert_null (ape_canvas_get_label_editor (canvas));
  g_assert_cmpstr (bpmn_element_get_name (ui_element (fixture, "Task_Signering")), ==, "Signering");
  g_assert_cmpstr (bpmn_element_get_name (ui_element (fixture, "Task_Soknad")), ==, "Skjema");
}

static void
test_escape_keeps_the_name (UiFixture *fixture, gconstpointer data)
{
  ApeCanvas *canvas = ape_page_get_canvas (fixture->page);
  GtkWidget *editor;

  editor_selection_select (editor_session_get_selection (ape_page_get_session (fixture->page)),
                           ui_element (fixture, "Task_Soknad"));
  gtk_widget_activate_action (GTK_WIDGET (canvas), "canvas.rename", NULL);
  editor = ape_canvas_get_label_editor (canvas);
  g_assert_nonnull (editor);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (editor)), "X", -1);
  g_assert_true (ui_key (editor, GDK_KEY_Escape, 0));
  g_assert_cmpstr (bpmn_element_get_name (ui_element (fixture, "Task_Soknad")), ==, "Søknad");
  g_assert_false (ape_page_is_modified (fixture->page));
}

/* What keys ask about is brought back first: menus cannot open beside the screen. */
static void
test_keys_bring_the_selection_back (UiFixture *fixture, gconstpointer data)
{
  static const char *const commands[] = { "canvas.append", "canvas.replace", "canvas.menu",
                                          "canvas.rename" };
  ApeCanvas *canvas = ape_page_get_canvas (fixture->page);
  ApeViewport *viewport = ape_canvas_get_viewport (canvas);

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      double x, y;

      ui_place_of (fixture, "Task_Soknad", &x, &y);
      ui_click (canvas, x, y);
      ui_settle ();
      ape_viewport_set_origin (viewport, (BpmnPoint){ 5000, 4000 });
      ui_settle ();
      g_assert_true (gtk_widget_activate_action (GTK_WIDGET (canvas), commands[i], NULL));
      ui_settle ();
      ui_place_of (fixture, "Task_Soknad", &x, &y);
      g_assert_cmpfloat (x, >, 0);
      g_assert_cmpfloat (x, <, gtk_widget_get_width (GTK_WIDGET (canvas)));
      g_assert_cmpfloat (y, >, 0);
      g_assert_cmpfloat (y, <, gtk_widget_get_height (GTK_WIDGET (canvas)));
      gtk_widget_grab_focus (GTK_WIDGET (canvas));
      ui_settle ();
    }
  g_assert_false (ape_page_is_modified (fixture->page));
}

static void
test_delete_and_undo (UiFixture *fixture, gconstpointer data)
{
  ApeCanvas *canvas = ape_page_get_canvas (fixture->page);
  g_autofree char *before = ui_text (fixture);
  g_autofree char *after = NULL;
  double x, y;

  ui_place_of (fixture, "Task_Pdf", &x, &y);
  ui_click (canvas, x, y);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (canvas), "canvas.delete", NULL));
  ui_settle ();
  g_assert_null (ui_element (fixture, "Task_Pdf"));
  undo_all (fixture);
  after = ui_text (fixture);
  g_assert_cmpstr (after, ==, before);
  g_assert_false (ape_page_is_modified (fixture->page));
}

static void
test_arrows_walk (UiFixture *fixture, gconstpointer data)
{
  ApeCanvas *canvas = ape_page_get_canvas (fixture->page);

  editor_selection_select (editor_session_get_selection (ape_page_get_session (fixture->page)),
                           ui_element (fixture, "StartEvent_1"));
  gtk_widget_grab_focus (GTK_WIDGET (canvas));
  g_assert_true (ui_key (GTK_WIDGET (canvas), GDK_KEY_Right, 0));
  g_assert_true (selected (fixture) == ui_element (fixture, "Task_Soknad"));
  g_assert_true (ui_key (GTK_WIDGET (canvas), GDK_KEY_Right, 0));
  g_assert_true (selected (fixture) == ui_element (fixture, "Task_Signering"));
  g_assert_true (ui_key (GTK_WIDGET (canvas), GDK_KEY_Left, 0));
  g_assert_true (selected (fixture) == ui_element (fixture, "Task_Soknad"));
}

static void
test_rubber_band (UiFixture *fixture, gconstpointer data)
{
  ApeCanvas *canvas = ape_page_get_canvas (fixture->page);
  EditorSelection *selection
      = editor_session_get_selection (ape_page_get_session (fixture->page));

  ui_drag (canvas, 4, 4, gtk_widget_get_width (GTK_WIDGET (canvas)) - 8,
           gtk_widget_get_height (GTK_WIDGET (canvas)) - 8);
  g_assert_cmpuint (editor_selection_get_size (selection), >=, 6);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (canvas), "canvas.select-none", NULL));
  g_assert_cmpuint (editor_selection_get_size (selection), ==, 0);
}

static void
test_wheel_zooms_at_pointer (UiFixture *fixture, gconstpointer data)
{
  ApeCanvas *canvas = ape_page_get_canvas (fixture->page);
  ApeViewport *viewport = ape_canvas_get_viewport (canvas);
  double zoom = ape_viewport_get_zoom (viewport);

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "page.zoom-in", NULL);
  g_assert_cmpfloat (ape_viewport_get_zoom (viewport), >, zoom);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "page.zoom-normal", NULL);
  g_assert_cmpfloat (ape_viewport_get_zoom (viewport), ==, 1);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "page.zoom-fit", NULL);
  g_assert_cmpfloat_with_epsilon (ape_viewport_get_zoom (viewport), zoom, 0.05);
}

static void
test_scrolling_moves_the_view (UiFixture *fixture, gconstpointer data)
{
  ApeCanvas *canvas = ape_page_get_canvas (fixture->page);
  ApeViewport *viewport = ape_canvas_get_viewport (canvas);
  BpmnPoint before = ape_viewport_get_origin (viewport), after;
  GtkAdjustment *adjustment = NULL;

  g_object_get (canvas, "hadjustment", &adjustment, NULL);
  g_assert_nonnull (adjustment);
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + 50);
  after = ape_viewport_get_origin (viewport);
  g_assert_cmpfloat_with_epsilon (after.x - before.x, 50 / ape_viewport_get_zoom (viewport),
                                  0.001);
  g_object_unref (adjustment);
}

static void
test_context_pad_appends (UiFixture *fixture, gconstpointer data)
{
  ApeCanvas *canvas = ape_page_get_canvas (fixture->page);
  GtkWidget *popover, *list;
  guint n = count_tasks (fixture);

  editor_selection_select (editor_session_get_selection (ape_page_get_session (fixture->page)),
                           ui_element (fixture, "Task_Soknad"));
  ui_settle ();
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (canvas), "canvas.append", NULL));
  popover = ui_find (GTK_WIDGET (canvas), GTK_TYPE_POPOVER);
  g_assert_nonnull (popover);
  list = ui_find (popover, GTK_TYPE_LIST_BOX);
  g_signal_emit_by_name (list, "row-activated",
                         gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 1));
  ui_settle ();
  g_assert_cmpuint (count_tasks (fixture), ==, n + 1);
  g_assert_null (ui_find (GTK_WIDGET (canvas), GTK_TYPE_POPOVER));
}

static void
test_elements_are_accessible (UiFixture *fixture, gconstpointer data)
{
  ApeCanvas *canvas = ape_page_get_canvas (fixture->page);
  GtkWidget *node;

  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (canvas), GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (canvas), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Process diagram");
  ui_wait_until (ape_canvas_get_node (canvas, ui_element (fixture, "Task_Signering")) != NULL);
  node = ape_canvas_get_node (canvas, ui_element (fixture, "Task_Signering"));
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (node), GTK_ACCESSIBLE_ROLE_OPTION);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (node), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Signering, Confirmation and signing task, step 3 of 6, "
                                       "next: Signert?");
  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (node), GTK_ACCESSIBLE_STATE_SELECTED, FALSE);
  g_assert_true (gtk_widget_activate_action (node, "node.select", NULL));
  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (node), GTK_ACCESSIBLE_STATE_SELECTED, TRUE);
  g_assert_true (selected (fixture) == ui_element (fixture, "Task_Signering"));
}

/* The scrollbars follow the diagram while something around the canvas is placed anew. */
static void
test_drawn_while_the_window_changes (UiFixture *fixture, gconstpointer data)
{
  ApeCanvas *canvas = ape_page_get_canvas (fixture->page);
  ApeViewport *viewport = ape_canvas_get_viewport (canvas);

  for (GtkWidget *around = gtk_widget_get_parent (GTK_WIDGET (canvas)); around != NULL;
       around = gtk_widget_get_parent (around))
    {
      ape_viewport_set_zoom (viewport, ape_viewport_get_zoom (viewport) * 0.95);
      gtk_widget_queue_allocate (around);
      ui_settle ();
      ape_viewport_pan (viewport, 3, 2);
      ui_settle ();
    }
}

#define N_MANY 700
#define PITCH 200 /* from one task to the next */

/* A row of more tasks than have widgets at once. */
static void
open_many (UiFixture *fixture, gconstpointer data)
{
  g_autoptr (GString) tasks = g_string_new (NULL);
  g_autoptr (GString) shapes = g_string_new (NULL);
  g_autofree char *text = NULL;

  for (guint i = 0; i < N_MANY; i++)
    {
      g_string_append_printf (tasks, "<task id=\"Task_%u\" name=\"Number %u\"/>", i, i);
      g_string_append_printf (shapes,
                              "<di:BPMNShape bpmnElement=\"Task_%u\"><dc:Bounds x=\"%u\" y=\"0\""
                              " width=\"100\" height=\"80\"/></di:BPMNShape>",
                              i, i * PITCH);
    }
  text = g_strdup_printf ("<definitions xmlns=\"" BPMN_NS_MODEL "\" xmlns:di=\"" BPMN_NS_DI
                          "\" xmlns:dc=\"" BPMN_NS_DC "\"><process id=\"P\">%s</process>"
                          "<di:BPMNDiagram><di:BPMNPlane bpmnElement=\"P\">%s</di:BPMNPlane>"
                          "</di:BPMNDiagram></definitions>",
                          tasks->str, shapes->str);
  ui_open_text (fixture, text);
}

static GtkWidget *
get_node (UiFixture *fixture, const char *id)
{
  return ape_canvas_get_node (ape_page_get_canvas (fixture->page), ui_element (fixture, id));
}

static guint
count_nodes (UiFixture *fixture)
{
  guint n = 0;

  for (guint i = 0; i < N_MANY; i++)
    {
      g_autofree char *id = g_strdup_printf ("Task_%u", i);

      n += get_node (fixture, id) != NULL;
    }
  return n;
}

static void
test_accessible_elements_follow_the_view (UiFixture *fixture, gconstpointer data)
{
  ApeCanvas *canvas = ape_page_get_canvas (fixture->page);
  ApeViewport *viewport = ape_canvas_get_viewport (canvas);
  GtkWidget *node;
  guint n;

  ape_viewport_set_zoom (viewport, 1);
  ape_viewport_set_origin (viewport, (BpmnPoint){ -20, -300 });
  ui_wait_until (get_node (fixture, "Task_0") != NULL && get_node (fixture, "Task_600") == NULL);
  node = get_node (fixture, "Task_0");
  g_assert_true (gtk_widget_activate_action (node, "node.select", NULL));
  gtk_widget_grab_focus (GTK_WIDGET (canvas));
  ui_settle ();
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (fixture->window)) == node);

  for (guint i = 1; i <= 30; i++) /* panning */
    {
      ape_viewport_set_origin (viewport, (BpmnPoint){ i * 20 * PITCH - 20, -300 });
      g_main_context_iteration (NULL, FALSE);
    }
  ui_wait_until (get_node (fixture, "Task_600") != NULL && get_node (fixture, "Task_2") == NULL);
  g_assert_cmpuint (count_nodes (fixture), <, 20);
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (get_node (fixture, "Task_601")),
                                   GTK_ACCESSIBLE_ROLE_OPTION);
  ui_wait_until (gtk_widget_get_width (get_node (fixture, "Task_601")) == 100);
  /* The focus stays where it is, wherever the view goes. */
  g_assert_true (get_node (fixture, "Task_0") == node);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (fixture->window)) == node);

  /* With a smaller scale more comes into view, without any panning. */
  n = count_nodes (fixture);
  ape_viewport_zoom_at (viewport, 0.25, 0, 0);
  ui_wait_until (count_nodes (fixture) > 2 * n);
}

/* A task without a type, again and again: a finding on each. */
static char *
make_unfinished (guint n)
{
  GString *text = g_string_new (
      "<bpmn:definitions xmlns:bpmn=\"http://www.omg.org/spec/BPMN/20100524/MODEL\" id=\"D\">\n"
      "  <bpmn:process id=\"P\">\n    <bpmn:startEvent id=\"S\"/>\n"
      "    <bpmn:sequenceFlow id=\"F0\" sourceRef=\"S\" targetRef=\"T1\"/>\n");

  for (guint i = 1; i <= n; i++)
    g_string_append_printf (text,
                            "    <bpmn:task id=\"T%u\"/>\n    <bpmn:sequenceFlow id=\"F%u\""
                            " sourceRef=\"T%u\" targetRef=\"T%u\"/>\n",
                            i, i, i, i + 1);
  g_string_append_printf (text, "    <bpmn:endEvent id=\"T%u\"/>\n  </bpmn:process>\n"
                                "</bpmn:definitions>\n",
                          n + 1);
  return g_string_free (text, FALSE);
}

static void
open_unfinished (UiFixture *fixture, gconstpointer data)
{
  g_autofree char *text = make_unfinished (120);

  ui_open_text (fixture, text);
}

static guint
count_render_nodes (GskRenderNode *node)
{
  guint n = 1;

  if (gsk_render_node_get_node_type (node) == GSK_CONTAINER_NODE)
    for (guint i = 0; i < gsk_container_node_get_n_children (node); i++)
      n += count_render_nodes (gsk_container_node_get_child (node, i));
  else if (gsk_render_node_get_node_type (node) == GSK_TRANSFORM_NODE)
    n += count_render_nodes (gsk_transform_node_get_child (node));
  else if (gsk_render_node_get_node_type (node) == GSK_CLIP_NODE)
    n += count_render_nodes (gsk_clip_node_get_child (node));
  return n;
}

/* Findings on everything in view make a frame no more work. */
static void
test_many_badges (UiFixture *fixture, gconstpointer data)
{
  ApeCanvas *canvas = ape_page_get_canvas (fixture->page);
  GtkSnapshot *snapshot;
  GskRenderNode *node;
  GdkRectangle area;

  gtk_widget_activate_action (GTK_WIDGET (canvas), "canvas.zoom-fit", NULL);
  ui_wait_until (ape_canvas_get_badge_area (canvas, ui_element (fixture, "T1"), &area));
  g_assert_true (ape_canvas_get_badge_area (canvas, ui_element (fixture, "T120"), &area));
  ui_settle ();
  snapshot = gtk_snapshot_new ();
  GTK_WIDGET_GET_CLASS (canvas)->snapshot (GTK_WIDGET (canvas), snapshot);
  node = gtk_snapshot_free_to_node (snapshot);
  g_assert_cmpuint (count_render_nodes (node), <, 60);
  gsk_render_node_unref (node);
}

static void
add_tests (void)
{
#define ADD(path, function)                                                                        \
  g_test_add (path, UiFixture, NULL, ui_open_sample, function, ui_close)
  ADD ("/canvas/click-selects", test_click_selects);
  ADD ("/canvas/palette-click-places", test_palette_click_places);
  ADD ("/canvas/palette-drag-places", test_palette_drag_inserts_into_flow);
  ADD ("/canvas/palette-key-appends", test_palette_key_appends);
  ADD ("/canvas/drag-changes-only-places-in-the-file", test_drag_moves_only_places);
  ADD ("/canvas/name-in-place-changes-one-line", test_name_in_place);
  ADD ("/canvas/escape-keeps-the-name", test_escape_keeps_the_name);
  ADD ("/canvas/saving-keeps-the-name-being-typed", test_saving_keeps_the_name_being_typed);
  ADD ("/canvas/undo-gives-up-the-name-being-typed", test_undo_gives_up_the_name_being_typed);
  ADD ("/canvas/keys-bring-the-selection-back", test_keys_bring_the_selection_back);
  ADD ("/canvas/delete-and-undo-gives-the-bytes-back", test_delete_and_undo);
  ADD ("/canvas/arrows-walk-along-flows", test_arrows_walk);
  ADD ("/canvas/rubber-band-selects", test_rubber_band);
  ADD ("/canvas/zoom", test_wheel_zooms_at_pointer);
  ADD ("/canvas/scrolling-moves-the-view", test_scrolling_moves_the_view);
  ADD ("/canvas/drawn-while-the-window-changes", test_drawn_while_the_window_changes);
  ADD ("/canvas/append-by-menu", test_context_pad_appends);
  ADD ("/canvas/elements-are-accessible", test_elements_are_accessible);
#undef ADD
  g_test_add ("/canvas/accessible-elements-follow-the-view", UiFixture, NULL, open_many,
              test_accessible_elements_follow_the_view, ui_close);
  g_test_add ("/canvas/many-badges-cost-no-frame-more", UiFixture, NULL, open_unfinished,
              test_many_badges, ui_close);
}

int
main (int argc, char **argv)
{
  return ui_main (&argc, &argv, add_tests);
}

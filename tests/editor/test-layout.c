/* test-layout.c: what automatic placement promises
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "drawing-support.h"
#include "layout-measure.h"

#include "editor/editor-layout.h"
#include "editor/editor-routing.h"
#include "tests/test-support.h"

#include <string.h>

static void
apply_whole (Drawing *drawing)
{
  EditorPlacement *placement = editor_layout_compute (drawing->model, EDITOR_LAYOUT_WHOLE);
  g_autoptr (GError) error = NULL;

  g_assert_true (editor_placement_apply (placement, drawing->model, &error));
  g_assert_no_error (error);
  editor_placement_unref (placement);
}

static BpmnRect
bounds_of (Drawing *drawing, const char *id)
{
  return editor_item_get_bounds (drawing_item (drawing, id));
}

static double
middle_of (Drawing *drawing, const char *id)
{
  BpmnRect bounds = bounds_of (drawing, id);

  return bounds.y + bounds.height / 2;
}

static void
test_main_path_is_straight (void)
{
  g_autoptr (Drawing) drawing = drawing_open_fixture ("reject-loop-no-diagram.bpmn");
  guint n;
  const BpmnPoint *back;

  g_assert_cmpint (editor_scene_get_origin (drawing->scene), ==, EDITOR_SCENE_PLACED);
  g_assert_cmpfloat (middle_of (drawing, "Start"), ==, middle_of (drawing, "Task_Fill"));
  g_assert_cmpfloat (middle_of (drawing, "Start"), ==, middle_of (drawing, "Gateway_Ok"));
  g_assert_cmpfloat (middle_of (drawing, "Start"), ==, middle_of (drawing, "End"));
  back = editor_item_get_waypoints (drawing_item (drawing, "Flow_Back"), &n);
  for (guint i = 1; i + 1 < n; i++)
    g_assert_cmpfloat (back[i].y, >, bounds_of (drawing, "Task_Fill").y + 80);
}

static const char knot[]
    = "<bpmn:definitions xmlns:bpmn=\"http://www.omg.org/spec/BPMN/20100524/MODEL\" id=\"D\">"
      "<bpmn:process id=\"P\">"
      "<bpmn:startEvent id=\"S\" name=\"Ny\"/><bpmn:startEvent id=\"S2\" name=\"Klage\"/>"
      "<bpmn:task id=\"A\" name=\"Fyll ut\"/><bpmn:task id=\"B\" name=\"Se over\"/>"
      "<bpmn:boundaryEvent id=\"X\" name=\"Frist\" attachedToRef=\"A\"/>"
      "<bpmn:boundaryEvent id=\"Y\" name=\"Feil\" attachedToRef=\"A\"/>"
      "<bpmn:exclusiveGateway id=\"G\" name=\"Greit?\"/><bpmn:endEvent id=\"E\" name=\"Slutt\"/>"
      "<bpmn:task id=\"C\" name=\"Varsle\"/>"
      "<bpmn:sequenceFlow id=\"F1\" sourceRef=\"S\" targetRef=\"A\" name=\"en\"/>"
      "<bpmn:sequenceFlow id=\"F2\" sourceRef=\"A\" targetRef=\"B\" name=\"to\"/>"
      "<bpmn:sequenceFlow id=\"F3\" sourceRef=\"B\" targetRef=\"G\" name=\"tre\"/>"
      "<bpmn:sequenceFlow id=\"F4\" sourceRef=\"G\" targetRef=\"E\" name=\"fire\"/>"
      "<bpmn:sequenceFlow id=\"F5\" sourceRef=\"G\" targetRef=\"G\" name=\"fem\"/>"
      "<bpmn:sequenceFlow id=\"F6\" sourceRef=\"S2\" targetRef=\"B\" name=\"seks\"/>"
      "<bpmn:sequenceFlow id=\"F7\" sourceRef=\"X\" targetRef=\"C\" name=\"sju\"/>"
      "<bpmn:sequenceFlow id=\"F8\" sourceRef=\"Y\" targetRef=\"C\" name=\"elleve\"/>"
      "<bpmn:sequenceFlow id=\"F9\" sourceRef=\"C\" targetRef=\"E\" name=\"ni\"/>"
      "</bpmn:process></bpmn:definitions>";

/* Laying out anew moves the inputs of a process that the diagram shows, and shows no further ones. */
static void
test_inputs_move_with_the_rest (void)
{
  g_autoptr (Drawing) drawing = drawing_open_text (
      "<bpmn:definitions xmlns:bpmn=\"http://www.omg.org/spec/BPMN/20100524/MODEL\""
      " xmlns:bpmndi=\"http://www.omg.org/spec/BPMN/20100524/DI\""
      " xmlns:dc=\"http://www.omg.org/spec/DD/20100524/DC\" id=\"D\">"
      "<bpmn:process id=\"P\"><bpmn:ioSpecification id=\"I\"><bpmn:dataInput id=\"Shown\"/>"
      "<bpmn:dataInput id=\"Hidden\"/></bpmn:ioSpecification><bpmn:task id=\"T\"/></bpmn:process>"
      "<bpmndi:BPMNDiagram id=\"DD\"><bpmndi:BPMNPlane id=\"DP\" bpmnElement=\"P\">"
      "<bpmndi:BPMNShape id=\"T_di\" bpmnElement=\"T\">"
      "<dc:Bounds x=\"900\" y=\"900\" width=\"100\" height=\"80\"/></bpmndi:BPMNShape>"
      "<bpmndi:BPMNShape id=\"S_di\" bpmnElement=\"Shown\">"
      "<dc:Bounds x=\"900\" y=\"2900\" width=\"36\" height=\"50\"/></bpmndi:BPMNShape>"
      "</bpmndi:BPMNPlane></bpmndi:BPMNDiagram></bpmn:definitions>");

  apply_whole (drawing);
  g_assert_cmpfloat (bounds_of (drawing, "Shown").y, <, bounds_of (drawing, "T").y + 200);
  g_assert_null (bpmn_element_get_shape (bpmn_model_lookup (drawing->model, "Hidden")));
}

/* Nor on a line of another flow, nor on the line that leaves their own boundary event. */
static void
test_labels_stand_on_no_line (void)
{
  g_autoptr (Drawing) drawing = drawing_open_text (knot);
  const GPtrArray *items = editor_scene_get_items (drawing->scene);

  for (guint i = 0; i < items->len; i++)
    {
      const EditorFigure *labelled = editor_item_get_figure (g_ptr_array_index (items, i));

      for (guint k = 0; labelled->label_bounds.width > 0 && k < items->len; k++)
        {
          const EditorFigure *line = editor_item_get_figure (g_ptr_array_index (items, k));

          if (line->n_points > 1
              && editor_route_crosses (line->points, line->n_points, &labelled->label_bounds))
            g_error ("The label “%s” stands on the line “%s”.", labelled->name, line->name);
        }
    }
}

/* A flow back to where it began leaves at the right and comes in from below, so that it is seen. */
static void
test_loop_is_seen (void)
{
  g_autoptr (Drawing) drawing = drawing_open_text (knot);
  BpmnRect gateway = bounds_of (drawing, "G");
  guint n;
  const BpmnPoint *loop = editor_item_get_waypoints (drawing_item (drawing, "F5"), &n);

  g_assert_cmpfloat (loop[0].x, ==, gateway.x + gateway.width);
  g_assert_cmpfloat (loop[n - 1].y, ==, gateway.y + gateway.height);
}

static void
test_reject_is_not_the_main_path (void)
{
  g_autoptr (Drawing) drawing = drawing_open_fixture ("reject-loop.bpmn");
  g_autoptr (GPtrArray) path
      = editor_layout_find_main_path (bpmn_model_get_process (drawing->model));

  g_assert_cmpuint (path->len, ==, 5);
  g_assert_cmpstr (bpmn_element_get_id (g_ptr_array_index (path, 4)), ==, "End");
}

/* A form that many later steps send back to. */
static char *
make_many_ways_back (guint n)
{
  GString *text = g_string_new ("<definitions xmlns=\"" BPMN_NS_MODEL "\"><process id=\"P\">"
                                "<startEvent id=\"S\"/><task id=\"T0\"/>"
                                "<sequenceFlow id=\"F\" sourceRef=\"S\" targetRef=\"T0\"/>");

  for (guint i = 1; i <= n; i++)
    g_string_append_printf (
        text,
        "<task id=\"T%u\"/><exclusiveGateway id=\"G%u\"/>"
        "<sequenceFlow id=\"A%u\" sourceRef=\"%s%u\" targetRef=\"T%u\"/>"
        "<sequenceFlow id=\"B%u\" sourceRef=\"T%u\" targetRef=\"G%u\"/>"
        "<sequenceFlow id=\"R%u\" name=\"Avvis\" sourceRef=\"G%u\" targetRef=\"T0\"/>",
        i, i, i, i == 1 ? "T" : "G", i - 1, i, i, i, i, i, i);
  g_string_append_printf (text,
                          "<endEvent id=\"E\"/>"
                          "<sequenceFlow id=\"L\" sourceRef=\"G%u\" targetRef=\"E\"/>"
                          "</process></definitions>",
                          n);
  return g_string_free (text, FALSE);
}

static void
test_many_ways_back_run_below (void)
{
  g_autofree char *text = make_many_ways_back (9);
  g_autoptr (Drawing) drawing = drawing_open_text (text);
  BpmnRect task = bounds_of (drawing, "T0");
  double last = task.x + task.width;

  for (guint i = 1; i <= 9; i++)
    {
      g_autofree char *id = g_strdup_printf ("R%u", i);
      guint n;
      const BpmnPoint *points = editor_item_get_waypoints (drawing_item (drawing, id), &n);

      for (guint p = 0; p + 1 < n; p++)
        g_assert_cmpfloat (points[p].y, >=, task.y + task.height / 2);
      g_assert_cmpfloat (points[n - 1].y, ==, task.y + task.height);
      g_assert_cmpfloat (points[n - 1].x, <, last); /* an outer way ends left of an inner one */
      last = points[n - 1].x;
    }
  g_assert_cmpfloat (last, >, task.x);
}

/* With ways out above and below, the name stands aside: not over the task before. */
static void
test_name_between_ways_clears_the_task_before (void)
{
  g_autoptr (Drawing) drawing = drawing_open_text (
      "<definitions xmlns=\"" BPMN_NS_MODEL "\"><process id=\"P\"><startEvent id=\"S\"/>"
      "<task id=\"A\"/><exclusiveGateway id=\"G\" name=\"Gateway (to skip to other tasks)\"/>"
      "<task id=\"B\"/><task id=\"C\"/><task id=\"D\"/><task id=\"Z\"/><endEvent id=\"E\"/>"
      "<sequenceFlow id=\"f1\" sourceRef=\"S\" targetRef=\"A\"/>"
      "<sequenceFlow id=\"f2\" sourceRef=\"A\" targetRef=\"G\"/>"
      "<sequenceFlow id=\"f3\" sourceRef=\"G\" targetRef=\"B\"/>"
      "<sequenceFlow id=\"f4\" sourceRef=\"B\" targetRef=\"C\"/>"
      "<sequenceFlow id=\"f5\" sourceRef=\"C\" targetRef=\"D\"/>"
      "<sequenceFlow id=\"f6\" sourceRef=\"D\" targetRef=\"Z\"/>"
      "<sequenceFlow id=\"f7\" sourceRef=\"Z\" targetRef=\"E\"/>"
      "<sequenceFlow id=\"g1\" sourceRef=\"G\" targetRef=\"C\"/>"
      "<sequenceFlow id=\"g2\" sourceRef=\"G\" targetRef=\"D\"/>"
      "<sequenceFlow id=\"g3\" sourceRef=\"G\" targetRef=\"Z\"/></process></definitions>");
  BpmnRect label, before = bounds_of (drawing, "A");

  g_assert_true (
      editor_item_get_label_bounds (drawing->scene, drawing_item (drawing, "G"), &label));
  g_assert_false (editor_rect_intersects (&label, &before));
}

/* A chain of tasks with events on their borders that lead back to a task at or before their host,
 * directly or over a task of their own; and gateways that reject. */
static char *
make_events_that_lead_back (GRand *random)
{
  GString *text = g_string_new ("<definitions xmlns=\"" BPMN_NS_MODEL "\"><process id=\"P\">"
                                "<startEvent id=\"S\"/><endEvent id=\"E\"/>");
  gint32 n = g_rand_int_range (random, 1, 7);

  for (gint32 i = 0; i < n; i++)
    {
      gint32 n_events = g_rand_int_range (random, 0, 3);

      g_string_append_printf (text,
                              "<task id=\"T%d\"/><exclusiveGateway id=\"G%d\"/>"
                              "<sequenceFlow id=\"Main%d\" sourceRef=\"%c%d\" targetRef=\"T%d\"/>"
                              "<sequenceFlow id=\"Step%d\" sourceRef=\"T%d\" targetRef=\"G%d\"/>",
                              i, i, i, i == 0 ? 'S' : 'G', i - 1, i, i, i, i);
      if (g_rand_int_range (random, 0, 3) == 0)
        g_string_append_printf (
            text, "<sequenceFlow id=\"Reject%d\" sourceRef=\"G%d\" targetRef=\"T%d\"/>", i, i,
            g_rand_int_range (random, 0, i + 1));
      for (gint32 k = 0; k < n_events; k++)
        {
          gint32 to = g_rand_int_range (random, 0, i + 1);

          g_string_append_printf (text, "<boundaryEvent id=\"X%d%d\" attachedToRef=\"T%d\"/>", i, k,
                                  i);
          if (g_rand_boolean (random))
            g_string_append_printf (
                text, "<sequenceFlow id=\"Back%d%d\" sourceRef=\"X%d%d\" targetRef=\"T%d\"/>", i, k,
                i, k, to);
          else
            g_string_append_printf (
                text,
                "<task id=\"U%d%d\"/>"
                "<sequenceFlow id=\"Out%d%d\" sourceRef=\"X%d%d\" targetRef=\"U%d%d\"/>"
                "<sequenceFlow id=\"Back%d%d\" sourceRef=\"U%d%d\" targetRef=\"T%d\"/>",
                i, k, i, k, i, k, i, k, i, k, i, k, to);
        }
    }
  g_string_append_printf (text,
                          "<sequenceFlow id=\"Last\" sourceRef=\"G%d\" targetRef=\"E\"/>"
                          "</process></definitions>",
                          n - 1);
  g_string_replace (text, "\"S-1\"", "\"S\"", 1);
  return g_string_free (text, FALSE);
}

/* The main way is one line, nothing crosses it, and what an event leads to stays below; only a
 * rejection may go around above where very much is below. */
static void
assert_main_line_is_clear (Drawing *drawing, const char *text)
{
  const GPtrArray *items = editor_scene_get_items (drawing->scene);
  double line = middle_of (drawing, "S"), left = bounds_of (drawing, "S").x + 36;
  double right = bounds_of (drawing, "E").x;

  for (guint i = 0; i < items->len; i++)
    {
      EditorItem *item = g_ptr_array_index (items, i);
      const char *id = bpmn_element_get_id (editor_item_get_element (item));
      gboolean is_main = g_str_has_prefix (id, "Main") || g_str_has_prefix (id, "Step")
                         || g_str_has_prefix (id, "Last");
      guint n = 0;
      const BpmnPoint *points = editor_item_get_waypoints (item, &n);

      for (guint k = 0; points != NULL && k + 1 < n; k++)
        {
          BpmnPoint a = points[k], b = points[k + 1];
          gboolean fine;

          if (is_main)
            fine = n == 2 && a.y == line && b.y == line;
          else if (g_str_has_prefix (id, "Reject"))
            fine = (a.y > line) == (b.y > line) || a.x < left || a.x > right;
          else
            fine = a.y > line && b.y > line;
          if (!fine)
            g_error ("The flow %s leaves its side of the main line in %s", id, text);
        }
    }
}

static void
test_events_lead_back_below_the_main_line (void)
{
  guint32 seed = test_seed ();
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (guint round = 0; round < 100; round++)
    {
      g_autofree char *text = make_events_that_lead_back (random);
      g_autoptr (Drawing) drawing = drawing_open_text (text);
      LayoutMeasure measure = { .verbose = TRUE };

      assert_main_line_is_clear (drawing, text);
      apply_whole (drawing);
      layout_measure_add (&measure, drawing->model);
      g_assert_cmpuint (measure.straight, ==, 1);
      g_assert_cmpuint (measure.overlaps, ==, 0);
      g_assert_cmpuint (measure.through, ==, 0);
    }
}

/* Two ways back below, so the way past the second signing runs above. */
static void
test_what_leads_past_a_task_crosses_no_way_back (void)
{
  g_autoptr (Drawing) drawing = drawing_open_text (
      "<bpmn:definitions xmlns:bpmn=\"http://www.omg.org/spec/BPMN/20100524/MODEL\" id=\"D\">"
      "<bpmn:process id=\"P\"><bpmn:startEvent id=\"S\"/><bpmn:task id=\"A\"/>"
      "<bpmn:task id=\"B\"/><bpmn:exclusiveGateway id=\"G1\"/><bpmn:exclusiveGateway id=\"G2\"/>"
      "<bpmn:task id=\"C\"/><bpmn:exclusiveGateway id=\"G3\"/><bpmn:endEvent id=\"E\"/>"
      "<bpmn:sequenceFlow id=\"F1\" sourceRef=\"S\" targetRef=\"A\"/>"
      "<bpmn:sequenceFlow id=\"F2\" sourceRef=\"A\" targetRef=\"B\"/>"
      "<bpmn:sequenceFlow id=\"F3\" sourceRef=\"B\" targetRef=\"G1\"/>"
      "<bpmn:sequenceFlow id=\"F4\" sourceRef=\"G1\" targetRef=\"G2\"/>"
      "<bpmn:sequenceFlow id=\"F5\" sourceRef=\"G2\" targetRef=\"C\"/>"
      "<bpmn:sequenceFlow id=\"F6\" sourceRef=\"C\" targetRef=\"G3\"/>"
      "<bpmn:sequenceFlow id=\"F7\" sourceRef=\"G3\" targetRef=\"E\"/>"
      "<bpmn:sequenceFlow id=\"R1\" sourceRef=\"G1\" targetRef=\"A\"/>"
      "<bpmn:sequenceFlow id=\"R2\" sourceRef=\"G3\" targetRef=\"A\"/>"
      "<bpmn:sequenceFlow id=\"Past\" sourceRef=\"G2\" targetRef=\"E\"/>"
      "</bpmn:process></bpmn:definitions>");
  LayoutMeasure measure = { .verbose = TRUE };

  apply_whole (drawing);
  layout_measure_add (&measure, drawing->model);
  g_assert_cmpuint (measure.crossings, ==, 0);
  g_assert_cmpuint (measure.straight, ==, 1);
}

/* However many events a task has, what comes back to it ends left of them. */
static void
test_ways_back_end_beside_the_events (void)
{
  g_autoptr (GString) text = g_string_new (
      "<definitions xmlns=\"" BPMN_NS_MODEL "\"><process id=\"P\"><startEvent id=\"S\"/>"
      "<task id=\"T\"/><endEvent id=\"E\"/>"
      "<sequenceFlow id=\"A\" sourceRef=\"S\" targetRef=\"T\"/>"
      "<sequenceFlow id=\"B\" sourceRef=\"T\" targetRef=\"E\"/>");
  g_autoptr (Drawing) drawing = NULL;
  double left = G_MAXDOUBLE;
  BpmnRect task;

  for (guint i = 0; i < 4; i++)
    g_string_append_printf (text,
                            "<boundaryEvent id=\"X%u\" attachedToRef=\"T\"/>"
                            "<sequenceFlow id=\"F%u\" sourceRef=\"X%u\" targetRef=\"T\"/>",
                            i, i, i);
  g_string_append (text, "</process></definitions>");
  drawing = drawing_open_text (text->str);
  task = bounds_of (drawing, "T");
  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *id = g_strdup_printf ("X%u", i);

      left = MIN (left, bounds_of (drawing, id).x);
    }
  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *id = g_strdup_printf ("F%u", i);
      guint n;
      const BpmnPoint *points = editor_item_get_waypoints (drawing_item (drawing, id), &n);

      g_assert_cmpfloat (points[n - 1].y, ==, task.y + task.height);
      g_assert_cmpfloat (points[n - 1].x, <, left);
      g_assert_cmpfloat (points[n - 1].x, >, task.x);
    }
}

static void
test_deterministic (void)
{
  g_autofree char *texts[2] = { NULL };

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (Drawing) drawing = drawing_open_fixture ("pools.bpmn");

      apply_whole (drawing);
      texts[i] = source_document_dup_text (drawing->document, NULL);
    }
  g_assert_cmpstr (texts[0], ==, texts[1]);
  g_free (texts[1]);
  texts[1] = NULL;
}

static void
test_partial_keeps_what_is_placed (void)
{
  g_autoptr (Drawing) drawing = drawing_open_fixture ("reject-loop-partial.bpmn");
  BpmnRect fill = bounds_of (drawing, "Task_Fill"), sign = bounds_of (drawing, "Task_Sign");

  g_assert_cmpint (editor_scene_get_origin (drawing->scene), ==, EDITOR_SCENE_PARTLY_PLACED);
  g_assert_true (editor_item_is_in_file (drawing_item (drawing, "Task_Fill")));
  g_assert_false (editor_item_is_in_file (drawing_item (drawing, "Task_Sign")));
  g_assert_cmpfloat (fill.x, ==, 250);
  g_assert_cmpfloat (sign.x, ==, fill.x + fill.width + EDITOR_LAYOUT_GAP);
  g_assert_cmpfloat (sign.y, ==, fill.y);
}

static void
test_writing_is_one_undo (void)
{
  g_autoptr (Drawing) drawing = drawing_open_fixture ("reject-loop-no-diagram.bpmn");
  g_autofree char *before = source_document_dup_text (drawing->document, NULL), *after = NULL;

  apply_whole (drawing);
  g_assert_cmpint (editor_scene_get_origin (drawing->scene), ==, EDITOR_SCENE_FROM_FILE);
  g_assert_true (editor_item_is_in_file (drawing_item (drawing, "Flow_Back")));
  g_assert_true (source_workspace_undo (drawing->workspace));
  after = source_document_dup_text (drawing->document, NULL);
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpint (editor_scene_get_origin (drawing->scene), ==, EDITOR_SCENE_PLACED);
}

static void
test_sub_process_holds_its_contents (void)
{
  g_autoptr (Drawing) drawing = drawing_open_fixture ("pools.bpmn");
  BpmnRect frame = bounds_of (drawing, "Sub"), inner = bounds_of (drawing, "Sub_T");
  BpmnRect pool = bounds_of (drawing, "Pool_A"), lane = bounds_of (drawing, "Lane_2");
  BpmnRect event = bounds_of (drawing, "Late");

  g_assert_true (editor_rect_contains_rect (&frame, &inner));
  g_assert_true (editor_rect_contains_rect (&pool, &lane));
  g_assert_true (editor_rect_contains_rect (&lane, &frame));
  g_assert_cmpfloat (event.y + 18, ==, frame.y + frame.height);
}

/* Names stand in the strip at the left, also in a pool that was upright or is taller than wide. */
static void
test_frames_lie (void)
{
  GString *text = g_string_new (
      "<definitions xmlns=\"" BPMN_NS_MODEL "\" xmlns:bpmndi=\"" BPMN_NS_DI "\""
      " xmlns:dc=\"" BPMN_NS_DC "\" id=\"D\"><collaboration id=\"C\">"
      "<participant id=\"Pool\" processRef=\"P\"/></collaboration><process id=\"P\"><laneSet>");
  g_autofree char *whole = NULL;
  g_autoptr (Drawing) drawing = NULL;
  BpmnRect pool;

  for (guint i = 0; i < 9; i++)
    g_string_append_printf (text,
                            "<lane id=\"L%u\"><flowNodeRef>T%u</flowNodeRef></lane>", i, i);
  g_string_append (text, "</laneSet>");
  for (guint i = 0; i < 9; i++)
    g_string_append_printf (text, "<task id=\"T%u\"/>", i);
  g_string_append (text, "</process><bpmndi:BPMNDiagram id=\"DD\">"
                         "<bpmndi:BPMNPlane id=\"DP\" bpmnElement=\"C\">"
                         "<bpmndi:BPMNShape id=\"L_di\" bpmnElement=\"L0\" isHorizontal=\"false\">"
                         "<dc:Bounds x=\"0\" y=\"0\" width=\"100\" height=\"600\"/>"
                         "</bpmndi:BPMNShape></bpmndi:BPMNPlane></bpmndi:BPMNDiagram>"
                         "</definitions>");
  whole = g_string_free (text, FALSE);
  drawing = drawing_open_text (whole);
  apply_whole (drawing);
  pool = bounds_of (drawing, "Pool");
  g_assert_cmpfloat (pool.height, >, pool.width);
  g_assert_true (bpmn_shape_is_horizontal (
      bpmn_element_get_shape (bpmn_model_lookup (drawing->model, "Pool"))));
  g_assert_true (bpmn_shape_is_horizontal (
      bpmn_element_get_shape (bpmn_model_lookup (drawing->model, "L0"))));
}

static void
test_find_room (void)
{
  const BpmnRect after = { 100, 100, 100, 80 }, taken[] = { { 240, 90, 100, 80 } };
  BpmnRect free_place = editor_layout_find_room (&after, 36, 36, NULL, 0);
  BpmnRect place = editor_layout_find_room (&after, 100, 80, taken, 1);

  g_assert_cmpfloat (free_place.x, ==, 250);
  g_assert_cmpfloat (free_place.y, ==, 122);
  g_assert_cmpfloat (place.x, ==, 250);
  g_assert_false (editor_rect_intersects (&place, &taken[0]));
}

/* Circles, two starts, dangling and doubled flows: anything must get a place, and quickly. */
static void
test_random_graphs (void)
{
  guint32 seed = test_seed ();
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (guint round = 0; round < 25; round++)
    {
      g_autoptr (GString) text = g_string_new (
          "<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\"><process id=\"P\">");
      guint n = (guint) g_rand_int_range (random, 1, 25), m = (guint) g_rand_int_range (random, 0, 45);
      LayoutMeasure measure = { 0 };
      g_autoptr (Drawing) drawing = NULL;

      for (guint i = 0; i < n; i++)
        g_string_append_printf (text, "<%s id=\"N%u\"/>",
                                i == 0 ? "startEvent"
                                : g_rand_boolean (random) ? "task"
                                                          : "exclusiveGateway",
                                i);
      for (guint i = 0; i < m; i++)
        g_string_append_printf (text,
                                "<sequenceFlow id=\"F%u\" sourceRef=\"N%d\" targetRef=\"N%d\"/>", i,
                                g_rand_int_range (random, 0, (gint32) n + 1),
                                g_rand_int_range (random, 0, (gint32) n));
      g_string_append (text, "</process></definitions>");
      drawing = drawing_open_text (text->str);
      apply_whole (drawing);
      layout_measure_add (&measure, drawing->model);
      g_assert_cmpuint (measure.shapes, ==, n);
      g_assert_cmpuint (measure.overlaps, ==, 0);
      g_assert_cmpuint (measure.through, ==, 0);
    }
}

static void
test_corpus (void)
{
  const char *const folders[] = { "corpus/apps", "corpus/processes", "corpus/miwg" };
  LayoutMeasure all = { .verbose = TRUE };
  guint n_files = 0;

  if (test_skip_without_shared ("corpus"))
    return;
  for (guint f = 0; f < G_N_ELEMENTS (folders); f++)
    {
      g_autoptr (GPtrArray) files = test_shared_files (folders[f], ".bpmn");

      for (guint i = 0; i < files->len; i++)
        {
          g_autofree char *text = NULL, *stripped = NULL;
          g_autoptr (Drawing) whole = drawing_open (g_ptr_array_index (files, i));
          g_autoptr (Drawing) drawing = NULL;

          if (whole == NULL || bpmn_model_get_definitions (whole->model) == NULL)
            continue; /* deliberately broken */
          text = source_document_dup_text (whole->document, NULL);
          stripped = layout_strip_diagram (text);
          drawing = drawing_open_text (stripped);
          apply_whole (drawing);
          layout_measure_add (&all, drawing->model);
          n_files++;
        }
    }
  g_test_message ("%u files: %u shapes, %u flows, %u crossings, %u bends, %u of %u straight",
                  n_files, all.shapes, all.flows, all.crossings, all.bends, all.straight,
                  all.paths);
  g_assert_cmpuint (n_files, >, 100);
  g_assert_cmpuint (all.overlaps, ==, 0);
  g_assert_cmpuint (all.through, ==, 0);
  g_assert_cmpuint (all.straight * 100, >=, all.paths * 95);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/layout/many-ways-back-run-below", test_many_ways_back_run_below);
  g_test_add_func ("/layout/name-between-ways-clears-the-task-before",
                   test_name_between_ways_clears_the_task_before);
  g_test_add_func ("/layout/main-path-is-straight", test_main_path_is_straight);
  g_test_add_func ("/layout/labels-stand-on-no-line", test_labels_stand_on_no_line);
  g_test_add_func ("/layout/loop-is-seen", test_loop_is_seen);
  g_test_add_func ("/layout/inputs-move-with-the-rest", test_inputs_move_with_the_rest);
  g_test_add_func ("/layout/reject-is-not-the-main-path", test_reject_is_not_the_main_path);
  g_test_add_func ("/layout/events-lead-back-below-the-main-line",
                   test_events_lead_back_below_the_main_line);
  g_test_add_func ("/layout/what-leads-past-a-task-crosses-no-way-back",
                   test_what_leads_past_a_task_crosses_no_way_back);
  g_test_add_func ("/layout/ways-back-end-beside-the-events",
                   test_ways_back_end_beside_the_events);
  g_test_add_func ("/layout/same-model-same-bytes", test_deterministic);
  g_test_add_func ("/layout/partial-keeps-what-is-placed", test_partial_keeps_what_is_placed);
  g_test_add_func ("/layout/writing-is-one-undo", test_writing_is_one_undo);
  g_test_add_func ("/layout/sub-process-holds-its-contents", test_sub_process_holds_its_contents);
  g_test_add_func ("/layout/frames-lie", test_frames_lie);
  g_test_add_func ("/layout/find-room", test_find_room);
  g_test_add_func ("/layout/random-graphs", test_random_graphs);
  g_test_add_func ("/layout/corpus", test_corpus);
  return g_test_run ();
}

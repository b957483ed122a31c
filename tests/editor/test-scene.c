/* test-scene.c: what is where, and how the scene follows the model
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "drawing-support.h"

#include "engine/bpmn/bpmn-edit.h"
#include "engine/source/source-edit.h"

#include <string.h>

typedef struct
{
  guint n_changes, n_items, n_removed;
  gboolean order, whole;
  BpmnRect damage;
} Seen;

static void
changed_cb (EditorScene *scene, EditorSceneChange *change, Seen *seen)
{
  seen->n_changes++;
  seen->n_items += change->items->len;
  seen->n_removed += change->removed->len;
  seen->order |= change->order;
  seen->whole |= change->whole;
  seen->damage = editor_rect_union (&seen->damage, &change->damage);
}

static EditorHit
pick (Drawing *drawing, double x, double y)
{
  EditorHit hit;

  editor_scene_pick (drawing->scene, x, y, 4, &hit);
  return hit;
}

static void
assert_hit (EditorHit hit, const char *id, EditorHitPart part)
{
  g_assert_nonnull (hit.item);
  g_assert_cmpstr (bpmn_element_get_id (editor_item_get_element (hit.item)), ==, id);
  g_assert_cmpint (hit.part, ==, part);
}

static void
test_items_from_file (void)
{
  g_autoptr (Drawing) drawing = drawing_open_fixture ("reject-loop.bpmn");

  g_assert_cmpint (editor_scene_get_origin (drawing->scene), ==, EDITOR_SCENE_FROM_FILE);
  g_assert_cmpuint (editor_scene_get_items (drawing->scene)->len, ==, 10);
  g_assert_null (editor_scene_get_placement (drawing->scene));
  g_assert_true (editor_scene_is_altinn (drawing->scene));
  g_assert_cmpint (editor_item_get_figure (drawing_item (drawing, "Task_Sign"))->look, ==,
                   EDITOR_LOOK_SIGNING);
  g_assert_true (editor_item_get_figure (drawing_item (drawing, "Flow_Ok"))->flags
                 & EDITOR_FIGURE_DEFAULT);
}

/* What is too small to be seen is read when someone comes nearer. */
static void
test_read_when_asked (void)
{
  g_autoptr (Drawing) drawing = drawing_open_fixture ("reject-loop.bpmn");
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 40, 40);
  cairo_t *cr = cairo_create (surface);
  BpmnRect all = editor_scene_get_extents (drawing->scene);
  EditorItem *item = drawing_item (drawing, "Task_Sign");
  BpmnRect before = editor_item_get_extents (item);

  cairo_scale (cr, 0.04, 0.04);
  editor_scene_draw_region (drawing->scene, cr, &all, 0.04, editor_theme_get_light ());
  g_assert_cmpstr (editor_item_get_figure (item)->name, ==,
                   bpmn_element_get_name (editor_item_get_element (item)));
  g_assert_nonnull (editor_item_get_figure (item)->subtitle);
  g_assert_true (editor_item_get_figure (drawing_item (drawing, "Flow_Ok"))->flags
                 & EDITOR_FIGURE_DEFAULT);
  all = editor_item_get_extents (item);
  g_assert_true (editor_rect_equal (&before, &all));
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

/* In slices of time, until all of it is read. */
static void
test_prepared_before_anyone_looks (void)
{
  g_autoptr (Drawing) drawing = drawing_open_fixture ("reject-loop.bpmn");
  EditorItem *item = drawing_item (drawing, "Task_Sign");
  guint next = 0, n = 0;

  while (editor_scene_prepare (drawing->scene, &next, 0))
    n++;
  g_assert_cmpuint (next, ==, editor_scene_get_items (drawing->scene)->len);
  g_assert_cmpuint (n, ==, (next - 1) / 16);
  g_assert_nonnull (editor_item_get_figure (item)->name);
  g_assert_false (editor_scene_prepare (drawing->scene, &next, 0));
}

static void
test_hit_shapes (void)
{
  g_autoptr (Drawing) drawing = drawing_open_fixture ("reject-loop.bpmn");

  assert_hit (pick (drawing, 300, 160), "Task_Fill", EDITOR_HIT_BODY);
  assert_hit (pick (drawing, 590, 160), "Gateway_Ok", EDITOR_HIT_BODY);
  /* in the corner of the diamond's rectangle there is nothing */
  g_assert_null (pick (drawing, 568, 180).item);
  /* just beside the circle is near enough */
  assert_hit (pick (drawing, 690, 180), "End", EDITOR_HIT_BODY);
  g_assert_null (pick (drawing, 300, 30).item);
}

static void
test_hit_labels_and_flows (void)
{
  g_autoptr (Drawing) drawing = drawing_open_fixture ("reject-loop.bpmn");
  EditorHit segment = pick (drawing, 380, 162), bend = pick (drawing, 591, 249);

  assert_hit (pick (drawing, 590, 112), "Gateway_Ok", EDITOR_HIT_LABEL);
  assert_hit (segment, "Flow_2", EDITOR_HIT_SEGMENT);
  g_assert_cmpuint (segment.index, ==, 0);
  g_assert_cmpfloat (segment.point.y, ==, 160);
  assert_hit (bend, "Flow_Back", EDITOR_HIT_WAYPOINT);
  g_assert_cmpuint (bend.index, ==, 1);
  assert_hit (pick (drawing, 500, 252), "Flow_Back", EDITOR_HIT_SEGMENT);
}

static void
test_hit_inside_of_frames (void)
{
  g_autoptr (Drawing) drawing = drawing_open_fixture ("pools.bpmn");
  BpmnRect task = editor_item_get_bounds (drawing_item (drawing, "Sub_T"));
  BpmnRect sub = editor_item_get_bounds (drawing_item (drawing, "Sub"));

  assert_hit (pick (drawing, task.x + 50, task.y + 40), "Sub_T", EDITOR_HIT_BODY);
  assert_hit (pick (drawing, sub.x + 15, sub.y + sub.height - 15), "Sub", EDITOR_HIT_BODY);
}

static void
test_rubber_band (void)
{
  g_autoptr (Drawing) drawing = drawing_open_fixture ("reject-loop.bpmn");
  const BpmnRect band = { 240, 100, 290, 120 };
  g_autoptr (GPtrArray) items = editor_scene_pick_rect (drawing->scene, &band);

  /* two tasks and the flow between them */
  g_assert_cmpuint (items->len, ==, 3);
}

static void
test_query_in_order (void)
{
  g_autoptr (Drawing) drawing = drawing_open_fixture ("pools.bpmn");
  BpmnRect all = editor_scene_get_extents (drawing->scene);
  g_autoptr (GPtrArray) items = editor_scene_query (drawing->scene, &all);

  g_assert_cmpuint (items->len, ==, editor_scene_get_items (drawing->scene)->len);
  for (guint i = 0; i < items->len; i++)
    g_assert_cmpuint (editor_item_get_order (g_ptr_array_index (items, i)), ==, i);
  g_assert_cmpint (editor_item_get_type_id (g_ptr_array_index (items, 0)), ==,
                   BPMN_TYPE_PARTICIPANT);
}

static void
test_move_changes_one_item (void)
{
  g_autoptr (Drawing) drawing = drawing_open_fixture ("reject-loop.bpmn");
  EditorItem *item = drawing_item (drawing, "End");
  Seen seen = { 0 };

  g_signal_connect (drawing->scene, "changed", G_CALLBACK (changed_cb), &seen);
  source_workspace_begin (drawing->workspace, "Move");
  g_assert_true (bpmn_edit_set_bounds (drawing->model, editor_item_get_element (item),
                                       &(BpmnRect){ 772, 142, 36, 36 }, NULL));
  source_workspace_commit (drawing->workspace);
  g_assert_cmpuint (seen.n_items, ==, 1);
  g_assert_false (seen.order);
  g_assert_cmpfloat (editor_item_get_bounds (item).x, ==, 772);
  /* old and new place are painted again */
  g_assert_cmpfloat (seen.damage.x, <=, 672);
  g_assert_cmpfloat (seen.damage.x + seen.damage.width, >=, 808);
  assert_hit (pick (drawing, 790, 160), "End", EDITOR_HIT_BODY);
  g_assert_true (source_workspace_undo (drawing->workspace));
  g_assert_true (drawing_item (drawing, "End") == item);
  g_assert_cmpfloat (editor_item_get_bounds (item).x, ==, 672);
}

static void
test_rename_and_retype (void)
{
  g_autoptr (Drawing) drawing = drawing_open_fixture ("reject-loop.bpmn");
  EditorItem *item = drawing_item (drawing, "Task_Fill");
  BpmnElement *gateway = bpmn_model_lookup (drawing->model, "Gateway_Ok");

  source_workspace_begin (drawing->workspace, "Change");
  g_assert_true (bpmn_edit_set_name (drawing->model, editor_item_get_element (item), "Nytt", NULL));
  g_assert_true (bpmn_edit_set_default (drawing->model, gateway,
                                        bpmn_model_lookup (drawing->model, "Flow_Back"), NULL));
  source_workspace_commit (drawing->workspace);
  g_assert_cmpstr (editor_item_get_figure (item)->name, ==, "Nytt");
  g_assert_false (editor_item_get_figure (drawing_item (drawing, "Flow_Ok"))->flags
                  & EDITOR_FIGURE_DEFAULT);
  g_assert_true (editor_item_get_figure (drawing_item (drawing, "Flow_Back"))->flags
                 & EDITOR_FIGURE_DEFAULT);
}

static void
test_delete_and_undo (void)
{
  g_autoptr (Drawing) drawing = drawing_open_fixture ("reject-loop.bpmn");
  g_autoptr (GPtrArray) doomed = g_ptr_array_new ();
  Seen seen = { 0 };

  g_ptr_array_add (doomed, bpmn_model_lookup (drawing->model, "Gateway_Ok"));
  g_signal_connect (drawing->scene, "changed", G_CALLBACK (changed_cb), &seen);
  source_workspace_begin (drawing->workspace, "Delete");
  g_assert_true (bpmn_edit_delete (drawing->model, doomed, FALSE, NULL, NULL));
  source_workspace_commit (drawing->workspace);
  g_assert_cmpuint (seen.n_removed, ==, 4); /* with its three flows */
  g_assert_cmpuint (editor_scene_get_items (drawing->scene)->len, ==, 6);
  g_assert_null (pick (drawing, 590, 160).item);
  g_assert_true (source_workspace_undo (drawing->workspace));
  g_assert_cmpuint (editor_scene_get_items (drawing->scene)->len, ==, 10);
  assert_hit (pick (drawing, 590, 160), "Gateway_Ok", EDITOR_HIT_BODY);
}

static void
test_new_element_without_shape_is_placed (void)
{
  g_autoptr (Drawing) drawing = drawing_open_fixture ("reject-loop.bpmn");
  BpmnElement *process = bpmn_model_get_process (drawing->model);

  source_workspace_begin (drawing->workspace, "Add");
  g_assert_nonnull (bpmn_edit_add_node (drawing->model, process, BPMN_TYPE_TASK, "Task_New", "Ny",
                                        NULL, NULL));
  source_workspace_commit (drawing->workspace);
  g_assert_cmpint (editor_scene_get_origin (drawing->scene), ==, EDITOR_SCENE_PARTLY_PLACED);
  g_assert_false (editor_item_is_in_file (drawing_item (drawing, "Task_New")));
  g_assert_true (source_workspace_undo (drawing->workspace));
  g_assert_cmpint (editor_scene_get_origin (drawing->scene), ==, EDITOR_SCENE_FROM_FILE);
}

static void
test_overrides_are_previews (void)
{
  g_autoptr (Drawing) drawing = drawing_open_fixture ("reject-loop.bpmn");
  EditorItem *item = drawing_item (drawing, "Gateway_Ok");
  g_autofree char *before = source_document_dup_text (drawing->document, NULL), *after = NULL;
  BpmnRect label, moved_label;
  Seen seen = { 0 };

  g_signal_connect (drawing->scene, "changed", G_CALLBACK (changed_cb), &seen);
  g_assert_true (editor_item_get_label_bounds (drawing->scene, item, &label));
  editor_scene_override_bounds (drawing->scene, item, &(BpmnRect){ 565, 335, 50, 50 });
  g_assert_true (editor_scene_has_overrides (drawing->scene));
  assert_hit (pick (drawing, 590, 360), "Gateway_Ok", EDITOR_HIT_BODY);
  g_assert_true (editor_item_get_label_bounds (drawing->scene, item, &moved_label));
  g_assert_cmpfloat (moved_label.y - label.y, ==, 200);
  editor_scene_clear_overrides (drawing->scene);
  assert_hit (pick (drawing, 590, 160), "Gateway_Ok", EDITOR_HIT_BODY);
  g_assert_cmpuint (seen.n_changes, ==, 2);
  after = source_document_dup_text (drawing->document, NULL);
  g_assert_cmpstr (after, ==, before);
}

static void
test_label_has_its_own_colour (void)
{
  g_autoptr (Drawing) drawing = drawing_open_fixture ("colours.bpmn");

  g_assert_cmpstr (editor_item_get_figure (drawing_item (drawing, "F3"))->label_colour, ==,
                   "#205022");
  g_assert_null (editor_item_get_figure (drawing_item (drawing, "F2"))->label_colour);
  g_assert_null (editor_item_get_figure (drawing_item (drawing, "T1"))->label_colour);
}

/* The smallest task of the interchange models with two markers: its name is whole nevertheless. */
static void
test_small_task_keeps_its_name (void)
{
  EditorFigure figure = { .type = BPMN_TYPE_USER_TASK,
                          .flags = EDITOR_FIGURE_LOOP,
                          .bounds = { 0, 0, 83, 68 },
                          .name = "User Task 7 Standard Loop" };
  g_autoptr (EditorFonts) fonts = editor_fonts_new ("DejaVu Sans");
  EditorFigureTexts texts;

  editor_figure_lay_out (&figure, fonts, &texts);
  g_assert_false (editor_text_is_cut (texts.name));
  editor_figure_texts_clear (&texts);
}

static void
test_cut_text_is_told (void)
{
  g_autoptr (Drawing) drawing = drawing_open_fixture ("colours.bpmn");
  const char *full = editor_item_get_cut_text (drawing->scene, drawing_item (drawing, "T3"));

  g_assert_nonnull (full);
  g_assert_true (g_str_has_suffix (full, "linjene"));
  g_assert_null (editor_item_get_cut_text (drawing->scene, drawing_item (drawing, "T1")));
}

static void
test_not_run_is_marked (void)
{
  g_autoptr (Drawing) drawing = drawing_open_fixture ("not-run.bpmn");

  g_assert_true (editor_item_get_figure (drawing_item (drawing, "Task_User"))->flags
                 & EDITOR_FIGURE_NOT_RUN);
  g_assert_false (editor_item_get_figure (drawing_item (drawing, "Task_Fill"))->flags
                  & EDITOR_FIGURE_NOT_RUN);
  editor_scene_set_altinn (drawing->scene, FALSE);
  g_assert_false (editor_item_get_figure (drawing_item (drawing, "Task_User"))->flags
                  & EDITOR_FIGURE_NOT_RUN);
}

static void
test_emphasis (void)
{
  g_autoptr (Drawing) drawing = drawing_open_fixture ("reject-loop.bpmn");
  EditorItem *item = drawing_item (drawing, "Task_Fill");

  editor_scene_set_emphasis (drawing->scene, item, EDITOR_EMPHASIS_VISITED);
  g_assert_cmpint (editor_item_get_figure (item)->emphasis, ==, EDITOR_EMPHASIS_VISITED);
  editor_scene_clear_emphasis (drawing->scene);
  g_assert_cmpint (editor_item_get_figure (item)->emphasis, ==, EDITOR_EMPHASIS_NONE);
}

/* What is painted lies inside of the extents: the canvas clips to them. */
static void
test_extents_hold_the_picture (void)
{
  const char *const fixtures[] = { "task-types.bpmn", "elements.bpmn", "pools.bpmn",
                                   "reject-loop.bpmn", "colours.bpmn", "not-run.bpmn" };

  for (guint f = 0; f < G_N_ELEMENTS (fixtures); f++)
    {
      g_autoptr (Drawing) drawing = drawing_open_fixture (fixtures[f]);
      const GPtrArray *items = editor_scene_get_items (drawing->scene);

      for (guint i = 0; i < items->len; i++)
        {
          EditorItem *item = g_ptr_array_index (items, i);
          BpmnRect extents = editor_item_get_extents (item);
          cairo_rectangle_t ink;
          cairo_surface_t *surface
              = cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, NULL);
          cairo_t *cr = cairo_create (surface);

          editor_scene_draw_item (drawing->scene, item, cr, editor_theme_get_light (),
                                  EDITOR_DETAIL_FULL);
          cairo_recording_surface_ink_extents (surface, &ink.x, &ink.y, &ink.width, &ink.height);
          g_assert_cmpfloat (ink.x, >=, extents.x - 1);
          g_assert_cmpfloat (ink.y, >=, extents.y - 1);
          g_assert_cmpfloat (ink.x + ink.width, <=, extents.x + extents.width + 1);
          g_assert_cmpfloat (ink.y + ink.height, <=, extents.y + extents.height + 1);
          cairo_destroy (cr);
          cairo_surface_destroy (surface);
        }
    }
}

/* A shape of something that is not there holds the diagram open; without it there is none. */
static void
test_last_shape_goes (void)
{
  g_autoptr (Drawing) drawing = drawing_open_text (
      "<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\""
      " xmlns:di=\"http://www.omg.org/spec/BPMN/20100524/DI\""
      " xmlns:dc=\"http://www.omg.org/spec/DD/20100524/DC\">"
      "<process id=\"P\"><task id=\"T\"/></process>"
      "<di:BPMNDiagram><di:BPMNPlane bpmnElement=\"P\"><di:BPMNShape bpmnElement=\"Gone\">"
      "<dc:Bounds x=\"0\" y=\"0\" width=\"100\" height=\"80\"/></di:BPMNShape></di:BPMNPlane>"
      "</di:BPMNDiagram></definitions>");
  SourceDocument *document = bpmn_model_get_document (drawing->model);
  const BpmnDiagram *diagram = g_ptr_array_index (bpmn_model_get_diagrams (drawing->model), 0);
  BpmnShape *shape = g_ptr_array_index (bpmn_diagram_get_shapes (diagram), 0);
  g_autoptr (GError) error = NULL;

  source_workspace_begin (source_document_get_workspace (document), "Remove");
  source_edit_remove (document, (SourceNode *) bpmn_shape_get_node (shape), &error);
  g_assert_no_error (error);
  source_workspace_commit (source_document_get_workspace (document));
  g_assert_cmpint (editor_scene_get_origin (drawing->scene), ==, EDITOR_SCENE_PLACED);
  g_assert_nonnull (drawing_item (drawing, "T"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scene/items-from-file", test_items_from_file);
  g_test_add_func ("/scene/read-when-asked", test_read_when_asked);
  g_test_add_func ("/scene/prepared", test_prepared_before_anyone_looks);
  g_test_add_func ("/scene/hit-shapes", test_hit_shapes);
  g_test_add_func ("/scene/hit-labels-and-flows", test_hit_labels_and_flows);
  g_test_add_func ("/scene/hit-inside-of-frames", test_hit_inside_of_frames);
  g_test_add_func ("/scene/rubber-band", test_rubber_band);
  g_test_add_func ("/scene/query-in-drawing-order", test_query_in_order);
  g_test_add_func ("/scene/move-changes-one-item", test_move_changes_one_item);
  g_test_add_func ("/scene/rename-and-default-show", test_rename_and_retype);
  g_test_add_func ("/scene/delete-and-undo", test_delete_and_undo);
  g_test_add_func ("/scene/new-element-without-shape-is-placed",
                   test_new_element_without_shape_is_placed);
  g_test_add_func ("/scene/overrides-are-previews", test_overrides_are_previews);
  g_test_add_func ("/scene/label-has-its-own-colour", test_label_has_its_own_colour);
  g_test_add_func ("/scene/small-task-keeps-its-name", test_small_task_keeps_its_name);
  g_test_add_func ("/scene/cut-text-is-told", test_cut_text_is_told);
  g_test_add_func ("/scene/not-run-is-marked", test_not_run_is_marked);
  g_test_add_func ("/scene/emphasis", test_emphasis);
  g_test_add_func ("/scene/without-its-last-shape-the-process-is-laid-out", test_last_shape_goes);
  g_test_add_func ("/scene/extents-hold-the-picture", test_extents_hold_the_picture);
  return g_test_run ();
}

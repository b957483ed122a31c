/* test-gesture-sequences.c: generated sequences of gestures on real and own files
 *
 * Whatever a person does, the document stays valid and undoing everything gives the bytes back.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "tests/editor/desk.h"
#include "tests/test-support.h"

#define N_SEQUENCES 320
#define N_STEPS 8

static const char *const entries[] = {
  "data",    "confirmation", "signing",           "parallel-signing", "user-controlled-signing",
  "payment", "lookup",       "feedback",          "pdf",              "subform-pdf",
  "service", "eformidling",  "exclusive-gateway", "end-event",        "start-event",
};

static const char *
pick_entry (GRand *rand)
{
  return entries[g_rand_int_range (rand, 0, G_N_ELEMENTS (entries))];
}

static EditorItem *
pick_item (Desk *desk, GRand *rand)
{
  const GPtrArray *items = editor_scene_get_items (editor_session_get_scene (desk->session));

  return items->len > 0
             ? g_ptr_array_index (items, (guint) g_rand_int_range (rand, 0, (int) items->len))
             : NULL;
}

/* Somewhere on an element, or on the ground near it. */
static BpmnPoint
pick_point (Desk *desk, GRand *rand)
{
  EditorItem *item = pick_item (desk, rand);
  BpmnRect bounds = { 100, 100, 100, 100 };
  guint n_points;

  if (item != NULL && editor_item_is_connection (item))
    {
      const BpmnPoint *points = editor_item_get_waypoints (item, &n_points);
      guint at = (guint) g_rand_int_range (rand, 0, (int) n_points - 1);

      if (g_rand_boolean (rand))
        return points[at];
      return (BpmnPoint) { (points[at].x + points[at + 1].x) / 2,
                           (points[at].y + points[at + 1].y) / 2 };
    }
  if (item != NULL)
    bounds = editor_item_get_bounds (item);
  if (g_rand_int_range (rand, 0, 5) == 0)
    bounds.y += 200;
  return (BpmnPoint) { bounds.x + g_rand_double (rand) * bounds.width,
                       bounds.y + g_rand_double (rand) * bounds.height };
}

static void
drag (Desk *desk, GRand *rand)
{
  BpmnPoint from = pick_point (desk, rand);
  BpmnPoint to = g_rand_boolean (rand) ? pick_point (desk, rand)
                                       : (BpmnPoint) {
                                           from.x + g_rand_double_range (rand, -200, 200),
                                           from.y + g_rand_double_range (rand, -200, 200) };
  EditorModifiers modifiers = g_rand_int_range (rand, 0, 4) == 0 ? EDITOR_MODIFIER_SHIFT
                                                                 : EDITOR_MODIFIER_NONE;

  desk_press (desk, from.x, from.y, modifiers);
  desk_move (desk, (from.x + to.x) / 2, (from.y + to.y) / 2, modifiers);
  desk_move (desk, to.x, to.y, modifiers);
  if (g_rand_int_range (rand, 0, 3) == 0)
    desk_wait (desk, 500);
  if (g_rand_int_range (rand, 0, 8) == 0)
    desk_key (desk, EDITOR_KEY_ESCAPE, EDITOR_MODIFIER_NONE);
  desk_release (desk, to.x, to.y);
}

static void
create (Desk *desk, GRand *rand)
{
  BpmnPoint at = pick_point (desk, rand);

  editor_controller_create (desk->controller, pick_entry (rand), TRUE);
  desk_move (desk, at.x, at.y, EDITOR_MODIFIER_NONE);
  if (g_rand_boolean (rand))
    desk_wait (desk, 500);
  desk_release (desk, at.x, at.y);
}

static void
select_something (Desk *desk, GRand *rand)
{
  EditorItem *item = pick_item (desk, rand);
  BpmnElement *element = item != NULL ? editor_item_get_element (item) : NULL;
  EditorSelection *selection = editor_session_get_selection (desk->session);

  if (element == NULL)
    return;
  if (g_rand_boolean (rand))
    editor_selection_add (selection, element);
  else
    editor_selection_select (selection, element);
}

static void
press_key (Desk *desk, GRand *rand)
{
  static const EditorKey keys[] = { EDITOR_KEY_LEFT, EDITOR_KEY_RIGHT, EDITOR_KEY_UP,
                                    EDITOR_KEY_DOWN, EDITOR_KEY_HOME,  EDITOR_KEY_END,
                                    EDITOR_KEY_F2,   EDITOR_KEY_DELETE };
  static const EditorModifiers modifiers[] = { EDITOR_MODIFIER_NONE, EDITOR_MODIFIER_SHIFT,
                                               EDITOR_MODIFIER_ALT };

  desk_key (desk, keys[g_rand_int_range (rand, 0, G_N_ELEMENTS (keys))],
            modifiers[g_rand_int_range (rand, 0, G_N_ELEMENTS (modifiers))]);
}

static void
use_tool (Desk *desk, GRand *rand)
{
  static const EditorToolKind tools[] = { EDITOR_TOOL_LASSO, EDITOR_TOOL_SPACE,
                                          EDITOR_TOOL_CONNECT, EDITOR_TOOL_CONNECT };

  editor_controller_set_tool (desk->controller,
                              tools[g_rand_int_range (rand, 0, G_N_ELEMENTS (tools))]);
  drag (desk, rand);
  editor_controller_set_tool (desk->controller, EDITOR_TOOL_SELECT);
}

static void
copy_and_paste (Desk *desk, GRand *rand)
{
  g_autofree char *text = g_rand_boolean (rand) ? editor_controller_copy (desk->controller)
                                                : editor_controller_cut (desk->controller);

  if (text != NULL)
    editor_controller_paste (desk->controller, text);
}

static void
command (Desk *desk, GRand *rand)
{
  switch (g_rand_int_range (rand, 0, 7))
    {
    case 0:
    case 1:
      editor_controller_append (desk->controller, pick_entry (rand));
      break;
    case 2:
      editor_controller_replace (desk->controller, pick_entry (rand));
      break;
    case 3:
      editor_controller_duplicate (desk->controller);
      break;
    case 4:
      editor_selection_select_all (editor_session_get_selection (desk->session));
      editor_controller_align (desk->controller, (EditorAlign) g_rand_int_range (rand, 0, 6));
      break;
    case 5:
      editor_controller_undo (desk->controller);
      break;
    default:
      editor_controller_redo (desk->controller);
    }
}

static void
step (Desk *desk, GRand *rand)
{
  select_something (desk, rand);
  switch (g_rand_int_range (rand, 0, 9))
    {
    case 0:
    case 1:
    case 2:
      drag (desk, rand);
      break;
    case 3:
      create (desk, rand);
      break;
    case 4:
      press_key (desk, rand);
      break;
    case 5:
      use_tool (desk, rand);
      break;
    case 6:
      copy_and_paste (desk, rand);
      break;
    default:
      command (desk, rand);
    }
}

static GPtrArray *
find_files (void)
{
  g_autoptr (GPtrArray) shared = test_shared_files ("corpus", ".bpmn");
  GPtrArray *files = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (files, test_fixture ("fixtures/editor/permit.bpmn"));
  g_ptr_array_add (files, test_fixture ("fixtures/editor/no-diagram.bpmn"));
  for (guint i = 0; i < shared->len; i++)
    {
      g_autoptr (EditorSession) session =
          editor_session_open (g_ptr_array_index (shared, i), NULL, NULL);

      if (session != NULL &&
          bpmn_model_get_elements (editor_session_get_model (session))->len < 150)
        g_ptr_array_add (files, g_strdup (g_ptr_array_index (shared, i)));
    }
  return files;
}

static void
run_sequence (const char *path, guint32 seed)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  Desk *desk = desk_open (path);

  for (guint i = 0; i < N_STEPS; i++)
    {
      const char *name;

      step (desk, rand);
      name = source_workspace_get_undo_name (editor_session_get_workspace (desk->session));
      if (g_getenv ("GESTURE_SEED") != NULL)
        g_test_message ("step %u: %s", i, name != NULL ? name : "nothing");
      if (i % 4 == 3 || g_getenv ("GESTURE_SEED") != NULL)
        desk_check (desk);
    }
  desk_undo_all (desk);
  desk_check (desk);
  desk_close (desk);
}

/* GESTURE_SEED=N runs one sequence again. */
static void
test_sequences (void)
{
  g_autoptr (GPtrArray) files = find_files ();
  const char *given = g_getenv ("GESTURE_SEED");
  guint32 first = given != NULL ? (guint32) g_ascii_strtoull (given, NULL, 10) : 1;
  guint32 last = given != NULL ? first : N_SEQUENCES;

  for (guint32 seed = first; seed <= last; seed++)
    {
      const char *path = g_ptr_array_index (files, seed % files->len);

      g_test_message ("seed %u: %s", seed, path);
      run_sequence (path, seed);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/gesture-sequences/stay-valid-and-undo-to-the-bytes", test_sequences);
  return g_test_run ();
}

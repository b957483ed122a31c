/* test-gestures-real.c: every gesture on files of real apps, and exactly which lines it changes
 *
 * What is expected stands in gestures-real.tsv: gesture, file, and the lines, by their numbers before
 * the gesture ("-67-68 waypoint") and what comes, before which ("+2@69 waypoint").
 * APE_UPDATE_GESTURES=1 writes it anew: look at each difference before it is committed.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include <string.h>

#include "editor/editor-find.h"
#include "engine/source/source-diff.h"
#include "tests/editor/desk.h"
#include "tests/test-support.h"

static const char *const files[][2] = {
  { "payment", "apps/ttd__payment-test/App/config/process/process.bpmn" },
  { "transition", "apps/ttd__process-transition-test@v9/App/config/process/process.bpmn" },
  { "service", "apps/ttd__service-task/App/config/process/process.bpmn" },
  { "signing", "processes/history-ttd__signering-brukerstyrt-2025-03-06-9196a777.bpmn" },
};

/* What every one of the files has. */
typedef struct
{
  Desk *desk;
  BpmnElement *task;     /* the first with one way in and one way out */
  BpmnElement *way_in;   /* of it */
  BpmnElement *way_out;  /* of it */
  BpmnElement *gateway;  /* the first */
  BpmnElement *bent;     /* the first flow with two bends or more */
  BpmnElement *end;      /* the first end event */
  BpmnPoint empty;       /* below everything */
  char *note;            /* what the gesture says where it changes nothing */
} Scene;

static BpmnPoint
get_centre (Scene *at, BpmnElement *element)
{
  return desk_get_centre (at->desk, bpmn_element_get_id (element));
}

static void
select_only (Scene *at, BpmnElement *element)
{
  editor_selection_select (editor_session_get_selection (at->desk->session), element);
}

static void
select_also (Scene *at, BpmnElement *element)
{
  editor_selection_add (editor_session_get_selection (at->desk->session), element);
}

/* A point on a flow, away from its bends: the middle of a segment. */
static BpmnPoint
get_segment (Scene *at, BpmnElement *flow, guint index)
{
  g_autoptr (GArray) route = editor_session_dup_route (at->desk->session, flow);
  BpmnPoint a = g_array_index (route, BpmnPoint, index);
  BpmnPoint b = g_array_index (route, BpmnPoint, index + 1);

  return (BpmnPoint){ (a.x + b.x) / 2, (a.y + b.y) / 2 };
}

static BpmnPoint
get_bend (Scene *at, BpmnElement *flow, guint index)
{
  g_autoptr (GArray) route = editor_session_dup_route (at->desk->session, flow);

  return g_array_index (route, BpmnPoint, index);
}

static void
drag (Scene *at, BpmnPoint from, double dx, double dy)
{
  desk_drag (at->desk, from, (BpmnPoint){ from.x + dx, from.y + dy }, EDITOR_MODIFIER_NONE);
}

/* The gestures */

static void
palette_click (Scene *at)
{
  editor_controller_create (at->desk->controller, "confirmation", FALSE);
  desk_move (at->desk, at->empty.x, at->empty.y, EDITOR_MODIFIER_NONE);
  g_assert_cmpint (desk_find_overlay (at->desk, EDITOR_OVERLAY_GHOST)->verdict, !=,
                   EDITOR_VERDICT_DENY);
  desk_click (at->desk, at->empty.x, at->empty.y, EDITOR_MODIFIER_NONE);
}

static void
palette_drag (Scene *at)
{
  editor_controller_create (at->desk->controller, "exclusive-gateway", TRUE);
  desk_move (at->desk, at->empty.x, at->empty.y, EDITOR_MODIFIER_NONE);
  desk_release (at->desk, at->empty.x, at->empty.y);
}

static void
palette_drag_denied (Scene *at)
{
  BpmnPoint place = get_centre (at, at->task);

  editor_controller_create (at->desk->controller, "data", TRUE);
  desk_move (at->desk, place.x, place.y, EDITOR_MODIFIER_NONE);
  g_assert_cmpint (desk_find_overlay (at->desk, EDITOR_OVERLAY_GHOST)->verdict, ==,
                   EDITOR_VERDICT_DENY);
  desk_release (at->desk, place.x, place.y);
}

static void
append (Scene *at)
{
  select_only (at, at->gateway);
  editor_controller_append (at->desk->controller, "data");
}

static void
insert_on_flow (Scene *at)
{
  BpmnPoint place = get_segment (at, at->bent, 1);

  editor_controller_create (at->desk->controller, "exclusive-gateway", TRUE);
  desk_move (at->desk, place.x, place.y, EDITOR_MODIFIER_NONE);
  desk_wait (at->desk, 500);
  g_assert_cmpint (desk_find_overlay (at->desk, EDITOR_OVERLAY_TARGET)->verdict, ==,
                   EDITOR_VERDICT_ALLOW);
  desk_release (at->desk, place.x, place.y);
}

/* The flow is as before; the new one stands alone. */
static void
insert_moved_away (Scene *at)
{
  BpmnPoint place = get_segment (at, at->bent, 1);
  BpmnElement *source = bpmn_element_get_source (at->bent);
  BpmnElement *target = bpmn_element_get_target (at->bent);

  editor_controller_create (at->desk->controller, "exclusive-gateway", TRUE);
  desk_move (at->desk, place.x, place.y, EDITOR_MODIFIER_NONE);
  desk_wait (at->desk, 500);
  desk_move (at->desk, at->empty.x, at->empty.y, EDITOR_MODIFIER_NONE);
  g_assert_null (desk_find_overlay (at->desk, EDITOR_OVERLAY_TARGET));
  desk_release (at->desk, at->empty.x, at->empty.y);
  g_assert_true (bpmn_element_get_source (at->bent) == source);
  g_assert_true (bpmn_element_get_target (at->bent) == target);
}

static void
replace_type (Scene *at)
{
  select_only (at, at->task);
  editor_controller_replace (at->desk->controller, "confirmation");
}

static void
connect_by_drag (Scene *at)
{
  BpmnPoint from = get_centre (at, at->gateway), to = get_centre (at, at->task);

  editor_controller_set_tool (at->desk->controller, EDITOR_TOOL_CONNECT);
  desk_drag (at->desk, from, to, EDITOR_MODIFIER_NONE);
}

static void
reconnect (Scene *at)
{
  g_autoptr (GArray) route = editor_session_dup_route (at->desk->session, at->bent);
  BpmnPoint to = get_centre (at, at->end);

  select_only (at, at->bent);
  desk_drag (at->desk, g_array_index (route, BpmnPoint, route->len - 1), to, EDITOR_MODIFIER_NONE);
}

static void
drag_bend_point (Scene *at)
{
  select_only (at, at->bent);
  drag (at, get_bend (at, at->bent, 1), 20, 30);
}

static void
drag_segment (Scene *at)
{
  BpmnPoint a = get_bend (at, at->bent, 1), b = get_bend (at, at->bent, 2);

  select_only (at, at->bent);
  drag (at, get_segment (at, at->bent, 1), a.y == b.y ? 0 : 30, a.y == b.y ? 30 : 0);
}

static void
edit_label (Scene *at)
{
  BpmnPoint place = get_centre (at, at->task);

  desk_double_click (at->desk, place.x, place.y);
  g_assert_true (at->desk->label_element == at->task);
  g_assert_true (editor_command_set_name (at->desk->session, at->task, "Les & kontroller\nsøknaden",
                                          NULL));
}

static void
name_gateway_and_move_label (Scene *at)
{
  BpmnRect label;

  g_assert_true (editor_command_set_name (at->desk->session, at->gateway, "Godkjent?", NULL));
  g_assert_true (editor_session_get_label_bounds (at->desk->session, at->gateway, &label));
  drag (at, (BpmnPoint){ label.x + label.width / 2, label.y + label.height / 2 }, 30, 20);
}

static void
move_task (Scene *at)
{
  BpmnPoint from = get_centre (at, at->task);

  drag (at, (BpmnPoint){ from.x, from.y + 20 }, 0, 130);
}

static void
move_snaps (Scene *at)
{
  BpmnPoint from = get_centre (at, at->end);

  desk_press (at->desk, from.x, from.y, EDITOR_MODIFIER_NONE);
  desk_move (at->desk, from.x + 40, from.y + 3, EDITOR_MODIFIER_NONE);
  desk_release (at->desk, from.x + 40, from.y + 3);
}

static void
move_by_keys (Scene *at)
{
  select_only (at, at->end);
  for (guint i = 0; i < 3; i++)
    desk_key (at->desk, EDITOR_KEY_DOWN, EDITOR_MODIFIER_SHIFT);
}

static void
align_top (Scene *at)
{
  select_only (at, at->task);
  select_also (at, at->gateway);
  select_also (at, at->end);
  editor_controller_align (at->desk->controller, EDITOR_ALIGN_TOP);
}

static void
distribute (Scene *at)
{
  select_only (at, at->task);
  select_also (at, at->gateway);
  select_also (at, at->end);
  editor_controller_distribute (at->desk->controller, EDITOR_AXIS_HORIZONTAL);
}

static void
space_tool (Scene *at)
{
  BpmnRect bounds = desk_get_bounds (at->desk, bpmn_element_get_id (at->task));

  editor_controller_set_tool (at->desk->controller, EDITOR_TOOL_SPACE);
  drag (at, (BpmnPoint){ bounds.x - 10, at->empty.y }, 50, 2);
}

static void
lasso_and_move (Scene *at)
{
  BpmnRect task = desk_get_bounds (at->desk, bpmn_element_get_id (at->task));

  editor_controller_set_tool (at->desk->controller, EDITOR_TOOL_LASSO);
  drag (at, (BpmnPoint){ task.x - 5, task.y - 5 }, task.width + 10, task.height + 10);
  g_assert_true (editor_selection_contains (editor_session_get_selection (at->desk->session),
                                            at->task));
  editor_controller_nudge (at->desk->controller, 0, 10);
}

static void
hand (Scene *at)
{
  editor_controller_set_tool (at->desk->controller, EDITOR_TOOL_HAND);
  drag (at, get_centre (at, at->task), 60, -40);
  at->note = g_strdup_printf ("scrolled %g,%g", at->desk->scrolled_x, at->desk->scrolled_y);
}

static void
copy_and_paste (Scene *at)
{
  g_autofree char *text = NULL;

  select_only (at, at->task);
  text = editor_controller_copy (at->desk->controller);
  desk_move (at->desk, at->empty.x, at->empty.y, EDITOR_MODIFIER_NONE);
  editor_controller_paste (at->desk->controller, text);
}

/* From another file: the ids are kept where they are free. */
static void
paste_from_another_file (Scene *at)
{
  Desk *other = desk_open_fixture ("permit.bpmn");
  g_autofree char *text = NULL;

  desk_select (other, "Task_Sign", NULL);
  text = editor_controller_copy (other->controller);
  desk_close (other);
  desk_move (at->desk, at->empty.x, at->empty.y, EDITOR_MODIFIER_NONE);
  editor_controller_paste (at->desk->controller, text);
  g_assert_nonnull (bpmn_model_lookup (at->desk->model, "Task_Sign"));
}

static void
cut (Scene *at)
{
  g_autofree char *text = NULL;

  select_only (at, at->task);
  text = editor_controller_cut (at->desk->controller);
  g_assert_nonnull (text);
}

static void
duplicate (Scene *at)
{
  select_only (at, at->task);
  editor_controller_duplicate (at->desk->controller);
}

/* One way in, one way out: the way in goes on to where the way out went. */
static void
delete_mends (Scene *at)
{
  BpmnElement *next = bpmn_element_get_target (at->way_out);

  select_only (at, at->task);
  desk_key (at->desk, EDITOR_KEY_DELETE, EDITOR_MODIFIER_NONE);
  g_assert_true (bpmn_element_get_target (at->way_in) == next);
}

static void
delete_flow (Scene *at)
{
  select_only (at, at->bent);
  desk_key (at->desk, EDITOR_KEY_DELETE, EDITOR_MODIFIER_NONE);
}

static void
find (Scene *at)
{
  static const char *const queries[] = { "gateway", "task", "taskType", "equals", "nowhere to be" };
  GString *note = g_string_new ("found");

  for (guint i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      g_autoptr (GPtrArray) hits = editor_find (at->desk->session, queries[i]);

      g_string_append_printf (note, " %u", hits->len);
    }
  at->note = g_string_free (note, FALSE);
}

static void
route_anew (Scene *at)
{
  g_assert_true (editor_command_reroute (at->desk->session, at->bent, NULL));
}

static void
lay_out (Scene *at)
{
  g_assert_true (editor_command_layout (at->desk->session, NULL));
}

static const struct
{
  const char *name;
  void (*act) (Scene *at);
} gestures[] = {
  { "palette-click", palette_click },
  { "palette-drag", palette_drag },
  { "palette-drag-denied", palette_drag_denied },
  { "append", append },
  { "insert-on-flow", insert_on_flow },
  { "insert-moved-away", insert_moved_away },
  { "replace-type", replace_type },
  { "connect", connect_by_drag },
  { "reconnect", reconnect },
  { "bend-point", drag_bend_point },
  { "segment", drag_segment },
  { "edit-label", edit_label },
  { "move-label", name_gateway_and_move_label },
  { "move", move_task },
  { "snap", move_snaps },
  { "keys", move_by_keys },
  { "align", align_top },
  { "distribute", distribute },
  { "space", space_tool },
  { "lasso", lasso_and_move },
  { "hand", hand },
  { "copy-paste", copy_and_paste },
  { "paste-from-another-file", paste_from_another_file },
  { "cut", cut },
  { "duplicate", duplicate },
  { "delete-mends", delete_mends },
  { "delete-flow", delete_flow },
  { "find", find },
  { "route", route_anew },
  { "layout", lay_out },
};

/* What is changed */

static const char *
get_tag (const char *line, gsize *length)
{
  const char *name = line + strspn (line, " \t");

  name += *name == '<';
  name += *name == '/';
  *length = strcspn (name, " >/\r\n");
  if (memchr (name, ':', *length) != NULL)
    {
      const char *local = (const char *) memchr (name, ':', *length) + 1;

      *length -= (gsize) (local - name);
      name = local;
    }
  return name;
}

/* A run of lines of the same element: "-67-68 waypoint" or "+2@69 waypoint". */
typedef struct
{
  char sign;
  guint first, n;
  char tag[40];
} Run;

static void
end_run (GString *out, Run *run)
{
  if (run->n == 0)
    return;
  if (out->len > 0)
    g_string_append_c (out, ' ');
  if (run->sign == '+')
    g_string_append_printf (out, "+%u@%u %s", run->n, run->first, run->tag);
  else if (run->n > 1)
    g_string_append_printf (out, "-%u-%u %s", run->first, run->first + run->n - 1, run->tag);
  else
    g_string_append_printf (out, "-%u %s", run->first, run->tag);
  run->n = 0;
}

static char *
list_changed_lines (const char *before, const char *after)
{
  g_autofree char *diff = source_diff_unified (before, after, "a", "b");
  g_auto (GStrv) lines = g_strsplit (diff, "\n", -1);
  GString *out = g_string_new (NULL);
  Run run = { 0 };
  guint number = 0;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      gsize length;
      const char *tag;

      if (g_str_has_prefix (lines[i], "@@ -"))
        number = (guint) strtoul (lines[i] + 4, NULL, 10);
      else if (lines[i][0] == ' ')
        number++;
      if (number == 0 || (lines[i][0] != '-' && lines[i][0] != '+'))
        {
          end_run (out, &run);
          continue;
        }
      tag = get_tag (lines[i] + 1, &length);
      length = MIN (length, sizeof run.tag - 1);
      if (run.n > 0 && (run.sign != lines[i][0] || strlen (run.tag) != length
                        || strncmp (run.tag, tag, length) != 0))
        end_run (out, &run);
      if (run.n++ == 0)
        {
          run.sign = lines[i][0];
          run.first = number;
          memcpy (run.tag, tag, length);
          run.tag[length] = '\0';
        }
      number += lines[i][0] == '-';
    }
  end_run (out, &run);
  return g_string_free (out, FALSE);
}

static void
find_landmarks (Scene *at)
{
  const GPtrArray *elements = bpmn_model_get_elements (at->desk->model);
  BpmnRect all = editor_scene_get_extents (editor_session_get_scene (at->desk->session));

  for (guint i = 0; i < elements->len; i++)
    {
      BpmnElement *element = g_ptr_array_index (elements, i);
      BpmnType type = bpmn_element_get_type_id (element);

      if (at->task == NULL && bpmn_type_is_task (type)
          && bpmn_element_get_incoming (element)->len == 1
          && bpmn_element_get_outgoing (element)->len == 1)
        at->task = element;
      else if (at->gateway == NULL && bpmn_type_is_gateway (type))
        at->gateway = element;
      else if (at->end == NULL && type == BPMN_TYPE_END_EVENT)
        at->end = element;
      else if (at->bent == NULL && type == BPMN_TYPE_SEQUENCE_FLOW)
        {
          g_autoptr (GArray) route = editor_session_dup_route (at->desk->session, element);

          if (route != NULL && route->len >= 4 && bpmn_element_get_target (element) != at->end)
            at->bent = element;
        }
    }
  g_assert_true (at->task != NULL && at->gateway != NULL && at->end != NULL && at->bent != NULL);
  at->way_in = g_ptr_array_index (bpmn_element_get_incoming (at->task), 0);
  at->way_out = g_ptr_array_index (bpmn_element_get_outgoing (at->task), 0);
  at->empty = (BpmnPoint){ all.x + all.width / 2, all.y + all.height + 150 };
}

/* The expected lines: "gesture file" -> text. */
static GHashTable *expectations;

static char *
get_expectations_path (void)
{
  return g_test_build_filename (G_TEST_DIST, "editor", "gestures-real.tsv", NULL);
}

static void
load_expectations (void)
{
  g_autofree char *path = get_expectations_path ();
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  expectations = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (!g_file_get_contents (path, &text, NULL, NULL))
    return;
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) fields = g_strsplit (lines[i], "\t", 3);

      if (g_strv_length (fields) == 3)
        g_hash_table_insert (expectations, g_strconcat (fields[0], "\t", fields[1], NULL),
                             g_strdup (fields[2]));
    }
}

static void
save_expectations (void)
{
  g_autofree char *path = get_expectations_path ();
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (gestures); i++)
    for (guint f = 0; f < G_N_ELEMENTS (files); f++)
      {
        g_autofree char *key = g_strconcat (gestures[i].name, "\t", files[f][0], NULL);
        const char *expected = g_hash_table_lookup (expectations, key);

        if (expected != NULL)
          g_string_append_printf (text, "%s\t%s\n", key, expected);
      }
  g_assert_true (g_file_set_contents (path, text->str, (gssize) text->len, NULL));
}

static void
test_gesture_on_file (guint gesture, guint file)
{
  g_autofree char *relative = g_strconcat ("corpus/", files[file][1], NULL);
  g_autofree char *path = test_shared (relative);
  g_autofree char *key = g_strconcat (gestures[gesture].name, "\t", files[file][0], NULL);
  g_autofree char *after = NULL, *lines = NULL, *again = NULL;
  Scene at = { .desk = desk_open (path) };
  guint n = 0;

  find_landmarks (&at);
  gestures[gesture].act (&at);
  desk_check (at.desk);
  after = desk_dup_text (at.desk);
  lines = list_changed_lines (at.desk->before, after);
  if (at.note != NULL)
    {
      g_assert_cmpstr (lines, ==, "");
      g_free (lines);
      lines = g_steal_pointer (&at.note);
    }
  if (g_getenv ("APE_UPDATE_GESTURES") != NULL)
    g_hash_table_insert (expectations, g_strdup (key), g_strdup (lines));
  if (g_strcmp0 (lines, g_hash_table_lookup (expectations, key)) != 0)
    {
      g_test_message ("%s on %s changed: %s\nexpected: %s", gestures[gesture].name, files[file][0],
                      lines, (char *) g_hash_table_lookup (expectations, key));
      g_test_fail ();
    }
  for (; source_workspace_can_undo (editor_session_get_workspace (at.desk->session)); n++)
    editor_session_undo (at.desk->session);
  again = desk_dup_text (at.desk);
  g_assert_cmpstr (again, ==, at.desk->before);
  g_free (again);
  for (; n > 0; n--)
    editor_session_redo (at.desk->session);
  again = desk_dup_text (at.desk);
  g_assert_cmpstr (again, ==, after);
  desk_undo_all (at.desk);
  desk_close (at.desk);
}

static void
test_gesture (gconstpointer data)
{
  for (guint f = 0; f < G_N_ELEMENTS (files); f++)
    {
      g_autofree char *relative = g_strconcat ("corpus/", files[f][1], NULL);

      if (test_skip_without_shared (relative))
        return;
      test_gesture_on_file (GPOINTER_TO_UINT (data), f);
    }
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  load_expectations ();
  for (guint i = 0; i < G_N_ELEMENTS (gestures); i++)
    {
      g_autofree char *name = g_strconcat ("/gestures-real/", gestures[i].name, NULL);

      g_test_add_data_func (name, GUINT_TO_POINTER (i), test_gesture);
    }
  status = g_test_run ();
  if (g_getenv ("APE_UPDATE_GESTURES") != NULL)
    save_expectations ();
  g_hash_table_unref (expectations);
  return status;
}

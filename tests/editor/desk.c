/* desk.c: a session with a controller, worked on by events, for the tests of editing
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "tests/editor/desk.h"

#include <string.h>

#include "engine/source/source-node.h"
#include "tests/test-support.h"

static void
failed_cb (Desk *self, const GError *error)
{
  g_free (self->last_error);
  self->last_error = g_strdup (error->message);
}

static void
announce_cb (Desk *self, const char *text)
{
  g_free (self->announced);
  self->announced = g_strdup (text);
}

static void
diagram_needed_cb (Desk *self)
{
  self->diagrams_needed++;
}

static void
edit_label_cb (Desk *self, gpointer element, const BpmnRect *area)
{
  self->label_element = element;
  self->label_area = *area;
}

static void
pick_type_cb (Desk *self, gpointer element, int purpose)
{
  self->picked_for = element;
  self->pick_purpose = purpose;
}

static void
scroll_by_cb (Desk *self, double dx, double dy)
{
  self->scrolled_x += dx;
  self->scrolled_y += dy;
}

static void
list_broken_refs (BpmnModel *model, BpmnElement *node, GPtrArray *faults)
{
  for (SourceNode *child = source_node_get_first_child (bpmn_element_get_node (node));
       child != NULL; child = source_node_get_next (child))
    {
      g_autofree char *id = NULL;
      BpmnElement *flow;

      if (!source_node_is (child, BPMN_NS_MODEL, "incoming") &&
          !source_node_is (child, BPMN_NS_MODEL, "outgoing"))
        continue;
      id = source_node_dup_text (child);
      flow = id != NULL ? bpmn_model_lookup (model, g_strstrip (id)) : NULL;
      if (flow == NULL || (bpmn_element_get_source (flow) != node &&
                           bpmn_element_get_target (flow) != node))
        g_ptr_array_add (faults, g_strdup_printf ("%s names flow %s", bpmn_element_get_id (node),
                                                  id));
    }
}

/* References that lead nowhere, and ids that are given twice: sorted lines. */
static GPtrArray *
list_faults (BpmnModel *model)
{
  const GPtrArray *elements = bpmn_model_get_elements (model);
  const GPtrArray *diagrams = bpmn_model_get_diagrams (model);
  GPtrArray *faults = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < elements->len; i++)
    {
      BpmnElement *element = g_ptr_array_index (elements, i);
      BpmnType type = bpmn_element_get_type_id (element);
      const char *id = bpmn_element_get_id (element);

      if (type == BPMN_TYPE_SEQUENCE_FLOW && (bpmn_element_get_source (element) == NULL ||
                                              bpmn_element_get_target (element) == NULL))
        g_ptr_array_add (faults, g_strdup_printf ("flow %s has an end missing", id));
      if (bpmn_type_is_flow_node (type))
        list_broken_refs (model, element, faults);
      if (id != NULL && bpmn_model_lookup (model, id) != element)
        g_ptr_array_add (faults, g_strdup_printf ("id %s is given twice", id));
    }
  for (guint i = 0; i < diagrams->len; i++)
    {
      const GPtrArray *shapes = bpmn_diagram_get_shapes (g_ptr_array_index (diagrams, i));
      const GPtrArray *edges = bpmn_diagram_get_edges (g_ptr_array_index (diagrams, i));

      for (guint j = 0; j < shapes->len; j++)
        if (bpmn_shape_get_element (g_ptr_array_index (shapes, j)) == NULL)
          g_ptr_array_add (
              faults, g_strdup_printf ("shape of %s", bpmn_shape_get_element_ref (
                                                          g_ptr_array_index (shapes, j))));
      for (guint j = 0; j < edges->len; j++)
        if (bpmn_edge_get_element (g_ptr_array_index (edges, j)) == NULL)
          g_ptr_array_add (faults,
                           g_strdup_printf ("edge of %s", bpmn_edge_get_element_ref (
                                                              g_ptr_array_index (edges, j))));
    }
  return faults;
}

static void
assert_no_new_faults (Desk *self, BpmnModel *model)
{
  g_autoptr (GPtrArray) faults = list_faults (model);
  gboolean any = FALSE;

  for (guint i = 0; i < faults->len; i++)
    {
      const char *fault = g_ptr_array_index (faults, i);

      if (g_ptr_array_find_with_equal_func (self->faults, fault, g_str_equal, NULL))
        continue;
      g_test_message ("new fault: %s", fault);
      any = TRUE;
    }
  g_assert_false (any);
}

Desk *
desk_open (const char *path)
{
  g_autoptr (GError) error = NULL;
  Desk *self = g_new0 (Desk, 1);

  self->session = editor_session_open (path, NULL, &error);
  g_assert_no_error (error);
  self->controller = editor_controller_new (self->session);
  self->model = editor_session_get_model (self->session);
  self->before = desk_dup_text (self);
  self->faults = list_faults (self->model);
  self->time = 1000000;
  g_signal_connect_swapped (self->controller, "failed", G_CALLBACK (failed_cb), self);
  g_signal_connect_swapped (self->controller, "announce", G_CALLBACK (announce_cb), self);
  g_signal_connect_swapped (self->controller, "diagram-needed", G_CALLBACK (diagram_needed_cb),
                            self);
  g_signal_connect_swapped (self->controller, "edit-label", G_CALLBACK (edit_label_cb), self);
  g_signal_connect_swapped (self->controller, "pick-type", G_CALLBACK (pick_type_cb), self);
  g_signal_connect_swapped (self->controller, "scroll-by", G_CALLBACK (scroll_by_cb), self);
  return self;
}

Desk *
desk_open_fixture (const char *name)
{
  g_autofree char *below = g_build_filename ("fixtures", "editor", name, NULL);
  g_autofree char *path = test_fixture (below);

  return desk_open (path);
}

/* Also a leak check: nothing else may hold the session. */
void
desk_close (Desk *self)
{
  g_assert_finalize_object (self->controller);
  g_assert_finalize_object (self->session);
  g_free (self->before);
  g_ptr_array_unref (self->faults);
  g_free (self->last_error);
  g_free (self->announced);
  g_free (self);
}

BpmnElement *
desk_get (Desk *self, const char *id)
{
  BpmnElement *element = bpmn_model_lookup (self->model, id);

  if (element == NULL)
    g_error ("there is no element %s", id);
  return element;
}

char *
desk_dup_text (Desk *self)
{
  return source_document_dup_text (editor_session_get_document (self->session), NULL);
}

char *
desk_dup_diff (Desk *self)
{
  g_autofree char *now = desk_dup_text (self);

  return test_unified_diff (self->before, now);
}

BpmnRect
desk_get_bounds (Desk *self, const char *id)
{
  EditorItem *item =
      editor_scene_lookup (editor_session_get_scene (self->session), desk_get (self, id));

  g_assert_nonnull (item);
  return editor_item_get_bounds (item);
}

BpmnPoint
desk_get_centre (Desk *self, const char *id)
{
  BpmnRect bounds = desk_get_bounds (self, id);

  return editor_rect_center (&bounds);
}

void
desk_select (Desk *self, const char *first, ...)
{
  g_autoptr (GPtrArray) elements = g_ptr_array_new ();
  va_list args;

  va_start (args, first);
  for (const char *id = first; id != NULL; id = va_arg (args, const char *))
    g_ptr_array_add (elements, desk_get (self, id));
  va_end (args);
  editor_selection_set (editor_session_get_selection (self->session),
                        (BpmnElement *const *) elements->pdata, elements->len);
}

gboolean
desk_event (Desk *self, EditorEventType type, double x, double y, EditorModifiers modifiers)
{
  EditorEvent event = {
    .type = type,
    .x = x,
    .y = y,
    .scale = 1,
    .button = 1,
    .modifiers = modifiers,
    .time = self->time,
    .n_press = 1,
  };

  self->time += 10 * G_TIME_SPAN_MILLISECOND;
  return editor_controller_handle (self->controller, &event);
}

void
desk_press (Desk *self, double x, double y, EditorModifiers modifiers)
{
  desk_event (self, EDITOR_EVENT_MOTION, x, y, modifiers);
  desk_event (self, EDITOR_EVENT_PRESS, x, y, modifiers);
}

void
desk_move (Desk *self, double x, double y, EditorModifiers modifiers)
{
  desk_event (self, EDITOR_EVENT_MOTION, x, y, modifiers);
}

void
desk_release (Desk *self, double x, double y)
{
  desk_event (self, EDITOR_EVENT_RELEASE, x, y, EDITOR_MODIFIER_NONE);
}

void
desk_drag (Desk *self, BpmnPoint from, BpmnPoint to, EditorModifiers modifiers)
{
  desk_press (self, from.x, from.y, EDITOR_MODIFIER_NONE);
  for (int i = 1; i <= 4; i++)
    desk_move (self, from.x + (to.x - from.x) * i / 4, from.y + (to.y - from.y) * i / 4,
               modifiers);
  desk_release (self, to.x, to.y);
}

void
desk_click (Desk *self, double x, double y, EditorModifiers modifiers)
{
  desk_press (self, x, y, modifiers);
  desk_release (self, x, y);
}

void
desk_double_click (Desk *self, double x, double y)
{
  EditorEvent event = {
    .type = EDITOR_EVENT_PRESS,
    .x = x,
    .y = y,
    .scale = 1,
    .button = 1,
    .n_press = 2,
  };

  desk_click (self, x, y, EDITOR_MODIFIER_NONE);
  event.time = self->time;
  editor_controller_handle (self->controller, &event);
  desk_release (self, x, y);
}

gboolean
desk_key (Desk *self, EditorKey key, EditorModifiers modifiers)
{
  EditorEvent event = {
    .type = EDITOR_EVENT_KEY, .key = key, .modifiers = modifiers, .time = self->time
  };

  return editor_controller_handle (self->controller, &event);
}

gboolean
desk_letter (Desk *self, char letter)
{
  EditorEvent event = { .type = EDITOR_EVENT_KEY,
                        .character = (gunichar) letter,
                        .time = self->time };

  return editor_controller_handle (self->controller, &event);
}

void
desk_wait (Desk *self, gint64 milliseconds)
{
  gint64 deadline = editor_controller_get_deadline (self->controller);

  self->time += milliseconds * G_TIME_SPAN_MILLISECOND;
  if (deadline >= 0 && deadline <= self->time)
    desk_event (self, EDITOR_EVENT_TIMEOUT, 0, 0, EDITOR_MODIFIER_NONE);
}

guint
desk_count_overlays (Desk *self, EditorOverlayKind kind)
{
  const GPtrArray *overlays = editor_controller_get_overlays (self->controller);
  guint count = 0;

  for (guint i = 0; i < overlays->len; i++)
    count += ((const EditorOverlay *) g_ptr_array_index (overlays, i))->kind == kind;
  return count;
}

const EditorOverlay *
desk_find_overlay (Desk *self, EditorOverlayKind kind)
{
  const GPtrArray *overlays = editor_controller_get_overlays (self->controller);

  for (guint i = 0; i < overlays->len; i++)
    {
      const EditorOverlay *overlay = g_ptr_array_index (overlays, i);

      if (overlay->kind == kind)
        return overlay;
    }
  return NULL;
}

static const char *
get_id (BpmnElement *element)
{
  return element != NULL ? bpmn_element_get_id (element) : NULL;
}

static void
append_rect (GString *text, const char *what, const BpmnRect *rect)
{
  g_string_append_printf (text, " %s %g,%g %gx%g", what, rect->x, rect->y, rect->width,
                          rect->height);
}

static void
append_refs (GString *text, const char *what, const GPtrArray *flows)
{
  for (guint i = 0; flows != NULL && i < flows->len; i++)
    g_string_append_printf (text, " %s %s", what, get_id (g_ptr_array_index (flows, i)));
}

static void
append_places (GString *text, BpmnElement *element)
{
  const BpmnShape *shape = bpmn_element_get_shape (element);
  const BpmnEdge *edge = bpmn_element_get_edge (element);
  BpmnRect rect;

  if (shape != NULL)
    {
      rect = bpmn_shape_get_bounds (shape);
      append_rect (text, "shape", &rect);
      if (bpmn_shape_get_label_bounds (shape, &rect))
        append_rect (text, "label", &rect);
    }
  if (edge != NULL)
    {
      guint n_points;
      const BpmnPoint *points = bpmn_edge_get_waypoints (edge, &n_points);

      for (guint i = 0; i < n_points; i++)
        g_string_append_printf (text, " %g,%g", points[i].x, points[i].y);
      if (bpmn_edge_get_label_bounds (edge, &rect))
        append_rect (text, "label", &rect);
    }
}

/* Everything a model says, to be compared as text. */
static char *
describe (BpmnModel *model)
{
  const GPtrArray *elements = bpmn_model_get_elements (model);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < elements->len; i++)
    {
      BpmnElement *element = g_ptr_array_index (elements, i);
      const char *condition = bpmn_element_get_condition (element);

      g_string_append_printf (
          text, "%s %s \"%s\" in %s %s>%s default %s if %s",
          bpmn_type_get_name (bpmn_element_get_type_id (element)), get_id (element),
          bpmn_element_get_name (element), get_id (bpmn_element_get_parent (element)),
          get_id (bpmn_element_get_source (element)), get_id (bpmn_element_get_target (element)),
          bpmn_element_get_default_ref (element), condition != NULL ? condition : "-");
      append_refs (text, "in", bpmn_element_get_incoming (element));
      append_refs (text, "out", bpmn_element_get_outgoing (element));
      append_places (text, element);
      g_string_append_c (text, '\n');
    }
  return g_string_free (text, FALSE);
}

void
desk_check (Desk *self)
{
  SourceDocument *document = editor_session_get_document (self->session);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = source_document_encode (document, &error);
  g_autoptr (SourceDocument) fresh = NULL;
  g_autoptr (BpmnModel) model = NULL;
  g_autofree char *expected = NULL;
  g_autofree char *found = NULL;

  g_assert_no_error (error);
  fresh = source_document_new_for_bytes (SOURCE_KIND_XML, bytes, "fresh.bpmn", &error);
  g_assert_no_error (error);
  model = bpmn_model_new (fresh);
  expected = describe (model);
  found = describe (self->model);
  if (strcmp (expected, found) != 0)
    {
      g_autofree char *diff = test_unified_diff (expected, found);

      g_test_message ("the model differs from a new one (-) over the same text:\n%s", diff);
    }
  g_assert_cmpstr (found, ==, expected);
  assert_no_new_faults (self, model);
}

void
desk_undo_all (Desk *self)
{
  g_autofree char *text = NULL;
  g_autofree char *diff = NULL;

  while (editor_session_undo (self->session))
    ;
  text = desk_dup_text (self);
  g_assert_cmpstr (text, ==, self->before);
  diff = source_workspace_dup_pending_diff (editor_session_get_workspace (self->session));
  g_assert_cmpstr (diff, ==, ""); /* nor in any sibling file */
}

void
desk_assert_only (Desk *self, const char *first, ...)
{
  g_autofree char *diff = desk_dup_diff (self);
  g_auto (GStrv) lines = g_strsplit (diff, "\n", -1);

  for (gsize i = 0; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      gboolean named = FALSE;
      va_list args;

      va_start (args, first);
      for (const char *text = first; text != NULL; text = va_arg (args, const char *))
        named |= strstr (lines[i], text) != NULL;
      va_end (args);
      if (!named)
        g_test_message ("%s", diff);
      g_assert_true (named);
    }
}

guint
desk_count_lines (const char *diff, const char *begin, const char *containing)
{
  g_auto (GStrv) lines = g_strsplit (diff, "\n", -1);
  guint count = 0;

  for (gsize i = 0; lines[i] != NULL; i++)
    count += g_str_has_prefix (lines[i], begin) && strstr (lines[i], containing) != NULL;
  return count;
}

/* editor-command-paste.c: pasting and duplicating
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "editor/editor-command-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "editor/editor-clipboard.h"
#include "editor/editor-scene.h"
#include "editor/editor-vacancy.h"

/* Where the originals stand, so that the copies can stand in the same order. */
typedef struct
{
  EditorSession *session;
  AltinnApp *from;
  EditorScene *scene; /* of the originals: it also places what has no diagram */
  GHashTable *copies; /* BpmnElement -> BpmnElement */
} Copying;

static gboolean
get_original_bounds (const Copying *copying, BpmnElement *element, BpmnRect *bounds)
{
  const BpmnShape *shape = bpmn_element_get_shape (element);
  EditorItem *item = editor_scene_lookup (copying->scene, element);

  if (shape != NULL)
    *bounds = bpmn_shape_get_bounds (shape);
  else if (item != NULL && !editor_item_is_connection (item))
    *bounds = editor_item_get_bounds (item);
  else
    return FALSE;
  return TRUE;
}

static const BpmnPoint *
get_original_route (const Copying *copying, BpmnElement *element, guint *n_points)
{
  const BpmnEdge *edge = bpmn_element_get_edge (element);
  EditorItem *item = editor_scene_lookup (copying->scene, element);

  if (edge != NULL)
    return bpmn_edge_get_waypoints (edge, n_points);
  return item != NULL && editor_item_is_connection (item)
             ? editor_item_get_waypoints (item, n_points)
             : NULL;
}

static gboolean
get_original_label (BpmnElement *element, BpmnRect *bounds)
{
  const BpmnShape *shape = bpmn_element_get_shape (element);
  const BpmnEdge *edge = bpmn_element_get_edge (element);

  if (shape != NULL)
    return bpmn_shape_get_label_bounds (shape, bounds);
  return edge != NULL && bpmn_edge_get_label_bounds (edge, bounds);
}

/* Around the shapes that are copied; FALSE if none is drawn. */
static gboolean
get_extent (const Copying *copying, const GPtrArray *originals, BpmnRect *all)
{
  gboolean any = FALSE;

  for (guint i = 0; i < originals->len; i++)
    {
      BpmnRect bounds;

      if (!get_original_bounds (copying, g_ptr_array_index (originals, i), &bounds))
        continue;
      *all = any ? editor_rect_union (all, &bounds) : bounds;
      any = TRUE;
    }
  return any;
}

static void
add_to_vacancy (const Copying *copying, EditorVacancy *vacancy, BpmnElement *original)
{
  EditorItem *item = editor_scene_lookup (copying->scene, original);
  const BpmnPoint *points;
  guint n_points = 0;
  BpmnRect bounds;

  if (get_original_bounds (copying, original, &bounds))
    {
      editor_vacancy_add (vacancy,
                          bpmn_element_get_type_id (original) == BPMN_TYPE_GROUP
                              ? EDITOR_VACANCY_GROUP
                              : EDITOR_VACANCY_SHAPE,
                          &bounds);
      if (item != NULL && editor_item_get_label_bounds (copying->scene, item, &bounds))
        editor_vacancy_add (vacancy, EDITOR_VACANCY_LABEL, &bounds);
      return;
    }
  points = get_original_route (copying, original, &n_points);
  if (points != NULL)
    editor_vacancy_add_line (vacancy, points, n_points);
}

/* With the middle at @at, or as near as possible to where the originals stand. */
static BpmnPoint
find_offset (const Copying *copying, const GPtrArray *originals, const BpmnPoint *at)
{
  g_autoptr (EditorVacancy) vacancy = editor_vacancy_new (copying->session, at == NULL);
  BpmnPoint wish = { 0, 0 };
  BpmnRect all = { 0 };

  if (!get_extent (copying, originals, &all))
    return wish;
  if (at != NULL)
    wish = (BpmnPoint){ round ((at->x - all.x - all.width / 2) / 10) * 10,
                        round ((at->y - all.y - all.height / 2) / 10) * 10 };
  for (guint i = 0; i < originals->len; i++)
    add_to_vacancy (copying, vacancy, g_ptr_array_index (originals, i));
  return editor_vacancy_find (vacancy, wish);
}

/* The pool or sub-process that the copies will be drawn in. */
static BpmnElement *
find_parent (const Copying *copying, const GPtrArray *originals, BpmnPoint offset)
{
  BpmnModel *model = editor_session_get_model (copying->session);
  gboolean is_here = copying->from == editor_session_get_app (copying->session);
  BpmnRect all = { 0 };
  BpmnPoint centre;

  if (!editor_session_has_diagram (copying->session) || !get_extent (copying, originals, &all))
    return is_here && originals->len > 0
               ? bpmn_element_get_parent (g_ptr_array_index (originals, 0))
               : bpmn_model_get_process (model);
  centre = editor_rect_center (&all);
  return editor_command_find_parent (copying->session,
                                     (BpmnPoint){ centre.x + offset.x, centre.y + offset.y });
}

static void
place_copy (const Copying *copying,
            EditorPlan *plan,
            BpmnElement *original,
            BpmnElement *copy,
            BpmnPoint offset)
{
  BpmnRect bounds, label;
  const BpmnPoint *points;
  guint n_points = 0;

  if (bpmn_type_is_connection (bpmn_element_get_type_id (original)))
    {
      GArray *route = g_array_new (FALSE, FALSE, sizeof (BpmnPoint));

      points = get_original_route (copying, original, &n_points);
      for (guint i = 0; points != NULL && i < n_points; i++)
        {
          BpmnPoint point = { points[i].x + offset.x, points[i].y + offset.y };

          g_array_append_val (route, point);
        }
      editor_plan_take_route (plan, copy, route);
    }
  else if (get_original_bounds (copying, original, &bounds))
    {
      bounds.x += offset.x;
      bounds.y += offset.y;
      editor_plan_set_bounds (plan, copy, &bounds);
    }
  if (get_original_label (original, &label))
    {
      label.x += offset.x;
      label.y += offset.y;
      editor_plan_set_label (plan, copy, &label);
    }
}

/* What stands in a copied sub-process was copied with it, in the same order. */
static void
pair_contents (const Copying *copying, BpmnElement *original, BpmnElement *copy)
{
  const GPtrArray *originals = bpmn_element_get_children (original);
  const GPtrArray *copies = bpmn_element_get_children (copy);

  if (originals == NULL || copies == NULL || originals->len != copies->len)
    return;
  for (guint i = 0; i < originals->len; i++)
    {
      BpmnElement *one = g_ptr_array_index (originals, i);
      BpmnElement *other = g_ptr_array_index (copies, i);

      if (bpmn_element_get_type_id (one) != bpmn_element_get_type_id (other))
        return;
      g_hash_table_insert (copying->copies, one, other);
      pair_contents (copying, one, other);
    }
}

static void
pair_all_contents (const Copying *copying)
{
  g_autoptr (GList) originals = g_hash_table_get_keys (copying->copies);

  for (GList *link = originals; link != NULL; link = link->next)
    pair_contents (copying, link->data, g_hash_table_lookup (copying->copies, link->data));
}

static gboolean
place_copies (const Copying *copying, BpmnPoint offset, GError **error)
{
  const GPtrArray *originals = bpmn_model_get_elements (altinn_app_get_model (copying->from));
  g_autoptr (GPtrArray) list = g_ptr_array_copy ((GPtrArray *) originals, NULL, NULL);
  g_autoptr (EditorPlan) plan = editor_plan_new (copying->session);

  if (!editor_session_has_diagram (copying->session))
    return TRUE;
  for (guint i = 0; i < list->len; i++)
    {
      BpmnElement *original = g_ptr_array_index (list, i);
      BpmnElement *copy = g_hash_table_lookup (copying->copies, original);

      if (copy != NULL)
        place_copy (copying, plan, original, copy, offset);
    }
  return editor_plan_apply (plan, error);
}

/* The copies in document order. */
static GPtrArray *
list_copies (const Copying *copying)
{
  const GPtrArray *all = bpmn_model_get_elements (editor_session_get_model (copying->session));
  g_autoptr (GHashTable) copies = g_hash_table_new (NULL, NULL);
  GPtrArray *list = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer copy;

  g_hash_table_iter_init (&iter, copying->copies);
  while (g_hash_table_iter_next (&iter, NULL, &copy))
    g_hash_table_add (copies, copy);
  for (guint i = 0; i < all->len; i++)
    {
      BpmnElement *element = g_ptr_array_index (all, i);

      if (g_hash_table_contains (copies, element))
        g_ptr_array_add (list, element);
    }
  return list;
}

static GPtrArray *
copy_elements (EditorSession *session,
               AltinnApp *from,
               GPtrArray *elements,
               const BpmnPoint *at,
               const char *name,
               GError **error)
{
  g_autoptr (EditorScene) scene = NULL;
  Copying copying = { .session = session, .from = from };
  GPtrArray *selected = NULL;
  BpmnElement *parent;
  BpmnPoint offset;
  gboolean done;

  if (from == editor_session_get_app (session))
    scene = g_object_ref (editor_session_get_scene (session));
  else
    scene = editor_scene_new (altinn_app_get_model (from), from);
  copying.scene = scene;
  offset = find_offset (&copying, elements, at);
  parent = find_parent (&copying, elements, offset);
  if (parent == NULL)
    {
      g_set_error_literal (error, EDITOR_ERROR, EDITOR_ERROR_NOT_ALLOWED,
                           _ ("The file has no process to paste into"));
      return NULL;
    }
  editor_command_begin (session, name);
  copying.copies =
      altinn_edit_copy (editor_session_get_app (session), parent, from, elements, error);
  done = copying.copies != NULL;
  if (done)
    {
      selected = list_copies (&copying);
      pair_all_contents (&copying);
      done = place_copies (&copying, offset, error);
    }
  if (editor_command_end (session, done))
    editor_selection_set (editor_session_get_selection (session),
                          (BpmnElement *const *) selected->pdata, selected->len);
  else
    g_clear_pointer (&selected, g_ptr_array_unref);
  g_clear_pointer (&copying.copies, g_hash_table_unref);
  return selected;
}

static gboolean
is_pasted (BpmnElement *element, BpmnElement *process)
{
  BpmnType type = bpmn_element_get_type_id (element);

  return bpmn_element_get_parent (element) == process &&
         (bpmn_type_is_flow_node (type) || bpmn_type_is_connection (type) ||
          type == BPMN_TYPE_TEXT_ANNOTATION || type == BPMN_TYPE_GROUP ||
          type == BPMN_TYPE_DATA_OBJECT_REFERENCE || type == BPMN_TYPE_DATA_STORE_REFERENCE);
}

static AltinnApp *
open_text (const char *text, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) inner = NULL;
  g_autoptr (SourceDocument) document = NULL;
  AltinnApp *app = NULL;

  if (editor_clipboard_can_paste (text))
    document = source_document_new_for_bytes (SOURCE_KIND_XML, bytes, "clipboard", &inner);
  if (document != NULL)
    app = altinn_app_new_for_document (document, &inner);
  if (app == NULL)
    g_set_error_literal (error, EDITOR_ERROR, EDITOR_ERROR_SYNTAX,
                         _ ("The clipboard holds no part of a process"));
  return app;
}

/**
 * editor_command_paste:
 * @session: the session
 * @text: what editor_clipboard_copy() made, or any BPMN file
 * @at: (nullable): where the middle of what is pasted is to stand; %NULL: where it was copied
 * @error: return location of an error
 *
 * Ids are kept where they are free; data types are cloned, never shared silently. What would cover
 * something goes to the nearest free place, all of it together. In a pool or an expanded
 * sub-process it belongs to that.
 *
 * Returns: (transfer container) (nullable) (element-type BpmnElement): what was pasted; it is
 *   selected
 */
GPtrArray *
editor_command_paste (EditorSession *session, const char *text, const BpmnPoint *at, GError **error)
{
  g_autoptr (AltinnApp) from = open_text (text, error);
  g_autoptr (GPtrArray) elements = g_ptr_array_new ();
  g_autofree char *name = NULL;
  const GPtrArray *all;

  if (from == NULL)
    return NULL;
  all = bpmn_model_get_elements (altinn_app_get_model (from));
  for (guint i = 0; i < all->len; i++)
    {
      BpmnElement *element = g_ptr_array_index (all, i);

      if (is_pasted (element, bpmn_model_get_process (altinn_app_get_model (from))))
        g_ptr_array_add (elements, element);
    }
  if (elements->len == 0)
    {
      g_set_error_literal (error, EDITOR_ERROR, EDITOR_ERROR_SYNTAX,
                           _ ("The clipboard holds no element of a process"));
      return NULL;
    }
  name = g_strdup_printf (ngettext ("Paste %u element", "Paste %u elements", elements->len),
                          elements->len);
  return copy_elements (session, from, elements, at, name, error);
}

/**
 * editor_command_duplicate:
 * @session: the session
 * @elements: (array length=n_elements): what to copy, with the flows between
 * @n_elements: how many
 * @error: return location of an error
 *
 * Returns: (transfer container) (nullable) (element-type BpmnElement): the copies; they are
 * selected
 */
GPtrArray *
editor_command_duplicate (EditorSession *session,
                          BpmnElement *const *elements,
                          guint n_elements,
                          GError **error)
{
  g_autofree char *text = editor_clipboard_copy (session, elements, n_elements);
  g_autoptr (AltinnApp) from = NULL;
  g_autoptr (GPtrArray) list = g_ptr_array_new ();
  BpmnModel *model = editor_session_get_model (session);
  const GPtrArray *copied;

  if (text == NULL)
    {
      g_set_error_literal (error, EDITOR_ERROR, EDITOR_ERROR_NOT_ALLOWED,
                           _ ("There is nothing here that can be copied"));
      return NULL;
    }
  /* The text says what belongs together; the originals know their data types. */
  from = open_text (text, error);
  if (from == NULL)
    return NULL;
  copied = bpmn_model_get_elements (altinn_app_get_model (from));
  for (guint i = 0; i < copied->len; i++)
    {
      BpmnElement *element = g_ptr_array_index (copied, i);
      const char *id = bpmn_element_get_id (element);
      BpmnElement *original = id != NULL ? bpmn_model_lookup (model, id) : NULL;

      if (original != NULL &&
          is_pasted (element, bpmn_model_get_process (altinn_app_get_model (from))))
        g_ptr_array_add (list, original);
    }
  return copy_elements (session, editor_session_get_app (session), list, NULL, _ ("Duplicate"),
                        error);
}

/* editor-command-change.c: reconnecting, deleting, naming and replacing
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "editor/editor-command-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "editor/editor-scene.h"

/**
 * editor_command_reconnect:
 * @session: the session
 * @flow: a connection
 * @source: (nullable): where it is to begin; %NULL: where it does
 * @target: (nullable): where it is to end; %NULL: where it does
 * @error: return location of an error
 *
 * Puts an end of a connection elsewhere. Bends stay as far as they make sense.
 *
 * Returns: whether it was done
 */
gboolean
editor_command_reconnect (EditorSession *session,
                          BpmnElement *flow,
                          BpmnElement *source,
                          BpmnElement *target,
                          GError **error)
{
  BpmnModel *model = editor_session_get_model (session);
  g_autoptr (EditorPlan) plan = editor_plan_new (session);
  g_autoptr (GArray) old_route = NULL;
  gboolean done;

  if (source == NULL)
    source = bpmn_element_get_source (flow);
  if (target == NULL)
    target = bpmn_element_get_target (flow);
  if (source == NULL || target == NULL)
    {
      g_set_error (error, EDITOR_ERROR, EDITOR_ERROR_NOT_ALLOWED,
                   _ ("“%s” needs a beginning and an end"), editor_command_describe (flow));
      return FALSE;
    }
  if (source == bpmn_element_get_source (flow) && target == bpmn_element_get_target (flow))
    return TRUE;
  old_route = editor_place_dup_route (session, flow);
  editor_command_begin (session, _ ("Reconnect"));
  done = bpmn_edit_reconnect (model, flow, source, target, error);
  if (done && editor_session_has_diagram (session) && old_route != NULL)
    {
      editor_plan_change_route (
          plan, flow,
          editor_plan_route (plan, source, target,
                             editor_route_style_for_type (bpmn_element_get_type_id (flow))));
      done = editor_plan_apply (plan, error);
    }
  return editor_command_end (session, done);
}

/* A flow that stays when the nodes behind it are deleted: where it goes then, and how. */
typedef struct
{
  BpmnElement *flow;
  BpmnElement *source;
  BpmnElement *target;
  GArray *route; /* through all that is deleted */
} Mend;

static void
mend_free (Mend *mend)
{
  g_clear_pointer (&mend->route, g_array_unref);
  g_free (mend);
}

static BpmnElement *
only_flow (const GPtrArray *flows)
{
  return flows->len == 1 ? g_ptr_array_index (flows, 0) : NULL;
}

static gboolean
is_chain_link (BpmnElement *element, GHashTable *deleted)
{
  return bpmn_type_is_flow_node (bpmn_element_get_type_id (element)) &&
         g_hash_table_contains (deleted, element) &&
         bpmn_element_get_incoming (element)->len == 1 &&
         bpmn_element_get_outgoing (element)->len == 1;
}

/* Appends the way through @node and on along @flow to a route that ended at @node. */
static void
extend_route (EditorSession *session, GArray *route, BpmnElement *node, BpmnElement *flow)
{
  g_autoptr (GArray) rest = editor_place_dup_route (session, flow);
  BpmnRect bounds;

  if (route->len == 0 || rest == NULL || !editor_place_get_bounds (session, node, &bounds))
    {
      g_array_set_size (route, 0);
      return;
    }
  g_array_index (route, BpmnPoint, route->len - 1) = editor_rect_center (&bounds);
  g_array_append_vals (route, &g_array_index (rest, BpmnPoint, 1), rest->len - 1);
}

/* The chain that begins with the flow into @node, if it will be mended. */
static Mend *
plan_mend (EditorSession *session, BpmnElement *node, GHashTable *deleted)
{
  BpmnElement *flow = only_flow (bpmn_element_get_incoming (node));
  BpmnElement *source = bpmn_element_get_source (flow);
  Mend *mend;

  if (source == NULL || g_hash_table_contains (deleted, source) ||
      g_hash_table_contains (deleted, flow))
    return NULL;
  mend = g_new0 (Mend, 1);
  mend->flow = flow;
  mend->source = source;
  mend->target = node;
  mend->route = editor_place_dup_route (session, flow);
  if (mend->route == NULL)
    mend->route = g_array_new (FALSE, FALSE, sizeof (BpmnPoint));
  while (mend->target != NULL && is_chain_link (mend->target, deleted))
    {
      BpmnElement *next = only_flow (bpmn_element_get_outgoing (mend->target));

      if (next == flow || g_hash_table_contains (deleted, next))
        break;
      extend_route (session, mend->route, mend->target, next);
      mend->target = bpmn_element_get_target (next);
    }
  if (mend->target == NULL || g_hash_table_contains (deleted, mend->target))
    g_clear_pointer (&mend, mend_free);
  return mend;
}

static GPtrArray *
plan_mends (EditorSession *session,
            BpmnElement *const *elements,
            guint n_elements,
            GHashTable *deleted)
{
  GPtrArray *mends = g_ptr_array_new_with_free_func ((GDestroyNotify) mend_free);

  for (guint i = 0; i < n_elements; i++)
    {
      Mend *mend =
          is_chain_link (elements[i], deleted) ? plan_mend (session, elements[i], deleted) : NULL;

      if (mend != NULL)
        g_ptr_array_add (mends, mend);
    }
  return mends;
}

/* The way through the deleted elements, or a new one where that has fewer bends. */
static void
route_mended (EditorPlan *plan, const Mend *mend)
{
  EditorDock source, target;
  g_autoptr (GArray) fresh =
      editor_plan_route (plan, mend->source, mend->target, EDITOR_ROUTE_ORTHOGONAL);
  g_autoptr (GArray) kept = NULL;

  if (mend->route->len >= 2 && editor_plan_get_dock (plan, mend->source, &source) &&
      editor_plan_get_dock (plan, mend->target, &target))
    kept = editor_route_crop ((const BpmnPoint *) (gpointer) mend->route->data, mend->route->len,
                              &source, &target);
  if (kept != NULL && kept->len >= 2 && (fresh == NULL || kept->len <= fresh->len))
    editor_plan_change_route (plan, mend->flow, g_steal_pointer (&kept));
  else
    editor_plan_change_route (plan, mend->flow, g_steal_pointer (&fresh));
}

static gboolean
route_mends (EditorSession *session, GPtrArray *mends, GError **error)
{
  g_autoptr (EditorPlan) plan = editor_plan_new (session);

  for (guint i = 0; i < mends->len; i++)
    {
      const Mend *mend = g_ptr_array_index (mends, i);

      if (bpmn_element_is_attached (mend->flow) &&
          bpmn_element_get_target (mend->flow) == mend->target &&
          bpmn_element_get_source (mend->flow) == mend->source)
        route_mended (plan, mend);
    }
  return editor_plan_apply (plan, error);
}

/**
 * editor_command_delete:
 * @session: the session
 * @elements: (array length=n_elements): what to delete
 * @n_elements: how many
 * @notes: (out) (optional) (nullable) (transfer full) (element-type utf8): what else names the
 *   elements and was left alone, one line each
 * @error: return location of an error
 *
 * Deletes elements with their flows and what belongs to them in the sibling files. A chain is
 * mended where one flow went in and one out.
 *
 * Returns: whether it was done
 */
gboolean
editor_command_delete (EditorSession *session,
                       BpmnElement *const *elements,
                       guint n_elements,
                       GPtrArray **notes,
                       GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_sized_new (n_elements);
  g_autoptr (GHashTable) deleted = g_hash_table_new (NULL, NULL);
  g_autoptr (GPtrArray) mends = NULL;
  g_autofree char *name = NULL;
  gboolean done;

  for (guint i = 0; i < n_elements; i++)
    if (g_hash_table_add (deleted, elements[i]))
      g_ptr_array_add (list, elements[i]);
  mends = plan_mends (session, (BpmnElement *const *) list->pdata, list->len, deleted);
  name = list->len == 1
             ? g_strdup_printf (_ ("Delete “%s”"),
                                editor_command_describe (g_ptr_array_index (list, 0)))
             : g_strdup_printf (ngettext ("Delete %u element", "Delete %u elements", list->len),
                                list->len);
  editor_command_begin (session, name);
  done = altinn_edit_delete (editor_session_get_app (session), list, TRUE, notes, error);
  if (done && editor_session_has_diagram (session))
    done = route_mends (session, mends, error);
  return editor_command_end (session, done);
}

/**
 * editor_command_rename:
 * @session: the session
 * @element: any element
 * @id: its new id
 * @error: return location of an error
 *
 * Gives an element another id, in all files of the app that name it.
 *
 * Returns: whether it was done
 */
gboolean
editor_command_rename (EditorSession *session, BpmnElement *element, const char *id, GError **error)
{
  g_autofree char *name = g_strdup_printf (_ ("Change id to %s"), id);

  editor_command_begin (session, name);
  return editor_command_end (
      session, altinn_edit_set_id (editor_session_get_app (session), element, id, error));
}

/**
 * editor_command_set_name:
 * @session: the session
 * @element: any element
 * @name: (nullable): its new name; %NULL removes the attribute
 * @error: return location of an error
 *
 * Names an element (or sets the text of an annotation); the label stays where it is.
 *
 * Returns: whether it was done
 */
gboolean
editor_command_set_name (EditorSession *session,
                         BpmnElement *element,
                         const char *name,
                         GError **error)
{
  if (g_strcmp0 (bpmn_element_get_name (element), name) == 0)
    return TRUE;
  editor_command_begin (session, _ ("Rename"));
  return editor_command_end (
      session, bpmn_edit_set_name (editor_session_get_model (session), element,
                                   name != NULL && *name != '\0' ? name : NULL, error));
}

/* A shape whose new type has another size keeps its middle. */
static gboolean
resize_to_type (EditorSession *session, BpmnElement *element, BpmnType old_type, GError **error)
{
  BpmnType type = bpmn_element_get_type_id (element);
  g_autoptr (EditorPlan) plan = editor_plan_new (session);
  double old_width = 0, old_height = 0, width = 0, height = 0;
  BpmnRect bounds;

  if (!editor_session_has_diagram (session) ||
      !editor_place_get_bounds (session, element, &bounds) ||
      !editor_type_get_default_size (old_type, &old_width, &old_height) ||
      !editor_type_get_default_size (type, &width, &height) ||
      (old_width == width && old_height == height))
    return TRUE;
  bounds.x = round (bounds.x + (bounds.width - width) / 2);
  bounds.y = round (bounds.y + (bounds.height - height) / 2);
  bounds.width = width;
  bounds.height = height;
  editor_plan_resize (plan, element, &bounds);
  return editor_plan_apply (plan, error);
}

/* Flows that are there must be allowed at the new kind of element too. */
static gboolean
can_become (BpmnElement *element, const AltinnTaskType *type, GError **error)
{
  BpmnType old_type = bpmn_element_get_type_id (element);
  const char *name = editor_command_describe (element);
  const char *title = altinn_task_type_get_title (type);

  if (!bpmn_type_is_flow_node (old_type) || old_type == BPMN_TYPE_BOUNDARY_EVENT)
    g_set_error (error, EDITOR_ERROR, EDITOR_ERROR_NOT_ALLOWED,
                 _ ("“%s” is no task, gateway or event; it cannot become %s"), name, title);
  else if (type->element == BPMN_TYPE_END_EVENT && bpmn_element_get_outgoing (element)->len > 0)
    g_set_error (error, EDITOR_ERROR, EDITOR_ERROR_NOT_ALLOWED,
                 _ ("Something goes on from “%s”; it cannot become %s"), name, title);
  else if (type->element == BPMN_TYPE_START_EVENT && bpmn_element_get_incoming (element)->len > 0)
    g_set_error (error, EDITOR_ERROR, EDITOR_ERROR_NOT_ALLOWED,
                 _ ("Something leads to “%s”; it cannot become %s"), name, title);
  else
    return TRUE;
  return FALSE;
}

/**
 * editor_command_replace:
 * @session: the session
 * @element: a task, gateway or event
 * @type: a palette entry
 * @error: return location of an error
 *
 * Makes another kind of element of it: id, name, flows and what still applies stay.
 *
 * Returns: whether it was done
 */
gboolean
editor_command_replace (EditorSession *session,
                        BpmnElement *element,
                        const char *type,
                        GError **error)
{
  const AltinnTaskType *task_type = altinn_task_type_from_palette (type);
  BpmnType old_type = bpmn_element_get_type_id (element);
  g_autofree char *name = NULL;
  AltinnAddOptions options = { 0 };
  gboolean done;

  if (task_type == NULL)
    {
      g_set_error (error, EDITOR_ERROR, EDITOR_ERROR_NOT_FOUND, _ ("There is no type “%s”"), type);
      return FALSE;
    }
  if (!can_become (element, task_type, error))
    return FALSE;
  name = g_strdup_printf (_ ("Replace by %s"), altinn_task_type_get_title (task_type));
  editor_command_begin (session, name);
  done = altinn_edit_set_type (editor_session_get_app (session), element, task_type, &options,
                               error) &&
         resize_to_type (session, element, old_type, error);
  return editor_command_end (session, done);
}

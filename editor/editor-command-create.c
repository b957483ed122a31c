/* editor-command-create.c: adding, appending, inserting and connecting
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "editor/editor-command-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "editor/editor-scene.h"
#include "engine/source/source-node.h"

static const AltinnTaskType *
lookup_type (const char *name, GError **error)
{
  const AltinnTaskType *type = altinn_task_type_from_palette (name);

  if (type == NULL)
    g_set_error (error, EDITOR_ERROR, EDITOR_ERROR_NOT_FOUND,
                 _ ("There is no type “%s”; the types are those of the palette, such as data, "
                    "signing or exclusive-gateway"),
                 name);
  return type;
}

static BpmnElement *
make_node (EditorSession *session,
           BpmnElement *parent,
           const AltinnTaskType *type,
           const EditorCreate *create,
           GError **error)
{
  AltinnAddOptions options = { 0 };

  if (create != NULL)
    {
      options.id = create->id;
      options.name = create->name;
      options.task_type = create->task_type;
      options.signatures = create->signatures;
    }
  return altinn_edit_add (editor_session_get_app (session), parent, type, &options, error);
}

static void
plan_node (EditorPlan *plan, BpmnElement *node, BpmnPoint centre)
{
  double width = 100, height = 80;
  BpmnRect bounds;

  editor_type_get_default_size (bpmn_element_get_type_id (node), &width, &height);
  bounds = (BpmnRect){ round (centre.x - width / 2), round (centre.y - height / 2), width, height };
  editor_plan_set_bounds (plan, node, &bounds);
}

static gboolean
may_stand_between (const AltinnTaskType *type, BpmnElement *target, GError **error)
{
  if (type->element != BPMN_TYPE_END_EVENT && type->element != BPMN_TYPE_START_EVENT)
    return TRUE;
  g_set_error (error, EDITOR_ERROR, EDITOR_ERROR_NOT_ALLOWED,
               type->element == BPMN_TYPE_END_EVENT
                   ? _ ("An end event cannot stand before “%s”: nothing goes on from it")
                   : _ ("A start event cannot stand before “%s”: nothing leads to it"),
               editor_command_describe (target));
  return FALSE;
}

static BpmnElement *
get_process_of_pool (BpmnModel *model, BpmnElement *pool)
{
  g_autofree char *ref =
      source_node_dup_attribute (bpmn_element_get_node (pool), NULL, "processRef");
  const char *colon = ref != NULL ? strrchr (ref, ':') : NULL;

  if (ref == NULL)
    return NULL;
  return bpmn_model_lookup (model, colon != NULL ? colon + 1 : ref); /* a QName */
}

/* What new elements drawn inside of @element belong to; NULL if it is no container. */
static BpmnElement *
get_scope (EditorSession *session, BpmnElement *element)
{
  switch (bpmn_element_get_type_id (element))
    {
    case BPMN_TYPE_PARTICIPANT:
      return get_process_of_pool (editor_session_get_model (session), element);
    case BPMN_TYPE_SUB_PROCESS:
    case BPMN_TYPE_TRANSACTION:
    case BPMN_TYPE_AD_HOC_SUB_PROCESS:
      return editor_place_is_container (session, element) ? element : NULL;
    default:
      return NULL;
    }
}

/**
 * editor_command_find_parent:
 * @session: the session
 * @at: a point of the drawing
 *
 * Returns: (nullable): what a new element at @at belongs to: the smallest pool or expanded
 *   sub-process that is drawn there, else the process itself
 */
BpmnElement *
editor_command_find_parent (EditorSession *session, BpmnPoint at)
{
  BpmnModel *model = editor_session_get_model (session);
  const GPtrArray *elements = bpmn_model_get_elements (model);
  BpmnElement *found = bpmn_model_get_process (model);
  double smallest = INFINITY;

  for (guint i = 0; i < elements->len; i++)
    {
      BpmnElement *scope = get_scope (session, g_ptr_array_index (elements, i));
      BpmnRect bounds;

      if (scope == NULL ||
          !editor_place_get_bounds (session, g_ptr_array_index (elements, i), &bounds) ||
          !editor_rect_contains (&bounds, at.x, at.y) || bounds.width * bounds.height >= smallest)
        continue;
      smallest = bounds.width * bounds.height;
      found = scope;
    }
  return found;
}

static BpmnElement *
require_process (BpmnElement *process, GError **error)
{
  if (process == NULL)
    g_set_error_literal (error, EDITOR_ERROR, EDITOR_ERROR_NOT_ALLOWED,
                         _ ("The file has no process to add to"));
  return process;
}

/**
 * editor_command_add:
 * @session: the session
 * @type: a palette entry
 * @create: (nullable): id, name and more of the new element
 * @centre: where its middle is to stand; of no use in a file without a diagram
 * @error: return location of an error
 *
 * Adds an unconnected element, with the sibling files that its type needs.
 *
 * Returns: (transfer none) (nullable): the new element
 */
BpmnElement *
editor_command_add (EditorSession *session,
                    const char *type,
                    const EditorCreate *create,
                    BpmnPoint centre,
                    GError **error)
{
  const AltinnTaskType *task_type = lookup_type (type, error);
  g_autoptr (EditorPlan) plan = editor_plan_new (session);
  g_autofree char *name = NULL;
  gboolean has_diagram = editor_session_has_diagram (session);
  BpmnElement *parent, *node;

  if (task_type == NULL)
    return NULL;
  parent = require_process (editor_command_find_parent (session, centre), error);
  if (parent == NULL)
    return NULL;
  name = g_strdup_printf (_ ("Add %s"), altinn_task_type_get_title (task_type));
  editor_command_begin (session, name);
  node = make_node (session, parent, task_type, create, error);
  if (node != NULL && has_diagram)
    plan_node (plan, node, centre);
  return editor_command_end (session, node != NULL && editor_plan_apply (plan, error)) ? node
                                                                                       : NULL;
}

/* Where a person dropped it if there is room, else where room is made. */
static BpmnPoint
place_in_flow (EditorPlan *plan, BpmnElement *flow, BpmnType type, const BpmnPoint *centre)
{
  double width = 100, height = 80;
  BpmnRect area;

  editor_type_get_default_size (type, &width, &height);
  if (centre != NULL)
    {
      area = (BpmnRect){ centre->x - width / 2, centre->y - height / 2, width, height };
      if (!editor_place_is_taken (editor_plan_get_session (plan), &area, NULL))
        return *centre;
    }
  return editor_place_on_flow (plan, flow, width, height);
}

/* Puts @node into @flow; its place is in @plan already if there is a diagram. */
static BpmnElement *
split_flow (EditorSession *session, BpmnElement *flow, BpmnElement *node, GError **error)
{
  BpmnModel *model = editor_session_get_model (session);
  BpmnElement *target = bpmn_element_get_target (flow);

  if (!bpmn_edit_reconnect (model, flow, bpmn_element_get_source (flow), node, error))
    return NULL;
  return bpmn_edit_connect (model, node, target, NULL, error);
}

static gboolean
check_flow (BpmnElement *flow, GError **error)
{
  if (bpmn_element_get_type_id (flow) == BPMN_TYPE_SEQUENCE_FLOW &&
      bpmn_element_get_source (flow) != NULL && bpmn_element_get_target (flow) != NULL)
    return TRUE;
  g_set_error (error, EDITOR_ERROR, EDITOR_ERROR_NOT_ALLOWED,
               _ ("“%s” is no sequence flow with two ends; nothing can be inserted there"),
               editor_command_describe (flow));
  return FALSE;
}

/* The route of @flow as @plan has it, or as it is. */
static GArray *
dup_planned_route (EditorSession *session, EditorPlan *plan, BpmnElement *flow)
{
  const GArray *planned = editor_plan_peek_route (plan, flow);

  return planned != NULL ? g_array_copy ((GArray *) planned)
                         : editor_place_dup_route (session, flow);
}

static gboolean
insert_node (EditorSession *session,
             EditorPlan *plan,
             BpmnElement *flow,
             BpmnElement *node,
             gboolean has_diagram,
             GError **error)
{
  BpmnElement *source = bpmn_element_get_source (flow);
  BpmnElement *target = bpmn_element_get_target (flow);
  g_autoptr (GArray) route = dup_planned_route (session, plan, flow);
  BpmnElement *rest = split_flow (session, flow, node, error);
  GArray *before, *after;

  if (rest == NULL)
    return FALSE;
  if (!has_diagram)
    return TRUE;
  editor_place_split_route (plan, source, node, target, route, &before, &after);
  editor_plan_change_route (plan, flow, before);
  editor_plan_take_route (plan, rest, after);
  return editor_plan_apply (plan, error);
}

/**
 * editor_command_insert:
 * @session: the session
 * @type: a palette entry
 * @create: (nullable): id, name and more of the new element
 * @flow: a sequence flow; it keeps its id and condition and ends at the new element
 * @centre: (nullable): where the new element's middle is to stand; %NULL: on the flow, where there
 *   is room or room is made
 * @error: return location of an error
 *
 * Puts a new element into a flow.
 *
 * Returns: (transfer none) (nullable): the new element
 */
BpmnElement *
editor_command_insert (EditorSession *session,
                       const char *type,
                       const EditorCreate *create,
                       BpmnElement *flow,
                       const BpmnPoint *centre,
                       GError **error)
{
  const AltinnTaskType *task_type = lookup_type (type, error);
  g_autoptr (EditorPlan) plan = editor_plan_new (session);
  gboolean has_diagram = editor_session_has_diagram (session);
  g_autofree char *name = NULL;
  BpmnPoint place = { 0 };
  BpmnElement *node;

  if (task_type == NULL || !check_flow (flow, error) ||
      !may_stand_between (task_type, bpmn_element_get_target (flow), error))
    return NULL;
  if (has_diagram)
    place = place_in_flow (plan, flow, task_type->element, centre);
  name = g_strdup_printf (_ ("Insert %s"), altinn_task_type_get_title (task_type));
  editor_command_begin (session, name);
  node = make_node (session, bpmn_element_get_parent (flow), task_type, create, error);
  if (node != NULL && has_diagram)
    plan_node (plan, node, place);
  return editor_command_end (
             session, node != NULL && insert_node (session, plan, flow, node, has_diagram, error))
             ? node
             : NULL;
}

static BpmnElement *
append_branch (EditorSession *session,
               const AltinnTaskType *type,
               const EditorCreate *create,
               BpmnElement *after,
               GError **error)
{
  g_autoptr (EditorPlan) plan = editor_plan_new (session);
  gboolean has_diagram = editor_session_has_diagram (session);
  g_autofree char *name = NULL;
  BpmnElement *node, *flow = NULL;
  BpmnPoint centre = { 0 };

  if (has_diagram)
    {
      double width = 100, height = 80;

      editor_type_get_default_size (type->element, &width, &height);
      centre = editor_place_after (session, after, width, height);
    }
  name = g_strdup_printf (_ ("Append %s"), altinn_task_type_get_title (type));
  editor_command_begin (session, name);
  node = make_node (session, bpmn_element_get_parent (after), type, create, error);
  if (node != NULL)
    flow = bpmn_edit_connect (editor_session_get_model (session), after, node, NULL, error);
  if (flow != NULL && has_diagram)
    {
      plan_node (plan, node, centre);
      editor_plan_take_route (plan, flow,
                              editor_plan_route (plan, after, node, EDITOR_ROUTE_ORTHOGONAL));
    }
  return editor_command_end (session, flow != NULL && editor_plan_apply (plan, error)) ? node
                                                                                       : NULL;
}

/**
 * editor_command_append:
 * @session: the session
 * @type: a palette entry
 * @create: (nullable): id, name and more of the new element
 * @after: a flow node
 * @error: return location of an error
 *
 * Adds the next element. Where @after goes on already, the new element comes before the old target;
 * a gateway gets a further branch.
 *
 * Returns: (transfer none) (nullable): the new element
 */
BpmnElement *
editor_command_append (EditorSession *session,
                       const char *type,
                       const EditorCreate *create,
                       BpmnElement *after,
                       GError **error)
{
  const AltinnTaskType *task_type = lookup_type (type, error);
  BpmnType after_type = bpmn_element_get_type_id (after);
  const GPtrArray *exits;

  if (task_type == NULL)
    return NULL;
  if (!bpmn_type_is_flow_node (after_type) || after_type == BPMN_TYPE_END_EVENT ||
      task_type->element == BPMN_TYPE_START_EVENT)
    {
      g_set_error (error, EDITOR_ERROR, EDITOR_ERROR_NOT_ALLOWED, _ ("%s cannot come after “%s”"),
                   altinn_task_type_get_title (task_type), editor_command_describe (after));
      return NULL;
    }
  exits = bpmn_element_get_outgoing (after);
  if (exits->len == 0 || bpmn_type_is_gateway (after_type))
    return append_branch (session, task_type, create, after, error);
  if (exits->len > 1)
    {
      g_set_error (error, EDITOR_ERROR, EDITOR_ERROR_NOT_ALLOWED,
                   _ ("“%s” has %u ways out; insert on one of the flows"),
                   editor_command_describe (after), exits->len);
      return NULL;
    }
  return editor_command_insert (session, type, create, g_ptr_array_index (exits, 0), NULL, error);
}

/**
 * editor_command_connect:
 * @session: the session
 * @source: where the flow begins
 * @target: where it ends
 * @condition: (nullable): its condition, JSON as the file has it
 * @error: return location of an error
 *
 * Connects two elements: flow nodes by a sequence flow, others as BPMN has it.
 *
 * Returns: (transfer none) (nullable): the new connection
 */
BpmnElement *
editor_command_connect (EditorSession *session,
                        BpmnElement *source,
                        BpmnElement *target,
                        const char *condition,
                        GError **error)
{
  BpmnModel *model = editor_session_get_model (session);
  g_autoptr (EditorPlan) plan = editor_plan_new (session);
  BpmnElement *flow;

  editor_command_begin (session, _ ("Connect"));
  flow = bpmn_edit_connect (model, source, target, NULL, error);
  if (flow != NULL && condition != NULL && !bpmn_edit_set_condition (model, flow, condition, error))
    flow = NULL;
  if (flow != NULL && editor_session_has_diagram (session))
    editor_plan_take_route (
        plan, flow,
        editor_plan_route (plan, source, target,
                           editor_route_style_for_type (bpmn_element_get_type_id (flow))));
  return editor_command_end (session, flow != NULL && editor_plan_apply (plan, error)) ? flow
                                                                                       : NULL;
}

/**
 * editor_command_move_into:
 * @session: the session
 * @element: a flow node that nothing is connected to
 * @centre: where its middle is to stand
 * @flow: the sequence flow it goes into
 * @error: return location of an error
 *
 * Moves a loose element into a flow: the drop after a deliberate hover.
 *
 * Returns: whether it was done
 */
gboolean
editor_command_move_into (EditorSession *session,
                          BpmnElement *element,
                          BpmnPoint centre,
                          BpmnElement *flow,
                          GError **error)
{
  g_autoptr (EditorPlan) plan = editor_plan_new (session);
  g_autoptr (GHashTable) shifts = NULL;
  BpmnRect bounds;

  if (!editor_command_require_diagram (session, error) || !check_flow (flow, error))
    return FALSE;
  if (bpmn_element_get_incoming (element)->len > 0 ||
      bpmn_element_get_outgoing (element)->len > 0 ||
      !editor_place_get_bounds (session, element, &bounds))
    {
      g_set_error (error, EDITOR_ERROR, EDITOR_ERROR_NOT_ALLOWED,
                   _ ("“%s” is connected already and stays so"), editor_command_describe (element));
      return FALSE;
    }
  shifts = editor_shifts_new (session, &element, 1, round (centre.x - bounds.width / 2) - bounds.x,
                              round (centre.y - bounds.height / 2) - bounds.y);
  editor_plan_shift (plan, shifts);
  editor_command_begin (session, _ ("Insert into flow"));
  return editor_command_end (session, insert_node (session, plan, flow, element, TRUE, error));
}

/* editor-outline.c: the process in the order it runs, in words
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "editor/editor-outline.h"

#include <glib/gi18n-lib.h>

#include "editor/editor-layout.h"
#include "engine/altinn/altinn-task-type.h"

static gboolean
is_listed (const BpmnElement *element)
{
  return bpmn_type_is_flow_node (bpmn_element_get_type_id (element));
}

static void
list_one (GPtrArray *list, GHashTable *seen, BpmnElement *element)
{
  if (is_listed (element) && g_hash_table_add (seen, element))
    g_ptr_array_add (list, element);
}

/* Everything reachable from what is listed already, breadth first: a branch follows the main way in
 * the order in which it leaves it. */
static void
list_reachable (GPtrArray *list, GHashTable *seen)
{
  for (guint i = 0; i < list->len; i++)
    {
      const GPtrArray *flows = bpmn_element_get_outgoing (g_ptr_array_index (list, i));

      for (guint j = 0; j < flows->len; j++)
        {
          BpmnElement *target = bpmn_element_get_target (g_ptr_array_index (flows, j));

          if (target != NULL)
            list_one (list, seen, target);
        }
    }
}

/* The order is asked for once per element by screen readers: it is kept until the text changes. */
typedef struct
{
  guint64 revision;
  GPtrArray *list;
  GHashTable *index; /* BpmnElement -> place in the list, from 1 */
} Outline;

static void
outline_free (Outline *outline)
{
  g_ptr_array_unref (outline->list);
  g_hash_table_unref (outline->index);
  g_free (outline);
}

static GPtrArray *
make_list (EditorSession *session)
{
  BpmnModel *model = editor_session_get_model (session);
  const GPtrArray *elements = bpmn_model_get_elements (model);
  BpmnElement *process = bpmn_model_get_process (model);
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  GPtrArray *list = g_ptr_array_new ();

  if (process != NULL)
    {
      g_autoptr (GPtrArray) main_path = editor_layout_find_main_path (process);

      for (guint i = 0; i < main_path->len; i++)
        list_one (list, seen, g_ptr_array_index (main_path, i));
    }
  for (guint i = 0; i < elements->len; i++)
    {
      BpmnElement *element = g_ptr_array_index (elements, i);

      if (bpmn_element_get_type_id (element) == BPMN_TYPE_START_EVENT)
        list_one (list, seen, element);
    }
  list_reachable (list, seen);
  for (guint i = 0; i < elements->len; i++)
    list_one (list, seen, g_ptr_array_index (elements, i));
  return list;
}

static const Outline *
get_outline (EditorSession *session)
{
  static const char key[] = "editor-outline";
  guint64 revision = source_document_get_revision (editor_session_get_document (session));
  Outline *outline = g_object_get_data (G_OBJECT (session), key);

  if (outline != NULL && outline->revision == revision)
    return outline;
  outline = g_new0 (Outline, 1);
  outline->revision = revision;
  outline->list = make_list (session);
  outline->index = g_hash_table_new (NULL, NULL);
  for (guint i = 0; i < outline->list->len; i++)
    g_hash_table_insert (outline->index, g_ptr_array_index (outline->list, i),
                         GUINT_TO_POINTER (i + 1));
  g_object_set_data_full (G_OBJECT (session), key, outline, (GDestroyNotify) outline_free);
  return outline;
}

/* Which step it is, from 1; 0: it is not listed. */
static guint
get_step (EditorSession *session, const BpmnElement *element)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (get_outline (session)->index, element));
}

/**
 * editor_outline_list:
 * @session: the session
 *
 * Returns: (transfer container) (element-type BpmnElement): all flow nodes: the accepting way, then
 *   what leaves it, then what nothing leads to, in document order
 */
GPtrArray *
editor_outline_list (EditorSession *session)
{
  return g_ptr_array_copy (get_outline (session)->list, NULL, NULL);
}

/**
 * editor_outline_label:
 * @session: the session
 * @element: any element
 *
 * Returns: (transfer full): its name in one line, else its id
 */
char *
editor_outline_label (EditorSession *session, BpmnElement *element)
{
  const char *name = bpmn_element_get_name (element);
  const char *id = bpmn_element_get_id (element);
  g_autofree char *line = g_strdup (name != NULL ? name : "");

  g_strdelimit (line, "\r\n\t", ' ');
  g_strstrip (line);
  if (*line != '\0')
    return g_steal_pointer (&line);
  return g_strdup (id != NULL ? id : bpmn_type_get_name (bpmn_element_get_type_id (element)));
}

static const char *
get_plain_role (BpmnType type)
{
  if (type == BPMN_TYPE_SEQUENCE_FLOW)
    return _ ("sequence flow");
  if (type == BPMN_TYPE_MESSAGE_FLOW)
    return _ ("message flow");
  if (bpmn_type_is_connection (type))
    return _ ("association");
  if (type == BPMN_TYPE_TEXT_ANNOTATION)
    return _ ("annotation");
  if (type == BPMN_TYPE_PARTICIPANT)
    return _ ("pool");
  if (type == BPMN_TYPE_LANE)
    return _ ("lane");
  if (type == BPMN_TYPE_GROUP)
    return _ ("group");
  if (bpmn_type_is_gateway (type))
    return _ ("gateway");
  if (bpmn_type_is_event (type))
    return _ ("event");
  if (bpmn_type_is_task (type))
    return _ ("task");
  if (bpmn_type_is_activity (type))
    return _ ("sub-process");
  return bpmn_type_get_name (type);
}

/**
 * editor_outline_role:
 * @session: the session
 * @element: any element
 *
 * Returns: (transfer full): what it is, translated: "Signing task", "Exclusive gateway"
 */
char *
editor_outline_role (EditorSession *session, BpmnElement *element)
{
  BpmnType bpmn_type = bpmn_element_get_type_id (element);
  const AltinnTaskType *type =
      bpmn_type_is_flow_node (bpmn_type)
          ? altinn_task_type_of_element (editor_session_get_app (session), element)
          : NULL;

  if (type == NULL)
    return g_strdup (get_plain_role (bpmn_type));
  if (!bpmn_type_is_task (type->element))
    return g_strdup (altinn_task_type_get_title (type));
  /* Translators: the title of a task type is filled in: "Signing task" */
  return g_strdup_printf (_ ("%s task"), altinn_task_type_get_title (type));
}

static void
append_next (EditorSession *session, BpmnElement *element, GString *text)
{
  const GPtrArray *flows = bpmn_element_get_outgoing (element);
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *joined = NULL;

  for (guint i = 0; i < flows->len; i++)
    {
      BpmnElement *target = bpmn_element_get_target (g_ptr_array_index (flows, i));

      if (target != NULL)
        g_ptr_array_add (labels, editor_outline_label (session, target));
    }
  if (labels->len == 0)
    return;
  g_ptr_array_add (labels, NULL);
  joined = g_strjoinv (", ", (char **) labels->pdata);
  g_string_append_printf (text, _ (", next: %s"), joined);
}

static void
append_ends (EditorSession *session, BpmnElement *connection, GString *text)
{
  BpmnElement *source = bpmn_element_get_source (connection);
  BpmnElement *target = bpmn_element_get_target (connection);
  g_autofree char *from = source != NULL ? editor_outline_label (session, source) : NULL;
  g_autofree char *to = target != NULL ? editor_outline_label (session, target) : NULL;

  if (from != NULL && to != NULL)
    g_string_append_printf (text, _ (", from %s to %s"), from, to);
}

/**
 * editor_outline_describe:
 * @session: the session
 * @element: any element
 *
 * Returns: (transfer full): what a screen reader says of it: name, role, which step of how many,
 *   what comes next
 */
char *
editor_outline_describe (EditorSession *session, BpmnElement *element)
{
  g_autofree char *label = editor_outline_label (session, element);
  g_autofree char *role = editor_outline_role (session, element);
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%s, %s", label, role);
  if (bpmn_type_is_connection (bpmn_element_get_type_id (element)))
    append_ends (session, element, text);
  if (is_listed (element))
    {
      guint step = get_step (session, element);

      if (step > 0)
        g_string_append_printf (text, _ (", step %u of %u"), step,
                                get_outline (session)->list->len);
      append_next (session, element, text);
    }
  return g_string_free (text, FALSE);
}

/**
 * editor_outline_next:
 * @session: the session
 * @element: any element
 * @branch: which way out, 0 the first
 *
 * Returns: (transfer none) (nullable): where the way leads: the target of a flow, the next element
 */
BpmnElement *
editor_outline_next (EditorSession *session, BpmnElement *element, guint branch)
{
  const GPtrArray *flows;

  if (bpmn_type_is_connection (bpmn_element_get_type_id (element)))
    return branch == 0 ? bpmn_element_get_target (element) : NULL;
  if (!is_listed (element))
    return NULL;
  flows = bpmn_element_get_outgoing (element);
  return branch < flows->len ? bpmn_element_get_target (g_ptr_array_index (flows, branch)) : NULL;
}

/* Of several ways in, the one that comes from farthest ahead is a way back: the first one from
 * before counts. */
static BpmnElement *
find_flow_from_before (EditorSession *session, BpmnElement *element)
{
  const GPtrArray *flows = bpmn_element_get_incoming (element);
  BpmnElement *found = NULL;
  guint best = G_MAXUINT;

  if (flows->len <= 1)
    return flows->len == 1 ? g_ptr_array_index (flows, 0) : NULL;
  for (guint i = 0; i < flows->len; i++)
    {
      BpmnElement *flow = g_ptr_array_index (flows, i);
      BpmnElement *source = bpmn_element_get_source (flow);
      guint step = source != NULL ? get_step (session, source) : 0;

      if (step == 0 || step >= best)
        continue;
      best = step;
      found = flow;
    }
  return found;
}

/**
 * editor_outline_previous:
 * @session: the session
 * @element: any element
 *
 * Returns: (transfer none) (nullable): where one comes from: of several ways in, the one that is
 *   earliest in the process
 */
BpmnElement *
editor_outline_previous (EditorSession *session, BpmnElement *element)
{
  BpmnElement *flow;

  if (bpmn_type_is_connection (bpmn_element_get_type_id (element)))
    return bpmn_element_get_source (element);
  if (!is_listed (element))
    return NULL;
  flow = find_flow_from_before (session, element);
  return flow != NULL ? bpmn_element_get_source (flow) : NULL;
}

/**
 * editor_outline_sibling:
 * @session: the session
 * @element: any element
 * @step: +1 the next branch, -1 the one before
 *
 * Returns: (transfer none) (nullable): the element on the neighbouring branch of where @element
 *   comes from, or for a flow the neighbouring flow
 */
BpmnElement *
editor_outline_sibling (EditorSession *session, BpmnElement *element, int step)
{
  gboolean is_flow = bpmn_type_is_connection (bpmn_element_get_type_id (element));
  BpmnElement *flow = NULL;
  BpmnElement *source, *sibling;
  const GPtrArray *flows;
  guint index;

  if (is_flow)
    flow = element;
  else if (is_listed (element))
    flow = find_flow_from_before (session, element);
  source = flow != NULL ? bpmn_element_get_source (flow) : NULL;
  if (source == NULL)
    return NULL;
  flows = bpmn_element_get_outgoing (source);
  if (!g_ptr_array_find ((GPtrArray *) flows, flow, &index) ||
      (step < 0 ? index == 0 : index + 1 >= flows->len))
    return NULL;
  sibling = g_ptr_array_index (flows, step < 0 ? index - 1 : index + 1);
  return is_flow ? sibling : bpmn_element_get_target (sibling);
}

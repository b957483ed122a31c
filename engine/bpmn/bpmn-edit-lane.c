/* bpmn-edit-lane.c: which lane a flow node is in
 *
 * A lane lists its nodes in flowNodeRef (BPMN 10.8); a lane of lanes may list those of its lanes, too.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/bpmn/bpmn-edit-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static void
collect_lanes (BpmnModel *model, const SourceNode *container, const char *set_name,
               GPtrArray *lanes)
{
  for (SourceNode *node = source_node_first_element (container, NULL, NULL); node != NULL;
       node = source_node_next_element (node, NULL, NULL))
    {
      BpmnType type = bpmn_type_from_name (source_node_get_name (node));

      /* Lane sets stand before the flow elements, and of these there may be very many. */
      if (bpmn_type_is_flow_node (type) || type == BPMN_TYPE_SEQUENCE_FLOW)
        return;
      if (!source_node_is (node, BPMN_NS_MODEL, set_name))
        continue;
      for (SourceNode *lane = source_node_first_element (node, BPMN_NS_MODEL, "lane");
           lane != NULL; lane = source_node_next_element (lane, BPMN_NS_MODEL, "lane"))
        {
          g_ptr_array_add (lanes, bpmn_model_get_element_for_node (model, lane));
          collect_lanes (model, lane, "childLaneSet", lanes);
        }
    }
}

/**
 * bpmn_element_list_lanes:
 * @container: a process or sub-process
 *
 * Returns: (transfer container) (element-type BpmnElement): its lanes, each before the lanes in it;
 *   not those of its sub-processes
 */
GPtrArray *
bpmn_element_list_lanes (const BpmnElement *container)
{
  GPtrArray *lanes = g_ptr_array_new ();

  collect_lanes (bpmn_element_get_model (container), bpmn_element_get_node (container), "laneSet",
                 lanes);
  return lanes;
}

/* The reference to @id in @lane; with %NULL the last one of all. */
static SourceNode *
find_reference (const BpmnElement *lane, const char *id)
{
  SourceNode *found = NULL;

  for (SourceNode *node =
           source_node_first_element (bpmn_element_get_node (lane), BPMN_NS_MODEL, "flowNodeRef");
       node != NULL; node = source_node_next_element (node, BPMN_NS_MODEL, "flowNodeRef"))
    {
      g_autofree char *text = source_node_dup_text (node);

      if (id == NULL)
        found = node;
      else if (strcmp (g_strstrip (text), id) == 0)
        return node;
    }
  return found;
}

/* Whether any of the lanes lists @id, or with %NULL anything. */
static gboolean
is_listed (const GPtrArray *lanes, const char *id)
{
  for (guint i = 0; i < lanes->len; i++)
    if (find_reference (g_ptr_array_index (lanes, i), id) != NULL)
      return TRUE;
  return FALSE;
}

static gboolean
is_in (const BpmnElement *lane, const BpmnElement *outer)
{
  while (lane != NULL && lane != outer)
    lane = bpmn_element_get_parent (lane);
  return lane != NULL;
}

/* Behind the other references, before the lanes in it. */
static gboolean
add_reference (BpmnModel *model, BpmnElement *lane, const char *id, GError **error)
{
  SourceNode *node = bpmn_element_get_node (lane);
  SourceNode *last = find_reference (lane, NULL);
  SourceNode *before = last != NULL
                           ? source_node_next_element (last, NULL, NULL)
                           : source_node_first_element (node, BPMN_NS_MODEL, "childLaneSet");
  g_autoptr (SourceFragment) fragment =
      source_fragment_new (BPMN_NS_MODEL, "bpmn", "flowNodeRef");

  source_fragment_set_text (fragment, id);
  return source_edit_insert (model->document, node, before, fragment, error) != NULL;
}

/**
 * bpmn_edit_set_lane:
 * @model: a model
 * @element: a flow node
 * @lane: one of the lanes of what holds @element, without lanes in it
 * @add: whether to list it if no lane lists it yet
 * @error: return location for an error
 *
 * Lists the element in the lane and in no other that is not around it. A lane of lanes gets a
 * reference only if it has others, and where no lane has any, none gets one.
 *
 * Returns: %TRUE, or %FALSE with an error of the source
 */
gboolean
bpmn_edit_set_lane (BpmnModel *model, BpmnElement *element, BpmnElement *lane, gboolean add,
                    GError **error)
{
  g_autoptr (GPtrArray) lanes = bpmn_element_list_lanes (bpmn_element_get_parent (element));
  const char *id = bpmn_element_get_id (element);
  gboolean done = TRUE;

  if (id == NULL || !is_listed (lanes, add ? NULL : id))
    return TRUE;
  bpmn_edit_begin (model, _ ("Move to another lane"));
  for (guint i = 0; done && i < lanes->len; i++)
    {
      BpmnElement *other = g_ptr_array_index (lanes, i);
      SourceNode *reference = find_reference (other, id);
      gboolean wanted = is_in (lane, other);

      if (reference != NULL && !wanted)
        done = source_edit_remove (model->document, reference, error);
      else if (reference == NULL && wanted &&
               (other == lane || find_reference (other, NULL) != NULL))
        done = add_reference (model, other, id, error);
    }
  return bpmn_edit_end (model, done);
}

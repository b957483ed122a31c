/* rules-diagram.c: rules about what other editors look at and the app does not: the diagram part and
 * the lists of incoming and outgoing flows
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/rules/rules-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static void
add_shapes_fix (RulesFinding *finding)
{
  rules_finding_set_fix (finding, RULES_FIX_ADD_SHAPES, NULL, NULL, _ ("Add the missing shapes"),
                         FALSE);
}

static gboolean
is_drawn (const RulesElement *element)
{
  return bpmn_element_get_shape (element->element) != NULL ||
         bpmn_element_get_edge (element->element) != NULL;
}

static gboolean
has_place (const BpmnElement *node)
{
  return node != NULL && (bpmn_element_get_shape (node) != NULL ||
                          bpmn_type_runs_in_altinn (bpmn_element_get_type_id (node)));
}

/* A flow between what does not exist has no place, and what shares its id has no shape of its own:
 * shapes name ids. */
static gboolean
can_be_drawn (RulesSink *sink, const RulesElement *element)
{
  const char *id = bpmn_element_get_id (element->element);

  if (id == NULL || bpmn_model_lookup (sink->facts->model, id) != element->element)
    return FALSE;
  return element->type != BPMN_TYPE_SEQUENCE_FLOW ||
         (has_place (bpmn_element_get_source (element->element)) &&
          has_place (bpmn_element_get_target (element->element)));
}

static void
check_drawn (RulesSink *sink)
{
  RulesFacts *facts = sink->facts;
  const GPtrArray *lists[] = { facts->nodes, facts->flows };
  guint n_drawn = 0;

  for (guint list = 0; list < G_N_ELEMENTS (lists); list++)
    for (guint i = 0; i < lists[list]->len; i++)
      n_drawn += is_drawn (g_ptr_array_index (lists[list], i));
  if (n_drawn == 0)
    {
      if (facts->nodes->len > 0)
        add_shapes_fix (rules_report_element (sink, RULE_STRUCTURE_MISSING_DIAGRAM, facts->process,
                                              _ ("The process has no diagram; other editors show "
                                                 "an empty page")));
      return;
    }
  for (guint list = 0; list < G_N_ELEMENTS (lists); list++)
    for (guint i = 0; i < lists[list]->len; i++)
      {
        const RulesElement *element = g_ptr_array_index (lists[list], i);
        g_autofree char *label = NULL;

        if (is_drawn (element) || !can_be_drawn (sink, element))
          continue;
        label = rules_label (element->element);
        add_shapes_fix (rules_report_element (sink, RULE_STRUCTURE_MISSING_DIAGRAM,
                                              element->element,
                                              _ ("%s is not drawn in the diagram"), label));
      }
}

static void
check_dangling (RulesSink *sink)
{
  const GPtrArray *diagrams = bpmn_model_get_diagrams (sink->facts->model);

  for (guint i = 0; i < diagrams->len; i++)
    {
      const BpmnDiagram *diagram = g_ptr_array_index (diagrams, i);
      const GPtrArray *shapes = bpmn_diagram_get_shapes (diagram);
      const GPtrArray *edges = bpmn_diagram_get_edges (diagram);

      for (guint k = 0; k < shapes->len; k++)
        {
          const BpmnShape *shape = g_ptr_array_index (shapes, k);
          const char *ref = bpmn_shape_get_element_ref (shape);

          if (bpmn_shape_get_element (shape) == NULL)
            rules_report_node (sink, RULE_STRUCTURE_DANGLING_DIAGRAM, NULL,
                               bpmn_shape_get_node (shape),
                               _ ("The diagram draws a shape for “%s”, which does not exist"),
                               ref != NULL ? ref : "");
        }
      for (guint k = 0; k < edges->len; k++)
        {
          const BpmnEdge *edge = g_ptr_array_index (edges, k);
          const char *ref = bpmn_edge_get_element_ref (edge);

          if (bpmn_edge_get_element (edge) == NULL)
            rules_report_node (sink, RULE_STRUCTURE_DANGLING_DIAGRAM, NULL,
                               bpmn_edge_get_node (edge),
                               _ ("The diagram draws a line for “%s”, which does not exist"),
                               ref != NULL ? ref : "");
        }
    }
}

/* Whether @id (nullable) is what @node says, white space aside. */
static gboolean
is_text (const SourceNode *node, const char *id)
{
  gsize length;
  const char *plain = source_node_peek_text (node, &length);
  g_autofree char *text = NULL;

  if (id == NULL)
    return FALSE;
  if (plain != NULL && length == strlen (id) && memcmp (plain, id, length) == 0)
    return TRUE;
  text = source_node_dup_text (node);
  return strcmp (g_strstrip (text), id) == 0;
}

/* Whether the texts of @node's children named @list are exactly the ids of @flows. */
static gboolean
list_agrees (const BpmnElement *element, const char *list, const GPtrArray *flows)
{
  SourceNode *node = bpmn_element_get_node (element);
  guint n_listed = 0;

  for (SourceNode *child = source_node_first_element (node, BPMN_NS_MODEL, list); child != NULL;
       child = source_node_next_element (child, BPMN_NS_MODEL, list))
    {
      gboolean found = FALSE;

      for (guint i = 0; i < flows->len && !found; i++)
        found = is_text (child, bpmn_element_get_id (g_ptr_array_index (flows, i)));
      if (!found)
        return FALSE;
      n_listed++;
    }
  /* A file that writes no lists at all is consistent, too. */
  return n_listed == 0 || n_listed >= flows->len;
}

static void
check_lists (RulesSink *sink, const RulesElement *node)
{
  const BpmnElement *element = node->element;
  const GPtrArray *incoming = bpmn_element_get_incoming (element);
  const GPtrArray *outgoing = bpmn_element_get_outgoing (element);
  g_autofree char *label = NULL;

  if (list_agrees (element, "incoming", incoming) &&
      (node->type == BPMN_TYPE_EXCLUSIVE_GATEWAY || list_agrees (element, "outgoing", outgoing)))
    return;
  label = rules_label (element);
  rules_report_element (sink, RULE_STRUCTURE_FLOW_LIST, element,
                        _ ("The incoming and outgoing flows that %s lists are not those that come "
                           "and leave"),
                        label);
}

/* rules_whole_diagram: rules about the diagram part and the lists of flows. */
void
rules_whole_diagram (RulesSink *sink)
{
  if (sink->facts->process == NULL)
    return;
  check_drawn (sink);
  check_dangling (sink);
  for (guint i = 0; i < sink->facts->nodes->len; i++)
    check_lists (sink, g_ptr_array_index (sink->facts->nodes, i));
}

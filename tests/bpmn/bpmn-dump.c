/* bpmn-dump.c: a model as text, so that two can be compared
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "tests/bpmn/bpmn-dump.h"

#include "engine/source/source-node.h"

static const char *
shown (const char *text)
{
  return text != NULL ? text : "-";
}

static const char *
id_of (BpmnElement *element)
{
  return element != NULL ? shown (bpmn_element_get_id (element)) : "NULL";
}

static void
dump_ids (GString *text, const char *label, const GPtrArray *elements)
{
  g_string_append_printf (text, " %s=", label);
  for (guint i = 0; i < elements->len; i++)
    g_string_append_printf (text, "%s,", id_of (g_ptr_array_index (elements, i)));
}

static void
dump_rect (GString *text, const char *label, const BpmnRect *rect)
{
  g_string_append_printf (text, " %s=%g,%g,%g,%g", label, rect->x, rect->y, rect->width,
                          rect->height);
}

static void
dump_element (GString *text, SourceDocument *document, BpmnElement *element)
{
  BpmnShape *shape = bpmn_element_get_shape (element);
  BpmnEdge *edge = bpmn_element_get_edge (element);

  g_string_append_printf (
      text, "%s@%zu %s name=%s parent=%s ref=%s>%s ends=%s>%s default=%s condition=%s",
      bpmn_type_get_name (bpmn_element_get_type_id (element)),
      source_node_get_offset (document, bpmn_element_get_node (element)),
      shown (bpmn_element_get_id (element)), shown (bpmn_element_get_name (element)),
      id_of (bpmn_element_get_parent (element)), shown (bpmn_element_get_source_ref (element)),
      shown (bpmn_element_get_target_ref (element)), id_of (bpmn_element_get_source (element)),
      id_of (bpmn_element_get_target (element)), shown (bpmn_element_get_default_ref (element)),
      shown (bpmn_element_get_condition (element)));
  g_string_append_printf (text, " attached=%s", id_of (bpmn_element_get_attached_to (element)));
  dump_ids (text, "in", bpmn_element_get_incoming (element));
  dump_ids (text, "out", bpmn_element_get_outgoing (element));
  dump_ids (text, "children", bpmn_element_get_children (element));
  if (shape != NULL)
    g_string_append_printf (text, " shape@%zu",
                            source_node_get_offset (document, bpmn_shape_get_node (shape)));
  if (edge != NULL)
    g_string_append_printf (text, " edge@%zu",
                            source_node_get_offset (document, bpmn_edge_get_node (edge)));
  g_string_append_c (text, '\n');
}

static void
dump_shape (GString *text, BpmnShape *shape)
{
  BpmnRect bounds = bpmn_shape_get_bounds (shape);

  g_string_append_printf (text, "  shape %s of %s", shown (bpmn_shape_get_element_ref (shape)),
                          id_of (bpmn_shape_get_element (shape)));
  dump_rect (text, "bounds", &bounds);
  if (bpmn_shape_get_label_bounds (shape, &bounds))
    dump_rect (text, "label", &bounds);
  g_string_append_printf (text, " %s %s %d%d%d\n", shown (bpmn_shape_get_fill (shape)),
                          shown (bpmn_shape_get_stroke (shape)), bpmn_shape_is_horizontal (shape),
                          bpmn_shape_is_expanded (shape), bpmn_shape_is_marker_visible (shape));
}

static void
dump_edge (GString *text, BpmnEdge *edge)
{
  guint n;
  const BpmnPoint *points = bpmn_edge_get_waypoints (edge, &n);
  BpmnRect label;

  g_string_append_printf (text, "  edge %s of %s", shown (bpmn_edge_get_element_ref (edge)),
                          id_of (bpmn_edge_get_element (edge)));
  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, " %g,%g", points[i].x, points[i].y);
  if (bpmn_edge_get_label_bounds (edge, &label))
    dump_rect (text, "label", &label);
  g_string_append_printf (text, " %s\n", shown (bpmn_edge_get_stroke (edge)));
}

/**
 * bpmn_dump:
 * @model: a model
 *
 * Returns: (transfer full): all that it answers, as text
 */
char *
bpmn_dump (BpmnModel *model)
{
  GString *text = g_string_new (NULL);
  SourceDocument *document = bpmn_model_get_document (model);
  const GPtrArray *elements = bpmn_model_get_elements (model);
  const GPtrArray *diagrams = bpmn_model_get_diagrams (model);

  g_string_append_printf (text, "process %s\n", id_of (bpmn_model_get_process (model)));
  for (guint i = 0; i < elements->len; i++)
    {
      BpmnElement *element = g_ptr_array_index (elements, i);
      const char *id = bpmn_element_get_id (element);

      g_assert_true (bpmn_element_is_attached (element));
      dump_element (text, document, element);
      if (id != NULL)
        g_string_append_printf (
            text, "  first@%zu\n",
            source_node_get_offset (document,
                                    bpmn_element_get_node (bpmn_model_lookup (model, id))));
    }
  for (guint i = 0; i < diagrams->len; i++)
    {
      BpmnDiagram *diagram = g_ptr_array_index (diagrams, i);
      const GPtrArray *shapes = bpmn_diagram_get_shapes (diagram);
      const GPtrArray *edges = bpmn_diagram_get_edges (diagram);

      g_string_append_printf (text, "diagram %s of %s\n", shown (bpmn_diagram_get_name (diagram)),
                              id_of (bpmn_diagram_get_element (diagram)));
      for (guint j = 0; j < shapes->len; j++)
        dump_shape (text, g_ptr_array_index (shapes, j));
      for (guint j = 0; j < edges->len; j++)
        dump_edge (text, g_ptr_array_index (edges, j));
    }
  return g_string_free (text, FALSE);
}

/**
 * bpmn_assert_as_opened:
 * @model: a model that followed changes
 *
 * Asserts that it answers all as the model of a program that has just opened the text.
 */
void
bpmn_assert_as_opened (BpmnModel *model)
{
  SourceDocument *document = bpmn_model_get_document (model);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = source_document_encode (document, &error);
  g_autoptr (SourceDocument) fresh_document = NULL;
  g_autoptr (BpmnModel) fresh = NULL;
  g_autofree char *ours = NULL;
  g_autofree char *theirs = NULL;

  g_assert_no_error (error);
  fresh_document = source_document_new_for_bytes (SOURCE_KIND_XML, bytes, "fresh", &error);
  g_assert_no_error (error);
  fresh = bpmn_model_new (fresh_document);
  ours = bpmn_dump (model);
  theirs = bpmn_dump (fresh);
  g_assert_cmpstr (ours, ==, theirs);
}

/* editor-clipboard.c: a part of a process as text
 *
 * The text is cut out of the file: the start tags of definitions, process and diagram as they are
 * written there, and in them the chosen elements as they are written there. So nothing the editor
 * does not know gets lost, and every prefix means what it meant.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "editor/editor-clipboard.h"

#include <string.h>

#include "editor/editor-plan.h"
#include "engine/source/source-node.h"

static gboolean
is_copied_by_itself (BpmnElement *element)
{
  BpmnType type = bpmn_element_get_type_id (element);

  return bpmn_type_is_flow_node (type) || type == BPMN_TYPE_TEXT_ANNOTATION ||
         type == BPMN_TYPE_GROUP || type == BPMN_TYPE_DATA_OBJECT_REFERENCE ||
         type == BPMN_TYPE_DATA_STORE_REFERENCE;
}

static gboolean
is_inside (GHashTable *chosen, BpmnElement *element)
{
  for (; element != NULL; element = bpmn_element_get_parent (element))
    if (g_hash_table_contains (chosen, element))
      return TRUE;
  return FALSE;
}

/* What is copied: the chosen nodes, their boundary events, and the connections between them. */
static GPtrArray *
collect (EditorSession *session, BpmnElement *const *elements, guint n_elements)
{
  const GPtrArray *all = bpmn_model_get_elements (editor_session_get_model (session));
  g_autoptr (GHashTable) chosen = g_hash_table_new (NULL, NULL);
  GPtrArray *copied = g_ptr_array_new ();

  for (guint i = 0; i < n_elements; i++)
    if (is_copied_by_itself (elements[i]) && bpmn_element_is_attached (elements[i]))
      g_hash_table_add (chosen, elements[i]);
  for (guint i = 0; i < all->len; i++)
    {
      BpmnElement *element = g_ptr_array_index (all, i);
      BpmnElement *host = bpmn_element_get_attached_to (element);

      if (host != NULL && g_hash_table_contains (chosen, host))
        g_hash_table_add (chosen, element);
    }
  for (guint i = 0; i < all->len; i++)
    {
      BpmnElement *element = g_ptr_array_index (all, i);
      BpmnType type = bpmn_element_get_type_id (element);
      BpmnElement *parent = bpmn_element_get_parent (element);
      gboolean is_between = bpmn_type_is_connection (type) &&
                            is_inside (chosen, bpmn_element_get_source (element)) &&
                            is_inside (chosen, bpmn_element_get_target (element));

      if ((g_hash_table_contains (chosen, element) || is_between) && !is_inside (chosen, parent))
        g_ptr_array_add (copied, element);
    }
  return copied;
}

static char *
dup_start_tag (EditorSession *session, const SourceNode *node)
{
  SourceDocument *document = editor_session_get_document (session);
  g_autofree char *source = source_node_dup_source (document, node);
  gsize length = source_node_get_tag_length (document, node);
  GString *tag = g_string_new_len (source, (gssize) length);

  if (tag->len >= 2 && tag->str[tag->len - 2] == '/') /* an empty element gets content here */
    g_string_erase (tag, (gssize) tag->len - 2, 1);
  return g_string_free (tag, FALSE);
}

static char *
dup_qualified_name (const char *start_tag)
{
  return g_strndup (start_tag + 1, strcspn (start_tag + 1, " \t\r\n/>"));
}

static void
open_element (EditorSession *session, GString *text, GPtrArray *open, const SourceNode *node)
{
  g_autofree char *tag = dup_start_tag (session, node);

  g_string_append_printf (text, "%s\n", tag);
  g_ptr_array_add (open, dup_qualified_name (tag));
}

static void
close_element (GString *text, GPtrArray *open)
{
  g_string_append_printf (text, "</%s>\n", (char *) g_ptr_array_index (open, open->len - 1));
  g_ptr_array_set_size (open, (int) open->len - 1);
}

static void
append_source (EditorSession *session, GString *text, const SourceNode *node)
{
  g_autofree char *source = source_node_dup_source (editor_session_get_document (session), node);

  g_string_append_printf (text, "%s\n", source);
}

static gboolean
has_drawn (const GPtrArray *copied, BpmnElement *element)
{
  for (; element != NULL; element = bpmn_element_get_parent (element))
    if (g_ptr_array_find ((GPtrArray *) copied, element, NULL))
      return TRUE;
  return FALSE;
}

/* Shapes and edges of the first diagram that draws any of it. */
static void
append_diagram (EditorSession *session, GString *text, GPtrArray *open, const GPtrArray *copied)
{
  const GPtrArray *diagrams = bpmn_model_get_diagrams (editor_session_get_model (session));

  for (guint i = 0; i < diagrams->len; i++)
    {
      const BpmnDiagram *diagram = g_ptr_array_index (diagrams, i);
      const GPtrArray *shapes = bpmn_diagram_get_shapes (diagram);
      const GPtrArray *edges = bpmn_diagram_get_edges (diagram);
      const SourceNode *plane =
          source_node_first_element (bpmn_diagram_get_node (diagram), BPMN_NS_DI, "BPMNPlane");
      gsize before = text->len;
      gboolean any = FALSE;

      if (plane == NULL)
        continue;
      open_element (session, text, open, bpmn_diagram_get_node (diagram));
      open_element (session, text, open, plane);
      for (guint j = 0; j < shapes->len; j++)
        {
          const BpmnShape *shape = g_ptr_array_index (shapes, j);

          if (!has_drawn (copied, bpmn_shape_get_element (shape)))
            continue;
          append_source (session, text, bpmn_shape_get_node (shape));
          any = TRUE;
        }
      for (guint j = 0; j < edges->len; j++)
        {
          const BpmnEdge *edge = g_ptr_array_index (edges, j);

          if (has_drawn (copied, bpmn_edge_get_element (edge)))
            append_source (session, text, bpmn_edge_get_node (edge));
        }
      close_element (text, open);
      close_element (text, open);
      if (any)
        return;
      g_string_truncate (text, before);
    }
}

/**
 * editor_clipboard_copy:
 * @session: the session
 * @elements: (array length=n_elements): what is to be copied
 * @n_elements: how many
 *
 * Returns: (transfer full) (nullable): a small BPMN file with the elements, the connections between
 *   them and their shapes; %NULL if there is nothing that can be copied
 */
char *
editor_clipboard_copy (EditorSession *session, BpmnElement *const *elements, guint n_elements)
{
  BpmnModel *model = editor_session_get_model (session);
  BpmnElement *definitions = bpmn_model_get_definitions (model);
  BpmnElement *process = bpmn_model_get_process (model);
  g_autoptr (GPtrArray) copied = collect (session, elements, n_elements);
  g_autoptr (GPtrArray) open = g_ptr_array_new_with_free_func (g_free);
  GString *text;

  if (copied->len == 0 || definitions == NULL || process == NULL)
    return NULL;
  text = g_string_new ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
  open_element (session, text, open, bpmn_element_get_node (definitions));
  open_element (session, text, open, bpmn_element_get_node (process));
  for (guint i = 0; i < copied->len; i++)
    append_source (session, text, bpmn_element_get_node (g_ptr_array_index (copied, i)));
  close_element (text, open);
  append_diagram (session, text, open, copied);
  close_element (text, open);
  return g_string_free (text, FALSE);
}

/**
 * editor_clipboard_can_paste:
 * @text: (nullable): any text
 *
 * A quick look, so that menus can be greyed out; pasting may still find the text malformed.
 *
 * Returns: whether @text looks like a part of a process
 */
gboolean
editor_clipboard_can_paste (const char *text)
{
  return text != NULL && strstr (text, BPMN_NS_MODEL) != NULL &&
         strstr (text, "definitions") != NULL;
}

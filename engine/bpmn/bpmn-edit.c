/* bpmn-edit.c: adding, connecting, naming
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/bpmn/bpmn-edit-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

G_DEFINE_QUARK (bpmn-error-quark, bpmn_error)

/**
 * bpmn_edit_begin:
 * @model: a model
 * @name: what the person undoes if this is the outermost transaction, translated
 *
 * Begins the nested transaction of one edit.
 */
void
bpmn_edit_begin (BpmnModel *model, const char *name)
{
  source_workspace_begin (source_document_get_workspace (model->document), name);
}

/**
 * bpmn_edit_end:
 * @model: a model
 * @done: whether the edit succeeded
 *
 * Ends the edit: commits what was done, takes back what was not.
 *
 * Returns: @done
 */
gboolean
bpmn_edit_end (BpmnModel *model, gboolean done)
{
  SourceWorkspace *workspace = source_document_get_workspace (model->document);

  if (done)
    source_workspace_commit (workspace);
  else
    source_workspace_rollback (workspace);
  return done;
}

/**
 * bpmn_edit_ensure_extension_elements:
 * @model: a model
 * @element: an element
 * @error: return location for an error
 *
 * Returns: (transfer none) (nullable): its extensionElements, made where the file would have them;
 *   %NULL with an error of the source
 */
SourceNode *
bpmn_edit_ensure_extension_elements (BpmnModel *model, BpmnElement *element, GError **error)
{
  SourceNode *node = element->item.node;
  SourceNode *found = source_node_first_element (node, BPMN_NS_MODEL, "extensionElements");
  g_autoptr (SourceFragment) fragment = NULL;

  if (found != NULL)
    return found;
  fragment = source_fragment_new (BPMN_NS_MODEL, "bpmn", "extensionElements");
  return source_edit_insert (model->document, node,
                             bpmn_place_child (model, node, "extensionElements"), fragment, error);
}

/**
 * bpmn_edit_add_node:
 * @model: a model
 * @process: the process or sub-process to add to
 * @type: a kind of flow node
 * @id: (nullable): the new id; %NULL for a new one
 * @name: (nullable): the name; %NULL or "" for none
 * @extension: (nullable): an element to stand in extensionElements
 * @error: return location for an error
 *
 * Adds a flow node behind the last flow element. It is drawn nowhere yet.
 *
 * Returns: (transfer none) (nullable): the new element; %NULL with %BPMN_ERROR_ID,
 *   %BPMN_ERROR_NOT_ALLOWED or an error of the source
 */
BpmnElement *
bpmn_edit_add_node (BpmnModel *model, BpmnElement *process, BpmnType type, const char *id,
                    const char *name, const SourceFragment *extension, GError **error)
{
  g_autofree char *own_id = id != NULL ? g_strdup (id) : bpmn_model_new_id (model, type);
  g_autoptr (SourceFragment) fragment = NULL;
  SourceNode *node;
  SourceNode *container;
  gboolean done;

  g_return_val_if_fail (bpmn_type_is_flow_node (type), NULL);
  if (!bpmn_edit_check_id (model, NULL, own_id, error))
    return NULL;
  fragment = source_fragment_new (BPMN_NS_MODEL, "bpmn", bpmn_type_get_name (type));
  source_fragment_set_attribute (fragment, NULL, NULL, "id", own_id);
  if (name != NULL && *name != '\0')
    source_fragment_set_attribute (fragment, NULL, NULL, "name", name);
  if (extension != NULL)
    source_fragment_add (fragment, BPMN_NS_MODEL, "bpmn", "extensionElements");

  bpmn_edit_begin (model, _ ("Add element"));
  node = source_edit_insert (model->document, process->item.node,
                             bpmn_place_flow_element (process->item.node), fragment, error);
  done = node != NULL;
  if (done && extension != NULL)
    {
      container = source_node_first_element (node, BPMN_NS_MODEL, "extensionElements");
      done = source_edit_insert (model->document, container, NULL, extension, error) != NULL;
    }
  if (!bpmn_edit_end (model, done))
    return NULL;
  return bpmn_model_get_element_for_node (model, node);
}

/**
 * bpmn_edit_insert:
 * @model: a model
 * @process: the process or sub-process to add to
 * @fragment: a flow node, described with its id and content
 * @error: return location for an error
 *
 * Adds a flow node as it is described behind the last flow element.
 *
 * Returns: (transfer none) (nullable): the element; %NULL with an error of the source
 */
BpmnElement *
bpmn_edit_insert (BpmnModel *model, BpmnElement *process, const SourceFragment *fragment,
                  GError **error)
{
  SourceNode *node;

  bpmn_edit_begin (model, _ ("Add element"));
  node = source_edit_insert (model->document, process->item.node,
                             bpmn_place_flow_element (process->item.node), fragment, error);
  if (!bpmn_edit_end (model, node != NULL))
    return NULL;
  return bpmn_model_get_element_for_node (model, node);
}

/**
 * bpmn_edit_can_connect:
 * @model: a model
 * @source: where the flow would begin
 * @target: where it would end
 * @error: return location for an error
 *
 * Whether BPMN allows a sequence flow: between flow nodes of one process or sub-process, not into a
 * start or boundary event and not out of an end event (BPMN 7.6.1).
 *
 * Returns: %TRUE, or %FALSE with %BPMN_ERROR_NOT_ALLOWED
 */
gboolean
bpmn_edit_can_connect (BpmnModel *model, BpmnElement *source, BpmnElement *target, GError **error)
{
  const char *why = NULL;

  if (!bpmn_type_is_flow_node (source->item.type) || !bpmn_type_is_flow_node (target->item.type))
    why = _ ("Only events, tasks and gateways can be connected by a sequence flow");
  else if (source->item.type == BPMN_TYPE_END_EVENT)
    why = _ ("No flow can leave an end event");
  else if (target->item.type == BPMN_TYPE_START_EVENT)
    why = _ ("No flow can lead to a start event");
  else if (target->item.type == BPMN_TYPE_BOUNDARY_EVENT)
    why = _ ("No flow can lead to a boundary event");
  else if (source->parent != target->parent)
    why = _ ("A sequence flow cannot leave its process or sub-process");
  else if (source->id == NULL || target->id == NULL)
    why = _ ("What is to be connected must have an id");
  if (why == NULL)
    return TRUE;
  g_set_error_literal (error, BPMN_ERROR, BPMN_ERROR_NOT_ALLOWED, why);
  return FALSE;
}

/**
 * bpmn_edit_connect:
 * @model: a model
 * @source: where the flow begins
 * @target: where it ends
 * @id: (nullable): the new id; %NULL for a new one
 * @error: return location for an error
 *
 * Adds a sequence flow behind the last flow element and lists it in `outgoing` and `incoming`. It
 * is drawn nowhere yet.
 *
 * Returns: (transfer none) (nullable): the flow; %NULL with an error
 */
BpmnElement *
bpmn_edit_connect (BpmnModel *model, BpmnElement *source, BpmnElement *target, const char *id,
                   GError **error)
{
  g_autofree char *own_id = NULL;
  g_autoptr (SourceFragment) fragment = NULL;
  SourceNode *container = source_node_get_parent (source->item.node);
  SourceNode *node;
  gboolean done;

  if (!bpmn_edit_can_connect (model, source, target, error))
    return NULL;
  own_id = id != NULL ? g_strdup (id) : bpmn_model_new_id (model, BPMN_TYPE_SEQUENCE_FLOW);
  if (!bpmn_edit_check_id (model, NULL, own_id, error))
    return NULL;
  fragment = source_fragment_new (BPMN_NS_MODEL, "bpmn", "sequenceFlow");
  source_fragment_set_attribute (fragment, NULL, NULL, "id", own_id);
  source_fragment_set_attribute (fragment, NULL, NULL, "sourceRef", source->id);
  source_fragment_set_attribute (fragment, NULL, NULL, "targetRef", target->id);

  bpmn_edit_begin (model, _ ("Connect"));
  node = source_edit_insert (model->document, container, bpmn_place_flow_element (container),
                             fragment, error);
  done = node != NULL && bpmn_edit_add_flow_ref (model, source, "outgoing", own_id, error) &&
         bpmn_edit_add_flow_ref (model, target, "incoming", own_id, error);
  if (!bpmn_edit_end (model, done))
    return NULL;
  return bpmn_model_get_element_for_node (model, node);
}

static gboolean
move_flow_ref (BpmnModel *model, BpmnElement *from, BpmnElement *to, const char *name,
               const char *id, GError **error)
{
  if (from == to)
    return TRUE;
  return (from == NULL || bpmn_edit_remove_flow_ref (model, from, name, id, error)) &&
         bpmn_edit_add_flow_ref (model, to, name, id, error);
}

/* The edge's optional references to the shapes at its ends (BPMN DI 12.2.3.4). */
static gboolean
set_edge_end (BpmnModel *model, BpmnElement *flow, const char *attribute, BpmnElement *end,
              GError **error)
{
  g_autofree char *shape_id = NULL;

  if (flow->edges == NULL ||
      !source_node_has_attribute (flow->edges->item.node, NULL, attribute))
    return TRUE;
  if (end->shapes != NULL)
    shape_id = source_node_dup_attribute (end->shapes->item.node, NULL, "id");
  return source_edit_set_attribute (model->document, flow->edges->item.node, NULL, NULL, attribute,
                                    shape_id, error);
}

/**
 * bpmn_edit_reconnect:
 * @model: a model
 * @flow: a sequence flow
 * @source: where it is to begin
 * @target: where it is to end
 * @error: return location for an error
 *
 * Leads a flow elsewhere: `sourceRef`, `targetRef`, `incoming` and `outgoing`. A gateway that loses
 * its default flow no longer names it. Way points stay as they are.
 *
 * Returns: %TRUE, or %FALSE with an error
 */
gboolean
bpmn_edit_reconnect (BpmnModel *model, BpmnElement *flow, BpmnElement *source, BpmnElement *target,
                     GError **error)
{
  BpmnElement *old_source, *old_target;
  const char *default_ref;
  gboolean done = TRUE;

  g_return_val_if_fail (flow->item.type == BPMN_TYPE_SEQUENCE_FLOW, FALSE);
  if (!bpmn_edit_can_connect (model, source, target, error))
    return FALSE;
  old_source = flow->connection.source;
  old_target = flow->connection.target;
  bpmn_edit_begin (model, _ ("Reconnect"));
  if (flow->id != NULL)
    done = move_flow_ref (model, old_source, source, "outgoing", flow->id, error) &&
           move_flow_ref (model, old_target, target, "incoming", flow->id, error);
  if (done && old_source != NULL && old_source != source)
    {
      default_ref = bpmn_element_get_default_ref (old_source);
      if (default_ref != NULL && g_strcmp0 (default_ref, flow->id) == 0)
        done = bpmn_edit_set_default (model, old_source, NULL, error);
      done = done && set_edge_end (model, flow, "sourceElement", source, error);
    }
  if (done && old_target != target)
    done = set_edge_end (model, flow, "targetElement", target, error);
  done = done &&
         source_edit_set_attribute (model->document, flow->item.node, NULL, NULL, "sourceRef",
                                    source->id, error) &&
         source_edit_set_attribute (model->document, flow->item.node, NULL, NULL, "targetRef",
                                    target->id, error);
  return bpmn_edit_end (model, done);
}

static gboolean
is_name_start (gunichar c)
{
  return c == '_' || g_unichar_isalpha (c);
}

static gboolean
is_name_char (gunichar c)
{
  return is_name_start (c) || g_unichar_isdigit (c) || c == '-' || c == '.' ||
         g_unichar_type (c) == G_UNICODE_NON_SPACING_MARK;
}

static gboolean
is_ncname (const char *id)
{
  if (!g_utf8_validate (id, -1, NULL) || !is_name_start (g_utf8_get_char (id)))
    return FALSE;
  for (const char *p = g_utf8_next_char (id); *p != '\0'; p = g_utf8_next_char (p))
    if (!is_name_char (g_utf8_get_char (p)))
      return FALSE;
  return TRUE;
}

/**
 * bpmn_edit_check_id:
 * @model: a model
 * @element: (nullable): who is to have it; %NULL for a new element
 * @id: the id
 * @error: return location for an error
 *
 * An id begins with a letter or underscore, holds letters, digits, `.`, `-` and `_` (NCName), and
 * nothing else in the file has it, diagram part included (xs:ID).
 *
 * Returns: %TRUE, or %FALSE with %BPMN_ERROR_ID
 */
gboolean
bpmn_edit_check_id (BpmnModel *model, BpmnElement *element, const char *id, GError **error)
{
  BpmnElement *other;

  if (id == NULL || *id == '\0')
    {
      g_set_error_literal (error, BPMN_ERROR, BPMN_ERROR_ID, _ ("An id cannot be empty"));
      return FALSE;
    }
  if (!is_ncname (id))
    {
      g_set_error (error, BPMN_ERROR, BPMN_ERROR_ID,
                   _ ("“%s” cannot be an id: it must begin with a letter or underscore and hold "
                      "letters, digits, “.”, “-” and “_” only"),
                   id);
      return FALSE;
    }
  other = bpmn_model_lookup (model, id);
  if ((other != NULL && other != element) || bpmn_model_has_diagram_id (model, id))
    {
      g_set_error (error, BPMN_ERROR, BPMN_ERROR_ID, _ ("The id “%s” is in use already"), id);
      return FALSE;
    }
  return TRUE;
}

/**
 * bpmn_edit_set_id:
 * @model: a model
 * @element: an element
 * @id: the new id
 * @error: return location for an error
 *
 * Renames an element and all that names it. Ids of shapes and edges stay as they are. If another
 * element has the same old id, the references are left to it.
 *
 * Returns: %TRUE, or %FALSE with %BPMN_ERROR_ID or an error of the source
 */
gboolean
bpmn_edit_set_id (BpmnModel *model, BpmnElement *element, const char *id, GError **error)
{
  g_autofree char *old_id = g_strdup (element->id);
  gboolean referred;
  gboolean done;

  if (g_strcmp0 (old_id, id) == 0)
    return TRUE;
  if (!bpmn_edit_check_id (model, element, id, error))
    return FALSE;
  referred = old_id != NULL && bpmn_model_lookup (model, old_id) == element;
  bpmn_edit_begin (model, _ ("Change id"));
  done = source_edit_set_attribute (model->document, element->item.node, NULL, NULL, "id", id,
                                    error) &&
         (!referred || bpmn_edit_replace_refs (model, old_id, id, error));
  return bpmn_edit_end (model, done);
}

static gboolean
set_text_child (BpmnModel *model, BpmnElement *element, const char *child_name, const char *text,
                GError **error)
{
  SourceNode *child = source_node_first_element (element->item.node, BPMN_NS_MODEL, child_name);
  g_autoptr (SourceFragment) fragment = NULL;

  if (child != NULL)
    return source_edit_set_text (model->document, child, text, error);
  if (*text == '\0')
    return TRUE;
  fragment = source_fragment_new (BPMN_NS_MODEL, "bpmn", child_name);
  source_fragment_set_text (fragment, text);
  return source_edit_insert (model->document, element->item.node,
                             bpmn_place_child (model, element->item.node, child_name), fragment,
                             error) != NULL;
}

/**
 * bpmn_edit_set_name:
 * @model: a model
 * @element: an element
 * @name: (nullable): its new name; %NULL for none, "" for an empty one
 * @error: return location for an error
 *
 * Names an element; sets the text of an annotation and the category value of a group.
 *
 * Returns: %TRUE, or %FALSE with an error of the source, or %BPMN_ERROR_NOT_ALLOWED for a group
 *   without category
 */
gboolean
bpmn_edit_set_name (BpmnModel *model, BpmnElement *element, const char *name, GError **error)
{
  SourceNode *node = element->item.node;
  const char *attribute = "name";
  gboolean done;

  if (element->item.type == BPMN_TYPE_GROUP)
    {
      g_autofree char *ref = source_node_dup_attribute (node, NULL, "categoryValueRef");
      BpmnElement *value = bpmn_build_lookup_ref (model, ref);

      if (value == NULL)
        {
          g_set_error_literal (error, BPMN_ERROR, BPMN_ERROR_NOT_ALLOWED,
                               _ ("A group shows the value of its category, and this one has "
                                  "none"));
          return FALSE;
        }
      node = value->item.node;
      attribute = "value";
    }
  bpmn_edit_begin (model, _ ("Rename"));
  if (element->item.type == BPMN_TYPE_TEXT_ANNOTATION)
    done = set_text_child (model, element, "text", name != NULL ? name : "", error);
  else
    done = source_edit_set_attribute (model->document, node, NULL, NULL, attribute, name, error);
  return bpmn_edit_end (model, done);
}

/* -1: no condition in the file shows it. */
static int
writes_condition_type (BpmnModel *model)
{
  const GPtrArray *elements = bpmn_model_get_elements (model);
  int typed = 0, plain = 0;

  for (guint i = 0; i < elements->len && typed + plain < 100; i++)
    {
      BpmnElement *element = g_ptr_array_index (elements, i);
      SourceNode *condition;

      if (element->item.type != BPMN_TYPE_SEQUENCE_FLOW)
        continue;
      condition = source_node_first_element (element->item.node, BPMN_NS_MODEL,
                                             "conditionExpression");
      if (condition == NULL)
        continue;
      if (source_node_has_attribute (condition, BPMN_NS_XSI, "type"))
        typed++;
      else
        plain++;
    }
  return typed + plain == 0 ? -1 : typed >= plain;
}

static gboolean
insert_condition (BpmnModel *model, BpmnElement *flow, const char *condition, GError **error)
{
  g_autoptr (SourceFragment) fragment =
      source_fragment_new (BPMN_NS_MODEL, "bpmn", "conditionExpression");

  if (writes_condition_type (model) != 0)
    {
      const char *prefix = source_node_lookup_prefix (flow->item.node, BPMN_NS_MODEL);
      g_autofree char *type = prefix != NULL && *prefix != '\0'
                                  ? g_strconcat (prefix, ":tFormalExpression", NULL)
                                  : g_strdup ("tFormalExpression");

      source_fragment_set_attribute (fragment, BPMN_NS_XSI, "xsi", "type", type);
    }
  source_fragment_set_text (fragment, condition);
  return source_edit_insert (model->document, flow->item.node, NULL, fragment, error) != NULL;
}

/**
 * bpmn_edit_set_condition:
 * @model: a model
 * @flow: a sequence flow
 * @condition: (nullable): the expression; %NULL takes the conditionExpression away
 * @error: return location for an error
 *
 * Returns: %TRUE, or %FALSE with an error of the source
 */
gboolean
bpmn_edit_set_condition (BpmnModel *model, BpmnElement *flow, const char *condition,
                         GError **error)
{
  SourceNode *node;
  gboolean done = TRUE;

  g_return_val_if_fail (flow->item.type == BPMN_TYPE_SEQUENCE_FLOW, FALSE);
  node = source_node_first_element (flow->item.node, BPMN_NS_MODEL, "conditionExpression");
  bpmn_edit_begin (model, _ ("Set condition"));
  if (condition == NULL)
    {
      while (done && node != NULL)
        {
          done = source_edit_remove (model->document, node, error);
          node = source_node_first_element (flow->item.node, BPMN_NS_MODEL, "conditionExpression");
        }
    }
  else if (node != NULL)
    done = source_edit_set_text (model->document, node, condition, error);
  else
    done = insert_condition (model, flow, condition, error);
  return bpmn_edit_end (model, done);
}

/**
 * bpmn_edit_set_default:
 * @model: a model
 * @gateway: a gateway or activity
 * @flow: (nullable): one of its outgoing flows; %NULL for no default
 * @error: return location for an error
 *
 * Returns: %TRUE, or %FALSE with %BPMN_ERROR_NOT_ALLOWED or an error of the source
 */
gboolean
bpmn_edit_set_default (BpmnModel *model, BpmnElement *gateway, BpmnElement *flow, GError **error)
{
  if (!bpmn_type_is_gateway (gateway->item.type) && !bpmn_type_is_activity (gateway->item.type))
    {
      g_set_error_literal (error, BPMN_ERROR, BPMN_ERROR_NOT_ALLOWED,
                           _ ("Only gateways and tasks have a default flow"));
      return FALSE;
    }
  if (flow != NULL && (flow->id == NULL || bpmn_element_get_source (flow) != gateway))
    {
      g_set_error (error, BPMN_ERROR, BPMN_ERROR_NOT_ALLOWED,
                   _ ("“%s” does not leave “%s” and cannot be its default flow"),
                   flow->id != NULL ? flow->id : "", gateway->id != NULL ? gateway->id : "");
      return FALSE;
    }
  bpmn_edit_begin (model, _ ("Set default flow"));
  return bpmn_edit_end (model, source_edit_set_attribute (model->document, gateway->item.node, NULL,
                                                          NULL, "default",
                                                          flow != NULL ? flow->id : NULL, error));
}

/* The name in a tag that begins at @tag with `<` or `</`, without prefix; its length. */
static const char *
find_local_name (const char *tag, gsize *length)
{
  const char *name = tag + (tag[1] == '/' ? 2 : 1);
  gsize whole = strcspn (name, " \t\r\n/>");
  const char *colon = memchr (name, ':', whole);

  if (colon != NULL)
    {
      whole -= (gsize) (colon + 1 - name);
      name = colon + 1;
    }
  *length = whole;
  return name;
}

/**
 * bpmn_edit_set_type:
 * @model: a model
 * @element: an element
 * @type: its new kind
 * @error: return location for an error
 *
 * Writes another element name and nothing else: `task` becomes `serviceTask`. The element stands in
 * another node afterwards, so look it up again by its id.
 *
 * Returns: %TRUE, or %FALSE with an error of the source
 */
gboolean
bpmn_edit_set_type (BpmnModel *model, BpmnElement *element, BpmnType type, GError **error)
{
  SourceNode *node = element->item.node;
  g_autofree char *text = NULL;
  g_autoptr (GString) changed = NULL;
  const char *name, *end;
  gsize length, offset, size;

  g_return_val_if_fail (type != BPMN_TYPE_OTHER, FALSE);
  if (element->item.type == type)
    return TRUE;
  text = source_node_dup_source (model->document, node);
  offset = source_node_get_offset (model->document, node);
  size = source_node_get_length (model->document, node);
  changed = g_string_new (NULL);
  name = find_local_name (text, &length);
  g_string_append_len (changed, text, name - text);
  g_string_append (changed, bpmn_type_get_name (type));
  name += length;
  end = g_strrstr (text, "</");
  if (end != NULL && !g_str_has_suffix (text, "/>"))
    {
      const char *end_name = find_local_name (end, &length);

      g_string_append_len (changed, name, end_name - name);
      g_string_append (changed, bpmn_type_get_name (type));
      name = end_name + length;
    }
  g_string_append (changed, name);
  bpmn_edit_begin (model, _ ("Change element"));
  return bpmn_edit_end (model, source_edit_replace (model->document, offset, size, changed->str,
                                                    error));
}

/**
 * bpmn_edit_sync_outgoing:
 * @model: a model
 * @gateway: a flow node
 * @error: return location for an error
 *
 * Makes its `outgoing` children the flows whose sourceRef it is, each once: what is right stays as
 * it is, in its order. The app runtime follows only listed flows out of a gateway (facts: format 0).
 *
 * Returns: %TRUE, or %FALSE with an error of the source
 */
gboolean
bpmn_edit_sync_outgoing (BpmnModel *model, BpmnElement *gateway, GError **error)
{
  g_autoptr (GHashTable) wanted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const GPtrArray *flows = bpmn_element_get_outgoing (gateway);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  SourceNode *node, *next;
  gboolean done = TRUE;

  for (guint i = 0; i < flows->len; i++)
    {
      BpmnElement *flow = g_ptr_array_index (flows, i);

      if (flow->id == NULL)
        continue;
      g_hash_table_add (wanted, g_strdup (flow->id));
      g_ptr_array_add (ids, g_strdup (flow->id));
    }
  bpmn_edit_begin (model, _ ("List outgoing flows"));
  for (node = source_node_first_element (gateway->item.node, BPMN_NS_MODEL, "outgoing");
       done && node != NULL; node = next)
    {
      g_autofree char *text = source_node_dup_text (node);

      next = source_node_next_element (node, BPMN_NS_MODEL, "outgoing");
      if (!g_hash_table_remove (wanted, g_strstrip (text)))
        done = source_edit_remove (model->document, node, error);
    }
  for (guint i = 0; done && i < ids->len; i++)
    if (g_hash_table_contains (wanted, g_ptr_array_index (ids, i)))
      done = bpmn_edit_add_flow_ref (model, gateway, "outgoing", g_ptr_array_index (ids, i), error);
  return bpmn_edit_end (model, done);
}

/* bpmn-edit-reference.c: all that names an id
 *
 * In BPMN's namespaces an attribute refers to an element if it is `default`, `bpmnElement`,
 * `calledElement` or its name ends in "Ref"; the text of an element does if it is `incoming`,
 * `outgoing` or its name ends in "Ref" or "Refs" (BPMN 2.0, Semantic.xsd: all IDREF and QName).
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/bpmn/bpmn-edit-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* @ref with @old_id replaced, a prefix kept; NULL if it names something else. */
char *
bpmn_edit_replace_in_ref (const char *ref, const char *old_id, const char *new_id)
{
  const char *colon;

  if (strcmp (ref, old_id) == 0)
    return g_strdup (new_id);
  colon = strchr (ref, ':');
  if (colon == NULL || strcmp (colon + 1, old_id) != 0)
    return NULL;
  return g_strdup_printf ("%.*s:%s", (int) (colon - ref), ref, new_id);
}

static char *
dup_stripped_text (const SourceNode *node)
{
  char *text = source_node_dup_text (node);

  return text != NULL ? g_strstrip (text) : NULL;
}

/* Makes the text of a reference @value; the white space around it stays. */
gboolean
bpmn_edit_set_ref_text (BpmnModel *model, SourceNode *node, const char *value, GError **error)
{
  g_autofree char *old = source_node_dup_text (node);
  g_autofree char *text = NULL;
  gsize start = strspn (old, " \t\r\n");
  gsize end = strlen (old);

  while (end > start && strchr (" \t\r\n", old[end - 1]) != NULL)
    end--;
  text = g_strdup_printf ("%.*s%s%s", (int) start, old, value, old + end);
  return source_edit_set_text (model->document, node, text, error);
}

/* The child @name (incoming, outgoing) of @node that names @id; NULL if none does. */
SourceNode *
bpmn_edit_find_flow_ref (BpmnElement *node, const char *name, const char *id)
{
  SourceNode *child = source_node_first_element (node->item.node, BPMN_NS_MODEL, name);

  for (; child != NULL; child = source_node_next_element (child, BPMN_NS_MODEL, name))
    {
      g_autofree char *text = dup_stripped_text (child);
      g_autofree char *hit = text != NULL ? bpmn_edit_replace_in_ref (text, id, id) : NULL;

      if (hit != NULL)
        return child;
    }
  return NULL;
}

/* Lists the flow @id in the node's incoming or outgoing, once. */
gboolean
bpmn_edit_add_flow_ref (BpmnModel *model, BpmnElement *node, const char *name, const char *id,
                        GError **error)
{
  g_autoptr (SourceFragment) fragment = NULL;

  if (bpmn_edit_find_flow_ref (node, name, id) != NULL)
    return TRUE;
  fragment = source_fragment_new (BPMN_NS_MODEL, "bpmn", name);
  source_fragment_set_text (fragment, id);
  return source_edit_insert (model->document, node->item.node,
                             bpmn_place_child (model, node->item.node, name), fragment,
                             error) != NULL;
}

/* Takes the flow @id out of the node's incoming or outgoing, however often it is there. */
gboolean
bpmn_edit_remove_flow_ref (BpmnModel *model, BpmnElement *node, const char *name, const char *id,
                           GError **error)
{
  SourceNode *child;

  while ((child = bpmn_edit_find_flow_ref (node, name, id)) != NULL)
    if (!source_edit_remove (model->document, child, error))
      return FALSE;
  return TRUE;
}

static gboolean
is_reference_attribute (const char *name)
{
  return strcmp (name, "default") == 0 || strcmp (name, "bpmnElement") == 0 ||
         strcmp (name, "calledElement") == 0 || g_str_has_suffix (name, "Ref");
}

static gboolean
is_reference_element (const SourceNode *node)
{
  const char *name = source_node_get_name (node);

  if (source_node_get_namespace (node) != g_intern_static_string (BPMN_NS_MODEL))
    return FALSE;
  return strcmp (name, "incoming") == 0 || strcmp (name, "outgoing") == 0 ||
         g_str_has_suffix (name, "Ref") || g_str_has_suffix (name, "Refs");
}

/* A reference that was found: an attribute of @node, or its text where @attribute is NULL. */
typedef struct
{
  SourceNode *node;
  char *attribute;
  char *value;
} Reference;

static void
reference_free (gpointer data)
{
  Reference *self = data;

  g_free (self->attribute);
  g_free (self->value);
  g_free (self);
}

typedef struct
{
  GHashTable *ids; /* set */
  SourceNode *node;
  GPtrArray *found;
} Search;

static gboolean
names_one (GHashTable *ids, const char *ref)
{
  const char *colon;

  if (g_hash_table_contains (ids, ref))
    return TRUE;
  colon = strchr (ref, ':');
  return colon != NULL && g_hash_table_contains (ids, colon + 1);
}

static void
add_reference (Search *search, const char *attribute, const char *value)
{
  Reference *reference = g_new0 (Reference, 1);

  reference->node = search->node;
  reference->attribute = g_strdup (attribute);
  reference->value = g_strdup (value);
  g_ptr_array_add (search->found, reference);
}

static gboolean
search_attribute (const char *namespace_uri, const char *prefix, const char *name,
                  const char *value, gpointer user_data)
{
  Search *search = user_data;

  if (namespace_uri == NULL && is_reference_attribute (name) && names_one (search->ids, value))
    add_reference (search, name, value);
  return TRUE;
}

static void
search_node (Search *search, SourceNode *node)
{
  const char *namespace_uri;

  if (source_node_get_kind (node) != SOURCE_NODE_ELEMENT)
    return;
  namespace_uri = source_node_get_namespace (node);
  if (namespace_uri == g_intern_static_string (BPMN_NS_MODEL) ||
      namespace_uri == g_intern_static_string (BPMN_NS_DI))
    {
      search->node = node;
      source_node_foreach_attribute (node, search_attribute, search);
    }
  if (is_reference_element (node))
    {
      g_autofree char *text = dup_stripped_text (node);

      search->node = node;
      if (text != NULL && names_one (search->ids, text))
        add_reference (search, NULL, text);
      return;
    }
  for (SourceNode *child = source_node_get_first_child (node); child != NULL;
       child = source_node_get_next (child))
    search_node (search, child);
}

/* All references in the file to one of @ids, in one pass; (element-type Reference). */
static GPtrArray *
find_references (BpmnModel *model, GHashTable *ids)
{
  Search search = { ids, NULL, g_ptr_array_new_with_free_func (reference_free) };
  SourceNode *root = source_document_get_root (model->document);

  if (root != NULL)
    search_node (&search, root);
  return search.found;
}

/* Makes all that names @old_id name @new_id. */
gboolean
bpmn_edit_replace_refs (BpmnModel *model, const char *old_id, const char *new_id, GError **error)
{
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) found = NULL;

  g_hash_table_add (ids, (char *) old_id);
  found = find_references (model, ids);
  for (guint i = 0; i < found->len; i++)
    {
      Reference *reference = g_ptr_array_index (found, i);
      g_autofree char *value = bpmn_edit_replace_in_ref (reference->value, old_id, new_id);

      if (reference->attribute != NULL
              ? !source_edit_set_attribute (model->document, reference->node, NULL, NULL,
                                            reference->attribute, value, error)
              : !bpmn_edit_set_ref_text (model, reference->node, value, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_optional_attribute (const char *name)
{
  return strcmp (name, "default") == 0 || strcmp (name, "processRef") == 0 ||
         strcmp (name, "categoryValueRef") == 0;
}

/* Takes away what names one of @ids and is of no use without it: reference elements and optional
 * attributes. What stays and names one all the same is told by @named_by, one line each. */
gboolean
bpmn_edit_remove_refs (BpmnModel *model, GHashTable *ids, GPtrArray *named_by, GError **error)
{
  g_autoptr (GPtrArray) found = find_references (model, ids);

  for (guint i = 0; i < found->len; i++)
    {
      Reference *reference = g_ptr_array_index (found, i);
      gboolean done = TRUE;

      if (!source_node_is_attached (reference->node))
        continue;
      if (reference->attribute == NULL)
        done = source_edit_remove (model->document, reference->node, error);
      else if (is_optional_attribute (reference->attribute))
        done = source_edit_set_attribute (model->document, reference->node, NULL, NULL,
                                          reference->attribute, NULL, error);
      else if (named_by != NULL)
        {
          guint line, column;

          source_node_locate (model->document, reference->node, &line, &column);
          g_ptr_array_add (named_by,
                           g_strdup_printf (_ ("line %u: “%s” of %s still names “%s”"), line,
                                            reference->attribute,
                                            source_node_get_name (reference->node),
                                            reference->value));
        }
      if (!done)
        return FALSE;
    }
  return TRUE;
}

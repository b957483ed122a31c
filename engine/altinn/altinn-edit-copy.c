/* altinn-edit-copy.c: copying elements within a process or from another one
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/altinn/altinn-edit-private.h"
#include "engine/source/source-node.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  AltinnApp *app;
  AltinnApp *from;
  BpmnElement *process;
  GHashTable *copies; /* original -> copy */
  GHashTable *ids;    /* set of ids that were given out; owns them */
  GHashTable *new_ids; /* id of anything copied -> its id in the copy; owns both */
} Copy;

static gboolean
is_free (Copy *self, const char *id)
{
  return !g_hash_table_contains (self->ids, id)
         && bpmn_edit_check_id (altinn_app_get_model (self->app), NULL, id, NULL);
}

/* The id itself where it is free, else a new one. */
static char *
choose_id (Copy *self, const char *id, BpmnType type)
{
  char *chosen = id != NULL && is_free (self, id)
                     ? g_strdup (id)
                     : bpmn_model_new_id (altinn_app_get_model (self->app), type);

  g_hash_table_add (self->ids, g_strdup (chosen));
  return chosen;
}

/* Chooses ids for @node and everything in it, so that references among what is copied can follow. */
static void
choose_ids (Copy *self, const SourceNode *node)
{
  g_autofree char *id = NULL;

  if (source_node_get_kind (node) != SOURCE_NODE_ELEMENT)
    return;
  if (source_node_get_namespace (node) == g_intern_static_string (BPMN_NS_MODEL))
    id = source_node_dup_attribute (node, NULL, "id");
  if (id != NULL && !g_hash_table_contains (self->new_ids, id))
    {
      char *chosen = choose_id (self, id, bpmn_type_from_name (source_node_get_name (node)));

      g_hash_table_insert (self->new_ids, g_steal_pointer (&id), chosen);
    }
  for (SourceNode *child = source_node_get_first_child (node); child != NULL;
       child = source_node_get_next (child))
    choose_ids (self, child);
}

static gboolean
is_reference (const char *name)
{
  static const char *const references[] = { "sourceRef",      "targetRef",     "attachedToRef",
                                            "default",        "dataObjectRef", "dataStoreRef",
                                            "activityRef",    NULL };

  return g_strv_contains (references, name);
}

typedef struct
{
  Copy *copy;
  SourceFragment *fragment;
  const SourceNode *node;
  gboolean top;
} Attributes;

static gboolean
copy_attribute (const char *namespace_uri, const char *prefix, const char *name,
                const char *value, gpointer user_data)
{
  Attributes *self = user_data;
  gboolean is_bpmn = source_node_get_namespace (self->node) ==
                     g_intern_static_string (BPMN_NS_MODEL);

  /* The default flow is another one in the copy. */
  if (namespace_uri == NULL && self->top && strcmp (name, "default") == 0)
    return TRUE;
  if (namespace_uri == NULL && is_bpmn && (strcmp (name, "id") == 0 || is_reference (name)))
    {
      const char *new_id = g_hash_table_lookup (self->copy->new_ids, value);

      source_fragment_set_attribute (self->fragment, NULL, NULL, name,
                                     new_id != NULL ? new_id : value);
      return TRUE;
    }
  source_fragment_set_attribute (self->fragment, namespace_uri, prefix, name, value);
  return TRUE;
}

static gboolean
is_flow_ref (const SourceNode *node)
{
  return source_node_is (node, BPMN_NS_MODEL, "incoming") ||
         source_node_is (node, BPMN_NS_MODEL, "outgoing");
}

/* The content of @node as a description that can be written with another file's prefixes. */
static void
fill (Copy *self, SourceFragment *fragment, SourceNode *node, gboolean top)
{
  Attributes attributes = { self, fragment, node, top };
  gboolean has_elements = FALSE;

  source_node_foreach_attribute (node, copy_attribute, &attributes);
  for (SourceNode *child = source_node_get_first_child (node); child != NULL;
       child = source_node_get_next (child))
    {
      const char *namespace_uri;

      if (source_node_get_kind (child) != SOURCE_NODE_ELEMENT)
        continue;
      has_elements = TRUE;
      if (top && is_flow_ref (child))
        continue;
      namespace_uri = source_node_get_namespace (child);
      fill (self,
            source_fragment_add (fragment, namespace_uri,
                                 namespace_uri != NULL
                                     ? source_node_lookup_prefix (child, namespace_uri)
                                     : NULL,
                                 source_node_get_name (child)),
            child, FALSE);
    }
  if (!has_elements)
    {
      g_autofree char *text = source_node_dup_text (node);
      const char *new_id = NULL;

      if (text != NULL && source_node_get_namespace (node) == g_intern_static_string (BPMN_NS_MODEL))
        new_id = g_hash_table_lookup (self->new_ids, text); /* incoming, sourceRef … as elements */
      if (text != NULL && *text != '\0')
        source_fragment_set_text (fragment, new_id != NULL ? new_id : text);
    }
}

/* A data type of the task's own gets a twin: copies that share one would overwrite each other's
 * signatures (facts: format 4.2). */
static gboolean
clone_data_types (Copy *self, BpmnElement *original, BpmnElement *element, GError **error)
{
  static const char *const names[] = { "signatureDataType", "signeeStatesDataTypeId",
                                       "signingPdfDataType", "paymentDataType",
                                       "paymentReceiptPdfDataType" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *id = altinn_settings_get (original, names[i]);
      AltinnDataType *old = altinn_app_lookup_data_type (self->from, id);
      g_autofree char *new_id = NULL;
      AltinnNewDataType type = { 0 };
      const char *content_type;

      if (id == NULL || *id == '\0')
        continue;
      new_id = g_strdup (id);
      for (guint n = 2; altinn_app_find_data_type (self->app, new_id) != NULL; n++)
        {
          g_free (new_id);
          new_id = g_strdup_printf ("%s-%u", id, n);
        }
      content_type = strstr (names[i], "Pdf") != NULL ? "application/pdf" : "application/json";
      type = (AltinnNewDataType){ new_id, content_type,
                                  old != NULL ? altinn_data_type_is_app_owned (old)
                                              : strstr (names[i], "Pdf") == NULL,
                                  old != NULL ? old->min_count : 0,
                                  old != NULL ? old->max_count : 1 };
      if (!altinn_settings_set (altinn_app_get_model (self->app), element, names[i], NULL, new_id,
                                error)
          || !altinn_edit_metadata_add (self->app, &type, bpmn_element_get_id (element), error))
        return FALSE;
      /* The next one must see this one, in a loose file too. */
      altinn_app_forget (self->app);
    }
  return TRUE;
}

static gboolean
copy_task_siblings (Copy *self, BpmnElement *original, BpmnElement *element, GError **error)
{
  const AltinnTaskType *type = altinn_task_type_of_element (self->from, original);
  g_autoptr (AltinnContent) content = NULL;

  if (type == NULL || !bpmn_type_is_task (bpmn_element_get_type_id (element)))
    return TRUE;
  if (!clone_data_types (self, original, element, error))
    return FALSE;
  content = altinn_content_new (self->app, type, NULL);
  return altinn_edit_layout_add (self->app, type, bpmn_element_get_id (element), error) &&
         (content->rights == NULL ||
          altinn_edit_policy_grant (self->app, bpmn_element_get_id (element), content->rights,
                                    error));
}

static BpmnElement *
copy_node (Copy *self, BpmnElement *original, GError **error)
{
  SourceNode *node = bpmn_element_get_node (original);
  g_autoptr (SourceFragment) fragment = source_fragment_new (
      BPMN_NS_MODEL, "bpmn", bpmn_type_get_name (bpmn_element_get_type_id (original)));
  BpmnElement *element;

  fill (self, fragment, node, TRUE);
  element = bpmn_edit_insert (altinn_app_get_model (self->app), self->process, fragment, error);
  if (element == NULL || !copy_task_siblings (self, original, element, error))
    return NULL;
  g_hash_table_insert (self->copies, original, element);
  return element;
}

static gboolean
copy_flow (Copy *self, BpmnElement *original, GError **error)
{
  BpmnElement *source = g_hash_table_lookup (self->copies, bpmn_element_get_source (original));
  BpmnElement *target = g_hash_table_lookup (self->copies, bpmn_element_get_target (original));
  const char *condition = bpmn_element_get_condition (original);
  const char *name = bpmn_element_get_name (original);
  const char *old_default;
  g_autofree char *id = NULL;
  BpmnElement *flow;

  if (source == NULL || target == NULL)
    return TRUE;
  if (bpmn_element_get_id (original) != NULL)
    id = g_strdup (g_hash_table_lookup (self->new_ids, bpmn_element_get_id (original)));
  if (id == NULL)
    id = choose_id (self, bpmn_element_get_id (original), BPMN_TYPE_SEQUENCE_FLOW);
  flow = bpmn_edit_connect (altinn_app_get_model (self->app), source, target, id, error);
  if (flow == NULL)
    return FALSE;
  g_hash_table_insert (self->copies, original, flow);
  if (name != NULL && !bpmn_edit_set_name (altinn_app_get_model (self->app), flow, name, error))
    return FALSE;
  if (condition != NULL
      && !bpmn_edit_set_condition (altinn_app_get_model (self->app), flow, condition, error))
    return FALSE;
  old_default = bpmn_element_get_default_ref (bpmn_element_get_source (original));
  return old_default == NULL || bpmn_element_get_id (original) == NULL
         || strcmp (old_default, bpmn_element_get_id (original)) != 0
         || bpmn_edit_set_default (altinn_app_get_model (self->app), source, flow, error);
}

/* What is copied as it is: nodes and the notes beside them. */
static gboolean
is_node (const BpmnElement *element)
{
  BpmnType type = bpmn_element_get_type_id (element);

  return bpmn_type_is_flow_node (type) || type == BPMN_TYPE_TEXT_ANNOTATION ||
         type == BPMN_TYPE_GROUP;
}

/* Associations whose both ends are copied */
static gboolean
is_whole_association (Copy *self, const BpmnElement *element)
{
  const char *source = bpmn_element_get_source_ref (element);
  const char *target = bpmn_element_get_target_ref (element);

  return bpmn_element_get_type_id (element) == BPMN_TYPE_ASSOCIATION && source != NULL &&
         target != NULL && g_hash_table_contains (self->new_ids, source) &&
         g_hash_table_contains (self->new_ids, target);
}

/* The flows between the elements, asked for or not: they belong to the whole. */
static gboolean
copy_flows (Copy *self, GPtrArray *elements, GError **error)
{
  for (guint i = 0; i < elements->len; i++)
    {
      BpmnElement *original = g_ptr_array_index (elements, i);
      g_autoptr (GPtrArray) flows = NULL;

      if (!bpmn_type_is_flow_node (bpmn_element_get_type_id (original)))
        continue;
      /* A copy of the list: it is another one once a flow has come into the same file. */
      flows = g_ptr_array_copy ((GPtrArray *) bpmn_element_get_outgoing (original), NULL, NULL);
      for (guint j = 0; j < flows->len; j++)
        if (!copy_flow (self, g_ptr_array_index (flows, j), error))
          return FALSE;
    }
  return TRUE;
}

/**
 * altinn_edit_copy:
 * @app: the app to copy into
 * @process: (nullable): the process to copy into; %NULL for the one the app runs
 * @from: the app that @elements are of, which may be @app
 * @elements: (element-type BpmnElement): what to copy; flow nodes, annotations and groups, and the
 *   connections between them
 * @error: return location for an error
 *
 * Copies elements with all their settings. Ids are kept where they are free. What a task keeps its
 * signatures or payments in is cloned under a new id, never shared; it gets a layout and rights of
 * its own as a new task does.
 *
 * Returns: (transfer full) (element-type BpmnElement BpmnElement) (nullable): each original and its
 *   copy; %NULL with an error
 */
GHashTable *
altinn_edit_copy (AltinnApp *app, BpmnElement *process, AltinnApp *from, GPtrArray *elements,
                  GError **error)
{
  Copy copy = { .app = app,
                .from = from,
                .process = process != NULL ? process
                                           : bpmn_model_get_process (altinn_app_get_model (app)) };
  gboolean done = TRUE;

  copy.copies = g_hash_table_new (NULL, NULL);
  copy.ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  copy.new_ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  altinn_edit_begin (app, ngettext ("Copy element", "Copy elements", elements->len));
  for (guint i = 0; i < elements->len; i++)
    choose_ids (&copy, bpmn_element_get_node (g_ptr_array_index (elements, i)));
  for (guint i = 0; done && i < elements->len; i++)
    if (is_node (g_ptr_array_index (elements, i)))
      done = copy_node (&copy, g_ptr_array_index (elements, i), error) != NULL;
  done = done && copy_flows (&copy, elements, error);
  for (guint i = 0; done && i < elements->len; i++)
    if (is_whole_association (&copy, g_ptr_array_index (elements, i)))
      done = copy_node (&copy, g_ptr_array_index (elements, i), error) != NULL;
  g_hash_table_unref (copy.ids);
  g_hash_table_unref (copy.new_ids);
  if (altinn_edit_end (app, done))
    return copy.copies;
  g_hash_table_unref (copy.copies);
  return NULL;
}

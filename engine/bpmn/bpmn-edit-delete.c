/* bpmn-edit-delete.c: deleting elements with all that cannot be without them
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/bpmn/bpmn-edit-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  BpmnModel *model;
  GHashTable *doomed; /* set of elements */
  GPtrArray *order;   /* the same, as found */
  GHashTable *ids;    /* set of their ids; owns them */
} Delete;

static void doom (Delete *self, BpmnElement *element);

static gboolean
is_doomed (Delete *self, const BpmnElement *element)
{
  return element != NULL && g_hash_table_contains (self->doomed, element);
}

/* A pool goes with its process, unless that is the one the app runs. */
static void
doom_process_of (Delete *self, BpmnElement *participant)
{
  g_autofree char *ref = source_node_dup_attribute (participant->item.node, NULL, "processRef");
  BpmnElement *process = bpmn_build_lookup_ref (self->model, ref);

  if (process != NULL && process->item.type == BPMN_TYPE_PROCESS &&
      process != bpmn_model_get_process (self->model))
    doom (self, process);
}

static void
doom (Delete *self, BpmnElement *element)
{
  if (!g_hash_table_add (self->doomed, element))
    return;
  g_ptr_array_add (self->order, element);
  if (element->id != NULL && bpmn_model_lookup (self->model, element->id) == element)
    g_hash_table_add (self->ids, g_strdup (element->id));
  for (BpmnElement *child = element->first_child; child != NULL; child = child->next)
    doom (self, child);
  if (element->item.type == BPMN_TYPE_PARTICIPANT)
    doom_process_of (self, element);
}

/* Connections of any kind with an end that goes, and boundary events of activities that go. */
static void
doom_dependants (Delete *self)
{
  const GPtrArray *elements = bpmn_model_get_elements (self->model);
  guint before;

  do
    {
      before = self->order->len;
      for (guint i = 0; i < elements->len; i++)
        {
          BpmnElement *element = g_ptr_array_index (elements, i);

          if (is_doomed (self, element))
            continue;
          if (bpmn_type_is_connection (element->item.type))
            {
              if (is_doomed (self, element->connection.source) ||
                  is_doomed (self, element->connection.target))
                doom (self, element);
            }
          else if (element->item.type == BPMN_TYPE_BOUNDARY_EVENT &&
                   is_doomed (self, bpmn_element_get_attached_to (element)))
            {
              doom (self, element);
            }
        }
    }
  while (self->order->len > before);
}

/* The only flow of @flows that is not doomed by itself; NULL if there is none or several. */
static BpmnElement *
only_flow (Delete *self, const GPtrArray *flows)
{
  return flows->len == 1 && !is_doomed (self, g_ptr_array_index (flows, 0))
             ? g_ptr_array_index (flows, 0)
             : NULL;
}

/* Joins the ways of two flows into that of the first: all points but those at the deleted node. */
static gboolean
join_waypoints (BpmnModel *model, BpmnElement *in, BpmnElement *out, GError **error)
{
  g_autofree BpmnPoint *points = NULL;
  const BpmnPoint *first, *second;
  guint n_first, n_second, n = 0;

  if (in->edges == NULL || out->edges == NULL)
    return TRUE;
  first = bpmn_edge_get_waypoints (in->edges, &n_first);
  second = bpmn_edge_get_waypoints (out->edges, &n_second);
  if (n_first < 2 || n_second < 2)
    return TRUE;
  points = g_new (BpmnPoint, n_first + n_second);
  for (guint i = 0; i + 1 < n_first; i++)
    points[n++] = first[i];
  for (guint i = 1; i < n_second; i++)
    points[n++] = second[i];
  return bpmn_edit_set_waypoints (model, in, points, n, error);
}

/* Leads the incoming flow on to where the outgoing one led: its id in the target's `incoming`
 * takes the place of the other's. */
static gboolean
mend_over (BpmnModel *model, BpmnElement *in, BpmnElement *out, GError **error)
{
  BpmnElement *target = out->connection.target;
  SourceNode *listed = NULL;

  if (out->id != NULL)
    listed = bpmn_edit_find_flow_ref (target, "incoming", out->id);
  if (!join_waypoints (model, in, out, error))
    return FALSE;
  if (listed != NULL && !bpmn_edit_set_ref_text (model, listed, in->id, error))
    return FALSE;
  if (listed == NULL && !bpmn_edit_add_flow_ref (model, target, "incoming", in->id, error))
    return FALSE;
  return source_edit_set_attribute (model->document, in->item.node, NULL, NULL, "targetRef",
                                    target->id, error);
}

static gboolean
leads_to (const BpmnElement *source, const BpmnElement *target)
{
  const GPtrArray *flows = bpmn_element_get_outgoing (source);

  for (guint i = 0; i < flows->len; i++)
    if (bpmn_element_get_target (g_ptr_array_index (flows, i)) == target)
      return TRUE;
  return FALSE;
}

/* Keeps the chain whole around each node that goes and had one flow in and one out. A chain that
 * would lead back to its own beginning, or double a flow, is not mended. */
static gboolean
mend (Delete *self, GPtrArray *elements, GError **error)
{
  for (guint i = 0; i < elements->len; i++)
    {
      BpmnElement *node = g_ptr_array_index (elements, i);
      BpmnElement *in, *out, *source, *target;

      if (!bpmn_type_is_flow_node (node->item.type))
        continue;
      in = only_flow (self, bpmn_element_get_incoming (node));
      out = only_flow (self, bpmn_element_get_outgoing (node));
      if (in == NULL || out == NULL || in == out || in->id == NULL)
        continue;
      source = in->connection.source;
      target = out->connection.target;
      if (source == NULL || target == NULL || target->id == NULL || source == target ||
          leads_to (source, target))
        continue;
      /* A transaction of its own: the next node sees the chain as it is then. */
      bpmn_edit_begin (self->model, _ ("Reconnect"));
      if (!bpmn_edit_end (self->model, mend_over (self->model, in, out, error)))
        return FALSE;
    }
  return TRUE;
}

static gboolean
remove_node (BpmnModel *model, SourceNode *node, GError **error)
{
  return !source_node_is_attached (node) || source_edit_remove (model->document, node, error);
}

/* The nodes of all shapes and edges that draw doomed elements; the planes of doomed diagrams. */
static GPtrArray *
find_drawings (Delete *self)
{
  GPtrArray *nodes = g_ptr_array_new ();

  for (guint i = 0; i < self->order->len; i++)
    {
      BpmnElement *element = g_ptr_array_index (self->order, i);

      for (BpmnShape *shape = element->shapes; shape != NULL; shape = shape->next)
        g_ptr_array_add (nodes, shape->item.node);
      for (BpmnEdge *edge = element->edges; edge != NULL; edge = edge->next)
        g_ptr_array_add (nodes, edge->item.node);
    }
  for (guint i = 0; i < self->model->diagrams->len; i++)
    {
      BpmnDiagram *diagram = g_ptr_array_index (self->model->diagrams, i);

      if (is_doomed (self, bpmn_diagram_get_element (diagram)))
        g_ptr_array_add (nodes, diagram->item.node);
    }
  return nodes;
}

static gboolean
remove_all (Delete *self, GPtrArray *named_by, GError **error)
{
  g_autoptr (GPtrArray) drawings = find_drawings (self);

  for (guint i = 0; i < drawings->len; i++)
    if (!remove_node (self->model, g_ptr_array_index (drawings, i), error))
      return FALSE;
  /* What stands in something that goes, goes with it. */
  for (guint i = 0; i < self->order->len; i++)
    if (!remove_node (self->model, ((BpmnElement *) g_ptr_array_index (self->order, i))->item.node,
                      error))
      return FALSE;
  return bpmn_edit_remove_refs (self->model, self->ids, named_by, error);
}

/**
 * bpmn_edit_delete:
 * @model: a model
 * @elements: (element-type BpmnElement): what to delete
 * @mend_chain: whether a chain stays connected around a deleted node that had one flow in and one out;
 *   the incoming flow is kept
 * @named_by: (out) (optional) (transfer full) (element-type utf8): what else names a deleted
 *   element and was left alone, one readable line each
 * @error: return location for an error
 *
 * Deletes elements with what is in them, their connections, boundary events, shapes and edges, and
 * takes their ids out of `incoming`, `outgoing`, `default` and lanes.
 *
 * Returns: %TRUE, or %FALSE with %BPMN_ERROR_NOT_ALLOWED or an error of the source
 */
gboolean
bpmn_edit_delete (BpmnModel *model, GPtrArray *elements, gboolean mend_chain,
                  GPtrArray **named_by, GError **error)
{
  Delete delete = {
    .model = model,
    .doomed = g_hash_table_new (NULL, NULL),
    .order = g_ptr_array_new (),
    .ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
  };
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  gboolean done = TRUE;

  for (guint i = 0; done && i < elements->len; i++)
    {
      BpmnElement *element = g_ptr_array_index (elements, i);

      if (element == model->definitions || element == bpmn_model_get_process (model))
        {
          g_set_error_literal (error, BPMN_ERROR, BPMN_ERROR_NOT_ALLOWED,
                               _ ("The process itself cannot be deleted"));
          done = FALSE;
        }
      else if (element->item.attached && bpmn_type_is_connection (element->item.type))
        {
          doom (&delete, element);
        }
    }
  if (done)
    {
      bpmn_edit_begin (model, ngettext ("Delete element", "Delete elements", elements->len));
      done = !mend_chain || mend (&delete, elements, error);
      for (guint i = 0; done && i < elements->len; i++)
        {
          BpmnElement *element = g_ptr_array_index (elements, i);

          if (element->item.attached)
            doom (&delete, element);
        }
      if (done)
        doom_dependants (&delete);
      done = bpmn_edit_end (model, done && remove_all (&delete, names, error));
    }
  if (done && named_by != NULL)
    *named_by = g_steal_pointer (&names);
  g_hash_table_unref (delete.doomed);
  g_ptr_array_unref (delete.order);
  g_hash_table_unref (delete.ids);
  return done;
}

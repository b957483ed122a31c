/* run-process.c: a process as the app runtime reads it
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/run/run-process-private.h"

#include "engine/altinn/altinn-types.h"
#include "engine/run/run-condition-private.h"

#include <string.h>

gpointer
run_process_alloc (RunProcess *self, gsize size)
{
  gpointer block = g_malloc0 (size);

  g_ptr_array_add (self->blocks, block);
  return block;
}

/* Keeps the items of @array, which is freed. */
gpointer
run_process_take_array (RunProcess *self, GPtrArray *array)
{
  /* Arrays have room for sixteen; most nodes have one flow, and there may be very many nodes. */
  gpointer items = array->len > 0 ? g_memdup2 (array->pdata, array->len * sizeof (gpointer)) : NULL;

  g_ptr_array_unref (array);
  if (items != NULL)
    g_ptr_array_add (self->blocks, items);
  return items;
}

static RunProcess *
process_new (const char *file)
{
  RunProcess *self = g_new0 (RunProcess, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->file = g_strdup (file != NULL ? file : "process.bpmn");
  self->nodes = g_ptr_array_new ();
  self->flows = g_ptr_array_new ();
  self->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->flows_by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->strings = g_string_chunk_new (1024);
  self->blocks = g_ptr_array_new_with_free_func (g_free);
  return self;
}

/* element (id) of the runtime: the first in the order task, serviceTask, endEvent, startEvent,
 * exclusiveGateway. */
static void
index_nodes (RunProcess *self)
{
  static const RunNodeKind order[] = { RUN_NODE_TASK, RUN_NODE_SERVICE_TASK, RUN_NODE_END_EVENT,
                                       RUN_NODE_START_EVENT, RUN_NODE_EXCLUSIVE_GATEWAY };

  for (guint k = 0; k < G_N_ELEMENTS (order); k++)
    for (guint i = self->first[order[k]]; i < self->first[order[k] + 1]; i++)
      {
        RunNode *node = self->nodes->pdata[i];

        node->index = i;
        if (node->id != NULL && !g_hash_table_contains (self->by_id, node->id))
          g_hash_table_insert (self->by_id, (gpointer) node->id, node);
      }
  for (guint i = 0; i < self->flows->len; i++)
    {
      RunFlow *flow = self->flows->pdata[i];

      if (flow->id != NULL && !g_hash_table_contains (self->flows_by_id, flow->id))
        g_hash_table_insert (self->flows_by_id, (gpointer) flow->id, flow);
      if (flow->target_ref != NULL)
        flow->target = g_hash_table_lookup (self->by_id, flow->target_ref);
    }
}

static int
compare_flows (gconstpointer a, gconstpointer b)
{
  const RunFlow *one = *(const RunFlow *const *) a;
  const RunFlow *two = *(const RunFlow *const *) b;

  return (one->index > two->index) - (one->index < two->index);
}

static void
drop_repeated (GPtrArray *sorted)
{
  guint n = 0;

  for (guint i = 0; i < sorted->len; i++)
    if (n == 0 || sorted->pdata[n - 1] != sorted->pdata[i])
      sorted->pdata[n++] = sorted->pdata[i];
  g_ptr_array_set_size (sorted, (int) n);
}

/* All flows that @node lists as its outgoing ones, in document order. */
static GPtrArray *
collect_exits (RunProcess *self, const RunNode *node)
{
  GPtrArray *exits = g_ptr_array_new ();
  g_autoptr (GHashTable) named = NULL;

  /* Where two flows share an id, all of them are meant. */
  if (g_hash_table_size (self->flows_by_id) < self->flows->len)
    {
      named = g_hash_table_new (g_str_hash, g_str_equal);
      for (guint i = 0; node->outgoing[i] != NULL; i++)
        g_hash_table_add (named, (gpointer) node->outgoing[i]);
      for (guint f = 0; g_hash_table_size (named) > 0 && f < self->flows->len; f++)
        {
          RunFlow *flow = self->flows->pdata[f];

          if (flow->id != NULL && g_hash_table_contains (named, flow->id))
            g_ptr_array_add (exits, flow);
        }
      return exits;
    }
  for (guint i = 0; node->outgoing[i] != NULL; i++)
    {
      RunFlow *flow = g_hash_table_lookup (self->flows_by_id, node->outgoing[i]);

      if (flow != NULL)
        g_ptr_array_add (exits, flow);
    }
  g_ptr_array_sort (exits, compare_flows);
  drop_repeated (exits);
  return exits;
}

/* The reader's getNextElements and getOutgoingSequenceFlows, once and for all. Flows are visited
 * in document order; an id that several nodes have gives several targets. */
static void
link_nodes (RunProcess *self)
{
  g_autoptr (GHashTable) by_source = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                                            (GDestroyNotify) g_ptr_array_unref);
  g_autoptr (GHashTable) same_id = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                                          (GDestroyNotify) g_ptr_array_unref);

  for (guint i = 0; i < self->nodes->len; i++)
    {
      RunNode *node = self->nodes->pdata[i];
      GPtrArray *nodes;

      if (node->id == NULL)
        continue;
      nodes = g_hash_table_lookup (same_id, node->id);
      if (nodes == NULL)
        g_hash_table_insert (same_id, (gpointer) node->id, nodes = g_ptr_array_new ());
      g_ptr_array_add (nodes, node);
    }
  for (guint i = 0; i < self->flows->len; i++)
    {
      RunFlow *flow = self->flows->pdata[i];
      GPtrArray *flows;

      if (flow->source_ref == NULL)
        continue;
      flows = g_hash_table_lookup (by_source, flow->source_ref);
      if (flows == NULL)
        g_hash_table_insert (by_source, (gpointer) flow->source_ref, flows = g_ptr_array_new ());
      g_ptr_array_add (flows, flow);
    }
  for (guint i = 0; i < self->nodes->len; i++)
    {
      RunNode *node = self->nodes->pdata[i];
      GPtrArray *flows = node->id != NULL ? g_hash_table_lookup (by_source, node->id) : NULL;
      GPtrArray *next = g_ptr_array_new ();
      GPtrArray *next_flows = g_ptr_array_new ();
      GPtrArray *exits = collect_exits (self, node);

      for (guint f = 0; flows != NULL && f < flows->len; f++)
        {
          RunFlow *flow = flows->pdata[f];
          GPtrArray *targets
              = flow->target_ref != NULL ? g_hash_table_lookup (same_id, flow->target_ref) : NULL;

          for (guint t = 0; targets != NULL && t < targets->len; t++)
            {
              g_ptr_array_add (next, targets->pdata[t]);
              g_ptr_array_add (next_flows, flow);
            }
        }
      for (guint f = 0; f < exits->len; f++)
        node->has_conditions |= ((RunFlow *) exits->pdata[f])->condition != NULL;
      node->n_next = next->len;
      node->n_exits = exits->len;
      node->next = run_process_take_array (self, next);
      node->next_flows = run_process_take_array (self, next_flows);
      node->exits = run_process_take_array (self, exits);
    }
}

/**
 * run_process_new:
 * @document: an XML document
 * @error: return location for a %RUN_ERROR_LOAD
 *
 * Reads @document as the app runtime does. A process that it refuses to load is
 * refused with its reason, file, line and column. A document without a process
 * element loads, as in the app; see run_process_has_process().
 *
 * Returns: (transfer full) (nullable): the process
 */
RunProcess *
run_process_new (SourceDocument *document, GError **error)
{
  g_autoptr (RunProcess) self = process_new (source_document_get_name (document));

  if (!run_process_read (self, document, error))
    return NULL;
  index_nodes (self);
  link_nodes (self);
  for (guint i = 0; i < self->flows->len; i++)
    run_condition_prepare (self->flows->pdata[i]);
  return g_steal_pointer (&self);
}

RunProcess *
run_process_ref (RunProcess *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
run_process_unref (RunProcess *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;
  for (guint i = 0; i < self->flows->len; i++)
    run_condition_clear (self->flows->pdata[i]);
  g_free (self->file);
  g_ptr_array_unref (self->nodes);
  g_ptr_array_unref (self->flows);
  g_hash_table_unref (self->by_id);
  g_hash_table_unref (self->flows_by_id);
  g_string_chunk_free (self->strings);
  g_ptr_array_unref (self->blocks);
  g_free (self);
}

const char *
run_process_get_file (const RunProcess *self)
{
  return self->file;
}

const char *
run_process_get_id (const RunProcess *self)
{
  return self->id;
}

/**
 * run_process_has_process:
 *
 * Returns: whether there is a process element; without one the app loads the file
 *   and then fails at the first use of it
 */
gboolean
run_process_has_process (const RunProcess *self)
{
  return self->has_process;
}

const RunNode *const *
run_process_get_nodes (const RunProcess *self, guint *n_nodes)
{
  *n_nodes = self->nodes->len;
  return (const RunNode *const *) self->nodes->pdata;
}

const RunFlow *const *
run_process_get_flows (const RunProcess *self, guint *n_flows)
{
  *n_flows = self->flows->len;
  return (const RunFlow *const *) self->flows->pdata;
}

/**
 * run_process_lookup:
 * @id: (nullable): an id
 *
 * Returns: (transfer none) (nullable): the node, by the runtime's order of search
 */
const RunNode *
run_process_lookup (const RunProcess *self, const char *id)
{
  return id != NULL ? g_hash_table_lookup (self->by_id, id) : NULL;
}

const RunFlow *
run_process_lookup_flow (const RunProcess *self, const char *id)
{
  return id != NULL ? g_hash_table_lookup (self->flows_by_id, id) : NULL;
}

const RunNode *const *
run_process_get_kind (const RunProcess *self, RunNodeKind kind, guint *n_nodes)
{
  *n_nodes = self->first[kind + 1] - self->first[kind];
  return *n_nodes > 0 ? (const RunNode *const *) self->nodes->pdata + self->first[kind] : NULL;
}

/**
 * run_process_get_next:
 * @id: (nullable): id of a node
 * @next: (out): the elements its flows lead to; gateways are not followed
 * @n_next: (out): their number
 * @failure: (out) (transfer full): what the runtime throws
 *
 * Returns: %FALSE if @id is %NULL or names nothing
 */
gboolean
run_process_get_next (const RunProcess *self, const char *id, const RunNode *const **next,
                      guint *n_next, RunFailure **failure)
{
  const RunNode *node = run_process_lookup (self, id);

  if (node == NULL)
    {
      if (id == NULL)
        *failure = run_failure_new (RUN_FAILURE_EXCEPTION, 500, NULL,
                                    "Value cannot be null. (Parameter 'currentElementId')");
      else
        *failure = run_failure_new (RUN_FAILURE_EXCEPTION, 500, NULL,
                                    "Unable to find a element using element id %s.", id);
      return FALSE;
    }
  *next = node->next;
  *n_next = node->n_next;
  return TRUE;
}

const char *
run_node_kind_to_string (RunNodeKind kind)
{
  static const char *const names[]
      = { "startEvent", "task", "serviceTask", "exclusiveGateway", "endEvent" };

  return names[kind];
}

gboolean
run_node_is_task (const RunNode *node)
{
  return node != NULL && (node->kind == RUN_NODE_TASK || node->kind == RUN_NODE_SERVICE_TASK);
}

/**
 * run_node_find_action:
 * @node: (nullable): a task
 * @id: name of an action
 *
 * Returns: (transfer none) (nullable): the listed action
 */
const RunAction *
run_node_find_action (const RunNode *node, const char *id)
{
  if (node != NULL && node->extension != NULL && id != NULL)
    for (guint i = 0; i < node->extension->n_actions; i++)
      if (strcmp (node->extension->actions[i].id, id) == 0)
        return &node->extension->actions[i];
  return NULL;
}

/**
 * run_node_get_eformidling:
 * @node: a task
 * @name: name of the setting
 * @environment: (nullable): what the app is told it runs in
 *
 * The value for the environment wins over the one for all; the last of several
 * counts (facts: runtime 1.2).
 *
 * Returns: (transfer none) (nullable): the value
 */
const char *
run_node_get_eformidling (const RunNode *node, const char *name, const char *environment)
{
  AltinnEnvironment wanted = altinn_environment_from_name (environment);
  const char *general = NULL;
  const char *specific = NULL;

  if (node->extension == NULL)
    return NULL;
  for (guint i = 0; i < node->extension->n_eformidling; i++)
    {
      const RunEnvValue *value = &node->extension->eformidling[i];

      if (strcmp (value->name, name) != 0 || value->value == NULL)
        continue;
      if (value->env == NULL || *value->env == '\0')
        general = value->value;
      else if (wanted != ALTINN_ENVIRONMENT_ALL
               && altinn_environment_from_name (value->env) == wanted)
        specific = value->value;
    }
  return specific != NULL ? specific : general;
}

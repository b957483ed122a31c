/* run-process.c: a process as the app runtime reads it
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/run/run-process-private.h"

#include "engine/altinn/altinn-types.h"
#include "engine/run/run-condition-private.h"

#include <string.h>

#define BLOCK_SIZE 4096
#define MAX_BLOCK_SIZE (512 * 1024)

/* Zeroed memory that lives as long as the process. */
gpointer
run_process_alloc (RunProcess *self, gsize size)
{
  gpointer piece;

  size = (size + sizeof (gint64) - 1) & ~(sizeof (gint64) - 1);
  if (size > self->room_size)
    {
      /* The first blocks are small: so are most processes. */
      self->room_size =
          MAX (size, MIN ((gsize) BLOCK_SIZE << MIN (self->blocks->len, 16), MAX_BLOCK_SIZE));
      self->room = g_malloc0 (self->room_size);
      g_ptr_array_add (self->blocks, self->room);
    }
  piece = self->room;
  self->room += size;
  self->room_size -= size;
  return piece;
}

/* Keeps the items of @array, which is emptied; %NULL for none. */
gpointer
run_process_keep_array (RunProcess *self, GPtrArray *array)
{
  gsize size = array->len * sizeof (gpointer);
  gpointer items = size > 0 ? run_process_alloc (self, size) : NULL;

  if (items != NULL)
    memcpy (items, array->pdata, size);
  g_ptr_array_set_size (array, 0);
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
  self->strings = g_string_chunk_new (BLOCK_SIZE);
  self->blocks = g_ptr_array_new_with_free_func (g_free);
  return self;
}

/* element (id) of the runtime: the first in the order task, serviceTask, endEvent, startEvent,
 * exclusiveGateway. The first is entered last and so takes the place of those behind it. */
static void
index_nodes (RunProcess *self)
{
  static const RunNodeKind order[] = { RUN_NODE_TASK, RUN_NODE_SERVICE_TASK, RUN_NODE_END_EVENT,
                                       RUN_NODE_START_EVENT, RUN_NODE_EXCLUSIVE_GATEWAY };

  for (guint k = G_N_ELEMENTS (order); k-- > 0;)
    for (guint i = self->first[order[k] + 1]; i-- > self->first[order[k]];)
      {
        RunNode *node = self->nodes->pdata[i];

        node->index = i;
        if (node->id != NULL)
          g_hash_table_replace (self->by_id, (gpointer) node->id, node);
      }
  for (guint i = self->flows->len; i-- > 0;)
    {
      RunFlow *flow = self->flows->pdata[i];

      if (flow->id != NULL)
        g_hash_table_replace (self->flows_by_id, (gpointer) flow->id, flow);
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

/* Where two flows share an id, all of them are meant. */
static void
collect_same_named (RunProcess *self, const RunNode *node, GPtrArray *exits)
{
  g_autoptr (GHashTable) named = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; node->outgoing[i] != NULL; i++)
    g_hash_table_add (named, (gpointer) node->outgoing[i]);
  for (guint f = 0; g_hash_table_size (named) > 0 && f < self->flows->len; f++)
    {
      RunFlow *flow = self->flows->pdata[f];

      if (flow->id != NULL && g_hash_table_contains (named, flow->id))
        g_ptr_array_add (exits, flow);
    }
}

/* All flows that @node lists as its outgoing ones, in document order. */
static void
collect_exits (RunProcess *self, const RunNode *node, GPtrArray *exits)
{
  if (g_hash_table_size (self->flows_by_id) < self->flows->len)
    {
      collect_same_named (self, node, exits);
      return;
    }
  for (guint i = 0; node->outgoing[i] != NULL; i++)
    {
      RunFlow *flow = g_hash_table_lookup (self->flows_by_id, node->outgoing[i]);

      if (flow != NULL)
        g_ptr_array_add (exits, flow);
    }
  if (exits->len < 2)
    return;
  g_ptr_array_sort (exits, compare_flows);
  drop_repeated (exits);
}

#define NOTHING G_MAXUINT

/* Chain:
 *
 * Lists of things by the id they are looked up with, each in the order it was filled: the lists of
 * an id hang on the node that run_process_lookup() gives for it.
 */
typedef struct
{
  guint *first; /* by node */
  guint *last;  /* by node */
  guint *next;  /* by thing */
} Chain;

static void
chain_init (Chain *chain, guint n_nodes, guint n_things)
{
  chain->first = g_new (guint, n_nodes + 1);
  chain->last = g_new (guint, n_nodes + 1);
  chain->next = g_new (guint, n_things + 1);
  memset (chain->first, 0xff, (n_nodes + 1) * sizeof (guint));
}

static void
chain_clear (Chain *chain)
{
  g_free (chain->first);
  g_free (chain->last);
  g_free (chain->next);
}

static void
chain_append (Chain *chain, const RunNode *node, guint thing)
{
  if (chain->first[node->index] == NOTHING)
    chain->first[node->index] = thing;
  else
    chain->next[chain->last[node->index]] = thing;
  chain->last[node->index] = thing;
  chain->next[thing] = NOTHING;
}

/* @same: the nodes of an id; @leaving: the flows whose source it is. */
static void
link_node (RunProcess *self, RunNode *node, const Chain *same, const Chain *leaving,
           GPtrArray *scratch[3])
{
  const RunNode *named = run_process_lookup (self, node->id);

  for (guint f = named != NULL ? leaving->first[named->index] : NOTHING; f != NOTHING;
       f = leaving->next[f])
    {
      RunFlow *flow = self->flows->pdata[f];

      for (guint t = flow->target != NULL ? same->first[flow->target->index] : NOTHING;
           t != NOTHING; t = same->next[t])
        {
          g_ptr_array_add (scratch[0], self->nodes->pdata[t]);
          g_ptr_array_add (scratch[1], flow);
        }
    }
  collect_exits (self, node, scratch[2]);
  for (guint f = 0; f < scratch[2]->len; f++)
    node->has_conditions |= ((RunFlow *) scratch[2]->pdata[f])->condition != NULL;
  node->n_next = scratch[0]->len;
  node->n_exits = scratch[2]->len;
  node->next = run_process_keep_array (self, scratch[0]);
  node->next_flows = run_process_keep_array (self, scratch[1]);
  node->exits = run_process_keep_array (self, scratch[2]);
}

/* The reader's getNextElements and getOutgoingSequenceFlows, once and for all. Flows are visited
 * in document order; an id that several nodes have gives several targets. */
static void
link_nodes (RunProcess *self)
{
  g_autoptr (GPtrArray) next = g_ptr_array_new ();
  g_autoptr (GPtrArray) next_flows = g_ptr_array_new ();
  g_autoptr (GPtrArray) exits = g_ptr_array_new ();
  GPtrArray *scratch[] = { next, next_flows, exits };
  Chain same, leaving;

  chain_init (&same, self->nodes->len, self->nodes->len);
  chain_init (&leaving, self->nodes->len, self->flows->len);
  for (guint i = 0; i < self->nodes->len; i++)
    {
      const RunNode *node = self->nodes->pdata[i];

      if (node->id != NULL)
        chain_append (&same, run_process_lookup (self, node->id), i);
    }
  for (guint i = 0; i < self->flows->len; i++)
    {
      const RunFlow *flow = self->flows->pdata[i];
      const RunNode *source = run_process_lookup (self, flow->source_ref);

      if (source != NULL)
        chain_append (&leaving, source, i);
    }
  for (guint i = 0; i < self->nodes->len; i++)
    link_node (self, self->nodes->pdata[i], &same, &leaving, scratch);
  chain_clear (&same);
  chain_clear (&leaving);
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
 * Where @error is %NULL it may be called in any thread while nobody edits @document,
 * for only finding a place in it is not read only.
 *
 * Returns: (transfer full) (nullable): the process
 */
RunProcess *
run_process_new (SourceDocument *document, GError **error)
{
  g_autoptr (RunProcess) self = process_new (source_document_get_name (document));
  g_autoptr (GHashTable) conditions = NULL;

  if (!run_process_read (self, document, error))
    return NULL;
  index_nodes (self);
  link_nodes (self);
  conditions = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < self->flows->len; i++)
    run_condition_prepare (self->flows->pdata[i], conditions);
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

/* run-paths.c: the ways through a process
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/run/run-paths-private.h"

#include <string.h>

/* Partial ways looked at; beyond that the list is cut. */
#define MAX_VISITS 200000

typedef struct
{
  const RunProcess *process;
  RunPaths *paths;
  GPtrArray *nodes;
  GPtrArray *flows;
  guint8 *on_way;   /* by index: on the way before a loop was closed */
  guint8 *on_lap;   /* on it since */
  gboolean *useful; /* an end can be reached from here */
  gboolean loops;   /* list ways with a loop, else those without */
  guint n_visits;
} Walk;

void
run_path_free (RunPath *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->nodes);
  g_ptr_array_unref (self->flows);
  run_scenario_free (self->scenario);
  g_free (self->why);
  g_free (self);
}

void
run_paths_free (RunPaths *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->paths);
  g_free (self);
}

static guint
n_successors (const RunNode *node)
{
  return node->kind == RUN_NODE_EXCLUSIVE_GATEWAY ? node->n_exits : node->n_next;
}

static const RunNode *
successor (const RunNode *node, guint index, const RunFlow **flow)
{
  if (node->kind == RUN_NODE_EXCLUSIVE_GATEWAY)
    {
      *flow = node->exits[index];
      return (*flow)->target;
    }
  *flow = node->next_flows[index];
  return node->next[index];
}

static void
record (Walk *walk, const RunNode *end)
{
  RunPath *path = g_new0 (RunPath, 1);

  path->nodes = g_ptr_array_copy (walk->nodes, NULL, NULL);
  path->flows = g_ptr_array_copy (walk->flows, NULL, NULL);
  path->end = end;
  g_ptr_array_add (walk->paths->paths, path);
}

static gboolean
is_full (Walk *walk)
{
  if (walk->paths->paths->len < RUN_PATHS_MAX && walk->n_visits < MAX_VISITS)
    return FALSE;
  walk->paths->truncated = TRUE;
  return TRUE;
}

/* @lap: a loop was closed on this way. */
static void
visit (Walk *walk, const RunNode *node, gboolean lap)
{
  guint8 *seen = lap ? walk->on_lap : walk->on_way;

  walk->n_visits++;
  seen[node->index] = 1;
  g_ptr_array_add (walk->nodes, (gpointer) node);
  if (node->kind == RUN_NODE_END_EVENT && lap == walk->loops)
    record (walk, node);
  for (guint i = 0; i < n_successors (node) && !is_full (walk); i++)
    {
      const RunFlow *flow;
      const RunNode *next = successor (node, i, &flow);
      gboolean closes;

      if (next == NULL || !walk->useful[next->index] || next->kind == RUN_NODE_START_EVENT)
        continue;
      closes = !lap && walk->on_way[next->index];
      if (lap ? walk->on_lap[next->index] : (closes && !walk->loops))
        continue;
      g_ptr_array_add (walk->flows, (gpointer) flow);
      visit (walk, next, lap || closes);
      g_ptr_array_set_size (walk->flows, walk->flows->len - 1);
    }
  g_ptr_array_set_size (walk->nodes, walk->nodes->len - 1);
  seen[node->index] = 0;
}

/* Which nodes an end can be reached from, backwards until nothing changes. */
static void
find_useful (Walk *walk)
{
  guint n_nodes;
  const RunNode *const *nodes = run_process_get_nodes (walk->process, &n_nodes);
  g_autoptr (GPtrArray) todo = g_ptr_array_new ();
  g_autofree GPtrArray **sources = g_new0 (GPtrArray *, n_nodes + 1);

  for (guint i = 0; i < n_nodes; i++)
    {
      if (nodes[i]->kind == RUN_NODE_END_EVENT)
        {
          walk->useful[i] = TRUE;
          g_ptr_array_add (todo, (gpointer) nodes[i]);
        }
      for (guint s = 0; s < n_successors (nodes[i]); s++)
        {
          const RunFlow *flow;
          const RunNode *next = successor (nodes[i], s, &flow);

          if (next == NULL)
            continue;
          if (sources[next->index] == NULL)
            sources[next->index] = g_ptr_array_new ();
          g_ptr_array_add (sources[next->index], (gpointer) nodes[i]);
        }
    }
  while (todo->len > 0)
    {
      const RunNode *node = g_ptr_array_steal_index_fast (todo, todo->len - 1);
      const GPtrArray *before = sources[node->index];

      for (guint i = 0; before != NULL && i < before->len; i++)
        {
          const RunNode *source = before->pdata[i];

          if (walk->useful[source->index])
            continue;
          walk->useful[source->index] = TRUE;
          g_ptr_array_add (todo, (gpointer) source);
        }
    }
  for (guint i = 0; i < n_nodes; i++)
    g_clear_pointer (&sources[i], g_ptr_array_unref);
}

static void
walk_all (RunPaths *paths, const RunProcess *process)
{
  guint n_nodes;
  guint n_starts;
  const RunNode *const *starts = run_process_get_kind (process, RUN_NODE_START_EVENT, &n_starts);
  Walk walk = { process, paths, NULL, NULL, NULL, NULL, NULL, FALSE, 0 };

  run_process_get_nodes (process, &n_nodes);
  walk.nodes = g_ptr_array_new ();
  walk.flows = g_ptr_array_new ();
  walk.on_way = g_new0 (guint8, n_nodes + 1);
  walk.on_lap = g_new0 (guint8, n_nodes + 1);
  walk.useful = g_new0 (gboolean, n_nodes + 1);
  find_useful (&walk);
  for (guint pass = 0; pass < 2; pass++)
    {
      walk.loops = pass == 1;
      walk.n_visits = 0;
      for (guint i = 0; i < n_starts && !is_full (&walk); i++)
        visit (&walk, starts[i], FALSE);
    }
  g_ptr_array_unref (walk.nodes);
  g_ptr_array_unref (walk.flows);
  g_free (walk.on_way);
  g_free (walk.on_lap);
  g_free (walk.useful);
}

/**
 * run_paths_new:
 * @app: an app
 *
 * Lists the ways through the process: first those that pass every node once, in
 * document order, then those that close one loop and go round it once. For each it
 * looks for a scenario that plays it.
 *
 * Returns: (transfer full): the paths
 */
RunPaths *
run_paths_new (RunApp *app)
{
  RunPaths *self = g_new0 (RunPaths, 1);

  self->paths = g_ptr_array_new_with_free_func ((GDestroyNotify) run_path_free);
  walk_all (self, run_app_get_process (app));
  for (guint i = 0; i < self->paths->len; i++)
    run_path_find_scenario (app, self->paths->pdata[i]);
  return self;
}

/**
 * run_paths_find_end:
 * @app: an app
 * @end: an end event
 * @why: (out) (transfer full) (optional): what stops every way to it
 *
 * Returns: (transfer full) (nullable): the shortest scenario that ends there
 */
RunScenario *
run_paths_find_end (RunApp *app, const RunNode *end, char **why)
{
  g_autoptr (RunPaths) paths = run_paths_new (app);
  const RunPath *best = NULL;
  const RunPath *stopped = NULL;

  for (guint i = 0; i < paths->paths->len; i++)
    {
      const RunPath *path = paths->paths->pdata[i];

      if (path->end != end)
        continue;
      if (path->scenario == NULL)
        stopped = stopped != NULL ? stopped : path;
      else if (best == NULL || path->scenario->steps->len < best->scenario->steps->len)
        best = path;
    }
  if (best != NULL)
    return run_scenario_copy (best->scenario);
  if (why != NULL)
    *why = g_strdup (stopped != NULL ? stopped->why : "No sequence flow leads there");
  return NULL;
}

/* ---- Proposing scenarios ---- */

static guint
count_new (const RunPath *path, const guint *covered)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  guint count = 0;

  for (guint i = 0; i < path->flows->len; i++)
    {
      const RunFlow *flow = path->flows->pdata[i];

      if (covered[flow->index] == 0 && g_hash_table_add (seen, (gpointer) flow))
        count++;
    }
  return count;
}

static void
count_flows (const RunPath *path, guint *covered, int by)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < path->flows->len; i++)
    {
      const RunFlow *flow = path->flows->pdata[i];

      if (g_hash_table_add (seen, (gpointer) flow))
        covered[flow->index] += by;
    }
}

static gboolean
is_dispensable (const RunPath *path, const guint *covered)
{
  for (guint i = 0; i < path->flows->len; i++)
    if (covered[((const RunFlow *) path->flows->pdata[i])->index] < 2)
      return FALSE;
  return TRUE;
}

/* Takes the path that covers most that is new, until nothing new is left. */
static GPtrArray *
choose_paths (const RunPaths *paths, guint *covered)
{
  GPtrArray *chosen = g_ptr_array_new ();

  for (;;)
    {
      RunPath *best = NULL;
      guint most = 0;

      for (guint i = 0; i < paths->paths->len; i++)
        {
          RunPath *path = paths->paths->pdata[i];
          guint count = path->scenario != NULL ? count_new (path, covered) : 0;

          if (count > most
              || (count == most && best != NULL && path->flows->len < best->flows->len
                  && path->scenario != NULL && count > 0))
            {
              best = path;
              most = count;
            }
        }
      if (best == NULL)
        return chosen;
      count_flows (best, covered, 1);
      g_ptr_array_add (chosen, best);
    }
}

static RunScenario *
name_scenario (const RunPath *path)
{
  RunScenario *scenario = run_scenario_copy (path->scenario);
  GString *name = g_string_new (NULL);

  for (guint i = 0; i < path->nodes->len; i++)
    {
      const RunNode *node = path->nodes->pdata[i];

      if (run_node_is_task (node))
        g_string_append_printf (name, "%s%s", name->len > 0 ? ", " : "",
                                node->name != NULL && *node->name != '\0' ? node->name : node->id);
    }
  g_free (scenario->name);
  scenario->name = g_string_free (name, FALSE);
  return scenario;
}

GPtrArray *
run_paths_propose (RunApp *app)
{
  g_autoptr (RunPaths) paths = run_paths_new (app);
  GPtrArray *scenarios = g_ptr_array_new_with_free_func ((GDestroyNotify) run_scenario_free);
  g_autoptr (GPtrArray) chosen = NULL;
  g_autofree guint *covered = NULL;
  guint n_flows;

  run_process_get_flows (run_app_get_process (app), &n_flows);
  covered = g_new0 (guint, n_flows + 1);
  chosen = choose_paths (paths, covered);
  for (guint i = chosen->len; i > 0; i--)
    if (is_dispensable (chosen->pdata[i - 1], covered))
      {
        count_flows (chosen->pdata[i - 1], covered, -1);
        g_ptr_array_remove_index (chosen, i - 1);
      }
  for (guint i = 0; i < chosen->len; i++)
    g_ptr_array_add (scenarios, name_scenario (chosen->pdata[i]));
  return scenarios;
}

/* ordering-signing.c: rules about signatures
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/rules/ordering-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  const OrderingModel *model;
  const OrderingTask *task;
  guint form;
} Watch;

static const char *
signature_type (const OrderingTask *task)
{
  const RunTaskExtension *extension = task->node->extension;

  return task->kind == ORDERING_SIGNING && extension != NULL ? extension->signature_data_type
                                                             : NULL;
}

static gboolean
names_type (const OrderingTask *task, const char *type)
{
  return task->node->extension != NULL && type != NULL &&
         g_strv_contains (task->node->extension->unique_from, type);
}

/* Layer 1: the task has been signed at. */
static guint
signed_at (gpointer data, guint layer, const OrderingEdge *edge)
{
  const Watch *watch = data;

  return ordering_edge_signs (edge) && edge->task == watch->task ? 1 : layer;
}

/* The cheapest edge by which @task is signed at, from a state that @search reaches in @layer, and
 * from which @behind, if it is given, goes on. */
static guint
find_signing (OrderingRules *self, const OrderingTask *task, const OrderingSearch *search,
              guint layer, const OrderingSearch *behind, guint *state_found)
{
  OrderingGraph *graph = self->graph;
  guint best = ORDERING_NONE, best_distance = ORDERING_NONE;

  for (guint n = 0; n < ordering_graph_n_states_of (graph, task); n++)
    {
      guint index = ordering_graph_state_of (graph, task, n);
      const OrderingState *state = ordering_graph_state (graph, index);
      guint reached = ordering_search_distance (search, layer, index);

      for (guint i = state->first_edge;
           reached != ORDERING_NONE && i < state->first_edge + state->n_edges; i++)
        {
          const OrderingEdge *edge = ordering_graph_edge (graph, i);

          if (!ordering_edge_signs (edge) || reached + edge->exit->cost >= best_distance)
            continue;
          if (behind != NULL && edge->to != ORDERING_NONE &&
              ordering_search_distance (behind, 0, edge->to) == ORDERING_NONE)
            continue;
          best = i;
          best_distance = reached + edge->exit->cost;
          *state_found = index;
        }
    }
  return best;
}

/* ---- unique-signer-not-before ---- */

static guint
avoids_task (gpointer data, guint layer, const OrderingEdge *edge)
{
  const Watch *watch = data;

  return edge->target == watch->task->node ? ORDERING_NONE : 0;
}

static gboolean
ends (gpointer data, guint layer, const OrderingEdge *edge, guint next)
{
  return next != ORDERING_NONE && edge->to == ORDERING_NONE;
}

static gboolean
check_unique (OrderingRules *self, const OrderingTask *task, const OrderingTask *other)
{
  Watch mine = { self->model, task, 0 };
  Watch its = { self->model, other, 0 };
  g_autoptr (OrderingSearch) after_mine =
      ordering_search_forward (self->graph, 2, signed_at, &mine);
  g_autoptr (OrderingSearch) after_its =
      ordering_search_forward (self->graph, 2, signed_at, &its);
  /* Coming back to the task removes its signatures: the other one is then there first. */
  g_autoptr (OrderingSearch) stays =
      ordering_search_backward (self->graph, 1, avoids_task, ends, &mine);
  guint state = 0, edge;

  if (find_signing (self, task, self->plain, 0, NULL, &state) == ORDERING_NONE ||
      find_signing (self, other, self->plain, 0, NULL, &state) == ORDERING_NONE)
    return FALSE;
  edge = find_signing (self, other, after_mine, 1, stays, &state);
  if (edge != ORDERING_NONE && !names_type (other, signature_type (task)))
    {
      ordering_attach_run (
          self,
          ordering_report (self, RULE_UNIQUE_SIGNER_NOT_BEFORE, task->node->id,
                           _ ("%s wants someone else than at %s, but %s can be signed later, by "
                              "the same person"),
                           ordering_label (self, task->node), ordering_label (self, other->node),
                           ordering_label (self, other->node)),
          after_mine, 1, state, edge, NULL, 0, ORDERING_NONE);
      return TRUE;
    }
  if (find_signing (self, task, after_its, 1, NULL, &state) != ORDERING_NONE)
    return FALSE;
  ordering_report (self, RULE_UNIQUE_SIGNER_NOT_BEFORE, task->node->id,
                   _ ("%s wants someone else than at %s, which is never signed before it"),
                   ordering_label (self, task->node), ordering_label (self, other->node));
  return TRUE;
}

static void
unique_signer (OrderingRules *self)
{
  OrderingModel *model = self->model;

  for (guint i = 0; i < model->tasks->len; i++)
    {
      const OrderingTask *task = ordering_model_get (model, i);
      gboolean done = FALSE;

      if (task->kind != ORDERING_SIGNING || task->node->extension == NULL ||
          task->node->extension->unique_from[0] == NULL)
        continue;
      for (guint k = 0; k < model->tasks->len && !done; k++)
        {
          const OrderingTask *other = ordering_model_get (model, k);
          const char *type = signature_type (other);

          if (k != i && type != NULL && names_type (task, type) &&
              g_strcmp0 (type, signature_type (task)) != 0)
            done = check_unique (self, task, other);
        }
    }
}

/* ---- ends-unsigned ---- */

/* The engine's rule (facts: runtime 4). A data type that is missing counts as mended, and a new one
 * asks for a signature (M5). */
static gboolean
asks_for_signatures (OrderingRules *self, const OrderingTask *task)
{
  const RunTaskExtension *extension = task->node->extension;
  const RunDataType *type =
      signature_type (task) != NULL
          ? run_app_find_data_type (self->model->app, signature_type (task))
          : NULL;

  if (type == NULL)
    return TRUE;
  /* Those whom the provider names must all have signed. */
  if (extension->run_default_validator && extension->signee_provider_id != NULL)
    return TRUE;
  return type->min_count >= 1 &&
         (extension->run_default_validator ||
          g_strcmp0 (type->task_id, task->node->id) == 0);
}

static void
ends_unsigned (OrderingRules *self, const OrderingTask *task)
{
  OrderingGraph *graph = self->graph;
  guint index = ordering_nearest_state (self->plain, 0, task);

  if (index == ORDERING_NONE || asks_for_signatures (self, task))
    return;
  for (guint i = 0; i < task->exits->len; i++)
    {
      OrderingExit unsigned_exit = g_array_index (task->exits, OrderingExit, i);
      g_autoptr (GArray) edges = NULL;
      OrderingWitness witness = { NULL };
      RulesFinding *finding;
      guint edge = ORDERING_NONE;

      if (!unsigned_exit.offered || unsigned_exit.rejects ||
          g_strcmp0 (unsigned_exit.action, "sign") == 0)
        continue;
      for (guint k = ordering_graph_state (graph, index)->first_edge;
           k < ordering_graph_state (graph, index)->first_edge +
                   ordering_graph_state (graph, index)->n_edges && edge == ORDERING_NONE;
           k++)
        if (ordering_graph_edge (graph, k)->exit == &g_array_index (task->exits, OrderingExit, i))
          edge = k;
      if (edge == ORDERING_NONE)
        continue;
      unsigned_exit.signs = FALSE;
      unsigned_exit.separate_sign = FALSE;
      unsigned_exit.cost = 1;
      edges = g_array_new (FALSE, FALSE, sizeof (guint));
      ordering_search_append_run_to (self->plain, 0, index, edges);
      witness.edges = edges;
      witness.task = task;
      witness.exit = &unsigned_exit;
      witness.valuation = ordering_graph_edge (graph, edge)->valuation;
      witness.takes = ordering_graph_edge (graph, edge)->takes;
      witness.wrote = ORDERING_NONE;
      finding = ordering_report (self, RULE_ENDS_UNSIGNED, task->node->id,
                                 unsigned_exit.action != NULL
                                     ? _ ("%s can be completed with “%s” and no signature at all")
                                     : _ ("%s can be completed without any signature"),
                                 ordering_label (self, task->node), unsigned_exit.action);
      ordering_lower_if_loose (self, finding);
      rules_finding_set_fix (finding, RULES_FIX_REQUIRE_SIGNATURE, task->node->id, NULL,
                             _ ("Ask for at least one signature"), TRUE);
      if (ordering_witness_attach (self, finding, &witness))
        return;
    }
}

/* ---- signed-data-not-locked ---- */

/* Layer 1: the owner of the form was last left by reject. */
static guint
left_by_reject (gpointer data, guint layer, const OrderingEdge *edge)
{
  const Watch *watch = data;

  if (!ordering_edge_writes (edge, watch->form))
    return layer;
  return edge->exit->rejects ? 1 : 0;
}

/* A data type that people write, named to be signed, that no task owns: it is never locked. */
static const char *
find_unowned (OrderingRules *self, const OrderingTask *task)
{
  const char *const *names =
      task->node->extension != NULL ? task->node->extension->data_types_to_sign : NULL;

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      const RunDataType *type = run_app_find_data_type (self->model->app, names[i]);

      if (type != NULL && !type->assumed && type->task_id == NULL && !type->app_owned &&
          !type->generated && !g_str_equal (type->id, "ref-data-as-pdf"))
        return type->id;
    }
  return NULL;
}

static gboolean
is_named (const OrderingTask *task, const char *id)
{
  const char *const *names =
      task->node->extension != NULL ? task->node->extension->data_types_to_sign : NULL;

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    if (g_ascii_strcasecmp (names[i], id) == 0)
      return TRUE;
  return FALSE;
}

/* The visit like @edge in which somebody signs first and moves on afterwards; @edge if there is
 * none. */
static guint
signs_apart (OrderingRules *self, guint edge, guint state)
{
  const OrderingState *from = ordering_graph_state (self->graph, state);

  for (guint i = from->first_edge; i < from->first_edge + from->n_edges; i++)
    if (ordering_graph_edge (self->graph, i)->exit->separate_sign)
      return i;
  return edge;
}

/* Takes @message. @apart: by a signature that does not move */
static void
report_not_locked (OrderingRules *self, const OrderingTask *task, char *message,
                   OrderingSearch *search, guint layer, gboolean apart)
{
  g_autofree char *text = message;
  guint state = 0;
  guint edge = find_signing (self, task, search, layer, NULL, &state);

  if (edge == ORDERING_NONE)
    return;
  if (apart && !ordering_graph_edge (self->graph, edge)->exit->separate_sign)
    edge = signs_apart (self, edge, state);
  ordering_attach_run (
      self, ordering_report (self, RULE_SIGNED_DATA_NOT_LOCKED, task->node->id, "%s", text),
      search, layer, state, edge, NULL, 0, ORDERING_NONE);
}

static void
signed_data_not_locked (OrderingRules *self, const OrderingTask *task)
{
  OrderingModel *model = self->model;
  const char *label = ordering_label (self, task->node);
  const char *unowned = find_unowned (self, task);

  if (unowned != NULL)
    {
      report_not_locked (self, task,
                         g_strdup_printf (_ ("“%s” is signed at %s but belongs to no task, so it "
                                             "is never locked"),
                                          unowned, label),
                         self->plain, 0, FALSE);
      return;
    }
  for (guint form = 0; form < model->forms->len; form++)
    {
      const char *id = g_array_index (model->forms, OrderingForm, form).id;
      Watch watch = { model, task, form };

      if (!is_named (task, id))
        continue;
      if (ordering_set_has (task->own, form))
        {
          if (!task->signs_apart)
            continue;
          report_not_locked (self, task,
                             g_strdup_printf (_ ("“%s” is signed at %s, which also owns it: "
                                                 "completing the task writes it once more behind "
                                                 "the signature"),
                                              id, label),
                             self->plain, 0, TRUE);
          return;
        }
      {
        g_autoptr (OrderingSearch) search =
            ordering_search_forward (self->graph, 2, left_by_reject, &watch);

        if (ordering_nearest_state (search, 1, task) == ORDERING_NONE)
          continue;
        report_not_locked (self, task,
                           g_strdup_printf (_ ("“%s” is signed at %s, but is not locked when its "
                                               "task was left by reject"),
                                            id, label),
                           search, 1, FALSE);
        return;
      }
    }
}

/* ---- stale-signature-blocks ---- */

/* Layer 1: some other task has signed into the same data type. */
static guint
signed_elsewhere (gpointer data, guint layer, const OrderingEdge *edge)
{
  const Watch *watch = data;

  return ordering_edge_signs (edge) && edge->task != watch->task &&
                 g_strcmp0 (signature_type (edge->task), signature_type (watch->task)) == 0
             ? 1
             : layer;
}

static void
stale_signature_blocks (OrderingRules *self)
{
  OrderingModel *model = self->model;
  g_autoptr (GHashTable) counts = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < model->tasks->len; i++)
    {
      const char *type = signature_type (ordering_model_get (model, i));

      if (type != NULL && *type != '\0')
        g_hash_table_insert (
            counts, (gpointer) type,
            GUINT_TO_POINTER (1 + GPOINTER_TO_UINT (g_hash_table_lookup (counts, type))));
    }
  for (guint i = 0; i < model->tasks->len; i++)
    {
      const OrderingTask *task = ordering_model_get (model, i);
      const char *type = signature_type (task);
      Watch watch = { model, task, 0 };
      g_autoptr (OrderingSearch) search = NULL;
      guint state;

      if (type == NULL || GPOINTER_TO_UINT (g_hash_table_lookup (counts, type)) < 2)
        continue;
      search = ordering_search_forward (self->graph, 2, signed_elsewhere, &watch);
      state = ordering_nearest_state (search, 1, task);
      if (state == ORDERING_NONE)
        continue;
      ordering_attach_run (
          self,
          ordering_report (self, RULE_STALE_SIGNATURE_BLOCKS, task->node->id,
                           _ ("%s keeps its signatures in “%s”, where an earlier task keeps its "
                              "own"),
                           ordering_label (self, task->node), type),
          search, 1, state, ORDERING_NONE, NULL, 0, ORDERING_NONE);
    }
}

void
ordering_rules_signing (OrderingRules *self)
{
  gboolean any = FALSE;

  if (self->model->major < 8)
    return;
  for (guint i = 0; i < self->model->tasks->len; i++)
    {
      const OrderingTask *task = ordering_model_get (self->model, i);

      if (task->kind != ORDERING_SIGNING)
        continue;
      any = TRUE;
      ends_unsigned (self, task);
      if (!self->model->is_loose)
        signed_data_not_locked (self, task);
    }
  if (!any)
    return;
  unique_signer (self);
  stale_signature_blocks (self);
}

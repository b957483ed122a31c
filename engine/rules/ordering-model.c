/* ordering-model.c: what each task fills in, looks at and offers
 *
 * ordering.md M1 to M4.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/rules/ordering-private.h"
#include "engine/run/run-values.h"

#include <string.h>

typedef struct
{
  OrderingModel *model;
  AltinnApp *altinn;
  GPtrArray *layout_sets; /* by task: AltinnLayoutSet or NULL */
} Builder;

static const struct
{
  const char *task_type;
  OrderingKind kind;
} kinds[] = {
  { "data", ORDERING_DATA },
  { "lookup", ORDERING_LOOKUP },
  { "confirmation", ORDERING_CONFIRMATION },
  { "signing", ORDERING_SIGNING },
  { "payment", ORDERING_PAYMENT },
  { "feedback", ORDERING_FEEDBACK },
  { "pdf", ORDERING_PDF },
  { "subformPdf", ORDERING_SUBFORM_PDF },
  { "eFormidling", ORDERING_EFORMIDLING },
  { "fiksArkiv", ORDERING_FIKS_ARKIV },
};

static OrderingKind
kind_of (const char *task_type)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (kinds[i].task_type, task_type) == 0)
      return kinds[i].kind;
  return ORDERING_OTHER;
}

OrderingTask *
ordering_model_get (const OrderingModel *self, guint index)
{
  return g_ptr_array_index (self->tasks, index);
}

OrderingTask *
ordering_model_lookup (const OrderingModel *self, const RunNode *node)
{
  return node != NULL ? g_hash_table_lookup (self->by_node, node) : NULL;
}

gboolean
ordering_set_meets (const OrderingModel *model, const guint64 *a, const guint64 *b)
{
  for (guint i = 0; i < model->n_words; i++)
    if ((a[i] & b[i]) != 0)
      return TRUE;
  return FALSE;
}

gboolean
ordering_set_is_empty (const OrderingModel *model, const guint64 *set)
{
  for (guint i = 0; i < model->n_words; i++)
    if (set[i] != 0)
      return FALSE;
  return TRUE;
}

static void
task_free (OrderingTask *self)
{
  for (guint i = 0; self->answers != NULL && i < self->exits->len; i++)
    g_clear_pointer (&self->answers[i], ordering_navigation_free);
  g_free (self->answers);
  g_array_unref (self->exits);
  g_free (self->own);
  g_free (self->scope);
  g_free (self->edits);
  g_array_unref (self->variables);
  g_clear_pointer (&self->navigations, g_hash_table_unref);
  g_free (self);
}

static void
variable_clear (OrderingVariable *self)
{
  g_free (self->data_type);
  g_free (self->path);
  g_strfreev (self->values);
}

static void
form_clear (OrderingForm *self)
{
  g_free (self->id);
}

/* ---- Form types (M1) ---- */

static guint
task_index (const OrderingModel *self, const char *id)
{
  const RunNode *node = id != NULL ? run_process_lookup (self->process, id) : NULL;
  const OrderingTask *task = ordering_model_lookup (self, node);

  return task != NULL ? task->index : ORDERING_NONE;
}

static void
find_forms (OrderingModel *self)
{
  guint n_types;
  const RunDataType *types = run_app_get_data_types (self->app, &n_types);

  for (guint i = 0; i < n_types && !run_app_is_loose (self->app); i++)
    {
      OrderingForm form = { NULL, task_index (self, types[i].task_id), TRUE };

      if (form.owner == ORDERING_NONE || types[i].app_owned || types[i].generated ||
          g_str_equal (types[i].id, "ref-data-as-pdf"))
        continue;
      form.id = g_strdup (types[i].id);
      g_array_append_val (self->forms, form);
    }
  self->is_loose = self->forms->len == 0;
  if (self->is_loose)
    {
      OrderingForm form = { g_strdup ("*"), ORDERING_NONE, TRUE };

      g_array_append_val (self->forms, form);
    }
  self->n_words = (self->forms->len + 63) / 64;
}

static guint
find_form (const OrderingModel *self, const char *id)
{
  if (self->is_loose)
    return 0;
  for (guint i = 0; i < self->forms->len; i++)
    if (g_ascii_strcasecmp (g_array_index (self->forms, OrderingForm, i).id, id) == 0)
      return i;
  return ORDERING_NONE;
}

static void
fill_own (OrderingModel *self)
{
  for (guint i = 0; i < self->tasks->len; i++)
    {
      OrderingTask *task = ordering_model_get (self, i);

      task->own = g_new0 (guint64, self->n_words);
      task->scope = g_new0 (guint64, self->n_words);
      task->edits = g_new0 (guint64, self->n_words);
      if (self->is_loose && (task->kind == ORDERING_DATA || task->kind == ORDERING_LOOKUP))
        ordering_set_add (task->own, 0);
    }
  for (guint i = 0; i < self->forms->len; i++)
    {
      guint owner = g_array_index (self->forms, OrderingForm, i).owner;

      if (owner != ORDERING_NONE)
        ordering_set_add (ordering_model_get (self, owner)->own, i);
    }
}

/* ---- Scope (M2) ---- */

static void
add_names (OrderingModel *self, guint64 *set, const char *const *names)
{
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      guint form = find_form (self, names[i]);

      if (form != ORDERING_NONE)
        ordering_set_add (set, form);
    }
}

static void
add_all (OrderingModel *self, guint64 *set)
{
  for (guint i = 0; i < self->forms->len; i++)
    ordering_set_add (set, i);
}

static void
add_own_of (OrderingModel *self, guint64 *set, const char *const *task_ids)
{
  for (guint i = 0; task_ids[i] != NULL; i++)
    {
      guint index = task_index (self, task_ids[i]);

      for (guint word = 0; index != ORDERING_NONE && word < self->n_words; word++)
        set[word] |= ordering_model_get (self, index)->own[word];
    }
}

static void
fill_scope (OrderingModel *self, OrderingTask *task)
{
  const RunTaskExtension *extension = task->node->extension;

  task->has_scope = TRUE;
  switch (task->kind)
    {
    case ORDERING_SIGNING:
      if (extension != NULL)
        add_names (self, task->scope, extension->data_types_to_sign);
      if (ordering_set_is_empty (self, task->scope))
        add_all (self, task->scope);
      break;
    case ORDERING_CONFIRMATION:
    case ORDERING_PAYMENT:
    case ORDERING_FIKS_ARKIV:
    case ORDERING_FEEDBACK:
      add_all (self, task->scope);
      break;
    case ORDERING_PDF:
      if (extension != NULL && extension->auto_pdf_task_ids[0] != NULL)
        add_own_of (self, task->scope, extension->auto_pdf_task_ids);
      else
        add_all (self, task->scope);
      break;
    case ORDERING_SUBFORM_PDF:
      if (extension != NULL && extension->subform_data_type_id != NULL)
        {
          const char *const names[] = { extension->subform_data_type_id, NULL };

          add_names (self, task->scope, names);
        }
      break;
    case ORDERING_EFORMIDLING:
      for (guint i = 0; extension != NULL && i < extension->n_eformidling; i++)
        if (g_strcmp0 (extension->eformidling[i].name, "dataTypes") == 0)
          add_names (self, task->scope, extension->eformidling[i].values);
      if (ordering_set_is_empty (self, task->scope))
        add_all (self, task->scope);
      break;
    default:
      task->has_scope = FALSE;
      break;
    }
}

/* ---- Exits (M3) ---- */

static OrderingExit *
add_exit (OrderingTask *task, const char *action, gboolean offered)
{
  OrderingExit exit = { NULL };

  for (guint i = 0; i < task->exits->len; i++)
    {
      OrderingExit *known = &g_array_index (task->exits, OrderingExit, i);

      if (known->outcome == NULL && known->to == NULL && g_strcmp0 (known->action, action) == 0)
        {
          known->offered = known->offered || offered;
          return known;
        }
    }
  exit.action = action != NULL ? g_intern_string (action) : NULL;
  exit.offered = offered;
  exit.cost = 1;
  exit.rejects = g_strcmp0 (action, "reject") == 0;
  exit.signs = task->kind == ORDERING_SIGNING && !exit.rejects;
  exit.separate_sign = exit.signs && g_strcmp0 (action, "sign") != 0;
  if (exit.signs)
    exit.cost = task->needed + exit.separate_sign;
  else if (task->kind == ORDERING_PAYMENT && !exit.rejects)
    exit.cost = 2;
  g_array_append_val (task->exits, exit);
  return &g_array_index (task->exits, OrderingExit, task->exits->len - 1);
}

static void
add_outcome (OrderingTask *task, const char *outcome, const char *action)
{
  OrderingExit exit = { NULL };

  exit.action = action != NULL ? g_intern_string (action) : NULL;
  exit.outcome = g_intern_string (outcome);
  exit.offered = TRUE;
  exit.rejects = g_strcmp0 (action, "reject") == 0;
  g_array_append_val (task->exits, exit);
}

/* What the app's own screens send from a task whose layout is known. FALSE: nothing that moves. */
static gboolean
add_layout_exits (Builder *self, OrderingTask *task)
{
  AltinnLayoutSet *set = g_ptr_array_index (self->layout_sets, task->index);
  const GPtrArray *components;
  gboolean any = FALSE;

  if (set == NULL || !set->exists)
    return FALSE;
  components = altinn_app_get_components (self->altinn, set);
  for (guint i = 0; components != NULL && i < components->len; i++)
    {
      const AltinnComponent *component = g_ptr_array_index (components, i);
      const char *type = component->type != NULL ? component->type : "";

      if (g_str_equal (type, "Button") &&
          (component->mode == NULL || g_str_equal (component->mode, "submit")))
        add_exit (task, NULL, TRUE);
      else if (g_str_equal (type, "SigningActions"))
        {
          add_exit (task, NULL, TRUE);
          task->signs_apart = TRUE;
        }
      else if (g_str_equal (type, "Payment"))
        {
          add_exit (task, "confirm", TRUE);
          add_exit (task, "reject", TRUE);
        }
      else if (g_str_equal (type, "ActionButton") && component->action != NULL)
        {
          const RunAction *action = run_node_find_action (task->node, component->action);

          if ((action != NULL && action->server) || task->is_service)
            continue;
          add_exit (task, component->action, TRUE);
        }
      else
        continue;
      any = TRUE;
    }
  return any;
}

static gboolean
layout_has_reject (Builder *self, OrderingTask *task)
{
  AltinnLayoutSet *set = g_ptr_array_index (self->layout_sets, task->index);
  const GPtrArray *components =
      set != NULL && set->exists ? altinn_app_get_components (self->altinn, set) : NULL;

  for (guint i = 0; components != NULL && i < components->len; i++)
    {
      const AltinnComponent *component = g_ptr_array_index (components, i);

      if (g_strcmp0 (component->type, "ActionButton") == 0 &&
          g_strcmp0 (component->action, "reject") == 0)
        return TRUE;
    }
  return FALSE;
}

/* Actions that a rule of the policy grants at this very task (not those granted everywhere). */
static void
add_policy_exits (OrderingModel *self, OrderingTask *task)
{
  static const char *const no_moves[] = { "read", "write", "delete", "instantiate", "complete",
                                          NULL };
  const RunPolicy *policy = run_app_get_policy (self->app);
  g_auto (GStrv) here = NULL;
  g_auto (GStrv) everywhere = NULL;

  if (policy == NULL)
    return;
  here = run_policy_list_actions (policy, task->node->id);
  everywhere = run_policy_list_actions (policy, "");
  for (guint i = 0; here[i] != NULL; i++)
    if (!g_strv_contains (no_moves, here[i]) && strchr (here[i], ':') == NULL &&
        !g_strv_contains ((const char *const *) everywhere, here[i]))
      add_exit (task, here[i], TRUE);
}

static void
add_literal_exits (OrderingModel *self, OrderingTask *task, gboolean offered)
{
  g_auto (GStrv) literals = run_values_list_actions (self->app, task->node);

  for (guint i = 0; literals != NULL && literals[i] != NULL; i++)
    add_exit (task, literals[i], offered);
}

static void
add_listed_exits (OrderingTask *task, gboolean offered)
{
  const RunTaskExtension *extension = task->node->extension;

  for (guint i = 0; extension != NULL && i < extension->n_actions; i++)
    {
      const RunAction *action = &extension->actions[i];

      if (action->server || *action->id == '\0' ||
          (task->kind == ORDERING_PAYMENT && g_str_equal (action->id, "pay")))
        continue;
      add_exit (task, action->id, offered || g_str_equal (action->id, "reject"));
    }
}

static void
add_default_exits (OrderingModel *self, OrderingTask *task)
{
  switch (task->kind)
    {
    case ORDERING_CONFIRMATION:
      add_exit (task, "confirm", TRUE);
      break;
    case ORDERING_SIGNING:
      add_exit (task, "sign", TRUE)->by_layout = TRUE;
      add_exit (task, NULL, TRUE)->by_layout = TRUE;
      task->signs_apart = TRUE;
      break;
    case ORDERING_PAYMENT:
      add_exit (task, "confirm", TRUE);
      add_exit (task, "reject", TRUE);
      break;
    default:
      add_exit (task, NULL, TRUE);
      break;
    }
  add_listed_exits (task, TRUE);
}

static void
add_service_exits (Builder *self, OrderingTask *task)
{
  OrderingModel *model = self->model;
  gboolean is_custom = task->kind == ORDERING_OTHER;
  gboolean listed = run_node_find_action (task->node, "reject") != NULL;

  add_outcome (task, "success", NULL);
  if (is_custom || task->kind == ORDERING_FIKS_ARKIV)
    add_outcome (task, "continue", "reject");
  if (is_custom && model->major >= 9)
    {
      g_auto (GStrv) literals = run_values_list_actions (model->app, task->node);

      for (guint i = 0; literals != NULL && literals[i] != NULL; i++)
        {
          g_autofree char *outcome = g_strconcat ("success:", literals[i], NULL);

          add_outcome (task, outcome, literals[i]);
          g_array_index (task->exits, OrderingExit, task->exits->len - 1).rejects = FALSE;
        }
    }
  if (listed || layout_has_reject (self, task))
    add_exit (task, "reject", TRUE);
  else if (model->major < 9)
    add_exit (task, "reject", FALSE);
}

/* Version 7: the client names one of the targets. */
static void
add_v7_targets (OrderingModel *self, OrderingTask *task, const RunNode *node, const RunFlow *first,
                GHashTable *seen)
{
  guint n = node->kind == RUN_NODE_EXCLUSIVE_GATEWAY ? node->n_exits : node->n_next;

  for (guint i = 0; i < n; i++)
    {
      const RunFlow *flow =
          node->kind == RUN_NODE_EXCLUSIVE_GATEWAY ? node->exits[i] : node->next_flows[i];
      const RunFlow *leaving = first != NULL ? first : flow;
      OrderingExit exit = { NULL };

      if (flow->target == NULL || !g_hash_table_add (seen, (gpointer) flow->target))
        continue;
      if (flow->target->kind == RUN_NODE_EXCLUSIVE_GATEWAY)
        {
          add_v7_targets (self, task, flow->target, leaving, seen);
          continue;
        }
      exit.to = flow->target->id != NULL ? g_intern_string (flow->target->id) : NULL;
      exit.cost = 1;
      exit.offered = TRUE;
      exit.rejects = leaving->flow_type != NULL && g_str_has_prefix (leaving->flow_type, "Abandon");
      g_array_append_val (task->exits, exit);
    }
}

static void
fill_exits (Builder *self, OrderingTask *task)
{
  OrderingModel *model = self->model;

  if (model->major < 8)
    {
      g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

      add_v7_targets (model, task, task->node, NULL, seen);
      return;
    }
  if (task->is_service)
    {
      add_service_exits (self, task);
      return;
    }
  if (!add_layout_exits (self, task))
    add_default_exits (model, task);
  add_listed_exits (task, FALSE);
  add_literal_exits (model, task, task->kind == ORDERING_FEEDBACK);
  if (task->kind == ORDERING_FEEDBACK)
    add_policy_exits (model, task);
}

/* ---- What the layout of a task edits that another task owns ---- */

static gboolean
is_edited (const AltinnComponent *component)
{
  return component->bindings != NULL && g_hash_table_size (component->bindings) > 0 &&
         !component->read_only && !component->render_as_summary && component->type != NULL &&
         !g_str_has_prefix (component->type, "Summary");
}

static void
fill_edits (Builder *self, OrderingTask *task)
{
  OrderingModel *model = self->model;
  AltinnLayoutSet *set = g_ptr_array_index (self->layout_sets, task->index);
  const GPtrArray *components =
      set != NULL && set->exists ? altinn_app_get_components (self->altinn, set) : NULL;

  if (model->is_loose)
    return;
  for (guint i = 0; components != NULL && i < components->len; i++)
    {
      const AltinnComponent *component = g_ptr_array_index (components, i);
      GHashTableIter iter;
      gpointer data_type;

      if (!is_edited (component))
        continue;
      g_hash_table_iter_init (&iter, component->bindings);
      while (g_hash_table_iter_next (&iter, NULL, &data_type))
        {
          const char *id = *(const char *) data_type != '\0' ? data_type : set->data_type;
          guint form = id != NULL ? find_form (model, id) : ORDERING_NONE;

          if (form != ORDERING_NONE && !ordering_set_has (task->own, form))
            ordering_set_add (task->edits, form);
        }
    }
}

/* ---- Variables (M4) ---- */

static gboolean
any_fills (const OrderingModel *self)
{
  for (guint i = 0; i < self->tasks->len; i++)
    if (!ordering_set_is_empty (self, ordering_model_get (self, i)->own))
      return TRUE;
  return FALSE;
}

/* The values that the data model can hold. */
static char **
possible_values (Builder *builder, const char *data_type, const RunVariable *found)
{
  SourceJson *schema = !run_app_is_loose (builder->model->app)
                           ? altinn_app_get_schema (builder->altinn, data_type)
                           : NULL;

  return schema != NULL ? ordering_schema_restrict (schema, found->path, found->values)
                        : g_strdupv (found->values);
}

static guint
intern_variable (Builder *builder, const char *data_type, const RunVariable *found)
{
  OrderingModel *self = builder->model;
  OrderingVariable variable = { NULL };
  const RunDataType *type;

  for (guint i = 0; i < self->variables->len; i++)
    {
      const OrderingVariable *known = &g_array_index (self->variables, OrderingVariable, i);

      if (g_strcmp0 (known->data_type, data_type) == 0 && g_str_equal (known->path, found->path))
        return i;
    }
  type = data_type != NULL ? run_app_lookup_data_type (self->app, data_type) : NULL;
  variable.data_type = g_strdup (data_type);
  variable.path = g_strdup (found->path);
  variable.values = possible_values (builder, data_type, found);
  variable.n_values = MIN (g_strv_length (variable.values), ORDERING_ABSENT - 1);
  variable.owner = type != NULL ? task_index (self, type->task_id) : ORDERING_NONE;
  variable.starts_absent = type != NULL && !type->assumed;
  variable.created_by_owner =
      type != NULL && type->auto_create && variable.owner != ORDERING_NONE;
  variable.by_fillers =
      variable.owner == ORDERING_NONE && run_app_is_loose (self->app) && any_fills (self);
  g_array_append_val (self->variables, variable);
  return self->variables->len - 1;
}

static void
add_variable (OrderingModel *self, OrderingTask *task, guint index)
{
  const OrderingVariable *variable = &g_array_index (self->variables, OrderingVariable, index);

  for (guint i = 0; i < task->variables->len; i++)
    if (g_array_index (task->variables, guint, i) == index)
      return;
  if (task->n_codes * (variable->n_values + 1) > 2 * ORDERING_MAX_PRODUCT)
    {
      self->bounded = TRUE;
      return;
    }
  task->n_codes *= variable->n_values + 1;
  g_array_append_val (task->variables, index);
}

/* In a file without metadata every name stands for the one form (M1), and so does no name. */
static const char *
find_assumed_form (const OrderingModel *self)
{
  guint n_types;
  const RunDataType *types = run_app_get_data_types (self->app, &n_types);

  for (guint i = 0; i < n_types && run_app_assumes_types (self->app); i++)
    if (!types[i].generated)
      return types[i].id;
  return NULL;
}

static void
collect_variables (Builder *builder, OrderingTask *task, const RunNode *gateway, GHashTable *seen)
{
  OrderingModel *self = builder->model;
  g_autoptr (GPtrArray) found = NULL;

  if (gateway == NULL || gateway->kind != RUN_NODE_EXCLUSIVE_GATEWAY ||
      !g_hash_table_add (seen, (gpointer) gateway))
    return;
  if (gateway->has_conditions)
    found = run_values_of_gateway (self->app, gateway);
  for (guint i = 0; found != NULL && i < found->len; i++)
    {
      const RunVariable *variable = g_ptr_array_index (found, i);
      const char *data_type = variable->data_type;

      if (data_type == NULL)
        data_type = run_app_get_default_data_type (self->app, gateway, task->node);
      if (data_type == NULL)
        data_type = find_assumed_form (self);
      if (data_type == NULL)
        {
          /* It reads a data model nobody names. */
          self->freedom[gateway->index] = ORDERING_FREEDOM_ANY;
          continue;
        }
      add_variable (self, task, intern_variable (builder, data_type, variable));
    }
  for (guint i = 0; i < gateway->n_exits; i++)
    collect_variables (builder, task, gateway->exits[i]->target, seen);
}

static void
fill_variables (Builder *builder, OrderingTask *task)
{
  g_autoptr (GHashTable) seen = NULL;

  for (guint i = 0; i < task->node->n_next; i++)
    if (task->node->next[i]->kind == RUN_NODE_EXCLUSIVE_GATEWAY)
      {
        if (seen == NULL)
          seen = g_hash_table_new (NULL, NULL);
        collect_variables (builder, task, task->node->next[i], seen);
      }
}

/* ---- The whole ---- */

static guint
needed_signatures (OrderingModel *self, const RunNode *node)
{
  const RunTaskExtension *extension = node->extension;
  const RunDataType *type;

  if (extension == NULL || extension->signature_data_type == NULL ||
      extension->signee_provider_id != NULL)
    return 1;
  type = run_app_find_data_type (self->app, extension->signature_data_type);
  return type != NULL ? CLAMP (type->min_count, 1, 12) : 1;
}

static void
add_task (Builder *self, const RunNode *node)
{
  OrderingModel *model = self->model;
  OrderingTask *task = g_new0 (OrderingTask, 1);

  task->node = node;
  task->index = model->tasks->len;
  task->kind = kind_of (run_app_get_task_type (model->app, node));
  task->is_service = run_app_is_service (model->app, node);
  task->exits = g_array_new (FALSE, FALSE, sizeof (OrderingExit));
  task->variables = g_array_new (FALSE, FALSE, sizeof (guint));
  task->n_codes = 1;
  task->needed = task->kind == ORDERING_SIGNING ? needed_signatures (model, node) : 0;
  g_ptr_array_add (model->tasks, task);
  g_hash_table_insert (model->by_node, (gpointer) node, task);
  g_ptr_array_add (self->layout_sets,
                   !run_app_is_loose (model->app) && node->id != NULL && model->major >= 8
                       ? altinn_app_lookup_layout_set (self->altinn, node->id)
                       : NULL);
}

/* ordering_model_new: reads layouts from @altinn, so it must be called in the thread that edits. */
OrderingModel *
ordering_model_new (AltinnApp *altinn, RunApp *app)
{
  OrderingModel *self = g_new0 (OrderingModel, 1);
  g_autoptr (GPtrArray) layout_sets = g_ptr_array_new ();
  Builder builder = { self, altinn, layout_sets };
  guint n_nodes;
  const RunNode *const *nodes;

  self->app = run_app_ref (app);
  self->setup = run_setup_new (app, RUN_SETUP_NO_RIGHTS | RUN_SETUP_MENDED);
  self->process = run_app_get_process (app);
  self->major = run_app_get_runtime (app)->major;
  self->tasks = g_ptr_array_new_with_free_func ((GDestroyNotify) task_free);
  self->by_node = g_hash_table_new (NULL, NULL);
  self->takes = g_hash_table_new (g_str_hash, g_str_equal);
  self->forms = g_array_new (FALSE, FALSE, sizeof (OrderingForm));
  g_array_set_clear_func (self->forms, (GDestroyNotify) form_clear);
  self->variables = g_array_new (FALSE, FALSE, sizeof (OrderingVariable));
  g_array_set_clear_func (self->variables, (GDestroyNotify) variable_clear);
  nodes = run_process_get_nodes (self->process, &n_nodes);
  self->freedom = g_new0 (guint8, n_nodes + 1);
  for (guint i = 0; i < n_nodes; i++)
    if (run_node_is_task (nodes[i]))
      add_task (&builder, nodes[i]);
  find_forms (self);
  fill_own (self);
  for (guint i = 0; i < self->tasks->len; i++)
    {
      OrderingTask *task = ordering_model_get (self, i);

      fill_scope (self, task);
      fill_exits (&builder, task);
      if (self->major >= 8)
        fill_variables (&builder, task);
      if (task->kind == ORDERING_DATA)
        fill_edits (&builder, task);
    }
  self->send_after = task_index (self, run_app_get_send_after_task (app));
  return self;
}

void
ordering_model_free (OrderingModel *self)
{
  g_ptr_array_unref (self->tasks);
  g_hash_table_unref (self->by_node);
  g_hash_table_unref (self->takes);
  g_free (self->freedom);
  g_array_unref (self->forms);
  g_array_unref (self->variables);
  run_setup_unref (self->setup);
  run_app_unref (self->app);
  g_free (self);
}

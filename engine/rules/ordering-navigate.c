/* ordering-navigate.c: where the process goes from a task, asked of the engine and remembered
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/rules/ordering-private.h"
#include "engine/run/run-values.h"

#include <string.h>

#define MAX_TARGETS 64

/* Functions of conditions whose value is not in the data, or says little about which data would
 * give it: any answer is possible (M4). */
static const char *const free_functions[] = {
  "\"instanceContext\"", "\"frontendSettings\"", "\"countDataElements\"", "\"formatDate\"",
  "\"text\"", "\"language\"", "\"isBefore\"", "\"isAfter\"", "\"isBeforeEq\"", "\"isAfterEq\"",
  "\"isSameDay\"", "\"jmespath\"", "\"count\"", "\"sum\"", "\"average\"", "\"plus\"", "\"minus\"",
  "\"multiply\"", "\"divide\"", "\"stringLength\"", "\"stringIndexOf\"", "\"stringSlice\"",
};

/* Whether @name, with its quotes, stands in @condition as a function or an operator: not as the
 * path of a datum. */
static gboolean
is_called (const char *condition, const char *name)
{
  const char *found = condition;

  while ((found = strstr (found, name)) != NULL)
    {
      const char *before = found;

      while (before > condition && g_ascii_isspace (before[-1]))
        before--;
      if (before > condition && before[-1] == '[')
        return TRUE;
      if (g_str_has_prefix (name, "\"is") && before > condition && before[-1] == ',')
        return TRUE;
      found++;
    }
  return FALSE;
}

static gboolean
calls_free_function (const RunNode *gateway)
{
  for (guint i = 0; gateway->has_conditions && i < gateway->n_exits; i++)
    for (guint k = 0; gateway->exits[i]->condition != NULL && k < G_N_ELEMENTS (free_functions); k++)
      if (is_called (gateway->exits[i]->condition, free_functions[k]))
        return TRUE;
  return FALSE;
}

static gboolean
is_free (const OrderingModel *model, const RunNode *gateway)
{
  guint8 *freedom = &model->freedom[gateway->index];

  if (*freedom == ORDERING_FREEDOM_UNKNOWN)
    *freedom = calls_free_function (gateway) ? ORDERING_FREEDOM_ANY : ORDERING_FREEDOM_NONE;
  return *freedom == ORDERING_FREEDOM_ANY;
}

typedef struct
{
  const OrderingModel *model;
  GHashTable *takes;
  const RunNode *wanted; /* a gateway whose answer is free and not yet chosen */
} Choice;

/* A flow that was chosen where code, or what is not in the data, decides. */
static int
choose_flow (const RunNode *gateway, const RunFlow *flow, gpointer user_data)
{
  Choice *choice = user_data;
  const char *taken;

  if (gateway->id == NULL)
    return -1;
  taken = g_hash_table_lookup (choice->takes, gateway->id);
  if (taken != NULL)
    return g_strcmp0 (flow->id, taken) == 0;
  if (!is_free (choice->model, gateway))
    return -1;
  choice->wanted = gateway;
  return FALSE;
}

static void
target_clear (OrderingTarget *self)
{
  g_free (self->error);
  g_strfreev (self->takes);
}

void
ordering_navigation_free (OrderingNavigation *self)
{
  for (guint i = 0; i < self->n_targets; i++)
    target_clear (&self->targets[i]);
  g_free (self->targets);
  g_free (self->decisions);
  g_free (self);
}

static char **
takes_to_strv (GHashTable *takes)
{
  g_autoptr (GPtrArray) list = NULL;
  GHashTableIter iter;
  gpointer gateway, flow;

  if (g_hash_table_size (takes) == 0)
    return NULL;
  list = g_ptr_array_new ();
  g_hash_table_iter_init (&iter, takes);
  while (g_hash_table_iter_next (&iter, &gateway, &flow))
    {
      g_ptr_array_add (list, g_strdup (gateway));
      g_ptr_array_add (list, g_strdup (flow));
    }
  g_ptr_array_add (list, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&list), FALSE);
}

/* There is nearly always one. */
static OrderingTarget *
add_target (OrderingNavigation *self)
{
  self->targets = g_renew (OrderingTarget, self->targets, self->n_targets + 1);
  self->targets[self->n_targets] = (OrderingTarget){ NULL };
  return &self->targets[self->n_targets++];
}

static void
add_decision (const OrderingModel *model, OrderingNavigation *self, const RunDecision *decision)
{
  OrderingDecision mine = { decision->gateway, 0, 0, decision->decided_by, FALSE };

  for (guint i = 0; i < decision->n_flows; i++)
    {
      mine.failed = mine.failed || decision->flows[i].error != NULL;
      if (!decision->flows[i].selected)
        continue;
      mine.n_selected++;
      if (i < 64)
        mine.selected |= G_GUINT64_CONSTANT (1) << i;
    }
  if (is_free (model, decision->gateway))
    mine.decided_by = RUN_DECIDED_BY_CODE;
  self->decisions = g_renew (OrderingDecision, self->decisions, self->n_decisions + 1);
  self->decisions[self->n_decisions++] = mine;
}

static void
explore (const OrderingModel *model, OrderingNavigation *self, RunQuestion *question,
         GHashTable *takes)
{
  Choice choice = { model, takes, NULL };
  g_autoptr (RunNavigation) answer = NULL;
  const RunNode *open = NULL;
  OrderingTarget *target;

  question->takes = takes;
  question->filter = choose_flow;
  question->filter_data = &choice;
  answer = run_navigate (question);
  if (answer->failure != NULL && answer->failure->undecided != NULL)
    open = run_process_lookup (model->process, answer->failure->undecided);
  if (choice.wanted != NULL)
    open = choice.wanted;
  if (open != NULL && open->id != NULL && open->n_exits > 0
      && !g_hash_table_contains (takes, open->id) && self->n_targets < MAX_TARGETS)
    {
      for (guint i = 0; i < open->n_exits && self->n_targets < MAX_TARGETS; i++)
        {
          if (open->exits[i]->id == NULL)
            continue;
          g_hash_table_insert (takes, (gpointer) open->id, (gpointer) open->exits[i]->id);
          explore (model, self, question, takes);
          g_hash_table_remove (takes, open->id);
        }
      return;
    }
  for (guint i = 0; i < answer->decisions->len; i++)
    add_decision (model, self, g_ptr_array_index (answer->decisions, i));
  target = add_target (self);
  if (answer->failure != NULL)
    target->error = g_strdup (run_failure_get_message (answer->failure));
  else if (answer->next == NULL)
    target->error = g_strdup ("Next process element was unexpectedly null");
  else
    target->next = answer->next;
  target->takes = takes_to_strv (takes);
}

static OrderingNavigation *
navigate (OrderingModel *self, RunQuestion *question)
{
  OrderingNavigation *navigation = g_new0 (OrderingNavigation, 1);

  explore (self, navigation, question, self->takes);
  return navigation;
}

static void
write_merged (SourceJsonWriter *writer, const SourceJsonValue *const *values, guint n_values)
{
  g_autoptr (GHashTable) done = NULL;

  /* Objects are united; anything else is as the last one says. */
  for (guint i = 0; i < n_values; i++)
    if (source_json_value_get_type (values[i]) != SOURCE_JSON_OBJECT || n_values == 1)
      {
        source_json_writer_value (writer, values[n_values - 1]);
        return;
      }
  done = g_hash_table_new (g_str_hash, g_str_equal);
  source_json_writer_begin_object (writer);
  for (guint i = 0; i < n_values; i++)
    for (guint k = 0; k < source_json_value_get_length (values[i]); k++)
      {
        const char *key = source_json_value_get_key (values[i], k);
        g_autoptr (GPtrArray) members = NULL;

        if (!g_hash_table_add (done, (gpointer) key))
          continue;
        members = g_ptr_array_new ();
        for (guint j = i; j < n_values; j++)
          {
            const SourceJsonValue *member = source_json_value_get_member (values[j], key);

            if (member != NULL)
              g_ptr_array_add (members, (gpointer) member);
          }
        source_json_writer_key (writer, key);
        write_merged (writer, (const SourceJsonValue *const *) members->pdata, members->len);
      }
  source_json_writer_end_object (writer);
}

/* One object out of several merge patches. */
static char *
merge_patches (GPtrArray *patches)
{
  g_autoptr (GPtrArray) trees =
      g_ptr_array_new_with_free_func ((GDestroyNotify) source_json_unref);
  g_autoptr (GPtrArray) roots = g_ptr_array_new ();
  SourceJsonWriter *writer;

  for (guint i = 0; i < patches->len; i++)
    {
      SourceJson *json = source_json_parse (g_ptr_array_index (patches, i), -1, SOURCE_JSON_STRICT,
                                            "", NULL);

      if (json == NULL)
        continue;
      g_ptr_array_add (trees, json);
      g_ptr_array_add (roots, (gpointer) source_json_get_root (json));
    }
  if (roots->len == 0)
    return g_strdup ("{}");
  writer = source_json_writer_new (0);
  write_merged (writer, (const SourceJsonValue *const *) roots->pdata, roots->len);
  return source_json_writer_end (writer);
}

/* The content of @data_type in a valuation, or what @after changes of @before; NULL: no element, or
 * no change. */
static char *
content_of (const OrderingModel *self, const char *data_type, const guint8 *before,
            const guint8 *after)
{
  g_autoptr (GPtrArray) patches = g_ptr_array_new_with_free_func (g_free);
  gboolean exists = FALSE;

  for (guint i = 0; i < self->variables->len; i++)
    {
      const OrderingVariable *variable = &g_array_index (self->variables, OrderingVariable, i);

      if (g_strcmp0 (variable->data_type, data_type) != 0 || after[i] == ORDERING_ABSENT)
        continue;
      exists = TRUE;
      if (before == NULL ? after[i] == 0 : after[i] == before[i])
        continue;
      if (before != NULL && before[i] == ORDERING_ABSENT && after[i] == 0)
        continue;
      g_ptr_array_add (patches, run_values_patch (variable->path, variable->values[after[i]]));
    }
  if (!exists || (before != NULL && patches->len == 0))
    return NULL;
  return merge_patches (patches);
}

/* ordering_model_data_patch: the `data` of a step that changes @before to @after; NULL: nothing. */
char *
ordering_model_data_patch (const OrderingModel *self, const guint8 *before, const guint8 *after)
{
  g_autoptr (GHashTable) done = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < self->variables->len; i++)
    {
      const OrderingVariable *variable = &g_array_index (self->variables, OrderingVariable, i);
      g_autofree char *content = NULL;

      if (variable->data_type == NULL || !g_hash_table_add (done, variable->data_type))
        continue;
      content = content_of (self, variable->data_type, before, after);
      if (content == NULL)
        continue;
      g_string_append_printf (text, "%s\"%s\":%s", text->len > 0 ? "," : "{", variable->data_type,
                              content);
    }
  if (text->len == 0)
    return NULL;
  g_string_append_c (text, '}');
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* The instance as the gateways behind @task see it with @values. */
static RunState *
make_state (OrderingModel *self, const OrderingTask *task, const guint8 *values)
{
  RunState *state = run_state_new (self->setup);
  g_autoptr (GHashTable) done = NULL;
  RunState *next;

  if (task->variables->len > 0)
    done = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < task->variables->len; i++)
    {
      guint index = g_array_index (task->variables, guint, i);
      const OrderingVariable *variable = &g_array_index (self->variables, OrderingVariable, index);
      g_autofree char *content = NULL;
      g_autoptr (SourceJson) json = NULL;

      if (variable->data_type == NULL || !g_hash_table_add (done, variable->data_type))
        continue;
      content = content_of (self, variable->data_type, NULL, values);
      json = content != NULL ? source_json_parse (content, -1, SOURCE_JSON_STRICT, "", NULL) : NULL;
      if (json == NULL)
        continue;
      next = run_state_with_data (state, variable->data_type, source_json_get_root (json));
      run_state_unref (state);
      state = next;
    }
  next = run_state_with_current (state, task->node);
  run_state_unref (state);
  return next;
}

static guint
code_of (const OrderingModel *self, const OrderingTask *task, const guint8 *values)
{
  guint code = 0;

  for (guint i = 0; i < task->variables->len; i++)
    {
      guint index = g_array_index (task->variables, guint, i);
      guint n_values = g_array_index (self->variables, OrderingVariable, index).n_values;

      code = code * (n_values + 1) + MIN (values[index], n_values);
    }
  return code;
}

static OrderingNavigation *
ask (OrderingModel *self, const OrderingTask *task, const OrderingExit *exit, const guint8 *values)
{
  g_autoptr (RunState) state = make_state (self, task, values);
  RunQuestion question = { NULL };

  question.state = state;
  question.from = task->node;
  question.action = exit->action;
  question.to = exit->to;
  return navigate (self, &question);
}

/* Index of the first exit with the same action as @exit, which so gets the same answer. */
static guint
find_same (const OrderingTask *task, const OrderingExit *exit)
{
  for (guint i = 0;; i++)
    {
      const OrderingExit *other = &g_array_index (task->exits, OrderingExit, i);

      if (other == exit || (other->action == exit->action && other->to == exit->to))
        return i;
    }
}

/* ordering_model_navigate: where @exit of @task leads with @values (one for each variable). */
const OrderingNavigation *
ordering_model_navigate (OrderingModel *self, OrderingTask *task, const OrderingExit *exit,
                         const guint8 *values)
{
  guint same = find_same (task, exit);
  OrderingNavigation *navigation;
  gpointer key;

  /* Most tasks stand before no gateway that reads data, and there may be very many tasks. */
  if (task->n_codes == 1)
    {
      if (task->answers == NULL)
        task->answers = g_new0 (OrderingNavigation *, task->exits->len);
      if (task->answers[same] == NULL)
        task->answers[same] = ask (self, task, exit, values);
      return task->answers[same];
    }
  if (task->navigations == NULL)
    task->navigations = g_hash_table_new_full (NULL, NULL, NULL,
                                               (GDestroyNotify) ordering_navigation_free);
  key = GUINT_TO_POINTER (1 + same * (2 * ORDERING_MAX_PRODUCT + 1) + code_of (self, task, values));
  navigation = g_hash_table_lookup (task->navigations, key);
  if (navigation == NULL)
    {
      navigation = ask (self, task, exit, values);
      g_hash_table_insert (task->navigations, key, navigation);
    }
  return navigation;
}

OrderingNavigation *
ordering_model_navigate_start (OrderingModel *self, const RunNode *start)
{
  g_autoptr (RunState) state = run_state_new (self->setup);
  RunQuestion question = { NULL };

  question.state = state;
  question.from = start;
  question.instantiating = TRUE;
  return navigate (self, &question);
}

/* run-validate.c: what the validators of the current task say (facts: runtime 4)
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/run/run-engine-private.h"

#include <string.h>

static void
check_counts (RunWork *work, const RunNode *task, GPtrArray *issues)
{
  guint n_types;
  const RunDataType *types = run_app_get_data_types (work->app, &n_types);

  for (guint i = 0; i < n_types; i++)
    {
      gint64 count;

      if (!run_app_owns (work->app, task, &types[i]))
        continue;
      count = run_state_count_data (work->state, types[i].id);
      if (types[i].max_count > 0 && count > types[i].max_count)
        g_ptr_array_add (issues,
                         g_strdup_printf ("TooManyDataElementsOfType: %s", types[i].id));
      if (types[i].min_count > count)
        g_ptr_array_add (issues, g_strdup_printf ("TooFewDataElementsOfType: %s", types[i].id));
    }
}

static void
check_files (RunWork *work, const RunNode *task, GPtrArray *issues)
{
  for (guint i = 0; i < run_state_get_n_data (work->state); i++)
    {
      const RunDataElement *element = run_state_get_data (work->state, i);
      const RunDataType *type = element->data_type;
      gboolean allowed = FALSE;

      if (element->kind != RUN_DATA_ATTACHMENT || type == NULL
          || !run_app_owns (work->app, task, type) || type->allowed_content_types == NULL
          || type->allowed_content_types[0] == NULL)
        continue;
      if (run_content_get_file_type (element->content) == NULL)
        {
          g_ptr_array_add (issues, g_strdup_printf ("MissingContentType: %s", element->type));
          continue;
        }
      for (gsize t = 0; type->allowed_content_types[t] != NULL && !allowed; t++)
        allowed = g_ascii_strcasecmp (type->allowed_content_types[t],
                                      run_content_get_file_type (element->content))
                  == 0;
      if (!allowed)
        g_ptr_array_add (issues, g_strdup_printf ("ContentTypeNotAllowed: %s", element->type));
    }
}

static gboolean
has_signed (const RunState *state, const RunActor *signee, const char *data_type)
{
  const char *person = signee->ssn != NULL ? signee->ssn : signee->name;

  for (guint i = 0; i < run_state_get_n_data (state); i++)
    {
      const RunDataElement *element = run_state_get_data (state, i);

      if (element->signature != NULL && strcmp (element->type, data_type) == 0
          && strcmp (element->signature->person, person) == 0
          && g_strcmp0 (element->signature->on_behalf_of, signee->on_behalf_of) == 0)
        return TRUE;
    }
  return FALSE;
}

/* SigningTaskValidator, which only runs where runDefaultValidator asks for it. */
static void
check_signatures (RunWork *work, const RunNode *task, GPtrArray *issues)
{
  const char *name = task->extension->signature_data_type;
  const RunDataType *type = run_app_find_data_type (work->app, name);
  guint n_actors;
  const RunActor *const *actors
      = run_setup_get_actors (run_state_get_setup (work->state), &n_actors);
  gboolean missing;

  if (type == NULL)
    return;
  missing = run_state_count_data (work->state, type->id) < type->min_count;
  if (run_state_is_delegated (work->state, task))
    for (guint i = 0; i < n_actors; i++)
      if (actors[i]->kind == RUN_ACTOR_SIGNEE && g_strcmp0 (actors[i]->for_task, task->id) == 0)
        missing |= !has_signed (work->state, actors[i], type->id);
  if (missing)
    g_ptr_array_add (issues, g_strdup ("MissingSignatures"));
}

/* SignatureHashValidator looks at the data type, not at the task. */
static void
check_hashes (RunWork *work, const RunNode *task, GPtrArray *issues)
{
  for (guint i = 0; i < run_state_get_n_data (work->state); i++)
    {
      const RunDataElement *element = run_state_get_data (work->state, i);

      if (element->signature != NULL && task->extension->signature_data_type != NULL
          && g_ascii_strcasecmp (element->type, task->extension->signature_data_type) == 0
          && !run_state_is_signature_valid (work->state, element))
        {
          g_ptr_array_add (issues,
                           g_strdup ("InvalidSignatureHash: signed data has been modified"));
          return;
        }
    }
}

/**
 * run_work_validate:
 *
 * Returns: (transfer full) (nullable) (array zero-terminated=1): issues of severity
 *   error at the current task; %NULL: it is valid
 */
char **
run_work_validate (RunWork *work)
{
  const RunNode *task = work->state->process->current;
  g_autoptr (GPtrArray) issues = g_ptr_array_new_with_free_func (g_free);

  if (work->request->invalid)
    g_ptr_array_add (issues, g_strdup ("The task is not valid"));
  check_counts (work, task, issues);
  check_files (work, task, issues);
  if (g_strcmp0 (work->state->process->task_type, "signing") == 0 && task->extension != NULL)
    {
      if (task->extension->run_default_validator)
        check_signatures (work, task, issues);
      if (run_app_has (work->app, RUN_FEATURE_SIGNATURE_HASH))
        check_hashes (work, task, issues);
    }
  if (issues->len == 0)
    return NULL;
  g_ptr_array_add (issues, NULL);
  g_ptr_array_set_free_func (issues, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&issues), FALSE);
}

/* run-work.c: one request being answered
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/run/run-engine-private.h"

#include <string.h>

void
run_work_init (RunWork *work, const RunState *state, const RunRequest *request)
{
  RunSetup *setup = run_state_get_setup (state);

  memset (work, 0, sizeof *work);
  work->state = run_state_branch (state);
  work->app = run_setup_get_app (setup);
  work->process = run_app_get_process (work->app);
  work->flags = run_setup_get_flags (setup);
  work->request = request;
  work->actor = request->actor != NULL
                    ? request->actor
                    : run_setup_get_default_actor (setup, run_state_get_current (state));
  work->result = g_new0 (RunResult, 1);
  work->result->decisions
      = g_ptr_array_new_with_free_func ((GDestroyNotify) run_decision_free);
  work->result->path = g_ptr_array_new ();
  work->result->visited = g_ptr_array_new ();
  if (request->new_step)
    work->state->step++;
}

/**
 * run_work_finish:
 *
 * Returns: (transfer full): the answer; @work is used up
 */
RunResult *
run_work_finish (RunWork *work)
{
  RunResult *result = work->result;

  result->state = g_steal_pointer (&work->state);
  result->failure = g_steal_pointer (&work->failure);
  g_clear_pointer (&work->served, g_hash_table_unref);
  return result;
}

void
run_result_free (RunResult *self)
{
  if (self == NULL)
    return;
  run_state_unref (self->state);
  run_failure_free (self->failure);
  g_ptr_array_unref (self->decisions);
  g_ptr_array_unref (self->path);
  g_ptr_array_unref (self->visited);
  g_free (self);
}

gboolean
run_work_fail (RunWork *work, RunFailure *failure)
{
  if (work->failure != NULL)
    {
      run_failure_free (failure);
      return FALSE;
    }
  work->failure = failure;
  if (failure->element == NULL && run_state_get_at (work->state) != NULL)
    failure->element = g_strdup (run_state_get_at (work->state)->id);
  return FALSE;
}

/* An exception, which the controller answers with 500 and the exception's text. */
gboolean
run_work_throw (RunWork *work, const char *format, ...)
{
  g_autofree char *detail = NULL;
  va_list args;

  va_start (args, format);
  detail = g_strdup_vprintf (format, args);
  va_end (args);
  return run_work_fail (
      work, run_failure_new (RUN_FAILURE_EXCEPTION, 500, "Process next failed.", "%s", detail));
}

RunDataElement *
run_work_add_generated (RunWork *work, RunDataKind kind, const char *type, const RunNode *task)
{
  RunDataElement *element = run_data_element_new (kind, type);

  element->data_type = run_app_lookup_data_type (work->app, type);
  element->generated_from = task;
  element->visit = work->state->process != NULL ? work->state->process->flow : 0;
  element->written_in_step = work->state->step;
  run_state_add_data (work->state, element);
  return element;
}

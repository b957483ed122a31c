/* run-service.c: service tasks (facts: runtime 3.5)
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/run/run-engine-private.h"

#include <string.h>

#define PDF_DATA_TYPE "ref-data-as-pdf"

static const char *const outcomes[] = { "success", "abort", "continue", "wait", "exception", NULL };

/**
 * run_outcome_is_valid:
 * @outcome: (nullable): an outcome of a service task
 *
 * Returns: whether it can be given
 */
gboolean
run_outcome_is_valid (const char *outcome)
{
  if (outcome == NULL)
    return FALSE;
  if (g_str_has_prefix (outcome, "success:") || g_str_has_prefix (outcome, "continue:"))
    return strchr (outcome, ':')[1] != '\0';
  return g_strv_contains (outcomes, outcome);
}

const char *
run_work_next_outcome (RunWork *work, const RunNode *node)
{
  char **list = NULL;
  guint served;

  if (work->request->services != NULL && node->id != NULL)
    list = g_hash_table_lookup (work->request->services, node->id);
  if (list == NULL || list[0] == NULL)
    return "success";
  if (work->served == NULL)
    work->served = g_hash_table_new (NULL, NULL);
  served = GPOINTER_TO_UINT (g_hash_table_lookup (work->served, node));
  g_hash_table_insert (work->served, (gpointer) node, GUINT_TO_POINTER (served + 1));
  return list[MIN (served, g_strv_length (list) - 1)];
}

/* ---- What the tasks of the library do ---- */

static char *
missing_eformidling (const RunNode *task)
{
  static const char *const required[] = { "process", "standard", "typeVersion", "type",
                                          "securityLevel" };

  if (task->extension == NULL || !task->extension->has_eformidling_config)
    return g_strdup_printf ("No eFormidling configuration found in BPMN for task %s", task->id);
  for (guint i = 0; i < G_N_ELEMENTS (required); i++)
    {
      const char *value = run_node_get_eformidling (task, required[i], "production");
      char *end;

      if (value == NULL || value[strspn (value, " \t\r\n")] == '\0')
        return g_strdup_printf ("eFormidling process task configuration is not valid: No %c%s "
                                "configuration found for environment Production",
                                g_ascii_toupper (required[i][0]), required[i] + 1);
      if (strcmp (required[i], "securityLevel") != 0)
        continue;
      g_ascii_strtoll (value, &end, 10);
      if (end == value || end[strspn (end, " \t\r\n")] != '\0')
        return g_strdup ("SecurityLevel must be a valid integer for environment Production");
    }
  return NULL;
}

static char *
send_eformidling (RunWork *work, const RunNode *task)
{
  const char *disabled;
  char *problem = (work->flags & RUN_SETUP_MENDED) ? NULL : missing_eformidling (task);

  if (problem != NULL)
    return problem;
  disabled = run_node_get_eformidling (task, "disabled", "production");
  if (disabled == NULL || g_ascii_strcasecmp (disabled, "true") != 0)
    run_state_add_sent (work->state, task);
  return NULL;
}

static char *
make_subform_pdfs (RunWork *work, const RunNode *task)
{
  const RunTaskExtension *extension = task->extension;
  guint count;

  if (!(work->flags & RUN_SETUP_MENDED))
    {
      if (extension == NULL || !extension->has_subform_pdf_config)
        return g_strdup ("The subformPdfConfig node is missing in the subform pdf process task "
                         "configuration.");
      if (extension->subform_component_id == NULL || *extension->subform_component_id == '\0')
        return g_strdup ("Subform pdf service task configuration is not valid: SubformComponentId "
                         "is missing.");
      if (extension->subform_data_type_id == NULL || *extension->subform_data_type_id == '\0')
        return g_strdup ("Subform pdf service task configuration is not valid: SubformDataTypeId "
                         "is missing.");
    }
  count = extension != NULL && extension->subform_data_type_id != NULL
              ? run_state_count_data (work->state, extension->subform_data_type_id)
              : 0;
  for (guint i = 0; i < count; i++)
    run_work_add_generated (work, RUN_DATA_PDF, PDF_DATA_TYPE, task);
  return NULL;
}

/* Returns why it failed, or NULL. */
static char *
do_service (RunWork *work, const RunNode *task)
{
  const char *type = run_app_get_task_type (work->app, task);

  if (strcmp (type, "pdf") == 0)
    run_work_add_generated (work, RUN_DATA_PDF, PDF_DATA_TYPE, task);
  else if (strcmp (type, "subformPdf") == 0)
    return make_subform_pdfs (work, task);
  else if (strcmp (type, "eFormidling") == 0)
    return send_eformidling (work, task);
  else if (strcmp (type, "fiksArkiv") == 0)
    run_state_add_sent (work->state, task);
  return NULL;
}

/* ---- Outcomes ---- */

static RunServed
fail_service (RunWork *work, const RunNode *task, const char *how, const char *problem)
{
  const char *type = run_app_get_task_type (work->app, task);
  RunFailure *failure;

  if (run_app_has (work->app, RUN_FEATURE_WORKFLOW))
    {
      failure = run_failure_new (RUN_FAILURE_INTERNAL, 500, "Service task failed!",
                                 "Something went wrong while moving to the next task.");
      work->state->workflow = RUN_WORKFLOW_FAILED;
    }
  else
    failure = run_failure_new (RUN_FAILURE_INTERNAL, 500, "Service task failed!",
                               "Service task %s %s", type, how);
  if (problem != NULL)
    {
      failure->issues = g_new0 (char *, 2);
      failure->issues[0] = g_strdup (problem);
    }
  run_work_fail (work, failure);
  return RUN_SERVED_FAILED;
}

/**
 * run_work_serve:
 * @task: the service task the instance stands at
 * @action: (out): what the process goes on with; %NULL: no action
 *
 * Runs the service task with the outcome that the request gives it.
 *
 * Returns: how it went; a failure is the request's
 */
RunServed
run_work_serve (RunWork *work, const RunNode *task, const char **action)
{
  const char *outcome = run_work_next_outcome (work, task);
  g_autofree char *problem = NULL;

  *action = NULL;
  work->state->workflow = RUN_WORKFLOW_IDLE;
  if (strcmp (outcome, "abort") == 0)
    return fail_service (work, task, "returned a failed result!", NULL);
  if (strcmp (outcome, "exception") == 0)
    return fail_service (work, task, "failed with an exception!", NULL);
  if (strcmp (outcome, "wait") == 0)
    {
      if (!run_app_has (work->app, RUN_FEATURE_WORKFLOW))
        {
          run_work_fail (work, run_failure_new (RUN_FAILURE_SCENARIO, 0, NULL,
                                                "%s cannot wait: service tasks wait from app "
                                                "runtime 9 on",
                                                task->id));
          return RUN_SERVED_FAILED;
        }
      work->state->workflow = RUN_WORKFLOW_WAITING;
      return RUN_SERVED_WAIT;
    }
  if (g_str_has_prefix (outcome, "continue"))
    {
      *action = outcome[strlen ("continue")] == ':' ? outcome + strlen ("continue:") : "reject";
      return RUN_SERVED_CONTINUE;
    }
  problem = do_service (work, task);
  if (problem != NULL)
    return fail_service (work, task, "failed with an exception!", problem);
  if (g_str_has_prefix (outcome, "success:"))
    {
      if (!run_app_has (work->app, RUN_FEATURE_WORKFLOW))
        {
          run_work_fail (work, run_failure_new (RUN_FAILURE_SCENARIO, 0, NULL,
                                                "%s cannot succeed with an action: service tasks "
                                                "do that from app runtime 9 on",
                                                task->id));
          return RUN_SERVED_FAILED;
        }
      *action = outcome + strlen ("success:");
    }
  return RUN_SERVED_SUCCESS;
}

/* test-run-navigation.c: what the runtime's own tests assert holds here too
 *
 * One case for each row of the shared table corpus/navigation.tsv.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/run/run-navigator.h"
#include "tests/run/run-fixture.h"

#include <string.h>

typedef struct
{
  char *slug;
  char *op;
  char *input;
  char *setup;
  char *expected;
} Row;

static void
row_free (gpointer data)
{
  Row *row = data;

  g_free (row->slug);
  g_free (row->op);
  g_free (row->input);
  g_free (row->setup);
  g_free (row->expected);
  g_free (row);
}

static RunApp *
open_row (const Row *row)
{
  g_autofree char *name = g_strdup_printf ("corpus/processes/%s.bpmn", row->slug);
  g_autofree char *path = test_shared (name);
  g_autoptr (GError) error = NULL;
  g_autoptr (AltinnApp) altinn = altinn_app_open (path, &error);
  RunApp *app;

  g_assert_no_error (error);
  app = run_app_new_for_runtime (altinn, "8.12.7", &error);
  g_assert_no_error (error);
  return app;
}

static void
append_list (GString *text, const char *const *items)
{
  for (gsize i = 0; items[i] != NULL; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "," : "", items[i]);
}

/* ---- Reading ---- */

static char *
list_ids (const RunProcess *process, const char *op)
{
  static const struct
  {
    const char *op;
    RunNodeKind kind;
  } kinds[] = { { "startEventIds", RUN_NODE_START_EVENT },
                { "taskIds", RUN_NODE_TASK },
                { "exclusiveGatewayIds", RUN_NODE_EXCLUSIVE_GATEWAY },
                { "endEventIds", RUN_NODE_END_EVENT } };
  GString *text = g_string_new ("[");

  for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
    if (strcmp (kinds[k].op, op) == 0)
      {
        guint n_nodes;
        const RunNode *const *nodes = run_process_get_kind (process, kinds[k].kind, &n_nodes);

        for (guint i = 0; i < n_nodes; i++)
          g_string_append_printf (text, "%s%s", i > 0 ? "," : "", nodes[i]->id);
      }
  g_string_append_c (text, ']');
  return g_string_free (text, FALSE);
}

static void
check_is (const RunProcess *process, const Row *row)
{
  g_auto (GStrv) ids = g_strsplit (row->input, "|", -1);
  gboolean expected = g_str_has_prefix (row->expected, "true");
  RunNodeKind kind = strcmp (row->op, "isStartEvent") == 0  ? RUN_NODE_START_EVENT
                     : strcmp (row->op, "isEndEvent") == 0 ? RUN_NODE_END_EVENT
                                                           : RUN_NODE_TASK;

  for (gsize i = 0; ids[i] != NULL; i++)
    {
      const RunNode *node
          = run_process_lookup (process, strcmp (ids[i], "null") == 0 ? NULL : ids[i]);
      gboolean is = node != NULL
                    && (kind == RUN_NODE_TASK ? run_node_is_task (node) : node->kind == kind);

      g_assert_cmpint (is, ==, expected);
    }
}

/* Whether everything the row says about @node in "Task2 in=Flow3 out=Flow5" holds. */
static void
check_described (const RunNode *node, const char *description)
{
  g_autoptr (GString) out = g_string_new ("out=");

  append_list (out, node->outgoing);
  /* The table gives what comes in as a set. */
  for (gsize i = 0; strstr (description, "in=") != NULL && node->incoming[i] != NULL; i++)
    g_assert_nonnull (strstr (strstr (description, "in="), node->incoming[i]));
  if (strstr (description, "out=") != NULL && node->outgoing[0] != NULL)
    g_assert_nonnull (strstr (description, out->str));
  if (strstr (description, "name=\"") != NULL)
    {
      g_autofree char *name = g_strdup_printf ("name=\"%s\"", node->name);

      g_assert_nonnull (strstr (description, name));
    }
  else if (strstr (description, "name=") != NULL)
    {
      g_autofree char *name = g_strdup_printf ("name=%s", node->name);

      g_assert_nonnull (strstr (description, name));
    }
}

static void
check_reader_next (const RunProcess *process, const Row *row)
{
  const RunNode *const *next;
  guint n_next;
  g_autoptr (RunFailure) failure = NULL;
  const char *id = strcmp (row->input, "null") == 0 ? NULL : row->input;
  g_auto (GStrv) described = NULL;
  g_autofree char *inner = NULL;

  if (!run_process_get_next (process, id, &next, &n_next, &failure))
    {
      g_assert_true (g_str_has_prefix (row->expected, "throws"));
      if (id != NULL)
        g_assert_nonnull (strstr (row->expected, run_failure_get_message (failure)));
      return;
    }
  inner = g_strndup (row->expected + 1, strlen (row->expected) - 1);
  *strpbrk (inner, "]}") = '\0';
  described = g_strsplit (inner, "; ", -1);
  g_assert_cmpuint (n_next, ==, g_strv_length (described));
  for (guint i = 0; i < n_next; i++)
    {
      gsize length = strlen (next[i]->id);
      gboolean found = FALSE;

      for (gsize d = 0; described[d] != NULL; d++)
        if (strncmp (described[d], next[i]->id, length) == 0)
          {
            check_described (next[i], described[d]);
            found = TRUE;
          }
      g_assert_true (found);
    }
}

static char *
describe_flows (const RunProcess *process, const char *id)
{
  const RunNode *node = run_process_lookup (process, id);
  GString *text = g_string_new ("[");

  for (guint i = 0; node != NULL && i < node->n_exits; i++)
    g_string_append_printf (text, "%s%s %s->%s%s", i > 0 ? "; " : "", node->exits[i]->id,
                            node->exits[i]->source_ref, node->exits[i]->target_ref,
                            strcmp (id, "Task1") == 0 && node->exits[i]->flow_type == NULL
                                ? " flowType=null"
                                : "");
  g_string_append_c (text, ']');
  return g_string_free (text, FALSE);
}

static void
check_element (const RunProcess *process, const Row *row)
{
  const RunNode *node = run_process_lookup (process, row->input);

  if (strcmp (row->expected, "null") == 0)
    {
      g_assert_null (node);
      return;
    }
  g_assert_nonnull (node);
  if (strstr (row->expected, "name=null") != NULL)
    g_assert_null (node->name);
  if (node->extension != NULL)
    {
      const RunTaskExtension *extension = node->extension;
      g_autoptr (GString) text = g_string_new ("taskType=");

      g_string_append_printf (text, "%s actions=[", extension->task_type);
      for (guint i = 0; i < extension->n_actions; i++)
        g_string_append_printf (text, "%s%s:%s", i > 0 ? ", " : "", extension->actions[i].id,
                                extension->actions[i].server ? "ServerAction" : "ProcessAction");
      g_string_append (text, "] signature{toSign=[");
      append_list (text, extension->data_types_to_sign);
      g_string_append_printf (text, "] dataType=%s uniqueFrom=[", extension->signature_data_type);
      append_list (text, extension->unique_from);
      g_string_append (text, "]}");
      g_assert_nonnull (strstr (row->expected, text->str));
    }
}

static char *
describe_signature_config (const RunNode *node)
{
  const RunTaskExtension *extension = node->extension;
  GString *text = g_string_new ("toSign=[");

  append_list (text, extension->data_types_to_sign);
  g_string_append_printf (text, "] signatureDataType=%s uniqueFrom=[",
                          extension->signature_data_type);
  append_list (text, extension->unique_from);
  g_string_append_printf (text, "] signeeProviderId=%s signeeStatesDataTypeId=%s correspondence=[",
                          extension->signee_provider_id, extension->signee_states_data_type);
  for (guint i = 0; i < extension->n_correspondence_resources; i++)
    g_string_append_printf (text, "%s(%s,%s)", i > 0 ? "," : "",
                            extension->correspondence_resources[i].env != NULL
                                ? extension->correspondence_resources[i].env
                                : "null",
                            extension->correspondence_resources[i].value);
  g_string_append_c (text, ']');
  return g_string_free (text, FALSE);
}

/* ---- Navigating ---- */

/* "filter Gateway1 keeps Flow4", "filter \"AltinnExpressionsExclusiveGateway\" returns []". */
static int
filter_by_row (const RunNode *gateway, const RunFlow *flow, gpointer user_data)
{
  const char *setup = user_data;
  g_autofree char *own = g_strdup_printf ("filter %s keeps ", gateway->id);
  const char *rule = strstr (setup, own);

  if (gateway->has_conditions)
    return strstr (setup, "returns []") != NULL ? 0 : 1;
  if (rule == NULL)
    {
      g_autofree char *next = g_strdup_printf ("%s keeps ", gateway->id);

      rule = strstr (setup, next);
      if (rule == NULL)
        return -1;
      own = g_steal_pointer (&next);
    }
  rule += strlen (own);
  if (*rule == '"')
    rule++;
  return strncmp (rule, flow->id, strlen (flow->id)) == 0 ? 1 : 0;
}

static void
check_next_task (RunApp *app, const Row *row)
{
  g_auto (GStrv) parts = g_strsplit (row->input, " action=", 2);
  g_autoptr (RunSetup) setup = run_setup_new (app, RUN_SETUP_NONE);
  g_autoptr (RunState) state = run_state_new (setup);
  const RunQuestion question = {
    .state = state,
    .from = run_process_lookup (run_app_get_process (app), parts[0]),
    .action = strcmp (parts[1], "null") == 0 ? NULL : parts[1],
    .filter = strstr (row->setup, "filter") != NULL && strcmp (row->setup, "no filters") != 0
                  ? filter_by_row
                  : NULL,
    .filter_data = row->setup,
  };
  g_autoptr (RunNavigation) navigation = run_navigate (&question);

  if (strcmp (row->expected, "null") == 0)
    {
      g_assert_null (navigation->failure);
      g_assert_null (navigation->next);
    }
  else if (g_str_has_prefix (row->expected, "throws"))
    {
      g_assert_nonnull (navigation->failure);
      g_assert_nonnull (
          strstr (row->expected, run_failure_get_message (navigation->failure)));
    }
  else
    {
      g_assert_null (navigation->failure);
      g_assert_true (g_str_has_prefix (row->expected, navigation->next->id));
    }
}

/* ---- Requests ---- */

static const char *
scenario_of_row (const Row *row)
{
  if (strcmp (row->op, "http PUT next; PUT next {reject}") == 0)
    return "{\"steps\":[{\"at\":\"Task_1\",\"services\":{\"Task_2\":\"exception\"},\"expectError\":"
           "\"\"},{\"at\":\"Task_2\",\"as\":\"user\",\"action\":\"reject\"}],"
           "\"expect\":{\"at\":\"Task_1\"}}";
  if (strstr (row->setup, "503") != NULL)
    return "{\"steps\":[{\"at\":\"Task_1\",\"services\":{\"Task_2\":\"exception\"},\"expectError\":"
           "\"Service task failed! Service task pdf failed with an exception!\"}],"
           "\"expect\":{\"at\":\"Task_2\"}}";
  if (strstr (row->setup, "one validator Error issue") != NULL && strstr (row->op, "reject") == NULL)
    return "{\"steps\":[{\"at\":\"Task_1\",\"valid\":false,\"expectError\":"
           "\"1 validation errors found for task Task_1\"}],\"expect\":{\"at\":\"Task_1\"}}";
  if (strstr (row->op, "{reject}") != NULL)
    return "{\"steps\":[{\"at\":\"Task_1\",\"valid\":false,\"action\":\"reject\"}],"
           "\"expect\":{\"endEvent\":\"EndEvent_1\"}}";
  if (strstr (row->op, "unknown-action") != NULL)
    return "{\"steps\":[{\"at\":\"Task_1\",\"action\":\"unknown-action_not_in_bpmn_task\"}],"
           "\"expect\":{\"endEvent\":\"EndEvent_1\"}}";
  return "{\"steps\":[{\"at\":\"Task_1\"}],\"expect\":{\"endEvent\":\"EndEvent_1\"}}";
}

static void
check_complete (RunApp *app)
{
  g_autoptr (RunSetup) setup = run_setup_new (app, RUN_SETUP_NONE);
  const RunRequest request = { .time = RUN_SCENARIO_CLOCK };
  g_autoptr (RunResult) start = run_start (setup, NULL, &request);
  g_autoptr (RunResult) result = run_complete_process (start->state, &request);

  g_assert_null (result->failure);
  g_assert_cmpstr (run_state_get_at (result->state)->id, ==, "EndEvent_1");
}

/* The runtime's test has a policy that refuses one action; ours refuses all but one. */
static void
check_unauthorized (const Row *row)
{
  g_autoptr (RunApp) app = fixture_repository (
      FIXTURE_HEAD FIXTURE_START FIXTURE_TASK ("Task_1", "data", "")
          FIXTURE_FLOW ("f1", "Start", "Task_1") FIXTURE_FLOW ("f2", "Task_1", "End") FIXTURE_TAIL,
      "{\"id\":\"tdd/test\",\"org\":\"tdd\",\"dataTypes\":[]}",
      "<x:Policy xmlns:x='urn:oasis:names:tc:xacml:3.0:core:schema:wd-17'/>", "v8");
  g_autoptr (RunPlay) play
      = fixture_play (app, "{\"steps\":[{\"at\":\"Task_1\",\"action\":\"denied\"}]}");

  g_assert_cmpstr (row->expected, ==, "403");
  g_assert_cmpuint (run_play_get_failure (play, NULL, NULL)->http, ==, 403);
}

static void
check_request (RunApp *app, const Row *row)
{
  g_autoptr (RunPlay) play = NULL;

  if (strstr (row->op, "completeProcess") != NULL)
    {
      check_complete (app);
      return;
    }
  if (strstr (row->op, "unauthorized") != NULL)
    {
      check_unauthorized (row);
      return;
    }
  play = fixture_play (app, scenario_of_row (row));
  g_assert_cmpstr (fixture_error (play), ==, NULL);
  if (strstr (row->expected, "events AbandonTask") != NULL)
    {
      g_autofree char *events = fixture_events (run_play_get_state (play));

      g_assert_true (
          g_str_has_suffix (events, "process_AbandonTask process_EndEvent Submited"));
    }
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (RunApp) app = open_row (row);
  const RunProcess *process = run_app_get_process (app);
  g_autofree char *text = NULL;

  if (g_str_has_suffix (row->op, "Ids"))
    g_assert_cmpstr (text = list_ids (process, row->op), ==, row->expected);
  else if (g_str_has_prefix (row->op, "is"))
    check_is (process, row);
  else if (strcmp (row->op, "readerNext") == 0)
    check_reader_next (process, row);
  else if (strcmp (row->op, "outgoingFlows") == 0)
    g_assert_cmpstr (text = describe_flows (process, row->input), ==, row->expected);
  else if (strcmp (row->op, "flowElement") == 0)
    check_element (process, row);
  else if (strcmp (row->op, "signatureConfig") == 0)
    g_assert_cmpstr (
        text = describe_signature_config (run_process_lookup (process, row->input)), ==,
        row->expected);
  else if (strcmp (row->op, "nextTask") == 0)
    check_next_task (app, row);
  else if (g_str_has_prefix (row->op, "http"))
    check_request (app, row);
  else
    g_error ("no test for %s", row->op);
}

static void
test_no_table (void)
{
  test_skip_without_shared ("corpus/navigation.tsv");
}

int
main (int argc, char **argv)
{
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (row_free);

  g_test_init (&argc, &argv, NULL);
  path = test_shared ("corpus/navigation.tsv");
  if (path == NULL || !g_file_get_contents (path, &text, NULL, NULL))
    g_test_add_func ("/run/navigation", test_no_table);
  else
    lines = g_strsplit (text, "\n", -1);
  for (gsize i = 1; lines != NULL && lines[i] != NULL; i++)
    {
      g_auto (GStrv) fields = g_strsplit (lines[i], "\t", -1);
      g_autofree char *name = g_strdup_printf ("/run/navigation/%" G_GSIZE_FORMAT, i);
      Row *row;

      if (g_strv_length (fields) < 6)
        continue;
      row = g_new0 (Row, 1);
      row->slug = g_strdup (fields[1]);
      row->op = g_strdup (fields[2]);
      row->input = g_strdup (fields[3]);
      row->setup = g_strdup (fields[4]);
      row->expected = g_strdup (fields[5]);
      g_ptr_array_add (rows, row);
      g_test_add_data_func (name, row, test_row);
    }
  return g_test_run ();
}

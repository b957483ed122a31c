/* cli-next.c: altinn-process next: one question to the navigator
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "ui/cli/cli-commands.h"
#include "ui/cli/cli-process.h"

#include "engine/run/run-json.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

typedef struct
{
  char *action;
  char *task;
  char **takes;
  char *data;
  char *to;
  char *format;
  char *runtime;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->action);
  g_free (options->task);
  g_strfreev (options->takes);
  g_free (options->data);
  g_free (options->to);
  g_free (options->format);
  g_free (options->runtime);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* One empty element of every data type that a person fills in. */
static RunState *
fill_empty (RunState *state)
{
  RunApp *app = run_state_get_app (state);
  guint n_types;
  const RunDataType *types = run_app_get_data_types (app, &n_types);

  for (guint i = 0; i < n_types; i++)
    if (!types[i].generated && run_state_find_data (state, types[i].id) == NULL)
      {
        g_autoptr (RunState) before = state;

        state = run_state_with_data (before, types[i].id, NULL);
      }
  return state;
}

static RunState *
fill_from_file (RunState *empty, const char *path, GError **error)
{
  g_autoptr (RunState) state = empty;
  g_autofree char *text = NULL;
  g_autoptr (SourceJson) json = NULL;
  const SourceJsonValue *root;
  gsize length;

  text = cli_read_file (path, &length, error);
  if (text != NULL)
    json = source_json_parse (text, (gssize) length, SOURCE_JSON_STRICT, path, error);
  if (json == NULL)
    return NULL;
  root = source_json_get_root (json);
  if (source_json_value_get_type (root) != SOURCE_JSON_OBJECT)
    {
      g_set_error (error, SOURCE_ERROR, SOURCE_ERROR_MALFORMED,
                   _ ("%s:1:1: error: the data must be an object, data type by data type"), path);
      return NULL;
    }
  for (guint i = 0; i < source_json_value_get_length (root); i++)
    {
      const char *key = source_json_value_get_key (root, i);
      const RunDataType *type = run_app_find_data_type (run_state_get_app (state), key);
      const SourceJsonValue *value = source_json_value_get_item (root, i);
      g_autoptr (RunState) before = NULL;

      if (source_json_value_get_type (value) == SOURCE_JSON_ARRAY)
        value = source_json_value_get_item (value, 0);
      if (value == NULL || source_json_value_get_type (value) == SOURCE_JSON_NULL)
        continue;
      before = g_steal_pointer (&state);
      state = run_state_with_data (before, type != NULL ? type->id : key, value);
    }
  return g_steal_pointer (&state);
}

/* --take=GATEWAY=FLOW; NULL with a message if one names nothing. */
static GHashTable *
read_takes (const RunProcess *process, char **takes, char **problem)
{
  g_autoptr (GHashTable) table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (gsize i = 0; takes != NULL && takes[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (takes[i], "=", 2);
      const RunNode *gateway = run_process_lookup (process, parts[0]);

      if (parts[0] == NULL || parts[1] == NULL)
        *problem = g_strdup_printf (_ ("“%s” must be GATEWAY=FLOW"), takes[i]);
      else if (gateway == NULL || gateway->kind != RUN_NODE_EXCLUSIVE_GATEWAY)
        *problem = g_strdup_printf (_ ("there is no gateway “%s”"), parts[0]);
      else if (run_process_lookup_flow (process, parts[1]) == NULL)
        *problem = g_strdup_printf (_ ("there is no sequence flow “%s”"), parts[1]);
      else if (gateway->has_conditions)
        *problem = g_strdup_printf (
            _ ("“%s” is decided by the conditions of its flows, not by code in the app"),
            parts[0]);
      if (*problem != NULL)
        return NULL;
      g_hash_table_replace (table, g_strdup (parts[0]), g_strdup (parts[1]));
    }
  return g_steal_pointer (&table);
}

static void
print_json (const char *from, const char *action, const RunNavigation *navigation,
            const char *error)
{
  SourceJsonWriter *writer = source_json_writer_new (2);
  g_autoptr (GPtrArray) none = g_ptr_array_new ();

  source_json_writer_begin_object (writer);
  cli_write_member (writer, "from", from);
  cli_write_member (writer, "action", action);
  cli_write_member (writer, "next",
                    navigation != NULL && navigation->next != NULL ? navigation->next->id : NULL);
  cli_write_member (writer, "error", error);
  source_json_writer_key (writer, "decisions");
  run_json_write_decisions (writer, navigation != NULL ? navigation->decisions : none);
  source_json_writer_end_object (writer);
  cli_print_json (writer);
}

static void
print_decision (const RunDecision *decision)
{
  static const char *const how[] = { N_ ("by the conditions of its flows"), N_ ("by its default"),
                                     N_ ("it has one way"), N_ ("by code in the app") };

  printf ("  %s (%s)\n", decision->gateway->id, _ (how[decision->decided_by]));
  for (guint i = 0; i < decision->n_flows; i++)
    {
      const RunDecisionFlow *flow = &decision->flows[i];

      printf ("    %s %s", flow->taken ? "→" : " ", flow->flow->id);
      if (flow->flow->condition != NULL)
        printf ("  %s = %s", flow->flow->condition,
                flow->value != NULL ? flow->value : flow->error != NULL ? flow->error : "?");
      putchar ('\n');
    }
}

static void
print_text (const char *from, const RunNavigation *navigation, const char *error)
{
  if (error != NULL)
    printf (_ ("%s: error: %s\n"), from, error);
  else
    printf ("%s → %s\n", from,
            navigation->next != NULL ? navigation->next->id : _ ("nothing"));
  if (navigation != NULL)
    for (guint i = 0; i < navigation->decisions->len; i++)
      print_decision (navigation->decisions->pdata[i]);
}

/* The element to leave; NULL with the text the runtime answers. */
static const RunNode *
find_from (const RunApp *app, const char *id, char **problem)
{
  const RunProcess *process = run_app_get_process (app);
  const RunNode *node;
  guint n_starts;
  const RunNode *const *starts;

  if (id != NULL)
    {
      node = run_process_lookup (process, id);
      if (node == NULL)
        *problem = g_strdup_printf ("Unable to find a element using element id %s.", id);
      return node;
    }
  starts = run_process_get_kind (process, RUN_NODE_START_EVENT, &n_starts);
  if (n_starts == 1)
    return starts[0];
  *problem = g_strdup ("No matching startevent");
  return NULL;
}

static int
ask (RunApp *app, const RunNode *from, const Options *options, GHashTable *takes, gboolean json,
     GError **error)
{
  g_autoptr (RunSetup) setup = run_setup_new (app, RUN_SETUP_NONE);
  RunState *empty = run_state_new (setup);
  g_autoptr (RunState) state = options->data != NULL ? fill_from_file (empty, options->data, error)
                                                     : fill_empty (empty);
  g_autoptr (RunState) standing = NULL;
  g_autoptr (RunNavigation) navigation = NULL;
  RunQuestion question = {
    .from = from,
    .action = options->action,
    .takes = takes,
    .to = options->to,
    .instantiating = from->kind == RUN_NODE_START_EVENT,
  };
  const char *problem;

  if (state == NULL)
    return CLI_FAILED;
  standing = run_state_with_current (state, from);
  question.state = standing;
  navigation = run_navigate (&question);
  problem = navigation->failure != NULL ? run_failure_get_message (navigation->failure) : NULL;
  if (json)
    print_json (from->id, options->action, navigation, problem);
  else
    print_text (from->id, navigation, problem);
  return problem != NULL ? CLI_NEGATIVE : CLI_OK;
}

static int
answer (RunApp *app, const Options *options, gboolean json)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *problem = NULL;
  g_autoptr (GHashTable) takes
      = read_takes (run_app_get_process (app), options->takes, &problem);
  const RunNode *from;
  int status;

  if (takes == NULL)
    return cli_usage (&cli_next, "%s", problem);
  from = find_from (app, options->task, &problem);
  if (from == NULL)
    {
      if (json)
        print_json (options->task, options->action, NULL, problem);
      else
        printf (_ ("error: %s\n"), problem);
      return CLI_NEGATIVE;
    }
  status = ask (app, from, options, takes, json, &error);
  return error != NULL ? cli_fail_with (error) : status;
}

static int
run (int argc, char **argv)
{
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = {
    { "action", 0, 0, G_OPTION_ARG_STRING, &options.action, N_ ("Leave it with this action"),
      N_ ("ACTION") },
    { "task", 0, 0, G_OPTION_ARG_STRING, &options.task,
      N_ ("The element that is left (the start event)"), N_ ("ELEMENT") },
    { "take", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.takes,
      N_ ("What code in the app decides at a gateway"), N_ ("GATEWAY=FLOW") },
    { "data", 0, 0, G_OPTION_ARG_FILENAME, &options.data,
      N_ ("JSON object of data type to data (one empty element of each)"), N_ ("FILE") },
    { "to", 0, 0, G_OPTION_ARG_STRING, &options.to,
      N_ ("The target the client names (app runtime 7)"), N_ ("ELEMENT") },
    { "runtime", 0, 0, G_OPTION_ARG_STRING, &options.runtime, N_ ("Version of the app runtime"),
      N_ ("VERSION") },
    { "format", 0, 0, G_OPTION_ARG_STRING, &options.format, N_ ("text or json"), N_ ("FORMAT") },
    { NULL },
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (RunApp) app = NULL;
  gboolean json;
  int status;

  if (!cli_parse (&argc, &argv, &cli_next, entries, &status)
      || !cli_check_format (&cli_next, options.format, &json, &status))
    return status;
  if (argc != 2)
    return cli_usage (&cli_next, "%s", _ ("name one process file or app repository"));
  app = cli_open_process (argv[1], options.runtime, &error);
  return app != NULL ? answer (app, &options, json) : cli_fail_with (error);
}

const CliCommand cli_next = {
  .name = "next",
  .usage = "[--action=A] [--task=ELEMENT] [--take=GATEWAY=FLOW] [--data=FILE] [--to=ELEMENT] "
           "[--format=text|json] PATH",
  .summary = N_ ("Say where the process goes from an element, and why"),
  .run = run,
};

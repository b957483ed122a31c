/* rules-fixture.c: processes and apps for the tests of the rules, written in a few words
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "tests/rules/rules-fixture.h"

#include "engine/run/run-play.h"
#include "tests/test-support.h"

#include <glib/gstdio.h>
#include <string.h>

static void
add_list (GString *xml, const char *wrapper, const char *item, const char *values)
{
  g_auto (GStrv) words = g_strsplit (values, ",", -1);

  g_string_append_printf (xml, "<altinn:%s>", wrapper);
  for (guint i = 0; words[i] != NULL && *words[i] != '\0'; i++)
    g_string_append_printf (xml, "<altinn:%s>%s</altinn:%s>", item, words[i], item);
  g_string_append_printf (xml, "</altinn:%s>", wrapper);
}

static const char *
option (char **words, const char *name)
{
  gsize length = strlen (name);

  for (guint i = 3; i < g_strv_length (words); i++)
    if (strncmp (words[i], name, length) == 0 &&
        (words[i][length] == '=' || words[i][length] == '\0'))
      return words[i][length] == '=' ? words[i] + length + 1 : "";
  return NULL;
}

static void
add_text (GString *xml, const char *element, const char *value)
{
  if (value != NULL)
    g_string_append_printf (xml, "<altinn:%s>%s</altinn:%s>", element, value, element);
}

static void
add_extension (GString *xml, char **words, const char *raw)
{
  const char *type = words[2];

  g_string_append (xml, "<bpmn:extensionElements><altinn:taskExtension>");
  g_string_append_printf (xml, "<altinn:taskType>%s</altinn:taskType>", type);
  if (option (words, "actions") != NULL)
    add_list (xml, "actions", "action", option (words, "actions"));
  if (g_str_equal (type, "signing"))
    {
      g_string_append (xml, "<altinn:signatureConfig>");
      if (option (words, "sign") != NULL)
        add_list (xml, "dataTypesToSign", "dataType", option (words, "sign"));
      add_text (xml, "signatureDataType", option (words, "into"));
      if (option (words, "unique") != NULL)
        add_list (xml, "uniqueFromSignaturesInDataTypes", "dataType", option (words, "unique"));
      add_text (xml, "signeeProviderId", option (words, "provider"));
      add_text (xml, "signeeStatesDataTypeId", option (words, "states"));
      if (option (words, "validator") != NULL)
        add_text (xml, "runDefaultValidator", "true");
      g_string_append (xml, "</altinn:signatureConfig>");
    }
  if (g_str_equal (type, "payment"))
    {
      g_string_append (xml, "<altinn:paymentConfig>");
      add_text (xml, "paymentDataType", option (words, "pay"));
      add_text (xml, "paymentReceiptPdfDataType", option (words, "receipt"));
      g_string_append (xml, "</altinn:paymentConfig>");
    }
  if (g_str_equal (type, "pdf"))
    {
      g_string_append (xml, "<altinn:pdfConfig>");
      if (option (words, "pdf") != NULL)
        add_list (xml, "autoPdfTaskIds", "taskId", option (words, "pdf"));
      g_string_append (xml, "</altinn:pdfConfig>");
    }
  if (g_str_equal (type, "eFormidling") && option (words, "bare") == NULL)
    {
      g_string_append (xml, "<altinn:eFormidlingConfig><altinn:process>p</altinn:process>"
                            "<altinn:standard>s</altinn:standard>"
                            "<altinn:typeVersion>2.0</altinn:typeVersion>"
                            "<altinn:type>arkivmelding</altinn:type>"
                            "<altinn:securityLevel>3</altinn:securityLevel>");
      if (option (words, "data") != NULL)
        add_list (xml, "dataTypes", "dataType", option (words, "data"));
      g_string_append (xml, "</altinn:eFormidlingConfig>");
    }
  g_string_append (xml, raw);
  g_string_append (xml, "</altinn:taskExtension></bpmn:extensionElements>");
}

static char *
flow_id (const char *source, const char *target)
{
  return g_strdup_printf ("%s_%s", source, target);
}

/* "A>B condition" */
static gboolean
split_flow (const char *line, char **source, char **target, char **condition)
{
  const char *arrow = strchr (line, '>');
  const char *blank = strchr (line, ' ');

  if (arrow == NULL || (blank != NULL && blank < arrow))
    return FALSE;
  *source = g_strndup (line, arrow - line);
  *target = g_strndup (arrow + 1, blank != NULL ? (gsize) (blank - arrow - 1) : strlen (arrow + 1));
  *condition = blank != NULL ? g_strdup (blank + 1) : NULL;
  return TRUE;
}

static void
add_flow (GString *xml, const char *source, const char *target, const char *condition)
{
  g_autofree char *id = flow_id (source, target);
  g_autofree char *text = NULL;

  g_string_append_printf (xml, "    <bpmn:sequenceFlow id=\"%s\" sourceRef=\"%s\" targetRef=\"%s\"",
                          id, source, target);
  if (condition == NULL)
    {
      g_string_append (xml, " />\n");
      return;
    }
  if (g_str_has_prefix (condition, "eq:"))
    text = g_strdup_printf ("[\"equals\",[\"gatewayAction\"],\"%s\"]", condition + 3);
  else if (g_str_has_prefix (condition, "ne:"))
    text = g_strdup_printf ("[\"notEquals\",[\"gatewayAction\"],\"%s\"]", condition + 3);
  else
    text = g_markup_escape_text (condition, -1);
  g_string_append_printf (xml,
                          "><bpmn:conditionExpression>%s</bpmn:conditionExpression>"
                          "</bpmn:sequenceFlow>\n",
                          text);
}

static void
add_flows (GString *xml, char **lines, const char *list, const char *id, gboolean incoming)
{
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *source = NULL;
      g_autofree char *target = NULL;
      g_autofree char *condition = NULL;
      g_autofree char *flow = NULL;

      if (!split_flow (lines[i], &source, &target, &condition) ||
          !g_str_equal (incoming ? target : source, id))
        continue;
      flow = flow_id (source, target);
      g_string_append_printf (xml, "<bpmn:%s>%s</bpmn:%s>", list, flow, list);
    }
}

static void
add_node (GString *xml, char **lines, const char *line, const char *start)
{
  const char *raw = strstr (line, " raw=");
  g_autofree char *head = raw != NULL ? g_strndup (line, raw - line) : g_strdup (line);
  g_auto (GStrv) words = g_strsplit (head, " ", -1);
  const char *element = g_str_equal (words[0], "task")      ? "task"
                        : g_str_equal (words[0], "service") ? "serviceTask"
                        : g_str_equal (words[0], "gateway") ? "exclusiveGateway"
                        : g_str_equal (words[0], "end")     ? "endEvent"
                                                            : "startEvent";

  g_string_append_printf (xml, "    <bpmn:%s id=\"%s\"", element, words[1]);
  for (guint i = 2; words[i] != NULL; i++)
    if (g_str_has_prefix (words[i], "default="))
      g_string_append_printf (xml, " default=\"%s\"", words[i] + strlen ("default="));
  g_string_append (xml, ">");
  if (g_str_has_suffix (element, "ask") && words[2] != NULL)
    add_extension (xml, words, raw != NULL ? raw + strlen (" raw=") : "");
  for (guint i = 2; words[i] != NULL; i++)
    if (g_str_has_prefix (words[i], "connected="))
      g_string_append_printf (xml,
                              "<bpmn:extensionElements><altinn:gatewayExtension>"
                              "<altinn:connectedDataTypeId>%s</altinn:connectedDataTypeId>"
                              "</altinn:gatewayExtension></bpmn:extensionElements>",
                              words[i] + strlen ("connected="));
  if (start != NULL && g_str_has_suffix (start, words[1]) && line == lines[0])
    g_string_append_printf (xml, "<bpmn:incoming>%s</bpmn:incoming>", start);
  add_flows (xml, lines, "incoming", words[1], TRUE);
  add_flows (xml, lines, "outgoing", words[1], FALSE);
  g_string_append_printf (xml, "</bpmn:%s>\n", element);
}

char *
rules_fixture_process (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autofree char *start = NULL;
  GString *xml = g_string_new (
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<bpmn:definitions xmlns:bpmn=\"http://www.omg.org/spec/BPMN/20100524/MODEL\"\n"
      "    xmlns:altinn=\"http://altinn.no/process\" id=\"D\">\n"
      "  <bpmn:process id=\"P\" isExecutable=\"false\">\n");

  if (strstr (text, "start ") == NULL)
    {
      g_auto (GStrv) words = g_strsplit (lines[0], " ", -1);

      start = flow_id ("S", words[1]);
      g_string_append_printf (xml,
                              "    <bpmn:startEvent id=\"S\"><bpmn:outgoing>%s</bpmn:outgoing>"
                              "</bpmn:startEvent>\n",
                              start);
      add_flow (xml, "S", words[1], NULL);
    }
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *source = NULL;
      g_autofree char *target = NULL;
      g_autofree char *condition = NULL;

      if (split_flow (lines[i], &source, &target, &condition))
        add_flow (xml, source, target, condition);
      else if (*lines[i] != '\0')
        add_node (xml, lines, lines[i], start);
    }
  g_string_append (xml, "  </bpmn:process>\n</bpmn:definitions>\n");
  return g_string_free (xml, FALSE);
}

static gboolean
has_flag (char **parts, const char *flag)
{
  return g_strv_length (parts) > 2 && g_strv_contains ((const char *const *) parts + 2, flag);
}

static gint64
number (char **parts, const char *name, gint64 fallback)
{
  for (guint i = 2; i < g_strv_length (parts); i++)
    if (g_str_has_prefix (parts[i], name))
      return g_ascii_strtoll (parts[i] + strlen (name), NULL, 10);
  return fallback;
}

char *
rules_fixture_metadata (const char *text)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  GString *json = g_string_new ("{\n  \"id\": \"ttd/fixture\",\n  \"org\": \"ttd\",\n"
                                "  \"dataTypes\": [\n");

  for (guint i = 0; words[i] != NULL && *words[i] != '\0'; i++)
    {
      g_auto (GStrv) parts = g_strsplit (words[i], ":", -1);
      const char *content = has_flag (parts, "pdf")                                 ? "application/pdf"
                            : has_flag (parts, "owned") || has_flag (parts, "json") ? "application/json"
                                                                                    : "application/xml";

      g_string_append_printf (json, "%s    { \"id\": \"%s\", \"allowedContentTypes\": [\"%s\"]",
                              i > 0 ? ",\n" : "", parts[0], content);
      if (parts[1] != NULL && *parts[1] != '\0')
        g_string_append_printf (json, ", \"taskId\": \"%s\"", parts[1]);
      if (has_flag (parts, "owned"))
        g_string_append (json, ", \"allowedContributors\": [\"app:owned\"]");
      else if (!has_flag (parts, "pdf") && !has_flag (parts, "file") && !has_flag (parts, "json"))
        g_string_append_printf (json, ", \"appLogic\": { \"autoCreate\": %s, \"classRef\": \"M\" }",
                                has_flag (parts, "auto") ? "true" : "false");
      g_string_append_printf (json,
                              ", \"minCount\": %" G_GINT64_FORMAT ", \"maxCount\": %" G_GINT64_FORMAT
                              " }",
                              number (parts, "min=", 0), number (parts, "max=", 0));
    }
  g_string_append (json, "\n  ]\n}\n");
  return g_string_free (json, FALSE);
}

static void
write_file (const char *directory, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (directory, "App", name, NULL);
  g_autofree char *folder = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0755), ==, 0);
  test_write (path, text);
}

/* The layout sets' own files, so that they are there. */
static void
write_layouts (const char *directory, const char *sets)
{
  g_auto (GStrv) words = g_strsplit (sets, " ", -1);

  for (guint i = 0; words[i] != NULL && *words[i] != '\0'; i++)
    {
      g_autofree char *id = g_strndup (words[i], strcspn (words[i], "="));
      g_autofree char *name = g_strdup_printf ("ui/%s/Settings.json", id);

      write_file (directory, name, "{ \"pages\": { \"order\": [\"p\"] } }\n");
    }
}

static void
write_files (const char *directory, const char *files)
{
  g_auto (GStrv) lines = g_strsplit (files, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (lines[i], " ", 2);
      g_autofree char *text = NULL;

      if (g_str_has_suffix (parts[0], "policy.xml") && *parts[1] != '<')
        text = rules_fixture_policy (parts[1]);
      else if (g_str_has_suffix (parts[0], "layout-sets.json") && *parts[1] != '{')
        {
          text = rules_fixture_layout_sets (parts[1]);
          write_layouts (directory, parts[1]);
        }
      write_file (directory, parts[0], text != NULL ? text : parts[1]);
    }
}

AltinnApp *
rules_fixture_open_text (const char *process, const char *data_types, const char *runtime,
                         const char *files, char **directory)
{
  g_autoptr (GError) error = NULL;
  AltinnApp *app;

  *directory = NULL;
  if (data_types == NULL)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (process, strlen (process));
      g_autoptr (SourceWorkspace) workspace = source_workspace_new ();
      SourceDocument *document =
          source_workspace_add_bytes (workspace, SOURCE_KIND_XML, bytes, "fixture.bpmn", &error);

      g_assert_no_error (error);
      app = altinn_app_new_for_document (document, &error);
    }
  else
    {
      g_autofree char *metadata = rules_fixture_metadata (data_types);
      g_autofree char *project = g_strdup_printf (
          "<Project><ItemGroup><PackageReference Include=\"Altinn.App.Api\" Version=\"%s\" />"
          "</ItemGroup></Project>\n",
          runtime);

      *directory = test_temp_dir ();
      write_file (*directory, "config/process/process.bpmn", process);
      write_file (*directory, "config/applicationmetadata.json", metadata);
      write_file (*directory, "App.csproj", project);
      if (files != NULL)
        write_files (*directory, files);
      app = altinn_app_open (*directory, &error);
    }
  g_assert_no_error (error);
  g_assert_nonnull (app);
  return app;
}

AltinnApp *
rules_fixture_open (const char *lines, const char *data_types, const char *runtime,
                    const char *files, char **directory)
{
  g_autofree char *process = rules_fixture_process (lines);

  return rules_fixture_open_text (process, data_types, runtime, files, directory);
}

void
rules_fixture_assert_witness (AltinnApp *app, const RulesFinding *finding)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RunApp) run = NULL;
  g_autoptr (RunScenario) scenario = NULL;
  g_autoptr (RunPlay) play = NULL;
  const RunNode *at;
  const RunState *state;

  if (finding->witness == NULL)
    return;
  g_assert_nonnull (finding->claim);
  run = run_app_new (app, &error);
  g_assert_no_error (error);
  scenario = run_scenario_parse_steps (finding->witness, &error);
  g_assert_no_error (error);
  play = run_play_new (run, scenario);
  g_test_message ("%s at %s: %s", finding->rule->id, finding->element, finding->witness);
  if (g_str_equal (finding->claim->status, "failed"))
    {
      guint step;
      const char *where;
      const RunFailure *failure = run_play_get_failure (play, &step, &where);

      g_assert_cmpint (run_play_get_status (play), ==, RUN_PLAY_FAILED);
      g_assert_true (run_failure_mentions (failure, finding->claim->error));
      return;
    }
  if (run_play_get_status (play) == RUN_PLAY_FAILED)
    {
      guint step;
      const char *where;

      g_error ("%s at %s does not play: step %u: %s", finding->rule->id, finding->element,
               (run_play_get_failure (play, &step, &where), step),
               run_failure_get_message (run_play_get_failure (play, &step, &where)));
    }
  g_assert_cmpstr (run_play_status_to_string (run_play_get_status (play)), ==,
                   finding->claim->status);
  state = run_play_get_state (play);
  at = run_state_get_at (state);
  g_assert_cmpstr (at != NULL ? at->id : NULL, ==, finding->claim->at);
  if (finding->claim->error != NULL)
    {
      const RunPlayed *last = run_play_get_played (play, run_play_get_n_played (play) - 1);

      g_assert_nonnull (last->result->failure);
      g_assert_true (run_failure_mentions (last->result->failure, finding->claim->error));
    }
}

char *
rules_fixture_describe (const RulesReport *report)
{
  const GPtrArray *findings = rules_report_get_findings (report);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < findings->len; i++)
    {
      const RulesFinding *finding = g_ptr_array_index (findings, i);

      g_string_append_printf (text, "%s %s %s: %s\n",
                              rules_severity_to_string (finding->severity), finding->rule->id,
                              finding->element, finding->message);
    }
  return g_string_free (text, FALSE);
}

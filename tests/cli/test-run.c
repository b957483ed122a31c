/* test-run.c: `altinn-process run`, `next`, `paths` and `eval` as a script uses them
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include <string.h>

#include "engine/source/source-json.h"
#include "tests/test-support.h"

/* One run of the command: what it printed, as JSON where it is. */
typedef struct
{
  int status;
  char *output;
  char *messages;
  SourceJson *json;
  char *directory; /* of the file that was given to it; NULL: none */
} Answer;

static void
answer_clear (Answer *self)
{
  g_free (self->output);
  g_free (self->messages);
  g_clear_pointer (&self->json, source_json_unref);
  if (self->directory != NULL)
    test_remove_tree (self->directory);
  g_free (self->directory);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Answer, answer_clear)

static char *
mooring (void)
{
  return test_fixture ("fixtures/run/mooring.bpmn");
}

static void
read_json (Answer *answer)
{
  g_autoptr (GError) error = NULL;

  if (answer->output[0] != '{')
    return;
  answer->json = source_json_parse (answer->output, -1, SOURCE_JSON_STRICT, "output", &error);
  g_assert_no_error (error);
}

#define ASK(answer, ...)                                                                           \
  G_STMT_START                                                                                     \
  {                                                                                                \
    (answer)->status = test_command (&(answer)->output, &(answer)->messages, __VA_ARGS__, NULL);   \
    read_json (answer);                                                                            \
  }                                                                                                \
  G_STMT_END

/* Writes @text into a file of @answer's own; an option that names it. */
static char *
write_option (Answer *answer, const char *option, const char *text)
{
  g_autofree char *path = NULL;

  answer->directory = test_temp_dir ();
  path = g_build_filename (answer->directory, "given.json", NULL);
  test_write (path, text);
  return g_strdup_printf ("--%s=%s", option, path);
}

/* Plays a scenario on the fixture. */
static void
play (Answer *answer, const char *scenario)
{
  g_autofree char *path = mooring ();
  g_autofree char *option = write_option (answer, "scenario", scenario);

  ASK (answer, "run", option, "--format=json", path);
}

/* What stands at "a/0/b", as JSON on one line; "absent" where there is nothing. */
static char *
at (const Answer *answer, const char *path)
{
  g_auto (GStrv) names = g_strsplit (path, "/", -1);
  const SourceJsonValue *value = source_json_get_root (answer->json);

  for (gsize i = 0; names[i] != NULL && value != NULL; i++)
    if (source_json_value_get_type (value) == SOURCE_JSON_ARRAY)
      value = source_json_value_get_item (value, (guint) g_ascii_strtoull (names[i], NULL, 10));
    else
      value = source_json_value_get_member (value, names[i]);
  return value != NULL ? source_json_value_to_text (value) : g_strdup ("absent");
}

static void
assert_at (const Answer *answer, const char *path, const char *expected)
{
  g_autofree char *found = at (answer, path);

  g_assert_cmpstr (found, ==, expected);
}

static void
assert_members (const Answer *answer, const char *path, const char *const *names)
{
  for (; *names != NULL; names++)
    {
      g_autofree char *below
          = *path != '\0' ? g_strconcat (path, "/", *names, NULL) : g_strdup (*names);
      g_autofree char *found = at (answer, below);

      if (strcmp (found, "absent") == 0)
        g_error ("there is no %s in %s", below, answer->output);
    }
}

/* ---- run ---- */

static const char long_boat[]
    = "{\"name\":\"Long\",\"steps\":["
      "{\"at\":\"Task_Apply\",\"data\":{\"berth\":{\"boat\":{\"length\":20}}}},"
      "{\"at\":\"Task_Consider\",\"as\":\"user\",\"action\":\"confirm\"},"
      "{\"at\":\"Task_Sign\",\"action\":\"sign\",\"move\":false},"
      "{\"at\":\"Task_Sign\",\"take\":{\"Gateway_Letter\":\"Flow_letter\"}}],"
      "\"expect\":{\"status\":\"ended\",\"endEvent\":\"EndEvent_Letter\"}}";

static void
test_every_member (void)
{
  static const char *const members[]
      = { "status", "at",      "steps", "tasks",   "process", "events", "instance",
          "assumed", "error", "covered", NULL };
  static const char *const instance[] = { "data", "signatures", "payments", "sent", "pdfs", NULL };
  static const char *const signature[] = { "task", "type", "by", "step", "valid", NULL };
  g_auto (Answer) answer = { 0 };

  play (&answer, long_boat);
  g_assert_cmpint (answer.status, ==, 0);
  g_assert_cmpstr (answer.messages, ==, "");
  assert_members (&answer, "", members);
  assert_members (&answer, "instance", instance);
  assert_members (&answer, "instance/signatures/0", signature);
  assert_at (&answer, "status", "\"ended\"");
  assert_at (&answer, "at", "\"EndEvent_Letter\"");
  assert_at (&answer, "error", "null");
  assert_at (&answer, "tasks/0", "{\"id\":\"Task_Apply\",\"type\":\"data\"}");
  assert_at (&answer, "instance/data/0/type", "\"berth\"");
  assert_at (&answer, "instance/data/0/locked", "true");
  assert_at (&answer, "instance/data/0/writtenInStep", "1");
  assert_at (&answer, "instance/signatures/0/by", "\"user\"");
  assert_at (&answer, "instance/signatures/0/step", "3");
  assert_at (&answer, "instance/signatures/0/valid", "true");
  assert_at (&answer, "instance/pdfs", "[{\"element\":\"Task_Letter\"}]");
  assert_at (&answer, "process/endEvent", "\"EndEvent_Letter\"");
  assert_at (&answer, "process/started", "\"2000-01-01T00:00:00Z\"");
}

static void
test_same_bytes (void)
{
  g_auto (Answer) first = { 0 };
  g_auto (Answer) second = { 0 };

  play (&first, long_boat);
  play (&second, long_boat);
  g_assert_cmpstr (first.output, ==, second.output);
}

static void
test_recorded_steps (void)
{
  g_auto (Answer) first = { 0 };
  g_auto (Answer) second = { 0 };
  g_autofree char *steps = NULL;
  g_autofree char *witness = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  play (&first, long_boat);
  steps = at (&first, "steps");
  witness = g_strdup_printf ("{\"name\":\"w\",\"steps\":%s}", steps);
  play (&second, witness);
  g_assert_cmpint (second.status, ==, 0);
  before = at (&first, "events");
  after = at (&second, "events");
  g_assert_cmpstr (before, ==, after);
}

static void
test_waiting (void)
{
  g_auto (Answer) answer = { 0 };

  play (&answer, "{\"steps\":[{\"at\":\"Task_Apply\"}]}");
  g_assert_cmpint (answer.status, ==, 0);
  assert_at (&answer, "status", "\"waiting\"");
  assert_at (&answer, "at", "\"Task_Sign\"");
}

/* A step that fails the scenario: exit 1, and where and what in "error". */
static void
assert_fails (const char *scenario, const char *step, const char *place, const char *text)
{
  g_auto (Answer) answer = { 0 };
  g_autofree char *message = NULL;

  play (&answer, scenario);
  g_assert_cmpint (answer.status, ==, 1);
  assert_at (&answer, "status", "\"failed\"");
  assert_at (&answer, "error/step", step);
  assert_at (&answer, "error/at", place);
  message = at (&answer, "error/message");
  if (strstr (message, text) == NULL)
    g_error ("“%s” does not say “%s”", message, text);
  message = (g_free (message), at (&answer, "error/http"));
  g_assert_cmpstr (message, !=, "absent");
}

static void
test_what_fails (void)
{
  assert_fails ("{\"steps\":[{\"at\":\"Task_Sign\"}]}", "1", "\"Task_Apply\"", "Task_Sign");
  assert_fails ("{\"steps\":[{\"at\":\"Task_Gone\"}]}", "1", "\"Task_Apply\"", "Task_Gone");
  assert_fails ("{\"steps\":[{\"at\":\"Task_Apply\",\"as\":\"kari\"}]}", "1", "\"Task_Apply\"",
                "kari");
  assert_fails ("{\"steps\":[{\"at\":\"Task_Apply\",\"valid\":false}]}", "1", "\"Task_Apply\"",
                "validation errors found for task Task_Apply");
  assert_fails ("{\"steps\":[{\"at\":\"Task_Apply\",\"expectError\":\"\"}]}", "1", "\"Task_Sign\"",
                "");
  assert_fails ("{\"steps\":[{\"at\":\"Task_Apply\",\"valid\":false,\"expectError\":\"no such\"}]}",
                "1", "\"Task_Apply\"", "validation errors");
  assert_fails ("{\"steps\":[],\"expect\":{\"status\":\"ended\"}}", "0", "\"Task_Apply\"", "ended");
  assert_fails ("{\"steps\":[{\"at\":\"Task_Apply\",\"take\":{\"Gateway_Gone\":\"Flow_no\"}}]}",
                "1", "\"Task_Apply\"", "Gateway_Gone");
}

static void
test_announced_error (void)
{
  g_auto (Answer) answer = { 0 };

  play (&answer,
        "{\"steps\":[{\"at\":\"Task_Apply\",\"valid\":false,\"expectError\":\"VALIDATION\"},"
        "{\"at\":\"Task_Apply\"},"
        "{\"at\":\"Task_Sign\",\"save\":true,\"data\":{\"berth\":{\"boat\":null}},"
        "\"expectError\":\"locked\"},"
        "{\"at\":\"Task_Sign\",\"action\":\"sign\",\"expectError\":\"Multiple next elements\"}]}");
  g_assert_cmpint (answer.status, ==, 0);
  assert_at (&answer, "status", "\"waiting\"");
  /* The failed request keeps the signature. */
  assert_at (&answer, "instance/signatures/0/task", "\"Task_Sign\"");
}

static void
test_failed_service (void)
{
  g_auto (Answer) answer = { 0 };

  play (&answer, "{\"steps\":[{\"at\":\"Task_Apply\"},{\"at\":\"Task_Sign\",\"action\":\"sign\","
                 "\"take\":{\"Gateway_Letter\":\"Flow_letter\"},"
                 "\"services\":{\"Task_Letter\":[\"abort\",\"success\"]},\"expectError\":\"\"},"
                 "{\"at\":\"Task_Letter\"}],\"expect\":{\"endEvent\":\"EndEvent_Letter\"}}");
  g_assert_cmpint (answer.status, ==, 0);
  assert_at (&answer, "status", "\"ended\"");
}

static void
test_actors_and_clock (void)
{
  g_auto (Answer) answer = { 0 };

  play (&answer, "{\"clock\":\"2026-05-17T12:00:00Z\",\"actors\":{\"kari\":{\"roles\":[\"DAGL\"],"
                 "\"level\":3}},\"start\":\"StartEvent_1\",\"steps\":[{\"at\":\"Task_Apply\","
                 "\"as\":\"kari\"},{\"at\":\"Task_Sign\",\"as\":\"kari\",\"action\":\"sign\","
                 "\"move\":false}]}");
  g_assert_cmpint (answer.status, ==, 0);
  assert_at (&answer, "process/started", "\"2026-05-17T12:00:00Z\"");
  assert_at (&answer, "instance/signatures/0/by", "\"kari\"");
}

/* Not JSON, or of the wrong shape: exit 2, one line with a place, nothing printed. */
static void
assert_refused (const char *scenario, const char *place)
{
  g_auto (Answer) answer = { 0 };
  g_autofree char *wanted = g_strdup_printf ("given.json:%s: error: ", place);

  play (&answer, scenario);
  g_assert_cmpint (answer.status, ==, 2);
  g_assert_cmpstr (answer.output, ==, "");
  if (strstr (answer.messages, wanted) == NULL)
    g_error ("“%s” does not say “%s”", answer.messages, wanted);
  g_assert_true (strchr (answer.messages, '\n') == answer.messages + strlen (answer.messages) - 1);
}

static void
test_wrong_shape (void)
{
  assert_refused ("", "1:1");
  assert_refused ("{", "1:2");
  assert_refused ("[]", "1:1");
  assert_refused ("{}", "1:1");
  assert_refused ("{\"steps\":\n {}}", "2:2");
  assert_refused ("{\"steps\":[3]}", "1:11");
  assert_refused ("{\"steps\":[{\"at\":1}]}", "1:17");
  assert_refused ("{\"steps\":[{\"move\":\"no\"}]}", "1:19");
  assert_refused ("{\"steps\":[{\"data\":{\"berth\":3}}]}", "1:28");
  assert_refused ("{\"steps\":[{\"payment\":\"lost\"}]}", "1:22");
  assert_refused ("{\"steps\":[{\"services\":{\"Task_Letter\":\"maybe\"}}]}", "1:38");
  assert_refused ("{\"steps\":[],\"clock\":\"noon\"}", "1:21");
  assert_refused ("{\"steps\":[],\"runtime\":\"v77\"}", "1:23");
  assert_refused ("{\"steps\":[],\"expect\":{\"status\":\"fine\"}}", "1:32");
  assert_refused ("{\"steps\":[],}", "1:13");
}

static void
test_runs_to_ends (void)
{
  static const char *const members[] = { "end", "status", "steps", "events", NULL };
  g_auto (Answer) answer = { 0 };
  g_autofree char *path = mooring ();

  ASK (&answer, "run", "--format=json", path);
  g_assert_cmpint (answer.status, ==, 0);
  assert_members (&answer, "runs/0", members);
  assert_at (&answer, "runs/0/end", "\"EndEvent_Refused\"");
  assert_at (&answer, "runs/1/end", "\"EndEvent_Letter\"");
  assert_at (&answer, "runs/2/end", "\"EndEvent_Quiet\"");
  assert_at (&answer, "unreached", "[]");
  assert_at (&answer, "covered/flows/0", "\"Flow_start\"");
}

/* The fixture with a change. */
static char *
write_changed (Answer *answer, const char *from, const char *to)
{
  g_autofree char *path = mooring ();
  g_autoptr (GBytes) bytes = test_read (path);
  g_autoptr (GString) text = g_string_new (g_bytes_get_data (bytes, NULL));
  char *changed;

  g_assert_cmpuint (g_string_replace (text, from, to, 0), >, 0);
  answer->directory = test_temp_dir ();
  changed = g_build_filename (answer->directory, "process.bpmn", NULL);
  test_write (changed, text->str);
  return changed;
}

static void
test_unreached_end (void)
{
  g_auto (Answer) answer = { 0 };
  g_autofree char *path = write_changed (
      &answer, "[\"equals\", [\"gatewayAction\"], \"reject\"]", "[\"equals\", 1, 2]");
  g_autofree char *why = NULL;

  ASK (&answer, "run", "--format=json", path);
  g_assert_cmpint (answer.status, ==, 1);
  assert_at (&answer, "unreached/0/end", "\"EndEvent_Refused\"");
  why = at (&answer, "unreached/0/why");
  g_assert_true (why[0] == '"' && why[1] != '"');
}

static void
test_two_start_events (void)
{
  g_auto (Answer) answer = { 0 };
  g_auto (Answer) named = { 0 };
  g_autofree char *path = write_changed (&answer, "<bpmn:endEvent id=\"EndEvent_Quiet\">",
                                         "<bpmn:startEvent id=\"StartEvent_2\" />"
                                         "<bpmn:endEvent id=\"EndEvent_Quiet\">");
  g_autofree char *option
      = write_option (&named, "scenario", "{\"start\":\"StartEvent_1\",\"steps\":[]}");

  ASK (&answer, "run", "--format=json", path);
  g_assert_cmpint (answer.status, ==, 1);
  assert_at (&answer, "unreached/0/why", "\"StartEvent_1: No matching startevent\"");
  ASK (&named, "run", option, "--format=json", path);
  g_assert_cmpint (named.status, ==, 0);
  assert_at (&named, "at", "\"Task_Apply\"");
}

/* The witness that the start alone is plays, though a step cannot announce what it answers. */
static void
test_start_that_fails (void)
{
  g_auto (Answer) ordinary = { 0 };
  g_auto (Answer) found = { 0 };
  g_auto (Answer) replayed = { 0 };
  g_auto (Answer) expecting = { 0 };
  g_autofree char *path = test_temp_dir ();
  g_autofree char *file = g_build_filename (path, "process.bpmn", NULL);
  g_autofree char *option = write_option (&replayed, "scenario", "{\"name\":\"w\",\"steps\":[]}");
  g_autofree char *expect = write_option (
      &expecting, "scenario", "{\"steps\":[],\"expect\":{\"status\":\"ended\"}}");

  test_write (file, "<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\">"
                    "<process id=\"P\"><startEvent id=\"S\"/><endEvent id=\"E\"/>"
                    "<sequenceFlow id=\"F\" sourceRef=\"S\" targetRef=\"E\"/></process>"
                    "</definitions>");
  ASK (&found, "run", "--finding=ordering/starts-at-end@E", "--format=json", file);
  g_assert_cmpint (found.status, ==, 0);
  assert_at (&found, "status", "\"failed\"");
  ASK (&replayed, "run", option, "--format=json", file);
  g_assert_cmpint (replayed.status, ==, 0);
  assert_at (&replayed, "status", "\"failed\"");
  ASK (&expecting, "run", expect, file);
  g_assert_cmpint (expecting.status, ==, 1);
  ASK (&ordinary, "run", file);
  g_assert_cmpint (ordinary.status, ==, 1);
  test_remove_tree (path);
}

static void
test_finding (void)
{
  g_auto (Answer) checked = { 0 };
  g_auto (Answer) found = { 0 };
  g_auto (Answer) replayed = { 0 };
  g_autofree char *path = write_changed (&checked, "[\"notEquals\", [\"gatewayAction\"], ",
                                         "[\"equals\", [\"gatewayAction\"], ");
  g_autofree char *finding = NULL;
  g_autofree char *option = NULL;
  g_autofree char *scenario = NULL;
  g_autofree char *one = NULL;
  g_autofree char *other = NULL;

  ASK (&checked, "check", "--format=json", path);
  g_assert_cmpint (checked.status, ==, 1);
  for (guint i = 0; scenario == NULL; i++)
    {
      g_autofree char *above = g_strdup_printf ("files/0/findings/%u", i);
      g_autofree char *place = g_strconcat (above, "/witness", NULL);
      g_autofree char *witness = at (&checked, place);

      g_assert_cmpstr (witness, !=, "absent");
      if (strcmp (witness, "null") == 0)
        continue;
      scenario = g_strdup_printf ("{\"name\":\"w\",\"steps\":%s}", witness);
      one = at (&checked, (g_free (place), place = g_strconcat (above, "/rule", NULL)));
      other = at (&checked, (g_free (place), place = g_strconcat (above, "/element", NULL)));
      one[strlen (one) - 1] = other[strlen (other) - 1] = '\0';
      finding = g_strdup_printf ("--finding=%s@%s", one + 1, other + 1);
    }
  ASK (&found, "run", finding, "--format=json", path);
  g_assert_cmpint (found.status, ==, 0);
  option = write_option (&replayed, "scenario", scenario);
  ASK (&replayed, "run", option, "--format=json", path);
  g_assert_cmpint (replayed.status, ==, 0);
  g_free (one);
  one = at (&found, "events");
  g_free (other);
  other = at (&replayed, "events");
  g_assert_cmpstr (one, ==, other);
}

static void
test_cannot_run (void)
{
  static const char *const commands[] = { "run", "next", "paths" };
  g_autofree char *good = mooring ();

  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_auto (Answer) missing = { 0 };
      g_auto (Answer) usage = { 0 };
      g_auto (Answer) format = { 0 };
      g_auto (Answer) runtime = { 0 };
      g_auto (Answer) broken = { 0 };
      g_autofree char *path = write_changed (&broken, "</bpmn:process>", "");

      ASK (&missing, commands[i], "no-such.bpmn");
      g_assert_cmpint (missing.status, ==, 2);
      g_assert_nonnull (strstr (missing.messages, "no-such.bpmn"));
      ASK (&usage, commands[i]);
      g_assert_cmpint (usage.status, ==, 2);
      ASK (&format, commands[i], "--format=yaml", good);
      g_assert_cmpint (format.status, ==, 2);
      ASK (&runtime, commands[i], "--runtime=v77", good);
      g_assert_cmpint (runtime.status, ==, 2);
      ASK (&broken, commands[i], path);
      g_assert_cmpint (broken.status, ==, 2);
      g_assert_cmpstr (broken.output, ==, "");
      g_assert_nonnull (strstr (broken.messages, "process.bpmn:"));
      g_assert_nonnull (strstr (broken.messages, ": error: "));
    }
}

/* ---- Standard input ---- */

static void
ask_with_input (Answer *answer, const char *input, const char *arguments)
{
  g_autofree char *directory = test_temp_dir ();
  g_autofree char *file = g_build_filename (directory, "input", NULL);
  g_autofree char *line = g_strdup_printf ("\"$APE_COMMAND\" %s < '%s'", arguments, file);
  const char *argv[] = { "sh", "-c", line, NULL };
  g_autoptr (GError) error = NULL;
  int status;

  test_write (file, input);
  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &answer->output,
                &answer->messages, &status, &error);
  g_assert_no_error (error);
  g_assert_true (g_spawn_check_wait_status (status, NULL) || status != 0);
  answer->status = status / 256;
  read_json (answer);
  test_remove_tree (directory);
}

static void
test_standard_input (void)
{
  g_autofree char *path = mooring ();
  g_autoptr (GBytes) bytes = test_read (path);
  g_autofree char *play_it = g_strdup_printf ("run --scenario=- --format=json '%s'", path);
  g_autofree char *data = g_strdup_printf ("next --task=Task_Apply --data=- --format=json '%s'",
                                           path);
  g_auto (Answer) scenario = { 0 };
  g_auto (Answer) wrong = { 0 };
  g_auto (Answer) process = { 0 };
  g_auto (Answer) paths = { 0 };
  g_auto (Answer) next = { 0 };
  g_auto (Answer) eval = { 0 };

  ask_with_input (&scenario, long_boat, play_it);
  g_assert_cmpint (scenario.status, ==, 0);
  ask_with_input (&wrong, "[]", play_it);
  g_assert_cmpint (wrong.status, ==, 2);
  g_assert_true (g_str_has_prefix (wrong.messages, "-:1:1: error: "));
  ask_with_input (&process, g_bytes_get_data (bytes, NULL), "run --format=json -");
  g_assert_cmpint (process.status, ==, 0);
  assert_at (&process, "unreached", "[]");
  ask_with_input (&paths, g_bytes_get_data (bytes, NULL), "paths --format=json -");
  assert_at (&paths, "paths/2/end", "\"EndEvent_Refused\"");
  ask_with_input (&next, "{\"berth\":{\"boat\":{\"length\":16}}}", data);
  assert_at (&next, "next", "\"Task_Consider\"");
  ask_with_input (&eval, "{\"dataModel\":{\"a\":[1,2.50]}}",
                  "eval --context=- '[\"dataModel\",\"a[1]\"]'");
  g_assert_cmpint (eval.status, ==, 0);
  g_assert_cmpstr (eval.output, ==, "2.5\n");
}

/* ---- next ---- */

static void
test_next (void)
{
  static const char *const members[] = { "from", "action", "next", "error", "decisions", NULL };
  g_auto (Answer) answer = { 0 };
  g_auto (Answer) start = { 0 };
  g_autofree char *path = mooring ();

  ASK (&answer, "next", "--task=Task_Consider", "--action=reject", "--format=json", path);
  g_assert_cmpint (answer.status, ==, 0);
  assert_members (&answer, "", members);
  assert_at (&answer, "from", "\"Task_Consider\"");
  assert_at (&answer, "action", "\"reject\"");
  assert_at (&answer, "next", "\"EndEvent_Refused\"");
  assert_at (&answer, "error", "null");
  assert_at (&answer, "decisions/0/gateway", "\"Gateway_Answer\"");
  assert_at (&answer, "decisions/0/decidedBy", "\"conditions\"");
  assert_at (&answer, "decisions/0/flows/0/id", "\"Flow_yes\"");
  assert_at (&answer, "decisions/0/flows/0/value", "false");
  assert_at (&answer, "decisions/0/flows/1/taken", "true");
  ASK (&start, "next", "--format=json", path);
  assert_at (&start, "from", "\"StartEvent_1\"");
  assert_at (&start, "action", "null");
  assert_at (&start, "next", "\"Task_Apply\"");
  assert_at (&start, "decisions", "[]");
}

static void
test_next_without_data_is_null (void)
{
  g_auto (Answer) answer = { 0 };
  g_autofree char *path = mooring ();

  ASK (&answer, "next", "--task=Task_Apply", "--format=json", path);
  g_assert_cmpint (answer.status, ==, 0);
  assert_at (&answer, "decisions/0/flows/0/value", "false");
  assert_at (&answer, "next", "\"Task_Sign\"");
}

static void
test_next_by_code (void)
{
  g_auto (Answer) alone = { 0 };
  g_auto (Answer) taken = { 0 };
  g_auto (Answer) unknown = { 0 };
  g_auto (Answer) conditions = { 0 };
  g_autofree char *path = mooring ();

  ASK (&alone, "next", "--task=Task_Sign", "--format=json", path);
  g_assert_cmpint (alone.status, ==, 1);
  assert_at (&alone, "next", "null");
  assert_at (&alone, "error",
             "\"Multiple next elements found from Task_Sign. Please supply action and filters or "
             "define a default flow.\"");
  assert_at (&alone, "decisions/0/decidedBy", "\"code\"");
  ASK (&taken, "next", "--task=Task_Sign", "--take=Gateway_Letter=Flow_quiet", "--format=json",
       path);
  g_assert_cmpint (taken.status, ==, 0);
  assert_at (&taken, "next", "\"EndEvent_Quiet\"");
  assert_at (&taken, "decisions/0/decidedBy", "\"code\"");
  ASK (&unknown, "next", "--take=Gateway_Gone=Flow_quiet", path);
  g_assert_cmpint (unknown.status, ==, 2);
  ASK (&conditions, "next", "--take=Gateway_Length=Flow_long", path);
  g_assert_cmpint (conditions.status, ==, 2);
}

static void
test_next_target_of_version_7 (void)
{
  g_auto (Answer) answer = { 0 };
  g_auto (Answer) wrong = { 0 };
  g_autofree char *path = mooring ();

  ASK (&answer, "next", "--runtime=v7", "--task=Task_Sign", "--to=EndEvent_Quiet", "--format=json",
       path);
  g_assert_cmpint (answer.status, ==, 0);
  assert_at (&answer, "next", "\"EndEvent_Quiet\"");
  ASK (&wrong, "next", "--runtime=v7", "--task=Task_Sign", "--to=Task_Apply", "--format=json",
       path);
  g_assert_cmpint (wrong.status, ==, 1);
  assert_at (&wrong, "next", "null");
}

/* ---- paths ---- */

static void
test_paths (void)
{
  static const char *const members[] = { "nodes", "flows", "end", "steps", "why", NULL };
  g_auto (Answer) answer = { 0 };
  g_autofree char *path = mooring ();

  ASK (&answer, "paths", "--format=json", path);
  g_assert_cmpint (answer.status, ==, 0);
  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *above = g_strdup_printf ("paths/%u", i);
      g_autofree char *place = g_strconcat (above, "/steps", NULL);
      g_autofree char *end_place = g_strconcat (above, "/end", NULL);
      g_autofree char *steps = at (&answer, place);
      g_autofree char *end = at (&answer, end_place);
      g_autofree char *scenario = g_strdup_printf ("{\"name\":\"w\",\"steps\":%s}", steps);
      g_auto (Answer) played = { 0 };

      assert_members (&answer, above, members);
      play (&played, scenario);
      g_assert_cmpint (played.status, ==, 0);
      assert_at (&played, "at", end);
    }
  assert_at (&answer, "paths/5", "absent");
}

static void
test_path_without_data (void)
{
  g_auto (Answer) answer = { 0 };
  g_autofree char *path = write_changed (
      &answer, "[\"equals\", [\"gatewayAction\"], \"reject\"]", "[\"equals\", 1, 2]");
  g_autofree char *why = NULL;

  ASK (&answer, "paths", "--format=json", path);
  g_assert_cmpint (answer.status, ==, 0);
  assert_at (&answer, "paths/2/end", "\"EndEvent_Refused\"");
  assert_at (&answer, "paths/2/steps", "null");
  why = at (&answer, "paths/2/why");
  g_assert_true (why[0] == '"' && why[1] != '"');
}

/* ---- eval ---- */

static void
assert_value (const char *expression, const char *value)
{
  g_auto (Answer) answer = { 0 };

  answer.status = test_command (&answer.output, &answer.messages, "eval", expression, NULL);
  g_assert_cmpstr (answer.messages, ==, "");
  g_assert_cmpstr (answer.output, ==, value);
  g_assert_cmpint (answer.status, ==, 0);
}

static void
test_eval (void)
{
  assert_value ("[\"equals\", 1, 1]", "true\n");
  assert_value ("[\"concat\", \"å\", \"\\n\"]", "\"å\\n\"\n");
  assert_value ("null", "null\n");
  assert_value ("[\"gatewayAction\"]", "null\n");
}

static void
test_eval_error (void)
{
  g_auto (Answer) unknown = { 0 };
  g_auto (Answer) comment = { 0 };
  g_auto (Answer) usage = { 0 };
  g_auto (Answer) missing = { 0 };
  g_auto (Answer) malformed = { 0 };
  g_autofree char *option = write_option (&malformed, "context", "{");

  ASK (&unknown, "eval", "[\"double\", 1]");
  g_assert_cmpint (unknown.status, ==, 1);
  g_assert_cmpstr (unknown.output, ==, "");
  g_assert_cmpstr (unknown.messages, ==,
                   "Function \"double\" not implemented in backend [\"double\",1]\n");
  ASK (&comment, "eval", "[\"equals\", 1, 1,]");
  g_assert_cmpint (comment.status, ==, 1);
  ASK (&usage, "eval");
  g_assert_cmpint (usage.status, ==, 2);
  ASK (&missing, "eval", "--context=no-such.json", "1");
  g_assert_cmpint (missing.status, ==, 2);
  g_assert_nonnull (strstr (missing.messages, "no-such.json"));
  ASK (&malformed, "eval", option, "1");
  g_assert_cmpint (malformed.status, ==, 2);
  g_assert_nonnull (strstr (malformed.messages, "given.json:1:2: error: "));
}

static void
test_eval_cases (void)
{
  g_auto (Answer) answer = { 0 };
  g_autofree char *directory = test_temp_dir ();
  g_autofree char *good = g_build_filename (directory, "good.json", NULL);
  g_autofree char *bad = g_build_filename (directory, "bad.json", NULL);

  test_write (good, "{\"name\":\"fits\",\"expression\":[\"equals\",1,1],\"expects\":true}");
  test_write (bad, "{\"name\":\"too long\",\"expression\":[\"equals\",1,1],\"expects\":false}");
  ASK (&answer, "eval", "--cases", directory);
  g_assert_cmpint (answer.status, ==, 1);
  g_assert_nonnull (strstr (answer.output, "bad.json: too long: "));
  g_assert_null (strstr (answer.output, "fits"));
  g_assert_true (g_str_has_suffix (answer.output, "\n1 passed, 1 failed, 0 skipped\n"));
  test_remove_tree (directory);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/cli/run/result-has-every-member", test_every_member);
  g_test_add_func ("/cli/run/same-scenario-same-bytes", test_same_bytes);
  g_test_add_func ("/cli/run/recorded-steps-replay", test_recorded_steps);
  g_test_add_func ("/cli/run/waiting-is-fine", test_waiting);
  g_test_add_func ("/cli/run/what-fails-a-scenario", test_what_fails);
  g_test_add_func ("/cli/run/announced-error-goes-on", test_announced_error);
  g_test_add_func ("/cli/run/failed-service-task", test_failed_service);
  g_test_add_func ("/cli/run/actors-and-clock", test_actors_and_clock);
  g_test_add_func ("/cli/run/wrong-shape-has-a-place", test_wrong_shape);
  g_test_add_func ("/cli/run/one-run-to-each-end", test_runs_to_ends);
  g_test_add_func ("/cli/run/end-that-no-run-reaches", test_unreached_end);
  g_test_add_func ("/cli/run/two-start-events", test_two_start_events);
  g_test_add_func ("/cli/run/finding-plays-its-witness", test_finding);
  g_test_add_func ("/cli/run/start-that-fails", test_start_that_fails);
  g_test_add_func ("/cli/run/cannot-run", test_cannot_run);
  g_test_add_func ("/cli/run/standard-input", test_standard_input);
  g_test_add_func ("/cli/next/decisions", test_next);
  g_test_add_func ("/cli/next/without-data-all-is-null", test_next_without_data_is_null);
  g_test_add_func ("/cli/next/gateway-decided-by-code", test_next_by_code);
  g_test_add_func ("/cli/next/target-in-version-7", test_next_target_of_version_7);
  g_test_add_func ("/cli/paths/each-plays-to-its-end", test_paths);
  g_test_add_func ("/cli/paths/why-no-data-can", test_path_without_data);
  g_test_add_func ("/cli/eval/value-on-one-line", test_eval);
  g_test_add_func ("/cli/eval/error", test_eval_error);
  g_test_add_func ("/cli/eval/cases", test_eval_cases);
  return g_test_run ();
}

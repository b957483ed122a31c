/* test-check.c: `altinn-process check`: four formats, mending, severities and exit status
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/source/source-document.h"
#include "engine/source/source-json.h"
#include "engine/source/source-node.h"
#include "tests/test-support.h"

#include <glib/gstdio.h>
#include <string.h>

#define HEAD                                                                                       \
  "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"                                                     \
  "<bpmn:definitions xmlns:bpmn=\"http://www.omg.org/spec/BPMN/20100524/MODEL\"\n"                   \
  "    xmlns:altinn=\"http://altinn.no/process\" id=\"D\">\n  <bpmn:process id=\"P\">\n"
#define TASK(element, attributes, type)                                                            \
  "    <bpmn:" element " " attributes "><bpmn:extensionElements><altinn:taskExtension>"            \
  "<altinn:taskType>" type "</altinn:taskType></altinn:taskExtension></bpmn:extensionElements>"    \
  "</bpmn:" element ">\n"
#define FLOW(id, from, to)                                                                         \
  "    <bpmn:sequenceFlow id=\"" id "\" sourceRef=\"" from "\" targetRef=\"" to "\" />\n"
#define TAIL "  </bpmn:process>\n</bpmn:definitions>\n"

/* A pdf that is a task, a default flow that is none, a type that is misspelled; a name that XML,
 * JSON and URIs must escape. */
static const char faulty[]
    = HEAD "    <bpmn:startEvent id=\"S\" />\n"
    TASK ("task", "id=\"Form\" name=\"Æ &lt;b&gt; &quot;&amp;&quot;\"", "dta")
    TASK ("task", "id=\"Pdf\"\n        name=\"a > b\"", "pdf")
    "    <bpmn:exclusiveGateway id=\"G\" default=\"Gone\"><bpmn:outgoing>G_E</bpmn:outgoing>"
    "</bpmn:exclusiveGateway>\n    <bpmn:endEvent id=\"E\" />\n"
    FLOW ("S_F", "S", "Form") FLOW ("F_P", "Form", "Pdf") FLOW ("P_G", "Pdf", "G")
    FLOW ("G_E", "G", "E") TAIL;

static const char right[]
    = HEAD "    <bpmn:startEvent id=\"S\" />\n" TASK ("task", "id=\"Form\"", "data")
    "    <bpmn:endEvent id=\"E\" />\n" FLOW ("S_F", "S", "Form") FLOW ("F_E", "Form", "E") TAIL;

/* A folder with an app repository in which the command is run. */
typedef struct
{
  char *before; /* where the test ran */
  char *folder;
  char *output;
  char *messages;
  SourceJson *json;
} Fixture;

static void
write_in (Fixture *self, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (self->folder, name, NULL);
  g_autofree char *folder = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0755), ==, 0);
  test_write (path, text);
}

static char *
read_in (Fixture *self, const char *name)
{
  g_autofree char *path = g_build_filename (self->folder, name, NULL);
  char *text;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return text;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->before = g_get_current_dir ();
  self->folder = test_temp_dir ();
  g_assert_cmpint (g_chdir (self->folder), ==, 0);
  write_in (self, "faulty.bpmn", faulty);
  write_in (self, "right.bpmn", right);
  write_in (self, "broken.bpmn", "<a>\n <b></a>");
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_assert_cmpint (g_chdir (self->before), ==, 0);
  test_remove_tree (self->folder);
  g_clear_pointer (&self->json, source_json_unref);
  g_free (self->output);
  g_free (self->messages);
  g_free (self->folder);
  g_free (self->before);
}

/* Runs `check`; JSON is read. */
static int
check (Fixture *self, const char *option, const char *path, const char *other)
{
  int status;

  g_clear_pointer (&self->json, source_json_unref);
  g_clear_pointer (&self->output, g_free);
  g_clear_pointer (&self->messages, g_free);
  status = test_command (&self->output, &self->messages, "check", option, path, other, NULL);
  if (self->output[0] == '{')
    {
      g_autoptr (GError) error = NULL;

      self->json = source_json_parse (self->output, -1, SOURCE_JSON_STRICT, "output", &error);
      g_assert_no_error (error);
    }
  return status;
}

/* ---- JSON ---- */

static const SourceJsonValue *
member (const SourceJsonValue *value, const char *name)
{
  const SourceJsonValue *found = source_json_value_get_member (value, name);

  if (found == NULL)
    g_error ("there is no “%s”", name);
  return found;
}

static const char *
text_of (const SourceJsonValue *value, const char *name)
{
  const char *text = source_json_value_get_string (member (value, name));

  if (text == NULL)
    g_error ("“%s” is no string", name);
  return text;
}

static guint
number_of (const SourceJsonValue *value, const char *name)
{
  double number = source_json_value_get_number (member (value, name));

  g_assert_cmpfloat (number, >=, 1);
  g_assert_cmpfloat (number, ==, (guint) number);
  return number;
}

static const SourceJsonValue *
root_of (Fixture *self)
{
  g_assert_nonnull (self->json);
  return source_json_get_root (self->json);
}

static const SourceJsonValue *
file_at (Fixture *self, guint index)
{
  const SourceJsonValue *files = member (root_of (self), "files");

  g_assert_cmpuint (source_json_value_get_length (files), >, index);
  return source_json_value_get_item (files, index);
}

static const SourceJsonValue *
find_json (Fixture *self, const char *rule)
{
  const SourceJsonValue *findings = member (file_at (self, 0), "findings");

  for (guint i = 0; i < source_json_value_get_length (findings); i++)
    {
      const SourceJsonValue *finding = source_json_value_get_item (findings, i);

      if (g_str_equal (text_of (finding, "rule"), rule))
        return finding;
    }
  return NULL;
}

static void
test_json (Fixture *self, gconstpointer data)
{
  static const char *const members[] = { "rule", "severity", "message", "element", "line",
                                         "column", "witness", "claim", "fix" };
  const SourceJsonValue *findings, *kind;

  g_assert_cmpint (check (self, "--format=json", "faulty.bpmn", NULL), ==, 1);
  g_assert_cmpstr (text_of (file_at (self, 0), "file"), ==, "faulty.bpmn");
  g_assert_cmpstr (text_of (file_at (self, 0), "runtime"), !=, "");
  findings = member (file_at (self, 0), "findings");
  g_assert_cmpuint (source_json_value_get_length (findings), >=, 4);
  for (guint i = 0; i < source_json_value_get_length (findings); i++)
    for (guint k = 0; k < G_N_ELEMENTS (members); k++)
      member (source_json_value_get_item (findings, i), members[k]);
  kind = find_json (self, "structure/element-kind");
  g_assert_cmpstr (text_of (kind, "severity"), ==, "error");
  g_assert_cmpstr (text_of (kind, "element"), ==, "Pdf");
  g_assert_cmpuint (number_of (kind, "line"), ==, 7);
  g_assert_cmpuint (number_of (kind, "column"), ==, 5);
}

static void
test_others_still_run (Fixture *self, gconstpointer data)
{
  const SourceJsonValue *error;

  g_assert_cmpint (check (self, "--format=json", "broken.bpmn", "right.bpmn"), ==, 2);
  error = member (file_at (self, 0), "error");
  g_assert_cmpuint (number_of (error, "line"), ==, 2);
  g_assert_cmpstr (text_of (error, "message"), !=, "");
  g_assert_null (source_json_value_get_member (file_at (self, 0), "findings"));
  g_assert_cmpstr (text_of (file_at (self, 1), "file"), ==, "right.bpmn");
  member (file_at (self, 1), "findings");
  g_assert_true (g_str_has_prefix (self->messages, "broken.bpmn:2:"));
}

/* ---- Text ---- */

static void
test_text (Fixture *self, gconstpointer data)
{
  g_auto (GStrv) lines = NULL;

  g_assert_cmpint (check (self, "--format=text", "faulty.bpmn", "right.bpmn"), ==, 1);
  lines = g_strsplit (self->output, "\n", -1);
  g_assert_nonnull (strstr (self->output, "faulty.bpmn:7:5: error: "));
  g_assert_nonnull (strstr (self->output, " [structure/element-kind]\n    fix: "));
  g_assert_null (strchr (self->output, '\033'));
  g_assert_cmpstr (lines[g_strv_length (lines) - 2], ==, "1 error, 2 warnings, 3 for information");
  g_assert_cmpint (check (self, "--format=text", "right.bpmn", NULL), ==, 0);
  g_assert_cmpint (check (self, "--format=none", "right.bpmn", NULL), ==, 2);
}

/* ---- JUnit ---- */

static guint
count_elements (const SourceNode *parent, const char *name)
{
  guint n = 0;

  for (SourceNode *node = source_node_get_first_child (parent); node != NULL;
       node = source_node_get_next (node))
    if (source_node_get_kind (node) == SOURCE_NODE_ELEMENT)
      n += g_str_equal (source_node_get_name (node), name) + count_elements (node, name);
  return n;
}

static void
assert_count (const SourceNode *suite, const char *attribute, const char *element)
{
  g_autofree char *claimed = source_node_dup_attribute (suite, NULL, attribute);
  g_autofree char *counted = g_strdup_printf ("%u", count_elements (suite, element));

  g_assert_cmpstr (claimed, ==, counted);
}

static void
test_junit (Fixture *self, gconstpointer data)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (SourceDocument) document = NULL;
  g_autoptr (GError) error = NULL;
  SourceNode *root;
  guint n_suites = 0;

  g_assert_cmpint (check (self, "--format=junit", "faulty.bpmn", "broken.bpmn"), ==, 2);
  bytes = g_bytes_new (self->output, strlen (self->output));
  document = source_document_new_for_bytes (SOURCE_KIND_XML, bytes, "junit", &error);
  g_assert_no_error (error);
  root = source_document_get_root (document);
  g_assert_cmpstr (source_node_get_name (root), ==, "testsuites");
  for (SourceNode *suite = source_node_get_first_child (root); suite != NULL;
       suite = source_node_get_next (suite))
    if (source_node_get_kind (suite) == SOURCE_NODE_ELEMENT)
      {
        g_autofree char *name = source_node_dup_attribute (suite, NULL, "name");

        g_assert_cmpstr (name, ==, n_suites == 0 ? "faulty.bpmn" : "broken.bpmn");
        assert_count (suite, "tests", "testcase");
        assert_count (suite, "failures", "failure");
        assert_count (suite, "errors", "error");
        n_suites++;
      }
  g_assert_cmpuint (n_suites, ==, 2);
  g_assert_cmpuint (count_elements (root, "failure"), ==, 3);
  g_assert_nonnull (strstr (self->output, "Æ &lt;b&gt; &quot;&amp;&quot;"));
}

/* ---- SARIF 2.1.0 ---- */

static const SourceJsonValue *
only_run (Fixture *self)
{
  const SourceJsonValue *runs = member (root_of (self), "runs");

  g_assert_cmpuint (source_json_value_get_length (runs), ==, 1);
  return source_json_value_get_item (runs, 0);
}

static void
assert_message (const SourceJsonValue *value, const char *name)
{
  g_assert_cmpstr (text_of (member (value, name), "text"), !=, "");
}

static void
assert_level (const SourceJsonValue *value)
{
  static const char *const levels[] = { "none", "note", "warning", "error", NULL };

  g_assert_true (g_strv_contains (levels, text_of (value, "level")));
}

/* 3.4: a relative reference names the base that it is relative to. */
static void
assert_artifact (const SourceJsonValue *run, const SourceJsonValue *location)
{
  const char *uri = text_of (location, "uri");
  const char *base = source_json_value_get_member_string (location, "uriBaseId");
  g_autofree char *scheme = g_uri_parse_scheme (uri);

  g_assert_true (g_uri_is_valid (scheme != NULL ? uri : "x:/", G_URI_FLAGS_NONE, NULL));
  g_assert_null (strpbrk (uri, " \"<>\\"));
  g_assert_true ((scheme == NULL) == (base != NULL));
  if (base == NULL)
    return;
  g_assert_cmpint (uri[0], !=, '/');
  base = text_of (member (member (run, "originalUriBaseIds"), base), "uri");
  g_assert_true (g_str_has_prefix (base, "file:///"));
  g_assert_true (g_str_has_suffix (base, "/"));
}

/* 3.30: lines and columns from 1, an end that is not before the start. */
static void
assert_region (const SourceJsonValue *region)
{
  guint line = number_of (region, "startLine"), column = number_of (region, "startColumn");

  if (source_json_value_get_member (region, "endLine") == NULL)
    return;
  g_assert_cmpuint (number_of (region, "endLine"), >=, line);
  if (number_of (region, "endLine") == line)
    g_assert_cmpuint (number_of (region, "endColumn"), >=, column);
}

static void
assert_fixes (const SourceJsonValue *run, const SourceJsonValue *fixes)
{
  for (guint i = 0; i < source_json_value_get_length (fixes); i++)
    {
      const SourceJsonValue *fix = source_json_value_get_item (fixes, i);
      const SourceJsonValue *changes = member (fix, "artifactChanges");

      assert_message (fix, "description");
      g_assert_cmpuint (source_json_value_get_length (changes), >, 0);
      for (guint k = 0; k < source_json_value_get_length (changes); k++)
        {
          const SourceJsonValue *change = source_json_value_get_item (changes, k);
          const SourceJsonValue *replacements = member (change, "replacements");

          assert_artifact (run, member (change, "artifactLocation"));
          g_assert_cmpuint (source_json_value_get_length (replacements), ==, 1);
          assert_region (member (source_json_value_get_item (replacements, 0), "deletedRegion"));
          text_of (member (source_json_value_get_item (replacements, 0), "insertedContent"), "text");
        }
    }
}

static void
assert_rules (const SourceJsonValue *rules)
{
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);

  g_assert_cmpuint (source_json_value_get_length (rules), >, 80);
  for (guint i = 0; i < source_json_value_get_length (rules); i++)
    {
      const SourceJsonValue *rule = source_json_value_get_item (rules, i);

      g_assert_true (g_hash_table_add (ids, (gpointer) text_of (rule, "id")));
      assert_message (rule, "shortDescription");
      assert_message (rule, "fullDescription");
      assert_message (rule, "help");
      assert_level (member (rule, "defaultConfiguration"));
    }
}

static void
assert_result (const SourceJsonValue *run, const SourceJsonValue *result)
{
  const SourceJsonValue *rules = member (member (member (run, "tool"), "driver"), "rules");
  const SourceJsonValue *locations = member (result, "locations");
  const SourceJsonValue *place = member (source_json_value_get_item (locations, 0),
                                         "physicalLocation");
  guint index = source_json_value_get_number (member (result, "ruleIndex"));

  g_assert_cmpuint (index, <, source_json_value_get_length (rules));
  g_assert_cmpstr (text_of (result, "ruleId"), ==,
                   text_of (source_json_value_get_item (rules, index), "id"));
  assert_level (result);
  assert_message (result, "message");
  g_assert_cmpuint (source_json_value_get_length (locations), ==, 1);
  assert_artifact (run, member (place, "artifactLocation"));
  assert_region (member (place, "region"));
  if (source_json_value_get_member (result, "fixes") != NULL)
    assert_fixes (run, member (result, "fixes"));
}

/* As many fingerprints as results. */
static void
assert_fingerprints (const SourceJsonValue *results)
{
  g_autoptr (GHashTable) prints = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < source_json_value_get_length (results); i++)
    {
      const SourceJsonValue *values
          = member (source_json_value_get_item (results, i), "partialFingerprints");

      g_assert_true (g_hash_table_add (prints, (gpointer) text_of (values, "ruleAndElement/v1")));
    }
}

static void
assert_sarif (Fixture *self)
{
  const SourceJsonValue *run = only_run (self);
  const SourceJsonValue *driver = member (member (run, "tool"), "driver");
  const SourceJsonValue *results = member (run, "results");

  g_assert_cmpstr (text_of (root_of (self), "version"), ==, "2.1.0");
  g_assert_true (g_str_has_prefix (text_of (root_of (self), "$schema"), "https://"));
  g_assert_cmpstr (text_of (driver, "name"), ==, "altinn-process");
  g_assert_cmpstr (text_of (run, "columnKind"), ==, "unicodeCodePoints");
  assert_rules (member (driver, "rules"));
  for (guint i = 0; i < source_json_value_get_length (results); i++)
    assert_result (run, source_json_value_get_item (results, i));
}

static void
test_sarif (Fixture *self, gconstpointer data)
{
  const SourceJsonValue *results, *invocation;

  g_assert_cmpint (check (self, "--format=sarif", "faulty.bpmn", NULL), ==, 1);
  assert_sarif (self);
  results = member (only_run (self), "results");
  g_assert_cmpuint (source_json_value_get_length (results), ==, 5);
  assert_fingerprints (results);
  invocation = source_json_value_get_item (member (only_run (self), "invocations"), 0);
  g_assert_true (source_json_value_get_member_boolean (invocation, "executionSuccessful", FALSE));
  g_assert_cmpint (check (self, "--format=sarif", "faulty.bpmn", "broken.bpmn"), ==, 2);
  assert_sarif (self);
  invocation = source_json_value_get_item (member (only_run (self), "invocations"), 0);
  g_assert_false (source_json_value_get_member_boolean (invocation, "executionSuccessful", TRUE));
  assert_message (source_json_value_get_item (member (invocation, "toolExecutionNotifications"), 0),
                  "message");
}

/* A region marks a whole start tag, also over lines and with “>” in a value. */
static void
test_sarif_region (Fixture *self, gconstpointer data)
{
  const SourceJsonValue *results, *region = NULL;

  check (self, "--format=sarif", "faulty.bpmn", NULL);
  results = member (only_run (self), "results");
  for (guint i = 0; i < source_json_value_get_length (results); i++)
    {
      const SourceJsonValue *result = source_json_value_get_item (results, i);

      if (g_str_equal (text_of (result, "ruleId"), "structure/element-kind"))
        region = member (member (source_json_value_get_item (member (result, "locations"), 0),
                                 "physicalLocation"),
                         "region");
    }
  g_assert_nonnull (region);
  g_assert_cmpuint (number_of (region, "startLine"), ==, 7);
  g_assert_cmpuint (number_of (region, "startColumn"), ==, 5);
  g_assert_cmpuint (number_of (region, "endLine"), ==, 8);
  g_assert_cmpuint (number_of (region, "endColumn"), ==, 22);
}

static char *
place_in (char *text, guint line, guint column)
{
  for (guint i = 1; i < line; i++)
    text = strchr (text, '\n') + 1;
  return g_utf8_offset_to_pointer (text, column - 1);
}

/* What a service does that offers to apply the fix. */
static char *
apply (const char *text, const SourceJsonValue *fix)
{
  const SourceJsonValue *change = source_json_value_get_item (member (fix, "artifactChanges"), 0);
  const SourceJsonValue *replacement
      = source_json_value_get_item (member (change, "replacements"), 0);
  const SourceJsonValue *region = member (replacement, "deletedRegion");
  g_autofree char *copy = g_strdup (text);
  char *start = place_in (copy, number_of (region, "startLine"), number_of (region, "startColumn"));
  char *end = place_in (copy, number_of (region, "endLine"), number_of (region, "endColumn"));
  g_autofree char *before = g_strndup (copy, start - copy);

  return g_strconcat (before, text_of (member (replacement, "insertedContent"), "text"), end, NULL);
}

static void
test_sarif_fixes (Fixture *self, gconstpointer data)
{
  g_autoptr (SourceJson) json = NULL;
  const SourceJsonValue *results;
  guint n_fixes = 0;

  check (self, "--format=sarif", "faulty.bpmn", NULL);
  json = g_steal_pointer (&self->json);
  results = member (source_json_value_get_item (member (source_json_get_root (json), "runs"), 0),
                    "results");
  for (guint i = 0; i < source_json_value_get_length (results); i++)
    {
      const SourceJsonValue *result = source_json_value_get_item (results, i);
      const SourceJsonValue *fixes = source_json_value_get_member (result, "fixes");
      g_autofree char *mended = NULL;

      if (fixes == NULL)
        continue;
      mended = apply (faulty, source_json_value_get_item (fixes, 0));
      write_in (self, "mended.bpmn", mended);
      g_assert_cmpint (check (self, "--format=json", "mended.bpmn", NULL), <, 2);
      g_assert_null (find_json (self, text_of (result, "ruleId")));
      n_fixes++;
    }
  g_assert_cmpuint (n_fixes, ==, 4);
}

/* ---- Mending ---- */

static void
test_fix (Fixture *self, gconstpointer data)
{
  g_autofree char *once = NULL;
  g_autofree char *twice = NULL;
  g_autofree char *lines = NULL;

  g_assert_cmpint (check (self, "--fix", "faulty.bpmn", NULL), ==, 0);
  g_assert_null (strstr (self->output, "structure/element-kind"));
  g_assert_null (strstr (self->output, "structure/gateway-default"));
  /* A guess is no safe fix. */
  g_assert_nonnull (strstr (self->output, "settings/task-type"));
  once = read_in (self, "faulty.bpmn");
  lines = test_unified_diff (faulty, once);
  g_assert_nonnull (strstr (lines, "+    <bpmn:serviceTask id=\"Pdf\"\n"));
  g_assert_nonnull (strstr (lines, "+    <bpmn:exclusiveGateway id=\"G\">"));
  check (self, "--fix", "faulty.bpmn", NULL);
  twice = read_in (self, "faulty.bpmn");
  g_assert_cmpstr (twice, ==, once);
}

static void
test_fix_leaves_alone (Fixture *self, gconstpointer data)
{
  g_autofree char *same = NULL;
  g_autofree char *broken = NULL;

  g_assert_cmpint (check (self, "--fix", "right.bpmn", "broken.bpmn"), ==, 2);
  same = read_in (self, "right.bpmn");
  broken = read_in (self, "broken.bpmn");
  g_assert_cmpstr (same, ==, right);
  g_assert_cmpstr (broken, ==, "<a>\n <b></a>");
}

/* ---- The app repository's own word ---- */

static void
write_app (Fixture *self, const char *config)
{
  write_in (self, "app/App/config/process/process.bpmn", faulty);
  write_in (self, "app/App/config/applicationmetadata.json",
            "{ \"id\": \"ttd/app\", \"dataTypes\": [ { \"id\": \"ref-data-as-pdf\", "
            "\"allowedContentTypes\": [ \"application/pdf\" ] } ] }");
  write_in (self, "app/.altinn-process.json", config);
}

static void
test_configuration (Fixture *self, gconstpointer data)
{
  write_app (self, "{}");
  g_assert_cmpint (check (self, "--format=json", "app", NULL), ==, 1);
  write_app (self, "{ \"silence\": [ { \"rule\": \"structure/element-kind\", \"element\": \"Pdf\", "
                   "\"reason\": \"old\" } ] }");
  g_assert_cmpint (check (self, "--format=json", "app", NULL), ==, 0);
  g_assert_null (find_json (self, "structure/element-kind"));
  g_assert_cmpint (check (self, "--format=sarif", "app", NULL), ==, 0);
  assert_sarif (self);
  g_assert_nonnull (strstr (self->output, "\"justification\": \"old\""));
  write_app (self, "{ \"severity\": { \"structure/element-kind\": \"warning\" } }");
  g_assert_cmpint (check (self, "--format=json", "app", NULL), ==, 0);
  g_assert_cmpstr (text_of (find_json (self, "structure/element-kind"), "severity"), ==, "warning");
  write_app (self, "{ \"silence\": [ {} ] }");
  g_assert_cmpint (check (self, "--format=json", "app", NULL), ==, 2);
  g_assert_nonnull (strstr (self->messages, ".altinn-process.json:1:16: error: "));
}

/* Many apps are checked at once, and told in the order they were named. */
static void
test_order (Fixture *self, gconstpointer data)
{
  g_autofree char *first = NULL;

  for (guint i = 0; i < 20; i++)
    {
      g_assert_cmpint (check (self, "--format=json", "faulty.bpmn", "right.bpmn"), ==, 1);
      if (first == NULL)
        first = g_strdup (self->output);
      g_assert_cmpstr (self->output, ==, first);
      g_assert_cmpstr (text_of (file_at (self, 0), "file"), ==, "faulty.bpmn");
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)
  ADD ("/cli/check/json", test_json);
  ADD ("/cli/check/others-still-run", test_others_still_run);
  ADD ("/cli/check/text", test_text);
  ADD ("/cli/check/junit", test_junit);
  ADD ("/cli/check/sarif", test_sarif);
  ADD ("/cli/check/sarif-region-is-a-tag", test_sarif_region);
  ADD ("/cli/check/sarif-fixes-apply", test_sarif_fixes);
  ADD ("/cli/check/fix", test_fix);
  ADD ("/cli/check/fix-leaves-alone", test_fix_leaves_alone);
  ADD ("/cli/check/configuration", test_configuration);
  ADD ("/cli/check/order", test_order);
  return g_test_run ();
}

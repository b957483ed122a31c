/* test-edit.c: `altinn-process edit` as a person or a script uses it
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "tests/test-support.h"

typedef struct
{
  char *directory;
  char *path;
  char *before;
} Copy;

static Copy *
copy_fixture (const char *name)
{
  g_autofree char *below = g_build_filename ("fixtures", "editor", name, NULL);
  g_autofree char *original = test_fixture (below);
  g_autoptr (GBytes) bytes = test_read (original);
  Copy *self = g_new0 (Copy, 1);

  self->directory = test_temp_dir ();
  self->path = g_build_filename (self->directory, "process.bpmn", NULL);
  self->before = g_strdup (g_bytes_get_data (bytes, NULL));
  test_write (self->path, self->before);
  return self;
}

static void
copy_free (Copy *self)
{
  test_remove_tree (self->directory);
  g_free (self->directory);
  g_free (self->path);
  g_free (self->before);
  g_free (self);
}

static char *
dup_diff (Copy *self)
{
  g_autoptr (GBytes) bytes = test_read (self->path);

  return test_unified_diff (self->before, g_bytes_get_data (bytes, NULL));
}

static void
assert_written (Copy *self, const char *expected)
{
  g_autofree char *diff = dup_diff (self);

  g_assert_cmpstr (diff, ==, expected);
}

static char *
dup_now (Copy *self)
{
  g_autoptr (GBytes) bytes = test_read (self->path);

  return g_strdup (g_bytes_get_data (bytes, NULL));
}

static void
test_set_name (void)
{
  Copy *copy = copy_fixture ("permit.bpmn");
  g_autofree char *output = NULL;
  g_autofree char *messages = NULL;

  g_assert_cmpint (test_command (&output, &messages, "edit", copy->path,
                                 "set Task_Sign name=\"Til \\\"signering\\\"\"", NULL),
                   ==, 0);
  g_assert_cmpstr (messages, ==, "");
  g_assert_nonnull (strstr (output, "process.bpmn: 1 line added, 1 removed"));
  assert_written (copy, "-    <bpmn:task id=\"Task_Sign\" name=\"Signering\">\n"
                        "+    <bpmn:task id=\"Task_Sign\" name=\"Til &quot;signering&quot;\">\n");
  copy_free (copy);
}

/* Empty is not absent: only unset takes the attribute away. */
static void
test_empty_name_is_not_absent (void)
{
  Copy *copy = copy_fixture ("permit.bpmn");
  g_autofree char *now = NULL;

  g_assert_cmpint (test_command (NULL, NULL, "edit", copy->path, "set Task_Sign name=\"\"", NULL),
                   ==, 0);
  now = dup_now (copy);
  g_assert_nonnull (strstr (now, "<bpmn:task id=\"Task_Sign\" name=\"\">"));
  g_assert_cmpint (test_command (NULL, NULL, "edit", copy->path, "unset Task_Sign name", NULL), ==,
                   0);
  g_free (now);
  now = dup_now (copy);
  g_assert_nonnull (strstr (now, "<bpmn:task id=\"Task_Sign\">"));
  copy_free (copy);
}

static void
test_dry_run_prints_a_diff_and_writes_nothing (void)
{
  Copy *copy = copy_fixture ("permit.bpmn");
  g_autofree char *output = NULL;

  g_assert_cmpint (test_command (&output, NULL, "edit", "--dry-run", copy->path,
                                 "move Task_Sign 10 0", NULL),
                   ==, 0);
  g_assert_true (g_str_has_prefix (output, "--- "));
  g_assert_nonnull (strstr (output, "\n+++ "));
  g_assert_nonnull (strstr (output, "\n@@ "));
  g_assert_nonnull (
      strstr (output, "\n+        <dc:Bounds x=\"440\" y=\"80\" width=\"100\" height=\"80\" />\n"));
  assert_written (copy, "");
  copy_free (copy);
}

static void
test_failing_command_is_named_and_nothing_written (void)
{
  Copy *copy = copy_fixture ("permit.bpmn");
  g_autofree char *output = NULL;
  g_autofree char *messages = NULL;

  g_assert_cmpint (test_command (&output, &messages, "edit", copy->path,
                                 "set Task_Sign name=Ny", "delete Task_Gone", NULL),
                   ==, 2);
  g_assert_cmpstr (output, ==, "");
  g_assert_nonnull (strstr (messages, "delete Task_Gone"));
  g_assert_nonnull (strstr (messages, "Task_Gone"));
  assert_written (copy, "");
  copy_free (copy);
}

static void
test_commands_see_each_other (void)
{
  Copy *copy = copy_fixture ("permit.bpmn");
  g_autofree char *messages = NULL;
  g_autofree char *now = NULL;

  g_assert_cmpint (
      test_command (NULL, &messages, "edit", copy->path,
                    "append exclusive-gateway after Task_Fill id=Gateway_New name=\"Klar?\"",
                    "append end-event after Gateway_New id=EndEvent_New",
                    "connect Gateway_New Task_Fill condition=[\"equals\", "
                    "[\"gatewayAction\"], \"reject\"]",
                    "rename EndEvent_New EndEvent_2", NULL),
      ==, 0);
  g_assert_cmpstr (messages, ==, "");
  now = dup_now (copy);
  g_assert_nonnull (strstr (now, "<bpmn:exclusiveGateway id=\"Gateway_New\" name=\"Klar?\""));
  g_assert_nonnull (strstr (now, "targetRef=\"EndEvent_2\""));
  g_assert_nonnull (strstr (now, "bpmnElement=\"EndEvent_2\""));
  g_assert_null (strstr (now, "EndEvent_New\""));
  copy_free (copy);
}

static void
test_append_inserts_before_the_old_target (void)
{
  Copy *copy = copy_fixture ("permit.bpmn");
  g_autofree char *now = NULL;

  g_assert_cmpint (test_command (NULL, NULL, "edit", copy->path,
                                 "append confirmation after Task_Fill id=Task_Confirm "
                                 "name=\"Bekreft\"",
                                 NULL),
                   ==, 0);
  now = dup_now (copy);
  g_assert_nonnull (
      strstr (now, "id=\"Flow_fill_sign\" sourceRef=\"Task_Fill\" targetRef=\"Task_Confirm\""));
  g_assert_nonnull (strstr (now, "sourceRef=\"Task_Confirm\" targetRef=\"Task_Sign\""));
  copy_free (copy);
}

static void
test_delete_mends (void)
{
  Copy *copy = copy_fixture ("permit.bpmn");
  g_autofree char *now = NULL;

  g_assert_cmpint (test_command (NULL, NULL, "edit", copy->path, "delete Task_Sign", NULL), ==, 0);
  now = dup_now (copy);
  g_assert_nonnull (strstr (now, "sourceRef=\"Task_Fill\" targetRef=\"Gateway_Approved\""));
  g_assert_null (strstr (now, "Task_Sign"));
  g_assert_null (strstr (now, "Flow_sign_gateway"));
  copy_free (copy);
}

static void
test_settings (void)
{
  Copy *copy = copy_fixture ("permit.bpmn");
  g_autofree char *now = NULL;

  g_assert_cmpint (test_command (NULL, NULL, "edit", copy->path,
                                 "set Task_Sign action+=confirm dataTypesToSign=model,vedlegg",
                                 "unset Task_Sign runDefaultValidator",
                                 "set Gateway_Approved connectedDataTypeId=model",
                                 "set Flow_approve condition=[\"equals\", [\"gatewayAction\"], "
                                 "\"sign\"]",
                                 NULL),
                   ==, 0);
  now = dup_now (copy);
  g_assert_nonnull (strstr (now, "<altinn:action>confirm</altinn:action>"));
  g_assert_nonnull (strstr (now, "<altinn:dataType>vedlegg</altinn:dataType>"));
  g_assert_null (strstr (now, "runDefaultValidator"));
  g_assert_nonnull (strstr (now, "<altinn:connectedDataTypeId>model</altinn:connectedDataTypeId>"));
  g_assert_nonnull (strstr (now, "[\"equals\", [\"gatewayAction\"], \"sign\"]"));
  copy_free (copy);
}

static void
test_type_and_align (void)
{
  Copy *copy = copy_fixture ("permit.bpmn");
  g_autofree char *now = NULL;

  g_assert_cmpint (test_command (NULL, NULL, "edit", copy->path, "type Task_Sign confirmation",
                                 "align top Task_Fill Gateway_Approved", NULL),
                   ==, 0);
  now = dup_now (copy);
  g_assert_nonnull (strstr (now, "<altinn:taskType>confirmation</altinn:taskType>"));
  g_assert_nonnull (strstr (now, "<dc:Bounds x=\"605\" y=\"80\" width=\"50\" height=\"50\" />"));
  copy_free (copy);
}

static void
test_no_diagram_is_written_until_something_moves (void)
{
  Copy *copy = copy_fixture ("no-diagram.bpmn");
  g_autofree char *semantic = NULL;
  g_autofree char *moved = NULL;

  g_assert_cmpint (test_command (NULL, NULL, "edit", copy->path, "delete Task_Sign", NULL), ==, 0);
  semantic = dup_now (copy);
  g_assert_null (strstr (semantic, "BPMNShape"));
  g_assert_cmpint (test_command (NULL, NULL, "edit", copy->path, "move Task_Fill 10 0", NULL), ==,
                   0);
  moved = dup_now (copy);
  g_assert_nonnull (strstr (moved, "bpmnElement=\"Task_Fill\""));
  copy_free (copy);
}

static void
test_wrong_commands (void)
{
  static const char *const wrong[] = {
    "",
    "frobnicate",
    "append signing Task_Fill",
    "append nonsense after Task_Fill",
    "append data after EndEvent_1",
    "append data after Task_Fill colour=red",
    "append data after Task_Fill id=Task_Sign",
    "append data after Task_Fill signatures=2",
    "insert data on Task_Fill",
    "insert end-event on Flow_approve",
    "connect Task_Fill StartEvent_1",
    "connect EndEvent_1 Task_Fill",
    "connect Task_Fill Task_Sign colour=red",
    "delete",
    "rename Task_Fill Task_Sign",
    "rename Task_Fill \"not an id\"",
    "set Task_Fill",
    "set Task_Fill name",
    "set Task_Fill nonsense=1",
    "set Task_Fill name=\"open",
    "unset Task_Fill nonsense",
    "type Task_Fill nonsense",
    "move Task_Fill ten 0",
    "move Task_Fill 10",
    "move Flow_approve 10 0",
    "align sideways Task_Fill Task_Sign",
    "align top Task_Fill",
    "layout now",
  };
  Copy *copy = copy_fixture ("permit.bpmn");

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autofree char *output = NULL;
      g_autofree char *messages = NULL;
      int status = test_command (&output, &messages, "edit", copy->path, wrong[i], NULL);

      if (status != 2)
        g_test_message ("“%s” gave %d", wrong[i], status);
      g_assert_cmpint (status, ==, 2);
      g_assert_cmpstr (output, ==, "");
      g_assert_nonnull (strstr (messages, wrong[i]));
      g_assert_cmpuint (strlen (messages), >, strlen (wrong[i]) + 20);
    }
  assert_written (copy, "");
  copy_free (copy);
}

static void
test_usage (void)
{
  Copy *copy = copy_fixture ("permit.bpmn");
  g_autofree char *messages = NULL;

  g_assert_cmpint (test_command (NULL, NULL, "edit", NULL), ==, 2);
  g_assert_cmpint (test_command (NULL, NULL, "edit", copy->path, NULL), ==, 2);
  g_assert_cmpint (test_command (NULL, &messages, "edit", "--format=xml", copy->path, "layout",
                                 NULL),
                   ==, 2);
  g_assert_nonnull (strstr (messages, "xml"));
  copy_free (copy);
}

static void
test_malformed_file_is_refused (void)
{
  g_autofree char *directory = test_temp_dir ();
  g_autofree char *path = g_build_filename (directory, "broken.bpmn", NULL);
  g_autofree char *messages = NULL;
  g_autoptr (GBytes) bytes = NULL;

  test_write (path, "<a>\n  <b>\n</a>\n");
  g_assert_cmpint (test_command (NULL, &messages, "edit", path, "layout", NULL), ==, 2);
  g_assert_nonnull (strstr (messages, "broken.bpmn:3:"));
  bytes = test_read (path);
  g_assert_cmpstr (g_bytes_get_data (bytes, NULL), ==, "<a>\n  <b>\n</a>\n");
  test_remove_tree (directory);
}

static void
test_json_tells_the_files (void)
{
  Copy *copy = copy_fixture ("permit.bpmn");
  g_autofree char *output = NULL;

  g_assert_cmpint (test_command (&output, NULL, "edit", "--format=json", copy->path,
                                 "set Task_Sign name=Ny", NULL),
                   ==, 0);
  g_assert_nonnull (strstr (output, "\"added\": 1"));
  g_assert_nonnull (strstr (output, "\"removed\": 1"));
  g_assert_nonnull (strstr (output, "process.bpmn\""));
  copy_free (copy);
}

/* A task of a real app: its sibling files follow in the same run. */
static void
test_rename_in_an_app_repository (void)
{
  g_autofree char *app = test_shared ("corpus/apps/ttd__payment-test");
  g_autofree char *copy = NULL;
  g_autofree char *output = NULL;
  g_autofree char *messages = NULL;
  g_autofree char *process = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (test_skip_without_shared ("corpus/apps/ttd__payment-test"))
    return;
  copy = test_copy_tree (app);
  g_assert_cmpint (
      test_command (&output, &messages, "edit", copy, "rename Task_1 Task_Soknad", NULL), ==, 0);
  g_assert_nonnull (strstr (output, "process.bpmn: "));
  g_assert_nonnull (strstr (output, "applicationmetadata.json: "));
  process = g_build_filename (copy, "App", "config", "process", "process.bpmn", NULL);
  bytes = test_read (process);
  g_assert_nonnull (strstr (g_bytes_get_data (bytes, NULL), "\"Task_Soknad\""));
  test_remove_tree (copy);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/edit/set-name", test_set_name);
  g_test_add_func ("/edit/empty-name-is-not-absent", test_empty_name_is_not_absent);
  g_test_add_func ("/edit/dry-run-prints-a-diff-and-writes-nothing",
                   test_dry_run_prints_a_diff_and_writes_nothing);
  g_test_add_func ("/edit/failing-command-is-named-and-nothing-written",
                   test_failing_command_is_named_and_nothing_written);
  g_test_add_func ("/edit/commands-see-each-other", test_commands_see_each_other);
  g_test_add_func ("/edit/append-inserts-before-the-old-target",
                   test_append_inserts_before_the_old_target);
  g_test_add_func ("/edit/delete-mends", test_delete_mends);
  g_test_add_func ("/edit/settings", test_settings);
  g_test_add_func ("/edit/type-and-align", test_type_and_align);
  g_test_add_func ("/edit/no-diagram-is-written-until-something-moves",
                   test_no_diagram_is_written_until_something_moves);
  g_test_add_func ("/edit/wrong-commands", test_wrong_commands);
  g_test_add_func ("/edit/usage", test_usage);
  g_test_add_func ("/edit/malformed-file-is-refused", test_malformed_file_is_refused);
  g_test_add_func ("/edit/json-tells-the-files", test_json_tells_the_files);
  g_test_add_func ("/edit/rename-in-an-app-repository", test_rename_in_an_app_repository);
  return g_test_run ();
}

/* test-altinn-app.c: apps, their settings and the edits over their files
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/altinn/altinn-edit.h"
#include "engine/altinn/altinn-template.h"
#include "tests/test-support.h"

#include <glib/gstdio.h>
#include <string.h>

static void
test_runtime_versions (void)
{
  static const struct
  {
    const char *text;
    const char *version; /* NULL: refused */
  } cases[] = {
    { "v8", "8.12.7" }, { "9", "9.0.0" },      { "8.5.6", "8.5.6" },  { "8.9.0-preview.2", "8.9.0" },
    { "[8.5.6]", "8.5.6" }, { "8.5", "8.5.0" }, { "$(Altinn)", NULL }, { "v6", NULL },
    { "8x", NULL },     { "", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      AltinnRuntime runtime;
      g_autofree char *version = NULL;

      if (altinn_runtime_parse (cases[i].text, &runtime))
        version = altinn_runtime_to_string (&runtime);
      g_assert_cmpstr (version, ==, cases[i].version);
    }
}

static void
test_suggestions (void)
{
  g_assert_cmpstr (altinn_task_type_suggest ("Signing"), ==, "signing");
  g_assert_cmpstr (altinn_task_type_suggest ("confirm"), ==, NULL);
  g_assert_cmpstr (altinn_task_type_suggest ("paymnet"), ==, "payment");
  g_assert_cmpstr (altinn_task_type_suggest ("write"), ==, NULL);
}

/* A new app of a template, opened; remove it with close_app(). */
static AltinnApp *
open_template (const char *name, char **folder)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  AltinnApp *app;

  *folder = test_temp_dir ();
  path = g_build_filename (*folder, "min-app", NULL);
  altinn_template_create (altinn_template_lookup (name), path, NULL, &error);
  g_assert_no_error (error);
  app = altinn_app_open (path, &error);
  g_assert_no_error (error);
  return app;
}

static void
close_app (AltinnApp *app, char *folder)
{
  g_assert_cmpuint (altinn_app_get_problems (app)->len, ==, 0);
  g_assert_finalize_object (app);
  test_remove_tree (folder);
  g_free (folder);
}

static void
test_templates (void)
{
  guint n;
  const AltinnTemplate *templates = altinn_template_get_all (&n);

  g_assert_cmpuint (n, ==, 4);
  for (guint i = 0; i < n; i++)
    {
      char *folder;
      AltinnApp *app = open_template (templates[i].name, &folder);
      const GPtrArray *elements = bpmn_model_get_elements (altinn_app_get_model (app));
      AltinnDataType *model = altinn_app_lookup_data_type (app, "model");

      g_assert_false (altinn_app_is_loose (app));
      g_assert_cmpstr (altinn_app_get_id (app), ==, "ttd/min-app");
      g_assert_cmpuint (altinn_app_get_runtime (app)->major, ==, 8);
      g_assert_cmpstr (model->task_id, ==, "Task_Utfylling");
      g_assert_cmpstr (altinn_app_get_default_data_type (app, "Task_Utfylling"), ==, "model");
      /* Every data type that a task names is there. */
      for (guint j = 0; j < elements->len; j++)
        {
          g_autoptr (GPtrArray) values = altinn_settings_list (g_ptr_array_index (elements, j));

          for (guint k = 0; k < values->len; k++)
            {
              AltinnSettingValue *value = g_ptr_array_index (values, k);

              if (value->setting->type == ALTINN_VALUE_DATA_TYPE)
                g_assert_nonnull (altinn_app_lookup_data_type (app, value->value));
            }
        }
      close_app (app, folder);
    }
}

static void
test_signature_is_asked_for (void)
{
  char *folder;
  AltinnApp *app = open_template ("form-signing", &folder);
  AltinnDataType *type = altinn_app_lookup_data_type (app, "signatures");
  BpmnElement *element = bpmn_model_lookup (altinn_app_get_model (app), "Task_Signering");

  g_assert_cmpint (type->min_count, ==, 1);
  g_assert_cmpint (type->max_count, ==, 0);
  g_assert_true (altinn_data_type_is_app_owned (type));
  g_assert_cmpint (altinn_task_type_of_element (app, element)->id, ==, ALTINN_TASK_SIGNING);
  g_assert_true (altinn_edit_set (app, element, "signatures", '=', "3", NULL));
  g_assert_cmpint (altinn_task_type_of_element (app, element)->id, ==,
                   ALTINN_TASK_PARALLEL_SIGNING);
  close_app (app, folder);
}

static void
test_payment_one_undo (void)
{
  char *folder;
  AltinnApp *app = open_template ("form", &folder);
  SourceWorkspace *workspace = altinn_app_get_workspace (app);
  AltinnAddOptions options = { .id = "Task_Betal" };
  g_autoptr (GError) error = NULL;
  AltinnDataType *receipt;

  altinn_edit_add (app, NULL, altinn_task_type_from_palette ("payment"), &options, &error);
  g_assert_no_error (error);
  receipt = altinn_app_lookup_data_type (app, "paymentReceiptPdf");
  g_assert_true (altinn_data_type_allows (receipt, "application/pdf"));
  g_assert_false (altinn_data_type_allows (receipt, "application/json"));
  g_assert_nonnull (altinn_app_lookup_layout_set (app, "Task_Betal"));
  g_assert_true (source_workspace_undo (workspace));
  g_assert_null (altinn_app_lookup_data_type (app, "paymentReceiptPdf"));
  g_assert_null (altinn_app_lookup_layout_set (app, "Task_Betal"));
  g_assert_null (bpmn_model_lookup (altinn_app_get_model (app), "Task_Betal"));
  g_assert_false (source_workspace_can_undo (workspace));
  g_assert_false (source_workspace_is_modified (workspace));
  close_app (app, folder);
}

static void
test_delete_takes_its_own (void)
{
  char *folder;
  AltinnApp *app = open_template ("form-signing", &folder);
  g_autoptr (GPtrArray) elements = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *policy = NULL;

  g_ptr_array_add (elements, bpmn_model_lookup (altinn_app_get_model (app), "Task_Signering"));
  g_assert_true (altinn_edit_delete (app, elements, TRUE, NULL, &error));
  g_assert_no_error (error);
  g_assert_null (altinn_app_lookup_data_type (app, "signatures"));
  g_assert_nonnull (altinn_app_lookup_data_type (app, "model"));
  g_assert_null (altinn_app_lookup_layout_set (app, "Task_Signering"));
  policy = source_document_dup_text (altinn_app_get_policy (app), NULL);
  g_assert_null (strstr (policy, "Task_Signering"));
  close_app (app, folder);
}

static void
test_rename_everywhere (void)
{
  char *folder;
  AltinnApp *app = open_template ("form-signing", &folder);
  BpmnElement *element = bpmn_model_lookup (altinn_app_get_model (app), "Task_Utfylling");
  g_autoptr (GError) error = NULL;
  g_autofree char *policy = NULL;

  g_assert_true (altinn_edit_set_id (app, element, "Task_Skjema", &error));
  g_assert_no_error (error);
  g_assert_cmpstr (altinn_app_lookup_data_type (app, "model")->task_id, ==, "Task_Skjema");
  g_assert_nonnull (altinn_app_lookup_layout_set (app, "Task_Skjema"));
  policy = source_document_dup_text (altinn_app_get_policy (app), NULL);
  g_assert_nonnull (strstr (policy, ">Task_Skjema<"));
  g_assert_null (strstr (policy, ">Task_Utfylling<"));
  g_assert_false (altinn_edit_set_id (app, element, "custom_1", &error));
  g_assert_error (error, BPMN_ERROR, BPMN_ERROR_ID);
  close_app (app, folder);
}

static void
test_change_type (void)
{
  char *folder;
  AltinnApp *app = open_template ("form-signing", &folder);
  BpmnModel *model = altinn_app_get_model (app);
  g_autoptr (GError) error = NULL;
  g_autoptr (AltinnTask) task = NULL;

  g_assert_true (altinn_edit_set_type (app, bpmn_model_lookup (model, "Task_Signering"),
                                       altinn_task_type_from_palette ("payment"), NULL, &error));
  g_assert_no_error (error);
  task = altinn_task_read (app, bpmn_model_lookup (model, "Task_Signering"));
  g_assert_cmpstr (task->task_type, ==, "payment");
  g_assert_cmpstr (task->name, ==, "Signering");
  g_assert_false (task->has_signature_config);
  g_assert_true (altinn_task_has_action (task, "reject"));
  g_assert_true (altinn_task_has_action (task, "pay"));
  g_assert_false (altinn_task_has_action (task, "sign"));
  g_assert_null (altinn_app_lookup_data_type (app, "signatures"));
  g_assert_nonnull (altinn_app_lookup_data_type (app, task->payment_data_type));
  close_app (app, folder);
}

static void
test_copy_clones (void)
{
  char *folder;
  AltinnApp *app = open_template ("form-signing", &folder);
  BpmnElement *original = bpmn_model_lookup (altinn_app_get_model (app), "Task_Signering");
  g_autoptr (GPtrArray) elements = g_ptr_array_new ();
  g_autoptr (GHashTable) copies = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *signature = NULL;

  g_ptr_array_add (elements, original);
  copies = altinn_edit_copy (app, NULL, app, elements, &error);
  g_assert_no_error (error);
  signature = altinn_settings_get (g_hash_table_lookup (copies, original), "signatureDataType");
  g_assert_cmpstr (signature, ==, "signatures-2");
  g_assert_cmpint (altinn_app_lookup_data_type (app, signature)->min_count, ==, 1);
  close_app (app, folder);
}

static void
test_settings (void)
{
  char *folder;
  AltinnApp *app = open_template ("form", &folder);
  BpmnElement *task;
  g_autoptr (GError) error = NULL;
  g_autofree char *value = NULL;
  g_auto (GStrv) list = NULL;

  task = altinn_edit_add (app, NULL, altinn_task_type_from_palette ("eformidling"), NULL, &error);
  g_assert_no_error (error);
  g_assert_true (altinn_edit_set (app, task, "env:production:receiver", '=', "991825827", &error));
  g_assert_no_error (error);
  g_assert_null (altinn_settings_get (task, "receiver"));
  value = altinn_settings_get_in (task, "receiver", ALTINN_ENVIRONMENT_PRODUCTION);
  g_assert_cmpstr (value, ==, "991825827");
  g_assert_true (altinn_edit_set (app, task, "dataTypes", '=', "a,b,c", &error));
  g_assert_true (altinn_edit_set (app, task, "dataTypes", '-', "b", &error));
  g_assert_true (altinn_edit_set (app, task, "action", '+', "reject", &error));
  g_assert_no_error (error);
  list = altinn_settings_get_list (task, "dataTypes");
  g_assert_cmpuint (g_strv_length (list), ==, 2);
  g_assert_cmpstr (list[1], ==, "c");
  g_assert_true (altinn_edit_unset (app, task, "dataTypes", &error));
  g_assert_false (altinn_edit_set (app, task, "nosuch", '=', "1", &error));
  g_assert_error (error, ALTINN_ERROR, ALTINN_ERROR_VALUE);
  close_app (app, folder);
}

/* The ids of the layout sets, joined. */
static char *
list_sets (AltinnApp *app)
{
  const GPtrArray *sets = altinn_app_get_layout_sets (app);
  GString *ids = g_string_new (NULL);

  for (guint i = 0; i < sets->len; i++)
    g_string_append_printf (ids, "%s ", ((AltinnLayoutSet *) g_ptr_array_index (sets, i))->id);
  return g_string_free (ids, FALSE);
}

#define assert_sets(app, expected)                                                                 \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *ids = list_sets (app);                                                        \
    g_assert_cmpstr (ids, ==, expected);                                                           \
  }                                                                                                \
  G_STMT_END

/* An app with a folder for each task: they come, go and are renamed before anything is saved. */
static void
test_task_folders (void)
{
  char *folder;
  AltinnApp *app = open_template ("form-signing", &folder);
  g_autofree char *path = g_build_filename (folder, "min-app", NULL);
  g_autofree char *sets = g_build_filename (path, "App/ui/layout-sets.json", NULL);
  g_autoptr (GPtrArray) elements = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  AltinnAddOptions options = { "Task_Ny" };
  SourceWorkspace *workspace;
  BpmnModel *model;

  g_assert_finalize_object (app);
  g_assert_cmpint (g_unlink (sets), ==, 0);
  app = altinn_app_open (path, &error);
  g_assert_no_error (error);
  workspace = altinn_app_get_workspace (app);
  g_assert_cmpint (altinn_app_get_runtime (app)->source, ==, ALTINN_RUNTIME_UI_FOLDERS);
  assert_sets (app, "Task_Signering Task_Utfylling ");

  model = altinn_app_get_model (app);
  source_workspace_begin (workspace, "All at once");
  g_assert_true (altinn_edit_set_id (app, bpmn_model_lookup (model, "Task_Utfylling"), "Task_Skjema",
                                     &error));
  assert_sets (app, "Task_Signering Task_Skjema ");
  g_ptr_array_add (elements, bpmn_model_lookup (model, "Task_Signering"));
  g_assert_true (altinn_edit_delete (app, elements, TRUE, NULL, &error));
  assert_sets (app, "Task_Skjema ");
  g_assert_nonnull (
      altinn_edit_add (app, NULL, altinn_task_type_from_palette ("data"), &options, &error));
  assert_sets (app, "Task_Ny Task_Skjema ");
  g_assert_true (source_workspace_commit (workspace));
  g_assert_no_error (error);
  assert_sets (app, "Task_Ny Task_Skjema ");
  g_assert_true (source_workspace_undo (workspace));
  assert_sets (app, "Task_Signering Task_Utfylling ");
  g_assert_true (source_workspace_redo (workspace));
  assert_sets (app, "Task_Ny Task_Skjema ");
  g_assert_cmpint (altinn_app_get_runtime (app)->source, ==, ALTINN_RUNTIME_UI_FOLDERS);
  close_app (app, folder);
}

/* A process on its own is read by whoever asks first. */
static void
test_loose_data_types (void)
{
  g_autofree char *folder = test_temp_dir ();
  g_autofree char *path = g_build_filename (folder, "process.bpmn", NULL);
  g_autoptr (GError) error = NULL;
  AltinnApp *app;

  test_write (path, "<bpmn:definitions xmlns:bpmn='http://www.omg.org/spec/BPMN/20100524/MODEL'\n"
                    "    xmlns:altinn='http://altinn.no/process'>\n"
                    "  <bpmn:process id='p'><bpmn:task id='t'><bpmn:extensionElements>\n"
                    "    <altinn:taskExtension><altinn:taskType>signing</altinn:taskType>\n"
                    "      <altinn:signatureConfig>\n"
                    "        <altinn:signatureDataType>mine</altinn:signatureDataType>\n"
                    "      </altinn:signatureConfig></altinn:taskExtension>\n"
                    "  </bpmn:extensionElements></bpmn:task></bpmn:process>\n"
                    "</bpmn:definitions>\n");
  app = altinn_app_open (path, &error);
  g_assert_no_error (error);
  g_assert_nonnull (altinn_app_lookup_data_type (app, "mine"));
  g_assert_finalize_object (app);
  test_remove_tree (folder);
}

static void
test_corpus_opens (void)
{
  g_autofree char *apps = test_shared ("corpus/apps");
  g_autoptr (GDir) dir = NULL;
  const char *name;
  guint n = 0;

  if (test_skip_without_shared ("corpus/apps"))
    return;
  dir = g_dir_open (apps, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (apps, name, NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (AltinnApp) app = altinn_app_open (path, &error);
      const GPtrArray *sets;

      g_assert_no_error (error);
      g_assert_cmpuint (altinn_app_get_data_types (app)->len, >, 0);
      sets = altinn_app_get_layout_sets (app);
      for (guint i = 0; i < sets->len; i++)
        altinn_app_get_components (app, g_ptr_array_index (sets, i));
      if (g_str_has_suffix (name, "@v9"))
        g_assert_cmpuint (altinn_app_get_runtime (app)->major, ==, 9);
      n++;
    }
  g_assert_cmpuint (n, >, 30);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/altinn/runtime/versions", test_runtime_versions);
  g_test_add_func ("/altinn/task-type/suggestions", test_suggestions);
  g_test_add_func ("/altinn/template/all-named-exists", test_templates);
  g_test_add_func ("/altinn/template/signature-is-asked-for", test_signature_is_asked_for);
  g_test_add_func ("/altinn/edit/payment-is-one-undo", test_payment_one_undo);
  g_test_add_func ("/altinn/edit/delete-takes-its-own", test_delete_takes_its_own);
  g_test_add_func ("/altinn/edit/rename-everywhere", test_rename_everywhere);
  g_test_add_func ("/altinn/edit/change-type-keeps-what-applies", test_change_type);
  g_test_add_func ("/altinn/edit/copy-clones-data-types", test_copy_clones);
  g_test_add_func ("/altinn/edit/settings", test_settings);
  g_test_add_func ("/altinn/app/task-folders", test_task_folders);
  g_test_add_func ("/altinn/app/loose-data-types", test_loose_data_types);
  g_test_add_func ("/altinn/app/corpus-opens", test_corpus_opens);
  return g_test_run ();
}

/* altinn-template.c: the processes a new app can begin with
 *
 * The files are in data/templates/, compiled in as a resource. A process that goes into an app gets
 * the entries it needs in the app's other files by the same code as a task that is added.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/altinn/altinn-template.h"

#include "engine/altinn/altinn-edit-private.h"
#include "engine/altinn/altinn-templates-resource.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define RESOURCE_PATH "/no/altinn/ProcessEditor/templates/"
#define PROCESS_PATH "config/process/process.bpmn"

static const AltinnTemplate templates[] = {
  { "form", N_ ("Form filling"), N_ ("One form, and done") },
  { "form-signing", N_ ("Form filling – signing"),
    N_ ("The form is signed; who does not want to sign goes back to it") },
  { "form-confirmation-payment", N_ ("Form filling – confirmation – payment"),
    N_ ("The form is confirmed and paid; a payment that fails leads back to it") },
  { "form-confirmation-feedback", N_ ("Form filling – confirmation – external validation"),
    N_ ("The service owner accepts what was confirmed, or sends it back for correction") },
};

/* The files of a new app repository beside the process, below the App folder. */
static const struct
{
  const char *resource;
  const char *path;
  SourceKind kind;
} app_files[] = {
  { "applicationmetadata.json", "config/applicationmetadata.json", SOURCE_KIND_JSON },
  { "policy.xml", "config/authorization/policy.xml", SOURCE_KIND_XML },
  { "resource.nb.json", "config/texts/resource.nb.json", SOURCE_KIND_JSON },
  { "layout-sets.json", "ui/layout-sets.json", SOURCE_KIND_JSON },
  { "model.schema.json", "models/model.schema.json", SOURCE_KIND_JSON },
};

/**
 * altinn_template_get_all:
 * @n_templates: (out): how many
 *
 * Returns: (transfer none) (array length=n_templates): the templates
 */
const AltinnTemplate *
altinn_template_get_all (guint *n_templates)
{
  *n_templates = G_N_ELEMENTS (templates);
  return templates;
}

/**
 * altinn_template_lookup:
 * @name: a name in commands
 *
 * Returns: (nullable): the template
 */
const AltinnTemplate *
altinn_template_lookup (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (templates); i++)
    if (strcmp (templates[i].name, name) == 0)
      return &templates[i];
  return NULL;
}

/**
 * altinn_template_get_title:
 * @self: a template
 *
 * Returns: its name in the user's language
 */
const char *
altinn_template_get_title (const AltinnTemplate *self)
{
  return _ (self->title);
}

/**
 * altinn_template_get_help:
 * @self: a template
 *
 * Returns: one line about it in the user's language
 */
const char *
altinn_template_get_help (const AltinnTemplate *self)
{
  return _ (self->help);
}

static char *
dup_resource (const char *name)
{
  g_autofree char *path = g_strconcat (RESOURCE_PATH, name, NULL);
  g_autoptr (GBytes) bytes =
      g_resource_lookup_data (altinn_templates_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE,
                              NULL);

  g_assert (bytes != NULL);
  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

/**
 * altinn_template_dup_process:
 * @self: a template
 *
 * Returns: (transfer full): the whole process file with its diagram
 */
char *
altinn_template_dup_process (const AltinnTemplate *self)
{
  g_autofree char *name = g_strconcat (self->name, ".bpmn", NULL);

  return dup_resource (name);
}

/**
 * altinn_template_open:
 * @self: a template
 * @workspace: a workspace
 * @error: return location for an error
 *
 * Returns: (transfer none) (nullable): an unsaved document without a path, or %NULL with an error
 *   of the source
 */
SourceDocument *
altinn_template_open (const AltinnTemplate *self, SourceWorkspace *workspace, GError **error)
{
  char *text = altinn_template_dup_process (self);
  g_autoptr (GBytes) bytes = g_bytes_new_take (text, strlen (text));

  return source_workspace_add_bytes (workspace, SOURCE_KIND_XML, bytes, _ ("New process"), error);
}

/* The App folder that @path means; NULL if it is none. */
static char *
find_app (const char *path)
{
  static const char *const places[] = { "App", "src/App", "." };

  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autofree char *app = g_build_filename (path, places[i], NULL);
      g_autofree char *metadata = g_build_filename (app, "config", "applicationmetadata.json", NULL);

      if (g_file_test (metadata, G_FILE_TEST_EXISTS))
        return g_canonicalize_filename (app, NULL);
    }
  return NULL;
}

static gboolean
is_empty_or_missing (const char *path)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  dir = g_dir_open (path, 0, NULL);
  if (dir == NULL)
    return FALSE;
  while ((name = g_dir_read_name (dir)) != NULL)
    if (strcmp (name, ".git") != 0)
      return FALSE;
  return TRUE;
}

/* The app's name in ids: the folder's, in the letters that Altinn allows. */
static char *
new_app_name (const char *path)
{
  g_autofree char *canonical = g_canonicalize_filename (path, NULL);
  g_autofree char *base = g_path_get_basename (canonical);
  g_autoptr (GString) name = g_string_new (NULL);

  for (const char *p = base; *p != '\0'; p++)
    if (g_ascii_isalnum (*p))
      g_string_append_c (name, g_ascii_tolower (*p));
    else if (name->len > 0 && name->str[name->len - 1] != '-')
      g_string_append_c (name, '-');
  while (name->len > 0 && name->str[name->len - 1] == '-')
    g_string_truncate (name, name->len - 1);
  return name->len > 0 && g_ascii_isalpha (name->str[0])
             ? g_string_free (g_steal_pointer (&name), FALSE)
             : g_strdup ("app");
}

static gboolean
create_app_files (SourceWorkspace *workspace, const char *app, const char *name, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (app_files); i++)
    {
      g_autofree char *path = g_build_filename (app, app_files[i].path, NULL);
      g_autofree char *pattern = dup_resource (app_files[i].resource);
      g_auto (GStrv) parts = g_strsplit (pattern, "@APP@", -1);
      g_autofree char *text = g_strjoinv (name, parts);

      if (source_workspace_create (workspace, path, app_files[i].kind, text, error) == NULL)
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_model_in_use (AltinnApp *app, AltinnDataType *type)
{
  return type->task_id != NULL
         && bpmn_model_lookup (altinn_app_get_model (app), type->task_id) != NULL;
}

/* The data model the form fills in: one that belongs to it, else the first that is free. */
static char *
choose_model (AltinnApp *app, const char *task_id)
{
  const GPtrArray *types = altinn_app_get_data_types (app);
  const char *unused = NULL;

  for (guint i = 0; i < types->len; i++)
    {
      AltinnDataType *type = g_ptr_array_index (types, i);

      if (!altinn_data_type_is_model (type))
        continue;
      if (g_strcmp0 (type->task_id, task_id) == 0)
        return g_strdup (type->id);
      if (unused == NULL && !is_model_in_use (app, type))
        unused = type->id;
    }
  return g_strdup (unused);
}

static gboolean
add_form (AltinnApp *app, BpmnElement *element, const AltinnTaskType *type, char **model_id,
          GError **error)
{
  const char *id = bpmn_element_get_id (element);

  if (!altinn_edit_layout_add (app, type, id, error))
    return FALSE;
  altinn_app_forget (app);
  *model_id = choose_model (app, id);
  return *model_id == NULL || altinn_edit_set_data_model (app, id, *model_id, error);
}

static gboolean
add_data_types (AltinnApp *app, BpmnElement *element, GError **error)
{
  g_autoptr (AltinnTask) task = altinn_task_read (NULL, element);
  const AltinnNewDataType needed[] = {
    { task->signature_data_type, "application/json", TRUE, 1, 0 },
    { task->payment_data_type, "application/json", TRUE, 0, 1 },
    { task->payment_receipt_pdf_data_type, "application/pdf", FALSE, 0, 1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (needed); i++)
    if (needed[i].id != NULL &&
        !altinn_edit_metadata_add (app, &needed[i], task->id, error))
      return FALSE;
  return TRUE;
}

/* What the process needs in the app's other files. */
static gboolean
add_siblings (AltinnApp *app, GError **error)
{
  const GPtrArray *elements = bpmn_model_get_elements (altinn_app_get_model (app));
  g_autoptr (GPtrArray) tasks = g_ptr_array_new ();
  g_autofree char *model_id = NULL;

  for (guint i = 0; i < elements->len; i++)
    if (bpmn_type_is_task (bpmn_element_get_type_id (g_ptr_array_index (elements, i))))
      g_ptr_array_add (tasks, g_ptr_array_index (elements, i));
  for (guint i = 0; i < tasks->len; i++)
    {
      BpmnElement *element = g_ptr_array_index (tasks, i);
      const char *id = bpmn_element_get_id (element);
      const AltinnTaskType *type = altinn_task_type_of_element (NULL, element);
      g_autoptr (AltinnContent) content = altinn_content_new (app, type, NULL);

      if (type->id == ALTINN_TASK_DATA)
        {
          if (!add_form (app, element, type, &model_id, error))
            return FALSE;
        }
      else if (!add_data_types (app, element, error) ||
               !altinn_edit_layout_add (app, type, id, error))
        {
          return FALSE;
        }
      if (g_strcmp0 (type->task_type, "signing") == 0 && model_id != NULL)
        {
          const char *const models[] = { model_id, NULL };

          if (!altinn_settings_set_list (altinn_app_get_model (app), element, "dataTypesToSign",
                                         NULL, models, error))
            return FALSE;
        }
      if (content->rights != NULL && !altinn_edit_policy_grant (app, id, content->rights, error))
        return FALSE;
    }
  return TRUE;
}

/* All paths that the workspace writes; (element-type filename). */
static GPtrArray *
list_modified (SourceWorkspace *workspace)
{
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);
  GListModel *documents = source_workspace_get_documents (workspace);

  for (guint i = 0; i < g_list_model_get_n_items (documents); i++)
    {
      g_autoptr (SourceDocument) document = g_list_model_get_item (documents, i);

      if (source_document_is_modified (document) || source_document_is_new (document))
        g_ptr_array_add (paths, g_strdup (source_document_get_path (document)));
    }
  return paths;
}

static gboolean
fail_exists (const char *path, GError **error)
{
  g_set_error (error, ALTINN_ERROR, ALTINN_ERROR_EXISTS,
               _ ("%s: error: exists already; nothing was written"), path);
  return FALSE;
}

/* Makes the process in @app, with all other files if the folder is @whole. */
static gboolean
create_in_app (const AltinnTemplate *self, SourceWorkspace *workspace, const char *app_path,
               gboolean whole, const char *name, GError **error)
{
  g_autofree char *path = g_build_filename (app_path, PROCESS_PATH, NULL);
  g_autofree char *text = altinn_template_dup_process (self);
  g_autoptr (AltinnApp) app = NULL;
  SourceDocument *document;

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return fail_exists (path, error);
  if (whole && !create_app_files (workspace, app_path, name, error))
    return FALSE;
  document = source_workspace_create (workspace, path, SOURCE_KIND_XML, text, error);
  if (document == NULL)
    return FALSE;
  app = altinn_app_new_at (workspace, document, g_strdup (app_path), error);
  return app != NULL && add_siblings (app, error);
}

/**
 * altinn_template_create:
 * @self: a template
 * @path: a .bpmn file to be made, an app repository or App folder that lacks a process, or a
 *   directory that does not exist or is empty
 * @written: (out) (optional) (transfer full) (element-type filename): the paths of what was written
 * @error: return location for an error
 *
 * Makes a process file, and in an app repository the data types, layouts and rights that it needs;
 * an empty directory becomes a small whole app repository. All is written or nothing.
 *
 * Returns: %TRUE, or %FALSE with %ALTINN_ERROR_EXISTS, %ALTINN_ERROR_NOT_FOUND or an error of the
 *   source
 */
gboolean
altinn_template_create (const AltinnTemplate *self, const char *path, GPtrArray **written,
                        GError **error)
{
  g_autoptr (SourceWorkspace) workspace = source_workspace_new ();
  g_autoptr (GPtrArray) paths = NULL;
  g_autofree char *app = find_app (path);
  gboolean done;

  source_workspace_begin (workspace, _ ("New process"));
  if (app != NULL)
    {
      done = create_in_app (self, workspace, app, FALSE, NULL, error);
    }
  else if (g_str_has_suffix (path, ".bpmn"))
    {
      g_autofree char *text = altinn_template_dup_process (self);

      done = g_file_test (path, G_FILE_TEST_EXISTS)
                 ? fail_exists (path, error)
                 : source_workspace_create (workspace, path, SOURCE_KIND_XML, text, error) != NULL;
    }
  else if (is_empty_or_missing (path))
    {
      g_autofree char *name = new_app_name (path);

      app = g_build_filename (path, "App", NULL);
      done = create_in_app (self, workspace, app, TRUE, name, error);
    }
  else
    {
      g_set_error (error, ALTINN_ERROR, ALTINN_ERROR_NOT_FOUND,
                   _ ("%s: error: neither an app repository nor an empty directory; give a name "
                      "that ends in .bpmn to write the process file alone"),
                   path);
      done = FALSE;
    }
  if (!done)
    {
      source_workspace_rollback (workspace);
      return FALSE;
    }
  source_workspace_commit (workspace);
  paths = list_modified (workspace);
  if (!source_workspace_save (workspace, error))
    return FALSE;
  if (written != NULL)
    *written = g_steal_pointer (&paths);
  return TRUE;
}

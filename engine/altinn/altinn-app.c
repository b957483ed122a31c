/* altinn-app.c: a process and the app repository around it
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/altinn/altinn-app-private.h"
#include "engine/source/source-json-edit.h"
#include "engine/source/source-node.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define PROCESS_PATH "config/process/process.bpmn"
#define METADATA_PATH "config/applicationmetadata.json"

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

/* Set once, when the class is made. */
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AltinnApp, altinn_app, G_TYPE_OBJECT)

/* Drops what was read from sibling files. */
void
altinn_app_forget (AltinnApp *self)
{
  self->runtime_known = self->runtime_given;
  self->identity_known = FALSE;
  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->org, g_free);
  g_clear_pointer (&self->send_after_task, g_free);
  g_clear_pointer (&self->metadata, source_json_unref);
  self->metadata_known = FALSE;
  g_clear_pointer (&self->components, g_hash_table_unref);
  g_clear_pointer (&self->data_types, g_ptr_array_unref);
  g_clear_pointer (&self->layout_sets, g_ptr_array_unref);
  g_clear_pointer (&self->ui_folders, g_ptr_array_unref);
  g_clear_pointer (&self->schemas, g_hash_table_unref);
  g_clear_pointer (&self->texts, g_hash_table_unref);
  g_clear_pointer (&self->opened, g_hash_table_unref);
  g_clear_pointer (&self->assumed, g_strfreev);
  g_ptr_array_set_size (self->problems, 0);
}

static void
sibling_changed_cb (AltinnApp *self)
{
  altinn_app_forget (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* Of a loose file the data types are those that the process names. */
static void
model_changed_cb (AltinnApp *self)
{
  self->runtime_known = self->runtime_given;
  if (self->directory == NULL)
    g_clear_pointer (&self->data_types, g_ptr_array_unref);
}

static void
follow_siblings (AltinnApp *self)
{
  GListModel *documents = source_workspace_get_documents (self->workspace);

  for (guint i = 0; i < g_list_model_get_n_items (documents); i++)
    {
      g_autoptr (SourceDocument) document = g_list_model_get_item (documents, i);

      if (document == self->document || g_hash_table_contains (self->siblings, document))
        continue;
      g_hash_table_add (self->siblings, g_object_ref (document));
      g_signal_connect_object (document, "changed", G_CALLBACK (sibling_changed_cb), self,
                               G_CONNECT_SWAPPED);
    }
}

static void
documents_changed_cb (AltinnApp *self)
{
  follow_siblings (self);
  if (self->directory != NULL && self->opening == 0)
    sibling_changed_cb (self);
}

static void
altinn_app_dispose (GObject *object)
{
  AltinnApp *self = ALTINN_APP (object);

  if (self->model != NULL)
    g_signal_handlers_disconnect_by_data (self->model, self);
  if (self->workspace != NULL)
    g_signal_handlers_disconnect_by_data (source_workspace_get_documents (self->workspace), self);
  G_OBJECT_CLASS (altinn_app_parent_class)->dispose (object);
}

static void
altinn_app_finalize (GObject *object)
{
  AltinnApp *self = ALTINN_APP (object);

  altinn_app_forget (self);
  g_ptr_array_unref (self->problems);
  g_hash_table_unref (self->siblings);
  g_hash_table_unref (self->deleted);
  g_clear_object (&self->model);
  g_clear_object (&self->document);
  g_clear_object (&self->workspace);
  g_free (self->directory);
  g_free (self->repository);
  G_OBJECT_CLASS (altinn_app_parent_class)->finalize (object);
}

static void
altinn_app_class_init (AltinnAppClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = altinn_app_dispose;
  object_class->finalize = altinn_app_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
altinn_app_init (AltinnApp *self)
{
  self->problems = g_ptr_array_new_with_free_func (g_free);
  self->siblings = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  self->deleted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/**
 * altinn_app_find_process:
 * @path: a .bpmn file, an app repository, its src/, or the App folder
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the path of the process file, or %NULL with
 *   %ALTINN_ERROR_NOT_FOUND
 */
char *
altinn_app_find_process (const char *path, GError **error)
{
  static const char *const places[] = { "App/" PROCESS_PATH, "src/App/" PROCESS_PATH,
                                        PROCESS_PATH };

  if (!g_file_test (path, G_FILE_TEST_IS_DIR))
    return g_strdup (path);
  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autofree char *process = g_build_filename (path, places[i], NULL);

      if (g_file_test (process, G_FILE_TEST_EXISTS))
        return g_steal_pointer (&process);
    }
  g_set_error (error, ALTINN_ERROR, ALTINN_ERROR_NOT_FOUND,
               _ ("%s: error: no process here: App/%s, src/App/%s and %s do not exist"), path,
               PROCESS_PATH, PROCESS_PATH, PROCESS_PATH);
  return NULL;
}

/* The App folder that a process file belongs to: it stands in config/process/ beside
 * applicationmetadata.json. NULL for a loose file. */
static char *
find_directory (const char *process_path)
{
  g_autofree char *canonical = g_canonicalize_filename (process_path, NULL);
  g_autofree char *process = g_path_get_dirname (canonical);
  g_autofree char *config = g_path_get_dirname (process);
  g_autofree char *process_name = g_path_get_basename (process);
  g_autofree char *config_name = g_path_get_basename (config);
  g_autofree char *app = g_path_get_dirname (config);
  g_autofree char *metadata = g_build_filename (app, METADATA_PATH, NULL);

  if (strcmp (process_name, "process") != 0 || strcmp (config_name, "config") != 0 ||
      !g_file_test (metadata, G_FILE_TEST_IS_REGULAR))
    return NULL;
  return g_steal_pointer (&app);
}

static char *
find_repository (const char *directory)
{
  g_autofree char *parent = g_path_get_dirname (directory);
  g_autofree char *name = g_path_get_basename (parent);

  return strcmp (name, "src") == 0 ? g_path_get_dirname (parent) : g_steal_pointer (&parent);
}

/* A file without a process opens: what it lacks is a finding, and interchange models of other kinds
 * are drawn. */
static gboolean
check_root (SourceDocument *document, GError **error)
{
  SourceNode *root = source_document_get_root (document);
  guint line = 1, column = 1;

  if (root != NULL && source_node_is (root, BPMN_NS_MODEL, "definitions"))
    return TRUE;
  if (root != NULL)
    source_node_locate (document, root, &line, &column);
  g_set_error (error, ALTINN_ERROR, ALTINN_ERROR_NOT_BPMN,
               _ ("%s:%u:%u: error: not a BPMN file: the root element is “%s”, not “definitions” "
                  "of BPMN 2.0"),
               source_document_get_name (document), line, column,
               root != NULL ? source_node_get_name (root) : "");
  return FALSE;
}

/* An app of which the place is known; @directory (transfer full, nullable) is its App folder. */
AltinnApp *
altinn_app_new_at (SourceWorkspace *workspace, SourceDocument *document, char *directory,
                   GError **error)
{
  g_autofree char *owned = directory;
  g_autoptr (AltinnApp) self = NULL;

  if (!check_root (document, error))
    return NULL;
  self = g_object_new (ALTINN_TYPE_APP, NULL);
  self->directory = g_steal_pointer (&owned);
  self->repository = self->directory != NULL ? find_repository (self->directory) : NULL;
  self->workspace = workspace != NULL ? g_object_ref (workspace) : NULL;
  self->document = g_object_ref (document);
  if (workspace != NULL)
    {
      follow_siblings (self);
      g_signal_connect_object (source_workspace_get_documents (workspace), "items-changed",
                               G_CALLBACK (documents_changed_cb), self, G_CONNECT_SWAPPED);
    }
  return g_steal_pointer (&self);
}

/**
 * altinn_app_new_in_workspace:
 * @workspace: the workspace to open the files in
 * @path: PATH, see altinn_app_find_process()
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the app, or %NULL with %ALTINN_ERROR_NOT_FOUND,
 *   %ALTINN_ERROR_NOT_BPMN or an error of the source
 */
AltinnApp *
altinn_app_new_in_workspace (SourceWorkspace *workspace, const char *path, GError **error)
{
  g_autofree char *process = altinn_app_find_process (path, error);
  SourceDocument *document;

  if (process == NULL)
    return NULL;
  document = source_workspace_open (workspace, process, SOURCE_KIND_XML, error);
  if (document == NULL)
    return NULL;
  return altinn_app_new_at (workspace, document, find_directory (process), error);
}

/**
 * altinn_app_open:
 * @path: PATH, see altinn_app_find_process()
 * @error: return location for an error
 *
 * Opens an app in a workspace of its own.
 *
 * Returns: (transfer full) (nullable): the app, or %NULL with an error
 */
AltinnApp *
altinn_app_open (const char *path, GError **error)
{
  g_autoptr (SourceWorkspace) workspace = source_workspace_new ();

  return altinn_app_new_in_workspace (workspace, path, error);
}

/**
 * altinn_app_new_for_document:
 * @process: a process, not or not yet in an app repository
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): a loose app, or %NULL with %ALTINN_ERROR_NOT_BPMN
 */
AltinnApp *
altinn_app_new_for_document (SourceDocument *process, GError **error)
{
  const char *path = source_document_get_path (process);

  return altinn_app_new_at (source_document_get_workspace (process), process,
                            path != NULL ? find_directory (path) : NULL, error);
}

/**
 * altinn_app_get_workspace:
 * @self: an app
 *
 * Returns: (transfer none) (nullable): the workspace of its files
 */
SourceWorkspace *
altinn_app_get_workspace (AltinnApp *self)
{
  return self->workspace;
}

/**
 * altinn_app_get_document:
 * @self: an app
 *
 * Returns: (transfer none): the process file
 */
SourceDocument *
altinn_app_get_document (AltinnApp *self)
{
  return self->document;
}

/**
 * altinn_app_get_model:
 * @self: an app
 *
 * Reads the process when it is first asked for; large ones take their time.
 *
 * Returns: (transfer none): the model of the process file
 */
BpmnModel *
altinn_app_get_model (AltinnApp *self)
{
  if (self->model == NULL)
    {
      self->model = bpmn_model_new (self->document);
      g_signal_connect_object (self->model, "changed", G_CALLBACK (model_changed_cb), self,
                               G_CONNECT_SWAPPED);
    }
  return self->model;
}

/**
 * altinn_app_is_loose:
 * @self: an app
 *
 * Returns: whether there is no app repository around the process
 */
gboolean
altinn_app_is_loose (AltinnApp *self)
{
  return self->directory == NULL;
}

/**
 * altinn_app_get_directory:
 * @self: an app
 *
 * Returns: (nullable): the App folder; %NULL if loose
 */
const char *
altinn_app_get_directory (AltinnApp *self)
{
  return self->directory;
}

/**
 * altinn_app_get_repository:
 * @self: an app
 *
 * Returns: (nullable): the root of the app repository; %NULL if loose
 */
const char *
altinn_app_get_repository (AltinnApp *self)
{
  return self->repository;
}

static void
read_identity (AltinnApp *self)
{
  const SourceJson *json;
  const SourceJsonValue *root;

  if (self->identity_known)
    return;
  self->identity_known = TRUE;
  json = altinn_app_get_metadata_json (self);
  if (json == NULL)
    return;
  root = source_json_get_root (json);
  self->id = g_strdup (source_json_value_get_member_string (root, "id"));
  self->org = g_strdup (source_json_value_get_member_string (root, "org"));
  if (self->org == NULL && self->id != NULL && strchr (self->id, '/') != NULL)
    self->org = g_strndup (self->id, strcspn (self->id, "/"));
}

/**
 * altinn_app_get_id:
 * @self: an app
 *
 * Returns: (nullable): the id of applicationmetadata.json, "org/app"
 */
const char *
altinn_app_get_id (AltinnApp *self)
{
  read_identity (self);
  return self->id;
}

/**
 * altinn_app_get_org:
 * @self: an app
 *
 * Returns: (nullable): the service owner's short name
 */
const char *
altinn_app_get_org (AltinnApp *self)
{
  read_identity (self);
  return self->org;
}

/**
 * altinn_app_get_name:
 * @self: an app
 *
 * Returns: (nullable): the part of the id behind the slash
 */
const char *
altinn_app_get_name (AltinnApp *self)
{
  const char *slash;

  read_identity (self);
  slash = self->id != NULL ? strchr (self->id, '/') : NULL;
  return slash != NULL ? slash + 1 : self->id;
}

/**
 * altinn_app_get_runtime:
 * @self: an app
 *
 * Returns: (transfer none): the version of the app runtime, given or found
 */
const AltinnRuntime *
altinn_app_get_runtime (AltinnApp *self)
{
  if (!self->runtime_known)
    {
      /* The model tells when it must be found anew. */
      altinn_app_get_model (self);
      altinn_detect_runtime (self, &self->runtime);
      self->runtime_known = TRUE;
    }
  return &self->runtime;
}

/**
 * altinn_app_set_runtime:
 * @self: an app
 * @runtime: (nullable): the version to take; %NULL: the one that is found
 */
void
altinn_app_set_runtime (AltinnApp *self, const AltinnRuntime *runtime)
{
  self->runtime_given = self->runtime_known = runtime != NULL;
  if (runtime != NULL)
    self->runtime = *runtime;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/**
 * altinn_app_get_assumed:
 * @self: an app
 *
 * Returns: (transfer none) (array zero-terminated=1): what was taken for granted: "runtime",
 *   "metadata" (every data type named in the process exists), "layouts", "policy"
 */
const char *const *
altinn_app_get_assumed (AltinnApp *self)
{
  if (self->assumed == NULL)
    {
      g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

      if (altinn_app_get_runtime (self)->source == ALTINN_RUNTIME_FALLBACK)
        g_strv_builder_add (builder, "runtime");
      if (altinn_app_get_metadata (self) == NULL)
        g_strv_builder_add (builder, "metadata");
      if (!altinn_app_has_layout_sets (self))
        g_strv_builder_add (builder, "layouts");
      if (altinn_app_get_policy (self) == NULL)
        g_strv_builder_add (builder, "policy");
      self->assumed = g_strv_builder_end (builder);
    }
  return (const char *const *) self->assumed;
}

/**
 * altinn_app_get_problems:
 * @self: an app
 *
 * Returns: (transfer none) (element-type utf8): a message for each sibling file that was looked at
 *   and cannot be read
 */
const GPtrArray *
altinn_app_get_problems (AltinnApp *self)
{
  return self->problems;
}

/**
 * altinn_app_get_metadata:
 * @self: an app
 *
 * Returns: (transfer none) (nullable): config/applicationmetadata.json
 */
SourceDocument *
altinn_app_get_metadata (AltinnApp *self)
{
  return altinn_files_open (self, METADATA_PATH, SOURCE_KIND_JSON);
}

/**
 * altinn_app_get_layout_sets_document:
 * @self: an app
 *
 * Returns: (transfer none) (nullable): ui/layout-sets.json, which version 9 has no more
 */
SourceDocument *
altinn_app_get_layout_sets_document (AltinnApp *self)
{
  return altinn_files_open (self, "ui/layout-sets.json", SOURCE_KIND_JSON);
}

/**
 * altinn_app_get_policy:
 * @self: an app
 *
 * Returns: (transfer none) (nullable): config/authorization/policy.xml
 */
SourceDocument *
altinn_app_get_policy (AltinnApp *self)
{
  return altinn_files_open (self, "config/authorization/policy.xml", SOURCE_KIND_XML);
}

/**
 * altinn_app_get_texts:
 * @self: an app
 * @language: "nb"
 *
 * Returns: (transfer none) (nullable): config/texts/resource.LANGUAGE.json
 */
SourceDocument *
altinn_app_get_texts (AltinnApp *self, const char *language)
{
  g_autofree char *name = g_strdup_printf ("config/texts/resource.%s.json", language);

  return altinn_files_open (self, name, SOURCE_KIND_JSON);
}

/**
 * altinn_app_get_json:
 * @self: an app
 * @path: a path below the App folder, "ui/form/Settings.json"
 *
 * Returns: (transfer none) (nullable): the file as a document
 */
SourceDocument *
altinn_app_get_json (AltinnApp *self, const char *path)
{
  return altinn_files_open (self, path, SOURCE_KIND_JSON);
}

/* The JSON schema of a data model: models/NAME.schema.json with the name of the data type, else of
 * the class behind classRef, in any case of letters. */
static SourceJson *
find_schema (AltinnApp *self, const char *data_type)
{
  AltinnDataType *type = altinn_app_lookup_data_type (self, data_type);
  g_autoptr (GPtrArray) names = altinn_files_list (self, "models");
  const char *dot = type != NULL && type->class_ref != NULL ? strrchr (type->class_ref, '.') : NULL;
  const char *wanted[] = { data_type, dot != NULL ? dot + 1 : NULL };

  for (gsize i = 0; i < G_N_ELEMENTS (wanted); i++)
    {
      g_autofree char *file =
          wanted[i] != NULL ? g_strconcat (wanted[i], ".schema.json", NULL) : NULL;

      for (guint j = 0; file != NULL && j < names->len; j++)
        if (g_ascii_strcasecmp (g_ptr_array_index (names, j), file) == 0)
          {
            g_autofree char *path =
                g_strconcat ("models/", (char *) g_ptr_array_index (names, j), NULL);

            return altinn_files_read_json (self, path);
          }
    }
  return NULL;
}

static void
unref_json (gpointer data)
{
  if (data != NULL)
    source_json_unref (data);
}

/**
 * altinn_app_get_schema:
 * @self: an app
 * @data_type: a data type's id
 *
 * Returns: (transfer none) (nullable): the JSON schema of its data model, until the next "changed"
 */
SourceJson *
altinn_app_get_schema (AltinnApp *self, const char *data_type)
{
  gpointer found;

  if (self->schemas == NULL)
    self->schemas = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, unref_json);
  if (!g_hash_table_lookup_extended (self->schemas, data_type, NULL, &found))
    {
      found = find_schema (self, data_type);
      g_hash_table_insert (self->schemas, g_strdup (data_type), found);
    }
  return found;
}

static GHashTable *
read_texts (AltinnApp *self, const char *language)
{
  g_autofree char *name = g_strdup_printf ("config/texts/resource.%s.json", language);
  g_autoptr (SourceJson) json = altinn_files_read_json (self, name);
  GHashTable *texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  const SourceJsonValue *resources =
      json != NULL ? source_json_value_get_member (source_json_get_root (json), "resources") : NULL;

  for (guint i = 0; resources != NULL && i < source_json_value_get_length (resources); i++)
    {
      const SourceJsonValue *resource = source_json_value_get_item (resources, i);
      const char *id = source_json_value_get_member_string (resource, "id");
      const char *value = source_json_value_get_member_string (resource, "value");

      if (id != NULL && value != NULL)
        g_hash_table_insert (texts, g_strdup (id), g_strdup (value));
    }
  return texts;
}

/**
 * altinn_app_get_text:
 * @self: an app
 * @key: a key of the text resources
 *
 * Returns: (nullable): the text in the first of the user's languages that has it, else in nb, nn or
 *   en; until the next "changed"
 */
const char *
altinn_app_get_text (AltinnApp *self, const char *key)
{
  static const char *const fallbacks[] = { "nb", "nn", "en", NULL };
  const char *const *lists[] = { g_get_language_names (), fallbacks };

  if (self->texts == NULL)
    self->texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                         (GDestroyNotify) g_hash_table_unref);
  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++)
    for (const char *const *language = lists[i]; *language != NULL; language++)
      {
        GHashTable *texts;
        const char *text;

        if (strpbrk (*language, "/.") != NULL)
          continue;
        texts = g_hash_table_lookup (self->texts, *language);
        if (texts == NULL)
          {
            texts = read_texts (self, *language);
            g_hash_table_insert (self->texts, g_strdup (*language), texts);
          }
        text = g_hash_table_lookup (texts, key);
        if (text != NULL)
          return text;
      }
  return NULL;
}

/* altinn-detect.c: finding the version of the app runtime
 *
 * In the order that command.md gives: a readable PackageReference, only attributes of version 7,
 * layout sets, folders of ui/ with settings, version 8.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/altinn/altinn-app-private.h"
#include "engine/source/source-node.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

static const char *const packages[] = {
  "Altinn.App.Api",
  "Altinn.App.Api.Experimental",
  "Altinn.App.Core",
  "Altinn.App.Core.Experimental",
};

/* The first reference to one of the packages with a version that can be read. Project files have
 * no namespace, or that of MSBuild. */
static gboolean
find_reference (SourceNode *node, AltinnRuntime *runtime)
{
  for (; node != NULL; node = source_node_get_next (node))
    {
      g_autofree char *include = NULL;
      g_autofree char *version = NULL;

      if (source_node_get_kind (node) != SOURCE_NODE_ELEMENT)
        continue;
      if (find_reference (source_node_get_first_child (node), runtime))
        return TRUE;
      if (strcmp (source_node_get_name (node), "PackageReference") != 0)
        continue;
      include = source_node_dup_attribute (node, NULL, "Include");
      version = source_node_dup_attribute (node, NULL, "Version");
      if (version == NULL)
        {
          SourceNode *child = source_node_first_element (node, source_node_get_namespace (node),
                                                         "Version");

          version = child != NULL ? source_node_dup_text (child) : NULL;
        }
      if (include == NULL || version == NULL)
        continue;
      for (gsize i = 0; i < G_N_ELEMENTS (packages); i++)
        if (g_ascii_strcasecmp (include, packages[i]) == 0 &&
            altinn_runtime_parse (version, runtime))
          return TRUE;
    }
  return FALSE;
}

static gboolean
read_project (const char *path, AltinnRuntime *runtime)
{
  g_autofree char *contents = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (SourceDocument) document = NULL;
  gsize length;

  if (!g_file_get_contents (path, &contents, &length, NULL))
    return FALSE;
  bytes = g_bytes_new_take (g_steal_pointer (&contents), length);
  document = source_document_new_for_bytes (SOURCE_KIND_XML, bytes, path, NULL);
  return document != NULL && find_reference (source_document_get_root (document), runtime);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static gboolean
is_folder (const char *path, int type)
{
  GStatBuf status;

  if (type != DT_UNKNOWN)
    return type == DT_DIR;
  return g_lstat (path, &status) == 0 && S_ISDIR (status.st_mode);
}

/* Project files of a folder and what is below it; links, hidden and built folders are left out. */
static void
find_projects (const char *folder, guint depth, GPtrArray *found)
{
  g_autoptr (DIR) dir = opendir (folder);
  g_autoptr (GPtrArray) folders = g_ptr_array_new_with_free_func (g_free);
  const struct dirent *entry;

  while (dir != NULL && (entry = altinn_files_next_entry (dir)) != NULL)
    {
      const char *name = entry->d_name;
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_str_has_suffix (name, ".csproj"))
        g_ptr_array_add (found, g_steal_pointer (&path));
      else if (depth > 0 && name[0] != '.' && strcmp (name, "bin") != 0 && strcmp (name, "obj") != 0
               && strcmp (name, "node_modules") != 0 && is_folder (path, entry->d_type))
        g_ptr_array_add (folders, g_steal_pointer (&path));
    }
  g_ptr_array_sort (found, compare_names);
  g_ptr_array_sort (folders, compare_names);
  for (guint i = 0; i < folders->len; i++)
    find_projects (g_ptr_array_index (folders, i), depth - 1, found);
}

/* @read: paths of the projects that were read and say nothing */
static gboolean
detect_package_in (const char *folder, guint depth, GHashTable *read, AltinnRuntime *runtime)
{
  g_autoptr (GPtrArray) projects = g_ptr_array_new_with_free_func (g_free);

  find_projects (folder, depth, projects);
  for (guint i = 0; i < projects->len; i++)
    {
      const char *project = g_ptr_array_index (projects, i);

      if (g_hash_table_add (read, g_strdup (project)) && read_project (project, runtime))
        return TRUE;
    }
  return FALSE;
}

/* The App folder's own project says it, under its usual name or another; another project of the
 * repository may. */
static gboolean
detect_package (AltinnApp *self, AltinnRuntime *runtime)
{
  char *usual = altinn_files_dup_path (self, "App.csproj");
  g_autoptr (GHashTable) read = NULL;

  if (usual == NULL)
    return FALSE;
  read = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_hash_table_add (read, usual);
  return read_project (usual, runtime) || detect_package_in (self->directory, 0, read, runtime)
         || detect_package_in (self->repository, 2, read, runtime);
}

/* Whether tasks have their type in the form of version 7 and none in that of version 8. */
static gboolean
has_only_v7_types (AltinnApp *self)
{
  const GPtrArray *elements = bpmn_model_get_elements (altinn_app_get_model (self));
  gboolean found = FALSE;

  for (guint i = 0; i < elements->len; i++)
    {
      BpmnElement *element = g_ptr_array_index (elements, i);

      if (!bpmn_type_is_task (bpmn_element_get_type_id (element)))
        continue;
      if (altinn_settings_get_extension (element) != NULL)
        return FALSE;
      if (altinn_settings_is_v7 (element))
        found = TRUE;
    }
  return found;
}

static gboolean
has_ui_folders (AltinnApp *self)
{
  const GPtrArray *names = altinn_files_get_ui_folders (self);

  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *settings =
          g_strdup_printf ("ui/%s/Settings.json", (char *) g_ptr_array_index (names, i));

      if (altinn_files_exists (self, settings))
        return TRUE;
    }
  return FALSE;
}

/* Finds the version that the app is written for, and how. */
void
altinn_detect_runtime (AltinnApp *self, AltinnRuntime *runtime)
{
  if (detect_package (self, runtime))
    {
      runtime->source = ALTINN_RUNTIME_PACKAGE_REFERENCE;
    }
  else if (has_only_v7_types (self))
    {
      altinn_runtime_parse ("v7", runtime);
      runtime->source = ALTINN_RUNTIME_V7_ATTRIBUTES;
    }
  else if (altinn_files_exists (self, "ui/layout-sets.json"))
    {
      altinn_runtime_parse ("v8", runtime);
      runtime->source = ALTINN_RUNTIME_LAYOUT_SETS;
    }
  else if (has_ui_folders (self))
    {
      altinn_runtime_parse ("v9", runtime);
      runtime->source = ALTINN_RUNTIME_UI_FOLDERS;
    }
  else
    {
      altinn_runtime_parse ("v8", runtime);
      runtime->source = ALTINN_RUNTIME_FALLBACK;
    }
}

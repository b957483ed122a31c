/* altinn-layout.c: layout sets of version 8, folders of version 9, and their components
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/altinn/altinn-app-private.h"

#include <string.h>

static void
layout_set_free (gpointer data)
{
  AltinnLayoutSet *self = data;

  g_free (self->id);
  g_free (self->data_type);
  g_strfreev (self->tasks);
  g_free (self->type);
  g_free (self->folder);
  g_free (self->pdf_layout_name);
  g_strfreev (self->pages);
  g_free (self);
}

static void
component_free (gpointer data)
{
  AltinnComponent *self = data;

  g_free (self->id);
  g_free (self->type);
  g_free (self->page);
  g_free (self->file);
  g_free (self->mode);
  g_free (self->action);
  g_free (self->target_task);
  g_clear_pointer (&self->bindings, g_hash_table_unref);
  g_free (self);
}

static void
add_strings (GStrvBuilder *builder, const SourceJsonValue *array)
{
  for (guint i = 0; array != NULL && i < source_json_value_get_length (array); i++)
    {
      const char *text = source_json_value_get_string (source_json_value_get_item (array, i));

      if (text != NULL)
        g_strv_builder_add (builder, text);
    }
}

/* The order of the pages, or of the groups of pages; NULL where the settings name none. */
static GStrv
read_pages (const SourceJsonValue *pages)
{
  const SourceJsonValue *order = source_json_value_get_member (pages, "order");
  const SourceJsonValue *groups = source_json_value_get_member (pages, "groups");
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (order == NULL && groups == NULL)
    return NULL;
  add_strings (builder, order);
  for (guint i = 0; groups != NULL && i < source_json_value_get_length (groups); i++)
    add_strings (builder, source_json_value_get_member (source_json_value_get_item (groups, i),
                                                        "order"));
  return g_strv_builder_end (builder);
}

static void
read_settings (AltinnApp *self, AltinnLayoutSet *set, gboolean v9)
{
  g_autofree char *name = g_strconcat (set->folder, "/Settings.json", NULL);
  g_autofree char *layouts = g_strconcat (set->folder, "/layouts", NULL);
  g_autoptr (SourceJson) json = altinn_files_read_json (self, name);
  const SourceJsonValue *root, *pages;

  set->exists = json != NULL;
  if (json == NULL)
    {
      g_autoptr (GPtrArray) files = altinn_files_list (self, layouts);

      set->exists = files->len > 0;
      return;
    }
  root = source_json_get_root (json);
  pages = source_json_value_get_member (root, "pages");
  if (pages != NULL)
    {
      set->pages = read_pages (pages);
      set->pdf_layout_name =
          g_strdup (source_json_value_get_member_string (pages, "pdfLayoutName"));
    }
  if (!v9)
    return;
  set->data_type = g_strdup (source_json_value_get_member_string (root, "defaultDataType"));
  set->type = g_strdup (source_json_value_get_member_string (root, "type"));
}

static GStrv
read_tasks (const SourceJsonValue *set)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  add_strings (builder, source_json_value_get_member (set, "tasks"));
  return g_strv_builder_end (builder);
}

static GPtrArray *
read_v8 (AltinnApp *self)
{
  GPtrArray *sets = g_ptr_array_new_with_free_func (layout_set_free);
  g_autoptr (SourceJson) json = altinn_files_read_json (self, "ui/layout-sets.json");
  const SourceJsonValue *values =
      json != NULL ? source_json_value_get_member (source_json_get_root (json), "sets") : NULL;

  for (guint i = 0; values != NULL && i < source_json_value_get_length (values); i++)
    {
      const SourceJsonValue *value = source_json_value_get_item (values, i);
      const char *id = source_json_value_get_member_string (value, "id");
      AltinnLayoutSet *set;

      if (id == NULL)
        continue;
      set = g_new0 (AltinnLayoutSet, 1);
      set->id = g_strdup (id);
      set->data_type = g_strdup (source_json_value_get_member_string (value, "dataType"));
      set->type = g_strdup (source_json_value_get_member_string (value, "type"));
      set->tasks = read_tasks (value);
      set->folder = g_strconcat ("ui/", id, NULL);
      read_settings (self, set, FALSE);
      g_ptr_array_add (sets, set);
    }
  return sets;
}

static GPtrArray *
read_v9 (AltinnApp *self)
{
  GPtrArray *sets = g_ptr_array_new_with_free_func (layout_set_free);
  const GPtrArray *names = altinn_files_get_ui_folders (self);

  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      const char *const tasks[] = { name, NULL };
      g_autofree char *settings = g_strdup_printf ("ui/%s/Settings.json", name);
      AltinnLayoutSet *set;

      if (!altinn_files_exists (self, settings))
        continue;
      set = g_new0 (AltinnLayoutSet, 1);
      set->id = g_strdup (name);
      set->folder = g_strconcat ("ui/", name, NULL);
      read_settings (self, set, TRUE);
      set->tasks = set->type == NULL ? g_strdupv ((char **) tasks) : g_new0 (char *, 1);
      g_ptr_array_add (sets, set);
    }
  return sets;
}

/* Whether the app keeps a folder for each task and no layout-sets.json (facts: format 1.8). */
gboolean
altinn_layout_is_v9 (AltinnApp *self)
{
  return altinn_app_get_runtime (self)->major >= 9 &&
         !altinn_files_exists (self, "ui/layout-sets.json");
}

GPtrArray *
altinn_layout_read_sets (AltinnApp *self)
{
  if (self->directory == NULL)
    return g_ptr_array_new_with_free_func (layout_set_free);
  return altinn_layout_is_v9 (self) ? read_v9 (self) : read_v8 (self);
}

/**
 * altinn_app_get_layout_sets:
 * @self: an app
 *
 * Returns: (transfer none) (element-type AltinnLayoutSet): the layout sets in the order of
 *   layout-sets.json, or the folders of version 9 by name; until the next "changed"
 */
const GPtrArray *
altinn_app_get_layout_sets (AltinnApp *self)
{
  if (self->layout_sets == NULL)
    self->layout_sets = altinn_layout_read_sets (self);
  return self->layout_sets;
}

/**
 * altinn_app_has_layout_sets:
 * @self: an app
 *
 * Returns: whether it has any, so that a task without one has no layout
 */
gboolean
altinn_app_has_layout_sets (AltinnApp *self)
{
  g_autoptr (SourceJson) json = NULL;

  if (altinn_app_get_layout_sets (self)->len > 0)
    return TRUE;
  json = altinn_files_read_json (self, "ui/layout-sets.json"); /* which may have none yet */
  return json != NULL;
}

/**
 * altinn_app_lookup_layout_set:
 * @self: an app
 * @task_id: a task's id, or "CustomReceipt"
 *
 * Returns: (transfer none) (nullable): the first set that names the task
 */
AltinnLayoutSet *
altinn_app_lookup_layout_set (AltinnApp *self, const char *task_id)
{
  const GPtrArray *sets = altinn_app_get_layout_sets (self);

  for (guint i = 0; task_id != NULL && i < sets->len; i++)
    {
      AltinnLayoutSet *set = g_ptr_array_index (sets, i);

      if (g_strv_contains ((const char *const *) set->tasks, task_id))
        return set;
    }
  return NULL;
}

/* A binding is a path into the set's own data model, or an object that names another. */
static GHashTable *
read_bindings (const SourceJsonValue *value)
{
  GHashTable *bindings;

  if (value == NULL || source_json_value_get_type (value) != SOURCE_JSON_OBJECT)
    return NULL;
  bindings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; i < source_json_value_get_length (value); i++)
    {
      const SourceJsonValue *target = source_json_value_get_item (value, i);
      const char *data_type = "";

      if (source_json_value_get_type (target) == SOURCE_JSON_OBJECT)
        data_type = source_json_value_get_member_string (target, "dataType");
      g_hash_table_insert (bindings, g_strdup (source_json_value_get_key (value, i)),
                           g_strdup (data_type != NULL ? data_type : ""));
    }
  return bindings;
}

static AltinnComponent *
read_component (SourceJson *json, const SourceJsonValue *value, const char *page,
                const char *file)
{
  const SourceJsonValue *target = source_json_value_get_member (value, "target");
  AltinnComponent *self = g_new0 (AltinnComponent, 1);

  self->id = g_strdup (source_json_value_get_member_string (value, "id"));
  self->type = g_strdup (source_json_value_get_member_string (value, "type"));
  if (self->type == NULL)
    self->type = g_strdup ("");
  self->page = g_strdup (page);
  self->file = g_strdup (file);
  self->mode = g_strdup (source_json_value_get_member_string (value, "mode"));
  self->action = g_strdup (source_json_value_get_member_string (value, "action"));
  if (target != NULL && source_json_value_get_type (target) == SOURCE_JSON_OBJECT)
    self->target_task = g_strdup (source_json_value_get_member_string (target, "taskId"));
  self->bindings = read_bindings (source_json_value_get_member (value, "dataModelBindings"));
  self->read_only = source_json_value_get_member_boolean (value, "readOnly", FALSE);
  self->render_as_summary = source_json_value_get_member_boolean (value, "renderAsSummary", FALSE);
  source_json_locate (json, value, &self->line, &self->column);
  return self;
}

static void
read_page (AltinnApp *self, const AltinnLayoutSet *set, const char *page, GPtrArray *components)
{
  g_autofree char *name = g_strdup_printf ("%s/layouts/%s.json", set->folder, page);
  g_autoptr (SourceJson) json = altinn_files_read_json (self, name);
  const SourceJsonValue *data, *layout;

  if (json == NULL)
    return;
  data = source_json_value_get_member (source_json_get_root (json), "data");
  layout = data != NULL ? source_json_value_get_member (data, "layout") : NULL;
  for (guint i = 0; layout != NULL && i < source_json_value_get_length (layout); i++)
    {
      const SourceJsonValue *value = source_json_value_get_item (layout, i);

      if (source_json_value_get_type (value) == SOURCE_JSON_OBJECT)
        g_ptr_array_add (components, read_component (json, value, page, name));
    }
}

static GPtrArray *
read_components (AltinnApp *self, const AltinnLayoutSet *set)
{
  GPtrArray *components = g_ptr_array_new_with_free_func (component_free);
  g_autofree char *folder = g_strconcat (set->folder, "/layouts", NULL);
  g_autoptr (GPtrArray) files = NULL;

  /* A page that the order leaves out is never shown. */
  if (set->pages != NULL)
    {
      for (gsize i = 0; set->pages[i] != NULL; i++)
        read_page (self, set, set->pages[i], components);
      return components;
    }
  files = altinn_files_list (self, folder);
  for (guint i = 0; i < files->len; i++)
    {
      char *name = g_ptr_array_index (files, i);

      if (!g_str_has_suffix (name, ".json"))
        continue;
      name[strlen (name) - strlen (".json")] = '\0';
      read_page (self, set, name, components);
    }
  return components;
}

/**
 * altinn_app_get_components:
 * @self: an app
 * @layout_set: one of its layout sets
 *
 * Returns: (transfer none) (element-type AltinnComponent): what is on the pages that are shown, in
 *   their order; until the next "changed"
 */
const GPtrArray *
altinn_app_get_components (AltinnApp *self, const AltinnLayoutSet *layout_set)
{
  GPtrArray *components;

  if (self->components == NULL)
    self->components =
        g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);
  components = g_hash_table_lookup (self->components, layout_set);
  if (components == NULL)
    {
      components = read_components (self, layout_set);
      g_hash_table_insert (self->components, (gpointer) layout_set, components);
    }
  return components;
}

/**
 * altinn_app_get_default_data_type:
 * @self: an app
 * @task_id: (nullable): the task that is being left
 *
 * Returns: (nullable): the data model that expressions read there when nothing names one: that of
 *   the task's layout set; %NULL if it has none
 */
const char *
altinn_app_get_default_data_type (AltinnApp *self, const char *task_id)
{
  AltinnLayoutSet *set = altinn_app_lookup_layout_set (self, task_id);

  return set != NULL ? set->data_type : NULL;
}

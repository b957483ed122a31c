/* altinn-metadata.c: the data types of applicationmetadata.json
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/altinn/altinn-app-private.h"
#include "engine/source/source-json-edit.h"

#include <string.h>

static void
data_type_clear (gpointer data)
{
  AltinnDataType *self = data;

  g_free (self->id);
  g_free (self->task_id);
  g_strfreev (self->allowed_content_types);
  g_strfreev (self->allowed_contributors);
  g_free (self->class_ref);
  g_free (self->action_required_to_read);
  g_free (self->action_required_to_write);
}

/**
 * altinn_data_type_ref:
 * @self: a data type
 *
 * Returns: (transfer full): @self
 */
AltinnDataType *
altinn_data_type_ref (AltinnDataType *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * altinn_data_type_unref:
 * @self: (transfer full): a data type
 */
void
altinn_data_type_unref (AltinnDataType *self)
{
  g_atomic_rc_box_release_full (self, data_type_clear);
}

static GPtrArray *
new_list (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) altinn_data_type_unref);
}

static GStrv
read_strings (const SourceJsonValue *value)
{
  g_autoptr (GStrvBuilder) builder = NULL;

  if (value == NULL || source_json_value_get_type (value) != SOURCE_JSON_ARRAY)
    return NULL;
  builder = g_strv_builder_new ();
  for (guint i = 0; i < source_json_value_get_length (value); i++)
    {
      const char *text = source_json_value_get_string (source_json_value_get_item (value, i));

      if (text != NULL)
        g_strv_builder_add (builder, text);
    }
  return g_strv_builder_end (builder);
}

static gboolean
read_integer (const SourceJsonValue *object, const char *name, gint64 *number)
{
  const SourceJsonValue *value = source_json_value_get_member (object, name);

  if (value == NULL || source_json_value_get_type (value) != SOURCE_JSON_NUMBER)
    return FALSE;
  *number = (gint64) CLAMP (source_json_value_get_number (value), -1e15, 1e15);
  return TRUE;
}

static AltinnDataType *
read_data_type (const SourceJson *json, const SourceJsonValue *value)
{
  const char *id = source_json_value_get_member_string (value, "id");
  const SourceJsonValue *logic = source_json_value_get_member (value, "appLogic");
  const char *task_id = source_json_value_get_member_string (value, "taskId");
  AltinnDataType *self;

  if (id == NULL)
    return NULL;
  self = g_atomic_rc_box_new0 (AltinnDataType);
  self->id = g_strdup (id);
  self->task_id = task_id != NULL && *task_id != '\0' ? g_strdup (task_id) : NULL;
  self->allowed_content_types =
      read_strings (source_json_value_get_member (value, "allowedContentTypes"));
  /* Both spellings count, the old one first (facts: format 2.3). */
  self->allowed_contributors =
      read_strings (source_json_value_get_member (value, "allowedContributers"));
  if (self->allowed_contributors == NULL)
    self->allowed_contributors =
        read_strings (source_json_value_get_member (value, "allowedContributors"));
  /* What the runtime's type has where the file says nothing: 1. */
  self->min_count = self->max_count = 1;
  self->has_min_count = read_integer (value, "minCount", &self->min_count);
  self->has_max_count = read_integer (value, "maxCount", &self->max_count);
  read_integer (value, "maxSize", &self->max_size);
  self->enable_pdf_creation =
      source_json_value_get_member_boolean (value, "enablePdfCreation", TRUE);
  self->action_required_to_read =
      g_strdup (source_json_value_get_member_string (value, "actionRequiredToRead"));
  self->action_required_to_write =
      g_strdup (source_json_value_get_member_string (value, "actionRequiredToWrite"));
  if (logic != NULL && source_json_value_get_type (logic) == SOURCE_JSON_OBJECT)
    {
      const char *class_ref = source_json_value_get_member_string (logic, "classRef");

      self->class_ref = class_ref != NULL && *class_ref != '\0' ? g_strdup (class_ref) : NULL;
      self->auto_create = source_json_value_get_member_boolean (logic, "autoCreate", FALSE);
      self->auto_delete_on_process_end =
          source_json_value_get_member_boolean (logic, "autoDeleteOnProcessEnd", FALSE);
    }
  source_json_locate (json, value, &self->line, &self->column);
  return self;
}

/**
 * altinn_app_get_metadata_json:
 * @self: an app
 *
 * Returns: (transfer none) (nullable): applicationmetadata.json as it stands; %NULL if there is
 *   none, or it cannot be read, which is remembered as a problem. Until the next "changed"
 */
const SourceJson *
altinn_app_get_metadata_json (AltinnApp *self)
{
  SourceDocument *document;
  g_autoptr (GError) error = NULL;

  if (self->metadata_known)
    return self->metadata;
  document = altinn_app_get_metadata (self);
  self->metadata_known = TRUE;
  if (document != NULL)
    self->metadata = source_json_edit_parse (document, &error);
  if (error != NULL)
    altinn_files_add_problem (self, error);
  return self->metadata;
}

/* The data types of the metadata; NULL if there is none. Reads the legacy eFormidling block too. */
GPtrArray *
altinn_metadata_read (AltinnApp *self)
{
  const SourceJson *json = altinn_app_get_metadata_json (self);
  const SourceJsonValue *root, *values, *eformidling;
  GPtrArray *types;

  if (json == NULL)
    return NULL;
  types = new_list ();
  root = source_json_get_root (json);
  values = source_json_value_get_member (root, "dataTypes");
  for (guint i = 0; values != NULL && i < source_json_value_get_length (values); i++)
    {
      AltinnDataType *type = read_data_type (json, source_json_value_get_item (values, i));

      if (type != NULL)
        g_ptr_array_add (types, type);
    }
  eformidling = source_json_value_get_member (root, "eFormidling");
  g_free (self->send_after_task);
  self->send_after_task =
      eformidling != NULL && source_json_value_get_type (eformidling) == SOURCE_JSON_OBJECT
          ? g_strdup (source_json_value_get_member_string (eformidling, "sendAfterTaskId"))
          : NULL;
  return types;
}

static GStrv
one_string (const char *text)
{
  const char *const strings[] = { text, NULL };

  return g_strdupv ((char **) strings);
}

static void
assume (GPtrArray *types, const char *id, const char *content_type, gboolean app_owned,
        gint64 min_count, gint64 max_count)
{
  AltinnDataType *type;

  if (id == NULL || *id == '\0')
    return;
  for (guint i = 0; i < types->len; i++)
    if (strcmp (((AltinnDataType *) g_ptr_array_index (types, i))->id, id) == 0)
      return;
  type = g_atomic_rc_box_new0 (AltinnDataType);
  type->id = g_strdup (id);
  type->assumed = TRUE;
  type->min_count = min_count;
  type->max_count = max_count;
  type->allowed_content_types = content_type != NULL ? one_string (content_type) : NULL;
  type->allowed_contributors = app_owned ? one_string ("app:owned") : NULL;
  g_ptr_array_add (types, type);
}

static void
assume_list (GPtrArray *types, GStrv ids)
{
  for (gsize i = 0; ids[i] != NULL; i++)
    assume (types, ids[i], NULL, FALSE, 0, 1);
}

/* The data types that third operands of ["dataModel", path, type] and countDataElements name. */
static void
assume_in_expression (GPtrArray *types, const SourceJsonValue *value)
{
  const char *function;
  guint n;

  if (source_json_value_get_type (value) != SOURCE_JSON_ARRAY)
    return;
  n = source_json_value_get_length (value);
  function = n > 0 ? source_json_value_get_string (source_json_value_get_item (value, 0)) : NULL;
  if (g_strcmp0 (function, "dataModel") == 0 && n == 3)
    assume (types, source_json_value_get_string (source_json_value_get_item (value, 2)), NULL,
            FALSE, 0, 1);
  else if (g_strcmp0 (function, "countDataElements") == 0 && n == 2)
    assume (types, source_json_value_get_string (source_json_value_get_item (value, 1)), NULL,
            FALSE, 0, 1);
  for (guint i = 0; i < n; i++)
    assume_in_expression (types, source_json_value_get_item (value, i));
}

/* What a task makes: signatures, payments, PDFs. */
static void
assume_generated (GPtrArray *types, const AltinnTask *task)
{
  assume (types, task->signature_data_type, "application/json", TRUE, 1, 0);
  assume (types, task->signee_states_data_type, "application/json", TRUE, 0, 1);
  assume (types, task->signing_pdf_data_type, "application/pdf", FALSE, 0, 1);
  assume (types, task->payment_data_type, "application/json", TRUE, 0, 1);
  assume (types, task->payment_receipt_pdf_data_type, "application/pdf", FALSE, 0, 1);
  if (g_strcmp0 (task->task_type, "pdf") == 0 || g_strcmp0 (task->task_type, "subformPdf") == 0)
    assume (types, "ref-data-as-pdf", "application/pdf", FALSE, 0, 0);
}

/* What a task or gateway reads. */
static void
assume_read (GPtrArray *types, const AltinnTask *task)
{
  assume_list (types, task->data_types_to_sign);
  assume_list (types, task->unique_from);
  assume (types, task->subform_data_type_id, NULL, FALSE, 0, 1);
  assume_list (types, task->eformidling_data_types);
  if (bpmn_type_is_gateway (task->element))
    assume (types, task->connected_data_type_id, NULL, FALSE, 0, 1);
}

/* Most conditions read no data, and need not be parsed to see it. */
static void
assume_in_condition (GPtrArray *types, const char *condition)
{
  g_autoptr (SourceJson) json = NULL;

  if (strstr (condition, "dataModel") == NULL && strstr (condition, "countDataElements") == NULL &&
      strchr (condition, '\\') == NULL)
    return;
  json = source_json_parse (condition, -1, SOURCE_JSON_STRICT, NULL, NULL);
  if (json != NULL)
    assume_in_expression (types, source_json_get_root (json));
}

static void
release_task (gpointer task)
{
  if (task != NULL)
    altinn_task_unref (task);
}

static AltinnTask *
read_extended (const BpmnElement *element)
{
  BpmnType type = bpmn_element_get_type_id (element);

  return bpmn_type_is_task (type) || bpmn_type_is_gateway (type) ? altinn_task_read (NULL, element)
                                                                 : NULL;
}

/* Every data type that a loose process names, configured as it should be (command.md: "A loose file
 * counts as configured"). What an id is used for decides; signatures and payments come first. */
GPtrArray *
altinn_metadata_assume (AltinnApp *self)
{
  const GPtrArray *elements = bpmn_model_get_elements (altinn_app_get_model (self));
  g_autoptr (GPtrArray) tasks = g_ptr_array_new_full (elements->len, release_task);
  GPtrArray *types = new_list ();

  for (guint i = 0; i < elements->len; i++)
    {
      AltinnTask *task = read_extended (g_ptr_array_index (elements, i));

      if (task != NULL && bpmn_type_is_task (task->element))
        assume_generated (types, task);
      g_ptr_array_add (tasks, task);
    }
  for (guint i = 0; i < elements->len; i++)
    {
      const AltinnTask *task = g_ptr_array_index (tasks, i);
      const char *condition = bpmn_element_get_condition (g_ptr_array_index (elements, i));

      if (task != NULL)
        assume_read (types, task);
      if (condition != NULL)
        assume_in_condition (types, condition);
    }
  return types;
}

/**
 * altinn_data_type_is_app_owned:
 * @self: a data type
 *
 * Returns: whether only the app itself writes it: exactly `["app:owned"]`
 */
gboolean
altinn_data_type_is_app_owned (const AltinnDataType *self)
{
  return self->allowed_contributors != NULL && self->allowed_contributors[0] != NULL &&
         strcmp (self->allowed_contributors[0], "app:owned") == 0 &&
         self->allowed_contributors[1] == NULL;
}

/**
 * altinn_data_type_is_model:
 * @self: a data type
 *
 * Returns: whether it is a data model: has a class
 */
gboolean
altinn_data_type_is_model (const AltinnDataType *self)
{
  return self->class_ref != NULL;
}

/**
 * altinn_data_type_allows:
 * @self: a data type
 * @content_type: "application/pdf"
 *
 * Returns: whether it may hold that content; one that lists nothing may hold anything
 */
gboolean
altinn_data_type_allows (const AltinnDataType *self, const char *content_type)
{
  if (self->allowed_content_types == NULL || self->allowed_content_types[0] == NULL)
    return TRUE;
  for (gsize i = 0; self->allowed_content_types[i] != NULL; i++)
    if (g_ascii_strcasecmp (self->allowed_content_types[i], content_type) == 0)
      return TRUE;
  return FALSE;
}

/**
 * altinn_app_get_data_types:
 * @self: an app
 *
 * Returns: (transfer none) (element-type AltinnDataType): all data types in the order of the
 *   metadata; of a loose file those that the process names, assumed. Until the next "changed" of
 *   the app, of a loose file also of its model.
 */
const GPtrArray *
altinn_app_get_data_types (AltinnApp *self)
{
  if (self->data_types == NULL)
    self->data_types = altinn_metadata_read (self);
  if (self->data_types == NULL)
    self->data_types = altinn_metadata_assume (self);
  return self->data_types;
}

/**
 * altinn_app_lookup_data_type:
 * @self: an app
 * @id: (nullable): an id, compared exactly
 *
 * Returns: (transfer none) (nullable): the data type
 */
AltinnDataType *
altinn_app_lookup_data_type (AltinnApp *self, const char *id)
{
  const GPtrArray *types = altinn_app_get_data_types (self);

  for (guint i = 0; id != NULL && i < types->len; i++)
    {
      AltinnDataType *type = g_ptr_array_index (types, i);

      if (strcmp (type->id, id) == 0)
        return type;
    }
  return NULL;
}

/**
 * altinn_app_find_data_type:
 * @self: an app
 * @id: (nullable): an id in any case of letters, as the runtime compares dataTypesToSign
 *
 * Returns: (transfer none) (nullable): the data type
 */
AltinnDataType *
altinn_app_find_data_type (AltinnApp *self, const char *id)
{
  AltinnDataType *exact = altinn_app_lookup_data_type (self, id);
  const GPtrArray *types = altinn_app_get_data_types (self);

  for (guint i = 0; exact == NULL && id != NULL && i < types->len; i++)
    {
      AltinnDataType *type = g_ptr_array_index (types, i);

      if (g_ascii_strcasecmp (type->id, id) == 0)
        return type;
    }
  return exact;
}

/**
 * altinn_app_get_send_after_task:
 * @self: an app
 *
 * Returns: (nullable): sendAfterTaskId of the metadata's eFormidling block, the form before the
 *   service task
 */
const char *
altinn_app_get_send_after_task (AltinnApp *self)
{
  if (altinn_app_get_metadata (self) == NULL)
    return NULL;
  altinn_app_get_data_types (self);
  return self->send_after_task;
}

/* altinn-extension.c: what a new task begins with
 *
 * As Altinn Studio writes it (facts: format 1.5), but so that the app starts and asks for what the
 * palette promises: nothing empty that counts as set, a signature that is asked for, a receipt that
 * is a PDF (ordering.md 3.3; facts: format 4.2).
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/altinn/altinn-extension.h"

#include <string.h>

static void
content_clear_type (gpointer data)
{
  AltinnNewDataType *self = data;

  g_free (self->id);
  g_free (self);
}

static SourceFragment *
add (SourceFragment *parent, const char *name)
{
  return source_fragment_add (parent, ALTINN_NS, "altinn", name);
}

static void
add_text (SourceFragment *parent, const char *name, const char *text)
{
  source_fragment_add_text_element (parent, ALTINN_NS, "altinn", name, text);
}

static void
add_actions (SourceFragment *extension, const char *const *actions)
{
  SourceFragment *parent = add (extension, "actions");

  for (gsize i = 0; actions[i] != NULL; i++)
    add_text (parent, "action", actions[i]);
}

static gboolean
names_data_type (AltinnApp *app, const char *id)
{
  return altinn_app_find_data_type (app, id) != NULL;
}

/* An id for a new data type: @stem, with a number behind it if it is taken. */
static char *
new_data_type_id (AltinnApp *app, const char *stem)
{
  char *id = g_strdup (stem);

  for (guint i = 2; names_data_type (app, id); i++)
    {
      g_free (id);
      id = g_strdup_printf ("%s-%u", stem, i);
    }
  return id;
}

static char *
need_data_type (AltinnApp *app, AltinnContent *content, const char *stem, const char *type,
                gboolean app_owned, gint64 min_count, gint64 max_count)
{
  AltinnNewDataType *needed = g_new0 (AltinnNewDataType, 1);

  needed->id = new_data_type_id (app, stem);
  needed->content_type = type;
  needed->app_owned = app_owned;
  needed->min_count = min_count;
  needed->max_count = max_count;
  g_ptr_array_add (content->data_types, needed);
  return needed->id;
}

/* The PDFs of the runtime's own service tasks are kept in one type of every app. */
static void
need_shared_pdf (AltinnApp *app, AltinnContent *content)
{
  if (!names_data_type (app, "ref-data-as-pdf"))
    need_data_type (app, content, "ref-data-as-pdf", "application/pdf", FALSE, 0, 0);
}

/* What there is to sign: the data models that belong to tasks of the process; where that is not
 * known, what another signing task signs, else the model of Altinn's app template. */
static void
add_types_to_sign (AltinnApp *app, SourceFragment *config)
{
  SourceFragment *list = add (config, "dataTypesToSign");
  const GPtrArray *types = altinn_app_get_data_types (app);
  const GPtrArray *elements = bpmn_model_get_elements (altinn_app_get_model (app));
  gboolean any = FALSE;

  for (guint i = 0; i < types->len; i++)
    {
      AltinnDataType *type = g_ptr_array_index (types, i);

      if (!altinn_data_type_is_model (type) || type->task_id == NULL ||
          bpmn_model_lookup (altinn_app_get_model (app), type->task_id) == NULL)
        continue;
      add_text (list, "dataType", type->id);
      any = TRUE;
    }
  for (guint i = 0; !any && i < elements->len; i++)
    {
      g_auto (GStrv) signed_types =
          altinn_settings_get_list (g_ptr_array_index (elements, i), "dataTypesToSign");

      for (gsize j = 0; signed_types[j] != NULL; j++)
        {
          add_text (list, "dataType", signed_types[j]);
          any = TRUE;
        }
    }
  if (!any)
    add_text (list, "dataType", "model");
}

static void
add_signing (AltinnApp *app, AltinnContent *content, SourceFragment *extension,
             AltinnTaskTypeId kind, guint signatures)
{
  static const char *const actions[] = { "sign", "reject", NULL };
  gboolean by_users = kind == ALTINN_TASK_USER_CONTROLLED_SIGNING;
  SourceFragment *config;

  /* Studio tells user-controlled signing by this stem alone (facts: format 1.5). */
  const char *stem = by_users ? "user-controlled-signatures" : "signatures";

  add_actions (extension, actions);
  config = add (extension, "signatureConfig");
  add_types_to_sign (app, config);
  if (signatures == 0)
    signatures = kind == ALTINN_TASK_PARALLEL_SIGNING ? 2 : 1;
  add_text (config, "signatureDataType",
            need_data_type (app, content, stem, "application/json", TRUE, signatures, 0));
  if (by_users)
    {
      /* A provider must be named together with the states; the app's own class has its id. */
      add_text (config, "signeeStatesDataTypeId",
                need_data_type (app, content, "signees-states", "application/json", TRUE, 0, 1));
      add_text (config, "signeeProviderId", "signees");
      add_text (config, "signingPdfDataType",
                need_data_type (app, content, "signatures-pdf", "application/pdf", FALSE, 0, 1));
      add_text (config, "correspondenceResource", "app-correspondence");
    }
  add_text (config, "runDefaultValidator", "true");
}

static void
add_payment (AltinnApp *app, AltinnContent *content, SourceFragment *extension)
{
  static const char *const actions[] = { "pay", "confirm", "reject", NULL };
  SourceFragment *config;

  add_actions (extension, actions);
  config = add (extension, "paymentConfig");
  add_text (config, "paymentDataType",
            need_data_type (app, content, "paymentInformation", "application/json", TRUE, 0, 1));
  add_text (config, "paymentReceiptPdfDataType",
            need_data_type (app, content, "paymentReceiptPdf", "application/pdf", FALSE, 0, 1));
}

/* The first task of the process that fills something in, by its place in the file. */
static const char *
find_first_form (AltinnApp *app)
{
  const GPtrArray *elements = bpmn_model_get_elements (altinn_app_get_model (app));

  for (guint i = 0; i < elements->len; i++)
    {
      BpmnElement *element = g_ptr_array_index (elements, i);
      const AltinnTaskType *type = altinn_task_type_of_element (NULL, element);

      if (type != NULL && type->id == ALTINN_TASK_DATA && bpmn_element_get_id (element) != NULL)
        return bpmn_element_get_id (element);
    }
  return NULL;
}

static void
add_pdf (AltinnApp *app, AltinnContent *content, SourceFragment *extension)
{
  SourceFragment *config = add (extension, "pdfConfig");
  const char *form = find_first_form (app);

  if (form != NULL)
    add_text (add (config, "autoPdfTaskIds"), "taskId", form);
  need_shared_pdf (app, content);
}

/* The first subform of the app's layouts: its component and the data type of its layout set. */
static void
add_subform_pdf (AltinnApp *app, AltinnContent *content, SourceFragment *extension)
{
  SourceFragment *config = add (extension, "subformPdfConfig");
  const GPtrArray *sets = altinn_app_get_layout_sets (app);
  const AltinnLayoutSet *subform = NULL;
  const AltinnComponent *component = NULL;

  need_shared_pdf (app, content);
  for (guint i = 0; i < sets->len; i++)
    {
      const AltinnLayoutSet *set = g_ptr_array_index (sets, i);
      const GPtrArray *components = altinn_app_get_components (app, set);

      if (subform == NULL && g_strcmp0 (set->type, "subform") == 0)
        subform = set;
      for (guint j = 0; component == NULL && j < components->len; j++)
        if (strcmp (((AltinnComponent *) g_ptr_array_index (components, j))->type, "Subform") == 0)
          component = g_ptr_array_index (components, j);
    }
  if (component != NULL && component->id != NULL)
    add_text (config, "subformComponentId", component->id);
  if (subform != NULL && subform->data_type != NULL)
    add_text (config, "subformDataTypeId", subform->data_type);
}

/* The required settings with the values that nearly every service has; the receiver is for the
 * service to say. Switched off on the developer's machine, where there is nothing to send to. */
static void
add_eformidling (AltinnApp *app, AltinnContent *content, SourceFragment *extension)
{
  SourceFragment *config = add (extension, "eFormidlingConfig");
  SourceFragment *disabled = source_fragment_add (config, ALTINN_NS, "altinn", "disabled");

  source_fragment_set_attribute (disabled, NULL, NULL, "env", "development");
  source_fragment_set_text (disabled, "true");
  add_text (config, "process", "urn:no:difi:profile:arkivmelding:administrasjon:ver1.0");
  add_text (config, "standard", "urn:no:difi:arkivmelding:xsd::arkivmelding");
  add_text (config, "typeVersion", "2.0");
  add_text (config, "type", "arkivmelding");
  add_text (config, "securityLevel", "3");
  add_text (add (config, "dataTypes"), "dataType", "ref-data-as-pdf");
  need_shared_pdf (app, content);
}

/* The rights that people need at a task, beside read (facts: format 1.7). */
static const char *const *
get_rights (AltinnTaskTypeId id)
{
  static const char *const write[] = { "read", "write", NULL };
  static const char *const confirm[] = { "read", "confirm", NULL };
  static const char *const sign[] = { "read", "sign", "reject", NULL };
  static const char *const pay[] = { "read", "pay", "confirm", "reject", NULL };
  static const char *const lookup[] = { "read", "lookup", NULL };

  switch ((guint) id)
    {
    case ALTINN_TASK_CONFIRMATION:
      return confirm;
    case ALTINN_TASK_SIGNING:
    case ALTINN_TASK_PARALLEL_SIGNING:
    case ALTINN_TASK_USER_CONTROLLED_SIGNING:
      return sign;
    case ALTINN_TASK_PAYMENT:
      return pay;
    case ALTINN_TASK_LOOKUP:
      return lookup;
    case ALTINN_TASK_FEEDBACK: /* the service owner's business */
    case ALTINN_EXCLUSIVE_GATEWAY:
    case ALTINN_START_EVENT:
    case ALTINN_END_EVENT:
      return NULL;
    default:
      return write;
    }
}

/**
 * altinn_content_new:
 * @app: the app it is for
 * @type: what is to be made
 * @options: (nullable): what the person chose
 *
 * Returns: (transfer full): the extension, data types and rights of a new element
 */
AltinnContent *
altinn_content_new (AltinnApp *app, const AltinnTaskType *type, const AltinnAddOptions *options)
{
  static const char *const confirm[] = { "confirm", NULL };
  AltinnContent *self = g_new0 (AltinnContent, 1);
  const char *task_type = type->task_type;

  self->data_types = g_ptr_array_new_with_free_func (content_clear_type);
  self->rights = get_rights (type->id);
  if (task_type == NULL)
    return self;
  if (*task_type == '\0')
    task_type = options != NULL && options->task_type != NULL ? options->task_type : "service";
  self->extension = source_fragment_new (ALTINN_NS, "altinn", "taskExtension");
  add_text (self->extension, "taskType", task_type);
  switch ((guint) type->id)
    {
    case ALTINN_TASK_CONFIRMATION:
      add_actions (self->extension, confirm);
      break;
    case ALTINN_TASK_SIGNING:
    case ALTINN_TASK_PARALLEL_SIGNING:
    case ALTINN_TASK_USER_CONTROLLED_SIGNING:
      add_signing (app, self, self->extension, type->id,
                   options != NULL ? options->signatures : 0);
      break;
    case ALTINN_TASK_PAYMENT:
      add_payment (app, self, self->extension);
      break;
    case ALTINN_TASK_PDF:
      add_pdf (app, self, self->extension);
      break;
    case ALTINN_TASK_SUBFORM_PDF:
      add_subform_pdf (app, self, self->extension);
      break;
    case ALTINN_TASK_EFORMIDLING:
      add_eformidling (app, self, self->extension);
      break;
    default:
      break;
    }
  return self;
}

/**
 * altinn_content_free:
 * @self: (transfer full): a content
 */
void
altinn_content_free (AltinnContent *self)
{
  g_clear_pointer (&self->extension, source_fragment_free);
  g_ptr_array_unref (self->data_types);
  g_free (self);
}

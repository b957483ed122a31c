/* run-process-read.c: reads a document as .NET's XmlSerializer reads it
 *
 * The class tree of the runtime, element by element (facts: runtime 1.2). What it does not bind is
 * skipped without a word; what it cannot convert fails the whole load.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/altinn/altinn-types.h"
#include "engine/run/run-process-private.h"
#include "engine/source/source-node.h"

#include <string.h>

typedef struct
{
  RunProcess *process;
  SourceDocument *document;
  GPtrArray *texts; /* a list that is being read */
  gboolean failed;
  gboolean quiet; /* nobody wants to know why it fails */
  GError *error;  /* the first thing that fails the load */
} Reader;

static void G_GNUC_PRINTF (3, 4)
fail (Reader *reader, const SourceNode *node, const char *format, ...)
{
  g_autofree char *message = NULL;
  guint line;
  guint column;
  va_list args;

  reader->failed = TRUE;
  if (reader->quiet || reader->error != NULL)
    return;
  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  source_node_locate (reader->document, node, &line, &column);
  reader->error = g_error_new (RUN_ERROR, RUN_ERROR_LOAD,
                               "%s:%u:%u: error: There is an error in XML document (%u, %u). %s",
                               reader->process->file, line, column, line, column, message);
}

static const char *
keep (Reader *reader, const char *text)
{
  return text != NULL ? g_string_chunk_insert (reader->process->strings, text) : NULL;
}

static const char *
keep_bytes (Reader *reader, const char *text, gsize length)
{
  return g_string_chunk_insert_len (reader->process->strings, text, (gssize) length);
}

static const char *
read_attribute (Reader *reader, const SourceNode *node, const char *namespace_uri,
                const char *name)
{
  gsize length;
  const char *plain = source_node_peek_attribute (node, namespace_uri, name, &length);
  g_autofree char *value = NULL;

  if (plain != NULL)
    return keep_bytes (reader, plain, length);
  value = source_node_dup_attribute (node, namespace_uri, name);
  return keep (reader, value);
}

static gboolean
is_blank (const char *text)
{
  return text[strspn (text, " \t\r\n")] == '\0';
}

/* The text of @node. Text that is only white space between tags is dropped by the runtime's
 * reader, white space around other text is kept. */
static const char *
read_own_text (Reader *reader, const SourceNode *node)
{
  gsize length;
  const char *plain = source_node_peek_text (node, &length);
  g_autofree char *text = NULL;

  /* Text that is a node of its own is not blank. */
  if (plain != NULL)
    return keep_bytes (reader, plain, length);
  text = source_node_dup_text (node);
  if (is_blank (text))
    {
      const SourceNode *child = source_node_get_first_child (node);

      while (child != NULL && source_node_get_kind (child) != SOURCE_NODE_CDATA)
        child = source_node_get_next (child);
      if (child == NULL)
        return "";
    }
  return keep (reader, text);
}

/* A string member: the runtime refuses anything but text in it. */
static const char *
read_text (Reader *reader, const SourceNode *node)
{
  for (const SourceNode *child = source_node_get_first_child (node); child != NULL;
       child = source_node_get_next (child))
    switch (source_node_get_kind (child))
      {
      case SOURCE_NODE_TEXT:
      case SOURCE_NODE_CDATA:
        break;
      case SOURCE_NODE_ELEMENT:
        fail (reader, child,
              "Unexpected node type Element. '%s' may hold text only, not the element <%s>.",
              source_node_get_name (node), source_node_get_name (child));
        return "";
      default:
        fail (reader, child,
              "Unexpected node type Comment. '%s' may hold text only, no comments or instructions.",
              source_node_get_name (node));
        return "";
      }
  return read_own_text (reader, node);
}

static const char *
read_child_text (Reader *reader, const SourceNode *parent, const char *name)
{
  const SourceNode *child = source_node_first_element (parent, ALTINN_NS, name);

  return child != NULL ? read_text (reader, child) : NULL;
}

/* Adds the texts of all @namespace_uri @name children of @parent to the list that is being read. */
static void
read_texts (Reader *reader, const SourceNode *parent, const char *namespace_uri, const char *name)
{
  for (const SourceNode *child = source_node_first_element (parent, namespace_uri, name);
       child != NULL; child = source_node_next_element (child, namespace_uri, name))
    g_ptr_array_add (reader->texts, (gpointer) read_text (reader, child));
}

static const char *const *
finish_texts (Reader *reader)
{
  static const char *const none[] = { NULL };

  if (reader->texts->len == 0)
    return none;
  g_ptr_array_add (reader->texts, NULL);
  return run_process_keep_array (reader->process, reader->texts);
}

/* A list with a wrapper; a repeated wrapper is read on. */
static const char *const *
read_list (Reader *reader, const SourceNode *parent, const char *wrapper, const char *item)
{
  if (parent != NULL)
    for (const SourceNode *list = source_node_first_element (parent, ALTINN_NS, wrapper);
         list != NULL; list = source_node_next_element (list, ALTINN_NS, wrapper))
      read_texts (reader, list, ALTINN_NS, item);
  return finish_texts (reader);
}

static gboolean
read_boolean (Reader *reader, const SourceNode *node, const char *text)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (text));

  if (strcmp (trimmed, "true") == 0 || strcmp (trimmed, "1") == 0)
    return TRUE;
  if (strcmp (trimmed, "false") != 0 && strcmp (trimmed, "0") != 0)
    fail (reader, node, "The string '%s' is not a valid Boolean value.", text);
  return FALSE;
}

static void
read_actions (Reader *reader, const SourceNode *node, RunTaskExtension *extension)
{
  g_autoptr (GArray) actions = g_array_new (FALSE, FALSE, sizeof (RunAction));

  for (const SourceNode *list = source_node_first_element (node, ALTINN_NS, "actions");
       list != NULL; list = source_node_next_element (list, ALTINN_NS, "actions"))
    for (const SourceNode *item = source_node_first_element (list, ALTINN_NS, "action");
         item != NULL; item = source_node_next_element (item, ALTINN_NS, "action"))
      {
        g_autofree char *type = source_node_dup_attribute (item, NULL, "type");
        RunAction action = { read_own_text (reader, item), FALSE };

        if (type != NULL && strcmp (type, "serverAction") == 0)
          action.server = TRUE;
        else if (type != NULL && strcmp (type, "processAction") != 0)
          fail (reader, item,
                "Instance validation error: '%s' is not a valid value for ActionType.", type);
        g_array_append_val (actions, action);
      }
  extension->n_actions = actions->len;
  if (actions->len > 0)
    {
      RunAction *kept = run_process_alloc (reader->process, actions->len * sizeof (RunAction));

      memcpy (kept, actions->data, actions->len * sizeof (RunAction));
      extension->actions = kept;
    }
}

static void
append_env_value (Reader *reader, const SourceNode *node, GArray *values)
{
  RunEnvValue value = { 0 };

  value.name = keep (reader, source_node_get_name (node));
  value.env = read_attribute (reader, node, NULL, "env");
  if (strcmp (value.name, "dataTypes") == 0)
    {
      read_texts (reader, node, ALTINN_NS, "dataType");
      value.values = finish_texts (reader);
    }
  else
    value.value = read_own_text (reader, node);
  g_array_append_val (values, value);
}

static const RunEnvValue *
finish_env_values (Reader *reader, GArray *values, guint *n_values)
{
  RunEnvValue *kept = NULL;

  *n_values = values->len;
  if (values->len > 0)
    {
      kept = run_process_alloc (reader->process, values->len * sizeof (RunEnvValue));
      memcpy (kept, values->data, values->len * sizeof (RunEnvValue));
    }
  g_array_unref (values);
  return kept;
}

static void
read_signature_config (Reader *reader, const SourceNode *node, RunTaskExtension *extension)
{
  const SourceNode *config = source_node_first_element (node, ALTINN_NS, "signatureConfig");
  const SourceNode *validator;
  GArray *resources;

  extension->data_types_to_sign = read_list (reader, config, "dataTypesToSign", "dataType");
  extension->unique_from
      = read_list (reader, config, "uniqueFromSignaturesInDataTypes", "dataType");
  if (config == NULL)
    return;
  validator = source_node_first_element (config, ALTINN_NS, "runDefaultValidator");
  resources = g_array_new (FALSE, FALSE, sizeof (RunEnvValue));
  extension->has_signature_config = TRUE;
  extension->signature_data_type = read_child_text (reader, config, "signatureDataType");
  extension->signee_provider_id = read_child_text (reader, config, "signeeProviderId");
  extension->signee_states_data_type = read_child_text (reader, config, "signeeStatesDataTypeId");
  extension->signing_pdf_data_type = read_child_text (reader, config, "signingPdfDataType");
  for (const SourceNode *child
       = source_node_first_element (config, ALTINN_NS, "correspondenceResource");
       child != NULL; child = source_node_next_element (child, ALTINN_NS, "correspondenceResource"))
    append_env_value (reader, child, resources);
  if (validator != NULL)
    extension->run_default_validator
        = read_boolean (reader, validator, read_text (reader, validator));
  extension->correspondence_resources
      = finish_env_values (reader, resources, &extension->n_correspondence_resources);
}

static void
read_payment_config (Reader *reader, const SourceNode *node, RunTaskExtension *extension)
{
  const SourceNode *config = source_node_first_element (node, ALTINN_NS, "paymentConfig");

  if (config == NULL)
    return;
  extension->has_payment_config = TRUE;
  extension->payment_data_type = read_child_text (reader, config, "paymentDataType");
  extension->payment_receipt_pdf_data_type
      = read_child_text (reader, config, "paymentReceiptPdfDataType");
}

static void
read_pdf_configs (Reader *reader, const SourceNode *node, RunTaskExtension *extension)
{
  const SourceNode *config = source_node_first_element (node, ALTINN_NS, "pdfConfig");
  const SourceNode *subform = source_node_first_element (node, ALTINN_NS, "subformPdfConfig");

  extension->auto_pdf_task_ids = read_list (reader, config, "autoPdfTaskIds", "taskId");
  if (config != NULL)
    {
      extension->has_pdf_config = TRUE;
      extension->filename_text_key = read_child_text (reader, config, "filenameTextResourceKey");
    }
  if (subform != NULL)
    {
      extension->has_subform_pdf_config = TRUE;
      extension->subform_filename_text_key
          = read_child_text (reader, subform, "filenameTextResourceKey");
      extension->subform_component_id = read_child_text (reader, subform, "subformComponentId");
      extension->subform_data_type_id = read_child_text (reader, subform, "subformDataTypeId");
    }
}

static void
read_eformidling_config (Reader *reader, const SourceNode *node, RunTaskExtension *extension)
{
  static const char *const names[]
      = { "disabled", "receiver",    "process",       "standard",         "typeVersion",
          "type",     "securityLevel", "dpfShipmentType", "dataTypes", NULL };
  const SourceNode *config = source_node_first_element (node, ALTINN_NS, "eFormidlingConfig");
  GArray *values;

  if (config == NULL)
    return;
  extension->has_eformidling_config = TRUE;
  values = g_array_new (FALSE, FALSE, sizeof (RunEnvValue));
  for (const SourceNode *child = source_node_get_first_child (config); child != NULL;
       child = source_node_get_next (child))
    if (source_node_get_kind (child) == SOURCE_NODE_ELEMENT
        && g_strcmp0 (source_node_get_namespace (child), ALTINN_NS) == 0
        && g_strv_contains (names, source_node_get_name (child)))
      append_env_value (reader, child, values);
  extension->eformidling = finish_env_values (reader, values, &extension->n_eformidling);
}

static const RunTaskExtension *
read_task_extension (Reader *reader, const SourceNode *node)
{
  RunTaskExtension *extension = run_process_alloc (reader->process, sizeof (RunTaskExtension));

  extension->task_type = read_child_text (reader, node, "taskType");
  read_actions (reader, node, extension);
  read_signature_config (reader, node, extension);
  read_payment_config (reader, node, extension);
  read_pdf_configs (reader, node, extension);
  read_eformidling_config (reader, node, extension);
  return extension;
}

static gboolean
is_nil (const SourceNode *node)
{
  g_autofree char *nil
      = source_node_dup_attribute (node, "http://www.w3.org/2001/XMLSchema-instance", "nil");

  return nil != NULL && (strcmp (nil, "true") == 0 || strcmp (nil, "1") == 0);
}

static void
read_extension_elements (Reader *reader, const SourceNode *element, RunNode *node)
{
  const SourceNode *extensions
      = source_node_first_element (element, BPMN_NS_MODEL, "extensionElements");
  const SourceNode *task;
  const SourceNode *gateway;
  const SourceNode *connected;

  if (extensions == NULL)
    return;
  task = source_node_first_element (extensions, ALTINN_NS, "taskExtension");
  gateway = source_node_first_element (extensions, ALTINN_NS, "gatewayExtension");
  /* The class is the same for tasks and gateways; each uses its own part. */
  if (task != NULL)
    node->extension = read_task_extension (reader, task);
  if (gateway == NULL)
    return;
  node->has_gateway_extension = TRUE;
  connected = source_node_first_element (gateway, ALTINN_NS, "connectedDataTypeId");
  if (connected != NULL && !is_nil (connected))
    node->connected_data_type = read_text (reader, connected);
}

static void
read_node (Reader *reader, const SourceNode *element, RunNodeKind kind)
{
  RunNode *node = run_process_alloc (reader->process, sizeof (RunNode));

  node->kind = kind;
  node->id = read_attribute (reader, element, NULL, "id");
  node->name = read_attribute (reader, element, NULL, "name");
  read_texts (reader, element, BPMN_NS_MODEL, "incoming");
  node->incoming = finish_texts (reader);
  read_texts (reader, element, BPMN_NS_MODEL, "outgoing");
  node->outgoing = finish_texts (reader);
  if (kind == RUN_NODE_EXCLUSIVE_GATEWAY)
    node->default_flow = read_attribute (reader, element, NULL, "default");
  if (kind == RUN_NODE_TASK || kind == RUN_NODE_SERVICE_TASK)
    node->task_type_v7 = read_attribute (reader, element, ALTINN_NS_V7, "tasktype");
  if (kind != RUN_NODE_START_EVENT && kind != RUN_NODE_END_EVENT)
    read_extension_elements (reader, element, node);
  g_ptr_array_add (reader->process->nodes, node);
}

static void
read_flow (Reader *reader, const SourceNode *element)
{
  RunFlow *flow = run_process_alloc (reader->process, sizeof (RunFlow));
  const SourceNode *condition
      = source_node_first_element (element, BPMN_NS_MODEL, "conditionExpression");

  flow->index = reader->process->flows->len;
  flow->id = read_attribute (reader, element, NULL, "id");
  flow->source_ref = read_attribute (reader, element, NULL, "sourceRef");
  flow->target_ref = read_attribute (reader, element, NULL, "targetRef");
  flow->flow_type = read_attribute (reader, element, ALTINN_NS_V7, "flowtype");
  if (condition != NULL)
    flow->condition = read_text (reader, condition);
  g_ptr_array_add (reader->process->flows, flow);
}

/* The runtime keeps a list for each of these. */
enum
{
  FLOWS = RUN_NODE_END_EVENT + 1,
  N_LISTS
};

static void
sort_children (const SourceNode *process, GPtrArray *lists[N_LISTS])
{
  static const char *const names[N_LISTS] = {
    [RUN_NODE_START_EVENT] = "startEvent",
    [RUN_NODE_TASK] = "task",
    [RUN_NODE_SERVICE_TASK] = "serviceTask",
    [RUN_NODE_EXCLUSIVE_GATEWAY] = "exclusiveGateway",
    [RUN_NODE_END_EVENT] = "endEvent",
    [FLOWS] = "sequenceFlow",
  };

  for (SourceNode *child = source_node_first_element (process, NULL, NULL); child != NULL;
       child = source_node_next_element (child, NULL, NULL))
    for (guint l = 0; l < N_LISTS; l++)
      if (source_node_is (child, BPMN_NS_MODEL, names[l]))
        {
          g_ptr_array_add (lists[l], child);
          break;
        }
}

static void
read_process (Reader *reader, const SourceNode *element)
{
  g_autofree char *executable = source_node_dup_attribute (element, NULL, "isExecutable");
  GPtrArray *lists[N_LISTS];

  reader->process->has_process = TRUE;
  reader->process->id = read_attribute (reader, element, NULL, "id");
  if (executable != NULL)
    read_boolean (reader, element, executable);
  for (guint l = 0; l < N_LISTS; l++)
    lists[l] = g_ptr_array_new ();
  sort_children (element, lists);
  for (guint kind = 0; kind < FLOWS; kind++)
    {
      reader->process->first[kind] = reader->process->nodes->len;
      for (guint i = 0; i < lists[kind]->len; i++)
        read_node (reader, lists[kind]->pdata[i], kind);
    }
  for (guint i = 0; i < lists[FLOWS]->len; i++)
    read_flow (reader, lists[FLOWS]->pdata[i]);
  for (guint l = 0; l < N_LISTS; l++)
    g_ptr_array_unref (lists[l]);
}

static void
read_root (Reader *reader)
{
  const SourceNode *root = source_document_get_root (reader->document);
  const SourceNode *process;

  if (!source_node_is (root, BPMN_NS_MODEL, "definitions"))
    {
      const char *namespace_uri = source_node_get_namespace (root);

      fail (reader, root, "<%s xmlns='%s'> was not expected.", source_node_get_name (root),
            namespace_uri != NULL ? namespace_uri : "");
      return;
    }
  process = source_node_first_element (root, BPMN_NS_MODEL, "process");
  if (process != NULL)
    read_process (reader, process);
}

/* Touches nothing of @document that is not read only, where @error is %NULL. */
gboolean
run_process_read (RunProcess *self, SourceDocument *document, GError **error)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();
  Reader reader = { self, document, texts, FALSE, error == NULL, NULL };

  if (source_document_get_root (document) == NULL)
    {
      g_set_error (error, RUN_ERROR, RUN_ERROR_LOAD, "%s:1:1: error: no root element", self->file);
      return FALSE;
    }
  read_root (&reader);
  self->first[RUN_NODE_END_EVENT + 1] = self->nodes->len;
  if (reader.error != NULL)
    g_propagate_error (error, reader.error);
  return !reader.failed;
}

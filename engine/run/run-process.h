/* run-process.h: a process as the app runtime reads it
 *
 * Only what the runtime binds, by the rules of .NET's XmlSerializer (facts: runtime 1): namespaces
 * count and prefixes do not, the first of a repeated single element wins, `type` and `env` are
 * unqualified, empty is not absent, everything unknown is skipped. Immutable: made once from the
 * document and independent of it afterwards, so it may be read in any thread.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "engine/expression/expression.h"
#include "engine/run/run-types.h"
#include "engine/source/source-document.h"

G_BEGIN_DECLS

typedef enum
{
  RUN_NODE_START_EVENT,
  RUN_NODE_TASK,
  RUN_NODE_SERVICE_TASK,
  RUN_NODE_EXCLUSIVE_GATEWAY,
  RUN_NODE_END_EVENT,
} RunNodeKind;

/* An altinn:action of a task. */
typedef struct
{
  const char *id; /* the text; "" for an empty element */
  gboolean server; /* type="serverAction" */
} RunAction;

/* A value with the unqualified attribute env (facts: runtime 1.2). */
typedef struct
{
  const char *env;           /* NULL: for all environments */
  const char *value;         /* NULL for a list */
  const char *const *values; /* of a list; else NULL */
  const char *name;          /* the element ("receiver") */
} RunEnvValue;

/**
 * RunTaskExtension:
 *
 * altinn:taskExtension. Strings are %NULL where the element is absent, lists are never %NULL.
 */
typedef struct
{
  const char *task_type;
  const RunAction *actions;
  guint n_actions;

  gboolean has_signature_config;
  const char *const *data_types_to_sign;
  const char *signature_data_type;
  const char *const *unique_from;
  const char *signee_provider_id;
  const char *signee_states_data_type;
  const char *signing_pdf_data_type;
  const RunEnvValue *correspondence_resources;
  guint n_correspondence_resources;
  gboolean run_default_validator;

  gboolean has_payment_config;
  const char *payment_data_type;
  const char *payment_receipt_pdf_data_type;

  gboolean has_pdf_config;
  const char *filename_text_key;
  const char *const *auto_pdf_task_ids;

  gboolean has_eformidling_config;
  const RunEnvValue *eformidling; /* every value, in document order */
  guint n_eformidling;

  gboolean has_subform_pdf_config;
  const char *subform_filename_text_key;
  const char *subform_component_id;
  const char *subform_data_type_id;
} RunTaskExtension;

/**
 * RunFlow:
 *
 * A sequenceFlow. Strings are %NULL where the attribute or element is absent.
 */
struct _RunFlow
{
  guint index; /* place in run_process_get_flows() */
  const char *id;
  const char *source_ref;
  const char *target_ref;
  const char *flow_type; /* altinn:flowtype, read by version 7 only */
  const char *condition; /* the text of conditionExpression */
  const RunNode *target; /* element (target_ref), NULL where it dangles */
  gpointer expression;   /* private */
};

/**
 * RunNode:
 *
 * A flow node the runtime knows. Strings are %NULL where the attribute is absent.
 */
struct _RunNode
{
  RunNodeKind kind;
  guint index; /* place in run_process_get_nodes() */
  const char *id;
  const char *name;
  const char *const *incoming; /* texts of the incoming elements; never NULL */
  const char *const *outgoing;
  const RunTaskExtension *extension; /* NULL: none */
  const char *task_type_v7;          /* attribute tasktype of http://altinn.no */
  const char *default_flow;          /* of a gateway */
  gboolean has_gateway_extension;
  const char *connected_data_type;
  /* The reader's getNextElements: for each sequenceFlow with this sourceRef, what has the id of its
   * targetRef. Gateways are not followed. */
  const RunNode *const *next;
  const RunFlow *const *next_flows; /* the flow to each of @next */
  guint n_next;
  /* The reader's getOutgoingSequenceFlows: flows that <outgoing> names. */
  const RunFlow *const *exits;
  guint n_exits;
  gboolean has_conditions; /* any of @exits has a condition */
};

RunProcess *run_process_new (SourceDocument *document, GError **error) G_GNUC_WARN_UNUSED_RESULT;
RunProcess *run_process_ref (RunProcess *self);
void run_process_unref (RunProcess *self);

const char *run_process_get_file (const RunProcess *self); /* as the document is named */
const char *run_process_get_id (const RunProcess *self);   /* of the process element; NULL if none */
gboolean run_process_has_process (const RunProcess *self); /* there is a process element */
/* startEvent*, task*, serviceTask*, exclusiveGateway*, endEvent*, each in document order */
const RunNode *const *run_process_get_nodes (const RunProcess *self, guint *n_nodes);
const RunFlow *const *run_process_get_flows (const RunProcess *self, guint *n_flows);
const RunNode *run_process_lookup (const RunProcess *self, const char *id);
const RunFlow *run_process_lookup_flow (const RunProcess *self, const char *id);
/* All nodes of a kind, in document order. */
const RunNode *const *run_process_get_kind (const RunProcess *self, RunNodeKind kind,
                                            guint *n_nodes);
/* The reader's next: FALSE with the text the runtime throws. */
gboolean run_process_get_next (const RunProcess *self, const char *id, const RunNode *const **next,
                               guint *n_next, RunFailure **failure);

/* What its condition says; NULL where it has none or its text is no expression. */
const Expression *run_flow_get_expression (const RunFlow *flow);
const char *run_node_kind_to_string (RunNodeKind kind); /* "startEvent", never translated */
gboolean run_node_is_task (const RunNode *node);        /* task or serviceTask; FALSE for NULL */
const RunAction *run_node_find_action (const RunNode *node, const char *id);
/* What an app in @environment ("production", "tt02") reads: its own value, else the one for all. */
const char *run_node_get_eformidling (const RunNode *node, const char *name,
                                      const char *environment);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RunProcess, run_process_unref)

G_END_DECLS

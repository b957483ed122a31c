/* rules-private.h: what the files of the rules room share
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "engine/altinn/altinn-app.h"
#include "engine/expression/expression.h"
#include "engine/rules/rules-ids.h"
#include "engine/run/run-policy.h"
#include "engine/run/run-process.h"

G_BEGIN_DECLS

/**
 * RulesFixKind:
 *
 * How a finding is mended; rules-fix.c has a function for each.
 */
typedef enum
{
  RULES_FIX_SYNC_OUTGOING,       /* element: the gateway */
  RULES_FIX_REMOVE_DEFAULT,      /* element: the gateway */
  RULES_FIX_REMOVE_CONDITION,    /* element: the flow */
  RULES_FIX_COMPLEMENT,          /* element: the gateway */
  RULES_FIX_SET_ELEMENT_KIND,    /* element: the task */
  RULES_FIX_TASK_TYPE,           /* element: the task; value: the type */
  RULES_FIX_ADD_SHAPES,          /* the whole diagram */
  RULES_FIX_REMOVE_NODE,         /* node: what the app ignores */
  RULES_FIX_RENAME_NODE,         /* node; value: the right name */
  RULES_FIX_RENAME_ENV,          /* node; value: the attribute as written */
  RULES_FIX_ADD_DATA_TYPE,       /* element: the task; value: the id; detail: the setting */
  RULES_FIX_ADD_PDF_DATA_TYPE,   /* ref-data-as-pdf */
  RULES_FIX_OWN_DATA_TYPE,       /* value: the data type */
  RULES_FIX_GRANT,               /* element: the task; value: the actions, blank-separated */
  RULES_FIX_ADD_LAYOUT,          /* element: the task */
  RULES_FIX_ADD_REJECT_BRANCH,   /* element: the task; value: where to go back to */
  RULES_FIX_ROUTE_BY_TASK,       /* element: the task to come by; value: the flow that passes it */
  RULES_FIX_REQUIRE_SIGNATURE,   /* element: the signing task */
  RULES_FIX_SIGNATURE_COUNT,     /* value: the data type */
} RulesFixKind;

struct _RulesFix
{
  RulesFixKind kind;
  char *element;
  SourceNode *node;
  char *value;
  char *detail;
};

/* rules-finding.c */
RulesFinding *rules_finding_new (RulesRuleId rule, char *message) G_GNUC_WARN_UNUSED_RESULT;
RulesFinding *rules_finding_copy (const RulesFinding *self) G_GNUC_WARN_UNUSED_RESULT;
void rules_finding_set_place (RulesFinding *self, SourceDocument *document, SourceNode *node);
void rules_finding_set_offset (RulesFinding *self, SourceDocument *document, gsize offset,
                               guint line, guint column);
void rules_finding_set_fix (RulesFinding *self, RulesFixKind kind, const char *element,
                            const char *value, const char *title, gboolean safe);
void rules_finding_set_claim (RulesFinding *self, const char *status, const char *at,
                              const char *error);
int rules_finding_compare (gconstpointer a, gconstpointer b); /* of RulesFinding ** */

/* rules-report.c */
typedef struct _RulesEngine RulesEngine;

struct _RulesReport
{
  gatomicrefcount ref_count;
  GPtrArray *findings;
  GPtrArray *silenced;
  char *runtime;
  RulesEngine *kept; /* NULL: nothing */
};
RulesReport *rules_report_new (const AltinnRuntime *runtime);

/* rules-config.c */
RulesConfig *rules_config_load (AltinnApp *app, GError **error);
gboolean rules_config_apply (const RulesConfig *self, RulesFinding *finding);

/* rules-facts.c */
typedef struct _RulesFacts RulesFacts;

/**
 * RulesCondition:
 * @text: as written
 * @expression: (nullable): what it says; %NULL if it is none
 * @error: (nullable): why it is none
 *
 * The condition of a flow.
 */
typedef struct
{
  char *text;
  Expression *expression;
  char *error;
} RulesCondition;

/**
 * RulesElement:
 * @element: the element
 * @type: its type
 * @index: its place among the elements of its kind (nodes, flows)
 * @task: (nullable): what the runtime knows of a task or gateway
 * @condition: (nullable): of a flow
 * @is_reachable: flows lead to it from a start event, as the app follows them
 * @outgoing: (nullable): of a gateway: ids in its `outgoing` elements, in their order
 * @findings: (nullable): what the rules that look at this element alone found
 * @reported: whether @findings is up to date
 *
 * What the rules know of one element of the process. Kept between checks until the element changes.
 */
typedef struct
{
  BpmnElement *element;
  BpmnType type;
  guint index;
  guint serial;
  AltinnTask *task;
  RulesCondition *condition;
  GPtrArray *outgoing;
  GPtrArray *findings;
  gboolean is_reachable;
  gboolean reported;
} RulesElement;

/**
 * RulesFacts:
 * @nodes: (element-type RulesElement): the nodes that the app runs, in document order
 * @flows: (element-type RulesElement): the sequence flows of the process, in document order
 * @others: (element-type RulesElement): everything else below the process
 *
 * All that the rules look at, derived from the model and kept up to date.
 */
struct _RulesFacts
{
  AltinnApp *app;
  BpmnModel *model;
  SourceDocument *document;
  const AltinnRuntime *runtime;
  BpmnElement *process;
  GPtrArray *nodes;
  GPtrArray *flows;
  GPtrArray *others;
  GHashTable *by_element; /* BpmnElement -> RulesElement, owned */
  GHashTable *by_id;      /* id -> RulesElement: the one the app finds */
  GHashTable *flow_by_id; /* id -> RulesElement */
  guint serial;
  const RunProcess *read; /* NULL but in rules_facts_update() */
};

RulesFacts *rules_facts_new (AltinnApp *app);
void rules_facts_free (RulesFacts *self);
void rules_facts_touch (RulesFacts *self, BpmnElement *element); /* it changed */
void rules_facts_flush (RulesFacts *self);                       /* a sibling file changed */
void rules_facts_update (RulesFacts *self, const RunProcess *read);
RulesElement *rules_facts_lookup (RulesFacts *self, const char *id);
RulesElement *rules_facts_get (RulesFacts *self, const BpmnElement *element);
char *rules_label (const BpmnElement *element) G_GNUC_WARN_UNUSED_RESULT;
gboolean rules_is_task (const RulesElement *self);
const char *rules_task_type (const RulesElement *self); /* "" if none */
gboolean rules_task_is (const RulesElement *self, const char *task_type);

/**
 * RulesSink:
 *
 * Where rules put what they find. @facts is what is judged.
 */
typedef struct
{
  RulesFacts *facts;
  GPtrArray *findings;
} RulesSink;

RulesFinding *rules_report_element (RulesSink *sink, RulesRuleId rule, const BpmnElement *element,
                                    const char *format, ...) G_GNUC_PRINTF (4, 5);
RulesFinding *rules_report_node (RulesSink *sink, RulesRuleId rule, const BpmnElement *element,
                                 SourceNode *node, const char *format, ...) G_GNUC_PRINTF (5, 6);
RulesFinding *rules_report_file (RulesSink *sink, RulesRuleId rule, SourceDocument *document,
                                 guint line, guint column, const char *format, ...)
    G_GNUC_PRINTF (6, 7);

/* rules-engine.c: one check after the other over the same app, what did not change kept */
RulesEngine *rules_engine_new (AltinnApp *app);
void rules_engine_free (RulesEngine *self);
guint64 rules_engine_get_revision (RulesEngine *self);
RulesReport *rules_engine_check (RulesEngine *self, const RulesOptions *options, GError **error);
void rules_engine_check_async (RulesEngine *self, const RulesOptions *options,
                               GCancellable *cancellable, GAsyncReadyCallback callback,
                               gpointer user_data);
RulesReport *rules_engine_check_finish (RulesEngine *self, GAsyncResult *result, GError **error);
gboolean rules_set_runtime (AltinnApp *app, const char *runtime, GError **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RulesEngine, rules_engine_free)

/* rules-fix-diagram.c */
gboolean rules_fix_add_shapes (AltinnApp *app, GError **error);
gboolean rules_fix_place_between (AltinnApp *app, BpmnElement *node, BpmnElement *before,
                                  BpmnElement *after, GError **error);
gboolean rules_fix_route (AltinnApp *app, BpmnElement *flow, GError **error);

/* Rules that look at one element (and the sibling files); their findings are kept with it */
void rules_local_structure (RulesSink *sink, RulesElement *element);
void rules_local_conditions (RulesSink *sink, RulesElement *element);
void rules_local_settings (RulesSink *sink, RulesElement *element);
void rules_local_elements (RulesSink *sink, RulesElement *element);
void rules_local_data_types (RulesSink *sink, RulesElement *element);
void rules_local_pdf (RulesSink *sink, RulesElement *element);

/* Rules that look at the whole process or app */
void rules_whole_structure (RulesSink *sink);
void rules_whole_diagram (RulesSink *sink);
void rules_whole_conditions (RulesSink *sink);
void rules_whole_app (RulesSink *sink);
/* @policy: (nullable): policy.xml, where it has been read already */
void rules_whole_policy (RulesSink *sink, const RunPolicy *policy);
void rules_whole_problems (RulesSink *sink);

G_END_DECLS

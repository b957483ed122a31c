/* ordering-private.h: the ordering rules' picture of a process and its runs
 *
 * The picture is ordering.md's model: what each task fills in (M1), looks at (M2) and offers (M3),
 * the values that conditions tell apart (M4), and the graph of runs under the normal environment
 * (M5). Where the process goes from a task is always asked of engine/run's navigator. Everything
 * here is made from an immutable RunApp, so it may be used in any thread.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "engine/rules/rules-private.h"
#include "engine/run/run-navigator.h"
#include "engine/run/run-play.h"

G_BEGIN_DECLS

/* What a task is to the rules. */
typedef enum
{
  ORDERING_OTHER,
  ORDERING_DATA,
  ORDERING_LOOKUP,
  ORDERING_CONFIRMATION,
  ORDERING_SIGNING,
  ORDERING_PAYMENT,
  ORDERING_FEEDBACK,
  ORDERING_PDF,
  ORDERING_SUBFORM_PDF,
  ORDERING_EFORMIDLING,
  ORDERING_FIKS_ARKIV,
} OrderingKind;

/**
 * OrderingExit:
 * @action: (nullable): what the client sends; interned; %NULL for «none»
 * @outcome: (nullable): of a service task that runs by itself; %NULL: a person acts
 * @to: (nullable): the target that the client of version 7 names
 * @cost: number of steps it takes
 * @offered: M3's Offered
 * @signs: a signature is stored in this visit
 * @separate_sign: by a `sign` that does not move, before the step that does
 * @rejects: the task is abandoned, not ended
 * @by_layout: the layout is not known and the other signing style may be the real one
 *
 * One way to leave a task.
 */
typedef struct
{
  const char *action;
  const char *outcome;
  const char *to;
  guint cost;
  gboolean offered;
  gboolean signs;
  gboolean separate_sign;
  gboolean rejects;
  gboolean by_layout;
} OrderingExit;

/**
 * OrderingTask:
 * @node: the task
 * @exits: (element-type OrderingExit): Possible(T), Offered(T) among it
 * @own: the form types it fills in
 * @scope: the form types it looks at
 * @has_scope: whether @scope means anything for its kind
 * @variables: (element-type guint): what the gateways directly behind it read
 * @edits: form types of other tasks that its layout edits
 * @needed: how many people must sign
 * @signs_apart: its screen offers `sign` without moving
 *
 * A task or service task of the process.
 */
typedef struct
{
  const RunNode *node;
  guint index;
  OrderingKind kind;
  gboolean is_service;
  GArray *exits;
  guint64 *own;
  guint64 *scope;
  gboolean has_scope;
  guint64 *edits;
  GArray *variables;
  guint n_codes;
  guint needed;
  gboolean signs_apart;
  GHashTable *navigations; /* (nullable): key of exit action and code -> OrderingNavigation */
  struct _OrderingNavigation **answers; /* (nullable): by exit, where no data are read */
} OrderingTask;

/**
 * OrderingVariable:
 * @data_type: what it is read from; %NULL: nothing is known
 * @path: path in it
 * @values: (array zero-terminated=1): JSON texts; "null" first
 * @n_values: number of @values
 * @owner: index of the task that may change it; %ORDERING_NONE: any task
 * @starts_absent: there is no element of the type when the instance starts
 * @created_by_owner: entering the owner makes one
 * @by_fillers: it stands for the one form that every task that fills in owns (M1)
 *
 * A datum that conditions read. Its value in a valuation is an index into @values, or
 * %ORDERING_ABSENT: the element does not exist.
 */
typedef struct
{
  char *data_type;
  char *path;
  char **values;
  guint n_values;
  guint owner;
  gboolean starts_absent;
  gboolean created_by_owner;
  gboolean by_fillers;
} OrderingVariable;

#define ORDERING_NONE G_MAXUINT
#define ORDERING_ABSENT 0xff
#define ORDERING_MAX_PRODUCT 4096

/**
 * OrderingForm:
 * @id: the data type; "*" where one stands for all
 *
 * A form type (M1).
 */
typedef struct
{
  char *id;
  guint owner; /* ORDERING_NONE: several */
  gboolean locked_by_owner;
} OrderingForm;

/* What a gateway answered to one question. */
typedef struct
{
  const RunNode *gateway;
  guint n_selected;
  guint64 selected; /* bit for each of the gateway's exits, as far as 64 */
  RunDecidedBy decided_by;
  gboolean failed; /* a condition could not be evaluated */
} OrderingDecision;

typedef struct
{
  const RunNode *next; /* NULL: an error */
  char *error;
  char **takes; /* gateway, flow, gateway, flow, NULL; or NULL */
} OrderingTarget;

/* The navigator's answer for one task, action and valuation: all that code may choose. */
typedef struct _OrderingNavigation
{
  OrderingTarget *targets;
  guint n_targets;
  OrderingDecision *decisions;
  guint n_decisions;
} OrderingNavigation;

/* Whether a gateway may answer anything (M4). */
typedef enum
{
  ORDERING_FREEDOM_UNKNOWN,
  ORDERING_FREEDOM_NONE,
  ORDERING_FREEDOM_ANY,
} OrderingFreedom;

/**
 * OrderingModel:
 *
 * What does not depend on runs.
 */
typedef struct
{
  RunApp *app;
  RunSetup *setup;
  const RunProcess *process;
  guint major;
  gboolean is_loose; /* no metadata to know owners by */
  GPtrArray *tasks;  /* of OrderingTask */
  GHashTable *by_node;
  GArray *forms; /* of OrderingForm */
  guint n_words; /* of a set of forms */
  GArray *variables;
  guint8 *freedom;   /* OrderingFreedom by node */
  GHashTable *takes; /* empty but while a question is asked: gateway -> flow that code chooses */
  guint send_after; /* legacy eFormidling */
  gboolean bounded;
} OrderingModel;

OrderingModel *ordering_model_new (AltinnApp *altinn, RunApp *app);
void ordering_model_free (OrderingModel *self);
OrderingTask *ordering_model_get (const OrderingModel *self, guint index);
OrderingTask *ordering_model_lookup (const OrderingModel *self, const RunNode *node);
const OrderingNavigation *ordering_model_navigate (OrderingModel *self, OrderingTask *task,
                                                   const OrderingExit *exit, const guint8 *values);
OrderingNavigation *ordering_model_navigate_start (OrderingModel *self, const RunNode *start);
void ordering_navigation_free (OrderingNavigation *self);
char *ordering_model_data_patch (const OrderingModel *self, const guint8 *before,
                                 const guint8 *after);

char **ordering_schema_restrict (SourceJson *schema, const char *path,
                                 char **values) G_GNUC_WARN_UNUSED_RESULT;

static inline gboolean
ordering_set_has (const guint64 *set, guint form)
{
  return (set[form / 64] >> (form % 64)) & 1;
}

static inline void
ordering_set_add (guint64 *set, guint form)
{
  set[form / 64] |= G_GUINT64_CONSTANT (1) << (form % 64);
}

gboolean ordering_set_meets (const OrderingModel *model, const guint64 *a, const guint64 *b);
gboolean ordering_set_is_empty (const OrderingModel *model, const guint64 *set);

/**
 * OrderingEdge:
 * @from: the state that is left; %ORDERING_NONE: the start
 * @to: the state that is entered; %ORDERING_NONE: an end event
 * @task: the task that is left; %NULL: the start
 * @exit: how
 * @valuation: the values when it is left
 * @target: the node that is entered
 * @takes: (nullable): what code chose
 * @navigation: the navigator's whole answer
 *
 * One visit, from entering a task to entering the next.
 */
typedef struct
{
  guint from;
  guint to;
  const OrderingTask *task;
  const OrderingExit *exit;
  guint valuation;
  const RunNode *target;
  char **takes;
  const OrderingNavigation *navigation;
} OrderingEdge;

/* Entering a task with a valuation. */
typedef struct
{
  OrderingTask *task;
  guint valuation;
  guint first_edge;
  guint n_edges;
} OrderingState;

/* A gateway that answered an error, or a condition that reads what is not there. */
typedef struct
{
  guint state; /* ORDERING_NONE: the start */
  const OrderingTask *task;
  const OrderingExit *exit;
  guint valuation;
  const OrderingNavigation *navigation;
  guint target; /* index in the navigation's targets, with an error */
} OrderingFault;

/**
 * OrderingGraph:
 *
 * All runs under the normal environment.
 */
typedef struct
{
  OrderingModel *model;
  GArray *states;     /* of OrderingState */
  GArray *edges;      /* of OrderingEdge: the start's, then by state */
  GArray *faults;     /* of OrderingFault */
  GPtrArray *valuations; /* of guint8 arrays, one value for each variable */
  guint n_start_edges;
  char *start_error;
  guint *incoming;       /* edges by the state they enter */
  guint *first_incoming; /* n_states + 1 */
  guint *by_task;        /* states by the task they enter, in the order they were found */
  guint *first_by_task;  /* n_tasks + 1 */
  gboolean bounded;
  OrderingNavigation *start;
} OrderingGraph;

OrderingGraph *ordering_graph_new (OrderingModel *model);
void ordering_graph_free (OrderingGraph *self);

static inline OrderingEdge *
ordering_graph_edge (const OrderingGraph *self, guint index)
{
  return &g_array_index (self->edges, OrderingEdge, index);
}

static inline OrderingState *
ordering_graph_state (const OrderingGraph *self, guint index)
{
  return &g_array_index (self->states, OrderingState, index);
}

static inline guint
ordering_graph_n_states_of (const OrderingGraph *self, const OrderingTask *task)
{
  return self->first_by_task[task->index + 1] - self->first_by_task[task->index];
}

static inline guint
ordering_graph_state_of (const OrderingGraph *self, const OrderingTask *task, guint nth)
{
  return self->by_task[self->first_by_task[task->index] + nth];
}

/* ordering-circles.c */
guint *ordering_graph_find_circles (const OrderingGraph *self);

/* What happens in a visit (M6) */
gboolean ordering_edge_writes (const OrderingEdge *edge, guint form);
gboolean ordering_edge_hands_in (const OrderingEdge *edge, guint form);
gboolean ordering_edge_signs (const OrderingEdge *edge);
gboolean ordering_edge_approves (const OrderingEdge *edge);
gboolean ordering_edge_pays (const OrderingEdge *edge);
gboolean ordering_edge_makes (const OrderingEdge *edge);
gboolean ordering_edge_sends (const OrderingModel *model, const OrderingEdge *edge);

/**
 * OrderingMonitor:
 * @layer: what the monitor has seen so far
 * @edge: the next visit
 *
 * Returns: what it has seen behind @edge, or %ORDERING_NONE: the run does not matter any more
 */
typedef guint (*OrderingMonitor) (gpointer data, guint layer, const OrderingEdge *edge);
/* Whether the run has come to what is looked for with @edge, @layer being before and @next behind. */
typedef gboolean (*OrderingGoal) (gpointer data, guint layer, const OrderingEdge *edge,
                                  guint next);

/**
 * OrderingSearch:
 * @distance: by item (layer * n_states + state); %ORDERING_NONE: not reached
 * @via: by item: the edge next to it on its shortest run
 * @via_layer: by item: the layer at the other side of @via
 * @is_backward: runs lead from the states to the goal, not from the start to the states
 * @last: (nullable): by item: the last edge of its run; made when it is asked for
 * @tree: (nullable): numbers of the tree of all shortest runs; made when they are asked for
 */
typedef struct
{
  guint ref_count;
  const OrderingGraph *graph;
  guint n_layers;
  guint *distance;
  guint *via;
  guint *via_layer;
  gboolean is_backward;
  guint *last;
  guint *tree;
} OrderingSearch;

/* Shortest runs from the start to each state, by layer; begins in layer 0. */
OrderingSearch *ordering_search_forward (const OrderingGraph *graph, guint n_layers,
                                         OrderingMonitor monitor, gpointer data);
/* Shortest runs from each state to the goal, by the layer in which the state is entered. */
OrderingSearch *ordering_search_backward (const OrderingGraph *graph, guint n_layers,
                                          OrderingMonitor monitor, OrderingGoal goal,
                                          gpointer data);
OrderingSearch *ordering_search_ref (OrderingSearch *self);
void ordering_search_free (OrderingSearch *self); /* when nobody else has it */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OrderingSearch, ordering_search_free)

static inline guint
ordering_search_distance (const OrderingSearch *self, guint layer, guint state)
{
  return self->distance[layer * self->graph->states->len + state];
}

/* A run as edges; appended in their order. */
void ordering_search_append_run_to (const OrderingSearch *forward, guint layer, guint state,
                                    GArray *edges);
void ordering_search_append_run_from (const OrderingSearch *backward, guint layer, guint state,
                                      GArray *edges);
guint ordering_search_last_edge (OrderingSearch *backward, guint layer, guint state);
/* The items that a search reached, each behind the next item of its run. */
GArray *ordering_search_list (const OrderingSearch *self);
/* The item behind @item on its run; ORDERING_NONE: the run ends with its edge. */
guint ordering_search_next_item (const OrderingSearch *self, guint item);
/* Whether the run from @item passes by @other, at the latest as its last state. */
gboolean ordering_search_passes (OrderingSearch *self, guint item, guint other);

/* Whether a run from @state (in layer 0) comes to @goal under @monitor. Looks only at the states
 * between; *@work counts them, and beyond ORDERING_MAX_WORK the answer is FALSE. */
gboolean ordering_search_can_reach (const OrderingGraph *graph, guint n_layers, guint state,
                                    OrderingMonitor monitor, OrderingGoal goal, gpointer data,
                                    guint64 *work);

typedef struct _OrderingStage OrderingStage;

/**
 * OrderingRules:
 * @long_runs: (element-type LongRun): witnesses that wait until the short ones are played
 * @stages: where witnesses are played: as the app is, and with what stops it mended
 *
 * One run of the ordering rules: where findings go, and what several rules need.
 */
typedef struct
{
  OrderingModel *model;
  OrderingGraph *graph;
  GPtrArray *findings;      /* of RulesFinding, without place */
  OrderingSearch *plain;    /* shortest runs to every state */
  guint n_steps;            /* of all witnesses so far */
  guint64 work;             /* states that searches for single tasks looked at */
  gboolean exhausted;       /* there was too much of it, so findings may be missing */
  const char *only_rule;    /* build the witness of this finding whatever it costs */
  const char *only_element;
  GHashTable *labels;
  OrderingStage *stages[2];
  GArray *long_runs;
} OrderingRules;

/**
 * OrderingWitness:
 * @edges: (element-type guint): the visits, the start's edge first
 * @task: (nullable): the task that stands behind @edges and is left by @exit
 * @exit: (nullable): how; the visit is not an edge of the graph
 * @valuation: the values when it is left
 * @error: (nullable): the error that the last step answers; %NULL: it goes well
 * @wrote: form type whose change must show as data in the steps; %ORDERING_NONE: none
 *
 * The run that shows a finding.
 */
typedef struct
{
  GArray *edges;
  const OrderingTask *task;
  const OrderingExit *exit;
  guint valuation;
  char **takes;
  const char *error;
  guint wrote;
} OrderingWitness;

#define ORDERING_MAX_STEPS 10000 /* of all witnesses of a report */
#define ORDERING_LONG_RUN 1000    /* one of more steps is played when all shorter ones are */

/* How many states the searches for single tasks may look at in one check, together. */
#define ORDERING_MAX_WORK G_GUINT64_CONSTANT (50000000)

RulesFinding *ordering_report (OrderingRules *self, RulesRuleId rule, const char *element,
                               const char *format, ...) G_GNUC_PRINTF (4, 5);
void ordering_lower_if_loose (OrderingRules *self, RulesFinding *finding);
const char *ordering_label (OrderingRules *self, const RunNode *node);
/* Plays the run and gives the finding its witness and claim. FALSE: the engine does not play it, so
 * the finding was dropped. */
gboolean ordering_witness_attach (OrderingRules *self, RulesFinding *finding,
                                  const OrderingWitness *witness);
void ordering_stage_free (OrderingStage *self);
/* The same for a run given by searches: the run to @state, then @edge (ORDERING_NONE: none), then
 * the run that @behind knows from there. */
gboolean ordering_attach_run (OrderingRules *self, RulesFinding *finding,
                              OrderingSearch *before, guint layer_before, guint state,
                              guint edge, OrderingSearch *behind, guint layer_behind,
                              guint wrote);
/* Plays what ordering_attach_run() put off. */
void ordering_attach_long_runs (OrderingRules *self);
/* Whether a witness of @n_steps is more than the report may carry. */
gboolean ordering_is_too_long (const OrderingRules *self, const RulesFinding *finding,
                               guint n_steps);
/* What the graph says, where playing would take too long for a report (ordering.md M8). @last: the
 * edge that the run ends with. */
void ordering_set_expected (OrderingRules *self, RulesFinding *finding, guint n_steps, guint last,
                            const char *error);

/* The state of @task that @search reaches in the fewest steps; ORDERING_NONE: none. */
guint ordering_nearest_state (const OrderingSearch *search, guint layer, const OrderingTask *task);
guint ordering_any_edge (gpointer data, guint layer, const OrderingEdge *edge); /* a monitor */

/* Whether there is time for one more search over the whole graph; counts it. */
gboolean ordering_may_search (OrderingRules *self);

void ordering_rules_data (OrderingRules *self);
void ordering_rules_changes (OrderingRules *self);
void ordering_rules_payment (OrderingRules *self);
void ordering_rules_signing (OrderingRules *self);
void ordering_rules_gateways (OrderingRules *self);
void ordering_rules_ways (OrderingRules *self);

/**
 * ordering_check:
 * @model: (transfer none): the process
 * @only_rule: (nullable): with @only_element: the finding whose witness is wanted at any length
 *
 * Returns: (transfer full) (element-type RulesFinding): what the ordering rules find
 */
GPtrArray *ordering_check (OrderingModel *model, const char *only_rule, const char *only_element);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OrderingModel, ordering_model_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OrderingGraph, ordering_graph_free)

G_END_DECLS

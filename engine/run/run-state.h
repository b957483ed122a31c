/* run-state.h: one process instance as a value
 *
 * A state never changes: the engine's functions return a new one that shares all that stayed the
 * same. A state costs a small fixed block; lists that only grow (events, dispatches) are shared
 * with the state before, data elements are shared one by one. Reference counts are atomic.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "engine/run/run-app.h"

G_BEGIN_DECLS

/* ---- What all states of one run share ---- */

/**
 * RunSetupFlags:
 * @RUN_SETUP_NONE: as the app does
 * @RUN_SETUP_NO_RIGHTS: nobody is refused an action by the policy
 * @RUN_SETUP_MENDED: settings that are missing or wrong do not stop the run
 *
 * The normal environment of the ordering rules (ordering.md M5) is both.
 */
typedef enum
{
  RUN_SETUP_NONE = 0,
  RUN_SETUP_NO_RIGHTS = 1 << 0,
  RUN_SETUP_MENDED = 1 << 1,
} RunSetupFlags;

RunSetup *run_setup_new (RunApp *app, RunSetupFlags flags) G_GNUC_WARN_UNUSED_RESULT;
RunSetup *run_setup_ref (RunSetup *self);
void run_setup_unref (RunSetup *self);
RunApp *run_setup_get_app (const RunSetup *self);
RunSetupFlags run_setup_get_flags (const RunSetup *self);
/* Before the first state only: an actor (taken), and what a data type is filled with when made. */
void run_setup_add_actor (RunSetup *self, RunActor *actor);
void run_setup_set_prefill (RunSetup *self, const char *data_type, const SourceJsonValue *value);
#define RUN_SETUP_MAX_USERS 9
/* "user", "user2" to "user9", "owner", "system", "payment" or one that was added; NULL: nobody. */
const RunActor *run_setup_lookup_actor (const RunSetup *self, const char *name);
const RunActor *const *run_setup_get_actors (const RunSetup *self, guint *n_actors);
/* Who acts where a step names nobody: the service owner at a feedback task, else the user. */
const RunActor *run_setup_get_default_actor (const RunSetup *self, const RunNode *task);

/* ---- The process state that Storage keeps ---- */

/**
 * RunProcessState:
 *
 * Times are microseconds since 1970-01-01 UTC; 0: absent.
 */
typedef struct
{
  gint64 started;
  const RunNode *start_event;
  const RunNode *current; /* NULL: at an end; while starting, the start event */
  guint flow;
  gint64 current_started;
  const char *task_type; /* of @current; NULL: absent */
  const char *flow_type; /* "CompleteCurrentMoveToNext"; NULL: absent */
  gint64 ended;
  const RunNode *end_event;
} RunProcessState;

/* ---- Data elements ---- */

typedef enum
{
  RUN_DATA_FORM,       /* a data model */
  RUN_DATA_ATTACHMENT, /* a file */
  RUN_DATA_SIGNATURE,
  RUN_DATA_PDF,
  RUN_DATA_RECEIPT,      /* of a payment */
  RUN_DATA_SIGNEE_STATE, /* of delegated signing */
} RunDataKind;

/* What an element holds; shared, immutable. */
typedef struct _RunContent RunContent;
const SourceJsonValue *run_content_get_value (const RunContent *self); /* of a form; else NULL */
const char *run_content_get_text (const RunContent *self);             /* as canonical JSON */
const char *run_content_get_sha256 (const RunContent *self);           /* lower-case hex */
const char *run_content_get_file_type (const RunContent *self);        /* of an attachment */
gint64 run_content_get_file_size (const RunContent *self);             /* in bytes */

/* A signed document: which element with which content. */
typedef struct
{
  guint element;
  char *sha256;
} RunSignedDocument;

/**
 * RunSignature:
 * @task: the task it was made at
 * @by: name of the actor
 * @person: identity of the person or system user
 * @on_behalf_of: (nullable): organisation number
 * @step: number of the step, from 1
 */
typedef struct
{
  const RunNode *task;
  char *by;
  char *person;
  char *on_behalf_of;
  guint step;
  RunSignedDocument *documents;
  guint n_documents;
} RunSignature;

/**
 * RunDataElement:
 * @number: numbered from 1 in the order they were made: its id
 * @type: name of the data type
 * @locked: a PUT is refused
 * @written_in_step: number of the step that last wrote it; 0: the start
 * @generated_from: (nullable): the task it was generated from: it goes when that starts again
 * @visit: number of the visit (currentTask.flow) it was generated in
 */
typedef struct
{
  guint number;
  RunDataKind kind;
  char *type;
  const RunDataType *data_type; /* NULL: a name that a loose file does not have */
  RunContent *content;          /* NULL for generated elements */
  gboolean locked;
  guint written_in_step;
  const RunNode *generated_from;
  guint visit;
  RunSignature *signature; /* of a signature; else NULL */
} RunDataElement;

/* ---- Payments, dispatches, events ---- */

typedef enum
{
  RUN_PAYMENT_NONE,
  RUN_PAYMENT_CREATED,
  RUN_PAYMENT_PAID,
  RUN_PAYMENT_FAILED,
  RUN_PAYMENT_CANCELLED,
  RUN_PAYMENT_SKIPPED,
} RunPaymentStatus;
const char *run_payment_status_to_string (RunPaymentStatus status); /* "paid" */
gboolean run_payment_status_from_string (const char *text, RunPaymentStatus *status);

typedef struct
{
  const RunNode *task;
  char *data_type; /* paymentDataType; "" where it is missing */
  RunPaymentStatus status;
} RunPayment;

/* Something handed to another system; newest first. */
typedef struct _RunDispatch RunDispatch;
struct _RunDispatch
{
  const RunDispatch *previous;
  const RunNode *element;
};

/**
 * RunEvent:
 * @previous: (nullable): the event before it
 * @type: "process_StartTask", "Submited", "app.instance.created"; static. An Altinn event
 *   "app.instance.process.movedTo" is completed by the id of the task in @process
 * @is_altinn: an event of Altinn Events, not of Storage
 * @created: when, in microseconds since 1970 UTC
 * @actor: (nullable): who
 * @process: (nullable): the process state it tells about
 *
 * An instance event; newest first.
 */
typedef struct _RunEvent RunEvent;
struct _RunEvent
{
  const RunEvent *previous;
  const char *type;
  gboolean is_altinn;
  gint64 created;
  const RunActor *actor;
  const RunProcessState *process;
};

/**
 * RunWorkflow:
 *
 * What version 9 does with the current service task.
 */
typedef enum
{
  RUN_WORKFLOW_IDLE,
  RUN_WORKFLOW_WAITING, /* deferred, or being tried again */
  RUN_WORKFLOW_FAILED,  /* must be resumed */
} RunWorkflow;

/* ---- The state ---- */

/* An instance before its start; what `next` asks about. */
RunState *run_state_new (RunSetup *setup) G_GNUC_WARN_UNUSED_RESULT;
RunState *run_state_ref (const RunState *self);
void run_state_unref (RunState *self);

RunSetup *run_state_get_setup (const RunState *self);
RunApp *run_state_get_app (const RunState *self);
const RunProcessState *run_state_get_process (const RunState *self); /* NULL before the start */
const RunNode *run_state_get_current (const RunState *self);         /* NULL: not at a task */
gboolean run_state_is_ended (const RunState *self);
const RunNode *run_state_get_at (const RunState *self); /* the task, or the end event */
RunWorkflow run_state_get_workflow (const RunState *self);
gboolean run_state_is_deleted (const RunState *self); /* the instance was deleted at its end */
guint run_state_get_step (const RunState *self);      /* steps taken so far */

guint run_state_get_n_data (const RunState *self);
const RunDataElement *run_state_get_data (const RunState *self, guint index);
const RunDataElement *run_state_find_data (const RunState *self, const char *type); /* the first */
guint run_state_count_data (const RunState *self, const char *type);
gboolean run_state_is_signature_valid (const RunState *self, const RunDataElement *element);
guint run_state_get_n_payments (const RunState *self);
const RunPayment *run_state_get_payment (const RunState *self, guint index);
const RunPayment *run_state_find_payment (const RunState *self, const RunNode *task);
gboolean run_state_is_delegated (const RunState *self, const RunNode *task);
const RunDispatch *run_state_get_last_sent (const RunState *self);
const RunEvent *run_state_get_last_event (const RunState *self);
guint run_state_get_n_events (const RunState *self);

/* Two states are equal when everything that can come after them is the same: place, data and
 * locks, signatures, payments, delegations, workflow. Times, numbers and what lies behind (events,
 * dispatches, steps, writtenInStep) do not count. */
guint run_state_hash (gconstpointer self);
gboolean run_state_equal (gconstpointer a, gconstpointer b);

/* Bytes of memory that @self has for itself, beyond what it shares with @before. */
gsize run_state_measure (const RunState *self, const RunState *before);

/* What if: the same instance with other data, or at another element. Not part of a run. */
RunState *run_state_with_data (const RunState *self, const char *type, const SourceJsonValue *value)
    G_GNUC_WARN_UNUSED_RESULT;
RunState *run_state_with_current (const RunState *self, const RunNode *node)
    G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RunSetup, run_setup_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RunState, run_state_unref)

G_END_DECLS

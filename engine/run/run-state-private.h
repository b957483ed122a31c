/* run-state-private.h: how states are made from states
 *
 * Only the engine makes states; to everybody else they are constants.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "engine/expression/expression-value.h"
#include "engine/run/run-state.h"

G_BEGIN_DECLS

#define RUN_PARTY_ID "50001"
#define RUN_INSTANCE_ID "50001/00000000-0000-4000-8000-000000000001"

/* A list of pointers that states share; one that has it for itself may change it. */
typedef struct
{
  gatomicrefcount ref_count;
  guint n;
  gpointer items[];
} RunVector;

struct _RunState
{
  gatomicrefcount ref_count;
  RunSetup *setup;
  RunProcessState *process; /* g_atomic_rc_box; NULL before the start */
  RunVector *data;          /* RunDataElement; NULL: empty */
  RunVector *payments;      /* RunPayment; NULL: none */
  RunVector *delegated;     /* const RunNode; NULL: none */
  RunDispatch *sent;
  RunEvent *events;
  guint n_events;
  guint next_number;
  guint step;
  RunWorkflow workflow : 8;
  guint deleted : 1;
};

/* A copy to be changed before anybody else sees it. */
RunState *run_state_branch (const RunState *self) G_GNUC_WARN_UNUSED_RESULT;
void run_state_set_process (RunState *self, const RunProcessState *process);
void run_state_add_event (RunState *self, const char *type, gboolean is_altinn, gint64 time,
                          const RunActor *actor, const RunProcessState *process);
void run_state_add_sent (RunState *self, const RunNode *element);

RunContent *run_content_new (const SourceJsonValue *value) G_GNUC_WARN_UNUSED_RESULT;
RunContent *run_content_new_file (const char *type, gint64 size) G_GNUC_WARN_UNUSED_RESULT;
RunContent *run_content_patch (const RunContent *content, const SourceJsonValue *patch)
    G_GNUC_WARN_UNUSED_RESULT;
RunContent *run_content_ref (RunContent *self);
void run_content_unref (RunContent *self);
const ExpressionValue *run_content_get_model (const RunContent *self);
/* What a data type is filled with when the app makes it. */
RunContent *run_setup_dup_prefill (RunSetup *self, const char *data_type);

RunDataElement *run_data_element_new (RunDataKind kind, const char *type);
RunDataElement *run_data_element_copy (const RunDataElement *self);
void run_data_element_unref (RunDataElement *self);
/* @element is taken. */
void run_state_add_data (RunState *self, RunDataElement *element);
void run_state_replace_data (RunState *self, guint index, RunDataElement *element);
typedef gboolean (*RunDataFunc) (const RunDataElement *element, gconstpointer user_data);
void run_state_remove_data (RunState *self, RunDataFunc func, gconstpointer user_data);

void run_state_set_payment (RunState *self, const RunNode *task, const char *data_type,
                            RunPaymentStatus status);
void run_state_set_delegated (RunState *self, const RunNode *task, gboolean delegated);

G_END_DECLS

/* run-app.h: an immutable picture of an app, all that running its process needs
 *
 * Taken once from an #AltinnApp in the thread that edits it; may then be used in any thread.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "engine/altinn/altinn-app.h"
#include "engine/run/run-policy.h"
#include "engine/run/run-process.h"

G_BEGIN_DECLS

/**
 * RunDataType:
 * @id: its name in applicationmetadata.json
 * @task_id: (nullable): the task that owns it
 * @min_count: how many elements the task needs
 * @max_count: how many it may have; 0: any number
 * @auto_create: made when its task starts
 * @is_model: has a classRef
 * @app_owned: only the app writes it
 * @generated: the app itself makes its elements: a signature, payment, PDF or signee state type
 * @assumed: taken for granted
 *
 * A data type of the app, as far as running needs it.
 */
typedef struct
{
  const char *id;
  const char *task_id;
  gint64 min_count;
  gint64 max_count;
  const char *const *allowed_content_types; /* NULL: any */
  const char *action_required_to_write;
  gboolean auto_create;
  gboolean is_model;
  gboolean app_owned;
  gboolean generated;
  gboolean enable_pdf_creation;
  gboolean auto_delete_on_process_end;
  gboolean assumed;
} RunDataType;

/**
 * RunFeature:
 *
 * What came with a version of the app runtime (ordering.md 4).
 */
typedef enum
{
  RUN_FEATURE_TASK_TYPE_ELEMENT,      /* 8: taskType, actions, reject; before: the client's target */
  RUN_FEATURE_DELETE_SIGNATURES,      /* 8.2: reject deletes the signatures */
  RUN_FEATURE_EXACTLY_ONE,            /* 8.5.0 and 8.3.4: a gateway must select exactly one flow */
  RUN_FEATURE_DELEGATED_SIGNING,      /* 8.6 */
  RUN_FEATURE_REJECT_SKIPS_VALIDATION,/* 8.6 */
  RUN_FEATURE_CLEANUP_AT_START,       /* 8.6: generated elements go when their task starts */
  RUN_FEATURE_SERVICE_TASKS,          /* 8.9: pdf, subformPdf, eFormidling, fiksArkiv */
  RUN_FEATURE_SIGNATURE_HASH,         /* 8.9: a changed datum invalidates its signature */
  RUN_FEATURE_WORKFLOW,               /* 9: first service task, owner's rights, resume, defer */
} RunFeature;

RunApp *run_app_new (AltinnApp *app, GError **error) G_GNUC_WARN_UNUSED_RESULT;
RunApp *run_app_new_with_process (AltinnApp *app, RunProcess *process,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* As if the app ran on another version: "v8", "8.5.6". */
RunApp *run_app_new_for_runtime (AltinnApp *app, const char *runtime, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
RunApp *run_app_ref (RunApp *self);
void run_app_unref (RunApp *self);

const RunProcess *run_app_get_process (const RunApp *self);
const AltinnRuntime *run_app_get_runtime (const RunApp *self);
gboolean run_app_has (const RunApp *self, RunFeature feature);
gboolean run_app_is_loose (const RunApp *self);
/* There is no applicationmetadata.json: every data type that is named exists. */
gboolean run_app_assumes_types (const RunApp *self);
const char *run_app_get_id (const RunApp *self);            /* "ttd/demo", never NULL */
const RunPolicy *run_app_get_policy (const RunApp *self);   /* NULL: everything is allowed */
/* What was taken for granted: "policy", "metadata", "dataType:model", "taskType:lookup". */
const char *const *run_app_get_assumed (const RunApp *self);

const RunDataType *run_app_get_data_types (const RunApp *self, guint *n_types);
const RunDataType *run_app_lookup_data_type (const RunApp *self, const char *id); /* exact */
const RunDataType *run_app_find_data_type (const RunApp *self, const char *id);   /* any case */
/* Whether a task's start unlocks and its end locks elements of the type. In a loose file a form
 * type without owner belongs to every data and lookup task. */
gboolean run_app_owns (const RunApp *self, const RunNode *task, const RunDataType *type);
/* The data type a gateway reads by default when the process comes from @from; NULL: none */
const char *run_app_get_default_data_type (const RunApp *self, const RunNode *gateway,
                                           const RunNode *from);

/* The task type by the runtime's version; NULL: none. */
const char *run_app_get_task_type (const RunApp *self, const RunNode *node);
/* Whether the runtime has a service task of exactly this type. In a type that the library does not
 * know, the app's own code is taken for granted: a service task where the element is one. */
gboolean run_app_is_service (const RunApp *self, const RunNode *node);
/* The same in any case, as the loop that runs service tasks compares. */
gboolean run_app_is_auto_run (const RunApp *self, const RunNode *node);
gboolean run_app_has_task_implementation (const RunApp *self, const RunNode *node);
gboolean run_app_deletes_instance_at_end (const RunApp *self);
gboolean run_app_registers_events (const RunApp *self); /* with Altinn Events (appsettings.json) */
const SourceJsonValue *run_app_get_text (const RunApp *self, const char *key); /* nb; NULL: none */
const char *run_app_get_send_after_task (const RunApp *self); /* legacy eFormidling; NULL: none */
/* The action that stands for process/next without one: "write", "confirm", "sign" or the type. */
const char *run_app_get_default_action (const RunApp *self, const RunNode *task);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RunApp, run_app_unref)

G_END_DECLS

/* altinn-edit.h: changes of a process together with its app's sibling files
 *
 * Every function is one nested transaction over all files it touches (facts: format 2.2): all of it
 * or nothing, undone by one undo. In a loose file only the process changes. The diagram is not
 * touched except where shapes belong to what is deleted; placing is the editor's business.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "engine/altinn/altinn-app.h"
#include "engine/bpmn/bpmn-edit.h"

G_BEGIN_DECLS

/**
 * AltinnAddOptions:
 * @id: (nullable): the new id; %NULL for a new one
 * @name: (nullable): the name; %NULL for the type's default
 * @task_type: (nullable): altinn:taskType of a service of the app's own
 * @signatures: how many people must sign (parallel signing); 0 for the type's default
 */
typedef struct
{
  const char *id;
  const char *name;
  const char *task_type;
  guint signatures;
} AltinnAddOptions;

BpmnElement *altinn_edit_add (AltinnApp *app, BpmnElement *process, const AltinnTaskType *type,
                              const AltinnAddOptions *options, GError **error);
gboolean altinn_edit_delete (AltinnApp *app, GPtrArray *elements, gboolean mend,
                             GPtrArray **named_by, GError **error);
gboolean altinn_edit_check_id (AltinnApp *app, BpmnElement *element, const char *id,
                               GError **error);
gboolean altinn_edit_set_id (AltinnApp *app, BpmnElement *element, const char *id,
                             GError **error);
/* Keeps id, name, flows and what still applies; data types of the old type that nothing else
 * names go, those of the new type come. @element stays the same element. */
gboolean altinn_edit_set_type (AltinnApp *app, BpmnElement *element, const AltinnTaskType *type,
                               const AltinnAddOptions *options, GError **error);
/* Copies of @elements (of @from, which may be @app) with the flows between them; ids are kept where
 * they are free; data types that belong to a task are cloned, never shared. Returns the map from
 * each original to its copy (BpmnElement -> BpmnElement), or NULL. */
GHashTable *altinn_edit_copy (AltinnApp *app, BpmnElement *process, AltinnApp *from,
                              GPtrArray *elements, GError **error);

/* A setting by its name in commands: those of altinn-settings.h, and "id", "name", "condition",
 * "default", "taskType", "env:production:receiver", "minCount" of the signature type ("signatures").
 * @op: '=' sets, '+' adds to a list, '-' removes from it; unset removes the element. */
gboolean altinn_edit_set (AltinnApp *app, BpmnElement *element, const char *setting, char op,
                          const char *value, GError **error);
gboolean altinn_edit_unset (AltinnApp *app, BpmnElement *element, const char *setting,
                            GError **error);

/* Data types of applicationmetadata.json */
gboolean altinn_edit_add_data_type (AltinnApp *app, const char *id, const char *content_type,
                                    gboolean app_owned, const char *task_id, gint64 min_count,
                                    gint64 max_count, GError **error);
gboolean altinn_edit_remove_data_type (AltinnApp *app, const char *id, GError **error);
gboolean altinn_edit_set_data_type_counts (AltinnApp *app, const char *id, gint64 min_count,
                                           gint64 max_count, GError **error);
/* Connects a data model to a task, and only it: other types keep their taskId. */
gboolean altinn_edit_set_data_model (AltinnApp *app, const char *task_id, const char *data_type,
                                     GError **error);
/* Grants @actions at @task to those who may write to the app; nothing if policy.xml says so already
 * or the app has none. */
gboolean altinn_edit_grant (AltinnApp *app, const char *task_id, const char *const *actions,
                            GError **error);

G_END_DECLS

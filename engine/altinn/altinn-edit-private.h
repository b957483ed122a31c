/* altinn-edit-private.h: the parts of an edit in each sibling file, for engine/altinn only
 *
 * All of them are called inside the edit's transaction. Where the app has no such file they do
 * nothing and succeed.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "engine/altinn/altinn-app-private.h"
#include "engine/altinn/altinn-extension.h"

G_BEGIN_DECLS

void altinn_edit_begin (AltinnApp *app, const char *name);
gboolean altinn_edit_end (AltinnApp *app, gboolean done);

/* altinn-edit-metadata.c */
gboolean altinn_edit_metadata_add (AltinnApp *app, const AltinnNewDataType *type,
                                   const char *task_id, GError **error);
gboolean altinn_edit_metadata_forget_task (AltinnApp *app, const char *task_id, GError **error);
gboolean altinn_edit_metadata_rename_task (AltinnApp *app, const char *old_id, const char *new_id,
                                           GError **error);

/* altinn-edit-layout.c */
gboolean altinn_edit_layout_add (AltinnApp *app, const AltinnTaskType *type, const char *task_id,
                                 GError **error);
gboolean altinn_edit_layout_forget_task (AltinnApp *app, const char *task_id, GError **error);
gboolean altinn_edit_layout_rename_task (AltinnApp *app, const char *old_id, const char *new_id,
                                         GError **error);

/* altinn-edit-policy.c */
gboolean altinn_edit_policy_grant (AltinnApp *app, const char *task_id,
                                   const char *const *actions, GError **error);
gboolean altinn_edit_policy_forget_task (AltinnApp *app, const char *task_id, GError **error);
gboolean altinn_edit_policy_rename_task (AltinnApp *app, const char *old_id, const char *new_id,
                                         GError **error);

G_END_DECLS

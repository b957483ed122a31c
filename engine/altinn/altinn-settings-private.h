/* altinn-settings-private.h: what the files about settings share
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "engine/altinn/altinn-settings.h"
#include "engine/source/source-node.h"

G_BEGIN_DECLS

SourceNode *altinn_settings_find_extension (const BpmnElement *element, const char *name);
GPtrArray *altinn_settings_read (const BpmnElement *element, const AltinnSetting *setting);
const AltinnTaskType *altinn_task_type_of_read (AltinnApp *app, const BpmnElement *element,
                                                const char *task_type);

G_END_DECLS

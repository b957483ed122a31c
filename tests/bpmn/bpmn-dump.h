/* bpmn-dump.h: a model as text, so that two can be compared
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "engine/bpmn/bpmn-model.h"

G_BEGIN_DECLS

char *bpmn_dump (BpmnModel *model) G_GNUC_WARN_UNUSED_RESULT;
void bpmn_assert_as_opened (BpmnModel *model);

G_END_DECLS

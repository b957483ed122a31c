/* bpmn-random.h: random edits of a model
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "engine/bpmn/bpmn-model.h"

G_BEGIN_DECLS

void bpmn_edit_randomly (BpmnModel *model, GRand *rand);

G_END_DECLS

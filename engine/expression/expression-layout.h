/* expression-layout.h: as much of an app's layouts as the function `component` needs
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "engine/expression/expression.h"

G_BEGIN_DECLS

typedef struct _ExpressionLayout ExpressionLayout;

ExpressionLayout *expression_layout_new (const SourceJsonValue *pages,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
void expression_layout_free (ExpressionLayout *self);
gboolean expression_layout_lookup (const ExpressionLayout *self,
                                   const ExpressionContext *context,
                                   const char *current_page,
                                   const char *id,
                                   ExpressionValue *value,
                                   GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ExpressionLayout, expression_layout_free)

G_END_DECLS

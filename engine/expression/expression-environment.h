/* expression-environment.h: a context written as JSON
 *
 * The format is that of conformance cases: `dataModel` or `dataModels`, `instance`,
 * `frontendSettings`, `textResources`, `gatewayAction`, `profileSettings`, `positionalArguments`,
 * `layouts` and `context`. It is what `altinn-process eval --context` reads.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "engine/expression/expression.h"

G_BEGIN_DECLS

typedef struct _ExpressionEnvironment ExpressionEnvironment;

ExpressionEnvironment *expression_environment_new (const SourceJsonValue *json,
                                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;
void expression_environment_free (ExpressionEnvironment *self);
const ExpressionContext *expression_environment_get_context (ExpressionEnvironment *self);

/**
 * ExpressionCaseCounts:
 * @passed: cases that gave what was expected
 * @failed: cases that did not
 * @skipped: files with nothing to evaluate
 */
typedef struct
{
  guint passed;
  guint failed;
  guint skipped;
} ExpressionCaseCounts;

/**
 * ExpressionCaseFunc:
 * @file: the file of a case that failed
 * @name: the name of the case
 * @problem: what was expected and what came instead
 */
typedef void (*ExpressionCaseFunc) (const char *file,
                                    const char *name,
                                    const char *problem,
                                    gpointer user_data);

gboolean expression_cases_run (const char *path,
                               ExpressionCaseFunc failed,
                               gpointer user_data,
                               ExpressionCaseCounts *counts,
                               GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ExpressionEnvironment, expression_environment_free)

G_END_DECLS

/* altinn-extension.h: what a new task begins with, for engine/altinn only
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "engine/altinn/altinn-edit.h"

G_BEGIN_DECLS

typedef struct
{
  char *id;
  const char *content_type;
  gboolean app_owned;
  gint64 min_count;
  gint64 max_count;
} AltinnNewDataType;

/**
 * AltinnContent:
 * @extension: the taskExtension; %NULL for gateways and events
 * @data_types: (element-type AltinnNewDataType): what it keeps its results in
 * @rights: (nullable): the actions that people need a right to at the task
 */
typedef struct
{
  SourceFragment *extension;
  GPtrArray *data_types;
  const char *const *rights;
} AltinnContent;

AltinnContent *altinn_content_new (AltinnApp *app, const AltinnTaskType *type,
                                   const AltinnAddOptions *options);
void altinn_content_free (AltinnContent *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AltinnContent, altinn_content_free)

G_END_DECLS

/* source-json-patch.h: which range of a JSON text an edit replaces
 *
 * The text half of source-json-edit.h, without a document.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "engine/source/source-json.h"

G_BEGIN_DECLS

/**
 * SourceJsonPatch:
 * @offset: where, in bytes
 * @length: how many bytes are replaced
 * @text: (nullable): what stands there instead; %NULL if nothing changes
 */
typedef struct
{
  gsize offset;
  gsize length;
  char *text;
} SourceJsonPatch;

gboolean source_json_patch_set (const char *text,
                                const char *name,
                                const char *pointer,
                                const char *json,
                                SourceJsonPatch *patch,
                                GError **error);
gboolean source_json_patch_remove (const char *text,
                                   const char *name,
                                   const char *pointer,
                                   SourceJsonPatch *patch,
                                   GError **error);
void source_json_patch_clear (SourceJsonPatch *patch);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SourceJsonPatch, source_json_patch_clear)

G_END_DECLS

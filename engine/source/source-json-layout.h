/* source-json-layout.h: putting into a JSON text and taking out of it in its own layout
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "engine/source/source-json-private.h"

G_BEGIN_DECLS

void source_json_layout_replace (const SourceJson *json,
                                 const SourceJsonValue *old,
                                 const SourceJsonValue *value,
                                 GString *text);
void source_json_layout_insert (const SourceJson *json,
                                const SourceJsonValue *container,
                                guint index,
                                const char *key,
                                const SourceJsonValue *value,
                                GString *text);
void source_json_layout_remove (const SourceJson *json,
                                const SourceJsonValue *container,
                                guint index,
                                GString *text);

G_END_DECLS

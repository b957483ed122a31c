/* generated-lines.h: which lines an edit may change, judged from the text before it
 *
 * A forecast is made before the edit: ranges of old lines, and how many lines stand there then. All
 * other lines must be the same bytes afterwards, in the same order.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "engine/source/source-node.h"
#include "engine/source/source-workspace.h"

G_BEGIN_DECLS

typedef struct
{
  SourceDocument *document;
  char *text;
  gsize length;
  GArray *starts;  /* of gsize: where lines begin */
  GArray *regions; /* private */
  char *exact;     /* nullable: the whole new text, where it is known */
  gboolean given;  /* one was made */
} Forecast;

Forecast *forecast_new (SourceDocument *document);
void forecast_free (Forecast *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Forecast, forecast_free)

int forecast_count_breaks (const char *text, gsize from, gsize to);
void forecast_nothing (Forecast *self);
void forecast_change (Forecast *self, gsize from, gsize to, int more);

void forecast_attribute (Forecast *self, SourceNode *element, const char *name, const char *value);
void forecast_add_attribute (Forecast *self, SourceNode *element, gboolean declaration);
void forecast_declaration (Forecast *self, const char *namespace_uri);
void forecast_text (Forecast *self, SourceNode *element, const char *text);
void forecast_id (Forecast *self, SourceNode *element, const char *id);
void forecast_rename (Forecast *self, SourceNode *element);
void forecast_insert (Forecast *self, SourceNode *parent, SourceNode *before, int n_lines,
                      int n_inline);
void forecast_remove (Forecast *self, SourceNode *node);
void forecast_move (Forecast *self, SourceNode *node, SourceNode *parent, SourceNode *before);

char *forecast_check (Forecast *self, const char *text) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

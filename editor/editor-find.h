/* editor-find.h: finds elements by anything their file says about them
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "editor/editor-session.h"

G_BEGIN_DECLS

/**
 * EditorFindField:
 *
 * What of an element matched, best first.
 */
typedef enum
{
  EDITOR_FIND_NAME,
  EDITOR_FIND_ID,
  EDITOR_FIND_TYPE,
  EDITOR_FIND_SETTING,   /* anything in its extensionElements, documentation … */
  EDITOR_FIND_CONDITION, /* a flow's condition */
} EditorFindField;

/**
 * EditorFindHit:
 * @element: belongs to the model
 * @field: where it was found
 * @text: the matching text, one line; owned by the hit
 */
typedef struct
{
  BpmnElement *element;
  EditorFindField field;
  char *text;
} EditorFindHit;

void editor_find_hit_free (EditorFindHit *hit);

/* (element-type EditorFindHit): one hit per element, by its best field; all words of @query must be
 * found, upper and lower case alike. Empty for an empty query. */
GPtrArray *editor_find (EditorSession *session, const char *query) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

/* editor-text-wrap.h: breaks a text into lines by the measures of a face
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "editor/editor-text-face.h"

G_BEGIN_DECLS

/**
 * EditorTextSpan:
 * @start: first byte of the line
 * @length: bytes; may end in white space
 * @hyphen: a word is broken behind it
 * @width: without white space at the end, with the hyphen
 */
typedef struct
{
  guint start;
  guint length;
  gboolean hyphen;
  double width;
} EditorTextSpan;

void editor_text_wrap (EditorTextFace *face, const char *text, double max_width, GArray *spans);
double editor_text_measure (EditorTextFace *face, const char *text, gsize length);

G_END_DECLS

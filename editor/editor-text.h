/* editor-text.h: text laid out for a box: wrapped, hyphenated, cut with an ellipsis
 *
 * Measures do not depend on the screen: glyph metrics are not hinted, sizes are canvas units, so a
 * text has the same line breaks at every zoom, in every export and in tests.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <pango/pangocairo.h>

#include "engine/bpmn/bpmn-types.h"

G_BEGIN_DECLS

#define EDITOR_TEXT_SIZE 12.0       /* inside shapes */
#define EDITOR_TEXT_SIZE_LABEL 11.0 /* external labels */
#define EDITOR_TEXT_SIZE_SMALL 9.5  /* the task type */

/**
 * EditorFonts:
 *
 * A font map and context of its own; use one in one thread at a time.
 */
typedef struct _EditorFonts EditorFonts;

/**
 * EditorText:
 *
 * A text laid out once; immutable, reference counted.
 */
typedef struct _EditorText EditorText;

typedef enum
{
  EDITOR_TEXT_LEFT,
  EDITOR_TEXT_CENTER,
  EDITOR_TEXT_RIGHT,
} EditorTextAlign;

typedef enum
{
  EDITOR_TEXT_REGULAR = 0,
  EDITOR_TEXT_BOLD = 1 << 0,
  EDITOR_TEXT_ITALIC = 1 << 1,
} EditorTextStyle;

/**
 * EditorTextLine:
 * @text: the characters of the line, not NUL-terminated; may end in white space
 * @length: bytes of @text
 * @hyphen: a hyphen is drawn behind it: a word was broken here
 * @x: left edge of the line, from the left of the box
 * @baseline: from the top of the text
 * @width: advance width
 */
typedef struct
{
  const char *text;
  gsize length;
  gboolean hyphen;
  double x;
  double baseline;
  double width;
} EditorTextLine;

EditorFonts *editor_fonts_new (const char *family) G_GNUC_WARN_UNUSED_RESULT;
EditorFonts *editor_fonts_ref (EditorFonts *self);
void editor_fonts_unref (EditorFonts *self);
const char *editor_fonts_get_family (EditorFonts *self);

EditorText *editor_text_new (EditorFonts *fonts, const char *string, double size,
                             EditorTextStyle style, EditorTextAlign align, double max_width,
                             double max_height) G_GNUC_WARN_UNUSED_RESULT;
EditorText *editor_text_ref (EditorText *self);
void editor_text_unref (EditorText *self);
double editor_text_get_width (const EditorText *self);  /* of the widest line */
double editor_text_get_height (const EditorText *self);
double editor_text_get_box_width (const EditorText *self); /* what it is aligned in */
double editor_text_get_size (const EditorText *self);
EditorTextStyle editor_text_get_style (const EditorText *self);
gboolean editor_text_is_cut (const EditorText *self); /* an ellipsis stands for the rest */
guint editor_text_get_n_lines (const EditorText *self);
EditorTextLine editor_text_get_line (const EditorText *self, guint index);
void editor_text_draw (EditorText *self, cairo_t *cr, double x, double y);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EditorFonts, editor_fonts_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EditorText, editor_text_unref)

G_END_DECLS

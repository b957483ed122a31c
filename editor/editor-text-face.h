/* editor-text-face.h: what the letters of one font size measure
 *
 * Shaping dominates the time that drawing takes, and names repeat the same few letters. A face asks
 * pango once per letter and once per pair of letters (for the kerning) and adds up from then on.
 * That is exact where a letter's form depends on nothing around it: in Latin text without combining
 * marks and with ligatures off. All else stays with pango's own layout.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <pango/pangocairo.h>

G_BEGIN_DECLS

typedef struct _EditorTextFace EditorTextFace;

EditorTextFace *editor_text_face_new (PangoContext *context, const char *family, double size,
                                      gboolean bold, gboolean italic) G_GNUC_WARN_UNUSED_RESULT;
void editor_text_face_free (EditorTextFace *self);

PangoFontDescription *editor_text_face_get_description (EditorTextFace *self);
double editor_text_face_get_ascent (const EditorTextFace *self);
double editor_text_face_get_line_height (const EditorTextFace *self);

/* Whether the face can measure and draw @length bytes of @text by itself. Line ends are no
 * obstacle; they are the caller's. */
gboolean editor_text_face_covers (EditorTextFace *self, const char *text, gsize length);
/* From the left edge of the letter @before (0 is none) to that of @letter behind it: 0 at the
 * beginning. Both must be covered. In canvas units. */
double editor_text_face_get_step (EditorTextFace *self, gunichar before, gunichar letter);
double editor_text_face_get_advance (EditorTextFace *self, gunichar letter);
/* The letter's place in the font, for cairo. */
gulong editor_text_face_get_glyph (EditorTextFace *self, gunichar letter);
cairo_scaled_font_t *editor_text_face_get_scaled_font (EditorTextFace *self);

G_END_DECLS

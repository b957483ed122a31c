/* editor-glyphs.h: the artwork of task types and tools, as tables of paths
 *
 * The same paths are the symbolic icons of icons/ (a test compares them).
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "editor/editor-painter.h"

G_BEGIN_DECLS

#define EDITOR_GLYPH_SIZE 16.0 /* the paths are drawn in a square of this size */
#define EDITOR_GLYPH_MAX_PARTS 6

/**
 * EditorGlyphPart:
 * @data: path data (editor_path_add_data())
 * @width: of the line; 0 fills the path
 */
typedef struct
{
  const char *data;
  double width;
} EditorGlyphPart;

/**
 * EditorGlyph:
 * @icon: name of the symbolic icon
 * @parts: up to the first without data
 */
typedef struct
{
  const char *icon;
  EditorGlyphPart parts[EDITOR_GLYPH_MAX_PARTS];
} EditorGlyph;

const EditorGlyph *editor_glyph_for_look (EditorLook look);
const EditorGlyph *editor_glyph_get_table (guint *n_glyphs);
void editor_glyph_paint (const EditorGlyph *glyph, EditorPainter *painter, double x, double y,
                         double size, const EditorColour *colour);

G_END_DECLS

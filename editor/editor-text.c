/* editor-text.c: text laid out for a box: wrapped, hyphenated, cut with an ellipsis
 *
 * Pango breaks lines; what a line shows in the end (with its hyphen or ellipsis) is kept beside the
 * layout, so that the SVG painter writes exactly what cairo paints.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "editor/editor-text.h"

#include <math.h>
#include <string.h>

#define ELLIPSIS "\342\200\246" /* U+2026 */

struct _EditorFonts
{
  gatomicrefcount references;
  PangoFontMap *map;
  PangoContext *context;
  char *family;   /* what was asked for */
  char *resolved; /* what it is, found when first asked */
};

struct _EditorText
{
  gatomicrefcount references;
  EditorFonts *fonts;
  PangoLayout *layout;
  double size;
  EditorTextStyle style;
  double box_width;
  double width;
  double height;
  gboolean cut;
  guint n_lines;
};

/**
 * editor_fonts_new:
 * @family: (nullable): a font family; %NULL is the system's sans-serif
 *
 * Returns: (transfer full): fonts whose measures depend on nothing but the installed family
 */
EditorFonts *
editor_fonts_new (const char *family)
{
  EditorFonts *self = g_new0 (EditorFonts, 1);
  cairo_font_options_t *options = cairo_font_options_create ();

  g_atomic_ref_count_init (&self->references);
  self->map = pango_cairo_font_map_new ();
  pango_cairo_font_map_set_resolution (PANGO_CAIRO_FONT_MAP (self->map), 96);
  self->context = pango_font_map_create_context (self->map);
  self->family = g_strdup (family != NULL ? family : "Sans");

  /* Hinting would make widths depend on the zoom. */
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options (self->context, options);
  cairo_font_options_destroy (options);
  pango_context_set_round_glyph_positions (self->context, FALSE);
  pango_context_set_base_dir (self->context, PANGO_DIRECTION_LTR);
  /* Han unification and quotes must not follow the user's locale: same file, same picture. */
  pango_context_set_language (self->context, pango_language_from_string ("nb"));
  return self;
}

EditorFonts *
editor_fonts_ref (EditorFonts *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
editor_fonts_unref (EditorFonts *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->references))
    return;
  g_object_unref (self->context);
  g_object_unref (self->map);
  g_free (self->family);
  g_free (self->resolved);
  g_free (self);
}

/**
 * editor_fonts_get_family:
 * @self: fonts
 *
 * Returns: the family that is really used ("DejaVu Sans" where "Sans" was asked for)
 */
const char *
editor_fonts_get_family (EditorFonts *self)
{
  if (self->resolved == NULL)
    {
      PangoFontDescription *wanted = pango_font_description_from_string (self->family);
      g_autoptr (PangoFont) font = NULL;

      pango_font_description_set_absolute_size (wanted, EDITOR_TEXT_SIZE * PANGO_SCALE);
      font = pango_context_load_font (self->context, wanted);
      if (font != NULL)
        {
          PangoFontDescription *found = pango_font_describe (font);

          self->resolved = g_strdup (pango_font_description_get_family (found));
          pango_font_description_free (found);
        }
      else
        self->resolved = g_strdup (self->family);
      pango_font_description_free (wanted);
    }
  return self->resolved;
}

PangoContext *
editor_fonts_get_context (EditorFonts *self)
{
  return self->context;
}

static PangoLayout *
make_layout (EditorFonts *fonts, const char *string, double size, EditorTextStyle style)
{
  PangoLayout *layout = pango_layout_new (fonts->context);
  PangoFontDescription *description = pango_font_description_from_string (fonts->family);

  pango_font_description_set_absolute_size (description, size * PANGO_SCALE);
  if (style & EDITOR_TEXT_BOLD)
    pango_font_description_set_weight (description, PANGO_WEIGHT_BOLD);
  if (style & EDITOR_TEXT_ITALIC)
    pango_font_description_set_style (description, PANGO_STYLE_ITALIC);
  pango_layout_set_font_description (layout, description);
  pango_font_description_free (description);
  pango_layout_set_text (layout, string, -1);
  return layout;
}

/* White space at the ends is not drawn; XML authors leave it. Invalid UTF-8 can't come from a
 * parsed file, but text may come from elsewhere. */
static char *
clean_string (const char *string)
{
  char *clean = g_utf8_make_valid (string, -1);

  return g_strstrip (clean);
}

/* Shortens the text until it fits, and puts an ellipsis behind it. Pango's own ellipsis works per
 * paragraph; here the last line that fits gets it. */
static void
cut_to_height (EditorText *self, double max_height)
{
  PangoLayoutLine *line;
  g_autofree char *kept = NULL;
  const char *text;
  int lines = pango_layout_get_line_count (self->layout);
  int fitting = MAX (1, (int) floor (lines * max_height / MAX (self->height, 1)));
  const char *end;

  if (fitting >= lines)
    return;
  text = pango_layout_get_text (self->layout);
  line = pango_layout_get_line_readonly (self->layout, fitting - 1);
  end = text + line->start_index + line->length;
  self->cut = TRUE;
  for (;;)
    {
      g_autofree char *part = g_strndup (text, end - text);

      g_strchomp (part);
      kept = g_strconcat (part, ELLIPSIS, NULL);
      pango_layout_set_text (self->layout, kept, -1);
      if (pango_layout_get_line_count (self->layout) <= fitting || part[0] == '\0')
        return;
      g_clear_pointer (&kept, g_free);
      /* the layout's text was replaced: go on from our own copy */
      {
        const char *last = g_utf8_find_prev_char (part, part + strlen (part));
        gsize keep = last != NULL ? (gsize) (last - part) : 0;
        g_autofree char *shorter = g_strndup (part, keep);

        pango_layout_set_text (self->layout, shorter, -1);
        text = pango_layout_get_text (self->layout);
        end = text + strlen (text);
      }
    }
}

static void
measure (EditorText *self)
{
  PangoRectangle logical;

  pango_layout_get_extents (self->layout, NULL, &logical);
  self->width = (double) logical.width / PANGO_SCALE;
  self->height = (double) logical.height / PANGO_SCALE;
  self->n_lines = (guint) pango_layout_get_line_count (self->layout);
}

/**
 * editor_text_new:
 * @fonts: the fonts to measure with
 * @string: the text; line breaks are kept
 * @size: height of the letters in canvas units
 * @style: regular, or bold and italic
 * @align: of the lines in the box
 * @max_width: width of the box; 0 or less does not wrap
 * @max_height: height of the box; 0 or less is any
 *
 * Wraps at spaces, hyphens and soft hyphens, and inside of words only where a word is wider than
 * the box (with a hyphen). What does not fit into the height is cut with an ellipsis.
 *
 * Returns: (transfer full): the laid out text
 */
EditorText *
editor_text_new (EditorFonts *fonts, const char *string, double size, EditorTextStyle style,
                 EditorTextAlign align, double max_width, double max_height)
{
  EditorText *self;
  g_autofree char *clean = NULL;

  g_return_val_if_fail (fonts != NULL && string != NULL, NULL);

  clean = clean_string (string);
  self = g_new0 (EditorText, 1);
  g_atomic_ref_count_init (&self->references);
  self->fonts = editor_fonts_ref (fonts);
  self->size = size;
  self->style = style;
  self->layout = make_layout (fonts, clean, size, style);
  if (max_width > 0)
    {
      pango_layout_set_width (self->layout, (int) (max_width * PANGO_SCALE));
      pango_layout_set_wrap (self->layout, PANGO_WRAP_WORD_CHAR);
      pango_layout_set_alignment (self->layout, align == EDITOR_TEXT_LEFT     ? PANGO_ALIGN_LEFT
                                                : align == EDITOR_TEXT_CENTER ? PANGO_ALIGN_CENTER
                                                                              : PANGO_ALIGN_RIGHT);
    }
  measure (self);
  if (max_height > 0 && self->height > max_height + 0.5)
    {
      cut_to_height (self, max_height);
      measure (self);
    }
  self->box_width = max_width > 0 ? max_width : self->width;
  return self;
}

EditorText *
editor_text_ref (EditorText *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
editor_text_unref (EditorText *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->references))
    return;
  g_object_unref (self->layout);
  editor_fonts_unref (self->fonts);
  g_free (self);
}

double
editor_text_get_width (const EditorText *self)
{
  return self->width;
}

double
editor_text_get_height (const EditorText *self)
{
  return self->height;
}

double
editor_text_get_box_width (const EditorText *self)
{
  return self->box_width;
}

double
editor_text_get_size (const EditorText *self)
{
  return self->size;
}

EditorTextStyle
editor_text_get_style (const EditorText *self)
{
  return self->style;
}

gboolean
editor_text_is_cut (const EditorText *self)
{
  return self->cut;
}

guint
editor_text_get_n_lines (const EditorText *self)
{
  return self->n_lines;
}

/* Whether pango draws a hyphen at the end of the line that ends at byte @end. */
static gboolean
hyphen_at (PangoLayout *layout, int end)
{
  const char *text = pango_layout_get_text (layout);
  const PangoLogAttr *attrs;
  int n_attrs;
  glong position;

  if (text[end] == '\0' || text[end] == '\n' || g_unichar_isspace (g_utf8_get_char (text + end)))
    return FALSE;
  if (end > 0 && g_unichar_isspace (g_utf8_get_char (g_utf8_prev_char (text + end))))
    return FALSE;
  attrs = pango_layout_get_log_attrs_readonly (layout, &n_attrs);
  position = g_utf8_pointer_to_offset (text, text + end);
  return position < n_attrs && attrs[position].break_inserts_hyphen;
}

/**
 * editor_text_get_line:
 * @self: a text
 * @index: of the line, below editor_text_get_n_lines()
 *
 * Returns: what stands in the line and where; its text belongs to @self
 */
EditorTextLine
editor_text_get_line (const EditorText *self, guint index)
{
  PangoLayoutIter *iter = pango_layout_get_iter (self->layout);
  PangoLayoutLine *line;
  PangoRectangle logical;
  EditorTextLine result;

  for (guint i = 0; i < index; i++)
    pango_layout_iter_next_line (iter);
  line = pango_layout_iter_get_line_readonly (iter);
  pango_layout_iter_get_line_extents (iter, NULL, &logical);
  result.text = pango_layout_get_text (self->layout) + line->start_index;
  result.length = (gsize) line->length;
  result.hyphen = index + 1 < self->n_lines
                  && hyphen_at (self->layout, line->start_index + line->length);
  result.x = (double) logical.x / PANGO_SCALE;
  result.width = (double) logical.width / PANGO_SCALE;
  result.baseline = (double) pango_layout_iter_get_baseline (iter) / PANGO_SCALE;
  pango_layout_iter_free (iter);
  return result;
}

PangoLayout *
editor_text_get_layout (const EditorText *self)
{
  return self->layout;
}

EditorFonts *
editor_text_get_fonts (const EditorText *self)
{
  return self->fonts;
}

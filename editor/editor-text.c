/* editor-text.c: text laid out for a box: wrapped, hyphenated, cut with an ellipsis
 *
 * Latin text is measured letter by letter (editor-text-face.h) and broken into lines here; anything
 * else is laid out by pango. What a line shows in the end, with its hyphen or ellipsis, is kept, so
 * that the SVG painter writes exactly what cairo paints.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "editor/editor-text.h"

#include "editor/editor-text-face.h"
#include "editor/editor-text-wrap.h"

#include <math.h>
#include <string.h>

#define ELLIPSIS "\342\200\246" /* U+2026 */
#define AS_WIDE_AS_ARIAL "Arial, Liberation Sans, Arimo, Nimbus Sans, Sans"

struct _EditorFonts
{
  gatomicrefcount references;
  PangoFontMap *map;
  PangoContext *context;
  char *family;      /* what was asked for */
  char *resolved;    /* what it is, found when first asked */
  GHashTable *faces; /* size and style -> EditorTextFace */
};

struct _EditorText
{
  gatomicrefcount references;
  EditorFonts *fonts;
  EditorTextFace *face; /* (unowned) of the fonts */
  char *string;         /* what is drawn, with its ellipsis */
  PangoLayout *layout;  /* (nullable): where the face cannot do it alone */
  EditorTextLine *lines;
  guint n_lines;
  double size;
  EditorTextStyle style;
  double box_width;
  double width;
  double height;
  gboolean cut;
};

/**
 * editor_fonts_new:
 * @family: (nullable): a font family; %NULL is one as wide as Arial, which most modelers measure
 *   their labels with, else the system's sans-serif
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
  self->family = g_strdup (family != NULL ? family : AS_WIDE_AS_ARIAL);

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
  self->faces
      = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) editor_text_face_free);
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
  g_hash_table_unref (self->faces);
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

static EditorTextFace *
get_face (EditorFonts *self, double size, EditorTextStyle style)
{
  gpointer key = GUINT_TO_POINTER (((guint) lround (size * 64) << 2) | (guint) style);
  EditorTextFace *face = g_hash_table_lookup (self->faces, key);

  if (face == NULL)
    {
      face = editor_text_face_new (self->context, self->family, size,
                                   (style & EDITOR_TEXT_BOLD) != 0,
                                   (style & EDITOR_TEXT_ITALIC) != 0);
      g_hash_table_insert (self->faces, key, face);
    }
  return face;
}

/* White space at the ends is not drawn; XML authors leave it. Invalid UTF-8 can't come from a
 * parsed file, but text may come from elsewhere. */
static char *
clean_string (const char *string)
{
  char *clean
      = g_utf8_validate (string, -1, NULL) ? g_strdup (string) : g_utf8_make_valid (string, -1);

  return g_strstrip (clean);
}

/* By the measures of the face */

static void
take_spans (EditorText *self, GArray *spans)
{
  double line_height = editor_text_face_get_line_height (self->face);

  self->n_lines = spans->len;
  self->lines = g_new (EditorTextLine, spans->len);
  self->width = 0;
  for (guint i = 0; i < spans->len; i++)
    {
      EditorTextSpan *span = &g_array_index (spans, EditorTextSpan, i);

      self->lines[i] = (EditorTextLine){ .text = self->string + span->start,
                                         .length = span->length,
                                         .hyphen = span->hyphen,
                                         .baseline = i * line_height
                                                     + editor_text_face_get_ascent (self->face),
                                         .width = span->width };
      self->width = MAX (self->width, span->width);
    }
  self->height = spans->len * line_height;
}

/* Leaves @n_lines and puts an ellipsis behind the last one, which is shortened until both fit. */
static void
cut_spans (EditorText *self, GArray *spans, guint n_lines, double max_width)
{
  EditorTextSpan *last = &g_array_index (spans, EditorTextSpan, n_lines - 1);
  double dots = editor_text_measure (self->face, ELLIPSIS, strlen (ELLIPSIS));
  const char *start = self->string + last->start, *end = start + last->length;
  g_autofree char *old = self->string;

  for (;;)
    {
      while (end > start && g_ascii_isspace (end[-1]))
        end--;
      last->width = editor_text_measure (self->face, start, (gsize) (end - start)) + dots;
      if (end == start || max_width <= 0 || last->width <= max_width)
        break;
      end = g_utf8_prev_char (end);
    }
  last->length = (guint) (end - start) + (guint) strlen (ELLIPSIS);
  last->hyphen = FALSE;
  self->string = g_strdup_printf ("%.*s" ELLIPSIS, (int) (end - old), old);
  g_array_set_size (spans, n_lines);
  self->cut = TRUE;
}

static void
lay_out_by_face (EditorText *self, double max_width, double max_height)
{
  g_autoptr (GArray) spans = g_array_sized_new (FALSE, FALSE, sizeof (EditorTextSpan), 4);
  double line_height = editor_text_face_get_line_height (self->face);

  editor_text_wrap (self->face, self->string, max_width, spans);
  if (max_height > 0 && spans->len * line_height > max_height + 0.5)
    {
      guint fitting = (guint) MAX (1, floor (max_height / line_height));

      if (fitting < spans->len)
        cut_spans (self, spans, fitting, max_width);
    }
  take_spans (self, spans);
}

/* By a layout of pango: every script, any direction */

static void
measure_layout (EditorText *self)
{
  PangoRectangle logical;

  pango_layout_get_extents (self->layout, NULL, &logical);
  self->width = (double) logical.width / PANGO_SCALE;
  self->height = (double) logical.height / PANGO_SCALE;
}

/* Shortens the text until it fits, and puts an ellipsis behind it. Pango's own ellipsis works per
 * paragraph; here the last line that fits gets it. */
static void
cut_layout (EditorText *self, double max_height)
{
  PangoLayoutLine *line;
  int lines = pango_layout_get_line_count (self->layout);
  int fitting = MAX (1, (int) floor (lines * max_height / MAX (self->height, 1)));
  g_autofree char *part = NULL;

  if (fitting >= lines)
    return;
  line = pango_layout_get_line_readonly (self->layout, fitting - 1);
  part = g_strndup (self->string, (gsize) (line->start_index + line->length));
  self->cut = TRUE;
  for (;;)
    {
      g_autofree char *kept = NULL;
      char *last;

      g_strchomp (part);
      kept = g_strconcat (part, ELLIPSIS, NULL);
      pango_layout_set_text (self->layout, kept, -1);
      if (pango_layout_get_line_count (self->layout) <= fitting || part[0] == '\0')
        return;
      last = g_utf8_find_prev_char (part, part + strlen (part));
      if (last != NULL)
        *last = '\0';
    }
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

static void
read_lines (EditorText *self)
{
  PangoLayoutIter *iter = pango_layout_get_iter (self->layout);
  const char *text = pango_layout_get_text (self->layout);

  self->n_lines = (guint) pango_layout_get_line_count (self->layout);
  self->lines = g_new (EditorTextLine, self->n_lines);
  for (guint i = 0; i < self->n_lines; i++)
    {
      PangoLayoutLine *line = pango_layout_iter_get_line_readonly (iter);
      PangoRectangle logical;

      pango_layout_iter_get_line_extents (iter, NULL, &logical);
      self->lines[i] = (EditorTextLine){
        .text = text + line->start_index,
        .length = (gsize) line->length,
        .hyphen = i + 1 < self->n_lines
                  && hyphen_at (self->layout, line->start_index + line->length),
        .width = (double) logical.width / PANGO_SCALE,
        .baseline = (double) pango_layout_iter_get_baseline (iter) / PANGO_SCALE,
      };
      pango_layout_iter_next_line (iter);
    }
  pango_layout_iter_free (iter);
}

static void
lay_out_by_pango (EditorText *self, EditorTextAlign align, double max_width, double max_height)
{
  self->layout = pango_layout_new (self->fonts->context);
  pango_layout_set_font_description (self->layout, editor_text_face_get_description (self->face));
  pango_layout_set_text (self->layout, self->string, -1);
  if (max_width > 0)
    {
      pango_layout_set_width (self->layout, (int) (max_width * PANGO_SCALE));
      pango_layout_set_wrap (self->layout, PANGO_WRAP_WORD_CHAR);
      pango_layout_set_alignment (self->layout, align == EDITOR_TEXT_LEFT     ? PANGO_ALIGN_LEFT
                                                : align == EDITOR_TEXT_CENTER ? PANGO_ALIGN_CENTER
                                                                              : PANGO_ALIGN_RIGHT);
    }
  measure_layout (self);
  if (max_height > 0 && self->height > max_height + 0.5)
    {
      cut_layout (self, max_height);
      measure_layout (self);
    }
  read_lines (self);
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
  double factor;

  g_return_val_if_fail (fonts != NULL && string != NULL, NULL);

  self = g_new0 (EditorText, 1);
  g_atomic_ref_count_init (&self->references);
  self->fonts = editor_fonts_ref (fonts);
  self->string = clean_string (string);
  self->size = size;
  self->style = style;
  self->face = get_face (fonts, size, style);
  if (editor_text_face_covers (self->face, self->string, strlen (self->string))
      && editor_text_face_covers (self->face, ELLIPSIS, strlen (ELLIPSIS)))
    lay_out_by_face (self, max_width, max_height);
  else
    lay_out_by_pango (self, align, max_width, max_height);
  self->box_width = max_width > 0 ? max_width : self->width;
  factor = align == EDITOR_TEXT_LEFT ? 0 : align == EDITOR_TEXT_CENTER ? 0.5 : 1;
  for (guint i = 0; i < self->n_lines; i++)
    self->lines[i].x = (self->box_width - self->lines[i].width) * factor;
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
  g_clear_object (&self->layout);
  g_free (self->lines);
  g_free (self->string);
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
  return self->lines[index];
}

static void
draw_line (const EditorText *self, const EditorTextLine *line, cairo_t *cr, double x, double y)
{
  cairo_glyph_t few[64];
  g_autofree cairo_glyph_t *many
      = line->length < G_N_ELEMENTS (few) ? NULL : g_new (cairo_glyph_t, line->length + 1);
  cairo_glyph_t *glyphs = many != NULL ? many : few;
  const char *end = line->text + line->length;
  gunichar before = 0;
  int n = 0;

  for (const char *p = line->text; p <= end; p = g_utf8_next_char (p))
    {
      gunichar c = p < end ? g_utf8_get_char (p) : '-';
      gulong glyph;

      if (p == end && !line->hyphen)
        break;
      x += p < end ? editor_text_face_get_step (self->face, before, c)
                   : editor_text_face_get_advance (self->face, before);
      glyph = editor_text_face_get_glyph (self->face, c);
      if (glyph != PANGO_GLYPH_EMPTY && !g_unichar_isspace (c))
        glyphs[n++] = (cairo_glyph_t){ glyph, x, y };
      before = c;
      if (p == end)
        break;
    }
  cairo_show_glyphs (cr, glyphs, n);
}

/**
 * editor_text_draw:
 * @self: a text
 * @cr: where to draw, in its current colour
 * @x: left edge of the box
 * @y: top edge of the box
 *
 * Draws exactly the lines that editor_text_get_line() tells.
 */
void
editor_text_draw (EditorText *self, cairo_t *cr, double x, double y)
{
  cairo_save (cr);
  if (self->layout != NULL)
    {
      cairo_move_to (cr, x, y);
      pango_cairo_show_layout (cr, self->layout);
      cairo_new_path (cr);
    }
  else
    {
      cairo_set_scaled_font (cr, editor_text_face_get_scaled_font (self->face));
      for (guint i = 0; i < self->n_lines; i++)
        draw_line (self, &self->lines[i], cr, x + self->lines[i].x, y + self->lines[i].baseline);
    }
  cairo_restore (cr);
}

/* editor-text-face.c: what the letters of one font size measure
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "editor/editor-text-face.h"

#define FIRST_LATIN 0x20
#define LAST_LATIN 0x17F /* Latin Extended-A: Sami is in it */
#define N_LATIN (LAST_LATIN - FIRST_LATIN + 1)
#define FIRST_PUNCTUATION 0x2010
#define LAST_PUNCTUATION 0x2027
#define N_PUNCTUATION (LAST_PUNCTUATION - FIRST_PUNCTUATION + 1)
#define N_SLOTS (N_LATIN + N_PUNCTUATION + 1)
#define EURO 0x20AC
#define SOFT_HYPHEN 0xAD
#define LEAST_LINE_HEIGHT 1.15 /* of the size */
#define UNMEASURED G_MININT32

typedef struct
{
  gint32 advance; /* in pango units; UNMEASURED where nobody asked */
  gboolean covered;
  PangoGlyph glyph;
} Letter;

struct _EditorTextFace
{
  PangoContext *context;
  PangoFontDescription *description;
  PangoFontset *fonts;
  PangoFont *font;
  PangoAnalysis analysis;
  PangoGlyphString *glyphs; /* to shape with */
  double ascent;
  double line_height;
  Letter letters[N_SLOTS];
  gint32 *kerning[N_SLOTS]; /* what the pair is wider than its letters; rows come when asked for */
};

/* The letter's place in the tables; -1 where it has none. */
static int
get_slot (gunichar c)
{
  if (c >= FIRST_LATIN && c <= LAST_LATIN)
    return c != SOFT_HYPHEN && !(c >= 0x7F && c < 0xA0) ? (int) (c - FIRST_LATIN) : -1;
  if (c >= FIRST_PUNCTUATION && c <= LAST_PUNCTUATION)
    return (int) (N_LATIN + c - FIRST_PUNCTUATION);
  return c == EURO ? N_SLOTS - 1 : -1;
}

/* Some families leave next to nothing between lines. */
static void
measure_lines (EditorTextFace *self, double size)
{
  PangoLayout *layout = pango_layout_new (self->context);
  PangoRectangle logical;
  double lead;

  pango_layout_set_font_description (layout, self->description);
  pango_layout_set_text (layout, "x", 1);
  pango_layout_get_extents (layout, NULL, &logical);
  self->line_height = (double) logical.height / PANGO_SCALE;
  self->ascent = (double) pango_layout_get_baseline (layout) / PANGO_SCALE;
  lead = MAX (0, size * LEAST_LINE_HEIGHT - self->line_height);
  self->line_height += lead;
  self->ascent += lead / 2;
  g_object_unref (layout);
}

/**
 * editor_text_face_new:
 * @context: the context to measure in; the face keeps a reference
 * @family: a font family
 * @size: height of the letters in canvas units
 * @bold: whether heavy
 * @italic: whether slanted
 *
 * Returns: (transfer full): a face that has measured nothing yet
 */
EditorTextFace *
editor_text_face_new (PangoContext *context, const char *family, double size, gboolean bold,
                      gboolean italic)
{
  EditorTextFace *self = g_new0 (EditorTextFace, 1);

  self->context = g_object_ref (context);
  self->description = pango_font_description_from_string (family);
  pango_font_description_set_absolute_size (self->description, size * PANGO_SCALE);
  if (bold)
    pango_font_description_set_weight (self->description, PANGO_WEIGHT_BOLD);
  if (italic)
    pango_font_description_set_style (self->description, PANGO_STYLE_ITALIC);
  self->fonts = pango_context_load_fontset (context, self->description,
                                            pango_context_get_language (context));
  if (self->fonts != NULL)
    self->font = pango_fontset_get_font (self->fonts, 'x');
  self->glyphs = pango_glyph_string_new ();
  self->analysis.font = self->font;
  self->analysis.language = pango_context_get_language (context);
  self->analysis.script = PANGO_SCRIPT_LATIN;
  self->analysis.extra_attrs
      = g_slist_prepend (NULL, pango_attr_font_features_new ("liga=0,clig=0,calt=0"));
  for (guint i = 0; i < N_SLOTS; i++)
    self->letters[i].advance = UNMEASURED;
  measure_lines (self, size);
  return self;
}

void
editor_text_face_free (EditorTextFace *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < N_SLOTS; i++)
    g_free (self->kerning[i]);
  g_slist_free_full (self->analysis.extra_attrs, (GDestroyNotify) pango_attribute_destroy);
  pango_glyph_string_free (self->glyphs);
  g_clear_object (&self->font);
  g_clear_object (&self->fonts);
  pango_font_description_free (self->description);
  g_object_unref (self->context);
  g_free (self);
}

PangoFontDescription *
editor_text_face_get_description (EditorTextFace *self)
{
  return self->description;
}

double
editor_text_face_get_ascent (const EditorTextFace *self)
{
  return self->ascent;
}

double
editor_text_face_get_line_height (const EditorTextFace *self)
{
  return self->line_height;
}

cairo_scaled_font_t *
editor_text_face_get_scaled_font (EditorTextFace *self)
{
  return pango_cairo_font_get_scaled_font (PANGO_CAIRO_FONT (self->font));
}

/* The width of one or two letters; the number of their glyphs is left in self->glyphs. */
static gint32
shape (EditorTextFace *self, const gunichar *letters, guint n_letters)
{
  char text[12];
  int length = 0;

  for (guint i = 0; i < n_letters; i++)
    length += g_unichar_to_utf8 (letters[i], text + length);
  pango_shape_with_flags (text, length, text, length, &self->analysis, self->glyphs,
                          PANGO_SHAPE_NONE);
  return pango_glyph_string_get_width (self->glyphs);
}

static Letter *
measure_letter (EditorTextFace *self, int slot, gunichar c)
{
  Letter *letter = &self->letters[slot];
  g_autoptr (PangoFont) font = NULL;

  letter->advance = 0;
  if (self->font == NULL)
    return letter;
  /* a letter that another font has to lend is pango's business */
  font = pango_fontset_get_font (self->fonts, c);
  if (font != self->font)
    return letter;
  letter->advance = shape (self, &c, 1);
  if (self->glyphs->num_glyphs != 1)
    return letter;
  letter->glyph = self->glyphs->glyphs[0].glyph;
  letter->covered = letter->glyph == PANGO_GLYPH_EMPTY
                    || !(letter->glyph & PANGO_GLYPH_UNKNOWN_FLAG);
  return letter;
}

static inline Letter *
get_letter (EditorTextFace *self, int slot, gunichar c)
{
  Letter *letter = &self->letters[slot];

  return G_LIKELY (letter->advance != UNMEASURED) ? letter : measure_letter (self, slot, c);
}

gboolean
editor_text_face_covers (EditorTextFace *self, const char *text, gsize length)
{
  for (const char *p = text; p < text + length; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      int slot;

      if (c == '\n')
        continue;
      slot = get_slot (c);
      if (slot < 0 || !get_letter (self, slot, c)->covered)
        return FALSE;
    }
  return TRUE;
}

static gint32
measure_pair (EditorTextFace *self, int slot, int next, gunichar a, gunichar b)
{
  const gunichar pair[] = { a, b };
  gint32 *row = self->kerning[slot];

  if (row == NULL)
    {
      row = self->kerning[slot] = g_new (gint32, N_SLOTS);
      for (guint i = 0; i < N_SLOTS; i++)
        row[i] = UNMEASURED;
    }
  if (row[next] == UNMEASURED)
    row[next] = shape (self, pair, 2) - get_letter (self, slot, a)->advance
                - get_letter (self, next, b)->advance;
  return row[next];
}

double
editor_text_face_get_advance (EditorTextFace *self, gunichar letter)
{
  return (double) get_letter (self, get_slot (letter), letter)->advance / PANGO_SCALE;
}

double
editor_text_face_get_step (EditorTextFace *self, gunichar before, gunichar letter)
{
  int slot, next;
  gint32 kerning;

  if (before == 0)
    return 0;
  slot = get_slot (before);
  next = get_slot (letter);
  kerning = self->kerning[slot] != NULL && self->kerning[slot][next] != UNMEASURED
                ? self->kerning[slot][next]
                : measure_pair (self, slot, next, before, letter);
  return (double) (get_letter (self, slot, before)->advance + kerning) / PANGO_SCALE;
}

gulong
editor_text_face_get_glyph (EditorTextFace *self, gunichar letter)
{
  return get_letter (self, get_slot (letter), letter)->glyph;
}

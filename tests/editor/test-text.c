/* test-text.c: texts in boxes: measures, line breaks, hyphens, ellipses
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "editor/editor-text.h"

#include <math.h>
#include <string.h>

#define FAMILY "DejaVu Sans"

static char *
get_line (const EditorText *text, guint index)
{
  EditorTextLine line = editor_text_get_line (text, index);
  g_autofree char *plain = g_strndup (line.text, line.length);

  return g_strconcat (g_strchomp (plain), line.hyphen ? "-" : "", NULL);
}

static EditorText *
wrap (const char *string, double width, double height)
{
  g_autoptr (EditorFonts) fonts = editor_fonts_new (FAMILY);

  return editor_text_new (fonts, string, EDITOR_TEXT_SIZE, EDITOR_TEXT_REGULAR, EDITOR_TEXT_CENTER,
                          width, height);
}

/* What pango makes of a string by itself, without ligatures. */
static double
ask_pango (const char *string, double size, gboolean bold)
{
  PangoFontMap *map = pango_cairo_font_map_new ();
  PangoContext *context;
  PangoLayout *layout;
  PangoFontDescription *description = pango_font_description_from_string (FAMILY);
  PangoAttrList *attributes = pango_attr_list_new ();
  cairo_font_options_t *options = cairo_font_options_create ();
  PangoRectangle logical;

  pango_cairo_font_map_set_resolution (PANGO_CAIRO_FONT_MAP (map), 96);
  context = pango_font_map_create_context (map);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  pango_cairo_context_set_font_options (context, options);
  pango_context_set_round_glyph_positions (context, FALSE);
  layout = pango_layout_new (context);
  pango_font_description_set_absolute_size (description, size * PANGO_SCALE);
  if (bold)
    pango_font_description_set_weight (description, PANGO_WEIGHT_BOLD);
  pango_layout_set_font_description (layout, description);
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("liga=0,clig=0"));
  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_text (layout, string, -1);
  pango_layout_get_extents (layout, NULL, &logical);
  pango_attr_list_unref (attributes);
  pango_font_description_free (description);
  cairo_font_options_destroy (options);
  g_object_unref (layout);
  g_object_unref (context);
  g_object_unref (map);
  return (double) logical.width / PANGO_SCALE;
}

static void
test_measures_as_pango_does (void)
{
  static const char *const strings[] = {
    "Utfylling",      "AVATAR To Ty LTe", "Godkjent 17?",   "Søk – «tilskudd» …",
    "fi ffl office",  "Čálliidlágádus",   "100 % – 20 €/md", "Wäre Übergröße, Ælfred & søn",
  };
  g_autoptr (EditorFonts) fonts = editor_fonts_new (FAMILY);

  for (guint i = 0; i < G_N_ELEMENTS (strings); i++)
    for (guint bold = 0; bold < 2; bold++)
      {
        g_autoptr (EditorText) text
            = editor_text_new (fonts, strings[i], 11, bold ? EDITOR_TEXT_BOLD : EDITOR_TEXT_REGULAR,
                               EDITOR_TEXT_LEFT, 0, 0);

        g_assert_cmpuint (editor_text_get_n_lines (text), ==, 1);
        g_assert_cmpfloat_with_epsilon (editor_text_get_width (text),
                                        ask_pango (strings[i], 11, bold), 0.1);
      }
}

static void
test_long_word_is_hyphenated_between_syllables (void)
{
  static const char *const words[][3] = {
    { "Legeerklæringsbehandling", "Legeer-", "klærings-" },
    { "Tilbakemelding", "Tilbakemel-", "ding" },
    { "Saksbehandler vurderer", "Saksbehand-", "ler vurderer" },
  };
  static const double widths[] = { 62, 84, 84 };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autoptr (EditorText) text = wrap (words[i][0], widths[i], 0);

      for (guint k = 0; k < 2; k++)
        {
          g_autofree char *line = get_line (text, k);

          g_assert_cmpstr (line, ==, words[i][k + 1]);
        }
      for (guint k = 0; k < editor_text_get_n_lines (text); k++)
        g_assert_cmpfloat (editor_text_get_line (text, k).width, <=, widths[i] + 0.01);
      g_assert_false (editor_text_is_cut (text));
    }
}

static void
test_breaks_at_spaces_before_words (void)
{
  g_autoptr (EditorText) text = wrap ("Fyll ut skjema for søknad\nog send", 70, 0);
  static const char *const lines[] = { "Fyll ut", "skjema for", "søknad", "og send" };

  g_assert_cmpuint (editor_text_get_n_lines (text), ==, G_N_ELEMENTS (lines));
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autofree char *line = get_line (text, i);

      g_assert_cmpstr (line, ==, lines[i]);
    }
}

/* Every letter of the text stands in exactly one line, whatever the width. */
static void
test_no_letter_is_lost (void)
{
  static const char string[] = "En lang-lang tekst, med «tegn» (og tall: 12 345,67) i/ved ord…";

  for (double width = 5; width < 400; width += 7)
    {
      g_autoptr (EditorText) text = wrap (string, width, 0);
      g_autoptr (GString) all = g_string_new (NULL);

      for (guint i = 0; i < editor_text_get_n_lines (text); i++)
        {
          EditorTextLine line = editor_text_get_line (text, i);

          g_assert_cmpuint (line.length, >, 0);
          g_string_append_len (all, line.text, (gssize) line.length);
        }
      g_assert_cmpstr (all->str, ==, string);
    }
}

static void
test_cut_text_ends_in_ellipsis (void)
{
  g_autoptr (EditorText) text
      = wrap ("Kontroller vedlegg og send saken videre til neste behandler i køen", 80, 32);
  guint last = editor_text_get_n_lines (text) - 1;
  g_autofree char *line = get_line (text, last);

  g_assert_true (editor_text_is_cut (text));
  g_assert_true (g_str_has_suffix (line, "…"));
  g_assert_cmpfloat (editor_text_get_height (text), <=, 32.5);
  g_assert_cmpfloat (editor_text_get_line (text, last).width, <=, 80);
}

/* What a face cannot do alone is laid out by pango: shaping, direction, soft hyphens. */
static void
test_other_scripts (void)
{
  static const char *const strings[] = { "رسالة قصيرة جدا", "обработка заявления", "承認", "e\314\201t\303\251",
                                         "Saks\302\255behandling", "👍 ok" };

  for (guint i = 0; i < G_N_ELEMENTS (strings); i++)
    {
      g_autoptr (EditorText) text = wrap (strings[i], 60, 0);

      g_assert_cmpfloat (editor_text_get_width (text), >, 0);
      g_assert_cmpfloat (editor_text_get_width (text), <=, 60.1);
      g_assert_cmpfloat (editor_text_get_height (text), >, 0);
      g_assert_cmpuint (editor_text_get_n_lines (text), >=, 1);
    }
  {
    g_autoptr (EditorText) text = wrap (strings[4], 60, 0);
    g_autofree char *first = get_line (text, 0);

    g_assert_true (g_str_has_suffix (first, "-"));
  }
}

/* Ink of a drawn text: the number of pixels that are not paper. */
static guint
count_ink (EditorText *text)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_A8, 256, 128);
  cairo_t *cr = cairo_create (surface);
  guint ink = 0;

  editor_text_draw (text, cr, 20, 20);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  for (int i = 0; i < 128 * cairo_image_surface_get_stride (surface); i++)
    ink += cairo_image_surface_get_data (surface)[i] > 127;
  cairo_surface_destroy (surface);
  return ink;
}

static void
test_hyphen_is_drawn (void)
{
  g_autoptr (EditorText) broken = wrap ("Tilbakemelding", 84, 0);
  g_autoptr (EditorText) whole = wrap ("Tilbakemelding", 0, 0);

  g_assert_cmpuint (count_ink (whole), >, 50);
  g_assert_cmpuint (count_ink (broken), >, count_ink (whole));
}

static void
test_empty (void)
{
  g_autoptr (EditorText) text = wrap (" \n ", 50, 20);

  g_assert_cmpfloat (editor_text_get_width (text), ==, 0);
  g_assert_cmpuint (editor_text_get_n_lines (text), ==, 1);
  g_assert_cmpuint (count_ink (text), ==, 0);
}

int
main (int argc, char **argv)
{
  g_autoptr (EditorFonts) fonts = editor_fonts_new (FAMILY);

  g_test_init (&argc, &argv, NULL);
  if (strcmp (editor_fonts_get_family (fonts), FAMILY) == 0)
    {
      g_test_add_func ("/text/measures-as-pango-does", test_measures_as_pango_does);
      g_test_add_func ("/text/long-word-is-hyphenated-between-syllables",
                       test_long_word_is_hyphenated_between_syllables);
      g_test_add_func ("/text/breaks-at-spaces-before-words", test_breaks_at_spaces_before_words);
    }
  g_test_add_func ("/text/no-letter-is-lost", test_no_letter_is_lost);
  g_test_add_func ("/text/cut-text-ends-in-ellipsis", test_cut_text_ends_in_ellipsis);
  g_test_add_func ("/text/other-scripts", test_other_scripts);
  g_test_add_func ("/text/hyphen-is-drawn", test_hyphen_is_drawn);
  g_test_add_func ("/text/empty", test_empty);
  return g_test_run ();
}

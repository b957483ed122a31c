/* test-export.c: pictures as files
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "drawing-support.h"

#include "editor/editor-export.h"
#include "editor/editor-glyphs.h"
#include "engine/source/source-node.h"
#include "tests/test-support.h"

#include <locale.h>
#include <string.h>

static GBytes *
export (const char *fixture, EditorExportFormat format, double scale)
{
  g_autoptr (Drawing) drawing = drawing_open_fixture (fixture);
  EditorExportOptions options;
  g_autoptr (GError) error = NULL;
  GBytes *bytes;

  editor_export_options_init (&options);
  options.scale = scale;
  options.title = "Søknad & <vedlegg>";
  bytes = editor_export (drawing->scene, format, &options, &error);
  g_assert_no_error (error);
  return bytes;
}

static char *
export_text (const char *fixture)
{
  g_autoptr (GBytes) bytes = export (fixture, EDITOR_EXPORT_SVG, 1);

  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static void
test_same_bytes (gconstpointer data)
{
  EditorExportFormat format = GPOINTER_TO_INT (data);
  g_autoptr (GBytes) first = export ("elements.bpmn", format, 1.5);
  g_autoptr (GBytes) second = NULL;

  g_usleep (1100000 * (format == EDITOR_EXPORT_PDF)); /* the clock must not show */
  second = export ("elements.bpmn", format, 1.5);
  g_assert_true (g_bytes_equal (first, second));
}

static void
test_svg_is_well_formed (void)
{
  const char *const fixtures[]
      = { "task-types.bpmn", "elements.bpmn", "pools.bpmn", "colours.bpmn", "not-run.bpmn" };

  for (guint i = 0; i < G_N_ELEMENTS (fixtures); i++)
    {
      g_autoptr (GBytes) svg = export (fixtures[i], EDITOR_EXPORT_SVG, 1);
      g_autoptr (GError) error = NULL;
      g_autoptr (SourceDocument) document
          = source_document_new_for_bytes (SOURCE_KIND_XML, svg, "picture.svg", &error);

      g_assert_no_error (error);
      g_assert_true (source_node_is (source_document_get_root (document),
                                     "http://www.w3.org/2000/svg", "svg"));
    }
}

static void
test_svg_keeps_text (void)
{
  g_autofree char *svg = export_text ("reject-loop.bpmn");

  g_assert_nonnull (strstr (svg, ">Utfylling</text>"));
  g_assert_nonnull (strstr (svg, ">Godkjent?</text>"));
  g_assert_nonnull (strstr (svg, "<title>Søknad &amp; &lt;vedlegg&gt;</title>"));
  g_assert_nonnull (strstr (svg, "data-element-id=\"Flow_Back\""));
  g_assert_null (strstr (svg, "href")); /* self-contained */
}

static void
test_decimal_comma (void)
{
  g_autofree char *plain = export_text ("reject-loop.bpmn"), *norwegian = NULL;

  if (setlocale (LC_ALL, "nb_NO.UTF-8") == NULL)
    {
      g_test_skip ("the locale nb_NO.UTF-8 is not installed");
      return;
    }
  norwegian = export_text ("reject-loop.bpmn");
  setlocale (LC_ALL, "C.UTF-8");
  g_assert_cmpstr (norwegian, ==, plain);
}

static void
test_png_resolution (void)
{
  g_autoptr (Drawing) drawing = drawing_open_fixture ("reject-loop.bpmn");
  EditorExportOptions options;
  g_autoptr (GBytes) bytes = NULL;
  const guint8 *png;

  editor_export_options_init (&options);
  options.dpi = 300;
  options.transparent = TRUE;
  bytes = editor_export (drawing->scene, EDITOR_EXPORT_PNG, &options, NULL);
  png = g_bytes_get_data (bytes, NULL);
  g_assert_cmpmem (png + 33 + 4, 4, "pHYs", 4);
  g_assert_cmpuint (((guint32) png[33 + 8] << 24) | (png[33 + 9] << 16) | (png[33 + 10] << 8)
                        | png[33 + 11],
                    ==, 11811);
}

static void
test_selection_only (void)
{
  g_autoptr (Drawing) drawing = drawing_open_fixture ("reject-loop.bpmn");
  g_autoptr (GPtrArray) items = g_ptr_array_new ();
  EditorExportOptions options;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *svg = NULL;

  g_ptr_array_add (items, drawing_item (drawing, "Task_Sign"));
  editor_export_options_init (&options);
  options.items = items;
  bytes = editor_export (drawing->scene, EDITOR_EXPORT_SVG, &options, NULL);
  svg = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_assert_nonnull (strstr (svg, "Signering"));
  g_assert_null (strstr (svg, "Utfylling"));
}

static void
test_nothing_to_draw (void)
{
  g_autoptr (Drawing) drawing = drawing_open_text (
      "<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\"><process id=\"P\"/>"
      "</definitions>");
  EditorExportOptions options;
  g_autoptr (GError) error = NULL;

  editor_export_options_init (&options);
  g_assert_null (editor_export (drawing->scene, EDITOR_EXPORT_SVG, &options, &error));
  g_assert_error (error, EDITOR_EXPORT_ERROR, EDITOR_EXPORT_ERROR_EMPTY);
}

static void
test_too_large (void)
{
  g_autoptr (Drawing) drawing = drawing_open_fixture ("reject-loop.bpmn");
  EditorExportOptions options;
  g_autoptr (GError) error = NULL;

  editor_export_options_init (&options);
  options.scale = 100;
  g_assert_null (editor_export (drawing->scene, EDITOR_EXPORT_PNG, &options, &error));
  g_assert_error (error, EDITOR_EXPORT_ERROR, EDITOR_EXPORT_ERROR_TOO_LARGE);
}

/* The icons of the window are the artwork of the canvas. */
static void
test_icons_are_the_glyphs (void)
{
  guint n_glyphs;
  const EditorGlyph *glyphs = editor_glyph_get_table (&n_glyphs);

  for (guint i = 0; i < n_glyphs; i++)
    {
      g_autofree char *name = NULL, *path = NULL, *svg = NULL;

      if (glyphs[i].icon == NULL)
        continue;
      name = g_strconcat (glyphs[i].icon, ".svg", NULL);
      path = g_test_build_filename (G_TEST_DIST, "..", "icons", name, NULL);
      g_assert_true (g_file_get_contents (path, &svg, NULL, NULL));
      for (guint k = 0; k < EDITOR_GLYPH_MAX_PARTS && glyphs[i].parts[k].data != NULL; k++)
        g_assert_nonnull (strstr (svg, glyphs[i].parts[k].data));
    }
}

static void
test_text_wraps_and_is_cut (void)
{
  g_autoptr (EditorFonts) fonts = editor_fonts_new ("DejaVu Sans");
  g_autoptr (EditorText) words = editor_text_new (fonts, "En lang tittel over linjer", 12, 0,
                                                  EDITOR_TEXT_CENTER, 60, 0);
  g_autoptr (EditorText) word = editor_text_new (fonts, "Arbeidsmarkedsbedriftskonsesjon", 12, 0,
                                                 EDITOR_TEXT_CENTER, 60, 0);
  g_autoptr (EditorText) cut = editor_text_new (fonts, "En lang tittel over linjer", 12, 0,
                                                EDITOR_TEXT_CENTER, 60, 30);

  g_assert_cmpuint (editor_text_get_n_lines (words), >, 2);
  g_assert_cmpfloat (editor_text_get_width (words), <=, 61);
  g_assert_cmpuint (editor_text_get_n_lines (word), >, 1);
  g_assert_true (editor_text_get_line (word, 0).hyphen);
  g_assert_false (editor_text_is_cut (words));
  g_assert_true (editor_text_is_cut (cut));
  g_assert_cmpfloat (editor_text_get_height (cut), <=, 31);
}

static void
test_colours_stay_readable (void)
{
  const EditorTheme *themes[] = { editor_theme_get_light (), editor_theme_get_dark () };

  for (guint t = 0; t < G_N_ELEMENTS (themes); t++)
    for (guint i = 0; i < EDITOR_N_LOOKS; i++)
      {
        double a = editor_colour_luminance (&themes[t]->accents[i]);
        double b = editor_colour_luminance (&themes[t]->tints[i]);

        g_assert_cmpfloat (ABS (a - b), >, 0.35);
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/export/svg-has-the-same-bytes", GINT_TO_POINTER (EDITOR_EXPORT_SVG),
                        test_same_bytes);
  g_test_add_data_func ("/export/png-has-the-same-bytes", GINT_TO_POINTER (EDITOR_EXPORT_PNG),
                        test_same_bytes);
  g_test_add_data_func ("/export/pdf-has-the-same-bytes", GINT_TO_POINTER (EDITOR_EXPORT_PDF),
                        test_same_bytes);
  g_test_add_func ("/export/svg-is-well-formed", test_svg_is_well_formed);
  g_test_add_func ("/export/svg-keeps-text", test_svg_keeps_text);
  g_test_add_func ("/export/decimal-comma", test_decimal_comma);
  g_test_add_func ("/export/png-resolution", test_png_resolution);
  g_test_add_func ("/export/selection-only", test_selection_only);
  g_test_add_func ("/export/nothing-to-draw", test_nothing_to_draw);
  g_test_add_func ("/export/too-large", test_too_large);
  g_test_add_func ("/export/icons-are-the-glyphs", test_icons_are_the_glyphs);
  g_test_add_func ("/export/text-wraps-and-is-cut", test_text_wraps_and_is_cut);
  g_test_add_func ("/export/colours-stay-readable", test_colours_stay_readable);
  return g_test_run ();
}

/* test-pictures.c: our renderings beside the references kept of them
 *
 * APE_UPDATE_PICTURES=1 writes the references anew: look at each before it is committed. A
 * difference is written as NAME.out.png into the build folder.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "drawing-support.h"

#include "editor/editor-export.h"
#include "tests/test-support.h"

#include <cairo.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct
{
  const char *name; /* of the reference */
  const char *file; /* a fixture, or below the shared corpus */
  double scale;
  gboolean shared;
  gboolean dark;
  guint diagram;
} Picture;

static const Picture pictures[] = {
  { "task-types", "task-types.bpmn", 0.6 },
  { "task-types-dark", "task-types.bpmn", 0.6, FALSE, TRUE },
  { "reject-loop", "reject-loop.bpmn", 0.8 },
  { "reject-loop-dark", "reject-loop.bpmn", 0.8, FALSE, TRUE },
  { "reject-loop-no-diagram", "reject-loop-no-diagram.bpmn", 0.8 },
  { "reject-loop-partial", "reject-loop-partial.bpmn", 0.8 },
  { "not-run", "not-run.bpmn", 0.8 },
  { "elements", "elements.bpmn", 0.7 },
  { "elements-dark", "elements.bpmn", 0.7, FALSE, TRUE },
  { "pools", "pools.bpmn", 0.6 },
  { "choreography", "choreography.bpmn", 1 },
  { "colours", "colours.bpmn", 0.8 },
  { "colours-dark", "colours.bpmn", 0.8, FALSE, TRUE },
  { "A.1.0", "miwg/A.1.0.bpmn", 0.5, TRUE },
  { "A.2.0", "miwg/A.2.0.bpmn", 0.5, TRUE },
  { "A.2.1", "miwg/A.2.1.bpmn", 0.5, TRUE },
  { "A.3.0", "miwg/A.3.0.bpmn", 0.5, TRUE },
  { "A.4.1", "miwg/A.4.1.bpmn", 0.5, TRUE },
  { "B.2.0", "miwg/B.2.0.bpmn", 0.5, TRUE },
  { "C.1.0", "miwg/C.1.0.bpmn", 0.5, TRUE },
  { "C.1.1", "miwg/C.1.1.bpmn", 0.5, TRUE },
  { "C.2.0", "miwg/C.2.0.bpmn", 0.5, TRUE },
  { "C.4.0-1", "miwg/C.4.0.bpmn", 0.4, TRUE },
  { "C.4.0-2", "miwg/C.4.0.bpmn", 0.4, TRUE, FALSE, 1 },
  { "C.6.0", "miwg/C.6.0.bpmn", 0.4, TRUE },
  { "C.8.0", "miwg/C.8.0.bpmn", 0.4, TRUE },
  { "C.8.1", "miwg/C.8.1.bpmn", 0.4, TRUE },
  { "C.9.0", "miwg/C.9.0.bpmn", 0.4, TRUE },
  { "C.9.2", "miwg/C.9.2.bpmn", 0.4, TRUE },
  { "payment-test", "apps/ttd__payment-test/App/config/process/process.bpmn", 0.6, TRUE },
  { "service-task", "apps/ttd__service-task/App/config/process/process.bpmn", 0.6, TRUE },
  { "frontend-test", "apps/ttd__frontend-test/App/config/process/process.bpmn", 0.6, TRUE },
  { "frontend-test-dark", "apps/ttd__frontend-test/App/config/process/process.bpmn", 0.6, TRUE,
    TRUE },
  { "signing-test", "apps/ttd__signing-test/App/config/process/process.bpmn", 0.6, TRUE },
  { "nabovarsel", "apps/dibk__nabovarsel@2022/App/config/process/process.bpmn", 0.6, TRUE },
};

static GBytes *
render (const Picture *picture, const char *path)
{
  g_autoptr (Drawing) drawing = drawing_open (path);
  EditorExportOptions options;
  g_autoptr (GError) error = NULL;
  GBytes *png;

  g_assert_nonnull (drawing);
  if (picture->diagram > 0)
    editor_scene_set_diagram (drawing->scene, picture->diagram);
  editor_export_options_init (&options);
  options.scale = picture->scale;
  options.theme = picture->dark ? editor_theme_get_dark () : editor_theme_get_light ();
  png = editor_export (drawing->scene, EDITOR_EXPORT_PNG, &options, &error);
  g_assert_no_error (error);
  return png;
}

typedef struct
{
  const guint8 *data;
  gsize left;
} Reader;

static cairo_status_t
read_bytes (void *closure, unsigned char *data, unsigned int length)
{
  Reader *reader = closure;

  if (length > reader->left)
    return CAIRO_STATUS_READ_ERROR;
  memcpy (data, reader->data, length);
  reader->data += length;
  reader->left -= length;
  return CAIRO_STATUS_SUCCESS;
}

static cairo_surface_t *
decode (GBytes *png)
{
  Reader reader;
  cairo_surface_t *raw, *surface;
  cairo_t *cr;

  reader.data = g_bytes_get_data (png, &reader.left);
  raw = cairo_image_surface_create_from_png_stream (read_bytes, &reader);
  g_assert_cmpint (cairo_surface_status (raw), ==, CAIRO_STATUS_SUCCESS);
  surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, cairo_image_surface_get_width (raw),
                                        cairo_image_surface_get_height (raw));
  cr = cairo_create (surface);
  cairo_set_source_surface (cr, raw, 0, 0);
  cairo_paint (cr);
  cairo_destroy (cr);
  cairo_surface_destroy (raw);
  cairo_surface_flush (surface);
  return surface;
}

/* How many pixels in a thousand differ so much that one would see it. */
static double
compare (cairo_surface_t *a, cairo_surface_t *b)
{
  int width = cairo_image_surface_get_width (a), height = cairo_image_surface_get_height (a);
  guint different = 0;

  if (abs (width - cairo_image_surface_get_width (b)) > 1
      || abs (height - cairo_image_surface_get_height (b)) > 1)
    return 1000;
  width = MIN (width, cairo_image_surface_get_width (b));
  height = MIN (height, cairo_image_surface_get_height (b));
  for (int y = 0; y < height; y++)
    {
      const guint8 *p = cairo_image_surface_get_data (a) + y * cairo_image_surface_get_stride (a);
      const guint8 *q = cairo_image_surface_get_data (b) + y * cairo_image_surface_get_stride (b);

      for (int x = 0; x < width * 4; x += 4)
        if (abs (p[x] - q[x]) > 64 || abs (p[x + 1] - q[x + 1]) > 64
            || abs (p[x + 2] - q[x + 2]) > 64)
          different++;
    }
  return 1000.0 * different / ((double) width * height);
}

static void
test_picture (gconstpointer data)
{
  const Picture *picture = data;
  g_autofree char *name = g_strconcat (picture->name, ".png", NULL);
  g_autofree char *reference_path = g_test_build_filename (G_TEST_DIST, "editor", "pictures", name,
                                                           NULL);
  g_autofree char *path = NULL;
  g_autofree char *relative = g_build_filename (picture->shared ? "corpus" : "fixtures/editor",
                                                picture->file, NULL);
  g_autoptr (GBytes) png = NULL, reference = NULL;
  cairo_surface_t *now, *before;
  double difference;
  g_autoptr (EditorFonts) fonts = editor_fonts_new ("DejaVu Sans");

  if (strcmp (editor_fonts_get_family (fonts), "DejaVu Sans") != 0)
    {
      g_test_skip ("the references need the font DejaVu Sans");
      return;
    }
  if (picture->shared && test_skip_without_shared (relative))
    return;
  path = picture->shared ? test_shared (relative) : test_fixture (relative);
  png = render (picture, path);
  if (g_getenv ("APE_UPDATE_PICTURES") != NULL)
    g_assert_true (g_file_set_contents (reference_path, g_bytes_get_data (png, NULL),
                                        (gssize) g_bytes_get_size (png), NULL));
  reference = test_read (reference_path);
  now = decode (png);
  before = decode (reference);
  difference = compare (now, before);
  if (difference > 2)
    {
      g_autofree char *out = g_strconcat (picture->name, ".out.png", NULL);

      g_file_set_contents (out, g_bytes_get_data (png, NULL), (gssize) g_bytes_get_size (png),
                           NULL);
      g_test_message ("%s: %.2f of 1000 pixels differ; see %s", picture->name, difference, out);
      g_test_fail ();
    }
  cairo_surface_destroy (now);
  cairo_surface_destroy (before);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (pictures); i++)
    {
      g_autofree char *name = g_strconcat ("/pictures/", pictures[i].name, NULL);

      g_test_add_data_func (name, &pictures[i], test_picture);
    }
  return g_test_run ();
}

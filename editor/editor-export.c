/* editor-export.c: the drawing as SVG, PNG and PDF
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "editor/editor-export.h"

#include <cairo-pdf.h>
#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "editor/editor-scene-private.h"

#define MAX_PIXELS (16384.0 * 16384.0)
#define MAX_SIDE 32000.0 /* of a cairo image surface */
#define POINTS_PER_UNIT 0.75 /* a canvas unit is 1/96 inch, a point 1/72 */

G_DEFINE_QUARK (editor-export-error-quark, editor_export_error)

void
editor_export_options_init (EditorExportOptions *options)
{
  *options = (EditorExportOptions){ .scale = 1, .margin = 20 };
}

/* All that is exported, with its margin, on whole units. */
static gboolean
get_view (EditorScene *scene, const EditorExportOptions *options, const GPtrArray *items,
          BpmnRect *view, GError **error)
{
  BpmnRect all = { 0, 0, 0, 0 };

  for (guint i = 0; i < items->len; i++)
    {
      EditorItem *item = g_ptr_array_index (items, i);

      editor_scene_ensure_texts (scene, item);
      all = editor_rect_union (&all, &item->entry.rect);
    }
  if (!(all.width > 0) || !(all.height > 0))
    {
      g_set_error (error, EDITOR_EXPORT_ERROR, EDITOR_EXPORT_ERROR_EMPTY,
                   _ ("There is nothing to draw"));
      return FALSE;
    }
  all = editor_rect_grow (&all, options->margin);
  view->x = floor (all.x);
  view->y = floor (all.y);
  view->width = ceil (all.x + all.width) - view->x;
  view->height = ceil (all.y + all.height) - view->y;
  return TRUE;
}

static void
paint_items (EditorScene *scene, const GPtrArray *items, EditorPainter *painter,
             const EditorTheme *theme)
{
  for (guint i = 0; i < items->len; i++)
    {
      EditorItem *item = g_ptr_array_index (items, i);
      const char *id = bpmn_element_get_id (item->element);

      editor_painter_begin_group (painter, id, bpmn_type_get_name (item->figure.type),
                                  item->figure.name != NULL && *item->figure.name != '\0'
                                      ? item->figure.name
                                      : id);
      editor_figure_draw (&item->figure, &item->texts, painter, theme, EDITOR_DETAIL_FULL);
      editor_painter_end_group (painter);
    }
}

static void
paint_background (EditorPainter *painter, const BpmnRect *view, const EditorTheme *theme)
{
  g_autoptr (EditorPath) path = editor_path_new ();

  editor_path_add_rect (path, view);
  editor_painter_path (painter, path, &theme->background, NULL);
}

static GBytes *
export_svg (EditorScene *scene, const GPtrArray *items, const BpmnRect *view,
            const EditorExportOptions *options, const EditorTheme *theme)
{
  EditorPainter *painter
      = editor_painter_new_svg (view, options->scale, options->title,
                                editor_fonts_get_family (editor_scene_get_fonts (scene)));

  if (!options->transparent)
    paint_background (painter, view, theme);
  paint_items (scene, items, painter, theme);
  return editor_painter_end_svg (painter);
}

static cairo_status_t
append_bytes (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static void
paint_on (EditorScene *scene, const GPtrArray *items, cairo_t *cr, double scale,
          const BpmnRect *view, const EditorExportOptions *options, const EditorTheme *theme)
{
  g_autoptr (EditorPainter) painter = NULL;

  cairo_scale (cr, scale, scale);
  cairo_translate (cr, -view->x, -view->y);
  painter = editor_painter_new_cairo (cr);
  if (!options->transparent)
    paint_background (painter, view, theme);
  paint_items (scene, items, painter, theme);
}

static GBytes *
fail (cairo_status_t status, GByteArray *bytes, GError **error)
{
  g_byte_array_unref (bytes);
  g_set_error (error, EDITOR_EXPORT_ERROR, EDITOR_EXPORT_ERROR_FAILED,
               _ ("The picture cannot be written: %s"), cairo_status_to_string (status));
  return NULL;
}

static guint32
crc32_of (const guint8 *data, gsize length)
{
  guint32 crc = 0xffffffff;

  for (gsize i = 0; i < length; i++)
    {
      crc ^= data[i];
      for (guint bit = 0; bit < 8; bit++)
        crc = crc & 1 ? (crc >> 1) ^ 0xedb88320 : crc >> 1;
    }
  return ~crc;
}

static void
put_u32 (guint8 *to, guint32 value)
{
  value = GUINT32_TO_BE (value);
  memcpy (to, &value, 4);
}

/* Inserts the chunk that tells the resolution (PNG specification, 11.3.5.3) behind the header,
 * which is always the first chunk and 25 bytes long. */
static void
insert_resolution (GByteArray *png, double dpi)
{
  guint8 chunk[21] = { 0, 0, 0, 9, 'p', 'H', 'Y', 's' };
  guint32 per_metre = (guint32) lround (dpi / 0.0254);
  gsize at = 8 + 25;

  put_u32 (chunk + 8, per_metre);
  put_u32 (chunk + 12, per_metre);
  chunk[16] = 1;
  put_u32 (chunk + 17, crc32_of (chunk + 4, 13));
  g_byte_array_set_size (png, png->len + sizeof chunk);
  memmove (png->data + at + sizeof chunk, png->data + at, png->len - sizeof chunk - at);
  memcpy (png->data + at, chunk, sizeof chunk);
}

static GBytes *
export_png (EditorScene *scene, const GPtrArray *items, const BpmnRect *view,
            const EditorExportOptions *options, const EditorTheme *theme, GError **error)
{
  double width = ceil (view->width * options->scale), height = ceil (view->height * options->scale);
  GByteArray *bytes;
  cairo_surface_t *surface;
  cairo_t *cr;
  cairo_status_t status;

  if (!(width <= MAX_SIDE && height <= MAX_SIDE && width * height <= MAX_PIXELS))
    {
      g_set_error (error, EDITOR_EXPORT_ERROR, EDITOR_EXPORT_ERROR_TOO_LARGE,
                   _ ("The picture would have %.0f × %.0f pixels; choose a smaller scale"), width,
                   height);
      return NULL;
    }
  bytes = g_byte_array_new ();
  surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, (int) width, (int) height);
  cr = cairo_create (surface);
  paint_on (scene, items, cr, options->scale, view, options, theme);
  status = cairo_status (cr);
  cairo_destroy (cr);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_write_to_png_stream (surface, append_bytes, bytes);
  cairo_surface_destroy (surface);
  if (status != CAIRO_STATUS_SUCCESS)
    return fail (status, bytes, error);
  if (options->dpi > 0)
    insert_resolution (bytes, options->dpi);
  return g_byte_array_free_to_bytes (bytes);
}

static GBytes *
export_pdf (EditorScene *scene, const GPtrArray *items, const BpmnRect *view,
            const EditorExportOptions *options, const EditorTheme *theme, GError **error)
{
  GByteArray *bytes = g_byte_array_new ();
  double scale = options->scale * POINTS_PER_UNIT;
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (
      append_bytes, bytes, view->width * scale, view->height * scale);
  cairo_t *cr;
  cairo_status_t status;

  /* cairo would write the time of day: the same drawing must give the same bytes */
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE,
                                  "2000-01-01T00:00:00Z");
  if (options->title != NULL)
    cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, options->title);
  cr = cairo_create (surface);
  paint_on (scene, items, cr, scale, view, options, theme);
  cairo_show_page (cr);
  status = cairo_status (cr);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  if (status != CAIRO_STATUS_SUCCESS)
    return fail (status, bytes, error);
  return g_byte_array_free_to_bytes (bytes);
}

/**
 * editor_export:
 * @scene: what to draw
 * @format: as what
 * @options: how
 * @error: where a failure is told
 *
 * Returns: (transfer full) (nullable): the file's content
 */
GBytes *
editor_export (EditorScene *scene, EditorExportFormat format, const EditorExportOptions *options,
               GError **error)
{
  const EditorTheme *theme;
  const GPtrArray *items;
  BpmnRect view;

  g_return_val_if_fail (EDITOR_IS_SCENE (scene) && options != NULL, NULL);

  theme = options->theme != NULL ? options->theme : editor_theme_get_print ();
  items = options->items != NULL ? options->items : editor_scene_get_items (scene);
  if (!get_view (scene, options, items, &view, error))
    return NULL;
  switch (format)
    {
    case EDITOR_EXPORT_PNG:
      return export_png (scene, items, &view, options, theme, error);
    case EDITOR_EXPORT_PDF:
      return export_pdf (scene, items, &view, options, theme, error);
    case EDITOR_EXPORT_SVG:
    default:
      return export_svg (scene, items, &view, options, theme);
    }
}

gboolean
editor_export_format_from_name (const char *file_name, EditorExportFormat *format)
{
  static const char *const endings[] = { ".svg", ".png", ".pdf" };
  g_autofree char *lower = g_ascii_strdown (file_name, -1);

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (lower, endings[i]))
      {
        *format = i;
        return TRUE;
      }
  return FALSE;
}

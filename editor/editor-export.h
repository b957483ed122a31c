/* editor-export.h: the drawing as SVG, PNG and PDF
 *
 * The same scene gives the same bytes.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "editor/editor-scene.h"

G_BEGIN_DECLS

typedef enum
{
  EDITOR_EXPORT_SVG,
  EDITOR_EXPORT_PNG,
  EDITOR_EXPORT_PDF,
} EditorExportFormat;

/**
 * EditorExportOptions:
 * @scale: pixels per canvas unit (PNG), size of the picture (SVG, PDF); 1 is 100 %
 * @dpi: written into a PNG; 0 writes none
 * @margin: canvas units around the drawing
 * @transparent: no background
 * @theme: (nullable): %NULL is the print theme
 * @items: (nullable) (element-type EditorItem): only these; %NULL is all
 * @title: (nullable): document title
 */
typedef struct
{
  double scale;
  double dpi;
  double margin;
  gboolean transparent;
  const EditorTheme *theme;
  GPtrArray *items;
  const char *title;
} EditorExportOptions;

typedef enum
{
  EDITOR_EXPORT_ERROR_EMPTY,     /* nothing to draw */
  EDITOR_EXPORT_ERROR_TOO_LARGE, /* more pixels than a picture can have */
  EDITOR_EXPORT_ERROR_FAILED,    /* cairo could not */
} EditorExportError;
#define EDITOR_EXPORT_ERROR (editor_export_error_quark ())
GQuark editor_export_error_quark (void);

void editor_export_options_init (EditorExportOptions *options);
GBytes *editor_export (EditorScene *scene, EditorExportFormat format,
                       const EditorExportOptions *options, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
/* By the ending of a file name: "svg", "png", "pdf" in any case. */
gboolean editor_export_format_from_name (const char *file_name, EditorExportFormat *format);

G_END_DECLS

/* editor-glyphs.c: the artwork of task types and tools, as tables of paths
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "editor/editor-glyphs.h"

#include "editor/editor-shape.h"

#define THIN 1.3
#define BOLD 1.6

/* The first rows are the looks, in their order. */
static const EditorGlyph glyphs[] = {
  /* plain: nothing */
  { NULL, { { NULL, 0 } } },
  { "ape-task-data-symbolic", /* a form: page with lines */
    { { "M4.5 1.5 H11.5 C12.6 1.5 13.5 2.4 13.5 3.5 V12.5 C13.5 13.6 12.6 14.5 11.5 14.5 H4.5 C3.4 14.5 2.5 13.6 2.5 12.5 V3.5 C2.5 2.4 3.4 1.5 4.5 1.5 Z", THIN },
      { "M5.2 5 H10.8 M5.2 8 H10.8 M5.2 11 H8.2", THIN } } },
  { "ape-task-confirmation-symbolic", /* a tick in a circle */
    { { "M14.4 8 C14.4 11.53 11.53 14.4 8 14.4 C4.47 14.4 1.6 11.53 1.6 8 C1.6 4.47 4.47 1.6 8 1.6 C11.53 1.6 14.4 4.47 14.4 8 Z", THIN },
      { "M5 8.3 L7.1 10.4 L11.2 5.8", BOLD } } },
  { "ape-task-signing-symbolic", /* a pencil above a line */
    { { "M10.6 1.9 L13.1 4.4 L5.9 11.6 L2.9 12.1 L3.4 9.1 Z M9 3.5 L11.5 6", THIN },
      { "M3 14.5 H13.5", THIN } } },
  { "ape-task-parallel-signing-symbolic", /* two signatures side by side */
    { { "M8.2 1.7 L10 3.5 L4.4 9.1 L1.9 9.8 L2.6 7.3 Z", THIN },
      { "M13 5.2 L14.4 6.6 L10 11 L7.8 11.5 L8.3 9.3 L12.4 5.2", THIN },
      { "M1.8 13.9 H6.2 M8.4 13.9 H14.2", THIN } } },
  { "ape-task-user-controlled-signing-symbolic", /* a person and a pencil */
    { { "M7 4.2 C7 5.47 5.97 6.5 4.7 6.5 C3.43 6.5 2.4 5.47 2.4 4.2 C2.4 2.93 3.43 1.9 4.7 1.9 C5.97 1.9 7 2.93 7 4.2 Z", THIN },
      { "M1.2 12.6 C1.2 10 2.6 8.6 4.7 8.6 C5.6 8.6 6.4 8.9 7 9.3", THIN },
      { "M13 4.4 L14.8 6.2 L9.9 11.1 L7.6 11.6 L8.1 9.3 Z", THIN },
      { "M7.5 14.4 H14.5", THIN } } },
  { "ape-task-payment-symbolic", /* a bank card */
    { { "M3.2 3.2 H12.8 C13.79 3.2 14.6 4.01 14.6 5 V11 C14.6 11.99 13.79 12.8 12.8 12.8 H3.2 C2.21 12.8 1.4 11.99 1.4 11 V5 C1.4 4.01 2.21 3.2 3.2 3.2 Z", THIN },
      { "M1.4 5.4 H14.6 V7.6 H1.4 Z", 0 },
      { "M4 10.3 H6.6", THIN } } },
  { "ape-task-lookup-symbolic", /* a magnifier */
    { { "M11.6 6.9 C11.6 9.5 9.5 11.6 6.9 11.6 C4.3 11.6 2.2 9.5 2.2 6.9 C2.2 4.3 4.3 2.2 6.9 2.2 C9.5 2.2 11.6 4.3 11.6 6.9 Z", BOLD },
      { "M10.4 10.4 L14.2 14.2", 2 } } },
  { "ape-task-feedback-symbolic", /* a speech bubble */
    { { "M3.4 2 H12.6 C13.7 2 14.5 2.8 14.5 3.9 V9.1 C14.5 10.2 13.7 11 12.6 11 H7.6 L4.2 14.2 V11"
        " H3.4 C2.3 11 1.5 10.2 1.5 9.1 V3.9 C1.5 2.8 2.3 2 3.4 2 Z", THIN },
      { "M4.8 5.2 H11.2 M4.8 7.9 H9", THIN } } },
  { "ape-task-pdf-symbolic", /* a page with a corner and a band */
    { { "M3.5 8 V2.9 C3.5 2.1 4.1 1.5 4.9 1.5 H9.3 L12.5 4.7 V8 M9.2 1.8 V4.9 H12.3", THIN },
      { "M2.4 8.2 H13.6 C14.1 8.2 14.5 8.6 14.5 9.1 V13.4 C14.5 13.9 14.1 14.3 13.6 14.3 H2.4 C1.9 14.3"
        " 1.5 13.9 1.5 13.4 V9.1 C1.5 8.6 1.9 8.2 2.4 8.2 Z", THIN },
      { "M4 12.6 V9.9 H5 C5.9 9.9 5.9 11.4 5 11.4 H4 M7.3 12.6 V9.9 H7.8 C9.4 9.9 9.4 12.6 7.8 12.6 Z"
        " M10.7 12.6 V9.9 H12.3 M10.7 11.3 H12", 0.9 } } },
  { "ape-task-subform-pdf-symbolic", /* a page before another */
    { { "M4.5 11.5 H3.2 C2.5 11.5 2 11 2 10.3 V2.7 C2 2 2.5 1.5 3.2 1.5 H9.3 C10 1.5 10.5 2 10.5 2.7"
        " V3.2", THIN },
      { "M6.3 4.5 H11.3 L14 7.2 V13.1 C14 13.9 13.5 14.5 12.7 14.5 H6.3 C5.5 14.5 5 13.9 5 13.1 V5.9"
        " C5 5.1 5.5 4.5 6.3 4.5 Z M11.1 4.8 V7.4 H13.7", THIN },
      { "M7.2 9.8 H11.8 M7.2 12.1 H10.2", THIN } } },
  { "ape-task-eformidling-symbolic", /* a paper plane */
    { { "M14.3 1.7 L1.6 6.8 L6.6 9.4 L9.2 14.4 Z M14.3 1.7 L6.6 9.4", THIN } } },
  { "ape-task-fiks-arkiv-symbolic", /* an archive box */
    { { "M1.5 2.3 H14.5 V5.6 H1.5 Z", THIN },
      { "M2.6 5.6 V12.4 C2.6 13.2 3.1 13.7 3.9 13.7 H12.1 C12.9 13.7 13.4 13.2 13.4 12.4 V5.6"
        " M6 8.6 H10", THIN } } },
  { "ape-task-service-symbolic", /* a gear */
    { { "M6.65 3.29 L6.76 1.52 L9.24 1.52 L9.35 3.29 L10.37 3.71 L11.70 2.54 L13.46 4.30 L12.29 5.63 L12.71 6.65 L14.48 6.76 L14.48 9.24 L12.71 9.35 L12.29 10.37 L13.46 11.70 L11.70 13.46 L10.37 12.29 L9.35 12.71 L9.24 14.48 L6.76 14.48 L6.65 12.71 L5.63 12.29 L4.30 13.46 L2.54 11.70 L3.71 10.37 L3.29 9.35 L1.52 9.24 L1.52 6.76 L3.29 6.65 L3.71 5.63 L2.54 4.30 L4.30 2.54 L5.63 3.71 Z", THIN },
      { "M10 8 C10 9.1 9.1 10 8 10 C6.9 10 6 9.1 6 8 C6 6.9 6.9 6 8 6 C9.1 6 10 6.9 10 8 Z", THIN } } },
  { "ape-task-unknown-symbolic", /* a question */
    { { "M14.4 8 C14.4 11.53 11.53 14.4 8 14.4 C4.47 14.4 1.6 11.53 1.6 8 C1.6 4.47 4.47 1.6 8 1.6 C11.53 1.6 14.4 4.47 14.4 8 Z", THIN },
      { "M5.9 6.3 C5.9 3.6 10.1 3.6 10.1 6.3 C10.1 8 8 8 8 9.7", BOLD },
      { "M8.95 11.9 C8.95 12.42 8.52 12.85 8 12.85 C7.48 12.85 7.05 12.42 7.05 11.9 C7.05 11.38 7.48 10.95 8 10.95 C8.52 10.95 8.95 11.38 8.95 11.9 Z", 0 } } },
  { "ape-start-event-symbolic", { { "M14.2 8 C14.2 11.42 11.42 14.2 8 14.2 C4.58 14.2 1.8 11.42 1.8 8 C1.8 4.58 4.58 1.8 8 1.8 C11.42 1.8 14.2 4.58 14.2 8 Z", THIN } } },
  { "ape-end-event-symbolic", { { "M13.6 8 C13.6 11.09 11.09 13.6 8 13.6 C4.91 13.6 2.4 11.09 2.4 8 C2.4 4.91 4.91 2.4 8 2.4 C11.09 2.4 13.6 4.91 13.6 8 Z", 2.8 } } },
  { "ape-exclusive-gateway-symbolic",
    { { "M8 1.1 L14.9 8 L8 14.9 L1.1 8 Z", THIN },
      { "M6.1 6.1 L9.9 9.9 M9.9 6.1 L6.1 9.9", BOLD } } },
  { "ape-sequence-flow-symbolic",
    { { "M1.5 8 H10", BOLD },
      { "M9.3 4.2 L14.6 8 L9.3 11.8 Z", 0 } } },
  { "ape-tool-select-symbolic",
    { { "M3.6 1.8 L12.6 9 L8.5 9.5 L10.7 13.8 L8.8 14.7 L6.7 10.4 L3.6 13.2 Z", THIN } } },
  { "ape-tool-lasso-symbolic",
    { { "M2 4.2 V2 H4.2 M6.9 2 H9.1 M11.8 2 H14 V4.2 M14 6.9 V9.1 M14 11.8 V14 H11.8 M9.1 14 H6.9"
        " M4.2 14 H2 V11.8 M2 9.1 V6.9", BOLD } } },
  { "ape-tool-hand-symbolic",
    { { "M4.9 8.6 V4.1 C4.9 2.7 6.7 2.7 6.7 4.1 V7.2 V2.7 C6.7 1.3 8.6 1.3 8.6 2.7 V7.2 V3.4 C8.6 2.1"
        " 10.4 2.1 10.4 3.4 V7.6 V5.2 C10.4 3.9 12.3 3.9 12.3 5.2 V10.3 C12.3 12.9 10.9 14.5 8.5 14.5"
        " C6.6 14.5 5.6 13.7 4.7 12.3 L2.6 9 C1.9 7.8 3.4 6.9 4.2 7.9 Z", THIN } } },
  { "ape-tool-space-symbolic",
    { { "M6 2 V14 M10 2 V14", BOLD },
      { "M3.8 5.4 V10.6 L0.8 8 Z M12.2 5.4 V10.6 L15.2 8 Z", 0 } } },
  { "ape-tool-connect-symbolic",
    { { "M5.6 12.2 C5.6 13.3 4.7 14.2 3.6 14.2 C2.5 14.2 1.6 13.3 1.6 12.2 C1.6 11.1 2.5 10.2 3.6 10.2 C4.7 10.2 5.6 11.1 5.6 12.2 Z", THIN },
      { "M5.6 12.2 H8.6 V5 H10.4", THIN },
      { "M10 2.1 L14.8 5 L10 7.9 Z", 0 } } },
};

/**
 * editor_glyph_for_look:
 * @look: what a task is
 *
 * Returns: its glyph; one without parts for %EDITOR_LOOK_PLAIN
 */
const EditorGlyph *
editor_glyph_for_look (EditorLook look)
{
  g_return_val_if_fail (look < EDITOR_N_LOOKS, &glyphs[0]);

  return &glyphs[look];
}

const EditorGlyph *
editor_glyph_get_table (guint *n_glyphs)
{
  *n_glyphs = G_N_ELEMENTS (glyphs);
  return glyphs;
}

void
editor_glyph_paint (const EditorGlyph *glyph, EditorPainter *painter, double x, double y,
                    double size, const EditorColour *colour)
{
  double scale = size / EDITOR_GLYPH_SIZE;

  for (guint i = 0; i < EDITOR_GLYPH_MAX_PARTS && glyph->parts[i].data != NULL; i++)
    {
      EditorStroke stroke = { *colour, glyph->parts[i].width * scale, NULL, 0 };

      editor_painter_data (painter, glyph->parts[i].data, x, y, scale,
                           glyph->parts[i].width == 0 ? colour : NULL,
                           glyph->parts[i].width > 0 ? &stroke : NULL);
    }
}

void
editor_glyph_draw (EditorLook look, EditorPainter *painter, double x, double y, double size,
                   const EditorColour *colour)
{
  editor_glyph_paint (editor_glyph_for_look (look), painter, x, y, size, colour);
}

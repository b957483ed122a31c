/* editor-theme.h: the colours and fonts a drawing is made with
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Not premultiplied, 0 to 1. */
typedef struct
{
  double red, green, blue, alpha;
} EditorColour;

/**
 * EditorLook:
 *
 * What an element is to an Altinn app, which decides its glyph, accent and the word under its name:
 * the entries of the palette. %EDITOR_LOOK_PLAIN is everything that is no Altinn task.
 */
typedef enum
{
  EDITOR_LOOK_PLAIN,
  EDITOR_LOOK_DATA,
  EDITOR_LOOK_CONFIRMATION,
  EDITOR_LOOK_SIGNING,
  EDITOR_LOOK_PARALLEL_SIGNING,
  EDITOR_LOOK_USER_CONTROLLED_SIGNING,
  EDITOR_LOOK_PAYMENT,
  EDITOR_LOOK_LOOKUP,
  EDITOR_LOOK_FEEDBACK,
  EDITOR_LOOK_PDF,
  EDITOR_LOOK_SUBFORM_PDF,
  EDITOR_LOOK_EFORMIDLING,
  EDITOR_LOOK_FIKS_ARKIV,
  EDITOR_LOOK_SERVICE,
  EDITOR_LOOK_UNKNOWN, /* a task that has no task type, or one nobody knows */
  EDITOR_N_LOOKS,
} EditorLook;

/**
 * EditorEmphasis:
 *
 * How an element stands out: in a played scenario, in a comparison, in a search. The colour is the
 * theme's.
 */
typedef enum
{
  EDITOR_EMPHASIS_NONE,
  EDITOR_EMPHASIS_DIMMED,  /* not part of what is shown */
  EDITOR_EMPHASIS_VISITED, /* on the path of a run */
  EDITOR_EMPHASIS_CURRENT, /* where a run stands */
  EDITOR_EMPHASIS_ADDED,
  EDITOR_EMPHASIS_REMOVED,
  EDITOR_EMPHASIS_CHANGED,
  EDITOR_EMPHASIS_MOVED,
  EDITOR_EMPHASIS_ERROR,
  EDITOR_EMPHASIS_WARNING,
  EDITOR_N_EMPHASES,
} EditorEmphasis;

/**
 * EditorTheme:
 * @name: "light", "dark", "print" or "high-contrast"
 * @dark: whether light ink stands on a dark background
 * @background: the paper
 * @ink: lines and text
 * @muted: secondary text, the hatching of what apps do not run
 * @fill: the inside of shapes
 * @container_fill: the inside of pools, lanes and expanded sub-processes
 * @header_fill: the title strip of pools and lanes
 * @accents: glyph, label and stripe of an element by its look
 * @tints: the inside of a task by its look
 * @emphases: the colours of #EditorEmphasis
 * @selection: outline of what is selected
 * @guide: snap lines
 * @grid: the dots of the grid
 * @font_family: a family pango knows; %NULL is the system's sans-serif
 */
typedef struct
{
  const char *name;
  gboolean dark;
  EditorColour background;
  EditorColour ink;
  EditorColour muted;
  EditorColour fill;
  EditorColour container_fill;
  EditorColour header_fill;
  EditorColour accents[EDITOR_N_LOOKS];
  EditorColour tints[EDITOR_N_LOOKS];
  EditorColour emphases[EDITOR_N_EMPHASES];
  EditorColour selection;
  EditorColour guide;
  EditorColour grid;
  const char *font_family;
} EditorTheme;

const EditorTheme *editor_theme_get_light (void);
const EditorTheme *editor_theme_get_dark (void);
const EditorTheme *editor_theme_get_print (void);
const EditorTheme *editor_theme_get_high_contrast (gboolean dark);

gboolean editor_colour_parse (const char *text, EditorColour *colour);
EditorColour editor_colour_mix (const EditorColour *a, const EditorColour *b, double part);
double editor_colour_luminance (const EditorColour *colour);
/* A colour written in a file, made readable on the theme's background. */
EditorColour editor_theme_adapt_fill (const EditorTheme *theme, const EditorColour *colour);
EditorColour editor_theme_adapt_stroke (const EditorTheme *theme, const EditorColour *colour);

const char *editor_look_get_label (EditorLook look); /* translated; "" for plain */
const char *editor_look_get_name (EditorLook look);  /* the palette entry: "parallel-signing" */
EditorLook editor_look_from_name (const char *name);
const char *editor_look_get_icon_name (EditorLook look); /* "ape-task-data-symbolic" */

G_END_DECLS

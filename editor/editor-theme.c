/* editor-theme.c: the colours and fonts a drawing is made with
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "editor/editor-theme.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define RGB(value)                                                                                \
  {                                                                                               \
    (((value) >> 16) & 0xff) / 255.0, (((value) >> 8) & 0xff) / 255.0, ((value) & 0xff) / 255.0, 1 \
  }

static const EditorTheme light = {
  .name = "light",
  .background = RGB (0xffffff),
  .ink = RGB (0x22242a),
  .muted = RGB (0x6b7080),
  .fill = RGB (0xffffff),
  .container_fill = RGB (0xffffff),
  .header_fill = RGB (0xf0f1f4),
  .accents = {
    [EDITOR_LOOK_PLAIN] = RGB (0x22242a),
    [EDITOR_LOOK_DATA] = RGB (0x1a5fb4),
    [EDITOR_LOOK_CONFIRMATION] = RGB (0x1e7a3f),
    [EDITOR_LOOK_SIGNING] = RGB (0x7a3ea8),
    [EDITOR_LOOK_PARALLEL_SIGNING] = RGB (0x7a3ea8),
    [EDITOR_LOOK_USER_CONTROLLED_SIGNING] = RGB (0x7a3ea8),
    [EDITOR_LOOK_PAYMENT] = RGB (0x8f5b00),
    [EDITOR_LOOK_LOOKUP] = RGB (0x0b6e75),
    [EDITOR_LOOK_FEEDBACK] = RGB (0xb0442a),
    [EDITOR_LOOK_PDF] = RGB (0x4b5567),
    [EDITOR_LOOK_SUBFORM_PDF] = RGB (0x4b5567),
    [EDITOR_LOOK_EFORMIDLING] = RGB (0x4b5567),
    [EDITOR_LOOK_FIKS_ARKIV] = RGB (0x4b5567),
    [EDITOR_LOOK_SERVICE] = RGB (0x4b5567),
    [EDITOR_LOOK_UNKNOWN] = RGB (0xa51d2d),
  },
  .tints = {
    [EDITOR_LOOK_PLAIN] = RGB (0xffffff),
    [EDITOR_LOOK_DATA] = RGB (0xf3f8fe),
    [EDITOR_LOOK_CONFIRMATION] = RGB (0xf2faf4),
    [EDITOR_LOOK_SIGNING] = RGB (0xf9f4fd),
    [EDITOR_LOOK_PARALLEL_SIGNING] = RGB (0xf9f4fd),
    [EDITOR_LOOK_USER_CONTROLLED_SIGNING] = RGB (0xf9f4fd),
    [EDITOR_LOOK_PAYMENT] = RGB (0xfdf8ec),
    [EDITOR_LOOK_LOOKUP] = RGB (0xf0fafa),
    [EDITOR_LOOK_FEEDBACK] = RGB (0xfef5f2),
    [EDITOR_LOOK_PDF] = RGB (0xf6f7f9),
    [EDITOR_LOOK_SUBFORM_PDF] = RGB (0xf6f7f9),
    [EDITOR_LOOK_EFORMIDLING] = RGB (0xf6f7f9),
    [EDITOR_LOOK_FIKS_ARKIV] = RGB (0xf6f7f9),
    [EDITOR_LOOK_SERVICE] = RGB (0xf6f7f9),
    [EDITOR_LOOK_UNKNOWN] = RGB (0xffffff),
  },
  .emphases = {
    [EDITOR_EMPHASIS_NONE] = RGB (0x22242a),
    [EDITOR_EMPHASIS_DIMMED] = RGB (0xb4b8c2),
    [EDITOR_EMPHASIS_VISITED] = RGB (0x1c71d8),
    [EDITOR_EMPHASIS_CURRENT] = RGB (0xe66100),
    [EDITOR_EMPHASIS_ADDED] = RGB (0x26803a),
    [EDITOR_EMPHASIS_REMOVED] = RGB (0xc01c28),
    [EDITOR_EMPHASIS_CHANGED] = RGB (0x9a6200),
    [EDITOR_EMPHASIS_MOVED] = RGB (0x7a3ea8),
    [EDITOR_EMPHASIS_ERROR] = RGB (0xc01c28),
    [EDITOR_EMPHASIS_WARNING] = RGB (0x9a6200),
  },
  .selection = RGB (0x1c71d8),
  .guide = RGB (0xe01b77),
  .grid = RGB (0xdcdee4),
};

static const EditorTheme dark = {
  .name = "dark",
  .dark = TRUE,
  .background = RGB (0x1e1e21),
  .ink = RGB (0xdfe1e6),
  .muted = RGB (0x9a9fab),
  .fill = RGB (0x2a2b2f),
  .container_fill = RGB (0x1e1e21),
  .header_fill = RGB (0x2e3035),
  .accents = {
    [EDITOR_LOOK_PLAIN] = RGB (0xdfe1e6),
    [EDITOR_LOOK_DATA] = RGB (0x8bbcf7),
    [EDITOR_LOOK_CONFIRMATION] = RGB (0x82d39b),
    [EDITOR_LOOK_SIGNING] = RGB (0xcf9ff2),
    [EDITOR_LOOK_PARALLEL_SIGNING] = RGB (0xcf9ff2),
    [EDITOR_LOOK_USER_CONTROLLED_SIGNING] = RGB (0xcf9ff2),
    [EDITOR_LOOK_PAYMENT] = RGB (0xf2c767),
    [EDITOR_LOOK_LOOKUP] = RGB (0x70cfd6),
    [EDITOR_LOOK_FEEDBACK] = RGB (0xf7a58e),
    [EDITOR_LOOK_PDF] = RGB (0xb6bdca),
    [EDITOR_LOOK_SUBFORM_PDF] = RGB (0xb6bdca),
    [EDITOR_LOOK_EFORMIDLING] = RGB (0xb6bdca),
    [EDITOR_LOOK_FIKS_ARKIV] = RGB (0xb6bdca),
    [EDITOR_LOOK_SERVICE] = RGB (0xb6bdca),
    [EDITOR_LOOK_UNKNOWN] = RGB (0xff8f8f),
  },
  .tints = {
    [EDITOR_LOOK_PLAIN] = RGB (0x2a2b2f),
    [EDITOR_LOOK_DATA] = RGB (0x253040),
    [EDITOR_LOOK_CONFIRMATION] = RGB (0x26332b),
    [EDITOR_LOOK_SIGNING] = RGB (0x322a3b),
    [EDITOR_LOOK_PARALLEL_SIGNING] = RGB (0x322a3b),
    [EDITOR_LOOK_USER_CONTROLLED_SIGNING] = RGB (0x322a3b),
    [EDITOR_LOOK_PAYMENT] = RGB (0x373125),
    [EDITOR_LOOK_LOOKUP] = RGB (0x233334),
    [EDITOR_LOOK_FEEDBACK] = RGB (0x382c29),
    [EDITOR_LOOK_PDF] = RGB (0x2e3035),
    [EDITOR_LOOK_SUBFORM_PDF] = RGB (0x2e3035),
    [EDITOR_LOOK_EFORMIDLING] = RGB (0x2e3035),
    [EDITOR_LOOK_FIKS_ARKIV] = RGB (0x2e3035),
    [EDITOR_LOOK_SERVICE] = RGB (0x2e3035),
    [EDITOR_LOOK_UNKNOWN] = RGB (0x2a2b2f),
  },
  .emphases = {
    [EDITOR_EMPHASIS_NONE] = RGB (0xdfe1e6),
    [EDITOR_EMPHASIS_DIMMED] = RGB (0x5a5d66),
    [EDITOR_EMPHASIS_VISITED] = RGB (0x62a0ea),
    [EDITOR_EMPHASIS_CURRENT] = RGB (0xffa348),
    [EDITOR_EMPHASIS_ADDED] = RGB (0x57e389),
    [EDITOR_EMPHASIS_REMOVED] = RGB (0xff7b7b),
    [EDITOR_EMPHASIS_CHANGED] = RGB (0xf8d050),
    [EDITOR_EMPHASIS_MOVED] = RGB (0xcf9ff2),
    [EDITOR_EMPHASIS_ERROR] = RGB (0xff7b7b),
    [EDITOR_EMPHASIS_WARNING] = RGB (0xf8d050),
  },
  .selection = RGB (0x62a0ea),
  .guide = RGB (0xff6bb0),
  .grid = RGB (0x34363b),
};

/* Paper: no tints, so that a copier keeps it readable; accents stay for glyphs. */
static EditorTheme print_theme;
static EditorTheme contrast_light;
static EditorTheme contrast_dark;

static void
make_contrast (EditorTheme *theme, const EditorTheme *from, const EditorColour *ink,
               const EditorColour *paper)
{
  *theme = *from;
  theme->name = "high-contrast";
  theme->background = theme->fill = theme->container_fill = theme->header_fill = *paper;
  theme->ink = theme->muted = *ink;
  for (guint i = 0; i < EDITOR_N_LOOKS; i++)
    {
      theme->accents[i] = *ink;
      theme->tints[i] = *paper;
    }
}

/* Derived once; constant afterwards. */
static void
derive_themes (void)
{
  static gsize done = 0;

  if (g_once_init_enter (&done))
    {
      const EditorColour black = RGB (0x000000), white = RGB (0xffffff);

      print_theme = light;
      print_theme.name = "print";
      print_theme.container_fill = print_theme.header_fill = white;
      for (guint i = 0; i < EDITOR_N_LOOKS; i++)
        print_theme.tints[i] = white;
      make_contrast (&contrast_light, &light, &black, &white);
      make_contrast (&contrast_dark, &dark, &white, &black);
      g_once_init_leave (&done, 1);
    }
}

const EditorTheme *
editor_theme_get_light (void)
{
  return &light;
}

const EditorTheme *
editor_theme_get_dark (void)
{
  return &dark;
}

/**
 * editor_theme_get_print:
 *
 * Returns: dark ink on white paper without tinted shapes
 */
const EditorTheme *
editor_theme_get_print (void)
{
  derive_themes ();
  return &print_theme;
}

/**
 * editor_theme_get_high_contrast:
 * @want_dark: white on black instead of black on white
 *
 * Returns: a theme of two colours, for desktops set to high contrast
 */
const EditorTheme *
editor_theme_get_high_contrast (gboolean want_dark)
{
  derive_themes ();
  return want_dark ? &contrast_dark : &contrast_light;
}

/* The colour names that files in the wild carry; CSS has more, but no modeler writes them. */
static const struct
{
  const char *name;
  guint32 value;
} named_colours[] = {
  { "white", 0xffffff }, { "black", 0x000000 },  { "red", 0xff0000 },    { "green", 0x008000 },
  { "blue", 0x0000ff },  { "yellow", 0xffff00 }, { "orange", 0xffa500 }, { "gray", 0x808080 },
  { "grey", 0x808080 },  { "purple", 0x800080 }, { "silver", 0xc0c0c0 },
};

/**
 * editor_colour_parse:
 * @text: (nullable): "#rgb", "#rrggbb", "#rrggbbaa" or one of a few names
 * @colour: (out): the colour
 *
 * Returns: whether @text is a colour
 */
gboolean
editor_colour_parse (const char *text, EditorColour *colour)
{
  gsize length;
  guint value[4] = { 0, 0, 0, 255 };

  if (text == NULL)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (named_colours); i++)
    if (g_ascii_strcasecmp (text, named_colours[i].name) == 0)
      {
        *colour = (EditorColour) RGB (named_colours[i].value);
        return TRUE;
      }
  length = strlen (text);
  if (text[0] != '#' || (length != 4 && length != 7 && length != 9))
    return FALSE;
  for (gsize i = 1; i < length; i++)
    if (!g_ascii_isxdigit (text[i]))
      return FALSE;
  for (guint i = 0; i < (length == 9 ? 4u : 3u); i++)
    value[i] = length == 4 ? (guint) g_ascii_xdigit_value (text[1 + i]) * 17
                           : (guint) (g_ascii_xdigit_value (text[1 + 2 * i]) * 16
                                      + g_ascii_xdigit_value (text[2 + 2 * i]));
  *colour = (EditorColour){ value[0] / 255.0, value[1] / 255.0, value[2] / 255.0,
                            value[3] / 255.0 };
  return TRUE;
}

/**
 * editor_colour_mix:
 * @a: a colour
 * @b: another
 * @part: how much of @b, 0 to 1
 *
 * Returns: the colour between
 */
EditorColour
editor_colour_mix (const EditorColour *a, const EditorColour *b, double part)
{
  return (EditorColour){ a->red + (b->red - a->red) * part, a->green + (b->green - a->green) * part,
                         a->blue + (b->blue - a->blue) * part,
                         a->alpha + (b->alpha - a->alpha) * part };
}

/* How light a colour looks, 0 (black) to 1 (white); good enough without linearising. */
double
editor_colour_luminance (const EditorColour *colour)
{
  return 0.299 * colour->red + 0.587 * colour->green + 0.114 * colour->blue;
}

/**
 * editor_theme_adapt_fill:
 * @theme: a theme
 * @colour: a fill from a file, chosen for a white canvas
 *
 * Returns: the same on a light theme; on a dark one a deep shade of it, so that light text on it
 *   stays readable
 */
EditorColour
editor_theme_adapt_fill (const EditorTheme *theme, const EditorColour *colour)
{
  if (!theme->dark || editor_colour_luminance (colour) < 0.3)
    return *colour;
  return editor_colour_mix (&theme->fill, colour, 0.22);
}

/**
 * editor_theme_adapt_stroke:
 * @theme: a theme
 * @colour: a line or text colour from a file, chosen for a white canvas
 *
 * Returns: the same on a light theme; on a dark one lightened until it can be seen
 */
EditorColour
editor_theme_adapt_stroke (const EditorTheme *theme, const EditorColour *colour)
{
  double luminance = editor_colour_luminance (colour);

  if (!theme->dark || luminance > 0.6)
    return *colour;
  return editor_colour_mix (colour, &theme->ink, 0.35 + 0.55 * (0.6 - luminance) / 0.6);
}

static const struct
{
  const char *name;
  const char *label;
  const char *icon;
} looks[EDITOR_N_LOOKS] = {
  [EDITOR_LOOK_PLAIN] = { "", "", "ape-task-service-symbolic" },
  [EDITOR_LOOK_DATA] = { "data", N_ ("Form filling"), "ape-task-data-symbolic" },
  [EDITOR_LOOK_CONFIRMATION]
  = { "confirmation", N_ ("Confirmation"), "ape-task-confirmation-symbolic" },
  [EDITOR_LOOK_SIGNING] = { "signing", N_ ("Signing"), "ape-task-signing-symbolic" },
  [EDITOR_LOOK_PARALLEL_SIGNING]
  = { "parallel-signing", N_ ("Parallel signing"), "ape-task-parallel-signing-symbolic" },
  [EDITOR_LOOK_USER_CONTROLLED_SIGNING] = { "user-controlled-signing", N_ ("Delegated signing"),
                                            "ape-task-user-controlled-signing-symbolic" },
  [EDITOR_LOOK_PAYMENT] = { "payment", N_ ("Payment"), "ape-task-payment-symbolic" },
  [EDITOR_LOOK_LOOKUP] = { "lookup", N_ ("Lookup"), "ape-task-lookup-symbolic" },
  [EDITOR_LOOK_FEEDBACK] = { "feedback", N_ ("Feedback"), "ape-task-feedback-symbolic" },
  [EDITOR_LOOK_PDF] = { "pdf", N_ ("PDF"), "ape-task-pdf-symbolic" },
  [EDITOR_LOOK_SUBFORM_PDF]
  = { "subform-pdf", N_ ("Subform PDF"), "ape-task-subform-pdf-symbolic" },
  [EDITOR_LOOK_EFORMIDLING]
  = { "eformidling", N_ ("eFormidling"), "ape-task-eformidling-symbolic" },
  [EDITOR_LOOK_FIKS_ARKIV]
  = { "fiks-arkiv", N_ ("Fiks Arkiv"), "ape-task-fiks-arkiv-symbolic" },
  [EDITOR_LOOK_SERVICE] = { "service", N_ ("Service"), "ape-task-service-symbolic" },
  [EDITOR_LOOK_UNKNOWN] = { "", N_ ("No task type"), "ape-task-service-symbolic" },
};

const char *
editor_look_get_label (EditorLook look)
{
  g_return_val_if_fail (look < EDITOR_N_LOOKS, "");

  return looks[look].label[0] != '\0' ? _ (looks[look].label) : "";
}

const char *
editor_look_get_name (EditorLook look)
{
  g_return_val_if_fail (look < EDITOR_N_LOOKS, "");

  return looks[look].name;
}

/**
 * editor_look_from_name:
 * @name: a palette entry, as `altinn-process edit` writes it
 *
 * Returns: its look, or %EDITOR_LOOK_PLAIN
 */
EditorLook
editor_look_from_name (const char *name)
{
  for (guint i = 1; i < EDITOR_N_LOOKS; i++)
    if (looks[i].name[0] != '\0' && g_strcmp0 (looks[i].name, name) == 0)
      return i;
  return EDITOR_LOOK_PLAIN;
}

const char *
editor_look_get_icon_name (EditorLook look)
{
  g_return_val_if_fail (look < EDITOR_N_LOOKS, looks[0].icon);

  return looks[look].icon;
}

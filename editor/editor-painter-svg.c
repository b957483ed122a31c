/* editor-painter-svg.c: the painter that writes SVG with real text
 *
 * Numbers have two decimals at most and always a point; the same drawing gives the same bytes.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "editor/editor-painter-private.h"

#include <math.h>
#include <string.h>

typedef struct
{
  EditorPainter parent;
  GString *out;
  guint depth;
} SvgPainter;

#define SOFT_HYPHEN "\302\255" /* U+00AD */

/* Most of what is written are short pieces, for which a call would take longer than the copy. */
static inline void
put (GString *out, const char *text, gsize length)
{
  if (length < out->allocated_len - out->len)
    {
      memcpy (out->str + out->len, text, length);
      out->len += length;
      out->str[out->len] = '\0';
    }
  else
    {
      g_string_append_len (out, text, (gssize) length);
    }
}

#define PUT(out, literal) put ((out), literal, sizeof literal - 1)

#define LARGEST 1e13 /* hundredths of a larger number would not fit */

#define NUMBER_SIZE 24

/* Two decimals at most; returns its first letter. printf() would be most of the time that an export
 * takes. */
static char *
format_number (double value, char *end)
{
  char *p = end;
  gint64 hundredths;
  guint64 rest;
  gboolean fraction = FALSE;

  if (!(fabs (value) < LARGEST)) /* also NaN: nothing drawn has such a place */
    value = value < 0 ? -LARGEST : LARGEST;
  hundredths = (gint64) (value * 100 + (value < 0 ? -0.5 : 0.5));
  rest = (guint64) ABS (hundredths);
  for (guint i = 0; i < 2; i++, rest /= 10)
    if (fraction || rest % 10 != 0)
      {
        *--p = (char) ('0' + rest % 10);
        fraction = TRUE;
      }
  if (fraction)
    *--p = '.';
  do
    *--p = (char) ('0' + rest % 10);
  while ((rest /= 10) > 0);
  if (hundredths < 0)
    *--p = '-';
  return p;
}

static void
append_number (GString *out, double value)
{
  char buffer[NUMBER_SIZE];
  const char *number = format_number (value, buffer + sizeof buffer);

  put (out, number, (gsize) (buffer + sizeof buffer - number));
}

static void
append_attribute (GString *out, const char *name, double value)
{
  char buffer[NUMBER_SIZE + 32];
  char number_buffer[NUMBER_SIZE];
  const char *end = number_buffer + sizeof number_buffer;
  const char *number = format_number (value, number_buffer + sizeof number_buffer);
  gsize length = strlen (name);
  char *p = buffer;

  g_return_if_fail (length < 28);

  *p++ = ' ';
  memcpy (p, name, length);
  p += length;
  *p++ = '=';
  *p++ = '"';
  memcpy (p, number, (gsize) (end - number));
  p += end - number;
  *p++ = '"';
  put (out, buffer, (gsize) (p - buffer));
}

/* Characters that XML 1.0 cannot hold at all are left out. */
static void
append_escaped (GString *out, const char *text, gsize length)
{
  const char *end = text + length, *from = text;

  for (const char *p = text; p < end; p++)
    {
      const char *instead;
      gsize skip = 1;

      switch (*p)
        {
        case '<':
          instead = "&lt;";
          break;
        case '>':
          instead = "&gt;";
          break;
        case '&':
          instead = "&amp;";
          break;
        case '"':
          instead = "&quot;";
          break;
        case '\n':
        case '\r':
          instead = " ";
          break;
        case '\357': /* U+FFFE and U+FFFF begin so */
          if (end - p < 3 || memcmp (p, "\357\277", 2) != 0 || ((guchar) p[2] & 0xFE) != 0xBE)
            continue;
          instead = "";
          skip = 3;
          break;
        default:
          if ((guchar) *p >= 0x20 || *p == '\t')
            continue;
          instead = "";
          break;
        }
      put (out, from, (gsize) (p - from));
      g_string_append (out, instead);
      from = p + skip;
      p = from - 1;
    }
  put (out, from, (gsize) (end - from));
}

static void
append_colour (GString *out, const char *name, const EditorColour *colour)
{
  static const char digits[] = "0123456789abcdef";
  const double parts[] = { colour->red, colour->green, colour->blue };
  char hex[7] = "#";

  for (guint i = 0; i < 3; i++)
    {
      guint value = (guint) lround (CLAMP (parts[i], 0, 1) * 255);

      hex[1 + 2 * i] = digits[value >> 4];
      hex[2 + 2 * i] = digits[value & 15];
    }
  g_string_append_c (out, ' ');
  g_string_append (out, name);
  PUT (out, "=\"");
  put (out, hex, sizeof hex);
  g_string_append_c (out, '"');
  if (colour->alpha < 1)
    {
      g_string_append_c (out, ' ');
      g_string_append (out, name);
      PUT (out, "-opacity=\"");
      append_number (out, colour->alpha);
      g_string_append_c (out, '"');
    }
}

static void
indent (SvgPainter *self)
{
  for (guint i = 0; i < self->depth; i++)
    PUT (self->out, "  ");
}

static void
svg_painter_free (EditorPainter *painter)
{
  SvgPainter *self = (SvgPainter *) painter;

  g_string_free (self->out, TRUE);
  g_free (self);
}

static void
svg_painter_begin_group (EditorPainter *painter, const char *id, const char *kind,
                         const char *title)
{
  SvgPainter *self = (SvgPainter *) painter;

  indent (self);
  PUT (self->out, "<g");
  if (kind != NULL)
    {
      PUT (self->out, " class=\"");
      append_escaped (self->out, kind, strlen (kind));
      g_string_append_c (self->out, '"');
    }
  if (id != NULL)
    {
      /* not an XML id: two files in one page may share them */
      PUT (self->out, " data-element-id=\"");
      append_escaped (self->out, id, strlen (id));
      g_string_append_c (self->out, '"');
    }
  PUT (self->out, ">\n");
  self->depth++;
  if (title != NULL && *title != '\0')
    {
      indent (self);
      PUT (self->out, "<title>");
      append_escaped (self->out, title, strlen (title));
      PUT (self->out, "</title>\n");
    }
}

static void
close_group (SvgPainter *self)
{
  self->depth--;
  indent (self);
  PUT (self->out, "</g>\n");
}

static void
svg_painter_end_group (EditorPainter *painter)
{
  close_group ((SvgPainter *) painter);
}

static void
svg_painter_push_transform (EditorPainter *painter, double x, double y, double scale,
                            double degrees)
{
  SvgPainter *self = (SvgPainter *) painter;

  indent (self);
  PUT (self->out, "<g transform=\"translate(");
  append_number (self->out, x);
  g_string_append_c (self->out, ' ');
  append_number (self->out, y);
  g_string_append_c (self->out, ')');
  if (scale != 1)
    {
      PUT (self->out, " scale(");
      append_number (self->out, scale);
      g_string_append_c (self->out, ')');
    }
  if (degrees != 0)
    {
      PUT (self->out, " rotate(");
      append_number (self->out, degrees);
      g_string_append_c (self->out, ')');
    }
  PUT (self->out, "\">\n");
  self->depth++;
}

static void
svg_painter_pop_transform (EditorPainter *painter)
{
  close_group ((SvgPainter *) painter);
}

static void
svg_painter_push_opacity (EditorPainter *painter, double opacity)
{
  SvgPainter *self = (SvgPainter *) painter;

  indent (self);
  PUT (self->out, "<g");
  append_attribute (self->out, "opacity", opacity);
  PUT (self->out, ">\n");
  self->depth++;
}

static void
svg_painter_pop_opacity (EditorPainter *painter)
{
  close_group ((SvgPainter *) painter);
}

static void
append_op (EditorPathOp op, const BpmnPoint *points, gpointer user_data)
{
  static const char letters[] = "MLCZ";
  static const guint counts[] = { 1, 1, 3, 0 };
  char buffer[6 * (NUMBER_SIZE + 1) + 1];
  char *end = buffer + sizeof buffer, *p = end;
  GString *out = user_data;

  /* from the end, as numbers are */
  for (guint i = counts[op]; i > 0; i--)
    {
      p = format_number (points[i - 1].y, p);
      *--p = ' ';
      p = format_number (points[i - 1].x, p);
      if (i > 1)
        *--p = ' ';
    }
  *--p = letters[op];
  put (out, p, (gsize) (end - p));
}

/* The element's name and geometry. A form by its name is shorter, and can be edited as one. */
static void
append_form (GString *out, const EditorPath *path)
{
  BpmnRect rect;
  double radius;

  switch (editor_path_get_form (path, &rect, &radius))
    {
    case EDITOR_PATH_RECT:
      PUT (out, "<rect");
      append_attribute (out, "x", rect.x);
      append_attribute (out, "y", rect.y);
      append_attribute (out, "width", rect.width);
      append_attribute (out, "height", rect.height);
      if (radius > 0)
        append_attribute (out, "rx", radius);
      break;
    case EDITOR_PATH_ELLIPSE:
      PUT (out, "<ellipse");
      append_attribute (out, "cx", rect.x + rect.width / 2);
      append_attribute (out, "cy", rect.y + rect.height / 2);
      append_attribute (out, "rx", rect.width / 2);
      append_attribute (out, "ry", rect.height / 2);
      break;
    case EDITOR_PATH_FREE:
    default:
      PUT (out, "<path d=\"");
      editor_path_foreach (path, append_op, out);
      g_string_append_c (out, '"');
      break;
    }
}

/* @scale: of the coordinates that the line is drawn in */
static void
append_paint (GString *out, const EditorColour *fill, const EditorStroke *stroke, double scale)
{
  if (fill != NULL)
    append_colour (out, "fill", fill);
  if (stroke != NULL)
    {
      append_colour (out, "stroke", &stroke->colour);
      append_attribute (out, "stroke-width", stroke->width / scale);
      if (stroke->n_dashes > 0)
        {
          PUT (out, " stroke-dasharray=\"");
          for (guint i = 0; i < stroke->n_dashes; i++)
            {
              if (i > 0)
                g_string_append_c (out, ' ');
              append_number (out, stroke->dashes[i] / scale);
            }
          g_string_append_c (out, '"');
        }
    }
  PUT (out, "/>\n");
}

static void
svg_painter_path (EditorPainter *painter, const EditorPath *path, const EditorColour *fill,
                  const EditorStroke *stroke)
{
  SvgPainter *self = (SvgPainter *) painter;

  indent (self);
  append_form (self->out, path);
  append_paint (self->out, fill, stroke, 1);
}

/* Artwork is written as it stands in its table, moved to its place. */
static void
svg_painter_data (EditorPainter *painter, const char *data, double x, double y, double scale,
                  const EditorColour *fill, const EditorStroke *stroke)
{
  SvgPainter *self = (SvgPainter *) painter;

  indent (self);
  PUT (self->out, "<path transform=\"translate(");
  append_number (self->out, x);
  g_string_append_c (self->out, ' ');
  append_number (self->out, y);
  g_string_append_c (self->out, ')');
  if (scale != 1)
    {
      PUT (self->out, " scale(");
      append_number (self->out, scale);
      g_string_append_c (self->out, ')');
    }
  PUT (self->out, "\" d=\"");
  g_string_append (self->out, data);
  g_string_append_c (self->out, '"');
  append_paint (self->out, fill, stroke, scale);
}

/* The characters of a line as they are seen: no soft hyphens, no white space at the ends, the
 * hyphen of a broken word. */
static void
append_line (GString *out, const EditorTextLine *line)
{
  const char *end = line->text + line->length, *from = line->text;

  while (end > from && g_ascii_isspace (end[-1]))
    end--;
  for (const char *p; (p = memchr (from, SOFT_HYPHEN[0], (gsize) (end - from))) != NULL; from = p + 1)
    {
      gboolean soft = end - p >= 2 && p[1] == SOFT_HYPHEN[1];

      append_escaped (out, from, (gsize) (p - from) + !soft);
      p += soft;
    }
  append_escaped (out, from, (gsize) (end - from));
  if (line->hyphen)
    g_string_append_c (out, '-');
}

/* Each line is anchored in its middle, so that another font spreads evenly. */
static void
append_place (GString *out, const EditorTextLine *line, double x, double y)
{
  append_attribute (out, "x", x + line->x + line->width / 2);
  append_attribute (out, "y", y + line->baseline);
}

static void
svg_painter_text (EditorPainter *painter, EditorText *text, double x, double y,
                  const EditorColour *colour)
{
  SvgPainter *self = (SvgPainter *) painter;
  guint n_lines = editor_text_get_n_lines (text);
  EditorTextStyle style = editor_text_get_style (text);

  indent (self);
  PUT (self->out, "<text");
  if (n_lines == 1)
    {
      EditorTextLine line = editor_text_get_line (text, 0);

      append_place (self->out, &line, x, y);
    }
  append_attribute (self->out, "font-size", editor_text_get_size (text));
  if (style & EDITOR_TEXT_BOLD)
    PUT (self->out, " font-weight=\"bold\"");
  if (style & EDITOR_TEXT_ITALIC)
    PUT (self->out, " font-style=\"italic\"");
  append_colour (self->out, "fill", colour);
  g_string_append_c (self->out, '>');
  for (guint i = 0; i < n_lines; i++)
    {
      EditorTextLine line = editor_text_get_line (text, i);

      if (n_lines > 1)
        {
          PUT (self->out, "<tspan");
          append_place (self->out, &line, x, y);
          g_string_append_c (self->out, '>');
        }
      append_line (self->out, &line);
      if (n_lines > 1)
        PUT (self->out, "</tspan>");
    }
  PUT (self->out, "</text>\n");
}

static const EditorPainterClass svg_painter_class = {
  .free = svg_painter_free,
  .begin_group = svg_painter_begin_group,
  .end_group = svg_painter_end_group,
  .push_transform = svg_painter_push_transform,
  .pop_transform = svg_painter_pop_transform,
  .push_opacity = svg_painter_push_opacity,
  .pop_opacity = svg_painter_pop_opacity,
  .path = svg_painter_path,
  .data = svg_painter_data,
  .text = svg_painter_text,
};

/**
 * editor_painter_new_svg:
 * @view_box: what of the canvas is seen
 * @scale: pixels per canvas unit of the picture's natural size
 * @title: (nullable): title of the picture
 * @font_family: the family texts were measured with
 *
 * Returns: (transfer full): a painter that writes SVG; end it with editor_painter_end_svg()
 */
EditorPainter *
editor_painter_new_svg (const BpmnRect *view_box, double scale, const char *title,
                        const char *font_family)
{
  SvgPainter *self = g_new0 (SvgPainter, 1);

  self->parent.klass = &svg_painter_class;
  self->out = g_string_sized_new (1 << 16);
  g_string_append (self->out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                              "<svg xmlns=\"http://www.w3.org/2000/svg\" version=\"1.1\""
                              " xml:space=\"preserve\"");
  append_attribute (self->out, "width", view_box->width * scale);
  append_attribute (self->out, "height", view_box->height * scale);
  PUT (self->out, " viewBox=\"");
  append_number (self->out, view_box->x);
  g_string_append_c (self->out, ' ');
  append_number (self->out, view_box->y);
  g_string_append_c (self->out, ' ');
  append_number (self->out, view_box->width);
  g_string_append_c (self->out, ' ');
  append_number (self->out, view_box->height);
  PUT (self->out, "\" role=\"img\" font-family=\"");
  append_escaped (self->out, font_family, strlen (font_family));
  g_string_append (self->out, ", Arial, sans-serif\" text-anchor=\"middle\" fill=\"none\" stroke-linecap=\"round\""
                              " stroke-linejoin=\"round\">\n");
  self->depth = 1;
  if (title != NULL && *title != '\0')
    {
      PUT (self->out, "  <title>");
      append_escaped (self->out, title, strlen (title));
      PUT (self->out, "</title>\n");
    }
  return &self->parent;
}

/**
 * editor_painter_end_svg:
 * @self: (transfer full): a painter made with editor_painter_new_svg()
 *
 * Returns: (transfer full): the whole document in UTF-8
 */
GBytes *
editor_painter_end_svg (EditorPainter *self)
{
  SvgPainter *svg = (SvgPainter *) self;
  GBytes *bytes;

  g_return_val_if_fail (self->klass == &svg_painter_class, NULL);

  g_string_append (svg->out, "</svg>\n");
  bytes = g_string_free_to_bytes (svg->out);
  g_free (svg);
  return bytes;
}

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

#define SOFT_HYPHEN 0x00AD

static void
append_number (GString *out, double value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  double rounded = round (value * 100) / 100;
  gsize length;

  if (rounded == 0) /* also -0 */
    rounded = 0;
  g_ascii_formatd (buffer, sizeof buffer, "%.2f", rounded);
  length = strlen (buffer);
  while (buffer[length - 1] == '0')
    length--;
  if (buffer[length - 1] == '.')
    length--;
  g_string_append_len (out, buffer, (gssize) length);
}

static void
append_attribute (GString *out, const char *name, double value)
{
  g_string_append_printf (out, " %s=\"", name);
  append_number (out, value);
  g_string_append_c (out, '"');
}

/* Characters that XML 1.0 cannot hold at all are left out. */
static void
append_escaped (GString *out, const char *text, gsize length)
{
  const char *end = text + length;

  for (const char *p = text; p < end; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      switch (c)
        {
        case '<':
          g_string_append (out, "&lt;");
          break;
        case '>':
          g_string_append (out, "&gt;");
          break;
        case '&':
          g_string_append (out, "&amp;");
          break;
        case '"':
          g_string_append (out, "&quot;");
          break;
        default:
          if ((c >= 0x20 && c != 0xFFFE && c != 0xFFFF) || c == '\t')
            g_string_append_unichar (out, c);
          else if (c == '\n' || c == '\r')
            g_string_append_c (out, ' ');
          break;
        }
    }
}

static void
append_colour (GString *out, const char *name, const EditorColour *colour)
{
  g_string_append_printf (out, " %s=\"#%02x%02x%02x\"", name,
                          (guint) lround (CLAMP (colour->red, 0, 1) * 255),
                          (guint) lround (CLAMP (colour->green, 0, 1) * 255),
                          (guint) lround (CLAMP (colour->blue, 0, 1) * 255));
  if (colour->alpha < 1)
    {
      g_autofree char *opacity = g_strconcat (name, "-opacity", NULL);

      append_attribute (out, opacity, colour->alpha);
    }
}

static void
indent (SvgPainter *self)
{
  for (guint i = 0; i < self->depth; i++)
    g_string_append (self->out, "  ");
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
  g_string_append (self->out, "<g");
  if (kind != NULL)
    {
      g_string_append (self->out, " class=\"");
      append_escaped (self->out, kind, strlen (kind));
      g_string_append_c (self->out, '"');
    }
  if (id != NULL)
    {
      /* not an XML id: two files in one page may share them */
      g_string_append (self->out, " data-element-id=\"");
      append_escaped (self->out, id, strlen (id));
      g_string_append_c (self->out, '"');
    }
  g_string_append (self->out, ">\n");
  self->depth++;
  if (title != NULL && *title != '\0')
    {
      indent (self);
      g_string_append (self->out, "<title>");
      append_escaped (self->out, title, strlen (title));
      g_string_append (self->out, "</title>\n");
    }
}

static void
close_group (SvgPainter *self)
{
  self->depth--;
  indent (self);
  g_string_append (self->out, "</g>\n");
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
  g_string_append (self->out, "<g transform=\"translate(");
  append_number (self->out, x);
  g_string_append_c (self->out, ' ');
  append_number (self->out, y);
  g_string_append_c (self->out, ')');
  if (scale != 1)
    {
      g_string_append (self->out, " scale(");
      append_number (self->out, scale);
      g_string_append_c (self->out, ')');
    }
  if (degrees != 0)
    {
      g_string_append (self->out, " rotate(");
      append_number (self->out, degrees);
      g_string_append_c (self->out, ')');
    }
  g_string_append (self->out, "\">\n");
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
  g_string_append (self->out, "<g");
  append_attribute (self->out, "opacity", opacity);
  g_string_append (self->out, ">\n");
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
  GString *out = user_data;

  g_string_append_c (out, letters[op]);
  for (guint i = 0; i < counts[op]; i++)
    {
      if (i > 0)
        g_string_append_c (out, ' ');
      append_number (out, points[i].x);
      g_string_append_c (out, ' ');
      append_number (out, points[i].y);
    }
}

static void
svg_painter_path (EditorPainter *painter, const EditorPath *path, const EditorColour *fill,
                  const EditorStroke *stroke)
{
  SvgPainter *self = (SvgPainter *) painter;

  indent (self);
  g_string_append (self->out, "<path d=\"");
  editor_path_foreach (path, append_op, self->out);
  g_string_append_c (self->out, '"');
  if (fill != NULL)
    append_colour (self->out, "fill", fill);
  if (stroke != NULL)
    {
      append_colour (self->out, "stroke", &stroke->colour);
      append_attribute (self->out, "stroke-width", stroke->width);
      if (stroke->n_dashes > 0)
        {
          g_string_append (self->out, " stroke-dasharray=\"");
          for (guint i = 0; i < stroke->n_dashes; i++)
            {
              if (i > 0)
                g_string_append_c (self->out, ' ');
              append_number (self->out, stroke->dashes[i]);
            }
          g_string_append_c (self->out, '"');
        }
    }
  g_string_append (self->out, "/>\n");
}

/* The characters of a line as they are seen: no soft hyphens, no white space at the ends, the
 * hyphen of a broken word. */
static void
append_line (GString *out, const EditorTextLine *line)
{
  g_autoptr (GString) visible = g_string_sized_new (line->length + 1);
  const char *end = line->text + line->length;

  for (const char *p = line->text; p < end; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c != SOFT_HYPHEN && c != '\n' && c != '\r')
        g_string_append_unichar (visible, c);
    }
  g_strchomp (visible->str);
  visible->len = strlen (visible->str);
  if (line->hyphen)
    g_string_append_c (visible, '-');
  append_escaped (out, visible->str, visible->len);
}

static void
svg_painter_text (EditorPainter *painter, EditorText *text, double x, double y,
                  const EditorColour *colour)
{
  SvgPainter *self = (SvgPainter *) painter;
  guint n_lines = editor_text_get_n_lines (text);
  EditorTextStyle style = editor_text_get_style (text);

  indent (self);
  g_string_append (self->out, "<text xml:space=\"preserve\"");
  append_attribute (self->out, "font-size", editor_text_get_size (text));
  if (style & EDITOR_TEXT_BOLD)
    g_string_append (self->out, " font-weight=\"bold\"");
  if (style & EDITOR_TEXT_ITALIC)
    g_string_append (self->out, " font-style=\"italic\"");
  append_colour (self->out, "fill", colour);
  g_string_append_c (self->out, '>');
  for (guint i = 0; i < n_lines; i++)
    {
      EditorTextLine line = editor_text_get_line (text, i);

      g_string_append (self->out, "<tspan");
      /* each line is anchored in its middle, so that another font spreads evenly */
      append_attribute (self->out, "x", x + line.x + line.width / 2);
      append_attribute (self->out, "y", y + line.baseline);
      g_string_append (self->out, " text-anchor=\"middle\">");
      append_line (self->out, &line);
      g_string_append (self->out, "</tspan>");
    }
  g_string_append (self->out, "</text>\n");
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
                              "<svg xmlns=\"http://www.w3.org/2000/svg\" version=\"1.1\"");
  append_attribute (self->out, "width", view_box->width * scale);
  append_attribute (self->out, "height", view_box->height * scale);
  g_string_append (self->out, " viewBox=\"");
  append_number (self->out, view_box->x);
  g_string_append_c (self->out, ' ');
  append_number (self->out, view_box->y);
  g_string_append_c (self->out, ' ');
  append_number (self->out, view_box->width);
  g_string_append_c (self->out, ' ');
  append_number (self->out, view_box->height);
  g_string_append (self->out, "\" role=\"img\" font-family=\"");
  append_escaped (self->out, font_family, strlen (font_family));
  g_string_append (self->out, ", Arial, sans-serif\" fill=\"none\" stroke-linecap=\"round\""
                              " stroke-linejoin=\"round\">\n");
  self->depth = 1;
  if (title != NULL && *title != '\0')
    {
      g_string_append (self->out, "  <title>");
      append_escaped (self->out, title, strlen (title));
      g_string_append (self->out, "</title>\n");
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

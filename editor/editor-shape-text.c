/* editor-shape-text.c: the texts of an element: where they stand and how they are laid out
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "editor/editor-routing.h"
#include "editor/editor-shape-private.h"

#include <math.h>
#include <string.h>

#define PADDING 7.0
#define GLYPH_ROOM 27.0 /* glyph and margin at the top left of a task */
#define LABEL_WIDTH 90.0
#define LABEL_GAP 6.0 /* between a shape and its label below */
#define LABEL_MAX_HEIGHT 120.0
#define LINE_HEIGHT (EDITOR_TEXT_SIZE_LABEL * 1.2)

static gboolean
has_text (const char *text)
{
  return text != NULL && text[strspn (text, " \t\r\n")] != '\0';
}

/**
 * editor_type_has_external_label:
 * @type: what an element is
 *
 * Returns: whether its name stands beside it instead of inside
 */
gboolean
editor_type_has_external_label (BpmnType type)
{
  switch (type)
    {
    case BPMN_TYPE_DATA_OBJECT_REFERENCE:
    case BPMN_TYPE_DATA_STORE_REFERENCE:
    case BPMN_TYPE_DATA_INPUT:
    case BPMN_TYPE_DATA_OUTPUT:
    case BPMN_TYPE_GROUP:
    case BPMN_TYPE_CONVERSATION:
    case BPMN_TYPE_SUB_CONVERSATION:
      return TRUE;
    default:
      return bpmn_type_is_event (type) || bpmn_type_is_gateway (type)
             || bpmn_type_is_connection (type);
    }
}

/* Whether something stands in the top left corner. */
static gboolean
has_glyph (const EditorFigure *figure)
{
  if (editor_figure_shows_start (figure))
    return TRUE;
  return (bpmn_type_is_task (figure->type) || figure->called != BPMN_TYPE_OTHER)
         && editor_markers_has_task_glyph (figure);
}

/* The box of a name inside of a shape. Pools and lanes: of the title strip, before it is turned. */
static BpmnRect
get_inner_box (const EditorFigure *figure)
{
  BpmnRect box = editor_rect_grow (&figure->bounds, -PADDING);

  if (figure->type == BPMN_TYPE_PARTICIPANT || figure->type == BPMN_TYPE_LANE)
    {
      if (figure->flags & EDITOR_FIGURE_BAND)
        return (BpmnRect){ box.x, figure->bounds.y, box.width,
                           figure->bounds.height
                               - (editor_markers_count_bottom (figure) > 0 ? 14 : 0) };
      if (figure->flags & EDITOR_FIGURE_BLACK_BOX) /* a black box: the name in its middle */
        return box;
      if (figure->flags & EDITOR_FIGURE_HORIZONTAL)
        return (BpmnRect){ 0, 0, figure->bounds.height - 8, EDITOR_HEADER_SIZE };
      return (BpmnRect){ figure->bounds.x + 4, figure->bounds.y, figure->bounds.width - 8,
                         EDITOR_HEADER_SIZE };
    }
  if (figure->type == BPMN_TYPE_TEXT_ANNOTATION)
    return (BpmnRect){ figure->bounds.x + 6, figure->bounds.y + 4, figure->bounds.width - 8,
                       figure->bounds.height - 4 };
  if (has_glyph (figure) && figure->bounds.height >= 60)
    {
      box.y += 19;
      box.height -= 17;
    }
  if (editor_markers_count_bottom (figure) > 0)
    box.height -= 12;
  return box;
}

/* The width a label would like: that of the file, but never so narrow that it needs more lines
 * than the file gave it (its writer had another font). */
static EditorText *
lay_out_label (const EditorFigure *figure, EditorFonts *fonts, const char *name)
{
  double width = figure->label_bounds.width > 0 ? figure->label_bounds.width : LABEL_WIDTH;
  EditorTextAlign align
      = figure->type == BPMN_TYPE_GROUP && figure->label_bounds.width <= 0 ? EDITOR_TEXT_LEFT
                                                                          : EDITOR_TEXT_CENTER;
  EditorText *text;

  if (figure->type == BPMN_TYPE_GROUP && figure->label_bounds.width <= 0)
    width = MAX (figure->bounds.width - 2 * PADDING, LABEL_WIDTH);
  text = editor_text_new (fonts, name, EDITOR_TEXT_SIZE_LABEL, EDITOR_TEXT_REGULAR, align, width,
                          LABEL_MAX_HEIGHT);
  if (figure->label_bounds.width > 0
      && editor_text_get_height (text) > MAX (figure->label_bounds.height, LINE_HEIGHT) + 4)
    {
      double wider = MAX (width * 1.35, MIN (LABEL_WIDTH, width * 2));

      editor_text_unref (text);
      text = editor_text_new (fonts, name, EDITOR_TEXT_SIZE_LABEL, EDITOR_TEXT_REGULAR, align,
                              wider, LABEL_MAX_HEIGHT);
    }
  return text;
}

static const double sizes[] = { EDITOR_TEXT_SIZE, EDITOR_TEXT_SIZE - 1, EDITOR_TEXT_SIZE - 2 };

/* The whole height of a shape with a glyph, for a name that does not fit below that. */
static BpmnRect
get_tall_box (const EditorFigure *figure)
{
  BpmnRect box = get_inner_box (figure);
  double top = figure->bounds.y + PADDING / 2;

  return (BpmnRect){ box.x, top, box.width, box.y + box.height - top };
}

/* Whether the lines beside the glyph are short enough to clear it. */
static gboolean
clears_glyph (const EditorText *text, const BpmnRect *box)
{
  double free_width = box->width - 2 * (GLYPH_ROOM - PADDING);
  double top = (box->height - editor_text_get_height (text)) / 2;

  for (guint i = 0; i < editor_text_get_n_lines (text); i++)
    {
      EditorTextLine line = editor_text_get_line (text, i);

      if (top + line.baseline < GLYPH_ROOM + editor_text_get_size (text) * 0.6
          && line.width > free_width)
        return FALSE;
    }
  return TRUE;
}

/* Whether a name that was laid out may use the room beside the glyph: then it is in the middle. */
static gboolean
stands_beside_glyph (const EditorFigure *figure, const EditorText *text)
{
  BpmnRect box = get_tall_box (figure);

  return figure->subtitle == NULL && !editor_text_is_cut (text)
         && editor_text_get_height (text) <= box.height && clears_glyph (text, &box);
}

/* A name too long for the room below the glyph uses that beside it; NULL if it does not help. */
static EditorText *
lay_out_beside_glyph (const EditorFigure *figure, EditorFonts *fonts)
{
  BpmnRect box = get_tall_box (figure);

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      EditorText *text = editor_text_new (fonts, figure->name, sizes[i], EDITOR_TEXT_REGULAR,
                                          EDITOR_TEXT_CENTER, box.width, box.height);

      if (!editor_text_is_cut (text) && clears_glyph (text, &box))
        return text;
      editor_text_unref (text);
    }
  return NULL;
}

/* The last resort before a name is cut: small, and close to the sides. NULL if it does not help. */
static EditorText *
lay_out_tightly (const EditorFigure *figure, EditorFonts *fonts, const BpmnRect *box)
{
  for (double size = EDITOR_TEXT_SIZE - 2; size >= EDITOR_TEXT_SIZE - 3; size--)
    {
      EditorText *text = editor_text_new (fonts, figure->name, size, EDITOR_TEXT_REGULAR,
                                          EDITOR_TEXT_CENTER, box->width + PADDING,
                                          MAX (box->height, size * 1.2));

      if (!editor_text_is_cut (text))
        return text;
      editor_text_unref (text);
    }
  return NULL;
}

/* A long name is set a little smaller before it is cut. */
static EditorText *
lay_out_inner (const EditorFigure *figure, EditorFonts *fonts, const BpmnRect *box)
{
  EditorTextAlign align
      = figure->type == BPMN_TYPE_TEXT_ANNOTATION ? EDITOR_TEXT_LEFT : EDITOR_TEXT_CENTER;
  EditorText *text = NULL, *other = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_clear_pointer (&text, editor_text_unref);
      text = editor_text_new (fonts, figure->name, sizes[i], EDITOR_TEXT_REGULAR, align, box->width,
                              MAX (box->height, sizes[i] * 1.2));
      if (!editor_text_is_cut (text))
        return text;
    }
  if (has_glyph (figure) && figure->subtitle == NULL)
    other = lay_out_beside_glyph (figure, fonts);
  if (other == NULL && bpmn_type_is_activity (figure->type))
    other = lay_out_tightly (figure, fonts, box);
  if (other == NULL)
    return text;
  editor_text_unref (text);
  return other;
}

/**
 * editor_figure_lay_out:
 * @figure: an element
 * @fonts: fonts to measure with
 * @texts: (out): its texts, to be cleared with editor_figure_texts_clear()
 *
 * Lays out everything the element shows as text.
 */
void
editor_figure_lay_out (const EditorFigure *figure, EditorFonts *fonts, EditorFigureTexts *texts)
{
  BpmnRect box;

  texts->name = texts->subtitle = NULL;
  if (editor_type_has_external_label (figure->type) || figure->n_points > 0)
    {
      g_autofree char *full = NULL;

      if (has_text (figure->subtitle)) /* the state of a data object */
        full = g_strdup_printf ("%s\n[%s]", figure->name != NULL ? figure->name : "",
                                figure->subtitle);
      if (has_text (full != NULL ? full : figure->name))
        texts->name = lay_out_label (figure, fonts, full != NULL ? full : figure->name);
      return;
    }
  box = get_inner_box (figure);
  if (has_text (figure->name) && box.width > 4)
    texts->name = lay_out_inner (figure, fonts, &box);
  if (has_text (figure->subtitle) && bpmn_type_is_activity (figure->type)
      && figure->bounds.width >= 70 && figure->bounds.height >= 60)
    texts->subtitle = editor_text_new (fonts, figure->subtitle, EDITOR_TEXT_SIZE_SMALL,
                                       EDITOR_TEXT_REGULAR, EDITOR_TEXT_LEFT,
                                       figure->bounds.width - GLYPH_ROOM - 4, 24);
}

void
editor_figure_texts_clear (EditorFigureTexts *texts)
{
  g_clear_pointer (&texts->name, editor_text_unref);
  g_clear_pointer (&texts->subtitle, editor_text_unref);
}

/* Size of an external label before it was laid out: rather too large. */
static void
estimate_label (const EditorFigure *figure, double *width, double *height)
{
  gsize length = figure->name != NULL ? strlen (figure->name) : 0;
  guint lines = 2;

  if (figure->subtitle != NULL)
    length += strlen (figure->subtitle) + 20;
  for (const char *p = figure->name; p != NULL && *p != '\0'; p++)
    lines += *p == '\n';
  *width = MAX (figure->label_bounds.width * 1.35, LABEL_WIDTH);
  if (figure->type == BPMN_TYPE_GROUP)
    *width = MAX (*width, figure->bounds.width);
  *height = MIN (LABEL_MAX_HEIGHT + LINE_HEIGHT,
                 LINE_HEIGHT * (lines + length * EDITOR_TEXT_SIZE_LABEL / *width));
  *height = MAX (*height, figure->label_bounds.height);
}

/* The label of a message flow keeps clear of the envelope on it. */
static BpmnRect
clear_envelope (const EditorFigure *figure, BpmnRect label)
{
  BpmnPoint c;
  BpmnRect envelope;

  if (!(figure->flags & (EDITOR_FIGURE_MESSAGE_INITIATING | EDITOR_FIGURE_MESSAGE_REPLY)))
    return label;
  c = editor_route_middle (figure->points, figure->n_points, NULL);
  envelope = (BpmnRect){ c.x - 14, c.y - 10, 28, 20 };
  if (!editor_rect_intersects (&envelope, &label))
    return label;
  if (label.x + label.width / 2 > c.x + 1) /* beside an upright line */
    label.x = c.x + 16;
  else
    label.y = c.y - 10 - label.height;
  return label;
}

/* Top left corner of the label's box of @width x @height. */
static BpmnPoint
place_label (const EditorFigure *figure, double width, double height)
{
  const BpmnRect *bounds = &figure->bounds, *label = &figure->label_bounds;
  BpmnPoint c = editor_rect_center (bounds);

  if (label->width > 0)
    return (BpmnPoint){ label->x + (label->width - width) / 2, label->y };
  if (figure->n_points > 1)
    {
      BpmnRect place = editor_route_place_label (figure->points, figure->n_points, width, height,
                                                 NULL, 0);

      place = clear_envelope (figure, place);
      return (BpmnPoint){ place.x, place.y };
    }
  if (figure->type == BPMN_TYPE_GROUP)
    return (BpmnPoint){ bounds->x + PADDING, bounds->y + PADDING };
  return (BpmnPoint){ c.x - width / 2, bounds->y + bounds->height + LABEL_GAP };
}

/**
 * editor_figure_get_label:
 * @figure: an element
 * @texts: (nullable): its texts; %NULL estimates the size
 * @bounds: (out): where the external label is
 *
 * Returns: %FALSE if it has no external label
 */
gboolean
editor_figure_get_label (const EditorFigure *figure, const EditorFigureTexts *texts,
                         BpmnRect *bounds)
{
  double width, height;
  BpmnPoint corner;

  *bounds = (BpmnRect){ 0, 0, 0, 0 };
  if (!editor_type_has_external_label (figure->type) && figure->n_points == 0)
    return FALSE;
  if (!has_text (figure->name) && !has_text (figure->subtitle))
    return FALSE;
  if (texts != NULL && texts->name != NULL)
    {
      double box = editor_text_get_box_width (texts->name);

      width = editor_text_get_width (texts->name);
      height = editor_text_get_height (texts->name);
      if (figure->n_points > 1 && figure->label_bounds.width <= 0)
        corner = place_label (figure, width, height);
      else
        {
          corner = place_label (figure, box, height);
          if (figure->type != BPMN_TYPE_GROUP || figure->label_bounds.width > 0)
            corner.x += (box - width) / 2;
        }
    }
  else
    {
      estimate_label (figure, &width, &height);
      if (figure->n_points > 1 && figure->label_bounds.width <= 0)
        {
          /* beside any segment: where exactly depends on the size */
          *bounds = editor_rect_of_points (figure->points, figure->n_points);
          *bounds = (BpmnRect){ bounds->x - width - 16, bounds->y - height - 10,
                                bounds->width + 2 * width + 32, bounds->height + 2 * height + 20 };
          return TRUE;
        }
      corner = place_label (figure, width, height);
    }
  *bounds = (BpmnRect){ corner.x, corner.y, width, height };
  return TRUE;
}

/* Lines of others may run under a label: a veil of paper keeps it readable. It is as wide as each
 * line of the text, to hide no more of a neighbour than it must. */
static void
draw_veil (const EditorPen *pen, const EditorText *text, double x, double y)
{
  g_autoptr (EditorPath) path = editor_path_new ();
  guint n = editor_text_get_n_lines (text);
  double height = editor_text_get_height (text) / MAX (n, 1);
  EditorColour paper = pen->theme->background;

  paper.alpha = 0.75;
  for (guint i = 0; i < n; i++)
    {
      EditorTextLine line = editor_text_get_line (text, i);

      if (line.width > 0)
        editor_path_add_rect (path, &(BpmnRect){ x + line.x, y + i * height, line.width, height });
    }
  editor_painter_path (pen->painter, path, &paper, NULL);
}

static void
draw_external (const EditorPen *pen, const EditorFigureTexts *texts)
{
  const EditorFigure *figure = pen->figure;
  BpmnRect label;
  double x;

  if (!editor_figure_get_label (figure, texts, &label))
    return;
  x = label.x;
  if (figure->type != BPMN_TYPE_GROUP || figure->label_bounds.width > 0)
    x += (label.width - editor_text_get_box_width (texts->name)) / 2;
  draw_veil (pen, texts->name, x, label.y);
  editor_painter_text (pen->painter, texts->name, x, label.y, &pen->text);
}

/* The name in a pool's or lane's strip at the left reads from bottom to top. */
static void
draw_turned (const EditorPen *pen, EditorText *text)
{
  const BpmnRect *bounds = &pen->figure->bounds;
  double height = editor_text_get_height (text);

  editor_painter_push_transform (pen->painter, bounds->x, bounds->y + bounds->height - 4, 1, -90);
  editor_painter_text (pen->painter, text, 0, (EDITOR_HEADER_SIZE - height) / 2, &pen->text);
  editor_painter_pop_transform (pen->painter);
}

static void
draw_inner (const EditorPen *pen, EditorText *text)
{
  const EditorFigure *figure = pen->figure;
  BpmnRect box = get_inner_box (figure);
  double height = editor_text_get_height (text), y;
  gboolean container = figure->type == BPMN_TYPE_PARTICIPANT || figure->type == BPMN_TYPE_LANE;

  if (container && !(figure->flags & EDITOR_FIGURE_BLACK_BOX)
      && (figure->flags & EDITOR_FIGURE_HORIZONTAL))
    {
      draw_turned (pen, text);
      return;
    }
  if (figure->type == BPMN_TYPE_TEXT_ANNOTATION || (figure->flags & EDITOR_FIGURE_EXPANDED))
    y = box.y;
  else
    y = box.y + MAX (0, (box.height - height) / 2);
  /* a name stands in the middle of the shape, as long as it clears the glyph */
  if (has_glyph (figure) && stands_beside_glyph (figure, text))
    {
      box = get_tall_box (figure);
      y = box.y + (box.height - height) / 2;
    }
  else if (has_glyph (figure))
    y = MAX (box.y + 2,
             MIN (y, figure->bounds.y + (figure->bounds.height - height) / 2 + 5));
  editor_painter_text (pen->painter, text,
                       box.x + (box.width - editor_text_get_box_width (text)) / 2, y, &pen->text);
}

/**
 * editor_figure_draw_texts:
 * @pen: of any element
 * @texts: its texts
 *
 * Draws name and task type.
 */
void
editor_figure_draw_texts (const EditorPen *pen, const EditorFigureTexts *texts)
{
  const EditorFigure *figure = pen->figure;

  if (texts->subtitle != NULL)
    {
      gboolean own = figure->stroke != NULL || figure->emphasis != EDITOR_EMPHASIS_NONE
                     || (figure->flags & EDITOR_FIGURE_NOT_RUN);
      double height = editor_text_get_height (texts->subtitle);

      editor_painter_text (pen->painter, texts->subtitle, figure->bounds.x + GLYPH_ROOM + 1,
                           figure->bounds.y + 15 - MIN (height / 2, 12),
                           own ? &pen->text : &pen->theme->accents[figure->look]);
    }
  if (texts->name == NULL)
    return;
  if (editor_type_has_external_label (figure->type) || figure->n_points > 0)
    draw_external (pen, texts);
  else
    draw_inner (pen, texts->name);
}

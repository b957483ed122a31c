/* editor-shape.h: how one element looks: the only place that draws
 *
 * A figure is everything the drawing needs to know of an element, taken out of the model once. All
 * geometry is in canvas units at the element's place on the canvas.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "editor/editor-geometry.h"
#include "editor/editor-painter.h"
#include "engine/bpmn/bpmn-model.h"

G_BEGIN_DECLS

/**
 * EditorDetail:
 * @EDITOR_DETAIL_FULL: everything
 * @EDITOR_DETAIL_NO_TEXT: shapes with glyphs; text would be unreadably small
 * @EDITOR_DETAIL_OUTLINE: outlines and straight lines only
 * @EDITOR_DETAIL_BLOCK: a filled block and hairlines, for thousands of elements at once
 *
 * How much of an element is drawn; editor_detail_for_scale() chooses it.
 */
typedef enum
{
  EDITOR_DETAIL_FULL,
  EDITOR_DETAIL_NO_TEXT,
  EDITOR_DETAIL_OUTLINE,
  EDITOR_DETAIL_BLOCK,
} EditorDetail;

/* What an event waits for or causes (BPMN 2.0, 10.5.5). */
typedef enum
{
  EDITOR_TRIGGER_NONE,
  EDITOR_TRIGGER_MESSAGE,
  EDITOR_TRIGGER_TIMER,
  EDITOR_TRIGGER_ERROR,
  EDITOR_TRIGGER_ESCALATION,
  EDITOR_TRIGGER_CANCEL,
  EDITOR_TRIGGER_COMPENSATION,
  EDITOR_TRIGGER_CONDITIONAL,
  EDITOR_TRIGGER_LINK,
  EDITOR_TRIGGER_SIGNAL,
  EDITOR_TRIGGER_TERMINATE,
  EDITOR_TRIGGER_MULTIPLE,
  EDITOR_TRIGGER_PARALLEL_MULTIPLE,
} EditorTrigger;

typedef enum
{
  EDITOR_FIGURE_HORIZONTAL = 1 << 0,       /* pools and lanes */
  EDITOR_FIGURE_EXPANDED = 1 << 1,         /* sub-processes: contents are drawn inside */
  EDITOR_FIGURE_COLLAPSED = 1 << 2,        /* a + at the bottom */
  EDITOR_FIGURE_GATEWAY_MARKER = 1 << 3,   /* the X of an exclusive gateway */
  EDITOR_FIGURE_THROWS = 1 << 4,           /* filled trigger */
  EDITOR_FIGURE_NON_INTERRUPTING = 1 << 5, /* dashed ring */
  EDITOR_FIGURE_EVENT_SUB_PROCESS = 1 << 6,
  EDITOR_FIGURE_CALL = 1 << 7, /* call activity: thick border */
  EDITOR_FIGURE_LOOP = 1 << 8,
  EDITOR_FIGURE_PARALLEL_INSTANCES = 1 << 9,
  EDITOR_FIGURE_SEQUENTIAL_INSTANCES = 1 << 10,
  EDITOR_FIGURE_COMPENSATION = 1 << 11,
  EDITOR_FIGURE_AD_HOC = 1 << 12,
  EDITOR_FIGURE_COLLECTION = 1 << 13, /* data: three bars */
  EDITOR_FIGURE_INSTANTIATE = 1 << 14,
  EDITOR_FIGURE_PARALLEL = 1 << 15,      /* parallel event-based gateway */
  EDITOR_FIGURE_DEFAULT = 1 << 16,       /* flow: slash */
  EDITOR_FIGURE_CONDITIONAL = 1 << 17,   /* flow out of an activity: diamond */
  EDITOR_FIGURE_ARROW_AT_SOURCE = 1 << 18, /* associations */
  EDITOR_FIGURE_ARROW_AT_TARGET = 1 << 19,
  EDITOR_FIGURE_MESSAGE_INITIATING = 1 << 20, /* envelope on a message flow, white */
  EDITOR_FIGURE_MESSAGE_REPLY = 1 << 21,      /* the same, shaded */
  EDITOR_FIGURE_NOT_RUN = 1 << 22, /* in an Altinn file, but apps do not run it */
  EDITOR_FIGURE_BLACK_BOX = 1 << 23, /* pools: shows no process */
  EDITOR_FIGURE_BAND = 1 << 24, /* a participant as a band of a choreography activity */
  EDITOR_FIGURE_BAND_TOP = 1 << 25,
  EDITOR_FIGURE_BAND_BOTTOM = 1 << 26,
  EDITOR_FIGURE_SHADED = 1 << 27, /* a band that does not initiate */
} EditorFigureFlags;

/**
 * EditorFigure:
 * @type: what it is
 * @called: the type of the global task that is called, else %BPMN_TYPE_OTHER
 * @look: what it is to an Altinn app
 * @trigger: of an event
 * @flags: a set of #EditorFigureFlags
 * @emphasis: how it stands out
 * @bounds: of a shape
 * @points: (nullable): of a connection
 * @n_points: number of waypoints; 0 makes it a shape
 * @name: (nullable): its text
 * @subtitle: (nullable): the task type in words, or the state of a data object
 * @label_bounds: where an external label stands; width 0: at its usual place
 * @fill: (nullable): from the file
 * @stroke: (nullable): from the file
 * @label_colour: (nullable): from the file, where the name has a colour of its own
 *
 * The pointers belong to whoever fills the figure in.
 */
typedef struct
{
  BpmnType type;
  BpmnType called;
  EditorLook look;
  EditorTrigger trigger;
  guint flags;
  EditorEmphasis emphasis;
  BpmnRect bounds;
  const BpmnPoint *points;
  guint n_points;
  const char *name;
  const char *subtitle;
  BpmnRect label_bounds;
  const char *fill;
  const char *stroke;
  const char *label_colour;
} EditorFigure;

/**
 * EditorFigureTexts:
 *
 * The laid out texts of a figure; %NULL where there is none. Cached by the scene.
 */
typedef struct
{
  EditorText *name;
  EditorText *subtitle;
} EditorFigureTexts;

void editor_figure_lay_out (const EditorFigure *figure, EditorFonts *fonts,
                            EditorFigureTexts *texts);
void editor_figure_texts_clear (EditorFigureTexts *texts);
void editor_figure_draw (const EditorFigure *figure, const EditorFigureTexts *texts,
                         EditorPainter *painter, const EditorTheme *theme, EditorDetail detail);
EditorDetail editor_detail_for_scale (double scale);

EditorOutline editor_type_get_outline (BpmnType type);
gboolean editor_type_get_default_size (BpmnType type, double *width, double *height);
/* Whether the name stands outside of the shape (events, gateways, data, groups, connections). */
gboolean editor_type_has_external_label (BpmnType type);
gboolean editor_type_is_container (const EditorFigure *figure);
/* All that is painted, with strokes, arrowheads and texts; @texts may be NULL (estimated). */
BpmnRect editor_figure_get_extents (const EditorFigure *figure, const EditorFigureTexts *texts);
/* Where the external label is; FALSE if the figure has none. @texts may be NULL (estimated). */
gboolean editor_figure_get_label (const EditorFigure *figure, const EditorFigureTexts *texts,
                                  BpmnRect *bounds);

/* A glyph alone, @size units wide and high, for previews and badges. */
void editor_glyph_draw (EditorLook look, EditorPainter *painter, double x, double y, double size,
                        const EditorColour *colour);

G_END_DECLS

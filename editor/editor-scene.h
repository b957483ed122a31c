/* editor-scene.h: a diagram as things on a canvas, following the model
 *
 * The scene has an item for every shape and edge of one diagram, in drawing order. Where the file
 * has no diagram, or only part of one, the rest is placed in memory (editor-layout.h); nothing is
 * written. Tools show what a gesture would do by overriding bounds and waypoints: the document is
 * not touched until the gesture ends.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "editor/editor-routing.h"
#include "editor/editor-shape.h"
#include "engine/bpmn/bpmn-model.h"

G_BEGIN_DECLS

typedef struct _AltinnApp AltinnApp;
typedef struct _EditorPlacement EditorPlacement;

#define EDITOR_TYPE_SCENE (editor_scene_get_type ())
G_DECLARE_FINAL_TYPE (EditorScene, editor_scene, EDITOR, SCENE, GObject)

/**
 * EditorItem:
 *
 * A shape or a connection on the canvas. Belongs to the scene and keeps its identity as long as its
 * shape or edge stays in the diagram; after that it must not be used ("changed" names it as
 * removed while it can still be asked).
 */
typedef struct _EditorItem EditorItem;

/**
 * EditorSceneOrigin:
 * @EDITOR_SCENE_FROM_FILE: every element stands where the file puts it
 * @EDITOR_SCENE_PARTLY_PLACED: the file places some elements, the others are placed in memory
 * @EDITOR_SCENE_PLACED: the file has no diagram; everything is placed in memory
 */
typedef enum
{
  EDITOR_SCENE_FROM_FILE,
  EDITOR_SCENE_PARTLY_PLACED,
  EDITOR_SCENE_PLACED,
} EditorSceneOrigin;

/**
 * EditorSceneChange:
 * @damage: what must be painted again (old and new places)
 * @items: (element-type EditorItem): items whose picture changed or that are new
 * @removed: (element-type EditorItem): items that are no longer in the scene
 * @order: the drawing order or the set of items changed
 * @whole: everything changed; the arrays are then empty
 */
typedef struct
{
  BpmnRect damage;
  GPtrArray *items;
  GPtrArray *removed;
  gboolean order;
  gboolean whole;
} EditorSceneChange;

/* Signals:
 *   "changed" (EditorScene *, EditorSceneChange *): the change is valid during the emission only
 *
 * Properties: none; a scene is made for one model. */

EditorScene *editor_scene_new (BpmnModel *model, AltinnApp *app) G_GNUC_WARN_UNUSED_RESULT;
BpmnModel *editor_scene_get_model (EditorScene *self);
EditorFonts *editor_scene_get_fonts (EditorScene *self);
void editor_scene_set_font_family (EditorScene *self, const char *family);

/* Diagrams. Index 0 is the first in the file, which is shown at the start. */
guint editor_scene_get_n_diagrams (EditorScene *self);
guint editor_scene_get_diagram (EditorScene *self);
void editor_scene_set_diagram (EditorScene *self, guint index);
EditorSceneOrigin editor_scene_get_origin (EditorScene *self);
/* The placement made in memory, to be written with editor_placement_apply(); NULL if from file. */
const EditorPlacement *editor_scene_get_placement (EditorScene *self);
/* Whether elements that apps do not run are marked as such: the file is an Altinn process. */
gboolean editor_scene_is_altinn (EditorScene *self);
void editor_scene_set_altinn (EditorScene *self, gboolean altinn);

/* Items; arrays belong to the scene and are valid until its next change unless said otherwise. */
gboolean editor_scene_prepare (EditorScene *self, guint *next, gint64 until);
const GPtrArray *editor_scene_get_items (EditorScene *self); /* of EditorItem, bottom first */
EditorItem *editor_scene_lookup (EditorScene *self, const BpmnElement *element); /* nullable */
BpmnRect editor_scene_get_extents (EditorScene *self); /* all that is painted; empty if nothing */
GPtrArray *editor_scene_query (EditorScene *self, const BpmnRect *rect)
    G_GNUC_WARN_UNUSED_RESULT; /* of EditorItem, bottom first; (transfer container) */

BpmnElement *editor_item_get_element (const EditorItem *item);
BpmnType editor_item_get_type_id (const EditorItem *item);
gboolean editor_item_is_connection (const EditorItem *item);
gboolean editor_item_is_in_file (const EditorItem *item); /* FALSE: placed in memory only */
const EditorFigure *editor_item_get_figure (EditorItem *item);
BpmnRect editor_item_get_bounds (const EditorItem *item); /* of a connection: of its waypoints */
EditorOutline editor_item_get_outline (const EditorItem *item);
const BpmnPoint *editor_item_get_waypoints (const EditorItem *item, guint *n_points);
gboolean editor_item_get_label_bounds (EditorScene *self, EditorItem *item, BpmnRect *bounds);
BpmnRect editor_item_get_extents (const EditorItem *item);
EditorDock editor_item_get_dock (const EditorItem *item);
guint editor_item_get_order (const EditorItem *item); /* place in the drawing order */
/* The full text where the picture shows an ellipsis; NULL if nothing is cut. */
const char *editor_item_get_cut_text (EditorScene *self, EditorItem *item);

/* Picking */
typedef enum
{
  EDITOR_HIT_NOTHING,
  EDITOR_HIT_BODY,     /* inside of a shape */
  EDITOR_HIT_LABEL,    /* an external label */
  EDITOR_HIT_SEGMENT,  /* of a connection; index: the waypoint before it */
  EDITOR_HIT_WAYPOINT, /* of a connection; index: which */
} EditorHitPart;

/**
 * EditorHit:
 * @item: (nullable): what was hit
 * @part: which part of it
 * @index: of the waypoint or segment
 * @point: the nearest point on a connection, or where was asked
 */
typedef struct
{
  EditorItem *item;
  EditorHitPart part;
  guint index;
  BpmnPoint point;
} EditorHit;

gboolean editor_scene_pick (EditorScene *self, double x, double y, double tolerance,
                            EditorHit *hit);
/* Shapes wholly inside @rect, and connections whose every waypoint is; (transfer container) */
GPtrArray *editor_scene_pick_rect (EditorScene *self, const BpmnRect *rect)
    G_GNUC_WARN_UNUSED_RESULT;

/* Live previews. An override replaces what the model says until it is cleared; the model's change
 * of the same element ends it. */
void editor_scene_override_bounds (EditorScene *self, EditorItem *item, const BpmnRect *bounds);
void editor_scene_override_waypoints (EditorScene *self, EditorItem *item,
                                      const BpmnPoint *points, guint n_points);
void editor_scene_override_label (EditorScene *self, EditorItem *item, const BpmnRect *bounds);
void editor_scene_clear_overrides (EditorScene *self);
gboolean editor_scene_has_overrides (EditorScene *self);

/* Emphasis: runs, comparisons, searches */
void editor_scene_set_emphasis (EditorScene *self, EditorItem *item, EditorEmphasis emphasis);
void editor_scene_clear_emphasis (EditorScene *self);

/* Drawing */
void editor_scene_draw_item (EditorScene *self, EditorItem *item, cairo_t *cr,
                             const EditorTheme *theme, EditorDetail detail);
/* All items that touch @region, in order, at the detail that suits @scale (pixels per unit; the
 * context must be scaled by the caller already). Draws no background. */
void editor_scene_draw_region (EditorScene *self, cairo_t *cr, const BpmnRect *region,
                               double scale, const EditorTheme *theme);
/* The same through any painter, with everything in groups. */
void editor_scene_paint (EditorScene *self, EditorPainter *painter, const EditorTheme *theme);

/* What an element is to an Altinn app. @app may be NULL; it tells parallel from plain signing. */
EditorLook editor_look_of_element (const BpmnElement *element, AltinnApp *app);

G_END_DECLS

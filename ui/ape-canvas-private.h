/* ape-canvas-private.h: what the files of the canvas share
 *
 * ape-canvas.c is the widget; -overlay.c draws what lies over the diagram, -input.c turns GTK's
 * events into those of the tools, -actions.c holds the commands and their keys, -label.c edits
 * names in place, -marks.c holds findings and the token of a run, -nodes.c mirrors the elements for
 * assistive technology.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "ui/ape-canvas.h"
#include "ui/ape-tiles.h"

G_BEGIN_DECLS

typedef struct
{
  RulesSeverity severity;
  guint n_findings;
} ApeBadge;

struct _ApeCanvas
{
  GtkWidget parent_instance;

  EditorSession *session;
  EditorController *controller;
  ApeViewport *viewport;
  ApeTiles *tiles;
  guint tiles_tick_id;
  const EditorTheme *theme;
  gboolean grid;

  /* GtkScrollable */
  GtkAdjustment *adjustments[2]; /* by GtkOrientation */
  GtkScrollablePolicy policies[2];
  gboolean configuring;
  guint after_layout_id;
  gboolean fit_pending;
  double fitted_zoom;
  BpmnPoint fitted_origin;

  /* Input */
  GtkGesture *click;
  GtkEventController *motion;
  GtkEventController *keys;
  BpmnPoint pointer; /* in view coordinates */
  gboolean pointer_inside;
  gboolean pressed;
  gboolean panning;
  gboolean dragging_entry;
  double pinch_zoom;
  guint timeout_id;

  /* Over the diagram */
  GtkWidget *label_editor;
  BpmnElement *label_element;
  BpmnRect label_area;
  int label_margin; /* above the text, in pixels */
  guint label_left_id; /* the focus left the text a moment ago */
  GtkWidget *context_pad;
  GtkWidget *popover;
  GtkWidget *status; /* live region */
  GHashTable *badges; /* BpmnElement -> ApeBadge */
  RulesReport *report;

  BpmnElement *token;
  GArray *token_way; /* of BpmnPoint */
  double token_progress;
  AdwAnimation *token_animation;

  GHashTable *nodes; /* BpmnElement -> ApeCanvasNode */
  gboolean drawn;         /* the session was, once at least */
  GPtrArray *nodes_order; /* (nullable): what is to have a node, while they are made */
  guint nodes_done;       /* how many of them have it */
  guint nodes_idle_id;
  guint nodes_rest_id;

  guint prepare_id;
  guint prepared; /* how many items of the scene are */
};

/* ape-canvas-overlay.c */
void _ape_canvas_snapshot_overlays (ApeCanvas *self, GtkSnapshot *snapshot);

/* ape-canvas-badges.c */
gboolean _ape_canvas_get_badge_view_rect (ApeCanvas *self, BpmnElement *element, BpmnRect *rect);
BpmnElement *_ape_canvas_pick_badge (ApeCanvas *self, double x, double y);
void _ape_canvas_paint_badges (cairo_t *cr, const BpmnRect *area, double zoom, gpointer canvas);
void _ape_canvas_invalidate (ApeCanvas *self, const BpmnRect *damage);
void _ape_canvas_take_badges (ApeCanvas *self, GHashTable *badges);

/* ape-canvas-input.c */
void _ape_canvas_init_input (ApeCanvas *self);
void _ape_canvas_stop_input (ApeCanvas *self);
void _ape_canvas_connect_controller (ApeCanvas *self);
void _ape_canvas_follow_cursor (ApeCanvas *self);
void _ape_canvas_pick_type (ApeCanvas *self, BpmnElement *element, EditorPickPurpose purpose);

/* ape-canvas-actions.c */
void _ape_canvas_install_actions (GtkWidgetClass *widget_class);
void _ape_canvas_update_actions (ApeCanvas *self);
GMenuModel *_ape_canvas_create_menu (ApeCanvas *self) G_GNUC_WARN_UNUSED_RESULT;

/* ape-canvas-label.c */
void _ape_canvas_edit_label (ApeCanvas *self, BpmnElement *element, const BpmnRect *area);
void _ape_canvas_bring_back (ApeCanvas *self, BpmnElement *element);
void _ape_canvas_end_label (ApeCanvas *self, gboolean commit);
void _ape_canvas_allocate_label (ApeCanvas *self);

/* ape-canvas-nodes.c */
void _ape_canvas_queue_nodes (ApeCanvas *self);
void _ape_canvas_first_drawn (ApeCanvas *self);
void _ape_canvas_follow_view (ApeCanvas *self);
void _ape_canvas_clear_nodes (ApeCanvas *self);
void _ape_canvas_allocate_nodes (ApeCanvas *self);
void _ape_canvas_select_nodes (ApeCanvas *self);
gboolean _ape_canvas_focus_primary (ApeCanvas *self);
void _ape_canvas_announce (ApeCanvas *self, const char *text);

/* ape-canvas.c */
gboolean _ape_canvas_get_bounds (ApeCanvas *self, BpmnElement *element, BpmnRect *bounds);
void _ape_canvas_take_popover (ApeCanvas *self, GtkWidget *popover, const GdkRectangle *at);
void _ape_canvas_fail (ApeCanvas *self, const GError *error);

G_END_DECLS

/* editor-layout-private.h: the steps of the automatic layout
 *
 * A scope (process or sub-process) is a grid of cells: a column per step from the start, rows for
 * the accepting way and its side branches. Flows run along cell centres and along tracks between
 * the cells; only then are columns, rows and tracks given their sizes.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "editor/editor-layout.h"

G_BEGIN_DECLS

#define LAYOUT_LABEL_WIDTH 90.0 /* of a name beside its shape */
#define LAYOUT_LABEL_ASIDE 8.0  /* from a line to a name at its side */
#define LAYOUT_BACK_OFFSET 14.0 /* between ways back that end at the same task */
#define LAYOUT_BACK_REACH 42.0  /* from the middle of a task to the outermost of them */

typedef struct _LayoutScope LayoutScope;

typedef struct
{
  BpmnElement *element;
  double width, height;
  double label_height; /* room for an external label */
  int column;
  int row;
  guint band; /* lane */
  guint order; /* in which a walk from the start met it */
  gboolean on_main_path;
  gboolean placed; /* has a row */
  gboolean label_above;
  gboolean label_aside; /* lines above and below: at the upper left */
  BpmnPoint center;    /* in the scope */
  GPtrArray *out, *in; /* of LayoutFlow, forward ones first meet */
  GPtrArray *boundary; /* of BpmnElement: events on its lower border */
  LayoutScope *inner;  /* an expanded sub-process */
  guint8 used_sides;   /* bits of EditorSide */
} LayoutNode;

typedef struct
{
  BpmnElement *element;
  LayoutNode *from, *to;
  BpmnElement *boundary; /* the event it leaves from; NULL: from the node itself */
  gboolean back;
  GArray *points; /* of BpmnPoint, in the scope */
} LayoutFlow;

struct _LayoutScope
{
  GPtrArray *nodes;     /* of LayoutNode, document order */
  GPtrArray *flows;     /* of LayoutFlow, document order */
  GHashTable *by_element; /* BpmnElement -> LayoutNode; boundary events to their host */
  GPtrArray *lanes;     /* of BpmnElement, innermost ones, top to bottom; empty without lanes */
  guint n_columns, n_rows;
  guint *band_rows; /* number of rows per band */
  guint n_bands;
  double width, height;
  double *row_tops; /* n_rows + 1 lines between the rows, for lanes */
};

/* editor-layout-scope.c */
LayoutScope *layout_scope_new (BpmnElement *container) G_GNUC_WARN_UNUSED_RESULT;
void layout_scope_free (LayoutScope *self);
gboolean layout_is_expanded (const BpmnElement *element);
gboolean layout_is_drawn_interface (const BpmnElement *element);
gboolean layout_is_hidden_mapping (const BpmnElement *connection);
/* The lanes directly in a process or lane, through its lane set; (transfer container) */
GPtrArray *layout_list_lanes (const BpmnElement *container) G_GNUC_WARN_UNUSED_RESULT;
BpmnRect layout_boundary_bounds (const LayoutNode *node, const BpmnElement *event);
/* How many flows lead back to @node, and where left of its boundary events they may end below it,
 * from the middle. */
guint layout_count_ways_back (const LayoutNode *node);
double layout_get_back_limit (const LayoutNode *node);
/* Widens a node where its boundary events would leave no room for the ways back to it. */
void layout_node_make_back_room (LayoutNode *node);

/* editor-layout-rank.c */
typedef enum
{
  LAYOUT_BRANCHES_BELOW,
  LAYOUT_BRANCHES_ABOVE_LOOPS, /* above where the gateway also has a way back */
  LAYOUT_BRANCHES_ABOVE,
  LAYOUT_N_BRANCHES,
} LayoutBranches;

void layout_scope_rank (LayoutScope *self, BpmnElement *container, LayoutBranches branches);

/* editor-layout-route.c: routes the flows, then gives everything its size; returns how many bends
 * and crossings there are (crossings count three times) */
guint layout_scope_route (LayoutScope *self);

/* editor-layout-placement.c */
EditorPlacement *editor_placement_new (void) G_GNUC_WARN_UNUSED_RESULT;
void editor_placement_add_bounds (EditorPlacement *self, BpmnElement *element,
                                  const BpmnRect *bounds);
void editor_placement_add_label (EditorPlacement *self, BpmnElement *element,
                                 const BpmnRect *bounds);
void editor_placement_add_points (EditorPlacement *self, BpmnElement *element,
                                  const BpmnPoint *points, guint n_points);

/* editor-layout-complete.c */
void layout_complete (BpmnModel *model, EditorPlacement *placement);
/* editor-layout-free.c: connections that are no sequence flows, over all shapes */
void layout_route_connections (BpmnModel *model, EditorPlacement *placement);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LayoutScope, layout_scope_free)

G_END_DECLS

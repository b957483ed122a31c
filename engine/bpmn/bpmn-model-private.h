/* bpmn-model-private.h: the insides of the model, for engine/bpmn only
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "engine/bpmn/bpmn-model.h"
#include "engine/source/source-change.h"
#include "engine/source/source-node.h"

G_BEGIN_DECLS

/**
 * BpmnItem:
 *
 * What a source node stands for. Each of the structs below begins with one, so that one map leads
 * from nodes to all of them. Items live in the model's arena until the model goes; what is cached
 * in them is dropped when it is no longer true.
 */
typedef enum
{
  BPMN_ITEM_ELEMENT,
  BPMN_ITEM_SHAPE,
  BPMN_ITEM_EDGE,
  BPMN_ITEM_DIAGRAM,
} BpmnItemKind;

typedef struct
{
  guint8 kind; /* BpmnItemKind */
  guint8 type; /* BpmnType of an element */
  guint attached : 1;
  guint changed : 1;  /* is in the lists of the change that is being gathered */
  guint dangling : 1; /* is in the set of those whose reference leads nowhere */
  guint read : 1;     /* bounds or way points, name */
  guint read_label : 1;
  guint read_condition : 1;
  guint read_default : 1;
  BpmnModel *model;
  SourceNode *node;
} BpmnItem;

struct _BpmnElement
{
  BpmnItem item;
  BpmnElement *parent;
  BpmnElement *first_child, *last_child, *previous, *next;
  BpmnElement *next_same_id; /* further elements with this id; the first in the document wins */
  GPtrArray *children;       /* cache, NULL until asked for */
  char *id;
  char *name; /* cache, see item.read */
  BpmnShape *shapes;
  BpmnEdge *edges;
  guint order; /* in the document; only right while the model's order is */
  union
  {
    struct
    {
      char *source_ref, *target_ref;
      BpmnElement *source, *target;
      BpmnElement *next_outgoing, *next_incoming; /* of sequence flows at the same node */
      char *condition;                            /* cache, see item.read_condition */
    } connection;
    struct
    {
      BpmnElement *first_outgoing, *first_incoming; /* in no order */
      GPtrArray *outgoing, *incoming;               /* caches */
      char *default_ref;                            /* cache, see item.read_default */
    } node;
  };
};

struct _BpmnShape
{
  BpmnItem item;
  BpmnDiagram *diagram;
  BpmnElement *element;
  BpmnShape *next; /* another shape of the same element */
  char *element_ref;
  BpmnRect bounds;
  BpmnRect *label;
  char *fill, *stroke;
};

struct _BpmnEdge
{
  BpmnItem item;
  BpmnDiagram *diagram;
  BpmnElement *element;
  BpmnEdge *next; /* another edge of the same element */
  char *element_ref;
  BpmnPoint *points;
  guint n_points;
  BpmnRect *label;
  char *stroke;
};

/* How shapes and edges stand in a plane, as far as it is known */
typedef enum
{
  BPMN_PLANE_UNKNOWN,
  BPMN_PLANE_GROUPED, /* all shapes before all edges */
  BPMN_PLANE_MIXED,
} BpmnPlaneOrder;

struct _BpmnDiagram
{
  BpmnItem item;
  char *name; /* cache, see item.read */
  GPtrArray *shapes, *edges;
  gboolean listed; /* the arrays are right */
  BpmnPlaneOrder order;
  SourceNode *last_shape; /* where the plane is grouped */
};

struct _BpmnModel
{
  GObject parent_instance;

  SourceDocument *document;
  const char *namespace; /* interned: what the elements are in */
  gulong changed_handler;
  GRand *rand;
  GHashTable *items; /* SourceNode -> BpmnItem; also of nodes that left the tree */
  GHashTable *ids;   /* id -> the first element with it */
  GHashTable *dangling; /* set of connections, shapes and edges with a reference to nothing */
  GPtrArray *blocks;    /* the arena */
  gsize block_used;

  BpmnElement *definitions;
  BpmnElement *process;
  GPtrArray *elements;
  GPtrArray *diagrams;
  GPtrArray *others; /* connections that are no sequence flows; a set */
  GHashTable *diagram_ids; /* ids of the diagram part; NULL until asked for */
  gboolean ordered;        /* elements and their order numbers are right */
  gboolean process_known;
};

/* bpmn-model.c */
BpmnItem *bpmn_model_get_item (BpmnModel *self, const SourceNode *node);
BpmnItem *bpmn_model_new_item (BpmnModel *self, BpmnItemKind kind, SourceNode *node);
void bpmn_model_ensure_order (BpmnModel *self);
void bpmn_model_update_diagram_ids (BpmnModel *self, const SourceChange *change);
gboolean bpmn_model_has_diagram_id (BpmnModel *self, const char *id);

/* bpmn-build.c: reading the tree, whole or in part */
gboolean bpmn_build_is_leaf (const char *name);
void bpmn_build_all (BpmnModel *self);
void bpmn_build_semantic (BpmnModel *self, SourceNode *node, BpmnElement *parent,
                          GPtrArray *added);
BpmnDiagram *bpmn_build_diagram (BpmnModel *self, SourceNode *node);
BpmnItem *bpmn_build_drawing (BpmnModel *self, SourceNode *node, BpmnDiagram *diagram);
void bpmn_build_read_element (BpmnElement *element);
void bpmn_build_link_child (BpmnElement *parent, BpmnElement *child, BpmnElement *after);
void bpmn_build_unlink_child (BpmnElement *child);
void bpmn_build_add_id (BpmnModel *self, BpmnElement *element);
void bpmn_build_remove_id (BpmnModel *self, BpmnElement *element);
void bpmn_build_resolve (BpmnModel *self, BpmnItem *item);
void bpmn_build_unresolve (BpmnModel *self, BpmnItem *item);
BpmnElement *bpmn_build_lookup_ref (BpmnModel *self, const char *ref);

/* bpmn-follow.c: following a change of the document */
void bpmn_follow_changed_cb (SourceDocument *document, SourceChange *change, BpmnModel *self);

/* bpmn-element.c, bpmn-diagram.c: what is cached */
void bpmn_element_forget (BpmnElement *self);
void bpmn_element_clear (BpmnElement *self);
void bpmn_element_forget_flows (BpmnElement *self);
void bpmn_shape_forget (BpmnShape *self);
void bpmn_edge_forget (BpmnEdge *self);
void bpmn_shape_clear (BpmnShape *self);
void bpmn_edge_clear (BpmnEdge *self);
void bpmn_diagram_clear (BpmnDiagram *self);

G_END_DECLS

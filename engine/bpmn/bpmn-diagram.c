/* bpmn-diagram.c: the diagram part: shapes, edges and where they are
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/bpmn/bpmn-model-private.h"

#include <math.h>
#include <string.h>

/* Drops what a shape read on demand. */
void
bpmn_shape_forget (BpmnShape *self)
{
  self->item.read = FALSE;
  self->item.read_label = FALSE;
  g_clear_pointer (&self->label, g_free);
  g_clear_pointer (&self->fill, g_free);
  g_clear_pointer (&self->stroke, g_free);
}

/* Drops what an edge read on demand. */
void
bpmn_edge_forget (BpmnEdge *self)
{
  self->item.read = FALSE;
  self->item.read_label = FALSE;
  g_clear_pointer (&self->points, g_free);
  self->n_points = 0;
  g_clear_pointer (&self->label, g_free);
  g_clear_pointer (&self->stroke, g_free);
}

void
bpmn_shape_clear (BpmnShape *self)
{
  bpmn_shape_forget (self);
  g_clear_pointer (&self->element_ref, g_free);
}

void
bpmn_edge_clear (BpmnEdge *self)
{
  bpmn_edge_forget (self);
  g_clear_pointer (&self->element_ref, g_free);
}

void
bpmn_diagram_clear (BpmnDiagram *self)
{
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->shapes, g_ptr_array_unref);
  g_clear_pointer (&self->edges, g_ptr_array_unref);
}

typedef struct
{
  double x, y, width, height;
} ReadNumbers;

/* Reads "-12.5": at most 15 digits, so that the digits and the power of ten are exact and their
 * quotient is the nearest number, which is what g_ascii_strtod() gives.
 * Returns: %FALSE for any other form. */
static gboolean
parse_plain_number (const char *text, double *number)
{
  static const double powers[] = { 1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                   1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15 };
  const char *at = text + (*text == '-');
  const char *first = at, *point = NULL;
  gint64 digits = 0;
  guint n;

  for (; g_ascii_isdigit (*at) || (*at == '.' && point == NULL); at++)
    if (*at == '.')
      point = at;
    else if (at - first <= 15)
      digits = digits * 10 + (*at - '0');
  n = (guint) MIN (at - first - (point != NULL), 16);
  if (*at != '\0' || n < 1 || n > 15)
    return FALSE;
  *number = (double) digits / powers[point != NULL ? at - point - 1 : 0];
  if (*text == '-')
    *number = -*number;
  return TRUE;
}

/* A number that is none, or not finite, counts as 0. */
static double
parse_number (const char *text)
{
  double number;

  if (parse_plain_number (text, &number))
    return number;
  number = g_ascii_strtod (text, NULL);
  return isfinite (number) ? number : 0;
}

static gboolean
read_number (const char *namespace_uri, const char *prefix, const char *name, const char *value,
             gpointer user_data)
{
  ReadNumbers *numbers = user_data;

  if (namespace_uri != NULL)
    return TRUE;
  if (strcmp (name, "x") == 0)
    numbers->x = parse_number (value);
  else if (strcmp (name, "y") == 0)
    numbers->y = parse_number (value);
  else if (strcmp (name, "width") == 0)
    numbers->width = parse_number (value);
  else if (strcmp (name, "height") == 0)
    numbers->height = parse_number (value);
  return TRUE;
}

static ReadNumbers
read_numbers (const SourceNode *node)
{
  ReadNumbers numbers = { 0 };

  source_node_foreach_attribute (node, read_number, &numbers);
  return numbers;
}

static gboolean
read_bounds (const SourceNode *parent, BpmnRect *bounds)
{
  SourceNode *node = source_node_first_element (parent, BPMN_NS_DC, "Bounds");
  ReadNumbers numbers;

  if (node == NULL)
    return FALSE;
  numbers = read_numbers (node);
  *bounds = (BpmnRect) { numbers.x, numbers.y, numbers.width, numbers.height };
  return TRUE;
}

/* "#rrggbb" in lower case of "#rgb" or "#rrggbb"; NULL for anything else. */
static char *
normalise_colour (const char *text)
{
  gsize length = text != NULL ? strlen (text) : 0;

  if ((length != 4 && length != 7) || text[0] != '#')
    return NULL;
  for (gsize i = 1; i < length; i++)
    if (!g_ascii_isxdigit (text[i]))
      return NULL;
  if (length == 7)
    return g_ascii_strdown (text, -1);
  return g_strdup_printf ("#%c%c%c%c%c%c", g_ascii_tolower (text[1]), g_ascii_tolower (text[1]),
                          g_ascii_tolower (text[2]), g_ascii_tolower (text[2]),
                          g_ascii_tolower (text[3]), g_ascii_tolower (text[3]));
}

/* By who defined them: the OMG's non-normative schema, which wins where both are, and bpmn.io. */
typedef struct
{
  char *fill[2];
  char *stroke[2];
} ReadColours;

static gboolean
read_colour (const char *namespace_uri, const char *prefix, const char *name, const char *value,
             gpointer user_data)
{
  ReadColours *colours = user_data;
  gboolean omg;
  char **place = NULL;

  if (namespace_uri == NULL)
    return TRUE;
  omg = strcmp (namespace_uri, BPMN_NS_COLOR) == 0;
  if (!omg && strcmp (namespace_uri, BPMN_NS_BIOC) != 0)
    return TRUE;
  if (strcmp (name, omg ? "background-color" : "fill") == 0)
    place = &colours->fill[omg ? 0 : 1];
  else if (strcmp (name, omg ? "border-color" : "stroke") == 0)
    place = &colours->stroke[omg ? 0 : 1];
  if (place != NULL && *place == NULL)
    *place = normalise_colour (value);
  return TRUE;
}

static char *
choose_colour (char *colours[2])
{
  if (colours[0] == NULL)
    return colours[1];
  g_free (colours[1]);
  return colours[0];
}

/* @fill (nullable) and @stroke get the colours of a shape or edge, or NULL. */
static void
read_colours (const SourceNode *node, char **fill, char **stroke)
{
  ReadColours colours = { { NULL } };
  char *own_fill, *own_stroke;

  source_node_foreach_attribute (node, read_colour, &colours);
  own_fill = choose_colour (colours.fill);
  own_stroke = choose_colour (colours.stroke);
  g_free (*stroke);
  *stroke = own_stroke;
  if (fill == NULL)
    {
      g_free (own_fill);
      return;
    }
  g_free (*fill);
  *fill = own_fill;
}

static gboolean
read_boolean (const SourceNode *node, const char *name, gboolean fallback)
{
  g_autofree char *value = source_node_dup_attribute (node, NULL, name);

  if (value == NULL)
    return fallback;
  g_strstrip (value);
  return strcmp (value, "true") == 0 || strcmp (value, "1") == 0;
}

/* The colour of the label of a shape or edge; only the OMG's schema has one. */
static char *
read_label_colour (const SourceNode *node)
{
  SourceNode *label = source_node_first_element (node, BPMN_NS_DI, "BPMNLabel");
  g_autofree char *colour = NULL;

  if (label != NULL)
    colour = source_node_dup_attribute (label, BPMN_NS_COLOR, "color");
  return normalise_colour (colour);
}

/* The bounds of the label of a shape or edge; NULL if none are written. */
static BpmnRect *
read_label (const SourceNode *node)
{
  SourceNode *label = source_node_first_element (node, BPMN_NS_DI, "BPMNLabel");
  BpmnRect bounds;

  return label != NULL && read_bounds (label, &bounds) ? g_memdup2 (&bounds, sizeof bounds) : NULL;
}

/**
 * bpmn_diagram_get_name:
 * @self: a diagram
 *
 * Returns: (nullable): its name, %NULL if it has none
 */
const char *
bpmn_diagram_get_name (const BpmnDiagram *self)
{
  BpmnDiagram *diagram = (BpmnDiagram *) self;

  if (!self->item.read)
    {
      g_free (diagram->name);
      diagram->name = source_node_dup_attribute (self->item.node, NULL, "name");
      diagram->item.read = TRUE;
    }
  return self->name;
}

/**
 * bpmn_diagram_get_node:
 * @self: a diagram
 *
 * Returns: (transfer none): its BPMNDiagram node
 */
SourceNode *
bpmn_diagram_get_node (const BpmnDiagram *self)
{
  return self->item.node;
}

/**
 * bpmn_diagram_get_element:
 * @self: a diagram
 *
 * Returns: (nullable): what its plane draws: a process, collaboration or sub-process; %NULL if the
 *   reference leads nowhere
 */
BpmnElement *
bpmn_diagram_get_element (const BpmnDiagram *self)
{
  SourceNode *plane = source_node_first_element (self->item.node, BPMN_NS_DI, "BPMNPlane");
  g_autofree char *ref = NULL;

  if (plane == NULL)
    return NULL;
  ref = source_node_dup_attribute (plane, NULL, "bpmnElement");
  return bpmn_build_lookup_ref (self->item.model, ref);
}

static void
ensure_listed (BpmnDiagram *self)
{
  SourceNode *plane;

  if (self->listed)
    return;
  self->listed = TRUE;
  g_ptr_array_set_size (self->shapes, 0);
  g_ptr_array_set_size (self->edges, 0);
  plane = source_node_first_element (self->item.node, BPMN_NS_DI, "BPMNPlane");
  if (plane == NULL)
    return;
  for (SourceNode *child = source_node_get_first_child (plane); child != NULL;
       child = source_node_get_next (child))
    {
      BpmnItem *item = bpmn_model_get_item (self->item.model, child);

      if (item == NULL || !item->attached)
        continue;
      if (item->kind == BPMN_ITEM_SHAPE)
        g_ptr_array_add (self->shapes, item);
      else if (item->kind == BPMN_ITEM_EDGE)
        g_ptr_array_add (self->edges, item);
    }
}

/**
 * bpmn_diagram_get_shapes:
 * @self: a diagram
 *
 * Returns: (transfer none) (element-type BpmnShape): its shapes in document order, which is the
 *   order of drawing; valid until the next change
 */
const GPtrArray *
bpmn_diagram_get_shapes (const BpmnDiagram *self)
{
  ensure_listed ((BpmnDiagram *) self);
  return self->shapes;
}

/**
 * bpmn_diagram_get_edges:
 * @self: a diagram
 *
 * Returns: (transfer none) (element-type BpmnEdge): its edges in document order; valid until the
 *   next change
 */
const GPtrArray *
bpmn_diagram_get_edges (const BpmnDiagram *self)
{
  ensure_listed ((BpmnDiagram *) self);
  return self->edges;
}

/**
 * bpmn_shape_get_node:
 * @self: a shape
 *
 * Returns: (transfer none): its BPMNShape node
 */
SourceNode *
bpmn_shape_get_node (const BpmnShape *self)
{
  return self->item.node;
}

/**
 * bpmn_shape_get_element:
 * @self: a shape
 *
 * Returns: (nullable): what it draws; %NULL if its bpmnElement leads nowhere
 */
BpmnElement *
bpmn_shape_get_element (const BpmnShape *self)
{
  return self->element;
}

/**
 * bpmn_shape_get_element_ref:
 * @self: a shape
 *
 * Returns: (nullable): its bpmnElement as written
 */
const char *
bpmn_shape_get_element_ref (const BpmnShape *self)
{
  return self->element_ref;
}

static void
read_shape (BpmnShape *self)
{
  if (self->item.read)
    return;
  if (!read_bounds (self->item.node, &self->bounds))
    self->bounds = (BpmnRect) { 0 };
  read_colours (self->item.node, &self->fill, &self->stroke);
  self->item.read = TRUE;
}

/**
 * bpmn_shape_get_bounds:
 * @self: a shape
 *
 * Returns: where it is, in DI units; all 0 if it has no bounds
 */
BpmnRect
bpmn_shape_get_bounds (const BpmnShape *self)
{
  read_shape ((BpmnShape *) self);
  return self->bounds;
}

/**
 * bpmn_shape_get_label_bounds:
 * @self: a shape
 * @bounds: (out) (optional): where its label is
 *
 * Returns: whether the file places the label
 */
gboolean
bpmn_shape_get_label_bounds (const BpmnShape *self, BpmnRect *bounds)
{
  BpmnShape *shape = (BpmnShape *) self;

  if (!self->item.read_label)
    {
      g_free (shape->label);
      shape->label = read_label (self->item.node);
      shape->item.read_label = TRUE;
    }
  if (self->label != NULL && bounds != NULL)
    *bounds = *self->label;
  return self->label != NULL;
}

/**
 * bpmn_shape_dup_label_colour:
 * @self: a shape
 *
 * Returns: (transfer full) (nullable): the colour its label has of its own, as "#rrggbb"
 */
char *
bpmn_shape_dup_label_colour (const BpmnShape *self)
{
  return read_label_colour (self->item.node);
}

/**
 * bpmn_shape_is_horizontal:
 * @self: a shape of a pool or lane
 *
 * Returns: whether it lies horizontally; %TRUE when the file does not say, unless it is taller than
 *   wide
 */
gboolean
bpmn_shape_is_horizontal (const BpmnShape *self)
{
  BpmnRect bounds = bpmn_shape_get_bounds (self);

  return read_boolean (self->item.node, "isHorizontal", bounds.width >= bounds.height);
}

/**
 * bpmn_shape_is_expanded:
 * @self: a shape of a sub-process
 *
 * Returns: whether its content is drawn; %FALSE when the file does not say
 */
gboolean
bpmn_shape_is_expanded (const BpmnShape *self)
{
  return read_boolean (self->item.node, "isExpanded", FALSE);
}

/**
 * bpmn_shape_is_marker_visible:
 * @self: a shape of an exclusive gateway
 *
 * Returns: whether the X is drawn; %TRUE also when the file does not say
 */
gboolean
bpmn_shape_is_marker_visible (const BpmnShape *self)
{
  return read_boolean (self->item.node, "isMarkerVisible", TRUE);
}

/**
 * bpmn_shape_get_fill:
 * @self: a shape
 *
 * Returns: (nullable): its colour as "#rrggbb"
 */
const char *
bpmn_shape_get_fill (const BpmnShape *self)
{
  read_shape ((BpmnShape *) self);
  return self->fill;
}

/**
 * bpmn_shape_get_stroke:
 * @self: a shape
 *
 * Returns: (nullable): the colour of its outline as "#rrggbb"
 */
const char *
bpmn_shape_get_stroke (const BpmnShape *self)
{
  read_shape ((BpmnShape *) self);
  return self->stroke;
}

/**
 * bpmn_edge_get_node:
 * @self: an edge
 *
 * Returns: (transfer none): its BPMNEdge node
 */
SourceNode *
bpmn_edge_get_node (const BpmnEdge *self)
{
  return self->item.node;
}

/**
 * bpmn_edge_get_element:
 * @self: an edge
 *
 * Returns: (nullable): what it draws; %NULL if its bpmnElement leads nowhere
 */
BpmnElement *
bpmn_edge_get_element (const BpmnEdge *self)
{
  return self->element;
}

/**
 * bpmn_edge_get_element_ref:
 * @self: an edge
 *
 * Returns: (nullable): its bpmnElement as written
 */
const char *
bpmn_edge_get_element_ref (const BpmnEdge *self)
{
  return self->element_ref;
}

static void
read_edge (BpmnEdge *self)
{
  guint n = 0;

  if (self->item.read)
    return;
  for (SourceNode *node = source_node_first_element (self->item.node, BPMN_NS_DD_DI, "waypoint");
       node != NULL; node = source_node_next_element (node, BPMN_NS_DD_DI, "waypoint"))
    n++;
  g_free (self->points);
  self->points = g_new0 (BpmnPoint, MAX (n, 1));
  self->n_points = 0;
  for (SourceNode *node = source_node_first_element (self->item.node, BPMN_NS_DD_DI, "waypoint");
       node != NULL; node = source_node_next_element (node, BPMN_NS_DD_DI, "waypoint"))
    {
      ReadNumbers numbers = read_numbers (node);

      self->points[self->n_points++] = (BpmnPoint) { numbers.x, numbers.y };
    }
  read_colours (self->item.node, NULL, &self->stroke);
  self->item.read = TRUE;
}

/**
 * bpmn_edge_get_waypoints:
 * @self: an edge
 * @n_points: (out): how many
 *
 * Returns: (transfer none) (array length=n_points): its way points in DI units, valid until the
 *   next change
 */
const BpmnPoint *
bpmn_edge_get_waypoints (const BpmnEdge *self, guint *n_points)
{
  read_edge ((BpmnEdge *) self);
  *n_points = self->n_points;
  return self->points;
}

/**
 * bpmn_edge_get_label_bounds:
 * @self: an edge
 * @bounds: (out) (optional): where its label is
 *
 * Returns: whether the file places the label
 */
gboolean
bpmn_edge_get_label_bounds (const BpmnEdge *self, BpmnRect *bounds)
{
  BpmnEdge *edge = (BpmnEdge *) self;

  if (!self->item.read_label)
    {
      g_free (edge->label);
      edge->label = read_label (self->item.node);
      edge->item.read_label = TRUE;
    }
  if (self->label != NULL && bounds != NULL)
    *bounds = *self->label;
  return self->label != NULL;
}

/**
 * bpmn_edge_dup_label_colour:
 * @self: an edge
 *
 * Returns: (transfer full) (nullable): the colour its label has of its own, as "#rrggbb"
 */
char *
bpmn_edge_dup_label_colour (const BpmnEdge *self)
{
  return read_label_colour (self->item.node);
}

/**
 * bpmn_edge_get_stroke:
 * @self: an edge
 *
 * Returns: (nullable): its colour as "#rrggbb"
 */
const char *
bpmn_edge_get_stroke (const BpmnEdge *self)
{
  read_edge ((BpmnEdge *) self);
  return self->stroke;
}

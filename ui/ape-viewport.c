/* ape-viewport.c: which part of a diagram a view shows, and how large
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include <math.h>

#include "ui/ape-viewport.h"

struct _ApeViewport
{
  GObject parent_instance;

  double zoom;
  BpmnPoint origin; /* canvas point at the top left corner of the view */
  double width;
  double height;
};

G_DEFINE_FINAL_TYPE (ApeViewport, ape_viewport, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_ZOOM,
  N_PROPS
};
enum
{
  CHANGED,
  N_SIGNALS
};
static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

/* Zoom levels that the buttons and keys step through; the wheel goes in between. */
static const double zoom_levels[] = { 0.02, 0.05, 0.1, 0.2, 0.33, 0.5, 0.67, 0.8, 0.9, 1,
                                      1.1,  1.25, 1.5, 2,   3,    4,   6,    8 };

static void
take_view (ApeViewport *self, double zoom, BpmnPoint origin)
{
  gboolean zoomed = zoom != self->zoom;

  if (!zoomed && origin.x == self->origin.x && origin.y == self->origin.y)
    return;
  self->zoom = zoom;
  self->origin = origin;
  if (zoomed)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ZOOM]);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
ape_viewport_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_ZOOM)
    g_value_set_double (value, APE_VIEWPORT (object)->zoom);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
ape_viewport_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_ZOOM)
    ape_viewport_set_zoom (APE_VIEWPORT (object), g_value_get_double (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
ape_viewport_class_init (ApeViewportClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = ape_viewport_get_property;
  object_class->set_property = ape_viewport_set_property;

  properties[PROP_ZOOM]
      = g_param_spec_double ("zoom", NULL, NULL, APE_VIEWPORT_MIN_ZOOM, APE_VIEWPORT_MAX_ZOOM, 1,
                             G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ape_viewport_init (ApeViewport *self)
{
  self->zoom = 1;
}

/**
 * ape_viewport_new:
 *
 * Returns: (transfer full): a viewport at 100 % without a size
 */
ApeViewport *
ape_viewport_new (void)
{
  return g_object_new (APE_TYPE_VIEWPORT, NULL);
}

/**
 * ape_viewport_set_size:
 * @width: of the view, in pixels
 * @height: of the view
 *
 * The point in the top left corner stays where it is.
 */
void
ape_viewport_set_size (ApeViewport *self, double width, double height)
{
  g_return_if_fail (APE_IS_VIEWPORT (self));

  if (width == self->width && height == self->height)
    return;
  self->width = width;
  self->height = height;
  g_signal_emit (self, signals[CHANGED], 0);
}

double
ape_viewport_get_width (ApeViewport *self)
{
  g_return_val_if_fail (APE_IS_VIEWPORT (self), 0);

  return self->width;
}

double
ape_viewport_get_height (ApeViewport *self)
{
  g_return_val_if_fail (APE_IS_VIEWPORT (self), 0);

  return self->height;
}

double
ape_viewport_get_zoom (ApeViewport *self)
{
  g_return_val_if_fail (APE_IS_VIEWPORT (self), 1);

  return self->zoom;
}

/**
 * ape_viewport_set_zoom:
 * @zoom: pixels per canvas unit; is kept within the limits
 *
 * Zooms about the middle of the view.
 */
void
ape_viewport_set_zoom (ApeViewport *self, double zoom)
{
  ape_viewport_zoom_at (self, zoom, self->width / 2, self->height / 2);
}

/**
 * ape_viewport_zoom_at:
 * @zoom: pixels per canvas unit; is kept within the limits
 * @x: in view coordinates
 * @y: in view coordinates
 *
 * Zooms so that what is at (@x, @y) stays there.
 */
void
ape_viewport_zoom_at (ApeViewport *self, double zoom, double x, double y)
{
  BpmnPoint fixed;

  g_return_if_fail (APE_IS_VIEWPORT (self));

  zoom = CLAMP (zoom, APE_VIEWPORT_MIN_ZOOM, APE_VIEWPORT_MAX_ZOOM);
  /* Close to 100 % is 100 %: text is sharpest there. */
  if (fabs (zoom - 1) < 0.001)
    zoom = 1;
  fixed = ape_viewport_to_canvas (self, x, y);
  take_view (self, zoom, (BpmnPoint){ fixed.x - x / zoom, fixed.y - y / zoom });
}

/**
 * ape_viewport_zoom_step:
 * @steps: how many levels in (positive) or out
 *
 * Zooms to the next level about the middle of the view.
 */
void
ape_viewport_zoom_step (ApeViewport *self, int steps)
{
  double zoom;

  g_return_if_fail (APE_IS_VIEWPORT (self));

  zoom = self->zoom;
  for (; steps > 0; steps--)
    for (guint i = 0; i < G_N_ELEMENTS (zoom_levels); i++)
      if (zoom_levels[i] > zoom * 1.01)
        {
          zoom = zoom_levels[i];
          break;
        }
  for (; steps < 0; steps++)
    for (guint i = G_N_ELEMENTS (zoom_levels); i-- > 0;)
      if (zoom_levels[i] < zoom * 0.99)
        {
          zoom = zoom_levels[i];
          break;
        }
  ape_viewport_set_zoom (self, zoom);
}

/**
 * ape_viewport_get_origin:
 *
 * Returns: the canvas point in the top left corner of the view
 */
BpmnPoint
ape_viewport_get_origin (ApeViewport *self)
{
  BpmnPoint nowhere = { 0, 0 };

  g_return_val_if_fail (APE_IS_VIEWPORT (self), nowhere);

  return self->origin;
}

void
ape_viewport_set_origin (ApeViewport *self, BpmnPoint origin)
{
  g_return_if_fail (APE_IS_VIEWPORT (self));

  take_view (self, self->zoom, origin);
}

/**
 * ape_viewport_pan:
 * @dx: how far the view moves to the right over the diagram, in pixels
 * @dy: how far it moves down
 */
void
ape_viewport_pan (ApeViewport *self, double dx, double dy)
{
  g_return_if_fail (APE_IS_VIEWPORT (self));

  take_view (self, self->zoom,
             (BpmnPoint){ self->origin.x + dx / self->zoom, self->origin.y + dy / self->zoom });
}

void
ape_viewport_center_on (ApeViewport *self, BpmnPoint centre)
{
  g_return_if_fail (APE_IS_VIEWPORT (self));

  take_view (self, self->zoom,
             (BpmnPoint){ centre.x - self->width / 2 / self->zoom,
                          centre.y - self->height / 2 / self->zoom });
}

/**
 * ape_viewport_fit:
 * @rect: what to show
 * @margin: pixels to leave free on each side
 * @max_zoom: not larger than this
 *
 * Shows all of @rect in the middle of the view.
 */
void
ape_viewport_fit (ApeViewport *self, const BpmnRect *rect, double margin, double max_zoom)
{
  double zoom, width, height;

  g_return_if_fail (APE_IS_VIEWPORT (self));
  g_return_if_fail (rect != NULL);

  width = MAX (self->width - 2 * margin, 1);
  height = MAX (self->height - 2 * margin, 1);
  zoom = MIN (width / MAX (rect->width, 1), height / MAX (rect->height, 1));
  zoom = CLAMP (MIN (zoom, max_zoom), APE_VIEWPORT_MIN_ZOOM, APE_VIEWPORT_MAX_ZOOM);
  take_view (self, zoom,
             (BpmnPoint){ rect->x + rect->width / 2 - self->width / 2 / zoom,
                          rect->y + rect->height / 2 - self->height / 2 / zoom });
}

/* How far [start, start + size] must move to lie in [low, low + room]; its beginning wins. */
static double
distance_into (double start, double size, double low, double room)
{
  if (start < low || size > room)
    return start - low;
  if (start + size > low + room)
    return start + size - low - room;
  return 0;
}

/**
 * ape_viewport_reveal:
 * @rect: what should be seen
 * @margin: pixels that should be seen around it
 *
 * Moves the view as little as possible so that @rect is seen.
 *
 * Returns: whether the view moved
 */
gboolean
ape_viewport_reveal (ApeViewport *self, const BpmnRect *rect, double margin)
{
  BpmnRect visible;
  double dx, dy;

  g_return_val_if_fail (APE_IS_VIEWPORT (self), FALSE);
  g_return_val_if_fail (rect != NULL, FALSE);

  margin /= self->zoom;
  visible = ape_viewport_get_visible (self);
  if (rect->x >= visible.x && rect->y >= visible.y
      && rect->x + rect->width <= visible.x + visible.width
      && rect->y + rect->height <= visible.y + visible.height)
    return FALSE;
  dx = distance_into (rect->x - margin, rect->width + 2 * margin, visible.x, visible.width);
  dy = distance_into (rect->y - margin, rect->height + 2 * margin, visible.y, visible.height);
  if (dx == 0 && dy == 0)
    return FALSE;
  take_view (self, self->zoom, (BpmnPoint){ self->origin.x + dx, self->origin.y + dy });
  return TRUE;
}

/**
 * ape_viewport_to_canvas:
 * @x: in view coordinates
 * @y: in view coordinates
 *
 * Returns: the point of the canvas that is shown there
 */
BpmnPoint
ape_viewport_to_canvas (ApeViewport *self, double x, double y)
{
  return (BpmnPoint){ self->origin.x + x / self->zoom, self->origin.y + y / self->zoom };
}

/**
 * ape_viewport_to_view:
 * @x: in canvas coordinates
 * @y: in canvas coordinates
 *
 * Returns: where in the view the point is shown, which may be outside of it
 */
BpmnPoint
ape_viewport_to_view (ApeViewport *self, double x, double y)
{
  return (BpmnPoint){ (x - self->origin.x) * self->zoom, (y - self->origin.y) * self->zoom };
}

BpmnRect
ape_viewport_rect_to_view (ApeViewport *self, const BpmnRect *rect)
{
  BpmnPoint corner = ape_viewport_to_view (self, rect->x, rect->y);

  return (BpmnRect){ corner.x, corner.y, rect->width * self->zoom, rect->height * self->zoom };
}

/**
 * ape_viewport_get_visible:
 *
 * Returns: the part of the canvas that is shown
 */
BpmnRect
ape_viewport_get_visible (ApeViewport *self)
{
  return (BpmnRect){ self->origin.x, self->origin.y, self->width / self->zoom,
                     self->height / self->zoom };
}

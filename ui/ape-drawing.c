/* ape-drawing.c: a whole diagram as a picture that fits its place
 *
 * The picture is painted once and kept. It shows and follows the scene a moment later, because it is
 * a side view: neither the first frame nor what the hand does on the canvas must wait for it.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include <adwaita.h>

#include "ui/ape-drawing.h"

#define FOLLOW_DELAY 120 /* milliseconds */

struct _ApeDrawing
{
  GtkWidget parent_instance;

  EditorScene *scene;
  const EditorTheme *theme;
  double margin;
  GskRenderNode *node; /* NULL: must be painted */
  gboolean waits;      /* until there is time for the first picture of a scene */
  guint follow_id;
};

G_DEFINE_FINAL_TYPE (ApeDrawing, ape_drawing, GTK_TYPE_WIDGET)

static void
paint_again (ApeDrawing *self)
{
  g_clear_handle_id (&self->follow_id, g_source_remove);
  g_clear_pointer (&self->node, gsk_render_node_unref);
  self->waits = FALSE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static gboolean
follow_cb (gpointer data)
{
  ApeDrawing *self = data;

  self->follow_id = 0;
  paint_again (self);
  return G_SOURCE_REMOVE;
}

static void
scene_changed_cb (ApeDrawing *self)
{
  g_clear_handle_id (&self->follow_id, g_source_remove);
  self->follow_id = g_timeout_add (FOLLOW_DELAY, follow_cb, self);
}

static void
follow_style (ApeDrawing *self)
{
  AdwStyleManager *style = adw_style_manager_get_default ();
  gboolean dark = adw_style_manager_get_dark (style);

  if (adw_style_manager_get_high_contrast (style))
    self->theme = editor_theme_get_high_contrast (dark);
  else
    self->theme = dark ? editor_theme_get_dark () : editor_theme_get_light ();
  paint_again (self);
}

/* As pixels: a node that keeps the drawing itself would draw it all again in every frame. */
static cairo_surface_t *
paint_pixels (ApeDrawing *self, int width, int height)
{
  int factor = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  BpmnRect extents = editor_scene_get_extents (self->scene);
  cairo_surface_t *surface
      = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width * factor, height * factor);
  double scale, x, y;
  cairo_t *cr;

  cairo_surface_set_device_scale (surface, factor, factor);
  cr = cairo_create (surface);
  if (ape_drawing_get_transform (self, &scale, &x, &y))
    {
      cairo_translate (cr, x, y);
      cairo_scale (cr, scale, scale);
      editor_scene_draw_region (self->scene, cr, &extents, scale, self->theme);
    }
  cairo_destroy (cr);
  return surface;
}

static GskRenderNode *
paint (ApeDrawing *self, int width, int height)
{
  cairo_surface_t *surface = paint_pixels (self, width, height);
  GskRenderNode *node = gsk_cairo_node_new (&GRAPHENE_RECT_INIT (0, 0, width, height));
  cairo_t *cr = gsk_cairo_node_get_draw_context (node);

  cairo_set_source_surface (cr, surface, 0, 0);
  cairo_paint (cr);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return node;
}

static void
ape_drawing_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  ApeDrawing *self = APE_DRAWING (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);

  if (self->scene == NULL || width < 1 || height < 1)
    return;
  if (self->waits)
    {
      if (self->follow_id == 0)
        self->follow_id = g_idle_add_full (G_PRIORITY_LOW, follow_cb, self, NULL);
      return;
    }
  if (self->node == NULL)
    self->node = paint (self, width, height);
  gtk_snapshot_append_node (snapshot, self->node);
}

static void
ape_drawing_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  g_clear_pointer (&APE_DRAWING (widget)->node, gsk_render_node_unref);
}

static void
ape_drawing_dispose (GObject *object)
{
  ApeDrawing *self = APE_DRAWING (object);

  ape_drawing_set_scene (self, NULL);
  g_clear_handle_id (&self->follow_id, g_source_remove);
  g_clear_pointer (&self->node, gsk_render_node_unref);
  G_OBJECT_CLASS (ape_drawing_parent_class)->dispose (object);
}

static void
ape_drawing_class_init (ApeDrawingClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ape_drawing_dispose;
  widget_class->snapshot = ape_drawing_snapshot;
  widget_class->size_allocate = ape_drawing_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "drawing");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
ape_drawing_init (ApeDrawing *self)
{
  AdwStyleManager *style = adw_style_manager_get_default ();

  self->margin = 12;
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  g_signal_connect_object (style, "notify::dark", G_CALLBACK (follow_style), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (style, "notify::high-contrast", G_CALLBACK (follow_style), self,
                           G_CONNECT_SWAPPED);
  follow_style (self);
}

/**
 * ape_drawing_new:
 *
 * Returns: (transfer floating): a drawing of nothing
 */
GtkWidget *
ape_drawing_new (void)
{
  return g_object_new (APE_TYPE_DRAWING, NULL);
}

/**
 * ape_drawing_set_scene:
 * @scene: (nullable): what to draw
 */
void
ape_drawing_set_scene (ApeDrawing *self, EditorScene *scene)
{
  g_return_if_fail (APE_IS_DRAWING (self));

  if (self->scene != NULL)
    g_signal_handlers_disconnect_by_data (self->scene, self);
  if (!g_set_object (&self->scene, scene))
    return;
  if (scene != NULL)
    g_signal_connect_swapped (scene, "changed", G_CALLBACK (scene_changed_cb), self);
  paint_again (self);
  self->waits = scene != NULL;
}

/**
 * ape_drawing_set_margin:
 * @margin: pixels around the picture
 */
void
ape_drawing_set_margin (ApeDrawing *self, double margin)
{
  g_return_if_fail (APE_IS_DRAWING (self));

  self->margin = margin;
  paint_again (self);
}

/**
 * ape_drawing_get_transform:
 * @scale: (out): pixels per canvas unit
 * @x: (out): where the canvas's origin is in the widget
 * @y: (out): likewise
 *
 * Returns: %FALSE if there is nothing to see
 */
gboolean
ape_drawing_get_transform (ApeDrawing *self, double *scale, double *x, double *y)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self)) - 2 * self->margin;
  double height = gtk_widget_get_height (GTK_WIDGET (self)) - 2 * self->margin;
  BpmnRect extents;

  g_return_val_if_fail (APE_IS_DRAWING (self), FALSE);

  if (self->scene == NULL || width < 1 || height < 1)
    return FALSE;
  extents = editor_scene_get_extents (self->scene);
  if (extents.width <= 0 || extents.height <= 0)
    return FALSE;
  *scale = MIN (1, MIN (width / extents.width, height / extents.height));
  *x = self->margin + (width - extents.width * *scale) / 2 - extents.x * *scale;
  *y = self->margin + (height - extents.height * *scale) / 2 - extents.y * *scale;
  return TRUE;
}

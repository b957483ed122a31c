/* ape-minimap.c: the whole diagram in a corner, and which part of it is seen
 *
 * It can be seen only while there is more than the view shows. It becomes transparent instead of
 * being hidden, because the view also changes while widgets are given their places.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include <glib/gi18n.h>
#include <math.h>

#include "ui/ape-drawing.h"
#include "ui/ape-minimap.h"

#define WIDTH 200
#define HEIGHT 130

struct _ApeMinimap
{
  GtkWidget parent_instance;

  ApeDrawing *drawing;
  ApeCanvas *canvas;
  BpmnPoint grip; /* from the pointer to the middle of the view, while dragging */
};

G_DEFINE_FINAL_TYPE (ApeMinimap, ape_minimap, GTK_TYPE_WIDGET)

static ApeViewport *
get_viewport (ApeMinimap *self)
{
  return ape_canvas_get_viewport (self->canvas);
}

/**
 * ape_minimap_is_needed:
 *
 * Returns: whether there is more than the view shows
 */
gboolean
ape_minimap_is_needed (ApeMinimap *self)
{
  EditorSession *session;
  BpmnRect all, seen;

  g_return_val_if_fail (APE_IS_MINIMAP (self), FALSE);

  session = self->canvas != NULL ? ape_canvas_get_session (self->canvas) : NULL;
  if (session == NULL)
    return FALSE;
  all = editor_scene_get_extents (editor_session_get_scene (session));
  seen = ape_viewport_get_visible (get_viewport (self));
  return all.width > 0
         && (seen.x > all.x || seen.y > all.y || seen.x + seen.width < all.x + all.width
             || seen.y + seen.height < all.y + all.height);
}

/**
 * ape_minimap_get_view_area:
 * @area: (out): where the part that is seen is drawn, in the widget's coordinates
 *
 * Returns: %FALSE if there is nothing to draw
 */
gboolean
ape_minimap_get_view_area (ApeMinimap *self, graphene_rect_t *area)
{
  BpmnRect seen;
  double scale, x, y;

  g_return_val_if_fail (APE_IS_MINIMAP (self), FALSE);

  if (self->canvas == NULL || !ape_drawing_get_transform (self->drawing, &scale, &x, &y))
    return FALSE;
  seen = ape_viewport_get_visible (get_viewport (self));
  graphene_rect_init (area, (float) (seen.x * scale + x), (float) (seen.y * scale + y),
                      (float) (seen.width * scale), (float) (seen.height * scale));
  return TRUE;
}

/* What cannot be seen cannot be pressed. */
static void
update (ApeMinimap *self)
{
  gboolean needed = ape_minimap_is_needed (self);

  gtk_widget_set_opacity (GTK_WIDGET (self), needed ? 1 : 0);
  gtk_widget_set_can_target (GTK_WIDGET (self), needed);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
session_changed_cb (ApeMinimap *self)
{
  EditorSession *session = ape_canvas_get_session (self->canvas);

  ape_drawing_set_scene (self->drawing,
                         session != NULL ? editor_session_get_scene (session) : NULL);
  update (self);
}

/* Dragging the view */

static void
move_view (ApeMinimap *self, double view_x, double view_y)
{
  double scale, x, y;

  if (!ape_drawing_get_transform (self->drawing, &scale, &x, &y))
    return;
  ape_viewport_center_on (get_viewport (self),
                          (BpmnPoint){ (view_x + self->grip.x - x) / scale,
                                       (view_y + self->grip.y - y) / scale });
}

static void
drag_begin_cb (ApeMinimap *self, double x, double y, GtkGesture *gesture)
{
  graphene_rect_t area;
  graphene_point_t centre;

  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  self->grip = (BpmnPoint){ 0, 0 };
  /* What is taken by its inside stays under the pointer; a press beside it goes there. */
  if (ape_minimap_get_view_area (self, &area)
      && graphene_rect_contains_point (&area, &GRAPHENE_POINT_INIT ((float) x, (float) y)))
    {
      graphene_rect_get_center (&area, &centre);
      self->grip = (BpmnPoint){ centre.x - x, centre.y - y };
    }
  move_view (self, x, y);
}

static void
drag_update_cb (ApeMinimap *self, double dx, double dy, GtkGestureDrag *gesture)
{
  double x, y;

  if (gtk_gesture_drag_get_start_point (gesture, &x, &y))
    move_view (self, x + dx, y + dy);
}

/* GtkWidget */

static void
ape_minimap_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                     int *natural, int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? WIDTH : HEIGHT;
}

static void
ape_minimap_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  gtk_widget_size_allocate (GTK_WIDGET (APE_MINIMAP (widget)->drawing),
                            &(GtkAllocation){ 0, 0, width, height }, -1);
}

static void
ape_minimap_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  ApeMinimap *self = APE_MINIMAP (widget);
  graphene_rect_t area;
  GdkRGBA colour, fill;
  GskRoundedRect outline;

  gtk_widget_snapshot_child (widget, GTK_WIDGET (self->drawing), snapshot);
  if (!ape_minimap_get_view_area (self, &area))
    return;
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &colour);
  fill = colour;
  fill.alpha *= 0.12f;
  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, gtk_widget_get_width (widget),
                                                         gtk_widget_get_height (widget)));
  gsk_rounded_rect_init_from_rect (&outline, &area, 3);
  gtk_snapshot_append_color (snapshot, &fill, &area);
  gtk_snapshot_append_border (snapshot, &outline, (float[]){ 1.5f, 1.5f, 1.5f, 1.5f },
                              (GdkRGBA[]){ colour, colour, colour, colour });
  gtk_snapshot_pop (snapshot);
}

static void
ape_minimap_dispose (GObject *object)
{
  ApeMinimap *self = APE_MINIMAP (object);

  ape_minimap_set_canvas (self, NULL);
  g_clear_pointer ((GtkWidget **) &self->drawing, gtk_widget_unparent);
  G_OBJECT_CLASS (ape_minimap_parent_class)->dispose (object);
}

static void
ape_minimap_class_init (ApeMinimapClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ape_minimap_dispose;
  widget_class->measure = ape_minimap_measure;
  widget_class->size_allocate = ape_minimap_size_allocate;
  widget_class->snapshot = ape_minimap_snapshot;
  gtk_widget_class_set_css_name (widget_class, "minimap");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
ape_minimap_init (ApeMinimap *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();

  self->drawing = APE_DRAWING (ape_drawing_new ());
  ape_drawing_set_margin (self->drawing, 8);
  gtk_widget_set_parent (GTK_WIDGET (self->drawing), GTK_WIDGET (self));
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "move");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Overview of the diagram"), -1);
  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  gtk_widget_set_opacity (GTK_WIDGET (self), 0);
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
}

/**
 * ape_minimap_set_canvas:
 * @canvas: (nullable): whose diagram and view to show
 */
void
ape_minimap_set_canvas (ApeMinimap *self, ApeCanvas *canvas)
{
  g_return_if_fail (APE_IS_MINIMAP (self));

  if (self->canvas != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->canvas, self);
      if (get_viewport (self) != NULL)
        g_signal_handlers_disconnect_by_data (get_viewport (self), self);
    }
  if (!g_set_object (&self->canvas, canvas))
    return;
  if (canvas == NULL)
    {
      if (self->drawing != NULL)
        ape_drawing_set_scene (self->drawing, NULL);
      return;
    }
  g_signal_connect_swapped (canvas, "notify::session", G_CALLBACK (session_changed_cb), self);
  g_signal_connect_swapped (get_viewport (self), "changed", G_CALLBACK (update), self);
  session_changed_cb (self);
}

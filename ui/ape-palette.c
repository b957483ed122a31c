/* ape-palette.c: what can be put into a process: what Altinn supports and nothing else
 *
 * A press makes the entry follow the pointer until it is placed; a drag places it where it is let
 * go; activating a button by key or assistive technology appends to what is selected.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include <glib/gi18n.h>

#include "engine/altinn/altinn-task-type.h"
#include "ui/ape-palette.h"

struct _ApePalette
{
  GtkWidget parent_instance;

  GtkWidget *scrolled;
  GtkWidget *buttons[ALTINN_N_PALETTE_ENTRIES];
  ApeCanvas *canvas; /* weak */
  gboolean by_pointer;
  gboolean dragged;
  guint reset_id;
};

G_DEFINE_FINAL_TYPE (ApePalette, ape_palette, GTK_TYPE_WIDGET)

static const struct
{
  const char *title;
  AltinnTaskTypeId entries[8];
  guint n_entries;
} groups[] = {
  { N_ ("Tasks"),
    { ALTINN_TASK_DATA, ALTINN_TASK_CONFIRMATION, ALTINN_TASK_SIGNING, ALTINN_TASK_PARALLEL_SIGNING,
      ALTINN_TASK_USER_CONTROLLED_SIGNING, ALTINN_TASK_PAYMENT, ALTINN_TASK_LOOKUP,
      ALTINN_TASK_FEEDBACK },
    8 },
  { N_ ("Services"),
    { ALTINN_TASK_PDF, ALTINN_TASK_SUBFORM_PDF, ALTINN_TASK_EFORMIDLING, ALTINN_TASK_FIKS_ARKIV,
      ALTINN_TASK_SERVICE },
    5 },
  { N_ ("Flow"), { ALTINN_START_EVENT, ALTINN_END_EVENT, ALTINN_EXCLUSIVE_GATEWAY }, 3 },
};

static const char *
entry_of (gpointer button)
{
  return g_object_get_data (G_OBJECT (button), "ape-entry");
}

static void
pressed_cb (ApePalette *self)
{
  self->by_pointer = TRUE;
  self->dragged = FALSE;
}

static void
clicked_cb (GtkButton *button, ApePalette *self)
{
  gboolean by_pointer = self->by_pointer;

  self->by_pointer = FALSE;
  if (self->canvas == NULL || self->dragged)
    return;
  if (by_pointer)
    ape_canvas_place_entry (self->canvas, entry_of (button));
  else
    ape_canvas_add_entry (self->canvas, entry_of (button));
}

/* Dragging: the pointer is grabbed by the button, so the canvas is told where it is. */

static gboolean
place_on_canvas (ApePalette *self, GtkGestureDrag *drag, double dx, double dy, graphene_point_t *at)
{
  GtkWidget *button = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (drag));
  double x, y;

  if (!gtk_gesture_drag_get_start_point (drag, &x, &y))
    x = y = 0;
  return self->canvas != NULL
         && gtk_widget_compute_point (button, GTK_WIDGET (self->canvas),
                                      &GRAPHENE_POINT_INIT (x + dx, y + dy), at);
}

static void
drag_update_cb (GtkGestureDrag *drag, double dx, double dy, ApePalette *self)
{
  GtkWidget *button = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (drag));
  graphene_point_t at;

  if (self->canvas == NULL)
    return;
  if (!self->dragged)
    {
      if (!gtk_drag_check_threshold (button, 0, 0, (int) dx, (int) dy))
        return;
      self->dragged = TRUE;
      gtk_gesture_set_state (GTK_GESTURE (drag), GTK_EVENT_SEQUENCE_CLAIMED);
      ape_canvas_drag_entry_begin (self->canvas, entry_of (button));
    }
  if (place_on_canvas (self, drag, dx, dy, &at))
    ape_canvas_drag_entry_update (self->canvas, at.x, at.y);
}

static gboolean
reset_cb (gpointer data)
{
  ApePalette *self = data;

  self->reset_id = 0;
  self->by_pointer = FALSE;
  return G_SOURCE_REMOVE;
}

static void
drag_end_cb (GtkGestureDrag *drag, double dx, double dy, ApePalette *self)
{
  graphene_point_t at;

  if (self->dragged && place_on_canvas (self, drag, dx, dy, &at))
    ape_canvas_drag_entry_end (self->canvas, at.x, at.y, FALSE);
  /* "clicked" may follow, and must still know that the pointer did it. */
  if (self->reset_id == 0)
    self->reset_id = g_idle_add (reset_cb, self);
}

static void
drag_cancel_cb (GtkGestureDrag *drag, GdkEventSequence *sequence, ApePalette *self)
{
  if (self->dragged && self->canvas != NULL)
    ape_canvas_drag_entry_end (self->canvas, 0, 0, TRUE);
  self->by_pointer = FALSE;
}

static GtkWidget *
create_button (ApePalette *self, const AltinnTaskType *type)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *icon = gtk_image_new_from_icon_name (type->icon);
  GtkWidget *label = gtk_label_new (altinn_task_type_get_title (type));
  GtkGesture *click, *drag;

  gtk_widget_add_css_class (icon, "task-icon");
  gtk_widget_add_css_class (icon, type->palette);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_width_chars (GTK_LABEL (label), 16);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 16);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), label);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "palette-entry");
  gtk_widget_set_tooltip_text (button, altinn_task_type_get_help (type));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  altinn_task_type_get_title (type),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  altinn_task_type_get_help (type), -1);
  g_object_set_data (G_OBJECT (button), "ape-entry", (gpointer) type->palette);
  g_signal_connect (button, "clicked", G_CALLBACK (clicked_cb), self);

  click = gtk_gesture_click_new ();
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (button, GTK_EVENT_CONTROLLER (click));

  drag = gtk_gesture_drag_new ();
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (drag), GTK_PHASE_CAPTURE);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect (drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  g_signal_connect (drag, "cancel", G_CALLBACK (drag_cancel_cb), self);
  gtk_widget_add_controller (button, GTK_EVENT_CONTROLLER (drag));
  return button;
}

static void
ape_palette_dispose (GObject *object)
{
  ApePalette *self = APE_PALETTE (object);

  g_clear_handle_id (&self->reset_id, g_source_remove);
  ape_palette_set_canvas (self, NULL);
  g_clear_pointer (&self->scrolled, gtk_widget_unparent);
  G_OBJECT_CLASS (ape_palette_parent_class)->dispose (object);
}

static void
ape_palette_class_init (ApePaletteClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ape_palette_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "palette");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_TOOLBAR);
}

static void
ape_palette_init (ApePalette *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Palette"), -1);
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    {
      GtkWidget *heading = gtk_label_new (_ (groups[i].title));

      gtk_label_set_xalign (GTK_LABEL (heading), 0);
      gtk_widget_add_css_class (heading, "caption-heading");
      gtk_widget_add_css_class (heading, "dim-label");
      gtk_box_append (GTK_BOX (box), heading);
      for (guint j = 0; j < groups[i].n_entries; j++)
        {
          AltinnTaskTypeId id = groups[i].entries[j];

          self->buttons[id] = create_button (self, altinn_task_type_get (id));
          gtk_box_append (GTK_BOX (box), self->buttons[id]);
        }
    }
  self->scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), box);
  gtk_widget_set_parent (self->scrolled, GTK_WIDGET (self));
}

/**
 * ape_palette_new:
 *
 * Returns: (transfer floating): a palette that is not connected to a canvas
 */
GtkWidget *
ape_palette_new (void)
{
  return g_object_new (APE_TYPE_PALETTE, NULL);
}

/**
 * ape_palette_set_canvas:
 * @canvas: (nullable): where entries are placed; not kept alive
 */
void
ape_palette_set_canvas (ApePalette *self, ApeCanvas *canvas)
{
  g_return_if_fail (APE_IS_PALETTE (self));

  g_set_weak_pointer (&self->canvas, canvas);
}

/**
 * ape_palette_get_button:
 * @entry: a palette entry ("signing")
 *
 * Returns: (transfer none) (nullable): its button
 */
GtkWidget *
ape_palette_get_button (ApePalette *self, const char *entry)
{
  const AltinnTaskType *type = altinn_task_type_from_palette (entry);

  g_return_val_if_fail (APE_IS_PALETTE (self), NULL);

  return type != NULL ? self->buttons[type->id] : NULL;
}

/* ape-canvas-label.c: names edited in place
 *
 * Enter keeps, Shift+Enter breaks the line, Escape and Undo give up; a press elsewhere and saving
 * keep as well.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include <glib/gi18n.h>
#include <math.h>

#include "ui/ape-canvas-private.h"

#define MIN_WIDTH 96.0
#define MIN_HEIGHT 34.0
#define PADDING 6 /* as in style.css */

static gboolean
label_key_cb (ApeCanvas *self, guint keyval, guint keycode, GdkModifierType state)
{
  switch (keyval)
    {
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_ISO_Enter:
      if (state & GDK_SHIFT_MASK)
        return GDK_EVENT_PROPAGATE;
      _ape_canvas_end_label (self, TRUE);
      return GDK_EVENT_STOP;
    case GDK_KEY_Tab:
      _ape_canvas_end_label (self, TRUE);
      return GDK_EVENT_STOP;
    case GDK_KEY_Escape:
      _ape_canvas_end_label (self, FALSE);
      return GDK_EVENT_STOP;
    case GDK_KEY_z:
      /* What is taken back is what was typed, not the change before. */
      if ((state & (GDK_CONTROL_MASK | GDK_SHIFT_MASK)) != GDK_CONTROL_MASK)
        return GDK_EVENT_PROPAGATE;
      _ape_canvas_end_label (self, FALSE);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static gboolean
end_left_label (gpointer data)
{
  ApeCanvas *self = data;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  self->label_left_id = 0;
  /* Another window took the focus: keep editing. */
  if (root != NULL && gtk_window_is_active (GTK_WINDOW (root)) && self->label_editor != NULL
      && !gtk_widget_has_focus (self->label_editor))
    _ape_canvas_end_label (self, TRUE);
  return G_SOURCE_REMOVE;
}

/* The focus is on its way to another widget, and with a new name rows of the inspector go: it could
 * be theirs. */
static void
focus_left_cb (ApeCanvas *self)
{
  if (self->label_left_id == 0)
    self->label_left_id = g_idle_add_full (G_PRIORITY_HIGH, end_left_label, self, NULL);
}

/* The text is as large as the drawing's. */
static void
set_text_size (GtkWidget *view, double zoom)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();
  char size[G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *css = NULL;

  g_ascii_formatd (size, sizeof size, "%.1f", CLAMP (12 * zoom, 9, 40));
  css = g_strdup_printf ("textview { font-size: %spx; }", size);
  gtk_css_provider_load_from_data (provider, css, -1);
  gtk_style_context_add_provider (gtk_widget_get_style_context (view),
                                  GTK_STYLE_PROVIDER (provider),
                                  GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

void
_ape_canvas_edit_label (ApeCanvas *self, BpmnElement *element, const BpmnRect *area)
{
  const char *name = bpmn_element_get_name (element);
  GtkEventController *keys, *focus;
  GtkTextBuffer *buffer;
  GtkTextIter first, last;
  GtkWidget *view;

  _ape_canvas_end_label (self, TRUE);
  view = gtk_text_view_new ();
  gtk_widget_add_css_class (view, "label-editor");
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_justification (GTK_TEXT_VIEW (view), GTK_JUSTIFY_CENTER);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (view), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Name"), -1);
  set_text_size (view, ape_viewport_get_zoom (self->viewport));
  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  gtk_text_buffer_set_enable_undo (buffer, FALSE);
  gtk_text_buffer_set_text (buffer, name != NULL ? name : "", -1);
  gtk_text_buffer_get_bounds (buffer, &first, &last);
  gtk_text_buffer_select_range (buffer, &first, &last);

  keys = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (label_key_cb), self);
  gtk_widget_add_controller (view, keys);
  focus = gtk_event_controller_focus_new ();
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (focus_left_cb), self);
  gtk_widget_add_controller (view, focus);

  self->label_editor = view;
  self->label_element = element;
  self->label_area = *area;
  gtk_widget_set_parent (view, GTK_WIDGET (self));
  gtk_widget_grab_focus (view);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

void
_ape_canvas_end_label (ApeCanvas *self, gboolean commit)
{
  GtkWidget *view = g_steal_pointer (&self->label_editor);
  BpmnElement *element = g_steal_pointer (&self->label_element);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  GtkTextIter first, last;
  GtkTextBuffer *buffer;
  gboolean had_focus;

  g_clear_handle_id (&self->label_left_id, g_source_remove);
  if (view == NULL)
    return;
  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  gtk_text_buffer_get_bounds (buffer, &first, &last);
  text = gtk_text_buffer_get_text (buffer, &first, &last, FALSE);
  had_focus = gtk_widget_has_focus (view);
  if (had_focus)
    gtk_widget_grab_focus (GTK_WIDGET (self));
  gtk_widget_unparent (view);

  if (commit && self->session != NULL && bpmn_element_is_attached (element)
      && g_strcmp0 (g_strstrip (text), bpmn_element_get_name (element)) != 0
      && (text[0] != '\0' || bpmn_element_get_name (element) != NULL)
      && !editor_command_set_name (self->session, element, text, &error))
    _ape_canvas_fail (self, error);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

/* What the text takes in this width. The text view itself only knows once it has been laid out: at
 * first it answers for one letter a line. */
static int
measure_text (ApeCanvas *self, int width)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->label_editor));
  g_autoptr (PangoLayout) layout = NULL;
  g_autofree char *text = NULL;
  GtkTextIter first, last;
  int height;

  gtk_text_buffer_get_bounds (buffer, &first, &last);
  text = gtk_text_buffer_get_text (buffer, &first, &last, FALSE);
  layout = gtk_widget_create_pango_layout (self->label_editor, text);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_width (layout, MAX (width - 2 * PADDING, 1) * PANGO_SCALE);
  pango_layout_get_pixel_size (layout, NULL, &height);
  return height + 2 * PADDING;
}

void
_ape_canvas_allocate_label (ApeCanvas *self)
{
  int minimum, natural;
  BpmnRect area;
  double width, height;

  if (self->label_editor == NULL)
    return;
  area = ape_viewport_rect_to_view (self->viewport, &self->label_area);
  width = MAX (area.width, MIN_WIDTH);
  gtk_widget_measure (self->label_editor, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL,
                      NULL);
  width = MAX (width, minimum);
  natural = measure_text (self, (int) ceil (width));
  /* The text stands in the middle, as it does in the drawing. */
  height = MAX (MAX (area.height, MIN_HEIGHT), natural);
  self->label_margin = (int) (height - natural) / 2;
  gtk_widget_size_allocate (
      self->label_editor,
      &(GtkAllocation){ (int) round (area.x + (area.width - width) / 2), (int) round (area.y),
                        (int) ceil (width), (int) ceil (height) },
      -1);
}

/**
 * ape_canvas_get_label_editor:
 *
 * Returns: (transfer none) (nullable): the text view that a name is edited in; %NULL if none is
 */
GtkWidget *
ape_canvas_get_label_editor (ApeCanvas *self)
{
  g_return_val_if_fail (APE_IS_CANVAS (self), NULL);

  return self->label_editor;
}

/**
 * ape_canvas_keep_label:
 *
 * Ends editing a name, if one is edited, as Enter does.
 */
void
ape_canvas_keep_label (ApeCanvas *self)
{
  g_return_if_fail (APE_IS_CANVAS (self));

  _ape_canvas_end_label (self, TRUE);
}

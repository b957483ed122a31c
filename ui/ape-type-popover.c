/* ape-type-popover.c: a searchable list of the palette's entries
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include <glib/gi18n.h>

#include "engine/altinn/altinn-task-type.h"
#include "ui/ape-type-popover.h"

struct _ApeTypePopover
{
  GtkPopover parent_instance;

  GtkWidget *search;
  GtkWidget *list;
};

G_DEFINE_FINAL_TYPE (ApeTypePopover, ape_type_popover, GTK_TYPE_POPOVER)

enum
{
  PICKED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static const AltinnTaskType *
type_of_row (GtkListBoxRow *row)
{
  return g_object_get_data (G_OBJECT (row), "ape-type");
}

static void
row_activated_cb (ApeTypePopover *self, GtkListBoxRow *row)
{
  const char *entry = type_of_row (row)->palette;

  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[PICKED], 0, entry);
}

static gboolean
matches (GtkListBoxRow *row, gpointer data)
{
  ApeTypePopover *self = data;
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search));
  const AltinnTaskType *type = type_of_row (row);
  g_autofree char *wanted = g_utf8_casefold (text, -1);
  g_autofree char *title = g_utf8_casefold (altinn_task_type_get_title (type), -1);

  return strstr (title, wanted) != NULL || strstr (type->palette, wanted) != NULL
         || (type->task_type != NULL && g_ascii_strcasecmp (type->task_type, text) == 0);
}

static GtkListBoxRow *
first_visible_row (ApeTypePopover *self)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), i)) != NULL;
       i++)
    if (gtk_widget_get_child_visible (GTK_WIDGET (row)))
      return row;
  return NULL;
}

static void
search_changed_cb (ApeTypePopover *self)
{
  GtkListBoxRow *row;

  gtk_list_box_invalidate_filter (GTK_LIST_BOX (self->list));
  row = first_visible_row (self);
  gtk_list_box_select_row (GTK_LIST_BOX (self->list), row);
}

static void
search_activated_cb (ApeTypePopover *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list));

  if (row == NULL || !gtk_widget_get_child_visible (GTK_WIDGET (row)))
    row = first_visible_row (self);
  if (row != NULL)
    row_activated_cb (self, row);
}

/* Down leads from the entry into the list. */
static gboolean
search_key_cb (ApeTypePopover *self, guint keyval)
{
  GtkListBoxRow *row;

  if (keyval != GDK_KEY_Down)
    return GDK_EVENT_PROPAGATE;
  row = first_visible_row (self);
  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
  return GDK_EVENT_STOP;
}

static void
add_row (ApeTypePopover *self, const AltinnTaskType *type, gboolean current)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *icon = gtk_image_new_from_icon_name (type->icon);
  GtkWidget *label = gtk_label_new (altinn_task_type_get_title (type));

  gtk_widget_add_css_class (icon, type->palette);
  gtk_widget_add_css_class (icon, "task-icon");
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), label);
  if (current)
    gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("object-select-symbolic"));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_widget_set_tooltip_text (row, altinn_task_type_get_help (type));
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  altinn_task_type_get_title (type), -1);
  g_object_set_data (G_OBJECT (row), "ape-type", (gpointer) type);
  gtk_list_box_append (GTK_LIST_BOX (self->list), row);
}

static void
ape_type_popover_class_init (ApeTypePopoverClass *klass)
{
  signals[PICKED] = g_signal_new ("picked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
ape_type_popover_init (ApeTypePopover *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_add_css_class (GTK_WIDGET (self), "type-popover");
  self->search = gtk_search_entry_new ();
  g_object_set (self->search, "placeholder-text", _ ("Find a type"), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Find a type"), -1);
  /* "search-changed" comes later than Return from quick fingers. */
  g_signal_connect_swapped (self->search, "changed", G_CALLBACK (search_changed_cb), self);
  g_signal_connect_swapped (self->search, "activate", G_CALLBACK (search_activated_cb), self);
  g_signal_connect_swapped (self->search, "stop-search", G_CALLBACK (gtk_popover_popdown), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (search_key_cb), self);
  gtk_widget_add_controller (self->search, keys);
  gtk_box_append (GTK_BOX (box), self->search);

  self->list = gtk_list_box_new ();
  gtk_list_box_set_filter_func (GTK_LIST_BOX (self->list), matches, self, NULL);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (row_activated_cb), self);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 420);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->list);
  gtk_box_append (GTK_BOX (box), scrolled);
  gtk_widget_set_size_request (box, 250, -1);
  gtk_popover_set_child (GTK_POPOVER (self), box);
}

/**
 * ape_type_popover_new:
 * @purpose: what the choice is for; a start event cannot be appended
 * @current: (nullable): the entry that is chosen now, which gets a mark
 *
 * Returns: (transfer floating): the popover
 */
GtkWidget *
ape_type_popover_new (EditorPickPurpose purpose, const char *current)
{
  ApeTypePopover *self = g_object_new (APE_TYPE_TYPE_POPOVER, NULL);

  for (guint i = 0; i < ALTINN_N_PALETTE_ENTRIES; i++)
    {
      const AltinnTaskType *type = altinn_task_type_get (i);

      if (i == ALTINN_START_EVENT && purpose == EDITOR_PICK_APPEND)
        continue;
      add_row (self, type, g_strcmp0 (type->palette, current) == 0);
    }
  return GTK_WIDGET (self);
}

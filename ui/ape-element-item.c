/* ape-element-item.c: an element of the process as a row of a list
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "editor/editor-scene.h"
#include "ui/ape-element-item.h"

struct _ApeElementItem
{
  GObject parent_instance;

  BpmnElement *element;
  char *title;
  char *subtitle;
  char *description;
};

G_DEFINE_FINAL_TYPE (ApeElementItem, ape_element_item, G_TYPE_OBJECT)

static void
ape_element_item_finalize (GObject *object)
{
  ApeElementItem *self = APE_ELEMENT_ITEM (object);

  g_free (self->title);
  g_free (self->subtitle);
  g_free (self->description);
  G_OBJECT_CLASS (ape_element_item_parent_class)->finalize (object);
}

static void
ape_element_item_class_init (ApeElementItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ape_element_item_finalize;
}

static void
ape_element_item_init (ApeElementItem *self)
{
}

/**
 * ape_element_item_new:
 * @element: belongs to its model
 * @title: its name
 * @subtitle: what it is
 * @description: (nullable): what a screen reader says of it; %NULL is title and subtitle
 *
 * Returns: (transfer full): the item
 */
ApeElementItem *
ape_element_item_new (BpmnElement *element, const char *title, const char *subtitle,
                      const char *description)
{
  ApeElementItem *self = g_object_new (APE_TYPE_ELEMENT_ITEM, NULL);

  self->element = element;
  self->title = g_strdup (title);
  self->subtitle = g_strdup (subtitle);
  self->description = g_strdup (description);
  return self;
}

BpmnElement *
ape_element_item_get_element (ApeElementItem *self)
{
  g_return_val_if_fail (APE_IS_ELEMENT_ITEM (self), NULL);

  return self->element;
}

const char *
ape_element_item_get_title (ApeElementItem *self)
{
  g_return_val_if_fail (APE_IS_ELEMENT_ITEM (self), NULL);

  return self->title;
}

const char *
ape_element_item_get_subtitle (ApeElementItem *self)
{
  g_return_val_if_fail (APE_IS_ELEMENT_ITEM (self), NULL);

  return self->subtitle;
}

static const char *
icon_of (BpmnElement *element)
{
  EditorLook look = editor_look_of_element (element, NULL);

  switch (bpmn_element_get_type_id (element))
    {
    case BPMN_TYPE_START_EVENT:
      return "ape-start-event-symbolic";
    case BPMN_TYPE_END_EVENT:
      return "ape-end-event-symbolic";
    case BPMN_TYPE_EXCLUSIVE_GATEWAY:
      return "ape-exclusive-gateway-symbolic";
    default:
      if (look == EDITOR_LOOK_PLAIN || look == EDITOR_LOOK_UNKNOWN)
        return "ape-task-unknown-symbolic";
      return editor_look_get_icon_name (look);
    }
}

static GtkWidget *
create_label (const char *class_name)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (class_name != NULL)
    {
      gtk_widget_add_css_class (label, class_name);
      gtk_widget_add_css_class (label, "dim-label");
    }
  return label;
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_add_css_class (row, "element-row");
  gtk_box_append (GTK_BOX (row), gtk_image_new ());
  gtk_box_append (GTK_BOX (lines), create_label (NULL));
  gtk_box_append (GTK_BOX (lines), create_label ("caption"));
  gtk_box_append (GTK_BOX (row), lines);
  gtk_list_item_set_child (list_item, row);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item)
{
  ApeElementItem *item = gtk_list_item_get_item (list_item);
  GtkWidget *row = gtk_list_item_get_child (list_item);
  GtkWidget *icon = gtk_widget_get_first_child (row);
  GtkWidget *lines = gtk_widget_get_last_child (row);
  g_autofree char *both = g_strdup_printf ("%s, %s", item->title, item->subtitle);

  gtk_image_set_from_icon_name (GTK_IMAGE (icon), icon_of (item->element));
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_first_child (lines)), item->title);
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_last_child (lines)), item->subtitle);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  item->description != NULL ? item->description : both, -1);
}

/**
 * ape_element_item_create_factory:
 *
 * Returns: (transfer full): makes rows for #ApeElementItem
 */
GtkListItemFactory *
ape_element_item_create_factory (void)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  return factory;
}

/* ape-canvas-node.c: an element of the diagram for assistive technology
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "ui/ape-canvas-node.h"
#include "ui/ape-canvas.h"

struct _ApeCanvasNode
{
  GtkWidget parent_instance;

  BpmnElement *element;
  char *label;
};

G_DEFINE_FINAL_TYPE (ApeCanvasNode, ape_canvas_node, GTK_TYPE_WIDGET)

static ApeCanvas *
get_canvas (GtkWidget *widget)
{
  return APE_CANVAS (gtk_widget_get_ancestor (widget, APE_TYPE_CANVAS));
}

static void
select_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ApeCanvasNode *self = APE_CANVAS_NODE (widget);
  ApeCanvas *canvas = get_canvas (widget);
  EditorSession *session = ape_canvas_get_session (canvas);

  if (session == NULL || !bpmn_element_is_attached (self->element))
    return;
  editor_selection_select (editor_session_get_selection (session), self->element);
  ape_canvas_reveal (canvas, self->element);
}

static void
rename_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  select_cb (widget, name, parameter);
  gtk_widget_activate_action (GTK_WIDGET (get_canvas (widget)), "canvas.rename", NULL);
}

static void
ape_canvas_node_measure (GtkWidget *widget, GtkOrientation orientation, int for_size,
                         int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = 0;
}

static void
ape_canvas_node_finalize (GObject *object)
{
  g_free (APE_CANVAS_NODE (object)->label);
  G_OBJECT_CLASS (ape_canvas_node_parent_class)->finalize (object);
}

static void
ape_canvas_node_class_init (ApeCanvasNodeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ape_canvas_node_finalize;
  widget_class->measure = ape_canvas_node_measure;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_OPTION);
  gtk_widget_class_install_action (widget_class, "node.select", NULL, select_cb);
  gtk_widget_class_install_action (widget_class, "node.rename", NULL, rename_cb);
}

static void
ape_canvas_node_init (ApeCanvasNode *self)
{
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
}

/**
 * ape_canvas_node_new:
 * @element: what it stands for; belongs to the model
 *
 * Returns: (transfer floating): the widget; put it on an ApeCanvas
 */
GtkWidget *
ape_canvas_node_new (BpmnElement *element)
{
  ApeCanvasNode *self = g_object_new (APE_TYPE_CANVAS_NODE, NULL);

  self->element = element;
  return GTK_WIDGET (self);
}

/**
 * ape_canvas_node_get_element:
 *
 * Returns: (transfer none): what it stands for
 */
BpmnElement *
ape_canvas_node_get_element (ApeCanvasNode *self)
{
  return self->element;
}

/**
 * ape_canvas_node_set_label:
 * @label: what a screen reader says of it
 */
void
ape_canvas_node_set_label (ApeCanvasNode *self, const char *label)
{
  if (g_strcmp0 (label, self->label) == 0)
    return;
  g_free (self->label);
  self->label = g_strdup (label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

const char *
ape_canvas_node_get_label (ApeCanvasNode *self)
{
  return self->label;
}

void
ape_canvas_node_set_selected (ApeCanvasNode *self, gboolean selected)
{
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_SELECTED, selected, -1);
}

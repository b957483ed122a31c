/* ape-canvas-nodes.c: the elements of the diagram as widgets for assistive technology
 *
 * Up to NODES_FOR_ALL elements all have a widget; above that those that are seen, the selected one
 * and its neighbours; they follow the view when it has come to rest. The outline list is complete in
 * any case.
 *
 * Widgets are made behind the first frame and a few at a time: hundreds take longer than a frame.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include <math.h>

#include "editor/editor-outline.h"
#include "ui/ape-canvas-node.h"
#include "ui/ape-canvas-private.h"

#define NODES_FOR_ALL 500
#define REST 150      /* milliseconds without a change of the view */
#define SLICE_US 4000 /* how long widgets are made without a pause */
#define SLICE_N 16    /* but not fewer than these: a slow machine has to come to an end, too */

static void
want (GHashTable *wanted, GPtrArray *order, BpmnElement *element)
{
  if (element != NULL && g_hash_table_add (wanted, element))
    g_ptr_array_add (order, element);
}

/* Which elements should have a widget, in the order of the process. */
static GPtrArray *
list_wanted (ApeCanvas *self)
{
  GPtrArray *order = g_ptr_array_new ();
  g_autoptr (GHashTable) wanted = g_hash_table_new (NULL, NULL);
  EditorScene *scene = editor_session_get_scene (self->session);
  EditorSelection *selection = editor_session_get_selection (self->session);
  BpmnElement *primary = editor_selection_get_primary (selection);
  const GPtrArray *items = editor_scene_get_items (scene);
  g_autoptr (GPtrArray) process = NULL;
  g_autoptr (GPtrArray) visible = NULL;
  BpmnRect area;

  if (items->len <= NODES_FOR_ALL)
    {
      process = editor_outline_list (self->session);
      for (guint i = 0; i < process->len; i++)
        want (wanted, order, process->pdata[i]);
      for (guint i = 0; i < items->len; i++)
        want (wanted, order, editor_item_get_element (items->pdata[i]));
      return order;
    }
  area = ape_viewport_get_visible (self->viewport);
  visible = editor_scene_query (scene, &area);
  want (wanted, order, primary);
  for (guint branch = 0; primary != NULL && branch < 9; branch++)
    want (wanted, order, editor_outline_next (self->session, primary, branch));
  if (primary != NULL)
    want (wanted, order, editor_outline_previous (self->session, primary));
  for (guint i = 0; i < visible->len && order->len < NODES_FOR_ALL; i++)
    want (wanted, order, editor_item_get_element (visible->pdata[i]));
  return order;
}

static void
remove_node (ApeCanvas *self, GtkWidget *node)
{
  /* The focus must not be on a widget that goes. */
  if (gtk_widget_has_focus (node))
    {
      GtkRoot *root = gtk_widget_get_root (node);

      if (root != NULL)
        gtk_root_set_focus (root, GTK_WIDGET (self));
    }
  gtk_widget_unparent (node);
}

/* Lists what should have a widget, and lets go of what should not. */
static void
begin_update (ApeCanvas *self)
{
  g_autoptr (GHashTable) wanted = g_hash_table_new (NULL, NULL);
  GHashTableIter iter;
  gpointer element, node;

  self->nodes_order = list_wanted (self);
  self->nodes_done = 0;
  for (guint i = 0; i < self->nodes_order->len; i++)
    g_hash_table_add (wanted, self->nodes_order->pdata[i]);
  g_hash_table_iter_init (&iter, self->nodes);
  while (g_hash_table_iter_next (&iter, &element, &node))
    if (!g_hash_table_contains (wanted, element))
      {
        g_hash_table_iter_remove (&iter);
        remove_node (self, node);
      }
}

/* Makes or finds the widget of the next element of the list, and puts it behind the one before. */
static void
update_next (ApeCanvas *self)
{
  guint i = self->nodes_done++;
  BpmnElement *element = self->nodes_order->pdata[i];
  GtkWidget *before
      = i > 0 ? g_hash_table_lookup (self->nodes, self->nodes_order->pdata[i - 1]) : NULL;
  GtkWidget *node = g_hash_table_lookup (self->nodes, element);
  g_autofree char *label = editor_outline_describe (self->session, element);

  if (node == NULL)
    {
      node = ape_canvas_node_new (element);
      g_hash_table_insert (self->nodes, element, node);
      gtk_widget_insert_after (node, GTK_WIDGET (self), before);
    }
  else if (gtk_widget_get_prev_sibling (node) != before)
    gtk_widget_insert_after (node, GTK_WIDGET (self), before);
  ape_canvas_node_set_label (APE_CANVAS_NODE (node), label);
}

static gboolean
update_nodes_cb (gpointer data)
{
  ApeCanvas *self = data;
  gint64 end = g_get_monotonic_time () + SLICE_US;

  if (self->nodes_order == NULL)
    begin_update (self);
  for (guint n = 0; self->nodes_done < self->nodes_order->len
                    && (n < SLICE_N || g_get_monotonic_time () < end);
       n++)
    update_next (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  if (self->nodes_done < self->nodes_order->len)
    return G_SOURCE_CONTINUE;
  g_clear_pointer (&self->nodes_order, g_ptr_array_unref);
  self->nodes_idle_id = 0;
  _ape_canvas_select_nodes (self);
  return G_SOURCE_REMOVE;
}

/* Brings the widgets up to date when there is time. */
void
_ape_canvas_queue_nodes (ApeCanvas *self)
{
  g_clear_pointer (&self->nodes_order, g_ptr_array_unref);
  if (self->session == NULL || (!self->drawn && gtk_widget_get_mapped (GTK_WIDGET (self))))
    return;
  if (self->nodes_idle_id == 0)
    self->nodes_idle_id = g_idle_add_full (G_PRIORITY_LOW, update_nodes_cb, self, NULL);
}

/* The session was drawn for the first time: now there is time for the rest. */
void
_ape_canvas_first_drawn (ApeCanvas *self)
{
  self->drawn = TRUE;
  _ape_canvas_queue_nodes (self);
}

static gboolean
at_rest_cb (gpointer data)
{
  ApeCanvas *self = data;

  self->nodes_rest_id = 0;
  _ape_canvas_queue_nodes (self);
  return G_SOURCE_REMOVE;
}

/* Another part of the diagram is seen. Only waits, so it may be told during layout. */
void
_ape_canvas_follow_view (ApeCanvas *self)
{
  if (self->session == NULL
      || editor_scene_get_items (editor_session_get_scene (self->session))->len <= NODES_FOR_ALL)
    return;
  g_clear_handle_id (&self->nodes_rest_id, g_source_remove);
  self->nodes_rest_id = g_timeout_add (REST, at_rest_cb, self);
}

void
_ape_canvas_clear_nodes (ApeCanvas *self)
{
  GHashTableIter iter;
  gpointer node;

  g_clear_handle_id (&self->nodes_idle_id, g_source_remove);
  g_clear_handle_id (&self->nodes_rest_id, g_source_remove);
  g_clear_pointer (&self->nodes_order, g_ptr_array_unref);
  self->drawn = FALSE;
  g_hash_table_iter_init (&iter, self->nodes);
  while (g_hash_table_iter_next (&iter, NULL, &node))
    remove_node (self, node);
  g_hash_table_remove_all (self->nodes);
}

void
_ape_canvas_allocate_nodes (ApeCanvas *self)
{
  GHashTableIter iter;
  gpointer element, node;

  g_hash_table_iter_init (&iter, self->nodes);
  while (g_hash_table_iter_next (&iter, &element, &node))
    {
      BpmnRect bounds = { 0, 0, 0, 0 };

      if (bpmn_element_is_attached (element))
        _ape_canvas_get_bounds (self, element, &bounds);
      bounds = ape_viewport_rect_to_view (self->viewport, &bounds);
      gtk_widget_size_allocate (node,
                                &(GtkAllocation){ (int) floor (bounds.x), (int) floor (bounds.y),
                                                  (int) ceil (MAX (bounds.width, 1)),
                                                  (int) ceil (MAX (bounds.height, 1)) },
                                -1);
    }
}

/* Tells which elements are selected; the focus follows the primary one. */
void
_ape_canvas_select_nodes (ApeCanvas *self)
{
  EditorSelection *selection;
  GHashTableIter iter;
  gpointer element, node;
  GtkWidget *child;

  if (self->session == NULL)
    return;
  selection = editor_session_get_selection (self->session);
  g_hash_table_iter_init (&iter, self->nodes);
  while (g_hash_table_iter_next (&iter, &element, &node))
    ape_canvas_node_set_selected (node, editor_selection_contains (selection, element));
  if (editor_selection_get_primary (selection) != NULL
      && ape_canvas_get_node (self, editor_selection_get_primary (selection)) == NULL)
    _ape_canvas_queue_nodes (self);
  child = gtk_widget_get_focus_child (GTK_WIDGET (self));
  if (gtk_widget_has_focus (GTK_WIDGET (self)) || APE_IS_CANVAS_NODE (child))
    _ape_canvas_focus_primary (self);
}

gboolean
_ape_canvas_focus_primary (ApeCanvas *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  BpmnElement *primary = NULL;
  GtkWidget *node = NULL;

  if (root == NULL)
    return FALSE;
  if (self->session != NULL)
    primary = editor_selection_get_primary (editor_session_get_selection (self->session));
  if (primary != NULL)
    node = ape_canvas_get_node (self, primary);
  gtk_root_set_focus (root, node != NULL ? node : GTK_WIDGET (self));
  return TRUE;
}

/* GTK 4.8 has no announcements: a status whose name changes is read by screen readers. */
void
_ape_canvas_announce (ApeCanvas *self, const char *text)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->status), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  text, -1);
}

/**
 * ape_canvas_get_node:
 * @element: an element
 *
 * Returns: (transfer none) (nullable): the widget that stands for it
 */
GtkWidget *
ape_canvas_get_node (ApeCanvas *self, BpmnElement *element)
{
  g_return_val_if_fail (APE_IS_CANVAS (self), NULL);

  return g_hash_table_lookup (self->nodes, element);
}

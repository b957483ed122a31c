/* ape-outline.c: the process as a list, in the order it runs
 *
 * Always complete, also where the canvas has no widgets for all elements.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include <glib/gi18n.h>

#include "editor/editor-outline.h"
#include "editor/editor-scene.h"
#include "ui/ape-element-item.h"
#include "ui/ape-outline.h"

struct _ApeOutline
{
  GtkWidget parent_instance;

  GtkWidget *scrolled;
  GtkWidget *view;
  GListStore *store; /* of ApeElementItem */
  GtkSingleSelection *selection;
  EditorSession *session;
  guint idle_id;
  gboolean following;
};

G_DEFINE_FINAL_TYPE (ApeOutline, ape_outline, GTK_TYPE_WIDGET)

enum
{
  ACTIVATED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
follow_selection (ApeOutline *self)
{
  BpmnElement *primary;
  guint n;

  if (self->session == NULL)
    return;
  primary = editor_selection_get_primary (editor_session_get_selection (self->session));
  n = g_list_model_get_n_items (G_LIST_MODEL (self->store));
  self->following = TRUE;
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  for (guint i = 0; i < n && primary != NULL; i++)
    {
      g_autoptr (ApeElementItem) item = g_list_model_get_item (G_LIST_MODEL (self->store), i);

      if (ape_element_item_get_element (item) == primary)
        {
          gtk_single_selection_set_selected (self->selection, i);
          gtk_widget_activate_action (self->view, "list.scroll-to-item", "u", i);
          break;
        }
    }
  self->following = FALSE;
}

static gboolean
update_cb (gpointer data)
{
  ApeOutline *self = data;
  g_autoptr (GPtrArray) elements = editor_outline_list (self->session);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  self->idle_id = 0;
  for (guint i = 0; i < elements->len; i++)
    {
      BpmnElement *element = elements->pdata[i];
      g_autofree char *label = editor_outline_label (self->session, element);
      g_autofree char *role = editor_outline_role (self->session, element);
      g_autofree char *description = editor_outline_describe (self->session, element);

      g_ptr_array_add (items, ape_element_item_new (element, label, role, description));
    }
  self->following = TRUE;
  g_list_store_splice (self->store, 0, g_list_model_get_n_items (G_LIST_MODEL (self->store)),
                       items->pdata, items->len);
  self->following = FALSE;
  follow_selection (self);
  return G_SOURCE_REMOVE;
}

static void
queue_update (ApeOutline *self)
{
  if (self->idle_id == 0)
    self->idle_id = g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, update_cb, self, NULL);
}

static void
selected_cb (ApeOutline *self)
{
  ApeElementItem *item = gtk_single_selection_get_selected_item (self->selection);

  if (!self->following && item != NULL
      && bpmn_element_is_attached (ape_element_item_get_element (item)))
    g_signal_emit (self, signals[ACTIVATED], 0, ape_element_item_get_element (item));
}

static void
ape_outline_dispose (GObject *object)
{
  ApeOutline *self = APE_OUTLINE (object);

  if (self->scrolled != NULL)
    ape_outline_set_session (self, NULL);
  g_clear_pointer (&self->scrolled, gtk_widget_unparent);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (ape_outline_parent_class)->dispose (object);
}

static void
ape_outline_class_init (ApeOutlineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ape_outline_dispose;
  signals[ACTIVATED] = g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
ape_outline_init (ApeOutline *self)
{
  self->store = g_list_store_new (APE_TYPE_ELEMENT_ITEM);
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->store)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  g_signal_connect_object (self->selection, "notify::selected", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
  self->view = gtk_list_view_new (GTK_SELECTION_MODEL (self->selection),
                                  ape_element_item_create_factory ());
  gtk_widget_add_css_class (self->view, "navigation-sidebar");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Outline"), -1);
  self->scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), self->view);
  gtk_widget_set_parent (self->scrolled, GTK_WIDGET (self));
}

/**
 * ape_outline_set_session:
 * @session: (nullable): whose process is listed
 */
void
ape_outline_set_session (ApeOutline *self, EditorSession *session)
{
  g_return_if_fail (APE_IS_OUTLINE (self));

  g_clear_handle_id (&self->idle_id, g_source_remove);
  if (self->session != NULL)
    {
      g_signal_handlers_disconnect_by_data (editor_session_get_model (self->session), self);
      g_signal_handlers_disconnect_by_data (editor_session_get_selection (self->session), self);
    }
  self->following = TRUE;
  g_list_store_remove_all (self->store);
  self->following = FALSE;
  g_set_object (&self->session, session);
  if (session == NULL)
    return;
  g_signal_connect_swapped (editor_session_get_model (session), "changed",
                            G_CALLBACK (queue_update), self);
  g_signal_connect_swapped (editor_session_get_selection (session), "changed",
                            G_CALLBACK (follow_selection), self);
  queue_update (self);
}

/**
 * ape_outline_get_model:
 *
 * Returns: (transfer none) (element-type ApeElementItem): what is listed
 */
GListModel *
ape_outline_get_model (ApeOutline *self)
{
  g_return_val_if_fail (APE_IS_OUTLINE (self), NULL);

  return G_LIST_MODEL (self->store);
}

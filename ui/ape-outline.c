/* ape-outline.c: the process as a list, in the order it runs
 *
 * Always complete, also where the canvas has no widgets for all elements. The words of an element
 * are put together when its row is first asked for: of thousands a few are seen.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include <glib/gi18n.h>

#include "editor/editor-outline.h"
#include "editor/editor-scene.h"
#include "ui/ape-element-item.h"
#include "ui/ape-outline.h"

/* The rows */

#define APE_TYPE_OUTLINE_ROWS (ape_outline_rows_get_type ())
G_DECLARE_FINAL_TYPE (ApeOutlineRows, ape_outline_rows, APE, OUTLINE_ROWS, GObject)

struct _ApeOutlineRows
{
  GObject parent_instance;

  EditorSession *session; /* NULL: there are no rows */
  GPtrArray *elements;    /* of BpmnElement */
  GPtrArray *items;       /* of ApeElementItem, NULL where none was asked for yet */
};

static void ape_outline_rows_list_iface_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ApeOutlineRows, ape_outline_rows, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      ape_outline_rows_list_iface_init))

static GType
ape_outline_rows_get_item_type (GListModel *model)
{
  return APE_TYPE_ELEMENT_ITEM;
}

static guint
ape_outline_rows_get_n_items (GListModel *model)
{
  return APE_OUTLINE_ROWS (model)->elements->len;
}

static gpointer
ape_outline_rows_get_item (GListModel *model, guint position)
{
  ApeOutlineRows *self = APE_OUTLINE_ROWS (model);
  BpmnElement *element;

  if (position >= self->elements->len)
    return NULL;
  element = self->elements->pdata[position];
  if (self->items->pdata[position] == NULL)
    {
      g_autofree char *label = editor_outline_label (self->session, element);
      g_autofree char *role = editor_outline_role (self->session, element);
      g_autofree char *description = editor_outline_describe (self->session, element);

      self->items->pdata[position] = ape_element_item_new (element, label, role, description);
    }
  return g_object_ref (self->items->pdata[position]);
}

static void
ape_outline_rows_list_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = ape_outline_rows_get_item_type;
  iface->get_n_items = ape_outline_rows_get_n_items;
  iface->get_item = ape_outline_rows_get_item;
}

static void
drop_item (gpointer item)
{
  if (item != NULL)
    g_object_unref (item);
}

static void
ape_outline_rows_finalize (GObject *object)
{
  ApeOutlineRows *self = APE_OUTLINE_ROWS (object);

  g_clear_object (&self->session);
  g_ptr_array_unref (self->elements);
  g_ptr_array_unref (self->items);
  G_OBJECT_CLASS (ape_outline_rows_parent_class)->finalize (object);
}

static void
ape_outline_rows_class_init (ApeOutlineRowsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ape_outline_rows_finalize;
}

static void
ape_outline_rows_init (ApeOutlineRows *self)
{
  self->elements = g_ptr_array_new ();
  self->items = g_ptr_array_new_with_free_func (drop_item);
}

/* Lists the process of @session (nullable) as it is now. */
static void
ape_outline_rows_list (ApeOutlineRows *self, EditorSession *session)
{
  guint n = self->elements->len;

  g_ptr_array_unref (self->elements);
  self->elements = session != NULL ? editor_outline_list (session) : g_ptr_array_new ();
  g_ptr_array_set_size (self->items, 0);
  g_ptr_array_set_size (self->items, (int) self->elements->len);
  g_set_object (&self->session, session);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, n, self->elements->len);
}

/* The list */

struct _ApeOutline
{
  GtkWidget parent_instance;

  GtkWidget *scrolled;
  GtkWidget *view;
  ApeOutlineRows *rows;
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
  guint place;

  if (self->session == NULL)
    return;
  primary = editor_selection_get_primary (editor_session_get_selection (self->session));
  self->following = TRUE;
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  if (primary != NULL && g_ptr_array_find (self->rows->elements, primary, &place))
    {
      gtk_single_selection_set_selected (self->selection, place);
      gtk_widget_activate_action (self->view, "list.scroll-to-item", "u", place);
    }
  self->following = FALSE;
}

static gboolean
update_cb (gpointer data)
{
  ApeOutline *self = data;

  self->idle_id = 0;
  self->following = TRUE;
  ape_outline_rows_list (self->rows, self->session);
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
  g_clear_object (&self->selection);
  g_clear_object (&self->rows);
  G_OBJECT_CLASS (ape_outline_parent_class)->dispose (object);
}

/* The view makes hundreds of rows at once: not before the list is seen. */
static void
ape_outline_map (GtkWidget *widget)
{
  ApeOutline *self = APE_OUTLINE (widget);

  if (gtk_list_view_get_model (GTK_LIST_VIEW (self->view)) == NULL)
    {
      gtk_list_view_set_model (GTK_LIST_VIEW (self->view), GTK_SELECTION_MODEL (self->selection));
      follow_selection (self);
    }
  GTK_WIDGET_CLASS (ape_outline_parent_class)->map (widget);
}

static void
ape_outline_class_init (ApeOutlineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->map = ape_outline_map;
  G_OBJECT_CLASS (klass)->dispose = ape_outline_dispose;
  signals[ACTIVATED] = g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
ape_outline_init (ApeOutline *self)
{
  self->rows = g_object_new (APE_TYPE_OUTLINE_ROWS, NULL);
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->rows)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  g_signal_connect_object (self->selection, "notify::selected", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
  self->view = gtk_list_view_new (NULL, ape_element_item_create_factory ());
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
  ape_outline_rows_list (self->rows, NULL);
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

  return G_LIST_MODEL (self->rows);
}

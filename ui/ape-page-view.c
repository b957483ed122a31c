/* ape-page-view.c: what of a page is shown: panels, grid, overview, which diagram, paper
 *
 * What a person shows or hides is a setting: it is the same in all pages and at the next start.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include <glib/gi18n.h>
#include <math.h>

#include "ui/ape-page-private.h"
#include "ui/ape-print.h"

/* The panel below the diagram */

static void
bottom_toggled_cb (ApePage *self, GtkToggleButton *button)
{
  const char *name = GTK_WIDGET (button) == self->problems_button ? "problems" : "source";
  gboolean shown = g_strcmp0 (ape_page_get_bottom (self), name) == 0;

  if (gtk_toggle_button_get_active (button) != shown)
    _ape_page_show_bottom (self, name, TRUE);
}

static void
update_bottom_buttons (ApePage *self)
{
  const char *name = ape_page_get_bottom (self);
  gboolean source = g_strcmp0 (name, "source") == 0;

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->problems_button),
                                g_strcmp0 (name, "problems") == 0);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->source_button), source);
  ape_source_view_set_active (self->source_view, source);
  g_signal_emit_by_name (self, "state-changed");
}

/* Shows a page of the panel below the canvas; with @toggle hides it if it is shown already. */
void
_ape_page_show_bottom (ApePage *self, const char *name, gboolean toggle)
{
  gboolean hide = toggle && g_strcmp0 (ape_page_get_bottom (self), name) == 0;

  self->bottom_chosen = TRUE;
  if (toggle)
    g_settings_set_string (self->settings, "bottom-panel", hide ? "none" : name);
  adw_view_stack_set_visible_child_name (self->bottom_stack, name);
  gtk_widget_set_visible (self->bottom, !hide);
  update_bottom_buttons (self);
}

/**
 * ape_page_get_bottom:
 *
 * Returns: (nullable): which panel is shown below the diagram: "problems" or "source"
 */
const char *
ape_page_get_bottom (ApePage *self)
{
  g_return_val_if_fail (APE_IS_PAGE (self), NULL);

  return gtk_widget_get_visible (self->bottom)
             ? adw_view_stack_get_visible_child_name (self->bottom_stack)
             : NULL;
}

/* As the person had it last time. */
void
_ape_page_restore_panels (ApePage *self)
{
  g_autofree char *bottom = g_settings_get_string (self->settings, "bottom-panel");

  if (!self->bottom_chosen && !g_str_equal (bottom, "none"))
    _ape_page_show_bottom (self, bottom, FALSE);
}

/* The side bar */

void
_ape_page_show_sidebar (ApePage *self, const char *name)
{
  g_settings_set_boolean (self->settings, "show-sidebar", TRUE);
  adw_view_stack_set_visible_child_name (self->sidebar_stack, name);
}

/* Turns a setting on or off. */
void
_ape_page_toggle (ApePage *self, const char *key)
{
  g_settings_set_boolean (self->settings, key, !g_settings_get_boolean (self->settings, key));
}

static void
grid_changed_cb (ApePage *self)
{
  ape_canvas_set_grid (self->canvas, g_settings_get_boolean (self->settings, "show-grid"));
}

/* Diagrams: a file may have several */

static char *
dup_diagram_title (const BpmnDiagram *diagram, guint index)
{
  const char *name = bpmn_diagram_get_name (diagram);
  BpmnElement *element = bpmn_diagram_get_element (diagram);

  if ((name == NULL || *name == '\0') && element != NULL)
    name = bpmn_element_get_name (element);
  if (name != NULL && *name != '\0')
    return g_strdup (name);
  return g_strdup_printf (_ ("Diagram %u"), index + 1);
}

static gboolean
lists (GtkDropDown *choice, const char *const *names)
{
  GListModel *model = gtk_drop_down_get_model (choice);
  guint n = model != NULL ? g_list_model_get_n_items (model) : 0;

  if (n != g_strv_length ((char **) names))
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GtkStringObject) item = g_list_model_get_item (model, i);

      if (!g_str_equal (gtk_string_object_get_string (item), names[i]))
        return FALSE;
    }
  return TRUE;
}

void
_ape_page_update_diagrams (ApePage *self)
{
  const GPtrArray *diagrams = bpmn_model_get_diagrams (editor_session_get_model (self->session));
  GtkDropDown *choice = GTK_DROP_DOWN (self->diagram_choice);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) names = NULL;

  for (guint i = 0; i < diagrams->len; i++)
    {
      g_autofree char *title = dup_diagram_title (diagrams->pdata[i], i);

      g_strv_builder_add (builder, title);
    }
  names = g_strv_builder_end (builder);
  self->choosing_diagram = TRUE;
  /* Not while it tells of a choice: it would lose the ground under its feet. */
  if (!lists (choice, (const char *const *) names))
    {
      g_autoptr (GtkStringList) list = gtk_string_list_new ((const char *const *) names);

      gtk_drop_down_set_model (choice, G_LIST_MODEL (list));
    }
  if (diagrams->len > 0)
    gtk_drop_down_set_selected (
        choice, editor_scene_get_diagram (editor_session_get_scene (self->session)));
  gtk_widget_set_visible (self->diagram_choice, diagrams->len > 1);
  self->choosing_diagram = FALSE;
}

static void
show_diagram (ApePage *self, guint index)
{
  editor_controller_cancel (ape_canvas_get_controller (self->canvas));
  editor_selection_clear (editor_session_get_selection (self->session));
  editor_scene_set_diagram (editor_session_get_scene (self->session), index);
  ape_canvas_zoom_to_fit (self->canvas);
}

static void
diagram_chosen_cb (ApePage *self)
{
  guint index = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->diagram_choice));

  if (!self->choosing_diagram && self->session != NULL && index != GTK_INVALID_LIST_POSITION)
    show_diagram (self, index);
}

/* To the next (+1) or previous (-1) diagram of the file, round. */
void
_ape_page_step_diagram (ApePage *self, int step)
{
  EditorScene *scene = editor_session_get_scene (self->session);
  guint n = editor_scene_get_n_diagrams (scene);

  if (n > 1)
    show_diagram (self, (editor_scene_get_diagram (scene) + n + (guint) step) % n);
}

/* Paper */

static void
printed_cb (ApePage *self, GtkPrintOperationResult result, GtkPrintOperation *operation)
{
  g_autoptr (GError) error = NULL;

  if (result != GTK_PRINT_OPERATION_RESULT_ERROR)
    return;
  gtk_print_operation_get_error (operation, &error);
  if (error != NULL)
    _ape_page_toast (self, error->message);
}

void
_ape_page_print (ApePage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autoptr (GtkPrintOperation) operation
      = ape_print_new (editor_session_get_scene (self->session), self->title);

  g_signal_connect_object (operation, "done", G_CALLBACK (printed_cb), self, G_CONNECT_SWAPPED);
  gtk_print_operation_set_allow_async (operation, TRUE);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG,
                           GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL);
}

/* The zoom */

static void
zoom_changed_cb (ApePage *self)
{
  double zoom = ape_viewport_get_zoom (ape_canvas_get_viewport (self->canvas));
  /* Translators: how large the diagram is shown */
  g_autofree char *text = g_strdup_printf (_ ("%d %%"), (int) round (zoom * 100));

  gtk_label_set_text (GTK_LABEL (self->zoom_label), text);
}

static void
connect (ApePage *self, gpointer instance, const char *signal, GCallback callback)
{
  g_signal_connect_object (instance, signal, callback, self, G_CONNECT_SWAPPED);
}

void
_ape_page_init_view (ApePage *self)
{
  self->settings = g_settings_new (APPLICATION_ID);
  g_settings_bind (self->settings, "show-palette", self->palette_revealer, "reveal-child",
                   G_SETTINGS_BIND_GET);
  g_settings_bind (self->settings, "show-sidebar", self->sidebar, "visible", G_SETTINGS_BIND_GET);
  g_settings_bind (self->settings, "show-minimap", self->minimap, "visible", G_SETTINGS_BIND_GET);
  /* Other pages keep their own. */
  g_settings_bind (self->settings, "sidebar-page", self->sidebar_stack, "visible-child-name",
                   G_SETTINGS_BIND_DEFAULT | G_SETTINGS_BIND_GET_NO_CHANGES);
  connect (self, self->settings, "changed::show-grid", G_CALLBACK (grid_changed_cb));
  grid_changed_cb (self);
  ape_minimap_set_canvas (APE_MINIMAP (self->minimap), self->canvas);

  connect (self, self->problems_button, "toggled", G_CALLBACK (bottom_toggled_cb));
  connect (self, self->source_button, "toggled", G_CALLBACK (bottom_toggled_cb));
  connect (self, self->bottom, "notify::visible", G_CALLBACK (update_bottom_buttons));
  connect (self, self->diagram_choice, "notify::selected", G_CALLBACK (diagram_chosen_cb));
  connect (self, ape_canvas_get_viewport (self->canvas), "notify::zoom",
           G_CALLBACK (zoom_changed_cb));
  zoom_changed_cb (self);
}

/* ape-page-actions.c: the commands of a page and their keys
 *
 * One table serves the page (for assistive technology) and the window around it (for shortcuts and
 * its menus), so that both have the same names.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include <glib/gi18n.h>

#include "editor/editor-command.h"
#include "ui/ape-page-private.h"

static void
save_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ape_page_save (APE_PAGE (widget), NULL, NULL);
}

static void
save_as_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ape_page_keep_edits (APE_PAGE (widget));
  _ape_page_save_as (APE_PAGE (widget));
}

static void
reload_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  _ape_page_reload (APE_PAGE (widget));
}

static void
compare_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  _ape_page_show_conflict (APE_PAGE (widget));
}

static void
check_disk_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ape_page_check_disk (APE_PAGE (widget));
}

static void
export_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  _ape_page_export (APE_PAGE (widget));
}

static void
changes_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  _ape_page_show_changes (APE_PAGE (widget));
}

static void
open_as_text_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ApePage *self = APE_PAGE (widget);
  g_autoptr (GFile) file = g_file_new_for_path (self->path);
  g_autofree char *uri = g_file_get_uri (file);
  GtkRoot *root = gtk_widget_get_root (widget);

  gtk_show_uri (GTK_WINDOW (root), uri, GDK_CURRENT_TIME);
}

static void
undo_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  editor_controller_undo (ape_canvas_get_controller (APE_PAGE (widget)->canvas));
}

static void
redo_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  editor_controller_redo (ape_canvas_get_controller (APE_PAGE (widget)->canvas));
}

static void
find_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ape_find_bar_start (APE_PAGE (widget)->find_bar);
}

static void
add_diagram_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ApePage *self = APE_PAGE (widget);
  g_autoptr (GError) error = NULL;

  if (!editor_command_write_diagram (self->session, &error))
    _ape_page_toast (self, error->message);
}

/* Commands of the canvas that make sense wherever the focus is. */
static void
canvas_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autofree char *action = g_strconcat ("canvas.", name + strlen ("page."), NULL);

  gtk_widget_activate_action (GTK_WIDGET (APE_PAGE (widget)->canvas), action, NULL);
}

static void
problem_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  _ape_page_step_problem (APE_PAGE (widget), g_str_equal (name, "page.next-problem") ? 1 : -1);
}

static void
bottom_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  _ape_page_show_bottom (APE_PAGE (widget),
                         g_str_equal (name, "page.show-source") ? "source" : "problems", TRUE);
}

/* "page.show-grid" is the setting "show-grid". */
static void
toggle_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  _ape_page_toggle (APE_PAGE (widget), name + strlen ("page."));
}

static void
diagram_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  _ape_page_step_diagram (APE_PAGE (widget), g_str_equal (name, "page.next-diagram") ? 1 : -1);
}

static void
print_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  _ape_page_print (APE_PAGE (widget));
}

static void
sidebar_page_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ApePage *self = APE_PAGE (widget);

  if (g_str_equal (name, "page.simulate"))
    {
      _ape_page_show_sidebar (self, "simulation");
      if (ape_playback_get_play (ape_simulation_get_playback (self->simulation)) == NULL)
        ape_simulation_start (self->simulation);
      gtk_widget_child_focus (GTK_WIDGET (self->simulation), GTK_DIR_TAB_FORWARD);
    }
  else if (g_str_equal (name, "page.show-outline"))
    {
      _ape_page_show_sidebar (self, "outline");
      gtk_widget_child_focus (GTK_WIDGET (self->outline), GTK_DIR_TAB_FORWARD);
    }
  else
    {
      _ape_page_show_sidebar (self, "properties");
      gtk_widget_child_focus (GTK_WIDGET (self->inspector), GTK_DIR_TAB_FORWARD);
    }
}

enum
{
  NEEDS_SESSION = 1 << 0,
  NEEDS_FILE = 1 << 1,
  NEEDS_UNDO = 1 << 2,
  NEEDS_REDO = 1 << 3,
  NEEDS_CHANGES = 1 << 4,
  NEEDS_NO_DIAGRAM = 1 << 5,
  NEEDS_DIAGRAMS = 1 << 6, /* several to choose from */
};

static const struct
{
  const char *name;
  GtkWidgetActionActivateFunc activate;
  guint needs;
  guint keyval;
  GdkModifierType modifiers;
} actions[] = {
  { "page.save", save_cb, NEEDS_SESSION, GDK_KEY_s, GDK_CONTROL_MASK },
  { "page.save-as", save_as_cb, NEEDS_SESSION, GDK_KEY_s, GDK_CONTROL_MASK | GDK_SHIFT_MASK },
  { "page.reload", reload_cb, NEEDS_FILE, 0, 0 },
  { "page.compare-with-disk", compare_cb, NEEDS_SESSION, 0, 0 },
  { "page.check-disk", check_disk_cb, NEEDS_SESSION, 0, 0 },
  { "page.export", export_cb, NEEDS_SESSION, GDK_KEY_e, GDK_CONTROL_MASK | GDK_SHIFT_MASK },
  { "page.print", print_cb, NEEDS_SESSION, GDK_KEY_p, GDK_CONTROL_MASK },
  { "page.copy-image", canvas_cb, NEEDS_SESSION, GDK_KEY_c, GDK_CONTROL_MASK | GDK_SHIFT_MASK },
  { "page.show-changes", changes_cb, NEEDS_CHANGES, 0, 0 },
  { "page.open-as-text", open_as_text_cb, NEEDS_FILE, 0, 0 },
  { "page.undo", undo_cb, NEEDS_UNDO, GDK_KEY_z, GDK_CONTROL_MASK },
  { "page.redo", redo_cb, NEEDS_REDO, GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK },
  { "page.find", find_cb, NEEDS_SESSION, GDK_KEY_f, GDK_CONTROL_MASK },
  { "page.add-diagram", add_diagram_cb, NEEDS_NO_DIAGRAM, 0, 0 },
  { "page.layout", canvas_cb, NEEDS_SESSION, GDK_KEY_l, GDK_CONTROL_MASK | GDK_SHIFT_MASK },
  { "page.zoom-in", canvas_cb, NEEDS_SESSION, GDK_KEY_plus, GDK_CONTROL_MASK },
  { "page.zoom-out", canvas_cb, NEEDS_SESSION, GDK_KEY_minus, GDK_CONTROL_MASK },
  { "page.zoom-normal", canvas_cb, NEEDS_SESSION, GDK_KEY_0, GDK_CONTROL_MASK },
  { "page.zoom-fit", canvas_cb, NEEDS_SESSION, GDK_KEY_1, GDK_CONTROL_MASK },
  { "page.zoom-selection", canvas_cb, NEEDS_SESSION, GDK_KEY_2, GDK_CONTROL_MASK },
  { "page.next-problem", problem_cb, NEEDS_SESSION, GDK_KEY_F8, 0 },
  { "page.previous-problem", problem_cb, NEEDS_SESSION, GDK_KEY_F8, GDK_SHIFT_MASK },
  { "page.show-problems", bottom_cb, NEEDS_SESSION, GDK_KEY_b, GDK_CONTROL_MASK },
  { "page.show-source", bottom_cb, NEEDS_SESSION, GDK_KEY_x, GDK_CONTROL_MASK | GDK_SHIFT_MASK },
  { "page.show-palette", toggle_cb, NEEDS_SESSION, GDK_KEY_F7, 0 },
  { "page.show-sidebar", toggle_cb, NEEDS_SESSION, GDK_KEY_F9, 0 },
  { "page.simulate", sidebar_page_cb, NEEDS_SESSION, GDK_KEY_F5, 0 },
  { "page.show-outline", sidebar_page_cb, NEEDS_SESSION, GDK_KEY_o,
    GDK_CONTROL_MASK | GDK_SHIFT_MASK },
  { "page.show-properties", sidebar_page_cb, NEEDS_SESSION, GDK_KEY_Return, GDK_ALT_MASK },
  { "page.show-grid", toggle_cb, NEEDS_SESSION, GDK_KEY_g, GDK_CONTROL_MASK },
  { "page.show-minimap", toggle_cb, NEEDS_SESSION, GDK_KEY_m, GDK_CONTROL_MASK },
  { "page.next-diagram", diagram_cb, NEEDS_DIAGRAMS, GDK_KEY_Page_Down, GDK_ALT_MASK },
  { "page.previous-diagram", diagram_cb, NEEDS_DIAGRAMS, GDK_KEY_Page_Up, GDK_ALT_MASK },
};

/* Further keys for the same commands. */
static const struct
{
  const char *name;
  guint keyval;
  GdkModifierType modifiers;
} more_keys[] = {
  { "page.redo", GDK_KEY_y, GDK_CONTROL_MASK },
  { "page.zoom-in", GDK_KEY_equal, GDK_CONTROL_MASK },
  { "page.zoom-in", GDK_KEY_KP_Add, GDK_CONTROL_MASK },
  { "page.zoom-out", GDK_KEY_KP_Subtract, GDK_CONTROL_MASK },
  { "page.zoom-normal", GDK_KEY_KP_0, GDK_CONTROL_MASK },
};

static guint
what_there_is (ApePage *self)
{
  SourceWorkspace *workspace;
  guint has = 0;

  if (self->path != NULL)
    has |= NEEDS_FILE;
  if (self->session == NULL)
    return has;
  workspace = editor_session_get_workspace (self->session);
  has |= NEEDS_SESSION;
  if (source_workspace_can_undo (workspace))
    has |= NEEDS_UNDO;
  if (source_workspace_can_redo (workspace))
    has |= NEEDS_REDO;
  if (source_workspace_is_modified (workspace))
    has |= NEEDS_CHANGES;
  if (!editor_session_has_diagram (self->session))
    has |= NEEDS_NO_DIAGRAM;
  if (editor_scene_get_n_diagrams (editor_session_get_scene (self->session)) > 1)
    has |= NEEDS_DIAGRAMS;
  return has;
}

void
_ape_page_install_actions (GtkWidgetClass *widget_class)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, NULL, actions[i].activate);
}

void
_ape_page_update_actions (ApePage *self)
{
  guint has = what_there_is (self);

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), actions[i].name,
                                   (actions[i].needs & ~has) == 0);
}

/**
 * ape_page_install_window_actions:
 * @window_class: of a window that shows pages
 * @forward: activates the action of that name on the visible page
 *
 * Installs all commands of a page, and their keys, on the window.
 */
void
ape_page_install_window_actions (GtkWidgetClass *window_class, GtkWidgetActionActivateFunc forward)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      gtk_widget_class_install_action (window_class, actions[i].name, NULL, forward);
      if (actions[i].keyval != 0)
        gtk_widget_class_add_binding_action (window_class, actions[i].keyval,
                                             actions[i].modifiers, actions[i].name, NULL);
    }
  for (guint i = 0; i < G_N_ELEMENTS (more_keys); i++)
    gtk_widget_class_add_binding_action (window_class, more_keys[i].keyval,
                                         more_keys[i].modifiers, more_keys[i].name, NULL);
}

/**
 * ape_page_update_window_actions:
 * @self: (nullable): the visible page
 * @window: the window around it
 *
 * Makes the window's commands grey where the page's are.
 */
void
ape_page_update_window_actions (ApePage *self, GtkWidget *window)
{
  guint has = self != NULL ? what_there_is (self) : 0;

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_action_set_enabled (window, actions[i].name,
                                   self != NULL && (actions[i].needs & ~has) == 0);
}

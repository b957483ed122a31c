/* ape-window-view.c: the View menu, and what is remembered until the next start
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "ui/ape-window-private.h"

/* Panels of the page in front: they have a state in the menu and are the page's business. */
static void
panel_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ApePage *page = ape_window_get_page (data);

  if (page != NULL)
    gtk_widget_activate_action (
        GTK_WIDGET (page),
        g_str_equal (g_action_get_name (G_ACTION (action)), "problems") ? "page.show-problems"
                                                                        : "page.show-source",
        NULL);
}

void
_ape_window_update_view (ApeWindow *self)
{
  static const char *const panels[] = { "problems", "source" };
  ApePage *page = ape_window_get_page (self);
  gboolean ready = page != NULL && ape_page_get_state (page) == APE_PAGE_READY;
  const char *bottom = ready ? ape_page_get_bottom (page) : NULL;

  for (guint i = 0; i < G_N_ELEMENTS (panels); i++)
    {
      GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->view_actions), panels[i]);

      g_simple_action_set_enabled (G_SIMPLE_ACTION (action), ready);
      g_simple_action_set_state (G_SIMPLE_ACTION (action),
                                 g_variant_new_boolean (g_strcmp0 (bottom, panels[i]) == 0));
    }
}

void
_ape_window_init_view (ApeWindow *self)
{
  static const char *const keys[]
      = { "show-palette", "show-sidebar", "show-grid", "show-minimap" };
  static const GActionEntry entries[] = {
    { "problems", panel_cb, NULL, "false", NULL, { 0 } },
    { "source", panel_cb, NULL, "false", NULL, { 0 } },
  };

  self->view_actions = g_simple_action_group_new ();
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autoptr (GAction) action = g_settings_create_action (self->settings, keys[i]);

      g_action_map_add_action (G_ACTION_MAP (self->view_actions), action);
    }
  g_action_map_add_action_entries (G_ACTION_MAP (self->view_actions), entries,
                                   G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "view", G_ACTION_GROUP (self->view_actions));
}

/**
 * ape_window_get_view_actions:
 *
 * Returns: (transfer none): the actions "view.…", whose states are what is shown
 */
GActionGroup *
ape_window_get_view_actions (ApeWindow *self)
{
  g_return_val_if_fail (APE_IS_WINDOW (self), NULL);

  return G_ACTION_GROUP (self->view_actions);
}

/* The next start */

static void
remember_size (ApeWindow *self)
{
  GtkWindow *window = GTK_WINDOW (self);
  int width, height;

  if (gtk_window_is_fullscreen (window))
    return;
  gtk_window_get_default_size (window, &width, &height);
  g_settings_set_boolean (self->settings, "window-maximized", gtk_window_is_maximized (window));
  if (!gtk_window_is_maximized (window) && width > 0 && height > 0)
    {
      g_settings_set_int (self->settings, "window-width", width);
      g_settings_set_int (self->settings, "window-height", height);
    }
}

/* Remembers the size and what is open. */
void
_ape_window_remember (ApeWindow *self)
{
  ApePage *front = ape_window_get_page (self);
  const char *selected = front != NULL ? ape_page_get_path (front) : NULL;
  g_autoptr (GStrvBuilder) files = g_strv_builder_new ();
  g_auto (GStrv) list = NULL;

  remember_size (self);
  for (guint i = 0; i < ape_window_get_n_pages (self); i++)
    {
      const char *path = ape_page_get_path (_ape_window_get_nth_page (self, (int) i));
      g_autofree char *absolute = path != NULL ? g_canonicalize_filename (path, NULL) : NULL;

      /* Settings are text. */
      if (absolute != NULL && g_utf8_validate (absolute, -1, NULL))
        g_strv_builder_add (files, absolute);
    }
  list = g_strv_builder_end (files);
  g_settings_set_strv (self->settings, "open-files", (const char *const *) list);
  g_settings_set_string (self->settings, "selected-file",
                         selected != NULL && g_utf8_validate (selected, -1, NULL) ? selected : "");
}

/**
 * ape_window_open_remembered:
 *
 * Opens what was open when a window was closed last, as far as it is still there.
 */
void
ape_window_open_remembered (ApeWindow *self)
{
  g_auto (GStrv) files = NULL;
  g_autofree char *selected = NULL;

  g_return_if_fail (APE_IS_WINDOW (self));

  files = g_settings_get_strv (self->settings, "open-files");
  selected = g_settings_get_string (self->settings, "selected-file");
  for (guint i = 0; files[i] != NULL; i++)
    {
      g_autoptr (GFile) file = g_file_new_for_path (files[i]);

      if (g_file_query_exists (file, NULL))
        ape_window_open (self, file);
    }
  if (*selected != '\0' && g_file_test (selected, G_FILE_TEST_EXISTS))
    {
      g_autoptr (GFile) file = g_file_new_for_path (selected);

      ape_window_open (self, file);
    }
}

/* ape-application.c: the application
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include <glib/gi18n.h>
#include <gtksourceview/gtksource.h>

#include "ui/ape-application.h"
#include "ui/ape-recovery.h"
#include "ui/ape-window.h"

struct _ApeApplication
{
  AdwApplication parent_instance;

  gboolean exit_after_startup;
  gboolean recovered; /* what earlier runs left behind was looked at */
};

G_DEFINE_FINAL_TYPE (ApeApplication, ape_application, ADW_TYPE_APPLICATION)

static void
quit_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GList *windows = g_list_copy (gtk_application_get_windows (GTK_APPLICATION (data)));

  /* Each window asks about its unsaved changes; the last one ends the application. */
  for (GList *l = windows; l != NULL; l = l->next)
    if (APE_IS_WINDOW (l->data))
      gtk_window_close (l->data);
  g_list_free (windows);
}

static void
new_window_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ApeWindow *window = ape_window_new (data);

  ape_window_update_start_page (window);
  gtk_window_present (GTK_WINDOW (window));
}

static void
about_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  adw_show_about_window (gtk_application_get_active_window (data), "application-name",
                         _ ("Altinn Process Editor"), "application-icon", APPLICATION_ID,
                         "version", PACKAGE_VERSION, "comments",
                         _ ("Draw, check and simulate the processes of Altinn apps"),
                         "license-type", GTK_LICENSE_BSD_3, "developer-name",
                         _ ("The Altinn Process Editor authors"), NULL);
}

static void
style_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  const char *style = g_variant_get_string (parameter, NULL);
  AdwColorScheme scheme = ADW_COLOR_SCHEME_DEFAULT;

  if (g_str_equal (style, "light"))
    scheme = ADW_COLOR_SCHEME_FORCE_LIGHT;
  else if (g_str_equal (style, "dark"))
    scheme = ADW_COLOR_SCHEME_FORCE_DARK;
  g_simple_action_set_state (action, parameter);
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), scheme);
}

static gboolean
exit_cb (gpointer data)
{
  GList *windows = g_list_copy (gtk_application_get_windows (data));

  g_list_free_full (windows, (GDestroyNotify) gtk_window_destroy);
  g_application_release (data);
  return G_SOURCE_REMOVE;
}

static void
ape_application_startup (GApplication *application)
{
  static const GActionEntry entries[] = {
    { "quit", quit_cb, NULL, NULL, NULL, { 0 } },
    { "new-window", new_window_cb, NULL, NULL, NULL, { 0 } },
    { "about", about_cb, NULL, NULL, NULL, { 0 } },
    { "style", NULL, "s", "'default'", style_cb, { 0 } },
  };
  ApeApplication *self = APE_APPLICATION (application);

  G_APPLICATION_CLASS (ape_application_parent_class)->startup (application);
  gtk_source_init ();
  gtk_window_set_default_icon_name (APPLICATION_ID);
  g_action_map_add_action_entries (G_ACTION_MAP (application), entries, G_N_ELEMENTS (entries),
                                   application);
  gtk_application_set_accels_for_action (GTK_APPLICATION (application), "app.quit",
                                         (const char *[]){ "<Control>q", NULL });
  gtk_application_set_accels_for_action (GTK_APPLICATION (application), "app.new-window",
                                         (const char *[]){ "<Control><Shift>n", NULL });
  if (self->exit_after_startup)
    {
      g_application_hold (application);
      g_timeout_add (500, exit_cb, application);
    }
}

static ApeWindow *
get_window (GtkApplication *application)
{
  GtkWindow *window = gtk_application_get_active_window (application);

  return APE_IS_WINDOW (window) ? APE_WINDOW (window) : ape_window_new (application);
}

/* Once, when there is a window to ask in. */
static void
recover (ApeApplication *self, ApeWindow *window)
{
  if (self->recovered || self->exit_after_startup)
    return;
  self->recovered = TRUE;
  ape_recovery_start (window);
}

static void
ape_application_activate (GApplication *application)
{
  gboolean first = gtk_application_get_windows (GTK_APPLICATION (application)) == NULL;
  ApeWindow *window = get_window (GTK_APPLICATION (application));

  gtk_window_present (GTK_WINDOW (window));
  if (first)
    ape_window_open_remembered (window);
  recover (APE_APPLICATION (application), window);
}

static void
ape_application_open (GApplication *application, GFile **files, int n_files, const char *hint)
{
  ApeWindow *window = get_window (GTK_APPLICATION (application));

  gtk_window_present (GTK_WINDOW (window));
  for (int i = 0; i < n_files; i++)
    ape_window_open (window, files[i]);
  recover (APE_APPLICATION (application), window);
}

static int
ape_application_handle_local_options (GApplication *application, GVariantDict *options)
{
  const char *style;

  if (g_variant_dict_contains (options, "version"))
    {
      g_print ("altinn-process-editor %s\n", PACKAGE_VERSION);
      return 0;
    }
  g_variant_dict_lookup (options, "exit-after-startup", "b",
                         &APE_APPLICATION (application)->exit_after_startup);
  if (g_variant_dict_lookup (options, "style", "&s", &style))
    g_object_set_data_full (G_OBJECT (application), "ape-style", g_strdup (style), g_free);
  return -1;
}

static void
ape_application_window_added (GtkApplication *application, GtkWindow *window)
{
  const char *style = g_object_get_data (G_OBJECT (application), "ape-style");

  GTK_APPLICATION_CLASS (ape_application_parent_class)->window_added (application, window);
  if (style != NULL)
    g_action_group_change_action_state (G_ACTION_GROUP (application), "style",
                                        g_variant_new_string (style));
}

static void
ape_application_class_init (ApeApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  application_class->startup = ape_application_startup;
  application_class->activate = ape_application_activate;
  application_class->open = ape_application_open;
  application_class->handle_local_options = ape_application_handle_local_options;
  GTK_APPLICATION_CLASS (klass)->window_added = ape_application_window_added;
}

static void
ape_application_init (ApeApplication *self)
{
  static const GOptionEntry options[] = {
    { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Print the version"), NULL },
    { "style", 0, 0, G_OPTION_ARG_STRING, NULL, N_ ("Use these colours"), "light|dark|default" },
    { "exit-after-startup", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_NONE, NULL, NULL, NULL },
    { NULL, 0, 0, 0, NULL, NULL, NULL }
  };

  g_application_add_main_option_entries (G_APPLICATION (self), options);
  g_application_set_option_context_parameter_string (G_APPLICATION (self), _ ("[PATH…]"));
}

/**
 * ape_application_new:
 *
 * Returns: (transfer full): the application
 */
ApeApplication *
ape_application_new (void)
{
  return g_object_new (APE_TYPE_APPLICATION, "application-id", APPLICATION_ID, "flags",
                       G_APPLICATION_HANDLES_OPEN, "resource-base-path",
                       "/no/altinn/ProcessEditor", NULL);
}

/* ui-support.c: drives the real window in tests
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include <gtksourceview/gtksource.h>

#include "tests/test-support.h"
#include "tests/ui/ui-support.h"

/**
 * ui_main:
 * @add_tests: adds the tests
 *
 * Runs them, or skips all without a display.
 *
 * Returns: the exit status
 */
int
ui_main (int *argc, char ***argv, void (*add_tests) (void))
{
  g_autofree char *home = test_temp_dir ();
  int status;

  /* Not G_TEST_OPTION_ISOLATE_DIRS: without the system's data there are no icons. */
  g_setenv ("XDG_DATA_HOME", home, TRUE);
  g_setenv ("XDG_CONFIG_HOME", home, TRUE);
  g_setenv ("XDG_CACHE_HOME", home, TRUE);
  g_setenv ("XDG_STATE_HOME", home, TRUE);
  g_test_init (argc, argv, NULL);
  if (!gtk_init_check ())
    {
      g_print ("1..0 # SKIP there is no display\n");
      return 77;
    }
  adw_init ();
  gtk_source_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  add_tests ();
  status = g_test_run ();
  test_remove_tree (home);
  return status;
}

/* One test's panels are not the next one's. */
static void
reset_settings (void)
{
  g_autoptr (GSettings) settings = g_settings_new (APPLICATION_ID);
  g_autoptr (GSettingsSchema) schema = NULL;
  g_auto (GStrv) keys = NULL;

  g_object_get (settings, "settings-schema", &schema, NULL);
  keys = g_settings_schema_list_keys (schema);
  for (guint i = 0; keys[i] != NULL; i++)
    g_settings_reset (settings, keys[i]);
}

static void
show_window (UiFixture *fixture)
{
  reset_settings ();
  fixture->window = ape_window_new (NULL);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1200, 800);
  gtk_window_present (GTK_WINDOW (fixture->window));
}

static void
open_path (UiFixture *fixture, const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);

  show_window (fixture);
  fixture->page = ape_window_open (fixture->window, file);
  ui_wait_until (ape_page_get_state (fixture->page) != APE_PAGE_LOADING);
  if (ape_page_get_state (fixture->page) == APE_PAGE_READY)
    ui_wait_until (gtk_widget_get_width (GTK_WIDGET (ape_page_get_canvas (fixture->page))) > 100);
  ui_settle ();
}

/* Opens a copy of the sample app. */
void
ui_open_sample (UiFixture *fixture, gconstpointer data)
{
  g_autofree char *sample = g_test_build_filename (G_TEST_DIST, "..", "data", "sample-app", NULL);

  fixture->directory = test_copy_tree (sample);
  fixture->file = g_build_filename (fixture->directory, "App", "config", "process",
                                    "process.bpmn", NULL);
  open_path (fixture, fixture->directory);
}

/* Opens a loose file with this text. */
void
ui_open_text (UiFixture *fixture, const char *text)
{
  fixture->directory = test_temp_dir ();
  fixture->file = g_build_filename (fixture->directory, "loose.bpmn", NULL);
  test_write (fixture->file, text);
  open_path (fixture, fixture->file);
}

/* Closes the window without asking; nothing of it may stay. */
void
ui_close (UiFixture *fixture, gconstpointer data)
{
  EditorSession *session = fixture->page != NULL ? ape_page_get_session (fixture->page) : NULL;
  ApeWindow *window = fixture->window;

  if (session != NULL)
    g_object_add_weak_pointer (G_OBJECT (session), (gpointer *) &session);
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  ui_wait_until (window == NULL);
  ui_wait_until (session == NULL);
  if (fixture->directory != NULL)
    test_remove_tree (fixture->directory);
  g_clear_pointer (&fixture->directory, g_free);
  g_clear_pointer (&fixture->file, g_free);
}

/* Lets everything that is queued happen. */
void
ui_settle (void)
{
  gint64 now = g_get_monotonic_time ();
  gint64 end = now + 80 * 1000;
  gint64 limit = now + 5 * G_USEC_PER_SEC;

  /* On a slow machine there may be work left after the usual time. */
  for (; now < end || (g_main_context_pending (NULL) && now < limit); now = g_get_monotonic_time ())
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (2000);
}

/* What is on disk now. */
char *
ui_read_file (UiFixture *fixture)
{
  g_autoptr (GBytes) bytes = test_read (fixture->file);

  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

/* What would be saved now. */
char *
ui_text (UiFixture *fixture)
{
  return source_document_dup_text (
      editor_session_get_document (ape_page_get_session (fixture->page)), NULL);
}

BpmnElement *
ui_element (UiFixture *fixture, const char *id)
{
  return bpmn_model_lookup (editor_session_get_model (ape_page_get_session (fixture->page)), id);
}

/* The middle of an element, in the canvas's coordinates. */
void
ui_place_of (UiFixture *fixture, const char *id, double *x, double *y)
{
  EditorScene *scene = editor_session_get_scene (ape_page_get_session (fixture->page));
  EditorItem *item = editor_scene_lookup (scene, ui_element (fixture, id));
  ApeViewport *viewport = ape_canvas_get_viewport (ape_page_get_canvas (fixture->page));
  BpmnRect bounds;
  BpmnPoint place;

  g_assert_nonnull (item);
  bounds = editor_item_get_bounds (item);
  place = ape_viewport_to_view (viewport, bounds.x + bounds.width / 2,
                                bounds.y + bounds.height / 2);
  *x = place.x;
  *y = place.y;
}

/* The controller of a type that belongs to a widget; the first added last. */
gpointer
ui_controller (GtkWidget *widget, GType type)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);
  guint n = g_list_model_get_n_items (controllers);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GObject) controller = g_list_model_get_item (controllers, i);

      if (G_OBJECT_TYPE (controller) == type)
        return controller; /* the widget keeps it */
    }
  g_test_fail_printf ("%s has no %s", G_OBJECT_TYPE_NAME (widget), g_type_name (type));
  return NULL;
}

void
ui_press (ApeCanvas *canvas, double x, double y, int n_press)
{
  g_signal_emit_by_name (ui_controller (GTK_WIDGET (canvas), GTK_TYPE_GESTURE_CLICK), "pressed",
                         n_press, x, y);
}

void
ui_release (ApeCanvas *canvas, double x, double y)
{
  g_signal_emit_by_name (ui_controller (GTK_WIDGET (canvas), GTK_TYPE_GESTURE_CLICK), "released",
                         1, x, y);
}

void
ui_motion (ApeCanvas *canvas, double x, double y)
{
  g_signal_emit_by_name (ui_controller (GTK_WIDGET (canvas), GTK_TYPE_EVENT_CONTROLLER_MOTION),
                         "motion", x, y);
}

void
ui_click (ApeCanvas *canvas, double x, double y)
{
  ui_motion (canvas, x, y);
  ui_press (canvas, x, y, 1);
  ui_release (canvas, x, y);
  ui_settle ();
}

void
ui_drag (ApeCanvas *canvas, double x, double y, double dx, double dy)
{
  ui_motion (canvas, x, y);
  ui_press (canvas, x, y, 1);
  for (int i = 1; i <= 10; i++)
    ui_motion (canvas, x + dx * i / 10, y + dy * i / 10);
  ui_release (canvas, x + dx, y + dy);
  ui_settle ();
}

gboolean
ui_key (GtkWidget *widget, guint keyval, GdkModifierType state)
{
  gboolean used = FALSE;

  g_signal_emit_by_name (ui_controller (widget, GTK_TYPE_EVENT_CONTROLLER_KEY), "key-pressed",
                         keyval, 0u, state, &used);
  return used;
}

/* The first widget of a type below @root. */
GtkWidget *
ui_find (GtkWidget *root, GType type)
{
  if (g_type_is_a (G_OBJECT_TYPE (root), type))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = ui_find (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* A mapped button that says @label. */
GtkWidget *
ui_find_button (GtkWidget *root, const char *label)
{
  if (GTK_IS_BUTTON (root) && gtk_widget_get_mapped (root))
    {
      const char *text = gtk_button_get_label (GTK_BUTTON (root));
      GtkWidget *inner = ui_find (root, GTK_TYPE_LABEL);

      if (text == NULL && inner != NULL)
        text = gtk_label_get_label (GTK_LABEL (inner));
      if (g_strcmp0 (text, label) == 0)
        return root;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = ui_find_button (child, label);

      if (found != NULL)
        return found;
    }
  return NULL;
}

void
ui_save (UiFixture *fixture)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "page.save", NULL));
  ui_wait_until (!ape_page_is_modified (fixture->page));
}

/* ui-support.h: drives the real window in tests
 *
 * GTK 4 cannot make input events, so a press, a drag or a key is what the widget's own controllers
 * would have told it.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "ui/ape-window.h"

G_BEGIN_DECLS

typedef struct
{
  ApeWindow *window;
  ApePage *page;
  char *directory; /* a writable copy of the app; removed at the end */
  char *file;      /* the process file in it */
} UiFixture;

int ui_main (int *argc, char ***argv, void (*add_tests) (void));

void ui_open_sample (UiFixture *fixture, gconstpointer data);
void ui_open_text (UiFixture *fixture, const char *text);
void ui_close (UiFixture *fixture, gconstpointer data);

void ui_settle (void);

/* Spins the main loop until the condition holds; fails the test after some seconds. */
#define ui_wait_until(condition)                                                                   \
  G_STMT_START                                                                                     \
  {                                                                                                \
    gint64 end = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;                                    \
    while (!(condition) && g_get_monotonic_time () < end)                                          \
      g_main_context_iteration (NULL, FALSE) ? (void) 0 : g_usleep (1000);                         \
    g_assert_true (condition);                                                                     \
  }                                                                                                \
  G_STMT_END

char *ui_read_file (UiFixture *fixture) G_GNUC_WARN_UNUSED_RESULT;
char *ui_text (UiFixture *fixture) G_GNUC_WARN_UNUSED_RESULT;
BpmnElement *ui_element (UiFixture *fixture, const char *id);
void ui_place_of (UiFixture *fixture, const char *id, double *x, double *y);

gpointer ui_controller (GtkWidget *widget, GType type);
void ui_press (ApeCanvas *canvas, double x, double y, int n_press);
void ui_release (ApeCanvas *canvas, double x, double y);
void ui_motion (ApeCanvas *canvas, double x, double y);
void ui_click (ApeCanvas *canvas, double x, double y);
void ui_drag (ApeCanvas *canvas, double x, double y, double dx, double dy);
gboolean ui_key (GtkWidget *widget, guint keyval, GdkModifierType state);
GtkWidget *ui_find (GtkWidget *root, GType type);
GtkWidget *ui_find_button (GtkWidget *root, const char *label);
void ui_save (UiFixture *fixture);

G_END_DECLS

/* ape-diff-window.c: a unified difference to read
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include <gtksourceview/gtksource.h>

#include "ui/ape-diff-window.h"
#include "ui/ape-source-view.h"

/**
 * ape_diff_view_new:
 * @diff: the text
 *
 * Returns: (transfer floating): shows it, with what was added and removed in colour
 */
GtkWidget *
ape_diff_view_new (const char *diff)
{
  GtkSourceLanguage *language
      = gtk_source_language_manager_get_language (gtk_source_language_manager_get_default (),
                                                  "diff");
  g_autoptr (GtkSourceBuffer) buffer = gtk_source_buffer_new (NULL);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *view;

  gtk_source_buffer_set_language (buffer, language);
  gtk_text_buffer_set_text (GTK_TEXT_BUFFER (buffer), diff, -1);
  ape_source_view_follow_style (buffer);
  view = gtk_source_view_new_with_buffer (buffer);
  gtk_text_view_set_editable (GTK_TEXT_VIEW (view), FALSE);
  gtk_text_view_set_monospace (GTK_TEXT_VIEW (view), TRUE);
  gtk_text_view_set_left_margin (GTK_TEXT_VIEW (view), 12);
  gtk_text_view_set_top_margin (GTK_TEXT_VIEW (view), 6);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), view);
  gtk_widget_set_vexpand (scrolled, TRUE);
  return scrolled;
}

/**
 * ape_diff_window_new:
 * @parent: (nullable): the window it belongs to
 * @title: what it shows
 * @diff: the text
 *
 * Returns: (transfer none): the window, to be presented
 */
GtkWidget *
ape_diff_window_new (GtkWindow *parent, const char *title, const char *diff)
{
  GtkWidget *window = adw_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), ape_diff_view_new (diff));
  adw_window_set_content (ADW_WINDOW (window), box);
  gtk_window_set_title (GTK_WINDOW (window), title);
  gtk_window_set_default_size (GTK_WINDOW (window), 760, 520);
  gtk_window_set_transient_for (GTK_WINDOW (window), parent);
  gtk_window_set_modal (GTK_WINDOW (window), TRUE);
  return window;
}

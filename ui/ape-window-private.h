/* ape-window-private.h: what the files of the window share
 *
 * ape-window.c is the widget, its menus and commands; -close.c saves several pages and closes;
 * -view.c is about the View menu and what is open at the next start.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "ui/ape-start-page.h"
#include "ui/ape-window.h"

G_BEGIN_DECLS

struct _ApeWindow
{
  AdwApplicationWindow parent_instance;

  AdwToastOverlay *toasts;
  AdwToast *page_toast; /* (weak): the last of a page */
  AdwWindowTitle *title;
  AdwSplitButton *open_button;
  GtkMenuButton *new_button;
  GtkWidget *history_box;
  GtkWidget *undo_button;
  GtkWidget *redo_button;
  GtkWidget *page_box;
  GtkWidget *save_button;
  GtkWidget *stack;
  ApeStartPage *start_page;
  AdwTabView *tabs;

  GSettings *settings;
  GSimpleActionGroup *view_actions;
  GtkFileChooserNative *chooser;
  guint header_id;
  gboolean closing; /* the person has decided about unsaved changes */
};

/* ape-window.c */
ApePage *_ape_window_get_nth_page (ApeWindow *self, int index);

/* ape-window-close.c */
void _ape_window_save_all (ApeWindow *self);
gboolean _ape_window_close_page (ApeWindow *self, AdwTabPage *tab);
gboolean _ape_window_ask_before_closing (ApeWindow *self);
GPtrArray *_ape_window_list_modified (ApeWindow *self) G_GNUC_WARN_UNUSED_RESULT;

/* ape-window-view.c */
void _ape_window_init_view (ApeWindow *self);
void _ape_window_update_view (ApeWindow *self);
void _ape_window_remember (ApeWindow *self);

G_END_DECLS

/* ape-page.h: one open process: canvas, palette, inspector, problems, simulation
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <adwaita.h>

#include "ui/ape-canvas.h"
#include "ui/ape-palette.h"
#include "ui/ape-problems.h"
#include "ui/ape-simulation.h"

G_BEGIN_DECLS

#define APE_TYPE_PAGE (ape_page_get_type ())
G_DECLARE_FINAL_TYPE (ApePage, ape_page, APE, PAGE, GtkWidget)

/* Signals:
 *   "state-changed" (ApePage *): title, modified state or what can be done changed
 *   "toast" (ApePage *, const char *text): something worth a passing word */

/**
 * ApePageState:
 * @APE_PAGE_LOADING: the file is being read
 * @APE_PAGE_FAILED: it cannot be shown; the page says why
 * @APE_PAGE_READY: it can be edited
 */
typedef enum
{
  APE_PAGE_LOADING,
  APE_PAGE_FAILED,
  APE_PAGE_READY,
} ApePageState;

typedef void (*ApePageSavedFunc) (ApePage *page, gboolean saved, gpointer user_data);

GtkWidget *ape_page_new (void) G_GNUC_WARN_UNUSED_RESULT;
GtkWidget *ape_page_new_for_path (const char *path) G_GNUC_WARN_UNUSED_RESULT;
void ape_page_open (ApePage *self, const char *path);
void ape_page_open_template (ApePage *self, const char *name);
void ape_page_restore (ApePage *self, EditorSession *session);

ApePageState ape_page_get_state (ApePage *self);
gboolean ape_page_takes_long (ApePage *self);
const char *ape_page_get_error (ApePage *self);
const char *ape_page_get_path (ApePage *self);
const char *ape_page_get_title (ApePage *self);
const char *ape_page_get_subtitle (ApePage *self);
gboolean ape_page_is_modified (ApePage *self);
void ape_page_keep_edits (ApePage *self);
const char *ape_page_get_bottom (ApePage *self);
char *ape_page_dup_action_label (ApePage *self, const char *action) G_GNUC_WARN_UNUSED_RESULT;

void ape_page_save (ApePage *self, ApePageSavedFunc func, gpointer user_data);
void ape_page_check_disk (ApePage *self);
GtkWidget *ape_page_get_conflict_window (ApePage *self);

EditorSession *ape_page_get_session (ApePage *self);
ApeCanvas *ape_page_get_canvas (ApePage *self);
ApePalette *ape_page_get_palette (ApePage *self);
ApeProblems *ape_page_get_problems (ApePage *self);
ApeSimulation *ape_page_get_simulation (ApePage *self);
void ape_page_go_to (ApePage *self, const char *id);

/* Actions are installed on the page and, for shortcuts and menus, on the window around it. */
void ape_page_install_window_actions (GtkWidgetClass *window_class,
                                      GtkWidgetActionActivateFunc forward);
void ape_page_update_window_actions (ApePage *self, GtkWidget *window);

G_END_DECLS

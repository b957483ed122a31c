/* ape-page-private.h: what the files of the page share
 *
 * ape-page.c is the widget and opens; -file.c saves and exports; -disk.c follows what other programs
 * change; -view.c is about panels and what is shown; -findings.c about the check and the simulation;
 * -silence.c asks for reasons; -actions.c holds the commands and their keys.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "engine/altinn/altinn-app.h"
#include "engine/rules/rules-checker.h"
#include "engine/source/source-watch.h"
#include "ui/ape-banner.h"
#include "ui/ape-find-bar.h"
#include "ui/ape-inspector.h"
#include "ui/ape-minimap.h"
#include "ui/ape-outline.h"
#include "ui/ape-page.h"
#include "ui/ape-source-view.h"

G_BEGIN_DECLS

struct _ApePage
{
  GtkWidget parent_instance;

  /* Template */
  GtkWidget *stack;
  AdwStatusPage *failure;
  ApeBanner *banner;
  ApeFindBar *find_bar;
  ApePalette *palette;
  GtkWidget *palette_revealer;
  GtkWidget *side_paned;
  GtkWidget *bottom_paned;
  GtkWidget *canvas_overlay;
  ApeCanvas *canvas;
  GtkWidget *empty_hint;
  GtkWidget *minimap;
  GtkWidget *diagram_choice;
  GtkWidget *sidebar;
  AdwViewStack *sidebar_stack;
  ApeInspector *inspector;
  ApeSimulation *simulation;
  ApeOutline *outline;
  GtkWidget *bottom;
  AdwViewStack *bottom_stack;
  ApeProblems *problems;
  ApeSourceView *source_view;
  GtkWidget *problems_button;
  GtkWidget *problems_summary;
  GtkWidget *source_button;
  GtkWidget *runtime_label;
  GtkWidget *zoom_label;

  ApePageState state;
  guint loading_id;
  char *path;     /* what was asked to be opened */
  char *error;
  char *title;
  char *subtitle;
  EditorSession *session;
  AltinnApp *app;
  RulesChecker *checker; /* NULL until there is time for it */
  guint first_frame_id;
  guint rest_id;
  GCancellable *cancellable;
  GSettings *settings;
  gboolean choosing_diagram;
  gboolean bottom_chosen; /* the person opened or closed the panel */

  /* The file on disk */
  SourceWatch *watch;
  GPtrArray *conflicts; /* SourceDocument: edited here and changed by another program */
  SourceDocument *unreadable_document;
  char *unreadable; /* why what is on disk now cannot be read */
  GtkWidget *conflict_window;
  gboolean journal_told; /* that edits are not protected against a crash */
  GtkFileChooserNative *chooser;
  ApePageSavedFunc saved_func;
  gpointer saved_data;
};

/* ape-page.c */
void _ape_page_take_session (ApePage *self, EditorSession *session);
void _ape_page_fail (ApePage *self, const GError *error);
void _ape_page_update_state (ApePage *self);
void _ape_page_toast (ApePage *self, const char *text);

/* ape-page-file.c */
void _ape_page_save_as (ApePage *self);
void _ape_page_export (ApePage *self);
void _ape_page_reload (ApePage *self);
void _ape_page_show_changes (ApePage *self);
void _ape_page_ask_for_diagram (ApePage *self);

/* ape-page-findings.c */
void _ape_page_init_findings (ApePage *self);
void _ape_page_begin_checks (ApePage *self);
void _ape_page_end_checks (ApePage *self);
void _ape_page_step_problem (ApePage *self, int step);

/* ape-page-silence.c */
void _ape_page_ask_to_silence (ApePage *self, RulesFinding *finding);

/* ape-page-disk.c */
void _ape_page_watch (ApePage *self);
void _ape_page_unwatch (ApePage *self);
void _ape_page_show_conflict (ApePage *self);
gboolean _ape_page_find_conflicts (ApePage *self);

/* ape-page-view.c */
void _ape_page_init_view (ApePage *self);
void _ape_page_restore_panels (ApePage *self);
void _ape_page_update_diagrams (ApePage *self);
void _ape_page_step_diagram (ApePage *self, int step);
void _ape_page_toggle (ApePage *self, const char *key);
void _ape_page_show_bottom (ApePage *self, const char *name, gboolean toggle);
void _ape_page_show_sidebar (ApePage *self, const char *name);
void _ape_page_print (ApePage *self);

/* ape-page-actions.c */
void _ape_page_install_actions (GtkWidgetClass *widget_class);
void _ape_page_update_actions (ApePage *self);

G_END_DECLS

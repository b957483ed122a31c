/* ape-finding-popover.c: what is wrong with one element, at its badge
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "ui/ape-canvas-private.h"
#include "ui/ape-finding-popover.h"
#include "ui/ape-finding-row.h"

struct _ApeFindingPopover
{
  GtkPopover parent_instance;

  GtkWidget *box;
};

G_DEFINE_FINAL_TYPE (ApeFindingPopover, ape_finding_popover, GTK_TYPE_POPOVER)

enum
{
  FIX,
  SHOW_ME,
  SILENCE,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
fix_cb (ApeFindingPopover *self, RulesFinding *finding)
{
  g_signal_emit (self, signals[FIX], 0, finding);
  gtk_popover_popdown (GTK_POPOVER (self));
}

static void
show_cb (ApeFindingPopover *self, RulesFinding *finding)
{
  g_signal_emit (self, signals[SHOW_ME], 0, finding);
  gtk_popover_popdown (GTK_POPOVER (self));
}

static void
silence_cb (ApeFindingPopover *self, RulesFinding *finding)
{
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[SILENCE], 0, finding);
}

static void
ape_finding_popover_class_init (ApeFindingPopoverClass *klass)
{
  signals[FIX] = g_signal_new ("fix", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                               NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[SHOW_ME] = g_signal_new ("show-me", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[SILENCE] = g_signal_new ("silence", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
ape_finding_popover_init (ApeFindingPopover *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  gtk_widget_add_css_class (GTK_WIDGET (self), "finding-popover");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 360);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->box);
  gtk_widget_set_size_request (scrolled, 420, -1);
  gtk_popover_set_child (GTK_POPOVER (self), scrolled);
}

/**
 * ape_finding_popover_new:
 * @report: where to look
 * @element: id of an element
 *
 * Returns: (transfer floating): a popover with the findings about it, worst first
 */
GtkWidget *
ape_finding_popover_new (RulesReport *report, const char *element)
{
  ApeFindingPopover *self = g_object_new (APE_TYPE_FINDING_POPOVER, NULL);
  const GPtrArray *findings = rules_report_get_findings (report);

  for (int severity = RULES_SEVERITY_ERROR; severity >= RULES_SEVERITY_INFO; severity--)
    for (guint i = 0; i < findings->len; i++)
      {
        RulesFinding *finding = findings->pdata[i];
        GtkWidget *row;

        if ((int) finding->severity != severity || g_strcmp0 (finding->element, element) != 0)
          continue;
        row = ape_finding_row_new ();
        ape_finding_row_set_detailed (APE_FINDING_ROW (row), TRUE);
        ape_finding_row_set_finding (APE_FINDING_ROW (row), finding);
        g_signal_connect_swapped (row, "fix", G_CALLBACK (fix_cb), self);
        g_signal_connect_swapped (row, "show-me", G_CALLBACK (show_cb), self);
        g_signal_connect_swapped (row, "silence", G_CALLBACK (silence_cb), self);
        gtk_box_append (GTK_BOX (self->box), row);
      }
  return GTK_WIDGET (self);
}

/**
 * ape_finding_popover_show:
 * @canvas: the canvas
 * @area: of the badge, in the canvas's coordinates
 */
void
ape_finding_popover_show (ApeFindingPopover *self, GtkWidget *canvas, const GdkRectangle *area)
{
  _ape_canvas_take_popover (APE_CANVAS (canvas), GTK_WIDGET (self), area);
}

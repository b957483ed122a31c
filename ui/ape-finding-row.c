/* ape-finding-row.c: one finding in words, with what can be done about it
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include <glib/gi18n.h>

#include "ui/ape-finding-row.h"

struct _ApeFindingRow
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkWidget *icon;
  GtkWidget *message;
  GtkWidget *place;
  GtkWidget *why;
  GtkWidget *show_button;
  GtkWidget *fix_button;
  GtkWidget *silence_button;
  RulesFinding *finding;
  gboolean detailed;
};

G_DEFINE_FINAL_TYPE (ApeFindingRow, ape_finding_row, GTK_TYPE_WIDGET)

enum
{
  FIX,
  SHOW_ME,
  SILENCE,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

const char *
ape_severity_get_icon (RulesSeverity severity)
{
  switch (severity)
    {
    case RULES_SEVERITY_ERROR:
      return "ape-error-symbolic";
    case RULES_SEVERITY_WARNING:
      return "ape-warning-symbolic";
    case RULES_SEVERITY_INFO:
    default:
      return "ape-info-symbolic";
    }
}

const char *
ape_severity_get_style (RulesSeverity severity)
{
  switch (severity)
    {
    case RULES_SEVERITY_ERROR:
      return "error";
    case RULES_SEVERITY_WARNING:
      return "warning";
    case RULES_SEVERITY_INFO:
    default:
      return "accent";
    }
}

static void
fix_cb (ApeFindingRow *self)
{
  g_autoptr (RulesFinding) finding = rules_finding_ref (self->finding);

  g_signal_emit (self, signals[FIX], 0, finding);
}

static void
show_cb (ApeFindingRow *self)
{
  g_autoptr (RulesFinding) finding = rules_finding_ref (self->finding);

  g_signal_emit (self, signals[SHOW_ME], 0, finding);
}

static void
silence_cb (ApeFindingRow *self)
{
  g_autoptr (RulesFinding) finding = rules_finding_ref (self->finding);

  g_signal_emit (self, signals[SILENCE], 0, finding);
}

static void
ape_finding_row_dispose (GObject *object)
{
  ApeFindingRow *self = APE_FINDING_ROW (object);

  g_clear_pointer (&self->finding, rules_finding_unref);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (ape_finding_row_parent_class)->dispose (object);
}

static void
ape_finding_row_class_init (ApeFindingRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ape_finding_row_dispose;
  signals[FIX] = g_signal_new ("fix", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                               NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[SHOW_ME] = g_signal_new ("show-me", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[SILENCE] = g_signal_new ("silence", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "findingrow");
}

static GtkWidget *
create_label (const char *class_name)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (class_name != NULL)
    gtk_widget_add_css_class (label, class_name);
  return label;
}

static void
ape_finding_row_init (ApeFindingRow *self)
{
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  self->icon = gtk_image_new ();
  gtk_widget_set_valign (self->icon, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (self->box), self->icon);

  self->message = create_label (NULL);
  self->why = create_label ("dim-label");
  gtk_widget_add_css_class (self->why, "caption");
  self->place = create_label ("dim-label");
  gtk_widget_add_css_class (self->place, "caption");
  gtk_widget_set_hexpand (lines, TRUE);
  gtk_box_append (GTK_BOX (lines), self->message);
  gtk_box_append (GTK_BOX (lines), self->why);
  gtk_box_append (GTK_BOX (lines), self->place);
  gtk_box_append (GTK_BOX (self->box), lines);

  self->show_button = gtk_button_new_with_mnemonic (_ ("_Show Me"));
  gtk_widget_set_tooltip_text (self->show_button, _ ("Play a run that shows it"));
  gtk_widget_set_valign (self->show_button, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (self->show_button, "clicked", G_CALLBACK (show_cb), self);
  gtk_box_append (GTK_BOX (self->box), self->show_button);
  self->fix_button = gtk_button_new_with_mnemonic (_ ("_Fix"));
  gtk_widget_set_valign (self->fix_button, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (self->fix_button, "clicked", G_CALLBACK (fix_cb), self);
  gtk_box_append (GTK_BOX (self->box), self->fix_button);
  self->silence_button = gtk_button_new_from_icon_name ("notifications-disabled-symbolic");
  gtk_widget_set_tooltip_text (self->silence_button, _ ("Silence…"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->silence_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Silence…"), -1);
  gtk_widget_set_valign (self->silence_button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->silence_button, "flat");
  g_signal_connect_swapped (self->silence_button, "clicked", G_CALLBACK (silence_cb), self);
  gtk_box_append (GTK_BOX (self->box), self->silence_button);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

GtkWidget *
ape_finding_row_new (void)
{
  return g_object_new (APE_TYPE_FINDING_ROW, NULL);
}

static void
show_place (ApeFindingRow *self)
{
  const RulesFinding *finding = self->finding;
  g_autofree char *place = NULL;

  if (finding->silenced != NULL)
    /* Translators: name of a rule, why a person silenced it */
    place = g_strdup_printf (_ ("%s · silenced: %s"), finding->rule->id, finding->silenced);
  else if (finding->document != NULL && finding->line > 0)
    {
      g_autofree char *name
          = g_path_get_basename (source_document_get_name (finding->document));

      /* Translators: name of a file, line, name of a rule */
      place = g_strdup_printf (_ ("%s, line %u · %s"), name, finding->line, finding->rule->id);
    }
  else
    place = g_strdup (finding->rule->id);
  gtk_label_set_text (GTK_LABEL (self->place), place);
}

/* What is asked for seldom is offered where the finding is read. */
static void
update_silence (ApeFindingRow *self)
{
  gtk_widget_set_visible (self->silence_button, self->detailed && self->finding != NULL
                                                    && self->finding->silenced == NULL);
}

/**
 * ape_finding_row_set_finding:
 * @finding: what to show
 */
void
ape_finding_row_set_finding (ApeFindingRow *self, RulesFinding *finding)
{
  g_return_if_fail (APE_IS_FINDING_ROW (self));
  g_return_if_fail (finding != NULL);

  rules_finding_ref (finding);
  g_clear_pointer (&self->finding, rules_finding_unref);
  self->finding = finding;
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), ape_severity_get_icon (finding->severity));
  for (guint i = RULES_SEVERITY_INFO; i <= RULES_SEVERITY_ERROR; i++)
    gtk_widget_remove_css_class (self->icon, ape_severity_get_style (i));
  gtk_widget_add_css_class (self->icon, ape_severity_get_style (finding->severity));
  gtk_label_set_text (GTK_LABEL (self->message), finding->message);
  gtk_label_set_text (GTK_LABEL (self->why), _ (finding->rule->why));
  gtk_widget_set_visible (self->why, self->detailed);
  show_place (self);
  gtk_widget_set_visible (self->show_button, finding->witness != NULL);
  gtk_widget_set_visible (self->fix_button,
                          finding->fix_title != NULL && finding->silenced == NULL);
  update_silence (self);
  gtk_widget_set_tooltip_text (self->fix_button, finding->fix_title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  finding->message, -1);
}

RulesFinding *
ape_finding_row_get_finding (ApeFindingRow *self)
{
  g_return_val_if_fail (APE_IS_FINDING_ROW (self), NULL);

  return self->finding;
}

void
ape_finding_row_set_detailed (ApeFindingRow *self, gboolean detailed)
{
  g_return_if_fail (APE_IS_FINDING_ROW (self));

  self->detailed = detailed;
  gtk_widget_set_visible (self->why, detailed);
  update_silence (self);
}

GtkWidget *
ape_finding_row_get_fix_button (ApeFindingRow *self)
{
  g_return_val_if_fail (APE_IS_FINDING_ROW (self), NULL);

  return self->fix_button;
}

GtkWidget *
ape_finding_row_get_show_button (ApeFindingRow *self)
{
  g_return_val_if_fail (APE_IS_FINDING_ROW (self), NULL);

  return self->show_button;
}

GtkWidget *
ape_finding_row_get_silence_button (ApeFindingRow *self)
{
  g_return_val_if_fail (APE_IS_FINDING_ROW (self), NULL);

  return self->silence_button;
}

/* ape-page-silence.c: asks why a finding is to be silenced
 *
 * The reason is written to .altinn-process.json of the app repository: an edit like any other, which
 * can be undone and is saved with the rest.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include <glib/gi18n.h>

#include "ui/ape-page-private.h"

typedef struct
{
  ApePage *page;
  RulesFinding *finding;
  GtkWidget *entry;
} Question;

static void
question_free (gpointer data, GClosure *closure)
{
  Question *question = data;

  g_object_unref (question->page);
  rules_finding_unref (question->finding);
  g_free (question);
}

static void
response_cb (AdwMessageDialog *dialog, const char *response, Question *question)
{
  ApePage *self = question->page;
  g_autofree char *reason = g_strdup (gtk_editable_get_text (GTK_EDITABLE (question->entry)));
  g_autoptr (GError) error = NULL;

  if (!g_str_equal (response, "silence") || self->app == NULL)
    return;
  if (rules_config_silence (self->app, question->finding->rule->id, question->finding->element,
                            g_strstrip (reason), &error))
    _ape_page_toast (self, _ ("Silenced; save to keep it"));
  else
    _ape_page_toast (self, error->message);
}

static void
reason_changed_cb (AdwMessageDialog *dialog, GtkEditable *entry)
{
  g_autofree char *reason = g_strdup (gtk_editable_get_text (entry));

  adw_message_dialog_set_response_enabled (dialog, "silence", *g_strstrip (reason) != '\0');
}

/* Asks for the reason; nothing is silenced without one. */
void
_ape_page_ask_to_silence (ApePage *self, RulesFinding *finding)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *entry = gtk_entry_new ();
  AdwMessageDialog *dialog;
  Question *question;

  if (altinn_app_is_loose (self->app))
    {
      _ape_page_toast (self,
                       _ ("Only in an app repository can a problem be silenced: that is where "
                          "the reason is kept"));
      return;
    }
  dialog = ADW_MESSAGE_DIALOG (
      adw_message_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                              _ ("Silence This Problem?"), finding->message));
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), _ ("Why it is no problem here"));
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Reason"), -1);
  adw_message_dialog_set_extra_child (dialog, entry);
  adw_message_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "silence", _ ("_Silence"),
                                    NULL);
  adw_message_dialog_set_close_response (dialog, "cancel");
  adw_message_dialog_set_default_response (dialog, "silence");
  adw_message_dialog_set_response_enabled (dialog, "silence", FALSE);
  g_signal_connect_object (entry, "changed", G_CALLBACK (reason_changed_cb), dialog,
                           G_CONNECT_SWAPPED);
  question = g_new0 (Question, 1);
  question->page = g_object_ref (self);
  question->finding = rules_finding_ref (finding);
  question->entry = entry;
  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb), question, question_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

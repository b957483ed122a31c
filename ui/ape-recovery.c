/* ape-recovery.c: offers what a crash left unsaved
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include <glib/gi18n.h>

#include "ui/ape-recovery.h"

/**
 * ape_recovery_dup_title:
 * @info: a journal
 *
 * Returns: (transfer full): what its edits are of: the folder of the app, else the file
 */
char *
ape_recovery_dup_title (const SourceJournalInfo *info)
{
  for (guint i = 0; info->files[i] != NULL; i++)
    {
      const char *app = strstr (info->files[i], "/App/");

      if (app != NULL && app != info->files[i])
        {
          g_autofree char *folder = g_strndup (info->files[i], (gsize) (app - info->files[i]));
          g_autofree char *name = g_path_get_basename (folder);

          if (!g_str_equal (name, "src"))
            return g_steal_pointer (&name);
          g_free (g_steal_pointer (&name));
          name = g_path_get_dirname (folder);
          return g_path_get_basename (name);
        }
    }
  return info->files[0] != NULL ? g_path_get_basename (info->files[0])
                                : g_strdup (_ ("New Process"));
}

/**
 * ape_recovery_dup_details:
 * @info: a journal
 *
 * Returns: (transfer full): how many changes it has, and of when: "3 changes, 14 May 2026 at 09:30"
 */
char *
ape_recovery_dup_details (const SourceJournalInfo *info)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (info->time);
  /* Translators: a date and a time, see g_date_time_format() */
  g_autofree char *when = time != NULL ? g_date_time_format (time, _ ("%e %B %Y at %H:%M")) : NULL;

  /* Translators: %s is a date and a time */
  return g_strdup_printf (ngettext ("%u change, %s", "%u changes, %s", info->n_transactions),
                          info->n_transactions, when != NULL ? g_strstrip (when) : "");
}

/* What there is to restore, and which of the files say something else on disk by now: the person
 * knows before restoring that a choice will have to be made. */
static char *
dup_question (const SourceJournalInfo *info)
{
  g_autofree char *details = ape_recovery_dup_details (info);
  g_autofree char *files = g_strjoinv ("\n", info->files);
  g_autofree char *changed = g_strjoinv ("\n", info->changed);
  g_autofree char *body
      = g_strdup_printf (_ ("The program ended before they were saved: %s.\n\n%s"), details, files);
  g_autofree char *warning = NULL;

  if (*changed == '\0')
    return g_steal_pointer (&body);
  warning = g_strdup_printf (_ ("Since then another program changed or removed:\n%s\n\nRestoring "
                                "changes nothing on disk. Before you save you choose which version "
                                "to keep."),
                             changed);
  return g_strconcat (body, "\n\n", warning, NULL);
}

/* One after the other */

typedef struct
{
  GPtrArray *journals; /* SourceJournalInfo: still to be asked about; the first is the question */
} Question;

static void ask_first (ApeWindow *window, GPtrArray *journals);

static void
question_free (gpointer data, GClosure *closure)
{
  Question *question = data;

  g_ptr_array_unref (question->journals);
  g_free (question);
}

static void
response_cb (AdwMessageDialog *dialog, const char *response, Question *question)
{
  ApeWindow *window = APE_WINDOW (gtk_window_get_transient_for (GTK_WINDOW (dialog)));
  g_autoptr (GPtrArray) journals = g_ptr_array_ref (question->journals);
  g_autofree char *path = g_strdup (((SourceJournalInfo *) journals->pdata[0])->path);

  /* Closing answers too. */
  g_signal_handlers_disconnect_by_data (dialog, question);
  g_ptr_array_remove_index (journals, 0);
  if (g_str_equal (response, "restore"))
    ape_window_restore (window, path);
  else if (g_str_equal (response, "discard"))
    source_journal_discard (path);
  ape_window_update_start_page (window);
  ask_first (window, journals);
}

static void
ask_first (ApeWindow *window, GPtrArray *journals)
{
  const SourceJournalInfo *info = journals->len > 0 ? journals->pdata[0] : NULL;
  g_autofree char *title = NULL;
  g_autofree char *heading = NULL;
  g_autofree char *body = NULL;
  AdwMessageDialog *dialog;
  Question *question;

  if (info == NULL)
    return;
  title = ape_recovery_dup_title (info);
  heading = g_strdup_printf (_ ("Restore Unsaved Changes to “%s”?"), title);
  body = dup_question (info);
  dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (GTK_WINDOW (window), heading, body));
  adw_message_dialog_add_responses (dialog, "later", _ ("_Later"), "discard", _ ("_Discard"),
                                    "restore", _ ("_Restore"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "discard", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_response_appearance (dialog, "restore", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, "restore");
  adw_message_dialog_set_close_response (dialog, "later");
  question = g_new0 (Question, 1);
  question->journals = g_ptr_array_ref (journals);
  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb), question, question_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/**
 * ape_recovery_ask:
 * @window: where
 * @journal: the path of a journal
 *
 * Asks whether to restore it.
 */
void
ape_recovery_ask (ApeWindow *window, const char *journal)
{
  g_autoptr (GPtrArray) journals = source_journal_list ();

  for (guint i = journals->len; i > 0; i--)
    if (!g_str_equal (((SourceJournalInfo *) journals->pdata[i - 1])->path, journal))
      g_ptr_array_remove_index (journals, i - 1);
  ask_first (window, journals);
}

/* "a.bpmn, policy.xml" */
static char *
join_names (GPtrArray *paths)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < paths->len; i++)
    {
      g_autofree char *name = g_filename_display_basename (paths->pdata[i]);

      g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", name);
    }
  return g_string_free (text, FALSE);
}

static void
tell (ApeWindow *window, const char *format, GPtrArray *paths)
{
  g_autofree char *names = join_names (paths);
  g_auto (GStrv) parts = g_strsplit (format, "%s", 2);
  g_autofree char *text = g_strjoinv (names, parts);

  if (paths->len > 0)
    ape_window_tell (window, text);
}

/**
 * ape_recovery_start:
 * @window: the first window of the program
 *
 * Finishes saves that were interrupted, and offers the edits of programs that ended without saving
 * or discarding them. What is damaged is set aside; the person is told of it.
 */
void
ape_recovery_start (ApeWindow *window)
{
  g_autoptr (GPtrArray) settled = source_settle_saves ();
  g_autoptr (GPtrArray) damaged = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) journals = source_journal_find (damaged);

  tell (window, _ ("A save that was interrupted is now finished: %s"), settled);
  tell (window,
        _ ("Unsaved changes of an earlier run cannot be read. They were set aside as %s"), damaged);
  ape_window_update_start_page (window);
  ask_first (window, journals);
}

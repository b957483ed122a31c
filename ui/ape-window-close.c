/* ape-window-close.c: saves the pages of a window, and asks before they are closed
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include <glib/gi18n.h>

#include "ui/ape-window-private.h"

typedef struct
{
  ApeWindow *window;
  AdwTabPage *tab; /* NULL: the window is being closed */
} Closing;

static Closing *
closing_new (ApeWindow *window, AdwTabPage *tab)
{
  Closing *closing = g_new0 (Closing, 1);

  closing->window = g_object_ref (window);
  closing->tab = tab != NULL ? g_object_ref (tab) : NULL;
  return closing;
}

static void
closing_free (Closing *closing)
{
  g_object_unref (closing->window);
  g_clear_object (&closing->tab);
  g_free (closing);
}

/* Returns: (transfer container): the pages with unsaved changes */
GPtrArray *
_ape_window_list_modified (ApeWindow *self)
{
  GPtrArray *pages = g_ptr_array_new ();

  for (guint i = 0; i < ape_window_get_n_pages (self); i++)
    {
      ApePage *page = _ape_window_get_nth_page (self, (int) i);

      ape_page_keep_edits (page);
      if (ape_page_is_modified (page))
        g_ptr_array_add (pages, page);
    }
  return pages;
}

static void close_if_saved (ApeWindow *self);

static void
saved_before_close_cb (ApePage *page, gboolean saved, gpointer data)
{
  Closing *closing = data;

  if (closing->tab != NULL)
    adw_tab_view_close_page_finish (closing->window->tabs, closing->tab, saved);
  else if (saved)
    close_if_saved (closing->window);
  closing_free (closing);
}

/* Saves one page after the other, then closes. */
static void
close_if_saved (ApeWindow *self)
{
  g_autoptr (GPtrArray) modified = _ape_window_list_modified (self);

  if (modified->len > 0)
    {
      ape_page_save (modified->pdata[0], saved_before_close_cb, closing_new (self, NULL));
      return;
    }
  self->closing = TRUE;
  gtk_window_close (GTK_WINDOW (self));
}

static void
close_response_cb (AdwMessageDialog *dialog, const char *response, gpointer data)
{
  Closing *closing = data;
  ApeWindow *self = closing->window;

  if (g_str_equal (response, "save"))
    {
      if (closing->tab != NULL)
        {
          ape_page_save (APE_PAGE (adw_tab_page_get_child (closing->tab)), saved_before_close_cb,
                         closing);
          return;
        }
      close_if_saved (self);
    }
  else if (closing->tab != NULL)
    adw_tab_view_close_page_finish (self->tabs, closing->tab, g_str_equal (response, "discard"));
  else if (g_str_equal (response, "discard"))
    {
      self->closing = TRUE;
      gtk_window_close (GTK_WINDOW (self));
    }
  closing_free (closing);
}

static void
ask_about_changes (ApeWindow *self, AdwTabPage *tab, GPtrArray *pages)
{
  AdwMessageDialog *dialog;
  g_autofree char *body = NULL;

  if (pages->len == 1)
    body = g_strdup_printf (_ ("“%s” has changes that are not saved. If you do not save them, they "
                               "are lost."),
                            ape_page_get_title (pages->pdata[0]));
  else
    body = g_strdup_printf (ngettext ("%u process has changes that are not saved. If you do not "
                                      "save them, they are lost.",
                                      "%u processes have changes that are not saved. If you do "
                                      "not save them, they are lost.",
                                      pages->len),
                            pages->len);
  dialog = ADW_MESSAGE_DIALOG (
      adw_message_dialog_new (GTK_WINDOW (self), _ ("Save Changes?"), body));
  adw_message_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "discard", _ ("_Discard"),
                                    "save", _ ("_Save"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "discard", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_response_appearance (dialog, "save", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, "save");
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_signal_connect (dialog, "response", G_CALLBACK (close_response_cb), closing_new (self, tab));
  gtk_window_present (GTK_WINDOW (dialog));
}

/* A tab is to be closed: at once, or after the person has said what to do. */
gboolean
_ape_window_close_page (ApeWindow *self, AdwTabPage *tab)
{
  ApePage *page = APE_PAGE (adw_tab_page_get_child (tab));
  g_autoptr (GPtrArray) pages = g_ptr_array_new ();

  ape_page_keep_edits (page);
  if (!ape_page_is_modified (page))
    {
      adw_tab_view_close_page_finish (self->tabs, tab, TRUE);
      return GDK_EVENT_STOP;
    }
  adw_tab_view_set_selected_page (self->tabs, tab);
  g_ptr_array_add (pages, page);
  ask_about_changes (self, tab, pages);
  return GDK_EVENT_STOP;
}

/* Returns: whether the window must stay until the person has said what to do */
gboolean
_ape_window_ask_before_closing (ApeWindow *self)
{
  g_autoptr (GPtrArray) modified = _ape_window_list_modified (self);

  if (modified->len == 0 || self->closing)
    return FALSE;
  ask_about_changes (self, NULL, modified);
  return TRUE;
}

/* Saving all, without closing */

static void
saved_one_cb (ApePage *page, gboolean saved, gpointer data)
{
  g_autoptr (ApeWindow) self = data;

  if (saved)
    _ape_window_save_all (self);
}

/* Saves one page after the other; one that cannot be saved is shown and ends it. */
void
_ape_window_save_all (ApeWindow *self)
{
  g_autoptr (GPtrArray) modified = _ape_window_list_modified (self);

  if (modified->len > 0)
    ape_page_save (modified->pdata[0], saved_one_cb, g_object_ref (self));
}

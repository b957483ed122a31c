/* ape-start-page.c: what a window shows when nothing is open
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include <glib/gi18n.h>

#include "engine/altinn/altinn-template.h"
#include "ui/ape-recent.h"
#include "ui/ape-recovery.h"
#include "ui/ape-start-page.h"

#define N_RECENT 5

struct _ApeStartPage
{
  GtkWidget parent_instance;

  GtkWidget *status;
  GtkWidget *unsaved;
  GtkWidget *recent;
  GtkWidget *templates;
  GPtrArray *unsaved_rows;
  GPtrArray *recent_rows;
};

G_DEFINE_FINAL_TYPE (ApeStartPage, ape_start_page, GTK_TYPE_WIDGET)

static GtkWidget *
create_row (const char *icon, const char *title, const char *subtitle, const char *action,
            const char *target)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 2);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name (icon));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), action);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", target);
  return row;
}

static void
add_templates (ApeStartPage *self)
{
  guint n_templates;
  const AltinnTemplate *templates = altinn_template_get_all (&n_templates);

  for (guint i = 0; i < n_templates; i++)
    adw_preferences_group_add (
        ADW_PREFERENCES_GROUP (self->templates),
        create_row ("document-new-symbolic", altinn_template_get_title (&templates[i]),
                    altinn_template_get_help (&templates[i]), "win.new", templates[i].name));
}

static void
ape_start_page_dispose (GObject *object)
{
  ApeStartPage *self = APE_START_PAGE (object);

  g_clear_pointer (&self->recent_rows, g_ptr_array_unref);
  g_clear_pointer (&self->unsaved_rows, g_ptr_array_unref);
  g_clear_pointer (&self->status, gtk_widget_unparent);
  G_OBJECT_CLASS (ape_start_page_parent_class)->dispose (object);
}

static void
ape_start_page_class_init (ApeStartPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ape_start_page_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/no/altinn/ProcessEditor/ape-start-page.ui");
  gtk_widget_class_bind_template_child (widget_class, ApeStartPage, status);
  gtk_widget_class_bind_template_child (widget_class, ApeStartPage, unsaved);
  gtk_widget_class_bind_template_child (widget_class, ApeStartPage, recent);
  gtk_widget_class_bind_template_child (widget_class, ApeStartPage, templates);
}

static void
ape_start_page_init (ApeStartPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->recent_rows = g_ptr_array_new ();
  self->unsaved_rows = g_ptr_array_new ();
  add_templates (self);
  ape_start_page_update (self);
}

static void
clear_rows (GtkWidget *group, GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (group), rows->pdata[i]);
  g_ptr_array_set_size (rows, 0);
}

/**
 * ape_start_page_list_unsaved:
 *
 * Lists what an earlier run left unsaved.
 */
void
ape_start_page_list_unsaved (ApeStartPage *self)
{
  g_autoptr (GPtrArray) journals = source_journal_list ();

  g_return_if_fail (APE_IS_START_PAGE (self));

  clear_rows (self->unsaved, self->unsaved_rows);
  gtk_widget_set_visible (self->unsaved, journals->len > 0);
  for (guint i = 0; i < journals->len; i++)
    {
      const SourceJournalInfo *info = journals->pdata[i];
      g_autofree char *title = ape_recovery_dup_title (info);
      g_autofree char *details = ape_recovery_dup_details (info);
      GtkWidget *row
          = create_row ("document-revert-symbolic", title, details, "win.restore", info->path);

      adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->unsaved), row);
      g_ptr_array_add (self->unsaved_rows, row);
    }
}

/**
 * ape_start_page_update:
 *
 * Lists what was opened lately.
 */
void
ape_start_page_update (ApeStartPage *self)
{
  g_autoptr (GPtrArray) files = ape_recent_list (N_RECENT);

  g_return_if_fail (APE_IS_START_PAGE (self));

  clear_rows (self->recent, self->recent_rows);
  gtk_widget_set_visible (self->recent, files->len > 0);
  for (guint i = 0; i < files->len; i++)
    {
      g_autofree char *name = g_file_get_basename (files->pdata[i]);
      g_autofree char *path = ape_recent_describe (files->pdata[i]);
      g_autofree char *uri = g_file_get_uri (files->pdata[i]);
      gboolean file = g_str_has_suffix (name, ".bpmn");
      GtkWidget *row = create_row (file ? "text-x-generic-symbolic" : "folder-symbolic", name,
                                   path, "win.open-uri", uri);

      adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->recent), row);
      g_ptr_array_add (self->recent_rows, row);
    }
}

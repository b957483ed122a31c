/* ape-find-bar.c: finds elements by anything their file says about them
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include <glib/gi18n.h>

#include "editor/editor-find.h"
#include "editor/editor-scene.h"
#include "ui/ape-find-bar.h"

struct _ApeFindBar
{
  GtkWidget parent_instance;

  GtkWidget *bar;
  GtkWidget *entry;
  GtkWidget *count;
  GtkWidget *buttons;
  EditorSession *session;
  GPtrArray *hits; /* of EditorFindHit */
  guint current;
};

G_DEFINE_FINAL_TYPE (ApeFindBar, ape_find_bar, GTK_TYPE_WIDGET)

enum
{
  ACTIVATED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
show_count (ApeFindBar *self)
{
  g_autofree char *text = NULL;
  const EditorFindHit *hit;

  gtk_widget_set_sensitive (self->buttons, self->hits != NULL && self->hits->len > 0);
  if (self->hits == NULL)
    text = g_strdup ("");
  else if (self->hits->len == 0)
    text = g_strdup (_ ("Nothing found"));
  else
    {
      hit = self->hits->pdata[self->current];
      /* Translators: number of the hit, number of hits, the text that was found */
      text = g_strdup_printf (_ ("%u of %u · %s"), self->current + 1, self->hits->len, hit->text);
    }
  gtk_label_set_text (GTK_LABEL (self->count), text);
}

static void
mark_hits (ApeFindBar *self)
{
  EditorScene *scene;

  if (self->session == NULL)
    return;
  scene = editor_session_get_scene (self->session);
  editor_scene_clear_emphasis (scene);
  for (guint i = 0; self->hits != NULL && i < self->hits->len; i++)
    {
      const EditorFindHit *hit = self->hits->pdata[i];
      EditorItem *item = editor_scene_lookup (scene, hit->element);

      if (item != NULL)
        editor_scene_set_emphasis (scene, item, EDITOR_EMPHASIS_CHANGED);
    }
}

static void
go (ApeFindBar *self)
{
  const EditorFindHit *hit;

  show_count (self);
  if (self->hits == NULL || self->hits->len == 0)
    return;
  hit = self->hits->pdata[self->current];
  if (bpmn_element_is_attached (hit->element))
    g_signal_emit (self, signals[ACTIVATED], 0, hit->element);
}

static void
search_cb (ApeFindBar *self)
{
  const char *query = gtk_editable_get_text (GTK_EDITABLE (self->entry));

  g_clear_pointer (&self->hits, g_ptr_array_unref);
  self->current = 0;
  if (self->session != NULL && query[0] != '\0')
    self->hits = editor_find (self->session, query);
  mark_hits (self);
  go (self);
}

static void
step (ApeFindBar *self, int by)
{
  if (self->hits == NULL || self->hits->len == 0)
    return;
  self->current = (self->current + self->hits->len + (guint) by) % self->hits->len;
  go (self);
}

static void
next_cb (ApeFindBar *self)
{
  step (self, 1);
}

static void
previous_cb (ApeFindBar *self)
{
  step (self, -1);
}

static void
stop_cb (ApeFindBar *self)
{
  gtk_search_bar_set_search_mode (GTK_SEARCH_BAR (self->bar), FALSE);
}

static void
mode_cb (ApeFindBar *self)
{
  if (gtk_search_bar_get_search_mode (GTK_SEARCH_BAR (self->bar)))
    return;
  g_clear_pointer (&self->hits, g_ptr_array_unref);
  mark_hits (self);
  show_count (self);
}

static GtkWidget *
create_button (const char *icon, const char *label)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  return button;
}

static void
ape_find_bar_dispose (GObject *object)
{
  ApeFindBar *self = APE_FIND_BAR (object);

  g_clear_pointer (&self->hits, g_ptr_array_unref);
  g_clear_object (&self->session);
  g_clear_pointer (&self->bar, gtk_widget_unparent);
  G_OBJECT_CLASS (ape_find_bar_parent_class)->dispose (object);
}

static void
ape_find_bar_class_init (ApeFindBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ape_find_bar_dispose;
  signals[ACTIVATED] = g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
ape_find_bar_init (ApeFindBar *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *previous = create_button ("go-up-symbolic", _ ("Previous hit (Shift+Enter)"));
  GtkWidget *next = create_button ("go-down-symbolic", _ ("Next hit (Enter)"));

  self->entry = gtk_search_entry_new ();
  gtk_editable_set_width_chars (GTK_EDITABLE (self->entry), 32);
  g_object_set (self->entry, "placeholder-text", _ ("Name, id, type, setting or condition"), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Find in the process"), -1);
  g_signal_connect_swapped (self->entry, "search-changed", G_CALLBACK (search_cb), self);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (next_cb), self);
  g_signal_connect_swapped (self->entry, "next-match", G_CALLBACK (next_cb), self);
  g_signal_connect_swapped (self->entry, "previous-match", G_CALLBACK (previous_cb), self);
  g_signal_connect_swapped (self->entry, "stop-search", G_CALLBACK (stop_cb), self);
  gtk_box_append (GTK_BOX (box), self->entry);

  self->buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_add_css_class (self->buttons, "linked");
  g_signal_connect_swapped (previous, "clicked", G_CALLBACK (previous_cb), self);
  g_signal_connect_swapped (next, "clicked", G_CALLBACK (next_cb), self);
  gtk_box_append (GTK_BOX (self->buttons), previous);
  gtk_box_append (GTK_BOX (self->buttons), next);
  gtk_box_append (GTK_BOX (box), self->buttons);

  self->count = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (self->count), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (self->count), 28);
  gtk_label_set_max_width_chars (GTK_LABEL (self->count), 28);
  gtk_label_set_xalign (GTK_LABEL (self->count), 0);
  gtk_widget_add_css_class (self->count, "dim-label");
  gtk_box_append (GTK_BOX (box), self->count);

  self->bar = gtk_search_bar_new ();
  gtk_search_bar_connect_entry (GTK_SEARCH_BAR (self->bar), GTK_EDITABLE (self->entry));
  gtk_search_bar_set_show_close_button (GTK_SEARCH_BAR (self->bar), TRUE);
  gtk_search_bar_set_child (GTK_SEARCH_BAR (self->bar), box);
  g_signal_connect_swapped (self->bar, "notify::search-mode-enabled", G_CALLBACK (mode_cb), self);
  gtk_widget_set_parent (self->bar, GTK_WIDGET (self));
  show_count (self);
}

/**
 * ape_find_bar_set_session:
 * @session: (nullable): what to look in
 */
void
ape_find_bar_set_session (ApeFindBar *self, EditorSession *session)
{
  g_return_if_fail (APE_IS_FIND_BAR (self));

  g_clear_pointer (&self->hits, g_ptr_array_unref);
  self->current = 0;
  g_set_object (&self->session, session);
  show_count (self);
}

/**
 * ape_find_bar_start:
 *
 * Shows the bar and gives it the focus.
 */
void
ape_find_bar_start (ApeFindBar *self)
{
  g_return_if_fail (APE_IS_FIND_BAR (self));

  gtk_search_bar_set_search_mode (GTK_SEARCH_BAR (self->bar), TRUE);
  gtk_widget_grab_focus (self->entry);
}

/**
 * ape_find_bar_set_query:
 * @query: what to look for
 *
 * Looks at once, without waiting for further keys.
 */
void
ape_find_bar_set_query (ApeFindBar *self, const char *query)
{
  g_return_if_fail (APE_IS_FIND_BAR (self));

  gtk_editable_set_text (GTK_EDITABLE (self->entry), query);
  search_cb (self);
}

guint
ape_find_bar_get_n_hits (ApeFindBar *self)
{
  g_return_val_if_fail (APE_IS_FIND_BAR (self), 0);

  return self->hits != NULL ? self->hits->len : 0;
}

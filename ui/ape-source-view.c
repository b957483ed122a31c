/* ape-source-view.c: the XML of the process, always as it would be saved
 *
 * Typing changes only this view at first. Some moments after the last key the difference goes into
 * the document as one range of text; while what stands here cannot be read, the document keeps what
 * it had and a line says what is wrong.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "engine/source/source-edit.h"
#include "engine/source/source-node.h"
#include "engine/source/source-workspace.h"
#include "ui/ape-source-view.h"

#define TYPING_DELAY 500 /* milliseconds */

struct _ApeSourceView
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkWidget *view;
  GtkWidget *message;
  GtkWidget *message_revealer;
  GtkSourceBuffer *buffer;
  SourceDocument *document;
  char *text;      /* the document's text as the buffer last had it */
  gboolean active;
  gboolean stale;  /* the document changed while it was not seen */
  gboolean loading;
  gboolean moving; /* the cursor is being moved by the program */
  guint timeout_id;
};

G_DEFINE_FINAL_TYPE (ApeSourceView, ape_source_view, GTK_TYPE_WIDGET)

enum
{
  CURSOR_MOVED,
  FAILED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* Colours */

static void
apply_style (GtkSourceBuffer *buffer)
{
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  GtkSourceStyleSchemeManager *schemes = gtk_source_style_scheme_manager_get_default ();

  gtk_source_buffer_set_style_scheme (
      buffer, gtk_source_style_scheme_manager_get_scheme (schemes,
                                                          dark ? "Adwaita-dark" : "Adwaita"));
}

/**
 * ape_source_view_follow_style:
 * @buffer: a buffer
 *
 * Gives it the light or dark colours, now and when they change.
 */
void
ape_source_view_follow_style (GtkSourceBuffer *buffer)
{
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (apply_style), buffer, G_CONNECT_SWAPPED);
  apply_style (buffer);
}

/* Offsets: the document counts bytes of its text, the buffer characters. The buffer's line ends are
 * the document's, so both have the same text. */

static char *
get_buffer_text (ApeSourceView *self)
{
  GtkTextIter first, last;

  gtk_text_buffer_get_bounds (GTK_TEXT_BUFFER (self->buffer), &first, &last);
  return gtk_text_buffer_get_text (GTK_TEXT_BUFFER (self->buffer), &first, &last, TRUE);
}

static void
get_iter_at (ApeSourceView *self, gsize offset, GtkTextIter *iter)
{
  gsize length = self->text != NULL ? strlen (self->text) : 0;

  gtk_text_buffer_get_iter_at_offset (
      GTK_TEXT_BUFFER (self->buffer), iter,
      self->text != NULL
          ? (int) g_utf8_pointer_to_offset (self->text, self->text + MIN (offset, length))
          : 0);
}

/* From the document */

/* Replaces only what differs, so that cursor and scroll position stay. */
static void
load (ApeSourceView *self)
{
  g_autofree char *text = NULL;
  g_autofree char *old = NULL;
  gsize length, old_length, begin = 0, end = 0;
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (self->buffer);
  GtkTextIter first, last;

  self->stale = FALSE;
  text = self->document != NULL ? source_document_dup_text (self->document, &length)
                                : g_strdup ("");
  length = strlen (text);
  old = get_buffer_text (self);
  old_length = strlen (old);
  while (begin < length && begin < old_length && text[begin] == old[begin])
    begin++;
  while (begin > 0 && (old[begin] & 0xc0) == 0x80)
    begin--;
  while (end < length - begin && end < old_length - begin
         && text[length - 1 - end] == old[old_length - 1 - end])
    end++;
  while (end > 0 && (old[old_length - end] & 0xc0) == 0x80)
    end--;

  self->loading = TRUE;
  if (begin + end < MAX (length, old_length))
    {
      gtk_text_buffer_get_iter_at_offset (buffer, &first,
                                          (int) g_utf8_pointer_to_offset (old, old + begin));
      gtk_text_buffer_get_iter_at_offset (
          buffer, &last, (int) g_utf8_pointer_to_offset (old, old + old_length - end));
      gtk_text_buffer_delete (buffer, &first, &last);
      gtk_text_buffer_insert (buffer, &first, text + begin, (int) (length - begin - end));
    }
  self->loading = FALSE;
  g_free (self->text);
  self->text = g_steal_pointer (&text);
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->message_revealer), FALSE);
}

static void
document_changed_cb (ApeSourceView *self)
{
  g_clear_handle_id (&self->timeout_id, g_source_remove);
  if (self->active)
    load (self);
  else
    self->stale = TRUE;
}

/* Into the document */

static void
tell (ApeSourceView *self, const char *message)
{
  gtk_label_set_text (GTK_LABEL (self->message), message);
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->message_revealer), TRUE);
}

/**
 * ape_source_view_apply:
 *
 * Takes over what was typed, at once.
 *
 * Returns: %FALSE if it cannot be read; the document is then as before
 */
gboolean
ape_source_view_apply (ApeSourceView *self)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  SourceWorkspace *workspace;
  gsize length, old_length, begin = 0, end = 0;
  gboolean done;

  g_return_val_if_fail (APE_IS_SOURCE_VIEW (self), FALSE);

  g_clear_handle_id (&self->timeout_id, g_source_remove);
  if (self->document == NULL || self->text == NULL)
    return TRUE;
  text = get_buffer_text (self);
  length = strlen (text);
  old_length = strlen (self->text);
  while (begin < length && begin < old_length && text[begin] == self->text[begin])
    begin++;
  while (begin > 0 && (text[begin] & 0xc0) == 0x80)
    begin--;
  while (end < length - begin && end < old_length - begin
         && text[length - 1 - end] == self->text[old_length - 1 - end])
    end++;
  while (end > 0 && (text[length - end] & 0xc0) == 0x80)
    end--;
  if (begin + end >= MAX (length, old_length))
    {
      gtk_revealer_set_reveal_child (GTK_REVEALER (self->message_revealer), FALSE);
      return TRUE;
    }

  text[length - end] = '\0';
  workspace = source_document_get_workspace (self->document);
  source_workspace_begin (workspace, _ ("Edit XML"));
  done = source_edit_replace (self->document, begin, old_length - begin - end, text + begin,
                              &error);
  if (!done)
    {
      source_workspace_rollback (workspace);
      tell (self, error->message);
      return FALSE;
    }
  source_workspace_commit (workspace);
  return TRUE;
}

static gboolean
typed_cb (gpointer data)
{
  ApeSourceView *self = data;

  self->timeout_id = 0;
  ape_source_view_apply (self);
  return G_SOURCE_REMOVE;
}

static void
buffer_changed_cb (ApeSourceView *self)
{
  if (self->loading || self->document == NULL)
    return;
  g_clear_handle_id (&self->timeout_id, g_source_remove);
  self->timeout_id = g_timeout_add (TYPING_DELAY, typed_cb, self);
}

static void
cursor_cb (ApeSourceView *self)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (self->buffer);
  GtkTextIter cursor;

  if (self->loading || self->moving || self->timeout_id != 0 || self->text == NULL
      || !gtk_widget_has_focus (self->view))
    return;
  gtk_text_buffer_get_iter_at_mark (buffer, &cursor, gtk_text_buffer_get_insert (buffer));
  g_signal_emit (self, signals[CURSOR_MOVED], 0,
                 (guint64) (g_utf8_offset_to_pointer (self->text, gtk_text_iter_get_offset (&cursor))
                            - self->text));
}

static void
ape_source_view_dispose (GObject *object)
{
  ApeSourceView *self = APE_SOURCE_VIEW (object);

  ape_source_view_set_document (self, NULL);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->buffer);
  G_OBJECT_CLASS (ape_source_view_parent_class)->dispose (object);
}

static void
ape_source_view_class_init (ApeSourceViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ape_source_view_dispose;
  signals[CURSOR_MOVED]
      = g_signal_new ("cursor-moved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                      NULL, G_TYPE_NONE, 1, G_TYPE_UINT64);
  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
ape_source_view_init (ApeSourceView *self)
{
  GtkSourceLanguage *xml
      = gtk_source_language_manager_get_language (gtk_source_language_manager_get_default (),
                                                  "xml");
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->buffer = gtk_source_buffer_new (NULL);
  gtk_source_buffer_set_language (self->buffer, xml);
  gtk_source_buffer_set_implicit_trailing_newline (self->buffer, FALSE);
  gtk_text_buffer_set_enable_undo (GTK_TEXT_BUFFER (self->buffer), FALSE);
  ape_source_view_follow_style (self->buffer);
  g_signal_connect_object (self->buffer, "changed", G_CALLBACK (buffer_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->buffer, "notify::cursor-position", G_CALLBACK (cursor_cb), self,
                           G_CONNECT_SWAPPED);

  self->view = gtk_source_view_new_with_buffer (self->buffer);
  gtk_source_view_set_show_line_numbers (GTK_SOURCE_VIEW (self->view), TRUE);
  gtk_source_view_set_highlight_current_line (GTK_SOURCE_VIEW (self->view), TRUE);
  gtk_source_view_set_auto_indent (GTK_SOURCE_VIEW (self->view), TRUE);
  gtk_text_view_set_monospace (GTK_TEXT_VIEW (self->view), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("XML of the process"), -1);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->view);
  gtk_widget_set_vexpand (scrolled, TRUE);

  self->message = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->message), 0);
  gtk_label_set_wrap (GTK_LABEL (self->message), TRUE);
  gtk_label_set_selectable (GTK_LABEL (self->message), TRUE);
  gtk_widget_add_css_class (self->message, "source-message");
  self->message_revealer = gtk_revealer_new ();
  gtk_revealer_set_child (GTK_REVEALER (self->message_revealer), self->message);

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_append (GTK_BOX (self->box), scrolled);
  gtk_box_append (GTK_BOX (self->box), self->message_revealer);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

/**
 * ape_source_view_set_document:
 * @document: (nullable): whose text is shown
 */
void
ape_source_view_set_document (ApeSourceView *self, SourceDocument *document)
{
  g_return_if_fail (APE_IS_SOURCE_VIEW (self));

  g_clear_handle_id (&self->timeout_id, g_source_remove);
  if (self->document != NULL)
    g_signal_handlers_disconnect_by_data (self->document, self);
  g_set_object (&self->document, document);
  g_clear_pointer (&self->text, g_free);
  if (document == NULL)
    return;
  g_signal_connect_swapped (document, "changed", G_CALLBACK (document_changed_cb), self);
  gtk_text_view_set_editable (GTK_TEXT_VIEW (self->view),
                              !source_document_is_read_only (document, NULL));
  document_changed_cb (self);
}

void
ape_source_view_set_active (ApeSourceView *self, gboolean active)
{
  g_return_if_fail (APE_IS_SOURCE_VIEW (self));

  if (self->active && !active && self->timeout_id != 0)
    ape_source_view_apply (self);
  self->active = active;
  if (active && self->stale)
    load (self);
}

/**
 * ape_source_view_go_to:
 * @offset: in bytes of the document's text
 *
 * Puts the cursor there and shows it.
 */
void
ape_source_view_go_to (ApeSourceView *self, gsize offset)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (self->buffer);
  GtkTextIter place;

  g_return_if_fail (APE_IS_SOURCE_VIEW (self));

  if (!self->active || self->timeout_id != 0)
    return;
  get_iter_at (self, offset, &place);
  self->moving = TRUE;
  gtk_text_buffer_place_cursor (buffer, &place);
  self->moving = FALSE;
  gtk_text_view_scroll_to_mark (GTK_TEXT_VIEW (self->view), gtk_text_buffer_get_insert (buffer),
                                0.1, TRUE, 0, 0.3);
}

/**
 * ape_source_view_highlight:
 * @node: what was selected elsewhere
 *
 * Shows where it stands, unless the person is working here.
 */
void
ape_source_view_highlight (ApeSourceView *self, SourceNode *node)
{
  g_return_if_fail (APE_IS_SOURCE_VIEW (self));

  if (self->active && node != NULL && !gtk_widget_has_focus (self->view))
    ape_source_view_go_to (self, source_node_get_offset (self->document, node));
}

GtkTextBuffer *
ape_source_view_get_buffer (ApeSourceView *self)
{
  g_return_val_if_fail (APE_IS_SOURCE_VIEW (self), NULL);

  return GTK_TEXT_BUFFER (self->buffer);
}

/**
 * ape_source_view_get_message:
 *
 * Returns: (nullable): what is wrong with the typed text; %NULL if nothing is
 */
const char *
ape_source_view_get_message (ApeSourceView *self)
{
  g_return_val_if_fail (APE_IS_SOURCE_VIEW (self), NULL);

  if (!gtk_revealer_get_reveal_child (GTK_REVEALER (self->message_revealer)))
    return NULL;
  return gtk_label_get_text (GTK_LABEL (self->message));
}

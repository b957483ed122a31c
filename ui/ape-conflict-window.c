/* ape-conflict-window.c: two versions of a file side by side, for the person to choose
 *
 * Both drawings with what differs marked, and below them the difference of the texts.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include <glib/gi18n.h>

#include "editor/editor-session.h"
#include "editor/editor-scene.h"
#include "engine/source/source-diff.h"
#include "engine/source/source-node.h"
#include "ui/ape-conflict-window.h"
#include "ui/ape-diff-window.h"
#include "ui/ape-drawing.h"

struct _ApeConflictWindow
{
  AdwWindow parent_instance;

  SourceDocument *document;
  EditorSession *mine; /* NULL: not a process */
  EditorSession *disk; /* NULL: not a process, or it cannot be read */
  char *diff;
  guint n_changed;
  gboolean decided;
};

G_DEFINE_FINAL_TYPE (ApeConflictWindow, ape_conflict_window, ADW_TYPE_WINDOW)

enum
{
  DECIDED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* The two versions */

static EditorSession *
create_session (SourceDocument *like, GBytes *bytes, char **text, GError **error)
{
  g_autoptr (SourceWorkspace) workspace = source_workspace_new ();
  SourceKind kind = source_document_get_kind (like);
  SourceDocument *document;
  g_autoptr (AltinnApp) app = NULL;

  document = source_workspace_add_bytes (workspace, kind, bytes, source_document_get_name (like),
                                         error);
  if (document == NULL)
    return NULL;
  *text = source_document_dup_text (document, NULL);
  if (kind == SOURCE_KIND_XML)
    app = altinn_app_new_for_document (document, NULL);
  return app != NULL ? editor_session_new (app) : NULL;
}

static GBytes *
read_disk (SourceDocument *document, GError **error)
{
  const char *path = source_document_get_path (document);
  char *data;
  gsize length;

  if (!g_file_get_contents (path, &data, &length, error))
    return NULL;
  return g_bytes_new_take (data, length);
}

static char *
dup_source (EditorSession *session, BpmnElement *element)
{
  return source_node_dup_source (editor_session_get_document (session),
                                 bpmn_element_get_node (element));
}

static EditorEmphasis
compare (EditorSession *session, EditorItem *item, EditorSession *other)
{
  BpmnElement *element = editor_item_get_element (item);
  const char *id = bpmn_element_get_id (element);
  BpmnElement *match = NULL;
  EditorItem *match_item;
  g_autofree char *own = NULL;
  g_autofree char *others = NULL;
  BpmnRect a, b;

  if (id != NULL)
    match = bpmn_model_lookup (editor_session_get_model (other), id);
  if (match == NULL)
    return EDITOR_EMPHASIS_ADDED;
  own = dup_source (session, element);
  others = dup_source (other, match);
  if (g_strcmp0 (own, others) != 0)
    return EDITOR_EMPHASIS_CHANGED;
  match_item = editor_scene_lookup (editor_session_get_scene (other), match);
  if (match_item == NULL)
    return EDITOR_EMPHASIS_CHANGED;
  a = editor_item_get_bounds (item);
  b = editor_item_get_bounds (match_item);
  if (a.x != b.x || a.y != b.y || a.width != b.width || a.height != b.height)
    return EDITOR_EMPHASIS_MOVED;
  return EDITOR_EMPHASIS_NONE;
}

/* Marks what @other has otherwise, or not at all. */
static guint
mark (EditorSession *session, EditorSession *other)
{
  EditorScene *scene = editor_session_get_scene (session);
  const GPtrArray *items = editor_scene_get_items (scene);
  guint n = 0;

  for (guint i = 0; i < items->len; i++)
    {
      EditorEmphasis emphasis = compare (session, items->pdata[i], other);

      if (emphasis == EDITOR_EMPHASIS_NONE)
        continue;
      editor_scene_set_emphasis (scene, items->pdata[i], emphasis);
      n++;
    }
  return n;
}

/* Choosing */

static void
decide (ApeConflictWindow *self, ApeConflictChoice choice)
{
  if (self->decided)
    return;
  self->decided = TRUE;
  g_object_ref (self);
  g_signal_emit (self, signals[DECIDED], 0, choice);
  gtk_window_destroy (GTK_WINDOW (self));
  g_object_unref (self);
}

static void
choose_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ApeConflictChoice choice = APE_CONFLICT_LATER;

  if (g_str_equal (name, "conflict.keep-mine"))
    choice = APE_CONFLICT_KEEP_MINE;
  else if (g_str_equal (name, "conflict.use-disk"))
    choice = APE_CONFLICT_USE_DISK;
  decide (APE_CONFLICT_WINDOW (widget), choice);
}

static gboolean
ape_conflict_window_close_request (GtkWindow *window)
{
  decide (APE_CONFLICT_WINDOW (window), APE_CONFLICT_LATER);
  return GDK_EVENT_STOP;
}

static void
ape_conflict_window_finalize (GObject *object)
{
  ApeConflictWindow *self = APE_CONFLICT_WINDOW (object);

  g_clear_object (&self->mine);
  g_clear_object (&self->disk);
  g_clear_object (&self->document);
  g_free (self->diff);
  G_OBJECT_CLASS (ape_conflict_window_parent_class)->finalize (object);
}

static void
ape_conflict_window_class_init (ApeConflictWindowClass *klass)
{
  static const char *const names[]
      = { "conflict.later", "conflict.keep-mine", "conflict.use-disk" };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ape_conflict_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = ape_conflict_window_close_request;
  signals[DECIDED] = g_signal_new ("decided", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    gtk_widget_class_install_action (widget_class, names[i], NULL, choose_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "conflict.later", NULL);
}

static void
ape_conflict_window_init (ApeConflictWindow *self)
{
}

/* Building */

static GtkWidget *
create_version (const char *title, EditorSession *session, const char *problem)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *label = gtk_label_new (title);
  GtkWidget *picture;

  gtk_widget_add_css_class (label, "heading");
  gtk_widget_add_css_class (label, "conflict-title");
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_box_append (GTK_BOX (box), label);
  if (session != NULL)
    {
      picture = ape_drawing_new ();
      ape_drawing_set_scene (APE_DRAWING (picture), editor_session_get_scene (session));
      gtk_accessible_update_property (GTK_ACCESSIBLE (picture), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      title, -1);
    }
  else
    {
      picture = gtk_label_new (problem);
      gtk_label_set_wrap (GTK_LABEL (picture), TRUE);
      gtk_label_set_max_width_chars (GTK_LABEL (picture), 50);
      gtk_widget_add_css_class (picture, "dim-label");
    }
  gtk_widget_set_size_request (picture, 260, 180);
  gtk_widget_set_hexpand (picture, TRUE);
  gtk_widget_set_vexpand (picture, TRUE);
  gtk_box_append (GTK_BOX (box), picture);
  return box;
}

static GtkWidget *
create_button (const char *label, const char *action, const char *tooltip, const char *class_name)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_set_tooltip_text (button, tooltip);
  if (class_name != NULL)
    gtk_widget_add_css_class (button, class_name);
  return button;
}

static GtkWidget *
create_header (ApeConflictWindow *self)
{
  g_autofree char *name = g_path_get_basename (source_document_get_name (self->document));
  GtkWidget *header = adw_header_bar_new ();

  adw_header_bar_set_title_widget (
      ADW_HEADER_BAR (header),
      adw_window_title_new (_ ("Changed by Another Program"), name));
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header),
                             create_button (_ ("_Later"), "conflict.later",
                                            _ ("Decide later; saving asks again"), NULL));
  adw_header_bar_pack_end (ADW_HEADER_BAR (header),
                           create_button (_ ("_Keep Mine"), "conflict.keep-mine",
                                          _ ("The next save overwrites the file on disk"),
                                          "suggested-action"));
  adw_header_bar_pack_end (ADW_HEADER_BAR (header),
                           create_button (_ ("_Use Disk Version"), "conflict.use-disk",
                                          _ ("Take over the file on disk; this can be undone"),
                                          NULL));
  return header;
}

static void
build (ApeConflictWindow *self, const char *problem)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *paned = gtk_paned_new (GTK_ORIENTATION_VERTICAL);
  GtkWidget *diff = ape_diff_view_new (
      self->diff[0] != '\0' ? self->diff : problem != NULL ? problem : _ ("The texts are equal"));

  gtk_box_append (GTK_BOX (box), create_header (self));
  if (self->mine != NULL)
    {
      GtkWidget *versions = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

      gtk_box_append (GTK_BOX (versions),
                      create_version (_ ("Your version, not saved"), self->mine, NULL));
      gtk_box_append (GTK_BOX (versions), gtk_separator_new (GTK_ORIENTATION_VERTICAL));
      gtk_box_append (GTK_BOX (versions),
                      create_version (_ ("On disk"), self->disk,
                                      problem != NULL
                                          ? problem
                                          : _ ("The file on disk is not a process")));
      gtk_box_set_homogeneous (GTK_BOX (versions), FALSE);
      gtk_paned_set_start_child (GTK_PANED (paned), versions);
      gtk_paned_set_shrink_start_child (GTK_PANED (paned), FALSE);
    }
  gtk_widget_set_size_request (diff, -1, 160);
  gtk_paned_set_end_child (GTK_PANED (paned), diff);
  gtk_paned_set_shrink_end_child (GTK_PANED (paned), FALSE);
  gtk_paned_set_resize_end_child (GTK_PANED (paned), TRUE);
  gtk_widget_set_vexpand (paned, TRUE);
  gtk_box_append (GTK_BOX (box), paned);
  adw_window_set_content (ADW_WINDOW (self), box);
}

/**
 * ape_conflict_window_new:
 * @parent: (nullable): the window it belongs to
 * @document: a document with unsaved edits, whose file another program changed
 *
 * Returns: (transfer none): the window, to be presented
 */
GtkWidget *
ape_conflict_window_new (GtkWindow *parent, SourceDocument *document)
{
  ApeConflictWindow *self
      = g_object_new (APE_TYPE_CONFLICT_WINDOW, "transient-for", parent, "modal", TRUE, "title",
                      _ ("Changed by Another Program"), "default-width", 960, "default-height",
                      680, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) own_bytes = source_document_encode (document, NULL);
  g_autoptr (GBytes) disk_bytes = read_disk (document, &error);
  g_autofree char *own_text = NULL;
  g_autofree char *disk_text = NULL;

  self->document = g_object_ref (document);
  if (own_bytes != NULL)
    self->mine = create_session (document, own_bytes, &own_text, NULL);
  if (disk_bytes != NULL)
    self->disk = create_session (document, disk_bytes, &disk_text, &error);
  if (self->mine != NULL && self->disk != NULL)
    self->n_changed = mark (self->mine, self->disk) + mark (self->disk, self->mine);
  self->diff = own_text != NULL && disk_text != NULL
                   ? source_diff_unified (disk_text, own_text, _ ("on disk"), _ ("your version"))
                   : g_strdup ("");
  build (self, error != NULL ? error->message : NULL);
  return GTK_WIDGET (self);
}

SourceDocument *
ape_conflict_window_get_document (ApeConflictWindow *self)
{
  g_return_val_if_fail (APE_IS_CONFLICT_WINDOW (self), NULL);

  return self->document;
}

/**
 * ape_conflict_window_get_diff:
 *
 * Returns: (transfer none): how the texts differ; "" if the file on disk cannot be read
 */
const char *
ape_conflict_window_get_diff (ApeConflictWindow *self)
{
  g_return_val_if_fail (APE_IS_CONFLICT_WINDOW (self), NULL);

  return self->diff;
}

/**
 * ape_conflict_window_get_n_changed:
 *
 * Returns: how many elements are marked in both drawings together
 */
guint
ape_conflict_window_get_n_changed (ApeConflictWindow *self)
{
  g_return_val_if_fail (APE_IS_CONFLICT_WINDOW (self), 0);

  return self->n_changed;
}

/* ape-canvas-actions.c: what one can do on the canvas, and its keys
 *
 * Keys that belong to drawing itself (arrows, letters, digits, Escape, F2) go to the tools; here
 * are the commands that menus and assistive technology also call.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include <glib/gi18n.h>

#include "editor/editor-clipboard.h"
#include "editor/editor-export.h"
#include "editor/editor-outline.h"
#include "ui/ape-canvas-private.h"

static EditorSelection *
get_selection (ApeCanvas *self)
{
  return editor_session_get_selection (self->session);
}

static void
delete_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  editor_controller_delete (APE_CANVAS (widget)->controller);
}

/* Clipboard */

static void
put_on_clipboard (ApeCanvas *self, char *text)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (self));
  GdkContentProvider *providers[2];
  g_autoptr (GdkContentProvider) both = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (text == NULL)
    return;
  bytes = g_bytes_new (text, strlen (text));
  providers[0] = gdk_content_provider_new_for_bytes (EDITOR_CLIPBOARD_MIME_TYPE, bytes);
  providers[1] = gdk_content_provider_new_typed (G_TYPE_STRING, text);
  both = gdk_content_provider_new_union (providers, G_N_ELEMENTS (providers));
  gdk_clipboard_set_content (clipboard, both);
  g_free (text);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "canvas.paste", TRUE);
}

static void
copy_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ApeCanvas *self = APE_CANVAS (widget);

  put_on_clipboard (self, editor_controller_copy (self->controller));
}

static void
cut_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ApeCanvas *self = APE_CANVAS (widget);

  put_on_clipboard (self, editor_controller_cut (self->controller));
}

static void
clipboard_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (ApeCanvas) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, &error);

  if (self->controller == NULL)
    return;
  if (text != NULL && editor_clipboard_can_paste (text))
    editor_controller_paste (self->controller, text);
  else
    g_signal_emit_by_name (self, "failed", _ ("The clipboard has nothing that fits in a process"));
}

static void
paste_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (widget), NULL, clipboard_read_cb,
                                 g_object_ref (widget));
}

static void
duplicate_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  editor_controller_duplicate (APE_CANVAS (widget)->controller);
}

/* The picture of what is selected, or of everything. */
static GBytes *
export_selection (ApeCanvas *self, EditorExportFormat format, GError **error)
{
  EditorScene *scene = editor_session_get_scene (self->session);
  const GPtrArray *elements = editor_selection_get_elements (get_selection (self));
  g_autoptr (GPtrArray) items = g_ptr_array_new ();
  EditorExportOptions options;

  editor_export_options_init (&options);
  if (format == EDITOR_EXPORT_PNG)
    options.scale = 2;
  for (guint i = 0; i < elements->len; i++)
    {
      EditorItem *item = editor_scene_lookup (scene, elements->pdata[i]);

      if (item != NULL)
        g_ptr_array_add (items, item);
    }
  if (items->len > 0)
    options.items = items;
  return editor_export (scene, format, &options, error);
}

/* Pixels for text programs and mail, curves for programs that draw. */
static void
copy_image_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ApeCanvas *self = APE_CANVAS (widget);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) png = export_selection (self, EDITOR_EXPORT_PNG, &error);
  g_autoptr (GBytes) svg = png != NULL ? export_selection (self, EDITOR_EXPORT_SVG, &error) : NULL;
  g_autoptr (GdkTexture) texture
      = svg != NULL ? gdk_texture_new_from_bytes (png, &error) : NULL;
  GdkContentProvider *providers[3];
  g_autoptr (GdkContentProvider) all = NULL;

  if (texture == NULL)
    {
      _ape_canvas_fail (self, error);
      return;
    }
  providers[0] = gdk_content_provider_new_for_bytes ("image/svg+xml", svg);
  providers[1] = gdk_content_provider_new_for_bytes ("image/png", png);
  providers[2] = gdk_content_provider_new_typed (GDK_TYPE_TEXTURE, texture);
  all = gdk_content_provider_new_union (providers, G_N_ELEMENTS (providers));
  gdk_clipboard_set_content (gtk_widget_get_clipboard (widget), all);
}

/* Selection */

static void
select_all_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  editor_selection_select_all (get_selection (APE_CANVAS (widget)));
}

static void
select_none_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ApeCanvas *self = APE_CANVAS (widget);

  editor_controller_cancel (self->controller);
  editor_selection_clear (get_selection (self));
}

static void
walk (ApeCanvas *self, gboolean forward)
{
  BpmnElement *current = editor_selection_get_primary (get_selection (self));
  g_autoptr (GPtrArray) order = editor_outline_list (self->session);
  guint index = 0;

  if (order->len == 0)
    return;
  if (current != NULL && g_ptr_array_find (order, current, &index))
    index = (index + (forward ? 1 : order->len - 1)) % order->len;
  editor_selection_select (get_selection (self), order->pdata[index]);
  ape_canvas_reveal (self, order->pdata[index]);
}

static void
select_next_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  walk (APE_CANVAS (widget), TRUE);
}

static void
select_previous_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  walk (APE_CANVAS (widget), FALSE);
}

/* Elements */

static void
append_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ApeCanvas *self = APE_CANVAS (widget);

  _ape_canvas_pick_type (self, editor_selection_get_primary (get_selection (self)),
                         EDITOR_PICK_APPEND);
}

static void
create_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  _ape_canvas_pick_type (APE_CANVAS (widget), NULL, EDITOR_PICK_CREATE);
}

static void
replace_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ApeCanvas *self = APE_CANVAS (widget);

  _ape_canvas_pick_type (self, editor_selection_get_primary (get_selection (self)),
                         EDITOR_PICK_REPLACE);
}

static void
connect_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ApeCanvas *self = APE_CANVAS (widget);

  gtk_widget_grab_focus (widget);
  editor_controller_connect_from (self->controller,
                                  editor_selection_get_primary (get_selection (self)));
}

static void
rename_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  editor_controller_edit_label (APE_CANVAS (widget)->controller);
}

static void
reroute_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ApeCanvas *self = APE_CANVAS (widget);
  BpmnElement *flow = editor_selection_get_single (get_selection (self));
  g_autoptr (GError) error = NULL;

  if (flow != NULL && !editor_command_reroute (self->session, flow, &error))
    _ape_canvas_fail (self, error);
}

static void
align_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  static const char *const names[] = { "left", "center", "right", "top", "middle", "bottom" };
  const char *wanted = name + strlen ("canvas.align-");

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i], wanted))
      editor_controller_align (APE_CANVAS (widget)->controller, (EditorAlign) i);
}

static void
distribute_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  editor_controller_distribute (APE_CANVAS (widget)->controller,
                                g_str_has_suffix (name, "horizontally") ? EDITOR_AXIS_HORIZONTAL
                                                                        : EDITOR_AXIS_VERTICAL);
}

static void
layout_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ApeCanvas *self = APE_CANVAS (widget);
  g_autoptr (GError) error = NULL;

  if (!editor_command_layout (self->session, &error))
    _ape_canvas_fail (self, error);
  else
    ape_canvas_zoom_to_fit (self);
}

/* Tools */

static void
tool_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ApeCanvas *self = APE_CANVAS (widget);
  EditorToolKind tool = EDITOR_TOOL_SELECT;

  if (g_str_has_suffix (name, "hand"))
    tool = EDITOR_TOOL_HAND;
  else if (g_str_has_suffix (name, "lasso"))
    tool = EDITOR_TOOL_LASSO;
  else if (g_str_has_suffix (name, "space"))
    tool = EDITOR_TOOL_SPACE;
  editor_controller_set_tool (self->controller, tool);
  gtk_widget_grab_focus (widget);
}

/* View */

static void
zoom_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ApeCanvas *self = APE_CANVAS (widget);

  if (g_str_equal (name, "canvas.zoom-in"))
    ape_viewport_zoom_step (self->viewport, 1);
  else if (g_str_equal (name, "canvas.zoom-out"))
    ape_viewport_zoom_step (self->viewport, -1);
  else if (g_str_equal (name, "canvas.zoom-normal"))
    ape_viewport_set_zoom (self->viewport, 1);
  else if (g_str_equal (name, "canvas.zoom-selection"))
    ape_canvas_zoom_to_selection (self);
  else
    ape_canvas_zoom_to_fit (self);
}

static void
scroll_view_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  int dx, dy;

  g_variant_get (parameter, "(ii)", &dx, &dy);
  ape_viewport_pan (APE_CANVAS (widget)->viewport, dx, dy);
}

static void
menu_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ApeCanvas *self = APE_CANVAS (widget);
  BpmnElement *element = editor_selection_get_primary (get_selection (self));
  BpmnRect bounds = ape_viewport_get_visible (self->viewport);
  BpmnPoint centre;

  _ape_canvas_bring_back (self, element);
  if (element != NULL)
    _ape_canvas_get_bounds (self, element, &bounds);
  centre = editor_rect_center (&bounds);
  g_signal_emit_by_name (self->controller, "context-menu", element, centre.x, centre.y);
}

/* What an action needs to make sense. */
enum
{
  NEEDS_SESSION = 1 << 0,
  NEEDS_SELECTION = 1 << 1,
  NEEDS_NODE = 1 << 2,   /* exactly one flow node */
  NEEDS_FLOW = 1 << 3,   /* exactly one connection */
  NEEDS_SEVERAL = 1 << 4, /* two or more */
  NEEDS_WRITABLE = 1 << 5,
};

static const struct
{
  const char *name;
  GtkWidgetActionActivateFunc activate;
  guint needs;
} actions[] = {
  { "canvas.delete", delete_cb, NEEDS_SELECTION | NEEDS_WRITABLE },
  { "canvas.cut", cut_cb, NEEDS_SELECTION | NEEDS_WRITABLE },
  { "canvas.copy", copy_cb, NEEDS_SELECTION },
  { "canvas.copy-image", copy_image_cb, NEEDS_SESSION },
  { "canvas.paste", paste_cb, NEEDS_SESSION | NEEDS_WRITABLE },
  { "canvas.duplicate", duplicate_cb, NEEDS_SELECTION | NEEDS_WRITABLE },
  { "canvas.select-all", select_all_cb, NEEDS_SESSION },
  { "canvas.select-none", select_none_cb, NEEDS_SESSION },
  { "canvas.select-next", select_next_cb, NEEDS_SESSION },
  { "canvas.select-previous", select_previous_cb, NEEDS_SESSION },
  { "canvas.append", append_cb, NEEDS_NODE | NEEDS_WRITABLE },
  { "canvas.create", create_cb, NEEDS_SESSION | NEEDS_WRITABLE },
  { "canvas.connect", connect_cb, NEEDS_NODE | NEEDS_WRITABLE },
  { "canvas.replace", replace_cb, NEEDS_NODE | NEEDS_WRITABLE },
  { "canvas.rename", rename_cb, NEEDS_SELECTION | NEEDS_WRITABLE },
  { "canvas.reroute", reroute_cb, NEEDS_FLOW | NEEDS_WRITABLE },
  { "canvas.align-left", align_cb, NEEDS_SEVERAL | NEEDS_WRITABLE },
  { "canvas.align-center", align_cb, NEEDS_SEVERAL | NEEDS_WRITABLE },
  { "canvas.align-right", align_cb, NEEDS_SEVERAL | NEEDS_WRITABLE },
  { "canvas.align-top", align_cb, NEEDS_SEVERAL | NEEDS_WRITABLE },
  { "canvas.align-middle", align_cb, NEEDS_SEVERAL | NEEDS_WRITABLE },
  { "canvas.align-bottom", align_cb, NEEDS_SEVERAL | NEEDS_WRITABLE },
  { "canvas.distribute-horizontally", distribute_cb, NEEDS_SEVERAL | NEEDS_WRITABLE },
  { "canvas.distribute-vertically", distribute_cb, NEEDS_SEVERAL | NEEDS_WRITABLE },
  { "canvas.layout", layout_cb, NEEDS_SESSION | NEEDS_WRITABLE },
  { "canvas.tool-select", tool_cb, NEEDS_SESSION },
  { "canvas.tool-hand", tool_cb, NEEDS_SESSION },
  { "canvas.tool-lasso", tool_cb, NEEDS_SESSION },
  { "canvas.tool-space", tool_cb, NEEDS_SESSION | NEEDS_WRITABLE },
  { "canvas.zoom-in", zoom_cb, 0 },
  { "canvas.zoom-out", zoom_cb, 0 },
  { "canvas.zoom-normal", zoom_cb, 0 },
  { "canvas.zoom-fit", zoom_cb, NEEDS_SESSION },
  { "canvas.zoom-selection", zoom_cb, NEEDS_SESSION },
  { "canvas.menu", menu_cb, NEEDS_SESSION },
};

static const struct
{
  guint keyval;
  GdkModifierType modifiers;
  const char *action;
} keys[] = {
  { GDK_KEY_x, GDK_CONTROL_MASK, "canvas.cut" },
  { GDK_KEY_c, GDK_CONTROL_MASK, "canvas.copy" },
  { GDK_KEY_c, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "canvas.copy-image" },
  { GDK_KEY_v, GDK_CONTROL_MASK, "canvas.paste" },
  { GDK_KEY_d, GDK_CONTROL_MASK, "canvas.duplicate" },
  { GDK_KEY_a, GDK_CONTROL_MASK, "canvas.select-all" },
  { GDK_KEY_a, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "canvas.select-none" },
  /* Menus show the last. */
  { GDK_KEY_BackSpace, 0, "canvas.delete" },
  { GDK_KEY_Delete, 0, "canvas.delete" },
  { GDK_KEY_F2, 0, "canvas.rename" },
  { GDK_KEY_F10, GDK_SHIFT_MASK, "canvas.menu" },
  { GDK_KEY_Menu, 0, "canvas.menu" },
};

void
_ape_canvas_install_actions (GtkWidgetClass *widget_class)
{
  static const struct
  {
    guint keyval;
    int dx, dy;
  } scrolls[] = { { GDK_KEY_Left, -1, 0 },
                  { GDK_KEY_Right, 1, 0 },
                  { GDK_KEY_Up, 0, -1 },
                  { GDK_KEY_Down, 0, 1 } };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, NULL, actions[i].activate);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding_action (widget_class, keys[i].keyval, keys[i].modifiers,
                                         keys[i].action, NULL);
  gtk_widget_class_install_action (widget_class, "canvas.scroll", "(ii)", scroll_view_cb);
  for (guint i = 0; i < G_N_ELEMENTS (scrolls); i++)
    {
      gtk_widget_class_add_binding_action (widget_class, scrolls[i].keyval, GDK_CONTROL_MASK,
                                           "canvas.scroll", "(ii)", 50 * scrolls[i].dx,
                                           50 * scrolls[i].dy);
      gtk_widget_class_add_binding_action (widget_class, scrolls[i].keyval,
                                           GDK_CONTROL_MASK | GDK_SHIFT_MASK, "canvas.scroll",
                                           "(ii)", 200 * scrolls[i].dx, 200 * scrolls[i].dy);
    }
}

static guint
what_there_is (ApeCanvas *self)
{
  BpmnElement *single;
  guint n, has = 0;

  if (self->session == NULL)
    return 0;
  has |= NEEDS_SESSION;
  if (!source_document_is_read_only (editor_session_get_document (self->session), NULL))
    has |= NEEDS_WRITABLE;
  n = editor_selection_get_size (get_selection (self));
  if (n > 0)
    has |= NEEDS_SELECTION;
  if (n > 1)
    has |= NEEDS_SEVERAL;
  single = editor_selection_get_single (get_selection (self));
  if (single != NULL && bpmn_type_is_flow_node (bpmn_element_get_type_id (single)))
    has |= NEEDS_NODE;
  if (single != NULL && bpmn_type_is_connection (bpmn_element_get_type_id (single)))
    has |= NEEDS_FLOW;
  return has;
}

/* Commands that cannot do anything now are grey. */
void
_ape_canvas_update_actions (ApeCanvas *self)
{
  guint has = what_there_is (self);

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), actions[i].name,
                                   (actions[i].needs & ~has) == 0);
}

/* The menu for what is selected. */
GMenuModel *
_ape_canvas_create_menu (ApeCanvas *self)
{
  guint has = what_there_is (self);
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) element = g_menu_new ();
  g_autoptr (GMenu) clipboard = g_menu_new ();
  g_autoptr (GMenu) last = g_menu_new ();

  if (has & NEEDS_NODE)
    {
      g_menu_append (element, _ ("_Append…"), "canvas.append");
      g_menu_append (element, _ ("_Connect To…"), "canvas.connect");
      g_menu_append (element, _ ("Change _Type…"), "canvas.replace");
    }
  if (has & NEEDS_SELECTION)
    g_menu_append (element, _ ("_Rename"), "canvas.rename");
  if (has & NEEDS_FLOW)
    g_menu_append (element, _ ("_Straighten"), "canvas.reroute");
  if ((has & NEEDS_SELECTION) == 0)
    g_menu_append (element, _ ("_New Element…"), "canvas.create");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (element));

  if (has & NEEDS_SEVERAL)
    {
      g_autoptr (GMenu) align = g_menu_new ();
      g_autoptr (GMenu) section = g_menu_new ();
      g_autoptr (GMenu) spread = g_menu_new ();

      g_menu_append (align, _ ("_Left"), "canvas.align-left");
      g_menu_append (align, _ ("_Center"), "canvas.align-center");
      g_menu_append (align, _ ("_Right"), "canvas.align-right");
      g_menu_append (align, _ ("_Top"), "canvas.align-top");
      g_menu_append (align, _ ("_Middle"), "canvas.align-middle");
      g_menu_append (align, _ ("_Bottom"), "canvas.align-bottom");
      g_menu_append_submenu (section, _ ("A_lign"), G_MENU_MODEL (align));
      g_menu_append (spread, _ ("_Horizontally"), "canvas.distribute-horizontally");
      g_menu_append (spread, _ ("_Vertically"), "canvas.distribute-vertically");
      g_menu_append_submenu (section, _ ("D_istribute"), G_MENU_MODEL (spread));
      g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
    }

  if (has & NEEDS_SELECTION)
    {
      g_menu_append (clipboard, _ ("Cu_t"), "canvas.cut");
      g_menu_append (clipboard, _ ("_Copy"), "canvas.copy");
    }
  g_menu_append (clipboard, _ ("_Paste"), "canvas.paste");
  if (has & NEEDS_SELECTION)
    g_menu_append (clipboard, _ ("D_uplicate"), "canvas.duplicate");
  g_menu_append (clipboard, _ ("Copy as _Image"), "canvas.copy-image");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (clipboard));

  if (has & NEEDS_SELECTION)
    g_menu_append (last, _ ("_Delete"), "canvas.delete");
  else
    {
      g_menu_append (last, _ ("Select _All"), "canvas.select-all");
      g_menu_append (last, _ ("_Lay Out Automatically"), "canvas.layout");
    }
  g_menu_append_section (menu, NULL, G_MENU_MODEL (last));
  return G_MENU_MODEL (menu);
}

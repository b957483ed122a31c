/* ape-canvas-input.c: turns GTK's events into those of the tools
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include <math.h>

#include "ui/ape-canvas-private.h"
#include "ui/ape-type-popover.h"

#define WHEEL_ZOOM 1.15 /* how much one notch of the wheel zooms */

static EditorModifiers
modifiers_of_state (GdkModifierType state)
{
  EditorModifiers modifiers = EDITOR_MODIFIER_NONE;

  if (state & GDK_SHIFT_MASK)
    modifiers |= EDITOR_MODIFIER_SHIFT;
  if (state & GDK_CONTROL_MASK)
    modifiers |= EDITOR_MODIFIER_CONTROL;
  if (state & GDK_ALT_MASK)
    modifiers |= EDITOR_MODIFIER_ALT;
  return modifiers;
}

static gboolean
send (ApeCanvas *self, EditorEventType type, double x, double y, EditorEvent *event)
{
  BpmnPoint point = ape_viewport_to_canvas (self->viewport, x, y);

  if (self->controller == NULL)
    return FALSE;
  event->type = type;
  event->x = point.x;
  event->y = point.y;
  event->scale = ape_viewport_get_zoom (self->viewport);
  event->time = g_get_monotonic_time ();
  return editor_controller_handle (self->controller, event);
}

static EditorModifiers
current_modifiers (GtkEventController *controller)
{
  return modifiers_of_state (gtk_event_controller_get_current_event_state (controller));
}

/* Pointer */

static void
pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, ApeCanvas *self)
{
  EditorEvent event = { 0 };
  BpmnElement *element;

  if (self->controller == NULL)
    return;
  event.button = gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture));
  /* A test that emits the signal has no event; it means the primary button. */
  if (event.button == 0)
    event.button = GDK_BUTTON_PRIMARY;
  event.modifiers = current_modifiers (GTK_EVENT_CONTROLLER (gesture));
  event.n_press = (guint) n_press;
  self->pointer = (BpmnPoint){ x, y };

  if (self->label_editor != NULL)
    _ape_canvas_end_label (self, TRUE);
  if (event.button == GDK_BUTTON_PRIMARY && !editor_controller_is_busy (self->controller))
    {
      element = _ape_canvas_pick_badge (self, x, y);
      if (element != NULL)
        {
          editor_selection_select (editor_session_get_selection (self->session), element);
          g_signal_emit_by_name (self, "finding-activated", element);
          gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
          return;
        }
    }
  gtk_widget_grab_focus (GTK_WIDGET (self));
  self->pressed = TRUE;
  if (send (self, EDITOR_EVENT_PRESS, x, y, &event))
    gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
released_cb (GtkGestureClick *gesture, int n_press, double x, double y, ApeCanvas *self)
{
  EditorEvent event = { 0 };

  if (!self->pressed)
    return;
  self->pressed = FALSE;
  event.button = gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture));
  if (event.button == 0)
    event.button = GDK_BUTTON_PRIMARY;
  event.modifiers = current_modifiers (GTK_EVENT_CONTROLLER (gesture));
  event.n_press = (guint) MAX (n_press, 1);
  send (self, EDITOR_EVENT_RELEASE, x, y, &event);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void
cancel_cb (GtkGesture *gesture, GdkEventSequence *sequence, ApeCanvas *self)
{
  EditorEvent event = { 0 };

  if (!self->pressed)
    return;
  self->pressed = FALSE;
  send (self, EDITOR_EVENT_CANCEL, self->pointer.x, self->pointer.y, &event);
}

static void
motion_cb (GtkEventControllerMotion *controller, double x, double y, ApeCanvas *self)
{
  EditorEvent event = { 0 };

  if (self->dragging_entry)
    return;
  self->pointer = (BpmnPoint){ x, y };
  self->pointer_inside = TRUE;
  event.modifiers = current_modifiers (GTK_EVENT_CONTROLLER (controller));
  event.button = self->pressed ? GDK_BUTTON_PRIMARY : 0;
  send (self, EDITOR_EVENT_MOTION, x, y, &event);
  _ape_canvas_follow_cursor (self);
}

static void
leave_cb (GtkEventControllerMotion *controller, ApeCanvas *self)
{
  EditorEvent event = { 0 };

  self->pointer_inside = FALSE;
  if (!self->pressed && !self->dragging_entry)
    send (self, EDITOR_EVENT_LEAVE, self->pointer.x, self->pointer.y, &event);
}

/* Wheel and touchpad */

/* Without Ctrl the scrolled window around the canvas pans, with its inertia. */
static gboolean
scroll_cb (GtkEventControllerScroll *controller, double dx, double dy, ApeCanvas *self)
{
  GdkModifierType state
      = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (controller));
  double steps = dy;

  if ((state & GDK_CONTROL_MASK) == 0)
    return GDK_EVENT_PROPAGATE;
  if (gtk_event_controller_scroll_get_unit (controller) == GDK_SCROLL_UNIT_SURFACE)
    steps = dy / 40;
  ape_viewport_zoom_at (self->viewport,
                        ape_viewport_get_zoom (self->viewport) * pow (WHEEL_ZOOM, -steps),
                        self->pointer.x, self->pointer.y);
  return GDK_EVENT_STOP;
}

static void
pinch_begin_cb (GtkGesture *gesture, GdkEventSequence *sequence, ApeCanvas *self)
{
  EditorEvent event = { 0 };

  self->pinch_zoom = ape_viewport_get_zoom (self->viewport);
  if (self->pressed)
    {
      self->pressed = FALSE;
      send (self, EDITOR_EVENT_CANCEL, self->pointer.x, self->pointer.y, &event);
    }
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
pinch_scale_cb (GtkGestureZoom *gesture, double scale, ApeCanvas *self)
{
  double x = self->pointer.x, y = self->pointer.y;

  gtk_gesture_get_bounding_box_center (GTK_GESTURE (gesture), &x, &y);
  ape_viewport_zoom_at (self->viewport, self->pinch_zoom * scale, x, y);
}

/* Keys */

static EditorKey
key_of_keyval (guint keyval)
{
  switch (keyval)
    {
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      return EDITOR_KEY_LEFT;
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      return EDITOR_KEY_RIGHT;
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      return EDITOR_KEY_UP;
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      return EDITOR_KEY_DOWN;
    case GDK_KEY_Home:
    case GDK_KEY_KP_Home:
      return EDITOR_KEY_HOME;
    case GDK_KEY_End:
    case GDK_KEY_KP_End:
      return EDITOR_KEY_END;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_ISO_Enter:
      return EDITOR_KEY_RETURN;
    case GDK_KEY_Escape:
      return EDITOR_KEY_ESCAPE;
    case GDK_KEY_Delete:
    case GDK_KEY_KP_Delete:
    case GDK_KEY_BackSpace:
      return EDITOR_KEY_DELETE;
    case GDK_KEY_F2:
      return EDITOR_KEY_F2;
    case GDK_KEY_space:
    case GDK_KEY_KP_Space:
      return EDITOR_KEY_SPACE;
    default:
      return EDITOR_KEY_NONE;
    }
}

/* On a keyboard without Latin letters the physical key counts. */
static gunichar
character_of_key (GtkEventController *controller, guint keyval, guint keycode)
{
  gunichar character = gdk_keyval_to_unicode (gdk_keyval_to_lower (keyval));

  if (character > 0x2ff)
    {
      GdkDisplay *display = gtk_widget_get_display (gtk_event_controller_get_widget (controller));
      GdkKeymapKey *keys = NULL;
      guint *keyvals = NULL;
      int n = 0;

      if (gdk_display_map_keycode (display, keycode, &keys, &keyvals, &n))
        for (int i = 0; i < n; i++)
          {
            gunichar other = gdk_keyval_to_unicode (gdk_keyval_to_lower (keyvals[i]));

            if (other >= 'a' && other <= 'z')
              {
                character = other;
                break;
              }
          }
      g_free (keys);
      g_free (keyvals);
    }
  return character;
}

/* The elements stand for the canvas; its buttons and its entry keep their own keys. */
static gboolean
diagram_has_focus (ApeCanvas *self)
{
  GtkWidget *child = gtk_widget_get_focus_child (GTK_WIDGET (self));

  return child == NULL || (child != self->context_pad && child != self->label_editor
                           && child != self->popover);
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller, guint keyval, guint keycode,
                GdkModifierType state, ApeCanvas *self)
{
  EditorEvent event = { 0 };
  gboolean used;

  if (self->controller == NULL || !diagram_has_focus (self))
    return GDK_EVENT_PROPAGATE;
  event.key = key_of_keyval (keyval);
  event.modifiers = modifiers_of_state (state);
  if (event.key == EDITOR_KEY_NONE)
    {
      /* Letters with Ctrl or Alt are commands, see ape-canvas-actions.c. */
      if (state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK))
        return GDK_EVENT_PROPAGATE;
      event.character = character_of_key (GTK_EVENT_CONTROLLER (controller), keyval, keycode);
      if (event.character == 0)
        return GDK_EVENT_PROPAGATE;
    }
  if (event.key == EDITOR_KEY_SPACE && event.modifiers == 0)
    {
      if (!self->panning)
        editor_controller_set_panning (self->controller, TRUE);
      self->panning = TRUE;
      _ape_canvas_follow_cursor (self);
      return GDK_EVENT_STOP;
    }
  used = send (self, EDITOR_EVENT_KEY, self->pointer.x, self->pointer.y, &event);
  _ape_canvas_follow_cursor (self);
  return used;
}

static void
key_released_cb (GtkEventControllerKey *controller, guint keyval, guint keycode,
                 GdkModifierType state, ApeCanvas *self)
{
  if (key_of_keyval (keyval) != EDITOR_KEY_SPACE || !self->panning)
    return;
  self->panning = FALSE;
  if (self->controller != NULL)
    editor_controller_set_panning (self->controller, FALSE);
  _ape_canvas_follow_cursor (self);
}

static void
focus_left_cb (ApeCanvas *self)
{
  if (self->panning && self->controller != NULL)
    editor_controller_set_panning (self->controller, FALSE);
  self->panning = FALSE;
}

/* What the controller asks for */

void
_ape_canvas_follow_cursor (ApeCanvas *self)
{
  static const char *const names[] = {
    [EDITOR_CURSOR_DEFAULT] = "default",       [EDITOR_CURSOR_MOVE] = "move",
    [EDITOR_CURSOR_GRAB] = "grab",             [EDITOR_CURSOR_GRABBING] = "grabbing",
    [EDITOR_CURSOR_CROSSHAIR] = "crosshair",   [EDITOR_CURSOR_POINTER] = "pointer",
    [EDITOR_CURSOR_NOT_ALLOWED] = "not-allowed", [EDITOR_CURSOR_COL_RESIZE] = "col-resize",
    [EDITOR_CURSOR_ROW_RESIZE] = "row-resize", [EDITOR_CURSOR_NWSE_RESIZE] = "nwse-resize",
    [EDITOR_CURSOR_TEXT] = "text",
  };
  EditorCursor cursor = EDITOR_CURSOR_DEFAULT;

  if (self->controller != NULL)
    cursor = editor_controller_get_cursor (self->controller);
  if (cursor == EDITOR_CURSOR_DEFAULT
      && _ape_canvas_pick_badge (self, self->pointer.x, self->pointer.y) != NULL)
    cursor = EDITOR_CURSOR_POINTER;
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), names[cursor]);
}

static void
overlays_changed_cb (ApeCanvas *self)
{
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static gboolean
timeout_cb (gpointer data)
{
  ApeCanvas *self = data;
  EditorEvent event = { 0 };

  self->timeout_id = 0;
  send (self, EDITOR_EVENT_TIMEOUT, self->pointer.x, self->pointer.y, &event);
  return G_SOURCE_REMOVE;
}

static void
deadline_changed_cb (ApeCanvas *self)
{
  gint64 deadline = editor_controller_get_deadline (self->controller);

  g_clear_handle_id (&self->timeout_id, g_source_remove);
  if (deadline >= 0)
    {
      gint64 wait = MAX (deadline - g_get_monotonic_time (), 0);

      self->timeout_id = g_timeout_add ((guint) ((wait + 999) / 1000), timeout_cb, self);
    }
}

static void
scroll_by_cb (ApeCanvas *self, double dx, double dy)
{
  BpmnPoint origin = ape_viewport_get_origin (self->viewport);

  ape_viewport_set_origin (self->viewport, (BpmnPoint){ origin.x + dx, origin.y + dy });
}

static void
reveal_cb (ApeCanvas *self, gpointer element)
{
  ape_canvas_reveal (self, element);
}

static void
edit_label_cb (ApeCanvas *self, gpointer element, const BpmnRect *area)
{
  _ape_canvas_bring_back (self, element);
  _ape_canvas_edit_label (self, element, area);
}

/* Where a popover about an element points to; without element, where the pointer is. */
static GdkRectangle
place_of (ApeCanvas *self, BpmnElement *element)
{
  BpmnRect bounds;

  if (element != NULL && _ape_canvas_get_bounds (self, element, &bounds))
    {
      bounds = ape_viewport_rect_to_view (self->viewport, &bounds);
      return (GdkRectangle){ (int) bounds.x, (int) bounds.y, (int) MAX (bounds.width, 1),
                             (int) MAX (bounds.height, 1) };
    }
  if (self->pointer_inside)
    return (GdkRectangle){ (int) self->pointer.x, (int) self->pointer.y, 1, 1 };
  return (GdkRectangle){ gtk_widget_get_width (GTK_WIDGET (self)) / 2,
                         gtk_widget_get_height (GTK_WIDGET (self)) / 2, 1, 1 };
}

static void
type_picked_cb (ApeTypePopover *popover, const char *entry, ApeCanvas *self)
{
  EditorPickPurpose purpose
      = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (popover), "ape-purpose"));

  if (self->controller == NULL)
    return;
  switch (purpose)
    {
    case EDITOR_PICK_APPEND:
      editor_controller_append (self->controller, entry);
      break;
    case EDITOR_PICK_REPLACE:
      editor_controller_replace (self->controller, entry);
      break;
    case EDITOR_PICK_CREATE:
    default:
      ape_canvas_add_entry (self, entry);
      break;
    }
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

void
_ape_canvas_pick_type (ApeCanvas *self, BpmnElement *element, EditorPickPurpose purpose)
{
  GtkWidget *popover;
  GdkRectangle place;
  const char *current = NULL;

  _ape_canvas_bring_back (self, element);
  place = place_of (self, element);
  if (purpose == EDITOR_PICK_REPLACE && element != NULL)
    current = editor_command_get_entry (self->session, element);
  popover = ape_type_popover_new (purpose, current);
  g_object_set_data (G_OBJECT (popover), "ape-purpose", GINT_TO_POINTER (purpose));
  g_signal_connect (popover, "picked", G_CALLBACK (type_picked_cb), self);
  gtk_popover_set_position (GTK_POPOVER (popover), GTK_POS_RIGHT);
  _ape_canvas_take_popover (self, popover, &place);
}

static void
pick_type_cb (ApeCanvas *self, gpointer element, int purpose)
{
  _ape_canvas_pick_type (self, element, purpose);
}

static void
context_menu_cb (ApeCanvas *self, gpointer element, double x, double y)
{
  g_autoptr (GMenuModel) menu = _ape_canvas_create_menu (self);
  GtkWidget *popover = gtk_popover_menu_new_from_model (menu);
  BpmnPoint place = ape_viewport_to_view (self->viewport, x, y);

  gtk_popover_set_has_arrow (GTK_POPOVER (popover), FALSE);
  gtk_widget_set_halign (popover, GTK_ALIGN_START);
  _ape_canvas_take_popover (self, popover,
                            &(GdkRectangle){ (int) place.x, (int) place.y, 1, 1 });
}

static void
diagram_needed_cb (ApeCanvas *self)
{
  g_signal_emit_by_name (self, "diagram-needed");
}

static void
failed_cb (ApeCanvas *self, const GError *error)
{
  _ape_canvas_fail (self, error);
}

static void
announce_cb (ApeCanvas *self, const char *text)
{
  _ape_canvas_announce (self, text);
}

static void
tool_changed_cb (ApeCanvas *self)
{
  _ape_canvas_update_actions (self);
  _ape_canvas_follow_cursor (self);
  overlays_changed_cb (self);
}

void
_ape_canvas_connect_controller (ApeCanvas *self)
{
  static const struct
  {
    const char *signal;
    GCallback callback;
  } handlers[] = {
    { "overlays-changed", G_CALLBACK (overlays_changed_cb) },
    { "cursor-changed", G_CALLBACK (_ape_canvas_follow_cursor) },
    { "tool-changed", G_CALLBACK (tool_changed_cb) },
    { "deadline-changed", G_CALLBACK (deadline_changed_cb) },
    { "scroll-by", G_CALLBACK (scroll_by_cb) },
    { "reveal", G_CALLBACK (reveal_cb) },
    { "edit-label", G_CALLBACK (edit_label_cb) },
    { "pick-type", G_CALLBACK (pick_type_cb) },
    { "context-menu", G_CALLBACK (context_menu_cb) },
    { "diagram-needed", G_CALLBACK (diagram_needed_cb) },
    { "failed", G_CALLBACK (failed_cb) },
    { "announce", G_CALLBACK (announce_cb) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (handlers); i++)
    g_signal_connect_swapped (self->controller, handlers[i].signal, handlers[i].callback, self);
  editor_controller_set_grid (self->controller, self->grid);
}

void
_ape_canvas_init_input (ApeCanvas *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkEventController *scroll, *focus;
  GtkGesture *pinch;

  self->click = gtk_gesture_click_new ();
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (self->click), 0);
  g_signal_connect (self->click, "pressed", G_CALLBACK (pressed_cb), self);
  g_signal_connect (self->click, "released", G_CALLBACK (released_cb), self);
  g_signal_connect (self->click, "cancel", G_CALLBACK (cancel_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (self->click));

  self->motion = gtk_event_controller_motion_new ();
  g_signal_connect (self->motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect (self->motion, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (widget, self->motion);

  scroll = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);
  g_signal_connect (scroll, "scroll", G_CALLBACK (scroll_cb), self);
  gtk_widget_add_controller (widget, scroll);

  pinch = gtk_gesture_zoom_new ();
  g_signal_connect (pinch, "begin", G_CALLBACK (pinch_begin_cb), self);
  g_signal_connect (pinch, "scale-changed", G_CALLBACK (pinch_scale_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (pinch));

  self->keys = gtk_event_controller_key_new ();
  g_signal_connect (self->keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  g_signal_connect (self->keys, "key-released", G_CALLBACK (key_released_cb), self);
  gtk_widget_add_controller (widget, self->keys);

  focus = gtk_event_controller_focus_new ();
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (focus_left_cb), self);
  gtk_widget_add_controller (widget, focus);
}

void
_ape_canvas_stop_input (ApeCanvas *self)
{
  g_clear_handle_id (&self->timeout_id, g_source_remove);
  self->pressed = FALSE;
}

/* Placing palette entries */

/**
 * ape_canvas_place_entry:
 * @entry: a palette entry ("signing")
 *
 * The entry follows the pointer until it is placed by a press.
 */
void
ape_canvas_place_entry (ApeCanvas *self, const char *entry)
{
  g_return_if_fail (APE_IS_CANVAS (self));

  if (self->controller == NULL)
    return;
  editor_controller_create (self->controller, entry, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

/* The nearest point below @centre where a new element covers nothing. */
static BpmnPoint
find_room (ApeCanvas *self, BpmnPoint centre)
{
  EditorScene *scene = editor_session_get_scene (self->session);

  for (guint i = 0; i < 100; i++)
    {
      BpmnRect area = { centre.x - 70, centre.y - 60, 140, 120 };
      g_autoptr (GPtrArray) items = editor_scene_query (scene, &area);

      if (items->len == 0)
        break;
      centre.y += 20;
    }
  return centre;
}

/**
 * ape_canvas_add_entry:
 * @entry: a palette entry ("signing")
 *
 * Without pointer: appends to the selected element, or places in the middle of the view.
 */
void
ape_canvas_add_entry (ApeCanvas *self, const char *entry)
{
  g_autoptr (GError) error = NULL;
  BpmnElement *selected, *added;
  BpmnRect visible;
  BpmnPoint centre;

  g_return_if_fail (APE_IS_CANVAS (self));

  if (self->controller == NULL)
    return;
  selected = editor_selection_get_single (editor_session_get_selection (self->session));
  if (selected != NULL && bpmn_type_is_flow_node (bpmn_element_get_type_id (selected))
      && bpmn_element_get_type_id (selected) != BPMN_TYPE_END_EVENT
      && g_strcmp0 (entry, "start-event") != 0)
    {
      editor_controller_append (self->controller, entry);
      return;
    }
  visible = ape_viewport_get_visible (self->viewport);
  centre = find_room (self, editor_rect_center (&visible));
  added = editor_command_add (self->session, entry, NULL, centre, &error);
  if (added != NULL)
    {
      editor_selection_select (editor_session_get_selection (self->session), added);
      ape_canvas_reveal (self, added);
    }
  else
    _ape_canvas_fail (self, error);
}

/**
 * ape_canvas_drag_entry_begin:
 * @entry: a palette entry ("signing")
 *
 * A drag of a palette entry has begun somewhere outside of the canvas; ape_canvas_drag_entry_update()
 * and ape_canvas_drag_entry_end() follow.
 */
void
ape_canvas_drag_entry_begin (ApeCanvas *self, const char *entry)
{
  g_return_if_fail (APE_IS_CANVAS (self));

  if (self->controller == NULL)
    return;
  self->dragging_entry = TRUE;
  editor_controller_create (self->controller, entry, TRUE);
}

void
ape_canvas_drag_entry_update (ApeCanvas *self, double x, double y)
{
  EditorEvent event = { 0 };

  g_return_if_fail (APE_IS_CANVAS (self));

  if (!self->dragging_entry)
    return;
  self->pointer = (BpmnPoint){ x, y };
  event.button = GDK_BUTTON_PRIMARY;
  if (gtk_widget_contains (GTK_WIDGET (self), x, y))
    send (self, EDITOR_EVENT_MOTION, x, y, &event);
  else
    send (self, EDITOR_EVENT_LEAVE, x, y, &event);
}

/**
 * ape_canvas_drag_entry_end:
 * @x: in the widget's coordinates
 * @y: in the widget's coordinates
 * @cancelled: whether the drag was given up
 *
 * Drops the entry, where that is on the canvas.
 */
void
ape_canvas_drag_entry_end (ApeCanvas *self, double x, double y, gboolean cancelled)
{
  EditorEvent event = { 0 };

  g_return_if_fail (APE_IS_CANVAS (self));

  if (!self->dragging_entry)
    return;
  self->dragging_entry = FALSE;
  event.button = GDK_BUTTON_PRIMARY;
  event.n_press = 1;
  if (cancelled || !gtk_widget_contains (GTK_WIDGET (self), x, y))
    editor_controller_cancel (self->controller);
  else
    {
      send (self, EDITOR_EVENT_RELEASE, x, y, &event);
      gtk_widget_grab_focus (GTK_WIDGET (self));
    }
}

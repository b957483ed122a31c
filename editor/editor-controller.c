/* editor-controller.c: hands input events to the tool in use
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "editor/editor-controller-private.h"

#include "editor/editor-outline.h"

struct _EditorController
{
  GObject parent_instance;

  EditorSession *session;
  EditorToolKind tool;
  EditorGesture *gesture; /* what goes on from a press to its release; else NULL */
  gboolean gesture_ended; /* freed when the handler has returned */
  GPtrArray *overlays;
  EditorCursor cursor;
  gint64 deadline;
  BpmnPoint pointer;
  BpmnElement *hovered;
  guint handling;  /* depth: overlays are gathered once, at the end */
  guint stale : 1; /* the overlays are to be gathered anew */
  guint panning : 1;
  guint grid : 1;
};

G_DEFINE_FINAL_TYPE (EditorController, editor_controller, G_TYPE_OBJECT)

enum
{
  OVERLAYS_CHANGED,
  CURSOR_CHANGED,
  TOOL_CHANGED,
  DEADLINE_CHANGED,
  SCROLL_BY,
  REVEAL,
  EDIT_LABEL,
  PICK_TYPE,
  CONTEXT_MENU,
  DIAGRAM_NEEDED,
  FAILED,
  ANNOUNCE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* Overlays */

EditorOverlay *
editor_overlay_add (GPtrArray *overlays, EditorOverlayKind kind, BpmnElement *element)
{
  EditorOverlay *self = g_new0 (EditorOverlay, 1);

  self->kind = kind;
  self->element = element;
  g_ptr_array_add (overlays, self);
  return self;
}

void
editor_overlay_set_points (EditorOverlay *self, const BpmnPoint *points, guint n_points)
{
  g_free (self->points);
  self->points = g_memdup2 (points, n_points * sizeof (BpmnPoint));
  self->n_points = n_points;
}

void
editor_overlay_free (EditorOverlay *self)
{
  g_free (self->points);
  g_free (self);
}

/* Gestures */

gpointer
editor_gesture_new (EditorController *controller, const EditorGestureClass *klass)
{
  EditorGesture *self = g_malloc0 (klass->size);

  self->klass = klass;
  self->controller = controller;
  return self;
}

static void
free_gesture (EditorController *self)
{
  EditorGesture *gesture = g_steal_pointer (&self->gesture);

  self->gesture_ended = FALSE;
  if (gesture == NULL)
    return;
  if (gesture->klass->finalize != NULL)
    gesture->klass->finalize (gesture);
  g_free (gesture);
}

static void
set_idle_cursor (EditorController *self)
{
  static const EditorCursor cursors[] = {
    [EDITOR_TOOL_SELECT] = EDITOR_CURSOR_DEFAULT,    [EDITOR_TOOL_LASSO] = EDITOR_CURSOR_CROSSHAIR,
    [EDITOR_TOOL_HAND] = EDITOR_CURSOR_GRAB,         [EDITOR_TOOL_SPACE] = EDITOR_CURSOR_CROSSHAIR,
    [EDITOR_TOOL_CONNECT] = EDITOR_CURSOR_CROSSHAIR, [EDITOR_TOOL_CREATE] = EDITOR_CURSOR_CROSSHAIR,
  };

  editor_controller_set_cursor (self, self->panning ? EDITOR_CURSOR_GRAB : cursors[self->tool]);
}

/* One element is placed at a time. */
static void
leave_create_tool (EditorController *self)
{
  if (self->tool != EDITOR_TOOL_CREATE)
    return;
  self->tool = EDITOR_TOOL_SELECT;
  g_signal_emit (self, signals[TOOL_CHANGED], 0);
}

static void
enter (EditorController *self)
{
  self->handling++;
}

static void
leave (EditorController *self)
{
  if (--self->handling > 0)
    return;
  if (self->gesture_ended)
    {
      self->stale = TRUE;
      free_gesture (self);
      leave_create_tool (self);
      set_idle_cursor (self);
    }
  if (self->stale)
    editor_controller_update (self);
}

/**
 * editor_controller_begin_gesture:
 * @self: the controller
 * @gesture: (transfer full): an EditorGesture
 *
 * Makes @gesture the one that gets the events, instead of one that goes on.
 */
void
editor_controller_begin_gesture (EditorController *self, gpointer gesture)
{
  editor_controller_cancel (self);
  self->gesture = gesture;
  editor_controller_update (self);
}

/**
 * editor_controller_end_gesture:
 * @self: the controller
 *
 * What is shown of the gesture goes; the gesture itself lives until its handler has returned.
 */
void
editor_controller_end_gesture (EditorController *self)
{
  editor_scene_clear_overrides (editor_session_get_scene (self->session));
  editor_controller_set_deadline (self, -1);
  if (self->gesture == NULL)
    return;
  self->gesture_ended = TRUE;
  if (self->handling == 0)
    {
      enter (self);
      leave (self);
    }
}

/**
 * editor_controller_update:
 * @self: the controller
 *
 * Gathers the overlays anew.
 */
void
editor_controller_update (EditorController *self)
{
  self->stale = TRUE;
  if (self->handling > 0)
    return;
  self->stale = FALSE;
  g_ptr_array_set_size (self->overlays, 0);
  if (self->gesture == NULL)
    editor_tool_select_show (self, self->overlays);
  else if (self->gesture->klass->show != NULL)
    self->gesture->klass->show (self->gesture, self->overlays);
  g_signal_emit (self, signals[OVERLAYS_CHANGED], 0);
}

static void
selection_changed_cb (EditorController *self)
{
  editor_controller_update (self);
}

static void
scene_changed_cb (EditorController *self)
{
  if (self->gesture == NULL)
    editor_controller_update (self);
}

/* An edit from elsewhere (undo, the inspector) pulls the ground from under a gesture. */
static void
model_changed_cb (EditorController *self)
{
  if (self->hovered != NULL && !bpmn_element_is_attached (self->hovered))
    self->hovered = NULL;
  if (self->gesture != NULL && self->handling == 0)
    editor_controller_cancel (self);
}

static void
editor_controller_dispose (GObject *object)
{
  EditorController *self = EDITOR_CONTROLLER (object);

  free_gesture (self);
  g_clear_pointer (&self->overlays, g_ptr_array_unref);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (editor_controller_parent_class)->dispose (object);
}

static guint
new_signal (const char *name, guint n_params, ...)
{
  GType types[3] = { 0 };
  va_list args;

  va_start (args, n_params);
  for (guint i = 0; i < n_params; i++)
    types[i] = va_arg (args, GType);
  va_end (args);
  return g_signal_newv (name, EDITOR_TYPE_CONTROLLER, G_SIGNAL_RUN_LAST, NULL, NULL, NULL, NULL,
                        G_TYPE_NONE, n_params, types);
}

static void
editor_controller_class_init (EditorControllerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = editor_controller_dispose;

  signals[OVERLAYS_CHANGED] = new_signal ("overlays-changed", 0);
  signals[CURSOR_CHANGED] = new_signal ("cursor-changed", 0);
  signals[TOOL_CHANGED] = new_signal ("tool-changed", 0);
  signals[DEADLINE_CHANGED] = new_signal ("deadline-changed", 0);
  signals[SCROLL_BY] = new_signal ("scroll-by", 2, G_TYPE_DOUBLE, G_TYPE_DOUBLE);
  signals[REVEAL] = new_signal ("reveal", 1, G_TYPE_POINTER);
  signals[EDIT_LABEL] = new_signal ("edit-label", 2, G_TYPE_POINTER, G_TYPE_POINTER);
  signals[PICK_TYPE] = new_signal ("pick-type", 2, G_TYPE_POINTER, G_TYPE_INT);
  signals[CONTEXT_MENU] =
      new_signal ("context-menu", 3, G_TYPE_POINTER, G_TYPE_DOUBLE, G_TYPE_DOUBLE);
  signals[DIAGRAM_NEEDED] = new_signal ("diagram-needed", 0);
  signals[FAILED] = new_signal ("failed", 1, G_TYPE_ERROR);
  signals[ANNOUNCE] = new_signal ("announce", 1, G_TYPE_STRING);
}

static void
editor_controller_init (EditorController *self)
{
  self->overlays = g_ptr_array_new_with_free_func ((GDestroyNotify) editor_overlay_free);
  self->deadline = -1;
  self->grid = TRUE;
}

/**
 * editor_controller_new:
 * @session: what is edited
 *
 * Returns: (transfer full): a controller with the select tool
 */
EditorController *
editor_controller_new (EditorSession *session)
{
  EditorController *self = g_object_new (EDITOR_TYPE_CONTROLLER, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (editor_session_get_selection (session), "changed",
                           G_CALLBACK (selection_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (editor_session_get_scene (session), "changed",
                           G_CALLBACK (scene_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (editor_session_get_model (session), "changed",
                           G_CALLBACK (model_changed_cb), self, G_CONNECT_SWAPPED);
  return self;
}

EditorSession *
editor_controller_get_session (EditorController *self)
{
  return self->session;
}

EditorToolKind
editor_controller_get_tool (EditorController *self)
{
  return self->tool;
}

/**
 * editor_controller_set_tool:
 * @self: the controller
 * @tool: what presses are to do from now on; %EDITOR_TOOL_CREATE is set by
 *   editor_controller_create()
 *
 * Changes the tool; a gesture that goes on is cancelled.
 */
void
editor_controller_set_tool (EditorController *self, EditorToolKind tool)
{
  enter (self);
  editor_controller_cancel (self);
  if (self->tool != tool)
    {
      self->tool = tool;
      set_idle_cursor (self);
      g_signal_emit (self, signals[TOOL_CHANGED], 0);
    }
  leave (self);
}

/**
 * editor_controller_create:
 * @self: the controller
 * @entry: a palette entry
 * @dragging: the button is held since the palette: the release places it
 *
 * Begins placing a new element.
 */
void
editor_controller_create (EditorController *self, const char *entry, gboolean dragging)
{
  enter (self);
  editor_controller_set_tool (self, EDITOR_TOOL_CREATE);
  self->gesture = editor_create_gesture_new (self, g_intern_string (entry), dragging);
  leave (self);
}

/**
 * editor_controller_connect_from:
 * @self: the controller
 * @source: where the connection begins
 *
 * Begins a connection by menu or key: a press on the target ends it.
 */
void
editor_controller_connect_from (EditorController *self, BpmnElement *source)
{
  enter (self);
  editor_controller_cancel (self);
  self->gesture = editor_connect_gesture_new (self, source, NULL);
  leave (self);
}

void
editor_controller_set_panning (EditorController *self, gboolean panning)
{
  if (self->panning == !!panning)
    return;
  self->panning = !!panning;
  if (self->gesture == NULL)
    set_idle_cursor (self);
}

void
editor_controller_set_grid (EditorController *self, gboolean snap_to_grid)
{
  self->grid = !!snap_to_grid;
}

gboolean
editor_controller_get_grid (EditorController *self)
{
  return self->grid;
}

BpmnElement *
editor_controller_get_hovered (EditorController *self)
{
  return self->hovered;
}

void
editor_controller_set_hovered (EditorController *self, BpmnElement *element)
{
  if (self->hovered == element)
    return;
  self->hovered = element;
  self->stale = TRUE;
}

BpmnPoint
editor_controller_get_pointer (EditorController *self)
{
  return self->pointer;
}

/* Events */

static void
press (EditorController *self, const EditorEvent *event)
{
  EditorGesture *gesture = self->gesture;

  if (gesture != NULL)
    {
      if (gesture->klass->press != NULL && event->button == 1)
        gesture->klass->press (gesture, event);
      else
        editor_controller_cancel (self);
      return;
    }
  if (event->button == 2 || (event->button == 1 && self->panning))
    {
      editor_controller_begin_gesture (self, editor_pan_gesture_new (self, event));
      return;
    }
  if (event->button == 3)
    {
      editor_tool_select_press (self, event);
      return;
    }
  switch (self->tool)
    {
    case EDITOR_TOOL_HAND:
      editor_controller_begin_gesture (self, editor_pan_gesture_new (self, event));
      break;
    case EDITOR_TOOL_SPACE:
      editor_controller_begin_gesture (self, editor_space_gesture_new (self, event));
      break;
    case EDITOR_TOOL_LASSO:
      editor_controller_begin_gesture (self, editor_band_gesture_new (self, event));
      break;
    case EDITOR_TOOL_CONNECT:
      editor_controller_begin_gesture (self, editor_connect_gesture_new (self, NULL, event));
      break;
    case EDITOR_TOOL_SELECT:
    case EDITOR_TOOL_CREATE:
    default:
      editor_tool_select_press (self, event);
    }
}

static gboolean
key (EditorController *self, const EditorEvent *event)
{
  if (event->key == EDITOR_KEY_ESCAPE &&
      (self->gesture != NULL || self->tool != EDITOR_TOOL_SELECT))
    {
      editor_controller_set_tool (self, EDITOR_TOOL_SELECT);
      return TRUE;
    }
  if (event->key == EDITOR_KEY_RETURN && self->gesture != NULL &&
      self->gesture->klass->activate != NULL)
    {
      self->gesture->klass->activate (
          self->gesture,
          editor_selection_get_primary (editor_session_get_selection (self->session)));
      return TRUE;
    }
  return editor_tool_key (self, event);
}

static void
motion (EditorController *self, const EditorEvent *event)
{
  self->pointer = (BpmnPoint){ event->x, event->y };
  if (self->gesture != NULL)
    {
      if (self->deadline >= 0 && event->time >= self->deadline &&
          self->gesture->klass->timeout != NULL)
        self->gesture->klass->timeout (self->gesture, event);
      if (self->gesture->klass->motion != NULL)
        self->gesture->klass->motion (self->gesture, event);
    }
  else if (self->tool == EDITOR_TOOL_SELECT || self->tool == EDITOR_TOOL_CONNECT)
    {
      editor_tool_select_hover (self, event);
    }
}

static gboolean
dispatch (EditorController *self, const EditorEvent *event)
{
  const EditorGestureClass *klass = self->gesture != NULL ? self->gesture->klass : NULL;

  switch (event->type)
    {
    case EDITOR_EVENT_PRESS:
      self->pointer = (BpmnPoint){ event->x, event->y };
      press (self, event);
      return TRUE;
    case EDITOR_EVENT_MOTION:
      motion (self, event);
      return klass != NULL;
    case EDITOR_EVENT_RELEASE:
      self->pointer = (BpmnPoint){ event->x, event->y };
      if (klass != NULL && self->deadline >= 0 && event->time >= self->deadline &&
          klass->timeout != NULL)
        klass->timeout (self->gesture, event);
      if (klass != NULL && klass->release != NULL)
        klass->release (self->gesture, event);
      return klass != NULL;
    case EDITOR_EVENT_KEY:
      return key (self, event);
    case EDITOR_EVENT_TIMEOUT:
      if (klass != NULL && klass->timeout != NULL && self->deadline >= 0 &&
          event->time >= self->deadline)
        klass->timeout (self->gesture, event);
      return klass != NULL;
    case EDITOR_EVENT_LEAVE:
      editor_tool_select_hover (self, NULL);
      return FALSE;
    case EDITOR_EVENT_CANCEL:
    default:
      editor_controller_cancel (self);
      return TRUE;
    }
}

/**
 * editor_controller_handle:
 * @self: the controller
 * @event: what happened
 *
 * Returns: %FALSE if the event means nothing here and may go elsewhere
 */
gboolean
editor_controller_handle (EditorController *self, const EditorEvent *event)
{
  gboolean used;

  enter (self);
  self->stale |= self->gesture != NULL;
  used = dispatch (self, event);
  leave (self);
  return used;
}

/**
 * editor_controller_cancel:
 * @self: the controller
 *
 * Gives up the gesture that goes on, if any: everything is as before it.
 */
void
editor_controller_cancel (EditorController *self)
{
  if (self->gesture == NULL)
    return;
  if (!self->gesture_ended && self->gesture->klass->cancel != NULL)
    self->gesture->klass->cancel (self->gesture);
  editor_controller_end_gesture (self);
  free_gesture (self);
  leave_create_tool (self);
  set_idle_cursor (self);
  editor_controller_update (self);
}

gboolean
editor_controller_is_busy (EditorController *self)
{
  return self->gesture != NULL && !self->gesture_ended;
}

const GPtrArray *
editor_controller_get_overlays (EditorController *self)
{
  return self->overlays;
}

EditorCursor
editor_controller_get_cursor (EditorController *self)
{
  return self->cursor;
}

gint64
editor_controller_get_deadline (EditorController *self)
{
  return self->deadline;
}

void
editor_controller_set_cursor (EditorController *self, EditorCursor cursor)
{
  if (self->cursor == cursor)
    return;
  self->cursor = cursor;
  g_signal_emit (self, signals[CURSOR_CHANGED], 0);
}

void
editor_controller_set_deadline (EditorController *self, gint64 deadline)
{
  if (self->deadline == deadline)
    return;
  self->deadline = deadline;
  g_signal_emit (self, signals[DEADLINE_CHANGED], 0);
}

/**
 * editor_controller_take_error:
 * @self: the controller
 * @error: (transfer full) (nullable): why a command was not done
 *
 * Tells the window: asks for a diagram if that was missing, else reports the message.
 */
void
editor_controller_take_error (EditorController *self, GError *error)
{
  if (error == NULL)
    return;
  if (g_error_matches (error, EDITOR_ERROR, EDITOR_ERROR_NO_DIAGRAM))
    g_signal_emit (self, signals[DIAGRAM_NEEDED], 0);
  else
    g_signal_emit (self, signals[FAILED], 0, error);
  g_error_free (error);
}

void
editor_controller_scroll_by (EditorController *self, double dx, double dy)
{
  g_signal_emit (self, signals[SCROLL_BY], 0, dx, dy);
}

void
editor_controller_reveal (EditorController *self, BpmnElement *element)
{
  g_signal_emit (self, signals[REVEAL], 0, element);
}

void
editor_controller_announce (EditorController *self, const char *text)
{
  g_signal_emit (self, signals[ANNOUNCE], 0, text);
}

void
editor_controller_go_to (EditorController *self, BpmnElement *element)
{
  g_autofree char *text = NULL;

  if (element == NULL)
    return;
  editor_selection_select (editor_session_get_selection (self->session), element);
  editor_controller_reveal (self, element);
  text = editor_outline_describe (self->session, element);
  editor_controller_announce (self, text);
}

/* Where an entry for a name goes: over the shape, its label, or the middle of the line. */
static gboolean
find_label_area (EditorController *self, BpmnElement *element, BpmnRect *area)
{
  EditorScene *scene = editor_session_get_scene (self->session);
  EditorItem *item = editor_scene_lookup (scene, element);
  static const double width = 120, height = 24;

  if (item == NULL)
    return FALSE;
  if (editor_item_get_label_bounds (scene, item, area))
    return TRUE;
  *area = editor_item_get_bounds (item);
  if (editor_item_is_connection (item))
    {
      guint n_points, segment;
      const BpmnPoint *points = editor_item_get_waypoints (item, &n_points);
      BpmnPoint middle = editor_route_middle (points, n_points, &segment);

      *area = (BpmnRect){ middle.x - width / 2, middle.y - height - 4, width, height };
    }
  else if (editor_type_has_external_label (editor_item_get_type_id (item)))
    {
      *area = (BpmnRect){ area->x + (area->width - width) / 2, area->y + area->height + 4, width,
                          height };
    }
  return TRUE;
}

void
editor_controller_request_label (EditorController *self, BpmnElement *element)
{
  BpmnRect area;

  if (find_label_area (self, element, &area))
    g_signal_emit (self, signals[EDIT_LABEL], 0, element, &area);
}

void
editor_controller_request_type (EditorController *self,
                                BpmnElement *element,
                                EditorPickPurpose purpose)
{
  g_signal_emit (self, signals[PICK_TYPE], 0, element, (int) purpose);
}

void
editor_controller_request_menu (EditorController *self, BpmnElement *element, double x, double y)
{
  g_signal_emit (self, signals[CONTEXT_MENU], 0, element, x, y);
}

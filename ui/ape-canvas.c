/* ape-canvas.c: the widget a process is drawn and edited on
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include <glib/gi18n.h>
#include <math.h>

#include "ui/ape-canvas-private.h"
#include "ui/ape-context-pad.h"

#define FIT_MARGIN 48.0    /* pixels around a diagram that is shown whole */
#define PAD_GAP 14.0       /* pixels between an element and its buttons */
#define REVEAL_MARGIN 40.0 /* pixels around an element that is brought into view */
#define PREPARE_SLICE 3000 /* microseconds, well within a frame */

static void scrollable_iface_init (GtkScrollableInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ApeCanvas, ape_canvas, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SCROLLABLE, scrollable_iface_init))

enum
{
  PROP_0,
  PROP_SESSION,
  N_PROPS,
  PROP_HADJUSTMENT = N_PROPS,
  PROP_VADJUSTMENT,
  PROP_HSCROLL_POLICY,
  PROP_VSCROLL_POLICY,
};
enum
{
  FAILED,
  DIAGRAM_NEEDED,
  FINDING_ACTIVATED,
  N_SIGNALS
};
static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void
scrollable_iface_init (GtkScrollableInterface *iface)
{
}

/* Scrolling */

/* One may scroll past the diagram by most of the view, so that there is always room to draw. */
static void
configure_adjustment (GtkAdjustment *adjustment, double begin, double end, double value,
                      double page)
{
  double room = page * 0.8;
  double lower = MIN (begin - room, value);
  double upper = MAX (end + room, value + page);

  gtk_adjustment_configure (adjustment, value, lower, upper, page * 0.1, page * 0.9, page);
}

static void
configure_adjustments (ApeCanvas *self)
{
  BpmnRect extents = { 0, 0, 0, 0 };
  BpmnPoint origin;
  double zoom;

  if (self->configuring || self->viewport == NULL)
    return;
  zoom = ape_viewport_get_zoom (self->viewport);
  origin = ape_viewport_get_origin (self->viewport);
  if (self->session != NULL)
    extents = editor_scene_get_extents (editor_session_get_scene (self->session));
  self->configuring = TRUE;
  if (self->adjustments[GTK_ORIENTATION_HORIZONTAL] != NULL)
    configure_adjustment (self->adjustments[GTK_ORIENTATION_HORIZONTAL], extents.x * zoom,
                          (extents.x + extents.width) * zoom, origin.x * zoom,
                          ape_viewport_get_width (self->viewport));
  if (self->adjustments[GTK_ORIENTATION_VERTICAL] != NULL)
    configure_adjustment (self->adjustments[GTK_ORIENTATION_VERTICAL], extents.y * zoom,
                          (extents.y + extents.height) * zoom, origin.y * zoom,
                          ape_viewport_get_height (self->viewport));
  self->configuring = FALSE;
}

static gboolean
after_layout_cb (gpointer data)
{
  ApeCanvas *self = APE_CANVAS (data);

  self->after_layout_id = 0;
  configure_adjustments (self);
  if (self->label_editor != NULL)
    gtk_text_view_set_top_margin (GTK_TEXT_VIEW (self->label_editor), self->label_margin);
  g_object_thaw_notify (G_OBJECT (self->viewport));
  return G_SOURCE_REMOVE;
}

/* Scrollbars, whoever follows the zoom and the name being edited learn of a layout when it is
 * over: what they queue meanwhile is lost where GTK walks past a parent of the same size. */
static void
queue_after_layout (ApeCanvas *self)
{
  if (self->after_layout_id != 0)
    return;
  g_object_freeze_notify (G_OBJECT (self->viewport));
  self->after_layout_id = g_idle_add_full (G_PRIORITY_DEFAULT, after_layout_cb, self, NULL);
}

static void
adjustment_value_changed_cb (ApeCanvas *self)
{
  double zoom = ape_viewport_get_zoom (self->viewport);
  BpmnPoint origin = ape_viewport_get_origin (self->viewport);

  if (self->configuring)
    return;
  if (self->adjustments[GTK_ORIENTATION_HORIZONTAL] != NULL)
    origin.x = gtk_adjustment_get_value (self->adjustments[GTK_ORIENTATION_HORIZONTAL]) / zoom;
  if (self->adjustments[GTK_ORIENTATION_VERTICAL] != NULL)
    origin.y = gtk_adjustment_get_value (self->adjustments[GTK_ORIENTATION_VERTICAL]) / zoom;
  ape_viewport_set_origin (self->viewport, origin);
}

static void
take_adjustment (ApeCanvas *self, GtkOrientation orientation, GtkAdjustment *adjustment)
{
  GtkAdjustment **place = &self->adjustments[orientation];

  if (*place != NULL)
    g_signal_handlers_disconnect_by_func (*place, adjustment_value_changed_cb, self);
  if (!g_set_object (place, adjustment))
    return;
  if (adjustment != NULL)
    g_signal_connect_swapped (adjustment, "value-changed",
                              G_CALLBACK (adjustment_value_changed_cb), self);
  configure_adjustments (self);
}

/* Following the session */

static void
viewport_changed_cb (ApeCanvas *self)
{
  configure_adjustments (self);
  _ape_canvas_follow_view (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
scene_changed_cb (ApeCanvas *self, EditorSceneChange *change)
{
  if (change->whole)
    ape_tiles_invalidate (self->tiles, NULL);
  else
    _ape_canvas_invalidate (self, &change->damage);
  if (change->whole || change->order)
    _ape_canvas_queue_nodes (self);
  queue_after_layout (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
model_changed_cb (ApeCanvas *self)
{
  if (self->label_element != NULL && !bpmn_element_is_attached (self->label_element))
    _ape_canvas_end_label (self, FALSE);
  if (self->token != NULL && !bpmn_element_is_attached (self->token))
    ape_canvas_set_token (self, NULL, NULL, 0);
  _ape_canvas_queue_nodes (self);
}

static void
selection_changed_cb (ApeCanvas *self)
{
  _ape_canvas_select_nodes (self);
  _ape_canvas_update_actions (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
history_changed_cb (ApeCanvas *self)
{
  _ape_canvas_update_actions (self);
}

static void
release_session (ApeCanvas *self)
{
  if (self->session == NULL)
    return;
  _ape_canvas_end_label (self, FALSE);
  g_clear_handle_id (&self->timeout_id, g_source_remove);
  g_clear_handle_id (&self->prepare_id, g_source_remove);
  if (self->token_animation != NULL)
    adw_animation_skip (self->token_animation);
  g_signal_handlers_disconnect_by_data (editor_session_get_scene (self->session), self);
  g_signal_handlers_disconnect_by_data (editor_session_get_model (self->session), self);
  g_signal_handlers_disconnect_by_data (editor_session_get_selection (self->session), self);
  g_signal_handlers_disconnect_by_data (editor_session_get_workspace (self->session), self);
  g_signal_handlers_disconnect_by_data (self->controller, self);
  editor_controller_cancel (self->controller);
  g_clear_object (&self->controller);
  ape_tiles_set_scene (self->tiles, NULL);
  _ape_canvas_clear_nodes (self);
  g_hash_table_remove_all (self->badges);
  g_clear_pointer (&self->report, rules_report_unref);
  self->token = NULL;
  g_clear_object (&self->session);
}

static void
take_session (ApeCanvas *self, EditorSession *session)
{
  EditorScene *scene = editor_session_get_scene (session);

  self->session = g_object_ref (session);
  self->controller = editor_controller_new (session);
  ape_tiles_set_scene (self->tiles, scene);
  g_signal_connect_swapped (scene, "changed", G_CALLBACK (scene_changed_cb), self);
  g_signal_connect_swapped (editor_session_get_model (session), "changed",
                            G_CALLBACK (model_changed_cb), self);
  g_signal_connect_swapped (editor_session_get_selection (session), "changed",
                            G_CALLBACK (selection_changed_cb), self);
  g_signal_connect_swapped (editor_session_get_workspace (session), "history-changed",
                            G_CALLBACK (history_changed_cb), self);
  _ape_canvas_connect_controller (self);
  self->fit_pending = TRUE;
  _ape_canvas_queue_nodes (self);
  _ape_canvas_update_actions (self);
}

/* Colours */

static void
follow_style (ApeCanvas *self)
{
  AdwStyleManager *style = adw_style_manager_get_default ();
  gboolean dark = adw_style_manager_get_dark (style);

  if (adw_style_manager_get_high_contrast (style))
    self->theme = editor_theme_get_high_contrast (dark);
  else
    self->theme = dark ? editor_theme_get_dark () : editor_theme_get_light ();
  ape_tiles_set_theme (self->tiles, self->theme, self->grid);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Where an element is drawn, in canvas units; FALSE if it is not drawn. */
gboolean
_ape_canvas_get_bounds (ApeCanvas *self, BpmnElement *element, BpmnRect *bounds)
{
  EditorItem *item = editor_scene_lookup (editor_session_get_scene (self->session), element);

  if (item == NULL)
    return FALSE;
  *bounds = editor_item_get_bounds (item);
  return TRUE;
}

/* Popovers */

static void
popover_closed_cb (ApeCanvas *self, GtkWidget *popover)
{
  if (self->popover != popover)
    return;
  self->popover = NULL;
  /* Its handlers still run: let it go when they are through. */
  g_object_ref (popover);
  gtk_widget_unparent (popover);
  g_idle_add_once ((GSourceOnceFunc) g_object_unref, popover);
}

/* The part of @at that is seen, or the nearest place: a popover cannot point out of the screen. */
static GdkRectangle
clamp_to_view (ApeCanvas *self, const GdkRectangle *at)
{
  int width = MAX (gtk_widget_get_width (GTK_WIDGET (self)), 1);
  int height = MAX (gtk_widget_get_height (GTK_WIDGET (self)), 1);
  int left = CLAMP (at->x, 0, width - 1), top = CLAMP (at->y, 0, height - 1);

  return (GdkRectangle){ left, top, CLAMP (at->x + at->width, left + 1, width) - left,
                         CLAMP (at->y + at->height, top + 1, height) - top };
}

/* Shows @popover (floating) at a place of the canvas, instead of the one that was open. */
void
_ape_canvas_take_popover (ApeCanvas *self, GtkWidget *popover, const GdkRectangle *at)
{
  GdkRectangle place = clamp_to_view (self, at);

  if (self->popover != NULL)
    gtk_popover_popdown (GTK_POPOVER (self->popover));
  g_clear_pointer (&self->popover, gtk_widget_unparent);
  self->popover = popover;
  gtk_widget_set_parent (popover, GTK_WIDGET (self));
  gtk_popover_set_pointing_to (GTK_POPOVER (popover), &place);
  g_signal_connect_object (popover, "closed", G_CALLBACK (popover_closed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_popover_popup (GTK_POPOVER (popover));
}

void
_ape_canvas_fail (ApeCanvas *self, const GError *error)
{
  if (error != NULL)
    g_signal_emit (self, signals[FAILED], 0, error->message);
}

/* GtkWidget */

static void
ape_canvas_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                    int *natural, int *minimum_baseline, int *natural_baseline)
{
  *minimum = 0;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 640 : 420;
}

static void
allocate_context_pad (ApeCanvas *self)
{
  GtkRequisition natural;
  BpmnElement *element = NULL;
  BpmnRect bounds;
  GtkAllocation place;
  gboolean shown;

  if (self->session != NULL)
    element = editor_selection_get_single (editor_session_get_selection (self->session));
  shown = element != NULL && bpmn_type_is_flow_node (bpmn_element_get_type_id (element))
          && self->label_element == NULL && !editor_controller_is_busy (self->controller)
          && editor_controller_get_tool (self->controller) == EDITOR_TOOL_SELECT
          && _ape_canvas_get_bounds (self, element, &bounds);
  gtk_widget_set_child_visible (self->context_pad, shown);
  if (!shown)
    return;
  bounds = ape_viewport_rect_to_view (self->viewport, &bounds);
  gtk_widget_get_preferred_size (self->context_pad, NULL, &natural);
  /* Above it: to the right stands what comes next. Without room there, below. */
  place.x = (int) round (bounds.x + bounds.width / 2 - natural.width / 2.0);
  place.y = (int) round (bounds.y - PAD_GAP - natural.height);
  place.width = natural.width;
  place.height = natural.height;
  if (place.y < 4 && bounds.y >= 0)
    place.y = (int) round (bounds.y + bounds.height + PAD_GAP);
  gtk_widget_size_allocate (self->context_pad, &place, -1);
}

/* Whether the view is still the one that showing everything gave. */
static gboolean
is_fitted (ApeCanvas *self)
{
  BpmnPoint origin = ape_viewport_get_origin (self->viewport);

  return self->fitted_zoom == ape_viewport_get_zoom (self->viewport)
         && self->fitted_origin.x == origin.x && self->fitted_origin.y == origin.y;
}

static void
ape_canvas_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  ApeCanvas *self = APE_CANVAS (widget);

  queue_after_layout (self);
  g_signal_handlers_block_by_func (self->viewport, viewport_changed_cb, self);
  if (width != ape_viewport_get_width (self->viewport)
      || height != ape_viewport_get_height (self->viewport))
    {
      /* A diagram that is shown whole stays so while the window finds its size. */
      if (is_fitted (self))
        self->fit_pending = TRUE;
      _ape_canvas_follow_view (self);
    }
  ape_viewport_set_size (self->viewport, width, height);
  if (self->fit_pending && self->session != NULL && width > 1 && height > 1)
    {
      self->fit_pending = FALSE;
      ape_canvas_zoom_to_fit (self);
    }
  g_signal_handlers_unblock_by_func (self->viewport, viewport_changed_cb, self);

  gtk_widget_size_allocate (self->status, &(GtkAllocation){ 0, 0, 1, 1 }, -1);
  allocate_context_pad (self);
  _ape_canvas_allocate_label (self);
  _ape_canvas_allocate_nodes (self);
  if (self->popover != NULL)
    gtk_popover_present (GTK_POPOVER (self->popover));
}

/* More tiles are painted with the next frame. */
static gboolean
paint_on_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  APE_CANVAS (widget)->tiles_tick_id = 0;
  gtk_widget_queue_draw (widget);
  return G_SOURCE_REMOVE;
}

static void
ape_canvas_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  ApeCanvas *self = APE_CANVAS (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);

  if (width < 1 || height < 1)
    return;
  if (!ape_tiles_snapshot (self->tiles, snapshot, ape_viewport_get_origin (self->viewport),
                           ape_viewport_get_zoom (self->viewport),
                           gtk_widget_get_scale_factor (widget), width, height)
      && self->tiles_tick_id == 0)
    self->tiles_tick_id = gtk_widget_add_tick_callback (widget, paint_on_cb, NULL, NULL);
  if (self->session != NULL)
    {
      _ape_canvas_snapshot_overlays (self, snapshot);
      if (!self->drawn)
        _ape_canvas_first_drawn (self);
    }
  if (gtk_widget_get_child_visible (self->context_pad))
    gtk_widget_snapshot_child (widget, self->context_pad, snapshot);
  if (self->label_editor != NULL)
    gtk_widget_snapshot_child (widget, self->label_editor, snapshot);
}

/* The elements are one stop in the Tab order; within, one walks by arrows. */
static gboolean
ape_canvas_focus (GtkWidget *widget, GtkDirectionType direction)
{
  ApeCanvas *self = APE_CANVAS (widget);
  GtkWidget *child = gtk_widget_get_focus_child (widget);

  if (direction != GTK_DIR_TAB_FORWARD && direction != GTK_DIR_TAB_BACKWARD)
    return FALSE;
  if (child == self->context_pad && gtk_widget_child_focus (child, direction))
    return TRUE;
  if (child == self->context_pad)
    return direction == GTK_DIR_TAB_BACKWARD && _ape_canvas_focus_primary (self);
  if (child == NULL && !gtk_widget_has_focus (widget))
    return _ape_canvas_focus_primary (self);
  if (direction == GTK_DIR_TAB_FORWARD && gtk_widget_get_child_visible (self->context_pad))
    return gtk_widget_child_focus (self->context_pad, direction);
  return FALSE;
}

static gboolean
ape_canvas_grab_focus (GtkWidget *widget)
{
  return _ape_canvas_focus_primary (APE_CANVAS (widget));
}

static gboolean
ape_canvas_query_tooltip (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  ApeCanvas *self = APE_CANVAS (widget);
  EditorScene *scene;
  BpmnPoint point;
  EditorHit hit;
  const char *text;
  BpmnRect area;

  if (self->session == NULL || keyboard || self->pressed)
    return FALSE;
  scene = editor_session_get_scene (self->session);
  point = ape_viewport_to_canvas (self->viewport, x, y);
  if (!editor_scene_pick (scene, point.x, point.y, 2 / ape_viewport_get_zoom (self->viewport),
                          &hit))
    return FALSE;
  text = editor_item_get_cut_text (scene, hit.item);
  if (text == NULL)
    return FALSE;
  area = editor_item_get_bounds (hit.item);
  area = ape_viewport_rect_to_view (self->viewport, &area);
  gtk_tooltip_set_text (tooltip, text);
  gtk_tooltip_set_tip_area (tooltip, &(GdkRectangle){ (int) area.x, (int) area.y,
                                                      (int) area.width, (int) area.height });
  return TRUE;
}

static void
ape_canvas_state_flags_changed (GtkWidget *widget, GtkStateFlags previous)
{
  GtkStateFlags changed = gtk_widget_get_state_flags (widget) ^ previous;

  if (changed & (GTK_STATE_FLAG_FOCUS_VISIBLE | GTK_STATE_FLAG_FOCUS_WITHIN))
    gtk_widget_queue_draw (widget);
  GTK_WIDGET_CLASS (ape_canvas_parent_class)->state_flags_changed (widget, previous);
}

/* GObject */

static void
ape_canvas_dispose (GObject *object)
{
  ApeCanvas *self = APE_CANVAS (object);

  release_session (self);
  _ape_canvas_stop_input (self);
  g_clear_handle_id (&self->after_layout_id, g_source_remove);
  if (self->viewport != NULL)
    g_signal_handlers_disconnect_by_data (self->viewport, self);
  g_clear_object (&self->viewport);
  g_clear_object (&self->token_animation);
  take_adjustment (self, GTK_ORIENTATION_HORIZONTAL, NULL);
  take_adjustment (self, GTK_ORIENTATION_VERTICAL, NULL);
  g_clear_pointer (&self->popover, gtk_widget_unparent);
  g_clear_pointer (&self->context_pad, gtk_widget_unparent);
  g_clear_pointer (&self->status, gtk_widget_unparent);
  g_clear_pointer (&self->tiles, ape_tiles_free);
  G_OBJECT_CLASS (ape_canvas_parent_class)->dispose (object);
}

static void
ape_canvas_finalize (GObject *object)
{
  ApeCanvas *self = APE_CANVAS (object);

  g_hash_table_unref (self->badges);
  g_hash_table_unref (self->nodes);
  g_array_unref (self->token_way);
  G_OBJECT_CLASS (ape_canvas_parent_class)->finalize (object);
}

static void
ape_canvas_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ApeCanvas *self = APE_CANVAS (object);

  switch (id)
    {
    case PROP_SESSION:
      g_value_set_object (value, self->session);
      break;
    case PROP_HADJUSTMENT:
      g_value_set_object (value, self->adjustments[GTK_ORIENTATION_HORIZONTAL]);
      break;
    case PROP_VADJUSTMENT:
      g_value_set_object (value, self->adjustments[GTK_ORIENTATION_VERTICAL]);
      break;
    case PROP_HSCROLL_POLICY:
      g_value_set_enum (value, self->policies[GTK_ORIENTATION_HORIZONTAL]);
      break;
    case PROP_VSCROLL_POLICY:
      g_value_set_enum (value, self->policies[GTK_ORIENTATION_VERTICAL]);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
ape_canvas_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ApeCanvas *self = APE_CANVAS (object);

  switch (id)
    {
    case PROP_SESSION:
      ape_canvas_set_session (self, g_value_get_object (value));
      break;
    case PROP_HADJUSTMENT:
      take_adjustment (self, GTK_ORIENTATION_HORIZONTAL, g_value_get_object (value));
      break;
    case PROP_VADJUSTMENT:
      take_adjustment (self, GTK_ORIENTATION_VERTICAL, g_value_get_object (value));
      break;
    case PROP_HSCROLL_POLICY:
      self->policies[GTK_ORIENTATION_HORIZONTAL] = g_value_get_enum (value);
      break;
    case PROP_VSCROLL_POLICY:
      self->policies[GTK_ORIENTATION_VERTICAL] = g_value_get_enum (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
ape_canvas_class_init (ApeCanvasClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = ape_canvas_dispose;
  object_class->finalize = ape_canvas_finalize;
  object_class->get_property = ape_canvas_get_property;
  object_class->set_property = ape_canvas_set_property;
  widget_class->measure = ape_canvas_measure;
  widget_class->size_allocate = ape_canvas_size_allocate;
  widget_class->snapshot = ape_canvas_snapshot;
  widget_class->focus = ape_canvas_focus;
  widget_class->grab_focus = ape_canvas_grab_focus;
  widget_class->query_tooltip = ape_canvas_query_tooltip;
  widget_class->state_flags_changed = ape_canvas_state_flags_changed;

  properties[PROP_SESSION]
      = g_param_spec_object ("session", NULL, NULL, EDITOR_TYPE_SESSION,
                             G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  g_object_class_override_property (object_class, PROP_HADJUSTMENT, "hadjustment");
  g_object_class_override_property (object_class, PROP_VADJUSTMENT, "vadjustment");
  g_object_class_override_property (object_class, PROP_HSCROLL_POLICY, "hscroll-policy");
  g_object_class_override_property (object_class, PROP_VSCROLL_POLICY, "vscroll-policy");

  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[DIAGRAM_NEEDED]
      = g_signal_new ("diagram-needed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                      NULL, NULL, G_TYPE_NONE, 0);
  signals[FINDING_ACTIVATED]
      = g_signal_new ("finding-activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                      NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);

  gtk_widget_class_set_css_name (widget_class, "processcanvas");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  _ape_canvas_install_actions (widget_class);
}

static void
ape_canvas_init (ApeCanvas *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  AdwStyleManager *style = adw_style_manager_get_default ();

  self->viewport = ape_viewport_new ();
  self->tiles = ape_tiles_new ();
  ape_tiles_set_painter (self->tiles, _ape_canvas_paint_badges, self);
  self->grid = TRUE;
  self->badges = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  self->nodes = g_hash_table_new (NULL, NULL);
  self->token_way = g_array_new (FALSE, FALSE, sizeof (BpmnPoint));
  g_signal_connect_swapped (self->viewport, "changed", G_CALLBACK (viewport_changed_cb), self);

  gtk_widget_set_focusable (widget, TRUE);
  gtk_widget_set_overflow (widget, GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_has_tooltip (widget, TRUE);
  gtk_widget_set_hexpand (widget, TRUE);
  gtk_widget_set_vexpand (widget, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Process diagram"), -1);

  self->context_pad = ape_context_pad_new ();
  gtk_widget_set_parent (self->context_pad, widget);
  gtk_widget_set_child_visible (self->context_pad, FALSE);
  self->status = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_STATUS,
                               "can-target", FALSE, NULL);
  gtk_widget_set_parent (self->status, widget);

  _ape_canvas_init_input (self);
  g_signal_connect_object (style, "notify::dark", G_CALLBACK (follow_style), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (style, "notify::high-contrast", G_CALLBACK (follow_style), self,
                           G_CONNECT_SWAPPED);
  follow_style (self);
  _ape_canvas_update_actions (self);
}

/**
 * ape_canvas_new:
 *
 * Returns: (transfer floating): a canvas without a session
 */
GtkWidget *
ape_canvas_new (void)
{
  return g_object_new (APE_TYPE_CANVAS, NULL);
}

/**
 * ape_canvas_set_session:
 * @session: (nullable): what to show; it is fitted into the view
 */
void
ape_canvas_set_session (ApeCanvas *self, EditorSession *session)
{
  g_return_if_fail (APE_IS_CANVAS (self));
  g_return_if_fail (session == NULL || EDITOR_IS_SESSION (session));

  if (session == self->session)
    return;
  release_session (self);
  if (session != NULL)
    take_session (self, session);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SESSION]);
}

static gboolean
prepare_cb (gpointer data)
{
  ApeCanvas *self = data;
  gint64 until = g_get_monotonic_time () + PREPARE_SLICE;

  if (editor_scene_prepare (editor_session_get_scene (self->session), &self->prepared, until))
    return G_SOURCE_CONTINUE;
  self->prepare_id = 0;
  return G_SOURCE_REMOVE;
}

/**
 * ape_canvas_prepare:
 *
 * Makes ready in idle time what is not seen yet, so that coming nearer and exporting need not wait
 * for it. To be called when what is seen was drawn.
 */
void
ape_canvas_prepare (ApeCanvas *self)
{
  g_return_if_fail (APE_IS_CANVAS (self));

  if (self->session == NULL || self->prepare_id != 0)
    return;
  self->prepared = 0;
  self->prepare_id = g_idle_add_full (G_PRIORITY_LOW, prepare_cb, self, NULL);
}

/**
 * ape_canvas_get_session:
 *
 * Returns: (transfer none) (nullable): what is shown
 */
EditorSession *
ape_canvas_get_session (ApeCanvas *self)
{
  g_return_val_if_fail (APE_IS_CANVAS (self), NULL);

  return self->session;
}

/**
 * ape_canvas_get_controller:
 *
 * Returns: (transfer none) (nullable): what input goes to; %NULL without a session
 */
EditorController *
ape_canvas_get_controller (ApeCanvas *self)
{
  g_return_val_if_fail (APE_IS_CANVAS (self), NULL);

  return self->controller;
}

/**
 * ape_canvas_get_viewport:
 *
 * Returns: (transfer none): which part is shown
 */
ApeViewport *
ape_canvas_get_viewport (ApeCanvas *self)
{
  g_return_val_if_fail (APE_IS_CANVAS (self), NULL);

  return self->viewport;
}

/**
 * ape_canvas_zoom_to_fit:
 *
 * Shows the whole diagram, not larger than 100 %.
 */
void
ape_canvas_zoom_to_fit (ApeCanvas *self)
{
  BpmnRect extents;

  g_return_if_fail (APE_IS_CANVAS (self));

  if (self->session == NULL)
    return;
  extents = editor_scene_get_extents (editor_session_get_scene (self->session));
  ape_viewport_fit (self->viewport, &extents, FIT_MARGIN, 1);
  self->fitted_zoom = ape_viewport_get_zoom (self->viewport);
  self->fitted_origin = ape_viewport_get_origin (self->viewport);
}

/**
 * ape_canvas_zoom_to_selection:
 *
 * Shows what is selected as large as it is readable; everything if nothing is.
 */
void
ape_canvas_zoom_to_selection (ApeCanvas *self)
{
  const GPtrArray *elements;
  BpmnRect area, bounds;
  gboolean any = FALSE;

  g_return_if_fail (APE_IS_CANVAS (self));

  if (self->session == NULL)
    return;
  elements = editor_selection_get_elements (editor_session_get_selection (self->session));
  for (guint i = 0; i < elements->len; i++)
    if (_ape_canvas_get_bounds (self, elements->pdata[i], &bounds))
      {
        area = any ? editor_rect_union (&area, &bounds) : bounds;
        any = TRUE;
      }
  if (any)
    ape_viewport_fit (self->viewport, &area, 2 * FIT_MARGIN, 1.5);
  else
    ape_canvas_zoom_to_fit (self);
}

/**
 * ape_canvas_reveal:
 * @element: what should be seen
 *
 * Moves the view as little as possible.
 */
void
ape_canvas_reveal (ApeCanvas *self, BpmnElement *element)
{
  BpmnRect bounds;

  g_return_if_fail (APE_IS_CANVAS (self));
  g_return_if_fail (element != NULL);

  if (self->session != NULL && _ape_canvas_get_bounds (self, element, &bounds))
    ape_viewport_reveal (self->viewport, &bounds, REVEAL_MARGIN);
}

/* Before something is asked about @element (nullable): it may have been scrolled away. */
void
_ape_canvas_bring_back (ApeCanvas *self, BpmnElement *element)
{
  BpmnRect visible = ape_viewport_get_visible (self->viewport), bounds;

  if (element != NULL && _ape_canvas_get_bounds (self, element, &bounds)
      && !editor_rect_intersects (&visible, &bounds))
    ape_viewport_reveal (self->viewport, &bounds, REVEAL_MARGIN);
}

/**
 * ape_canvas_set_grid:
 * @grid: whether the grid is shown and elements snap to it
 */
void
ape_canvas_set_grid (ApeCanvas *self, gboolean grid)
{
  g_return_if_fail (APE_IS_CANVAS (self));

  self->grid = grid;
  ape_tiles_set_theme (self->tiles, self->theme, grid);
  if (self->controller != NULL)
    editor_controller_set_grid (self->controller, grid);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

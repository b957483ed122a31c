/* ape-canvas-marks.c: what is told of elements on the canvas: findings, and where a run stands
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include <math.h>

#include "ui/ape-canvas-private.h"

/* Findings */

/**
 * ape_canvas_set_report:
 * @report: (nullable): whose findings are marked on their elements
 */
void
ape_canvas_set_report (ApeCanvas *self, RulesReport *report)
{
  GHashTable *badges = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  const GPtrArray *findings;
  BpmnModel *model;

  g_return_if_fail (APE_IS_CANVAS (self));

  findings = report != NULL ? rules_report_get_findings (report) : NULL;
  model = self->session != NULL ? editor_session_get_model (self->session) : NULL;
  for (guint i = 0; findings != NULL && model != NULL && i < findings->len; i++)
    {
      const RulesFinding *finding = findings->pdata[i];
      BpmnElement *element =
          finding->element != NULL ? bpmn_model_lookup (model, finding->element) : NULL;
      ApeBadge *badge;

      if (element == NULL)
        continue;
      badge = g_hash_table_lookup (badges, element);
      if (badge == NULL)
        {
          badge = g_new0 (ApeBadge, 1);
          g_hash_table_insert (badges, element, badge);
        }
      badge->severity = MAX (badge->severity, finding->severity);
      badge->n_findings++;
    }
  if (report != NULL)
    rules_report_ref (report);
  g_clear_pointer (&self->report, rules_report_unref);
  self->report = report;
  _ape_canvas_take_badges (self, badges);
}

/**
 * ape_canvas_get_badge:
 * @element: an element
 * @n_findings: (out): how many findings are about it; 0 if it has no badge
 *
 * Returns: the worst severity of them
 */
RulesSeverity
ape_canvas_get_badge (ApeCanvas *self, BpmnElement *element, guint *n_findings)
{
  const ApeBadge *badge;

  g_return_val_if_fail (APE_IS_CANVAS (self), RULES_SEVERITY_INFO);

  badge = g_hash_table_lookup (self->badges, element);
  *n_findings = badge != NULL ? badge->n_findings : 0;
  return badge != NULL ? badge->severity : RULES_SEVERITY_INFO;
}

/**
 * ape_canvas_get_badge_area:
 * @element: an element
 * @area: (out): where its badge is drawn, in the widget's coordinates
 *
 * Returns: whether it has one
 */
gboolean
ape_canvas_get_badge_area (ApeCanvas *self, BpmnElement *element, GdkRectangle *area)
{
  BpmnRect rect;

  g_return_val_if_fail (APE_IS_CANVAS (self), FALSE);

  if (!_ape_canvas_get_badge_view_rect (self, element, &rect))
    return FALSE;
  *area = (GdkRectangle){ (int) floor (rect.x), (int) floor (rect.y), (int) ceil (rect.width),
                          (int) ceil (rect.height) };
  return TRUE;
}

/* The token of a simulated run */

static void
token_progress_cb (double value, ApeCanvas *self)
{
  self->token_progress = value;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
append_centre (ApeCanvas *self, BpmnElement *element)
{
  BpmnRect bounds;
  BpmnPoint centre;

  if (!_ape_canvas_get_bounds (self, element, &bounds))
    return;
  centre = (BpmnPoint){ bounds.x + bounds.width / 2, bounds.y + bounds.height / 2 };
  g_array_append_val (self->token_way, centre);
}

static void
append_way (ApeCanvas *self, BpmnElement *element)
{
  EditorItem *item = editor_scene_lookup (editor_session_get_scene (self->session), element);
  const BpmnPoint *points;
  guint n_points;

  if (item == NULL)
    return;
  if (!editor_item_is_connection (item))
    {
      append_centre (self, element);
      return;
    }
  points = editor_item_get_waypoints (item, &n_points);
  g_array_append_vals (self->token_way, points, n_points);
}

/**
 * ape_canvas_set_token:
 * @element: (nullable): where the run stands; %NULL shows no token
 * @way: (nullable) (array length=n_way): nodes and flows it came by, in order
 * @n_way: number of elements in @way
 *
 * Moves the token along the flows it took.
 */
void
ape_canvas_set_token (ApeCanvas *self, BpmnElement *element, BpmnElement *const *way, guint n_way)
{
  double length = 0;

  g_return_if_fail (APE_IS_CANVAS (self));

  if (self->token_animation != NULL)
    adw_animation_pause (self->token_animation);
  self->token = element;
  g_array_set_size (self->token_way, 0);
  self->token_progress = 1;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (element == NULL || self->session == NULL)
    return;

  for (guint i = 0; i < n_way; i++)
    append_way (self, way[i]);
  append_centre (self, element);
  for (guint i = 1; i < self->token_way->len; i++)
    length += editor_point_distance (g_array_index (self->token_way, BpmnPoint, i - 1),
                                     g_array_index (self->token_way, BpmnPoint, i));
  ape_canvas_reveal (self, element);
  if (length == 0 || !adw_get_enable_animations (GTK_WIDGET (self))
      || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;

  g_clear_object (&self->token_animation);
  self->token_progress = 0;
  self->token_animation = g_object_ref_sink (adw_timed_animation_new (
      GTK_WIDGET (self), 0, 1, (guint) CLAMP (length * 1.2, 250, 1200),
      adw_callback_animation_target_new ((AdwAnimationTargetFunc) token_progress_cb, self, NULL)));
  adw_animation_play (self->token_animation);
}

/**
 * ape_canvas_get_token:
 *
 * Returns: (transfer none) (nullable): the element that the token stands at
 */
BpmnElement *
ape_canvas_get_token (ApeCanvas *self)
{
  g_return_val_if_fail (APE_IS_CANVAS (self), NULL);

  return self->token;
}

/* ape-page-findings.c: what the check and the simulation show on a page
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include <glib/gi18n.h>

#include "ui/ape-finding-popover.h"
#include "ui/ape-page-private.h"

static void
add_count (GtkWidget *box, const char *icon, const char *class_name, guint count)
{
  GtkWidget *image = gtk_image_new_from_icon_name (icon);
  g_autofree char *text = g_strdup_printf ("%u", count);

  gtk_widget_add_css_class (image, class_name);
  gtk_box_append (GTK_BOX (box), image);
  gtk_box_append (GTK_BOX (box), gtk_label_new (text));
}

static void
update_summary (ApePage *self, RulesReport *report)
{
  guint errors = rules_report_count (report, RULES_SEVERITY_ERROR);
  guint warnings = rules_report_count (report, RULES_SEVERITY_WARNING);
  guint infos = rules_report_count (report, RULES_SEVERITY_INFO);
  g_autofree char *label = NULL;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->problems_summary)) != NULL)
    gtk_box_remove (GTK_BOX (self->problems_summary), child);
  if (errors + warnings + infos == 0)
    {
      child = gtk_image_new_from_icon_name ("object-select-symbolic");
      gtk_widget_add_css_class (child, "success");
      gtk_box_append (GTK_BOX (self->problems_summary), child);
      gtk_box_append (GTK_BOX (self->problems_summary), gtk_label_new (_ ("No Problems")));
    }
  if (errors > 0)
    add_count (self->problems_summary, "ape-error-symbolic", "error", errors);
  if (warnings > 0)
    add_count (self->problems_summary, "ape-warning-symbolic", "warning", warnings);
  if (infos > 0)
    add_count (self->problems_summary, "ape-info-symbolic", "accent", infos);
  label = g_strdup_printf (_ ("Problems: %u errors, %u warnings, %u notes"), errors, warnings,
                           infos);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->problems_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  /* What is wrong with a file that was just opened should not have to be looked for; while someone
   * draws, the canvas stays where it is. */
  if (!self->bottom_chosen && errors + warnings > 0
      && !source_workspace_can_undo (editor_session_get_workspace (self->session)))
    gtk_widget_set_visible (self->bottom, TRUE);
}

/* Shows what the last check found. */
static void
show_report (ApePage *self)
{
  RulesReport *report = rules_checker_get_report (self->checker);

  if (report == NULL)
    return;
  ape_canvas_set_report (self->canvas, report);
  ape_problems_set_report (self->problems, report);
  update_summary (self, report);
  _ape_page_update_actions (self);
}

/* Looks for problems of the session from now on. */
void
_ape_page_begin_checks (ApePage *self)
{
  self->checker = rules_checker_new (self->app);
  g_signal_connect_swapped (self->checker, "updated", G_CALLBACK (show_report), self);
}

void
_ape_page_end_checks (ApePage *self)
{
  if (self->checker != NULL)
    g_signal_handlers_disconnect_by_data (self->checker, self);
  g_clear_object (&self->checker);
}

static void
finding_selected_cb (ApePage *self, RulesFinding *finding)
{
  if (finding->element != NULL)
    ape_page_go_to (self, finding->element);
  if (finding->document == editor_session_get_document (self->session) && finding->line > 0)
    ape_source_view_go_to (self->source_view, finding->offset);
}

static void
fix_cb (ApePage *self, RulesFinding *finding)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (!rules_finding_apply_fix (self->app, finding, &error))
    {
      _ape_page_toast (self, error->message);
      return;
    }
  text = g_strdup_printf (_ ("Fixed: %s"), finding->fix_title);
  _ape_page_toast (self, text);
}

/* Whether the run went through an element. */
static gboolean
is_covered (ApePage *self, RunPlay *play, BpmnElement *element)
{
  RunApp *app = ape_playback_get_app (ape_simulation_get_playback (self->simulation));
  const char *id = element != NULL ? bpmn_element_get_id (element) : NULL;
  const RunProcess *process;
  const RunNode *node;
  const RunFlow *flow;

  if (app == NULL || id == NULL)
    return FALSE;
  process = run_app_get_process (app);
  node = run_process_lookup (process, id);
  flow = run_process_lookup_flow (process, id);
  return (node != NULL && run_play_covers_node (play, node))
         || (flow != NULL && run_play_covers_flow (play, flow));
}

static void
show_me_cb (ApePage *self, RulesFinding *finding)
{
  if (finding->witness == NULL)
    return;
  _ape_page_show_sidebar (self, "simulation");
  ape_simulation_play (self->simulation, finding->witness, finding->message);
}

/* The canvas shows where the run stands and the way it came. */
static void
simulation_changed_cb (ApePage *self)
{
  EditorScene *scene;
  BpmnModel *model;
  RunPlay *play = ape_playback_get_play (ape_simulation_get_playback (self->simulation));
  const char *at = ape_simulation_get_at (self->simulation);
  GPtrArray *way = ape_simulation_get_way (self->simulation);
  g_autoptr (GPtrArray) flows = g_ptr_array_new ();
  const GPtrArray *items;

  if (self->session == NULL)
    return;
  scene = editor_session_get_scene (self->session);
  model = editor_session_get_model (self->session);
  for (guint i = 0; way != NULL && i < way->len; i++)
    {
      BpmnElement *flow = bpmn_model_lookup (model, way->pdata[i]);

      if (flow != NULL)
        g_ptr_array_add (flows, flow);
    }
  ape_canvas_set_token (self->canvas, at != NULL ? bpmn_model_lookup (model, at) : NULL,
                        (BpmnElement *const *) flows->pdata, flows->len);

  editor_scene_clear_emphasis (scene);
  if (play == NULL)
    return;
  items = editor_scene_get_items (scene);
  for (guint i = 0; i < items->len; i++)
    if (is_covered (self, play, editor_item_get_element (items->pdata[i])))
      editor_scene_set_emphasis (scene, items->pdata[i], EDITOR_EMPHASIS_VISITED);
}

static void
finding_activated_cb (ApePage *self, gpointer element)
{
  RulesReport *report = rules_checker_get_report (self->checker);
  GdkRectangle area;
  GtkWidget *popover;

  if (report == NULL || !ape_canvas_get_badge_area (self->canvas, element, &area))
    return;
  popover = ape_finding_popover_new (report, bpmn_element_get_id (element));
  g_signal_connect_object (popover, "fix", G_CALLBACK (fix_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (popover, "show-me", G_CALLBACK (show_me_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (popover, "silence", G_CALLBACK (_ape_page_ask_to_silence), self,
                           G_CONNECT_SWAPPED);
  ape_finding_popover_show (APE_FINDING_POPOVER (popover), GTK_WIDGET (self->canvas), &area);
}

/* To the next (+1) or previous (-1) problem. */
void
_ape_page_step_problem (ApePage *self, int step)
{
  _ape_page_show_bottom (self, "problems", FALSE);
  ape_problems_step (self->problems, step);
}

static void
connect (ApePage *self, gpointer instance, const char *signal, GCallback callback)
{
  g_signal_connect_object (instance, signal, callback, self, G_CONNECT_SWAPPED);
}

/* The panes take F8 for their handles, so the page must have it before them. */
static void
add_early_keys (ApePage *self)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (controller),
      gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_F8, 0),
                        gtk_named_action_new ("page.next-problem")));
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (controller),
      gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_F8, GDK_SHIFT_MASK),
                        gtk_named_action_new ("page.previous-problem")));
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

void
_ape_page_init_findings (ApePage *self)
{
  add_early_keys (self);
  connect (self, self->canvas, "finding-activated", G_CALLBACK (finding_activated_cb));
  connect (self, self->problems, "selected", G_CALLBACK (finding_selected_cb));
  connect (self, self->problems, "fix", G_CALLBACK (fix_cb));
  connect (self, self->problems, "show-me", G_CALLBACK (show_me_cb));
  connect (self, self->problems, "silence", G_CALLBACK (_ape_page_ask_to_silence));
  connect (self, self->simulation, "changed", G_CALLBACK (simulation_changed_cb));
}

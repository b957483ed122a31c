/* ape-problems.c: the list of what is wrong with the process
 *
 * Grouped by severity, the worst first; a severity can be hidden, and words filter.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include <glib/gi18n.h>

#include "ui/ape-finding-row.h"
#include "ui/ape-problems.h"

/* A row: a finding, or the heading of a severity. */
#define APE_TYPE_PROBLEM (ape_problem_get_type ())
G_DECLARE_FINAL_TYPE (ApeProblem, ape_problem, APE, PROBLEM, GObject)

struct _ApeProblem
{
  GObject parent_instance;

  RulesFinding *finding; /* NULL: a heading */
  char *heading;
};

G_DEFINE_FINAL_TYPE (ApeProblem, ape_problem, G_TYPE_OBJECT)

static void
ape_problem_finalize (GObject *object)
{
  ApeProblem *self = APE_PROBLEM (object);

  g_clear_pointer (&self->finding, rules_finding_unref);
  g_free (self->heading);
  G_OBJECT_CLASS (ape_problem_parent_class)->finalize (object);
}

static void
ape_problem_class_init (ApeProblemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ape_problem_finalize;
}

static void
ape_problem_init (ApeProblem *self)
{
}

struct _ApeProblems
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkWidget *stack;
  GtkWidget *filter;
  GtkWidget *toggles[3]; /* by RulesSeverity */
  GtkWidget *silenced_toggle;
  GtkWidget *view;
  GListStore *store;
  GtkSingleSelection *selection;
  RulesReport *report;
  gboolean updating;
};

G_DEFINE_FINAL_TYPE (ApeProblems, ape_problems, GTK_TYPE_WIDGET)

enum
{
  SELECTED,
  FIX,
  SHOW_ME,
  SILENCE,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* Rows */

static void
row_fix_cb (ApeProblems *self, RulesFinding *finding)
{
  g_signal_emit (self, signals[FIX], 0, finding);
}

static void
row_show_cb (ApeProblems *self, RulesFinding *finding)
{
  g_signal_emit (self, signals[SHOW_ME], 0, finding);
}

static void
row_silence_cb (ApeProblems *self, RulesFinding *finding)
{
  g_signal_emit (self, signals[SILENCE], 0, finding);
}

/* A click on the row that is selected already goes to its place once more: the person may have
 * looked elsewhere meanwhile. */
static void
row_clicked_cb (GtkGesture *gesture, int n_press, double x, double y, GtkListItem *item)
{
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture));
  GtkWidget *view = gtk_widget_get_ancestor (row, GTK_TYPE_LIST_VIEW);

  if (view != NULL && gtk_list_item_get_selected (item))
    gtk_widget_activate_action (view, "list.activate-item", "u", gtk_list_item_get_position (item));
}

static GtkWidget *
create_row (ApeProblems *self, GtkListItem *item)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkWidget *row = ape_finding_row_new ();

  g_signal_connect_object (row, "fix", G_CALLBACK (row_fix_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "show-me", G_CALLBACK (row_show_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "silence", G_CALLBACK (row_silence_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (click, "pressed", G_CALLBACK (row_clicked_cb), item, 0);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (click));
  return row;
}

static GtkWidget *
create_heading (void)
{
  GtkWidget *heading = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_widget_add_css_class (heading, "heading");
  return heading;
}

static void
item_selected_cb (GtkListItem *item)
{
  GtkWidget *child = gtk_list_item_get_child (item);

  if (APE_IS_FINDING_ROW (child))
    ape_finding_row_set_detailed (APE_FINDING_ROW (child), gtk_list_item_get_selected (item));
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  g_signal_connect (item, "notify::selected", G_CALLBACK (item_selected_cb), NULL);
}

/* An item becomes a heading or a finding when it is known what it is: of a hundred one is a
 * heading. */
static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, ApeProblems *self)
{
  ApeProblem *problem = gtk_list_item_get_item (item);
  GtkWidget *child = gtk_list_item_get_child (item);
  gboolean is_finding = problem->finding != NULL;

  if (child == NULL || APE_IS_FINDING_ROW (child) != is_finding)
    {
      child = is_finding ? create_row (self, item) : create_heading ();
      gtk_list_item_set_child (item, child);
    }
  gtk_list_item_set_selectable (item, is_finding);
  gtk_list_item_set_activatable (item, is_finding);
  if (is_finding)
    {
      ape_finding_row_set_finding (APE_FINDING_ROW (child), problem->finding);
      ape_finding_row_set_detailed (APE_FINDING_ROW (child), gtk_list_item_get_selected (item));
    }
  else
    gtk_label_set_text (GTK_LABEL (child), problem->heading);
}

/* The list */

static const char *
heading_of (RulesSeverity severity)
{
  switch (severity)
    {
    case RULES_SEVERITY_ERROR:
      return _ ("Errors");
    case RULES_SEVERITY_WARNING:
      return _ ("Warnings");
    case RULES_SEVERITY_INFO:
    default:
      return _ ("Notes");
    }
}

static gboolean
matches (const RulesFinding *finding, const char *folded)
{
  g_autofree char *message = NULL;

  if (folded[0] == '\0')
    return TRUE;
  message = g_utf8_casefold (finding->message, -1);
  return strstr (message, folded) != NULL || strstr (finding->rule->id, folded) != NULL
         || (finding->element != NULL && strcasestr (finding->element, folded) != NULL);
}

static ApeProblem *
get_problem (ApeProblems *self, guint index)
{
  g_autoptr (ApeProblem) problem = g_list_model_get_item (G_LIST_MODEL (self->store), index);

  return problem; /* the store keeps it */
}

static void
select_same (ApeProblems *self, const char *rule, const char *element)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->store));

  for (guint i = 0; rule != NULL && i < n; i++)
    {
      const RulesFinding *finding = get_problem (self, i)->finding;

      if (finding != NULL && g_str_equal (finding->rule->id, rule)
          && g_strcmp0 (finding->element, element) == 0)
        {
          gtk_single_selection_set_selected (self->selection, i);
          return;
        }
    }
}

/* Adds the findings of a severity (-1: of any) below their heading. */
static void
add_group (GPtrArray *rows, const GPtrArray *findings, int severity, const char *heading,
           const char *query)
{
  gboolean first = TRUE;

  for (guint i = 0; i < findings->len; i++)
    {
      RulesFinding *finding = findings->pdata[i];
      ApeProblem *problem;

      if ((severity >= 0 && (int) finding->severity != severity) || !matches (finding, query))
        continue;
      if (first)
        {
          problem = g_object_new (APE_TYPE_PROBLEM, NULL);
          problem->heading = g_strdup (heading);
          g_ptr_array_add (rows, problem);
          first = FALSE;
        }
      problem = g_object_new (APE_TYPE_PROBLEM, NULL);
      problem->finding = rules_finding_ref (finding);
      g_ptr_array_add (rows, problem);
    }
}

static void
show_list (ApeProblems *self)
{
  ApeProblem *selected = gtk_single_selection_get_selected_item (self->selection);
  g_autofree char *query
      = g_utf8_casefold (gtk_editable_get_text (GTK_EDITABLE (self->filter)), -1);
  g_autofree char *rule = NULL;
  g_autofree char *element = NULL;
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
  const GPtrArray *findings;

  if (self->report == NULL)
    {
      gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "none");
      g_list_store_remove_all (self->store);
      return;
    }
  if (selected != NULL && selected->finding != NULL)
    {
      rule = g_strdup (selected->finding->rule->id);
      element = g_strdup (selected->finding->element);
    }
  findings = rules_report_get_findings (self->report);
  for (int severity = RULES_SEVERITY_ERROR; severity >= RULES_SEVERITY_INFO; severity--)
    if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->toggles[severity])))
      add_group (rows, findings, severity, heading_of (severity), query);
  if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->silenced_toggle)))
    add_group (rows, rules_report_get_silenced (self->report), -1, _ ("Silenced"), query);
  self->updating = TRUE;
  g_list_store_splice (self->store, 0, g_list_model_get_n_items (G_LIST_MODEL (self->store)),
                       rows->pdata, rows->len);
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  select_same (self, rule, element);
  self->updating = FALSE;
  if (rows->len > 0)
    gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "list");
  else
    gtk_stack_set_visible_child_name (GTK_STACK (self->stack),
                                      findings->len == 0 ? "good" : "hidden");
}

/* The button is there only where something is silenced. */
static void
show_n_silenced (ApeProblems *self)
{
  guint n = self->report != NULL ? rules_report_get_silenced (self->report)->len : 0;
  /* Translators: how many problems a person silenced */
  g_autofree char *text = g_strdup_printf (ngettext ("%u silenced", "%u silenced", n), n);

  gtk_button_set_label (GTK_BUTTON (self->silenced_toggle), text);
  gtk_widget_set_visible (self->silenced_toggle, n > 0);
}

static void
show_counts (ApeProblems *self)
{
  for (guint i = RULES_SEVERITY_INFO; i <= RULES_SEVERITY_ERROR; i++)
    {
      GtkWidget *label = gtk_widget_get_last_child (
          gtk_button_get_child (GTK_BUTTON (self->toggles[i])));
      guint count = self->report != NULL ? rules_report_count (self->report, i) : 0;
      g_autofree char *text = g_strdup_printf ("%u", count);

      gtk_label_set_text (GTK_LABEL (label), text);
    }
  show_n_silenced (self);
}

static void
selected_cb (ApeProblems *self)
{
  ApeProblem *problem = gtk_single_selection_get_selected_item (self->selection);

  if (!self->updating && problem != NULL && problem->finding != NULL)
    g_signal_emit (self, signals[SELECTED], 0, problem->finding);
}

static void
activated_cb (ApeProblems *self, guint position)
{
  ApeProblem *problem = get_problem (self, position);

  if (problem->finding != NULL)
    g_signal_emit (self, signals[SELECTED], 0, problem->finding);
}

static GtkWidget *
create_toggle (ApeProblems *self, RulesSeverity severity)
{
  GtkWidget *toggle = gtk_toggle_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *icon = gtk_image_new_from_icon_name (ape_severity_get_icon (severity));

  gtk_widget_add_css_class (icon, ape_severity_get_style (severity));
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), gtk_label_new ("0"));
  gtk_button_set_child (GTK_BUTTON (toggle), box);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (toggle), TRUE);
  gtk_widget_set_tooltip_text (toggle, heading_of (severity));
  gtk_widget_add_css_class (toggle, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (toggle), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  heading_of (severity), -1);
  g_signal_connect_swapped (toggle, "toggled", G_CALLBACK (show_list), self);
  return toggle;
}

static GtkWidget *
create_notice (const char *icon, const char *text)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *label = gtk_label_new (text);

  if (icon != NULL)
    {
      GtkWidget *image = gtk_image_new_from_icon_name (icon);

      gtk_widget_add_css_class (image, "success");
      gtk_box_append (GTK_BOX (box), image);
    }
  gtk_widget_add_css_class (label, "dim-label");
  gtk_box_append (GTK_BOX (box), label);
  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  return box;
}

static void
ape_problems_dispose (GObject *object)
{
  ApeProblems *self = APE_PROBLEMS (object);

  g_clear_pointer (&self->report, rules_report_unref);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (ape_problems_parent_class)->dispose (object);
}

static void
ape_problems_class_init (ApeProblemsClass *klass)
{
  static const char *const names[] = { "selected", "fix", "show-me", "silence" };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ape_problems_dispose;
  for (guint i = 0; i < N_SIGNALS; i++)
    signals[i] = g_signal_new (names[i], G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                               NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "problems");
}

static void
ape_problems_init (ApeProblems *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 2);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *space = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  self->store = g_list_store_new (APE_TYPE_PROBLEM);
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->store)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  g_signal_connect_object (self->selection, "notify::selected", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, 0);

  gtk_widget_add_css_class (bar, "panel-bar");
  for (int i = RULES_SEVERITY_ERROR; i >= RULES_SEVERITY_INFO; i--)
    {
      self->toggles[i] = create_toggle (self, i);
      gtk_box_append (GTK_BOX (bar), self->toggles[i]);
    }
  self->silenced_toggle = gtk_toggle_button_new ();
  gtk_widget_set_tooltip_text (self->silenced_toggle, _ ("Show what is silenced, and why"));
  gtk_widget_add_css_class (self->silenced_toggle, "flat");
  gtk_widget_set_visible (self->silenced_toggle, FALSE);
  g_signal_connect_swapped (self->silenced_toggle, "toggled", G_CALLBACK (show_list), self);
  gtk_box_append (GTK_BOX (bar), self->silenced_toggle);
  gtk_widget_set_hexpand (space, TRUE);
  gtk_box_append (GTK_BOX (bar), space);
  self->filter = gtk_search_entry_new ();
  g_object_set (self->filter, "placeholder-text", _ ("Filter problems"), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->filter), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Filter problems"), -1);
  g_signal_connect_swapped (self->filter, "search-changed", G_CALLBACK (show_list), self);
  gtk_box_append (GTK_BOX (bar), self->filter);

  self->view = gtk_list_view_new (GTK_SELECTION_MODEL (self->selection), factory);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Problems"), -1);
  g_signal_connect_swapped (self->view, "activate", G_CALLBACK (activated_cb), self);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->view);

  self->stack = gtk_stack_new ();
  gtk_widget_set_vexpand (self->stack, TRUE);
  gtk_stack_add_named (GTK_STACK (self->stack), create_notice (NULL, _ ("Checking…")), "none");
  gtk_stack_add_named (GTK_STACK (self->stack),
                       create_notice ("object-select-symbolic", _ ("No problems found")), "good");
  gtk_stack_add_named (GTK_STACK (self->stack),
                       create_notice (NULL, _ ("No problem matches the filter")), "hidden");
  gtk_stack_add_named (GTK_STACK (self->stack), scrolled, "list");

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_append (GTK_BOX (self->box), bar);
  gtk_box_append (GTK_BOX (self->box), self->stack);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

/**
 * ape_problems_set_report:
 * @report: (nullable): what to list; %NULL while there is none yet
 *
 * What is selected stays selected if it is still there.
 */
void
ape_problems_set_report (ApeProblems *self, RulesReport *report)
{
  g_return_if_fail (APE_IS_PROBLEMS (self));

  if (report != NULL)
    rules_report_ref (report);
  g_clear_pointer (&self->report, rules_report_unref);
  self->report = report;
  show_counts (self);
  show_list (self);
}

/**
 * ape_problems_step:
 * @step: +1 for the next problem, -1 for the one before
 *
 * Selects it, which emits "selected"; goes round at the end.
 */
void
ape_problems_step (ApeProblems *self, int step)
{
  guint n, index;

  g_return_if_fail (APE_IS_PROBLEMS (self));

  n = g_list_model_get_n_items (G_LIST_MODEL (self->store));
  if (n == 0)
    return;
  index = gtk_single_selection_get_selected (self->selection);
  if (index == GTK_INVALID_LIST_POSITION)
    index = step > 0 ? n - 1 : 0;
  do
    index = (index + n + (guint) step) % n;
  while (get_problem (self, index)->finding == NULL);
  if (gtk_single_selection_get_selected (self->selection) == index)
    activated_cb (self, index);
  gtk_single_selection_set_selected (self->selection, index);
  gtk_widget_activate_action (self->view, "list.scroll-to-item", "u", index);
}

/**
 * ape_problems_get_n_shown:
 *
 * Returns: how many findings are listed
 */
guint
ape_problems_get_n_shown (ApeProblems *self)
{
  guint n, count = 0;

  g_return_val_if_fail (APE_IS_PROBLEMS (self), 0);

  n = g_list_model_get_n_items (G_LIST_MODEL (self->store));
  for (guint i = 0; i < n; i++)
    if (get_problem (self, i)->finding != NULL)
      count++;
  return count;
}

/**
 * ape_problems_get_shown:
 * @index: which of the listed findings, from 0
 *
 * Returns: (transfer none) (nullable): the finding
 */
RulesFinding *
ape_problems_get_shown (ApeProblems *self, guint index)
{
  guint n;

  g_return_val_if_fail (APE_IS_PROBLEMS (self), NULL);

  n = g_list_model_get_n_items (G_LIST_MODEL (self->store));
  for (guint i = 0; i < n; i++)
    if (get_problem (self, i)->finding != NULL && index-- == 0)
      return get_problem (self, i)->finding;
  return NULL;
}

/**
 * ape_problems_get_silenced_toggle:
 *
 * Returns: (transfer none): the button that shows what is silenced
 */
GtkWidget *
ape_problems_get_silenced_toggle (ApeProblems *self)
{
  g_return_val_if_fail (APE_IS_PROBLEMS (self), NULL);

  return self->silenced_toggle;
}

/* ape-problems.h: the list of what is wrong with the process
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <gtk/gtk.h>

#include "engine/rules/rules.h"

G_BEGIN_DECLS

#define APE_TYPE_PROBLEMS (ape_problems_get_type ())
G_DECLARE_FINAL_TYPE (ApeProblems, ape_problems, APE, PROBLEMS, GtkWidget)

/* Signals:
 *   "selected" (ApeProblems *, RulesFinding *finding): go there
 *   "fix" (ApeProblems *, RulesFinding *finding)
 *   "show-me" (ApeProblems *, RulesFinding *finding)
 *   "silence" (ApeProblems *, RulesFinding *finding): ask why, and do so */

void ape_problems_set_report (ApeProblems *self, RulesReport *report);
void ape_problems_step (ApeProblems *self, int step);
guint ape_problems_get_n_shown (ApeProblems *self);
GtkWidget *ape_problems_get_silenced_toggle (ApeProblems *self);
RulesFinding *ape_problems_get_shown (ApeProblems *self, guint index);

G_END_DECLS

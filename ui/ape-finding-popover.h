/* ape-finding-popover.h: what is wrong with one element, at its badge
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <gtk/gtk.h>

#include "engine/rules/rules.h"

G_BEGIN_DECLS

#define APE_TYPE_FINDING_POPOVER (ape_finding_popover_get_type ())
G_DECLARE_FINAL_TYPE (ApeFindingPopover, ape_finding_popover, APE, FINDING_POPOVER, GtkPopover)

/* Signals:
 *   "fix" (ApeFindingPopover *, RulesFinding *finding)
 *   "show-me" (ApeFindingPopover *, RulesFinding *finding)
 *   "silence" (ApeFindingPopover *, RulesFinding *finding) */

GtkWidget *ape_finding_popover_new (RulesReport *report,
                                    const char *element) G_GNUC_WARN_UNUSED_RESULT;
void ape_finding_popover_show (ApeFindingPopover *self, GtkWidget *canvas,
                               const GdkRectangle *area);

G_END_DECLS

/* ape-finding-row.h: one finding in words, with what can be done about it
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <gtk/gtk.h>

#include "engine/rules/rules.h"

G_BEGIN_DECLS

#define APE_TYPE_FINDING_ROW (ape_finding_row_get_type ())
G_DECLARE_FINAL_TYPE (ApeFindingRow, ape_finding_row, APE, FINDING_ROW, GtkWidget)

/* Signals:
 *   "fix" (ApeFindingRow *, RulesFinding *finding)
 *   "show-me" (ApeFindingRow *, RulesFinding *finding) */

GtkWidget *ape_finding_row_new (void) G_GNUC_WARN_UNUSED_RESULT;
void ape_finding_row_set_finding (ApeFindingRow *self, RulesFinding *finding);
RulesFinding *ape_finding_row_get_finding (ApeFindingRow *self);
/* Whether the reason is said too. */
void ape_finding_row_set_detailed (ApeFindingRow *self, gboolean detailed);
GtkWidget *ape_finding_row_get_silence_button (ApeFindingRow *self);

const char *ape_severity_get_icon (RulesSeverity severity);
const char *ape_severity_get_style (RulesSeverity severity);

G_END_DECLS

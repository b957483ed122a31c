/* ape-decision-line.h: one line about how a gateway decided
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <gtk/gtk.h>

#include "engine/run/run-navigator.h"

G_BEGIN_DECLS

GtkWidget *ape_decision_line_new (const RunDecision *decision) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

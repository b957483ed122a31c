/* ape-proposals.h: the scenarios that together cover a process, to choose one
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <adwaita.h>

#include "engine/run/run-scenario.h"

G_BEGIN_DECLS

#define APE_TYPE_PROPOSALS (ape_proposals_get_type ())
G_DECLARE_FINAL_TYPE (ApeProposals, ape_proposals, APE, PROPOSALS, GtkPopover)

/* Signals:
 *   "picked" (ApeProposals *, gpointer scenario): const RunScenario * that a person chose; lives as
 *     long as the popover */

GtkWidget *ape_proposals_new (GPtrArray *scenarios) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

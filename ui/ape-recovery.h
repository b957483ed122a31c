/* ape-recovery.h: offers what a crash left unsaved
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "engine/source/source-journal.h"
#include "ui/ape-window.h"

G_BEGIN_DECLS

char *ape_recovery_dup_title (const SourceJournalInfo *info) G_GNUC_WARN_UNUSED_RESULT;
char *ape_recovery_dup_details (const SourceJournalInfo *info) G_GNUC_WARN_UNUSED_RESULT;

void ape_recovery_start (ApeWindow *window);
void ape_recovery_ask (ApeWindow *window, const char *journal);

G_END_DECLS

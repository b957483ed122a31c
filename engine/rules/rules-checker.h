/* rules-checker.h: a report that stays up to date while the process is edited
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "engine/rules/rules.h"

G_BEGIN_DECLS

#define RULES_TYPE_CHECKER (rules_checker_get_type ())
G_DECLARE_FINAL_TYPE (RulesChecker, rules_checker, RULES, CHECKER, GObject)

/* Signals:
 *   "updated" (RulesChecker *): there is a new report. Emitted in the thread's default main context,
 *      some milliseconds after the documents changed; changes in quick succession give one report. */

RulesChecker *rules_checker_new (AltinnApp *app) G_GNUC_WARN_UNUSED_RESULT;
void rules_checker_set_runtime (RulesChecker *self, const char *runtime); /* NULL: what the app says */
RulesReport *rules_checker_get_report (RulesChecker *self); /* NULL before the first one */
RulesReport *rules_checker_check (RulesChecker *self, GError **error); /* now; owned by @self */

G_END_DECLS

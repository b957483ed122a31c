/* rules.h: what is wrong with a process, with proof
 *
 * Structure, settings and cross-file rules look at what is written; the ordering rules ask the
 * engine (engine/run) and carry a witness, a run that shows the finding. See DESIGN.md.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "engine/rules/rules-types.h"

G_BEGIN_DECLS

/**
 * RulesError:
 * @RULES_ERROR_CONFIG: `.altinn-process.json` cannot be read; the message is a whole line
 *   `FILE:LINE:COLUMN: error: what is wrong`
 * @RULES_ERROR_STALE: the document changed while the check ran
 * @RULES_ERROR_NOT_FOUND: there is no such rule, finding or element
 * @RULES_ERROR_NO_FIX: the finding has no fix, or it no longer fits the document
 */
typedef enum
{
  RULES_ERROR_CONFIG,
  RULES_ERROR_STALE,
  RULES_ERROR_NOT_FOUND,
  RULES_ERROR_NO_FIX,
} RulesError;
#define RULES_ERROR (rules_error_quark ())
GQuark rules_error_quark (void);

/* The catalogue, ordered by id. */
const RulesRule *rules_catalogue (guint *n_rules);
const RulesRule *rules_lookup_rule (const char *id);
const char *rules_severity_to_string (RulesSeverity severity); /* "error", never translated */
gboolean rules_severity_from_string (const char *text, RulesSeverity *severity);

/* .altinn-process.json: severities changed and findings silenced, each with a reason. A person
 * silences a finding with rules_config_silence(), one transaction that can be undone; the file is
 * made if it is missing, and written when the workspace is saved. */
typedef struct _RulesConfig RulesConfig;
RulesConfig *rules_config_parse (const char *text, gssize length, const char *name,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;
RulesConfig *rules_config_ref (RulesConfig *self);
void rules_config_unref (RulesConfig *self);
gboolean rules_config_silence (AltinnApp *app, const char *rule, const char *element,
                               const char *reason, GError **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RulesConfig, rules_config_unref)

/**
 * RulesOptions:
 * @runtime: (nullable): `v7`, `v8`, `v9` or a version, overriding what the app says
 * @config: (nullable): %NULL reads `.altinn-process.json` of the app repository, if there is one
 * @ordering: whether the ordering rules run (they are nearly all of the work)
 * @keep: whether the report keeps the app and what was read of it: for a program that ends with
 *   the report, as giving the memory of a large process back takes its time
 */
typedef struct
{
  const char *runtime;
  RulesConfig *config;
  gboolean ordering;
  gboolean keep;
} RulesOptions;
#define RULES_OPTIONS_INIT { NULL, NULL, TRUE, FALSE }

/* A report: what one check found, in document order, errors first within an element */
typedef struct _RulesReport RulesReport;
RulesReport *rules_report_ref (RulesReport *self);
void rules_report_unref (RulesReport *self);
const GPtrArray *rules_report_get_findings (const RulesReport *self); /* of RulesFinding */
const GPtrArray *rules_report_get_silenced (const RulesReport *self); /* of RulesFinding */
const char *rules_report_get_runtime (const RulesReport *self);       /* "8.12.7" */
guint rules_report_count (const RulesReport *self, RulesSeverity severity);
RulesFinding *rules_report_find (const RulesReport *self, const char *rule, const char *element);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RulesReport, rules_report_unref)

RulesReport *rules_check (AltinnApp *app, const RulesOptions *options, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
RulesFinding *rules_find (AltinnApp *app, const RulesOptions *options, const char *rule,
                          const char *element, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* In a worker thread, on a snapshot; must be called from the thread that edits the documents. */
void rules_check_async (AltinnApp *app, const RulesOptions *options, GCancellable *cancellable,
                        GAsyncReadyCallback callback, gpointer user_data);
RulesReport *rules_check_finish (AltinnApp *app, GAsyncResult *result, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* Fixes: one named transaction on the app's workspace each */
gboolean rules_finding_apply_fix (AltinnApp *app, RulesFinding *finding, GError **error);
char *rules_finding_dup_fix_preview (AltinnApp *app, RulesFinding *finding, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
/**
 * RulesFixChange:
 * @document: the file that would change; %NULL for one that would be made
 * @name: its name
 * @offset: where, in bytes of its text
 * @length: how much of the text goes
 * @text: what comes instead
 *
 * What a fix does to one file.
 */
typedef struct
{
  SourceDocument *document;
  char *name;
  gsize offset;
  gsize length;
  char *text;
} RulesFixChange;
GPtrArray *rules_finding_list_fix_changes (AltinnApp *app, RulesFinding *finding, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
guint rules_apply_safe_fixes (AltinnApp *app, const RulesOptions *options, GError **error);

G_END_DECLS

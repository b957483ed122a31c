/* rules-fixture.h: processes and apps for the tests of the rules, written in a few words
 *
 * A process is lines of
 *
 *   task ID TYPE [option…] · service ID TYPE [option…] · gateway ID [connected=DATATYPE]
 *   end ID · start ID · SOURCE>TARGET [CONDITION]
 *
 * Options: actions=a,b · sign=a,b (dataTypesToSign) · into=x (signatureDataType) · unique=a,b ·
 * validator · provider=x · states=x · pay=x · receipt=x · pdf=a,b (autoPdfTaskIds) · data=a,b (of
 * eFormidling) · default=FLOW · raw=XML to the end of the line. A start event S with a flow to the
 * first node is there if no line begins with start. Conditions: eq:ACTION and ne:ACTION on
 * gatewayAction, or an expression. Flows are called SOURCE_TARGET.
 *
 * Data types are words ID[:TASK[:FLAG…]] with the flags auto, owned, pdf, file, min=N, max=N.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "engine/altinn/altinn-app.h"
#include "engine/rules/rules.h"

G_BEGIN_DECLS

char *rules_fixture_process (const char *lines) G_GNUC_WARN_UNUSED_RESULT;
char *rules_fixture_metadata (const char *words) G_GNUC_WARN_UNUSED_RESULT;
/* "dagl read,write; [ttd] write Task_1; - pay Task_2": roles, organisations or nobody, what they may
 * do, and where. */
char *rules_fixture_policy (const char *rules) G_GNUC_WARN_UNUSED_RESULT;
/* "form=Task_1,Task_2 more=Task_3" */
char *rules_fixture_layout_sets (const char *sets) G_GNUC_WARN_UNUSED_RESULT;
/* A loose file where @data_types is NULL, else an app repository of version @runtime in a temporary
 * folder @directory, which the caller removes. @files: one a line, path below App, blank, content;
 * a policy.xml and a layout-sets.json (with what the sets need) may be in the words above. */
AltinnApp *rules_fixture_open (const char *lines, const char *data_types, const char *runtime,
                               const char *files, char **directory);
AltinnApp *rules_fixture_open_text (const char *process, const char *data_types,
                                    const char *runtime, const char *files, char **directory);
/* Plays the finding's witness in the engine and asserts that it ends as the finding claims. */
void rules_fixture_assert_witness (AltinnApp *app, const RulesFinding *finding);
char *rules_fixture_describe (const RulesReport *report) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

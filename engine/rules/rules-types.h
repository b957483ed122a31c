/* rules-types.h: the types of the rules room
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "engine/source/source-document.h"
#include "engine/source/source-node.h"

G_BEGIN_DECLS

/* The app (or loose file) that is judged: engine/altinn/. */
typedef struct _AltinnApp AltinnApp;

/**
 * RulesSeverity:
 * @RULES_SEVERITY_INFO: worth knowing; the process can work
 * @RULES_SEVERITY_WARNING: the process does something its developer hardly wants
 * @RULES_SEVERITY_ERROR: the app cannot start, or an instance cannot go on
 *
 * Ordered: a greater value is worse.
 */
typedef enum
{
  RULES_SEVERITY_INFO,
  RULES_SEVERITY_WARNING,
  RULES_SEVERITY_ERROR,
} RulesSeverity;

/**
 * RulesRule:
 * @id: never translated and never changed: `ordering/changed-after-signing`
 * @severity: the default severity
 * @summary: one line, translatable (marked with N_())
 * @why: two or three sentences: what the app would do; translatable (marked with N_())
 * @altinnapp: number of the same rule in the app's own build (1005 for ALTINNAPP1005), 0: none
 *
 * One row of the catalogue.
 */
typedef struct
{
  const char *id;
  RulesSeverity severity;
  const char *summary;
  const char *why;
  guint altinnapp;
} RulesRule;

/**
 * RulesClaim:
 * @status: how playing the witness ends: "ended", "waiting" or "failed"; static
 * @at: (nullable): id of the element the instance then stands at
 * @error: (nullable): part of the error text that the last step answers
 */
typedef struct
{
  const char *status;
  char *at;
  char *error;
} RulesClaim;

typedef struct _RulesFix RulesFix; /* how a finding is mended: private to the room */

/**
 * RulesFinding:
 * @rule: the row of the catalogue
 * @severity: after the rule's circumstances and `.altinn-process.json`
 * @message: one sentence that names the elements it is about, translated
 * @element: (nullable): id of the BPMN element it is about; %NULL where it is about the app
 * @document: (nullable): the file it stands in; %NULL for one that is missing or cannot be read
 * @path: (nullable): the path of the file where there is no @document
 * @node: (nullable): the node it is about, in an XML document
 * @offset: place in @document's text, in bytes
 * @line: line of the place, from 1; 0 where there is none
 * @column: column of the place in Unicode characters, from 1
 * @witness: (nullable): `steps` of a scenario that shows it, as JSON text: `[]` if the start
 *   alone does; %NULL where the rule needs no run
 * @n_steps: number of steps in @witness
 * @claim: (nullable): what playing @witness ends in; %NULL without witness
 * @fix_title: (nullable): what mending it does, translated: "Add the missing data type"
 * @fix_safe: whether `check --fix` may apply it: it has one right form and changes no meaning
 * @silenced: (nullable): the reason in `.altinn-process.json`; such findings stand apart
 * @fix: private
 *
 * Owned by its report; reference counted.
 */
typedef struct
{
  const RulesRule *rule;
  RulesSeverity severity;
  char *message;
  char *element;
  SourceDocument *document;
  char *path;
  SourceNode *node;
  gsize offset;
  guint line;
  guint column;
  char *witness;
  guint n_steps;
  RulesClaim *claim;
  char *fix_title;
  gboolean fix_safe;
  char *silenced;
  RulesFix *fix;
} RulesFinding;

RulesFinding *rules_finding_ref (RulesFinding *self);
void rules_finding_unref (RulesFinding *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RulesFinding, rules_finding_unref)

G_END_DECLS

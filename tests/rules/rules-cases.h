/* rules-cases.h: for every rule a process or app that triggers it, and one that nearly does
 *
 * Tests walk the tables: each rule finds its fault exactly there, not in the near miss, every fix
 * mends, and no rule is without a case.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "tests/rules/rules-fixture.h"

G_BEGIN_DECLS

/* Severities in a case: 0 is the rule's own. */
#define E (RULES_SEVERITY_ERROR + 1)
#define W (RULES_SEVERITY_WARNING + 1)
#define I (RULES_SEVERITY_INFO + 1)

/**
 * RulesCase:
 * @name: what its tests are called
 * @rule: the rule
 * @element: (nullable): id of the element that the finding is about
 * @file: (nullable): how the name of the file ends that it stands in; %NULL: the process
 * @at: (nullable): what stands at the very place; %NULL: somewhere in the element
 * @severity: E, W or I; 0: the rule's own
 * @bad: a process with the fault, in the words of rules-fixture.h
 * @good: (nullable): one without; %NULL: the same, what lies around it differs
 * @patch: (nullable): a text of the faulty file, and what stands there instead
 * @good_patch: (nullable): the same for the other one
 * @types: (nullable): data types of an app repository; %NULL: loose files
 * @good_types: (nullable): of the good one where they differ
 * @files: (nullable): further files of the app, one a line: path below App, blank, content as in
 *   rules_fixture_open()
 * @good_files: (nullable): of the good one where they differ
 * @runtime: (nullable): version of the app
 * @good_runtime: (nullable): of the good one where it differs
 * @no_witness: an ordering rule that has none here
 *
 * A faulty process and one that is nearly the same and right.
 */
typedef struct
{
  const char *name;
  const char *rule;
  const char *element;
  const char *file;
  const char *at;
  guint severity;
  const char *bad;
  const char *good;
  const char *patch[2];
  const char *good_patch[2];
  const char *types;
  const char *good_types;
  const char *files;
  const char *good_files;
  const char *runtime;
  const char *good_runtime;
  gboolean no_witness;
} RulesCase;

/* All tables, or one of them; @index from 0; %NULL behind the last one. */
const RulesCase *rules_cases_get (guint index);
const RulesCase *rules_cases_get_structure (guint index); /* structure/ and condition/ */
const RulesCase *rules_cases_get_app (guint index);       /* settings/, app/ and policy/ */
const RulesCase *rules_cases_get_ordering (guint index);

/* The app of a case; @directory: its temporary folder, which the caller removes, or %NULL. */
AltinnApp *rules_case_open_bad (const RulesCase *self, char **directory);
AltinnApp *rules_case_open_good (const RulesCase *self, char **directory);

G_END_DECLS

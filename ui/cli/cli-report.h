/* cli-report.h: what `check` found, in the forms people and machines read
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "engine/altinn/altinn-app.h"
#include "engine/rules/rules.h"

G_BEGIN_DECLS

/**
 * CliCheckedFile:
 * @path: as it was given
 * @name: the process file
 * @app: (nullable): the app; %NULL if it cannot be read
 * @report: (nullable): what was found; %NULL if it cannot be read
 * @error: (nullable): the whole line that says why it cannot be read
 *
 * One PATH of the command.
 */
typedef struct
{
  char *path;
  char *name;
  AltinnApp *app;
  RulesReport *report;
  char *error;
} CliCheckedFile;

/* Splits `FILE:LINE:COLUMN: error: what is wrong`; returns what is wrong. */
const char *cli_report_split_error (const char *text, guint *line, guint *column);
/* The name of the file that a finding is about, for messages. */
const char *cli_report_get_file (const CliCheckedFile *file, const RulesFinding *finding);

/* @files: (element-type CliCheckedFile). All print to standard output. */
void cli_report_print_text (const GPtrArray *files);
void cli_report_print_json (const GPtrArray *files);
void cli_report_print_sarif (const GPtrArray *files);
void cli_report_print_junit (const GPtrArray *files);

G_END_DECLS

/* cli-commands.h: the table of subcommands, in the order --help lists them
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "ui/cli/cli.h"

G_BEGIN_DECLS

extern const CliCommand *const cli_commands[];

extern const CliCommand cli_check;
extern const CliCommand cli_edit;
extern const CliCommand cli_eval;
extern const CliCommand cli_info;
extern const CliCommand cli_new;
extern const CliCommand cli_save;
extern const CliCommand cli_next;
extern const CliCommand cli_paths;
extern const CliCommand cli_run;
extern const CliCommand cli_layout;
extern const CliCommand cli_render;
extern const CliCommand cli_rules;

G_END_DECLS

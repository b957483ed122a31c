/* cli-commands.c: the table of subcommands
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "ui/cli/cli-commands.h"

const CliCommand *const cli_commands[] = {
  &cli_check,
  &cli_edit,
  &cli_run,
  &cli_next,
  &cli_eval,
  &cli_paths,
  &cli_layout,
  &cli_render,
  &cli_new,
  &cli_save,
  &cli_info,
  &cli_rules,
  NULL,
};

/* cli.h: what the subcommands of altinn-process share
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Exit statuses, the same for every subcommand. */
enum
{
  CLI_OK = 0,       /* fine */
  CLI_NEGATIVE = 1, /* ran, and the answer is negative */
  CLI_FAILED = 2,   /* could not run: usage, unreadable input; nothing written */
};

/**
 * CliCommand:
 * @name: the word after `altinn-process`
 * @usage: the form of its arguments, shown by --help
 * @summary: one line, translatable (marked with N_())
 * @run: runs it; @argv[0] is the name of the subcommand. Returns an exit status.
 *
 * One row of the table in main.c.
 */
typedef struct
{
  const char *name;
  const char *usage;
  const char *summary;
  int (*run) (int argc, char **argv);
} CliCommand;

gboolean cli_parse (int *argc, char ***argv, const CliCommand *command, const GOptionEntry *entries,
                    int *status);
int cli_fail (const char *format, ...) G_GNUC_PRINTF (1, 2);
int cli_fail_with (const GError *error);
int cli_usage (const CliCommand *command, const char *format, ...) G_GNUC_PRINTF (2, 3);
gboolean cli_colour (void);

G_END_DECLS

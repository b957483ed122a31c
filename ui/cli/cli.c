/* cli.c: what the subcommands of altinn-process share
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "ui/cli/cli.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/**
 * cli_parse:
 * @argc: (inout): number of arguments, the subcommand's name first
 * @argv: (inout): the arguments; options are taken out
 * @command: the row of the table, for --help
 * @entries: the options
 * @status: (out): the exit status when %FALSE is returned
 *
 * Parses the options of a subcommand. `--help` prints them and asks for exit
 * status 0; a wrong option says so on standard error and asks for 2.
 *
 * Returns: %TRUE if the subcommand may go on
 */
gboolean
cli_parse (int *argc, char ***argv, const CliCommand *command, const GOptionEntry *entries,
           int *status)
{
  g_autoptr (GOptionContext) context = g_option_context_new (command->usage);
  g_autoptr (GError) error = NULL;
  gboolean help = FALSE;
  const GOptionEntry help_entry[] = {
    { "help", 'h', 0, G_OPTION_ARG_NONE, &help, N_ ("Show this help"), NULL },
    { NULL },
  };

  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_set_summary (context, _ (command->summary));
  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_add_main_entries (context, help_entry, GETTEXT_PACKAGE);
  if (entries != NULL)
    g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, argc, argv, &error))
    {
      *status = cli_usage (command, "%s", error->message);
      return FALSE;
    }
  if (help)
    {
      g_autofree char *text = g_option_context_get_help (context, TRUE, NULL);

      fputs (text, stdout);
      *status = CLI_OK;
      return FALSE;
    }
  if (*argc > 1 && strcmp ((*argv)[1], "--") == 0)
    {
      memmove (*argv + 1, *argv + 2, sizeof (char *) * (*argc - 1));
      (*argc)--;
    }
  return TRUE;
}

/**
 * cli_fail:
 * @format: a printf format of one line
 *
 * Prints `altinn-process: MESSAGE` on standard error.
 *
 * Returns: %CLI_FAILED, to be returned on
 */
int
cli_fail (const char *format, ...)
{
  va_list args;

  fputs ("altinn-process: ", stderr);
  va_start (args, format);
  vfprintf (stderr, format, args);
  va_end (args);
  fputc ('\n', stderr);
  return CLI_FAILED;
}

/**
 * cli_fail_with:
 * @error: an error whose message already names the file, as the engine writes them
 *
 * Prints the message of @error as it is: `FILE:LINE:COLUMN: error: what is wrong`.
 *
 * Returns: %CLI_FAILED
 */
int
cli_fail_with (const GError *error)
{
  fprintf (stderr, "%s\n", error->message);
  return CLI_FAILED;
}

/**
 * cli_usage:
 * @command: the subcommand
 * @format: what is wrong with the arguments
 *
 * Says what is wrong with the arguments and what their form is.
 *
 * Returns: %CLI_FAILED
 */
int
cli_usage (const CliCommand *command, const char *format, ...)
{
  va_list args;

  fprintf (stderr, "altinn-process %s: ", command->name);
  va_start (args, format);
  vfprintf (stderr, format, args);
  va_end (args);
  fprintf (stderr, _ ("\nUsage: altinn-process %s %s\n"), command->name, command->usage);
  return CLI_FAILED;
}

/**
 * cli_colour:
 *
 * Returns: whether text for people may be coloured: standard output is a terminal
 *   and `NO_COLOR` is not set
 */
gboolean
cli_colour (void)
{
  const char *no_color = g_getenv ("NO_COLOR");

  return (no_color == NULL || *no_color == '\0') && isatty (STDOUT_FILENO);
}

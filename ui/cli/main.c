/* main.c: the altinn-process command
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "ui/cli/cli.h"
#include "ui/cli/cli-commands.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static void
print_help (void)
{
  printf (_ ("Usage: altinn-process COMMAND [OPTION…] [ARGUMENT…]\n\n"
             "Opens, checks, runs, draws and edits the process of an Altinn app.\n\nCommands:\n"));
  for (gsize i = 0; cli_commands[i] != NULL; i++)
    printf ("  %-9s %s\n", cli_commands[i]->name, _ (cli_commands[i]->summary));
  printf (_ ("\n“altinn-process COMMAND --help” tells more.\n"));
}

/* An answer that did not reach its reader (a full disk) is none. */
static int
check_output (int status)
{
  if (fflush (stdout) == 0 && !ferror (stdout))
    return status;
  return status == CLI_FAILED ? status : cli_fail (_ ("standard output cannot be written"));
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  if (!isatty (STDOUT_FILENO))
    setvbuf (stdout, NULL, _IOFBF, 64 * 1024); /* reports may be long */

  if (argc < 2)
    {
      print_help ();
      return CLI_FAILED;
    }
  if (strcmp (argv[1], "--help") == 0 || strcmp (argv[1], "-h") == 0 ||
      strcmp (argv[1], "help") == 0)
    {
      print_help ();
      return CLI_OK;
    }
  if (strcmp (argv[1], "--version") == 0)
    {
      puts ("altinn-process " PACKAGE_VERSION);
      return CLI_OK;
    }
  for (gsize i = 0; cli_commands[i] != NULL; i++)
    if (strcmp (argv[1], cli_commands[i]->name) == 0)
      return check_output (cli_commands[i]->run (argc - 1, argv + 1));
  return cli_fail (_ ("there is no command “%s”; “altinn-process --help” lists them"), argv[1]);
}

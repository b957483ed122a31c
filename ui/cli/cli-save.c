/* cli-save.c: altinn-process save: opens to the full model and writes the same bytes
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "ui/cli/cli-commands.h"

#include "engine/altinn/altinn-app.h"
#include "ui/cli/cli-process.h"

#include <glib/gi18n.h>

static int
save (int argc, char **argv)
{
  g_autofree char *output = NULL;
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output, N_ ("Where to write; “-” is standard output"),
      N_ ("FILE") },
    { NULL },
  };
  g_autoptr (AltinnApp) app = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  if (!cli_parse (&argc, &argv, &cli_save, entries, &status))
    return status;
  if (argc != 2 || output == NULL)
    return cli_usage (&cli_save, _ ("one path and --output are needed"));
  app = cli_open_app (argv[1], &error);
  if (app == NULL)
    return cli_fail_with (error);
  bytes = source_document_encode (altinn_app_get_document (app), &error);
  if (bytes == NULL
      || !cli_write_output (output, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                            &error))
    return cli_fail_with (error);
  return CLI_OK;
}

const CliCommand cli_save = {
  "save",
  "--output=FILE PATH",
  N_ ("Open a process and write it out unedited"),
  save,
};

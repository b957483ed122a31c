/* cli-save.c: altinn-process save: opens to the full model and writes the same bytes
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "ui/cli/cli-commands.h"

#include "engine/altinn/altinn-app.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

static int
write_bytes (GBytes *bytes, const char *output)
{
  g_autoptr (GError) error = NULL;
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  if (strcmp (output, "-") == 0)
    {
      if (fwrite (data, 1, length, stdout) != length || fflush (stdout) != 0)
        return cli_fail (_ ("cannot write to standard output"));
      return CLI_OK;
    }
  if (!g_file_set_contents_full (output, data, (gssize) length,
                                 G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                 0666, &error))
    return cli_fail_with (error);
  return CLI_OK;
}

static int
run_save (int argc, char **argv)
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
  app = altinn_app_open (argv[1], &error);
  if (app == NULL)
    return cli_fail_with (error);
  bytes = source_document_encode (altinn_app_get_document (app), &error);
  if (bytes == NULL)
    return cli_fail_with (error);
  return write_bytes (bytes, output);
}

const CliCommand cli_save = {
  "save",
  "--output=FILE PATH",
  N_ ("Open a process and write it out unedited"),
  run_save,
};

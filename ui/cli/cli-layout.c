/* cli-layout.c: altinn-process layout: makes the diagram part anew
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "ui/cli/cli-commands.h"

#include "editor/editor-layout.h"
#include "engine/altinn/altinn-app.h"
#include "ui/cli/cli-process.h"

#include <glib/gi18n.h>

static int
lay_out (const char *path, const char *output)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AltinnApp) app = cli_open_app (path, &error);
  g_autoptr (EditorPlacement) placement = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (app == NULL)
    return cli_fail_with (error);
  placement = editor_layout_compute (altinn_app_get_model (app), EDITOR_LAYOUT_WHOLE);
  if (!editor_placement_apply (placement, altinn_app_get_model (app), &error))
    return cli_fail ("%s: %s", path, error->message);
  bytes = source_document_encode (altinn_app_get_document (app), &error);
  if (bytes == NULL
      || !cli_write_output (output, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                            &error))
    return cli_fail_with (error);
  return CLI_OK;
}

static int
run (int argc, char **argv)
{
  g_autofree char *output = NULL;
  int status;
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output,
      N_ ("Write to FILE instead of standard output"), N_ ("FILE") },
    { NULL },
  };

  if (!cli_parse (&argc, &argv, &cli_layout, entries, &status))
    return status;
  if (argc != 2)
    return cli_usage (&cli_layout, _ ("name one process file or app repository"));
  return lay_out (argv[1], output);
}

const CliCommand cli_layout = {
  .name = "layout",
  .usage = "[--output=FILE] PATH",
  .summary = N_ ("Place all elements anew"),
  .run = run,
};

/* cli-process.c: what the subcommands that run a process share
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "ui/cli/cli-process.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

/**
 * cli_open_app:
 * @path: a .bpmn file or an app repository; `-` is a file on standard input
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the app
 */
AltinnApp *
cli_open_app (const char *path, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (SourceDocument) document = NULL;
  char *text;
  gsize length;

  if (strcmp (path, "-") != 0)
    return altinn_app_open (path, error);
  text = cli_read_file (path, &length, error);
  if (text == NULL)
    return NULL;
  bytes = g_bytes_new_take (text, length);
  document = source_document_new_for_bytes (SOURCE_KIND_XML, bytes, path, error);
  return document != NULL ? altinn_app_new_for_document (document, error) : NULL;
}

/**
 * cli_open_process:
 * @path: a .bpmn file or an app repository; `-` is a file on standard input
 * @runtime: (nullable): what --runtime says
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the process, ready to run
 */
RunApp *
cli_open_process (const char *path, const char *runtime, GError **error)
{
  g_autoptr (AltinnApp) app = cli_open_app (path, error);

  return app != NULL ? run_app_new_for_runtime (app, runtime, error) : NULL;
}

/**
 * cli_check_format:
 * @format: (nullable): what --format says
 * @json: (out): whether it is JSON
 * @status: (out): the exit status when %FALSE is returned
 *
 * Returns: %FALSE if there is no such format
 */
gboolean
cli_check_format (const CliCommand *command, const char *format, gboolean *json, int *status)
{
  *json = g_strcmp0 (format, "json") == 0;
  if (format == NULL || *json || strcmp (format, "text") == 0)
    return TRUE;
  *status = cli_usage (command, _ ("there is no format “%s”"), format);
  return FALSE;
}

/**
 * cli_read_file:
 * @path: a path; `-` is standard input
 *
 * Returns: (transfer full) (nullable): what it holds
 */
char *
cli_read_file (const char *path, gsize *length, GError **error)
{
  char *text = NULL;

  g_file_get_contents (strcmp (path, "-") == 0 ? "/dev/stdin" : path, &text, length, error);
  return text;
}

/**
 * cli_print_json:
 * @writer: (transfer full): a whole document
 */
void
cli_print_json (SourceJsonWriter *writer)
{
  g_autofree char *text = source_json_writer_end (writer);

  fputs (text, stdout);
  if (!g_str_has_suffix (text, "\n"))
    fputc ('\n', stdout);
}

void
cli_write_member (SourceJsonWriter *writer, const char *key, const char *value)
{
  source_json_writer_key (writer, key);
  source_json_writer_string (writer, value);
}

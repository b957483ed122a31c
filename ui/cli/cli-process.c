/* cli-process.c: what the subcommands that run a process share
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "ui/cli/cli-process.h"

#include "engine/source/source-journal.h"

#include <glib/gi18n.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Once, however many apps are opened, in whichever threads. */
static void
settle_saves (void)
{
  static gsize settled;

  if (g_once_init_enter (&settled))
    {
      g_ptr_array_unref (source_settle_saves ());
      g_once_init_leave (&settled, 1);
    }
}

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
  g_autoptr (SourceWorkspace) workspace = NULL;
  g_autoptr (GBytes) bytes = NULL;
  SourceDocument *document;
  char *text;
  gsize length;

  settle_saves ();
  workspace = source_workspace_new_for_reading ();
  if (strcmp (path, "-") != 0)
    return altinn_app_new_in_workspace (workspace, path, error);
  text = cli_read_file (path, &length, error);
  if (text == NULL)
    return NULL;
  bytes = g_bytes_new_take (text, length);
  document = source_workspace_add_bytes (workspace, SOURCE_KIND_XML, bytes, path, error);
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

static gboolean
write_stream (FILE *stream, const char *name, const void *data, gsize length, GError **error)
{
  if (fwrite (data, 1, length, stream) == length && fflush (stream) == 0)
    return TRUE;
  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), _ ("%s cannot be written: %s"),
               name, g_strerror (errno));
  return FALSE;
}

/* A device or a pipe is written into: replacing it would take /dev/null from the machine. */
static gboolean
write_special (const char *path, const void *data, gsize length, GError **error)
{
  FILE *stream = fopen (path, "w");
  gboolean written;

  if (stream == NULL)
    {
      g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno),
                   _ ("%s cannot be written: %s"), path, g_strerror (errno));
      return FALSE;
    }
  written = write_stream (stream, path, data, length, error);
  fclose (stream);
  return written;
}

/**
 * cli_write_output:
 * @path: (nullable): where to write; %NULL and `-` are standard output
 * @data: what to write
 * @length: its length in bytes
 * @error: return location for an error
 *
 * Replaces a file whole or not at all; a symbolic link stays one and its file is replaced.
 *
 * Returns: whether it was written
 */
gboolean
cli_write_output (const char *path, const void *data, gsize length, GError **error)
{
  g_autofree char *real = NULL;
  g_autoptr (GError) problem = NULL;
  char *resolved;

  if (path == NULL || strcmp (path, "-") == 0)
    return write_stream (stdout, _ ("standard output"), data, length, error);
  if (g_file_test (path, G_FILE_TEST_EXISTS) && !g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return write_special (path, data, length, error);
  resolved = realpath (path, NULL);
  real = g_strdup (resolved != NULL ? resolved : path);
  free (resolved);
  if (g_file_set_contents_full (real, data, (gssize) length,
                                G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0666,
                                &problem))
    return TRUE;
  g_set_error (error, G_FILE_ERROR, problem->code, _ ("%s cannot be written: %s"), path,
               problem->message);
  return FALSE;
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

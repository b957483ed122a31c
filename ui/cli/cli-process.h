/* cli-process.h: what the subcommands that run a process share
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "engine/run/run-play.h"
#include "ui/cli/cli.h"

G_BEGIN_DECLS

AltinnApp *cli_open_app (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
RunApp *cli_open_process (const char *path, const char *runtime, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
gboolean cli_check_format (const CliCommand *command, const char *format, gboolean *json,
                           int *status);
char *cli_read_file (const char *path, gsize *length, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean cli_write_output (const char *path, const void *data, gsize length, GError **error);
void cli_print_json (SourceJsonWriter *writer);
void cli_write_member (SourceJsonWriter *writer, const char *key, const char *value);

G_END_DECLS

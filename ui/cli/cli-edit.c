/* cli-edit.c: `altinn-process edit`: editing commands from the command line
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "ui/cli/cli-commands.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "editor/editor-script.h"
#include "engine/altinn/altinn-app.h"

/* How many lines of one file change. */
typedef struct
{
  char *path;
  guint added;
  guint removed;
} FileChange;

static void
file_change_free (FileChange *change)
{
  g_free (change->path);
  g_free (change);
}

/* "+++ PATH" or "--- PATH", with the tab and time that may follow, and git's "b/" */
static char *
dup_header_path (const char *line)
{
  g_autofree char *path = g_strndup (line + 4, strcspn (line + 4, "\t"));

  if (g_str_has_prefix (path, "a/") || g_str_has_prefix (path, "b/"))
    return g_strdup (path + 2);
  return g_steal_pointer (&path);
}

/* The length in "-12,3" or "+12" of a hunk's head: 1 where it is not said. */
static guint
parse_length (const char *range)
{
  gsize digits = strspn (range, "0123456789");

  return range[digits] == ',' ? (guint) g_ascii_strtoull (range + digits + 1, NULL, 10) : 1;
}

static void
parse_hunk (const char *line, guint *n_old, guint *n_new)
{
  const char *old_range = strchr (line, '-');
  const char *new_range = strchr (line, '+');

  *n_old = old_range != NULL ? parse_length (old_range + 1) : 0;
  *n_new = new_range != NULL ? parse_length (new_range + 1) : 0;
}

/* Reads a unified diff: hunks are counted through, so that their lines are never taken for heads. */
static GPtrArray *
count_changes (const char *diff)
{
  GPtrArray *changes = g_ptr_array_new_with_free_func ((GDestroyNotify) file_change_free);
  g_auto (GStrv) lines = g_strsplit (diff, "\n", -1);
  g_autofree char *old_path = NULL;
  FileChange *change = NULL;
  guint n_old = 0, n_new = 0;

  for (gsize i = 0; lines[i] != NULL; i++)
    {
      const char *line = lines[i];

      if (n_old > 0 || n_new > 0)
        {
          if (*line == '-' || *line == ' ')
            n_old -= MIN (n_old, 1);
          if (*line == '+' || *line == ' ')
            n_new -= MIN (n_new, 1);
          change->added += *line == '+';
          change->removed += *line == '-';
        }
      else if (g_str_has_prefix (line, "--- "))
        {
          g_free (old_path);
          old_path = dup_header_path (line);
        }
      else if (g_str_has_prefix (line, "+++ "))
        {
          change = g_new0 (FileChange, 1);
          change->path = dup_header_path (line);
          if (strcmp (change->path, "/dev/null") == 0 && old_path != NULL)
            {
              g_free (change->path);
              change->path = g_strdup (old_path);
            }
          g_ptr_array_add (changes, change);
        }
      else if (g_str_has_prefix (line, "@@ ") && change != NULL)
        {
          parse_hunk (line, &n_old, &n_new);
        }
    }
  return changes;
}

static void
print_text (FILE *stream, const GPtrArray *changes)
{
  if (changes->len == 0)
    fprintf (stream, _ ("nothing changed\n"));
  for (guint i = 0; i < changes->len; i++)
    {
      const FileChange *change = g_ptr_array_index (changes, i);

      fprintf (stream, "%s: ", change->path);
      fprintf (stream, ngettext ("%u line added, ", "%u lines added, ", change->added),
               change->added);
      fprintf (stream, ngettext ("%u removed\n", "%u removed\n", change->removed),
               change->removed);
    }
}

static void
print_json (const GPtrArray *changes)
{
  SourceJsonWriter *writer = source_json_writer_new (2);
  g_autofree char *json = NULL;

  source_json_writer_begin_object (writer);
  source_json_writer_key (writer, "files");
  source_json_writer_begin_array (writer);
  for (guint i = 0; i < changes->len; i++)
    {
      const FileChange *change = g_ptr_array_index (changes, i);

      source_json_writer_begin_object (writer);
      source_json_writer_key (writer, "file");
      source_json_writer_string (writer, change->path);
      source_json_writer_key (writer, "added");
      source_json_writer_integer (writer, change->added);
      source_json_writer_key (writer, "removed");
      source_json_writer_integer (writer, change->removed);
      source_json_writer_end_object (writer);
    }
  source_json_writer_end_array (writer);
  source_json_writer_end_object (writer);
  json = source_json_writer_end (writer);
  puts (json);
}

static GBytes *
read_standard_input (void)
{
  GByteArray *bytes = g_byte_array_new ();
  guint8 buffer[4096];
  gsize length;

  while ((length = fread (buffer, 1, sizeof buffer, stdin)) > 0)
    g_byte_array_append (bytes, buffer, (guint) length);
  return g_byte_array_free_to_bytes (bytes);
}

static EditorSession *
open_standard_input (const char *runtime, GError **error)
{
  g_autoptr (SourceWorkspace) workspace = source_workspace_new ();
  g_autoptr (GBytes) bytes = read_standard_input ();
  g_autoptr (AltinnApp) app = NULL;
  SourceDocument *document =
      source_workspace_add_bytes (workspace, SOURCE_KIND_XML, bytes, "-", error);
  AltinnRuntime version;

  app = document != NULL ? altinn_app_new_for_document (document, error) : NULL;
  if (app == NULL)
    return NULL;
  if (runtime != NULL && altinn_runtime_parse (runtime, &version))
    altinn_app_set_runtime (app, &version);
  return editor_session_new (app);
}

/* All commands as one transaction; the first that fails is named and nothing stays. */
static gboolean
run_commands (EditorSession *session, char **commands, guint n_commands)
{
  SourceWorkspace *workspace = editor_session_get_workspace (session);
  g_autoptr (GPtrArray) notes = g_ptr_array_new_with_free_func (g_free);

  source_workspace_begin (workspace, _ ("Edit"));
  for (guint i = 0; i < n_commands; i++)
    {
      g_autoptr (GError) error = NULL;

      if (editor_script_run (session, commands[i], notes, &error))
        continue;
      source_workspace_rollback (workspace);
      cli_fail (_ ("“%s”: %s; nothing was written"), commands[i], error->message);
      return FALSE;
    }
  source_workspace_commit (workspace);
  for (guint i = 0; i < notes->len; i++)
    fprintf (stderr, "%s\n", (const char *) g_ptr_array_index (notes, i));
  return TRUE;
}

static gboolean
write_result (EditorSession *session, gboolean to_output, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  gsize length;
  const char *data;

  if (!to_output)
    return source_workspace_save (editor_session_get_workspace (session), error);
  bytes = source_document_encode (editor_session_get_document (session), error);
  if (bytes == NULL)
    return FALSE;
  data = g_bytes_get_data (bytes, &length);
  if (fwrite (data, 1, length, stdout) == length && fflush (stdout) == 0)
    return TRUE;
  g_set_error_literal (error, SOURCE_ERROR, SOURCE_ERROR_WRITE,
                       _ ("standard output cannot be written"));
  return FALSE;
}

static int
finish (EditorSession *session, gboolean dry_run, gboolean json, gboolean to_output)
{
  g_autofree char *diff =
      source_workspace_dup_pending_diff (editor_session_get_workspace (session));
  g_autoptr (GPtrArray) changes = count_changes (diff);
  g_autoptr (GError) error = NULL;

  if (dry_run)
    {
      if (json)
        print_json (changes);
      else
        fputs (diff, stdout);
      return CLI_OK;
    }
  if (!write_result (session, to_output, &error))
    return cli_fail_with (error);
  if (to_output)
    print_text (stderr, changes);
  else if (json)
    print_json (changes);
  else
    print_text (stdout, changes);
  return CLI_OK;
}

static int
run (int argc, char **argv)
{
  gboolean dry_run = FALSE;
  g_autofree char *format = NULL;
  g_autofree char *runtime = NULL;
  const GOptionEntry entries[] = {
    { "dry-run", 'n', 0, G_OPTION_ARG_NONE, &dry_run,
      N_ ("Print a unified diff instead of writing"), NULL },
    { "format", 0, 0, G_OPTION_ARG_STRING, &format, N_ ("How to print what changed: text or json"),
      "FORMAT" },
    { "runtime", 0, 0, G_OPTION_ARG_STRING, &runtime,
      N_ ("Version of the app runtime: v7, v8, v9 or like 8.5.6"), "VERSION" },
    { NULL },
  };
  g_autoptr (EditorSession) session = NULL;
  g_autoptr (GError) error = NULL;
  AltinnRuntime version;
  gboolean is_standard;
  int status;

  if (!cli_parse (&argc, &argv, &cli_edit, entries, &status))
    return status;
  if (argc < 3)
    return cli_usage (&cli_edit, _ ("PATH and at least one COMMAND are needed"));
  if (format != NULL && strcmp (format, "text") != 0 && strcmp (format, "json") != 0)
    return cli_usage (&cli_edit, _ ("there is no format “%s”"), format);
  if (runtime != NULL && !altinn_runtime_parse (runtime, &version))
    return cli_usage (&cli_edit, _ ("“%s” is no runtime version"), runtime);
  is_standard = strcmp (argv[1], "-") == 0;
  session = is_standard ? open_standard_input (runtime, &error)
                        : editor_session_open (argv[1], runtime, &error);
  if (session == NULL)
    return cli_fail_with (error);
  if (!run_commands (session, argv + 2, (guint) argc - 2))
    return CLI_FAILED;
  return finish (session, dry_run, g_strcmp0 (format, "json") == 0, is_standard);
}

const CliCommand cli_edit = {
  "edit",
  N_ ("[--dry-run] PATH COMMAND…"),
  N_ ("Apply editing commands as one transaction"),
  run,
};

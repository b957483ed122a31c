/* cli-sarif.c: findings as SARIF 2.1.0, for code scanning services
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "ui/cli/cli-report.h"

#include "engine/source/source-json.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

#define MAX_FIXES 200 /* fixes tried out in one file */
#define BASE_ID "%SRCROOT%"

/* The file that is written about. */
typedef struct
{
  SourceJsonWriter *writer;
  const CliCheckedFile *file;
  SourceDocument *document; /* whose text this is; NULL: none yet */
  char *text;
  GHashTable *seen; /* fingerprint -> how often */
  guint n_fixes;
} FileWriter;

static void
write_string (SourceJsonWriter *writer, const char *key, const char *value)
{
  source_json_writer_key (writer, key);
  source_json_writer_string (writer, value);
}

static void
write_text (SourceJsonWriter *writer, const char *key, const char *text)
{
  source_json_writer_key (writer, key);
  source_json_writer_begin_object (writer);
  write_string (writer, "text", text);
  source_json_writer_end_object (writer);
}

static const char *
level_of (RulesSeverity severity)
{
  return severity == RULES_SEVERITY_ERROR ? "error"
         : severity == RULES_SEVERITY_WARNING ? "warning"
                                              : "note";
}

static void
write_rule (SourceJsonWriter *writer, const RulesRule *rule)
{
  source_json_writer_begin_object (writer);
  write_string (writer, "id", rule->id);
  write_text (writer, "shortDescription", _ (rule->summary));
  write_text (writer, "fullDescription", _ (rule->why));
  write_text (writer, "help", _ (rule->why));
  source_json_writer_key (writer, "defaultConfiguration");
  source_json_writer_begin_object (writer);
  write_string (writer, "level", level_of (rule->severity));
  source_json_writer_end_object (writer);
  if (rule->altinnapp > 0)
    {
      g_autofree char *number = g_strdup_printf ("ALTINNAPP%04u", rule->altinnapp);

      source_json_writer_key (writer, "properties");
      source_json_writer_begin_object (writer);
      source_json_writer_key (writer, "tags");
      source_json_writer_begin_array (writer);
      source_json_writer_string (writer, number);
      source_json_writer_end_array (writer);
      source_json_writer_end_object (writer);
    }
  source_json_writer_end_object (writer);
}

static void
write_driver (SourceJsonWriter *writer)
{
  guint n_rules;
  const RulesRule *rules = rules_catalogue (&n_rules);

  source_json_writer_key (writer, "tool");
  source_json_writer_begin_object (writer);
  source_json_writer_key (writer, "driver");
  source_json_writer_begin_object (writer);
  write_string (writer, "name", "altinn-process");
  write_string (writer, "version", PACKAGE_VERSION);
  source_json_writer_key (writer, "rules");
  source_json_writer_begin_array (writer);
  for (guint i = 0; i < n_rules; i++)
    write_rule (writer, &rules[i]);
  source_json_writer_end_array (writer);
  source_json_writer_end_object (writer);
  source_json_writer_end_object (writer);
}

/* Relative to the folder the command runs in where that is possible, as services want it. */
static char *
uri_of (const char *name, gboolean *is_relative)
{
  g_autofree char *directory = g_get_current_dir ();
  g_autofree char *path = g_canonicalize_filename (name, directory);

  *is_relative = g_str_has_prefix (path, directory) && path[strlen (directory)] == '/';
  if (!*is_relative)
    return g_filename_to_uri (path, NULL, NULL);
  return g_uri_escape_string (path + strlen (directory) + 1, "/", FALSE);
}

static void
write_artifact (SourceJsonWriter *writer, const char *name)
{
  gboolean is_relative;
  g_autofree char *uri = uri_of (name, &is_relative);

  source_json_writer_key (writer, "artifactLocation");
  source_json_writer_begin_object (writer);
  write_string (writer, "uri", uri);
  if (is_relative)
    write_string (writer, "uriBaseId", BASE_ID);
  source_json_writer_end_object (writer);
}

/* Where the start tag ends that begins at @offset; @offset where none begins. */
static gsize
find_tag_end (const char *text, gsize offset)
{
  char quote = '\0';

  if (text[offset] != '<')
    return offset;
  for (gsize i = offset + 1; text[i] != '\0'; i++)
    if (quote != '\0' ? text[i] == quote : text[i] == '"' || text[i] == '\'')
      quote = quote != '\0' ? '\0' : text[i];
    else if (quote == '\0' && text[i] == '>')
      return i + 1;
  return offset;
}

/* The region ends with the start tag; without an end it is the rest of the line. */
static void
write_region_end (FileWriter *self, const RulesFinding *finding)
{
  guint line, column;
  gsize end;

  if (finding->document == NULL || finding->offset == 0)
    return;
  if (self->document != finding->document)
    {
      g_free (self->text);
      self->document = finding->document;
      self->text = source_document_dup_text (finding->document, NULL);
    }
  end = find_tag_end (self->text, finding->offset);
  if (end == finding->offset)
    return;
  source_document_locate (finding->document, end, &line, &column);
  source_json_writer_key (self->writer, "endLine");
  source_json_writer_integer (self->writer, line);
  source_json_writer_key (self->writer, "endColumn");
  source_json_writer_integer (self->writer, column);
}

static void
write_location (FileWriter *self, const RulesFinding *finding)
{
  SourceJsonWriter *writer = self->writer;

  source_json_writer_key (writer, "locations");
  source_json_writer_begin_array (writer);
  source_json_writer_begin_object (writer);
  source_json_writer_key (writer, "physicalLocation");
  source_json_writer_begin_object (writer);
  write_artifact (writer, cli_report_get_file (self->file, finding));
  source_json_writer_key (writer, "region");
  source_json_writer_begin_object (writer);
  source_json_writer_key (writer, "startLine");
  source_json_writer_integer (writer, MAX (finding->line, 1));
  source_json_writer_key (writer, "startColumn");
  source_json_writer_integer (writer, MAX (finding->column, 1));
  write_region_end (self, finding);
  source_json_writer_end_object (writer);
  source_json_writer_end_object (writer);
  if (finding->element != NULL)
    {
      source_json_writer_key (writer, "logicalLocations");
      source_json_writer_begin_array (writer);
      source_json_writer_begin_object (writer);
      write_string (writer, "name", finding->element);
      write_string (writer, "kind", "element");
      source_json_writer_end_object (writer);
      source_json_writer_end_array (writer);
    }
  source_json_writer_end_object (writer);
  source_json_writer_end_array (writer);
}

static void
write_change (SourceJsonWriter *writer, const RulesFixChange *change)
{
  guint start_line = 1, start_column = 1, end_line = 1, end_column = 1;

  if (change->document != NULL)
    {
      source_document_locate (change->document, change->offset, &start_line, &start_column);
      source_document_locate (change->document, change->offset + change->length, &end_line,
                              &end_column);
    }
  source_json_writer_begin_object (writer);
  write_artifact (writer, change->name);
  source_json_writer_key (writer, "replacements");
  source_json_writer_begin_array (writer);
  source_json_writer_begin_object (writer);
  source_json_writer_key (writer, "deletedRegion");
  source_json_writer_begin_object (writer);
  source_json_writer_key (writer, "startLine");
  source_json_writer_integer (writer, start_line);
  source_json_writer_key (writer, "startColumn");
  source_json_writer_integer (writer, start_column);
  source_json_writer_key (writer, "endLine");
  source_json_writer_integer (writer, end_line);
  source_json_writer_key (writer, "endColumn");
  source_json_writer_integer (writer, end_column);
  source_json_writer_end_object (writer);
  write_text (writer, "insertedContent", change->text);
  source_json_writer_end_object (writer);
  source_json_writer_end_array (writer);
  source_json_writer_end_object (writer);
}

static void
write_fix (SourceJsonWriter *writer, const CliCheckedFile *file, RulesFinding *finding)
{
  g_autoptr (GPtrArray) changes = rules_finding_list_fix_changes (file->app, finding, NULL);

  if (changes == NULL || changes->len == 0)
    return;
  source_json_writer_key (writer, "fixes");
  source_json_writer_begin_array (writer);
  source_json_writer_begin_object (writer);
  write_text (writer, "description", finding->fix_title);
  source_json_writer_key (writer, "artifactChanges");
  source_json_writer_begin_array (writer);
  for (guint i = 0; i < changes->len; i++)
    write_change (writer, g_ptr_array_index (changes, i));
  source_json_writer_end_array (writer);
  source_json_writer_end_object (writer);
  source_json_writer_end_array (writer);
}

static guint
index_of (const RulesRule *rule)
{
  guint n_rules;

  return rule - rules_catalogue (&n_rules);
}

/* The same finding keeps its fingerprint when lines move; the second one of a rule at an element has
 * another. */
static void
write_fingerprint (FileWriter *self, const RulesFinding *finding)
{
  SourceJsonWriter *writer = self->writer;
  char *key = g_strdup_printf ("%s@%s", finding->rule->id,
                               finding->element != NULL ? finding->element : finding->message);
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (self->seen, key)) + 1;
  g_autofree char *text = n > 1 ? g_strdup_printf ("%s:%u", key, n) : g_strdup (key);

  g_hash_table_replace (self->seen, key, GUINT_TO_POINTER (n));
  source_json_writer_key (writer, "partialFingerprints");
  source_json_writer_begin_object (writer);
  write_string (writer, "ruleAndElement/v1", text);
  source_json_writer_end_object (writer);
}

static void
write_result (FileWriter *self, RulesFinding *finding)
{
  SourceJsonWriter *writer = self->writer;

  source_json_writer_begin_object (writer);
  write_string (writer, "ruleId", finding->rule->id);
  source_json_writer_key (writer, "ruleIndex");
  source_json_writer_integer (writer, index_of (finding->rule));
  write_string (writer, "level", level_of (finding->severity));
  write_text (writer, "message", finding->message);
  write_location (self, finding);
  write_fingerprint (self, finding);
  if (finding->fix_title != NULL && self->n_fixes++ < MAX_FIXES)
    write_fix (writer, self->file, finding);
  if (finding->silenced != NULL)
    {
      source_json_writer_key (writer, "suppressions");
      source_json_writer_begin_array (writer);
      source_json_writer_begin_object (writer);
      write_string (writer, "kind", "external");
      write_string (writer, "justification", finding->silenced);
      source_json_writer_end_object (writer);
      source_json_writer_end_array (writer);
    }
  source_json_writer_end_object (writer);
}

static void
write_results (SourceJsonWriter *writer, const CliCheckedFile *file)
{
  FileWriter self = { writer, file };
  const GPtrArray *lists[2];

  if (file->report == NULL)
    return;
  self.seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  lists[0] = rules_report_get_findings (file->report);
  lists[1] = rules_report_get_silenced (file->report);
  for (guint list = 0; list < G_N_ELEMENTS (lists); list++)
    for (guint i = 0; i < lists[list]->len; i++)
      write_result (&self, g_ptr_array_index (lists[list], i));
  g_hash_table_unref (self.seen);
  g_free (self.text);
}

static void
write_invocation (SourceJsonWriter *writer, const GPtrArray *files)
{
  gboolean all_read = TRUE;

  for (guint i = 0; i < files->len; i++)
    all_read = all_read && ((CliCheckedFile *) g_ptr_array_index (files, i))->report != NULL;
  source_json_writer_key (writer, "invocations");
  source_json_writer_begin_array (writer);
  source_json_writer_begin_object (writer);
  source_json_writer_key (writer, "executionSuccessful");
  source_json_writer_boolean (writer, all_read);
  if (!all_read)
    {
      source_json_writer_key (writer, "toolExecutionNotifications");
      source_json_writer_begin_array (writer);
      for (guint i = 0; i < files->len; i++)
        {
          const CliCheckedFile *file = g_ptr_array_index (files, i);

          if (file->report != NULL)
            continue;
          source_json_writer_begin_object (writer);
          write_string (writer, "level", "error");
          write_text (writer, "message", file->error);
          source_json_writer_end_object (writer);
        }
      source_json_writer_end_array (writer);
    }
  source_json_writer_end_object (writer);
  source_json_writer_end_array (writer);
}

/* Relative paths are those below the folder the command runs in. */
static void
write_base (SourceJsonWriter *writer)
{
  g_autofree char *directory = g_get_current_dir ();
  g_autofree char *folder = g_strconcat (directory, "/", NULL);
  g_autofree char *uri = g_filename_to_uri (folder, NULL, NULL);

  source_json_writer_key (writer, "originalUriBaseIds");
  source_json_writer_begin_object (writer);
  source_json_writer_key (writer, BASE_ID);
  source_json_writer_begin_object (writer);
  write_string (writer, "uri", uri);
  source_json_writer_end_object (writer);
  source_json_writer_end_object (writer);
}

void
cli_report_print_sarif (const GPtrArray *files)
{
  SourceJsonWriter *writer = source_json_writer_new (2);
  g_autofree char *text = NULL;

  source_json_writer_begin_object (writer);
  write_string (writer, "$schema", "https://json.schemastore.org/sarif-2.1.0.json");
  write_string (writer, "version", "2.1.0");
  source_json_writer_key (writer, "runs");
  source_json_writer_begin_array (writer);
  source_json_writer_begin_object (writer);
  write_driver (writer);
  write_base (writer);
  write_string (writer, "columnKind", "unicodeCodePoints");
  write_invocation (writer, files);
  source_json_writer_key (writer, "results");
  source_json_writer_begin_array (writer);
  for (guint i = 0; i < files->len; i++)
    write_results (writer, g_ptr_array_index (files, i));
  source_json_writer_end_array (writer);
  source_json_writer_end_object (writer);
  source_json_writer_end_array (writer);
  source_json_writer_end_object (writer);
  text = source_json_writer_end (writer);
  puts (text);
}

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
uri_of (const char *name)
{
  g_autofree char *directory = g_get_current_dir ();
  g_autofree char *path = g_canonicalize_filename (name, directory);
  const char *relative = path;

  if (g_str_has_prefix (path, directory) && path[strlen (directory)] == '/')
    relative = path + strlen (directory) + 1;
  else
    return g_filename_to_uri (path, NULL, NULL);
  return g_uri_escape_string (relative, "/", FALSE);
}

static void
write_artifact (SourceJsonWriter *writer, const char *name)
{
  g_autofree char *uri = uri_of (name);

  source_json_writer_key (writer, "artifactLocation");
  source_json_writer_begin_object (writer);
  write_string (writer, "uri", uri);
  source_json_writer_end_object (writer);
}

static void
write_location (SourceJsonWriter *writer, const CliCheckedFile *file, const RulesFinding *finding)
{
  source_json_writer_key (writer, "locations");
  source_json_writer_begin_array (writer);
  source_json_writer_begin_object (writer);
  source_json_writer_key (writer, "physicalLocation");
  source_json_writer_begin_object (writer);
  write_artifact (writer, cli_report_get_file (file, finding));
  source_json_writer_key (writer, "region");
  source_json_writer_begin_object (writer);
  source_json_writer_key (writer, "startLine");
  source_json_writer_integer (writer, MAX (finding->line, 1));
  source_json_writer_key (writer, "startColumn");
  source_json_writer_integer (writer, MAX (finding->column, 1));
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

/* The same finding keeps its fingerprint when lines move. */
static void
write_fingerprint (SourceJsonWriter *writer, const RulesFinding *finding)
{
  g_autofree char *text = g_strdup_printf ("%s@%s", finding->rule->id,
                                           finding->element != NULL ? finding->element
                                                                    : finding->message);

  source_json_writer_key (writer, "partialFingerprints");
  source_json_writer_begin_object (writer);
  write_string (writer, "ruleAndElement/v1", text);
  source_json_writer_end_object (writer);
}

static void
write_result (SourceJsonWriter *writer, const CliCheckedFile *file, RulesFinding *finding,
              guint *n_fixes)
{
  source_json_writer_begin_object (writer);
  write_string (writer, "ruleId", finding->rule->id);
  source_json_writer_key (writer, "ruleIndex");
  source_json_writer_integer (writer, index_of (finding->rule));
  write_string (writer, "level", level_of (finding->severity));
  write_text (writer, "message", finding->message);
  write_location (writer, file, finding);
  write_fingerprint (writer, finding);
  if (finding->fix_title != NULL && (*n_fixes)++ < MAX_FIXES)
    write_fix (writer, file, finding);
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
  const GPtrArray *lists[2];
  guint n_fixes = 0;

  if (file->report == NULL)
    return;
  lists[0] = rules_report_get_findings (file->report);
  lists[1] = rules_report_get_silenced (file->report);
  for (guint list = 0; list < G_N_ELEMENTS (lists); list++)
    for (guint i = 0; i < lists[list]->len; i++)
      write_result (writer, file, g_ptr_array_index (lists[list], i), &n_fixes);
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

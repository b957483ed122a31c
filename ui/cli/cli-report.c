/* cli-report.c: findings as text, JSON and JUnit XML
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "ui/cli/cli-report.h"

#include "engine/source/source-json.h"
#include "ui/cli/cli.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

const char *
cli_report_split_error (const char *text, guint *line, guint *column)
{
  const char *what = strstr (text, ": error: ");
  g_autofree char *place = NULL;
  g_auto (GStrv) parts = NULL;
  guint n;

  *line = 0;
  *column = 0;
  if (what == NULL)
    return text;
  place = g_strndup (text, what - text);
  parts = g_strsplit (place, ":", -1);
  n = g_strv_length (parts);
  if (n >= 3)
    {
      *line = g_ascii_strtoull (parts[n - 2], NULL, 10);
      *column = g_ascii_strtoull (parts[n - 1], NULL, 10);
    }
  return what + strlen (": error: ");
}

const char *
cli_report_get_file (const CliCheckedFile *file, const RulesFinding *finding)
{
  if (finding->document != NULL)
    return source_document_get_name (finding->document);
  return finding->path != NULL ? finding->path : file->name;
}

/* ---- Text ---- */

/* What stands around each finding: looked up once, for there may be very many. */
typedef struct
{
  const char *titles[3]; /* by severity */
  const char *colours[3];
  const char *plain;
} Style;

static Style
get_style (void)
{
  Style style = { { _ ("info"), _ ("warning"), _ ("error") }, { "", "", "" }, "" };

  if (cli_colour ())
    {
      style.colours[RULES_SEVERITY_INFO] = "\033[36m";
      style.colours[RULES_SEVERITY_WARNING] = "\033[33m";
      style.colours[RULES_SEVERITY_ERROR] = "\033[31m";
      style.plain = "\033[0m";
    }
  return style;
}

static void
print_finding (const CliCheckedFile *file, const RulesFinding *finding, const Style *style)
{
  printf ("%s", cli_report_get_file (file, finding));
  if (finding->line > 0)
    printf (":%u:%u", finding->line, finding->column);
  printf (": %s%s%s: %s [%s]\n", style->colours[finding->severity],
          style->titles[finding->severity], style->plain, finding->message, finding->rule->id);
  if (finding->fix_title != NULL)
    printf (_ ("    fix: %s\n"), finding->fix_title);
}

void
cli_report_print_text (const GPtrArray *files)
{
  Style style = get_style ();
  guint counts[3] = { 0, 0, 0 };
  g_autofree char *errors = NULL;
  g_autofree char *warnings = NULL;

  for (guint i = 0; i < files->len; i++)
    {
      const CliCheckedFile *file = g_ptr_array_index (files, i);
      const GPtrArray *findings;

      if (file->report == NULL)
        continue;
      findings = rules_report_get_findings (file->report);
      for (guint k = 0; k < findings->len; k++)
        {
          const RulesFinding *finding = g_ptr_array_index (findings, k);

          print_finding (file, finding, &style);
          counts[finding->severity]++;
        }
    }
  errors = g_strdup_printf (ngettext ("%u error", "%u errors", counts[RULES_SEVERITY_ERROR]),
                            counts[RULES_SEVERITY_ERROR]);
  warnings = g_strdup_printf (ngettext ("%u warning", "%u warnings",
                                        counts[RULES_SEVERITY_WARNING]),
                              counts[RULES_SEVERITY_WARNING]);
  /* Translators: the last line of a check: "2 errors, 1 warning, 3 for information" */
  printf (_ ("%s, %s, %u for information\n"), errors, warnings, counts[RULES_SEVERITY_INFO]);
}

/* ---- JSON ---- */

static void
write_nullable (SourceJsonWriter *writer, const char *key, const char *value)
{
  source_json_writer_key (writer, key);
  source_json_writer_string (writer, value);
}

static void
write_claim (SourceJsonWriter *writer, const RulesClaim *claim)
{
  source_json_writer_key (writer, "claim");
  if (claim == NULL)
    {
      source_json_writer_null (writer);
      return;
    }
  source_json_writer_begin_object (writer);
  write_nullable (writer, "status", claim->status);
  write_nullable (writer, "at", claim->at);
  write_nullable (writer, "error", claim->error);
  source_json_writer_end_object (writer);
}

static void
write_finding (SourceJsonWriter *writer, const CliCheckedFile *file, const RulesFinding *finding)
{
  const char *name = cli_report_get_file (file, finding);

  source_json_writer_begin_object (writer);
  write_nullable (writer, "rule", finding->rule->id);
  write_nullable (writer, "severity", rules_severity_to_string (finding->severity));
  write_nullable (writer, "message", finding->message);
  write_nullable (writer, "element", finding->element);
  if (g_strcmp0 (name, file->name) != 0)
    write_nullable (writer, "file", name);
  source_json_writer_key (writer, "line");
  source_json_writer_integer (writer, MAX (finding->line, 1));
  source_json_writer_key (writer, "column");
  source_json_writer_integer (writer, MAX (finding->column, 1));
  source_json_writer_key (writer, "witness");
  if (finding->witness != NULL)
    source_json_writer_raw (writer, finding->witness);
  else
    source_json_writer_null (writer);
  if (finding->witness == NULL && finding->n_steps > 0)
    {
      source_json_writer_key (writer, "steps");
      source_json_writer_integer (writer, finding->n_steps);
    }
  write_claim (writer, finding->claim);
  write_nullable (writer, "fix", finding->fix_title);
  source_json_writer_end_object (writer);
}

static void
write_unreadable (SourceJsonWriter *writer, const CliCheckedFile *file)
{
  guint line, column;
  const char *what = cli_report_split_error (file->error, &line, &column);

  source_json_writer_key (writer, "error");
  source_json_writer_begin_object (writer);
  source_json_writer_key (writer, "line");
  source_json_writer_integer (writer, MAX (line, 1));
  source_json_writer_key (writer, "column");
  source_json_writer_integer (writer, MAX (column, 1));
  write_nullable (writer, "message", what);
  source_json_writer_end_object (writer);
}

void
cli_report_print_json (const GPtrArray *files)
{
  SourceJsonWriter *writer = source_json_writer_new (2);
  g_autofree char *text = NULL;

  source_json_writer_begin_object (writer);
  source_json_writer_key (writer, "files");
  source_json_writer_begin_array (writer);
  for (guint i = 0; i < files->len; i++)
    {
      const CliCheckedFile *file = g_ptr_array_index (files, i);

      source_json_writer_begin_object (writer);
      write_nullable (writer, "file", file->name);
      if (file->report == NULL)
        write_unreadable (writer, file);
      else
        {
          const GPtrArray *findings = rules_report_get_findings (file->report);

          write_nullable (writer, "runtime", rules_report_get_runtime (file->report));
          source_json_writer_key (writer, "findings");
          source_json_writer_begin_array (writer);
          for (guint k = 0; k < findings->len; k++)
            write_finding (writer, file, g_ptr_array_index (findings, k));
          source_json_writer_end_array (writer);
        }
      source_json_writer_end_object (writer);
    }
  source_json_writer_end_array (writer);
  source_json_writer_end_object (writer);
  text = source_json_writer_end (writer);
  puts (text);
}

/* ---- JUnit ---- */

static void
print_case (const CliCheckedFile *file, const RulesFinding *finding)
{
  g_autofree char *name =
      g_markup_printf_escaped ("%s%s%s", finding->rule->id, finding->element != NULL ? "@" : "",
                               finding->element != NULL ? finding->element : "");
  g_autofree char *class_name = g_markup_escape_text (cli_report_get_file (file, finding), -1);
  g_autofree char *message = g_markup_escape_text (finding->message, -1);
  g_autofree char *why = g_markup_escape_text (_ (finding->rule->why), -1);

  printf ("    <testcase classname=\"%s\" name=\"%s\">\n", class_name, name);
  if (finding->severity == RULES_SEVERITY_INFO)
    printf ("      <system-out>%s</system-out>\n", message);
  else
    printf ("      <failure type=\"%s\" message=\"%s\">%s:%u:%u\n%s</failure>\n",
            rules_severity_to_string (finding->severity), message, class_name, finding->line,
            finding->column, why);
  printf ("    </testcase>\n");
}

static void
print_suite (const CliCheckedFile *file)
{
  g_autofree char *name = g_markup_escape_text (file->name, -1);
  const GPtrArray *findings;
  guint n_failures;

  if (file->report == NULL)
    {
      g_autofree char *message = g_markup_escape_text (file->error, -1);

      printf ("  <testsuite name=\"%s\" tests=\"1\" failures=\"0\" errors=\"1\">\n"
              "    <testcase classname=\"%s\" name=\"read\">\n"
              "      <error message=\"%s\"/>\n    </testcase>\n  </testsuite>\n",
              name, name, message);
      return;
    }
  findings = rules_report_get_findings (file->report);
  n_failures = findings->len - rules_report_count (file->report, RULES_SEVERITY_INFO);
  printf ("  <testsuite name=\"%s\" tests=\"%u\" failures=\"%u\" errors=\"0\">\n", name,
          MAX (findings->len, 1), n_failures);
  if (findings->len == 0)
    printf ("    <testcase classname=\"%s\" name=\"check\"/>\n", name);
  for (guint i = 0; i < findings->len; i++)
    print_case (file, g_ptr_array_index (findings, i));
  printf ("  </testsuite>\n");
}

void
cli_report_print_junit (const GPtrArray *files)
{
  printf ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"altinn-process check\">\n");
  for (guint i = 0; i < files->len; i++)
    print_suite (g_ptr_array_index (files, i));
  printf ("</testsuites>\n");
}

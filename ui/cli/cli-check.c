/* cli-check.c: altinn-process check, all findings of processes and apps
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "ui/cli/cli-commands.h"
#include "ui/cli/cli-process.h"
#include "ui/cli/cli-report.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

static void
file_free (CliCheckedFile *self)
{
  g_free (self->path);
  g_free (self->name);
  g_clear_object (&self->app);
  g_clear_pointer (&self->report, rules_report_unref);
  g_free (self->error);
  g_free (self);
}

/* A process file is called as it was given; in an app repository by its way from there. */
static char *
name_of (const CliCheckedFile *file)
{
  g_autofree char *process = NULL;

  if (file->app != NULL)
    return g_strdup (source_document_get_name (altinn_app_get_document (file->app)));
  if (g_str_equal (file->path, "-") || !g_file_test (file->path, G_FILE_TEST_IS_DIR))
    return g_strdup (file->path);
  process = altinn_app_find_process (file->path, NULL);
  return g_strdup (process != NULL ? process : file->path);
}

static gboolean
check_app (CliCheckedFile *file, const RulesOptions *options, gboolean fix, GError **error)
{
  file->app = cli_open_app (file->path, error);
  if (file->app == NULL)
    return FALSE;
  if (fix && rules_apply_safe_fixes (file->app, options, NULL) > 0 &&
      !source_workspace_save (altinn_app_get_workspace (file->app), error))
    return FALSE;
  file->report = rules_check (file->app, options, error);
  return file->report != NULL;
}

/**
 * CheckRun:
 * @files: (element-type CliCheckedFile): what to check
 * @next: index of the first one that nobody works on
 *
 * All that the threads of one check share.
 */
typedef struct
{
  const GPtrArray *files;
  RulesOptions options;
  gboolean fix;
  gboolean keep_app;
  int next;
} CheckRun;

static void
check_file (const CheckRun *run, CliCheckedFile *file)
{
  g_autoptr (GError) error = NULL;

  if (!check_app (file, &run->options, run->fix, &error))
    file->error = g_strdup (error->message);
  file->name = name_of (file);
  if (!run->keep_app)
    g_clear_object (&file->app);
}

static gpointer
check_some (gpointer data)
{
  CheckRun *run = data;
  guint i;

  while ((i = (guint) g_atomic_int_add (&run->next, 1)) < run->files->len)
    check_file (run, g_ptr_array_index (run->files, i));
  return NULL;
}

/* Apps have nothing in common: each is checked by whichever thread is free. What is mended is
 * written in order, for two PATHs may be the same. */
static void
check_files (CheckRun *run)
{
  guint n_helpers = run->fix ? 0 : MIN (g_get_num_processors (), run->files->len) - 1;
  g_autofree GThread **helpers = g_new0 (GThread *, n_helpers + 1);

  for (guint i = 0; i < n_helpers; i++)
    helpers[i] = g_thread_try_new ("check", check_some, run, NULL);
  check_some (run);
  for (guint i = 0; i < n_helpers; i++)
    if (helpers[i] != NULL)
      g_thread_join (helpers[i]);
  for (guint i = 0; i < run->files->len; i++)
    {
      const CliCheckedFile *file = g_ptr_array_index (run->files, i);

      if (file->error != NULL)
        fprintf (stderr, "%s\n", file->error);
    }
}

static int
status_of (const GPtrArray *files)
{
  int status = CLI_OK;

  for (guint i = 0; i < files->len; i++)
    {
      const CliCheckedFile *file = g_ptr_array_index (files, i);

      if (file->report == NULL)
        return CLI_FAILED;
      if (rules_report_count (file->report, RULES_SEVERITY_ERROR) > 0)
        status = CLI_NEGATIVE;
    }
  return status;
}

static const struct
{
  const char *name;
  void (*print) (const GPtrArray *files);
} formats[] = {
  { "text", cli_report_print_text },
  { "json", cli_report_print_json },
  { "sarif", cli_report_print_sarif },
  { "junit", cli_report_print_junit },
};

/* What was checked last: a program that ends gives its memory back faster in one piece. */
static GPtrArray *kept;

static int
run (int argc, char **argv)
{
  g_autofree char *format = NULL;
  g_autofree char *runtime = NULL;
  gboolean fix = FALSE;
  const GOptionEntry entries[] = {
    { "format", 0, 0, G_OPTION_ARG_STRING, &format, N_ ("text, json, sarif or junit"),
      N_ ("FORMAT") },
    { "fix", 0, 0, G_OPTION_ARG_NONE, &fix, N_ ("Apply every safe fix and save first"), NULL },
    { "runtime", 0, 0, G_OPTION_ARG_STRING, &runtime,
      N_ ("Judge by this version of the app runtime: v8, 8.5.6"), N_ ("VERSION") },
    { NULL },
  };
  CheckRun check = { NULL, RULES_OPTIONS_INIT };
  GPtrArray *files;
  AltinnRuntime parsed;
  int status, chosen = -1;

  if (!cli_parse (&argc, &argv, &cli_check, entries, &status))
    return status;
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (g_str_equal (formats[i].name, format != NULL ? format : "text"))
      chosen = i;
  if (chosen < 0)
    return cli_usage (&cli_check, _ ("there is no format “%s”"), format);
  if (runtime != NULL && !altinn_runtime_parse (runtime, &parsed))
    return cli_usage (&cli_check, _ ("“%s” is no version of the app runtime"), runtime);
  if (argc < 2)
    return cli_usage (&cli_check, _ ("a PATH is missing"));
  check.options.runtime = runtime;
  check.fix = fix;
  check.keep_app = argc == 2 || g_str_equal (formats[chosen].name, "sarif");
  check.options.keep = argc == 2;
  kept = files = g_ptr_array_new_with_free_func ((GDestroyNotify) file_free);
  for (int i = 1; i < argc; i++)
    {
      CliCheckedFile *file = g_new0 (CliCheckedFile, 1);

      file->path = g_strdup (argv[i]);
      g_ptr_array_add (files, file);
    }
  check.files = files;
  check_files (&check);
  formats[chosen].print (files);
  return status_of (files);
}

const CliCommand cli_check = {
  "check",
  "[--format=text|json|sarif|junit] [--fix] [--runtime=VERSION] PATH…",
  N_ ("Find what is wrong with a process, with proof"),
  run,
};

/* cli-info.c: altinn-process info: what a process file holds
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "ui/cli/cli-commands.h"

#include "engine/altinn/altinn-app.h"
#include "ui/cli/cli-process.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

typedef struct
{
  AltinnApp *app;
  guint types[BPMN_N_TYPES];
  guint flow_nodes, tasks, gateways, events, others;
  guint shapes, edges, undrawn;
  GHashTable *task_types; /* task type -> number */
  GPtrArray *task_names;  /* the keys in the order of the file */
} Info;

static void
count_task_type (Info *self, BpmnElement *element)
{
  g_autofree char *task_type = altinn_settings_get_task_type (element);
  const char *key = task_type != NULL ? task_type : "";
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (self->task_types, key));

  if (n == 0)
    g_ptr_array_add (self->task_names, g_strdup (key));
  g_hash_table_insert (self->task_types, g_strdup (key), GUINT_TO_POINTER (n + 1));
}

static void
count_element (Info *self, BpmnElement *element)
{
  BpmnType type = bpmn_element_get_type_id (element);

  self->types[type]++;
  if (bpmn_type_is_flow_node (type))
    self->flow_nodes++;
  if (bpmn_type_is_task (type))
    {
      self->tasks++;
      count_task_type (self, element);
    }
  else if (bpmn_type_is_gateway (type))
    self->gateways++;
  else if (bpmn_type_is_event (type))
    self->events++;
  if (bpmn_type_is_flow_node (type) ? bpmn_element_get_shape (element) == NULL
                                    : type == BPMN_TYPE_SEQUENCE_FLOW &&
                                          bpmn_element_get_edge (element) == NULL)
    self->undrawn++;
  if (!bpmn_type_runs_in_altinn (type) && type != BPMN_TYPE_PROCESS &&
      type != BPMN_TYPE_DEFINITIONS)
    self->others++;
}

static void
count_all (Info *self)
{
  BpmnModel *model = altinn_app_get_model (self->app);
  const GPtrArray *elements = bpmn_model_get_elements (model);
  const GPtrArray *diagrams = bpmn_model_get_diagrams (model);

  for (guint i = 0; i < elements->len; i++)
    count_element (self, g_ptr_array_index (elements, i));
  for (guint i = 0; i < diagrams->len; i++)
    {
      self->shapes += bpmn_diagram_get_shapes (g_ptr_array_index (diagrams, i))->len;
      self->edges += bpmn_diagram_get_edges (g_ptr_array_index (diagrams, i))->len;
    }
}

static const char *
get_line_ends (Info *self)
{
  const char *line_end = source_document_get_line_end (altinn_app_get_document (self->app));

  if (strcmp (line_end, "\r\n") == 0)
    return "CRLF";
  return strcmp (line_end, "\r") == 0 ? "CR" : "LF";
}

/* The sibling files that the app has; (element-type filename), below the App folder. */
static GPtrArray *
list_files (Info *self)
{
  GPtrArray *files = g_ptr_array_new_with_free_func (g_free);
  SourceDocument *documents[] = {
    altinn_app_get_metadata (self->app),
    altinn_app_get_policy (self->app),
    altinn_app_get_layout_sets_document (self->app),
  };
  const char *directory = altinn_app_get_directory (self->app);
  const GPtrArray *sets = altinn_app_get_layout_sets (self->app);

  for (gsize i = 0; i < G_N_ELEMENTS (documents); i++)
    if (documents[i] != NULL)
      g_ptr_array_add (files, g_strdup (source_document_get_path (documents[i]) +
                                        strlen (directory) + 1));
  for (guint i = 0; i < sets->len; i++)
    if (((AltinnLayoutSet *) g_ptr_array_index (sets, i))->exists)
      g_ptr_array_add (files,
                       g_strdup (((AltinnLayoutSet *) g_ptr_array_index (sets, i))->folder));
  return files;
}

static void
write_count (SourceJsonWriter *writer, const char *key, guint n)
{
  source_json_writer_key (writer, key);
  source_json_writer_integer (writer, n);
}

static void
write_string (SourceJsonWriter *writer, const char *key, const char *value)
{
  source_json_writer_key (writer, key);
  source_json_writer_string (writer, value);
}

static void
write_counts (SourceJsonWriter *writer, Info *self)
{
  source_json_writer_key (writer, "counts");
  source_json_writer_begin_object (writer);
  write_count (writer, "flowNodes", self->flow_nodes);
  write_count (writer, "tasks", self->tasks);
  write_count (writer, "gateways", self->gateways);
  write_count (writer, "events", self->events);
  write_count (writer, "startEvents", self->types[BPMN_TYPE_START_EVENT]);
  write_count (writer, "endEvents", self->types[BPMN_TYPE_END_EVENT]);
  write_count (writer, "sequenceFlows", self->types[BPMN_TYPE_SEQUENCE_FLOW]);
  write_count (writer, "notRunByAltinn", self->others);
  source_json_writer_end_object (writer);
  source_json_writer_key (writer, "elements");
  source_json_writer_begin_object (writer);
  for (guint i = 1; i < BPMN_N_TYPES; i++)
    if (self->types[i] > 0)
      write_count (writer, bpmn_type_get_name ((BpmnType) i), self->types[i]);
  source_json_writer_end_object (writer);
  source_json_writer_key (writer, "taskTypes");
  source_json_writer_begin_object (writer);
  for (guint i = 0; i < self->task_names->len; i++)
    {
      const char *name = g_ptr_array_index (self->task_names, i);

      write_count (writer, name, GPOINTER_TO_UINT (g_hash_table_lookup (self->task_types, name)));
    }
  source_json_writer_end_object (writer);
}

static void
write_app (SourceJsonWriter *writer, Info *self)
{
  source_json_writer_key (writer, "app");
  if (altinn_app_is_loose (self->app))
    {
      source_json_writer_null (writer);
    }
  else
    {
      g_autoptr (GPtrArray) files = list_files (self);

      source_json_writer_begin_object (writer);
      write_string (writer, "id", altinn_app_get_id (self->app));
      write_string (writer, "directory", altinn_app_get_directory (self->app));
      source_json_writer_key (writer, "files");
      source_json_writer_begin_array (writer);
      for (guint i = 0; i < files->len; i++)
        source_json_writer_string (writer, g_ptr_array_index (files, i));
      source_json_writer_end_array (writer);
      source_json_writer_end_object (writer);
    }
  source_json_writer_key (writer, "assumed");
  source_json_writer_begin_array (writer);
  for (const char *const *what = altinn_app_get_assumed (self->app); *what != NULL; what++)
    source_json_writer_string (writer, *what);
  source_json_writer_end_array (writer);
}

static void
print_json (Info *self)
{
  SourceJsonWriter *writer = source_json_writer_new (2);
  SourceDocument *document = altinn_app_get_document (self->app);
  BpmnElement *process = bpmn_model_get_process (altinn_app_get_model (self->app));
  const AltinnRuntime *runtime = altinn_app_get_runtime (self->app);
  g_autofree char *version = altinn_runtime_to_string (runtime);
  g_autofree char *text = NULL;

  source_json_writer_begin_object (writer);
  write_string (writer, "file", source_document_get_name (document));
  write_string (writer, "runtime", version);
  write_string (writer, "runtimeFrom", altinn_runtime_source_get_name (runtime->source));
  write_string (writer, "encoding", source_document_get_encoding (document));
  source_json_writer_key (writer, "byteOrderMark");
  source_json_writer_boolean (writer, source_document_has_bom (document));
  write_string (writer, "lineEnds", get_line_ends (self));
  write_string (writer, "process", process != NULL ? bpmn_element_get_id (process) : NULL);
  write_counts (writer, self);
  source_json_writer_key (writer, "diagram");
  source_json_writer_boolean (writer, self->shapes + self->edges > 0);
  write_count (writer, "shapes", self->shapes);
  write_count (writer, "edges", self->edges);
  write_count (writer, "notDrawn", self->undrawn);
  write_app (writer, self);
  source_json_writer_end_object (writer);
  text = source_json_writer_end (writer);
  puts (text);
}

static void
print_text (Info *self)
{
  SourceDocument *document = altinn_app_get_document (self->app);
  BpmnElement *process = bpmn_model_get_process (altinn_app_get_model (self->app));
  g_autofree char *version = altinn_runtime_to_string (altinn_app_get_runtime (self->app));

  printf ("%s\n", source_document_get_name (document));
  printf (_ ("  process      %s\n"),
          process != NULL && bpmn_element_get_id (process) != NULL ? bpmn_element_get_id (process)
                                                                   : "–");
  printf (_ ("  runtime      %s\n"), version);
  printf (_ ("  file         %s%s, %s\n"), source_document_get_encoding (document),
          source_document_has_bom (document) ? _ (" with byte order mark") : "",
          get_line_ends (self));
  printf (_ ("  elements     %u tasks, %u gateways, %u events, %u flows\n"), self->tasks,
          self->gateways, self->events, self->types[BPMN_TYPE_SEQUENCE_FLOW]);
  if (self->others > 0)
    printf (_ ("               %u elements that Altinn apps do not run\n"), self->others);
  for (guint i = 0; i < self->task_names->len; i++)
    {
      const char *name = g_ptr_array_index (self->task_names, i);

      printf (i == 0 ? _ ("  task types   %u × %s\n") : "               %u × %s\n",
              GPOINTER_TO_UINT (g_hash_table_lookup (self->task_types, name)),
              *name != '\0' ? name : _ ("(none)"));
    }
  if (self->shapes + self->edges == 0)
    printf (_ ("  diagram      none\n"));
  else
    printf (_ ("  diagram      %u shapes, %u edges, %u elements not drawn\n"), self->shapes,
            self->edges, self->undrawn);
  if (!altinn_app_is_loose (self->app))
    {
      g_autoptr (GPtrArray) files = list_files (self);

      printf (_ ("  app          %s\n"),
              altinn_app_get_id (self->app) != NULL ? altinn_app_get_id (self->app) : "–");
      for (guint i = 0; i < files->len; i++)
        printf ("               %s\n", (char *) g_ptr_array_index (files, i));
    }
}

/* Broken sibling files are no reason to stop, and no secret. */
static void
print_problems (Info *self)
{
  const GPtrArray *problems = altinn_app_get_problems (self->app);

  for (guint i = 0; i < problems->len; i++)
    fprintf (stderr, "%s\n", (char *) g_ptr_array_index (problems, i));
}

static int
run_info (int argc, char **argv)
{
  g_autofree char *format = NULL;
  g_autofree char *runtime_text = NULL;
  const GOptionEntry entries[] = {
    { "format", 'f', 0, G_OPTION_ARG_STRING, &format, N_ ("How to print it: text or json"),
      N_ ("FORMAT") },
    { "runtime", 0, 0, G_OPTION_ARG_STRING, &runtime_text,
      N_ ("The version of the app runtime: v7, v8, v9 or 8.5.6"), N_ ("VERSION") },
    { NULL },
  };
  g_autoptr (GError) error = NULL;
  AltinnRuntime runtime;
  Info info = { NULL };
  gboolean json;
  int status;

  if (!cli_parse (&argc, &argv, &cli_info, entries, &status))
    return status;
  if (argc != 2)
    return cli_usage (&cli_info, _ ("one path is needed"));
  json = g_strcmp0 (format, "json") == 0;
  if (format != NULL && !json && strcmp (format, "text") != 0)
    return cli_usage (&cli_info, _ ("the format is text or json, not “%s”"), format);
  if (runtime_text != NULL && !altinn_runtime_parse (runtime_text, &runtime))
    return cli_usage (&cli_info, _ ("“%s” is no version of the app runtime"), runtime_text);
  info.app = cli_open_app (argv[1], &error);
  if (info.app == NULL)
    return cli_fail_with (error);
  if (runtime_text != NULL)
    altinn_app_set_runtime (info.app, &runtime);
  info.task_types = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  info.task_names = g_ptr_array_new_with_free_func (g_free);
  count_all (&info);
  if (json)
    print_json (&info);
  else
    print_text (&info);
  print_problems (&info);
  g_hash_table_unref (info.task_types);
  g_ptr_array_unref (info.task_names);
  g_object_unref (info.app);
  return CLI_OK;
}

const CliCommand cli_info = {
  "info",
  "[--format=text|json] [--runtime=VERSION] PATH",
  N_ ("Tell what a process file holds"),
  run_info,
};

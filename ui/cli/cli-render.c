/* cli-render.c: altinn-process render: a picture of the diagram
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "ui/cli/cli-commands.h"

#include "editor/editor-export.h"
#include "engine/altinn/altinn-app.h"
#include "engine/run/run-play.h"
#include "ui/cli/cli-process.h"

#include <glib/gi18n.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

static RunScenario *
read_scenario (const char *path, GError **error)
{
  g_autofree char *text = NULL;
  gsize length;

  if (!g_file_get_contents (strcmp (path, "-") == 0 ? "/dev/stdin" : path, &text, &length, error))
    return NULL;
  return run_scenario_parse (text, (gssize) length, path, error);
}

static gboolean
is_covered (const RunPlay *play, const RunProcess *process, const BpmnElement *element)
{
  const char *id = bpmn_element_get_id (element);
  const RunFlow *flow;
  const RunNode *node;

  if (id == NULL)
    return FALSE;
  flow = run_process_lookup_flow (process, id);
  if (flow != NULL)
    return run_play_covers_flow (play, flow);
  node = run_process_lookup (process, id);
  return node != NULL && run_play_covers_node (play, node);
}

/* Marks the way of a played scenario; what it did not touch stands back. */
static gboolean
highlight (EditorScene *scene, AltinnApp *app, const char *path, GError **error)
{
  g_autoptr (RunScenario) scenario = read_scenario (path, error);
  g_autoptr (RunApp) run_app = NULL;
  g_autoptr (RunPlay) play = NULL;
  const GPtrArray *items = editor_scene_get_items (scene);

  if (scenario == NULL)
    return FALSE;
  run_app = run_app_new_for_runtime (app, scenario->runtime, error);
  if (run_app == NULL)
    return FALSE;
  play = run_play_new (run_app, scenario);
  for (guint i = 0; i < items->len; i++)
    {
      EditorItem *item = g_ptr_array_index (items, i);
      BpmnType type = editor_item_get_type_id (item);

      if (bpmn_type_is_flow_node (type) || type == BPMN_TYPE_SEQUENCE_FLOW)
        editor_scene_set_emphasis (scene, item,
                                   is_covered (play, run_app_get_process (run_app),
                                               editor_item_get_element (item))
                                       ? EDITOR_EMPHASIS_VISITED
                                       : EDITOR_EMPHASIS_DIMMED);
    }
  return TRUE;
}

/* The scale at which the whole drawing with its margins fits into a square of @size pixels. */
static double
scale_to_fit (EditorScene *scene, const EditorExportOptions *options, int size)
{
  BpmnRect extents = editor_scene_get_extents (scene);
  double longest = MAX (extents.width, extents.height) + 2 * options->margin;

  return MIN (1, floor (size * 1000.0 / longest) / 1000.0);
}

static int
render (const char *path, const char *output, const char *scenario, int diagram, double scale,
        int thumbnail, gboolean dark)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AltinnApp) app = NULL;
  g_autoptr (EditorScene) scene = NULL;
  g_autoptr (GBytes) picture = NULL;
  g_autofree char *title = NULL;
  EditorExportFormat format = EDITOR_EXPORT_SVG;
  EditorExportOptions options;

  if (thumbnail > 0)
    format = EDITOR_EXPORT_PNG;
  else if (output != NULL && strcmp (output, "-") != 0
           && !editor_export_format_from_name (output, &format))
    return cli_usage (&cli_render, _ ("%s: the name must end in .svg, .png or .pdf"), output);
  app = cli_open_app (path, &error);
  if (app == NULL)
    return cli_fail_with (error);
  scene = editor_scene_new (altinn_app_get_model (app), app);
  if (diagram < 1 || diagram > (int) MAX (1, editor_scene_get_n_diagrams (scene)))
    return cli_fail (_ ("%s: there is no diagram %d"), path, diagram);
  if (diagram > 1)
    editor_scene_set_diagram (scene, (guint) diagram - 1);
  if (scenario != NULL && !highlight (scene, app, scenario, &error))
    return cli_fail_with (error);
  editor_export_options_init (&options);
  options.scale = thumbnail > 0 ? scale_to_fit (scene, &options, thumbnail) : scale;
  options.theme = dark ? editor_theme_get_dark () : editor_theme_get_light ();
  title = g_path_get_basename (source_document_get_name (altinn_app_get_document (app)));
  options.title = title;
  picture = editor_export (scene, format, &options, &error);
  if (picture == NULL)
    return cli_fail ("%s: %s", path, error->message);
  if (!cli_write_output (output, g_bytes_get_data (picture, NULL), g_bytes_get_size (picture),
                         &error))
    return cli_fail_with (error);
  return CLI_OK;
}

static int
run (int argc, char **argv)
{
  g_autofree char *output = NULL;
  g_autofree char *scenario = NULL;
  g_autofree char *scale_text = NULL;
  gboolean dark = FALSE;
  double scale = 1;
  int diagram = 1;
  int thumbnail = 0;
  int status;
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output,
      N_ ("Write to FILE (.svg, .png or .pdf) instead of SVG to standard output"), N_ ("FILE") },
    { "diagram", 0, 0, G_OPTION_ARG_INT, &diagram, N_ ("Draw diagram N of the file, not the first"),
      "N" },
    { "scale", 's', 0, G_OPTION_ARG_STRING, &scale_text, N_ ("Make it N times as large"), "N" },
    { "thumbnail", 0, 0, G_OPTION_ARG_INT, &thumbnail,
      N_ ("Write a PNG that fits into a square of SIZE pixels"), N_ ("SIZE") },
    { "scenario", 0, 0, G_OPTION_ARG_FILENAME, &scenario, N_ ("Mark the way of a scenario"),
      N_ ("FILE") },
    { "dark", 0, 0, G_OPTION_ARG_NONE, &dark, N_ ("Light lines on a dark background"), NULL },
    { NULL },
  };

  if (!cli_parse (&argc, &argv, &cli_render, entries, &status))
    return status;
  if (argc != 2)
    return cli_usage (&cli_render, _ ("name one process file or app repository"));
  if (scale_text != NULL)
    {
      char *end;

      scale = g_ascii_strtod (scale_text, &end);
      if (end == scale_text || *end != '\0' || !(scale >= 0.01 && scale <= 100))
        return cli_usage (&cli_render, _ ("the scale must be a number from 0.01 to 100"));
    }
  if (thumbnail < 0 || thumbnail > 4096)
    return cli_usage (&cli_render, _ ("the size of a thumbnail must be from 1 to 4096"));
  return render (argv[1], output, scenario, diagram, scale, thumbnail, dark);
}

const CliCommand cli_render = {
  .name = "render",
  .usage = "[--output=FILE] [--diagram=N] [--scale=N] [--thumbnail=SIZE] [--scenario=FILE] [--dark] PATH",
  .summary = N_ ("Draw the diagram as SVG, PNG or PDF"),
  .run = run,
};

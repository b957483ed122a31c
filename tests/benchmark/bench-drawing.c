/* bench-drawing.c: how long drawing and layout take, and how good layouts are beside a peer's
 *
 * With APE_PEERS naming a folder where `npm install` was run for bpmn-auto-layout, every corpus
 * file without its diagram is laid out by both, and both results are measured the same way.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "editor/editor-export.h"
#include "editor/editor-layout.h"
#include "engine/bpmn/bpmn-edit.h"
#include "engine/source/source-workspace.h"
#include "tests/editor/layout-measure.h"
#include "tests/test-support.h"

#include <string.h>

typedef struct
{
  SourceWorkspace *workspace;
  SourceDocument *document;
  BpmnModel *model;
} Opened;

static gboolean
open_text (Opened *opened, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  opened->workspace = source_workspace_new ();
  opened->document = source_workspace_add_bytes (opened->workspace, SOURCE_KIND_XML, bytes,
                                                 "bench.bpmn", NULL);
  if (opened->document == NULL)
    {
      g_object_unref (opened->workspace);
      return FALSE;
    }
  opened->model = bpmn_model_new (opened->document);
  return TRUE;
}

static void
close_opened (Opened *opened)
{
  g_object_unref (opened->model);
  g_object_unref (opened->workspace);
}

static double
milliseconds (gint64 since)
{
  return (double) (g_get_monotonic_time () - since) / 1000;
}

/* A chain of tasks, every fourth node a gateway with a way back. */
static char *
make_chain (guint n)
{
  GString *text = g_string_new ("<definitions xmlns=\"" BPMN_NS_MODEL "\"><process id=\"P\">");

  for (guint i = 0; i < n; i++)
    {
      const char *element = i == 0        ? "startEvent"
                            : i == n - 1  ? "endEvent"
                            : i % 4 == 3  ? "exclusiveGateway"
                                          : "task";

      g_string_append_printf (text, "<%s id=\"N%u\" name=\"Steg %u\"/>\n", element, i, i);
    }
  for (guint i = 0; i + 1 < n; i++)
    g_string_append_printf (text, "<sequenceFlow id=\"F%u\" sourceRef=\"N%u\" targetRef=\"N%u\"/>\n",
                            i, i, i + 1);
  for (guint i = 3; i + 1 < n; i += 4)
    g_string_append_printf (text, "<sequenceFlow id=\"B%u\" sourceRef=\"N%u\" targetRef=\"N%u\"/>\n",
                            i, i, i - 1);
  g_string_append (text, "</process></definitions>");
  return g_string_free (text, FALSE);
}

static void
bench_large (guint n)
{
  g_autofree char *text = make_chain (n);
  Opened opened;
  g_autoptr (EditorPlacement) placement = NULL;
  g_autoptr (EditorScene) scene = NULL;
  g_autoptr (GBytes) svg = NULL;
  EditorExportOptions options;
  EditorItem *item;
  BpmnRect all, bounds;
  gint64 start = g_get_monotonic_time ();
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 1600, 1000);
  cairo_t *cr = cairo_create (surface);

  g_assert_true (open_text (&opened, text));
  g_print ("%u nodes: read %.1f ms", n, milliseconds (start));
  start = g_get_monotonic_time ();
  placement = editor_layout_compute (opened.model, EDITOR_LAYOUT_WHOLE);
  g_print (", layout %.1f ms", milliseconds (start));
  start = g_get_monotonic_time ();
  g_assert_true (editor_placement_apply (placement, opened.model, NULL));
  g_print (", writing it %.1f ms", milliseconds (start));
  start = g_get_monotonic_time ();
  scene = editor_scene_new (opened.model, NULL);
  g_print (", scene %.1f ms", milliseconds (start));
  all = editor_scene_get_extents (scene);
  start = g_get_monotonic_time ();
  cairo_scale (cr, 1600 / all.width, 1600 / all.width);
  cairo_translate (cr, -all.x, -all.y);
  editor_scene_draw_region (scene, cr, &all, 1600 / all.width, editor_theme_get_light ());
  g_print (", all of it drawn %.1f ms", milliseconds (start));
  item = editor_scene_lookup (scene, bpmn_model_lookup (opened.model, "N5"));
  bounds = editor_item_get_bounds (item);
  bounds.x += 10;
  start = g_get_monotonic_time ();
  source_workspace_begin (opened.workspace, "Move");
  bpmn_edit_set_bounds (opened.model, editor_item_get_element (item), &bounds, NULL);
  source_workspace_commit (opened.workspace);
  g_print (", one moved %.3f ms", milliseconds (start));
  editor_export_options_init (&options);
  start = g_get_monotonic_time ();
  svg = editor_export (scene, EDITOR_EXPORT_SVG, &options, NULL);
  g_print (", SVG %.1f ms\n", milliseconds (start));
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  g_clear_object (&scene);
  close_opened (&opened);
}

/* What the peer makes of a file; NULL if it cannot. */
static char *
lay_out_with_peer (const char *peers, const char *stripped)
{
  g_autofree char *directory = test_temp_dir ();
  g_autofree char *in = g_build_filename (directory, "in.bpmn", NULL);
  g_autofree char *out = g_build_filename (directory, "out.bpmn", NULL);
  g_autofree char *script = g_build_filename (peers, "layout.mjs", NULL);
  const char *const argv[] = { "node", script, in, out, NULL };
  char *text = NULL;

  test_write (in, stripped);
  g_spawn_sync (peers, (char **) argv, NULL,
                G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL, NULL,
                NULL, NULL, NULL, NULL, NULL);
  g_file_get_contents (out, &text, NULL, NULL);
  test_remove_tree (directory);
  return text;
}

static void
print_measure (const char *who, const LayoutMeasure *m)
{
  g_print ("  %-18s %u shapes, %u flows, %u overlaps, %u through shapes, %u crossings, %u bends, "
           "%u of %u main paths straight\n",
           who, m->shapes, m->flows, m->overlaps, m->through, m->crossings, m->bends, m->straight,
           m->paths);
}

static void
add_measure (LayoutMeasure *sum, const LayoutMeasure *m)
{
  sum->shapes += m->shapes;
  sum->flows += m->flows;
  sum->overlaps += m->overlaps;
  sum->through += m->through;
  sum->crossings += m->crossings;
  sum->bends += m->bends;
  sum->straight += m->straight;
  sum->paths += m->paths;
}

/* In the sums of what both draw whole, who leaves out half a file gains nothing by it. */
static void
bench_corpus (const char *folder)
{
  g_autoptr (GPtrArray) files = test_shared_files (folder, ".bpmn");
  const char *peers = g_getenv ("APE_PEERS");
  LayoutMeasure ours = { 0 }, theirs = { 0 }, our_whole = { 0 }, their_whole = { 0 };
  guint n_whole = 0;

  for (guint i = 0; i < files->len; i++)
    {
      g_autofree char *text = NULL, *stripped = NULL, *peer = NULL;
      g_autoptr (EditorPlacement) placement = NULL;
      LayoutMeasure own = { 0 }, other = { 0 };
      Opened opened;

      if (!g_file_get_contents (g_ptr_array_index (files, i), &text, NULL, NULL)
          || !g_utf8_validate (text, -1, NULL))
        continue;
      stripped = layout_strip_diagram (text);
      if (peers != NULL)
        {
          peer = lay_out_with_peer (peers, stripped);
          if (peer == NULL || !open_text (&opened, peer))
            continue; /* compare only what both can */
          layout_measure_add (&other, opened.model);
          close_opened (&opened);
        }
      if (!open_text (&opened, stripped))
        continue;
      placement = editor_layout_compute (opened.model, EDITOR_LAYOUT_WHOLE);
      editor_placement_apply (placement, opened.model, NULL);
      layout_measure_add (&own, opened.model);
      close_opened (&opened);
      add_measure (&ours, &own);
      add_measure (&theirs, &other);
      if (own.shapes != other.shapes || own.flows != other.flows)
        continue;
      n_whole++;
      add_measure (&our_whole, &own);
      add_measure (&their_whole, &other);
    }
  g_print ("%s\n", folder);
  print_measure ("ours", &ours);
  if (peers == NULL)
    return;
  print_measure ("bpmn-auto-layout", &theirs);
  g_print ("  %u of %u files are drawn whole by both\n", n_whole, files->len);
  print_measure ("ours", &our_whole);
  print_measure ("bpmn-auto-layout", &their_whole);
}

int
main (void)
{
  bench_large (100);
  bench_large (1000);
  bench_large (10000);
  bench_corpus ("corpus/apps");
  bench_corpus ("corpus/processes");
  bench_corpus ("corpus/miwg");
  return 0;
}

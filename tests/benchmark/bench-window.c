/* bench-window.c: how long the real window takes with very large files
 *
 * With APE_PEERS naming a folder where `npm install` was run for bpmn-js, the same file goes through
 * bpmn-js in Chromium in the same run, and the ratios are printed.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include <gtksourceview/gtksource.h>
#include <string.h>
#include <time.h>

#include "editor/editor-export.h"
#include "tests/benchmark/bench-peers.h"
#include "tests/test-support.h"
#include "ui/ape-window.h"

#define FRAMES 40
#define STEP 37.0 /* pixels per frame while panning */

/* Milliseconds since the beginning, and of them those that the main thread worked: the rest was
 * waiting, for other threads, the display server or on a busy machine for the processor. */
typedef struct
{
  double wall;
  double cpu;
} Duration;

static Duration
get_now (void)
{
  struct timespec cpu;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &cpu);
  return (Duration){ (double) g_get_monotonic_time () / 1000,
                     (double) cpu.tv_sec * 1000 + (double) cpu.tv_nsec / 1e6 };
}

static Duration
get_spent (Duration since)
{
  Duration now = get_now ();

  return (Duration){ now.wall - since.wall, now.cpu - since.cpu };
}

/* A widget of one colour: the least that a frame of this size can cost. */

#define BENCH_TYPE_FILL (bench_fill_get_type ())
G_DECLARE_FINAL_TYPE (BenchFill, bench_fill, BENCH, FILL, GtkWidget)

struct _BenchFill
{
  GtkWidget parent_instance;
  guint n_frames;
};

G_DEFINE_FINAL_TYPE (BenchFill, bench_fill, GTK_TYPE_WIDGET)

static void
bench_fill_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  BenchFill *self = BENCH_FILL (widget);
  GdkRGBA colour = { 0.9f, 0.9f, ++self->n_frames % 2 ? 0.8f : 0.9f, 1 };
  graphene_rect_t all;

  graphene_rect_init (&all, 0, 0, gtk_widget_get_width (widget), gtk_widget_get_height (widget));
  gtk_snapshot_append_color (snapshot, &colour, &all);
}

static void
bench_fill_class_init (BenchFillClass *klass)
{
  GTK_WIDGET_CLASS (klass)->snapshot = bench_fill_snapshot;
}

static void
bench_fill_init (BenchFill *self)
{
}

/* Frames */

typedef struct
{
  Duration begin;
  Duration spent;
  guint n;
} Frames;

static void
before_paint_cb (GdkFrameClock *clock, Frames *frames)
{
  frames->begin = get_now ();
}

static void
after_paint_cb (GdkFrameClock *clock, Frames *frames)
{
  frames->spent = get_spent (frames->begin);
  frames->n++;
}

static Frames *
watch_frames (GtkWidget *widget)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (widget);
  Frames *frames = g_new0 (Frames, 1);

  g_signal_connect (clock, "before-paint", G_CALLBACK (before_paint_cb), frames);
  g_signal_connect (clock, "after-paint", G_CALLBACK (after_paint_cb), frames);
  return frames;
}

static void
unwatch_frames (GtkWidget *widget, Frames *frames)
{
  g_signal_handlers_disconnect_by_data (gtk_widget_get_frame_clock (widget), frames);
  g_free (frames);
}

static void
settle (guint milliseconds)
{
  gint64 end = g_get_monotonic_time () + milliseconds * 1000;

  while (g_get_monotonic_time () < end)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return x < y ? -1 : x > y;
}

typedef void (*FrameFunc) (GtkWidget *widget, guint i);

typedef struct
{
  Duration median;
  Duration worst;
} FrameTimes;

/* The frames after func was called each time. */
static FrameTimes
time_frames (GtkWidget *widget, FrameFunc func)
{
  double walls[FRAMES], cpus[FRAMES];
  Frames *frames = watch_frames (widget);
  FrameTimes result;

  for (guint i = 0; i < FRAMES; i++)
    {
      guint n = frames->n;

      func (widget, i);
      while (frames->n == n)
        g_main_context_iteration (NULL, TRUE);
      walls[i] = frames->spent.wall;
      cpus[i] = frames->spent.cpu;
    }
  unwatch_frames (widget, frames);
  qsort (walls, FRAMES, sizeof walls[0], compare_times);
  qsort (cpus, FRAMES, sizeof cpus[0], compare_times);
  result.median = (Duration){ walls[FRAMES / 2], cpus[FRAMES / 2] };
  result.worst = (Duration){ walls[FRAMES - 1], cpus[FRAMES - 1] };
  return result;
}

static void
redraw (GtkWidget *widget, guint i)
{
  gtk_widget_queue_draw (widget);
}

static void
pan (GtkWidget *widget, guint i)
{
  double sign = i < FRAMES / 2 ? 1 : -1;

  ape_viewport_pan (ape_canvas_get_viewport (APE_CANVAS (widget)), sign * STEP, sign * STEP / 3);
}

static void
zoom (GtkWidget *widget, guint i)
{
  ApeViewport *viewport = ape_canvas_get_viewport (APE_CANVAS (widget));

  ape_viewport_zoom_at (viewport, ape_viewport_get_zoom (viewport) * (i % 20 < 10 ? 1.07 : 1 / 1.07),
                        ape_viewport_get_width (viewport) / 2, ape_viewport_get_height (viewport) / 2);
}

static void
print_frames (const char *what, FrameTimes times, FrameTimes one_colour)
{
  g_print ("  %-28s %6.1f ms (main thread %5.1f, worst %5.1f): %.2f (%.2f) of a frame of one colour\n",
           what, times.median.wall, times.median.cpu, times.worst.cpu,
           times.median.wall / one_colour.median.wall, times.median.cpu / one_colour.median.cpu);
}

/* Frames of the canvas alone, in a window as large as it is. */
static void
bench_frames (EditorSession *session)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *fill = g_object_new (BENCH_TYPE_FILL, NULL);
  GtkWidget *canvas = ape_canvas_new ();
  ApeViewport *viewport = ape_canvas_get_viewport (APE_CANVAS (canvas));
  FrameTimes one_colour;

  gtk_window_set_decorated (GTK_WINDOW (window), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (window), 1600, 1000);
  gtk_window_set_child (GTK_WINDOW (window), fill);
  gtk_window_present (GTK_WINDOW (window));
  settle (300);
  one_colour = time_frames (fill, redraw);
  g_print ("  one colour, %d x %d: %.1f ms (main thread %.1f)\n", gtk_widget_get_width (fill),
           gtk_widget_get_height (fill), one_colour.median.wall, one_colour.median.cpu);
  gtk_window_set_child (GTK_WINDOW (window), canvas);
  ape_canvas_set_session (APE_CANVAS (canvas), session);
  settle (300);
  print_frames ("panning, all of it visible", time_frames (canvas, pan), one_colour);
  ape_canvas_zoom_to_fit (APE_CANVAS (canvas));
  settle (300);
  print_frames ("zooming, from all of it", time_frames (canvas, zoom), one_colour);
  ape_viewport_zoom_at (viewport, 1, 800, 500);
  settle (300);
  print_frames ("panning at 1:1", time_frames (canvas, pan), one_colour);
  settle (300);
  print_frames ("zooming at 1:1", time_frames (canvas, zoom), one_colour);
  gtk_window_destroy (GTK_WINDOW (window));
  settle (300);
}

/* One task is dragged: from the input event to the model changed and the damage known. */
static Duration
bench_move (EditorSession *session)
{
  BpmnElement *task = bpmn_model_lookup (editor_session_get_model (session), "Task_1");
  g_autoptr (EditorController) controller = editor_controller_new (session);
  BpmnRect bounds;
  BpmnPoint c;
  gint64 time = 0;
  Duration start, spent;

  if (task == NULL || !editor_session_get_bounds (session, task, &bounds))
    return (Duration){ 0, 0 };
  c = (BpmnPoint){ bounds.x + bounds.width / 2, bounds.y + bounds.height - 12 };
  start = get_now ();
  for (guint i = 0; i < 4; i++)
    {
      static const EditorEventType types[]
          = { EDITOR_EVENT_PRESS, EDITOR_EVENT_MOTION, EDITOR_EVENT_MOTION, EDITOR_EVENT_RELEASE };
      EditorEvent event = { .type = types[i], .button = 1, .n_press = 1 };

      event.time = time += 20000;
      event.x = c.x + (i > 0 ? i * 10 : 0);
      event.y = c.y + (i > 0 ? i * 4 : 0);
      editor_controller_handle (controller, &event);
    }
  spent = get_spent (start);
  if (!source_workspace_can_undo (editor_session_get_workspace (session)))
    g_print ("  (nothing was moved)\n");
  editor_session_undo (session);
  return spent;
}

static Duration
bench_svg (EditorSession *session)
{
  EditorExportOptions options;
  Duration start = get_now ();
  g_autoptr (GBytes) svg = NULL;

  editor_export_options_init (&options);
  svg = editor_export (editor_session_get_scene (session), EDITOR_EXPORT_SVG, &options, NULL);
  g_assert_nonnull (svg);
  return get_spent (start);
}

static void
print_ratio (const char *what, Duration ours, const BenchPeer *peer, double theirs)
{
  g_print ("  %-28s %8.2f ms (main thread %.2f)", what, ours.wall, ours.cpu);
  if (peer != NULL)
    g_print (", bpmn-js %.0f ms: %.0f times", theirs, theirs / ours.wall);
  g_print ("\n");
}

static void
bench_file (const char *path, guint n, const BenchPeer *peer)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  ApeWindow *window = ape_window_new (NULL);
  ApePage *page;
  EditorSession *session;
  Frames *frames;
  Duration start, first_frame;
  guint frame;
  double own_memory = bench_peak_memory ();

  g_print ("%u nodes\n", n);
  gtk_window_set_default_size (GTK_WINDOW (window), 1600, 1000);
  gtk_window_present (GTK_WINDOW (window));
  settle (300);
  frames = watch_frames (GTK_WIDGET (window));
  start = get_now ();
  page = ape_window_open (window, file);
  while (ape_page_get_state (page) == APE_PAGE_LOADING)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (ape_page_get_state (page), ==, APE_PAGE_READY);
  for (frame = frames->n; frames->n == frame
                          || gtk_widget_get_width (GTK_WIDGET (ape_page_get_canvas (page))) < 100;)
    g_main_context_iteration (NULL, TRUE);
  first_frame = get_spent (start);
  unwatch_frames (GTK_WIDGET (window), frames);
  session = g_object_ref (ape_page_get_session (page));
  print_ratio ("file chosen to first frame", first_frame, peer, peer ? peer->first_frame : 0);
  settle (2000 + n / 20); /* the problems are looked for meanwhile */
  print_ratio ("one task moved", bench_move (session), peer, peer ? peer->move : 0);
  print_ratio ("SVG", bench_svg (session), peer, peer ? peer->svg : 0);
  settle (300);
  g_print ("  %-28s %8.0f MB (%.0f before)", "memory at its highest", bench_peak_memory (),
           own_memory);
  if (peer != NULL)
    g_print (", bpmn-js' renderer %.0f MB: 1/%.1f", peer->memory, peer->memory / bench_peak_memory ());
  g_print ("\n");
  gtk_window_destroy (GTK_WINDOW (window));
  settle (300);
  bench_frames (session);
  g_object_unref (session);
}

int
main (int argc, char **argv)
{
  g_autofree char *home = test_temp_dir ();
  static const guint counts[] = { 1000, 10000, 100000 };

  g_setenv ("XDG_DATA_HOME", home, TRUE);
  g_setenv ("XDG_CONFIG_HOME", home, TRUE);
  g_setenv ("XDG_CACHE_HOME", home, TRUE);
  if (!gtk_init_check ())
    {
      g_print ("no display: not measured\n");
      return 77;
    }
  adw_init ();
  gtk_source_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      g_autofree char *path = g_strdup_printf ("%s/chain-%u.bpmn", home, counts[i]);
      BenchPeer peer;

      if (argc > 1 && strtoul (argv[1], NULL, 10) != counts[i])
        continue;
      bench_write_chain (path, counts[i]);
      bench_file (path, counts[i],
                  counts[i] == 10000 && bench_peer_measure (path, &peer) ? &peer : NULL);
    }
  test_remove_tree (home);
  return 0;
}

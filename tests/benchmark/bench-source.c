/* bench-source.c: opening, editing, undoing and saving large files beside xmllint
 *
 * The files are made by the generator of the shared data.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/source/source-edit.h"
#include "engine/source/source-node.h"
#include "engine/source/source-workspace.h"
#include "tests/test-support.h"

#include <fcntl.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define N_RUNS 7
#define DC "http://www.omg.org/spec/DD/20100524/DC"

static double
now (void)
{
  return (double) g_get_monotonic_time () / 1000.0;
}

/* Returns: the time of a whole process in milliseconds, and its memory; -1 if it cannot run */
static double
time_process (const char **argv, long *kilobytes)
{
  double start = now ();
  struct rusage usage;
  int status;
  pid_t pid = fork ();

  if (pid == 0)
    {
      int null = open ("/dev/null", O_WRONLY);

      dup2 (null, 1);
      dup2 (null, 2);
      execvp (argv[0], (char **) argv);
      _exit (127);
    }
  if (pid < 0 || wait4 (pid, &status, 0, &usage) != pid || !WIFEXITED (status) ||
      WEXITSTATUS (status) == 127)
    return -1;
  *kilobytes = usage.ru_maxrss;
  return now () - start;
}

/* Sorts them. */
static double
median (double *times, guint n)
{
  for (guint i = 1; i < n; i++)
    for (guint j = i; j > 0 && times[j] < times[j - 1]; j--)
      {
        double swap = times[j];

        times[j] = times[j - 1];
        times[j - 1] = swap;
      }
  return times[n / 2];
}

static double
time_processes (const char **argv, long *kilobytes)
{
  double times[N_RUNS];

  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    times[i] = time_process (argv, kilobytes);
  return median (times, G_N_ELEMENTS (times));
}

static char *
generate (const char *folder, const char *nodes)
{
  g_autofree char *generator = test_shared ("peers/generate.py");
  const char *argv[] = { "python3", generator, nodes, NULL };
  char *path = g_strdup_printf ("%s/%s.bpmn", folder, nodes);
  g_autofree char *text = NULL;
  gsize length;

  if (generator == NULL || !g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL,
                                          NULL, &text, NULL, NULL, NULL))
    {
      g_free (path);
      return NULL;
    }
  length = strlen (text);
  g_file_set_contents (path, text, (gssize) length, NULL);
  return path;
}

static SourceNode *
find_bounds (SourceNode *node)
{
  SourceNode *found = source_node_is (node, DC, "Bounds") ? node : NULL;

  for (SourceNode *child = source_node_get_last_child (node); child != NULL && found == NULL;
       child = source_node_get_previous (child))
    found = find_bounds (child);
  return found;
}

/* A plain write and fsync of the same bytes */
static double
time_plain_write (const char *folder, GBytes *bytes)
{
  g_autofree char *path = g_build_filename (folder, "plain", NULL);
  double start = now ();
  int fd = open (path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
  gsize length, done = 0;
  const char *data = g_bytes_get_data (bytes, &length);

  while (done < length)
    done += (gsize) MAX (write (fd, data + done, length - done), 0);
  fsync (fd);
  close (fd);
  return now () - start;
}

static void
print_edits (double *opened, double *moved, double *undone, double *saved, double *plain,
             double xmllint)
{
  double open = median (opened, N_RUNS);
  double move = median (moved, N_RUNS);
  double undo = median (undone, N_RUNS);
  double save = median (saved, N_RUNS);
  double write = median (plain, N_RUNS);

  g_print ("  open in memory %.1f ms (%.2f× xmllint)\n", open, open / xmllint);
  g_print ("  move and new bytes %.2f ms (%.3f× xmllint, 0.05 at most), undo %.3f ms (%.4f×, 0.01 at most)\n", move, move / xmllint,
           undo, undo / xmllint);
  g_print ("  save %.1f ms, plain write and fsync %.1f ms (%.2f×, 1.5 at most)\n", save, write, save / write);
}

static void
time_edits (const char *folder, const char *path, double xmllint)
{
  g_autoptr (SourceWorkspace) workspace = source_workspace_new ();
  g_autoptr (GError) error = NULL;
  SourceDocument *document;
  double opened[N_RUNS], moved[N_RUNS], undone[N_RUNS], saved[N_RUNS], plain[N_RUNS], start;

  for (guint i = 0; i < N_RUNS; i++)
    {
      g_autoptr (SourceWorkspace) fresh = source_workspace_new ();

      start = now ();
      g_assert_nonnull (source_workspace_open (fresh, path, SOURCE_KIND_XML, &error));
      opened[i] = now () - start;
    }
  document = source_workspace_open (workspace, path, SOURCE_KIND_XML, &error);
  for (guint i = 0; i < N_RUNS; i++)
    {
      SourceNode *bounds = find_bounds (source_document_get_root (document));
      g_autofree char *x = g_strdup_printf ("%u", 1000 + i);
      g_autoptr (GBytes) bytes = NULL;

      start = now ();
      source_workspace_begin (workspace, "Move");
      source_edit_set_attribute (document, bounds, NULL, NULL, "x", x, &error);
      source_edit_set_attribute (document, bounds, NULL, NULL, "y", x, &error);
      source_workspace_commit (workspace);
      bytes = source_document_encode (document, &error);
      moved[i] = now () - start;
      plain[i] = time_plain_write (folder, bytes);
      start = now ();
      g_assert_true (source_workspace_save (workspace, &error));
      saved[i] = now () - start;
      start = now ();
      source_workspace_undo (workspace);
      undone[i] = now () - start;
      source_workspace_redo (workspace);
    }
  g_assert_no_error (error);
  print_edits (opened, moved, undone, saved, plain, xmllint);
}

int
main (int argc, char **argv)
{
  static const char *const usual[] = { "1000", "10000", "40000", "100000", NULL };
  const char *const *sizes = argc > 1 ? (const char *const *) argv + 1 : usual;
  double info_of_10000 = 0;
  g_autofree char *folder = test_temp_dir ();
  const char *command = g_getenv ("APE_COMMAND");

  for (guint i = 0; sizes[i] != NULL; i++)
    {
      g_autofree char *path = generate (folder, sizes[i]);
      const char *lint[] = { "xmllint", "--noout", "--huge", path, NULL };
      const char *info[] = { command, "info", path, NULL };
      long lint_memory = 0, info_memory = 0;
      double lint_time, info_time;

      if (path == NULL)
        {
          g_print ("the generator of the shared data is not here\n");
          break;
        }
      lint_time = time_processes (lint, &lint_memory);
      info_time = time_processes (info, &info_memory);
      g_print ("%s flow nodes: xmllint %.0f ms %ld kB; info %.0f ms (%.2f×) %ld kB (%.2f×)\n",
               sizes[i], lint_time, lint_memory, info_time, info_time / lint_time, info_memory,
               (double) info_memory / (double) lint_memory);
      if (strcmp (sizes[i], "10000") == 0)
        info_of_10000 = info_time;
      else if (strcmp (sizes[i], "40000") == 0 && info_of_10000 > 0)
        g_print ("  info is %.2f× that of 10000 flow nodes (5 at most)\n",
                 info_time / info_of_10000);
      time_edits (folder, path, lint_time);
    }
  test_remove_tree (folder);
  return 0;
}

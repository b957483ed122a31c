/* bench-rules.c: how long checking takes beside xmllint, whole and after one edit
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/altinn/altinn-app.h"
#include "engine/bpmn/bpmn-edit.h"
#include "engine/bpmn/bpmn-types.h"
#include "engine/rules/rules-checker.h"
#include "tests/test-support.h"

#include <stdio.h>
#include <string.h>

static void
append_shape (GString *xml, const char *kind, guint number, guint x, guint y, guint width,
              guint height)
{
  g_string_append_printf (
      xml,
      "      <bpmndi:BPMNShape id=\"%1$s%2$u_di\" bpmnElement=\"%1$s%2$u\">\n"
      "        <dc:Bounds x=\"%3$u\" y=\"%4$u\" width=\"%5$u\" height=\"%6$u\" />\n"
      "      </bpmndi:BPMNShape>\n",
      kind, number, x, y, width, height);
}

static void
append_edge (GString *xml, const char *name, guint number, guint x, guint y)
{
  g_string_append_printf (xml,
                          "      <bpmndi:BPMNEdge id=\"%1$c%2$u_%3$s_di\""
                          " bpmnElement=\"%1$c%2$u_%3$s\">\n"
                          "        <di:waypoint x=\"%4$u\" y=\"%6$u\" />\n"
                          "        <di:waypoint x=\"%5$u\" y=\"%6$u\" />\n"
                          "      </bpmndi:BPMNEdge>\n",
                          name[0], number, name + 2, x, x + 60, y);
}

static void
append_diagram (GString *xml, guint rounds)
{
  g_string_append (xml, "  <bpmndi:BPMNDiagram id=\"Diagram_1\">\n"
                        "    <bpmndi:BPMNPlane id=\"Plane_1\" bpmnElement=\"P\">\n");
  for (guint i = 0; i < rounds; i++)
    {
      guint x = 100 + i % 16 * 480, y = 100 + i / 16 * 200;

      append_shape (xml, "A", i, x, y, 100, 80);
      append_shape (xml, "C", i, x + 160, y, 100, 80);
      append_shape (xml, "G", i, x + 320, y + 15, 50, 50);
      append_edge (xml, "A_C", i, x + 100, y + 40);
      append_edge (xml, "C_G", i, x + 260, y + 40);
      append_edge (xml, "G_on", i, x + 370, y + 40);
      append_edge (xml, "G_back", i, x + 345, y + 120);
    }
  g_string_append (xml, "    </bpmndi:BPMNPlane>\n  </bpmndi:BPMNDiagram>\n");
}

/* @n nodes: data, confirmation and a gateway with its way back, again and again, with a diagram. */
static char *
make_process (guint n)
{
  GString *xml = g_string_new (
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<bpmn:definitions "
      "xmlns:bpmn=\"" BPMN_NS_MODEL "\" xmlns:bpmndi=\"" BPMN_NS_DI "\" "
      "xmlns:dc=\"" BPMN_NS_DC "\" xmlns:di=\"" BPMN_NS_DD_DI "\" "
      "xmlns:altinn=\"http://altinn.no/process\" id=\"D\">\n  <bpmn:process id=\"P\">\n"
      "    <bpmn:startEvent id=\"S\"><bpmn:outgoing>S_A0</bpmn:outgoing></bpmn:startEvent>\n"
      "    <bpmn:sequenceFlow id=\"S_A0\" sourceRef=\"S\" targetRef=\"A0\" />\n");
  guint rounds = n / 3;

  for (guint i = 0; i < rounds; i++)
    {
      g_autofree char *next = i + 1 < rounds ? g_strdup_printf ("A%u", i + 1) : g_strdup ("E");

      g_string_append_printf (
          xml,
          "    <bpmn:task id=\"A%1$u\" name=\"Utfylling %1$u\"><bpmn:extensionElements>"
          "<altinn:taskExtension><altinn:taskType>data</altinn:taskType></altinn:taskExtension>"
          "</bpmn:extensionElements><bpmn:outgoing>A%1$u_C</bpmn:outgoing></bpmn:task>\n"
          "    <bpmn:sequenceFlow id=\"A%1$u_C\" sourceRef=\"A%1$u\" targetRef=\"C%1$u\" />\n"
          "    <bpmn:task id=\"C%1$u\" name=\"Bekreft %1$u\"><bpmn:extensionElements>"
          "<altinn:taskExtension><altinn:taskType>confirmation</altinn:taskType><altinn:actions>"
          "<altinn:action>confirm</altinn:action><altinn:action>reject</altinn:action>"
          "</altinn:actions></altinn:taskExtension></bpmn:extensionElements>"
          "<bpmn:outgoing>C%1$u_G</bpmn:outgoing></bpmn:task>\n"
          "    <bpmn:sequenceFlow id=\"C%1$u_G\" sourceRef=\"C%1$u\" targetRef=\"G%1$u\" />\n"
          "    <bpmn:exclusiveGateway id=\"G%1$u\"><bpmn:outgoing>G%1$u_on</bpmn:outgoing>"
          "<bpmn:outgoing>G%1$u_back</bpmn:outgoing></bpmn:exclusiveGateway>\n"
          "    <bpmn:sequenceFlow id=\"G%1$u_on\" sourceRef=\"G%1$u\" targetRef=\"%2$s\">"
          "<bpmn:conditionExpression>[\"notEquals\",[\"gatewayAction\"],\"reject\"]"
          "</bpmn:conditionExpression></bpmn:sequenceFlow>\n"
          "    <bpmn:sequenceFlow id=\"G%1$u_back\" sourceRef=\"G%1$u\" targetRef=\"A%1$u\">"
          "<bpmn:conditionExpression>[\"equals\",[\"gatewayAction\"],\"reject\"]"
          "</bpmn:conditionExpression></bpmn:sequenceFlow>\n",
          i, next);
    }
  g_string_append (xml, "    <bpmn:endEvent id=\"E\" />\n  </bpmn:process>\n");
  append_diagram (xml, rounds);
  g_string_append (xml, "</bpmn:definitions>\n");
  return g_string_free (xml, FALSE);
}

/* The best of five runs of a command. */
static double
seconds_of_all (const char *const *argv)
{
  double best = G_MAXDOUBLE;

  for (guint i = 0; i < 5; i++)
    {
      gint64 start = g_get_monotonic_time ();

      g_spawn_sync (NULL, (char **) argv, NULL,
                    G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL,
                    NULL, NULL, NULL, NULL, NULL, NULL);
      best = MIN (best, (g_get_monotonic_time () - start) / 1e6);
    }
  return best;
}

static double
seconds_of (const char *program, const char *argument, const char *path)
{
  const char *argv[] = { program, argument, path, NULL };

  return seconds_of_all (argv);
}

/* What bpmnlint takes with its recommended rules, whole process; 0 without APE_PEERS. */
static double
seconds_of_bpmnlint (const char *path)
{
  const char *peers = g_getenv ("APE_PEERS");
  g_autofree char *script = peers != NULL ? g_build_filename (peers, "lint.mjs", NULL) : NULL;

  return script != NULL ? seconds_of ("node", script, path) : 0;
}

static void
add_xml_files (GPtrArray *argv, const char *path)
{
  static const char *const kinds[] = { ".bpmn", "policy.xml", ".csproj" };

  for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
    {
      g_autoptr (GPtrArray) files = test_find_files (path, kinds[k]);

      for (guint i = 0; i < files->len; i++)
        g_ptr_array_add (argv, g_strdup (g_ptr_array_index (files, i)));
    }
}

/* 200 app repositories in one command, beside xmllint on their XML files. */
static void
measure_repositories (const char *command)
{
  g_autofree char *folder = test_shared ("corpus/apps");
  g_autoptr (GPtrArray) check = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) lint = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = folder != NULL ? g_dir_open (folder, 0, NULL) : NULL;
  const char *name;
  double ours, theirs;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_build_filename (folder, name, NULL));
  if (names->len == 0)
    return;
  g_ptr_array_add (check, g_strdup (command));
  g_ptr_array_add (check, g_strdup ("check"));
  g_ptr_array_add (lint, g_strdup ("xmllint"));
  g_ptr_array_add (lint, g_strdup ("--noout"));
  for (guint i = 0; i < 200; i++)
    {
      g_ptr_array_add (check, g_strdup (g_ptr_array_index (names, i % names->len)));
      add_xml_files (lint, g_ptr_array_index (names, i % names->len));
    }
  g_ptr_array_add (check, NULL);
  g_ptr_array_add (lint, NULL);
  ours = seconds_of_all ((const char *const *) check->pdata);
  theirs = seconds_of_all ((const char *const *) lint->pdata);
  printf ("200 app repositories: xmllint %.0f ms, check %.0f ms (%.2f of its rate)\n",
          theirs * 1e3, ours * 1e3, theirs / ours);
}

static double
recheck (RulesChecker *checker)
{
  gint64 start = g_get_monotonic_time ();

  rules_checker_check (checker, NULL);
  return (g_get_monotonic_time () - start) / 1e6;
}

/* Seconds of a check after a move, a new name and a new condition. */
static void
measure_edits (const char *path, double xmllint)
{
  g_autoptr (AltinnApp) app = altinn_app_open (path, NULL);
  BpmnModel *model = altinn_app_get_model (app);
  g_autoptr (RulesChecker) checker = rules_checker_new (app);
  double moved = G_MAXDOUBLE, named = G_MAXDOUBLE, conditioned = G_MAXDOUBLE;

  recheck (checker);
  for (guint i = 0; i < 9; i++)
    {
      BpmnRect bounds = { 100, 100 + i, 100, 80 };
      g_autofree char *name = g_strdup_printf ("Navn %u", i);
      g_autofree char *condition =
          g_strdup_printf ("[\"notEquals\",[\"gatewayAction\"],\"reject%u\"]", i % 2);

      bpmn_edit_set_bounds (model, bpmn_model_lookup (model, "A7"), &bounds, NULL);
      moved = MIN (moved, recheck (checker));
      bpmn_edit_set_name (model, bpmn_model_lookup (model, "A7"), name, NULL);
      named = MIN (named, recheck (checker));
      bpmn_edit_set_condition (model, bpmn_model_lookup (model, "G7_on"), condition, NULL);
      conditioned = MIN (conditioned, recheck (checker));
    }
  printf ("again after a move %.2f ms (%.2f of xmllint), a name %.2f ms (%.2f), a condition %.2f ms "
          "(%.2f)\n",
          moved * 1e3, moved / xmllint, named * 1e3, named / xmllint, conditioned * 1e3,
          conditioned / xmllint);
}

int
main (int argc, char **argv)
{
  static const guint sizes[] = { 100, 1000, 10000, 100000 };
  const char *command = g_getenv ("APE_COMMAND");
  g_autofree char *directory = test_temp_dir ();

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autofree char *path = g_strdup_printf ("%s/%u.bpmn", directory, sizes[i]);
      g_autofree char *text = make_process (sizes[i]);
      double xmllint, check;

      test_write (path, text);
      xmllint = seconds_of ("xmllint", "--noout", path);
      check = command != NULL ? seconds_of (command, "check", path) : 0;
      printf ("%6u nodes: xmllint %.1f ms, check %.1f ms (%.2f)\n", sizes[i], xmllint * 1e3,
              check * 1e3, check / xmllint);
      if (sizes[i] == 10000 && check > 0)
        {
          double bpmnlint = seconds_of_bpmnlint (path);

          if (bpmnlint > 0)
            printf ("bpmnlint %.0f ms, check %.1f times as fast\n", bpmnlint * 1e3,
                    bpmnlint / check);
        }
      if (sizes[i] <= 10000)
        measure_edits (path, xmllint);
    }
  if (command != NULL)
    measure_repositories (command);
  test_remove_tree (directory);
  return 0;
}

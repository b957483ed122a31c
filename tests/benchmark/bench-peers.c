/* bench-peers.c: a large process, and what bpmn-js makes of it in the same run
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "tests/benchmark/bench-peers.h"

#include <string.h>

#include "engine/bpmn/bpmn-types.h"
#include "tests/test-support.h"

#define COLUMNS 48 /* nodes in a row of the diagram */

static double
read_number (const char *json, const char *key)
{
  g_autofree char *quoted = g_strdup_printf ("\"%s\":", key);
  const char *found = strstr (json, quoted);

  return found != NULL ? g_ascii_strtod (found + strlen (quoted), NULL) : 0;
}

gboolean
bench_peer_measure (const char *path, BenchPeer *peer)
{
  const char *peers = g_getenv ("APE_PEERS");
  g_autofree char *script = NULL, *json = NULL;

  if (peers == NULL)
    return FALSE;
  script = g_build_filename (peers, "bpmnjs.mjs", NULL);
  {
    const char *const argv[] = { "node", script, path, NULL };

    if (!g_spawn_sync (peers, (char **) argv, NULL,
                       G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &json, NULL,
                       NULL, NULL))
      return FALSE;
  }
  peer->first_frame = read_number (json, "first_frame_ms");
  peer->move = read_number (json, "move_ms");
  peer->svg = read_number (json, "saveSVG_ms");
  peer->memory = read_number (json, "renderer_peak_kb") / 1024;
  return peer->first_frame > 0;
}

/* Of four nodes: form filling, confirmation, a gateway that may go back, payment. */
static const char *
get_id (guint i, guint n, char *buffer, gsize size)
{
  const char *kind = i == 0 ? "Start" : i == n - 1 ? "End" : i % 4 == 3 ? "Gateway" : "Task";

  g_snprintf (buffer, size, "%s_%u", kind, i);
  return buffer;
}

static void
append_node (GString *out, guint i, guint n)
{
  static const char *const types[] = { "payment", "data", "confirmation" };
  static const char *const names[] = { "Betaling", "Utfylling", "Bekreftelse" };
  char id[32];

  get_id (i, n, id, sizeof id);
  if (i == 0 || i == n - 1)
    g_string_append_printf (out, "    <bpmn:%s id=\"%s\" />\n", i == 0 ? "startEvent" : "endEvent",
                            id);
  else if (i % 4 == 3)
    g_string_append_printf (out, "    <bpmn:exclusiveGateway id=\"%s\" name=\"Godkjent %u?\""
                                 " default=\"Flow_%u\" />\n",
                            id, i, i);
  else
    g_string_append_printf (out,
                            "    <bpmn:task id=\"%s\" name=\"%s %u\">\n"
                            "      <bpmn:extensionElements>\n"
                            "        <altinn:taskExtension>\n"
                            "          <altinn:taskType>%s</altinn:taskType>\n"
                            "        </altinn:taskExtension>\n"
                            "      </bpmn:extensionElements>\n"
                            "    </bpmn:task>\n",
                            id, names[i % 4], i, types[i % 4]);
}

static void
append_flow (GString *out, const char *name, guint number, guint from, guint to, guint n)
{
  char source[32], target[32];

  g_string_append_printf (out,
                          "    <bpmn:sequenceFlow id=\"%s_%u\" sourceRef=\"%s\" targetRef=\"%s\" />\n",
                          name, number, get_id (from, n, source, sizeof source),
                          get_id (to, n, target, sizeof target));
}

static BpmnRect
get_place (guint i, guint n)
{
  double width = i == 0 || i == n - 1 ? 36 : i % 4 == 3 ? 50 : 100;
  double height = i % 4 != 3 && i != 0 && i != n - 1 ? 80 : width;

  return (BpmnRect){ 200 + i % COLUMNS * 160 - width / 2, 200 + i / COLUMNS * 220 - height / 2,
                     width, height };
}

static void
append_edge (GString *out, const char *name, guint number, const BpmnPoint *points, guint n_points)
{
  g_string_append_printf (out, "      <bpmndi:BPMNEdge id=\"%s_%u_di\" bpmnElement=\"%s_%u\">\n",
                          name, number, name, number);
  for (guint i = 0; i < n_points; i++)
    g_string_append_printf (out, "        <di:waypoint x=\"%d\" y=\"%d\" />\n", (int) points[i].x,
                            (int) points[i].y);
  g_string_append (out, "      </bpmndi:BPMNEdge>\n");
}

/* From node @i to the next: along the row, or down to the next one. */
static void
append_way_on (GString *out, guint i, guint n)
{
  BpmnRect a = get_place (i, n), b = get_place (i + 1, n);
  double ay = a.y + a.height / 2, by = b.y + b.height / 2, middle = (ay + by) / 2;
  const BpmnPoint along[] = { { a.x + a.width, ay }, { b.x, by } };
  const BpmnPoint down[] = { { a.x + a.width / 2, a.y + a.height },
                             { a.x + a.width / 2, middle },
                             { b.x + b.width / 2, middle },
                             { b.x + b.width / 2, b.y } };

  if (ay == by)
    append_edge (out, "Flow", i, along, G_N_ELEMENTS (along));
  else
    append_edge (out, "Flow", i, down, G_N_ELEMENTS (down));
}

static void
append_way_back (GString *out, guint i, guint n)
{
  BpmnRect a = get_place (i, n), b = get_place (i - 2, n);
  double y = a.y + a.height + 50;
  const BpmnPoint points[] = { { a.x + a.width / 2, a.y + a.height },
                               { a.x + a.width / 2, y },
                               { b.x + b.width / 2, y },
                               { b.x + b.width / 2, b.y + b.height } };

  append_edge (out, "Back", i, points, G_N_ELEMENTS (points));
}

void
bench_write_chain (const char *path, guint n)
{
  GString *out = g_string_new (
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<bpmn:definitions xmlns:bpmn=\"" BPMN_NS_MODEL "\" xmlns:bpmndi=\"" BPMN_NS_DI "\""
      " xmlns:dc=\"" BPMN_NS_DC "\" xmlns:di=\"" BPMN_NS_DD_DI "\""
      " xmlns:altinn=\"http://altinn.no/process\" id=\"Large\" targetNamespace=\"large\">\n"
      "  <bpmn:process id=\"Process_1\" isExecutable=\"true\">\n");

  for (guint i = 0; i < n; i++)
    append_node (out, i, n);
  for (guint i = 0; i + 1 < n; i++)
    append_flow (out, "Flow", i, i, i + 1, n);
  for (guint i = 3; i + 1 < n; i += 4)
    append_flow (out, "Back", i, i, i - 2, n);
  g_string_append (out, "  </bpmn:process>\n"
                        "  <bpmndi:BPMNDiagram id=\"Diagram_1\">\n"
                        "    <bpmndi:BPMNPlane id=\"Plane_1\" bpmnElement=\"Process_1\">\n");
  for (guint i = 0; i < n; i++)
    {
      BpmnRect r = get_place (i, n);
      char id[32];

      get_id (i, n, id, sizeof id);
      g_string_append_printf (out,
                              "      <bpmndi:BPMNShape id=\"%s_di\" bpmnElement=\"%s\">\n"
                              "        <dc:Bounds x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" />\n"
                              "      </bpmndi:BPMNShape>\n",
                              id, id, (int) r.x, (int) r.y, (int) r.width, (int) r.height);
    }
  for (guint i = 0; i + 1 < n; i++)
    append_way_on (out, i, n);
  for (guint i = 3; i + 1 < n; i += 4)
    append_way_back (out, i, n);
  g_string_append (out, "    </bpmndi:BPMNPlane>\n  </bpmndi:BPMNDiagram>\n</bpmn:definitions>\n");
  test_write (path, out->str);
  g_string_free (out, TRUE);
}

double
bench_peak_memory (void)
{
  g_autofree char *status = NULL;
  const char *found;

  if (!g_file_get_contents ("/proc/self/status", &status, NULL, NULL))
    return 0;
  found = strstr (status, "VmHWM:");
  return found != NULL ? g_ascii_strtod (found + 6, NULL) / 1024 : 0;
}

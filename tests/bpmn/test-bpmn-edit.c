/* test-bpmn-edit.c: the lines that each edit changes
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/bpmn/bpmn-edit.h"
#include "engine/source/source-edit.h"
#include "engine/source/source-node.h"
#include "engine/source/source-workspace.h"
#include "tests/bpmn/bpmn-dump.h"
#include "tests/test-support.h"

typedef struct
{
  SourceWorkspace *workspace;
  SourceDocument *document;
  BpmnModel *model;
  char *before;
} Fixture;

static void
fixture_open (Fixture *self, gconstpointer name)
{
  g_autofree char *path = test_fixture (name);
  g_autoptr (GError) error = NULL;

  self->workspace = source_workspace_new ();
  self->document = source_workspace_open (self->workspace, path, SOURCE_KIND_XML, &error);
  g_assert_no_error (error);
  self->model = bpmn_model_new (self->document);
  self->before = source_document_dup_text (self->document, NULL);
}

/* Whatever a test did, undoing it gives the text back. */
static void
fixture_close (Fixture *self, gconstpointer name)
{
  g_autofree char *after = NULL;

  bpmn_assert_as_opened (self->model);
  while (source_workspace_undo (self->workspace))
    continue;
  bpmn_assert_as_opened (self->model);
  after = source_document_dup_text (self->document, NULL);
  g_assert_cmpstr (after, ==, self->before);
  g_free (self->before);
  g_assert_finalize_object (self->model);
  g_object_unref (self->workspace);
}

static void
assert_diff (Fixture *self, const char *expected)
{
  g_autofree char *after = source_document_dup_text (self->document, NULL);
  g_autofree char *diff = test_unified_diff (self->before, after);

  g_assert_cmpstr (diff, ==, expected);
}

static BpmnElement *
get (Fixture *self, const char *id)
{
  BpmnElement *element = bpmn_model_lookup (self->model, id);

  g_assert_nonnull (element);
  return element;
}

static void
test_move (Fixture *self, gconstpointer name)
{
  g_autoptr (GError) error = NULL;
  BpmnRect bounds = { 410, 80, 100, 80 };
  BpmnPoint points[] = { { 340, 120 }, { 410, 120 } };

  g_assert_true (bpmn_edit_set_bounds (self->model, get (self, "Bekreft"), &bounds, &error));
  g_assert_true (bpmn_edit_set_waypoints (self->model, get (self, "Flow_2"), points, 2, &error));
  g_assert_no_error (error);
  assert_diff (self, "-        <dc:Bounds x=\"400\" y=\"80\" width=\"100\" height=\"80\" />\n"
                     "+        <dc:Bounds x=\"410\" y=\"80\" width=\"100\" height=\"80\" />\n"
                     "-        <di:waypoint x=\"400\" y=\"120\" />\n"
                     "+        <di:waypoint x=\"410\" y=\"120\" />\n");
}

static void
test_same_place (Fixture *self, gconstpointer name)
{
  BpmnRect bounds = { 400, 80, 100, 80 };

  g_assert_true (bpmn_edit_set_bounds (self->model, get (self, "Bekreft"), &bounds, NULL));
  assert_diff (self, "");
  g_assert_false (source_workspace_can_undo (self->workspace));
}

static void
test_rename (Fixture *self, gconstpointer name)
{
  g_assert_true (bpmn_edit_set_name (self->model, get (self, "Bekreft"), "Se over", NULL));
  assert_diff (self, "-    <bpmn:task id=\"Bekreft\" name=\"Bekreft\">\n"
                     "+    <bpmn:task id=\"Bekreft\" name=\"Se over\">\n");
}

static void
test_id (Fixture *self, gconstpointer name)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (bpmn_edit_set_id (self->model, get (self, "Flow_slutt"), "Til_slutt", &error));
  g_assert_no_error (error);
  assert_diff (
      self,
      "-    <bpmn:exclusiveGateway id=\"Godkjent\" name=\"Godkjent?\" default=\"Flow_slutt\">\n"
      "+    <bpmn:exclusiveGateway id=\"Godkjent\" name=\"Godkjent?\" default=\"Til_slutt\">\n"
      "-      <bpmn:outgoing>Flow_slutt</bpmn:outgoing>\n"
      "+      <bpmn:outgoing>Til_slutt</bpmn:outgoing>\n"
      "-    <bpmn:sequenceFlow id=\"Flow_slutt\" sourceRef=\"Godkjent\" targetRef=\"Slutt\">\n"
      "+    <bpmn:sequenceFlow id=\"Til_slutt\" sourceRef=\"Godkjent\" targetRef=\"Slutt\">\n"
      "-      <bpmn:incoming>Flow_slutt</bpmn:incoming>\n"
      "+      <bpmn:incoming>Til_slutt</bpmn:incoming>\n"
      "-      <bpmndi:BPMNEdge id=\"Flow_slutt_di\" bpmnElement=\"Flow_slutt\">\n"
      "+      <bpmndi:BPMNEdge id=\"Flow_slutt_di\" bpmnElement=\"Til_slutt\">\n");
}

/* A reference on a line of its own stays there. */
static void
test_id_in_lines (Fixture *self, gconstpointer name)
{
  g_autoptr (GError) error = NULL;
  SourceNode *end = bpmn_element_get_node (get (self, "Slutt"));
  SourceNode *incoming = source_node_first_element (end, BPMN_NS_MODEL, "incoming");
  g_autofree char *text = NULL;

  source_workspace_begin (self->workspace, "Test");
  g_assert_true (source_edit_set_text (bpmn_model_get_document (self->model), incoming,
                                       "\n  Flow_slutt\n", &error));
  source_workspace_commit (self->workspace);
  g_assert_true (bpmn_edit_set_id (self->model, get (self, "Flow_slutt"), "Til_slutt", &error));
  g_assert_no_error (error);
  text = source_node_dup_text (incoming);
  g_assert_cmpstr (text, ==, "\n  Til_slutt\n");
}

static void
test_id_refused (Fixture *self, gconstpointer name)
{
  static const char *const bad[] = { "", "1st", "two words", "Bekreft", "Diagram_1" };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (bpmn_edit_set_id (self->model, get (self, "Fyll_ut"), bad[i], &error));
      g_assert_error (error, BPMN_ERROR, BPMN_ERROR_ID);
    }
  assert_diff (self, "");
}

static void
test_delete_mends (Fixture *self, gconstpointer name)
{
  g_autoptr (GPtrArray) elements = g_ptr_array_new ();
  g_autoptr (GPtrArray) named_by = NULL;
  g_autoptr (GError) error = NULL;
  BpmnElement *flow = get (self, "Flow_2");

  g_ptr_array_add (elements, get (self, "Bekreft"));
  g_assert_true (bpmn_edit_delete (self->model, elements, TRUE, &named_by, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (named_by->len, ==, 0);
  g_assert_true (bpmn_element_get_target (flow) == get (self, "Godkjent"));
  g_assert_null (bpmn_model_lookup (self->model, "Flow_3"));
  assert_diff (
      self,
      "-    <bpmn:sequenceFlow id=\"Flow_2\" sourceRef=\"Fyll_ut\" targetRef=\"Bekreft\" />\n"
      "-    <bpmn:task id=\"Bekreft\" name=\"Bekreft\">\n"
      "-      <bpmn:extensionElements>\n"
      "-        <altinn:taskExtension>\n"
      "-          <altinn:taskType>confirmation</altinn:taskType>\n"
      "-          <altinn:actions>\n"
      "-            <altinn:action>confirm</altinn:action>\n"
      "-            <altinn:action>reject</altinn:action>\n"
      "-          </altinn:actions>\n"
      "-        </altinn:taskExtension>\n"
      "-      </bpmn:extensionElements>\n"
      "-      <bpmn:incoming>Flow_2</bpmn:incoming>\n"
      "-      <bpmn:outgoing>Flow_3</bpmn:outgoing>\n"
      "-    </bpmn:task>\n"
      "-    <bpmn:sequenceFlow id=\"Flow_3\" sourceRef=\"Bekreft\" targetRef=\"Godkjent\" />\n"
      "+    <bpmn:sequenceFlow id=\"Flow_2\" sourceRef=\"Fyll_ut\" targetRef=\"Godkjent\" />\n"
      "-      <bpmn:incoming>Flow_3</bpmn:incoming>\n"
      "+      <bpmn:incoming>Flow_2</bpmn:incoming>\n"
      "-      <bpmndi:BPMNShape id=\"Bekreft_di\" bpmnElement=\"Bekreft\">\n"
      "-        <dc:Bounds x=\"400\" y=\"80\" width=\"100\" height=\"80\" />\n"
      "-      </bpmndi:BPMNShape>\n"
      "-        <di:waypoint x=\"400\" y=\"120\" />\n"
      "-      </bpmndi:BPMNEdge>\n"
      "-      <bpmndi:BPMNEdge id=\"Flow_3_di\" bpmnElement=\"Flow_3\">\n"
      "-        <di:waypoint x=\"500\" y=\"120\" />\n");
}

static void
test_add_and_connect (Fixture *self, gconstpointer name)
{
  g_autoptr (GError) error = NULL;
  BpmnElement *task, *flow;

  task = bpmn_edit_add_node (self->model, bpmn_model_get_process (self->model), BPMN_TYPE_TASK,
                             "Ny", "Ny & bra", NULL, &error);
  g_assert_no_error (error);
  flow = bpmn_edit_connect (self->model, task, get (self, "E"), "c", &error);
  g_assert_no_error (error);
  g_assert_true (bpmn_element_get_source (flow) == task);
  assert_diff (self, "+\t\t\t<incoming>c</incoming>\n"
                     "+\t\t<task id='Ny' name='Ny &amp; bra'>\n"
                     "+\t\t\t<outgoing>c</outgoing>\n"
                     "+\t\t</task>\n"
                     "+\t\t<sequenceFlow id='c' sourceRef='Ny' targetRef='E'/>\n");
}

static void
test_late_extension (Fixture *self, gconstpointer name)
{
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (bpmn_edit_connect (self->model, get (self, "Skriv"), get (self, "Skriv"), "c",
                                       &error));
  g_assert_no_error (error);
  assert_diff (self, "+\t\t\t<incoming>c</incoming>\n"
                     "+\t\t\t<outgoing>c</outgoing>\n"
                     "+\t\t<sequenceFlow id='c' sourceRef='Skriv' "
                     "targetRef='Skriv'/>\n");
}

static void
test_not_allowed (Fixture *self, gconstpointer name)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (bpmn_edit_connect (self->model, get (self, "Slutt"), get (self, "Bekreft"), NULL,
                                    &error));
  g_assert_error (error, BPMN_ERROR, BPMN_ERROR_NOT_ALLOWED);
  g_clear_error (&error);
  g_assert_null (bpmn_edit_connect (self->model, get (self, "Bekreft"), get (self, "Start"), NULL,
                                    &error));
  g_assert_error (error, BPMN_ERROR, BPMN_ERROR_NOT_ALLOWED);
}

static void
test_condition_stays_cdata (Fixture *self, gconstpointer name)
{
  g_assert_true (bpmn_edit_set_condition (self->model, get (self, "Flow_slutt"),
                                          "[\"equals\", [\"gatewayAction\"], \"confirm\"]", NULL));
  assert_diff (self,
               "-      <bpmn:conditionExpression xsi:type=\"bpmn:tFormalExpression\">"
               "<![CDATA[[\"notEquals\", [\"gatewayAction\"], \"reject\"]]]>"
               "</bpmn:conditionExpression>\n"
               "+      <bpmn:conditionExpression xsi:type=\"bpmn:tFormalExpression\">"
               "<![CDATA[[\"equals\", [\"gatewayAction\"], \"confirm\"]]]>"
               "</bpmn:conditionExpression>\n");
}

static void
test_type (Fixture *self, gconstpointer name)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (bpmn_edit_set_type (self->model, get (self, "Bekreft"), BPMN_TYPE_SERVICE_TASK,
                                     &error));
  g_assert_no_error (error);
  g_assert_cmpint (bpmn_element_get_type_id (get (self, "Bekreft")), ==, BPMN_TYPE_SERVICE_TASK);
  assert_diff (self, "-    <bpmn:task id=\"Bekreft\" name=\"Bekreft\">\n"
                     "+    <bpmn:serviceTask id=\"Bekreft\" name=\"Bekreft\">\n"
                     "-    </bpmn:task>\n"
                     "+    </bpmn:serviceTask>\n");
}

static void
test_references (Fixture *self, gconstpointer name)
{
  g_assert_true (bpmn_element_get_attached_to (get (self, "Frist")) == get (self, "Under"));
  g_assert_true (bpmn_element_get_source (get (self, "Dia")) == get (self, "Dokument"));
  g_assert_true (bpmn_element_get_target (get (self, "Dia")) == get (self, "Under"));
  g_assert_true (bpmn_element_get_parent (get (self, "Bane_1")) == get (self, "Sak"));
  g_assert_cmpstr (bpmn_element_get_name (get (self, "Merknad")), ==, "Frist er tre uker");
  g_assert_cmpstr (bpmn_element_get_name (get (self, "Gruppe")), ==, "Felles");
  g_assert_cmpstr (bpmn_shape_get_fill (bpmn_element_get_shape (get (self, "Motta"))), ==,
                   "#bbdefb");
  g_assert_null (bpmn_model_lookup (self->model, "Finnes_ikke"));
}

static void
test_delete_in_pool (Fixture *self, gconstpointer name)
{
  g_autoptr (GPtrArray) elements = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (elements, get (self, "Under"));
  g_assert_true (bpmn_edit_delete (self->model, elements, FALSE, NULL, &error));
  g_assert_no_error (error);
  /* With it go what is in it, its boundary event, flows and associations, and the lane's mention. */
  for (const char *const *id = (const char *const[]){ "U1", "UF", "Dia", "Frist", "F1", "F2", "F3",
                                                      "Knytning", NULL };
       *id != NULL; id++)
    g_assert_null (bpmn_model_lookup (self->model, *id));
  g_assert_nonnull (bpmn_model_lookup (self->model, "Dokument"));
}

#define SKJEMA "fixtures/bpmn/skjema.bpmn"
#define SENT "fixtures/bpmn/sent.bpmn"
#define BASSENG "fixtures/bpmn/basseng.bpmn"
#define ADD(path, file, func) g_test_add (path, Fixture, file, fixture_open, func, fixture_close)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/bpmn/edit/move-changes-bounds-and-waypoint", SKJEMA, test_move);
  ADD ("/bpmn/edit/same-place-is-no-edit", SKJEMA, test_same_place);
  ADD ("/bpmn/edit/rename-changes-the-name", SKJEMA, test_rename);
  ADD ("/bpmn/edit/id-changes-all-that-names-it", SKJEMA, test_id);
  ADD ("/bpmn/edit/id-in-lines", SKJEMA, test_id_in_lines);
  ADD ("/bpmn/edit/bad-ids-are-refused", SKJEMA, test_id_refused);
  ADD ("/bpmn/edit/delete-mends-the-chain", SKJEMA, test_delete_mends);
  ADD ("/bpmn/edit/add-in-the-file's-style", SENT, test_add_and_connect);
  ADD ("/bpmn/edit/incoming-before-extension-stays-so", SENT, test_late_extension);
  ADD ("/bpmn/edit/impossible-flows-are-refused", SKJEMA, test_not_allowed);
  ADD ("/bpmn/edit/condition-stays-cdata", SKJEMA, test_condition_stays_cdata);
  ADD ("/bpmn/edit/type-changes-two-tags", SKJEMA, test_type);
  ADD ("/bpmn/model/references", BASSENG, test_references);
  ADD ("/bpmn/edit/delete-takes-what-depends", BASSENG, test_delete_in_pool);
  return g_test_run ();
}

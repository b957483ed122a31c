/* rules-cases-structure.c: what the rules about structure find, and what they must not
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "tests/rules/rules-cases.h"

#define GOOD "task Form data\nend E\nForm>E"
#define DRAWN                                                                                      \
  "<bpmndi:BPMNDiagram xmlns:bpmndi=\"http://www.omg.org/spec/BPMN/20100524/DI\" "                 \
  "xmlns:dc=\"http://www.omg.org/spec/DD/20100524/DC\" "                                           \
  "xmlns:di=\"http://www.omg.org/spec/DD/20100524/DI\" id=\"Di\">"                                 \
  "<bpmndi:BPMNPlane id=\"Pl\" bpmnElement=\"P\">" SHAPE ("S") SHAPE ("Form") SHAPE ("E")          \
  EDGE ("S_Form") EDGE ("Form_E")
#define SHAPE(id)                                                                                  \
  "<bpmndi:BPMNShape id=\"" id "_di\" bpmnElement=\"" id "\">"                                     \
  "<dc:Bounds x=\"0\" y=\"0\" width=\"36\" height=\"36\" /></bpmndi:BPMNShape>"
#define EDGE(id)                                                                                   \
  "<bpmndi:BPMNEdge id=\"" id "_di\" bpmnElement=\"" id "\">"                                      \
  "<di:waypoint x=\"0\" y=\"0\" /><di:waypoint x=\"9\" y=\"0\" /></bpmndi:BPMNEdge>"
#define UNDRAWN "</bpmndi:BPMNPlane></bpmndi:BPMNDiagram></bpmn:definitions>"

static const RulesCase cases[] = {
  {
      .name = "no-end",
      .rule = "structure/no-end",
      .element = "P",
      .bad = "task Form data",
      .good = GOOD,
  },
  {
      .name = "several-starts",
      .rule = "structure/several-starts",
      .element = "B",
      .bad = "start A\nstart B\ntask Form data\nend E\nA>Form\nB>Form\nForm>E",
      .good = GOOD,
  },
  {
      .name = "unreachable",
      .rule = "structure/unreachable",
      .element = "Aside",
      .bad = "task Form data\ntask Aside data\nend E\nForm>E\nAside>E",
      .good = "task Form data\ntask Aside data\nend E\nForm>Aside\nAside>E",
  },
  {
      .name = "several-outgoing",
      .rule = "structure/several-outgoing",
      .element = "Form",
      .bad = "task Form data\ntask More data\nend E\nForm>More\nForm>E\nMore>E",
      .good = "task Form data\ntask More data\nend E\nForm>More\nMore>E",
  },
  {
      .name = "several-outgoing-version-7",
      .rule = "structure/several-outgoing",
      .element = "Form",
      .bad = "task Form data\ntask More data\nend E\nForm>More\nForm>E\nMore>E",
      .types = "model:Form:auto",
      .good_runtime = "7.17.2",
  },
  {
      .name = "no-outgoing",
      .rule = "structure/no-outgoing",
      .element = "More",
      .bad = "task Form data\ngateway G\ntask More data\nend E\nForm>G\nG>More eq:reject\n"
             "G>E ne:reject",
      .good = "task Form data\ngateway G\ntask More data\nend E\nForm>G\nG>More eq:reject\n"
              "G>E ne:reject\nMore>E",
  },
  {
      .name = "flow-target",
      .rule = "structure/flow-target",
      .element = "Form_Nowhere",
      .bad = "task Form data\nend E\nForm>Nowhere",
      .good = "task Form data\nend Nowhere\nForm>Nowhere",
  },
  {
      .name = "flow-to-start",
      .rule = "structure/flow-target",
      .element = "Form_S",
      .bad = "task Form data\nend E\nForm>S",
      .good = GOOD,
  },
  {
      .name = "gateway-default",
      .rule = "structure/gateway-default",
      .element = "G",
      .bad = "task Form data\ngateway G default=Nothing\nend E\nForm>G\nG>E",
      .good = "task Form data\ngateway G default=G_E\nend E\nForm>G\nG>E",
  },
  {
      .name = "mixed-conditions",
      .rule = "structure/mixed-conditions",
      .element = "G",
      .bad = "task Form data actions=reject\ngateway G default=G_E\nend E\nForm>G\nG>E\n"
             "G>Form eq:reject",
      .good = "task Form data actions=reject\ngateway G\nend E\nForm>G\nG>E ne:reject\n"
              "G>Form eq:reject",
  },
  {
      .name = "gateway-loop",
      .rule = "structure/gateway-loop",
      .element = "G",
      .bad = "task Form data\ngateway G\ngateway H\nend E\nForm>G\nG>H eq:a\nG>E ne:a\nH>G",
      .good = "task Form data\ngateway G\ngateway H\nend E\nForm>G\nG>H eq:a\nG>E ne:a\nH>Form",
  },
  {
      .name = "element-kind-service",
      .rule = "structure/element-kind",
      .element = "Pdf",
      .bad = "task Form data\ntask Pdf pdf\nend E\nForm>Pdf\nPdf>E",
      .good = "task Form data\nservice Pdf pdf\nend E\nForm>Pdf\nPdf>E",
  },
  {
      .name = "element-kind-task",
      .rule = "structure/element-kind",
      .element = "Form",
      .bad = "service Form data\nend E\nForm>E",
      .good = GOOD,
  },
  {
      .name = "duplicate-id",
      .rule = "structure/duplicate-id",
      .element = "Form",
      .bad = "task Form data\ntask Form data\nend E\nForm>E",
      .good = "task Form data\ntask form data\nend E\nForm>form\nform>E",
  },
  {
      .name = "invalid-id",
      .rule = "structure/invalid-id",
      .element = "1E",
      .bad = "task Form data\nend 1E\nForm>1E",
      .good = "task Form data\nend E-1.x\nForm>E-1.x",
  },
  {
      .name = "long-id",
      .rule = "structure/long-id",
      .element = "Task_with_an_id_beyond_all_measure",
      .bad = "task Task_with_an_id_beyond_all_measure data\nend E\n"
             "Task_with_an_id_beyond_all_measure>E",
      .good = "task Task_with_an_id_of_28_letter data\nend E\nTask_with_an_id_of_28_letter>E",
      .types = "model::auto",
      .runtime = "9.0.0",
  },
  {
      .name = "empty-condition",
      .rule = "structure/empty-condition",
      .element = "G_E",
      .bad = "task Form data\ngateway G\nend E\nForm>G\nG>E  ",
      .good = "task Form data\ngateway G\nend E\nForm>G\nG>E",
  },
  {
      .name = "no-process",
      .rule = "structure/no-process",
      .at = "<bpmn:definitions",
      .bad = GOOD,
      .patch = { "bpmn:process", "bpmn:collaboration" },
  },
  {
      .name = "no-start",
      .rule = "structure/no-start",
      .element = "P",
      .at = "<bpmn:process",
      .bad = GOOD,
      .patch = { "bpmn:startEvent", "bpmn:intermediateThrowEvent" },
  },
  {
      .name = "several-processes",
      .rule = "structure/several-processes",
      .element = "P2",
      .at = "<bpmn:process id=\"P2\"",
      .bad = GOOD,
      .patch = { "</bpmn:definitions>", "<bpmn:process id=\"P2\" /></bpmn:definitions>" },
      .good_patch = { "</bpmn:definitions>", "<bpmn:signal id=\"P2\" /></bpmn:definitions>" },
  },
  {
      .name = "unsupported-element",
      .rule = "structure/unsupported-element",
      .element = "U",
      .at = "<bpmn:userTask",
      .bad = GOOD,
      .patch = { "</bpmn:process>", "<bpmn:userTask id=\"U\" /></bpmn:process>" },
      .good_patch = { "</bpmn:process>", "<bpmn:textAnnotation id=\"U\" /></bpmn:process>" },
  },
  {
      .name = "flow-source",
      .rule = "structure/flow-source",
      .element = "Gone_E",
      .at = "<bpmn:sequenceFlow id=\"Gone_E\"",
      .bad = GOOD "\nGone>E",
      .good = GOOD "\ntask Gone data\nGone>E",
  },
  {
      .name = "flow-list",
      .rule = "structure/flow-list",
      .element = "Form",
      .at = "<bpmn:task id=\"Form\"",
      .bad = GOOD,
      .patch = { "<bpmn:outgoing>Form_E</bpmn:outgoing>", "<bpmn:outgoing>E_Form</bpmn:outgoing>" },
      .good_patch = { "<bpmn:outgoing>Form_E</bpmn:outgoing>",
                      "<bpmn:outgoing> Form_E\n</bpmn:outgoing>" },
  },
  {
      .name = "gateway-outgoing-unlisted",
      .rule = "structure/gateway-outgoing",
      .element = "G",
      .at = "<bpmn:exclusiveGateway",
      .bad = "task Form data actions=a\ngateway G\nend E\nForm>G\nG>E eq:a\nG>Form ne:a",
      .patch = { "<bpmn:outgoing>G_E</bpmn:outgoing>", "" },
      .good_patch = { "<bpmn:outgoing>G_E</bpmn:outgoing><bpmn:outgoing>G_Form</bpmn:outgoing>",
                      "<bpmn:outgoing>G_Form</bpmn:outgoing><bpmn:outgoing>G_E</bpmn:outgoing>" },
  },
  {
      .name = "gateway-outgoing-of-another",
      .rule = "structure/gateway-outgoing",
      .element = "G",
      .at = "<bpmn:exclusiveGateway",
      .bad = "task Form data\ngateway G\nend E\nForm>G\nG>E",
      .patch = { "<bpmn:outgoing>G_E</bpmn:outgoing>",
                 "<bpmn:outgoing>G_E</bpmn:outgoing><bpmn:outgoing>S_Form</bpmn:outgoing>" },
  },
  {
      .name = "missing-diagram",
      .rule = "structure/missing-diagram",
      .element = "P",
      .at = "<bpmn:process",
      .bad = GOOD,
      .good_patch = { "</bpmn:definitions>", DRAWN UNDRAWN },
  },
  {
      .name = "missing-shape",
      .rule = "structure/missing-diagram",
      .element = "More",
      .at = "<bpmn:task id=\"More\"",
      .bad = "task Form data\nend E\ntask More data\nForm>E",
      .good = GOOD,
      .patch = { "</bpmn:definitions>", DRAWN UNDRAWN },
      .good_patch = { "</bpmn:definitions>", DRAWN UNDRAWN },
  },
  {
      .name = "dangling-shape",
      .rule = "structure/dangling-diagram",
      .at = "<bpmndi:BPMNShape id=\"Gone_di\"",
      .bad = GOOD,
      .patch = { "</bpmn:definitions>", DRAWN SHAPE ("Gone") UNDRAWN },
      .good_patch = { "</bpmn:definitions>", DRAWN UNDRAWN },
  },
  {
      .name = "dangling-edge",
      .rule = "structure/dangling-diagram",
      .at = "<bpmndi:BPMNEdge id=\"Gone_di\"",
      .bad = GOOD,
      .patch = { "</bpmn:definitions>", DRAWN EDGE ("Gone") UNDRAWN },
      .good_patch = { "</bpmn:definitions>", DRAWN UNDRAWN },
  },
  {
      .name = "condition-ignored",
      .rule = "condition/ignored",
      .element = "Form_E",
      .bad = "task Form data\nend E\nForm>E eq:x",
      .good = "task Form data\ngateway G\nend E\nForm>G\nG>E eq:x",
  },
  {
      .name = "condition-invalid",
      .rule = "condition/invalid",
      .element = "G_E",
      .bad = "task Form data\ngateway G\nend E\nForm>G\nG>E {x}",
      .good = "task Form data\ngateway G\nend E\nForm>G\nG>E [\"not\",false]",
  },
  {
      .name = "condition-never-true",
      .rule = "condition/never-true",
      .element = "G_E",
      .bad = "task Form data\ngateway G\nend E\nForm>G\nG>E \"yes\"",
      .good = "task Form data\ngateway G\nend E\nForm>G\nG>E [\"not\",false]",
  },
  {
      .name = "condition-arity",
      .rule = "condition/arity",
      .element = "G_E",
      .bad = "task Form data\ngateway G\nend E\nForm>G\nG>E [\"not\"]",
      .good = "task Form data\ngateway G\nend E\nForm>G\nG>E [\"not\",false]",
  },
  {
      .name = "condition-unknown-function",
      .rule = "condition/unknown-function",
      .element = "G_E",
      .bad = "task Form data\ngateway G\nend E\nForm>G\nG>E [\"nott\",false]",
      .good = "task Form data\ngateway G\nend E\nForm>G\nG>E [\"not\",false]",
  },
  {
      .name = "condition-frontend-function",
      .rule = "condition/frontend-function",
      .element = "G_E",
      .bad = "task Form data\ngateway G\nend E\nForm>G\nG>E [\"equals\",[\"displayValue\",\"a\"],"
             "\"b\"]",
      .good = "task Form data\ngateway G\nend E\nForm>G\nG>E [\"not\",false]",
  },
  {
      .name = "condition-arity-of-the-back-end",
      .rule = "condition/arity",
      .element = "G_E",
      .bad = "task Form data\ngateway G\nend E\nForm>G\nG>E [\"not\"]",
      .good = "task Form data\ngateway G\nend E\nForm>G\nG>E [\"displayValue\",\"a\"]",
  },
  {
      .name = "condition-unknown-action",
      .rule = "condition/unknown-action",
      .element = "G_Form",
      .bad = "task Form data\ntask Check confirmation actions=confirm\ngateway G\nend E\n"
             "Form>Check\nCheck>G\nG>E eq:confirm\nG>Form eq:refuse",
      .good = "task Form data\ntask Check confirmation actions=confirm,refuse\ngateway G\nend E\n"
              "Form>Check\nCheck>G\nG>E eq:confirm\nG>Form eq:refuse",
  },
  {
      .name = "condition-data-type",
      .rule = "condition/data-type",
      .element = "G",
      .bad = "task Form data\nservice Pdf pdf\ngateway G\nend E\nForm>Pdf\nPdf>G\n"
             "G>E [\"notEquals\",[\"dataModel\",\"a\"],\"x\"]\n"
             "G>Form [\"equals\",[\"dataModel\",\"a\"],\"x\"]",
      .good = "task Form data\nservice Pdf pdf\ngateway G connected=model\nend E\nForm>Pdf\n"
              "Pdf>G\nG>E [\"notEquals\",[\"dataModel\",\"a\"],\"x\"]\n"
              "G>Form [\"equals\",[\"dataModel\",\"a\"],\"x\"]",
  },
  {
      .name = "condition-data-type-of-layout",
      .rule = "condition/data-type",
      .element = "G",
      .bad = "task Form data\ntask Check confirmation actions=confirm\ngateway G\nend E\n"
             "Form>Check\nCheck>G\nG>E [\"notEquals\",[\"dataModel\",\"a\"],\"x\"]\n"
             "G>Form [\"equals\",[\"dataModel\",\"a\"],\"x\"]",
      .types = "model:Form:auto",
      .files = "ui/layout-sets.json {\"sets\":[{\"id\":\"f\",\"dataType\":\"model\",\"tasks\":"
               "[\"Form\"]},{\"id\":\"c\",\"tasks\":[\"Check\"]}]}",
      .good_files = "ui/layout-sets.json {\"sets\":[{\"id\":\"f\",\"tasks\":[\"Form\"]},"
                    "{\"id\":\"c\",\"dataType\":\"model\",\"tasks\":[\"Check\"]}]}",
  },
};

const RulesCase *
rules_cases_get_structure (guint index)
{
  return index < G_N_ELEMENTS (cases) ? &cases[index] : NULL;
}

/* rules-cases-app.c: what the rules about settings, apps and policies find, and what they must not
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "tests/rules/rules-cases.h"

#define GOOD "task Form data\nend E\nForm>E"
#define SIGNED                                                                                     \
  "task Form data\ntask Sign signing actions=sign sign=model into=sigs validator\n"                \
  "end E\nForm>Sign\nSign>E"
#define PDF "task Form data\nservice Pdf pdf pdf=Form\nend E\nForm>Pdf\nPdf>E"
#define BARE_PDF "task Form data\nservice Pdf pdf\nend E\nForm>Pdf\nPdf>E"
#define PDF_TYPES "model:Form:auto ref-data-as-pdf::pdf"
#define PAID                                                                                       \
  "task Form data\ntask Pay payment actions=pay,confirm,reject pay=money receipt=receipt\n"        \
  "gateway G\nend E\nForm>Pay\nPay>G\nG>E ne:reject\nG>Form eq:reject"
#define PAID_TYPES "model:Form:auto money:Pay:owned receipt:Pay:pdf"
#define POLICY "config/authorization/policy.xml "
#define CONFIRMED                                                                                  \
  "task Form data\ntask Check confirmation actions=confirm\nend E\nForm>Check\nCheck>E"
#define ANSWERED "task Form data\ntask Answer feedback\nend E\nForm>Answer\nAnswer>E"
#define SIGNED_TYPES "model:Form:auto sigs:Sign:owned:min=1"

static const RulesCase cases[] = {
  {
      .name = "no-task-extension",
      .rule = "settings/no-task-extension",
      .element = "Bare",
      .bad = "task Bare\nend E\nBare>E",
      .good = GOOD,
  },
  {
      .name = "task-type-typo",
      .rule = "settings/task-type",
      .at = "<altinn:taskType>Dat",
      .severity = W,
      .element = "Form",
      .bad = "task Form Dat\nend E\nForm>E",
      .good = GOOD,
  },
  {
      .name = "required-signing",
      .rule = "settings/required",
      .element = "Sign",
      .bad = "task Form data\ntask Sign signing actions=sign sign=model validator\nend E\n"
             "Form>Sign\nSign>E",
      .good = SIGNED,
  },
  {
      .name = "required-payment",
      .rule = "settings/required",
      .element = "Pay",
      .bad = "task Form data\ntask Pay payment actions=pay,confirm,reject pay=money\nend E\n"
             "Form>Pay\nPay>E",
      .good = "task Form data\ntask Pay payment actions=pay,confirm,reject pay=money receipt=r\n"
              "end E\nForm>Pay\nPay>E",
  },
  {
      .name = "required-eformidling",
      .rule = "settings/required",
      .element = "Send",
      .bad = "task Form data\nservice Send eFormidling bare\nend E\nForm>Send\nSend>E",
      .good = "task Form data\nservice Send eFormidling\nend E\nForm>Send\nSend>E",
  },
  {
      .name = "ignored-element",
      .rule = "settings/ignored-element",
      .element = "Form",
      .bad = "task Form data raw=<altinn:tasktype>data</altinn:tasktype>\nend E\nForm>E",
      .good = GOOD,
  },
  {
      .name = "environment",
      .rule = "settings/environment",
      .element = "Send",
      .bad = "task Form data\nservice Send eFormidling bare raw=<altinn:eFormidlingConfig>"
             "<altinn:process>p</altinn:process><altinn:standard>s</altinn:standard>"
             "<altinn:typeVersion>2</altinn:typeVersion><altinn:type>t</altinn:type>"
             "<altinn:securityLevel>3</altinn:securityLevel><altinn:receiver "
             "env=\"prodd\">1</altinn:receiver></altinn:eFormidlingConfig>\nend E\nForm>Send\n"
             "Send>E",
      .good = "task Form data\nservice Send eFormidling bare raw=<altinn:eFormidlingConfig>"
              "<altinn:process>p</altinn:process><altinn:standard>s</altinn:standard>"
              "<altinn:typeVersion>2</altinn:typeVersion><altinn:type>t</altinn:type>"
              "<altinn:securityLevel>3</altinn:securityLevel><altinn:receiver "
              "env=\"prod\">1</altinn:receiver></altinn:eFormidlingConfig>\nend E\nForm>Send\n"
              "Send>E",
  },
  {
      .name = "action-twice",
      .rule = "settings/action-twice",
      .element = "Form",
      .bad = "task Form data actions=save,save\nend E\nForm>E",
      .good = "task Form data actions=save\nend E\nForm>E",
  },
  {
      .name = "unknown-data-type",
      .rule = "settings/unknown-data-type",
      .element = "Sign",
      .bad = SIGNED,
      .types = "model:Form:auto",
      .good_types = SIGNED_TYPES,
  },
  {
      .name = "content-type",
      .rule = "settings/content-type",
      .element = "Sign",
      .bad = SIGNED,
      .types = "model:Form:auto sigs:Sign:pdf:owned:min=1",
      .good_types = SIGNED_TYPES,
  },
  {
      .name = "not-app-owned",
      .rule = "settings/not-app-owned",
      .element = "Sign",
      .bad = SIGNED,
      .types = "model:Form:auto sigs:Sign:json:min=1",
      .good_types = SIGNED_TYPES,
  },
  {
      .name = "signature-count",
      .rule = "settings/signature-count",
      .element = "Sign",
      .bad = SIGNED,
      .types = "model:Form:auto sigs:Sign:owned:min=2:max=1",
      .good_types = SIGNED_TYPES,
  },
  {
      .name = "skipped-reference",
      .rule = "settings/skipped-reference",
      .element = "Sign",
      .bad = "task Form data\ntask Sign signing actions=sign sign=model,none into=sigs validator\n"
             "end E\nForm>Sign\nSign>E",
      .good = SIGNED,
      .types = SIGNED_TYPES,
  },
  {
      .name = "connected-data-type",
      .rule = "settings/connected-data-type",
      .element = "G",
      .bad = "task Form data\ngateway G connected=none\nend E\nForm>G\nG>E",
      .good = "task Form data\ngateway G connected=model\nend E\nForm>G\nG>E",
      .types = "model:Form:auto",
  },
  {
      .name = "no-pdf-data-type",
      .rule = "settings/no-pdf-data-type",
      .element = "Pdf",
      .bad = "task Form data\nservice Pdf pdf pdf=Form\nend E\nForm>Pdf\nPdf>E",
      .types = "model:Form:auto",
      .good_types = "model:Form:auto ref-data-as-pdf::pdf",
  },
  {
      .name = "pdf-task",
      .rule = "settings/pdf-task",
      .element = "Pdf",
      .bad = "task Form data\nservice Pdf pdf pdf=Form,Gone\nend E\nForm>Pdf\nPdf>E",
      .good = "task Form data\nservice Pdf pdf pdf=Form\nend E\nForm>Pdf\nPdf>E",
  },
  {
      .name = "legacy-task-type",
      .rule = "settings/legacy-task-type",
      .element = "Old",
      .at = "<bpmn:task id=\"Old\"",
      .bad = "task Old\nend E\nOld>E",
      .good = "task Old data\nend E\nOld>E",
      .patch = { "<bpmn:task id=\"Old\"",
                 "<bpmn:task id=\"Old\" xmlns:v7=\"http://altinn.no\" v7:tasktype=\"data\"" },
      .types = "model:Old:auto",
  },
  {
      .name = "own-task-type",
      .rule = "settings/task-type",
      .element = "Form",
      .at = "<altinn:taskType>weigh",
      .severity = I,
      .bad = "task Form weigh\nend E\nForm>E",
      .good = GOOD,
  },
  {
      .name = "task-type-of-attribute",
      .rule = "settings/task-type",
      .element = "Old",
      .at = "<bpmn:task id=\"Old\"",
      .severity = W,
      .bad = "task Old\nend E\nOld>E",
      .patch = { "<bpmn:task id=\"Old\"",
                 "<bpmn:task id=\"Old\" xmlns:v7=\"http://altinn.no\" v7:tasktype=\"dat\"" },
      .good_patch = { "<bpmn:task id=\"Old\"",
                      "<bpmn:task id=\"Old\" xmlns:v7=\"http://altinn.no\" v7:tasktype=\"data\"" },
  },
  {
      .name = "ignored-repeated",
      .rule = "settings/ignored-element",
      .element = "Form",
      .at = "<altinn:taskType>feedback",
      .bad = "task Form data raw=<altinn:taskType>feedback</altinn:taskType>\nend E\nForm>E",
      .good = "task Form data raw=<altinn:actions><altinn:action>a</altinn:action>"
              "</altinn:actions><altinn:actions><altinn:action>b</altinn:action>"
              "</altinn:actions>\nend E\nForm>E",
  },
  {
      .name = "ignored-second-extension",
      .rule = "settings/ignored-element",
      .element = "Form",
      .at = "<altinn:taskExtension><altinn:taskType>feedback",
      .bad = GOOD,
      .patch = { "</altinn:taskExtension>",
                 "</altinn:taskExtension><altinn:taskExtension><altinn:taskType>feedback"
                 "</altinn:taskType></altinn:taskExtension>" },
      .good_patch = { "</altinn:taskExtension>",
                      "</altinn:taskExtension><o:taskExtension xmlns:o=\"urn:o\" />" },
  },
  {
      .name = "ignored-namespace",
      .rule = "settings/ignored-element",
      .element = "Form",
      .at = "<o:actions",
      .bad = "task Form data raw=<o:actions xmlns:o=\"urn:o\" />\nend E\nForm>E",
      .good = "task Form data raw=<o:actions xmlns:o=\"http://altinn.no/process\" />\nend E\n"
              "Form>E",
  },
  {
      .name = "ignored-item",
      .rule = "settings/ignored-element",
      .element = "Form",
      .at = "<altinn:actoin>",
      .bad = "task Form data actions=save\nend E\nForm>E",
      .patch = { "<altinn:action>save</altinn:action>", "<altinn:actoin>save</altinn:actoin>" },
  },
  {
      .name = "environment-prefix",
      .rule = "settings/environment",
      .element = "Send",
      .at = "<altinn:receiver",
      .bad = "task Form data\nservice Send eFormidling\nend E\nForm>Send\nSend>E",
      .patch = { "</altinn:eFormidlingConfig>",
                 "<altinn:receiver altinn:env=\"prod\">1</altinn:receiver>"
                 "</altinn:eFormidlingConfig>" },
      .good_patch = { "</altinn:eFormidlingConfig>",
                      "<altinn:receiver env=\"PROD\">1</altinn:receiver>"
                      "</altinn:eFormidlingConfig>" },
  },
  {
      .name = "environment-of-item",
      .rule = "settings/environment",
      .element = "Send",
      .at = "<altinn:dataType env",
      .bad = "task Form data\nservice Send eFormidling data=model\nend E\nForm>Send\nSend>E",
      .patch = { "<altinn:dataType>", "<altinn:dataType env=\"prod\">" },
      .good_patch = { "<altinn:dataTypes>", "<altinn:dataTypes env=\"prod\">" },
  },
  {
      .name = "required-boolean",
      .rule = "settings/required",
      .element = "Sign",
      .at = "<altinn:runDefaultValidator>yes",
      .bad = SIGNED,
      .patch = { "<altinn:runDefaultValidator>true", "<altinn:runDefaultValidator>yes" },
      .good_patch = { "<altinn:runDefaultValidator>true", "<altinn:runDefaultValidator>\n1 " },
  },
  {
      .name = "required-action-type",
      .rule = "settings/required",
      .element = "Form",
      .at = "<altinn:action type=\"server\"",
      .bad = "task Form data actions=save\nend E\nForm>E",
      .patch = { "<altinn:action>", "<altinn:action type=\"server\">" },
      .good_patch = { "<altinn:action>", "<altinn:action type=\"serverAction\">" },
  },
  {
      .name = "required-states",
      .rule = "settings/required",
      .element = "Sign",
      .bad = "task Form data\ntask Sign signing actions=sign sign=model into=sigs validator "
             "states=people\nend E\nForm>Sign\nSign>E",
      .good = "task Form data\ntask Sign signing actions=sign sign=model into=sigs validator "
              "provider=who states=people raw=\nend E\nForm>Sign\nSign>E",
      .good_patch = { "</altinn:signatureConfig>",
                      "<altinn:correspondenceResource>r</altinn:correspondenceResource>"
                      "</altinn:signatureConfig>" },
  },
  {
      .name = "required-correspondence",
      .rule = "settings/required",
      .element = "Sign",
      .severity = E,
      .bad = "task Form data\ntask Sign signing actions=sign sign=model into=sigs validator "
             "provider=who states=people\nend E\nForm>Sign\nSign>E",
      .good = "task Form data\ntask Sign signing actions=sign sign=model into=sigs validator "
              "provider=who states=people\nend E\nForm>Sign\nSign>E",
      .good_patch = { "</altinn:signatureConfig>",
                      "<altinn:correspondenceResource env=\"tt02\">r"
                      "</altinn:correspondenceResource>"
                      "<altinn:correspondenceResource env=\"prod\">r"
                      "</altinn:correspondenceResource></altinn:signatureConfig>" },
  },
  {
      .name = "required-subform",
      .rule = "settings/required",
      .element = "Pdf",
      .bad = "task Form data\nservice Pdf subformPdf raw=<altinn:subformPdfConfig>"
             "<altinn:subformComponentId>c</altinn:subformComponentId><altinn:subformDataTypeId>"
             "</altinn:subformDataTypeId></altinn:subformPdfConfig>\nend E\nForm>Pdf\nPdf>E",
      .good = "task Form data\nservice Pdf subformPdf raw=<altinn:subformPdfConfig>"
              "<altinn:subformComponentId>c</altinn:subformComponentId>"
              "<altinn:subformDataTypeId>sub</altinn:subformDataTypeId>"
              "</altinn:subformPdfConfig>\nend E\nForm>Pdf\nPdf>E",
      .at = "<altinn:subformDataTypeId>",
  },
  {
      .name = "signature-of-another-task",
      .rule = "settings/content-type",
      .element = "Sign",
      .at = "<altinn:signatureDataType>sigs",
      .bad = SIGNED,
      .types = "model:Form:auto sigs:Form:owned:min=1",
      .good_types = "model:Form:auto sigs::owned:min=1",
  },
  {
      .name = "pdf-content-type",
      .rule = "settings/content-type",
      .element = "Pdf",
      .bad = PDF,
      .types = "model:Form:auto ref-data-as-pdf::json",
      .good_types = PDF_TYPES,
  },
  {
      .name = "skipped-case",
      .rule = "settings/skipped-reference",
      .element = "Sign",
      .at = "<altinn:dataType>Model",
      .bad = SIGNED,
      .patch = { "<altinn:dataType>model", "<altinn:dataType>Model" },
      .types = SIGNED_TYPES,
  },
  {
      .name = "skipped-unique",
      .rule = "settings/skipped-reference",
      .element = "Sign",
      .at = "<altinn:dataType>others",
      .bad = "task Form data\ntask Sign signing actions=sign sign=model into=sigs unique=others "
             "validator\nend E\nForm>Sign\nSign>E",
      .types = SIGNED_TYPES,
      .good_types = SIGNED_TYPES " others::owned",
  },
  {
      .name = "skipped-subform",
      .rule = "settings/skipped-reference",
      .element = "Pdf",
      .at = "<altinn:subformDataTypeId>sub",
      .bad = "task Form data\nservice Pdf pdf pdf=Form raw=<altinn:subformPdfConfig>"
             "<altinn:subformDataTypeId>sub</altinn:subformDataTypeId></altinn:subformPdfConfig>\n"
             "end E\nForm>Pdf\nPdf>E",
      .types = PDF_TYPES,
      .good_types = PDF_TYPES " sub::",
  },
  {
      .name = "shared-data-type",
      .rule = "settings/shared-data-type",
      .element = "Second",
      .at = "<bpmn:task id=\"Second\"",
      .bad = "task Form data\ntask First signing actions=sign sign=model into=one provider=a "
             "states=who validator\ntask Second signing actions=sign sign=model into=two "
             "provider=b states=who validator\nend E\nForm>First\nFirst>Second\nSecond>E",
      .good = "task Form data\ntask First signing actions=sign sign=model into=one provider=a "
              "states=who validator\ntask Second signing actions=sign sign=model into=two "
              "provider=b states=them validator\nend E\nForm>First\nFirst>Second\nSecond>E",
  },
  {
      .name = "pdf-nothing-to-show",
      .rule = "settings/pdf-nothing-to-show",
      .element = "Pdf",
      .at = "<bpmn:serviceTask id=\"Pdf\"",
      .bad = BARE_PDF,
      .types = PDF_TYPES,
      .files = "ui/Form/Settings.json {\"defaultDataType\":\"model\"}",
      .good_files = "ui/Form/Settings.json {\"defaultDataType\":\"model\"}\n"
                    "ui/Pdf/Settings.json {\"pages\":{\"pdfLayoutName\":\"P\"}}",
      .runtime = "9.0.0",
  },
  {
      .name = "pdf-layout-name",
      .rule = "settings/pdf-layout-name",
      .element = "Pdf",
      .at = "<bpmn:serviceTask id=\"Pdf\"",
      .bad = BARE_PDF,
      .types = PDF_TYPES,
      .files = "ui/Form/Settings.json {\"defaultDataType\":\"model\"}\n"
               "ui/Pdf/Settings.json {\"pages\":{\"order\":[\"P\"]}}",
      .good_files = "ui/Form/Settings.json {\"defaultDataType\":\"model\"}\n"
                    "ui/Pdf/Settings.json {\"pages\":{\"pdfLayoutName\":\"P\"}}",
      .runtime = "9.0.0",
  },
  {
      .name = "pdf-task-without-pages",
      .rule = "settings/pdf-task",
      .element = "Pdf",
      .at = "<altinn:taskId>Form",
      .bad = PDF,
      .types = PDF_TYPES,
      .files = "ui/Other/Settings.json {}",
      .good_files = "ui/Form/Settings.json {}",
      .runtime = "9.0.0",
  },
  {
      .name = "data-type-task",
      .rule = "app/data-type-task",
      .bad = GOOD,
      .file = "applicationmetadata.json",
      .at = "{ \"id\": \"model\"",
      .types = "model:Gone:auto",
      .good_types = "model:Form:auto",
  },
  {
      .name = "version",
      .rule = "app/version",
      .element = "Pdf",
      .bad = "task Form data\nservice Pdf pdf pdf=Form\nend E\nForm>Pdf\nPdf>E",
      .types = "model:Form:auto ref-data-as-pdf::pdf",
      .runtime = "8.5.0",
      .good_runtime = "8.9.0",
  },
  {
      .name = "eformidling-block",
      .rule = "app/eformidling-block",
      .file = "applicationmetadata.json",
      .at = "{\"sendAfterTaskId\"",
      .bad = GOOD,
      .types = "model:Form:auto",
      .files = "config/applicationmetadata.json {\"id\":\"ttd/fixture\",\"dataTypes\":[],"
               "\"eFormidling\":{\"sendAfterTaskId\":\"Form\"}}",
      .runtime = "9.0.0",
      .good_runtime = "8.12.7",
  },
  {
      .name = "pdf-creation",
      .rule = "app/pdf-creation",
      .file = "applicationmetadata.json",
      .at = "true",
      .bad = GOOD,
      .types = "model:Form:auto",
      .files = "config/applicationmetadata.json {\"id\":\"ttd/fixture\","
               "\"dataTypes\":[{\"id\":\"model\",\"taskId\":\"Form\",\"enablePdfCreation\":true}]}",
      .good_files = "config/applicationmetadata.json {\"id\":\"ttd/fixture\","
                    "\"dataTypes\":[{\"id\":\"model\",\"taskId\":\"Form\","
                    "\"enablePdfCreation\":false}]}",
      .runtime = "9.0.0",
  },
  {
      .name = "layout-missing",
      .rule = "app/layout-missing",
      .element = "More",
      .at = "<bpmn:task id=\"More\"",
      .bad = "task Form data\ntask More data\nend E\nForm>More\nMore>E",
      .types = "model:Form:auto",
      .files = "ui/layout-sets.json form=Form",
      .good_files = "ui/layout-sets.json form=Form,More",
  },
  {
      .name = "layout-missing-of-9",
      .rule = "app/layout-missing",
      .element = "More",
      .at = "<bpmn:task id=\"More\"",
      .bad = "task Form data\ntask More data\nend E\nForm>More\nMore>E",
      .types = "model:Form:auto",
      .files = "ui/Form/Settings.json {}",
      .good_files = "ui/Form/Settings.json {}\nui/More/Settings.json {}",
      .runtime = "9.0.0",
  },
  {
      .name = "layout-twice",
      .rule = "app/layout-twice",
      .file = "layout-sets.json",
      .at = "\"Form\"] }\n  ]",
      .bad = GOOD,
      .types = "model:Form:auto",
      .files = "ui/layout-sets.json form=Form again=Form",
      .good_files = "ui/layout-sets.json form=Form again=CustomReceipt",
  },
  {
      .name = "layout-unknown-task",
      .rule = "app/layout-unknown-task",
      .file = "layout-sets.json",
      .at = "\"Gone\"] }\n  ]",
      .bad = GOOD,
      .types = "model:Form:auto",
      .files = "ui/layout-sets.json form=Form old=Gone",
      .good_files = "ui/layout-sets.json {\"sets\":[{\"id\":\"form\",\"tasks\":[\"Form\"]},"
                    "{\"id\":\"old\",\"type\":\"subform\",\"tasks\":[\"Gone\"]}]}\n"
                    "ui/form/Settings.json {}",
  },
  {
      .name = "text-missing",
      .rule = "app/text-missing",
      .element = "Pdf",
      .at = "<altinn:filenameTextResourceKey>",
      .bad = PDF,
      .patch = { "</altinn:pdfConfig>",
                 "<altinn:filenameTextResourceKey>name</altinn:filenameTextResourceKey>"
                 "</altinn:pdfConfig>" },
      .good_patch = { "</altinn:pdfConfig>",
                      "<altinn:filenameTextResourceKey>title</altinn:filenameTextResourceKey>"
                      "</altinn:pdfConfig>" },
      .types = PDF_TYPES,
      .files = "config/texts/resource.nb.json {\"resources\":[{\"id\":\"title\",\"value\":\"T\"}]}",
  },
  {
      .name = "unreadable-file",
      .rule = "app/unreadable-file",
      .file = "layout-sets.json",
      .bad = GOOD,
      .types = "model:Form:auto",
      .files = "ui/layout-sets.json {\"sets\":[{]}",
      .good_files = "ui/layout-sets.json {\"sets\":[{\"id\":\"form\",\"tasks\":[\"Form\"]},]}",
  },
  {
      .name = "policy-action-right",
      .rule = "policy/action-right",
      .element = "Check",
      .at = "<bpmn:task id=\"Check\"",
      .bad = "task Form data\ntask Check confirmation actions=confirm,approve\nend E\nForm>Check\n"
             "Check>E",
      .types = "model:Form:auto",
      .files = POLICY "dagl read,write,confirm",
      .good_files = POLICY "dagl read,write,confirm; priv approve Check",
  },
  {
      .name = "policy-no-subject",
      .rule = "policy/no-subject",
      .file = "policy.xml",
      .at = "<xacml:Rule RuleId=\"rule:2\"",
      .bad = PAID,
      .types = PAID_TYPES,
      .files = POLICY "dagl read,write,pay,confirm,reject; - pay,reject,confirm Pay",
      .good_files = POLICY "dagl read,write,pay,confirm,reject; priv pay,reject,confirm Pay",
  },
  {
      .name = "policy-action-right-of-everybody",
      .rule = "policy/action-right",
      .element = "Pay",
      .bad = PAID,
      .types = PAID_TYPES,
      .files = POLICY "dagl read,write",
      .good_files = POLICY "dagl read,write; - pay,reject,confirm Pay",
  },
  {
      .name = "policy-owner-right",
      .rule = "policy/owner-right",
      .element = "Form",
      .at = "<bpmn:task id=\"Form\"",
      .bad = GOOD,
      .types = "model:Form:auto",
      .files = POLICY "dagl read,write",
      .good_files = POLICY "dagl read,write; [ttd] read,write",
      .runtime = "9.0.0",
  },
  {
      .name = "policy-service-task-right",
      .rule = "policy/service-task-right",
      .element = "Pdf",
      .at = "<bpmn:serviceTask id=\"Pdf\"",
      .bad = PDF,
      .types = PDF_TYPES,
      .files = POLICY "dagl read,write Form; [ttd] read,write",
      .good_files = POLICY "dagl read,write Form; dagl write Pdf; [ttd] read,write",
  },
  {
      .name = "policy-task-right",
      .rule = "policy/task-right",
      .element = "Check",
      .at = "<bpmn:task id=\"Check\"",
      .bad = CONFIRMED,
      .types = "model:Form:auto",
      .files = POLICY "dagl read,write",
      .good_files = POLICY "dagl read,write; dagl confirm Check",
  },
  {
      .name = "policy-unknown-task",
      .rule = "policy/unknown-task",
      .file = "policy.xml",
      .at = "<xacml:Match MatchId=\"urn:oasis:names:tc:xacml:1.0:function:string-equal\">"
            "<xacml:AttributeValue DataType=\"http://www.w3.org/2001/XMLSchema#string\">Gone",
      .bad = GOOD,
      .types = "model:Form:auto",
      .files = POLICY "dagl read,write; dagl sign Gone",
      .good_files = POLICY "dagl read,write; dagl sign EndEvent_1; dagl read E",
  },
  {
      .name = "policy-user-passes-feedback",
      .rule = "policy/user-passes-feedback",
      .element = "Answer",
      .at = "<bpmn:task id=\"Answer\"",
      .bad = ANSWERED,
      .types = "model:Form:auto",
      .files = POLICY "dagl read,write; [ttd] read,write",
      .good_files = POLICY "dagl read,write Form; dagl read Answer; [ttd] read,write",
  },
};

const RulesCase *
rules_cases_get_app (guint index)
{
  return index < G_N_ELEMENTS (cases) ? &cases[index] : NULL;
}

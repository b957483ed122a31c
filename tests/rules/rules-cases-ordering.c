/* rules-cases-ordering.c: what the ordering rules find, and what they must not find
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "tests/rules/rules-cases.h"

#define SIGN "signing actions=sign,reject sign=model into=sigs validator"
#define SIGN_BOTH "signing actions=sign,reject sign=model,fix into=sigs validator"
#define PAY "payment actions=pay,confirm,reject pay=money receipt=receipt"
#define TYPES "model:Form:auto sigs:Sign:owned:min=1 ref-data-as-pdf::pdf"
#define IS(path) "[\"equals\",[\"dataModel\",\"" path "\"],\"x\"]"
#define EDITED "task Form data\ntask More data\nend E\nForm>More\nMore>E"
#define CHOSEN(one, other)                                                                         \
  "task Form data\ngateway G connected=model\ntask More data\nend E\nForm>G\nG>More " one          \
  "\nG>E " other "\nMore>E"
#define SCHEMA(values)                                                                             \
  "models/model.schema.json {\"oneOf\":[{\"$ref\":\"#/$defs/M\"}],\"$defs\":{\"M\":"               \
  "{\"properties\":{\"a\":{\"type\":\"string\",\"enum\":[" values "]},"                            \
  "\"n\":{\"type\":\"integer\"}}}}}"
#define BOUND "\"dataModelBindings\":{\"simpleBinding\":\"a\"}"
#define BUTTON "{\"id\":\"b\",\"type\":\"Button\"}"
#define LAYOUT(component)                                                                          \
  "ui/layout-sets.json a=Form c=More\n"                                                            \
  "ui/a/layouts/p.json {\"data\":{\"layout\":[" BUTTON "]}}\n"                                     \
  "ui/c/layouts/p.json {\"data\":{\"layout\":[" component "," BUTTON "]}}"

static const RulesCase cases[] = {
  {
      .name = "confirm-empty",
      .rule = "ordering/nothing-filled-in",
      .element = "Check",
      .severity = W,
      .bad = "task Check confirmation actions=confirm\ntask Form data\nend E\nCheck>Form\nForm>E",
      .good = "task Form data\ntask Check confirmation actions=confirm\nend E\nForm>Check\nCheck>E",
  },
  {
      .name = "sign-empty",
      .rule = "ordering/nothing-filled-in",
      .element = "Sign",
      .severity = W,
      .bad = "task Sign " SIGN "\ntask Form data\nend E\nSign>Form\nForm>E",
      .good = "task Form data\ntask Sign " SIGN "\nend E\nForm>Sign\nSign>E",
  },
  {
      .name = "no-filling-task",
      .rule = "ordering/nothing-filled-in",
      .element = "P",
      .severity = I,
      .bad = "task Check confirmation actions=confirm\nend E\nCheck>E",
      .good = "task Form data\ntask Check confirmation actions=confirm\nend E\nForm>Check\nCheck>E",
  },
  {
      .name = "sign-before-filled",
      .rule = "ordering/signs-unfilled-data",
      .element = "Sign",
      .severity = W,
      .bad = "task Form data\ntask Sign signing actions=sign sign=model,extra into=sigs "
             "validator\ntask More data\nend E\nForm>Sign\nSign>More\nMore>E",
      .good = "task Form data\ntask More data\ntask Sign signing actions=sign sign=model,extra "
              "into=sigs validator\nend E\nForm>More\nMore>Sign\nSign>E",
      .types = TYPES " extra:More:auto",
  },
  {
      .name = "corrected-unsigned",
      .rule = "ordering/changed-after-signing",
      .element = "Sign",
      .severity = E,
      .bad = "task Form data\ntask Sign " SIGN_BOTH "\ngateway G\ntask Fix data\nend E\n"
             "Form>Sign\nSign>G\nG>E ne:reject\nG>Fix eq:reject\nFix>E",
      .good = "task Form data\ntask Sign " SIGN_BOTH "\ngateway G\ntask Fix data\nend E\n"
              "Form>Sign\nSign>G\nG>E ne:reject\nG>Fix eq:reject\nFix>Sign",
      .types = "model:Form:auto fix:Fix:auto sigs:Sign:owned:min=1",
  },
  {
      .name = "corrected-unsigned-loose",
      .rule = "ordering/changed-after-signing",
      .element = "Sign",
      .severity = W,
      .bad = "task Form data\ntask Sign " SIGN "\ngateway G\ntask Fix data\nend E\nForm>Sign\n"
             "Sign>G\nG>E ne:reject\nG>Fix eq:reject\nFix>E",
      .good = "task Form data\ntask Sign " SIGN "\ngateway G\nend E\nForm>Sign\nSign>G\n"
              "G>E ne:reject\nG>Form eq:reject",
  },
  {
      .name = "changed-after-confirming",
      .rule = "ordering/changed-after-confirming",
      .element = "Check",
      .severity = I,
      .bad = "task Form data\ntask Check confirmation actions=confirm\ntask More data\nend E\n"
             "Form>Check\nCheck>More\nMore>E",
      .good = "task Form data\ntask More data\ntask Check confirmation actions=confirm\nend E\n"
              "Form>More\nMore>Check\nCheck>E",
  },
  {
      .name = "changed-after-payment",
      .rule = "ordering/changed-after-payment",
      .element = "Pay",
      .severity = I,
      .bad = "task Form data\ntask Pay " PAY "\ntask More data\nend E\nForm>Pay\nPay>More\nMore>E",
      .good = "task Form data\ntask More data\ntask Pay " PAY "\nend E\nForm>More\nMore>Pay\nPay>E",
  },
  {
      .name = "paid-before-confirmed",
      .rule = "ordering/paid-before-confirmed",
      .element = "Pay",
      .severity = W,
      .bad = "task Form data\ntask Pay " PAY "\ntask Check confirmation actions=confirm\nend E\n"
             "Form>Pay\nPay>Check\nCheck>E",
      .good = "task Form data\ntask Check confirmation actions=confirm\ntask Pay " PAY "\nend E\n"
              "Form>Check\nCheck>Pay\nPay>E",
  },
  {
      .name = "paid-twice",
      .rule = "ordering/paid-twice",
      .element = "Pay",
      .severity = W,
      .bad = "task Form data\ntask Pay " PAY "\ntask Check confirmation actions=confirm,reject\n"
             "gateway G\nend E\nForm>Pay\nPay>Check\nCheck>G\nG>E ne:reject\nG>Form eq:reject",
      .good = "task Form data\ntask Pay " PAY "\ngateway G\nend E\nForm>Pay\nPay>G\n"
              "G>E ne:reject\nG>Form eq:reject",
  },
  {
      .name = "sent-before-done",
      .rule = "ordering/sent-before-done",
      .element = "Send",
      .severity = I,
      .bad = "task Form data\nservice Send eFormidling\ntask Check confirmation actions=confirm\n"
             "end E\nForm>Send\nSend>Check\nCheck>E",
      .good = "task Form data\ntask Check confirmation actions=confirm\nservice Send eFormidling\n"
              "end E\nForm>Check\nCheck>Send\nSend>E",
  },
  {
      .name = "pdf-out-of-date",
      .rule = "ordering/pdf-out-of-date",
      .element = "Pdf",
      .severity = I,
      .bad = "task Form data\nservice Pdf pdf\ntask More data\nend E\nForm>Pdf\nPdf>More\nMore>E",
      .good = "task Form data\ntask More data\nservice Pdf pdf\nend E\nForm>More\nMore>Pdf\nPdf>E",
  },
  {
      .name = "pdf-out-of-date-or-gone",
      .rule = "ordering/pdf-out-of-date",
      .element = "Pdf",
      .severity = I,
      .bad = "task Form data actions=reject\ngateway H\nservice Pdf pdf\n"
             "task Check confirmation actions=confirm,reject\ngateway G\nend E\nForm>H\n"
             "H>Pdf ne:reject\nH>E eq:reject\nPdf>Check\nCheck>G\nG>E ne:reject\nG>Form eq:reject",
      .good = "task Form data\nservice Pdf pdf actions=reject\ngateway H\n"
              "task Check confirmation actions=confirm,reject\ngateway G\nend E\nForm>Pdf\nPdf>H\n"
              "H>Check ne:reject\nH>E eq:reject\nCheck>G\nG>E ne:reject\nG>Form eq:reject",
  },
  {
      .name = "feedback-too-early",
      .rule = "ordering/feedback-too-early",
      .element = "Answer",
      .severity = W,
      .bad = "task Answer feedback\ntask Form data\nend E\nAnswer>Form\nForm>E",
      .good = "task Form data\ntask Answer feedback\nend E\nForm>Answer\nAnswer>E",
  },
  {
      .name = "feedback-behind-service-task",
      .rule = "ordering/feedback-behind-service-task",
      .element = "Answer",
      .severity = W,
      .bad = "task Form data\nservice Send eFormidling\ntask Answer feedback\nend E\nForm>Send\n"
             "Send>Answer\nAnswer>E",
      .good = "task Form data\ntask Answer feedback\nservice Send eFormidling\nend E\n"
              "Form>Answer\nAnswer>Send\nSend>E",
      .types = "model:Form:auto",
      .runtime = "9.0.0",
  },
  {
      .name = "lookup-without-input",
      .rule = "ordering/lookup-without-input",
      .element = "Look",
      .severity = I,
      .bad = "task Look lookup\ntask Form data\nend E\nLook>Form\nForm>E",
      .good = "task Form data\ntask Look lookup\nend E\nForm>Look\nLook>E",
      .types = "model:Form:auto",
  },
  {
      .name = "unique-signer-later",
      .rule = "ordering/unique-signer-not-before",
      .element = "Second",
      .severity = W,
      .bad = "task Form data\ntask Second signing actions=sign sign=model into=two unique=one "
             "validator\ntask First signing actions=sign sign=model into=one validator\nend E\n"
             "Form>Second\nSecond>First\nFirst>E",
      .good = "task Form data\ntask First signing actions=sign sign=model into=one validator\n"
              "task Second signing actions=sign sign=model into=two unique=one validator\nend E\n"
              "Form>First\nFirst>Second\nSecond>E",
  },
  {
      .name = "unique-signer-never",
      .rule = "ordering/unique-signer-not-before",
      .element = "Second",
      .severity = W,
      .bad = "task Form data\ngateway G connected=model\ntask First signing actions=sign "
             "sign=model into=one validator\ntask Second signing actions=sign sign=model into=two "
             "unique=one validator\nend E\nForm>G\nG>First [\"equals\",[\"dataModel\",\"a\"],"
             "\"x\"]\nG>Second [\"notEquals\",[\"dataModel\",\"a\"],\"x\"]\nFirst>E\nSecond>E",
      .good = "task Form data\ngateway G connected=model\ntask First signing actions=sign "
              "sign=model into=one validator\ntask Second signing actions=sign sign=model "
              "into=two unique=one validator\nend E\nForm>G\n"
              "G>First [\"equals\",[\"dataModel\",\"a\"],\"x\"]\n"
              "G>Second [\"notEquals\",[\"dataModel\",\"a\"],\"x\"]\nFirst>Second\nSecond>E",
      .no_witness = TRUE,
  },
  {
      .name = "pdf-of-later-task",
      .rule = "ordering/pdf-of-later-task",
      .element = "Pdf",
      .severity = W,
      .bad = "task Form data\nservice Pdf pdf pdf=Form,More\ntask More data\nend E\nForm>Pdf\n"
             "Pdf>More\nMore>E",
      .good = "task Form data\ntask More data\nservice Pdf pdf pdf=Form,More\nend E\nForm>More\n"
              "More>Pdf\nPdf>E",
  },
  {
      .name = "condition-reads-unfilled-data",
      .rule = "ordering/condition-reads-unfilled-data",
      .element = "G",
      .severity = E,
      .bad = "task Form data\ngateway G connected=later\ntask More data\nend E\nForm>G\n"
             "G>More [\"equals\",[\"dataModel\",\"a\"],\"x\"]\n"
             "G>E [\"notEquals\",[\"dataModel\",\"a\"],\"x\"]\nMore>E",
      .good = "task Form data\ngateway G connected=model\ntask More data\nend E\nForm>G\n"
              "G>More [\"equals\",[\"dataModel\",\"a\"],\"x\"]\n"
              "G>E [\"notEquals\",[\"dataModel\",\"a\"],\"x\"]\nMore>E",
      .types = "model:Form:auto later:More:auto",
  },
  {
      .name = "no-way-back",
      .rule = "ordering/no-way-back",
      .element = "Check",
      .severity = W,
      .bad = "task Form data\ntask Check confirmation actions=confirm,reject\nend E\nForm>Check\n"
             "Check>E",
      .good = "task Form data\ntask Check confirmation actions=confirm,reject\ngateway G\nend E\n"
              "Form>Check\nCheck>G\nG>E ne:reject\nG>Form eq:reject",
  },
  {
      .name = "feedback-one-way",
      .rule = "ordering/no-way-back",
      .element = "Answer",
      .severity = I,
      .bad = "task Form data\ntask Answer feedback\nend E\nForm>Answer\nAnswer>E",
      .good = "task Form data\ntask Answer feedback actions=reject\ngateway G\nend E\n"
              "Form>Answer\nAnswer>G\nG>E ne:reject\nG>Form eq:reject",
  },
  {
      .name = "way-back-cannot-edit",
      .rule = "ordering/way-back-cannot-edit",
      .element = "Check",
      .severity = I,
      .bad = "task Form data\ntask Read data\ntask Check confirmation actions=confirm,reject\n"
             "gateway G\nend E\nForm>Read\nRead>Check\nCheck>G\nG>E ne:reject\nG>Read eq:reject",
      .good = "task Form data\ntask Read data\ntask Check confirmation actions=confirm,reject\n"
              "gateway G\nend E\nForm>Read\nRead>Check\nCheck>G\nG>E ne:reject\nG>Form eq:reject",
      .types = "model:Form:auto",
  },
  {
      .name = "no-way-to-end",
      .rule = "ordering/no-way-to-end",
      .element = "More",
      .severity = E,
      .bad = "task Form data\ngateway G connected=model\ntask More data\ntask Less data\nend E\n"
             "Form>G\nG>More [\"equals\",[\"dataModel\",\"a\"],\"x\"]\n"
             "G>E [\"notEquals\",[\"dataModel\",\"a\"],\"x\"]\nMore>More\nLess>E",
      .good = "task Form data\ngateway G connected=model\ntask More data\nend E\nForm>G\n"
              "G>More [\"equals\",[\"dataModel\",\"a\"],\"x\"]\n"
              "G>E [\"notEquals\",[\"dataModel\",\"a\"],\"x\"]\nMore>Form",
  },
  {
      .name = "dead-branch",
      .rule = "ordering/dead-branch",
      .element = "G_Form",
      .severity = W,
      .bad = "task Form data\ntask Check confirmation actions=confirm\ngateway G\nend E\n"
             "Form>Check\nCheck>G\nG>E ne:reject\nG>Form eq:reject",
      .good = "task Form data\ntask Check confirmation actions=confirm,reject\ngateway G\nend E\n"
              "Form>Check\nCheck>G\nG>E ne:reject\nG>Form eq:reject",
  },
  {
      .name = "gateway-overlap",
      .rule = "ordering/gateway-overlap",
      .element = "G",
      .severity = E,
      .bad = "task Form data\ntask Check confirmation actions=confirm,reject\n"
             "gateway G default=G_E\nend E\nForm>Check\nCheck>G\nG>E\nG>Form eq:reject",
      .good = "task Form data\ntask Check confirmation actions=confirm,reject\n"
              "gateway G default=G_E\nend E\nForm>Check\nCheck>G\nG>E ne:reject\nG>Form eq:reject",
  },
  {
      .name = "gateway-gap",
      .rule = "ordering/gateway-gap",
      .element = "G",
      .severity = E,
      .bad = "task Form data\ntask Check confirmation actions=confirm,reject\ngateway G\nend E\n"
             "Form>Check\nCheck>G\nG>E eq:confirmed\nG>Form eq:reject",
      .good = "task Form data\ntask Check confirmation actions=confirm,reject\ngateway G\nend E\n"
              "Form>Check\nCheck>G\nG>E eq:confirm\nG>Form eq:reject",
  },
  {
      .name = "gateway-gap-of-data",
      .rule = "ordering/gateway-gap",
      .element = "G",
      .severity = I,
      .bad = "task Form data\ngateway G connected=model\ntask More data\nend E\nForm>G\n"
             "G>More [\"equals\",[\"dataModel\",\"a\"],\"x\"]\n"
             "G>E [\"equals\",[\"dataModel\",\"a\"],\"y\"]\nMore>E",
      .good = "task Form data\ngateway G connected=model\ntask More data\nend E\nForm>G\n"
              "G>More [\"equals\",[\"dataModel\",\"a\"],\"x\"]\n"
              "G>E [\"notEquals\",[\"dataModel\",\"a\"],\"x\"]\nMore>E",
  },
  {
      .name = "ends-unsigned",
      .rule = "ordering/ends-unsigned",
      .element = "Sign",
      .severity = W,
      .bad = "task Form data\ntask Sign signing actions=sign sign=model into=sigs\nend E\n"
             "Form>Sign\nSign>E",
      .good = "task Form data\ntask Sign signing actions=sign sign=model into=sigs validator\n"
              "end E\nForm>Sign\nSign>E",
      .types = "model:Form:auto sigs::owned:min=1",
  },
  {
      .name = "ends-unpaid",
      .rule = "ordering/ends-unpaid",
      .element = "Pay",
      .severity = I,
      .bad = "task Form data\ntask Pay " PAY "\nend E\nForm>Pay\nPay>E",
      .good = "task Form data\ntask Pay " PAY "\ngateway G\nend E\nForm>Pay\nPay>G\n"
              "G>E ne:reject\nG>Form eq:reject",
  },
  {
      .name = "signed-data-not-locked",
      .rule = "ordering/signed-data-not-locked",
      .element = "Sign",
      .severity = W,
      .bad = "task Form data\ntask Sign " SIGN "\nend E\nForm>Sign\nSign>E",
      .good = "task Form data\ntask Sign " SIGN "\nend E\nForm>Sign\nSign>E",
      .types = "other:Form:auto model::auto sigs:Sign:owned:min=1",
      .good_types = TYPES,
  },
  {
      .name = "stale-signature-blocks",
      .rule = "ordering/stale-signature-blocks",
      .element = "Second",
      .severity = W,
      .bad = "task Form data\ntask First signing actions=sign sign=model into=one validator\n"
             "task Second signing actions=sign sign=model into=one validator\nend E\nForm>First\n"
             "First>Second\nSecond>E",
      .good = "task Form data\ntask First signing actions=sign sign=model into=one validator\n"
              "task Second signing actions=sign sign=model into=two validator\nend E\nForm>First\n"
              "First>Second\nSecond>E",
  },
  {
      .name = "automatic-loop",
      .rule = "ordering/automatic-loop",
      .element = "Archive",
      .severity = E,
      .bad = "task Form data\nservice Archive fiksArkiv\ngateway G\nservice Pdf pdf\nend E\n"
             "Form>Archive\nArchive>G\nG>E ne:reject\nG>Pdf eq:reject\nPdf>Archive",
      .good = "task Form data\nservice Archive fiksArkiv\ngateway G\nend E\nForm>Archive\n"
              "Archive>G\nG>E ne:reject\nG>Form eq:reject",
  },
  {
      .name = "no-way-back-from-service",
      .rule = "ordering/no-way-back",
      .element = "Pdf",
      .severity = W,
      .bad = "task Form data\nservice Pdf pdf actions=reject\nend E\nForm>Pdf\nPdf>E",
      .good = "task Form data\nservice Archive fiksArkiv\nend E\nForm>Archive\nArchive>E",
  },
  {
      .name = "automatic-loop-by-data",
      .rule = "ordering/automatic-loop",
      .element = "Pdf",
      .severity = E,
      .bad = "task Form data\nservice Pdf pdf\ngateway G connected=model\nend E\nForm>Pdf\n"
             "Pdf>G\nG>E [\"not\"," IS ("a") "]\nG>Pdf " IS ("a"),
      .good = "task Form data\nservice Pdf pdf\ngateway G connected=model\nend E\nForm>Pdf\n"
              "Pdf>G\nG>E [\"not\"," IS ("a") "]\nG>Form " IS ("a"),
      .types = "model:Form:auto ref-data-as-pdf::pdf",
  },
  {
      .name = "automatic-loop-first",
      .rule = "ordering/automatic-loop",
      .element = "Archive",
      .severity = E,
      .bad = "service Archive fiksArkiv\ngateway G\nend E\nArchive>G\nG>E ne:reject\n"
             "G>Archive eq:reject",
      .good = "service Archive fiksArkiv\ngateway G\ntask Form data\nend E\nArchive>G\n"
              "G>E ne:reject\nG>Form eq:reject\nForm>Archive",
  },
  {
      .name = "service-task-first",
      .rule = "ordering/service-task-first",
      .element = "Pdf",
      .severity = W,
      .bad = "service Pdf pdf\ntask Form data\nend E\nPdf>Form\nForm>E",
      .good = "task Form data\nservice Pdf pdf\nend E\nForm>Pdf\nPdf>E",
  },
  {
      .name = "starts-at-end",
      .rule = "ordering/starts-at-end",
      .element = "E",
      .severity = E,
      .bad = "end E",
      .good = "task Form data\nend E\nForm>E",
  },
  {
      .name = "rejected-after-payment",
      .rule = "ordering/rejected-after-payment",
      .element = "Pay",
      .severity = I,
      .bad = "task Form data\ntask Pay " PAY "\ntask Check confirmation actions=confirm,reject\n"
             "gateway G\nend E\nend No\nForm>Pay\nPay>Check\nCheck>G\nG>E ne:reject\n"
             "G>No eq:reject",
      .good = "task Form data\ntask Pay " PAY "\ntask Check confirmation actions=confirm\nend E\n"
              "Form>Pay\nPay>Check\nCheck>E",
  },
  {
      .name = "overlap-of-the-one-form",
      .rule = "ordering/gateway-overlap",
      .element = "G",
      .severity = E,
      .bad = "task Form data\ngateway G\ntask More data\nend E\nForm>G\n"
             "G>More [\"greaterThan\",[\"dataModel\",\"a\"],5]\n"
             "G>E [\"greaterThan\",[\"dataModel\",\"a\"],3]\nMore>E",
      .good = "task Form data\ngateway G\ntask More data\nend E\nForm>G\n"
              "G>More [\"greaterThan\",[\"dataModel\",\"a\"],5]\n"
              "G>E [\"not\",[\"greaterThan\",[\"dataModel\",\"a\"],5]]\nMore>E",
  },
  {
      .name = "dead-branch-before-the-form",
      .rule = "ordering/dead-branch",
      .element = "G_More",
      .severity = W,
      .bad = "task Check confirmation actions=confirm\ngateway G\ntask More data\nend E\nCheck>G\n"
             "G>More " IS ("a") "\nG>E [\"not\"," IS ("a") "]\nMore>E",
      .good = "task Form data\ngateway G\ntask More data\nend E\nForm>G\n"
              "G>More " IS ("a") "\nG>E [\"not\"," IS ("a") "]\nMore>E",
  },
  {
      .name = "condition-reads-unfilled-named",
      .rule = "ordering/condition-reads-unfilled-data",
      .element = "G",
      .severity = I,
      .bad = "task Form data\ngateway G connected=model\ntask More data\nend E\nForm>G\n"
             "G>More [\"notEquals\",[\"dataModel\",\"a\",\"more\"],\"x\"]\n"
             "G>E [\"equals\",[\"dataModel\",\"a\",\"more\"],\"x\"]\nMore>E",
      .good = "task Form data\ntask More data\ngateway G connected=model\nend E\nend F\n"
              "Form>More\nMore>G\n"
              "G>F [\"notEquals\",[\"dataModel\",\"a\",\"more\"],\"x\"]\n"
              "G>E [\"equals\",[\"dataModel\",\"a\",\"more\"],\"x\"]",
      .types = "model:Form:auto more:More:auto:max=1",
  },
  {
      .name = "dead-branch-of-a-comparison",
      .rule = "ordering/dead-branch",
      .element = "G_More",
      .severity = W,
      .bad = CHOSEN ("[\"and\"," IS ("a") ",[\"equals\",[\"dataModel\",\"a\"],\"y\"]]",
                     "[\"not\",[\"and\"," IS ("a") ",[\"equals\",[\"dataModel\",\"a\"],\"y\"]]]"),
      .good = CHOSEN ("[\"equals\",[\"stringLength\",[\"dataModel\",\"a\"]],11]",
                      "[\"notEquals\",[\"stringLength\",[\"dataModel\",\"a\"]],11]"),
  },
  {
      .name = "overlap-of-a-path-like-a-function",
      .rule = "ordering/gateway-overlap",
      .element = "G",
      .severity = E,
      .bad = CHOSEN (IS ("language"), IS ("language")),
      .good = CHOSEN ("[\"equals\",[\"language\"],\"x\"]", "[\"equals\",[ \"language\" ],\"y\"]"),
  },
  {
      .name = "dead-branch-by-enum",
      .rule = "ordering/dead-branch",
      .element = "G_More",
      .severity = W,
      .bad = CHOSEN (IS ("a"), "[\"not\"," IS ("a") "]"),
      .types = "model:Form:auto",
      .files = SCHEMA ("\"y\",\"z\""),
      .good_files = SCHEMA ("\"x\",\"z\""),
  },
  {
      .name = "dead-branch-by-type",
      .rule = "ordering/dead-branch",
      .element = "G_More",
      .severity = W,
      .bad = CHOSEN ("[\"equals\",[\"dataModel\",\"n\"],1.5]",
                     "[\"notEquals\",[\"dataModel\",\"n\"],1.5]"),
      .good = CHOSEN ("[\"equals\",[\"dataModel\",\"n\"],\"15\"]",
                      "[\"notEquals\",[\"dataModel\",\"n\"],\"15\"]"),
      .types = "model:Form:auto",
      .files = SCHEMA ("\"x\""),
  },
  {
      .name = "gap-beside-overlap",
      .rule = "ordering/gateway-gap",
      .element = "G",
      .severity = I,
      .bad = "task Form data\ngateway G connected=model\ntask More data\nend E\nForm>G\n"
             "G>More " IS ("a") "\nG>E " IS ("a") "\nMore>E",
      .good = "task Form data\ngateway G connected=model\ntask More data\nend E\nForm>G\n"
              "G>More " IS ("a") "\nG>E [\"not\"," IS ("a") "]\nMore>E",
  },
  {
      .name = "ends-unsigned-loose",
      .rule = "ordering/ends-unsigned",
      .element = "Sign",
      .severity = I,
      .bad = "task Form data\ntask Sign signing actions=sign sign=model into=sigs\nend E\n"
             "Form>Sign\nSign>E",
      .good = "task Form data\ntask Sign signing actions=sign sign=model into=sigs validator\n"
              "end E\nForm>Sign\nSign>E",
  },
  {
      .name = "ends-unsigned-by-provider",
      .rule = "ordering/ends-unsigned",
      .element = "Sign",
      .severity = W,
      .bad = "task Form data\ntask Sign signing actions=sign sign=model into=sigs provider=who "
             "states=people\nend E\nForm>Sign\nSign>E",
      .good = "task Form data\ntask Sign signing actions=sign sign=model into=sigs provider=who "
              "states=people validator\nend E\nForm>Sign\nSign>E",
      .types = "model:Form:auto sigs::owned people::owned",
  },
  {
      .name = "legacy-send-before-done",
      .rule = "ordering/sent-before-done",
      .element = "Form",
      .severity = W,
      .bad = "task Form data\ntask Check confirmation actions=confirm\nend E\nForm>Check\nCheck>E",
      .types = "model:Form:auto",
      .files = "config/applicationmetadata.json {\"id\":\"ttd/fixture\",\"dataTypes\":[{\"id\":"
               "\"model\",\"taskId\":\"Form\",\"appLogic\":{\"autoCreate\":true,\"classRef\":"
               "\"M\"}}],\"eFormidling\":{\"sendAfterTaskId\":\"Form\"}}",
      .good_runtime = "9.0.0",
  },
  {
      .name = "feedback-behind-pdf-and-eformidling",
      .rule = "ordering/feedback-behind-service-task",
      .element = "Answer",
      .severity = W,
      .bad = "task Form data\ngateway G connected=model\nservice Pdf pdf\n"
             "service Send eFormidling\ntask Answer feedback\nend E\nForm>G\nG>Pdf " IS ("a")
             "\nG>Send [\"not\"," IS ("a") "]\nPdf>Answer\nSend>Answer\nAnswer>E",
      .good = "task Form data\ntask Answer feedback\nend E\nForm>Answer\nAnswer>E",
      .types = "model:Form:auto",
      .runtime = "9.0.0",
  },
  {
      .name = "bounded",
      .rule = "ordering/bounded",
      .element = "P",
      .severity = I,
      .bad = "task Form data\ngateway G connected=model\ntask More data\nend E\nForm>G\n"
             "G>More [\"and\"," IS ("a") "," IS ("b") "," IS ("c") "," IS ("d") "," IS ("e") ","
             IS (
                 "f") "," IS ("g") "," IS ("h") "]\nG>E [\"not\",[\"and\","
             IS ("a") "," IS ("b") "," IS ("c") "," IS ("d") "," IS (
                 "e") ","
             IS ("f") "," IS ("g") "," IS ("h") "]]\nMore>E",
      .good = "task Form data\ngateway G connected=model\ntask More data\nend E\nForm>G\n"
              "G>More [\"and\"," IS ("a") "," IS ("b") "," IS ("c") "," IS ("d") "," IS ("e") "]\n"
              "G>E [\"not\",[\"and\"," IS ("a") "," IS ("b") "," IS ("c") "," IS ("d") ","
              IS (
                  "e") "]]\nMore>E",
      .no_witness = TRUE,
  },
  {
      .name = "edits-locked-data",
      .rule = "ordering/edits-locked-data",
      .element = "More",
      .severity = W,
      .bad = EDITED,
      .types = "model:Form:auto",
      .files = LAYOUT ("{\"id\":\"i\",\"type\":\"Input\"," BOUND "}"),
      .good_files = LAYOUT ("{\"id\":\"i\",\"type\":\"Input\",\"readOnly\":true," BOUND "}"),
  },
  {
      .name = "edits-locked-data-summary",
      .rule = "ordering/edits-locked-data",
      .element = "More",
      .severity = W,
      .bad = EDITED,
      .types = "model:Form:auto",
      .files = LAYOUT ("{\"id\":\"i\",\"type\":\"Checkboxes\"," BOUND "}"),
      .good_files = LAYOUT ("{\"id\":\"i\",\"type\":\"Summary2\"," BOUND "}"),
  },
};

const RulesCase *
rules_cases_get_ordering (guint index)
{
  return index < G_N_ELEMENTS (cases) ? &cases[index] : NULL;
}

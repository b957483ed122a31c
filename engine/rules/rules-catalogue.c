/* rules-catalogue.c: every rule with its severity and its reason
 *
 * Sources: facts: format 3.5 and 3.6, runtime 1-4; the ordering rules are those of ordering.md.
 * A new rule is a name in rules-ids.h, a row here, and a function that reports it.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/rules/rules-ids.h"

#include <glib/gi18n-lib.h>

static const RulesRule catalogue[RULES_N_RULES] = {
  [RULE_APP_DATA_TYPE_TASK] = {
      "app/data-type-task",
      RULES_SEVERITY_WARNING,
      N_ ("A data type belongs to a task that does not exist"),
      N_ ("The app creates, locks and validates data together with the task that its "
          "data type names. A name that is no task of the process means that none of "
          "this ever happens to the data."),
      1017,
  },
  [RULE_APP_EFORMIDLING_BLOCK] = {
      "app/eformidling-block",
      RULES_SEVERITY_ERROR,
      N_ ("The app metadata sends with eFormidling, which version 9 no longer does"),
      N_ ("Version 9 sends only from an eFormidling service task in the process. The old "
          "block in applicationmetadata.json stops the build."),
      601,
  },
  [RULE_APP_LAYOUT_MISSING] = {
      "app/layout-missing",
      RULES_SEVERITY_WARNING,
      N_ ("A task that shows a form has no layout"),
      N_ ("The app looks for the pages of a task in the layout set, or in version 9 the "
          "folder, that names the task. Without one the person sees an error instead of "
          "the form."),
      0,
  },
  [RULE_APP_LAYOUT_TWICE] = {
      "app/layout-twice",
      RULES_SEVERITY_WARNING,
      N_ ("Two layout sets name the same task"),
      N_ ("The app takes the first layout set that names a task. The other one is never "
          "shown."),
      0,
  },
  [RULE_APP_LAYOUT_UNKNOWN_TASK] = {
      "app/layout-unknown-task",
      RULES_SEVERITY_WARNING,
      N_ ("A layout set names a task that does not exist"),
      N_ ("The layout set is never shown. Most often the task was renamed or deleted and "
          "the layout set was left behind."),
      0,
  },
  [RULE_APP_PDF_CREATION] = {
      "app/pdf-creation",
      RULES_SEVERITY_ERROR,
      N_ ("A data type asks for a PDF the way version 9 no longer makes it"),
      N_ ("Version 9 makes PDFs only in a pdf service task. The old setting "
          "enablePdfCreation stops the build."),
      600,
  },
  [RULE_APP_TEXT_MISSING] = {
      "app/text-missing",
      RULES_SEVERITY_INFO,
      N_ ("A text that a setting names is missing"),
      N_ ("The app shows the key itself where a text is missing, so the file gets the "
          "key as its name."),
      0,
  },
  [RULE_APP_UNREADABLE_FILE] = {
      "app/unreadable-file",
      RULES_SEVERITY_ERROR,
      N_ ("A file of the app cannot be read"),
      N_ ("The app reads this file when it starts and stops with an error. The other "
          "rules take the file as absent."),
      0,
  },
  [RULE_APP_VERSION] = {
      "app/version",
      RULES_SEVERITY_ERROR,
      N_ ("The app’s version does not know this yet"),
      N_ ("An older version of the app’s libraries skips or refuses what only a newer "
          "one knows. The task is then entered with an error, or its setting has no "
          "effect."),
      0,
  },
  [RULE_CONDITION_ARITY] = {
      "condition/arity",
      RULES_SEVERITY_ERROR,
      N_ ("A function in a condition has the wrong number of arguments"),
      N_ ("Evaluating the condition ends in an error, so the person who pressed the "
          "button sees an error and the process does not move."),
      0,
  },
  [RULE_CONDITION_DATA_TYPE] = {
      "condition/data-type",
      RULES_SEVERITY_WARNING,
      N_ ("A condition reads the data model, but nothing says which one"),
      N_ ("Without connectedDataTypeId the gateway reads the data model of the task that "
          "was left. A service task has none, so the condition cannot be evaluated or "
          "reads another model than the one that was meant."),
      0,
  },
  [RULE_CONDITION_FRONTEND_FUNCTION] = {
      "condition/frontend-function",
      RULES_SEVERITY_ERROR,
      N_ ("A condition uses a function that only the front end knows"),
      N_ ("Conditions of gateways are evaluated in the app’s back end, which answers "
          "that the function is not implemented. The process does not move."),
      0,
  },
  [RULE_CONDITION_IGNORED] = {
      "condition/ignored",
      RULES_SEVERITY_WARNING,
      N_ ("A condition stands on a flow that does not leave a gateway"),
      N_ ("The app evaluates conditions only on flows that leave an exclusive gateway. "
          "This one is never looked at."),
      0,
  },
  [RULE_CONDITION_INVALID] = {
      "condition/invalid",
      RULES_SEVERITY_ERROR,
      N_ ("A condition is not an expression"),
      N_ ("The app reads a condition as strict JSON, and as an expression: an array that "
          "begins with the name of a function. Anything else ends in an error each time "
          "the gateway is reached."),
      0,
  },
  [RULE_CONDITION_NEVER_TRUE] = {
      "condition/never-true",
      RULES_SEVERITY_WARNING,
      N_ ("A condition has a fixed value"),
      N_ ("A flow is taken only when its condition gives exactly true. A literal decides "
          "the flow once and for all."),
      0,
  },
  [RULE_CONDITION_UNKNOWN_ACTION] = {
      "condition/unknown-action",
      RULES_SEVERITY_WARNING,
      N_ ("A condition waits for an action that no task before the gateway has"),
      N_ ("gatewayAction is the action that left the task before the gateway. An action "
          "that none of these tasks lists gets no button and needs no right, so the "
          "condition is hardly ever decided by it."),
      0,
  },
  [RULE_CONDITION_UNKNOWN_FUNCTION] = {
      "condition/unknown-function",
      RULES_SEVERITY_ERROR,
      N_ ("A condition uses an unknown function"),
      N_ ("The app answers that the function is not implemented, and the process does "
          "not move."),
      0,
  },
  [RULE_AUTOMATIC_LOOP] = {
      "ordering/automatic-loop",
      RULES_SEVERITY_ERROR,
      N_ ("Service tasks can run in a circle without a person"),
      N_ ("The app runs one service task after the other by itself. When they lead back "
          "to themselves it stops after one hundred rounds with “Process loop detected”."),
      0,
  },
  [RULE_BOUNDED] = {
      "ordering/bounded",
      RULES_SEVERITY_INFO,
      N_ ("There are more combinations of data than were looked at"),
      N_ ("The ordering rules play every relevant combination of values. Above the bound "
          "they look at the gateways one by one, and may miss a finding that only shows "
          "in one rare combination."),
      0,
  },
  [RULE_CHANGED_AFTER_CONFIRMING] = {
      "ordering/changed-after-confirming",
      RULES_SEVERITY_WARNING,
      N_ ("Data can be changed after they were confirmed"),
      N_ ("The person confirmed one thing and the app hands in another. Nothing asks for "
          "a new confirmation on this way through the process."),
      0,
  },
  [RULE_CHANGED_AFTER_PAYMENT] = {
      "ordering/changed-after-payment",
      RULES_SEVERITY_WARNING,
      N_ ("Data can be changed after the payment"),
      N_ ("A paid payment stands: entering the payment task again does not ask for the "
          "difference. If the sum depends on the data, it is wrong from here on. With a "
          "fixed price this is fine; say so in .altinn-process.json."),
      0,
  },
  [RULE_CHANGED_AFTER_SIGNING] = {
      "ordering/changed-after-signing",
      RULES_SEVERITY_ERROR,
      N_ ("Data can be changed after they were to be signed, and handed in without a new "
          "signature"),
      N_ ("The process goes on to its end, or sends the data, although nobody signed "
          "what they say now. A rejected signature that is corrected must come by the "
          "signing task again."),
      0,
  },
  [RULE_CONDITION_READS_UNFILLED_DATA] = {
      "ordering/condition-reads-unfilled-data",
      RULES_SEVERITY_ERROR,
      N_ ("A gateway reads data that do not exist yet"),
      N_ ("The data element is created when its task is entered for the first time. A "
          "gateway that comes before cannot be evaluated: the app answers an error and "
          "the process does not move."),
      0,
  },
  [RULE_DEAD_BRANCH] = {
      "ordering/dead-branch",
      RULES_SEVERITY_WARNING,
      N_ ("No run takes this flow"),
      N_ ("The gateway is reached, but no action that is offered and no value of the "
          "data makes this condition true. What lies behind it is never done."),
      0,
  },
  [RULE_EDITS_LOCKED_DATA] = {
      "ordering/edits-locked-data",
      RULES_SEVERITY_WARNING,
      N_ ("A form edits data that are locked"),
      N_ ("Data are locked when the task that owns them is completed, and unlocked only "
          "when that task is entered again. Saving from another task is answered with "
          "“Data element is locked and cannot be updated”."),
      0,
  },
  [RULE_ENDS_UNPAID] = {
      "ordering/ends-unpaid",
      RULES_SEVERITY_INFO,
      N_ ("The process can end without payment"),
      N_ ("A run comes to the payment task and ends by rejecting it. That may be meant: "
          "a cancelled order."),
      0,
  },
  [RULE_ENDS_UNSIGNED] = {
      "ordering/ends-unsigned",
      RULES_SEVERITY_WARNING,
      N_ ("A signing task can be completed without a signature"),
      N_ ("A signing task is validated only by what the signature data type and "
          "runDefaultValidator ask for. With minCount 0 or without the validator, zero "
          "signatures are enough, and any button that moves the process on passes."),
      0,
  },
  [RULE_FEEDBACK_BEHIND_SERVICE_TASK] = {
      "ordering/feedback-behind-service-task",
      RULES_SEVERITY_INFO,
      N_ ("A feedback task stands directly behind a service task"),
      N_ ("In version 9 a service task itself waits until its work is done. A feedback "
          "task behind it waits for a call that nobody makes any more, except where the "
          "service owner really takes a decision."),
      0,
  },
  [RULE_FEEDBACK_TOO_EARLY] = {
      "ordering/feedback-too-early",
      RULES_SEVERITY_WARNING,
      N_ ("The service owner is asked before anything is handed in"),
      N_ ("A feedback task waits for the service owner, who sees an instance without "
          "data and has nothing to answer."),
      0,
  },
  [RULE_GATEWAY_GAP] = {
      "ordering/gateway-gap",
      RULES_SEVERITY_ERROR,
      N_ ("A gateway finds no way for an action"),
      N_ ("The app answers “returned 0 flows. Expected 1” and the person stands where "
          "they were, whatever they press again."),
      0,
  },
  [RULE_GATEWAY_OVERLAP] = {
      "ordering/gateway-overlap",
      RULES_SEVERITY_ERROR,
      N_ ("A gateway finds several ways at once"),
      N_ ("The app wants exactly one flow. With two true conditions, or a true condition "
          "beside a flow without one, it answers “returned 2 flows. Expected 1” and the "
          "process does not move."),
      0,
  },
  [RULE_LOOKUP_WITHOUT_INPUT] = {
      "ordering/lookup-without-input",
      RULES_SEVERITY_INFO,
      N_ ("Data are looked up before anything was filled in"),
      N_ ("The lookup owns no data of its own, and nothing was handed in before it. It "
          "can only use what the instance itself knows."),
      0,
  },
  [RULE_NO_WAY_BACK] = {
      "ordering/no-way-back",
      RULES_SEVERITY_WARNING,
      N_ ("Rejecting leads where going on leads"),
      N_ ("The task offers reject, but the process goes the same way whichever button is "
          "pressed. The person believes that it was rejected; the app goes on as if it "
          "was approved."),
      0,
  },
  [RULE_NO_WAY_TO_END] = {
      "ordering/no-way-to-end",
      RULES_SEVERITY_ERROR,
      N_ ("From this task no run reaches an end"),
      N_ ("Whatever is pressed and whatever the data say, an instance that comes here is "
          "never completed and never archived."),
      0,
  },
  [RULE_NOTHING_FILLED_IN] = {
      "ordering/nothing-filled-in",
      RULES_SEVERITY_WARNING,
      N_ ("Something is confirmed, signed, sent or printed before it was filled in"),
      N_ ("On a way through the process nobody has completed a task that fills in these "
          "data, so the person approves an empty form, or an empty form is sent."),
      0,
  },
  [RULE_PAID_BEFORE_CONFIRMED] = {
      "ordering/paid-before-confirmed",
      RULES_SEVERITY_WARNING,
      N_ ("The payment comes before the confirmation"),
      N_ ("The person pays first and confirms or signs afterwards. Who then rejects has "
          "paid for something that was never handed in; the app returns no money."),
      0,
  },
  [RULE_PAID_TWICE] = {
      "ordering/paid-twice",
      RULES_SEVERITY_WARNING,
      N_ ("A payment is reached again"),
      N_ ("A paid payment survives going back. When the task is entered again the first "
          "payment stands and nobody is asked, even if the sum has changed: the app "
          "answers that the payment is already completed."),
      0,
  },
  [RULE_PDF_OF_LATER_TASK] = {
      "ordering/pdf-of-later-task",
      RULES_SEVERITY_WARNING,
      N_ ("A PDF shows a task that was not filled in yet"),
      N_ ("The PDF is made from what there is when the service task runs. The named task "
          "comes later or never, so its part is empty."),
      0,
  },
  [RULE_PDF_OUT_OF_DATE] = {
      "ordering/pdf-out-of-date",
      RULES_SEVERITY_INFO,
      N_ ("The PDF shows older data than those handed in"),
      N_ ("After the PDF was made the data can change again, and no new PDF is made on "
          "this way through the process."),
      0,
  },
  [RULE_REJECTED_AFTER_PAYMENT] = {
      "ordering/rejected-after-payment",
      RULES_SEVERITY_INFO,
      N_ ("Something paid can be rejected"),
      N_ ("The app returns no money by itself. Somebody must do it by hand, or the "
          "process must forbid it."),
      0,
  },
  [RULE_SENT_BEFORE_DONE] = {
      "ordering/sent-before-done",
      RULES_SEVERITY_WARNING,
      N_ ("Data are sent before they are final"),
      N_ ("What was sent cannot be called back. Afterwards the data are still changed, "
          "signed, confirmed or paid for, and nothing is sent again."),
      0,
  },
  [RULE_SERVICE_TASK_FIRST] = {
      "ordering/service-task-first",
      RULES_SEVERITY_WARNING,
      N_ ("The first task is a service task"),
      N_ ("Version 8 runs service tasks when a task before them is completed, not when "
          "an instance starts. The instance stands there until somebody calls "
          "process/next."),
      0,
  },
  [RULE_SIGNED_DATA_NOT_LOCKED] = {
      "ordering/signed-data-not-locked",
      RULES_SEVERITY_WARNING,
      N_ ("Data are not locked while they are being signed"),
      N_ ("A signature holds a fingerprint of the data. When the data can still be "
          "written, the fingerprint no longer fits and the app refuses to go on: the "
          "signed data have been modified."),
      0,
  },
  [RULE_SIGNS_UNFILLED_DATA] = {
      "ordering/signs-unfilled-data",
      RULES_SEVERITY_WARNING,
      N_ ("Data are signed before they were filled in"),
      N_ ("The signing task names data of a task that comes later. What is signed is an "
          "empty form, or none at all."),
      0,
  },
  [RULE_STALE_SIGNATURE_BLOCKS] = {
      "ordering/stale-signature-blocks",
      RULES_SEVERITY_WARNING,
      N_ ("Two signing tasks keep their signatures in the same data type"),
      N_ ("The app counts and verifies signatures by data type, not by task. Earlier "
          "signatures count for the later task, and when signed data have changed since, "
          "the later task can never be completed."),
      0,
  },
  [RULE_STARTS_AT_END] = {
      "ordering/starts-at-end",
      RULES_SEVERITY_ERROR,
      N_ ("The process ends where it starts"),
      N_ ("An instance cannot be created: the app answers an error when the start event "
          "leads to an end event without a task between."),
      0,
  },
  [RULE_UNIQUE_SIGNER_NOT_BEFORE] = {
      "ordering/unique-signer-not-before",
      RULES_SEVERITY_WARNING,
      N_ ("“Someone else must sign” cannot be kept"),
      N_ ("The app compares with the signatures that are there when a person signs. A "
          "signature that comes later is not there yet, so the same person can give "
          "both."),
      0,
  },
  [RULE_WAY_BACK_CANNOT_EDIT] = {
      "ordering/way-back-cannot-edit",
      RULES_SEVERITY_INFO,
      N_ ("What was rejected stays locked"),
      N_ ("Data are unlocked only when the task that owns them is entered. This way back "
          "comes to another task or to an end first, so nothing can be corrected."),
      0,
  },
  [RULE_POLICY_ACTION_RIGHT] = {
      "policy/action-right",
      RULES_SEVERITY_WARNING,
      N_ ("Nobody has the right to an action"),
      N_ ("The task offers the action, but no rule of policy.xml grants it here. The "
          "button is missing, or pressing it is answered with 403."),
      0,
  },
  [RULE_POLICY_NO_SUBJECT] = {
      "policy/no-subject",
      RULES_SEVERITY_WARNING,
      N_ ("A rule of the policy names nobody"),
      N_ ("A rule without a role, organisation or access package in its target applies "
          "to everybody who asks."),
      0,
  },
  [RULE_POLICY_OWNER_RIGHT] = {
      "policy/owner-right",
      RULES_SEVERITY_WARNING,
      N_ ("The service owner lacks a right that version 9 needs"),
      N_ ("In version 9 the app writes with the service owner’s rights. Without write "
          "there, moving the process is answered with 403."),
      801,
  },
  [RULE_POLICY_SERVICE_TASK_RIGHT] = {
      "policy/service-task-right",
      RULES_SEVERITY_WARNING,
      N_ ("Who moves into a service task may not run it"),
      N_ ("In version 8 each service task is authorised again as the same person. "
          "Without the right the chain of service tasks stops in the middle with 403."),
      0,
  },
  [RULE_POLICY_TASK_RIGHT] = {
      "policy/task-right",
      RULES_SEVERITY_WARNING,
      N_ ("Nobody has the right to complete a task"),
      N_ ("No rule of policy.xml grants what completing this task needs, so every "
          "attempt is answered with 403."),
      0,
  },
  [RULE_POLICY_UNKNOWN_TASK] = {
      "policy/unknown-task",
      RULES_SEVERITY_INFO,
      N_ ("A rule of the policy names a task that does not exist"),
      N_ ("The rule never applies. Most often the task was renamed or deleted."),
      0,
  },
  [RULE_POLICY_USER_PASSES_FEEDBACK] = {
      "policy/user-passes-feedback",
      RULES_SEVERITY_INFO,
      N_ ("A person may complete the service owner’s task"),
      N_ ("A role that people hold has write at a feedback task, so the person can "
          "complete the service owner’s validation on their own."),
      0,
  },
  [RULE_SETTINGS_ACTION_TWICE] = {
      "settings/action-twice",
      RULES_SEVERITY_ERROR,
      N_ ("An action is listed twice, or is one that every task has"),
      N_ ("Version 8 cannot answer what the state of the process is at this task: every "
          "request fails. read and write are there without being listed."),
      0,
  },
  [RULE_SETTINGS_CONNECTED_DATA_TYPE] = {
      "settings/connected-data-type",
      RULES_SEVERITY_WARNING,
      N_ ("A gateway reads a data type that does not exist"),
      N_ ("connectedDataTypeId must name a data type of applicationmetadata.json; an "
          "empty element is not the same as none. The conditions read nothing."),
      1019,
  },
  [RULE_SETTINGS_CONTENT_TYPE] = {
      "settings/content-type",
      RULES_SEVERITY_ERROR,
      N_ ("A data type cannot hold what is stored in it"),
      N_ ("The app stores a file of one content type there, and the storage refuses what "
          "the data type does not allow."),
      1015,
  },
  [RULE_SETTINGS_ENVIRONMENT] = {
      "settings/environment",
      RULES_SEVERITY_WARNING,
      N_ ("A setting for one environment is not read as such"),
      N_ ("The attribute is env, without a prefix and in lower case, on the settings "
          "that have one, with the name of an environment. Otherwise the value counts "
          "for no environment, or for all."),
      1022,
  },
  [RULE_SETTINGS_IGNORED_ELEMENT] = {
      "settings/ignored-element",
      RULES_SEVERITY_WARNING,
      N_ ("The app ignores this setting"),
      N_ ("Elements that the app does not know are skipped without a word, and so are "
          "repeated ones. What was meant is not in effect."),
      1021,
  },
  [RULE_SETTINGS_LEGACY_TASK_TYPE] = {
      "settings/legacy-task-type",
      RULES_SEVERITY_WARNING,
      N_ ("The task type is written the way of version 7"),
      N_ ("From version 8 on the app reads altinn:taskType inside altinn:taskExtension, "
          "in the namespace http://altinn.no/process. The old form is skipped, and the "
          "task has no type."),
      0,
  },
  [RULE_SETTINGS_NO_PDF_DATA_TYPE] = {
      "settings/no-pdf-data-type",
      RULES_SEVERITY_ERROR,
      N_ ("There is no data type for the PDF"),
      N_ ("A pdf task stores its file as ref-data-as-pdf, which applicationmetadata.json "
          "must have."),
      1014,
  },
  [RULE_SETTINGS_NO_TASK_EXTENSION] = {
      "settings/no-task-extension",
      RULES_SEVERITY_ERROR,
      N_ ("A task has no task type"),
      N_ ("The app looks for altinn:taskExtension with altinn:taskType when the task is "
          "reached, and answers an error without it. The instance cannot go on from "
          "there."),
      0,
  },
  [RULE_SETTINGS_NOT_APP_OWNED] = {
      "settings/not-app-owned",
      RULES_SEVERITY_WARNING,
      N_ ("Data that the app itself writes can be written by others"),
      N_ ("Signatures, the state of signees and payments must belong to the app alone "
          "(allowedContributors exactly app:owned). The app refuses to start in "
          "development otherwise."),
      1016,
  },
  [RULE_SETTINGS_PDF_LAYOUT_NAME] = {
      "settings/pdf-layout-name",
      RULES_SEVERITY_ERROR,
      N_ ("A pdf task has a layout that is not made for PDF"),
      N_ ("The folder of a pdf task must name its PDF page as pdfLayoutName in "
          "Settings.json; otherwise there is nothing to print."),
      1001,
  },
  [RULE_SETTINGS_PDF_NOTHING] = {
      "settings/pdf-nothing-to-show",
      RULES_SEVERITY_ERROR,
      N_ ("A pdf task has nothing to show"),
      N_ ("The PDF is made from the tasks in autoPdfTaskIds or from a layout of the "
          "task’s own. With neither it is empty or fails."),
      1000,
  },
  [RULE_SETTINGS_PDF_TASK] = {
      "settings/pdf-task",
      RULES_SEVERITY_WARNING,
      N_ ("A PDF names a task that has nothing to show"),
      N_ ("Tasks without a layout of their own give no page in the PDF, and a name that "
          "is no task gives none either."),
      1002,
  },
  [RULE_SETTINGS_REQUIRED] = {
      "settings/required",
      RULES_SEVERITY_ERROR,
      N_ ("A required setting is missing or wrong"),
      N_ ("The app reads this setting when it starts or when the task is entered, and "
          "stops with an error when it is not there."),
      1020,
  },
  [RULE_SETTINGS_SHARED_DATA_TYPE] = {
      "settings/shared-data-type",
      RULES_SEVERITY_WARNING,
      N_ ("Two tasks share a data type that each needs for itself"),
      N_ ("Both tasks write to the same place, so one reads or deletes what the other "
          "stored. This often happens when a task is copied."),
      0,
  },
  [RULE_SETTINGS_SIGNATURE_COUNT] = {
      "settings/signature-count",
      RULES_SEVERITY_WARNING,
      N_ ("Not as many people can sign as must"),
      N_ ("The storage keeps one signature for each person. A signature data type that "
          "takes fewer elements than the task asks for refuses the next person, and the "
          "task can never be completed."),
      0,
  },
  [RULE_SETTINGS_SKIPPED_REFERENCE] = {
      "settings/skipped-reference",
      RULES_SEVERITY_WARNING,
      N_ ("A name in a list is skipped"),
      N_ ("The app skips names that it does not know, so the rest of the list works but "
          "this part is not in effect."),
      1018,
  },
  [RULE_SETTINGS_TASK_TYPE] = {
      "settings/task-type",
      RULES_SEVERITY_INFO,
      N_ ("A task type that the app itself must provide"),
      N_ ("Any task type that is not one of Altinn’s own must be implemented in the app "
          "under exactly this name; otherwise the app answers an error when the task is "
          "entered."),
      0,
  },
  [RULE_SETTINGS_UNKNOWN_DATA_TYPE] = {
      "settings/unknown-data-type",
      RULES_SEVERITY_ERROR,
      N_ ("A setting names a data type that does not exist"),
      N_ ("applicationmetadata.json has no such data type, so the app fails when it "
          "looks for it or stores something there."),
      1013,
  },
  [RULE_STRUCTURE_DANGLING_DIAGRAM] = {
      "structure/dangling-diagram",
      RULES_SEVERITY_INFO,
      N_ ("The diagram draws something that does not exist"),
      N_ ("A shape or an edge names no element of the process. The app does not care; "
          "other editors may refuse the file."),
      0,
  },
  [RULE_STRUCTURE_DUPLICATE_ID] = {
      "structure/duplicate-id",
      RULES_SEVERITY_ERROR,
      N_ ("Two elements have the same id"),
      N_ ("The app takes the first element with an id. Flows that mean the other one "
          "lead to the wrong place."),
      1009,
  },
  [RULE_STRUCTURE_ELEMENT_KIND] = {
      "structure/element-kind",
      RULES_SEVERITY_ERROR,
      N_ ("The BPMN element does not fit the task type"),
      N_ ("The front end decides by the element: a serviceTask shows a waiting page, a "
          "task shows a form. A service on a task, or a form on a serviceTask, leaves "
          "the person before the wrong page."),
      1003,
  },
  [RULE_STRUCTURE_EMPTY_CONDITION] = {
      "structure/empty-condition",
      RULES_SEVERITY_ERROR,
      N_ ("A condition is empty"),
      N_ ("An empty condition is there and is no JSON, so the gateway answers an error "
          "each time it is reached."),
      1012,
  },
  [RULE_STRUCTURE_FLOW_LIST] = {
      "structure/flow-list",
      RULES_SEVERITY_INFO,
      N_ ("The lists of incoming and outgoing flows disagree with the flows"),
      N_ ("The app does not read these lists here, but other editors do, and draw or "
          "delete the wrong thing."),
      0,
  },
  [RULE_STRUCTURE_FLOW_SOURCE] = {
      "structure/flow-source",
      RULES_SEVERITY_WARNING,
      N_ ("A flow comes from nothing"),
      N_ ("Its sourceRef names no element, so no run takes it from there."),
      0,
  },
  [RULE_STRUCTURE_FLOW_TARGET] = {
      "structure/flow-target",
      RULES_SEVERITY_ERROR,
      N_ ("A flow leads to nothing the app can move to"),
      N_ ("The process cannot go on here: the app answers that the next element is "
          "missing. It moves only to tasks, service tasks, exclusive gateways and end "
          "events."),
      1004,
  },
  [RULE_STRUCTURE_GATEWAY_DEFAULT] = {
      "structure/gateway-default",
      RULES_SEVERITY_WARNING,
      N_ ("The default flow of a gateway is not one of its flows"),
      N_ ("The app ignores it. Note that the default is no “otherwise” beside "
          "conditions: every flow needs a condition of its own."),
      1006,
  },
  [RULE_STRUCTURE_GATEWAY_LOOP] = {
      "structure/gateway-loop",
      RULES_SEVERITY_WARNING,
      N_ ("Gateways lead to each other in a circle"),
      N_ ("The app follows gateways without stopping until it crashes when they lead "
          "back to themselves without a task between."),
      1011,
  },
  [RULE_STRUCTURE_GATEWAY_OUTGOING] = {
      "structure/gateway-outgoing",
      RULES_SEVERITY_ERROR,
      N_ ("A gateway’s list of flows disagrees with the flows"),
      N_ ("From a gateway the app follows the flows that its outgoing elements list and "
          "no others. A flow that is drawn but not listed is never taken, and a listed "
          "one that starts elsewhere is."),
      1005,
  },
  [RULE_STRUCTURE_INVALID_ID] = {
      "structure/invalid-id",
      RULES_SEVERITY_WARNING,
      N_ ("An id is not allowed by XML"),
      N_ ("An id begins with a letter or an underscore and has letters, digits, hyphens, "
          "underscores and dots. Other tools refuse the file."),
      0,
  },
  [RULE_STRUCTURE_LONG_ID] = {
      "structure/long-id",
      RULES_SEVERITY_WARNING,
      N_ ("A task id cannot name its folder"),
      N_ ("In version 9 the pages of a task stand in a folder with the task’s id, of 2 "
          "to 28 letters, digits, hyphens and underscores."),
      0,
  },
  [RULE_STRUCTURE_MISSING_DIAGRAM] = {
      "structure/missing-diagram",
      RULES_SEVERITY_INFO,
      N_ ("An element is not drawn"),
      N_ ("The diagram part has no shape or edge for it. The app does not care, but "
          "other editors show nothing."),
      0,
  },
  [RULE_STRUCTURE_MIXED_CONDITIONS] = {
      "structure/mixed-conditions",
      RULES_SEVERITY_ERROR,
      N_ ("A gateway has flows with a condition beside flows without"),
      N_ ("A flow without a condition counts as true. As soon as a condition holds too, "
          "the gateway finds two flows and the process does not move; the default flow "
          "changes nothing about it."),
      1010,
  },
  [RULE_STRUCTURE_NO_END] = {
      "structure/no-end",
      RULES_SEVERITY_ERROR,
      N_ ("The process has no end event"),
      N_ ("No instance is ever completed and archived."),
      0,
  },
  [RULE_STRUCTURE_NO_OUTGOING] = {
      "structure/no-outgoing",
      RULES_SEVERITY_ERROR,
      N_ ("The process cannot go on from here"),
      N_ ("An element that is reached has no flow to go on with. The app answers that "
          "the next element is missing."),
      1008,
  },
  [RULE_STRUCTURE_NO_PROCESS] = {
      "structure/no-process",
      RULES_SEVERITY_ERROR,
      N_ ("The file has no process"),
      N_ ("The app reads the first process in the file and fails at the first use when "
          "there is none."),
      0,
  },
  [RULE_STRUCTURE_NO_START] = {
      "structure/no-start",
      RULES_SEVERITY_ERROR,
      N_ ("The process has no start event"),
      N_ ("No instance can be started: there are no start events in the process "
          "definition."),
      0,
  },
  [RULE_STRUCTURE_SEVERAL_OUTGOING] = {
      "structure/several-outgoing",
      RULES_SEVERITY_ERROR,
      N_ ("Several flows leave something that is no gateway"),
      N_ ("The app cannot choose between them and answers “Multiple next elements "
          "found”. Only an exclusive gateway may have several ways out."),
      1007,
  },
  [RULE_STRUCTURE_SEVERAL_PROCESSES] = {
      "structure/several-processes",
      RULES_SEVERITY_INFO,
      N_ ("The file has several processes"),
      N_ ("The app runs the first one and ignores the others."),
      0,
  },
  [RULE_STRUCTURE_SEVERAL_STARTS] = {
      "structure/several-starts",
      RULES_SEVERITY_ERROR,
      N_ ("The process has several start events"),
      N_ ("The app cannot choose where to start; whoever creates an instance would have "
          "to name the start event."),
      0,
  },
  [RULE_STRUCTURE_UNREACHABLE] = {
      "structure/unreachable",
      RULES_SEVERITY_INFO,
      N_ ("No flow leads here"),
      N_ ("No run comes to this element. That is fine for something put aside, but "
          "nothing of it happens."),
      0,
  },
  [RULE_STRUCTURE_UNSUPPORTED_ELEMENT] = {
      "structure/unsupported-element",
      RULES_SEVERITY_WARNING,
      N_ ("The app ignores this element"),
      N_ ("The app reads start and end events, tasks, service tasks, exclusive gateways "
          "and sequence flows of the process itself. Everything else is skipped as if it "
          "was not there."),
      0,
  },
};

/**
 * rules_catalogue:
 * @n_rules: (out): number of rules
 *
 * Returns: (array length=n_rules): the rules, grouped by the part of their id before the slash
 */
const RulesRule *
rules_catalogue (guint *n_rules)
{
  *n_rules = RULES_N_RULES;
  return catalogue;
}

const RulesRule *
rules_get_rule (RulesRuleId id)
{
  return &catalogue[id];
}

/**
 * rules_lookup_rule:
 * @id: the id of a rule
 *
 * Returns: (nullable): the rule, or %NULL if there is none
 */
const RulesRule *
rules_lookup_rule (const char *id)
{
  for (guint i = 0; i < RULES_N_RULES; i++)
    if (g_str_equal (catalogue[i].id, id))
      return &catalogue[i];
  return NULL;
}

static const char *const severity_names[] = { "info", "warning", "error" };

/**
 * rules_severity_to_string:
 * @severity: a severity
 *
 * Returns: its name as in reports, never translated
 */
const char *
rules_severity_to_string (RulesSeverity severity)
{
  return severity_names[severity];
}

/**
 * rules_severity_from_string:
 * @text: "error", "warning" or "info"
 * @severity: (out): the severity
 *
 * Returns: whether @text names one
 */
gboolean
rules_severity_from_string (const char *text, RulesSeverity *severity)
{
  for (guint i = 0; i < G_N_ELEMENTS (severity_names); i++)
    if (g_strcmp0 (text, severity_names[i]) == 0)
      {
        *severity = i;
        return TRUE;
      }
  return FALSE;
}

/* test-run-engine.c: requests are answered as the app answers them
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/run/run-json.h"
#include "tests/run/run-fixture.h"

#define DATA_THEN(type, settings)                                                                  \
  FIXTURE_HEAD FIXTURE_START FIXTURE_TASK ("Form", "data", "")                                     \
      FIXTURE_TASK ("Next", type, settings) FIXTURE_FLOW ("f1", "Start", "Form")                   \
          FIXTURE_FLOW ("f2", "Form", "Next") FIXTURE_GATEWAY ("G", "", "f4", "f5")                \
              FIXTURE_FLOW ("f3", "Next", "G")                                                     \
                  FIXTURE_IF ("f4", "G", "Form", "[\"equals\",[\"gatewayAction\"],\"reject\"]")    \
                      FIXTURE_IF ("f5", "G", "End",                                                \
                                  "[\"notEquals\",[\"gatewayAction\"],\"reject\"]") FIXTURE_TAIL

#define METADATA(signatures)                                                                       \
  "{\"id\":\"ttd/test\",\"org\":\"ttd\",\"dataTypes\":["                                           \
  "{\"id\":\"model\",\"taskId\":\"Form\",\"minCount\":1,\"maxCount\":1,"                           \
  "\"appLogic\":{\"autoCreate\":true,\"classRef\":\"Model\"}},"                                    \
  "{\"id\":\"signature\",\"taskId\":\"Next\",\"minCount\":" signatures                             \
  ",\"maxCount\":0,\"allowedContributors\":[\"app:owned\"]}]}"

static void
test_linear (void)
{
  g_autoptr (RunApp) app = fixture_app (DATA_THEN ("confirmation", ""), "v8");
  g_autoptr (RunPlay) play = fixture_play (
      app, "{\"steps\":[{\"at\":\"Form\"},{\"at\":\"Next\",\"action\":\"confirm\"}],"
           "\"expect\":{\"status\":\"ended\",\"endEvent\":\"End\"}}");
  g_autofree char *events = NULL;
  g_autofree char *process = NULL;

  g_assert_cmpstr (fixture_error (play), ==, NULL);
  events = fixture_events (run_play_get_state (play));
  g_assert_cmpstr (events, ==,
                   "process_StartEvent process_StartTask process_EndTask process_StartTask "
                   "process_EndTask process_EndEvent Submited");
  process = run_json_process (run_play_get_state (play));
  g_assert_cmpstr (process, ==,
                   "{\"started\":\"2000-01-01T00:00:00Z\",\"startEvent\":\"Start\","
                   "\"ended\":\"2000-01-01T00:00:02Z\",\"endEvent\":\"End\"}");
}

static void
test_parallel_signing (void)
{
  g_autoptr (RunApp) app = fixture_repository (DATA_THEN ("signing", FIXTURE_SIGNING ("signature")),
                                               METADATA ("2"), NULL, "8.12.7");
  g_autoptr (RunPlay) first = fixture_play (
      app, "{\"actors\":{\"kari\":{},\"ola\":{}},\"steps\":[{\"at\":\"Form\"},"
           "{\"at\":\"Next\",\"as\":\"kari\",\"action\":\"sign\",\"expectError\":"
           "\"1 validation errors found for task Next\"},"
           "{\"at\":\"Next\",\"as\":\"kari\",\"action\":\"sign\",\"expectError\":\"\"}]}");
  g_autoptr (RunPlay) both = fixture_play (
      app, "{\"actors\":{\"kari\":{},\"ola\":{}},\"steps\":[{\"at\":\"Form\"},"
           "{\"at\":\"Next\",\"as\":\"kari\",\"action\":\"sign\",\"expectError\":\"\"},"
           "{\"at\":\"Next\",\"as\":\"kari\",\"action\":\"sign\",\"expectError\":\"\"},"
           "{\"at\":\"Next\",\"as\":\"ola\",\"action\":\"sign\"}]}");

  g_assert_cmpstr (fixture_error (first), ==, NULL);
  g_assert_cmpstr (fixture_at (first), ==, "Next");
  g_assert_cmpuint (fixture_count_signatures (first), ==, 1);
  g_assert_cmpstr (fixture_error (both), ==, NULL);
  g_assert_cmpstr (fixture_at (both), ==, "End");
  g_assert_cmpuint (fixture_count_signatures (both), ==, 2);
}

static void
test_reject_leaves_unlocked (void)
{
  g_autoptr (RunApp) app = fixture_app (
      FIXTURE_HEAD FIXTURE_START FIXTURE_TASK ("Form", "data", FIXTURE_ACTIONS (FIXTURE_REJECT))
          FIXTURE_TASK ("Other", "confirmation", "") FIXTURE_FLOW ("f1", "Start", "Form")
              FIXTURE_FLOW ("f2", "Form", "Other") FIXTURE_FLOW ("f3", "Other", "End") FIXTURE_TAIL,
      "v8");
  g_autoptr (RunPlay) rejected
      = fixture_play (app, "{\"steps\":[{\"at\":\"Form\",\"action\":\"reject\"}]}");
  g_autoptr (RunPlay) completed = fixture_play (app, "{\"steps\":[{\"at\":\"Form\"}]}");
  g_autofree char *events = fixture_events (run_play_get_state (rejected));

  g_assert_cmpstr (fixture_at (rejected), ==, "Other");
  g_assert_false (run_state_get_data (run_play_get_state (rejected), 0)->locked);
  g_assert_true (run_state_get_data (run_play_get_state (completed), 0)->locked);
  g_assert_cmpstr (events, ==,
                   "process_StartEvent process_StartTask process_AbandonTask process_StartTask");
}

static void
test_locked_save (void)
{
  g_autoptr (RunApp) app = fixture_app (DATA_THEN ("confirmation", ""), "v8");
  g_autoptr (RunPlay) play = fixture_play (
      app, "{\"steps\":[{\"at\":\"Form\",\"data\":{\"model\":{\"a\":1}}},"
           "{\"at\":\"Next\",\"save\":true,\"data\":{\"model\":{\"a\":2}}}]}");
  const RunFailure *failure = run_play_get_failure (play, NULL, NULL);

  g_assert_nonnull (failure);
  g_assert_cmpuint (failure->http, ==, 409);
  g_assert_true (run_failure_mentions (failure, "is locked and cannot be updated"));
  g_assert_cmpstr (
      run_content_get_text (run_state_get_data (run_play_get_state (play), 0)->content), ==,
      "{\"a\":1}");
}

static void
test_reject_deletes_signatures (void)
{
  g_autoptr (RunApp) app = fixture_app (
      DATA_THEN ("signing", FIXTURE_ACTIONS (FIXTURE_REJECT) FIXTURE_SIGNING ("signature")), "v8");
  g_autoptr (RunPlay) play = fixture_play (
      app, "{\"steps\":[{\"at\":\"Form\"},{\"at\":\"Next\",\"action\":\"sign\",\"move\":false},"
           "{\"at\":\"Next\",\"action\":\"reject\"}]}");

  g_assert_cmpstr (fixture_error (play), ==, NULL);
  g_assert_cmpstr (fixture_at (play), ==, "Form");
  g_assert_cmpuint (fixture_count_signatures (play), ==, 0);
}

static void
test_owner_cannot_sign (void)
{
  g_autoptr (RunApp) app
      = fixture_app (DATA_THEN ("signing", FIXTURE_SIGNING ("signature")), "v8");
  g_autoptr (RunPlay) play = fixture_play (
      app, "{\"steps\":[{\"at\":\"Form\"},{\"at\":\"Next\",\"as\":\"owner\",\"action\":\"sign\","
           "\"expectError\":\"NoUserId\"}]}");

  g_assert_cmpstr (fixture_error (play), ==, NULL);
}

static void
test_payment (void)
{
  const char *config = "<a:paymentConfig><a:paymentDataType>pay</a:paymentDataType>"
                       "<a:paymentReceiptPdfDataType>receipt</a:paymentReceiptPdfDataType>"
                       "</a:paymentConfig>";
  g_autofree char *xml = g_strdup_printf (DATA_THEN ("payment", "%s"), config);
  g_autoptr (RunApp) app = fixture_app (xml, "v8");
  g_autoptr (RunPlay) play = fixture_play (
      app, "{\"steps\":[{\"at\":\"Form\"},"
           "{\"at\":\"Next\",\"action\":\"confirm\",\"expectError\":"
           "\"Payment information not found.\"},"
           "{\"at\":\"Next\",\"action\":\"pay\",\"move\":false},"
           "{\"at\":\"Next\",\"action\":\"confirm\",\"expectError\":"
           "\"The payment is not completed.\"},"
           "{\"at\":\"Next\",\"payment\":\"paid\",\"as\":\"payment\",\"action\":\"confirm\"}]}");

  g_assert_cmpstr (fixture_error (play), ==, NULL);
  g_assert_cmpstr (fixture_at (play), ==, "End");
  g_assert_cmpint (run_state_get_payment (run_play_get_state (play), 0)->status, ==,
                   RUN_PAYMENT_PAID);
}

#define SERVICES                                                                                   \
  FIXTURE_HEAD FIXTURE_START FIXTURE_TASK ("Form", "data", "") FIXTURE_SERVICE ("Pdf", "pdf", "")   \
      FIXTURE_SERVICE ("Send", "fiksArkiv", "") FIXTURE_FLOW ("f1", "Start", "Form")               \
          FIXTURE_FLOW ("f2", "Form", "Pdf") FIXTURE_FLOW ("f3", "Pdf", "Send")                    \
              FIXTURE_FLOW ("f4", "Send", "End") FIXTURE_TAIL

static void
test_service_tasks (void)
{
  g_autoptr (RunApp) app = fixture_app (SERVICES, "v8");
  g_autoptr (RunPlay) play = fixture_play (app, "{\"steps\":[{\"at\":\"Form\"}]}");
  g_autoptr (RunPlay) failing = fixture_play (
      app, "{\"steps\":[{\"at\":\"Form\",\"services\":{\"Send\":\"abort\"},\"expectError\":"
           "\"Service task fiksArkiv returned a failed result!\"},{\"at\":\"Send\"}]}");

  g_assert_cmpstr (fixture_at (play), ==, "End");
  g_assert_nonnull (run_state_get_last_sent (run_play_get_state (play)));
  g_assert_cmpuint (run_state_count_data (run_play_get_state (play), "ref-data-as-pdf"), ==, 1);
  /* The PDF of the same request stays, and the service task runs again. */
  g_assert_cmpstr (fixture_error (failing), ==, NULL);
  g_assert_cmpstr (fixture_at (failing), ==, "End");
}

static void
test_service_tasks_before_8_9 (void)
{
  g_autoptr (RunApp) app = fixture_app (SERVICES, "8.8.2");
  g_autoptr (RunPlay) play = fixture_play (app, "{\"steps\":[{\"at\":\"Form\"}]}");

  g_assert_cmpstr (fixture_error (play), ==,
                   "No process task instance found for altinnTaskType pdf");
  g_assert_cmpstr (fixture_at (play), ==, "Form");
  /* EndTask of the form was done before. */
  g_assert_true (run_state_get_data (run_play_get_state (play), 0)->locked);
}

static void
test_loop_limit (void)
{
  g_autoptr (RunApp) app = fixture_app (
      FIXTURE_HEAD FIXTURE_START FIXTURE_TASK ("Form", "data", "") FIXTURE_SERVICE ("A", "pdf", "")
          FIXTURE_SERVICE ("B", "pdf", "") FIXTURE_FLOW ("f1", "Start", "Form")
              FIXTURE_FLOW ("f2", "Form", "A") FIXTURE_FLOW ("f3", "A", "B")
                  FIXTURE_FLOW ("f4", "B", "A") FIXTURE_TAIL,
      "v8");
  g_autoptr (RunPlay) play = fixture_play (app, "{\"steps\":[{\"at\":\"Form\"}]}");
  const RunFailure *failure = run_play_get_failure (play, NULL, NULL);

  g_assert_cmpstr (failure->title, ==, "Process loop detected");
}

static void
test_v9_resume (void)
{
  g_autoptr (RunApp) app = fixture_app (SERVICES, "v9");
  g_autoptr (RunPlay) play = fixture_play (
      app, "{\"steps\":[{\"at\":\"Form\",\"services\":{\"Pdf\":\"abort\"},\"expectError\":\"\"},"
           "{\"at\":\"Pdf\",\"expectError\":\"Task must be resumed before it can continue.\"},"
           "{\"at\":\"Pdf\",\"resume\":true,\"services\":{\"Send\":\"wait\"}},"
           "{\"at\":\"Send\",\"expectError\":\"Task is still being processed.\"},"
           "{\"at\":\"Send\",\"resume\":true}]}");

  g_assert_cmpstr (fixture_error (play), ==, NULL);
  g_assert_cmpstr (fixture_at (play), ==, "End");
}

static void
test_first_service_task (void)
{
  const char *xml = FIXTURE_HEAD FIXTURE_START FIXTURE_SERVICE ("Pdf", "pdf", "")
      FIXTURE_FLOW ("f1", "Start", "Pdf") FIXTURE_FLOW ("f2", "Pdf", "End") FIXTURE_TAIL;
  g_autoptr (RunApp) v8 = fixture_app (xml, "v8");
  g_autoptr (RunApp) v9 = fixture_app (xml, "v9");
  g_autoptr (RunPlay) stands = fixture_play (v8, "{\"steps\":[]}");
  g_autoptr (RunPlay) goes_on = fixture_play (v9, "{\"steps\":[]}");

  g_assert_cmpstr (fixture_at (stands), ==, "Pdf");
  g_assert_cmpstr (fixture_at (goes_on), ==, "End");
}

static void
test_v7 (void)
{
  g_autoptr (RunApp) app = fixture_app (
      FIXTURE_HEAD FIXTURE_START "<b:task id='A' a7:tasktype='data'/>"
                                 "<b:task id='B' a7:tasktype='confirmation'/>"
                                 "<b:exclusiveGateway id='G'><b:outgoing>f3</b:outgoing>"
                                 "<b:outgoing>f4</b:outgoing></b:exclusiveGateway>"
          FIXTURE_FLOW ("f1", "Start", "A") FIXTURE_FLOW ("f2", "A", "G")
              FIXTURE_FLOW ("f3", "G", "B") FIXTURE_FLOW ("f4", "G", "End")
                  FIXTURE_FLOW ("f5", "B", "End") FIXTURE_TAIL,
      NULL);
  g_autoptr (RunPlay) play = fixture_play (
      app, "{\"steps\":[{\"at\":\"A\",\"expectError\":\"please select one\"},"
           "{\"at\":\"A\",\"to\":\"A\",\"expectError\":\"same as instance\"},"
           "{\"at\":\"A\",\"to\":\"B\"},{\"at\":\"B\",\"to\":\"End\"}]}");

  g_assert_cmpuint (run_app_get_runtime (app)->major, ==, 7);
  g_assert_cmpstr (fixture_error (play), ==, NULL);
  g_assert_cmpstr (fixture_at (play), ==, "End");
}

/* ---- Gateways ---- */

static void
test_take (void)
{
  g_autoptr (RunApp) app = fixture_app (
      FIXTURE_HEAD FIXTURE_START FIXTURE_TASK ("Form", "data", "") FIXTURE_TASK ("X", "data", "")
          FIXTURE_GATEWAY ("G", "", "f3", "f4") FIXTURE_FLOW ("f1", "Start", "Form")
              FIXTURE_FLOW ("f2", "Form", "G") FIXTURE_FLOW ("f3", "G", "X")
                  FIXTURE_FLOW ("f4", "G", "End") FIXTURE_TAIL,
      "v8");
  g_autoptr (RunPlay) asks = fixture_play (app, "{\"steps\":[{\"at\":\"Form\"}]}");
  g_autoptr (RunPlay) told
      = fixture_play (app, "{\"steps\":[{\"at\":\"Form\",\"take\":{\"G\":\"f4\"}}]}");

  g_assert_cmpstr (fixture_error (asks), ==,
                   "Multiple next elements found from Form. Please supply action and filters or "
                   "define a default flow.");
  g_assert_cmpstr (run_play_get_failure (asks, NULL, NULL)->undecided, ==, "G");
  g_assert_cmpstr (fixture_at (told), ==, "End");
}

#define CHOICE(first, second, attributes)                                                          \
  FIXTURE_HEAD FIXTURE_START FIXTURE_TASK ("Form", "data", "") FIXTURE_TASK ("X", "data", "")      \
      FIXTURE_GATEWAY ("G", attributes, "f3", "f4") FIXTURE_FLOW ("f1", "Start", "Form")           \
          FIXTURE_FLOW ("f2", "Form", "G") first second FIXTURE_FLOW ("f5", "X", "End")            \
              FIXTURE_TAIL

static void
test_condition_and_default (void)
{
  const char *xml = CHOICE (FIXTURE_IF ("f3", "G", "X", "[\"dataModel\",\"go\"]"),
                            FIXTURE_FLOW ("f4", "G", "End"), "default='f4'");
  g_autoptr (RunApp) now = fixture_app (xml, "v8");
  g_autoptr (RunApp) then = fixture_app (xml, "8.4.0");
  const char *go = "{\"steps\":[{\"at\":\"Form\",\"data\":{\"model\":{\"go\":true}}}]}";
  g_autoptr (RunPlay) fails = fixture_play (now, go);
  g_autoptr (RunPlay) wins = fixture_play (then, go);
  g_autoptr (RunPlay) otherwise = fixture_play (now, "{\"steps\":[{\"at\":\"Form\"}]}");

  g_assert_cmpstr (fixture_error (fails), ==,
                   "Exclusive gateway AltinnExpressionsExclusiveGateway returned 2 flows. "
                   "Expected 1");
  g_assert_cmpstr (fixture_at (wins), ==, "End");
  g_assert_cmpstr (fixture_at (otherwise), ==, "End");
}

static void
test_condition_is_not_json (void)
{
  g_autoptr (RunApp) app
      = fixture_app (CHOICE (FIXTURE_IF ("f3", "G", "X", "[\"equals\", 1"),
                             FIXTURE_FLOW ("f4", "G", "End"), ""),
                     "v8");
  g_autoptr (RunPlay) play = fixture_play (app, "{\"steps\":[{\"at\":\"Form\"}]}");

  g_assert_nonnull (fixture_error (play));
  g_assert_cmpstr (run_play_get_failure (play, NULL, NULL)->element, ==, "f3");
}

static void
test_function_of_later_version (void)
{
  g_autoptr (RunApp) app = fixture_app (
      CHOICE (FIXTURE_IF ("f3", "G", "X", "[\"equals\",[\"plus\",1,1],2]"),
              FIXTURE_IF ("f4", "G", "End", "[\"equals\",1,2]"), ""),
      "8.5.0");
  g_autoptr (RunPlay) play = fixture_play (app, "{\"steps\":[{\"at\":\"Form\"}]}");

  g_assert_cmpstr (fixture_error (play), ==, "Function \"plus\" not implemented in backend");
}

static void
test_gateway_cycle (void)
{
  g_autoptr (RunApp) app = fixture_app (
      FIXTURE_HEAD FIXTURE_START FIXTURE_TASK ("Form", "data", "")
          "<b:exclusiveGateway id='G'><b:outgoing>f3</b:outgoing></b:exclusiveGateway>"
          "<b:exclusiveGateway id='H'><b:outgoing>f4</b:outgoing></b:exclusiveGateway>"
          FIXTURE_FLOW ("f1", "Start", "Form") FIXTURE_FLOW ("f2", "Form", "G")
              FIXTURE_FLOW ("f3", "G", "H") FIXTURE_FLOW ("f4", "H", "G") FIXTURE_TAIL,
      "v8");
  g_autoptr (RunPlay) play = fixture_play (app, "{\"steps\":[{\"at\":\"Form\"}]}");

  g_assert_true (run_failure_mentions (run_play_get_failure (play, NULL, NULL), "G → H → G"));
}

/* ---- Bad input ---- */

static void
assert_start_fails (const char *xml, const char *text)
{
  g_autoptr (RunApp) app = fixture_app (xml, "v8");
  g_autoptr (RunPlay) play = fixture_play (app, "{\"steps\":[]}");

  g_assert_null (run_play_get_state (play));
  g_assert_cmpstr (fixture_error (play), ==, text);
}

static void
test_bad_processes (void)
{
  g_autoptr (RunApp) untyped = fixture_app (
      FIXTURE_HEAD FIXTURE_START "<b:task id='T'/>" FIXTURE_FLOW ("f1", "Start", "T")
          FIXTURE_FLOW ("f2", "T", "End") FIXTURE_TAIL,
      "v8");
  g_autoptr (RunPlay) play = fixture_play (untyped, "{\"steps\":[{\"at\":\"T\"}]}");

  g_assert_cmpstr (fixture_error (play), ==,
                   "Instance does not have current altinn task type information!");
  assert_start_fails (FIXTURE_HEAD "<b:startEvent id='A'/><b:startEvent id='B'/>" FIXTURE_TAIL,
                      "No matching startevent");
  assert_start_fails (FIXTURE_HEAD FIXTURE_TAIL, "No matching startevent");
  assert_start_fails (FIXTURE_HEAD FIXTURE_START FIXTURE_FLOW ("f", "Start", "Nowhere")
                          FIXTURE_TAIL,
                      "Next process element was unexpectedly null");
  assert_start_fails (FIXTURE_HEAD FIXTURE_START FIXTURE_FLOW ("f", "Start", "End") FIXTURE_TAIL,
                      "Unable to parse taskId from CurrentTask on instance event process_EndEvent "
                      "()");
}

static void
test_refused_processes (void)
{
  g_autoptr (GError) boolean = NULL;
  g_autoptr (GError) action = NULL;

  g_assert_null (fixture_try ("<b:definitions xmlns:b='http://www.omg.org/spec/BPMN/20100524/"
                              "MODEL'>\n<b:process isExecutable='yes'/></b:definitions>",
                              "v8", &boolean));
  g_assert_error (boolean, RUN_ERROR, RUN_ERROR_LOAD);
  g_assert_true (g_str_has_prefix (boolean->message, "fixture.bpmn:2:1: error: "));
  g_assert_null (fixture_try (FIXTURE_HEAD FIXTURE_TASK (
                                  "T", "data",
                                  FIXTURE_ACTIONS ("<a:action type='userAction'>x</a:action>"))
                                  FIXTURE_TAIL,
                              "v8", &action));
  g_assert_nonnull (strstr (action->message, "'userAction' is not a valid value for ActionType."));
}

/* ---- Rights ---- */

#define POLICY_RULE(subject, task, action)                                                         \
  "<x:Rule RuleId='r' Effect='Permit'><x:Target><x:AnyOf><x:AllOf>"                                \
  "<x:Match MatchId='urn:oasis:names:tc:xacml:3.0:function:string-equal-ignore-case'>"             \
  "<x:AttributeValue>" subject "</x:AttributeValue><x:AttributeDesignator "                        \
  "AttributeId='urn:altinn:rolecode' "                                                             \
  "Category='urn:oasis:names:tc:xacml:1.0:subject-category:access-subject'/></x:Match></x:AllOf>"  \
  "</x:AnyOf><x:AnyOf><x:AllOf><x:Match MatchId='urn:oasis:names:tc:xacml:1.0:function:"           \
  "string-equal'><x:AttributeValue>" task "</x:AttributeValue><x:AttributeDesignator "             \
  "AttributeId='urn:altinn:task' "                                                                 \
  "Category='urn:oasis:names:tc:xacml:3.0:attribute-category:resource'/></x:Match></x:AllOf>"      \
  "</x:AnyOf><x:AnyOf><x:AllOf><x:Match MatchId='urn:oasis:names:tc:xacml:1.0:function:"           \
  "string-equal'><x:AttributeValue>" action "</x:AttributeValue><x:AttributeDesignator "           \
  "AttributeId='urn:oasis:names:tc:xacml:1.0:action:action-id' "                                   \
  "Category='urn:oasis:names:tc:xacml:3.0:attribute-category:action'/></x:Match></x:AllOf>"        \
  "</x:AnyOf></x:Target></x:Rule>"

static void
test_policy (void)
{
  g_autoptr (RunApp) app = fixture_repository (
      DATA_THEN ("confirmation", ""), METADATA ("0"),
      "<x:Policy xmlns:x='urn:oasis:names:tc:xacml:3.0:core:schema:wd-17'><x:Target/>" POLICY_RULE (
          "DAGL", "Form", "write") POLICY_RULE ("DAGL", "Next", "confirm") "</x:Policy>",
      "v8");
  g_autoptr (RunPlay) play = fixture_play (
      app, "{\"actors\":{\"kari\":{\"roles\":[\"dagl\"]},\"ola\":{\"roles\":[\"REGNA\"]}},"
           "\"steps\":[{\"at\":\"Form\",\"as\":\"ola\",\"expectError\":\"User is not authorized to "
           "perform process next. Task ID: Form. Task type: data. Action: none.\"},"
           "{\"at\":\"Form\",\"as\":\"kari\"},"
           "{\"at\":\"Next\",\"as\":\"kari\",\"action\":\"reject\",\"expectError\":\"\"},"
           "{\"at\":\"Next\",\"as\":\"user\",\"action\":\"confirm\"}]}");

  g_assert_cmpstr (fixture_error (play), ==, NULL);
  g_assert_cmpstr (fixture_at (play), ==, "End");
}

/* ---- States are values ---- */

static void
test_states_are_values (void)
{
  g_autoptr (RunApp) app = fixture_app (DATA_THEN ("confirmation", ""), "v8");
  g_autoptr (RunSetup) setup = run_setup_new (app, RUN_SETUP_NONE);
  const RunRequest request = { .time = RUN_SCENARIO_CLOCK };
  const RunRequest reject = { .time = RUN_SCENARIO_CLOCK + 5, .action = "reject" };
  g_autoptr (RunResult) start = run_start (setup, NULL, &request);
  g_autoptr (RunResult) next = run_next (start->state, &request);
  g_autoptr (RunResult) back = run_next (next->state, &reject);

  g_assert_cmpstr (run_state_get_at (start->state)->id, ==, "Form");
  g_assert_cmpstr (run_state_get_at (next->state)->id, ==, "Next");
  g_assert_cmpstr (run_state_get_at (back->state)->id, ==, "Form");
  /* Times and events do not count, locks do. */
  g_assert_true (run_state_equal (start->state, back->state));
  g_assert_cmpuint (run_state_hash (start->state), ==, run_state_hash (back->state));
  g_assert_false (run_state_equal (start->state, next->state));
  g_assert_cmpuint (run_state_measure (next->state, start->state), <, 1024);
}

static void
test_api_process (void)
{
  g_autoptr (RunApp) app = fixture_app (
      FIXTURE_HEAD FIXTURE_START FIXTURE_TASK (
          "T", "data", FIXTURE_ACTIONS ("<a:action>write</a:action>"))
          FIXTURE_FLOW ("f", "Start", "T") FIXTURE_TAIL,
      "v8");
  g_autoptr (RunPlay) play = fixture_play (app, "{\"steps\":[]}");
  g_autoptr (RunFailure) failure = NULL;
  g_autofree char *text = run_json_app_process (run_play_get_state (play), NULL, &failure);

  g_assert_null (text);
  g_assert_true (run_failure_mentions (failure, "same key"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/run/linear", test_linear);
  g_test_add_func ("/run/parallel-signing", test_parallel_signing);
  g_test_add_func ("/run/reject-leaves-data-unlocked", test_reject_leaves_unlocked);
  g_test_add_func ("/run/locked-data-is-not-saved", test_locked_save);
  g_test_add_func ("/run/reject-deletes-signatures", test_reject_deletes_signatures);
  g_test_add_func ("/run/owner-cannot-sign", test_owner_cannot_sign);
  g_test_add_func ("/run/payment", test_payment);
  g_test_add_func ("/run/service-tasks", test_service_tasks);
  g_test_add_func ("/run/service-tasks-before-8.9", test_service_tasks_before_8_9);
  g_test_add_func ("/run/loop-limit", test_loop_limit);
  g_test_add_func ("/run/v9/resume", test_v9_resume);
  g_test_add_func ("/run/v9/first-service-task", test_first_service_task);
  g_test_add_func ("/run/v7", test_v7);
  g_test_add_func ("/run/gateway/code-decides", test_take);
  g_test_add_func ("/run/gateway/condition-and-default", test_condition_and_default);
  g_test_add_func ("/run/gateway/condition-is-not-json", test_condition_is_not_json);
  g_test_add_func ("/run/gateway/function-of-later-version", test_function_of_later_version);
  g_test_add_func ("/run/gateway/cycle", test_gateway_cycle);
  g_test_add_func ("/run/bad-processes", test_bad_processes);
  g_test_add_func ("/run/refused-processes", test_refused_processes);
  g_test_add_func ("/run/policy", test_policy);
  g_test_add_func ("/run/states-are-values", test_states_are_values);
  g_test_add_func ("/run/api-process", test_api_process);
  return g_test_run ();
}

/* test-expression.c: expressions give what the app backend gives, and fail with its words
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/expression/expression.h"

#include <string.h>

typedef struct
{
  const char *expression;
  const char *expected; /* JSON, or the text of the error */
} Case;

static char *
evaluate (const char *text, const ExpressionContext *context, GError **error)
{
  g_autoptr (Expression) expression = expression_parse (text, -1, NULL, error);
  g_auto (ExpressionValue) value = EXPRESSION_VALUE_INIT;

  if (expression == NULL || !expression_evaluate (expression, context, &value, error))
    return NULL;
  return expression_value_to_json (&value);
}

static void
assert_values (const Case *cases, gsize n)
{
  const ExpressionContext context = { .language = "nb", .v9 = TRUE };

  for (gsize i = 0; i < n; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *json = evaluate (cases[i].expression, &context, &error);

      g_test_message ("%s", cases[i].expression);
      g_assert_no_error (error);
      g_assert_cmpstr (json, ==, cases[i].expected);
    }
}

static void
assert_errors (const Case *cases, gsize n)
{
  const ExpressionContext context = { .language = "nb" };

  for (gsize i = 0; i < n; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *json = evaluate (cases[i].expression, &context, &error);

      g_test_message ("%s", cases[i].expression);
      g_assert_null (json);
      g_assert_nonnull (error);
      g_assert_cmpstr (error->message, ==, cases[i].expected);
    }
}

#define ASSERT_VALUES(cases) assert_values (cases, G_N_ELEMENTS (cases))
#define ASSERT_ERRORS(cases) assert_errors (cases, G_N_ELEMENTS (cases))

static void
test_literals (void)
{
  static const Case cases[] = {
    { "null", "null" },  { "true", "true" },      { " \"å\\n\"", "\"å\\n\"" },
    { "-1.50", "-1.5" }, { "1e400", "Infinity" }, { "true ]", "true" },
  };

  ASSERT_VALUES (cases);
}

static void
test_syntax (void)
{
  static const Case cases[] = {
    { "[]", "Missing function name in expression" },
    { "[1]", "Function name in expression should be string" },
    { "[[\"and\"]]", "Function name in expression should be string" },
    { "{}", "Invalid type \"object\"" },
    { "[\"not\",{}]", "Invalid type \"object\"" },
    { "[\"not\",true,]", "1:13: error: a comma must not stand before “]”" },
    { " // x", "1:2: error: “/” where a value was expected" },
    { "\n ", "The input does not contain any JSON tokens. Expected the input to start with a valid "
             "JSON token, when isFinalBlock is true." },
    { "[\"nope\",1,\"a\"]", "Function \"nope\" not implemented in backend [\"nope\",1,\"a\"]" },
    { "[\"Equals\",1,1]", "Function \"Equals\" not implemented in backend [\"Equals\",1,1]" },
    { "[\"displayValue\",\"x\"]",
      "Function \"displayValue\" not implemented in backend [\"displayValue\",\"x\"]" },
    { "[\"count\",[\"list\"]]", "Function \"count\" not implemented in backend [\"count\",[]]" },
    { "[\"nope\",[\"and\"]]", "Expected 1+ argument(s), got 0" },
  };

  ASSERT_ERRORS (cases);
}

static void
test_equality (void)
{
  static const Case cases[] = {
    { "[\"equals\",\"TRUE\",true]", "true" },
    { "[\"equals\",\"Null\",null]", "true" },
    { "[\"equals\",0,null]", "false" },
    { "[\"equals\",\"\",null]", "false" },
    { "[\"equals\",1234,\"1234\"]", "true" },
    { "[\"equals\",true,1]", "false" },
    { "[\"equals\",1e15,\"1E+15\"]", "true" },
    { "[\"notEquals\",\"a\",\"A\"]", "true" },
    { "[\"equals\",[\"list\",1],\"[1]\"]", "true" },
    { "[\"greaterThan\",\".5\",0.4]", "true" },
    { "[\"lessThanEq\",null,1]", "false" },
    { "[\"greaterThanEq\",\"1e1\",10]", "true" },
    { "[\"compare\",null,\"isBefore\",\"2020-01-01\"]", "false" },
    { "[\"compare\",null,\"not\",\"isBefore\",\"2020-01-01\"]", "true" },
    { "[\"compare\",\"2020-01-01T00:00:00+01:00\",\"equals\",\"2019-12-31T23:00:00Z\"]", "false" },
    { "[\"compare\",\"2020-01-01T00:00:00+01:00\",\"isAfterEq\",\"2019-12-31T23:00:00Z\"]",
      "true" },
    { "[\"compare\",\"\",\"isAfterEq\",\"2019-12-31T23:00:00Z\"]", "false" },
    { "[\"compare\",\"2020-02-29T23:59\",\"isSameDay\",\"2020-02-29\"]", "true" },
  };

  ASSERT_VALUES (cases);
}

static void
test_comparison_errors (void)
{
  static const Case cases[] = {
    { "[\"equals\",1]", "Expected 2 argument(s), got 1" },
    { "[\"lessThan\",true,null]", "Expected number, got value true" },
    { "[\"lessThan\",null,\"5.\"]", "Expected number, got value \"5.\"" },
    { "[\"lessThan\",1]", "Invalid number of args for compare" },
    { "[\"compare\",1,null,2]", "Invalid operator (it cannot be an expression or null)" },
    { "[\"compare\",1,[\"if\",1,\"equals\"],2]",
      "Invalid operator (it cannot be an expression or null)" },
    { "[\"compare\",1,\"is\",2]", "Invalid operator \"is\"" },
    { "[\"compare\",1,\"no\",\"equals\",2]",
      "Second argument must be \"not\" when providing 4 arguments in total" },
    { "[\"compare\",\"2020-01-01\",\"isBefore\",\"2020-01-01T00:00Z\"]",
      "Type error in expression: Can not compare timestamps with timezone info against timestamps "
      "withou timezone info with args: [\"compare\" \"2020-01-01\", \"2020-01-01T00:00Z\"]" },
    { "[\"compare\",\"2020-01-01T00:00Z\",\"isSameDay\",\"2020-01-01T00:00+01:00\"]",
      "Type error in expression: Can not figure out if timestamps in different timezones are in "
      "the "
      "same day with args: [\"compare\" \"2020-01-01T00:00Z\", \"isSameDay\", "
      "\"2020-01-01T00:00+01:00\"]" },
  };

  ASSERT_ERRORS (cases);
}

static void
test_logic (void)
{
  static const Case cases[] = {
    { "[\"and\",\"1\",\"TRUE\",1.0]", "true" },
    { "[\"or\",null,\"0\",false]", "false" },
    { "[\"not\",\"0.0\"]", "true" },
    { "[\"if\",true,\"a\"]", "\"a\"" },
    { "[\"if\",null,\"a\"]", "null" },
    { "[\"if\",false,\"a\",\"Else\",[\"list\"]]", "[]" },
  };
  static const Case errors[] = {
    { "[\"and\",false,\"yes\"]", "Expected boolean, got value \"yes\"" },
    { "[\"or\",true,[\"list\",\"<\"]]", "Expected boolean, got value [\"<\"]" },
    { "[\"if\",true,1,[\"concat\",\"else\"],2]", "Expected third argument to be \"else\"" },
    { "[\"if\",true,1,\"else\"]", "Expected either 2 arguments (if) or 4 (if + else), got 3" },
    { "[\"if\",true,1,\"else\",[\"not\",2]]", "Expected boolean, got value 2" },
  };

  ASSERT_VALUES (cases);
  ASSERT_ERRORS (errors);
}

static void
test_text (void)
{
  static const Case cases[] = {
    { "[\"concat\",\"a\",null,1.5,true,\"NULL\",\"TRUE\"]", "\"a1.5truetrue\"" },
    { "[\"concat\",[\"list\",\"å+\"]]", "\"[\\\"\\\\u00E5\\\\u002B\\\"]\"" },
    { "[\"contains\",\"saft\\u00adsuse\",\"tsu\"]", "true" },
    { "[\"contains\",\"A\\u030a\",\"Å\"]", "true" },
    { "[\"contains\",\"abc\",\"\"]", "true" },
    { "[\"contains\",\"abc\",\"B\"]", "false" },
    { "[\"notContains\",null,\"x\"]", "true" },
    { "[\"startsWith\",\"\\u00adblåbær\",\"blå\"]", "true" },
    { "[\"endsWith\",\"blåbær\",\"bær\"]", "true" },
    { "[\"endsWith\",\"bærene\",\"bær\"]", "false" },
    { "[\"commaContains\",\"a, b ,\\u00a0å\",\"å\"]", "true" },
    { "[\"commaContains\",\"a,b\",\" b\"]", "false" },
    { "[\"stringLength\",\"🌍å\"]", "3" },
    { "[\"stringLength\",null]", "0" },
    { "[\"stringIndexOf\",\"🌍å!\",\"!\"]", "3" },
    { "[\"stringIndexOf\",\"abc\",\"x\"]", "null" },
    { "[\"stringReplace\",\"aåaå\",\"å\",\"_\"]", "\"a_a_\"" },
    { "[\"stringReplace\",\"banana\",\"an\",null]", "\"ba\"" },
    { "[\"stringReplace\",\"\",\"a\",\"b\"]", "null" },
    { "[\"stringSlice\",\"blåbær\",-3]", "\"bær\"" },
    { "[\"stringSlice\",\"blåbær\",1.9,-3]", "\"lå\"" },
    { "[\"stringSlice\",\"ab\",-9,99]", "\"ab\"" },
    { "[\"upperCase\",\"ßæıø\"]", "\"ßÆıØ\"" },
    { "[\"lowerCase\",\"ÆİÅ\"]", "\"æİå\"" },
    { "[\"upperCaseFirst\",\"øst\"]", "\"Øst\"" },
    { "[\"lowerCaseFirst\",\"ØST\"]", "\"øST\"" },
    { "[\"upperCaseFirst\",\"\"]", "\"\"" },
  };
  static const Case errors[] = {
    { "[\"stringSlice\",\"a\",null]",
      "Start/end index cannot be null (if you used an expression like stringIndexOf here, make "
      "sure to guard against null)" },
    { "[\"stringSlice\",\"abc\",2,1]", "Length cannot be less than zero. (Parameter 'length')" },
    { "[\"upperCase\"]", "Expected 1 argument, got 0" },
  };

  ASSERT_VALUES (cases);
  ASSERT_ERRORS (errors);
}

static void
test_numbers (void)
{
  static const Case cases[] = {
    { "[\"plus\",0.1,0.2]", "0.3" },
    { "[\"plus\",1,null,\"2.5\"]", "3.5" },
    { "[\"minus\",0.3,0.1]", "0.2" },
    { "[\"multiply\",1.1,1.1]", "1.21" },
    { "[\"divide\",1,3]", "0.33333333333333337" }, /* as .NET makes a double of the decimal */
    { "[\"divide\",1,8]", "0.125" },
    { "[\"divide\",-10,4]", "-2.5" },
    { "[\"multiply\",0.00000000000001,0.000000000000001]", "0" },
    { "[\"plus\",79228162514264300000000000000,-1]", "7.92281625142643E+28" },
    { "[\"sum\",[\"list\",0.1,\"0.2\",null]]", "0.3" },
    { "[\"average\",[\"list\"],null]", "null" },
    { "[\"average\",[\"list\",1,2],\"9\"]", "1.5" },
    { "[\"count\",[\"list\",1,null]]", "2" },
    { "[\"round\",1234567.125,2]", "\"1,234,567.13\"" },
    { "[\"round\",2.5]", "\"3\"" },
    { "[\"round\",-0.5,null]", "\"-1\"" },
    { "[\"round\",1.005,2]", "\"1.00\"" },
    { "[\"round\",999.995,1]", "\"1,000.0\"" },
    { "[\"round\",null,3]", "\"0.000\"" },
    { "[\"concat\",1e15,\" \",999999999999999,\" \",0.0001,\" \",0.00001,\" \",-0.0]",
      "\"1E+15 999999999999999 0.0001 1E-05 -0\"" },
    { "[\"concat\",0.1,\" \",123.456,\" \",1234567890123456]", "\"0.1 123.456 1234567890123456\"" },
    { "[\"concat\",1.7976931348623157e308,\" \",5e-324]", "\"1.7976931348623157E+308 5E-324\"" },
  };
  static const Case errors[] = {
    { "[\"divide\",1,0]", "The second argument is 0, cannot divide by 0" },
    { "[\"plus\"]", "Invalid number of args" },
    { "[\"minus\",1]", "Invalid number of args" },
    { "[\"multiply\",1e20,1e20]",
      "Arithmetic overflow: One of the operands or the result is too large or too small" },
    { "[\"sum\",true]", "Expected argument to be list, got True" },
    { "[\"average\",[\"list\",1],false]", "Expected number, got value false" },
    { "[\"round\",1,-1]", "Format specifier was invalid." },
  };

  ASSERT_VALUES (cases);
  ASSERT_ERRORS (errors);
}

static void
test_dates (void)
{
  static const Case cases[] = {
    { "[\"formatDate\",\"2024-02-29\"]", "\"29.02.2024\"" },
    { "[\"formatDate\",null]", "null" },
    { "[\"formatDate\",\" \"]", "null" },
    { "[\"formatDate\",\"2024-02-29T23:30:00-02:00\",\"dd HH:mm\"]", "\"29 23:30\"" },
    { "[\"formatDate\",\"2024-02-29T12:05:09.0786\",\"h.m.s S SS SSS a H\"]",
      "\"12.5.9 0 07 078 a.m. 12\"" },
    { "[\"formatDate\",\"2024-02-29 00:00\",\"H:m:s!\"]", "\"::!\"" },
    { "[\"formatDate\",\"0099-12-31\",\"y yy yyy yyyy u uuu uuuu\"]",
      "\"99 99 0099 0099 99 099 0099\"" },
    { "[\"formatDate\",\"2024-02-29\",\"E EEEE EEEEE MMM MMMM MMMMM\"]",
      "\"tor torsdag T feb februar MMMMM\"" },
    { "[\"formatDate\",\"2024-02-29\",\"G GGGG GGGGG ‹ø›\"]", "\"e.Kr. etter Kristus e.Kr. ‹ø›\"" },
  };
  static const Case errors[] = {
    { "[\"formatDate\",\"2023-02-29\"]",
      "Unable to parse date \"2023-02-29\": Format was recognized, but the date/time is invalid" },
    { "[\"formatDate\",\"0000-01-01\"]",
      "Unable to parse date \"0000-01-01\": Format was recognized, but the date/time is invalid" },
    { "[\"formatDate\",\"0001-01-01T00:00+01:00\"]",
      "Unable to parse date \"0001-01-01T00:00+01:00\": Format was recognized, but the date/time "
      "is "
      "invalid" },
    { "[\"formatDate\",\"2023-1-01\"]", "Unable to parse date \"2023-1-01\": Unknown format" },
    { "[\"formatDate\",true]",
      "Date expressions only accept strings or null, got true of type True" },
  };

  ASSERT_VALUES (cases);
  ASSERT_ERRORS (errors);
}

static void
test_languages (void)
{
  static const struct
  {
    const char *language;
    const char *expected;
  } cases[] = {
    { "en", "\"5/1/23 Mon May AD PM\"" },
    { "nn", "\"01.05.2023 mån mai e.Kr. p.m.\"" },
    { NULL, "\"01.05.2023 man mai e.Kr. p.m.\"" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const ExpressionContext context = { .language = cases[i].language, .convert_to_utc = TRUE };
      g_autoptr (GError) error = NULL;
      g_autofree char *json =
          evaluate ("[\"concat\",[\"formatDate\",\"2023-05-02T00:30+02:00\"],\" \","
                    "[\"formatDate\",\"2023-05-02T00:30+02:00\",\"E MMMM G a\"]]",
                    &context, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (json, ==, cases[i].expected);
    }
}

static void
test_collections (void)
{
  static const Case cases[] = {
    { "[\"list\",1,[\"list\",\"a\"],null]", "[1,[\"a\"],null]" },
    { "[\"object\",\"b\",1,\"a\",[\"object\"]]", "{\"b\":1,\"a\":{}}" },
  };
  static const Case errors[] = {
    { "[\"object\",\"a\"]", "The object function must have an even number of arguments." },
    { "[\"object\",null,1]", "Object keys must be strings." },
    { "[\"object\",\"a\",1,\"a\",2]", "Object keys must be unique." },
  };

  ASSERT_VALUES (cases);
  ASSERT_ERRORS (errors);
}

static void
test_empty_context (void)
{
  static const Case cases[] = {
    { "[\"gatewayAction\"]", "null" },
    { "[\"gatewayAction\",1]", "null" },
    { "[\"language\"]", "\"nb\"" },
    { "[\"text\",\"key\"]", "\"key\"" },
    { "[\"text\",null]", "null" },
    { "[\"countDataElements\",\"x\"]", "0" },
    { "[\"frontendSettings\",\"x\"]", "null" },
    { "[\"instanceContext\",\"appId\"]", "null" },
  };
  static const Case errors[] = {
    { "[\"component\",\"x\"]", "Component model not loaded" },
    { "[\"argv\",0]", "No positional arguments available" },
    { "[\"dataModel\",\"x\"]", "DataModelBindings must either have DataType, or be in a context "
                               "with a defaultDataElementIdentifier" },
    { "[\"dataModel\",\"x\",[\"concat\"]]",
      "The data type must be a string (expressions cannot be used here)" },
    { "[\"instanceContext\",\"id\"]", "Unknown Instance context property id" },
    { "[\"countDataElements\",1]", "Expected dataType argument to be a string" },
  };

  ASSERT_VALUES (cases);
  ASSERT_ERRORS (errors);
}

static gboolean
find_model (const ExpressionContext *context,
            const char *data_type,
            const ExpressionValue **model,
            GError **error)
{
  *model = context->user_data;
  return TRUE;
}

static void
test_data_model (void)
{
  static const Case cases[] = {
    { "[\"dataModel\",\"A.B\"]", "\"x\"" },
    { "[\"dataModel\",\"a.B\"]", "null" },
    { "[\"dataModel\",\"A.B.Length\"]", "null" },
    { "[\"dataModel\",\"L\"]", "[{\"N\":1},{\"N\":2}]" },
    { "[\"dataModel\",\"L.N\"]", "2" },
    { "[\"dataModel\",\"L[0].N\"]", "1" },
    { "[\"dataModel\",\"L[0].M.N\"]", "null" },
    { "[\"dataModel\",\"L[9].N\"]", "null" },
    { "[\"dataModel\",\"L[99999999999999999999].N\"]", "null" },
    { "[\"dataModel\",\"A[0]\"]", "null" },
    { "[\"dataModel\",\"\"]", "null" },
  };
  static const char *const malformed[] = { "L[", "L[]", "L[x]", "L[0", "L]", "L[-1]", "L[0]x" };
  static const ExpressionContextFuncs funcs = { .find_model = find_model };
  const guint rows[] = { 1 };
  g_autoptr (SourceJson) json = source_json_parse (
      "{\"A\":{\"B\":\"x\"},\"L\":[{\"N\":1},{\"N\":2}]}", -1, SOURCE_JSON_STRICT, NULL, NULL);
  g_auto (ExpressionValue) model = EXPRESSION_VALUE_INIT;
  const ExpressionContext context = {
    .funcs = &funcs, .user_data = &model, .row_indices = rows, .n_row_indices = 1
  };

  expression_value_set_json (&model, source_json_get_root (json));
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *value = evaluate (cases[i].expression, &context, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (value, ==, cases[i].expected);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (malformed); i++)
    {
      g_autofree char *text = g_strdup_printf ("[\"dataModel\",\"%s\"]", malformed[i]);
      g_autofree char *expected = g_strdup_printf ("Invalid key part %s", malformed[i]);
      g_autoptr (GError) error = NULL;

      g_assert_null (evaluate (text, &context, &error));
      g_assert_cmpstr (error->message, ==, expected);
    }
}

/* A gateway takes the flow on the boolean true only. */
static void
test_only_true_is_true (void)
{
  static const struct
  {
    const char *expression;
    gboolean expected;
  } cases[] = {
    { "[\"equals\",[\"gatewayAction\"],\"reject\"]", TRUE },
    { "true", TRUE },
    { "\"true\"", FALSE },
    { "1", FALSE },
    { "null", FALSE },
    { "[\"list\",true]", FALSE },
  };
  const ExpressionContext context = { .gateway_action = "reject" };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Expression) expression = expression_parse (cases[i].expression, -1, NULL, NULL);
      gboolean result;

      g_assert_true (expression_is_true (expression, &context, &result, NULL));
      g_assert_cmpint (result, ==, cases[i].expected);
    }
}

/* A result may be kept when the expression and the context are gone. */
static void
test_result_outlives (void)
{
  g_autofree char *action = g_strdup ("sign");
  const ExpressionContext context = { .gateway_action = action };
  Expression *expression =
      expression_parse ("[\"list\",\"a\",[\"gatewayAction\"]]", -1, NULL, NULL);
  g_auto (ExpressionValue) value = EXPRESSION_VALUE_INIT;
  g_autofree char *json = NULL;

  g_assert_true (expression_evaluate (expression, &context, &value, NULL));
  expression_unref (expression);
  memset (action, 'x', 4);
  json = expression_value_to_json (&value);
  g_assert_cmpstr (json, ==, "[\"a\",\"sign\"]");
}

static void
test_explain (void)
{
  const ExpressionContext context = { .gateway_action = "sign" };
  g_autoptr (Expression) expression = expression_parse (
      "[\"and\",[\"equals\",[\"gatewayAction\"],\"sign\"],[\"not\",\"x\"],true]", -1, NULL, NULL);
  g_autoptr (ExpressionExplanation) explanation = expression_explain (expression, &context);
  const ExpressionExplanation *equals = g_ptr_array_index (explanation->arguments, 0);
  const ExpressionExplanation *action = g_ptr_array_index (equals->arguments, 0);
  const ExpressionExplanation *not = g_ptr_array_index (explanation->arguments, 1);
  gsize offset, length;

  g_assert_false (explanation->evaluated);
  g_assert_null (explanation->error);
  g_assert_cmpuint (explanation->arguments->len, ==, 2);
  g_assert_true (expression_value_is_true (&equals->value));
  g_assert_cmpstr (action->value.string.text, ==, "sign");
  g_assert_cmpstr (not ->error, ==, "Expected boolean, got value \"x\"");
  expression_get_range (equals->expression, &offset, &length);
  g_assert_cmpuint (offset, ==, 7);
  g_assert_cmpuint (length, ==, strlen ("[\"equals\",[\"gatewayAction\"],\"sign\"]"));
}

static char *
explain_text (const char *text, const char *action)
{
  const ExpressionContext context = { .gateway_action = action };
  g_autoptr (Expression) expression = expression_parse (text, -1, NULL, NULL);
  g_autoptr (ExpressionExplanation) explanation = expression_explain (expression, &context);

  return expression_explanation_to_text (explanation);
}

static void
test_explain_in_words (void)
{
  g_autofree char *simple
      = explain_text ("[\"equals\",[\"gatewayAction\"],\"reject\"]", "sign");
  g_autofree char *nested = explain_text (
      "[\"and\",[\"equals\",[\"gatewayAction\"],\"sign\"],[\"not\",false]]", "sign");
  g_autofree char *failed
      = explain_text ("[\"or\",[\"not\",\"x\"],[\"equals\",1,2]]", NULL);
  g_autofree char *literal = explain_text ("true", NULL);

  g_assert_cmpstr (simple, ==, "equals(gatewayAction() = \"sign\", \"reject\") → false");
  g_assert_cmpstr (nested, ==,
                   "and(true, not(false) = true) → true\n"
                   "  equals(gatewayAction() = \"sign\", \"sign\") → true");
  g_assert_cmpstr (failed, ==,
                   "or(not(\"x\") = ?, [\"equals\",1,2]) → ?\n"
                   "  not(\"x\") → ? Expected boolean, got value \"x\"");
  g_assert_cmpstr (literal, ==, "true");
}

static gboolean
append_name (const Expression *call, const Expression *parent, guint index, gpointer user_data)
{
  g_string_append_printf (user_data, "%s<%s:%u ", expression_get_function (call),
                          parent != NULL ? expression_get_function (parent) : "", index);
  return TRUE;
}

static void
test_look_into (void)
{
  g_autoptr (Expression) expression =
      expression_parse ("[\"if\",[\"not\",[\"x\"]],1,\"else\",[\"y\"]]", -1, NULL, NULL);
  g_autoptr (GString) names = g_string_new (NULL);
  g_autofree char *json = expression_to_json (expression);

  expression_foreach_call (expression, append_name, names);
  g_assert_cmpstr (names->str, ==, "if<:0 not<if:0 x<not:0 y<if:3 ");
  g_assert_cmpstr (json, ==, "[\"if\",[\"not\",[\"x\"]],1,\"else\",[\"y\"]]");
  g_assert_cmpuint (expression_get_n_arguments (expression), ==, 4);
  g_assert_null (expression_get_argument (expression, 4));
}

static void
test_function_table (void)
{
  guint n;
  const ExpressionFunction *functions = expression_functions (&n);

  for (guint i = 0; i < n; i++)
    {
      gboolean frontend = (functions[i].flags & EXPRESSION_FUNCTION_FRONTEND_ONLY) != 0;
      g_autofree char *text = g_strdup_printf ("[\"%s\"]", functions[i].name);
      g_autoptr (Expression) call = expression_parse (text, -1, NULL, NULL);
      const ExpressionContext context = { .v9 = TRUE };
      g_auto (ExpressionValue) value = EXPRESSION_VALUE_INIT;
      g_autoptr (GError) error = NULL;

      g_assert_true (expression_find_function (functions[i].name) == &functions[i]);
      g_assert_true (i == 0 || strcmp (functions[i - 1].name, functions[i].name) < 0);
      g_assert_true (frontend == (functions[i].since == NULL));
      expression_evaluate (call, &context, &value, &error);
      g_assert_cmpint (g_error_matches (error, EXPRESSION_ERROR, EXPRESSION_ERROR_UNKNOWN_FUNCTION),
                       ==, frontend);
      /* What the table says of no arguments is what evaluating them says. */
      if (!frontend)
        g_assert_cmpint (expression_check_arguments (call, NULL), ==, error == NULL);
    }
  g_assert_null (expression_find_function ("applicationSettings"));
}

static void
test_check_arguments (void)
{
  static const Case cases[] = {
    { "[\"equals\",1,2]", NULL },
    { "[\"if\",true,1,\"else\"]", "Expected either 2 arguments (if) or 4 (if + else), got 3" },
    { "[\"round\",1,2,3]", "Expected 1-2 argument(s), got 3" },
    { "[\"or\"]", "Expected 1+ argument(s), got 0" },
    { "[\"gatewayAction\",1]", NULL },
    { "[\"object\",\"a\"]", "The object function must have an even number of arguments." },
    { "[\"externalApi\",\"a\",\"b\"]", "Function \"externalApi\" not implemented in backend" },
    { "[\"dataModel\",\"a\",[\"concat\"]]",
      "The data type must be a string (expressions cannot be used here)" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Expression) call = expression_parse (cases[i].expression, -1, NULL, NULL);
      g_autoptr (GError) error = NULL;

      g_assert_cmpint (expression_check_arguments (call, &error), ==, cases[i].expected == NULL);
      g_assert_cmpstr (error != NULL ? error->message : NULL, ==, cases[i].expected);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/expression/literals", test_literals);
  g_test_add_func ("/expression/syntax-errors", test_syntax);
  g_test_add_func ("/expression/equality-and-order", test_equality);
  g_test_add_func ("/expression/comparison-errors", test_comparison_errors);
  g_test_add_func ("/expression/logic", test_logic);
  g_test_add_func ("/expression/text", test_text);
  g_test_add_func ("/expression/numbers-are-decimal", test_numbers);
  g_test_add_func ("/expression/dates", test_dates);
  g_test_add_func ("/expression/dates-by-language", test_languages);
  g_test_add_func ("/expression/collections", test_collections);
  g_test_add_func ("/expression/empty-context", test_empty_context);
  g_test_add_func ("/expression/data-model-paths", test_data_model);
  g_test_add_func ("/expression/only-true-is-true", test_only_true_is_true);
  g_test_add_func ("/expression/result-outlives-its-sources", test_result_outlives);
  g_test_add_func ("/expression/explain-shows-what-decided", test_explain);
  g_test_add_func ("/expression/explain-in-words", test_explain_in_words);
  g_test_add_func ("/expression/look-into-an-expression", test_look_into);
  g_test_add_func ("/expression/function-table-is-true", test_function_table);
  g_test_add_func ("/expression/check-arguments", test_check_arguments);
  return g_test_run ();
}

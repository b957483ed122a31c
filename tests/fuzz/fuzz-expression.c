/* fuzz-expression.c: parsing, evaluating and explaining expressions and queries
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/expression/expression-environment.h"
#include "tests/fuzz/fuzz.h"

#include <string.h>

static const char environment_text[] =
    "{\"dataModel\":{\"a\":{\"b\":[1,\"å\",{\"c\":null}]},\"d\":\"2024-01-31T10:00Z\"},"
    "\"gatewayAction\":\"reject\",\"positionalArguments\":[1],\"frontendSettings\":{\"s\":\"t\"},"
    "\"textResources\":[{\"id\":\"r\",\"value\":\"{0}{1}{\",\"variables\":[{\"key\":\"a.b[0]\","
    "\"dataSource\":\"dataModel.default\"}]}],\"layouts\":{\"p\":{\"data\":{\"layout\":["
    "{\"id\":\"c\",\"type\":\"Input\",\"dataModelBindings\":{\"simpleBinding\":\"d\"}}]}}}}";

/* What evaluating and explaining say is the same. */
static void
check (const Expression *expression, const ExpressionContext *context)
{
  g_autoptr (GError) error = NULL;
  g_auto (ExpressionValue) value = EXPRESSION_VALUE_INIT;
  gboolean ok = expression_evaluate (expression, context, &value, &error);
  g_autoptr (ExpressionExplanation) explanation = expression_explain (expression, context);
  g_autofree char *json = expression_value_to_json (&value);
  g_autofree char *explained = expression_value_to_json (&explanation->value);

  g_assert_true (ok == (error == NULL));
  g_assert_true (ok == explanation->evaluated);
  g_assert_cmpstr (json, ==, explained);
  g_assert_true (g_utf8_validate (json, -1, NULL));
  g_assert_true (ok || g_utf8_validate (error->message, -1, NULL));
}

static void
check_query (const char *query, const ExpressionContext *context)
{
  SourceJsonWriter *writer = source_json_writer_new (0);
  g_autofree char *text = NULL;
  g_autoptr (Expression) expression = NULL;

  source_json_writer_begin_array (writer);
  source_json_writer_string (writer, "jmespath");
  source_json_writer_raw (writer, "[\"dataModel\",\"a\"]");
  source_json_writer_string (writer, query);
  source_json_writer_end_array (writer);
  text = source_json_writer_end (writer);
  expression = expression_parse (text, -1, NULL, NULL);
  g_assert_nonnull (expression);
  check (expression, context);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (SourceJson) json =
      source_json_parse (environment_text, -1, SOURCE_JSON_STRICT, NULL, NULL);
  g_autoptr (ExpressionEnvironment) environment =
      expression_environment_new (source_json_get_root (json), NULL);
  const ExpressionContext *context = expression_environment_get_context (environment);
  g_autofree char *text = size > 0 ? g_strndup ((const char *) data, size) : g_strdup ("");
  g_autoptr (GError) error = NULL;
  g_autoptr (Expression) expression =
      expression_parse ((const char *) data, (gssize) size, "f", &error);

  g_assert_true ((expression == NULL) == (error != NULL));
  if (expression != NULL)
    {
      g_autofree char *written = expression_to_json (expression);

      g_assert_true (g_utf8_validate (written, -1, NULL));
      check (expression, context);
    }
  check_query (text, context);
  return 0;
}

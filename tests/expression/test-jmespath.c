/* test-jmespath.c: jmespath queries as the specification has them
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/expression/expression.h"

#include <string.h>

static const char boats[] =
    "{\"boats\":[{\"name\":\"Sula\",\"tons\":12,\"crew\":[\"Ola\",\"Kari\"]},"
    "{\"name\":\"Brim\",\"tons\":7,\"crew\":[]},{\"name\":\"Alke\",\"tons\":30}],"
    "\"port\":{\"Florø\":{\"n\":1},\"Bodø\":{\"n\":2}},\"nested\":[[1,[2]],[3],4],\"none\":null}";

static gboolean
find_model (const ExpressionContext *context,
            const char *data_type,
            const ExpressionValue **model,
            GError **error)
{
  *model = context->user_data;
  return TRUE;
}

static char *
query (const char *text, GError **error)
{
  static const ExpressionContextFuncs funcs = { .find_model = find_model };
  g_auto (ExpressionValue) model = EXPRESSION_VALUE_INIT;
  g_auto (ExpressionValue) value = EXPRESSION_VALUE_INIT;
  g_autofree char *wrapped = g_strdup_printf ("{\"data\":%s}", boats);
  g_autoptr (SourceJson) data = source_json_parse (wrapped, -1, SOURCE_JSON_STRICT, NULL, NULL);
  const ExpressionContext context = { .funcs = &funcs, .user_data = &model };
  SourceJsonWriter *writer = source_json_writer_new (0);
  g_autofree char *expression_text = NULL;
  g_autoptr (Expression) expression = NULL;

  expression_value_set_json (&model, source_json_get_root (data));
  source_json_writer_begin_array (writer);
  source_json_writer_string (writer, "jmespath");
  source_json_writer_raw (writer, "[\"dataModel\",\"data\"]");
  source_json_writer_string (writer, text);
  source_json_writer_end_array (writer);
  expression_text = source_json_writer_end (writer);
  expression = expression_parse (expression_text, -1, NULL, error);
  if (!expression_evaluate (expression, &context, &value, error))
    return NULL;
  return expression_value_to_json (&value);
}

typedef struct
{
  const char *query;
  const char *expected;
} Case;

static void
test_values (void)
{
  static const Case cases[] = {
    { "boats[0].name", "\"Sula\"" },
    { "boats[-1].name", "\"Alke\"" },
    { "boats[9]", "null" },
    { "boats[*].name", "[\"Sula\",\"Brim\",\"Alke\"]" },
    { "boats[*].crew", "[[\"Ola\",\"Kari\"],[]]" },
    { "boats[*].crew[0]", "[\"Ola\"]" },
    { "boats[*].crew | [0]", "[\"Ola\",\"Kari\"]" },
    { "boats[].crew[]", "[\"Ola\",\"Kari\"]" },
    { "boats[?tons > `10`].name", "[\"Sula\",\"Alke\"]" },
    { "boats[?name == 'Brim' || tons >= `30`].name", "[\"Brim\",\"Alke\"]" },
    { "boats[?!crew].name", "[\"Brim\",\"Alke\"]" },
    { "boats[?contains(name, 'l') && tons < `20`].tons", "[12]" },
    { "boats[:2].tons", "[12,7]" },
    { "boats[::-1].tons", "[30,7,12]" },
    { "boats[1:].tons", "[7,30]" },
    { "port.*.n", "[1,2]" },
    { "*.n", "[]" },
    { "port.\"Bodø\".n", "2" },
    { "nested[]", "[1,[2],3,4]" },
    { "nested[][]", "[1,2,3,4]" },
    { "boats[0].[name, tons]", "[\"Sula\",12]" },
    { "boats[1].{a: name, b: none}", "{\"a\":\"Brim\",\"b\":null}" },
    { "none.[a]", "null" },
    { "none || port.\"Florø\".n", "1" },
    { "none && `1`", "null" },
    { "!none", "true" },
    { "`1` < `2`", "true" },
    { "'a' < 'b'", "null" },
    { "`[1,2]` == `[1,2]`", "true" },
    { "@.none", "null" },
    { "'it\\'s'", "\"it's\"" },
    { "`\"\\`\"`", "\"`\"" },
    { "(boats[0] | name)", "\"Sula\"" },
    { "length(boats)", "3" },
    { "length('åø')", "2" },
    { "sum(boats[*].tons)", "49" },
    { "avg(`[]`)", "null" },
    { "max(boats[*].tons)", "30" },
    { "min(boats[*].name)", "\"Alke\"" },
    { "max_by(boats, &tons).name", "\"Alke\"" },
    { "sort_by(boats, &tons)[*].tons", "[7,12,30]" },
    { "sort(boats[*].name)", "[\"Alke\",\"Brim\",\"Sula\"]" },
    { "reverse('abc')", "\"cba\"" },
    { "join(', ', boats[*].name)", "\"Sula, Brim, Alke\"" },
    { "keys(port)", "[\"Florø\",\"Bodø\"]" },
    { "values(port)[].n", "[1,2]" },
    { "merge(port, {Bodø2: `1`}.{Bodø: `3`})", NULL },
    { "merge(`{\"a\":1,\"b\":2}`, `{\"a\":3}`)", "{\"a\":3,\"b\":2}" },
    { "map(&crew, boats)", "[[\"Ola\",\"Kari\"],[],null]" },
    { "not_null(none, boats[7], `5`)", "5" },
    { "to_string(`[1,\"a\"]`)", "\"[1,\\\"a\\\"]\"" },
    { "to_number('1.5')", "1.5" },
    { "to_number('x')", "null" },
    { "to_array(`1`)", "[1]" },
    { "type(boats)", "\"array\"" },
    { "starts_with('abc', 'ab')", "true" },
    { "ends_with('abc', 'abcd')", "false" },
    { "floor(`-1.5`)", "-2" },
    { "ceil(`1.2`)", "2" },
    { "abs(`-3`)", "3" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *json = query (cases[i].query, &error);

      g_test_message ("%s", cases[i].query);
      g_assert_cmpint (error == NULL, ==, cases[i].expected != NULL);
      g_assert_cmpstr (json, ==, cases[i].expected);
    }
}

static void
test_errors (void)
{
  static const char *const queries[] = {
    "",
    "boats[",
    "boats[*",
    "a.",
    ".a",
    "a b",
    "`[`",
    "'a",
    "\"a",
    "foo(",
    "nope(@)",
    "length()",
    "length(`1`)",
    "sum(`[\"a\"]`)",
    "&a",
    "a = b",
    "[0:1:0]",
    "a[b]",
    "{a}",
    "sort(`[1,\"a\"]`)",
    "map(boats, &a)",
    "sort_by(boats, &crew)",
    "-",
    "a.[",
    "å",
    "\"\\x\"",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *json = query (queries[i], &error);

      g_test_message ("%s", queries[i]);
      g_assert_null (json);
      g_assert_true (g_str_has_prefix (error->message, "Jmespath error: \""));
    }
}

/* A short query can neither overflow the stack nor fill the memory. */
static void
test_hostile (void)
{
  g_autoptr (GString) deep = g_string_new (NULL);
  g_autoptr (GString) wide = g_string_new ("[@,@]");
  g_autoptr (GString) chain = g_string_new ("a");
  GString *texts[] = { deep, wide, chain };

  for (guint i = 0; i < 100000; i++)
    g_string_append (deep, "[");
  for (guint i = 0; i < 60; i++)
    g_string_append (wide, "|[@,@]");
  for (guint i = 0; i < 10000; i++)
    g_string_append (chain, ".a");
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (query (texts[i]->str, &error));
      g_assert_nonnull (error);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/jmespath/values", test_values);
  g_test_add_func ("/jmespath/errors", test_errors);
  g_test_add_func ("/jmespath/hostile-queries", test_hostile);
  return g_test_run ();
}

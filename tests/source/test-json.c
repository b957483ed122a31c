/* test-json.c: JSON is read strictly or tolerantly, with positions, and written
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/source/source-json.h"

#include <math.h>
#include <string.h>

static SourceJson *
parse (const char *text, SourceJsonFlags flags)
{
  g_autoptr (GError) error = NULL;
  SourceJson *json = source_json_parse (text, -1, flags, "a.json", &error);

  g_assert_no_error (error);
  g_assert_nonnull (json);
  return json;
}

static void
assert_text (const char *text, const char *expected)
{
  g_autoptr (SourceJson) json = parse (text, SOURCE_JSON_STRICT);
  g_autofree char *written = source_json_value_to_text (source_json_get_root (json));

  g_assert_cmpstr (written, ==, expected);
}

static void
assert_error (const char *text, gssize length, SourceJsonFlags flags, const char *expected)
{
  g_autoptr (GError) error = NULL;
  SourceJson *json = source_json_parse (text, length, flags, "a.json", &error);

  g_assert_null (json);
  g_assert_error (error, SOURCE_ERROR, SOURCE_ERROR_MALFORMED);
  g_assert_cmpstr (error->message, ==, expected);
}

static void
test_values (void)
{
  assert_text ("null", "null");
  assert_text (" true ", "true");
  assert_text ("false", "false");
  assert_text ("\t-0.50e+2\r\n", "-0.50e+2");
  assert_text ("\"\"", "\"\"");
  assert_text ("[]", "[]");
  assert_text ("{ }", "{}");
  assert_text ("[1, [2, {\"a\": [3]}], \"x\"]", "[1,[2,{\"a\":[3]}],\"x\"]");
  assert_text ("{\"b\":1,\"a\":{\"c\":null}}", "{\"b\":1,\"a\":{\"c\":null}}");
  assert_text ("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e5\\u20AC\"",
               "\"\\\"\\\\/\\u0008\\u000c\\n\\r\\tå€\"");
}

static void
test_numbers (void)
{
  static const struct
  {
    const char *text;
    double value;
  } cases[] = {
    { "0", 0 },
    { "-0", 0 },
    { "-12", -12 },
    { "0.1", 0.1 },
    { "1e3", 1000 },
    { "1E-2", 0.01 },
    { "999999999999999", 999999999999999.0 },
    { "9007199254740993", 9007199254740992.0 },
    { "123456789012345678901234567890", 123456789012345678901234567890.0 },
    { "1e400", HUGE_VAL },
    { "-1e400", -HUGE_VAL },
    { "1e-400", 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SourceJson) json = parse (cases[i].text, SOURCE_JSON_STRICT);
      const SourceJsonValue *root = source_json_get_root (json);

      g_assert_cmpfloat (source_json_value_get_number (root), ==, cases[i].value);
      g_assert_cmpstr (source_json_value_get_number_text (root), ==, cases[i].text);
    }
}

static void
test_surrogates (void)
{
  g_autoptr (SourceJson) pair = parse ("\"\\ud83c\\udf0d!\"", SOURCE_JSON_STRICT);
  g_autoptr (SourceJson) half = parse ("\"a\\udf0d\\ud83c\\u0041\"", SOURCE_JSON_TOLERANT);

  g_assert_cmpstr (source_json_value_get_string (source_json_get_root (pair)), ==, "🌍!");
  g_assert_cmpstr (source_json_value_get_string (source_json_get_root (half)), ==,
                   "a\xef\xbf\xbd\xef\xbf\xbd"
                   "A");
  assert_error ("\"ab\\ud83cx\"", -1, SOURCE_JSON_STRICT,
                "a.json:1:4: error: half of a surrogate pair");
  assert_error ("\"\\udf0d\"", -1, SOURCE_JSON_STRICT,
                "a.json:1:2: error: half of a surrogate pair");
  assert_error ("\"\xed\xa0\x80\"", -1, SOURCE_JSON_STRICT,
                "a.json:1:2: error: the string is not UTF-8");
}

static void
test_nul_in_string (void)
{
  g_autoptr (SourceJson) json = parse ("\"a\\u0000b\"", SOURCE_JSON_STRICT);
  const SourceJsonValue *root = source_json_get_root (json);
  g_autofree char *text = source_json_value_to_text (root);

  g_assert_cmpuint (source_json_value_get_string_length (root), ==, 3);
  g_assert_cmpmem (source_json_value_get_string (root), 4, "a\0b", 4);
  g_assert_cmpstr (text, ==, "\"a\\u0000b\"");
}

static void
test_refused (void)
{
  static const struct
  {
    const char *text;
    const char *expected;
  } cases[] = {
    { "", "1:1: error: the text ends where a value was expected" },
    { "  \n ", "2:2: error: the text ends where a value was expected" },
    { "[1,]", "1:4: error: a comma must not stand before “]”" },
    { "{\"a\":1,}", "1:8: error: a comma must not stand before “}”" },
    { "[1 2]", "1:4: error: “2” where “,” or “]” was expected" },
    { "{'a':1}", "1:2: error: “'” where the name of a member was expected" },
    { "{\"a\" 1}", "1:6: error: “1” where “:” was expected" },
    { "{\"a\":}", "1:6: error: “}” where a value was expected" },
    { "[", "1:2: error: the text ends where a value was expected" },
    { "[1", "1:3: error: the text ends where “,” or “]” was expected" },
    { "{", "1:2: error: the text ends where the name of a member was expected" },
    { "01", "1:2: error: “1” where the end of the number was expected" },
    { "0x10", "1:2: error: “x” where the end of the number was expected" },
    { "-", "1:2: error: the text ends where a digit was expected" },
    { "+1", "1:1: error: “+” where a value was expected" },
    { ".5", "1:1: error: “.” where a value was expected" },
    { "1.", "1:3: error: the text ends where a digit was expected" },
    { "1.e3", "1:3: error: “e” where a digit was expected" },
    { "1e", "1:3: error: the text ends where a digit was expected" },
    { "NaN", "1:1: error: “N” where a value was expected" },
    { "nul", "1:1: error: “n” where a value was expected" },
    { "True", "1:1: error: “T” where a value was expected" },
    { "\"a", "1:1: error: the string has no end" },
    { "\"å\n\"", "1:3: error: the control character U+000A must be escaped in a string" },
    { "\"\\x\"", "1:2: error: not an escape sequence of JSON" },
    { "\"\\u12g4\"", "1:6: error: “\\u” needs four hexadecimal digits" },
    { "\"\\u12", "1:6: error: “\\u” needs four hexadecimal digits" },
    { "\"\\", "1:2: error: not an escape sequence of JSON" },
    { "// c\n1", "1:1: error: “/” where a value was expected" },
    { "\xef\xbb\xbf"
      "1",
      "1:1: error: the character U+FEFF where a value was expected" },
    { "\xff", "1:1: error: a byte that is not UTF-8 where a value was expected" },
    { "{\n<<<<<<< HEAD\n\"a\": 1\n=======\n\"a\": 2\n>>>>>>> other\n}",
      "2:1: error: the file has merge conflicts; keep one of the two versions at each, and remove the "
      "lines that begin with <<<<<<<, ======= and >>>>>>>" },
    { "1 2", "1:3: error: “2” where the end of the text was expected" },
    { "[1,\r\n å]", "2:2: error: “å” where a value was expected" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *expected = g_strconcat ("a.json:", cases[i].expected, NULL);

      assert_error (cases[i].text, -1, SOURCE_JSON_STRICT, expected);
    }
  assert_error ("[1,\0002]", 6, SOURCE_JSON_STRICT,
                "a.json:1:4: error: the character U+0000 where a value was expected");
}

static void
test_every_cut_is_refused (void)
{
  static const char whole[] = "{\"a\":[1.5e3,\"\\u00e5å\",true,null,{\"b\":false}]}";

  for (gssize length = 0; length < (gssize) strlen (whole); length++)
    {
      /* A copy of just that length, so that reading beyond it is caught. */
      g_autofree char *cut = g_memdup2 (whole, (gsize) length);
      g_autoptr (GError) error = NULL;

      g_assert_null (
          source_json_parse (length > 0 ? cut : "", length, SOURCE_JSON_TOLERANT, NULL, &error));
      g_assert_error (error, SOURCE_ERROR, SOURCE_ERROR_MALFORMED);
    }
}

static void
test_depth (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (SourceJson) deepest = NULL;

  for (int i = 0; i < 64; i++)
    g_string_append_c (text, '[');
  for (int i = 0; i < 64; i++)
    g_string_append_c (text, ']');
  deepest = parse (text->str, SOURCE_JSON_STRICT);
  g_string_prepend_c (text, '[');
  g_string_append_c (text, ']');
  assert_error (text->str, -1, SOURCE_JSON_STRICT,
                "a.json:1:65: error: nested deeper than 64 levels");
  g_string_truncate (text, 0);
  for (int i = 0; i < 1000000; i++)
    g_string_append (text, "{\"a\":");
  assert_error (text->str, -1, SOURCE_JSON_TOLERANT,
                "a.json:1:321: error: nested deeper than 64 levels");
}

static void
test_tolerant (void)
{
  g_autoptr (SourceJson) json = parse ("\xef\xbb\xbf// head\r\n{ /* a */ \"a\" /**/ : 1, // b\n"
                                       "\"b\": [1, 2,],\n}\n// end",
                                       SOURCE_JSON_TOLERANT);
  g_autofree char *text = source_json_value_to_text (source_json_get_root (json));

  g_assert_cmpstr (text, ==, "{\"a\":1,\"b\":[1,2]}");
  assert_error ("[,]", -1, SOURCE_JSON_TOLERANT,
                "a.json:1:2: error: “,” where a value was expected");
  assert_error ("1 /* x", -1, SOURCE_JSON_TOLERANT, "a.json:1:3: error: the comment has no end");
  assert_error ("1 /*/", -1, SOURCE_JSON_TOLERANT, "a.json:1:3: error: the comment has no end");
}

static void
test_first_value (void)
{
  g_autoptr (SourceJson) json = parse (" [1] ]] nonsense", SOURCE_JSON_FIRST_VALUE);
  gsize offset, length;

  source_json_value_get_range (source_json_get_root (json), &offset, &length);
  g_assert_cmpuint (offset, ==, 1);
  g_assert_cmpuint (length, ==, 3);
  assert_error ("1abc", -1, SOURCE_JSON_FIRST_VALUE,
                "a.json:1:2: error: “a” where the end of the number was expected");
}

static void
test_members (void)
{
  g_autoptr (SourceJson) json =
      parse ("{\"a\":1,\"b\":true,\"s\":\"x\",\"a\":2}", SOURCE_JSON_STRICT);
  const SourceJsonValue *root = source_json_get_root (json);

  g_assert_cmpuint (source_json_value_get_length (root), ==, 4);
  g_assert_cmpstr (source_json_value_get_key (root, 3), ==, "a");
  g_assert_null (source_json_value_get_key (root, 4));
  g_assert_cmpfloat (source_json_value_get_number (source_json_value_get_member (root, "a")), ==,
                     2);
  g_assert_cmpstr (source_json_value_get_member_string (root, "s"), ==, "x");
  g_assert_null (source_json_value_get_member_string (root, "a"));
  g_assert_true (source_json_value_get_member_boolean (root, "b", FALSE));
  g_assert_true (source_json_value_get_member_boolean (root, "none", TRUE));
  g_assert_null (source_json_value_get_member (root, "none"));
  g_assert_null (source_json_value_get_member (NULL, "none"));
}

static void
test_many_members (void)
{
  g_autoptr (GString) text = g_string_new ("{\"x\\u0000\":-1,\"x\":-2");
  g_autoptr (SourceJson) json = NULL;
  const SourceJsonValue *root;

  for (int i = 0; i < 500; i++)
    g_string_append_printf (text, ",\"k%d\":%d", i % 400, i);
  g_string_append_c (text, '}');
  json = parse (text->str, SOURCE_JSON_STRICT);
  root = source_json_get_root (json);
  for (int i = 0; i < 400; i++)
    {
      g_autofree char *key = g_strdup_printf ("k%d", i);
      int last = i < 100 ? 400 + i : i;

      g_assert_cmpfloat (source_json_value_get_number (source_json_value_get_member (root, key)),
                         ==, last);
    }
  g_assert_cmpfloat (source_json_value_get_number (source_json_value_get_member (root, "x")), ==,
                     -2);
  g_assert_null (source_json_value_get_member (root, "k400"));
}

static void
test_locate (void)
{
  g_autoptr (SourceJson) json = parse ("{\"å\": 1,\r\n  \"b\": [\n\t2]}", SOURCE_JSON_STRICT);
  const SourceJsonValue *root = source_json_get_root (json);
  guint line, column;

  source_json_locate (json, source_json_value_get_member (root, "å"), &line, &column);
  g_assert_cmpuint (line, ==, 1);
  g_assert_cmpuint (column, ==, 7);
  source_json_locate (json, source_json_value_get_item (source_json_value_get_item (root, 1), 0),
                      &line, &column);
  g_assert_cmpuint (line, ==, 3);
  g_assert_cmpuint (column, ==, 2);
}

static void
test_equal (void)
{
  static const struct
  {
    const char *a;
    const char *b;
    gboolean equal;
  } cases[] = {
    { "1.0", "1", TRUE },
    { "[1,2]", "[2,1]", FALSE },
    { "{\"a\":1,\"b\":[]}", "{\"b\":[],\"a\":1}", TRUE },
    { "{\"a\":1}", "{\"a\":1,\"b\":2}", FALSE },
    { "{\"a\":1,\"a\":2}", "{\"a\":2}", TRUE },
    { "\"a\\u0000b\"", "\"a\\u0000c\"", FALSE },
    { "null", "false", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SourceJson) a = parse (cases[i].a, SOURCE_JSON_STRICT);
      g_autoptr (SourceJson) b = parse (cases[i].b, SOURCE_JSON_STRICT);

      g_assert_true (source_json_value_equal (source_json_get_root (a), source_json_get_root (b)) ==
                     cases[i].equal);
      g_assert_true (source_json_value_equal (source_json_get_root (b), source_json_get_root (a)) ==
                     cases[i].equal);
    }
}

static void
test_writer (void)
{
  g_autoptr (SourceJson) json = parse ("{\"n\":1.50,\"e\":[],\"o\":{}}", SOURCE_JSON_STRICT);
  SourceJsonWriter *writer = source_json_writer_new (2);
  g_autofree char *text = NULL;

  source_json_writer_begin_object (writer);
  source_json_writer_key (writer, "text");
  source_json_writer_string (writer, "a\"\\\n\x01\x7f"
                                     "å");
  source_json_writer_key (writer, "none");
  source_json_writer_string (writer, NULL);
  source_json_writer_key (writer, "list");
  source_json_writer_begin_array (writer);
  source_json_writer_boolean (writer, TRUE);
  source_json_writer_integer (writer, G_MININT64);
  source_json_writer_end_array (writer);
  source_json_writer_key (writer, "value");
  source_json_writer_value (writer, source_json_get_root (json));
  source_json_writer_key (writer, "raw");
  source_json_writer_raw (writer, "1e5");
  source_json_writer_end_object (writer);
  text = source_json_writer_end (writer);
  g_assert_cmpstr (text, ==,
                   "{\n"
                   "  \"text\": \"a\\\"\\\\\\n\\u0001\\u007få\",\n"
                   "  \"none\": null,\n"
                   "  \"list\": [\n"
                   "    true,\n"
                   "    -9223372036854775808\n"
                   "  ],\n"
                   "  \"value\": {\n"
                   "    \"n\": 1.50,\n"
                   "    \"e\": [],\n"
                   "    \"o\": {}\n"
                   "  },\n"
                   "  \"raw\": 1e5\n"
                   "}");
}

static void
test_written_numbers (void)
{
  static const struct
  {
    double value;
    const char *text;
  } cases[] = {
    { 0, "0" },      { -3, "-3" },         { 0.1, "0.1" },
    { 1.5, "1.5" },  { 1e300, "1e+300" },  { 0.1 + 0.2, "0.30000000000000004" },
    { NAN, "null" }, { INFINITY, "null" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      SourceJsonWriter *writer = source_json_writer_new (0);
      g_autofree char *text = NULL;

      source_json_writer_number (writer, cases[i].value);
      text = source_json_writer_end (writer);
      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json/every-kind-of-value", test_values);
  g_test_add_func ("/json/numbers-are-exact-and-in-no-locale", test_numbers);
  g_test_add_func ("/json/surrogates", test_surrogates);
  g_test_add_func ("/json/nul-in-a-string", test_nul_in_string);
  g_test_add_func ("/json/refused-with-line-and-column", test_refused);
  g_test_add_func ("/json/every-cut-is-refused", test_every_cut_is_refused);
  g_test_add_func ("/json/depth-is-limited", test_depth);
  g_test_add_func ("/json/tolerant-of-comments-and-commas", test_tolerant);
  g_test_add_func ("/json/first-value-only", test_first_value);
  g_test_add_func ("/json/members-by-name", test_members);
  g_test_add_func ("/json/many-members-by-name", test_many_members);
  g_test_add_func ("/json/line-and-column-of-a-value", test_locate);
  g_test_add_func ("/json/equal-by-meaning", test_equal);
  g_test_add_func ("/json/writer-layout", test_writer);
  g_test_add_func ("/json/written-numbers-read-back", test_written_numbers);
  return g_test_run ();
}

/* expression-jmespath-parse.c: the grammar of JMESPath
 *
 * A top-down parser by binding power: a token that ends a projection has less than
 * PROJECTION_STOP.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/expression/expression-jmespath.h"

#include <string.h>

#define PROJECTION_STOP 10
#define MAX_DEPTH 200 /* of the tree and of the parser: both are walked recursively */

typedef enum
{
  TOKEN_END,
  TOKEN_NAME,
  TOKEN_QUOTED,
  TOKEN_LITERAL,
  TOKEN_NUMBER,
  TOKEN_COMPARE,
  TOKEN_PIPE,
  TOKEN_OR,
  TOKEN_AND,
  TOKEN_NOT,
  TOKEN_EXPRESSION,
  TOKEN_DOT,
  TOKEN_STAR,
  TOKEN_COMMA,
  TOKEN_COLON,
  TOKEN_CURRENT,
  TOKEN_FLATTEN,
  TOKEN_FILTER,
  TOKEN_OPEN_BRACKET,
  TOKEN_CLOSE_BRACKET,
  TOKEN_OPEN_BRACE,
  TOKEN_CLOSE_BRACE,
  TOKEN_OPEN,
  TOKEN_CLOSE,
} TokenKind;

static const int binding_power[] = {
  [TOKEN_PIPE] = 1,    [TOKEN_OR] = 2,          [TOKEN_AND] = 3,           [TOKEN_COMPARE] = 5,
  [TOKEN_FLATTEN] = 9, [TOKEN_STAR] = 20,       [TOKEN_FILTER] = 21,       [TOKEN_DOT] = 40,
  [TOKEN_NOT] = 45,    [TOKEN_OPEN_BRACE] = 50, [TOKEN_OPEN_BRACKET] = 55, [TOKEN_OPEN] = 60,
  [TOKEN_CLOSE] = 0,
};

typedef struct
{
  TokenKind kind;
  gsize offset;
  char *text; /* of names and comparators */
  gint64 number;
  ExpressionValue value; /* of literals */
} Token;

typedef struct
{
  const char *query;
  GArray *tokens;
  guint at;
  guint depth;
  GError **error;
} Parser;

static JmespathNode *parse_expression (Parser *parser, int power);

static void
token_clear (gpointer data)
{
  Token *token = data;

  g_free (token->text);
  expression_value_clear (&token->value);
}

static gpointer G_GNUC_PRINTF (3, 4) fail_at (Parser *parser, gsize offset, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  expression_fail (parser->error, "%s at character %ld of %s", message,
                   g_utf8_strlen (parser->query, (gssize) offset) + 1, parser->query);
  return NULL;
}

/* Text between quotes; @at stands behind the first one. A backslash before the quote is taken out,
 * before another character it stays. */
static char *
read_quoted (Parser *parser, gsize *at, char quote)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gsize start = *at - 1;
  const char *query = parser->query;

  for (; query[*at] != '\0' && query[*at] != quote; (*at)++)
    {
      if (query[*at] == '\\' && query[*at + 1] == quote)
        (*at)++;
      else if (query[*at] == '\\' && query[*at + 1] != '\0')
        g_string_append_c (text, query[(*at)++]);
      g_string_append_c (text, query[*at]);
    }
  if (query[*at] == '\0')
    return fail_at (parser, start, "Unclosed delimiter %c", quote);
  (*at)++;
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* `json` */
static gboolean
read_json (Parser *parser, gsize *at, Token *token)
{
  g_autofree char *text = read_quoted (parser, at, '`');
  g_autoptr (SourceJson) json = NULL;

  if (text == NULL)
    return FALSE;
  json = source_json_parse (text, -1, SOURCE_JSON_STRICT, NULL, NULL);
  if (json == NULL)
    {
      fail_at (parser, token->offset, "Bad JSON literal");
      return FALSE;
    }
  token->kind = TOKEN_LITERAL;
  expression_value_set_json (&token->value, source_json_get_root (json));
  return TRUE;
}

/* "name", with the escapes of JSON */
static gboolean
read_quoted_name (Parser *parser, gsize *at, Token *token)
{
  gsize end = *at;
  g_autoptr (SourceJson) json = NULL;

  while (parser->query[end] != '\0' && parser->query[end] != '"')
    end += parser->query[end] == '\\' && parser->query[end + 1] != '\0' ? 2 : 1;
  if (parser->query[end] != '\0')
    json = source_json_parse (parser->query + *at - 1, (gssize) (end + 2 - *at), SOURCE_JSON_STRICT,
                              NULL, NULL);
  if (json == NULL)
    {
      fail_at (parser, token->offset, "Bad quoted identifier");
      return FALSE;
    }
  token->kind = TOKEN_QUOTED;
  token->text = g_strdup (source_json_value_get_string (source_json_get_root (json)));
  *at = end + 1;
  return TRUE;
}

static gboolean
read_raw (Parser *parser, gsize *at, Token *token)
{
  char *text = read_quoted (parser, at, '\'');

  if (text == NULL)
    return FALSE;
  token->kind = TOKEN_LITERAL;
  expression_value_take_string (&token->value, text);
  return TRUE;
}

static gboolean
read_number (Parser *parser, gsize *at, Token *token)
{
  const char *start = parser->query + token->offset;
  char *end = NULL;

  token->kind = TOKEN_NUMBER;
  token->number = CLAMP (g_ascii_strtoll (start, &end, 10), -G_MAXINT32, G_MAXINT32);
  if (end == start || !g_ascii_isdigit (end[-1]))
    {
      fail_at (parser, token->offset, "Bad number");
      return FALSE;
    }
  *at = (gsize) (end - parser->query);
  return TRUE;
}

static void
read_name (Parser *parser, gsize *at, Token *token)
{
  gsize end = *at;

  while (g_ascii_isalnum (parser->query[end]) || parser->query[end] == '_')
    end++;
  token->kind = TOKEN_NAME;
  token->text = g_strndup (parser->query + token->offset, end - token->offset);
  *at = end;
}

/* Punctuation; the longest fits first. */
static gboolean
read_sign (Parser *parser, gsize *at, Token *token)
{
  static const struct
  {
    const char *text;
    TokenKind kind;
  } signs[] = {
    { "[]", TOKEN_FLATTEN },     { "[?", TOKEN_FILTER },       { "==", TOKEN_COMPARE },
    { "!=", TOKEN_COMPARE },     { "<=", TOKEN_COMPARE },      { ">=", TOKEN_COMPARE },
    { "||", TOKEN_OR },          { "&&", TOKEN_AND },          { "<", TOKEN_COMPARE },
    { ">", TOKEN_COMPARE },      { "|", TOKEN_PIPE },          { "&", TOKEN_EXPRESSION },
    { "!", TOKEN_NOT },          { ".", TOKEN_DOT },           { "*", TOKEN_STAR },
    { ",", TOKEN_COMMA },        { ":", TOKEN_COLON },         { "@", TOKEN_CURRENT },
    { "[", TOKEN_OPEN_BRACKET }, { "]", TOKEN_CLOSE_BRACKET }, { "{", TOKEN_OPEN_BRACE },
    { "}", TOKEN_CLOSE_BRACE },  { "(", TOKEN_OPEN },          { ")", TOKEN_CLOSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (signs); i++)
    if (g_str_has_prefix (parser->query + token->offset, signs[i].text))
      {
        token->kind = signs[i].kind;
        token->text = g_strdup (signs[i].text);
        *at = token->offset + strlen (signs[i].text);
        return TRUE;
      }
  fail_at (
      parser, token->offset, "Unknown token %.*s",
      (int) (g_utf8_next_char (parser->query + token->offset) - (parser->query + token->offset)),
      parser->query + token->offset);
  return FALSE;
}

static gboolean
read_token (Parser *parser, gsize *at, Token *token)
{
  char c = parser->query[*at];

  token->offset = *at;
  if (c == '\0')
    return TRUE;
  (*at)++;
  if (g_ascii_isalpha (c) || c == '_')
    {
      read_name (parser, at, token);
      return TRUE;
    }
  if (g_ascii_isdigit (c) || c == '-')
    return read_number (parser, at, token);
  if (c == '"')
    return read_quoted_name (parser, at, token);
  if (c == '\'')
    return read_raw (parser, at, token);
  if (c == '`')
    return read_json (parser, at, token);
  return read_sign (parser, at, token);
}

static gboolean
read_tokens (Parser *parser)
{
  gsize at = 0;

  for (;;)
    {
      Token token = { .kind = TOKEN_END };
      gboolean ok;

      at += strspn (parser->query + at, " \t\r\n");
      ok = read_token (parser, &at, &token);
      g_array_append_val (parser->tokens, token);
      if (!ok)
        return FALSE;
      if (token.kind == TOKEN_END)
        return TRUE;
    }
}

static Token *
peek (Parser *parser, guint ahead)
{
  return &g_array_index (parser->tokens, Token, MIN (parser->at + ahead, parser->tokens->len - 1));
}

static TokenKind
next_kind (Parser *parser)
{
  return peek (parser, 0)->kind;
}

static gpointer
fail_unexpected (Parser *parser)
{
  return fail_at (parser, peek (parser, 0)->offset, "Unexpected token");
}

static gboolean
take (Parser *parser, TokenKind kind)
{
  if (next_kind (parser) != kind)
    return FALSE;
  parser->at++;
  return TRUE;
}

static gboolean
expect (Parser *parser, TokenKind kind)
{
  if (take (parser, kind))
    return TRUE;
  fail_unexpected (parser);
  return FALSE;
}

void
expression_jmespath_free (JmespathNode *node)
{
  g_free (node->text);
  expression_value_clear (&node->literal);
  g_ptr_array_unref (node->children);
  g_clear_pointer (&node->keys, g_ptr_array_unref);
  g_free (node);
}

static JmespathNode *
node_new (JmespathKind kind)
{
  JmespathNode *node = g_new0 (JmespathNode, 1);

  node->kind = kind;
  node->depth = 1;
  node->children = g_ptr_array_new_with_free_func ((GDestroyNotify) expression_jmespath_free);
  return node;
}

/* Takes @child, which is NULL where reading it failed: then @node fails too. */
static JmespathNode *
node_add (Parser *parser, JmespathNode *node, JmespathNode *child)
{
  if (node == NULL || child == NULL)
    {
      g_clear_pointer (&node, expression_jmespath_free);
      g_clear_pointer (&child, expression_jmespath_free);
      return NULL;
    }
  g_ptr_array_add (node->children, child);
  node->depth = MAX (node->depth, child->depth + 1);
  if (node->depth <= MAX_DEPTH)
    return node;
  expression_jmespath_free (node);
  return fail_at (parser, peek (parser, 0)->offset, "Nested too deeply");
}

static JmespathNode *
node_pair (Parser *parser, JmespathKind kind, JmespathNode *left, JmespathNode *right)
{
  return node_add (parser, node_add (parser, node_new (kind), left), right);
}

static JmespathNode *
parse_multi_list (Parser *parser)
{
  JmespathNode *node = node_new (JMESPATH_MULTI_LIST);

  do
    node = node_add (parser, node, parse_expression (parser, 0));
  while (node != NULL && take (parser, TOKEN_COMMA));
  if (node != NULL && !expect (parser, TOKEN_CLOSE_BRACKET))
    g_clear_pointer (&node, expression_jmespath_free);
  return node;
}

static JmespathNode *
parse_multi_hash (Parser *parser)
{
  JmespathNode *node = node_new (JMESPATH_MULTI_HASH);

  node->keys = g_ptr_array_new_with_free_func (g_free);
  do
    {
      Token *key = peek (parser, 0);

      if (key->kind != TOKEN_NAME && key->kind != TOKEN_QUOTED)
        {
          expression_jmespath_free (node);
          return fail_unexpected (parser);
        }
      g_ptr_array_add (node->keys, g_strdup (key->text));
      parser->at++;
      if (!expect (parser, TOKEN_COLON))
        {
          expression_jmespath_free (node);
          return NULL;
        }
      node = node_add (parser, node, parse_expression (parser, 0));
    }
  while (node != NULL && take (parser, TOKEN_COMMA));
  if (node != NULL && !expect (parser, TOKEN_CLOSE_BRACE))
    g_clear_pointer (&node, expression_jmespath_free);
  return node;
}

static JmespathNode *
parse_dot_right (Parser *parser, int power)
{
  switch ((int) next_kind (parser))
    {
    case TOKEN_NAME:
    case TOKEN_QUOTED:
    case TOKEN_STAR:
      return parse_expression (parser, power);
    case TOKEN_OPEN_BRACKET:
      parser->at++;
      return parse_multi_list (parser);
    case TOKEN_OPEN_BRACE:
      parser->at++;
      return parse_multi_hash (parser);
    default:
      return fail_unexpected (parser);
    }
}

static int
power_of (TokenKind kind)
{
  return kind < G_N_ELEMENTS (binding_power) ? binding_power[kind] : 0;
}

/* What is applied to each item of a projection. */
static JmespathNode *
parse_projection_right (Parser *parser, int power)
{
  TokenKind kind = next_kind (parser);

  if (power_of (kind) < PROJECTION_STOP)
    return node_new (JMESPATH_CURRENT);
  if (kind == TOKEN_OPEN_BRACKET || kind == TOKEN_FILTER)
    return parse_expression (parser, power);
  if (take (parser, TOKEN_DOT))
    return parse_dot_right (parser, power);
  return fail_unexpected (parser);
}

/* [n], [a:b:c]; stands behind the bracket. Takes @left. */
static JmespathNode *
parse_index (Parser *parser, JmespathNode *left)
{
  JmespathNode *node = node_new (JMESPATH_INDEX);
  guint part = 0;

  for (;;)
    {
      if (!node->has[part] && next_kind (parser) == TOKEN_NUMBER)
        {
          node->numbers[part] = peek (parser, 0)->number;
          node->has[part] = TRUE;
          parser->at++;
        }
      else if (part < 2 && take (parser, TOKEN_COLON))
        {
          node->kind = JMESPATH_SLICE;
          part++;
        }
      else
        {
          break;
        }
    }
  node = node_add (parser, node, left);
  if (node != NULL && !expect (parser, TOKEN_CLOSE_BRACKET))
    g_clear_pointer (&node, expression_jmespath_free);
  if (node == NULL || node->kind == JMESPATH_INDEX)
    return node;
  return node_pair (parser, JMESPATH_PROJECTION, node,
                    parse_projection_right (parser, binding_power[TOKEN_STAR]));
}

static gboolean
at_index (Parser *parser)
{
  return next_kind (parser) == TOKEN_NUMBER || next_kind (parser) == TOKEN_COLON;
}

static JmespathNode *
parse_flatten (Parser *parser, JmespathNode *left)
{
  JmespathNode *node = node_add (parser, node_new (JMESPATH_FLATTEN), left);

  if (node == NULL)
    return NULL;
  return node_pair (parser, JMESPATH_PROJECTION, node,
                    parse_projection_right (parser, binding_power[TOKEN_FLATTEN]));
}

static JmespathNode *
parse_filter (Parser *parser, JmespathNode *left)
{
  JmespathNode *node = node_add (parser, node_new (JMESPATH_FILTER), left);

  if (node != NULL)
    node = node_add (parser, node, parse_expression (parser, 0));
  if (node != NULL && !expect (parser, TOKEN_CLOSE_BRACKET))
    g_clear_pointer (&node, expression_jmespath_free);
  if (node == NULL)
    return NULL;
  if (next_kind (parser) == TOKEN_FLATTEN)
    return node_add (parser, node, node_new (JMESPATH_CURRENT));
  return node_add (parser, node, parse_projection_right (parser, binding_power[TOKEN_FILTER]));
}

static JmespathNode *
parse_bracket (Parser *parser)
{
  if (at_index (parser))
    return parse_index (parser, node_new (JMESPATH_CURRENT));
  if (next_kind (parser) == TOKEN_STAR && peek (parser, 1)->kind == TOKEN_CLOSE_BRACKET)
    {
      parser->at += 2;
      return node_pair (parser, JMESPATH_PROJECTION, node_new (JMESPATH_CURRENT),
                        parse_projection_right (parser, binding_power[TOKEN_STAR]));
    }
  return parse_multi_list (parser);
}

static JmespathNode *
parse_star (Parser *parser)
{
  return node_pair (parser, JMESPATH_VALUE_PROJECTION, node_new (JMESPATH_CURRENT),
                    next_kind (parser) == TOKEN_CLOSE_BRACKET
                        ? node_new (JMESPATH_CURRENT)
                        : parse_projection_right (parser, binding_power[TOKEN_STAR]));
}

static JmespathNode *
parse_call (Parser *parser, const char *name)
{
  JmespathNode *node = node_new (JMESPATH_CALL);

  node->text = g_strdup (name);
  parser->at++;
  if (take (parser, TOKEN_CLOSE))
    return node;
  do
    node = node_add (parser, node, parse_expression (parser, 0));
  while (node != NULL && take (parser, TOKEN_COMMA));
  if (node != NULL && !expect (parser, TOKEN_CLOSE))
    g_clear_pointer (&node, expression_jmespath_free);
  return node;
}

static JmespathNode *
parse_name (Parser *parser, const Token *token)
{
  JmespathNode *node;

  if (next_kind (parser) == TOKEN_OPEN)
    return token->kind == TOKEN_NAME ? parse_call (parser, token->text) : fail_unexpected (parser);
  node = node_new (JMESPATH_FIELD);
  node->text = g_strdup (token->text);
  return node;
}

/* What begins an expression. */
static JmespathNode *
parse_prefix (Parser *parser)
{
  const Token *token = peek (parser, 0);
  JmespathNode *node;

  parser->at++;
  switch ((int) token->kind)
    {
    case TOKEN_NAME:
    case TOKEN_QUOTED:
      return parse_name (parser, token);
    case TOKEN_LITERAL:
      node = node_new (JMESPATH_LITERAL);
      expression_value_copy (&token->value, &node->literal);
      return node;
    case TOKEN_CURRENT:
      return node_new (JMESPATH_CURRENT);
    case TOKEN_STAR:
      return parse_star (parser);
    case TOKEN_FILTER:
      return parse_filter (parser, node_new (JMESPATH_CURRENT));
    case TOKEN_FLATTEN:
      return parse_flatten (parser, node_new (JMESPATH_CURRENT));
    case TOKEN_OPEN_BRACKET:
      return parse_bracket (parser);
    case TOKEN_OPEN_BRACE:
      return parse_multi_hash (parser);
    case TOKEN_NOT:
      return node_add (parser, node_new (JMESPATH_NOT),
                       parse_expression (parser, binding_power[TOKEN_NOT]));
    case TOKEN_EXPRESSION:
      return node_add (parser, node_new (JMESPATH_EXPRESSION), parse_expression (parser, 0));
    case TOKEN_OPEN:
      node = parse_expression (parser, 0);
      if (node != NULL && !expect (parser, TOKEN_CLOSE))
        g_clear_pointer (&node, expression_jmespath_free);
      return node;
    default:
      parser->at--;
      return fail_unexpected (parser);
    }
}

static JmespathNode *
parse_bracket_behind (Parser *parser, JmespathNode *left)
{
  if (at_index (parser))
    return parse_index (parser, left);
  if (!expect (parser, TOKEN_STAR) || !expect (parser, TOKEN_CLOSE_BRACKET))
    {
      expression_jmespath_free (left);
      return NULL;
    }
  return node_pair (parser, JMESPATH_PROJECTION, left,
                    parse_projection_right (parser, binding_power[TOKEN_STAR]));
}

static JmespathNode *
parse_dot (Parser *parser, JmespathNode *left)
{
  if (!take (parser, TOKEN_STAR))
    return node_pair (parser, JMESPATH_SUBEXPRESSION, left,
                      parse_dot_right (parser, binding_power[TOKEN_DOT]));
  return node_pair (parser, JMESPATH_VALUE_PROJECTION, left,
                    parse_projection_right (parser, binding_power[TOKEN_STAR]));
}

/* What goes on with an expression; takes @left. */
static JmespathNode *
parse_infix (Parser *parser, JmespathNode *left)
{
  const Token *token = peek (parser, 0);
  int power = power_of (token->kind);
  JmespathNode *node;

  parser->at++;
  switch ((int) token->kind)
    {
    case TOKEN_DOT:
      return parse_dot (parser, left);
    case TOKEN_PIPE:
      return node_pair (parser, JMESPATH_PIPE, left, parse_expression (parser, power));
    case TOKEN_OR:
      return node_pair (parser, JMESPATH_OR, left, parse_expression (parser, power));
    case TOKEN_AND:
      return node_pair (parser, JMESPATH_AND, left, parse_expression (parser, power));
    case TOKEN_COMPARE:
      node = node_pair (parser, JMESPATH_COMPARE, left, parse_expression (parser, power));
      if (node != NULL)
        node->text = g_strdup (token->text);
      return node;
    case TOKEN_FILTER:
      return parse_filter (parser, left);
    case TOKEN_FLATTEN:
      return parse_flatten (parser, left);
    case TOKEN_OPEN_BRACKET:
      return parse_bracket_behind (parser, left);
    default:
      parser->at--;
      expression_jmespath_free (left);
      return fail_unexpected (parser);
    }
}

static JmespathNode *
parse_expression (Parser *parser, int power)
{
  JmespathNode *node;

  if (parser->depth == MAX_DEPTH)
    return fail_at (parser, peek (parser, 0)->offset, "Nested too deeply");
  parser->depth++;
  node = parse_prefix (parser);
  while (node != NULL && power < power_of (next_kind (parser)))
    node = parse_infix (parser, node);
  parser->depth--;
  return node;
}

/* Returns the tree of a query, or NULL with an error. */
JmespathNode *
expression_jmespath_parse (const char *query, GError **error)
{
  g_autoptr (GArray) tokens = g_array_new (FALSE, TRUE, sizeof (Token));
  Parser parser = { .query = query, .tokens = tokens, .error = error };
  JmespathNode *node;

  g_array_set_clear_func (tokens, token_clear);
  if (!read_tokens (&parser))
    return NULL;
  node = parse_expression (&parser, 0);
  if (node != NULL && next_kind (&parser) != TOKEN_END)
    {
      expression_jmespath_free (node);
      return fail_unexpected (&parser);
    }
  return node;
}

/* expression-jmespath.h: the parts of the JMESPath interpreter
 *
 * The language is that of jmespath.org's specification.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "engine/expression/expression-private.h"

G_BEGIN_DECLS

typedef enum
{
  JMESPATH_CURRENT,          /* @, and what stands where nothing is written */
  JMESPATH_FIELD,            /* name */
  JMESPATH_LITERAL,          /* `json`, 'text' */
  JMESPATH_SUBEXPRESSION,    /* left.right */
  JMESPATH_PIPE,             /* left | right */
  JMESPATH_INDEX,            /* left[n] */
  JMESPATH_SLICE,            /* left[a:b:c] */
  JMESPATH_PROJECTION,       /* left[*].right */
  JMESPATH_VALUE_PROJECTION, /* left.*.right */
  JMESPATH_FILTER,           /* left[?condition].right */
  JMESPATH_FLATTEN,          /* left[] */
  JMESPATH_OR,
  JMESPATH_AND,
  JMESPATH_NOT,
  JMESPATH_COMPARE,    /* text is the operator */
  JMESPATH_MULTI_LIST, /* [a, b] */
  JMESPATH_MULTI_HASH, /* {k: a} */
  JMESPATH_CALL,       /* text is the function's name */
  JMESPATH_EXPRESSION, /* &a */
} JmespathKind;

typedef struct _JmespathNode JmespathNode;
struct _JmespathNode
{
  JmespathKind kind;
  guint depth; /* of the tree below, itself included */
  char *text;
  ExpressionValue literal;
  gint64 numbers[3]; /* the index, or start, stop and step */
  gboolean has[3];
  GPtrArray *children; /* of JmespathNode */
  GPtrArray *keys;     /* of a multi-select hash */
};

JmespathNode *expression_jmespath_parse (const char *query, GError **error);
void expression_jmespath_free (JmespathNode *node);
gboolean expression_jmespath_evaluate (const JmespathNode *node,
                                       const ExpressionValue *current,
                                       ExpressionValue *result,
                                       GError **error);
gboolean expression_jmespath_call (const JmespathNode *call,
                                   const ExpressionValue *current,
                                   ExpressionValue *result,
                                   GError **error);
gboolean expression_jmespath_is_true (const ExpressionValue *value);

static inline JmespathNode *
jmespath_child (const JmespathNode *node, guint index)
{
  return g_ptr_array_index (node->children, index);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JmespathNode, expression_jmespath_free)

G_END_DECLS

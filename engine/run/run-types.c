/* run-types.c: how a request fails
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/run/run-types.h"

#include <string.h>

G_DEFINE_QUARK (run-error-quark, run_error)

/**
 * run_failure_new:
 * @kind: what went wrong
 * @http: the HTTP status
 * @title: (nullable): the title of the problem
 * @detail_format: (nullable): a printf format for its detail
 *
 * Returns: (transfer full): a failure without issues and elements
 */
RunFailure *
run_failure_new (RunFailureKind kind, guint http, const char *title, const char *detail_format, ...)
{
  RunFailure *self = g_new0 (RunFailure, 1);

  self->kind = kind;
  self->http = http;
  self->title = g_strdup (title);
  if (detail_format != NULL)
    {
      va_list args;

      va_start (args, detail_format);
      self->detail = g_strdup_vprintf (detail_format, args);
      va_end (args);
    }
  return self;
}

/**
 * run_failure_copy:
 * @self: (nullable): a failure
 *
 * Returns: (transfer full) (nullable): a copy of it
 */
RunFailure *
run_failure_copy (const RunFailure *self)
{
  RunFailure *copy;

  if (self == NULL)
    return NULL;
  copy = g_new0 (RunFailure, 1);
  copy->kind = self->kind;
  copy->http = self->http;
  copy->title = g_strdup (self->title);
  copy->detail = g_strdup (self->detail);
  copy->issues = g_strdupv (self->issues);
  copy->element = g_strdup (self->element);
  copy->undecided = g_strdup (self->undecided);
  return copy;
}

/**
 * run_failure_free:
 * @self: (transfer full) (nullable): a failure
 */
void
run_failure_free (RunFailure *self)
{
  if (self == NULL)
    return;
  g_free (self->title);
  g_free (self->detail);
  g_strfreev (self->issues);
  g_free (self->element);
  g_free (self->undecided);
  g_free (self);
}

/**
 * run_failure_get_message:
 * @self: a failure
 *
 * Returns: (transfer none): the one line that says most
 */
const char *
run_failure_get_message (const RunFailure *self)
{
  if (self->detail != NULL && *self->detail != '\0')
    return self->detail;
  return self->title != NULL ? self->title : "";
}

static gboolean
contains_folded (const char *text, const char *folded)
{
  g_autofree char *own = NULL;

  if (text == NULL)
    return FALSE;
  own = g_utf8_casefold (text, -1);
  return strstr (own, folded) != NULL;
}

/**
 * run_failure_mentions:
 * @self: a failure
 * @text: what a scenario announces
 *
 * Returns: whether @text stands in its title, detail or issues, in any case; the
 *   empty text stands in every failure
 */
gboolean
run_failure_mentions (const RunFailure *self, const char *text)
{
  g_autofree char *folded = g_utf8_casefold (text, -1);
  g_autofree char *whole = g_strconcat (self->title != NULL ? self->title : "",
                                        self->title != NULL ? " " : "",
                                        self->detail != NULL ? self->detail : "", NULL);

  if (contains_folded (whole, folded))
    return TRUE;
  for (gsize i = 0; self->issues != NULL && self->issues[i] != NULL; i++)
    if (contains_folded (self->issues[i], folded))
      return TRUE;
  return FALSE;
}

/* source-parser-foreign.c: what a text is that is no XML at all
 *
 * A person who opens the wrong file, or one that git left half merged, is told that, and not which
 * character XML would have next.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/source/source-parser-private.h"
#include "engine/source/source-scan-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define CONFLICT "<<<<<<<"

static gboolean
starts_with (const char *text, const char *end, const char *start)
{
  gsize length = strlen (start);

  return (gsize) (end - text) >= length && g_ascii_strncasecmp (text, start, length) == 0;
}

/* Returns: (nullable): the first line up to @last by which git begins two versions */
static const char *
find_conflict (const char *text, const char *end, const char *last)
{
  const char *at = text;

  while (at <= last && (at = memmem (at, (gsize) (end - at), CONFLICT, strlen (CONFLICT))) != NULL)
    {
      const char *behind = at + strlen (CONFLICT);

      if (at <= last && (at == text || at[-1] == '\n' || at[-1] == '\r') &&
          (behind == end || strchr (" \t\r\n", *behind) != NULL))
        return at;
      at = behind;
    }
  return NULL;
}

/*
 * _source_conflict_message:
 * @text: XML or JSON that cannot be read, NUL-terminated behind @length
 * @offset: (inout): where the parser stopped; where the message applies
 *
 * Returns: (transfer full) (nullable): that git left a conflict there; %NULL if it did not
 */
char *
_source_conflict_message (const char *text, gsize length, gsize *offset)
{
  const char *conflict = find_conflict (text, text + length, text + *offset);

  if (conflict == NULL)
    return NULL;
  *offset = (gsize) (conflict - text);
  return g_strdup (_ ("the file has merge conflicts; keep one of the two versions at each, and "
                      "remove the lines that begin with <<<<<<<, ======= and >>>>>>>"));
}

/*
 * _source_foreign_message:
 * @text: a text that is not well-formed, NUL-terminated behind @length
 * @offset: (inout): where the parser stopped; where the message applies
 *
 * Returns: (transfer full) (nullable): what it is instead of XML; %NULL if it may be meant as XML
 */
char *
_source_foreign_message (const char *text, gsize length, gsize *offset)
{
  const char *end = text + length;
  const char *start = text;
  char *conflict = _source_conflict_message (text, length, offset);

  if (conflict != NULL)
    return conflict;
  while (start < end && strchr (" \t\r\n", *start) != NULL)
    start++;
  if (start == end)
    {
      *offset = 0;
      return g_strdup (length == 0 ? _ ("the file is empty")
                                   : _ ("the file has nothing but white space"));
    }
  if (*start == '{' || *start == '[')
    return g_strdup (_ ("this looks like JSON, not like XML"));
  if (starts_with (start, end, "version https://git-lfs"))
    return g_strdup (_ ("this is a pointer to a file in Git LFS; fetch the file with “git lfs pull”"));
  if (starts_with (start, end, "<!doctype html") || starts_with (start, end, "<html"))
    return g_strdup (_ ("this looks like a web page in HTML"));
  return NULL;
}

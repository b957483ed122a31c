/* altinn-runtime.c: which version of the app runtime a process is written for
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/altinn/altinn-runtime.h"

#include <string.h>

/* What a bare major means: its newest known version (facts: runtime, introduction). */
static const AltinnRuntime newest[] = {
  { 7, 17, 2, ALTINN_RUNTIME_GIVEN },
  { 8, 12, 7, ALTINN_RUNTIME_GIVEN },
  { 9, 0, 0, ALTINN_RUNTIME_GIVEN },
};

static gboolean
parse_number (const char **text, guint *number)
{
  const char *p = *text;
  guint64 value = 0;

  if (!g_ascii_isdigit (*p))
    return FALSE;
  for (; g_ascii_isdigit (*p); p++)
    {
      value = value * 10 + (guint64) (*p - '0');
      if (value > 9999)
        return FALSE;
    }
  *number = (guint) value;
  *text = p;
  return TRUE;
}

/**
 * altinn_runtime_parse:
 * @text: "v8", "8", "8.5", "8.5.6", "8.9.0-preview.2" or "[8.5.6]" as NuGet writes it
 * @runtime: (out): the version; its source is %ALTINN_RUNTIME_GIVEN
 *
 * A bare major means its newest known version. A pre-release counts as the version it leads to.
 *
 * Returns: whether @text is a version of 7 or later
 */
gboolean
altinn_runtime_parse (const char *text, AltinnRuntime *runtime)
{
  AltinnRuntime parsed = { 0 };

  while (*text == '[' || *text == '(' || *text == ' ')
    text++;
  if (*text == 'v' || *text == 'V')
    text++;
  if (!parse_number (&text, &parsed.major) || parsed.major < 7)
    return FALSE;
  if (*text == '.' && g_ascii_isdigit (text[1]))
    {
      text++;
      if (!parse_number (&text, &parsed.minor))
        return FALSE;
      if (*text == '.' && g_ascii_isdigit (text[1]))
        {
          text++;
          if (!parse_number (&text, &parsed.patch))
            return FALSE;
        }
    }
  else
    {
      gboolean known = FALSE;

      for (gsize i = 0; i < G_N_ELEMENTS (newest); i++)
        if (newest[i].major == parsed.major)
          {
            parsed = newest[i];
            known = TRUE;
          }
      if (!known)
        return FALSE;
    }
  /* What may follow: a wildcard, a fourth part, a pre-release, build data, the end of a range. */
  if (*text != '\0' && strchr (".-+],) ", *text) == NULL)
    return FALSE;
  *runtime = parsed;
  return TRUE;
}

/**
 * altinn_runtime_at_least:
 * @runtime: a version
 * @major: major version
 * @minor: minor version
 * @patch: patch version
 *
 * Returns: whether @runtime is that version or a later one
 */
gboolean
altinn_runtime_at_least (const AltinnRuntime *runtime, guint major, guint minor, guint patch)
{
  if (runtime->major != major)
    return runtime->major > major;
  if (runtime->minor != minor)
    return runtime->minor > minor;
  return runtime->patch >= patch;
}

/**
 * altinn_runtime_to_string:
 * @runtime: a version
 *
 * Returns: (transfer full): it as "8.12.7"
 */
char *
altinn_runtime_to_string (const AltinnRuntime *runtime)
{
  return g_strdup_printf ("%u.%u.%u", runtime->major, runtime->minor, runtime->patch);
}

/**
 * altinn_runtime_source_get_name:
 * @source: how a version was found
 *
 * Returns: its name in JSON output
 */
const char *
altinn_runtime_source_get_name (AltinnRuntimeSource source)
{
  switch (source)
    {
    case ALTINN_RUNTIME_GIVEN:
      return "given";
    case ALTINN_RUNTIME_PACKAGE_REFERENCE:
      return "packageReference";
    case ALTINN_RUNTIME_V7_ATTRIBUTES:
      return "tasktypeAttributes";
    case ALTINN_RUNTIME_LAYOUT_SETS:
      return "layoutSets";
    case ALTINN_RUNTIME_UI_FOLDERS:
      return "uiFolders";
    case ALTINN_RUNTIME_FALLBACK:
    default:
      return "fallback";
    }
}

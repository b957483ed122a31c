/* altinn-runtime.h: which version of the app runtime a process is written for
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AltinnRuntimeSource:
 *
 * How the version was found, in the order of the search.
 */
typedef enum
{
  ALTINN_RUNTIME_GIVEN,             /* the person said so (--runtime) */
  ALTINN_RUNTIME_PACKAGE_REFERENCE, /* a readable PackageReference in a .csproj */
  ALTINN_RUNTIME_V7_ATTRIBUTES,     /* only altinn:tasktype attributes */
  ALTINN_RUNTIME_LAYOUT_SETS,       /* ui/layout-sets.json */
  ALTINN_RUNTIME_UI_FOLDERS,        /* a Settings.json in a folder of ui/ */
  ALTINN_RUNTIME_FALLBACK,          /* nothing said anything */
} AltinnRuntimeSource;

/**
 * AltinnRuntime:
 * @major: 7, 8 or 9 (or what the app names)
 * @minor: minor version
 * @patch: patch version
 * @source: how it was found
 *
 * A version of Altinn.App.Api. A pre-release counts as the version it leads to.
 */
typedef struct
{
  guint major;
  guint minor;
  guint patch;
  AltinnRuntimeSource source;
} AltinnRuntime;

gboolean altinn_runtime_parse (const char *text, AltinnRuntime *runtime);
gboolean altinn_runtime_at_least (const AltinnRuntime *runtime, guint major, guint minor,
                                  guint patch);
char *altinn_runtime_to_string (const AltinnRuntime *runtime) G_GNUC_WARN_UNUSED_RESULT;
const char *altinn_runtime_source_get_name (AltinnRuntimeSource source);

G_END_DECLS

/* altinn-types.c: the error domain and the hosting environments
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/altinn/altinn-types.h"

#include <string.h>

G_DEFINE_QUARK (altinn-error-quark, altinn_error)

/* The names that the attribute `env` may have (facts: format 1.4). */
static const struct
{
  const char *name;
  AltinnEnvironment environment;
} environments[] = {
  { "development", ALTINN_ENVIRONMENT_DEVELOPMENT },
  { "dev", ALTINN_ENVIRONMENT_DEVELOPMENT },
  { "local", ALTINN_ENVIRONMENT_DEVELOPMENT },
  { "localtest", ALTINN_ENVIRONMENT_DEVELOPMENT },
  { "staging", ALTINN_ENVIRONMENT_STAGING },
  { "test", ALTINN_ENVIRONMENT_STAGING },
  { "at22", ALTINN_ENVIRONMENT_STAGING },
  { "at23", ALTINN_ENVIRONMENT_STAGING },
  { "at24", ALTINN_ENVIRONMENT_STAGING },
  { "tt02", ALTINN_ENVIRONMENT_STAGING },
  { "yt01", ALTINN_ENVIRONMENT_STAGING },
  { "production", ALTINN_ENVIRONMENT_PRODUCTION },
  { "prod", ALTINN_ENVIRONMENT_PRODUCTION },
  { "produksjon", ALTINN_ENVIRONMENT_PRODUCTION },
};

/**
 * altinn_environment_from_name:
 * @name: (nullable): the value of an attribute `env`
 *
 * Returns: the environment, in any case of letters; all of them for an absent or blank name, and
 *   %ALTINN_ENVIRONMENT_UNKNOWN for a name that the runtime does not know
 */
AltinnEnvironment
altinn_environment_from_name (const char *name)
{
  g_autofree char *stripped = NULL;

  if (name == NULL)
    return ALTINN_ENVIRONMENT_ALL;
  stripped = g_strstrip (g_strdup (name));
  if (*stripped == '\0')
    return ALTINN_ENVIRONMENT_ALL;
  for (gsize i = 0; i < G_N_ELEMENTS (environments); i++)
    if (g_ascii_strcasecmp (stripped, environments[i].name) == 0)
      return environments[i].environment;
  return ALTINN_ENVIRONMENT_UNKNOWN;
}

/**
 * altinn_environment_get_name:
 * @environment: an environment
 *
 * Returns: (nullable): the name to write as `env`; %NULL for all environments
 */
const char *
altinn_environment_get_name (AltinnEnvironment environment)
{
  switch (environment)
    {
    case ALTINN_ENVIRONMENT_DEVELOPMENT:
      return "development";
    case ALTINN_ENVIRONMENT_STAGING:
      return "staging";
    case ALTINN_ENVIRONMENT_PRODUCTION:
      return "production";
    case ALTINN_ENVIRONMENT_ALL:
    case ALTINN_N_ENVIRONMENTS:
    case ALTINN_ENVIRONMENT_UNKNOWN:
    default:
      return NULL;
    }
}

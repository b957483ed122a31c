/* altinn-types.h: the types of the altinn room
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "engine/bpmn/bpmn-model.h"

G_BEGIN_DECLS

#define ALTINN_NS "http://altinn.no/process"
#define ALTINN_NS_V7 "http://altinn.no" /* attributes tasktype and flowtype of version 7 */

/**
 * AltinnError:
 * @ALTINN_ERROR_NOT_FOUND: the path is neither a process file nor an app repository
 * @ALTINN_ERROR_NOT_BPMN: the file is XML, but its root is not BPMN definitions
 * @ALTINN_ERROR_VALUE: a setting's name or value is wrong
 * @ALTINN_ERROR_EXISTS: what should be made exists already
 */
typedef enum
{
  ALTINN_ERROR_NOT_FOUND,
  ALTINN_ERROR_NOT_BPMN,
  ALTINN_ERROR_VALUE,
  ALTINN_ERROR_EXISTS,
} AltinnError;
#define ALTINN_ERROR (altinn_error_quark ())
GQuark altinn_error_quark (void);

typedef struct _AltinnApp AltinnApp;

/**
 * AltinnEnvironment:
 *
 * The hosting environments that the attribute `env` of a setting selects (facts: format 1.4).
 * @ALTINN_ENVIRONMENT_ALL is the value without `env`, the fallback of the others.
 */
typedef enum
{
  ALTINN_ENVIRONMENT_ALL,
  ALTINN_ENVIRONMENT_DEVELOPMENT,
  ALTINN_ENVIRONMENT_STAGING,
  ALTINN_ENVIRONMENT_PRODUCTION,
  ALTINN_N_ENVIRONMENTS,
  ALTINN_ENVIRONMENT_UNKNOWN = -1,
} AltinnEnvironment;

AltinnEnvironment altinn_environment_from_name (const char *name);
const char *altinn_environment_get_name (AltinnEnvironment environment);

G_END_DECLS

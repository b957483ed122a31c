/* source-error.c: the error domain of the source room
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/source/source-error.h"

/**
 * source_error_quark:
 *
 * Returns: the domain of #SourceError
 */
GQuark
source_error_quark (void)
{
  return g_quark_from_static_string ("source-error-quark");
}

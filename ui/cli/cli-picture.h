/* cli-picture.h: what render and layout share
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean cli_write_output (const char *path, const void *data, gsize length, GError **error);

G_END_DECLS

/* source-memory-private.h: memory for what is read of a file
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SOURCE_MEMORY_LARGE (512u * 1024) /* bytes from which on asking for all pages at once pays */

gpointer _source_memory_try_new (gsize size);

G_END_DECLS

/* source-diff.h: the difference of two texts, line by line
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *source_diff_unified (const char *old_text, const char *new_text, const char *old_name,
                           const char *new_name) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

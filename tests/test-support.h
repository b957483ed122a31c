/* test-support.h: what the tests of all rooms share
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

guint32 test_seed (void);
char *test_fixture (const char *name) G_GNUC_WARN_UNUSED_RESULT;
char *test_shared (const char *name) G_GNUC_WARN_UNUSED_RESULT;
gboolean test_skip_without_shared (const char *name);
GPtrArray *test_find_files (const char *directory, const char *suffix) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *test_shared_files (const char *directory, const char *suffix) G_GNUC_WARN_UNUSED_RESULT;
char *test_temp_dir (void) G_GNUC_WARN_UNUSED_RESULT;
void test_remove_tree (const char *directory);
char *test_copy_tree (const char *directory) G_GNUC_WARN_UNUSED_RESULT;
GBytes *test_read (const char *path) G_GNUC_WARN_UNUSED_RESULT;
void test_write (const char *path, const char *text);
char *test_unified_diff (const char *before, const char *after) G_GNUC_WARN_UNUSED_RESULT;
int test_command (char **standard_output, char **standard_error, const char *first, ...)
    G_GNUC_NULL_TERMINATED;

G_END_DECLS

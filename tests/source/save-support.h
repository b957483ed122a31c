/* save-support.h: a folder of small files, and a program that saves them and may die of it
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "engine/source/source-workspace.h"

G_BEGIN_DECLS

/* Long enough that a write which is cut off is seen */
#define OLD_TEXT(name) "<a version='old'>" name " 0123456789 0123456789 0123456789</a>\n"
#define NEW_TEXT(name) "<a version='new'>" name " 0123456789 0123456789 0123456789</a>\n"

/* one.xml, sub/two.xml, three.xml and sub/other.txt in a new folder. */
char *save_make_folder (void) G_GNUC_WARN_UNUSED_RESULT;
/* Whether a file has that text; NULL: there is no such file. */
gboolean save_has_text (const char *folder, const char *name, const char *expected);
SourceDocument *save_open_one (SourceWorkspace *workspace, const char *folder);
void save_set_version (SourceDocument *document, const char *version);
/* Runs save-helper, which dies at its system call @at, or gets the error @code there. Returns: its
 * wait status. */
int save_run_helper (const char *mode, const char *folder, guint at, int code, char **output);

G_END_DECLS

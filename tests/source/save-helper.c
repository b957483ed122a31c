/* save-helper.c: edits and saves the files of a folder; test-source-save lets it die at it
 *
 * usage: save-helper one|several|linked|journal FOLDER
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/source/source-edit.h"
#include "engine/source/source-journal.h"
#include "engine/source/source-workspace.h"

#include <dlfcn.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static SourceDocument *
open_file (SourceWorkspace *workspace, const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;
  SourceDocument *document = source_workspace_open (workspace, path, SOURCE_KIND_XML, &error);

  if (document == NULL)
    g_error ("%s", error->message);
  return document;
}

static void
set_version (SourceDocument *document, const char *version)
{
  g_autoptr (GError) error = NULL;

  if (!source_edit_set_attribute (document, source_document_get_root (document), NULL, NULL,
                                  "version", version, &error))
    g_error ("%s", error->message);
}

/* Two files changed, one made, one deleted, a folder renamed */
static void
edit_several (SourceWorkspace *workspace, const char *folder)
{
  g_autofree char *old_folder = g_build_filename (folder, "sub", NULL);
  g_autofree char *new_folder = g_build_filename (folder, "renamed", NULL);
  g_autofree char *created = g_build_filename (folder, "made", "new.xml", NULL);
  g_autoptr (GError) error = NULL;

  set_version (open_file (workspace, folder, "one.xml"), "new");
  set_version (open_file (workspace, folder, "sub/two.xml"), "new");
  source_workspace_create (workspace, created, SOURCE_KIND_XML, "<a version='new'/>\n", &error);
  g_assert_no_error (error);
  source_workspace_rename (workspace, old_folder, new_folder, &error);
  g_assert_no_error (error);
  source_workspace_delete (workspace, open_file (workspace, folder, "three.xml"), &error);
}

static void
start_faults (void)
{
  void (*start) (void) = (void (*) (void)) dlsym (RTLD_DEFAULT, "fault_start");

  if (start != NULL)
    start ();
}

static gboolean
had_fault (void)
{
  int (*struck) (void) = (int (*) (void)) dlsym (RTLD_DEFAULT, "fault_struck");

  return struck != NULL && struck () != 0;
}

/* Saves. Returns: 0: done, 4: done although a call failed, 3: not done, with a message */
static int
save (SourceWorkspace *workspace)
{
  g_autoptr (GError) error = NULL;

  start_faults ();
  if (source_workspace_save (workspace, &error))
    return had_fault () ? 4 : 0;
  g_assert_true (source_workspace_is_modified (workspace));
  printf ("%s\n", error->message);
  return 3;
}

/* Commits one edit after the other and says so each time. */
static int
keep_journal (SourceWorkspace *workspace, const char *folder)
{
  SourceDocument *document = open_file (workspace, folder, "one.xml");

  source_workspace_keep_journal (workspace);
  start_faults ();
  for (int i = 1; i <= 6; i++)
    {
      g_autofree char *version = g_strdup_printf ("%d", i);

      source_workspace_begin (workspace, "Set the version");
      set_version (document, version);
      source_workspace_commit (workspace);
      if (i == 4)
        source_workspace_undo (workspace);
      printf ("%d\n", i);
      fflush (stdout);
    }
  _exit (9);
}

int
main (int argc, char **argv)
{
  g_autoptr (SourceWorkspace) workspace = source_workspace_new ();
  const char *mode = argv[1];
  const char *folder = argv[2];

  if (strcmp (mode, "journal") == 0)
    return keep_journal (workspace, folder);
  source_workspace_begin (workspace, "Test");
  if (strcmp (mode, "several") == 0)
    edit_several (workspace, folder);
  else
    set_version (open_file (workspace, folder, "one.xml"), "new");
  source_workspace_commit (workspace);
  return save (workspace);
}

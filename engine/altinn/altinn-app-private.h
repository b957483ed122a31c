/* altinn-app-private.h: the insides of the app, for engine/altinn only
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "engine/altinn/altinn-app.h"

#include <dirent.h>

G_BEGIN_DECLS

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DIR, closedir)

struct _AltinnApp
{
  GObject parent_instance;

  SourceWorkspace *workspace;
  SourceDocument *document;
  BpmnModel *model; /* NULL until altinn_app_get_model() is asked for it */
  char *directory;  /* the App folder; NULL if loose */
  char *repository; /* the folder above it, or above src/ */

  AltinnRuntime runtime;
  gboolean runtime_given;

  /* Everything below is read on demand and dropped when a sibling file changes. */
  gboolean runtime_known;
  gboolean identity_known;
  char *id;
  char *org;
  GPtrArray *data_types;
  GPtrArray *layout_sets;
  GPtrArray *ui_folders;
  GHashTable *components; /* layout set -> GPtrArray of AltinnComponent */
  GHashTable *schemas;    /* data type id -> SourceJson or NULL */
  GHashTable *texts;      /* language -> (key -> text) */
  GHashTable *opened;     /* name of a file -> SourceDocument or NULL */
  GPtrArray *problems;
  GStrv assumed;
  char *send_after_task;
  SourceJson *metadata; /* parsed; NULL: not yet, or it cannot be */
  gboolean metadata_known;

  GHashTable *siblings; /* set of sibling documents whose changes are followed */
  guint opening;        /* a getter opens a document: what was read stays true */
  GHashTable *deleted;  /* set of paths that were deleted and may still be on disk */
};

/* altinn-files.c: files as they are with the changes of the workspace, saved or not */
char *altinn_files_dup_path (AltinnApp *self, const char *name);
gboolean altinn_files_exists (AltinnApp *self, const char *name);
char *altinn_files_read (AltinnApp *self, const char *name);
SourceJson *altinn_files_read_json (AltinnApp *self, const char *name);
GPtrArray *altinn_files_list (AltinnApp *self, const char *folder);
const GPtrArray *altinn_files_get_ui_folders (AltinnApp *self);
const struct dirent *altinn_files_next_entry (DIR *dir);
SourceDocument *altinn_files_open (AltinnApp *self, const char *name, SourceKind kind);
gboolean altinn_files_create (AltinnApp *self, const char *name, SourceKind kind,
                              const char *text, GError **error);
gboolean altinn_files_delete (AltinnApp *self, const char *name, GError **error);
gboolean altinn_files_delete_folder (AltinnApp *self, const char *folder, GError **error);
gboolean altinn_files_rename_folder (AltinnApp *self, const char *old_folder,
                                     const char *new_folder, GError **error);
void altinn_files_add_problem (AltinnApp *self, const GError *error);

/* altinn-app.c */
AltinnApp *altinn_app_new_at (SourceWorkspace *workspace, SourceDocument *document,
                              char *directory, GError **error);
void altinn_app_forget (AltinnApp *self);

/* altinn-detect.c */
void altinn_detect_runtime (AltinnApp *self, AltinnRuntime *runtime);

/* altinn-metadata.c */
GPtrArray *altinn_metadata_read (AltinnApp *self);
GPtrArray *altinn_metadata_assume (AltinnApp *self);

/* altinn-layout.c */
GPtrArray *altinn_layout_read_sets (AltinnApp *self);
gboolean altinn_layout_is_v9 (AltinnApp *self);

G_END_DECLS

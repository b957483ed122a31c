/* altinn-app.h: a process and the app repository around it
 *
 * An app is a workspace with the process file, and where the process belongs to an app repository
 * its sibling files: applicationmetadata.json, the layout sets (version 8) or folders of ui/
 * (version 9), policy.xml, texts, data model schemas, project files. Everything is read from the
 * documents and read again when they change. A loose process file is an app without siblings.
 *
 * Files of app repositories are read tolerantly: a broken sibling is reported by
 * altinn_app_get_problems() and counts as absent.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "engine/altinn/altinn-runtime.h"
#include "engine/altinn/altinn-settings.h"
#include "engine/source/source-json.h"
#include "engine/source/source-workspace.h"

G_BEGIN_DECLS

#define ALTINN_TYPE_APP (altinn_app_get_type ())
G_DECLARE_FINAL_TYPE (AltinnApp, altinn_app, ALTINN, APP, GObject)

/* Signals:
 *   "changed" (AltinnApp *): a sibling file changed; the process itself is told by its BpmnModel */

/* PATH as the command has it: a .bpmn file, an app repository, its src/, or the App folder. */
char *altinn_app_find_process (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
AltinnApp *altinn_app_open (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
AltinnApp *altinn_app_new_in_workspace (SourceWorkspace *workspace, const char *path,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;
AltinnApp *altinn_app_new_for_document (SourceDocument *process, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

SourceWorkspace *altinn_app_get_workspace (AltinnApp *self);
SourceDocument *altinn_app_get_document (AltinnApp *self); /* the process file */
BpmnModel *altinn_app_get_model (AltinnApp *self);
gboolean altinn_app_is_loose (AltinnApp *self);             /* no app repository around it */
const char *altinn_app_get_directory (AltinnApp *self);     /* the App folder; NULL if loose */
const char *altinn_app_get_repository (AltinnApp *self);    /* its repository root; NULL if loose */
const char *altinn_app_get_id (AltinnApp *self);            /* "ttd/demo"; NULL if unknown */
const char *altinn_app_get_org (AltinnApp *self);
const char *altinn_app_get_name (AltinnApp *self);          /* the part behind the slash */

const AltinnRuntime *altinn_app_get_runtime (AltinnApp *self);
void altinn_app_set_runtime (AltinnApp *self, const AltinnRuntime *runtime); /* NULL: as found */
/* What was taken for granted, as "policy", "metadata", "layouts", "runtime"; may be empty. */
const char *const *altinn_app_get_assumed (AltinnApp *self);
/* Messages `FILE:LINE:COLUMN: error: …` of siblings that cannot be read. */
const GPtrArray *altinn_app_get_problems (AltinnApp *self);

/* Documents; NULL where the app has none. Opened at the first call. */
SourceDocument *altinn_app_get_metadata (AltinnApp *self);
const SourceJson *altinn_app_get_metadata_json (AltinnApp *self); /* until the next "changed" */
SourceDocument *altinn_app_get_layout_sets_document (AltinnApp *self);
SourceDocument *altinn_app_get_policy (AltinnApp *self);
SourceDocument *altinn_app_get_texts (AltinnApp *self, const char *language);
/* Any other file of the app by its path below the App folder, as JSON. */
SourceDocument *altinn_app_get_json (AltinnApp *self, const char *path);
SourceJson *altinn_app_get_schema (AltinnApp *self, const char *data_type); /* transfer none */
/* What the app is called in texts, by the languages of the user; NULL if nowhere. */
const char *altinn_app_get_text (AltinnApp *self, const char *key);

/**
 * AltinnDataType:
 *
 * One entry of applicationmetadata.json's dataTypes; lists are %NULL where absent. Lives until the
 * app's next "changed"; take a reference with altinn_data_type_ref() to keep it.
 */
typedef struct
{
  char *id;
  char *task_id; /* NULL if absent or empty */
  GStrv allowed_content_types;
  GStrv allowed_contributors; /* of either spelling, allowedContributers first */
  gint64 min_count;
  gint64 max_count; /* 0: no limit */
  gint64 max_size;  /* megabytes; 0: no limit */
  char *class_ref;  /* NULL: not a data model */
  gboolean auto_create;
  gboolean enable_pdf_creation;
  gboolean auto_delete_on_process_end;
  gboolean assumed; /* of a loose file: taken for granted */
  gboolean has_min_count;
  gboolean has_max_count;
  char *action_required_to_read;
  char *action_required_to_write;
  guint line; /* where it stands in the file, 0 if assumed */
  guint column;
} AltinnDataType;

AltinnDataType *altinn_data_type_ref (AltinnDataType *self);
void altinn_data_type_unref (AltinnDataType *self);
gboolean altinn_data_type_is_app_owned (const AltinnDataType *self);
gboolean altinn_data_type_is_model (const AltinnDataType *self);
gboolean altinn_data_type_allows (const AltinnDataType *self, const char *content_type);

/* All data types; of a loose file every one that the process names (assumed). */
const GPtrArray *altinn_app_get_data_types (AltinnApp *self); /* of AltinnDataType */
AltinnDataType *altinn_app_lookup_data_type (AltinnApp *self, const char *id); /* exact */
AltinnDataType *altinn_app_find_data_type (AltinnApp *self, const char *id);   /* any case */
/* Legacy eFormidling block of the metadata: the task behind which the app sends; or NULL */
const char *altinn_app_get_send_after_task (AltinnApp *self);

/**
 * AltinnLayoutSet:
 *
 * A layout set of version 8 or a folder of ui/ of version 9. Lives as an #AltinnDataType.
 */
typedef struct
{
  char *id;
  char *data_type;  /* dataType (v8), defaultDataType (v9); NULL if absent */
  GStrv tasks;      /* of a v9 folder: its own name */
  char *type;       /* "subform" or NULL */
  char *folder;     /* path below the App folder, "ui/form" */
  gboolean exists;  /* the folder has layouts or settings */
  char *pdf_layout_name;
  GStrv pages; /* the order of Settings.json */
} AltinnLayoutSet;

const GPtrArray *altinn_app_get_layout_sets (AltinnApp *self); /* of AltinnLayoutSet */
AltinnLayoutSet *altinn_app_lookup_layout_set (AltinnApp *self, const char *task_id);
/* TRUE if the app has layout sets or v9 folders at all (a v7 or loose app has not) */
gboolean altinn_app_has_layout_sets (AltinnApp *self);

/**
 * AltinnComponent:
 *
 * One component of a layout, in the order of pages and files.
 */
typedef struct
{
  char *id;
  char *type; /* "Button" */
  char *page;
  char *file;   /* path below the App folder */
  char *mode;   /* of a Button */
  char *action; /* of an ActionButton */
  char *target_task; /* of a Summary2 */
  GHashTable
      *bindings; /* dataModelBindings: name -> data type id ("" for the set's own); NULL: none */
  gboolean read_only;
  gboolean render_as_summary;
  guint line, column;
} AltinnComponent;

/* Transfer none, until the app's next "changed"; (element-type AltinnComponent). */
const GPtrArray *altinn_app_get_components (AltinnApp *self, const AltinnLayoutSet *layout_set);

/* The data model that a gateway reads when the process comes from @task and connectedDataTypeId
 * says nothing (facts: format 1.4); NULL if none. */
const char *altinn_app_get_default_data_type (AltinnApp *self, const char *task_id);

G_END_DECLS

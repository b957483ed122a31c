/* ape-inspector-private.h: what the files of the inspector share
 *
 * ape-inspector.c chooses what is shown; -fields.c has the kinds of rows, -condition.c the text of a
 * condition, -gateway.c the ways out of a gateway.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "engine/altinn/altinn-settings.h"
#include "ui/ape-inspector.h"

G_BEGIN_DECLS

typedef struct _ApeField ApeField;

/* Reads a field's value from the model: (transfer full) (nullable) */
typedef char *(*ApeFieldRead) (ApeInspector *self, ApeField *field);
/* Writes it; an empty value may mean absent. */
typedef gboolean (*ApeFieldWrite) (ApeInspector *self, ApeField *field, const char *value,
                                   GError **error);
/* Brings the row up to date with the model. */
typedef void (*ApeFieldUpdate) (ApeInspector *self, ApeField *field);

/**
 * ApeField:
 *
 * One row of the inspector. Belongs to it.
 */
struct _ApeField
{
  ApeInspector *inspector;
  char *name;     /* what it is called in commands */
  char *setting;  /* the setting's own name; NULL for "id", "name" … */
  char *env;      /* the environment it is for; NULL for all */
  char *title;
  GtkWidget *row;
  GtkWidget *control; /* switch, text view … inside of the row; may be NULL */
  GtkWidget *message; /* may be NULL */
  GPtrArray *choices; /* of char *; may be NULL */
  ApeFieldRead read;
  ApeFieldWrite write;
  ApeFieldUpdate update;
  gboolean updating;
};

struct _ApeInspector
{
  GtkWidget parent_instance;

  GtkWidget *scrolled;
  GtkWidget *box;
  EditorSession *session;
  AltinnApp *app;
  BpmnElement *element; /* shown now; the process when nothing is selected */
  char *shape;          /* what decides which rows there are: type, task type */
  GPtrArray *fields;    /* of ApeField */
  guint update_id;
  guint table_id;
  GtkWidget *heading; /* the name above the rows; NULL if none */
  GtkWidget *table; /* of a gateway; NULL if none */
};

/* ape-inspector.c */
void _ape_inspector_fail (ApeInspector *self, const GError *error);
void _ape_inspector_go_to (ApeInspector *self, const char *id);
GtkWidget *_ape_inspector_add_group (ApeInspector *self, const char *title,
                                     const char *description);

/* ape-inspector-fields.c */
void _ape_field_free (ApeField *self);
gboolean _ape_field_set (ApeField *self, const char *value);
ApeField *_ape_inspector_add_entry (ApeInspector *self, GtkWidget *group, const char *name,
                                    const char *title, gboolean apply, ApeFieldRead read,
                                    ApeFieldWrite write);
void _ape_inspector_add_setting (ApeInspector *self, GtkWidget *group,
                                 const AltinnSetting *setting, const char *env);
void _ape_inspector_add_actions (ApeInspector *self, GtkWidget *group);
void _ape_inspector_add_switch (ApeInspector *self, GtkWidget *group, const char *name,
                                const char *title, const char *subtitle, ApeFieldRead read,
                                ApeFieldWrite write);
void _ape_inspector_add_combo (ApeInspector *self, GtkWidget *group, const char *name,
                               const char *title, GPtrArray *choices, const char *const *labels,
                               ApeFieldRead read, ApeFieldWrite write);

/* ape-inspector-condition.c */
void _ape_inspector_add_condition (ApeInspector *self, GtkWidget *group);

/* ape-inspector-gateway.c */
void _ape_inspector_add_exits (ApeInspector *self, GtkWidget *group);
void _ape_inspector_add_table (ApeInspector *self);
void _ape_inspector_queue_table (ApeInspector *self);

G_END_DECLS

/* altinn-template.h: the processes a new app can begin with
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "engine/altinn/altinn-app.h"

G_BEGIN_DECLS

/**
 * AltinnTemplate:
 * @name: its name in commands ("form-signing")
 * @title: its name for people; translate with altinn_template_get_title()
 * @help: one line about it; translate with altinn_template_get_help()
 */
typedef struct
{
  const char *name;
  const char *title;
  const char *help;
} AltinnTemplate;

const AltinnTemplate *altinn_template_get_all (guint *n_templates);
const AltinnTemplate *altinn_template_lookup (const char *name);
const char *altinn_template_get_title (const AltinnTemplate *self);
const char *altinn_template_get_help (const AltinnTemplate *self);

/* The whole process file with its diagram. */
char *altinn_template_dup_process (const AltinnTemplate *self) G_GNUC_WARN_UNUSED_RESULT;
/* Writes to @path: a .bpmn file to be made, an app repository (or App folder) that lacks a process,
 * or a directory that does not exist or is empty, which becomes a small whole app repository.
 * @written, if not NULL, gets the paths. Nothing that exists is replaced (ALTINN_ERROR_EXISTS). */
gboolean altinn_template_create (const AltinnTemplate *self, const char *path, GPtrArray **written,
                                 GError **error);
/* An unsaved document of the template in @workspace, for the window. */
SourceDocument *altinn_template_open (const AltinnTemplate *self, SourceWorkspace *workspace,
                                      GError **error);

G_END_DECLS

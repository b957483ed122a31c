/* editor-vacancy.h: a free place for several shapes that come in as a whole
 *
 * Usage: say what comes in (shapes, labels, lines, as they stand to each other), ask by how much
 * all of it is to be moved so that it covers nothing that stands there.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "editor/editor-session.h"

G_BEGIN_DECLS

typedef struct _EditorVacancy EditorVacancy;

/**
 * EditorVacancyPart:
 * @EDITOR_VACANCY_SHAPE: covers what is below it
 * @EDITOR_VACANCY_GROUP: a frame that things may stand in
 * @EDITOR_VACANCY_LABEL: a text beside a shape
 * @EDITOR_VACANCY_LINE: part of a connection; must not run through shapes
 */
typedef enum
{
  EDITOR_VACANCY_SHAPE,
  EDITOR_VACANCY_GROUP,
  EDITOR_VACANCY_LABEL,
  EDITOR_VACANCY_LINE,
} EditorVacancyPart;

EditorVacancy *editor_vacancy_new (EditorSession *session,
                                   gboolean automatic) G_GNUC_WARN_UNUSED_RESULT;
void editor_vacancy_free (EditorVacancy *self);
void editor_vacancy_add (EditorVacancy *self, EditorVacancyPart part, const BpmnRect *rect);
void editor_vacancy_add_line (EditorVacancy *self, const BpmnPoint *points, guint n_points);
BpmnPoint editor_vacancy_find (EditorVacancy *self, BpmnPoint wish);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EditorVacancy, editor_vacancy_free)

G_END_DECLS

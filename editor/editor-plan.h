/* editor-plan.h: places that elements are to have, before anybody writes them
 *
 * Commands write a plan into the diagram, tools show it in the scene while a gesture goes on: both
 * come from the same computation, so that what is shown is what is written.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "editor/editor-routing.h"
#include "editor/editor-session.h"

G_BEGIN_DECLS

typedef struct _EditorPlan EditorPlan;

EditorPlan *editor_plan_new (EditorSession *session) G_GNUC_WARN_UNUSED_RESULT;
void editor_plan_free (EditorPlan *self);
EditorSession *editor_plan_get_session (const EditorPlan *self);
gboolean editor_plan_is_empty (const EditorPlan *self);

void editor_plan_set_bounds (EditorPlan *self, BpmnElement *element, const BpmnRect *bounds);
void editor_plan_set_label (EditorPlan *self, BpmnElement *element, const BpmnRect *bounds);
void editor_plan_take_route (EditorPlan *self, BpmnElement *connection, GArray *points);
/* The same, and the label goes along. */
void editor_plan_change_route (EditorPlan *self, BpmnElement *connection, GArray *points);
/* Moves shapes with everything that belongs to them. @shifts: BpmnElement -> BpmnPoint, see
 * editor_shifts_new(). Connections follow. */
void editor_plan_shift (EditorPlan *self, GHashTable *shifts);
void editor_plan_resize (EditorPlan *self, BpmnElement *element, const BpmnRect *bounds);

/* As planned, else as it is (file first, then the scene's placement). */
gboolean editor_plan_get_bounds (const EditorPlan *self, BpmnElement *element, BpmnRect *bounds);
gboolean editor_plan_get_dock (const EditorPlan *self, BpmnElement *element, EditorDock *dock);
/* Planned way points, %NULL if the plan has none for it. */
const GArray *editor_plan_peek_route (const EditorPlan *self, BpmnElement *connection);

/* A new route between the planned places of its ends; NULL if one of them is not drawn. */
GArray *editor_plan_route (const EditorPlan *self, BpmnElement *source, BpmnElement *target,
                           EditorRouteStyle style) G_GNUC_WARN_UNUSED_RESULT;

void editor_plan_preview (const EditorPlan *self);
/* Must be called in a transaction. */
gboolean editor_plan_apply (const EditorPlan *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EditorPlan, editor_plan_free)

/* A map for editor_plan_shift() (BpmnElement -> BpmnPoint): elements with the contents of
 * sub-processes and pools, and the events on their borders. */
GHashTable *editor_shifts_new (EditorSession *session, BpmnElement *const *elements,
                               guint n_elements, double dx, double dy)
    G_GNUC_WARN_UNUSED_RESULT;
void editor_shifts_add (GHashTable *shifts, EditorSession *session, BpmnElement *element, double dx,
                        double dy);

/* Where things stand now */
gboolean editor_place_get_bounds (EditorSession *session, BpmnElement *element, BpmnRect *bounds);
gboolean editor_place_get_label (EditorSession *session, BpmnElement *element, BpmnRect *bounds);
GArray *editor_place_dup_route (EditorSession *session, BpmnElement *connection)
    G_GNUC_WARN_UNUSED_RESULT;
EditorDock editor_place_dock (BpmnElement *element, const BpmnRect *bounds);
gboolean editor_place_is_container (EditorSession *session, BpmnElement *element);
/* Whether a flow node other than @except (nullable) stands in @area. */
gboolean editor_place_is_taken (EditorSession *session, const BpmnRect *area,
                                const BpmnElement *except);

G_END_DECLS

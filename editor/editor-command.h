/* editor-command.h: what a person can do to a process
 *
 * Each function is one transaction with a name a person understands; it does all of it or nothing.
 * The window, quick fixes and `altinn-process edit` all end here. They nest: a caller may put
 * several into a transaction of its own.
 *
 * Semantic commands on a file without a diagram write no diagram. Commands about places (move,
 * align, way points …) need one: without it they fail with %EDITOR_ERROR_NO_DIAGRAM.
 *
 * Types are palette entries by the names of `altinn-process edit`: "data", "confirmation",
 * "feedback", "signing", "parallel-signing", "user-controlled-signing", "payment", "lookup", "pdf",
 * "subform-pdf", "eformidling", "fiks-arkiv", "service", "exclusive-gateway", "start-event",
 * "end-event".
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "editor/editor-session.h"

G_BEGIN_DECLS

/**
 * EditorCreate:
 * @id: (nullable): the id to give, else a free one is made
 * @name: (nullable): the name to give, else the palette entry's
 * @task_type: (nullable): altinn:taskType of a service that the app itself implements
 * @signatures: how many signatures a parallel signing asks for; 0 is the default of the entry
 *
 * What may be said of an element that is made.
 */
typedef struct
{
  const char *id;
  const char *name;
  const char *task_type;
  guint signatures;
} EditorCreate;

typedef enum
{
  EDITOR_ALIGN_LEFT,
  EDITOR_ALIGN_CENTER,
  EDITOR_ALIGN_RIGHT,
  EDITOR_ALIGN_TOP,
  EDITOR_ALIGN_MIDDLE,
  EDITOR_ALIGN_BOTTOM,
} EditorAlign;

typedef enum
{
  EDITOR_AXIS_HORIZONTAL,
  EDITOR_AXIS_VERTICAL,
} EditorAxis;

/* Making. The new element is returned and belongs to the model; NULL with an error. */
BpmnElement *editor_command_add (EditorSession *session, const char *type,
                                 const EditorCreate *create, BpmnPoint centre, GError **error);
BpmnElement *editor_command_append (EditorSession *session, const char *type,
                                    const EditorCreate *create, BpmnElement *after,
                                    GError **error);
BpmnElement *editor_command_insert (EditorSession *session, const char *type,
                                    const EditorCreate *create, BpmnElement *flow,
                                    const BpmnPoint *centre, GError **error);
BpmnElement *editor_command_connect (EditorSession *session, BpmnElement *source,
                                     BpmnElement *target, const char *condition, GError **error);

/* Changing what is there */
gboolean editor_command_reconnect (EditorSession *session, BpmnElement *flow, BpmnElement *source,
                                   BpmnElement *target, GError **error);
gboolean editor_command_delete (EditorSession *session, BpmnElement *const *elements,
                                guint n_elements, GPtrArray **notes, GError **error);
gboolean editor_command_rename (EditorSession *session, BpmnElement *element, const char *id,
                                GError **error);
gboolean editor_command_set_name (EditorSession *session, BpmnElement *element, const char *name,
                                  GError **error);
gboolean editor_command_replace (EditorSession *session, BpmnElement *element, const char *type,
                                 GError **error);

/* Places, in DI units */
gboolean editor_command_move (EditorSession *session, BpmnElement *const *elements,
                              guint n_elements, double dx, double dy, GError **error);
/* Moves one unconnected flow node so that it stands centred at a point, and into @flow. */
gboolean editor_command_move_into (EditorSession *session, BpmnElement *element, BpmnPoint centre,
                                   BpmnElement *flow, GError **error);
gboolean editor_command_resize (EditorSession *session, BpmnElement *element,
                                const BpmnRect *bounds, GError **error);
gboolean editor_command_set_label_bounds (EditorSession *session, BpmnElement *element,
                                          const BpmnRect *bounds, GError **error);
gboolean editor_command_set_waypoints (EditorSession *session, BpmnElement *connection,
                                       const BpmnPoint *points, guint n_points, GError **error);
/* Forgets manual bend points: the connection is routed anew. */
gboolean editor_command_reroute (EditorSession *session, BpmnElement *connection, GError **error);
gboolean editor_command_align (EditorSession *session, BpmnElement *const *elements,
                               guint n_elements, EditorAlign align, GError **error);
gboolean editor_command_distribute (EditorSession *session, BpmnElement *const *elements,
                                    guint n_elements, EditorAxis axis, GError **error);
/* Makes (or, with a negative @amount, takes away) room beyond @position along @axis. */
gboolean editor_command_space (EditorSession *session, EditorAxis axis, double position,
                               double amount, GError **error);
gboolean editor_command_layout (EditorSession *session, GError **error);
gboolean editor_command_write_diagram (EditorSession *session, GError **error);

/* Clipboard: an XML text, see editor-clipboard.h. @at is the middle of what is pasted; NULL: where
 * it was copied. Both give way to what stands there. The pasted elements get selected and are
 * returned (container owned by the caller). */
GPtrArray *editor_command_paste (EditorSession *session, const char *text, const BpmnPoint *at,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *editor_command_duplicate (EditorSession *session, BpmnElement *const *elements,
                                     guint n_elements, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The palette entry an element stands for, NULL if the palette has none (interned). */
const char *editor_command_get_entry (EditorSession *session, BpmnElement *element);

G_END_DECLS

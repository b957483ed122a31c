/* editor-command-place.c: moving, aligning, spacing and laying out
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "editor/editor-command-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "editor/editor-layout.h"
#include "editor/editor-scene.h"

static gboolean
apply_as (EditorSession *session, EditorPlan *plan, const char *name, GError **error)
{
  editor_command_begin (session, name);
  return editor_command_end (session, editor_plan_apply (plan, error));
}

/**
 * editor_command_move:
 * @session: the session
 * @elements: (array length=n_elements): what to move; connections among them follow their ends
 * @n_elements: how many
 * @dx: how far to the right
 * @dy: how far down
 * @error: return location of an error
 *
 * Moves shapes with their labels. Flows between moved shapes move as they are; of other flows only
 * the moved ends follow and manual bends stay.
 *
 * Returns: whether it was done
 */
gboolean
editor_command_move (EditorSession *session,
                     BpmnElement *const *elements,
                     guint n_elements,
                     double dx,
                     double dy,
                     GError **error)
{
  g_autoptr (EditorPlan) plan = editor_plan_new (session);
  g_autoptr (GHashTable) shifts = NULL;
  g_autofree char *name = NULL;

  if (!editor_command_require_diagram (session, error))
    return FALSE;
  shifts = editor_shifts_new (session, elements, n_elements, dx, dy);
  editor_plan_shift (plan, shifts);
  name = g_strdup_printf (ngettext ("Move %u element", "Move %u elements", n_elements), n_elements);
  return apply_as (session, plan, name, error);
}

/**
 * editor_command_resize:
 * @session: the session
 * @element: a shape
 * @bounds: its new bounds
 * @error: return location of an error
 *
 * Gives a shape other bounds; what it holds stays where it is.
 *
 * Returns: whether it was done
 */
gboolean
editor_command_resize (EditorSession *session,
                       BpmnElement *element,
                       const BpmnRect *bounds,
                       GError **error)
{
  g_autoptr (EditorPlan) plan = editor_plan_new (session);

  if (!editor_command_require_diagram (session, error))
    return FALSE;
  editor_plan_resize (plan, element, bounds);
  return apply_as (session, plan, _ ("Resize"), error);
}

/**
 * editor_command_set_label_bounds:
 * @session: the session
 * @element: an element with an external label
 * @bounds: (nullable): where it is to stand; %NULL: at its usual place again
 * @error: return location of an error
 *
 * Returns: whether it was done
 */
gboolean
editor_command_set_label_bounds (EditorSession *session,
                                 BpmnElement *element,
                                 const BpmnRect *bounds,
                                 GError **error)
{
  if (!editor_command_require_diagram (session, error))
    return FALSE;
  editor_command_begin (session, _ ("Move label"));
  return editor_command_end (
      session,
      bpmn_edit_set_label_bounds (editor_session_get_model (session), element, bounds, error));
}

/**
 * editor_command_set_waypoints:
 * @session: the session
 * @connection: a connection
 * @points: (array length=n_points): how it is to run
 * @n_points: at least 2
 * @error: return location of an error
 *
 * The label goes along.
 *
 * Returns: whether it was done
 */
gboolean
editor_command_set_waypoints (EditorSession *session,
                              BpmnElement *connection,
                              const BpmnPoint *points,
                              guint n_points,
                              GError **error)
{
  g_autoptr (EditorPlan) plan = editor_plan_new (session);
  GArray *route = g_array_new (FALSE, FALSE, sizeof (BpmnPoint));

  g_array_append_vals (route, points, n_points);
  editor_plan_change_route (plan, connection, route);
  return apply_as (session, plan, _ ("Change course of flow"), error);
}

/**
 * editor_command_reroute:
 * @session: the session
 * @connection: a connection
 * @error: return location of an error
 *
 * Forgets manual bends: the connection is routed as a new one would be.
 *
 * Returns: whether it was done
 */
gboolean
editor_command_reroute (EditorSession *session, BpmnElement *connection, GError **error)
{
  g_autoptr (EditorPlan) plan = editor_plan_new (session);

  if (!editor_command_require_diagram (session, error))
    return FALSE;
  editor_plan_change_route (
      plan, connection,
      editor_plan_route (plan, bpmn_element_get_source (connection),
                         bpmn_element_get_target (connection),
                         editor_route_style_for_type (bpmn_element_get_type_id (connection))));
  return apply_as (session, plan, _ ("Route anew"), error);
}

/* Shapes among @elements that can stand for themselves, with their bounds. */
typedef struct
{
  BpmnElement *element;
  BpmnRect bounds;
} Placed;

static GArray *
collect_placed (EditorSession *session,
                BpmnElement *const *elements,
                guint n_elements,
                BpmnRect *all)
{
  GArray *placed = g_array_new (FALSE, FALSE, sizeof (Placed));

  for (guint i = 0; i < n_elements; i++)
    {
      Placed one = { .element = elements[i] };

      if (bpmn_type_is_connection (bpmn_element_get_type_id (elements[i])) ||
          !editor_place_get_bounds (session, elements[i], &one.bounds))
        continue;
      *all = placed->len == 0 ? one.bounds : editor_rect_union (all, &one.bounds);
      g_array_append_val (placed, one);
    }
  return placed;
}

static BpmnPoint
get_align_shift (const BpmnRect *bounds, const BpmnRect *all, EditorAlign align)
{
  switch (align)
    {
    case EDITOR_ALIGN_LEFT:
      return (BpmnPoint){ all->x - bounds->x, 0 };
    case EDITOR_ALIGN_CENTER:
      return (BpmnPoint){ round (all->x + (all->width - bounds->width) / 2) - bounds->x, 0 };
    case EDITOR_ALIGN_RIGHT:
      return (BpmnPoint){ all->x + all->width - bounds->width - bounds->x, 0 };
    case EDITOR_ALIGN_TOP:
      return (BpmnPoint){ 0, all->y - bounds->y };
    case EDITOR_ALIGN_MIDDLE:
      return (BpmnPoint){ 0, round (all->y + (all->height - bounds->height) / 2) - bounds->y };
    case EDITOR_ALIGN_BOTTOM:
    default:
      return (BpmnPoint){ 0, all->y + all->height - bounds->height - bounds->y };
    }
}

static gboolean
require_several (const GArray *placed, guint needed, GError **error)
{
  if (placed->len >= needed)
    return TRUE;
  g_set_error (error, EDITOR_ERROR, EDITOR_ERROR_NOT_ALLOWED,
               ngettext ("This needs at least %u shape", "This needs at least %u shapes", needed),
               needed);
  return FALSE;
}

/**
 * editor_command_align:
 * @session: the session
 * @elements: (array length=n_elements): at least two shapes
 * @n_elements: how many
 * @align: which edge or middle of all of them together
 * @error: return location of an error
 *
 * Returns: whether it was done
 */
gboolean
editor_command_align (EditorSession *session,
                      BpmnElement *const *elements,
                      guint n_elements,
                      EditorAlign align,
                      GError **error)
{
  g_autoptr (EditorPlan) plan = editor_plan_new (session);
  g_autoptr (GHashTable) shifts = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  g_autoptr (GArray) placed = NULL;
  BpmnRect all = { 0 };

  if (!editor_command_require_diagram (session, error))
    return FALSE;
  placed = collect_placed (session, elements, n_elements, &all);
  if (!require_several (placed, 2, error))
    return FALSE;
  for (guint i = 0; i < placed->len; i++)
    {
      const Placed *one = &g_array_index (placed, Placed, i);
      BpmnPoint shift = get_align_shift (&one->bounds, &all, align);

      editor_shifts_add (shifts, session, one->element, shift.x, shift.y);
    }
  editor_plan_shift (plan, shifts);
  return apply_as (session, plan, _ ("Align"), error);
}

static double
get_begin (const BpmnRect *rect, EditorAxis axis)
{
  return axis == EDITOR_AXIS_HORIZONTAL ? rect->x : rect->y;
}

static double
get_extent (const BpmnRect *rect, EditorAxis axis)
{
  return axis == EDITOR_AXIS_HORIZONTAL ? rect->width : rect->height;
}

static int
compare_placed (gconstpointer a, gconstpointer b, gpointer user_data)
{
  EditorAxis axis = GPOINTER_TO_INT (user_data);
  const BpmnRect *one = &((const Placed *) a)->bounds;
  const BpmnRect *other = &((const Placed *) b)->bounds;
  double difference = get_begin (one, axis) + get_extent (one, axis) / 2 - get_begin (other, axis) -
                      get_extent (other, axis) / 2;

  return difference < 0 ? -1 : difference > 0;
}

/**
 * editor_command_distribute:
 * @session: the session
 * @elements: (array length=n_elements): at least three shapes
 * @n_elements: how many
 * @axis: along which
 * @error: return location of an error
 *
 * Makes the gaps between neighbours alike; the first and the last stay.
 *
 * Returns: whether it was done
 */
gboolean
editor_command_distribute (EditorSession *session,
                           BpmnElement *const *elements,
                           guint n_elements,
                           EditorAxis axis,
                           GError **error)
{
  g_autoptr (EditorPlan) plan = editor_plan_new (session);
  g_autoptr (GHashTable) shifts = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  g_autoptr (GArray) placed = NULL;
  BpmnRect all = { 0 };
  double gap, position, filled = 0;
  const Placed *first, *last;

  if (!editor_command_require_diagram (session, error))
    return FALSE;
  placed = collect_placed (session, elements, n_elements, &all);
  if (!require_several (placed, 3, error))
    return FALSE;
  g_array_sort_with_data (placed, compare_placed, GINT_TO_POINTER (axis));
  first = &g_array_index (placed, Placed, 0);
  last = &g_array_index (placed, Placed, placed->len - 1);
  for (guint i = 0; i < placed->len; i++)
    filled += get_extent (&g_array_index (placed, Placed, i).bounds, axis);
  position = get_begin (&first->bounds, axis);
  gap = (get_begin (&last->bounds, axis) + get_extent (&last->bounds, axis) - position - filled) /
        (placed->len - 1);
  for (guint i = 0; i + 1 < placed->len; i++)
    {
      const Placed *one = &g_array_index (placed, Placed, i);
      double shift = round (position) - get_begin (&one->bounds, axis);

      if (i > 0)
        editor_shifts_add (shifts, session, one->element,
                           axis == EDITOR_AXIS_HORIZONTAL ? shift : 0,
                           axis == EDITOR_AXIS_HORIZONTAL ? 0 : shift);
      position += get_extent (&one->bounds, axis) + gap;
    }
  editor_plan_shift (plan, shifts);
  return apply_as (session, plan, _ ("Distribute"), error);
}

/**
 * editor_command_space:
 * @session: the session
 * @axis: along which
 * @position: where
 * @amount: how much room to make; negative takes room away
 * @error: return location of an error
 *
 * Moves everything beyond @position.
 *
 * Returns: whether it was done
 */
gboolean
editor_command_space (EditorSession *session,
                      EditorAxis axis,
                      double position,
                      double amount,
                      GError **error)
{
  g_autoptr (EditorPlan) plan = editor_plan_new (session);

  if (!editor_command_require_diagram (session, error))
    return FALSE;
  editor_place_make_room (plan, axis, position, amount);
  return apply_as (session, plan, amount < 0 ? _ ("Remove space") : _ ("Make space"), error);
}

static gboolean
apply_placement (EditorSession *session, EditorLayoutMode mode, const char *name, GError **error)
{
  BpmnModel *model = editor_session_get_model (session);
  g_autoptr (EditorPlacement) placement = editor_layout_compute (model, mode);

  editor_command_begin (session, name);
  return editor_command_end (session, editor_placement_apply (placement, model, error));
}

/**
 * editor_command_layout:
 * @session: the session
 * @error: return location of an error
 *
 * Makes the whole diagram anew.
 *
 * Returns: whether it was done
 */
gboolean
editor_command_layout (EditorSession *session, GError **error)
{
  return apply_placement (session, EDITOR_LAYOUT_WHOLE, _ ("Lay out"), error);
}

/**
 * editor_command_write_diagram:
 * @session: the session
 * @error: return location of an error
 *
 * Writes what the file's diagram leaves out, as it is shown: a transaction of its own.
 *
 * Returns: whether it was done
 */
gboolean
editor_command_write_diagram (EditorSession *session, GError **error)
{
  return apply_placement (
      session, editor_session_has_diagram (session) ? EDITOR_LAYOUT_COMPLETE : EDITOR_LAYOUT_WHOLE,
      _ ("Write diagram"), error);
}

/* editor-layout-placement.c: the places that a layout found
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "editor/editor-layout-private.h"

#include <math.h>

#include "editor/editor-shape.h"
#include "engine/bpmn/bpmn-edit.h"
#include "engine/source/source-edit.h"
#include "engine/source/source-workspace.h"

typedef struct
{
  BpmnRect bounds;
  BpmnRect label;
  BpmnPoint *points;
  guint n_points;
  gboolean has_bounds;
  gboolean has_label;
} Place;

struct _EditorPlacement
{
  gatomicrefcount references;
  GHashTable *places;  /* BpmnElement -> Place */
  GPtrArray *elements; /* of BpmnElement, in the order they were added */
};

static void
place_free (Place *place)
{
  g_free (place->points);
  g_free (place);
}

EditorPlacement *
editor_placement_new (void)
{
  EditorPlacement *self = g_new0 (EditorPlacement, 1);

  g_atomic_ref_count_init (&self->references);
  self->places = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) place_free);
  self->elements = g_ptr_array_new ();
  return self;
}

EditorPlacement *
editor_placement_ref (EditorPlacement *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
editor_placement_unref (EditorPlacement *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->references))
    return;
  g_hash_table_unref (self->places);
  g_ptr_array_unref (self->elements);
  g_free (self);
}

static Place *
get_place (EditorPlacement *self, BpmnElement *element)
{
  Place *place = g_hash_table_lookup (self->places, element);

  if (place == NULL)
    {
      place = g_new0 (Place, 1);
      g_hash_table_insert (self->places, element, place);
      g_ptr_array_add (self->elements, element);
    }
  return place;
}

void
editor_placement_add_bounds (EditorPlacement *self, BpmnElement *element, const BpmnRect *bounds)
{
  Place *place = get_place (self, element);

  place->bounds = *bounds;
  place->has_bounds = TRUE;
}

void
editor_placement_add_label (EditorPlacement *self, BpmnElement *element, const BpmnRect *bounds)
{
  Place *place = get_place (self, element);

  place->label = (BpmnRect){ round (bounds->x), round (bounds->y), round (bounds->width),
                             round (bounds->height) };
  place->has_label = TRUE;
}

void
editor_placement_add_points (EditorPlacement *self, BpmnElement *element, const BpmnPoint *points,
                             guint n_points)
{
  Place *place = get_place (self, element);

  g_free (place->points);
  place->points = g_memdup2 (points, sizeof (BpmnPoint) * n_points);
  place->n_points = n_points;
}

guint
editor_placement_get_size (const EditorPlacement *self)
{
  return self->elements->len;
}

gboolean
editor_placement_get_bounds (const EditorPlacement *self, const BpmnElement *element,
                             BpmnRect *bounds)
{
  Place *place = g_hash_table_lookup (self->places, element);

  if (place == NULL || !place->has_bounds)
    return FALSE;
  *bounds = place->bounds;
  return TRUE;
}

gboolean
editor_placement_get_label_bounds (const EditorPlacement *self, const BpmnElement *element,
                                   BpmnRect *bounds)
{
  Place *place = g_hash_table_lookup (self->places, element);

  if (place == NULL || !place->has_label)
    return FALSE;
  *bounds = place->label;
  return TRUE;
}

/**
 * editor_placement_get_waypoints:
 * @self: a placement
 * @element: a connection
 * @n_points: (out): how many
 *
 * Returns: (transfer none) (nullable): its waypoints; %NULL if it was not placed
 */
const BpmnPoint *
editor_placement_get_waypoints (const EditorPlacement *self, const BpmnElement *element,
                                guint *n_points)
{
  Place *place = g_hash_table_lookup (self->places, element);

  *n_points = place != NULL ? place->n_points : 0;
  return place != NULL ? place->points : NULL;
}

const GPtrArray *
editor_placement_get_elements (const EditorPlacement *self)
{
  return self->elements;
}

/* The layout has pools and lanes side by side from top to bottom, whatever the file said of them or
 * would say of one that is taller than wide. */
static gboolean
lay_frame_down (BpmnModel *model, BpmnElement *element, GError **error)
{
  BpmnType type = bpmn_element_get_type_id (element);
  BpmnShape *shape = bpmn_element_get_shape (element);

  if ((type != BPMN_TYPE_PARTICIPANT && type != BPMN_TYPE_LANE) || shape == NULL
      || bpmn_shape_is_horizontal (shape))
    return TRUE;
  return source_edit_set_attribute (bpmn_model_get_document (model), bpmn_shape_get_node (shape),
                                    NULL, NULL, "isHorizontal", "true", error);
}

/**
 * editor_placement_apply:
 * @self: a placement
 * @model: the model it was made for
 * @error: where a failure is told
 *
 * Writes the placement as the diagram of the file, in one transaction inside of the caller's.
 *
 * Returns: %FALSE if the file cannot be changed; then nothing was
 */
gboolean
editor_placement_apply (const EditorPlacement *self, BpmnModel *model, GError **error)
{
  SourceWorkspace *workspace
      = source_document_get_workspace (bpmn_model_get_document (model));
  gboolean ok;

  source_workspace_begin (workspace, "layout");
  ok = bpmn_edit_ensure_diagram (model, error);
  for (guint i = 0; ok && i < self->elements->len; i++)
    {
      BpmnElement *element = g_ptr_array_index (self->elements, i);
      Place *place = g_hash_table_lookup (self->places, element);

      if (place->has_bounds)
        ok = bpmn_edit_set_bounds (model, element, &place->bounds, error)
             && lay_frame_down (model, element, error);
      else if (place->points != NULL)
        ok = bpmn_edit_set_waypoints (model, element, place->points, place->n_points, error);
      if (ok
          && (place->has_label
              || (bpmn_element_get_shape (element) != NULL
                  && editor_type_has_external_label (bpmn_element_get_type_id (element)))))
        ok = bpmn_edit_set_label_bounds (model, element, place->has_label ? &place->label : NULL,
                                         error);
    }
  if (ok)
    source_workspace_commit (workspace);
  else
    source_workspace_rollback (workspace);
  return ok;
}

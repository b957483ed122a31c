/* editor-vacancy.c: a free place for several shapes that come in as a whole
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "editor/editor-vacancy.h"

#include <math.h>

#include "editor/editor-plan.h"
#include "editor/editor-scene.h"

/* Places are looked for on this grid. */
#define GRID 10.0
/* What has to move away from something stands this far from it, as automatic placement has it. */
#define CLEARANCE 14.0
/* The strip with the name of a pool or lane */
#define HEADER 30.0

typedef struct
{
  EditorVacancyPart part;
  BpmnRect rect;
  BpmnPoint from, to; /* of a line */
} Part;

struct _EditorVacancy
{
  EditorSession *session;
  GArray *parts; /* of Part */
  gboolean automatic;
  double margin;
  /* What was in the way last: most likely it is in the way ten units further, too. */
  guint last_part;
  EditorItem *last_item;
};

/**
 * editor_vacancy_new:
 * @session: where there is to be room
 * @automatic: nobody pointed at the place: connections count, too, and nothing goes up, as what is
 *   appended goes down
 *
 * Returns: (transfer full): a search that knows no shapes yet
 */
EditorVacancy *
editor_vacancy_new (EditorSession *session, gboolean automatic)
{
  EditorVacancy *self = g_new0 (EditorVacancy, 1);

  self->session = session;
  self->automatic = automatic;
  self->parts = g_array_new (FALSE, FALSE, sizeof (Part));
  return self;
}

void
editor_vacancy_free (EditorVacancy *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->parts);
  g_free (self);
}

/**
 * editor_vacancy_add:
 * @self: a search
 * @part: what it is
 * @rect: where it stands before it is moved
 */
void
editor_vacancy_add (EditorVacancy *self, EditorVacancyPart part, const BpmnRect *rect)
{
  Part added = { .part = part, .rect = *rect };

  g_array_append_val (self->parts, added);
}

/**
 * editor_vacancy_add_line:
 * @self: a search
 * @points: (array length=n_points): how a connection runs before it is moved
 * @n_points: how many
 */
void
editor_vacancy_add_line (EditorVacancy *self, const BpmnPoint *points, guint n_points)
{
  for (guint i = 0; i + 1 < n_points; i++)
    {
      Part added = { .part = EDITOR_VACANCY_LINE,
                     .rect = editor_rect_of_points (&points[i], 2),
                     .from = points[i],
                     .to = points[i + 1] };

      g_array_append_val (self->parts, added);
    }
}

static Part
shift_part (const Part *part, BpmnPoint by)
{
  Part shifted = *part;

  shifted.rect.x += by.x;
  shifted.rect.y += by.y;
  shifted.from = (BpmnPoint){ part->from.x + by.x, part->from.y + by.y };
  shifted.to = (BpmnPoint){ part->to.x + by.x, part->to.y + by.y };
  return shifted;
}

/* The inside of a frame, without the strip that has its name. */
static BpmnRect
get_inside (BpmnElement *frame, const BpmnRect *bounds)
{
  BpmnType type = bpmn_element_get_type_id (frame);
  const BpmnShape *shape = bpmn_element_get_shape (frame);
  BpmnRect inside = *bounds;

  if (type != BPMN_TYPE_PARTICIPANT && type != BPMN_TYPE_LANE)
    return inside;
  if (shape == NULL || bpmn_shape_is_horizontal (shape))
    {
      inside.x += HEADER;
      inside.width -= HEADER;
    }
  else
    {
      inside.y += HEADER;
      inside.height -= HEADER;
    }
  return inside;
}

/* Things may stand inside of a frame, but not across its border or over it. */
static gboolean
is_against_frame (const Part *part, double margin, BpmnElement *frame, const BpmnRect *bounds)
{
  BpmnRect inside = get_inside (frame, bounds);
  BpmnRect place = editor_rect_grow (&part->rect, margin);

  if (part->part == EDITOR_VACANCY_LINE || part->part == EDITOR_VACANCY_LABEL
      || !editor_rect_intersects (&place, bounds) || editor_rect_contains_rect (&inside, &place))
    return FALSE;
  /* What is higher than every lane has to stand across them. */
  if (bpmn_element_get_type_id (frame) == BPMN_TYPE_LANE
      && (place.width > inside.width || place.height > inside.height))
    return FALSE;
  return part->part != EDITOR_VACANCY_GROUP || !editor_rect_contains_rect (&part->rect, bounds);
}

static gboolean
is_against_shape (const Part *part, double margin, const BpmnRect *bounds)
{
  BpmnRect place = editor_rect_grow (&part->rect, margin);

  switch (part->part)
    {
    case EDITOR_VACANCY_LINE:
      return editor_segment_crosses_rect (part->from, part->to, bounds);
    case EDITOR_VACANCY_LABEL:
      return editor_rect_intersects (&part->rect, bounds);
    case EDITOR_VACANCY_GROUP: /* only a line around what stands there */
      return editor_rect_intersects (&part->rect, bounds)
             && !editor_rect_contains_rect (&part->rect, bounds);
    case EDITOR_VACANCY_SHAPE:
    default:
      return editor_rect_intersects (&place, bounds);
    }
}

static gboolean
is_against_line (const Part *part, double margin, const EditorItem *line)
{
  BpmnRect place = editor_rect_grow (&part->rect, margin);
  guint n_points = 0;
  const BpmnPoint *points = editor_item_get_waypoints (line, &n_points);

  for (guint i = 0; i + 1 < n_points; i++)
    if (editor_segment_crosses_rect (points[i], points[i + 1], &place))
      return TRUE;
  return FALSE;
}

static gboolean
is_against_label (EditorScene *scene, const Part *part, EditorItem *item)
{
  BpmnRect label;

  return (part->part == EDITOR_VACANCY_SHAPE || part->part == EDITOR_VACANCY_LABEL)
         && editor_item_get_label_bounds (scene, item, &label)
         && editor_rect_intersects (&part->rect, &label);
}

static gboolean
is_in_the_way (const EditorVacancy *self, EditorItem *item, const Part *part)
{
  BpmnElement *element = editor_item_get_element (item);
  BpmnRect bounds;

  if (element == NULL || !bpmn_element_is_attached (element))
    return FALSE;
  if (is_against_label (editor_session_get_scene (self->session), part, item))
    return TRUE;
  if (editor_item_is_connection (item))
    return self->automatic && part->part == EDITOR_VACANCY_SHAPE
           && is_against_line (part, self->margin, item);
  if (!editor_place_get_bounds (self->session, element, &bounds))
    return FALSE;
  if (editor_place_is_container (self->session, element))
    return is_against_frame (part, self->margin, element, &bounds);
  return is_against_shape (part, self->margin, &bounds);
}

static gboolean
is_free (EditorVacancy *self, BpmnPoint by)
{
  if (self->last_item != NULL)
    {
      Part part = shift_part (&g_array_index (self->parts, Part, self->last_part), by);

      if (is_in_the_way (self, self->last_item, &part))
        return FALSE;
    }
  for (guint i = 0; i < self->parts->len; i++)
    {
      Part part = shift_part (&g_array_index (self->parts, Part, i), by);
      BpmnRect area = editor_rect_grow (&part.rect, self->margin);
      g_autoptr (GPtrArray) items =
          editor_scene_query (editor_session_get_scene (self->session), &area);

      for (guint j = 0; j < items->len; j++)
        {
          EditorItem *item = g_ptr_array_index (items, j);

          if (!is_in_the_way (self, item, &part))
            continue;
          self->last_part = i;
          self->last_item = item;
          return FALSE;
        }
    }
  return TRUE;
}

/* Below everything there is always room. */
static BpmnPoint
get_below (const EditorVacancy *self, BpmnPoint wish)
{
  BpmnRect all = editor_scene_get_extents (editor_session_get_scene (self->session));
  double top = INFINITY, below;

  for (guint i = 0; i < self->parts->len; i++)
    top = MIN (top, g_array_index (self->parts, Part, i).rect.y);
  below = all.y + all.height + self->margin - (top + wish.y);
  return (BpmnPoint){ wish.x, wish.y + MAX (ceil (below / GRID), 0) * GRID };
}

/* Row by row away from @wish, as long as a row can hold a nearer place than the best one. */
static BpmnPoint
find_nearest (EditorVacancy *self, BpmnPoint wish)
{
  BpmnPoint best = get_below (self, wish);
  double distance = editor_point_distance (wish, best);

  for (guint row = 0; row * GRID < distance; row++)
    for (int down = 1; down >= (row > 0 && !self->automatic ? -1 : 1); down -= 2)
      for (int right = 1; right >= -1; right -= 2)
        for (guint column = 0; hypot (row, column) * GRID < distance; column++)
          {
            BpmnPoint place = { wish.x + right * (double) column * GRID,
                                wish.y + down * (double) row * GRID };

            if (!is_free (self, place))
              continue;
            best = place;
            distance = editor_point_distance (wish, best);
            break;
          }
  return best;
}

/**
 * editor_vacancy_find:
 * @self: a search with its shapes
 * @wish: by how much they would best be moved
 *
 * All move together, by @wish if that covers nothing, else to the nearest place on the grid that
 * leaves some room around them. They may stand inside of pools, lanes, sub-processes and groups,
 * but not across their borders.
 *
 * Returns: by how much to move them
 */
BpmnPoint
editor_vacancy_find (EditorVacancy *self, BpmnPoint wish)
{
  self->last_item = NULL;
  self->margin = 0;
  if (self->parts->len == 0 || is_free (self, wish))
    return wish;
  self->margin = CLEARANCE;
  return find_nearest (self, wish);
}

/* editor-figure.c: reads what is drawn of an element out of the model
 *
 * Event definitions, loops and the like are asked of the element's node: the model needs them for
 * nothing else. Sections are of BPMN 2.0 (formal/2011-01-03).
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "editor/editor-look.h"
#include "editor/editor-scene-private.h"
#include "engine/source/source-node.h"

#include <string.h>

static gboolean
is_true (const SourceNode *node, const char *attribute)
{
  return source_node_attribute_equals (node, NULL, attribute, "true")
         || source_node_attribute_equals (node, NULL, attribute, "1");
}

static gboolean
is_false (const SourceNode *node, const char *attribute)
{
  return source_node_attribute_equals (node, NULL, attribute, "false")
         || source_node_attribute_equals (node, NULL, attribute, "0");
}

static const struct
{
  const char *name;
  EditorTrigger trigger;
} definitions[] = {
  { "messageEventDefinition", EDITOR_TRIGGER_MESSAGE },
  { "timerEventDefinition", EDITOR_TRIGGER_TIMER },
  { "errorEventDefinition", EDITOR_TRIGGER_ERROR },
  { "escalationEventDefinition", EDITOR_TRIGGER_ESCALATION },
  { "cancelEventDefinition", EDITOR_TRIGGER_CANCEL },
  { "compensateEventDefinition", EDITOR_TRIGGER_COMPENSATION },
  { "conditionalEventDefinition", EDITOR_TRIGGER_CONDITIONAL },
  { "linkEventDefinition", EDITOR_TRIGGER_LINK },
  { "signalEventDefinition", EDITOR_TRIGGER_SIGNAL },
  { "terminateEventDefinition", EDITOR_TRIGGER_TERMINATE },
};

static EditorTrigger
trigger_of_name (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (definitions); i++)
    if (strcmp (definitions[i].name, name) == 0)
      return definitions[i].trigger;
  return EDITOR_TRIGGER_NONE;
}

static gboolean
is_bpmn (const SourceNode *node)
{
  return source_node_get_kind (node) == SOURCE_NODE_ELEMENT
         && g_strcmp0 (source_node_get_namespace (node), BPMN_NS_MODEL) == 0;
}

/* A definition at the root that an eventDefinitionRef names; a QName, its prefix may be left out. */
static EditorTrigger
trigger_of_reference (BpmnModel *model, const SourceNode *reference)
{
  g_autofree char *text = source_node_dup_text (reference);
  const char *id = strrchr (g_strstrip (text), ':');
  BpmnElement *root = bpmn_model_get_definitions (model);

  id = id != NULL ? id + 1 : text;
  for (SourceNode *node = root != NULL ? source_node_get_first_child (bpmn_element_get_node (root)) : NULL;
       node != NULL; node = source_node_get_next (node))
    if (is_bpmn (node) && source_node_attribute_equals (node, NULL, "id", id))
      return trigger_of_name (source_node_get_name (node));
  return EDITOR_TRIGGER_NONE;
}

/* 10.5.5: no definition, one, or several. */
static void
read_event (EditorFigure *figure, BpmnModel *model, const SourceNode *node)
{
  guint n = 0;

  for (SourceNode *child = source_node_get_first_child (node); child != NULL;
       child = source_node_get_next (child))
    {
      EditorTrigger trigger;

      if (!is_bpmn (child))
        continue;
      trigger = strcmp (source_node_get_name (child), "eventDefinitionRef") == 0
                    ? trigger_of_reference (model, child)
                    : trigger_of_name (source_node_get_name (child));
      if (trigger == EDITOR_TRIGGER_NONE)
        continue;
      figure->trigger = trigger;
      n++;
    }
  if (n > 1)
    figure->trigger = is_true (node, "parallelMultiple") ? EDITOR_TRIGGER_PARALLEL_MULTIPLE
                                                         : EDITOR_TRIGGER_MULTIPLE;
  if (figure->type == BPMN_TYPE_END_EVENT || figure->type == BPMN_TYPE_INTERMEDIATE_THROW_EVENT)
    figure->flags |= EDITOR_FIGURE_THROWS;
  if ((figure->type == BPMN_TYPE_START_EVENT && is_false (node, "isInterrupting"))
      || (figure->type == BPMN_TYPE_BOUNDARY_EVENT && is_false (node, "cancelActivity")))
    figure->flags |= EDITOR_FIGURE_NON_INTERRUPTING;
}

/* 13.5.4: the start event of an event sub-process says what begins it. */
static void
read_start (EditorFigure *figure, BpmnModel *model, const SourceNode *node)
{
  SourceNode *start = source_node_first_element (node, BPMN_NS_MODEL, "startEvent");
  EditorFigure event = { .type = BPMN_TYPE_START_EVENT };

  if (start == NULL)
    return;
  read_event (&event, model, start);
  figure->trigger = event.trigger;
  figure->flags |= event.flags;
}

/* Whether something inside of a sub-process is drawn in the same diagram. */
static gboolean
shows_contents (const BpmnElement *element, const BpmnRect *bounds)
{
  const GPtrArray *children = bpmn_element_get_children (element);

  for (guint i = 0; children != NULL && i < children->len; i++)
    {
      BpmnShape *shape = bpmn_element_get_shape (g_ptr_array_index (children, i));

      if (shape != NULL)
        {
          BpmnRect inner = bpmn_shape_get_bounds (shape);

          return editor_rect_contains_rect (bounds, &inner);
        }
    }
  return FALSE;
}

/* The task type that a global task has; NONE if nothing global of that id is called. */
static BpmnType
find_called_task (BpmnModel *model, const SourceNode *node)
{
  static const struct
  {
    const char *name;
    BpmnType type;
  } globals[] = {
    { "globalTask", BPMN_TYPE_TASK },
    { "globalUserTask", BPMN_TYPE_USER_TASK },
    { "globalManualTask", BPMN_TYPE_MANUAL_TASK },
    { "globalScriptTask", BPMN_TYPE_SCRIPT_TASK },
    { "globalBusinessRuleTask", BPMN_TYPE_BUSINESS_RULE_TASK },
  };
  g_autofree char *called = source_node_dup_attribute (node, NULL, "calledElement");
  BpmnElement *root = bpmn_model_get_definitions (model);
  const char *id;

  if (called == NULL || root == NULL)
    return BPMN_TYPE_OTHER;
  id = strrchr (called, ':') != NULL ? strrchr (called, ':') + 1 : called;
  for (guint i = 0; i < G_N_ELEMENTS (globals); i++)
    for (SourceNode *task = source_node_first_element (bpmn_element_get_node (root),
                                                       BPMN_NS_MODEL, globals[i].name);
         task != NULL; task = source_node_next_element (task, BPMN_NS_MODEL, globals[i].name))
      if (source_node_attribute_equals (task, NULL, "id", id))
        return globals[i].type;
  return BPMN_TYPE_OTHER;
}

/* 10.2 and 10.4: markers at the bottom, the forms of sub-processes and call activities. */
static void
read_activity (EditorItem *item, BpmnModel *model, const SourceNode *node)
{
  EditorFigure *figure = &item->figure;
  SourceNode *multiple
      = source_node_first_element (node, BPMN_NS_MODEL, "multiInstanceLoopCharacteristics");

  if (source_node_first_element (node, BPMN_NS_MODEL, "standardLoopCharacteristics") != NULL)
    figure->flags |= EDITOR_FIGURE_LOOP;
  if (multiple != NULL)
    figure->flags |= is_true (multiple, "isSequential") ? EDITOR_FIGURE_SEQUENTIAL_INSTANCES
                                                        : EDITOR_FIGURE_PARALLEL_INSTANCES;
  if (is_true (node, "isForCompensation"))
    figure->flags |= EDITOR_FIGURE_COMPENSATION;
  if (is_true (node, "instantiate"))
    figure->flags |= EDITOR_FIGURE_INSTANTIATE;
  switch (figure->type)
    {
    case BPMN_TYPE_CALL_ACTIVITY:
      figure->flags |= EDITOR_FIGURE_CALL;
      if (item->shape != NULL && bpmn_shape_is_expanded (item->shape)
          && figure->bounds.width > 200)
        figure->flags |= EDITOR_FIGURE_EXPANDED;
      else
        {
          figure->called = find_called_task (model, node);
          if (figure->called == BPMN_TYPE_OTHER
              && source_node_has_attribute (node, NULL, "calledElement"))
            figure->flags |= EDITOR_FIGURE_COLLAPSED;
        }
      break;
    case BPMN_TYPE_AD_HOC_SUB_PROCESS:
    case BPMN_TYPE_SUB_PROCESS:
    case BPMN_TYPE_TRANSACTION:
    case BPMN_TYPE_SUB_CHOREOGRAPHY:
      {
        gboolean said = item->shape != NULL
                        && source_node_has_attribute (bpmn_shape_get_node (item->shape), NULL,
                                                      "isExpanded");
        gboolean expanded = said ? bpmn_shape_is_expanded (item->shape)
                                 : shows_contents (item->element, &figure->bounds);

        if (item->shape == NULL) /* placed in memory: sized for its contents */
          expanded = figure->bounds.width > 120;
        figure->flags |= expanded ? EDITOR_FIGURE_EXPANDED : EDITOR_FIGURE_COLLAPSED;
        if (figure->type == BPMN_TYPE_AD_HOC_SUB_PROCESS)
          figure->flags |= EDITOR_FIGURE_AD_HOC;
        if (is_true (node, "triggeredByEvent"))
          {
            figure->flags |= EDITOR_FIGURE_EVENT_SUB_PROCESS;
            read_start (figure, model, node);
          }
      }
      break;
    default:
      break;
    }
}

/* 12.3.2: the participants of a choreography activity are bands of it; who initiates is not shaded. */
static void
read_band (EditorFigure *figure, const SourceNode *shape)
{
  g_autofree char *kind = source_node_dup_attribute (shape, NULL, "participantBandKind");

  if (!source_node_has_attribute (shape, NULL, "choreographyActivityShape"))
    return;
  figure->flags |= EDITOR_FIGURE_BAND | EDITOR_FIGURE_BLACK_BOX;
  if (kind == NULL)
    return;
  if (g_str_has_suffix (kind, "_non_initiating"))
    figure->flags |= EDITOR_FIGURE_SHADED;
  if (g_str_has_prefix (kind, "top_"))
    figure->flags |= EDITOR_FIGURE_BAND_TOP;
  else if (g_str_has_prefix (kind, "bottom_"))
    figure->flags |= EDITOR_FIGURE_BAND_BOTTOM;
}

static void
read_container (EditorItem *item, const SourceNode *node)
{
  EditorFigure *figure = &item->figure;
  gboolean said = item->shape != NULL
                  && source_node_has_attribute (bpmn_shape_get_node (item->shape), NULL,
                                                "isHorizontal");

  if (said ? bpmn_shape_is_horizontal (item->shape)
           : figure->bounds.width >= figure->bounds.height || item->shape == NULL)
    figure->flags |= EDITOR_FIGURE_HORIZONTAL;
  if (figure->type != BPMN_TYPE_PARTICIPANT)
    return;
  if (!source_node_has_attribute (node, NULL, "processRef"))
    figure->flags |= EDITOR_FIGURE_BLACK_BOX;
  if (item->shape != NULL)
    read_band (figure, bpmn_shape_get_node (item->shape));
  if (source_node_first_element (node, BPMN_NS_MODEL, "participantMultiplicity") != NULL)
    figure->flags |= EDITOR_FIGURE_PARALLEL_INSTANCES;
}

/* 10.3.1: a reference shows the collection mark of its data object, and its own state. */
static void
read_data (EditorItem *item, BpmnModel *model, const SourceNode *node)
{
  SourceNode *state = source_node_first_element (node, BPMN_NS_MODEL, "dataState");
  g_autofree char *reference = source_node_dup_attribute (node, NULL, "dataObjectRef");

  if (is_true (node, "isCollection"))
    item->figure.flags |= EDITOR_FIGURE_COLLECTION;
  if (reference != NULL)
    for (SourceNode *other = source_node_get_first_child (source_node_get_parent (node));
         other != NULL; other = source_node_get_next (other))
      if (source_node_is (other, BPMN_NS_MODEL, "dataObject")
          && source_node_attribute_equals (other, NULL, "id", reference))
        {
          if (is_true (other, "isCollection"))
            item->figure.flags |= EDITOR_FIGURE_COLLECTION;
          if (state == NULL)
            state = source_node_first_element (other, BPMN_NS_MODEL, "dataState");
          break;
        }
  if (state != NULL)
    item->figure.subtitle = source_node_dup_attribute (state, NULL, "name");
}

/* 8.3.5: a group is named by the category value it refers to. */
static char *
read_group_name (BpmnModel *model, const SourceNode *node)
{
  g_autofree char *reference = source_node_dup_attribute (node, NULL, "categoryValueRef");
  BpmnElement *root = bpmn_model_get_definitions (model);
  const char *id;

  if (reference == NULL || root == NULL)
    return NULL;
  id = strrchr (reference, ':') != NULL ? strrchr (reference, ':') + 1 : reference;
  for (SourceNode *category = source_node_first_element (bpmn_element_get_node (root),
                                                         BPMN_NS_MODEL, "category");
       category != NULL;
       category = source_node_next_element (category, BPMN_NS_MODEL, "category"))
    for (SourceNode *value
         = source_node_first_element (category, BPMN_NS_MODEL, "categoryValue");
         value != NULL; value = source_node_next_element (value, BPMN_NS_MODEL, "categoryValue"))
      if (source_node_attribute_equals (value, NULL, "id", id))
        return source_node_dup_attribute (value, NULL, "value");
  return NULL;
}

static void
read_connection (EditorItem *item, const SourceNode *node)
{
  EditorFigure *figure = &item->figure;
  BpmnElement *source = bpmn_element_get_source (item->element);
  const char *id = bpmn_element_get_id (item->element);

  switch (figure->type)
    {
    case BPMN_TYPE_SEQUENCE_FLOW:
      if (source != NULL && id != NULL
          && g_strcmp0 (bpmn_element_get_default_ref (source), id) == 0)
        figure->flags |= EDITOR_FIGURE_DEFAULT;
      else if (source != NULL && bpmn_type_is_activity (bpmn_element_get_type_id (source))
               && bpmn_element_get_condition (item->element) != NULL)
        figure->flags |= EDITOR_FIGURE_CONDITIONAL;
      break;
    case BPMN_TYPE_ASSOCIATION:
      if (source_node_attribute_equals (node, NULL, "associationDirection", "One"))
        figure->flags |= EDITOR_FIGURE_ARROW_AT_TARGET;
      if (source_node_attribute_equals (node, NULL, "associationDirection", "Both"))
        figure->flags |= EDITOR_FIGURE_ARROW_AT_TARGET | EDITOR_FIGURE_ARROW_AT_SOURCE;
      break;
    case BPMN_TYPE_DATA_INPUT_ASSOCIATION:
    case BPMN_TYPE_DATA_OUTPUT_ASSOCIATION:
      figure->flags |= EDITOR_FIGURE_ARROW_AT_TARGET;
      break;
    case BPMN_TYPE_MESSAGE_FLOW:
      if (item->edge != NULL)
        {
          const SourceNode *edge = bpmn_edge_get_node (item->edge);

          if (source_node_attribute_equals (edge, NULL, "messageVisibleKind", "initiating"))
            figure->flags |= EDITOR_FIGURE_MESSAGE_INITIATING;
          else if (source_node_attribute_equals (edge, NULL, "messageVisibleKind",
                                                 "non_initiating"))
            figure->flags |= EDITOR_FIGURE_MESSAGE_REPLY;
        }
      break;
    default:
      break;
    }
}

void
editor_item_set_points (EditorItem *self, const BpmnPoint *points, guint n_points)
{
  BpmnPoint *copy = n_points > 0 ? g_memdup2 (points, sizeof (BpmnPoint) * n_points) : NULL;

  g_free ((BpmnPoint *) self->figure.points);
  self->figure.points = copy;
  self->figure.n_points = n_points;
  self->figure.bounds = editor_rect_of_points (copy, n_points);
}

/* Where the file, or the placement in memory, puts it. */
static void
read_place (EditorItem *item, const EditorPlacement *placement)
{
  EditorFigure *figure = &item->figure;

  if (item->edge != NULL)
    {
      guint n;
      const BpmnPoint *points = bpmn_edge_get_waypoints (item->edge, &n);

      editor_item_set_points (item, points, n);
      bpmn_edge_get_label_bounds (item->edge, &figure->label_bounds);
      figure->stroke = g_strdup (bpmn_edge_get_stroke (item->edge));
      figure->label_colour = bpmn_edge_dup_label_colour (item->edge);
    }
  else if (item->shape != NULL)
    {
      figure->bounds = bpmn_shape_get_bounds (item->shape);
      bpmn_shape_get_label_bounds (item->shape, &figure->label_bounds);
      figure->fill = g_strdup (bpmn_shape_get_fill (item->shape));
      figure->stroke = g_strdup (bpmn_shape_get_stroke (item->shape));
      figure->label_colour = bpmn_shape_dup_label_colour (item->shape);
    }
  else if (placement != NULL)
    {
      guint n;
      const BpmnPoint *points = editor_placement_get_waypoints (placement, item->element, &n);

      if (points != NULL)
        editor_item_set_points (item, points, n);
      else
        editor_placement_get_bounds (placement, item->element, &figure->bounds);
      editor_placement_get_label_bounds (placement, item->element, &figure->label_bounds);
    }
}

/* What the app runtime does not read (facts: runtime 1.2) and that a reader might take for running:
 * notes, data and frames don't pretend to. */
static gboolean
is_not_run (const BpmnElement *element, BpmnType type, BpmnModel *model)
{
  if (!bpmn_type_is_flow_node (type) && type != BPMN_TYPE_SEQUENCE_FLOW
      && type != BPMN_TYPE_MESSAGE_FLOW)
    return FALSE;
  return !bpmn_type_runs_in_altinn (type)
         || bpmn_element_get_parent (element) != bpmn_model_get_process (model);
}

/* What the figure owns. */
static void
clear_figure (EditorItem *self)
{
  EditorFigure *figure = &self->figure;

  g_free ((char *) figure->name);
  g_free ((char *) figure->subtitle);
  g_free ((char *) figure->fill);
  g_free ((char *) figure->stroke);
  g_free ((char *) figure->label_colour);
  g_free ((BpmnPoint *) figure->points);
  editor_figure_texts_clear (&self->texts);
}

/* Whether nothing of what it says is seen from afar: its place and colour are enough then. */
static gboolean
shows_only_outline (BpmnType type)
{
  return bpmn_type_is_task (type) || type == BPMN_TYPE_SEQUENCE_FLOW;
}

static void
read_gateway (EditorItem *item, const SourceNode *node)
{
  EditorFigure *figure = &item->figure;

  if (figure->type == BPMN_TYPE_EXCLUSIVE_GATEWAY)
    {
      /* an Altinn developer never sees an empty diamond: Studio writes and draws the mark */
      if (item->shape == NULL || item->scene->altinn
          || (source_node_has_attribute (bpmn_shape_get_node (item->shape), NULL, "isMarkerVisible")
              && bpmn_shape_is_marker_visible (item->shape)))
        figure->flags |= EDITOR_FIGURE_GATEWAY_MARKER;
    }
  else if (figure->type == BPMN_TYPE_EVENT_BASED_GATEWAY)
    {
      if (is_true (node, "instantiate"))
        figure->flags |= EDITOR_FIGURE_INSTANTIATE;
      if (source_node_attribute_equals (node, NULL, "eventGatewayType", "Parallel"))
        figure->flags |= EDITOR_FIGURE_PARALLEL;
    }
}

/* What the node of the element says of it, but for its name. */
static void
read_node (EditorItem *self)
{
  const SourceNode *node = bpmn_element_get_node (self->element);
  BpmnModel *model = self->scene->model;
  BpmnType type = self->figure.type;

  if (bpmn_type_is_connection (type))
    read_connection (self, node);
  else if (bpmn_type_is_event (type))
    read_event (&self->figure, model, node);
  else if (bpmn_type_is_activity (type))
    read_activity (self, model, node);
  else if (bpmn_type_is_gateway (type))
    read_gateway (self, node);
  else if (type == BPMN_TYPE_PARTICIPANT || type == BPMN_TYPE_LANE)
    read_container (self, node);
  else if (type == BPMN_TYPE_DATA_OBJECT_REFERENCE || type == BPMN_TYPE_DATA_INPUT
           || type == BPMN_TYPE_DATA_OUTPUT || type == BPMN_TYPE_DATA_STORE_REFERENCE)
    read_data (self, model, node);
  else if (type == BPMN_TYPE_SUB_CONVERSATION)
    self->figure.flags |= EDITOR_FIGURE_COLLAPSED;
}

/**
 * editor_item_read:
 * @self: an item with its scene and element, and its shape or edge if the file has one
 *
 * Fills in the figure anew; the emphasis stays. Of what there are thousands only the place and the
 * colour are read: editor_item_complete() reads the rest.
 */
void
editor_item_read (EditorItem *self)
{
  const EditorScene *scene = self->scene;
  EditorFigure *figure = &self->figure;
  EditorEmphasis emphasis = figure->emphasis;
  BpmnType type = bpmn_element_get_type_id (self->element);

  clear_figure (self);
  self->laid_out = FALSE;
  self->in_outline = shows_only_outline (type);
  memset (figure, 0, sizeof *figure);
  figure->emphasis = emphasis;
  figure->type = type;
  read_place (self, scene->placement);
  if (type == BPMN_TYPE_GROUP)
    figure->name = read_group_name (scene->model, bpmn_element_get_node (self->element));
  else if (!bpmn_type_is_task (type)) /* a name beside what it names takes room */
    figure->name = g_strdup (bpmn_element_get_name (self->element));
  if (!self->in_outline)
    read_node (self);
  if (!scene->altinn)
    return;
  if (is_not_run (self->element, type, scene->model))
    figure->flags |= EDITOR_FIGURE_NOT_RUN;
  else if (bpmn_type_is_task (type))
    figure->look = editor_look_of_element (self->element, scene->app);
}

/**
 * editor_item_complete:
 * @self: an item that was read
 *
 * Reads what editor_item_read() left out, for whoever needs more than the place and the colour.
 */
void
editor_item_complete (EditorItem *self)
{
  EditorFigure *figure = &self->figure;

  if (!self->in_outline)
    return;
  self->in_outline = FALSE;
  read_node (self);
  if (!bpmn_type_is_task (figure->type))
    return;
  figure->name = g_strdup (bpmn_element_get_name (self->element));
  if (self->scene->altinn && !(figure->flags & EDITOR_FIGURE_NOT_RUN))
    figure->subtitle = editor_look_dup_subtitle (self->element, figure->look);
}

void
editor_item_free (EditorItem *self)
{
  clear_figure (self);
  g_ptr_array_add (self->scene->spare, self);
}

/* How many sub-processes an element is in; a connection is as deep as its deeper end. */
guint
editor_item_compute_depth (const BpmnElement *element)
{
  guint depth = 0;

  if (bpmn_type_is_connection (bpmn_element_get_type_id (element))
      && bpmn_element_get_type_id (element) != BPMN_TYPE_SEQUENCE_FLOW)
    {
      BpmnElement *source = bpmn_element_get_source (element);
      BpmnElement *target = bpmn_element_get_target (element);
      guint a = 0, b = 0;

      if (source != NULL && !bpmn_type_is_connection (bpmn_element_get_type_id (source)))
        a = editor_item_compute_depth (source);
      if (target != NULL && !bpmn_type_is_connection (bpmn_element_get_type_id (target)))
        b = editor_item_compute_depth (target);
      return MAX (a, b);
    }
  for (BpmnElement *up = bpmn_element_get_parent (element); up != NULL;
       up = bpmn_element_get_parent (up))
    if (bpmn_type_is_activity (bpmn_element_get_type_id (up)))
      depth++;
  return depth;
}

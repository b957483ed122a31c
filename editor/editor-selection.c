/* editor-selection.c: what is selected in one open process
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "editor/editor-selection.h"

struct _EditorSelection
{
  GObject parent_instance;

  BpmnModel *model;
  GPtrArray *elements; /* BpmnElement, the primary one last */
  GHashTable *set;     /* the same, to look up */
};

G_DEFINE_FINAL_TYPE (EditorSelection, editor_selection, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static gboolean
can_be_selected (const BpmnElement *element)
{
  switch (bpmn_element_get_type_id (element))
    {
    case BPMN_TYPE_OTHER:
    case BPMN_TYPE_DEFINITIONS:
    case BPMN_TYPE_PROCESS:
    case BPMN_TYPE_COLLABORATION:
    case BPMN_TYPE_CHOREOGRAPHY:
    case BPMN_TYPE_MESSAGE:
      return FALSE;
    default:
      return bpmn_element_is_attached (element);
    }
}

static void
emit_changed (EditorSelection *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static gboolean
insert (EditorSelection *self, BpmnElement *element)
{
  if (!can_be_selected (element) || !g_hash_table_add (self->set, element))
    return FALSE;
  g_ptr_array_add (self->elements, element);
  return TRUE;
}

static void
model_changed_cb (EditorSelection *self)
{
  gboolean changed = FALSE;

  for (guint i = self->elements->len; i > 0; i--)
    {
      BpmnElement *element = g_ptr_array_index (self->elements, i - 1);

      if (bpmn_element_is_attached (element))
        continue;
      g_hash_table_remove (self->set, element);
      g_ptr_array_remove_index (self->elements, i - 1);
      changed = TRUE;
    }
  if (changed)
    emit_changed (self);
}

static void
editor_selection_dispose (GObject *object)
{
  EditorSelection *self = EDITOR_SELECTION (object);

  g_clear_pointer (&self->elements, g_ptr_array_unref);
  g_clear_pointer (&self->set, g_hash_table_unref);
  g_clear_object (&self->model);
  G_OBJECT_CLASS (editor_selection_parent_class)->dispose (object);
}

static void
editor_selection_class_init (EditorSelectionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = editor_selection_dispose;

  /**
   * EditorSelection::changed:
   *
   * Other elements are selected, or another one is the primary one.
   */
  signals[CHANGED] = g_signal_new ("changed", EDITOR_TYPE_SELECTION, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
editor_selection_init (EditorSelection *self)
{
  self->elements = g_ptr_array_new ();
  self->set = g_hash_table_new (NULL, NULL);
}

/**
 * editor_selection_new:
 * @model: whose elements are selected
 *
 * Returns: (transfer full): an empty selection
 */
EditorSelection *
editor_selection_new (BpmnModel *model)
{
  EditorSelection *self = g_object_new (EDITOR_TYPE_SELECTION, NULL);

  self->model = g_object_ref (model);
  g_signal_connect_object (model, "changed", G_CALLBACK (model_changed_cb), self,
                           G_CONNECT_SWAPPED);
  return self;
}

/**
 * editor_selection_get_elements:
 *
 * Returns: (transfer none) (element-type BpmnElement): in the order of selecting; valid until the
 *   next change
 */
const GPtrArray *
editor_selection_get_elements (EditorSelection *self)
{
  return self->elements;
}

/**
 * editor_selection_get_size:
 *
 * Returns: how many elements are selected
 */
guint
editor_selection_get_size (EditorSelection *self)
{
  return self->elements->len;
}

/**
 * editor_selection_contains:
 * @element: (nullable): any element
 *
 * Returns: whether it is selected
 */
gboolean
editor_selection_contains (EditorSelection *self, const BpmnElement *element)
{
  return g_hash_table_contains (self->set, element);
}

/**
 * editor_selection_get_primary:
 *
 * Returns: (transfer none) (nullable): the element selected last
 */
BpmnElement *
editor_selection_get_primary (EditorSelection *self)
{
  if (self->elements->len == 0)
    return NULL;
  return g_ptr_array_index (self->elements, self->elements->len - 1);
}

/**
 * editor_selection_get_single:
 *
 * Returns: (transfer none) (nullable): the selected element if it is the only one
 */
BpmnElement *
editor_selection_get_single (EditorSelection *self)
{
  return self->elements->len == 1 ? g_ptr_array_index (self->elements, 0) : NULL;
}

/**
 * editor_selection_clear:
 *
 * Selects nothing.
 */
void
editor_selection_clear (EditorSelection *self)
{
  editor_selection_set (self, NULL, 0);
}

/**
 * editor_selection_select:
 * @element: (nullable): an element
 *
 * Selects @element and nothing else.
 */
void
editor_selection_select (EditorSelection *self, BpmnElement *element)
{
  editor_selection_set (self, &element, element != NULL ? 1 : 0);
}

static gboolean
is_exactly (EditorSelection *self, BpmnElement *const *elements, guint n_elements)
{
  if (self->elements->len != n_elements)
    return FALSE;
  for (guint i = 0; i < n_elements; i++)
    if (g_ptr_array_index (self->elements, i) != elements[i])
      return FALSE;
  return TRUE;
}

/**
 * editor_selection_set:
 * @elements: (array length=n_elements): what to select, the primary one last
 * @n_elements: how many
 *
 * Selects exactly these; what cannot be selected (the process, removed elements) is left out.
 */
void
editor_selection_set (EditorSelection *self, BpmnElement *const *elements, guint n_elements)
{
  if (is_exactly (self, elements, n_elements))
    return;
  g_ptr_array_set_size (self->elements, 0);
  g_hash_table_remove_all (self->set);
  for (guint i = 0; i < n_elements; i++)
    insert (self, elements[i]);
  emit_changed (self);
}

/**
 * editor_selection_add:
 * @element: an element
 *
 * Adds @element, or makes it the primary one if it is selected already.
 */
void
editor_selection_add (EditorSelection *self, BpmnElement *element)
{
  if (editor_selection_get_primary (self) == element)
    return;
  if (g_hash_table_remove (self->set, element))
    g_ptr_array_remove (self->elements, element);
  if (insert (self, element))
    emit_changed (self);
}

/**
 * editor_selection_remove:
 * @element: an element
 *
 * Takes @element out, if it is in.
 */
void
editor_selection_remove (EditorSelection *self, BpmnElement *element)
{
  if (!g_hash_table_remove (self->set, element))
    return;
  g_ptr_array_remove (self->elements, element);
  emit_changed (self);
}

/**
 * editor_selection_toggle:
 * @element: an element
 *
 * Adds or removes @element.
 */
void
editor_selection_toggle (EditorSelection *self, BpmnElement *element)
{
  if (editor_selection_contains (self, element))
    editor_selection_remove (self, element);
  else
    editor_selection_add (self, element);
}

/**
 * editor_selection_select_all:
 *
 * Selects everything that can be selected; the primary element stays, if there is one.
 */
void
editor_selection_select_all (EditorSelection *self)
{
  const GPtrArray *all = bpmn_model_get_elements (self->model);
  BpmnElement *primary = editor_selection_get_primary (self);
  g_autoptr (GPtrArray) elements = g_ptr_array_new ();

  for (guint i = 0; i < all->len; i++)
    {
      BpmnElement *element = g_ptr_array_index (all, i);

      if (element != primary && can_be_selected (element))
        g_ptr_array_add (elements, element);
    }
  if (primary != NULL)
    g_ptr_array_add (elements, primary);
  editor_selection_set (self, (BpmnElement *const *) elements->pdata, elements->len);
}

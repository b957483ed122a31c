/* bpmn-random.c: random edits of a model
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "tests/bpmn/bpmn-random.h"

#include "engine/bpmn/bpmn-edit.h"

static BpmnElement *
pick (BpmnModel *model, GRand *rand)
{
  const GPtrArray *elements = bpmn_model_get_elements (model);

  return elements->len > 0
             ? g_ptr_array_index (elements, g_rand_int_range (rand, 0, (int) elements->len))
             : NULL;
}

/* One edit of the model; it may be refused. */
void
bpmn_edit_randomly (BpmnModel *model, GRand *rand)
{
  BpmnElement *one = pick (model, rand);
  BpmnElement *other = pick (model, rand);
  BpmnType type = bpmn_element_get_type_id (one);
  g_autoptr (GPtrArray) elements = g_ptr_array_new ();
  BpmnRect bounds = { g_rand_int_range (rand, 0, 900), g_rand_int_range (rand, 0, 900), 100, 80 };
  BpmnPoint points[4];
  g_autofree char *id = NULL;

  for (guint i = 0; i < 4; i++)
    points[i] = (BpmnPoint){ g_rand_int_range (rand, 0, 99), g_rand_int_range (rand, 0, 99) };
  switch (g_rand_int_range (rand, 0, 14))
    {
    case 0:
      bpmn_edit_add_node (model, bpmn_model_get_process (model), BPMN_TYPE_TASK, NULL, "Ny", NULL,
                          NULL);
      break;
    case 1:
    case 2:
      bpmn_edit_connect (model, one, other, NULL, NULL);
      break;
    case 3:
      g_ptr_array_add (elements, one);
      if (g_rand_boolean (rand))
        g_ptr_array_add (elements, other);
      bpmn_edit_delete (model, elements, g_rand_boolean (rand), NULL, NULL);
      break;
    case 4:
      id = bpmn_model_new_id (model, type);
      bpmn_edit_set_id (model, one, id, NULL);
      break;
    case 5:
      bpmn_edit_set_name (model, one, g_rand_boolean (rand) ? "Navn <&>" : NULL, NULL);
      break;
    case 6:
      if (type == BPMN_TYPE_SEQUENCE_FLOW)
        bpmn_edit_set_condition (model, one, g_rand_boolean (rand) ? "[\"not\", true]" : NULL,
                                 NULL);
      break;
    case 7:
      if (bpmn_type_is_flow_node (type) && bpmn_element_get_outgoing (one)->len > 0)
        bpmn_edit_set_default (model, one, g_ptr_array_index (bpmn_element_get_outgoing (one), 0),
                               NULL);
      break;
    case 8:
      if (type == BPMN_TYPE_TASK)
        bpmn_edit_set_type (model, one, BPMN_TYPE_SERVICE_TASK, NULL);
      else if (type == BPMN_TYPE_SERVICE_TASK)
        bpmn_edit_set_type (model, one, BPMN_TYPE_TASK, NULL);
      break;
    case 9:
      if (bpmn_type_is_flow_node (type))
        bpmn_edit_sync_outgoing (model, one, NULL);
      break;
    case 10:
      if (!bpmn_type_is_connection (type))
        bpmn_edit_set_bounds (model, one, &bounds, NULL);
      break;
    case 11:
      bpmn_edit_set_label_bounds (model, one, g_rand_boolean (rand) ? &bounds : NULL, NULL);
      break;
    case 12:
      if (bpmn_type_is_connection (type))
        bpmn_edit_set_waypoints (model, one, points, (guint) g_rand_int_range (rand, 2, 5), NULL);
      break;
    case 13:
      if (type == BPMN_TYPE_SEQUENCE_FLOW && bpmn_element_get_source (one) != NULL)
        bpmn_edit_reconnect (model, one, bpmn_element_get_source (one), other, NULL);
      break;
    default:
      g_assert_not_reached ();
    }
}

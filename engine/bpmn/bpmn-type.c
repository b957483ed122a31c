/* bpmn-type.c: the kinds of BPMN elements
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/bpmn/bpmn-model.h"

#include <string.h>

typedef enum
{
  CLASS_NONE = 0,
  CLASS_TASK = 1 << 0,
  CLASS_ACTIVITY = 1 << 1,
  CLASS_EVENT = 1 << 2,
  CLASS_GATEWAY = 1 << 3,
  CLASS_CONNECTION = 1 << 4,
  CLASS_ALTINN = 1 << 5,
} BpmnClass;

#define TASK (CLASS_TASK | CLASS_ACTIVITY)

static const struct
{
  const char *name;
  guint class;
} types[BPMN_N_TYPES] = {
  [BPMN_TYPE_OTHER] = { "", CLASS_NONE },
  [BPMN_TYPE_DEFINITIONS] = { "definitions", CLASS_NONE },
  [BPMN_TYPE_PROCESS] = { "process", CLASS_NONE },
  [BPMN_TYPE_COLLABORATION] = { "collaboration", CLASS_NONE },
  [BPMN_TYPE_PARTICIPANT] = { "participant", CLASS_NONE },
  [BPMN_TYPE_MESSAGE_FLOW] = { "messageFlow", CLASS_CONNECTION },
  [BPMN_TYPE_MESSAGE] = { "message", CLASS_NONE },
  [BPMN_TYPE_LANE] = { "lane", CLASS_NONE },
  [BPMN_TYPE_START_EVENT] = { "startEvent", CLASS_EVENT | CLASS_ALTINN },
  [BPMN_TYPE_INTERMEDIATE_CATCH_EVENT] = { "intermediateCatchEvent", CLASS_EVENT },
  [BPMN_TYPE_INTERMEDIATE_THROW_EVENT] = { "intermediateThrowEvent", CLASS_EVENT },
  [BPMN_TYPE_BOUNDARY_EVENT] = { "boundaryEvent", CLASS_EVENT },
  [BPMN_TYPE_END_EVENT] = { "endEvent", CLASS_EVENT | CLASS_ALTINN },
  [BPMN_TYPE_TASK] = { "task", TASK | CLASS_ALTINN },
  [BPMN_TYPE_USER_TASK] = { "userTask", TASK },
  [BPMN_TYPE_MANUAL_TASK] = { "manualTask", TASK },
  [BPMN_TYPE_SERVICE_TASK] = { "serviceTask", TASK | CLASS_ALTINN },
  [BPMN_TYPE_SCRIPT_TASK] = { "scriptTask", TASK },
  [BPMN_TYPE_SEND_TASK] = { "sendTask", TASK },
  [BPMN_TYPE_RECEIVE_TASK] = { "receiveTask", TASK },
  [BPMN_TYPE_BUSINESS_RULE_TASK] = { "businessRuleTask", TASK },
  [BPMN_TYPE_CALL_ACTIVITY] = { "callActivity", CLASS_ACTIVITY },
  [BPMN_TYPE_SUB_PROCESS] = { "subProcess", CLASS_ACTIVITY },
  [BPMN_TYPE_AD_HOC_SUB_PROCESS] = { "adHocSubProcess", CLASS_ACTIVITY },
  [BPMN_TYPE_TRANSACTION] = { "transaction", CLASS_ACTIVITY },
  [BPMN_TYPE_EXCLUSIVE_GATEWAY] = { "exclusiveGateway", CLASS_GATEWAY | CLASS_ALTINN },
  [BPMN_TYPE_PARALLEL_GATEWAY] = { "parallelGateway", CLASS_GATEWAY },
  [BPMN_TYPE_INCLUSIVE_GATEWAY] = { "inclusiveGateway", CLASS_GATEWAY },
  [BPMN_TYPE_EVENT_BASED_GATEWAY] = { "eventBasedGateway", CLASS_GATEWAY },
  [BPMN_TYPE_COMPLEX_GATEWAY] = { "complexGateway", CLASS_GATEWAY },
  [BPMN_TYPE_SEQUENCE_FLOW] = { "sequenceFlow", CLASS_CONNECTION | CLASS_ALTINN },
  [BPMN_TYPE_DATA_OBJECT_REFERENCE] = { "dataObjectReference", CLASS_NONE },
  [BPMN_TYPE_DATA_STORE_REFERENCE] = { "dataStoreReference", CLASS_NONE },
  [BPMN_TYPE_DATA_INPUT] = { "dataInput", CLASS_NONE },
  [BPMN_TYPE_DATA_OUTPUT] = { "dataOutput", CLASS_NONE },
  [BPMN_TYPE_DATA_INPUT_ASSOCIATION] = { "dataInputAssociation", CLASS_CONNECTION },
  [BPMN_TYPE_DATA_OUTPUT_ASSOCIATION] = { "dataOutputAssociation", CLASS_CONNECTION },
  [BPMN_TYPE_TEXT_ANNOTATION] = { "textAnnotation", CLASS_NONE },
  [BPMN_TYPE_ASSOCIATION] = { "association", CLASS_CONNECTION },
  [BPMN_TYPE_GROUP] = { "group", CLASS_NONE },
  [BPMN_TYPE_CONVERSATION] = { "conversation", CLASS_NONE },
  [BPMN_TYPE_SUB_CONVERSATION] = { "subConversation", CLASS_NONE },
  [BPMN_TYPE_CONVERSATION_LINK] = { "conversationLink", CLASS_CONNECTION },
  [BPMN_TYPE_CHOREOGRAPHY] = { "choreography", CLASS_NONE },
  [BPMN_TYPE_CHOREOGRAPHY_TASK] = { "choreographyTask", CLASS_ACTIVITY },
  [BPMN_TYPE_SUB_CHOREOGRAPHY] = { "subChoreography", CLASS_ACTIVITY },
};

/* The types in the order of their names, for the search in bpmn_type_from_name(). */
static const guint8 by_name[] = {
  BPMN_TYPE_AD_HOC_SUB_PROCESS,
  BPMN_TYPE_ASSOCIATION,
  BPMN_TYPE_BOUNDARY_EVENT,
  BPMN_TYPE_BUSINESS_RULE_TASK,
  BPMN_TYPE_CALL_ACTIVITY,
  BPMN_TYPE_CHOREOGRAPHY,
  BPMN_TYPE_CHOREOGRAPHY_TASK,
  BPMN_TYPE_COLLABORATION,
  BPMN_TYPE_COMPLEX_GATEWAY,
  BPMN_TYPE_CONVERSATION,
  BPMN_TYPE_CONVERSATION_LINK,
  BPMN_TYPE_DATA_INPUT,
  BPMN_TYPE_DATA_INPUT_ASSOCIATION,
  BPMN_TYPE_DATA_OBJECT_REFERENCE,
  BPMN_TYPE_DATA_OUTPUT,
  BPMN_TYPE_DATA_OUTPUT_ASSOCIATION,
  BPMN_TYPE_DATA_STORE_REFERENCE,
  BPMN_TYPE_DEFINITIONS,
  BPMN_TYPE_END_EVENT,
  BPMN_TYPE_EVENT_BASED_GATEWAY,
  BPMN_TYPE_EXCLUSIVE_GATEWAY,
  BPMN_TYPE_GROUP,
  BPMN_TYPE_INCLUSIVE_GATEWAY,
  BPMN_TYPE_INTERMEDIATE_CATCH_EVENT,
  BPMN_TYPE_INTERMEDIATE_THROW_EVENT,
  BPMN_TYPE_LANE,
  BPMN_TYPE_MANUAL_TASK,
  BPMN_TYPE_MESSAGE,
  BPMN_TYPE_MESSAGE_FLOW,
  BPMN_TYPE_PARALLEL_GATEWAY,
  BPMN_TYPE_PARTICIPANT,
  BPMN_TYPE_PROCESS,
  BPMN_TYPE_RECEIVE_TASK,
  BPMN_TYPE_SCRIPT_TASK,
  BPMN_TYPE_SEND_TASK,
  BPMN_TYPE_SEQUENCE_FLOW,
  BPMN_TYPE_SERVICE_TASK,
  BPMN_TYPE_START_EVENT,
  BPMN_TYPE_SUB_CHOREOGRAPHY,
  BPMN_TYPE_SUB_CONVERSATION,
  BPMN_TYPE_SUB_PROCESS,
  BPMN_TYPE_TASK,
  BPMN_TYPE_TEXT_ANNOTATION,
  BPMN_TYPE_TRANSACTION,
  BPMN_TYPE_USER_TASK,
};
G_STATIC_ASSERT (G_N_ELEMENTS (by_name) == BPMN_N_TYPES - 1);

/**
 * bpmn_type_get_name:
 * @type: a type
 *
 * Returns: the element name as BPMN has it ("exclusiveGateway"); "" for %BPMN_TYPE_OTHER
 */
const char *
bpmn_type_get_name (BpmnType type)
{
  g_return_val_if_fail (type < BPMN_N_TYPES, "");
  return types[type].name;
}

/**
 * bpmn_type_from_name:
 * @name: the local name of an element in the BPMN model namespace
 *
 * Returns: its type, %BPMN_TYPE_OTHER if the model does not know it
 */
BpmnType
bpmn_type_from_name (const char *name)
{
  gsize low = 0, high = G_N_ELEMENTS (by_name);

  while (low < high)
    {
      gsize middle = (low + high) / 2;
      int order = strcmp (name, types[by_name[middle]].name);

      if (order == 0)
        return by_name[middle];
      if (order < 0)
        high = middle;
      else
        low = middle + 1;
    }
  return BPMN_TYPE_OTHER;
}

/**
 * bpmn_type_is_flow_node:
 * @type: a type
 *
 * Returns: whether sequence flows may connect it: activities, events and gateways
 */
gboolean
bpmn_type_is_flow_node (BpmnType type)
{
  return (types[type].class & (CLASS_ACTIVITY | CLASS_EVENT | CLASS_GATEWAY)) != 0;
}

/**
 * bpmn_type_is_activity:
 * @type: a type
 *
 * Returns: whether it is a task, a sub-process or a call activity
 */
gboolean
bpmn_type_is_activity (BpmnType type)
{
  return (types[type].class & CLASS_ACTIVITY) != 0;
}

/**
 * bpmn_type_is_task:
 * @type: a type
 *
 * Returns: whether it is a task of any kind
 */
gboolean
bpmn_type_is_task (BpmnType type)
{
  return (types[type].class & CLASS_TASK) != 0;
}

/**
 * bpmn_type_is_event:
 * @type: a type
 *
 * Returns: whether it is an event
 */
gboolean
bpmn_type_is_event (BpmnType type)
{
  return (types[type].class & CLASS_EVENT) != 0;
}

/**
 * bpmn_type_is_gateway:
 * @type: a type
 *
 * Returns: whether it is a gateway
 */
gboolean
bpmn_type_is_gateway (BpmnType type)
{
  return (types[type].class & CLASS_GATEWAY) != 0;
}

/**
 * bpmn_type_is_connection:
 * @type: a type
 *
 * Returns: whether it has a source and a target and is drawn as an edge
 */
gboolean
bpmn_type_is_connection (BpmnType type)
{
  return (types[type].class & CLASS_CONNECTION) != 0;
}

/**
 * bpmn_type_runs_in_altinn:
 * @type: a type
 *
 * Returns: whether the app runtime reads it: start and end event, task, service task, exclusive
 *   gateway and sequence flow (facts: runtime 1.2)
 */
gboolean
bpmn_type_runs_in_altinn (BpmnType type)
{
  return (types[type].class & CLASS_ALTINN) != 0;
}

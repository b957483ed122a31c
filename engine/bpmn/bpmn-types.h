/* bpmn-types.h: the types of the bpmn room
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "engine/source/source-document.h"

G_BEGIN_DECLS

#define BPMN_NS_MODEL "http://www.omg.org/spec/BPMN/20100524/MODEL"
#define BPMN_NS_DI "http://www.omg.org/spec/BPMN/20100524/DI"
#define BPMN_NS_DC "http://www.omg.org/spec/DD/20100524/DC"
#define BPMN_NS_DD_DI "http://www.omg.org/spec/DD/20100524/DI"
#define BPMN_NS_XSI "http://www.w3.org/2001/XMLSchema-instance"
#define BPMN_NS_BIOC "http://bpmn.io/schema/bpmn/biocolor/1.0"
#define BPMN_NS_COLOR "http://www.omg.org/spec/BPMN/non-normative/color/1.0"

/**
 * BpmnType:
 *
 * What an element is, by its element name in BPMN 2.0 (chapters 7–13). @BPMN_TYPE_OTHER is any
 * element that is drawn nowhere and that the model does not know.
 */
typedef enum
{
  BPMN_TYPE_OTHER,
  BPMN_TYPE_DEFINITIONS,
  BPMN_TYPE_PROCESS,
  BPMN_TYPE_COLLABORATION,
  BPMN_TYPE_PARTICIPANT,
  BPMN_TYPE_MESSAGE_FLOW,
  BPMN_TYPE_MESSAGE,
  BPMN_TYPE_LANE,
  BPMN_TYPE_START_EVENT,
  BPMN_TYPE_INTERMEDIATE_CATCH_EVENT,
  BPMN_TYPE_INTERMEDIATE_THROW_EVENT,
  BPMN_TYPE_BOUNDARY_EVENT,
  BPMN_TYPE_END_EVENT,
  BPMN_TYPE_TASK,
  BPMN_TYPE_USER_TASK,
  BPMN_TYPE_MANUAL_TASK,
  BPMN_TYPE_SERVICE_TASK,
  BPMN_TYPE_SCRIPT_TASK,
  BPMN_TYPE_SEND_TASK,
  BPMN_TYPE_RECEIVE_TASK,
  BPMN_TYPE_BUSINESS_RULE_TASK,
  BPMN_TYPE_CALL_ACTIVITY,
  BPMN_TYPE_SUB_PROCESS,
  BPMN_TYPE_AD_HOC_SUB_PROCESS,
  BPMN_TYPE_TRANSACTION,
  BPMN_TYPE_EXCLUSIVE_GATEWAY,
  BPMN_TYPE_PARALLEL_GATEWAY,
  BPMN_TYPE_INCLUSIVE_GATEWAY,
  BPMN_TYPE_EVENT_BASED_GATEWAY,
  BPMN_TYPE_COMPLEX_GATEWAY,
  BPMN_TYPE_SEQUENCE_FLOW,
  BPMN_TYPE_DATA_OBJECT_REFERENCE,
  BPMN_TYPE_DATA_STORE_REFERENCE,
  BPMN_TYPE_DATA_INPUT,
  BPMN_TYPE_DATA_OUTPUT,
  BPMN_TYPE_DATA_INPUT_ASSOCIATION,
  BPMN_TYPE_DATA_OUTPUT_ASSOCIATION,
  BPMN_TYPE_TEXT_ANNOTATION,
  BPMN_TYPE_ASSOCIATION,
  BPMN_TYPE_GROUP,
  BPMN_TYPE_CONVERSATION,
  BPMN_TYPE_SUB_CONVERSATION,
  BPMN_TYPE_CONVERSATION_LINK,
  BPMN_TYPE_CHOREOGRAPHY,
  BPMN_TYPE_CHOREOGRAPHY_TASK,
  BPMN_TYPE_SUB_CHOREOGRAPHY,
  BPMN_N_TYPES,
} BpmnType;

/* Canvas geometry, in BPMN DI units (one is a pixel at 100 %). */
typedef struct
{
  double x, y;
} BpmnPoint;

typedef struct
{
  double x, y, width, height;
} BpmnRect;

typedef struct _BpmnElement BpmnElement;
typedef struct _BpmnShape BpmnShape;
typedef struct _BpmnEdge BpmnEdge;
typedef struct _BpmnDiagram BpmnDiagram;

G_END_DECLS

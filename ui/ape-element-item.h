/* ape-element-item.h: an element of the process as a row of a list
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <gtk/gtk.h>

#include "engine/bpmn/bpmn-model.h"

G_BEGIN_DECLS

#define APE_TYPE_ELEMENT_ITEM (ape_element_item_get_type ())
G_DECLARE_FINAL_TYPE (ApeElementItem, ape_element_item, APE, ELEMENT_ITEM, GObject)

ApeElementItem *ape_element_item_new (BpmnElement *element, const char *title,
                                      const char *subtitle,
                                      const char *description) G_GNUC_WARN_UNUSED_RESULT;
BpmnElement *ape_element_item_get_element (ApeElementItem *self);
const char *ape_element_item_get_title (ApeElementItem *self);
const char *ape_element_item_get_subtitle (ApeElementItem *self);

/* Two-line rows: title above subtitle. */
GtkListItemFactory *ape_element_item_create_factory (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

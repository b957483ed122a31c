/* ape-context-pad.c: the buttons beside a selected element
 *
 * A box of buttons; each is bound to an action of the canvas it stands on.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include <glib/gi18n.h>

#include "ui/ape-context-pad.h"

static const struct
{
  const char *action;
  const char *icon;
  const char *tooltip;
  const char *label;
} buttons[] = {
  { "canvas.append", "list-add-symbolic", N_ ("Append the next element (A)"),
    N_ ("Append the next element") },
  { "canvas.connect", "ape-tool-connect-symbolic", N_ ("Connect to another element (C)"),
    N_ ("Connect to another element") },
  { "canvas.replace", "ape-replace-symbolic", N_ ("Change the type (R)"), N_ ("Change the type") },
  { "canvas.delete", "user-trash-symbolic", N_ ("Delete (Del)"), N_ ("Delete") },
};

/**
 * ape_context_pad_new:
 *
 * Returns: (transfer floating): the pad; put it on an ApeCanvas
 */
GtkWidget *
ape_context_pad_new (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_add_css_class (box, "context-pad");
  for (guint i = 0; i < G_N_ELEMENTS (buttons); i++)
    {
      GtkWidget *button = gtk_button_new_from_icon_name (buttons[i].icon);

      gtk_widget_add_css_class (button, "flat");
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), buttons[i].action);
      gtk_widget_set_tooltip_text (button, _ (buttons[i].tooltip));
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      _ (buttons[i].label), -1);
      gtk_box_append (GTK_BOX (box), button);
    }
  return box;
}

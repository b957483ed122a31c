/* ape-finding-row.c: one finding in words, with what can be done about it
 *
 * Lists make hundreds of these that nobody scrolls to. So a row has widgets for what it shows only,
 * and lays its texts out itself, once per width: a wrapping label is asked for its height with a
 * width and its width with a height so often that a long list takes most of a second.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include <glib/gi18n.h>

#include "ui/ape-finding-row.h"

#define SPACING 10
#define LINE_SPACING 2
#define MIN_TEXT_WIDTH 120
#define TEXT_WIDTH 320

/* What a row is made of, in its order. */
enum
{
  ICON,
  MESSAGE,
  WHY,
  PLACE,
  SHOW_BUTTON,
  FIX_BUTTON,
  SILENCE_BUTTON,
  N_CHILDREN
};

struct _ApeFindingRow
{
  GtkWidget parent_instance;

  GtkWidget *children[N_CHILDREN]; /* NULL until there is something to say or do */
  RulesFinding *finding;
  gboolean detailed;
};

G_DEFINE_FINAL_TYPE (ApeFindingRow, ape_finding_row, GTK_TYPE_WIDGET)

enum
{
  FIX,
  SHOW_ME,
  SILENCE,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

const char *
ape_severity_get_icon (RulesSeverity severity)
{
  switch (severity)
    {
    case RULES_SEVERITY_ERROR:
      return "ape-error-symbolic";
    case RULES_SEVERITY_WARNING:
      return "ape-warning-symbolic";
    case RULES_SEVERITY_INFO:
    default:
      return "ape-info-symbolic";
    }
}

const char *
ape_severity_get_style (RulesSeverity severity)
{
  switch (severity)
    {
    case RULES_SEVERITY_ERROR:
      return "error";
    case RULES_SEVERITY_WARNING:
      return "warning";
    case RULES_SEVERITY_INFO:
    default:
      return "accent";
    }
}

static void
fix_cb (ApeFindingRow *self)
{
  g_autoptr (RulesFinding) finding = rules_finding_ref (self->finding);

  g_signal_emit (self, signals[FIX], 0, finding);
}

static void
show_cb (ApeFindingRow *self)
{
  g_autoptr (RulesFinding) finding = rules_finding_ref (self->finding);

  g_signal_emit (self, signals[SHOW_ME], 0, finding);
}

static void
silence_cb (ApeFindingRow *self)
{
  g_autoptr (RulesFinding) finding = rules_finding_ref (self->finding);

  g_signal_emit (self, signals[SILENCE], 0, finding);
}

static void
ape_finding_row_dispose (GObject *object)
{
  ApeFindingRow *self = APE_FINDING_ROW (object);

  g_clear_pointer (&self->finding, rules_finding_unref);
  for (guint i = 0; i < N_CHILDREN; i++)
    g_clear_pointer (&self->children[i], gtk_widget_unparent);
  G_OBJECT_CLASS (ape_finding_row_parent_class)->dispose (object);
}

/* Layout: the icon, the texts one below the other, the buttons */

static gboolean
is_laid_out (GtkWidget *child)
{
  return child != NULL && gtk_widget_should_layout (child);
}

static int
get_natural (GtkWidget *child, GtkOrientation orientation)
{
  int natural;

  gtk_widget_measure (child, orientation, -1, NULL, &natural, NULL, NULL);
  return natural;
}

/* What the texts leave to others. */
static int
get_other_width (ApeFindingRow *self)
{
  int width = get_natural (self->children[ICON], GTK_ORIENTATION_HORIZONTAL) + SPACING;

  for (guint i = SHOW_BUTTON; i <= SILENCE_BUTTON; i++)
    if (is_laid_out (self->children[i]))
      width += SPACING + get_natural (self->children[i], GTK_ORIENTATION_HORIZONTAL);
  return width;
}

static int
get_text_height (GtkWidget *text, int width)
{
  g_autoptr (PangoLayout) layout =
      gtk_widget_create_pango_layout (text, gtk_inscription_get_text (GTK_INSCRIPTION (text)));
  int height;

  pango_layout_set_width (layout, width * PANGO_SCALE);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_get_pixel_size (layout, NULL, &height);
  return height;
}

static int
get_texts_height (ApeFindingRow *self, int width)
{
  int height = -LINE_SPACING;

  for (guint i = MESSAGE; i <= PLACE; i++)
    if (is_laid_out (self->children[i]))
      height += LINE_SPACING + get_text_height (self->children[i], width);
  return MAX (height, 0);
}

static GtkSizeRequestMode
ape_finding_row_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
ape_finding_row_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                         int *natural, int *minimum_baseline, int *natural_baseline)
{
  ApeFindingRow *self = APE_FINDING_ROW (widget);
  int other = get_other_width (self), width;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = other + MIN_TEXT_WIDTH;
      *natural = other + TEXT_WIDTH;
      return;
    }
  width = for_size < 0 ? TEXT_WIDTH : MAX (for_size - other, MIN_TEXT_WIDTH);
  *minimum = MAX (get_natural (self->children[ICON], orientation), get_texts_height (self, width));
  for (guint i = SHOW_BUTTON; i <= SILENCE_BUTTON; i++)
    if (is_laid_out (self->children[i]))
      *minimum = MAX (*minimum, get_natural (self->children[i], orientation));
  *natural = *minimum;
}

/* Places a child; where one reads from the right, mirrored. */
static void
allocate (ApeFindingRow *self, GtkWidget *child, int x, int y, int width, int height)
{
  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    x = gtk_widget_get_width (GTK_WIDGET (self)) - x - width;
  gtk_widget_size_allocate (child, &(GtkAllocation){ x, y, width, height }, -1);
}

static void
ape_finding_row_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  ApeFindingRow *self = APE_FINDING_ROW (widget);
  int text_width = MAX (width - get_other_width (self), MIN_TEXT_WIDTH);
  int x = get_natural (self->children[ICON], GTK_ORIENTATION_HORIZONTAL), y = 0;

  allocate (self, self->children[ICON], 0, 0, x,
            get_natural (self->children[ICON], GTK_ORIENTATION_VERTICAL));
  x += SPACING;
  for (guint i = MESSAGE; i <= PLACE; i++)
    if (is_laid_out (self->children[i]))
      {
        int own = get_text_height (self->children[i], text_width);

        allocate (self, self->children[i], x, y, text_width, own);
        y += own + LINE_SPACING;
      }
  x += text_width;
  for (guint i = SHOW_BUTTON; i <= SILENCE_BUTTON; i++)
    if (is_laid_out (self->children[i]))
      {
        int own_width = get_natural (self->children[i], GTK_ORIENTATION_HORIZONTAL);
        int own_height = get_natural (self->children[i], GTK_ORIENTATION_VERTICAL);

        allocate (self, self->children[i], x + SPACING, (height - own_height) / 2, own_width,
                  own_height);
        x += SPACING + own_width;
      }
}

static void
ape_finding_row_class_init (ApeFindingRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ape_finding_row_dispose;
  signals[FIX] = g_signal_new ("fix", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                               NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[SHOW_ME] = g_signal_new ("show-me", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[SILENCE] = g_signal_new ("silence", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  widget_class->get_request_mode = ape_finding_row_get_request_mode;
  widget_class->measure = ape_finding_row_measure;
  widget_class->size_allocate = ape_finding_row_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "findingrow");
}

static void
ape_finding_row_init (ApeFindingRow *self)
{
  self->children[ICON] = gtk_image_new ();
  gtk_widget_set_parent (self->children[ICON], GTK_WIDGET (self));
}

GtkWidget *
ape_finding_row_new (void)
{
  return g_object_new (APE_TYPE_FINDING_ROW, NULL);
}

/* The order of the children is that of the focus. */
static void
take_child (ApeFindingRow *self, guint i, GtkWidget *child)
{
  guint before = i - 1;

  while (self->children[before] == NULL)
    before--;
  self->children[i] = child;
  gtk_widget_insert_after (child, GTK_WIDGET (self), self->children[before]);
}

static void
show_text (ApeFindingRow *self, guint i, const char *string)
{
  if (self->children[i] == NULL && string != NULL)
    {
      GtkWidget *text = gtk_inscription_new (NULL);

      gtk_inscription_set_xalign (GTK_INSCRIPTION (text), 0);
      gtk_inscription_set_yalign (GTK_INSCRIPTION (text), 0);
      gtk_inscription_set_wrap_mode (GTK_INSCRIPTION (text), PANGO_WRAP_WORD_CHAR);
      if (i != MESSAGE)
        {
          gtk_widget_add_css_class (text, "dim-label");
          gtk_widget_add_css_class (text, "caption");
        }
      take_child (self, i, text);
    }
  if (self->children[i] == NULL)
    return;
  gtk_widget_set_visible (self->children[i], string != NULL);
  if (g_strcmp0 (string, gtk_inscription_get_text (GTK_INSCRIPTION (self->children[i]))) == 0)
    return;
  gtk_inscription_set_text (GTK_INSCRIPTION (self->children[i]), string);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static GtkWidget *
create_button (ApeFindingRow *self, guint i)
{
  GtkWidget *button;

  switch (i)
    {
    case SHOW_BUTTON:
      button = gtk_button_new_with_mnemonic (_ ("_Show Me"));
      gtk_widget_set_tooltip_text (button, _ ("Play a run that shows it"));
      g_signal_connect_swapped (button, "clicked", G_CALLBACK (show_cb), self);
      return button;
    case FIX_BUTTON:
      button = gtk_button_new_with_mnemonic (_ ("_Fix"));
      g_signal_connect_swapped (button, "clicked", G_CALLBACK (fix_cb), self);
      return button;
    case SILENCE_BUTTON:
    default:
      button = gtk_button_new_from_icon_name ("notifications-disabled-symbolic");
      gtk_widget_set_tooltip_text (button, _ ("Silence…"));
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      _ ("Silence…"), -1);
      gtk_widget_add_css_class (button, "flat");
      g_signal_connect_swapped (button, "clicked", G_CALLBACK (silence_cb), self);
      return button;
    }
}

static void
show_button (ApeFindingRow *self, guint i, gboolean shown)
{
  if (self->children[i] == NULL && shown)
    take_child (self, i, create_button (self, i));
  if (self->children[i] != NULL)
    gtk_widget_set_visible (self->children[i], shown);
}

static void
show_place (ApeFindingRow *self)
{
  const RulesFinding *finding = self->finding;
  g_autofree char *place = NULL;

  if (finding->silenced != NULL)
    /* Translators: name of a rule, why a person silenced it */
    place = g_strdup_printf (_ ("%s · silenced: %s"), finding->rule->id, finding->silenced);
  else if (finding->document != NULL && finding->line > 0)
    {
      g_autofree char *name
          = g_path_get_basename (source_document_get_name (finding->document));

      /* Translators: name of a file, line, name of a rule */
      place = g_strdup_printf (_ ("%s, line %u · %s"), name, finding->line, finding->rule->id);
    }
  else
    place = g_strdup (finding->rule->id);
  show_text (self, PLACE, place);
}

/* What is asked for seldom is told and offered where the finding is read. */
static void
show_details (ApeFindingRow *self)
{
  gboolean shown = self->detailed && self->finding != NULL;

  show_text (self, WHY, shown ? _ (self->finding->rule->why) : NULL);
  show_button (self, SILENCE_BUTTON, shown && self->finding->silenced == NULL);
}

/**
 * ape_finding_row_set_finding:
 * @finding: what to show
 */
void
ape_finding_row_set_finding (ApeFindingRow *self, RulesFinding *finding)
{
  g_return_if_fail (APE_IS_FINDING_ROW (self));
  g_return_if_fail (finding != NULL);

  rules_finding_ref (finding);
  g_clear_pointer (&self->finding, rules_finding_unref);
  self->finding = finding;
  gtk_image_set_from_icon_name (GTK_IMAGE (self->children[ICON]),
                                ape_severity_get_icon (finding->severity));
  for (guint i = RULES_SEVERITY_INFO; i <= RULES_SEVERITY_ERROR; i++)
    gtk_widget_remove_css_class (self->children[ICON], ape_severity_get_style (i));
  gtk_widget_add_css_class (self->children[ICON], ape_severity_get_style (finding->severity));
  show_text (self, MESSAGE, finding->message);
  show_place (self);
  show_button (self, SHOW_BUTTON, finding->witness != NULL);
  show_button (self, FIX_BUTTON, finding->fix_title != NULL && finding->silenced == NULL);
  show_details (self);
  if (self->children[FIX_BUTTON] != NULL)
    gtk_widget_set_tooltip_text (self->children[FIX_BUTTON], finding->fix_title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  finding->message, -1);
}

RulesFinding *
ape_finding_row_get_finding (ApeFindingRow *self)
{
  g_return_val_if_fail (APE_IS_FINDING_ROW (self), NULL);

  return self->finding;
}

void
ape_finding_row_set_detailed (ApeFindingRow *self, gboolean detailed)
{
  g_return_if_fail (APE_IS_FINDING_ROW (self));

  self->detailed = detailed;
  show_details (self);
}

/**
 * ape_finding_row_get_silence_button:
 *
 * Returns: (transfer none) (nullable): it; %NULL as long as it was never offered
 */
GtkWidget *
ape_finding_row_get_silence_button (ApeFindingRow *self)
{
  g_return_val_if_fail (APE_IS_FINDING_ROW (self), NULL);

  return self->children[SILENCE_BUTTON];
}

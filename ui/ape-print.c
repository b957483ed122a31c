/* ape-print.c: the diagram on paper
 *
 * One page, as large as it fits; upright or across, whichever shows it larger.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "ui/ape-print.h"

#define MAX_SCALE 1.0 /* canvas units are drawn as points at most: a task is then 35 mm wide */

static void
draw_page_cb (GtkPrintOperation *operation, GtkPrintContext *context, int page, EditorScene *scene)
{
  cairo_t *cr = gtk_print_context_get_cairo_context (context);
  double width = gtk_print_context_get_width (context);
  double height = gtk_print_context_get_height (context);
  double point = gtk_print_context_get_dpi_x (context) / 72;
  BpmnRect extents = editor_scene_get_extents (scene);
  double scale;

  if (extents.width <= 0 || extents.height <= 0)
    return;
  scale = MIN (MAX_SCALE * point, MIN (width / extents.width, height / extents.height));
  cairo_save (cr);
  cairo_translate (cr, (width - extents.width * scale) / 2, (height - extents.height * scale) / 2);
  cairo_scale (cr, scale, scale);
  cairo_translate (cr, -extents.x, -extents.y);
  /* The scale of the screen leaves details out where they are small; paper shows them all. */
  editor_scene_draw_region (scene, cr, &extents, 1, editor_theme_get_print ());
  cairo_restore (cr);
}

/**
 * ape_print_new:
 * @scene: what to print
 * @title: the name of the job
 *
 * Returns: (transfer full): to be run
 */
GtkPrintOperation *
ape_print_new (EditorScene *scene, const char *title)
{
  GtkPrintOperation *operation = gtk_print_operation_new ();
  g_autoptr (GtkPageSetup) setup = gtk_page_setup_new ();
  BpmnRect extents = editor_scene_get_extents (scene);

  gtk_page_setup_set_orientation (setup, extents.width > extents.height
                                             ? GTK_PAGE_ORIENTATION_LANDSCAPE
                                             : GTK_PAGE_ORIENTATION_PORTRAIT);
  gtk_print_operation_set_default_page_setup (operation, setup);
  gtk_print_operation_set_n_pages (operation, 1);
  gtk_print_operation_set_job_name (operation, title);
  gtk_print_operation_set_embed_page_setup (operation, TRUE);
  g_signal_connect_data (operation, "draw-page", G_CALLBACK (draw_page_cb), g_object_ref (scene),
                         (GClosureNotify) (void (*) (void)) g_object_unref, 0);
  return operation;
}

/* test-generated.c: after random edits model, scene and findings are as of a text just opened
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "editor/editor-scene.h"
#include "engine/altinn/altinn-app.h"
#include "engine/bpmn/bpmn-edit.h"
#include "engine/rules/rules.h"
#include "tests/bpmn/bpmn-dump.h"
#include "tests/bpmn/bpmn-random.h"
#include "tests/source/generated.h"
#include "tests/test-support.h"

#include <string.h>

/* What a window has on a document */
typedef struct
{
  AltinnApp *app;
  EditorScene *scene;
} Opened;

/* The scene as text */

static const char *
shown (const char *text)
{
  return text != NULL ? text : "-";
}

static void
dump_rect (GString *text, const char *label, const BpmnRect *rect)
{
  g_string_append_printf (text, " %s=%g,%g,%g,%g", label, rect->x, rect->y, rect->width,
                          rect->height);
}

/* What depends on laid out texts: its cost is a hundredfold of all the rest. */
static void
dump_texts (GString *text, EditorScene *scene, EditorItem *item)
{
  BpmnRect rect = editor_item_get_extents (item);

  dump_rect (text, "extents", &rect);
  if (editor_item_get_label_bounds (scene, item, &rect))
    dump_rect (text, "label", &rect);
  g_string_append_printf (text, " cut=%s", shown (editor_item_get_cut_text (scene, item)));
}

static void
dump_item (GString *text, SourceDocument *document, EditorItem *item)
{
  const EditorFigure *figure = editor_item_get_figure (item);
  BpmnElement *element = editor_item_get_element (item);
  BpmnRect rect = editor_item_get_bounds (item);
  EditorDock dock = editor_item_get_dock (item);
  guint n_points;
  const BpmnPoint *points = editor_item_get_waypoints (item, &n_points);

  g_string_append_printf (text, "%u %s@%zu type=%d", editor_item_get_order (item),
                          shown (bpmn_element_get_id (element)),
                          source_node_get_offset (document, bpmn_element_get_node (element)),
                          editor_item_get_type_id (item));
  g_string_append_printf (text, " in-file=%d look=%d trigger=%d flags=%x emphasis=%d",
                          editor_item_is_in_file (item), figure->look, figure->trigger,
                          figure->flags, figure->emphasis);
  g_string_append_printf (text, " name=%s subtitle=%s fill=%s stroke=%s",
                          shown (figure->name), shown (figure->subtitle), shown (figure->fill),
                          shown (figure->stroke));
  dump_rect (text, "bounds", &rect);
  if (!editor_item_is_connection (item))
    dump_rect (text, "dock", &dock.bounds);
  for (guint i = 0; i < n_points; i++)
    g_string_append_printf (text, " %g,%g", points[i].x, points[i].y);
}

/* Extents are estimated until texts were laid out. */
static void
lay_out_texts (EditorScene *scene)
{
  const GPtrArray *items = editor_scene_get_items (scene);
  BpmnRect rect;

  for (guint i = 0; i < items->len; i++)
    {
      editor_item_get_cut_text (scene, items->pdata[i]);
      editor_item_get_label_bounds (scene, items->pdata[i], &rect);
    }
}

static char *
dump_scene (Opened *self, gboolean with_texts)
{
  GString *text = g_string_new (NULL);
  SourceDocument *document = altinn_app_get_document (self->app);
  const GPtrArray *items = editor_scene_get_items (self->scene);

  if (with_texts)
    lay_out_texts (self->scene);

  g_string_append_printf (text, "diagram %u of %u, origin %d, altinn %d",
                          editor_scene_get_diagram (self->scene),
                          editor_scene_get_n_diagrams (self->scene),
                          editor_scene_get_origin (self->scene),
                          editor_scene_is_altinn (self->scene));
  g_string_append_c (text, '\n');
  for (guint i = 0; i < items->len; i++)
    {
      dump_item (text, document, items->pdata[i]);
      if (with_texts)
        dump_texts (text, self->scene, items->pdata[i]);
      g_string_append_c (text, '\n');
    }
  return g_string_free (text, FALSE);
}

/* The findings as text */

static void
dump_finding (GString *text, AltinnApp *app, const RulesFinding *finding)
{
  g_string_append_printf (text, "%s %d %s %s @%zu %u:%u node@%zd", finding->rule->id,
                          finding->severity, finding->message, shown (finding->element),
                          finding->offset, finding->line, finding->column,
                          finding->node != NULL && finding->document != NULL
                              ? (gssize) source_node_get_offset (finding->document, finding->node)
                              : -1);
  g_string_append_printf (text, " own=%d witness=%s fix=%s safe=%d",
                          finding->document == altinn_app_get_document (app),
                          shown (finding->witness), shown (finding->fix_title), finding->fix_safe);
  if (finding->claim != NULL)
    g_string_append_printf (text, " claim=%s,%s,%s", finding->claim->status,
                            shown (finding->claim->at), shown (finding->claim->error));
  g_string_append_c (text, '\n');
}

static char *
dump_findings (Opened *self)
{
  GString *text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (RulesReport) report = rules_check (self->app, NULL, &error);
  const GPtrArray *findings;

  g_assert_no_error (error);
  findings = rules_report_get_findings (report);
  for (guint i = 0; i < findings->len; i++)
    dump_finding (text, self->app, findings->pdata[i]);
  return g_string_free (text, FALSE);
}

/* Following */

/* Returns: (nullable): NULL for a text that is no process */
static gpointer
follower_open (SourceDocument *document)
{
  AltinnApp *app = altinn_app_new_for_document (document, NULL);
  Opened *self;

  if (app == NULL)
    return NULL;
  self = g_new0 (Opened, 1);
  self->app = app;
  self->scene = editor_scene_new (altinn_app_get_model (self->app), self->app);
  return self;
}

static void
follower_close (gpointer follower)
{
  Opened *self = follower;

  if (self == NULL)
    return;
  g_object_unref (self->scene);
  g_object_unref (self->app);
  g_free (self);
}

/* The first line that is in one text and not in the other */
static char *
compare_texts (const char *what, char *ours, char *theirs)
{
  g_autofree char *one = ours;
  g_autofree char *other = theirs;
  g_autofree char *diff = NULL;

  if (strcmp (one, other) == 0)
    return NULL;
  diff = test_unified_diff (other, one);
  return g_strdup_printf ("the %s is not that of the text just opened:\n%s", what, diff);
}

static char *
follower_compare (gpointer follower, SourceDocument *document)
{
  Opened *self = follower;
  Opened *fresh = follower_open (document);
  gboolean with_texts = source_document_get_text_length (document) % 32 == 0;
  char *problem;

  if (self == NULL || fresh == NULL)
    {
      follower_close (fresh);
      return NULL;
    }
  problem = compare_texts ("model", bpmn_dump (altinn_app_get_model (self->app)),
                           bpmn_dump (altinn_app_get_model (fresh->app)));
  if (problem == NULL)
    problem = compare_texts ("scene", dump_scene (self, with_texts), dump_scene (fresh, with_texts));
  if (problem == NULL)
    problem = compare_texts ("check", dump_findings (self), dump_findings (fresh));
  follower_close (fresh);
  return problem;
}

/* Giving an element another id changes the lines that name it; the other edits of the model change
 * many places at once and are judged by what follows only. */
static gboolean
follower_edit (gpointer follower, const Edit *edit, Forecast *forecast)
{
  Opened *self = follower;
  BpmnModel *model = self != NULL ? altinn_app_get_model (self->app) : NULL;
  const GPtrArray *elements = model != NULL ? bpmn_model_get_elements (model) : NULL;
  g_autoptr (GRand) random = g_rand_new_with_seed (edit->a);
  BpmnElement *element;
  const char *old_id;
  g_autofree char *id = NULL;

  if (model == NULL || elements->len == 0 || bpmn_model_get_process (model) == NULL)
    return FALSE;
  if (edit->c % 3 > 0)
    {
      bpmn_edit_randomly (model, random);
      return TRUE;
    }
  element = elements->pdata[edit->b % elements->len];
  old_id = bpmn_element_get_id (element);
  if (old_id == NULL || *old_id == '\0' || strpbrk (old_id, "<>&'\" \t\r\n") != NULL ||
      bpmn_model_lookup (model, old_id) != element)
    return FALSE;
  id = g_strdup_printf ("Renamed_%u", edit->a % 1000);
  forecast_id (forecast, source_document_get_root (forecast->document), old_id);
  return bpmn_edit_set_id (model, element, id, NULL);
}

static void
test_generated (void)
{
  const Follower opened = { follower_open, follower_close, follower_edit, follower_compare };
  g_autoptr (GPtrArray) texts = generated_texts (14000, TRUE);

  generated_run (texts, &opened, 10000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/generated/edits-are-followed", test_generated);
  return g_test_run ();
}

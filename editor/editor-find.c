/* editor-find.c: finds elements by anything their file says about them
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "editor/editor-find.h"

#include <string.h>

#include "editor/editor-outline.h"
#include "engine/source/source-node.h"

void
editor_find_hit_free (EditorFindHit *hit)
{
  g_free (hit->text);
  g_free (hit);
}

static char *
fold (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *normal = g_utf8_normalize (valid, -1, G_NORMALIZE_ALL_COMPOSE);

  return g_utf8_casefold (normal, -1);
}

static gboolean
matches (const char *text, char **words)
{
  g_autofree char *folded = NULL;

  if (text == NULL || *text == '\0')
    return FALSE;
  folded = fold (text);
  for (gsize i = 0; words[i] != NULL; i++)
    if (strstr (folded, words[i]) == NULL)
      return FALSE;
  return TRUE;
}

static char *
to_line (const char *text)
{
  g_auto (GStrv) parts = g_strsplit_set (text, " \t\r\n", -1);
  GString *line = g_string_new (NULL);

  for (gsize i = 0; parts[i] != NULL; i++)
    {
      if (*parts[i] == '\0')
        continue;
      if (line->len > 0)
        g_string_append_c (line, ' ');
      g_string_append (line, parts[i]);
    }
  return g_string_free (line, FALSE);
}

typedef struct
{
  char **words;
  char *found;
} SettingSearch;

static gboolean
search_attribute (const char *namespace_uri,
                  const char *prefix,
                  const char *name,
                  const char *value,
                  gpointer user_data)
{
  SettingSearch *search = user_data;
  g_autofree char *whole = g_strdup_printf ("%s = %s", name, value);

  if (!matches (whole, search->words))
    return TRUE;
  search->found = g_steal_pointer (&whole);
  return FALSE;
}

/* "taskType: signing": one setting with what it is called. */
static void
search_leaf (SettingSearch *search, const SourceNode *node)
{
  g_autofree char *text = source_node_dup_text (node);
  g_autofree char *line = to_line (text != NULL ? text : "");
  g_autofree char *whole = g_strdup_printf ("%s: %s", source_node_get_name (node), line);

  if (matches (whole, search->words))
    search->found = g_steal_pointer (&whole);
}

static void
search_settings (SettingSearch *search, const SourceNode *node)
{
  gboolean is_leaf = TRUE;

  for (SourceNode *child = source_node_get_first_child (node);
       child != NULL && search->found == NULL; child = source_node_get_next (child))
    {
      if (source_node_get_kind (child) != SOURCE_NODE_ELEMENT)
        continue;
      is_leaf = FALSE;
      search_settings (search, child);
    }
  if (search->found == NULL)
    source_node_foreach_attribute (node, search_attribute, search);
  if (search->found == NULL && is_leaf)
    search_leaf (search, node);
}

/* extensionElements and documentation; flow nodes inside of a sub-process are found on their own.
 */
static char *
find_setting (BpmnElement *element, char **words)
{
  const SourceNode *node = bpmn_element_get_node (element);
  SettingSearch search = { .words = words };

  for (SourceNode *child = source_node_get_first_child (node);
       child != NULL && search.found == NULL; child = source_node_get_next (child))
    if (source_node_is (child, BPMN_NS_MODEL, "extensionElements") ||
        source_node_is (child, BPMN_NS_MODEL, "documentation"))
      search_settings (&search, child);
  return search.found;
}

static EditorFindHit *
new_hit (BpmnElement *element, EditorFindField field, char *text)
{
  EditorFindHit *hit = g_new (EditorFindHit, 1);

  hit->element = element;
  hit->field = field;
  hit->text = text;
  return hit;
}

static EditorFindHit *
search_element (EditorSession *session, BpmnElement *element, char **words)
{
  g_autofree char *role = editor_outline_role (session, element);
  char *setting;

  if (matches (bpmn_element_get_name (element), words))
    return new_hit (element, EDITOR_FIND_NAME, to_line (bpmn_element_get_name (element)));
  if (matches (bpmn_element_get_id (element), words))
    return new_hit (element, EDITOR_FIND_ID, g_strdup (bpmn_element_get_id (element)));
  if (matches (role, words) ||
      matches (bpmn_type_get_name (bpmn_element_get_type_id (element)), words))
    return new_hit (element, EDITOR_FIND_TYPE, g_steal_pointer (&role));
  if (matches (bpmn_element_get_condition (element), words))
    return new_hit (element, EDITOR_FIND_CONDITION, to_line (bpmn_element_get_condition (element)));
  setting = find_setting (element, words);
  return setting != NULL ? new_hit (element, EDITOR_FIND_SETTING, setting) : NULL;
}

static int
compare_hits (gconstpointer a, gconstpointer b)
{
  const EditorFindHit *one = *(const EditorFindHit *const *) a;
  const EditorFindHit *other = *(const EditorFindHit *const *) b;

  return (int) one->field - (int) other->field;
}

static gboolean
can_be_found (const BpmnElement *element)
{
  switch (bpmn_element_get_type_id (element))
    {
    case BPMN_TYPE_OTHER:
    case BPMN_TYPE_DEFINITIONS:
    case BPMN_TYPE_COLLABORATION:
    case BPMN_TYPE_CHOREOGRAPHY:
    case BPMN_TYPE_MESSAGE:
    case BPMN_TYPE_PROCESS:
      return FALSE;
    default:
      return TRUE;
    }
}

/**
 * editor_find:
 * @session: the session
 * @query: words; all of them must be found in one field, in any case and order
 *
 * Returns: (transfer container) (element-type EditorFindHit): one hit per element, names before ids
 *   before types before settings before conditions, else in document order
 */
GPtrArray *
editor_find (EditorSession *session, const char *query)
{
  const GPtrArray *elements = bpmn_model_get_elements (editor_session_get_model (session));
  GPtrArray *hits = g_ptr_array_new_with_free_func ((GDestroyNotify) editor_find_hit_free);
  g_autofree char *folded = fold (query);
  g_autofree char *line = to_line (folded);
  g_auto (GStrv) words = g_strsplit (line, " ", -1);

  for (guint i = 0; words[0] != NULL && i < elements->len; i++)
    {
      BpmnElement *element = g_ptr_array_index (elements, i);
      EditorFindHit *hit = can_be_found (element) ? search_element (session, element, words) : NULL;

      if (hit != NULL)
        g_ptr_array_add (hits, hit);
    }
  g_ptr_array_sort (hits, compare_hits);
  return hits;
}

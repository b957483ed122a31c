/* expression-path.c: the value at a path of a data model
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/expression/expression-private.h"

#include <string.h>

typedef struct
{
  char *name;
  gboolean has_index;
  guint64 index;
} Segment;

/* "name" or "name[3]". */
static gboolean
parse_segment (const char *text, Segment *segment, GError **error)
{
  const char *bracket = strchr (text, '[');
  const char *digits = bracket != NULL ? bracket + 1 : NULL;
  char *end = NULL;

  segment->has_index = bracket != NULL;
  segment->index = 0;
  if (bracket != NULL)
    {
      if (!g_ascii_isdigit (*digits))
        return expression_fail (error, "Invalid key part %s", text);
      segment->index = g_ascii_strtoull (digits, &end, 10);
      if (strcmp (end, "]") != 0)
        return expression_fail (error, "Invalid key part %s", text);
    }
  else if (g_str_has_suffix (text, "]"))
    {
      return expression_fail (error, "Invalid key part %s", text);
    }
  segment->name = bracket != NULL ? g_strndup (text, (gsize) (bracket - text)) : g_strdup (text);
  return TRUE;
}

/**
 * expression_value_lookup:
 * @model: the data of an element
 * @path: dots between the names, `name[3]` is a row of a list
 * @row_indices: (nullable): the rows around, for lists on the way that name no row
 * @n_row_indices: number of @row_indices
 * @value: the result; must be cleared
 * @error: return location for the app's error
 *
 * Looks up as `dataModel` does (facts: runtime 5.5): a list at the end is returned whole; a list on
 * the way takes the row of the context, unless an outer list was indexed in the path; what is not
 * there is null.
 *
 * Returns: %FALSE if the path is malformed
 */
gboolean
expression_value_lookup (const ExpressionValue *model,
                         const char *path,
                         const guint *row_indices,
                         guint n_row_indices,
                         ExpressionValue *value,
                         GError **error)
{
  g_auto (GStrv) parts = g_strsplit (path, ".", -1);
  const ExpressionValue *at = *path != '\0' ? model : NULL;
  gboolean use_rows = TRUE;
  guint depth = 0;

  for (gsize i = 0; parts[i] != NULL; i++)
    {
      Segment segment = { 0 };

      if (!parse_segment (parts[i], &segment, error))
        return FALSE;
      at = at != NULL ? expression_value_get_member (at, segment.name) : NULL;
      g_free (segment.name);
      if (segment.has_index)
        {
          use_rows = FALSE;
          depth++;
          at = at != NULL && at->type == EXPRESSION_VALUE_LIST && segment.index < at->n_items
                   ? expression_value_get_item (at, (guint) segment.index)
                   : NULL;
        }
      else if (at != NULL && at->type == EXPRESSION_VALUE_LIST && parts[i + 1] != NULL)
        {
          at = use_rows && depth < n_row_indices
                   ? expression_value_get_item (at, row_indices[depth])
                   : NULL;
          depth++;
        }
    }
  if (at != NULL)
    expression_value_copy (at, value);
  return TRUE;
}

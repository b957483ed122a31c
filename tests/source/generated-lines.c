/* generated-lines.c: which lines an edit may change, judged from the text before it
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "tests/source/generated-lines.h"

#include <string.h>

typedef struct
{
  guint first;
  guint n_old;
  int more; /* how many lines more there are then */
} Region;

/* An attribute in a start tag, as offsets in the text */
typedef struct
{
  gsize space, name, value, end;
} Attribute;

static gboolean
is_break (char c)
{
  return c == '\n' || c == '\r';
}

static gboolean
is_blank (char c)
{
  return c == ' ' || c == '\t';
}

static gboolean
is_space (char c)
{
  return is_blank (c) || is_break (c);
}

Forecast *
forecast_new (SourceDocument *document)
{
  Forecast *self = g_new0 (Forecast, 1);
  gsize start = 0;

  self->document = document;
  self->text = source_document_dup_text (document, &self->length);
  self->starts = g_array_new (FALSE, FALSE, sizeof (gsize));
  self->regions = g_array_new (FALSE, FALSE, sizeof (Region));
  g_array_append_val (self->starts, start);
  for (gsize i = 0; i < self->length; i++)
    if (self->text[i] == '\n' || (self->text[i] == '\r' && self->text[i + 1] != '\n'))
      {
        start = i + 1;
        g_array_append_val (self->starts, start);
      }
  return self;
}

void
forecast_free (Forecast *self)
{
  g_free (self->text);
  g_free (self->exact);
  g_array_unref (self->starts);
  g_array_unref (self->regions);
  g_free (self);
}

int
forecast_count_breaks (const char *text, gsize from, gsize to)
{
  int n = 0;

  for (gsize i = from; i < to; i++)
    n += text[i] == '\n' || (text[i] == '\r' && (i + 1 == to || text[i + 1] != '\n'));
  return n;
}

static guint
line_of (const Forecast *self, gsize offset)
{
  guint low = 0, high = self->starts->len;

  while (high - low > 1)
    {
      guint middle = (low + high) / 2;

      if (g_array_index (self->starts, gsize, middle) <= offset)
        low = middle;
      else
        high = middle;
    }
  return low;
}

static void
add_region (Forecast *self, guint first, guint n_old, int more)
{
  Region region = { first, n_old, more };

  self->given = TRUE;
  g_array_append_val (self->regions, region);
}

/* No line changes. */
void
forecast_nothing (Forecast *self)
{
  self->given = TRUE;
}

/* The lines of these offsets may change, and there are @more of them. */
void
forecast_change (Forecast *self, gsize from, gsize to, int more)
{
  guint first = line_of (self, from);

  add_region (self, first, line_of (self, to) - first + 1, more);
}

static void
remove_lines (Forecast *self, gsize from, gsize to)
{
  guint first = line_of (self, from);
  guint n = line_of (self, to) - first + 1;

  add_region (self, first, n, -(int) n);
}

static void
insert_lines (Forecast *self, gsize after, int n)
{
  add_region (self, line_of (self, after) + 1, 0, n);
}

/* Where things stand */

static gsize
start_of (const Forecast *self, const SourceNode *node)
{
  return source_node_get_offset (self->document, node);
}

static gsize
end_of (const Forecast *self, const SourceNode *node)
{
  return start_of (self, node) + source_node_get_length (self->document, node);
}

static gsize
tag_end_of (const Forecast *self, const SourceNode *element)
{
  return start_of (self, element) + source_node_get_tag_length (self->document, element);
}

static gboolean
is_self_closed (const Forecast *self, const SourceNode *element)
{
  return tag_end_of (self, element) == end_of (self, element);
}

/* Where content begins, or would. */
static gsize
content_start (const Forecast *self, const SourceNode *element)
{
  return tag_end_of (self, element) - (is_self_closed (self, element) ? 2 : 0);
}

static gsize
content_end (const Forecast *self, const SourceNode *element)
{
  gsize at = end_of (self, element);

  if (is_self_closed (self, element))
    return at - 2;
  do
    at--;
  while (self->text[at] != '<');
  return at;
}

static gboolean
begins_line (const Forecast *self, const SourceNode *node)
{
  gsize at = start_of (self, node);

  while (at > 0 && is_blank (self->text[at - 1]))
    at--;
  return at > 0 && is_break (self->text[at - 1]);
}

static gboolean
line_ends_at (const Forecast *self, gsize at)
{
  while (is_blank (self->text[at]))
    at++;
  return is_break (self->text[at]);
}

static gboolean
is_alone (const Forecast *self, const SourceNode *node)
{
  return begins_line (self, node) && line_ends_at (self, end_of (self, node));
}

/* Start tags */

static gsize
name_end (const Forecast *self, const SourceNode *element)
{
  gsize at = start_of (self, element);

  while (!is_space (self->text[at]) && strchr ("/>", self->text[at]) == NULL)
    at++;
  return at;
}

static gboolean
next_attribute (const Forecast *self, gsize at, Attribute *attribute)
{
  char quote;

  attribute->space = at;
  while (is_space (self->text[at]))
    at++;
  if (strchr ("/>", self->text[at]) != NULL)
    return FALSE;
  attribute->name = at;
  while (strchr ("\"'", self->text[at]) == NULL)
    at++;
  quote = self->text[at++];
  attribute->value = at;
  while (self->text[at] != quote)
    at++;
  attribute->end = at + 1;
  return TRUE;
}

static gboolean
find_attribute (const Forecast *self, const SourceNode *element, const char *name,
                Attribute *attribute)
{
  gsize length = strlen (name);

  for (gsize at = name_end (self, element); next_attribute (self, at, attribute);
       at = attribute->end)
    if (strncmp (self->text + attribute->name, name, length) == 0 &&
        (is_space (self->text[attribute->name + length]) ||
         self->text[attribute->name + length] == '='))
      return TRUE;
  return FALSE;
}

/* A new one stands behind the last one (of the declarations, for a declaration), parted as that. */
void
forecast_add_attribute (Forecast *self, SourceNode *element, gboolean declaration)
{
  gsize place = name_end (self, element);
  gboolean declared = FALSE;
  int more = 0;
  Attribute attribute;

  for (gsize at = place; next_attribute (self, at, &attribute); at = attribute.end)
    {
      gboolean is_declaration = strncmp (self->text + attribute.name, "xmlns", 5) == 0;

      if (declaration && declared && !is_declaration)
        continue;
      declared |= is_declaration;
      place = attribute.end;
      more = forecast_count_breaks (self->text, attribute.space, attribute.name);
    }
  forecast_change (self, place, place, more);
}

/* @value: (nullable): NULL takes it away */
void
forecast_attribute (Forecast *self, SourceNode *element, const char *name, const char *value)
{
  g_autofree char *old = source_node_dup_attribute (element, NULL, name);
  Attribute attribute;

  forecast_nothing (self);
  if (g_strcmp0 (old, value) == 0)
    return;
  if (!find_attribute (self, element, name, &attribute))
    forecast_add_attribute (self, element, FALSE);
  else if (value == NULL)
    forecast_change (self, attribute.space, attribute.end,
                     -forecast_count_breaks (self->text, attribute.space, attribute.end));
  else
    forecast_change (self, attribute.value, attribute.end,
                     -forecast_count_breaks (self->text, attribute.value, attribute.end));
}

/* The namespace is declared at the root. */
void
forecast_declaration (Forecast *self, const char *namespace_uri)
{
  SourceNode *root = source_document_get_root (self->document);

  if (source_node_lookup_prefix (root, namespace_uri) == NULL)
    forecast_add_attribute (self, root, TRUE);
}

void
forecast_text (Forecast *self, SourceNode *element, const char *text)
{
  g_autofree char *old = source_node_dup_text (element);
  gsize start = content_start (self, element);
  gsize end = content_end (self, element);
  int n = forecast_count_breaks (text, 0, strlen (text));

  forecast_nothing (self);
  if (strcmp (old, text) == 0)
    return;
  for (SourceNode *child = source_node_get_first_child (element); child != NULL;
       child = source_node_get_next (child))
    if (source_node_get_kind (child) == SOURCE_NODE_COMMENT ||
        source_node_get_kind (child) == SOURCE_NODE_PI)
      n += forecast_count_breaks (self->text, start_of (self, child), end_of (self, child));
  forecast_change (self, start, end, n - forecast_count_breaks (self->text, start, end));
}

/* Whether one of the names in a value is the id, with or without prefix */
static gboolean
names_id (const char *value, gsize length, const char *id)
{
  g_autofree char *text = g_strndup (value, length);
  g_auto (GStrv) names = g_strsplit_set (text, " \t\r\n", -1);

  for (guint i = 0; names[i] != NULL; i++)
    {
      const char *colon = strchr (names[i], ':');

      if (strcmp (names[i], id) == 0 || (colon != NULL && strcmp (colon + 1, id) == 0))
        return TRUE;
    }
  return FALSE;
}

/* The lines of attributes and texts that name an id, which is written without references */
void
forecast_id (Forecast *self, SourceNode *element, const char *id)
{
  g_autofree char *text = source_node_dup_text (element);
  Attribute attribute;

  self->given = TRUE;
  for (gsize at = name_end (self, element); next_attribute (self, at, &attribute);
       at = attribute.end)
    if (names_id (self->text + attribute.value, attribute.end - attribute.value - 1, id))
      forecast_change (self, attribute.value, attribute.end, 0);
  /* A text that names it is written anew, without the white space around. */
  if (source_node_first_element (element, NULL, NULL) == NULL && names_id (text, strlen (text), id))
    forecast_text (self, element, "");
  for (SourceNode *child = source_node_first_element (element, NULL, NULL); child != NULL;
       child = source_node_next_element (child, NULL, NULL))
    forecast_id (self, child, id);
}

/* The lines of the names in the start tag and the end tag. */
void
forecast_rename (Forecast *self, SourceNode *element)
{
  forecast_change (self, start_of (self, element), start_of (self, element), 0);
  if (!is_self_closed (self, element))
    forecast_change (self, content_end (self, element), content_end (self, element), 0);
}

/* Inserting, removing, moving */

static gboolean
preserves_space (const SourceNode *node)
{
  for (; node != NULL; node = source_node_get_parent (node))
    {
      g_autofree char *space =
          source_node_dup_attribute (node, "http://www.w3.org/XML/1998/namespace", "space");

      if (space != NULL)
        return strcmp (space, "preserve") == 0;
    }
  return FALSE;
}

static gboolean
is_fixed (const SourceNode *parent)
{
  for (SourceNode *child = source_node_get_first_child (parent); child != NULL;
       child = source_node_get_next (child))
    if (source_node_get_kind (child) == SOURCE_NODE_TEXT ||
        source_node_get_kind (child) == SOURCE_NODE_CDATA)
      return TRUE;
  return preserves_space (parent);
}

/* The first of the comments that stand directly above an element */
static SourceNode *
with_comments (const Forecast *self, SourceNode *node)
{
  SourceNode *above;

  if (node == NULL || source_node_get_kind (node) != SOURCE_NODE_ELEMENT)
    return node;
  while ((above = source_node_get_previous (node)) != NULL &&
         source_node_get_kind (above) == SOURCE_NODE_COMMENT &&
         forecast_count_breaks (self->text, end_of (self, above), start_of (self, node)) == 1 &&
         begins_line (self, above))
    node = above;
  return node;
}

/* Does an element without content get lines for it? Not in mixed content. */
static gboolean
opens_lines (const Forecast *self, const SourceNode *element, const SourceNode *from,
             const SourceNode *to)
{
  gboolean after_moved = to != NULL && source_node_get_previous (element) == to &&
                         begins_line (self, from) && !is_alone (self, to);

  return element == source_document_get_root (self->document) ||
         ((begins_line (self, element) || after_moved) &&
          !is_fixed (source_node_get_parent (element)));
}

/* Does a child begin a line, when those that move away (@from up to @to) are gone? */
static gboolean
some_child_begins_line (const Forecast *self, const SourceNode *parent, const SourceNode *from,
                        const SourceNode *to)
{
  gboolean moving = FALSE, left = FALSE;

  for (SourceNode *child = source_node_get_first_child (parent); child != NULL;
       child = source_node_get_next (child))
    {
      moving |= child == from;
      if (!moving && (left || begins_line (self, child)))
        return TRUE;
      /* What stands behind it on its line begins the line then. */
      left = moving && begins_line (self, child) && !is_alone (self, child);
      if (child == to)
        moving = FALSE;
    }
  return FALSE;
}

/* @n_lines: lines of what comes where it gets lines of its own; @n_inline: its line breaks else */
static void
place (Forecast *self, SourceNode *parent, SourceNode *before, int n_lines, int n_inline,
       SourceNode *from, SourceNode *to)
{
  SourceNode *previous;
  gsize at;

  before = with_comments (self, before);
  previous = before != NULL ? source_node_get_previous (before) : source_node_get_last_child (parent);
  at = previous != NULL ? end_of (self, previous) : content_start (self, parent);
  if (is_fixed (parent))
    {
      forecast_change (self, at, at, n_inline);
    }
  else if (source_node_get_first_child (parent) != NULL)
    {
      if (!some_child_begins_line (self, parent, from, to))
        forecast_change (self, at, at, n_inline);
      else if (line_ends_at (self, at))
        insert_lines (self, at, n_lines);
      else
        forecast_change (self, at, at, n_lines);
    }
  else if (forecast_count_breaks (self->text, at, content_end (self, parent)) > 0)
    {
      if (line_ends_at (self, at))
        insert_lines (self, at, n_lines);
      else
        forecast_change (self, at, at, n_lines);
    }
  else if (opens_lines (self, parent, from, to))
    {
      /* It is opened, and its end tag gets a line. */
      forecast_change (self, at, content_end (self, parent), n_lines + 1);
    }
  else
    {
      forecast_change (self, at, at, n_inline);
    }
}

void
forecast_insert (Forecast *self, SourceNode *parent, SourceNode *before, int n_lines, int n_inline)
{
  place (self, parent, before, n_lines, n_inline, NULL, NULL);
}

void
forecast_remove (Forecast *self, SourceNode *node)
{
  gsize from = start_of (self, node);
  gsize to = end_of (self, node);

  if (is_alone (self, node))
    remove_lines (self, from, to);
  else
    forecast_change (self, from, to, -forecast_count_breaks (self->text, from, to));
}

void
forecast_move (Forecast *self, SourceNode *node, SourceNode *parent, SourceNode *before)
{
  SourceNode *from = with_comments (self, node);
  int n_lines = 0, n_inline = 0;

  forecast_nothing (self);
  if (parent == source_node_get_parent (node) &&
      (before == node || before == source_node_get_next (node)))
    return;
  for (SourceNode *one = from;; one = source_node_get_next (one))
    {
      int n = forecast_count_breaks (self->text, start_of (self, one), end_of (self, one));

      if (one == with_comments (self, before))
        {
          g_array_set_size (self->regions, 0);
          return;
        }
      forecast_remove (self, one);
      n_lines += n + 1;
      n_inline += n;
      if (one == node)
        break;
    }
  place (self, parent, before, n_lines, n_inline, from, node);
}

/* Comparing */

static int
compare_regions (gconstpointer a, gconstpointer b)
{
  const Region *one = a, *other = b;

  if (one->first != other->first)
    return one->first < other->first ? -1 : 1;
  return (one->n_old > other->n_old) - (one->n_old < other->n_old);
}

/* Makes those that share lines one. */
static void
merge_regions (GArray *regions)
{
  g_array_sort (regions, compare_regions);
  for (guint i = 0; i + 1 < regions->len;)
    {
      Region *one = &g_array_index (regions, Region, i);
      const Region *next = &g_array_index (regions, Region, i + 1);
      guint end = MAX (one->first + one->n_old, next->first + next->n_old);

      if (next->first >= one->first + one->n_old)
        {
          i++;
          continue;
        }
      one->n_old = end - one->first;
      one->more += next->more;
      g_array_remove_index (regions, i + 1);
    }
}

/* The start of the line @n lines on; NULL if there are not so many. */
static const char *
skip_lines (const char *text, guint n)
{
  for (; n > 0; n--)
    {
      text += strcspn (text, "\r\n");
      if (*text == '\0')
        return n == 1 ? text : NULL;
      text += text[0] == '\r' && text[1] == '\n' ? 2 : 1;
    }
  return text;
}

static char *
describe (const Forecast *self, const char *problem)
{
  GString *text = g_string_new (problem);

  for (guint i = 0; i < self->regions->len; i++)
    {
      const Region *region = &g_array_index (self->regions, Region, i);

      g_string_append_printf (text, "; lines %u to %u may become %d", region->first + 1,
                              region->first + region->n_old, (int) region->n_old + region->more);
    }
  return g_string_free (text, FALSE);
}

/* Returns: (nullable): how the new text is not what was forecast */
char *
forecast_check (Forecast *self, const char *text)
{
  const char *at = text;
  guint line = 0;

  if (self->exact != NULL)
    return strcmp (text, self->exact) == 0 ? NULL : g_strdup ("it is not the text it should be");
  if (!self->given)
    return NULL;
  merge_regions (self->regions);
  for (guint i = 0; i <= self->regions->len; i++)
    {
      const Region *region =
          i < self->regions->len ? &g_array_index (self->regions, Region, i) : NULL;
      gsize start = line < self->starts->len ? g_array_index (self->starts, gsize, line) : self->length;
      gsize end = region != NULL && region->first < self->starts->len
                      ? g_array_index (self->starts, gsize, region->first)
                      : self->length;

      if (strncmp (at, self->text + start, end - start) != 0)
        return describe (self, "a line outside changed");
      at += end - start;
      if (region == NULL)
        return *at == '\0' ? NULL : describe (self, "there are more lines than should be");
      if ((int) region->n_old + region->more < 0)
        return describe (self, "the forecast is wrong");
      at = skip_lines (at, (guint) ((int) region->n_old + region->more));
      if (at == NULL)
        return describe (self, "there are fewer lines than should be");
      line = region->first + region->n_old;
    }
  return NULL;
}

/* source-json-patch.c: which range of a JSON text an edit replaces
 *
 * A new value is not written over the old one: what they have in common stays as it is written. The
 * differences are worked off one by one, and the range between the first and the last changed byte
 * is the patch.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/source/source-json-patch.h"

#include "engine/source/source-json-layout.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_STEPS 100000

static gboolean
fail (GError **error, const char *name, const char *pointer, const char *what)
{
  g_set_error (error, SOURCE_ERROR, SOURCE_ERROR_INVALID, "%s: %s: %s",
               name != NULL ? name : "JSON", pointer, what);
  return FALSE;
}

/**
 * source_json_patch_clear:
 * @patch: a patch
 */
void
source_json_patch_clear (SourceJsonPatch *patch)
{
  g_clear_pointer (&patch->text, g_free);
}

/* The parts of a JSON Pointer, unescaped; NULL if it is none. */
static GStrv
split_pointer (const char *pointer)
{
  GStrv parts;

  if (*pointer == '\0')
    return g_new0 (char *, 1);
  if (*pointer != '/')
    return NULL;
  parts = g_strsplit (pointer + 1, "/", -1);
  for (gsize i = 0; parts[i] != NULL; i++)
    {
      char *out = parts[i];

      for (const char *in = parts[i]; *in != '\0'; in++)
        {
          if (in[0] == '~' && (in[1] == '0' || in[1] == '1'))
            *out++ = *++in == '0' ? '~' : '/';
          else
            *out++ = *in;
        }
      *out = '\0';
    }
  return parts;
}

/* The position of a child; for an array also the one behind its end, as "-" or a number. */
static gboolean
find_child (const SourceJsonValue *container, const char *part, guint *index)
{
  guint64 number;

  if (container->type == SOURCE_JSON_OBJECT)
    {
      const SourceJsonValue *member = source_json_value_get_member (container, part);

      *index = member != NULL ? (guint) (member - container->container.items) : container->n_items;
      return TRUE;
    }
  if (container->type != SOURCE_JSON_ARRAY)
    return FALSE;
  if (strcmp (part, "-") == 0)
    {
      *index = container->n_items;
      return TRUE;
    }
  if (!g_ascii_string_to_unsigned (part, 10, 0, container->n_items, &number, NULL) ||
      (part[0] == '0' && part[1] != '\0'))
    return FALSE;
  *index = (guint) number;
  return TRUE;
}

static gboolean step_towards (const SourceJson *json,
                              const SourceJsonValue *old,
                              const SourceJsonValue *value,
                              GString *text);

static gboolean
step_object (const SourceJson *json,
             const SourceJsonValue *old,
             const SourceJsonValue *value,
             GString *text)
{
  guint after = 0; /* where a new member goes: behind the one before it */

  for (guint i = 0; i < old->n_items; i++)
    if (source_json_value_get_member (value, old->container.keys[i].text) == NULL)
      {
        source_json_layout_remove (json, old, i, text);
        return TRUE;
      }
  for (guint i = 0; i < value->n_items; i++)
    {
      const char *key = value->container.keys[i].text;
      const SourceJsonValue *wanted = source_json_value_get_member (value, key);
      const SourceJsonValue *member = source_json_value_get_member (old, key);

      if (member == NULL)
        {
          source_json_layout_insert (json, old, after, key, wanted, text);
          return TRUE;
        }
      if (step_towards (json, member, wanted, text))
        return TRUE;
      after = (guint) (member - old->container.items) + 1;
    }
  return FALSE;
}

/* What is equal at both ends stays; in between items become others, are added or go. */
static gboolean
step_array (const SourceJson *json,
            const SourceJsonValue *old,
            const SourceJsonValue *value,
            GString *text)
{
  const SourceJsonValue *before = old->container.items;
  const SourceJsonValue *after = value->container.items;
  guint n_before = old->n_items;
  guint n_after = value->n_items;
  guint start = 0;

  while (start < MIN (n_before, n_after) && source_json_value_equal (&before[start], &after[start]))
    start++;
  while (MIN (n_before, n_after) > start &&
         source_json_value_equal (&before[n_before - 1], &after[n_after - 1]))
    {
      n_before--;
      n_after--;
    }
  if (n_before == start)
    source_json_layout_insert (json, old, start, NULL, &after[start], text);
  else if (n_after == start)
    source_json_layout_remove (json, old, start, text);
  else
    step_towards (json, &before[start], &after[start], text);
  return TRUE;
}

/* Changes one thing in @text that makes @old more like @value. Returns FALSE if they are equal. */
static gboolean
step_towards (const SourceJson *json,
              const SourceJsonValue *old,
              const SourceJsonValue *value,
              GString *text)
{
  if (source_json_value_equal (old, value))
    return FALSE;
  if (old->type == value->type && old->n_items > 0 && value->n_items > 0)
    return old->type == SOURCE_JSON_OBJECT ? step_object (json, old, value, text)
                                           : step_array (json, old, value, text);
  source_json_layout_replace (json, old, value, text);
  return TRUE;
}

/* Objects around a value for the parts of a path that are not there yet. */
static SourceJson *
wrap (const SourceJsonValue *value, char **parts)
{
  SourceJsonWriter *writer = source_json_writer_new (0);
  g_autofree char *text = NULL;
  gsize n = 0;

  for (; parts[n] != NULL; n++)
    {
      source_json_writer_begin_object (writer);
      source_json_writer_key (writer, parts[n]);
    }
  source_json_writer_value (writer, value);
  while (n-- > 0)
    source_json_writer_end_object (writer);
  text = source_json_writer_end (writer);
  return source_json_parse (text, -1, SOURCE_JSON_STRICT, NULL, NULL);
}

/* One step; *done if there was nothing left to do or an insertion finished it. */
static gboolean
set_step (const SourceJson *json,
          const char *name,
          const char *pointer,
          char **parts,
          const SourceJsonValue *value,
          GString *text,
          gboolean *done,
          GError **error)
{
  const SourceJsonValue *at = &json->root;
  g_autoptr (SourceJson) wrapped = NULL;

  for (gsize i = 0; parts[i] != NULL; i++)
    {
      guint index;

      if (!find_child (at, parts[i], &index))
        return fail (error, name, pointer, _ ("there is no such place"));
      if (index < at->n_items)
        {
          at = &at->container.items[index];
          continue;
        }
      wrapped = wrap (value, parts + i + 1);
      if (wrapped == NULL)
        return fail (error, name, pointer, _ ("nested too deeply"));
      source_json_layout_insert (json, at, index, at->type == SOURCE_JSON_OBJECT ? parts[i] : NULL,
                                 source_json_get_root (wrapped), text);
      *done = TRUE;
      return TRUE;
    }
  *done = !step_towards (json, at, value, text);
  return TRUE;
}

#define MARK "\xef\xbb\xbf"

/* The reader passes over a byte order mark and counts offsets behind it; a second one it refuses. */
static gboolean
skip_mark (const char *text, const char *name, gsize *mark, GError **error)
{
  g_autoptr (SourceJson) json = NULL;

  *mark = g_str_has_prefix (text, MARK) ? strlen (MARK) : 0;
  if (!g_str_has_prefix (text, MARK MARK))
    return TRUE;
  json = source_json_parse (text, -1, SOURCE_JSON_TOLERANT, name, error);
  return json != NULL;
}

/* The range in which two texts differ. */
static void
set_difference (const char *before, const GString *after, SourceJsonPatch *patch)
{
  gsize length = strlen (before);
  gsize start = 0;
  gsize end = 0;

  while (start < MIN (length, after->len) && before[start] == after->str[start])
    start++;
  while (start > 0 && ((guchar) before[start] & 0xc0) == 0x80)
    start--;
  while (end < MIN (length, after->len) - start &&
         before[length - end - 1] == after->str[after->len - end - 1])
    end++;
  while (end > 0 && ((guchar) before[length - end] & 0xc0) == 0x80)
    end--;
  patch->offset = start;
  patch->length = length - start - end;
  patch->text = patch->length == 0 && after->len - start - end == 0
                    ? NULL
                    : g_strndup (after->str + start, after->len - start - end);
}

/**
 * source_json_patch_set:
 * @text: a JSON text, read tolerantly
 * @name: (nullable): what error messages call it
 * @pointer: where, as a JSON Pointer
 * @json: the new value as strict JSON
 * @patch: (out): the range to replace; its text is %NULL if nothing changes
 * @error: return location for an error
 *
 * Returns: %FALSE if @text or @json is malformed, or there is no such place
 */
gboolean
source_json_patch_set (const char *text,
                       const char *name,
                       const char *pointer,
                       const char *json,
                       SourceJsonPatch *patch,
                       GError **error)
{
  g_auto (GStrv) parts = split_pointer (pointer);
  g_autoptr (SourceJson) value = NULL;
  g_autoptr (GString) changed = NULL;
  gboolean done = FALSE;
  gsize mark;

  memset (patch, 0, sizeof *patch);
  if (parts == NULL)
    return fail (error, name, pointer, _ ("not a JSON Pointer"));
  value = source_json_parse (json, -1, SOURCE_JSON_STRICT, NULL, error);
  if (value == NULL || !skip_mark (text, name, &mark, error))
    return FALSE;
  changed = g_string_new (text + mark);
  for (guint steps = 0; !done; steps++)
    {
      g_autoptr (SourceJson) parsed =
          source_json_parse (changed->str, -1, SOURCE_JSON_TOLERANT, name, error);

      if (parsed == NULL)
        return FALSE;
      if (steps == MAX_STEPS)
        return fail (error, name, pointer, _ ("too many changes at once"));
      if (!set_step (parsed, name, pointer, parts, source_json_get_root (value), changed, &done,
                     error))
        return FALSE;
    }
  set_difference (text + mark, changed, patch);
  patch->offset += mark;
  return TRUE;
}

/**
 * source_json_patch_remove:
 * @text: a JSON text, read tolerantly
 * @name: (nullable): what error messages call it
 * @pointer: what goes, as a JSON Pointer
 * @patch: (out): the range to replace; its text is %NULL if there was nothing to remove
 * @error: return location for an error
 *
 * Returns: %FALSE if @text is malformed, or @pointer is none or names the whole text
 */
gboolean
source_json_patch_remove (const char *text,
                          const char *name,
                          const char *pointer,
                          SourceJsonPatch *patch,
                          GError **error)
{
  g_auto (GStrv) parts = split_pointer (pointer);
  g_autoptr (SourceJson) json = NULL;
  g_autoptr (GString) changed = NULL;
  const SourceJsonValue *at;
  gsize mark;

  memset (patch, 0, sizeof *patch);
  if (parts == NULL || parts[0] == NULL)
    return fail (error, name, pointer, _ ("not a JSON Pointer to a part of the text"));
  json = source_json_parse (text, -1, SOURCE_JSON_TOLERANT, name, error);
  if (json == NULL || !skip_mark (text, name, &mark, error))
    return FALSE;
  changed = g_string_new (text + mark);
  at = source_json_get_root (json);
  for (gsize i = 0; parts[i] != NULL; i++)
    {
      guint index;

      if (!find_child (at, parts[i], &index) || index >= at->n_items)
        return TRUE;
      if (parts[i + 1] == NULL)
        source_json_layout_remove (json, at, index, changed);
      at = &at->container.items[index];
    }
  set_difference (text + mark, changed, patch);
  patch->offset += mark;
  return TRUE;
}
